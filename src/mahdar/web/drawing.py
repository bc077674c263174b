"""Data pictures, drawn here as SVG: readable in Arabic, without colours alone, and to be saved as they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from mahdar.web.language import Words

_WIDTH, _HEIGHT, _TOP, _BOTTOM = 720, 96, 16, 22
#: Months up to which each is named; up to as many years each is.
_NAMED = 12
_INK, _QUIET = "#0f5c5c", "#6a7675"


@dataclass(frozen=True, slots=True)
class Month:
    """How many things fall into a month: on a day that is known, and at the latest they can have been."""

    fixed: int = 0
    open: int = 0


def months_of(days: Iterable[tuple[str | None, bool]]) -> dict[str, Month]:
    """Things by month, each told by its day and whether that day is known; what tells no month counts nowhere."""
    found: dict[str, Month] = {}
    for day, known in days:
        if day and len(day) >= 7 and day[:4].isdecimal():
            old = found.get(day[:7], Month())
            found[day[:7]] = Month(old.fixed + known, old.open + (not known))
    return found


def density(counts: dict[str, Month], w: Words, title: str) -> Markup:
    """A strip of bars, a month each: full where days are known, hollow where not; time runs as the language does.

    Empty where there is nothing to draw.
    """
    months = _all_months(sorted(counts))
    if not months:
        return Markup("")
    step, most = _WIDTH / len(months), max(m.fixed + m.open for m in counts.values())
    bars = [_bar(i, counts[m], most, step, w, m) for i, m in enumerate(months) if m in counts]
    years = [_label(i, m, step, w) for i, m in enumerate(months) if _is_labelled(i, m, len(months))]
    base = _HEIGHT - _BOTTOM
    words = f"{title}: {w.day(months[0])} – {w.day(months[-1])}"
    legend = f"{w('file.most', n=most)} · ■ {w('file.fixed')} · □ {w('file.open')}"
    return Markup(
        f'<svg xmlns="http://www.w3.org/2000/svg" class="strip" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        f'direction="{w.dir}" color="{_INK}" font-family="Plex, IBM Plex Sans Arabic, sans-serif">'
        f"<title>{escape(words)}</title>"
        f'<line class="axis" x1="0" x2="{_WIDTH}" y1="{base}" y2="{base}" stroke="{_QUIET}"/>'
        + "".join(bars + years)
        + f'<text x="{0 if w.dir == "ltr" else _WIDTH}" y="11" font-size="12" fill="{_QUIET}">{escape(legend)}'
        "</text></svg>"
    )


def _all_months(told: Sequence[str]) -> list[str]:
    """Every month from the first told to the last."""
    (year, month), (last_year, last) = ((int(m[:4]), int(m[5:7])) for m in (told[0], told[-1])) if told else (
        (1, 1), (0, 0)
    )  # fmt: skip
    found = []
    while (year, month) <= (last_year, last):
        found.append(f"{year:04}-{month:02}")
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return found


def _bar(i: int, month: Month, most: int, step: float, w: Words, name: str) -> str:
    room = _HEIGHT - _TOP - _BOTTOM
    width = max(2.0, min(step * 0.8, 28))
    x, top = _x(i, step, w) - width / 2, float(_HEIGHT - _BOTTOM)
    parts = []
    for number, paint in (
        (month.fixed, 'class="bar" fill="currentColor"'),
        (month.open, 'fill="none" stroke="currentColor" stroke-width="1.5"'),
    ):
        if number:
            height = max(3.0, room * number / most)
            top -= height
            parts.append(
                f'<rect x="{x:.1f}" y="{top:.1f}" width="{width:.1f}" height="{height:.1f}" {paint}/>'
            )
    told = escape(f"{w.day(name)}: {month.fixed + month.open}")
    return f"<g><title>{told}</title>{''.join(parts)}</g>"


def _is_labelled(i: int, month: str, months: int) -> bool:
    """Every month of a year or less; of a longer time every year, of a very long one every fifth."""
    if months <= _NAMED:
        return True
    every = 1 if months <= 12 * _NAMED else 5
    return month.endswith("-01") and int(month[:4]) % every == 0


def _label(i: int, month: str, step: float, w: Words) -> str:
    named = step > _WIDTH / (_NAMED + 1)
    words = w.label("month", month[5:]) if named else month[:4]
    if named and (i == 0 or month.endswith("-01")):
        words = f"{words} {month[:4]}"
    return (
        f'<text x="{_x(i, step, w):.1f}" y="{_HEIGHT - 6}" font-size="12" fill="{_QUIET}" '
        f'text-anchor="middle">{escape(words)}</text>'
    )


def _x(i: int, step: float, w: Words) -> float:
    """The middle of a month: the first is where reading begins."""
    x = max(34.0, min(_WIDTH - 34.0, (i + 0.5) * step))
    return x if w.dir == "ltr" else _WIDTH - x


def steps(days: Sequence[str | None], changes: Sequence[str], w: Words, title: str) -> Markup:
    """A formula's steps in order: a full dot where it is new or changed, a hollow one where it is repeated."""
    if not days:
        return Markup("")
    width, gap = 260, 260 / len(days)
    parts = [f'<line x1="0" x2="{width}" y1="16" y2="16" stroke="{_QUIET}"/>']
    for i, (day, change) in enumerate(zip(days, changes, strict=True)):
        x = (i + 0.5) * gap
        x = x if w.dir == "ltr" else width - x
        paint = (
            'fill="none" stroke="currentColor" stroke-width="2"'
            if change == "repeated"
            else 'fill="currentColor"'
        )
        shape = (
            f'<path d="M{x:.1f} 8 l8 8 -8 8 -8 -8Z" {paint}/>' if change == "changed"
            else f'<circle cx="{x:.1f}" cy="16" r="6.5" {paint}/>'
        )  # fmt: skip
        parts.append(
            f"<g><title>{escape(w.days(day))}: {escape(w.label('change', change))}</title>{shape}</g>"
        )
        if i in (0, len(days) - 1) and day:
            parts.append(
                f'<text x="{x:.1f}" y="38" font-size="11" fill="{_QUIET}" text-anchor="middle">{escape(day[:4])}</text>'
            )
    return Markup(
        f'<svg xmlns="http://www.w3.org/2000/svg" class="strip steps" viewBox="0 0 {width} 42" role="img" '
        f'color="{_INK}"><title>{escape(title)}</title>{"".join(parts)}</svg>'
    )


def share(number: int, most: int, w: Words) -> Markup:
    """A bar whose length is a number's share of the greatest one; it begins where reading begins."""
    width = max(4.0, 240 * number / max(most, 1))
    x = 0 if w.dir == "ltr" else 240 - width
    return Markup(
        f'<svg xmlns="http://www.w3.org/2000/svg" class="share" viewBox="0 0 240 8" role="img" color="{_INK}">'
        f"<title>{escape(w('network.share', n=number, most=most))}</title>"
        f'<rect x="{x:.1f}" y="1" width="{width:.1f}" height="6" rx="3" fill="currentColor"/></svg>'
    )
