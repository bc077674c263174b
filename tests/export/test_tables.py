"""JSON Lines, CSV, XLSX and Parquet: nothing lost where nothing need be, and rows as many as the query finds."""

import csv
import io
import json
import re
import shutil
import subprocess
from pathlib import Path

import jsonschema
import openpyxl
import pyarrow.parquet
import pytest
from openpyxl.utils import get_column_letter
from sqlalchemy import func, select

from mahdar.comparing.cells import FORMULA
from mahdar.export.columns import TABLES
from mahdar.export.comma_separated import unescaped
from mahdar.export.in_arabic import worded
from mahdar.export.json_lines import NOUNS
from mahdar.export.losses import Losses
from mahdar.export.workbook import CELL, sound
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
    losses = Losses("xlsx")
    cut = sound("🕊" * CELL, losses)
    assert len(cut.encode("utf-16-le")) // 2 <= CELL
    assert list(losses.changed.values()) == [1]


def test_workbook_is_filtered_and_scrolled_under_its_headings(workbook: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    for table in TABLES.values():
        sheet = book[table.ar]
        assert sheet.freeze_panes == "B3"
        first, last = str(sheet.auto_filter.ref).split(":")
        assert (first, last) == ("A2", f"{get_column_letter(len(table.columns))}{max(sheet.max_row, 3)}")
        assert all(cell.font.bold and cell.fill.fgColor.rgb == "FF16486B" for cell in sheet[1])
        assert sheet.print_title_rows == "$1:$2"


def test_workbook_wraps_long_words_and_gives_their_rows_the_height(workbook: bytes) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(workbook))["التصريحات"]
    column = [cell.value for cell in sheet[2]].index("content")
    cells = [row[column] for row in sheet.iter_rows(min_row=3)]
    assert all(cell.alignment.wrap_text and cell.alignment.readingOrder == 2 for cell in cells)
    assert all(sheet.column_dimensions[letter].width > 40 for letter in [get_column_letter(column + 1)])
    long = [cell for cell in cells if len(cell.value) > 60]
    assert long
    assert all((sheet.row_dimensions[cell.row].height or 0) >= 30 for cell in long)


def test_workbook_tells_codes_and_reasons_in_arabic_words(exported_record: Path, workbook: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    for noun, name in (
        ("encounters", "kind"),
        ("statements", "act"),
        ("encounters", "topics"),
        ("reports", "review"),
    ):
        sheet = book[TABLES[noun].ar]
        at = [cell.value for cell in sheet[2]].index(name)
        told = [row[at] for row in sheet.iter_rows(min_row=3, values_only=True) if row[at]]
        codes = [row[name] for row in rows_of(exported_record, noun) if row[name]]
        assert len(told) == len(codes)
        assert not re.search("[a-z]", " ".join(told))


def test_address_is_a_link_where_it_leads_to_the_web(workbook: bytes) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(workbook))["المقالات"]
    at = [cell.value for cell in sheet[2]].index("url")
    cells = [row[at] for row in sheet.iter_rows(min_row=3) if row[at].value]
    assert any(cell.hyperlink for cell in cells)
    assert all(bool(cell.hyperlink) == str(cell.value).startswith(("http://", "https://")) for cell in cells)


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("encounters.kind", "visit", "زيارة"),
        ("actors.kind", "person", "شخص"),
        ("statements.topics", "trade-economy | courtesy", "التجارة والاقتصاد | المجاملات"),
        ("encounters.countries", "SY | RU", "سوريا | روسيا"),
        ("encounters.roles", "فلان: guest | فلان: host", "فلان: ضيف | فلان: مضيف"),
        ("encounters.offices", "فلان: وزير (in office since 2024-12-21)",
         "فلان: وزير (في المنصب منذ 21 ديسمبر/كانون الأول 2024)"),
        ("reports.doubt", "date: year inferred from tenure", "التاريخ: السنة مستنتَجة من تولي المنصب"),
        ("encounters.doubt", "d-1: date: year inferred from tenure",
         "d-1: التاريخ: السنة مستنتَجة من تولي المنصب"),
        ("encounters.date_basis", "d-1: not before: فلان: وزير since 2024-12-21",
         "\u2066d-1\u2069: لا قبله: فلان: وزير منذ 21 ديسمبر/كانون الأول 2024"),
        ("sources.organ", "the outlet of d-1", "منبر d-1"),
        ("statements.told_by", "the outlet › سانا", "المنبر › سانا"),
        ("encounters.review", "accepted; machine", "مراجَع؛ غير مراجَع"),
    ],
)  # fmt: skip
def test_cell_of_a_workbook_in_arabic(column: str, cell: str, words: str) -> None:
    noun, _, name = column.partition(".")
    told = worded(noun, name)
    assert told is not None
    assert told(cell) == words


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_workbook_opens_in_libreoffice_with_the_words_of_its_sheets(
    exported_record: Path, workbook: bytes, tmp_path: Path
) -> None:
    (tmp_path / "r.xlsx").write_bytes(workbook)
    # The last of these tells the program to write every sheet, each as a file of its own.
    sheets = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", sheets, "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "r.xlsx")], check=True, capture_output=True, timeout=180)
    for noun, table in TABLES.items():
        with (tmp_path / f"r-{table.ar}.csv").open(encoding="utf-8-sig", newline="") as opened:
            heading, names, *rows = list(csv.reader(opened))
        assert heading == [column.ar for column in table.columns]
        assert names == [column.name for column in table.columns]
        every = rows_of(exported_record, noun)
        assert len(rows) == len(every)
        exact = next(
            name
            for name in ("evidence", "content", "words", "name", "title", "participants")
            if name in names
        )
        shown = [row[names.index(exact)] for row in rows]
        assert shown == [sound(unescaped(row[exact]), Losses("xlsx")) for row in every]


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
