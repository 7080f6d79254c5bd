"""Which value to use where documents state the same figure more than once."""

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stated import AUGUST, VALUES, Stated, state_all

from pipeline.datasets import DATASETS, check_columns
from pipeline.statements import find_day


@pytest.fixture
def stated():
    return Stated()


def only(rows):
    [row] = rows
    return row


def test_the_latest_document_gives_the_value_and_the_others_are_told(stated):
    early, late = stated.document("a", 2031), stated.document("b", 2032)
    new, old = stated.states(late, "target", 2033, 6.5), stated.states(early, "target", 2033, 6.0)

    row = only(stated.series)

    assert (row.value, row.value_id, row.document_id, row.documents) == (6.5, new, late, 2)
    assert (row.overruled, row.overruled_values) == ((old,), (6.0,))
    assert (row.disagrees, row.flags, row.needs_review) == (True, ("documents-disagree",), False)


def test_documents_that_say_the_same_do_not_disagree(stated):
    for name, year in (("a", 2031), ("b", 2032)):
        stated.states(stated.document(name, year), "outcome", 2030, 6.4)

    row = only(stated.series)

    assert (row.value, row.documents, row.disagrees, row.flags) == (6.4, 2, False, ())


@pytest.mark.parametrize(
    ("different", "rows"),
    [
        ({"municipality": "Ånge"}, 2),
        ({"municipality": None}, 2),
        ({"organisation": "Socialnämnden"}, 2),
        ({}, 1),
    ],
)
def test_places_and_bodies_have_rows_of_their_own(stated, different, rows):
    stated.states(stated.document("a"), "outcome", 2030, 6.4)
    stated.states(stated.document("b", **different), "outcome", 2030, 6.4)

    assert len(stated.series) == rows


def test_documents_without_a_municipality_stand_alone(stated):
    for name in "ab":
        stated.states(stated.document(name, municipality=None), "outcome", 2030, 6.4)

    assert [row.municipality for row in stated.series] == [None, None]


@pytest.mark.parametrize(
    "changes",
    [{"component": "kvinnor"}, {"as_of": AUGUST}, {"value_type": "forecast"}, {"year": 2032}, {"unit": "dagar"}],
)
def test_parts_and_units_and_years_never_mix(stated, changes):
    first, second = stated.document("a", 2031), stated.document("b", 2032)
    stated.states(first, "outcome", 2031, 6.4)
    used = {"value_type": "outcome", "year": 2031, "value": 6.6} | changes
    stated.states(second, **used)

    assert [row.overruled for row in stated.series] == [(), ()]


def test_a_figure_for_a_part_of_the_year_never_stands_for_the_whole(stated):
    stated.states(stated.document("a", document_type="interim_report"), "outcome", 2031, 4.1, as_of=AUGUST)
    stated.states(stated.document("b", document_type="annual_report"), "outcome", 2031, 6.4)

    assert {row.as_of: row.value for row in stated.series} == {AUGUST: 4.1, None: 6.4}


def test_a_cell_without_a_number_overrules_none(stated):
    stated.states(stated.document("a", 2031), "outcome", 2030, 6.4)
    dash = stated.states(stated.document("b", 2032), "outcome", 2030, None)

    row = only(stated.series)

    assert (row.value, row.overruled, row.overruled_values, row.disagrees) == (6.4, (dash,), (None,), False)


def test_a_figure_that_nobody_has_a_number_for_is_kept(stated):
    stated.states(stated.document("a"), "target", 2031, None, raw="Ska minska")

    row = only(stated.series)

    assert (row.value, row.raw, row.unit) == (None, "Ska minska", None)


def test_money_in_another_unit_is_converted_and_told(stated):
    stated.states(stated.document("a", 2031), "outcome", 2030, 1.2, unit="mnkr")
    stated.states(stated.document("b", 2032), "outcome", 2030, 1200.0, unit="tkr")

    row = only(stated.series)

    assert (row.value, row.unit, row.overruled_values) == (1200.0, "tkr", (1200.0,))
    assert (row.disagrees, row.flags) == (False, ("unit-converted",))


