"""What reports and appendices print in ways of their own: notes at the end, running headers on lying pages, lists and
tables of the same measures, legends whose last meaning wraps."""

from __future__ import annotations

from pathlib import Path

import pytest
from drawings import A4, Draw, draw_pages, text
from papers import PageBreak, bullet, prose, published, read, table
from papers import text as paragraph
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from extractors import read_plan
from extractors.families.arrows import drawn_arrows
from extractors.families.legend import find_legends
from extractors.families.marks import RING
from normalizers.assessments import parse_assessment
from normalizers.document_types import find_document_type
from normalizers.organisations import find_organisation
from pipeline.records import Box, Shape

GREEN, YELLOW, RED = "#3aa655", "#f2c230", "#d43b3b"
WIDTHS = [200, 70, 70, 70]


def _measures(*rows: list[str]) -> list[list[str]]:
    return [["Nyckeltal", "Utfall 2029", "Utfall 2030", "Mål 2031"], *rows]


# ------------------------------------------------------------------ footnotes


def test_notes_that_end_a_document_are_those_of_all_its_tables(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        paragraph("Nyckeltal per nämnd", "h1"),
        table(_measures(["Låneskuld per invånare<super>2)</super>", "31", "30", "29"]), WIDTHS),
        PageBreak(),
        paragraph("Resurser", "h1"),
        table(_measures(["Lokalyta per invånare<super>1)</super>", "5,1", "5,0", "4,9"]), WIDTHS),
        PageBreak(),
        paragraph("1) Egen mätning.", "note"),
        paragraph("2) Kommunen och bolagen tillsammans.", "note"),
    )
    assert [i.footnotes for i in found.indicators] == [("Kommunen och bolagen tillsammans.",), ("Egen mätning.",)]


def test_notes_of_the_last_table_are_not_those_of_the_first(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        paragraph("Nyckeltal per nämnd", "h1"),
        table(_measures(["Låneskuld per invånare<super>1)</super>", "31", "30", "29"]), WIDTHS),
        PageBreak(),
        paragraph("Resurser", "h1"),
        table(_measures(["Lokalyta per invånare<super>1)</super>", "5,1", "5,0", "4,9"]), WIDTHS),
        paragraph("1) Egen mätning.", "note"),
    )
    assert [i.footnotes for i in found.indicators] == [(), ("Egen mätning.",)]


# ------------------------------------------------------------------ columns


@pytest.mark.parametrize(
    ("header", "kinds"),
    [
        ("Budgetmål 2031", ["outcome", "forecast", "target"]),
        ("2031", ["outcome", "forecast", "forecast"]),  # a bare year goes on with what stands before it
    ],
)
def test_a_header_with_words_of_its_own_is_no_year_of_the_column_before(
    header: str, kinds: list[str], tmp_path: Path
) -> None:
    rows = [["Nyckeltal", "Bokslut 2029", "Prognos 2030", header], ["Lokalyta per invånare", "5,1", "5,0", "4,9"]]
    found = published(tmp_path, paragraph("Budget 2031", "title"), *prose(3), table(rows, WIDTHS))
    assert [v.value_type for v in found.values] == kinds


def test_when_an_assignment_is_reported_is_when_it_is_due(tmp_path: Path) -> None:
    rows = [
        ["Nr", "Uppdrag", "Kommunstyrelsens åtgärd", "Redovisas"],
        ["1", "Utred ett nytt badhus", "En förstudie tas fram", "KF senast juni 2031"],
        ["2", "Föreslå hur energin kan sparas", "Fastigheterna kartläggs", "Löpande"],
    ]
    found = published(tmp_path, paragraph("Verksamhetsplan 2031", "title"), *prose(3), table(rows, [30, 160, 160, 110]))
    assert [(a.due_raw, a.due_kind, a.decision_body) for a in found.actions] == [
        ("KF senast juni 2031", "by", "KF"),
        ("Löpande", "ongoing", None),
    ]


# ------------------------------------------------------------------ a list and a table of the same measures


