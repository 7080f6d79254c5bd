"""Annual and interim reports: judgements in boxes, pills and signs, bare years, cards, what serves what, statuses."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from io import BytesIO
from pathlib import Path

import pymupdf_fonts
import pytest
from drawings import A4, Draw, box, draw_pages, text
from papers import PageBreak, bullet, prose, published, read, style, table
from papers import text as paragraph
from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph
from tagged import Cell, write_tagged

from extractors import read_plan
from extractors.families.assignments import given_by
from extractors.families.sign_legends import find_sign_legend
from pipeline.normalise import normalise
from pipeline.records import Extraction, IndicatorValue, RawDocument, SourceDocument

REPORT = paragraph("Årsredovisning 2031", "title")
TOWN = paragraph("Habo kommun", "subtitle")
GOAL = paragraph("Strategiskt mål 1: Hamnen är öppen för alla", "h2")
WHY = "Bryggorna rustades under våren och färjan går nu varje dag."
GREEN, YELLOW, RED = "#3f9142", "#e7b416", "#b6403a"


def judged(found: Extraction) -> list[tuple[str, str | None, str | None]]:
    return [(goal.title, goal.assessment, goal.assessment_code) for goal in found.goals]


def drawn(folder: Path, *pages: Sequence[Draw]) -> RawDocument:
    draw_pages(folder, pages, A4)
    return read_plan(folder / "drawn.pdf")


def typed(raw: RawDocument) -> Extraction:
    return normalise(raw, SourceDocument(Path("a.pdf"), "a.pdf", "ab" * 32, 1, "ab" * 8))


# ------------------------------------------------------------------ a box of one row


def test_a_box_under_a_goal_judges_it_and_what_follows_still_explains_it(tmp_path: Path) -> None:
    verdict = table([["Sammanvägd bedömning", "Delvis uppnått"]], [120, 200], head=0)
    found = published(tmp_path, REPORT, *prose(4), GOAL, verdict, WHY, *prose(2))
    (goal,) = found.goals
    assert (goal.assessment, goal.assessment_code) == ("Delvis uppnått", "partly_met")
    assert (goal.description or "").startswith(WHY)


def test_a_box_that_judges_something_else_says_nothing_of_the_goal(tmp_path: Path) -> None:
    risk = table([["Riskbedömning", "Uppnås inte"]], [120, 200], head=0)
    note = table([["Samlad bedömning", "Hamnchefen skriver"]], [120, 200], head=0)
    for number, other in enumerate((risk, note)):
        (folder := tmp_path / str(number)).mkdir()
        assert [g.assessment_code for g in published(folder, REPORT, *prose(4), GOAL, other, *prose(2)).goals] == [None]


# ------------------------------------------------------------------ pills


def pill(x0: float, top: float, words: str, fill: str) -> list[Draw]:
    return [box(x0, top, 545, top + 16, fill=fill, stroke=None), text(x0 + 8, top + 3, words, 8, True)]


def goal_with_pill(top: float, goal: str, words: str, fill: str, first: bool) -> list[Draw]:
    heading = [text(50, top, goal, 12, True)]
    beside = pill(430, top - 3 if first else top, words, fill)
    told = text(50, top + 24, WHY, 9.5, width=490)
    return [*beside, *heading, told] if first else [*heading, *beside, told]


def test_a_coloured_pill_judges_the_goal_whose_heading_it_stands_beside(tmp_path: Path) -> None:
    """Also where it is printed, and stands a little, before it."""
    page = [text(50, 60, "Uppföljning av mål", 18, True), text(50, 100, WHY, 9.5, width=490)]
    page += goal_with_pill(150, "Nämndmål: Alla barn kan simma", "Målet är delvis uppfyllt", YELLOW, first=False)
    page += goal_with_pill(250, "Nämndmål: Alla bryggor är hela", "Målet är inte uppfyllt", RED, first=True)
    page += goal_with_pill(350, "Nämndmål: Alla båtar har plats", "Målet är uppfyllt", GREEN, first=True)
    title = [text(50, 100, "Årsredovisning 2031", 26, True), text(50, 160, WHY, 9.5, width=490)]
    found = typed(drawn(tmp_path, title, [*page, text(50, 450, " ".join([WHY] * 6), 9.5, width=490)]))
    assert judged(found) == [
        ("Alla barn kan simma", "Målet är delvis uppfyllt", "partly_met"),
        ("Alla bryggor är hela", "Målet är inte uppfyllt", "not_met"),
        ("Alla båtar har plats", "Målet är uppfyllt", "met"),
    ]


@pytest.mark.parametrize("left, top, judging", [(50, 80, True), (50, 110, False), (300, 80, False)])
def test_a_pill_close_under_the_heading_of_a_goal_judges_it(
    left: float, top: float, judging: bool, tmp_path: Path
) -> None:
    """Also where two pages have the same one at the same place, which is no running header."""
    goals = ["Alla barn kan simma", "Alla bryggor är hela", "Alla båtar har plats"]
    pages = [[text(50, 100, "Årsredovisning 2031", 26, True), text(50, 160, WHY, 9.5, width=490)]]
    for number, goal in enumerate(goals, 1):
        said = "Uppfyllt" if number == 2 else "Delvis uppfyllt"
        heading = text(50, 62, f"Mål {number}: {goal}", 13, True)
        badge = [box(left, top, left + 70, top + 13, fill=YELLOW, stroke=None), text(left + 6, top + 2, said, 8, True)]
        pages.append([heading, *badge, text(50, 140, " ".join([WHY] * 6), 9.5, width=490)])
    found = [said for _, said, _ in judged(typed(drawn(tmp_path, *pages)))]
    assert found == (["Delvis uppfyllt", "Uppfyllt", "Delvis uppfyllt"] if judging else [None] * 3)


# ------------------------------------------------------------------ signs of one colour

MET, PARTLY, NOT_MET = "\u25cf", "\u25d0", "\u25cb"
SIGNS = [(MET, "Målet är uppfyllt"), (PARTLY, "Målet är delvis uppfyllt"), (NOT_MET, "Målet är inte uppfyllt")]


@cache
def sign_font() -> str:
    """A font that has circles that are filled in part; the tests' own has none."""
    pdfmetrics.registerFont(TTFont("parted-signs", BytesIO(pymupdf_fonts.fontbuffers["cascadia"]())))
    return "parted-signs"


