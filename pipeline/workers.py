"""Read files in worker processes, so that a file that breaks its reader takes no other file with it.

Each worker has a pipe of its own and shares no queue or lock with the others: when it dies, its pipe ends, and it is
known which file it had. (A pool with shared queues can lose a file whose worker dies at once, and then waits for ever.)
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from pipeline.reading import Read, failed, read_safely
from pipeline.records import Extraction, ReadOptions, SourceDocument
from pipeline.settings import SECONDS_PER_FILE

EXECUTOR = "processes"
OBJECTS_PER_COLLECTION = 100_000  # Python's own 700 cost a tenth of the time; so many take some 20 MB
Outcome = tuple[SourceDocument, Extraction, str | None]  # with the traceback of a fault of the program


@dataclass(frozen=True, slots=True)
class Worker:
    """A process that reads one file after another, and our end of its pipe."""

    process: SpawnProcess
    pipe: Connection


@dataclass(frozen=True, slots=True)
class Task:
    """The file that a worker has now, and when it must be done (`time.monotonic`)."""

    worker: Worker
    source: SourceDocument
    deadline: float


def read_all(
    sources: Sequence[SourceDocument],
    read: Read,
    workers: int,
    options: ReadOptions,
    seconds_per_file: float = SECONDS_PER_FILE,
) -> Iterator[Outcome]:
    """Every file's rows, as they get ready. The largest go first, so that no worker ends long after the others."""
    waiting = sorted(sources, key=lambda source: (source.file_size, source.source_path))
    tasks: list[Task] = []
    idle = [start_worker(read, options) for _ in range(min(workers, len(sources)))]
    try:
        while waiting or tasks:
            while waiting and len(tasks) < workers:
                worker = idle.pop() if idle else start_worker(read, options)
                tasks.append(hand_over(worker, waiting.pop(), seconds_per_file))
            for task, outcome, alive in finish_some(tasks, seconds_per_file):
                tasks.remove(task)
                if alive:
                    idle.append(task.worker)
                else:
                    stop_worker(task.worker)
                yield outcome
    finally:  # also after Ctrl-C, and where whoever takes the rows has stopped
        for worker in (*idle, *(task.worker for task in tasks)):
            stop_worker(worker)


def start_worker(read: Read, options: ReadOptions) -> Worker:
    """Spawned, not forked: the same on every system, and no thread or lock is copied half-way."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=work, args=(theirs, read, options), daemon=True)
    process.start()
    theirs.close()  # so that the pipe ends with the worker
    return Worker(process, ours)


def stop_worker(worker: Worker) -> None:
    worker.process.kill()
    worker.process.join()
    worker.pipe.close()


def work(pipe: Connection, read: Read, options: ReadOptions) -> None:
    """What a worker does until its pipe ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that started it
    collect_seldom()
    while True:
        try:
            source = pipe.recv()
        except EOFError:
            return
        pipe.send(read_safely(read, source, options))


def collect_seldom() -> None:
    """Let Python look for circles of objects seldom: a page makes thousands of objects, and next to no circles."""
    gc.set_threshold(OBJECTS_PER_COLLECTION, 20, 20)


def hand_over(worker: Worker, source: SourceDocument, seconds: float) -> Task:
    with suppress(OSError):  # it died while it waited; its pipe tells so when it is asked for the rows
        worker.pipe.send(source)
    return Task(worker, source, time.monotonic() + seconds)


def finish_some(tasks: Sequence[Task], seconds: float) -> list[tuple[Task, Outcome, bool]]:
    """Wait for the next worker that is done, dead or out of time. The last tells whether it can go on."""
    nearest = min(task.deadline for task in tasks)
    ready = wait([task.worker.pipe for task in tasks], timeout=max(nearest - time.monotonic(), 0))
    late = [task for task in tasks if task.worker.pipe not in ready and task.deadline <= time.monotonic()]
    finished = [receive(task) for task in tasks if task.worker.pipe in ready]
    return finished + [(task, too_long(task.source, seconds), False) for task in late]


def receive(task: Task) -> tuple[Task, Outcome, bool]:
    try:
        extraction, fault = task.worker.pipe.recv()
    except (EOFError, OSError):
        return task, died(task.source), False
    return task, (task.source, extraction, fault), True


def died(source: SourceDocument) -> Outcome:
    message = "The reader broke down over this file; it may be damaged. Try to print it to a new PDF."
    return source, failed(source, "pages", "worker-died", message), None


def too_long(source: SourceDocument, seconds: float) -> Outcome:
    minutes = max(round(seconds / 60), 1)
    message = f"Reading was stopped after {minutes} minutes; the file may be damaged, or far larger than a plan."
    return source, failed(source, "pages", "took-too-long", message), None
