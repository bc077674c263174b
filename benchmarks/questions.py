"""Questions asked of a large record: CPU milliseconds to each answer, at the median of some runs.

Usage: python benchmarks/questions.py RECORD.db [--runs 3] [--most 1000]

Asked about the person who took part in most encounters and the encounter that most reports tell, so the slowest there
are. It ends with exit code 1 where an answer takes more than `--most` of them.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, func, select

from mahdar.comparing.actor_file import actor_file
from mahdar.comparing.card import card
from mahdar.comparing.commitments import CommitmentQuery, commitments
from mahdar.comparing.coverage import coverage
from mahdar.comparing.doubts import doubts_of, record_doubts
from mahdar.comparing.encounters import EncounterQuery, encounters
from mahdar.comparing.narrated import NarratedQuery, narrated
from mahdar.comparing.network import NetworkQuery, network
from mahdar.comparing.news import news
from mahdar.comparing.readouts import readouts
from mahdar.comparing.silences import silences
from mahdar.comparing.statements import StatementQuery, statements
from mahdar.comparing.timeline import TimelineQuery, timeline
from mahdar.comparing.wording import wording
from mahdar.record import tables
from mahdar.record.store import open_record

TOPIC = "counter-terrorism"


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("record", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--most", type=float, default=1000)
    args = parser.parse_args()
    slowest = 0.0
    with open_record(args.record) as store, store.reading() as connection:
        for name, ask in questions(connection).items():
            took = []
            for _ in range(args.runs):
                begun = time.process_time()
                ask()
                took.append(1000 * (time.process_time() - begun))
            slowest = max(slowest, statistics.median(took))
            print(f"{name:<28} {statistics.median(took):7.0f} ms")
    return int(slowest > args.most)


def questions(
    connection: Connection, about: tuple[str, str, str] | None = None
) -> dict[str, Callable[[], object]]:
    """Each question by what is asked, about a person, an encounter and a day; else about the largest."""
    who, met, day = about or subjects(connection)
    c = connection
    return {
        "encounters": lambda: encounters(c, EncounterQuery()),
        "encounters of an actor": lambda: encounters(c, EncounterQuery(actors=(who,))),
        "encounters on a topic": lambda: encounters(c, EncounterQuery(topic=TOPIC)),
        "card": lambda: card(c, met),
        "statements": lambda: statements(c, StatementQuery()),
        "statements by": lambda: statements(c, StatementQuery(by=who)),
        "statements about": lambda: statements(c, StatementQuery(about=who)),
        "statements with words": lambda: statements(c, StatementQuery(about="مفاوضات سرية")),
        "statements of an act": lambda: statements(c, StatementQuery(act="decline-to-comment")),
        "statements told by a side": lambda: statements(c, StatementQuery(told_by="SA")),
        "facts": lambda: narrated(c, "facts", NarratedQuery()),
        "figures": lambda: narrated(c, "figures", NarratedQuery(words="النفط")),
        "instruments": lambda: narrated(c, "instruments", NarratedQuery()),
        "file": lambda: actor_file(c, who),
        "read-outs": lambda: readouts(c, met),
        "coverage": lambda: coverage(c, met),
        "wording": lambda: wording(c, who, TOPIC),
        "silences": lambda: silences(c, met),
        "commitments": lambda: commitments(c, CommitmentQuery()),
        "commitments of an actor": lambda: commitments(c, CommitmentQuery(actor=who)),
        "timeline": lambda: timeline(c, TimelineQuery()),
        "network": lambda: network(c, NetworkQuery()),
        "doubts": lambda: record_doubts(c),
        "doubts of an encounter": lambda: doubts_of(c, met),
        "diff": lambda: news(c, day),
    }


def subjects(connection: Connection) -> tuple[str, str, str]:
    """The person in most encounters, the encounter of most reports, and the last day but some."""
    parties, people, reports = tables.merged_participants, tables.identities, tables.reports
    most = (
        select(parties.c.identity)
        .join(people, people.c.id == parties.c.identity)
        .where(people.c.kind == "person")
        .group_by(parties.c.identity)
        .order_by(func.count().desc(), parties.c.identity)
    )
    told = select(reports.c.merged).group_by(reports.c.merged).order_by(func.count().desc(), reports.c.merged)
    days = select(func.substr(tables.articles.c.published, 1, 10)).distinct()
    last = sorted(filter(None, connection.execute(days).scalars()))[-10:]
    who, met = connection.scalar(most.limit(1)), connection.scalar(told.limit(1))
    if not who or not met or not last:
        sys.exit("the record holds no encounters to ask about")
    return who, met, last[0]


if __name__ == "__main__":
    sys.exit(main())
