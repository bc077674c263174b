"""Groups that grow by joining, but never join what must stay apart; the same for any order of what is given."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Groups(Generic[T]):
    """Disjoint groups of items, each item first alone."""

    def __init__(self, items: Iterable[T], apart: Iterable[tuple[T, T]] = ()) -> None:
        self._parent = {item: item for item in items}
        self._members: dict[T, list[T]] = {item: [item] for item in self._parent}
        self._apart: dict[T, set[T]] = {}
        for a, b in apart:
            if a in self._parent and b in self._parent:
                self._apart.setdefault(a, set()).add(b)
                self._apart.setdefault(b, set()).add(a)

    def of(self, item: T) -> T:
        """The item that stands for the group of this one."""
        root = item
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[item] != root:
            self._parent[item], item = root, self._parent[item]
        return root

    def members(self, item: T) -> list[T]:
        """The items of the group of this one."""
        return self._members[self.of(item)]

    def kept_apart(self, a: T, b: T) -> bool:
        """Whether some item of the one group must not be with some item of the other."""
        one, other = self.members(a), self.members(b)
        if len(one) > len(other):
            one, other = other, one
        far = {self.of(item) for near in one for item in self._apart.get(near, ())}
        return self.of(other[0]) in far

    def join(self, a: T, b: T) -> bool:
        """Make one group of two, unless they are kept apart; whether they are one now."""
        one, other = self.of(a), self.of(b)
        if one == other:
            return True
        if self._apart and self.kept_apart(one, other):
            return False
        if len(self._members[one]) < len(self._members[other]):
            one, other = other, one
        self._parent[other] = one
        self._members[one] += self._members.pop(other)
        return True

    def all(self) -> list[list[T]]:
        """Every group."""
        return list(self._members.values())
