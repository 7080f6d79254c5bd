"""What is shown of a document: for every page its rows, each with the words, the box and what a correction needs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.corrections.apply import CONFIRMED, CORRECTED, KEYS, NAMES, RAWS
from pipeline.corrections.lines import ANCHORS, correctable
from pipeline.reporting.published import Plan
from pipeline.reporting.words import label, shown, value_text, written

KINDS = ("goals", "indicators", "actions", "budget_lines", "goal_alignments", "sections")  # blocks of a page, in order

# What is told of a row beside its title, in this order, where there is something.
FACTS: Mapping[str, tuple[str, ...]] = {
    "goals": ("scope", "set_by", "assessment", "assessment_code", "description"),
    "indicators": ("unit", "set_by", "measured_by", "responsible", "source", "frequency", "frequency_code",
                   "assessment", "assessment_code", "trend", "footnotes"),
    "actions": ("assignment", "assigned_by", "interpretation", "expected_effect", "responsible", "due_raw", "due_from",
                "due_to", "due_kind", "decision_body", "status"),
    "goal_alignments": ("framework", "kind"),
    "documents": ("municipality", "organisation", "document_type", "period_start", "period_end", "adopted_on",
                  "valid_until", "decided_by", "document_owner", "diary_number"),
}  # fmt: skip
SEEN = (CORRECTED, CONFIRMED)  # flags that say that a person has looked


@dataclass(frozen=True, slots=True)
class Shown:
    """One row of a dataset, as it is shown. `cells`: its own columns of a table of values or of a budget."""

    id: str  # the key without the document's id: `v0031`
    dataset: str
    page: int | None
    box: Sequence[float] | None
    title: str
    lead: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    cells: Mapping[str, str] = field(default_factory=dict)
    review: bool = False
    reasons: tuple[tuple[str, str], ...] = ()  # flag and what it means
    seen: str = ""
    anchor: Mapping[str, str] = field(default_factory=dict)  # how a correction names the row
    fields: Mapping[str, str] = field(default_factory=dict)  # what can be corrected, as it is now

    @property
    def area(self) -> float:
        """Of its box; boxes inside others are drawn over them."""
        x0, top, x1, bottom = self.box or (0.0, 0.0, 0.0, 0.0)
        return (x1 - x0) * (bottom - top)


@dataclass(frozen=True, slots=True)
class Group:
    """An indicator with its values, or a budget table with its lines. `head` is null where it is on another page."""

    title: str
    head: Shown | None
    rows: tuple[Shown, ...]
    href: str = ""  # the row of the head on its own page


@dataclass(frozen=True, slots=True)
class ShownPage:
    """Everything that was read on one page."""

    number: int
    goals: tuple[Shown, ...]
    indicators: tuple[Group, ...]
    actions: tuple[Shown, ...]
    budget: tuple[Group, ...]
    alignments: tuple[Shown, ...]
    sections: tuple[Shown, ...]
    problems: tuple[Mapping[str, Any], ...]
    unknown_headers: tuple[Mapping[str, Any], ...]

    @property
    def rows(self) -> tuple[Shown, ...]:
        """All rows, for their boxes."""
        heads = [group.head for group in self.indicators if group.head]
        inner = [row for group in (*self.indicators, *self.budget) for row in group.rows]
        return (*self.goals, *heads, *inner, *self.actions, *self.alignments, *self.sections)

    @property
    def read(self) -> int:
        """How many rows there are beside headings."""
        return len(self.rows) - len(self.sections)

    @property
    def reviews(self) -> int:
        return sum(row.review for row in self.rows)


@dataclass(frozen=True, slots=True)
class ShownPlan:
    """A document with its pages."""

    id: str
    document: Mapping[str, Any]
    about: Shown
    pages: tuple[ShownPage, ...]
    problems: tuple[Mapping[str, Any], ...]  # of the document as a whole
    counts: Mapping[str, int]
    flags: Mapping[str, int]  # of rows to review

    @property
    def title(self) -> str:
        return str(self.document["title"] or self.document["source_path"])

    @property
    def reviews(self) -> int:
        return self.about.review + sum(page.reviews for page in self.pages)


def show_plan(plan: Plan) -> ShownPlan:
    """What is shown of a document."""
    names = {row["indicator_id"]: row["name"] for row in plan.rows["indicators"]}
    rows = {
        name: _all(plan, name, plan.rows[name], names)
        for name in (
            "goals",
            "indicators",
            "indicator_values",
            "actions",
            "budget_lines",
            "goal_alignments",
            "sections",
        )
    }
    about = _all(plan, "documents", [dict(plan.document)], names)[0]
    count = plan.document["page_count"] or 0
    numbers = range(1, max([count, *(row.page or 0 for shown_rows in rows.values() for row in shown_rows)]) + 1)
    pages = tuple(_pages(plan, rows, names, numbers))
    reviewed = [row for page in pages for row in page.rows if row.review] + [about] * about.review
    return ShownPlan(
        plan.id,
        plan.document,
        about,
        pages,
        tuple(one for one in plan.rows["problems"] if one["page"] is None),
        {name: len(found) for name, found in plan.rows.items()},
        Counter(flag for row in reviewed for flag, _ in row.reasons),
    )


# ------------------------------------------------------------------ rows


def _all(plan: Plan, dataset: str, rows: Iterable[Mapping[str, Any]], names: Mapping[str, str]) -> list[Shown]:
    rows = list(rows)
    anchors = [_anchor(plan, dataset, row, names) for row in rows]
    alike = Counter(map(_without_comparator, anchors))
    return [
        _shown(dataset, row, names, anchor if alike[_without_comparator(anchor)] > 1 else _short(anchor))
        for row, anchor in zip(rows, anchors, strict=True)
    ]


def _short(anchor: Mapping[str, str]) -> dict[str, str]:
    """The comparator is named only where the ends of a range must be told apart."""
    return {name: text for name, text in anchor.items() if name != "comparator"}


def _without_comparator(anchor: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(_short(anchor).items())


def _anchor(plan: Plan, dataset: str, row: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, str]:
    """How a line of corrections names this row; nothing for what cannot be corrected."""
    if dataset not in KEYS:
        return {}
    named = {"dataset": dataset, "document": str(plan.document["source_path"])}
    if dataset == "documents":
        return named
    cells = {"page": row["page"], "name": _name(dataset, row, names), "raw": row.get(RAWS.get(dataset, ""))}
    cells |= {name: row[name] for name in ANCHORS if name in row}
    return named | {name: written(value) for name, value in cells.items() if value is not None}


def _name(dataset: str, row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    if dataset == "indicator_values":
        return names.get(row["indicator_id"], "")
    return next((row[column] for column in NAMES.get(dataset, ()) if row[column]), "")


def _shown(dataset: str, row: Mapping[str, Any], names: Mapping[str, str], anchor: Mapping[str, str]) -> Shown:
    flags = row.get("flags") or ()
    return Shown(
        id=_id(dataset, row),
        dataset=dataset,
        page=row.get("page"),
        box=row.get("bbox"),
        title=_title(dataset, row, names),
        lead=_lead(dataset, row),
        facts=_facts(dataset, row),
        cells=_cells(dataset, row),
        review=bool(row.get("needs_review")),
        reasons=tuple((flag, label("flags", flag)) for flag in flags if flag not in SEEN),
        seen=next((flag for flag in SEEN if flag in flags), ""),
        anchor=anchor,
        fields={n: written(row[n]) for n in correctable(dataset) if row.get(n) not in (None, [])} if anchor else {},
    )


def _id(dataset: str, row: Mapping[str, Any]) -> str:
    own = {"goal_alignments": "alignment_id", "sections": "section_id", "documents": None}.get(
        dataset, KEYS.get(dataset)
    )
    return str(row[own]).rpartition("-")[2] if own else "document"


def _title(dataset: str, row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    if dataset == "sections":
        return " ".join(part for part in (row["number"], row["title"]) if part)
    if dataset == "goal_alignments":
        return str(row["text"])
    if dataset == "documents":
        return str(row["title"] or row["source_path"])
    return _name(dataset, row, names) or label("words", "none")


def _lead(dataset: str, row: Mapping[str, Any]) -> str:
    if dataset == "goals":
        return " ".join(part for part in (row["term"] or label("goal_type", row["goal_type"]), row["number"]) if part)
    return label("indicator_type", row["indicator_type"]) if dataset == "indicators" else ""


def _facts(dataset: str, row: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    told = [name for name in FACTS.get(dataset, ()) if row.get(name) not in (None, [], "")]
    if dataset == "actions" and not row["action"]:
        told.remove("assignment")  # it is the title
    return tuple((label("columns", name), shown(name, row[name])) for name in told)


def _cells(dataset: str, row: Mapping[str, Any]) -> dict[str, str]:
    """The columns of a table of values or of amounts."""
    if dataset not in ("indicator_values", "budget_lines"):
        return dict.fromkeys(("year", "kind", "value", "raw", "words"), "")
    cells = {"year": _when(row), "kind": label("value_type", row["value_type"])}
    if dataset == "indicator_values":
        words = " · ".join(part for part in (row["component"], row["note"]) if part)
        return cells | {"value": value_text(row), "raw": row["raw"], "words": words}
    total = "1" if row["is_total"] else ""
    amount = shown("amount_sek", row["amount_sek"])
    return cells | {"value": amount, "raw": row["amount_raw"], "words": row["unit"] or "", "total": total}


def _when(row: Mapping[str, Any]) -> str:
    return f"{label('words', 'until')} {row['as_of']}" if row["as_of"] else str(row["year"] or label("words", "none"))


# ------------------------------------------------------------------ pages


def _pages(
    plan: Plan, rows: Mapping[str, Sequence[Shown]], names: Mapping[str, str], numbers: Iterable[int]
) -> Iterable[ShownPage]:
    on: dict[str, dict[int | None, list[Shown]]] = {name: defaultdict(list) for name in rows}
    for name, found in rows.items():
        for row in found:
            on[name][row.page].append(row)
    owner = {row["value_id"]: row["indicator_id"] for row in plan.rows["indicator_values"]}
    heads = {f"{plan.id}-{row.id}": row for row in rows["indicators"]}
    tables = {str(row["budget_line_id"]): row["table_title"] or "" for row in plan.rows["budget_lines"]}
    for number in numbers:
        yield ShownPage(
            number,
            tuple(on["goals"][number]),
            tuple(_indicators(plan.id, on["indicators"][number], on["indicator_values"][number], owner, heads)),
            tuple(on["actions"][number]),
            tuple(_budget(plan.id, on["budget_lines"][number], tables)),
            tuple(on["goal_alignments"][number]),
            tuple(on["sections"][number]),
            tuple(one for one in plan.rows["problems"] if one["page"] == number),
            tuple(one for one in plan.rows["unknown_headers"] if one["page"] == number),
        )


def _indicators(
    plan: str, heads: Sequence[Shown], values: Sequence[Shown], owner: Mapping[str, str], known: Mapping[str, Shown]
) -> Iterable[Group]:
    """The page's indicators with their values; values whose indicator stands on another page under its name."""
    groups: dict[str, list[Shown]] = {f"{plan}-{head.id}": [] for head in heads}
    here = set(groups)
    for value in values:
        groups.setdefault(owner[f"{plan}-{value.id}"], []).append(value)
    for key, own in groups.items():
        head = known[key]
        yield Group(head.title, head if key in here else None, tuple(own), f"#{head.id}")


def _budget(plan: str, lines: Sequence[Shown], tables: Mapping[str, str]) -> Iterable[Group]:
    groups: dict[str, list[Shown]] = {}
    for line in lines:
        groups.setdefault(tables[f"{plan}-{line.id}"], []).append(line)
    for title, own in groups.items():
        yield Group(title, None, tuple(own))
