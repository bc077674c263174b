"""Feeds and sitemaps of all kinds, well formed or not: their addresses and dates."""

import gzip
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mahdar.sources.failure import Unreadable
from mahdar.sources.fetching.answers import Answer, Limits
from mahdar.sources.fetching.listings import Link, is_before, iso, listing_of, read_listing

BASE = "https://news.example/feeds/all.xml"


def urls(data: str | bytes) -> list[str]:
    return [link.url for link in read_listing(data.encode() if isinstance(data, str) else data, BASE).links]


def rss(items: str) -> str:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><link>https://news.example/</link>{items}</channel></rss>'


def test_rss_tells_addresses_and_dates() -> None:
    listing = read_listing(
        rss(
            "<item><title>لقاء في عمّان</title><link>https://news.example/1</link>"
            "<pubDate>Wed, 15 Oct 2025 14:30:00 +0300</pubDate></item>"
            '<item><link>/2</link></item><item><guid isPermaLink="true">https://news.example/3</guid></item>'
            '<item><guid isPermaLink="false">https://news.example/none</guid></item>'
            "<item><title>بلا رابط</title></item>"
        ).encode(),
        BASE,
    )
    assert listing.kind == "feed"
    assert listing.links == (
        Link("https://news.example/1", "2025-10-15T11:30:00Z", "Wed, 15 Oct 2025 14:30:00 +0300"),
        Link("https://news.example/2"),
        Link("https://news.example/3"),
    )


def test_atom_tells_the_page_and_when_it_was_changed() -> None:
    listing = read_listing(
        b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://news.example/atom/">
        <link rel="self" href="https://news.example/atom"/>
        <entry><link rel="self" href="1.atom"/><link rel="alternate" href="1.html"/>
          <published>2025-10-15T10:00:00+03:00</published><updated>2025-10-16T09:00:00Z</updated></entry>
        <entry><link href="/2.html"/></entry></feed>""",
        BASE,
    )
    assert listing.links == (
        Link("https://news.example/atom/1.html", "2025-10-15T10:00:00+03:00", "2025-10-16T09:00:00Z"),
        Link("https://news.example/2.html"),
    )


def test_rdf_and_the_address_behind_a_forwarder_are_read() -> None:
    assert urls(
        """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
        xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:f="http://rssnamespace.org/feedburner/ext/1.0">
        <item rdf:about="https://news.example/1"><dc:date>2025-10-15</dc:date></item>
        <item><link>https://forward.example/x</link><f:origLink>https://news.example/2</f:origLink></item></rdf:RDF>"""
    ) == ["https://news.example/1", "https://news.example/2"]


def test_a_page_that_is_listed_twice_in_two_spellings_is_one() -> None:
    assert urls(
        rss(
            "<item><link>https://news.example/خبر</link></item>"
            "<item><link>https://NEWS.example/%D8%AE%D8%A8%D8%B1#top</link></item>"
            "<item><link>https://news.example/خبر?utm_source=rss</link></item>"
        )
    ) == ["https://news.example/%D8%AE%D8%A8%D8%B1"]


def test_an_item_without_a_sound_address_is_passed_over() -> None:
    assert urls(
        rss(
            "<item><link>javascript:alert(1)</link></item><item><link>file:///etc/passwd</link></item>"
            "<item><link>https://news.example/1</link></item>"
        )
    ) == ["https://news.example/1"]


def sitemap(entries: str, root: str = "urlset") -> bytes:
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    news = 'xmlns:n="http://www.google.com/schemas/sitemap-news/0.9" xmlns:i="http://www.google.com/schemas/sitemap-image/1.1"'
    return f'<?xml version="1.0" encoding="UTF-8"?><{root} {space} {news}>{entries}</{root}>'.encode()


def test_a_sitemap_tells_addresses_and_last_changes() -> None:
    listing = read_listing(
        sitemap(
            "<url><loc> https://news.example/1 </loc><lastmod>2025-10-15</lastmod>"
            "<i:image><i:loc>https://news.example/1.jpg</i:loc></i:image></url><url><loc>https://news.example/2</loc></url>"
        ),
        BASE,
    )
    assert listing.kind == "pages"
    assert listing.links == (
        Link("https://news.example/1", None, "2025-10-15"),
        Link("https://news.example/2"),
    )


def test_a_news_sitemap_tells_when_pages_were_published() -> None:
    (link,) = read_listing(
        sitemap(
            "<url><loc>https://news.example/1</loc><n:news><n:publication><n:name>س</n:name></n:publication>"
            "<n:publication_date>2025-10-15T14:30:00+03:00</n:publication_date></n:news></url>"
        ),
        BASE,
    ).links
    assert (link.published, link.changed) == ("2025-10-15T14:30:00+03:00",) * 2


def test_an_index_tells_its_sitemaps() -> None:
    listing = read_listing(
        sitemap(
            "<sitemap><loc>https://news.example/s1.xml.gz</loc><lastmod>2025-10-15</lastmod></sitemap>",
            "sitemapindex",
        ),
        BASE,
    )
    assert (listing.kind, [link.url for link in listing.links]) == (
        "index",
        ["https://news.example/s1.xml.gz"],
    )


