"""Properties that are worked out at the first question."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class once(Generic[T]):  # named like `property`, in whose place it stands
    """As `functools.cached_property`, without its lock, which costs more than what is asked of a printed row."""

    def __init__(self, work: Callable[[Any], T]) -> None:
        self.work, self.name, self.__doc__ = work, work.__name__, work.__doc__

    def __get__(self, owner: Any, kind: type | None = None) -> T:
        value = owner.__dict__[self.name] = self.work(owner)
        return value
