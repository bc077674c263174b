"""Who held which office when, and which office a written title means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from mahdar.knowledge.edtf import NO_END, Period, beginning, ending, period_of
from mahdar.knowledge.knowledge import Knowledge
from mahdar.knowledge.lexicon import words_of
from mahdar.knowledge.title_words import Key, TitleWords, spellings
from mahdar.model.actor import Tenure

Fit = Literal["certain", "possible"]
When = date | Period | str
"""A day, the days in question, or either as EDTF."""


class Holding(NamedTuple):
    """A tenure that a date does not rule out.

    Attributes:
        tenure: who held which office, from when to when.
        fit: `certain` where the office was held on every day in question, `possible` where month or year precision,
            the day of the handover, or the breadth of the question leave it open.
        title: how newspapers write the office.
    """

    tenure: Tenure
    fit: Fit
    title: str


class _Row(NamedTuple):
    tenure: Tenure
    title: str
    keys: frozenset[Key]
    start: Period
    end: Period


class Tenures:
    """The tenures of a knowledge, by office and by person; nothing here guesses beyond the list."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._words = TitleWords(knowledge)
        self._by_office: dict[tuple[str, str], list[_Row]] = defaultdict(list)
        self._by_person: dict[str, list[_Row]] = defaultdict(list)
        keys = lru_cache(maxsize=None)(self._keys)
        for raw in knowledge.tenures:
            row = _row(raw, keys)
            self._by_office[row.tenure.office, row.tenure.country].append(row)
            self._by_person[row.tenure.person].append(row)
        self._single = {o["id"] for o in knowledge.offices if not o.get("several")}
        self._titles = self._told() | _listed(knowledge.offices)

    def _keys(self, title: str, country: str) -> frozenset[Key]:
        """The spellings of a title of one country without the words that name the country."""
        readings = self._words.readings(words_of(title), country)
        return frozenset(key for side, rest in readings if side == country for key in spellings(rest))

    @classmethod
    def of(cls, knowledge: Knowledge) -> Tenures:
        """The tenures of a knowledge, made at the first call and kept with it."""
        found: Tenures | None = knowledge.memo.get("tenures")
        if found is None:
            found = knowledge.memo["tenures"] = cls(knowledge)
        return found

    def holders_of(self, office: str, country: str, when: When) -> tuple[Holding, ...]:
        """Everyone who held or may have held an office then, certain ones first, then by the start of the tenure.

        Raises:
            ValueError: where `when` is a text and no EDTF date.
        """
        return _holdings(self._by_office.get((office, country), ()), when)

    def offices_of(self, person: str, when: When | None = None) -> tuple[Holding, ...]:
        """The offices a person held or may have held then, or all of them where no date is asked for."""
        rows = self._by_person.get(person, ())
        if when is None:
            return tuple(Holding(r.tenure, "certain", r.title) for r in sorted(rows, key=lambda r: r.start))
        return _holdings(rows, when)

    def all_holders(self, office: str, country: str | None = None) -> tuple[Holding, ...]:
        """Every tenure of an office, of one country or country by country, in the order of time."""
        rows = [
            row
            for (own, side), found in self._by_office.items()
            if own == office and country in (None, side)
            for row in found
        ]
        rows.sort(key=lambda row: (row.tenure.country, row.start, row.end))
        return tuple(Holding(row.tenure, "certain", row.title) for row in rows)

    def holder_of_title(self, words: str, country: str | None, when: When) -> Holding | None:
        """The one person whom a written title can have meant then; None where there is none or more than one.

        Of an office that several hold at a time (ambassadors, envoys), only holders under this very title count.
        """
        found = self._office_and_side(words, country)
        if found is None:
            return None
        office, side, keys = found
        rows = self._by_office.get((office, side), [])
        same = [row for row in rows if keys & row.keys]
        for choice in (rows, same) if office in self._single else (same,):
            holdings = _holdings(choice, when)
            if len({h.tenure.person for h in holdings}) == 1:
                return holdings[0]
        return None

    def holding_of_name(
        self, name: str, title: str, country: str | None, when: When, person: str | None = None
    ) -> Holding | None:
        """The tenure of a named person under the title that goes with the name; None where the list has none then.

        Of several people of one name the one who holds the office is meant; `person` names one where it is known.
        """
        meant = self.meant(title, country)
        if meant is None:
            return None
        people = {person} if person else self._words.people(name)
        holdings = [h for h in self.holders_of(*meant, when) if h.tenure.person in people]
        return holdings[0] if len({h.tenure.person for h in holdings}) == 1 else None

    def meant(self, words: str, country: str | None = None) -> tuple[str, str] | None:
        """The office that a written title means and its country, empty where neither words nor `country` tell it.

        «وزيرة الخارجية الألمانية» is `foreign-minister` of `DE`. Names and adjectives of countries in the words are
        read; where there are none, `country` tells which state is meant. None for former and elected holders, for
        titles the list does not know whole, and where two offices share the title.
        """
        found = self._office_and_side(words, country)
        return found[:2] if found else None

    def _office_and_side(self, words: str, country: str | None) -> tuple[str, str, frozenset[Key]] | None:
        norms = words_of(words)
        if not norms or self._words.not_in_office(norms):
            return None
        for side, rest in self._words.readings(norms, country):
            keys = list(self._words.keys(rest))
            for place in (side, None):
                for key in keys:
                    offices = self._titles.get((place, key), frozenset())
                    if len(offices) == 1:
                        return next(iter(offices)), side or country or "", frozenset(keys)
        return None

    def _told(self) -> dict[tuple[str | None, Key], frozenset[str]]:
        """Offices by country, and None for any, and the titles of their holders."""
        told: dict[tuple[str | None, Key], set[str]] = defaultdict(set)
        for (office, country), rows in self._by_office.items():
            for key in {key for row in rows for key in row.keys}:
                told[country, key].add(office)
                told[None, key].add(office)
        return {key: frozenset(offices) for key, offices in told.items()}


