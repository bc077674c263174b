"""`mahdar knowledge show NAME`: everything known of a name."""

import pytest

from mahdar.knowledge.finding import Finder
from tests.cli.running import run


@pytest.fixture(scope="module")
def finder() -> Finder:
    return Finder()


def files(finder: Finder, name: str) -> set[str]:
    return {finding.entry.file.split("/")[-1] for finding in finder.find(name)}


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("سوريا", "countries.yml"),
        ("Syria", "countries.yml"),
        ("SY", "countries.yml"),
        ("لسوريا", "countries.yml"),
        ("والسوريين", "countries.yml"),
        ("دمشق", "places.tsv"),
        ("الكرملين", "countries.yml"),
        ("Kremlin", "places.tsv"),
        ("الأمم المتحدة", "organizations.yml"),
        ("للأمم المتحده", "organizations.yml"),
        ("سانا", "agencies.yml"),
        ("وزارة الخارجية", "institutions.yml"),
        ("لافروف", "people.tsv"),
        ("Lavrov", "people.tsv"),
        ("sergey-lavrov", "people.tsv"),
        ("سيرغي لافروف", "people.tsv"),
        ("قال", "saying.yml"),
        ("فيؤكدون", "saying.yml"),
        ("التقت", "meeting.yml"),
        ("وزيرة", "titles.yml"),
        ("foreign minister", "offices.yml"),
        ("energy", "topics.yml"),
    ],
)
def test_name_is_found_in_any_spelling_and_form(finder: Finder, name: str, file: str) -> None:
    assert file in files(finder, name)


@pytest.mark.parametrize("name", ["", " ", "§", "qwertyuiop", "زغنطوط", "x" * 10_000, "\u0640"])
def test_unknown_name_finds_nothing(finder: Finder, name: str) -> None:
    assert finder.find(name) == []
    finder.nearest(name)


def test_misspelt_name_has_the_right_one_near(finder: Finder) -> None:
    assert any("لافروف" in near for near in finder.nearest("لافروفف"))
    assert "Damascus" in finder.nearest("Damascos")


def test_person_is_shown_with_names_and_offices() -> None:
    output = run("knowledge", "show", "Sergey", "Lavrov").output
    assert "سيرغي لافروف" in output
    assert "foreign-minister, RU) 2004-03-09 to " in output


def test_verb_is_shown_with_its_act_and_forms() -> None:
    output = run("knowledge", "show", "يؤكدون").output
    assert "present m p" in output
    assert "affirm" in output
    assert "سيوكد" in output


def test_title_of_an_office_shows_who_held_it() -> None:
    output = run("knowledge", "show", "وزير", "الخارجية", "الروسي").output
    assert output.startswith("foreign-minister RU")
    assert "sergey-lavrov" in output


def test_attached_letters_are_told() -> None:
    assert "after «و»" in run("knowledge", "show", "ودمشق").output


def test_unknown_name_ends_with_3_and_names_that_are_near() -> None:
    result = run("knowledge", "show", "لافروفف")
    assert result.exit_code == 3
    assert "is not known; near it: " in result.stderr
    assert "لافروف" in result.stderr


def test_control_characters_are_not_sent_to_the_terminal() -> None:
    assert "\x1b" not in run("knowledge", "show", "\x1b[2Jx").output