def sign(x: float, top: float, char: str, colour: str = "#0b5d78") -> Draw:
    def draw(canvas: Canvas, height: float) -> None:
        canvas.setFillColor(HexColor(colour))
        canvas.setFont(sign_font(), 12)
        canvas.drawString(x, height - top - 10, char)

    return draw


def legend(top: float, entries: Sequence[tuple[str, str]] = SIGNS) -> list[Draw]:
    parts: list[Draw] = []
    for i, (char, meaning) in enumerate(entries):
        parts += [sign(50 + 165 * i, top, char), text(66 + 165 * i, top, meaning, 9)]
    return parts


def boxed_goal(top: float, goal: str, char: str) -> list[Draw]:
    shade = box(50, top, 545, top + 36, fill="#e4f0f3", stroke=None, round_corners=False)
    told = text(50, top + 46, WHY, 9.5, width=490)
    return [shade, text(58, top + 4, "Nämndens mål", 8, True), text(58, top + 17, goal, 11, True),
            sign(525, top + 11, char), told]  # fmt: skip


def test_signs_in_one_colour_judge_by_their_shape_where_a_legend_explains_them(tmp_path: Path) -> None:
    goals = ["Alla barn ska kunna simma", "Alla bryggor ska vara hela", "Alla båtar ska ha plats"]
    page = [text(50, 40, "Måluppföljning", 18, True), text(50, 70, WHY, 9.5, width=490), *legend(90)]
    page += [text(50, 120, "Fullmäktiges mål 2: Havet ska vara nära för alla som bor här, varje dag", 12.5, True)]
    for number, (goal, (char, _)) in enumerate(zip(goals, SIGNS, strict=True)):
        page += boxed_goal(150 + 90 * number, goal, char)
    title = [text(50, 100, "Bokslut 2031", 26, True), text(50, 160, " ".join([WHY] * 6), 9.5, width=490)]
    found = typed(drawn(tmp_path, title, page))
    assert judged(found)[0][1:] == (None, None)
    assert judged(found)[1:] == [
        (goal, meaning, code)
        for goal, (_, meaning), code in zip(goals, SIGNS, ["met", "partly_met", "not_met"], strict=True)
    ]


