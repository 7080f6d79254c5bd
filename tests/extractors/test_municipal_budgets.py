"""Budgets of whole municipalities: visions in large print, numbered goals on bands, panels, committees' goals."""

from __future__ import annotations

from pathlib import Path

import pytest
from papers import bullet, prose, published, read, table, text
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from extractors.document import read_plan
from pipeline.records import RawDocument

A4 = (595.0, 842.0)
TITLE = text("Budget 2032 med plan 2033–2034 för Sjöviks kommun", "title")
DARK = "#35506b"


class Sheets:
    """Pages with texts and fills at places counted from the top left; the first is a title page."""

    def __init__(self, path: Path, size: tuple[float, float] = A4) -> None:
        self.path, self.size = path, size
        self.canvas = Canvas(str(path), pagesize=size)
        self.words(60, 200, "Budget 2032", 34, bold=True)
        self.canvas.showPage()

    def fill(self, x0: float, top: float, x1: float, bottom: float, colour: str = DARK) -> None:
        self.canvas.setFillColor(HexColor(colour))
        self.canvas.rect(x0, self.size[1] - bottom, x1 - x0, bottom - top, stroke=0, fill=1)

    def words(self, x: float, y: float, said: str, size: float = 9.5, bold: bool = False, white: bool = False) -> None:
        self.canvas.setFillColor(HexColor("#ffffff" if white else "#000000"))
        self.canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
        self.canvas.drawString(x, self.size[1] - y, said)

    def prose(self, x: float, y: float, lines: int = 4) -> None:
        for i in range(lines):
            self.words(x, y + 12 * i, "Planen gäller för alla nämnder och bolag under hela perioden.")

    def read(self) -> RawDocument:
        self.canvas.save()
        return read_plan(self.path)


# ------------------------------------------------------------------ visions


def vision(folder: Path, title: str, under: str = "Vision") -> list[tuple[str, str | None]]:
    plan = published(
        folder,
        text(title, "title"),
        *prose(4),
        text("Styrning", "h1"),
        text(under, "h3"),
        text("Sjövik – staden där havet öppnar världen", "h2"),
        *prose(2),
        text("Så styrs kommunen", "h3"),
        *prose(2),
    )
    assert [s.title for s in plan.sections] == ["Styrning", under, "Så styrs kommunen"]
    return [(g.title, g.set_by) for g in plan.goals]


def test_the_wording_of_a_vision_in_large_print_is_no_section_and_the_council_set_it(tmp_path: Path) -> None:
    found = vision(tmp_path, "Budget 2032 Sjöviks kommun", "Vår vision")
    assert found == [("Sjövik – staden där havet öppnar världen", "council")]


def test_in_the_plan_of_a_board_nothing_tells_who_set_the_vision(tmp_path: Path) -> None:
    assert vision(tmp_path, "Verksamhetsplan 2032 för hamnnämnden")[0][1] is None


def test_other_large_headings_stay_sections(tmp_path: Path) -> None:
    plan = published(
        tmp_path, TITLE, *prose(4), text("Hamnen", "h3"), text("Sjövik bygger en ny kaj i år", "h2"), *prose(2)
    )
    assert "Sjövik bygger en ny kaj i år" in [s.title for s in plan.sections]


def set_apart(folder: Path, told: str, line: str, x: float, after: str | None = None) -> RawDocument:
    """A heading `Vision`, a text under it, and a line in larger print of its own; a text `after` it."""
    sheets = Sheets(folder / "plan.pdf")
    sheets.words(57, 60, "Inledning", 17, bold=True)
    sheets.prose(57, 84)
    sheets.words(57, 170, "Vision", 17, bold=True)
    sheets.words(57, 190, told)
    sheets.words(x, 220, line, 13)
    if after:
        sheets.words(57, 242, after)
    sheets.words(57, 280, "Så styrs kommunen", 17, bold=True)
    sheets.prose(57, 304)
    return sheets.read()


TOLD = "Kommunens vision antogs 2031 och är vägledande för alla."