def _listed(offices: list[dict[str, Any]]) -> dict[tuple[str | None, Key], frozenset[str]]:
    """Offices by country, and None for any, and the titles that offices.yml gives them; these go before the told."""
    listed: dict[tuple[str | None, Key], set[str]] = defaultdict(set)
    for office in offices:
        for title in titles_of(office):
            for key in spellings(words_of(title["ar"])):
                listed[title.get("country"), key].add(office["id"])
    return {key: frozenset(found) for key, found in listed.items()}


def _row(raw: dict[str, Any], keys: Callable[[str, str], frozenset[Key]]) -> _Row:
    start, end = raw.get("start") or None, raw.get("end") or None
    tenure = Tenure(
        person=raw["person"],
        office=raw["office"],
        country=raw["country"],
        start=start,
        end=end,
        acting=raw.get("acting") == "yes",
        certainty=raw.get("certainty") or "sure",
        source=raw.get("source") or None,
    )
    title = raw.get("title_ar") or ""
    return _Row(
        tenure,
        title,
        keys(title, tenure.country),
        beginning(start),
        ending(end),
    )


def _holdings(rows: Sequence[_Row], when: When) -> tuple[Holding, ...]:
    asked = period_of(when) if isinstance(when, str) else when
    if isinstance(asked, date):
        asked = Period(asked, asked)
    found = [(row, fit) for row in rows if (fit := _fit(row, asked))]
    found.sort(key=lambda pair: (pair[1] != "certain", pair[0].start, pair[0].tenure.person))
    return tuple(Holding(row.tenure, fit, row.title) for row, fit in found)


def _fit(row: _Row, asked: Period) -> Fit | None:
    """How a tenure fits; its last day may be the successor's first, so it is possible only."""
    if asked.latest < row.start.earliest or asked.earliest > row.end.latest:
        return None
    held = row.start.latest <= asked.earliest and (row.end is NO_END or asked.latest < row.end.earliest)
    return "certain" if held else "possible"


def titles_of(office: dict[str, Any]) -> list[dict[str, Any]]:
    """The titles of an entry of offices.yml as `{ar, country}`; a bare text is a title in every country."""
    names = [office["ar"], *(office.get("titles") or ()), *(office.get("names") or ())]
    return [n if isinstance(n, dict) else {"ar": n, "country": office.get("country")} for n in names]