def test_a_table_under_a_heading_of_its_own_tells_more_of_the_listed_indicators(tmp_path: Path) -> None:
    rows = [["Indikator", "Utfall 2030", "Mål 2031"], ["Trygga invånare", "71 %", "75 %"]]
    found = published(
        tmp_path,
        *prose(3),
        paragraph("Mål 1.1 Havsbyborna är trygga", "h2"),
        paragraph("Indikatorer", "h3"),
        bullet("Trygga invånare"),
        paragraph("Utfall och målvärden", "h3"),
        table(rows, [200, 80, 80]),
    )
    assert [(i.name, i.unit) for i in found.indicators] == [("Trygga invånare", "%")]
    assert [v.value for v in found.values] == [71.0, 75.0]


# ------------------------------------------------------------------ running headers


def test_a_running_header_on_a_lying_page_has_other_margins(tmp_path: Path) -> None:
    body = "Nämnden planerar sitt arbete för flera år i taget och följer upp det med invånarna."

    def page(canvas: Canvas, wide: float, high: float, top: float) -> None:
        canvas.setPageSize((wide, high))
        canvas.setFont("Helvetica-Bold", 12)
        canvas.drawString(55, high - top, "REGION HAVSBY")
        canvas.setFont("Helvetica", 10)
        for line in range(8):
            canvas.drawString(55, high - 150 - 14 * line, body)
        canvas.showPage()

    path = tmp_path / "plan.pdf"
    canvas = Canvas(str(path), invariant=1)
    for number in range(4):
        page(canvas, *((A4[1], A4[0], 42.0) if number == 2 else (A4[0], A4[1], 48.0)))
    canvas.save()
    assert "REGION HAVSBY" not in [heading.title for heading in read_plan(path).headings]


# ------------------------------------------------------------------ legends


def _say(words: str, x: float, top: float) -> Draw:
    return text(x, top, words, size=9)


def _figure(x: float, top: float, fill: str | None) -> Draw:
    """A circle; without a colour a ring."""

    def draw(canvas: Canvas, height: float) -> None:
        canvas.setFillColor(HexColor(fill or "#ffffff"))
        canvas.setStrokeColor(HexColor("#555555"))
        canvas.setLineWidth(0.7)
        canvas.circle(x + 4.5, height - top - 4.5, 4.5, stroke=int(fill is None), fill=1)

    return draw


def _arrow(x: float, top: float, way: str) -> Draw:
    """An arrow drawn as a stroke with an open head: `up`, `down` or `unchanged`."""
    size = 6.0
    ends = {"up": ((0, size), (size, 0)), "down": ((0, 0), (size, size)), "unchanged": ((0, 3), (size, 3))}[way]
    heads = {
        "up": ((size - 4.5, 0.4), (size - 0.4, 4.5)),
        "down": ((size - 0.4, size - 4.5), (size - 4.5, size - 0.4)),
        "unchanged": ((size - 3.5, -0.2), (size - 3.5, 6.2)),
    }[way]

    def draw(canvas: Canvas, height: float) -> None:
        canvas.setStrokeColor(HexColor("#222222"))
        canvas.setLineWidth(1)
        (ax, ay), (bx, by) = ends
        canvas.line(x + ax, height - top - ay, x + bx, height - top - by)
        head = canvas.beginPath()
        head.moveTo(x + heads[0][0], height - top - heads[0][1])
        head.lineTo(x + bx, height - top - by)
        head.lineTo(x + heads[1][0], height - top - heads[1][1])
        canvas.drawPath(head, stroke=1, fill=0)

    return draw


def test_what_wraps_belongs_to_the_last_figure_also_where_that_is_a_ring(tmp_path: Path) -> None:
    legend = [
        _say("Bedömning:", 57, 100),
        *(_figure(120, 100, GREEN), _say("målet är uppfyllt", 133, 100)),
        *(_figure(230, 100, YELLOW), _say("målet är delvis uppfyllt", 243, 100)),
        *(_figure(370, 100, RED), _say("målet är inte uppfyllt", 383, 100)),
        *(_figure(490, 100, None), _say("kan inte", 503, 100)),
        _say("bedömas", 57, 112),
    ]
    found = find_legends(draw_pages(tmp_path, [legend], A4))
    assert found[RED] == "målet är inte uppfyllt"
    assert found[RING] == "kan inte bedömas"


