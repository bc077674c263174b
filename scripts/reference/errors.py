"""The page of errors: every exception of the package, when it is raised and what to do."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from functools import cache

import mahdar

from .markdown import meaning, meanings, prose, table

#: Imported only to be run, or makes a server when it is imported.
_SKIPPED = re.compile(r"\.__main__$|\.migrations\.")


#: What the rooms that raise them are about.
TITLES = {
    "comparing": "Questions",
    "evaluating": "Scores",
    "export": "Exports and briefings",
    "frames": "Tables of pandas and polars",
    "keeping": "Decisions",
    "knowledge": "Knowledge",
    "linking": "Shared text",
    "model": "JSON",
    "record": "The record",
    "sources": "What comes in",
    "web": "The window",
}


@cache
def errors() -> dict[str, type[BaseException]]:
    """Every exception that the package defines and does not keep to itself, by its full name, in order."""
    found: dict[str, type[BaseException]] = {}
    for module in pkgutil.walk_packages(mahdar.__path__, "mahdar."):
        if _SKIPPED.search(module.name):
            continue
        for name, one in vars(importlib.import_module(module.name)).items():
            defined_here = inspect.isclass(one) and one.__module__ == module.name
            if defined_here and issubclass(one, BaseException) and not name.startswith("_"):
                found[f"{module.name}.{name}"] = one
    return dict(sorted(found.items()))


def page() -> str:
    """The page."""
    lines = [
        "# Errors",
        "",
        "Every error that Mahdar raises by a name of its own, and what to do. On the command line its message stands "
        "on standard error, and the exit code tells how far things went: 0 done, 1 some inputs failed, 2 usage, "
        "3 nothing done. A wrong argument in Python is a `ValueError` with the reason.",
        "",
    ]
    for room in dict.fromkeys(name.split(".")[1] for name in errors()):
        rows = []
        for name, one in errors().items():
            if name.split(".")[1] == room:
                kind = one.__mro__[1].__name__
                doc = (inspect.getdoc(one) or "").split("\n\n")[0]
                do = meaning(meanings()["errors"], name, "errors")
                where, _, own = name.rpartition(".")
                rows.append((f"`{own}`<br>`{where}`, a `{kind}`", prose(doc), prose(do)))
        lines += [f"## {TITLES.get(room, room)}", "", table(("error", "what happened", "what to do"), rows)]
    return "\n".join(lines)
