"""Publishers: whose pages those of a host are, and which of them speak for a state."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

from mahdar.arabic.fold import fold
from mahdar.knowledge.files import rows_of


class Publisher(NamedTuple):
    """Who publishes a site.

    Attributes:
        id: its identifier in `agencies.yml`, `outlets.yml` or `official.yml`.
        name: its Arabic name.
        country: ISO 3166-1 alpha-2, None for bodies of several states.
        official: whether it speaks for a state: a presidency, a government, a ministry, an agency of a state.
    """

    id: str
    name: str
    country: str | None
    official: bool


class Publishers:
    """The publishers that the knowledge names, by host, by name and by the form of their credit."""

    def __init__(self) -> None:
        self._hosts: dict[str, Publisher] = {}
        self._names: dict[str, Publisher | None] = {}
        self._ids: dict[str, Publisher] = {}
        self._credits: dict[str, Publisher] = {}
        for file in ("agencies.yml", "outlets.yml", "official.yml"):
            for row in rows_of(file):
                official = file == "official.yml" or (file == "agencies.yml" and row["owner"] == "state")
                self._take(row, Publisher(row["id"], row["ar"], row["country"], official))
        self._leave_out_shared_beginnings()

    def _take(self, row: dict[str, object], publisher: Publisher) -> None:
        self._ids.setdefault(publisher.id, publisher)
        for host in (row.get("domain"), *_texts(row, "domains")):
            if host:
                self._hosts.setdefault(str(host), publisher)
        for name in (row["ar"], row["en"], *_texts(row, "names")):
            if name in _texts(row, "ambiguous"):
                continue
            key = _key(str(name))
            # A name that two own («الجزيرة») tells neither.
            self._names[key] = publisher if self._names.get(key, publisher) == publisher else None
        for name in (row["ar"], *_texts(row, "names"), *_texts(row, "credit")):
            if "credit" in row:
                self._credits.setdefault(_key(str(name)), publisher)

    def _leave_out_shared_beginnings(self) -> None:
        """«الوطن» is one paper's name and the beginning of six others' («الوطن القطرية»): alone it tells none."""
        first: dict[str, set[str]] = {}
        for name, owner in self._names.items():
            if owner is not None and " " in name:
                first.setdefault(name.partition(" ")[0], set()).add(owner.id)
        for name, owner in self._names.items():
            if owner is not None and first.get(name, {owner.id}) != {owner.id}:
                self._names[name] = None

    def of_url(self, url: str) -> Publisher | None:
        """Who publishes at an address: by its host, else by the longest domain above it that is known."""
        host = host_of(url) or ""
        while host:
            if host in self._hosts:
                return self._hosts[host]
            host = host.partition(".")[2]
        return None

    def named(self, name: str) -> Publisher | None:
        """The publisher of a name («قناة الجزيرة», `SANA`), in whichever form; None where two own it."""
        key = _key(name)
        return self._names[key] if key in self._names else self._credits.get(key)

    def credited(self, words: str) -> Publisher | None:
        """The news agency that a credit names («واس», «أ ف ب», «رويترز»)."""
        return self._credits.get(_key(words))

    def by_id(self, name: str | None) -> Publisher | None:
        """The publisher of an identifier, such as an article's `outlet`."""
        return self._ids.get(name) if name else None


@lru_cache(maxsize=1)
def publishers() -> Publishers:
    """The publishers of the shipped knowledge, loaded once a process.

    Raises:
        KnowledgeError: where a knowledge file cannot be read.
    """
    return Publishers()


def host_of(url: str) -> str | None:
    """The host of an address in small letters without `www.`, None where it has none."""
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _key(name: str) -> str:
    return " ".join(fold(name).lower().replace(".", " ").split())


def _texts(row: dict[str, object], key: str) -> list[str]:
    value = row.get(key)
    return [str(one) for one in value] if isinstance(value, list) else []
