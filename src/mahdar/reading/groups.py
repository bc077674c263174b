"""Groups of unnamed people, and the words for the two parties of an encounter."""

from __future__ import annotations

from mahdar.arabic.tokens import WORD
from mahdar.arabic.wordlists import is_common
from mahdar.knowledge import bare_forms
from mahdar.reading.bodies import bare_hits, institution_at, pick
from mahdar.reading.mention import Mention
from mahdar.reading.page import Page

_LONGEST = 7
_SHORTEST_PLURAL = 5
_PLURAL = ("مصادر", "المصادر", "شهود", "خبراء")


def pair(page: Page, i: int) -> Mention | None:
    """«الجانبان», «الوزيران», «البلدين»."""
    for prefix, bare in bare_forms(page.norms[i]):
        plural = bare.startswith("المس") and i + 1 < len(page.norms) and bool(page.hits.get(i + 1))
        if bare in page.knowledge.pairs and not plural:
            gender = "f" if bare.endswith(("تان", "تين")) else "m"
            return Mention(i, i + 1, "pair", prefix, None, number="d", gender=gender)
    return None


def group(page: Page, i: int) -> Mention | None:
    """«مصادر دبلوماسية غربية», «الوفد السوري», «مسؤولون أميركيون»: unnamed people."""
    for prefix, bare in bare_forms(page.norms[i]):
        if bare not in page.knowledge.groups and not _nominative_plural(page, i, bare):
            continue
        end, country = _tail(page, i, bare.startswith("ال"))
        plural = bare.endswith(("ون", "ين", "ات", "يه")) or bare in _PLURAL
        return Mention(
            i,
            end,
            "group",
            prefix,
            (i, end),
            prefix,
            country=country,
            gender=_gender(page, i, bare),
            number="p" if plural else "s",
        )
    return None


def _gender(page: Page, i: int, bare: str) -> str:
    """The gender a verb takes with a group; «بعض» and «معظم» take that of what follows."""
    feminine = page.knowledge.grammar["feminine_groups"]
    if bare in page.knowledge.grammar["quantifiers"] and i + 1 < len(page.norms):
        counted = page.norms[i + 1]
        return "f" if counted in feminine or counted.endswith("ات") else "m"
    return "f" if bare in feminine else "m"


def _nominative_plural(page: Page, i: int, bare: str) -> bool:
    """«ويتوقع المختصون أن …», «قال مسعفون»: a plural in the nominative right after a verb of saying is its subject."""
    told = (
        bare == page.norms[i] and bare.endswith("ون") and len(bare) > _SHORTEST_PLURAL and bare[0] not in "يت"
    )
    told = told and (
        bare.startswith("ال") or bare.endswith("يون") or is_common(bare) or is_common(bare[:-2] + "ين")
    )
    told = told and bare.removeprefix("ال") not in page.knowledge.grammar["singular_in_un"]
    return told and i > 0 and any(page.norms[i - 1][cut:] in page.knowledge.verbs for cut in (0, 1))


def _tail(page: Page, i: int, definite: bool) -> tuple[int, str | None]:
    """Where the group's name ends, and the country it names."""
    last = page.sentences[page.sentence_of[i]].last
    end, country = i + 1, None
    while end < min(last, i + _LONGEST):
        at = end + (page.norms[end] == "#" and end + 1 < last)
        step = _next_word(page, at, last, definite, end == i + 1) if page.tokens[at].kind == WORD else None
        if step is None:
            break
        end, country = at + step[0], country or step[1]
        while end + 1 < last and page.norms[end] == "_":
            end += 2
    return end, country


def _next_word(page: Page, at: int, last: int, definite: bool, first: bool) -> tuple[int, str | None] | None:
    hits = bare_hits(page, at)
    adjective = pick(hits, ("adjective",))
    if adjective:
        return adjective.length, adjective.entry.country
    named = pick(hits, ("country", "organization", "government"))
    if named and not definite:
        return named.length, named.entry.country
    norm = page.norms[at]
    if norm in ("في", "من") and at + 1 < last:
        return _inside(page, at + 1)
    plain = (
        norm.startswith("ال")
        and norm not in page.knowledge.function_words
        and norm not in page.knowledge.titles
    )
    counted = page.norms[at - 1].lstrip("وفبلك") in page.knowledge.grammar["quantifiers"]
    plain |= counted and norm.startswith("ال")
    construct = first and not definite and (norm in page.knowledge.complements or (plain and len(norm) > 4))
    after = not definite and page.norms[at - 1].startswith("ال") and _describes(page, at, True)
    return (1, None) if construct or after or _describes(page, at, definite) else None


def _inside(page: Page, at: int) -> tuple[int, str | None] | None:
    """The body a group belongs to, after «في»."""
    norm = page.norms[at]
    if norm.removeprefix("ال") in page.knowledge.institution_heads:
        inner = institution_at(page, at, 0, norm)
        if inner is not None:
            return inner.last - at + 1, inner.country
    known = pick(bare_hits(page, at), ("organization", "government", "agency"))
    return (known.length + 1, known.entry.country) if known else None


def _describes(page: Page, at: int, definite: bool) -> bool:
    """An adjective that agrees with the group's head."""
    norm, knowledge = page.norms[at], page.knowledge
    if norm in knowledge.function_words:
        return False
    if definite:
        return (
            norm.startswith("ال") and norm.endswith(("ي", "يه", "ين", "ون")) and norm not in knowledge.titles
        )
    if norm.startswith("ال") or (norm in knowledge.verbs and not norm.endswith(("يه", "ي"))):
        return False
    if norm.startswith("ي") and norm not in knowledge.grammar["group_words"]:
        return False
    plural = norm.endswith(("ون", "ين")) and page.norms[at - 1].endswith(("ون", "ين")) and norm[0] != "و"
    return (
        plural or norm.endswith(("ي", "يه", "يون", "يين", "يا")) or norm in knowledge.grammar["group_words"]
    )
