"""Amounts: numbers with what they measure or count; dates, scores, places in lists and types of weapons are none."""

from __future__ import annotations

from dataclasses import dataclass

from mahdar.arabic.numerals import CARDINALS, parse_number
from mahdar.arabic.tokens import MARK, NEWLINE, NUMBER
from mahdar.reading.narration.figure_words import FigureWords
from mahdar.reading.narration.ground import Ground

_PLURAL_SCALES = frozenset({"ملايين", "مليارات", "الاف", "تريليونات", "بلايين"})
_PARTS = {"نصف": 0.5, "ربع": 0.25, "ثلث": 1 / 3}
_THOUSAND = 1000
_JOINING = frozenset({"-", "/"})


@dataclass(slots=True)
class Amount:
    """A number with its unit.

    Attributes:
        first, last: token range of both.
        quantity: the number in digits; a range with a dash.
        unit: as in the record.
        counts: the unit is a thing counted.
        act: token index of what befell people, where the number stands alone («مقتل 12»).
    """

    first: int
    last: int
    quantity: str
    unit: str | None
    counts: bool = False
    act: int | None = None


class Amounts:
    """Finds amounts on one page."""

    def __init__(self, ground: Ground, words: FigureWords) -> None:
        self.ground = ground
        self.page = ground.page
        self.norms = ground.page.norms
        self.words = words

    def at(self, i: int) -> Amount | None:
        """The amount that begins at token `i`, None where none does."""
        token, norm = self.page.tokens[i], self.norms[i]
        part = self._part(i) if norm in _PARTS or norm[1:] in _PARTS else None
        if token.kind != NUMBER and self.norms[i] not in CARDINALS and part is None:
            return None
        if not self.ground.reports(i) or self._is_no_quantity(i):
            return None
        value = parse_number(self.page.tokens, i) if part is None else self._share(i, part)
        if value is None or (token.kind != NUMBER and value[0] <= 1):
            return None
        second = self._second(value[1])
        last = second[1] if second else value[1]
        quantity = _written(value[0])
        if second is not None:
            scaled = _scaled(value[0], second[0], self.page.tokens[value[1] - 1].kind == NUMBER)
            quantity = self._range(i, scaled, second[0])
        return self._with_unit(i, last, quantity)

    def _part(self, i: int) -> float | None:
        """«نصف», «بنصف», «ونصف»: the share of what follows."""
        norm = self.norms[i]
        return _PARTS.get(norm) or (_PARTS.get(norm[1:]) if norm[0] in "وبل" else None)

    def _share(self, i: int, part: float) -> tuple[float, int] | None:
        """«نصف مليون»; «نصف» of anything else is no number."""
        whole = parse_number(self.page.tokens, i + 1) if i + 1 < len(self.norms) else None
        return (whole[0] * part, whole[1]) if whole is not None and whole[0] >= _THOUSAND else None

    def _with_unit(self, i: int, last: int, quantity: str) -> Amount | None:
        before = self.norms[i - 1] if i else ""
        if before in self.words.symbols:
            return Amount(i, last, quantity, self.words.symbols[before])
        after = self.norms[last] if last < len(self.norms) else ""
        if after in self.words.symbols:
            return Amount(i, last + 1, quantity, self.words.symbols[after])
        if after in self.words.percent or before == "%":
            return Amount(i, last + (after in self.words.percent), quantity, "%")
        if after == "في" and self.norms[last + 1 : last + 2] and self.norms[last + 1] in self.words.percent:
            return Amount(i, last + 2, quantity, "%")
        unit = self.words.units.at(self.norms, last)
        if unit is not None:
            return Amount(i, last + unit[0], quantity, unit[1])
        if self.words.not_counted & set(self.norms[last : last + 3]):
            return None
        thing = self.words.counted.at(self.norms, last)
        if thing is not None:
            return Amount(i, last + thing[0], quantity, thing[1], counts=True)
        return self._casualties(i, last, quantity)

    def _casualties(self, i: int, last: int, quantity: str) -> Amount | None:
        """«مقتل 12 وإصابة 30 آخرين»: a bare number after what befell people."""
        if self.casualty(i - 1) is None or self.page.tokens[i].kind != NUMBER:
            return None
        after = self.norms[last] if last < len(self.norms) else "."
        ends = (
            self.page.tokens[last].kind in (MARK, NEWLINE) if last < len(self.norms) else True
        ) or after in ("في", "علي", "من", "بينهم", "اخرين", "اخرون", "خلال", "جراء")
        if not ends and not (after.startswith("و") and self.casualty(last) is not None):
            return None
        others = after in ("اخرين", "اخرون")
        return Amount(i, last + others, quantity, None, act=i - 1)

    def casualty(self, k: int) -> str | None:
        """The act that befalls people at token `k`, with or without «و»."""
        if not 0 <= k < len(self.norms):
            return None
        norm = self.norms[k]
        return self.words.casualties.get(norm) or self.words.casualties.get(norm.removeprefix("و"))

    def _is_no_quantity(self, i: int) -> bool:
        """Dates, numbers of a list, scores, telephone numbers, types of weapons («إف-16»), plural scales alone."""
        tokens, norms = self.page.tokens, self.norms
        if norms[i].lstrip("و") in _PLURAL_SCALES:
            return True
        if i and tokens[i].kind != NUMBER and tokens[i - 1].kind == NUMBER:
            return True  # «3,906 مليون»: the mark may group or part
        date = self.ground.date_at(i)
        if date is not None and date[2].kind != "duration":
            return True
        if i and norms[i - 1] in _JOINING and tokens[i - 1].end == tokens[i].start:
            return True
        opens = i == 0 or tokens[i - 1].kind == NEWLINE
        return opens and i + 1 < len(norms) and norms[i + 1] in (".", "-", ")", "/")

    def _second(self, at: int) -> tuple[float, int] | None:
        """The other end of «5 إلى 7», «بين 5 و7», «5-7», with the index after it."""
        if at + 1 >= len(self.norms):
            return None
        norm = self.norms[at]
        if norm not in ("الي", "و", "-", "او") or self.page.tokens[at + 1].kind != NUMBER:
            return None
        return parse_number(self.page.tokens, at + 1)

    def _range(self, i: int, low: float, high: float) -> str:
        """«من 5 إلى 7» after a verb of rising is a change, and its outcome the figure."""
        before = self.norms[i - 1] if i else ""
        near = self.norms[max(0, i - 8) : i]
        if before == "من" and any(w in self.words.measuring for w in near):
            return _written(high)
        return f"{_written(low)}–{_written(high)}"


def _scaled(low: float, high: float, digits: bool) -> float:
    """«5 إلى 7 ملايين»: the scale of the second number is the first one's too."""
    if digits and low < 1000 and high >= 1000:
        scale = 10 ** (3 * ((len(str(int(high))) - 1) // 3))
        return float(low * scale)
    return low


def _written(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:.6g}" if value < 10**6 else f"{value:.0f}"
