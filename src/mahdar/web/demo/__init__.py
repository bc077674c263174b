"""The demonstration: short articles of ours, invented from beginning to end, in a record that is thrown away."""

from __future__ import annotations

from pathlib import Path

from mahdar.keeping.adding import add
from mahdar.keeping.readers import house_reader
from mahdar.model import Article
from mahdar.record.store import Store, begin_record
from mahdar.sources import articles_from

#: Shipped with the package, so that they are there wherever it is installed.
ARTICLES = Path(__file__).parent


def begin_demo(folder: Path, overlay: Path | None = None) -> Store:
    """A record in a folder with the articles of the demonstration.

    Raises:
        RecordError: where it cannot be begun there.
    """
    store = begin_record(folder / "demo.db")
    articles = [made for made in articles_from([ARTICLES / "*.jsonl"]) if isinstance(made, Article)]
    add(store, articles, house_reader(overlay))
    return store
