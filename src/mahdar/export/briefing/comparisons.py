"""Where the tellings differ, what was promised, what was declined or not found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from mahdar.comparing.commitments import Commitment
from mahdar.comparing.readouts import Line as Told
from mahdar.comparing.readouts import Pair, Readouts
from mahdar.comparing.silences import Absent, Silences
from mahdar.comparing.words import Said, least_reviewed
from mahdar.export.briefing.content import Group, Line
from mahdar.export.briefing.history import heading
from mahdar.export.briefing.notes import Notes
from mahdar.export.briefing.spoken import day_told, names, said_line, who_and_act
from mahdar.export.briefing.subject import Subject
from mahdar.export.briefing.subject import Told as Item
from mahdar.export.briefing.telling import Telling, shortened

Groups = tuple[Group, ...]
#: Lines shown that differ, and that only one column has.
_PAIRS = _ONLY = 20
#: The latest commitments that are shown.
COMMITMENTS = 40


def telling_groups(subject: Subject, telling: Telling, notes: Notes) -> Groups:
    """For each encounter the words that differ between two tellings, and what only one of them has."""
    cards = {one.id: one for one in subject.focus}
    found = []
    single: dict[str, list[Line]] = defaultdict(list)
    for one in subject.readouts:
        title, remark = heading(cards[one.encounter], telling), _remark(one, telling)
        if len(one.columns) < 2:
            words = [words for report in cards[one.encounter].reports for words in report.words]
            single[remark].append(Line(text=title, state=subject.state(words), notes=notes.cite(words)))
            continue
        if one.compared == "outlets":
            remark = f"{remark} {telling.label('outlets_compared')}"
        pairs = _pairs(one, subject, telling, notes)
        left = _left(len(pairs) - _PAIRS, telling)
        found.append(Group(title=title, lines=pairs[:_PAIRS], remark=f"{remark} {left}".strip()))
        for column in one.columns:
            lines = _only(one, column.key)
            made = tuple(_only_line(line, subject, telling, notes) for line in lines[:_ONLY])
            if made:
                only = telling.label("only_in").format(x=_column(one, column.key, telling))
                found.append(Group(title=only, lines=made, remark=_left(len(lines) - _ONLY, telling)))
    found += [Group(title="", lines=tuple(lines), remark=remark) for remark, lines in single.items()]
    return tuple(found)


def _left(number: int, telling: Telling) -> str:
    return telling.label("left_out_more").format(n=number) if number > 0 else ""


def _remark(one: Readouts, telling: Telling) -> str:
    told = [side for side in one.sides if side not in one.missing]
    if one.compared == "sides":
        return telling.label("both_sides").format(told=telling.countries(told), n=one.checked)
    missing = telling.countries(one.missing)
    name = "one_side" if told else "no_side"
    return telling.label(name).format(told=telling.countries(told), missing=missing, n=one.checked)


def _column(one: Readouts, key: str, telling: Telling) -> str:
    return telling.country(key) if one.compared == "sides" else telling.article(key)


def _pairs(one: Readouts, subject: Subject, telling: Telling, notes: Notes) -> tuple[Line, ...]:
    said = {line.said.id: line.said for t in one.topics for c in t.columns for line in c.lines}
    return tuple(
        Line(
            head=_both(said[pair.said_a], said[pair.said_b], telling),
            act=f"{_column(one, pair.a, telling)} ↔ {_column(one, pair.b, telling)}",
            quote=shortened(pair.words[0].span.exact),
            differing=_differing(pair),
            state=subject.state(pair.words),
            notes=notes.cite(pair.words),
        )
        for topic in one.topics
        for pair in topic.pairs
        if pair.differing
    )


def _both(one: Said, other: Said, telling: Telling) -> str:
    """Who speaks in the one and in the other, once where it is the same."""
    return " ↔ ".join(dict.fromkeys((names(one.speakers, telling), names(other.speakers, telling))))


def _differing(pair: Pair) -> tuple[tuple[str | None, str | None], ...]:
    return tuple((d.a.exact if d.a else None, d.b.exact if d.b else None) for d in pair.differing)


def _only(one: Readouts, key: str) -> list[Told]:
    """The lines of a column that no other has."""
    paired = {name for topic in one.topics for pair in topic.pairs for name in (pair.said_a, pair.said_b)}
    columns = [column for topic in one.topics for column in topic.columns if column.column == key]
    return [line for column in columns for line in column.lines if line.said.id not in paired]


def _only_line(line: Told, subject: Subject, telling: Telling, notes: Notes) -> Line:
    # The first place is the content; after cue and condition stand the places where others say the same.
    places = [line.words[0], *line.words[len(line.said.words) :]]
    head, act = who_and_act(line.said, telling)
    return Line(
        head=head,
        act=act,
        quote=shortened(line.said.content),
        state=subject.state(places),
        notes=notes.cite(places),
    )


def commitment_groups(subject: Subject, telling: Telling, notes: Notes) -> Groups:
    """Promises, offers, agreements and instruments, those in the same words once."""
    same: dict[tuple[object, ...], list[Commitment]] = defaultdict(list)
    for one in subject.commitments:
        same[one.kind, tuple(who.id for who in one.who), " ".join(one.what.split())].append(one)
    groups = list(same.values())
    unknown = all(_is_unknown(one) for found in groups for one in found)
    beside = {told.item.id: told for told in (*subject.said, *subject.narrated)}
    lines = tuple(
        _commitment(found, beside, subject, telling, notes, unknown) for found in groups[-COMMITMENTS:]
    )
    remarks = [
        _left(len(groups) - len(lines), telling),
        telling.label("later_unknown_of_all") if unknown else "",
    ]
    remark = " ".join(filter(None, remarks))
    return (Group(title="", lines=lines, remark=remark),) if lines else ()


def _is_unknown(one: Commitment) -> bool:
    """Whether it cannot be told that it was mentioned again."""
    return bool(not one.later and one.told and one.told.startswith("whether"))


def _commitment(
    same: Sequence[Commitment],
    beside: Mapping[str, Item],
    subject: Subject,
    telling: Telling,
    notes: Notes,
    unknown: bool,
) -> Line:
    one = same[0]
    facts = [telling.of("kind", one.kind), telling.of("state", one.state) if one.state else ""]
    facts.append(day_told(beside[one.id], telling) if one.id in beside else telling.day(one.day))
    if one.to_whom:
        facts.append(telling.label("to").format(x=telling.listed(map(telling.named, one.to_whom))))
    for name, value in (("condition", one.condition), ("deadline", one.deadline)):
        if value:
            facts.append(telling.label(name).format(x=telling.apart(" ".join(value.split()))))
    facts += dict.fromkeys(telling.teller(found.teller) for found in same)
    later = [mention for found in same for mention in found.later]
    if later:
        days = telling.listed(dict.fromkeys(telling.day(mention.day) for mention in later))
        facts.append(telling.label("later").format(days=days))
    elif not unknown:
        facts.append(telling.label("later_unknown" if _is_unknown(one) else "not_later"))
    words = [found.words[0] for found in same] + [mention.words[0] for mention in later if mention.words]
    return Line(
        head=names(one.who, telling),
        quote=one.what,
        facts=tuple(fact for fact in facts if fact),
        state=least_reviewed(found.review for found in same),
        notes=notes.cite(words),
    )


def silence_groups(subject: Subject, telling: Telling, notes: Notes) -> Groups:
    """For each encounter what was declined to comment on and what is not found, and what that was compared with."""
    titles = {one.id: heading(one, telling) for one in subject.focus}
    found = []
    for one in subject.silences:
        lines = tuple(_silences(one, subject, telling, notes))
        if lines:
            title = titles.get(one.encounter or "", "")
            found.append(Group(title=title, lines=lines, remark=_compared(one, telling)))
    return tuple(found)


def _compared(one: Silences, telling: Telling) -> str:
    if not one.compared:
        return telling.label("compared_none")
    days = telling.listed(telling.day(other.day) for other in one.compared)
    return telling.label("compared_with").format(days=days)


def _silences(one: Silences, subject: Subject, telling: Telling, notes: Notes) -> list[Line]:
    told = {one.item.id: one for one in subject.said}
    declined = [
        said_line(said, told.get(said.id) or Item(said, said.words[:1]), subject, telling, notes)
        for said in one.declined
    ]
    alike: dict[tuple[str, int, str], list[Absent]] = defaultdict(list)
    for absent in one.absent:
        alike[absent.teller, absent.stood, absent.last].append(absent)
    return [*declined, *(_absent(some, subject, telling, notes) for some in alike.values())]


def _absent(alike: Sequence[Absent], subject: Subject, telling: Telling, notes: Notes) -> Line:
    one = alike[0]
    told = telling.label("not_found").format(n=next((w for w in one.told.split() if w.isdigit()), "؟"))
    words = [place for absent in alike for place in absent.words]
    text = telling.label("absent").format(
        topics=telling.listed(f"«{telling.topic(absent.topic)}»" for absent in alike),
        told=told,
        side=telling.country(one.teller),
        stood=one.stood,
        day=telling.day(one.day),
    )
    return Line(text=text, state=subject.state(words), notes=notes.cite(words))
