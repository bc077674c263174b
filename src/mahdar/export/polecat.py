"""POLECAT: events in the 40 columns of its public data set, tab-separated."""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

from mahdar.export.choosing import Chosen
from mahdar.export.coding import Party, three
from mahdar.export.losses import Losses
from mahdar.export.plover import Coded, coded, count_dropped
from mahdar.export.wording import on_one_line

HEADER = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title",
    "Actor Name Raw", "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors",
    "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename",
    "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations",
    "Language", "Version",
)  # fmt: skip
"""The columns as the data set publishes them."""

QUADS = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}
_BETWEEN = "; "
#: How the data set writes an empty cell.
_NONE = "None"
_EMPTY = (
    "COW codes, Wikipedia and GeoNames identifiers, coordinates: the record has none, these columns are empty"
)


def write(chosen: Chosen, output: TextIO, losses: Losses) -> None:
    """Write the header and a row an event; several actors of an event stand in one cell."""
    output.write("\t".join(HEADER) + "\n")
    for one in coded(chosen, losses):
        output.write("\t".join(on_one_line(cell or _NONE) for cell in _row(one)) + "\n")
        losses.written["events"] += 1
        count_dropped(one.of, losses)
        losses.dropped["doubt and review state"] += 1
        losses.dropped[_EMPTY] += 1
        if one.of.end:
            losses.dropped["the last day of an event of several days"] += 1


def _row(one: Coded) -> list[str | None]:
    of, record = one.of, one.of.record
    people = [a.name for a in record.actors if a.kind == "person"]
    bodies = [a.name for a in record.actors if a.kind == "institution"]
    country = three(of.country)
    return [
        of.id, of.day, one.event, one.mode, "" if one.score is None else f"{one.score:g}", QUADS[one.quad],
        ";".join(one.contexts), *_parties(one.actors), *_parties(one.recipients),
        of.place, None, None, None, country, None, None, None, of.place, None,
        record.outlet, record.published[:10] if record.published else None, _joined(people), _joined(bodies),
        None, "ar", f"Mahdar {record.reader}",
    ]  # fmt: skip


def _parties(parties: tuple[Party, ...]) -> list[str]:
    def cell(of: Callable[[Party], str | None]) -> str:
        return _joined([value for one in parties if (value := of(one))])

    sectors = list(dict.fromkeys(one.sector for one in parties if one.sector))
    return [
        cell(lambda p: p.name_en or p.name), cell(lambda p: p.code), "", sectors[0] if sectors else "",
        _joined(sectors), cell(lambda p: p.title), cell(lambda p: p.raw), "",
    ]  # fmt: skip


def _joined(values: list[str]) -> str:
    return _BETWEEN.join(dict.fromkeys(value.replace(";", ",") for value in values))
