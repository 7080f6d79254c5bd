"""What belongs to which goal: judgements over several rows, headings that name a goal, boxes side by side, numbers of
goals; and what tables say of years and results."""

from __future__ import annotations

from pathlib import Path

import pytest
from drawings import A4, Draw, box, draw_pages
from drawings import text as line
from papers import bullet, callout, prose, published, read, table, text
from reportlab.pdfgen.canvas import Canvas

from extractors import read_plan
from extractors.families.goals import split_indicators
from pipeline.records import Extraction, RawDocument

TITLE = text("Havsbyns plan 2031", "title")
GREEN, RED = "#3aa655", "#d43b3b"
LEGEND = [
    text(f'<font color="{GREEN}">●</font> Uppfyllt – målet är nått under året'),
    text(f'<font color="{RED}">●</font> Inte uppfyllt – målet är inte nått under året'),
]
MEASURES = table([["Indikator", "Utfall 2029", "Mål 2031"], ["Besök i parken", "120", "130"]], [200, 100, 100])


def goals_of(document: RawDocument) -> dict[str, str]:
    return {goal.key: goal.title for goal in document.goals}


# ------------------------------------------------------------------ judgements


def dot(colour: str) -> str:
    return f'<font color="{colour}">●</font>'


def test_one_judgement_over_all_rows_of_a_goal_is_the_goals(tmp_path: Path) -> None:
    rows = [
        ["Delmål", "Indikator", "Utfall 2030", "Mål 2031", "Bedömning"],
        ["Badet lockar fler", "Besök på badet", "120", "130", dot(RED)],
        ["", "Sålda årskort", "40", "50", ""],
        ["Parken är ren", "Skräp i parken, kg", "9", "8", dot(GREEN)],
    ]
    found = published(
        tmp_path,
        TITLE,
        *prose(5),
        text("Måluppfyllelse", "h1"),
        *LEGEND,
        table(rows, [110, 130, 70, 70, 70], spans=[((0, 1), (0, 2)), ((4, 1), (4, 2))]),
    )
    told = [(g.title, g.assessment, g.assessment_code) for g in found.goals]
    assert told == [("Badet lockar fler", "Inte uppfyllt", "not_met"), ("Parken är ren", "Uppfyllt", "met")]
    assert [i.assessment for i in found.indicators] == [None, None, None]


def test_a_judgement_in_each_row_is_that_rows(tmp_path: Path) -> None:
    rows = [
        ["Delmål", "Indikator", "Utfall 2030", "Mål 2031", "Bedömning"],
        ["Badet lockar fler", "Besök på badet", "120", "130", dot(RED)],
        ["", "Sålda årskort", "40", "50", dot(GREEN)],
    ]
    found = published(
        tmp_path,
        TITLE,
        *prose(5),
        text("Måluppfyllelse", "h1"),
        *LEGEND,
        table(rows, [110, 130, 70, 70, 70], spans=[((0, 1), (0, 2))]),
    )
    assert [g.assessment for g in found.goals] == [None]
    assert [i.assessment for i in found.indicators] == ["Inte uppfyllt", "Uppfyllt"]


# ------------------------------------------------------------------ whose rows


def test_a_heading_that_names_a_goal_leads_back_to_it(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        TITLE,
        *prose(5),
        text("Målområde A – Liv vid havet", "h1"),
        text("Inriktningsmål A1: Badet ska vara öppet", "h2"),
        *prose(1),
        text("Inriktningsmål A2: Parken ska vara ren", "h2"),
        *prose(1),
        text("Indikatorer för målområde A", "h2"),
        MEASURES,
    )
    assert [goals_of(found)[i.goal or ""] for i in found.indicators] == ["Liv vid havet"]


def test_a_goal_stays_open_where_a_heading_in_it_names_it(tmp_path: Path) -> None:
    actions = table([["Åtgärd", "Ansvarig", "Klart"], ["Mät vattnet", "Parkchef", "Maj 2031"]], [200, 100, 100])
    found = read(
        tmp_path,
        TITLE,
        *prose(5),
        text("Målområde 1: Liv vid havet", "h1"),
        text("Nämndens tolkning av målområde 1", "h2"),
        *prose(1),
        text("Uppdrag från KF: Se över badet", "h2"),
        actions,
    )
    assert [goals_of(found)[a.goal or ""] for a in found.actions] == ["Liv vid havet"]
    assert len(found.goals) == 1  # what a body makes of a goal is no goal


