"""Saved feeds: RSS and Atom, an article an item."""

from pathlib import Path

import pytest

from tests.sources.made import BODY, SECOND, TITLE, came_of, only, reason

SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:media="http://search.yahoo.com/mrss/"'
)


def rss(*items: str, between: str = "\n") -> str:
    head = f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0" {SPACES}><channel><title>صحيفة الميدان</title>'
    inner = between.join(f"<item>{item}</item>" for item in items)
    return f"{head}<link>https://example.org/</link>{between}{inner}{between}</channel></rss>"


def item(number: int, inner: str = "") -> str:
    return f"<title>{TITLE} {number}</title><guid>g{number}</guid><description>{BODY}</description>{inner}"


def test_item_with_its_full_text(tmp_path: Path) -> None:
    data = rss(
        f"<title>{TITLE} &amp; آخرين</title><link>/news/1</link><guid isPermaLink='false'>g-1</guid>"
        "<pubDate>Wed, 15 Oct 2025 14:30:00 +0300</pubDate><dc:creator>محرر</dc:creator>"
        "<media:title>صورة</media:title><description>ملخص الخبر</description>"
        f"<content:encoded><![CDATA[<p>{BODY}</p><script>x</script><p>وقال &laquo;نعم&raquo;.</p>]]></content:encoded>"
    )
    found = only(tmp_path, "feed.xml", data)
    assert found.text == f"{TITLE} & آخرين\n\n{BODY}\nوقال «نعم»."
    assert (found.doc_id, found.url) == ("g-1", "https://example.org/news/1")
    assert (found.published, found.author) == ("2025-10-15T14:30:00+03:00", "محرر")
    assert found.outlet == "صحيفة الميدان"
    assert dict(found.found)["text"] == "full text"


def test_item_without_full_text_is_a_summary_and_says_so(tmp_path: Path) -> None:
    found = only(
        tmp_path,
        "feed.rss",
        rss(f"<title>{TITLE}</title><description>&lt;p&gt;{BODY}&lt;/p&gt;</description>"),
    )
    assert found.text == f"{TITLE}\n\n{BODY}"
    assert dict(found.found)["text"] == "summary"
    found = only(tmp_path, "b.rss", rss(f"<title>{TITLE}</title>"))
    assert (found.text, dict(found.found)["text"]) == (TITLE, "headline")


def test_outlet_known_by_its_host_has_its_code_as_on_pages(tmp_path: Path) -> None:
    found = only(
        tmp_path, "feed.xml", rss(f"<title>{TITLE}</title><link>https://www.petra.gov.jo/x?id=1</link>")
    )
    assert found.outlet == "petra"


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("الأربعاء، 15 أكتوبر 2025 14:30:00 +0300", "2025-10-15T14:30:00+03:00"),
        ("15 تشرين الأول 2025", "2025-10-15"),
        ("23 ربيع الآخر 1447", "2025-10-15"),
        ("2025-10-15T11:30:00Z", "2025-10-15T11:30:00Z"),
    ],
)
def test_arabic_dates_of_items_are_read(tmp_path: Path, words: str, day: str) -> None:
    assert only(tmp_path, "feed.xml", rss(item(1, f"<pubDate>{words}</pubDate>"))).published == day


def test_ambiguous_dates_are_left_unknown_and_told_once(tmp_path: Path) -> None:
    data = rss(*(item(n, "<pubDate>05/06/2025</pubDate>") for n in range(3)))
    articles, failures = came_of(tmp_path, "feed.xml", data)
    assert [a.published for a in articles] == [None] * 3
    assert [f.reason[:36] for f in failures] == ["3 dates left unknown: '05/06/2025' m"]
    assert dict(articles[0].found)["published"].startswith("left unknown: '05/06/2025'")


def test_atom_with_each_kind_of_content(tmp_path: Path) -> None:
    data = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>وكالة</title><link rel="self" href="https://e.org/feed"/>
    <entry><title type="html">لقاء &lt;b&gt;كبير&lt;/b&gt;</title><id>tag:1</id><link href="https://e.org/1"/>
    <published>2025-10-15T14:30:00Z</published><updated>2025-10-16T08:00:00Z</updated><author><name>محرر</name></author>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{BODY}</p><p>{SECOND}</p></div></content></entry>
    <entry><title>{TITLE}</title><id>tag:2</id><updated>2025-10-16T08:00:00Z</updated>
    <content type="html">&lt;p&gt;{BODY}&lt;/p&gt;</content></entry>
    <entry><title>{TITLE}</title><id>tag:3</id><summary>{BODY}</summary></entry></feed>"""
    (first, second, third), failures = came_of(tmp_path, "feed.atom", data)
    assert not failures
    assert (first.text, first.url) == (f"لقاء كبير\n\n{BODY}\n{SECOND}", "https://e.org/1")
    assert (first.published, first.updated) == ("2025-10-15T14:30:00Z", "2025-10-16T08:00:00Z")
    assert (second.published, second.updated) == ("2025-10-16T08:00:00Z", None)
    assert second.text == f"{TITLE}\n\n{BODY}"
    assert dict(third.found)["text"] == "summary"


def test_rss_of_the_first_version_is_read(tmp_path: Path) -> None:
    data = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
    xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>وكالة</title></channel>
    <item><title>{TITLE}</title><link>https://e.org/1</link><description>{BODY}</description>
    <dc:date>2025-10-15</dc:date></item></rdf:RDF>"""
    found = only(tmp_path, "feed.rdf", data)
    assert (found.url, found.published) == ("https://e.org/1", "2025-10-15")


