"""Read each file in a process of its own, so that a file that breaks its reader takes no other file with it."""

from __future__ import annotations

import logging
import multiprocessing
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, as_completed
from dataclasses import replace
from pathlib import Path

from pipeline.records import Document, Extraction, Problem, SourceDocument
from pipeline.settings import SECONDS_PER_FILE

Read = Callable[[SourceDocument, int | None], Extraction]
EXECUTOR = "processes"
PACKAGES = ("extractors", "families", "normalizers", "pipeline")
STAGES = ("pages", "tables", "sections", "families", "normalise")  # those that have a module or package of that name


def read_plan_file(source: SourceDocument, limit_pages: int | None = None) -> Extraction:
    """One file: extract what is printed, then understand it. Runs in a worker, so the libraries are imported here."""
    from extractors import read_plan
    from extractors.errors import PlanUnreadable
    from pipeline.normalise import normalise

    try:
        raw = read_plan(source.path, limit_pages)
    except PlanUnreadable as unreadable:
        return failed(source, "open", unreadable.code, unreadable.message)
    return with_page_limit(normalise(raw, source), limit_pages)


def with_page_limit(extraction: Extraction, limit_pages: int | None) -> Extraction:
    """Pages that the person asked to leave out are told like everything that is left out."""
    pages = extraction.document.page_count
    if limit_pages is None or pages is None or pages <= limit_pages:
        return extraction
    message = f"Only the first {limit_pages} of {pages} pages were read, as asked for with --limit-pages."
    document = extraction.document
    problem = Problem(
        document.document_id, document.source_path, "pages", "warning", "pages-left-out", message, limit_pages + 1
    )
    return replace(extraction, problems=(*extraction.problems, problem))


def failed(source: SourceDocument, stage: str, code: str, message: str) -> Extraction:
    """The rows of a file of which nothing could be read."""
    document = Document(
        document_id=source.document_id,
        source_path=source.source_path,
        sha256=source.sha256,
        file_size=source.file_size,
        page_count=None,
        status="failed",
        municipality=None,
        municipality_code=None,
        county_code=None,
        organisation=None,
        document_type=None,
        title=None,
        period_start=None,
        period_end=None,
        adopted_on=None,
        valid_until=None,
        decided_by=None,
        document_owner=None,
        diary_number=None,
        needs_review=True,
        confidence=0.0,
        flags=(code,),
    )
    problem = Problem(source.document_id, source.source_path, stage, "error", code, message, None)
    return Extraction(document, problems=(problem,))


def with_status(extraction: Extraction) -> Extraction:
    """A document with a problem of severity `error` is never `ok`."""
    troubled = any(problem.severity == "error" for problem in extraction.problems)
    if not troubled or extraction.document.status == "failed":
        return extraction
    return replace(extraction, document=replace(extraction.document, status="partial"))


# ------------------------------------------------------------------ processes


def read_safely(read: Read, source: SourceDocument, limit_pages: int | None) -> tuple[Extraction, str | None]:
    """What was read, and for a fault of the program its traceback. Runs in the worker."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # its warnings are of no use to the person who waits
    try:
        return with_status(read(source, limit_pages)), None
    except Exception as error:  # whatever a file makes the program do, the other files are read
        stage, where = place_of(error)
        message = f"The program stumbled over this file ({where}); please report it together with the file."
        return failed(source, stage, "internal-error", message), traceback.format_exc()


def place_of(error: Exception) -> tuple[str, str]:
    """(stage, `KeyError in extractors/tables.py`), the same on every machine, unlike the error's own text."""
    code = Path(__file__).parents[1]
    frames = [Path(frame.filename) for frame in traceback.extract_tb(error.__traceback__)]
    own = [path.relative_to(code) for path in frames if path.is_relative_to(code) and path.parent.name in PACKAGES]
    if not own:
        return "open", type(error).__name__
    stage = next((stage for stage in STAGES if stage in (own[-1].stem, own[-1].parent.name)), "open")
    return stage, f"{type(error).__name__} in {own[-1].as_posix()}"


def read_all(
    sources: Sequence[SourceDocument], read: Read, workers: int, limit_pages: int | None
) -> Iterator[tuple[SourceDocument, Extraction, str | None]]:
    """Every file's rows, as they get ready. The largest files go first, so that no worker ends long after the others.

    Workers are spawned, not forked: the same on every system, and no thread or lock is copied half-way.
    """
    from pebble import ProcessPool

    context = multiprocessing.get_context("spawn")
    with ProcessPool(max_workers=min(workers, len(sources)), context=context) as pool:
        futures: dict[Future[tuple[Extraction, str | None]], SourceDocument] = {
            pool.schedule(read_safely, args=(read, source, limit_pages), timeout=SECONDS_PER_FILE): source
            for source in sorted(sources, key=lambda source: (-source.file_size, source.source_path))
        }
        try:
            for future in as_completed(futures):
                yield futures[future], *outcome(future, futures[future])
        except BaseException:  # Ctrl-C, or whoever takes the rows has stopped
            pool.stop()  # type: ignore[no-untyped-call]
            raise


def outcome(
    future: Future[tuple[Extraction, str | None]], source: SourceDocument
) -> tuple[Extraction, str | None]:
    """What the worker handed back, or why it could not."""
    from pebble import ProcessExpired

    try:
        return future.result()
    except TimeoutError:
        minutes = round(SECONDS_PER_FILE / 60)
        message = f"Reading was stopped after {minutes} minutes; the file may be damaged, or far larger than a plan."
        return failed(source, "pages", "took-too-long", message), None
    except ProcessExpired:
        message = "The reader broke down over this file; it may be damaged. Try to print it to a new PDF."
        return failed(source, "pages", "worker-died", message), None
