"""Mahdar (محضر): reads Arabic news and keeps the diplomatic record."""

__version__ = "0.1.0"
