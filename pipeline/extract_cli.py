"""`malkedja extract`, `status` and `changes`: the commands of a run, thin."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from pipeline.errors import BrokenRows, Locked, NotPublished, Unusable
from pipeline.options import CORRECTIONS, CSV_FILE, EXIT_CODES, FOLDER, LIMIT_PAGES, OCR, OUT, PUBLISHED
from pipeline.records import ReadOptions
from pipeline.settings import (
    EXIT_INTERRUPTED,
    EXIT_LOCKED,
    EXIT_NOT_PUBLISHED,
    EXIT_UNUSABLE,
    KEPT_SETS,
    MAX_FAILURES,
    MEGABYTES_PER_FILE,
    PAGES_PER_FILE,
    default_workers,
    seconds_per_file,
)
from pipeline.stopping import stop


@click.command(epilog=EXIT_CODES)
@click.argument("raw", type=FOLDER)
@OUT
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=default_workers,
    show_default="number of processor cores",
    help="How many files are read at a time.",
)
@LIMIT_PAGES
@OCR
@CORRECTIONS
@click.option(
    "--kolada",
    type=CSV_FILE,
    help="A catalogue of Kolada's measures (CSV) by which indicators meet; without it the short list.",
)
@click.option(
    "--settle",
    type=click.FloatRange(min=0),
    default=0.0,
    show_default=True,
    metavar="SECONDS",
    help="Leave files that changed less than this ago to the next run: somebody may still be copying them.",
)
@click.option("--verify", is_flag=True, help="Hash every file again, also those whose size and time are as before.")
@click.option("--retry-failed", is_flag=True, help="Read files again that failed before, though they have not changed.")
@click.option(
    "--max-seconds",
    type=click.FloatRange(min=1),
    default=None,
    show_default="900; more where scans are recognised",
    help="Time that one file may take.",
)
@click.option(
    "--max-memory",
    type=click.IntRange(min=256),
    default=MEGABYTES_PER_FILE,
    show_default=True,
    metavar="MEGABYTES",
    help="Memory that one file may take.",
)
@click.option(
    "--max-pages",
    type=click.IntRange(min=1),
    default=PAGES_PER_FILE,
    show_default=True,
    help="Pages of one file that are read; a file of more is partial.",
)
@click.option(
    "--max-failures",
    type=click.FloatRange(0, 1),
    default=MAX_FAILURES,
    show_default=True,
    metavar="SHARE",
    help="Share of the files that may fail; beyond it the earlier datasets stay.",
)
@click.option("--strict", is_flag=True, help="Let the earlier datasets stay where much is suddenly missing.")
@click.option(
    "--wait",
    type=click.FloatRange(min=0),
    default=0.0,
    show_default=True,
    metavar="SECONDS",
    help="Wait for another run in the same folder to finish.",
)
@click.option("--break-lock", is_flag=True, help="Take the lock of a run on another machine that is certainly over.")
@click.option(
    "--keep",
    type=click.IntRange(min=2),
    default=KEPT_SETS,
    show_default=True,
    help="Published sets that are kept, for `malkedja changes`.",
)
@click.option(
    "--executor",
    type=click.Choice(["processes", "dask"]),
    default="processes",
    show_default=True,
    help="Read on this machine, or on those of a Dask cluster that see the same drive.",
)
@click.option("--scheduler", metavar="ADDRESS", help="Of the Dask cluster: tcp://host:8786.")
def extract(
    raw: Path,
    out: Path,
    workers: int,
    limit_pages: int | None,
    ocr: str,
    corrections: Path,
    kolada: Path | None,
    settle: float,
    verify: bool,
    retry_failed: bool,
    max_seconds: float | None,
    max_memory: int,
    max_pages: int,
    max_failures: float,
    strict: bool,
    wait: float,
    break_lock: bool,
    keep: int,
    executor: str,
    scheduler: str | None,
) -> None:
    """Read every PDF in the folder RAW and in the folders below it, and write the datasets.

    Files that were read before and have not changed are not read again. The datasets in OUT are replaced as a whole
    when all is done; a run that is stopped leaves them as they were, and the next one goes on from there.
    """
    from pipeline.boxes import Limits
    from pipeline.report import summary
    from pipeline.run import extract_folder
    from pipeline.terms import Terms

    if (executor == "dask") != (scheduler is not None):
        stop("--executor dask and --scheduler ADDRESS go together: name both, or neither.", EXIT_UNUSABLE)
    terms = Terms(
        limits=Limits(seconds_per_file(ocr) if max_seconds is None else max_seconds, max_memory),
        settle=settle,
        verify=verify,
        retry_failed=retry_failed,
        wait=wait,
        break_lock=break_lock,
        max_failures=max_failures,
        strict=strict,
        kept_sets=keep,
        executor=executor,
        scheduler=scheduler,
    )
    try:
        finished = extract_folder(
            raw, out, workers, ReadOptions(limit_pages, ocr, max_pages), corrections, terms, kolada
        )
    except Unusable as unusable:
        stop(str(unusable), EXIT_UNUSABLE)
    except Locked as locked:
        stop(str(locked), EXIT_LOCKED)
    except NotPublished as not_published:
        stop(str(not_published), EXIT_NOT_PUBLISHED)
    except BrokenRows as broken:
        stop(f"A fault of the program: {broken}. Nothing was published; please report it.", EXIT_NOT_PUBLISHED)
    except KeyboardInterrupt:
        stop(f"Interrupted. The datasets in {out} are as they were before.", EXIT_INTERRUPTED)
    for fault in finished.faults:
        click.echo(f"\nA fault of the program over {fault}", err=True)
    text = summary(finished)
    finished.journal.write_report(text)
    click.echo(text)
    sys.exit(finished.exit_code)


@click.command()
@click.argument("raw", type=FOLDER)
@OUT
@LIMIT_PAGES
@OCR
@click.option("--settle", type=click.FloatRange(min=0), default=0.0, metavar="SECONDS", help="As in `extract`.")
@click.option("--max-pages", type=click.IntRange(min=1), default=PAGES_PER_FILE, help="As in `extract`.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def status(
    raw: Path, out: Path, limit_pages: int | None, ocr: str, settle: float, max_pages: int, as_json: bool
) -> None:
    """Tell what a run would do: files that are new, changed, renamed, removed, still being written, or failed before.

    Nothing is written to the datasets.
    """
    from pipeline.status import as_text, look_ahead

    try:
        ahead = look_ahead(raw, out, ReadOptions(limit_pages, ocr, max_pages), settle)
    except Unusable as unusable:
        stop(str(unusable), EXIT_UNUSABLE)
    except Locked as locked:
        stop(str(locked), EXIT_LOCKED)
    click.echo(json.dumps(ahead, ensure_ascii=False, indent=1) if as_json else as_text(ahead))


@click.command()
@PUBLISHED
@click.option("--since", metavar="RUN", help="The run after which changes count; the one before the last otherwise.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def changes(out: Path, since: str | None, as_json: bool) -> None:
    """Tell what the last run added, removed and changed, row by row with old and new values.

    Runs and their ids stand in the dataset `runs`. A plan that was replaced is compared with the one before it.
    """
    from pipeline.changes import as_json as to_json
    from pipeline.changes import as_text, find_changes

    try:
        found = find_changes(out, since)
    except Unusable as unusable:
        stop(str(unusable), EXIT_UNUSABLE)
    click.echo(json.dumps(to_json(found), ensure_ascii=False, indent=1, default=str) if as_json else as_text(found))


COMMANDS = (extract, status, changes)
