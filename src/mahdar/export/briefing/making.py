"""A briefing made of what the record holds of its subject: the sections in their order."""

from __future__ import annotations

from sqlalchemy import Connection

from mahdar.export.briefing.comparisons import commitment_groups, silence_groups, telling_groups
from mahdar.export.briefing.content import Briefing, Language, Section
from mahdar.export.briefing.history import history_groups
from mahdar.export.briefing.notes import Notes
from mahdar.export.briefing.spoken import narrated_groups, said_groups, source_groups, wording_groups
from mahdar.export.briefing.subject import Subject, articles_of, on_actor, on_countries, on_encounter
from mahdar.export.briefing.telling import Telling


def briefing_on_actor(connection: Connection, name: str, language: Language = "ar") -> Briefing:
    """What the record holds of an actor.

    Raises:
        UnknownActor: where it holds none of this name.
    """
    return _briefing(connection, on_actor(connection, name), language)


def briefing_on_countries(connection: Connection, a: str, b: str, language: Language = "ar") -> Briefing:
    """What the record holds between two countries, by their codes («RU», «SY»)."""
    return _briefing(connection, on_countries(connection, a.upper(), b.upper()), language)


def briefing_on_encounter(connection: Connection, name: str, language: Language = "ar") -> Briefing:
    """What the record holds of an encounter, with the history of its two sides.

    Raises:
        UnknownEncounter: where it holds none of this identifier.
    """
    return _briefing(connection, on_encounter(connection, name), language)


def _briefing(connection: Connection, subject: Subject, language: Language) -> Briefing:
    telling = Telling(language)
    notes = Notes(connection, telling, articles_of(subject))
    held, announced = history_groups(subject, telling, notes)
    groups = {
        "history": held,
        "announced": announced,
        "said": said_groups(subject, telling, notes),
        "tellings": telling_groups(subject, telling, notes),
        "wording": wording_groups(subject, telling, notes),
        "commitments": commitment_groups(subject, telling, notes),
        "silences": silence_groups(subject, telling, notes),
        "narrated": narrated_groups(subject, telling, notes),
        "sources": source_groups(subject, telling, notes),
    }
    sections = tuple(
        Section(key=key, title=telling.of("sections", key), groups=found, empty=telling.of("empty", key))
        for key, found in groups.items()
    )
    return Briefing(
        title=_title(subject, telling),
        language=language,
        basis=_basis(subject, telling, notes, sections),
        sections=sections,
        notes=notes.all(),
        sources=tuple(notes.sources.values()),
    )


def _title(subject: Subject, telling: Telling) -> str:
    if subject.kind == "countries":
        a, b = map(telling.country, subject.names)
        return telling.label("countries").format(a=a, b=b)
    if subject.kind == "actor":
        return telling.label("actor").format(name=subject.names[0])
    what = telling.of("kind", subject.what)
    return telling.label("encounter").format(kind=what, name=telling.listed(subject.names))


def _basis(subject: Subject, telling: Telling, notes: Notes, sections: tuple[Section, ...]) -> str:
    lines = [line for section in sections for group in section.groups for line in group.lines]
    return telling.label("basis").format(
        articles=len(notes.sources),
        outlets=len({one.outlet for one in notes.sources.values() if one.outlet}),
        encounters=sum(1 + len(parts) for _, parts in subject.history),
        lines=len(lines),
        unreviewed=sum(line.state == "machine" for line in lines),
    )
