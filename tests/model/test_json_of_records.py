"""Records to JSON and back, and the schema made from the same classes."""

import json

import jsonschema
import pytest

from mahdar.model import (
    Actor,
    Article,
    ArticleRecord,
    Credit,
    Encounter,
    Flag,
    Hop,
    MalformedRecord,
    Reason,
    Span,
    Statement,
    record_from_json,
    schema,
    to_json,
)

TEXT = "قال الوزير سالم المرزوقي إن الحوار مستمر، خلال لقائه نظيره في عمّان."


def words(exact: str) -> Span:
    start = TEXT.index(exact)
    return Span.of(TEXT, start, start + len(exact))


RECORD = ArticleRecord(
    doc_id="n-1",
    text=TEXT,
    sha256=Article(doc_id="n-1", text=TEXT).sha256,
    reader="0.1.0",
    knowledge="1",
    credit=Credit(agency="وكالة", spans=(words("عمّان"),)),
    actors=(
        Actor(
            id="a1", kind="person", name="سالم المرزوقي", mentions=(words("سالم المرزوقي"),), role="الوزير"
        ),
        Actor(id="a2", kind="person", name="نظيره", mentions=(words("نظيره"),)),
    ),
    encounters=(
        Encounter(
            id="e1",
            kind="meeting",
            status="held",
            participants=("a1", "a2"),
            roles={"a1": "host"},
            place="عمّان",
            evidence=words("خلال لقائه نظيره في عمّان"),
            doubt=(Reason("participants", "pronoun", words("لقائه")),),
        ),
    ),
    statements=(
        Statement(
            id="s1",
            speakers=("a1",),
            cue=words("قال"),
            content=words("الحوار مستمر"),
            mode="indirect",
            topics=("political-settlement",),
            told_by=(Hop(actor=None, name="وكالة", cue=words("قال")),),
        ),
    ),
    flags=(Flag(code="undated", reason="no day of publication"),),
)


def test_record_comes_back_from_json_without_loss() -> None:
    line = to_json(RECORD)
    assert "\n" not in line
    assert "سالم المرزوقي" in line
    assert record_from_json(line) == RECORD


def test_record_fits_its_own_schema() -> None:
    wanted = schema()
    jsonschema.Draft202012Validator.check_schema(wanted)
    jsonschema.validate(json.loads(to_json(RECORD)), wanted)


def test_fields_that_are_not_known_are_passed_over() -> None:
    fields = {**json.loads(to_json(RECORD)), "later": 1}
    assert record_from_json(json.dumps(fields)) == RECORD


@pytest.mark.parametrize(
    "change", [{"text": None}, {"encounters": [{"id": "e1", "kind": "dance"}]}, {"sha256": 5}]
)
def test_what_does_not_fit_the_record_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(MalformedRecord):
        record_from_json(json.dumps({**json.loads(to_json(RECORD)), **change}))


@pytest.mark.parametrize("line", [b"", b"{", b"[]", b"\xff", b'"\\ud800"'])
def test_what_is_no_json_object_is_refused(line: bytes) -> None:
    with pytest.raises(MalformedRecord):
        record_from_json(line)


def test_every_span_is_found_with_its_path() -> None:
    found = dict(RECORD.spans())
    assert found["statements[0].content"].exact == "الحوار مستمر"
    assert found["encounters[0].doubt[0].span"].exact == "لقائه"
    assert found["statements[0].told_by[0].cue"].exact == "قال"
    assert found["credit.spans[0]"].exact == "عمّان"
    assert len(found) == 8


def test_span_outside_the_text_is_refused() -> None:
    for start, end in ((-1, 2), (3, 3), (0, len(TEXT) + 1)):
        with pytest.raises(ValueError, match="is not a range"):
            Span.of(TEXT, start, end)


def test_span_no_longer_holds_where_the_text_has_changed() -> None:
    span = words("مستمر")
    assert span.holds_in(TEXT)
    assert not span.holds_in(" " + TEXT)
    assert not span.holds_in("")


def test_hash_is_of_the_text_in_utf8() -> None:
    assert Article(doc_id="x", text="").sha256.startswith("e3b0c44298fc1c14")
