"""What a briefing is about, and all that the record holds of it; every question is one of `comparing`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from mahdar.comparing.actors import actor_named
from mahdar.comparing.card import Card, card
from mahdar.comparing.commitments import Commitment, CommitmentQuery, commitments
from mahdar.comparing.coverage import coverage
from mahdar.comparing.encounters import EncounterQuery, encounters
from mahdar.comparing.formulas import topics_with_formulas
from mahdar.comparing.readouts import Readouts, readouts
from mahdar.comparing.silences import Silences, silences
from mahdar.comparing.statements import StatementQuery, statements
from mahdar.comparing.wording import Series, wording
from mahdar.comparing.words import Met, Narrated, Said, Words
from mahdar.export.briefing.content import State
from mahdar.record import tables

#: The latest encounters, with their sessions, that a briefing goes into.
ENCOUNTERS = 40
_STATEMENTS = 400
#: What a review made of an item; a merge or a split too is the word of a person who looked at it.
_REVIEWED: dict[str, State] = {"corrected": "corrected", "added": "added"}


Place = tuple[str, int, int]


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
        focus: of these the ones whose words are told: all, or the encounter asked for.
        said, narrated: what was said and told, each once.
        readouts: of the encounters in focus.
        silences: likewise, the latest first.
        states: by their places, of statements and reports that a person has looked at.
    """

    kind: str
    names: tuple[str, ...]
    what: str
    sides: tuple[str, ...]
    history: tuple[tuple[Card, tuple[Card, ...]], ...]
    focus: tuple[Card, ...]
    said: tuple[Told, ...]
    narrated: tuple[Told, ...]
    series: tuple[Series, ...]
    commitments: tuple[Commitment, ...]
    readouts: tuple[Readouts, ...]
    silences: tuple[Silences, ...]
    states: dict[Place, State]

    def state(self, words: Iterable[Words]) -> State:
        """Whether a person has looked at what stands in some places: of several the least looked at."""
        found = {self.states.get(place_of(one), "machine") for one in words}
        order: tuple[State, ...] = ("machine", "corrected", "added", "accepted")
        return next((state for state in order if state in found), "machine")


def on_actor(connection: Connection, name: str) -> Subject:
    """All on one actor.

    Raises:
        UnknownActor: where the record holds none of this name.
    """
    one = actor_named(connection, name)
    met = encounters(connection, EncounterQuery(actors=(one.id,), limit=None)).lines
    own = statements(connection, StatementQuery(by=one.id, limit=_STATEMENTS)).lines

    def his(said: Said) -> bool:
        return any(who.id == one.id for who in said.speakers)

    return _subject(
        connection, "actor", (one.name,), (), _families(connection, met), None, own, [one.id], (one.id,), his
    )


def on_countries(connection: Connection, a: str, b: str) -> Subject:
    """All between two countries, by their codes: encounters of both, and what each says of the other elsewhere."""
    both = {a, b}
    every = encounters(connection, EncounterQuery(limit=None)).lines
    met = [one for one in every if both <= {who.country for who in one.participants}]
    beside = [
        *statements(connection, StatementQuery(by=a, about=b, limit=_STATEMENTS)).lines,
        *statements(connection, StatementQuery(by=b, about=a, limit=_STATEMENTS)).lines,
    ]
    committed = [who.id for one in met for who in one.participants if who.country in both]
    committed += _countries(connection, both)
    return _subject(
        connection, "countries", (a, b), (a, b), _families(connection, met), None, beside, committed, (a, b)
    )


def on_encounter(connection: Connection, name: str) -> Subject:
    """All on one encounter, with the history of its two sides.

    Raises:
        UnknownEncounter: where the record holds none of this identifier.
    """
    one = card(connection, name)
    if one.whole:
        one = card(connection, one.whole.id)
    names = tuple(attendant.participant.name for attendant in one.attendants)
    committed = [attendant.participant.id for attendant in one.attendants]
    if len(one.sides) == 2:
        both = set(one.sides)
        every = encounters(connection, EncounterQuery(limit=None)).lines
        met = [m for m in every if both <= {who.country for who in m.participants}]
        history = _families(connection, met)
    else:
        history = [(one, tuple(card(connection, part.id) for part in one.parts))]
    return _subject(
        connection, "encounter", names, one.sides, history, one, (), committed, one.sides, what=one.kind
    )


