"""docs/briefing.md tells every section, in its order, and commands that run."""

import re
import shlex
from pathlib import Path

from click.testing import CliRunner

from mahdar.cli.group import mahdar
from mahdar.export.briefing.telling import labels
from mahdar.keeping.adding import add
from mahdar.keeping.readers import house_reader
from mahdar.record.store import begin_record
from mahdar.sources import Failure, articles_from

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "briefing.md").read_text("utf-8")


def test_the_page_tells_every_section() -> None:
    told = re.findall(r"^\| ([A-Z][^|]+) \|", PAGE, re.MULTILINE)
    assert sorted(told) == sorted([*labels()["en"]["sections"].values(), labels()["en"]["notes"]])


def test_the_command_on_countries_runs_on_the_examples(tmp_path: Path) -> None:
    (line,) = re.findall(r"^mahdar (brief countries .*)$", PAGE, re.MULTILINE)
    place = tmp_path / "examples.db"
    with begin_record(place) as store:
        articles = articles_from([ROOT / "examples"], "2026-02-15")
        add(store, (one for one in articles if not isinstance(one, Failure)), house_reader(None, 1))
    arguments = shlex.split(line)
    arguments[-1] = str(tmp_path / arguments[-1])
    done = CliRunner().invoke(mahdar, [*arguments, "--language", "en", "--record", str(place)])
    assert done.exit_code == 0, done.output
    page = Path(arguments[-1]).read_text("utf-8")
    assert page.count('class="line"') > 10
