"""The cast of an article: which mentions mean the same person, body or state."""

from __future__ import annotations

from dataclasses import dataclass, field

from mahdar.arabic.fold import fold
from mahdar.arabic.wordlists import name_ratio
from mahdar.knowledge import Entry
from mahdar.reading.mention import Mention

_JOINED = frozenset({"عبد", "ابو", "ابي", "ام", "ال", "بن"})
_LOOSE = str.maketrans({"غ": "ج", "ق": "ك"})
_SUCCESSION = ("ولد", "بن", "ابن")


@dataclass(slots=True)
class Member:
    """One of the cast: an actor in the making."""

    kind: str
    names: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    role: str | None = None
    cls: str | None = None
    noun: str | None = None
    shared: bool = False
    portfolio: tuple[str, ...] = ()
    country: str | None = None
    gender: str | None = None
    number: str | None = "s"
    entry: Entry | None = None
    mentions: list[Mention] = field(default_factory=list)
    named: bool = False

    @property
    def last_seen(self) -> int:
        """Token index of the latest mention, -1 before any."""
        return self.mentions[-1].first if self.mentions else -1


def states_of(cast: list[Member]) -> dict[str | None, int]:
    """Where each state stands in a cast, by its country's code."""
    out: dict[str | None, int] = {}
    for index, member in enumerate(cast):
        if member.kind == "country":
            out.setdefault(member.country, index)
    return out


_NO_WORDS = frozenset({"-", "#", '"', ","})


def name_key(words: list[str]) -> tuple[str, ...]:
    """Words of a person's name as they are compared: «عبد الله» one word, غ and ج, ق and ك one letter."""
    out: list[str] = []
    join = ""
    for word in words:
        if word in _NO_WORDS:
            continue
        if word in _JOINED and word != "بن":
            join += word
            continue
        out.append((join + word).translate(_LOOSE))
        join = ""
    return tuple(out + ([join] if join else []))


def key_start(word: str) -> str | None:
    """What the key of a name begins with that begins with a word; None where that hangs on the words after it."""
    if word in _NO_WORDS or (word in _JOINED and word != "بن"):
        return None
    return word.translate(_LOOSE)


#: A word as often a name as this is a father's given name after «بن», and no surname of the son.
_GIVEN = 0.6


def same_name(a: tuple[str, ...], b: tuple[str, ...], first_name_counts: bool = False) -> bool:
    """Whether two names may be one man's within an article: one within the other, in order, sharing an end."""
    short, long = sorted((a, b), key=len)
    if not short:
        return False
    rest = iter(long)
    if not all(word in rest for word in short):
        return len(short) > 1 and len(long) > 1 and short[0] == long[0] and _near(short[-1], long[-1])
    if len(short) == 1:
        if (
            len(long) > 1
            and short[0] == long[-1] != long[0]
            and long[-2] == "بن"
            and name_ratio(short[0]) > _GIVEN
        ):
            return False
        if short[0] == long[-1] or (len(long) == 1 and short == long):
            return True
        return short[0] == long[0] and (first_name_counts or "بن" in long)
    if "بن" in long:
        return short[0] == long[0]
    return short[0] == long[0] or short[-1] == long[-1]


def _near(a: str, b: str) -> bool:
    """Two spellings of one foreign surname: equal but for vowels letters."""
    strip = str.maketrans("", "", "اويه")
    x, y = a.translate(strip), b.translate(strip)
    return len(x) >= 3 and x == y


def class_fits(mention: Mention, member: Member) -> bool:
    """Whether a title may mean this member: same class of head, complement and country in accord."""
    if mention.title is None or member.cls is None or mention.title.cls != member.cls:
        return False
    if mention.country and member.country and mention.country != member.country:
        return False
    mine, theirs = _core(mention.portfolio), _core(member.portfolio)
    return not mine or mine <= theirs or (bool(theirs) and theirs <= mine and len(theirs) >= 2)


def portfolios_meet(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two complements may be of one office: they share a word, or one of them tells nothing."""
    mine, theirs = _core(a), _core(b)
    return not mine or not theirs or bool(mine & theirs)


def _core(portfolio: tuple[str, ...]) -> frozenset[str]:
    return frozenset(
        w.removeprefix("و").removeprefix("ال")
        for w in portfolio
        if w not in ("المفدي", "باسم", "باسمه", "باسمها", "الرسمي", "الرسميه", "مجلس")
    )


def phrase_key(words: str) -> frozenset[str]:
    """Words of a body's or group's name without article and case endings."""
    out = set()
    for word in fold(words).split():
        bare = word.strip('()",')
        stem = bare[2:] if bare.startswith("ال") and len(bare) > 4 else bare
        out.add(stem[:-2] + "ين" if stem.endswith("ون") and len(stem) > 4 else stem)
    return frozenset(out - {""})
