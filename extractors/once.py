"""What is worked out at the first question and kept: properties, and what was found in the parts of a page."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Generic, TypeVar

T = TypeVar("T")
Part = TypeVar("Part")


class once(Generic[T]):  # named like `property`, in whose place it stands
    """As `functools.cached_property`, without its lock, which costs more than what is asked of a printed row."""

    def __init__(self, work: Callable[[Any], T]) -> None:
        self.work, self.name, self.__doc__ = work, work.__name__, work.__doc__

    def __get__(self, owner: Any, kind: type | None = None) -> T:
        value = owner.__dict__[self.name] = self.work(owner)
        return value


class Kept(Generic[Part, T]):
    """What `work` found in the last `most` lists that were asked for. A list is known by its very members: to compare
    what they hold would take longer than the work."""

    def __init__(self, most: int, work: Callable[..., T]) -> None:
        self.most, self.work = most, work
        self.known: dict[tuple[Hashable, ...], tuple[Sequence[Part], T]] = {}

    def find(self, parts: Sequence[Part], *more: Hashable) -> T:
        """What `work(parts, *more)` finds."""
        parts, key = tuple(parts), _key(parts, more)
        known = self.known.get(key)
        if known is not None and known[0] == parts:  # one by one the very same, which is seen at a glance
            self.known[key] = self.known.pop(key)  # the newest again
            return known[1]
        found = self.work(parts, *more)
        self.keep(parts, found, *more)
        return found

    def keep(self, parts: tuple[Part, ...], found: T, *more: Hashable) -> None:
        """Keep what is known of a list without that work."""
        key = _key(parts, more)
        self.known.pop(key, None)
        if len(self.known) >= self.most:
            del self.known[next(iter(self.known))]  # the oldest
        self.known[key] = parts, found  # held, so that nothing else can have the place of one of them


def _key(parts: Sequence[Any], more: tuple[Hashable, ...]) -> tuple[Hashable, ...]:
    return (len(parts), id(parts[0]), id(parts[-1]), *more) if parts else (0, *more)
