"""JSON Lines, CSV, XLSX and Parquet: nothing lost where nothing need be, and rows as many as the query finds."""

import csv
import io
import json
import shutil
import subprocess
from pathlib import Path

import jsonschema
import openpyxl
import pyarrow.parquet
import pytest
from sqlalchemy import func, select

from mahdar.comparing.cells import FORMULA
from mahdar.export.columns import TABLES
from mahdar.export.comma_separated import unescaped
from mahdar.export.json_lines import NOUNS
from mahdar.export.workbook import CELL
from mahdar.model import MergedEncounter, from_json, schema
from mahdar.model.vocabulary import ACTS, ENCOUNTER_KINDS
from mahdar.record import tables
from mahdar.record.links import identities, merged_encounters
from mahdar.record.reading_back import current_records_of
from mahdar.record.store import open_record
from tests.export.records import bytes_of, text_of


def rows_of(place: Path, noun: str, **query: str) -> list[dict[str, str]]:
    text, _ = text_of(place, "comma_separated", noun, **query)
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize("noun", NOUNS)
def test_json_lines_come_back_equal_and_fit_their_schema(exported_record: Path, noun: str) -> None:
    text, _ = text_of(exported_record, "json_lines", noun)
    with open_record(exported_record) as store, store.reading() as connection:
        kept = {
            "records": lambda: list(current_records_of(connection)),
            "encounters": lambda: list(merged_encounters(connection)),
            "identities": lambda: list(identities(connection)),
        }
        expected = kept[noun]() if noun in kept else None
    read = [from_json(line, NOUNS[noun]) for line in text.splitlines()]
    assert read or noun == "passages"
    if noun == "encounters":
        dates = [one.date or one.earliest or one.latest or "" for one in read]
        assert dates == sorted(dates)
        read.sort(key=lambda one: one.id)
    assert expected is None or read == expected
    for line in text.splitlines():
        jsonschema.validate(json.loads(line), schema(NOUNS[noun]))


def test_passages_are_those_that_articles_share(exported_record: Path) -> None:
    text, _ = text_of(exported_record, "json_lines", "passages")
    with open_record(exported_record) as store, store.reading() as connection:
        number = connection.scalar(select(func.count()).select_from(tables.passages))
    assert len(text.splitlines()) == number


@pytest.mark.parametrize("noun", TABLES)
def test_every_row_has_a_cell_for_every_column(exported_record: Path, noun: str) -> None:
    for row in rows_of(exported_record, noun):
        assert list(row) == [column.name for column in TABLES[noun].columns]
        assert None not in row.values()


@pytest.mark.parametrize("kind", ENCOUNTER_KINDS)
def test_reports_are_as_many_as_the_record_holds_of_a_kind(exported_record: Path, kind: str) -> None:
    with open_record(exported_record) as store, store.reading() as connection:
        table = tables.encounters
        number = connection.scalar(select(func.count()).select_from(table).where(table.c.kind == kind))
    assert len(rows_of(exported_record, "reports", kind=kind)) == number
    assert not rows_of(exported_record, "statements", kind=kind)


@pytest.mark.parametrize("act", ACTS)
def test_statements_are_as_many_as_the_record_holds_of_an_act(exported_record: Path, act: str) -> None:
    with open_record(exported_record) as store, store.reading() as connection:
        table = tables.statements
        number = connection.scalar(select(func.count()).select_from(table).where(table.c.act == act))
    assert len(rows_of(exported_record, "statements", act=act)) == number
    assert not rows_of(exported_record, "encounters", act=act)


def test_encounter_is_written_where_one_of_its_reports_passes(exported_record: Path) -> None:
    with open_record(exported_record) as store, store.reading() as connection:
        every = {m.id: m for m in merged_encounters(connection)}
    chosen = rows_of(exported_record, "encounters", kind="visit")
    assert {row["id"] for row in chosen} == {m.id for m in every.values() if m.kind == "visit"}
    assert len(rows_of(exported_record, "encounters")) == len(every)


