"""CSV and its kin: an article a row."""

import csv
import io
from pathlib import Path

import pytest

from mahdar.model import Article
from tests.sources.made import BODY, SECOND, TITLE, came_of, only, reason


def table(*rows: list[str], delimiter: str = ",") -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


ENGLISH = ["id", "headline", "body", "date", "link", "source", "author"]
ROW = ["7", TITLE, BODY, "2025-10-15", "https://example.org/7", "الغد", "محرر"]
EXPECTED = Article(
    doc_id="7", text=f"{TITLE}\n\n{BODY}", title=TITLE, published="2025-10-15", url="https://example.org/7",
    outlet="الغد", author="محرر",
)  # fmt: skip


def test_usual_names_of_columns_are_known_in_english_and_in_arabic(tmp_path: Path) -> None:
    assert only(tmp_path, "a.csv", table(ENGLISH, ROW)) == EXPECTED
    arabic = ["المعرف", "العنوان", "النص", "التاريخ", "الرابط", "المصدر", "الكاتب"]
    assert only(tmp_path, "b.csv", table(arabic, ROW)) == EXPECTED


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    assert only(tmp_path, "a.csv", table(ENGLISH, ROW, delimiter=delimiter)) == EXPECTED
    assert only(tmp_path, "a.tsv", table(ENGLISH, ROW, delimiter=delimiter)) == EXPECTED


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1256", "utf-16"])
def test_encodings_of_arabic_are_read(tmp_path: Path, encoding: str) -> None:
    assert only(tmp_path, "a.csv", table(ENGLISH, ROW).encode(encoding)) == EXPECTED


def test_windows_1256_is_read_where_addresses_outweigh_the_arabic(tmp_path: Path) -> None:
    data = table(["id", "text", "url"], ["1", "قمة عربية", f"https://example.org/{'a' * 300}"])
    assert only(tmp_path, "a.csv", data.encode("cp1256")).text == "قمة عربية"


def test_line_that_tells_spreadsheets_the_delimiter_is_followed(tmp_path: Path) -> None:
    assert only(tmp_path, "a.csv", "sep=;\r\n" + table(ENGLISH, ROW, delimiter=";")) == EXPECTED


def test_user_maps_columns(tmp_path: Path) -> None:
    data = table(["رأس", "كلام", "يوم"], [TITLE, BODY, "15/10/2025"])
    found = only(tmp_path, "a.csv", data, "title=رأس,text=كلام", "published=يوم")
    assert (found.title, found.text_start, found.published) == (TITLE, len(TITLE) + 2, "2025-10-15")


def test_mapped_column_is_not_taken_for_another_field_too(tmp_path: Path) -> None:
    data = table(["text", "content"], [TITLE, BODY])
    found = only(tmp_path, "a.csv", data, "title=text,text=content")
    assert (found.title, found.text) == (TITLE, f"{TITLE}\n\n{BODY}")


def test_quoted_fields_hold_line_breaks_quotes_and_any_length(tmp_path: Path) -> None:
    body = f'{BODY}\n\n"{SECOND}", {SECOND}\n' + SECOND * 5000
    data = table(["id", "text"], ["1", body], ["2", SECOND])
    articles, failures = came_of(tmp_path, "a.csv", data)
    assert not failures
    assert [a.text for a in articles] == [body, SECOND]


def test_row_without_identifier_has_its_url_else_one_made_of_its_words(tmp_path: Path) -> None:
    rows = [["", BODY], ["https://example.org/1", SECOND]]
    forward, _ = came_of(tmp_path, "a.csv", table(["url", "text"], *rows))
    backward, _ = came_of(tmp_path, "a.csv", table(["url", "text"], *rows[::-1]))
    assert forward[1].doc_id == "https://example.org/1"
    assert forward[0].doc_id.startswith("a-")
    assert {a.doc_id for a in forward} == {a.doc_id for a in backward}


