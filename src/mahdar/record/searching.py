"""Search over folded, clitic-stripped text: the same hits from SQLite and PostgreSQL, with exact places in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    cast,
    column,
    func,
    literal_column,
    or_,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from mahdar.arabic.fold import fold
from mahdar.model import Span
from mahdar.record import tables
from mahdar.record.identity import is_storable
from mahdar.record.terms import Analysis, places_of

_PHRASE = re.compile(r'"([^"]*)"')
#: Code points of the text shown around the first hit.
_AROUND = 70
_HITS_SHOWN = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is looked for: words and phrases that must all stand in an article, and filters it must pass.

    Attributes:
        words: words and "phrases in quotation marks"; none: every article that passes the filters.
        outlet: the article's outlet.
        actor: a name, alias or identifier; where `kind`, `act` or `topic` is given too, they must be of one item.
        since, until: days of publication, both included.
        kind: kind of an encounter told in the article.
        act: act of a statement in it.
        topic: topic of a statement or an encounter in it.
    """

    words: str = ""
    outlet: str | None = None
    actor: str | None = None
    since: str | None = None
    until: str | None = None
    kind: str | None = None
    act: str | None = None
    topic: str | None = None
    limit: int = 20
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """An article found: what it is, where the words stand in its text, and a part of it around the first."""

    id: str
    doc_id: str
    outlet: str | None
    published: str | None
    title: str | None
    url: str | None
    hits: tuple[Span, ...]
    snippet: Span | None


@dataclass(frozen=True, slots=True)
class Asked:
    """Words of a query as terms: each group is a phrase of one term or more."""

    phrases: tuple[tuple[str, ...], ...] = field(default=())

    @property
    def terms(self) -> tuple[str, ...]:
        """All terms, each once."""
        return tuple(dict.fromkeys(term for phrase in self.phrases for term in phrase))


def asked(words: str, analysis: Analysis) -> Asked:
    """The terms of a query, made by what made those of the texts."""
    folded = fold(words)
    phrases = [analysis.of_text(phrase).words.split() for phrase in _PHRASE.findall(folded)]
    single = [[term] for term in analysis.of_text(_PHRASE.sub(" ", folded)).words.split()]
    return Asked(tuple(dict.fromkeys(tuple(phrase) for phrase in phrases + single if phrase)))


def search(connection: Connection, query: Query, analysis: Analysis) -> list[Found]:
    """The articles that match, the latest published first, with the places of the words in their texts."""
    wanted = asked(query.words, analysis)
    if _in_vain(query, wanted):
        return []
    articles, versions = tables.articles, tables.versions
    every = select(articles.c.number, articles.c.published, articles.c.id)
    chosen = _narrowed(connection, every, query, wanted)
    chosen = chosen.order_by(func.coalesce(articles.c.published, "").desc(), articles.c.id)
    best = chosen.limit(query.limit).offset(query.offset).subquery()
    rows = connection.execute(
        select(versions, articles.c.id, tables.search.c.terms, tables.search.c.places)
        .join(best, best.c.number == versions.c.article)
        .join(articles, and_(articles.c.number == versions.c.article, articles.c.sha256 == versions.c.sha256))
        .join(tables.search, tables.search.c.article == versions.c.article)
        .order_by(func.coalesce(best.c.published, "").desc(), best.c.id)
    )
    return [_found(row, wanted) for row in rows]


def matching(connection: Connection, query: Query, analysis: Analysis) -> list[str]:
    """Identifiers of all articles that match, whatever the limit."""
    wanted = asked(query.words, analysis)
    if _in_vain(query, wanted):
        return []
    chosen = _narrowed(connection, select(tables.articles.c.id), query, wanted)
    return sorted(connection.execute(chosen).scalars())


