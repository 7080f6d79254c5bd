"""Sideways text in the header of a table, and scorecards that go on over the page with their header repeated."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from extractors import read_plan
from pipeline.records import RawDocument

SHEET = (842.0, 595.0)
XS = (40.0, 62.0, 180.0, 360.0, 410.0, 450.0, 480.0, 510.0, 540.0, 590.0)
STEP, HEAD = 30.0, 70.0
NOTE = "Trend: ↑ ökat, ↓ minskat jämfört med 2030."

Body = tuple[str, str, int, tuple[tuple[str, ...], ...]]  # perspective, goal, its number of rows, the rows' own cells

ROWS: tuple[Body, ...] = (
    (
        "Invånare",
        "1 Alla barn lär sig läsa",
        2,
        (
            ("Läser flytande i åk 2", "%", "80", "82", "78", "85", "upp"),
            ("Besök på biblioteket", "antal", "12", "14", "10", "15", "ner"),
        ),
    ),
    ("Personal", "2 Medarbetarna trivs", 1, (("Sjukfrånvaro", "%", "7,1", "7,8", "6,0", "5,5", "ner"),)),
)
REST: tuple[Body, ...] = (
    (
        "",
        "",
        2,
        (
            ("Nöjda medarbetare", "%", "71", "70", "73", "75", "upp"),
            ("Slutat på egen begäran", "%", "9", "9", "10", "8", "ner"),
        ),
    ),
    ("Ekonomi", "3 Pengarna räcker", 1, (("Överskott", "%", "1,1", "", "", "2,0", "upp"),)),
)


def cell(canvas: Canvas, x0: float, top: float, x1: float, bottom: float, words: str, way: str = "") -> None:
    """A ruled cell with its text upright, or running up or down the sheet."""
    canvas.rect(x0, SHEET[1] - bottom, x1 - x0, bottom - top)
    if not way:
        canvas.drawString(x0 + 3, SHEET[1] - top - 14, words)
        return
    canvas.saveState()
    canvas.translate((x0 + x1) / 2 + (3 if way == "up" else -3), SHEET[1] - (bottom - 4 if way == "up" else top + 4))
    canvas.rotate(90 if way == "up" else -90)
    canvas.drawString(0, 0, words)
    canvas.restoreState()


def scorecard(canvas: Canvas, bodies: Sequence[Body], way: str, note: str) -> None:
    """A page with a scorecard: its header, in narrow columns set sideways, and the rows of some goals."""
    top = 60.0
    canvas.setFont("Helvetica-Bold", 8)
    heads = ("Perspektiv", "Nämndens mål", "Styrtal", "Enhet")
    for i, words in enumerate(heads):
        cell(canvas, XS[i], top, XS[i + 1], top + HEAD, words, way if i == 0 else "")
    cell(canvas, XS[4], top, XS[7], top + 20, "Utfall 2030")
    for i, words in enumerate(("Totalt", "Kvinnor", "Män"), start=4):
        cell(canvas, XS[i], top + 20, XS[i + 1], top + HEAD, words, way)
    cell(canvas, XS[7], top, XS[8], top + HEAD, "Mål 2031", way)
    cell(canvas, XS[8], top, XS[9], top + HEAD, "Trend", way)
    top += HEAD
    for perspective, goal, count, rows in bodies:
        canvas.setFont("Helvetica-Bold", 8)
        cell(canvas, XS[0], top, XS[1], top + count * STEP, perspective[:8], way)
        canvas.setFont("Helvetica", 8)
        cell(canvas, XS[1], top, XS[2], top + count * STEP, goal)
        for row in rows:
            for i, words in enumerate(row, start=2):
                cell(canvas, XS[i], top, XS[i + 1], top + STEP, words)
            top += STEP
    if note:
        canvas.setFont("Helvetica", 6)
        canvas.drawString(XS[0], SHEET[1] - top - 14, note)
    canvas.showPage()


def read_cards(folder: Path, *pages: Sequence[Body], way: str = "up", note: str = NOTE) -> RawDocument:
    path = folder / "card.pdf"
    canvas = Canvas(str(path), pagesize=SHEET)
    for bodies in pages:
        scorecard(canvas, bodies, way, note)
    canvas.save()
    return read_plan(path)


def check_columns(plan: RawDocument) -> None:
    first = plan.indicators[0]
    told = [(c.header, c.role, c.year, c.text) for c in first.cells if c.role not in ("unknown", "unit")]
    assert told == [
        ("Utfall 2030 Totalt", "outcome", 2030, "80"),
        ("Utfall 2030 Kvinnor", "outcome", 2030, "82"),
        ("Utfall 2030 Män", "outcome", 2030, "78"),
        ("Mål 2031", "target", 2031, "85"),
        ("Trend", "trend", None, "upp"),
    ]


def test_sideways_words_in_a_header_name_their_columns(tmp_path: Path) -> None:
    plan = read_cards(tmp_path, ROWS)
    assert [row.name for row in plan.indicators] == ["Läser flytande i åk 2", "Besök på biblioteket", "Sjukfrånvaro"]
    check_columns(plan)


def test_a_header_may_run_down_the_sheet(tmp_path: Path) -> None:
    check_columns(read_cards(tmp_path, ROWS, way="down"))


def test_names_of_groups_beside_the_rows_stay_out_and_are_told(tmp_path: Path) -> None:
    plan = read_cards(tmp_path, ROWS)
    texts = [c.text for t in plan.tables for c in t.cells]
    assert not {"Invånare", "Personal", "Perspektiv"} & set(texts)
    [told] = [t for t in plan.troubles if t.code == "sideways-text"]
    assert told.message.startswith(f"{len('PerspektivInvånarePersonal')} characters on page 1")


def test_rows_before_which_a_merged_goal_is_blank_belong_to_the_goal_on_the_page_before(tmp_path: Path) -> None:
    plan = read_cards(tmp_path, ROWS, REST)
    titles = {goal.key: goal.title for goal in plan.goals}
    assert [(row.name, titles[row.goal or ""]) for row in plan.indicators][2:] == [
        ("Sjukfrånvaro", "Medarbetarna trivs"),
        ("Nöjda medarbetare", "Medarbetarna trivs"),
        ("Slutat på egen begäran", "Medarbetarna trivs"),
        ("Överskott", "Pengarna räcker"),
    ]


def test_tables_with_a_goal_of_their_own_are_not_joined_over_a_note(tmp_path: Path) -> None:
    plan = read_cards(tmp_path, ROWS, ROWS)
    assert [len(t.places) for t in plan.tables] == [1, 1]
