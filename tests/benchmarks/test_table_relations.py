"""Adjacency relations: what counts as a neighbour, and how found and gold tables are compared."""

import pytest

from benchmarks.tables.icdar import read_folder
from benchmarks.tables.looks import read_cells
from benchmarks.tables.paper import Paper
from benchmarks.tables.relations import (
    GridTable,
    Relation,
    Score,
    compare,
    compare_matched,
    fold,
    macro,
    micro,
    relations_of,
)

PEOPLE = [["Name", "Age"], ["Ann", "41"], ["Bo", "7"]]


def grid(rows, page=1, box=None):
    return GridTable(page, tuple(read_cells(rows)), box)


def pairs(rows):
    return sorted((r.direction, r.first, r.second) for r in relations_of(grid(rows)).elements())


def test_a_cell_is_related_to_the_next_one_right_and_below():
    assert pairs([["a", "b"], ["c", "d"]]) == [
        ("below", "a", "c"),
        ("below", "b", "d"),
        ("right", "a", "b"),
        ("right", "c", "d"),
    ]


def test_empty_cells_are_passed_over():
    assert pairs([["a", "", "b"], ["", "", ""], ["c", "", ""]]) == [("below", "a", "c"), ("right", "a", "b")]


def test_a_cell_over_several_columns_has_a_neighbour_below_in_each_and_one_relation_to_each():
    assert pairs([["a", "<"], ["b", "c"]]) == [("below", "a", "b"), ("below", "a", "c"), ("right", "b", "c")]
    assert pairs([["a", "<"], ["b", "<"]]) == [("below", "a", "b")]


def test_a_cell_over_several_rows_has_a_neighbour_right_in_each():
    assert pairs([["a", "b"], ["^", "c"]]) == [("below", "b", "c"), ("right", "a", "b"), ("right", "a", "c")]


def test_equal_relations_are_counted_as_often_as_they_are_there():
    assert relations_of(grid([["x", "x", "x"]]))[Relation("x", "x", "right")] == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sol-\nvent A", "solventa"),
        ("1 234", "1\u00a0234"),
        ("2019–20", "2019-20"),
        ("−3", "-3"),
        ("eﬃcient", "efficient"),
        ("co\u00adal", "COAL"),
    ],
)
def test_print_alone_makes_no_difference(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("-", ""), ("3-4", "34"), ("-3", "3"), ("12", "13")])
def test_figures_and_marks_do(one, other):
    assert fold(one) != fold(other)


def test_the_same_tables_score_one_and_others_nothing():
    assert compare([grid(PEOPLE)], [grid(PEOPLE)]).score.f1 == 1
    assert compare([grid([["x", "y"], ["z", "w"]])], [grid(PEOPLE)]).score == Score(4, 7, 0)


def test_what_is_missing_and_what_is_too_much_is_told():
    compared = compare([grid([["Name", "Age"], ["Ann", "14"]])], [grid(PEOPLE)])
    assert compared.score == Score(found=4, gold=7, right=2)
    assert Relation("ann", "14", "right") in compared.surplus
    assert Relation("ann", "bo", "below") in compared.missing


def test_a_table_on_another_page_is_not_right():
    assert compare([grid(PEOPLE, page=2)], [grid(PEOPLE, page=1)]).score.right == 0


def test_matched_by_overlap_a_table_found_elsewhere_on_the_page_is_wrong():
    upper, lower = (0, 0, 100, 50), (0, 60, 100, 90)
    gold = [grid(PEOPLE, box=upper)]
    found = [grid([["p", "q"]], box=upper), grid(PEOPLE, box=lower)]
    assert compare(found, gold).score.right == 7
    assert compare_matched(found, gold).score == Score(found=8, gold=7, right=0)


def test_without_tables_finding_nothing_is_all_right_and_anything_is_all_wrong():
    assert (Score(0, 0, 0).precision, Score(0, 0, 0).recall) == (1, 1)
    assert (Score(5, 0, 0).precision, Score(5, 0, 0).recall) == (0, 0)


def test_means_weigh_documents_the_same_and_totals_weigh_relations():
    scores = [Score(10, 10, 10), Score(2, 2, 0)]
    assert macro(scores).f1 == pytest.approx(0.5)
    assert micro(scores).f1 == pytest.approx(10 / 12)


GOLD = """<document><table id="1">
<region page="1" col-increment="0" row-increment="0">
 <cell start-row="0" start-col="0" end-col="1">
  <bounding-box x1="50" x2="150" y1="780" y2="790"/><content>Year</content>
 </cell>
 <cell start-row="1" start-col="0"><bounding-box x1="50" x2="90" y1="760" y2="770"/><content>2023</content></cell>
</region>
<region page="1" col-increment="1" row-increment="0">
 <cell start-row="1" start-col="0"><bounding-box x1="odd" x2="150" y1="760" y2="770"/><content>2024</content></cell>
</region>
</table></document>"""


def folder_with(tmp_path, **golds):
    paper = Paper(tmp_path / "x-001.pdf")
    paper.save()
    for name, text in golds.items():
        (tmp_path / f"x-001{name.strip('_')}-str.xml").write_text(text, encoding="utf-8")
    return read_folder(tmp_path)


def test_gold_of_the_competition_is_read_with_increments_and_boxes_from_the_top(tmp_path):
    (document,) = folder_with(tmp_path, _=GOLD)
    ((table,),) = document.readings
    assert table.box == (50, 52, 150, 82)
    assert relations_of(table) == relations_of(grid([["Year", "<"], ["2023", "2024"]]))


def test_two_readings_of_one_document_are_kept_apart(tmp_path):
    (document,) = folder_with(tmp_path, a=GOLD, b=GOLD.replace("2024", "2025"))
    assert len(document.readings) == 2
