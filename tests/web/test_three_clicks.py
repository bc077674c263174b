"""The analyst's questions, each answered in at most three clicks from Today: real links, real forms, the answer itself.

A click is a link that is followed or a form that is filled and sent.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode, urljoin

import pytest

pytest.importorskip("fastapi", reason="the window is not installed (pip install 'mahdar[web]')")

from fastapi.testclient import TestClient
from lxml import html
from lxml.html import HtmlElement

from mahdar.keeping.adding import add
from mahdar.keeping.readers import house_reader
from mahdar.record.store import begin_record
from mahdar.sources import Failure, articles_from
from mahdar.web.app import application
from mahdar.web.desk import Desk
from tests.shared import SHARED

YEAR = Path(__file__).parents[1] / "comparing" / "year" / "articles.jsonl"
SAMPLES = SHARED / "samples"
SYRIAN, RUSSIAN = "مروان العلي", "أليكسي كوزنتسوف"


class Analyst:
    """One who sits before Today and clicks."""

    def __init__(self, client: TestClient) -> None:
        self._client = client
        self.clicks = 0
        self._open("/en/today")

    def _open(self, address: str) -> None:
        answer = self._client.get(address)
        assert answer.status_code == 200, (address, answer.text)
        self.address, self.body = address, answer.text
        self.page: HtmlElement = html.fromstring(answer.text) if answer.text.startswith("<") else None

    def click(self, words: str, within: str = "//main", beside: str = "") -> Analyst:
        """Follow the first link that holds some words, within a part of the page, in a block that holds others."""
        self.clicks += 1
        for link in self.page.xpath(f"{within}//a[@href]"):
            if words in _text(link) and (not beside or beside in _text(_block(link))):
                self._open(urljoin(self.address, link.get("href")))
                return self
        raise AssertionError(f"{self.address} has no link «{words}» {beside}: {_text(self.page)[:2000]}")

    def send(self, **filled: str) -> Analyst:
        """Fill a form of the page by its labels' fields and send it: the first that has all of them."""
        self.clicks += 1
        for form in self.page.forms:
            if form.method == "GET" and set(filled) <= set(form.fields.keys()):
                told = {name: value for name, value in form.fields.items() if value is not None} | filled
                for name, value in filled.items():
                    options = form.xpath(f".//select[@name='{name}']//option/@value")
                    assert not options or value in options, (name, value, options)
                action = form.action or self.address.partition("?")[0]
                self._open(urljoin(self.address, action) + "?" + urlencode(told))
                return self
        raise AssertionError(f"{self.address} has no form with {sorted(filled)}")

    def block(self, words: str, kind: str = "article") -> str:
        """The words of the first block of a kind that holds some."""
        return next(_text(one) for one in self.page.iter(kind) if words in _text(one))

    def __str__(self) -> str:
        return _text(self.page.xpath("//main")[0])

    def found(self) -> str:
        """What the page tells, having come there in three clicks or fewer."""
        assert 0 < self.clicks <= 3
        return str(self)


def _text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _block(link: HtmlElement) -> HtmlElement:
    return next((up for up in link.iterancestors("article", "section", "li")), link)


def _window(folder: Path, files: list[Path], collected: str | None) -> Iterator[TestClient]:
    with begin_record(folder / "record.db") as store:
        add(
            store,
            [a for a in articles_from(files, collected) if not isinstance(a, Failure)],
            house_reader(None, 1),
        )
        with TestClient(application(Desk(store)), base_url="http://127.0.0.1:8000") as client:
            yield client


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    yield from _window(tmp_path_factory.mktemp("year"), [YEAR], None)


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    if not SAMPLES.is_dir():
        pytest.skip(f"the samples are not there: {SAMPLES}")
    yield from _window(tmp_path_factory.mktemp("samples"), [SAMPLES], "2026-02-15")


@pytest.fixture
def analyst(year: TestClient) -> Analyst:
    return Analyst(year)


@pytest.fixture
def of_samples(samples: TestClient) -> Analyst:
    return Analyst(samples)


def on(day: str) -> str:
    """The part of Today that holds a day's encounters."""
    return f"//section[contains(@class, 'day')][.//time[@datetime='{day}']]"


