"""Links: identities of actors across articles, and more of merged encounters in columns that queries need."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the columns and make the tables; `mahdar link` fills them."""
    for name in ("status", "earliest", "latest", "part_of"):
        op.add_column("merged_encounters", sa.Column(name, WORDS))
    op.create_table(
        "identities",
        sa.Column("id", WORDS, primary_key=True),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("country", WORDS),
        sa.Column("qid", WORDS),
        sa.Column("whole", WORDS, nullable=False),
    )
    op.create_table(
        "identity_members",
        sa.Column("identity", WORDS, primary_key=True),
        sa.Column("actor", WORDS, primary_key=True),
    )
    op.create_index("identity_members_by_actor", "identity_members", ["actor"])
    op.create_table(
        "identity_doubts",
        sa.Column("a", WORDS, primary_key=True),
        sa.Column("b", WORDS, primary_key=True),
        sa.Column("reason", WORDS, nullable=False),
    )
    op.create_table(
        "merged_participants",
        sa.Column("merged", WORDS, primary_key=True),
        sa.Column("identity", WORDS, primary_key=True),
        sa.Column("role", WORDS),
    )
    op.create_index("merged_participants_by_identity", "merged_participants", ["identity"])
    op.create_table(
        "linked_texts",
        sa.Column("article_id", WORDS, primary_key=True),
        sa.Column("sha256", WORDS, nullable=False),
        sa.Column("day", WORDS),
    )
    op.create_index("passages_by_a", "passages", ["a"])
    op.create_index("passages_by_b", "passages", ["b"])
