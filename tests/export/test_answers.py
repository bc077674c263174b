"""Tasks for Prodigy and Label Studio, and the answers of people back as decisions."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from mahdar.export.answers import MalformedAnswers, from_label_studio, from_prodigy, take
from mahdar.export.label_studio import INTERFACE
from mahdar.keeping.deciding import Who
from mahdar.model import record_from_json
from mahdar.record.store import open_record
from tests.cli.running import run
from tests.export.records import text_of

WHO = Who("ليلى")


@pytest.fixture
def place(exported_record: Path, tmp_path: Path) -> Path:
    """The record, to decide on."""
    return Path(shutil.copy(exported_record, tmp_path / "r.db"))


def prodigy(place: Path) -> list[dict[str, Any]]:
    text, _ = text_of(place, "prodigy")
    return [json.loads(line) for line in text.splitlines()]


def studio(place: Path) -> list[dict[str, Any]]:
    text, _ = text_of(place, "label_studio")
    made: list[dict[str, Any]] = json.loads(text)
    return made


def test_there_is_a_task_for_every_report_and_statement_with_its_words(exported_record: Path) -> None:
    records, _ = text_of(exported_record, "json_lines", "records")
    items = {}
    for record in map(record_from_json, records.splitlines()):
        items |= {s.id: (record, {"CUE": s.cue.exact, "CONTENT": s.content.exact}) for s in record.statements}
        items |= {e.id: (record, {"EVIDENCE": e.evidence.exact}) for e in record.encounters}
    tasks = prodigy(exported_record)
    assert {task["mahdar"]["item"] for task in tasks} == set(items)
    for task in tasks:
        record, words = items[task["mahdar"]["item"]]
        offset = task["mahdar"]["offset"]
        assert record.text[offset : offset + len(task["text"])] == task["text"]
        marked = {span["label"]: task["text"][span["start"] : span["end"]] for span in task["spans"]}
        assert {label: marked[label] for label in words} == words


def test_label_studio_has_the_same_tasks_and_names_of_its_interface(exported_record: Path) -> None:
    tasks = studio(exported_record)
    assert [t["data"]["mahdar"] for t in tasks] == [t["mahdar"] for t in prodigy(exported_record)]
    names = set(re.findall(r'name="(\w+)"', INTERFACE))
    labels = set(re.findall(r'<Label value="(\w+)"', INTERFACE))
    for task in tasks:
        for part in task["predictions"][0]["result"]:
            assert {part["from_name"], part["to_name"]} <= names
            assert set(part["value"]["labels"]) <= labels
            value = part["value"]
            assert task["data"]["text"][value["start"] : value["end"]] == value["text"]


def test_answers_of_prodigy_are_decisions_and_taken_once(place: Path) -> None:
    tasks = prodigy(place)
    accepted, rejected, ignored = tasks[0], tasks[1], tasks[2]
    lines = [
        json.dumps({**t, "answer": a})
        for t, a in ((accepted, "accept"), (rejected, "reject"), (ignored, "ignore"))
    ]
    with open_record(place) as store:
        taken = take(store, WHO, from_prodigy(lines))
        again = take(store, WHO, from_prodigy(lines))
    assert [(d.act, d.item) for d in taken.decisions] == [
        ("accept", accepted["mahdar"]["item"]),
        ("reject", rejected["mahdar"]["item"]),
    ]
    assert (len(again.decisions), again.known) == (0, 2)
    left = {task["mahdar"]["item"]: task for task in prodigy(place)}
    assert rejected["mahdar"]["item"] not in left
    assert left[accepted["mahdar"]["item"]]["meta"]["review"] == "accepted"
    assert left[ignored["mahdar"]["item"]]["meta"]["review"] == "machine"


def shortened(task: dict[str, Any]) -> dict[str, Any]:
    """The task with its content ended a code point earlier."""
    spans = [{**s, "end": s["end"] - 1} if s["label"] == "CONTENT" else s for s in task["spans"]]
    return {**task, "spans": spans, "answer": "accept"}


def test_words_marked_anew_correct_the_field(place: Path) -> None:
    task = next(t for t in prodigy(place) if t["mahdar"]["noun"] == "statement")
    before = next(s for s in task["spans"] if s["label"] == "CONTENT")
    with open_record(place) as store:
        taken = take(store, WHO, from_prodigy([json.dumps(shortened(task))]))
        again = take(store, WHO, from_prodigy([json.dumps(shortened(task))]))
    (decision,) = taken.decisions
    assert (decision.act, decision.field, again.known) == ("correct", "content", 1)
    now = next(t for t in prodigy(place) if t["mahdar"]["item"] == task["mahdar"]["item"])
    after = next(s for s in now["spans"] if s["label"] == "CONTENT")
    assert (after["start"], after["end"]) == (before["start"], before["end"] - 1)
    assert now["meta"]["review"] == "corrected"


def test_answers_of_label_studio_are_the_same_decisions(place: Path) -> None:
    tasks = studio(place)
    choice = {"type": "choices", "from_name": "verdict", "to_name": "text"}
    for number, verdict in enumerate(("accept", "reject")):
        result = [*tasks[number]["predictions"][0]["result"], {**choice, "value": {"choices": [verdict]}}]
        tasks[number]["annotations"] = [{"result": [], "was_cancelled": True}, {"result": result}]
    with open_record(place) as store:
        taken = take(store, WHO, from_label_studio(json.dumps(tasks)))
    assert [(d.act, d.item) for d in taken.decisions] == [
        ("accept", tasks[0]["data"]["mahdar"]["item"]),
        ("reject", tasks[1]["data"]["mahdar"]["item"]),
    ]


def test_answer_on_an_item_that_is_gone_fails_with_the_reason_and_others_go_on(place: Path) -> None:
    first, second = prodigy(place)[:2]
    first["mahdar"] = {**first["mahdar"], "item": "e0000000000000000"}
    lines = [json.dumps({**t, "answer": "accept"}) for t in (first, second)]
    with open_record(place) as store:
        taken = take(store, WHO, from_prodigy(lines))
    assert len(taken.decisions) == 1
    assert taken.failed == [("e0000000000000000", "no item e0000000000000000 is in the record")]


@pytest.mark.parametrize("text", ["[", "{}", '{"text": "x", "answer": "accept"}', "[1]", '"x"'])
def test_file_of_something_else_is_malformed(text: str) -> None:
    with pytest.raises(MalformedAnswers):
        list(from_prodigy([text]))
    if text != "{}":
        with pytest.raises(MalformedAnswers):
            list(from_label_studio(text))


def test_command_takes_answers_in(place: Path, tmp_path: Path) -> None:
    run("export", "prodigy", "--record", place, "--output", tmp_path / "t.jsonl")
    task = json.loads((tmp_path / "t.jsonl").read_text("utf-8").splitlines()[0])
    (tmp_path / "a.jsonl").write_text(json.dumps({**task, "answer": "accept"}) + "\n", "utf-8")
    command = (
        "decisions",
        "answers",
        tmp_path / "a.jsonl",
        "--form",
        "prodigy",
        "--by",
        "ليلى",
        "--record",
        place,
    )
    assert run(*command).output.endswith("1 decisions taken, 0 known already, 0 failed\n")
    assert run(*command).output.endswith("0 decisions taken, 1 known already, 0 failed\n")
    (tmp_path / "a.jsonl").write_text("[]\n", "utf-8")
    assert run(*command).exit_code == 2
