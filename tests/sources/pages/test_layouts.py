"""Old and odd layouts: the body is whole in each, also where trafilatura finds none of it (in half of these)."""

import pytest

from mahdar.sources.pages import article_from_page

TITLE = "الوزير يستقبل سفير الصين في مكتبه"
LINES = (
    "استقبل وزير الخارجية في مكتبه ظهر اليوم سفير الصين، وبحث معه العلاقات بين البلدين.",
    "وأكد الوزير أهمية التعاون.",
    "وشكر السفير للوزير حسن الاستقبال.",
    "وحضر اللقاء مدير الإدارة السياسية.",
)


def each(element: str) -> str:
    tag = element.split(maxsplit=1)[0]
    return "".join(f"<{element}>{line}</{tag}>" for line in LINES)


LINKS = " ".join(f"<a href=x>قسم {number}</a>" for number in range(40))
LAYOUTS = {
    "preformatted": "<pre>" + "\n\n".join(LINES) + "</pre>",
    "a row each": "<table>" + "".join(f"<tr><td><font size=3>{line}</td></tr>" for line in LINES) + "</table>",
    "a row of two cells each": "<table>" + "".join(f"<tr><td>&nbsp;<td>{line}</tr>" for line in LINES) + "</table>",
    "a table each": "".join(f"<div><table><tr><td><p>{line}</p></table></div>" for line in LINES),
    "lines in a cell beside links": f"<table><tr><td>{LINKS}</td><td>{'<br>'.join(LINES)}</td></tr></table>",
    "lines in the page itself": "<br><br>".join(LINES),
    "lines in bold": f"<center><b>{'<br>'.join(LINES)}</b></center>",
    "labels": "".join(f"<label>{line}</label><br>" for line in LINES),
    "spans shown as blocks": each('span style="display:block"'),
    "a marquee": f"<marquee>{each('p')}</marquee>",
    "definitions": f"<dl>{each('dd')}</dl>",
    "a list": f"<ul>{each('li')}</ul>",
    "headings": each("h4"),
    "a form": f"<form><table><tr><td class=comment>{'<br>'.join(LINES)}</td></tr></table></form>",
    "a class that speaks of the foot": f"<div class='footer-top'>{each('div')}</div>",
    "a class that speaks of comments": f"<div id='comment-body'>{each('p')}</div>",
}  # fmt: skip


@pytest.mark.parametrize("body", LAYOUTS.values(), ids=LAYOUTS)
def test_body_is_whole(body: str) -> None:
    page = f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{body}</body></html>"
    found = article_from_page(page.encode(), doc_id="a")
    assert found.text.split("\n") == [TITLE, "", *LINES]
