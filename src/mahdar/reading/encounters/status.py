"""Status: whether an encounter was held, is to come, was called off, or was no more than wished for."""

from __future__ import annotations

from mahdar.reading.encounters.meeting import Trigger
from mahdar.reading.encounters.scene import Scene


def status_of(scene: Scene, t: Trigger, first: int, last: int) -> str | None:
    """held, planned or cancelled; None where the words deny it or only wish for it.

    Args:
        scene: the page.
        t: the trigger.
        first: where its clause begins.
        last: where its clause ends.
    """
    norms, lists = scene.page.norms, scene.words.lists
    around = norms[max(first, t.verb_at - 4) : t.verb_at]
    if t.light is not None and t.light < t.first:
        around = [*around, *norms[max(first, t.first - 3) : t.first]]
    if any(w in lists["cancelled"] for w in around):
        return "cancelled"
    if any(w in lists["denied"] for w in around[-4:]) or norms[t.first - 1 : t.first] == ["اي"]:
        return None
    if t.aspect == "future" or any(w in lists["planned"] for w in [*around, *norms[t.last : t.last + 2]]):
        return "planned"
    if t.aspect == "present" and _told_ahead(norms, t.verb_at):
        return "planned"
    if not t.word.verbal and any(w in lists["coming"] for w in norms[first:last]):
        return "planned"
    purpose = t.light is not None and norms[t.light][:1] == "ل" and norms[t.light] != "ل"
    if (t.prefix[-1:] == "ل" or purpose) and not t.pronoun:
        return "planned"
    return "held"


def _told_ahead(norms: list[str], at: int) -> bool:
    """«حيث يلتقي», «أن يزور», «يلتقي خلالها»: the present tells what is to come."""
    before = norms[at - 1] if at else ""
    if before == "ان":
        return norms[at - 2 : at - 1] not in (["بعد"], ["منذ"])
    return before == "حيث" or norms[at + 1 : at + 2] in (["خلالها"], ["خلاله"])
