"""`mahdar knowledge check`: every fault with its file, entry and mend."""

from pathlib import Path

import pytest

from mahdar.knowledge.checking import all_entries, check
from mahdar.knowledge.checking_tenures import tenure_faults
from mahdar.knowledge.files import DATA, knowledge_paths, shown
from mahdar.knowledge.located import Located, entries, key_faults
from tests.cli.running import run

TENURES = "person\toffice\tcountry\ttitle_ar\tstart\tend\tacting\tcertainty\tsource\n"


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mahdar.knowledge.compiled._cache_folders", lambda: [tmp_path / "cache"])


def tenure(
    person: str, start: str, end: str, acting: str = "", title: str = "وزير الخارجية الأردني"
) -> Located:
    row = {
        "person": person, "office": "foreign-minister", "country": "JO", "title_ar": title, "start": start,
        "end": end, "acting": acting, "certainty": "sure", "source": "made up",
    }  # fmt: skip
    return Located("tenures/own.tsv", 2, "", row)


def wrongs(*rows: Located) -> list[str]:
    return [fault.wrong for fault in tenure_faults(list(rows))]


def test_two_in_one_chair_is_a_fault() -> None:
    (wrong,) = wrongs(tenure("salim", "2010-01-01", "2015-06-01"), tenure("nadia", "2014-03-01", ""))
    assert "overlaps salim" in wrong


def test_handover_within_the_day_month_or_year_is_none() -> None:
    assert not wrongs(tenure("salim", "2010-01-01", "2014-03-01"), tenure("nadia", "2014-03-01", ""))
    assert not wrongs(tenure("salim", "2010-01-01", "2014-03"), tenure("nadia", "2014-03-02", ""))
    assert not wrongs(tenure("salim", "2010", "2014"), tenure("nadia", "2014-03-02", ""))


def test_acting_holder_and_rival_of_another_title_do_not_overlap() -> None:
    assert not wrongs(tenure("salim", "2010-01-01", ""), tenure("nadia", "2014-03-01", "2014-05-01", "yes"))
    rival = tenure("nadia", "2014-03-01", "", title="وزيرة الخارجية في حكومة المنفى")
    assert not wrongs(tenure("salim", "2010-01-01", ""), rival)


def test_same_person_twice_at_a_time_is_a_fault() -> None:
    (wrong,) = wrongs(tenure("salim", "2010-01-01", "2015-06-01"), tenure("salim", "2014-03-01", ""))
    assert "overlaps salim" in wrong


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2015-06", "2014", "ends (2014) before it begins"),
        ("2015-13", "", "start:"),
        ("2015", "soon", "'soon' is no date"),
        ("0215-01-01", "", "it begins in 0215"),
    ],
)
def test_impossible_dates_are_faults(start: str, end: str, words: str) -> None:
    (wrong,) = wrongs(tenure("salim", start, end))
    assert words in wrong


def test_key_that_yaml_does_not_read_as_text_and_key_twice_are_faults(tmp_path: Path) -> None:
    path = tmp_path / "words.yml"
    path.write_text("no: [لا]\nwith: [مع]\nwith: [ب]\n", "utf-8")
    assert [(f.line, f.entry) for f in key_faults(path)] == [(1, "no"), (3, "with")]


def own(tmp_path: Path, name: str, text: str) -> list[str]:
    """What `check` finds in one file of an overlay."""
    path = tmp_path / "own" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return [str(fault) for fault in check(tmp_path / "own") if str(tmp_path) in fault.file]


AGENCY = "- {{id: rosa, ar: وكالة الورد, en: ROSA, country: null, owner: state, names: [{names}]{more}}}\n"


def test_name_with_two_owners_is_a_fault_until_it_is_marked(tmp_path: Path, sound: None) -> None:
    faults = own(tmp_path, "agencies.yml", AGENCY.format(names="دمشق", more=""))
    assert any("«دمشق» belongs to place" in fault for fault in faults)
    assert not own(tmp_path, "agencies.yml", AGENCY.format(names="دمشق", more=", ambiguous: [دمشق]"))


def test_state_may_share_a_form_with_its_own_capital_but_not_with_a_foreign_one(
    tmp_path: Path, sound: None
) -> None:
    state = '- {{code: "JO", ar: الأردن, en: Jordan, names: [{}]}}\n'
    assert not own(tmp_path, "countries.yml", state.format("إربد"))
    faults = own(tmp_path, "countries.yml", state.format("دمشق"))
    assert any("«دمشق» belongs to" in fault for fault in faults)


def test_two_spellings_that_fold_to_one_are_a_fault(tmp_path: Path, sound: None) -> None:
    (fault,) = own(tmp_path, "agencies.yml", AGENCY.format(names="أخبار الوردة, اخبار الورده", more=""))
    assert "are one form after folding; keep one of them" in fault


def test_name_without_words_is_never_reached(tmp_path: Path, sound: None) -> None:
    (fault,) = own(tmp_path, "agencies.yml", AGENCY.format(names="ـــ", more=""))
    assert "is not found in a text that holds it" in fault


def test_example_must_show_its_entry(tmp_path: Path, sound: None) -> None:
    good = ", examples: ['ونقلت وكالة الورد عن الوزير قوله إن العمل بدأ']"
    bad = ", examples: ['قال الوزير إن العمل بدأ']"
    assert not own(tmp_path, "agencies.yml", AGENCY.format(names="", more=good))
    (fault,) = own(tmp_path, "agencies.yml", AGENCY.format(names="", more=bad))
    assert "does not show the entry" in fault


def test_tenure_of_nobody_is_a_fault(tmp_path: Path, sound: None) -> None:
    row = "nobody-known\tforeign-minister\tZZ\tوزير الخارجية\t2010\t\t\tsure\tmade up\n"
    faults = own(tmp_path, "tenures/own.tsv", TENURES + row)
    assert any("person nobody-known is not in people.tsv" in fault for fault in faults)
    assert any("country ZZ is not in countries.yml" in fault for fault in faults)


@pytest.fixture
def sound(monkeypatch: pytest.MonkeyPatch) -> None:
    """Faults of shape in the shipped files do not hide what an overlay of these tests should show."""
    monkeypatch.setattr("mahdar.knowledge.checking._faults_of_shape", lambda folder: iter(()))


def test_every_entry_has_a_line_of_its_own_in_its_file() -> None:
    for path in knowledge_paths(DATA):
        lines = path.read_text("utf-8").split("\n")
        for entry in list(entries(path))[:50]:
            assert entry.file == shown(path)
            if isinstance(entry.row, dict):
                own_words = entry.name.split()[-1].split("-")[0]
                assert own_words in "".join(lines[entry.line - 1 : entry.line + 2]), entry.name


def test_shipped_files_can_be_read_entry_by_entry() -> None:
    assert len(all_entries()) > 5000


def test_command_lists_faults_and_exits_with_1_or_tells_that_there_are_none() -> None:
    result = run("knowledge", "check")
    faults = check()
    assert result.exit_code == (1 if faults else 0)
    assert [str(fault) for fault in faults] == result.stdout.splitlines()[: len(faults)]


def test_shipped_knowledge_has_no_faults() -> None:
    assert not [str(fault) for fault in check()]
