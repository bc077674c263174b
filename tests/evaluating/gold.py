"""A gold record written for the tests, in the form of the gold files."""

from typing import Any

TEXT = (
    "وزيرا الخارجية يلتقيان في عمّان\n\n"
    "التقى وزير الخارجية سالم المرزوقي في عمّان اليوم نظيره رامي الخالدي.\n"
    "وأكد المرزوقي أن الحوار هو الطريق إلى حل دائم. وقال الخالدي «نشكر عمّان على ضيافتها الكريمة»."
)


def span(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "exact": words}


def gold() -> dict[str, Any]:
    return {
        "doc_id": "g-1",
        "outlet": "الغد",
        "published": "2025-10-15",
        "url": "https://example.org/1",
        "text": TEXT,
        "actors": [
            {"id": "a1", "kind": "person", "name": "سالم المرزوقي", "country": "JO", "aliases": ["المرزوقي"]},
            {"id": "a2", "kind": "person", "name": "رامي الخالدي", "country": "LB", "aliases": ["الخالدي"]},
        ],
        "encounters": [
            {
                "id": "e1", "kind": "meeting", "status": "held", "participants": ["a1", "a2"], "place": "عمّان",
                "country": "JO", "date": "2025-10-15", "topics": ["bilateral-relations"],
                "evidence": span("التقى وزير الخارجية سالم المرزوقي في عمّان اليوم نظيره رامي الخالدي"),
            }
        ],
        "statements": [
            {
                "id": "s1", "speakers": ["a1"], "cue": span("وأكد"), "content": span("الحوار هو الطريق إلى حل دائم"),
                "mode": "indirect", "via": [], "topics": ["political-settlement"],
            },
            {
                "id": "s2", "speakers": ["a2"], "cue": span("وقال"), "content": span("نشكر عمّان على ضيافتها الكريمة"),
                "mode": "direct", "via": [], "topics": ["courtesy"],
            },
        ],
    }  # fmt: skip
