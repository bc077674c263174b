"""Libraries that are installed only where they are asked for."""

from __future__ import annotations

import importlib
from types import ModuleType

from mahdar.sources.failure import Unreadable


def documents(module: str) -> ModuleType:
    """A module of the extra `documents`.

    Raises:
        Unreadable: where it is not installed, with what to do.
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise Unreadable("this form needs more libraries: pip install 'mahdar[documents]'") from error
