"""Names of persons: one form for the spellings of a name, keys across scripts, and whether two names may be one.

Nothing here knows who anybody is; it knows how names are written.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from mahdar.arabic.fold import fold
from mahdar.arabic.wordlists import name_words

#: Consonants of both scripts that newsrooms write for one another fall into one class. Vowels, ع and ' are nothing.
_CLASSES = {
    **dict.fromkeys("بپbp", "b"),
    **dict.fromkeys("تطثt", "t"),
    **dict.fromkeys("جغگچgj", "g"),
    **dict.fromkeys("كقخkqc", "k"),
    **dict.fromkeys("دضذظزdz", "d"),
    **dict.fromkeys("سصشs", "s"),
    **dict.fromkeys("فڤvf", "f"),
    **dict.fromkeys("حهh", "h"),
    **{pair[0]: pair[1] for pair in ("لl", "مm", "نn", "رr")},
    **{letter: letter for letter in "lmnr"},
}
_ARABIC_DIGRAPHS = (("تش", "س"), ("كس", "كس"))
_LATIN_DIGRAPHS = (
    ("sch", "s"), ("tch", "s"), ("ph", "f"), ("sh", "s"), ("ch", "s"), ("kh", "k"), ("gh", "g"), ("th", "t"),
    ("dh", "d"), ("ck", "k"), ("ce", "se"), ("ci", "si"), ("cy", "sy"), ("ohn", "on"), ("x", "ks"),
)  # fmt: skip
_LATIN_FATHER = frozenset({"bin", "ibn", "ben", "bint"})
_LATIN_ARTICLE = frozenset({"al", "el", "ul", "as", "ad", "ash", "an", "ar", "at"})
#: Ruling houses as Latin script writes them without a sign that tells «آل» from «ال».
_LATIN_HOUSES = frozenset(
    {"saud", "thani", "nahyan", "maktoum", "khalifa", "sabah", "said", "qasimi", "nuaimi", "mualla", "sharqi"}
)
#: Second parts that are written with the first as one word or as two: «نور الدين», «نصر الله».
_SECOND_PARTS = frozenset({"الدين", "الله", "الاسلام"})
_FIRST_PARTS = frozenset({"عبد", "ابو", "ام", "ذو", "ابي", "ابا", "لو"})
_LATIN_FIRST_PARTS = frozenset({"abd", "abu", "abdel", "abdul", "abdal", "le", "la", "mc"})
#: A given name borne by so many says little about which of them is meant.
_COMMON_GIVEN = 20


class Name(NamedTuple):
    """A name taken apart, each word in folded form.

    Attributes:
        given: words before any «بن», or all words where there is none.
        fathers: the word after each «بن», in order.
        family: words after the last father.
        house: the ruling house of «آل ثاني», which tells a family of hundreds, never a person.
    """

    given: tuple[str, ...]
    fathers: tuple[str, ...]
    family: tuple[str, ...]
    house: tuple[str, ...]


@lru_cache(maxsize=50_000)
def fold_name(name: str) -> str:
    """Fold a name to one spelling.

    Compounds are joined («عبد الله» and «عبدالله», «أبو بكر», «نور الدين»), «ابن» is «بن», «أبي» and «أبا» are
    «أبو», غ of foreign names is ج, doubled letters are single, marks are gone. Latin names lose case, accents and
    hyphens. The result is for comparing, not for reading.
    """
    return " ".join(_words(name)).replace("~", "آل ")


def _words(name: str) -> list[str]:
    marked = re.sub(r"(?<!\w)آل\s+(?=\w)", "~", name.replace("~", " "))
    plain = [_spell(word) for word in re.split(r"[\s.\-_,،'’\u2010-\u2015]+", marked) if word]
    words: list[str] = []
    for word in filter(None, plain):
        last = words[-1] if words else ""
        if last == "abd" and word in _LATIN_ARTICLE:
            words[-1] = "abdel"
        elif _joins(last, word):
            words[-1] = _single(("ابو" if last in ("ابي", "ابا") else last) + word)
        else:
            words.append("بن" if word == "ابن" else word)
    return words


def _joins(first: str, second: str) -> bool:
    """Whether two words of one script are a compound that is also written as one word."""
    if not first or second.startswith("~") or first.isascii() != second.isascii():
        return False
    if first.isascii():
        return first in _LATIN_FIRST_PARTS
    return first in _FIRST_PARTS or (second in _SECOND_PARTS and len(first) > 2)


def _single(word: str) -> str:
    """Doubled letters as one, but in «الله» and after an article: «اللطيف»."""
    if word.isascii() or "الله" in word or word.startswith("الل"):
        return word
    return re.sub(r"(.)\1+", r"\1", word)


def _spell(word: str) -> str:
    """One word in folded spelling; «آل» before a house stays marked by `~`."""
    house = word.startswith("~")
    folded = fold(word.removeprefix("~"))
    if folded.isascii() or any("a" <= char <= "z" for char in folded):
        folded = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode()
        return re.sub(r"[^a-z]", "", folded)
    folded = re.sub(r"[^\u0621-\u064a\u067e-\u06cc]", "", folded).replace("ء", "").replace("غ", "ج")
    return "~" + _single(folded) if house and folded else _single(folded)


@lru_cache(maxsize=50_000)
def parse_name(name: str) -> Name:
    """Take a name apart into given names, fathers, family and ruling house."""
    words = _words(name)
    given: list[str] = []
    fathers: list[str] = []
    family: list[str] = []
    house: list[str] = []
    i = 0
    while i < len(words):
        word, after = words[i], words[i + 1] if i + 1 < len(words) else ""
        if word.startswith("~"):
            house.append(word[1:])
        elif word == "ال" or (word in _LATIN_ARTICLE and after in _LATIN_HOUSES):
            house.append(after)
            i += 1
        elif word in _LATIN_ARTICLE and after:
            pass
        elif (word == "بن" or word in _LATIN_FATHER or word == "بنت") and after:
            fathers.append(after)
            i += 1
        elif fathers:
            family.append(word)
        else:
            given.append(word)
        i += 1
    return Name(tuple(given), tuple(fathers), tuple(family), tuple(filter(None, house)))


@lru_cache(maxsize=50_000)
def skeleton(name: str) -> tuple[str, ...]:
    """Consonant skeleton of each word of a name, the same for Arabic and Latin: «ماكرون» and Macron give mkrn.

    «بن», articles and ruling houses are left out, and words that hold no consonant. A key for finding candidates:
    two or three consonants prove nothing.
    """
    parts = parse_name(name)
    words = (*parts.given, *parts.fathers, *parts.family)
    return tuple(filter(None, (_skeleton(_bare(word)) for word in words)))


def _bare(word: str) -> str:
    """A word without the article."""
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


@lru_cache(maxsize=100_000)
def _skeleton(word: str) -> str:
    latin = word.isascii()
    if latin and word.startswith("x"):
        word = "s" + word[1:]
    for written, sound in _LATIN_DIGRAPHS if latin else _ARABIC_DIGRAPHS:
        word = word.replace(written, sound)
    out = "".join(_CLASSES.get(char, "") for char in word)
    if out.endswith("h") and word[-1] in "hهح":
        out = out[:-1]
    return re.sub(r"(.)\1+", r"\1", out)


#: Letters with a second sound: a word has a key for each way to read it.
_ARABIC_READINGS = (("ز", "س"), ("ق", "ج"), ("وا", "فا"))  # «تيريزا» Theresa, «قرقاش» Gargash, «جواد» Javad
_LATIN_READINGS = (("ch", "k"), ("j", ""), ("j", "k"), ("c", "g"), ("w", "v"))
_SILENT = re.compile("(?<=[a-z]{3})[tsdx]$")  # Laurent


@lru_cache(maxsize=100_000)
def _keys(word: str) -> frozenset[str]:
    """Skeletons a word may stand for. An article may belong to the name itself, as in «الكسندر»."""
    if word.isascii():
        forms = [word, *(word.replace(*reading) for reading in _LATIN_READINGS), _SILENT.sub("", word)]
    else:
        forms = [word, _bare(word)]
        forms += [form[0] + form[1:].replace(*reading) for form in forms for reading in _ARABIC_READINGS]
        forms += [word.replace("ق", "ج")]
    return frozenset(filter(None, map(_skeleton, forms)))


def _joined_alike(a: str, b: str) -> bool:
    """Whether names of two scripts agree but for the breaks between words: «شي جين بينغ», Xi Jinping."""
    one, two = skeleton(a), skeleton(b)
    return len(one) != len(two) and "".join(one) == "".join(two) and len("".join(one)) > 4


def same_name(a: str, b: str) -> str | None:
    """Whether two names, in Arabic or Latin script, may be those of one person by their words alone.

    Returns:
        The reason in words, or None where the words give none: `the same name`, `one name in two spellings`,
        `one name holds the other`, `the surname alone`. The last two say no more than that one form can stand
        for the other, as it does inside an article.

    A ruling house is no evidence; «X بن Y» needs X and Y; a grandfather never stands for a father; a short
    skeleton counts only beside a long one.
    """
    one, two = parse_name(a), parse_name(b)
    if not one.given or not two.given:
        return None
    if one.fathers or two.fathers:
        return _same_with_fathers(one, two, _least(a, b))
    if _least(a, b) == 4 and _joined_alike(a, b):
        return "one name in two spellings"
    shorter, longer = sorted((one.given, two.given), key=len)
    if len(shorter) == 1 and len(longer) > 1:
        return _surname_alone(shorter[0], longer[-1])
    found = _in_order(shorter, longer)
    if found is None or not _enough(shorter, found, _least(a, b)):
        return None
    if len(shorter) < len(longer):
        return "one name holds the other"
    return "the same name" if min(found) == 3 else "one name in two spellings"


def _surname_alone(word: str, family: str) -> str | None:
    """The reason where a single word is a family name; a short skeleton proves nothing, the same letters do."""
    strength = _match(word, family)
    alike = strength == 3 or (strength == 2 and len(_skeleton(_bare(word))) > 1)
    return "the surname alone" if alike else None


def _least(a: str, b: str) -> int:
    """Consonants that short words must share: across scripts four, as spelling then tells no more; else never."""
    arabic = [any("\u0621" <= char <= "\u064a" for char in name) for name in (a, b)]
    return 4 if arabic[0] != arabic[1] else 99


def _same_with_fathers(one: Name, two: Name, least: int) -> str | None:
    """Compare names of which at least one has «بن»: given name first, then fathers as far as both go, family last."""
    for single, full in ((one, two), (two, one)):
        if len(single.given) == 1 and not single.fathers and full.family:
            return _surname_alone(single.given[0], full.family[-1])
    given = _match(one.given[0], two.given[0])
    if not given:
        return None
    fathers = [_match(x, y) for x, y in zip(one.fathers, two.fathers, strict=False)]
    if not all(fathers):
        return None
    family = _family_match(one, two)
    if family == 0 or not (fathers or family):
        return None
    found = [given, *fathers, *([family] if family else [])]
    words = [one.given[0], *one.fathers[: len(fathers)], *(_last(one) if family else ())]
    if not _enough(tuple(words), found, least):
        return None
    if (one.given, one.fathers, one.family) == (two.given, two.fathers, two.family):
        return "the same name"
    same_shape = len(one.fathers) == len(two.fathers) and bool(_last(one)) == bool(_last(two))
    return "one name in two spellings" if same_shape else "one name holds the other"


def _last(name: Name) -> tuple[str, ...]:
    """The family name: after the fathers, or the last of several given words where there are none."""
    if name.fathers:
        return name.family[-1:]
    return name.given[-1:] if len(name.given) > 1 else ()


def _family_match(one: Name, two: Name) -> int | None:
    """How well the family names match: 0 where they differ, None where one name gives none."""
    if not _last(one) or not _last(two):
        return None
    return _match(_last(one)[0], _last(two)[0])


def _in_order(shorter: tuple[str, ...], longer: tuple[str, ...]) -> list[int] | None:
    """How well each word matches, where the shorter name stands in the longer in order, from the first word on.

    The family name ends both, else a father would pass for his son: «حافظ الأسد» is not «بشار حافظ الأسد».
    """
    found: list[int] = []
    at = 0
    for word in shorter:
        while at < len(longer):
            strength = _match(word, longer[at])
            at += 1
            if strength:
                found.append(strength)
                break
            if not found:
                return None
        else:
            return None
    return found


def _enough(words: tuple[str, ...], found: list[int], least: int) -> bool:
    """Whether matches of one or more words prove anything together.

    3 is the same word, 2 a spelling of a long one, 1 a spelling of a short one. Short ones need a companion that
    is not borne by everyone, or `least` consonants between them.
    """
    if 1 not in found:
        return True
    keys = [_skeleton(_bare(word)) for word in words]
    strong = any(
        ((strength > 1 and len(key) > 2) or (strength == 3 and len(word) > 4))
        and name_words().get(word, 0) < _COMMON_GIVEN
        for word, strength, key in zip(words, found, keys, strict=True)
    )
    return strong or (len(words) > 1 and sum(map(len, keys)) >= least)


@lru_cache(maxsize=200_000)
def _match(a: str, b: str) -> int:
    """How well two words of names match: 3 the same word, 2 or 1 another spelling of it, 0 not at all."""
    if a == b:
        return 3
    if _bare(a) == _bare(b):
        return 2
    key = max(_keys(a) & _keys(b), key=lambda shared: (len(shared), shared), default="")
    if a.isascii() != b.isascii():
        if len(key) > 3:
            return 2
        return int(key != "" and _vowels_agree(*sorted((a, b))))
    if not key:
        return 0
    if len(key) < 5 and a in _attested() and b in _attested():
        return 0  # «سلمان» and «سليمان», «حسن» and «حسين» are names of their own
    if a[0] != b[0] and a[0] not in "اوي" and b[0] not in "اوي":
        return 0 if len(key) < 4 else 1
    if len(key) > 3:
        return 2
    # One long vowel more or less: «بوتين» and «بوتن».
    return 1 if len(key) > 1 and abs(len(a) - len(b)) == 1 else 0


def _vowels_agree(latin: str, arabic: str) -> bool:
    """Whether the long vowels of a short word agree: Hassan is «حسن», Hussein is «حسين»."""
    if re.search("ei|ee|ey|ii", latin) and "ي" not in arabic and "ا" not in arabic:
        return False
    inner = arabic[1:]
    return not (
        ("ي" in inner and not set("iey") & set(latin)) or ("و" in inner and not set("ouwv") & set(latin))
    )


@lru_cache(maxsize=1)
def _attested() -> frozenset[str]:
    """Spelled name words that running text holds, and so stand for themselves."""
    return frozenset(_spell(word) for word, times in name_words().items() if times)
