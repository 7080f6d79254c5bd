"""How a run ends: published, unchanged, or held back because something seems to be wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa

from pipeline import __version__
from pipeline.collapses import Collapse
from pipeline.datasets import append_run
from pipeline.journal import Journal
from pipeline.records import Run
from pipeline.sets import FreshSet, add_run, drop_old_sets, publish
from pipeline.settings import EXIT_ALL_READ, EXIT_NOT_PUBLISHED, EXIT_SOME_FAILED, SCHEMA_VERSION
from pipeline.tally import Tally, count_set
from pipeline.terms import Terms


@dataclass(frozen=True, slots=True)
class Finished:
    """A finished run: what was read and published, and where."""

    tally: Tally  # of the set in use, or of the one that was held back
    run: Run
    pages: int  # pages that were read
    out: Path
    faults: tuple[str, ...]  # tracebacks of faults of the program, one per file that it stumbled over
    journal: Journal
    changed: bool = True  # whether the datasets are others than before
    held: str | None = None  # why they were not published
    collapses: tuple[Collapse, ...] = ()
    stuck: tuple[str, ...] = ()  # datasets whose plain path could not be replaced

    @property
    def exit_code(self) -> int:
        if self.held:
            return EXIT_NOT_PUBLISHED
        return EXIT_SOME_FAILED if self.tally.incomplete or self.stuck else EXIT_ALL_READ


@dataclass(frozen=True, slots=True)
class Ending:
    """What is known of a run before it is decided how it ends."""

    out: Path
    workers: int
    executor: str
    started: datetime
    journal: Journal
    earlier_runs: pa.Table | None
    files: int
    removed: int
    read: int
    documents: int
    pages: int
    faults: tuple[str, ...]

    def describe(self, tally: Tally, fingerprint: str) -> Run:
        """The row of `runs`; it alone tells the time."""
        finished = datetime.now(UTC)
        return Run(
            run_id=self.journal.run_id,
            started_at=self.started,
            finished_at=finished,
            pipeline_version=__version__,
            schema_version=SCHEMA_VERSION,
            files_seen=self.files,
            files_new=self.read,
            files_unchanged=max(self.documents - self.read, 0),
            files_failed=tally.failed,
            files_removed=self.removed,
            seconds=(finished - self.started).total_seconds(),
            workers=self.workers,
            executor=self.executor,
            fingerprint=fingerprint,
        )


def reason_to_hold(tally: Tally, files: int, collapses: Sequence[Collapse], terms: Terms) -> str | None:
    """Why a set should not take the place of the one in use; None where nothing speaks against it."""
    if tally.failed > terms.max_failures * files:
        return (
            f"{tally.failed} of {files} files could not be read, more than the share of {terms.max_failures:g} that "
            "--max-failures allows. The datasets are as before. Look at the problems, then run with a higher share."
        )
    if terms.strict and collapses:
        return (
            "Much is suddenly missing (see below), and the run is --strict. The datasets are as before. "
            "If it is right so, run once without --strict."
        )
    return None


def finish_published(
    ending: Ending, fresh: FreshSet, tally: Tally, collapses: tuple[Collapse, ...], terms: Terms
) -> Finished:
    """Put the new set into use."""
    run = ending.describe(tally, fresh.fingerprint)
    stuck = publish(ending.out, fresh, append_run(ending.earlier_runs, run))
    drop_old_sets(ending.out, terms.kept_sets)
    return _finished(ending, tally, run, collapses=collapses, stuck=tuple(stuck))


def finish_unchanged(ending: Ending, in_use: str) -> Finished:
    """Note a run after which the datasets are the same."""
    tally = count_set(ending.out)
    run = ending.describe(tally, in_use)
    stuck = add_run(ending.out, append_run(ending.earlier_runs, run), in_use)
    return _finished(ending, tally, run, changed=False, stuck=tuple(stuck))


def finish_held(ending: Ending, in_use: str, tally: Tally, why: str, collapses: tuple[Collapse, ...]) -> Finished:
    """Note a run that was not allowed to publish; the set in use stays."""
    run = ending.describe(tally, in_use)
    add_run(ending.out, append_run(ending.earlier_runs, run), in_use)
    return _finished(ending, tally, run, changed=False, held=why, collapses=collapses)


def _finished(
    ending: Ending,
    tally: Tally,
    run: Run,
    changed: bool = True,
    held: str | None = None,
    collapses: tuple[Collapse, ...] = (),
    stuck: tuple[str, ...] = (),
) -> Finished:
    note = ending.journal.note
    for collapse in collapses:
        note("collapse", what=str(collapse))
    for (severity, code), number in sorted(tally.problems.items()):
        note("problems", severity=severity, code=code, number=number)
    note(
        "finished",
        changed=changed,
        held=held,
        rows=dict(tally.rows),
        seconds=run.seconds,
        statuses=dict(tally.statuses),
    )
    return Finished(
        tally, run, ending.pages, ending.out, ending.faults, ending.journal, changed, held, collapses, stuck
    )
