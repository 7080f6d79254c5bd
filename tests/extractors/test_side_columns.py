"""Tinted columns beside the text of a goal: the goal it serves, who answers for it, and its measures with values."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from drawings import A4, Draw, box, draw_pages, text

from extractors import read_plan
from pipeline.records import RawDocument

BODY = (
    "Hamnstyrelsen i Havsbyn samordnar arbetet och redovisar det för fullmäktige varje höst. Bryggor och leder ska "
    "hållas öppna under hela säsongen, och besökare ska få svar samma dag som de frågar."
)
GOAL = "Mål 3. Besökare hittar till hamnen hela året"
COUNCIL = (("FULLMÄKTIGES MÅL", True), ("En skärgård som lever", False))
AGENDA = (("AGENDA 2030", True), ("14 Hav och marina resurser", False))
ASKED = (("ANSVARIG", True), ("Hamnenheten", False))
MEASURES = (
    ("INDIKATORER", True),
    ("Gästnätter i hamnen", True),
    ("Nuvärde 2030: 412", False),
    ("Målvärde 2034: minst 500", False),
    ("Nöjda båtgäster, index", True),
    ("Nuvärde 2031: –", False),
    ("Målvärde 2034: 80", False),
)
VALUES = {
    "Gästnätter i hamnen": [("baseline", 2030, "412"), ("target", 2034, "minst 500")],
    "Nöjda båtgäster, index": [("baseline", 2031, "–"), ("target", 2034, "80")],
}


def plan(folder: Path, *lines: tuple[str, bool], body: bool = True) -> RawDocument:
    """A page with a goal, its text, and beside it (or under it, without `body`) a column of lines."""
    title = [text(50, 100, "Verksamhetsplan 2031", 26, True), text(50, 160, BODY, 10, width=480)]
    page: list[Draw] = [text(50, 60, GOAL, 18, True)]
    if body:
        page += [text(50, 105 + 70 * i, BODY, 10, width=300) for i in range(4)]
    page.append(box(380, 100, 545, 400, fill="#e4eef2", stroke=None, round_corners=False))
    page += [text(390, 112 + 14 * i, said, 9, bold) for i, (said, bold) in enumerate(lines)]
    draw_pages(folder, [title, [*page, text(50, 740, BODY, 10, width=490)]], A4)
    return read_plan(folder / "drawn.pdf")


def values(raw: RawDocument) -> dict[str, list[tuple[str, int | None, str]]]:
    return {r.name: [(c.role, c.year, c.text) for c in r.cells] for r in raw.indicators}


def goals(raw: RawDocument) -> dict[str, str | None]:
    """Each goal with the one that it serves."""
    titles = {g.key: g.title for g in raw.goals}
    return {g.title: titles[g.parent] if g.parent else None for g in raw.goals}


def test_measures_stand_under_their_label_among_other_labels(tmp_path: Path) -> None:
    raw = plan(tmp_path, *COUNCIL, *ASKED, *MEASURES)
    assert values(raw) == VALUES
    own = next(g for g in raw.goals if g.number == "3")
    assert {r.goal for r in raw.indicators} == {own.key}
    assert not any(r.flags for r in raw.indicators)


def test_another_label_may_follow_the_measures(tmp_path: Path) -> None:
    assert values(plan(tmp_path, *COUNCIL, *MEASURES, *ASKED)) == VALUES


def test_nothing_is_read_by_halves(tmp_path: Path) -> None:
    """Lines among the measures that are not understood leave the column to be read as text."""
    between: Sequence[tuple[str, bool]] = (*MEASURES[:4], ("Räknas om efter varje säsong", False), *MEASURES[4:])
    assert values(plan(tmp_path, *ASKED, *between)) == {}
    behind = (*MEASURES, ("Sålda dagskort", True), ("Räknas om", False), ("Målvärde 2034: 90", False))
    assert values(plan(tmp_path, *behind)) == {}


def test_the_goal_in_the_column_is_the_one_that_is_served(tmp_path: Path) -> None:
    raw = plan(tmp_path, *COUNCIL, *ASKED, *MEASURES)
    served = "En skärgård som lever"
    assert goals(raw) == {"Besökare hittar till hamnen hela året": served, served: None}
    assert not any("Hamnenheten" in (g.description or "") for g in raw.goals)


def test_a_lower_goal_in_the_column_is_not_served(tmp_path: Path) -> None:
    raw = plan(tmp_path, ("NÄMNDENS MÅL", True), *COUNCIL[1:], *ASKED, *MEASURES)
    assert goals(raw)["Besökare hittar till hamnen hela året"] is None


def test_links_in_the_column_are_those_of_the_goal_beside_it(tmp_path: Path) -> None:
    raw = plan(tmp_path, *COUNCIL, *AGENDA, *ASKED, *MEASURES)
    own = next(g.key for g in raw.goals if g.number == "3")
    assert [(a.goal, a.framework, a.text) for a in raw.alignments] == [(own, "Agenda 2030", AGENDA[1][0])]


def test_a_goal_in_a_box_that_is_not_beside_the_text_of_another_stands_alone(tmp_path: Path) -> None:
    assert set(goals(plan(tmp_path, *COUNCIL, *ASKED, body=False)).values()) == {None}