@pytest.mark.parametrize(
    "entries",
    [
        [(MET, "Målet är uppfyllt"), (MET, "Målet är inte uppfyllt")],  # bullets of a list
        [(MET, "Skolor i centrum"), (NOT_MET, "Skolor utanför centrum")],  # the legend of a map
        [(MET, "Målet är uppfyllt"), (NOT_MET, "Målet är uppfyllt")],
    ],
)
def test_signs_that_are_not_surely_explained_judge_nothing(entries: Sequence[tuple[str, str]], tmp_path: Path) -> None:
    assert find_sign_legend(draw_pages(tmp_path, [legend(90, entries)], A4)) == {}


# ------------------------------------------------------------------ dots, colours and answers in tables


def test_a_dot_before_a_name_of_two_lines_judges_its_row(tmp_path: Path) -> None:
    """The second line begins under the dot."""
    colours = [(GREEN, "Målet nås"), (YELLOW, "Målet nås delvis"), (RED, "Målet nås inte")]
    page = [text(50, 40, "Uppföljning", 18, True)]
    for i, (colour, meaning) in enumerate(colours):
        page += [dot(50 + 120 * i, 80, colour), text(64 + 120 * i, 78, meaning, 9)]
    heads = [(52, "Indikator"), (280, "Utfall 2030"), (380, "Mål 2031")]
    page += [text(x, 116, head, 9, True) for x, head in heads]
    names = ["Båtplatser som är\nupptagna hela sommaren", "Badande barn", "Bryggor som är besiktigade\nunder våren"]
    for row, (name, (colour, _)) in enumerate(zip(names, colours, strict=True)):
        first, _, second = name.partition("\n")
        top = 140 + 34 * row
        page += [line(top - 6), dot(52, top + 1, colour), text(64, top, first, 9), text(52, top + 11, second, 9)]
        page += [text(280, top, str(70 + row), 9), text(380, top, str(80 + row), 9)]
    found = typed(drawn(tmp_path, [*page, line(134 + 34 * 3)]))
    assert [(i.name, i.assessment_code) for i in found.indicators] == [
        ("Båtplatser som är upptagna hela sommaren", "met"),
        ("Badande barn", "partly_met"),
        ("Bryggor som är besiktigade under våren", "not_met"),
    ]


def dot(x: float, top: float, fill: str) -> Draw:
    def draw(canvas: Canvas, height: float) -> None:
        canvas.setFillColor(HexColor(fill))
        canvas.circle(x + 4, height - top - 4, 4, stroke=0, fill=1)

    return draw


def line(top: float) -> Draw:
    return box(50, top, 480, top + 0.7, fill="#000000", stroke=None, round_corners=False)


COLOURED = [
    ["Nämndens mål", "Bedömning", "Mått", "Utfall 2030", "Målvärde 2031"],
    ["Alla barn ska kunna simma", "Gul", "Simkunniga barn", "88 %", "90 %"],
    ["", "", "Simskolor", "12", "14"],
    ["Alla bryggor ska vara hela", "Grön", "Besiktigade bryggor", "30", "30"],
]
SPANS = [((0, 1), (0, 2)), ((1, 1), (1, 2))]


@pytest.mark.parametrize(
    ("told", "codes"),
    [
        ("Grön = målet bedöms nås, Gul = målet bedöms nås delvis, Röd = målet bedöms inte nås.", ["partly_met", "met"]),
        ("Färgerna visar hur det går.", [None, None]),
    ],
)
def test_the_name_of_a_colour_judges_a_goal_as_the_text_explains_it(
    told: str, codes: list[str | None], tmp_path: Path
) -> None:
    title = paragraph("Tertialrapport 1 2031", "title")
    measures = table(COLOURED, [130, 60, 120, 80, 90], spans=SPANS)
    found = published(tmp_path, title, *prose(3), paragraph("Måluppföljning", "h1"), told, measures)
    assert [g.assessment for g in found.goals] == ["Gul", "Grön"]
    assert [g.assessment_code for g in found.goals] == codes


