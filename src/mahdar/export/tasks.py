"""Tasks for people to check: an encounter or a statement in the lines of its article, with its words marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mahdar.export.choosing import Chosen
from mahdar.export.losses import Losses
from mahdar.export.wording import doubt, listed
from mahdar.model import ArticleRecord, Encounter, Span, Statement

#: The field of the item that marked words are, by their label; other labels are shown and not taken back.
FIELDS = {"CUE": "cue", "CONTENT": "content", "EVIDENCE": "evidence"}
LABELS = ("CUE", "CONTENT", "EVIDENCE", "SPEAKER", "PARTICIPANT")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """Words marked in a task: where they begin and end in its text, and their label."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One item to check.

    Attributes:
        item: its identifier, by which the answer finds it.
        text: the lines of the article that hold it.
        offset: where these lines begin in the article.
        about: what the record says of it, in words, by name.
    """

    item: str
    noun: str
    text: str
    offset: int
    marked: tuple[Marked, ...]
    about: dict[str, str]


def tasks(chosen: Chosen, losses: Losses) -> Iterator[Task]:
    """A task for every encounter and statement of the articles chosen, in the order of the articles."""
    for record in chosen.records():
        for encounter in chosen.encounters_of(record):
            losses.written["reports"] += 1
            yield _encounter(record, encounter, chosen.state(encounter.id))
        for statement in chosen.statements_of(record):
            losses.written["statements"] += 1
            yield _statement(record, statement, chosen.state(statement.id))
        for noun in ("facts", "figures", "instruments"):
            number = sum(1 for _ in chosen.narration_of(record, noun))
            if number:
                losses.left_out[noun, "no decision can be taken on them yet"] += number
    total = losses.written["reports"] + losses.written["statements"]
    losses.dropped[
        "what stands across articles: merges and identities are decided on with `mahdar decide`"
    ] = total


def _encounter(record: ArticleRecord, e: Encounter, state: str) -> Task:
    names = {actor.id: actor.name for actor in record.actors}
    words = [(e.evidence, "EVIDENCE"), *_mentions(record, e.participants, "PARTICIPANT", e.evidence)]
    about = {
        "kind": e.kind, "status": e.status, "participants": listed(names.get(n, n) for n in e.participants),
        "date": e.date or (f"{e.earliest or '?'}..{e.latest or '?'}" if e.earliest or e.latest else None),
        "place": e.place, "doubt": doubt(e.doubt), "review": state,
    }  # fmt: skip
    return _task(record, e.id, "encounter", words, about)


def _statement(record: ArticleRecord, s: Statement, state: str) -> Task:
    names = {actor.id: actor.name for actor in record.actors}
    around = s.evidence or s.content
    words = [(s.cue, "CUE"), (s.content, "CONTENT"), *_mentions(record, s.speakers, "SPEAKER", around)]
    about = {
        "act": s.act, "mode": s.mode, "speakers": listed(names.get(n, n) for n in s.speakers),
        "via": listed(names.get(n, n) for n in s.via), "addressee": names.get(s.addressee or "", s.addressee),
        "doubt": doubt(s.doubt), "review": state,
    }  # fmt: skip
    return _task(record, s.id, "statement", words, about)


def _mentions(
    record: ArticleRecord, actors: tuple[str, ...], label: str, within: Span
) -> Iterator[tuple[Span, str]]:
    """The first mention of each actor in some words of the article."""
    for actor in record.actors:
        if actor.id in actors:
            found = next((m for m in actor.mentions if within.start <= m.start and m.end <= within.end), None)
            if found:
                yield found, label


def _task(
    record: ArticleRecord, item: str, noun: str, words: list[tuple[Span, str]], about: dict[str, str | None]
) -> Task:
    text = record.text
    first, last = min(span.start for span, _ in words), max(span.end for span, _ in words)
    start = text.rfind("\n", 0, first) + 1
    end = text.find("\n", last)
    marked = sorted({(span.start - start, span.end - start, label) for span, label in words})
    known = {"article": record.doc_id, "outlet": record.outlet, "published": record.published, **about}
    return Task(
        item=item, noun=noun, text=text[start : end if end >= 0 else len(text)], offset=start,
        marked=tuple(Marked(start=a, end=b, label=label) for a, b, label in marked),
        about={name: value for name, value in known.items() if value},
    )  # fmt: skip
