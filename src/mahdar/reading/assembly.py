"""Assembly: from what the steps found to the frozen article record."""

from __future__ import annotations

from mahdar.knowledge.tenures import Holding
from mahdar.model import Actor, ArticleRecord, Holder, Reason, Statement
from mahdar.reading.cast import Member
from mahdar.reading.encounters import Meeting, to_encounter
from mahdar.reading.offices import Offices
from mahdar.reading.page import Page
from mahdar.reading.statements import Found
from mahdar.reading.subjects import Subjects


def assemble(
    page: Page, cast: list[Member], found: list[Found], meetings: list[Meeting], reader: str
) -> ArticleRecord:
    """The record of a page: only actors that speak, pass on or take part are kept, numbered in order of the text."""
    used = sorted(
        {i for f in found for i in (*f.speakers, *f.via)} | {i for m in meetings for i in m.participants},
        key=lambda i: min((m.first for m in cast[i].mentions), default=0),
    )
    ids = {index: f"a{n}" for n, index in enumerate(used, 1)}
    article = page.article
    subjects, offices = Subjects(page), Offices(page, cast)
    return ArticleRecord(
        doc_id=article.doc_id,
        outlet=article.outlet,
        url=article.url,
        published=article.published,
        collected=article.collected,
        title=article.title
        or (page.text[: page.tokens[page.title_end].start].strip() if page.title_end else None),
        text=article.text,
        sha256=article.sha256,
        reader=reader,
        knowledge=page.knowledge.version,
        actors=tuple(_actor(page, cast, i, ids, offices) for i in used),
        encounters=tuple(to_encounter(page, m, f"e{n}", ids) for n, m in enumerate(meetings, 1)),
        statements=tuple(_statement(page, f, n, ids, subjects) for n, f in enumerate(found, 1)),
    )


def _actor(page: Page, cast: list[Member], index: int, ids: dict[int, str], offices: Offices) -> Actor:
    member = cast[index]
    names = sorted({n for n, _ in member.names}, key=lambda n: (-len(n.split()), -len(n), n))
    name = names[0] if names else member.role or _first_words(page, member)
    held, holding = offices.held(index), offices.holder(index)
    office = held[-1] if held else holding
    known = member.entry is not None and member.entry.kind in ("person", "surname")
    return Actor(
        id=ids[index],
        kind=member.kind,  # type: ignore[arg-type]
        name=name,
        aliases=tuple(n for n in names[1:]),
        mentions=tuple(
            page.span(m.first, m.last, m.prefix) for m in sorted(member.mentions, key=lambda m: m.first)
        ),
        role=member.role if member.role != name else None,
        country=member.country or None,
        name_en=member.entry.name_en if member.entry else None,
        canonical=member.entry.name if member.entry else None,
        qid=page.knowledge.qids.get(member.entry.id) if known and member.entry else None,
        office=office.tenure.office if office else None,
        holder=_holder(page, holding) if holding else None,
        reasons=tuple(
            Reason("mentions", r) for r in dict.fromkeys(m.reason for m in member.mentions if m.reason)
        ),
    )


def _first_words(page: Page, member: Member) -> str:
    first = member.mentions[0] if member.mentions else None
    return page.words(first.first, first.last, first.prefix) if first else "?"


def _holder(page: Page, holding: Holding) -> Holder:
    tenure = holding.tenure
    reason = f"{holding.title or tenure.office} on {page.dated.day}: in office since {tenure.start}"
    return Holder(actor=tenure.person, tenure=tenure, reason=reason)


def _statement(page: Page, f: Found, number: int, ids: dict[int, str], subjects: Subjects) -> Statement:
    cue, content = page.span(*f.cue), page.span(*f.content)
    return Statement(
        id=f"s{number}",
        speakers=tuple(ids[i] for i in f.speakers),
        cue=cue,
        content=content,
        mode=f.mode,  # type: ignore[arg-type]
        via=tuple(ids[i] for i in f.via),
        topics=subjects.of_statement(f.cue, f.content),
        act=f.act,  # type: ignore[arg-type]
        reasons=(Reason("speakers", f.reason),) if f.reason else (),
        doubt=(Reason("speakers", f.doubt),) if f.doubt else (),
    )
