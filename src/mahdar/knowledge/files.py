"""The knowledge files as they lie on disk: YAML and TSV into plain Python, with clear errors."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent / "data"
#: What names an entry, in this order.
KEYS = ("id", "code", "person", "verb", "noun", "head", "ar")


class KnowledgeError(ValueError):
    """A knowledge file that cannot be read; the message names file, place and mend."""


def knowledge_paths(folder: Path) -> list[Path]:
    """The knowledge files of a folder, in a fixed order."""
    return sorted(p for p in folder.rglob("*") if p.suffix in (".yml", ".tsv", ".txt") and p.is_file())


def shown(path: Path) -> str:
    """How a message names a knowledge file: within the package by its place there, else by its whole path."""
    return path.relative_to(DATA).as_posix() if path.is_relative_to(DATA) else str(path)


def read_yaml(path: Path) -> Any:
    """What a YAML file holds.

    Raises:
        KnowledgeError: where it is not YAML.
    """
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(_text(path), Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f":{mark.line + 1}" if mark else ""
        raise KnowledgeError(f"{shown(path)}{line}: not readable as YAML: {error.problem}") from error
    except (yaml.YAMLError, ValueError) as error:
        raise KnowledgeError(f"{shown(path)}: not readable as YAML: {error}") from error


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        before = path.read_bytes()[: error.start].count(b"\n")
        raise KnowledgeError(f"{shown(path)}:{before + 1}: not UTF-8; save the file as UTF-8") from error


def read_tsv(path: Path) -> list[dict[str, str]]:
    """The rows of a TSV file with a heading; lines that begin with # are comments.

    Raises:
        KnowledgeError: where a row has more cells than the heading.
    """
    return [row for _, row in read_numbered_tsv(path)]


def read_numbered_tsv(path: Path) -> list[tuple[int, dict[str, str]]]:
    """The rows of a TSV file, each with the number of its line.

    Raises:
        KnowledgeError: where a row has more cells than the heading.
    """
    heading: list[str] = []
    rows = []
    for number, line in enumerate(_text(path).split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if not heading:
            heading = cells
            continue
        if len(cells) > len(heading):
            wrong = f"{len(cells)} cells under a heading of {len(heading)}: {cells[0]}"
            raise KnowledgeError(f"{shown(path)}:{number}: {wrong}")
        rows.append((number, dict(zip(heading, cells + [""] * (len(heading) - len(cells)), strict=True))))
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


def key_of(row: dict[str, Any]) -> object:
    """What an entry is known by among those of its list; None for one that nothing names, which replaces no other."""
    if "office" in row and "person" in row:
        return (row["person"], row["office"], row.get("country"), row.get("start"))
    return next((row[key] for key in KEYS if row.get(key)), None)


def _replace(shipped: list[dict[str, Any]], fresh: list[dict[str, Any]]) -> list[dict[str, Any]]:
    keys = {key_of(row) for row in fresh} - {None}
    return [row for row in shipped if key_of(row) not in keys] + fresh


def mapping_of(name: str, overlay: Path | None = None) -> dict[str, Any]:
    """A YAML file that is one mapping; the overlay's lists are appended to the shipped ones.

    An overlay's entry with the same `verb` or `noun` as a shipped one of its list takes its place.
    """
    out: dict[str, Any] = dict(read_yaml(DATA / name))
    if overlay is not None and (overlay / name).exists():
        out = _joined(out, read_yaml(overlay / name) or {})
    return out


def _joined(shipped: Any, fresh: Any) -> Any:
    if isinstance(shipped, dict) and isinstance(fresh, dict):
        joined = {key: _joined(shipped[key], value) for key, value in fresh.items() if key in shipped}
        return {**shipped, **fresh, **joined}
    if isinstance(shipped, list) and isinstance(fresh, list):
        if any(isinstance(row, dict) for row in fresh):
            return _replace(shipped, fresh)
        return list(dict.fromkeys([*shipped, *fresh]))
    return fresh


def words_of_file(name: str, overlay: Path | None = None) -> list[str]:
    """The lines of a text file of words, the overlay's after the shipped ones; # begins a comment line."""
    paths = [folder / name for folder in (DATA, overlay) if folder is not None]
    lines = [line for path in paths if path.exists() for line in _text(path).split("\n")]
    return [line for line in lines if line.strip() and not line.startswith("#")]
