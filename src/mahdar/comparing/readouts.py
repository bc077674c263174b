"""`readouts`: what one side's organs tell of an encounter and the other's do not, or tell in other words.

A side is the country of the organ from which words come, never the outlet that prints them. Where the organs of one
side only are in the record, the answer says so and compares outlets instead.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from sqlalchemy import Connection

from mahdar.comparing.alike import SAME, Differing, differing, likeness
from mahdar.comparing.card import FieldTold
from mahdar.comparing.holdings import Gathered, day_of, gather
from mahdar.comparing.words import Day, Said, Teller, Words, not_found
from mahdar.model.vocabulary import Topic

#: The topic of words that fit no narrower one: it parts nothing where a narrower one stands beside it.
_WIDEST: Topic = "bilateral-relations"
Standing = Literal["only here", "the same", "both, but different", "both, other lines"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a read-out, and where other articles of the same column have it too."""

    said: Said
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnTopic:
    """The lines of one column on one topic; `told` where it has none: «not found in the N articles checked»."""

    column: str
    lines: tuple[Line, ...]
    told: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two lines of two columns that say the same in part, and the words in which they differ."""

    a: str
    b: str
    said_a: str
    said_b: str
    differing: tuple[Differing, ...]
    words: tuple[Words, Words]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicCompared:
    """One topic across the columns."""

    topic: str
    standing: Standing
    columns: tuple[ColumnTopic, ...]
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One side, or one outlet where outlets are compared.

    Attributes:
        key: the country of a side; else the outlet or the article.
        tellers: the organs whose words these are, and on what that rests.
        articles: how its articles are named.
        order: its topics in the order in which it first tells them.
        tone: what it calls the encounter («صريحة»، «بناءة»).
    """

    key: str
    tellers: tuple[Teller, ...]
    articles: tuple[str, ...]
    order: tuple[str, ...]
    tone: tuple[FieldTold, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Readouts:
    """The read-outs of an encounter, compared by topic.

    Attributes:
        compared: whether sides or outlets are compared.
        sides: countries of the participants.
        missing: those of them whose organs' texts are not among the articles checked.
        note: what is compared and why, in words.
        unsided: lines that come from no organ of a side, where sides are compared.
        checked: how many articles were looked at.
    """

    encounter: str
    day: Day
    compared: Literal["sides", "outlets"]
    sides: tuple[str, ...]
    missing: tuple[str, ...]
    note: str
    columns: tuple[Column, ...]
    topics: tuple[TopicCompared, ...]
    unsided: tuple[Line, ...]
    checked: int


def readouts(connection: Connection, name: str) -> Readouts:
    """The read-outs of an encounter.

    Raises:
        UnknownEncounter: where the record holds none of this identifier.
    """
    return readouts_of(gather(connection, name))


def readouts_of(whole: Gathered) -> Readouts:
    """The read-outs of an encounter of which all is gathered."""
    said = whole.said()
    sides = whole.sides
    told = [side for side in sides if any(one.teller.side == side for one in said)]
    by_side = len(told) > 1
    groups = _by_side(said, told) if by_side else _by_outlet(said)
    unsided = [one for one in said if by_side and one.teller.side not in told]
    missing = tuple(side for side in sides if side not in told)
    return Readouts(
        encounter=whole.merged.id,
        day=day_of(whole.merged),
        compared="sides" if by_side else "outlets",
        sides=sides,
        missing=missing,
        note=_note(told, missing, len(whole.holdings)),
        columns=tuple(_column(key, lines, whole, by_side) for key, lines in groups.items()),
        topics=_topics(groups),
        unsided=_joined(unsided),
        checked=len(whole.holdings),
    )


def _note(told: Sequence[str], missing: Sequence[str], checked: int) -> str:
    if len(told) > 1:
        return f"read-outs of {', '.join(told)}, in the {checked} articles checked"
    here = f"organs of {told[0]} only" if told else "organs of neither side"
    lack = f"; no read-out of {', '.join(missing)} was found" if missing else ""
    return f"{here} are told from in the {checked} articles checked{lack}: outlets are compared instead"


def _by_side(said: Iterable[Said], told: Sequence[str]) -> dict[str, list[Said]]:
    groups: dict[str, list[Said]] = {side: [] for side in told}
    for one in said:
        if one.teller.side in groups:
            groups[one.teller.side].append(one)
    return groups


def _by_outlet(said: Iterable[Said]) -> dict[str, list[Said]]:
    groups: dict[str, list[Said]] = defaultdict(list)
    for one in said:
        groups[one.words[0].outlet or one.words[0].doc_id].append(one)
    return dict(groups)


def topics_told(one: Said) -> tuple[str, ...]:
    """The topics under which a line is compared: the widest only where it has no other."""
    narrower = tuple(topic for topic in one.topics if topic != _WIDEST)
    return narrower or one.topics or ("other",)


def _column(key: str, said: Sequence[Said], whole: Gathered, by_side: bool) -> Column:
    articles = dict.fromkeys(one.words[0].doc_id for one in said)
    tone = []
    for holding, encounter in whole.reports():
        teller = holding.tellers.of_encounter(encounter)
        mine = teller.side == key if by_side else (holding.record.outlet or holding.record.doc_id) == key
        if encounter.tone and mine:
            words = (holding.words(encounter.evidence),)
            tone.append(FieldTold(field="tone", value=encounter.tone, words=words))
    return Column(
        key=key,
        tellers=tuple(dict.fromkeys(one.teller for one in said)),
        articles=tuple(articles),
        order=tuple(dict.fromkeys(topic for one in said for topic in topics_told(one))),
        tone=tuple(tone),
    )


def _topics(groups: dict[str, list[Said]]) -> tuple[TopicCompared, ...]:
    """The columns topic by topic; a line stands under its first topic, and beside the line it is paired with."""
    lines = {key: _joined(said) for key, said in groups.items()}
    pairs = _pairs(lines)
    topic_of = {line.said.id: topics_told(line.said)[0] for own in lines.values() for line in own}
    for pair in pairs:
        topic_of[pair.said_b] = topic_of[pair.said_a]
    counts = {key: len({one.words[0].article for one in said}) for key, said in groups.items()}
    found = []
    for topic in dict.fromkeys(topic_of.values()):
        here = {
            key: tuple(line for line in own if topic_of[line.said.id] == topic) for key, own in lines.items()
        }
        beside = tuple(p for p in pairs if topic_of[p.said_a] == topic and topic_of[p.said_b] == topic)
        columns = tuple(
            ColumnTopic(column=key, lines=own, told=None if own else not_found(counts[key]))
            for key, own in here.items()
        )
        standing = _standing(here, beside)
        found.append(TopicCompared(topic=topic, standing=standing, columns=columns, pairs=beside))
    return tuple(found)


def _standing(lines: dict[str, tuple[Line, ...]], pairs: Sequence[Pair]) -> Standing:
    filled = [own for own in lines.values() if own]
    if len(filled) < 2:
        return "only here"
    if any(pair.differing for pair in pairs):
        return "both, but different"
    every = sum(map(len, filled))
    return "the same" if pairs and every == 2 * len(pairs) else "both, other lines"


def _joined(said: Sequence[Said]) -> tuple[Line, ...]:
    """Lines, each with every place of a column where the same is said by the same."""
    groups: list[list[Said]] = []
    by_speakers: dict[frozenset[str], list[list[Said]]] = defaultdict(list)
    for one in said:
        own = by_speakers[speakers_of(one)]
        for group in own:
            if likeness(one.content, group[0].content) >= SAME:
                group.append(one)
                break
        else:
            groups.append([one])
            own.append(groups[-1])
    return tuple(
        Line(said=group[0], words=(*group[0].words, *(one.words[0] for one in group[1:]))) for group in groups
    )


def speakers_of(one: Said) -> frozenset[str]:
    """Who speaks, the bodies of one state counted as one: an agency tells what a presidency states."""
    bodies = ("institution", "group")
    return frozenset(who.country if who.country and who.kind in bodies else who.id for who in one.speakers)


def _pairs(lines: dict[str, tuple[Line, ...]]) -> tuple[Pair, ...]:
    """For each two columns the lines that say the same in part, the likest first, each line in one pair of the two."""
    found = []
    for a, b in combinations(lines, 2):
        alike = [
            (likeness(one.said.content, other.said.content), i, j)
            for i, one in enumerate(lines[a])
            for j, other in enumerate(lines[b])
        ]
        taken: set[tuple[str, int]] = set()
        for strength, i, j in sorted(alike, key=lambda x: (-x[0], x[1], x[2])):
            if strength < SAME / 2 or ("a", i) in taken or ("b", j) in taken:
                continue
            taken |= {("a", i), ("b", j)}
            found.append(_pair(a, b, lines[a][i].said, lines[b][j].said))
    return tuple(found)


def _pair(a: str, b: str, one: Said, other: Said) -> Pair:
    return Pair(
        a=a,
        b=b,
        said_a=one.id,
        said_b=other.id,
        differing=differing(one.words[0].span, other.words[0].span),
        words=(one.words[0], other.words[0]),
    )