def count(connection: Connection, query: Query, analysis: Analysis) -> int:
    """How many articles match, beyond those that `search` gives at once."""
    wanted = asked(query.words, analysis)
    if _in_vain(query, wanted):
        return 0
    chosen = _narrowed(connection, select(tables.articles.c.number), query, wanted)
    return connection.scalar(select(func.count()).select_from(chosen.subquery())) or 0


def lines_with(connection: Connection, *phrases: tuple[str, ...]) -> Select[Any]:
    """The lines that hold all of some phrases of terms, each by article and item."""
    lines = tables.lines
    terms = Asked(phrases).terms
    chosen = select(lines.c.article, lines.c.item).where(_has_terms(connection, lines, lines.c.line, terms))
    longer = (phrase for phrase in phrases if len(phrase) > 1)
    return chosen.where(*(_has_phrase(connection, lines.c.terms, phrase) for phrase in longer))


def names_with(connection: Connection, phrase: tuple[str, ...]) -> Select[Any]:
    """The identities in whose names a phrase of terms stands."""
    known = tables.identities
    chosen = select(known.c.id).where(_has_phrase(connection, known.c.terms, phrase))
    if connection.dialect.name == "sqlite":
        return chosen
    return chosen.where(_has_terms(connection, known, known.c.id, phrase))


def _has_terms(
    connection: Connection, held: Table, number: ColumnElement[Any], terms: Iterable[str]
) -> ColumnElement[bool]:
    """That a row has all of some terms, by the database's own index of its table."""
    if connection.dialect.name == "sqlite":
        index = table(f"{held.name}_index", column("rowid"), column(f"{held.name}_index"))
        wanted = " AND ".join(f'"{term}"' for term in terms)
        return number.in_(select(index.c.rowid).where(index.c[f"{held.name}_index"].op("MATCH")(wanted)))
    quoted = " & ".join("'" + term + "'" for term in terms)
    vector: ColumnElement[Any] = literal_column(f"{held.name}.vector")
    return vector.op("@@", is_comparison=True)(cast(quoted, TSQUERY))


def _has_phrase(
    connection: Connection, terms: ColumnElement[Any], phrase: tuple[str, ...]
) -> ColumnElement[bool]:
    """That terms follow one another in a column of terms."""
    padded = literal_column("' '").concat(terms).concat(literal_column("' '"))
    place = func.instr if connection.dialect.name == "sqlite" else func.strpos
    return place(padded, f" {' '.join(phrase)} ") > 0


def _in_vain(query: Query, wanted: Asked) -> bool:
    """Whether nothing can match: words without a letter, or a filter that no text of a record can hold."""
    filters = (query.outlet, query.actor, query.since, query.until, query.kind, query.act, query.topic)
    return bool(query.words.strip() and not wanted.phrases) or not all(map(is_storable, filters))


def _narrowed(connection: Connection, chosen: Select[Any], query: Query, wanted: Asked) -> Select[Any]:
    articles, index = tables.articles, tables.search
    if wanted.phrases:
        phrases = [phrase for phrase in wanted.phrases if len(phrase) > 1]
        if (
            phrases or connection.dialect.name != "sqlite"
        ):  # SQLite's index of terms gives the number by itself
            chosen = chosen.join(index, index.c.article == articles.c.number)
        chosen = chosen.where(_has_terms(connection, index, articles.c.number, wanted.terms))
        chosen = chosen.where(*(_has_phrase(connection, index.c.terms, phrase) for phrase in phrases))
    if query.outlet:
        chosen = chosen.where(articles.c.outlet == query.outlet)
    day = func.substr(articles.c.published, 1, 10)
    if query.since:
        chosen = chosen.where(articles.c.published >= query.since)
    if query.until:
        chosen = chosen.where(day <= query.until)
    items = _items(query)
    return chosen if items is None else chosen.where(items)


