"""Goals of others, letters that name goals, and what looks like a rule's case and is none: labels that are headings,
boards that answer, captions of several kinds, brackets that say more, judgements of measures."""

from __future__ import annotations

from pathlib import Path

import pytest
from papers import bullet, prose, published, read, table, text

from pipeline.records import RawDocument

TITLE = text("Havsbyns plan 2031", "title")
MEASURES = table([["Indikator", "Utfall 2029", "Mål 2031"], ["Besök i parken", "120", "130"]], [200, 100, 100])


def goals_of(document: RawDocument) -> dict[str, str]:
    return {goal.key: goal.title for goal in document.goals}


# ------------------------------------------------------------------ goals of others, letters, introductions


def test_goals_of_agenda_2030_are_links_and_no_goals_of_the_plan(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        TITLE,
        *prose(5),
        text("Fokusområde: Liv vid havet", "h1"),
        *prose(1),
        text("Mål 3: God hälsa och välbefinnande", "h3"),
        text("Mål 14: Hav och marina resurser", "h3"),
        text("Mål 1: Badet ska vara öppet", "h3"),
    )
    assert [g.title for g in found.goals] == ["Liv vid havet", "Badet ska vara öppet"]
    assert [(a.framework, a.text) for a in found.alignments] == [
        ("Agenda 2030", "God hälsa och välbefinnande"),
        ("Agenda 2030", "Hav och marina resurser"),
    ]


def test_letters_in_a_column_name_the_goals_that_are_served(tmp_path: Path) -> None:
    rows = [
        ["Mål", "Resultatmål", "Indikator", "Utfall 2030", "Mål 2031"],
        ["B", "Parken är ren", "Skräp i parken, kg", "9", "8"],
    ]
    found = read(
        tmp_path,
        TITLE,
        *prose(5),
        text("Kommunfullmäktiges övergripande mål", "h1"),
        text("Fullmäktige har fastställt två övergripande mål för åren 2031–2034."),
        text("A. Badet ska vara öppet för alla<br/>B. Parken ska vara trygg för alla"),
        text("Resultatmål per nämnd", "h1"),
        *prose(1),
        text("Parknämnden", "h2"),
        table(rows, [40, 120, 130, 70, 70]),
    )
    titles = goals_of(found)
    told = [(g.number, g.title, titles.get(g.parent or "")) for g in found.goals]
    assert told == [
        ("A", "Badet ska vara öppet för alla", None),
        ("B", "Parken ska vara trygg för alla", None),
        (None, "Parken är ren", "Parken ska vara trygg för alla"),
    ]


def test_commitments_are_numbered_with_letters(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        TITLE,
        *prose(5),
        text("Målbild 1: Alla har en aktiv fritid", "h2"),
        text("<b>Åtagande 1a (Bad):</b> Vi öppnar badet tidigt"),
    )
    assert [(g.goal_type, g.number, g.title) for g in found.goals] == [
        ("sub_goal", "1", "Alla har en aktiv fritid"),
        ("operational_goal", "1a", "Vi öppnar badet tidigt"),
    ]


# ------------------------------------------------------------------ what the rules leave alone


def test_labels_over_lists_stay_headings(tmp_path: Path) -> None:
    boards = [
        part
        for board, goals in (
            ("Skolnämnden", ("Fler ska få läsa", "Alla ska trivas")),
            ("Parknämnden", ("Fler ska bada",)),
        )
        for part in (text(board, "h1"), *prose(2), text("Mål", "bold"), *(bullet(goal) for goal in goals))
    ]
    found = read(tmp_path, TITLE, *prose(5), *boards)
    assert [g.title for g in found.goals] == ["Fler ska få läsa", "Alla ska trivas", "Fler ska bada"]


def test_boards_that_answer_do_not_assign(tmp_path: Path) -> None:
    rows = [
        ["Uppdrag", "Ansvarig", "Klart"],
        ["Se över avgifterna", "KS", "Maj 2031"],
        ["Mät vattnet", "UN", "Maj 2031"],
    ]
    found = published(tmp_path, TITLE, *prose(3), table(rows, [200, 80, 80]))
    assert [(a.responsible, a.assigned_by) for a in found.actions] == [(("KS",), None), (("UN",), None)]


