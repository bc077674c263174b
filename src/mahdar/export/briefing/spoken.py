"""Who said what by topic, how formulas changed, what is narrated, and the sources."""

from __future__ import annotations

import shlex
from collections import defaultdict
from collections.abc import Iterable, Sequence

from mahdar.comparing.readouts import topics_told
from mahdar.comparing.tellers import OUTLET_OF
from mahdar.comparing.wording import Series
from mahdar.comparing.words import Narrated, Said, Who, Words
from mahdar.export.briefing.content import Group, Line
from mahdar.export.briefing.notes import Notes
from mahdar.export.briefing.subject import Subject, Told
from mahdar.export.briefing.telling import Telling

Groups = tuple[Group, ...]
#: The latest lines on a topic that are shown.
ON_A_TOPIC = 25
#: Formulas that are shown, and the latest uses of each.
SERIES, STEPS = 20, 8
_LAST = ("bilateral-relations", "courtesy", "other")


def said_groups(subject: Subject, telling: Telling, notes: Notes) -> Groups:
    """What was said, a group for each topic, in the order of time."""
    by_topic: dict[str, list[tuple[Said, Told]]] = defaultdict(list)
    for told in subject.said:
        if isinstance(told.item, Said):
            by_topic[topics_told(told.item)[0]].append((told.item, told))
    found = []
    for topic in sorted(by_topic, key=lambda t: (t in _LAST, -len(by_topic[t]), t)):
        ordered = sorted(by_topic[topic], key=lambda pair: pair[1].order)
        lines = [said_line(said, told, subject, telling, notes) for said, told in ordered[-ON_A_TOPIC:]]
        found.append(
            Group(
                title=telling.topic(topic),
                lines=tuple(lines),
                remark=_left_out(len(ordered) - len(lines), f"{_listing(subject)} --topic {topic}", telling),
            )
        )
    return tuple(found)


def _listing(subject: Subject) -> str:
    """The command that lists the statements of a subject."""
    if subject.kind == "countries":
        return f"mahdar statements --by {subject.names[0]} --about {subject.names[1]}"
    if subject.kind == "actor":
        return f"mahdar statements --by {shlex.quote(subject.names[0])}"
    return f"mahdar statements --encounter {' '.join(one.id for one in subject.focus[:1])}"


def _left_out(number: int, command: str, telling: Telling) -> str:
    return telling.label("left_out").format(n=number, command=command) if number > 0 else ""


def said_line(said: Said, told: Told, subject: Subject, telling: Telling, notes: Notes) -> Line:
    """A statement: who, the act, the exact words, and through whom they are told."""
    facts = [day_told(told, telling)]
    if said.words_of == "organ" and said.mode != "indirect":
        facts.append(telling.label("organ_words"))
    elif said.mode != "indirect":
        facts.append(telling.of("mode", said.mode))
    for name, value in (("to", said.addressee), ("target", said.target), ("condition", said.condition)):
        if value and _plain(value) not in _plain(said.content):
            facts.append(telling.label(name).format(x=telling.named(_plain(value))))
    via = [who for who in said.via if who.name != said.teller.organ]
    if via:
        facts.append(telling.label("via").format(x=names(via, telling)))
    if said.teller.organ not in {who.name for who in said.speakers}:
        facts.append(telling.teller(said.teller))
    others = [telling.topic(topic) for topic in topics_told(said)[1:3]]
    if others:
        facts.append(telling.label("also_on").format(x=telling.listed(others)))
    head, act = who_and_act(said, telling)
    return Line(
        head=head,
        act=act,
        quote=said.content,
        facts=tuple(facts),
        doubt=tuple(telling.label("doubt").format(x=telling.reason(r.words)) for r in said.doubt),
        state=subject.state(told.words),
        notes=notes.cite([said.words[0], *told.words]),
    )


def act_of(said: Said, telling: Telling) -> str:
    """What was done with the words: in Arabic the very cue of the text, which the act in other words would colour."""
    cue = _plain(said.cue).strip(" :،")
    act = telling.cue(cue) if telling.language == "ar" and cue else telling.of("act", said.act or "inform")
    return telling.label("negated") + act if said.negated else act


def who_and_act(said: Said, telling: Telling) -> tuple[str, str]:
    """Who and what was done, in the order in which they are told: «الوزير أكد», but «بحسب الوكالة»."""
    who, act = names(said.speakers, telling), act_of(said, telling)
    return (f"{act} {who}", "") if telling.stands_before(act) else (who, act)


def day_told(told: Told, telling: Telling) -> str:
    """The day of the encounter something was said at, or that it is told with; else its own."""
    if (isinstance(told.item, Said) and told.item.encounter) or told.beside is None:
        return telling.day(told.item.day)
    beside = f"{telling.of('kind', told.beside.kind)} {telling.day(told.beside.day)}"
    return telling.label("told_beside").format(x=beside)


def names(people: Iterable[Who], telling: Telling) -> str:
    """Names in a row."""
    return telling.listed(map(telling.name, people)) or "؟"


def _plain(words: str) -> str:
    return " ".join(words.split())


