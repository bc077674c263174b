"""Articles and versions, article records whole and in rows, the ledger of decisions, what stands across articles."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables and views."""
    _articles()
    _found()
    _decisions()
    _across()
    _append_only()
    for name, query in VIEWS.items():
        op.execute(f"CREATE VIEW {name} AS {query.replace('LIST_OF', _list_of())}")


def _list_of() -> str:
    return "string_agg" if op.get_bind().dialect.name == "postgresql" else "group_concat"


def _articles() -> None:
    op.create_table(
        "articles",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("outlet", WORDS),
        sa.Column("address", WORDS, nullable=False),
        sa.Column("sha256", WORDS, nullable=False),
        sa.Column("published", WORDS),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("articles_by_day", "articles", ["published", "id"])
    op.create_table(
        "versions",
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("sha256", WORDS, nullable=False),
        sa.Column("doc_id", WORDS, nullable=False),
        sa.Column("outlet", WORDS),
        sa.Column("url", WORDS),
        sa.Column("title", WORDS),
        sa.Column("author", WORDS),
        sa.Column("published", WORDS),
        sa.Column("updated", WORDS),
        sa.Column("collected", WORDS),
        sa.Column("text", WORDS, nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.number"]),
        sa.PrimaryKeyConstraint("article", "sha256"),
    )
    op.create_table(
        "deliveries",
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("sha256", WORDS, nullable=False),
        sa.Column("told", WORDS, nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.number"]),
        sa.PrimaryKeyConstraint("article", "sha256", "told"),
    )
    op.create_table(
        "records",
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("sha256", WORDS, nullable=False),
        sa.Column("reader", WORDS, nullable=False),
        sa.Column("knowledge", WORDS, nullable=False),
        sa.Column("machine", WORDS, nullable=False),
        sa.Column("decided", WORDS),
        sa.ForeignKeyConstraint(["article", "sha256"], ["versions.article", "versions.sha256"]),
        sa.ForeignKeyConstraint(["article"], ["articles.number"]),
        sa.PrimaryKeyConstraint("article", "sha256"),
    )
    op.create_index("records_by_versions", "records", ["reader", "knowledge"])
    op.create_table(
        "settings",
        sa.Column("name", WORDS, nullable=False),
        sa.Column("value", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )


def _found() -> None:
    op.create_table(
        "actor_names",
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("actor", WORDS, nullable=False),
        sa.Column("folded", WORDS, nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.number"]),
        sa.PrimaryKeyConstraint("article", "actor", "folded"),
    )
    op.create_index("actor_names_by_name", "actor_names", ["folded", "article"])
    op.create_table(
        "actors",
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("role", WORDS),
        sa.Column("country", WORDS),
        sa.Column("name_en", WORDS),
        sa.Column("canonical", WORDS),
        sa.Column("qid", WORDS),
        sa.Column("office", WORDS),
        sa.ForeignKeyConstraint(["article"], ["articles.number"]),
        sa.PrimaryKeyConstraint("article", "id"),
    )
    op.create_table(
        "encounters",
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("status", WORDS, nullable=False),
        sa.Column("date", WORDS),
        sa.Column("earliest", WORDS),
        sa.Column("latest", WORDS),
        sa.Column("place", WORDS),
        sa.Column("country", WORDS),
        sa.Column("level", WORDS),
        sa.Column("format", WORDS),
        sa.Column("evidence", WORDS, nullable=False),
        sa.Column("evidence_start", sa.Integer(), nullable=False),
        sa.Column("evidence_end", sa.Integer(), nullable=False),
        sa.Column("state", WORDS, nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.number"]),
        sa.PrimaryKeyConstraint("article", "id"),
    )
    op.create_table(
        "items",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.number"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("items_by_article", "items", ["article"])
    op.create_table(
        "mentions",
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("actor", WORDS, nullable=False),
        sa.Column("start", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("end", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("exact", WORDS, nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.number"]),
        sa.PrimaryKeyConstraint("article", "actor", "start", "end"),
    )
    op.create_table(
        "participants",
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("encounter", WORDS, nullable=False),
        sa.Column("actor", WORDS, nullable=False),
        sa.Column("role", WORDS),
        sa.ForeignKeyConstraint(["article"], ["articles.number"]),
        sa.PrimaryKeyConstraint("article", "encounter", "actor"),
    )
    op.create_table(
        "speakers",
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("statement", WORDS, nullable=False),
        sa.Column("actor", WORDS, nullable=False),
        sa.Column("part", WORDS, nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.number"]),
        sa.PrimaryKeyConstraint("article", "statement", "actor", "part"),
    )
    op.create_table(
        "statements",
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("mode", WORDS, nullable=False),
        sa.Column("act", WORDS),
        sa.Column("negated", sa.Boolean(), nullable=False),
        sa.Column("cue", WORDS, nullable=False),
        sa.Column("cue_start", sa.Integer(), nullable=False),
        sa.Column("cue_end", sa.Integer(), nullable=False),
        sa.Column("content", WORDS, nullable=False),
        sa.Column("content_start", sa.Integer(), nullable=False),
        sa.Column("content_end", sa.Integer(), nullable=False),
        sa.Column("target", WORDS),
        sa.Column("encounter", WORDS),
        sa.Column("state", WORDS, nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.number"]),
        sa.PrimaryKeyConstraint("article", "id"),
    )
    op.create_table(
        "topics",
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("item", WORDS, nullable=False),
        sa.Column("topic", WORDS, nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.number"]),
        sa.PrimaryKeyConstraint("article", "item", "topic"),
    )


def _decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("order", sa.Integer(), nullable=False),
        sa.Column("act", WORDS, nullable=False),
        sa.Column("item", WORDS, nullable=False),
        sa.Column("other", WORDS),
        sa.Column("field", WORDS),
        sa.Column("value", WORDS),
        sa.Column("by", WORDS, nullable=False),
        sa.Column("at", WORDS, nullable=False),
        sa.Column("why", WORDS),
        sa.Column("whole", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("decisions_in_order", "decisions", ["order", "id"])
    op.create_table(
        "decided_articles",
        sa.Column("article_id", WORDS, nullable=False),
        sa.Column("decision", WORDS, nullable=False),
        sa.ForeignKeyConstraint(["decision"], ["decisions.id"]),
        sa.PrimaryKeyConstraint("article_id", "decision"),
    )
    op.create_table(
        "standing",
        sa.Column("article_id", WORDS, nullable=False),
        sa.Column("decision", WORDS, nullable=False),
        sa.Column("state", WORDS, nullable=False),
        sa.Column("item", WORDS),
        sa.Column("other", WORDS),
        sa.Column("reason", WORDS),
        sa.ForeignKeyConstraint(["decision"], ["decisions.id"]),
        sa.PrimaryKeyConstraint("article_id", "decision"),
    )
    op.create_table(
        "redirects",
        sa.Column("old", WORDS, nullable=False),
        sa.Column("new", WORDS),
        sa.Column("article", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.number"]),
        sa.PrimaryKeyConstraint("old"),
    )
    op.create_index("redirects_by_article", "redirects", ["article"])
    op.create_index("redirects_by_new", "redirects", ["new"])


def _across() -> None:
    op.create_table(
        "merged_encounters",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("date", WORDS),
        sa.Column("place", WORDS),
        sa.Column("country", WORDS),
        sa.Column("whole", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "reports",
        sa.Column("merged", WORDS, nullable=False),
        sa.Column("doc_id", WORDS, nullable=False),
        sa.Column("encounter", WORDS, nullable=False),
        sa.ForeignKeyConstraint(["merged"], ["merged_encounters.id"]),
        sa.PrimaryKeyConstraint("merged", "doc_id", "encounter"),
    )
    op.create_index("reports_by_encounter", "reports", ["encounter"])
    op.create_table(
        "passages",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("a", WORDS, nullable=False),
        sa.Column("b", WORDS, nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("whole", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "merged_redirects",
        sa.Column("old", WORDS, nullable=False),
        sa.Column("new", WORDS),
        sa.PrimaryKeyConstraint("old"),
    )


VIEWS = {
    "who_met_whom": """
        SELECT a.outlet, v.published, v.title, e.kind, e.status, e.date, e.earliest, e.latest, e.place, e.country,
               (SELECT LIST_OF(c.name, '، ') FROM participants p
                JOIN actors c ON c.article = p.article AND c.id = p.actor
                WHERE p.article = e.article AND p.encounter = e.id) AS participants,
               e.evidence, e.evidence_start, e.evidence_end, e.state, v.doc_id, v.url, e.id
        FROM encounters e JOIN articles a ON a.number = e.article
        JOIN versions v ON v.article = a.number AND v.sha256 = a.sha256""",
    "who_said_what": """
        SELECT a.outlet, v.published, v.title,
               (SELECT LIST_OF(c.name, '، ') FROM speakers p
                JOIN actors c ON c.article = p.article AND c.id = p.actor
                WHERE p.article = s.article AND p.statement = s.id AND p.part = 'speaker') AS speakers,
               s.cue, s.content, s.mode, s.act, s.negated, s.cue_start, s.cue_end, s.content_start, s.content_end,
               s.state, v.doc_id, v.url, s.id
        FROM statements s JOIN articles a ON a.number = s.article
        JOIN versions v ON v.article = a.number AND v.sha256 = a.sha256""",
    "current_articles": """
        SELECT a.outlet, v.published, v.title, v.doc_id, v.url, v.collected, v.sha256, r.reader, r.knowledge,
               (SELECT count(*) FROM versions w WHERE w.article = a.number) AS versions, a.id
        FROM articles a JOIN versions v ON v.article = a.number AND v.sha256 = a.sha256
        LEFT JOIN records r ON r.article = v.article AND r.sha256 = v.sha256""",
}


def _append_only() -> None:
    """Whoever opens the record with another tool cannot change the ledger by accident either."""
    words = "the ledger of decisions is append-only: undo a decision by another one"
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{words}'; END $$"
        )
        op.execute(
            "CREATE TRIGGER decisions_append_only BEFORE UPDATE OR DELETE ON decisions "
            "FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only()"
        )
        return
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER decisions_no_{change.lower()} BEFORE {change} ON decisions "
            f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
        )
