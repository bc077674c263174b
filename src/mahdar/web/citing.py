"""How articles are cited on a page: by outlet and day, else by their title; never by the key they came with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from markupsafe import Markup

from mahdar.comparing.tellers import OUTLET_OF
from mahdar.comparing.words import Words
from mahdar.web.language import Words as Language
from mahdar.web.looking import ArticleTold
from mahdar.web.marking import source, visible

_ISO = re.compile(r"(?<![\w/.-])\d{4}-\d\d-\d\d(?![\w/-])")
#: Letters of a title by which an article is cited that has no outlet.
_TITLE = 46


class Citing:
    """Cites the articles of one page in its language.

    Args:
        articles: those that the page knows more of than their key.
        w: the language.
    """

    def __init__(self, articles: Iterable[ArticleTold], w: Language) -> None:
        self._w = w
        self._known = {told.doc_id: told for told in articles}

    def name(self, told: ArticleTold) -> Markup:
        """An article in short: its outlet and day; without an outlet its title."""
        return self._cited(told.outlet, told.published, told)

    def place(self, words: Words) -> Markup:
        """The article in which exact words stand."""
        told = self._known.get(words.doc_id)
        if words.outlet or told:
            return self._cited(words.outlet, words.published, told)
        return self._key(words.doc_id)

    def outlet(self, words: Words) -> Markup:
        """The outlet of the article in which words stand; without one as `place`."""
        return source(self._w.organ(words.outlet)) if words.outlet else self.place(words)

    def organ(self, name: str) -> Markup:
        """An organ by its name in this language; `the outlet of …` as its outlet or article is cited."""
        if name == "the outlet":
            return source(self._w.reason(name))
        inner = name.removeprefix(OUTLET_OF)
        if inner in self._known:
            return self.name(self._known[inner])
        shown = self._w.organ(inner)
        return self._key(inner) if inner != name and shown == inner and inner.isascii() else source(shown)

    def reason(self, words: str) -> Markup:
        """A reason in this language, with its days in words and its articles cited and linked."""
        told = self._w.reason(words)
        unknown = told == words and self._w.lang == "ar"
        shown = Markup("").join(self._parts(told))
        return Markup('<span dir="auto" lang="en">{}</span>').format(shown) if unknown else shown

    @cached_property
    def _keys(self) -> re.Pattern[str] | None:
        keys = sorted(self._known, key=len, reverse=True)
        if not keys:
            return None
        # Arabic letters may stand at a key: «و» is written together with what follows.
        return re.compile(rf"(?<![A-Za-z0-9_])({'|'.join(map(re.escape, keys))})(?![A-Za-z0-9_])")

    def _parts(self, told: str) -> Iterator[Markup]:
        pieces = self._keys.split(told) if self._keys else [told]
        for number, piece in enumerate(pieces):
            if number % 2:
                article = self._known[piece]
                address = f"/{self._w.lang}/article/{article.id}"
                yield Markup('<a class="cite" href="{}">{}</a>').format(address, self.name(article))
            else:
                yield Markup("{}").format(visible(_ISO.sub(lambda day: self._w.day(day.group()), piece)))

    def _cited(self, outlet: str | None, published: str | None, told: ArticleTold | None) -> Markup:
        if not outlet:
            title = told.title if told else ""
            cut = title if len(title) <= _TITLE else title[:_TITLE].rpartition(" ")[0] + "…"
            return source(f"«{cut}»")
        day = f"{self._w('list.and')}{self._w.day(published[:10])}" if published else ""
        return source(self._w.organ(outlet)) + day

    @staticmethod
    def _key(doc_id: str) -> Markup:
        return Markup('<bdi dir="ltr" class="key">{}</bdi>').format(visible(doc_id))