# ------------------------------------------------------------------ years and cards


def values(found: Extraction) -> list[IndicatorValue]:
    return sorted(found.values, key=lambda v: (v.year or 0, v.value_type))


def measured(*heads: str) -> Flowable:
    rows = [["Indikator", *heads], ["Badande barn", *[str(40 + i) for i in range(len(heads))]]]
    return table(rows, [120, *[70] * len(heads)])


@pytest.mark.parametrize(
    ("title", "heads", "doubted"),
    [
        ("Årsredovisning 2031", ["2029", "2030", "2031", "Mål 2031"], []),
        ("Årsredovisning 2031", ["Mål 2031", "2030", "2031"], []),
        ("Delårsrapport 2031", ["2029", "2030", "2031", "Mål 2031"], [2031]),  # the year goes on
        ("Verksamhetsplan 2031", ["2029", "2030", "2031", "Mål 2032"], [2029, 2030, 2031]),
        ("Årsredovisning 2031", ["2029", "2030", "2031"], [2029, 2030, 2031]),  # nothing says what is meant
        ("Årsredovisning 2031", ["2030", "2031", "Utfall 2031", "Mål 2031"], [2031]),  # two for one year
        ("Årsredovisning 2031", ["2029", "2030", "Mål 2034"], [2029, 2030]),  # perhaps steps on the way
    ],
)
def test_what_stands_under_bare_years_of_a_report_beside_a_target_is_no_guess(
    title: str, heads: list[str], doubted: list[int], tmp_path: Path
) -> None:
    found = published(tmp_path, paragraph(title, "title"), TOWN, *prose(4), GOAL, measured(*heads))
    unsure = {v.year for v in values(found) if "value-type-inferred" in v.flags}
    assert unsure == set(doubted)


def test_a_year_in_which_nothing_was_measured_keeps_its_cells(tmp_path: Path) -> None:
    rows = [["Indikator", "2029", "2030", "2031", "Mål 2031"]]
    rows += [["Badande barn", "40", "–", "42", "50"], ["Nöjda gäster", "71", "–", "73", "75"]]
    found = published(tmp_path, REPORT, TOWN, *prose(4), GOAL, table(rows, [120, 60, 60, 60, 80]))
    empty = [v for v in found.values if v.year == 2030]
    assert [(v.value_type, v.value, v.raw) for v in empty] == [("outcome", None, "–"), ("outcome", None, "–")]


def test_a_card_that_is_tagged_as_a_table_has_its_name_over_it(tmp_path: Path) -> None:
    at = (60, 160, 260)
    labels = [Cell(words, x, 200) for words, x in zip(("Utfall 2030", "Utfall 2031", "Target 2031"), at, strict=True)]
    numbers = [Cell(words, x, 213) for words, x in zip(("68", "71", "75"), at, strict=True)]
    name = [Cell("Badande barn (%)", 60, 187, "Artifact")]
    found = read_plan(write_tagged(tmp_path / "a.pdf", [labels, numbers], name))
    assert [i.name for i in found.indicators] == ["Badande barn (%)"]
    assert [(c.role, c.year, c.text) for c in found.indicators[0].cells] == [
        ("outcome", 2030, "68"),
        ("outcome", 2031, "71"),
        ("target", 2031, "75"),
    ]


# ------------------------------------------------------------------ what serves what


def test_a_higher_goal_right_under_the_heading_of_a_goal_is_what_it_serves(tmp_path: Path) -> None:
    found = published(
        tmp_path,
        REPORT,
        *prose(4),
        paragraph("Nämndmål 1: Alla barn kan simma", "h2"),
        "Kommunfullmäktiges mål: Ett liv nära havet",
        "Måluppfyllelse: Delvis uppfyllt",
        WHY,
        paragraph("Nämndmål 2: Alla bryggor är hela", "h2"),
        WHY,
        "Kommunfullmäktiges mål: Trygga hamnar",
    )
    goals = {g.title: g for g in found.goals}
    served = {g.goal_id: g.title for g in found.goals}
    first, second = goals["Alla barn kan simma"], goals["Alla bryggor är hela"]
    assert served.get(first.parent_goal_id or "") == "Ett liv nära havet"
    assert (first.assessment_code, first.description) == ("partly_met", WHY)
    assert goals["Ett liv nära havet"].assessment is None
    assert second.parent_goal_id is None  # text stands between


