"""Every mention of an actor in an article: people by title or known name, institutions, states, groups, pairs."""

from __future__ import annotations

from mahdar.arabic.tokens import MARK, NEWLINE, WORD
from mahdar.arabic.wordlists import is_common, name_ratio
from mahdar.knowledge import bare_forms
from mahdar.reading.bodies import institution, known_body, pick, quoted_body
from mahdar.reading.groups import group, pair
from mahdar.reading.mention import Mention
from mahdar.reading.names import is_function_word, likely_name, name_end
from mahdar.reading.openings import BEFORE_NAMES, openings
from mahdar.reading.page import Page
from mahdar.reading.titles import title_mentions


def find_mentions(page: Page) -> list[Mention]:
    """Mentions in the order of the text, not overlapping, the longest reading at each place."""
    out: list[Mention] = []
    anywhere, after_verb, wants_name = openings(page.knowledge)
    norms, hits = page.norms, page.hits
    i, before = 0, ""
    while i < len(norms):
        norm = norms[i]
        opens = anywhere[norm] or i in hits or before == '"' or (after_verb[norm] and wants_name[before])
        if not opens or page.tokens[i].kind != WORD:
            i, before = i + 1, norm
            continue
        found = _mentions_at(page, i)
        out += found
        i = max([m.last for m in found], default=i + 1)
        before = norms[i - 1]
    return _join_appositions(page, out)


def _mentions_at(page: Page, i: int) -> list[Mention]:
    """What begins at a word; `openings` knows what each of these readers asks of it."""
    person = _known_person(page, i)
    if person:
        return [person]
    body = known_body(page, i)
    titled = title_mentions(page, i)
    if titled and (body is None or titled[-1].last >= body.last):
        return titled
    if body:
        return [body]
    for reader in (_office, institution, pair, _honoured, group, quoted_body):
        mention = reader(page, i)
        if mention:
            return [mention]
    name = _bare_name(page, i)
    return [name] if name else []


def _office(page: Page, i: int) -> Mention | None:
    """«مكتب رئيس الوزراء الإسرائيلي»: the office of one told by a title, with the name that may follow."""
    for prefix, bare in bare_forms(page.norms[i]):
        if bare in page.knowledge.grammar["offices"] and i + 1 < len(page.tokens):
            titled = title_mentions(page, i + 1)
            if titled and titled[0].first == i + 1 and not titled[0].prefix:
                end = titled[0].last
                return Mention(
                    i, end, "institution", prefix, (i, end), prefix, country=titled[0].country, gender="m"
                )
    return None


def _known_person(page: Page, i: int) -> Mention | None:
    hit = pick(page.hits.get(i, []), ("person",))
    if hit is None:
        return None
    end = i + hit.length
    return Mention(
        i,
        end,
        "person",
        hit.prefix,
        (i, end),
        hit.prefix,
        country=hit.entry.country,
        gender=hit.entry.detail or "m",
        entry=hit.entry,
    )


def _honoured(page: Page, i: int) -> Mention | None:
    """«سموه» for one named before; «اللواء الأحمدي», «الشيخ تميم»: a rank and a name."""
    for prefix, bare in bare_forms(page.norms[i]):
        if bare in page.knowledge.grammar["respect"] and (i == 0 or page.norms[i - 1] != "عن"):
            return Mention(
                i, i + 1, "person", prefix, honour=bare, gender="f" if bare.endswith("ها") else "m"
            )
    letter = len(page.norms[i]) == 1 and page.norms[i + 1 : i + 2] == ["."]
    hits = [h for h in page.knowledge.honorifics.at(page.norms, i) if len(h.entry.name) > 2 or letter]
    if not hits:
        return None
    best = max(hits, key=lambda h: h.length)
    at = i + best.length + letter
    limit = page.sentences[page.sentence_of[i]].last
    while at < limit and (more := [h for h in page.knowledge.honorifics.at(page.norms, at) if h.prefix == 0]):
        at += max(h.length for h in more)
    end = name_end(page, at, limit)
    told = page.norms[i - 1].lstrip("وف") in page.knowledge.verbs if i else False
    if end == at < limit and told and page.tokens[at].kind == WORD and not is_common(page.norms[at]):
        return Mention(i, at + 1, "person", best.prefix, (at, at + 1), honour=page.norms[i][best.prefix :])
    if end == at or not (likely_name(page.norms[at]) or end - at >= 2 or page.norms[at].startswith("ال")):
        return None
    gender = "f" if best.entry.name.split()[0].endswith("ة") else "m"
    return Mention(
        i, end, "person", best.prefix, (at, end), honour=page.norms[i][best.prefix :], gender=gender
    )


def _bare_name(page: Page, i: int) -> Mention | None:
    """A name without a title: words known from names, or unknown words where a verb of saying wants its subject."""
    named_place = i in page.hits and pick(page.hits[i], ("country", "place", "adjective", "organization"))
    ordinary = is_common(page.norms[i]) and page.tokens[i].text != "آنا"
    if page.norms[i] == "بن" or ordinary or named_place or is_function_word(page, i):
        return None
    before = page.norms[i - 1].lstrip("وف") if i else ""
    spoken = before in page.knowledge.verbs or before in BEFORE_NAMES or _described(page, i)
    if not likely_name(page.norms[i]) and not spoken:
        return None
    limit = page.sentences[page.sentence_of[i]].last
    end = name_end(page, i, limit)
    words = page.norms[i:end]
    titled = end + 1 < limit and page.norms[end] == "," and page.norms[end + 1] in page.knowledge.titles
    mean = sum(name_ratio(w) for w in words) / len(words) if words else 0
    known = sum(likely_name(w) for w in words)
    if spoken or titled:
        enough = len(words) >= 2 and (known > 0 or not any(is_common(w) for w in words))
        enough = enough or (
            spoken and end < limit and page.norms[end] in page.knowledge.titles and len(words) == 1
        )
    else:
        enough = len(words) >= 2 and mean >= 0.6
    return Mention(i, end, "person", 0, (i, end), 0, gender=None if spoken else "m") if enough else None


