"""Measures set as records with their labels in the margin, and the numbered goals and areas that they stand under."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from drawings import A4, Draw, draw_pages, text
from reportlab.pdfbase.pdfmetrics import stringWidth

from extractors import read_plan
from pipeline.records import RawDocument

EDGE, SAYS = 136.0, 156.0  # where labels end, and where what they say begins
STEP = 12.7
BODY = (
    "Nämnden i Havsbyn följer målet i delårsrapporten och redovisar det för fullmäktige varje höst. Arbetet går framåt "
    "i hela verksamheten, och fler hamnar har öppnat för besök under sommaren än året innan."
)
Row = tuple[str, str]


def margin(top: float, words: str, size: float = 7.5) -> Draw:
    """Bold words that end at the margin's edge."""
    return text(EDGE - stringWidth(words, "Helvetica-Bold", size), top, words, size, True)


def levels(top: float, dated: Sequence[Row]) -> list[Draw]:
    drawn: list[Draw] = []
    for at, (year, level) in enumerate(dated):
        drawn += [text(SAYS + 85 * at, top + 1, year, 7.5), text(SAYS + 20 + 85 * at, top, level, 9, True)]
    return drawn


TARGETS = (("2031", "70 %"), ("2032", "högst 2 400"), ("2033", "75 %"))
REST = (("Ansvar", "Hamnkontoret"), ("Källa", "Egen räkning"))


def record(
    top: float, label: str, name: str, dated: Sequence[Row] = TARGETS, rest: Sequence[Row] = REST, bold: bool = True
) -> list[Draw]:
    lines = name.split("\n")
    drawn = [margin(top + 1 + 6 * (len(lines) - 1), label)]
    drawn += [text(SAYS, top + 12 * at, line, 9, bold) for at, line in enumerate(lines)]
    top += 12 * (len(lines) - 1) + STEP
    drawn += [margin(top + 1, "Målvärde"), *levels(top, dated)]
    for at, (told, said) in enumerate(rest, start=1):
        drawn += [margin(top + 1 + STEP * at, told), text(SAYS, top + STEP * at, said, 9)]
    return drawn


def goal(top: float, number: str, title: str) -> list[Draw]:
    return [margin(top, number, 17), text(150, top + 1, title, 11, True), text(150, top + 18, BODY, 9, width=400)]


def plan(
    folder: Path, *parts: Sequence[Draw], over: str = "Mål 2031–2033", area: str = "Område 1: Hamnar"
) -> RawDocument:
    title = [text(50, 100, "Verksamhetsplan 2031–2033", 30, True), text(50, 160, BODY, 9, width=480)]
    page = [text(48, 47, over, 19, True), text(48, 80, area, 14, True), text(150, 98, BODY, 9, width=400)]
    page += [draw for part in parts for draw in part]
    last = [text(48, 47, "Ekonomi", 19, True), *[text(150, 80 + 60 * n, BODY, 9, width=400) for n in range(6)]]
    draw_pages(folder, [title, page, last], A4)
    return read_plan(folder / "drawn.pdf")


def told(raw: RawDocument) -> dict[str, list[tuple[str, int | None, str]]]:
    return {row.name: [(c.role, c.year, c.text) for c in row.cells] for row in raw.indicators}


SAID = [
    ("target", 2031, "70 %"),
    ("target", 2032, "högst 2 400"),
    ("target", 2033, "75 %"),
    ("responsible", None, "Hamnkontoret"),
    ("source", None, "Egen räkning"),
]


def test_labels_in_the_margin_tell_a_measure_of_the_goal_above(tmp_path: Path) -> None:
    raw = plan(
        tmp_path,
        goal(150, "1.1", "Fler hamnar tar emot gäster under sommaren"),
        record(215, "Så mäter vi", "Båtplatser som är uthyrda"),
        record(290, "Mått", "Gäster som är nöjda med hamnen enligt den enkät\nsom görs i juli"),
        goal(400, "1.2", "Alla har nära till en badplats vid havet"),
        record(465, "Mått", "Badplatser med brygga", rest=[("Källa", "Egen räkning på\nplats varje vår")]),
    )
    assert [(g.goal_type, g.number, g.title) for g in raw.goals] == [
        ("goal_area", "1", "Hamnar"),
        ("goal", "1.1", "Fler hamnar tar emot gäster under sommaren"),
        ("goal", "1.2", "Alla har nära till en badplats vid havet"),
    ]
    assert [g.parent for g in raw.goals] == [None, raw.goals[0].key, raw.goals[0].key]
    assert told(raw) == {
        "Båtplatser som är uthyrda": SAID,
        "Gäster som är nöjda med hamnen enligt den enkät som görs i juli": SAID,
        "Badplatser med brygga": [*SAID[:3], ("source", None, "Egen räkning på plats varje vår")],
    }
    assert [row.goal for row in raw.indicators] == [raw.goals[1].key, raw.goals[1].key, raw.goals[2].key]


