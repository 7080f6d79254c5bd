"""Tables of tagged PDFs, none of which has a single rule."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from papers import texts_of
from tagged import Cell, write_tagged

from extractors.document import find_tables, read_plan

XS = (60, 200, 300)


def grid(*rows: tuple[str | None, ...], top: float = 100, page: int = 0) -> list[list[Cell]]:
    return [
        [Cell(text, x, top + 20 * r, page=page) for text, x in zip(row, XS, strict=True)] for r, row in enumerate(rows)
    ]


ROWS = grid(("Measure", "Red", "Blue"), ("Apples", "1", None), ("Pears", "3", "4"))


def test_cells_come_from_the_tags_and_empty_ones_stay_empty(tmp_path: Path) -> None:
    (table,) = find_tables(write_tagged(tmp_path / "a.pdf", ROWS))
    assert table.road == "tagged"
    assert texts_of(table) == [["Measure", "Red", "Blue"], ["Apples", "1", ""], ["Pears", "3", "4"]]


def test_spans_headers_and_names_of_the_producers_own_are_followed(tmp_path: Path) -> None:
    head = [Cell("Fruit", 60, 80, "Rubrik"), Cell("Colours", 200, 80, "Rubrik", "/ColSpan 2")]
    (table,) = find_tables(write_tagged(tmp_path / "a.pdf", [head, *ROWS], roles="/Rubrik /Head /Head /TH"))
    assert table.header_rows == 1
    assert [(c.text, c.col_span) for c in table.cells if c.row == 0] == [("Fruit", 1), ("Colours", 2)]


def test_a_table_goes_on_over_a_page_break_whatever_stands_between(tmp_path: Path) -> None:
    more = grid(("Plums", "5", "6"), ("Cherries", "7", "8"), page=1)
    between = [Cell("Note", 60, 40, page=1)]
    (table,) = find_tables(write_tagged(tmp_path / "a.pdf", [*ROWS, *more], between))
    assert texts_of(table)[2:] == [["Pears", "3", "4"], ["Plums", "5", "6"], ["Cherries", "7", "8"]]
    assert [place.page for place in table.places] == [1, 2]


def test_rows_tagged_column_by_column_are_not_trusted(tmp_path: Path) -> None:
    turned = [list(column) for column in zip(*ROWS, strict=True)]
    path = write_tagged(tmp_path / "a.pdf", turned)
    assert "tagged" not in {table.road for table in find_tables(path)}
    assert "tags-not-trusted" in {trouble.code for trouble in read_plan(path).troubles}


def test_rows_of_different_lengths_are_not_trusted(tmp_path: Path) -> None:
    short = [[replace(ROWS[0][0]), ROWS[0][1]], *ROWS[1:]]
    assert "tagged" not in {table.road for table in find_tables(write_tagged(tmp_path / "a.pdf", short))}


def test_cells_that_browsers_leave_out_are_empty_where_the_print_tells_their_column(tmp_path: Path) -> None:
    whole = grid(("Measure", "Red", "Blue"), ("Apples", "1", "2"), ("Pears", "3", "4"), ("Plums", "5", "6"))
    without = [*whole[:2], [whole[2][0], whole[2][2]], whole[3][:2]]
    (table,) = find_tables(write_tagged(tmp_path / "a.pdf", without))
    assert table.road == "tagged"
    assert texts_of(table)[2:] == [["Pears", "", "4"], ["Plums", "5", ""]]


def test_labels_across_a_table_hide_no_cell_that_browsers_leave_out(tmp_path: Path) -> None:
    whole = grid(
        ("Measure", "Red", "Blue"), ("Apples", "1", "2"), ("", "", ""), ("Pears", "3", "4"), ("Plums", "5", "6")
    )
    band = [Cell("Fruit with stones", 60, 140, spans="/ColSpan 3")]
    rows = [*whole[:2], band, [whole[3][0], whole[3][2]], whole[4][:2]]
    (table,) = find_tables(write_tagged(tmp_path / "a.pdf", rows))
    assert table.road == "tagged"
    assert texts_of(table)[2:] == [["Fruit with stones", "", ""], ["Pears", "", "4"], ["Plums", "5", ""]]
    rows[2][0] = replace(band[0], spans="/ColSpan 2")  # where the rest of the row is, is not told
    assert "tagged" not in {table.road for table in find_tables(write_tagged(tmp_path / "b.pdf", rows))}


def test_a_half_tagged_page_is_read_by_its_print(tmp_path: Path) -> None:
    rest = [c for row in grid(("Plums", "5", "6"), ("Cherries", "7", "8"), top=160) for c in row]
    assert "tagged" not in {table.road for table in find_tables(write_tagged(tmp_path / "a.pdf", ROWS, rest))}
