"""How a briefing words what answers hold: labels, days with their bounds, countries, tellers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from mahdar.arabic.fold import fold
from mahdar.comparing.reasons import reason_in_arabic
from mahdar.comparing.tellers import OUTLET_OF
from mahdar.comparing.words import Day, Teller, Who
from mahdar.export.briefing.content import Language
from mahdar.export.briefing.english import english
from mahdar.knowledge.files import read_yaml, rows_of
from mahdar.model import Participant

LANGUAGES: tuple[Language, ...] = ("ar", "en")
_EDTF = re.compile(r"(\d{4}|XXXX)(?:-(\d{2}))?(?:-(\d{2}))?([?~%]?)")
_ISO = re.compile(r"\b\d{4}-\d{2}(?:-\d{2})?\b")
_ARABIC_WORDS = re.compile("[«\u0600-\u06ff](?:[\u0600-\u06ff«»:\\s\\d]*[\u0600-\u06ff»])?")
_ARABIC = re.compile("[\u0600-\u06ff]")
_KEY = re.compile(r"A\d+")
#: Shorter names of articles may stand for something else in a reason.
_TELLING = 6
#: Letters of the shortest word that a joined «و» may stand before.
_SHORTEST = 3


class Telling:
    """The words of one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._labels: dict[str, Any] = labels()[language]
        self._articles: tuple[str, ...] = ()
        self._key_of: Callable[[str], str] = str

    def knows(self, articles: tuple[str, ...], key_of: Callable[[str], str]) -> None:
        """Have articles that answers call by their `doc_id` told by the keys that a briefing gives them."""
        self._articles, self._key_of = articles, key_of

    def label(self, name: str) -> str:
        """A phrase of the language."""
        return str(self._labels[name])

    def of(self, table: str, value: str | None) -> str:
        """A code of a closed list in words; what has no words is told as it is."""
        return str(self._labels[table].get(value, value or ""))

    def table(self, name: str) -> dict[str, str]:
        """The words for every code of a closed list."""
        return dict(self._labels[name])

    def topic(self, code: str) -> str:
        """A topic in words."""
        return _names("topics.yml", "id").get(code, {}).get(self.language, code)

    def country(self, code: str) -> str:
        """A country in words."""
        return _names("countries.yml", "code").get(code, {}).get(self.language, code)

    def countries(self, codes: Iterable[str]) -> str:
        """Countries in words: «سوريا وروسيا», “Syria and Russia”."""
        *before, last = [self.country(code) for code in codes] or [""]
        return self.label("and").format(a=self.listed(before), b=last) if before else last

    def listed(self, parts: Iterable[str]) -> str:
        """Words in a row."""
        return ("، " if self.language == "ar" else ", ").join(part for part in parts if part)

    def date(self, edtf: str) -> str:
        """A date in words, with no more precision than it has."""
        found = _EDTF.fullmatch(edtf[:11])
        if not found:
            return edtf
        year, month, day, unsure = found.groups()
        months = self._labels["months"]
        named = months[int(month) - 1] if month and 1 <= int(month) <= 12 else None
        told = " ".join(part for part in (str(int(day)) if day else None, named) if part)
        if year == "XXXX":
            return self.label("year_unknown").format(day=told)
        told = f"{told} {year}".strip()
        return self.label("about").format(day=told) if unsure else told

    def day(self, day: Day) -> str:
        """A day, its bounds, or that it is unknown."""
        if day.date:
            return self.date(day.date)
        first = self.date(day.earliest) if day.earliest else ""
        last = self.date(day.latest) if day.latest else ""
        if first and last:
            return self.label("between").format(a=first, b=last)
        if first:
            return self.label("not_before").format(a=first)
        return self.label("not_after").format(b=last) if last else self.label("unknown_day")

    def review(self, state: str) -> str:
        """Whether a person has looked at it."""
        return self.label("unreviewed" if state == "machine" else state)

    def status(self, kind: str, status: str) -> str:
        """Whether an encounter was held, in the gender of its kind."""
        own = self._labels["status_of"].get(kind, {}).get(status)
        return str(own) if own else self.of("status", status)

    def teller(self, teller: Teller) -> str:
        """The organ, its side, and on what that rests where the words do not name it."""
        side = f" ({self.country(teller.side)})" if teller.side else ""
        basis = f" – {self.of('teller_basis', teller.basis)}" if teller.basis else ""
        return self.label("told_by").format(x=f"{self.organ(teller.organ)}{side}{basis}")

    def organ(self, name: str) -> str:
        """An organ by its name; an outlet without one by its article."""
        if name.startswith(OUTLET_OF):
            return self.label("the_outlet").format(x=self.article(name.removeprefix(OUTLET_OF)))
        return self.article(name) if name in self._articles else self.named(name)

    def article(self, doc_id: str) -> str:
        """An article by its key in the briefing."""
        return self._key(self._key_of(doc_id)) if doc_id in self._articles else self.apart(doc_id)

    def _key(self, key: str) -> str:
        """The key of an article, kept from turning the numbers after it."""
        return f"\u2068{key}\u2069" if self.language == "ar" else key

    def reason(self, words: str) -> str:
        """A reason in the language, where its shape is known, in which articles have their keys."""
        for doc_id in self._articles:
            if len(doc_id) >= _TELLING and doc_id in words:
                words = re.sub(rf"(?<!\w){re.escape(doc_id)}(?!\w)", self._key_of(doc_id), words)
        source, colon, rest = words.partition(": ")
        if colon and _KEY.fullmatch(source):
            return f"{self._key(source)}: {self._worded(rest)}"
        return self._worded(words)

    def _worded(self, reason: str) -> str:
        for shape, worded in self._labels["reasons"]:
            if found := re.fullmatch(shape, reason):
                reason = str(worded).format(reason, *found.groups())
                break
        else:
            reason = reason_in_arabic(reason) if self.language == "ar" else reason
            # English words among Arabic ones, each way in its own direction.
            reason = f"\u2066{reason}\u2069" if self.language == "ar" and reason[:1].isascii() else reason
        if self.language == "en":
            reason = _ARABIC_WORDS.sub(lambda found: self.apart(found.group()), reason)
        return _ISO.sub(lambda found: self.date(found.group()), reason)

    def cue(self, words: str) -> str:
        """A cue without the «و» that joins it to the sentence before: «أضاف» of «وأضاف», but «وصف» as it is."""
        joined = words.startswith("و") and len(words.split(maxsplit=1)[0]) > _SHORTEST
        return words[1:] if joined and not _begins(words, self._labels["keeps_waw"]) else words

    def stands_before(self, act: str) -> bool:
        """Whether a cue is told before the one it names: «بحسب», «وفقاً لما ذكرته»."""
        return _begins(act, self._labels["before_names"])

    def name(self, one: Who | Participant) -> str:
        """A name in the language, where it is known in it."""
        return one.name_en if self.language == "en" and one.name_en else self.named(one.name)

    def named(self, words: str) -> str:
        """A place, an organ, an office or a country in the language, where the knowledge has it."""
        return (self.language == "en" and english(words)) or self.apart(words)

    def apart(self, words: str) -> str:
        """Arabic words among English ones, kept from turning the words around them."""
        return f"\u2068{words}\u2069" if self.language == "en" and _ARABIC.search(words) else words

    def joined(self, parts: Iterable[str]) -> str:
        """Sentences in a row."""
        return ("؛ " if self.language == "ar" else "; ").join(part for part in parts if part)


def shortened(words: str, most: int = 16) -> str:
    """The beginning of words that stand in full elsewhere; what is left out is marked."""
    parts = words.split()
    return words if len(parts) <= most else " ".join(parts[:most]) + " …"


def _begins(words: str, beginnings: Iterable[str]) -> bool:
    return fold(words).startswith(tuple(fold(beginning) for beginning in beginnings))


@lru_cache(maxsize=1)
def labels() -> dict[str, Any]:
    """The words of every language."""
    return dict(read_yaml(Path(__file__).with_name("labels.yml")))


@lru_cache(maxsize=4)
def _names(file: str, key: str) -> dict[str, dict[str, str]]:
    return {row[key]: {"ar": row["ar"], "en": row["en"]} for row in rows_of(file)}
