"""A briefing: every line cites exact words, what no one reviewed is stamped, nothing of the text becomes markup."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, select

import mahdar
from mahdar.comparing import tellers
from mahdar.comparing.errors import UnknownActor, UnknownEncounter
from mahdar.comparing.words import Day
from mahdar.export.briefing import (
    Briefing,
    Language,
    briefing_on_actor,
    briefing_on_countries,
    briefing_on_encounter,
)
from mahdar.export.briefing import subject as subject_room
from mahdar.export.briefing.docx import as_docx
from mahdar.export.briefing.english import english
from mahdar.export.briefing.html import as_html
from mahdar.export.briefing.telling import LANGUAGES, Telling, labels
from mahdar.model import Article
from mahdar.model.vocabulary import ACTS, ENCOUNTER_KINDS, TOPICS
from mahdar.record import tables
from tests.comparing.asking import encounter_on

SUBJECTS: dict[str, Callable[[Connection, Language], Briefing]] = {
    "countries": lambda c, language: briefing_on_countries(c, "RU", "SY", language),
    "actor": lambda c, language: briefing_on_actor(c, "العلي", language),
    "encounter": lambda c, language: briefing_on_encounter(
        c, encounter_on(c, "2025-10-21", "visit"), language
    ),
}
SECTIONS = [
    "history",
    "announced",
    "said",
    "tellings",
    "wording",
    "commitments",
    "silences",
    "narrated",
    "sources",
]


def qn(name: str) -> str:
    """The name of an element of a Word file in full."""
    return name.replace("w:", "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}")


class Page(HTMLParser):
    """Elements, attributes and text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def texts_of(connection: Connection) -> dict[str, str]:
    articles, versions = tables.articles, tables.versions
    current = (versions.c.article == articles.c.number) & (versions.c.sha256 == articles.c.sha256)
    rows = connection.execute(select(articles.c.id, versions.c.text).join(versions, current))
    return {row.id: row.text for row in rows}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_line_cites_exact_words_of_a_stored_text(
    year: Connection, subject: str, language: Language
) -> None:
    briefing, texts = SUBJECTS[subject](year, language), texts_of(year)
    lines = list(briefing.lines())
    assert len(lines) > 10
    cited = [note for line in lines for note in line.notes]
    cited += [note for line in lines for person in line.people for note in person.notes]
    assert all(line.notes for line in lines)
    assert all(person.notes for line in lines for person in line.people)
    assert all(note.span.holds_in(texts[note.source.article]) for note in cited)
    assert set(cited) == set(briefing.notes)
    assert [note.number for note in briefing.notes] == list(range(1, len(briefing.notes) + 1))


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_quotation_stands_in_the_words_that_its_line_cites(year: Connection, subject: str) -> None:
    quoting = [line for line in SUBJECTS[subject](year, "ar").lines() if line.quote]
    assert quoting
    for line in quoting:
        quote = " ".join(line.quote.removesuffix(" …").split())
        assert any(quote in " ".join(note.span.exact.split()) for note in line.notes)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_note_leads_to_words_and_every_citation_to_a_note(year: Connection, language: Language) -> None:
    briefing = SUBJECTS["countries"](year, language)
    page = Page(as_html(briefing))
    ids = {attrs["id"] for _, attrs in page.tags if "id" in attrs}
    links = {str(attrs["href"]) for tag, attrs in page.tags if tag == "a"}
    assert links
    assert {link.removeprefix("#") for link in links} <= ids
    assert all(note.span.exact in page.text for note in briefing.notes)
    assert all(f"{note.span.start}–{note.span.end}" in page.text for note in briefing.notes)


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_sections_stand_in_both_languages(year: Connection, language: Language) -> None:
    briefing = SUBJECTS["countries"](year, language)
    assert [section.key for section in briefing.sections] == SECTIONS
    page = Page(as_html(briefing)).text
    assert all(labels()[language]["sections"][key] in page for key in SECTIONS)


def test_the_page_runs_from_right_to_left_and_fetches_nothing(year: Connection) -> None:
    page = Page(as_html(SUBJECTS["countries"](year, "ar")))
    assert dict(page.tags)["html"] == {"lang": "ar", "dir": "rtl"}
    assert not {"script", "link", "img", "iframe", "object"} & {tag for tag, _ in page.tags}
    assert not re.search(
        r"url\(|@import|https?://", as_html(SUBJECTS["countries"](year, "ar")).split("<body>")[0]
    )


