"""The record of the made year, read once for all tests of the room."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from mahdar.keeping.adding import add
from mahdar.keeping.readers import house_reader
from mahdar.record.store import begin_record
from mahdar.sources import Failure, articles_from

YEAR = Path(__file__).parent / "year" / "articles.jsonl"


@pytest.fixture(scope="session")
def year_place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("year") / "year.db"
    articles = [one for one in articles_from([YEAR], None) if not isinstance(one, Failure)]
    with begin_record(place) as store:
        add(store, articles, house_reader(None, 1))
    return place


@pytest.fixture(scope="session")
def year(year_place: Path) -> Iterator[Connection]:
    with begin_record(year_place) as store, store.reading() as connection:
        yield connection
