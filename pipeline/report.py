"""The summary at the end of a run, for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pipeline.run import Finished

STATUSES = ("ok", "partial", "failed")
COUNTED = (
    "sections",
    "goals",
    "indicators",
    "indicator_values",
    "actions",
    "budget_lines",
    "goal_alignments",
    "indicator_links",
    "goal_links",
    "indicator_series",
    "target_followup",
    "goal_checks",
)
MOST_FILES_NAMED = 20  # files with problems that the summary names; all of them are in problems.parquet


def summary(finished: Finished) -> str:
    """Documents by status, rows and rows to review per dataset, problems by code, and where the files are."""
    return "\n".join([*_documents(finished), "", *_datasets(finished), *_problems(finished), "", *_files(finished)])


def _documents(finished: Finished) -> Iterator[str]:
    run, documents = finished.run, finished.rows["documents"]
    by_status = Counter(document.status for document in documents)
    counts = ", ".join(f"{by_status[status]} {status}" for status in STATUSES if by_status[status])
    speed = finished.pages / max(run.seconds, 0.001)
    yield f"{_count(len(documents), 'document')}: {counts}"
    yield f"{_count(finished.pages, 'page')} in {run.seconds:.1f} s ({speed:.1f} pages/s, {run.workers} workers)"
    if run.files_seen > len(documents):
        yield f"{_count(run.files_seen - len(documents), 'file')} more: copies, or files that could not be opened"


def _datasets(finished: Finished) -> Iterator[str]:
    yield f"{'dataset':<18} {'rows':>7} {'to review':>10}"
    for name in ("documents", *COUNTED):
        rows = finished.rows[name]
        review = sum(getattr(row, "needs_review", False) for row in rows)
        yield f"{name:<18} {len(rows):>7} {review:>10}"


def _problems(finished: Finished) -> Iterator[str]:
    problems = finished.rows["problems"]
    if not problems:
        return
    yield from ("", "problems")
    for (severity, code), number in sorted(Counter((p.severity, p.code) for p in problems).items()):
        yield f"  {severity:<8} {code:<32} {number:>5}"
    serious = [problem for problem in problems if problem.severity == "error"]
    for problem in serious[:MOST_FILES_NAMED]:
        page = f", page {problem.page}" if problem.page else ""
        yield f"  {problem.source_path}{page}: {problem.message}"
    if len(serious) > MOST_FILES_NAMED:
        yield f"  … and {len(serious) - MOST_FILES_NAMED} more errors"


def _files(finished: Finished) -> Iterator[str]:
    yield f"The datasets are in {finished.out} (one .parquet file each; columns: docs/data-dictionary.md)."
    yield "Rows to review have needs_review = true; `malkedja explain ROW_ID` tells where a row comes from."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
