"""What is said where a library that briefings are written with is not installed."""

from __future__ import annotations


class MissingLibrary(ImportError):
    """A library of the extra `brief` is not installed."""

    def __init__(self) -> None:
        super().__init__("briefings need libraries more: pip install 'mahdar[brief]'")
