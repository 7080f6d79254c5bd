"""Values that do not fit the others are marked, and never changed."""

from __future__ import annotations

import pytest
import raws
from raws import cell, understood

from pipeline.records import IndicatorValue, RawCell

PLAN = raws.facts(title="Verksamhetsplan 2031 för kulturnämnden")


def read(name: str, *cells: RawCell) -> list[IndicatorValue]:
    return list(understood(facts=PLAN, indicators=(raws.indicator("i", name, *cells),)).values)


def flagged(name: str, *cells: RawCell) -> list[tuple[str, ...]]:
    found = read(name, *cells)
    assert all(v.needs_review == bool(v.flags) for v in found)
    return [v.flags for v in found]


@pytest.mark.parametrize(("baseline", "target"), [("78,5", "8"), ("785", "78,5"), ("1 200", "120000")])
def test_two_values_of_another_order_of_magnitude_are_both_marked(baseline: str, target: str) -> None:
    flags = flagged("Nöjda besökare", cell("baseline", baseline, 2029), cell("target", target, 2031))
    assert flags == [("far-from-other-values",)] * 2


def test_of_several_values_the_odd_one_is_marked() -> None:
    cells = [cell("outcome", "78,5", 2029), cell("outcome", "795", 2030), cell("target", "80", 2031)]
    assert flagged("Nöjda besökare", *cells) == [(), ("far-from-other-values",), ()]


@pytest.mark.parametrize(("baseline", "target"), [("1", "10"), ("0", "100"), ("45", "90"), ("-4", "60"), ("12", "12")])
def test_what_may_well_be_is_not_marked(baseline: str, target: str) -> None:
    assert flagged("Nya kurser", cell("baseline", baseline, 2029), cell("target", target, 2031)) == [(), ()]


def test_values_in_other_units_are_not_compared() -> None:
    cells = [cell("baseline", "12 %", 2029), cell("target", "4 500 kr", 2031)]
    assert flagged("Stöd", *cells) == [(), ()]


@pytest.mark.parametrize(
    ("name", "printed", "flags"),
    [
        ("Andel nöjda elever", "104 %", ("out-of-range",)),
        ("Andelen nöjda elever", "-4 %", ("out-of-range",)),
        ("Andel nöjda elever", "100 %", ()),
        ("Budgetföljsamhet", "104 %", ()),
        ("Andel nöjda elever, förändring", "-4 %", ()),
    ],
)
def test_shares_lie_between_0_and_100_per_cent(name: str, printed: str, flags: tuple[str, ...]) -> None:
    assert flagged(name, cell("target", printed, 2031)) == [flags]


def test_years_that_go_up_and_down_are_marked() -> None:
    up_and_down = [cell("target", n, year) for n, year in (("80", 2031), ("85", 2033), ("82", 2032))]
    assert flagged("Nöjda besökare", *up_and_down) == [("years-fall",)] * 3
    assert flagged("Nöjda besökare", *reversed(up_and_down[:2])) == [(), ()]


def test_a_part_of_the_year_that_is_not_clear_is_marked() -> None:
    found = read("Nöjda besökare", cell("outcome", "80", 2031, as_of_text="Utfall delår 2031"))
    assert [(v.as_of, v.flags) for v in found] == [(None, ("part-of-year-unclear",))]


def lines(*rows: tuple[str, ...]) -> list[tuple[str, str]]:
    """Rows and printed amounts of a budget that are marked."""
    budget = tuple(raws.line(f"b{i}", label, *amounts, row=i) for i, (label, *amounts) in enumerate(rows))
    found = understood(facts=PLAN, budget_lines=budget).budget_lines
    assert all(x.amount_sek is not None for x in found)
    return [(x.line, x.amount_raw) for x in found if "sum-does-not-add-up" in x.flags and x.needs_review]


def test_a_total_that_does_not_add_up_is_marked_and_kept() -> None:
    rows = [("Skola", "100", "120", "130"), ("Bibliotek", "20", "30", "40")]
    assert lines(*rows, ("Summa", "120", "160", "170")) == [("Summa", "160")]
    assert lines(*rows, ("Summa", "120", "150", "170")) == []


def test_a_total_of_other_rows_is_not_marked() -> None:
    assert lines(("Skola", "100", "120"), ("Bibliotek", "20", "30"), ("Årets resultat", "7", "9")) == []
