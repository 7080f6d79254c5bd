"""A folder of plans becomes datasets: discover -> extract and normalise -> link -> publish.

Only what is new or changed is read; what each file gave is staged, and the datasets are made of all that is staged.
Nothing that readers see is touched before the last step, which puts the new set in the old one's place.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pipeline import __version__
from pipeline.collapses import find_collapses
from pipeline.corrections import VALUES_FILE, Correction, read_corrections
from pipeline.datasets import read_table
from pipeline.discover import Found, Waiting, discover, has_changed, key_of
from pipeline.ending import Ending, Finished, finish_held, finish_published, finish_unchanged, reason_to_hold
from pipeline.errors import NotPublished, Unusable
from pipeline.folders import check_folders, nothing_to_read
from pipeline.gather import Gathering, write_set
from pipeline.journal import Journal, new_run_id
from pipeline.kolada import read_catalogue
from pipeline.link import link_measures
from pipeline.linking.decisions import LINKS_FILE, Decision, read_decisions
from pipeline.lock import hold_lock
from pipeline.pointer import current_folder
from pipeline.progress import show_progress
from pipeline.reading import PackedFile, get_ready, read_plan_file
from pipeline.recipe import describe_recipe
from pipeline.records import Identity, ReadOptions, SourceDocument
from pipeline.sets import fingerprint_in_use, new_set
from pipeline.settings import DEFAULT_CORRECTIONS
from pipeline.staging import Staging, memory_of, open_staging
from pipeline.terms import Terms
from pipeline.work import choose_work, describe_state, without
from pipeline.workers import read_all

READ_ALL = ReadOptions()
FLUSH = 2.0  # seconds of reading that a kill may cost; a busy drive takes a while to have things on the disk
PLAIN = Terms()


@dataclass(frozen=True, slots=True)
class Decided:
    """What people decided and gave beside the plans; the datasets depend on it as they do on the plans."""

    links: tuple[Decision, ...]
    rows: tuple[Correction, ...]
    kolada: Path | None  # a catalogue of Kolada's measures; None for the short list
    kolada_hash: str | None


@dataclass(frozen=True, slots=True)
class Task:
    """What a run is about: where it reads and writes, and how."""

    raw: Path
    out: Path
    workers: int
    options: ReadOptions
    terms: Terms
    decided: Decided
    started: datetime
    journal: Journal

    def step(self, name: str, **facts: object) -> None:
        """Tell that a step begins."""
        self.journal.note(name, **facts)
        self.terms.step(name)


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of the files that a run read."""

    pages: int
    faults: tuple[str, ...]  # tracebacks of faults of the program, one per file that it stumbled over
    moved: tuple[Waiting, ...]  # files that were written anew while they were read
    gone: tuple[str, ...]  # files that were deleted before they could be read


def extract_folder(
    raw: Path,
    out: Path,
    workers: int,
    options: ReadOptions = READ_ALL,
    corrections: Path = DEFAULT_CORRECTIONS,
    terms: Terms = PLAIN,
    kolada: Path | None = None,
) -> Finished:
    """Read what is new or changed below `raw` and publish the datasets of all plans in `out`.

    `corrections`: folder of what people decided; `kolada`: a catalogue of Kolada's measures (else the short list).
    Raises `Unusable`, `Locked`, or `NotPublished` where the disk or the drive gives up; the datasets stay as before.
    """
    started = datetime.now(UTC)
    check_folders(raw, out)
    decided = read_decided(corrections, kolada)
    try:
        with (
            hold_lock(out, terms.wait, terms.break_lock),
            open_staging(memory_of(out)) as staging,
        ):
            journal = Journal(out, new_run_id(started))
            return run_steps(Task(raw, out, workers, options, terms, decided, started, journal), staging)
    except (OSError, sqlite3.Error) as error:
        raise NotPublished(
            f"The run was broken off: {error}. The datasets in {out} are as they were before, and what was read until "
            "then is kept. Free the disk, or connect the drive, then run again."
        ) from error


def read_decided(corrections: Path, kolada: Path | None) -> Decided:
    """Raises `Unusable` where one of the files cannot be read."""
    read_catalogue(kolada)  # better told now than after a night of reading
    return Decided(
        tuple(read_decisions(corrections / LINKS_FILE)),
        tuple(read_corrections(corrections / VALUES_FILE)),
        kolada,
        hashlib.sha256(kolada.read_bytes()).hexdigest() if kolada else None,
    )


