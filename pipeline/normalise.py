"""RawDocument -> typed rows: every parser is called here, in one place, and what it cannot read is kept and flagged."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from normalizers import Unreadable
from normalizers.amounts import parse_amount
from normalizers.dates import parse_as_of
from normalizers.due import Due, parse_due
from normalizers.organisations import find_names, setter_of
from normalizers.text import clean_text, without_sign
from normalizers.units import money_factor, share_in_line, unit_in_title
from pipeline.about import describe
from pipeline.assessed import Legend, code_of, read_legend
from pipeline.ledger import (
    INFORMATIVE,
    REPORTS,
    Ledger,
    box_of,
    by_plan_years,
    first_cell,
    in_order,
    needs_review,
    read_responsible,
    text_of,
)
from pipeline.measured import read_indicators
from pipeline.records import (
    Action,
    BudgetLine,
    Document,
    Extraction,
    Goal,
    GoalAlignment,
    Indicator,
    IndicatorValue,
    RawAction,
    RawBudgetLine,
    RawCell,
    RawDocument,
    RawGoal,
    Section,
    SourceDocument,
    UnknownHeader,
)
from pipeline.totals import find_misfits, find_totals

RECOGNISED = 0.6  # of the confidence that print would have
Trusted = TypeVar("Trusted", Document, Goal, Indicator, IndicatorValue, Action, BudgetLine)
OF_THE_MUNICIPALITY = frozenset(
    {"budget_plan", "goal_framework", "annual_report", "interim_report", "strategy", "action_plan", "presentation"}
)
OVER_ALL = frozenset({"vision", "overarching_goal", "focus_area"})  # whose these are, the budget of the whole tells
SETTER_TYPES = {"council": "strategic_goal", "executive_board": "sub_goal", "committee": "sub_goal"}


def normalise(raw: RawDocument, source: SourceDocument) -> Extraction:
    """All typed rows of one document."""
    document = describe(raw, source)
    ledger = Ledger(document, raw)
    for trouble in raw.troubles:
        ledger.trouble(trouble)
    cells = [c for i in raw.indicators for c in i.cells] + [c for a in raw.actions for c in a.cells]
    responsible = [c.text for c in cells if c.role == "responsible"]
    ledger.known_names = find_names(responsible)
    sections = _sections(ledger)
    legend = read_legend(raw)
    goals = _goals(ledger, legend)
    indicators, values = read_indicators(ledger, legend)
    actions = tuple(_action(ledger, i, a) for i, a in enumerate(in_order(raw.actions), 1))
    extraction = Extraction(
        document=document,
        sections=sections,
        goals=goals,
        indicators=indicators,
        values=values,
        actions=actions,
        budget_lines=_budget_lines(ledger),
        alignments=_alignments(ledger),
        unknown_headers=_unknown_headers(ledger),
        problems=tuple(ledger.problems),
        traces=tuple(ledger.traces),
    )
    return mark_recognised(extraction, raw.recognised_pages)


def _unknown_headers(ledger: Ledger) -> tuple[UnknownHeader, ...]:
    id_ = ledger.document.document_id
    return tuple(
        UnknownHeader(id_, raw.header, raw.family, raw.samples, raw.place.page, box_of(raw.place))
        for raw in ledger.raw.unknown_headers
    )


def mark_recognised(extraction: Extraction, pages: frozenset[int]) -> Extraction:
    """Rows from pages that text recognition has read are less sure, and their figures are for a person to check."""
    if not pages:
        return extraction
    return replace(
        extraction,
        document=_less_sure(extraction.document),
        goals=tuple(_less_sure(row) if row.page in pages else row for row in extraction.goals),
        indicators=tuple(_less_sure(row) if row.page in pages else row for row in extraction.indicators),
        values=tuple(_less_sure(row) if row.page in pages else row for row in extraction.values),
        actions=tuple(_less_sure(row) if row.page in pages else row for row in extraction.actions),
        budget_lines=tuple(_less_sure(row) if row.page in pages else row for row in extraction.budget_lines),
    )


def _less_sure(row: Trusted) -> Trusted:
    flags = (*row.flags, "ocr")
    return replace(row, confidence=round(row.confidence * RECOGNISED, 4), needs_review=True, flags=flags)


# ------------------------------------------------------------------ sections and goals


def _sections(ledger: Ledger) -> tuple[Section, ...]:
    headings = ledger.raw.headings
    ledger.section_ids = [ledger.new_id("s", i) for i in range(1, len(headings) + 1)]
    return tuple(
        Section(
            section_id=ledger.section_ids[i],
            document_id=ledger.document.document_id,
            parent_id=ledger.section_id(heading.parent),
            level=heading.level,
            number=heading.number,
            title=clean_text(heading.title),
            page=heading.place.page,
            bbox=box_of(heading.place),
            text=clean_text(ledger.raw.heading_texts[i]) or None,
        )
        for i, heading in enumerate(headings)
    )


def _goals(ledger: Ledger, legend: Legend) -> tuple[Goal, ...]:
    ordered = in_order(ledger.raw.goals)
    ledger.goal_ids = {goal.key: ledger.new_id("g", i) for i, goal in enumerate(ordered, 1)}
    return tuple(_goal(ledger, goal, legend) for goal in ordered)


def _plan_of(document: Document) -> str | None:
    """Whose plan a document is: that of its body, and a budget of the whole municipality is the council's."""
    if document.organisation is None and document.document_type == "budget_plan":
        return "council"
    return setter_of(document.organisation or "")


