"""`mahdar file`: what the record holds of one actor over time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

import click

from mahdar.cli.answers import answering, write_answer
from mahdar.cli.labels import reason
from mahdar.cli.labels import topic as topic_of
from mahdar.cli.recording import on_a_record
from mahdar.cli.shown import met_lines, names, quoted, said_lines, when
from mahdar.comparing.actor_file import ActorFile, actor_file
from mahdar.comparing.company import Company
from mahdar.record.store import open_record

EPILOG = """\b
Example:
  mahdar file بوتين
  mahdar file Q7747 --format json
"""


@click.command("file", epilog=EPILOG)
@click.argument("actor", metavar="ACTOR")
@answering
@on_a_record
def command(place: str | None, actor: str, form: str, output: TextIO) -> None:
    """Show an actor over time: offices, names, encounters, statements, company.

    ACTOR is an identifier, a Wikidata identifier, or a name in Arabic or English, in whatever spelling.
    """
    with open_record(place) as store, store.reading() as connection:
        found = actor_file(connection, actor)
    write_answer(found, form, output, shown)


def shown(file: ActorFile) -> Iterator[str]:
    """The file as lines."""
    one = file.actor
    known = [one.id, one.name_en, one.country, one.qid]
    yield f"▪ {one.name} ({' · '.join(part for part in known if part)}) · {file.articles} مقالات"
    for office in file.offices:
        yield f"  {office.office}: {office.first} … {office.last} — {'؛ '.join(map(reason, office.basis))}"
        yield from quoted(office.words[:1])
    yield "أسماؤه: " + "، ".join(f"{form.name} ({form.times})" for form in file.forms)
    yield f"من التقى ({len(file.counterparts)}):"
    for other in file.counterparts:
        yield f"  {other.who.name} ×{other.times}، آخرها {when(other.last)} {other.encounters[0]}"
    yield f"اللقاءات ({file.met}):"
    for met in file.encounters:
        yield from met_lines(met)
    for company in file.company:
        yield from _company(company)
    yield f"ما قال ({file.said}):"
    for topic in file.topics:
        yield f" {topic_of(topic.topic)} ({topic.total}):"
        for said in topic.lines:
            yield from said_lines(said)


def _company(one: Company) -> Iterator[str]:
    yield f"رافقه {when(one.day)} {one.encounter}: {names(one.accompanied)}"
    if one.absent:
        yield f"    لم يُذكر هذه المرة: {names(one.absent)}"
    yield f"    {reason(one.told)}"