def test_a_line_of_its_own_under_a_text_about_the_vision_is_the_vision(tmp_path: Path) -> None:
    found = set_apart(tmp_path, TOLD, "Sjövik – där havet öppnar världen", 180)
    assert [(g.goal_type, g.title) for g in found.goals] == [("vision", "Sjövik – där havet öppnar världen")]
    assert [h.title for h in found.headings] == ["Inledning", "Vision", "Så styrs kommunen"]


@pytest.mark.parametrize(
    ("line", "x", "after"),
    [
        ("Varför har vi en vision?", 180, None),
        ("Så arbetar vi med visionen", 57, None),
        ("Vårt arbete med den nya hamnen", 180, "Hamnen byggs ut i tre steg."),
    ],
)
def test_other_lines_under_such_a_text_are_no_vision(line: str, x: float, after: str | None, tmp_path: Path) -> None:
    found = set_apart(tmp_path, TOLD, line, x, after)
    assert found.goals == () and line in [h.title for h in found.headings]


@pytest.mark.parametrize(
    ("said", "visions"),
    [
        (TOLD, 0),
        ("Visionen är antagen av fullmäktige och gäller till 2040.", 0),
        ("Vår vision är ett Sjövik där alla trivs.", 1),
        ("Visionen antogs 2031: Havet är nära för alla.", 1),
    ],
)
def test_a_text_that_says_when_a_vision_was_decided_states_none(said: str, visions: int, tmp_path: Path) -> None:
    found = read(tmp_path, TITLE, *prose(4), text("Vision", "h1"), text(said), text("Ekonomi", "h1"), *prose(2))
    assert len(found.goals) == visions


def test_strategic_areas_and_the_goals_listed_in_each(tmp_path: Path) -> None:
    areas = {"En plats att åldras på": "Äldre möts av få händer", "En plats att växa på": "Alla barn hör till en klubb"}
    story = [
        part
        for area, goal in areas.items()
        for part in (text(area, "h2"), *prose(1), text("Mål", "bold"), bullet(goal), bullet(f"{goal} hela året"))
    ]
    found = read(tmp_path, TITLE, *prose(4), text("Strategiska områden och mål", "h1"), *prose(1), *story)
    titles = {g.key: g.title for g in found.goals}
    assert [g.title for g in found.goals if g.goal_type == "goal_area"] == list(areas)
    assert {titles[g.parent]: g.title for g in found.goals if g.parent and not g.title.endswith("året")} == areas


# ------------------------------------------------------------------ tables under text in columns


def budget_under(folder: Path, columns: bool) -> RawDocument:
    sheets = Sheets(folder / "plan.pdf")
    sheets.words(57, 60, "Ekonomi", 20, bold=True)
    for i in range(4):
        sheets.words(57, 100 + 11 * i, "Skatten räknas efter förbundets prognos från mars i")
        if columns:
            sheets.words(310, 100 + 11 * i, "Nämnderna får ersättning för löner och priser under")
    sheets.words(57, 160, "Resultatbudget, mnkr", 9.5, bold=True)
    sheets.fill(57, 166, 538, 184)
    xs = (60, 250, 330, 410, 480)
    for x, head in zip(xs[1:], ("Bokslut 2030", "Budget 2031", "Budget 2032", "Plan 2033"), strict=True):
        sheets.words(x, 178, head, 8, bold=True, white=True)
    rows = (("Intäkter", "71,5", "72,4", "73,1", "74,8"), ("Kostnader", "−68,0", "−69,9", "−70,2", "−71,1"))
    for n, row in enumerate((*rows, ("Resultat", "3,5", "2,5", "2,9", "3,7"))):
        for x, cell in zip(xs, row, strict=True):
            sheets.words(x, 196 + 18 * n, cell, 8)
        sheets.canvas.line(57, A4[1] - (202 + 18 * n), 538, A4[1] - (202 + 18 * n))
    return sheets.read()


@pytest.mark.parametrize("columns", [True, False])
def test_two_columns_of_text_over_a_table_are_no_rows_of_it(tmp_path: Path, columns: bool) -> None:
    lines = budget_under(tmp_path, columns).budget_lines
    assert [(line.line, line.table_title) for line in lines] == [
        (name, "Resultatbudget, mnkr") for name in ("Intäkter", "Kostnader", "Resultat")
    ]
    assert all(len(line.cells) == 4 for line in lines)


