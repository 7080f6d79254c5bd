"""A folder of plans becomes datasets: discover -> extract and normalise -> link -> publish."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipeline import __version__
from pipeline.corrections import VALUES_FILE, apply_corrections, read_corrections
from pipeline.datasets import Rows, append_run, read_table, write_datasets
from pipeline.discover import Found, discover
from pipeline.errors import Unusable
from pipeline.followup import follow_targets
from pipeline.goal_checks import check_documents, check_goals
from pipeline.kolada import read_catalogue
from pipeline.link import Links, link_plans
from pipeline.linking.decisions import LINKS_FILE, read_decisions
from pipeline.progress import pages_read, show_progress
from pipeline.reading import Read, read_plan_file
from pipeline.records import Extraction, Identity, ReadOptions, Run
from pipeline.series import build_series
from pipeline.settings import DEFAULT_CORRECTIONS, EXIT_ALL_READ, EXIT_SOME_FAILED, SCHEMA_VERSION, seconds_per_file
from pipeline.statements import gather_statements
from pipeline.workers import EXECUTOR, read_all

READ_ALL = ReadOptions()


@dataclass(frozen=True, slots=True)
class Finished:
    """A finished run: what was published, and where."""

    rows: Rows
    run: Run
    pages: int  # pages that were read
    out: Path
    faults: tuple[str, ...]  # tracebacks of faults of the program, one per file that it stumbled over

    @property
    def exit_code(self) -> int:
        unread = any(problem.document_id is None and problem.source_path for problem in self.rows["problems"])
        incomplete = any(document.status != "ok" for document in self.rows["documents"])
        return EXIT_SOME_FAILED if unread or incomplete else EXIT_ALL_READ


def extract_folder(
    raw: Path,
    out: Path,
    workers: int,
    options: ReadOptions = READ_ALL,
    corrections: Path = DEFAULT_CORRECTIONS,
    kolada: Path | None = None,
) -> Finished:
    """Read every plan below `raw` and publish the datasets in `out`.

    `corrections`: folder of what people decided; `kolada`: a catalogue of Kolada's measures (else the short list).
    """
    started = datetime.now(UTC)
    check_folders(raw, out)
    decisions, catalogue = read_decisions(corrections / LINKS_FILE), read_catalogue(kolada)
    corrected = read_corrections(corrections / VALUES_FILE)
    earlier_runs, earlier_documents = read_table("runs", out), read_table("documents", out)
    found = discover(raw)
    if not found.sources:
        raise Unusable(nothing_to_read(raw, found))

    extractions, faults = read_sources(found, read_plan_file, workers, options)
    extractions, unapplied = apply_corrections(corrected, extractions)
    links = link_plans(extractions, decisions, read_identities(out), catalogue)
    links = replace(links, problems=(*links.problems, *unapplied))
    rows = gather_rows(extractions, found, links)

    before = set() if earlier_documents is None else set(earlier_documents["source_path"].to_pylist())
    run = describe_run(started, found, rows, workers, removed=len(before - set(found.files)))
    write_datasets(rows, append_run(earlier_runs, run), out)
    pages = sum(pages_read(extraction, options.limit_pages) for extraction in extractions)
    return Finished(rows, run, pages, out, faults)


def read_sources(
    found: Found, read: Read, workers: int, options: ReadOptions
) -> tuple[tuple[Extraction, ...], tuple[str, ...]]:
    """All files' rows, sorted by document_id whatever order they got ready in."""
    extractions: list[Extraction] = []
    faults: dict[str, str] = {}
    with show_progress(found.sources, options.limit_pages) as tell:
        for source, extraction, fault in read_all(found.sources, read, workers, options, seconds_per_file(options.ocr)):
            extractions.append(extraction)
            if fault:
                faults[source.source_path] = f"{source.source_path}\n{fault}"
            tell(source, extraction)
    extractions.sort(key=lambda extraction: extraction.document.document_id)
    return tuple(extractions), tuple(faults[path] for path in sorted(faults))


