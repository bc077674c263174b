"""Exports of made-up encounters: seconds and peak memory of each format, for a number of encounters and for half of it.

Usage: python benchmarks/export.py [--encounters 20000] [--json FILE] [FORMAT...]

Each format is written by a process of its own from one record, so that the peak is its own. Memory is flat where
twice the encounters take about as much; exit code 1 where a format needs over 30 seconds of the processor or grows
by over 60 MB; seconds by the clock are those of a machine with nothing else to do.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from mahdar.knowledge import load
from mahdar.linking.linking import Linked
from mahdar.model import (
    Actor,
    Article,
    ArticleRecord,
    Encounter,
    Hop,
    Identity,
    MergedEncounter,
    Participant,
    Reason,
    Source,
    Span,
    Statement,
)
from mahdar.record.articles import chunks
from mahdar.record.growing import grow
from mahdar.record.identity import article_id
from mahdar.record.links import keep_links
from mahdar.record.prepared import prepared
from mahdar.record.stable import with_stable_ids
from mahdar.record.store import begin_record
from mahdar.record.terms import analysis_of

FORMATS = (
    "jsonl", "csv", "xlsx", "parquet", "plover", "polecat", "cameo", "ftm", "jsonld", "turtle", "ics", "graphml",
    "prodigy", "label-studio",
)  # fmt: skip
SECONDS, GROWTH_MB = 30, 60
_COUNTRIES = ("SY", "RU", "JO", "SA", "EG", "TR", "IR", "MA", "SN", "OM")
_PEOPLE = 400


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("formats", nargs="*", metavar="FORMAT")
    parser.add_argument("--encounters", type=int, default=20_000)
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    figures: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        places = {n: Path(folder) / f"{n}.db" for n in (args.encounters // 2, args.encounters)}
        for number, place in places.items():
            make(place, number)
        for form in args.formats or FORMATS:
            half, whole = (measured(form, place, Path(folder)) for place in places.values())
            figures[form] = {**whole, "memory_growth_mb": round(whole["peak_mb"] - half["peak_mb"], 1)}
            print(
                f"{form:14}" + "  ".join(f"{name} {value:g}" for name, value in figures[form].items()),
                flush=True,
            )
    if args.json:
        args.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    slow = [f for f, v in figures.items() if v["cpu"] > SECONDS or v["memory_growth_mb"] > GROWTH_MB]
    return 1 if slow else 0


def measured(form: str, place: Path, folder: Path) -> dict[str, float]:
    """Seconds, peak memory and size of one export of one record."""
    out = folder / "out"
    code = "import sys; from mahdar.cli import main; sys.argv = ['mahdar', *sys.argv[1:]]; main()"
    command = [sys.executable, "-c", code, "export", form, "--record", str(place), "--output", str(out)]
    probe = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, stderr=subprocess.DEVNULL);"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN);"
        "print(used.ru_maxrss, used.ru_utime + used.ru_stime)"
    )
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", probe, *command], check=True, capture_output=True, text=True)
    seconds = time.perf_counter() - start
    memory, processor = done.stdout.split()
    peak = int(memory) / 1024
    return {
        "seconds": round(seconds, 1),
        "cpu": round(float(processor), 1),
        "peak_mb": round(peak, 1),
        "size_mb": round(out.stat().st_size / 1e6, 1),
    }


def make(place: Path, number: int) -> None:
    """A record of so many encounters, each told by an article of its own with two statements."""
    analysis = analysis_of(load())
    merged: list[MergedEncounter] = []
    members: dict[str, list[tuple[str, str]]] = {}
    with begin_record(place) as store:
        for some in chunks(range(number), 500):
            read = [(article, record_of(article)) for article in map(article_of, some)]
            ready = [(article, prepared(article, record, analysis)) for article, record in read]
            with store.writing() as connection:
                grow(connection, ready, analysis)
            for n, (article, record) in zip(some, read, strict=True):
                merged.append(merged_of(n, with_stable_ids(record, article_id(article)), members))
        identities = tuple(
            Identity(
                id=name,
                kind="person",
                name=name,
                country=country_of(name),
                forms=(name,),
                members=tuple(held),
            )
            for name, held in members.items()
        )
        with store.writing() as connection:
            keep_links(connection, Linked(tuple(merged), identities, ()))


def country_of(name: str) -> str:
    """The country of a made-up person."""
    return _COUNTRIES[int(name.rsplit(maxsplit=1)[-1]) % len(_COUNTRIES)]


def pair_of(n: int) -> tuple[str, str]:
    """The two who meet in an encounter."""
    return f"الوزير {n % _PEOPLE}", f"السفير {(n * 7 + 1) % _PEOPLE}"


def article_of(n: int) -> Article:
    """A made-up article that tells of one encounter and two statements."""
    a, b = pair_of(n)
    text = (
        f"لقاء رقم {n} في مسقط\n\nالتقى {a} اليوم {b} في مسقط لبحث الملف {n}.\n"
        f"وقال {a}: نرحّب بالتعاون في الملف {n} مع {b}. وطالب {b}: بتنفيذ البند {n} قبل نهاية العام.\n"
        + "وتأتي الزيارة في إطار المشاورات الدورية بين الجانبين. "
        * 12
    )
    day = date(2015, 1, 1) + timedelta(days=n % 3650)
    return Article(
        doc_id=f"d{n:06}", text=text, outlet="الميزان", url=f"https://example.org/{n}", published=str(day)
    )


def record_of(article: Article) -> ArticleRecord:
    """The record of a made-up article."""
    n, text = int(article.doc_id[1:]), article.text
    names = pair_of(n)

    def span(words: str, after: int = 0) -> Span:
        start = text.index(words, after)
        return Span.of(text, start, start + len(words))

    actors = tuple(
        Actor(id=f"a{i}", kind="person", name=name, mentions=(span(name),), role="وزير", country=country_of(name),
              office="foreign-minister")
        for i, name in enumerate(names)
    )  # fmt: skip
    told = (Hop(actor=None, name="the outlet"), Hop(actor="a0", name=names[0], side=country_of(names[0])))
    doubt = (Reason("speakers", "pronoun"),)
    met = Encounter(
        id="e1", kind="meeting", status="held", participants=("a0", "a1"), roles={"a0": "host", "a1": "guest"},
        place="مسقط", country=country_of(names[0]), date=article.published, topics=("trade-economy",),
        evidence=span(f"التقى {names[0]} اليوم {names[1]} في مسقط"), told_by=told,
    )  # fmt: skip
    said = tuple(
        Statement(id=f"s{i}", speakers=(f"a{i}",), cue=span(cue), content=span(content), mode="direct", act=act,
                  addressee=f"a{1 - i}", topics=("trade-economy",), encounter="e1", told_by=told, doubt=doubt)
        for i, (cue, content, act) in enumerate(
            [("وقال", f"نرحّب بالتعاون في الملف {n}", "welcome"), ("وطالب", f"بتنفيذ البند {n}", "demand")]
        )
    )  # fmt: skip
    return ArticleRecord(
        doc_id=article.doc_id, outlet=article.outlet, url=article.url, published=article.published, text=text,
        sha256=article.sha256, reader="1", knowledge="1", actors=actors, encounters=(met,), statements=said,
    )  # fmt: skip


def merged_of(n: int, record: ArticleRecord, members: dict[str, list[tuple[str, str]]]) -> MergedEncounter:
    """The merged encounter of one report; who took part is kept in `members`."""
    met = record.encounters[0]
    report = (record.doc_id, met.id)
    parties = []
    for actor in record.actors:
        members.setdefault(actor.name, []).append((record.doc_id, actor.id))
        parties.append(
            Participant(
                id=actor.name,
                name=actor.name,
                country=actor.country,
                role=met.roles[actor.id],
                told_in=(report,),
            )
        )
    return MergedEncounter(
        id=f"m{n:016x}", kind="meeting", date=met.date, earliest=met.date, latest=met.date, participants=tuple(parties),
        place=met.place, country=met.country, topics=met.topics, reports=(report,),
        sources=(Source(organ="الميزان", articles=(record.doc_id,)),),
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
