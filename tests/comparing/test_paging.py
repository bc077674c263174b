"""A page of statements is the same whether all are put in order or the latest articles are looked through."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, select

from mahdar.comparing import paging
from mahdar.comparing.paging import Walked, is_in, latest, stands_in
from mahdar.comparing.statements import StatementQuery, statements
from mahdar.record import tables

TABLE, ARTICLES = tables.statements, tables.articles
ORDER = (
    ARTICLES.c.published.desc().nulls_last(),
    ARTICLES.c.id.desc(),
    TABLE.c.cue_start,
    TABLE.c.id,
)
PLACE = select(TABLE.c.article, TABLE.c.id).join(ARTICLES, ARTICLES.c.number == TABLE.c.article)
INFORMING = TABLE.alias("informing")
FIRST = select(INFORMING.c.article, INFORMING.c.id).where(INFORMING.c.act == "inform")
ALSO = select(tables.speakers.c.article, tables.speakers.c.statement).where(
    tables.speakers.c.part == "addressee"
)


@pytest.fixture
def always_walking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "_DEARER", 1e-6)


@pytest.mark.usefixtures("always_walking")
@pytest.mark.parametrize(("limit", "offset"), [(1, 0), (4, 0), (4, 3), (1000, 0), (5, 1000)])
def test_page_found_from_the_latest_articles_on_is_that_of_all_in_order(
    year: Connection, limit: int, offset: int
) -> None:
    everything = year.execute(PLACE.where(is_in(TABLE, (FIRST, ALSO))).order_by(*ORDER)).all()
    walked = Walked(PLACE.where(stands_in(TABLE, (FIRST, ALSO))), TABLE.c.article, ORDER)
    assert len(everything) >= 10
    found = latest(year, walked, len(everything), limit, offset)
    assert found == everything[offset : offset + limit]


def test_few_items_are_put_in_order_instead(year: Connection) -> None:
    walked = Walked(PLACE.where(stands_in(TABLE, (FIRST,))), TABLE.c.article, ORDER)
    assert latest(year, walked, 3, 20, 0) is None
    assert latest(year, walked, 0, 20, 0) is None
    assert latest(year, walked, 3, None, 0) is None


@pytest.mark.usefixtures("always_walking")
def test_where_too_few_are_found_all_are_put_in_order(year: Connection) -> None:
    walked = Walked(PLACE.where(TABLE.c.act == "none of these"), TABLE.c.article, ORDER)
    assert latest(year, walked, 10**6, 20, 0) is None


@pytest.mark.parametrize("side", ["SY", "RU"])
def test_what_a_side_tells_is_the_same_either_way(
    year: Connection, monkeypatch: pytest.MonkeyPatch, side: str
) -> None:
    for query in (
        StatementQuery(told_by=side, limit=3),
        StatementQuery(told_by=side, limit=3, offset=2),
        StatementQuery(by=side, limit=2),
        StatementQuery(by=side, told_by=side, limit=2, offset=1),
    ):
        in_order = statements(year, query)
        assert in_order.total
        with monkeypatch.context() as walking:
            walking.setattr(paging, "_DEARER", 1e-6)
            assert statements(year, query) == in_order
        assert (
            in_order.total
            == statements(year, StatementQuery(by=query.by, told_by=query.told_by, limit=0)).total
        )
