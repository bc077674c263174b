"""The compiled knowledge: one file made from the data files, rebuilt whenever they change."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path
from typing import Any

import msgspec

from mahdar.knowledge.files import DATA, data_files, mapping_of, rows_of
from mahdar.knowledge.lexicon import phrase_rows, title_rows, verb_rows, words_of

#: Changes when the form of the compiled file changes.
FORMAT = "8"


def fingerprint(overlay: Path | None = None) -> str:
    """Twelve hex digits that change with any byte of any knowledge file: the knowledge's version."""
    digest = hashlib.sha256(FORMAT.encode())
    for path in data_files(overlay):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def tables(overlay: Path | None = None) -> dict[str, Any]:
    """All lexicon rows and tables in plain Python: from the compiled file where it fits the data, else made anew."""
    version = fingerprint(overlay)
    for folder in _cache_folders():
        path = folder / f"knowledge-{version}.compiled"
        try:
            return _DECODER.decode(path.read_bytes())
        except (OSError, msgspec.DecodeError):
            continue
    made = build(overlay)
    made["version"] = version
    _store(msgspec.msgpack.encode(made), f"knowledge-{version}.compiled")
    return made


_DECODER: msgspec.msgpack.Decoder[dict[str, Any]] = msgspec.msgpack.Decoder(dict[str, Any])


def build(overlay: Path | None = None) -> dict[str, Any]:
    """Read every knowledge file and expand it; takes about a second."""
    text = (DATA / "function_words.txt").read_text(encoding="utf-8")
    return {
        "phrases": phrase_rows(overlay),
        "verbs": verb_rows(overlay),
        "titles": title_rows(overlay),
        "saying": mapping_of("saying_phrases.yml", overlay),
        "meeting": mapping_of("meeting.yml", overlay),
        "function_words": [
            w for line in text.splitlines() if not line.startswith("#") for w in words_of(line)
        ],
        "topics": rows_of("topics.yml", overlay),
        "institutions": rows_of("institutions.yml", overlay),
        "offices": rows_of("offices.yml", overlay),
        "tenures": rows_of("tenures", overlay),
        "outlets": rows_of("outlets.yml", overlay),
        "agencies": rows_of("agencies.yml", overlay),
    }


def _cache_folders() -> list[Path]:
    """Where the compiled file may lie: beside the data, else in the user's cache."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return [DATA, Path(base) / "mahdar"]


def _store(content: bytes, name: str) -> None:
    """Write whole or not at all, so that readers of a moment earlier or later both find a sound file."""
    for folder in _cache_folders():
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=folder, delete=False) as handle:
                handle.write(content)
            Path(handle.name).replace(folder / name)
            for old in folder.glob("knowledge-*.compiled"):
                if old.name != name:
                    old.unlink(missing_ok=True)
            return
