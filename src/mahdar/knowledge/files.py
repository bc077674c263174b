"""The knowledge files as they lie on disk: YAML and TSV into plain Python, with clear errors."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent / "data"


class KnowledgeError(ValueError):
    """A knowledge file that cannot be read; the message names file, place and mend."""


def data_files(overlay: Path | None = None) -> list[Path]:
    """Every knowledge file, the shipped ones first, then those of the user's overlay; in a fixed order."""
    found: list[Path] = []
    for folder in (DATA, overlay):
        if folder is not None:
            found += sorted(
                p for p in folder.rglob("*") if p.suffix in (".yml", ".tsv", ".txt") and p.is_file()
            )
    return found


def read_yaml(path: Path) -> Any:
    """What a YAML file holds.

    Raises:
        KnowledgeError: where it is not YAML.
    """
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{path.name}: not readable as YAML: {error}") from error


def read_tsv(path: Path) -> list[dict[str, str]]:
    """The rows of a TSV file with a heading; lines that begin with # are comments.

    Raises:
        KnowledgeError: where a row has more cells than the heading.
    """
    lines = [x for x in path.read_text(encoding="utf-8").splitlines() if x.strip() and not x.startswith("#")]
    rows = []
    for number, row in enumerate(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE), 2):
        if None in row:
            raise KnowledgeError(f"{path.name}: row {number} has more cells than the heading: {row}")
        rows.append({key: (value or "").strip() for key, value in row.items()})
    return rows


def rows_of(name: str, overlay: Path | None = None) -> list[dict[str, Any]]:
    """The entries of one knowledge file (or folder of TSV files), with the overlay's appended.

    An overlay's entry with the same `id`, `code`, `person` or `verb` as a shipped one takes its place.
    """
    out: list[dict[str, Any]] = []
    for folder in (DATA, overlay):
        if folder is None:
            continue
        path = folder / name
        parts = sorted(path.glob("*.tsv")) if path.is_dir() else [path] if path.exists() else []
        fresh = [
            row
            for part in parts
            for row in (read_yaml(part) if part.suffix == ".yml" else read_tsv(part)) or ()
        ]
        out = _replace(out, fresh) if folder is overlay else fresh
    return out


def _key(row: dict[str, Any]) -> object:
    if "office" in row and "person" in row:
        return (row["person"], row["office"], row.get("country"), row.get("start"))
    return next((row[k] for k in ("id", "code", "person", "verb", "noun", "head") if k in row), row.get("ar"))


def _replace(shipped: list[dict[str, Any]], fresh: list[dict[str, Any]]) -> list[dict[str, Any]]:
    keys = {_key(row) for row in fresh}
    return [row for row in shipped if _key(row) not in keys] + fresh


def mapping_of(name: str, overlay: Path | None = None) -> dict[str, Any]:
    """A YAML file that is one mapping; the overlay's lists are appended to the shipped ones."""
    out: dict[str, Any] = dict(read_yaml(DATA / name))
    if overlay is not None and (overlay / name).exists():
        for key, value in (read_yaml(overlay / name) or {}).items():
            out[key] = (
                [*out[key], *value] if isinstance(value, list) and isinstance(out.get(key), list) else value
            )
    return out
