"""Fixtures of this room."""

from tests.export.records import exported_record

__all__ = ["exported_record"]
