"""People, offices and tenures: whole, well-formed, in order, and true where anybody can look it up."""

from collections import Counter, defaultdict
from itertools import combinations

import pytest
import yaml

from mahdar.arabic.fold import fold
from mahdar.knowledge.edtf import period_of
from mahdar.knowledge.files import DATA, read_tsv

OFFICES = yaml.safe_load((DATA / "offices.yml").read_text(encoding="utf-8"))
PEOPLE = read_tsv(DATA / "people.tsv")
TENURES = [row for path in sorted((DATA / "tenures").glob("*.tsv")) for row in read_tsv(path)]
COUNTRIES = {c["code"] for c in yaml.safe_load((DATA / "countries.yml").read_text(encoding="utf-8"))}

#: Offices that a country has one holder of.
SINGLE = (
    "head-of-state",
    "head-of-government",
    "foreign-minister",
    "defence-minister",
    "interior-minister",
    "crown-prince",
    "supreme-leader",
)
#: Two governments at a time: Libya in 2011 and 2014.
RIVALS = {("LY", "head-of-state"), ("LY", "head-of-government"), ("LY", "foreign-minister")}


def forms_of(person: dict[str, str]) -> list[str]:
    return [person["ar"], *filter(None, person["ar_variants"].split("|"))]


def holders(office: str, country: str, day: str) -> set[str]:
    asked = period_of(day).earliest
    return {
        t["person"]
        for t in TENURES
        if (t["office"], t["country"]) == (office, country)
        and period_of(t["start"]).latest <= asked
        and (not t["end"] or asked < period_of(t["end"]).earliest)
    }


def test_an_office_is_listed_once_with_names_and_held_by_somebody():
    assert all(count == 1 for count in Counter(o["id"] for o in OFFICES).values())
    assert all(o["ar"].strip() and o["en"].strip() for o in OFFICES)
    assert {o["id"] for o in OFFICES} == {t["office"] for t in TENURES}


def test_titles_of_an_office_are_texts_or_texts_of_one_country():
    for office in OFFICES:
        for title in office.get("titles", []):
            if isinstance(title, dict):
                assert set(title) == {"ar", "country"}, office["id"]
                assert title["country"] in COUNTRIES | {"UN", "EU"}, title
            else:
                assert title.strip() and title != office["ar"], office["id"]


def test_a_person_is_listed_once_with_names_gender_and_certainty():
    assert all(count == 1 for count in Counter(p["person"] for p in PEOPLE).values())
    for person in PEOPLE:
        assert person["ar"] and person["en"], person
        assert person["gender"] in ("m", "f"), person
        assert person["certainty"] in ("sure", "likely"), person
        assert person["person"] == person["person"].lower().strip("-"), person


def test_an_identifier_belongs_to_one_person():
    counts = Counter(p["qid"] for p in PEOPLE if p["qid"])
    assert [qid for qid, n in counts.items() if n > 1] == []
    assert all(qid.startswith("Q") and qid[1:].isdigit() for qid in counts)


def test_every_form_of_a_name_is_told_once_after_folding():
    for person in PEOPLE:
        forms = [fold(form) for form in forms_of(person)]
        assert all(forms), person
        assert len(forms) == len(set(forms)), person


def test_a_full_name_is_more_than_one_word_or_belongs_to_a_monarch_or_a_pseudonym():
    single = {p["person"] for p in PEOPLE if " " not in p["ar"]}
    assert single <= {"akihito", "naruhito", "beatrix-of-the-netherlands", "sugiono"}


def test_short_forms_are_no_words_of_grammar():
    short = {fold(form) for p in PEOPLE for form in p["surname_ar"].split("|") if form}
    for word in ("كان", "حتى", "ما", "لو", "محمد", "بأن", "ألا", "دان", "أشرف", "التركي", "العربي", "الشيخ"):
        assert fold(word) not in short, word


def test_every_tenure_is_of_a_known_person_and_every_person_held_an_office():
    known = {p["person"] for p in PEOPLE}
    assert {t["person"] for t in TENURES} == known


