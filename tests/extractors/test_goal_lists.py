"""Goals without a label: bold lines in a section of goals, `Målet är: …`; and levels from an outline."""

from __future__ import annotations

from pathlib import Path

import papers
import pytest

from extractors.families.goals import goal_meant, list_label
from extractors.outline import with_outline, without_run_ins
from extractors.sections import Block
from pipeline.records import Box, Heading, OutlineEntry, Paragraph, Place


def test_bold_lines_in_a_section_of_goals_are_goals_and_hold_their_indicators(tmp_path: Path) -> None:
    rows = [["Indikator", "Utfall 2023", "Mål 2025"], ["Andel nöjda gäster", "70 %", "80 %"], ["Köer", "4", "2"]]
    raw = papers.read(
        tmp_path,
        papers.text("Plan 2025", "title"),
        papers.text("Inledning", "h1"),
        *papers.prose(9),
        papers.text("Nämndens mål", "h1"),
        papers.text("Gästerna ska känna sig hemma", "bold"),
        papers.text("Vi öppnar dörren för alla.", "italic"),
        papers.table(rows, [200, 100, 100]),
    )
    (goal,) = raw.goals
    assert (goal.title, goal.goal_type, goal.set_by) == ("Gästerna ska känna sig hemma", "sub_goal", "committee")
    assert {i.goal for i in raw.indicators} == {goal.key}


def test_a_sentence_after_a_colon_is_a_goal_and_without_it_only_among_goals() -> None:
    assert goal_meant("Målet är: Alla läser en bok.", under_goals=False) is not None
    assert goal_meant("Målet är att bron står klar i maj.", under_goals=False) is None
    assert goal_meant("Målet innebär att alla läser.", under_goals=True) is not None


def test_a_line_over_goals_tells_whose_they_are() -> None:
    label = list_label("Kommunfullmäktiges mål för mandatperioden")
    assert label is not None and label.set_by == "council"
    assert list_label("Ambitionsnivå 2030:") is None


def _block(title: str, top: float, heading: int | None = None, size: float = 12.0) -> Block:
    place = Place(1, Box(50, top, 200, top + 12))
    return Block(place, Paragraph(title, place, bold=True, size=size), is_heading=True, heading=heading)


def test_headings_of_one_print_take_their_levels_from_the_outline() -> None:
    titles = ["INLEDNING", "SYFTE", "MÅL", "TRYGGHET"]
    blocks = [_block(t, 50.0 * i, i) for i, t in enumerate(titles)]
    headings = [Heading(1, None, b.paragraph.text, b.place, None) for b in blocks if b.paragraph]
    entries = [OutlineEntry(level, t, 1) for level, t in zip((1, 2, 1, 2), titles, strict=True)]
    assert [h.level for h in with_outline(headings, blocks, entries)] == [1, 2, 1, 2]
    slides = [OutlineEntry(1, f"Bild {n}", 1) for n in range(4)]
    assert with_outline(headings, blocks, slides) == headings


def test_a_chapter_that_the_outline_leaves_out_stays_over_its_sections() -> None:
    titles = ["Inledning", "1 Energi", "Delmål", "Åtgärder"]
    blocks = [_block(t, 50.0 * i, i) for i, t in enumerate(titles)]
    headings = [
        Heading(level, None, title, block.place, parent)
        for title, block, level, parent in zip(titles, blocks, (1, 1, 2, 2), (None, None, 1, 1), strict=True)
    ]
    entries = [OutlineEntry(1, "Inledning", 1), OutlineEntry(2, "Delmål", 1), OutlineEntry(2, "Åtgärder", 1)]
    assert [(h.level, h.parent) for h in with_outline(headings, blocks, entries)] == [
        (1, None),
        (1, None),
        (2, 1),
        (2, 1),
    ]


def test_bold_lines_that_a_full_outline_leaves_out_are_no_headings() -> None:
    blocks = [_block(t, 50.0 * i, size=16.0) for i, t in enumerate(["Ett", "Två", "Tre"])]
    blocks.append(_block("Aktiviteter", 300.0, size=9.0))
    entries = [OutlineEntry(1, t, 1) for t in ("Ett", "Två", "Tre")]
    assert [b.is_heading for b in without_run_ins(blocks, entries, 9.0)] == [True, True, True, False]
    assert without_run_ins(blocks, entries[:2], 9.0) == blocks


