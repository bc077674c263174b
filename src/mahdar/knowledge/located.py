"""Entries of the knowledge files with the line each begins on, so that a fault can be pointed at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from mahdar.knowledge.files import key_of, read_numbered_tsv, read_yaml, shown


class Located(NamedTuple):
    """One entry: its file and line, the section of the file it stands in, and what it holds."""

    file: str
    line: int
    section: str
    row: Any

    @property
    def name(self) -> str:
        """How the entry is called: by its identifier, and its section where the file has sections."""
        own = _name_of(self.row)
        return f"{self.section} {own}".strip() or f"line {self.line}"

    def fault(self, wrong: str, mend: str) -> Fault:
        """What is wrong with the entry, at its place."""
        return Fault(self.file, self.line, self.name, wrong, mend)


class Fault(NamedTuple):
    """Something wrong in a knowledge file, and how to mend it."""

    file: str
    line: int
    entry: str
    wrong: str
    mend: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.entry}: {self.wrong}; {self.mend}"


def _name_of(row: Any) -> str:
    if not isinstance(row, dict):
        return str(row) if isinstance(row, str) else ""
    if "office" in row and "person" in row:
        return f"{row['person']} {row['office']} {row.get('country') or ''}".strip()
    return str(key_of(row) or "")


def entries(path: Path) -> Iterator[Located]:
    """The entries of one file, in their order; a text file of words has none.

    Raises:
        KnowledgeError: where it cannot be read.
    """
    name = shown(path)
    if path.suffix == ".tsv":
        for line, row in read_numbered_tsv(path):
            yield Located(name, line, "", row)
    elif path.suffix == ".yml":
        data, root = read_yaml(path), _node(path)
        if isinstance(root, yaml.SequenceNode):
            yield from _items(name, "", data, root)
        elif isinstance(root, yaml.MappingNode):
            for (key, value), (head, node) in zip(data.items(), root.value, strict=False):
                if isinstance(node, yaml.SequenceNode):
                    yield from _items(name, str(key), value, node)
                else:
                    yield Located(name, head.start_mark.line + 1, str(key), value)


def _items(name: str, section: str, rows: list[Any], node: yaml.SequenceNode) -> Iterator[Located]:
    # A key that stands twice has one list too many; `key_faults` names it.
    for row, child in zip(rows, node.value, strict=False):
        yield Located(name, child.start_mark.line + 1, section, row)


def _node(path: Path) -> yaml.Node | None:
    return yaml.compose(
        path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    )


def key_faults(path: Path) -> Iterator[Fault]:
    """Keys of a YAML file that stand twice in one mapping or that YAML does not read as text."""
    root = _node(path)
    waiting = [root] if root is not None else []
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.SequenceNode):
            waiting += node.value
        if isinstance(node, yaml.MappingNode):
            seen: set[str] = set()
            for key, value in node.value:
                line = key.start_mark.line + 1
                if key.tag != "tag:yaml.org,2002:str":
                    wrong = f"YAML does not read the key {key.value} as text"
                    yield Fault(shown(path), line, str(key.value), wrong, f'write "{key.value}"')
                elif key.value in seen:
                    yield Fault(shown(path), line, key.value, "the key stands twice", "join the two")
                seen.add(key.value)
                waiting.append(value)
