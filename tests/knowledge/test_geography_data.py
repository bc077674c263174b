"""The geography, organisations, agencies, outlets and institutions, read straight from their data files."""

from collections import Counter, defaultdict

import pytest

from mahdar.arabic.fold import fold
from mahdar.knowledge.files import DATA, read_tsv, read_yaml

COUNTRIES = read_yaml(DATA / "countries.yml")
PLACES = read_tsv(DATA / "places.tsv")
ORGANIZATIONS = read_yaml(DATA / "organizations.yml")
AGENCIES = read_yaml(DATA / "agencies.yml")
OUTLETS = read_yaml(DATA / "outlets.yml")
INSTITUTIONS = read_yaml(DATA / "institutions.yml")

COUNTRY = {c["code"]: c for c in COUNTRIES}
CODES = {*COUNTRY, "UN", "EU"}


def forms_of(entry):
    """Every written form of an entry, however its file calls them."""
    forms = [entry.get("ar") or entry["head"], *entry.get("names", []), *entry.get("short", [])]
    forms += [*entry.get("adjectives", []), *entry.get("plurals", []), *entry.get("credit", [])]
    if capital := entry.get("capital"):
        forms += [capital["ar"], *capital.get("names", [])]
    for house in entry.get("government", []):
        forms += [house["ar"], *house.get("names", [])]
    return forms


def owners(entries, key):
    """Which entries own a folded form."""
    found = defaultdict(set)
    for entry in entries:
        for form in forms_of(entry):
            found[fold(form)].add(entry[key])
    return found


def places_named(name):
    """The rows of places.tsv that bear a name."""
    wanted = fold(name)
    return [p for p in PLACES if wanted in map(fold, [p["ar"], *p["alternatives"].split("|")])]


def test_every_country_has_a_code_and_names_in_both_languages():
    assert len(COUNTRY) == len(COUNTRIES) > 200
    for c in COUNTRIES:
        assert len(c["code"]) == 2 and c["code"].isupper()
        assert c["ar"] and c["en"] and c["en_adjective"]


@pytest.mark.parametrize(
    ("code", "ar", "en"),
    [
        ("SY", "دمشق", "Damascus"),
        ("RU", "موسكو", "Moscow"),
        ("US", "واشنطن", "Washington, D.C."),
        ("NO", "أوسلو", "Oslo"),
        ("AU", "كانبرا", "Canberra"),
        ("TR", "أنقرة", "Ankara"),
        ("MA", "الرباط", "Rabat"),
        ("KZ", "أستانا", "Astana"),
        ("BR", "برازيليا", "Brasília"),
        ("CI", "ياموسوكرو", "Yamoussoukro"),
        ("MM", "نايبيداو", "Naypyidaw"),
        ("TZ", "دودوما", "Dodoma"),
        ("XK", "بريشتينا", "Pristina"),
    ],
)
def test_capital_of_a_country(code, ar, en):
    capital = COUNTRY[code]["capital"]
    assert (capital["ar"], capital["en"]) == (ar, en)


@pytest.mark.parametrize(
    ("adjective", "codes"),
    [
        ("سوري", {"SY"}),
        ("أميركي", {"US"}),
        ("أمريكي", {"US"}),
        ("سعودي", {"SA"}),
        ("صيني", {"CN"}),
        ("نيجري", {"NE"}),
        ("نيجيري", {"NG"}),
        ("كوري شمالي", {"KP"}),
        ("كوري", {"KP", "KR"}),
        ("كونغولي", {"CD", "CG"}),
        ("جنوب أفريقي", {"ZA"}),
        ("مغربي", {"MA"}),
    ],
)
def test_adjective_leads_to_its_country(adjective, codes):
    assert {c["code"] for c in COUNTRIES if adjective in c["adjectives"]} == codes


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("سورية", "SY"),
        ("المملكة المتحدة", "GB"),
        ("أميركا", "US"),
        ("روسيا الاتحادية", "RU"),
        ("سلطنة عمان", "OM"),
        ("كوت ديفوار", "CI"),
        ("المجر", "HU"),
        ("دولة فلسطين", "PS"),
        ("الصحراء الغربية", "EH"),
        ("تايوان", "TW"),
    ],
)
def test_newspaper_name_leads_to_its_country(name, code):
    assert owners(COUNTRIES, "code")[fold(name)] == {code}


@pytest.mark.parametrize(
    ("house", "code", "kind"),
    [
        ("الكرملين", "RU", "presidency"),
        ("البيت الأبيض", "US", "presidency"),
        ("البنتاغون", "US", "ministry-of-defence"),
        ("الإليزيه", "FR", "presidency"),
        ("داونينغ ستريت", "GB", "government"),
    ],
)
def test_house_stands_for_the_institution_in_it(house, code, kind):
    found = [(c["code"], h["kind"]) for c in COUNTRIES for h in c.get("government", []) if h["ar"] == house]
    assert found == [(code, kind)]


@pytest.mark.parametrize(
    ("name", "country", "kind"),
    [
        ("جنيف", "CH", "city"),
        ("سوتشي", "RU", "city"),
        ("شرم الشيخ", "EG", "city"),
        ("القدس", "PS", "city"),
        ("قصر اليمامة", "SA", "palace"),
        ("كامب ديفيد", "US", "palace"),
        ("مطار القاهرة الدولي", "EG", "airport"),
        ("الغوطة الشرقية", "SY", "region"),
        ("مضيق هرمز", "", "sea"),
        ("مقر الأمم المتحدة", "US", "venue"),
        ("بانمونغوم", "KP", "site"),
        ("دمشق", "SY", "capital"),
    ],
)
def test_place_lies_in_its_country(name, country, kind):
    assert [(p["country"], p["kind"]) for p in places_named(name)] == [(country, kind)]