def given_as(body: bytes) -> Answer:
    return Answer(asked=BASE, url=BASE, status=200, headers={}, body=body, fetched="2026-03-01T12:00:00Z")


def test_a_gzipped_sitemap_is_read() -> None:
    body = gzip.compress(sitemap("<url><loc>https://news.example/1</loc></url>"))
    assert [link.url for link in listing_of(given_as(body), Limits()).links] == ["https://news.example/1"]


@pytest.mark.parametrize(
    "body",
    [gzip.compress(bytes(10_000_000)), gzip.compress(b"<urlset/>")[:-9], b"\x1f\x8bnonsense"],
    ids=["bomb", "truncated", "nonsense"],  # by the bytes they would tell the time they were made at
)
def test_a_gzipped_sitemap_that_is_a_bomb_or_damaged_is_told(body: bytes) -> None:
    with pytest.raises(Unreadable, match="gzip"):
        listing_of(given_as(body), Limits(body=1_000_000))


# What comes that is not well formed


def test_a_feed_that_is_not_well_formed_gives_what_it_holds() -> None:
    items = (
        "<item><title>س & ص <b></title><link>https://news.example/1?a=1&b=2</link></item>"
        "<item><link>https://news.example/2?a=1&amp;b=2</link></item>"
        "<item><link><![CDATA[https://news.example/3?a=1&b=2]]></link></item>"
    )
    assert set(urls("\n" + rss(items))) == {f"https://news.example/{n}?a=1&b=2" for n in (1, 2, 3)}


def test_a_feed_that_breaks_off_gives_what_came() -> None:
    whole = rss("".join(f"<item><link>https://news.example/{n}</link></item>" for n in range(9)))
    assert urls(whole[:300])[:2] == ["https://news.example/0", "https://news.example/1"]


@pytest.mark.parametrize("declared", ["utf-8", "windows-1256", "no-such-code", "utf-16"])
def test_a_feed_in_another_encoding_than_it_says_gives_its_addresses(declared: str) -> None:
    feed = f'<?xml version="1.0" encoding="{declared}"?><rss><channel><item><title>خبر عاجل من عمّان</title>'
    feed += "<link>https://news.example/خبر</link></item></channel></rss>"
    for real in ("utf-8", "windows-1256"):
        if declared == "windows-1256" and real == "utf-8":
            continue  # every byte is a letter there: nobody can tell
        assert urls(feed.encode(real)) == ["https://news.example/%D8%AE%D8%A8%D8%B1"]


def test_entities_are_not_expanded_and_nothing_is_loaded() -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(12)
    )
    listed = (
        "<item><link>https://news.example/&m;</link></item><item><link>https://news.example/1</link></item>"
    )
    with pytest.raises(Unreadable, match="made to fill the memory"):
        urls(bomb + f"]><rss><channel>{listed}</channel></rss>")
    outside = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><link>https://h.example/&x;</link></item>'
    assert not any("root" in url for url in urls(outside + "</channel></rss>"))


def test_a_very_deep_feed_is_read_or_told() -> None:
    deep = "<rss>" + "<a>" * 100_000
    with suppress(Unreadable):
        assert urls(deep) == []


@pytest.mark.parametrize(
    "data",
    [
        "",
        "   ",
        "<html><body>404</body></html>",
        "<!doctype html><p>x",
        '{"items": []}',
        "نص",
        "<opml/>",
        "\0\0",
    ],
)
def test_what_is_no_feed_is_told(data: str) -> None:
    with pytest.raises(Unreadable, match="no feed and no sitemap"):
        urls(data)


@given(st.binary(max_size=200), st.binary(max_size=60))
def test_any_bytes_are_a_listing_or_unreadable(head: bytes, inside: bytes) -> None:
    for data in (head, b"<rss><channel><item><link>" + inside + b"</link></item></channel></rss>"):
        with suppress(Unreadable):
            read_listing(data, BASE)


# Dates


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2025-10-15", "2025-10-15"),
        ("2025-10-15T14:30:00+03:00", "2025-10-15T14:30:00+03:00"),
        ("2025-10-15 14:30:00 +0300", "2025-10-15T14:30:00+0300"),
        ("Wed, 15 Oct 2025 14:30:00 GMT", "2025-10-15T14:30:00Z"),
        ("15 Oct 2025 14:30:00 +0300", "2025-10-15T11:30:00Z"),
        ("2025-13-01", None),
        ("الأربعاء 15 أكتوبر", None),
        ("", None),
        (None, None),
    ],
)
def test_dates_are_read_as_feeds_write_them(words: str | None, day: str | None) -> None:
    assert iso(words) == day


@given(st.text(max_size=40))
def test_any_words_are_a_date_or_none(words: str) -> None:
    iso(words)
    is_before(words, "2025-10-15")


def test_a_date_that_cannot_be_read_is_before_nothing() -> None:
    assert is_before("2025-10-14T23:00:00Z", "2025-10-15")
    assert not is_before("2025-10-15", "2025-10-15")
    assert not is_before("أمس", "2025-10-15")
    assert not is_before("2025-10-14", None)