def _described(page: Page, i: int) -> bool:
    """«وقالت المتطوعة منال الشمري»: whether a noun with the article stands between a verb of saying and a name."""
    if i < 2 or not page.norms[i - 1].startswith("ال") or not likely_name(page.norms[i]):
        return False
    verb = page.norms[i - 2].lstrip("وف") in page.knowledge.verbs
    noun = page.norms[i - 1]
    return verb and not likely_name(noun) and noun not in page.knowledge.function_words


def _join_appositions(page: Page, mentions: list[Mention]) -> list[Mention]:
    """«ديميتري بيسكوف، المتحدث باسم الكرملين»; «ولي العهد وزير الدفاع الأمير فلان»: one man, one mention."""
    out: list[Mention] = []
    for m in mentions:
        before = out[-1] if out else None
        if before is not None and _further_title(page, before, m):
            before.last = m.last
        elif before is not None and _title_of_name(page, before, m):
            before.title, before.role, before.portfolio = m.title, m.role, m.portfolio
            before.country = m.country or before.country
            before.gender = before.gender or m.gender
            before.last = m.last
        elif before is not None and _two_titles(page, before, m):
            m.first, m.prefix = before.first, before.prefix
            m.title, m.role, m.role_prefix, m.portfolio = (
                before.title,
                before.role,
                before.role_prefix,
                before.portfolio,
            )
            m.country = before.country or m.country
            out[-1] = m
        elif (named := next((x for x in reversed(out[-2:]) if _late_name(page, x, m)), None)) is not None:
            named.name, named.entry, named.last = m.name, named.entry or m.entry, m.last
            named.country = named.country or m.country
            out[-1:] = [x for x in out[-1:] if x is named]
        else:
            out.append(m)
    return out


def _title_of_name(page: Page, before: Mention, m: Mention) -> bool:
    """A name, then a title without one: after a comma, or at once where the title cannot stand alone."""
    if not (before.kind == m.kind == "person" and before.name is not None):
        return False
    if before.title is not None and (before.portfolio or not before.title.definite or before.shared):
        return False
    if m.title is None or m.name is not None or m.possessive or m.prefix or m.number != "s":
        return False
    whole = bool(m.portfolio) or " " in m.title.noun
    at_once = before.last == m.first and (not m.title.definite or whole)
    close = _only_comma(page, before.last, m.first) or at_once
    return close and bool(whole or m.country or not m.title.definite)


def _further_title(page: Page, before: Mention, m: Mention) -> bool:
    """A second and third office of one already named: «ولي العهد نائب رئيس مجلس الوزراء وزير الداخلية»."""
    if not (before.kind == m.kind == "person" and before.name and before.title and before.last == m.first):
        return False
    told_after = before.role is not None and before.name[1] <= before.role[0]
    return told_after and m.title is not None and m.name is None and m.prefix == 0 and m.number == "s"


def _late_name(page: Page, before: Mention, m: Mention) -> bool:
    """«المتحدث باسم المجلس المتحالف مع الحكومة فلان», «متحدث باسم الشركة هو فلان»: a name after more words."""
    if not (m.kind == "person" and m.name and m.title is None and m.honour is None and m.prefix == 0):
        return False
    if before.title is None or before.name is not None or before.number != "s" or before.possessive:
        return False
    between = page.norms[before.last : m.first]
    if between in (["هو"], ["هي"], [",", "هو"], [",", "هي"], [",", "وهو"]):
        return True
    if not 0 < len(between) <= _DESCRIPTION or not page.tokens[before.last].text.startswith("ال"):
        return False
    return before.kind == "person" and not any(
        t.kind != WORD or t.norm in page.knowledge.verbs for t in page.tokens[before.last : m.first]
    )


_DESCRIPTION = 7


def _two_titles(page: Page, before: Mention, m: Mention) -> bool:
    """Two titles in a row, the name after the second."""
    if not (
        before.kind == m.kind == "person" and before.title and m.title and before.name is None and m.name
    ):
        return False
    if before.number != "s" or m.number != "s" or before.possessive or m.possessive:
        return False
    apart = page.norms[before.last : m.first] == ["و"] and m.prefix == 0
    if before.last != m.first and not apart:
        return False
    if m.prefix == 0 and not apart:
        return bool(before.portfolio)
    joined = apart or (page.norms[m.first][0] == "و" and m.prefix == 1)
    return (
        joined
        and not before.title.definite
        and not m.title.definite
        and before.title.cls in ("deputy", "president")
    )


def _only_comma(page: Page, start: int, end: int) -> bool:
    gap = page.norms[start:end]
    return gap in ([","], [","] * 2, ["("], ["-"]) and page.tokens[start].kind in (MARK, NEWLINE)
