"""Bring tenures up to date: ask Wikidata (CC0) and list what differs, for a person to review."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from mahdar import __version__
from mahdar.knowledge.edtf import Period, beginning, ending, period_of
from mahdar.knowledge.finding import Finder
from mahdar.knowledge.knowledge import Knowledge
from mahdar.knowledge.shapes import own_name
from mahdar.knowledge.tenures import Tenures
from mahdar.model.actor import Tenure

ENDPOINT = "https://query.wikidata.org/sparql"
_AGENT = f"mahdar/{__version__} (updates a list of office holders; a few queries a run)"
_TIMEOUT = 90.0
_PAUSE = 1.0
"""Seconds between two queries, so that the service is not burdened."""
#: Properties of a state's item that name the holders of its first offices.
_STATE_OFFICES = {"head-of-state": "P35", "head-of-government": "P6"}
_PRECISION = {"11": 10, "10": 7, "9": 4}
"""Wikidata's precision of a date (day, month, year) to the length of the EDTF date."""

_QUERY = """SELECT ?country ?person ?personLabel ?ar ?start ?startPrecision ?end ?endPrecision WHERE {{
  VALUES ?country {{ {countries} }}
  ?state wdt:P297 ?country .
  {holding}
  OPTIONAL {{ ?held pqv:P580 [ wikibase:timeValue ?start ; wikibase:timePrecision ?startPrecision ] . }}
  OPTIONAL {{ ?held pqv:P582 [ wikibase:timeValue ?end ; wikibase:timePrecision ?endPrecision ] . }}
  FILTER(BOUND(?start) && ?start >= "2008-01-01T00:00:00Z"^^xsd:dateTime || !BOUND(?end))
  OPTIONAL {{ ?person rdfs:label ?ar . FILTER(LANG(?ar) = "ar") }}
  SERVICE wikibase:label {{ bd:serviceParam wikibase:language "en,mul". }}
}}"""
_OF_STATE = "?state p:{property} ?held . ?held ps:{property} ?person ."
_OF_POSITION = """?position wdt:P279*|wdt:P31 wd:{item} ; wdt:P1001|wdt:P17 ?state .
  ?held ps:P39 ?position . ?person p:P39 ?held ."""


class Unreachable(OSError):
    """The query service could not be asked; the message says why."""


class Told(NamedTuple):
    """A tenure as Wikidata tells it."""

    office: str
    country: str
    qid: str
    name_en: str
    name_ar: str
    start: str | None
    end: str | None


class Change(NamedTuple):
    """A difference to review. `change` is `add`, `start`, `end`, or `person` where the person is not in the list."""

    change: str
    office: str
    country: str
    person: str
    name_en: str
    name_ar: str
    qid: str
    ours_start: str
    ours_end: str
    theirs_start: str
    theirs_end: str
    source: str


