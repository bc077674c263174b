"""The record as flat tables, a noun a table: the columns that CSV, XLSX and Parquet share, and the rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from mahdar.export.choosing import Chosen, Met
from mahdar.export.coding import table
from mahdar.export.wording import chain, doubt, doubt_of, listed, side
from mahdar.model import ArticleRecord, Identity

Cell = str | int | bool | None
Row = list[Cell]


class Column(NamedTuple):
    """A column: its name, its heading in Arabic, and what its cells are (text, number or yes)."""

    name: str
    ar: str
    kind: str = "text"


class Table(NamedTuple):
    """A noun as a table: its name in Arabic, its columns, what it is made of (see `EACH`), and the rows of each."""

    ar: str
    columns: tuple[Column, ...]
    of: str
    rows_of: Callable[[Chosen, Any], Iterator[Row]]

    def rows(self, chosen: Chosen) -> Iterator[Row]:
        """Every row, in order."""
        for one in EACH[self.of](chosen):
            yield from self.rows_of(chosen, one)


def _columns(names: str) -> tuple[Column, ...]:
    known = table("headings")
    number, yes = known["numbers"], known["yes_or_no"]
    return tuple(
        Column(name, known["columns"][name], "number" if name in number else "yes" if name in yes else "text")
        for name in names.split()
    )


def _head(record: ArticleRecord) -> Row:
    return [record.doc_id, record.outlet, record.published, record.url]


def _encounters(chosen: Chosen, met: Met) -> Iterator[Row]:
    yield encounter_row(met, chosen.state_of(met))


def encounter_row(met: Met, state: str) -> Row:
    """A merged encounter as a row of `encounters`."""
    m = met.merged
    first = met.reports[0] if met.reports else None
    return [
        m.id, m.kind, m.status, m.date, m.earliest, m.latest, listed(m.date_basis),
        listed(p.name for p in m.participants), listed(p.name_en for p in m.participants),
        listed(p.id for p in m.participants), listed(p.country for p in m.participants),
        listed(f"{p.name}: {p.role}" for p in m.participants if p.role),
        listed(f"{p.name}: {p.office} ({p.office_from})" for p in m.participants if p.office),
        m.place, m.country, listed(m.topics), m.part_of, len(m.reports), listed(doc for doc, _ in m.reports),
        len(m.sources), listed(f"{s.organ} [{s.side}]" if s.side else s.organ for s in m.sources),
        listed(c.field for c in m.conflicts), len(m.candidates), listed(m.why), listed(m.history), doubt_of(met), state,
        listed(m.decisions), first.encounter.evidence.exact if first else None, first.record.url if first else None,
    ]  # fmt: skip


_ENCOUNTERS = """
    id kind status date earliest latest date_basis participants participants_en participant_ids
    countries roles offices place country topics part_of reports articles sources source_organs
    conflicts candidates why history doubt review decisions evidence url
"""


def _reports(chosen: Chosen, record: ArticleRecord) -> Iterator[Row]:
    who, merged = {a.id: a for a in record.actors}, chosen.merged_of(record)
    identities = chosen.identities_of(record)
    for e in chosen.encounters_of(record):
        parties = [who[name] for name in e.participants if name in who]
        yield [
            *_head(record), e.id, merged.get(e.id), e.kind, e.status, e.date, e.earliest, e.latest,
            listed(e.date_basis), listed(a.name for a in parties), listed(a.name_en for a in parties),
            listed(identities[a.id] for a in parties), listed(a.country for a in parties),
            listed(f"{a.name}: {e.roles[a.id]}" for a in parties if a.id in e.roles),
            e.delegation_open, e.place, e.country, e.level, e.format, e.tone, e.ordinal, e.part_of,
            listed(e.topics), chain(e.told_by), side(e.told_by), e.evidence.exact, e.evidence.start,
            e.evidence.end, doubt(e.doubt), chosen.state(e.id),
        ]  # fmt: skip


_REPORTS = """
    doc_id outlet published url id encounter kind status date earliest latest date_basis
    participants participants_en participant_ids countries roles delegation_open place country level
    format tone ordinal part_of topics told_by side evidence evidence_start evidence_end doubt
    review
"""


def _statements(chosen: Chosen, record: ArticleRecord) -> Iterator[Row]:
    who, merged = {a.id: a for a in record.actors}, chosen.merged_of(record)
    identities = chosen.identities_of(record)
    name = {a.id: a.name for a in record.actors}
    for s in chosen.statements_of(record):
        speakers = [who[n] for n in s.speakers if n in who]
        yield [
            *_head(record), s.id, listed(a.name for a in speakers), listed(a.name_en for a in speakers),
            listed(identities[a.id] for a in speakers), listed(a.country for a in speakers), s.cue.exact,
            s.content.exact, s.mode, s.act, s.negated, s.condition.exact if s.condition else None,
            name.get(s.target or "", s.target), name.get(s.addressee or "", s.addressee),
            listed(name.get(n, n) for n in s.via), listed(s.topics), s.words_of,
            merged.get(s.encounter, s.encounter) if s.encounter else None,
            chain(s.told_by), side(s.told_by), s.cue.start, s.cue.end, s.content.start, s.content.end,
            doubt(s.doubt), chosen.state(s.id),
        ]  # fmt: skip


_STATEMENTS = """
    doc_id outlet published url id speakers speakers_en speaker_ids speaker_countries cue content
    mode act negated condition target addressee via topics words_of encounter told_by side cue_start
    cue_end content_start content_end doubt review
