"""People name actors as the article does; what is corrected is in doubt no longer."""

from pathlib import Path

import pytest

from mahdar.keeping.adding import add
from mahdar.keeping.deciding import Undecidable, Who, decide
from mahdar.keeping.naming import Unnamed, actor_named, with_actors_named
from mahdar.keeping.readers import house_reader
from mahdar.model import Actor, Article, ArticleRecord
from mahdar.record.reading_back import current_records_of
from mahdar.record.store import begin_record

ACTORS = (
    Actor(id="a1", kind="person", name="ليلى الحداد", aliases=("الحداد",), role="وزيرة النقل"),
    Actor(id="a2", kind="person", name="سامي الحداد", aliases=("الحداد",)),
    Actor(id="a3", kind="country", name="الأردن", name_en="Jordan", known_as="JO"),
)
RECORD = ArticleRecord(doc_id="1", text="", sha256="", reader="", knowledge="", actors=ACTORS)
TALKS = "التقى وزير الخارجية الروسي سيرغي لافروف في عمّان نظيره السوري أسعد الشيباني. وقال إن الحوار مستمر بين البلدين."


@pytest.mark.parametrize("name", ["a1", "ليلى الحداد", "ليلي الحداد", "وزيرة النقل"])
def test_actor_is_named_by_identifier_name_in_any_spelling_or_office(name: str) -> None:
    assert actor_named(name, RECORD) == "a1"


@pytest.mark.parametrize("name", ["JO", "Jordan", "الاردن"])
def test_state_is_named_in_either_language_or_by_its_code(name: str) -> None:
    assert actor_named(name, RECORD) == "a3"


def test_name_of_two_or_of_none_is_refused_and_the_actors_are_listed() -> None:
    with pytest.raises(Unnamed, match=r"more than one actor.*a1 ليلى الحداد"):
        actor_named("الحداد", RECORD)
    with pytest.raises(Unnamed, match="no actor of this article is called 'زيد'"):
        actor_named("زيد", RECORD)


def test_one_name_stands_for_a_list_where_the_field_holds_several() -> None:
    assert with_actors_named("speakers", "ليلى الحداد", RECORD) == ["a1"]
    assert with_actors_named("addressee", "الأردن", RECORD) == "a3"
    assert with_actors_named("act", "deny", RECORD) == "deny"


def test_speaker_corrected_by_name_is_in_doubt_no_longer(tmp_path: Path) -> None:
    reader = house_reader()
    with begin_record(tmp_path / "r.db") as store:
        add(store, [Article(doc_id="1", text=TALKS, published="2025-10-15")], reader)

        def said() -> tuple[str, tuple[str, ...], set[str]]:
            with store.reading() as connection:
                (record,) = current_records_of(connection)
            one = next(s for s in record.statements if s.cue.exact == "وقال")
            names = {a.id: a.name for a in record.actors}
            return one.id, tuple(names[a] for a in one.speakers), {d.field for d in one.doubt}

        statement, _, doubts = said()
        assert "speakers" in doubts
        decide(store, Who("ليلى"), "correct", statement, correction=("speakers", "أسعد الشيباني"))
        assert said()[1:] == (("أسعد الشيباني",), set())
        with pytest.raises(Undecidable, match=r"no field 'speaker'.*speakers"):
            decide(store, Who("ليلى"), "correct", statement, correction=("speaker", "أسعد الشيباني"))
