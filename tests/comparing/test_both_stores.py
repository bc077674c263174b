"""The same answers, to the byte, from a record in SQLite and from one in PostgreSQL."""

import pytest
from sqlalchemy import Connection

from mahdar.keeping.adding import add
from mahdar.keeping.readers import house_reader
from mahdar.model import to_json
from mahdar.record.store import begin_record
from mahdar.sources import Failure, articles_from
from tests.comparing.asking import encounter_on
from tests.comparing.conftest import YEAR
from tests.comparing.test_evidence import ANSWERS
from tests.stores import new_database


@pytest.mark.slow
def test_answers_are_the_same_from_either_database(year: Connection, cluster: str) -> None:
    articles = [one for one in articles_from([YEAR], None) if not isinstance(one, Failure)]
    with begin_record(new_database(cluster)) as store:
        add(store, articles, house_reader(None, 1))
        with store.reading() as other:
            visit = encounter_on(year, "2025-10-21", "visit")
            for name, (_, ask) in ANSWERS.items():
                assert to_json(ask(other, visit)) == to_json(ask(year, visit)), name
