"""Programmes out of Word: areas under their plural, one goal over all, lines of the global goals, actions by goal."""

from __future__ import annotations

from pathlib import Path

import pytest
from papers import bullet, callout, fonts, prose, published, style, table, text
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph

from pipeline.reading import Extraction

TITLE = [text("Havsbyns naturprogram 2031–2036", "title"), text("Inledning", "plain1"), *prose(6)]
NAMES = ("Levande stränder", "Tyst hav")


def area(name: str, *parts: Flowable | str) -> list[Flowable | str]:
    return [text(name, "plain2"), *prose(1), *parts]


def under(heading: str, *names: str) -> list[Flowable | str]:
    return [text(heading, "plain1"), *(part for name in names for part in area(name))]


def goals(read: Extraction) -> list[tuple[str, str | None, str]]:
    return [(g.goal_type, g.term, g.title) for g in read.goals]


# ------------------------------------------------------------------ areas under their plural


@pytest.mark.parametrize(
    ("heading", "kind", "term"),
    [
        ("Fokusområden", "focus_area", "Fokusområde"),
        ("Prioriterade områden", "goal_area", "Prioriterat område"),
        ("Målområden", "goal_area", "Målområde"),
    ],
)  # fmt: skip
def test_headings_under_a_plural_of_areas_are_areas_also_in_plain_print(
    heading: str, kind: str, term: str, tmp_path: Path
) -> None:
    read = published(tmp_path, *TITLE, *under(heading, *NAMES, "Uppföljning"))
    assert goals(read) == [(kind, term, name) for name in NAMES]


@pytest.mark.parametrize(
    ("heading", "term"),
    [
        ("Insatsområden", "Insatsområde"),
        ("Strategiska områden", "Strategiskt område"),
        ("Våra utvecklingsområden", "Utvecklingsområde"),
    ],
)  # fmt: skip
def test_areas_of_other_names_are_read_and_to_be_reviewed(heading: str, term: str, tmp_path: Path) -> None:
    read = published(tmp_path, *TITLE, *under(heading, *NAMES))
    assert goals(read) == [("goal_area", term, name) for name in NAMES]
    assert all(goal.flags for goal in read.goals)


@pytest.mark.parametrize(
    ("heading", "names"),
    [
        ("Fokusområden", ("Levande stränder",)),
        ("Fokusområden", ("Bakgrund", "Uppföljning", "Levande stränder")),
        ("Insatsområden", ("Levande stränder", "Hur arbetar vi?")),
        ("Grönområden", NAMES),
        ("Områden i kommunen", NAMES),
    ],
)  # fmt: skip
def test_one_heading_and_parts_of_any_plan_are_no_areas(heading: str, names: tuple[str, ...], tmp_path: Path) -> None:
    assert not published(tmp_path, *TITLE, *under(heading, *names), text("Slut", "plain1"), *prose(1)).goals


def test_bullets_under_areas_to_be_developed_are_no_goals(tmp_path: Path) -> None:
    story = [text("Utvecklingsområden", "plain1"), bullet("Bättre mätning av bullret"), bullet("Fler prov i viken")]
    assert not published(tmp_path, *TITLE, *story).goals


# ------------------------------------------------------------------ one goal over all


@pytest.mark.parametrize("fill", [None, "#e2efda"])
def test_a_line_that_says_the_label_over_it_again_heads_no_section(fill: str | None, tmp_path: Path) -> None:
    wording = "Havsbyn är klimatneutral senast 2036"
    line = Paragraph(
        f'<font name="{fonts()[1]}">Övergripande mål:</font> {wording}',
        ParagraphStyle("bar", parent=style("plain2"), leftIndent=12, backColor=fill),
    )
    story = [text("Övergripande mål", "plain1"), line, *prose(2), text("Slut", "plain1"), *prose(1)]
    read = published(tmp_path, *TITLE, *story)
    assert [(g.goal_type, g.title) for g in read.goals] == [("overarching_goal", wording)]
    assert [s.title for s in read.sections] == ["Inledning", "Övergripande mål", "Slut"]


@pytest.mark.parametrize("label", ["Övergripande naturmål", "Kommunens övergripande vattenmål", "Huvudmål"])
def test_a_line_set_apart_under_a_compound_label_is_the_overarching_goal(label: str, tmp_path: Path) -> None:
    wording = "Havsbyn ska ha rena vikar senast 2036"
    story = [text(label, "plain1"), Paragraph(wording, style("h3", 1)), *prose(2), text("Slut", "plain1"), *prose(1)]
    read = published(tmp_path, *TITLE, *story)
    assert [(g.goal_type, g.title) for g in read.goals] == [("overarching_goal", wording)]
    assert wording not in [s.title for s in read.sections]


