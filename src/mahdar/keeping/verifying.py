"""Re-check a record against its own text: spans, hash, identifiers. Nothing is mended."""

from __future__ import annotations

from collections.abc import Iterator

from mahdar.model import Article, ArticleRecord

#: Words of a wrong span that a message shows, in code points.
_SHOWN = 80


def faults_of(record: ArticleRecord) -> Iterator[str]:
    """What does not hold in an article record, in words; nothing where all of it does.

    Every span must give its exact words, the hash must be the text's, identifiers must be unique, and each speaker,
    intermediary and participant must be an actor of the record.
    """
    computed = Article(doc_id=record.doc_id, text=record.text).sha256
    if computed != record.sha256:
        yield f"sha256: {record.sha256} is not the text's, {computed}"
    for path, span in record.spans():
        if not span.holds_in(record.text):
            stands = record.text[max(span.start, 0) : max(span.end, 0)][:_SHOWN]
            place = f"[{span.start}, {span.end})"
            yield f"{path}: «{span.exact[:_SHOWN]}» does not stand at {place}: there stands «{stands}»"
    yield from _identifiers(record)


def _identifiers(record: ArticleRecord) -> Iterator[str]:
    for name in ("actors", "encounters", "statements", "facts", "figures", "instruments"):
        seen: set[str] = set()
        for i, item in enumerate(getattr(record, name)):
            if item.id in seen:
                yield f"{name}[{i}].id: {item.id!r} stands twice"
            seen.add(item.id)
    actors = {actor.id for actor in record.actors}
    for i, encounter in enumerate(record.encounters):
        for actor in encounter.participants:
            if actor not in actors:
                yield f"encounters[{i}].participants: no actor {actor!r}"
    for i, statement in enumerate(record.statements):
        for field in ("speakers", "via"):
            for actor in getattr(statement, field):
                if actor not in actors:
                    yield f"statements[{i}].{field}: no actor {actor!r}"
