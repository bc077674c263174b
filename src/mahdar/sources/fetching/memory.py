"""Memory: what a watch knows between two rounds, in a small SQLite file of its own.

Nothing of it reaches the record. It may be deleted at any time: what it knew is then asked anew.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, fields
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from mahdar.sources.fetching.manners import Rest
from mahdar.sources.fetching.notes import ListingNote, Note, PageNote
from mahdar.sources.fetching.robots import Rules

#: Written into the file, so that no other database is taken for one and no later form misread.
_APPLICATION, _FORM = 0x6D616864, 1
_NOTE = """url TEXT PRIMARY KEY, told TEXT, had TEXT, final TEXT, etag TEXT, modified TEXT, next REAL NOT NULL,
    failures INTEGER NOT NULL, reason TEXT"""
_TABLES = f"""
BEGIN;
CREATE TABLE listings ({_NOTE}, parent TEXT, moved TEXT, kind TEXT, rules TEXT);
CREATE INDEX listings_parent ON listings (parent);
CREATE TABLE pages ({_NOTE}, feed TEXT NOT NULL, within TEXT NOT NULL, listed INTEGER NOT NULL, published TEXT,
    state TEXT NOT NULL, article TEXT, asked REAL NOT NULL);
CREATE INDEX pages_state ON pages (state, feed);
CREATE INDEX pages_within ON pages (within);
CREATE TABLE hosts (host TEXT PRIMARY KEY, until REAL NOT NULL, failures INTEGER NOT NULL, reason TEXT NOT NULL);
CREATE TABLE robots (origin TEXT PRIMARY KEY, words TEXT NOT NULL, until REAL NOT NULL);
PRAGMA application_id = {_APPLICATION};
PRAGMA user_version = {_FORM};
COMMIT;
"""
_CHUNK = 500
_PATIENCE = 1.0
Kept = TypeVar("Kept", ListingNote, PageNote)


class UnusableMemory(Exception):
    """A file that cannot be a watch's memory; the message says what to do."""


