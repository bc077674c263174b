"""Which words may open a mention, whatever stands around them: what each reader of mentions asks of its first word.

Most words of a report open none. Asking this once for each written form spares the readers most of their calls; a test
holds it against what they find.
"""

from __future__ import annotations

from typing import NamedTuple

from mahdar.arabic.fold import fold
from mahdar.arabic.remembered import Remembered
from mahdar.arabic.wordlists import is_common
from mahdar.knowledge import Knowledge, bare_forms
from mahdar.reading.bodies import PARTICLES
from mahdar.reading.names import likely_name
from mahdar.reading.titles import POSSESSIVE

#: Ordinary words that are names by their spelling («آنا», «علي»), which folding does not show.
_BY_SPELLING = frozenset({"انا", "علي"})
#: Words beside the verbs of saying after which an unknown word may be a name.
BEFORE_NAMES = frozenset({"كان", "كانت", "لكن", "ان"})


class Openings(NamedTuple):
    """What the folded form of a word tells, remembered.

    Attributes:
        anywhere: a mention may begin at the word.
        after_verb: the same where `wants_name` tells so of the word before.
        wants_name: an unknown word after this one may be a name.
    """

    anywhere: Remembered[bool]
    after_verb: Remembered[bool]
    wants_name: Remembered[bool]


def openings(knowledge: Knowledge) -> Openings:
    """The openings of a knowledge, kept with it. They are for words at which no phrase of the knowledge begins."""
    found: Openings | None = knowledge.memo.get("openings")
    if found is None:
        found = knowledge.memo["openings"] = _openings(knowledge)
    return found


def _openings(knowledge: Knowledge) -> Openings:
    def anywhere(norm: str) -> bool:
        if (likely_name(norm) and not is_common(norm)) or norm in _BY_SPELLING or norm.endswith("ون"):
            return True
        if fold(norm.lstrip(PARTICLES)) in knowledge.grammar["outlet_heads"]:
            return True
        return bool(knowledge.honorifics.starts[norm]) or any(
            _heads_mention(knowledge, bare) for _, bare in bare_forms(norm)
        )

    def after_verb(norm: str) -> bool:
        return not is_common(norm) and norm not in knowledge.function_words

    def wants_name(norm: str) -> bool:
        bare = norm.lstrip("وف")
        return bare in knowledge.verbs or bare in BEFORE_NAMES

    return Openings(Remembered(anywhere), Remembered(after_verb), Remembered(wants_name))


def _heads_mention(knowledge: Knowledge, bare: str) -> bool:
    """Whether a word without particles is the first of a title, a body, a group or an honour."""
    return (
        bare in knowledge.titles
        or bare in POSSESSIVE
        or bare in knowledge.pairs
        or bare in knowledge.groups
        or bare in knowledge.grammar["offices"]
        or bare in knowledge.grammar["respect"]
        or bare.removeprefix("ال") in knowledge.institution_heads
    )
