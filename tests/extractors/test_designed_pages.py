"""Pages as designers set them: charts by tables, chips, numbers in circles, cards under an area, labelled boxes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from drawings import A4, SLIDE, Draw, box, draw_pages, line, text
from papers import Spacer, prose, read, table, texts_of
from papers import text as paragraph
from reportlab.pdfbase.pdfmetrics import stringWidth

from extractors import read_plan
from extractors.document import read_print
from extractors.families.goals import read_goal_label
from extractors.families.slides import read_slides
from extractors.furniture import find_furniture, read_edges
from pipeline.normalise import normalise
from pipeline.records import RawDocument, SourceDocument

RUNNING = "Kommunen planerar sitt arbete för flera år i taget och följer upp det tillsammans med invånarna varje höst."
COVER = [text(60, 300, "Strategisk plan 2031", 30, True), text(60, 700, "Habo kommun", 12)]


def drawn(folder: Path, *pages: Sequence[Draw]) -> RawDocument:
    draw_pages(folder, pages, A4)
    return read_plan(folder / "drawn.pdf")


def titles(found: RawDocument) -> list[str]:
    return [heading.title for heading in found.headings]


# ------------------------------------------------------------------ a chart over a table


def measures(top: float) -> list[Draw]:
    xs = (56, 240, 300, 360, 420)
    rows = [("Indikator", "2029", "2030", "2031", "Mål 2031"), ("Trygga elever", "71 %", "76 %", "81 %", "80 %")]
    rows.append(("Lån per invånare", "5,3", "5,2", "5,0", "5,2"))
    cells = [text(x, top + 5 + 19 * r, w, 8) for r, row in enumerate(rows) for x, w in zip(xs, row, strict=True)]
    rules = [line((50, top + 19 * n), (480, top + 19 * n)) for n in (2, 3)]
    return [box(50, top, 480, top + 19, fill="#dde5ea", stroke=None, round_corners=False), *cells, *rules]


def test_the_years_under_a_chart_on_a_panel_are_no_header_of_the_table_below_it(tmp_path: Path) -> None:
    panel = box(320, 100, 480, 250, fill="#f4efe8", stroke=None, round_corners=False)
    bars = [box(340 + 50 * n, 160, 365 + 50 * n, 230, fill="#8fa7b1", stroke=None) for n in range(3)]
    years = [text(342 + 50 * n, 236, year, 8) for n, year in enumerate(("2029", "2030", "2031"))]
    beside = text(50, 120, RUNNING * 2, 10, width=240)
    found = drawn(tmp_path, COVER, [panel, *bars, *years, beside, *measures(258)])
    (shown,) = found.tables
    assert shown.family == "indicators"
    assert texts_of(shown)[0] == ["Indikator", "2029", "2030", "2031", "Mål 2031"]


# ------------------------------------------------------------------ headings


def on_panel(folder: Path, words: str, size: float = 12, bottom: float = 310) -> RawDocument:
    """A page with a panel of colour, words in it, and a table under these, to which the panel may reach."""
    panel = box(40, 160, 500, bottom, fill="#e3f1ef", stroke=None, round_corners=False)
    told = [text(50, 60, "Så styrs vi", 18, True), text(50, 100, RUNNING * 3, 10, width=450)]
    after = text(50, 400, RUNNING * 3, 10, width=450)
    return drawn(folder, COVER, [*told, panel, text(50, 200, words, size, True), *measures(232), after])


def test_a_goal_on_a_panel_that_holds_the_table_of_its_measures_heads_a_section(tmp_path: Path) -> None:
    found = on_panel(tmp_path, "Inriktningsmål 1: Alla barn lär sig läsa")
    assert titles(found) == ["Så styrs vi", "Inriktningsmål 1: Alla barn lär sig läsa"]
    assert [(goal.number, goal.title) for goal in found.goals] == [("1", "Alla barn lär sig läsa")]
    assert {indicator.goal for indicator in found.indicators} == {found.goals[0].key}


@pytest.mark.parametrize(
    ("words", "size", "bottom"),
    [
        ("Inriktningsmål 1: Alla barn lär sig läsa", 12, 228),  # a box that holds text alone
        ("Inriktningsmål 1: Alla barn lär sig läsa", 10, 310),  # no larger than the text
        ("Kommunen i siffror", 12, 310),
    ],
)
def test_other_words_on_a_panel_head_none(words: str, size: float, bottom: float, tmp_path: Path) -> None:
    assert titles(on_panel(tmp_path, words, size, bottom)) == ["Så styrs vi"]


def test_a_bold_line_that_judges_a_goal_is_no_heading(tmp_path: Path) -> None:
    goal = paragraph("Övergripande mål 1: Hamnen är öppen för alla", "h2")
    judged = paragraph("Bedömning: Delvis uppfyllt", "bold")
    other = paragraph("Bedömning: så gör vi", "bold")
    found = read(
        tmp_path, paragraph("Årsredovisning 2031", "title"), *prose(6), goal, judged, *prose(3), other, *prose(3)
    )
    assert "Bedömning: Delvis uppfyllt" not in titles(found)
    assert "Bedömning: så gör vi" in titles(found)
    assert [g.assessment for g in found.goals] == ["Delvis uppfyllt"]


@pytest.mark.parametrize(
    ("name", "office", "is_heading"),
    [
        ("Maja Ek-Lund", "Kommunstyrelsens ordförande", False),
        ("Maja Ek-Lund", "Hon har arbetat i kommunen sedan 2019 och trivs med det.", True),
        ("Trygga skolor och torg", "Kommunstyrelsens ordförande", True),
    ],
)
def test_the_name_of_who_signs_a_text_is_no_heading(name: str, office: str, is_heading: bool, tmp_path: Path) -> None:
    parts = [paragraph("Förord", "h1"), *prose(6), Spacer(1, 8), paragraph(name, "bold"), paragraph(office)]
    found = read(tmp_path, paragraph("Budget 2031", "title"), *parts, *prose(6))
    assert (name in titles(found)) is is_heading


def test_small_bold_print_over_a_chart_is_its_caption(tmp_path: Path) -> None:
    chart = [text(50, 300, "Invånare efter ålder", 9, True)]
    for n, (label, value) in enumerate((("0–5 år", "472"), ("6–15 år", "1 048"), ("16–64 år", "5 011"))):
        chart += [text(50, 316 + 17 * n, label, 8), text(150 + 30 * n, 316 + 17 * n, value, 8)]
    told = [text(50, 60, "Omvärld", 16, True), text(50, 90, RUNNING * 4, 10, width=480), *chart]
    assert titles(drawn(tmp_path, COVER, [*told, text(50, 400, RUNNING * 4, 10, width=480)])) == ["Omvärld"]


LISTED = ("Så styrs vi", "Trygga Habo", "Gröna Habo", "Ekonomi i stort")


def chaptered(folder: Path, indent: float) -> list[tuple[str, int]]:
    entries = [
        text(50 + (indent if n == 3 else 0), 90 + 14 * n, f"{title} {'.' * 50} {n + 2}", 10)
        for n, title in enumerate(LISTED)
    ]
    told = text(50, 130, RUNNING * 4, 10, width=480)
    pages = [[text(50, 60, title, 30 if "Habo" in title else 16, True), told] for title in LISTED]
    found = drawn(folder, COVER, [text(50, 60, "Innehåll", 16, True), *entries], *pages)
    return [(heading.title, heading.level) for heading in found.headings]


def test_a_list_of_contents_tells_the_level_where_pages_of_areas_are_set_larger(tmp_path: Path) -> None:
    assert chaptered(tmp_path, 0) == [(title, 1) for title in LISTED]
    assert dict(chaptered(tmp_path, 12))["Ekonomi i stort"] == 2  # print and indent agree


# ------------------------------------------------------------------ areas with a number and a label


def area(
    top: float, number: int, name: str, goals: Sequence[str], chips: Sequence[str], lower: float = 0
) -> list[Draw]:
    bars = [text(78, top + 104 + 24 * n, f"{number}.{n + 1} {goal}", 10) for n, goal in enumerate(goals)]
    after, x, rows = top + 110 + 24 * len(goals), 180.0, lower
    shown: list[Draw] = []
    for n, chip in enumerate(chips):
        if n == 2:
            x, rows = 76.0, 20.0
        wide = stringWidth(chip, "Helvetica", 8)
        shown += [box(x - 4, after + rows, x + 4 + wide, after + rows + 13, stroke="#803050")]
        shown.append(text(x, after + rows, chip, 8))
        x += wide + 10
    return [
        text(142, top, "Fokusområde", 8.5, True),
        text(93, top + 12, str(number), 22, True),
        text(142, top + 22, name, 21, True),
        text(70, top + 56, "Vi arbetar nära varandra och med föreningar, företag och grannar i hela bygden.", 11),
        text(70, top + 82, "Inriktningsmål", 10, True),
        *bars,
        text(70, after, "Bidrar till Agenda 2030:", 8.5, True),
        *shown,
    ]


FRAME = [text(70, 60, "Så arbetar vi", 22, True), text(70, 100, RUNNING * 6, 10, width=450)]
REST = [
    part
    for n in range(4)
    for part in (text(70, 60 + 150 * n, f"Del {n} om planen", 22, True), text(70, 100 + 150 * n, RUNNING, 10))
]


def plan_of_areas(folder: Path) -> RawDocument:
    first = ["God hälsa och välbefinnande", "Jämställdhet", "Minskad ojämlikhet"]
    return drawn(
        folder,
        COVER,
        FRAME,
        [
            *area(86, 1, "Ett tryggt liv", ["Barn växer upp i trygghet", "Torgen är trygga"], first),
            *area(500, 2, "En växande bygd", ["Det byggs i alla delar"], ["Hållbara städer och samhällen"], 5),
        ],
        [
            *area(86, 3, "Levande natur", ["Sjöarna mår bra"], ["Hav och marina resurser"]),
            *area(530, 4, "En modig organisation", ["Medarbetare stannar och trivs"], []),
        ],
        REST,
    )


def test_a_label_that_pages_set_alike_repeat_is_no_running_header(tmp_path: Path) -> None:
    goals = plan_of_areas(tmp_path).goals
    areas = {g.key: (g.number, g.title) for g in goals if g.goal_type == "focus_area"}
    expected = ["Ett tryggt liv", "En växande bygd", "Levande natur", "En modig organisation"]
    assert list(areas.values()) == [(str(n + 1), title) for n, title in enumerate(expected)]
    below = [areas[g.parent][0] for g in goals if g.parent is not None]
    assert below == ["1", "1", "2", "3", "4"]


def test_names_of_agenda_goals_beside_their_label_are_links_of_the_area(tmp_path: Path) -> None:
    found = plan_of_areas(tmp_path)
    area_of = {g.key: g.number for g in found.goals}
    assert [(area_of[link.goal], link.text) for link in found.alignments] == [
        ("1", "God hälsa och välbefinnande"),
        ("1", "Jämställdhet"),
        ("1", "Minskad ojämlikhet"),
        ("2", "Hållbara städer och samhällen"),
        ("3", "Hav och marina resurser"),
    ]


def test_a_running_header_that_the_text_says_once_too_is_left_out(tmp_path: Path) -> None:
    pages = [[text(60, 36, "Habo kommun", 9), text(60, 120, RUNNING * 6, 10, width=450)] for _ in range(6)]
    pages[2].append(text(60, 400, "Habo kommun", 9))
    draw_pages(tmp_path, pages, A4)
    layouts = read_print(tmp_path / "drawn.pdf").pages
    left_out = find_furniture(read_edges(layouts), {})
    assert all(len(left_out[page.number]) == 2 for page in layouts)


def test_large_numbers_that_count_the_pages_are_left_out(tmp_path: Path) -> None:
    pages = [[text(500, 85, str(n + 1), 20, True), text(60, 120, RUNNING * 6, 10, width=450)] for n in range(6)]
    draw_pages(tmp_path, pages, A4)
    layouts = read_print(tmp_path / "drawn.pdf").pages
    assert all(len(boxes) == 1 for boxes in find_furniture(read_edges(layouts), {}).values())


def test_a_picture_of_the_levels_under_a_heading_is_no_goal(tmp_path: Path) -> None:
    levels = ["Målbild", "Fokusområden", "Nämndernas verksamhetsplaner"]
    pyramid: list[Draw] = []
    for n, level in enumerate(levels):
        band = box(230 - 40 * n, 206 + 28 * n, 370 + 40 * n, 228 + 28 * n, fill="#a0b0c8", stroke=None)
        pyramid += [band, text(270 - 25 * n, 212 + 28 * n, level, 9, True)]
    page = [
        *FRAME,
        text(70, 188, "Så hänger alltihop ihop", 12, True),
        *pyramid,
        text(70, 320, RUNNING * 3, 10, width=450),
    ]
    found = drawn(tmp_path, COVER, page)
    assert found.goals == ()
    assert "Nämndernas verksamhetsplaner" not in titles(found)


@pytest.mark.parametrize(
    ("printed", "goal_type"),
    [("Målbild 2035", "vision"), ("Målbild", "sub_goal"), ("Målbild 2035: Alla barn läser", "sub_goal")],
)
def test_a_picture_of_the_future_with_a_year_alone_is_a_vision(printed: str, goal_type: str) -> None:
    label = read_goal_label(printed, heading=True)
    assert label is not None and label.goal_type == goal_type


TERMS = [
    ["Målbild", "Hur det ska vara."],
    ["Fokusområde", "Ett område där vi vill mer."],
    ["Nämndmål", "Det som nämnden vill nå."],
    ["Indikator", "Ett mått som visar vägen."],
]


@pytest.mark.parametrize(("heading", "measure"), [("Begrepp", "Andel nöjda"), ("Så styrs vi", "Ett mått som visar")])
def test_what_words_mean_states_no_goals_and_no_measures(heading: str, measure: str, tmp_path: Path) -> None:
    rows = [*TERMS[:3], ["Indikator", measure]]
    parts = [paragraph("Plan 2031", "title"), *prose(6), paragraph(heading, "h2"), table(rows, [100, 300], head=0)]
    found = read(tmp_path, *parts, *prose(3))
    assert (found.goals, found.indicators) == ((), ())


@pytest.mark.parametrize("measure", ["Andel som läser", "Den upplevda lusten att läsa"])
def test_the_same_rows_with_a_measure_are_a_card(measure: str, tmp_path: Path) -> None:
    rows = [["Fokusområde", "En trygg skola"], ["Nämndmål", "Alla barn läser"], ["Indikator", measure]]
    rows.append(["Utfall 2030", "86 %"])
    parts = [paragraph("Plan 2031", "title"), *prose(6), paragraph("Skola", "h2"), table(rows, [100, 300], head=0)]
    assert [i.name for i in read(tmp_path, *parts, *prose(3)).indicators] == [measure]


# ------------------------------------------------------------------ two goals in cards under an area


def card(x: float, number: int, goal: str, measure: str, text_lines: int) -> list[Draw]:
    body = text(x + 11, 250, RUNNING[: 45 * text_lines], 9.5, width=220)
    top = 265 + 12 * text_lines
    cells = [(x + 11, "Indikator"), (x + 120, "Utfall 2030"), (x + 180, "Mål 2031")]
    head = [text(cx, top + 5, words, 7, True) for cx, words in cells]
    row = [text(cx, top + 23, w, 7) for (cx, _), w in zip(cells, (measure, "84", "90"), strict=True)]
    bands = [box(x + 8, top, x + 236, top + 18, fill="#9cc", stroke=None, round_corners=False)]
    bands.append(box(x + 8, top + 18, x + 236, top + 36, fill="#fff", stroke=None, round_corners=False))
    label, title = text(x + 11, 194, f"MÅL {number}", 8.5, True), text(x + 11, 212, goal, 12, True, width=225)
    return [box(x, 183, x + 244, top + 46, fill="#e3f1f0", stroke=None), label, title, body, *bands, *head, *row]


def page_of(area: str, number: int, goals: tuple[str, str]) -> list[Draw]:
    band = box(0, 0, 595, 167, fill="#8cc", stroke=None, round_corners=False)
    cards = [
        *card(42, number, goals[0], f"Mått {number}", 3),
        *card(309, number + 1, goals[1], f"Mått {number + 1}", 2),
    ]
    asked = text(42, 729, "Uppdrag från kommunfullmäktige inom målområdet", 11, True)
    return [band, text(66, 70, area, 30, True), *cards, asked, text(42, 745, f"• Ta fram en plan för {area}", 9.5)]


def test_goals_in_cards_keep_their_tables_and_what_stands_below_them_is_the_areas(tmp_path: Path) -> None:
    told = "Visionen bryts ned i två målområden med sammanlagt fyra mål, som gäller i tre år."
    found = drawn(
        tmp_path,
        COVER,
        [text(50, 60, "Så styrs vi", 16, True), text(50, 90, f"{told} {RUNNING * 4}", 9.5, width=480)],
        page_of("Leva i bygden", 1, ("Alla barn når målen i skolan", "Äldre känner sig trygga hemma")),
        page_of("Växa i bygden", 3, ("Företagen trivs och växer här", "Det finns tomter överallt")),
    )
    named = {g.key: g.title for g in found.goals}
    assert [g.title for g in found.goals if g.goal_type == "goal_area"] == ["Leva i bygden", "Växa i bygden"]
    assert [g.parent and named[g.parent] for g in found.goals if g.number] == [
        *["Leva i bygden"] * 2,
        *["Växa i bygden"] * 2,
    ]
    assert {i.name: i.goal and named[i.goal] for i in found.indicators} == {
        "Mått 1": "Alla barn når målen i skolan",
        "Mått 2": "Äldre känner sig trygga hemma",
        "Mått 3": "Företagen trivs och växer här",
        "Mått 4": "Det finns tomter överallt",
    }
    assert [a.goal and named[a.goal] for a in found.actions] == ["Leva i bygden", "Växa i bygden"]


def test_what_stands_right_under_the_last_of_two_columns_of_goals_is_its_own(tmp_path: Path) -> None:
    page: list[Draw] = [text(60, 50, "Leva i bygden", 20, True)]
    for x, n, goal, indent in ((60, 1, "Barn läser", 0), (320, 2, "Alla är trygga", 130)):
        page += [text(x, 100, f"Mål {n} {goal}", 12, True), text(x, 140, RUNNING * 2, 9, width=210)]
        page += [text(x + indent, 230, "Aktiviteter", 10, True), text(x + indent, 246, f"• Bygg brygga {n}", 9)]
    found = drawn(tmp_path, COVER, FRAME, page)
    named = {g.key: g.title for g in found.goals}
    assert {(a.action, a.goal and named[a.goal]) for a in found.actions} == {
        ("Bygg brygga 1", "Barn läser"),
        ("Bygg brygga 2", "Alla är trygga"),
    }


# ------------------------------------------------------------------ facts on a cover


def test_a_label_that_is_not_known_is_no_value_of_the_label_beside_it(tmp_path: Path) -> None:
    grid = [("Dokumentägare", "Kommunchef"), ("Gäller för", "Samtliga nämnder"), ("Ersätter", "Plan 2030")]
    cover = [*COVER]
    for n, (label, value) in enumerate(grid):
        cover += [text(60 + 150 * n, 600, label, 9, True), text(60 + 150 * n, 612, value, 9)]
    facts = {fact.name: fact.text for fact in drawn(tmp_path, cover, FRAME).facts}
    assert facts["document_owner"] == "Kommunchef"


def test_a_value_as_bold_as_its_label_is_no_label(tmp_path: Path) -> None:
    rows = [("Dokumentägare", "Kommunchef"), ("Beslutad av", "Kommunfullmäktige")]
    cover = [*COVER, text(60, 638, "Ersätter tidigare plan", 9)]
    for n, (label, value) in enumerate(rows):
        cover += [text(60, 600 + 26 * n, label, 9, True), text(180, 600 + 26 * n, value, 9, True)]
    facts = {fact.name: fact.text for fact in drawn(tmp_path, cover, FRAME).facts}
    assert (facts["document_owner"], facts["decided_by"]) == ("Kommunchef", "Kommunfullmäktige")


# ------------------------------------------------------------------ slides


def labelled_box(x: float, label: str, words: str, sizes: tuple[float, float] = (12, 19)) -> list[Draw]:
    frame = box(x, 110, x + 400, 200, fill="#ffd9b0")
    return [frame, text(x + 12, 120, label, sizes[0]), text(x + 12, 144, words, sizes[1], True, width=380)]


def deck(*boxes: Sequence[Draw]) -> list[list[Draw]]:
    names = ["En aktiv fritid", "Kultur som berör", "Natur för alla"]
    cards = [box(40 + 290 * n, 120, 300 + 290 * n, 400, head=name, size=22) for n, name in enumerate(names)]
    for n in range(3):
        cards.append(text(60 + 290 * n, 260, "Fler barn är med i föreningar" if not n else "", 15, width=220))
    title = [text(78, 174, "Mål och fokusområden 2031", 44, True), text(78, 304, "Kultur- och fritidsnämnden", 20)]
    title.append(text(78, 328, "Sammanträde 25 februari", 20))
    slides = [title, [text(64, 29, "Våra fokusområden", 30, True), *cards]]
    slides += [[text(64, 29, name, 30, True), *shown] for name, shown in zip(names, boxes, strict=False)]
    for slide in slides[1:]:
        slide.append(text(64, 515, "Kultur- och fritidsnämnden, Habo kommun", 9))
    return slides


def test_a_small_label_over_a_bold_wording_in_a_box_states_a_goal_of_the_slides_area(tmp_path: Path) -> None:
    slides = deck(
        labelled_box(50, "Nämndmål", "Fler barn är med i föreningar"), labelled_box(50, "Nämndmål", "Alla läser hemma")
    )
    draw_pages(tmp_path, slides, SLIDE)
    raw = read_plan(tmp_path / "drawn.pdf")
    named = {g.key: g.title for g in raw.goals}
    assert [(g.title, g.parent and named[g.parent]) for g in raw.goals if g.goal_type == "sub_goal"] == [
        ("Fler barn är med i föreningar", "En aktiv fritid"),
    ]
    (first,) = (g for g in raw.goals if g.title == "En aktiv fritid")
    assert (first.place.page, first.description) == (3, None)
    typed = normalise(raw, SourceDocument(Path("a.pdf"), "a.pdf", "ab" * 32, 1, "ab" * 8))
    assert typed.document.organisation == "Kultur- och fritidsnämnden"


def test_a_box_that_explains_a_level_states_no_goal(tmp_path: Path) -> None:
    slides = deck(labelled_box(50, "Nämndmål", "Vad nämnden vill nå under året"))
    assert not [g for g in read_slides(draw_pages(tmp_path, slides, SLIDE)).goals if g.goal_type == "sub_goal"]