class Memory:
    """The memory of a watch, open. Close it, or use it in a `with`.

    It belongs to one process at a time, so that two do not ask a host for the same pages at once: `--once` may be
    called by a clock that does not know whether the last call has ended. After a `kill -9` it is free.
    """

    def __init__(self, path: str | Path) -> None:
        """Open the file, or begin it.

        Raises:
            UnusableMemory: where another process has it open, it is another kind of file, of another form, or
                cannot be written.
        """
        self.path = str(path)
        with self._told():
            self._database = sqlite3.connect(self.path, timeout=_PATIENCE, isolation_level=None)
            self._database.row_factory = sqlite3.Row
            try:
                self._begin()
            except BaseException:
                self._database.close()
                raise

    def _begin(self) -> None:
        self._database.execute("PRAGMA locking_mode = EXCLUSIVE")
        form = self._database.execute("PRAGMA user_version").fetchone()[0]
        whose = self._database.execute("PRAGMA application_id").fetchone()[0]
        empty = not self._database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if empty:
            self._database.execute("PRAGMA journal_mode = WAL")
            self._database.executescript(_TABLES)
        elif whose != _APPLICATION:
            raise UnusableMemory(f"{self.path}: this is no memory of a watch; name another with --state")
        elif form != _FORM:
            raise UnusableMemory(
                f"{self.path}: written by another version of Mahdar; delete it, and what it knew is asked anew"
            )
        self._database.execute("PRAGMA synchronous = NORMAL")
        self._database.execute("BEGIN IMMEDIATE")  # takes the lock, which is then kept
        self._database.execute("COMMIT")

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            if "locked" in str(error):
                raise UnusableMemory(
                    f"{self.path}: another watch is at work with it; wait until that has ended"
                ) from error
            raise UnusableMemory(
                f"{self.path}: the memory of the watch cannot be used ({error}). Make it writable, or delete it: "
                "what it knew is then asked anew"
            ) from error

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._told():
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield self._database
            except BaseException:
                self._database.execute("ROLLBACK")
                raise
            self._database.execute("COMMIT")

    def _rows(self, kind: type[Kept], where: str, *values: object) -> list[Kept]:
        table = "listings" if kind is ListingNote else "pages"
        with self._told():
            found = self._database.execute(f"SELECT * FROM {table} WHERE {where} ORDER BY rowid", values)
            return [kind(**dict(row)) for row in found]

    def listing(self, url: str) -> ListingNote | None:
        """What is known of a feed or sitemap."""
        return next(iter(self._rows(ListingNote, "url = ?", url)), None)

    def parts(self, index: str) -> list[ListingNote]:
        """The sitemaps that an index listed when it was last read."""
        return self._rows(ListingNote, "parent = ?", index)

    def pages(self, urls: Iterable[str]) -> dict[str, PageNote]:
        """What is known of pages, by address."""
        rest = list(urls)
        found: dict[str, PageNote] = {}
        for start in range(0, len(rest), _CHUNK):
            some = rest[start : start + _CHUNK]
            for note in self._rows(PageNote, f"url IN ({', '.join('?' * len(some))})", *some):
                found[note.url] = note
        return found

    def to_ask(self, feed: str) -> list[PageNote]:
        """The pages of a feed that are still to be asked, in the order in which they were found."""
        return self._rows(PageNote, "state = 'seen' AND feed = ?", feed)

    def stored(self) -> list[PageNote]:
        """The pages that are noted as stored in the record."""
        return self._rows(PageNote, "state = 'stored'")

    def to_recheck(self, feed: str, before: float) -> list[PageNote]:
        """The stored pages that a feed still lists and that were last asked before a time."""
        return self._rows(PageNote, "state = 'stored' AND feed = ? AND listed AND asked <= ?", feed, before)

    def keep(self, notes: Sequence[Note], unlisted: str | None = None) -> None:
        """Keep notes, in the place of those of the same addresses; all of them or, after an end at any instant, none.

        Args:
            notes: of listings and pages.
            unlisted: a listing that was read: what stood in it before and is not among the notes stands there no more.
        """
        with self._writing() as database:
            if unlisted is not None:
                database.execute("UPDATE pages SET listed = 0 WHERE within = ?", (unlisted,))
                database.execute("UPDATE listings SET parent = NULL WHERE parent = ?", (unlisted,))
            for note in notes:
                table = "listings" if isinstance(note, ListingNote) else "pages"
                names = [field.name for field in fields(note)]
                anew = ", ".join(f"{name} = excluded.{name}" for name in names if name != "url")
                database.execute(
                    f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join(':' + n for n in names)}) "
                    f"ON CONFLICT (url) DO UPDATE SET {anew}",
                    asdict(note),
                )

    def watch_only(self, feeds: Sequence[str]) -> None:
        """Note that pages of other feeds than these are listed nowhere, so that one of these may take them over."""
        with self._writing() as database:
            marks = ", ".join("?" * len(feeds))
            database.execute(f"UPDATE pages SET listed = 0 WHERE listed AND feed NOT IN ({marks})", feeds)

    def rests(self) -> list[Rest]:
        """The hosts that were left alone, or had failed, when the last run ended."""
        with self._told():
            return [Rest(**dict(row)) for row in self._database.execute("SELECT * FROM hosts ORDER BY host")]

    def robots(self) -> list[Rules]:
        """What hosts told in their robots.txt."""
        with self._told():
            return [
                Rules(**dict(row)) for row in self._database.execute("SELECT * FROM robots ORDER BY origin")
            ]

    def keep_hosts(self, rests: Iterable[Rest], robots: Iterable[Rules]) -> None:
        """Keep which hosts are left alone, and what hosts told in their robots.txt, in the place of what was kept."""
        with self._writing() as database:
            database.execute("DELETE FROM hosts")
            database.executemany(
                "INSERT INTO hosts VALUES (:host, :until, :failures, :reason)", map(asdict, rests)
            )
            database.execute("DELETE FROM robots")
            database.executemany("INSERT INTO robots VALUES (:origin, :words, :until)", map(asdict, robots))

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
