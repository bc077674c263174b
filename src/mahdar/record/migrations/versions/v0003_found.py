"""Found: where each field of an article was found, as JSON; null for what came in before, or told no such thing."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the column to the versions."""
    op.add_column("versions", sa.Column("found", WORDS))
