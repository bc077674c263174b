"""Partitions: articles read into Parquet files by day, which go into a record without being read again."""

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mahdar.keeping import partitioning, readers
from mahdar.keeping.adding import add
from mahdar.keeping.partitioning import by_day, read_to_partitions
from mahdar.keeping.readers import house_reader
from mahdar.keeping.workers import ALONE, WorkersError
from mahdar.model import Article, ArticleRead, Span
from mahdar.record.store import begin_record
from mahdar.sources import Failure, articles_from
from tests.cli.running import run
from tests.made_up import CALL, article
from tests.ray_clusters import EXAMPLES, many_articles
from tests.stores import exported

parquet: Any = pytest.importorskip(
    "pyarrow.parquet", reason="pyarrow is not installed (pip install 'mahdar[ray]')"
)
arrow: Any = pytest.importorskip("pyarrow")
NUMBER = 12


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("partitions")
    read_to_partitions(many_articles(NUMBER), made, ALONE)
    return made


def articles_in(folder: Path) -> list[Article]:
    return [one for one in articles_from([folder]) if isinstance(one, Article)]


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_what_was_read_into_partitions_is_added_without_reading_it_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with begin_record(tmp_path / "direct.db") as store:
        add(store, many_articles(NUMBER), house_reader())
        direct = exported(store)
    monkeypatch.setattr(readers, "read_article", _must_not_read)
    with begin_record(tmp_path / "partitions.db") as store:
        add(store, articles_in(folder), house_reader())
        assert exported(store) == direct


def _must_not_read(*_: object) -> None:
    raise AssertionError("read again")


def test_an_article_comes_back_as_it_was(folder: Path) -> None:
    given_ = {one.doc_id: one for one in many_articles(NUMBER)}
    back = {one.doc_id: one for one in articles_in(folder)}
    assert back.keys() == given_.keys()
    for name, one in back.items():
        assert isinstance(one, ArticleRead)
        fields = {field: getattr(one, field) for field in Article.__slots__}
        assert fields == {field: getattr(given_[name], field) for field in Article.__slots__}
        assert one.record.text == one.text


def test_files_lie_by_day_of_publication_else_collection(tmp_path: Path) -> None:
    articles = [
        article("1", published="2025-10-15T09:00:00Z", collected="2025-10-20"),
        article("2", collected="2025-10-15"),
        article("3", published="2025-10-16"),
        article("4"),
    ]
    read_to_partitions(articles, tmp_path, ALONE)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["day=2025-10-15", "day=2025-10-16", "day=unknown"]


def test_lost_partition_is_written_again_with_the_same_bytes_and_others_are_left_alone(
    folder: Path, tmp_path: Path
) -> None:
    whole = files_of(folder)
    done = read_to_partitions(many_articles(NUMBER), tmp_path, ALONE)
    assert done.written == len(whole)
    assert files_of(tmp_path) == whole
    lost, kept, *_ = sorted(tmp_path.rglob("*.parquet"))
    lost.unlink()
    os.utime(kept, (1, 1))
    again = read_to_partitions(many_articles(NUMBER), tmp_path, ALONE)
    assert (again.written, again.there) == (1, len(whole) - 1)
    assert kept.stat().st_mtime == 1
    assert files_of(tmp_path) == whole


def test_killed_while_writing_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(table: object, out: Any, **_: object) -> None:
        out.write(b"PAR1")
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(parquet, "write_table", fails)
        with pytest.raises(KeyboardInterrupt):
            read_to_partitions([article()], tmp_path, ALONE)
    assert not files_of(tmp_path)
    # What a kill -9 leaves is hidden, and gone when the file is written.
    (day,) = tmp_path.iterdir()
    name = partitioning._name_of([article()], partitioning._versions(house_reader().knowledge))
    (day / f".{name}.0.half").write_bytes(b"PAR1")
    assert not articles_in(tmp_path)
    read_to_partitions([article()], tmp_path, ALONE)
    assert len(files_of(tmp_path)) == 1


def test_article_without_a_record_lies_there_and_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = readers.read_article

    def reads(one: Article, *rest: Any) -> Any:
        if one.doc_id == "2":
            raise ValueError("no")
        return read(one, *rest)

    monkeypatch.setattr(readers, "read_article", reads)
    told: list[str] = []
    done = read_to_partitions(
        [article("1"), article("2", CALL)], tmp_path, ALONE, failed=lambda one, why: told.append(one.doc_id)
    )
    assert (told, done.articles) == (["2"], 1)
    assert [isinstance(one, ArticleRead) for one in articles_in(tmp_path)] == [True, False]


@pytest.mark.parametrize("change", [{"reader": "0"}, {"knowledge": "0"}, {"sha256": "0"}])
def test_record_of_another_reader_or_text_is_read_again(folder: Path, change: dict[str, str]) -> None:
    one = articles_in(folder)[0]
    assert isinstance(one, ArticleRead)
    ((_, made),) = house_reader().read([replace(one, record=replace(one.record, actors=(), **change))])
    assert made == one.record