def side_box(x: float, top: float, *lines: str) -> list[Draw]:
    shade = box(x, top, 545, top + 14 + 12 * len(lines), fill="#f2f2ee", stroke=None, round_corners=False)
    return [shade, *(text(x + 8, top + 6 + 12 * i, words, 8, i == 0) for i, words in enumerate(lines))]


@pytest.mark.parametrize(
    ("numbered", "linked"),
    [
        (["3. God hälsa och välbefinnande", "14. Hav och marina resurser"], 2),
        (["3. Bryggor och bad", "14. Båtar och segel"], 0),  # no goals of Agenda 2030
    ],
)
def test_a_box_at_the_side_links_the_goal_it_stands_beside_to_agenda_2030(
    numbered: list[str], linked: int, tmp_path: Path
) -> None:
    title = [text(50, 100, "Årsredovisning 2031", 26, True), text(50, 160, " ".join([WHY] * 6), 9.5, width=490)]
    page = [text(50, 60, "Fokusområde Livet vid havet", 14, True), text(50, 90, WHY, 10, width=290)]
    page += side_box(370, 86, "Agenda 2030", "Området bidrar till de globala målen", *numbered)
    page += [text(50, 180, "Mål", 8, True), text(50, 190, "Fler lär sig simma", 12, True)]
    page += [text(50, 215, " ".join([WHY] * 6), 9.5, width=490)]
    found = typed(drawn(tmp_path, title, page))
    area = next(g for g in found.goals if g.title == "Livet vid havet")
    texts = [(a.goal_id, a.framework, a.text) for a in found.alignments]
    assert texts == [(area.goal_id, "Agenda 2030", words.partition(" ")[2]) for words in numbered[:linked]]


# ------------------------------------------------------------------ assignments that are reported


def indented(words: str) -> Flowable:
    return Paragraph(words, ParagraphStyle("indented", parent=style("body"), leftIndent=14))


def test_a_status_at_the_margin_below_a_list_is_no_status_of_its_last_item(tmp_path: Path) -> None:
    more = [GOAL, WHY, paragraph("Aktiviteter", "bold"), bullet("Bygga en ny badbrygga"), "Status: Delvis uppfyllt"]
    found = published(tmp_path, REPORT, *prose(4), *more)
    assert [g.assessment for g in found.goals] == ["Delvis uppfyllt"]
    assert [(a.action, a.status) for a in found.actions] == [("Bygga en ny badbrygga", None)]


def test_a_line_under_a_reported_assignment_tells_its_status(tmp_path: Path) -> None:
    found = published(
        tmp_path,
        REPORT,
        *prose(4),
        GOAL,
        WHY,
        paragraph("Redovisning av uppdrag", "h1"),
        "Här redovisas de uppdrag som kommunfullmäktige gav nämnden i budget 2031.",
        bullet("Bygga en ny badbrygga"),
        indented("Status: Pågår. Upphandlingen är klar och bygget börjar i maj."),
        bullet("Utreda en bastu vid havet"),
        indented("Status: Ej påbörjat. Uppdraget väntar på detaljplanen."),
    )
    assert [(a.assignment, a.assigned_by, a.status) for a in found.actions] == [
        ("Bygga en ny badbrygga", "council", "Pågår"),
        ("Utreda en bastu vid havet", "council", "Ej påbörjat"),
    ]
    assert [g.assessment for g in found.goals] == [None]


def test_the_mark_of_a_board_tells_who_gave_an_assignment(tmp_path: Path) -> None:
    rows = [["Uppdrag", "Från", "Ansvarig", "Status"], ["Bygga en brygga", "HBN", "Hamnchef", "Pågår"]]
    rows += [["Utreda en bastu", "KF", "Badchef", "Avslutat"]]
    header = ["Uppdrag", "Uppdrag från", "Ansvarig", "Status"]
    found = published(tmp_path, REPORT, *prose(4), table([header, *rows[1:]], [160, 80, 80, 80]))
    assert [a.assigned_by for a in found.actions] == ["committee", "council"]