@pytest.mark.parametrize("caption", ["Personalnyckeltal (utfall 2029, plan 2030–2031)", "Utfall, budget och plan"])
def test_a_caption_of_several_kinds_says_nothing_of_bare_years(caption: str, tmp_path: Path) -> None:
    rows = [["Nyckeltal", "2029", "2030", "2031"], ["Besök på badet", "40", "45", "50"]]
    found = published(tmp_path, TITLE, *prose(3), text(caption, "bold"), table(rows, [150, 60, 60, 60]))
    assert all(v.needs_review for v in found.values)


def test_several_forecasts_are_of_several_years(tmp_path: Path) -> None:
    head = ["Indikator", "Utfall juni 2031", "Prognos", "Prognos +1"]
    found = published(tmp_path, *prose(3), table([head, ["Besök på badet", "40", "30", "45"]], [150, 80, 80, 80]))
    assert [(v.year, v.needs_review) for v in found.values if v.value_type == "forecast"] == [(None, True)] * 2


@pytest.mark.parametrize("heading", ["Bidrag till kommunfullmäktiges mål 1", "Uppfyllelse av nationella mål 1"])
def test_a_heading_that_names_the_goal_of_others_leads_to_none(heading: str, tmp_path: Path) -> None:
    found = read(
        tmp_path,
        TITLE,
        *prose(5),
        text("Mål 1: Badet ska vara öppet", "h1"),
        *prose(1),
        text(heading, "h1"),
        MEASURES,
    )
    assert [i.goal for i in found.indicators] == [None]


def test_a_sentence_about_a_table_is_no_caption(tmp_path: Path) -> None:
    told = "Tabell 1 visar att få badar i maj."
    found = read(tmp_path, TITLE, *prose(5), text("Mål 1: Badet ska vara öppet", "h2"), text(told))
    assert [g.description for g in found.goals] == [told]


@pytest.mark.parametrize("bracket", ["rapporteras till Parknämnden", "ej Parknämnden", "Beslut i Parknämnden"])
def test_a_bracket_that_says_more_stays(bracket: str, tmp_path: Path) -> None:
    found = read(tmp_path, TITLE, *prose(5), text("Åtgärder", "h2"), bullet(f"Se över avgifterna ({bracket})"))
    assert [(a.action, a.cells) for a in found.actions] == [(f"Se över avgifterna ({bracket})", ())]


def test_judgements_of_measures_stay_beside_the_one_of_their_goal(tmp_path: Path) -> None:
    rows = [
        ["Delmål", "Indikator", "Utfall 2031", "Måluppfyllelse", "Status"],
        ["Badet lockar fler", "Besök på badet", "120", "Delvis uppfyllt", "Uppfyllt"],
        ["", "Sålda årskort", "40", "", "Ej uppfyllt"],
    ]
    found = published(
        tmp_path,
        TITLE,
        *prose(5),
        table(rows, [110, 130, 70, 90, 70], spans=[((0, 1), (0, 2)), ((3, 1), (3, 2))]),
    )
    assert [g.assessment for g in found.goals] == ["Delvis uppfyllt"]
    assert [i.assessment for i in found.indicators] == ["Uppfyllt", "Ej uppfyllt"]


def test_a_goal_over_all_parts_of_a_grid_is_the_goal_of_each(tmp_path: Path) -> None:
    rows = [
        ["Mål", "Indikator", "Utfall 2030", "Mål 2031"],
        ["Badet är öppet", "Besök på badet", "40", "45"],
        ["", "Aktivitet", "Ansvarig", "Klart"],
        ["", "Mät vattnet", "Parkchef", "Maj 2031"],
    ]
    spans = [((0, 1), (0, 3))]
    found = read(tmp_path, TITLE, *prose(3), table(rows, [110, 130, 80, 80], spans=spans, bold_rows=[2]))
    titles = goals_of(found)
    assert [titles[row.goal or ""] for row in (*found.indicators, *found.actions)] == ["Badet är öppet"] * 2


