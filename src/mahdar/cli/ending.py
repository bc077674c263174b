"""How a command ends: its exit codes, and failures told on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Self, TextIO

import click

from mahdar.model import Article

if TYPE_CHECKING:
    from mahdar.sources import Failure

DONE, SOME_FAILED, USAGE, NOTHING_DONE = 0, 1, 2, 3


def exit_code(done: int, failed: int) -> int:
    """The exit code after so many items done and so many failed."""
    if not done:
        return NOTHING_DONE
    return SOME_FAILED if failed else DONE


class Progress:
    """A count of what is done, on standard error, where that is a terminal and no results are printed to one."""

    def __init__(self, what: str, output: TextIO | None = None) -> None:
        self.what = what
        self.done = 0
        results_on_screen = output is not None and output.name == sys.stdout.name and sys.stdout.isatty()
        self.shown = sys.stderr.isatty() and not results_on_screen

    def __enter__(self) -> Self:
        return self

    def step(self) -> None:
        """Count one more."""
        self.done += 1
        if self.shown and (self.done < 10 or self.done % 10 == 0):
            click.echo(f"\r{self.done} {self.what}", err=True, nl=False)

    def reach(self, done: int) -> None:
        """Tell how many are done, of which many are done at once."""
        self.done = done
        if self.shown:
            click.echo(f"\r{self.done} {self.what}", err=True, nl=False)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.shown and self.done:
            click.echo(f"\r{self.done} {self.what}", err=True)


def articles_only(incoming: Iterable[Article | Failure], failures: list[Failure]) -> Iterator[Article]:
    """The articles of what comes in; failures are told at once and kept in the list."""
    for item in incoming:
        if not isinstance(item, Article):
            failures.append(item)
            click.echo(f"failed: {item}", err=True)
        else:
            yield item
