"""Titles: «وزير الخارجية الروسي سيرغي لافروف»: head, complement, nationality, honorifics, name."""

from __future__ import annotations

from mahdar.arabic.tokens import MARK, NEWLINE, WORD
from mahdar.arabic.wordlists import is_common, name_ratio
from mahdar.knowledge import Title, bare_forms
from mahdar.reading.complements import (
    Tail,
    adjective_at,
    complement_of,
    is_person,
    joined_adjective_at,
    person_entry,
)
from mahdar.reading.mention import Mention
from mahdar.reading.names import is_function_word, likely_name, name_end
from mahdar.reading.page import Page

POSSESSIVE = {
    "نظيره": "m",
    "نظيرها": "m",
    "نظيرته": "f",
    "نظيرتها": "f",
    "نظيرهما": "m",
    "نظيريه": "d",
    "نظيراه": "d",
    "نظراوه": "p",
}
_STRETCH = 9


def title_mentions(page: Page, i: int) -> list[Mention]:
    """The mentions that a title at token `i` opens: one, or one a person for «وزيري الخارجية والدفاع أ وب»."""
    for prefix, bare in bare_forms(page.norms[i]):
        if bare in POSSESSIVE:
            return _titled(
                page, i, prefix, Title("نظير", "counterpart", "m", "s", True, None, 1), possessive=bare
            )
        title = page.knowledge.title_at(page.norms, i, bare)
        if title is not None:
            return _titled(page, i, prefix, title)
    return []


def _titled(page: Page, i: int, prefix: int, title: Title, possessive: str = "") -> list[Mention]:
    sentence = page.sentences[page.sentence_of[i]]
    limit = sentence.last
    tail = complement_of(page, i + title.length, limit, title)
    name_at, marked = _skip_to_name(page, tail.end, limit)
    end = name_end(page, name_at, limit)
    if end == name_at and not marked and (tail.fulfilled or tail.portfolio or not title.definite):
        further = _stretch(page, tail.end, limit)
        if further is not None:
            tail.fulfilled = True
            tail.portfolio += [w for w in page.norms[tail.end : further[0]] if w.startswith("ال")]
            tail.end, name_at = further
            end = name_end(page, name_at, limit)
    if end > name_at and _is_body_name(page, tail, end):
        tail.end = end
        more = complement_of(page, end, limit, title)
        tail.end, tail.countries = more.end, tail.countries + more.countries
        name_at, marked = _skip_to_name(page, tail.end, limit)
        end = name_end(page, name_at, limit)
    if end == name_at + 1 and tail.fulfilled and _stray_surname(page, name_at, end, limit):
        further = _stretch(page, tail.end, limit)
        tail.end, name_at = further if further is not None else (tail.end, name_at)
        end = name_end(page, name_at, limit) if further is not None else name_at
    if marked and not _sure_name(page, name_at, end, limit):
        end = _between_commas(page, name_at, limit)
    if (
        end > name_at
        and title.definite
        and not tail.fulfilled
        and not possessive
        and not _plausible(page, name_at, end)
    ):
        end = name_at
    if end == name_at + 1 and _of_another_state(page, name_at, end, title, tail):
        end = name_at
    named = end > name_at
    unnamed = not named and not title.definite and title.cls in _UNNAMED and title.number == "s"
    if title.noun == "كبير":
        tail.fulfilled = _people(tail.portfolio)
        named &= tail.fulfilled
    if not (named or tail.fulfilled or title.definite or possessive or unnamed):
        return []
    if unnamed and not tail.fulfilled:
        tail.end = _describing_end(page, tail.end, limit)
    number = title.number if not possessive else {"d": "d", "p": "p"}.get(POSSESSIVE[possessive], "s")
    mention = Mention(
        first=i,
        last=end if named else tail.end,
        kind="person" if number == "s" and not unnamed else "group",
        prefix=prefix,
        name=(name_at, end) if named else None,
        title=title,
        role=(i, tail.end),
        role_prefix=prefix,
        portfolio=tuple(tail.portfolio),
        country=tail.countries[0] if tail.countries else title.country,
        gender=title.gender,
        number=number,
        possessive=bool(possessive),
    )
    if mention.country is None and not prefix:
        mention.country = _side_before(page, i)
    if number == "d" or (number == "p" and named):
        return _several(page, mention, tail, limit)
    if number == "p" and not title.definite and not tail.fulfilled:
        return []
    if named:
        mention.entry = person_entry(page, name_at, end)
        if mention.entry and mention.country is None:
            mention.country = mention.entry.country
    return [mention]


def _of_another_state(page: Page, start: int, end: int, title: Title, tail: Tail) -> bool:
    """«اعتبر الوزير الأميركي كيم …»: a surname known of another state is not that of this state's minister."""
    entry = person_entry(page, start, end)
    if entry is None or entry.country is None or not tail.countries or title.number != "s":
        return False
    return title.cls in ("minister", "president", "monarch") and entry.country not in tail.countries


