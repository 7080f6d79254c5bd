"""Levels of goals that a heading lists, goals in boxes, signs beside goals, and whose a report is."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pymupdf_fonts
import pytest
from drawings import A4, Draw, box, draw_pages
from drawings import text as line
from papers import PageBreak, bullet, prose, published, table, text
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable

from extractors import read_plan
from extractors.families.givers import giver_in_text
from normalizers.organisations import find_organisation
from pipeline.records import Extraction, RawDocument

TITLE = text("Mål och budget 2031", "title")
MEASURES = [["Nyckeltal", "Utfall 2029", "Mål 2031"], ["Planterade träd", "70", "80"], ["Skötta parker", "4", "6"]]


def goals_under(folder: Path, heading: str, body: str) -> list[tuple[str, str, str | None]]:
    """Title, type and parent of the goals under a heading, two parts below it, and a heading under each."""
    story = [TITLE, *prose(6), text(heading, "h1"), *prose(2)]
    for part, goal in (
        ("En stad med gröna rum", "Parkerna ska vara öppna"),
        ("Ett gott åldrande", "Köer blir kortare"),
    ):
        story += [text(part, "h2"), *prose(1), text(body, "h3"), bullet(goal), table(MEASURES, [200, 90, 90])]
    found = published(folder, *story, text("Budget", "h1"), *prose(3)).goals
    titles = {goal.goal_id: goal.title for goal in found}
    return [(goal.title, goal.goal_type, titles.get(goal.parent_goal_id or "")) for goal in found]


@pytest.mark.parametrize(
    ("heading", "first"),
    [
        ("Övergripande mål, nämndmål och nyckeltal", "overarching_goal"),
        ("Inriktningsmål och nämndmål", "strategic_goal"),
    ],
)
def test_a_heading_lists_the_levels_below_it(heading: str, first: str, tmp_path: Path) -> None:
    found = goals_under(tmp_path, heading, "Parknämnden")
    assert found == [
        ("En stad med gröna rum", first, None),
        ("Parkerna ska vara öppna", "sub_goal", "En stad med gröna rum"),
        ("Ett gott åldrande", first, None),
        ("Köer blir kortare", "sub_goal", "Ett gott åldrande"),
    ]


def test_measures_under_the_goals_of_a_body_are_those_of_the_goal_above(tmp_path: Path) -> None:
    story = [text("Inriktningsmål och nämndmål", "h1"), *prose(2)]
    for part in ("En stad med gröna rum", "Ett gott åldrande"):
        story += [text(part, "h2"), *prose(1), text("Parknämnden", "h3"), bullet("Parkerna ska vara öppna")]
    found = published(tmp_path, TITLE, *prose(6), *story, table(MEASURES, [200, 90, 90]))
    titles = {goal.goal_id: goal.title for goal in found.goals}
    assert {titles.get(i.goal_id or "") for i in found.indicators} == {"Ett gott åldrande"}


def test_bullets_under_another_heading_than_a_bodys_name_are_no_goals(tmp_path: Path) -> None:
    found = goals_under(tmp_path, "Övergripande mål och nämndmål", "Bakgrund och nuläge")
    assert [goal_type for _, goal_type, _ in found] == ["overarching_goal", "overarching_goal"]


@pytest.mark.parametrize("heading", ["Mål och budget", "Nyckeltal och nämndmål", "Vision och övergripande mål"])
def test_a_heading_that_lists_other_things_tells_of_no_levels(heading: str, tmp_path: Path) -> None:
    assert goals_under(tmp_path, heading, "Parknämnden") == []


def test_headings_under_strategic_areas_are_these(tmp_path: Path) -> None:
    goals = [["Mål", *MEASURES[0]], ["Alla ska ha nära till en park", *MEASURES[1]]]
    story = [text("Strategiska målområden 2031–2033", "h1"), *prose(2)]
    for part in ("Grön stad", "Trygghet och omsorg"):
        story += [text(part, "h2"), *prose(1), table(goals, [150, 120, 80, 80])]
    found = published(tmp_path, TITLE, *prose(6), *story).goals
    assert [(g.title, g.goal_type, g.term) for g in found if g.goal_type == "goal_area"] == [
        ("Grön stad", "goal_area", "Strategiskt målområde"),
        ("Trygghet och omsorg", "goal_area", "Strategiskt målområde"),
    ]


@pytest.mark.parametrize(
    ("sentence", "giver"),
    [
        ("Utöver målen ger kommunfullmäktige nedanstående uppdrag.", "council"),
        ("Läget är svårt. I budgeten lämnar fullmäktige fyra nya uppdrag till nämnderna.", "council"),
        ("I rapporten som parknämnden ger kommunfullmäktige redovisas uppdragen.", None),
        ("Parknämnden lämnar kommunfullmäktige en redovisning av uppdragen.", None),
        ("Utöver målen ger kommunfullmäktige inga uppdrag.", None),
    ],
)
def test_the_verb_may_stand_before_the_council_that_gives(sentence: str, giver: str | None) -> None:
    assert giver_in_text(sentence) == giver


# ------------------------------------------------------------------ boxes


AREAS = [("Stad och land", "Alla har nära till havet"), ("Omsorg", "Äldre lever gott"), ("Ekonomi", "Vi sparar klokt")]


def drawn(folder: Path, *pages: Sequence[Draw]) -> RawDocument:
    draw_pages(folder, pages, A4)
    return read_plan(folder / "drawn.pdf")


def goal_page(area: str, goal: str) -> list[Draw]:
    """The name of an area, a box with a small label over a goal, a heading and text."""
    said = "Det här gäller under hela perioden och följs upp varje år i delårsrapport och bokslut för alla."
    return [
        line(50, 52, area, 20, True),
        box(50, 84, 545, 128, fill="#e2eff2", stroke=None, round_corners=False),
        line(60, 90, "ÖVERGRIPANDE MÅL", 8, True),
        line(60, 103, goal, 13, True),
        line(50, 150, "Vägval", 12, True),
        line(50, 172, " ".join([said] * 4), 10, width=490),
    ]


def test_a_goal_in_a_box_with_its_label_heads_no_section(tmp_path: Path) -> None:
    """The label stands in the same place of each page, between two headings, and is no running header."""
    intro = [line(50, 100, "Vår plan 2031", 26, True), line(50, 160, "Vi vill mycket. " * 40, 10, width=490)]
    found = drawn(tmp_path, intro, *(goal_page(area, goal) for area, goal in AREAS))
    assert [(g.title, g.goal_type) for g in found.goals] == [(goal, "overarching_goal") for _, goal in AREAS]
    headings = [(h.level, h.title) for h in found.headings if h.place.page > 1]
    assert headings == [part for area, _ in AREAS for part in ((1, area), (2, "Vägval"))]


@pytest.mark.parametrize("alone", [True, False])
def test_a_box_moves_its_wording_in_by_little(alone: bool, tmp_path: Path) -> None:
    """Where other headings have its print, it is one as they are."""
    wording = "Havsbyn ska vara fri från utsläpp från allt som körs på hjul"
    told = "För att nå dit behöver utsläppen minska varje år och alla bidra efter förmåga. " * 5
    page = [line(50, 40, "Klimatprogram 2031", 26, True)]
    for top, title in ((100, "1 Bakgrund"), (200, "2 Övergripande mål"), (350, "3 Uppföljning")):
        page += [line(50, top, title, 15, True), line(50, top + 65, told, 9.5, width=490)]
        if title.startswith("2") or (title.startswith("3") and not alone):
            words = wording if title.startswith("2") else "Havsbyn redovisar läget"
            page += [box(50, top + 26, 545, top + 54, fill="#f4ead0", stroke="#e0a100", round_corners=False)]
            page += [line(58, top + 33, words, 11, True)]
    found = drawn(tmp_path, page)
    assert [g.title for g in found.goals] == ([wording] if alone else [])
    assert (wording in [heading.title for heading in found.headings]) != alone


# ------------------------------------------------------------------ reports and budgets


@pytest.mark.parametrize(
    ("parts", "owner"),
    [
        ([text("Nämnderna", "h1"), *prose(2), PageBreak(), text("Parknämnden", "h2"), *prose(2)], None),
        ([*prose(2), PageBreak(), text("Parknämnden", "h1"), *prose(2)], "Parknämnden"),
    ],
)
def test_a_part_of_a_chapter_on_top_of_a_page_is_no_owner(
    parts: Sequence[Flowable], owner: str | None, tmp_path: Path
) -> None:
    title = [text("Årsredovisning 2031", "title"), text("Havsbyns kommun", "subtitle"), *prose(3)]
    assert published(tmp_path, *title, text("Inledning", "h1"), *prose(3), *parts).document.organisation == owner


@pytest.mark.parametrize(
    ("line_of_text", "owner"),
    [
        ("Delårsrapporten är kommunstyrelsens redovisning till kommunfullmäktige.", None),
        ("Årsredovisningen ger kommunstyrelsens samlade bild av året.", None),
        ("Delårsrapporten är parknämndens redovisning till kommunfullmäktige.", "Parknämnden"),
        ("Kommunstyrelsen samordnar nämndernas uppföljning.", None),
        ("Läget följs noga. Kommunstyrelsen redovisar det i delårsrapporten.", None),
        ("Delårsrapporten visar vad kommunstyrelsen har gjort.", "Kommunstyrelsen"),
        ("Kommunstyrelsen antar verksamhetsplan för parknämnden", "Parknämnden"),
        ("Parknämnden redovisar läget i delårsrapporten.", "Parknämnden"),
        ("Verksamhetsplan för kommunstyrelsen 2031", "Kommunstyrelsen"),
        ("parknämnden i december.", None),
        ("Parknämnden", "Parknämnden"),
    ],
)
def test_what_the_executive_board_reports_to_the_council_is_of_all(line_of_text: str, owner: str | None) -> None:
    assert find_organisation(f"Rapport\n{line_of_text}") == owner


def sign(char: str) -> str:
    """A sign in a font that has it; the tests' own has none."""
    name = "signs-beside-goals"
    if name not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(name, BytesIO(pymupdf_fonts.fontbuffers["cascadia"]())))
    return f'<font name="{name}">{char}</font>'


