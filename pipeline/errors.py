"""What can stop a whole run. What is wrong with one document or one cell is a row of `problems`, not an exception."""

from __future__ import annotations


class Unusable(Exception):
    """The person asked for something that cannot be done. The text says what is wrong and what to do about it."""


class BrokenRows(Exception):
    """Rows that break the datasets' declarations: a fault of the program itself. Nothing is published."""


class Locked(Exception):
    """Another run writes into the same folder. The text says who."""


class NotPublished(Exception):
    """The run could not or should not publish; the datasets are as before. The text says why and what to do."""
