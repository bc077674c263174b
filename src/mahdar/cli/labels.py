"""Arabic words for the closed lists of the record, beside their codes."""

from __future__ import annotations

ENCOUNTER_KIND = {
    "meeting": "لقاء",
    "visit": "زيارة",
    "call": "اتصال",
    "message": "رسالة",
    "agreement": "اتفاق",
}
STATUS = {"held": "عُقد", "planned": "مقرّر", "cancelled": "أُلغي"}
MODE = {"direct": "مباشر", "indirect": "غير مباشر", "mixed": "مختلط"}