def signed(folder: Path, *legend: Flowable) -> Extraction:
    """A report of goals in a table, with a sign beside each in a column that has no header."""
    rows = [
        ["Delmål", "Mått", "Utfall 2031", "Mål 2031", ""],
        ["Alla barn kan simma", "Simkunniga barn", "88 %", "90 %", sign("◐")],
        ["", "Simskolor", "12", "14", ""],
        ["Alla bryggor är hela", "Besiktade bryggor", "70 %", "70 %", sign("○")],
    ]
    spans = [((0, 1), (0, 2)), ((4, 1), (4, 2))]
    told = [text("Årsredovisning 2031", "title"), text("Måluppföljning", "h1"), *prose(4), *legend]
    goals = table(rows, [130, 130, 70, 70, 30], spans=spans)
    return published(folder, *told, text("Fokusområde: Havet", "h2"), goals, *prose(3))


def test_a_sign_in_a_column_without_a_header_judges_the_goal_of_its_rows(tmp_path: Path) -> None:
    legend = [text(f"{sign('◐')} = Delmålet är delvis uppfyllt"), text(f"{sign('○')} = Delmålet är inte uppfyllt")]
    found = signed(tmp_path, *legend)
    assert [(g.title, g.assessment_code) for g in found.goals if g.goal_type == "sub_goal"] == [
        ("Alla barn kan simma", "partly_met"),
        ("Alla bryggor är hela", "not_met"),
    ]
    assert {i.assessment_code for i in found.indicators} == {None}


def test_a_sign_without_a_legend_judges_nothing(tmp_path: Path) -> None:
    found = signed(tmp_path)
    assert {goal.assessment for goal in found.goals} == {None}
    assert {indicator.assessment for indicator in found.indicators} == {None}


def test_tables_with_one_title_in_two_sections_are_added_up_apart(tmp_path: Path) -> None:
    head = ["Mnkr", "Budget 2031", "Plan 2032"]
    one, other = [["Park", "1,0", "2,0"], ["Bad", "2,0", "3,0"]], [["Skola", "3,0", "5,0"], ["Vård", "7,0", "9,0"]]
    story = [TITLE, *prose(6), text("Fritid", "h1"), table([head, *one], [200, 80, 80])]
    found = published(tmp_path, *story, text("Omsorg och skola", "h1"), table([head, *other], [200, 80, 80]))
    assert {line.table_title for line in found.budget_lines} == {"Mnkr"}
    assert not any(line.is_total for line in found.budget_lines)
