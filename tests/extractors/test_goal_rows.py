"""Goals in rows that reach across a table, and headers whose words could be taken for more than they say."""

from __future__ import annotations

from pathlib import Path

import papers
import pytest
from papers import PageBreak, Spacer, read, table, text

from pipeline.records import RawDocument

FRONT = (Spacer(1, 100), text("Verksamhetsplan 2031", "title"), text("Kulturnämnden", "subtitle"), PageBreak())
HEAD = ["Indikator", "Utfall 2029", "Mål 2031"]


def goal_of(document: RawDocument, name: str) -> str | None:
    """The wording of an indicator's goal."""
    titles = {goal.key: goal.title for goal in document.goals}
    [key] = [indicator.goal for indicator in document.indicators if indicator.name == name]
    return titles[key] if key else None


def test_a_row_across_a_table_of_indicators_states_their_goal(tmp_path: Path) -> None:
    rows = [HEAD, ["Mål: Fler ska läsa", "", ""], ["Antal lån", "4,2", "5,0"], ["Mål: Trygga lokaler", "", ""]]
    bands = table(
        [*rows, ["Tillbud i lokaler", "12", "högst 8"]], [200, 90, 90], spans=[((0, 1), (2, 1)), ((0, 3), (2, 3))]
    )
    document = read(tmp_path, *FRONT, text("Mål", "h1"), bands)
    assert [i.name for i in document.indicators] == ["Antal lån", "Tillbud i lokaler"]
    assert goal_of(document, "Antal lån") == "Fler ska läsa"
    assert goal_of(document, "Tillbud i lokaler") == "Trygga lokaler"


def test_a_target_for_a_span_of_years_has_no_year_of_its_own(tmp_path: Path) -> None:
    wide = table([["Indikator", "Mål 2031-2033"], ["Antal lån", "5,0"]], [200, 120])
    document = read(tmp_path, *FRONT, text("Mål", "h1"), wide)
    [indicator] = document.indicators
    assert [cell.year for cell in indicator.cells] == [None]


def test_a_goal_across_the_top_of_a_table_names_no_column(tmp_path: Path) -> None:
    rows = [["Inriktningsmål: Fler ska läsa", "", ""], HEAD, ["Antal lån", "4,2", "5,0"], ["Besök", "310", "320"]]
    spanned = table(rows, [200, 90, 90], head=2, spans=[((0, 0), (2, 0))])
    document = read(tmp_path, *FRONT, text("Uppföljning", "h1"), spanned)
    first, _ = document.indicators
    assert [(cell.role, cell.year) for cell in first.cells] == [("outcome", 2029), ("target", 2031)]
    assert goal_of(document, "Antal lån") == goal_of(document, "Besök") == "Fler ska läsa"


def test_a_row_that_only_names_a_source_tells_of_the_row_above_it(tmp_path: Path) -> None:
    rows = [HEAD, ["Antal lån", "4,2", "5,0"], ["Källa: Kolada", "", ""], ["Besök", "12", "15"], ["Möten", "3", "4"]]
    rows += [["Källa: Egen räkning", "", ""]]
    across = table(rows, [200, 90, 90], spans=[((0, 2), (2, 2)), ((0, 5), (2, 5))])
    document = read(tmp_path, *FRONT, text("Mål", "h1"), across)
    told = [[c.text for c in i.cells if c.role == "source"] for i in document.indicators]
    assert told == [["Kolada"], [], ["Egen räkning"]]


def test_one_source_at_the_foot_of_several_rows_is_of_none(tmp_path: Path) -> None:
    rows = [HEAD, ["Antal lån", "4,2", "5,0"], ["Besök", "12", "15"], ["Källa: Kolada", "", ""]]
    document = read(tmp_path, *FRONT, text("Mål", "h1"), table(rows, [200, 90, 90], spans=[((0, 3), (2, 3))]))
    assert not [c for i in document.indicators for c in i.cells if c.role == "source"]
    assert [trouble.code for trouble in document.troubles] == ["row-left-out"]


@pytest.mark.parametrize(("first", "areas"), [("2.1", ["Ett gott liv vid havet"]), ("4.1", [])])
def test_a_numbered_row_across_is_the_area_of_the_goals_that_go_on_from_its_number(
    first: str, areas: list[str], tmp_path: Path
) -> None:
    rows = [
        ("Mål", "Indikator", "Utfall 2029", "Mål 2031"),
        ("2. Ett gott liv vid havet", "", "", ""),
        (f"{first} Alla barn ska kunna simma", "Simkunniga elever, andel (%)", "81", "95"),
        ("2.2 Äldre ska känna sig trygga", "Trygga äldre, andel (%)", "78", "90"),
    ]
    story = papers.table(rows, (180, 150, 70, 70), spans=[((0, 1), (3, 1))])
    plan = papers.published(tmp_path, papers.text("Indikatorer för 2031", "h1"), *papers.prose(4), story)

    goals = {goal.goal_id: goal for goal in plan.goals}
    assert [g.title for g in plan.goals if g.goal_type == "goal_area"] == areas
    assert all(g.needs_review and g.number == "2" for g in plan.goals if g.goal_type == "goal_area")
    parents = [goals[g.parent_goal_id].title for g in plan.goals if g.parent_goal_id]
    assert parents == 2 * areas
    assert len(plan.indicators) == 2
