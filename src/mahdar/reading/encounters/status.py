"""Status: whether an encounter was held, is to come, was called off, or was no more than wished for."""

from __future__ import annotations

from mahdar.knowledge import bare_forms
from mahdar.reading.encounters.meeting import Trigger
from mahdar.reading.encounters.scene import Scene

#: A verb in the future so many words after a noun tells that it is to come («زيارة فلان اليوم … ستشهد»).
_AHEAD = 12
_THAT = ("ان", "انه", "انها", "بان", "بانه", "بانها")
_OBJECT = 16
_WISHES = ("urge", "demand", "hope", "deny", "reject")
_EVE = ("قبيل", "عشيه")


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
    if "الذي" in around or "التي" in around:  # «إلغاء اللقاء الذي كان مقررا عقده»
        around = norms[max(first, t.verb_at - 6) : t.verb_at]
    if t.light is not None and t.light < t.first:
        around = [*around, *norms[max(first, t.first - 3) : t.first]]
    if t.kind == "agreement" and t.light is not None and t.aspect == "noun":
        concluded = any(w in lists["concluding"] for w in norms[max(0, t.light - 2) : t.light])
        around = around if concluded else [*around, "دون"]
    if any(_in(w, lists["cancelled"]) for w in [*around, *norms[t.verb_at : t.verb_at + 1]]):
        return "cancelled"
    if _refused(scene, t) or _urged(scene, t):
        return None
    if t.aspect == "present" and norms[t.verb_at - 1 : t.verb_at] == ["قد"]:
        return None  # «قد يلتقي» may come to nothing
    if any(_plain(w) in lists["denied"] for w in around[-4:]) or norms[t.first - 1 : t.first] in (
        ["اي"],
        ["باي"],
        ["لاي"],
    ):
        return None
    eve = _EVE if t.kind == "visit" else ()
    if t.aspect == "future" or any(w in lists["planned"] and w not in eve for w in around):
        return "planned"
    if any(w in lists["ahead"] for w in norms[t.last : t.last + 3]):
        return "planned"
    if t.aspect == "present" and _told_ahead(norms, t.verb_at):
        return "planned"
    tail = norms[t.last : min(last, t.last + _AHEAD)]
    tail = tail[: next((k for k, w in enumerate(tail) if w in _THAT), len(tail))]
    if not t.word.verbal and any(w in lists["coming"] for w in tail):
        return "planned"
    purpose = t.light is not None and norms[t.light][:1] == "ل" and norms[t.light] != "ل"
    if (t.prefix[-1:] == "ل" or purpose) and not t.pronoun and not (t.kind == "agreement" and t.definite):
        return "planned"
    return "held"


def _in(norm: str, words: frozenset[str]) -> bool:
    return norm in words or any(bare in words for cut, bare in bare_forms(norm) if cut < 2)


def _refused(scene: Scene, t: Trigger) -> bool:
    """«نفى المتحدث عقد لقاء», «رفض فلان استقبال …»: denied or refused by the verb it is the object of."""
    norms, lists = scene.page.norms, scene.words.lists
    floor = scene.page.sentences[scene.page.sentence_of[t.first]].first
    for k in range(t.verb_at - 1, max(floor, t.verb_at - _OBJECT) - 1, -1):
        if any(bare in lists["refusing"] for _, bare in bare_forms(norms[k])):
            return True
        if k not in scene.soft and norms[k] not in lists["passing"]:
            return False
    return False


def _urged(scene: Scene, t: Trigger) -> bool:
    """«دعا إلى عقد اجتماع»: what is called for has not been held."""
    inside = scene.content_at(t.verb_at)
    if inside is None or t.kind == "visit" or t.word.verbal or t.aspect not in ("noun", "past"):
        return False
    return scene.acts.get(inside[0]) in _WISHES and t.verb_at - inside[0] <= 1 and not t.pronoun


def _plain(norm: str) -> str:
    """A word without «و» and «ف» written onto it."""
    return norm[1:] if norm[:1] in ("و", "ف") and len(norm) > 2 else norm


def _told_ahead(norms: list[str], at: int) -> bool:
    """«حيث يلتقي», «أن يزور», «يلتقي خلالها»: the present tells what is to come."""
    before = norms[at - 1] if at else ""
    if before == "ان":
        return norms[at - 2 : at - 1] not in (["بعد"], ["منذ"])
    return before == "حيث" or norms[at + 1 : at + 2] in (["خلالها"], ["خلاله"])
