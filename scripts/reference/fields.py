"""The page of fields: every noun of the model with its fields, from the dataclasses and their docstrings."""

from __future__ import annotations

import dataclasses
import inspect
import re

from mahdar import model

from .markdown import NoMeaning, prose, table

#: The nouns in the order in which they are told.
SECTIONS = {
    "One article": (
        "Article",
        "ArticleRecord",
        "ArticleRead",
        "Credit",
        "Flag",
        "Actor",
        "Holder",
        "Office",
        "Tenure",
        "Encounter",
        "Statement",
        "Hop",
        "Fact",
        "Figure",
        "Instrument",
    ),
    "Words and reasons": ("Span", "Reason"),
    "Across articles": (
        "MergedEncounter",
        "Participant",
        "Source",
        "Conflict",
        "Told",
        "Candidate",
        "Identity",
        "DoubtfulPair",
        "Passage",
    ),
    "What people decide": ("Decision", "Anchor"),
}
_ENTRY = re.compile(r"^    (\w+): (.*)$")


def nouns() -> dict[str, type]:
    """Every noun of the model that has fields, by its name."""
    named = {name: getattr(model, name) for name in model.__all__}
    return {
        name: one for name, one in named.items() if isinstance(one, type) and dataclasses.is_dataclass(one)
    }


def page() -> str:
    """The page."""
    lines = [
        "# Fields",
        "",
        "Every noun of the record as it stands in Python (`mahdar.model`) and in JSON; `mahdar schema` prints the "
        "JSON Schema. What holds for all of them is told in [The record's fields](../record.md), the values of "
        "closed lists in [Closed lists](vocabulary.md). A field that may be absent is `null` in JSON.",
        "",
    ]
    for title, names in SECTIONS.items():
        lines += [f"## {title}", ""]
        for name in names:
            lines += _noun(name, nouns()[name])
    return "\n".join(lines)


def told_fields(noun: type) -> dict[str, str]:
    """The words for each field of a noun, from the section Attributes of its docstring and of those it builds on."""
    doc = inspect.getdoc(noun) or ""
    found: dict[str, str] = {}
    for base in noun.__bases__:
        found |= told_fields(base) if dataclasses.is_dataclass(base) else {}
    last = ""
    for line in doc.partition("Attributes:\n")[2].splitlines():
        entry = _ENTRY.match(line)
        if entry:
            last = entry[1]
            found[last] = entry[2]
        elif last:
            found[last] += " " + line.strip()
    return found


def _noun(name: str, noun: type) -> list[str]:
    told = told_fields(noun)
    rows = []
    for field in dataclasses.fields(noun):
        if field.name not in told:
            raise NoMeaning(f"{name}.{field.name} has no words: write them in the docstring of {name}")
        rows.append((f"`{field.name}`", f"`{_form(str(field.type))}`", prose(told[field.name])))
    head = (inspect.getdoc(noun) or "").partition("\n\nAttributes:")[0]
    return [
        f"### {name} {{#{name.lower()}}}",
        "",
        prose(head),
        "",
        table(("field", "form", "what it is"), rows),
    ]


def _form(annotation: str) -> str:
    """How a type is written: `tuple[X, ...]` is a list of X."""
    return re.sub(r"^tuple\[(.+), \.\.\.\]", r"list of \1", annotation).replace(" | None", " or null")
