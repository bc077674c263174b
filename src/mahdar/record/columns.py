"""What all tables of the record share: the text in their columns, and the schema they belong to."""

from __future__ import annotations

from sqlalchemy import MetaData, Text

#: Text compared by code points in either database.
WORDS = Text().with_variant(Text(collation="C"), "postgresql")

metadata = MetaData()
