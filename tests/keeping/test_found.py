"""Where each field of an article was found is kept with it, in whatever order deliveries come."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from mahdar.keeping.adding import add
from mahdar.keeping.backing_up import backup, restore
from mahdar.model import Article
from mahdar.record.articles import versions_of
from mahdar.record.schema import migrate
from mahdar.record.store import Store, begin_record, open_record, open_to_copy, upgrade_record
from tests.made_up import article, stub_reader

FOUND = (("title", "h1"), ("published", "json-ld"))
PAGE = replace(article("1", published="2025-10-15", title="لقاء في عمّان"), found=FOUND)
LATER = replace(PAGE, found=(("published", "time"),))


def kept(store: Store) -> list[tuple[tuple[str, str], ...]]:
    with store.reading() as connection:
        return [version.found for _, version in versions_of(connection, [1])]


def grown(place: str, articles: Iterable[Article]) -> Store:
    store = begin_record(place)
    for one in articles:
        add(store, [one], stub_reader())
    return store


def test_where_fields_were_found_is_kept_with_the_version(place: str) -> None:
    with grown(place, [PAGE]) as store:
        assert kept(store) == [FOUND]


def test_article_that_tells_no_such_thing_has_none(place: str) -> None:
    with grown(place, [replace(PAGE, found=())]) as store:
        assert kept(store) == [()]


@pytest.mark.parametrize("order", [(PAGE, LATER), (LATER, PAGE)])
def test_what_stands_does_not_depend_on_the_order_of_deliveries(
    tmp_path: Path, order: tuple[Article, ...]
) -> None:
    with grown(str(tmp_path / "a.db"), order) as store:
        assert kept(store) == [LATER.found]


def test_restored_backup_holds_it(tmp_path: Path) -> None:
    with grown(str(tmp_path / "a.db"), [PAGE]) as store:
        backup(store, tmp_path / "copy.db")
    restore(tmp_path / "copy.db", tmp_path / "b.db")
    with open_record(tmp_path / "b.db") as store:
        assert kept(store) == [FOUND]


def test_record_of_the_schema_before_keeps_what_it_holds(place: str) -> None:
    if "://" not in place:
        Path(place).touch()
    with open_to_copy(place) as store, store.writing() as connection:
        migrate(connection, store.place, to="0002")
        connection.exec_driver_sql(
            "INSERT INTO articles (number, id, outlet, address, sha256) VALUES (1, 'n1', 'a', '1', 'x')"
        )
        connection.exec_driver_sql(
            "INSERT INTO versions (article, sha256, doc_id, text) VALUES (1, 'x', '1', 'نص')"
        )
    with upgrade_record(place) as store:
        assert kept(store) == [()]
