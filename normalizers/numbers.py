"""One printed number, as Sweden writes it: decimal comma, space between thousands."""

import re

from normalizers import Unreadable
from normalizers.vocabulary import load

MINUS_SIGNS = "−–-"  # U+2212, the en dash that Word makes of a hyphen, and the hyphen (last: it stands in classes)
# Thousands in groups of three, or digits with marks inside; `read_number` says what the marks mean.
NUMBER = r"\d{1,3}(?: \d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*"

MOST_DIGITS = 15  # a float keeps no more; so many are an account or a garbled line

_YEAR = re.compile(r"(?:19|20)\d\d")
_POINT_GROUPS = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|\d{1,3}(?:\.\d{3})+,\d+")  # 1.234.567 and 1.234,5
_ONE_POINT_GROUP = re.compile(r"[1-9]\d{0,2}\.\d{3}")  # thousands or three decimals?
_COMMA_GROUPS = re.compile(r"\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}")  # English: 1,234.5
_PLAIN = re.compile(r"\d+(?:[.,]\d+)?")


class AmbiguousNumber(Unreadable):
    """The digits can be read as two different numbers."""


def read_number(token: str) -> float:
    """The number of an unsigned token. Raises AmbiguousNumber for `1.234` and English `1,234.5`.

    A point with three digits after it may be thousands or decimals, and no rule tells which.
    """
    digits = "".join(token.split())
    if _ONE_POINT_GROUP.fullmatch(digits) or _COMMA_GROUPS.fullmatch(digits):
        raise AmbiguousNumber(f"{token!r} can be read as two numbers")
    if _POINT_GROUPS.fullmatch(digits):
        digits = digits.replace(".", "")
    if not _PLAIN.fullmatch(digits) or re.match(r"0\d", digits):
        raise Unreadable(f"{token!r} is no number")
    if sum(digit.isdigit() for digit in digits) > MOST_DIGITS:
        raise Unreadable(f"{token!r} has more digits than a number keeps")
    return float(digits.replace(",", "."))


def is_year(token: str) -> bool:
    """Whether the token may be a calendar year; a number in the thousands is mostly printed with a space."""
    return _YEAR.fullmatch(token) is not None


def number_word(word: str) -> float | None:
    """The number that a word names: `fyra` → 4. `en` and `ett` are articles more often than numbers."""
    number = load("values")["number_words"].get(word.casefold())
    return None if number is None else float(number)
