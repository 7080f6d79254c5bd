"""What came of the targets: met, not met, or cannot be told."""

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stated import AUGUST, VALUES, Stated, state_all

from pipeline.datasets import DATASETS, check_columns

COUNT = "Antal e-tjänsttransaktioner"  # a name that does not tell which way is better


@pytest.fixture
def stated():
    return Stated()


def only(rows):
    [row] = rows
    return row


def plan_and_report(stated, target, outcome, name=COUNT):
    """A target for 2031 in that year's plan, and what came out in the annual report."""
    plan, report = stated.document("a", 2031), stated.document("b", 2031, document_type="annual_report")
    aim = stated.value(stated.indicator(plan, name), **{"value_type": "target", "year": 2031} | target)
    came = stated.value(stated.indicator(report, name), **{"value_type": "outcome", "year": 2031} | outcome)
    return aim, came


def at_least(value, **more):
    return {"value": value, "comparator": ">=", **more}


def at_most(value, **more):
    return {"value": value, "comparator": "<=", **more}


def bare(value, **more):
    return {"value": value, **more}


def words(text):
    return {"value": None, "raw": text}


def change(value):
    return {"value": value, "flags": ("relative-change",)}


@pytest.mark.parametrize(
    ("target", "outcome", "result", "reason"),
    [
        (at_least(90), bare(92), "met", None),
        (at_least(90), bare(90), "met", None),
        (at_least(90), bare(89.9), "not_met", None),
        (at_most(6), bare(6), "met", None),
        (at_most(6), bare(6.1), "not_met", None),
        ({"value": 0, "comparator": ">"}, bare(0), "not_met", None),
        ({"value": 0, "comparator": ">"}, bare(1), "met", None),
        ({"value": 3, "comparator": "<"}, bare(3), "not_met", None),
        (bare(15), bare(15), "met", None),
        (bare(15), bare(14), "cannot_tell", "no-direction"),
        (bare(15), bare(16), "cannot_tell", "no-direction"),
        (at_least(90), at_least(95), "met", None),
        (at_least(90), at_least(80), "cannot_tell", "outcome-inexact"),
        (at_least(90), {"value": 90, "comparator": "<"}, "not_met", None),
        (at_most(10, note="Topp", unit=None), bare(74, unit=None), "cannot_tell", "rank-or-index"),
        (at_most(10, note="Topp", unit=None), bare(74, unit=None, note="plats"), "not_met", None),
        (at_least(90), bare(92, unit="procentenheter"), "cannot_tell", "units-differ"),
        (at_least(90), bare(920, unit="antal"), "cannot_tell", "units-differ"),
        (at_least(90), bare(92, component="kvinnor"), "cannot_tell", "another-part"),
        (at_least(1.5, unit="mnkr"), bare(1500, unit="tkr"), "met", None),
        (at_least(1.5, unit="mnkr"), bare(1499, unit="tkr"), "not_met", None),
        (words("Ska minska"), bare(4), "cannot_tell", "target-without-number"),
        (at_least(90), words("Nästan alla"), "cannot_tell", "outcome-without-number"),
        (change(5), bare(92), "cannot_tell", "relative-change"),
        (at_least(8, unit=None, note="av tio"), bare(9, unit=None, note="av tolv"), "cannot_tell", "another-whole"),
        (at_least(8, unit=None, note="av tio"), bare(9, unit=None, note="av tio"), "met", None),
        (at_least(90), bare(90, note="ca"), "cannot_tell", "approximate"),
    ],
)
def test_the_result(stated, target, outcome, result, reason):
    plan_and_report(stated, target, outcome)

    row = only(stated.followup)

    assert (row.result, row.reason, row.needs_review) == (result, reason, False)


@pytest.mark.parametrize(
    ("name", "outcome", "result"),
    [
        ("Sjukfrånvaro", 5.9, "met"),
        ("Sjukfrånvaro", 6.1, "not_met"),
        ("Nöjdhet med måltiderna", 6.1, "met"),
        ("Nöjdhet med måltiderna", 5.9, "not_met"),
    ],
)
def test_a_bare_target_goes_the_way_that_the_name_tells(stated, name, outcome, result):
    plan_and_report(stated, bare(6), bare(outcome), name)

    row = only(stated.followup)

    assert (row.result, row.direction_source, row.needs_review) == (result, "vocabulary", False)


