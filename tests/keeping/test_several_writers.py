"""Several add to one record at once, in PostgreSQL side by side: no doubles, nothing lost, linked by one at a time."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from mahdar.keeping.adding import add, add_unlinked
from mahdar.keeping.checking import faults_in
from mahdar.keeping.linking import are_linked, keep_linked, link_record
from mahdar.model import Article, to_json
from mahdar.record import tables
from mahdar.record.links import identities, merged_encounters
from mahdar.record.passages import passages
from mahdar.record.store import Store, begin_record, open_record
from mahdar.record.upkeep import LINK_AGAIN, setting
from tests.made_up import CALL, CHANGED, DELIVERIES, TALKS, article, stub_reader
from tests.stores import exported, new_database

READER = stub_reader()


def many(number: int = 120) -> list[Article]:
    """Articles of several outlets and days, some with a second version, some delivered twice with other dates."""
    made = list(DELIVERIES)
    for n in range(number):
        day = f"2025-{1 + n % 12:02}-{1 + n % 28:02}"
        words = (TALKS, CALL, CHANGED)[n % 3] + f" وقال سالم: هذا هو الخبر {n}."
        made.append(article(f"m{n}", words, outlet=f"صحيفة {n % 7}", published=day))
        if n % 5 == 0:
            made.append(
                article(f"m{n}", words + " تمت.", outlet=f"صحيفة {n % 7}", published=day, updated=day)
            )
        if n % 7 == 0:
            made.append(article(f"m{n}", words, outlet=f"صحيفة {n % 7}", published=day, collected=day))
    return made


def all_of(store: Store) -> dict[str, list[str]]:
    """Everything that a record tells: of articles, and across them."""
    told = {"articles": exported(store).splitlines()}
    with store.reading() as connection:
        told["passages"] = [to_json(one) for one in passages(connection)]
        told["encounters"] = [to_json(one) for one in merged_encounters(connection)]
        told["identities"] = [to_json(one) for one in identities(connection)]
    return told


def begun(work: Callable[[], object]) -> int:
    """The process in which a work was begun; it ends with 0 where the work was done."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    return child


def adding(place: str, articles: Iterable[Article], batch: int) -> Callable[[], object]:
    def done() -> None:
        with begin_record(place) as store:
            add(store, articles, READER, batch=batch)

    return done


