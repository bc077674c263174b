"""Narration: what the reporter tells beside encounters and statements: facts, figures, instruments."""

from mahdar.reading.narration.boilerplate import boilerplate

__all__ = ["boilerplate"]
