"""FollowTheMoney: entities as JSON Lines, as Aleph and OpenAleph load them.

Actors are Person, Organization, PublicBody (states) or LegalEntity (groups), encounters Event, articles Article, and a
statement is a Note on those who speak. Properties are lists of texts; one that has no value is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from mahdar.export.choosing import Chosen, Met
from mahdar.export.happenings import days_of
from mahdar.export.losses import Losses
from mahdar.export.wording import chain, doubt, doubt_of
from mahdar.model import Article, ArticleRecord, Identity, Statement, to_json
from mahdar.record.identity import article_id

_SCHEMA = {"person": "Person", "institution": "Organization", "country": "PublicBody", "group": "LegalEntity"}
_MISSING = "roles but the host's, offices of the day and the level of an encounter"
#: What FollowTheMoney's list of countries does not know.
_NO_COUNTRY = frozenset({"UN"})

Entity = dict[str, Any]


def write(chosen: Chosen, output: TextIO, losses: Losses) -> None:
    """Write every entity, one JSON object a line; doubt and review state stand in `notes`."""
    for entity in entities(chosen, losses):
        output.write(to_json(entity) + "\n")


def entities(chosen: Chosen, losses: Losses) -> Iterator[Entity]:
    """The entities of what a query chose."""
    for one in chosen.identities():
        losses.written["actors"] += 1
        yield _actor(one)
    for met in chosen.met():
        losses.written["encounters"] += 1
        losses.dropped[_MISSING] += 1
        if met.merged.date and days_of(met.merged.date) is None:
            losses.dropped["dates that are no day, month or year: they stand in `notes`"] += not _plain(
                met.merged.date
            )
        yield _encounter(met, chosen.state_of(met))
    for record in chosen.records():
        losses.written["articles"] += 1
        yield _article(record)
        identity = chosen.identities_of(record)
        for statement in chosen.statements_of(record):
            losses.written["statements"] += 1
            losses.dropped["spans of statements in the text"] += 1
            yield _statement(record, statement, identity, chosen.state(statement.id))
        for noun in ("facts", "figures", "instruments"):
            number = sum(1 for _ in chosen.narration_of(record, noun))
            if number:
                losses.left_out[noun, "no schema fits them"] += number


def _entity(name: str, schema: str, /, **properties: Iterable[str | None]) -> Entity:
    held = {key: list(dict.fromkeys(v for v in values if v)) for key, values in properties.items()}
    return {"id": f"mahdar-{name}", "schema": schema, "properties": {k: v for k, v in held.items() if v}}


def _country(code: str | None) -> list[str]:
    return [code.lower()] if code and code not in _NO_COUNTRY else []


def _actor(one: Identity) -> Entity:
    return _entity(
        one.id.replace(" ", "-"), _SCHEMA[one.kind], name=[one.name, one.name_en],
        alias=[form for form in one.forms if form != one.name],
        country=_country(one.country), wikidataId=[one.qid], notes=one.why,
    )  # fmt: skip


def _ref(name: str) -> str:
    return "mahdar-" + name.replace(" ", "-")


def _plain(date: str) -> bool:
    return len(date) in (4, 7, 10) and date.replace("-", "").isdigit()


def _encounter(met: Met, state: str) -> Entity:
    m = met.merged
    days = days_of(m.date)
    names = "، ".join(p.name for p in m.participants) or m.kind
    doubtful = doubt_of(met)
    bounds = f"between {m.earliest or '?'} and {m.latest or '?'}"
    return _entity(
        m.id, "Event", name=[f"{m.kind}: {names}"],
        date=[m.date] if m.date and days is None and _plain(m.date) else [],
        startDate=[days[0]] if days else [], endDate=[days[1]] if days else [],
        location=[m.place], country=_country(m.country), involved=[_ref(p.id) for p in m.participants],
        organizer=[_ref(p.id) for p in m.participants if p.role == "host"],
        keywords=[m.kind, m.status, *m.topics], proof=[_ref(_of(r.record)) for r in met.reports],
        description=[r.encounter.evidence.exact for r in met.reports], recordId=[m.id],
        sourceUrl=[r.record.url for r in met.reports],
        notes=[f"EDTF: {m.date}" if m.date else f"date {bounds}", f"review: {state}",
               f"doubt: {doubtful}" if doubtful else None],
    )  # fmt: skip


def _of(record: ArticleRecord) -> str:
    return article_id(Article(doc_id=record.doc_id, text="", outlet=record.outlet, url=record.url))


def _article(record: ArticleRecord) -> Entity:
    return _entity(
        _of(record), "Article", title=[record.title], fileName=[record.doc_id], publishedAt=[record.published],
        retrievedAt=[record.collected], publisher=[record.outlet], sourceUrl=[record.url], language=["ara"],
        author=[record.credit.author], bodyText=[record.text], notes=[f"{f.code}: {f.reason}" for f in record.flags],
    )  # fmt: skip


def _statement(record: ArticleRecord, s: Statement, identity: dict[str, str], state: str) -> Entity:
    doubtful = doubt(s.doubt)
    notes = [f"cue: {s.cue.exact}", f"mode: {s.mode}", f"told by: {chain(s.told_by)}" if s.told_by else None,
             "negated" if s.negated else None, f"review: {state}",
             f"doubt: {doubtful}" if doubtful else None]  # fmt: skip
    return _entity(
        s.id, "Note", name=[f"{s.act or 'statement'}: {s.content.exact[:80]}"], description=[s.content.exact],
        entity=[_ref(identity[name]) for name in s.speakers if name in identity], proof=[_ref(_of(record))],
        keywords=[s.act, *s.topics], sourceUrl=[record.url], notes=notes,
    )  # fmt: skip
