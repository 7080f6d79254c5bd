"""What can stop a whole run. What is wrong with one document or one cell is a row of `problems`, not an exception."""

from __future__ import annotations


class Unusable(Exception):
    """The person asked for something that cannot be done. The text says what is wrong and what to do about it."""


class BrokenRows(Exception):
    """Rows that break the datasets' declarations: a fault of the program itself. Nothing is published."""