def test_encounters_stand_in_the_order_of_time_with_their_offices(year: Connection) -> None:
    (history, *_) = SUBJECTS["countries"](year, "en").sections
    told = [group.title for group in history.groups]
    days = ["10 February 2025", "14 April 2025", "18 June 2025", "21 October 2025"]
    places = [next(i for i, title in enumerate(told) if day in title) for day in days]
    assert places == sorted(places)
    assert all(person.detail for person in history.groups[0].lines[0].people)


def test_the_year_tells_changes_refusals_promises_and_differences(year: Connection) -> None:
    found = {
        s.key: [line for g in s.groups for line in g.lines]
        for s in SUBJECTS["countries"](year, "en").sections
    }
    assert any(line.act == "changed" for line in found["wording"])
    assert any(line.act == "declined to comment" for line in found["silences"])
    assert found["commitments"]
    assert any(line.differing for line in found["tellings"])


def test_what_no_one_reviewed_is_stamped_until_someone_does(year_place: Path, tmp_path: Path) -> None:
    place = Path(shutil.copy(year_place, tmp_path / "year.db"))
    with mahdar.Record.open(place) as record:
        with record.store.reading() as connection:
            before = SUBJECTS["actor"](connection, "en")
        said = record.statements(by="العلي", limit=None).lines
        assert {line.state for line in before.lines()} == {"machine"}
        for one in said:
            record.decide("accept", one.id, by="Layla")
        with record.store.reading() as connection:
            after = SUBJECTS["actor"](connection, "en")
    (section,) = [s for s in after.sections if s.key == "said"]
    assert {line.state for group in section.groups for line in group.lines} == {"accepted"}
    page = as_html(after)
    assert page.count('class="stamp accepted">reviewed') >= len(said) // 2
    assert page.count('class="stamp machine">unreviewed') == sum(
        line.state == "machine" for line in after.lines()
    )


HOSTILE = (
    '<script>alert("x")</script> & <b onclick=1>: قال وزير الخارجية المصري بدر عبد العاطي </li><img src=x>'
    " إن بلاده «ترفض <script>alert(1)</script> التهجير {{ 7*7 }}».\x07\n\n"
    "والتقى عبد العاطي في القاهرة اليوم نظيره الأردني أيمن الصفدي <a href='javascript:1'>هنا</a>."
)


def test_nothing_of_a_hostile_text_becomes_markup(tmp_path: Path) -> None:
    with mahdar.Record.begin(tmp_path / "hostile.db") as record:
        article = Article(
            doc_id='"><script>',
            text=HOSTILE,
            outlet="<img src=x>",
            url="javascript:1",
            published="2025-10-16",
        )
        assert record.add_articles([article]).articles == 1
        with record.store.reading() as connection:
            briefing = briefing_on_actor(connection, "بدر عبد العاطي")
    assert any("<" in note.span.exact for note in briefing.notes)
    page = Page(as_html(briefing))
    assert not {"script", "img", "b"} & {tag for tag, _ in page.tags}
    assert all(str(attrs["href"]).startswith("#") for tag, attrs in page.tags if tag == "a")
    assert "49" not in [word for word in page.text.split() if "7*7" in word]
    assert all(note.span.exact in page.text for note in briefing.notes)
    assert as_docx(briefing)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_file_opens_and_runs_in_its_direction(year: Connection, language: Language) -> None:
    docx = pytest.importorskip("docx", reason="python-docx is not installed (pip install 'mahdar[brief]')")
    briefing = SUBJECTS["countries"](year, language)
    document = docx.Document(BytesIO(as_docx(briefing)))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    paragraphs = [
        p for p in (*document.paragraphs, *(p for cell in cells for p in cell.paragraphs)) if p.text
    ]
    turned = [p for p in paragraphs if p._p.pPr is not None and p._p.pPr.xpath("w:bidi")]
    if language == "ar":
        assert turned == paragraphs
        assert all(table._tbl.tblPr.xpath("w:bidiVisual") for table in document.tables)
    else:
        # Of an English one the Arabic quotations, which would turn the English around them.
        assert {p.text for p in turned} == {f"«{line.quote}»" for line in briefing.lines() if line.quote}
    arabic = [
        run for p in paragraphs for run in p._p.iter(qn("w:r")) if re.search("[\u0600-\u06ff]", run.text)
    ]
    assert arabic
    assert all(run.rPr.xpath("w:rtl") and run.rPr.xpath("w:rFonts/@w:cs") == ["Arial"] for run in arabic)
    text = "\n".join(p.text for p in paragraphs)
    assert all(labels()[language]["sections"][key] in text for key in SECTIONS)
    assert all(note.span.exact.strip() in text for note in briefing.notes)
    told = {line for line in briefing.lines() if line.differing}
    rows = {tuple(cell.text for cell in row.cells) for table in document.tables for row in table.rows}
    assert {(a or "—", b or "—") for line in told for a, b in line.differing} <= rows