def test_a_tenure_has_a_title_a_start_and_does_not_end_before_it():
    for tenure in TENURES:
        assert tenure["title_ar"].strip() and "{" not in tenure["title_ar"], tenure
        assert tenure["country"], tenure
        if tenure["end"]:
            assert period_of(tenure["start"]).earliest <= period_of(tenure["end"]).latest, tenure
        assert tenure["acting"] in ("", "yes"), tenure
        assert tenure["certainty"] in ("sure", "likely"), tenure
        assert tenure["source"] in ("own-knowledge", "own-knowledge; wikidata-2022"), tenure


def test_a_country_of_two_letters_is_a_country_or_the_united_nations_or_the_european_union():
    assert {t["country"] for t in TENURES if len(t["country"]) == 2} <= COUNTRIES | {"UN", "EU", "WB"}


def test_no_country_has_two_holders_of_a_single_office_at_a_time():
    by_office = defaultdict(list)
    for tenure in TENURES:
        if tenure["office"] in SINGLE and not tenure["acting"]:
            by_office[tenure["country"], tenure["office"]].append(tenure)
    for office, tenures in by_office.items():
        for one, other in combinations(sorted(tenures, key=lambda t: period_of(t["start"]).earliest), 2):
            if one["person"] != other["person"] and office not in RIVALS and one["end"]:
                assert period_of(one["end"]).earliest <= period_of(other["start"]).latest, (one, other)
            elif one["person"] != other["person"] and office not in RIVALS:
                pytest.fail(f"{one['person']} is still in office when {other['person']} begins")


@pytest.mark.parametrize(
    ("office", "country", "day", "person"),
    [
        ("head-of-state", "SY", "2024-12-07", "bashar-al-assad"),
        ("head-of-state", "SY", "2025-10-15", "ahmed-al-sharaa"),
        ("de-facto-leader", "SY", "2024-12-20", "ahmed-al-sharaa"),
        ("foreign-minister", "SY", "2015-08-07", "walid-muallem"),
        ("foreign-minister", "SY", "2024-10-01", "bassam-sabbagh"),
        ("foreign-minister", "SY", "2025-07-31", "asaad-al-shaibani"),
        ("defence-minister", "SY", "2026-01-28", "murhaf-abu-qasra"),
        ("foreign-minister", "RU", "2015-08-11", "sergey-lavrov"),
        ("defence-minister", "RU", "2024-05-01", "sergei-shoigu"),
        ("defence-minister", "RU", "2024-06-01", "andrei-belousov"),
        ("head-of-state", "US", "2018-04-24", "donald-trump"),
        ("head-of-state", "US", "2022-04-24", "joe-biden"),
        ("foreign-minister", "US", "2015-08-03", "john-kerry"),
        ("foreign-minister", "SA", "2015-04-20", "saud-al-faisal"),
        ("foreign-minister", "SA", "2015-05-05", "adel-al-jubeir"),
        ("crown-prince", "SA", "2015-08-02", "mohammed-bin-nayef"),
        ("head-of-state", "EG", "2015-08-06", "abdel-fattah-el-sisi"),
        ("head-of-government", "DE", "2018-04-27", "angela-merkel"),
        ("head-of-government", "DE", "2025-05-10", "friedrich-merz"),
        ("head-of-state", "FR", "2015-08-06", "francois-hollande"),
        ("head-of-government", "IL", "2022-01-01", "naftali-bennett"),
        ("secretary-general", "UN", "2018-04-14", "antonio-guterres"),
    ],
)
def test_who_held_the_office_that_day(office, country, day, person):
    assert holders(office, country, day) == {person}


def test_one_surname_of_two_men_is_told_of_both():
    named = {p["person"] for p in PEOPLE if "الشرع" in p["surname_ar"].split("|")}
    assert {"ahmed-al-sharaa", "farouk-al-sharaa"} <= named


def test_one_man_may_hold_two_offices():
    offices = {t["office"] for t in TENURES if t["person"] == "mohammed-bin-salman" and not t["end"]}
    assert {"crown-prince", "head-of-government"} <= offices
