"""From what is staged, file by file, to the datasets of all files: in portions, so that memory does not grow with them.

Only what linking needs is taken apart into records; all other rows pass through as Arrow tables.
"""

from __future__ import annotations

import multiprocessing
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from loky import ProcessPoolExecutor
from loky.process_executor import BrokenProcessPool

from pipeline.boxes import collect_seldom, end_with_parent
from pipeline.corrections import Correction
from pipeline.corrections.staged import correct_staged
from pipeline.datasets import DATASETS, table_of
from pipeline.derive import Gathered, Link, Tables, derive
from pipeline.errors import NotPublished
from pipeline.kolada import read_catalogue
from pipeline.linking.decisions import Decision
from pipeline.packing import LINKED, PACKED, column_table, unpack, unpack_records
from pipeline.records import Extraction, Identity, Problem
from pipeline.sets import FreshSet, SetWriter, writing
from pipeline.spread import do_ahead, helpers
from pipeline.staging import open_staging
from pipeline.tally import Tally
from pipeline.work import Placed

PORTION = 200  # files that are in memory at a time
PATHED = frozenset({"documents", "problems"})  # datasets that tell the file's name
VALUES = "indicator_values"
PROBLEMS = next(dataset for dataset in DATASETS if dataset.name == "problems")

APART = 100  # documents from which on a process of its own does it: linking keeps a dictionary of 150 megabytes

Derive = Callable[[Gathered], tuple[Tables, Sequence[Problem]]]


@dataclass(frozen=True, slots=True)
class Gathering:
    """All that is needed to write a set."""

    folder: Path  # to write it into
    memory: Path  # where the rows of each document are staged
    recipe: str
    placed: tuple[Placed, ...]
    problems: tuple[Problem, ...]
    link: Link
    decisions: tuple[Decision, ...]
    corrections: tuple[Correction, ...]
    kolada: Path | None  # a catalogue of Kolada's measures; None for the short list
    known: tuple[Identity, ...]
    workers: int  # processes that may work at a time


def write_set(gathering: Gathering) -> tuple[FreshSet, Tally]:
    """Write all datasets of all documents, and count them. Raises `BrokenRows`."""
    return write_apart(gathering) if len(gathering.placed) > APART else write_here(gathering)


def write_apart(gathering: Gathering) -> tuple[FreshSet, Tally]:
    """In a process of its own, whose memory is given back when it is done. Raises `NotPublished` if it dies."""
    pool = ProcessPoolExecutor(max_workers=1, context=multiprocessing.get_context("spawn"))
    try:
        written: tuple[FreshSet, Tally] = pool.submit(write_here, gathering, apart=True).result()
        return written
    except BrokenProcessPool as error:
        raise NotPublished(
            "The process that links and writes the datasets died, probably for want of memory. The datasets are as "
            "they were before; what was read is kept. Close other programs, then run again."
        ) from error
    finally:
        pool.shutdown(wait=True, kill_workers=True)


def write_here(gathering: Gathering, apart: bool = False) -> tuple[FreshSet, Tally]:
    """In this process."""
    if apart:
        threading.Thread(target=end_with_parent, daemon=True).start()
        collect_seldom()
        waste_little()
    with (
        open_staging(gathering.memory) as staging,
        writing(gathering.folder) as writer,
        helpers(gathering.workers) as spread,
    ):
        wanted = [one.sha256 for one in gathering.placed]
        corrected, unapplied = correct_staged(
            gathering.corrections, gathering.placed, lambda some: staging.read_packed(gathering.recipe, some)
        )
        packed = staging.read_packed(gathering.recipe, wanted)
        catalogue = read_catalogue(gathering.kolada) if gathering.kolada else None
        tally = write_rows(
            writer,
            gathering.placed,
            (corrected.get(sha256, rows) for sha256, rows in packed),
            (*gathering.problems, *unapplied),
            lambda gathered: derive(gathered, gathering.link, gathering.decisions, gathering.known, catalogue, spread),
        )
        return writer.finish(), tally


def waste_little() -> None:
    """Let Arrow take its memory, where it can, from what wastes least on tables that some threads make and others drop:
    a tenth of all memory less with a million values."""
    if "jemalloc" in pa.supported_memory_backends():
        pa.set_memory_pool(pa.jemalloc_memory_pool())


def write_rows(
    writer: SetWriter,
    placed: Sequence[Placed],
    packed: Iterable[bytes],
    problems: Sequence[Problem],
    derive: Derive,
) -> Tally:
    """Write the datasets of all documents; `placed` and `packed` are sorted by content and go together.

    `problems` are those of the folder; `derive` makes the datasets that follow from all documents together, and may
    find problems too. Raises `BrokenRows` where those rows break their declaration.
    """
    tally = Tally()
    of_documents, of_none = _by_document(problems)
    gathered = Gathered()
    told: list[pa.Table] = []
    for portion, batches in _portions(placed, packed):
        paths = pa.array([one.source_path for one in portion])
        plans = list(_with_paths(unpack_records(batches, LINKED, LINKED), portion))
        for name, table in gathered.add(plans, column_table(batches, VALUES)):
            _write(writer, tally, name, table)
        for name in PACKED:
            table = column_table(batches, name)
            if name in PATHED:
                table = _set_path(table, paths.take(pc.list_parent_indices(batches.column(name).combine_chunks())))
            if name == PROBLEMS.name:
                told.append(_merge([row for one in portion for row in of_documents.get(one.document_id, ())], table))
            else:
                _write(writer, tally, name, table)
    tables, found = derive(gathered)
    for name, table in tables:
        _write(writer, tally, name, table)
    first = sorted([*of_none, *found], key=lambda problem: (problem.document_id or "", problem.source_path or ""))
    for table in (table_of(PROBLEMS, first), *told):
        _write(writer, tally, PROBLEMS.name, table)
    return tally


def _portions(placed: Sequence[Placed], packed: Iterable[bytes]) -> Iterator[tuple[Sequence[Placed], pa.Table]]:
    rows = iter(packed)
    starts = range(0, len(placed), PORTION)
    unpacked = do_ahead(unpack, ((list(islice(rows, PORTION)),) for _ in starts))
    for start, batches in zip(starts, unpacked, strict=True):
        yield placed[start : start + PORTION], batches


def _with_paths(extractions: Iterable[Extraction], portion: Sequence[Placed]) -> Iterator[Extraction]:
    for extraction, one in zip(extractions, portion, strict=True):
        yield replace(extraction, document=replace(extraction.document, source_path=one.source_path))


def _set_path(table: pa.Table, paths: pa.Array) -> pa.Table:
    place = table.schema.get_field_index("source_path")
    return table.set_column(place, table.schema.field(place), paths)


def _by_document(problems: Sequence[Problem]) -> tuple[Mapping[str, list[Problem]], list[Problem]]:
    """The problems of each document, and those that belong to none."""
    of_documents: dict[str, list[Problem]] = defaultdict(list)
    of_none: list[Problem] = []
    for problem in problems:
        (of_none if problem.document_id is None else of_documents[problem.document_id]).append(problem)
    return of_documents, of_none


def _merge(of_folder: Sequence[Problem], table: pa.Table) -> pa.Table:
    """Problems of one portion, sorted by document and path; those of the folder first."""
    if not of_folder:
        return table
    both = pa.concat_tables([table_of(PROBLEMS, of_folder), table])
    order = pc.sort_indices(both, sort_keys=[("document_id", "ascending"), ("source_path", "ascending")])
    return both.take(order)


def _write(writer: SetWriter, tally: Tally, name: str, table: pa.Table) -> None:
    tally.add(name, table)
    writer.add(name, table)
