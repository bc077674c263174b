"""Work on a Ray cluster: the same bytes as alone, whatever workers or drivers are killed."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib.util import find_spec
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest
from benchmarks.cluster import below

from mahdar.keeping.adding import add
from mahdar.keeping.checking import faults_in
from mahdar.keeping.deciding import Who, decide
from mahdar.keeping.linking import link_record
from mahdar.keeping.partitioning import read_to_partitions
from mahdar.keeping.readers import Reader, house_reader
from mahdar.keeping.rereading import rebuild
from mahdar.keeping.workers import ALONE, Lost, WorkersError
from mahdar.keeping.workers.ray_cluster import RayWorkers
from mahdar.model import Article, to_json
from mahdar.record.links import merged_encounters
from mahdar.record.passages import passages
from mahdar.record.reading_back import current_records_of
from mahdar.record.store import Store, begin_record
from tests.cli.running import run
from tests.ray_clusters import Killer, many_articles
from tests.stores import exported, new_database

ROOT = Path(__file__).resolve().parents[2]
NUMBER = 60


@pytest.fixture(scope="module")
def workers() -> Iterator[RayWorkers]:
    if not find_spec("ray"):  # which is not imported before a cluster is begun, as in a command
        pytest.skip("Ray is not installed (pip install 'mahdar[ray]')")
    with RayWorkers(jobs=2) as cluster:
        cluster.at_once = 3  # many small parts, so that many are under way
        yield cluster


@pytest.fixture(scope="module")
def on_ray(workers: RayWorkers) -> Reader:
    return house_reader(workers=workers)


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> str:
    """All that is exported of a record grown by one process."""
    with begin_record(tmp_path_factory.mktemp("alone") / "r.db") as store:
        add(store, many_articles(NUMBER), house_reader())
        return everything(store)


def everything(store: Store) -> str:
    """What `mahdar export jsonl` writes of records, passages and encounters."""
    with store.reading() as connection:
        across = [*passages(connection), *merged_encounters(connection)]
    return exported(store) + "".join(to_json(one) + "\n" for one in across)


def test_two_killed_workers_change_nothing(
    workers: RayWorkers, on_ray: Reader, expected: str, tmp_path: Path
) -> None:
    killer = Killer(kills=2, moments=5, seed=1)
    with begin_record(tmp_path / "r.db") as store:
        grown = add(store, many_articles(NUMBER), on_ray, stepped=killer, batch=5)
        assert len(killer.killed) == 2
        assert grown.articles == NUMBER
        assert everything(store) == expected
        assert not list(faults_in(store))


def test_sqlite_postgresql_and_ray_give_the_same_bytes_with_decisions(
    on_ray: Reader, cluster: str, tmp_path: Path
) -> None:
    places = {
        str(tmp_path / "alone.db"): house_reader(),
        str(tmp_path / "ray.db"): on_ray,
        new_database(cluster): on_ray,
    }
    outcomes = set()
    for place, reader in places.items():
        with begin_record(place) as store:
            add(store, many_articles(30), reader)
            decided(store)
            rebuild(store, reader)
            outcomes.add(everything(store))
    assert len(outcomes) == 1


def decided(store: Store) -> None:
    who = Who("ليلى", clock=lambda: datetime(2026, 1, 2, tzinfo=UTC))
    with store.reading() as connection:
        records = list(current_records_of(connection))
    said = [statement for record in records for statement in record.statements]
    met = [encounter for record in records for encounter in record.encounters]
    decide(store, who, "reject", said[0].id)
    decide(store, who, "correct", said[1].id, correction=("act", "warn"))
    decide(store, who, "merge", met[0].id, met[1].id)


def test_text_is_shared_in_parts_as_in_the_whole(workers: RayWorkers, tmp_path: Path) -> None:
    reader = house_reader()
    with begin_record(tmp_path / "r.db") as store:
        add(store, many_articles(NUMBER), reader)
        whole = everything(store)
        with store.writing() as connection:
            connection.exec_driver_sql("DELETE FROM passages")
            connection.exec_driver_sql("DELETE FROM linked_texts")
        link_record(store, reader.knowledge, workers)
        assert everything(store) == whole
        assert whole.count('"differing"') > 20


def test_a_killed_driver_leaves_nothing_behind_and_goes_on(
    on_ray: Reader, expected: str, tmp_path: Path
) -> None:
    place = tmp_path / "r.db"
    driver = subprocess.Popen(
        [sys.executable, "-c", _DRIVER, str(place), str(NUMBER)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [*sys.path, "."]))},
    )
    while not (there := articles_in(place)):
        assert driver.poll() is None
        time.sleep(0.05)
    # Ray's own two agents look for the rest of the cluster for a minute before they end.
    started = [(pid, words) for pid, words in below(driver.pid) if "Agent" not in words]
    driver.send_signal(signal.SIGKILL)
    driver.wait()
    assert 0 < there < NUMBER
    assert started
    end = time.monotonic() + 20
    while left := [words for pid, words in started if alive(pid)]:
        assert time.monotonic() < end, f"processes of the cluster outlive its driver: {left}"
        time.sleep(0.1)
    with begin_record(place) as store:
        grown = add(store, many_articles(NUMBER), on_ray)
        assert grown.known >= there
        assert everything(store) == expected


_DRIVER = """
import sys
from mahdar.keeping.adding import add
from mahdar.keeping.readers import house_reader
from mahdar.keeping.workers.ray_cluster import RayWorkers
from mahdar.record.store import begin_record
from tests.ray_clusters import many_articles
with RayWorkers(jobs=1) as workers, begin_record(sys.argv[1]) as store:
    workers.at_once = 2
    add(store, many_articles(int(sys.argv[2])), house_reader(workers=workers), batch=4)