def council_plan(
    folder: Path, *sentences: str, areas: tuple[str, ...] = ("Trygghet", "Skola och uppväxt", "Ekonomi")
) -> list[tuple[str | None, str]]:
    parts = [
        part
        for area, sentence in zip(areas, sentences, strict=False)
        for part in (papers.text(area, "h2"), papers.text(sentence, "bold"), *papers.prose(6))
    ]
    title, preface = papers.text("Kommunplan 2031", "title"), papers.text("Inledning", "h1")
    raw = papers.read(folder, title, preface, *papers.prose(9), papers.text("Våra mål", "h1"), *parts)
    return [(goal.number, goal.title) for goal in raw.goals]


def test_numbered_bold_sentences_under_the_areas_of_a_section_of_goals_are_goals(tmp_path: Path) -> None:
    sentences = ["1. Alla ska våga gå ut.", "2. Alla barn ska kunna läsa.", "3. Orten ska ha råd."]
    assert council_plan(tmp_path, *sentences) == [tuple(sentence.split(". ", 1)) for sentence in sentences]


@pytest.mark.parametrize("heading", ["Uppdrag till nämnderna", "Risker", "Så arbetar vi", "Principer för styrningen"])
def test_what_stands_under_goals_and_is_no_area_has_none(heading: str, tmp_path: Path) -> None:
    sentences = ("1. Alla ska våga gå ut.", "2. Nämnderna ska ta fram en plan.")
    assert council_plan(tmp_path, *sentences, areas=("Trygghet", heading)) == [("1", "Alla ska våga gå ut.")]


def test_bold_sentences_that_do_not_count_on_or_say_what_shall_be_are_no_goals(tmp_path: Path) -> None:
    found = council_plan(tmp_path, "1. Alla ska våga gå ut.", "4. Alla barn ska kunna läsa.", "2. Ekonomin är god.")
    assert found == [("1", "Alla ska våga gå ut.")]
    (folder := tmp_path / "plain").mkdir()
    assert council_plan(folder, "Alla ska våga gå ut.", "Alla barn ska kunna läsa.") == []


def test_a_list_of_goals_tells_where_they_stand_and_not_who_serves_them(tmp_path: Path) -> None:
    raw = papers.read(
        tmp_path,
        papers.text("Hamnnämndens mål 2031", "title"),
        papers.text("Fullmäktiges mål", "h1"),
        *papers.prose(9),
        "Nämnden bidrar till två av fullmäktiges mål:",
        papers.bullet("En öppen hamn"),
        papers.bullet("Ett rent hav"),
        papers.PageBreak(),
        papers.text("Nämndmål 1: Bryggorna är hela", "h1"),
        "Bidrar till fullmäktiges mål: En öppen hamn",
        *papers.prose(9),
    )
    pages = {goal.title: goal.place.page for goal in raw.goals}
    assert pages == {"En öppen hamn": 1, "Ett rent hav": 1, "Bryggorna är hela": 2}


@pytest.mark.parametrize(
    "items, goals",
    [
        (
            ("1. **Skulden ska minska** Räntan stiger.", "2. **Bryggorna ska hålla** De är gamla. Två är nya."),
            [("1", "Skulden ska minska", "Räntan stiger."), ("2", "Bryggorna ska hålla", "De är gamla. Två är nya.")],
        ),
        (("1. **Alla ska trivas** i hela hamnen.",), [("1", "Alla ska trivas i hela hamnen.", None)]),
        (("1. **Ekonomi** Skulden ska minska.",), [("1", "Ekonomi Skulden ska minska.", None)]),
        (("1. **Vi ska ha:** Hela bryggor i hamnen.",), [("1", "Vi ska ha: Hela bryggor i hamnen.", None)]),
    ],
    ids=["goals and reasons", "one sentence", "a name", "a lead"],
)
def test_what_stands_behind_the_bold_words_of_a_listed_goal_tells_of_it(
    items: tuple[str, ...], goals: list[tuple[str, str, str | None]], tmp_path: Path
) -> None:
    story = [papers.text("Budget 2031", "title"), *papers.prose(9), papers.text("Finansiella mål", "h2")]
    raw = papers.read(tmp_path, *story, "Fullmäktige har beslutat om mål.", *map(papers.text, items))
    assert [(g.number, g.title, g.description) for g in raw.goals] == goals
