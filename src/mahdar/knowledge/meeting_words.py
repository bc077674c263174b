"""Words of meeting with all their written forms, made from `meeting.yml` once for each knowledge."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from mahdar.arabic.fold import fold
from mahdar.arabic.remembered import Remembered
from mahdar.knowledge.knowledge import Knowledge
from mahdar.knowledge.paradigms import past_forms, present_forms
from mahdar.knowledge.phrases import standing_in

_PRONOUNS = ("ه", "ها", "هم", "هما", "هن", "نا", "ي")


class MeetingWord(NamedTuple):
    """One entry of the list: its kind of encounter and its valency (see `meeting.yml`).

    `marks` hold the kinds that a light word carries and what else is said of it.
    """

    word: str
    kind: str
    verbal: bool
    object: bool
    with_: frozenset[str]
    needs: frozenset[str]
    near: frozenset[str]
    far: frozenset[str]
    host: str | None
    marks: frozenset[str]


class WordForm(NamedTuple):
    """One written form of such a word; `aspect` is past, present, future or noun."""

    word: MeetingWord
    aspect: str
    gender: str | None
    number: str | None
    pronoun: str | None
    definite: bool


class MeetingWords(NamedTuple):
    """The lists of `meeting.yml`, folded and expanded for look-up.

    Attributes:
        forms, light: written forms of words of meeting, and of verbs that only carry them.
        lists: the plain lists by name.
        place_heads: nouns that open the name of a venue, a town or a region.
        honours: pronouns of honour by their first word, each with all its words and the classes that bear it.
        collective: names of parties that are no organisation by their first word, the longest first.
        may_tell, opens_venue, tells_delegation: whether a word, particles or none, is in `forms`, a venue's head noun,
            or a noun for those who came along.
    """

    forms: dict[str, tuple[WordForm, ...]]
    light: dict[str, tuple[WordForm, ...]]
    lists: dict[str, frozenset[str]]
    place_heads: frozenset[str]
    honours: dict[str, tuple[list[str], frozenset[str]]]
    collective: dict[str, list[list[str]]]
    may_tell: Remembered[bool]
    opens_venue: Remembered[bool]
    tells_delegation: Remembered[bool]


def meeting_words(knowledge: Knowledge) -> MeetingWords:
    """The words of meeting of a knowledge, expanded at the first call and kept with it."""
    found: MeetingWords | None = knowledge.memo.get("meeting_words")
    if found is None:
        found = knowledge.memo["meeting_words"] = _expand(knowledge.meeting)
    return found


def _expand(data: dict[str, Any]) -> MeetingWords:
    forms: dict[str, list[WordForm]] = {}
    for row in data.get("verbs") or ():
        _add_verb(forms, row, _word(row, "verb"))
        _add_verb_also(forms, row, _word(row, "verb"))
    for row in data.get("nouns") or ():
        _add_noun(forms, row, _word(row, "noun"))
    light: dict[str, list[WordForm]] = {}
    for row in data.get("light") or ():
        _add_verb(light, row, _word({"kind": "", **row}, "verb"))
    for row in data.get("light_nouns") or ():
        _add_noun(light, row, _word({"kind": "", **row}, "noun"))
    lists = {
        key: frozenset(fold(str(w)) for w in value)
        for key, value in data.items()
        if isinstance(value, list) and value and isinstance(value[0], str)
    }
    nothing: frozenset[str] = frozenset()
    return MeetingWords(
        {norm: tuple(dict.fromkeys(found)) for norm, found in forms.items()},
        {norm: tuple(dict.fromkeys(found)) for norm, found in light.items()},
        lists,
        lists.get("city_heads", nothing) | lists.get("venue_heads", nothing),
        {words[0]: (words, frozenset(classes)) for words, classes in _honours(data)},
        _collective(data),
        standing_in(forms),
        standing_in(lists.get("venue_heads", nothing)),
        standing_in(lists.get("delegation", nothing)),
    )


def _honours(data: dict[str, Any]) -> Iterator[tuple[list[str], list[str]]]:
    for written, classes in (data.get("honours") or {}).items():
        yield fold(written).split(), classes


def _collective(data: dict[str, Any]) -> dict[str, list[list[str]]]:
    out: dict[str, list[list[str]]] = {}
    for phrase in data.get("collective") or ():
        words = fold(str(phrase)).split()
        out.setdefault(words[0], []).append(words)
    for row in out.values():
        row.sort(key=len, reverse=True)
    return out


def _word(row: dict[str, Any], key: str) -> MeetingWord:
    return MeetingWord(
        row[key],
        row["kind"],
        key == "verb",
        bool(row.get("object")),
        frozenset(row.get("with") or ()),
        frozenset(row.get("needs") or ()),
        frozenset(fold(w) for w in row.get("near") or ()),
        frozenset(fold(w) for w in row.get("far") or ()),
        row.get("host"),
        frozenset(k for k in ("carried", "impersonal") if row.get(k)) | frozenset(row.get("carries") or ()),
    )


def _add_verb(forms: dict[str, list[WordForm]], row: dict[str, Any], word: MeetingWord) -> None:
    for form in past_forms(row["verb"], row["present"]) + present_forms(row["present"]):
        if form.person == 3:
            made = WordForm(word, form.kind, form.gender, form.number, form.object, False)
            forms.setdefault(form.norm, []).append(made)


def _add_verb_also(forms: dict[str, list[WordForm]], row: dict[str, Any], word: MeetingWord) -> None:
    for written in row.get("also") or ():
        forms.setdefault(fold(written), []).append(WordForm(word, "present", None, None, None, False))


def _add_noun(forms: dict[str, list[WordForm]], row: dict[str, Any], word: MeetingWord) -> None:
    for number, noun in (("s", row["noun"]), *(("p", p) for p in row.get("plural") or ())):
        stem = fold(noun)
        open_stem = stem[:-1] + "ت" if stem.endswith("ه") else stem
        bases = {open_stem}
        if stem.endswith("اء"):
            bases |= {stem[:-1] + "ي", stem[:-1] + "و", stem}
        for norm, definite in ((stem, False), ("ال" + stem, True), (stem + "ا", False)):
            forms.setdefault(norm, []).append(WordForm(word, "noun", None, number, None, definite))
        for base in bases:
            for pronoun in _PRONOUNS:
                made = WordForm(word, "noun", None, number, pronoun, True)
                forms.setdefault(fold(base + pronoun), []).append(made)
        if number == "s":
            for dual in ("ان", "ين"):
                forms.setdefault(fold(open_stem + dual), []).append(
                    WordForm(word, "noun", None, "d", None, False)
                )
