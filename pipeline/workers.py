"""Read files in worker processes, so that a file that breaks its reader takes no other file with it.

Each worker is a pool of one (loky), so workers share no queue or lock: when one dies, hangs or eats all memory, it is
known which file it had, it is killed with all that it started, and another takes its place.
"""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass

from loky import ProcessPoolExecutor
from loky.process_executor import BrokenProcessPool

from pipeline.boxes import Limits, enter_box, is_running, megabytes_of
from pipeline.errors import Unusable
from pipeline.reading import PackedFile, Read, pack_failure, read_packed
from pipeline.records import ReadOptions, SourceDocument

EXECUTOR = "processes"
WATCH = 0.5  # seconds between looks at the workers' memory
STARTING = 120.0  # seconds that a worker may take to start, on a machine that is busy with others
PLAIN = Limits()


@dataclass(frozen=True, slots=True)
class Worker:
    """One process that reads one file after another."""

    pool: ProcessPoolExecutor
    pid: int


@dataclass(frozen=True, slots=True)
class Task:
    """The file that a worker has now, and when it must be done (`time.monotonic`)."""

    worker: Worker
    source: SourceDocument
    future: Future[PackedFile]
    deadline: float


def read_all(
    sources: Sequence[SourceDocument],
    read: Read,
    workers: int,
    options: ReadOptions,
    limits: Limits = PLAIN,
    ready: Callable[[], int] = os.getpid,
) -> Iterator[tuple[SourceDocument, PackedFile]]:
    """Every file's rows, as they get ready. The largest go first, so that no worker ends long after the others.

    `ready` loads in a worker what every file needs and returns its pid.
    """
    waiting = sorted(sources, key=lambda source: (source.file_size, source.source_path))
    tasks: list[Task] = []
    idle: list[Worker] = []
    try:
        while waiting or tasks:
            wanted = min(workers - len(tasks), len(waiting))
            free = find_alive(idle, wanted)
            idle += free  # so that they are stopped where others cannot be started
            idle += start_workers(wanted - len(free), limits, ready)
            for _ in range(wanted):
                tasks.append(hand_over(idle.pop(), read, waiting.pop(), options, limits))
            for task in find_finished(tasks):
                tasks.remove(task)
                packed, alive = receive(task)
                if alive:
                    idle.append(task.worker)
                else:
                    stop_worker(task.worker)
                yield task.source, packed
            for task, packed in find_excessive(tasks, limits):
                tasks.remove(task)
                stop_worker(task.worker)
                yield task.source, packed
    finally:  # also after Ctrl-C, and where whoever takes the rows has stopped
        for worker in (*idle, *(task.worker for task in tasks)):
            stop_worker(worker)


def start_workers(count: int, limits: Limits, ready: Callable[[], int]) -> list[Worker]:
    """Start so many workers at once: each loads for a second or two.

    Spawned, not forked: the same on every system, and no thread or lock is copied half-way. Whatever process the pool
    starts is limited first. What every file needs is loaded before the pool takes the process's memory for normal: it
    replaces a process that has grown by 300 MB since.
    """
    context = multiprocessing.get_context("spawn")
    pools = [
        ProcessPoolExecutor(max_workers=1, context=context, initializer=enter_box, initargs=(limits,))
        for _ in range(count)
    ]
    try:
        begun = [pool.submit(ready) for pool in pools]
        return [Worker(pool, pid.result(timeout=STARTING)) for pool, pid in zip(pools, begun, strict=True)]
    except (BrokenProcessPool, TimeoutError) as error:  # not the fault of any file
        for pool in pools:
            pool.shutdown(wait=True, kill_workers=True)
        raise Unusable(
            "No process can be started to read files. Is the machine out of memory, or the installation damaged? "
            "Nothing was published; try again with fewer --workers."
        ) from error


def find_alive(idle: list[Worker], count: int) -> list[Worker]:
    """Take so many workers, or as many as there are, whose process is still the one that is watched."""
    alive: list[Worker] = []
    while idle and len(alive) < count:
        worker = idle.pop()
        if is_running(worker.pid):
            alive.append(worker)
        else:
            stop_worker(worker)
    return alive


def stop_worker(worker: Worker) -> None:
    worker.pool.shutdown(wait=True, kill_workers=True)


def hand_over(worker: Worker, read: Read, source: SourceDocument, options: ReadOptions, limits: Limits) -> Task:
    future = worker.pool.submit(read_packed, read, source, options)
    return Task(worker, source, future, time.monotonic() + limits.seconds)


def find_finished(tasks: Sequence[Task]) -> list[Task]:
    """Wait until a worker is done or dead, but no longer than until the workers must be looked after."""
    nearest = min(task.deadline for task in tasks)
    wait([task.future for task in tasks], min(max(nearest - time.monotonic(), 0), WATCH), FIRST_COMPLETED)
    return [task for task in tasks if task.future.done()]


def receive(task: Task) -> tuple[PackedFile, bool]:
    """What was read, and whether the worker can go on."""
    try:
        return task.future.result(), True
    except BrokenProcessPool:
        return died(task.source), False


def find_excessive(tasks: Sequence[Task], limits: Limits) -> list[tuple[Task, PackedFile]]:
    """The files that took more time or memory than they may."""
    now = time.monotonic()
    late = [(task, too_long(task.source, limits)) for task in tasks if task.deadline <= now]
    rest = [task for task in tasks if task.deadline > now]
    fat = [task for task in rest if megabytes_of(task.worker.pid) > limits.megabytes]
    return late + [(task, too_large(task.source, limits)) for task in fat]


def died(source: SourceDocument) -> PackedFile:
    message = "The reader broke down over this file; it may be damaged. Try to print it to a new PDF."
    return pack_failure(source, "worker-died", message)


def too_long(source: SourceDocument, limits: Limits) -> PackedFile:
    seconds = limits.seconds
    spent = f"{seconds:.0f} seconds" if seconds < 120 else f"{seconds / 60:.0f} minutes"
    message = (
        f"Reading was stopped after {spent}; the file may be damaged, or far larger than a plan. "
        "Give it more time with --max-seconds and --retry-failed."
    )
    return pack_failure(source, "took-too-long", message)


def too_large(source: SourceDocument, limits: Limits) -> PackedFile:
    message = (
        f"Reading was stopped because it took more than {limits.megabytes} megabytes of memory; the file may be "
        "damaged, or far larger than a plan. Give it more with --max-memory and --retry-failed."
    )
    return pack_failure(source, "took-too-much-memory", message)
