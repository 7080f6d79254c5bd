"""Read files on the machines of a Dask cluster that see the same drive: same results, same limits.

A worker of the cluster starts a process for each file and watches it, as this machine does with its own workers. A file
whose worker is lost goes to another one.
"""

from __future__ import annotations

import logging
import pickle
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.boxes import Limits, enter_box, kill_children, megabytes_of
from pipeline.errors import NotPublished, Unusable
from pipeline.reading import PackedFile, Read, pack_failure, read_packed
from pipeline.recipe import describe_recipe
from pipeline.records import ReadOptions, SourceDocument
from pipeline.workers import WATCH, died, too_large, too_long

CONNECTING = 30.0  # seconds to find the scheduler
PATIENCE = 300.0  # seconds without any worker before the run gives up
LOOK = 10.0  # seconds between looks at the cluster while nothing gets ready
AHEAD = 2  # files per thread of the cluster that are handed out at a time
RETRIES = 3  # workers that may be lost over a file


class OtherProgram(Exception):
    """A worker of the cluster has another version of the program or of its libraries."""


def read_on_cluster(
    sources: Sequence[SourceDocument], read: Read, options: ReadOptions, limits: Limits, scheduler: str
) -> Iterator[tuple[SourceDocument, PackedFile]]:
    """Every file's rows, as they get ready. Raises `Unusable` or `NotPublished` where the cluster cannot do."""
    if not sources:
        return
    distributed = _import_distributed()
    logging.getLogger("distributed").setLevel(logging.ERROR)
    try:
        client = distributed.Client(scheduler, timeout=CONNECTING, set_as_default=False)
    except (OSError, ValueError) as error:
        raise Unusable(f"No Dask scheduler answers at {scheduler} ({error}). Is it running?") from error
    recipe = describe_recipe(read, options)
    waiting = sorted(sources, key=lambda source: (source.file_size, source.source_path))
    handed: dict[Any, SourceDocument] = {}
    last_seen = time.monotonic()
    try:
        while waiting or handed:
            threads = sum(worker["nthreads"] for worker in client.scheduler_info(n_workers=-1)["workers"].values())
            last_seen = time.monotonic() if threads else last_seen
            if time.monotonic() - last_seen > PATIENCE:
                raise NotPublished(
                    f"The Dask cluster at {scheduler} has had no workers for {PATIENCE:.0f} seconds. The datasets are "
                    "as they were before, and what was read is kept. Start workers, then run again."
                )
            while waiting and len(handed) < max(AHEAD * threads, 1):
                source = waiting.pop()
                future = client.submit(read_boxed, read, source, options, limits, recipe, pure=False, retries=RETRIES)
                handed[future] = source
            for future in _finished(distributed, client, handed):
                source = handed.pop(future)
                yield source, _result(distributed, future, source, scheduler)
    finally:
        for future in handed:
            future.cancel()
        client.close()


def _import_distributed() -> Any:
    try:
        import distributed
    except ImportError as error:
        raise Unusable("Dask is not installed: pip install 'malkedja[cluster]', or read on this machine.") from error
    return distributed


def _finished(distributed: Any, client: Any, handed: dict[Any, SourceDocument]) -> list[Any]:
    """The files that got ready meanwhile."""
    with suppress(TimeoutError), client.as_current():
        distributed.wait(list(handed), timeout=LOOK, return_when="FIRST_COMPLETED")
    return [future for future in handed if future.done()]


def _result(distributed: Any, future: Any, source: SourceDocument, scheduler: str) -> PackedFile:
    try:
        packed: PackedFile = future.result()
        return packed
    except distributed.KilledWorker:
        return died(source)
    except (OtherProgram, ImportError) as error:
        raise Unusable(f"A worker of {scheduler} cannot do: {error}. Install the same on all machines.") from error
    except FileNotFoundError as error:
        if not source.path.exists():  # deleted meanwhile: whoever asked for it sees that too
            return pack_failure(source, "file-gone", "The file was deleted before it could be read.")
        raise Unusable(
            f"The workers of {scheduler} do not see {source.path}. The folder must have the same path on all machines."
        ) from error


# ------------------------------------------------------------------ on the worker's machine


def read_boxed(read: Read, source: SourceDocument, options: ReadOptions, limits: Limits, recipe: str) -> PackedFile:
    """Read one file in a process of its own. Raises `OtherProgram`, or FileNotFoundError where it is not to be seen."""
    if (own := _own_recipe(read, options)) != recipe:
        raise OtherProgram(f"its program, vocabularies or libraries differ ({own}, not {recipe})")
    if not source.path.exists():
        raise FileNotFoundError(str(source.path))
    with tempfile.TemporaryDirectory(prefix="malkedja-", ignore_cleanup_errors=True) as folder:
        request, answer = Path(folder, "request"), Path(folder, "answer")
        request.write_bytes(pickle.dumps((sys.path, pickle.dumps((read, source, options, limits)))))
        quiet = subprocess.DEVNULL
        command = [sys.executable, "-m", "pipeline.cluster", str(request), str(answer)]
        process = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, cwd=Path(__file__).parents[1])
        try:
            stopped = _watch(process, source, limits)
        finally:
            kill_children(process.pid)
            process.kill()
            process.wait()
        if stopped is not None:
            return stopped
        if process.returncode != 0 or not answer.exists():
            return died(source)
        packed: PackedFile = pickle.loads(answer.read_bytes())
        return packed


@cache
def _own_recipe(read: Read, options: ReadOptions) -> str:
    return describe_recipe(read, options)


def _watch(process: subprocess.Popen[bytes], source: SourceDocument, limits: Limits) -> PackedFile | None:
    """Wait for the process; what is told of the file where it took too much and must be stopped."""
    deadline = time.monotonic() + limits.seconds
    while True:
        try:
            process.wait(timeout=WATCH)
            return None
        except subprocess.TimeoutExpired:
            if time.monotonic() > deadline:
                return too_long(source, limits)
            if megabytes_of(process.pid) > limits.megabytes:
                return too_large(source, limits)


def main(request: Path, answer: Path) -> None:
    """What the process of one file does."""
    paths, task = pickle.loads(request.read_bytes())
    sys.path[:] = paths  # as in the worker that started this
    read, source, options, limits = pickle.loads(task)
    enter_box(limits)
    answer.write_bytes(pickle.dumps(read_packed(read, source, options)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