def _people(portfolio: list[str]) -> bool:
    """«كبير المفاوضين», «كبير مستشاري الرئيس», but «باهتمام كبير القرار»: whether a complement opens with a plural."""
    return bool(portfolio) and portfolio[0].endswith(("ين", "ون", "ي", "ه", "اء", "ا"))


def _side_before(page: Page, i: int) -> str | None:
    """«عن الجانب السنغالي وزير الصيد فلان»: the country of the side that the title is told for."""
    if i < 2 or page.norms[i - 2] not in ("الجانب", "الطرف"):
        return None
    return next((h.entry.country for h in adjective_at(page, i - 1)), None)


def _stretch(page: Page, at: int, limit: int) -> tuple[int, int] | None:
    """A name further on, after words that may still be the title's: «رئيس لجنة التشريع بالمجلس فلان الفلاني».

    Returns:
        Where the title ends and where the name begins, or None.
    """
    k = at
    while k < min(limit, at + _STRETCH):
        norm = page.norms[k]
        if norm == "," and k + 1 < limit:
            end = name_end(page, k + 1, limit)
            named = _sure_name(page, k + 1, end, limit) or _between_commas(page, k + 1, limit) > k + 1
            return (k, k + 1) if named else None
        if page.tokens[k].kind != WORD and norm not in ('"', "(", ")", "-"):
            return None
        if (
            is_function_word(page, k) and norm not in page.knowledge.grammar["title_prepositions"]
        ) or norm in page.knowledge.pairs:
            return None
        honoured = [h for h in page.knowledge.honorifics.at(page.norms, k) if h.prefix == 0 and len(norm) > 1]
        start = _skip_to_name(page, k, limit)[0] if honoured else k
        stop = name_end(page, start, limit)
        words = page.norms[start:stop]
        if (honoured and words) or (len(words) >= 2 and (words[1] == "بن" or _opens_name(page, k))):
            return k, start
        if norm in page.knowledge.verbs and not norm.startswith("ال") and not is_common(norm):
            return None
        if not (
            is_common(norm)
            or k in page.hits
            or norm.startswith(("ال", "ل", "ب", "وال"))
            or page.tokens[k].kind != WORD
        ):
            return None
        k += 1
    return None


def _is_body_name(page: Page, tail: Tail, end: int) -> bool:
    """«رئيس شركة لوك أويل الروسية فلان»: what looked like the name is the company's."""
    if (
        not tail.portfolio
        or tail.portfolio[-1] not in page.knowledge.grammar["named_bodies"]
        or end >= len(page.tokens)
    ):
        return False
    return bool(adjective_at(page, end))


#: Classes of people who are told without a name: «مسؤول كبير», «محلل سياسي».
_UNNAMED = frozenset(
    ("official", "expert", "spokesperson", "activist", "leader", "observer", "reporter", "lawyer", "doctor")
)


def _describing_end(page: Page, at: int, limit: int) -> int:
    """Index after the adjectives of an unnamed person: «كبير», «سياسي رفيع»."""
    words = page.knowledge.grammar["group_words"]
    while at < limit and page.tokens[at].kind == WORD:
        norm = page.norms[at]
        if norm in page.knowledge.function_words or not (norm in words or norm.endswith(("ي", "يه"))):
            break
        at += 1
    return at


def _stray_surname(page: Page, at: int, end: int, limit: int) -> bool:
    """One word with the article after a full title is a surname only where it is known as one or a mark follows."""
    norm = page.norms[at]
    known = likely_name(norm) or any(h.entry.kind in ("person", "surname") for h in page.hits.get(at, ()))
    closed = end >= limit or page.tokens[end].kind == MARK
    return norm.startswith("ال") and not known and not closed


def _between_commas(page: Page, at: int, limit: int) -> int:
    """«رئيس اللجنة، عبادة الكافي، أن»: two to four plain words between commas after a title are its name."""
    end = at
    while end < limit and page.tokens[end].kind == WORD:
        norm = page.norms[end]
        plain = (
            not is_function_word(page, end)
            and norm not in page.knowledge.titles
            and norm not in page.knowledge.verbs
        )
        body = any(h.entry.kind not in ("person", "surname") for h in page.hits.get(end, ()))
        if not plain or body or (norm[0] in "بل" and is_common(norm[1:])):
            return at
        end += 1
    closed = end < limit and page.norms[end] == ","
    words = page.norms[at:end]
    if not closed or not 2 <= len(words) <= 4 or words[0].startswith("ال"):
        return at
    return end if words[-1].startswith("ال") or not all(is_common(w) for w in words) else at


def _opens_name(page: Page, k: int) -> bool:
    norm = page.norms[k]
    if is_common(norm) or (k in page.hits and not is_person(page, k)):
        return False
    after = page.norms[k + 1] if k + 1 < len(page.norms) else ""
    foreign = all(
        w not in page.knowledge.verbs and not is_common(w) and w[:1] not in "ابلوفكيت" for w in (norm, after)
    )
    if foreign and len(norm) > 2 and len(after) > 2 and page.tokens[k + 1].kind == WORD:
        return True
    return likely_name(norm) or (
        likely_name(after) and not is_common(after) and norm not in page.knowledge.verbs
    )


