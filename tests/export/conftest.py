"""Fixtures of this room: an exported record, and the made year of tests/comparing for the briefings."""

from tests.comparing.conftest import year, year_place
from tests.export.records import exported_record

__all__ = ["exported_record", "year", "year_place"]
