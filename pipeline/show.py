"""Print for people: one plan as a tree, its tables, and where a published row came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.errors import Unusable
from pipeline.records import (
    Action,
    Box,
    BudgetLine,
    Cell,
    Document,
    Extraction,
    Goal,
    Indicator,
    IndicatorValue,
    Place,
    Table,
)

REVIEW = "  (!)"  # behind what a person should look at
WIDEST_CELL = 28  # characters; so that five columns fit on a screen
HEADLINE = ("organisation", "municipality", "document_type", "adopted_on", "decided_by", "diary_number")


# ------------------------------------------------------------------ show


def plan_tree(extraction: Extraction) -> str:
    """What was understood in one plan: goals with their indicators, values and actions; then the budget."""
    return "\n".join(
        [
            *_headline(extraction.document),
            *_goals(extraction, None, 0),
            *_without_goal(extraction),
            *_budget(extraction.budget_lines),
            *_troubles(extraction),
        ]
    )


def _headline(document: Document) -> Iterator[str]:
    years = [str(year) for year in (document.period_start, document.period_end) if year is not None]
    period = "–".join(dict.fromkeys(years)) or "no period"
    yield f"{document.title or document.source_path} ({period}, {document.page_count or 0} pages, {document.status})"
    for name in HEADLINE:
        value = getattr(document, name)
        if value is not None:
            yield f"  {name.replace('_', ' ')}: {value}"


def _goals(extraction: Extraction, parent: str | None, depth: int) -> Iterator[str]:
    for goal in extraction.goals:
        if goal.parent_goal_id == parent:
            yield _indent(depth, _goal(goal))
            yield from _under(extraction, goal.goal_id, depth + 1)
            yield from _goals(extraction, goal.goal_id, depth + 1)


def _under(extraction: Extraction, goal_id: str | None, depth: int) -> Iterator[str]:
    for indicator in extraction.indicators:
        if indicator.goal_id == goal_id:
            yield _indent(depth, _indicator(indicator))
            for value in extraction.values:
                if value.indicator_id == indicator.indicator_id:
                    yield _indent(depth + 1, _value(value))
    for action in extraction.actions:
        if action.goal_id == goal_id:
            yield _indent(depth, _action(action))


def _without_goal(extraction: Extraction) -> Iterator[str]:
    rest = list(_under(extraction, None, 1))
    if rest:
        yield "Without a goal"
        yield from rest


def _goal(goal: Goal) -> str:
    label = " ".join(part for part in (goal.term or goal.goal_type, goal.number) if part)
    return f"{label}: {goal.title} [p. {goal.page}]{_mark(goal)}"


def _indicator(indicator: Indicator) -> str:
    label = "key result" if indicator.indicator_type == "key_result" else "indicator"
    return f"{label}: {indicator.name} [p. {indicator.page}]{_mark(indicator)}"


def _value(value: IndicatorValue) -> str:
    number = value.raw if value.value is None else _amount(value)
    words = [str(value.year or "no year"), value.value_type, number, value.component, value.note]
    return " ".join(word for word in words if word) + _mark(value)


def _amount(value: IndicatorValue) -> str:
    comparator = "" if value.comparator in (None, "=") else f"{value.comparator} "
    return f"{comparator}{value.value:g} {value.unit or ''}".rstrip()


def _action(action: Action) -> str:
    due = f", {action.due_raw}" if action.due_raw else ""
    return f"action: {action.action or action.assignment or ''}{due} [p. {action.page}]{_mark(action)}"


def _budget(lines: Iterable[BudgetLine]) -> Iterator[str]:
    """One line per table row, as printed: `Intäkter: 2024 outcome -100 428, 2025 budget -104 000`."""
    tables: dict[str, dict[tuple[str, int], list[BudgetLine]]] = {}
    for line in lines:
        rows = tables.setdefault(line.table_title or "Budget", {})
        rows.setdefault((line.line, round(line.bbox[1])), []).append(line)
    for title, rows in tables.items():
        yield title
        for (label, _), cells in rows.items():
            amounts = (f"{cell.year or 'no year'} {cell.value_type} {cell.amount_raw}{_mark(cell)}" for cell in cells)
            yield _indent(1, f"{label}: {', '.join(amounts)}")


def _troubles(extraction: Extraction) -> Iterator[str]:
    if extraction.problems:
        yield "Problems"
    for problem in extraction.problems:
        page = f"p. {problem.page}: " if problem.page else ""
        yield _indent(1, f"{problem.severity}: {page}{problem.message} ({problem.code})")


def _indent(depth: int, text: str) -> str:
    return "  " * depth + text


def _mark(row: Any) -> str:
    return REVIEW if row.needs_review else ""


# ------------------------------------------------------------------ tables


def table_as_json(table: Table) -> dict[str, Any]:
    """A table as plain values, cells as printed. `page` and `bbox` are where it starts, `pages` every page it is on."""
    start = table.places[0]
    return {
        "page": start.page,
        "bbox": _sides(start.box),
        "pages": [_place(place) for place in table.places],
        "family": table.family,
        "caption": table.caption,
        "header_rows": table.header_rows,
        "road": table.road,
        "confidence": round(table.confidence, 3),
        "cells": [_cell(cell) for cell in table.cells],
    }


def _cell(cell: Cell) -> dict[str, Any]:
    spot = {"row": cell.row, "col": cell.col, "row_span": cell.row_span, "col_span": cell.col_span}
    return {**spot, "text": cell.printed or cell.text, **_place(cell.place)}


def _place(place: Place) -> dict[str, Any]:
    return {"page": place.page, "bbox": _sides(place.box)}


def _sides(box: Box) -> list[float]:
    return [round(side, 2) for side in box]


def table_as_text(table: Table) -> str:
    """A table for a screen: its place and family, then one line per row with the cells side by side."""
    pages = ", ".join(str(place.page) for place in table.places)
    head = f"Page {pages}: {table.caption or 'table without a caption'}"
    about = f"{table.family or 'no family'}, {table.n_rows} rows, {table.n_cols} columns, found as {table.road}"
    return "\n".join([f"{head} ({about})", *(_row(table, row) for row in range(table.n_rows))])


def _row(table: Table, row: int) -> str:
    texts = {cell.col: cell.text for cell in table.cells if cell.row == row}
    return "  " + " | ".join(_short(texts.get(col, "")) for col in range(table.n_cols))


def _short(text: str) -> str:
    return text if len(text) <= WIDEST_CELL else text[: WIDEST_CELL - 1] + "…"


# ------------------------------------------------------------------ explain


def explain_row(row_id: str, out: Path) -> str:
    """Where a published row came from: file, page, box, headings, column header, raw text, parser, flags, problems."""
    dataset, row = _find_row(row_id, out)
    document = _find("documents", "document_id", row["document_id"], out)[0]
    read = row.get("value_id" if dataset == "indicator_series" else "target_value_id", row_id)  # what a page says
    traces = [] if dataset == "documents" else _find("traces", "row_id", read, out)
    trace: Mapping[str, Any] = traces[0] if traces else {}
    facts = {
        "row": f"{row_id} in {dataset}",
        "file": document["source_path"],
        "page": row.get("page"),
        "box": _box(row.get("bbox")),
        "headings": trace.get("heading_path"),
        "table header": trace.get("table_header"),
        "raw": trace.get("raw") or row.get("raw") or row.get("amount_raw") or row.get("target_raw"),
        "read by": trace.get("parser"),
        "confidence": _rounded(row.get("confidence")),
        "needs review": "yes" if row.get("needs_review") else "no",
        "flags": ", ".join(row.get("flags") or ()) or "none",
    }
    lines = [f"{name + ':':<14}{'not known' if fact is None else fact}" for name, fact in facts.items()]
    return "\n".join([*lines, *_row_values(row), *_row_problems(row, out)])


def _find_row(row_id: str, out: Path) -> tuple[str, dict[str, Any]]:
    from pipeline.datasets import DATASETS, file_of

    if not file_of("documents", out).is_file():
        raise Unusable(f"There are no datasets in {out}. Run `malkedja extract` first, or name another --out.")
    for dataset in DATASETS:
        is_fact = dataset.key not in (None, "row_id") and dataset.key not in dataset.references
        found = _find(dataset.name, str(dataset.key), row_id, out) if is_fact else []
        if found:
            return dataset.name, found[0]
    raise Unusable(f"No row in {out} has the id {row_id}. Ids stand in the first column of each dataset.")


def _find(dataset: str, column: str, value: str, out: Path) -> list[dict[str, Any]]:
    from pyarrow import compute

    from pipeline.datasets import read_table

    table = read_table(dataset, out)
    if table is None:
        return []
    rows: list[dict[str, Any]] = table.filter(compute.equal(table[column], value)).to_pylist()
    return rows


def _row_values(row: Mapping[str, Any]) -> Iterator[str]:
    """The other columns that hold something."""
    shown = {"page", "bbox", "flags", "confidence", "needs_review", "raw", "amount_raw"}
    yield "columns"
    for name, value in row.items():
        if name not in shown and value not in (None, []):
            yield f"  {name}: {', '.join(map(str, value)) if isinstance(value, list) else value}"


def _row_problems(row: Mapping[str, Any], out: Path) -> Iterator[str]:
    """Problems of the row's page and of its document as a whole; for a document, all of them."""
    problems = _find("problems", "document_id", row["document_id"], out)
    near = [problem for problem in problems if "page" not in row or problem["page"] in (None, row["page"])]
    yield "problems on its page or of its document" if near else "no problems on its page"
    for problem in near:
        yield f"  {problem['severity']}: {problem['message']} ({problem['code']})"


def _box(box: list[float] | None) -> str | None:
    if box is None:
        return None
    x0, top, x1, bottom = box
    return f"x {x0:.1f} to {x1:.1f}, y {top:.1f} to {bottom:.1f} points from the page's top left"


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 3)
