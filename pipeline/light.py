"""Records of which a page has hundreds."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

__all__ = ["light"]

if TYPE_CHECKING:
    from dataclasses import dataclass as light
else:

    def light(*, frozen, slots):
        """As `dataclass`, but only the type checker watches that nothing is changed.

        Python's own watch over a frozen record makes it take four times as long to make one.
        """
        return dataclasses.dataclass(slots=slots, unsafe_hash=frozen)