def test_a_figure_in_two_units_has_two_rows_that_tell_it(stated):
    document = stated.document("a")
    stated.states(document, "outcome", 2030, 12.0)
    stated.states(document, "outcome", 2030, 340.0, unit="antal")

    assert {row.unit: (row.value, row.flags) for row in stated.series} == {
        "%": (12.0, ("other-units",)),
        "antal": (340.0, ("other-units",)),
    }


def test_a_bare_number_joins_the_only_unit_and_that_is_told(stated):
    stated.states(stated.document("a", 2031), "outcome", 2030, 14.0, unit=None)
    stated.states(stated.document("b", 2032), "outcome", 2030, 14.0, unit="minuter")

    row = only(stated.series)

    assert (row.unit, row.documents, row.flags) == ("minuter", 2, ("unit-not-printed",))


def test_a_change_is_no_level(stated):
    document = stated.document("a")
    stated.states(document, "target", 2031, 80.0)
    stated.states(document, "target", 2031, 5.0, flags=("relative-change",))

    assert sorted(row.value for row in stated.series) == [5.0, 80.0]


def test_the_two_ends_of_a_range_are_one_row(stated):
    indicator = stated.indicator(stated.document("a"))
    low = stated.value(indicator, "target", 2031, 70.0, comparator=">=", raw="70–75 %", page=1)
    high = stated.value(indicator, "target", 2031, 75.0, comparator="<=", raw="70–75 %", page=1)

    row = only(stated.series)

    assert (row.value, row.range_to, row.value_id, row.range_to_value_id) == (70.0, 75.0, low, high)
    assert row.disagrees is False


@pytest.mark.parametrize(
    ("first", "second", "disagrees"),
    [
        ({"comparator": "="}, {"comparator": ">="}, False),
        ({"comparator": ">="}, {"comparator": ">="}, False),
        ({"comparator": ">="}, {"comparator": "<="}, True),
        ({"comparator": ">=", "value": 70.0}, {"comparator": ">=", "value": 72.0}, True),
    ],
)
def test_comparators_that_point_apart_disagree(stated, first, second, disagrees):
    for name, year, changes in (("a", 2031, first), ("b", 2032, second)):
        stated.states(stated.document(name, year), **{"value_type": "target", "year": 2033, "value": 72.0} | changes)

    assert only(stated.series).disagrees is disagrees


def test_a_document_that_contradicts_itself_is_to_review(stated):
    document = stated.document("a")
    first = stated.states(document, "outcome", 2030, 6.4)
    stated.states(document, "outcome", 2030, 6.8)

    row = only(stated.series)

    assert (row.value_id, row.disagrees, row.needs_review) == (first, True, True)
    assert row.flags == ("document-disagrees-with-itself",)


def test_where_nothing_tells_the_later_document_the_row_is_to_review(stated):
    stated.states(stated.document("a"), "outcome", 2030, 6.4)
    stated.states(stated.document("b", None), "outcome", 2030, 6.8)

    row = only(stated.series)

    assert (row.value, row.needs_review) == (6.4, True)
    assert row.flags == ("documents-disagree", "order-unknown")


def test_baseline_and_outcome_of_a_year_that_differ_are_marked(stated):
    stated.states(stated.document("a", 2030, document_type="annual_report"), "outcome", 2030, 6.4)
    stated.states(stated.document("b", 2032), "baseline", 2030, 6.8)

    assert [(row.disagrees, row.flags) for row in stated.series] == [(True, ("baseline-and-outcome-disagree",))] * 2


def test_doubt_is_carried_over_from_the_value_and_from_the_link(stated):
    document = stated.document("a")
    stated.value(stated.indicator(document, doubt=True), "outcome", 2029, 6.4)
    stated.states(document, "outcome", 2030, 6.4, needs_review=True)
    stated.states(document, "outcome", 2028, 6.4)

    assert [(row.year, row.needs_review) for row in stated.series] == [(2028, False), (2029, True), (2030, True)]


def test_figures_without_a_year_are_not_compared_across_documents(stated):
    for name, year in (("a", 2031), ("b", 2032)):
        stated.states(stated.document(name, year), "target", None, 6.0 + year)

    assert [row.documents for row in stated.series] == [1, 1]


