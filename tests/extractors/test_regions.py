"""Goal trees and chains drawn between the paragraphs of an ordinary page; what is none stays text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from drawings import A4, Draw, box, draw_pages, line, text

from extractors.document import read_plan
from extractors.families.region_maps import levels_of_caption
from extractors.families.slide_words import read_slide_words, singular
from extractors.regions import Region, find_regions
from pipeline.records import RawDocument

WORDS = read_slide_words()
SENTENCE = "I Havsbyn planerar vi för flera år i taget, och fullmäktige har beslutat om mål för varje målområde. "
TITLE = text(50, 20, "Styrmodell för Havsbyn", 24, True)
ABOVE = (TITLE, text(50, 60, "3 Vision och mål", 16, True), text(50, 90, SENTENCE * 2, 10, width=490))
BELOW = (text(50, 520, "4 Uppföljning", 16, True), text(50, 550, SENTENCE * 4, 10, width=490))
AREAS = ("Trygga dagar", "Rena vatten")
GOALS = ("Alla barn når målen i skolan", "Äldre lever ett tryggt liv", "Havet är friskt igen", "Alla kan ta bussen hit")


def tree(goals: Sequence[str] = GOALS, joined: bool = True) -> list[Draw]:
    """A vision over two areas, with two goals hung under each; connectors fan out and hang down."""
    drawn = [box(120, 150, 470, 190, "Havsbyn – där alla får plats vid vattnet")]
    for n, area in enumerate(AREAS):
        x = 60 + 250 * n
        drawn.append(box(x, 220, x + 220, 250, area, fill="#2b6f77"))
        drawn += [line((295, 190), (x + 110, 217), arrow=True)] if joined else []
        for m in (0, 1):
            top = 270 + 60 * m
            drawn.append(box(x + 30, top, x + 220, top + 40, goals[2 * n + m]))
            drawn += [line((x + 10, 250), (x + 10, top + 20)), line((x + 10, top + 20), (x + 27, top + 20), arrow=True)]
    return drawn if joined else [part for part in drawn if "line" not in part.__qualname__]


def chain(top: float, goal: str, served: str, labels: Sequence[str]) -> list[Draw]:
    """A goal, the goal that serves it, two activities fanning out of it, and its indicators below."""
    drawn = [text(x, top - 18, label, 9) for x, label in zip((55, 205, 375), labels, strict=True)]
    drawn += [box(50, top, 170, top + 50, goal), box(200, top, 330, top + 50, served)]
    drawn += [line((170, top + 25), (197, top + 25), arrow=True)]
    for n, action in enumerate(("Öppna fler läxstugor", "Utbilda alla handledare")):
        y = top + 32 * n
        drawn += [box(370, y, 540, y + 24, action), line((330, top + 25), (367, y + 12), arrow=True)]
    drawn.append(box(150, top + 80, 520, top + 125, "• Andel nöjda elever (mål 2031: minst 85 %)", head="Indikatorer"))
    return [*drawn, line((265, top + 50), (265, top + 77), arrow=True)]


CAPTION = text(200, 400, "Figur 2. Vision, målområden och fullmäktiges mål", 9)
LABELS = ("Fullmäktiges mål", "Nämndmål – Socialnämnden", "Aktiviteter")


def read(folder: Path, *draws: Draw) -> RawDocument:
    draw_pages(folder, [draws], A4)
    return read_plan(folder / "drawn.pdf")


def region(folder: Path, *draws: Draw) -> Region:
    (found,) = find_regions(draw_pages(folder, [draws], A4)[0])
    return found


def test_a_tree_among_paragraphs_is_a_region_of_its_page(tmp_path: Path) -> None:
    found = region(tmp_path, *ABOVE, *tree(), CAPTION, *BELOW)
    assert len(found.diagram.boxes) == 7 and len(found.diagram.connections) == 6
    assert 140 < found.box.top < 160 and 360 < found.box.bottom < 380
    assert "Figur 2. Vision, målområden och fullmäktiges mål" in [block.text for block in found.near]


def test_the_caption_gives_each_row_of_a_tree_its_level(tmp_path: Path) -> None:
    read_ = read(tmp_path, *ABOVE, *tree(), CAPTION, *BELOW)
    assert [(g.title, g.goal_type, g.term) for g in read_.goals[:3]] == [
        ("Havsbyn – där alla får plats vid vattnet", "vision", "Vision"),
        ("Trygga dagar", "goal_area", "Målområde"),
        ("Rena vatten", "goal_area", "Målområde"),
    ]
    assert [g.title for g in read_.goals if g.goal_type == "strategic_goal"] == [GOALS[i] for i in (0, 2, 1, 3)]
    titles = {goal.key: goal.title for goal in read_.goals}
    parents = {goal.title: titles.get(goal.parent or "") for goal in read_.goals}
    assert [parents[title] for title in GOALS] == [AREAS[0], AREAS[0], AREAS[1], AREAS[1]]
    assert {goal.set_by for goal in read_.goals} == {"council"}
    assert all(goal.section == 0 for goal in read_.goals)


def test_the_rest_of_the_page_stays_text(tmp_path: Path) -> None:
    read_ = read(tmp_path, *ABOVE, *tree(), CAPTION, *BELOW)
    assert [(h.number, h.title) for h in read_.headings] == [("3", "Vision och mål"), ("4", "Uppföljning")]
    assert "Figur 2" in read_.heading_texts[0] and "Trygga dagar" not in read_.heading_texts[0]
    assert read_.heading_texts[1].startswith("I Havsbyn planerar vi")


@pytest.mark.parametrize(
    "caption",
    ["Figur 2. Så hänger allt ihop", "Figur 2. Vision och mål", "Figur 2. Mål, målområden och vision"],
)
def test_a_tree_whose_levels_are_not_printed_gives_no_goals(tmp_path: Path, caption: str) -> None:
    read_ = read(tmp_path, *ABOVE, *tree(), text(200, 400, caption, 9), *BELOW)
    assert not read_.goals and "Trygga dagar" in read_.full_text


def test_a_tree_of_an_organisation_is_no_goal_map(tmp_path: Path) -> None:
    offices = ("Förskolor", "Grundskolor", "Hamnen", "Parkerna")
    assert not read(tmp_path, *ABOVE, *tree(offices), CAPTION, *BELOW).goals


def test_boxes_that_nothing_joins_are_no_region(tmp_path: Path) -> None:
    page = draw_pages(tmp_path, [[*ABOVE, *tree(joined=False), CAPTION, *BELOW]], A4)[0]
    assert not find_regions(page)


def test_running_text_among_boxes_makes_them_no_region(tmp_path: Path) -> None:
    between = text(100, 195, SENTENCE, 6)
    page = draw_pages(tmp_path, [[*ABOVE, *tree(), between, CAPTION, *BELOW]], A4)[0]
    assert not find_regions(page)


def test_chains_with_labels_over_their_boxes(tmp_path: Path) -> None:
    other = ("Fullmäktiges mål", "Nämndmål – Tekniska nämnden", "Aktiviteter")
    read_ = read(
        tmp_path,
        *ABOVE,
        *chain(170, "Alla barn når målen i skolan", "Elever får stöd i rätt tid", LABELS),
        text(200, 305, "Figur 3. Exempel på målkedja", 9),
        *chain(350, "Havet är friskt igen", "Avloppen är täta", other),
        *BELOW,
    )
    titles = {goal.key: goal.title for goal in read_.goals}
    assert [(g.title, g.goal_type, g.set_by, titles.get(g.parent or "")) for g in read_.goals] == [
        ("Alla barn når målen i skolan", "strategic_goal", "council", None),
        ("Elever får stöd i rätt tid", "sub_goal", "committee", "Alla barn når målen i skolan"),
        ("Havet är friskt igen", "strategic_goal", "council", None),
        ("Avloppen är täta", "sub_goal", "committee", "Havet är friskt igen"),
    ]
    assert [(a.action, titles[a.goal or ""]) for a in read_.actions[:2]] == [
        ("Öppna fler läxstugor", "Elever får stöd i rätt tid"),
        ("Utbilda alla handledare", "Elever får stöd i rätt tid"),
    ]
    assert [(i.name, titles[i.goal or ""]) for i in read_.indicators] == [
        ("Andel nöjda elever", "Elever får stöd i rätt tid"),
        ("Andel nöjda elever", "Avloppen är täta"),
    ]
    (cell,) = read_.indicators[0].cells
    assert (cell.role, cell.year, cell.text) == ("target", 2031, "minst 85 %")


def test_a_heading_over_a_drawing_is_no_label_of_it(tmp_path: Path) -> None:
    heading = text(50, 125, "3.1 Målen i stort", 14, True)
    found = region(tmp_path, *ABOVE, heading, *chain(170, "Alla når målen", "Elever får stöd i tid", LABELS), *BELOW)
    assert [block.text for block in found.diagram.loose] == list(LABELS)


def test_a_drawing_in_a_ring_has_no_levels_by_caption(tmp_path: Path) -> None:
    ring = [box(60 + 170 * n, 200, 190 + 170 * n, 240, f"Steg {n + 1} är gjort") for n in range(3)]
    ring += [line((190 + 170 * n, 220), (227 + 170 * n, 220), arrow=True) for n in (0, 1)]
    ring += [line((465, 240), (465, 300), (125, 300), (125, 243), arrow=True)]
    found = region(tmp_path, *ABOVE, *ring, CAPTION, *BELOW)
    assert levels_of_caption(found.diagram, found.near, WORDS) == {}


@pytest.mark.parametrize(
    ("term", "one"),
    [
        ("målområden", "Målområde"),
        ("fokusområdena", "Fokusområde"),
        ("mål", "Mål"),
        ("fullmäktiges mål", "Fullmäktiges mål"),
    ],
)
def test_the_word_for_one_of_several(term: str, one: str) -> None:
    assert singular(term, WORDS) == one
