"""Raw rows become typed rows: ids, parents, dates, responsible bodies, amounts, and what is flagged."""

from __future__ import annotations

from datetime import date

import builders
import pytest
import raws
from raws import cell, understood

from pipeline.records import Heading, RawAlignment, Trouble

PLAN = raws.facts(title="Verksamhetsplan 2031 för kulturnämnden i Vadstena kommun")


# ------------------------------------------------------------------ ids and order


def test_ids_follow_the_place_in_the_document_not_the_order_of_reading() -> None:
    goals = (raws.goal("x", "Sist", row=9), raws.goal("y", "Först", row=1), raws.goal("z", "Mitt", row=5, parent="y"))
    found = understood(goals=goals).goals
    assert [(goal.goal_id[-5:], goal.title) for goal in found] == [
        ("g0001", "Först"),
        ("g0002", "Mitt"),
        ("g0003", "Sist"),
    ]
    assert found[1].parent_goal_id == found[0].goal_id
    assert all(goal.goal_id.startswith(builders.DOCUMENT_ID) for goal in found)


def test_rows_point_to_their_goal_and_section() -> None:
    heading = Heading(1, "1", "Mål", raws.place(), None)
    found = understood(
        headings=(heading,),
        heading_texts=("Text",),
        goals=(raws.goal("g", "Alla läser", section=0),),
        indicators=(raws.indicator("i", "Antal lån", goal="g", row=1),),
        actions=(raws.action("a", "Öppna fler bibliotek", goal="g", row=2),),
    )
    [goal], [indicator], [action], [section] = found.goals, found.indicators, found.actions, found.sections
    assert goal.section_id == section.section_id
    assert indicator.goal_id == action.goal_id == goal.goal_id


def test_sections_are_a_tree() -> None:
    headings = (Heading(1, "1", "Mål", raws.place(), None), Heading(2, None, "Läsa", raws.place(1), 0))
    found = understood(headings=headings, heading_texts=("", "Alla ska läsa."))
    assert [(s.level, s.number, s.title, s.text) for s in found.sections] == [
        (1, "1", "Mål", None),
        (2, None, "Läsa", "Alla ska läsa."),
    ]
    assert found.sections[1].parent_id == found.sections[0].section_id


def test_every_row_can_be_asked_where_it_came_from() -> None:
    found = understood(
        goals=(raws.goal("g", "Alla läser"),),
        indicators=(raws.indicator("i", "Antal lån", cell("target", "5", 2031, header="Mål 2031"), row=1),),
        actions=(raws.action("a", "Öppna", row=2),),
        budget_lines=(raws.line("b", "Bibliotek", "1 250", row=3),),
    )
    traced = {trace.row_id for trace in found.traces}
    rows = [*(g.goal_id for g in found.goals), *(i.indicator_id for i in found.indicators)]
    rows += [*(v.value_id for v in found.values), *(a.action_id for a in found.actions)]
    rows += [line.budget_line_id for line in found.budget_lines]
    assert traced == set(rows)
    [value] = found.values
    assert next(trace.table_header for trace in found.traces if trace.row_id == value.value_id) == "Mål 2031"


def test_troubles_become_problems_of_the_document() -> None:
    trouble = Trouble("tables", "warning", "row-left-out", "A row was left out.", 3)
    [problem] = understood(troubles=(trouble,)).problems
    assert (problem.document_id, problem.code, problem.severity, problem.page) == (
        builders.DOCUMENT_ID,
        "row-left-out",
        "warning",
        3,
    )


# ------------------------------------------------------------------ goals


@pytest.mark.parametrize(
    ("title", "goal_type", "set_by", "flagged"),
    [
        ("Verksamhetsplan 2031 för kommunstyrelsen", "sub_goal", "executive_board", False),
        ("Verksamhetsplan 2031 för kulturnämnden", "sub_goal", "committee", False),
        ("Verksamhetsplan 2031 för kulturförvaltningen", "operational_goal", "department", False),
        ("Mål och budget 2031", "strategic_goal", "council", False),
        ("Verksamhetsplan 2031", "operational_goal", None, True),
    ],
)
def test_a_bare_goal_is_of_the_body_whose_plan_it_is(
    title: str, goal_type: str, set_by: str | None, flagged: bool
) -> None:
    found = understood(facts=raws.facts(title=title), front_text=title, goals=(raws.goal("g", "Alla läser"),))
    [goal] = found.goals
    assert (goal.goal_type, goal.set_by, goal.needs_review) == (goal_type, set_by, flagged)