# Who refused to speak of what?


def test_who_declined_to_comment_on_what(analyst: Analyst) -> None:
    said = analyst.click("Comment declined").block("حميميم")
    assert "إيرينا زاريتسكايا" in said and "declines to comment" in said
    assert "التعليق على أنباء عن مستقبل قاعدة حميميم" in analyst.found()


def test_silences_of_an_actor(analyst: Analyst) -> None:
    analyst.click("Comment declined").click("زاريتسكايا", "//article").click("Silences")
    assert "التعليق على انسحاب القوات الروسية من مطار القامشلي" in analyst.found()


# Whose forces should leave, by whose words, with which qualifier? How did a formula change?


def test_qualifier_of_the_forces_stands_in_one_organ_only(analyst: Analyst) -> None:
    analyst.click(SYRIAN).click("Wording over time").send(topic="foreign-forces-bases")
    series = [_text(one) for one in analyst.page.xpath("//section[contains(@class, 'cell')]")]
    leaving = [one for one in series if "Departure of forces" in one]
    assert any("SANA" in one and "خروج القوات الأجنبية غير الشرعية" in one for one in leaving)
    assert any("TASS" in one and "غير الشرعية" not in one for one in leaving)
    analyst.found()


def test_how_the_formula_on_the_territory_changed(analyst: Analyst) -> None:
    analyst.click(SYRIAN).click("Wording over time").send(topic="territorial-integrity")
    words = next(
        _text(one) for one in analyst.page.xpath("//section[contains(@class, 'cell')]")
        if "SANA" in _text(one) and "changed" in _text(one)
    )  # fmt: skip
    assert "added: وسيادتها الكاملة" in words and "dropped: وسلامة" in words
    assert words.index("وحدة وسلامة الأراضي السورية") < words.index("وحدة الأراضي السورية وسيادتها الكاملة")
    analyst.found()


# What did Moscow itself say, and what is only told by Damascus?


def test_what_damascus_alone_tells_of_moscow(analyst: Analyst) -> None:
    analyst.click("statements").send(by=RUSSIAN).click("Syria", "//aside")
    assert "told_by=SY" in analyst.address
    by_damascus = analyst.found()
    assert "الانتهاكات الإسرائيلية المتكررة للأراضي السورية" in by_damascus
    assert "حجم التبادل التجاري بين البلدين زاد 12 بالمئة" not in by_damascus


# Level of each visit; who travelled and who is missing; first or second?


def test_level_of_a_visit_with_its_words(analyst: Analyst) -> None:
    analyst.click("Visit", on("2025-10-21"))
    (level,) = analyst.page.xpath("//dt[text()='Level']/following-sibling::dd[1]")
    assert _text(level).startswith("official") and "زيارة رسمية" in _text(level)
    analyst.found()


def test_who_travelled_and_who_is_not_named_this_time(analyst: Analyst) -> None:
    company = analyst.click(SYRIAN).block("Company", "section")
    assert "ياسر الحمود" in company and "Not named this time: نبيل القاسم" in company.replace(" (Syria)", "")
    analyst.found()


def test_count_of_visits_agrees_with_the_record(analyst: Analyst) -> None:
    claim = analyst.click("Visit", on("2025-10-21")).block("A claim of number", "section")
    assert "الثانية" in claim and "the record holds 2" in claim and "agrees" in claim
    analyst.found()


# Agreements and committees; how much of what; on which condition; what was done?


def test_agreements_and_committees(analyst: Analyst) -> None:
    told = analyst.click("Facts, figures, instruments").click("Agreements and committees").found()
    assert "اللجنة السورية الروسية المشتركة" in told and "اتفاقية التعاون" in told


def test_twelve_per_cent_of_what(analyst: Analyst) -> None:
    analyst.click("Facts, figures, instruments").click("Figures")
    figure = analyst.block("TASS")
    assert "12 %" in figure and RUSSIAN in figure
    analyst.click("زاد 12 بالمئة", "//article[contains(., 'TASS')]")
    text = "".join(piece.text_content() for piece in analyst.page.xpath("//*[@data-s]"))
    assert "حجم التبادل التجاري بين البلدين زاد 12 بالمئة" in text
    analyst.found()


