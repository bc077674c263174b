"""Data pictures, drawn here as SVG: readable in Arabic, without colours alone, and to be saved as they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from mahdar.web.language import Words

_WIDTH, _HEIGHT, _TOP, _BOTTOM = 720, 96, 14, 22


def months_of(days: Iterable[str | None]) -> dict[str, int]:
    """How many days fall into each month; what tells no month counts nowhere."""
    return dict(Counter(day[:7] for day in days if day and len(day) >= 7 and day[:4].isdecimal()))


def density(counts: dict[str, int], w: Words, title: str) -> Markup:
    """A strip of bars, a month each: time runs in the direction of the language.

    Empty where there is nothing to draw.
    """
    months = _all_months(sorted(counts))
    if not months:
        return Markup("")
    step, most = _WIDTH / len(months), max(counts.values())
    parts = [_bar(i, counts.get(m, 0), most, step, w, m) for i, m in enumerate(months)]
    parts += [_year(i, m, step, w) for i, m in enumerate(months) if i == 0 or m.endswith("-01")]
    base = _HEIGHT - _BOTTOM
    words = f"{title}: {w.day(months[0])} – {w.day(months[-1])}"
    return Markup(
        f'<svg xmlns="http://www.w3.org/2000/svg" class="strip" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        f'direction="{w.dir}" font-family="IBM Plex Sans Arabic, Plex, sans-serif"><title>{escape(words)}</title>'
        f'<line class="axis" x1="0" x2="{_WIDTH}" y1="{base}" y2="{base}" stroke="#8a9796"/>'
        + "".join(parts)
        + f'<text x="{_WIDTH - 2 if w.dir == "ltr" else 2}" y="10" font-size="11" fill="#566261" '
        f'text-anchor="end">{escape(w("file.most", n=most))}</text></svg>'
    )


def _all_months(told: Sequence[str]) -> list[str]:
    """Every month from the first told to the last."""
    if not told:
        return []
    (year, month), (last_year, last) = (map(int, m.split("-")) for m in (told[0], told[-1]))
    found = []
    while (year, month) <= (last_year, last):
        found.append(f"{year:04}-{month:02}")
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return found


def _bar(i: int, number: int, most: int, step: float, w: Words, month: str) -> str:
    if not number:
        return ""
    room = _HEIGHT - _TOP - _BOTTOM
    height = max(3.0, room * number / most)
    width = max(1.5, min(step * 0.8, 28))
    x = _x(i, step, w) - width / 2
    title = escape(f"{w.day(month)}: {number}")
    return (
        f'<rect class="bar" x="{x:.1f}" y="{_HEIGHT - _BOTTOM - height:.1f}" width="{width:.1f}" '
        f'height="{height:.1f}" fill="#0f5c5c"><title>{title}</title></rect>'
    )


def _year(i: int, month: str, step: float, w: Words) -> str:
    return (
        f'<text x="{_x(i, step, w):.1f}" y="{_HEIGHT - 6}" font-size="11" fill="#566261" '
        f'text-anchor="middle">{month[:4]}</text>'
    )


def _x(i: int, step: float, w: Words) -> float:
    """The middle of a month: the first is where reading begins."""
    x = (i + 0.5) * step
    x = max(14.0, min(_WIDTH - 14.0, x))
    return x if w.dir == "ltr" else _WIDTH - x
