"""How well goals and indicators were met: words as printed, colours and signs as a legend explains."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from normalizers.assessments import (
    assessment_of_colour,
    colour_name,
    colour_named,
    colour_word,
    find_legend,
    find_trend_signs,
    parse_answer,
    parse_assessment,
    parse_trend,
)
from normalizers.frequencies import find_marks
from normalizers.text import clean_text
from pipeline.ledger import attempt
from pipeline.records import RawCell, RawDocument


@dataclass(frozen=True, slots=True)
class Legend:
    """What a document says that its marks mean."""

    drawn: Mapping[str, str]  # colour or sign -> meaning, of figures
    written: Mapping[str, str]  # name of a colour -> code
    trends: Mapping[str, str]  # sign -> direction
    intervals: Mapping[str, str]  # letter -> code of how often something is measured


def read_legend(raw: RawDocument) -> Legend:
    """The legends of a document, those that are drawn and those in its text."""
    text = raw.full_text
    return Legend(dict(raw.legend), find_legend(text), find_trend_signs(text), find_marks(text))


def code_of(text: str | None, legend: Legend) -> str | None:
    """The code of a printed judgement; the name of a colour judges as the document's text explains it: `Gul`."""
    if not text:
        return None
    return attempt(partial(parse_assessment, text)) or assessment_of_colour(colour_named(text), legend.written)


def status_of(cells: Sequence[RawCell], legend: Legend) -> tuple[str | None, str | None, str | None]:
    """Assessment as printed or by a colour that a legend explains, its code, and the trend of an arrow."""
    from extractors.families.marks import RING, meaning_of, without_figures

    assessment = code = trend = None
    for cell in cells:
        if cell.role not in ("status", "trend"):
            continue
        text = clean_text(without_figures(cell.text))
        direction = attempt(partial(parse_trend, text))
        trend = direction or trend
        if cell.role == "trend":
            trend = trend or legend.trends.get(clean_text(cell.text))
            continue
        letters = sum(c.isalnum() for c in text)
        sign = not letters or (letters == 1 and text.islower())  # a dash, or a figure in a font of signs
        if direction is None and not sign:
            assessment, code = text, code_of(text, legend) or attempt(partial(parse_answer, cell.header, text))
        drawn = meaning_of(cell.text.strip(), legend.drawn) or meaning_of(cell.fill, legend.drawn)
        if code is None and (meaning := drawn):
            assessment, code = assessment or meaning, attempt(partial(parse_assessment, meaning))
        name = colour_name(cell.fill) if cell.fill and not cell.fill.startswith(RING) else None
        if code is None and name is not None and name in legend.written:
            assessment, code = assessment or colour_word(name), assessment_of_colour(name, legend.written)
    return assessment, code, trend
