"""How codes, numbers and dates are said to people, in Swedish."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

NARROW_SPACE = "\u202f"  # between thousands; lines never break at it
MINUS = "\u2212"


@cache
def labels() -> Mapping[str, Mapping[str, str]]:
    """Group of words -> code -> word."""
    return tomllib.loads((files("pipeline.reporting") / "labels.toml").read_text(encoding="utf-8"))


def label(group: str, code: Any) -> str:
    """The word for a code; the code itself where there is none, nothing for null."""
    return "" if code is None else labels().get(group, {}).get(str(code), str(code))


def number_text(number: float | None) -> str:
    """`1234.5` → `1 234,5`, as Swedish print has it."""
    if number is None:
        return ""
    digits = format(Decimal(repr(float(number))), "f")
    whole, _, decimals = digits.lstrip("-").partition(".")
    decimals = decimals.rstrip("0")
    grouped = f"{int(whole):,}".replace(",", NARROW_SPACE)
    return (MINUS if digits.startswith("-") else "") + grouped + (f",{decimals}" if decimals else "")


def value_text(row: Mapping[str, Any]) -> str:
    """`≥ 90 %`: comparator, number and unit of a value; nothing where there is no number."""
    if row["value"] is None:
        return ""
    parts = (label("comparator", row["comparator"]), number_text(row["value"]), row["unit"])
    return " ".join(part for part in parts if part)


def written(value: Any) -> str:
    """A value as a person would write it in a correction; what `pipeline.corrections` reads back."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return number_text(value).replace(NARROW_SPACE, "").replace(MINUS, "-")
    if isinstance(value, date):
        return value.isoformat()
    return "; ".join(value) if isinstance(value, list) else str(value)


def shown(column: str, value: Any) -> str:
    """A value of a column, for people."""
    if isinstance(value, bool):
        return label("words", "yes" if value else "no")
    if isinstance(value, float):
        return number_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return "; ".join(value)
    return label("set_by" if column == "assigned_by" else column, value)
