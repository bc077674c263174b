"""Who held which office when, and which office a written title means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Literal, NamedTuple

from mahdar.arabic.fold import fold
from mahdar.knowledge.edtf import Period, period_of
from mahdar.knowledge.knowledge import Knowledge
from mahdar.knowledge.lexicon import words_of
from mahdar.knowledge.phrases import bare_forms
from mahdar.model.actor import Tenure

Fit = Literal["certain", "possible"]
When = date | Period | str
"""A day, the days in question, or either as EDTF."""

_LAST_DAY = Period(date.max, date.max)
_UNKNOWN_START = Period(date.min, date.max)


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
    start: Period
    end: Period


class Tenures:
    """The tenures of a knowledge, by office and by person; nothing here guesses beyond the list."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._by_office: dict[tuple[str, str], list[_Row]] = defaultdict(list)
        self._by_person: dict[str, list[_Row]] = defaultdict(list)
        for raw in knowledge.tenures:
            row = _row(raw)
            self._by_office[row.tenure.office, row.tenure.country].append(row)
            self._by_person[row.tenure.person].append(row)
        self._titles = _titles_of_offices(self, knowledge)

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

    def holder(self, office: str, country: str, when: When) -> Holding | None:
        """The one person who comes into question, None where there is none or more than one."""
        found = self.holders_of(office, country, when)
        return found[0] if len({h.tenure.person for h in found}) == 1 else None

    def offices_of(self, person: str, when: When | None = None) -> tuple[Holding, ...]:
        """The offices a person held or may have held then, or all of them where no date is asked for."""
        rows = self._by_person.get(person, ())
        if when is None:
            return tuple(Holding(r.tenure, "certain", r.title) for r in sorted(rows, key=lambda r: r.start))
        return _holdings(rows, when)

    def known(self, office: str, country: str) -> bool:
        """Whether the list names any holder of the office."""
        return (office, country) in self._by_office

    def office_of_title(self, words: str, country: str | None = None) -> str | None:
        """The office that a written title means: «وزيرة الخارجية الألمانية» is `foreign-minister`.

        Country names and adjectives in the words are read; without any, `country` tells which state is meant. None for
        titles of former or elected holders, for titles the list does not know whole, and where two offices share it.
        """
        norms = words_of(words)
        if not norms or any(n.removeprefix("ال") in self._others for n in norms):
            return None
        for side, rest in self._readings(norms, country):
            for key in self._keys(rest):
                offices = self._titles.get((side, key)) or (self._titles.get((None, key)) if side else None)
                if offices and len(offices) == 1:
                    return next(iter(offices))
        return None

    @property
    def _others(self) -> frozenset[str]:
        """Words that say that the office is not held now."""
        status = self._knowledge.memo.get("not_in_office")
        if status is None:
            listed = self._knowledge.memo.get("status", _NOT_IN_OFFICE)
            status = self._knowledge.memo["not_in_office"] = frozenset(
                fold(w) + e for w in listed for e in ("", "ه")
            )
        assert isinstance(status, frozenset)
        return status

    def _readings(
        self, norms: Sequence[str], country: str | None
    ) -> Iterator[tuple[str | None, tuple[str, ...]]]:
        """The title without the words of its country, with that country, the reading with a country first."""
        sides: dict[str, set[int]] = {}
        for i in range(len(norms)):
            for hit in self._knowledge.phrases.at(norms, i):
                entry = hit.entry
                if entry.kind in ("country", "adjective") and entry.country:
                    sides.setdefault(entry.country, set()).update(range(i, i + hit.length))
                if entry.kind == "organization":
                    sides.setdefault(entry.id, set()).update(range(i, i + hit.length))
        for side in [country] if country in sides else sides:
            rest = tuple(n for i, n in enumerate(norms) if i not in sides[str(side)])
            if rest:
                yield side, rest
        yield country, tuple(norms)

    def _keys(self, norms: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """The words as titles are listed: without articles, the head masculine; also without «و» or «ل» before it."""
        norms = tuple(n for n in norms if n not in _ACTING and n not in _HONOURS)
        for _, bare in bare_forms(norms[0]) if norms else ():
            head = bare.removeprefix("ال") if len(bare) > 4 else bare
            tail = tuple(n.removeprefix("ال") if len(n) > 4 else n for n in norms[1:])
            yield (head, *tail)
            if head.endswith("ه"):
                yield (head[:-1], *tail)
                yield (head[:-1], *(n[:-1] if n.endswith("ه") else n for n in tail))


_NOT_IN_OFFICE = ("سابق", "أسبق", "راحل", "مخلوع", "معزول", "مستقيل", "مقال", "منتخب", "مرشح")
_ACTING = frozenset(fold(w) for w in ("بالوكالة", "بالإنابة", "بالنيابة", "المكلف", "المؤقت", "المكلفة", "المؤقتة"))
_HONOURS = frozenset(fold(w) for w in ("فخامة", "سمو", "معالي", "دولة", "سعادة", "جلالة"))


def _row(raw: dict[str, Any]) -> _Row:
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
    return _Row(
        tenure,
        raw.get("title_ar") or "",
        period_of(start) if start else _UNKNOWN_START,
        period_of(end) if end else _LAST_DAY,
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
    held = row.start.latest <= asked.earliest and (row.end is _LAST_DAY or asked.latest < row.end.earliest)
    return "certain" if held else "possible"


def _titles_of_offices(
    tenures: Tenures, knowledge: Knowledge
) -> dict[tuple[str | None, tuple[str, ...]], set[str]]:
    """Offices by (country or None for all, title): from offices.yml for all countries, else from the tenures' titles."""
    listed: dict[tuple[str | None, tuple[str, ...]], set[str]] = defaultdict(set)
    for office in knowledge.offices:
        for title in titles_of(office):
            for key in list(tenures._keys(words_of(title["ar"])))[:1]:
                listed[title.get("country"), key].add(office["id"])
    told: dict[tuple[str | None, tuple[str, ...]], set[str]] = defaultdict(set)
    for raw in knowledge.tenures:
        norms, side = words_of(raw.get("title_ar") or ""), raw["country"]
        for country, rest in tenures._readings(norms, side):
            keys = list(tenures._keys(rest))
            if country != side or not keys:
                continue
            own = keys[-1] if any(k in listed for k in ((None, keys[-1]), (side, keys[-1]))) else keys[0]
            for where in (side, None):
                told[where, own].add(raw["office"])
            break
    return {**told, **listed}


def titles_of(office: dict[str, Any]) -> list[dict[str, Any]]:
    """The titles of an entry of offices.yml as `{ar, country}`; a bare text is a title in every country."""
    names = [office["ar"], *(office.get("titles") or ()), *(office.get("names") or ())]
    return [n if isinstance(n, dict) else {"ar": n, "country": office.get("country")} for n in names]
