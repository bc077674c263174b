"""The complement of a title: what belongs to «وزير», «المتحدث باسم», «السفير» before the name begins."""

from __future__ import annotations

from dataclasses import dataclass, field

from mahdar.arabic.tokens import WORD
from mahdar.arabic.wordlists import is_common
from mahdar.knowledge import Entry, Hit, Title
from mahdar.reading.names import likely_name
from mahdar.reading.page import Page, closing_quote

_NAMED = ("country", "organization", "government", "place", "agency", "outlet")
_TAIL_LIMIT = 14
_QUOTED_NAME = 4
_SHORT = 5
#: Heads that another head may follow in construct («نائب وزير», «مستشار رئيس»).
_CHAINED = ("deputy", "adviser", "director", "spokesperson", "president", "envoy")
#: Heads whose indefinite adjectives belong to the office («أمين عام», «نائب أول»).
_QUALIFIED = ("أمين", "مدير", "نائب", "متحدث", "ناطق")


@dataclass(slots=True)
class Tail:
    """What follows a title's head, as it is read.

    Attributes:
        end: token index after it.
        portfolio: its folded words without nationality.
        countries: codes of nationality adjectives and of states and bodies named in it, in order.
        portfolios: how many portfolios are joined in it («الخارجية والدفاع»).
        fulfilled: it has what makes the title say whose office it is.
        after_name: the last part read was a name («الأمم المتحدة»), which no further noun goes on with.
    """

    end: int
    portfolio: list[str] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    portfolios: int = 1
    fulfilled: bool = False
    after_name: bool = False


@dataclass(slots=True)
class _Part:
    """One step further: tokens taken, words of the portfolio, countries, and whether the title is now fulfilled."""

    length: int
    words: list[str] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    fulfils: bool = True
    joins: bool = False
    names: bool = False


def complement_of(page: Page, at: int, limit: int, title: Title) -> Tail:
    """Read what belongs to a title from token `at` on, never beyond `limit`."""
    tail = Tail(at)
    limit = min(limit, at + _TAIL_LIMIT)
    while tail.end < limit:
        part = _part(page, tail.end, limit, title, tail)
        if part is None:
            break
        tail.end += part.length
        tail.portfolio += part.words
        tail.countries += part.countries
        tail.portfolios += part.joins
        tail.fulfilled |= part.fulfils
        tail.after_name = part.names
    return tail


def _part(page: Page, at: int, limit: int, title: Title, tail: Tail) -> _Part | None:
    if page.tokens[at].kind != WORD:
        return _parenthesis(page, at, limit) or _quoted(page, at, limit, tail)
    for reader in (_nationality, _adjective, _named):
        part = reader(page, at, title, tail)
        if part is not None:
            return part if part.length else None
    part = _prepositional(page, at, limit, tail)
    if part is not None:
        return part
    for reader in (_portfolio_word, _joined_portfolio, _construct):
        part = reader(page, at, title, tail)
        if part is not None:
            return part if part.length else None
    return None


_STOP = _Part(0)


def _first(at: int, tail: Tail) -> bool:
    """Whether nothing of the complement was read yet."""
    return at == tail.end and not tail.portfolio and not tail.countries


def _nationality(page: Page, at: int, title: Title, tail: Tail) -> _Part | None:
    """«الروسي»; «والسوري» after another in a title of several."""
    adjective = adjective_at(page, at)
    norm = page.norms[at]
    surname = _first(at, tail) and not title.definite and likely_name(norm)
    if adjective and not (surname and norm not in page.knowledge.title_adjectives):
        return _Part(adjective[0].length, countries=[adjective[0].entry.country or ""])
    joined = joined_adjective_at(page, at)
    if joined and tail.countries and title.number != "s":
        return _Part(joined[0].length, countries=[joined[0].entry.country or ""])
    return None


def _adjective(page: Page, at: int, title: Title, tail: Tail) -> _Part | None:
    """«العام», «الأعلى», «السابق»."""
    norm = page.norms[at]
    if norm not in page.knowledge.title_adjectives:
        plain = title.definite and title.cls != "monarch" and _relational(norm) and _first(at, tail)
        return _Part(1, [norm], fulfils=False) if plain else None
    told = norm.startswith("ال") or title.noun in _QUALIFIED
    return _Part(1, [norm] if told else [], fulfils=False)


def _relational(norm: str) -> bool:
    """«الحكومي», «السياسية»: an ordinary adjective in ي with the article, and no surname."""
    ending = norm.startswith("ال") and norm.endswith(("ي", "يه")) and len(norm) > _SHORT
    return ending and is_common(norm) and not likely_name(norm)


