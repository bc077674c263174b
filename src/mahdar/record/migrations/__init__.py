"""Migrations of the record, run by Alembic inside one transaction."""
