"""The words of facts: acts with their verbs and verbal nouns in all forms, classes of objects, carriers of nouns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from mahdar.arabic.fold import fold
from mahdar.knowledge import Knowledge
from mahdar.knowledge.paradigms import past_forms, present_forms
from mahdar.reading.narration.words import PhraseTable, folded, phrase_table

_PRONOUNS = ("هما", "ها", "هم", "ه")
_JOINED = ("", "و", "ف")
_NOUN_JOINED = ("", "و", "ب", "ل", "ف")


class Act(NamedTuple):
    """One entry of the list of acts (see `narration.yml`)."""

    act: str
    objects: frozenset[str]
    after: frozenset[str]
    subjects: frozenset[str]
    unless: frozenset[str]
    near: frozenset[str]
    with_: frozenset[str]
    itself: bool
    ongoing: bool
    impersonal: bool
    reported: bool


class ActForm(NamedTuple):
    """One written form of an act; `aspect` is past, present, future or noun."""

    act: Act
    aspect: str
    prefix: str
    pronoun: bool


class FactWords(NamedTuple):
    """The lists of `narration.yml` that facts need."""

    forms: dict[str, tuple[ActForm, ...]]
    classes: dict[str, frozenset[str]]
    subject_forces: frozenset[str]
    carriers: dict[str, str]
    unreal: frozenset[str]
    unreal_present: frozenset[str]
    light: frozenset[str]
    supported: frozenset[str]
    inference: PhraseTable
    openers: frozenset[str]
    factive: frozenset[str]

    def classes_of(self, norm: str) -> frozenset[str]:
        """The classes of objects that a written word belongs to, whatever is attached to it."""
        for bare in stripped(norm, "وفبل"):
            found = self.classes.get(bare)
            if found is not None:
                return found
        return frozenset()

    def own_classes_of(self, norm: str) -> frozenset[str]:
        """The same of a word to which neither a conjunction nor a preposition is attached."""
        return next((self.classes[bare] for bare in stripped(norm, "") if bare in self.classes), frozenset())


def stripped(norm: str, attached: str) -> Iterator[str]:
    """A folded word as it is, then without letters attached before it, article and pronoun: «قواتها» is «قوات»."""
    yield norm
    for word in (norm, norm[1:] if norm[:1] and norm[0] in attached else ""):
        for bare in (word, word.removeprefix("ال"), "ل" + word.removeprefix("لل")):
            if len(bare) < 3:
                continue
            yield bare
            for pronoun in _PRONOUNS:
                if bare.endswith(pronoun) and len(bare) > len(pronoun) + 2:
                    stem = bare.removesuffix(pronoun)
                    yield stem
                    if stem.endswith("ت"):
                        yield stem[:-1] + "ه"


def fact_words(knowledge: Knowledge) -> FactWords:
    """The words of facts, expanded at the first call and kept with the knowledge."""
    found: FactWords | None = knowledge.memo.get("fact_words")
    if found is None:
        found = knowledge.memo["fact_words"] = _expand(knowledge.lists["narration"]["facts"])
    return found


def _expand(data: dict[str, Any]) -> FactWords:
    forms: dict[str, list[ActForm]] = {}
    for row in data["acts"]:
        act = Act(
            row["act"],
            frozenset(row.get("objects") or ()),
            folded(row.get("after") or []),
            frozenset(row.get("subjects") or ()),
            frozenset(row.get("unless") or ()),
            folded(row.get("near") or []),
            folded(row.get("with") or []),
            bool(row.get("itself")),
            bool(row.get("ongoing")),
            bool(row.get("impersonal")),
            bool(row.get("reported")),
        )
        for pair in row["verbs"]:
            _add_verb(forms, act, *pair.split())
        for noun in row["nouns"]:
            _add_noun(forms, act, fold(noun))
    inference = data["inference"]
    return FactWords(
        {norm: tuple(dict.fromkeys(found)) for norm, found in forms.items()},
        _classes(data["objects"]),
        folded(data["subject_forces"]),
        {fold(w): phase for phase, words in data["carriers"].items() for w in words},
        folded(data["unreal"]),
        folded(data["unreal_present"]),
        folded(data["light"]),
        folded(data["supported"]),
        phrase_table([(w, "") for w in inference["verbs"]]),
        folded([w.split()[-1] for w in inference["openers"]]),
        frozenset(data["factive_acts"]),
    )


def _add_verb(forms: dict[str, list[ActForm]], act: Act, past: str, present: str) -> None:
    for form in past_forms(past, present) + present_forms(present):
        if form.person == 3 and form.object is None:
            for joined in _JOINED:
                made = ActForm(act, form.kind, joined, False)
                forms.setdefault(joined + form.norm, []).append(made)


def _add_noun(forms: dict[str, list[ActForm]], act: Act, noun: str) -> None:
    open_stem = noun[:-1] + "ت" if noun.endswith("ه") else noun
    written = [(noun, False), ("ال" + noun.removeprefix("ال"), False)]
    written += [(open_stem + p, True) for p in _PRONOUNS]
    for form, pronoun in written:
        for joined in _NOUN_JOINED:
            full = joined + form[1:] if joined == "ل" and form.startswith("ال") else joined + form
            forms.setdefault(full, []).append(ActForm(act, "noun", joined, pronoun))


def _classes(data: dict[str, list[str]]) -> dict[str, frozenset[str]]:
    out: dict[str, set[str]] = {}
    for name, words in data.items():
        for word in words:
            if word != "place":
                norm = fold(word)
                forms = [norm, norm.removeprefix("ال")]
                if norm.endswith("ين"):
                    forms += [norm[:-2] + "ان", norm[:-2] + "ون", norm[:-1]]
                for form in forms:
                    out.setdefault(form, set()).add(name)
    return {word: frozenset(names) for word, names in out.items()}