def _named(page: Page, at: int, title: Title, tail: Tail) -> _Part | None:
    """A state, body or place the knowledge names: «رئيس الولايات المتحدة», «زعيم حزب الله»."""
    known = named_at(page, at)
    if not known or is_person(page, at):
        return None
    norm = page.norms[at]
    if title.definite and not norm.startswith("ال") and not tail.portfolio:
        return _STOP
    if page.knowledge.titles.get(norm):
        return _STOP
    country = known[0].entry.country
    words = page.norms[at : at + known[0].length]
    return _Part(known[0].length, list(words), [country] if country else [], names=True)


def _portfolio_word(page: Page, at: int, title: Title, tail: Tail) -> _Part | None:
    """A common noun or adjective with the article: «الخارجية», «الوزراء», «المشتركة»."""
    norm, knowledge = page.norms[at], page.knowledge
    construct = not page.norms[at - 1].startswith("ال")
    if _first(at, tail) and norm in knowledge.grammar["own_portfolios"]:
        return _Part(1, [norm])
    if not page.tokens[at].text.startswith("ال") or norm in knowledge.function_words:
        return None
    if norm in knowledge.given_names and not is_common(norm):
        return _STOP
    if norm in knowledge.titles and not construct:
        return None
    if _first(at, tail) and title.definite:
        return _STOP
    if norm in knowledge.pairs:
        return _STOP
    if _first(at, tail):
        return _Part(1, [norm])
    if likely_name(norm) and not is_common(norm):
        return _STOP
    describes = norm.endswith(("ي", "يه", "ه")) or norm in knowledge.title_adjectives
    if (tail.after_name or not construct) and not describes:
        return _STOP
    if not construct and (norm in knowledge.groups or _is_honorific(page, at)):
        return _STOP
    if not is_common(norm) and tail.portfolio:
        return _STOP
    return _Part(1, [norm])


def _joined_portfolio(page: Page, at: int, title: Title, tail: Tail) -> _Part | None:
    """«والدفاع», «وشؤون المغتربين» after «الخارجية»."""
    norm, knowledge = page.norms[at], page.knowledge
    word = norm[1:]
    if norm[0] == "و" and word in knowledge.grammar["joined_portfolios"] and tail.portfolio:
        follows = page.norms[at + 1] if at + 1 < len(page.norms) else ""
        return _Part(1, [norm]) if follows.startswith("ال") else None
    if not norm.startswith("وال") or not tail.portfolio or not is_common(word) or word in knowledge.titles:
        return None
    if word in knowledge.function_words or word in knowledge.groups or joined_adjective_at(page, at):
        return _STOP
    return _Part(1, [norm], joins=True)


def _construct(page: Page, at: int, title: Title, tail: Tail) -> _Part | None:
    """A noun in construct: «مجلس», «هيئة», or another head («نائب وزير»)."""
    norm, knowledge = page.norms[at], page.knowledge
    if norm in knowledge.complements and (not title.definite or tail.portfolio):
        return _Part(1, [norm])
    chained = _first(at, tail) and not title.definite and title.cls in _CHAINED
    if _first(at, tail) and title.noun == "كبير" and norm.endswith("ي") and norm in knowledge.titles:
        return _Part(1, [norm], fulfils=False)
    return _Part(1, [norm]) if chained and knowledge.titles.get(norm) else None


def _parenthesis(page: Page, at: int, limit: int) -> _Part | None:
    """«(البنتاغون)» after an institution belongs to the title."""
    if page.norms[at] != "(" or at + 2 >= limit:
        return None
    close = next((k for k in range(at + 1, min(at + 4, limit)) if page.norms[k] == ")"), None)
    known = named_at(page, at + 1)
    if close is None or not known or known[0].length != close - at - 1:
        return None
    return _Part(close + 1 - at, fulfils=False)


def _quoted(page: Page, at: int, limit: int, tail: Tail) -> _Part | None:
    """«رئيس حزب «الفجر»», «مدير شركة "نيل"»: a body's own name in quotation marks after its noun."""
    close = closing_quote(page.tokens, at) if page.norms[at] == '"' and tail.portfolio else None
    head = tail.portfolio[-1] if tail.portfolio else ""
    if close is None or close >= limit or close - at > _QUOTED_NAME or head not in page.knowledge.complements:
        return None
    return _Part(close + 1 - at, [w for w in page.norms[at + 1 : close] if w.isalnum()], names=True)