def _subject(  # noqa: PLR0913, PLR0917 (what is looked for differs by subject, what is made of it does not)
    connection: Connection,
    kind: str,
    names: tuple[str, ...],
    sides: tuple[str, ...],
    history: Sequence[tuple[Card, tuple[Card, ...]]],
    asked: Card | None,
    beside: Sequence[Said],
    committed: Iterable[str],
    issuers: tuple[str, ...],
    wanted: Callable[[Said], bool] = lambda _: True,
    what: str = "",
) -> Subject:
    focus = [one for one, _ in history if asked is None or one.id == asked.id]
    said, narrated = _told(connection, focus)
    said = [one for one in said if isinstance(one.item, Said) and wanted(one.item)]
    known = {place_of(words) for one in said for words in one.words}
    said += [Told(one, (one.words[0],)) for one in beside if place_of(one.words[0]) not in known]
    ids = {member.id for one, parts in history for member in (one, *parts)}
    in_focus = {member.id for one, parts in history if one in focus for member in (one, *parts)}
    return Subject(
        kind=kind,
        names=names,
        what=what,
        sides=sides,
        history=tuple(history),
        focus=tuple(focus),
        said=tuple(said),
        narrated=tuple(narrated),
        series=_series(connection, issuers),
        commitments=_commitments(connection, committed, sides, in_focus if asked else ids),
        readouts=tuple(readouts(connection, one.id) for one in focus if one.status == "held"),
        silences=tuple(silences(connection, one.id) for one in reversed(focus) if one.status == "held"),
        states=_states(connection),
    )


def place_of(words: Words) -> Place:
    """By what one place of words is known."""
    return words.article, words.span.start, words.span.end


def _families(connection: Connection, met: Sequence[Met]) -> list[tuple[Card, tuple[Card, ...]]]:
    """Encounters with their sessions and side talks, in the order of time; the latest ones, where there are many."""
    ids = {one.id for one in met}
    wholes = [one for one in met if one.part_of not in ids]
    latest = sorted(wholes, key=lambda one: (one.day.order, one.id))[-ENCOUNTERS:]
    found = []
    for one in latest:
        parts = sorted((p for p in met if p.part_of == one.id), key=lambda p: (p.day.order, p.id))
        found.append((card(connection, one.id), tuple(card(connection, part.id) for part in parts)))
    return found


def _told(connection: Connection, focus: Sequence[Card]) -> tuple[list[Told], list[Told]]:
    """What was said and told at encounters, the same of several articles once, with every place of it."""
    said: dict[str, Told] = {}
    narrated: dict[str, Told] = {}
    for one in focus:
        every: list[Said | Narrated] = [*one.statements, *one.narrated]
        items = {item.id: item for item in every}
        for row in coverage(connection, one.id).rows:
            if row.id in items:
                kind = said if row.kind == "statement" else narrated
                kind.setdefault(row.id, Told(items[row.id], row.words, one))
    return list(said.values()), list(narrated.values())


def _series(connection: Connection, issuers: Iterable[str]) -> tuple[Series, ...]:
    """Formulas that one organ used more than once."""
    found: dict[tuple[str, str], Series] = {}
    for issuer in issuers:
        for topic in topics_with_formulas():
            for series in wording(connection, issuer, topic).series:
                if len(series.steps) > 1:
                    found.setdefault((series.family, series.organ), series)
    return tuple(found.values())


def _commitments(
    connection: Connection, actors: Iterable[str], sides: Sequence[str], encounters: set[str]
) -> tuple[Commitment, ...]:
    """Commitments of some actors: those made at the encounters, and those whose parties are the two sides."""
    found: dict[str, Commitment] = {}
    for actor in dict.fromkeys(actors):
        for one in commitments(connection, CommitmentQuery(actor=actor, limit=_STATEMENTS)).lines:
            parties = {who.country for who in one.who}
            if one.encounter in encounters or not sides or set(sides) <= parties:
                found.setdefault(one.id, one)
    return tuple(sorted(found.values(), key=lambda c: (c.day.order, c.id)))


def _countries(connection: Connection, codes: set[str]) -> list[str]:
    """The countries themselves, as actors: they are parties of agreements."""
    table = tables.identities
    query = select(table.c.id).where(table.c.kind == "country", table.c.country.in_(sorted(codes)))
    return list(connection.execute(query.order_by(table.c.id)).scalars())


def _states(connection: Connection) -> dict[Place, State]:
    """The places of statements and of reports of encounters that a person has looked at; there are never many."""
    said, met, articles = tables.statements, tables.encounters, tables.articles
    found: dict[Place, State] = {}
    for table, start, end in (
        (said, said.c.content_start, said.c.content_end),
        (met, met.c.evidence_start, met.c.evidence_end),
    ):
        query = select(articles.c.id, start.label("start"), end.label("end"), table.c.state)
        query = query.join(articles, articles.c.number == table.c.article).where(table.c.state != "machine")
        for row in connection.execute(query):
            found[row.id, row.start, row.end] = _REVIEWED.get(row.state, "accepted")
    return found


def articles_of(subject: Subject) -> list[str]:
    """The articles that a subject rests on, in the order of its encounters."""
    found = [words.article for one, parts in subject.history for member in (one, *parts)
             for report in member.reports for words in report.words]  # fmt: skip
    found += [words.article for one in (*subject.said, *subject.narrated) for words in one.words]
    found += [words.article for series in subject.series for step in series.steps for words in step.words]
    found += [w.article for one in subject.commitments
              for w in (*one.words, *(x for later in one.later for x in later.words))]  # fmt: skip
    for one in subject.silences:
        groups: list[tuple[Words, ...]] = [x.words for x in one.declined]
        groups += [x.words for x in one.absent] + [x.words for x in one.compared]
        found += [words.article for group in groups for words in group]
    return list(dict.fromkeys(found))