def _several(page: Page, whole: Mention, tail: Tail, limit: int) -> list[Mention]:
    """«الرئيسين السوري والروسي», «وزيري الخارجية والدفاع أسعد الشيباني ومرهف أبو قصرة»: pair off in order."""
    names: list[tuple[int, int, int]] = []
    at = whole.name[0] if whole.name else tail.end
    end = whole.name[1] if whole.name else tail.end
    if whole.name:
        names.append((at, end, 0))
        while end < limit and page.norms[end].startswith("و") and len(names) < 6:
            start, prefix = (end + 1, 0) if page.norms[end] == "و" else (end, 1)
            nationality = joined_adjective_at(page, start)
            if nationality:
                start, prefix = start + nationality[0].length, 0
                tail.countries.append(nationality[0].entry.country or "")
            stop = _attached_name_end(page, start, limit, prefix)
            if stop <= start:
                break
            names.append((start, stop, prefix))
            end = stop
    count = max(len(names), len(tail.countries) if not names else 0)
    if count < 2:
        bare = page.norms[whole.first][whole.prefix :].replace("لل", "ال", 1)
        if not whole.name and bare in page.knowledge.pairs:
            return [
                Mention(whole.first, whole.first + 1, "pair", whole.prefix, number="d", gender=whole.gender)
            ]
        return [whole]
    words = _split_portfolio(whole.portfolio, tail.portfolios)
    out = []
    for n in range(count):
        name = names[n] if n < len(names) else None
        country = (
            tail.countries[n] if n < len(tail.countries) else (tail.countries[0] if tail.countries else None)
        )
        out.append(
            Mention(
                first=whole.first if n == 0 else (name[0] if name else whole.first),
                last=name[1] if name else whole.last,
                kind="person",
                prefix=whole.prefix if n == 0 else (name[2] if name else 0),
                name=name[:2] if name else None,
                name_prefix=name[2] if name else 0,
                title=whole.title,
                role=whole.role,
                role_prefix=whole.role_prefix,
                shared=True,
                portfolio=words[n] if len(words) == count else whole.portfolio,
                country=country,
                gender=whole.gender,
                entry=person_entry(page, *name[:2]) if name else None,
            )
        )
    return out


def _split_portfolio(portfolio: tuple[str, ...], count: int) -> list[tuple[str, ...]]:
    if count < 2:
        return [portfolio]
    parts: list[list[str]] = [[]]
    for word in portfolio:
        if word.startswith("وال"):
            parts.append([word[1:]])
        else:
            parts[-1].append(word)
    return [tuple(p) for p in parts]


def _attached_name_end(page: Page, start: int, limit: int, prefix: int) -> int:
    """End of a name whose first word carries «و» («ومرهف أبو قصرة»)."""
    if start >= limit or page.tokens[start].kind != WORD:
        return start
    if not prefix:
        return name_end(page, start, limit)
    rest = page.norms[start][1:]
    if rest in page.knowledge.function_words or (is_common(rest) and name_ratio(rest) < 0.25):
        return start
    known = [h for h in page.hits.get(start, ()) if h.entry.kind == "person" and h.prefix == 1]
    if known:
        return start + known[0].length
    joined = rest in ("ابو", "عبد", "بن", "ال", "ام")
    after = start + (2 if joined else 1)
    stop = name_end(page, after, limit) if after < limit else after
    return min(max(stop, after), limit)


def _skip_to_name(page: Page, at: int, limit: int) -> tuple[int, bool]:
    """Pass over honorifics, ranks and a comma or hash between a title and its name; whether a comma was passed."""
    comma = False
    for _ in range(6):
        if at >= limit or page.tokens[at].kind == NEWLINE:
            break
        if page.tokens[at].kind == MARK:
            if page.norms[at] in ("#", "/"):
                at += 1
                continue
            if page.norms[at] == "," and not comma:
                comma = True
                at += 1
                continue
            if page.norms[at] == "." and page.norms[at - 1] in ("د", "م", "ا"):
                at += 1
                continue
            break
        if page.norms[at] == "المتقاعد":
            at += 1
            continue
        hits = [h for h in page.knowledge.honorifics.at(page.norms, at) if h.prefix == 0]
        if not hits or any(h.entry.kind == "person" for h in page.hits.get(at, ())):
            break
        at += max(h.length for h in hits)
    return at, comma


def _sure_name(page: Page, start: int, end: int, limit: int) -> bool:
    """After a comma only what is surely a name is one: a known person, or name words up to a comma or the cue."""
    if end <= start:
        return False
    if is_person(page, start):
        return True
    words = page.norms[start:end]
    known = sum(likely_name(w) for w in words)
    closed = end >= limit or page.tokens[end].kind == MARK
    if len(words) >= 2:
        if known and not is_common(words[0]):
            return True
        return closed and not all(is_common(w) for w in words)
    return False


def _plausible(page: Page, start: int, end: int) -> bool:
    """A bare «الوزير» takes a name only where the words look like one."""
    words = page.norms[start:end]
    return (
        person_entry(page, start) is not None
        or any(likely_name(w) for w in words)
        or not any(is_common(w) for w in words)
    )
