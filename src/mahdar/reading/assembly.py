"""Assembly: from what the steps found to the frozen article record."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mahdar.knowledge.tenures import Holding
from mahdar.model import Actor, ArticleRecord, Encounter, Fact, Holder, Reason, Statement
from mahdar.reading.cast import Member
from mahdar.reading.chains import organs_around, spoken_at, told_by
from mahdar.reading.credit import credit_line
from mahdar.reading.encounters import Meeting, to_encounter
from mahdar.reading.flags import flags_of
from mahdar.reading.found import Found
from mahdar.reading.narration import (
    FoundFact,
    FoundFigure,
    FoundInstrument,
    to_fact,
    to_figure,
    to_instrument,
)
from mahdar.reading.offices import Offices
from mahdar.reading.page import Page
from mahdar.reading.particulars import Particulars, apply_particulars
from mahdar.reading.subjects import subjects_of


@dataclass(slots=True)
class Findings:
    """What the steps of reading found on one page: token ranges and indices into the cast."""

    cast: list[Member]
    statements: list[Found]
    encounters: list[Meeting]
    told: list[Particulars]
    facts: list[FoundFact]
    figures: list[FoundFigure]
    instruments: list[FoundInstrument]

    def used(self) -> set[int]:
        """The members that speak, pass on or take part; only they become actors."""
        spoken = {i for f in self.statements for i in (*f.speakers, *f.via)}
        met = {i for m in self.encounters for i in m.participants}
        narrated = {i for f in self.facts for i in f.cast} | {i for n in self.instruments for i in n.parties}
        return spoken | met | narrated | {f.speaker for f in self.figures if f.speaker is not None}


def assemble(page: Page, findings: Findings, reader: str) -> ArticleRecord:
    """The record of a page, its actors numbered in the order of the text."""
    return _Assembly(page, findings).record(reader)


class _Assembly:
    """Turns the findings of one page into the nouns of the record."""

    def __init__(self, page: Page, findings: Findings) -> None:
        self.page, self.findings, self.cast = page, findings, findings.cast
        first = {i: min((m.first for m in self.cast[i].mentions), default=0) for i in findings.used()}
        used = sorted(first, key=lambda i: (first[i], i))
        self.ids = {index: f"a{n}" for n, index in enumerate(used, 1)}
        self.subjects, self.offices, self.credit = (
            subjects_of(page),
            Offices(page, self.cast),
            credit_line(page),
        )

    def record(self, reader: str) -> ArticleRecord:
        page, article = self.page, self.page.article
        headline = page.text[: page.tokens[page.title_end].start].strip() if page.title_end else None
        found, meetings = self.findings.statements, self.findings.encounters
        return ArticleRecord(
            doc_id=article.doc_id,
            outlet=article.outlet,
            url=article.url,
            published=article.published,
            collected=article.collected,
            dated=page.dated.day.isoformat() if page.dated.day else None,
            dated_by=page.dated.reason,
            title=article.title or headline,
            text=article.text,
            credit=self.credit.credit(page, article.author),
            sha256=article.sha256,
            reader=reader,
            knowledge=page.knowledge.version,
            actors=tuple(self.actor(i) for i in self.ids),
            encounters=tuple(self.encounter(m, n) for n, m in enumerate(meetings, 1)),
            statements=tuple(self.statement(n) for n in range(len(found))),
            facts=tuple(self.fact(f, n) for n, f in enumerate(self.findings.facts, 1)),
            figures=tuple(
                to_figure(page, f, f"q{n}", self.ids) for n, f in enumerate(self.findings.figures, 1)
            ),
            instruments=tuple(
                to_instrument(page, f, f"i{n}", self.ids) for n, f in enumerate(self.findings.instruments, 1)
            ),
            flags=flags_of(page, self.cast, found, meetings, self.credit),
        )

    def actor(self, index: int) -> Actor:
        member, page = self.cast[index], self.page
        names = sorted({n for n, _ in member.names}, key=lambda n: (-len(n.split()), -len(n), n))
        name = names[0] if names else member.role or _first_words(page, member)
        held, holding = self.offices.held(index), self.offices.holder(index)
        office = held[-1] if held else holding
        person = member.entry if member.entry and member.entry.kind in ("person", "surname") else None
        mentions = sorted(member.mentions, key=lambda m: m.first)
        reasons = dict.fromkeys(m.reason for m in mentions if m.reason)
        return Actor(
            id=self.ids[index],
            kind=member.kind,  # type: ignore[arg-type]
            name=name,
            aliases=tuple(names[1:]),
            mentions=tuple(page.span(m.first, m.last, m.prefix) for m in mentions),
            role=member.role if member.role != name else None,
            country=member.country or None,
            name_en=member.entry.name_en if member.entry else None,
            canonical=member.entry.name if member.entry else None,
            known_as=member.entry.id if member.entry else None,
            qid=page.knowledge.qids.get(person.id) if person else None,
            office=office.tenure.office if office else None,
            holder=self.holder(holding) if holding else None,
            reasons=tuple(Reason("mentions", r) for r in reasons),
        )

    def holder(self, holding: Holding) -> Holder:
        tenure = holding.tenure
        words = f"{holding.title or tenure.office} on {self.page.dated.day}: in office since {tenure.start}"
        return Holder(actor=tenure.person, tenure=tenure, reason=words)

    def encounter(self, meeting: Meeting, number: int) -> Encounter:
        made = to_encounter(self.page, meeting, f"e{number}", self.ids)
        organs = organs_around(meeting, self.findings.statements, self.cast)
        chain = told_by(self.page, self.cast, self.credit, organs, meeting.evidence[0], self.ids)
        return replace(made, told_by=chain)

    def fact(self, f: FoundFact, number: int) -> Fact:
        made = to_fact(self.page, f, f"f{number}", self.ids)
        return replace(
            made, told_by=told_by(self.page, self.cast, self.credit, f.told_by, f.span[0], self.ids)
        )

    def statement(self, n: int) -> Statement:
        page, f = self.page, self.findings.statements[n]
        at = spoken_at(f, self.findings.encounters)
        made = Statement(
            id=f"s{n + 1}",
            speakers=tuple(self.ids[i] for i in f.speakers),
            cue=page.span(*f.cue),
            content=page.span(*f.content),
            mode=f.mode,  # type: ignore[arg-type]
            via=tuple(self.ids[i] for i in f.via),
            topics=self.subjects.of_statement(f.cue, f.content),
            act=f.act,  # type: ignore[arg-type]
            encounter=None if at is None else f"e{at + 1}",
            told_by=told_by(page, self.cast, self.credit, f.via, f.cue[0], self.ids),
            evidence=page.span(min(f.cue[0], f.content[0]), max(f.cue[1], f.content[1])),
            reasons=(Reason("speakers", f.reason),) if f.reason else (),
            doubt=(Reason("speakers", f.doubt),) if f.doubt else (),
        )
        return apply_particulars(made, self.findings.told[n], page, self.cast, self.ids)


def _first_words(page: Page, member: Member) -> str:
    first = member.mentions[0] if member.mentions else None
    return page.words(first.first, first.last, first.prefix) if first else "?"