# ------------------------------------------------------------------ headings and titles


def test_a_vision_in_a_box_heads_no_section(tmp_path: Path) -> None:
    title = [text(50, 100, "Årsredovisning 2031", 26, True), text(50, 160, " ".join([WHY] * 6), 9.5, width=490)]
    shade = box(50, 90, 545, 150, fill="#e8f0ec", stroke=None, round_corners=False)
    page = [text(50, 50, "Vision och mål", 22, True), shade, text(70, 98, "VISION 2035", 8, True)]
    page += [text(70, 112, "Havet är vårt gemensamma hem", 18, True), text(50, 170, "Så läser du rapporten", 14, True)]
    page += [text(50, 195, " ".join([WHY] * 6), 9.5, width=490)]
    raw = drawn(tmp_path, title, page)
    assert [g.title for g in raw.goals if g.goal_type == "vision"] == ["Havet är vårt gemensamma hem"]
    assert [(h.title, h.level) for h in raw.headings] == [("Vision och mål", 1), ("Så läser du rapporten", 2)]


def test_the_title_again_and_the_heading_of_a_legend_head_no_section(tmp_path: Path) -> None:
    colophon = [PageBreak(), *prose(2), paragraph("Årsredovisning 2031", "h3"), *prose(1)]
    rest = [paragraph("Måluppföljning", "h1"), *prose(2), paragraph("Teckenförklaring", "h3"), *prose(1)]
    found = read(tmp_path, REPORT, *prose(2), *colophon, *rest)
    assert [h.title for h in found.headings] == ["Måluppföljning"]


@pytest.mark.parametrize("before", [(), (PageBreak(),)], ids=["on the first page", "further on"])
def test_a_chapter_named_as_the_document_is_no_title_again(before: tuple[Flowable, ...], tmp_path: Path) -> None:
    chapters = ["Inledning", "Årsredovisning 2031", "Ekonomi"]
    story = [part for chapter in chapters for part in (paragraph(chapter, "h1"), *prose(1))]
    assert [h.title for h in read(tmp_path, REPORT, *prose(2), *before, *story).headings] == chapters


def test_columns_about_a_whole_project_are_no_lines_of_the_year(tmp_path: Path) -> None:
    rows = [["", "Årets investeringar", "", "Hela projektet", ""]]
    rows += [["Projekt", "Budget 2031", "Utfall 2031", "Total budget", "Ack. utfall"]]
    rows += [["Ny brygga", "4 000", "3 900", "9 000", "8 700"], ["Bastu", "1 000", "800", "2 500", "2 100"]]
    spans = [((1, 0), (2, 0)), ((3, 0), (4, 0))]
    money = table(rows, [120, 80, 80, 80, 80], head=2, spans=spans)
    found = published(tmp_path, REPORT, *prose(4), paragraph("Investeringar, tkr", "bold"), money)
    assert [line.amount_raw for line in found.budget_lines] == ["4 000", "3 900", "1 000", "800"]


@pytest.mark.parametrize(
    ("lines", "assessment"),
    [
        (("Målet är uppfyllt", "Målet är delvis uppfyllt", "Målet är inte uppfyllt"), None),
        (("Teckenförklaring", "Målet är uppfyllt"), None),
        (("Målet är delvis uppfyllt.",), "delvis uppfyllt"),
    ],
    ids=["lines of a legend", "under its heading", "a judgement"],
)
def test_lines_that_explain_marks_judge_no_goal(lines: Sequence[str], assessment: str | None, tmp_path: Path) -> None:
    found = published(tmp_path, REPORT, TOWN, *prose(3), GOAL, paragraph(WHY), *map(paragraph, lines))
    assert [goal.assessment for goal in found.goals] == [assessment]


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("MBN", "committee"),
        ("BUN 2031-02-03", "committee"),
        ("MBN § 45", "committee"),
        ("FN:s barnkonvention", None),
        ("LÄN", None),
        ("KSN-2031-00123", None),
        ("EN trygg hamn", None),
    ],
)
def test_only_a_mark_alone_or_with_a_date_is_a_boards(text: str, by: str | None) -> None:
    assert given_by(text) == by
