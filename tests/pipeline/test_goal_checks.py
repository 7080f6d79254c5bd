"""Whether goals can be followed up."""

from datetime import date
from random import Random

import builders
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.datasets import DATASETS, check_columns
from pipeline.goal_checks import CHECKS, check_documents, check_goals

PLAN = builders.DOCUMENT_ID
SIX = tuple(f"has_{check}" for check in CHECKS)


def goal(number, parent=None, **changes):
    above = None if parent is None else f"{PLAN}-g{parent:04}"
    return builders.goal(goal_id=f"{PLAN}-g{number:04}", parent_goal_id=above, **changes)


def indicator(number, of, **changes):
    plain = {"responsible": (), "source": None, "frequency": None, "frequency_code": None}
    goal_id = None if of is None else f"{PLAN}-g{of:04}"
    return builders.indicator(indicator_id=f"{PLAN}-i{number:04}", goal_id=goal_id, **plain | changes)


def value(number, of, value_type, **changes):
    plain = {"needs_review": False, "flags": ()}
    ids = {"value_id": f"{PLAN}-v{number:04}", "indicator_id": f"{PLAN}-i{of:04}"}
    return builders.indicator_value(value_type=value_type, **ids, **plain | changes)


def met(check):
    return tuple(name for name in CHECKS if getattr(check, f"has_{name}"))


def only(rows):
    [row] = rows
    return row


@pytest.mark.parametrize(
    ("facts", "values", "has"),
    [
        ({}, (), ("indicator",)),
        ({"responsible": ("Kultur",)}, (), ("indicator", "responsible")),
        ({"source": "Enkät"}, (), ("indicator", "source")),
        ({"frequency": "Vid behov"}, (), ("indicator", "interval")),
        ({"frequency_code": "annual"}, (), ("indicator", "interval")),
        ({}, ({"value_type": "baseline"},), ("indicator", "baseline")),
        ({}, ({"value_type": "outcome", "year": None},), ("indicator", "baseline")),
        ({}, ({"value_type": "outcome", "as_of": date(2031, 8, 31)},), ("indicator",)),
        (
            {},
            ({"value_type": "outcome", "year": 2030}, {"value_type": "target"}),
            ("indicator", "baseline", "target_with_year"),
        ),
        ({}, ({"value_type": "outcome"}, {"value_type": "target"}), ("indicator", "target_with_year")),
        ({}, ({"value_type": "baseline", "value": None},), ("indicator",)),
        ({}, ({"value_type": "target"},), ("indicator", "target_with_year")),
        ({}, ({"value_type": "target", "year": None},), ("indicator",)),
        ({}, ({"value_type": "target", "value": None},), ("indicator",)),
        ({}, ({"value_type": "forecast"},), ("indicator",)),
    ],
)
def test_what_a_goal_has(facts, values, has):
    stated = [value(number, 1, **one) for number, one in enumerate(values, 1)]

    check = only(check_goals([goal(1)], [indicator(1, 1, **facts)], stated))

    assert met(check) == has
    assert check.needs_review is False


def test_a_goal_without_indicators_has_nothing():
    check = only(check_goals([goal(1)], [indicator(1, None)], [value(1, 1, "target")]))

    assert (met(check), check.indicators, check.followable, check.complete) == ((), 0, False, False)


def test_a_report_on_a_target_follows_it_up_without_a_baseline():
    values = [value(1, 1, "outcome", as_of=date(2031, 8, 31)), value(2, 1, "target")]

    check = only(check_goals([goal(1)], [indicator(1, 1)], values))

    assert (check.has_baseline, check.followable) == (False, True)


def test_one_indicator_with_baseline_and_target_makes_a_goal_followable():
    values = [value(1, 1, "baseline"), value(2, 1, "target"), value(3, 2, "target")]

    check = only(check_goals([goal(1)], [indicator(1, 1), indicator(2, 1)], values))

    assert (check.followable, check.followable_indicators, check.indicators, check.complete) == (True, 1, 2, False)


def test_a_baseline_of_one_and_a_target_of_another_do_not():
    check = only(
        check_goals([goal(1)], [indicator(1, 1), indicator(2, 1)], [value(1, 1, "baseline"), value(2, 2, "target")])
    )

    assert (check.has_baseline, check.has_target_with_year, check.followable) == (True, True, False)


