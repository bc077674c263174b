"""Every mention of an actor in an article: people by title or known name, institutions, states, groups, pairs."""

from __future__ import annotations

from mahdar.arabic.fold import fold
from mahdar.arabic.tokens import MARK, NEWLINE, WORD
from mahdar.arabic.wordlists import is_common, name_ratio
from mahdar.knowledge import Hit, bare_forms
from mahdar.reading.mention import Mention
from mahdar.reading.names import is_function_word, likely_name, name_end
from mahdar.reading.page import Page
from mahdar.reading.titles import title_mentions

_OUTLET_HEADS = frozenset(
    fold(w)
    for w in (
        "صحيفة",
        "جريدة",
        "قناة",
        "شبكة",
        "وكالة",
        "موقع",
        "إذاعة",
        "تلفزيون",
        "مجلة",
        "محطة",
        "راديو",
        "فضائية",
    )
)
_BODIES = {
    "organization": "institution",
    "agency": "institution",
    "outlet": "institution",
    "government": "institution",
}
_GROUP_TAIL = 7


def find_mentions(page: Page) -> list[Mention]:
    """Mentions in the order of the text, not overlapping, the longest reading at each place."""
    out: list[Mention] = []
    i = 0
    while i < len(page.tokens):
        if page.tokens[i].kind != WORD:
            i += 1
            continue
        found = _mentions_at(page, i)
        out += found
        i = max([m.last for m in found], default=i + 1)
    return _join_appositions(page, out)


def _mentions_at(page: Page, i: int) -> list[Mention]:
    person = _known_person(page, i)
    if person:
        return [person]
    body = _known_body(page, i)
    titled = title_mentions(page, i)
    if titled and (body is None or titled[-1].last >= body.last):
        return titled
    if body:
        return [body]
    for reader in (_institution, _pair, _honoured, _group):
        mention = reader(page, i)
        if mention:
            return [mention]
    name = _bare_name(page, i)
    return [name] if name else []


def _pick(hits: list[Hit], kinds: tuple[str, ...]) -> Hit | None:
    return next((h for h in hits if h.entry.kind in kinds), None)


def _known_person(page: Page, i: int) -> Mention | None:
    hit = _pick(page.hits.get(i, []), ("person",))
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


def _known_body(page: Page, i: int) -> Mention | None:
    """A state, organisation, agency, outlet or seat of government that the knowledge names."""
    hits = page.hits.get(i, [])
    head = fold(page.norms[i].lstrip("وفبلك"))
    if head in _OUTLET_HEADS and i + 1 < len(page.tokens):
        return _headed_outlet(page, i)
    quoted = i > 0 and page.norms[i - 1] == '"' and i + 1 < len(page.norms)
    hit = _pick(hits, ("organization", "agency", "government", "outlet", "country"))
    if hit and hit.entry.kind == "outlet" and hit.entry.detail.endswith("?"):
        closed = i + hit.length < len(page.norms) and page.norms[i + hit.length] == '"'
        if not (quoted and closed):
            hit = _pick(
                [h for h in hits if h is not hit], ("organization", "agency", "government", "country")
            )
    if hit is None:
        hit = _pick([h for h in hits if h.entry.detail.startswith("capital")], ("place",))
        if hit is None:
            return None
        return Mention(
            i,
            i + hit.length,
            "country",
            hit.prefix,
            (i, i + hit.length),
            hit.prefix,
            country=hit.entry.country,
            gender="f",
            entry=hit.entry,
            place=True,
        )
    if hit.entry.kind == "country" and _is_adjective_use(page, i, hits):
        return None
    kind = _BODIES.get(hit.entry.kind, "country")
    gender = "f" if kind == "country" or hit.entry.kind == "agency" else None
    return Mention(
        i,
        i + hit.length,
        kind,
        hit.prefix,
        (i, i + hit.length),
        hit.prefix,
        country=hit.entry.country,
        gender=gender,
        entry=hit.entry,
    )


