"""Tables whose rows only white space parts, cut by a page break at every height: each row is whole, or marked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import papers
import pytest
from reportlab.pdfgen.canvas import Canvas

from extractors import read_plan
from pipeline.normalise import normalise
from pipeline.records import Extraction, SourceDocument

Rows = Sequence[Sequence[str]]
PADDING = {"close": 0, "apart": 3}  # points above and below each cell

ACTIONS: Rows = (
    ("Åtgärd", "Ansvarig", "Tidplan"),
    ("Ta fram en plan för underhåll av kommunens broar och gångvägar i hela tätorten", "Teknik", "Juni 2031"),
    ("Se över alla avtal om städning", "Fastighet", "2031"),
    ("Bygga ut tjänsten för bygglov så att sökande kan följa sitt ärende hela vägen till beslut", "Bygg", "Maj 2031"),
    ("Införa ett nytt system för felanmälan", "Service", "Hösten 2031"),
)
INDICATORS: Rows = (
    ("Indikator", "Utfall 2030", "Mål 2031"),
    ("Andel elever i årskurs nio som är behöriga till gymnasieskolans yrkesprogram och fullföljer", "84 %", "86 %"),
    ("Sjukfrånvaro", "7,1 %", "6,5 %"),
    ("Andel invånare som är nöjda med kommunens sätt att informera om större förändringar", "71 %", "75 %"),
    ("Antal nya bostäder", "120", "140"),
    ("Medarbetarindex", "78", "80"),
)
BUDGET: Rows = (
    ("Driftbudget, tkr", "Utfall 2030", "Budget 2031"),
    ("Nämnden för kultur, fritid och turism samt bibliotek och allmänkultur i alla delar", "1 200", "1 350"),
    ("Skola", "9 400", "9 800"),
    ("Omsorg om äldre och personer med funktionsnedsättning enligt lagen om stöd", "8 100", "8 300"),
    ("Teknik", "2 100", "2 000"),
)
GOALS: Rows = (
    ("Mål", "Indikator", "Mål 2031"),
    ("Barn och unga ska ha en trygg uppväxt och goda livsvillkor i kommunen", "Andel trygga elever", "95 %"),
    ("Näringslivet ska växa", "Antal nya företag", "40"),
    ("Kommunen ska vara en attraktiv arbetsgivare där medarbetare trivs", "Medarbetarindex", "80"),
    ("Klimatutsläppen ska minska", "Utsläpp per invånare", "3,1"),
)
Read = list[tuple[tuple[str, ...], bool]]  # the texts of each row as published, and whether it is to be reviewed


def actions_of(read: Extraction) -> Read:
    return [((a.action or "", *a.responsible, a.due_raw or ""), a.needs_review) for a in read.actions]


def indicators_of(read: Extraction) -> Read:
    values = {i.indicator_id: [v for v in read.values if v.indicator_id == i.indicator_id] for i in read.indicators}
    return [((i.name, *(v.raw for v in values[i.indicator_id])), i.needs_review) for i in read.indicators]


def goals_of(read: Extraction) -> Read:
    titles = {goal.goal_id: goal.title for goal in read.goals}
    rows = zip(read.indicators, indicators_of(read), strict=True)
    return [((titles.get(i.goal_id or "", ""), *texts), marked) for i, (texts, marked) in rows]


def budget_of(read: Extraction) -> Read:
    lines: dict[str, list[str]] = {}
    for line in read.budget_lines:
        lines.setdefault(line.line, []).append(line.amount_raw)
    return [((line, *amounts), False) for line, amounts in lines.items()]


KINDS: dict[str, tuple[Rows, tuple[float, ...], Callable[[Extraction], Read]]] = {
    "actions": (ACTIONS, (230, 130, 100), actions_of),
    "indicators": (INDICATORS, (250, 100, 100), indicators_of),
    "budget": (BUDGET, (250, 100, 100), budget_of),
    "goals": (GOALS, (200, 160, 90), goals_of),
}


def read_cut(folder: Path, rows: Rows, widths: Sequence[float], at: int, **look: object) -> Extraction:
    """A plan of low pages with a table that begins `at` points below its heading, and text after it."""
    pad = look.pop("pad")
    sides = [("TOPPADDING", (0, 0), (-1, -1), pad), ("BOTTOMPADDING", (0, 0), (-1, -1), pad)]
    table = papers.table(rows, widths, extra=sides, split_rows=True, **look)  # type: ignore[arg-type]
    above = [papers.text("Verksamhetsplan 2031", "title"), *papers.prose(3), papers.text("Åtgärder", "h1")]
    below = [papers.text("Uppföljning", "h1"), *papers.prose(6)]
    return papers.published(folder, *above, papers.Spacer(1, at), table, *below, height=400, footer="Sida #")


@pytest.mark.parametrize("rules", ["none", "rows"])
@pytest.mark.parametrize("fill", [None, papers.HEAD_FILL], ids=["plain-header", "shaded-header"])
@pytest.mark.parametrize("pad", PADDING.values(), ids=PADDING)
@pytest.mark.parametrize("kind", KINDS)
def test_rows_are_whole_wherever_a_page_breaks(
    kind: str, pad: int, fill: str | None, rules: str, tmp_path: Path
) -> None:
    rows, widths, rows_of = KINDS[kind]
    for at in (56, 112):
        read = rows_of(read_cut(tmp_path, rows, widths, at, rules=rules, fill=fill, pad=pad))
        assert [texts for texts, _ in read] == list(rows[1:]), f"the table begins {at} points down"


@pytest.mark.parametrize("pad", PADDING.values(), ids=PADDING)
@pytest.mark.parametrize("kind", KINDS)
def test_rows_below_a_header_that_is_not_repeated_are_read(kind: str, pad: int, tmp_path: Path) -> None:
    rows, widths, rows_of = KINDS[kind]
    for at in (60, 90):
        read = rows_of(read_cut(tmp_path, rows, widths, at, rules="none", fill=papers.HEAD_FILL, pad=pad, repeat=False))
        assert [texts for texts, _ in read] in ([*rows[1:]], []), f"the table begins {at} points down"


@pytest.mark.parametrize(
    ("rest", "whole", "marked"),
    [
        ("alla som bor i kommunen", True, False),  # in the middle of a sentence, in the place of the first column
        ("Kommunens mål följs upp.", False, True),  # the cell is full to its end: it may go on
        ("Nämnden följer upp målen i bokslutet varje år tillsammans med invånarna och företagen.", False, False),
    ],
    ids=["sentence-goes-on", "may-go-on", "text-across-the-columns"],
)
def test_the_last_action_of_a_page_is_joined_or_marked(rest: str, whole: bool, marked: bool, tmp_path: Path) -> None:
    text = "Förenkla alla blanketter som kommunen skickar till alla"
    rows = (ACTIONS[0], ACTIONS[2], (text, "Bygg", "Maj 2031"))
    table = papers.table(rows, (150, 130, 100), "none")
    read = papers.published(
        tmp_path, *papers.prose(9), table, papers.PageBreak(), papers.text(rest, "cell"), *papers.prose(3)
    )

    last = read.actions[-1]
    assert last.action == (f"{text} {rest}" if whole else text)
    assert last.needs_review is marked
    assert ("row-may-go-on" in last.flags) is marked


def test_an_action_that_ends_before_its_page_does_is_sure(tmp_path: Path) -> None:
    rows = (ACTIONS[0], ACTIONS[2], ("Göra tjänsten bättre", "Bygg", "Maj 2031"))
    table = papers.table(rows, (230, 130, 100), "none")
    read = papers.published(tmp_path, *papers.prose(9), table, papers.PageBreak(), *papers.prose(6))

    assert [(a.action, a.needs_review) for a in read.actions] == [(r[0], False) for r in rows[1:]]


def _typed(folder: Path, rows: Rows, xs: Sequence[float], right: Sequence[int] = ()) -> Extraction:
    """A plan with a table set by tabs, whose long texts may run into the next column."""
    path = folder / "plan.pdf"
    canvas = Canvas(str(path), pagesize=(595, 842))
    canvas.setFont("Helvetica-Bold", 20)
    canvas.drawString(57, 762, "Verksamhetsplan 2031")
    for at, row in enumerate(rows):
        canvas.setFont("Helvetica-Bold" if at == 0 else "Helvetica", 9)
        for col, (x, words) in enumerate(zip(xs, row, strict=True)):
            (canvas.drawRightString if col in right else canvas.drawString)(x, 640 - 13 * at, words)
    canvas.save()
    source = SourceDocument(path, path.name, "ab" * 32, 1, "ab" * 8)
    return normalise(read_plan(path), source)


OVER = "Andel nöjda medborgare med kommunens service och bemötande"
TYPED: Rows = (INDICATORS[0], (OVER, "71 %", "75 %"), *((r[0][:20], *r[1:]) for r in INDICATORS[2:]))


@pytest.mark.parametrize("second", [330, 305, 290, 270], ids=["apart", "touching", "over", "far-over"])
def test_a_text_that_runs_into_the_next_column_is_marked_and_costs_no_other_row(second: int, tmp_path: Path) -> None:
    read = _typed(tmp_path, TYPED, (57, second, second + 70))
    rows = indicators_of(read)

    assert [texts for texts, _ in rows[1:]] == list(TYPED[2:])
    assert not any(marked for _, marked in rows[1:])
    (texts, marked), *_ = rows
    assert marked or texts == TYPED[1]


@pytest.mark.parametrize("first", [290, 262, 250], ids=["touching", "over", "far-over"])
def test_an_amount_that_a_label_runs_into_is_not_published_unmarked(first: int, tmp_path: Path) -> None:
    label = "Nämnden för kultur och fritid, bibliotek och allmänt"
    rows: Rows = (
        ("Driftbudget, tkr", "Utfall 2029", "Budget 2030", "Budget 2031"),
        (label, "12 400", "12 900", "13 200"),
        ("Skola", "212 400", "214 900", "219 200"),
        ("Omsorg", "198 050", "201 300", "204 700"),
        ("Teknik", "8 400", "8 500", "8 600"),
    )
    read = _typed(tmp_path, rows, (57, first, first + 70, first + 140), right=(1, 2, 3))
    sure: dict[str, list[str]] = {}
    for line in read.budget_lines:
        if not line.needs_review:
            sure.setdefault(line.line, []).append(line.amount_raw)

    assert sure == {row[0]: list(row[1:]) for row in rows[2:]}


def test_columns_that_stand_no_further_apart_than_words_are_told_by_their_headers(tmp_path: Path) -> None:
    rows: Rows = (
        ("Indikator", "Källa", "Utfall 2030", "Mål 2031"),
        ("Behörighet till gymnasiet efter nian", "Skolverket", "84 %", "86 %"),
        ("Sjukfrånvaro bland alla medarbetare", "Egen statistik", "7,1 %", "6,5 %"),
        ("Nöjda brukare i hemtjänsten", "Enkät", "70 %", "75 %"),
        ("Nya bostäder", "Plan", "120", "140"),
    )
    read = _typed(tmp_path, rows, (57, 206, 330, 400))

    assert [(i.name, i.source) for i in read.indicators] == [row[:2] for row in rows[1:]]
