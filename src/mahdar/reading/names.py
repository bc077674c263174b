"""Where a person's name ends: Arabic writes no capitals, so by what its words are."""

from __future__ import annotations

from functools import lru_cache

from mahdar.arabic.tokens import WORD
from mahdar.arabic.wordlists import is_common, is_name_word, name_ratio
from mahdar.knowledge import bare_forms
from mahdar.reading.page import Page

_MAX_WORDS = 4
#: What `name_ratio` gives a word that lists of names hold and no text was seen to use.
_ONLY_LISTED = 0.7
_MAX_WITH_CONNECTORS = 9


def name_end(page: Page, start: int, limit: int) -> int:
    """Index after the last token of the person's name that begins at token `start`; `start` where none does.

    A name begins with a word that may be one and runs on over words that are not ordinary ones; «بن», «أبو»,
    «آل», «عبد» join what follows. Never beyond `limit`.
    """
    known = [h for h in page.hits.get(start, ()) if h.entry.kind == "person" and h.prefix == 0]
    if known:
        return start + known[0].length
    if start + 1 < limit and _two_people(page, start):
        return start + 1
    k = count = connectors = 0
    at = start
    if start < limit and lone_surname(page, start):
        return start + 1
    while at < limit and count < (_MAX_WITH_CONNECTORS if connectors else _MAX_WORDS):
        norm = page.norms[at]
        if (norm == "-" and count and at + 1 < limit and _joins(page, at)) or (
            norm in "#_" and at + 1 < limit
        ):
            at += 1
            continue
        if page.tokens[at].kind != WORD or not _may_be_in_name(page, at, count):
            break
        if norm in page.knowledge.grammar["name_connectors"]:
            if at + 1 >= limit or page.tokens[at + 1].kind != WORD or not _may_follow_connector(page, at + 1):
                break
            connectors += 1
            at += 2
            count += 2
        else:
            at += 1
            count += 1
        k = at
    return k if count else start


def lone_surname(page: Page, at: int) -> bool:
    """«الجبير»: a word with the article that no list of ordinary words holds."""
    norm = page.norms[at]
    if (
        not page.tokens[at].text.startswith("ال")
        or norm in page.knowledge.given_names
        or len(norm) < 5
        or page.tokens[at].kind != WORD
        or norm in page.knowledge.function_words
    ):
        return False
    if any(h.entry.kind == "surname" and h.prefix == 0 for h in page.hits.get(at, ())):
        return True
    return (
        not is_common(norm)
        and not is_common(norm[2:])
        and norm[2:] not in page.knowledge.verbs
        and at not in page.hits
        and norm not in page.knowledge.titles
    )


def _joins(page: Page, at: int) -> bool:
    """A hyphen between touching words («بان كي-مون»)."""
    left, mark, right = page.tokens[at - 1], page.tokens[at], page.tokens[at + 1]
    return left.end == mark.start and mark.end == right.start and right.kind == WORD


def _two_people(page: Page, at: int) -> bool:
    """«أردوغان روحاني»: two short names of different people, one after the other."""
    first = {h.entry.id for h in page.hits.get(at, ()) if h.entry.kind == "surname" and h.prefix == 0}
    second = {h.entry.id for h in page.hits.get(at + 1, ()) if h.entry.kind == "surname" and h.prefix == 0}
    given = page.norms[at] in page.knowledge.given_names
    return bool(first and second) and not (first & second) and not given


def is_function_word(page: Page, at: int) -> bool:
    """Whether a token is a word of grammar; «علي» written with ya and «آنا» with madda are names."""
    norm, text = page.norms[at], page.tokens[at].text
    name = (norm == "علي" and text.endswith("ي")) or text == "آنا"
    return norm in page.knowledge.function_words and not name


def _may_follow_connector(page: Page, at: int) -> bool:
    return not is_function_word(page, at)


def _may_be_in_name(page: Page, at: int, count: int) -> bool:
    knowledge, norm = page.knowledge, page.norms[at]
    if norm in page.knowledge.grammar["name_connectors"]:
        return True
    things = norm in knowledge.grammar["greetings"] or norm in knowledge.grammar["messages"]
    if is_function_word(page, at) or len(norm) < 2 or things:
        return False
    if norm == "علي" or page.tokens[at].text == "آنا":
        return True
    if _opens_title(page, at, count):
        return False
    if at + 1 < len(page.norms) and page.norms[at + 1] in ("بن", "بنت"):
        return True
    if at in page.hits and any(
        h.entry.kind in ("adjective", "organization", "agency") and h.prefix == 0 for h in page.hits[at]
    ):
        return count > 0 and name_ratio(norm) > 0.6
    if _rather_a_verb(page, norm):
        return False
    if norm.startswith("ال") and count == 0 and norm in knowledge.given_names and not is_common(norm):
        return True
    hits = page.hits.get(at, ())
    if norm[0] in "بل" and count and not hits and not is_name_word(norm):
        owned = next(
            (norm[1 : -len(own)] for own in ("هما", "ها", "هم", "ه") if norm.endswith(own)), norm[1:]
        )
        if norm[1:] in knowledge.verbs or is_common(norm[1:]) or is_common(owned):
            return False
    if any(h.prefix and h.entry.kind in ("place", "country", "organization") for h in hits) and not any(
        h.entry.kind in ("person", "surname") and not h.prefix for h in hits
    ):
        return False
    if name_word(norm, count) or (count == 1 and (_closes_name(page, at) or _is_surname(page, at))):
        return True
    return count == 2 and _last_unknown(page, at)


