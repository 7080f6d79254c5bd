"""The summary at the end of a run, for people."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.ending import Finished
from pipeline.tally import MOST_ERRORS

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
MOST_FILES_NAMED = MOST_ERRORS  # files with problems that the summary names; all of them are in problems.parquet


def summary(finished: Finished) -> str:
    """Documents by status, rows and rows to review per dataset, problems by code, and where the files are."""
    parts = [_documents, _collapses, _datasets, _problems, _files]
    return "\n".join(line for part in parts for line in part(finished))


def _documents(finished: Finished) -> Iterator[str]:
    run, tally = finished.run, finished.tally
    counts = ", ".join(f"{tally.statuses[status]} {status}" for status in STATUSES if tally.statuses[status])
    speed = finished.pages / max(run.seconds, 0.001)
    documents = tally.rows["documents"]
    yield f"{_count(documents, 'document')}: {counts}"
    yield f"{_count(finished.pages, 'page')} in {run.seconds:.1f} s ({speed:.1f} pages/s, {run.workers} workers)"
    if run.files_unchanged or run.files_removed:
        removed = f", {_count(run.files_removed, 'file')} removed" if run.files_removed else ""
        yield f"{_count(run.files_new, 'file')} read, {run.files_unchanged} known from earlier runs{removed}"
    if run.files_seen > documents:
        yield f"{_count(run.files_seen - documents, 'file')} more: copies, or files that could not be opened"
    yield ""


def _collapses(finished: Finished) -> Iterator[str]:
    if finished.held:
        yield from ("NOT PUBLISHED", f"  {finished.held}", "")
    if finished.collapses:
        yield "much fewer than before"
        yield from (f"  {collapse}" for collapse in finished.collapses[:MOST_FILES_NAMED])
        if len(finished.collapses) > MOST_FILES_NAMED:
            yield f"  … and {len(finished.collapses) - MOST_FILES_NAMED} more (all are in {finished.journal.path})"
        yield ""


def _datasets(finished: Finished) -> Iterator[str]:
    yield f"{'dataset':<18} {'rows':>7} {'to review':>10}"
    for name in ("documents", *COUNTED):
        yield f"{name:<18} {finished.tally.rows[name]:>7} {finished.tally.review[name]:>10}"


def _problems(finished: Finished) -> Iterator[str]:
    tally = finished.tally
    if not tally.problems:
        return
    yield from ("", "problems")
    for (severity, code), number in sorted(tally.problems.items()):
        yield f"  {severity:<8} {code:<32} {number:>5}"
    for path, page, message in tally.errors[:MOST_FILES_NAMED]:
        yield f"  {path}{f', page {page}' if page else ''}: {message}"
    errors = sum(number for (severity, _), number in tally.problems.items() if severity == "error")
    if errors > MOST_FILES_NAMED:
        yield f"  … and {errors - MOST_FILES_NAMED} more errors"


def _files(finished: Finished) -> Iterator[str]:
    yield ""
    if finished.stuck:
        yield f"Open in another program, so not replaced: {', '.join(finished.stuck)}. Close it, then run again."
    same = "" if finished.changed or finished.held else " They are the same as before."
    yield f"The datasets are in {finished.out} (one .parquet file each; columns: docs/data-dictionary.md).{same}"
    yield f"What each file gave is told in {finished.journal.path}."
    yield "Rows to review have needs_review = true; `malkedja explain ROW_ID` tells where a row comes from."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
