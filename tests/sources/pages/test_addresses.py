"""Which address a page is known by, what is kept of the day of collection, whose site it is."""

import pytest

from mahdar.knowledge.publishers import publishers
from mahdar.sources.pages import article_from_page
from tests.sources.pages.test_hostile import SAID, TITLE, page

SITE = "https://www.aljazeera.net"


def url_of(canonical: str, given: str | None) -> tuple[str | None, str | None]:
    head = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    found = article_from_page(page(f"<h1>{TITLE}</h1><p>{SAID}</p>", head), doc_id="a", url=given)
    return found.url, dict(found.found).get("url")


@pytest.mark.parametrize(
    ("canonical", "given", "expected"),
    [
        ("/news/2025/10/15/زيارة-الوزير-إلى", None, None),
        (f"{SITE}/news/zzz-visit-of-the-minister", None, f"{SITE}/news/zzz-visit-of-the-minister"),
        (f"{SITE}/", f"{SITE}/news/77", f"{SITE}/news/77"),
        (f"{SITE}/news", f"{SITE}/news/77", f"{SITE}/news/77"),
        (f"{SITE}/a/778899", f"{SITE}/amp/a/778899?utm_source=x", f"{SITE}/a/778899"),
        (f"{SITE}/a/7", f"{SITE}/a/7?utm_source=x", f"{SITE}/a/7"),
        (f"{SITE}/a/7", f"{SITE}/a/7?id=9", f"{SITE}/a/7?id=9"),
        (f"{SITE}/a/778899", f"{SITE}/a/778811", f"{SITE}/a/778811"),
        ("https://other.org/a/778899", f"{SITE}/a/778899", f"{SITE}/a/778899"),
        ("/a/778899", f"{SITE}/amp/778899", f"{SITE}/a/778899"),
        ("http://[broken", f"{SITE}/a/7", f"{SITE}/a/7"),
        ("", None, None),
    ],
)
def test_own_address_stands_where_it_is_plainly_the_same_page(
    canonical: str, given: str | None, expected: str | None
) -> None:
    assert url_of(canonical, given)[0] == expected


def test_address_a_browser_wrote_into_a_saved_page() -> None:
    data = b"<!DOCTYPE html>\n<!-- saved from url=(0042)https://www.aljazeera.net/news/2025/a -->\n" + page(
        f"<p>{SAID}"
    )
    found = article_from_page(data, doc_id="a")
    assert (found.url, found.outlet) == ("https://www.aljazeera.net/news/2025/a", "aljazeera")


@pytest.mark.parametrize(
    ("url", "outlet"),
    [
        ("https://arabic.rt.com/x", "rt"),
        ("https://www.bbc.com/arabic/x", "bbc"),
        ("http://SANA.SY/?p=1", "sana"),
        ("https://www.mofa.gov.sa/x", "mofa-sa"),
        ("https://notsana.sy/x", None),
        ("no address", None),
        ("http://[", None),
    ],
)
def test_publisher_of_a_host(url: str, outlet: str | None) -> None:
    found = publishers().of_url(url)
    assert (found.id if found else None) == outlet


@pytest.mark.parametrize("name", ["الجزيرة", "الوطن", "الشرق"])
def test_name_that_several_outlets_own_tells_none(name: str) -> None:
    assert publishers().named(name) is None


def test_time_of_collection_is_kept_only_beside_a_day_of_publication() -> None:
    body = f"<h1>{TITLE}</h1><p>{SAID}</p>"
    meta = '<meta property="article:published_time" content="2025-10-15T10:00:00Z">'
    collected = "2025-10-16T08:00:00Z"
    dated = article_from_page(page(body, meta), doc_id="a", collected=collected)
    undated = article_from_page(page(body), doc_id="a", collected=collected)
    assert (dated.collected, undated.collected) == (collected, "2025-10-16")