def read_identities(out: Path) -> list[Identity]:
    """The identities of clusters that the run before published."""
    table = read_table("identities", out)
    return [] if table is None else [Identity(**row) for row in table.to_pylist()]


def gather_rows(extractions: Sequence[Extraction], found: Found, links: Links) -> Rows:
    """One list per dataset, sorted by (document_id, position in the document)."""
    rows: Rows = {
        "documents": [extraction.document for extraction in extractions],
        "sections": _all(extraction.sections for extraction in extractions),
        "goals": _all(extraction.goals for extraction in extractions),
        "indicators": _all(extraction.indicators for extraction in extractions),
        "indicator_values": _all(extraction.values for extraction in extractions),
        "actions": _all(extraction.actions for extraction in extractions),
        "budget_lines": _all(extraction.budget_lines for extraction in extractions),
        "goal_alignments": _all(extraction.alignments for extraction in extractions),
        "indicator_links": links.indicators,
        "goal_links": links.goals,
        "identities": links.identities,
        "unknown_headers": _all(extraction.unknown_headers for extraction in extractions),
        "problems": sorted(
            [*found.problems, *links.problems, *_all(extraction.problems for extraction in extractions)],
            key=lambda problem: (problem.document_id or "", problem.source_path or ""),
        ),
        "traces": _all(extraction.traces for extraction in extractions),
    }
    return {**rows, **derive_rows(rows)}


def derive_rows(rows: Rows) -> Rows:
    """What the published rows of all documents say together: series, what came of targets, checks of goals."""
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


def _all(groups: Iterable[Sequence[Any]]) -> list[Any]:
    return [row for group in groups for row in group]


def describe_run(started: datetime, found: Found, rows: Rows, workers: int, removed: int) -> Run:
    """The row of `runs`; the only place that reads a clock."""
    finished = datetime.now(UTC)
    unread = sum(problem.document_id is None for problem in found.problems)
    return Run(
        run_id=f"{started:%Y%m%dT%H%M%SZ}-{uuid.uuid4().hex[:8]}",
        started_at=started,
        finished_at=finished,
        pipeline_version=__version__,
        schema_version=SCHEMA_VERSION,
        files_seen=len(found.files),
        files_new=len(found.sources),
        files_unchanged=0,
        files_failed=unread + sum(document.status == "failed" for document in rows["documents"]),
        files_removed=removed,
        seconds=(finished - started).total_seconds(),
        workers=workers,
        executor=EXECUTOR,
    )


# ------------------------------------------------------------------ what stops a run before it begins


def check_folders(raw: Path, out: Path) -> None:
    """Raise `Unusable` where the folders cannot do: better now than after an hour of reading."""
    if not raw.exists():
        raise Unusable(f"The folder {raw} does not exist. Name the folder that holds the plans (PDF files).")
    if not raw.is_dir():
        raise Unusable(f"{raw} is a file, not a folder. Name the folder that it lies in.")
    inner, outer = out.resolve(), raw.resolve()
    if inner == outer or inner.is_relative_to(outer) or outer.is_relative_to(inner):
        raise Unusable(f"The plans ({raw}) and the datasets ({out}) may not lie in one another. Choose another --out.")
    check_writable(out)


def check_writable(out: Path) -> None:
    """Raise `Unusable` where no file can be made in `out`; the folder is made if it is missing."""
    if out.exists() and not out.is_dir():
        raise Unusable(f"{out} is a file, so no datasets can be written into it. Choose another --out.")
    probe = out / ".malkedja-probe"
    try:
        out.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise Unusable(
            f"Nothing can be written to {out} ({error.strerror or error}). "
            "Choose another --out, or give yourself write access to it."
        ) from error


def nothing_to_read(raw: Path, found: Found) -> str:
    if found.problems:
        return f"No plan in {raw} can be read. {found.problems[0].message}"
    return f"There is no PDF file in {raw}. Put the plans there (folders in it are read too), then run again."