def _prepositional(page: Page, at: int, limit: int, tail: Tail) -> _Part | None:
    """«إلى سوريا», «لدى الأمم المتحدة», «باسم الكرملين», «لشؤون …», «بالاتحاد الأوروبي» after a title's head."""
    norm = page.norms[at]
    if norm in ("باسمه", "باسمها", "باسمهم"):
        return _Part(1, [norm])
    if norm in page.knowledge.grammar["title_prepositions"] and at + 1 < limit:
        return _after_preposition(page, at, tail)
    if norm[0] == "ل":
        return _attached_to(page, at, tail)
    if norm[0] == "ب":
        inside = _attached_hits(page, at)
        if inside:
            return _Part(inside[0].length, page.norms[at : at + inside[0].length], _side(inside, tail))
        if norm[1:].removeprefix("ال") in page.knowledge.complements and tail.fulfilled:
            return _Part(1, [norm])
    return None


def _after_preposition(page: Page, at: int, tail: Tail) -> _Part | None:
    norm = page.norms[at]
    known = named_at(page, at + 1)
    if known and norm not in ("عن", "علي", "من"):
        country = known[0].entry.country
        speaks = known[0].entry.kind != "place" and not tail.countries and norm == "باسم"
        words = page.norms[at : at + 1 + known[0].length]
        side = [country] if speaks and country else _side(known, tail)
        return _Part(1 + known[0].length, words, side, names=True)
    close = closing_quote(page.tokens, at + 1) if page.norms[at + 1] == '"' and norm == "في" else None
    if close is not None and close - at <= _QUOTED_NAME + 1 and tail.fulfilled:
        return _Part(close + 1 - at, page.norms[at + 2 : close], names=True)
    if norm == "باسم" and page.tokens[at + 1].kind == WORD:
        return _Part(2, page.norms[at : at + 2])
    return None


def _side(hits: list[Hit], tail: Tail) -> list[str]:
    """The side of an organisation an office belongs to («في الاتحاد الأوروبي»), where no state was told."""
    code = next((h.entry.country for h in hits if h.entry.kind == "organization"), None)
    return [code] if code in ("EU", "UN") and not tail.countries else []


def _attached_to(page: Page, at: int, tail: Tail) -> _Part | None:
    norm = page.norms[at]
    hits = _attached_hits(page, at)
    organization = any(h.entry.kind == "organization" for h in hits)
    if hits and not tail.countries and (tail.fulfilled or organization):
        country = hits[0].entry.country
        words = page.norms[at : at + hits[0].length]
        return _Part(hits[0].length, words, [country] if country else [], names=True)
    told = bool(tail.portfolio) or not page.norms[at - 1].startswith("ال")
    if norm[1:] in page.knowledge.titles and page.norms[at - 1] in ("الاول", "الثاني", "العام"):
        return _Part(1, [norm])
    if told and norm.startswith("لل") and len(norm) > 4 and is_common("ال" + norm[2:]):
        return _Part(1, [norm])
    return _Part(1, [norm]) if (told and norm[1:] in page.knowledge.complements) or norm == "للشوون" else None


def _attached_hits(page: Page, at: int) -> list[Hit]:
    return [h for h in page.hits.get(at, ()) if h.entry.kind in _NAMED and h.prefix == 1]


def is_person(page: Page, at: int) -> bool:
    """Whether a person's full name known to the world begins at a token."""
    return any(h.entry.kind == "person" and h.prefix == 0 for h in page.hits.get(at, ()))


def person_entry(page: Page, at: int, end: int | None = None) -> Entry | None:
    """The person the knowledge names at a token, by full name or short form.

    A short form must be all of the name, where its end is told: «إدريس بنعمر» is not «إدريس».
    """
    for h in page.hits.get(at, ()):
        if h.entry.kind == "person" or (h.entry.kind == "surname" and (end is None or at + h.length >= end)):
            return h.entry
    return None


def _is_honorific(page: Page, at: int) -> bool:
    return any(h.prefix == 0 for h in page.knowledge.honorifics.at(page.norms, at))


def adjective_at(page: Page, at: int) -> list[Hit]:
    """Nationality adjectives that begin at a token."""
    return [h for h in page.hits.get(at, ()) if h.entry.kind == "adjective" and h.prefix == 0]


def joined_adjective_at(page: Page, at: int) -> list[Hit]:
    """Nationality adjectives with «و» attached."""
    joined = page.norms[at][0] == "و"
    return [h for h in page.hits.get(at, ()) if h.entry.kind == "adjective" and h.prefix == 1 and joined]


def named_at(page: Page, at: int) -> list[Hit]:
    """States, bodies and places that begin at a token, those in doubt left out."""
    hits = page.hits.get(at, ())
    return [h for h in hits if h.entry.kind in _NAMED and h.prefix == 0 and not h.entry.detail.endswith("?")]
