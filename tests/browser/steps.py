"""Steps that several tests take in the window."""

from __future__ import annotations

from tests.browser.window import ENGLISH, Axe, Locator, Page, Reader, button, expect

#: An article of ours to be added, whose encounter is dated by its day of publication.
TITLE = "وزير الخارجية الأردني يلتقي نظيره العراقي في عمّان"
TEXT = (
    "التقى وزير الخارجية الأردني سامر الحوراني، اليوم الأحد في عمّان، نظيره العراقي حيدر الساعدي.\n"
    "وقال الحوراني إن الأردن يدعم أمن العراق واستقراره."
)
#: Said by the Algerian spokesman; the reader takes the country he speaks of for the speaker.
WORDS = "بوحدة سوريا وسلامة أراضيها"
#: What keeps some people from reading a page; the lesser impacts of axe-core are advice.
GRAVE = ("serious", "critical")


def paste(page: Page) -> None:
    """Paste the article of ours into the form that adds one, and send it."""
    page.get_by_label(ENGLISH("add.title"), exact=True).fill(TITLE)
    page.get_by_label(ENGLISH("add.text"), exact=True).fill(TEXT)
    page.get_by_label(ENGLISH("add.outlet")).first.fill("صحيفة الأفق")
    page.get_by_label(ENGLISH("add.published")).fill("2025-10-19")
    button(page, "add.go").first.click()


def statement(page: Page, words: str) -> Locator:
    """A statement on a page, by some of its words."""
    found = page.locator("article.said").filter(has_text=words)
    expect(found).to_have_count(1)
    return found


def reviewing(reviewer: Reader, words: str) -> Page:
    """The page where a statement is reviewed, as one comes to it from the record."""
    page = reviewer.opens(f"/en/record?q={words}")
    statement(page, words).get_by_role("link", name=ENGLISH("review.this")).click()
    page.wait_for_url("**/review?at=*")
    return page


def history(reviewer: Reader) -> list[tuple[str, str]]:
    """What was decided and what came of it, the latest first."""
    lines = reviewer.json("/en/review/history.json")["lines"]
    return [(line["decision"]["act"], line["state"]) for line in lines]


def speakers(reviewer: Reader, words: str) -> list[str]:
    """Who says something, by some of its words."""
    lines = reviewer.json("/en/record.json")["lines"]
    (said,) = [line for line in lines if words in line["content"]]
    return [who["name"] for who in said["speakers"]]


def choose_speaker(form: Locator, name: str) -> None:
    """Choose one speaker and no other in a form."""
    boxes = form.get_by_role("group", name=ENGLISH.label("field", "speakers")).get_by_role("checkbox")
    if not boxes.count():
        form.get_by_label(ENGLISH.label("field", "speakers")).select_option(label=name)
        return
    for box in boxes.all():
        box.uncheck()
    boxes.and_(form.get_by_label(name, exact=True)).check()


def correct_speaker(page: Page, name: str) -> None:
    """Correct the speaker of the statement that is reviewed."""
    form = page.locator("form").filter(has=page.locator("input[name=field][value=speakers]"))
    choose_speaker(form, name)
    button(form, "review.set").click()
    page.wait_for_url("**done=*")


def grave(page: Page) -> list[tuple[str, str, str]]:
    """What axe-core finds on a page: the rule, how many places, the first of them."""
    violations = Axe().run(page).response["violations"]
    return [
        (one["id"], str(len(one["nodes"])), one["nodes"][0]["html"][:160])
        for one in violations
        if one["impact"] in GRAVE
    ]