# ------------------------------------------------------------------ goals


def numbered(folder: Path, heading: str, said: str = "Fullmäktige har antagit tre utvecklingsmål.") -> RawDocument:
    """Goals on bands, the number in larger print at the left, with a list of Agenda 2030 beside each."""
    sheets = Sheets(folder / "plan.pdf")
    sheets.words(57, 60, "Inledning", 22, bold=True)
    sheets.prose(57, 90)
    sheets.words(57, 150, said)
    sheets.canvas.showPage()
    sheets.words(57, 60, heading, 22, bold=True)
    agenda = (("4 God utbildning för alla",), ("3 God hälsa och välbefinnande",), ("13 Bekämpa klimatförändringarna",))
    titles = ("Unga får en stark start", "Havet är rent och levande", "Hamnen är en plats att trivas på")
    for n, (title, (served,)) in enumerate(zip(titles, agenda, strict=True)):
        top = 90 + 180 * n
        sheets.fill(57, top, 538, top + 42)
        sheets.words(68, top + 32, str(n + 1), 28, bold=True, white=True)
        sheets.words(100, top + 27, title, 14, bold=True, white=True)
        for i in range(3):
            sheets.words(57, top + 60 + 12 * i, "Alla ska mötas av vuxna som ser dem och lyssnar på dem.")
        sheets.words(57, top + 110, "Prioriterade åtgärder 2032", 9.5, bold=True)
        sheets.words(60, top + 124, "•")
        sheets.words(70, top + 124, f"Öppna en mötesplats i del {title.split()[0]}")
        sheets.words(400, top + 60, "Bidrar till Agenda 2030", 9, bold=True)
        sheets.words(400, top + 73, served, 9)
    return sheets.read()


def test_a_heading_that_counts_the_headings_below_it_makes_them_goals_with_their_numbers(tmp_path: Path) -> None:
    plan = numbered(tmp_path, "Tre utvecklingsmål")
    assert [(g.number, g.title, g.goal_type, g.set_by) for g in plan.goals] == [
        ("1", "Unga får en stark start", "strategic_goal", "council"),
        ("2", "Havet är rent och levande", "strategic_goal", "council"),
        ("3", "Hamnen är en plats att trivas på", "strategic_goal", "council"),
    ]
    assert not any(g.flags for g in plan.goals)
    assert [(a.goal, a.framework) for a in plan.alignments] == [(g.key, "Agenda 2030") for g in plan.goals]
    assert plan.alignments[0].text == "4 God utbildning för alla"
    assert [a.goal for a in plan.actions] == [g.key for g in plan.goals]
    assert "Bidrar till Agenda 2030" not in [h.title for h in plan.headings]


def test_nothing_is_a_goal_where_the_count_does_not_fit_and_no_one_is_said_to_have_set_them(tmp_path: Path) -> None:
    assert not numbered(tmp_path, "Fem utvecklingsmål").goals
    (tmp_path / "b").mkdir()
    plan = numbered(tmp_path / "b", "Tre utvecklingsmål", "Planen har tre delar.")
    assert {(g.goal_type, g.set_by) for g in plan.goals} == {("sub_goal", None)}


def followed(folder: Path, band: str) -> RawDocument:
    rows = [["Indikator", "Utfall 2030", "Mål 2034", "Mäts"], [band, "", "", ""]]
    rows += [["Nöjda seglare* (%)", "81", "90", "1 gång per år"], ["Rena bad (%)", "70", "75", "Vartannat år"]]
    return read(
        folder,
        TITLE,
        *prose(4),
        text("Kommunfullmäktiges mål", "h1"),
        text("Mål 1: Havet är rent", "h2"),
        *prose(1),
        text("Mål 2: Hamnen är trygg", "h2"),
        *prose(1),
        text("Så följer vi upp målen", "h1"),
        table(rows, [180, 80, 80, 90], spans=[((0, 1), (3, 1))]),
        text("* Kommunens egen enkät.", "note"),
    )