def _items(query: Query) -> ColumnElement[bool] | None:
    """That an article holds an item which passes all filters on items."""
    number = tables.articles.c.number
    if query.actor and not (query.kind or query.act or query.topic):
        return number.in_(_of_actor(query.actor))
    ways = []
    if not query.kind and (query.act or query.topic):
        ways.append(number.in_(_statements(query)))
    if not query.act and (query.kind or query.topic):
        ways.append(number.in_(_encounters(query)))
    if query.kind and query.act:
        return and_(number.in_(_statements(query)), number.in_(_encounters(query)))
    return or_(*ways) if ways else None


def _of_actor(actor: str) -> Select[Any]:
    names = tables.actor_names
    return select(names.c.article).where(names.c.folded == fold(actor).strip())


def _statements(query: Query) -> Select[Any]:
    statements, speakers = tables.statements, tables.speakers
    chosen = select(statements.c.article)
    if query.act:
        chosen = chosen.where(statements.c.act == query.act)
    if query.actor:
        chosen = chosen.join(
            speakers,
            and_(speakers.c.article == statements.c.article, speakers.c.statement == statements.c.id),
        )
        chosen = chosen.where(_is(speakers.c.article, speakers.c.actor, query.actor))
    return _on_topic(chosen, statements.c.article, statements.c.id, query)


def _encounters(query: Query) -> Select[Any]:
    encounters, parties = tables.encounters, tables.participants
    chosen = select(encounters.c.article)
    if query.kind:
        chosen = chosen.where(encounters.c.kind == query.kind)
    if query.actor:
        chosen = chosen.join(
            parties, and_(parties.c.article == encounters.c.article, parties.c.encounter == encounters.c.id)
        )
        chosen = chosen.where(_is(parties.c.article, parties.c.actor, query.actor))
    return _on_topic(chosen, encounters.c.article, encounters.c.id, query)


def _is(article: ColumnElement[Any], actor: ColumnElement[Any], named: str) -> ColumnElement[bool]:
    names = tables.actor_names
    same = (names.c.article == article, names.c.actor == actor, names.c.folded == fold(named).strip())
    return select(names.c.article).where(*same).exists()


def _on_topic(
    chosen: Select[Any], article: ColumnElement[Any], item: ColumnElement[Any], query: Query
) -> Select[Any]:
    topics = tables.topics
    if not query.topic:
        return chosen
    return chosen.join(topics, and_(topics.c.article == article, topics.c.item == item)).where(
        topics.c.topic == query.topic
    )


def _found(row: Any, wanted: Asked) -> Found:
    terms, places = row.terms.split(" ") if row.terms else [], places_of(row.places)
    hits = tuple(
        Span.of(row.text, places[i][0], places[i + length - 1][1]) for i, length in _hits(terms, wanted)
    )
    return Found(
        row.id,
        row.doc_id,
        row.outlet,
        row.published,
        row.title,
        row.url,
        hits,
        _snippet(row.text, places, hits),
    )


def _hits(terms: list[str], wanted: Asked) -> list[tuple[int, int]]:
    """First term and length of each hit, in order."""
    firsts: dict[str, list[tuple[str, ...]]] = {}
    for phrase in wanted.phrases:
        firsts.setdefault(phrase[0], []).append(phrase)
    hits = []
    for i, term in enumerate(terms):
        for phrase in firsts.get(term, ()):
            if tuple(terms[i : i + len(phrase)]) == phrase:
                hits.append((i, len(phrase)))
                break
        if len(hits) == _HITS_SHOWN:
            break
    return hits


def _snippet(words: str, places: list[tuple[int, int]], hits: tuple[Span, ...]) -> Span | None:
    """Whole words around the first hit, or from the beginning where none is asked for."""
    if not places:
        return None
    middle = hits[0].start if hits else 0
    end_of_hit = hits[0].end if hits else 0
    start = next((a for a, _ in places if a >= middle - _AROUND), middle)
    end = max((b for _, b in places if b <= end_of_hit + _AROUND), default=end_of_hit)
    return Span.of(words, start, max(end, start + 1))
