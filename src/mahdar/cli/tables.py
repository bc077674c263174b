"""An article record as lines to read in a terminal; one value a line, sound in either direction of writing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mahdar.cli.labels import ENCOUNTER_KIND, INSTRUMENT_STATE, MODE, PHASE, STATUS
from mahdar.model import ArticleRecord, Encounter, Statement

#: Code points of words shown in the table; `--explain` shows them whole.
SHOWN = 110
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def table(record: ArticleRecord) -> str:
    """The record of one article in a few lines, ending in a blank one."""
    names = names_of(record)
    lines = [*heading(record)]
    for encounter in record.encounters:
        lines += _encounter(encounter, names)
    for statement in record.statements:
        lines += _statement(statement, names)
    lines += _narration(record)
    if not record.encounters and not record.statements:
        lines.append("  لا لقاء ولا تصريح")
    return on_screen(lines)


def on_screen(lines: list[str]) -> str:
    """The lines as they may be sent to a terminal, ending in a blank one.

    Control characters of an article could command the terminal, and marks of direction turn round what follows
    them; both are left out here and only here.
    """
    return "\n".join(_UNSEEN.sub("", line) for line in lines) + "\n\n"


def names_of(record: ArticleRecord) -> dict[str, str]:
    """Identifier of each actor to the name that this article gives."""
    return {actor.id: actor.name for actor in record.actors}


def heading(record: ArticleRecord) -> Iterator[str]:
    """Headline, identifier and the day that dates rest on."""
    headline = record.title or next((line for line in record.text.splitlines() if line.strip()), "")
    yield f"━━ {shortened(headline)}"
    yield f"   {record.doc_id}" + (f" · {record.outlet}" if record.outlet else "") + f" · {anchor(record)}"
    for flag in record.flags:
        yield f"   ! {flag.code}: {flag.reason}"


def anchor(record: ArticleRecord) -> str:
    """The day that the dates of a record rest on, and where it is from."""
    if record.published:
        return f"نُشر {record.published}"
    return f"جُمع {record.collected}" if record.collected else "بلا تاريخ"


def shortened(words: str) -> str:
    """The words on one line, cut after a whole word where they are long."""
    flat = " ".join(words[: SHOWN * 4].split())
    if len(flat) <= SHOWN:
        return flat
    cut = flat[:SHOWN]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut else cut} …"


def when(encounter: Encounter) -> str:
    """The date of an encounter, or the bounds that are known of it."""
    if encounter.date:
        return encounter.date
    if encounter.earliest or encounter.latest:
        return f"بين {encounter.earliest or '؟'} و{encounter.latest or '؟'}"
    return "غير معروف"


def where(encounter: Encounter) -> str:
    """Place and country of an encounter, as far as they are known."""
    parts = [encounter.place, f"({encounter.country})" if encounter.country else None]
    return " ".join(part for part in parts if part) or "غير معروف"


def named(ids: tuple[str, ...], names: dict[str, str]) -> str:
    """The names of actors in their order."""
    return "، ".join(names.get(i, i) for i in ids)


def _encounter(encounter: Encounter, names: dict[str, str]) -> Iterator[str]:
    yield f"  ● {ENCOUNTER_KIND[encounter.kind]} · {STATUS[encounter.status]}"
    yield f"      الأطراف: {named(encounter.participants, names)}"
    yield f"      التاريخ: {when(encounter)}"
    yield f"      المكان: {where(encounter)}"
    yield f"      النص: «{shortened(encounter.evidence.exact)}»"


def _narration(record: ArticleRecord) -> Iterator[str]:
    """Facts, figures and instruments, a line each."""
    for fact in record.facts:
        yield f"  ◦ واقعة ({PHASE[fact.phase]}): {shortened(fact.span.exact)}"
    for figure in record.figures:
        parts = [figure.quantity, figure.unit, figure.of, figure.period]
        yield f"  # رقم: {' · '.join(part for part in parts if part)}"
    for instrument in record.instruments:
        yield f"  § {instrument.name} ({INSTRUMENT_STATE[instrument.state]})"


def _statement(statement: Statement, names: dict[str, str]) -> Iterator[str]:
    speakers = named(statement.speakers, names) or "؟"
    yield f"  ○ {speakers} [{statement.cue.exact}]: {shortened(statement.content.exact)}"
    via = f" · عبر {named(statement.via, names)}" if statement.via else ""
    yield f"      {MODE[statement.mode]}{via}"
