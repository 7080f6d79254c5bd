"""Documents through a program in processes of their own, so that one that hangs or falls costs only itself."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from time import perf_counter
from typing import Any

import pypdfium2

from benchmarks.tables.relations import GridTable
from benchmarks.tables.tools import TOOLS, Tool, be_quiet

SECONDS_A_PAGE = 30.0  # real pages take all programs under 10
SECONDS_TO_START = 60.0  # imports of the slowest library on a busy machine


@dataclass(frozen=True, slots=True)
class Reading:
    """What a program found in a document; `faults` has a line for each page that it failed on or took too long for."""

    path: Path
    tables: tuple[GridTable, ...]
    faults: tuple[str, ...]
    seconds: float


def read_all(tool: Tool, paths: Iterable[Path], processes: int = 2) -> list[Reading]:
    """The tables of many documents, in their order."""
    workers: SimpleQueue[Worker] = SimpleQueue()
    for _ in range(processes):
        workers.put(Worker())
    try:
        jobs = [(path, page_count(path)) for path in paths]  # pdfium is for one thread at a time
        with ThreadPoolExecutor(processes) as threads:
            return list(threads.map(partial(_read, tool, workers), jobs))
    finally:
        for _ in range(processes):
            workers.get().stop()


def _read(tool: Tool, workers: SimpleQueue[Worker], job: tuple[Path, int]) -> Reading:
    path, pages = job
    worker = workers.get()
    started = perf_counter()
    try:
        answers = list(_pages(tool, worker, path, pages))
    finally:
        workers.put(worker)
    tables = [table for found, _ in answers for table in found]
    return Reading(path, tuple(tables), tuple(f for _, f in answers if f), perf_counter() - started)


def _pages(tool: Tool, worker: Worker, path: Path, pages: int) -> Iterator[tuple[list[GridTable], str]]:
    if tool.whole:
        yield worker.ask(tool.name, path, pages, SECONDS_A_PAGE * pages)
    else:
        for page in range(1, pages + 1):
            yield worker.ask(tool.name, path, page, SECONDS_A_PAGE)


def page_count(path: Path) -> int:
    document = pypdfium2.PdfDocument(path)
    try:
        return len(document)
    finally:
        document.close()


class Worker:
    """A process that answers questions one by one; one that does not answer in time is replaced."""

    def __init__(self) -> None:
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_answer, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        self._fresh = True

    def ask(self, tool: str, path: Path, page: int, seconds: float) -> tuple[list[GridTable], str]:
        """The tables of a page, and what went wrong, if anything did."""
        self._pipe.send((tool, path, page))
        limit = seconds + (SECONDS_TO_START if self._fresh else 0)
        self._fresh = False
        try:
            if self._pipe.poll(limit):
                tables, fault = self._pipe.recv()
                return tables, fault
            fault = f"{path.name}, page {page}: no answer in {limit:.0f} s"
        except (EOFError, ConnectionError):
            fault = f"{path.name}, page {page}: the process died"
        self.stop()
        self._start()
        return [], fault

    def stop(self) -> None:
        """Ends the process, whatever it does."""
        self._process.terminate()
        self._process.join()
        self._pipe.close()


def _answer(pipe: Any) -> None:
    be_quiet()
    while True:
        try:
            tool, path, page = pipe.recv()
        except EOFError:
            return
        try:
            pipe.send((TOOLS[tool].find(path, page), ""))
        except Exception as error:  # whatever a program throws costs it this page
            pipe.send(([], f"{path.name}, page {page}: {type(error).__name__}: {error}"))
