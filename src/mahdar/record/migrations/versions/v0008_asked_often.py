"""What is asked often is kept ready: who met whom, topics, days of facts, for which side is spoken; with indexes."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

_WHO_MET = """
INSERT INTO met (a, b, counted, merged)
SELECT one.identity, other.identity, coalesce(m.part_of, m.id), m.id
FROM merged_encounters m
JOIN merged_participants one ON one.merged = m.id
JOIN merged_participants other ON other.merged = m.id AND other.identity > one.identity
JOIN identities of_one ON of_one.id = one.identity
JOIN identities of_other ON of_other.id = other.identity
WHERE m.status = 'held' AND of_one.country <> '' AND of_other.country <> '' AND of_one.country <> of_other.country
"""
_TOPICS = """
INSERT INTO merged_topics (topic, merged)
SELECT DISTINCT topics.topic, reports.merged FROM reports JOIN topics ON topics.item = reports.encounter
"""
_SPOKEN_FOR = """
INSERT INTO spoken_for (side, article, statement)
SELECT DISTINCT i.country, s.article, s.statement
FROM identities i JOIN identity_members m ON m.identity = i.id JOIN speakers s ON s.actor = m.actor
WHERE i.kind = 'institution' AND i.country IS NOT NULL AND s.part = 'speaker'
"""
_DAYS = """
UPDATE facts SET day = coalesce(
    date, (SELECT substr(published, 1, 10) FROM articles WHERE articles.number = facts.article)
)
"""


def upgrade() -> None:
    """Make and fill them from what is stored."""
    op.create_table(
        "met", *(sa.Column(name, WORDS, primary_key=True) for name in ("a", "b", "counted", "merged"))
    )
    op.execute(_WHO_MET)
    op.create_index("met_by_other", "met", ["b", "a"])
    op.create_table(
        "merged_topics", *(sa.Column(name, WORDS, primary_key=True) for name in ("topic", "merged"))
    )
    op.execute(_TOPICS)
    op.create_table(
        "spoken_for",
        sa.Column("side", WORDS, primary_key=True),
        sa.Column("article", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("statement", WORDS, primary_key=True),
    )
    op.execute(_SPOKEN_FOR)
    op.add_column("facts", sa.Column("day", WORDS))
    op.execute(_DAYS)
    op.create_index("facts_by_day", "facts", [sa.text("coalesce(day, '')"), "id"])
    op.add_column("identities", sa.Column("name_en", WORDS))
    _name_in_english()
    op.create_index("instruments_by_name", "instruments", ["name", "article"])
    op.create_index("merged_by_sources", "merged_encounters", ["sources"])
    op.drop_index("tellers_by_side", "tellers")
    op.create_index("tellers_by_side", "tellers", ["side", "article", "item"])


def _name_in_english() -> None:
    """Fill in the English names of actors from the identities that are kept whole."""
    connection = op.get_bind()
    # Most actors have none.
    kept = connection.execute(
        sa.text("SELECT id, whole FROM identities WHERE whole NOT LIKE :none"), {"none": '%"name_en":null%'}
    )
    named = [{"name": name, "english": english} for name, whole in kept if (english := _english(whole))]
    if named:
        connection.execute(sa.text("UPDATE identities SET name_en = :english WHERE id = :name"), named)


def _english(whole: str) -> str | None:
    try:
        told: str | None = json.loads(whole).get("name_en")
    except ValueError:  # damaged; linking makes it anew
        return None
    return told
