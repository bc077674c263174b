"""The reference leaves nothing out and tells nothing that is not there; each entry has words."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_type_hints

import click
import pytest
from scripts import shown
from scripts.reference import commands, errors, exports, fields, pages
from scripts.reference import vocabulary as closed_lists
from scripts.reference.markdown import NoMeaning, cell, meaning, meanings, prose, table

from mahdar import model
from mahdar.api import Record
from mahdar.cli.group import COMMANDS, mahdar
from mahdar.export.columns import TABLES
from mahdar.model import vocabulary

ROOT = Path(__file__).resolve().parents[2]
WORDS = re.compile(r"\w{2,}")


def _sections(page: str) -> dict[str, str]:
    """The sections of a page by the anchor given to each."""
    parts = re.split(r"^#{2,} .*?\{#([\w-]+)\}$", pages()[page], flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def _rows(text: str) -> dict[str, list[str]]:
    """The rows of the tables of a text by the first code in each, without heads."""
    rows = [
        [one.strip() for one in re.split(r"(?<!\\)\|(?![^`]*`(?:[^`]*`[^`]*`)*[^`]*$)", line)[1:-1]]
        for line in text.splitlines()
        if line.startswith("| `")
    ]
    return {row[0].strip("`").split("`")[0]: row[1:] for row in rows}


def _all_commands() -> Iterator[tuple[str, click.Command]]:
    for path, command in commands.walk(mahdar, ("mahdar",)):
        if len(path) > 1:
            yield commands.anchor(path), command


COMMAND_SECTIONS = {
    anchor: text
    for page in pages()
    if page.startswith("reference/commands/") and "index" not in page
    for anchor, text in _sections(page).items()
}


def test_every_command_and_no_other_has_a_section() -> None:
    assert sorted(COMMAND_SECTIONS) == sorted(anchor for anchor, _ in _all_commands())


def test_the_page_of_commands_leads_to_each() -> None:
    front = pages()["reference/commands/index.md"]
    assert [name for name in COMMANDS if f"#mahdar-{name})" not in front] == []


@pytest.mark.parametrize(("anchor", "command"), [*_all_commands()])
def test_every_option_of_a_command_is_told(anchor: str, command: click.Command) -> None:
    section = COMMAND_SECTIONS[anchor]
    told = _rows(section)
    assert WORDS.search(section.split("```")[0]), "a command says what it does"
    for option in command.params:
        if isinstance(option, click.Option):
            (row,) = [row for names, row in told.items() if option.opts[0] in re.split(r"[ ,]+", names)]
            own = row[0].split(" One of ")[0]
            assert len(WORDS.findall(own.split("\\[")[0])) >= 2, f"{option.opts[0]} has no help of its own"
        else:
            assert option.make_metavar(click.Context(command)) in section


def test_every_field_of_every_noun_is_told() -> None:
    told = _sections("reference/fields.md")
    assert sorted(told) == sorted(name.lower() for name in fields.nouns())
    for name, noun in fields.nouns().items():
        rows = _rows(told[name.lower()])
        assert list(rows) == [field.name for field in dataclasses.fields(noun)]
        assert [field for field, row in rows.items() if not WORDS.search(row[1])] == []


def test_nouns_tell_of_no_field_that_they_lack() -> None:
    for noun in fields.nouns().values():
        assert set(fields.told_fields(noun)) == {field.name for field in dataclasses.fields(noun)}


def test_every_noun_of_the_model_is_a_noun_of_the_page() -> None:
    named = {name for names in fields.SECTIONS.values() for name in names}
    assert named == {name for name in model.__all__ if dataclasses.is_dataclass(getattr(model, name))}


def _closed() -> dict[str, tuple[str, ...]]:
    """The closed lists of the model by their names."""
    found = {name: get_args(value) for name, value in vars(vocabulary).items() if get_args(value)}
    return {name: values for name, values in found.items() if all(isinstance(v, str) for v in values)}


def test_every_closed_list_is_told_whole() -> None:
    assert set(_closed()) == {*closed_lists.LISTS, "Act", "Topic"}
    page = pages()["reference/vocabulary.md"]
    sections = dict(zip(*[iter(re.split(r"^## (.*)$", page, flags=re.MULTILINE)[1:])] * 2, strict=True))
    headings = {name: heading for name, (heading, _) in closed_lists.LISTS.items()}
    for name, values in _closed().items():
        rows = _rows(sections[{"Act": "Acts", "Topic": "Topics", **headings}[name]])
        assert tuple(rows) == values
        told = 0 if name == "ActorKind" else 1
        assert [value for value, row in rows.items() if not re.search(r"[a-z]{3}", row[told])] == []


def test_acts_and_topics_have_their_arabic() -> None:
    rows = _rows(pages()["reference/vocabulary.md"])
    bare = [
        value
        for value in (*vocabulary.ACTS, *vocabulary.TOPICS)
        if not re.search("[\u0600-\u06ff]", rows[value][0])
    ]
    assert bare == []


def test_meanings_tell_of_nothing_that_is_not_there() -> None:
    told = {name: set(values) - {"about"} for name, values in meanings()["vocabulary"].items()}
    assert told.pop("Review") == set(closed_lists.REVIEW)
    assert told == {name: set(values) for name, values in _closed().items() if name != "Topic"}
    assert set(meanings()["columns"]) == {c.name for one in TABLES.values() for c in one.columns}
    assert set(meanings()["errors"]) == set(errors.errors())
    assert set(meanings()["formats"]) == set(exports.formats())
    for name, header in exports.LISTED.items():
        assert set(meanings()["formats"][name]["columns"]) == set(header)


def test_every_column_of_every_table_is_told() -> None:
    told = _sections("reference/exports.md")
    for noun, one in TABLES.items():
        rows = _rows(told[f"table-{noun}"])
        assert list(rows) == [column.name for column in one.columns]
        assert [name for name, row in rows.items() if not WORDS.search(row[-1])] == []


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The examples in each format of text whose columns the page tells."""
    page = tmp_path_factory.mktemp("exported") / "page.md"
    page.touch()
    found = {}
    with shown.a_desk(page):
        shown.run(shown.BEGIN)
        for name in exports.formats():
            if exports.columns_of(name):
                shown.run(f"mahdar export {name} --output {name}.out")
                found[name] = Path(f"{name}.out").read_text("utf-8")
    return found


