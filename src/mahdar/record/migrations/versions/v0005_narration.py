"""Narration: facts, figures and instruments in rows, and the organ that tells each item; indexes for questions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from mahdar.arabic.fold import fold

revision = "0005"
down_revision = "0004"

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_FIELDS = {
    "facts": ("act", "object", "place", "date", "phase"),
    "figures": ("quantity", "unit", "of", "direction", "period"),
    "instruments": ("name", "state"),
}
_NEEDED = {"act", "phase", "quantity", "name", "state"}
_AT_ONCE = 200


def upgrade() -> None:
    """Make the tables and fill them from the records that are kept."""
    made = {name: _narrated(name) for name in _FIELDS}
    made["involved"] = op.create_table(
        "involved",
        _article(),
        sa.Column("item", WORDS, primary_key=True),
        sa.Column("actor", WORDS, primary_key=True),
    )
    made["tellers"] = op.create_table(
        "tellers",
        _article(),
        sa.Column("item", WORDS, primary_key=True),
        sa.Column("organ", WORDS, nullable=False),
        sa.Column("folded", WORDS, nullable=False),
        sa.Column("side", WORDS),
    )
    op.create_index("involved_by_actor", "involved", ["actor"])
    op.create_index("tellers_by_side", "tellers", ["side", "article"])
    op.create_index("participants_by_actor", "participants", ["actor"])
    op.create_index("statements_by_encounter", "statements", ["encounter"])
    op.create_index("speakers_by_actor", "speakers", ["actor"])
    op.create_index("topics_by_topic", "topics", ["topic", "article", "item"])
    _fill(made)


def _article() -> sa.Column[int]:
    return sa.Column("article", sa.Integer, sa.ForeignKey("articles.number"), primary_key=True)


def _narrated(name: str) -> sa.Table:
    fields = [sa.Column(field, WORDS, nullable=field not in _NEEDED) for field in _FIELDS[name]]
    return op.create_table(
        name,
        _article(),
        sa.Column("id", WORDS, primary_key=True),
        *fields,
        sa.Column("words", WORDS, nullable=False),
        sa.Column("words_start", sa.Integer, nullable=False),
        sa.Column("words_end", sa.Integer, nullable=False),
    )


def _fill(made: dict[str, sa.Table]) -> None:
    connection = op.get_bind()
    kept = connection.execute(
        sa.text(
            "SELECT r.article, COALESCE(r.decided, r.machine) FROM records r "
            "JOIN articles a ON a.number = r.article AND a.sha256 = r.sha256 ORDER BY r.article"
        )
    )
    some: list[Any]
    while some := list(kept.fetchmany(_AT_ONCE)):
        rows: dict[str, list[dict[str, Any]]] = {name: [] for name in made}
        for article, whole in some:
            for name, row in _rows(article, whole):
                rows[name].append(row)
        for name, of_table in rows.items():
            if of_table:
                connection.execute(sa.insert(made[name]), of_table)


def _rows(article: int, whole: str) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        record = json.loads(whole)
    except ValueError:  # a damaged record; `mahdar verify` tells of it, a rebuild makes it anew
        return
    for name, fields in _FIELDS.items():
        for item in record.get(name, ()):
            span = item["span"]
            words = {"words": span["exact"], "words_start": span["start"], "words_end": span["end"]}
            told = {field: item.get(field) for field in fields}
            yield name, {"article": article, "id": item["id"], **told, **words}
            actors = item.get("actors") or item.get("parties") or [item.get("speaker")]
            for actor in dict.fromkeys(filter(None, actors)):
                yield "involved", {"article": article, "item": item["id"], "actor": actor}
    for name in ("encounters", "statements", "facts"):
        for item in record.get(name, ()):
            chain = item.get("told_by") or []
            if len(chain) > 1:
                organ, side = chain[-1]["name"], chain[-1].get("side")
                row = {"organ": organ, "folded": fold(organ).strip(), "side": side}
                yield "tellers", {"article": article, "item": item["id"], **row}
