"""The record as RDF: schema.org for actors, encounters, articles and statements, PROV for where each comes from, Web
Annotation selectors for the words it rests on. JSON-LD and Turtle write the same nodes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import quote

from mahdar.export.choosing import Chosen, Met
from mahdar.export.happenings import days_of
from mahdar.export.losses import Losses
from mahdar.export.wording import chain, doubt_of
from mahdar.model import (
    Article,
    ArticleRecord,
    Encounter,
    Fact,
    Figure,
    Identity,
    Instrument,
    Reason,
    Span,
    Statement,
)
from mahdar.record.identity import article_id

PREFIXES = {
    "schema": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "mahdar": "urn:mahdar:terms:",
}
_URN = "urn:mahdar:"
_AROUND = 32
_NARRATED = {"facts": "mahdar:Fact", "figures": "mahdar:Figure", "instruments": "mahdar:Instrument"}
_ACTOR = {"person": "schema:Person", "country": "schema:Country"}
_STATUS = {
    "held": "schema:EventScheduled",
    "planned": "schema:EventScheduled",
    "cancelled": "schema:EventCancelled",
}


class Literal(NamedTuple):
    """A value with its type (as a prefixed name) or its language."""

    text: str
    type: str | None = None
    language: str | None = None


class Link(NamedTuple):
    """An IRI, whole or as a prefixed name."""

    iri: str


Value = Literal | Link


@dataclass(slots=True)
class Node:
    """One subject: its IRI, its types, and its properties in order."""

    iri: str
    types: tuple[str, ...]
    values: list[tuple[str, Value]] = field(default_factory=list)

    def add(self, name: str, *values: Value | None) -> None:
        """Give a property its values; none where there are none, each once."""
        self.values += [(name, value) for value in dict.fromkeys(values) if value is not None]


def iri(*parts: str) -> str:
    """The IRI of an item of the record."""
    return _URN + ":".join(quote(part, safe="") for part in parts)


def _text(words: str | None, language: str | None = None) -> Literal | None:
    return Literal(words, None, language) if words else None


def _arabic(words: str | None) -> Literal | None:
    return _text(words, "ar")


def _time(value: str | None) -> Literal | None:
    if value is None:
        return None
    return Literal(value, "xsd:date" if len(value) == 10 else "xsd:dateTime" if "T" in value else None)


def nodes(chosen: Chosen, losses: Losses) -> Iterator[Node]:
    """Every node: actors, encounters, then each article with what it tells."""
    for identity in chosen.identities():
        losses.written["actors"] += 1
        yield _actor(identity)
    for met in chosen.met():
        losses.written["encounters"] += 1
        if len(met.merged.conflicts) > 0:
            losses.dropped["each side of a difference between reports: only that and how they differ"] += 1
        yield from _encounter(met, chosen.state_of(met))
    readers: set[str] = set()
    for record in chosen.records():
        losses.written["articles"] += 1
        yield from _article(chosen, record, readers, losses)


def _actor(one: Identity) -> Node:
    node = Node(iri("actor", one.id), (_ACTOR.get(one.kind, "schema:Organization"), "prov:Agent"))
    node.add("schema:name", _arabic(one.name), _text(one.name_en, "en"))
    node.add("schema:alternateName", *(_arabic(form) for form in one.forms if form != one.name))
    node.add("mahdar:kind", _text(one.kind))
    node.add("mahdar:country", _text(one.country))
    if one.qid:
        node.add("schema:sameAs", Link(f"http://www.wikidata.org/entity/{one.qid}"))
    return node


def _encounter(met: Met, state: str) -> Iterator[Node]:
    m = met.merged
    node = Node(iri(m.id), ("schema:Event", "prov:Entity"))
    node.add("schema:name", _arabic("، ".join(p.name for p in m.participants)))
    node.add("mahdar:kind", _text(m.kind))
    node.add("mahdar:status", _text(m.status))
    node.add("schema:eventStatus", Link(_STATUS[m.status]))
    days = days_of(m.date)
    if days:
        node.add("schema:startDate", _time(days[0]))
        node.add("schema:endDate", _time(days[1]))
    node.add("mahdar:date", Literal(m.date, "edtf:EDTF") if m.date else None)
    node.add("mahdar:earliest", _time(m.earliest))
    node.add("mahdar:latest", _time(m.latest))
    node.add("mahdar:dateBasis", *map(_text, m.date_basis))
    for one in m.participants:
        node.add("schema:organizer" if one.role == "host" else "schema:attendee", Link(iri("actor", one.id)))
        part = "; ".join(told for told in (one.role, one.office, one.office_from) if told)
        node.add("mahdar:tookPart", _arabic(f"{one.name}: {part}") if part else None)
    node.add("schema:about", *map(_text, m.topics))
    node.add("schema:superEvent", Link(iri(m.part_of)) if m.part_of else None)
    node.add("prov:wasDerivedFrom", *(Link(iri(report)) for _, report in m.reports))
    for source in m.sources:
        node.add("mahdar:source", _text(f"{source.organ} [{source.side}]" if source.side else source.organ))
    node.add("mahdar:history", *map(_text, m.history))
    node.add("mahdar:why", *map(_text, m.why))
    node.add("mahdar:mayBelong", *(_text(f"{c.doc_id} {c.encounter}: {c.reason}") for c in m.candidates))
    node.add("mahdar:doubt", _text(doubt_of(met)))
    node.add("mahdar:review", _text(state))
    if m.place or m.country:
        place = Node(iri(m.id) + "#place", ("schema:Place",))
        place.add("schema:name", _arabic(m.place))
        place.add("schema:addressCountry", _text(m.country))
        node.add("schema:location", Link(place.iri))
        yield place
    yield node


def _article(chosen: Chosen, record: ArticleRecord, readers: set[str], losses: Losses) -> Iterator[Node]:
    whole = article_id(Article(doc_id=record.doc_id, text="", outlet=record.outlet, url=record.url))
    node = Node(iri(whole), ("schema:NewsArticle", "prov:Entity"))
    node.add("schema:identifier", _text(record.doc_id))
    node.add("schema:headline", _arabic(record.title))
    node.add("schema:datePublished", _time(record.published))
    node.add("mahdar:collected", _time(record.collected))
    node.add("schema:publisher", _text(record.outlet))
    node.add("schema:url", _text(record.url))
    node.add("schema:inLanguage", _text("ar"))
    node.add("mahdar:sha256", _text(record.sha256))
    node.add("mahdar:flag", *(_text(f"{flag.code}: {flag.reason}") for flag in record.flags))
    yield node
    reader = iri("reader", record.reader, record.knowledge)
    if reader not in readers:
        readers.add(reader)
        agent = Node(reader, ("prov:SoftwareAgent",))
        agent.add("schema:name", _text(f"Mahdar {record.reader}, knowledge {record.knowledge}"))
        yield agent
    about = _About(record, node.iri, reader, chosen.identities_of(record), chosen.merged_of(record))
    for encounter in chosen.encounters_of(record):
        losses.written["reports"] += 1
        yield from about.report(encounter, chosen.state(encounter.id))
    for statement in chosen.statements_of(record):
        losses.written["statements"] += 1
        yield from about.statement(statement, chosen.state(statement.id))
    for noun, kind in _NARRATED.items():
        for one in chosen.narration_of(record, noun):
            losses.written[noun] += 1
            yield from about.narrated(one, kind)
    if record.actors:
        losses.dropped["where actors are mentioned in the text"] += sum(
            len(a.mentions) for a in record.actors
        )


@dataclass(slots=True)
class _About:
    """What the nodes of one article's items need to know of it."""

    record: ArticleRecord
    article: str
    reader: str
    identity: dict[str, str]
    merged: dict[str, str]

    def _who(self, names: Iterable[str]) -> list[Link]:
        return [Link(iri("actor", self.identity[name])) for name in names if name in self.identity]

    def _whom(self, name: str | None) -> Value | None:
        """An actor of the article, or the words that stand for one."""
        return next(iter(self._who([name])), None) or _arabic(name) if name else None

    def _begun(
        self, name: str, types: tuple[str, ...], state: str | None, doubts: tuple[Reason, ...]
    ) -> Node:
        node = Node(iri(name), (*types, "prov:Entity"))
        node.add("prov:wasDerivedFrom", Link(self.article))
        node.add("prov:wasAttributedTo", Link(self.reader))
        node.add("mahdar:review", _text(state))
        node.add("mahdar:doubt", *(_text(f"{reason.field}: {reason.words}") for reason in doubts))
        return node

    def report(self, e: Encounter, state: str) -> Iterator[Node]:
        node = self._begun(e.id, ("mahdar:Report",), state, e.doubt)
        if e.id in self.merged:
            node.add("mahdar:tells", Link(iri(self.merged[e.id])))
        node.add("mahdar:kind", _text(e.kind))
        node.add("mahdar:status", _text(e.status))
        node.add("mahdar:participant", *self._who(e.participants))
        node.add("mahdar:date", Literal(e.date, "edtf:EDTF") if e.date else None)
        node.add("mahdar:earliest", _time(e.earliest))
        node.add("mahdar:latest", _time(e.latest))
        node.add("mahdar:place", _arabic(e.place))
        node.add("mahdar:country", _text(e.country))
        node.add("mahdar:level", _text(e.level))
        node.add("mahdar:format", _text(e.format))
        node.add("mahdar:tone", _text(e.tone))
        node.add("mahdar:ordinal", _text(e.ordinal))
        node.add(
            "mahdar:role",
            *(_text(f"{self.identity.get(name, name)}: {role}") for name, role in e.roles.items()),
        )
        node.add("mahdar:delegationOpen", Literal("true", "xsd:boolean") if e.delegation_open else None)
        node.add("mahdar:partOf", Link(iri(e.part_of)) if e.part_of else None)
        node.add("mahdar:because", *(_text(f"{reason.field}: {reason.words}") for reason in e.reasons))
        node.add("schema:about", *map(_text, e.topics))
        node.add("mahdar:toldBy", _arabic(chain(e.told_by)))
        yield node
        yield from self._annotation(node, "evidence", e.evidence)

    def statement(self, s: Statement, state: str) -> Iterator[Node]:
        kind = "schema:Quotation" if s.mode == "direct" else "schema:Claim"
        node = self._begun(s.id, (kind,), state, s.doubt)
        node.add("schema:text", _arabic(s.content.exact))
        node.add("schema:creator", *self._who(s.speakers))
        node.add("schema:isPartOf", Link(self.article))
        node.add("mahdar:act", _text(s.act))
        node.add("mahdar:mode", _text(s.mode))
        node.add("mahdar:negated", Literal("true", "xsd:boolean") if s.negated else None)
        node.add("mahdar:condition", _arabic(s.condition.exact if s.condition else None))
        node.add("mahdar:via", *self._who(s.via))
        node.add("mahdar:addressee", self._whom(s.addressee))
        node.add("mahdar:target", self._whom(s.target))
        node.add("mahdar:wordsOf", _text(s.words_of))
        node.add("schema:about", *map(_text, s.topics))
        if s.encounter in self.merged:
            node.add("mahdar:madeAt", Link(iri(self.merged[s.encounter])))
        node.add("mahdar:toldBy", _arabic(chain(s.told_by)))
        yield node
        yield from self._annotation(node, "cue", s.cue)
        yield from self._annotation(node, "content", s.content)

    def narrated(self, one: Fact | Figure | Instrument, kind: str) -> Iterator[Node]:
        node = self._begun(one.id, (kind,), None, one.doubt)
        match one:
            case Fact():
                values = {"act": one.act, "phase": one.phase, "object": one.object, "place": one.place}
                node.add("mahdar:actor", *self._who(one.actors))
                node.add("mahdar:date", Literal(one.date, "edtf:EDTF") if one.date else None)
                node.add("mahdar:toldBy", _arabic(chain(one.told_by)))
            case Figure():
                values = {"quantity": one.quantity, "unit": one.unit, "of": one.of}
                values |= {"direction": one.direction, "period": one.period}
                node.add("mahdar:speaker", self._whom(one.speaker))
            case Instrument():
                values = {"name": one.name, "state": one.state}
                node.add("mahdar:party", *self._who(one.parties))
        for name, value in values.items():
            node.add(f"mahdar:{name}", _text(value))
        yield node
        yield from self._annotation(node, "words", one.span)

    def _annotation(self, of: Node, part: str, span: Span) -> Iterator[Node]:
        text, name = self.record.text, f"{of.iri}#{part}"
        note = Node(name, ("oa:Annotation",))
        note.add("oa:hasBody", Link(of.iri))
        note.add("oa:motivatedBy", Link("oa:identifying"))
        note.add("mahdar:part", _text(part))
        note.add("oa:hasTarget", Link(name + "-target"))
        target = Node(name + "-target", ("oa:SpecificResource",))
        target.add("oa:hasSource", Link(self.article))
        target.add("oa:hasSelector", Link(name + "-position"), Link(name + "-quote"))
        place = Node(name + "-position", ("oa:TextPositionSelector",))
        place.add("oa:start", Literal(str(span.start), "xsd:nonNegativeInteger"))
        place.add("oa:end", Literal(str(span.end), "xsd:nonNegativeInteger"))
        words = Node(name + "-quote", ("oa:TextQuoteSelector",))
        words.add("oa:exact", _text(span.exact))
        words.add("oa:prefix", _text(text[max(0, span.start - _AROUND) : span.start]))
        words.add("oa:suffix", _text(text[span.end : span.end + _AROUND]))
        yield from (note, target, place, words)


def about_the_export(losses: Losses) -> Node:
    """A last node that tells what was written and what could not be."""
    node = Node(iri("export"), ("schema:Dataset",))
    node.add("schema:description", *(_text(line.split(": ", 1)[1]) for line in losses.lines()))
    return node
