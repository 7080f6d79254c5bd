"""The datasets that follow from all documents together: links, series, what came of targets, checks of goals."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from normalizers.kolada import Catalogue
from pipeline.datasets import Rows
from pipeline.followup import follow_targets
from pipeline.goal_checks import check_documents, check_goals
from pipeline.link import Links
from pipeline.linking.decisions import Decision
from pipeline.records import Extraction, Identity, Problem
from pipeline.series import build_series
from pipeline.statements import gather_statements

Link = Callable[[Sequence[Extraction], Sequence[Decision], Sequence[Identity], Catalogue | None], Links]


def derive(
    plans: Sequence[Extraction],
    link: Link,
    decisions: Sequence[Decision],
    known: Sequence[Identity],
    catalogue: Catalogue | None,
) -> tuple[Rows, Sequence[Problem]]:
    """The derived datasets, and problems of making them. `known`: identities of clusters from the run before;
    `catalogue`: Kolada's measures (else the short list)."""
    links = link(plans, decisions, known, catalogue)
    rows: Rows = {
        "documents": [plan.document for plan in plans],
        "goals": [goal for plan in plans for goal in plan.goals],
        "indicators": [indicator for plan in plans for indicator in plan.indicators],
        "indicator_values": [value for plan in plans for value in plan.values],
        "indicator_links": links.indicators,
    }
    linked = {"indicator_links": links.indicators, "goal_links": links.goals, "identities": links.identities}
    return {**linked, **derive_rows(rows)}, links.problems


def derive_rows(rows: Rows) -> Rows:
    """What the published rows of all documents say together."""
    documents, indicators, values = rows["documents"], rows["indicators"], rows["indicator_values"]
    statements = gather_statements(documents, indicators, values, rows["indicator_links"])
    series = build_series(statements)
    checks = check_goals(rows["goals"], indicators, values)
    return {
        "indicator_series": series,
        "target_followup": follow_targets(statements, series),
        "goal_checks": checks,
        "document_checks": check_documents(documents, checks),
    }