def test_missing_column_is_told_with_those_that_are_there(tmp_path: Path) -> None:
    why = reason(tmp_path, "a.csv", table(["رأس", "كلام"], [TITLE, BODY]))
    assert "no column for text" in why
    assert "'رأس', 'كلام'" in why
    assert "--columns text=NAME" in why
    why = reason(tmp_path, "a.csv", table(["رأس", "text"], [TITLE, BODY]), "title=headline")
    assert "no column 'headline' for title" in why
    assert "'رأس', 'text'" in why


def test_dates_of_a_column_are_read_as_those_beside_them_are_written(tmp_path: Path) -> None:
    data = table(["id", "text", "date"], ["1", BODY, "05/06/2025"], ["2", SECOND, "15/06/2025"])
    articles, failures = came_of(tmp_path, "a.csv", data)
    assert [a.published for a in articles] == ["2025-06-05", "2025-06-15"]
    assert not failures


def test_ambiguous_dates_are_left_unknown_and_told_once(tmp_path: Path) -> None:
    data = table(["id", "text", "date"], ["1", BODY, "05/06/2025"], ["2", SECOND, "07/08/2025"])
    articles, failures = came_of(tmp_path, "a.csv", data)
    assert [a.published for a in articles] == [None, None]
    (told,) = failures
    assert told.reason.startswith("published left unknown in 2 rows: '05/06/2025' may be day first or month")


def test_wrong_row_fails_with_its_line_and_the_rest_goes_in(tmp_path: Path) -> None:
    data = (
        table(["id", "text"], ["1", f"{BODY}\n{BODY}"])
        + '2\n3,"a"b"\n'
        + table(["4", SECOND], ["5", "English only"])
    )
    articles, failures = came_of(tmp_path, "a.csv", data)
    assert [a.doc_id for a in articles] == ["1", "4"]
    assert [f.line for f in failures] == [4, 5, 7]
    assert failures[0].reason == "1 fields where the header has 2"


def test_quotation_mark_that_is_never_closed_is_told_with_its_line(tmp_path: Path) -> None:
    articles, failures = came_of(tmp_path, "a.csv", table(["id", "text"], ["1", BODY]) + f'2,"{SECOND}')
    assert [a.doc_id for a in articles] == ["1"]
    assert [(f.line, f.reason) for f in failures] == [(3, "a quotation mark opened here is never closed")]


def test_empty_tables_fail(tmp_path: Path) -> None:
    assert reason(tmp_path, "a.csv", "") == "empty: no row"
    assert reason(tmp_path, "a.csv", "id,text\n\n") == "empty: no row under the header"


def test_json_lines_are_mapped_alike(tmp_path: Path) -> None:
    line = f'{{"id": "1", "رأس": "{TITLE}", "body": "{BODY}", "pubDate": "الأربعاء 15 أكتوبر 2025"}}'
    found = only(tmp_path, "a.jsonl", line, "title=رأس")
    assert (found.title, found.published) == (TITLE, "2025-10-15")
    assert found.text == f"{TITLE}\n\n{BODY}"


def test_ambiguous_date_of_a_json_line_is_left_unknown_and_told(tmp_path: Path) -> None:
    articles, failures = came_of(
        tmp_path, "a.jsonl", f'{{"id": "1", "text": "{BODY}", "date": "05/06/2025"}}'
    )
    assert articles[0].published is None
    assert [(f.line, f.reason[:29]) for f in failures] == [(1, "published: '05/06/2025' may b")]


def test_field_of_a_usual_name_that_holds_no_words_is_passed_over(tmp_path: Path) -> None:
    line = f'{{"id": "1", "text": "{BODY}", "source": {{"name": "x"}}, "date": 1760538600, "byline": ["x"]}}'
    found = only(tmp_path, "a.jsonl", line)
    assert (found.outlet, found.published, found.author) == (None, None, None)


def test_date_of_a_usual_name_that_is_none_is_left_unknown_and_told(tmp_path: Path) -> None:
    articles, failures = came_of(tmp_path, "a.jsonl", f'{{"id": "1", "text": "{BODY}", "date": "أمس"}}')
    assert articles[0].published is None
    assert "left unknown" in failures[0].reason
