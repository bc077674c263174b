"""Which files an input names: a file itself, a folder all the articles below it, in sorted order."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

SUFFIXES = (".txt", ".jsonl", ".txt.gz", ".jsonl.gz")


def files_of(path: Path) -> Iterator[Path]:
    """The file itself, or the files of known form in a folder and the folders below it, sorted by path.

    Hidden files and folders are passed over. Symbolic links to folders are not followed, so that a link to a
    folder above cannot lead round.

    Raises:
        OSError: where the folder cannot be read.
    """
    if not path.is_dir():
        yield path
        return
    found = []
    for folder, below, names in os.walk(path, onerror=_raise):
        below[:] = [name for name in below if not name.startswith(".")]
        found += [Path(folder, n) for n in names if n.lower().endswith(SUFFIXES) and not n.startswith(".")]
    yield from sorted(found)


def _raise(error: OSError) -> None:
    raise error


def form_and_stem(path: Path) -> tuple[str, str]:
    """The form by which a file is read (`.txt` or `.jsonl`, else its last suffix) and its stem without suffixes."""
    name = path.name
    if name.lower().endswith(".gz"):
        name = name[: -len(".gz")]
    stem, dot, form = name.rpartition(".")
    return (f".{form.lower()}", stem) if dot and stem else ("", name)
