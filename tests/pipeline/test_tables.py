"""Datasets that are made column by column, and rows that are read as few of their columns."""

from datetime import date

import builders
import pyarrow as pa
import pytest

from pipeline.datasets import table_of
from pipeline.errors import BrokenRows
from pipeline.lean import LeanIndicator, LeanValue
from pipeline.packing import column_table, lean_rows, pack, records_of, unpack
from pipeline.records import Extraction
from pipeline.spread import do_ahead
from pipeline.tables import BY_NAME, check_table, make_table, take_lists

VALUES = BY_NAME["indicator_values"]
KNOWN = {"documents": pa.array([builders.DOCUMENT_ID]), "indicators": pa.array([f"{builders.DOCUMENT_ID}-i0001"])}


def values(**changes):
    """A sound value, and one with these changes."""
    rows = [
        builders.indicator_value(value_id=f"{builders.DOCUMENT_ID}-v{n}", indicator_id=KNOWN["indicators"][0].as_py())
        for n in (1, 2)
    ]
    columns = table_of(VALUES, rows).to_pydict()
    return make_table(VALUES, {name: [cells[0], changes.get(name, cells[1])] for name, cells in columns.items()})


def test_sound_rows_pass():
    check_table(VALUES, values(), KNOWN)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"raw": None}, "v2: raw may not be null: None"),
        ({"value_id": f"{builders.DOCUMENT_ID}-v1"}, "v1: value_id stands in two rows"),
        ({"indicator_id": "nobody's"}, 'v2: indicator_id points to no row of indicators: "nobody\'s"'),
        ({"value": float("nan")}, "v2: value is no finite number: nan"),
        ({"confidence": 1.5}, "v2: confidence is not between 0 and 1: 1.5"),
    ],
)
def test_rows_that_break_their_declaration_are_told(changes, message):
    with pytest.raises(BrokenRows, match=message):
        check_table(VALUES, values(**changes), KNOWN)


def test_lists_are_taken_by_places():
    assert take_lists(pa.array(["a", "b", "c"]), [(2, 0), (), (1,)]).to_pylist() == [["c", "a"], [], ["b"]]


def test_lean_rows_are_records_with_fewer_columns():
    rows = [
        builders.indicator_value(as_of=None, value=None, year=None),
        builders.indicator_value(as_of=date(2031, 8, 31), value=0.5, year=2031),
    ]
    table = table_of(VALUES, rows)
    assert records_of(table, VALUES) == rows
    assert lean_rows(table, LeanValue) == [
        LeanValue(*(getattr(row, name) for name in LeanValue._fields)) for row in rows
    ]
    indicators = [builders.indicator(responsible=names) for names in (("KSK/EKO", "TK"), (), ("KS",))]
    lean = lean_rows(table_of(BY_NAME["indicators"], indicators), LeanIndicator)
    assert [row.responsible for row in lean] == [row.responsible for row in indicators]
    assert lean_rows(table.slice(0, 0), LeanValue) == []


def test_files_are_unpacked_together():
    plans = [Extraction(builders.document(document_id=name * 16, title=None)) for name in "ab"]
    table = unpack([pack(plan) for plan in plans])
    assert records_of(column_table(table, "documents"), BY_NAME["documents"]) == [plan.document for plan in plans]


def test_what_is_done_ahead_comes_in_order_with_its_errors():
    assert list(do_ahead(divmod, [(n, 3) for n in range(9)])) == [divmod(n, 3) for n in range(9)]
    with pytest.raises(ZeroDivisionError):
        list(do_ahead(divmod, [(1, 1), (1, 0)]))
