"""A library that a format needs and that is not installed."""

from __future__ import annotations

import importlib
from typing import Any


class MissingLibrary(ImportError):
    """The message names the extra to install."""


def library(name: str, form: str) -> Any:
    """A library of the extra `mahdar[export]`.

    Raises:
        MissingLibrary: where it is not installed.
    """
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise MissingLibrary(
            f"{form} needs {name.split('.', maxsplit=1)[0]}, which is not installed: pip install 'mahdar[export]'"
        ) from error