def queries(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    """Office and query: heads of state and government, and each office whose class of position offices.yml names."""
    codes = sorted({row["country"] for row in knowledge.tenures if len(row["country"]) == 2})
    countries = " ".join(f'"{code}"' for code in codes)
    for office, prop in _STATE_OFFICES.items():
        yield office, _QUERY.format(countries=countries, holding=_OF_STATE.format(property=prop))
    for entry in knowledge.offices:
        if item := entry.get("wikidata"):
            yield entry["id"], _QUERY.format(countries=countries, holding=_OF_POSITION.format(item=item))


def fetched(knowledge: Knowledge, endpoint: str = ENDPOINT) -> list[Told]:
    """The tenures that the query service tells of the states in the list.

    Raises:
        Unreachable: where there is no network, or the service refuses or answers nonsense.
    """
    told: list[Told] = []
    for number, (office, query) in enumerate(queries(knowledge)):
        if number:
            time.sleep(_PAUSE)
        told += answered(office, _asked(query, endpoint))
    return told


def _asked(query: str, endpoint: str) -> Any:
    if not endpoint.startswith(("https://", "http://")):
        raise Unreachable(f"{endpoint} is no web address")
    request = urllib.request.Request(
        endpoint,
        data=urllib.parse.urlencode({"query": query, "format": "json"}).encode(),
        headers={"User-Agent": _AGENT, "Accept": "application/sparql-results+json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=_TIMEOUT) as answer:
            return json.loads(answer.read())
    except urllib.error.HTTPError as error:
        wait = error.headers.get("Retry-After")
        later = f"; try again in {wait} seconds" if wait else ""
        raise Unreachable(f"{endpoint} answered {error.code} {error.reason}{later}") from error
    except (OSError, ValueError) as error:
        raise Unreachable(f"{endpoint}: {error}") from error


def recorded(path: Path) -> list[Told]:
    """The tenures of a saved answer: `{office: SPARQL JSON}`.

    Raises:
        Unreachable: where the file holds something else.
    """
    try:
        answers = json.loads(path.read_text(encoding="utf-8"))
        return [told for office, answer in answers.items() for told in answered(office, answer)]
    except (ValueError, AttributeError) as error:
        raise Unreachable(f"{path}: no saved answer: {error}") from error


def answered(office: str, answer: Any) -> Iterator[Told]:
    """The tenures in an answer of the service; of rows that differ only in what is unknown the fullest is kept.

    Raises:
        Unreachable: where the answer has not the form of SPARQL JSON.
    """
    try:
        rows = [{k: v["value"] for k, v in row.items()} for row in answer["results"]["bindings"]]
        for row in rows:
            yield Told(
                office,
                row["country"],
                row["person"].rpartition("/")[2],
                row.get("personLabel") or "",
                row.get("ar") or "",
                _edtf(row.get("start"), row.get("startPrecision")),
                _edtf(row.get("end"), row.get("endPrecision")),
            )
    except (KeyError, TypeError, AttributeError) as error:
        raise Unreachable(f"the answer is no SPARQL JSON: {error!r}") from error


def _edtf(stamp: str | None, precision: str | None) -> str | None:
    """A time of Wikidata in EDTF; None where it is unknown or coarser than a year."""
    length = _PRECISION.get(precision or "11")
    if stamp is None or length is None:
        return None
    day = stamp.removeprefix("+")[:length]
    try:
        period_of(day)
    except ValueError:
        return None
    return day


def update(finder: Finder, told: Iterable[Told]) -> list[Change]:
    """What differs between the tenures told and those of the knowledge, in a fixed order."""
    people = {e.row["qid"]: e.row["person"] for e in finder.entries if _has_item(e.file, e.row)}
    tenures = Tenures.of(finder.knowledge)
    return sorted({change for one in told for change in _changes(one, people, tenures)})


def _has_item(file: str, row: Any) -> bool:
    return own_name(file) == "people.tsv" and bool(row["qid"])


def _changes(told: Told, people: dict[str, str], tenures: Tenures) -> Iterator[Change]:
    person = people.get(told.qid)
    if person is None:
        yield _change("person", told, None)
        return
    held = [
        h.tenure
        for h in tenures.offices_of(person)
        if (h.tenure.office, h.tenure.country) == (told.office, told.country)
    ]
    ours = next((t for t in held if _same_term(t, told)), None)
    if ours is None:
        yield _change("add", told, None, person)
        return
    if told.start and not _agree(ours.start, told.start):
        yield _change("start", told, ours, person)
    if (told.end or ours.end) and not _agree(ours.end, told.end):
        yield _change("end", told, ours, person)


def _same_term(ours: Tenure, told: Told) -> bool:
    """Whether the two tell of one term: they share a day."""
    one, other = ((beginning(t.start).earliest, ending(t.end).latest) for t in (ours, told))
    return one[0] <= other[1] and other[0] <= one[1]


def _agree(ours: str | None, theirs: str | None) -> bool:
    """Whether one date lies within the other; both unknown agree too."""
    if not ours or not theirs:
        return not ours and not theirs
    one, other = period_of(ours), period_of(theirs)
    return _within(one, other) or _within(other, one)


def _within(one: Period, other: Period) -> bool:
    return other.earliest <= one.earliest and one.latest <= other.latest


def _change(kind: str, told: Told, ours: Tenure | None, person: str = "") -> Change:
    return Change(
        kind, told.office, told.country, person, told.name_en, told.name_ar, told.qid,
        (ours.start if ours else None) or "", (ours.end if ours else None) or "", told.start or "", told.end or "",
        f"Wikidata {told.qid} (CC0)",
    )  # fmt: skip


def as_tsv(changes: Iterable[Change]) -> str:
    """The differences as a table with a heading, one a line."""
    lines = ["\t".join(Change._fields), *("\t".join(_cell(cell) for cell in change) for change in changes)]
    return "\n".join(lines) + "\n"


def _cell(value: str) -> str:
    return " ".join(value.split())