def test_a_place_name_with_two_places_is_marked_ambiguous():
    by_form = defaultdict(list)
    for p in PLACES:
        for form in filter(None, [p["ar"], *p["alternatives"].split("|")]):
            by_form[fold(form)].append(p)
    shared = [rows for rows in by_form.values() if len(rows) > 1]
    assert all(row["ambiguous"] == "yes" for rows in shared for row in rows)
    assert {p["country"] for p in places_named("طرابلس")} == {"LY", "LB"}


def test_places_are_many_and_well_formed():
    assert len(PLACES) >= 900
    kinds = {"city", "capital", "palace", "airport", "venue", "region", "sea", "site"}
    for p in PLACES:
        assert p["kind"] in kinds and p["en"], p
        assert p["country"] == "" or p["country"] in COUNTRY, p
        assert p["ambiguous"] in ("", "yes"), p


@pytest.mark.parametrize(
    ("name", "entry_id"),
    [
        ("مجلس الأمن", "UNSC"),
        ("الجامعة العربية", "LAS"),
        ("الاتحاد الأفريقي", "AFU"),
        ("الناتو", "NATO"),
        ("مجلس التعاون الخليجي", "GCC"),
        ("الوكالة الدولية للطاقة الذرية", "IAEA"),
        ("الحوثيون", "HOUTHIS"),
        ("داعش", "ISIL"),
        ("قسد", "SDF"),
        ("الحرس الثوري", "IRGC"),
        ("الكونغرس", "CONGRESS"),
        ("البيشمركة", "PESHMERGA"),
    ],
)
def test_organisation_is_known_by_its_short_name(name, entry_id):
    assert owners(ORGANIZATIONS, "id")[fold(name)] == {entry_id}


def test_small_formats_name_their_members():
    members = {o["id"]: o["members"] for o in ORGANIZATIONS if "members" in o}
    assert set(members["P5+1"]) == {"US", "RU", "CN", "GB", "FR", "DE"}
    assert set(members["GCC"]) == {"SA", "AE", "KW", "QA", "BH", "OM"}
    assert len(members["G7"]) == 7


@pytest.mark.parametrize(
    ("credit", "entry_id"),
    [
        ("سانا", "sana"),
        ("واس", "spa"),
        ("وام", "wam"),
        ("أ ف ب", "afp"),
        ("فرانس برس", "afp"),
        ("د ب أ", "dpa"),
        ("أ ش أ", "mena"),
        ("شينخوا", "xinhua"),
        ("الأناضول", "anadolu"),
        ("تاس", "tass"),
        ("كونا", "kuna"),
    ],
)
def test_agency_is_known_by_its_credit(credit, entry_id):
    assert owners(AGENCIES, "id")[fold(credit)] == {entry_id}


@pytest.mark.parametrize("code", "aawsat skynews france24 BBC alriyadh okaz CNN alweeam sabq 3alyoum".split())
def test_outlet_code_of_a_collection_leads_to_one_outlet(code):
    assert len([o for o in OUTLETS if code in o.get("codes", [])]) == 1


@pytest.mark.parametrize("name", ["اليوم", "الحياة", "الوطن", "الرياض", "روسيا اليوم", "المصري اليوم"])
def test_outlet_named_by_ordinary_words_needs_a_head(name):
    assert all(o["needs_head"] for o in OUTLETS if o["ar"] == name)


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("وزارة الخارجية", "ministry"),
        ("الديوان الملكي", "royal-court"),
        ("النيابة العامة", "court"),
        ("البنك المركزي", "bank"),
        ("المعارضة", "group"),
    ],
)
def test_institution_head_has_its_kind(head, kind):
    assert [i["kind"] for i in INSTITUTIONS if i["head"] == head] == [kind]


def test_institution_templates_take_an_adjective():
    assert all(i["template"].format(adj="Russian") == f"Russian {i['en']}" for i in INSTITUTIONS)


@pytest.mark.parametrize(
    ("entries", "key"),
    [
        (COUNTRIES, "code"),
        (ORGANIZATIONS, "id"),
        (AGENCIES, "id"),
        (OUTLETS, "id"),
        (INSTITUTIONS, "head"),
    ],
    ids=["countries", "organizations", "agencies", "outlets", "institutions"],
)
def test_a_form_with_two_owners_is_marked_ambiguous_in_both(entries, key):
    assert max(Counter(e[key] for e in entries).values()) == 1
    assert all(isinstance(form, str) and form.strip() == form for e in entries for form in forms_of(e))
    by_key = {e[key]: e for e in entries}
    for form, found in owners(entries, key).items():
        if len(found) > 1:
            for one in found:
                assert form in map(fold, by_key[one].get("ambiguous", [])), (form, one)


def test_ambiguous_forms_belong_to_their_entry():
    for entry in [*COUNTRIES, *ORGANIZATIONS, *AGENCIES, *OUTLETS, *INSTITUTIONS]:
        assert set(map(fold, entry.get("ambiguous", []))) <= set(map(fold, forms_of(entry))), entry


def test_codes_of_bodies_are_codes_of_countries():
    for o in ORGANIZATIONS:
        assert {o["code"] or "UN", *o.get("members", [])} <= CODES, o["id"]
    for e in [*AGENCIES, *OUTLETS]:
        assert {e["country"] or "UN", e.get("based", "UN")} <= CODES, e["id"]
