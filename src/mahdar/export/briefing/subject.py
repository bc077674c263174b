"""What a briefing is about, and all that the record holds of it; every question is one of `comparing`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from mahdar.arabic.fold import fold
from mahdar.comparing.actors import actor_named
from mahdar.comparing.card import Card, card_of
from mahdar.comparing.commitments import Commitment, CommitmentQuery, commitments
from mahdar.comparing.coverage import coverage_of
from mahdar.comparing.encounters import EncounterQuery, merged_page
from mahdar.comparing.formulas import topics_with_formulas
from mahdar.comparing.holdings import Gathered, Gathering, day_of
from mahdar.comparing.readouts import Readouts, readouts_of
from mahdar.comparing.silences import Silences, silences_at
from mahdar.comparing.statements import StatementQuery, statements
from mahdar.comparing.wording import Series, wording_among
from mahdar.comparing.words import Narrated, Review, Said, Words, least_reviewed
from mahdar.model import MergedEncounter

#: The latest encounters, with their sessions, that a briefing goes into.
ENCOUNTERS = 40
_STATEMENTS = 400

Place = tuple[str, int, int]
Families = Sequence[tuple[Card, tuple[Card, ...]]]


@dataclass(frozen=True, slots=True)
class Told:
    """A statement or a narrated item, every place where the same is told, and the encounter it is told with."""

    item: Said | Narrated
    words: tuple[Words, ...]
    beside: Card | None = None

    @property
    def order(self) -> str:
        """By what it is put in the order of time: its own day, else that of the encounter it is told with."""
        own = isinstance(self.item, Said) and self.item.encounter
        return self.beside.day.order if self.beside and not own else self.item.day.order


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a briefing is about.

    Attributes:
        kind: actor, countries or encounter.
        names: of the actor, of the two countries, or of the encounter's participants.
        what: kind of the encounter.
        sides: codes of the countries that it is between.
        history: the encounters, each with its sessions and side talks after it, in the order of time.
        earlier: how many encounters before these are left out, and the command that lists them.
        focus: of these the ones whose words are told: all, or the encounter asked for.
        said, narrated: what was said and told, each once.
        readouts: of the encounters in focus.
        silences: likewise, the latest first.
        reviews: by their places, whether a person has looked at statements and reports.
    """

    kind: str
    names: tuple[str, ...]
    what: str
    sides: tuple[str, ...]
    history: tuple[tuple[Card, tuple[Card, ...]], ...]
    earlier: tuple[int, str]
    focus: tuple[Card, ...]
    said: tuple[Told, ...]
    narrated: tuple[Told, ...]
    series: tuple[tuple[str, Series], ...]
    commitments: tuple[Commitment, ...]
    readouts: tuple[Readouts, ...]
    silences: tuple[Silences, ...]
    reviews: dict[Place, Review]

    def state(self, words: Iterable[Words]) -> Review:
        """Whether a person has looked at what stands in some places: of several the least looked at."""
        return least_reviewed(self.reviews.get(place_of(one), "machine") for one in words)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What a subject is made of; what is made of it does not differ by subject.

    Attributes:
        query: its encounters; none of it where there is no query that finds them.
        listing: the command that lists them.
        asked: the encounter asked for, where it is one.
        beside: statements besides those of its encounters.
        committed: what of their commitments is told.
        wanted: which statements of its encounters are told.
    """

    kind: str
    names: tuple[str, ...]
    sides: tuple[str, ...] = ()
    query: EncounterQuery | None = None
    listing: str = ""
    asked: MergedEncounter | None = None
    beside: Sequence[Said] = ()
    committed: CommitmentQuery | None = None
    wanted: Callable[[Said], bool] = lambda _: True


def on_actor(connection: Connection, name: str) -> Subject:
    """All on one actor.

    Raises:
        UnknownActor: where the record holds none of this name.
    """
    one = actor_named(connection, name)

    def his(said: Said) -> bool:
        return any(who.id == one.id for who in said.speakers)

    asked = _Asked(
        kind="actor",
        names=(one.name,),
        query=EncounterQuery(actors=(one.id,), limit=None),
        listing=f"mahdar encounters --actor {one.id}",
        beside=statements(connection, StatementQuery(by=one.id, limit=_STATEMENTS)).lines,
        committed=CommitmentQuery(actor=one.id, limit=_STATEMENTS),
        wanted=his,
    )
    return _subject(connection, asked)


def on_countries(connection: Connection, a: str, b: str) -> Subject:
    """All between two countries, by their codes: encounters of both, and what each says of the other elsewhere."""
    beside = [
        *statements(connection, StatementQuery(by=a, about=b, limit=_STATEMENTS)).lines,
        *statements(connection, StatementQuery(by=b, about=a, limit=_STATEMENTS)).lines,
    ]
    asked = _Asked(
        kind="countries",
        names=(a, b),
        sides=(a, b),
        query=EncounterQuery(countries=(a, b), limit=None),
        listing=f"mahdar encounters --country {a} --country {b}",
        beside=beside,
    )
    return _subject(connection, asked)


def on_encounter(connection: Connection, name: str) -> Subject:
    """All on one encounter, with the history of its two sides.

    Raises:
        UnknownEncounter: where the record holds none of this identifier.
    """
    gathering = Gathering(connection)
    whole = gathering.named(name)
    if whole.merged.part_of:
        whole = gathering.named(whole.merged.part_of)
    one, sides = whole.merged, whole.sides
    two = len(sides) == 2
    asked = _Asked(
        kind="encounter",
        names=tuple(party.name for party in one.participants),
        sides=sides,
        query=EncounterQuery(countries=sides, limit=None) if two else None,
        listing=f"mahdar encounters {' '.join(f'--country {side}' for side in sides)}",
        asked=one,
    )
    return _subject(connection, asked, gathering)


def _subject(connection: Connection, asked: _Asked, gathering: Gathering | None = None) -> Subject:
    gathering = gathering or Gathering(connection)
    history, left_out = _families(gathering, asked)
    focus = [one for one, _ in history if asked.asked is None or one.id == asked.asked.id]
    said, narrated = _told(gathering, focus)
    said = [one for one in said if isinstance(one.item, Said) and asked.wanted(one.item)]
    known = {place_of(words) for one in said for words in one.words}
    said += [Told(one, (one.words[0],)) for one in asked.beside if place_of(one.words[0]) not in known]
    members = [member.id for one, parts in history if one in focus for member in (one, *parts)]
    sides = asked.sides if len(asked.sides) == 2 else ()
    committed = asked.committed or CommitmentQuery(encounters=tuple(members), sides=sides, limit=_STATEMENTS)
    held = [gathering.named(one.id) for one in focus if one.status == "held"]
    silent = tuple(silences_at(gathering, one) for one in reversed(held))
    return Subject(
        kind=asked.kind,
        names=asked.names,
        what=asked.asked.kind if asked.asked else "",
        sides=asked.sides,
        history=tuple(history),
        earlier=(left_out, asked.listing),
        focus=tuple(focus),
        said=tuple(said),
        narrated=tuple(narrated),
        series=_series(said, [gathering.named(member) for member in members]),
        commitments=_commitments(connection, committed, asked.sides),
        readouts=tuple(readouts_of(one) for one in held),
        silences=silent,
        reviews=_reviews(history, said, silent),
    )


def place_of(words: Words) -> Place:
    """By what one place of words is known."""
    return words.article, words.span.start, words.span.end


def _families(gathering: Gathering, asked: _Asked) -> tuple[Families, int]:
    """Encounters with their sessions and side talks, in the order of time; the latest, and how many are left out."""
    connection = gathering.connection
    met = merged_page(connection, asked.query)[1] if asked.query else []
    if asked.asked and asked.asked.id not in {one.id for one in met}:
        met = [*met, asked.asked]
    ids = {one.id for one in met}
    wholes = sorted((m for m in met if m.part_of not in ids), key=lambda m: (day_of(m).order, m.id))
    shown = wholes[-ENCOUNTERS:]
    if asked.asked and asked.asked not in shown:
        shown = [asked.asked, *shown[1:]]
    found = []
    for one in shown:
        parts = sorted((p for p in met if p.part_of == one.id), key=lambda p: (day_of(p).order, p.id))
        if one == asked.asked:
            parts = [member for member in gathering.of(one).family if member.part_of == one.id]
        cards = [card_of(connection, gathering.of(member)) for member in (one, *parts)]
        found.append((cards[0], tuple(cards[1:])))
    return found, len(wholes) - len(shown)


def _told(gathering: Gathering, focus: Sequence[Card]) -> tuple[list[Told], list[Told]]:
    """What was said and told at encounters, the same of several articles once, with every place of it."""
    said: dict[str, Told] = {}
    narrated: dict[str, Told] = {}
    for one in focus:
        every: list[Said | Narrated] = [*one.statements, *one.narrated]
        items = {item.id: item for item in every}
        for row in coverage_of(gathering.connection, gathering.named(one.id)).rows:
            if row.id in items:
                kind = said if row.kind == "statement" else narrated
                kind.setdefault(row.id, Told(items[row.id], row.words, one))
    return list(said.values()), list(narrated.values())


def _series(said: Sequence[Told], met: Sequence[Gathered]) -> tuple[tuple[str, Series], ...]:
    """Formulas that one organ used more than once, or several in other words, each with its topic."""
    found: list[tuple[str, Series]] = []
    items = [one.item for one in said if isinstance(one.item, Said)]
    for topic in topics_with_formulas():
        by_family: dict[str, list[Series]] = defaultdict(list)
        for series in wording_among(items, met, topic):
            by_family[series.family].append(series)
        for some in by_family.values():
            several = len({fold(step.formula) for series in some for step in series.steps}) > 1
            found += [(topic, series) for series in some if several or len(series.steps) > 1]
    return tuple(found)


def _commitments(
    connection: Connection, query: CommitmentQuery, sides: Sequence[str]
) -> tuple[Commitment, ...]:
    """Commitments in the order of time; where a subject has sides, those of someone of theirs."""
    if not (query.actor or query.encounters or query.sides):
        return ()
    found = commitments(connection, query).lines
    if sides:
        found = tuple(one for one in found if any(who.country in sides for who in one.who))
    return tuple(sorted(found, key=lambda c: (c.day.order, c.id)))


def _reviews(history: Families, said: Iterable[Told], silent: Iterable[Silences]) -> dict[Place, Review]:
    """Whether a person has looked at the statements and reports of a subject, by the places of their words."""
    found: dict[Place, Review] = {}
    for absent in (absent for one in silent for absent in one.absent):
        found |= {place_of(words): absent.review for words in absent.words}
    for one in (told.item for told in said):
        found[place_of(one.words[0])] = one.review
    for member in (member for one, parts in history for member in (one, *parts)):
        found |= {place_of(item.words[0]): item.review for item in member.statements}
        found |= {place_of(words): report.review for report in member.reports for words in report.words}
    return found


def articles_of(subject: Subject) -> list[str]:
    """The articles that a subject rests on, in the order of its encounters."""
    found = [words.article for one, parts in subject.history for member in (one, *parts)
             for report in member.reports for words in report.words]  # fmt: skip
    found += [words.article for one in (*subject.said, *subject.narrated) for words in one.words]
    found += [words.article for _, series in subject.series for step in series.steps for words in step.words]
    found += [w.article for one in subject.commitments
              for w in (*one.words, *(x for later in one.later for x in later.words))]  # fmt: skip
    for one in subject.silences:
        groups: list[tuple[Words, ...]] = [x.words for x in one.declined]
        groups += [x.words for x in one.absent] + [x.words for x in one.compared]
        found += [words.article for group in groups for words in group]
    return list(dict.fromkeys(found))
