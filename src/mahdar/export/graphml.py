"""GraphML: a graph of actors and encounters, an edge for each who took part, so that a meeting of ten stays one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO
from xml.sax.saxutils import escape, quoteattr

from mahdar.export.choosing import Chosen
from mahdar.export.losses import Losses
from mahdar.export.wording import doubt_of, listed

_KEYS = {
    "node": """type label label_en kind country qid status date earliest latest place topics reports sources
               doubt review""".split(),
    "edge": "relation role office act statement words day edge_doubt edge_review".split(),
}
_NUMBERS = frozenset({"reports", "sources"})


def write(chosen: Chosen, output: TextIO, losses: Losses) -> None:
    """Write actors, encounters with their participants, and who spoke to whom; comments at the end tell the rest."""
    output.write(
        '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    )
    for name, of in ((name, of) for of, names in _KEYS.items() for name in names):
        kind = "int" if name in _NUMBERS else "string"
        output.write(f'<key id="{name}" for="{of}" attr.name="{name}" attr.type="{kind}"/>\n')
    output.write('<graph id="mahdar" edgedefault="directed">\n')
    known: set[str] = set()
    for one in chosen.identities():
        known.add(one.id)
        losses.written["actors"] += 1
        label = {"label": one.name, "label_en": one.name_en}
        values = {"kind": one.kind, "country": one.country, "qid": one.qid}
        output.write(_node("actor:" + one.id, type="actor", **label, **values))
    for line in _encounters(chosen, known, losses):
        output.write(line)
    for line in _addressed(chosen, losses):
        output.write(line)
    output.write("</graph>\n")
    for told in losses.lines():
        output.write(f"<!-- {escape(_sound(told)).replace('--', '- -')} -->\n")
    output.write("</graphml>\n")


def _encounters(chosen: Chosen, known: set[str], losses: Losses) -> Iterator[str]:
    met_ids: set[str] = set()
    parts: list[tuple[str, str]] = []
    for met in chosen.met():
        m = met.merged
        losses.written["encounters"] += 1
        losses.dropped["words, spans and the single reports of encounters"] += 1
        yield _node(
            m.id, type="encounter", label=m.kind + ": " + "، ".join(p.name for p in m.participants), kind=m.kind,
            status=m.status, date=m.date, earliest=m.earliest, latest=m.latest, place=m.place, country=m.country,
            topics=listed(m.topics), reports=str(len(m.reports)), sources=str(len(m.sources)), doubt=doubt_of(met),
            review=chosen.state_of(met),
        )  # fmt: skip
        for one in m.participants:
            if one.id not in known:
                known.add(one.id)
                losses.written["actors"] += 1
                yield _node(
                    "actor:" + one.id, type="actor", label=one.name, label_en=one.name_en, country=one.country
                )
            yield _edge(
                "actor:" + one.id, m.id, relation="took-part", role=one.role, office=one.office, day=m.date
            )
        if m.part_of:
            parts.append((m.id, m.part_of))
        met_ids.add(m.id)
    for part, visit in parts:
        if visit in met_ids:
            yield _edge(part, visit, relation="part-of")
        else:
            losses.dropped["that an encounter is part of one that the query leaves out"] += 1


def _addressed(chosen: Chosen, losses: Losses) -> Iterator[str]:
    for record in chosen.records():
        identity = chosen.identities_of(record)
        for s in chosen.statements_of(record):
            to = identity.get(s.addressee or "") or identity.get(s.target or "")
            speakers = [identity[name] for name in s.speakers if name in identity]
            if to is None or not speakers:
                losses.left_out["statements", "nobody is known who speaks, or to or about whom"] += 1
                continue
            losses.written["statements"] += 1
            relation = "spoke-to" if s.addressee in identity else "spoke-about"
            for speaker in dict.fromkeys(speakers):
                yield _edge(
                    "actor:" + speaker,
                    "actor:" + to,
                    relation=relation,
                    act=s.act,
                    statement=s.id,
                    words=s.content.exact,
                    day=record.published,
                    edge_doubt=listed(d.words for d in s.doubt),
                    edge_review=chosen.state(s.id),
                )
        for noun in ("facts", "figures", "instruments"):
            number = sum(1 for _ in chosen.narration_of(record, noun))
            if number:
                losses.left_out[noun, "they are no relation of two actors"] += number


def _sound(words: str) -> str:
    """The words without what XML 1.0 cannot hold."""
    return "".join(c for c in words if (c >= " " and c not in "\ufffe\uffff") or c in "\t\n\r")


def _data(values: dict[str, str | None]) -> str:
    return "".join(
        f'<data key="{key}">{escape(_sound(value))}</data>' for key, value in values.items() if value
    )


def _node(name: str, **values: str | None) -> str:
    return f"<node id={quoteattr(name)}>{_data(values)}</node>\n"


def _edge(source: str, target: str, **values: str | None) -> str:
    return f"<edge source={quoteattr(source)} target={quoteattr(target)}>{_data(values)}</edge>\n"