def boxes_of_goals(wide: bool) -> list[Draw]:
    """Two goals in low boxes, side by side or one below the other, and a table's worth of text under a heading."""
    second = (310, 100, 560, 132) if wide else (30, 140, 280, 172)
    return [
        line(30, 40, "Målområde A: Liv vid havet", 18, True),
        box(30, 100, 280, 132, "Badet ska vara öppet", head="Inriktningsmål A1", size=8, fill="#fdf6e3"),
        box(*second, "Parken ska vara ren", head="Inriktningsmål A2", size=8, fill="#fdf6e3"),
        line(30, 200, "Gemensamma åtgärder", 14, True),
        line(30, 230, "Aktivitet: Mät vattnet varje vecka.", 9),
        *(line(30, 260 + 14 * i, "Kommunen planerar sitt arbete för flera år i taget.", 9) for i in range(20)),
    ]


def test_goals_in_low_boxes_side_by_side_are_read_box_by_box(tmp_path: Path) -> None:
    draw_pages(tmp_path, [boxes_of_goals(wide=True)], A4)
    goals = read_plan(tmp_path / "drawn.pdf").goals
    assert [(g.number, g.title) for g in goals][1:] == [
        ("A1", "Badet ska vara öppet"),
        ("A2", "Parken ska vara ren"),
    ]


def test_what_follows_boxes_side_by_side_is_of_neither(tmp_path: Path) -> None:
    draw_pages(tmp_path, [boxes_of_goals(wide=True)], A4)
    found = read_plan(tmp_path / "drawn.pdf")
    assert [goals_of(found)[a.goal or ""] for a in found.actions] == ["Liv vid havet"]


def test_a_goal_under_a_heading_of_its_own_print_serves_it_by_its_number(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        TITLE,
        *prose(5),
        text("Kommunfullmäktiges mål 1: Liv vid havet", "h2"),
        *prose(1),
        text("Nämndens mål 1.1: Badet ska vara öppet", "h2"),
        *prose(1),
        text("Nämndens mål 2.1: Parken ska vara ren", "h2"),
        *prose(1),
    )
    titles = goals_of(found)
    assert [titles.get(g.parent or "") for g in found.goals] == [None, "Liv vid havet", None]


def test_a_caption_does_not_describe_the_goal_above_it(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        TITLE,
        *prose(5),
        text("Nämndens mål 1: Badet ska vara öppet", "h2"),
        text("Vi öppnar tidigt."),
        text("Tabell 1. Indikatorer för mål 1", "italic"),
        MEASURES,
    )
    assert [g.description for g in found.goals] == ["Vi öppnar tidigt."]


def test_labels_over_every_goal_are_no_headings(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        TITLE,
        *prose(5),
        text("Fokusområde: Liv vid havet", "h1"),
        text("Inriktningsmål", "bold"),
        callout("Badet är öppet för alla"),
        MEASURES,
        text("Fokusområde: Liv i skogen", "h1"),
        text("Inriktningsmål", "bold"),
        callout("Skogen är öppen för alla"),
        MEASURES,
    )
    assert [h.title for h in found.headings] == ["Fokusområde: Liv vid havet", "Fokusområde: Liv i skogen"]


@pytest.mark.parametrize(
    ("wording", "names", "labels"),
    [
        ("Fler bad (Fullmäktiges indikator: Besök) (Årskort)", ["Besök", "Årskort"], ["Fullmäktiges indikator"] * 2),
        ("Fler bad (Nämndens indikator: Besök)", ["Besök"], ["Nämndens indikator"]),
        ("Fler bad (ute och inne)", [], []),
    ],
)
def test_one_label_for_the_brackets_behind_a_goal(wording: str, names: list[str], labels: list[str]) -> None:
    title, found = split_indicators(wording)
    assert [one.name for one in found] == names
    assert [one.label for one in found] == labels
    assert title.startswith("Fler bad")


# ------------------------------------------------------------------ what a table says


def test_what_an_action_is_to_give_is_no_key_result(tmp_path: Path) -> None:
    head = ["Aktivitet", "Önskat resultat", "Ansvarig", "Tidplan"]
    story = (*prose(3), table([head, ["Mät vattnet", "Renare bad", "Parkchef", "Maj 2031"]], [110] * 4))
    found = published(tmp_path, *story)
    assert [(a.action, a.expected_effect) for a in found.actions] == [("Mät vattnet", "Renare bad")]
    assert not found.indicators