@pytest.mark.parametrize(
    ("title", "term", "set_by"),
    [
        ("Verksamhetsplan 2031 för kommunstyrelsen", "Nämndmål", "executive_board"),
        ("Verksamhetsplan 2031 för kommunstyrelsen", "Kulturnämndens mål", "committee"),
        ("Verksamhetsplan 2031 för kulturförvaltningen", "Nämndmål", "committee"),
        ("Mål och budget 2031", "Nämndmål", "committee"),
    ],
)
def test_the_executive_board_sets_the_goals_of_a_board_in_its_own_plan(title: str, term: str, set_by: str) -> None:
    goal = raws.goal("g", "Alla läser", goal_type="sub_goal", term=term)
    found = understood(facts=raws.facts(title=title), front_text=title, goals=(goal,))
    assert [one.set_by for one in found.goals] == [set_by]


def test_what_the_label_says_of_a_goal_stands() -> None:
    given = raws.goal(
        "g", "Alla läser", goal_type="strategic_goal", set_by="council", term="KF-mål", number="1.2", scope="Kultur"
    )
    [goal] = understood(facts=PLAN, goals=(given,)).goals
    assert (goal.goal_type, goal.set_by, goal.term, goal.number, goal.scope) == (
        "strategic_goal",
        "council",
        "KF-mål",
        "1.2",
        "Kultur",
    )
    assert not goal.needs_review


def test_doubt_is_marked() -> None:
    sure, unsure = (
        raws.goal("g", "Alla läser", goal_type="vision"),
        raws.goal("h", "Alla", row=1, goal_type="vision", confidence=0.5),
    )
    assert [goal.needs_review for goal in understood(goals=(sure, unsure)).goals] == [False, True]


# ------------------------------------------------------------------ actions


@pytest.mark.parametrize(
    ("printed", "due_from", "due_to", "kind", "body"),
    [
        ("Juni 2031", date(2031, 6, 1), date(2031, 6, 30), "within", None),
        ("Senast juni 2031", None, date(2031, 6, 30), "by", None),
        ("KS innan årsskiftet 2031/32", None, date(2031, 12, 31), "by", "KS"),
        ("Löpande", None, None, "ongoing", None),
        ("Vid behov", None, None, "unspecified", None),
    ],
)
def test_due(printed: str, due_from: date | None, due_to: date | None, kind: str, body: str | None) -> None:
    given = raws.action("a", "Öppna", cell("due", printed))
    [action] = understood(facts=PLAN, actions=(given,)).actions
    assert (action.due_raw, action.due_from, action.due_to, action.due_kind, action.decision_body) == (
        printed,
        due_from,
        due_to,
        kind,
        body,
    )


def test_the_header_makes_a_month_a_deadline() -> None:
    given = raws.action("a", "Öppna", cell("due", "Juni 2031", header="Klart senast"))
    [action] = understood(facts=PLAN, actions=(given,)).actions
    assert (action.due_from, action.due_to, action.due_kind) == (None, date(2031, 6, 30), "by")


def test_a_quarter_takes_the_plans_year_and_says_so() -> None:
    given = raws.action("a", "Öppna", cell("due", "Kvartal 4"))
    [action] = understood(facts=PLAN, actions=(given,)).actions
    assert (action.due_from, action.due_to) == (date(2031, 10, 1), date(2031, 12, 31))
    assert action.flags and not action.needs_review
    [unknown] = understood(facts=raws.facts(title="Plan"), actions=(given,)).actions
    assert unknown.due_from is None and unknown.due_to is None