def _of_plover(text: str) -> set[str]:
    lines = [json.loads(line) for line in text.splitlines()]
    return {name for line in lines for name in line} | {
        f"actor.{name}" for line in lines for one in line["actor"] for name in one
    }


def _of_table(text: str) -> set[str]:
    return set(next(csv.reader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE)))


def _of_ftm(text: str) -> set[str]:
    lines = [json.loads(line) for line in text.splitlines()]
    return {line["schema"] for line in lines} | {name for line in lines for name in line["properties"]}


def _of_jsonld(text: str) -> set[str]:
    graph = json.loads(text)["@graph"]
    return {name for node in graph for name in (*node, *node["@type"]) if not name.startswith("@")}


def _of_turtle(text: str) -> set[str]:
    outside = re.sub(
        r'"(?:[^"\\]|\\.)*"|<[^>]*>',
        "",
        "\n".join(x for x in text.splitlines() if not x.startswith("@prefix")),
    )
    return set(re.findall(r"\b(?:schema|prov|oa|mahdar):\w+", outside)) - {
        "schema:EventScheduled",
        "schema:EventCancelled",
        "oa:identifying",
    }


def _of_calendar(text: str) -> set[str]:
    names = set(re.findall(r"^([A-Z][A-Z-]*)[;:]", text.replace("\r\n ", ""), re.MULTILINE))
    return names - {"BEGIN", "END", "VERSION", "PRODID", "CALSCALE"}


def _of_graphml(text: str) -> set[str]:
    return set(re.findall(r'attr\.name="([^"]+)"', text))


def _of_tasks(tasks: list[dict[str, Any]], about: str) -> set[str]:
    return {name for task in tasks for name in (*task, *task[about])}


READERS = {
    "plover": _of_plover,
    "polecat": _of_table,
    "cameo": _of_table,
    "ftm": _of_ftm,
    "jsonld": _of_jsonld,
    "turtle": _of_turtle,
    "ics": _of_calendar,
    "graphml": _of_graphml,
    "prodigy": lambda text: _of_tasks([json.loads(line) for line in text.splitlines()], "meta"),
    "label-studio": lambda text: _of_tasks(json.loads(text), "data"),
}


def test_every_format_but_whole_nouns_and_tables_tells_its_columns() -> None:
    assert {name for name in exports.formats() if exports.columns_of(name)} == set(READERS)
    page = pages()["reference/exports.md"]
    assert [name for name in exports.formats() if f"\n## {name}\n" not in page] == []


@pytest.mark.parametrize("name", READERS)
def test_every_field_that_an_export_holds_is_told(name: str, exported: dict[str, str]) -> None:
    held = READERS[name](exported[name])
    assert len(held) > 8
    assert held <= set(exports.columns_of(name))


@pytest.mark.parametrize("name", READERS)
def test_no_field_is_told_that_an_export_never_writes(name: str, exported: dict[str, str]) -> None:
    source = "\n".join(path.read_text("utf-8") for path in (ROOT / "src/mahdar/export").glob("*.py"))
    absent = {one.split(".")[-1] for one in exports.columns_of(name)} - {
        one.split(".")[-1] for one in READERS[name](exported[name])
    }
    bare = {one.removeprefix("mahdar:") for one in absent}
    assert [one for one in bare if not re.search(rf"\b{re.escape(one)}\b", source)] == []


def test_every_error_is_told_with_what_to_do() -> None:
    told = re.findall(
        r"^\| `(\w+)`<br>`([\w.]+)`, a `\w+` \| (.*) \| (.*) \|$", pages()["reference/errors.md"], re.M
    )
    assert sorted(f"{where}.{own}" for own, where, _, _ in told) == sorted(errors.errors())
    assert len(told) > 30
    assert [own for own, _, happened, do in told if not (WORDS.search(happened) and WORDS.search(do))] == []


def test_every_answer_of_a_record_has_its_class_among_the_answers() -> None:
    page = (ROOT / "docs" / "reference" / "answers.md").read_text("utf-8")
    verbs = [one for name, one in vars(Record).items() if not name.startswith("_") and callable(one)]
    given = {get_type_hints(verb)["return"] for verb in verbs if "return" in get_type_hints(verb)}
    answers = {one for one in given if getattr(one, "__module__", "").startswith("mahdar.comparing")}
    assert len(answers) > 12
    assert [one for one in answers if f"::: {one.__module__}.{one.__qualname__}\n" not in page] == []


def test_what_has_no_words_stops_the_making() -> None:
    with pytest.raises(NoMeaning, match=r"'shout' has no words.*under vocabulary: Act"):
        meaning({"deny": "Says no."}, "shout", "vocabulary: Act")


def test_words_of_the_code_are_no_markdown() -> None:
    assert prose("a [required] *x* <b> `a|b`") == r"a \[required\] \*x\* \<b> `a|b`"
    assert cell("one\n two | three `a|b`") == r"one two \| three `a|b`"
    assert table(("a", "b"), [("1", "2")]) == "| a | b |\n| --- | --- |\n| 1 | 2 |\n"


def test_the_changelog_is_the_projects_own() -> None:
    assert pages()["changelog.md"].startswith("# Changelog")
