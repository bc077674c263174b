"""Likeliest origin of shared text, with reasons in words."""

from mahdar.linking.copies import CopyPair, CopyText, Origin, find_copies
from tests.linking.wires import STATEMENT


def origin(a: str, b: str, **fields: tuple[str | None, str | None]) -> Origin:
    texts = [
        CopyText(doc_id=name, text=words, **{key: values[n] for key, values in fields.items()})
        for n, (name, words) in enumerate((("a", a), ("b", b)))
    ]
    (pair,) = find_copies(texts)
    assert isinstance(pair, CopyPair)
    assert pair.origin is not None
    return pair.origin


def test_agency_that_both_credit_is_the_origin() -> None:
    found = origin(f"الرياض - واس\n{STATEMENT}", f"{STATEMENT} (واس)")
    assert (found.doc_id, found.source) == (None, "spa")
    assert "both credit" in found.reasons[0]


def test_agency_that_one_credits_is_the_origin_and_the_other_names_none() -> None:
    found = origin(STATEMENT, f"{STATEMENT}\nرويترز")
    assert (found.doc_id, found.source) == (None, "reuters")
    assert "a names no source" in found.reasons[0]


def test_credit_in_the_byline_counts() -> None:
    assert origin(STATEMENT, STATEMENT, author=(None, "الدوحة - قنا")).source == "qna"


def test_text_of_the_agency_itself_is_the_origin_of_what_credits_it() -> None:
    found = origin(STATEMENT, f"المنامة (واس)\n{STATEMENT}", outlet=("spa", "okaz"))
    assert (found.doc_id, found.source) == ("a", "spa")


def test_ordinary_word_that_is_an_agencys_short_name_is_no_credit() -> None:
    words = STATEMENT.replace("بحث معها", "بحث معها ما مر بنا من صعاب في")
    assert origin(words, words).source is None


def test_each_with_words_the_other_lacks_points_to_a_third_text() -> None:
    one = STATEMENT.replace("الذي تنوي شركات من بلادها بناءه قرب مدينة النخيل ", "")
    other = STATEMENT.replace(" ويوفر للشباب فرص عمل حقيقية", "")
    found = origin(one, other)
    assert (found.doc_id, found.source) == (None, None)
    assert any("only a has «ويوفر للشباب فرص عمل حقيقية»" in reason for reason in found.reasons)
    assert "neither" in found.reasons[-1]


def test_earlier_day_where_nothing_else_tells() -> None:
    found = origin(STATEMENT, STATEMENT, day=("2025-03-11", "2025-03-10"))
    assert found.doc_id == "b"
    assert "2025-03-10" in found.reasons[0]


def test_fuller_text_where_days_are_the_same() -> None:
    shorter = STATEMENT.replace(" ويوفر للشباب فرص عمل حقيقية", "")
    assert origin(shorter, STATEMENT, day=("2025-03-10", "2025-03-10")).doc_id == "b"


def test_nothing_told_where_nothing_tells() -> None:
    found = origin(STATEMENT, STATEMENT)
    assert (found.doc_id, found.source) == (None, None)
    assert found.reasons