def _is_adjective_use(page: Page, i: int, hits: list[Hit]) -> bool:
    """«قوات سورية»: after an indefinite noun a word that is both adjective and country is the adjective."""
    if not any(h.entry.kind == "adjective" for h in hits) or i == 0:
        return False
    before = page.norms[i - 1]
    return (
        page.tokens[i - 1].kind == WORD
        and before.endswith(("ه", "ات"))
        and before not in page.knowledge.function_words
    )


def _headed_outlet(page: Page, i: int) -> Mention | None:
    """«صحيفة "الشرق الأوسط"», «قناة العربية», «وكالة الأنباء السورية (سانا)»."""
    prefix = len(page.norms[i]) - len(page.norms[i].lstrip("وفبلك"))
    at = i + 1
    quoted = page.norms[at] == '"'
    at += quoted
    if at >= len(page.tokens):
        return None
    whole = _pick(page.hits.get(i, []), ("agency", "outlet"))
    hit = _pick([h for h in page.hits.get(at, []) if h.prefix == 0], ("outlet", "agency"))
    if whole and (hit is None or whole.length >= at - i + hit.length):
        end, entry, start = i + whole.length, whole.entry, i
    elif hit:
        end, entry, start = at + hit.length, hit.entry, i
    else:
        return None
    if quoted and end < len(page.norms) and page.norms[end] == '"':
        end += 1
    return Mention(
        i, end, "institution", prefix, (start, end), prefix, country=entry.country, gender="f", entry=entry
    )


def _institution(page: Page, i: int) -> Mention | None:
    """«وزارة الخارجية الروسية», «الرئاسة السورية», «مجلس منبج العسكري»: a head noun with what belongs to it."""
    for prefix, bare in bare_forms(page.norms[i]):
        stem = bare.removeprefix("ال")
        if stem in page.knowledge.institution_heads and prefix <= 2:
            return _institution_at(page, i, prefix, bare)
    return None


def _institution_at(page: Page, i: int, prefix: int, bare: str) -> Mention | None:
    sentence = page.sentences[page.sentence_of[i]]
    end, country, words = i + 1, None, 0
    definite = bare.startswith("ال")
    while end < min(sentence.last, i + 8) and page.tokens[end].kind == WORD:
        norm = page.norms[end]
        hits = [h for h in page.hits.get(end, ()) if h.prefix == 0]
        adjective = _pick(hits, ("adjective",))
        named = _pick(hits, ("country", "organization", "place", "government"))
        if adjective:
            if definite and not norm.startswith("ال"):
                break
            country = country or adjective.entry.country
            end += adjective.length
        elif named and not definite:
            country = country or named.entry.country
            end += named.length
        elif (
            norm.startswith("ال")
            and norm not in page.knowledge.function_words
            and _belongs(page, end, definite, words)
        ):
            end += 1
        elif not definite and norm in page.knowledge.complements and words == 0:
            end += 1
            continue
        elif (
            norm.startswith("وال")
            and words
            and is_common(norm[1:])
            and not definite
            and norm[1:] not in page.knowledge.titles
        ):
            end += 1
        else:
            break
        words += 1
    if words == 0 and not definite:
        return None
    if words == 0 and bare not in (
        "الحكومه",
        "الوزاره",
        "الرييسه",
        "الرياسه",
        "الوكاله",
        "الصحيفه",
        "القناه",
        "المنظمه",
        "الحركه",
        "الحزب",
        "الجماعه",
        "المجلس",
        "الهييه",
        "الجيش",
        "البرلمان",
        "السفاره",
        "الشركه",
        "الشرطه",
        "المعارضه",
        "السلطات",
        "النظام",
        "الايتلاف",
        "التحالف",
        "المفوضيه",
        "المحكمه",
        "اللجنه",
        "الخارجيه",
        "التنظيم",
        "المرصد",
        "الموقع",
        "الشبكه",
        "الموسسه",
    ):
        return None
    if (
        end < sentence.last - 1
        and page.norms[end] == "("
        and page.norms[min(end + 2, sentence.last - 1)] == ")"
    ):
        end += 3
    return Mention(
        i,
        end,
        "institution",
        prefix,
        (i, end),
        prefix,
        country=country,
        gender="f" if bare.endswith(("ه", "ات")) else "m",
    )


