"""The pages of the benchmark: a PDF each, built anew on every run, with the tables that are in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.tables import half_ruled, no_table, ruled, unruled
from benchmarks.tables.icdar import Document
from benchmarks.tables.paper import A4, Paper
from benchmarks.tables.words import FOREST, HARBOUR, MUSEUM

KINDS = ("ruled", "half-ruled", "unruled", "no table")
TURNED = (ruled.turned, unruled.turned)  # set on their side, with /Rotate
WIDE = (half_ruled.landscape,)
SERIF = (
    ruled.three_levels,
    half_ruled.book,
    half_ruled.book_levels,
    half_ruled.in_column,
    unruled.levels,
    unruled.small,
)


@dataclass(frozen=True, slots=True)
class Page:
    """A document of one or two pages."""

    kind: str
    draw: Callable[[Paper], None]

    @property
    def name(self) -> str:
        return f"{self.kind}-{self.draw.__name__}".replace(" ", "-").replace("_", "-")

    def write(self, folder: Path) -> Document:
        paper = Paper(
            folder / f"{self.name}.pdf",
            (A4[1], A4[0]) if self.draw in WIDE else A4,
            rotated=self.draw in TURNED,
            face="Times-Roman" if self.draw in SERIF else "Helvetica",
        )
        self.draw(paper)
        if self.kind != "no table":  # a page is seldom over where its table is
            paper.heading("What comes next")
            for words in (MUSEUM, HARBOUR, FOREST):
                paper.text(words)
        readings = paper.save()
        return Document(paper.path, readings, self.kind)


PAGES = (
    Page("ruled", ruled.grid),
    Page("ruled", ruled.wrapped),
    Page("ruled", ruled.merged_down),
    Page("ruled", ruled.three_levels),
    Page("ruled", ruled.cross_table),
    Page("ruled", ruled.turned),
    Page("ruled", ruled.over_pages),
    Page("ruled", ruled.stacked),
    Page("ruled", ruled.in_column),
    Page("ruled", ruled.side_by_side),
    Page("ruled", ruled.double_rules),
    Page("ruled", ruled.inner),
    Page("ruled", ruled.dashed),
    Page("ruled", ruled.cut),
    Page("ruled", ruled.with_chart),
    Page("half-ruled", half_ruled.rows_only),
    Page("half-ruled", half_ruled.book),
    Page("half-ruled", half_ruled.header_rule),
    Page("half-ruled", half_ruled.book_levels),
    Page("half-ruled", half_ruled.zebra),
    Page("half-ruled", half_ruled.word_shading),
    Page("half-ruled", half_ruled.tiles),
    Page("half-ruled", half_ruled.book_merged_down),
    Page("half-ruled", half_ruled.closed_gutters),
    Page("half-ruled", half_ruled.in_column),
    Page("half-ruled", half_ruled.over_pages),
    Page("half-ruled", half_ruled.stacked),
    Page("half-ruled", half_ruled.landscape),
    Page("half-ruled", half_ruled.columns_only),
    Page("half-ruled", half_ruled.wrapped),
    Page("half-ruled", half_ruled.side_by_side),
    Page("half-ruled", half_ruled.frame),
    Page("unruled", unruled.plain),
    Page("unruled", unruled.closed_gutters),
    Page("unruled", unruled.wrapped),
    Page("unruled", unruled.levels),
    Page("unruled", unruled.sparse),
    Page("unruled", unruled.in_column),
    Page("unruled", unruled.beside_text),
    Page("unruled", unruled.side_by_side),
    Page("unruled", unruled.stacked),
    Page("unruled", unruled.over_pages),
    Page("unruled", unruled.turned),
    Page("unruled", unruled.small),
    Page("unruled", unruled.words_only),
    Page("unruled", unruled.groups),
    Page("no table", no_table.one_column),
    Page("no table", no_table.two_columns),
    Page("no table", no_table.three_columns),
    Page("no table", no_table.lists),
    Page("no table", no_table.letter),
    Page("no table", no_table.contents),
    Page("no table", no_table.formula),
    Page("no table", no_table.chart),
    Page("no table", no_table.dialogue),
    Page("no table", no_table.sources),
)


def write_pages(folder: Path) -> list[Document]:
    """Writes every document of the benchmark into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    return [page.write(folder) for page in PAGES]
