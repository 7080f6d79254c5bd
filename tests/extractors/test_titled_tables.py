"""Tables under titles between two rules, with headers in two levels that a short rule parts, over text in columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from papers import published, table, text
from reportlab.pdfgen.canvas import Canvas

from extractors.document import read_plan
from pipeline.records import RawDocument

A4 = (595.0, 842.0)
LEFT, RIGHT = 45.0, 550.0
BY_SEX = (LEFT, 226.0, 282.0, 338.0, 370.0, 411.0, 436.0, 490.0, RIGHT)
PLAIN = (LEFT, 287.0, 345.0, 400.0, 470.0, RIGHT)
HEADS = ("Indikator", "Utfall 2029", "Utfall 2030", "Totalt", "Kvinnor", "Män", "Mål 2031", "Trend")
PLAIN_HEADS = ("Indikator", "Utfall 2030", "Utfall 2031", "Mål 2031", "Trend")
TEXT = (
    ("Undersökningen visar fortsatt goda", "sedan Björken öppnade i mars med nya"),
    ("resultat, och väntetiden har kortats", "platser."),
)

Rows = Sequence[Sequence[str]]


class Page:
    """A page of an annual report; places are counted from the top."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.canvas = Canvas(str(path), pagesize=A4)
        self.top = 60.0

    def words(self, x: float, y: float, words: str, size: float, bold: bool = False) -> None:
        self.canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
        self.canvas.drawString(x, A4[1] - y, words)

    def rule(self, xs: Sequence[float], y: float, thick: float = 0.75) -> None:
        """A rule in one piece between each two places, as programs draw the borders of cells."""
        self.canvas.setLineWidth(thick)
        for a, b in pairwise(xs):
            self.canvas.line(a, A4[1] - y, b, A4[1] - y)

    def title(self, words: str, said: str) -> None:
        self.rule((LEFT, RIGHT), self.top, 1.5)
        self.words(LEFT, self.top + 17, words, 11, bold=True)
        self.words(430, self.top + 17, said, 8)
        self.rule((LEFT, RIGHT), self.top + 24)
        self.top += 30

    def table(self, xs: Sequence[float], heads: Sequence[str], rows: Rows, over: str = "") -> None:
        if over:
            self.words(xs[3] + 20, self.top + 11, over, 7.5, bold=True)
            self.rule(xs[3:7], self.top + 16)
            self.top += 16
        self.row(xs, heads, bold=True)
        for row in rows:
            self.row(xs, row)

    def row(self, xs: Sequence[float], cells: Sequence[str], bold: bool = False) -> None:
        for x, cell in zip(xs, cells, strict=False):
            self.words(x + 3, self.top + 11, cell, 7.5, bold)
        self.top += 17
        self.rule(xs, self.top)

    def columns(self, lines: Sequence[Sequence[str]] = TEXT) -> None:
        for i, line in enumerate(lines):
            for x, words in zip((LEFT, 307.0), line, strict=True):
                self.words(x, self.top + 20 + 15 * i, words, 10)
        self.top += 20 + 15 * len(lines) + 20

    def read(self) -> RawDocument:
        self.canvas.save()
        return read_plan(self.path)


def report(folder: Path) -> RawDocument:
    page = Page(folder / "plan.pdf")
    page.title("Omsorgen håller hög kvalitet", "Måluppfyllelse: Uppfyllt")
    rows = [("Nöjda med hemtjänsten (%)", "91", "90", "92", "93", "90", "minst 90", "upp")]
    rows += [("Väntetid till boende (dagar)", "38", "44", "31", "", "", "40", "ner")]
    page.table(BY_SEX, HEADS, rows, over="Utfall 2031")
    page.columns()
    page.title("Kommunen är trygg", "Måluppfyllelse: Ej uppfyllt")
    page.table(PLAIN, PLAIN_HEADS, [("Nöjda företagare, index", "74", "79", "77", "upp")])
    page.columns()
    page.title("Medarbetarna trivs", "Måluppfyllelse: Delvis uppfyllt")
    page.table(
        BY_SEX, HEADS, [("Sjukfrånvaro (%)", "7,9", "8,3", "7,1", "7,8", "4,6", "7,0", "ner")], over="Utfall 2031"
    )
    page.columns()
    return page.read()


def test_every_row_under_a_title_is_read_and_nothing_else(tmp_path: Path) -> None:
    assert [row.name for row in report(tmp_path).indicators] == [
        "Nöjda med hemtjänsten (%)",
        "Väntetid till boende (dagar)",
        "Nöjda företagare, index",
        "Sjukfrånvaro (%)",
    ]


def test_a_title_with_a_judgement_beside_it_is_no_row_and_stays_above_its_table(tmp_path: Path) -> None:
    plan = report(tmp_path)
    cells = {c.text for t in plan.tables for c in t.cells}
    assert not any("Måluppfyllelse" in text or "Kommunen är trygg" in text for text in cells)
    assert not any(word in text for text in cells for word in ("Undersökningen", "Björken", "platser."))
    assert all(len(t.places) == 1 and t.header_rows for t in plan.tables)


def test_the_lower_level_of_a_header_under_a_short_rule_names_its_columns(tmp_path: Path) -> None:
    first, *_ = report(tmp_path).indicators
    assert [(c.header, c.year, c.text) for c in first.cells if c.role in ("outcome", "target")] == [
        ("Utfall 2029", 2029, "91"),
        ("Utfall 2030", 2030, "90"),
        ("Utfall 2031 Totalt", 2031, "92"),
        ("Utfall 2031 Kvinnor", 2031, "93"),
        ("Utfall 2031 Män", 2031, "90"),
        ("Mål 2031", 2031, "minst 90"),
    ]


def test_a_table_that_counts_goals_gives_no_indicators(tmp_path: Path) -> None:
    rows = [
        ("Målområde", "Antal mål", "Uppfyllda", "Delvis uppfyllda", "Ej uppfyllda"),
        ("Skola och lärande", "2", "0", "2", "0"),
        ("Livskvalitet", "3", "1", "1", "1"),
        ("Näringsliv", "2", "1", "1", "0"),
    ]
    plan = published(tmp_path, text("Årsredovisning 2031", "title"), table(rows, (150, 80, 80, 80, 80), "rows"))
    assert plan.indicators == () and plan.values == ()
    assert "table-not-understood" in {p.code for p in plan.problems}