def run_steps(task: Task, staging: Staging) -> Finished:
    """All steps of a run in their order."""
    task.step("begin", raw=str(task.raw), out=str(task.out), pid=os.getpid(), version=__version__)
    earlier_runs, earlier_documents = read_table("runs", task.out), read_table("documents", task.out)
    recipe = describe_recipe(read_plan_file, task.options)

    task.step("discover")
    found = discover(task.raw, staging.read_files(), task.terms.settle, task.terms.verify)
    work = choose_work(found, staging.read_statuses(recipe), task.terms.retry_failed)
    if not (work.placed or work.to_read):
        raise Unusable(nothing_to_read(task.raw, found))
    staging.write_seen(found.seen)

    task.step("read", files=len(found.files), to_read=len(work.to_read), waiting=len(found.waiting))
    reading = read_sources(task, work.to_read, found, staging, recipe)
    if not task.raw.is_dir():
        raise NotPublished(f"The folder {task.raw} vanished while it was read. The datasets are as they were before.")
    found, to_read = without(found, reading.gone, reading.moved), len(work.to_read)
    work = choose_work(found, staging.read_statuses(recipe))

    task.step("gather", documents=len(work.placed))
    before = set() if earlier_documents is None else set(earlier_documents["source_path"].to_pylist())
    ending = Ending(
        out=task.out,
        workers=task.workers,
        executor=task.terms.executor,
        started=task.started,
        journal=task.journal,
        earlier_runs=earlier_runs,
        files=len(found.files),
        removed=len(before - set(found.files)),
        read=to_read,
        documents=len(work.placed),
        pages=reading.pages,
        faults=reading.faults,
    )
    decided = task.decided
    state = describe_state(recipe, work, decided.links, decided.rows, decided.kolada_hash)
    in_use = fingerprint_in_use(task.out)
    if in_use is not None and staging.read_published() == (state, in_use):
        return finish_unchanged(ending, in_use)
    wanted = [one.sha256 for one in work.placed]
    with new_set(task.out) as folder:
        gathering = Gathering(
            folder=folder,
            memory=memory_of(task.out),
            recipe=recipe,
            placed=work.placed,
            problems=work.problems,
            link=link_measures,
            decisions=decided.links,
            corrections=decided.rows,
            kolada=decided.kolada,
            known=read_identities(task.out),
            workers=task.workers,
        )
        fresh, tally = write_set(gathering)
        collapses = tuple(find_collapses(current_folder(task.out), fresh.folder))
        if in_use is not None and (why := reason_to_hold(tally, len(found.files), collapses, task.terms)):
            return finish_held(ending, in_use, tally, why, collapses)
        task.step("publish", fingerprint=fresh.fingerprint)
        finished = finish_published(ending, fresh, tally, collapses, task.terms)
    staging.write_published(state, fresh.fingerprint)
    staging.forget_others(recipe, wanted)
    task.step("end")
    return finished


def read_sources(task: Task, sources: Sequence[SourceDocument], found: Found, staging: Staging, recipe: str) -> Reading:
    """Read files and stage what each of them gives, as they get ready."""
    faults: dict[str, str] = {}
    moved, gone, pages = [], [], 0
    flushed = time.monotonic()
    with show_progress(sources) as tell:
        for source, packed in read_files(task, sources):
            if has_changed(source.path, found.seen[key_of(source.path, task.raw)]):
                if source.path.exists():
                    moved.append(Waiting(source.source_path, source.path, None))
                else:
                    gone.append(source.source_path)
                tell(source, "changed while it was read", 0)
                continue
            staging.write_file(source.sha256, recipe, packed)
            task.step("staged", file=source.source_path, status=packed.status, code=packed.code, pages=packed.pages)
            pages += packed.pages
            if packed.fault:
                faults[source.source_path] = f"{source.source_path}\n{packed.fault}"
            tell(source, packed.status, packed.pages)
            if time.monotonic() - flushed > FLUSH:
                staging.flush()
                flushed = time.monotonic()
    staging.flush()
    return Reading(pages, tuple(faults[path] for path in sorted(faults)), tuple(moved), tuple(gone))


def read_files(task: Task, sources: Sequence[SourceDocument]) -> Iterator[tuple[SourceDocument, PackedFile]]:
    """Read on this machine, or on those of a cluster."""
    if task.terms.scheduler is not None:
        from pipeline.cluster import read_on_cluster

        return read_on_cluster(sources, read_plan_file, task.options, task.terms.limits, task.terms.scheduler)
    return read_all(sources, read_plan_file, task.workers, task.options, task.terms.limits, get_ready)


def read_identities(out: Path) -> tuple[Identity, ...]:
    """The identities of clusters that the run before published."""
    table = read_table("identities", out)
    return () if table is None else tuple(Identity(**row) for row in table.to_pylist())
