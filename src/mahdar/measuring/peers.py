"""The peers: the least work that does something of the kind, by well-known means, on the same articles."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import unicodedata
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from rapidfuzz import fuzz, process

from mahdar.model import Article, ArticleRecord, to_json

READING = "words found by Python's re and folded by unicodedata (NFKC)"
ADDING = "the same articles and records as JSON, by sqlite3's executemany"
LINKING = "every two texts compared by rapidfuzz's ratio"
QUERYING = "the same words asked of a plain SQLite FTS5 table of the texts"
COPYING = "the file copied by shutil.copyfile"

#: Texts of which every two are compared; the seconds for more are counted up.
SAMPLE = 100
_WORD = re.compile(r"\w+")


def folded_words(articles: Sequence[Article]) -> int:
    """Find and fold the words of articles; how many different ones there are."""
    words: set[str] = set()
    for article in articles:
        words.update(_WORD.findall(unicodedata.normalize("NFKC", article.text)))
    return len(words)


def stored(articles: Sequence[Article], records: Sequence[ArticleRecord], file: Path) -> None:
    """Write articles and records to a table of a new database."""
    with closing(sqlite3.connect(file)) as database, database:
        database.execute(
            "create table kept (id text primary key, outlet text, published text, text text, record text)"
        )
        rows = (
            (a.doc_id, a.outlet, a.published, a.text, to_json(r))
            for a, r in zip(articles, records, strict=True)
        )
        database.executemany("insert into kept values (?, ?, ?, ?, ?)", rows)


def compared(texts: Sequence[str]) -> float:
    """Compare every two texts of a sample; by what to multiply the seconds for every two of all texts."""
    sample = texts[:: max(1, len(texts) // SAMPLE)][:SAMPLE]
    process.cdist(sample, sample, scorer=fuzz.ratio, workers=1)
    return (len(texts) * len(texts)) / max(1, len(sample) * len(sample))


def indexed(articles: Sequence[Article], file: Path) -> None:
    """Index the texts of articles in a new database."""
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("create virtual table texts using fts5(id unindexed, text)")
        database.executemany("insert into texts values (?, ?)", ((a.doc_id, a.text) for a in articles))


def asked(file: Path, words: Sequence[str], limit: int) -> list[str]:
    """Ask a database of `indexed` for each word; the identifiers found."""
    found: list[str] = []
    with closing(sqlite3.connect(file)) as database:
        for word in words:
            rows = database.execute(
                "select id, snippet(texts, 1, '', '', '…', 16) from texts where texts match ? order by id limit ?",
                (json.dumps(word, ensure_ascii=False), limit),
            )
            found += [row[0] for row in rows]
    return found


def copied(source: Path, target: Path) -> None:
    """Copy a file."""
    shutil.copyfile(source, target)
