"""What follows from all documents together, however it is divided: the same rows in the same order."""

from dataclasses import replace
from datetime import date

import pyarrow as pa
import pytest
from stated import Stated

from pipeline.datasets import table_of
from pipeline.derive import Gathered, Linked, derive, sort_in_portions, split_by_cluster
from pipeline.link import Links
from pipeline.records import Extraction
from pipeline.spread import do_here, helpers
from pipeline.tables import BY_NAME


@pytest.fixture
def stated():
    """Three measures that plans and reports of two municipalities tell of, in no order."""
    rows = Stated()
    for place, name in enumerate("ba9d4c"):
        document = rows.document(
            name,
            start=2031 + place % 2,
            municipality=("Bräcke", "Mora")[place % 2],
            document_type=("operational_plan", "interim_report", "annual_report")[place % 3],
        )
        for number in (3, 1, 2):
            indicator = rows.indicator(document, f"Mått {number}", f"m-{number}")
            rows.value(indicator, "target", 2031, 5.0 + number + place, comparator="<=")
            rows.value(indicator, "outcome", 2031, 7.0 - number)
            rows.value(indicator, "outcome", 2031, 6.0, as_of=date(2031, 8, 31))
    return rows


def derived(stated, documents_at_a_time, spread=do_here):
    """dataset -> its rows, of documents that are gathered in portions."""
    gathered = Gathered()
    documents = sorted(stated.documents, key=lambda document: document.document_id)
    tables = []
    for start in range(0, len(documents), documents_at_a_time):
        plans = [plan_of(document, stated) for document in documents[start : start + documents_at_a_time]]
        values = [value for plan in plans for value in plan.values]
        tables += gathered.add(plans, table_of(BY_NAME["indicator_values"], values))
    more, _ = derive(gathered, lambda *_: Links(tuple(stated.links), (), (), ()), (), (), None, spread)
    rows = {}
    for name, table in (*tables, *more):
        rows.setdefault(name, []).extend(table.to_pylist())
    return rows


def plan_of(document, stated):
    def own(rows):
        return tuple(row for row in rows if row.document_id == document.document_id)

    indicators = [replace(row, goal_id=None) for row in own(stated.indicators)]
    return Extraction(document, indicators=tuple(indicators), values=own(stated.values))


def test_portions_make_no_difference(stated, monkeypatch):
    whole = derived(stated, 100)
    series = table_of(BY_NAME["indicator_series"], stated.series).to_pylist()
    followup = table_of(BY_NAME["target_followup"], stated.followup).to_pylist()
    assert whole["indicator_series"] == series
    assert whole["target_followup"] == followup
    assert len({row["cluster_id"] for row in series}) == 3 and len(followup) > 6
    monkeypatch.setattr("pipeline.derive.AT_A_TIME", 1)
    monkeypatch.setattr("pipeline.derive.ROWS_AT_A_TIME", 2)
    assert derived(stated, 1) == whole


def test_helpers_make_no_difference(stated, monkeypatch):
    whole = derived(stated, 100)
    monkeypatch.setattr("pipeline.derive.AT_A_TIME", 1)
    monkeypatch.setattr("pipeline.derive.SPREAD_FROM", 0)
    with helpers(2) as spread:
        assert derived(stated, 2, spread=spread) == whole


def test_no_cluster_is_cut(stated):
    values = table_of(BY_NAME["indicator_values"], stated.values)
    linked = Linked.of(stated.links, {row.indicator_id: row.name for row in stated.indicators})
    cluster_of = {link.indicator_id: link.cluster_id for link in stated.links}
    parts = list(split_by_cluster(values, linked, at_a_time=1))
    assert [{cluster_of[row] for row in part["indicator_id"].to_pylist()} for part in parts] == [
        {"m-1"},
        {"m-2"},
        {"m-3"},
    ]
    assert sum(part.num_rows for part in parts) == values.num_rows
    assert [part.num_rows for part in split_by_cluster(values, linked, at_a_time=20)] == [36, 18]
    assert list(split_by_cluster(values.slice(0, 0), Linked.of((), {}), at_a_time=1)) == []


def test_rows_are_sorted_in_portions():
    table = pa.table({"a": ["y", "x", "y", "x", "w"], "b": [2, 2, 1, 1, 9]})
    parts = list(sort_in_portions(table, ("a", "b"), rows=2))
    assert [part.num_rows for part in parts] == [2, 2, 1]
    assert pa.concat_tables(parts).to_pylist() == table.sort_by([("a", "ascending"), ("b", "ascending")]).to_pylist()
