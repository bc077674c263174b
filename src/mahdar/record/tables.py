"""The tables of the record, the same in SQLite and PostgreSQL.

`articles`, `versions`, `deliveries` and `decisions` are what was given and cannot be made again; all others are made
from them, the reader and the knowledge. `number` of an article is where it lies in this store and is never exported.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    Table,
    func,
    literal_column,
)

from mahdar.record.across import (
    identities,
    identity_doubts,
    identity_members,
    linked_texts,
    merged_encounters,
    merged_participants,
    merged_redirects,
    merged_topics,
    met,
    passages,
    reports,
    spoken_for,
)
from mahdar.record.columns import WORDS, metadata

#: Numbers of 64 bits, which those of SQLite are by themselves.
LONG = BigInteger().with_variant(Integer(), "sqlite")

#: Tables of what stands across articles, told here too, and what all tables share.
__all__ = [
    "WORDS",
    "identities",
    "identity_doubts",
    "identity_members",
    "linked_texts",
    "merged_encounters",
    "merged_participants",
    "merged_redirects",
    "merged_topics",
    "met",
    "metadata",
    "passages",
    "reports",
    "spoken_for",
]


def _article(*, first: bool = True) -> Column[int]:
    return Column("article", Integer, ForeignKey("articles.number"), nullable=False, primary_key=first)


articles = Table(
    "articles",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("id", WORDS, nullable=False, unique=True),
    Column("outlet", WORDS),
    Column("address", WORDS, nullable=False),
    Column("sha256", WORDS, nullable=False),
    Column("published", WORDS),
)
"""An article: outlet and address (url, else doc_id); `sha256` and `published` are of its current version."""
Index("articles_by_day", articles.c.published, articles.c.id)

versions = Table(
    "versions",
    metadata,
    _article(),
    Column("sha256", WORDS, primary_key=True),
    Column("doc_id", WORDS, nullable=False),
    Column("outlet", WORDS),
    Column("url", WORDS),
    Column("title", WORDS),
    Column("author", WORDS),
    Column("published", WORDS),
    Column("updated", WORDS),
    Column("collected", WORDS),
    Column("text", WORDS, nullable=False),
    Column("found", WORDS),
)
"""A text of an article, never changed; `found` tells where each field was found in a page, as JSON."""
Index("versions_by_day", func.coalesce(versions.c.published, versions.c.collected))

deliveries = Table("deliveries", metadata, _article(), Column("sha256", WORDS, primary_key=True),
                   Column("told", WORDS, primary_key=True))  # fmt: skip
"""The same text delivered again with other dates, title or author: what was told of it then, as JSON."""

records = Table(
    "records",
    metadata,
    _article(),
    Column("sha256", WORDS, primary_key=True),
    Column("reader", WORDS, nullable=False),
    Column("knowledge", WORDS, nullable=False),
    Column("machine", WORDS, nullable=False),
    Column("decided", WORDS),
    ForeignKeyConstraint(["article", "sha256"], ["versions.article", "versions.sha256"]),
)
"""The article record of a version as JSON without its text: as read, and with decisions where there are any."""
Index("records_by_versions", records.c.reader, records.c.knowledge)

actors = Table(
    "actors",
    metadata,
    _article(),
    Column("id", WORDS, primary_key=True),
    Column("kind", WORDS, nullable=False),
    Column("name", WORDS, nullable=False),
    Column("role", WORDS),
    Column("country", WORDS),
    Column("name_en", WORDS),
    Column("canonical", WORDS),
    Column("qid", WORDS),
    Column("office", WORDS),
)

actor_names = Table(
    "actor_names",
    metadata,
    _article(),
    Column("actor", WORDS, primary_key=True),
    Column("folded", WORDS, primary_key=True),
)
"""Every name of an actor, folded: what `--actor` is compared with."""
Index("actor_names_by_name", actor_names.c.folded, actor_names.c.article)

mentions = Table(
    "mentions",
    metadata,
    _article(),
    Column("actor", WORDS, primary_key=True),
    Column("start", Integer, primary_key=True, autoincrement=False),
    Column("end", Integer, primary_key=True, autoincrement=False),
    Column("exact", WORDS, nullable=False),
)

encounters = Table(
    "encounters",
    metadata,
    _article(),
    Column("id", WORDS, primary_key=True),
    Column("kind", WORDS, nullable=False),
    Column("status", WORDS, nullable=False),
    Column("date", WORDS),
    Column("earliest", WORDS),
    Column("latest", WORDS),
    Column("place", WORDS),
    Column("country", WORDS),
    Column("level", WORDS),
    Column("format", WORDS),
    Column("evidence", WORDS, nullable=False),
    Column("evidence_start", Integer, nullable=False),
    Column("evidence_end", Integer, nullable=False),
    Column("state", WORDS, nullable=False),
)
"""Reports of encounters; `state` is machine, accepted, corrected or added."""

participants = Table("participants", metadata, _article(), Column("encounter", WORDS, primary_key=True),
                     Column("actor", WORDS, primary_key=True), Column("role", WORDS))  # fmt: skip

statements = Table(
    "statements",
    metadata,
    _article(),
    Column("id", WORDS, primary_key=True),
    Column("mode", WORDS, nullable=False),
    Column("act", WORDS),
    Column("negated", Boolean, nullable=False),
    Column("cue", WORDS, nullable=False),
    Column("cue_start", Integer, nullable=False),
    Column("cue_end", Integer, nullable=False),
    Column("content", WORDS, nullable=False),
    Column("content_start", Integer, nullable=False),
    Column("content_end", Integer, nullable=False),
    Column("target", WORDS),
    Column("encounter", WORDS),
    Column("state", WORDS, nullable=False),
)

Index("statements_by_act", statements.c.act, statements.c.article)
Index("statements_by_target", statements.c.target)

speakers = Table("speakers", metadata, _article(), Column("statement", WORDS, primary_key=True),
                 Column("actor", WORDS, primary_key=True), Column("part", WORDS, primary_key=True))  # fmt: skip
"""Who speaks, passes on or is addressed: `part` is speaker, via or addressee."""

Index("participants_by_actor", participants.c.actor)
Index("statements_by_encounter", statements.c.encounter)
Index("speakers_by_actor", speakers.c.actor)

tellers = Table(
    "tellers",
    metadata,
    _article(),
    Column("item", WORDS, primary_key=True),
    Column("organ", WORDS, nullable=False),
    Column("folded", WORDS, nullable=False),
    Column("side", WORDS),
)
"""The organ that tells an encounter, a statement or a fact, where the article names one: the last of its chain."""
Index("tellers_by_side", tellers.c.side, tellers.c.article, tellers.c.item)
Index("tellers_by_organ", tellers.c.folded)

facts = Table(
    "facts",
    metadata,
    _article(),
    Column("id", WORDS, primary_key=True),
    Column("act", WORDS, nullable=False),
    Column("object", WORDS),
    Column("place", WORDS),
    Column("date", WORDS),
    Column("phase", WORDS, nullable=False),
    Column("words", WORDS, nullable=False),
    Column("words_start", Integer, nullable=False),
    Column("words_end", Integer, nullable=False),
    Column("day", WORDS),
)
"""`day`: by which a fact stands in the order of time: as told, else of publication."""
Index("facts_by_day", func.coalesce(facts.c.day, literal_column("''")), facts.c.id)

figures = Table(
    "figures",
    metadata,
    _article(),
    Column("id", WORDS, primary_key=True),
    Column("quantity", WORDS, nullable=False),
    Column("unit", WORDS),
    Column("of", WORDS),
    Column("direction", WORDS),
    Column("period", WORDS),
    Column("words", WORDS, nullable=False),
    Column("words_start", Integer, nullable=False),
    Column("words_end", Integer, nullable=False),
)

instruments = Table(
    "instruments",
    metadata,
    _article(),
    Column("id", WORDS, primary_key=True),
    Column("name", WORDS, nullable=False),
    Column("state", WORDS, nullable=False),
    Column("words", WORDS, nullable=False),
    Column("words_start", Integer, nullable=False),
    Column("words_end", Integer, nullable=False),
)
Index("instruments_by_name", instruments.c.name, instruments.c.article)

involved = Table("involved", metadata, _article(), Column("item", WORDS, primary_key=True),
                 Column("actor", WORDS, primary_key=True))  # fmt: skip
"""Whom a fact is about, who tells a figure, and who the parties of an instrument are."""
Index("involved_by_actor", involved.c.actor)

topics = Table(
    "topics", metadata, _article(), Column("item", WORDS, primary_key=True), Column("topic", WORDS, primary_key=True)
)  # fmt: skip

Index("topics_by_topic", topics.c.topic, topics.c.article, topics.c.item)

items = Table("items", metadata, Column("id", WORDS, primary_key=True), _article(first=False),
              Column("kind", WORDS, nullable=False))  # fmt: skip
"""Where an actor, an encounter or a statement is found by its identifier."""
Index("items_by_article", items.c.article)

redirects = Table("redirects", metadata, Column("old", WORDS, primary_key=True), Column("new", WORDS),
                  _article(first=False))  # fmt: skip
"""Identifiers that the machine no longer gives, and what stands for them now, if anything does."""
Index("redirects_by_new", redirects.c.new)
Index("redirects_by_article", redirects.c.article)

decisions = Table(
    "decisions",
    metadata,
    Column("id", WORDS, primary_key=True),
    Column("order", Integer, nullable=False),
    Column("act", WORDS, nullable=False),
    Column("item", WORDS, nullable=False),
    Column("other", WORDS),
    Column("field", WORDS),
    Column("value", WORDS),
    Column("by", WORDS, nullable=False),
    Column("at", WORDS, nullable=False),
    Column("why", WORDS),
    Column("whole", WORDS, nullable=False),
)
"""The ledger: lines are added and never changed; `whole` is the decision as JSON with the items it is about."""
Index("decisions_in_order", decisions.c.order, decisions.c.id)

decided_articles = Table("decided_articles", metadata, Column("article_id", WORDS, primary_key=True),
                         Column("decision", WORDS, ForeignKey("decisions.id"), primary_key=True))  # fmt: skip
"""Which decisions are about an article, by its identifier; the article may come in later."""

standing = Table(
    "standing",
    metadata,
    Column("article_id", WORDS, primary_key=True),
    Column("decision", WORDS, ForeignKey("decisions.id"), primary_key=True),
    Column("state", WORDS, nullable=False),
    Column("item", WORDS),
    Column("other", WORDS),
    Column("reason", WORDS),
)
"""What came of a decision in an article's current version: applied, idle or set-aside, to which item, and why."""

settings = Table(
    "settings", metadata, Column("name", WORDS, primary_key=True), Column("value", WORDS, nullable=False)
)
"""What the store must remember of itself: how its search was made, how far a rebuild has come."""

search = Table(
    "search",
    metadata,
    _article(),
    Column("terms", WORDS, nullable=False),
    Column("places", LargeBinary, nullable=False),
)
"""The text of each current version as search terms, and where in it each stands; the indexes are made of `terms`."""

lines = Table(
    "lines",
    metadata,
    Column("line", LONG, primary_key=True, autoincrement=False),
    _article(first=False),
    Column("item", WORDS, nullable=False),
    Column("terms", WORDS, nullable=False),
)
"""The words of each statement and encounter as search terms; `line` is the article's number and the item's in it."""
Index("lines_by_article", lines.c.article)

DERIVED = (
    lines,
    actor_names,
    mentions,
    participants,
    speakers,
    tellers,
    involved,
    facts,
    figures,
    instruments,
    topics,
    actors,
    encounters,
    statements,
    items,
)
"""Tables with rows of one article's current record, in an order in which they may be emptied."""
