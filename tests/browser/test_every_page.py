"""Every page in both languages, both looks, wide and narrow: whole, quiet, alone on its host, open to everyone."""

from __future__ import annotations

import pytest

from tests.browser.steps import grave
from tests.browser.touring import STATES, TEAM, kinds, tour
from tests.browser.window import (
    NARROW,
    WIDE,
    FailedInput,
    Job,
    Lang,
    Looks,
    NamedArticle,
    Reader,
    Served,
    Theme,
    button,
    expect,
    words_of,
)

LANGS = ("ar", "en")
DIRECTIONS = {"ar": "rtl", "en": "ltr"}


def _job(job: Job) -> None:
    """An addition that shows everything an addition may show."""
    job.new.append(NamedArticle("none", "مقال جديد", "صحيفة الأفق"))
    job.known.append(NamedArticle("none", "مقال معروف", "صحيفة الأفق"))
    job.failed.append(FailedInput("تقرير.txt", "the text holds NUL"))


@pytest.fixture(scope="session")
def addresses(demo: Served) -> list[str]:
    demo.desk.jobs.begin("Layla", _job)
    found = tour(demo)
    assert set(found) == set(kinds()) - TEAM, "links lead to every page"
    return [*found.values(), *STATES]


def background(reader: Reader) -> float:
    """How light the page is, from 0 to 255."""
    found: float = reader.page.evaluate(
        "() => { const c = getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number);"
        " return (c[0] + c[1] + c[2]) / 3; }"
    )
    return found


def overflow(reader: Reader) -> int:
    """Pixels by which a page is broader than its window."""
    found: int = reader.page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return found


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("lang", LANGS)
def test_every_page_is_whole_and_quiet(
    demo: Served, addresses: list[str], looks: Looks, lang: Lang, theme: Theme, width: int
) -> None:
    reader = looks(demo, width=width, theme=theme)
    wrong: list[tuple[str, object]] = []
    for address in addresses:
        page = reader.opens(f"/{lang}{address}")
        root = page.locator("html")
        told = (root.get_attribute("lang"), root.get_attribute("dir"))
        if told != (lang, DIRECTIONS[lang]):
            wrong.append((address, told))
        if (background(reader) > 128) != (theme == "light"):
            wrong.append((address, f"is not {theme}"))
        if overflow(reader) > 0:
            wrong.append((address, f"is {overflow(reader)} pixels broader than the window"))
    assert not wrong


# Contrast depends on the look, regions that scroll on the width: each of both is looked at in each language.
@pytest.mark.parametrize(("theme", "width"), [("light", WIDE), ("dark", NARROW)])
@pytest.mark.parametrize("lang", LANGS)
def test_nothing_keeps_people_out_of_a_page(
    demo: Served, addresses: list[str], looks: Looks, lang: Lang, theme: Theme, width: int
) -> None:
    reader = looks(demo, width=width, theme=theme)
    found = {address: grave(reader.opens(f"/{lang}{address}")) for address in addresses}
    assert not {address: violations for address, violations in found.items() if violations}


@pytest.mark.parametrize("lang", LANGS)
def test_the_look_is_switched_and_stays(demo: Served, looks: Looks, lang: Lang) -> None:
    reader = looks(demo)
    page = reader.opens(f"/{lang}/today")
    assert background(reader) > 128
    button(page, "app.dark", lang).click()
    expect(button(page, "app.light", lang)).to_be_visible()
    assert background(reader) < 128
    reader.opens(f"/{lang}/record")
    assert background(reader) < 128, "the choice holds on other pages"
    button(page, "app.light", lang).click()
    expect(button(page, "app.dark", lang)).to_be_visible()
    assert background(reader) > 128


@pytest.mark.shared
def test_pages_of_the_five_samples_fit_a_telephone(samples: Served, looks: Looks) -> None:
    reader = looks(samples, width=NARROW)
    broader: dict[str, int] = {}
    for kind, address in tour(samples).items():
        for lang in LANGS if "{name}" in kind else ():
            reader.opens(f"/{lang}{address}")
            broader[f"/{lang}{address}"] = overflow(reader)
    assert len(broader) > 8
    assert not {address: pixels for address, pixels in broader.items() if pixels > 0}


@pytest.mark.parametrize("lang", LANGS)
def test_a_printed_page_says_what_no_person_has_reviewed(
    demo: Served, addresses: list[str], looks: Looks, lang: Lang
) -> None:
    reader = looks(demo, theme="dark")
    encounter = next(address for address in addresses if address.startswith("/encounter/"))
    page = reader.opens(f"/{lang}{encounter}")
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation").first).to_be_hidden()
    expect(page.get_by_role("main").get_by_text(words_of(lang)("encounter.unreviewed"))).to_be_visible()
    assert background(reader) > 250, "paper is white, whatever the look"


def test_an_address_that_leads_nowhere_is_told_in_words(demo: Served, looks: Looks) -> None:
    reader = looks(demo, allowed=["404"])
    for lang in LANGS:
        page = reader.opens(f"/{lang}/encounter/none")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert not grave(page)
