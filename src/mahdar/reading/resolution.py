"""Resolution: full name, then surname, title alone, «نظيره», «الجانبان», inside one article."""

from __future__ import annotations

from mahdar.knowledge.tenures import Tenures
from mahdar.reading.cast import (
    Member,
    class_fits,
    name_key,
    phrase_key,
    portfolios_meet,
    same_name,
    states_of,
)
from mahdar.reading.mention import Mention
from mahdar.reading.page import Page
from mahdar.reading.surnames import Surnames

_PAIR_CLASS = {
    "الرييس": "president",
    "الزعيم": "president",
    "الوزير": "minister",
    "الملك": "monarch",
    "العاهل": "monarch",
    "القايد": "commander",
    "الامير": "emir",
}


class Resolver:
    """Goes through the mentions of an article in order and says whom each one means."""

    def __init__(self, page: Page, mentions: list[Mention]) -> None:
        self.page = page
        self.mentions = mentions
        self.cast: list[Member] = []
        grammar = page.knowledge.grammar
        #: Words of each rank: those of respect («سموه») with the titles that they stand for («الأمير»).
        self._ranks = {key: words for key, words in grammar.items() if key.startswith("rank_of_")}
        self._honoured: dict[tuple[str | None, str | None], int] = {}

    def run(self) -> tuple[list[Mention], list[Member]]:
        """All mentions, surnames included, each with its actors; and the cast."""
        for m in self.mentions:
            if m.kind == "person" and m.name and self._name_length(m) > 1:
                self._named_person(m)
        self.mentions = sorted(
            [*self.mentions, *Surnames(self.page, self.cast, self.mentions).find()],
            key=lambda m: (m.first, m.last),
        )
        for member in self.cast:
            member.mentions.clear()
        before: Mention | None = None
        for m in self.mentions:
            self._resolve(m, before)
            self._remember_honoured(m)
            if m.kind == "person" and m.actors:
                before = m
        return self.mentions, self.cast

    def _name_length(self, m: Mention) -> int:
        return len(self._key(m))

    def _key(self, m: Mention) -> tuple[str, ...]:
        if m.name is None:
            return ()
        norms = self.page.norms[m.name[0] : m.name[1]]
        return name_key([norms[0][m.name_prefix :], *norms[1:]])

    def _add(self, m: Mention, member: Member) -> int:
        self.cast.append(member)
        self._attach(m, len(self.cast) - 1)
        return len(self.cast) - 1

    def _attach(self, m: Mention, index: int, reason: str = "") -> None:
        member = self.cast[index]
        m.actors = (index,)
        m.reason = m.reason or reason
        member.mentions.append(m)
        if m.name is not None:
            words = self.page.words(m.name[0], m.name[1], m.name_prefix).replace("#", "").replace("_", " ")
            if all(words != n for n, _ in member.names):
                member.names.append((words, self._key(m)))
        if m.title is not None and not m.possessive and self._tells_more(m, member):
            if m.role:
                member.role = self.page.words(m.role[0], m.role[1], m.role_prefix)
            member.shared = m.shared
            member.cls, member.noun, member.portfolio = m.title.cls, m.title.noun, m.portfolio
        member.country = member.country or m.country
        member.entry = member.entry or m.entry
        member.gender = member.gender or m.gender

    def _tells_more(self, m: Mention, member: Member) -> bool:
        """Whether a title says more of a member's office than what is known: the first, a fuller, an own one."""
        if member.role is None or (member.shared and not m.shared):
            return True
        return m.name is not None and not member.portfolio and bool(m.portfolio)

    # --- people

    def _named_person(self, m: Mention) -> int:
        key = self._key(m)
        index = self._find_person(m, key)
        if index is None:
            index = self._add(
                m, Member("person", country=m.country, gender=m.gender, entry=m.entry, named=True)
            )
        else:
            self.cast[index].named = True
            self._attach(m, index)
        return index

    def _find_person(self, m: Mention, key: tuple[str, ...]) -> int | None:
        """The member a name may mean: one with just this name before others, then the one seen last."""
        first_counts = m.title is not None and len(key) == 1
        fits = []
        for index, member in enumerate(self.cast):
            if member.kind != "person" or self._someone_else(m, member, len(key)):
                continue
            names = [other for _, other in member.names]
            if any(same_name(key, other, first_counts) for other in names):
                fits.append((key in names, member.last_seen, -index))
        return -max(fits)[2] if fits else None

    def _someone_else(self, m: Mention, member: Member, words: int) -> bool:
        """Whether knowledge or country tell that a name means another than this member."""
        if (
            m.entry
            and member.entry
            and m.entry.kind == member.entry.kind == "person"
            and m.entry.id != member.entry.id
        ):
            return True
        return bool(m.country and member.country and m.country != member.country and words > 1)

    # --- one mention after another

    def _resolve(self, m: Mention, before: Mention | None) -> None:
        if m.kind == "pair":
            self._pair(m)
        elif m.kind == "country":
            self._country(m)
        elif m.kind in ("institution", "group"):
            self._body(m)
        elif m.possessive:
            self._counterpart(m, before)
        elif m.name is not None:
            self._person_by_name(m)
        elif m.honour is not None:
            self._respected(m, before)
        else:
            self._titled(m)

    def _person_by_name(self, m: Mention) -> None:
        key = self._key(m)
        if m.entry is not None and m.entry.kind in ("person", "surname"):
            for known, member in enumerate(self.cast):
                if member.entry and member.entry.id == m.entry.id:
                    self._attach(m, known, "same person in the knowledge")
                    return
        found = self._find_person(m, key)
        index = found if found is not None else self._unnamed_fit(m)
        if index is None:
            self._add(m, Member("person", country=m.country, gender=m.gender, entry=m.entry, named=True))
        else:
            self._attach(m, index, "name told in full elsewhere in the article" if len(key) == 1 else "")

    def _unnamed_fit(self, m: Mention) -> int | None:
        """A title met before without its name, now named."""
        for index, member in enumerate(self.cast):
            if (
                member.kind == "person"
                and not member.names
                and class_fits(m, member)
                and m.country == member.country
            ):
                return index
        return None

    def _titled(self, m: Mention) -> None:
        fits = [
            i
            for i, member in enumerate(self.cast)
            if member.kind == "person" and class_fits(m, member) and self._agrees(m, member)
        ]
        seen = [i for i in fits if self.cast[i].last_seen >= 0]
        pool = seen or fits
        if pool:
            exact = [i for i in pool if len(self.cast[i].portfolio) == len(m.portfolio)] or pool
            same_side = [i for i in exact if m.country and self.cast[i].country == m.country] or exact
            best = max(same_side, key=lambda i: (self.cast[i].last_seen, -i)) if seen else same_side[0]
            self._attach(m, best, "title of one named in the article")
            return
        alike = [i for i, x in enumerate(self.cast) if self._same_post(m, x)]
        if len(alike) == 1:
            self._attach(m, alike[0], "the only one of this title and country in the article")
            return
        unnamed = self._unnamed(m)
        if unnamed is not None:
            self._attach(m, unnamed, "the one of this kind told without a name before")
            return
        if m.title is not None and m.title.definite and not m.portfolio and not m.country:
            return
        holder = self._holder(m)
        if holder is not None:
            self._attach(m, holder, "held this office then")
            return
        self._add(m, Member("person", country=m.country, gender=m.gender))

    def _unnamed(self, m: Mention) -> int | None:
        """«قال المسؤول الأميركي» after «مسؤول رفيع في الخارجية الأميركية»: the unnamed one told last."""
        if m.title is None or not m.title.definite:
            return None
        fits = (
            i
            for i, x in enumerate(self.cast)
            if x.kind == "group"
            and x.cls == m.title.cls
            and x.number == "s"
            and self._agrees(m, x)
            and portfolios_meet(m.portfolio, x.portfolio)
        )
        sided = [
            i for i in fits if not (m.country and self.cast[i].country and m.country != self.cast[i].country)
        ]
        return max(sided, key=lambda i: self.cast[i].last_seen, default=None)

    def _holder(self, m: Mention) -> int | None:
        """One named in the article who held the office of a title on the day of publication."""
        day = self.page.dated.day
        if day is None or m.role is None or m.country is None:
            return None
        title = self.page.words(m.role[0], m.role[1], m.role_prefix)
        held = Tenures.of(self.page.knowledge).holder_of_title(title, m.country, day)
        if held is None:
            return None
        people = (
            i for i, x in enumerate(self.cast) if x.entry is not None and x.entry.id == held.tenure.person
        )
        return next(people, None)

    def _same_post(self, m: Mention, member: Member) -> bool:
        """Posts told in different words: «السفير لدى قطر» and «السفير في الدوحة»."""
        if m.title is None or m.title.cls not in ("ambassador", "envoy", "spokesperson", "adviser"):
            return False
        one_side = member.country == m.country or (
            m.title.cls == "envoy" and not (member.country and m.country)
        )
        return member.cls == m.title.cls and bool(member.names) and one_side

    def _agrees(self, m: Mention, member: Member) -> bool:
        return m.gender is None or member.gender is None or m.gender == member.gender

    def _respected(self, m: Mention, before: Mention | None) -> None:
        """«سموه», «معاليه»: the last person named with a word of respect or a title; «الأخير»: the last one named."""
        if m.honour in ("الاخير", "الاخيره"):
            if before is not None:
                self._attach(m, before.actors[0], "the one named last")
            return
        rank = next((key for key, words in self._ranks.items() if m.honour in words), None)
        found = self._honoured.get((m.gender, rank), self._honoured.get((m.gender, None)))
        if found is None and before is not None and before.actors:
            found = before.actors[0]
        if found is not None:
            self._attach(m, found, "word of respect for one named before")

    def _remember_honoured(self, m: Mention) -> None:
        """Keep who was named last with a title or a word of respect, of each gender, in all and for each rank."""
        if not (m.kind == "person" and m.actors and m.name and (m.honour or m.title)):
            return
        words = self.page.norms[m.first : m.last]
        words[0] = words[0][m.prefix :]
        ranks = (key for key, of_rank in self._ranks.items() if not of_rank.isdisjoint(words))
        for rank in (None, *ranks):
            self._honoured[m.gender, rank] = m.actors[0]

    def _counterpart(self, m: Mention, before: Mention | None) -> None:
        base = self.cast[before.actors[0]] if before and before.actors else None
        if m.name is not None:
            key = self._key(m)
            index = self._find_person(m, key)
            if index is None:
                index = self._add(
                    m, Member("person", country=m.country, gender=m.gender, entry=m.entry, named=True)
                )
            else:
                self._attach(m, index)
            member = self.cast[index]
            if base is not None and member.cls is None:
                member.cls, member.noun, member.portfolio = base.cls, base.noun, base.portfolio
            return
        fits = [
            i
            for i, member in enumerate(self.cast)
            if member.kind == "person"
            and member is not base
            and base is not None
            and member.cls == base.cls
            and (member.country == m.country if m.country else member.country != base.country)
        ]
        if fits:
            self._attach(
                m,
                max(fits, key=lambda i: self.cast[i].last_seen),
                "counterpart of the one before, by office and country",
            )
        elif m.country:
            index = self._add(m, Member("person", country=m.country, gender=m.gender))
            if base is not None:
                added = self.cast[index]
                added.cls, added.noun, added.portfolio = base.cls, base.noun, base.portfolio

    def _country(self, m: Mention) -> None:
        known = states_of(self.cast).get(m.country)
        if known is not None:
            self._attach(m, known)
            return
        self._add(m, Member("country", country=m.country, gender="f", entry=m.entry))

    def _body(self, m: Mention) -> None:
        words = self.page.words(m.first, m.last, m.prefix)
        key = phrase_key(words)
        pool = [(i, member) for i, member in enumerate(self.cast) if member.kind == m.kind]
        for index, member in reversed(pool):
            if m.entry and member.entry and m.entry.id == member.entry.id:
                self._attach(m, index)
                return
            if m.country and member.country and m.country != member.country:
                continue
            for name, _ in member.names:
                other = phrase_key(name)
                if key == other or (
                    len(key) == 1 and m.last - m.first == 1 and key <= other and words.startswith("ال")
                ):
                    self._attach(m, index, "the body named before")
                    return
        m.name = m.name or (m.first, m.last)
        m.name_prefix = m.prefix
        self._add(m, Member(m.kind, country=m.country, gender=m.gender, number=m.number, entry=m.entry))

    def _pair(self, m: Mention) -> None:
        """The two last mentioned of different sides, people before states."""
        word = self.page.norms[m.first]
        cls = next((c for stem, c in _PAIR_CLASS.items() if stem in word), None)
        people = [
            i
            for i, x in enumerate(self.cast)
            if x.kind == "person" and x.last_seen >= 0 and x.country and (cls is None or x.cls == cls)
        ]
        people.sort(key=lambda i: -self.cast[i].last_seen)
        first = people[0] if people else None
        second = next(
            (i for i in people if first is not None and self.cast[i].country != self.cast[first].country),
            None,
        )
        if first is not None and second is not None:
            m.actors = (second, first)
            m.reason = "the two last named of different sides"
            return
        states = sorted(
            (i for i, x in enumerate(self.cast) if x.country and x.last_seen >= 0 and x.kind != "person"),
            key=lambda i: -self.cast[i].last_seen,
        )
        sides: dict[str | None, int] = {}
        for i in [*people, *states]:
            sides.setdefault(self.cast[i].country, i)
        if len(sides) >= 2:
            m.actors = tuple(list(sides.values())[:2])
            m.reason = "the two last named of different sides"


def resolve_mentions(page: Page, mentions: list[Mention]) -> tuple[list[Mention], list[Member]]:
    """Say of each mention whom it means. Returns all mentions in order, surnames found included, and the cast."""
    return Resolver(page, mentions).run()