def test_results_to_reach_left_of_actions_stay_key_results(tmp_path: Path) -> None:
    head = ["Önskat resultat", "Aktivitet", "Ansvarig", "Tidplan"]
    found = read(tmp_path, *prose(3), table([head, ["Renare bad", "Mät vattnet", "Parkchef", "Maj 2031"]], [110] * 4))
    assert [i.indicator_type for i in found.indicators] == ["key_result"]


def test_a_forecast_without_a_year_is_of_the_year_of_which_the_table_has_a_part(tmp_path: Path) -> None:
    head = ["Indikator", "Utfall 2030", "Utfall aug 2031", "Prognos helår"]
    found = published(tmp_path, *prose(3), table([head, ["Besök på badet", "40", "30", "45"]], [150, 80, 80, 80]))
    told = [(v.year, v.value_type, v.flags, v.needs_review) for v in found.values]
    assert told[-1] == (2031, "forecast", ("year-of-report",), False)


def test_a_forecast_beside_later_years_has_no_year(tmp_path: Path) -> None:
    head = ["Indikator", "Utfall aug 2031", "Mål 2034", "Prognos"]
    found = published(tmp_path, *prose(3), table([head, ["Besök på badet", "40", "30", "45"]], [150, 80, 80, 80]))
    assert [(v.year, v.needs_review) for v in found.values if v.value_type == "forecast"] == [(None, True)]


@pytest.mark.parametrize(
    ("caption", "kind"), [("Personalnyckeltal, utfall", "outcome"), ("Nyckeltal för badet (målvärden)", "target")]
)
def test_a_caption_says_what_bare_years_hold(caption: str, kind: str, tmp_path: Path) -> None:
    rows = [["Nyckeltal", "2029", "2030"], ["Besök på badet", "40", "45"]]
    found = published(tmp_path, TITLE, *prose(3), text(caption, "bold"), table(rows, [150, 80, 80]))
    assert {(v.value_type, v.needs_review) for v in found.values} == {(kind, False)}


RULED_HEADER = [
    ("LINEBELOW", (2, 0), (4, 0), 0.5, "black"),
    ("LINEBELOW", (0, 1), (-1, -1), 0.75, "black"),
]


def test_a_short_rule_over_the_first_one_parts_two_levels_of_the_header(tmp_path: Path) -> None:
    rows = [
        ["", "", "", "Målvärde", "", ""],
        ["Indikator", "Utgångsläge (2029)", "2031", "2032", "2033", "Ansvarig"],
        ["Besök på badet", "40", "45", "50", "55", "Parkchef"],
        ["Besök i parken", "60", "65", "70", "75", "Parkchef"],
    ]
    found = published(
        tmp_path,
        *prose(5),
        table(rows, [120, 90, 60, 60, 60, 80], "none", head=2, fill=None, bold_head=False, extra=RULED_HEADER),
    )
    told = [(v.year, v.value_type, v.value) for v in found.values][:4]
    assert told == [(2029, "baseline", 40), (2031, "target", 45), (2032, "target", 50), (2033, "target", 55)]
    assert not any(v.needs_review for v in found.values)


def test_a_long_name_keeps_its_value_apart_under_a_header_of_the_same_words(tmp_path: Path) -> None:
    head = ["Indikator", "Utfall 2029", "Utfall 2030", "Mål 2031"]
    wide = [head, ["Avvikelse, nämndens nettokostnader", "−6,8 mnkr", "−2,9 mnkr", "0 mnkr"]]
    narrow = [head[:1] + head[1:], ["Bad", "1", "2", "3"]]
    found = read(
        tmp_path,
        TITLE,
        *prose(5),
        *(bullet("Vi öppnar badet tidigt.") for _ in range(28)),
        table(wide, [140, 70, 70, 70], "rows", bold_head=False, fill=None),
        *(bullet("Vi öppnar badet tidigt.") for _ in range(14)),
        text("Tabell 2. Andra mått", "italic"),
        table(narrow, [200, 50, 50, 50], "rows", bold_head=False, fill=None),
    )
    assert found.indicators[0].name == "Avvikelse, nämndens nettokostnader"
    assert [c.text for c in found.indicators[0].cells] == ["−6,8 mnkr", "−2,9 mnkr", "0 mnkr"]


