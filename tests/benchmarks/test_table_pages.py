"""Our figures on the pages of the benchmark stay above the floors, and above pdfplumber's where there is a table."""

import json
from pathlib import Path

import pytest

import benchmarks.tables
from benchmarks.tables.measure import measure
from benchmarks.tables.pages import KINDS, PAGES, write_pages
from benchmarks.tables.relations import macro
from benchmarks.tables.tools import OURS, PDFPLUMBER
from benchmarks.tables.workers import SECONDS_A_PAGE, Worker

FLOORS = json.loads((Path(benchmarks.tables.__file__).parent / "floors.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def documents(tmp_path_factory):
    return write_pages(tmp_path_factory.mktemp("pages"))


@pytest.fixture(scope="module")
def f1(documents):
    """F1 by program and kind of page."""
    measured = [measure(tool, documents) for tool in (OURS, PDFPLUMBER)]
    assert not [fault for one in measured for fault in one.faults]
    return {one.tool.name: {kind: macro(one.scores(kind)).f1 for kind in KINDS} for one in measured}


@pytest.mark.parametrize("kind", KINDS)
def test_no_kind_of_page_is_below_its_floor(f1, kind):
    assert f1[OURS.name][kind] >= FLOORS[kind]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "no table"])
def test_tables_are_found_better_than_by_pdfplumber(f1, kind):
    assert f1[OURS.name][kind] > f1[PDFPLUMBER.name][kind]


def test_every_kind_has_pages_and_only_one_has_no_tables(documents):
    assert len({page.name for page in PAGES}) == len(PAGES)
    assert {d.kind for d in documents if d.readings[0]} == set(KINDS) - {"no table"}


def test_pages_are_the_same_on_every_run(documents, tmp_path):
    again = write_pages(tmp_path)
    assert [d.path.read_bytes() for d in again] == [d.path.read_bytes() for d in documents]
    assert [d.readings for d in again] == [d.readings for d in documents]


def test_a_table_over_pages_may_be_read_with_its_repeated_header_or_without(documents):
    (document,) = (d for d in documents if d.name == "ruled-over-pages")
    assert [len(reading) for reading in document.readings] == [2, 2]
    assert [len(reading[1].cells) - len(document.readings[1][1].cells) for reading in document.readings] == [4, 0]


def test_a_page_that_fails_or_takes_too_long_costs_itself_alone(documents):
    path, worker = documents[0].path, Worker()
    try:
        tables, fault = worker.ask(PDFPLUMBER.name, path, 99, SECONDS_A_PAGE)
        assert (tables, "IndexError" in fault) == ([], True)
        tables, fault = worker.ask(PDFPLUMBER.name, path, 1, 0)
        assert (tables, "no answer" in fault) == ([], True)
        tables, fault = worker.ask(PDFPLUMBER.name, path, 1, SECONDS_A_PAGE)
        assert (len(tables), fault) == (1, "")
    finally:
        worker.stop()
