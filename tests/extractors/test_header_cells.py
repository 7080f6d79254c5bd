"""Header cells as plans print them: what role each names, and of what year its values are."""

import tomllib
from pathlib import Path

import pytest

from extractors.families.roles import read_columns, role_of, year_in
from pipeline.records import Box, Cell, Place, Table

CELLS: dict[str, dict[str, tuple[str, int]]] = tomllib.loads(
    (Path(__file__).parent / "header_cells.toml").read_text(encoding="utf-8")
)
CASES = [
    (group, cell, role or None, year or None) for group, cells in CELLS.items() for cell, (role, year) in cells.items()
]
OVER_NUMBERS = ("values", "money")
PLACE = Place(1, Box(0, 0, 10, 10))


def column_role(header: str) -> str | None:
    """The role of a column with this header and numbers under it, behind one that names the rows."""
    rows = (("Indikator", header), ("Antal lån", "310"), ("Besök", "12,5"))
    cells = tuple(
        Cell(r, c, 1, 1, text, PLACE, bold=r == 0) for r, row in enumerate(rows) for c, text in enumerate(row)
    )
    columns, _ = read_columns(Table(cells, 3, 2, 1, (PLACE,)), None)
    return columns[1].role


@pytest.mark.parametrize(
    ("group", "cell", "role", "year"), CASES, ids=[cell.replace("\n", " ") for _, cell, _, _ in CASES]
)
def test_the_role_and_year_of_a_header_cell(group: str, cell: str, role: str | None, year: int | None) -> None:
    if group in OVER_NUMBERS:
        named = column_role(cell)
        assert (None if named == "amount" else named) == role  # an amount: a year, and no word of what kind
    else:
        assert role_of(cell)[0] == role
    assert year_in(cell) == year


def test_there_are_enough_of_them() -> None:
    assert len(CASES) >= 200
