"""Figures: quantities told of something, with unit, direction, period and who gave them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mahdar.arabic.clitics import clitic_bounds
from mahdar.arabic.tokens import MARK, NEWLINE, NUMBER
from mahdar.model import Figure, Reason
from mahdar.reading.narration.amounts import Amount, Amounts
from mahdar.reading.narration.figure_words import FigureWords, Measuring, figure_words
from mahdar.reading.narration.ground import Ground, When
from mahdar.reading.page import Page

Range = tuple[int, int]
_REACH = 18
_LONGEST_NAME = 10
_PERIOD_GAP = 7


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


def find_figures(ground: Ground) -> list[FoundFigure]:
    """The figures of a page in the order of the text; of dates, ages, scores and places in lists there are none.

    A figure inside the content of a statement is its speaker's.
    """
    return _FigureReader(ground).run()


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


class _FigureReader:
    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.page = ground.page
        self.norms = ground.page.norms
        self.words: FigureWords = figure_words(ground.page.knowledge)
        self.amounts = Amounts(ground, self.words)

    def run(self) -> list[FoundFigure]:
        """Amounts one after another; each looks left no further than the one before."""
        out: list[FoundFigure] = []
        i, floor = self.page.title_end, 0
        while i < len(self.norms):
            amount = self.amounts.at(i)
            if amount is None:
                i += 1
                continue
            figure = self._figure(amount, floor)
            if out and figure.of is None:
                self._goes_on(figure, out[-1])
            out.append(figure)
            i = floor = amount.last
        return out

    # --- what it is told of

    def _figure(self, amount: Amount, floor: int) -> FoundFigure:
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
            direction=self._direction(word, at, lead),
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
        self, amount: Amount, lead: int, at: int | None, word: Measuring | None, floor: int
    ) -> Range | None:
        if amount.act is not None:
            return (amount.act, amount.act + 1)
        near = next(
            (k for k in range(lead - 1, max(floor, lead - 3) - 1, -1) if self.amounts.casualty(k)), None
        )
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
        if between is not None and self._stands_alone(between):
            return between
        if word.kind == "noun":
            return self._name(amount.last + 1, amount.last + 1 + _LONGEST_NAME) if self._in(amount) else None
        return self._name_before(at, floor)

    def _direction(self, word: Measuring | None, at: int | None, lead: int) -> str | None:
        """«يزيد على 50» is no rise."""
        if word is None or at is None or word.direction == "level":
            return None
        more = word.kind == "verb" and any(self.norms[k] in ("علي", "عن") for k in (at + 1, lead - 1))
        return None if more else word.direction

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

    def _stands_alone(self, name: Range) -> bool:
        """Whether a name says what is measured: not «بالفعل», nor «قيمتها» by itself."""
        word = self.norms[name[0]]
        if word[0] in "بلك" and self._attached(name[0]):
            return False
        return name[1] - name[0] > 1 or not word.endswith(("تها", "ته", "دهم", "دها"))

    def _in(self, amount: Amount) -> bool:
        return amount.last < len(self.norms) and self.norms[amount.last] in ("في", "علي")

    def _part(self, amount: Amount) -> Range | None:
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
                or (first < end and self._begins_anew(first))
            ):
                break
            first -= 1
        return (first, end) if end > first and self._names(first, end) else None

    def _is_verb(self, k: int) -> bool:
        norm = self.norms[k]
        return norm in self.page.knowledge.verbs and norm not in self.page.knowledge.function_words

    def _begins_anew(self, k: int) -> bool:
        """Whether an indefinite word follows a definite one or an actor: «السعودية | مساعدات», «الجانبان | صفقة»."""
        if self.norms[k].startswith("ال"):
            return False
        return self._ends_mention(k - 1) or self.norms[k - 1].startswith("ال")

    def _ends_mention(self, k: int) -> bool:
        """Whether an actor is named just there: the subject of the verb, not part of the thing's name."""
        return any(m.last == k + 1 for m in self.ground.mentions_within(max(0, k - 6), k + 1))

    def _period(self, amount: Amount, left: int, floor: int) -> Range | None:
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
