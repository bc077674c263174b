"""The tables of what stands across articles: made by linking from all of them, and kept ready for what is asked."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, func, literal_column

from mahdar.record.columns import WORDS, metadata

merged_encounters = Table(
    "merged_encounters",
    metadata,
    Column("id", WORDS, primary_key=True),
    Column("kind", WORDS, nullable=False),
    Column("date", WORDS),
    Column("place", WORDS),
    Column("country", WORDS),
    Column("whole", WORDS, nullable=False),
    Column("status", WORDS),
    Column("earliest", WORDS),
    Column("latest", WORDS),
    Column("part_of", WORDS),
    Column("sources", Integer),
)
"""`sources`: how many independent ones tell it."""
Index("merged_by_whole", merged_encounters.c.part_of)
_days = (merged_encounters.c[name] for name in ("date", "latest", "earliest"))
Index("merged_by_sources", merged_encounters.c.sources)
Index("merged_by_day", func.coalesce(*_days, literal_column("''")).desc(), merged_encounters.c.id)

merged_participants = Table("merged_participants", metadata, Column("merged", WORDS, primary_key=True),
                            Column("identity", WORDS, primary_key=True), Column("role", WORDS))  # fmt: skip
"""Who took part in a merged encounter, by identity."""
Index("merged_participants_by_identity", merged_participants.c.identity)

merged_topics = Table("merged_topics", metadata, Column("topic", WORDS, primary_key=True),
                      Column("merged", WORDS, primary_key=True))  # fmt: skip
"""Of what a report of a merged encounter tells."""

met = Table(
    "met",
    metadata,
    Column("a", WORDS, primary_key=True),
    Column("b", WORDS, primary_key=True),
    Column("counted", WORDS, primary_key=True),
    Column("merged", WORDS, primary_key=True),
)
"""Two of different countries who took part in one held encounter; `counted` is the visit it is part of, else itself."""
Index("met_by_other", met.c.b, met.c.a)

identities = Table(
    "identities",
    metadata,
    Column("id", WORDS, primary_key=True),
    Column("kind", WORDS, nullable=False),
    Column("name", WORDS, nullable=False),
    Column("country", WORDS),
    Column("qid", WORDS),
    Column("whole", WORDS, nullable=False),
    Column("terms", WORDS),
    Column("name_en", WORDS),
)
"""Actors across articles; `terms` are the search terms of the name."""
Index("identities_by_qid", identities.c.qid)
Index("identities_by_country", identities.c.country, identities.c.kind, identities.c.id)
Index("identities_by_terms", identities.c.terms, identities.c.id)

identity_members = Table("identity_members", metadata, Column("identity", WORDS, primary_key=True),
                         Column("actor", WORDS, primary_key=True))  # fmt: skip
"""Which actor of an article is which identity."""
Index("identity_members_by_actor", identity_members.c.actor)

identity_doubts = Table("identity_doubts", metadata, Column("a", WORDS, primary_key=True),
                        Column("b", WORDS, primary_key=True), Column("reason", WORDS, nullable=False))  # fmt: skip
"""Two identities that may be one, for a person to decide."""

spoken_for = Table(
    "spoken_for",
    metadata,
    Column("side", WORDS, primary_key=True),
    Column("article", Integer, primary_key=True, autoincrement=False),
    Column("statement", WORDS, primary_key=True),
)
"""Statements in which an institution of a side speaks itself, as linking tells institutions and sides."""

linked_texts = Table("linked_texts", metadata, Column("article_id", WORDS, primary_key=True),
                     Column("sha256", WORDS, nullable=False), Column("day", WORDS))  # fmt: skip
"""The texts that the passages were looked for in, with their days: what is new since then is found by them."""

reports = Table(
    "reports",
    metadata,
    Column("merged", WORDS, ForeignKey("merged_encounters.id"), primary_key=True),
    Column("doc_id", WORDS, primary_key=True),
    Column("encounter", WORDS, primary_key=True),
)
"""Which reports tell one real encounter."""
Index("reports_by_encounter", reports.c.encounter)

passages = Table(
    "passages",
    metadata,
    Column("id", WORDS, primary_key=True),
    Column("a", WORDS, nullable=False),
    Column("b", WORDS, nullable=False),
    Column("kind", WORDS, nullable=False),
    Column("whole", WORDS, nullable=False),
)
"""Text that two articles share; `a` and `b` are identifiers of articles."""
Index("passages_by_a", passages.c.a)
Index("passages_by_b", passages.c.b)

merged_redirects = Table(
    "merged_redirects", metadata, Column("old", WORDS, primary_key=True), Column("new", WORDS)
)
