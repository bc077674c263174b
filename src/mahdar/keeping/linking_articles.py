"""Link articles that are not kept in a record: read, compare, link, all in memory."""

from __future__ import annotations

from collections.abc import Iterable

from mahdar.keeping.readers import Reader
from mahdar.keeping.telling import Failed, Stepped, nothing
from mahdar.linking.copies import CopyText, find_copies
from mahdar.linking.linking import Linked, link
from mahdar.linking.slimming import slim
from mahdar.model import Article, ArticleRecord
from mahdar.record.identity import age, article_id
from mahdar.record.stable import with_stable_ids


def link_articles(
    articles: Iterable[Article], reader: Reader, failed: Failed = nothing, stepped: Stepped = nothing
) -> Linked:
    """What stands across some articles: the same as in a record that holds them and no others.

    Args:
        articles: in any order; of several versions of an article the current one counts.
        reader: reads them.
        failed: told of each article that gave no record.
        stepped: told how many articles are read.
    """
    current: dict[str, Article] = {}
    records: dict[str, ArticleRecord] = {}
    for done, (article, made) in enumerate(reader.read(articles), 1):
        stepped(done)
        if isinstance(made, str):
            failed(article, made)
            continue
        name = article_id(article)
        if name not in current or age(current[name]) < age(article):
            current[name] = article
            records[name] = slim(with_stable_ids(made, name))
    texts = [
        CopyText(doc_id=name, text=a.text, outlet=a.outlet, day=a.published or a.collected, author=a.author)
        for name, a in current.items()
    ]
    pairs = find_copies(texts, knowledge=reader.knowledge)
    return link(records, [p for pair in pairs for p in pair.passages], reader.knowledge)
