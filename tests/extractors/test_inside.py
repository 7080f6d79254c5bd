"""Rows and columns that no rule shows inside drawn cells, and unruled tables told from text and charts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from extractors import find_tables
from pipeline.records import Table

Text = tuple[float, float, str]  # left edge, height of the baseline from the page's top, words
Line = tuple[float, float, float, float]
HEIGHT = A4[1]


def read(folder: Path, texts: Sequence[Text], lines: Sequence[Line] = ()) -> tuple[Table, ...]:
    path = folder / "page.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("Helvetica", 9)
    for x, top, words in texts:
        canvas.drawString(x, HEIGHT - top, words)
    for x0, y0, x1, y1 in lines:
        canvas.line(x0, HEIGHT - y0, x1, HEIGHT - y1)
    canvas.save()
    return find_tables(path)


def box(xs: Sequence[float], ys: Sequence[float]) -> list[Line]:
    return [(xs[0], y, xs[-1], y) for y in ys] + [(x, ys[0], x, ys[-1]) for x in xs]


def rows(table: Table) -> list[list[str]]:
    return [[c.text for c in table.cells if c.row == r] for r in range(table.n_rows)]


XS = (60, 220, 300, 380)


def body(lines: Sequence[tuple[str, str, str]], top: float, step: float = 12) -> list[Text]:
    return [
        (x + 4, top + i * step, words)
        for i, line in enumerate(lines)
        for x, words in zip(XS, line, strict=False)
        if words
    ]


def test_rows_packed_into_one_ruled_cell_are_cut_apart(tmp_path: Path) -> None:
    lines = [("Lax", "310", "350"), ("Gädda", "120", "140"), ("Abborre", "75", "80")]
    [table] = read(tmp_path, [*body([("Fisk", "Vår", "Höst")], 112), *body(lines, 132)], box(XS, (100, 118, 172)))
    assert rows(table) == [["Fisk", "Vår", "Höst"], *map(list, lines)]


def test_a_wrapped_label_and_a_wrapped_value_stay_one_row(tmp_path: Path) -> None:
    lines = [("Lån i kronor för varje invånare i", "8 940", "högst"), ("kommunen", "", "9 000")]
    texts = [*body([("Mått", "2024", "2025")], 112), *body(lines, 132)]
    [table] = read(tmp_path, texts, box(XS, (100, 118, 160)))
    assert rows(table)[1] == ["Lån i kronor för varje invånare i kommunen", "8 940", "högst 9 000"]


def test_a_span_of_years_that_wraps_in_a_deadline_begins_no_row(tmp_path: Path) -> None:
    header = body([("Åtgärd", "Tidplan", "Kostnad")], 102)
    action = [("Inventera alla entréer.", "Före", "180 tkr"), ("Resultatet ligger till grund för", "årsskiftet", "")]
    texts = [*header, *body([*action, ("en prioriterad lista", "2026/27", "")], 122)]
    [table] = read(tmp_path, texts, box(XS, (90, 108, 160)))
    assert rows(table)[1:] == [
        [
            "Inventera alla entréer. Resultatet ligger till grund för en prioriterad lista",
            "Före årsskiftet 2026/27",
            "180 tkr",
        ]
    ]


def test_two_columns_of_numbers_in_one_ruled_column(tmp_path: Path) -> None:
    texts: list[Text] = [(64, 112, "Art"), (224, 112, "Hona"), (270, 112, "Hane")]
    for i, name in enumerate(("Räv", "Grävling", "Mård", "Iller")):
        texts += [(64, 132 + 20 * i, name), (224, 132 + 20 * i, f"1{i}4"), (270, 132 + 20 * i, f"2{i}7")]
    [table] = read(tmp_path, texts, box((60, 220, 300), (100, 118, 138, 158, 178, 198)))
    assert rows(table)[0] == ["Art", "Hona", "Hane"]
    assert rows(table)[2] == ["Grävling", "114", "217"]


def test_values_half_a_line_off_belong_to_the_label_of_two_lines(tmp_path: Path) -> None:
    texts: list[Text] = [(64, 112, "Mått"), (224, 112, "2024"), (304, 112, "2025")]
    for i, (first, second) in enumerate((("Tid mellan larm och", "utryckning"), ("Platser för lek och", "spel"))):
        y = 134 + 32 * i
        texts += [(64, y, first), (64, y + 11, second), (224, y + 5.5, f"{i + 3},5"), (304, y + 5.5, f"{i + 2},5")]
    rules = [(60, 100, 380, 100), (60, 118, 380, 118), (60, 186, 380, 186)]
    [table] = read(tmp_path, texts, [(a, b, c, d) for a, b, c, d in rules])
    assert rows(table)[1:] == [
        ["Tid mellan larm och utryckning", "3,5", "2,5"],
        ["Platser för lek och spel", "4,5", "3,5"],
    ]


def test_running_text_in_two_columns_is_no_table(tmp_path: Path) -> None:
    left = [
        "Vattnet i sjön mäts varje vår och",
        "höst av föreningen som sköter den",
        "och resultatet skrivs upp i en bok",
    ]
    right = [
        "på biblioteket där vem som helst kan",
        "läsa den och jämföra med tidigare",
        "år om det finns någon som vill det",
    ]
    texts = [(60, 120 + 12 * i, words) for i, words in enumerate(left)]
    texts += [(300, 120 + 12 * i, words) for i, words in enumerate(right)]
    assert read(tmp_path, texts) == ()


def test_the_labels_of_an_axis_are_no_table(tmp_path: Path) -> None:
    texts = [(60.0, 120.0 + 20 * i, str(300 - 50 * i)) for i in range(6)]
    texts += [(300.0, 120.0 + 20 * i, str(60 - 10 * i)) for i in range(6)]
    assert read(tmp_path, texts) == ()


def test_a_table_beside_running_text_keeps_to_its_own_words(tmp_path: Path) -> None:
    prose = [
        "Sjön var öppen hela vintern och isen lade",
        "sig först i mars, senare än något år som",
        "föreningen har skrivit upp. Fisket började",
        "därför sent och slutade tidigt, och få kom",
        "till tävlingen i maj som ändå hölls enligt",
        "planen med två lag från grannsjöarna här.",
    ]
    texts = [(60, 120 + 11.5 * i, words) for i, words in enumerate(prose)]
    for i, (name, spring, autumn) in enumerate((("Lax", "31", "35"), ("Gädda", "12", "14"), ("Sik", "9", "7"))):
        y = 120 + 23 * i
        texts += [(330, y, name), (420, y, spring), (480, y, autumn)]
    [table] = read(tmp_path, texts)
    assert rows(table) == [["Lax", "31", "35"], ["Gädda", "12", "14"], ["Sik", "9", "7"]]


def test_a_title_row_and_a_source_row_stand_beside_the_table(tmp_path: Path) -> None:
    ys = (100, 118, 136, 154, 172)
    texts: list[Text] = [(64, 112, "Tabell 3. Fångst i sjön"), (64, 166, "Källa: föreningens egen räkning vid bryggan")]
    texts += body([("Fisk", "Vår", "Höst")], 130) + body([("Lax", "31", "35")], 148)
    lines = [(XS[0], y, XS[-1], y) for y in ys] + [(x, 118, x, 154) for x in XS[1:-1]]
    lines += [(x, 100, x, 172) for x in (XS[0], XS[-1])]
    [table] = read(tmp_path, texts, lines)
    assert table.caption == "Tabell 3. Fångst i sjön"
    assert rows(table) == [["Fisk", "Vår", "Höst"], ["Lax", "31", "35"]]
