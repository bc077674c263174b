"""`mahdar brief` on the command line."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from mahdar.cli.group import mahdar
from mahdar.record.store import begin_record
from tests.comparing.conftest import year_place

__all__ = ["year_place"]


@pytest.mark.parametrize(("name", "begins"), [("b.html", b"<!DOCTYPE html>"), ("b.docx", b"PK")])
def test_the_name_of_the_file_tells_its_form(
    year_place: Path, tmp_path: Path, name: str, begins: bytes
) -> None:
    place = ["--record", str(year_place), "--output", str(tmp_path / name)]
    done = CliRunner().invoke(mahdar, ["brief", "countries", "ru", "sy", "--language", "en", *place])
    assert done.exit_code == 0, done.output
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_without_a_file_html_goes_to_standard_output(year_place: Path) -> None:
    done = CliRunner().invoke(mahdar, ["brief", "actor", "العلي", "--record", str(year_place)])
    assert done.exit_code == 0
    assert 'dir="rtl"' in done.output


def test_an_unknown_actor_ends_with_the_reason_and_writes_no_file(year_place: Path, tmp_path: Path) -> None:
    place = ["--record", str(year_place), "--output", str(tmp_path / "none.html")]
    done = CliRunner().invoke(mahdar, ["brief", "actor", "لا أحد بهذا الاسم", *place])
    assert done.exit_code == 3
    assert not (tmp_path / "none.html").exists()


def test_a_record_that_is_empty_gives_a_briefing_that_says_so(tmp_path: Path) -> None:
    begin_record(tmp_path / "empty.db").close()
    place = ["--record", str(tmp_path / "empty.db"), "--language", "en"]
    done = CliRunner().invoke(mahdar, ["brief", "countries", "RU", "SY", *place])
    assert done.exit_code == 0
    assert "The record holds no encounter." in done.output