def _reports_for_all(document: Document) -> bool:
    """Whether a document is the report of a whole municipality, in which the council's goals are followed up."""
    of_all = document.organisation is None and document.municipality is not None
    return of_all and document.document_type in REPORTS


def _of_committee(term: str | None, body: str | None) -> str | None:
    """`committee` where a goal's label says so: `Nämndmål`, also in the plan of a department. In that of the executive
    board only a committee named counts: the board calls its own goals `Nämndmål`, too."""
    if body == "executive_board" and (term or "").casefold().startswith("nämnd"):
        return None
    return "committee" if setter_of(term or "") == "committee" else None


def _goal(ledger: Ledger, raw: RawGoal, legend: Legend) -> Goal:
    flags = list(raw.flags)
    body = _plan_of(ledger.document)
    goal_type, set_by = raw.goal_type, raw.set_by
    if goal_type == "goal":  # a bare "Mål": whose plan it is decides
        nobody = ledger.document.organisation is None
        of_all = nobody and ledger.document.document_type in OF_THE_MUNICIPALITY
        goal_type = SETTER_TYPES.get(body or "", "strategic_goal" if of_all else "operational_goal")
        if body is None and nobody:
            flags.append("goal-type-inferred")
        set_by = set_by or body or ("department" if ledger.document.organisation else None)
    elif set_by is None and goal_type in ("sub_goal", "operational_goal"):
        set_by = _of_committee(raw.term, body) or body or ("department" if ledger.document.organisation else None)
    elif set_by is None and goal_type in ("overarching_goal", "vision") and raw.number:
        set_by = "council"
    elif set_by is None and (goal_type == "policy_direction" or (goal_type in OVER_ALL and body == "council")):
        set_by = body
    if set_by is None and goal_type in ("focus_area", "strategic_goal") and _reports_for_all(ledger.document):
        set_by = "council"
    row_id = ledger.goal_ids[raw.key]
    ledger.trace(row_id, raw.parser, raw.title, raw.term, raw.section)
    return Goal(
        goal_id=row_id,
        document_id=ledger.document.document_id,
        section_id=ledger.section_id(raw.section),
        parent_goal_id=ledger.goal_id(raw.parent),
        goal_type=goal_type,
        term=raw.term,
        number=raw.number,
        title=clean_text(raw.title),
        scope=raw.scope,
        set_by=set_by,
        description=clean_text(raw.description) if raw.description else None,
        assessment=clean_text(raw.assessment) if raw.assessment else None,
        assessment_code=code_of(raw.assessment, legend),
        page=raw.place.page,
        bbox=box_of(raw.place),
        confidence=raw.confidence,
        needs_review=needs_review(raw.confidence, flags),
        flags=tuple(flags),
    )


# ------------------------------------------------------------------ actions


def _action(ledger: Ledger, number: int, raw: RawAction) -> Action:
    flags = list(raw.flags)
    due_cell = first_cell(raw.cells, "due")
    deadline = bool(due_cell and ("senast" in due_cell.header.casefold()))
    due = None
    if due_cell:
        try:
            due = parse_due(due_cell.text, first_year=ledger.document.period_start, deadline_header=deadline)
            flags += due.flags
        except Unreadable:
            flags.append("due-unreadable")
    due_raw = clean_text(due_cell.text) if due_cell else None
    start = first_cell(raw.cells, "start")
    if start and due and due.due_to and due.kind in ("by", "within"):
        due, begins = _from_start(due, start.text, ledger.document.period_start)
        due_raw = f"{clean_text(start.text)} – {due_raw}" if begins else due_raw
    body_cell = text_of(raw.cells, "decision_body")
    row_id = ledger.new_id("a", number)
    ledger.trace(row_id, raw.parser, raw.action or raw.assignment, due_cell.header if due_cell else None, raw.section)
    assignment = clean_text(raw.assignment) if raw.assignment else None
    return Action(
        action_id=row_id,
        document_id=ledger.document.document_id,
        goal_id=ledger.goal_id(raw.goal),
        assignment=assignment,
        assigned_by=raw.assigned_by,
        interpretation=clean_text(raw.interpretation) if raw.interpretation else None,
        action=clean_text(raw.action) if raw.action else assignment,  # listed alone it says itself what is to be done
        expected_effect=text_of(raw.cells, "expected_effect"),
        responsible=read_responsible(ledger, raw.cells),
        due_raw=due_raw,
        due_from=due.due_from if due else None,
        due_to=due.due_to if due else None,
        due_kind=due.kind if due else None,
        decision_body=body_cell or (due.decision_body if due else None),
        status=without_sign(text_of(raw.cells, "status")),
        page=raw.place.page,
        bbox=box_of(raw.place),
        confidence=raw.confidence,
        needs_review=needs_review(raw.confidence, flags),
        flags=tuple(flags),
    )


