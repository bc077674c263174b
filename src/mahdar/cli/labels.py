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
