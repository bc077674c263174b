"""Laws of all answers: every place of words holds in its text, and JSON loses nothing."""

from collections.abc import Callable

import pytest
from sqlalchemy import Connection, select

from mahdar.comparing.actor_file import ActorFile, actor_file
from mahdar.comparing.card import Card, card
from mahdar.comparing.commitments import CommitmentQuery, Commitments, commitments
from mahdar.comparing.coverage import Coverage, coverage
from mahdar.comparing.doubts import EncounterDoubts, RecordDoubts, doubts_of, record_doubts
from mahdar.comparing.encounters import EncounterQuery, Encounters, encounters
from mahdar.comparing.narrated import NarratedFound, NarratedQuery, narrated
from mahdar.comparing.network import Network, NetworkQuery, network
from mahdar.comparing.news import News, news
from mahdar.comparing.readouts import Readouts, readouts
from mahdar.comparing.silences import Silences, silences
from mahdar.comparing.statements import StatementQuery, Statements, statements
from mahdar.comparing.timeline import Timeline, TimelineQuery, timeline
from mahdar.comparing.wording import Wording, wording
from mahdar.model import from_json, to_json
from mahdar.record import tables
from tests.comparing.asking import encounter_on, words_in

ANSWERS: dict[str, tuple[type, Callable[[Connection, str], object]]] = {
    "encounters": (Encounters, lambda c, _: encounters(c, EncounterQuery(limit=None))),
    "encounter": (Card, card),
    "statements": (Statements, lambda c, _: statements(c, StatementQuery(limit=None))),
    "facts": (NarratedFound, lambda c, _: narrated(c, "facts", NarratedQuery())),
    "figures": (NarratedFound, lambda c, _: narrated(c, "figures", NarratedQuery())),
    "instruments": (NarratedFound, lambda c, _: narrated(c, "instruments", NarratedQuery())),
    "file": (ActorFile, lambda c, _: actor_file(c, "العلي")),
    "readouts": (Readouts, readouts),
    "coverage": (Coverage, coverage),
    "wording": (Wording, lambda c, _: wording(c, "العلي", "territorial-integrity")),
    "commitments": (Commitments, lambda c, _: commitments(c, CommitmentQuery(limit=None))),
    "silences": (Silences, silences),
    "timeline": (Timeline, lambda c, _: timeline(c, TimelineQuery(limit=None))),
    "network": (Network, lambda c, _: network(c, NetworkQuery())),
    "doubts": (RecordDoubts, lambda c, _: record_doubts(c)),
    "doubts of an encounter": (EncounterDoubts, doubts_of),
    "diff": (News, lambda c, _: news(c, "2025")),
}


@pytest.mark.parametrize("question", ANSWERS)
def test_every_place_of_words_holds_in_its_text(year: Connection, question: str) -> None:
    articles, versions = tables.articles, tables.versions
    current = (versions.c.article == articles.c.number) & (versions.c.sha256 == articles.c.sha256)
    rows = year.execute(select(articles.c.id, versions.c.text).join(versions, current))
    texts = {row.id: row.text for row in rows}
    answer = ANSWERS[question][1](year, encounter_on(year, "2025-10-21", "visit"))
    found = list(words_in(answer))
    assert found
    assert all(words.span.holds_in(texts[words.article]) for words in found)


@pytest.mark.parametrize("question", ANSWERS)
def test_json_of_an_answer_loses_nothing(year: Connection, question: str) -> None:
    noun, ask = ANSWERS[question]
    answer = ask(year, encounter_on(year, "2025-10-21", "visit"))
    assert from_json(to_json(answer), noun) == answer
