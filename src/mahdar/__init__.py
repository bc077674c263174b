"""Mahdar (محضر): reads Arabic news and keeps the diplomatic record.

`mahdar.read` reads one text, `mahdar.Record` is a record with the verbs of the commands, `mahdar.to_pandas` and
`mahdar.to_polars` make tables of their answers. Each is imported when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mahdar.api import Record as Record
    from mahdar.api import read as read
    from mahdar.frames import to_pandas as to_pandas
    from mahdar.frames import to_polars as to_polars

__version__ = "0.1.0"

_FROM = {
    "Record": "mahdar.api",
    "read": "mahdar.api",
    "to_pandas": "mahdar.frames",
    "to_polars": "mahdar.frames",
}


def __getattr__(name: str) -> Any:
    if name not in _FROM:
        raise AttributeError(f"module 'mahdar' has no attribute {name!r}")
    return getattr(import_module(_FROM[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_FROM})
