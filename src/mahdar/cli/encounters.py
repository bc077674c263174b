"""`mahdar encounters`: the real encounters that the reports of many articles tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

import click

from mahdar.cli.ending import NOTHING_DONE, Progress, articles_only, exit_code
from mahdar.cli.labels import ENCOUNTER_KIND, STATUS
from mahdar.cli.options import collected_option, jobs_option, knowledge_option, output_option
from mahdar.cli.recording import on_a_record
from mahdar.cli.tables import on_screen
from mahdar.model import MergedEncounter, to_json
from mahdar.record.links import merged_encounters
from mahdar.record.store import open_record
from mahdar.sources import Failure, articles_from

EPILOG = """\b
Example:
  mahdar encounters
  mahdar encounters --format jsonl --output encounters.jsonl
  mahdar encounters examples --collected 2026-02-15
"""


@click.command("encounters", epilog=EPILOG)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option("--format", "form", type=click.Choice(["table", "jsonl"]), default="table", show_default=True)
@collected_option
@output_option
@on_a_record
@knowledge_option
@jobs_option
def command(
    paths: tuple[Path, ...],
    form: str,
    collected: str | None,
    output: TextIO,
    place: str | None,
    knowledge: Path | None,
    jobs: int,
) -> None:
    """Print the encounters that the reports of many articles tell.

    Without a PATH those of the record. With a PATH its articles are read and linked and nothing is stored. An
    encounter's reports are pairs of the article's doc_id and the encounter's identifier in the article's record, as
    `mahdar read` and `mahdar records` print it.
    """
    if paths:
        _of_articles(paths, form, collected, output, knowledge, jobs)
        return
    with open_record(place) as store, store.reading() as connection:
        done = _write(merged_encounters(connection), form, output)
    if not done:
        raise SystemExit(NOTHING_DONE)


def _of_articles(
    paths: tuple[Path, ...],
    form: str,
    collected: str | None,
    output: TextIO,
    knowledge: Path | None,
    jobs: int,
) -> None:
    # A record kept is shown without the reader, which takes its time to load.
    from mahdar.cli.readers import failures_told, reader_of  # noqa: PLC0415
    from mahdar.keeping.linking_articles import link_articles  # noqa: PLC0415

    unreadable: list[Failure] = []
    failures, failed = failures_told()
    articles = articles_only(articles_from(paths, collected), unreadable)
    with Progress("articles read", output) as progress:
        linked = link_articles(articles, reader_of(knowledge, jobs), failed, progress.reach)
    done = _write(linked.encounters, form, output)
    raise SystemExit(exit_code(done, len(unreadable) + len(failures)))


def _write(encounters: Iterable[MergedEncounter], form: str, output: TextIO) -> int:
    done = 0
    if form == "jsonl":
        for one in encounters:
            output.write(to_json(one) + "\n")
            done += 1
        return done
    for one in sorted(encounters, key=lambda m: (m.date or m.latest or m.earliest or "", m.id), reverse=True):
        output.write(on_screen(list(_lines(one))))
        done += 1
    return done


def _lines(one: MergedEncounter) -> Iterator[str]:
    yield f"● {ENCOUNTER_KIND[one.kind]} · {STATUS[one.status]} · {_day(one)} · {one.place or 'مكان غير معروف'}"
    yield f"    {'، '.join(p.name for p in one.participants)}"
    yield f"    {one.id} · {len(one.reports)} تقارير · {len(one.sources)} مصادر مستقلة"
    if one.conflicts:
        yield f"    اختلاف في: {'، '.join(dict.fromkeys(c.field for c in one.conflicts))}"
    if one.candidates:
        yield f"    قد ينتمي إليه: {'، '.join(dict.fromkeys(c.doc_id for c in one.candidates))}"


def _day(one: MergedEncounter) -> str:
    if one.date:
        return one.date
    if one.earliest or one.latest:
        return f"بين {one.earliest or '؟'} و{one.latest or '؟'}"
    return "بلا تاريخ"