def test_who_backs_what_on_which_condition(analyst: Analyst) -> None:
    said = analyst.click("statements").send(by=RUSSIAN).block("بشرط حماية القواعد الروسية")
    assert "Condition: بشرط حماية القواعد الروسية" in said and "TASS" in said
    analyst.found()


def test_withdrawal_is_told_as_done(analyst: Analyst) -> None:
    fact = analyst.click("Facts, figures, instruments").block("مطار القامشلي")
    assert "withdraws" in fact and "done" in fact and "5 August 2025" in fact
    analyst.found()


# What does one side say that the other omits or words differently?


def test_readouts_tell_what_only_one_side_has(analyst: Analyst) -> None:
    analyst.click("Meeting", on("2025-10-21")).click("Read-outs")
    assert "Read-outs of: Russia, Syria" in analyst.found()
    (israel,) = analyst.page.xpath("//section[@id='topic-palestine-israel']")
    assert "only here" in _text(israel) and "not found in the 1 article checked" in _text(israel)


def test_readouts_mark_the_words_that_differ(analyst: Analyst) -> None:
    analyst.click("Meeting", on("2025-10-21")).click("Read-outs").found()
    (marked,) = analyst.page.xpath("//section[@id='topic-territorial-integrity']//mark")
    assert _text(marked) == "وسيادتها الكاملة"


def test_tone_and_order_of_topics_of_each_side(analyst: Analyst) -> None:
    analyst.click("Meeting", on("2025-10-21")).click("Read-outs").found()
    head = next(
        one for one in analyst.page.xpath("//section[contains(@class, 'sidehead')]")
        if _text(one).startswith("side of Russia")
    )  # fmt: skip
    assert "Tone: صريحة" in _text(head)
    assert _text(head.xpath(".//ol/li")[0]) == "Foreign forces and bases"


def test_one_side_only_is_said(analyst: Analyst) -> None:
    told = analyst.click("Call", on("2025-04-14")).click("Read-outs").found()
    assert "No read-out in the record from: Russia" in told


def test_standing_demand_that_is_not_repeated(analyst: Analyst) -> None:
    told = analyst.click("Visit", on("2025-10-21")).click("Read-outs").found()
    absent = told[told.index("standing topics not found") :]
    assert "Foreign forces and bases · side of Syria — not found in the 3 articles checked" in absent
    assert "بخروج القوات الأجنبية غير الشرعية من البلاد" in absent


# Which outlets told it, and who took it from whom?


def test_who_had_it_first_and_who_copied(analyst: Analyst) -> None:
    analyst.click("Meeting", on("2025-06-18")).click("Coverage").found()
    row = next(one for one in analyst.page.iter("tr") if "بتقديم مساعدات إنسانية" in _text(one))
    assert "first published by SANA" in _text(row.xpath("./th")[0])
    cells = {cell.get("data-outlet"): _text(cell) for cell in row.xpath("./td")}
    assert "shares text with SANA" in cells["alriyadh"]
    assert "not found in the 1 article checked" in cells["aawsat"]


# What rests on one source?


def test_lines_of_an_encounter_that_rest_on_one_source(analyst: Analyst) -> None:
    line = analyst.click("Meeting", on("2025-06-18")).click("Doubts").block("بتقديم مساعدات")
    assert "one source" in line and "Al Riyadh" in line, "two outlets, one source"
    analyst.found()


def test_encounters_that_one_source_tells(analyst: Analyst) -> None:
    told = analyst.click("Doubts").found()
    assert "14 April 2025" in told and "21 October 2025" not in told


# Promises.


def test_promise_with_its_deadline_and_what_came_of_it(analyst: Analyst) -> None:
    analyst.click("Commitments")
    promise = analyst.block("By when: قبل نهاية العام الجاري")
    assert RUSSIAN in promise and "promise" in promise
    assert "not mentioned since: not found in" in analyst.found()


def test_commitments_of_one_actor(analyst: Analyst) -> None:
    analyst.click("Commitments").send(actor=RUSSIAN)
    assert all(RUSSIAN in _text(one) for one in analyst.page.xpath("//main//article"))
    assert "مساعدات إنسانية" in analyst.found()


# Over time.


