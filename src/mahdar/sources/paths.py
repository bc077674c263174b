"""Which files an input names: a file itself, a folder all the articles below it, a pattern what it matches."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator
from pathlib import Path

from mahdar.sources.forms import form_of


def files_of(path: Path) -> Iterator[Path]:
    """The file itself, the files of known form in a folder and the folders below it, or what a pattern matches.

    A pattern (`saved/**/*.html`; `**` stands for folders at any depth) is one only where no file has it for its name;
    folders that it matches give their files. Everything is sorted by path. Hidden files and folders are passed over.
    Symbolic links to folders are not followed, so that a link to a folder above cannot lead round.

    Raises:
        OSError: where the folder cannot be read.
    """
    if path.is_dir():
        yield from _in_folder(path)
    elif glob.has_magic(str(path)) and not path.exists():
        matches = glob.iglob(str(path), recursive=True)  # noqa: PTH207 (Path.glob takes no absolute pattern)
        for match in sorted(map(Path, matches)):
            if match.is_file():
                yield match
            elif not _may_reach_into_folders(path):
                yield from _in_folder(match)
    else:
        yield path


def is_pattern(path: Path) -> bool:
    """Whether a path is a pattern and no file's name."""
    return glob.has_magic(str(path)) and not path.exists()


def _may_reach_into_folders(path: Path) -> bool:
    """`saved/**` matches a folder and each file below it: the folder's files would come twice."""
    return "**" in path.parts


def _in_folder(path: Path) -> Iterator[Path]:
    found = []
    for folder, below, names in os.walk(path, onerror=_raise):
        below[:] = [name for name in below if not name.startswith(".")]
        files = [Path(folder, name) for name in names if not name.startswith(".")]
        found += [file for file in files if _is_readable_form(file)]
    yield from sorted(found)


def _is_readable_form(file: Path) -> bool:
    """Whether a file in a folder is of a known form; one that cannot be opened to see is no input."""
    try:
        return form_of(file) is not None
    except OSError:
        return False


def _raise(error: OSError) -> None:
    raise error
