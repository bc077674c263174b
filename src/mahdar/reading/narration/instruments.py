"""Instruments: named agreements, committees, formats and resolutions, their parties, and the state they are told in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mahdar.arabic.tokens import MARK, NUMBER, WORD
from mahdar.knowledge import Hit
from mahdar.model import Instrument
from mahdar.reading.cast import Member, phrase_key, states_of
from mahdar.reading.narration.ground import Ground
from mahdar.reading.narration.instrument_words import Head, InstrumentWords, instrument_words
from mahdar.reading.page import Page

_LONGEST = 9
_REACH = 5
_AFTER = 8
_STATES = ("mentioned", "discussed", "in-force", "signed", "to-be-carried-out")
_PLACES = ("place", "country", "government")
#: So many names back a name is looked for again.
_MEMORY = 80
_LINKS = frozenset({"بين", "مع", "و", "-", '"', "رقم"})
_HYPHENS = frozenset("-/")


@dataclass(slots=True)
class FoundInstrument:
    """An instrument as found.

    Attributes:
        name: token range of its name; `prefix` letters of the first token are attached particles.
        kind: agreement, committee, format, initiative or resolution.
        parties: indices into the cast.
        countries: codes of parties that are told only by an adjective («السورية الروسية») and are not in the cast.
        state: as in the record.
    """

    name: tuple[int, int]
    prefix: int
    kind: str
    parties: tuple[int, ...]
    countries: tuple[str, ...]
    state: str


def find_instruments(ground: Ground, cast: list[Member]) -> list[FoundInstrument]:
    """The instruments of a page, each once, where its furthest state is told; in the order of the text."""
    return _InstrumentReader(ground, cast).run()


def to_instrument(page: Page, found: FoundInstrument, ident: str, ids: Mapping[int, str]) -> Instrument:
    """The instrument of the record; parties without an identifier in `ids` are left out.

    A party that is told by an adjective alone stands with its country's code.
    """
    return Instrument(
        id=ident,
        name=page.words(*found.name, found.prefix),
        parties=tuple(dict.fromkeys([ids[i] for i in found.parties if i in ids] + list(found.countries))),
        state=found.state,  # type: ignore[arg-type]
        span=page.span(*found.name, found.prefix),
    )


@dataclass(slots=True)
class _Name:
    """What is known of a name while its words are read."""

    last: int
    signs: set[str]
    countries: list[str]


class _InstrumentReader:
    def __init__(self, ground: Ground, cast: list[Member]) -> None:
        self.ground = ground
        self.page = ground.page
        self.norms = ground.page.norms
        self.cast = cast
        self.words: InstrumentWords = instrument_words(ground.page.knowledge)
        names = {n for m in cast if m.kind == "country" for n, _ in m.names}
        self._sides = frozenset(w for n in names for w in phrase_key(n))
        self.by_country = states_of(cast)

    def run(self) -> list[FoundInstrument]:
        """Names one after another, brought together in the end."""
        found: list[FoundInstrument] = []
        fixed, heads = self.words.fixed.rows, self.words.heads
        i = 0
        while i < len(self.norms):
            opens = self.norms[i] in heads or self.norms[i] in fixed
            one = self._at(i) if opens else None
            if one is None:
                i += 1
                continue
            found.append(one)
            i = max(one.name[1], i + 1)
        return self._each_once(found)

    def _at(self, i: int) -> FoundInstrument | None:
        if self.page.tokens[i].kind != WORD or not self.ground.reports(i):
            return None
        fixed = self.words.fixed.at(self.norms, i)
        if fixed is not None:
            name = _Name(i + fixed[0], set(), [])
            return self._instrument(i, 0, fixed[1], name)
        head = self.words.heads.get(self.norms[i])
        if head is None or self._is_act(i, head):
            return None
        name = self._read(i, head)
        if not self._stands(head, name):
            return None
        return self._instrument(i, head.prefix, head.kind, name)

    # --- the name

    def _is_act(self, i: int, head: Head) -> bool:
        """«تم الاتفاق على», «بالاتفاق مع»: agreeing, not an agreement; «الاتفاق» taken up again is none either."""
        after = self.norms[i + 1] if i + 1 < len(self.norms) else ""
        before = self.norms[i - 1] if i else ""
        if head.noun == "اتفاق" and head.definite and after in ("علي", "بشان", "حول", "مع", "بين"):
            return True
        return head.noun == "قرار" and before in ("اتخذ", "اتخاذ")

    def _read(self, i: int, head: Head) -> _Name:
        """The words that belong to a head, as far as they go."""
        name = _Name(i + 1, set(), [])
        limit = min(self.ground.segment(i)[1], i + 1 + _LONGEST)
        while name.last < limit:
            size = self._next(name, head, i)
            if not size:
                break
            name.last += size
        while (
            name.last > i + 1
            and self.page.tokens[name.last - 1].kind == MARK
            and self.norms[name.last - 1] != '"'
        ):
            name.last -= 1
        self._close_quote(i, name)
        return name

    def _next(self, name: _Name, head: Head, i: int) -> int:
        """How many more tokens belong to the name, 0 where it ends."""
        k = name.last
        norm, kind = self.norms[k], self.page.tokens[k].kind
        if head.kind == "resolution":
            size = self._resolution(name, k)
            if size:
                return size
        hit = self._hit(k)
        genitive = k == i + 1 and not head.definite  # «اتفاق جدة», not «الاتفاقية المغرب …»
        if hit is not None and (hit.entry.kind == "adjective" or (hit.prefix == 0 and genitive)):
            return self._state(name, hit, k)
        if norm in _HYPHENS and name.countries and k + 1 < len(self.norms) and self._hit(k + 1):
            return 1
        if kind == MARK:
            return int(norm == '"' and k == i + 1)
        if kind == NUMBER:
            return self._numbered(name, k)
        if norm in self.words.subjects:
            return self._sign(name, norm)
        if norm in self.words.made:
            return 1
        if norm in ("بين", "مع", "الي"):
            return self._between(name, k) if norm != "الي" else 0
        definite = head.definite or (k > i + 1 and self.norms[k - 1].startswith("ال"))
        if definite and norm.startswith("ال") and self._is_adjective(k):
            return self._sign(name, norm)
        return 0

    def _sign(self, name: _Name, norm: str) -> int:
        """One word more; «جديد» or «نهائي» alone does not make a name."""
        name.signs.add(norm)
        if norm not in self.words.generic:
            name.signs.add("qualified")
        return 1

    def _hit(self, k: int) -> Hit | None:
        """An adjective of a state, a state or a place at token `k`."""
        hits = self.page.hits.get(k, ())
        adjective = next((h for h in hits if h.entry.kind == "adjective"), None)
        if adjective is not None and not any(h.entry.kind == "country" for h in hits):
            return adjective
        return next(
            (h for h in hits if h.entry.kind in _PLACES and not h.entry.detail.endswith("?")), adjective
        )

    def _state(self, name: _Name, hit: Hit, k: int) -> int:
        code = hit.entry.country
        if hit.entry.kind in ("adjective", "country") and code and code not in name.countries:
            name.countries.append(code)
        if hit.entry.kind != "adjective":
            name.signs.add("place")
        name.signs.update((self.norms[k], "qualified"))
        if len(name.countries) >= 1 and hit.entry.kind == "adjective":
            name.signs.add("states")
        return hit.length

    def _resolution(self, name: _Name, k: int) -> int:
        """«مجلس الأمن الدولي رقم 2254», «الجمعية العامة», «رقم 2254»."""
        for phrase in (
            ("مجلس", "الامن", "الدولي"),
            ("مجلس", "الامن"),
            ("الجمعيه", "العامه", "للامم", "المتحده"),
            ("الجمعيه", "العامه"),
            ("الشرعيه", "الدوليه"),
        ):
            if tuple(self.norms[k : k + len(phrase)]) == phrase:
                name.signs.update((" ".join(phrase[:2]), "qualified"))
                return len(phrase)
        if self.norms[k] == "رقم" and k + 1 < len(self.norms) and self.page.tokens[k + 1].kind == NUMBER:
            name.signs.add("number")
            return 2
        if self.norms[k] in ("و", "او", "الرقم") and "number" in name.signs:
            return int(k + 1 < len(self.norms) and self.page.tokens[k + 1].kind == NUMBER)
        if self.page.tokens[k].kind == NUMBER and self.norms[k].isdecimal() and 2 <= len(self.norms[k]) <= 4:
            name.signs.add("number")
            return 1
        return 0

    def _numbered(self, name: _Name, k: int) -> int:
        """«مجموعة 5+1», «منصة 3+3», «اتفاق 1974»."""
        if self.norms[k + 1 : k + 2] == ["+"] and k + 2 < len(self.norms):
            name.signs.update(("+", "".join(self.norms[k : k + 3]), "qualified"))
            return 3
        if self.norms[k].isdecimal() and len(self.norms[k]) == 4:
            name.signs.add("qualified")
            return 1
        return 0

    def _between(self, name: _Name, k: int) -> int:
        """«بين دمشق وموسكو», «مع إيران»: the parties end the name."""
        following = self.ground.mentions_within(k + 1, k + 2)
        if not following or following[0].kind in ("person",):
            return 0
        name.signs.update(("parties", "qualified"))
        end = following[0].last
        while True:
            joined = next(
                (
                    m
                    for m in self.ground.mentions_within(end, end + 1)
                    if self.norms[m.first].startswith("و") and m.prefix
                ),
                None,
            )
            if joined is None or joined.kind == "person":
                return end - k
            end = joined.last

    def _is_adjective(self, k: int) -> bool:
        """A word with the article that is no actor, no verb and no new noun phrase."""
        norm = self.norms[k]
        if norm in ("الذي", "التي", "الذين", "الان", "اليوم", "الماضي", "الحالي", "المقبل"):
            return False
        if self.ground.date_at(k) is not None or self.ground.mentions_within(k, k + 1):
            return False
        return norm.endswith(("ي", "ه", "ا")) or norm in self.words.generic

    def _close_quote(self, i: int, name: _Name) -> None:
        """A quotation mark opened within the name is closed in it, or is not part of it."""
        inside = [k for k in range(i + 1, name.last) if self.norms[k] == '"']
        if len(inside) % 2 == 0:
            return
        if name.last < len(self.norms) and self.norms[name.last] == '"':
            name.last += 1
        elif inside[-1] == name.last - 1:
            name.last -= 1

    def _stands(self, head: Head, name: _Name) -> bool:
        """Whether head and words together name an instrument."""
        if not head.needs:
            return "qualified" in name.signs
        if "states" in head.needs and len(name.countries) >= (1 if head.kind == "initiative" else 2):
            return True
        signs = name.signs | {w for s in name.signs for w in s.split()}
        return any(w in name.signs or w in signs for w in head.needs if w != "states")

    # --- parties and state

    def _instrument(self, i: int, prefix: int, kind: str, name: _Name) -> FoundInstrument:
        first = self._quantified(i) if prefix == 0 else i
        parties = [] if kind == "resolution" else self._parties(i, name)
        countries = []
        for code in name.countries:
            member = self.by_country.get(code)
            if member is not None and member not in parties:
                parties.append(member)
            elif member is None and code not in {self.cast[p].country for p in parties}:
                countries.append(code)
        state = self._state_of(first, name.last, kind)
        return FoundInstrument((first, name.last), prefix, kind, tuple(parties), tuple(countries), state)

    def _quantified(self, i: int) -> int:
        for size in (2, 1):
            if i >= size and (found := self.words.quantifiers.at(self.norms, i - size)) and found[0] == size:
                return i - size
        return i

    def _parties(self, i: int, name: _Name) -> list[int]:
        """The actors named within the name or right after it («… بين X وY», «… مع X»)."""
        out: list[int] = []
        for m in self.ground.mentions_within(i + 1, name.last):
            led = any(w in ("بين", "مع") for w in self.norms[i + 1 : m.first])
            if self.norms[m.first] in self.words.made:
                continue
            if (m.kind == "country" and (led or not m.place)) or (m.kind == "institution" and led):
                out += [a for a in m.actors if a not in out]
        k = name.last
        if not out and k < len(self.norms) and self.norms[k] in ("بين", "مع"):
            following = self.ground.mentions_within(k + 1, k + 2)
            end = following[0].last if following else k
            for m in [*following, *self.ground.mentions_within(end, end + 1)]:
                if m.kind in ("country", "institution", "group"):
                    out += [a for a in m.actors if a not in out]
        return out

    def _state_of(self, first: int, last: int, kind: str) -> str:
        """By the nearest word before it that tells a state, else by what follows it, else by its own words."""
        start, end = self.ground.segment(first)
        near = self.norms[max(start, first - _REACH - 2) : first]
        for distance, norm in enumerate(reversed(near)):
            state = self.words.left.get(norm)
            if state is None or (distance >= _REACH and state != "signed"):
                continue
            reached = norm == "التوصل" and {"تم", "جري", "بعد", "وبعد", "وتم", "وجري"} & set(
                near[-distance - 3 : len(near) - distance - 1]
            )
            if norm in self.words.negotiating and (kind != "agreement" or reached):
                continue
            if state == "signed":
                before = near[: len(near) - 1 - distance][-3:]
                if any(w in self.words.intending for w in before) or norm.startswith(("ل", "س")):
                    return "discussed"
            return state
        for k in range(last, min(end, last + _AFTER)):
            after = self.words.right.at(self.norms, k)
            if after is not None:
                return after[1]
            if self.norms[k] in (",",) and k - last > 3:
                break
        return "signed" if any(w in self.words.made for w in self.norms[first:last]) else "mentioned"

    # --- each once

    def _each_once(self, found: list[FoundInstrument]) -> list[FoundInstrument]:
        """Tellings of one name brought together: the furthest state, the fullest parties."""
        out: list[FoundInstrument] = []
        for one in found:
            kept = next((o for o in out[-_MEMORY:] if self._same(o, one)), None)
            if kept is None:
                out.append(one)
                continue
            further = _STATES.index(one.state) - _STATES.index(kept.state)
            longer = (one.name[1] - one.name[0]) - (kept.name[1] - kept.name[0])
            if further > 0 or (further == 0 and longer > 0):
                kept.name, kept.prefix, kept.state = one.name, one.prefix, one.state
            kept.parties = tuple(dict.fromkeys(kept.parties + one.parties))
            kept.countries = tuple(dict.fromkeys(kept.countries + one.countries))
        return sorted(out, key=lambda one: one.name)

    def _same(self, a: FoundInstrument, b: FoundInstrument) -> bool:
        """Whether two names may be one: the words of one within the other's, and no two sets of parties."""
        if a.kind != b.kind:
            return False
        mine, theirs = self._key(a), self._key(b)
        if not (mine <= theirs or theirs <= mine):
            return False
        sides = [set(one.parties) | set(one.countries) for one in (a, b)]
        if not (mine and theirs):
            return mine == theirs and bool(sides[0] & sides[1])
        return mine == theirs or not all(sides) or bool(sides[0] & sides[1])

    def _key(self, one: FoundInstrument) -> frozenset[str]:
        """The words that make a name; of a resolution with a number the number alone."""
        norms = self.norms[one.name[0] : one.name[1]]
        numbers = frozenset(n for n in norms if n.isdecimal())
        if one.kind == "resolution" and numbers:
            return numbers
        words = phrase_key(" ".join(n for n in norms[1:] if n not in _LINKS and n not in self.words.made))
        return words - self._sides
