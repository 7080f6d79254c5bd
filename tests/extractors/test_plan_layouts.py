"""Layouts of whole plans: what a heading, a band of colour, a label or a column of a table means for the rows."""

from __future__ import annotations

from pathlib import Path

import papers
import pytest
from papers import published, table, text
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table as SetTable

from extractors import read_plan

TITLE = text("Verksamhetsplan 2031", "title")
INDICATORS = (
    ("Indikator", "Utfall 2030", "Mål 2031"),
    ("Sjukfrånvaro", "7,1 %", "6,5 %"),
    ("Nöjd medarbetare", "70", "75"),
)
WIDTHS = (230, 100, 100)


def band(words: str, fill: str = "#404040") -> papers.Flowable:
    """A bold line on a band of colour across the text, as report programs set headings."""
    inner = text(f'<font color="#ffffff">**{words}**</font>')
    return SetTable(
        [[inner]], [papers.TEXT_WIDTH], style=[("BACKGROUND", (0, 0), (-1, -1), HexColor(fill))], spaceAfter=6
    )


def test_headings_on_bands_of_colour_part_the_tables_between_them(tmp_path: Path) -> None:
    goals = ("Nämndmål: Alla barn mår bra", "Nämndmål: Alla vuxna har arbete", "Nämndmål: Alla äldre är trygga")
    story = [part for goal in goals for part in (band(goal), table(INDICATORS, WIDTHS, "none", fill=None))]
    read = published(tmp_path, TITLE, *papers.prose(6), *story)

    assert [goal.title for goal in read.goals] == [goal.removeprefix("Nämndmål: ") for goal in goals]
    assert [section.title for section in read.sections] == list(goals)
    assert [i.name for i in read.indicators] == [row[0] for row in INDICATORS[1:]] * 3
    assert {i.goal_id for i in read.indicators} == {goal.goal_id for goal in read.goals}


def test_a_table_without_rules_ends_where_the_header_of_the_next_begins(tmp_path: Path) -> None:
    actions = (("Aktivitet", "Ansvarig", "Klart senast"), ("Starta samtalsgrupper", "Socialchef", "2031-10-31"))
    look = {"rules": "none", "fill": None, "bold_head": True}
    read = published(tmp_path, TITLE, table(INDICATORS, WIDTHS, **look), table(actions, WIDTHS, **look))

    assert [i.name for i in read.indicators] == [row[0] for row in INDICATORS[1:]]
    assert [(a.action, a.responsible, a.due_raw) for a in read.actions] == [
        ("Starta samtalsgrupper", ("Socialchef",), "2031-10-31")
    ]


def test_a_bold_header_in_one_band_with_the_first_row_is_a_row_of_its_own(tmp_path: Path) -> None:
    rows = (*INDICATORS, ("Ledare per enhet", "12", "14"))
    stripes = {((0, at), (-1, at)): "#eeeeee" for at in (2,)}
    commands = [("LINEABOVE", (0, 0), (-1, 0), 1, "black")]
    commands += [("BACKGROUND", *where, HexColor(colour)) for where, colour in stripes.items()]
    read = published(tmp_path, TITLE, *papers.prose(3), table(rows, WIDTHS, "none", fill=None, extra=commands))

    assert [i.name for i in read.indicators] == [row[0] for row in rows[1:]]
    assert [v.raw for v in read.values] == [cell for row in rows[1:] for cell in row[1:]]


@pytest.mark.parametrize("rules", ["none", "rows", "grid"])
def test_rows_for_women_and_men_are_parts_of_the_indicator_above(rules: str, tmp_path: Path) -> None:
    rows = (
        ("Indikator", "Utfall 2030", "Mål 2031"),
        ("Nöjda brukare (%)", "82", "85"),
        ("Kvinnor", "80", ""),
        ("varav män", "86", ""),
        ("Kölängd i dagar", "12", "10"),
    )
    read = published(tmp_path, TITLE, *papers.prose(3), table(rows, WIDTHS, rules))

    assert [i.name for i in read.indicators] == ["Nöjda brukare (%)", "Kölängd i dagar"]
    assert [(v.value, v.component, v.needs_review) for v in read.values if v.indicator_id.endswith("1")] == [
        (82, None, False),
        (85, None, False),
        (80, "kvinnor", False),
        (86, "män", False),
    ]


def test_a_part_of_nothing_is_to_be_reviewed(tmp_path: Path) -> None:
    rows = (("Indikator", "Utfall 2030", "Mål 2031"), ("Kvinnor", "80", "82"), ("Män", "86", "88"))
    read = published(tmp_path, TITLE, table(rows, WIDTHS))

    assert all(i.needs_review for i in read.indicators)