def test_a_bare_target_goes_the_way_that_other_targets_tell(stated):
    plan, _ = plan_and_report(stated, bare(30), bare(29))
    stated.value(stated.indicator(plan[:16], COUNT), "target", 2033, 40.0, comparator=">=")

    row = only(stated.followup)

    assert (row.result, row.direction, row.direction_source, row.needs_review) == (
        "not_met",
        "higher",
        "other_targets",
        False,
    )


def test_what_only_the_way_from_the_baseline_tells_is_to_review(stated):
    aim, _ = plan_and_report(stated, bare(30), bare(31))
    row_in_plan = next(value.indicator_id for value in stated.values if value.value_id == aim)
    stated.value(row_in_plan, "baseline", 2029, 24.0)

    row = only(stated.followup)

    assert (row.result, row.direction, row.direction_source) == ("met", "higher", "movement")
    assert (row.needs_review, row.flags) == (True, ("direction-from-movement",))


def test_targets_that_turn_tell_no_way(stated):
    aim, _ = plan_and_report(stated, bare(30), bare(31))
    row_in_plan = next(value.indicator_id for value in stated.values if value.value_id == aim)
    stated.value(row_in_plan, "baseline", 2029, 24.0)
    stated.value(row_in_plan, "target", 2033, 20.0)

    assert (only(stated.followup).result, only(stated.followup).reason) == ("cannot_tell", "no-direction")


def test_where_the_plan_goes_against_the_name_the_result_is_to_review(stated):
    aim, _ = plan_and_report(stated, bare(26000, unit="kr"), bare(25600, unit="kr"), "Låneskuld per invånare")
    row_in_plan = next(value.indicator_id for value in stated.values if value.value_id == aim)
    stated.value(row_in_plan, "baseline", 2029, 23800.0, unit="kr")

    row = only(stated.followup)

    assert (row.result, row.direction, row.needs_review) == ("met", "lower", True)
    assert row.flags == ("direction-doubtful",)


@pytest.mark.parametrize(
    ("name", "flags"), [("Personalomsättning", ()), ("Nöjdhet med måltiderna", ("direction-doubtful",))]
)
def test_a_comparator_is_doubted_where_the_name_says_the_opposite(stated, name, flags):
    aim, _ = plan_and_report(stated, at_most(11), bare(10), name)
    row_in_plan = next(value.indicator_id for value in stated.values if value.value_id == aim)
    stated.value(row_in_plan, "baseline", 2029, 9.0)  # the limit lies higher; that alone says nothing

    row = only(stated.followup)

    assert (row.result, row.direction_source, row.flags) == ("met", "comparator", flags)
    assert row.needs_review is bool(flags)


@pytest.mark.parametrize(
    ("outcome", "name", "result", "reason"),
    [
        (72, COUNT, "met", None),
        (70, COUNT, "met", None),
        (69, COUNT, "cannot_tell", "outside-range"),
        (69, "Nöjdhet med vägar", "not_met", None),
        (76, "Nöjdhet med vägar", "cannot_tell", "outside-range"),
        (76, "Sjukfrånvaro", "not_met", None),
    ],
)
def test_a_range(stated, outcome, name, result, reason):
    plan, report = stated.document("a", 2031), stated.document("b", 2031, document_type="annual_report")
    row_in_plan = stated.indicator(plan, name)
    for value, comparator in ((70.0, ">="), (75.0, "<=")):
        stated.value(row_in_plan, "target", 2031, value, comparator=comparator, raw="70–75", page=1)
    stated.value(stated.indicator(report, name), "outcome", 2031, outcome)

    row = only(stated.followup)

    assert (row.target, row.target_range_to, row.result, row.reason) == (70.0, 75.0, result, reason)


# ------------------------------------------------------------------ which outcome


