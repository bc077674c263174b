"""Sessions of a visit: counted with it, and for it where the visit names one of the two alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from mahdar.comparing.network import NetworkQuery, network
from mahdar.keeping.adding import add
from mahdar.keeping.readers import house_reader
from mahdar.model import Article
from mahdar.record.store import begin_record

EXAMPLES = Path(__file__).parents[2] / "examples"
SESSION = ("amman-meeting-agency", "amman-meeting-tunis")


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Connection]:
    texts = {name: (EXAMPLES / f"{name}.txt").read_text(encoding="utf-8") for name in SESSION}
    articles = [Article(doc_id=name, text=text) for name, text in texts.items()]
    with begin_record(tmp_path / "record.db") as store:
        add(store, articles, house_reader(None, 1))
        with store.reading() as connection:
            yield connection


def test_session_counts_where_its_visit_names_the_traveller_alone(record: Connection) -> None:
    tie = network(record, NetworkQuery()).lines[0]
    assert {tie.a.country, tie.b.country} == {"TN", "JO"}
    assert tie.times == 1