GOAL_ROWS = (
    ("Nämndens mål", "Indikator", "Utfall 2030", "Mål 2031"),
    ("1. Fler barn deltar i kulturen", "Elever i kulturskolan", "18 %", "20 %"),
    ("", "Barn i föreningar", "71 %", "75 %"),
    ("2. Biblioteken når nya grupper", "Besök på biblioteken", "48 200", "50 000"),
)


def test_goals_with_numbers_before_them_are_no_values(tmp_path: Path) -> None:
    spans = [((0, 1), (0, 2))]
    read = published(tmp_path, TITLE, table(GOAL_ROWS, (130, 150, 80, 80), spans=spans))

    assert [(g.number, g.title) for g in read.goals] == [
        ("1", "Fler barn deltar i kulturen"),
        ("2", "Biblioteken når nya grupper"),
    ]
    assert [v.raw for v in read.values] == ["18 %", "20 %", "71 %", "75 %", "48 200", "50 000"]


@pytest.mark.parametrize("again", [True, False], ids=["header-repeated", "header-once"])
def test_a_full_row_beside_a_merged_cell_is_no_rest_of_the_row_above(again: bool, tmp_path: Path) -> None:
    head = ("Nämndens mål", "Aktivitet", "Ansvarig", "Tidpunkt")
    before = (
        head,
        ("Fler barn läser", "Bokbuss i byarna", "Kultur", "Våren 2031"),
        ("", "Sagostunder", "Kultur", "Löpande"),
    )
    last = ("Fler rör på sig", "Byta belysning i elljusspår", "Anläggning", "Oktober 2031")
    after = ("", "Redovisa brister för nämnden", "Chefen", "Två gånger per år")
    widths = (110, 150, 90, 110)
    first = table((*before, last), widths, spans=[((0, 1), (0, 2))])
    rest = table((head, after, after) if again else (after, after), widths, head=int(again))
    read = published(tmp_path, TITLE, *papers.prose(3), first, papers.PageBreak(), rest, *papers.prose(3))

    assert [a.action for a in read.actions] == [row[1] for row in (*before[1:], last, after, after)]