def ended(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    with begin_record(tmp_path_factory.mktemp("expected") / "once.db") as store:
        add(store, many(), READER)
        return all_of(store)


@pytest.mark.parametrize("seed", [1, 2])
def test_many_add_overlapping_articles_and_some_are_killed(
    cluster: str, expected: dict[str, list[str]], seed: int
) -> None:
    place, chance, universe = new_database(cluster), random.Random(seed), many()
    shares = [chance.sample(universe, len(universe) * 2 // 3) for _ in range(6)]
    children = [begun(adding(place, share, chance.randint(1, 9))) for share in shares]
    killed = 0
    for child in children[:3]:
        time.sleep(chance.uniform(0.05, 0.4))
        os.kill(child, signal.SIGKILL)
        killed += ended(child) != 0
    # What was killed is begun again, while the others are still at it.
    again = [begun(adding(place, share, 5)) for share in (*shares[:3], universe)]
    assert [ended(child) for child in (*children[3:], *again)] == [0] * 7
    assert killed > 0
    with begin_record(place) as store:
        keep_linked(store, READER.knowledge)
        assert all_of(store) == expected
        assert list(faults_in(store)) == []
        with store.reading() as connection:
            doubles = select(tables.articles.c.id).group_by(tables.articles.c.id).having(func.count() > 1)
            assert connection.execute(doubles).all() == []


def test_whoever_ends_last_leaves_the_record_linked(cluster: str, expected: dict[str, list[str]]) -> None:
    place, universe = new_database(cluster), many()
    begin_record(place).close()
    children = [begun(adding(place, universe[n::4], 4)) for n in range(4)]
    assert [ended(child) for child in children] == [0] * 4
    with begin_record(place) as store:
        with store.reading() as connection:
            assert are_linked(connection, READER.knowledge)
        assert all_of(store) == expected


def test_who_finds_another_linking_asks_him_to_link_again_and_does_not_wait(place: str) -> None:
    with begin_record(place) as store:
        add_unlinked(store, DELIVERIES, READER)
        with store.alone_in_linking() as alone:
            assert alone
            assert link_record(store, READER.knowledge) is None
        with store.reading() as connection:
            assert setting(connection, LINK_AGAIN) is not None
            assert not are_linked(connection, READER.knowledge)
        assert link_record(store, READER.knowledge) is not None
        with store.reading() as connection:
            assert setting(connection, LINK_AGAIN) is None
            assert are_linked(connection, READER.knowledge)


def test_linker_that_is_killed_leaves_the_next_alone(place: str) -> None:
    begin_record(place).close()

    def killed() -> None:
        with open_record(place) as store, store.alone_in_linking() as alone:
            os.kill(os.getpid(), signal.SIGKILL if alone else signal.SIGTERM)

    assert ended(begun(killed)) == -signal.SIGKILL
    with open_record(place) as store:
        add_unlinked(store, DELIVERIES, READER)
        assert link_record(store, READER.knowledge) is not None


def test_articles_are_added_while_another_links(cluster: str) -> None:
    with begin_record(new_database(cluster), patience=2) as store:
        add_unlinked(store, DELIVERIES[:4], READER)
        with store.alone_in_linking(), store.linking() as linker:
            seen = linker.scalar(select(func.count()).select_from(tables.articles))
            add_unlinked(store, DELIVERIES[4:], READER)
            assert linker.scalar(select(func.count()).select_from(tables.articles)) == seen
        with store.reading() as connection:
            assert connection.scalar(select(func.count()).select_from(tables.articles)) > (seen or 0)


def test_one_who_adds_an_article_waits_for_another_who_holds_it_and_finds_it_stored(cluster: str) -> None:
    place = new_database(cluster)
    begin_record(place).close()
    came = []

    def second() -> None:
        with begin_record(place) as other:
            came.append(add_unlinked(other, [article("1"), article("2")], READER))

    with begin_record(place) as store:
        thread = threading.Thread(target=second)
        with store.growing() as connection:
            from mahdar.record.growing import grow  # noqa: PLC0415
            from mahdar.record.terms import analysis_of  # noqa: PLC0415

            read = [(one, made) for one, made in READER.prepared([article("1")]) if not isinstance(made, str)]
            grow(connection, read, analysis_of(READER.knowledge))
            thread.start()
            time.sleep(0.3)
            assert came == []
        thread.join()
        assert [(one.articles, one.versions) for one in came] == [(1, 0)]
        assert list(faults_in(store)) == []


def test_one_who_decides_waits_for_those_who_add(cluster: str) -> None:
    place = new_database(cluster)
    with begin_record(place) as store, begin_record(place, patience=0.2) as other:
        with store.growing() as one, other.growing() as beside:
            assert one.scalar(text("SELECT 1")) == beside.scalar(text("SELECT 1"))
            from mahdar.record.errors import RecordBusy  # noqa: PLC0415

            with pytest.raises(RecordBusy, match="Wait"), other.writing():
                pytest.fail("it did not wait")
        with other.writing():
            pass


def test_sqlite_and_postgresql_tell_the_same(
    cluster: str, expected: dict[str, list[str]], tmp_path: Path
) -> None:
    for place in (new_database(cluster), str(tmp_path / "r.db")):
        with begin_record(place) as store:
            add(store, many()[::-1], READER, batch=7)
            assert all_of(store) == expected


def test_rows_without_an_article_are_found(cluster: str) -> None:
    with begin_record(new_database(cluster)) as store:
        add(store, [article("1")], READER)
        with store.writing() as connection:
            connection.execute(text("INSERT INTO items (id, article, kind) VALUES ('s0', 99, 'statement')"))
        assert list(faults_in(store)) == ["items: rows of an article 99 that is not there; restore a backup"]