"""


def _sources(chosen: Chosen, met: Met) -> Iterator[Row]:
    m, state = met.merged, chosen.state_of(met)
    for source in m.sources:
        yield [m.id, m.kind, m.date, listed(p.name for p in m.participants), source.organ, source.side,
               len(source.articles), listed(source.articles), doubt_of(met), state]  # fmt: skip


_SOURCES = """
    encounter kind date participants organ side count articles doubt review
"""


def _actors(chosen: Chosen, one: Identity) -> Iterator[Row]:
    yield actor_row(one)


def actor_row(one: Identity) -> Row:
    """An identity as a row of `actors`."""
    return [one.id, one.kind, one.name, one.name_en, one.country, one.qid, one.known_as, listed(one.forms),
            len({doc for doc, _ in one.members}), listed(doc for doc, _ in one.members), listed(one.why)]  # fmt: skip


_ACTORS = """
    id kind name name_en country qid known_as forms count articles why
"""


def _articles(chosen: Chosen, r: ArticleRecord) -> Iterator[Row]:
    yield [
        *_head(r), r.collected, r.title, r.credit.agency, r.credit.author, r.credit.place, len(r.text),
        sum(1 for _ in chosen.encounters_of(r)), sum(1 for _ in chosen.statements_of(r)),
        listed(f"{flag.code}: {flag.reason}" for flag in r.flags), r.sha256, r.reader, r.knowledge,
    ]  # fmt: skip


_ARTICLES = """
    doc_id outlet published url collected title agency author dateline length encounters statements
    flags sha256 reader knowledge
"""


def _facts(chosen: Chosen, record: ArticleRecord) -> Iterator[Row]:
    name = {a.id: a.name for a in record.actors}
    for f in chosen.narration_of(record, "facts"):
        yield [*_head(record), f.id, listed(name.get(n, n) for n in f.actors), f.act, f.object, f.place, f.date,
               f.phase, chain(f.told_by), f.span.exact, f.span.start, f.span.end, doubt(f.doubt)]  # fmt: skip


def _figures(chosen: Chosen, record: ArticleRecord) -> Iterator[Row]:
    name = {a.id: a.name for a in record.actors}
    for f in chosen.narration_of(record, "figures"):
        yield [*_head(record), f.id, f.quantity, f.unit, f.of, f.direction, f.period,
               name.get(f.speaker or "", f.speaker), f.span.exact, f.span.start, f.span.end,
               doubt(f.doubt)]  # fmt: skip


def _instruments(chosen: Chosen, record: ArticleRecord) -> Iterator[Row]:
    name = {a.id: a.name for a in record.actors}
    for i in chosen.narration_of(record, "instruments"):
        yield [*_head(record), i.id, i.name, listed(name.get(n, n) for n in i.parties), i.state, i.span.exact,
               i.span.start, i.span.end, doubt(i.doubt)]  # fmt: skip


_FACTS = """
    doc_id outlet published url id actors act object place date phase told_by words start end doubt
"""
_FIGURES = """
    doc_id outlet published url id quantity unit of direction period speaker words start end doubt
"""
_INSTRUMENTS = """
    doc_id outlet published url id name parties state words start end doubt
"""

EACH: dict[str, Callable[[Chosen], Iterator[Any]]] = {
    "met": Chosen.met,
    "record": Chosen.records,
    "identity": Chosen.identities,
}
"""What tables are made of, each gone through once: a workbook makes several tables of one."""

_ROWS: dict[str, tuple[str, str, Callable[[Chosen, Any], Iterator[Row]]]] = {
    "encounters": (_ENCOUNTERS, "met", _encounters),
    "reports": (_REPORTS, "record", _reports),
    "statements": (_STATEMENTS, "record", _statements),
    "sources": (_SOURCES, "met", _sources),
    "actors": (_ACTORS, "identity", _actors),
    "articles": (_ARTICLES, "record", _articles),
    "facts": (_FACTS, "record", _facts),
    "figures": (_FIGURES, "record", _figures),
    "instruments": (_INSTRUMENTS, "record", _instruments),
}
TABLES: dict[str, Table] = {
    noun: Table(table("headings")["nouns"][noun], _columns(names), of, rows_of)
    for noun, (names, of, rows_of) in _ROWS.items()
}
"""Every table by the name of its noun, in the order in which a workbook has its sheets."""

#: What no flat table holds.
NOT_HELD = (
    "the text of articles, spans of mentions and the reasons of single values: they are in jsonl",
    "which value of a list belongs to which of another: lists stand in one cell, each value once",
)
