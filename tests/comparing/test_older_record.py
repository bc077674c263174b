"""A record of the schema before questions is brought up to date with every row that questions need."""

import shutil
from pathlib import Path

from sqlalchemy import text

from mahdar.keeping.checking import faults_in
from mahdar.keeping.linking import keep_linked
from mahdar.knowledge import load
from mahdar.record.store import open_to_copy, upgrade_record

TABLES = ("facts", "figures", "instruments", "involved", "tellers", "lines")
INDEXES = (
    "participants_by_actor", "statements_by_encounter", "speakers_by_actor", "topics_by_topic", "identities_by_qid",
    "identities_by_country", "statements_by_act", "statements_by_target", "merged_by_whole",
    "merged_by_day", "versions_by_day", "identities_by_terms",
)  # fmt: skip
_SOURCES = text("SELECT id, sources FROM merged_encounters")


def test_migration_fills_what_is_narrated_and_who_tells_it(year_place: Path, tmp_path: Path) -> None:
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
        sources = dict(connection.execute(_SOURCES).all())  # type: ignore[arg-type]
        connection.execute(text("ALTER TABLE merged_encounters DROP COLUMN sources"))
        connection.execute(text("ALTER TABLE identities DROP COLUMN terms"))
        connection.execute(text("DROP TABLE lines_index"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0004'"))
    with upgrade_record(old) as store:
        with store.reading() as connection:
            for name in TABLES:
                found = sorted(map(repr, connection.execute(text(f"SELECT * FROM {name}")).all()))
                assert found == rows[name], name
            assert dict(connection.execute(_SOURCES).all()) == sources  # type: ignore[arg-type]
        assert all(rows.values())
        assert None not in sources.values()
        assert not list(faults_in(store))
        keep_linked(store, load())
        with store.reading() as connection:
            names = connection.execute(text("SELECT terms FROM identities")).scalars().all()
        assert names
        assert all(names)
