"""Linking a record: CPU seconds and memory for all of it, then for the articles of one day more.

Usage: python benchmarks/linking.py RECORD.db [--day 2015-08-03] [--json FILE]

RECORD is copied first and not changed. Everything linked is forgotten and made anew; then the articles of the day that
has most of them are taken for new: their texts are forgotten, with all text they share, and the record is linked
again. It ends with exit code 1 where the two ways do not give the same passages and encounters.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, func, select

from mahdar.keeping.linking import LinkedAnew, link_record
from mahdar.knowledge import load
from mahdar.model import to_json
from mahdar.record import tables
from mahdar.record.links import merged_encounters
from mahdar.record.passages import passages
from mahdar.record.store import Store, begin_record
from mahdar.record.upkeep import LINKS, remember


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("record", type=Path)
    parser.add_argument("--day")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "record.db"
        shutil.copy(args.record, copy)
        with begin_record(copy) as store:
            figures = measure(store, args.day)
    for name, value in figures.items():
        print(f"{name:32} {value}")
    if args.json:
        args.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0 if figures["same both ways"] else 1


def measure(store: Store, day: str | None) -> dict[str, Any]:
    """All figures of one record."""
    knowledge = load()
    with store.writing() as connection:
        connection.execute(delete(tables.linked_texts))
        connection.execute(delete(tables.passages))
        remember(connection, LINKS, None)
        articles = connection.scalar(select(func.count()).select_from(tables.articles))
    whole, seconds = timed(store, knowledge)
    with store.reading() as connection:
        before = state_of(connection)
    with store.writing() as connection:
        chosen, number = forget_day(connection, day)
    one_day, day_seconds = timed(store, knowledge)
    with store.reading() as connection:
        after = state_of(connection)
    return {
        "articles": articles,
        "encounters": whole.encounters,
        "identities": whole.identities,
        "doubtful pairs": whole.doubtful,
        "all: CPU seconds": round(seconds, 1),
        "all: texts compared": whole.texts,
        "peak memory, GB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6, 2),
        "day": chosen,
        "its articles": number,
        "day: CPU seconds": round(day_seconds, 1),
        "day: texts compared": one_day.texts,
        "day: rows written": one_day.written,
        "same both ways": before == after,
    }


def timed(store: Store, knowledge: Any) -> tuple[LinkedAnew, float]:
    """What a linking gave, and its CPU seconds."""
    start = time.process_time()
    made = link_record(store, knowledge)
    return made, time.process_time() - start


def state_of(connection: Connection) -> tuple[list[str], list[str]]:
    """All passages and encounters as they are exported."""
    return [to_json(p) for p in passages(connection)], [to_json(m) for m in merged_encounters(connection)]


def forget_day(connection: Connection, day: str | None) -> tuple[str, int]:
    """Forget the texts of a day and what they share; the day, and how many articles it has."""
    table = tables.linked_texts
    own = func.substr(table.c.day, 1, 10)
    chosen = day or connection.scalar(
        select(own).where(table.c.day.is_not(None)).group_by(own).order_by(func.count().desc(), own).limit(1)
    )
    names = list(connection.scalars(select(table.c.article_id).where(own == chosen)))
    held = set(names)
    shared = [
        row.id
        for row in connection.execute(select(tables.passages.c.id, tables.passages.c.a, tables.passages.c.b))
        if row.a in held or row.b in held
    ]
    for start in range(0, len(shared), 500):
        connection.execute(
            delete(tables.passages).where(tables.passages.c.id.in_(shared[start : start + 500]))
        )
    connection.execute(delete(table).where(own == chosen))
    return str(chosen), len(names)


if __name__ == "__main__":
    sys.exit(main())
