"""Tables of indicators in which each row says of what years its values are: `Basår | Värde basår | Mål | Målår`, or
`Nuläge | År | Målvärde | År`.

Seen in climate, energy and public health programmes, whose measures begin and end in different years.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractors.families.roles import PREVIOUS, VALUE_ROLES, YEAR, Column, role_of
from extractors.families.vocabulary import fold, load
from pipeline.records import RawCell

Rows = list[tuple[RawCell, ...]]

_DATED_BY = {  # roles of the values that years are of, by the kind of their header
    "words": ("baseline", "outcome", "target", "forecast"),
    "begun": ("baseline",),
    "measured": ("baseline", "outcome"),
    "reached": ("target",),
}
OWN_YEARS = {word: roles for kind, roles in _DATED_BY.items() for word in load("tables")["own_years"][kind]}


def with_own_years(columns: Sequence[Column], rows: Sequence[Sequence[RawCell]]) -> tuple[tuple[Column, ...], Rows]:
    """The columns and the cells of a table's rows, in which columns of years are no values any more and date the values
    that they are of; all as they are where no column holds such years. Years of which nothing tells whose they are date
    none, and their columns are not understood."""
    years = [c for c in columns if _says_years(c) and _holds_years(c, columns, rows)]
    if not years:
        return tuple(columns), [tuple(row) for row in rows]
    undated = [c for c in columns if c.role in VALUE_ROLES and c.year is None and c not in years]
    dated = _of_their_kind(years, undated, columns)
    turns = [c for c in columns if (c in undated or c in years) and c.col not in dated and c not in dated.values()]
    dated |= _by_turns(turns, years, [c for c in columns if c.role in VALUE_ROLES or c in years])
    told = tuple(replace(c, role="year" if c.col in dated else None) if c in years else c for c in columns)
    return told, [_dated_row(row, columns, years, dated) for row in rows]


def _says_years(column: Column) -> bool:
    """Whether a header calls what is under it years: `Nuläge` over 1950 and 2012 holds numbers of members. Under
    `Målvärde` over two columns, the header of one is `Målvärde År`."""
    if column.year is not None or column.role not in (*VALUE_ROLES, "due", None) or PREVIOUS.search(column.header):
        return False
    said = fold(column.header)
    kind, _, last = said.rpartition(" ")
    return said in OWN_YEARS or (last in OWN_YEARS and role_of(kind) == (column.role, 1.0))


def _holds_years(column: Column, columns: Sequence[Column], rows: Sequence[Sequence[RawCell]]) -> bool:
    """Whether there are nothing but years under a header: `Basår` over other numbers holds the values of that year."""
    texts = [cell.text for row in rows if (cell := _under(column, columns, row)) is not None and _tells(cell)]
    return bool(texts) and all(YEAR.fullmatch(text) for text in texts)


def _may_date(years: Column) -> Sequence[str]:
    """The roles of the values that years may be of, by their header."""
    return OWN_YEARS.get(fold(years.header), (years.role or "",))


def _of_their_kind(years: Sequence[Column], undated: Sequence[Column], columns: Sequence[Column]) -> dict[int, Column]:
    """The columns of values by those of years whose headers say of what kind: `Målår`, and `Senast mätt` of outcomes.
    Where several might be meant, none, nor where a header dates what they might be of."""
    found: dict[int, Column] = {}
    for year in years:
        kinds = _may_date(year)
        values = [c for c in columns if c.role in kinds and c not in years]
        rivals = [y for y in years if set(_may_date(y)) & set(kinds) and len(_may_date(y)) < len(VALUE_ROLES)]
        if len(kinds) < len(VALUE_ROLES) and len(values) == len(rivals) == 1 and values[0] in undated:
            found[year.col] = values[0]
    return found


def _by_turns(columns: Sequence[Column], years: Sequence[Column], among: Sequence[Column]) -> dict[int, Column]:
    """The columns of values by those of years, where values and years come by turns side by side `among` all of them,
    always the value first or always the year: `Nuläge | År | Mål | År`."""
    if len(columns) % 2 or any((a in years) == (b in years) for a, b in itertools.pairwise(columns)):
        return {}
    pairs = list(zip(columns[::2], columns[1::2], strict=True))
    dated = {a if a in years else b: b if a in years else a for a, b in pairs}
    beside = all(among.index(b) - among.index(a) == 1 for a, b in pairs)
    fit = beside and all(value.role in _may_date(year) for year, value in dated.items())
    return {year.col: value for year, value in dated.items()} if fit else {}


def _under(column: Column, columns: Sequence[Column], row: Sequence[RawCell]) -> RawCell | None:
    """The cell that a row has under a column; none where cells are missing and columns share their header."""
    alike = [c.col for c in columns if (c.header, c.role) == (column.header, column.role)]
    cells = [c for c in row if (c.header, c.role) == (column.header, column.role or "unknown")]
    return cells[alike.index(column.col)] if len(cells) == len(alike) else None


def _tells(cell: RawCell) -> bool:
    """Whether a cell holds more than a dash."""
    return any(map(str.isalnum, cell.text))


def _dated_row(
    row: Sequence[RawCell], columns: Sequence[Column], years: Sequence[Column], dated: Mapping[int, Column]
) -> tuple[RawCell, ...]:
    """The cells of a row without its years; each value that a year is of is of that year."""
    printed = {c.col: cell for c in years if (cell := _under(c, columns, row)) is not None}
    own = {
        id(value): int(printed[col].text)
        for col, of in dated.items()
        if col in printed and _tells(printed[col]) and (value := _under(of, columns, row)) is not None
    }
    gone = {id(cell) for cell in printed.values()}
    return tuple(replace(c, year=own[id(c)]) if id(c) in own else c for c in row if id(c) not in gone)