def test_windows_1256_is_read_whether_declared_or_not(tmp_path: Path) -> None:
    for declared in ("windows-1256", "utf-8"):
        data = rss(item(1)).replace("utf-8", declared).encode("cp1256")
        assert only(tmp_path, f"{declared}.xml", data).text == f"{TITLE} 1\n\n{BODY}"


def test_entities_of_html_and_bare_ampersands_are_no_faults(tmp_path: Path) -> None:
    data = rss(f"<title>{TITLE}&nbsp;&raquo; أ & ب</title><guid>1</guid><description>{BODY}</description>")
    assert only(tmp_path, "feed.xml", data).title == f"{TITLE} » أ & ب"


@pytest.mark.parametrize("before", ["\n\n", "\ufeff", "\r\n\ufeff", " "])
def test_what_stands_before_the_declaration_is_passed_over(tmp_path: Path, before: str) -> None:
    assert only(tmp_path, "feed.xml", before + rss(item(1))).doc_id == "g1"


def test_prefixes_that_nothing_declares_are_understood(tmp_path: Path) -> None:
    inner = f"<dc:creator>محرر</dc:creator><media:title>صورة</media:title><content:encoded>{SECOND}</content:encoded>"
    found = only(tmp_path, "feed.xml", rss(item(1, inner)).replace(SPACES, ""))
    assert (found.text, found.author, found.title) == (f"{TITLE} 1\n\n{SECOND}", "محرر", f"{TITLE} 1")


def test_markup_that_is_not_escaped_is_read(tmp_path: Path) -> None:
    description = f"<description><p>{BODY} <b>مهم</b></p><p>{SECOND}</p></description>"
    found = only(tmp_path, "feed.xml", rss(f"<title>{TITLE}</title><guid>1</guid>{description}"))
    assert found.text == f"{TITLE}\n\n{BODY} مهم\n{SECOND}"


def test_file_without_suffix_is_known_by_its_beginning(tmp_path: Path) -> None:
    assert only(tmp_path, "feed", rss(item(1))).doc_id == "g1"


@pytest.mark.parametrize("between", ["\n", ""])
def test_item_that_is_not_well_formed_fails_and_the_rest_goes_in(tmp_path: Path, between: str) -> None:
    data = rss(item(1), f"<title>{TITLE}</x><guid>g2", item(3), item(4), between=between)
    articles, failures = came_of(tmp_path, "feed.xml", data)
    assert [a.doc_id for a in articles] == ["g1", "g3", "g4"]
    assert [f.line for f in failures] == [2]
    assert failures[0].reason.startswith("not well-formed: Opening and ending tag mismatch: title")


@pytest.mark.parametrize("between", ["\n", ""])
@pytest.mark.parametrize("cut", [3, 30, 120])
def test_truncated_feed_gives_its_whole_items_and_says_that_it_ends_too_early(
    tmp_path: Path, between: str, cut: int
) -> None:
    data = rss(item(1), item(2), item(3), between=between)
    articles, failures = came_of(tmp_path, "feed.xml", data[: data.rindex("</item>") - cut])
    assert [a.doc_id for a in articles] == ["g1", "g2"]
    assert failures


def test_feed_that_ends_between_two_items_says_so(tmp_path: Path) -> None:
    data = rss(item(1), item(2))
    articles, failures = came_of(tmp_path, "feed.xml", data[: data.rindex("</channel>")])
    assert [a.doc_id for a in articles] == ["g1", "g2"]
    assert "ends too early: Premature end of data" in failures[0].reason
    assert failures[0].line is None


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("", "empty"),
        ("<html>", "form not known: its root is 'html'"),
        (rss(), "a feed without items"),
        (f'<!DOCTYPE rss [<!ENTITY l0 "ه">{LAUGHS}]>' + rss("<title>&l9;</title>"), "entities"),
        (
            '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + rss("<title>&x;</title>"),
            "entities",
        ),
        ("<rss>" + "<item>" * 100_000, "nested too deeply"),
        ("قال الوزير", "not XML"),
    ],
    ids=["empty", "html", "no items", "billion laughs", "external entity", "deep", "text"],
)
def test_hostile_and_wrong_xml_fails(tmp_path: Path, data: str, words: str) -> None:
    assert words in reason(tmp_path, "feed.xml", data)
    if data:
        assert reason(tmp_path, "wide.xml", data.encode("utf-16"))


def test_external_declarations_are_not_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.dtd"
    secret.write_text('<!ENTITY x "سر">', "utf-8")
    data = (
        f'<!DOCTYPE rss SYSTEM "{secret.as_uri()}">'
        + rss(item(1).replace(TITLE, f"{TITLE} &x;")).partition("?>")[2]
    )
    articles, _ = came_of(tmp_path, "feed.xml", data)
    assert all("سر" not in a.text for a in articles)
