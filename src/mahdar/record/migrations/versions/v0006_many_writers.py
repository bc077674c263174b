"""Many writers and large records: numbers that are drawn, and the indexes that questions to many articles need."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

#: Rows that are made from one article alone, by the transaction that holds it: a key of each row to its article would
#: be looked up a hundred times an article. `mahdar verify` finds rows without one.
_MADE_FROM_ONE = (
    "actor_names", "mentions", "participants", "speakers", "tellers", "involved", "facts", "figures", "instruments",
    "topics", "actors", "encounters", "statements", "items", "search",
)  # fmt: skip


def upgrade() -> None:
    """Make the indexes; in PostgreSQL also what numbers are drawn from, after those that are taken."""
    op.add_column("merged_encounters", sa.Column("sources", sa.Integer()))
    _count_sources()
    op.create_index("identities_by_qid", "identities", ["qid"])
    op.create_index("identities_by_country", "identities", ["country", "kind", "id"])
    op.create_index("statements_by_act", "statements", ["act", "article"])
    op.create_index("statements_by_target", "statements", ["target"])
    op.create_index("tellers_by_organ", "tellers", ["folded"])
    op.create_index("merged_by_whole", "merged_encounters", ["part_of"])
    op.create_index("versions_by_day", "versions", [sa.text("coalesce(published, collected)")])
    op.create_index(
        "merged_by_day", "merged_encounters", [sa.text("coalesce(date, latest, earliest, '') DESC"), "id"]
    )
    if op.get_bind().dialect.name == "postgresql":
        _in_postgresql()


def _count_sources() -> None:
    """Fill in how many sources tell each encounter, from the encounters that are kept whole."""
    connection = op.get_bind()
    kept = connection.execute(sa.text("SELECT id, whole FROM merged_encounters"))
    counted = [
        {"name": name, "number": number} for name, whole in kept if (number := _sources(whole)) is not None
    ]
    if counted:
        connection.execute(
            sa.text("UPDATE merged_encounters SET sources = :number WHERE id = :name"), counted
        )


def _sources(whole: str) -> int | None:
    try:
        return len(json.loads(whole).get("sources", ()))
    except ValueError:  # damaged; linking makes it anew
        return None


def _in_postgresql() -> None:
    op.execute("CREATE SEQUENCE article_numbers AS integer OWNED BY articles.number")
    op.execute("SELECT setval('article_numbers', coalesce(max(number), 0) + 1, false) FROM articles")
    for table in _MADE_FROM_ONE:
        op.drop_constraint(f"{table}_article_fkey", table, type_="foreignkey")
    # SQLite reads an index backwards with what has no day last; PostgreSQL must be told so.
    op.execute("CREATE INDEX articles_latest ON articles (published DESC NULLS LAST, id DESC)")
    # Names that end in the words asked for are found by their ends, turned round.
    op.execute("CREATE INDEX actor_names_by_end ON actor_names (reverse(folded))")
