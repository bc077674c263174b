"""Every route of the application, so that one added later is tested like those before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple


class Route(NamedTuple):
    """An address with its parameters in braces, and by which methods it is asked."""

    path: str
    methods: frozenset[str]


def routes_of(app: Any) -> list[Route]:
    """The routes of an application and of the routers in it; files are none."""
    return sorted(set(_routes(app.routes)), key=lambda route: (route.path, sorted(route.methods)))


def _routes(routes: Iterable[Any]) -> Iterator[Route]:
    for route in routes:
        inner = getattr(route, "original_router", None)
        if inner is not None:
            yield from _routes(inner.routes)
        elif methods := getattr(route, "methods", None):
            yield Route(route.path, frozenset(methods - {"HEAD"}))