def wording_groups(subject: Subject, telling: Telling, notes: Notes) -> Groups:
    """Formulas that one organ used more than once, step by step."""
    found = []
    ordered = _families_first(subject.series)
    for topic, series in ordered[:SERIES]:
        side = f" ({telling.country(series.side)})" if series.side else ""
        paraphrase = f" – {telling.label('paraphrase')}" if series.paraphrase else ""
        lines = []
        for step in series.steps[-STEPS:]:
            facts = [telling.day(step.day)]
            facts += [telling.label("added_words").format(x=telling.apart(f"«{x}»")) for x in step.added]
            facts += [telling.label("dropped_words").format(x=telling.apart(f"«{x}»")) for x in step.dropped]
            lines.append(
                Line(
                    head=names(step.who, telling),
                    act=telling.label(
                        step.change.replace(" ", "_") if len(series.steps) > 1 else "used_once"
                    ),
                    quote=step.formula,
                    facts=tuple(facts),
                    state=subject.state((step.said or step).words[:1]),
                    notes=notes.cite(step.words[:1]),
                )
            )
        left = telling.label("left_out_more").format(n=len(series.steps) - len(lines))
        found.append(
            Group(
                title=f"{telling.topic(topic)} – {telling.organ(series.organ)}{side}{paraphrase}",
                lines=tuple(lines),
                remark=left if len(series.steps) > len(lines) else "",
            )
        )
    if len(ordered) > SERIES:
        more = telling.label("left_out_more").format(n=sum(len(s.steps) for _, s in ordered[SERIES:]))
        found.append(Group(title="", lines=(), remark=more))
    return tuple(found)


def _families_first(series: Sequence[tuple[str, Series]]) -> list[tuple[str, Series]]:
    """Formulas of a family beside one another: the families that changed first, then those used most."""
    families: dict[str, list[tuple[str, Series]]] = defaultdict(list)
    for topic, one in series:
        families[one.family].append((topic, one))

    def rank(some: list[tuple[str, Series]]) -> tuple[bool, int]:
        steps = [step for _, one in some for step in one.steps]
        return all(step.change != "changed" for step in steps), -len(steps)

    return [one for some in sorted(families.values(), key=rank) for one in some]


def narrated_groups(subject: Subject, telling: Telling, notes: Notes) -> Groups:
    """Facts, figures and agreements that reporters tell, a group each; agreements only where no commitment is one."""
    committed = {one.id for one in subject.commitments}
    by_kind: dict[str, list[tuple[Narrated, Told]]] = defaultdict(list)
    for told in subject.narrated:
        if isinstance(told.item, Narrated) and told.item.id not in committed:
            by_kind[told.item.kind].append((told.item, told))
    found = []
    for kind in ("fact", "figure", "instrument"):
        ordered = sorted(by_kind[kind], key=lambda pair: pair[1].order)[-ON_A_TOPIC:]
        if ordered:
            lines = tuple(_narrated_line(one, told, telling, notes) for one, told in ordered)
            left = telling.label("left_out_more").format(n=len(by_kind[kind]) - len(lines))
            remark = left if len(by_kind[kind]) > len(lines) else ""
            found.append(Group(title=telling.of("kinds", kind), lines=lines, remark=remark))
    return tuple(found)


def _narrated_line(one: Narrated, told: Told, telling: Telling, notes: Notes) -> Line:
    figure = f"{telling.apart(one.of)}: {one.what}" if one.of else one.what
    facts = [
        telling.of("state", one.state) if one.state else "",
        *(telling.named(part) for part in (one.period, one.place) if part),
    ]
    day = telling.day(one.day) if one.day.basis == "as told" else day_told(told, telling)
    facts += [day, telling.teller(one.teller)]
    return Line(
        head=names(one.actors, telling) if one.actors else "",
        text=figure if one.kind == "figure" else "",
        quote=one.words[0].span.exact,
        facts=tuple(fact for fact in facts if fact),
        doubt=tuple(telling.label("doubt").format(x=telling.reason(r.words)) for r in one.doubt),
        notes=notes.cite([one.words[0], *told.words]),
    )


def source_groups(subject: Subject, telling: Telling, notes: Notes) -> Groups:
    """The independent sources of the encounters in focus, each with the words that tell them."""
    found: dict[str, list[Words]] = defaultdict(list)
    named: set[str] = set()
    for one, parts in subject.history:
        told = [words for member in (one, *parts) for report in member.reports for words in report.words]
        for source in one.sources:
            side = f" ({telling.country(source.side)})" if source.side else ""
            organ = f"{telling.organ(source.organ)}{side}"
            found[organ] += [w for w in told if w.doc_id in source.articles]
            if not source.organ.startswith(OUTLET_OF):
                named.add(organ)
    lines = tuple(
        Line(
            head=organ,
            text=telling.listed(
                dict.fromkeys(telling.article(w.doc_id) for w in words) if organ in named else ()
            ),
            state=subject.state(words),
            notes=notes.cite(words),
        )
        for organ, words in found.items()
        if words
    )
    return (Group(title="", lines=lines),) if lines else ()