def test_numbers_of_a_word_file_lead_to_its_notes_and_its_pages_are_numbered(year: Connection) -> None:
    docx = pytest.importorskip("docx", reason="python-docx is not installed (pip install 'mahdar[brief]')")
    briefing = SUBJECTS["countries"](year, "ar")
    document = docx.Document(BytesIO(as_docx(briefing)))
    links = [link.get(qn("w:anchor")) for link in document.element.iter(qn("w:hyperlink"))]
    marks = [mark.get(qn("w:name")) for mark in document.element.iter(qn("w:bookmarkStart"))]
    assert marks == [f"note{note.number}" for note in briefing.notes]
    assert set(links) == set(marks)
    (section,) = document.sections
    assert [e.text for e in section.footer._element.iter(qn("w:instrText"))] == [" PAGE ", " NUMPAGES "]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_file_opens_in_libreoffice_with_all_its_words(
    year: Connection, language: Language, tmp_path: Path
) -> None:
    briefing = SUBJECTS["encounter"](year, language)
    (tmp_path / "b.docx").write_bytes(as_docx(briefing))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "txt:Text (encoded):UTF8",
        "--outdir",
        str(tmp_path),
    ]
    subprocess.run([*command, str(tmp_path / "b.docx")], check=True, capture_output=True, timeout=180)
    text = (tmp_path / "b.txt").read_text("utf-8-sig")
    assert all(labels()[language]["sections"][key] in text for key in SECTIONS)
    assert all(" ".join(note.span.exact.split()) in " ".join(text.split()) for note in briefing.notes)
    assert text.count(f"[{labels()[language]['unreviewed']}]") == len(list(briefing.lines()))


