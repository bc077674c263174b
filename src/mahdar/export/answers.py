"""Answers: what people said of tasks in Prodigy or Label Studio, back as decisions of the ledger.

Accepted: a decision `accept`, or one `correct` for each field whose words were marked anew. Rejected: `reject`.
Ignored, skipped and cancelled ones are no decision. An answer that the ledger holds already is passed over, so that the
same file can be taken in again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from mahdar.export.tasks import FIELDS
from mahdar.keeping.deciding import Undecidable, Who, decide
from mahdar.model import Decision
from mahdar.record.ledger import ledger, undone
from mahdar.record.store import Store


class MalformedAnswers(ValueError):
    """A file that holds no answers of the form asked for; the message says where."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said of one item: the verdict, and the fields whose words were marked anew with their new places."""

    item: str
    verdict: Literal["accept", "reject"]
    corrected: dict[str, tuple[int, int]] = field(default_factory=dict)


@dataclass(slots=True)
class Taken:
    """What came of answers: decisions taken, how many were known, and what could not be taken, with reasons."""

    decisions: list[Decision] = field(default_factory=list)
    known: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)


def from_prodigy(lines: Iterable[str]) -> Iterator[Answer]:
    """The answers of `prodigy db-out`: a task a line with its `answer`.

    Raises:
        MalformedAnswers: where a line is no answer to a task of Mahdar.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            task = json.loads(line)
            back, verdict = task["mahdar"], task.get("answer", "ignore")
            spans = [(s["label"], s["start"], s["end"]) for s in task.get("spans", ())]
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise MalformedAnswers(
                f"line {number}: no answer to a task of `mahdar export prodigy`"
            ) from error
        if verdict in ("accept", "reject"):
            yield _answer(back, verdict, spans)


def from_label_studio(text: str) -> Iterator[Answer]:
    """The answers of Label Studio's JSON export: the last annotation of each task that has one.

    Raises:
        MalformedAnswers: where it is no such export, or of tasks that are not Mahdar's.
    """
    try:
        tasks = json.loads(text)
        for task in tasks:
            given = [a for a in task.get("annotations", ()) if not a.get("was_cancelled")]
            if given:
                yield from _annotated(task["data"]["mahdar"], given[-1]["result"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise MalformedAnswers("no JSON export of tasks of `mahdar export label-studio`") from error


def _annotated(back: dict[str, Any], result: list[dict[str, Any]]) -> Iterator[Answer]:
    verdicts = [c for part in result if part["type"] == "choices" for c in part["value"]["choices"]]
    spans = [
        (label, part["value"]["start"], part["value"]["end"])
        for part in result
        if part["type"] == "labels"
        for label in part["value"]["labels"]
    ]
    if verdicts and verdicts[0] in ("accept", "reject"):
        yield _answer(back, verdicts[0], spans)


def _answer(
    back: dict[str, Any], verdict: Literal["accept", "reject"], spans: list[tuple[str, int, int]]
) -> Answer:
    """The answer with the places that differ from those of the task, as places in the article."""
    before = {s["label"]: (s["start"], s["end"]) for s in back["spans"]}
    offset = back["offset"]
    now: dict[str, list[tuple[int, int]]] = {}
    for label, start, end in spans:
        now.setdefault(label, []).append((start, end))
    corrected = {
        FIELDS[label]: (places[0][0] + offset, places[0][1] + offset)
        for label, places in now.items()
        if label in FIELDS and label in before and len(places) == 1 and places[0] != before[label]
    }
    return Answer(back["item"], verdict, corrected if verdict == "accept" else {})


def take(store: Store, who: Who, answers: Iterable[Answer]) -> Taken:
    """Take the decisions that answers are; each is written whole or, with its reason, not at all."""
    taken = Taken()
    with store.reading() as connection:
        gone = undone(connection)
        known = {_key(d.act, d.item, d.field, d.value) for d in ledger(connection) if d.id not in gone}
    for answer in answers:
        wanted: list[tuple[Any, tuple[str, Any] | None]] = [
            ("correct", (name, {"start": start, "end": end}))
            for name, (start, end) in answer.corrected.items()
        ] or [(answer.verdict, None)]
        for act, correction in wanted:
            key = _key(act, answer.item, *(correction or (None, None)))
            if key in known:
                taken.known += 1
                continue
            try:
                taken.decisions.append(decide(store, who, act, answer.item, correction=correction))
                known.add(key)
            except Undecidable as error:
                taken.failed.append((answer.item, str(error)))
    return taken


def _key(act: str, item: str, name: str | None, value: Any) -> tuple[object, ...]:
    """What makes two decisions one: a span is known by its place, whether its words stand beside it or not."""
    read = json.loads(value) if isinstance(value, str) else value
    if isinstance(read, dict):
        read = (read.get("start"), read.get("end"))
    return act, item, name, json.dumps(read, ensure_ascii=False)
