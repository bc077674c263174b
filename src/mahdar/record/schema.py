"""The schema of a record: which one it has, and the migrations from any older one to this one's."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, inspect, text

from mahdar.record.errors import NewerSchema, NoRecord, OlderSchema, RecordError

#: The newest migration, which this code reads and writes.
SCHEMA = "0008"


def schema_of(connection: Connection) -> str | None:
    """The schema that a database has, None where it holds no record."""
    names = set(inspect(connection).get_table_names())
    if "alembic_version" not in names:
        if names:
            raise RecordError(
                "this database holds something else than a record of Mahdar; nothing was changed"
            )
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def not_newer(connection: Connection, place: str) -> str | None:
    """The schema that a database has, where this code knows it; None where it holds no record yet.

    Raises:
        NewerSchema: where a newer Mahdar wrote it.
        RecordError: where it holds something else.
    """
    found = schema_of(connection)
    if found is not None and found > SCHEMA:
        raise NewerSchema(
            f"{place}: the record has schema {found}, this Mahdar knows up to {SCHEMA}. "
            "Install the newer Mahdar that wrote it; nothing was changed"
        )
    return found


def checked_schema(connection: Connection, place: str) -> None:
    """Nothing, where the record can be read as it is.

    Raises:
        NoRecord, NewerSchema, OlderSchema: where there is none, or one of another schema.
    """
    found = not_newer(connection, place)
    if found is None:
        raise NoRecord(f"{place}: there is no record yet; `mahdar add` begins one")
    if found < SCHEMA:
        raise OlderSchema(
            f"{place}: the record has the older schema {found}, this Mahdar needs {SCHEMA}: "
            "`mahdar reread` brings it up to date (make a `mahdar backup` before)"
        )


def migrate(connection: Connection, place: str, to: str = SCHEMA) -> None:
    """Bring the database of a connection to a schema, all of it within its transaction.

    Raises:
        NewerSchema: where it has a newer one; nothing is changed.
    """
    found = not_newer(connection, place)
    if found is not None and found >= to:
        return
    from alembic import command  # noqa: PLC0415 (slow to import, and needed only here)

    command.upgrade(alembic_config(connection), to)


def alembic_config(connection: Connection) -> Any:
    """Alembic's configuration for the migrations of the package on this connection."""
    from alembic.config import Config  # noqa: PLC0415 (slow to import, and needed only here)

    config = Config()
    config.set_main_option("script_location", "mahdar.record:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
