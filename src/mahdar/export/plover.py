"""PLOVER: events as JSON Lines, a line an event (manual of February 2024)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TextIO
from urllib.parse import quote

from mahdar.export.choosing import Chosen
from mahdar.export.coding import Party, table, three
from mahdar.export.happenings import Happening, happenings
from mahdar.export.losses import Losses
from mahdar.model import to_json


@dataclass(frozen=True, slots=True)
class Coded:
    """A happening as a PLOVER event."""

    of: Happening
    event: str
    mode: str | None
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]

    @property
    def quad(self) -> int:
        """The quad category, 1 to 4."""
        return int(table("plover")["types"][self.event]["quad"])

    @property
    def score(self) -> float | None:
        """The conflict-cooperation score of mode or type, where the manual gives one."""
        known = table("plover")["types"][self.event]
        found: float | None = known["modes"][self.mode] if self.mode else known["score"]
        return found

    @property
    def contexts(self) -> list[str]:
        """The contexts that the topics are, each once."""
        known = table("plover")["topics"]
        return list(dict.fromkeys(known[topic] for topic in self.of.topics if topic in known))


def coded(chosen: Chosen, losses: Losses) -> Iterator[Coded]:
    """The PLOVER events of what a query chose; what is none is counted with the reason."""
    for happening in happenings(chosen, losses):
        made = code(happening)
        if isinstance(made, str):
            losses.left_out[happening.noun, made] += 1
        else:
            yield made


def code(one: Happening) -> Coded | str:
    """The PLOVER event of a happening, or why it is none."""
    if one.noun == "encounters":
        return _encounter(one)
    known = table("plover")
    if one.noun == "statements":
        rule = known["statements"].get(one.what)
        if rule is None:
            return str(known["not_statements"].get(one.what, "its act is not known"))
        found = next((one.named[field] for field in rule["recipient"] if field in one.named), None)
        to = (found,) if found and found not in one.actors else ()
        return Coded(one, rule["event"], rule.get("mode"), one.actors, to)
    if one.status in ("demanded", "planned"):
        return str(known["not_facts"]["phase"])
    rule = known["facts"].get(one.what)
    return (
        Coded(one, rule["event"], rule.get("mode"), one.actors, ())
        if rule
        else str(known["not_facts"]["act"])
    )


def _encounter(one: Happening) -> Coded | str:
    known = table("plover")
    if one.status not in known["encounters"]:
        return str(known["not_encounters"][one.status])
    assert one.sides is not None
    event = known["encounters"][one.status][one.what]
    if not one.sides.all:
        return "nobody is known to have taken part"
    if event != "CONSULT":
        return Coded(one, event, None, one.sides.visitors or one.sides.all, one.sides.hosts)
    mode = (
        "phone"
        if one.shape == "message"
        else one.shape
        if one.shape in known["types"]["CONSULT"]["modes"]
        else None
    )
    if mode == "visit":
        return Coded(one, event, mode, one.sides.visitors, one.sides.hosts)
    return Coded(one, event, mode, one.sides.all, ())


def write(chosen: Chosen, output: TextIO, losses: Losses) -> None:
    """Write every event, one JSON object a line; doubt and review state stand in its `comment`."""
    for one in coded(chosen, losses):
        output.write(to_json(_line(one)) + "\n")
        losses.written["events"] += 1
        count_dropped(one.of, losses)


def count_dropped(one: Happening, losses: Losses) -> None:
    """Count what formats of events have no field for."""
    if one.reports > 1:
        losses.dropped["reports of one encounter beyond the first, and where they differ"] += 1
    if one.chained:
        losses.dropped["the chain by which words reached the page"] += 1
    if one.noun == "statements":
        losses.dropped["what was said as speaker, cue and content, each with its span"] += 1
    if one.conditional:
        losses.dropped["the condition of a statement as a field"] += 1


def _line(one: Coded) -> dict[str, Any]:
    of, record = one.of, one.of.record
    line: dict[str, Any] = {
        "id": of.id,
        "date": of.day,
        "enddate": of.end,
        "actor": [_entity(p) for p in one.actors],
    }
    line |= {"recipient": [_entity(p) for p in one.recipients], "event": [one.event]}
    line["link"] = of.link
    line |= {
        "mode": [one.mode] if one.mode else [],
        "context": one.contexts,
        "quad_code": one.quad,
        "event_scale": one.score,
    }
    if of.place or of.country:
        line["event_loc"] = _held(extracted_place=of.place, country_code=three(of.country))
    line["event_text"] = [of.words.exact]
    line["text_info"] = {"start": of.words.start, "end": of.words.end}
    line["cite_info"] = _held(
        citation=record.doc_id, url=record.url, title=record.title, language="ar", publication=record.outlet,
        coder=f"Mahdar {record.reader}, knowledge {record.knowledge}", codebook=table("plover")["codebook"],
    )  # fmt: skip
    line["comment"] = of.comment
    return _held(**line)


def _entity(one: Party) -> dict[str, Any]:
    known_as = f"https://www.wikidata.org/wiki/{one.qid}" if one.qid else f"urn:mahdar:{quote(one.id)}"
    text = None if one.is_state and one.raw is None else one.raw
    return _held(code=one.code, sector=one.sector, entity_text=text, identifier_id=known_as,
                 identifier_text=one.name_en or one.name, office=one.title)  # fmt: skip


def _held(**fields: Any) -> dict[str, Any]:
    """The fields that have a value: PLOVER leaves out what is not known."""
    return {name: value for name, value in fields.items() if value is not None and value != []}
