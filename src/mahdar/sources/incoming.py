"""From paths to articles: files in order, each by its form, failures told and passed over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from mahdar.model import Article
from mahdar.sources.columns import Columns
from mahdar.sources.dates import day_or_time
from mahdar.sources.decoding import unzipped
from mahdar.sources.doubles import Doubles
from mahdar.sources.failure import Failure, Unreadable
from mahdar.sources.forms import FORMS, STREAMS, TABLES, Made, form_of, known_forms, stem_of
from mahdar.sources.json_lines import lines_of
from mahdar.sources.paths import files_of, is_pattern


def articles_from(
    paths: Iterable[str | Path], collected: str | None = None, columns: Columns | None = None
) -> Iterator[Article | Failure]:
    """The articles of files of any known form, of folders and of patterns, in order.

    Args:
        paths: files (see `forms`), folders and patterns (`saved/**/*.html`); a folder and a pattern give their files
            sorted by path.
        collected: day of collection (ISO 8601) for articles whose input gives none.
        columns: how fields of an article are called in tables and JSON; else they have the usual names.

    Yields:
        Each article, or a `Failure` in the place of what could not be one: a whole file or one line of it. What was
        left unknown in an article that goes in (a date with two readings) is a `Failure` too. Of several articles of
        one outlet, url and `doc_id` those of different dates are versions, and all go in; else the first stands and
        the second is a failure that names both.

    Raises:
        ValueError: where `collected` is no ISO 8601 day or time.
    """
    collected = day_or_time(collected) if collected else None
    return _without_doubles(_from_paths(paths, collected, columns or Columns()))


Placed = tuple[str, int | None, Article | str]
"""Path, line where there is one, and what came of it: an article or the reason why there is none."""


def _from_paths(paths: Iterable[str | Path], collected: str | None, columns: Columns) -> Iterator[Placed]:
    for named in paths:
        files = 0
        try:
            for file in files_of(Path(named)):
                files += 1
                yield from _from_file(file, collected, columns)
        except OSError as error:
            yield str(named), None, _in_words(error)
            continue
        if not files:
            where = "matches this pattern" if is_pattern(Path(named)) else "is in this folder"
            yield str(named), None, f"no file of a known form {where} (known are {known_forms()})"


def _from_file(file: Path, collected: str | None, columns: Columns) -> Iterator[Placed]:
    try:
        form = form_of(file)
        if form is None:
            suffix = file.suffix.lower() or "no suffix"
            yield str(file), None, f"form not known: {suffix} (known are {known_forms()})"
            return
        for number, one in _made(form, file, collected, columns):
            yield str(file), number, one
    except OSError as error:
        yield str(file), None, _in_words(error)
    except Unreadable as error:
        yield str(file), None, str(error)
    except RecursionError:
        yield str(file), None, "nested too deeply"


def _made(form: str, file: Path, collected: str | None, columns: Columns) -> Iterator[Made]:
    if form in STREAMS:
        return STREAMS[form](file, collected)
    data = unzipped(file.read_bytes())
    if form in TABLES:
        return TABLES[form](data, file, columns, collected)
    return FORMS[form](data, file, collected)


def _without_doubles(placed: Iterable[Placed]) -> Iterator[Article | Failure]:
    doubles = Doubles()
    for path, line, made in placed:
        if isinstance(made, str):
            yield Failure(path, line, made)
            continue
        place = path if line is None else f"{path}:{line}"
        why = doubles.told(made, place, made.doc_id.rpartition("/")[2] == stem_of(Path(path)))
        if why is None:
            yield made
        elif why:
            yield Failure(path, line, why)


def _in_words(error: OSError) -> str:
    return error.strerror or str(error)


class UnreadableFile(ValueError):
    """A file that could not be read or decompressed; the message says why."""


def file_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Number, counted from 1, and bytes of each line of a file that is not blank, decompressed where it is gzip.

    Raises:
        UnreadableFile: where the file cannot be read or its gzip is damaged.
    """
    try:
        data = unzipped(path.read_bytes())
    except OSError as error:
        raise UnreadableFile(_in_words(error)) from error
    except Unreadable as error:
        raise UnreadableFile(str(error)) from error
    yield from lines_of(data)
