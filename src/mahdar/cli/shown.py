"""Lines of answers as they are read in a terminal: what is told, and under it where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mahdar.cli.labels import ENCOUNTER_KIND, MODE, STATUS, country, label, reason, topic
from mahdar.cli.tables import shortened
from mahdar.comparing.tellers import OUTLET_OF
from mahdar.comparing.words import Day, Met, Narrated, Said, Teller, Who, Words
from mahdar.model import Reason

_MARK = {"fact": "◦", "figure": "#", "instrument": "§"}


def page(offset: int, shown: int, total: int) -> str:
    """Which part of a list is shown."""
    if not shown:
        return f"{total} في المجموع، ولا شيء هنا"
    return f"{offset + 1}–{offset + shown} من {total}"


def when(day: Day) -> str:
    """A day, its bounds, or that it is unknown."""
    if day.date:
        return day.date
    if day.earliest or day.latest:
        return f"بين {day.earliest or '؟'} و{day.latest or '؟'}"
    return "بلا تاريخ"


def names(people: Iterable[Who]) -> str:
    """Names in their order."""
    return "، ".join(who.name for who in people) or "؟"


def told_by(teller: Teller) -> str:
    """The organ, its side, and on what that rests."""
    side = f" ({country(teller.side)})" if teller.side else ""
    basis = f" — {label('teller_basis', teller.basis)}" if teller.basis else ""
    return f"{organ(teller.organ)}{side}{basis}"


def organ(name: str) -> str:
    """An organ as it is named; an outlet that is not named as that of its article."""
    return f"منبر {name.removeprefix(OUTLET_OF)}" if name.startswith(OUTLET_OF) else name


def place(words: Words) -> str:
    """Where words stand: article, outlet, day, offsets."""
    known = [words.doc_id, words.outlet, (words.published or "")[:10]]
    return f"[{' · '.join(part for part in known if part)} {words.span.start}–{words.span.end}]"


def quoted(words: Sequence[Words], indent: str = "      ") -> Iterator[str]:
    """Words with their places, a line each."""
    for one in words:
        yield f"{indent}«{shortened(one.span.exact)}» {place(one)}"


def doubts(reasons: Iterable[Reason], indent: str = "      ") -> Iterator[str]:
    """What may need a look."""
    for one in reasons:
        yield f"{indent}؟ {label('field', one.field)}: {reason(one.words)}"


def met_lines(met: Met) -> Iterator[str]:
    """An encounter in short."""
    kind, status = ENCOUNTER_KIND[met.kind], STATUS[met.status]
    yield f"● {kind} · {status} · {when(met.day)} · {met.place or country(met.country) or 'مكان غير معروف'}"
    yield f"    {names(met.participants)}"
    told = [label("level", level) for level in met.levels] + [label("format", form) for form in met.formats]
    told += [f"جزء من {met.part_of}"] if met.part_of else []
    conflicts = f" · {met.conflicts} اختلاف" if met.conflicts else ""
    extra = f" · {' · '.join(told)}" if told else ""
    yield f"    {met.id} · {met.reports} تقارير · {met.sources} مصادر مستقلة{conflicts}{extra}"
    yield from quoted(met.words)


def said_lines(said: Said) -> Iterator[str]:
    """A statement, who tells it, and where it stands."""
    cue = " ".join(said.cue.split())
    yield f"  ○ {names(said.speakers)} [{cue}]: {shortened(said.content)}"
    parts = [when(said.day), label("act", said.act), MODE[said.mode], *map(topic, said.topics[:3])]
    if said.negated:
        parts.insert(2, "منفي")
    yield f"      {' · '.join(part for part in parts if part)}"
    for name, value in (("إلى", said.addressee), ("بشأن", said.target), ("بشرط", said.condition)):
        if value:
            yield f"      {name}: {shortened(value)}"
    yield f"      عن: {told_by(said.teller)} {place(said.words[0])} · {said.id}"
    yield from doubts(said.doubt)


def narrated_lines(one: Narrated) -> Iterator[str]:
    """A fact, a figure or an instrument, who tells it, and where it stands."""
    parts = [one.what, one.of, label("state", one.state), one.place, one.period]
    who = f" · {names(one.actors)}" if one.actors else ""
    yield f"  {_MARK[one.kind]} {' · '.join(part for part in parts if part)}{who} · {when(one.day)}"
    yield from quoted(one.words)
    yield f"      عن: {told_by(one.teller)}"
    yield from doubts(one.doubt)
