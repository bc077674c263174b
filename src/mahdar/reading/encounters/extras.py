"""Mentions that only encounters need: «سموه», «بلاده», groups of people, bodies of states («القوى الكبرى»)."""

from __future__ import annotations

from dataclasses import replace

from mahdar.arabic.remembered import Remembered
from mahdar.arabic.tokens import NUMBER, WORD
from mahdar.knowledge import bare_forms
from mahdar.knowledge.meeting_words import meeting_words
from mahdar.knowledge.phrases import standing_in
from mahdar.reading.cast import Member, name_key, phrase_key, states_of
from mahdar.reading.mention import Mention
from mahdar.reading.page import Page

_GROUP_WORDS = 6
_NO_HONOUR: tuple[list[str], frozenset[str]] = ([], frozenset())
_HOMELAND = frozenset(("بلاده", "بلادها"))
_AMONG = frozenset(("بينهم", "بينهما", "ابرزهم", "منهم"))
_PAIR_OR_MANY = frozenset(("المسوولين", "الوزراء", "القاده", "المسيولين"))


class Extras:
    """Finds them and appends groups to the cast."""

    def __init__(self, page: Page, mentions: list[Mention], cast: list[Member]) -> None:
        self.page = page
        self.cast = cast
        self.mentions = mentions
        self.words = meeting_words(page.knowledge)
        self.lists = self.words.lists
        self._whole: dict[int, int] = {}

    def run(self) -> list[Mention]:
        """All mentions in order, the given ones and those found; the given win where they overlap."""
        out: list[Mention] = []
        given = self._mended()
        bodies = [m for m in given if m.kind in ("institution", "country") and not m.prefix]
        self._whole = {m.first: m.last for m in bodies}
        self._whole.update(
            {m.first - 1: m.last for m in bodies if self.page.norms[m.first - 1] in ("من", "في")}
        )
        opens, starts, norms = self._opens(), {m.first for m in given}, self.page.norms
        k = i = 0
        while i < len(norms):
            if i not in starts and not opens[norms[i]]:
                i += 1
                continue
            while k < len(given) and given[k].first < i:
                k += 1
            here = given[k] if k < len(given) and given[k].first == i else None
            found = self._wider(i, here) if self.page.tokens[i].kind == WORD else None
            if (
                (here is None or here.last <= i + 3)
                and self.page.tokens[i].kind == WORD
                and (honour := self._honour(i, out))
            ):
                found = honour
            if found is None and here is None and self.page.tokens[i].kind == WORD:
                found = self._homeland(i, out) or self._group(i)
            m = found or here
            if m is None:
                i += 1
                continue
            out.append(m)
            if found is None:
                # several persons of one title begin at the same token
                while k + 1 < len(given) and given[k + 1].first == i:
                    k += 1
                    out.append(given[k])
            i = max(m.last, i + 1)
        return out

    def _opens(self) -> Remembered[bool]:
        """Whether one of the readers below may find something at a word, whatever stands around it."""
        memo = self.page.knowledge.memo
        found: Remembered[bool] | None = memo.get("extras")
        if found is None:
            words = self.words
            found = standing_in(words.collective, words.honours, self.lists["people"], _HOMELAND)
            memo["extras"] = found
        return found

    def _mended(self) -> list[Mention]:
        """«المسؤولين المصريين» are many, not the two parties named before."""
        out = []
        named = {
            m.first: m
            for m in self.mentions
            if m.kind == "person" and m.name and m.title is None and not m.prefix
        }
        for m in self.mentions:
            follower = named.get(m.last)
            alone = m.kind == "person" and m.name is None and m.number == "s"
            if alone and follower and m.last - m.first == 1:
                follower.first, follower.prefix = m.first, m.prefix  # «الرئيس الشرع»
                continue
            if (alone and self._region(m)) or self._common(m):
                continue
            if m.kind == "pair" and (self._many(m) or self._plural_pair(m)):
                continue
            if m.kind == "group" and m.last - m.first == 1 and self._number_of(m):
                if not any(w in _AMONG for w in self.page.norms[m.last : m.last + _GROUP_WORDS]):
                    out.append(self._made(m.first, self._group_end(m.last), m.prefix))
                continue
            if m.kind == "group" and (cut := self._cut(m)):
                out.append(self._made(m.first, cut, m.prefix))
                continue
            if m.kind == "person" and m.title is None and m.entry is None and not self._name_only(m):
                continue
            too_long = m.kind == "group" and m.last - m.first > 1 and self._verb(m.last - 1)
            out.append(replace(m, last=m.last - 1) if too_long else m)
        return out

    def _cut(self, m: Mention) -> int:
        """Where a group's name must end: before «إلى» or a verb of saying; 0 where it need not."""
        for k in range(m.first + 1, m.last):
            if self.page.norms[k] == "الي" or self.page.norms[k] in ("قال", "قالت", "اكد", "اعلن"):
                return k
        return 0

    def _many(self, m: Mention) -> bool:
        return self.page.norms[m.first][m.prefix :].lstrip("لب") in _PAIR_OR_MANY

    def _verb(self, k: int) -> bool:
        """A verb of meeting at the end of a group is no part of its name («وفدا أميركيا يجري»)."""
        norm = self.page.norms[k]
        told = (*self.words.forms.get(norm, ()), *self.words.light.get(norm, ()))
        return any(f.word.verbal for f in told)

    def _region(self, m: Mention) -> bool:
        """«محافظة عدن» is a place, no governor."""
        return self.page.norms[m.first][m.prefix :] in self.lists["city_heads"]

    def _common(self, m: Mention) -> bool:
        """«الصيد البحري» is no man called الصيد: one word that nothing else tells to be a name, and an adjective."""
        if m.kind != "person" or m.title or m.honour or m.last - m.first != 1 or not m.actors:
            return False
        member = self.cast[m.actors[0]]
        if member.role or any(len(key) > 1 for _, key in member.names) or m.last >= len(self.page.norms):
            return False
        after = self.page.norms[m.last]
        definite = self.page.norms[m.first][max(m.prefix - 1, 0) :].startswith(("ال", "لل"))
        adjective = after.startswith("ال") and after.endswith(("ي", "يه"))
        return definite and adjective and not self.page.hits.get(m.last)

    def _name_only(self, m: Mention) -> bool:
        """Cut «هانسن التقى» to the name; False of «زيارته ستفتح», which is none."""
        for k in range(m.first, m.last):
            told = self.words.forms.get(self.page.norms[k][m.prefix if k == m.first else 0 :], ())
            if not any((f.word.verbal and f.aspect == "past") or f.pronoun for f in told):
                continue
            if k == m.first:
                return False
            key = name_key(self.page.norms[m.first : k])
            for index, member in enumerate(self.cast):
                if index not in m.actors and any(key == n[-len(key) :] for _, n in member.names):
                    m.last, m.name, m.actors = k, (m.first, k), (index,)
                    break
            break
        return True

    def _number_of(self, m: Mention) -> bool:
        """«عدد من أفراد أسرته» is more than «عدد»; and «عدد من المسؤولين من بينهم فلان» is he."""
        norms = self.page.norms
        return norms[m.first][m.prefix :] in ("عدد", "عددا") and norms[m.last : m.last + 1] == ["من"]

    def _plural_pair(self, m: Mention) -> bool:
        return m.last < len(self.page.norms) and any(
            h.entry.kind == "adjective"
            and h.entry.detail.endswith("p")
            and self.page.norms[m.last].endswith(("ين", "ون"))
            for h in self.page.hits.get(m.last, ())
        )

    def _wider(self, i: int, here: Mention | None) -> Mention | None:
        """«مجموعة 5+1», «القوى الكبرى»: where longer than what was found there."""
        for prefix, bare in bare_forms(self.page.norms[i]):
            for words in self.words.collective.get(bare, ()):
                end = i + len(words)
                if self.page.norms[i + 1 : end] != words[1:]:
                    continue
                if here is not None and here.last > end:
                    continue
                return self._made(i, end, prefix)
        return None

    def _honour(self, i: int, before: list[Mention]) -> Mention | None:
        """«سموه», «فخامته»: the last named who bears that honour."""
        for prefix, bare in bare_forms(self.page.norms[i]):
            words, classes = self.words.honours.get(bare, _NO_HONOUR)
            end = i + len(words)
            if not words or self.page.norms[i + 1 : end] != words[1:]:
                continue
            if len(words) > 1 and self.page.norms[end : end + 1] == ["الملك"]:
                return None
            for m in reversed(before[-40:] if before else self.mentions[:40]):
                if m.kind != "person" or not m.actors:
                    continue
                member = self.cast[m.actors[0]]
                title = member.role or ""
                if member.cls in classes or ("prince" in classes and ("الأمير" in title or self._prince(m))):
                    return Mention(
                        i,
                        i + 1,
                        "person",
                        prefix,
                        actors=m.actors,
                        reason="honour of one named before",
                        gender=member.gender,
                        country=member.country,
                    )
        return None

    def _prince(self, m: Mention) -> bool:
        around = self.page.norms[max(0, m.first - 3) : m.last]
        return any(w in ("الامير", "السمو", "سمو", "الشيخ") for w in around)

    def _homeland(self, i: int, before: list[Mention]) -> Mention | None:
        """«بلاده»: the state of the last one named."""
        for prefix, bare in bare_forms(self.page.norms[i]):
            if bare not in _HOMELAND:
                continue
            for m in reversed(before[-12:]):
                if m.kind == "person" and m.actors and self.cast[m.actors[0]].country:
                    state = self.state(self.cast[m.actors[0]].country or "")
                    return Mention(
                        i, i + 1, "country", prefix, actors=(state,), country=self.cast[state].country
                    )
        return None

    def state(self, code: str) -> int:
        """The state in the cast, appended where it is not."""
        return state_of(self.page, self.cast, code)

    def _group(self, i: int) -> Mention | None:
        """«قادة عسكريين أمريكيين», «عدد من أفراد أسرته»: a plural of people and what belongs to it."""
        for prefix, bare in bare_forms(self.page.norms[i]):
            if bare in self.lists["people"] and self.page.norms[i][:prefix] not in ("ك", "وك"):
                end = self._group_end(i + 1)
                end = self._whole.get(end, end)
                if end > i + 1 or bare.startswith("ال"):
                    return self._made(i, end, prefix)
        return None

    def _group_end(self, at: int) -> int:
        page = self.page
        last = page.sentences[page.sentence_of[at - 1]].last
        k = at
        while k < min(last, at + _GROUP_WORDS) and page.tokens[k].kind in (WORD, NUMBER):
            norm = page.norms[k]
            if norm in ("من", "في", "عن") and k + 1 < last and k == at:
                k += 1
                continue
            if (
                norm in page.knowledge.function_words
                or norm in self.lists["stop"]
                or (
                    norm[0] in "وف"
                    and norm not in ("وفد", "وفدا", "فريق")
                    and len(norm) > 3
                    and not norm.startswith("وزير")
                )
            ):
                break
            if norm in page.knowledge.verbs and not norm.startswith("ال"):
                break
            if norm[0] in "بل" and any(h.prefix for h in page.hits.get(k, ())):
                break
            k += 1
            if any(h.entry.kind == "adjective" and h.prefix == 0 for h in page.hits.get(k - 1, ())):
                break
        while k > at and page.norms[k - 1] in ("من", "في", "عن"):
            k -= 1
        return k

    def _made(self, first: int, last: int, prefix: int) -> Mention:
        words = self.page.words(first, last, prefix)
        country: str | None = None
        for k in range(first, last):
            country = country or next(
                (
                    h.entry.country
                    for h in self.page.hits.get(k, ())
                    if h.entry.kind in ("adjective", "country")
                ),
                None,
            )
        key = phrase_key(words)
        groups = (i for i, x in enumerate(self.cast) if x.kind == "group")
        index = next((i for i in groups if any(phrase_key(n) == key for n, _ in self.cast[i].names)), -1)
        if index < 0:
            index = len(self.cast)
            self.cast.append(Member("group", names=[(words, ())], country=country, number="p"))
        m = Mention(
            first, last, "group", prefix, (first, last), prefix, country=country, number="p", actors=(index,)
        )
        self.cast[index].mentions.append(m)
        return m


def state_of(page: Page, cast: list[Member], code: str) -> int:
    """Index of a state in the cast; it is appended, under the name the text gives, where it is not there."""
    known = states_of(cast).get(code)
    if known is not None:
        return known
    told = (h.entry for hits in page.hits.values() for h in hits if h.entry.country == code)
    name = next((e.name for e in told if e.kind in ("adjective", "country")), code)
    cast.append(Member("country", names=[(name, ())], country=code, gender="f"))
    return len(cast) - 1