def _belongs(page: Page, at: int, definite: bool, words: int) -> bool:
    """Whether a word with the article goes on with an institution's name and is no other noun after it."""
    norm = page.norms[at]
    if norm in page.knowledge.titles or norm in page.knowledge.pairs or norm in page.knowledge.groups:
        return not definite and words == 0
    return not definite or (norm.endswith(("ي", "يه", "ه")) and (words == 0 or norm.endswith(("ي", "يه"))))


def _pair(page: Page, i: int) -> Mention | None:
    for prefix, bare in bare_forms(page.norms[i]):
        if bare in page.knowledge.pairs:
            gender = "f" if bare.endswith(("تان", "تين")) else "m"
            return Mention(i, i + 1, "pair", prefix, None, number="d", gender=gender)
    return None


_RESPECT = frozenset(
    fold(w)
    for w in (
        "سموه",
        "سموها",
        "معاليه",
        "فخامته",
        "جلالته",
        "سعادته",
        "فضيلته",
        "دولته",
        "سيادته",
        "سماحته",
        "غبطته",
        "قداسته",
        "نيافته",
        "سموهما",
    )
)


def _honoured(page: Page, i: int) -> Mention | None:
    """«سموه» for one named before; «اللواء الأحمدي», «الشيخ تميم»: a rank and a name."""
    for prefix, bare in bare_forms(page.norms[i]):
        if bare in _RESPECT:
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
    if end == at or not (likely_name(page.norms[at]) or end - at >= 2 or page.norms[at].startswith("ال")):
        return None
    gender = "f" if best.entry.name.split()[0].endswith("ة") else "m"
    return Mention(
        i, end, "person", best.prefix, (at, end), honour=page.norms[i][best.prefix :], gender=gender
    )


def _group(page: Page, i: int) -> Mention | None:
    """«مصادر دبلوماسية غربية», «الوفد السوري», «مسؤولون أميركيون»: unnamed people."""
    for prefix, bare in bare_forms(page.norms[i]):
        if bare not in page.knowledge.groups:
            continue
        sentence = page.sentences[page.sentence_of[i]]
        end, country = i + 1, None
        definite = bare.startswith("ال")
        while end < min(sentence.last, i + _GROUP_TAIL) and page.tokens[end].kind == WORD:
            norm = page.norms[end]
            adjective = _pick([h for h in page.hits.get(end, ()) if h.prefix == 0], ("adjective",))
            named = _pick(
                [h for h in page.hits.get(end, ()) if h.prefix == 0],
                ("country", "organization", "government"),
            )
            if adjective:
                country = country or adjective.entry.country
                end += adjective.length
            elif named and not definite:
                country = country or named.entry.country
                end += named.length
            elif norm == "في" and end + 1 < sentence.last:
                inner = (
                    _institution_at(page, end + 1, 0, page.norms[end + 1])
                    if page.norms[end + 1].removeprefix("ال") in page.knowledge.institution_heads
                    else None
                )
                known = _pick(
                    [h for h in page.hits.get(end + 1, ()) if h.prefix == 0], ("organization", "government")
                )
                if inner is None and known is None:
                    break
                end = inner.last if inner else end + 1 + (known.length if known else 0)
                country = country or (inner.country if inner else known.entry.country if known else None)
            elif _group_adjective(page, end, definite) or (
                end == i + 1 and not definite and norm in page.knowledge.complements
            ):
                end += 1
            else:
                break
        plural = bare.endswith(("ون", "ين", "ات", "يه")) or bare in ("مصادر", "المصادر", "شهود", "خبراء")
        return Mention(
            i,
            end,
            "group",
            prefix,
            (i, end),
            prefix,
            country=country,
            gender="f" if bare in ("مصادر", "المصادر", "تقارير", "التقارير") else "m",
            number="p" if plural else "s",
        )
    return None


