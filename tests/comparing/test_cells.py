"""Words of a source never become a formula of a spreadsheet."""

import csv
import io
from dataclasses import dataclass

import pytest

from mahdar.comparing.cells import harmless
from mahdar.comparing.rows import write_rows
from mahdar.comparing.words import Words
from mahdar.model import Span


@dataclass(frozen=True)
class Line:
    told: str
    words: tuple[Words, ...]


@dataclass(frozen=True)
class Answer:
    lines: tuple[Line, ...]


@pytest.mark.parametrize("words", ["=1+1", "+كلمة", "-كلمة", "@كلمة", "\tكلمة", "\rكلمة"])
def test_what_a_spreadsheet_takes_for_a_formula_gets_an_apostrophe(words: str) -> None:
    assert harmless(words) == "'" + words
    assert harmless("كلمة " + words) == "كلمة " + words


def test_answers_written_as_csv_hold_no_formula() -> None:
    place = Words(article="n1", doc_id="1", outlet=None, published=None, span=Span(0, 4, "=1+1"))
    out = io.StringIO()
    write_rows(Answer((Line("=1+1", (place,)),)), out)
    (row,) = csv.DictReader(io.StringIO(out.getvalue().removeprefix("\ufeff")))
    assert row["told"] == row["exact"] == "'=1+1"
    assert row["start"] == "0"