def test_encounters_and_facts_in_the_order_of_time(analyst: Analyst) -> None:
    told = analyst.click("Time line").found()
    days = ["10 February 2025", "14 April 2025", "18 June 2025", "5 August 2025", "21 October 2025"]
    places = [told.index(day) for day in days]
    assert places == sorted(places)
    assert analyst.page.xpath("//main//a[contains(@href, 'density.svg')][@download]")


def test_who_meets_whom_how_often(analyst: Analyst) -> None:
    (first, *_) = analyst.click("Who meets whom").page.xpath("//ol[@class='ties']/li")
    assert SYRIAN in _text(first) and RUSSIAN in _text(first) and "5 encounters" in _text(first)
    analyst.found()


def test_what_is_new_since_a_day(analyst: Analyst) -> None:
    told = analyst.click("New since").send(since="2025-10-01").found()
    assert "8 articles" in told and "وجود مفاوضات سرية مع إسرائيل" in told
    assert "21 October 2025" in told


def test_how_a_planned_visit_came_to_be_held(analyst: Analyst) -> None:
    told = analyst.click("Visit", on("2025-10-21")).block("How it was told over time", "section")
    assert told.index("planned") < told.index("held")
    analyst.found()


# Names, counterparts, statements on topics.


def test_file_tells_names_counterparts_and_topics(analyst: Analyst) -> None:
    told = analyst.click(SYRIAN).found()
    assert RUSSIAN in analyst.block("Counterparts", "section")
    assert "العلي named" in analyst.block("Forms of the name", "section")
    assert "Territorial integrity" in told and "Foreign forces and bases" in told


# Evidence, and taking it away.


def test_a_fact_opens_the_article_at_its_exact_words(analyst: Analyst) -> None:
    analyst.click("Call", on("2025-04-14")).click("تلقى وزير الخارجية")
    marked = analyst.page.xpath("//mark[contains(@class, 'k-at')]")
    assert "".join(one.text_content() for one in marked).startswith("تلقى وزير الخارجية السوري")
    analyst.found()


def _rows(analyst: Analyst) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(analyst.body.removeprefix("\ufeff"))))


def test_statements_of_one_on_another_between_days_are_taken_away(analyst: Analyst) -> None:
    analyst.click("statements").send(by=RUSSIAN, about="سوريا", since="2025-01-01", until="2025-12-31")
    total = int(_text(analyst.page.xpath("//p[@class='total']/b")[0]).split()[0])
    analyst.click("CSV")
    assert len(_rows(analyst)) == total > 0
    assert all(
        RUSSIAN in row["speakers"] and row["exact" if "exact" in row else "content"] for row in _rows(analyst)
    )
    assert analyst.clicks <= 3


@pytest.mark.parametrize(
    "link", ["Commitments", "Who meets whom", "Facts, figures, instruments", "Time line", "Doubts"]
)
def test_an_answer_is_taken_away_with_as_many_rows_as_the_page_counts(analyst: Analyst, link: str) -> None:
    analyst.click(link)
    total = int(_text(analyst.page.xpath("//p[@class='total']/b")[0]).split()[0])
    rows = _rows(analyst.click("CSV"))
    assert len(rows) == total > 0
    assert all(row["doc_id"] and row["exact"] for row in rows)
    assert analyst.clicks <= 3


# The samples.


@pytest.mark.shared
def test_samples_second_visit_within_three_and_a_half_months(of_samples: Analyst) -> None:
    claim = of_samples.click("Visit", beside="22 January 2026").block("A claim of number", "section")
    assert "ثلاثة أشهر ونصف" in claim and "the record holds 2" in claim
    of_samples.found()


@pytest.mark.shared
def test_samples_tell_damascus_alone_of_15_march_2023(of_samples: Analyst) -> None:
    told = of_samples.click("Meeting", on("2023-03-15")).click("Read-outs").found()
    assert "No read-out in the record from: Russia" in told


@pytest.mark.shared
def test_samples_reports_that_differ_stand_side_by_side(of_samples: Analyst) -> None:
    told = of_samples.click("Visit", on("2025-10-15")).block("Where the reports differ", "section")
    assert "تشرين الأول الماضي" in told or "أكتوبر المقبل" in told
    of_samples.found()
