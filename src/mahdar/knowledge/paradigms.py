"""Paradigms: every written form of an Arabic verb, participle or nationality adjective, from its base forms.

Unvocalised, in folded spelling; so one written form may be several grammatical ones, and the list says them all.
Sources: the regular tables of W. Wright, *A Grammar of the Arabic Language*, for sound, hollow, defective and
hamzated verbs.
"""

from __future__ import annotations

from typing import NamedTuple

from mahdar.arabic.fold import fold

_OBJECTS = ("ه", "ها", "هم", "هما", "هن", "ني")


class Form(NamedTuple):
    """One written form: folded spelling, its kind, gender (`m`, `f`, None) and number (`s`, `d`, `p`, None)."""

    norm: str
    kind: str
    gender: str | None
    number: str | None
    person: int = 3
    object: str | None = None


def _past_stems(past: str) -> tuple[str, str, str]:
    """Stem before consonant endings of the third person, of -ā, and of -nā/-tu."""
    if past.endswith("ى"):
        return past[:-1], past[:-1] + "ي", past[:-1] + "ي"
    if past.endswith("ا") and len(past) <= 4:
        return past[:-1], past[:-1] + "و", past[:-1] + "و"
    return past, past, past


def past_forms(past: str, present: str) -> list[Form]:
    """The perfect in the third person and the first, singular to plural."""
    word, bare = past, past.replace("\u0651", "")
    third, dual, first = _past_stems(bare)
    if len(bare) >= 3 and bare[-2] == "ا" and present.replace("\u0651", "")[-2] in "ويا":
        first = bare[:-2] + bare[-1]
    rows = [
        (bare, "m", "s", 3),
        (third + "ت", "f", "s", 3),
        (dual + "ا", "m", "d", 3),
        (third + "تا", "f", "d", 3),
        (third + "وا", "m", "p", 3),
        (third + "ؤوا" if bare.endswith("أ") else third + "وا", "m", "p", 3),
        (first + "ن", "f", "p", 3),
        (first + "ت", None, "s", 1),
        (first + "نا", None, "p", 1),
    ]
    forms = [Form(fold(w), "past", g, n, p) for w, g, n, p in rows]
    forms += [
        Form(fold(_linking(stem)) + o, "past", g, "s", 3, o)
        for stem, g in ((word, "m"), (third + "ت", "f"))
        for o in _OBJECTS
    ]
    return forms + [Form(fold(third + "و") + o, "past", "m", "p", 3, o) for o in _OBJECTS]


def _linking(stem: str) -> str:
    return stem[:-1] + "ا" if stem.endswith("ى") else stem


def present_forms(present: str) -> list[Form]:
    """The imperfect in the third person and the first, indicative and subjunctive, with and without the future س."""
    bare = present.replace("\u0651", "")
    tail = bare[1:]
    stem = tail[:-1] if tail[-1] in "يوى" else tail
    dual = tail[:-1] + "ي" if tail.endswith("ى") else tail
    rows = [
        ("ي" + tail, "m", "s", 3),
        ("ت" + tail, "f", "s", 3),
        ("ي" + dual + "ان", "m", "d", 3),
        ("ت" + dual + "ان", "f", "d", 3),
        ("ي" + stem + "ون", "m", "p", 3),
        ("ي" + stem + "وا", "m", "p", 3),
        ("أ" + tail, None, "s", 1),
        ("ن" + tail, None, "p", 1),
    ]
    forms = []
    for written, g, n, p in rows:
        forms.append(Form(fold(written), "present", g, n, p))
        forms.append(Form("س" + fold(written), "future", g, n, p))
        if n == "s":
            forms += [Form(fold(_linking(written)) + o, "present", g, n, p, o) for o in _OBJECTS]
    return forms


def participle_forms(participle: str) -> list[Form]:
    """The active participle beside a verb: in the accusative, the three spellings of tanwin folded to one."""
    stem = fold(participle)
    if stem and len(stem) >= 2 and participle[-1] not in "يى" and _is_defective(participle):
        stem += "ي"
        plural = stem[:-1] + "ين"
    else:
        plural = stem + "ين"
    accusative = stem if stem.endswith("ا") else stem + "ا"
    rows = [(accusative, "m", "s"), (stem + "ه", "f", "s"), (stem + "تين", "f", "d"), (stem + "ات", "f", "p")]
    forms = [Form(w, "participle", g, n) for w, g, n in rows]
    forms.append(Form(plural, "participle", "m", "p"))
    if participle.endswith("ئ"):
        forms.append(Form(stem[:-1] + "يا", "participle", "m", "s"))
    return forms


_DEFECTIVE = frozenset(
    fold(w)
    for w in ("داع", "ناف", "متمن", "مثن", "مبد", "مدع", "موص", "راو", "معز", "مناد", "محي", "متحد", "متبن")
)


def _is_defective(participle: str) -> bool:
    return fold(participle) in _DEFECTIVE


def adjective_forms(base: str) -> list[Form]:
    """A relational adjective («سوري») in every gender and number, with and without the article."""
    stem = fold(base)
    rows = [
        (stem, "m", "s"),
        (stem + "ه", "f", "s"),
        (stem + "ان", "m", "d"),
        (stem + "ين", "m", "p"),
        (stem + "ون", "m", "p"),
        (stem + "تان", "f", "d"),
        (stem + "تين", "f", "d"),
        (stem + "ات", "f", "p"),
        (stem + "ا", "m", "s"),
    ]
    return [Form(prefix + w, "adjective", g, n) for w, g, n in rows for prefix in ("", "ال")]