def test_a_band_with_number_and_wording_ties_the_measures_below_it(tmp_path: Path) -> None:
    plan = followed(tmp_path, "1. Havet är rent")
    assert [i.goal for i in plan.indicators] == [plan.goals[0].key] * 2
    assert plan.indicators[0].name == "Nöjda seglare (%)"
    assert plan.indicators[0].footnotes == ("Kommunens egen enkät.",)
    assert [c.text for i in plan.indicators for c in i.cells if c.role == "frequency"] == [
        "1 gång per år",
        "Vartannat år",
    ]


def test_a_band_with_another_number_ties_nothing(tmp_path: Path) -> None:
    assert [i.goal for i in followed(tmp_path, "2. Havet är rent").indicators] == [None, None]


def test_committees_goals_serve_the_goal_whose_number_stands_beside_them(tmp_path: Path) -> None:
    rows = [["Nämnd", "Nämndmål", "Bidrar till"], ["Hamnnämnden", "Bryggorna är hela och rena", "Mål 2"]]
    rows += [["Skolnämnden", "Alla barn kan simma", "Mål 1"], ["Skolnämnden", "Lärarna stannar kvar", "Mål 7"]]
    plan = read(
        tmp_path,
        TITLE,
        *prose(4),
        text("Kommunfullmäktiges mål", "h1"),
        text("Mål 1: Unga får en stark start", "h2"),
        *prose(1),
        text("Mål 2: Hamnen är trygg", "h2"),
        *prose(1),
        text("Nämndernas mål", "h1"),
        table(rows, [120, 220, 90]),
    )
    one, two, *theirs = plan.goals
    assert [(g.title, g.parent, g.goal_type, g.set_by) for g in theirs] == [
        ("Bryggorna är hela och rena", two.key, "sub_goal", "committee"),
        ("Alla barn kan simma", one.key, "sub_goal", "committee"),
        ("Lärarna stannar kvar", None, "sub_goal", "committee"),
    ]


def test_of_what_is_so_on_the_right_way_only_figures_are_indicators(tmp_path: Path) -> None:
    plan = published(
        tmp_path,
        TITLE,
        *prose(4),
        text("Kommunfullmäktiges mål", "h1"),
        text("Mål 1: Hamnen är trygg", "h2"),
        text("Hamnen är till för alla."),
        text("**Vi är på rätt väg när:**"),
        bullet("Nöjd besökar-index i HSB:s mätning Kaj ska år 2034 vara minst 77."),
        bullet("Besökarna berättar att de trivs."),
    )
    assert [i.name for i in plan.indicators] == ["Nöjd besökar-index i HSB:s mätning Kaj"]
    assert [(v.year, v.comparator, v.value) for v in plan.values] == [(2034, ">=", 77.0)]


def area_beside_goals(folder: Path) -> RawDocument:
    sheets = Sheets(folder / "plan.pdf", (842.0, 595.0))
    for name, goals in (("Växa", ("Alla barn kan simma", "Fler får jobb i hamnen")), ("Bo", ("Bryggorna är hela",))):
        sheets.fill(40, 40, 190, 500)
        sheets.words(55, 170, "FOKUSOMRÅDE", 8, white=True)
        sheets.words(55, 205, name, 28, bold=True, white=True)
        sheets.words(55, 240, "Alla ska kunna", 9.5, white=True)
        sheets.words(55, 252, "leva gott här.", 9.5, white=True)
        for n, goal in enumerate(goals):
            sheets.words(220, 55 + 150 * n, f"Mål {n + 1}. {goal}", 12, bold=True)
            sheets.prose(220, 80 + 150 * n)
        sheets.canvas.showPage()
    return sheets.read()


def test_a_panel_at_the_left_is_read_before_the_goals_beside_it(tmp_path: Path) -> None:
    plan = area_beside_goals(tmp_path)
    titles = {g.key: g.title for g in plan.goals}
    assert [(g.title, titles.get(g.parent or "")) for g in plan.goals] == [
        ("Växa", None),
        ("Alla barn kan simma", "Växa"),
        ("Fler får jobb i hamnen", "Växa"),
        ("Bo", None),
        ("Bryggorna är hela", "Bo"),
    ]
    assert plan.goals[0].description == "Alla ska kunna leva gott här."
    assert "FOKUSOMRÅDE" not in [h.title for h in plan.headings]