def test_headers_with_years_begin_another_table_in_any_print(tmp_path: Path) -> None:
    rows = [
        ["Drift", "Utfall 2029", "Budget 2030", "Budget 2031"],
        ["Skola", "100", "110", "120"],
        ["Investering", "Budget 2031", "Plan 2032", "Plan 2033"],
        ["Skolbygge", "130", "140", "150"],
    ]
    found = published(tmp_path, *prose(3), text("Budget, tkr", "bold"), table(rows, [150, 80, 80, 80]))
    assert [(b.line, b.year, b.value_type) for b in found.budget_lines][-3:] == [
        ("Skolbygge", 2031, "budget"),
        ("Skolbygge", 2032, "plan"),
        ("Skolbygge", 2033, "plan"),
    ]


@pytest.mark.parametrize(
    ("cells", "interval"), [(("Årsvis", "Två gånger per år"), True), (("Årlig enkät", "Årskurs 5"), False)]
)
def test_a_column_that_tells_how_often_is_no_way_of_measuring(
    cells: tuple[str, str], interval: bool, tmp_path: Path
) -> None:
    rows = [["Indikator", "Mätning", "Mål 2031"], *([f"Besök på bad {i}", cell, "45"] for i, cell in enumerate(cells))]
    found = published(tmp_path, *prose(3), table(rows, [150, 100, 70]))
    told = [(i.frequency, i.measured_by) for i in found.indicators]
    assert told == [(cell, None) if interval else (None, cell) for cell in cells]


def test_bare_goals_over_those_of_a_board_are_of_the_level_above(tmp_path: Path) -> None:
    parts = [
        text("Mål: Ett växande samhälle", "h2"),
        text("Nämndens mål 1 Gatorna är trygga hela året", "h3"),
        *prose(2),
        text("Mål: En hållbar miljö", "h2"),
        text("Nämndens mål 2 Dricksvattnet är säkert", "h3"),
        *prose(2),
        text("Nämndens mål 3 Husen drar mindre energi", "h3"),
        *prose(2),
    ]
    found = published(tmp_path, text("Verksamhetsplan 2031 Tekniska nämnden", "h1"), *prose(3), *parts)
    titles = {goal.goal_id: goal.title for goal in found.goals}
    assert [(goal.goal_type, goal.set_by, titles.get(goal.parent_goal_id or "")) for goal in found.goals] == [
        ("strategic_goal", "council", None),
        ("sub_goal", "committee", "Ett växande samhälle"),
        ("strategic_goal", "council", None),
        ("sub_goal", "committee", "En hållbar miljö"),
        ("sub_goal", "committee", "En hållbar miljö"),
    ]


@pytest.mark.parametrize("below", ["Delmål 1 Gatorna är trygga hela året", "Mål 1 Gatorna är trygga hela året"])
def test_bare_goals_over_others_may_be_the_boards_own(below: str, tmp_path: Path) -> None:
    parts = [text("Mål: Ett växande samhälle", "h2"), text(below, "h3"), *prose(3)]
    found = published(tmp_path, text("Verksamhetsplan 2031 Tekniska nämnden", "h1"), *prose(3), *parts)
    assert "council" not in {goal.set_by for goal in found.goals}


@pytest.mark.parametrize("rank", ["h1", "h2"])
def test_a_goal_of_another_chapter_is_not_above_those_of_a_board(rank: str, tmp_path: Path) -> None:
    parts = [
        text("Ekonomi", "h1"),
        *prose(2),
        text("Mål: En budget i balans", "h2"),
        *prose(2),
        text("Nämndens verksamhet", rank),
        text("Nämndens mål 1 Gatorna är trygga hela året", "h2" if rank == "h1" else "h3"),
        *prose(2),
    ]
    found = published(tmp_path, text("Verksamhetsplan 2031 Tekniska nämnden", "title"), *prose(3), *parts)
    assert "council" not in {goal.set_by for goal in found.goals}
    assert {goal.parent_goal_id for goal in found.goals} == {None}
