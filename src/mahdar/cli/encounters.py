"""`mahdar encounters`: the real encounters that the reports of many articles tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO, get_args

import click
from click.core import ParameterSource

from mahdar.cli.answers import answering, between, last_day, paged, write_answer
from mahdar.cli.codes import Coded, CountryCode
from mahdar.cli.ending import NOTHING_DONE, Progress, articles_only, exit_code
from mahdar.cli.labels import ENCOUNTER_KIND, STATUS, label
from mahdar.cli.options import collected_option, jobs_option, knowledge_option, words_option
from mahdar.cli.recording import on_a_record
from mahdar.cli.shown import met_lines, page
from mahdar.cli.tables import on_screen
from mahdar.comparing.encounters import EncounterQuery, Encounters, encounters, merged_page
from mahdar.model import MergedEncounter, to_json
from mahdar.model.vocabulary import ENCOUNTER_KINDS, TOPICS, EncounterStatus, Level
from mahdar.record.store import open_record

EPILOG = """\b
Example:
  mahdar encounters --actor بوتين --kind visit --since 2025
  mahdar encounters --level official --format csv --output visits.csv
  mahdar encounters --all --format jsonl --output encounters.jsonl
  mahdar encounters examples --collected 2026-02-15
"""


@click.command("encounters", epilog=EPILOG)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option(
    "--actor", "actors", multiple=True, metavar="NAME", help="In which this actor took part; repeatable."
)
@click.option(
    "--country",
    "countries",
    type=CountryCode(),
    multiple=True,
    metavar="COUNTRY",
    help="In which someone of this country took part (SY, سوريا, Syria); repeatable.",
)
@words_option
@click.option("--kind", type=Coded("kind", ENCOUNTER_KINDS), help="Of this kind.")
@click.option("--status", type=Coded("status", get_args(EncounterStatus)), help="Held, planned or cancelled.")
@click.option("--in", "where", metavar="PLACE", help="At a place of these words, or in a country (RU).")
@click.option("--topic", type=Coded("topic", TOPICS), metavar="TOPIC", help="On this topic.")
@click.option("--level", type=Coded("level", get_args(Level)), help="Told as of this level.")
@click.option("--part-of", metavar="ID", help="Sessions and side talks of this visit.")
@click.option(
    "--all", "every", is_flag=True, help="All of them, whatever --limit says; jsonl does so by itself."
)
@between
@paged
@answering
@collected_option
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
    every: bool,
    **chosen: Any,
) -> None:
    """List the real encounters that the reports of many articles tell.

    With a PATH, its articles are read and linked and nothing is stored. With `--format jsonl` every line is the whole
    merged encounter; its reports are pairs of the article's doc_id and the encounter's identifier in the article's
    record, as `mahdar read` and `mahdar records` print it.
    """
    if paths:
        _of_articles(paths, form, collected, output, knowledge, jobs)
        return
    source = click.get_current_context().get_parameter_source("limit")
    given = source is not ParameterSource.DEFAULT
    chosen["until"], chosen["place"] = last_day(chosen["until"]), chosen.pop("where")
    if every or (form == "jsonl" and not given):
        chosen["limit"] = None
    query = EncounterQuery(**chosen)
    with open_record(place) as store, store.reading() as connection:
        if form == "jsonl":
            total, merged = merged_page(connection, query)
            _write(sorted(merged, key=lambda m: m.id), form, output)
        else:
            found = encounters(connection, query)
            total = found.total
            write_answer(found, form, output, _shown)
    if not total:
        raise SystemExit(NOTHING_DONE)


def _shown(found: Encounters) -> Iterator[str]:
    for met in found.lines:
        yield from met_lines(met)
    yield page(found.offset, len(found.lines), found.total)


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
    from mahdar.sources import Failure, articles_from  # noqa: PLC0415

    if form in ("json", "csv"):
        raise click.UsageError(
            f"articles that are not kept are shown as table or jsonl; `mahdar add` them for {form}"
        )
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
        fields = dict.fromkeys(conflict.field for conflict in one.conflicts)
        yield f"    اختلاف في: {'، '.join(label('field', field) for field in fields)}"
    if one.candidates:
        yield f"    قد ينتمي إليه: {'، '.join(dict.fromkeys(c.doc_id for c in one.candidates))}"


def _day(one: MergedEncounter) -> str:
    if one.date:
        return one.date
    if one.earliest or one.latest:
        return f"بين {one.earliest or '؟'} و{one.latest or '؟'}"
    return "بلا تاريخ"
