"""Commands, thin. Each is imported only when it is called, so that help stays quick."""

from mahdar.cli.group import main

__all__ = ["main"]