def test_both_languages_have_the_same_words() -> None:
    def keys(value: object) -> object:
        return {k: keys(v) for k, v in value.items() if k != "reasons"} if isinstance(value, dict) else None

    assert keys(labels()["ar"]) == keys(labels()["en"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_words(language: Language) -> None:
    telling = Telling(language)
    assert all(code in labels()[language]["act"] for code in ACTS)
    assert all(code in labels()[language]["kind"] for code in ENCOUNTER_KINDS)
    assert all(telling.topic(code) != code for code in TOPICS if code != "other")


@pytest.mark.parametrize(
    ("day", "ar", "en"),
    [
        (Day(date="2025-10-15"), "15 أكتوبر/تشرين الأول 2025", "15 October 2025"),
        (Day(date="2025-10"), "أكتوبر/تشرين الأول 2025", "October 2025"),
        (Day(date="XXXX-10-15"), "15 أكتوبر/تشرين الأول، السنة غير معروفة", "15 October, year unknown"),
        (
            Day(earliest="2026-01-22", latest="2026-02-06"),
            "بين 22 يناير/كانون الثاني 2026 و6 فبراير/شباط 2026",
            "between 22 January 2026 and 6 February 2026",
        ),
        (Day(earliest="2024-12-21"), "لا قبل 21 ديسمبر/كانون الأول 2024", "not before 21 December 2024"),
        (Day(), "يوم غير معروف", "day unknown"),
    ],
)
def test_a_day_is_told_with_no_more_precision_than_it_has(day: Day, ar: str, en: str) -> None:
    assert (Telling("ar").day(day), Telling("en").day(day)) == (ar, en)


@given(st.text(max_size=40))
def test_any_date_and_reason_is_told_without_failing(words: str) -> None:
    for language in LANGUAGES:
        assert isinstance(Telling(language).date(words), str)
        assert isinstance(Telling(language).reason(words), str)


def test_what_the_record_does_not_hold_is_told(year: Connection) -> None:
    with pytest.raises(UnknownActor):
        briefing_on_actor(year, "لا أحد بهذا الاسم")
    with pytest.raises(UnknownEncounter):
        briefing_on_encounter(year, "m0000000000000000")
    empty = briefing_on_countries(year, "FR", "JP", "en")
    assert not list(empty.lines())
    assert "The record holds no encounter." in as_html(empty)


def test_every_organ_told_by_inference_has_words() -> None:
    names = ("SPEAKS_ITSELF", "OWN_PAGE", "AS_THE_ENCOUNTER", "ONLY_ORGAN", "CREDITED")
    bases = [vars(tellers)[name] for name in names]
    for language in LANGUAGES:
        told = labels()[language]["teller_basis"]
        assert set(told) == set(bases)
    assert not re.search("[a-z]", "".join(labels()["ar"]["teller_basis"].values()))


@pytest.mark.parametrize(
    ("arabic", "english_words"),
    [
        ("موسكو", "Moscow"),
        ("وزير الخارجية السوري", "Syrian foreign minister"),
        ("وزيرة الخارجية", None),
        ("الرئاسة السورية", "Syrian Presidency"),
        ("الوكالة العربية السورية للأنباء", "SANA"),
        ("التقارير الإعلامية", None),
        ("", None),
    ],
)
def test_a_name_is_english_only_where_the_knowledge_has_it(arabic: str, english_words: str | None) -> None:
    assert english(arabic) == english_words


@pytest.mark.parametrize(
    ("cue", "told", "before"),
    [
        ("وأضاف", "أضاف", False),
        ("ومشيرا إلى", "مشيرا إلى", False),
        ("وصف", "وصف", False),
        ("وعد", "وعد", False),
        ("وبحسب", "بحسب", True),
        ("وفقاً لما ذكرته", "وفقاً لما ذكرته", True),
        ("أكد", "أكد", False),
    ],
)
def test_a_cue_is_told_without_the_letter_that_joins_it(cue: str, told: str, before: bool) -> None:
    telling = Telling("ar")
    assert telling.cue(cue) == told
    assert telling.stands_before(telling.cue(cue)) is before


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_line_stands_once_in_its_section(year: Connection, subject: str, language: Language) -> None:
    for section in SUBJECTS[subject](year, language).sections:
        if section.key not in ("said", "commitments", "narrated"):
            continue
        told = [(line.head, line.act, line.quote, line.facts) for g in section.groups for line in g.lines]
        assert len(told) == len(set(told))


def test_an_agreement_is_a_commitment_or_narrated_and_not_both(year: Connection) -> None:
    sections = {
        s.key: [line for g in s.groups for line in g.lines]
        for s in SUBJECTS["countries"](year, "en").sections
    }
    committed = {(line.head, line.quote) for line in sections["commitments"]}
    assert not committed & {(line.head, line.quote) for line in sections["narrated"]}


def test_sources_are_those_that_notes_lead_to_each_with_its_title_or_first_words(year: Connection) -> None:
    briefing = SUBJECTS["countries"](year, "ar")
    assert {source.article for source in briefing.sources} >= {note.source.article for note in briefing.notes}
    assert [source.key for source in briefing.sources] == [f"A{i}" for i, _ in enumerate(briefing.sources, 1)]
    assert all(source.title for source in briefing.sources)


def test_encounters_left_out_are_counted_with_the_command_that_lists_them(
    year: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = SUBJECTS["countries"](year, "en").sections[0]
    monkeypatch.setattr(subject_room, "ENCOUNTERS", 2)
    cut = SUBJECTS["countries"](year, "en").sections
    shown = [g for key in (0, 1) for g in cut[key].groups if g.lines]
    assert len(shown) == 2
    remark = cut[0].groups[0].remark
    assert "mahdar encounters --country RU --country SY" in remark
    announced = len(SUBJECTS["countries"](year, "en").sections[1].groups)
    assert int(re.findall(r"\d+", remark)[0]) >= len(whole.groups) - 2 - announced


@pytest.mark.parametrize("kind", ENCOUNTER_KINDS)
def test_a_state_agrees_with_the_kind_of_the_encounter(kind: str) -> None:
    assert Telling("ar").status(kind, "held") == {"visit": "جرت", "call": "جرى", "message": "أُرسلت"}.get(
        kind, "عُقد"
    )