def test_both_sources_are_told(stated):
    aim, came = plan_and_report(stated, at_least(90), bare(92))

    row = only(stated.followup)

    assert (row.target_value_id, row.document_id, row.page) == (aim, "a" * 16, 1)
    assert (row.outcome_value_id, row.outcome_document_id, row.outcome_page) == (came, "b" * 16, 2)
    assert row.followup_id == aim.replace("-v", "-f")


def test_a_later_plans_baseline_is_what_came_out(stated):
    stated.states(stated.document("a", 2031), "target", 2031, 6.0)
    stated.states(stated.document("b", 2032), "baseline", 2031, 7.0)

    row = only(stated.followup)

    assert (row.outcome_type, row.outcome, row.result) == ("baseline", 7.0, "not_met")


def test_a_report_that_states_both_is_followed(stated):
    report = stated.document("a", 2031, document_type="annual_report")
    row_in_report = stated.indicator(report)
    stated.value(row_in_report, "target", 2031, 6.0)
    stated.value(row_in_report, "outcome", 2031, 5.0)

    assert only(stated.followup).result == "met"


def test_in_one_report_each_row_is_held_against_its_own_outcome(stated):
    report = stated.document("a", 2031, document_type="annual_report")
    for came in (5.0, 7.0):
        row_in_report = stated.indicator(report)
        stated.value(row_in_report, "target", 2031, 6.0)
        stated.value(row_in_report, "outcome", 2031, came)

    assert [(row.outcome, row.result, row.flags) for row in stated.followup] == [
        (5.0, "met", ("sources-disagree",)),
        (7.0, "not_met", ("sources-disagree",)),
    ]


@pytest.mark.parametrize(
    "outcome",
    [
        {"as_of": AUGUST},
        {"year": 2030},
        {"value_type": "forecast"},
        {"value": None},
    ],
)
def test_what_is_no_outcome_of_the_whole_year_gives_no_row(stated, outcome):
    plan_and_report(stated, at_least(90), bare(92) | outcome)

    assert stated.followup == []


def test_an_earlier_document_cannot_tell_what_came_of_a_target(stated):
    stated.states(stated.document("a", 2031), "outcome", 2031, 6.0)
    stated.states(stated.document("b", 2033), "target", 2031, 6.0)

    assert stated.followup == []


@pytest.mark.parametrize("place", ["Ånge", None])
def test_other_municipalities_tell_nothing(stated, place):
    stated.states(stated.document("a", 2031), "target", 2031, 6.0)
    stated.states(stated.document("b", 2032, municipality=place), "outcome", 2031, 6.0)

    assert stated.followup == []


def test_the_bodys_own_document_goes_before_that_of_another(stated):
    stated.states(stated.document("a", 2031, organisation="Socialnämnden"), "target", 2031, 6.0)
    stated.states(stated.document("b", 2032, organisation="Socialnämnden"), "baseline", 2031, 5.5)
    stated.states(stated.document("c", 2033), "baseline", 2031, 7.5)

    row = only(stated.followup)

    assert (row.outcome, row.result, row.flags) == (5.5, "met", ())


def test_an_outcome_of_another_body_is_to_review(stated):
    stated.states(stated.document("a", 2031, organisation="Socialnämnden"), "target", 2031, 6.0)
    stated.states(stated.document("b", 2031, document_type="annual_report"), "outcome", 2031, 7.5)

    row = only(stated.followup)

    assert (row.result, row.needs_review, row.flags) == ("not_met", True, ("other-organisation",))


@pytest.mark.parametrize(("earlier", "flags"), [(7.0, ()), (5.0, ("sources-disagree",))])
def test_sources_that_give_another_result_are_told(stated, earlier, flags):
    stated.states(stated.document("a", 2031), "target", 2031, 6.0)
    stated.states(stated.document("b", 2032), "baseline", 2031, earlier)
    stated.states(stated.document("c", 2033), "baseline", 2031, 7.5)

    row = only(stated.followup)

    assert (row.outcome, row.result, row.flags, row.needs_review) == (7.5, "not_met", flags, bool(flags))


