"""The history of encounters in the order of time: when, where, who in which office, and on what that rests."""

from __future__ import annotations

from collections.abc import Iterable

from mahdar.comparing.card import Card
from mahdar.export.briefing.content import Group, Line, Person
from mahdar.export.briefing.notes import Notes
from mahdar.export.briefing.subject import Subject
from mahdar.export.briefing.telling import Telling, shortened
from mahdar.model import Participant

Groups = tuple[Group, ...]
#: Participants that a heading names.
_NAMED = 3
#: Words of a report that stand under its encounter; all of them stand in the notes.
_EVIDENCE = 45


def history_groups(subject: Subject, telling: Telling, notes: Notes) -> tuple[Groups, Groups]:
    """The encounters that were held, and those that were announced or cancelled; a group each."""
    of_report = _by_report(subject, telling)
    held: list[Group] = []
    announced: list[Group] = []
    known: set[str] = set()
    number, command = subject.earlier
    if number > 0:
        remark = telling.label("left_out_encounters").format(n=number, command=command)
        held.append(Group(title="", lines=(), remark=remark))
    for one, parts in subject.history:
        made = _Lines(subject, telling, notes, of_report, known)
        lines = [made.of(one, None), *(made.of(part, one) for part in parts)]
        group = Group(title=heading(one, telling), lines=tuple(lines))
        (held if one.status == "held" else announced).append(group)
    return tuple(held), tuple(announced)


def heading(one: Card, telling: Telling) -> str:
    """An encounter in a few words: what, between whom, where, when."""
    people = [telling.name(attendant.participant) for attendant in one.attendants]
    more = " …" if len(people) > _NAMED else ""
    what = f"{telling.of('kind', one.kind)} {' – '.join(people[:_NAMED])}{more}"
    return what_where_when(one, telling, what)


def what_where_when(one: Card, telling: Telling, what: str = "") -> str:
    """An encounter in fewer words still."""
    place = (one.place and telling.named(one.place)) or (
        telling.country(one.country) if one.country else telling.label("place_unknown")
    )
    return f"{what or telling.of('kind', one.kind)} · {place} · {telling.day(one.day)}"


def _by_report(subject: Subject, telling: Telling) -> dict[str, str]:
    """For reports of encounters, the encounter in a few words."""
    found: dict[str, str] = {}
    for one, parts in subject.history:
        for member in (one, *parts):
            found |= {report.encounter: heading(one, telling) for report in member.reports}
    return found


class _Lines:
    """The lines of encounters; on what an office rests is told once."""

    def __init__(
        self, subject: Subject, telling: Telling, notes: Notes, of_report: dict[str, str], known: set[str]
    ) -> None:
        self.subject, self.telling, self.notes = subject, telling, notes
        self.of_report, self.known = of_report, known

    def of(self, one: Card, whole: Card | None) -> Line:
        """The line of an encounter, or of a part of a whole one."""
        telling = self.telling
        words = [words for report in one.reports for words in report.words]
        facts = [telling.status(one.kind, one.status)]
        for field in one.fields:
            if field.field in ("level", "format"):
                facts.append(telling.of(field.field, field.value))
            elif field.field == "tone":
                facts.append(telling.apart(f"«{field.value}»"))
        if one.delegation_open:
            facts.append(telling.label("delegation_open"))
        claims = [place for count in one.counted for place in count.words]
        own = {w.span for report in whole.reports for w in report.words} if whole else set()
        told = next((one for one in words if one.span not in own), None)
        return Line(
            head=f"{telling.label('part')}: {what_where_when(one, telling)}" if whole else "",
            quote=shortened(told.span.exact, _EVIDENCE) if told else "",
            people=self._people(one, whole),
            text=" · ".join(dict.fromkeys(facts)),
            doubt=tuple(_doubts(one, whole, telling, self.of_report)),
            state=self.subject.state(words),
            notes=self.notes.cite([*words, *claims, *one.delegation_open]),
        )

    def _people(self, one: Card, whole: Card | None) -> tuple[Person, ...]:
        """The participants; of a part only where they are not those of the whole."""
        if whole and {a.participant.id for a in one.attendants} == {
            a.participant.id for a in whole.attendants
        }:
            return ()
        return tuple(
            Person(
                name=self.telling.name(attendant.participant),
                detail=self._detail(attendant.participant),
                notes=self.notes.cite(attendant.words[:1]),
            )
            for attendant in one.attendants
        )

    def _detail(self, party: Participant) -> str:
        telling = self.telling
        office = party.office if party.office != party.name else None
        country = telling.country(party.country) if party.country and not office else ""
        country = country if country != telling.name(party) else ""
        detail = telling.listed(
            [telling.named(office or country), telling.of("role", party.role) if party.role else ""]
        )
        rests = f"{party.id} {office} {party.office_from}"
        if office and party.office_from and rests not in self.known:
            self.known.add(rests)
            detail += f" – {telling.reason(party.office_from)}"
        return detail


def _counts_from(reason: str, other: str) -> bool:
    """Whether a reason counts from a day that another tells: «…, from 2025-10-15 on»."""
    return other.startswith("told as ") and f"from {other.removeprefix('told as ')} on" in reason


def _doubts(one: Card, whole: Card | None, telling: Telling, of_report: dict[str, str]) -> Iterable[str]:
    """The basis of the day where no words fix it, claims of number, conflicts, and what it may be the same as."""
    new = [reason for reason in one.date_basis if whole is None or reason not in whole.date_basis]
    # The day of an encounter that this one is counted from stands in the reason that counts.
    new = [r for r in new if not any(other != r and _counts_from(other, r) for other in new)]
    if new:
        yield f"{telling.label('basis_of_day')}: {telling.joined(dict.fromkeys(map(telling.reason, new)))}"
    for conflict in one.conflicts:
        reason = telling.reason(conflict.reason or " ↔ ".join(value.value for value in conflict.values))
        yield telling.label("slip").format(field=telling.of("field", conflict.field), reason=reason)
    for count in one.counted:
        verdict = telling.of("verdict", count.verdict)
        yield telling.label("claim").format(
            claim=telling.apart(count.claim), found=count.found, verdict=verdict
        )
    others = [of_report.get(c.encounter) or telling.article(c.doc_id) for c in one.candidates]
    for other in dict.fromkeys(others):
        yield telling.label("maybe_same").format(other=other)
