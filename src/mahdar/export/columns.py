"""The record as flat tables, a noun a table: the columns that CSV, XLSX and Parquet share, and the rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from mahdar.export.choosing import Chosen, Met
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
    """A noun as a table: its name in Arabic, its columns, and its rows in order."""

    ar: str
    columns: tuple[Column, ...]
    rows: Callable[[Chosen], Iterator[Row]]


_ARTICLE = (Column("doc_id", "المقال"), Column("outlet", "الوسيلة"), Column("published", "تاريخ النشر"), Column("url", "الرابط"))
_DATES = (Column("date", "التاريخ"), Column("earliest", "ليس قبل"), Column("latest", "ليس بعد"), Column("date_basis", "أساس التاريخ"))
_REVIEW = (Column("doubt", "ما يحتاج إلى مراجعة"), Column("review", "حالة المراجعة"))
_PARTIES = (Column("participants", "المشاركون"), Column("participants_en", "المشاركون بالإنجليزية"), Column("participant_ids", "معرفات المشاركين"),
            Column("countries", "الدول"), Column("roles", "الأدوار"))  # fmt: skip


def _head(record: ArticleRecord) -> Row:
    return [record.doc_id, record.outlet, record.published, record.url]


def _encounters(chosen: Chosen) -> Iterator[Row]:
    for met in chosen.met():
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


_ENCOUNTERS = (
    Column("id", "المعرف"), Column("kind", "النوع"), Column("status", "الحال"), *_DATES, *_PARTIES,
    Column("offices", "المناصب يومها"), Column("place", "المكان"), Column("country", "البلد"), Column("topics", "الموضوعات"),
    Column("part_of", "جزء من"), Column("reports", "عدد التقارير", "number"), Column("articles", "المقالات"),
    Column("sources", "عدد المصادر المستقلة", "number"), Column("source_organs", "المصادر"), Column("conflicts", "اختلاف التقارير في"),
    Column("candidates", "تقارير قد تنتمي إليه", "number"), Column("why", "سبب الجمع"), Column("history", "كيف رُوي"),
    *_REVIEW, Column("decisions", "القرارات"), Column("evidence", "النص"), Column("url", "الرابط"),
)  # fmt: skip


def _reports(chosen: Chosen) -> Iterator[Row]:
    for record in chosen.records():
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


_REPORTS = (
    *_ARTICLE, Column("id", "المعرف"), Column("encounter", "اللقاء"), Column("kind", "النوع"), Column("status", "الحال"), *_DATES, *_PARTIES,
    Column("delegation_open", "وفد غير محصور", "yes"), Column("place", "المكان"), Column("country", "البلد"),
    Column("level", "المستوى"), Column("format", "الصيغة"), Column("tone", "النبرة"), Column("ordinal", "الترتيب"), Column("part_of", "جزء من"),
    Column("topics", "الموضوعات"), Column("told_by", "عبر من وصل"), Column("side", "الجانب"), Column("evidence", "النص"),
    Column("evidence_start", "بداية النص", "number"), Column("evidence_end", "نهاية النص", "number"), *_REVIEW,
)  # fmt: skip


def _statements(chosen: Chosen) -> Iterator[Row]:
    for record in chosen.records():
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


_STATEMENTS = (
    *_ARTICLE, Column("id", "المعرف"), Column("speakers", "القائل"), Column("speakers_en", "القائل بالإنجليزية"), Column("speaker_ids", "معرف القائل"),
    Column("speaker_countries", "دولة القائل"), Column("cue", "فعل القول"), Column("content", "القول"), Column("mode", "الأسلوب"), Column("act", "الفعل الكلامي"),
    Column("negated", "منفي", "yes"), Column("condition", "الشرط"), Column("target", "بشأن"), Column("addressee", "المخاطب"), Column("via", "عبر"),
    Column("topics", "الموضوعات"), Column("words_of", "لفظ من"), Column("encounter", "اللقاء"), Column("told_by", "عبر من وصل"), Column("side", "الجانب"),
    Column("cue_start", "بداية الفعل", "number"), Column("cue_end", "نهاية الفعل", "number"),
    Column("content_start", "بداية القول", "number"), Column("content_end", "نهاية القول", "number"), *_REVIEW,
)  # fmt: skip


def _sources(chosen: Chosen) -> Iterator[Row]:
    for met in chosen.met():
        m, state = met.merged, chosen.state_of(met)
        for source in m.sources:
            yield [m.id, m.kind, m.date, listed(p.name for p in m.participants), source.organ, source.side,
                   len(source.articles), listed(source.articles), doubt_of(met), state]  # fmt: skip


_SOURCES = (
    Column("encounter", "اللقاء"), Column("kind", "النوع"), Column("date", "التاريخ"), Column("participants", "المشاركون"),
    Column("organ", "المصدر"), Column("side", "الجانب"), Column("count", "عدد المقالات", "number"), Column("articles", "المقالات"), *_REVIEW,
)  # fmt: skip


def _actors(chosen: Chosen) -> Iterator[Row]:
    for one in chosen.identities():
        yield actor_row(one)


def actor_row(one: Identity) -> Row:
    """An identity as a row of `actors`."""
    return [one.id, one.kind, one.name, one.name_en, one.country, one.qid, one.known_as, listed(one.forms),
            len({doc for doc, _ in one.members}), listed(doc for doc, _ in one.members), listed(one.why)]  # fmt: skip


_ACTORS = (
    Column("id", "المعرف"), Column("kind", "النوع"), Column("name", "الاسم"), Column("name_en", "الاسم بالإنجليزية"), Column("country", "البلد"),
    Column("qid", "ويكي بيانات"), Column("known_as", "في المعارف"), Column("forms", "صور الاسم"), Column("count", "عدد المقالات", "number"),
    Column("articles", "المقالات"), Column("why", "سبب الجمع"),
)  # fmt: skip


def _articles(chosen: Chosen) -> Iterator[Row]:
    for r in chosen.records():
        yield [
            *_head(r), r.collected, r.title, r.credit.agency, r.credit.author, r.credit.place, len(r.text),
            sum(1 for _ in chosen.encounters_of(r)), sum(1 for _ in chosen.statements_of(r)),
            listed(f"{flag.code}: {flag.reason}" for flag in r.flags), r.sha256, r.reader, r.knowledge,
        ]  # fmt: skip


_ARTICLES = (
    *_ARTICLE, Column("collected", "تاريخ الجمع"), Column("title", "العنوان"), Column("agency", "الوكالة"), Column("author", "الكاتب"), Column("dateline", "مكان الخبر"),
    Column("length", "الطول", "number"), Column("encounters", "اللقاءات", "number"), Column("statements", "التصريحات", "number"), Column("flags", "تنبيهات"),
    Column("sha256", "بصمة النص"), Column("reader", "القارئ"), Column("knowledge", "المعارف"),
)  # fmt: skip


def _facts(chosen: Chosen) -> Iterator[Row]:
    for record in chosen.records():
        name = {a.id: a.name for a in record.actors}
        for f in chosen.narration_of(record, "facts"):
            yield [*_head(record), f.id, listed(name.get(n, n) for n in f.actors), f.act, f.object, f.place, f.date,
                   f.phase, chain(f.told_by), f.span.exact, f.span.start, f.span.end, doubt(f.doubt)]  # fmt: skip


def _figures(chosen: Chosen) -> Iterator[Row]:
    for record in chosen.records():
        name = {a.id: a.name for a in record.actors}
        for f in chosen.narration_of(record, "figures"):
            yield [*_head(record), f.id, f.quantity, f.unit, f.of, f.direction, f.period,
                   name.get(f.speaker or "", f.speaker), f.span.exact, f.span.start, f.span.end, doubt(f.doubt)]  # fmt: skip


def _instruments(chosen: Chosen) -> Iterator[Row]:
    for record in chosen.records():
        name = {a.id: a.name for a in record.actors}
        for i in chosen.narration_of(record, "instruments"):
            yield [*_head(record), i.id, i.name, listed(name.get(n, n) for n in i.parties), i.state, i.span.exact,
                   i.span.start, i.span.end, doubt(i.doubt)]  # fmt: skip


_SPAN = (Column("words", "النص"), Column("start", "بداية النص", "number"), Column("end", "نهاية النص", "number"), _REVIEW[0])
_FACTS = (*_ARTICLE, Column("id", "المعرف"), Column("actors", "الأطراف"), Column("act", "الفعل"), Column("object", "المفعول"), Column("place", "المكان"),
          Column("date", "التاريخ"), Column("phase", "المرحلة"), Column("told_by", "عبر من وصل"), *_SPAN)  # fmt: skip
_FIGURES = (*_ARTICLE, Column("id", "المعرف"), Column("quantity", "الكمية"), Column("unit", "الوحدة"), Column("of", "ما هو"), Column("direction", "الاتجاه"),
            Column("period", "المدة"), Column("speaker", "القائل"), *_SPAN)  # fmt: skip
_INSTRUMENTS = (*_ARTICLE, Column("id", "المعرف"), Column("name", "الاسم"), Column("parties", "الأطراف"), Column("state", "الحال"), *_SPAN)

TABLES: dict[str, Table] = {
    "encounters": Table("اللقاءات", _ENCOUNTERS, _encounters),
    "reports": Table("التقارير", _REPORTS, _reports),
    "statements": Table("التصريحات", _STATEMENTS, _statements),
    "sources": Table("المصادر", _SOURCES, _sources),
    "actors": Table("الأطراف", _ACTORS, _actors),
    "articles": Table("المقالات", _ARTICLES, _articles),
    "facts": Table("الوقائع", _FACTS, _facts),
    "figures": Table("الأرقام", _FIGURES, _figures),
    "instruments": Table("الاتفاقات واللجان", _INSTRUMENTS, _instruments),
}
"""Every table by the name of its noun, in the order in which a workbook has its sheets."""

#: What no flat table holds.
NOT_HELD = (
    "the text of articles, spans of mentions and the reasons of single values: they are in jsonl",
    "which value of a list belongs to which of another: lists stand in one cell, each value once",
)