def test_a_ring_may_say_more_than_that_nothing_was_judged_and_an_arrow_is_no_ring(tmp_path: Path) -> None:
    legend = [
        *(_figure(60, 100, GREEN), _say("Målet bedöms nås under året", 75, 100)),
        *(_figure(60, 116, YELLOW), _say("Målet bedöms nås delvis", 75, 116)),
        *(_figure(60, 132, RED), _say("Målet bedöms inte nås", 75, 132)),
        *(_figure(60, 148, None), _say("Mätning saknas, bedömning görs i bokslutet", 75, 148)),
        *(_arrow(61, 165, "up"), _say("Värdet har ökat", 75, 164)),
    ]
    assert find_legends(draw_pages(tmp_path, [legend], A4))[RING] == "Mätning saknas, bedömning görs i bokslutet"


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("Mätning saknas, bedömning görs i årsredovisningen", "not_assessed"),
        ("Kan inte bedömas, mätningen görs vartannat år", "not_assessed"),
    ],
)
def test_a_clause_behind_a_comma_may_say_why_nothing_was_judged(printed: str, code: str) -> None:
    assert parse_assessment(printed) == code


# ------------------------------------------------------------------ what a document is


def test_a_word_joined_to_a_name_is_no_kind_of_plan() -> None:
    assert find_organisation("Trygghetsplan\n4 Organisation och uppföljning 4") is None
    assert find_organisation("Budget och verksamhetsplan Kultur och fritid 2031") == "Kultur och fritid"


def test_a_chapter_under_a_running_header_is_no_department() -> None:
    header = "Havsby kommun Tertialrapport 1 2031"
    assert find_organisation("\n".join(["Tertialrapport 1 2031", header, header, header, "Ekonomi"])) is None
    assert find_organisation("Tertialrapport 1 2031\nEkonomi") == "Ekonomi"


def test_a_plan_against_crime_is_one_of_actions() -> None:
    assert find_document_type("Trygghets- och brottsförebyggande plan 2031–2034", "", 5, False)[0] == "action_plan"


def test_labels_and_values_in_one_cell_and_a_bare_date_among_them(tmp_path: Path) -> None:
    rows = [
        ["Dokumenttyp<br/>Plan", "Antagen av<br/>Kommunfullmäktige", "Datum<br/>2031-03-21, § 38"],
        ["Dokumentägare<br/>Säkerhetschef", "Diarienummer<br/>KA 2031/112", "Giltig till<br/>2034-12-31"],
    ]
    found = published(
        tmp_path, paragraph("Trygghetsplan 2031–2034", "title"), table(rows, [150, 160, 150], head=0), *prose(3)
    )
    document = found.document
    assert str(document.adopted_on) == "2031-03-21"
    assert (document.decided_by, document.diary_number) == ("Kommunfullmäktige", "KA 2031/112")


def test_a_municipalitys_name_in_larger_print_is_not_the_title(tmp_path: Path) -> None:
    found = published(
        tmp_path,
        paragraph("HAVSBY KOMMUN", "h1"),
        paragraph("BUDGET 2031 SAMT EKONOMISK PLAN 2032–2033", "h2"),
        *prose(9),
        paragraph("Uppföljning", "h3"),
        *prose(3),
    )
    assert (found.document.title, found.document.document_type) == (
        "BUDGET 2031 SAMT EKONOMISK PLAN 2032–2033",
        "budget_plan",
    )
    assert [s.title for s in found.sections] == ["Uppföljning"]


def test_a_name_over_what_is_no_kind_of_plan_stays_in_the_title(tmp_path: Path) -> None:
    found = published(
        tmp_path, paragraph("Havsby kommun", "title"), paragraph("En attraktiv kommun", "subtitle"), *prose(9)
    )
    assert found.document.title == "Havsby kommun"


def test_a_decision_whose_date_wraps_is_dated(tmp_path: Path) -> None:
    lead = "Nämndens underlag till kommunens årsredovisning. Godkänd av socialnämnden"
    found = published(
        tmp_path, paragraph("Verksamhetsberättelse 2031", "title"), f"{lead}<br/>2032-02-20, § 14", *prose(9)
    )
    assert str(found.document.adopted_on) == "2032-02-20"


# ------------------------------------------------------------------ measures by sex and year