def test_a_text_and_sections_under_such_a_label_are_no_goal(tmp_path: Path) -> None:
    told = [text("Övergripande naturmål", "plain1"), text("Havet är hotat sedan länge av många skäl.")]
    assert not published(tmp_path, *TITLE, *told).goals
    headed = [text("Övergripande naturmål", "plain1"), text("Om havet", "plain2"), *prose(1)]
    assert not published(tmp_path, *TITLE, *headed).goals
    other = [text("Övergripande delmål", "plain1"), Paragraph("Viken är ren", style("h3", 1)), *prose(1)]
    assert all(g.goal_type != "overarching_goal" for g in published(tmp_path, *TITLE, *other).goals)


@pytest.mark.parametrize(
    "told",
    [
        "Riksdagen har beslutat att haven ska vara friska.",
        "Enligt havsavtalet ska fisket minska med hälften.",
        "Nedan visas hur vattnet ska mätas.",
    ],
)
def test_what_others_decided_under_such_a_label_is_no_goal(told: str, tmp_path: Path) -> None:
    story = [text("Övergripande naturmål", "plain1"), text(told), *prose(1)]
    assert not published(tmp_path, *TITLE, *story).goals


@pytest.mark.parametrize("beside", ["Fakta: I Havsbyn finns nio vikar.", "”Havet är allt för oss”, säger hamnchefen."])
def test_a_fact_or_a_quote_beside_a_vision_is_none(beside: str, tmp_path: Path) -> None:
    wording = "Havsbyn ska ha landets renaste vikar."
    read = published(tmp_path, *TITLE, text("Vision", "plain1"), text(wording), *prose(1), callout(beside), *prose(1))
    assert [g.title for g in read.goals] == [wording]


def test_a_reference_under_a_vision_for_something_is_none(tmp_path: Path) -> None:
    box = callout("Läs mer om arbetet på webben och i bilagan.")
    assert not published(tmp_path, *TITLE, text("Vision för arbetet", "plain1"), box, *prose(1)).goals


# ------------------------------------------------------------------ the global goals


def aligned(read: Extraction) -> list[tuple[str, str]]:
    titles = {goal.goal_id: goal.title for goal in read.goals}
    return [(titles[row.goal_id or ""], row.text) for row in read.alignments]


@pytest.mark.parametrize(
    ("line", "texts"),
    [
        (
            "Globala mål i Agenda 2030 som berörs: 14 Hav och marina resurser; 6 Rent vatten och sanitet för alla.",
            ["14 Hav och marina resurser", "6 Rent vatten och sanitet för alla"],
        ),
        ("Berörda globala mål: Jämställdhet, Minskad ojämlikhet", ["Jämställdhet", "Minskad ojämlikhet"]),
        ("Koppling till Agenda 2030: mål 3, 4 och 10", ["3", "4", "10"]),
        ("Bidrar till de globala målen 6 och 14.", ["6", "14"]),
        (
            "Målet bidrar till Agenda 2030-målen: 5 Jämställdhet och 14 Hav och marina resurser",
            ["5 Jämställdhet", "14 Hav och marina resurser"],
        ),
        (
            "Bidrar till Agenda 2030, mål: 14 Hav och marina resurser, 6 Rent vatten och sanitet för alla",
            ["14 Hav och marina resurser", "6 Rent vatten och sanitet för alla"],
        ),
        ("Bidrar till de globala målen genom renare vatten.", []),
        ("Agenda 2030, bilaga: 14 Hav och marina resurser", []),
        ("Agenda 2030 har 17 mål.", []),
        ("Berörda globala mål: se bilaga 3 och 4", []),
        ("Globala mål som berörs: 18, 21", []),
    ],
)  # fmt: skip
def test_lines_that_name_global_goals_link_the_goal_above(line: str, texts: list[str], tmp_path: Path) -> None:
    read = published(tmp_path, *TITLE, text("Mål 1: Viken ska vara ren", "h2"), *prose(1), text(line), *prose(1))
    assert [row.text for row in read.alignments] == texts
    assert all(row.framework == "Agenda 2030" and row.kind == "mål" for row in read.alignments)