def test_actor_is_one_of_the_item_and_not_only_of_the_article(exported_record: Path) -> None:
    rows = rows_of(exported_record, "statements", actor="أيمن الصفدي")
    assert rows
    named = [row for row in rows if "الصفدي" in row["speakers"] + row["via"] + row["addressee"]]
    assert named == rows


def test_dates_are_kept_as_edtf_with_their_bounds_and_why(exported_record: Path) -> None:
    with open_record(exported_record) as store, store.reading() as connection:
        every = {m.id: m for m in merged_encounters(connection)}
    rows = rows_of(exported_record, "encounters")
    assert any(row["date"] for row in rows)
    for row in rows:
        one: MergedEncounter = every[row["id"]]
        told = (one.date or "", one.earliest or "", one.latest or "")
        assert (row["date"], row["earliest"], row["latest"]) == told
        assert row["review"] == "machine"


def test_cell_that_begins_like_a_formula_is_escaped_and_can_be_brought_back(exported_record: Path) -> None:
    text, losses = text_of(exported_record, "comma_separated", "articles")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    cells = [cell for row in rows for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(FORMULA) and not cell.startswith("'")]
    assert "'=made-0" in cells
    assert "'+الميزان" in cells
    assert unescaped("'=made-0") == "=made-0"
    assert unescaped(unescaped("''=")) == "="
    assert sum(losses.changed.values()) == sum(cell.startswith("'") for cell in cells)


def test_csv_tells_what_it_cannot_hold(exported_record: Path) -> None:
    _, losses = text_of(exported_record, "comma_separated", "encounters")
    assert any("cannot hold the text of articles" in line for line in losses.lines())


@pytest.fixture(scope="module")
def workbook(exported_record: Path) -> bytes:
    made, _ = bytes_of(exported_record, "workbook")
    return made


def test_workbook_reads_from_right_to_left_a_sheet_a_noun(exported_record: Path, workbook: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    assert book.sheetnames == [*(table.ar for table in TABLES.values()), "عن هذا الملف"]
    assert all(sheet.sheet_view.rightToLeft for sheet in book)
    for noun, table in TABLES.items():
        sheet = book[table.ar]
        heading, names, *rows = sheet.iter_rows(values_only=True)
        assert list(heading) == [column.ar for column in table.columns]
        assert list(names) == [column.name for column in table.columns]
        assert len(rows) == len(rows_of(exported_record, noun))
    assert any("cannot hold" in row[0] for row in book["عن هذا الملف"].iter_rows(values_only=True))


def test_workbook_holds_no_formula_and_no_forbidden_character(workbook: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert any(cell.value == "=made-0" for cell in cells)


def test_workbook_cuts_and_tells_a_cell_that_is_too_long() -> None:
    from mahdar.export.losses import Losses  # noqa: PLC0415
    from mahdar.export.workbook import _text  # noqa: PLC0415

    losses = Losses("xlsx")
    cut = _text(None, "🕊" * CELL, losses)
    assert len(cut.encode("utf-16-le")) // 2 <= CELL
    assert list(losses.changed.values()) == [1]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_workbook_opens_in_libreoffice(workbook: bytes, tmp_path: Path) -> None:
    (tmp_path / "r.xlsx").write_bytes(workbook)
    command = [
        "soffice",
        "--headless",
        "--convert-to",
        "csv",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "r.xlsx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert "اللقاءات" in (tmp_path / "r.csv").read_text("utf-8") or (tmp_path / "r.csv").stat().st_size > 100


@pytest.mark.parametrize("noun", TABLES)
def test_parquet_has_the_cells_of_csv_with_their_types(exported_record: Path, noun: str) -> None:
    made, _ = bytes_of(exported_record, "parquet", noun)
    table = pyarrow.parquet.read_table(io.BytesIO(made))
    assert table.column_names == [column.name for column in TABLES[noun].columns]
    shown = [
        ["" if v is None else ("yes" if v else "no") if isinstance(v, bool) else str(v) for v in row.values()]
        for row in table.to_pylist()
    ]
    assert shown == [[unescaped(cell) for cell in row.values()] for row in rows_of(exported_record, noun)]
    assert "cannot hold" in pyarrow.parquet.read_metadata(io.BytesIO(made)).metadata[b"mahdar"].decode()
