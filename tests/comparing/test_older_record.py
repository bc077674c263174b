"""A record of the schema before questions is brought up to date with every row that questions need."""

import shutil
from pathlib import Path

from sqlalchemy import Connection, text

from mahdar.keeping.checking import faults_in
from mahdar.keeping.linking import keep_linked
from mahdar.knowledge import load
from mahdar.record.store import open_to_copy, upgrade_record

TABLES = (
    "facts",
    "figures",
    "instruments",
    "involved",
    "tellers",
    "met",
    "merged_topics",
    "spoken_for",
    "lines",
)
INDEXES = (
    "participants_by_actor", "statements_by_encounter", "speakers_by_actor", "topics_by_topic", "identities_by_qid",
    "identities_by_country", "statements_by_act", "statements_by_target", "merged_by_whole",
    "merged_by_day", "versions_by_day", "merged_by_sources", "identities_by_terms",
)  # fmt: skip
#: Columns that came later, by what names their rows.
_ADDED = {"merged_encounters": "sources", "identities": "name_en"}


def test_migration_fills_what_questions_need(year_place: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    shutil.copy(year_place, old)
    with open_to_copy(old) as store, store.writing() as connection:
        rows = {
            name: sorted(map(repr, connection.execute(text(f"SELECT * FROM {name}")).all()))
            for name in TABLES
        }
        for name in INDEXES:
            connection.execute(text(f"DROP INDEX {name}"))
        for name in TABLES:
            connection.execute(text(f"DROP TABLE {name}"))
        added = {table: told_in(connection, table) for table in _ADDED}
        for table, column in _ADDED.items():
            connection.execute(text(f"ALTER TABLE {table} DROP COLUMN {column}"))
        connection.execute(text("ALTER TABLE identities DROP COLUMN terms"))
        connection.execute(text("DROP TABLE lines_index"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0004'"))
    with upgrade_record(old) as store:
        with store.reading() as connection:
            for name in TABLES:
                found = sorted(map(repr, connection.execute(text(f"SELECT * FROM {name}")).all()))
                assert found == rows[name], name
            assert {table: told_in(connection, table) for table in _ADDED} == added
        assert all(rows.values())
        assert None not in added["merged_encounters"].values()
        assert any(added["identities"].values())
        assert not list(faults_in(store))
        keep_linked(store, load())
        with store.reading() as connection:
            names = connection.execute(text("SELECT terms FROM identities")).scalars().all()
        assert names
        assert all(names)


def told_in(connection: Connection, table: str) -> dict[str, object]:
    rows = connection.execute(text(f"SELECT id, {_ADDED[table]} FROM {table}"))
    return {row[0]: row[1] for row in rows}
