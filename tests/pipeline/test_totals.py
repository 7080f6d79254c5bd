"""Which lines of a budget are totals."""

from __future__ import annotations

import pytest
import raws
from hypothesis import given
from hypothesis import strategies as st

from pipeline.totals import find_totals


def totals(*rows: tuple[str, ...], bold: tuple[int, ...] = ()) -> list[str]:
    lines = [raws.line(f"b{i}", label, *amounts, row=i, is_bold=i in bold) for i, (label, *amounts) in enumerate(rows)]
    found = find_totals(lines)
    return [line.line for line in lines if line.key in found]


@pytest.mark.parametrize(
    "label",
    [
        "Summa",
        "Summa kostnader",
        "SUMMA NÄMNDER",
        "Totalt",
        "Total",
        "Nettokostnad",
        "Nettokostnader",
        "Netto",
        "Verksamhetens nettokostnader",
        "Verksamhetens resultat",
        "Årets resultat",
        "Resultat före extraordinära poster",
        "Resultat efter finansiella poster",
        "Kommunen totalt",
        "S:a kostnader",
        "Delsumma",
    ],
)
def test_labels_of_totals(label: str) -> None:
    assert totals(("Skola", "100", "120"), (label, "7", "9")) == [label]


@pytest.mark.parametrize(
    "label",
    [
        "Skola",
        "Summering av läget",
        "Resultatutjämningsreserv",
        "Förändring av nettokostnad",
        "Avvikelse totalt",
        "varav summa bibliotek",
        "Nettokostnad, andel i %",
    ],
)
def test_labels_of_plain_lines_and_changes(label: str) -> None:
    assert totals(("Skola", "100", "120"), (label, "7", "9")) == []


def test_a_line_that_adds_up_in_every_column_is_a_total() -> None:
    assert totals(("Skola", "100", "120"), ("Bad", "50", "55"), ("Kommunen", "150", "175")) == ["Kommunen"]
    assert totals(("Skola", "100", "120"), ("Bad", "50", "55"), ("Kommunen", "150", "181")) == []
    assert totals(("Skola", "100", "120"), ("Bad", "100", "120")) == []  # one line is no sum


def test_sums_start_again_after_a_total() -> None:
    rows = (
        ("Skola", "100", "120"),
        ("Bad", "50", "55"),
        ("Barn", "150", "175"),
        ("Väg", "10", "20"),
        ("Park", "5", "5"),
        ("Teknik", "15", "25"),
    )
    assert totals(*rows) == ["Barn", "Teknik"]


def test_rounding_of_thousands_is_forgiven() -> None:
    assert totals(("Skola", "100", "120"), ("Bad", "50", "55"), ("Kommunen", "151", "175")) == ["Kommunen"]


def test_small_figures_in_millions_do_not_add_up_by_chance() -> None:
    """The play is in units of the last printed digit, or every line of a small table would be a sum."""
    rows = (("Skola", "0,4", "0,5"), ("Bad", "0,3", "0,2"), ("Park", "1,1", "1,0"), ("Väg", "0,9", "1,2"))
    assert totals(*rows) == []
    assert totals(("Skola", "0,4", "0,5"), ("Bad", "0,3", "0,2"), ("Alla", "0,7", "0,7")) == ["Alla"]


def test_lines_of_zeros_are_no_totals() -> None:
    assert totals(("Skola", "0", "0"), ("Bad", "0", "0"), ("Park", "0", "0")) == []


def test_lines_in_per_cent_and_unreadable_ones_are_no_totals() -> None:
    assert totals(("Skola", "1", "2"), ("Bad", "1", "2"), ("Andel", "2 %", "4 %")) == []
    assert totals(("Skola", "-", "-"), ("Bad", "-", "-"), ("Park", "-", "-")) == []


def test_a_bold_line_among_plain_ones_is_a_total() -> None:
    assert totals(("Skola", "100", "120"), ("Kommunen", "7", "9"), bold=(1,)) == ["Kommunen"]
    assert totals(("Skola", "100", "120"), ("Kommunen", "7", "9"), bold=(0, 1)) == []


def test_tables_are_added_up_apart() -> None:
    lines = [
        raws.line("a", "Skola", "100", "120", row=0, title="Drift, tkr"),
        raws.line("b", "Bad", "50", "55", row=1, title="Drift, tkr"),
        raws.line("c", "Hus", "150", "175", row=2, title="Investering, tkr"),
    ]
    assert find_totals(lines) == frozenset()


@given(st.lists(st.tuples(st.integers(2, 9000), st.integers(2, 9000)), min_size=2, max_size=8))
def test_the_sum_of_any_lines_is_found(amounts: list[tuple[int, int]]) -> None:
    rows = [(f"Enhet {'abcdefgh'[i]}", str(a), str(b)) for i, (a, b) in enumerate(amounts)]
    whole = ("Alla enheter", str(sum(a for a, _ in amounts)), str(sum(b for _, b in amounts)))
    assert "Alla enheter" in totals(*rows, whole) or len(totals(*rows)) > 0