def test_cells_are_columns_and_responsible_bodies_are_split() -> None:
    given = raws.action(
        "a",
        "Öppna fler\u00a0bibliotek",
        cell("expected_effect", "Fler lån"),
        cell("responsible", "Kultur i samverkan med HR"),
        cell("status", "Pågår"),
        assignment="Läs mer",
        assigned_by="council",
        interpretation="Två bibliotek.",
    )
    [action] = understood(actions=(given,)).actions
    assert action.action == "Öppna fler bibliotek"
    assert (action.assignment, action.assigned_by, action.interpretation) == ("Läs mer", "council", "Två bibliotek.")
    assert (action.expected_effect, action.responsible, action.status) == ("Fler lån", ("Kultur", "HR"), "Pågår")
    assert action.due_raw is None and action.due_kind is None


# ------------------------------------------------------------------ budget


@pytest.mark.parametrize(
    ("title", "printed", "unit", "amount"),
    [
        ("Driftbudget, tkr", "1 250", "tkr", 1_250_000.0),
        ("Driftbudget, tkr", "−1 250", "tkr", -1_250_000.0),
        ("Driftbudget (mnkr)", "1,25", "mnkr", 1_250_000.0),
        ("Driftbudget, miljoner kronor", "0,1", "mnkr", 100_000.0),
        ("Driftbudget, tkr", "0", "tkr", 0.0),
        ("Driftbudget, tkr", "12,5 %", "%", None),
    ],
)
def test_amounts(title: str, printed: str, unit: str, amount: float | None) -> None:
    [found] = understood(budget_lines=(raws.line("b", "Bibliotek", printed, title=title),)).budget_lines
    assert (found.amount_raw, found.unit, found.amount_sek, found.year, found.value_type) == (
        printed,
        unit,
        amount,
        2030,
        "budget",
    )
    assert not found.needs_review


def test_an_amount_whose_unit_nobody_says_is_not_money() -> None:
    [found] = understood(budget_lines=(raws.line("b", "Bibliotek", "1 250", title="Driftbudget"),)).budget_lines
    assert found.unit is None and found.amount_sek is None
    assert found.needs_review and "unit-not-found" in found.flags


def test_an_amount_that_cannot_be_read_is_kept_and_flagged() -> None:
    [found] = understood(budget_lines=(raws.line("b", "Bibliotek", "12 5x0"),)).budget_lines
    assert found.amount_raw == "12 5x0" and found.amount_sek is None
    assert found.needs_review and "amount-unreadable" in found.flags


def test_per_cent_lines_are_neither_money_nor_totals() -> None:
    rows = (raws.line("a", "Skatter", "100", "200"), raws.line("b", "Summa, andel %", "1,5", "2,5", row=1))
    found = understood(budget_lines=rows).budget_lines
    assert [(line.unit, line.amount_sek is None, line.is_total) for line in found] == [
        ("tkr", False, False),
        ("tkr", False, False),
        ("%", True, False),
        ("%", True, False),
    ]


def test_a_part_of_the_year_gives_the_last_day() -> None:
    given = raws.line("b", "Bibliotek")
    part = cell("outcome", "900", 2031, as_of_text="aug 2031")
    [found] = understood(
        budget_lines=(type(given)(given.key, given.table_title, given.line, given.place, (part,)),)
    ).budget_lines
    assert (found.year, found.as_of, found.value_type) == (2031, date(2031, 8, 31), "outcome")


# ------------------------------------------------------------------ alignments


def test_alignments_point_to_their_goal() -> None:
    rows = (
        RawAlignment("g", "Agenda 2030", "mål", "Mål 4 God utbildning", raws.place(5)),
        RawAlignment("g", "Agenda 2030", "mål", "Mål 3 Hälsa", raws.place(2)),
    )
    found = understood(goals=(raws.goal("g", "Alla läser"),), alignments=rows)
    assert [row.text for row in found.alignments] == ["Mål 3 Hälsa", "Mål 4 God utbildning"]
    assert {row.goal_id for row in found.alignments} == {found.goals[0].goal_id}
