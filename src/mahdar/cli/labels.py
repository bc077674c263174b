"""Arabic words for the closed lists of the record, beside their codes."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mahdar.export.briefing.telling import Telling

ENCOUNTER_KIND = {
    "meeting": "لقاء",
    "visit": "زيارة",
    "call": "اتصال",
    "message": "رسالة",
    "agreement": "اتفاق",
}
STATUS = {"held": "عُقد", "planned": "مقرّر", "cancelled": "أُلغي"}
MODE = {"direct": "مباشر", "indirect": "غير مباشر", "mixed": "مختلط"}
PHASE = {
    "begun": "بدأت",
    "under-way": "جارية",
    "done": "تمت",
    "demanded": "مطلوبة",
    "planned": "مقررة",
}
INSTRUMENT_STATE = {
    "mentioned": "مذكور",
    "discussed": "قيد البحث",
    "signed": "موقّع",
    "in-force": "نافذ",
    "to-be-carried-out": "للتنفيذ",
}


def label(table: str, code: str | None) -> str:
    """A code of a closed list in Arabic; what has no word there, as it is."""
    return _telling().of(table, code)


def topic(code: str) -> str:
    """A topic in Arabic."""
    return _telling().topic(code)


def country(code: str | None) -> str:
    """A country in Arabic."""
    return _telling().country(code) if code else ""


def reason(words: str) -> str:
    """A reason in Arabic, where its shape is known; else as the record tells it."""
    return _telling().reason(words)


@lru_cache(maxsize=1)
def _telling() -> Telling:
    from mahdar.export.briefing.telling import Telling  # noqa: PLC0415 (words are read only by those who show a table)

    return Telling("ar")
