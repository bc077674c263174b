"""Pages that are broken, mislabelled or made to harm: a reason or an article, never a crash, never hours."""

import gzip
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mahdar.sources import Failure, articles_from
from mahdar.sources.failure import Unreadable
from mahdar.sources.pages import article_from_page

SAID = "قال الوزير إن العلاقات بين البلدين تشهد تطورا مستمرا في جميع المجالات، وأضاف أن الزيارة المقبلة ستكون قريبا. "
TITLE = "زيارة الوزير إلى العاصمة"


def page(body: str, head: str = "", charset: str = "utf-8") -> bytes:
    html = (
        f"<html><head><meta charset={charset}><title>{TITLE}</title>{head}</head><body>{body}</body></html>"
    )
    return html.encode("cp1256" if charset == "windows-1256" else "utf-8")


def reason(data: bytes, charset: str | None = None) -> str:
    with pytest.raises(Unreadable) as error:
        article_from_page(data, doc_id="a", charset=charset)
    return str(error.value)


REASONS = {
    "empty": (b"", "empty"),
    "white space": (b" \r\n\t", "empty"),
    "binary": (bytes(range(256)) * 9, "binary: NUL at 0"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0", "binary: NUL"),
    "one NUL": (page(f"<p>{SAID}\0</p>"), "binary: NUL"),
    "compressed": (gzip.compress(page(f"<p>{SAID}</p>"), mtime=0), "binary: NUL"),
    "100,000 nested elements": (page("<div>" * 100_000 + SAID), "nested too deeply"),
    "100,000 nested letters in bold": (page("<b>" * 100_000 + SAID), "nested too deeply"),
    "a million attributes": (page(f"<p {'a=1 ' * 1_000_000}>{SAID}</p>"), "more than 5000 attributes"),
    "attributes with tags in them": (page("<p a='<' " + "b='>' " * 9000 + f">{SAID}</p>"), "5000 attributes"),
    "17 MB": (page("x" * 17_000_000), "are not read"),
    "no paragraph": (page("<h1>عنوان</h1>"), "no article"),
    "a character cut in two": (page(f"<p>{SAID * 3}").replace("قال".encode(), b"\xd9"), "damaged: the character"),
}  # fmt: skip

ARTICLES = {
    "a huge attribute": f"<h1>{TITLE}</h1><p title='{'x' * 3_000_000}'>{SAID}</p>",
    "many classes": f"<p class='{'related-post ' * 100_000}'>{SAID}</p>",
    "open scripts": f"<p>{SAID}" + "<script>" * 50_000,
    "open comments": f"<p>{SAID}" + "<!--" * 50_000,
    "many dates": f"<h1>{TITLE}</h1>" + "<p>15 أكتوبر 2025</p>" * 3_000 + SAID,
    "many heads of lists": f"<h1>{TITLE}</h1>" + "<p>اقرأ أيضا</p>" * 3_000 + SAID,
    "many headlines": f"<h1>{TITLE}</h1>" * 3_000 + SAID,
    "open structured data": f"<script type='application/ld+json'>{'[' * 300_000}</script><p>{SAID}",
    "commas as structured data": f"<script type='application/ld+json'>{{'a':[{', ' * 300_000}</script><p>{SAID}",
}  # fmt: skip


@pytest.mark.parametrize(("data", "expected"), REASONS.values(), ids=REASONS)
def test_what_is_no_page_is_told(data: bytes, expected: str) -> None:
    assert expected in reason(data)


@pytest.mark.parametrize("body", ARTICLES.values(), ids=ARTICLES)
def test_article_is_found_in_hostile_markup(body: str) -> None:
    assert SAID.strip() in article_from_page(page(body), doc_id="a").text


def test_entities_of_entities_are_not_expanded() -> None:
    laughs = "".join(f"<!ENTITY lol{n} '" + f"&lol{n - 1};" * 10 + "'>" for n in range(1, 10))
    xml = f"<?xml version='1.0'?><!DOCTYPE lolz [<!ENTITY lol0 'ha'>{laughs}]><html><body><p>{SAID}&lol9;</p>"
    assert len(article_from_page(xml.encode(), doc_id="a").text) < 1000


def test_page_cut_in_the_midst_of_a_character_keeps_what_came() -> None:
    whole = page(f"<h1>{TITLE}</h1><p>{SAID}</p><p>{SAID}</p><div>")
    cut = whole[: whole.rindex("قال".encode()) - len("</p><p>")]
    assert article_from_page(cut, doc_id="a").text.endswith(SAID.strip())


@pytest.mark.parametrize(
    "declared", ["windows-1256", "iso-8859-1", "utf-16", "utf-7", "no-such-charset", "rot13"]
)
def test_utf8_is_read_whatever_is_declared(declared: str) -> None:
    data = page(f"<h1>{TITLE}</h1><p>{SAID}</p>").replace(b"charset=utf-8", f"charset={declared}".encode())
    found = article_from_page(data, doc_id="a", charset=declared)
    assert found.text == f"{TITLE}\n\n{SAID.strip()}"


@pytest.mark.parametrize("declared", ["windows-1256", "utf-8", "iso-8859-1", "no-such-charset"])
def test_windows_1256_is_read_whatever_is_declared(declared: str) -> None:
    data = page(f"<h1>{TITLE}</h1><p>{SAID}</p>", charset="windows-1256")
    data = data.replace(b"charset=windows-1256", f"charset={declared}".encode())
    assert article_from_page(data, doc_id="a", charset=declared).text == f"{TITLE}\n\n{SAID.strip()}"


def test_iso_8859_6_is_read_where_http_declares_it() -> None:
    data = f"<html><body><h1>{TITLE}</h1><p>{SAID.replace('،', '')}</p></body></html>".encode("iso-8859-6")
    assert article_from_page(data, doc_id="a", charset="ISO-8859-6").title == TITLE


def test_byte_order_mark_decides() -> None:
    data = page(f"<h1>{TITLE}</h1><p>{SAID}</p>").decode().encode("utf-16")
    assert article_from_page(data, doc_id="a", charset="windows-1256").title == TITLE


def test_gzip_made_to_fill_the_memory_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.html.gz"
    path.write_bytes(gzip.compress(b"\n" * 200_000_000, compresslevel=1))
    (found,) = articles_from([path])
    assert isinstance(found, Failure)
    assert "decompress it by hand" in found.reason


_PIECES = st.sampled_from(
    ["<p>", "</p>", "<div class='related'>", "</div>", "<h1>", "</h1>", "<time datetime='", "'>", "<a href=x>", "</a>",
     "<table><tr><td>", "<script type='application/ld+json'>", '{"@type":"NewsArticle","datePublished":', "</script>",
     "15 أكتوبر 2025", "الرياض - واس", "اقرأ أيضا", SAID, TITLE, "©", "&lt;", "\0", "<!--", "-->", "<?", "]]>"]
)  # fmt: skip


@settings(deadline=None, max_examples=150)
@given(
    st.one_of(st.binary(), st.text().map(str.encode), st.lists(_PIECES).map(lambda p: "".join(p).encode()))
)
def test_any_bytes_give_a_reason_or_an_article(data: bytes) -> None:
    try:
        found = article_from_page(data, doc_id="a")
    except Unreadable as error:
        assert str(error)
    else:
        assert found.text[found.text_start :].strip()
        assert not found.title or found.text.startswith(found.title)
