"""A whole plan read at once, and the same plan printed otherwise by a municipality that nobody has seen."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations
from pathlib import Path

import builders
import papers
import pytest
from drawings import A4_WIDE, SLIDE, Draw, draw_pages
from drawings import text as drawn_text
from papers import PageBreak, Spacer, prose, read, table, text

from extractors import read_plan
from pipeline.records import RawDocument, ReadOptions

COLUMNS = {
    "indicator": ("Andel nöjda besökare (%)", "Antal lån per invånare", "Sjukfrånvaro (%)"),
    "baseline": ("71", "4,2", "6,9"),
    "target": ("80", "5,0", "6,0"),
    "responsible": ("Kultur", "Bibliotek", "HR"),
}
WORDS: dict[str, dict[str, str]] = {
    "as at home": {
        "indicator": "Indikator",
        "baseline": "Nuvärde 2029",
        "target": "Målvärde 2031",
        "responsible": "Ansvarig",
    },
    "other words": {
        "indicator": "Mått",
        "baseline": "Utgångsläge 2029",
        "target": "Målnivå 2031",
        "responsible": "Huvudansvarig",
    },
    "capitals": {
        "indicator": "NYCKELTAL",
        "baseline": "STARTVÄRDE (2029)",
        "target": "MÅLTAL 2031",
        "responsible": "ANSVARIG ENHET",
    },
    "bare goal": {"indicator": "Indikator", "baseline": "Nuläge 2029", "target": "Mål 2031", "responsible": "Ägare"},
}


def plan(folder: Path, order: Sequence[str], words: dict[str, str], rules: str = "grid") -> RawDocument:
    rows = [[words[role] for role in order], *([COLUMNS[role][row] for role in order] for row in range(3))]
    widths = [{"indicator": 190}.get(role, 90) for role in order]
    return read(
        folder,
        Spacer(1, 100),
        text("Verksamhetsplan 2031", "title"),
        PageBreak(),
        text("Mål 1: Alla läser", "h1"),
        *prose(3),
        table(rows, widths, rules),
        *prose(3),
    )


def check(document: RawDocument) -> None:
    assert [row.name for row in document.indicators] == list(COLUMNS["indicator"])
    for number, row in enumerate(document.indicators):
        cells = {cell.role: (cell.text, cell.year) for cell in row.cells}
        assert cells == {
            "baseline": (COLUMNS["baseline"][number], 2029),
            "target": (COLUMNS["target"][number], 2031),
            "responsible": (COLUMNS["responsible"][number], None),
        }
        assert row.goal == document.goals[0].key


@pytest.mark.parametrize("order", list(permutations(COLUMNS))[::3], ids="-".join)
def test_columns_may_stand_in_any_order(order: Sequence[str], tmp_path: Path) -> None:
    check(plan(tmp_path, order, WORDS["as at home"]))


@pytest.mark.parametrize("rules", ["grid", "rows", "none"])
@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_headers_may_use_other_words(words: dict[str, str], rules: str, tmp_path: Path) -> None:
    check(plan(tmp_path, list(COLUMNS), words, rules))


def test_a_plan_is_read_in_order_with_places(tmp_path: Path) -> None:
    document = plan(tmp_path, list(COLUMNS), WORDS["as at home"])
    assert document.page_count == 2
    assert [goal.place.page for goal in document.goals] == [2]
    tops = [row.place.box.top for row in document.indicators]
    assert tops == sorted(tops) and len(set(tops)) == 3
    assert document.front_text.startswith("Verksamhetsplan 2031")
    assert "Alla läser" in document.full_text
    assert document.troubles == ()
    assert not document.is_slides


def test_only_the_first_pages_when_asked(tmp_path: Path) -> None:
    path = papers.write_plan(
        tmp_path / "plan.pdf",
        *prose(3),
        PageBreak(),
        text("Mål 1: Alla läser", "h1"),
        *prose(3),
        PageBreak(),
        *prose(3),
    )
    from extractors import read_plan

    short = read_plan(path, ReadOptions(limit_pages=1))
    assert short.page_count == 3 and short.goals == ()
    assert len(read_plan(path, ReadOptions(limit_pages=2)).goals) == 1


def test_pages_without_any_text_stand_between_others(tmp_path: Path) -> None:
    document = read(
        tmp_path, *prose(3), PageBreak(), Spacer(1, 10), PageBreak(), text("Mål 1: Alla läser", "h1"), *prose(3)
    )
    assert [goal.title for goal in document.goals] == ["Alla läser"]


@pytest.mark.parametrize("repeat", range(3))
def test_reading_twice_gives_the_same(repeat: int, tmp_path: Path) -> None:
    order = list(permutations(COLUMNS))[repeat * 5]
    assert plan(tmp_path, order, WORDS["bare goal"]) == plan(tmp_path, order, WORDS["bare goal"])


@pytest.mark.parametrize(
    ("reader", "code"), [("read_structure", "structure-damaged"), ("read_outline", "outline-damaged")]
)
def test_damaged_tags_or_outline_are_told_and_the_print_is_read(
    reader: str, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(pdf: object) -> tuple[()]:
        raise ValueError("broken")

    monkeypatch.setattr(f"extractors.document.{reader}", damaged)
    path = tmp_path / "plan.pdf"
    path.write_bytes(builders.plan_pdf("Verksamhetsplan 2031"))
    document = read_plan(path)
    assert [(t.code, t.severity) for t in document.troubles] == [(code, "info")]
    assert "Verksamhetsplan 2031" in document.full_text


@pytest.mark.parametrize(("size", "shown"), [(SLIDE, True), (A4_WIDE, False)])
def test_pages_of_a_screen_with_few_words_are_slides_also_where_they_hold_tables(
    size: tuple[float, float], shown: bool, tmp_path: Path
) -> None:
    def page(number: int) -> list[Draw]:
        drawn = [drawn_text(60, 40, f"Mål {number}: Alla kan simma", 28, True)]
        for row, told in enumerate((("Nyckeltal", "Utfall 2031", "Mål 2032"), ("Badplatser", "4", "6"))):
            drawn += [drawn_text(60 + 240 * col, 140 + 40 * row, words, 16) for col, words in enumerate(told)]
        return drawn

    draw_pages(tmp_path, [[drawn_text(60, 200, "Mål och nyckeltal 2032", 40, True)], *map(page, range(1, 6))], size)
    assert read_plan(tmp_path / "drawn.pdf").is_slides is shown