def test_record_with_a_wrong_span_is_not_taken(folder: Path) -> None:
    one = next(a for a in articles_in(folder) if isinstance(a, ArticleRead) and a.record.statements)
    assert isinstance(one, ArticleRead)
    said = replace(one.record.statements[0], content=Span(start=0, end=3, exact="غير"))
    ((_, made),) = house_reader().read([replace(one, record=replace(one.record, statements=(said,)))])
    assert isinstance(made, str)
    assert "does not hold" in made


def test_worker_that_reads_otherwise_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = partitioning.Partition(tmp_path / "1.parquet", [article()], "reader 0, knowledge 0")
    with pytest.raises(WorkersError, match="one version of Mahdar on all machines"):
        partitioning.write_partition(one, None)
    monkeypatch.setattr(readers, "READER_VERSION", "0")
    with pytest.raises(WorkersError, match="one version of Mahdar on all machines"):
        list(house_reader().read([article()]))
    with pytest.raises(WorkersError, match="one version of Mahdar on all machines"):
        list(house_reader().prepared([article()]))


def test_folder_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    (tmp_path / "day=unknown").write_text("a file where a folder should be")
    with pytest.raises(WorkersError, match="day=unknown"):
        read_to_partitions([article()], tmp_path, ALONE)


# Tables that others made


def test_table_of_articles_that_others_made_counts_as_json_does(tmp_path: Path) -> None:
    rows = [{"id": "1", "headline": "خبر", "body": CALL, "date": "2025-10-15", "views": 3}]
    parquet.write_table(arrow.Table.from_pylist(rows), tmp_path / "a.parquet")
    (one,) = articles_in(tmp_path)
    assert (one.doc_id, one.title, one.published) == ("1", "خبر", "2025-10-15")
    assert type(one) is Article


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"found": [["published"]]}, "unpack"),
        ({"published": "yesterday"}, "no day or time"),
        ({"doc_id": None}, "holds no words"),
        ({"text": "no Arabic at all, only these words of another language here"}, "Arabic"),
    ],
)
def test_row_that_somebody_spoilt_is_a_failure_and_the_others_go_in(
    tmp_path: Path, row: dict[str, Any], reason: str
) -> None:
    names = ("doc_id", "outlet", "url", "published", "updated", "collected", "title", "author", "record")
    good: dict[str, Any] = dict.fromkeys(names) | {"doc_id": "1", "text": CALL, "text_start": 0, "found": []}
    parquet.write_table(arrow.Table.from_pylist([good | row, good]), tmp_path / "a.parquet")
    failure, one = articles_from([tmp_path])
    assert isinstance(failure, Failure)
    assert reason in failure.reason
    assert isinstance(one, Article)


def test_file_that_is_no_parquet_or_cut_is_a_failure(folder: Path, tmp_path: Path) -> None:
    whole = next(folder.rglob("*.parquet")).read_bytes()
    for name, data in {"a": b"PAR1", "b": whole[: len(whole) // 2], "c": b""}.items():
        (tmp_path / f"{name}.parquet").write_bytes(data)
    assert [type(one) for one in articles_from([tmp_path])] == [Failure] * 3


# Days in lists

articles = st.lists(
    st.tuples(st.none() | st.integers(1, 6), st.integers(1, 60)).map(
        lambda told: Article(
            doc_id="1", text="x" * told[1], published=told[0] and f"2025-03-{told[0]:02}"
        )
    ),
    max_size=60,
)  # fmt: skip


@settings(max_examples=200)
@given(articles, st.integers(1, 100), st.integers(1, 400))
def test_each_article_is_in_one_list_of_its_day_in_its_order(
    given_: list[Article], most: int, waiting: int
) -> None:
    lists = list(by_day(given_, most, waiting))
    for day in {day for day, _ in lists}:
        of_day = [one for own, some in lists if own == day for one in some]
        assert list(map(id, of_day)) == [id(a) for a in given_ if (a.published or "unknown") == day]
    assert sum(len(some) for _, some in lists) == len(given_)
    assert all(len(some) == 1 or sum(len(a.text) for a in some) <= most for _, some in lists)


# The command


def test_command_writes_partitions_and_add_takes_them(tmp_path: Path) -> None:
    made = run("read", EXAMPLES, "--collected", "2026-02-01", "--parquet", tmp_path / "p", "--jobs", 2)
    assert made.exit_code == 0
    assert "articles read into" in made.output
    assert (
        "0 articles read into 0 new files"
        in run("read", EXAMPLES, "--collected", "2026-02-01", "--parquet", tmp_path / "p").output
    )
    for name, source in (("a", EXAMPLES), ("b", tmp_path / "p")):
        run("add", source, "--collected", "2026-02-01", "--record", tmp_path / f"{name}.db")
    a, b = (run("export", "jsonl", "--record", tmp_path / f"{name}.db").output for name in "ab")
    assert a == b
    assert a.count("\n") > 10


@pytest.mark.parametrize("option", [("--format", "jsonl"), ("--explain",), ("--output", "x.txt")])
def test_partitions_are_not_shown_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, option: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("read", EXAMPLES, "--parquet", tmp_path / "p", *option).exit_code == 2
    assert not (tmp_path / "p").exists()