def test_a_table_of_sick_leave_by_sex_and_year_has_indicators_with_parts(tmp_path: Path) -> None:
    rows = [
        ["Sjukfrånvaro", "Kvinnor", "", "Män", "", "Totalt", ""],
        ["", "2030", "2031", "2030", "2031", "2030", "2031"],
        ["Total sjukfrånvaro", "10,3", "9,6", "6,9", "6,2", "9,8", "9,1"],
        ["– varav långtidssjukfrånvaro", "38,4", "41,0", "29,7", "i.u.", "37,2", "39,6"],
        ["29 år eller yngre", "9,9", "9,0", "7,1", "6,6", "9,2", "8,4"],
    ]
    spans = [((0, 0), (0, 1)), ((1, 0), (2, 0)), ((3, 0), (4, 0)), ((5, 0), (6, 0))]
    found = published(
        tmp_path,
        paragraph("Årsredovisning 2031", "title"),
        *prose(6),
        paragraph("Personal", "h1"),
        paragraph("Sjukfrånvaro i procent av arbetstiden", "italic"),
        table(rows, [140, 50, 50, 50, 50, 50, 50], head=2, spans=spans),
    )
    assert [(i.name, i.unit) for i in found.indicators] == [
        ("Total sjukfrånvaro", "%"),
        ("varav långtidssjukfrånvaro", "%"),
        ("29 år eller yngre", "%"),
    ]
    assert [(v.year, v.value_type, v.component, v.value) for v in found.values[:6]] == [
        (2030, "outcome", "kvinnor", 10.3),
        (2031, "outcome", "kvinnor", 9.6),
        (2030, "outcome", "män", 6.9),
        (2031, "outcome", "män", 6.2),
        (2030, "outcome", None, 9.8),
        (2031, "outcome", None, 9.1),
    ]
    assert all(v.needs_review for v in found.values)  # what the figures are is told by the plan's years alone


def test_a_table_by_sex_that_names_no_measure_is_left_out(tmp_path: Path) -> None:
    rows = [["Förvaltning", "Kvinnor 2031", "Män 2031", "Totalt 2031"], ["Skolförvaltningen", "331", "92", "423"]]
    found = published(tmp_path, paragraph("Årsredovisning 2031", "title"), *prose(6), table(rows, [140, 80, 80, 80]))
    assert not found.indicators


# ------------------------------------------------------------------ drawn arrows and colours in tables


def test_drawn_arrows_in_a_column_of_trends_are_read(tmp_path: Path) -> None:
    rows = [
        ["Indikator", "Utfall 2030", "Trend"],
        ["Sjukfrånvaro", "7 %", ""],
        ["Nöjda invånare", "71 %", ""],
        ["Låneskuld", "31", ""],
        ["Meritvärde", "225", ""],
    ]

    def ruled(canvas: Canvas, height: float) -> None:
        canvas.setFont("Helvetica", 9)
        for y in range(len(rows) + 1):
            canvas.line(60, height - 100 - 20 * y, 420, height - 100 - 20 * y)
        for x in (60, 260, 340, 420):
            canvas.line(x, height - 100, x, height - 200)
        for y, row in enumerate(rows):
            for x, words in zip((64, 264, 344), row, strict=True):
                canvas.drawString(x, height - 113 - 20 * y, words)

    tick = _tick(370, 187)
    page = [ruled, _arrow(370, 127, "down"), _arrow(370, 147, "up"), _arrow(370, 167, "unchanged"), tick]
    draw_pages(tmp_path, [page], A4)
    found = read_plan(tmp_path / "drawn.pdf")
    cells = [[c.text for c in i.cells if c.role == "trend"] for i in found.indicators]
    assert cells == [["↘"], ["↗"], ["→"], [""]]


def _tick(x: float, top: float) -> Draw:
    def draw(canvas: Canvas, height: float) -> None:
        path = canvas.beginPath()
        path.moveTo(x, height - top - 4)
        path.lineTo(x + 2, height - top - 7)
        path.lineTo(x + 8, height - top)
        canvas.drawPath(path, stroke=1, fill=0)

    return draw


