"""Records of which a page has hundreds."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

__all__ = ["light", "maker"]

Kind = TypeVar("Kind", bound=tuple[Any, ...])


def maker(kind: type[Kind]) -> Callable[[Iterable[Any]], Kind]:
    """What makes a named tuple of all its parts, as its own `_make` does, without Python's frames around it and in a
    third of the time."""
    return partial(tuple.__new__, kind)


if TYPE_CHECKING:
    from dataclasses import dataclass as light
else:

    def light(*, frozen, slots):
        """As `dataclass`, but only the type checker watches that nothing is changed.

        Python's own watch over a frozen record makes it take four times as long to make one.
        """
        return dataclasses.dataclass(slots=slots, unsafe_hash=frozen)
