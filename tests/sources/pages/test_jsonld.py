"""Structured data as sites write it, sound and broken."""

import pytest
from lxml.html import document_fromstring

from mahdar.sources.pages.jsonld import is_article, names_of, nodes_of, words_of

ARTICLE = '{"@type":"NewsArticle","headline":"لقاء في عمّان","datePublished":"2025-10-15"}'
WRITTEN = {
    "one": ARTICLE,
    "a list": f"[{ARTICLE}]",
    "a graph": f'{{"@graph":[{{"@type":"WebSite"}},{ARTICLE}]}}',
    "within the page": f'{{"@type":"WebPage","mainEntity":{ARTICLE}}}',
    "trailing commas": ARTICLE.replace('"}', '",}'),
    "in a comment": f"<!-- {ARTICLE} -->",
    "in CDATA": f"//<![CDATA[\n{ARTICLE}\n//]]>",
    "a semicolon after it": ARTICLE + ";",
    "two without a comma": f'{{"@type":"WebSite"}}{ARTICLE}',
    "line breaks in strings": ARTICLE.replace("لقاء في", "لقاء\nفي"),
    "tabs in strings": ARTICLE.replace("لقاء في", "لقاء\tفي"),
    "entities": ARTICLE.replace("عمّان", "&quot;عمّان&quot;").replace("&quot;", "&amp;#39;"),
    "several types": ARTICLE.replace('"NewsArticle"', '["Thing","NewsArticle"]'),
    "a type with its namespace": ARTICLE.replace("NewsArticle", "http://schema.org/NewsArticle"),
    "quotation marks in a description": ARTICLE.replace("{", '{"description":"قال "نعم" ثم ذهب",', 1),
    "cut off": ARTICLE.removesuffix("}") + ',"articleBody":"قال الوزي',
}


@pytest.mark.parametrize("raw", WRITTEN.values(), ids=WRITTEN)
def test_article_is_found(raw: str) -> None:
    tree = document_fromstring(f'<html><script type="application/ld+json">{raw}</script><p>نص</p></html>')
    (node,) = [node for node in nodes_of(tree) if is_article(node)]
    assert (words_of(node, "headline") or "").replace("'", "") == "لقاء في عمّان"
    assert words_of(node, "datePublished") == "2025-10-15"


@pytest.mark.parametrize(
    "raw",
    [
        f'{{"@type":"ItemList","itemListElement":[{ARTICLE}]}}',
        f'{{"@type":"Organization","subjectOf":{ARTICLE}}}',
        f'{{"@type":"NewsArticle","comment":[{{"@type":"Comment"}}],"liveBlogUpdate":[{ARTICLE}]}}',
        '{"datePublished":"2025-10-15","datePublished" "2024-01-01"',
        "not json",
        "",
        "null",
        "17",
    ],
)
def test_other_articles_and_nonsense_give_no_date(raw: str) -> None:
    tree = document_fromstring(f'<html><script type="application/ld+json">{raw}</script><p>نص</p></html>')
    assert [
        words_of(node, "datePublished") for node in nodes_of(tree) if words_of(node, "datePublished")
    ] == []


@pytest.mark.parametrize(
    "author",
    [
        "سامي العلي",
        {"name": "سامي العلي"},
        [{"name": "سامي العلي"}],
        {"name": ["سامي العلي"]},
        {"name": "سامي&nbsp;العلي"},
    ],
)
def test_author_is_named_in_whichever_way(author: object) -> None:
    assert names_of({"author": author}, "author") == ["سامي العلي"]
