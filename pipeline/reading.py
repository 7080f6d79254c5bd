"""Read one file, whatever is wrong with it: extract what is printed, then understand it."""

from __future__ import annotations

import gc
import logging
import os
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.records import Document, Extraction, Problem, ReadOptions, SourceDocument

Read = Callable[[SourceDocument, ReadOptions], Extraction]
PACKAGES = ("extractors", "families", "normalizers", "pipeline")
NO_PATH = ""  # stands for the file's name in what is staged: the same bytes may have another name tomorrow
STAGES = ("pages", "tables", "sections", "families", "normalise")  # those that have a module or package of that name


@dataclass(frozen=True, slots=True)
class PackedFile:
    """What one file gave, ready to be staged. Its rows do not tell the file's name."""

    status: str  # as in `documents`
    code: str | None  # why it failed, as in `problems`
    pages: int  # that were read
    rows: bytes  # see `packing.py`
    fault: str | None = None  # traceback of a fault of the program


def get_ready() -> int:
    """Load what every file needs: libraries, vocabularies, the dictionary of word forms; this process's pid."""
    from extractors import document, lexicon  # noqa: F401
    from normalizers.targets import find_targets
    from pipeline import normalise, packing  # noqa: F401

    lexicon.is_form("ord")
    find_targets("Andelen nöjda ska uppgå till minst 85 procent.")
    gc.collect()
    gc.freeze()  # what is loaded stays: no collection looks through it again
    return os.getpid()


def read_plan_file(source: SourceDocument, options: ReadOptions) -> Extraction:
    """All rows of one file. Runs in a worker, so the libraries are imported here."""
    from extractors import read_plan
    from extractors.errors import PlanUnreadable
    from pipeline.normalise import normalise

    pages = [pages for pages in (options.limit_pages, options.most_pages) if pages is not None]
    try:
        raw = read_plan(source.path, replace(options, limit_pages=min(pages, default=None)))
    except PlanUnreadable as unreadable:
        return failed(source, "open", unreadable.code, unreadable.message)
    return with_status(with_page_limit(normalise(raw, source), options))


def read_safely(read: Read, source: SourceDocument, options: ReadOptions) -> tuple[Extraction, str | None]:
    """What was read, and for a fault of the program its traceback."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # its warnings are of no use to the person who waits
    try:
        return read(source, options), None
    except MemoryError:
        message = "Reading this file takes more memory than it may have; give it more with --max-memory."
        return failed(source, "pages", "took-too-much-memory", message), None
    except Exception as error:  # whatever a file makes the program do, the other files are read
        stage, where = place_of(error)
        message = f"The program stumbled over this file ({where}); please report it together with the file."
        return failed(source, stage, "internal-error", message), traceback.format_exc()


def read_packed(read: Read, source: SourceDocument, options: ReadOptions) -> PackedFile:
    """Read one file in a worker: everything that is wanted of it, as bytes."""
    from pipeline.packing import check_packed, pack

    def read_and_pack(unnamed: SourceDocument, options: ReadOptions) -> Extraction:
        extraction = read(unnamed, options)
        check_packed(extraction)
        packed.append(pack(extraction))
        return extraction

    packed: list[bytes] = []
    extraction, fault = read_safely(read_and_pack, replace(source, source_path=NO_PATH), options)
    rows = packed[0] if packed and fault is None else pack(extraction)
    return PackedFile(extraction.document.status, _code(extraction), _pages(extraction, options), rows, fault)


def pack_failure(source: SourceDocument, code: str, message: str) -> PackedFile:
    """The rows of a file whose worker was lost."""
    from pipeline.packing import pack

    return PackedFile("failed", code, 0, pack(failed(replace(source, source_path=NO_PATH), "pages", code, message)))


def _code(extraction: Extraction) -> str | None:
    if extraction.document.status != "failed":
        return None
    return next((problem.code for problem in extraction.problems if problem.severity == "error"), None)


def _pages(extraction: Extraction, options: ReadOptions) -> int:
    pages = extraction.document.page_count or 0
    return pages if options.limit_pages is None else min(pages, options.limit_pages)


def with_page_limit(extraction: Extraction, options: ReadOptions) -> Extraction:
    """Pages that are left out are told: those that the person asked for, and those of a file that is far too long."""
    document = extraction.document
    id_, path, count = document.document_id, document.source_path, document.page_count or 0
    limit, most = options.limit_pages, options.most_pages
    if limit is not None and limit < count and (most is None or limit <= most):
        message = f"Only the first {limit} of {count} pages were read, as asked for with --limit-pages."
        problem = Problem(id_, path, "pages", "warning", "pages-left-out", message, limit + 1)
    elif most is not None and most < count:
        message = f"Only the first {most} of {count} pages were read; split the file, or raise --max-pages."
        problem = Problem(id_, path, "pages", "error", "too-many-pages", message, most + 1)
    else:
        return extraction
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
