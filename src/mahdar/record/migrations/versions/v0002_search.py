"""Search: terms of each article, indexed by FTS5 in SQLite and by a GIN index in PostgreSQL."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the table of terms and the database's own index of it."""
    op.create_table(
        "search",
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("terms", WORDS, nullable=False),
        sa.Column("places", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.number"]),
        sa.PrimaryKeyConstraint("article"),
    )
    if op.get_bind().dialect.name == "postgresql":
        # No parser and no dictionary: the terms are split and folded already, in the same way for either database.
        op.execute(
            "ALTER TABLE search ADD COLUMN vector tsvector "
            "GENERATED ALWAYS AS (array_to_tsvector(string_to_array(terms, ' '))) STORED"
        )
        op.execute("CREATE INDEX search_by_term ON search USING gin (vector)")
        return
    op.execute(
        "CREATE VIRTUAL TABLE search_index USING fts5"
        "(terms, content='search', content_rowid='article', detail=none, tokenize=\"ascii tokenchars '.,'\")"
    )
    op.execute(
        "CREATE TRIGGER search_indexed AFTER INSERT ON search BEGIN "
        "INSERT INTO search_index(rowid, terms) VALUES (new.article, new.terms); END"
    )
    op.execute(
        "CREATE TRIGGER search_forgotten AFTER DELETE ON search BEGIN "
        "INSERT INTO search_index(search_index, rowid, terms) VALUES ('delete', old.article, old.terms); END"
    )