# ------------------------------------------------------------------ tables within tables, marks, what owners ask


def test_another_header_in_the_grid_begins_another_table(tmp_path: Path) -> None:
    rows = [
        ["Indikator", "Källa", "Nuläge 2029", "Mål 2030", "Mål 2031", "Mål 2034"],
        ["Besök på badet", "Egen räkning", "40", "45", "50", "60"],
        ["Nyckelresultat", "", "Så mäter vi", "Mål 2030", "Mål 2031", "Mål 2032"],
        ["Alla bad har en plan", "", "Antal bad med plan", "2 st", "3 st", "4 st"],
    ]
    spans = [((0, 2), (1, 2)), ((0, 3), (1, 3))]
    found = published(tmp_path, *prose(3), table(rows, [110, 70, 90, 60, 60, 60], spans=spans, bold_rows=[2]))
    assert [(i.indicator_type, i.name, i.measured_by) for i in found.indicators] == [
        ("indicator", "Besök på badet", None),
        ("key_result", "Alla bad har en plan", "Antal bad med plan"),
    ]
    assert [(v.year, v.value) for v in found.values][-3:] == [(2030, 2), (2031, 3), (2032, 4)]


def test_a_bold_row_of_a_table_is_no_header(tmp_path: Path) -> None:
    rows = [
        ["Indikator", "Källa", "Mål 2030", "Mål 2031"],
        ["Besök på badet", "Egen räkning", "45", "50"],
        ["Nyckeltal för parken", "Enkät", "55", "60"],
        ["Sålda årskort", "Enkät", "5", "6"],
    ]
    found = published(tmp_path, *prose(3), table(rows, [150, 90, 70, 70], bold_rows=[2]))
    assert [v.year for v in found.values] == [2030, 2031] * 3


def test_marks_of_boards_that_no_list_knows(tmp_path: Path) -> None:
    rows = [
        ["Nr", "Nivå", "Indikator", "Mål 2031"],
        ["1.1", "KF", "Besök på badet", "45"],
        ["1.2", "DSN", "Besök i parken", "55"],
    ]
    found = published(tmp_path, *prose(3), table(rows, [40, 40, 200, 70]))
    assert [i.set_by for i in found.indicators] == ["council", "committee"]
    assert not found.goals


def test_what_an_owner_asks_of_a_company_names_measures(tmp_path: Path) -> None:
    rows = [
        ["Ägarens krav", "Utfall 2029", "Utfall 2030", "Krav enligt direktiv"],
        ["Justerad soliditet", "52 %", "50 %", "minst 40 %"],
    ]
    found = published(tmp_path, *prose(3), table(rows, [150, 80, 80, 100]))
    assert [i.name for i in found.indicators] == ["Justerad soliditet"]
    asked = found.values[-1]
    assert (asked.year, asked.value_type, asked.comparator, asked.needs_review) == (None, "target", ">=", True)


# ------------------------------------------------------------------ panels, margins, lists


def test_a_label_and_a_number_in_a_panel_beside_the_goal(tmp_path: Path) -> None:
    page: list[Draw] = [
        line(40, 60, "Fokusområde 1: Badet", 18, True),
        *(line(40, 100 + 14 * i, "Kommunen planerar sitt arbete för flera år i taget.", 9) for i in range(12)),
        box(40, 300, 90, 380, fill="#f4c095", stroke=None, round_corners=False),
        box(90, 300, 560, 380, fill="#f0f4f8", stroke=None, round_corners=False),
        line(52, 306, "MÅL", 8, True),
        line(52, 318, "K1", 18, True),
        line(100, 305, "Badet är öppet och tryggt för alla", 12, True),
        line(100, 325, "Vi öppnar tidigt och stänger sent.", 9),
    ]
    draw_pages(tmp_path, [page], A4)
    goals = read_plan(tmp_path / "drawn.pdf").goals
    assert [(g.number, g.title) for g in goals] == [("1", "Badet"), ("K1", "Badet är öppet och tryggt för alla")]
    assert goals[1].parent == goals[0].key