# ------------------------------------------------------------------ assignments


def test_a_bold_line_or_a_heading_that_names_the_council_opens_a_list_of_assignments(tmp_path: Path) -> None:
    plan = read(
        tmp_path,
        TITLE,
        *prose(4),
        text("Fullmäktiges direktiv", "h1"),
        bullet("Utred en ny kaj."),
        text("Hamnen", "h1"),
        *prose(1),
        text("Uppdrag från kommunfullmäktige", "bold"),
        bullet("Kartlägg bryggorna."),
        text("Nämnden för hav och hamn får i uppdrag att måla fyren."),
        text("Tankar", "h1"),
        bullet("Havet är stort."),
    )
    assert [(a.assignment, a.assigned_by) for a in plan.actions] == [
        ("Utred en ny kaj", "council"),
        ("Kartlägg bryggorna", "council"),
        ("Nämnden för hav och hamn får i uppdrag att måla fyren.", "council"),
    ]


@pytest.mark.parametrize(
    ("said", "by"),
    [
        ("Kommunfullmäktige ger nämnderna nedanstående uppdrag med anledning av budgeten.", "council"),
        ("Nämnderna ger kontoren nedanstående uppdrag.", None),
        ("Fullmäktige lämnar ramen till nämnden, och nämnden ger hamnkontoret dessa uppdrag.", None),
        ("Fullmäktige lämnar nämnden pengar, inte uppdrag.", None),
        ("Kommunfullmäktige ger i år inga särskilda uppdrag till nämnden, som har beslutat om egna.", None),
    ],
)
def test_the_sentence_over_a_table_of_assignments_says_who_gave_them(tmp_path: Path, said: str, by: str | None) -> None:
    rows = [["Uppdrag", "Ansvarig nämnd", "Tidplan"], ["Utred en ny kaj", "Hamnnämnden", "Juni 2032"]]
    plan = read(tmp_path, TITLE, *prose(4), text("Uppdrag 2032", "h1"), text(said), table(rows, [200, 140, 90]))
    assert [a.assigned_by for a in plan.actions] == [by]


# ------------------------------------------------------------------ facts and notes


def test_a_bare_diary_number_behind_the_decision_and_years_set_tight_under_the_title(tmp_path: Path) -> None:
    sheets = Sheets(tmp_path / "plan.pdf")
    sheets.canvas = Canvas(str(sheets.path), pagesize=A4)
    sheets.words(60, 200, "Mål- och resursplan", 40, bold=True)
    sheets.words(60, 226, "2032–2034", 30)
    sheets.words(60, 760, "Antagen av kommunfullmäktige 2031-11-27 § 121 | KS 31/198", 9)
    facts = {fact.name: fact.text for fact in sheets.read().facts}
    assert facts["title"] == "Mål- och resursplan 2032–2034"
    assert facts["diary_number"] == "KS 31/198"


@pytest.mark.parametrize("theirs", [False, True])
def test_tables_of_a_page_share_a_note_unless_a_later_one_carries_its_mark(tmp_path: Path, theirs: bool) -> None:
    head = ["Indikator", "Utfall 2030", "Mål 2034"]
    mark = "<super>1</super>"
    plan = read(
        tmp_path,
        TITLE,
        *prose(4),
        text("Mål 1: Hamnen är trygg", "h2"),
        table([head, [f"Nöjda seglare{mark}", "81", "90"], ["Hela bryggor", "5", "7"]], [200, 90, 90]),
        text("Mål 2: Havet är rent", "h2"),
        table([head, [f"Rena bad{mark if theirs else ''}", "7", "9"], ["Fiskar i viken", "15", "17"]], [200, 90, 90]),
        text("<super>1</super> Mäts vartannat år.", "note"),
        text("Uppdrag från kommunfullmäktige", "h3"),
        bullet("Utred en ny kaj."),
    )
    first, *_ = (i.footnotes for i in plan.indicators)
    assert first == (() if theirs else ("Mäts vartannat år.",))
