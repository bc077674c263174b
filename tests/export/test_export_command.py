"""`mahdar export FORMAT`: every format from the command line, the same bytes for the same record, and what is told."""

import importlib
from pathlib import Path

import pytest

from mahdar.cli.export import TABLES as TABLE_NAMES
from mahdar.cli.export import TEXTS, WHOLE, command
from mahdar.cli.schema import NOUNS as SCHEMAS
from mahdar.export.columns import TABLES
from mahdar.export.json_lines import NOUNS
from mahdar.export.missing import MissingLibrary, library
from mahdar.keeping.adding import add
from mahdar.keeping.linking import link_record
from mahdar.knowledge import load
from mahdar.record.store import begin_record
from mahdar.record.upkeep import LINKS, remember
from tests.cli.running import run
from tests.export.records import bytes_of, text_of
from tests.made_up import DELIVERIES, stub_reader
from tests.shared import SHARED

DOCS = (Path(__file__).resolve().parents[2] / "docs" / "exports.md").read_text("utf-8")
FORMATS = ("jsonl", "csv", "xlsx", "parquet", *TEXTS)


def test_names_of_the_command_are_those_of_the_room() -> None:
    assert tuple(WHOLE) == tuple(NOUNS)
    assert SCHEMAS == NOUNS
    assert tuple(TABLE_NAMES) == tuple(TABLES)
    assert set(command.commands) == set(FORMATS)


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_is_written_and_tells_how_much(exported_record: Path, tmp_path: Path, form: str) -> None:
    result = run("export", form, "--record", exported_record, "--output", tmp_path / "out")
    assert result.exit_code == 0
    assert (tmp_path / "out").stat().st_size > 0
    # What loses nothing has nothing to tell.
    assert result.stderr.startswith(f"{form}: wrote ") or form == "jsonl"


@pytest.mark.parametrize("form", FORMATS)
def test_same_articles_in_another_order_give_the_same_bytes(tmp_path: Path, form: str) -> None:
    made = []
    for name, deliveries in (("a", DELIVERIES), ("b", DELIVERIES[::-1])):
        with begin_record(tmp_path / f"{name}.db") as store:
            add(store, deliveries, stub_reader())
            link_record(store, load())
        run("export", form, "--record", tmp_path / f"{name}.db", "--output", tmp_path / name)
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1]


TEXT_FORMS = (
    "plover",
    "polecat",
    "cameo",
    "follow_the_money",
    "json_ld",
    "turtle",
    "icalendar",
    "graphml",
    "prodigy",
)


def test_either_database_gives_the_same_bytes(place: str, tmp_path: Path) -> None:
    for where in (place, str(tmp_path / "other.db")):
        with begin_record(where) as store:
            add(store, DELIVERIES, stub_reader())
            link_record(store, load())
    for form in TEXT_FORMS:
        assert text_of(place, form) == text_of(tmp_path / "other.db", form)
    for query in (
        {"actor": "سالم"},
        {"outlet": "الرأي"},
        {"kind": "meeting"},
        {"topic": "bilateral-relations"},
    ):
        for noun in TABLES:
            mine = text_of(place, "comma_separated", noun, **query)
            assert mine == text_of(tmp_path / "other.db", "comma_separated", noun, **query)


def test_record_that_was_never_linked_is_told(tmp_path: Path) -> None:
    with begin_record(tmp_path / "r.db") as store:
        add(store, DELIVERIES, stub_reader())
        with store.writing() as connection:
            remember(connection, LINKS, None)
    assert "`mahdar link`" in run("export", "csv", "--record", tmp_path / "r.db").stderr
    assert "`mahdar link`" not in run("export", "jsonl", "--record", tmp_path / "r.db").stderr


def test_filters_choose_and_nothing_chosen_is_nothing_done(exported_record: Path, tmp_path: Path) -> None:
    part = run("export", "csv", "--kind", "call", "--record", exported_record)
    assert part.exit_code == 0
    assert {line.split(",")[1] for line in part.stdout.splitlines()[1:]} == {"call"}
    nothing = run("export", "csv", "--outlet", "لا أحد", "--record", exported_record)
    assert nothing.exit_code == 3
    assert "csv: wrote nothing" in nothing.stderr


def test_library_that_is_missing_is_named_with_its_extra(
    exported_record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = importlib.import_module

    def without(name: str, package: str | None = None) -> object:
        if name.startswith(("xlsxwriter", "pyarrow")):
            raise ImportError(name)
        return whole(name, package)

    monkeypatch.setattr(importlib, "import_module", without)
    with pytest.raises(MissingLibrary, match=r"pip install 'mahdar\[export\]'"):
        library("pyarrow.parquet", "Parquet")
    for form in ("xlsx", "parquet"):
        result = run("export", form, "--record", exported_record, "--output", tmp_path / "out")
        assert result.exit_code == 2
        assert "mahdar[export]" in result.output
        assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("form", ["csv", "parquet", "jsonl"])
def test_noun_is_given_alone_or_as_an_option(exported_record: Path, tmp_path: Path, form: str) -> None:
    noun = "identities" if form == "jsonl" else "statements"
    made = []
    for given in ([noun], ["--noun", noun], [noun, "--noun", noun], []):
        out = tmp_path / f"{len(made)}"
        result = run("export", form, *given, "--record", exported_record, "--output", out)
        assert result.exit_code == 0, result.output
        made.append(out.read_bytes())
    assert made[0] == made[1] == made[2] != made[3]
    both = run("export", form, noun, "--noun", "encounters", "--record", exported_record)
    assert both.exit_code == 2
    assert "give one of the two" in both.output


def test_documentation_names_every_format_noun_and_column() -> None:
    for form in FORMATS:
        assert f"`mahdar export {form}`" in DOCS
    for noun, table in TABLES.items():
        row = next(line for line in DOCS.splitlines() if line.startswith(f"| `{noun}`"))
        assert [f"`{column.name}`" for column in table.columns] == row.split("|")[2].split()


@pytest.mark.shared
@pytest.mark.skipif(not (SHARED / "samples").is_dir(), reason="the shared samples are not here")
def test_samples_give_the_meeting_of_2023_as_a_visit_to_moscow(tmp_path: Path) -> None:
    place = tmp_path / "r.db"
    run("add", SHARED / "samples", "--collected", "2026-02-15", "--record", place)
    text, _ = text_of(place, "cameo")
    rows = [line.split("\t") for line in text.splitlines()]
    visits = {(row[1], row[4], row[8]) for row in rows if row[13] == "042"}
    assert ("20230315", "SYRGOV", "RUSGOV") in visits
    made, _ = bytes_of(place, "workbook")
    assert made.startswith(b"PK")
