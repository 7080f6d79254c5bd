"""Read one file, whatever is wrong with it: extract what is printed, then understand it."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pipeline.records import Document, Extraction, Problem, ReadOptions, SourceDocument

Read = Callable[[SourceDocument, ReadOptions], Extraction]
PACKAGES = ("extractors", "families", "normalizers", "pipeline")
STAGES = ("pages", "tables", "sections", "families", "normalise")  # those that have a module or package of that name


def read_plan_file(source: SourceDocument, options: ReadOptions) -> Extraction:
    """All rows of one file. Runs in a worker, so the libraries are imported here."""
    from extractors import read_plan
    from extractors.errors import PlanUnreadable
    from pipeline.normalise import normalise

    try:
        raw = read_plan(source.path, options)
    except PlanUnreadable as unreadable:
        return failed(source, "open", unreadable.code, unreadable.message)
    return with_status(with_page_limit(normalise(raw, source), options.limit_pages))


def read_safely(read: Read, source: SourceDocument, options: ReadOptions) -> tuple[Extraction, str | None]:
    """What was read, and for a fault of the program its traceback."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # its warnings are of no use to the person who waits
    try:
        return read(source, options), None
    except Exception as error:  # whatever a file makes the program do, the other files are read
        stage, where = place_of(error)
        message = f"The program stumbled over this file ({where}); please report it together with the file."
        return failed(source, stage, "internal-error", message), traceback.format_exc()


def with_page_limit(extraction: Extraction, limit_pages: int | None) -> Extraction:
    """Pages that the person asked to leave out are told like everything that is left out."""
    document = extraction.document
    if limit_pages is None or document.page_count is None or document.page_count <= limit_pages:
        return extraction
    message = f"Only the first {limit_pages} of {document.page_count} pages were read, as asked for with --limit-pages."
    id_, path = document.document_id, document.source_path
    problem = Problem(id_, path, "pages", "warning", "pages-left-out", message, limit_pages + 1)
    return replace(extraction, problems=(*extraction.problems, problem))


def with_status(extraction: Extraction) -> Extraction:
    """A document with a problem of severity `error` is never `ok`."""
    troubled = any(problem.severity == "error" for problem in extraction.problems)
    if not troubled or extraction.document.status == "failed":
        return extraction
    return replace(extraction, document=replace(extraction.document, status="partial"))


def place_of(error: Exception) -> tuple[str, str]:
    """(stage, `KeyError in extractors/tables.py`), the same on every machine, unlike the error's own text."""
    code = Path(__file__).parents[1]
    frames = [Path(frame.filename) for frame in traceback.extract_tb(error.__traceback__)]
    own = [path.relative_to(code) for path in frames if path.is_relative_to(code) and path.parent.name in PACKAGES]
    if not own:
        return "open", type(error).__name__
    stage = next((stage for stage in STAGES if stage in (own[-1].stem, own[-1].parent.name)), "open")
    return stage, f"{type(error).__name__} in {own[-1].as_posix()}"


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
