"""A large record made from a small one within PostgreSQL: every row again under other identifiers, names and days.

Nothing is read again. Clone k of an item has its identifier with `.k` behind it, clone k of a name the name with k, and
its days lie some years further on.
"""

from __future__ import annotations

from sqlalchemy import Connection, Table, func, select, text

from mahdar.record import tables
from mahdar.record.lines import ROOM

_IDS = {
    "id", "actor", "encounter", "statement", "item", "old", "new", "article_id", "merged", "identity", "a", "b",
    "part_of", "counted", "doc_id", "address", "url",
}  # fmt: skip
_DAYS = {"published", "updated", "collected", "date", "earliest", "latest", "day"}
_NAMES = {("identities", "name"), ("actors", "name")}
#: A clone lies two years further on than the one before it, as far as fourteen.
_YEARS = "(k % 8 * 2)"
#: Days of the record that is cloned lie in these.
_FROM, _TO = 2010, 2029
_MOVED = r"^20[12]\d"


def clone(connection: Connection, times: int, first: int = 1) -> None:
    """Add the clones `first` to `times - 1` of every row that is no clone.

    Args:
        connection: in a transaction that writes, to PostgreSQL.
        times: how many times as large the record shall be.
        first: of the clones; those before it are there.
    """
    step = _step(connection)
    for table in tables.metadata.sorted_tables:
        if table.name == "settings":
            continue
        columns = ", ".join(f'"{c.name}"' for c in table.columns)
        values = ", ".join(_value(table, c.name, step) for c in table.columns)
        connection.execute(
            text(
                f"INSERT INTO {table.name} ({columns}) SELECT {values} "
                f"FROM {table.name}, generate_series({first}, {times - 1}) AS k WHERE {_original(table, step)}"
            )
        )
    connection.execute(text("SELECT setval('article_numbers', max(number) + 1, false) FROM articles"))


def without_indexes(connection: Connection) -> list[str]:
    """Take keys and indexes away while many rows are written; the statements that bring them back, in order."""
    keys = connection.execute(
        text(
            "SELECT conrelid::regclass::text AS held, conname AS name, contype, pg_get_constraintdef(oid) AS told "
            "FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype IN ('p', 'u', 'f') "
            "ORDER BY contype DESC, held"
        )
    ).all()
    for key in sorted(keys, key=lambda k: k.contype != "f"):
        connection.execute(text(f'ALTER TABLE {key.held} DROP CONSTRAINT "{key.name}"'))
    listed = "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
    indexes = connection.execute(text(listed)).all()
    for index in indexes:
        connection.execute(text(f'DROP INDEX "{index.indexname}"'))
    again = [(k.contype, f'ALTER TABLE {k.held} ADD CONSTRAINT "{k.name}" {k.told}') for k in keys]
    own = [told for kind, told in again if kind != "f"]
    return [*own, *(index.indexdef for index in indexes), *(told for kind, told in again if kind == "f")]


def _step(connection: Connection) -> int:
    """By how much the number of an article and that of its clone differ: more than the numbers of all originals."""
    articles = tables.articles
    last = select(func.max(articles.c.number)).where(articles.c.id.not_like("%.%"))
    return (connection.scalar(last) or 0) + 1


def _original(table: Table, step: int) -> str:
    held = "number" if table.name == "articles" else "article" if "article" in table.columns else None
    return f"{held} < {step}" if held else f"\"{next(iter(table.primary_key.columns)).name}\" NOT LIKE '%.%'"


def _value(table: Table, name: str, step: int) -> str:
    column = f'"{name}"'
    if name in ("number", "article"):
        return f"{column} + k * {step}"
    if name == "line":
        return f"{column} + k * {step}::bigint * {ROOM}"
    if name == "target":
        return rf"CASE WHEN {column} ~ '^a[0-9a-f]{{16}}$' THEN {column} || '.' || k ELSE {column} END"
    if name in _IDS:
        return f"{column} || '.' || k"
    if name in _DAYS:
        later = f"(left({column}, 4)::int + {_YEARS})::text || substr({column}, 5)"
        # Days of other years stay as they are, as in the JSON.
        return rf"CASE WHEN {column} ~ '{_MOVED}' THEN {later} ELSE {column} END"
    if name in ("whole", "machine", "decided"):
        return _json(table, column)
    if (table.name, name) == ("actor_names", "folded"):  # an actor is also found by its identifier
        return f"{column} || CASE WHEN {column} = actor THEN '.' ELSE ' ' END || k"
    return f"{column} || ' ' || k" if (table.name, name) in _NAMES else column


def _json(table: Table, column: str) -> str:
    """JSON with other identifiers, names and days; the last years first, so that none is moved twice."""
    made = column
    if table.name in ("identities", "merged_encounters"):
        made = rf"""regexp_replace({made}, '"(id|known_as|part_of)"\:"([^"]+)"', '"\1"\:"\2.' || k || '"', 'g')"""
        made = rf"""regexp_replace({made}, '"name"\:"((?:[^"\\]|\\.)+)"', '"name"\:"\1 ' || k || '"', 'g')"""
    made = rf"""regexp_replace({made}, '"([a-z][0-9a-f]{{16}})"', '"\1.' || k || '"', 'g')"""
    for year in range(_TO, _FROM - 1, -1):
        made = f"""replace({made}, '"{year}-', '"' || {year} + {_YEARS} || '-')"""
    return made