def test_a_unit_that_only_one_of_the_two_prints_is_to_review(stated):
    plan_and_report(stated, at_most(13, unit=None), bare(13.5, unit="minuter"))

    row = only(stated.followup)

    assert (row.result, row.needs_review, row.flags) == ("not_met", True, ("unit-not-printed",))


def test_an_outcome_that_is_told_before_the_year_is_out_is_to_review(stated):
    stated.states(stated.document("a", 2031), "target", 2031, 6.0)
    stated.states(stated.document("b", 2032, adopted_on=date(2031, 11, 20)), "baseline", 2031, 5.0)

    row = only(stated.followup)

    assert (row.result, row.needs_review, row.flags) == ("met", True, ("stated-before-year-end",))


def test_each_target_is_followed_and_the_one_in_use_is_told(stated):
    stated.states(stated.document("a", 2030), "target", 2031, 5.0)
    stated.states(stated.document("b", 2031), "target", 2031, 6.0)
    stated.states(stated.document("c", 2032), "baseline", 2031, 5.5)

    assert [(row.target, row.in_use, row.result) for row in stated.followup] == [
        (5.0, False, "not_met"),
        (6.0, True, "met"),
    ]


def test_doubt_is_carried_over_from_target_outcome_and_link(stated):
    plan, late = stated.document("a", 2031), stated.document("b", 2032)
    for number, (target, outcome, link) in enumerate([(1, 0, 0), (0, 1, 0), (0, 0, 1), (0, 0, 0)]):
        cluster = f"m-{number}"
        stated.value(stated.indicator(plan, cluster=cluster), "target", 2031, 6.0, needs_review=bool(target))
        stated.value(
            stated.indicator(late, cluster=cluster, doubt=bool(link)), "baseline", 2031, 5.0, needs_review=bool(outcome)
        )

    assert [row.needs_review for row in stated.followup] == [True, True, True, False]


# ------------------------------------------------------------------ properties


@given(VALUES)
def test_every_row_rests_on_a_target_and_an_outcome_of_its_measure_place_and_year(drawn):
    stated = state_all(drawn)
    value_of = {value.value_id: value for value in stated.values}
    cluster_of = {link.indicator_id: link.cluster_id for link in stated.links}
    place_of = {document.document_id: document.municipality for document in stated.documents}
    dataset = next(dataset for dataset in DATASETS if dataset.name == "target_followup")

    rows = stated.followup

    assert len({row.target_value_id for row in rows}) == len(rows)
    for row in rows:
        check_columns(dataset, [row])
        target, outcome = value_of[row.target_value_id], value_of[row.outcome_value_id]
        assert (row.target, row.target_unit, row.outcome, row.outcome_unit) == (
            target.value,
            target.unit,
            outcome.value,
            outcome.unit,
        )
        assert target.value_type == "target" and outcome.value_type in ("baseline", "outcome")
        assert target.year == outcome.year == row.year
        assert target.as_of is None and outcome.as_of is None
        assert cluster_of[target.indicator_id] == cluster_of[outcome.indicator_id] == row.cluster_id
        assert place_of[row.document_id] == place_of[row.outcome_document_id]
        assert (row.reason is None) == (row.result != "cannot_tell")
        assert row.result == "cannot_tell" or None not in (row.target, row.outcome)


@given(VALUES, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_is_no_matter(drawn, random: Random):
    stated = state_all(drawn)
    other = Stated(
        *(random.sample(rows, len(rows)) for rows in (stated.documents, stated.indicators, stated.values, stated.links))
    )

    assert other.follow(random.sample(other.statements, len(other.statements))) == stated.followup


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.sampled_from([">", ">=", "<", "<="]))
def test_a_comparator_means_what_it_says(target, outcome, comparator):
    stated = Stated()
    plan_and_report(stated, {"value": target, "comparator": comparator}, bare(outcome))

    truth = {">": outcome > target, ">=": outcome >= target, "<": outcome < target, "<=": outcome <= target}[comparator]

    assert only(stated.followup).result == ("met" if truth else "not_met")
