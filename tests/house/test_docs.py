"""The documentation is true: its commands are commands, its output is what they print, its links lead somewhere."""

from __future__ import annotations

import contextlib
import io
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from scripts import shown

from mahdar.sources.fetching.settings import read_settings
from tests.house.command_lines import command_lines, fault_of, unknown_in
from tests.house.docs import DOCS, ROOT, anchors, blocks, internal, pages, without_blocks

OUTSIDE = {name: (ROOT / name).read_text("utf-8") for name in ("README.md", "CONTRIBUTING.md")}
WRITTEN = sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md"))
TERMINAL = [page for page in WRITTEN if shown.BLOCK.search(pages()[page])]
PYTHON = [page for page in WRITTEN if blocks(pages()[page], "python") and page != "python.md"]


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of the examples, made once."""
    folder = tmp_path_factory.mktemp("begun")
    page = folder / "page.md"
    page.touch()
    with shown.a_desk(page):
        shown.run(shown.BEGIN)
        (folder / "mahdar.db").write_bytes(Path("mahdar.db").read_bytes())
    return folder / "mahdar.db"


@pytest.mark.parametrize("page", TERMINAL)
def test_terminal_examples_show_what_the_commands_print(page: str, begun: Path) -> None:
    for extra in {"brief": ["jinja2", "docx"], "tutorial": ["jinja2", "docx"]}.get(Path(page).stem, []):
        pytest.importorskip(extra, reason="briefings need pip install 'mahdar[brief]'")
    now = shown.renew(DOCS / page, begun)
    assert now == pages()[page], f"run: python scripts/shown.py --renew docs/{page}"


def test_a_cut_example_must_show_the_lines_before_the_cut() -> None:
    (one,) = shown.shown_in("$ mahdar stats\nfirst\n…\n")
    assert one.renewed(["other", "second"]) == ["other", "…"]
    assert one.renewed(["first"]) == ["first"]


@pytest.mark.parametrize("page", [*sorted(pages()), *OUTSIDE])
def test_every_command_line_is_one(page: str) -> None:
    text = pages().get(page) or OUTSIDE[page]
    told = [line for block in blocks(text, "", "sh", "console", "text") for line in command_lines(block)]
    assert not {line: fault for line in told if (fault := fault_of(line))}


@pytest.mark.parametrize("page", [*sorted(pages()), *OUTSIDE])
def test_commands_and_options_that_prose_mentions_are_there(page: str) -> None:
    text = pages().get(page) or OUTSIDE[page]
    told = re.findall(r"`(mahdar [a-z][^`\n…|]*)`", without_blocks(text))
    assert not {
        words: fault for words in told if (fault := unknown_in(words.replace("[", "").replace("]", "")))
    }


def test_command_lines_that_are_none_are_told() -> None:
    assert fault_of("mahdar dance")
    assert fault_of("mahdar encounters --sorted")
    assert fault_of("mahdar statements --act shout")
    assert fault_of("mahdar encounter")
    assert fault_of("mahdar decide accept s1 --by")
    assert fault_of("mahdar backup a.db b.db")
    assert fault_of("mahdar decide --by Layla")
    assert fault_of("mahdar statements --act deny --by NAME") is None
    assert unknown_in("mahdar statements --sorted")
    assert unknown_in("mahdar decide dance")
    assert unknown_in("mahdar schema --noun") is None


@pytest.mark.parametrize("page", PYTHON)
def test_python_examples_run(page: str, begun: Path) -> None:
    pytest.importorskip("pandas", reason="tables need pip install 'mahdar[frames]'")
    names: dict[str, object] = {}
    with shown.a_desk(DOCS / page, begun), contextlib.redirect_stdout(io.StringIO()):
        for number, block in enumerate(blocks(pages()[page], "python"), 1):
            exec(compile(block, f"docs/{page}, example {number}", "exec"), names)


def test_the_python_example_of_the_readme_runs() -> None:
    (block,) = blocks(OUTSIDE["README.md"], "python")
    text = (ROOT / "examples" / "spokesman-cairo.txt").read_text("utf-8")
    with contextlib.redirect_stdout(io.StringIO()) as told:
        exec(compile(block, "README.md", "exec"), {"text": text})
    assert "لن تدخر جهداً" in told.getvalue()


@pytest.mark.parametrize("page", sorted(pages()))
def test_every_internal_link_leads_somewhere(page: str) -> None:
    dead = []
    for link, target, anchor in internal(page, pages()[page]):
        if target.endswith(".md"):
            found = target in pages() and (not anchor or anchor in anchors(pages()[target]))
        else:
            found = (DOCS / target).exists()
        if not found:
            dead.append(link)
    assert not dead


def test_links_of_the_picture_lead_to_fields() -> None:
    picture = (DOCS / "assets" / "model.svg").read_text("utf-8")
    led = re.findall(r'href="reference/fields\.html#([^"]+)"', picture)
    assert len(led) == len(set(led)) == 12
    assert set(led) <= anchors(pages()["reference/fields.md"])


@pytest.mark.parametrize("name", OUTSIDE)
def test_files_that_the_front_pages_name_are_there(name: str) -> None:
    named = re.findall(r"`((?:docs|src|quality|examples)/[\w./-]*)`", OUTSIDE[name])
    assert [one for one in named if not (ROOT / one).exists()] == []


def test_files_that_pages_name_as_code_are_there() -> None:
    missing = {}
    for page in WRITTEN:
        for one in re.findall(r"`((?:docs|src|quality|benchmarks|scripts|tests)/[\w./-]+)`", pages()[page]):
            if not (ROOT / one).exists():
                missing[page] = one
    assert not missing


def _navigation(entry: object) -> Iterator[str]:
    if isinstance(entry, str):
        yield entry
    elif isinstance(entry, dict):
        for below in entry.values():
            yield from _navigation(below)
    elif isinstance(entry, list):
        for below in entry:
            yield from _navigation(below)


def test_every_page_stands_in_the_navigation_once() -> None:
    settings = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))
    assert sorted(_navigation(settings["nav"])) == sorted(pages())


def test_every_how_to_is_led_to_from_its_front_page() -> None:
    led = {target for _, target, _ in internal("how-to/index.md", pages()["how-to/index.md"])}
    assert {page for page in WRITTEN if page.startswith("how-to/")} - {"how-to/index.md"} <= led


def test_the_feeds_file_that_is_shown_can_be_watched(tmp_path: Path) -> None:
    for page in ("how-to/watch-feeds.md", "watching.md"):
        (block,) = blocks(pages()[page], "toml")
        file = tmp_path / "feeds.toml"
        file.write_text(block, "utf-8")
        assert read_settings(file).feeds


def _rows(text: str) -> dict[str, list[str]]:
    """The rows of the tables of a page: what stands first, to the figures after it."""
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line[:1] == "|"
    ]
    return {row[0]: row[1:] for row in cells}


def test_accuracy_tells_the_figures_of_the_changelog() -> None:
    told = _rows(pages()["accuracy.md"].split("### On articles nobody prepared")[0])
    newest = (ROOT / "CHANGELOG.md").read_text("utf-8").split("\n## ")[1]
    measured = {name: row for name, row in _rows(newest).items() if re.fullmatch(r"\d+\.\d", row[-1])}
    assert len(measured) == 7
    assert {name: told.get(name) for name in measured} == measured


#: The rows of the page that a pin guards, by the name of the score.
PINNED = {
    "statement F1": "statements",
    "statement+speaker F1": "statements with speakers",
    "via F1": "via",
    "statement topics F1": "topics of statements",
    "encounter F1": "encounters",
    "encounter dates F1": "dates of encounters",
    "encounter topics F1": "topics of encounters",
    "boundary overlap on found": "the extent of what is said agrees",
    "cue right on found": "the cue is the right one",
    "mode right on found": "direct, indirect or mixed is right",
    "exact participants on found": "all participants are right",
    "status right on found": "held, planned or cancelled is right",
    "country right on found": "the country is right",
    "place right where gold has one": "the place is right",
}


def test_accuracy_agrees_with_the_pins() -> None:
    reading = pages()["accuracy.md"].split("### On articles nobody prepared")[0]
    told = {
        name: float(row[-1]) for name, row in _rows(reading).items() if row[-1].replace(".", "").isdigit()
    }
    pins = json.loads((ROOT / "quality" / "pins.json").read_text("utf-8"))["scores"]
    assert set(pins) == set(PINNED)
    assert set(told) == set(PINNED.values())
    far = {
        name: (told[row], pins[name])
        for name, row in PINNED.items()
        if not -0.05 <= told[row] - pins[name] <= 0.3
    }
    assert not far


def test_accuracy_agrees_with_the_status() -> None:
    status, accuracy = _rows(pages()["status.md"]), _rows(pages()["accuracy.md"])
    assert [accuracy[name] for name in ("through whom",)] == [status[name] for name in ("through whom",)]
    for name in ("statements", "encounters"):
        by_eye = pages()["accuracy.md"].split("### On articles nobody prepared")[1]
        assert _rows(by_eye)[name] == status[name]
    copies = status["copies F1 on 150 pairs; passage characters P, R"][0]
    assert re.findall(r"\d+\.\d", copies) == [
        *re.findall(r"\d+\.\d", accuracy["copies on 150 annotated pairs"][0]),
        *re.findall(r"\d+\.\d", accuracy["characters of shared passages"][0]),
    ]
    merged = status["encounters told twice or more, B-cubed F1; pairs P, F1"][0].split("(")[0]
    assert re.findall(r"\d+\.\d", merged) == re.findall(
        r"\d+\.\d", accuracy["encounters told twice or more, joined"][0]
    )
    assert accuracy["dates of merged encounters"][0] == status["dates of merged encounters"][0]


def test_extras_that_pages_name_can_be_installed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = {
        extra
        for text in [*pages().values(), *OUTSIDE.values()]
        for group in re.findall(r"'(?:mahdar|\.)\[([\w,]+)\]'", text)
        for extra in group.split(",")
    }
    assert named
    assert named <= set(project["optional-dependencies"])