def test_a_caption_belongs_to_the_table_in_its_own_column(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    canvas = Canvas(str(path), pagesize=(842, 595))

    def draw(x: float, y: float, rows: tuple[tuple[str, ...], ...], step: float) -> None:
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                canvas.rect(x + c * step, y - 18 * (r + 1), step, 18)
                canvas.setFont("Helvetica-Bold" if r == 0 else "Helvetica", 9)
                canvas.drawString(x + 4 + c * step, y - 18 * r - 13, cell)

    canvas.setFont("Helvetica-Bold", 22)
    canvas.drawString(40, 540, "Verksamhetsplan 2031")
    canvas.setFont("Helvetica-Bold", 10)
    canvas.drawString(440, 466, "Driftbudget, tkr")
    draw(
        40,
        458,
        (("Aktivitet", "Ansvarig", "När"), ("Laga vägar", "Gata", "Maj 2031"), ("Plantera", "Park", "Juni 2031")),
        120,
    )
    draw(440, 458, (("", "Utfall 2030", "Budget 2031"), ("Gata", "4 100", "4 300"), ("Park", "900", "950")), 110)
    canvas.save()
    read = read_plan(path)

    assert {line.table_title for line in read.budget_lines} == {"Driftbudget, tkr"}
    assert [action.action for action in read.actions] == ["Laga vägar", "Plantera"]


@pytest.mark.parametrize("label", ["Mål 1", "MÅL 1", "M Å L 1"])
def test_a_label_in_a_line_of_its_own_over_a_goal(label: str, tmp_path: Path) -> None:
    def box(number: str, words: str) -> papers.Flowable:
        inner = [text(label.replace("1", number), "note"), text(words, "h2")]
        return SetTable([[inner]], [250], style=[("BACKGROUND", (0, 0), (-1, -1), HexColor("#cfe2f3"))], hAlign="LEFT")

    titles = ("Alla barn lyckas i skolan", "Vi går före i klimatarbetet")
    story = [part for n, words in enumerate(titles, 1) for part in (box(str(n), words), *papers.prose(3))]
    front = [TITLE, *papers.prose(3), text("BAKGRUND", "h1"), *papers.prose(3)]
    read = published(tmp_path, *front, text("KOMMUNFULLMÄKTIGES MÅL", "h1"), *story)

    assert [(g.number, g.title, g.goal_type) for g in read.goals] == [
        ("1", titles[0], "strategic_goal"),
        ("2", titles[1], "strategic_goal"),
    ]


def test_vision_and_overarching_goal_under_headings_in_capitals(tmp_path: Path) -> None:
    read = published(
        tmp_path,
        TITLE,
        *papers.prose(6),
        *(text("VÅR VISION", "h1"), text("Havsbyn – nära till allt", "h2"), *papers.prose(3)),
        *(text("ÖVERGRIPANDE MÅL", "h1"), text("Havsbyn ska växa varsamt", "h2"), *papers.prose(3)),
    )

    assert [(g.goal_type, g.title) for g in read.goals] == [
        ("vision", "Havsbyn – nära till allt"),
        ("overarching_goal", "Havsbyn ska växa varsamt"),
    ]


@pytest.mark.parametrize(
    ("heading", "style", "items"),
    [
        ("4.1 Uppdrag från kommunfullmäktige", "h2", ("a) Utreda en ny skola", "b) Redovisa kostnader")),
        ("4.2 Särskilda uppdrag", "h2", ("1. Utreda en ny skola", "2. Redovisa kostnader")),
        ("Särskilda uppdrag", "bold", ("• Utreda en ny skola", "• Redovisa kostnader")),
        ("SÄRSKILDA UPPDRAG", "h3", ("• Utreda en ny skola", "• Redovisa kostnader")),
        ("Aktiviteter under 2031", "bold", ("• Utreda en ny skola", "• Redovisa kostnader")),
        ("Åtgärder för att nå målet", "h3", ("• Utreda en ny skola", "• Redovisa kostnader")),
    ],
)
def test_lists_of_actions(heading: str, style: str, items: tuple[str, ...], tmp_path: Path) -> None:
    listed = [papers.bullet(i[2:]) if i[0] == "•" else text(i) for i in items]
    read = published(tmp_path, TITLE, *papers.prose(6), text(heading, style), *listed, *papers.prose(3))

    said = ["Utreda en ny skola", "Redovisa kostnader"]
    assert [a.action for a in read.actions] == said
    asked = heading == "4.1 Uppdrag från kommunfullmäktige"
    assert [a.assignment for a in read.actions] == (said if asked else [None, None])


def test_a_line_names_the_goal_that_a_goal_serves(tmp_path: Path) -> None:
    over = "Bidrar till kommunfullmäktiges mål: Havsbyn är en kommun att växa i"
    story = [
        part
        for n, goal in enumerate(("Alla elever når målen", "Alla barn är trygga"), 1)
        for part in (text(f"3.{n} Nämndmål {n}: {goal}", "h2"), text(over), *papers.prose(3))
    ]
    read = published(tmp_path, TITLE, *papers.prose(3), *story)

    goals = {goal.title: goal for goal in read.goals}
    above = goals["Havsbyn är en kommun att växa i"]
    assert (above.goal_type, above.set_by, above.parent_goal_id) == ("strategic_goal", "council", None)
    assert len(goals) == 3
    assert {goals[t].parent_goal_id for t in ("Alla elever når målen", "Alla barn är trygga")} == {above.goal_id}


def test_footnotes_that_print_their_numbers_on_the_line_are_told_apart(tmp_path: Path) -> None:
    rows = (
        ("Indikator", "Utfall 2030", "Mål 2031"),
        ("Meritvärde<super>1</super>", "219", "225"),
        ("Behöriga elever<super>2</super>", "85 %", "90 %"),
    )
    notes = text("1 Genomsnitt för sjutton ämnen.<br/>2 Avser årskurs nio under våren.", "note")
    read = published(tmp_path, TITLE, *papers.prose(3), table(rows, WIDTHS), notes)

    assert [(i.name, i.footnotes) for i in read.indicators] == [
        ("Meritvärde", ("Genomsnitt för sjutton ämnen.",)),
        ("Behöriga elever", ("Avser årskurs nio under våren.",)),
    ]


def test_a_sentence_sets_the_target_of_the_measure_that_it_names(tmp_path: Path) -> None:
    rows = (
        ("Indikator", "Utfall 2029", "Utfall 2030"),
        ("Meritvärde, årskurs 9", "214", "219"),
        ("Elever med mer än 15 procents frånvaro", "412", "388"),
    )
    words = "Elever med mer än 15 procents frånvaro ska 2031 vara högst 300, och meritvärdet i årskurs 9 ska vara 225."
    read = published(tmp_path, TITLE, *papers.prose(3), table(rows, WIDTHS), text(words))

    names = {i.indicator_id: i.name for i in read.indicators}
    assert {(names[v.indicator_id], v.comparator, v.value) for v in read.values if v.in_text} == {
        ("Elever med mer än 15 procents frånvaro", "<=", 300.0),
        ("Meritvärde, årskurs 9", "=", 225.0),
    }


def test_a_line_ties_a_goal_to_an_outside_framework(tmp_path: Path) -> None:
    line = text("**Agenda 2030:** God utbildning för alla, Minskad ojämlikhet")
    read = published(tmp_path, TITLE, *papers.prose(3), text("Mål 1: Alla barn lyckas", "h2"), *papers.prose(3), line)

    assert [(a.framework, a.kind, a.text) for a in read.alignments] == [
        ("Agenda 2030", "mål", "God utbildning för alla"),
        ("Agenda 2030", "mål", "Minskad ojämlikhet"),
    ]
    assert "Agenda" not in (read.goals[0].description or "")


@pytest.mark.parametrize(
    ("label", "title", "bold_label"),
    [("Mål 1:", 110.0, True), ("Mål 1:", 84.0, False), ("Nämndmål 1:", 160.0, True)],
    ids=["tab", "label-in-other-print", "longer-label"],
)
def test_labels_that_are_set_apart_from_a_goal(label: str, title: float, bold_label: bool, tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    canvas = Canvas(str(path), pagesize=(595, 842))

    def draw(x: float, top: float, words: str, size: float, bold: bool) -> None:
        canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
        canvas.drawString(x, 842 - top, words)

    draw(50, 80, "Verksamhetsplan 2031", 24, True)
    for top in range(120, 220, 13):
        draw(50, top, "Kommunen planerar sitt arbete för flera år i taget och följer upp det med alla.", 10, False)
    draw(50, 260, label, 11, bold_label)
    draw(title, 260, "Alla barn lyckas i skolan", 11, True)
    draw(50, 280, "Varje elev ska få det stöd som behövs.", 10, False)
    canvas.save()
    read = read_plan(path)

    assert [(goal.number, goal.title) for goal in read.goals] == [("1", "Alla barn lyckas i skolan")]


def test_headings_without_a_label_under_a_heading_over_goals_are_marked(tmp_path: Path) -> None:
    titles = ("Trygga och välmående barn", "Ett rikt kulturliv i hela kommunen")
    story = [part for title in titles for part in (text(title, "bold"), *papers.prose(3))]
    front = [TITLE, *papers.prose(3), text("Inledning", "h1"), *papers.prose(3)]
    read = published(tmp_path, *front, text("Nämndens mål", "h1"), *story)

    assert [(g.title, g.needs_review) for g in read.goals] == [(title, True) for title in titles]


def test_a_diary_number_in_the_running_header_alone(tmp_path: Path) -> None:
    parts = [part for _ in range(3) for part in (*papers.prose(6), papers.PageBreak())]
    read = published(tmp_path, TITLE, *parts, header="Kalix kommun · Dnr KFN 2030-00214")

    assert read.document.diary_number == "KFN 2030-00214"


@pytest.mark.parametrize("at", [0, 1], ids=["beside", "lower"])
def test_tables_at_the_foot_of_columns_are_read_in_their_column(at: int, tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    canvas = Canvas(str(path), pagesize=(595, 842))
    for column, x in enumerate((45, 310)):
        canvas.setFont("Helvetica-Bold", 14)
        canvas.drawString(x, 740, f"Mål {column + 1}: Goda liv för alla {'barn' if column else 'vuxna'}")
        canvas.setFont("Helvetica", 9)
        for row in range(12):
            canvas.drawString(x, 715 - 12 * row, "Vi arbetar för att alla ska ha det bra i vår kommun.")
        top = 560 - 40 * at * column
        for r, cells in enumerate((("Indikator", "Utfall 2030", "Mål 2031"), (f"Mått {column + 1}", "70", "75"))):
            for c, cell in enumerate(cells):
                canvas.rect(x + 78 * c, top - 18 * (r + 1), 78, 18)
                canvas.drawString(x + 4 + 78 * c, top - 18 * r - 13, cell)
    canvas.save()
    read = read_plan(path)
    goals = {goal.key: goal.number for goal in read.goals}

    assert sorted((i.name, goals.get(i.goal or "")) for i in read.indicators) == [("Mått 1", "1"), ("Mått 2", "2")]
