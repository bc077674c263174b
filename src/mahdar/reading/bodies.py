"""Bodies: states, organisations, agencies, outlets, and institutions told by a head noun and what belongs to it."""

from __future__ import annotations

from collections.abc import Iterable

from mahdar.arabic.fold import fold
from mahdar.arabic.tokens import WORD
from mahdar.arabic.wordlists import is_common, is_ordinary
from mahdar.knowledge import Hit, bare_forms
from mahdar.reading.mention import Mention
from mahdar.reading.page import Page, closing_quote

_SPEAKING = ("organization", "agency", "government", "outlet", "country")
_LONGEST = 8
#: Letters that may be written onto a word.
PARTICLES = "وفبلك"
_QUOTED = 3


def pick(hits: Iterable[Hit], kinds: tuple[str, ...]) -> Hit | None:
    """The first hit of one of the kinds."""
    for hit in hits:
        if hit.entry.kind in kinds:
            return hit
    return None


def bare_hits(page: Page, at: int) -> list[Hit]:
    """The hits at a token with no particle attached."""
    return [h for h in page.hits.get(at, ()) if h.prefix == 0]


def known_body(page: Page, i: int) -> Mention | None:
    """A state, organisation, agency, outlet or seat of government that the knowledge names."""
    hits = page.hits.get(i, [])
    head = fold(page.norms[i].lstrip(PARTICLES))
    if head in page.knowledge.grammar["outlet_heads"] and i + 1 < len(page.tokens):
        return _headed_outlet(page, i)
    hit = pick(hits, _SPEAKING)
    if hit is None:
        hit = pick((h for h in hits if h.entry.detail.startswith("capital")), ("place",))
        return None if hit is None else _of_hit(page, i, hit, "country", place=True)
    if hit.entry.kind == "country" and _is_adjective_use(page, i, hits):
        return None
    after = i + hit.length
    if (
        hit.entry.country == "UN"
        and hit.length > 1
        and pick(bare_hits(page, after), ("adjective",)) is not None
    ):
        return institution(page, i)
    return _of_hit(page, i, hit, "country" if hit.entry.kind == "country" else "institution")


def _of_hit(page: Page, i: int, hit: Hit, kind: str, place: bool = False) -> Mention:
    end = i + hit.length
    head = page.norms[i][hit.prefix :]
    feminine = (
        kind == "country" or hit.entry.kind == "agency" or head.endswith(("ه", "ات")) or head == "الامم"
    )
    return Mention(
        i,
        end,
        kind,
        hit.prefix,
        (i, end),
        hit.prefix,
        country=hit.entry.country,
        gender="f" if feminine else None,
        entry=hit.entry,
        place=place,
    )


def _is_adjective_use(page: Page, i: int, hits: list[Hit]) -> bool:
    """«قوات سورية»: after an indefinite noun a word that is both adjective and country is the adjective."""
    if i == 0 or pick(hits, ("adjective",)) is None:
        return False
    before = page.norms[i - 1]
    noun = page.tokens[i - 1].kind == WORD and before.endswith(("ه", "ات"))
    return noun and before not in page.knowledge.function_words


def _headed_outlet(page: Page, i: int) -> Mention | None:
    """«صحيفة "الشرق الأوسط"», «قناة العربية», «وكالة الأنباء السورية (سانا)»."""
    prefix = len(page.norms[i]) - len(page.norms[i].lstrip(PARTICLES))
    at = i + 1
    quoted = page.norms[at] == '"'
    at += quoted
    if at >= len(page.tokens):
        return None
    whole = pick(page.hits.get(i, ()), ("agency", "outlet"))
    hit = pick(bare_hits(page, at), ("outlet", "agency"))
    if whole and (hit is None or whole.length >= at - i + hit.length):
        end, entry = i + whole.length, whole.entry
    elif hit:
        end, entry = at + hit.length, hit.entry
    else:
        return None
    if quoted and end < len(page.norms) and page.norms[end] == '"':
        end += 1
    return Mention(
        i, end, "institution", prefix, (i, end), prefix, country=entry.country, gender="f", entry=entry
    )


def quoted_body(page: Page, i: int) -> Mention | None:
    """«وذكرت "إكسور" أن …»: a short name in quotation marks where a feminine verb of saying wants its subject."""
    if page.norms[i - 1 : i] != ['"'] or i < 2:
        return None
    forms = page.knowledge.verbs.get(page.norms[i - 2].lstrip("وف"), ())
    close = closing_quote(page.tokens, i - 1)
    if close is None or close - i > _QUOTED or close + 1 >= len(page.tokens):
        return None
    after = page.norms[close + 1]
    if after.startswith("ال") and after in page.knowledge.titles and not after.endswith(("ون", "ين")):
        return Mention(i, close, "person", 0, (i, close), 0)
    feminine = any(f.kind == "past" and f.gender == "f" for f in forms)
    goes_on = page.tokens[close + 1].kind == WORD
    return Mention(i, close, "institution", 0, (i, close), 0, gender="f") if feminine and goes_on else None


