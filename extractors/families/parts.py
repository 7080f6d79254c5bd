"""Tables of measures by sex and year: `Sjukfrånvaro | Kvinnor 2030 | Kvinnor 2031 | Män 2030 | …`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.families.roles import YEAR, Column
from extractors.families.vocabulary import alternatives, fold, load

FEWEST_PARTS = 2  # of those whom the columns are about, the whole not counted


def by_parts(columns: Sequence[Column], caption: str | None) -> tuple[Column, ...] | None:
    """The columns of a table whose title or first header names what is measured and whose others name a sex, or all,
    and a year; null where it is no such table. What the figures are is told by the years of the plan."""
    if len(columns) < 1 + FEWEST_PARTS or columns[0].year is not None or columns[0].role not in (None, "line"):
        return None  # ages begin with numbers: `29 år eller yngre`
    if not re.search(rf"(?<!\w){alternatives(load('tables')['measured']['words'])}(?!\w)", _title(columns, caption)):
        return None
    parts = [_part(column) for column in columns[1:]]
    wholes = load("tables")["measured"]["all"]
    if not all(parts) or len({fold(part) for part in parts if part and fold(part) not in wholes}) < FEWEST_PARTS:
        return None
    first = replace(columns[0], role="indicator")
    return first, *(replace(c, component=part) for c, part in zip(columns[1:], parts, strict=True))


def unit_of_parts(columns: Sequence[Column], caption: str | None) -> str | None:
    """The unit that the title of a table by sex gives all its figures: `Sjukfrånvaro i procent av arbetstiden`."""
    if not any(c.component and c.role in ("amount", "outcome", "target") for c in columns):
        return None
    share = re.search(rf"(?<!\w){alternatives(load('tables')['measured']['shares'])}(?!\w)", _title(columns, caption))
    return "%" if share else None


def _title(columns: Sequence[Column], caption: str | None) -> str:
    return fold(f"{caption or ''} {columns[0].header if columns else ''}")


def _part(column: Column) -> str | None:
    """Whom a column with a bare year is about; null where it is none, or its header says more."""
    if column.role != "amount" or column.year is None:
        return None
    part = YEAR.sub(" ", column.header).strip(" ,:–-")
    known = (*load("tables")["sub_rows"]["words"], *load("tables")["measured"]["all"])
    return part if fold(part) in known else None
