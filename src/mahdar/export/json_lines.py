"""JSON Lines: a noun of the record a line, nothing lost; the schema of each is that of `mahdar schema`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TextIO

from mahdar.export.choosing import Chosen
from mahdar.export.losses import Losses
from mahdar.model import ArticleRecord, Identity, MergedEncounter, Passage, to_json

#: Nouns that are exported whole, with their class.
NOUNS: dict[str, type] = {
    "records": ArticleRecord,
    "encounters": MergedEncounter,
    "identities": Identity,
    "passages": Passage,
}


def _encounters(chosen: Chosen) -> Iterable[MergedEncounter]:
    return (met.merged for met in chosen.met())


_OF: dict[str, Callable[[Chosen], Iterable[object]]] = {
    "records": Chosen.records,
    "encounters": _encounters,
    "identities": Chosen.identities,
    "passages": Chosen.passages,
}


def write(chosen: Chosen, noun: str, output: TextIO, losses: Losses) -> None:
    """Write all of one noun, one JSON object a line."""
    for one in _OF[noun](chosen):
        output.write(to_json(one) + "\n")
        losses.written[noun] += 1
