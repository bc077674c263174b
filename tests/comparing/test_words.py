"""Words among statements and encounters: whatever their spelling, in what was said or in who has them in the name."""

import pytest
from sqlalchemy import Connection

from mahdar.comparing.encounters import EncounterQuery, encounters
from mahdar.comparing.statements import StatementQuery, statements
from mahdar.knowledge import load
from mahdar.record.searching import Asked, asked
from mahdar.record.terms import analysis_of


def words(told: str) -> Asked:
    return asked(told, analysis_of(load()))


def said(year: Connection, told: str, by: str | None = None) -> list[str]:
    return [
        one.content for one in statements(year, StatementQuery(words=words(told), by=by, limit=None)).lines
    ]


def met(year: Connection, told: str) -> list[str]:
    return [one.id for one in encounters(year, EncounterQuery(words=words(told), limit=None)).lines]


@pytest.mark.parametrize("spelling", ["القواعد الروسية", "والقواعد الروسيه", "بِالقواعد", "قواعد"])
def test_statement_is_found_by_any_spelling_of_its_words(year: Connection, spelling: str) -> None:
    assert any(content.startswith("موسكو تدعم الحكومة السورية") for content in said(year, spelling))


def test_phrase_is_found_only_where_its_words_follow_one_another(year: Connection) -> None:
    apart = said(year, "الحكومة القواعد")
    assert apart
    assert not said(year, '"الحكومة القواعد"')
    assert set(said(year, '"الحكومة السورية" القواعد')) <= set(apart)


def test_words_may_stand_in_the_name_of_who_speaks(year: Connection) -> None:
    by_him = said(year, "كوزنتسوف")
    assert "أمله في عودة اللاجئين الطوعية" in by_him
    assert said(year, "كوزنتسوف اللاجئين") == ["أمله في عودة اللاجئين الطوعية"]


def test_words_narrow_what_other_filters_leave(year: Connection) -> None:
    assert set(said(year, "القواعد", by="كوزنتسوف")) < set(said(year, "القواعد"))


def test_encounter_is_found_by_its_words_and_by_who_took_part(year: Connection) -> None:
    by_name, by_words = met(year, "كوزنتسوف"), met(year, "زيارة")
    assert by_name
    assert by_words
    assert set(met(year, "زيارة كوزنتسوف")) == set(by_name) & set(by_words)


@pytest.mark.parametrize("nothing", ["،", "لاتوجدهذهالكلمة", '""', "' OR 1 --", "%", '"'])
def test_words_that_stand_nowhere_find_nothing(year: Connection, nothing: str) -> None:
    assert said(year, nothing) == []
    assert met(year, nothing) == []


def test_about_words_that_are_no_name_takes_what_holds_them(year: Connection) -> None:
    found = statements(year, StatementQuery(about="القواعد الروسيه", limit=None))
    assert {one.content for one in found.lines} == set(said(year, "القواعد الروسية"))
