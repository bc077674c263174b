"""Speakers: who performs the act of a cue, by word order, agreement, and who spoke before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mahdar.arabic.clitics import split_clitics
from mahdar.arabic.tokens import WORD
from mahdar.arabic.wordlists import is_common
from mahdar.reading.cast import Member, name_key
from mahdar.reading.clauses import Clauses
from mahdar.reading.content import Complement
from mahdar.reading.cues import Cue, is_that
from mahdar.reading.mention import Mention
from mahdar.reading.names import likely_name, name_end
from mahdar.reading.page import Page, closing_quote

#: Why a speaker was found: a document that speaks for the body that issued it.
DOCUMENT = "the body whose document it is"
_SPEAKING = ("person", "institution", "country", "group", "pair")

_LONGEST_SUBJECT = 6
_LONGEST_NAME = 3
_RESUMED = 4
_QUOTED_NAME = 3
_SHORT = 4
_PUBLISHED = ("نشر", "بث", "اجر", "اورد", "نقل")
_BACK = 12


@dataclass(slots=True)
class Subject:
    """Who speaks, the tokens that say so, and why."""

    actors: tuple[int, ...]
    end: int
    reason: str
    doubtful: bool = False


def held(page: Page, m: Mention) -> bool:
    """Whether a preposition governs the mention, standing before it or attached to it, or a noun in construct."""
    return governed(page, m) or (m.first > 0 and _in_construct(page, m.first - 1))


def governed(page: Page, m: Mention) -> bool:
    """Whether a preposition governs the mention."""
    attached = page.norms[m.first][: m.prefix]
    if any(c in "بلك" for c in attached):
        return True
    at = m.first - 1
    if at > 0 and page.norms[at] in ('"', "#"):
        at -= 1
    if at < 0:
        return False
    governing = page.knowledge.grammar["governing"]
    return page.norms[at] in governing or (page.norms[at][0] in "وف" and page.norms[at][1:] in governing)


def _in_construct(page: Page, at: int) -> bool:
    """«مشاركة فرنسا», «تصريحات الوزير»: a noun without the article that a name after it belongs to."""
    norm, grammar = page.norms[at], page.knowledge.grammar
    if not page.tokens[at].text.endswith(("ة", "ات")) or norm.lstrip("وفبلك").startswith("ال"):
        return False
    return not any(norm in grammar[words] for words in ("before_names", "light", "times"))


def subject_after(page: Page, cue: Cue, clauses: Clauses, limit: int) -> Subject | None:
    """The subject that follows a verb: the first free mention before its complement, with those joined to it."""
    following = clauses.after(cue.last)
    for m in following:
        if m.kind not in _SPEAKING:
            continue
        gap = m.first - cue.last
        if m.first >= limit or gap > _BACK:
            return None
        if held(page, m) and (gap > 0 or m.prefix):
            continue
        if gap > 0 and not (_only_light(page, cue.last, m.first) or _describes(page, cue.last, m)):
            return None
        if not m.actors:
            continue
        actors, end = joined_from(page, m, clauses)
        return Subject(actors, end, m.reason or "subject after the verb")
    return None


def joined_from(page: Page, m: Mention, clauses: Clauses) -> tuple[tuple[int, ...], int]:
    """The actors of a mention and of those joined to it by «و», and the token after them."""
    actors, end = list(m.actors), m.last
    for other in clauses.after(m.first + 1):
        joined = other.first == end and page.norms[other.first].startswith("و") and other.prefix == 1
        word = page.norms[end] if other.first == end + 1 else ""
        joined |= word[:1] == "و" and word[1:] in page.knowledge.grammar["light"] and other.prefix == 0
        if other.kind == "pair" or not joined or not other.actors:
            break
        actors += other.actors
        end = other.last
    return tuple(dict.fromkeys(actors)), end


def _describes(page: Page, start: int, m: Mention) -> bool:
    """«قال المتطوع أحمد العطوي», «قالت الروائية المصرية منى سالم»: nouns with the article before a bare full name."""
    if m.kind != "person" or m.name is None or m.first != m.name[0] or m.prefix:
        return False
    if m.first - start > _LONGEST_NAME:
        return False
    words = page.norms[start : m.first]
    other, bodies = page.knowledge.function_words, page.knowledge.grammar["lone_institutions"]
    plain = all(w.startswith("ال") and w not in other and w not in bodies for w in words)
    return plain and not likely_name(words[0]) and m.name[1] - m.name[0] > 1


def _only_light(page: Page, start: int, end: int) -> bool:
    """Between verb and subject: commas, «أيضا», short adverbials."""
    norms = page.norms[start:end]
    if any(w.startswith(_PUBLISHED) and w.endswith(("ها", "ه")) for w in norms):
        return False
    if norms[0] in page.knowledge.grammar["light"] and len(norms) <= 4:
        return True
    if all(w in (",", "#", '"', "(", ")") or w in page.knowledge.grammar["times"] for w in norms):
        return True
    return norms[0] in ("في", "خلال", "عقب", "بعد", "امس", "اليوم", "من", "ل", "عبر") and len(norms) <= 8


def subject_before(page: Page, cue: Cue, clauses: Clauses) -> Subject | None:
    """The subject that precedes a verb: «ماكرون أكد», «وكان الرئيس قد أكد», «بوتين الذي انتقد»."""
    for m in reversed(clauses.before(cue.first)):
        if m.last > cue.first or m.kind not in _SPEAKING or not m.actors:
            continue
        between = page.norms[m.last : cue.first]
        relative = any(w in ("الذي", "التي", "الذين") for w in between)
        if held(page, m) and not relative:
            continue
        if len(between) > 14 and not relative:
            return None
        actors = m.actors
        if cue.form and cue.form.number in ("d", "p"):
            actors = _joined_before(page, m, clauses)
        doubtful = not all(w in page.knowledge.grammar["subject_gap"] for w in between)
        return Subject(actors, m.last, m.reason or "subject before the verb", doubtful)
    return None


def antecedent(page: Page, cue: Cue, clauses: Clauses) -> Subject | None:
    """«الرئيس أردوغان، الذي دعا الوزير إلى …»: whom a relative clause tells of, where no pronoun in it takes him up."""
    words = page.knowledge.grammar
    if (
        cue.first < 2
        or page.norms[cue.first - 1] not in words["relative_pronouns"]
        or cue.form is None
        or cue.form.object
    ):
        return None
    if any(w in words["resumptive"] for w in page.norms[cue.last : cue.last + _RESUMED]):
        return None
    end = cue.first - 1
    while end > clauses.sentence.first and page.norms[end - 1] in (",", '"', ")"):
        end -= 1
    for m in reversed(clauses.before(cue.first)):
        if m.last == end and m.kind in _SPEAKING and m.actors:
            return Subject(m.actors, cue.last, "whom the relative clause tells of")
    return None


def _joined_before(page: Page, m: Mention, clauses: Clauses) -> tuple[int, ...]:
    """A mention with those it is joined to by «و» before it: «ترامب وماكرون قد عبرا»."""
    actors = list(m.actors)
    at = m
    for other in reversed(clauses.before(m.first)):
        if other.last != at.first or at.prefix != 1 or not page.norms[at.first].startswith("و"):
            break
        actors = [*other.actors, *actors]
        at = other
    return tuple(dict.fromkeys(actors))


def agrees(cue: Cue, members: list[Member]) -> bool:
    """Whether verb or participle agrees with a subject left unsaid."""
    form = cue.form
    if form is None or not members:
        return True
    if form.number == "d":
        return len(members) == 2
    if form.number == "p":
        return len(members) > 1 or members[0].number == "p" or members[0].kind in ("group", "institution")
    if len(members) > 1:
        return False
    member = members[0]
    if form.gender == "f":
        return member.gender == "f" or (
            member.gender is None and member.kind in ("country", "institution", "group")
        )
    return member.gender != "f"


def _quoted_name(page: Page, at: int, limit: int) -> int | None:
    """«وأضاف «إيرنست»: «…»»: index after a name in quotation marks that stands between verb and colon, or None."""
    close = closing_quote(page.tokens, at) if page.norms[at : at + 1] == ['"'] else None
    if (
        close is None
        or close - at > _QUOTED_NAME
        or page.norms[close + 1 : close + 2] != [":"]
        or close >= limit
    ):
        return None
    return close


class Speakers:
    """Finds who speaks where the words beside the cue do not say it; hears every statement in order."""

    def __init__(self, page: Page, mentions: Sequence[Mention], cast: list[Member]) -> None:
        self.page = page
        self.mentions = mentions
        self.cast = cast
        self.heard: list[tuple[int, ...]] = []
        self.organs: list[int] = []
        self._by_document = False

    def hear(self, speakers: tuple[int, ...], via: tuple[int, ...], by_document: bool = False) -> None:
        """Remember who spoke, through whom, and whether a document of theirs was told to speak («وأضاف البيان»)."""
        self.heard.append(speakers)
        self._by_document = by_document
        self.organs += [a for a in (*via, *speakers) if self.cast[a].kind == "institution"][:1]

    def last_organ(self) -> tuple[int, ...]:
        """The body that passed something on or spoke last."""
        return (self.organs[-1],) if self.organs else ()

    def members(self, actors: tuple[int, ...]) -> list[Member]:
        """The cast members of some indices."""
        return [self.cast[i] for i in actors]

    def unsaid(self, cue: Cue, clauses: Clauses, earlier: list[tuple[int, ...]]) -> Subject | None:
        """The speaker of a cue without a subject beside it; `earlier` are the speakers in the same sentence."""
        if cue.kind == "impersonal":
            return self._parties(clauses)
        if cue.verb is not None and cue.verb.id == "حمّل" and (greeted := self._greeted(cue, clauses)):
            return greeted
        if cue.kind == "participle":
            resumed = self._resumed(cue, clauses)
            if resumed:
                return resumed
        if cue.kind in ("participle", "noun") or cue.conjoined:
            for actors in reversed(earlier[-WINDOW_HEARD:]):
                if actors and agrees(cue, self.members(actors)):
                    return Subject(actors, cue.last, "speaker of the clause before")
        before = subject_before(self.page, cue, clauses)
        if before and not before.doubtful and agrees(cue, self.members(before.actors)):
            return before
        if cue.kind == "participle" or (before and before.doubtful):
            main = self._main_subject(cue, clauses)
            if main:
                return main
        masculine = cue.form is not None and (cue.form.gender, cue.form.number) == ("m", "s")
        if self._by_document and masculine and self.heard[-1]:
            return Subject(self.heard[-1], cue.last, "verb without a subject: the one who spoke before", True)
        for actors in reversed(self.heard[-WINDOW_HEARD:]):
            if actors and agrees(cue, self.members(actors)):
                return Subject(actors, cue.last, "verb without a subject: the one who spoke before", True)
        return self._main_subject(cue, clauses) or self._recent(cue, clauses)

    def honoured(self, subject: Subject, clauses: Clauses) -> Subject:
        """«وقال سموه»: the one who spoke last, where he too is called so, and not the one named last."""
        m = next((m for m in clauses.before(subject.end)[-2:] if m.last == subject.end), None)
        last = self.heard[-1] if self.heard else ()
        if m is None or m.honour is None or m.name is not None or len(last) != 1 or last == subject.actors:
            return subject
        words = {x.honour for x in self.cast[last[0]].mentions if x.first < m.first}
        ranks = [
            r
            for key, r in self.page.knowledge.grammar.items()
            if key.startswith("rank_of_") and m.honour in r
        ]
        told = [w for x in self.cast[last[0]].mentions for w in self.page.norms[x.first : x.last]]
        ranked = any(w in r for r in ranks for w in told)
        if not (m.honour in words or ranked):
            return subject
        return Subject(last, subject.end, "word of respect for the one who spoke last")

    def _greeted(self, cue: Cue, clauses: Clauses) -> Subject | None:
        """«نقل الوزير للملك تحيات الرئيس، فيما حمّله تحياته»: the one greeted sends his own back."""
        greetings = self.page.knowledge.grammar["greetings"]
        if not any(w in greetings for w in self.page.norms[cue.last : cue.last + _LONGEST_SUBJECT]):
            return None
        for m in clauses.before(cue.first):
            if m.kind == "person" and m.actors and "ل" in self.page.norms[m.first][: m.prefix]:
                return Subject(m.actors, cue.last, "the one greeted, who greets in turn", True)
        return None

    def _resumed(self, cue: Cue, clauses: Clauses) -> Subject | None:
        """«وهو ما أكده شكري بدوره، قائلا»: the subject of a verb of saying that itself tells nothing."""
        for m in reversed(clauses.before(cue.first)[-2:]):
            verbs = [w.lstrip("وف") for w in self.page.norms[max(0, m.first - 2) : m.first]]
            relative = self.page.norms[max(0, m.first - 3) : m.first]
            told = (
                any(f.object for w in verbs for f in self.page.knowledge.verbs.get(w, ())) or "عليه" in verbs
            )
            if told and "ما" in relative and m.actors and agrees(cue, self.members(m.actors)):
                return Subject(m.actors, cue.last, "subject of the verb before")
        return None

    def _main_subject(self, cue: Cue, clauses: Clauses) -> Subject | None:
        """The first free mention of the sentence that agrees."""
        for m in clauses.head():
            if m.first >= cue.first:
                break
            several = cue.form is not None and cue.form.number in ("d", "p")
            free = (
                m.actors
                and (m.kind != "pair" or several)
                and not (m.entry and m.entry.kind in ("agency", "outlet"))
            )
            asked = "اذا" in self.page.norms[max(m.first - 2, clauses.sentence.first) : m.first]
            counted = self.page.norms[m.first][m.prefix :] in self.page.knowledge.grammar["quantifiers"]
            free = free and not held(self.page, m) and not m.place and not asked and not counted
            actors = joined_from(self.page, m, clauses)[0] if several else m.actors
            if free and agrees(cue, self.members(actors)):
                return Subject(actors, cue.last, "subject of the sentence", True)
        return None

    def _recent(self, cue: Cue, clauses: Clauses) -> Subject | None:
        for m in reversed(self._earlier(clauses)):
            if m.kind == "person" and m.actors and agrees(cue, self.members(m.actors)):
                return Subject(m.actors, cue.last, "last person named before", True)
        return None

    def _earlier(self, clauses: Clauses) -> list[Mention]:
        """The last mentions before the sentence."""
        out: list[Mention] = []
        sentence = clauses.sentence
        low, high = 0, len(self.mentions)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self.mentions[middle].first < sentence.first else (low, middle)
        out.extend(self.mentions[max(0, low - _BACK) : low])
        return out

    def _parties(self, clauses: Clauses) -> Subject | None:
        """The parties of the encounter an impersonal phrase speaks of: those named here, else the last pair."""
        people = [m for m in clauses.head() if m.actors and m.kind in ("person", "pair")]
        actors = tuple(dict.fromkeys(a for m in people for a in m.actors))
        if len(actors) >= 2:
            return Subject(actors[:2], 0, "parties named in the sentence", True)
        for speakers in reversed(self.heard[-WINDOW_HEARD:]):
            if len(speakers) > 1:
                return Subject(speakers, 0, "parties that spoke before", True)
        recent: list[int] = []
        for m in reversed(self._earlier(clauses)):
            for a in m.actors:
                other_side = all(self.cast[a].country != self.cast[b].country for b in recent)
                if self.cast[a].kind == "person" and other_side:
                    recent.append(a)
            if len(recent) >= 2:
                return Subject((recent[1], recent[0]), 0, "the two sides last named", True)
        return None

    def document(self, cue: Cue, complement: Complement, clauses: Clauses) -> Subject | None:
        """«وقال البيان», «كشف تقرير لوكالة …»: the body that issued it."""
        if cue.kind not in ("past", "present") or cue.last >= len(self.page.norms):
            return None
        if (
            self.page.norms[cue.last] not in self.page.knowledge.grammar["documents"]
            or complement.start <= cue.last
        ):
            return None
        for m in clauses.after(cue.last + 1)[:1]:
            issuer = (
                m.actors and m.kind in ("institution", "country") and m.first - cue.last <= _LONGEST_SUBJECT
            )
            if issuer and m.last <= complement.start and held(self.page, m):
                return Subject(m.actors, m.last, DOCUMENT)
        if not self.organs:
            return None
        return Subject(self.last_organ(), cue.last + 1, DOCUMENT, True)

    def unnamed_source(self, at: int, clauses: Clauses) -> tuple[tuple[int, ...], int]:
        """«وفق بيانات رسمية»: a source told by a common noun; it joins the cast as a group."""
        end = at + 1
        last = min(clauses.sentence.last, at + _LONGEST_SUBJECT)
        while end < last and self._in_subject(end) and self.page.norms[end] not in self.page.knowledge.verbs:
            end += 1
        return self._join_cast("group", at, end, None), end

    def _join_cast(self, kind: str, first: int, last: int, gender: str | None) -> tuple[int, ...]:
        """The member that some unknown words name, a new one where none has the name."""
        words, key = self.page.words(first, last), name_key(self.page.norms[first:last])
        for index, member in enumerate(self.cast[-200:], max(0, len(self.cast) - 200)):
            if member.kind == kind and any(key == other for _, other in member.names):
                return (index,)
        m = Mention(first, last, kind, name=(first, last), actors=(len(self.cast),))
        self.cast.append(Member(kind, names=[(words, key)], gender=gender, mentions=[m]))
        return m.actors

    def unknown(self, cue: Cue, complement: Complement, clauses: Clauses) -> Subject | None:
        """Words between verb and complement that no list knows: a person's name, or people told by a noun."""
        if cue.kind not in ("past", "present", "future") or (cue.form and cue.form.object):
            return None
        end = cue.last
        quoted = _quoted_name(self.page, cue.last, complement.start)
        if quoted is not None:
            return Subject(
                self._join_cast("person", cue.last + 1, quoted, None),
                quoted + 1,
                "name before the colon",
                True,
            )
        last = complement.noun_subject or complement.start
        while end < last and end - cue.last < _LONGEST_SUBJECT and self._in_subject(end):
            end += 1
        if self.page.norms[cue.last] in self.page.knowledge.grammar["no_subjects"] or self._told_before(
            cue, clauses
        ):
            return None
        whole = complement.style == "object" and end >= complement.start and not complement.noun_subject
        if end == cue.last or whole:
            return None
        overlapping = next((m for m in clauses.after(cue.last) if m.first < end and m.last > cue.last), None)
        if overlapping is not None:
            return self._named_before(cue, overlapping)
        name = name_end(self.page, cue.last, end)
        if self._is_object(cue):
            return None
        named = clauses.starts.get(end + 1) if self.page.norms[end] == "," else None
        told = is_common(self.page.norms[cue.last].removeprefix("ال"))
        if (
            told
            and named is not None
            and named.kind == "person"
            and named.name
            and named.last <= complement.start
        ):
            return Subject(named.actors, named.last, "name after the comma")
        kind = "person" if name == end else "group"
        actors = self._join_cast(kind, cue.last, end, cue.form.gender if cue.form else None)
        return Subject(actors, end, "unknown words where the subject stands", True)

    def _told_before(self, cue: Cue, clauses: Clauses) -> bool:
        """«إن المتحدث، فلان، قال …»: whether the subject stands right before the verb."""
        before = subject_before(self.page, cue, clauses)
        near = (
            before is not None and not before.doubtful and cue.first - before.end <= 1 and not cue.conjoined
        )
        return before is not None and near and agrees(cue, self.members(before.actors))

    def _is_object(self, cue: Cue) -> bool:
        """«اختتم الزيارة»: a feminine noun with the article after a masculine verb is no subject."""
        text = self.page.tokens[cue.last].text
        masculine = cue.form is not None and (cue.form.gender, cue.form.number) == ("m", "s")
        feminine = text.startswith("ال") and text.endswith("ة")
        return (
            masculine
            and feminine
            and self.page.norms[cue.last] not in self.page.knowledge.grammar["men_in_ta"]
        )

    def _named_before(self, cue: Cue, title: Mention) -> Subject | None:
        """«قال ألفريدو زاميديو مدير المركز إن …»: unknown words that a title goes on with are a name."""
        words = range(cue.last, title.first)
        norms = self.page.norms
        plain = all(self._in_subject(k) or norms[k] == "بن" for k in words)
        plain = plain and not any(
            is_common(norms[k]) or is_common(norms[k].removeprefix("ال")) for k in words
        )
        if not 0 < len(words) <= _LONGEST_NAME or not plain or title.title is None or title.name is not None:
            return None
        actors = self._join_cast("person", cue.last, title.first, title.gender)
        member = self.cast[actors[0]]
        member.role = member.role or (self.page.words(*title.role, title.role_prefix) if title.role else None)
        member.country = member.country or title.country
        return Subject(actors, title.last, "name before its title")

    def _in_subject(self, k: int) -> bool:
        norm = self.page.norms[k]
        grammar = self.page.knowledge.grammar
        known = (
            norm in self.page.knowledge.function_words or is_that(self.page, k) or norm in grammar["asides"]
        )
        if (
            self.page.tokens[k].kind != WORD
            or known
            or len(norm) < 2
            or norm in self.page.knowledge.grammar["quoting"]
        ):
            return False
        if (
            norm[0] in "بل"
            and not self._foreign(k)
            and split_clitics(self.page.tokens[k].text)[0] in ("ب", "ل")
        ):
            return False
        return not (norm[0] in "بلك" and len(norm) > 3 and k in self.page.hits)

    def _foreign(self, k: int) -> bool:
        """«برلوسكوني»: a word that neither with nor without its first letter is one that the lists know."""
        norm = self.page.norms[k]
        rest = norm[1:]
        known = any(is_common(w) or w in self.page.knowledge.verbs for w in (norm, rest, "ال" + norm[2:]))
        return (
            len(norm) > _SHORT and not known and not rest.startswith(("ال", "ل")) and k not in self.page.hits
        )


#: How many statements back a speaker is remembered.
WINDOW_HEARD = 12
