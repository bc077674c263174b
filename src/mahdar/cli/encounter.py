"""`mahdar encounter`: the whole card of one encounter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

import click

from mahdar.cli.answers import answering, write_answer
from mahdar.cli.labels import ENCOUNTER_KIND, STATUS, country, label, reason, topic
from mahdar.cli.recording import on_a_record
from mahdar.cli.shown import (
    doubts,
    met_lines,
    narrated_lines,
    organ,
    quoted,
    said_lines,
    told_by,
    when,
)
from mahdar.comparing.card import Attendant, Card, card
from mahdar.record.store import open_record

EPILOG = """\b
Example:
  mahdar encounter m8821926829573c93
  mahdar encounter m8821926829573c93 --format json
"""


@click.command("encounter", epilog=EPILOG)
@click.argument("identifier", metavar="ID")
@answering
@on_a_record
def command(place: str | None, identifier: str, form: str, output: TextIO) -> None:
    """Show all that is known of one encounter, and on what it rests.

    ID is of a merged encounter (`mahdar encounters`), also an older one, or of a report in an article's record.
    """
    with open_record(place) as store, store.reading() as connection:
        found = card(connection, identifier)
    write_answer(found, form, output, shown)


def shown(one: Card) -> Iterator[str]:
    """The card as lines."""
    kind, status = ENCOUNTER_KIND[one.kind], STATUS[one.status]
    yield f"● {kind} · {status} · {when(one.day)} · {one.place or country(one.country) or 'مكان غير معروف'} · {one.id}"
    yield from (f"      {reason(words)}" for words in one.date_basis)
    yield "المشاركون:"
    for attendant in one.attendants:
        yield from _attendant(attendant)
    if one.delegation_open:
        yield "  … والوفد غير مذكور كله:"
        yield from quoted(one.delegation_open)
    for field in one.fields:
        value = label(field.field, field.value) if field.field in ("level", "format") else field.value
        yield f"{label('field', field.field)}: {value}"
        yield from quoted(field.words)
    for count in one.counted:
        yield f"العدد: «{count.claim}»: {count.told or '؟'} ↔ {count.found} في السجل: {label('verdict', count.verdict)}"
        yield f"      {count.reason}"
    if one.topics:
        yield f"المواضيع: {'، '.join(map(topic, one.topics))}"
    yield f"المصادر المستقلة ({len(one.sources)}), {one.checked} مقالات:"
    for source in one.sources:
        side = f" ({country(source.side)})" if source.side else ""
        yield f"  {organ(source.organ)}{side}: {'، '.join(source.articles)}"
    yield "التقارير:"
    for report in one.reports:
        yield f"  {report.encounter} · {STATUS[report.status]} · {when(report.day)} · {told_by(report.teller)}"
        yield from quoted(report.words)
        yield from doubts(report.doubt)
    yield from _linked(one)
    if one.statements:
        yield "ما قيل:"
        for said in one.statements:
            yield from said_lines(said)
    if one.narrated:
        yield "ما روي:"
        for item in one.narrated:
            yield from narrated_lines(item)


def _attendant(one: Attendant) -> Iterator[str]:
    party = one.participant
    facts = [country(party.country), label("role", party.role) if party.role else None, party.office]
    basis = f" — {reason(party.office_from)}" if party.office_from else ""
    yield f"  ▪ {party.name} ({' · '.join(fact for fact in facts if fact)}){basis}"
    yield from quoted(one.words[:1])


def _linked(one: Card) -> Iterator[str]:
    for conflict in one.conflicts:
        yield f"اختلاف في {label('field', conflict.field)}: {reason(conflict.reason or '')}"
        for value in conflict.values:
            words = f" «{value.span.exact}»" if value.span else ""
            yield f"      {value.value}: {value.doc_id}{words}"
    for candidate in one.candidates:
        yield f"قد ينتمي إليه: {candidate.doc_id} {candidate.encounter}: {reason(candidate.reason)}"
    yield from (f"ضُمّ لأن: {reason(words)}" for words in one.why)
    yield from (f"رُوي: {reason(step)}" for step in one.history)
    if one.whole:
        yield "جزء من:"
        yield from met_lines(one.whole)
    if one.parts:
        yield "من أجزائه:"
        for part in one.parts:
            yield from met_lines(part)
