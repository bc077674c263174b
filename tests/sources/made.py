"""What the tests of forms share: files written into a folder, and what comes of them."""

from pathlib import Path

from mahdar.model import Article
from mahdar.sources import Failure, articles_from, columns_of

BODY = "عمّان (بترا) - التقى وزير الخارجية نظيره في العاصمة عمّان، وبحث معه سبل تعزيز العلاقات الثنائية."
SECOND = "وقال الوزير إن البلدين اتفقا على لقاء آخر في الشهر المقبل."
TITLE = "وزير الخارجية يلتقي نظيره في عمّان"


def came_of(
    tmp_path: Path, name: str, data: bytes | str, *columns: str, collected: str | None = None
) -> tuple[list[Article], list[Failure]]:
    """The articles and the failures of one file."""
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    found = list(articles_from([path], collected, columns_of(columns)))
    return [f for f in found if isinstance(f, Article)], [f for f in found if isinstance(f, Failure)]


def only(tmp_path: Path, name: str, data: bytes | str, *columns: str) -> Article:
    """The one article of a file in which nothing is wrong."""
    articles, failures = came_of(tmp_path, name, data, *columns)
    assert not failures, failures
    assert len(articles) == 1
    return articles[0]


def reason(tmp_path: Path, name: str, data: bytes | str, *columns: str) -> str:
    """Why a file gives nothing."""
    articles, failures = came_of(tmp_path, name, data, *columns)
    assert not articles
    assert len(failures) == 1, failures
    return failures[0].reason