def test_what_a_label_says_may_stand_on_several_lines(tmp_path: Path) -> None:
    drawn = record(215, "Mått", "Båtplatser som är uthyrda", TARGETS[:2], rest=[])
    drawn += [*levels(215 + 2 * STEP, TARGETS[2:]), margin(215 + 3 * STEP + 7, "Ansvar")]
    drawn += [text(SAYS, 215 + 3 * STEP, "Hamnkontoret,\nkajlaget", 9)]
    raw = plan(tmp_path, goal(150, "1.1", "Fler hamnar tar emot gäster"), drawn, goal(400, "1.2", "Alla har nära hem"))
    said = [*SAID[:3], ("responsible", None, "Hamnkontoret, kajlaget")]
    assert told(raw) == {"Båtplatser som är uthyrda": said}


@pytest.mark.parametrize(
    "drawn",
    [
        record(215, "Så mäter vi", "Räkning vid kaj varje kväll i juli", bold=False),  # a method
        record(215, "Mått", "Båtplatser som är uthyrda", rest=[("Ansvar", "Hamnkontoret"), ("Färgkod", "Blå")]),
        record(215, "Mått", "Båtplatser som är uthyrda", [("2031", "70 %"), ("2030", "75 %")]),  # no years, perhaps
        record(215, "Mått", "Båtplatser som är uthyrda", [("2031", "Öka"), ("2032", "Öka")]),
        record(215, "Mått", "Målvärde"),  # the header of a column
        record(215, "Mått", "Båtplatser", rest=[]),
    ],
)
def test_what_is_not_understood_to_the_end_is_no_record(tmp_path: Path, drawn: list[Draw]) -> None:
    raw = plan(tmp_path, goal(150, "1.1", "Fler hamnar tar emot gäster"), drawn, goal(400, "1.2", "Alla har nära hem"))
    assert not [row for row in raw.indicators if row.parser == "side-record"]


GOALS = (goal(150, "1.1", "Fler hamnar tar emot gäster"), goal(250, "1.2", "Alla har nära till havet"))


@pytest.mark.parametrize("over", ["Vattenområden 2031", "Så ser kusten ut"])
def test_areas_that_stand_under_no_heading_over_goals_are_places(tmp_path: Path, over: str) -> None:
    assert not plan(tmp_path, *GOALS, over=over, area="Område 1: Norra hamnen").goals


def test_parts_of_a_chapter_on_an_area_are_no_goals(tmp_path: Path) -> None:
    raw = plan(tmp_path, goal(150, "1.1", "Bakgrund"), goal(250, "1.2", "Så följer vi upp"))
    assert not {"Bakgrund", "Så följer vi upp"} & {g.title for g in raw.goals if not g.flags}


@pytest.mark.parametrize(
    ("numbers", "kept"),
    [(("1.1", "1.2"), ["1.1", "1.2"]), (("1.1", "2.1"), ["1.1", "2.1"]), (("1.2", "1.3"), []), (("1.1", "1.3"), [])],
)
def test_numbers_beside_headings_count_on_from_one(tmp_path: Path, numbers: tuple[str, str], kept: list[str]) -> None:
    titles = ("Fler hamnar tar emot gäster", "Alla har nära till havet")
    drawn = [
        goal(150 + 100 * at, number, title) for at, (number, title) in enumerate(zip(numbers, titles, strict=True))
    ]
    raw = plan(tmp_path, *drawn)
    assert [h.number for h in raw.headings if h.number and h.title in titles] == kept
