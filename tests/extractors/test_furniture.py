"""Running headers and footers are left out, whatever their wording; what only looks like them stays."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas
from tagged import Cell, write_tagged

from extractors.furniture import find_furniture, read_edges
from extractors.lines import find_rows, join_words
from extractors.pages import open_pdf, read_page
from pipeline.records import Box, PageLayout

WIDTH, HEIGHT = 595.0, 842.0
TOP, BOTTOM = 36.0, 815.0  # baselines of running headers and footers, from the page's top
Print = tuple[float, float, str, float, bool]  # x, baseline from the top, words, size, bold


def at(y: float, words: str, size: float = 9, bold: bool = False, x: float = 60) -> Print:
    return (x, y, words, size, bold)


def body(page: int, first: float = 110, lines: int = 30) -> list[Print]:
    """Running text; no line is like another, and none counts up with the pages."""
    return [
        at(first + 14 * n, f"Rad {chr(97 + n)}{chr(97 + page)} om kommunens arbete under året", 10)
        for n in range(lines)
    ]


def read(folder: Path, pages: Sequence[Sequence[Print]]) -> list[PageLayout]:
    path = folder / "plan.pdf"
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT), invariant=1)
    for prints in pages:
        for x, y, words, size, bold in prints:
            canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
            canvas.drawString(x, HEIGHT - y, words)
        canvas.showPage()
    canvas.save()
    return layouts(path)


def layouts(path: Path) -> list[PageLayout]:
    with open_pdf(path) as pdf:
        return [read_page(page) for page in pdf.pages]


def rows_in(pages: Sequence[PageLayout], boxes: dict[int, frozenset[Box]]) -> list[list[str]]:
    """The rows of each page all of whose words have one of the boxes."""
    return [
        [join_words(row) for row in find_rows(page.words) if all(w.box in boxes[page.number] for w in row)]
        for page in pages
    ]


def furniture(folder: Path, pages: Sequence[Sequence[Print]]) -> list[list[str]]:
    read_pages = read(folder, pages)
    return rows_in(read_pages, find_furniture(read_edges(read_pages), {}))


# ------------------------------------------------------------------ left out


@pytest.mark.parametrize("count", [4, 5, 12])
def test_left_and_right_pages_have_headers_of_their_own(count: int, tmp_path: Path) -> None:
    heads = ["Havsbyns kommun" if n % 2 else "Verksamhetsplan 2031" for n in range(count)]
    found = furniture(tmp_path, [[at(TOP, head), *body(n)] for n, head in enumerate(heads)])
    assert found == [[head] for head in heads]


def test_names_of_chapters_in_the_header(tmp_path: Path) -> None:
    heads = ["Inledning", "Inledning", "Ekonomi", "Ekonomi", "Personal", "Bilagor", "Bilagor"]
    found = furniture(tmp_path, [[at(TOP, head, 8), *body(n)] for n, head in enumerate(heads)])
    assert found == [[head] for head in heads]


def test_names_of_short_chapters_are_known_by_their_headings(tmp_path: Path) -> None:
    heads = ["Inledning", "Ekonomi", "Personal", "Kvalitet"]
    found = furniture(tmp_path, [[at(TOP, h, 8), at(100, h, 18, True), *body(n, 130)] for n, h in enumerate(heads)])
    assert found == [[head] for head in heads]


def test_names_of_chapters_beside_the_page_number(tmp_path: Path) -> None:
    heads = ["Inledning", "Ekonomi", "Personal", "Kvalitet"]
    pages = [[*body(n), at(BOTTOM, head), at(BOTTOM, str(n + 7), x=500)] for n, head in enumerate(heads)]
    assert furniture(tmp_path, pages) == [[f"{head} {n + 7}"] for n, head in enumerate(heads)]


def test_chapters_in_large_print_that_count_like_the_pages_are_text(tmp_path: Path) -> None:
    heads = ["1 Energi", "2 Resor", "3 Avfall", "4 Natur"]
    pages = [[at(TOP, head, 22), *body(n), at(BOTTOM, f"Sida {n + 1}")] for n, head in enumerate(heads)]
    assert furniture(tmp_path, pages) == [[f"Sida {n + 1}"] for n in range(4)]


@pytest.mark.parametrize(
    "form", ["{}", "Sida {} (24)", "{}/24", "{} / 24", "– {} –", "sid {} av 24", "[{}]", "Sidan {}"]
)
@pytest.mark.parametrize("count", [1, 3])
def test_page_numbers_of_every_form(form: str, count: int, tmp_path: Path) -> None:
    numbers = [form.format(n + 3) for n in range(count)]
    assert furniture(tmp_path, [[*body(n), at(BOTTOM, words)] for n, words in enumerate(numbers)]) == [
        [words] for words in numbers
    ]


def test_a_footer_with_date_and_diary_number(tmp_path: Path) -> None:
    feet = [f"2031-0{n}-12   Dnr KS 2031/{n}17   Beslut § {n}" for n in range(1, 5)]
    found = furniture(tmp_path, [[*body(n), at(BOTTOM, foot)] for n, foot in enumerate(feet)])
    assert [len(rows) for rows in found] == [1, 1, 1, 1]


def test_a_header_that_only_two_pages_of_many_have(tmp_path: Path) -> None:
    pages = [body(n) for n in range(12)]
    for n in (9, 10):
        pages[n].append(at(TOP, "Bilaga till kommunplanen"))
    found = furniture(tmp_path, pages)
    assert found[9:11] == [["Bilaga till kommunplanen"]] * 2 and not any(found[:9])


def test_a_letterhead_in_columns(tmp_path: Path) -> None:
    foot = [
        *(at(790, words, 7, x=x) for x, words in ((60, "Postadress"), (250, "Besök"), (420, "Telefon"))),
        *(at(800, words, 7, x=x) for x, words in ((60, "Box 4"), (250, "Storgatan 1"), (420, "0123-45 67"))),
    ]
    top = [
        *(at(30, words, 7, x=x) for x, words in ((60, "Dokument"), (250, "Version"))),
        *(at(40, words, 7, x=x) for x, words in ((60, "Kommunplan"), (250, "B"))),
    ]
    found = furniture(tmp_path, [[*top, *body(n), *foot] for n in range(4)])
    assert [len(rows) for rows in found] == [4, 4, 4, 4]


@pytest.mark.parametrize(("kind", "left_out"), [("Artifact", ["Utkast till beslut"]), ("P", [])])
def test_what_the_file_calls_an_artifact(kind: str, left_out: list[str], tmp_path: Path) -> None:
    rows = [[Cell(f"Cell {row} {col}", 60 + 100 * col, 200 + 20 * row) for col in range(3)] for row in range(4)]
    beside = [Cell("Utkast till beslut", 60, 40, kind), Cell("En rad i texten", 60, 120, kind)]
    pages = layouts(write_tagged(tmp_path / "tagged.pdf", rows, beside))
    assert rows_in(pages, find_furniture(read_edges(pages), {})) == [left_out]


# ------------------------------------------------------------------ kept


def table_page(page: int, head: Sequence[str], two_levels: bool = False) -> list[Print]:
    """A table without rules that fills a page, its head at the very top."""
    xs = (60, 260, 360, 460)
    out = [at(60, words, 9, True, x) for x, words in zip(xs, head, strict=True)]
    if two_levels:
        out.append(at(49, "Målvärde", 9, True, 380))
    for row in range(20):
        cells = (f"Andel {chr(97 + row)}{chr(97 + page)}", f"{row * 3 + page * 7}", f"{row + 40 + page * 11}", f"{row}")
        out += [at(76 + 14 * row, words, 9, x=x) for x, words in zip(xs, cells, strict=True)]
    return out


@pytest.mark.parametrize("two_levels", [False, True])
def test_the_repeated_head_of_a_table_is_content(two_levels: bool, tmp_path: Path) -> None:
    head = ("Indikator", "Utfall 2030", "2031", "2032")
    pages = [[*table_page(n, head, two_levels), at(BOTTOM, f"Sida {n + 1} (4)")] for n in range(4)]
    assert furniture(tmp_path, pages) == [[f"Sida {n} (4)"] for n in range(1, 5)]


def test_a_header_over_such_a_table_is_left_out(tmp_path: Path) -> None:
    head = ("Indikator", "Utfall 2030", "2031", "2032")
    pages = [[at(28, "Havsbyns kommun", 8), at(28, "Kommunplan", 8, x=450), *table_page(n, head)] for n in range(4)]
    assert furniture(tmp_path, pages) == [["Havsbyns kommun Kommunplan"]] * 4


def test_headings_that_count_are_headings(tmp_path: Path) -> None:
    pages = [[at(64, f"Mål {n + 1}", 14, True), *body(n, 100), at(BOTTOM, str(n + 1))] for n in range(4)]
    assert furniture(tmp_path, pages) == [[str(n)] for n in range(1, 5)]


def test_first_lines_of_text_and_captions_are_text(tmp_path: Path) -> None:
    captions = ["Tabell över elever", "Tabell över lokaler", "Tabell över resor", "Tabell över avgifter"]
    found = furniture(tmp_path, [[at(62, caption, 10), *body(n)] for n, caption in enumerate(captions)])
    assert found == [[], [], [], []]
    assert furniture(tmp_path, [body(n, 60) for n in range(4)]) == [[], [], [], []]


def test_the_last_row_of_a_table_is_no_page_number(tmp_path: Path) -> None:
    rows = [[at(500 + 14 * r, f"Andel {chr(97 + r)}{chr(97 + n)}") for r in range(23)] for n in range(4)]
    pages = read(tmp_path, [[*r, at(808, str(n + 41), x=400)] for n, r in enumerate(rows)])
    assert rows_in(pages, read_edges(pages).numbers) == [[], [], [], []]


@pytest.mark.parametrize("word", ["Målområde", "Kapitel"])
def test_labels_in_small_print_that_count_the_headings_under_them_are_text(word: str, tmp_path: Path) -> None:
    heads = ["Energi", "Resor", "Avfall"]
    pages = [[at(40, "Havsbyns kommun"), *body(0)]] * 2
    pages += [[at(50, f"{word} {n}", 8), at(72, head, 22), *body(n)] for n, head in enumerate(heads, 1)]
    assert not any(word in row for rows in furniture(tmp_path, pages) for row in rows)


def test_a_header_that_counts_the_pages_is_left_out_over_headings_too(tmp_path: Path) -> None:
    pages = [[at(50, f"Havsbyn {n}", 8), at(72, "Energi", 22), *body(n)] for n in (1, 2)]
    pages += [[at(50, f"Havsbyn {n}", 8), *body(n)] for n in (3, 4)]
    assert [rows[0] for rows in furniture(tmp_path, pages)] == [f"Havsbyn {n}" for n in range(1, 5)]


@pytest.mark.parametrize("same", [False, True])
def test_labels_between_two_headings_are_text_where_the_upper_one_changes(same: bool, tmp_path: Path) -> None:
    """A header of two lines has the same name over it on all pages."""
    names, goals = (
        ["Barn", "Vatten", "Vägar", "Kultur"],
        ["Alla lär sig", "Allt är rent", "Alla når fram", "Alla sjunger"],
    )
    pages = [
        [at(60, "Havsbyn" if same else name, 18, True), at(74, "Övergripande mål", 9), at(92, goal, 14, True), *body(n)]
        for n, (name, goal) in enumerate(zip(names, goals, strict=True))
    ]
    assert furniture(tmp_path, pages) == [["Havsbyn", "Övergripande mål"] if same else []] * len(names)
