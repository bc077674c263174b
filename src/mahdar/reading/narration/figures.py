"""Figures: quantities told of something, with unit, direction, period and who gave them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mahdar.arabic.clitics import clitic_bounds
from mahdar.arabic.numerals import CARDINALS, parse_number
from mahdar.arabic.tokens import MARK, NEWLINE, NUMBER
from mahdar.model import Figure, Reason
from mahdar.reading.cast import Member
from mahdar.reading.mention import Mention
from mahdar.reading.narration.figure_words import FigureWords, Measuring, figure_words
from mahdar.reading.narration.ground import Ground, When
from mahdar.reading.page import Page
from mahdar.reading.statements import Found

Range = tuple[int, int]
_REACH = 18
_LONGEST_NAME = 10
_PERIOD_GAP = 7
_PLURAL_SCALES = frozenset({"ملايين", "مليارات", "الاف", "تريليونات", "بلايين", "مييات"})
_PARTS = frozenset({"نصف", "ربع", "ثلث"})
_JOINING = frozenset({"-", "/"})


@dataclass(slots=True)
class FoundFigure:
    """A figure as found: token ranges and the index of its speaker in the cast."""

    span: Range
    number: Range
    quantity: str
    unit: str | None = None
    of: Range | None = None
    of_prefix: int = 0
    direction: str | None = None
    period: Range | None = None
    speaker: int | None = None
    doubt: str | None = None


def find_figures(
    page: Page, mentions: Sequence[Mention], cast: list[Member], statements: Sequence[Found]
) -> list[FoundFigure]:
    """The figures of a page in the order of the text; of dates, ages, scores and places in lists there are none.

    Args:
        page: the page.
        mentions: its mentions, resolved.
        cast: the cast.
        statements: its statements: a figure inside one's content is its speaker's.
    """
    return _FigureReader(Ground(page, mentions, statements)).run()


def to_figure(page: Page, found: FoundFigure, ident: str, ids: Mapping[int, str]) -> Figure:
    """The figure of the record; a speaker without an identifier in `ids` is left out."""
    return Figure(
        id=ident,
        quantity=found.quantity,
        unit=found.unit,
        of=page.words(*found.of, found.of_prefix) if found.of else None,
        direction=found.direction,
        period=page.words(*found.period) if found.period else None,
        speaker=ids.get(found.speaker) if found.speaker is not None else None,
        span=page.span(*found.span),
        doubt=(Reason("quantity", found.doubt),) if found.doubt else (),
    )


@dataclass(slots=True)
class _Amount:
    """A number with its unit; `last` is after both, `counts` says that the unit is a thing counted."""

    first: int
    last: int
    quantity: str
    unit: str | None
    counts: bool = False
    act: int | None = None


class _FigureReader:
    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.page = ground.page
        self.norms = ground.page.norms
        self.words: FigureWords = figure_words(ground.page.knowledge)

    def run(self) -> list[FoundFigure]:
        """Amounts one after another; each looks left no further than the one before."""
        out: list[FoundFigure] = []
        i, floor = self.page.title_end, 0
        while i < len(self.norms):
            amount = self._amount(i)
            if amount is None:
                i += 1
                continue
            figure = self._figure(amount, floor)
            if out and figure.of is None:
                self._goes_on(figure, out[-1])
            out.append(figure)
            i = floor = amount.last
        return out

    # --- the number and its unit

    def _amount(self, i: int) -> _Amount | None:
        token = self.page.tokens[i]
        if token.kind != NUMBER and self.norms[i] not in CARDINALS and self.norms[i] not in _PARTS:
            return None
        if not self.ground.reports(i) or self._is_no_quantity(i):
            return None
        value = parse_number(self.page.tokens, i)
        if value is None or (token.kind != NUMBER and value[0] <= 1):
            return None
        second = self._second(value[1])
        last = second[1] if second else value[1]
        quantity = _written(value[0])
        if second is not None:
            scaled = _scaled(value[0], second[0], self.page.tokens[value[1] - 1].kind == NUMBER)
            quantity = self._range(i, scaled, second[0])
        return self._with_unit(i, last, quantity)

    def _with_unit(self, i: int, last: int, quantity: str) -> _Amount | None:
        before = self.norms[i - 1] if i else ""
        if before in self.words.symbols:
            return _Amount(i, last, quantity, self.words.symbols[before])
        after = self.norms[last] if last < len(self.norms) else ""
        if after in self.words.symbols:
            return _Amount(i, last + 1, quantity, self.words.symbols[after])
        if after in self.words.percent or before == "%":
            return _Amount(i, last + (after in self.words.percent), quantity, "%")
        if after == "في" and self.norms[last + 1 : last + 2] and self.norms[last + 1] in self.words.percent:
            return _Amount(i, last + 2, quantity, "%")
        unit = self.words.units.at(self.norms, last)
        if unit is not None:
            return _Amount(i, last + unit[0], quantity, unit[1])
        if self.words.not_counted & set(self.norms[last : last + 3]):
            return None
        thing = self.words.counted.at(self.norms, last)
        if thing is not None:
            return _Amount(i, last + thing[0], quantity, thing[1], counts=True)
        return self._casualties(i, last, quantity)

    def _casualties(self, i: int, last: int, quantity: str) -> _Amount | None:
        """«مقتل 12 وإصابة 30 آخرين»: a bare number after what befell people."""
        if self._casualty(i - 1) is None or self.page.tokens[i].kind != NUMBER:
            return None
        after = self.norms[last] if last < len(self.norms) else "."
        ends = (
            self.page.tokens[last].kind in (MARK, NEWLINE) if last < len(self.norms) else True
        ) or after in ("في", "على", "من", "بينهم", "اخرين", "اخرون", "خلال", "جراء")
        if not ends and not (after.startswith("و") and self._casualty(last) is not None):
            return None
        others = after in ("اخرين", "اخرون")
        return _Amount(i, last + others, quantity, None, act=i - 1)

    def _casualty(self, k: int) -> str | None:
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

    # --- what it is told of

    def _figure(self, amount: _Amount, floor: int) -> FoundFigure:
        first = max(self.ground.segment(amount.first)[0], floor)
        lead, approximate = self._lead(amount.first, first)
        at = self._measuring(lead, first)
        word = self.words.measuring[self.norms[at]] if at is not None else None
        of = self._of(amount, lead, at, word, first)
        said = self.ground.said(amount.first)
        figure = FoundFigure(
            span=(amount.first, amount.last),
            number=(amount.first, amount.last),
            quantity=amount.quantity,
            unit=amount.unit,
            of=of,
            direction=word.direction if word and word.direction != "level" else None,
            period=self._period(amount, at if at is not None else lead, first),
            speaker=said.speakers[0] if said is not None and len(said.speakers) == 1 else None,
            doubt=f"told as approximate: «{self.page.words(*approximate)}»" if approximate else None,
        )
        if of is not None:
            figure.of_prefix = self._attached(of[0])
        figure.span = self._evidence(figure, at)
        return figure

    def _lead(self, i: int, floor: int) -> tuple[int, Range | None]:
        """Index of the first of the words that lead to a number («بنسبة نحو»), and those that make it inexact."""
        k, approximate = i, None
        while k > floor:
            for size in (3, 2):
                if k - size >= floor and self.words.about_phrases.at(self.norms, k - size) == (size, "about"):
                    k, approximate = k - size, (k - size, k)
                    break
            else:
                norm = self.norms[k - 1]
                if norm in self.words.about:
                    k, approximate = k - 1, (k - 1, k)
                elif (norm in self.words.leads and norm not in self.words.measuring) or norm in (
                    "ب",
                    "الـ",
                    "ال",
                    "ل",
                    "(",
                    '"',
                ):
                    k -= 1
                else:
                    break
        return k, approximate

    def _measuring(self, lead: int, floor: int) -> int | None:
        """The nearest verb or noun of measuring before the number."""
        for k in range(lead - 1, max(floor, lead - _REACH) - 1, -1):
            if self.norms[k] in self.words.measuring:
                word = self.words.measuring[self.norms[k]]
                if word.kind == "lead" and k != lead - 1:
                    continue
                further = self._behind(k, floor) if word.kind == "lead" else None
                return k if further is None else further
            if self._parts(k) or (self.norms[k] in ("الذي", "التي", "ان", "الذين") and lead - k > 3):
                return None
        return None

    def _parts(self, k: int) -> bool:
        """Whether a mark at token `k` parts what is before it from what follows."""
        return self.page.tokens[k].kind == MARK and self.norms[k] not in ('"', "(", ")", "%")

    def _behind(self, lead: int, floor: int) -> int | None:
        """«ارتفعت الصادرات بقيمة …»: the verb before a lead, in the same clause."""
        for k in range(lead - 1, max(floor, lead - _LONGEST_NAME) - 1, -1):
            word = self.words.measuring.get(self.norms[k])
            if word is not None and word.kind != "lead":
                return k
            if self.norms[k] in (",", "ان", "الذي", "التي"):
                return None
        return None

    def _of(
        self, amount: _Amount, lead: int, at: int | None, word: Measuring | None, floor: int
    ) -> Range | None:
        if amount.act is not None:
            return (amount.act, amount.act + 1)
        near = next((k for k in range(lead - 1, max(floor, lead - 3) - 1, -1) if self._casualty(k)), None)
        if near is not None and amount.counts:
            return (near, near + 1)
        after = self._part(amount)
        if after is not None:
            return after
        if at is None or word is None:
            return None
        if word.kind == "lead":
            return self._name_before(at, floor)
        between = self._name(at + 1, lead)
        if between is not None:
            return between
        if word.kind == "noun":
            return self._name(amount.last + 1, amount.last + 1 + _LONGEST_NAME) if self._in(amount) else None
        return self._name_before(at, floor)

    def _goes_on(self, figure: FoundFigure, before: FoundFigure) -> None:
        """«… 12 بالمئة إلى 3 مليارات، مقابل 2.5 مليار»: told of the same thing as the figure before."""
        first, last = before.span[1], figure.number[0]
        between = self.norms[first:last]
        if last - first > 2 * _PERIOD_GAP or not self._same_segment(before.number[0], last):
            return
        if any(w in ("الي", "ليصل", "لتصل", "ليبلغ", "لتبلغ") for w in between):
            figure.of, figure.direction = before.of, figure.direction or before.direction
        elif any(w in ("مقابل", "مقارنه") for w in between) and figure.unit == before.unit:
            figure.of, figure.direction = before.of, None

    def _same_segment(self, one: int, other: int) -> bool:
        return self.ground.segment(one)[0] == self.ground.segment(other)[0]

    def _in(self, amount: _Amount) -> bool:
        return amount.last < len(self.norms) and self.norms[amount.last] in ("في", "علي")

    def _part(self, amount: _Amount) -> Range | None:
        """«7 بالمئة من الناتج المحلي»; «ألف شخص من حلب» tells where from."""
        at = amount.last
        if at + 1 >= len(self.norms) or self.norms[at] != "من":
            return None
        place = any(h.entry.kind in ("place", "country") for h in self.page.hits.get(at + 1, ()))
        if amount.counts and place:
            return None
        return self._name(at + 1, at + 1 + _LONGEST_NAME // 2)

    def _name(self, first: int, last: int) -> Range | None:
        """The name of a thing that begins at `first`, cut where something else begins; None where there is none."""
        while first < last and first < len(self.norms) and self.norms[first] in ("في", "ل", "علي", '"'):
            first += 1
        end = first
        while end < min(last, first + _LONGEST_NAME, len(self.norms)):
            token = self.page.tokens[end]
            cut = (
                (token.kind in (MARK, NEWLINE, NUMBER) and self.norms[end] not in ('"', "-", "(", ")"))
                or self.norms[end] in self.words.ends
                or self.ground.date_at(end) is not None
                or (end > first and self._is_verb(end))
            )
            if cut or (end > first and self.norms[end] in self.words.measuring):
                break
            end += 1
        while end > first and (
            self.page.tokens[end - 1].kind == MARK or self.norms[end - 1] in ("في", "من", "علي", "و", "بين")
        ):
            end -= 1
        return (first, end) if end > first and self._names(first, end) else None

    def _names(self, first: int, last: int) -> bool:
        return any(self.norms[k] not in self.page.knowledge.function_words for k in range(first, last))

    def _name_before(self, at: int, floor: int) -> Range | None:
        """The name of a thing that ends before token `at`: «حجم التبادل بلغ …», «مساعدات بقيمة …»."""
        end = at
        while end > floor and self.norms[end - 1] in ("التي", "الذي", "قد", "وقد", '"', ")", "كان", "كانت"):
            end -= 1
        first = end
        while first > max(floor, end - _LONGEST_NAME // 2 - 1):
            norm = self.norms[first - 1]
            token = self.page.tokens[first - 1]
            if (
                token.kind in (MARK, NEWLINE, NUMBER)
                or norm in self.words.ends
                or norm in ("في", "من", "علي")
                or self._is_verb(first - 1)
                or self.ground.date_at(first - 1) is not None
                or (first < end and self._ends_mention(first - 1) and not self.norms[first].startswith("ال"))
            ):
                break
            first -= 1
        return (first, end) if end > first and self._names(first, end) else None

    def _is_verb(self, k: int) -> bool:
        norm = self.norms[k]
        return norm in self.page.knowledge.verbs and norm not in self.page.knowledge.function_words

    def _ends_mention(self, k: int) -> bool:
        """Whether an actor is named just there: the subject of the verb, not part of the thing's name."""
        return any(m.last == k + 1 for m in self.ground.mentions_within(max(0, k - 6), k + 1))

    def _period(self, amount: _Amount, left: int, floor: int) -> Range | None:
        """The nearest period told after the number, else just before what is told."""
        end = self.ground.segment(amount.first)[1]
        for date in self.ground.dates_within(amount.last, min(end, amount.last + _PERIOD_GAP)):
            if self._is_period(date) and not self._other_number(amount.last, date[0]):
                return date[0], date[1]
        for date in reversed(self.ground.dates_within(max(floor, left - _LONGEST_NAME), amount.first)):
            near = date[1] >= left or all(self.norms[k] in (",", "قد", "وقد") for k in range(date[1], left))
            if date[1] <= amount.first and near and self._is_period(date):
                return date[0], date[1]
        return None

    def _is_period(self, date: When) -> bool:
        if date[2].kind != "duration":
            return True
        return date[0] > 0 and self.norms[date[0] - 1] in ("خلال", "غضون", "مدي")

    def _other_number(self, first: int, last: int) -> bool:
        return any(
            self.page.tokens[k].kind == NUMBER or self.norms[k] in self.words.measuring
            for k in range(first, last)
        )

    def _attached(self, k: int) -> int:
        """How many letters before a word are particles: «وإصابة», «باستثمار»."""
        word = self.page.tokens[k].text
        cuts = clitic_bounds(word)
        size = 0
        for cut in cuts:
            if word[size:cut] not in ("و", "ف", "ب", "ل", "ك"):
                break
            size = cut
        return size

    def _evidence(self, figure: FoundFigure, at: int | None) -> Range:
        """From the first to the last of the words the figure rests on, within one sentence."""
        first, last = figure.number
        for part in (figure.of, figure.period, (at, at + 1) if at is not None else None):
            if part is not None:
                first, last = min(first, part[0]), max(last, part[1])
        return first, last


def _scaled(low: float, high: float, digits: bool) -> float:
    """«5 إلى 7 ملايين»: the scale of the second number is the first one's too."""
    if digits and low < 1000 and high >= 1000:
        scale = 10 ** (3 * ((len(str(int(high))) - 1) // 3))
        return float(low * scale)
    return low


def _written(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:.6g}" if value < 10**6 else f"{value:.0f}"
