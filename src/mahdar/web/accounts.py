"""Accounts of a team: names, roles, passwords as argon2 hashes, and who is signed in; in a file beside the record."""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

Role = Literal["reader", "reviewer", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
SHORTEST = 10
#: Seconds after which one who does nothing is signed out; and after which anyone is.
IDLE, LONGEST = 12 * 3600, 7 * 24 * 3600
#: Attempts to sign in within the window that did not succeed: for one name from one address, and from one in all.
WINDOW, PER_NAME, PER_ADDRESS = 15 * 60, 5, 20

_TABLES = """
CREATE TABLE IF NOT EXISTS accounts (name TEXT PRIMARY KEY, role TEXT NOT NULL, hash TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS signed_in (token TEXT PRIMARY KEY, name TEXT NOT NULL, since REAL NOT NULL,
                                      seen REAL NOT NULL);
CREATE TABLE IF NOT EXISTS attempts (name TEXT NOT NULL, address TEXT NOT NULL, at REAL NOT NULL);
CREATE TABLE IF NOT EXISTS secrets (name TEXT PRIMARY KEY, value BLOB NOT NULL);
"""


class AccountError(ValueError):
    """An account that cannot be made or changed; the message says why."""


class TooManyAttempts(Exception):
    """Sign-in was tried too often; `wait` tells for how many seconds it is closed."""

    def __init__(self, wait: int) -> None:
        super().__init__(f"too many attempts; wait {wait} seconds")
        self.wait = wait


@dataclass(frozen=True, slots=True)
class User:
    """Who asks: a name, under which decisions are written, and a role."""

    name: str
    role: Role

    def may(self, role: Role) -> bool:
        """Whether this user may do what a role may: an admin what a reviewer may, a reviewer what a reader may."""
        return ROLES.index(self.role) >= ROLES.index(role)


class Accounts:
    """The accounts of a record, in an SQLite file of their own: a backup of the record carries no passwords."""

    def __init__(self, file: Path, clock: Callable[[], float] = time.time) -> None:
        self.file = file
        self._clock = clock
        self._hasher = PasswordHasher()
        # Compared with where a name is unknown, so that the time of an answer does not tell which names there are.
        self._nobody = self._hasher.hash(secrets.token_hex(16))
        if not file.exists():
            file.touch(mode=0o600)
        with self._connected() as connection:
            connection.executescript(_TABLES)

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.file, timeout=30)) as connection, connection:
            yield connection

    def secret(self) -> bytes:
        """The secret of which tokens are made, the same after a restart."""
        with self._connected() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO secrets VALUES ('tokens', ?)", (secrets.token_bytes(32),)
            )
            row = connection.execute("SELECT value FROM secrets WHERE name = 'tokens'").fetchone()
        return bytes(row[0])

    def users(self) -> list[User]:
        """All accounts by name."""
        with self._connected() as connection:
            rows = connection.execute("SELECT name, role FROM accounts ORDER BY name").fetchall()
        return [User(name, role) for name, role in rows]

    def add(self, name: str, role: Role, password: str) -> None:
        """Make an account, or give one another role and password; who used it is signed out.

        Raises:
            AccountError: where name, role or password will not do.
        """
        name = name.strip()
        if not name or len(name) > 80 or not name.isprintable():
            raise AccountError("a name has 1 to 80 letters")
        if role not in ROLES:
            raise AccountError(f"a role is one of {', '.join(ROLES)}")
        if len(password) < SHORTEST:
            raise AccountError(f"a password has at least {SHORTEST} characters")
        with self._connected() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO accounts VALUES (?, ?, ?)", (name, role, self._hasher.hash(password))
            )
            connection.execute("DELETE FROM signed_in WHERE name = ?", (name,))

    def remove(self, name: str) -> None:
        """Close an account; its decisions stay under its name.

        Raises:
            AccountError: where there is none.
        """
        with self._connected() as connection:
            gone = connection.execute("DELETE FROM accounts WHERE name = ?", (name,)).rowcount
            connection.execute("DELETE FROM signed_in WHERE name = ?", (name,))
        if not gone:
            raise AccountError(f"there is no account {name}")

    def sign_in(self, name: str, password: str, address: str) -> str | None:
        """A token for one whose password is right, None for any other.

        Raises:
            TooManyAttempts: where it failed too often; the password is then not even looked at.
        """
        self._note_attempt(name, address)
        with self._connected() as connection:
            row = connection.execute("SELECT hash FROM accounts WHERE name = ?", (name,)).fetchone()
        try:
            self._hasher.verify(row[0] if row else self._nobody, password)
        except (VerificationError, InvalidHashError):
            return None
        if row is None:
            return None
        now, token = self._clock(), secrets.token_urlsafe(32)
        with self._connected() as connection:
            connection.execute("DELETE FROM attempts WHERE name = ? AND address = ?", (name, address))
            connection.execute("INSERT INTO signed_in VALUES (?, ?, ?, ?)", (_kept(token), name, now, now))
        return token

    def _note_attempt(self, name: str, address: str) -> None:
        """Count an attempt before it is looked at: many at once are counted like many in turn."""
        now = self._clock()
        with self._connected() as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("DELETE FROM attempts WHERE at < ?", (now - WINDOW,))
            rows = connection.execute(
                "SELECT name, at FROM attempts WHERE address = ? ORDER BY at", (address,)
            ).fetchall()
            same = [at for tried, at in rows if tried == name]
            if len(same) >= PER_NAME:
                raise TooManyAttempts(int(same[-PER_NAME] + WINDOW - now) + 1)
            if len(rows) >= PER_ADDRESS:
                raise TooManyAttempts(int(rows[-PER_ADDRESS][1] + WINDOW - now) + 1)
            connection.execute("INSERT INTO attempts VALUES (?, ?, ?)", (name, address, now))

    def user_of(self, token: str | None) -> User | None:
        """Who is signed in by a token, with the role the account has now."""
        if not token:
            return None
        now = self._clock()
        with self._connected() as connection:
            row = connection.execute(
                "SELECT a.name, a.role FROM signed_in s JOIN accounts a ON a.name = s.name "
                "WHERE s.token = ? AND s.seen > ? AND s.since > ?",
                (_kept(token), now - IDLE, now - LONGEST),
            ).fetchone()
            if row is None:
                return None
            connection.execute("UPDATE signed_in SET seen = ? WHERE token = ?", (now, _kept(token)))
        return User(*row)

    def sign_out(self, token: str | None) -> None:
        """Forget a token."""
        with self._connected() as connection:
            connection.execute("DELETE FROM signed_in WHERE token = ?", (_kept(token or ""),))


def _kept(token: str) -> str:
    """What is stored of a token: who reads the file cannot sign in with it."""
    return hashlib.sha256(token.encode()).hexdigest()
