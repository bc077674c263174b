"""Lines of the record as rows of a table that is taken away: columns by name, doubt in words, review state."""

from __future__ import annotations

from collections.abc import Iterable

from mahdar.comparing.words import Day, Met, Said, Who
from mahdar.model import Reason
from mahdar.record.searching import Found
from mahdar.web.language import Words
from mahdar.web.looking import State
from mahdar.web.takeaway import Row


def row_of(line: Said | Met | Found, w: Words, states: dict[str, State]) -> Row:
    """A line as a row: codes as codes, so that programs can read them, reasons in the language of the page."""
    match line:
        case Said():
            return _said(line, w, states)
        case Met():
            return _met(line, w)
        case Found():
            return {
                "id": line.id, "doc_id": line.doc_id, "outlet": line.outlet or "", "published": line.published or "",
                "title": line.title or "", "url": line.url or "",
                "words": line.snippet.exact if line.snippet else "",
            }  # fmt: skip


def _said(line: Said, w: Words, states: dict[str, State]) -> Row:
    at = line.words[0]
    return {
        "id": line.id, "date": _day(line.day), "date_basis": w.reason(line.day.basis or ""),
        "speakers": _names(line.speakers), "act": line.act or "", "negated": "yes" if line.negated else "",
        "content": line.content, "mode": line.mode, "words_of": line.words_of or "",
        "topics": ", ".join(line.topics), "target": line.target or "", "addressee": line.addressee or "",
        "via": _names(line.via), "told_by": line.teller.organ, "side": line.teller.side or "",
        "side_basis": w.reason(line.teller.basis or ""), "outlet": at.outlet or "",
        "published": at.published or "", "doc_id": at.doc_id, "article": at.article,
        "start": str(at.span.start), "end": str(at.span.end), "encounter": line.encounter or "",
        "doubt": _doubt(line.doubt, w), "state": states.get(line.id, "machine"),
    }  # fmt: skip


def _met(line: Met, w: Words) -> Row:
    return {
        "id": line.id, "kind": line.kind, "status": line.status, "date": line.day.date or "",
        "earliest": line.day.earliest or "", "latest": line.day.latest or "",
        "date_basis": w.reason(line.day.basis or ""), "participants": _names(line.participants),
        "place": line.place or "", "country": line.country or "", "topics": ", ".join(line.topics),
        "part_of": line.part_of or "", "reports": str(line.reports), "sources": str(line.sources),
        "conflicts": str(line.conflicts), "words": " ⁝ ".join(words.span.exact for words in line.words),
        "articles": ", ".join(words.article for words in line.words),
    }  # fmt: skip


def _names(actors: Iterable[Who]) -> str:
    return "؛ ".join(who.name for who in actors)


def _day(day: Day) -> str:
    return day.told if day.told != "unknown" else ""


def _doubt(reasons: Iterable[Reason], w: Words) -> str:
    return "؛ ".join(f"{w.label('field', r.field)}: {w.reason(r.words)}" for r in reasons)
