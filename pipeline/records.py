"""Every record type, in the order in which a plan flows through the program.

``PageLayout -> Table, Heading -> Raw* (verbatim, with page and box) -> typed rows -> links``.

All records are frozen; a stage returns new ones and changes none. The typed rows at the end are the published
datasets: one dataclass is one dataset, one field is one column, and each column's Arrow type and meaning are declared
in the field (see ``column``). Schemas, checks and the data dictionary are made from these declarations.

This file is long because it is the one list of nouns of all that is read, understood and linked; it holds no logic.
What is worked out from the published rows afterwards is declared in `derived_records.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.light import light

# ------------------------------------------------------------------ what is read: a file


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A PDF file that was found in the input folder, named by its bytes."""

    path: Path  # where it lies on this machine; never published
    source_path: str  # below the input folder, `/` as separator, NFC
    sha256: str
    file_size: int
    document_id: str  # the first 16 hex digits of `sha256`


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How the person wants files to be read."""

    limit_pages: int | None = None  # only the first pages of each file
    ocr: str = "auto"  # text recognition: `auto` (scans), `off` or `force` (every page)
    most_pages: int | None = None  # no more of a file that is too long to be a plan; unlike `limit_pages`, an error


# ------------------------------------------------------------------ what is printed: geometry


class Box(NamedTuple):
    """A rectangle in PDF points, origin at the page's top left, as pdfplumber has it."""

    x0: float
    top: float
    x1: float
    bottom: float


class Place(NamedTuple):
    """Where something is printed: 1-based page in the file and box on it."""

    page: int
    box: Box


@light(frozen=True, slots=True)
class Word:
    """A run of characters without white space, set in one font. `rise` is true for superscript (upphöjd) text."""

    text: str
    box: Box
    size: float  # points
    font: str
    bold: bool
    italic: bool
    colour: str  # "#rrggbb"
    rise: bool = False
    mcid: int | None = None  # the piece of marked content that it begins in, in a tagged PDF
    artifact: bool = False  # marked as no part of the text: running headers, page numbers, dot leaders


@light(frozen=True, slots=True)
class Line:
    """Words on one baseline, left to right."""

    words: tuple[Word, ...]
    box: Box
    page: int

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


@light(frozen=True, slots=True)
class Rule:
    """A drawn straight line, or a filled rectangle so thin that it is one. Horizontal where x1 - x0 >= bottom - top."""

    box: Box
    thickness: float  # points

    @property
    def horizontal(self) -> bool:
        return self.box.x1 - self.box.x0 >= self.box.bottom - self.box.top


@light(frozen=True, slots=True)
class Shape:
    """A filled or stroked figure with an inside: a shaded cell, a box in a diagram, an arrow."""

    box: Box
    fill: str | None  # "#rrggbb"
    stroke: str | None
    points: tuple[tuple[float, float], ...] = ()  # corners of its outline, top-left origin


@dataclass(frozen=True, slots=True)
class PageLayout:
    """All that is drawn on one page that the program can use."""

    number: int  # 1-based
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...]
    shapes: tuple[Shape, ...]
    picture: float = 0.0  # share of the page that is covered by images of print on paper
    recognised: bool = False  # its words come from text recognition (OCR), by this program or an earlier one
    turned: str = ""  # `up` or `down`: the way its text runs on the sheet; all places are those of the turned sheet
    left_out: tuple[Trouble, ...] = ()  # text on it that is not read, and why
    sideways: tuple[tuple[str, tuple[Word, ...]], ...] = ()  # `up` or `down`, words that run so, on the sheet so turned


# ------------------------------------------------------------------ what is printed: structure


@light(frozen=True, slots=True)
class Cell:
    """One cell of a table. `row` and `col` count from 0 in the whole table, `place` is where it starts."""

    row: int
    col: int
    row_span: int
    col_span: int
    text: str
    place: Place
    marks: tuple[str, ...] = ()  # footnote marks: superscripts and trailing asterisks, taken out of `text`
    printed: str = ""  # the text with its footnote marks
    lines: tuple[str, ...] = ()  # the printed lines, broken words joined
    bold: bool = False
    fill: str | None = None
    print_style: tuple[float, bool, str] = (0.0, False, "#000000")  # size, italic and colour of most of its text
    crowded: bool = False  # its texts stand so far apart that they may be of two columns
    cut: bool = False  # the page ends here, and its row may go on on the next one
    room: float = 0.0  # points left in its column behind its last line
    first_width: float = 0.0  # points of its first word, with the space before it


