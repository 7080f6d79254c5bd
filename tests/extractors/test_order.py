"""The order in which a page is read: columns of text one after the other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extractors.order import in_columns
from extractors.text_columns import TextColumns
from pipeline.records import Box

LEFT, RIGHT, GAP = (50.0, 290.0), (305.0, 545.0), 20.0


def column(extent: tuple[float, float], top: float, heights: list[float]) -> list[Box]:
    out = []
    for height in heights:
        out.append(Box(extent[0], top, extent[1], top + height))
        top += height + GAP
    return out


def read(boxes: list[Box]) -> list[Box]:
    return in_columns(boxes, lambda box: box, 595, 842)


@given(st.lists(st.floats(10, 60), min_size=8, max_size=9), st.lists(st.floats(10, 60), min_size=8, max_size=9))
def test_the_left_column_comes_before_the_right_one(left: list[float], right: list[float]) -> None:
    title = Box(50, 40, 545, 70)
    first, second = column(LEFT, 100, [*left, 60]), column(RIGHT, 100, [*right, 60])
    assert read([*second, title, *first]) == [title, *first, *second]


def test_text_over_the_whole_width_parts_the_columns() -> None:
    above, below = column(LEFT, 100, [100.0] * 2), column(LEFT, 500, [100.0] * 2)
    beside, under = column(RIGHT, 100, [100.0] * 2), column(RIGHT, 500, [100.0] * 2)
    between = Box(50, 400, 545, 450)
    assert read([*under, *below, between, *beside, *above]) == [*above, *beside, between, *below, *under]


def test_boxes_far_apart_are_read_from_the_top_down() -> None:
    left, right = column((50, 200), 100, [60.0] * 6), column((380, 545), 120, [60.0] * 6)
    assert read([*left, *right]) == sorted([*left, *right], key=lambda b: b.top)


def test_columns_that_begin_anew_under_a_heading_are_columns_of_their_own() -> None:
    first, beside = Box(50, 100, 290, 200), Box(305, 100, 545, 220)
    heading, below, under = Box(50, 240, 200, 260), Box(50, 268, 290, 340), Box(305, 268, 545, 310)
    last, band = Box(50, 355, 150, 375), Box(70, 390, 520, 430)
    blocks = [beside, under, band, first, heading, below, last]
    found = in_columns(blocks, lambda box: box, 595, 842, (TextColumns(100, 220, (305.0,)),))
    assert found == [first, beside, heading, below, under, last, band]


def test_a_heading_within_the_first_column_ends_no_columns() -> None:
    first, beside, table = Box(50, 100, 290, 200), Box(305, 100, 545, 220), Box(305, 236, 545, 330)
    heading, below = Box(50, 240, 200, 260), Box(50, 268, 290, 340)
    blocks = [beside, table, first, heading, below]
    found = in_columns(blocks, lambda box: box, 595, 842, (TextColumns(100, 220, (305.0,)),))
    assert found == [first, heading, below, beside, table]