"""


def articles_in(place: Path) -> int:
    try:
        with sqlite3.connect(f"file:{place}?mode=ro", uri=True) as connection:
            return int(connection.execute("SELECT count(*) FROM articles").fetchone()[0])
    except sqlite3.OperationalError:  # it is not begun yet
        return 0


def alive(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False


def test_cluster_that_exists_is_used_by_its_address_and_left_as_it_is(
    workers: RayWorkers, tmp_path: Path
) -> None:
    import ray  # noqa: PLC0415 (only where it is installed)

    address = ray.get_runtime_context().gcs_address
    place = tmp_path / "r.db"
    command = [sys.executable, "-c", "from mahdar.cli import main; main()", "add", ROOT / "examples"]
    done = subprocess.run(
        [*command, "--record", place, "--engine", "ray", "--ray-address", address],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        # As where the cluster was begun, which speaks to this machine alone.
        env={**os.environ, "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0"},
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert "new articles" in done.stdout
    assert list(workers.each(str, [1, 2])) == ["1", "2"]


def test_partitions_are_written_by_the_workers(workers: RayWorkers, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed (pip install 'mahdar[ray]')")
    articles = many_articles(20)
    on_cluster = read_to_partitions(articles, tmp_path / "ray", workers)
    alone = read_to_partitions(articles, tmp_path / "alone", ALONE)
    assert on_cluster == alone
    assert on_cluster.written > 5
    files = {p.relative_to(tmp_path / "ray"): p.read_bytes() for p in (tmp_path / "ray").rglob("*.parquet")}
    assert files == {
        p.relative_to(tmp_path / "alone"): p.read_bytes() for p in (tmp_path / "alone").rglob("*.parquet")
    }


def test_part_on_which_workers_end_again_and_again_is_told_as_lost(workers: RayWorkers) -> None:
    def work(number: int) -> int:
        if number == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    first, lost, last = workers.each(work, [1, 2, 3])
    assert (first, last) == (1, 3)
    assert isinstance(lost, Lost)
    assert "ended 4 times" in lost.reason


def test_what_the_work_raises_comes_through(workers: RayWorkers) -> None:
    def work(number: int) -> float:
        return 1 / number

    outcomes = workers.each(work, [1, 0])
    assert next(outcomes) == 1
    with pytest.raises(ZeroDivisionError):
        next(outcomes)


def test_no_more_parts_are_taken_than_room_is_free_for(workers: RayWorkers) -> None:
    taken = []

    def parts() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    outcomes = workers.each(str, parts(), ahead=2)
    assert next(outcomes) == "0"
    assert len(taken) <= 2 * workers.count
    outcomes.close()  # type: ignore[attr-defined]


def test_cluster_of_this_machine_speaks_to_this_machine_alone(workers: RayWorkers) -> None:
    import ray  # noqa: PLC0415 (only where it is installed)

    assert {node["NodeManagerAddress"] for node in ray.nodes()} == {"127.0.0.1"}
    assert workers.count == 2
    assert not any("HTTP_PROXY" in name and "127.0.0.1:9" in value for name, value in os.environ.items())


@pytest.mark.slow
def test_ten_killed_workers_change_nothing(workers: RayWorkers, tmp_path: Path) -> None:
    articles = many_articles(400)
    with begin_record(tmp_path / "alone.db") as alone, begin_record(tmp_path / "ray.db") as store:
        killer = Killer(kills=10, moments=30, seed=2)
        add(store, articles, house_reader(workers=workers), stepped=killer, batch=10)
        assert len(killer.killed) == 10
        add(alone, articles, house_reader())
        assert everything(store) == everything(alone)


# Without a cluster


def test_processes_of_this_machine_share_text_in_parts_too(expected: str, tmp_path: Path) -> None:
    with begin_record(tmp_path / "r.db") as store:
        add(store, many_articles(NUMBER), house_reader(jobs=3))
        assert everything(store) == expected


def test_address_that_does_not_answer_is_told_at_once(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        start = time.monotonic()
        asked = ("--engine", "ray", "--ray-address", address)
        result = run("add", ROOT / "examples", "--record", tmp_path / "r.db", *asked)
        assert result.exit_code == 2
        assert f"no Ray cluster answers at {address}" in result.output
        assert time.monotonic() - start < 20
    assert not (tmp_path / "r.db").exists()


@pytest.mark.parametrize("address", ["cluster", "http://", "host:99999999", "[::1"])
def test_what_is_no_address_is_told(address: str) -> None:
    with pytest.raises(WorkersError, match="not the address of a Ray cluster"):
        RayWorkers(address).begin()


def test_without_ray_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    result = run("read", ROOT / "examples", "--engine", "ray")
    assert result.exit_code == 2
    assert "pip install 'mahdar[ray]'" in result.output


@pytest.mark.parametrize(
    "options", [("--ray-address", "auto"), ("--engine", "ray", "--ray-address", "auto", "--jobs", "2")]
)
def test_options_that_do_not_fit_are_refused(options: tuple[str, ...]) -> None:
    assert run("link", *options).exit_code == 2


def test_ray_is_imported_only_where_a_cluster_is_begun() -> None:
    code = (
        "import sys, json, mahdar.cli.add, mahdar.cli.read, mahdar.keeping.workers.ray_cluster as cluster\n"
        "cluster.RayWorkers()\n"
        "print(json.dumps('ray' in sys.modules))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout
    assert json.loads(told) is False


class Losing:
    """Workers that lose every part with an article of a given text."""

    at_once = 4
    count = 1

    def each(self, work: Any, parts: Any, ahead: int | None = None) -> Iterator[Any]:
        for part in parts:
            yield Lost("it ended") if any("العدد 5 " in article.text for article in part) else work(part)


@pytest.mark.parametrize("way", [attrgetter("read"), attrgetter("prepared")])
def test_of_a_lost_part_only_the_article_to_blame_is_told(way: Callable[[Reader], Any]) -> None:
    articles = many_articles(10)
    reader = house_reader(workers=Losing())
    outcomes: list[tuple[Article, Any]] = list(way(reader)(articles))
    assert [article for article, _ in outcomes] == articles
    assert [n for n, (_, made) in enumerate(outcomes) if isinstance(made, str)] == [5]
    assert outcomes[5][1] == "could not be read: it ended"