def test_a_label_in_the_margin_is_read_before_the_text_beside_it(tmp_path: Path) -> None:
    page: list[Draw] = [
        line(40, 60, "Målområde 1: Badet", 18, True),
        *(line(40, 100 + 14 * i, "Kommunen planerar sitt arbete för flera år i taget.", 9) for i in range(12)),
        line(40, 301, "Så följer vi upp", 9, True),
        line(160, 300, "• Antalet besök ska öka till minst 50 (2034).", 9),
        line(160, 315, "• Antalet årskort ska öka till minst 20 (2034).", 9),
    ]
    draw_pages(tmp_path, [page], A4)
    assert [i.name for i in read_plan(tmp_path / "drawn.pdf").indicators] == ["Antalet besök", "Antalet årskort"]


def test_small_round_dots_are_bullets(tmp_path: Path) -> None:
    def dots(canvas: Canvas, height: float) -> None:
        for top in (305, 320):
            canvas.circle(46, height - top, 1.1, stroke=0, fill=1)

    page: list[Draw] = [
        line(40, 60, "Målområde 1: Badet", 18, True),
        *(line(40, 100 + 14 * i, "Kommunen planerar sitt arbete för flera år i taget.", 9) for i in range(12)),
        line(40, 280, "Prioriterade åtgärder 2031", 12, True),
        dots,
        line(54, 300, "Mät vattnet varje vecka (Parknämnden)", 9),
        line(54, 315, "Se över avgifterna", 9),
    ]
    draw_pages(tmp_path, [page], A4)
    found = read_plan(tmp_path / "drawn.pdf").actions
    assert [a.action for a in found] == ["Mät vattnet varje vecka", "Se över avgifterna"]
    assert [[c.text for c in a.cells if c.role == "responsible"] for a in found] == [["Parknämnden"], []]


def test_a_bracket_on_its_own_line_says_who_answers(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        TITLE,
        *prose(5),
        text("Prioriterade åtgärder", "h2"),
        bullet("Mät vattnet i alla bad"),
        text("(Parknämnden)", "italic"),
        bullet("Se över avgifterna (inte parkens)"),
    )
    told = [(a.action, [c.text for c in a.cells]) for a in found.actions]
    assert told == [("Mät vattnet i alla bad", ["Parknämnden"]), ("Se över avgifterna (inte parkens)", [])]


def test_headings_over_lists_of_measures_in_an_area_are_goals_to_review(tmp_path: Path) -> None:
    found = published(
        tmp_path,
        TITLE,
        *prose(5),
        text("Målområde: Badet", "h1"),
        text("Badet lockar fler besökare", "h2"),
        *prose(1),
        text("Så följer vi upp", "h3"),
        bullet("Antalet besök, median, ska öka till minst 50 (2034)."),
        text("Ekonomi", "h1"),
        *prose(1),
    )
    assert [(g.title, g.needs_review) for g in found.goals] == [("Badet", False), ("Badet lockar fler besökare", True)]
    assert [i.name for i in found.indicators] == ["Antalet besök, median"]


def action_table(folder: Path, header: str, *cells: str, across: str | None = None) -> Extraction:
    rows = [["Aktivitet", header, "Tidplan"], *([[across, "", ""]] if across else [])]
    rows += [[f"Rusta brygga {n}", cell, "Maj 2031"] for n, cell in enumerate(cells, 1)]
    spans = [((0, 1), (2, 1))] if across else []
    money = text("Målområde: Ekonomi", "h1"), *prose(1), text("Målområde: Hamnen", "h1")
    goal = text("Nämndmål: Bryggorna är hela", "h2")
    return published(folder, TITLE, *prose(3), *money, goal, table(rows, [250, 100, 100], spans=spans), *prose(1))


def test_units_of_a_column_are_no_bodies(tmp_path: Path) -> None:
    assert not any(a.responsible for a in action_table(tmp_path, "Enhet", "st", "meter", "km").actions)


def test_a_kind_that_is_called_as_an_area_ties_no_action_to_it(tmp_path: Path) -> None:
    found = action_table(tmp_path, "Kostnadsslag", "Ekonomi", "Personal")
    titles = {g.goal_id: g.title for g in found.goals}
    assert {titles[a.goal_id or ""] for a in found.actions} == {"Bryggorna är hela"}


def test_a_row_across_that_refers_elsewhere_is_no_goal(tmp_path: Path) -> None:
    found = action_table(tmp_path, "Ansvarig", "Hamnchefen", "Hamnchefen", across="Mål: se bilaga 2")
    assert [g.title for g in found.goals] == ["Ekonomi", "Hamnen", "Bryggorna är hela"]
    assert [a.action for a in found.actions] == ["Rusta brygga 1", "Rusta brygga 2"]