def test_an_outcome_that_is_told_before_the_year_is_out_is_told(stated):
    stated.states(stated.document("a", 2031, adopted_on=date(2030, 11, 20)), "outcome", 2030, 6.4)
    stated.states(stated.document("b", 2030, document_type="interim_report"), "outcome", 2030, 4.4, component="män")

    assert {row.value: (row.flags, row.needs_review) for row in stated.series} == {
        6.4: (("stated-before-year-end",), False),
        4.4: (("stated-before-year-end",), True),
    }


# ------------------------------------------------------------------ when a document was published


@pytest.mark.parametrize(
    ("changes", "day"),
    [
        ({}, date(2030, 12, 31)),
        ({"adopted_on": date(2030, 11, 20)}, date(2030, 11, 20)),
        ({"adopted_on": date(2019, 11, 20)}, date(2030, 12, 31)),  # when an older plan was adopted
        ({"document_type": "annual_report"}, date(2032, 4, 1)),
        ({"document_type": "interim_report"}, date(2031, 10, 1)),
        ({"period_start": None}, None),
        ({"period_start": None, "adopted_on": date(2031, 2, 1)}, date(2031, 2, 1)),
    ],
)
def test_the_day_of_a_document(stated, changes, day):
    stated.document("a", **changes)
    assert find_day(only(stated.documents)) == day


def test_an_interim_report_is_from_the_last_day_that_it_covers(stated):
    stated.document("a", document_type="interim_report")
    assert find_day(only(stated.documents), AUGUST) == AUGUST


# ------------------------------------------------------------------ properties


def parts(row):
    return [row.value_id, *([row.range_to_value_id] if row.range_to_value_id else []), *row.overruled]


@given(VALUES)
def test_every_value_is_in_exactly_one_row_and_no_row_is_invented(drawn):
    stated = state_all(drawn)

    rows = stated.series

    assert sorted(part for row in rows for part in parts(row)) == sorted(value.value_id for value in stated.values)
    value_of = {value.value_id: value for value in stated.values}
    cluster_of = {link.indicator_id: link.cluster_id for link in stated.links}
    for row in rows:
        used = value_of[row.value_id]
        assert (row.value, row.unit, row.raw, row.page) == (used.value, used.unit, used.raw, used.page)
        assert (row.document_id, row.comparator) == (used.document_id, used.comparator)
        for part in map(value_of.__getitem__, parts(row)):
            assert (part.year, part.as_of, part.value_type, part.component) == (
                row.year,
                row.as_of,
                row.value_type,
                row.component,
            )
            assert cluster_of[part.indicator_id] == row.cluster_id
            assert part.value is None or row.value is not None
            assert None in (part.unit, row.unit) or (part.unit == "%") == (row.unit == "%")


@given(VALUES)
def test_rows_keep_their_declaration(drawn):
    rows = state_all(drawn).series
    dataset = next(dataset for dataset in DATASETS if dataset.name == "indicator_series")

    for row in rows:
        check_columns(dataset, [row])
    assert len({row.series_id for row in rows}) == len(rows)


@given(VALUES, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_is_no_matter(drawn, random: Random):
    stated = state_all(drawn)
    shuffled = [
        random.sample(rows, len(rows)) for rows in (stated.documents, stated.indicators, stated.values, stated.links)
    ]

    assert Stated(*shuffled).series == stated.series


@given(VALUES)
def test_a_document_more_changes_only_what_it_states(drawn):
    stated = state_all(drawn)
    before = set(stated.series)
    stated.value(stated.indicator(stated.document("f", 2040), cluster="m-1"), "outcome", 2031, 3.0, unit="dagar")

    changed = before ^ set(stated.series)

    assert changed
    assert {(row.cluster_id, row.year, row.as_of) for row in changed} == {("m-1", 2031, None)}
    assert {row.value_type for row in changed} <= {"outcome", "baseline"}  # both say what came out that year


def test_a_revised_value_keeps_the_id_of_its_row(stated):
    stated.states(stated.document("a", 2031), "target", 2033, 6.0)
    before = only(stated.series)
    stated.states(stated.document("b", 2032), "target", 2033, 6.5)
    after = only(stated.series)

    assert (before.value, after.value) == (6.0, 6.5)
    assert after.series_id == before.series_id
