"""The two languages of the screens: catalogues of words, counted nouns, days, and reasons told in either."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, get_args

from mahdar.arabic.fold import fold
from mahdar.comparing.reasons import reason_in_arabic
from mahdar.knowledge.files import DATA, read_tsv, read_yaml
from mahdar.knowledge.publishers import publishers

Lang = Literal["ar", "en"]
LANGS: tuple[Lang, ...] = get_args(Lang)
CATALOGUES = Path(__file__).parent / "words"
_DIRECTION = {"ar": "rtl", "en": "ltr"}
_DAY = re.compile(r"(?P<year>\d{4}|XXXX)(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?:T(?P<time>\d\d:\d\d).*)?")


class Words:
    """The words of one language.

    Attributes:
        lang: `ar` or `en`.
        dir: direction of the language.
        other: the other language.
    """

    def __init__(self, lang: Lang) -> None:
        self.lang = lang
        self.dir = _DIRECTION[lang]
        self.other: Lang = "en" if lang == "ar" else "ar"
        self._words = catalogue("interface")
        self._labels = {**catalogue("labels"), "topic": _topics(), "country": _countries()}
        self._counted = catalogue("counted")

    def __call__(self, key: str, **values: object) -> str:
        """The words of a key, with values put in.

        Raises:
            KeyError: where the catalogue has no such key, so that no page is shown with a hole.
        """
        words: str = self._words[key][self.lang]
        return words.format(**values) if values else words

    def label(self, kind: str, code: str | None) -> str:
        """The word for a code of a closed list; the code itself where it has none."""
        if not code:
            return ""
        names = self._labels[kind].get(code)
        return str(names[self.lang]) if names else code

    def labels(self, kind: str, codes: Iterable[str]) -> str:
        """The words for some codes, in a list."""
        return self("list.and").join(self.label(kind, code) for code in codes)

    def organ(self, name: str) -> str:
        """An outlet, agency or body by its identifier or its name, in this language; as it is told where unknown."""
        found = publishers().by_id(name)
        if self.lang == "ar":
            return found.name if found else name
        found = found or publishers().named(name)
        return _publishers_in_english()[found.id] if found else name

    def place(self, name: str) -> str:
        """A place as the sources name it; in English where its English name is known."""
        return name if self.lang == "ar" else _places_in_english().get(fold(name), name)

    def count(self, noun: str, number: int) -> str:
        """A number with its noun: «تقريران», «3 تقارير», "3 reports"."""
        forms = self._counted[noun][self.lang]
        form = forms.get(_category(self.lang, number)) or forms["other"]
        return str(form).format(n=number)

    def day(self, told: str | None) -> str:
        """A day, month, year, interval or time (EDTF or ISO) in words; what is no date stays as it is."""
        if not told:
            return self("date.unknown")
        if "/" in told:
            first, _, last = told.partition("/")
            return self("date.between", first=self.day(first), last=self.day(last))
        found = _DAY.fullmatch(told.rstrip("~?%"))
        if not found:
            return told
        words = self._day_of(found)
        return self("date.about", date=words) if told[-1] in "~?%" else words

    def days(self, told: str | None) -> str:
        """A day, or bounds as answers tell them (`2025-01-29..2026-02-15`), in words."""
        if told and ".." in told:
            first, _, last = told.partition("..")
            if "?" not in (first, last):
                return self("date.between", first=self.day(first), last=self.day(last))
            if first == "?":
                return self("date.not_after", date=self.day(last))
            return self("date.not_before", date=self.day(first))
        return self.day(None if told == "unknown" else told)

    def _day_of(self, found: re.Match[str]) -> str:
        year, month, day = found["year"], found["month"], found["day"]
        if not month or not 1 <= int(month) <= 12:
            return found.group() if year == "XXXX" else year
        name = self._labels["month"][month][self.lang]
        words = f"{int(day)} {name}" if day else name
        words = self("date.no_year", date=words) if year == "XXXX" else f"{words} {year}"
        return words + (self("list.and") + found["time"] if found["time"] else "")

    def reason(self, words: str) -> str:
        """A reason, which the record tells in English, in this language; as it is where no pattern knows it."""
        return reason_in_arabic(words) if self.lang == "ar" else words


@lru_cache(maxsize=2)
def words_of(lang: Lang) -> Words:
    """The words of a language; made once."""
    return Words(lang)


@lru_cache(maxsize=8)
def catalogue(name: str) -> dict[str, Any]:
    """A catalogue of both languages by its name."""
    return dict(read_yaml(CATALOGUES / f"{name}.yml"))


def _category(lang: Lang, number: int) -> str:
    """The plural category of a whole number (CLDR)."""
    if lang == "en":
        return "one" if number == 1 else "other"
    if number in (0, 1, 2):
        return ("zero", "one", "two")[number]
    rest = number % 100
    if 3 <= rest <= 10:
        return "few"
    return "many" if rest >= 11 else "other"


@lru_cache(maxsize=1)
def _topics() -> dict[str, dict[str, str]]:
    return {row["id"]: {"ar": row["ar"], "en": row["en"]} for row in read_yaml(DATA / "topics.yml")}


@lru_cache(maxsize=1)
def _countries() -> dict[str, dict[str, str]]:
    rows = read_yaml(DATA / "countries.yml")
    found = {row["code"]: {"ar": row["ar"], "en": row["en"]} for row in rows}
    return {**found, **catalogue("labels")["side"]}


@lru_cache(maxsize=1)
def _publishers_in_english() -> dict[str, str]:
    files = ("official.yml", "outlets.yml", "agencies.yml")
    return {row["id"]: row["en"] for name in files for row in read_yaml(DATA / name)}


@lru_cache(maxsize=1)
def _places_in_english() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in read_tsv(DATA / "places.tsv"):
        for name in (row["ar"], *row["alternatives"].split("|")):
            found.setdefault(fold(name), row["en"])
    for row in read_yaml(DATA / "countries.yml"):
        found.setdefault(fold(row["ar"]), row["en"])
    return found
