"""From places of glyphs to the order of reading."""

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from mahdar.sources.pdf_lines import Glyph, is_mirrored, joined, lines_of, logical
from tests.sources.test_documents import drawn

SIZE = 10.0


def placed(texts: list[str], right: float = 500.0, y: float = 700.0, size: float = SIZE) -> Iterator[Glyph]:
    """Glyphs side by side, ending at a margin; signs stand on the letter to their right, with no width."""
    letters = [text for text in texts if text not in "\u0651\u064b"]
    x = right - len(letters) * size / 2
    for text in texts:
        sign = text in "\u0651\u064b"
        yield Glyph(text, x + size / 4 if sign else x, x + (size / 4 if sign else size / 2), y, size)
        x += 0 if sign else size / 2


def read(glyphs: Iterator[Glyph] | list[Glyph]) -> list[str]:
    pieces = [logical(line) for line in lines_of(glyphs)]
    mirrored = is_mirrored(pieces)
    return [joined(line, mirrored) for line in pieces]


def test_letters_are_read_from_the_right_and_numbers_from_the_left() -> None:
    assert read(placed(drawn("عام ", "2025", " في ", "7.5", " بالمئة"))) == ["عام 2025 في 7.5 بالمئة"]


def test_order_in_the_file_does_not_matter() -> None:
    glyphs = list(placed(drawn("وزير الخارجية")))
    assert read(glyphs[::-1]) == read(glyphs[::2] + glyphs[1::2]) == ["وزير الخارجية"]


def test_gap_between_glyphs_is_a_space() -> None:
    assert read([*placed(["ح", "ت", "ف"], 500), *placed(["ب", "ا", "ب"], 480)]) == ["فتح باب"]


def test_sign_goes_with_the_letter_it_is_drawn_on() -> None:
    assert read(placed(["ن", "ا", "\u0651", "م", "ع"])) == ["عمّان"]


def test_letter_drawn_twice_to_look_bold_counts_once() -> None:
    bold = [
        g
        for glyph in placed(drawn("الوزير"))
        for g in (glyph, Glyph(glyph.text, glyph.x0 + 0.3, glyph.x1 + 0.3, glyph.y, SIZE))
    ]
    assert read(bold) == ["الوزير"]


def test_words_of_other_letters_keep_their_order_with_what_is_between_them() -> None:
    for name in ("European Union", "COVID-19", "https://example.org/a?b=1", "UN Women"):
        assert read(placed(drawn("قال ", name, " إن"))) == [f"قال {name} إن"]


def test_agency_in_brackets_after_a_number_stays_in_its_brackets() -> None:
    assert read(placed(drawn("في ", "15", " (", "CNN", ") قال"))) == ["في 15 (CNN) قال"]


def test_columns_are_read_from_right_to_left_below_their_headline() -> None:
    glyphs = list(placed(drawn("عنوان فوق عمودين اثنين في صفحة واحدة من جريدة قديمة جدا"), 500, 760))
    for n, (right, left) in enumerate([("أول اليمين", "أول اليسار"), ("ثاني اليمين", "ثاني اليسار"),
                                       ("ثالث اليمين", "ثالث اليسار"), ("رابع اليمين", "رابع اليسار")]):  # fmt: skip
        glyphs += [*placed(drawn(left), 300, 700 - 15 * n), *placed(drawn(right), 500, 700 - 15 * n)]
    assert [line.split()[0] for line in read(glyphs)] == ["عنوان", *("أول ثاني ثالث رابع " * 2).split()]
    assert [line.split()[1] for line in read(glyphs)[1:]] == ["اليمين"] * 4 + ["اليسار"] * 4


@given(
    st.lists(
        st.builds(
            Glyph,
            st.text(st.sampled_from("ابلاﻻ12(«» aZ.\u0651"), min_size=1, max_size=2),
            st.floats(0, 600), st.floats(0, 600), st.floats(0, 800), st.floats(0, 40),
        ),
        max_size=40,
    )
)  # fmt: skip
def test_any_places_give_every_letter_at_most_once(glyphs: list[Glyph]) -> None:
    given_letters = sorted("".join(g.text for g in glyphs).replace("ﻻ", "لا").replace(" ", ""))
    letters = "".join(read(glyphs)).replace(" ", "")
    for letter in set(letters) - set("()«»"):
        assert letters.count(letter) <= given_letters.count(letter)
