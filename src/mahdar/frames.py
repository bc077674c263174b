"""Lines of answers as tables of pandas and polars; which of the two is installed is the user's choice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from mahdar.comparing.words import Day, Met, Narrated, Said, Teller, Who, Words

if TYPE_CHECKING:
    import pandas
    import polars

Line = Met | Said | Narrated
Row = dict[str, Any]


class MissingLibrary(ImportError):
    """A library that tables are made with is not installed; the message says how to install it."""


def to_pandas(lines: Sequence[Line]) -> pandas.DataFrame:
    """A DataFrame with a row a line: encounters, statements, facts, figures or instruments.

    Names of several stand in a list; `start`, `end` and `exact` are the words a line rests on, `doc_id` where.

    Raises:
        MissingLibrary: where pandas is not installed.
    """
    library: Any = _library("pandas")
    return library.DataFrame.from_records(rows_of(lines), columns=_columns(lines))


def to_polars(lines: Sequence[Line]) -> polars.DataFrame:
    """The same table as `to_pandas`, of polars.

    Raises:
        MissingLibrary: where polars is not installed.
    """
    library: Any = _library("polars")
    schema = {name: _polars_type(library, name) for name in _columns(lines)}
    frame: polars.DataFrame = library.DataFrame(rows_of(lines), schema=schema)
    return frame


def rows_of(lines: Iterable[Line]) -> list[Row]:
    """Lines as flat rows; each row of one kind of line has the same columns."""
    return [_row(line) for line in lines]


def _library(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise MissingLibrary(f"tables of {name} need a library more: pip install 'mahdar[frames]'") from error


_LISTS = frozenset(
    {
        "participants",
        "participant_ids",
        "speakers",
        "speaker_ids",
        "via",
        "actors",
        "countries",
        "levels",
        "formats",
        "topics",
        "doubt",
    }
)
_NUMBERS = frozenset({"sources", "reports", "conflicts", "start", "end"})


def _polars_type(library: Any, name: str) -> Any:
    if name in _LISTS:
        return library.List(library.String)
    if name in _NUMBERS:
        return library.Int64
    return library.Boolean if name == "negated" else library.String


def _columns(lines: Sequence[Line]) -> list[str]:
    # Without a line there is nothing to take columns from: an empty table has those that every line has.
    return list(_row(lines[0])) if lines else ["id", *_day(Day()), *_place(())]


def _row(line: Line) -> Row:
    match line:
        case Met():
            own = _met(line)
        case Said():
            own = _said(line)
        case Narrated():
            own = _narrated(line)
    return {"id": line.id, **_day(line.day), **own, **_place(line.words)}


def _met(one: Met) -> Row:
    return {
        "kind": one.kind,
        "status": one.status,
        "participants": _names(one.participants),
        "participant_ids": [who.id for who in one.participants],
        "countries": _countries(one.participants),
        "place": one.place,
        "country": one.country,
        "levels": list(one.levels),
        "formats": list(one.formats),
        "topics": list(one.topics),
        "part_of": one.part_of,
        "sources": one.sources,
        "reports": one.reports,
        "conflicts": one.conflicts,
    }


def _said(one: Said) -> Row:
    return {
        "speakers": _names(one.speakers),
        "speaker_ids": [who.id for who in one.speakers],
        "countries": _countries(one.speakers),
        "act": one.act,
        "negated": one.negated,
        "mode": one.mode,
        "words_of": one.words_of,
        "topics": list(one.topics),
        "via": _names(one.via),
        "addressee": one.addressee,
        "target": one.target,
        "condition": one.condition,
        "encounter": one.encounter,
        **_teller(one.teller),
        "cue": one.cue,
        "content": one.content,
        "doubt": [f"{reason.field}: {reason.words}" for reason in one.doubt],
    }


def _narrated(one: Narrated) -> Row:
    return {
        "kind": one.kind,
        "what": one.what,
        "state": one.state,
        "of": one.of,
        "place": one.place,
        "period": one.period,
        "actors": _names(one.actors),
        "countries": _countries(one.actors),
        **_teller(one.teller),
        "doubt": [f"{reason.field}: {reason.words}" for reason in one.doubt],
    }


def _day(day: Day) -> Row:
    return {"date": day.date, "earliest": day.earliest, "latest": day.latest}


def _teller(teller: Teller) -> Row:
    return {"told_by": teller.organ, "side": teller.side, "told_by_basis": teller.basis}


def _place(words: Sequence[Words]) -> Row:
    if not words:
        return dict.fromkeys(("article", "doc_id", "outlet", "published", "start", "end", "exact"))
    first = words[0]
    return {
        "article": first.article,
        "doc_id": first.doc_id,
        "outlet": first.outlet,
        "published": first.published,
        "start": first.span.start,
        "end": first.span.end,
        "exact": first.span.exact,
    }


def _names(people: Iterable[Who]) -> list[str]:
    return [who.name for who in people]


def _countries(people: Iterable[Who]) -> list[str]:
    return list(dict.fromkeys(who.country for who in people if who.country))
