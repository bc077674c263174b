"""NewsML-G2 and NITF."""

from pathlib import Path

import pytest

from tests.sources.made import BODY, SECOND, TITLE, came_of, only, reason

NAR = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'
XHTML = (
    '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title>'
    f"</head><body><p>{BODY}</p><p>{SECOND}</p></body></html></inlineXML>"
)
NITF = (
    "<nitf><head><docdata><doc-id id-string='n-1' regsrc='SANA'/><date.issue norm='20251015T110000Z'/></docdata></head>"
    f"<body><body.head><hedline><hl1>{TITLE}</hl1></hedline><byline>محرر</byline>"
    f"<dateline>دمشق - سانا</dateline></body.head><body.content><p>{SECOND}</p><hl2>فرعي</hl2><p>{SECOND}</p>"
    "</body.content></body></nitf>"
)


def news(guid: str, content: str = XHTML, status: str = "usable", kind: str = "text", meta: str = "") -> str:
    return f"""<newsItem {NAR} guid="{guid}" standard="NewsML-G2" xml:lang="ar"><itemMeta>
    <itemClass qcode="ninat:{kind}"/><provider qcode="nprov:Petra"><name>وكالة الأنباء الأردنية</name></provider>
    <versionCreated>2025-10-15T15:00:00+03:00</versionCreated><firstCreated>2025-10-15T14:00:00+03:00</firstCreated>
    <pubStatus qcode="stat:{status}"/></itemMeta><contentMeta><by>محرر</by><located><name>عمّان</name></located>
    {meta}<headline>{TITLE}</headline></contentMeta><contentSet>{content}</contentSet></newsItem>"""


def message(*items: str) -> str:
    return f'<?xml version="1.0"?><newsMessage {NAR}><itemSet>{"".join(items)}</itemSet></newsMessage>'


def test_every_field_of_a_news_item_is_taken(tmp_path: Path) -> None:
    found = only(tmp_path, "a.xml", news("urn:1"))
    assert found.text == f"{TITLE}\n\n{BODY}\n{SECOND}"
    assert (found.doc_id, found.outlet, found.author) == ("urn:1", "petra", "محرر")
    assert (found.published, found.updated) == ("2025-10-15T14:00:00+03:00", "2025-10-15T15:00:00+03:00")
    assert ("place", "located: عمّان") in found.found


def test_dateline_that_is_given_apart_stands_before_the_body_once(tmp_path: Path) -> None:
    apart = news("urn:1", meta="<dateline>دمشق (بترا)</dateline>")
    assert only(tmp_path, "a.xml", apart).text == f"{TITLE}\n\nدمشق (بترا)\n{BODY}\n{SECOND}"
    repeated = news("urn:1", meta="<dateline>عمّان (بترا)</dateline>")
    assert only(tmp_path, "b.xml", repeated).text == f"{TITLE}\n\n{BODY}\n{SECOND}"


def test_inline_nitf_and_plain_text_are_read(tmp_path: Path) -> None:
    nitf = news("urn:1", f'<inlineXML contenttype="application/nitf+xml">{NITF}</inlineXML>')
    assert only(tmp_path, "a.xml", nitf).text == f"{TITLE}\n\nدمشق - سانا\n{SECOND}\nفرعي\n{SECOND}"
    plain = news("urn:1", f'<inlineData contenttype="text/plain">{BODY}</inlineData>')
    assert only(tmp_path, "b.xml", plain).text == f"{TITLE}\n\n{BODY}"


def test_nitf_alone_is_read(tmp_path: Path) -> None:
    found = only(tmp_path, "a.xml", NITF)
    assert (found.doc_id, found.published, found.outlet) == ("n-1", "2025-10-15T11:00:00Z", "sana")
    assert found.text.startswith(f"{TITLE}\n\nدمشق - سانا\n{SECOND}")


def test_message_gives_its_text_items_and_passes_packages_and_pictures_over(tmp_path: Path) -> None:
    package = (
        f'<packageItem {NAR} guid="urn:p"><groupSet><itemRef residref="urn:1"/></groupSet></packageItem>'
    )
    picture = news("urn:pic", '<remoteContent href="a.jpg"/>', kind="picture")
    articles, failures = came_of(tmp_path, "a.xml", message(package, news("urn:1"), picture, news("urn:2")))
    assert [a.doc_id for a in articles] == ["urn:1", "urn:2"]
    assert not failures


def test_withdrawn_item_fails_with_its_number(tmp_path: Path) -> None:
    articles, failures = came_of(tmp_path, "a.xml", message(news("urn:1"), news("urn:2", status="canceled")))
    assert [a.doc_id for a in articles] == ["urn:1"]
    assert [(f.line, f.reason) for f in failures] == [(2, "canceled by its provider")]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (f"<packageItem {NAR}><groupSet><itemRef/><itemRef/></groupSet></packageItem>", "refers to 2 others"),
        (news("urn:1", '<remoteContent href="a.txt"/>'), "no text: an item of class text"),
        ("<nitf><body/></nitf>", "NITF without body.content"),
        (NITF[:-40], "not well-formed"),
        (f'<!DOCTYPE x [<!ENTITY e "x">]>{news("urn:1")}', "entities"),
    ],
)
def test_document_without_an_article_fails(tmp_path: Path, data: str, words: str) -> None:
    assert words in reason(tmp_path, "a.xml", data)


def test_truncated_message_gives_its_whole_items(tmp_path: Path) -> None:
    whole = message(news("urn:1"), news("urn:2"))
    articles, failures = came_of(tmp_path, "a.xml", whole[: whole.rindex("</p>")])
    assert [a.doc_id for a in articles] == ["urn:1"]
    assert failures
