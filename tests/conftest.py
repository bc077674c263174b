"""Fixtures of more than one room."""

from tests.stores import blank, cluster, fresh, place

__all__ = ["blank", "cluster", "fresh", "place"]