def _from_start(due: Due, start: str, first_year: int | None) -> tuple[Due, bool]:
    """A deadline with the day in another column on which the action begins (startdatum), as the period between; and
    whether that could be read."""
    try:
        begin = parse_due(start, first_year=first_year)
    except Unreadable:
        return due, False
    first = begin.due_from or begin.due_to
    if first is None or due.due_to is None or first > due.due_to or set(begin.flags) - {"due-day-as-deadline"}:
        return due, False
    flags = tuple(flag for flag in due.flags if flag != "due-day-as-deadline")
    return replace(due, due_from=first, kind="within", flags=flags), True


# ------------------------------------------------------------------ budget


def _budget_lines(ledger: Ledger) -> tuple[BudgetLine, ...]:
    ordered = [
        replace(raw, cells=tuple(by_plan_years(cell, ledger.document, "budget") for cell in raw.cells))
        for raw in in_order(ledger.raw.budget_lines)
    ]
    totals = find_totals(ordered)
    misfits = find_misfits(ordered, totals)
    out: list[BudgetLine] = []
    for raw in ordered:
        for cell in raw.cells:
            line = _budget_line(ledger, len(out) + 1, raw, cell, raw.key in totals)
            out.append(_misfit(line) if (raw.key, cell.year, cell.role, cell.component) in misfits else line)
    return tuple(out)


def _misfit(line: BudgetLine) -> BudgetLine:
    """A total that the rows above it do not add up to."""
    flags = (*line.flags, "sum-does-not-add-up")
    return replace(line, confidence=min(line.confidence, 0.5), needs_review=True, flags=flags)


def _titled_before_plan(cell: RawCell, first_year: int | None) -> bool:
    """Whether a column prints nothing but a year before the plan's first: of a table called budget it may hold what
    came out."""
    bare = cell.year is not None and not any(map(str.isalpha, cell.header))
    return bare and cell.role in ("budget", "plan") and first_year is not None and (cell.year or 0) < first_year


def _budget_line(ledger: Ledger, number: int, raw: RawBudgetLine, cell: RawCell, total: bool) -> BudgetLine:
    inferred = cell.inferred or _titled_before_plan(cell, ledger.document.period_start)
    flags = [*raw.flags, *(["value-type-inferred"] if inferred else [])]
    share, sure = share_in_line(raw.line)
    percent = "%" in cell.text or share
    unit = "%" if percent else unit_in_title(raw.table_title or "") or unit_in_title(raw.unit_text or "")
    if not sure and "%" not in cell.text:
        flags.append("share-or-amount")
    amount: float | None = None
    try:
        amount = parse_amount(cell.text)
    except Unreadable:
        flags.append("amount-unreadable")
    if amount is not None and cell.text.lstrip().startswith("("):
        flags.append("negative-in-brackets")  # some tables print last year's amount so
    factor = money_factor(unit) if unit and not percent else None
    if unit is None:
        flags.append("unit-not-found")
    if cell.year is None:
        flags.append("year-not-found")
    elif cell.year_inferred:
        flags.append("year-of-report")
    as_of = parse_as_of(f"{cell.as_of_text} {cell.year or ''}", cell.year) if cell.as_of_text else None
    if cell.as_of_text and as_of is None:
        flags.append("part-of-year-unclear")
    row_id = ledger.new_id("b", number)
    ledger.trace(row_id, raw.parser, cell.text, cell.header, raw.section)
    confidence = raw.confidence if INFORMATIVE.issuperset(flags) else min(raw.confidence, 0.5)
    return BudgetLine(
        budget_line_id=row_id,
        document_id=ledger.document.document_id,
        table_title=raw.table_title,
        line=clean_text(raw.line),
        year=cell.year,
        as_of=as_of[0] if as_of else None,
        value_type=cell.role,
        component=cell.component,
        amount_raw=cell.text,
        unit=unit,
        amount_sek=round(amount * factor, 2) if amount is not None and factor is not None else None,
        is_total=total and not percent,
        page=cell.place.page,
        bbox=box_of(cell.place),
        confidence=confidence,
        needs_review=needs_review(confidence, flags),
        flags=tuple(flags),
    )


def _alignments(ledger: Ledger) -> tuple[GoalAlignment, ...]:
    rows = sorted(ledger.raw.alignments, key=lambda a: (a.place.page, a.place.box.top, a.place.box.x0))
    return tuple(
        GoalAlignment(
            alignment_id=ledger.new_id("l", i),
            document_id=ledger.document.document_id,
            goal_id=ledger.goal_ids[row.goal],
            framework=row.framework,
            kind=row.kind,
            text=clean_text(row.text),
            page=row.place.page,
            bbox=box_of(row.place),
        )
        for i, row in enumerate(rows, 1)
    )
