"""Credit lines: the agencies and outlets that a text says it has its words from. Evidence, not a detector."""

from __future__ import annotations

from collections.abc import Sequence

from mahdar.arabic.fold import fold
from mahdar.knowledge import Knowledge
from mahdar.linking.copies.shingles import words_of

#: Code points at the head and the foot of a text where a bare short name is a credit.
_HEAD, _FOOT = 160, 60
#: What stands beside a credit («الرياض - واس», «(رويترز)»), spaces left out.
_BESIDE = frozenset("-–—()/:|[],.،\n")
#: Particles that may be attached to a name («ووكالة», «لوكالة»).
_ATTACHED = ("", "و", "ف", "ل", "ب")

_Form = tuple[tuple[int, ...], str]
"""Hashes of the words of a name, and whose it is."""


class CreditNames:
    """The names under which agencies and outlets are credited.

    Attributes:
        names: name of each agency and outlet by its identifier.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self.names: dict[str, str] = {}
        self._codes: dict[str, str] = {}
        names: list[tuple[str, str]] = []
        for row in [*knowledge.agencies, *knowledge.outlets]:
            self.names.setdefault(row["id"], row["ar"])
            for code in [row["id"], *(row.get("codes") or [])]:
                self._codes.setdefault(fold(code), row["id"])
            long = [name for name in [row["ar"], *(row.get("names") or [])] if " " in name]
            names += [(before + name, row["id"]) for name in long for before in _ATTACHED]
            names += [(name, row["id"]) for name in row.get("credit") or []]
        # By the first two words: many names begin with the one word وكالة.
        self._forms: dict[tuple[int, ...], list[_Form]] = {}
        words = words_of([name for name, _ in names])
        for number, (_, source) in enumerate(names):
            form = tuple(words.hashes[words.of(number)].tolist())
            if form:
                self._forms.setdefault(form[:2], []).append((form, source))
        self._firsts = {key[0] for key in self._forms}

    @classmethod
    def of(cls, knowledge: Knowledge) -> CreditNames:
        """The names of a knowledge, made at the first call and kept with it."""
        found: CreditNames | None = knowledge.memo.get("credit names")
        if found is None:
            found = knowledge.memo["credit names"] = cls(knowledge)
        return found

    def source_of(self, outlet: str | None) -> str | None:
        """Identifier of the agency or outlet that a text's own outlet is, where it is known."""
        return self._codes.get(fold(outlet)) if outlet else None

    def credited(
        self, text: str, hashes: Sequence[int], starts: Sequence[int], ends: Sequence[int]
    ) -> tuple[str, ...]:
        """The sources that a text credits, in its order.

        A name of one word counts beside a mark at the head or the foot; a longer one («وكالة الأنباء السورية»)
        anywhere.

        Args:
            text: the text.
            hashes: hashes of its words.
            starts: offset of each word.
            ends: offset after each word.
        """
        found: dict[str, None] = {}
        for at in [k for k, word in enumerate(hashes) if word in self._firsts]:
            for key in ((hashes[at],), tuple(hashes[at : at + 2])):
                for form, source in self._forms.get(key, ()):
                    last = at + len(form) - 1
                    if tuple(hashes[at : last + 1]) != form:
                        continue
                    if len(form) > 1 or _is_credit(text, starts[at], ends[last]):
                        found[source] = None
        return tuple(found)


def _is_credit(text: str, start: int, end: int) -> bool:
    if start > _HEAD and end < len(text) - _FOOT:
        return False
    before = text[max(0, start - 3) : start].strip(" \u00a0")
    after = text[end : end + 3].strip(" \u00a0")
    return not before or not after or before[-1] in _BESIDE or after[0] in _BESIDE
