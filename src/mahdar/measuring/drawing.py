"""The curves of a measurement as a picture: a panel a task, both axes in powers of ten, for light and dark pages."""

from __future__ import annotations

import math
from xml.sax.saxutils import escape

from mahdar.measuring.measures import TASKS, Measure, Report

_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 300, 220, 52, 26, 40, 32
_COLUMNS = 3
_STYLE = """
  svg { font: 11px sans-serif; background: #ffffff; }
  text { fill: #1f2328; } .faint { fill: #59636e; } .grid { stroke: #d1d9e0; stroke-width: 1; }
  .ours { stroke: #0b5cad; fill: none; stroke-width: 2; } .dot { fill: #0b5cad; }
  .peer { stroke: #9a5b00; fill: none; stroke-width: 2; stroke-dasharray: 5 4; } .spot { fill: #9a5b00; }
  @media (prefers-color-scheme: dark) {
    svg { background: #0d1117; } text { fill: #f0f6fc; } .faint { fill: #9198a1; } .grid { stroke: #3d444d; }
    .ours { stroke: #58a6ff; } .dot { fill: #58a6ff; } .peer { stroke: #e3a008; } .spot { fill: #e3a008; }
  }
"""


def drawing_of(report: Report) -> str:
    """The curves as an SVG document: CPU seconds by articles, the house in whole lines, its peers in dashed ones."""
    rows = math.ceil(len(TASKS) / _COLUMNS)
    width, height = _COLUMNS * _WIDTH, rows * _HEIGHT + 24
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">',
        "<title>CPU seconds by number of articles</title>",
        f"<style>{_STYLE}</style>",
    ]
    for n, task in enumerate(TASKS):
        left, top = (n % _COLUMNS) * _WIDTH, (n // _COLUMNS) * _HEIGHT
        parts.append(f'<g transform="translate({left} {top})">{_panel(task, report.of(task))}</g>')
    machine = ", ".join(f"{report.machine.get(key, '')}" for key in ("processor", "python"))
    words = (
        f"CPU seconds by articles, both in powers of ten; whole lines: mahdar, dashed: the peer. {machine}"
    )
    parts += [f'<text class="faint" x="12" y="{height - 8}">{escape(words)}</text>', "</svg>"]
    return "\n".join(parts) + "\n"


def _panel(task: str, measures: tuple[Measure, ...]) -> str:
    lines = [f'<text x="12" y="16" font-weight="bold">{escape(task)}</text>']
    if not measures:
        return "".join(lines)
    lines.append(f'<text class="faint" x="12" y="30" font-size="8.5">{escape(measures[0].peer)}</text>')
    ours = [(m.articles, m.seconds) for m in measures if m.seconds > 0]
    theirs = [(m.articles, m.peer_seconds) for m in measures if m.peer_seconds > 0]
    points = ours + theirs
    if not points:
        return "".join(lines)
    across, up = _powers([x for x, _ in points]), _powers([y for _, y in points])

    def at(x: float, y: float) -> tuple[float, float]:
        return (
            _between(math.log10(x), across, _LEFT, _WIDTH - _RIGHT),
            _between(math.log10(y), up, _HEIGHT - _BOTTOM, _TOP),
        )

    for power in range(across[0], across[1] + 1):
        x, _ = at(10**power, 10 ** up[0])
        lines.append(f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP}" y2="{_HEIGHT - _BOTTOM}"/>')
        words = f"{10**power:,}"
        lines.append(
            f'<text class="faint" x="{x:.1f}" y="{_HEIGHT - 16}" text-anchor="middle">{words}</text>'
        )
    for power in range(up[0], up[1] + 1):
        _, y = at(10 ** across[0], 10.0**power)
        lines.append(f'<line class="grid" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>')
        words = f"{10.0**power:g}"
        lines.append(f'<text class="faint" x="{_LEFT - 5}" y="{y + 4:.1f}" text-anchor="end">{words}</text>')
    for curve, line, dot in ((theirs, "peer", "spot"), (ours, "ours", "dot")):
        placed = [at(*point) for point in curve]
        way = " ".join(f"{x:.1f},{y:.1f}" for x, y in placed)
        lines.append(f'<polyline class="{line}" points="{way}"/>')
        lines += [f'<circle class="{dot}" cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in placed]
    return "".join(lines)


def _powers(values: list[float]) -> tuple[int, int]:
    """The powers of ten that enclose some values, at least two."""
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return low, max(high, low + 1)


def _between(value: float, ends: tuple[int, int], first: float, last: float) -> float:
    return first + (value - ends[0]) / (ends[1] - ends[0]) * (last - first)
