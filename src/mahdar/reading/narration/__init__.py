"""Narration: what the reporter tells beside encounters and statements: facts, figures, instruments.

They share one `Ground`, made once for each page. The `find_*` read token ranges and indices of the cast; the `to_*`
make nouns of the record of them.
"""

from mahdar.reading.narration.facts import FoundFact, find_facts, to_fact
from mahdar.reading.narration.figures import FoundFigure, find_figures, to_figure
from mahdar.reading.narration.ground import Ground
from mahdar.reading.narration.instruments import FoundInstrument, find_instruments, to_instrument

__all__ = [
    "FoundFact",
    "FoundFigure",
    "FoundInstrument",
    "Ground",
    "find_facts",
    "find_figures",
    "find_instruments",
    "to_fact",
    "to_figure",
    "to_instrument",
]
