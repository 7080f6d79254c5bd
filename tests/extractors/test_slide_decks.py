"""Decks of slides: one slide for each area, and the outside frameworks that slides link to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from drawings import SLIDE, Draw, box, draw_pages, text

from extractors.families.slide_records import SlideReading
from extractors.families.slides import read_slides
from pipeline.records import Box, Cell, Place, RawGoal, Table

TITLE = text(40, 20, "Vår målkedja", 30, True)
PROSE = "Nämnden ansvarar för skolan och arbetar med mål för alla barn. "


def read(folder: Path, *pages: Sequence[Draw], size: tuple[float, float] = SLIDE) -> SlideReading:
    return read_slides(draw_pages(folder, pages, size))


def goal(reading: SlideReading, title: str) -> RawGoal:
    [found] = [goal for goal in reading.goals if goal.title == title]
    return found


def parents(reading: SlideReading) -> dict[str, str | None]:
    titles = {goal.key: goal.title for goal in reading.goals}
    return {goal.title: titles[goal.parent] if goal.parent else None for goal in reading.goals}


def types(reading: SlideReading) -> dict[str, str]:
    return {goal.title: goal.goal_type for goal in reading.goals}


# ------------------------------------------------------------------ decks

AREAS = {
    "Levande byar": "Det finns affär och skola i varje by.",
    "Friskt vatten": "Alla sjöar går att bada i hela sommaren.",
}


def area_slides(*titles: str, foot: Sequence[Draw] = ()) -> list[list[Draw]]:
    return [[text(40, 20, title, 32, True), text(60, 130, AREAS[title], 20), *foot] for title in titles]


def deck(announcing: str, foot: Sequence[Draw] = ()) -> list[list[Draw]]:
    first = [text(60, 200, "Plan för Åbyn", 40, True)]
    return [first, [text(60, 200, announcing, 40, True)], *area_slides(*AREAS, foot=foot)]


@pytest.mark.parametrize(
    ("announcing", "flags", "confidence"),
    [
        ("Våra två fokusområden:", (), 0.95),
        ("Underlag – våra 2 fokusområden", (), 0.95),
        ("Våra fokusområden", ("level-inferred",), 0.75),
        ("Våra fyra fokusområden", ("count-differs",), 0.6),
    ],
)
def test_series_of_slides_after_an_announcement(
    tmp_path: Path, announcing: str, flags: tuple[str, ...], confidence: float
) -> None:
    reading = read(tmp_path, *deck(announcing))
    assert [(g.title, g.goal_type, g.place.page, g.description) for g in reading.goals] == [
        ("Levande byar", "focus_area", 3, AREAS["Levande byar"]),
        ("Friskt vatten", "focus_area", 4, AREAS["Friskt vatten"]),
    ]
    assert {(g.flags, g.confidence) for g in reading.goals} == {(flags, confidence)}
    assert [h.title for h in reading.headings] == [announcing, "Levande byar", "Friskt vatten"]
    assert [reading.headings[g.section].title for g in reading.goals if g.section is not None] == list(AREAS)
    assert reading.pages == {1, 2, 3, 4}


@pytest.mark.parametrize(
    "title", ["Politiska mål:", "Så arbetar vi med fokusområden i år", "Prioriteringar i fokusområdena"]
)
def test_titles_that_announce_nothing(tmp_path: Path, title: str) -> None:
    reading = read(tmp_path, *deck(title))
    assert reading.goals == () and len(reading.headings) == 3


def test_presenter_notes_are_neither_goals_nor_description(tmp_path: Path) -> None:
    notes = (
        text(20, 480, "Presentatör\nPresentationsanteckningar\nMål: Alla ska hinna fika under mötet på förmiddagen", 8),
    )
    reading = read(tmp_path, *deck("Våra två fokusområden", foot=notes))
    assert [(g.title, g.description) for g in reading.goals] == list(AREAS.items())
    assert not any("fika" in h.title or "Present" in h.title for h in reading.headings)


def test_title_with_a_label_and_lists_under_it(tmp_path: Path) -> None:
    lists = [
        text(40, 20, "Inriktningsmål 2: Fler ska resa hållbart", 30, True),
        text(60, 120, "Aktiviteter:", 16, True),
        text(60, 142, "- Bygga bytespunkter", 16),
        text(500, 120, "Indikatorer:", 16, True),
        text(500, 142, "- Antal bussresor", 16),
    ]
    reading = read(tmp_path, [text(60, 200, "Trafikplan", 40, True)], lists)
    found = goal(reading, "Fler ska resa hållbart")
    assert (found.goal_type, found.term, found.number) == ("strategic_goal", "Inriktningsmål", "2")
    assert [(a.action, a.goal) for a in reading.actions] == [("Bygga bytespunkter", found.key)]
    assert [(i.name, i.goal) for i in reading.indicators] == [("Antal bussresor", found.key)]


def test_goals_listed_under_a_level_are_for_review(tmp_path: Path) -> None:
    listing = [
        text(40, 20, "Våra övergripande mål 2025", 30, True),
        text(60, 100, "- Alla barn ska bli godkända"),
        text(60, 150, "- Ingen ska vara utan arbete länge"),
        text(60, 200, "- Målen följs upp varje år"),
    ]
    reading = read(tmp_path, [text(60, 200, "Plan för Åbyn", 40, True)], listing)
    assert [(g.title, g.goal_type) for g in reading.goals] == [
        ("Alla barn ska bli godkända", "overarching_goal"),
        ("Ingen ska vara utan arbete länge", "overarching_goal"),
    ]
    assert all(g.confidence <= 0.6 and "list-under-title" in g.flags for g in reading.goals)


# ------------------------------------------------------------------ outside frameworks


def overview(title: str, *contents: str) -> list[list[Draw]]:
    rows: list[Draw] = [text(20, 10, "Våra fokusområden", 28, True)]
    for i, (name, content) in enumerate(zip(["Kust", "Skog", "Fjäll"], contents, strict=True)):
        rows.append(box(20, 60 + 100 * i, 200, 150 + 100 * i, head=name, fill="#a9d18e"))
        rows.append(box(210, 60 + 100 * i, 940, 150 + 100 * i, content))
    return [[text(60, 200, title, 36, True)], rows]


STRATEGY = (
    "Målområde: ”Gävleborg växer”\nPrinciper: ”Digitala möten”, ”Lika villkor”\n"
    "Prioriteringar: ”Fler tåg”, ”Mer sol-\nkraft”",
    "Målområde: ”Gävleborg mår bra”\nPrinciper: ”Lika villkor”",
    "Huvudmålområde: ”Gävleborg växer”\nPrincip: ”Lika villkor”",
)


def test_links_to_a_regional_strategy(tmp_path: Path) -> None:
    reading = read(tmp_path, *overview("Så hänger vi ihop med regional utvecklingsstrategi och Agenda 2030", *STRATEGY))
    titles = {g.key: g.title for g in reading.goals}
    assert list(titles.values()) == ["Kust", "Skog", "Fjäll"]
    assert [(titles[a.goal], a.kind, a.text) for a in reading.alignments] == [
        ("Kust", "målområde", "Gävleborg växer"),
        ("Kust", "princip", "Digitala möten"),
        ("Kust", "princip", "Lika villkor"),
        ("Kust", "prioritering", "Fler tåg"),
        ("Kust", "prioritering", "Mer solkraft"),
        ("Skog", "målområde", "Gävleborg mår bra"),
        ("Skog", "princip", "Lika villkor"),
        ("Fjäll", "målområde", "Gävleborg växer"),
        ("Fjäll", "princip", "Lika villkor"),
    ]
    assert {a.framework for a in reading.alignments} == {"RUS Gävleborg"}
    assert {a.place.page for a in reading.alignments} == {2}


def test_no_links_where_no_framework_is_named(tmp_path: Path) -> None:
    reading = read(tmp_path, *overview("Så hänger vi ihop", *STRATEGY))
    assert reading.alignments == ()
    assert {trouble.code for trouble in reading.troubles} == {"alignment-framework-unclear"}


def test_text_beside_an_area_describes_it(tmp_path: Path) -> None:
    reading = read(tmp_path, *overview("Plan", "Bad för alla.", "Svamp för alla.", "Snö för alla."))
    assert {g.title: g.description for g in reading.goals} == {
        "Kust": "Bad för alla.",
        "Skog": "Svamp för alla.",
        "Fjäll": "Snö för alla.",
    }


@pytest.mark.parametrize(
    ("heading", "framework"), [("Agenda 2030:", "Agenda 2030"), ("RUS, Agenda 2030:", None), ("Politiker:", None)]
)
def test_list_under_a_frameworks_name(tmp_path: Path, heading: str, framework: str | None) -> None:
    foot = (text(60, 300, heading, 14, True), text(60, 318, "- Rent vatten", 13))
    reading = read(tmp_path, *deck("Våra två fokusområden", foot=foot))
    assert [(a.framework, a.text) for a in reading.alignments] == (
        [(framework, "Rent vatten")] * 2 if framework else []
    )


def agenda_table() -> Table:
    rows = [
        ("Fokusområde", "Agenda 2030"),
        ("Kust", "Mål 14 Hav, Mål 13 Klimat"),
        ("Skog", "Mål 15 Ekosystem"),
        ("Fjäll", "Vindar"),
        ("Något annat", "Mål 1 Ingen fattigdom"),
    ]
    place = Place(3, Box(48.0, 100.0, 900.0, 260.0))
    cells = [Cell(r, c, 1, 1, words, place) for r, row in enumerate(rows) for c, words in enumerate(row)]
    return Table(tuple(cells), len(rows), 2, 1, (place,))


def test_links_in_a_table(tmp_path: Path) -> None:
    slides = [
        *overview("Plan", "Bad för alla.", "Svamp för alla.", "Snö för alla."),
        [text(40, 20, "Omvärlden", 30, True)],
    ]
    reading = read_slides(draw_pages(tmp_path, slides), [agenda_table()])
    titles = {g.key: g.title for g in reading.goals}
    assert [(titles[a.goal], a.framework, a.kind, a.text, a.place.page) for a in reading.alignments] == [
        ("Kust", "Agenda 2030", "mål", "Mål 14 Hav", 3),
        ("Kust", "Agenda 2030", "mål", "Mål 13 Klimat", 3),
        ("Skog", "Agenda 2030", "mål", "Mål 15 Ekosystem", 3),
        ("Fjäll", "Agenda 2030", None, "Vindar", 3),
    ]


def test_slide_titled_with_an_area_of_the_overview_states_it_fuller(tmp_path: Path) -> None:
    own = [text(40, 20, "Skog", 32, True), text(60, 130, "Här växer det så att det knakar.", 20)]
    title, rows = overview("Plan", "Bad för alla.", "Svamp för alla.", "Snö för alla.")
    reading = read(tmp_path, title, own, rows)
    assert [(g.title, g.place.page, g.parser) for g in reading.goals] == [
        ("Skog", 2, "slide-title"),
        ("Kust", 3, "diagram-box"),
        ("Fjäll", 3, "diagram-box"),
    ]
    assert goal(reading, "Skog").description == "Här växer det så att det knakar."