def _rather_a_verb(page: Page, norm: str) -> bool:
    """«أكد», «ويرى»: a verb of saying that is seldom or never met inside a name."""
    verbs = page.knowledge.verbs
    joined = norm[0] in "وف" and norm[1:] in verbs and name_ratio(norm) <= _ONLY_LISTED
    return joined or (norm in verbs and name_ratio(norm) < 0.4)


def _last_unknown(page: Page, at: int) -> bool:
    """«خالد سعيد باشويعر، …»: a third word that no list knows ends a name where a pause or «أن» follows."""
    norm, after = page.norms[at], page.norms[at + 1] if at + 1 < len(page.norms) else "."
    closed = after in ("ان", "بان", ":", ",", "(", '"', ".") and norm not in page.knowledge.verbs
    plain = not any(is_common(w) for w in (norm, norm[1:], norm[:-1])) and norm[0] not in "وفليتس"
    return (
        closed
        and plain
        and len(norm) > 3
        and at not in page.hits
        and not norm.endswith(("ات", "هم", "ها", "ه"))
    )


def _opens_title(page: Page, at: int, count: int) -> bool:
    """«للرئيس», «ونظيره»; after two words of a name also «رئيس مجلس»."""
    norm, knowledge = page.norms[at], page.knowledge
    if any(cut and (bare in knowledge.titles or "نظير" in bare) for cut, bare in bare_forms(norm)):
        return True
    if count < 2 or norm not in knowledge.titles or at + 1 >= len(page.norms):
        return False
    after = page.norms[at + 1]
    return after in knowledge.complements or (after.startswith("ال") and is_common(after))


def _is_surname(page: Page, at: int) -> bool:
    """«نادر الغربي»: after one given name an ordinary word with the article is the surname."""
    norm, before = page.norms[at], page.norms[at - 1]
    surnames = any(h.entry.kind == "surname" for h in page.hits.get(at - 1, ()))
    given = (before in page.knowledge.given_names or name_ratio(before) >= _ONLY_LISTED) and not surnames
    named = any(h.entry.kind not in ("person", "surname") for h in page.hits.get(at, ()))
    plain = norm.startswith("ال") and len(norm) > 4 and norm not in page.knowledge.titles and not named
    return given and plain and not norm.endswith(("ات", "ون", "ين", "ه"))


def _closes_name(page: Page, at: int) -> bool:
    """«محمد المخرج أمين المحافظة»: an ordinary word with the article ends a name where a title follows at once."""
    after = page.norms[at + 1] if at + 1 < len(page.norms) else ""
    surname = page.norms[at].startswith("ال") and page.norms[at] not in page.knowledge.titles
    title = after in page.knowledge.titles and not after.startswith("ال")
    return surname and name_ratio(page.norms[at - 1]) > 0.9 and title


#: An unknown word in ي is a verb («آبي ينوي»), but for names of this length and more («ياتسينيوك»).
_LONG_NAME = 6


@lru_cache(maxsize=50_000)
def name_word(norm: str, count: int) -> bool:
    """Whether a folded word may stand in a name after `count` other words of it."""
    ratio = name_ratio(norm)
    if norm.startswith("ال") and len(norm) > 3:
        if not is_name_word(norm) and norm.endswith(("ات", "يه", "يين", "يون")):
            return False
        if is_common(norm):
            return count > 0 and ratio >= 0.25
        return count > 0 and (is_name_word(norm) or not is_common(norm[2:]))
    if norm[0] in "وفبلك" and len(norm) > 3 and not is_name_word(norm):
        rest = norm[1:]
        if is_common(rest) or is_name_word(rest) or rest.startswith("ال") or norm.startswith("لل"):
            return False
    if is_common(norm):
        return ratio >= 0.25
    if norm[-1] == "ا" and is_common(norm[:-1]) and not is_name_word(norm):
        return False
    verbal = count and norm[0] == "ي" and len(norm) < _LONG_NAME
    if count >= 2 or verbal or norm.endswith(("ات", "هم", "ها")):
        return is_name_word(norm)
    return ratio >= 0.3 or is_name_word(norm)


def likely_name(norm: str) -> bool:
    """Whether a folded word is known from names, and more as a name than as an ordinary word."""
    return is_name_word(norm) and name_ratio(norm) >= 0.5
