"""Lines of a page that tell dates: what day, whether published or changed, and whether they tell anything else."""

from __future__ import annotations

import re

from mahdar.arabic.dates import DateMention, find_dates
from mahdar.sources.pages.stamps import iso, whole_day
from mahdar.sources.pages.words import begins_with, left_over, longest, phrases, plain

PARTED = re.compile(r"\s[|•·–—-]\s|[|•·]")
_CLOCK = re.compile(r"[0-9٠-٩]{1,2}\s?:\s?[0-9٠-٩]{2}(?:\s?:\s?[0-9٠-٩]{2})?(?:\s?(?:[صم]|[AaPp][Mm])\b)?")
_ZONE = re.compile(r"(?:بتوقيت|بالتوقيت)\s+\w+")
#: What is left of a date in the midst of a line when its day, month and year are taken out.
_BESIDE = frozenset(("الموافق", "هـ", "م", "ـ"))
_NUMBER = re.compile(r"[0-9٠-٩]+")
#: Words that may stand beside a date in a line that is of the article's particulars and not of its text.
_WORDS_LEFT = 3
#: A longer line is none of particulars.
_LONGEST = 160


def dates_in_line(text: str, label: str | None = None) -> list[tuple[str, str | None]]:
    """The days in a line of particulars, each with what it is told to be; none where the line is of the text.

    Args:
        text: the line.
        label: what the line before it says its date is.
    """
    if len(text) > _LONGEST:
        return []
    for pieces in ([text], PARTED.split(text)):
        out: list[tuple[str, str | None]] = []
        for piece in pieces:
            out += [(day, told or label) for day, told in days_in(piece)] if is_date_line(piece) else []
        if out:
            return out
    return []


def is_date_line(text: str) -> bool:
    """Whether a line tells nothing but a date, with what stands beside dates in a line of particulars."""
    mentions = [mention for mention in find_dates(text) if mention.kind != "duration"]
    if not mentions:
        return False
    left = _without(text, mentions)
    return left_over(plain(left), "published", "updated", "byline", "beside_dates") <= _WORDS_LEFT


def tells_only_time(text: str) -> bool:
    """Whether a line tells a date or a time of day and nothing else, not even a name."""
    if len(text) > _LONGEST or not _NUMBER.search(text):
        return False
    left = _without(text, find_dates(text))
    return left != text and left_over(plain(left), "published", "updated", "beside_dates", "buttons") == 0


def before_dates(text: str) -> str:
    """What stands in a line before its first date or the words that announce one («آخر تحديث»)."""
    ends = [mention.start for mention in find_dates(text)]
    words = list(re.finditer(r"\S+", text))
    for k, word in enumerate(words):
        ahead = [part for other in words[k : k + 4] for part in plain(other[0])]
        if begins_with(ahead, "published") or begins_with(ahead, "updated"):
            ends.append(word.start())
            break
    return text[: min(ends, default=len(text))].strip(" -–—|•·,،:/(")


def without_dates(text: str) -> str:
    """A line without the dates and times of day in it, and without the strokes that parted them from the rest."""
    left, at = [], 0
    for mention in find_dates(text):
        left.append(text[at : mention.start])
        at = mention.end
    rest = _CLOCK.sub(" ", " ".join([*left, text[at:]]))
    words = _ZONE.sub(" ", rest).split()
    while words and (not plain(words[-1]) or tuple(plain(words[-1])) in phrases("beside_dates")):
        words.pop()
    return " ".join(word for word in words if word not in _BESIDE).strip(" -–—|•·,،:/")


def _without(text: str, mentions: list[DateMention]) -> str:
    out, at = [], 0
    for mention in mentions:
        out.append(text[at : mention.start])
        at = mention.end
    rest = " ".join([*out, text[at:]])
    return _NUMBER.sub(" ", _CLOCK.sub(" ", rest))


def days_in(text: str) -> list[tuple[str, str | None]]:
    """The whole days told in a line with their labels; one told in both calendars is one."""
    out: list[tuple[str, str | None]] = []
    mentions = find_dates(text)
    gregorian = any(m.kind == "absolute" and m.earliest == m.latest for m in mentions)
    for mention in mentions:
        day = whole_day(mention.earliest, mention.latest)
        if day is None or mention.kind not in ("absolute", "hijri") or mention.anchored:
            continue
        if mention.kind == "hijri" and gregorian:
            continue
        out.append((day, last_label(text[: mention.start])))
    if not out and (stamp := iso(text)):
        out.append((stamp[:10], None))
    return out


def last_label(text: str) -> str | None:
    """`updated` or `published`, by the last words of a text that tell one."""
    words = plain(text)
    for i in range(len(words) - 1, -1, -1):
        for name in ("updated", "published"):
            ends = (words[k : i + 1] for k in range(max(0, i + 1 - longest(name)), i + 1))
            if any(tuple(end) in phrases(name) for end in ends):
                return name
    return None
