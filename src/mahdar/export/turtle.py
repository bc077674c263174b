"""Turtle: the same nodes as JSON-LD, one after the other; what it cannot hold stands in the last."""

from __future__ import annotations

import re
from typing import TextIO

from mahdar.export.choosing import Chosen
from mahdar.export.graph import PREFIXES, Link, Node, Value, about_the_export, nodes
from mahdar.export.losses import Losses

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ESCAPED = re.compile('[\\\\"\x00-\x1f\x7f]')


def write(chosen: Chosen, output: TextIO, losses: Losses) -> None:
    """Write every node; the last one, `urn:mahdar:export`, tells what the graph cannot hold."""
    for prefix, whole in PREFIXES.items():
        output.write(f"@prefix {prefix}: <{whole}> .\n")
    for node in nodes(chosen, losses):
        output.write(_node(node))
    output.write(_node(about_the_export(losses)))


def _node(node: Node) -> str:
    lines = [f"\n<{node.iri}> a {', '.join(node.types)}"]
    lines += [f"    {name} {_value(value)}" for name, value in node.values]
    return " ;\n".join(lines) + " .\n"


def _value(value: Value) -> str:
    if isinstance(value, Link):
        prefix = value.iri.split(":", 1)[0]
        return value.iri if prefix in PREFIXES else f"<{value.iri}>"
    words = (
        '"'
        + _ESCAPED.sub(lambda found: _ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04X}", value.text)
        + '"'
    )
    if value.language:
        return f"{words}@{value.language}"
    return f"{words}^^{value.type}" if value.type else words