def _group_adjective(page: Page, at: int, definite: bool) -> bool:
    norm = page.norms[at]
    if definite:
        return (
            norm.startswith("ال")
            and norm not in page.knowledge.function_words
            and norm.endswith(("ي", "يه", "ين", "ون"))
            and norm not in page.knowledge.titles
        )
    if (
        norm.startswith("ال")
        or norm in page.knowledge.function_words
        or (norm in page.knowledge.verbs
        and not norm.endswith(("يه", "ي")))
    ):
        return False
    return norm.endswith(("ي", "يه", "يون", "يين", "يا")) or norm in (
        "مطلعه",
        "مطلع",
        "كبير",
        "كبار",
        "رفيع",
        "رفيعه",
        "بارز",
        "مقربه",
        "مقرب",
        "خاصه",
        "خاص",
        "متطابقه",
        "عيان",
        "موثوقه",
        "اعلام",
        "رفض",
        "المستوي",
        "مسوول",
        "مسووله",
    )


def _bare_name(page: Page, i: int) -> Mention | None:
    """A name without a title: words known from names, or unknown words where a verb of saying wants its subject."""
    named_place = i in page.hits and _pick(page.hits[i], ("country", "place", "adjective", "organization"))
    if is_common(page.norms[i]) or named_place or is_function_word(page, i):
        return None
    spoken = i > 0 and page.norms[i - 1].lstrip("وف") in page.knowledge.verbs
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
        enough = enough or (spoken and end < limit and page.norms[end] in page.knowledge.titles and len(words) == 1)
    else:
        enough = len(words) >= 2 and mean >= 0.6
    return Mention(i, end, "person", 0, (i, end), 0, gender=None if spoken else "m") if enough else None


def _join_appositions(page: Page, mentions: list[Mention]) -> list[Mention]:
    """«ديميتري بيسكوف، المتحدث باسم الكرملين»; «ولي العهد وزير الدفاع الأمير فلان»: one man, one mention."""
    out: list[Mention] = []
    for m in mentions:
        before = out[-1] if out else None
        if before is not None and _title_of_name(page, before, m):
            before.title, before.role, before.portfolio = m.title, m.role, m.portfolio
            before.country = m.country or before.country
            before.gender = before.gender or m.gender
            before.last = m.last
        elif before is not None and _two_titles(page, before, m):
            m.first, m.prefix = before.first, before.prefix
            m.title, m.role, m.role_prefix, m.portfolio = before.title, before.role, before.role_prefix, before.portfolio
            m.country = before.country or m.country
            out[-1] = m
        else:
            out.append(m)
    return out


def _title_of_name(page: Page, before: Mention, m: Mention) -> bool:
    """A name, then a title without one: after a comma, or at once where the title cannot stand alone."""
    if not (before.kind == m.kind == "person" and before.title is None and before.name is not None):
        return False
    if m.title is None or m.name is not None or m.possessive or m.prefix or m.number != "s":
        return False
    at_once = before.last == m.first and (not m.title.definite or bool(m.portfolio))
    close = _only_comma(page, before.last, m.first) or at_once
    return close and bool(m.portfolio or m.country or not m.title.definite)


def _two_titles(page: Page, before: Mention, m: Mention) -> bool:
    """Two titles in a row, the name after the second."""
    if not (before.kind == m.kind == "person" and before.title and m.title and before.name is None and m.name):
        return False
    if before.last != m.first or before.number != "s" or m.number != "s" or before.possessive or m.possessive:
        return False
    if m.prefix == 0:
        return bool(before.portfolio)
    joined = page.norms[m.first][0] == "و" and m.prefix == 1
    return joined and not before.title.definite and not m.title.definite and before.title.cls in ("deputy", "president")


def _only_comma(page: Page, start: int, end: int) -> bool:
    gap = page.norms[start:end]
    return gap in ([","], [","] * 2, ["("], ["-"]) and page.tokens[start].kind in (MARK, NEWLINE)