def institution(page: Page, i: int) -> Mention | None:
    """«وزارة الخارجية الروسية», «الرئاسة السورية», «مجلس منبج العسكري»: a head noun with what belongs to it."""
    for prefix, bare in bare_forms(page.norms[i]):
        if prefix <= 2 and bare.removeprefix("ال") in page.knowledge.institution_heads:
            return institution_at(page, i, prefix, bare)
    return None


def institution_at(page: Page, i: int, prefix: int, bare: str) -> Mention | None:
    """The institution whose head noun, without its particles, is the word `bare` at token `i`, or None."""
    last = page.sentences[page.sentence_of[i]].last
    definite = bare.startswith("ال")
    end, words, country = i + 1, 0, None
    while end < min(last, i + _LONGEST) and (page.tokens[end].kind == WORD or page.norms[end] in '"_'):
        if page.norms[end] == "_" and end + 1 < last:
            end += 1
            continue
        step = _next_word(page, end, definite, words)
        if step is None:
            break
        length, told, code = step
        end, words, country = end + length, words + told, code or country
    if words == 0 and not (definite and bare in page.knowledge.grammar["lone_institutions"]):
        return None
    if end < last - 1 and page.norms[end] == "(" and page.norms[min(end + 2, last - 1)] == ")":
        end += 3
    feminine = bare.endswith(("ه", "ات", "يا")) or bare in page.knowledge.grammar["feminine_plurals"]
    gender = "f" if feminine else "m"
    return Mention(i, end, "institution", prefix, (i, end), prefix, country=country, gender=gender)


def _next_word(page: Page, at: int, definite: bool, words: int) -> tuple[int, int, str | None] | None:
    """What a token adds to an institution's name: tokens, words that tell which one it is, a country; None: nothing."""
    norm, knowledge = page.norms[at], page.knowledge
    if norm == '"':
        close = closing_quote(page.tokens, at)
        short = close is not None and close - at <= _LONGEST - 2
        return (close + 1 - at, 1, None) if close is not None and short and words == 0 else None
    hits = bare_hits(page, at)
    adjective = pick(hits, ("adjective",))
    if adjective:
        agrees = not definite or norm.startswith("ال")
        return (adjective.length, 1, adjective.entry.country) if agrees else None
    named = pick(hits, ("country", "organization", "place", "government", "person", "surname"))
    closed = words and page.norms[at - 1].startswith("ال")
    if named and not definite and not closed and not (words and named.entry.kind in ("person", "surname")):
        return named.length, 1, named.entry.country
    if norm.startswith("ال") and norm not in knowledge.function_words and _belongs(page, at, definite, words):
        return 1, 1, None
    if (
        not definite
        and words == 0
        and (norm in knowledge.complements or norm in knowledge.grammar["of_news"])
    ):
        return 1, 0, None
    if not definite and words < _UNKNOWN_NAME and _unknown_name(page, at):
        return 1, 1, None
    if words and definite and norm.startswith("لل") and is_common("ال" + norm[2:]):
        return 1, 1, None
    joined = norm.startswith("وال") and is_common(norm[1:]) and norm[1:] not in knowledge.titles
    return (1, 1, None) if joined and words and not definite else None


#: So many words of an unknown name follow a company's head noun («مصرف جولدمان ساكس»).
_UNKNOWN_NAME = 2


def _unknown_name(page: Page, at: int) -> bool:
    """Whether a word after an indefinite head is no Arabic word that the lists know, so that it is a name."""
    norm, knowledge = page.norms[at], page.knowledge
    arabic = is_ordinary(norm) or norm in knowledge.function_words or norm in knowledge.verbs
    attached = norm[0] in "وبلفكيتن" and len(norm) > 3 and (is_common(norm[1:]) or norm[0] in "يتن")
    return not arabic and not attached and len(norm) > 2 and not norm.startswith("ال")


def _belongs(page: Page, at: int, definite: bool, words: int) -> bool:
    """Whether a word with the article goes on with an institution's name and is no other noun after it."""
    norm, knowledge = page.norms[at], page.knowledge
    if norm in knowledge.titles or norm in knowledge.pairs or norm in knowledge.groups:
        return not definite and words == 0
    if not definite:
        return True
    feminine = page.norms[at - 1].endswith(("ه", "ات"))
    return norm.endswith(("ي", "ه") if feminine and words == 0 else ("ي", "يه"))