def test_a_goal_that_has_all_six_is_complete():
    facts = {"responsible": ("Kultur",), "source": "Enkät", "frequency": "Årligen"}

    check = only(check_goals([goal(1)], [indicator(1, 1, **facts)], [value(1, 1, "baseline"), value(2, 1, "target")]))

    assert (check.complete, check.followable, check.through_subgoals) == (True, True, ())


def test_the_goals_under_a_goal_count_and_that_is_told():
    goals = [goal(1), goal(2, 1), goal(3, 2), goal(4)]
    indicators = [indicator(1, 1), indicator(2, 3, source="Enkät")]
    values = [value(1, 2, "baseline"), value(2, 2, "target")]

    top, middle, low, other = check_goals(goals, indicators, values)

    assert (top.indicators, top.subgoal_indicators, top.followable) == (1, 1, True)
    assert top.through_subgoals == ("baseline", "target_with_year", "source")
    assert (middle.indicators, middle.through_subgoals) == (
        0,
        ("indicator", "baseline", "target_with_year", "source"),
    )
    assert (low.through_subgoals, met(low)) == ((), ("indicator", "baseline", "target_with_year", "source"))
    assert met(other) == ()


def test_goals_that_serve_each_other_are_counted_once():
    one, two = check_goals([goal(1, 2), goal(2, 1)], [indicator(1, 1)], [])

    assert [(check.indicators, check.subgoal_indicators) for check in (one, two)] == [(1, 0), (0, 1)]


@pytest.mark.parametrize(
    ("doubt", "needs_review"),
    [
        ({"goal": True}, True),
        ({"indicator": True}, True),
        ({"value": True}, True),
        ({"value": True, "second": True}, False),  # another row bears it too
        ({}, False),
    ],
)
def test_what_rests_on_doubt_alone_is_to_review(doubt, needs_review):
    goals = [goal(1, needs_review=doubt.get("goal", False))]
    indicators = [indicator(1, 1, needs_review=doubt.get("indicator", False))]
    values = [value(1, 1, "target", needs_review=doubt.get("value", False))]
    values += [value(2, 1, "target")] if doubt.get("second") else []

    assert only(check_goals(goals, indicators, values)).needs_review is needs_review


def test_shares_of_a_document():
    goals = [goal(1), goal(2), goal(3), goal(4)]
    indicators = [indicator(1, 1, source="Enkät"), indicator(2, 2)]
    values = [value(1, 1, "baseline"), value(2, 1, "target")]
    empty = builders.document(document_id="f" * 16)

    whole, nothing = check_documents([empty, builders.document()], check_goals(goals, indicators, values))

    assert (whole.goals, whole.followable, whole.share_followable, whole.share_complete) == (4, 1, 0.25, 0.0)
    assert (whole.share_with_indicator, whole.share_with_source, whole.share_with_interval) == (0.5, 0.25, 0.0)
    assert (nothing.goals, nothing.share_followable, nothing.share_with_indicator) == (0, None, None)


TREES = st.lists(st.tuples(st.integers(0, 9), st.booleans(), st.booleans()), max_size=10)


@given(TREES, st.randoms(use_true_random=False))
def test_a_goal_has_what_the_goals_under_it_have_in_any_order(tree, random: Random):
    goals = [goal(number, parent if parent < number else None) for number, (parent, _, _) in enumerate(tree)]
    indicators = [
        indicator(number, number, source="Enkät" if source else None) for number, (_, source, _) in enumerate(tree)
    ]
    values = [value(number, number, "target") for number, (_, _, target) in enumerate(tree) if target]

    checks = check_goals(goals, indicators, values)

    shuffled = [random.sample(rows, len(rows)) for rows in (goals, indicators, values)]
    assert check_goals(*shuffled) == checks
    by_id = {check.goal_id: check for check in checks}
    assert list(by_id) == sorted(one.goal_id for one in goals)
    dataset = next(dataset for dataset in DATASETS if dataset.name == "goal_checks")
    for one in goals:
        check_columns(dataset, [by_id[one.goal_id]])
        if one.parent_goal_id:
            assert set(met(by_id[one.goal_id])) <= set(met(by_id[one.parent_goal_id]))
