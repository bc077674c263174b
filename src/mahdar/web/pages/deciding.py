"""Decisions from the pages: forms into `keeping.deciding`, each a line of the ledger under the user's name."""

from __future__ import annotations

import re
from typing import Any, cast

from fastapi import APIRouter, HTTPException
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData

from mahdar.keeping.deciding import Undecidable, Who, add_item, decide
from mahdar.keeping.naming import Unnamed, actor_named
from mahdar.model import ArticleRecord, Decision
from mahdar.model.vocabulary import DecisionAct
from mahdar.web.looking import record_of
from mahdar.web.shown import Asked, Form, Question, field_of, to

router = APIRouter()
_ACTS = ("accept", "reject", "correct", "merge", "split", "same-actor", "not-same-actor", "undo")
#: Decisions on what stands across articles; an undo may be of one.
_ACROSS = ("merge", "split", "same-actor", "not-same-actor", "undo")
_ACTORS = ("speakers", "participants", "via")
_SPANS = ("cue", "content", "evidence")
_WORDS = ("act", "mode", "kind", "status", "date", "earliest", "latest", "place", "country", "name", "role")
#: Where a form may lead back to: an address of ours, never another host's.
_BACK = re.compile(r"/(?:ar|en)/[A-Za-z0-9._~/?&=%-]*")


@router.post("/{lang}/decide", response_class=RedirectResponse, status_code=303)
def take(asked: Question, form: Form) -> RedirectResponse:
    """Take a decision; the form's `back` is shown next."""
    asked.needs("reviewer")
    act, item = field_of(form, "act"), field_of(form, "item")
    if act not in _ACTS:
        raise HTTPException(422, f"no such decision: {act}")
    correction = None
    if act == "correct":
        field = field_of(form, "field")
        correction = (field, _value(asked, form, field))
    try:
        decision = decide(
            asked.desk.store, _who(asked, form), cast(DecisionAct, act), item,
            field_of(form, "other") or None, correction,
        )  # fmt: skip
    except Undecidable as error:
        raise HTTPException(422, str(error)) from error
    return _onwards(asked, form, decision)


@router.post("/{lang}/article/{name}/add", response_class=RedirectResponse, status_code=303)
def add_missed(asked: Question, form: Form, name: str) -> RedirectResponse:
    """Add a statement that the reader missed."""
    asked.needs("reviewer")
    record = _record(asked, name)
    cue, content = _span(form, "cue", record.text), _span(form, "content", record.text)
    try:
        fields = {
            "speakers": _actors(asked, form, "speakers", "speaker", name),
            "cue": cue,
            "content": content,
            "mode": field_of(form, "mode") or "indirect",
            "act": field_of(form, "statement_act") or None,
        }
        decision = add_item(asked.desk.store, _who(asked, form), name, "statement", fields)
    except Undecidable as error:
        raise HTTPException(422, str(error)) from error
    asked.desk.linking.decided(shows_at_once=False)
    words = decision.anchors[0].words
    return to(asked, f"/article/{name}", at=f"{words.start}-{words.end}")


def _who(asked: Asked, form: FormData) -> Who:
    return Who(asked.user.name, field_of(form, "why") or None)


def _onwards(asked: Asked, form: FormData, decision: Decision) -> RedirectResponse:
    asked.desk.linking.decided(shows_at_once=decision.act in _ACROSS)
    back = field_of(form, "back")
    if not _BACK.fullmatch(back):
        return to(asked, "/review", done=decision.id)
    back = re.sub(r"([?&])done=[^&]*&?", r"\1", back).rstrip("?&")
    return RedirectResponse(f"{back}{'&' if '?' in back else '?'}done={decision.id}", 303)


def _value(asked: Asked, form: FormData, field: str) -> Any:
    """The value of a correction, of the form that the field has."""
    if field in _ACTORS:
        return _actors(asked, form, "value", "named", field_of(form, "article"))
    if field == "topics":
        return [str(value) for value in form.getlist("value") if value]
    if field in _WORDS:
        return field_of(form, "value") or None
    if field == "negated":
        return field_of(form, "value") == "true"
    if field in _SPANS:
        return _span(form, "value", _record(asked, field_of(form, "article")).text)
    raise HTTPException(422, f"{field!r} cannot be corrected here; `mahdar decide correct` can")


def _span(form: FormData, name: str, text: str) -> dict[str, int]:
    """A span of a form: by its place, as selecting words gives it, or by exact words that stand once in the text."""
    start, end = field_of(form, f"{name}_start"), field_of(form, f"{name}_end")
    if start.isdecimal() and end.isdecimal():
        return {"start": int(start), "end": int(end)}
    words = field_of(form, f"{name}_words").replace("\r\n", "\n")
    times = text.count(words) if words else 0
    if times != 1:
        told = (
            "give the words"
            if not words
            else f"«{words}» stands {times} times in the text; give words that stand once"
        )
        raise HTTPException(422, f"{name}: {told}")
    at = text.index(words)
    return {"start": at, "end": at + len(words)}


def _actors(asked: Asked, form: FormData, name: str, words: str, article: str) -> list[str]:
    """The actors that a form chooses, and one it names by words of the article; none only where that is said.

    One who is not among the actors of the article is added to them, by a decision of its own.

    Raises:
        HTTPException: 422 where nothing is chosen and nobody is not told either.
        Undecidable: where the words name no one that can be added.
    """
    chosen = [str(value) for value in form.getlist(name) if value]
    if field_of(form, f"{words}_words") or field_of(form, f"{words}_start"):
        record = _record(asked, article)
        span = _span(form, words, record.text)
        told = record.text[span["start"] : span["end"]].strip()
        try:
            chosen.append(actor_named(told, record))
        except Unnamed:
            kind = field_of(form, f"{words}_kind") or "person"
            fields = {"kind": kind, "name": told, "mentions": [span]}
            chosen.append(add_item(asked.desk.store, _who(asked, form), article, "actor", fields).item)
    if not chosen and field_of(form, "nobody") != "yes":
        raise HTTPException(422, asked.words("article.which_speaker"))
    return list(dict.fromkeys(chosen))


def _record(asked: Asked, article: str) -> ArticleRecord:
    with asked.desk.store.reading() as connection:
        record = record_of(connection, article)
    if record is None:
        raise HTTPException(404, f"no article {article}")
    return record