def test_targets_of_a_global_goal_are_linked_as_that(tmp_path: Path) -> None:
    line = text("Agenda 2030, delmål: 14.1, 14.2")
    read = published(tmp_path, *TITLE, text("Mål 1: Viken ska vara ren", "h2"), *prose(1), line, *prose(1))
    assert [(row.kind, row.text) for row in read.alignments] == [("delmål", "14.1"), ("delmål", "14.2")]


def areas_with_lines(first: list[str], second: list[str]) -> list[Flowable | str]:
    return [
        text("Fokusområden", "plain1"),
        *area("Levande stränder", *map(text, first)),
        *area("Tyst hav", *map(text, second)),
        text("Uppföljning", "plain1"),
        *prose(1),
    ]


CLEAN, FISH, QUIET = "Mål 1: Viken ska vara ren", "Mål 2: Fisken ska komma åter", "Mål 3: Bullret ska minska"


def test_a_line_that_ends_each_area_links_the_area(tmp_path: Path) -> None:
    story = areas_with_lines([CLEAN, FISH, "Globala mål som berörs: mål 14"], [QUIET, "Globala mål som berörs: mål 3"])
    assert aligned(published(tmp_path, *TITLE, *story)) == [("Levande stränder", "14"), ("Tyst hav", "3")]


def test_a_line_under_each_goal_links_the_goal(tmp_path: Path) -> None:
    links = ["Berörda globala mål: 14", "Berörda globala mål: 6", "Berörda globala mål: 3"]
    read = published(tmp_path, *TITLE, *areas_with_lines([CLEAN, links[0], FISH, links[1]], [QUIET, links[2]]))
    assert [title for title, _ in aligned(read)] == [g.split(": ")[1] for g in (CLEAN, FISH, QUIET)]


def test_a_line_with_text_below_it_links_the_goal(tmp_path: Path) -> None:
    after = "Viken mäts varje vår av hamnen."
    read = published(
        tmp_path,
        *TITLE,
        *areas_with_lines([CLEAN, FISH, "Berörda globala mål: 14", after], [QUIET, "Berörda globala mål: 3"]),
    )
    assert [title for title, _ in aligned(read)] == [FISH.split(": ")[1], QUIET.split(": ")[1]]


# ------------------------------------------------------------------ actions by the goal's number


def served(read: Extraction) -> list[str | None]:
    titles = {goal.goal_id: goal.title for goal in read.goals}
    return [titles.get(a.goal_id or "") for a in read.actions]


@pytest.mark.parametrize(
    ("numbers", "titles"),
    [(("2", "1"), [FISH, CLEAN]), (("25", "40"), [None, None]), (("1", "40"), [None, None])],
)  # fmt: skip
def test_actions_in_an_appendix_serve_the_goal_whose_number_they_have(
    numbers: tuple[str, str], titles: list[str | None], tmp_path: Path
) -> None:
    rows = [
        ["Nr", "Åtgärd", "Mål", "Ansvarig", "Tidplan"],
        ["a", "Mäta bottnen", numbers[0], "Hamnkontoret", "2032"],
        ["b", "Plantera ålgräs", numbers[1], "Hamnkontoret", "2033"],
    ]
    story = [*areas_with_lines([CLEAN, FISH], [QUIET]), text("Bilaga", "plain1"), table(rows, [40, 150, 40, 100, 80])]
    expected = [title and title.split(": ")[1] for title in titles]
    assert served(published(tmp_path, *TITLE, *story)) == expected


# ------------------------------------------------------------------ how long it is valid


@pytest.mark.parametrize(
    ("printed", "last"),
    [
        ("2031-02-01 – 2036-06-30", "2036-06-30"),
        ("2031-02-01 till och med 2036-06-30", "2036-06-30"),
        ("2036-06-30", "2036-06-30"),
        ("1 februari 2031–30 juni 2036", "2036-06-30"),
    ],
)  # fmt: skip
def test_a_time_from_one_day_to_another_is_valid_until_the_last(printed: str, last: str, tmp_path: Path) -> None:
    rows = [["Dokumenttyp", "Program"], ["Giltighetstid", printed], ["Beslutsdatum", "2030-11-20"]]
    read = published(tmp_path, TITLE[0], table(rows, [120, 240], head=0), *TITLE[1:])
    assert str(read.document.valid_until) == last
    assert str(read.document.adopted_on) == "2030-11-20"
