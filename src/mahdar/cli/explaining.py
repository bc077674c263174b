"""An article record with the reasons of every value and the exact words, with offsets, that it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from mahdar.cli.labels import ENCOUNTER_KIND, MODE, STATUS
from mahdar.cli.tables import heading, named, names_of, on_screen, when, where
from mahdar.model import Actor, ArticleRecord, Encounter, Fact, Figure, Hop, Reason, Span, Statement


def explained(record: ArticleRecord) -> str:
    """The whole record of one article: the text, then each value with its reasons and words."""
    names = names_of(record)
    lines = [*heading(record), "", *_numbered(record.text), ""]
    lines += [f"   credit: {_words(span)}" for span in record.credit.spans]
    for actor in record.actors:
        lines += _actor(actor)
    for encounter in record.encounters:
        lines += _encounter(encounter, names)
    for statement in record.statements:
        lines += _statement(statement, names)
    for fact in record.facts:
        lines += _fact(fact, names)
    for figure in record.figures:
        lines += _figure(figure, names)
    for instrument in record.instruments:
        lines.append(
            f"  § {instrument.id} {instrument.name} · {instrument.state} · {_words(instrument.span)}"
        )
        lines += _reasons(instrument.doubt, "doubt")
    for flag in record.flags:
        if flag.span:
            lines.append(f"  ! {flag.code}: {_words(flag.span)}")
    return on_screen(lines)


def _numbered(text: str) -> Iterator[str]:
    """The lines of the text, each with the offset at which it begins."""
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield f"{start:6} | {line.rstrip()}"
        start += len(line) + 1


def _words(span: Span) -> str:
    return f"[{span.start}:{span.end}] «{span.exact}»"


def _actor(actor: Actor) -> Iterator[str]:
    facts = [actor.kind, actor.country, actor.role, actor.name_en]
    yield f"  ▪ {actor.id} {actor.name} ({' · '.join(fact for fact in facts if fact)})"
    for mention in actor.mentions:
        yield f"      mention: {_words(mention)}"
    if actor.holder:
        yield f"      holder: {actor.holder.actor} — {actor.holder.reason}"
    yield from _reasons(actor.reasons, "because")


def _encounter(encounter: Encounter, names: dict[str, str]) -> Iterator[str]:
    yield f"  ● {encounter.id} {ENCOUNTER_KIND[encounter.kind]} · {STATUS[encounter.status]}"
    yield f"      participants: {named(encounter.participants, names)}"
    yield f"      date: {when(encounter)}"
    for basis in encounter.date_basis:
        yield f"        because: {basis}"
    yield f"      place: {where(encounter)}"
    told = {
        "level": encounter.level,
        "format": encounter.format,
        "part of": encounter.part_of,
        "claimed as": encounter.ordinal,
        "tone": encounter.tone,
        "delegation": "left open" if encounter.delegation_open else None,
    }
    yield from (f"      {field}: {value}" for field, value in told.items() if value)
    yield from (f"      role: {names.get(i, i)} {role}" for i, role in encounter.roles.items())
    if encounter.topics:
        yield f"      topics: {', '.join(encounter.topics)}"
    yield f"      evidence: {_words(encounter.evidence)}"
    yield from _chain(encounter.told_by)
    yield from _reasons(encounter.reasons, "because")
    yield from _reasons(encounter.doubt, "doubt")


def _statement(statement: Statement, names: dict[str, str]) -> Iterator[str]:
    yield f"  ○ {statement.id} {named(statement.speakers, names) or '؟'} · {MODE[statement.mode]}"
    yield f"      cue: {_words(statement.cue)}"
    yield f"      content: {_words(statement.content)}"
    if statement.via:
        yield f"      via: {named(statement.via, names)}"
    at_hand = {"addressee": statement.addressee, "target": statement.target, "made at": statement.encounter}
    for field, value in at_hand.items():
        if value:
            yield f"      {field}: {names.get(value, value)}"
    if statement.words_of:
        yield f"      words of: {statement.words_of}"
    if statement.act:
        yield f"      act: {statement.act}{' (negated)' if statement.negated else ''}"
    if statement.condition:
        yield f"      condition: {_words(statement.condition)}"
    if statement.topics:
        yield f"      topics: {', '.join(statement.topics)}"
    yield from _chain(statement.told_by)
    yield from _reasons(statement.reasons, "because")
    yield from _reasons(statement.doubt, "doubt")


def _fact(fact: Fact, names: dict[str, str]) -> Iterator[str]:
    yield f"  ◦ {fact.id} {fact.act} · {fact.phase} · {named(fact.actors, names)}"
    told = {"object": fact.object, "place": fact.place, "date": fact.date}
    yield from (f"      {field}: {value}" for field, value in told.items() if value)
    yield f"      words: {_words(fact.span)}"
    yield from _reasons(fact.doubt, "doubt")


def _figure(figure: Figure, names: dict[str, str]) -> Iterator[str]:
    parts = [figure.quantity, figure.unit, figure.of, figure.direction, figure.period]
    yield f"  # {figure.id} {' · '.join(part for part in parts if part)}"
    if figure.speaker:
        yield f"      speaker: {names.get(figure.speaker, figure.speaker)}"
    yield f"      words: {_words(figure.span)}"
    yield from _reasons(figure.doubt, "doubt")


def _chain(hops: tuple[Hop, ...]) -> Iterator[str]:
    for hop in hops:
        yield f"      told by: {hop.name}{f' {_words(hop.cue)}' if hop.cue else ''}"


def _reasons(reasons: tuple[Reason, ...], label: str) -> Iterator[str]:
    for reason in reasons:
        words = f" {_words(reason.span)}" if reason.span else ""
        yield f"      {label} ({reason.field}): {reason.words}{words}"
