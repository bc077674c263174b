"""JSON-LD: one document whose `@graph` has a node a line."""

from __future__ import annotations

import json
from typing import Any, TextIO

from mahdar.export.choosing import Chosen
from mahdar.export.graph import PREFIXES, Link, Node, Value, about_the_export, nodes
from mahdar.export.losses import Losses
from mahdar.model import to_json


def write(chosen: Chosen, output: TextIO, losses: Losses) -> None:
    """Write every node; the last one, `urn:mahdar:export`, tells what the graph cannot hold."""
    output.write('{"@context": ' + json.dumps(PREFIXES) + ',\n"@graph": [\n')
    for node in nodes(chosen, losses):
        output.write(_line(node) + ",\n")
    output.write(_line(about_the_export(losses)) + "\n]}\n")


def _line(node: Node) -> str:
    made: dict[str, Any] = {"@id": node.iri, "@type": list(node.types)}
    for name, value in node.values:
        made.setdefault(name, []).append(_value(value))
    return to_json(made)


def _value(value: Value) -> Any:
    if isinstance(value, Link):
        return {"@id": value.iri}
    if value.type:
        return {"@value": value.text, "@type": value.type}
    return {"@value": value.text, "@language": value.language} if value.language else value.text
