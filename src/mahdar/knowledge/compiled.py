"""The compiled knowledge: one file made from the data files, rebuilt whenever they change."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path
from typing import Any

import msgspec

from mahdar.knowledge.files import DATA, knowledge_paths, mapping_of, rows_of, words_of_file
from mahdar.knowledge.lexicon import phrase_rows, title_rows, verb_rows, words_of
from mahdar.knowledge.phrases import grouped
from mahdar.knowledge.shapes import require_shapes

#: Changes when the form of the compiled file changes.
FORMAT = "51"


#: Mapping files that a part of the reading room interprets on its own.
LISTS = ("particulars", "narration", "boilerplate")


def fingerprint(overlay: Path | None = None) -> str:
    """Twelve hex digits that change with any byte of any knowledge file: the knowledge's version."""
    digest = hashlib.sha256(FORMAT.encode())
    folders = [DATA] if overlay is None else [DATA, overlay]
    for path in (path for folder in folders for path in knowledge_paths(folder)):
        own = (
            path.relative_to(overlay) if overlay and path.is_relative_to(overlay) else path.relative_to(DATA)
        )
        digest.update(own.as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def tables(overlay: Path | None = None) -> dict[str, Any]:
    """All lexicon rows and tables in plain Python: from the compiled file where it fits the data, else made anew."""
    version = fingerprint(overlay)
    name = f"knowledge-{version}-{_code()}.compiled"
    for folder in _cache_folders():
        path = folder / name
        try:
            return _DECODER.decode(path.read_bytes())
        except (OSError, msgspec.DecodeError):
            continue
    made = build(overlay)
    made["version"] = version
    _store(msgspec.msgpack.encode(made), name)
    return made


def _code() -> str:
    """Four hex digits that change with the code that expands the files."""
    here = Path(__file__).parent
    code = [
        here.parent / "arabic" / "fold.py",
        here.parent / "arabic" / "tokens.py",
        here / "compiled.py",
        here / "files.py",
        here / "lexicon.py",
        here / "paradigms.py",
        here / "phrases.py",
    ]
    return hashlib.sha256(b"".join(path.read_bytes() for path in code if path.exists())).hexdigest()[:4]


_DECODER: msgspec.msgpack.Decoder[dict[str, Any]] = msgspec.msgpack.Decoder(dict[str, Any])


def build(overlay: Path | None = None) -> dict[str, Any]:
    """Read every knowledge file and expand it; takes about a second.

    Raises:
        KnowledgeError: where a file cannot be read, or an overlay's entry has not the shape of its file.
    """
    if overlay is not None:
        require_shapes(overlay)
    phrases = phrase_rows(overlay)
    return {
        "phrases": grouped(phrases),
        "given_names": sorted({row[0][0] for row in phrases if row[1] == "person"}),
        "verbs": verb_rows(overlay),
        "titles": title_rows(overlay),
        "saying": mapping_of("saying_phrases.yml", overlay),
        "grammar": mapping_of("grammar.yml", overlay),
        "lists": {name: mapping_of(f"{name}.yml", overlay) for name in LISTS},
        "meeting": mapping_of("meeting.yml", overlay),
        "function_words": [
            w for line in words_of_file("function_words.txt", overlay) for w in words_of(line)
        ],
        "topics": rows_of("topics.yml", overlay),
        "offices": rows_of("offices.yml", overlay),
        "tenures": rows_of("tenures", overlay),
        "qids": {p["person"]: p["qid"] for p in rows_of("people.tsv", overlay) if p["qid"]},
        "outlets": rows_of("outlets.yml", overlay),
        "agencies": rows_of("agencies.yml", overlay),
    }


#: Compiled files kept: of the package alone, and with an overlay or two.
_KEPT = 4


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
            ages = sorted(folder.glob("knowledge-*.compiled"), key=lambda p: p.stat().st_mtime_ns)
            for old in ages[:-_KEPT]:
                old.unlink(missing_ok=True)
            return
