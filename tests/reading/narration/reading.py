"""Reading a text up to its statements, for the tests of what follows them."""

from functools import lru_cache
from pathlib import Path

import yaml

from mahdar.knowledge import load
from mahdar.model import Article
from mahdar.reading.mentions import find_mentions
from mahdar.reading.narration import Ground
from mahdar.reading.page import open_page
from mahdar.reading.resolution import resolve_mentions
from mahdar.reading.statements import find_statements

HERE = Path(__file__).parent


def cases(name):
    """The cases of a file beside this one."""
    return yaml.safe_load((HERE / name).read_text(encoding="utf-8"))


@lru_cache(maxsize=256)
def read(text, published=None):
    """The ground of a text, which its narration rests on, and its cast."""
    page = open_page(Article(doc_id="case", text=text, published=published), load())
    mentions, cast = resolve_mentions(page, find_mentions(page))
    return Ground(page, mentions, find_statements(page, mentions, cast)), cast


def named(cast):
    """Identifiers of the cast that a person can read: the first name of each."""
    return {
        i: member.names[0][0] if member.names else member.role or f"#{i}" for i, member in enumerate(cast)
    }