@pytest.mark.parametrize(
    ("points", "sign"),
    [
        (((0, 6), (3, 0), (6, 6)), "↑"),
        (((0, 0), (6, 0), (3, 6), (0, 0)), "↓"),
        (((0, 0), (6, 3), (0, 6)), "→"),
        (((6, 0), (0, 3), (6, 6)), None),  # back
        (((0, 0), (6, 1), (2, 6)), None),  # leans
    ],
)
def test_a_filled_triangle_is_an_arrow(points: tuple[tuple[float, float], ...], sign: str | None) -> None:
    figure = Shape(Box(0.0, 0.0, 6.0, 6.0), "#222222", None, points)
    assert [found for _, found in drawn_arrows([figure], [])] == ([sign] if sign else [])


UP = ((3.0, 0.0), (6.0, 3.0), (4.0, 3.0), (4.0, 6.0), (2.0, 6.0), (2.0, 3.0), (0.0, 3.0), (3.0, 0.0))
HOUSE = ((3.0, 0.0), (6.0, 3.0), (6.0, 4.0), (6.0, 6.0), (0.0, 6.0), (0.0, 4.0), (0.0, 3.0), (3.0, 0.0))


@pytest.mark.parametrize(
    ("points", "sign"),
    [
        (UP, "↑"),
        (tuple((x, 6 - y) for x, y in UP), "↓"),
        (tuple((6 - y, x) for x, y in UP), "→"),
        (tuple((y, x) for x, y in UP), None),  # back
        (HOUSE, None),  # no shaft
    ],
)
def test_an_arrow_drawn_around_is_one(points: tuple[tuple[float, float], ...], sign: str | None) -> None:
    figure = Shape(Box(0.0, 0.0, 6.0, 6.0), "#444444", None, points)
    assert [found for _, found in drawn_arrows([figure], [])] == ([sign] if sign else [])


def test_colours_in_a_table_of_goals_judge_them_where_a_legend_explains_them(tmp_path: Path) -> None:
    rows = [["Nämnd", "Nämndens mål", "Status"], ["Skolnämnden", "Eleverna är trygga", ""], ["", "Alla trivs", ""]]

    def ruled(canvas: Canvas, height: float) -> None:
        canvas.setFont("Helvetica", 9)
        for y in range(4):
            canvas.line(60, height - 300 - 20 * y, 480, height - 300 - 20 * y)
        for x in (60, 180, 400, 480):
            canvas.line(x, height - 300, x, height - 360)
        for y, row in enumerate(rows):
            for x, words in zip((64, 184, 404), row, strict=True):
                canvas.drawString(x, height - 313 - 20 * y, words)

    legend = [
        *(_figure(60, 100, GREEN), _say("Målet nås", 75, 100)),
        *(_figure(60, 116, YELLOW), _say("Målet nås delvis", 75, 116)),
        *(_figure(60, 132, RED), _say("Målet nås inte", 75, 132)),
    ]
    draw_pages(tmp_path, [[*legend, ruled, _figure(430, 325, YELLOW), _figure(430, 345, RED)]], A4)
    found = read_plan(tmp_path / "drawn.pdf")
    assert [(g.title, g.assessment) for g in found.goals] == [
        ("Eleverna är trygga", "Målet nås delvis"),
        ("Alla trivs", "Målet nås inte"),
    ]


def test_a_mark_right_before_a_judgement_judges_the_goal_above(tmp_path: Path) -> None:
    legend = [
        *(_figure(60, 100, GREEN), _say("Målet nås", 75, 100)),
        *(_figure(60, 116, RED), _say("Målet nås inte", 75, 116)),
        *(_figure(60, 132, None), _say("Kan inte bedömas", 75, 132)),
    ]
    goal = [
        _say("Mål 1: Fler ska använda digitala tjänster", 60, 200),
        _figure(60, 230, None),
        _say("Bedömning: Kan inte bedömas. Tjänsten kom i november, och någon mätning finns inte än.", 72, 230),
    ]
    draw_pages(tmp_path, [[*legend, *goal]], A4)
    found = read_plan(tmp_path / "drawn.pdf")
    assert [(g.title, g.assessment) for g in found.goals] == [
        ("Fler ska använda digitala tjänster", "Kan inte bedömas")
    ]


def test_ingen_is_no_measure(tmp_path: Path) -> None:
    found = published(tmp_path, *prose(3), "Ingen ska behöva vänta mer än tre månader på en plats.", *prose(3))
    assert not found.indicators
