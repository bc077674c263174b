"""Lines: the words of each statement and encounter as search terms, and those of the names of identities, indexed."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from operator import itemgetter
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
LONG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_ROOM = 1 << 24
_AT_ONCE = 200
_VECTOR = (
    "ADD COLUMN vector tsvector GENERATED ALWAYS AS (array_to_tsvector(string_to_array(terms, ' '))) STORED"
)


def upgrade() -> None:
    """Make the table and its index, fill it from the terms that are kept; names get theirs by the next linking."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    keys = () if postgresql else (sa.ForeignKeyConstraint(["article"], ["articles.number"]),)
    lines = op.create_table(
        "lines",
        sa.Column("line", LONG, primary_key=True, autoincrement=False),
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("item", WORDS, nullable=False),
        sa.Column("terms", WORDS, nullable=False),
        *keys,
    )
    op.create_index("lines_by_article", "lines", ["article"])
    op.add_column("identities", sa.Column("terms", WORDS))
    op.create_index("identities_by_terms", "identities", ["terms", "id"])
    op.execute("DELETE FROM settings WHERE name = 'links'")
    if postgresql:
        _fill(lines)
        for table in ("lines", "identities"):
            op.execute(f"ALTER TABLE {table} {_VECTOR}")
            op.execute(f"CREATE INDEX {table}_by_term ON {table} USING gin (vector)")
        return
    op.execute(
        "CREATE VIRTUAL TABLE lines_index USING fts5"
        "(terms, content='lines', content_rowid='line', detail=none, tokenize=\"ascii tokenchars '.,'\")"
    )
    op.execute(
        "CREATE TRIGGER lines_indexed AFTER INSERT ON lines BEGIN "
        "INSERT INTO lines_index(rowid, terms) VALUES (new.line, new.terms); END"
    )
    op.execute(
        "CREATE TRIGGER lines_forgotten AFTER DELETE ON lines BEGIN "
        "INSERT INTO lines_index(lines_index, rowid, terms) VALUES ('delete', old.line, old.terms); END"
    )
    _fill(lines)


def _fill(lines: sa.Table) -> None:
    connection = op.get_bind()
    last = connection.scalar(sa.text("SELECT max(article) FROM search")) or 0
    for first in range(0, last + 1, _AT_ONCE):
        some = {"first": first, "last": first + _AT_ONCE - 1}
        rows = _lines(connection, some)
        if rows:
            connection.execute(sa.insert(lines), rows)


def _lines(connection: sa.Connection, some: dict[str, int]) -> list[dict[str, Any]]:
    between = "WHERE article BETWEEN :first AND :last"
    spans: dict[int, list[tuple[str, tuple[int, ...]]]] = {}
    for article, *told in connection.execute(
        sa.text(
            f"SELECT article, id, cue_start, cue_end, content_start, content_end FROM statements {between}"
        ),
        some,
    ):
        spans.setdefault(article, []).append((told[0], tuple(told[1:])))
    for article, *told in connection.execute(
        sa.text(f"SELECT article, id, evidence_start, evidence_end FROM encounters {between}"), some
    ):
        spans.setdefault(article, []).append((told[0], tuple(told[1:])))
    rows = []
    for article, terms, kept in connection.execute(
        sa.text(f"SELECT article, terms, places FROM search {between}"), some
    ):
        words = terms.split(" ") if terms else []
        places = array("I", bytes(kept))
        starts, ends = places[::2], places[1::2]
        for number, (item, limits) in enumerate(sorted(spans.get(article, ()), key=itemgetter(0))):
            parts = (
                " ".join(words[bisect_right(ends, first) : bisect_left(starts, end)])
                for first, end in zip(limits[::2], limits[1::2], strict=True)
            )
            line = {"line": article * _ROOM + number, "article": article, "item": item}
            rows.append({**line, "terms": " | ".join(filter(None, parts))})
    return rows
