"""The schema: migrations make the tables that the code knows, and any step on the way can be gone from."""

from pathlib import Path
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from mahdar.keeping.adding import add
from mahdar.keeping.checking import faults_in
from mahdar.keeping.rereading import reread
from mahdar.record.schema import SCHEMA, alembic_config, migrate
from mahdar.record.store import begin_record, open_record, open_to_copy, upgrade_record
from mahdar.record.tables import DERIVED, metadata, search
from tests.made_up import DELIVERIES, stub_reader
from tests.stores import exported

#: Made by a migration for one database alone.
_OWN = (
    "search_index",
    "search_by_term",
    "lines_index",
    "lines_by_term",
    "identities_by_term",
    "vector",
    "alembic_version",
    "articles_latest",
    "actor_names_by_end",
)


def test_newest_migration_is_the_schema_of_the_code(place: str) -> None:
    with begin_record(place) as store, store.reading() as connection:
        assert ScriptDirectory.from_config(alembic_config(connection)).get_heads() == [SCHEMA]


def test_migrations_make_the_tables_that_the_code_knows(place: str) -> None:
    with begin_record(place) as store, store.reading() as connection:
        context = MigrationContext.configure(connection)
        differences = [d for d in compare_metadata(context, metadata) if not is_own(d)]
    assert differences == []


def is_own(difference: Any) -> bool:
    """Whether a difference is meant: rows made from one article have no key to it in PostgreSQL."""
    if difference[0] == "add_fk" and difference[1].table.name in {table.name for table in (*DERIVED, search)}:
        return True
    return any(own in repr(difference) for own in _OWN)


def test_record_of_an_older_schema_is_brought_up_to_date_with_all_it_holds(
    place: str, tmp_path: Path
) -> None:
    with begin_record(tmp_path / "expected.db") as store:
        add(store, DELIVERIES, stub_reader())
        expected = exported(store)
    if "://" not in place:
        Path(place).touch()
    with open_to_copy(place) as store, store.writing() as connection:
        migrate(connection, store.place, to="0001")
    with begin_record(place) as store:
        add(store, DELIVERIES, stub_reader())
    with upgrade_record(place) as store:
        assert reread(store, stub_reader()) == 0
        assert exported(store) == expected
        assert not list(faults_in(store))


def test_views_read_well_in_any_browser(place: str) -> None:
    with begin_record(place) as store:
        add(store, DELIVERIES[:1], stub_reader())
        with store.reading() as connection:
            said = connection.exec_driver_sql(
                "SELECT outlet, speakers, cue, content FROM who_said_what"
            ).all()
            met = connection.exec_driver_sql("SELECT date, participants, place FROM who_met_whom").all()
    assert sorted(map(tuple, said)) == [
        ("النهار", "سالم", "قال", "لن نوقّع الاتفاق"),
        ("النهار", "ليلى", "وقالت", "نرحّب بالحوار مع الأردن"),
    ]
    assert [(date, set(who.split("، ")), where) for date, who, where in met] == [
        ("2025-10-15", {"سالم", "ليلى"}, "عمّان")
    ]


def test_password_of_a_database_is_not_told() -> None:
    from mahdar.record.places import place_of, shown  # noqa: PLC0415

    told = shown(place_of("postgresql://layla:secret@example.org/record"))
    assert told == "postgresql://layla:***@example.org/record"


def test_record_is_found_by_the_environment(tmp_path: Path, monkeypatch: object) -> None:
    begin_record(tmp_path / "named.db").close()
    monkeypatch.setenv("MAHDAR_RECORD", str(tmp_path / "named.db"))  # type: ignore[attr-defined]
    with open_record() as store:
        assert store.file == tmp_path / "named.db"
