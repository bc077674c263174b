"""Numerals: numbers in digits of any script and in Arabic words, cardinal and ordinal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from mahdar.arabic.fold import fold
from mahdar.arabic.tokens import NUMBER, Token, tokenize

#: Letters that Arabic joins to the front of a word: and, so, by, for, as.
PROCLITICS = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "فب")


def spellings(word: str) -> Iterable[tuple[str, int]]:
    """The folded forms of a word with joined particles, each with the number of folded letters that are not it.

    «الأحد» gives «الاحد» (0), «والاحد» (1), «بالاحد» (1), «للاحد» (1) and so on.
    """
    bare = fold(word)
    for front in PROCLITICS:
        if front.endswith("ل") and bare.startswith("ال"):
            yield front + bare[1:], len(front)
        yield front + bare, len(front)


class _Word(NamedTuple):
    value: int
    group: str  # unit, ten, tens, hundred, scale
    joined: bool  # «و» stands before it


_UNITS = (
    "واحد واحدة واحدا احد احدى",
    "اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي إثنان إثنين",
    "ثلاث ثلاثة ثلاثا",
    "أربع أربعة أربعا",
    "خمس خمسة خمسا",
    "ست ستة ستا",
    "سبع سبعة سبعا",
    "ثمان ثماني ثمانية ثمانيا",
    "تسع تسعة تسعا",
)
_STEMS = ("عشر", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع")
_SCALES = {
    1000: "ألف ألفا آلاف",
    2000: "ألفان ألفين ألفا",
    10**6: "مليون مليونا ملايين",
    2 * 10**6: "مليونان مليونين",
    10**9: "مليار مليارا مليارات بليون بلايين",
    2 * 10**9: "ملياران مليارين",
    10**12: "تريليون تريليونا تريليونات ترليون",
}
_PARTS = {fold(word): share for word, share in (("نصف", 0.5), ("ربع", 0.25), ("ثلث", 1 / 3))}


def _cardinal_bases() -> dict[str, tuple[int, str]]:
    base: dict[str, tuple[int, str]] = {}
    for scale, words in _SCALES.items():
        for word in words.split():
            base.setdefault(fold(word), (scale, "scale"))
    for value, words in enumerate(_UNITS, 1):
        base.update((fold(word), (value, "unit")) for word in words.split())
    base.update((fold(word), (10, "ten")) for word in ("عشر", "عشرة", "عشرا"))
    for value, stem in enumerate(_STEMS, 2):
        base.update((fold(stem + end), (value * 10, "tens")) for end in ("ون", "ين"))
    for hundred in ("مئة", "مائة", "ميه"):
        base[fold(hundred)] = (100, "hundred")
        base.update((fold(hundred[:-1] + end), (200, "hundred")) for end in ("تان", "تين", "تي", "تا"))
        for value, stem in enumerate(_STEMS[1:], 3):
            base[fold(stem + hundred)] = (value * 100, "hundred")
    base.update((fold("ثماني" + hundred), (800, "hundred")) for hundred in ("مئة", "مائة"))
    return base


def _cardinals() -> dict[str, tuple[_Word, int]]:
    forms: dict[str, tuple[_Word, int]] = {}
    bases = _cardinal_bases()
    for base, (value, group) in bases.items():
        for word in (base, "ال" + base):
            for form, extra in spellings(word):
                if form not in bases:
                    forms.setdefault(form, (_Word(value, group, form[:1] == "و" and extra > 0), extra))
    forms.update((base, (_Word(value, group, False), 0)) for base, (value, group) in bases.items())
    return forms


#: Folded forms of the number words with what is joined to them: the word, and how many letters are not its own.
CARDINALS = _cardinals()

#: «وأحد» (and one) and «واحد» (one) fold to the same word.
_AND_ONE = fold("وأحد")

_ORDINAL_UNITS = (
    "أول أولى",
    "ثاني ثان ثانية",
    "ثالث ثالثة",
    "رابع رابعة",
    "خامس خامسة",
    "سادس سادسة",
    "سابع سابعة",
    "ثامن ثامنة",
    "تاسع تاسعة",
    "عاشر عاشرة",
    "حادي حادية",
)


def _ordinals() -> dict[str, tuple[int, int]]:
    forms: dict[str, tuple[int, int]] = {}
    for value, words in enumerate(_ORDINAL_UNITS, 1):
        for word in words.split():
            for full in (word, "ال" + word):
                for form, extra in spellings(full):
                    forms.setdefault(form, (value, extra))
    return forms


#: Folded forms of «الأول» … «العاشر», and 11 for «الحادي», with how many letters are not the word's own.
ORDINALS = _ordinals()
_TEN = frozenset(fold(word) for word in ("عشر", "عشرة"))
_TENS_JOINED = {
    front + fold(stem + end): value * 10
    for value, stem in enumerate(_STEMS, 2)
    for end in ("ون", "ين")
    for front in ("و", "وال")
}
_TENS_ALONE = {
    form: (value * 10, extra)
    for value, stem in enumerate(_STEMS, 2)
    for end in ("ون", "ين")
    for form, extra in spellings("ال" + stem + end)
}


def digits_value(norm: str) -> float | None:
    """The value of a number in (folded) digits: `1,200` and `1.200.000` are grouped, `3.5` and `3,5` are not."""
    if norm.isdecimal():
        return int(norm) if len(norm) <= 18 else None
    pieces = norm.replace(",", ".").split(".")
    if not all(piece.isdecimal() for piece in pieces) or len(norm) > 24:
        return None
    marks = {char for char in norm if char in ".,"}
    if len(marks) == 2 and norm.count(".") == 1 and norm.rindex(".") > norm.rindex(","):
        return float(norm.replace(",", ""))
    if len(pieces) > 2 or ("," in marks and len(pieces[-1]) == 3):
        return int("".join(pieces)) if all(len(piece) == 3 for piece in pieces[1:]) else None
    return float(".".join(pieces))


def parse_number(tokens: Sequence[Token], i: int) -> tuple[float, int] | None:
    """Read the cardinal number that begins at token `i`: digits, words, or digits with a scale («3.5 ملايين»).

    Returns:
        Its value (an int where it is whole) and the index of the token after it; None where none begins there.
        Letters joined to the front of its first word («وثلاثة») are passed over.
    """
    if i >= len(tokens):
        return None
    if tokens[i].kind == NUMBER:
        value = digits_value(tokens[i].norm)
        if value is None:
            return None
        return _with_scales(tokens, i + 1, value)
    if tokens[i].norm in _PARTS:
        share = _PARTS[tokens[i].norm]
        after = CARDINALS.get(tokens[i + 1].norm) if i + 1 < len(tokens) else None
        if after and after[0].group == "scale" and not after[0].joined:
            return _whole(share * after[0].value), i + 2
        return share, i + 1
    return _words(tokens, i)


def _whole(value: float) -> float:
    return int(value) if value == int(value) else value


def _with_scales(tokens: Sequence[Token], i: int, value: float) -> tuple[float, int]:
    found = CARDINALS.get(tokens[i].norm) if i < len(tokens) else None
    if found and found[0].group == "scale" and found[1] == 0 and value < 1000:
        return _halved(tokens, i + 1, _whole(value * found[0].value), found[0].value)
    return _whole(value), i


def _halved(tokens: Sequence[Token], i: int, value: float, scale: int) -> tuple[float, int]:
    """«ونصف» after a scale: half of that scale, whose name may be said again («مليون ونصف المليون»)."""
    norm = tokens[i].norm if i < len(tokens) else ""
    if norm[:1] == "و" and norm[1:] in _PARTS:
        value = _whole(value + _PARTS[norm[1:]] * scale)
        i += 1
        again = CARDINALS.get(tokens[i].norm) if i < len(tokens) else None
        if again and again[0].group == "scale" and not again[0].joined:
            i += 1
    return value, i


def _words(tokens: Sequence[Token], i: int) -> tuple[float, int] | None:
    total, group, least = 0, 0, 10**15
    start, last = i, ""
    while i < len(tokens):
        found = CARDINALS.get(tokens[i].norm)
        if found is None:
            break
        first = i == start
        word = found[0]
        if not first and tokens[i].norm == _AND_ONE:
            word = word._replace(joined=True)
        elif not first and found[1] and not (word.joined and found[1] == 1):
            break
        step = _step(group, word, "first" if first else "and" if word.joined else last)
        if step is None:
            break
        if word.group == "scale":
            if word.value >= least:
                break
            total, group, least = total + step, 0, min(word.value, 10 ** (len(str(word.value)) - 1))
        else:
            group = step
        last = word.group
        i += 1
    if i == start:
        return None
    if last == "scale":
        return _halved(tokens, i, total, least)
    return total + group, i


def _step(group: int, word: _Word, link: str) -> int | None:
    """The group (0 to 999) with one more word, or the value of the group times a scale; None where it cannot follow.

    `link` is `first`, `and`, or the kind of the word just before where nothing joins them.
    """
    joined = link in ("first", "and")
    if word.group == "scale":
        dual = str(word.value)[0] == "2"
        if link == "and":
            return None if group else word.value
        return word.value if not group else None if dual else group * word.value
    if word.group == "hundred":
        if link == "unit" and 3 <= group <= 9 and word.value == 100:
            return group * 100
        return word.value if joined and group == 0 else None
    if word.group == "ten":
        if link == "unit" and group % 100 < 10:
            return group + 10
        return group + 10 if joined and group % 100 == 0 else None
    if word.group == "tens":
        return group + word.value if joined and group % 100 < 10 else None
    return group + word.value if joined and group % 100 == 0 else None


def parse_ordinal(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    """Read an ordinal in words from «الأول» to «التاسع والتسعون», either gender, with or without the article.

    Returns:
        Its value and the index of the token after it; None where none begins at token `i`.
    """
    if i >= len(tokens):
        return None
    alone = _TENS_ALONE.get(tokens[i].norm)
    if alone:
        return alone[0], i + 1
    found = ORDINALS.get(tokens[i].norm)
    if found is None:
        return None
    value = found[0]
    after = tokens[i + 1].norm if i + 1 < len(tokens) else ""
    unit = 1 if value == 11 else value
    if after in _TEN and unit < 10:
        return 10 + unit, i + 2
    if after in _TENS_JOINED and unit < 10:
        return _TENS_JOINED[after] + unit, i + 2
    return None if value == 11 else (value, i + 1)


class NumberMention(NamedTuple):
    """A number told in a text.

    Attributes:
        start: offset of its first code point, joined letters left out.
        end: offset after its last.
        value: its value.
        kind: `cardinal` or `ordinal`.
    """

    start: int
    end: int
    value: float
    kind: str


def find_numbers(text: str) -> list[NumberMention]:
    """Every number of a text, in order, never overlapping: digits, cardinals and ordinals in words.

    Runs in linear time on any Unicode; numbers of more than 18 digits are passed over.
    """
    tokens = tokenize(text)
    out: list[NumberMention] = []
    i = 0
    while i < len(tokens):
        norm = tokens[i].norm
        cardinal = (
            parse_number(tokens, i)
            if tokens[i].kind == NUMBER or norm in CARDINALS or norm in _PARTS
            else None
        )
        ordinal = parse_ordinal(tokens, i) if norm in ORDINALS or norm in _TENS_ALONE else None
        found = max(filter(None, (cardinal, ordinal)), key=lambda one: one[1], default=None)
        if found is None:
            i += 1
            continue
        extra = CARDINALS[norm][1] if norm in CARDINALS else ORDINALS.get(norm, (0, 0))[1]
        kind = "ordinal" if found == ordinal and found != cardinal else "cardinal"
        out.append(NumberMention(own_start(tokens[i], extra), tokens[found[1] - 1].end, found[0], kind))
        i = found[1]
    return out


def own_start(token: Token, extra: int) -> int:
    """Offset at which a word itself begins, after `extra` folded letters that are joined to its front."""
    if not extra:
        return token.start
    seen = 0
    for offset, char in enumerate(token.text):
        width = len(fold(char))
        if seen >= extra and width:
            return token.start + offset
        seen += width
    return token.start
