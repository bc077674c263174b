"""The made year of tests/comparing, as the briefings' record."""

from tests.comparing.conftest import year, year_place

__all__ = ["year", "year_place"]
