"""Goals set as a strip of boxes each, areas that a sentence counts over numbered goals, and marks behind rows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from drawings import A4, Draw, draw_pages, text
from papers import callout, prose, published, table
from papers import text as paragraph
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from extractors import read_plan
from pipeline.normalise import normalise
from pipeline.records import Extraction, SourceDocument

TITLE = paragraph("Delårsrapport april 2031", "title")
BODY = paragraph("Hamnnämnden i Habo kommun", "subtitle")
PART = paragraph("Mål och resultat", "h1")
AREA = paragraph("Målområde: Ett levande hav", "h2")
WHY = "Fler båtar kom under våren, och färjan har gått varje dag sedan isen släppte."
MEASURES = [["Indikator", "Utfall 2030", "Mål 2031"], ["Andel nöjda gäster", "71 %", "75 %"]]
WORDING = "Bryggorna ska vara öppna för alla"

Told = tuple[str | None, str | None, str, str | None, str | None]


def strip(*cells: str, second: Sequence[str] = (), widths: Sequence[float] = ()) -> Flowable:
    rows = [list(cells), list(second)] if second else [list(cells)]
    return table(rows, list(widths) or [470 / len(cells)] * len(cells), head=0)


def report(folder: Path, box: Flowable) -> Extraction:
    measures = table(MEASURES, [200, 90, 90])
    return published(folder, TITLE, BODY, PART, *prose(3), AREA, box, paragraph(WHY), measures, *prose(2))


def told(found: Extraction) -> list[Told]:
    titles = {goal.goal_id: goal.title for goal in found.goals}
    return [
        (goal.term, goal.number, goal.title, goal.assessment, titles.get(goal.parent_goal_id or ""))
        for goal in found.goals
        if goal.goal_type != "goal_area"
    ]


@pytest.mark.parametrize(
    ("box", "term", "number", "assessment"),
    [
        (strip(f"Nämndmål 4<br/>{WORDING}", "Bedömning helår<br/>Uppnås delvis"), "Nämndmål", "4", "Uppnås delvis"),
        (strip(f"Nämndmål 4: {WORDING}", "Bedömning: Uppnås"), "Nämndmål", "4", "Uppnås"),
        (strip("Nämndmål 4", WORDING, "Måluppfyllelse", "Uppnås ej"), "Nämndmål", "4", "Uppnås ej"),
        (strip("Nämndmål 4", WORDING, "Delvis uppnått"), "Nämndmål", "4", "Delvis uppnått"),
        (strip("Nämndmål 4", WORDING, "Ansvarig: Hamnchefen"), "Nämndmål", "4", None),
        (strip("Nämndmål 4", WORDING, "Hamnnämnden", "Uppnås"), "Nämndmål", "4", "Uppnås"),
        (strip(f"Nämndens mål<br/>{WORDING}", "Bedömning<br/>Uppnås"), "Nämndens mål", None, "Uppnås"),
        (strip("4.2", f"Nämndmål: {WORDING}", widths=(60, 400)), "Nämndmål", "4.2", None),
        (strip("Nämndmål", "4", WORDING, widths=(90, 60, 300)), "Nämndmål", "4", None),
        (
            strip("Nämndmål 4", "Bedömning helår", second=(WORDING, "Uppnås delvis"), widths=(350, 120)),
            "Nämndmål",
            "4",
            "Uppnås delvis",
        ),
        (callout(f"Nämndmål 4: {WORDING}"), "Nämndmål", "4", None),
    ],
    ids=[
        "two lines",
        "a colon",
        "four cells",
        "a bare judgement",
        "who answers",
        "a body and a judgement",
        "no number",
        "a number before the label",
        "a number of its own",
        "labels over it",
        "one box",
    ],
)
def test_a_strip_states_a_goal(
    box: Flowable, term: str, number: str | None, assessment: str | None, tmp_path: Path
) -> None:
    found = report(tmp_path, box)
    assert told(found) == [(term, number, WORDING, assessment, "Ett levande hav")]
    goal = next(goal for goal in found.goals if goal.title == WORDING)
    assert (goal.description or "").startswith(WHY)
    assert [row.goal_id for row in found.indicators] == [goal.goal_id]


@pytest.mark.parametrize(
    "box",
    [
        strip("Mål 2031", "Prognos 2031", "Status"),
        strip("Mål 1", "Mål 2", "Mål 3"),
        strip("Nämndmål 4", "Se avsnittet om hamnen"),
        strip(f"Nämndmål 4: {WORDING}", "12 400"),
        strip("Hamnen i mål", "Bedömning: Uppnås"),
        strip("Avtal 4", WORDING, "Ansvarig: Hamnchefen"),
        strip("Nämndmål", "Vad har vi gjort under året"),
        strip("Nämndmål", "Hur gick det?", "Ansvarig"),
        strip("Nämndmål", "Beskrivning av insatserna"),
    ],
    ids=["headers", "numbers", "a reference", "a figure", "no label", "another label", "asks", "asked", "a header"],
)
def test_other_boxes_of_one_row_state_none(box: Flowable, tmp_path: Path) -> None:
    assert told(report(tmp_path, box)) == []


# ------------------------------------------------------------------ areas that a sentence counts

AREAS = {
    "Hållbar ekonomi": ("Mål 1 Hamnen ska gå med överskott",),
    "Hav och båtar": ("Mål 2 Bryggorna ska vara hela", "Mål 3 Fler ska segla"),
}
STORY = paragraph("Läget i stort", "h2"), paragraph("Året var bra för hamnen, och flera mål har redan nåtts. " * 2)


def in_areas(folder: Path, sentence: str, *after: Flowable) -> list[tuple[str, str, str | None]]:
    story: list[Flowable] = [TITLE, BODY, PART, paragraph(sentence), *STORY]
    for area, goals in AREAS.items():
        story += [paragraph(area, "h2"), paragraph("Här samlas det som rör detta.")]
        for goal in goals:
            story += [callout(f"**{goal}**"), paragraph(WHY), table(MEASURES, [200, 90, 90])]
    found = published(folder, *story, *after, *prose(2))
    titles = {goal.goal_id: goal.title for goal in found.goals}
    return [(goal.goal_type, goal.title, titles.get(goal.parent_goal_id or "")) for goal in found.goals]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Målen är indelade i två områden.", "goal_area"),
        ("Fullmäktige har beslutat om tre mål inom två fokusområden för året.", "focus_area"),
    ],
)
def test_headings_are_the_areas_that_a_sentence_counts(sentence: str, kind: str, tmp_path: Path) -> None:
    found = in_areas(tmp_path, sentence)
    assert [row for row in found if row[0] == kind] == [(kind, title, None) for title in AREAS]
    assert [row[1:] for row in found if row[0] != kind] == [
        (goal.split(" ", 2)[2], area) for area, goals in AREAS.items() for goal in goals
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Målen är indelade i tre områden.",
        "Målen gäller i två områden av hamnen.",
        "Nämnden arbetar inom två målområden.",
        "Målen beskrivs nedan.",
        "De globala målen är indelade i två områden.",
        "Regionens mål är indelade i två utvecklingsområden, som kommunerna kan ta stöd i.",
        "Hamnförbundets mål är indelade i två områden.",
    ],
)
def test_headings_that_no_sentence_counts_are_sections(sentence: str, tmp_path: Path) -> None:
    assert not [row for row in in_areas(tmp_path, sentence) if row[0].endswith("_area")]


def test_areas_that_a_sentence_counts_are_to_be_reviewed_and_nobody_set_them(tmp_path: Path) -> None:
    story = [TITLE, BODY, PART, paragraph("Målen är indelade i två områden."), *STORY]
    for number, name in enumerate(AREAS, 1):
        story += [paragraph(name, "h2"), *prose(1), callout(f"**Mål {number} Hamnen ska vara hel**"), paragraph(WHY)]
    areas = [goal for goal in published(tmp_path, *story, *prose(2)).goals if goal.goal_type == "goal_area"]
    assert [(goal.set_by, goal.needs_review) for goal in areas] == [(None, True)] * 2


def test_a_goal_under_another_heading_leaves_all_of_them_sections(tmp_path: Path) -> None:
    more = paragraph("Övrigt", "h2"), callout("**Mål 4 Kajen ska lagas**")
    assert not [row for row in in_areas(tmp_path, "Målen är indelade i två områden.", *more) if row[0] == "goal_area"]


# ------------------------------------------------------------------ marks that end a row

GREEN, RED, BLUE = "#2f9e44", "#c92a2a", "#1c7ed6"


def circle(x: float, top: float, fill: str, stroke: str | None = None) -> Draw:
    def draw(canvas: Canvas, height: float) -> None:
        canvas.setFillColor(HexColor(fill))
        canvas.setStrokeColor(HexColor(stroke or fill))
        canvas.circle(x + 5, height - top - 5, 5, stroke=int(stroke is not None), fill=1)

    return draw


def marked(folder: Path, *more: Draw, last: tuple[str, str | None] = ("#ffffff", RED)) -> list[tuple[str, str | None]]:
    parts = [text(40, 20, "Delårsrapport augusti 2031", 24, True)]
    parts += [circle(60, 102, GREEN), text(76, 100, "Uppnått", 10)]
    parts += [circle(160, 102, "#ffffff", RED), text(176, 100, "Inte uppnått", 10)]
    for col, head in ((60, "Indikator"), (260, "Utfall 2030"), (360, "Mål 2031")):
        parts.append(text(col, 200, head, 9, True))
    for at, (name, look) in enumerate(
        (("Nöjda gäster", (GREEN, None)), ("Antal båtar", last), ("Dygn", (GREEN, None)))
    ):
        parts += [text(60, 218 + 20 * at, name, 9), circle(410, 219 + 20 * at, *look)]
        parts += [text(260, 218 + 20 * at, str(70 + at), 9), text(360, 218 + 20 * at, str(80 + at), 9)]
    draw_pages(folder, [[*parts, *more]], A4)
    source = SourceDocument(Path("a.pdf"), "a.pdf", "ab" * 32, 1, "ab" * 8)
    return [(i.name, i.assessment) for i in normalise(read_plan(folder / "drawn.pdf"), source).indicators]


def test_a_mark_that_ends_a_row_judges_it_and_a_ring_is_another_mark_than_a_disc(tmp_path: Path) -> None:
    assert marked(tmp_path) == [("Nöjda gäster", "Uppnått"), ("Antal båtar", "Inte uppnått"), ("Dygn", "Uppnått")]


def test_a_disc_in_the_colour_of_a_ring_and_a_ring_that_no_legend_explains_say_nothing(tmp_path: Path) -> None:
    for look in ((RED, None), ("#ffffff", BLUE)):
        assert dict(marked(tmp_path, last=look)).get("Antal båtar") is None


def test_a_mark_with_words_behind_it_may_be_theirs(tmp_path: Path) -> None:
    found = marked(tmp_path, *(text(440, 218 + 20 * at, "Hamnen", 9) for at in range(3)))
    assert {said for _, said in found} == {None}