@dataclass(frozen=True, slots=True)
class Table:
    """A table, joined over page breaks.

    `header_rows` are the first rows that name columns; a header that the next page repeats is left out.
    `road` tells how it was found (`tagged`, `ruled`, `banded`, `aligned`); `confidence` 0..1 how sure the finder is.
    """

    cells: tuple[Cell, ...]
    n_rows: int
    n_cols: int
    header_rows: int
    places: tuple[Place, ...]  # one for each page that it is on
    caption: str | None = None
    caption_place: Place | None = None
    road: str = "ruled"
    confidence: float = 1.0
    family: str | None = None
    notes: tuple[tuple[str, str], ...] = ()  # footnotes under it: (mark, text)


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """An entry of the PDF's outline (bookmarks). `page` is null where its destination is broken."""

    level: int  # 1 = top
    title: str
    page: int | None
    top: float | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in the document's tree. `level` counts from 1; `parent` is an index into the list of headings."""

    level: int
    number: str | None
    title: str
    place: Place
    parent: int | None
    style: str = ""  # what the printed style was, for `explain`


@light(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text, or one bullet of a list."""

    text: str
    place: Place
    bullet: bool = False
    bold: bool = False
    italic: bool = False
    size: float = 0.0
    colour: str = "#000000"
    fill: str | None = None  # colour of the box it stands in, if any
    banner: bool = False  # the box is a low band across the text, as behind a heading
    note: bool = False  # a footnote, by the raised mark that it begins with


# ------------------------------------------------------------------ what was read, verbatim


@light(frozen=True, slots=True)
class RawCell:
    """A cell with the role that its column's header gave it."""

    role: str  # baseline outcome target forecast responsible source frequency unit measured_by due assessment ...
    header: str  # the column's header, all levels
    text: str
    year: int | None
    place: Place
    marks: tuple[str, ...] = ()
    as_of_text: str | None = None  # the part of the year that header or caption names: "aug 2024"
    fill: str | None = None
    lines: tuple[str, ...] = ()
    inferred: bool = False  # the role follows from the other columns, not from the header's words
    component: str | None = None  # which of several amounts of one kind and year the column holds: `Intäkter`
    year_inferred: bool = False  # the year follows from the other columns, not from the header's words
    in_text: bool = False  # a line of text says it, no cell of a table


@dataclass(frozen=True, slots=True)
class RawFact:
    """Something the document says of itself: `name` is a column of `documents`, `text` what is printed."""

    name: str
    text: str
    place: Place
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class RawGoal:
    """A goal as printed. `key` and `parent` tie goals within one document."""

    key: str
    parent: str | None
    goal_type: str
    title: str
    place: Place
    term: str | None = None
    number: str | None = None
    scope: str | None = None
    set_by: str | None = None
    description: str | None = None
    assessment: str | None = None
    section: int | None = None  # index into the headings
    parser: str = ""
    flags: tuple[str, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class RawIndicator:
    """An indicator or key result as printed, its other cells by role."""

    key: str
    goal: str | None
    indicator_type: str
    name: str
    place: Place
    set_by: str | None = None
    cells: tuple[RawCell, ...] = ()
    footnotes: tuple[str, ...] = ()
    caption: str | None = None
    section: int | None = None
    parser: str = ""
    flags: tuple[str, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class RawAction:
    """An action as printed, its other cells by role."""

    key: str
    goal: str | None
    place: Place
    assignment: str | None = None
    assigned_by: str | None = None
    interpretation: str | None = None
    action: str | None = None
    cells: tuple[RawCell, ...] = ()
    section: int | None = None
    parser: str = ""
    flags: tuple[str, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class RawBudgetLine:
    """One row of a budget table; `cells` are its amounts."""

    key: str
    table_title: str | None
    line: str
    place: Place
    cells: tuple[RawCell, ...]
    is_bold: bool = False
    unit_text: str | None = None  # what may name the unit where the title does not: a line above, the top left cell
    section: int | None = None
    parser: str = ""
    flags: tuple[str, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class RawAlignment:
    """A link that the document draws from a goal to an outside framework."""

    goal: str
    framework: str
    kind: str | None
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class RawHeader:
    """A header whose column no role matched, with some of the column's cells and the table's place."""

    header: str
    family: str
    samples: tuple[str, ...]
    place: Place


@light(frozen=True, slots=True)
class RawText:
    """Running text that may hold targets, with the goal or indicator it stands under."""

    text: str
    place: Place
    goal: str | None = None
    indicator: str | None = None
    section: int | None = None


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that went wrong or was left out while reading; becomes a row of `problems`."""

    stage: str  # discover, open, pages, tables, sections, families, normalise, link, publish
    severity: str  # info, warning, error
    code: str  # stable, kebab-case
    message: str  # one sentence that a non-programmer understands
    page: int | None = None


@dataclass(frozen=True, slots=True)
class RawDocument:
    """All that was read in one file, verbatim."""

    page_count: int | None
    facts: tuple[RawFact, ...] = ()
    headings: tuple[Heading, ...] = ()
    heading_texts: tuple[str, ...] = ()  # body text of each heading, parallel to `headings`
    goals: tuple[RawGoal, ...] = ()
    indicators: tuple[RawIndicator, ...] = ()
    actions: tuple[RawAction, ...] = ()
    budget_lines: tuple[RawBudgetLine, ...] = ()
    alignments: tuple[RawAlignment, ...] = ()
    texts: tuple[RawText, ...] = ()
    tables: tuple[Table, ...] = ()
    unknown_headers: tuple[RawHeader, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    front_text: str = ""  # the text of the title page, headers and footers, where names of organisations stand
    full_text: str = ""  # all running text, where names of municipalities stand
    legend: tuple[tuple[str, str], ...] = ()  # colour ("#rrggbb") and printed meaning, where a legend is drawn
    is_slides: bool = False  # pages shaped and filled like slides
    recognised_pages: frozenset[int] = frozenset()  # pages whose words come from text recognition (OCR)


# ------------------------------------------------------------------ what was understood: the published datasets


def column(arrow: str, description: str, *, null: bool = True) -> Any:
    """A dataclass field that is a published column.

    `arrow` names its Arrow type (`string`, `int16`, `list<string>`, `date32` …); `null` tells whether it may be null.
    """
    return field(metadata={"arrow": arrow, "description": description, "null": null})


def string(description: str, *, null: bool = True) -> Any:
    return column("string", description, null=null)


def trust_note() -> Mapping[str, str]:
    """The three columns that say how far a row can be trusted, the same in every dataset."""
    return {
        "confidence": "How sure the program is that the row is right, 0 to 1",
        "needs_review": "True where a person should look at the page before using the row",
        "flags": "Why: what was inferred rather than read, and what was odd, as kebab-case words",
    }


_CONFIDENCE, _REVIEW, _FLAGS = trust_note().values()
_PAGE = "Page in the PDF file, counted from 1 (not the printed page number)"
_BBOX = "[x0, top, x1, bottom] in PDF points from the page's top left; encloses the printed text of the row or cell"
_DOCUMENT = "First 16 hex digits of the file's SHA-256"
_ASSESSMENT = "How well it was met: as printed (`Delvis uppfyllt`), or read from a colour or symbol with a legend"
_ASSESSMENT_CODE = "`met`, `partly_met`, `not_met`, `not_assessed`, or null"
_SET_BY = "Who set it: `council` (KF), `executive_board` (KS), `committee` (nämnd), `department` (förvaltning)"
_AS_OF = "Last day that the figure covers where header or caption names a part of a year; null for whole years"


@dataclass(frozen=True, slots=True)
class Document:
    """One row per input file, also for files that failed."""

    document_id: str = string(_DOCUMENT, null=False)
    source_path: str = string("Path below the input folder, with `/` as separator", null=False)
    sha256: str = string("SHA-256 of the file's bytes, in hex", null=False)
    file_size: int = column("int64", "Size of the file in bytes", null=False)
    page_count: int | None = column("int32", "Number of pages; null where the file cannot be opened")
    status: str = string("`ok`, `partial` (some pages or parts failed, see `problems`) or `failed`", null=False)
    municipality: str | None = string("Municipality (kommun) that the document names, without the word kommun")
    municipality_code: str | None = string("Statistics Sweden's four-digit municipality code (kommunkod)")
    county_code: str | None = string("Two-digit county code (länskod); may be known where the municipality is not")
    organisation: str | None = string("Board, committee or department (nämnd, förvaltning) that the plan is for")
    document_type: str | None = string(
        "`operational_plan`, `operational_plan_appendix`, `budget_plan`, `goal_framework`, `presentation`, "
        "`interim_report`, `annual_report`, `action_plan`, `strategy` or `other`"
    )
    title: str | None = string("The document's title as printed")
    period_start: int | None = column("int16", "First year of the plan")
    period_end: int | None = column("int16", "Last year of the plan; equal to period_start for a one-year plan")
    adopted_on: date | None = column("date32", "Date of adoption or decision as printed (antagen, beslutad)")
    valid_until: date | None = column("date32", "Last day of validity as printed (giltig till)")
    decided_by: str | None = string("Deciding body as printed (beslutsinstans)")
    document_owner: str | None = string("Document owner as printed (dokumentägare)")
    diary_number: str | None = string("Registry number as printed (diarienummer)")
    needs_review: bool = column("bool", _REVIEW, null=False)
    confidence: float = column("float32", _CONFIDENCE, null=False)
    flags: tuple[str, ...] = column("list<string>", _FLAGS, null=False)


@dataclass(frozen=True, slots=True)
class Section:
    """The heading tree, in reading order."""

    section_id: str = string("Key: document_id and a running number", null=False)
    document_id: str = string(_DOCUMENT, null=False)
    parent_id: str | None = string("The section that it stands under")
    level: int = column("int16", "Depth in the tree, 1 is the top", null=False)
    number: str | None = string("The heading's number as printed: `2.1`")
    title: str = string("The heading's words, without the number", null=False)
    page: int = column("int32", _PAGE, null=False)
    bbox: Box = column("list<float64>", _BBOX, null=False)
    text: str | None = string("Body text of the section itself, without subsections, tables, page headers and footers")


@dataclass(frozen=True, slots=True)
class Goal:
    """One row per goal (mål) that the document states; a goal stated more than once is one row."""

    goal_id: str = string("Key: document_id and a running number", null=False)
    document_id: str = string(_DOCUMENT, null=False)
    section_id: str | None = string("The section that states it")
    parent_goal_id: str | None = string("The goal that it serves (målkedja), by position in the document")
    goal_type: str = string(
        "`vision`, `overarching_goal` (övergripande mål), `focus_area` (fokusområde), `goal_area` (målområde), "
        "`strategic_goal` (inriktningsmål, fullmäktiges mål), `sub_goal` (delmål, nämndmål), `operational_goal` "
        "(verksamhetsmål), `ambition` (ambitionsnivå) or `policy_direction` (inriktning)",
        null=False,
    )
    term: str | None = string("The Swedish label as printed: `Inriktningsmål`, `Mål`, `Ambitionsnivå 2030`")
    number: str | None = string("Its number as printed: `1.2`")
    title: str = string("The goal's wording, without label, number and a trailing `(KF indikator: …)`", null=False)
    scope: str | None = string("A department or unit in brackets after the number, or leading the wording: `Teknik`")
    set_by: str | None = string(_SET_BY)
    description: str | None = string("The paragraphs that explain it")
    assessment: str | None = string(_ASSESSMENT)
    assessment_code: str | None = string(_ASSESSMENT_CODE)
    page: int = column("int32", _PAGE, null=False)
    bbox: Box = column("list<float64>", _BBOX, null=False)
    confidence: float = column("float32", _CONFIDENCE, null=False)
    needs_review: bool = column("bool", _REVIEW, null=False)
    flags: tuple[str, ...] = column("list<string>", _FLAGS, null=False)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row per indicator or key result (nyckelresultat)."""

    indicator_id: str = string("Key: document_id and a running number", null=False)
    document_id: str = string(_DOCUMENT, null=False)
    goal_id: str | None = string("The goal that it measures; null where the document ties it to none")
    indicator_type: str = string("`indicator`, or `key_result` (nyckelresultat)", null=False)
    set_by: str | None = string(_SET_BY + "; from a `KF` or `KS` mark beside the row")
    name: str = string("Its name, footnote marks removed", null=False)
    measured_by: str | None = string("How it is measured (så mäter vi)")
    responsible: tuple[str, ...] = column("list<string>", "Who answers for it (ansvarig, ägare)", null=False)
    source: str | None = string("Where the figures come from (källa)")
    frequency: str | None = string("How often it is measured, as printed (mätintervall)")
    frequency_code: str | None = string(
        "`monthly`, `quarterly`, `tertial`, `semiannual`, `annual`, `biennial`, `interim_report`, `other`, or null"
    )
    unit: str | None = string("The unit that its values are in")
    footnotes: tuple[str, ...] = column("list<string>", "Texts of the footnotes that it refers to", null=False)
    assessment: str | None = string(_ASSESSMENT)
    assessment_code: str | None = string(_ASSESSMENT_CODE)
    trend: str | None = string("`up`, `down` or `unchanged` where an arrow or a word says so")
    page: int = column("int32", _PAGE, null=False)
    bbox: Box = column("list<float64>", _BBOX, null=False)
    confidence: float = column("float32", _CONFIDENCE, null=False)
    needs_review: bool = column("bool", _REVIEW, null=False)
    flags: tuple[str, ...] = column("list<string>", _FLAGS, null=False)


@dataclass(frozen=True, slots=True)
class IndicatorValue:
    """One row per non-blank value cell, and one per target stated in running text."""

    value_id: str = string("Key: document_id and a running number", null=False)
    indicator_id: str = string("The indicator", null=False)
    document_id: str = string(_DOCUMENT, null=False)
    year: int | None = column("int16", "From the column header or the cell; null where nothing states it")
    as_of: date | None = column("date32", _AS_OF)
    value_type: str = string(
        "`baseline` (nuvärde), `outcome` (utfall), `target` (målvärde, resultatmål) or `forecast` (prognos)", null=False
    )
    component: str | None = string(
        "Where one cell, or the columns of one kind and year, hold several values, which: `elever`, `kvinnor`"
    )
    comparator: str | None = string("`=`, `>`, `>=`, `<` or `<=`: `minst 90 %` is `>=`; null where there is no number")
    value: float | None = column("float64", "The number as printed, in `unit`; null where the cell holds none")
    unit: str | None = string("From the cell, else from the indicator's name, else null")
    note: str | None = string("Words in the cell beside number and unit: `nollmätning`")
    raw: str = string("The cell as printed, broken words joined", null=False)
    in_text: bool = column("bool", "True for a target found in running text", null=False)
    page: int = column("int32", _PAGE, null=False)
    bbox: Box = column("list<float64>", _BBOX, null=False)
    confidence: float = column("float32", _CONFIDENCE, null=False)
    needs_review: bool = column("bool", _REVIEW, null=False)
    flags: tuple[str, ...] = column("list<string>", _FLAGS, null=False)


@dataclass(frozen=True, slots=True)
class Action:
    """One row per action (åtgärd, aktivitet)."""

    action_id: str = string("Key: document_id and a running number", null=False)
    document_id: str = string(_DOCUMENT, null=False)
    goal_id: str | None = string("The goal that it serves")
    assignment: str | None = string("The assignment (uppdrag) or initiative it carries out, without its label")
    assigned_by: str | None = string("Who gave the assignment: `council`, `executive_board`, …")
    interpretation: str | None = string("How the body reads the assignment (tolkning av uppdraget)")
    action: str | None = string("The action itself (åtgärd, aktivitet); the assignment, where that stands alone")
    expected_effect: str | None = string("Its expected effect (förväntad effekt)")
    responsible: tuple[str, ...] = column("list<string>", "Who answers for it (ansvarig enhet)", null=False)
    due_raw: str | None = string("When, as printed (tidpunkt)")
    due_from: date | None = column("date32", "First day of the period that `due_raw` names")
    due_to: date | None = column("date32", "Last day of it, or the deadline")
    due_kind: str | None = string(
        "`by` (a deadline), `within` (a period), `ongoing` (löpande), `recurring` (månatligen) or `unspecified`"
    )
    decision_body: str | None = string("The body named there: `KS`, `KF`, `KSAU`")
    status: str | None = string("In reports: how far it has come, as printed")
    page: int = column("int32", _PAGE, null=False)
    bbox: Box = column("list<float64>", _BBOX, null=False)
    confidence: float = column("float32", _CONFIDENCE, null=False)
    needs_review: bool = column("bool", _REVIEW, null=False)
    flags: tuple[str, ...] = column("list<string>", _FLAGS, null=False)


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """One row per amount in a budget table."""

    budget_line_id: str = string("Key: document_id and a running number", null=False)
    document_id: str = string(_DOCUMENT, null=False)
    table_title: str | None = string("The table's caption, or the text in its top left cell")
    line: str = string("The row's label", null=False)
    year: int | None = column("int16", "From the column header")
    as_of: date | None = column("date32", _AS_OF)
    value_type: str = string("`outcome` (utfall, bokslut), `budget`, `plan` or `forecast` (prognos)", null=False)
    component: str | None = string(
        "Where the columns of one kind and year hold several amounts, which: `Intäkter`, `Netto`"
    )
    amount_raw: str = string("The cell as printed", null=False)
    unit: str | None = string("As in the table's title: `tkr`, `mnkr`; `%` for per-cent rows")
    amount_sek: float | None = column("float64", "The amount in kronor; null where the unit is not money")
    is_total: bool = column("bool", "True for sums, subtotals and computed results in money", null=False)
    page: int = column("int32", _PAGE, null=False)
    bbox: Box = column("list<float64>", _BBOX, null=False)
    confidence: float = column("float32", _CONFIDENCE, null=False)
    needs_review: bool = column("bool", _REVIEW, null=False)
    flags: tuple[str, ...] = column("list<string>", _FLAGS, null=False)


@dataclass(frozen=True, slots=True)
class GoalAlignment:
    """A link that the document itself draws from a goal to an outside framework."""

    alignment_id: str = string("Key: document_id and a running number", null=False)
    document_id: str = string(_DOCUMENT, null=False)
    goal_id: str = string("The goal", null=False)
    framework: str = string("`Agenda 2030`, or a regional development strategy: `RUS Västernorrland`", null=False)
    kind: str | None = string("`målområde`, `princip`, `prioritering` or `mål`")
    text: str = string("What it is linked to, as printed", null=False)
    page: int = column("int32", _PAGE, null=False)
    bbox: Box = column("list<float64>", _BBOX, null=False)


_CLUSTER = "The cluster of the same measure (or goal); stable between runs as long as its oldest member stays"
_CANONICAL = "The cluster's name: the wording that most members share"
_SCORE = "How sure the link is, 0 to 1"
_METHOD = "What joined it: `exact`, `kolada`, `fuzzy` or `manual`"
_EVIDENCE = "Why, in one readable line"


@dataclass(frozen=True, slots=True)
class IndicatorLink:
    """The cluster of one indicator, across documents, years and municipalities."""

    indicator_id: str = string("The indicator", null=False)
    document_id: str = string(_DOCUMENT, null=False)
    cluster_id: str = string(_CLUSTER, null=False)
    canonical_name: str = string(_CANONICAL, null=False)
    kolada_id: str | None = string("The Kolada indicator that is the same measure, null where none is")
    kolada_title: str | None = string("Its title")
    score: float = column("float32", _SCORE, null=False)
    method: str = string(_METHOD, null=False)
    evidence: str = string(_EVIDENCE, null=False)
    needs_review: bool = column("bool", _REVIEW, null=False)


@dataclass(frozen=True, slots=True)
class GoalLink:
    """The cluster of one goal, across documents and years."""

    goal_id: str = string("The goal", null=False)
    document_id: str = string(_DOCUMENT, null=False)
    cluster_id: str = string(_CLUSTER, null=False)
    canonical_name: str = string(_CANONICAL, null=False)
    score: float = column("float32", _SCORE, null=False)
    method: str = string(_METHOD, null=False)
    evidence: str = string(_EVIDENCE, null=False)
    needs_review: bool = column("bool", _REVIEW, null=False)


@dataclass(frozen=True, slots=True)
class Identity:
    """One wording that belongs to a cluster: the memory that keeps cluster ids the same from run to run. Wordings that
    no document has any more stay."""

    cluster_id: str = string(_CLUSTER, null=False)
    kind: str = string("`indicator` or `goal`", null=False)
    wording: str = string("The name or title, folded for comparison", null=False)
    unit: str | None = string("The indicator's unit, folded")
    municipality: str | None = string("Of a goal: the municipality, or the document where that is not known")
    first: bool = column("bool", "The wording of the cluster's oldest row", null=False)


@dataclass(frozen=True, slots=True)
class UnknownHeader:
    """A header cell whose column no role matched, for `malkedja vocabulary check`."""

    document_id: str = string(_DOCUMENT, null=False)
    header: str = string("The header, all its levels, as printed", null=False)
    family: str = string("What the table was taken for: `indicators`, `actions`, `budget`, …", null=False)
    samples: tuple[str, ...] = column("list<string>", "Up to three of the column's cells", null=False)
    page: int = column("int32", _PAGE, null=False)
    bbox: Box = column("list<float64>", _BBOX, null=False)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that went wrong or was left out."""

    document_id: str | None = string(_DOCUMENT + "; null where the file could not even be read")
    source_path: str | None = string("Path below the input folder")
    stage: str = string(
        "Where in the program: `discover`, `open`, `pages`, `tables`, `sections`, `families`, …", null=False
    )
    severity: str = string("`info`, `warning` or `error`", null=False)
    code: str = string("What kind of problem, stable, kebab-case", null=False)
    message: str = string("One sentence that a non-programmer understands", null=False)
    page: int | None = column("int32", _PAGE)


@dataclass(frozen=True, slots=True)
class Run:
    """One row per run; the only dataset with clock times."""

    run_id: str = string("Key", null=False)
    started_at: datetime = column("timestamp", "When the run began, UTC", null=False)
    finished_at: datetime = column("timestamp", "When its datasets were written, UTC", null=False)
    pipeline_version: str = string("Version of the program", null=False)
    schema_version: str = string("Version of the datasets' schema", null=False)
    files_seen: int = column("int32", "Files in the input folder", null=False)
    files_new: int = column("int32", "Of them, read in this run", null=False)
    files_unchanged: int = column("int32", "Of them, taken from an earlier run", null=False)
    files_failed: int = column("int32", "Of them, that could not be read", null=False)
    files_removed: int = column("int32", "Files of the run before that are gone", null=False)
    seconds: float = column("float64", "How long the run took", null=False)
    workers: int = column("int32", "Worker processes", null=False)
    executor: str = string("What ran the workers", null=False)
    fingerprint: str | None = string("Of the datasets in use after the run; the same where nothing changed")


@dataclass(frozen=True, slots=True)
class Trace:
    """Where a published row came from: what `explain` prints. Kept beside the datasets, not part of the contract."""

    row_id: str = string("Key of the row that it explains", null=False)
    document_id: str = string(_DOCUMENT, null=False)
    heading_path: str | None = string("The headings above it, from the top, joined with ` › `")
    table_header: str | None = string("Header of the table column, all levels")
    raw: str | None = string("The cell or text as printed")
    parser: str = string("What read it", null=False)


@dataclass(frozen=True, slots=True)
class Extraction:
    """All typed rows of one file: what a worker hands back."""

    document: Document
    sections: tuple[Section, ...] = ()
    goals: tuple[Goal, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    values: tuple[IndicatorValue, ...] = ()
    actions: tuple[Action, ...] = ()
    budget_lines: tuple[BudgetLine, ...] = ()
    alignments: tuple[GoalAlignment, ...] = ()
    unknown_headers: tuple[UnknownHeader, ...] = ()
    problems: tuple[Problem, ...] = ()
    traces: tuple[Trace, ...] = ()
