"""A user's own folder of knowledge, laid over that of the package."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mahdar.knowledge import Knowledge, KnowledgeError, load
from mahdar.knowledge.files import DATA
from mahdar.knowledge.meeting_words import meeting_words
from mahdar.knowledge.tenures import Tenures
from tests.cli.running import run

Write = Callable[..., Path]

PEOPLE = "person\tar\tar_variants\tsurname_ar\ten\tqid\tgender\tcertainty\tnote\n"
TENURES = "person\toffice\tcountry\ttitle_ar\tstart\tend\tacting\tcertainty\tsource\n"
PLACES = "ar\talternatives\ten\tcountry\tkind\tambiguous\n"


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Compiled files of these tests do not push out those of the package."""
    monkeypatch.setattr("mahdar.knowledge.compiled._cache_folders", lambda: [tmp_path / "cache"])


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write files into an overlay: keyword `countries_yml` is `countries.yml`, `tenures__own_tsv` `tenures/own.tsv`."""

    def writer(**files: str) -> Path:
        folder = tmp_path / "own"
        for name, text in files.items():
            stem, _, suffix = name.replace("__", "/").rpartition("_")
            path = folder / f"{stem}.{suffix}"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return folder

    return writer


def found(knowledge: Knowledge, *words: str) -> set[tuple[str, str]]:
    return {
        (hit.entry.kind, hit.entry.id)
        for hit in knowledge.phrases.longest(words, 0)
        if hit.length == len(words)
    }


def test_added_country_place_body_outlet_and_agency_are_found(write: Write) -> None:
    own = load(
        write(
            countries_yml='- {code: "QQ", ar: بلاد الورد, en: Roseland, names: [], adjectives: [وردستاني]}\n',
            places_tsv=PLACES + "قصر الورد\t\tRose Palace\tJO\tpalace\t\n",
            organizations_yml="- {id: ROSE, ar: منظمة الورد, en: Rose Organisation, kind: igo, code: null}\n",
            agencies_yml="- {id: rosa, ar: وكالة الورد, en: ROSA, country: null, owner: state, names: [روزا]}\n",
            outlets_yml="- {id: rosy, ar: صحيفة الورد, en: Rosy, country: null, kind: newspaper, owner: private}\n",
        )
    )
    assert found(own, "بلاد", "الورد") == {("country", "QQ")}
    assert found(own, "الوردستانيه") == {("adjective", "QQ")}
    assert found(own, "قصر", "الورد") == {("place", "Rose Palace")}
    assert found(own, "منظمه", "الورد") == {("organization", "ROSE")}
    assert found(own, "روزا") == {("agency", "rosa")}
    assert found(own, "صحيفه", "الورد") == {("outlet", "rosy")}
    assert not found(load(), "روزا")
    assert own.version != load().version


def test_entry_of_the_same_identifier_takes_the_place_of_the_shipped_one(write: Write) -> None:
    own = load(
        write(agencies_yml='- {id: sana, ar: وكالة الياسمين, en: Jasmine, country: "SY", owner: state}\n')
    )
    assert found(own, "وكاله", "الياسمين") == {("agency", "sana")}
    assert ("agency", "sana") not in found(own, "سانا")


def test_added_person_and_tenure_are_resolved(write: Write) -> None:
    own = load(
        write(
            people_tsv=PEOPLE + "zahra-test\tزهراء المثال\t\tالمثال\tZahra Test\t\tf\tsure\t\n",
            tenures__own_tsv=TENURES
            + "zahra-test\tforeign-minister\tVU\tوزيرة خارجية فانواتو\t2031-01\t\t\tsure\tmade up\n",
        )
    )
    holder = Tenures.of(own).holder_of_title("وزيرة خارجية فانواتو", "VU", "2031-05-05")
    assert holder and holder.tenure.person == "zahra-test"
    assert found(own, "زهراء", "المثال") == {("person", "zahra-test")}


def test_added_verb_title_office_meeting_word_and_function_word_count(write: Write) -> None:
    own = load(
        write(
            saying_yml="- {verb: همس, present: يهمس, act: inform, en: whisper, takes: [that, quote]}\n",
            titles_yml="heads:\n  - {noun: عمدة, plural: [عمد], class: mayor, en: mayor}\n",
            offices_yml="- {id: mayor-of-all, ar: عمدة العمد, en: mayor of mayors}\n",
            meeting_yml="verbs:\n  - {verb: سامر, present: يسامر, kind: meeting, object: true}\n",
            function_words_txt="# own\nهلمجرا\n",
        )
    )
    assert own.verbs["همست"][0].verb.act == "inform"
    assert own.title_at(["عمده"], 0, "عمده") is not None
    assert Tenures.of(own).meant("عمدة العمد", "JO") == ("mayor-of-all", "JO")
    assert "يسامر" in meeting_words(own).forms
    assert "هلمجرا" in own.function_words
    assert "التقي" in meeting_words(own).forms


def test_added_words_of_a_section_join_the_shipped_ones(write: Write) -> None:
    own = load(write(saying_phrases_yml="according:\n  - على ذمة\n"))
    assert "على ذمة" in own.saying["according"]
    assert set(load().saying["according"]) < set(own.saying["according"])


def test_head_of_an_outlet_makes_a_doubtful_name_sure(write: Write) -> None:
    rosy = "{id: rosy, ar: محطة الورد, en: Rosy, country: null, kind: broadcaster, owner: private, needs_head: true"
    own = load(
        write(
            grammar_yml="outlet_heads: [منصة]\n",
            outlets_yml=f"- {rosy}, names: [الورد, منصة الورد]}}\n",
        )
    )
    details = {
        " ".join(words): own.phrases.longest(words, 0)[0].entry.detail
        for words in (["محطه", "الورد"], ["منصه", "الورد"], ["الورد"])
    }
    assert details == {"محطه الورد": "broadcaster", "منصه الورد": "broadcaster", "الورد": "broadcaster?"}


def test_act_of_facts_that_is_added_leaves_the_shipped_ones(write: Write) -> None:
    act = "{act: paint, verbs: [دهن يدهن], nouns: [دهن]}"
    own = load(write(narration_yml=f"facts:\n  acts:\n    - {act}\n"))
    acts = [row["act"] for row in own.lists["narration"]["facts"]["acts"]]
    assert acts == [*(row["act"] for row in load().lists["narration"]["facts"]["acts"]), "paint"]


def test_topic_and_institution_can_be_replaced(write: Write) -> None:
    rows = "- {head: وزارة الورد, en: Rose Ministry, template: '{adj} Rose Ministry', kind: ministry}\n"
    own = load(
        write(
            topics_yml="- {id: energy, ar: طاقة, en: Energy, description: Only one word., words: [غاز]}\n",
            institutions_yml=rows,
        )
    )
    assert [topic["words"] for topic in own.topics if topic["id"] == "energy"] == [["غاز"]]
    assert len(own.topics) == len(load().topics)


BROKEN = {
    "countries_yml": ("- {code: AA, ar: بلد\n", r"countries\.yml:\d: not readable as YAML"),
    "agencies_yml": (
        "- {id: x, ar: س, en: X, country: NO, owner: state}\n",
        r"agencies\.yml:1: x: country is False",
    ),
    "organizations_yml": ("- {id: X, ar: س, en: X}\n", r"organizations\.yml:1: X: kind is missing; add kind"),
    "official_yml": (
        "- {id: x, ar: س, en: X, country: null, domain: x.example, kind: palace}\n",
        r"official\.yml:1: x: kind is 'palace'",
    ),
    "outlets_yml": ("id: x\n", r"outlets\.yml:1: .*not a list of entries"),
    "places_tsv": (
        PLACES + "# said\nأ\tب\tA\tJO\tcity\t\tmore\n",
        r"places\.tsv:3: 7 cells under a heading of 6",
    ),
    "people_tsv": ("person\tar\n" + "x\tس\n", r"people\.tsv:1: .*the heading has no column en"),
    "tenures__own_tsv": (TENURES + "x\ty\n", r"own\.tsv:2: x y.*certainty is ''"),
    "saying_yml": (
        "\n- {verb: همس, present: يهمس, act: whisper, en: whisper, takes: [that]}\n",
        r"saying\.yml:2: همس: act is 'whisper'",
    ),
    "titles_yml": ("heads:\n  - {noun: عمدة}\n", r"titles\.yml:2: heads عمدة: plural is missing"),
    "meeting_yml": (
        "verbs:\n  - {verb: سامر, present: يسامر, kind: party}\n",
        r"meeting\.yml:2: verbs سامر: kind is 'party'",
    ),
    "offices_yml": ("- {id: a b, ar: س, en: X}\n", r"offices\.yml:1: a b: id is 'a b'"),
    "topics_yml": ("- just a line\n", r"topics\.yml:1: .*it is no mapping"),
    "contries_yml": (
        "[]\n",
        r"contries\.yml:1: .*no knowledge file of this name; the files are .*countries\.yml",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_overlay_names_file_line_and_mend(write: Write, name: str) -> None:
    text, message = BROKEN[name]
    folder = write(**{name: text})
    with pytest.raises(KnowledgeError, match=message):
        load(folder)
    result = run("knowledge", "check", "--knowledge", folder)
    assert result.exit_code == 1


def test_noun_that_carries_a_meeting_has_a_shape_too(write: Write) -> None:
    with pytest.raises(KnowledgeError, match=r"meeting\.yml:2: .*noun is missing; add noun"):
        load(write(meeting_yml="light_nouns:\n  - {name: عقد, carries: [meeting]}\n"))


def test_folder_may_be_named_from_where_one_stands(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(agencies_yml="- {id: rosa, ar: وكالة الورد, en: ROSA, country: null, owner: state}\n")
    monkeypatch.chdir(folder.parent)
    assert run("knowledge", "show", "ROSA", "--knowledge", "own").output.startswith("own/agencies.yml:1: ")
    assert "own/agencies.yml" not in run("knowledge", "check", "--knowledge", "own").output


def test_file_that_is_not_utf_8_is_told(write: Write) -> None:
    folder = write(people_tsv="")
    (folder / "people.tsv").write_bytes("person\nس\n".encode("windows-1256"))
    with pytest.raises(KnowledgeError, match=r"people\.tsv:2: not UTF-8"):
        load(folder)


def test_reading_with_a_broken_overlay_is_a_usage_error(write: Write, tmp_path: Path) -> None:
    report = tmp_path / "a.txt"
    report.write_text("قال الوزير إن العمل مستمر.", "utf-8")
    result = run("read", report, "--knowledge", write(countries_yml="- {code: [\n"))
    assert result.exit_code == 2
    assert "countries.yml:" in result.output


def test_every_kind_of_file_was_overlaid_here() -> None:
    """Files of plain words share one shape; each other one has a broken twin above."""
    shaped = {"function_words", "saying_phrases", "institutions"}
    kinds = {path.stem for path in DATA.iterdir() if path.suffix in (".yml", ".tsv")}
    words_only = {"boilerplate", "particulars", "narration", "grammar"}
    assert kinds - shaped - words_only <= {name.rpartition("_")[0] for name in BROKEN}
