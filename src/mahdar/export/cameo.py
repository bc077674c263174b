"""CAMEO: events by code, one actor and one recipient a row, tab-separated with GDELT's names of columns.

CAMEO has pairs of actors. An encounter of several countries is a row for each ordered pair of sides, a side being a
country (by its first participant) or a participant of none; a visit is 042 from the visitor's side to the host's, and
043 back. The columns are those of GDELT's event table that the record can fill, and four of its own at the end.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations, product
from typing import NamedTuple, TextIO

from mahdar.export.choosing import Chosen
from mahdar.export.coding import Party, table, three
from mahdar.export.happenings import Happening, happenings
from mahdar.export.losses import Losses
from mahdar.export.plover import count_dropped
from mahdar.export.wording import on_one_line

HEADER = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "Actor1Code", "Actor1Name", "Actor1CountryCode",
    "Actor1Type1Code", "Actor2Code", "Actor2Name", "Actor2CountryCode", "Actor2Type1Code", "IsRootEvent", "EventCode",
    "EventBaseCode", "EventRootCode", "QuadClass", "NumSources", "NumArticles", "ActionGeo_FullName",
    "ActionGeo_CountryCode", "SOURCEURL", "MahdarID", "MahdarEvidence", "MahdarReview", "DATEEND",
)  # fmt: skip
_MISSING = "GDELT's columns of tone, Goldstein scale, ethnic groups, religions and coordinates"


class Row(NamedTuple):
    """One dyadic event: its code, who does it and to whom."""

    code: str
    actor: Party
    recipient: Party | None


def write(chosen: Chosen, output: TextIO, losses: Losses) -> None:
    """Write the header and every row; what has no code is counted with the reason."""
    output.write("\t".join(HEADER) + "\n")
    for one in happenings(chosen, losses):
        rows = code(one)
        if isinstance(rows, str):
            losses.left_out[one.noun, rows] += 1
            continue
        losses.written[one.noun] += 1
        count_dropped(one, losses)
        losses.dropped[_MISSING] += 1
        for number, row in enumerate(rows, 1):
            cells = _cells(one, row, number)
            output.write("\t".join(on_one_line(cell or "") for cell in cells) + "\n")
            losses.written["rows"] += 1


def code(one: Happening) -> list[Row] | str:
    """The rows of a happening, or why it has none."""
    known = table("cameo")
    if one.noun == "encounters":
        return _encounter(one)
    if one.noun == "facts" and one.status in ("demanded", "planned"):
        return str(known["not_facts"]["phase"])
    rule = known[one.noun].get(one.what)
    if rule is None:
        return str(known["not_facts"]["act"]) if one.noun == "facts" else "its act is not known"
    found = next((one.named[field] for field in rule.get("recipient", ()) if field in one.named), None)
    to = found if found not in one.actors else None
    return [Row(rule["event"], actor, to) for actor in one.actors]


def _encounter(one: Happening) -> list[Row] | str:
    known = table("cameo")
    if one.status == "cancelled":
        return str(known["not_encounters"]["cancelled"])
    assert one.sides is not None
    sides = list(_sides(one.sides.all))
    if not sides:
        return "nobody is known to have taken part"
    if one.status == "planned":
        return _between(known["planned"][one.what], sides)
    if one.shape == "visit":
        pairs = list(product(_sides(one.sides.visitors), _sides(one.sides.hosts)))
        return [
            row
            for a, b in pairs
            for row in (Row(known["encounters"]["visit"], a, b), Row(known["encounters"]["host"], b, a))
        ]
    return _between(known["encounters"][one.shape], sides)


def _between(code_: str, sides: list[Party]) -> list[Row]:
    if len(sides) == 1:
        return [Row(code_, sides[0], None)]
    return [Row(code_, a, b) for a, b in permutations(sides, 2)]


def _sides(parties: tuple[Party, ...]) -> Iterator[Party]:
    """The first party of each country, and those of none; within one country, all of them."""
    if len({one.code for one in parties}) == 1:
        yield from parties
        return
    seen: set[str] = set()
    for one in parties:
        if one.code is None or one.code not in seen:
            seen.add(one.code or "")
            yield one


def _cells(one: Happening, row: Row, number: int) -> list[str | None]:
    day = one.day.replace("-", "")
    root = row.code[:2]
    base = row.code[:3]
    return [
        f"{one.id}.{number}", day, day[:6], day[:4], *_actor(row.actor), *_actor(row.recipient), "1", row.code, base,
        root, str(table("cameo")["quads"][root]), str(one.sources), str(one.reports), one.place, three(one.country),
        one.record.url, one.id, one.words.exact, one.comment, one.end.replace("-", "") if one.end else None,
    ]  # fmt: skip


def _actor(one: Party | None) -> list[str | None]:
    if one is None:
        return [None, None, None, None]
    return [(one.code or "") + (one.sector or ""), one.name_en or one.name, one.code, one.sector]
