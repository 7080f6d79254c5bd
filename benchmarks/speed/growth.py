"""How time grows with the pages of a file and with the files of a folder, and what a second worker brings."""

from __future__ import annotations

import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

import pypdfium2

from benchmarks.speed.measure import peak_of, seconds_of
from benchmarks.speed.tools import OURS


@dataclass(frozen=True, slots=True)
class Step:
    """What one size took: seconds of processor time, and megabytes at most."""

    size: int
    seconds: float
    megabytes: float | None = None


def exponent(steps: Sequence[Step]) -> float:
    """The power of the size with which time grows, over all steps (least squares of the logarithms)."""
    if len({s.size for s in steps}) < 2:
        return math.nan  # one size tells no growth
    xs, ys = [math.log(s.size) for s in steps], [math.log(s.seconds) for s in steps]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


def grow_pages(plans: Sequence[Path], sizes: Sequence[int]) -> list[Step]:
    """One file of so many pages, taken from the plans over and over."""
    steps = []
    with tempfile.TemporaryDirectory(prefix="malkedja-bench-") as folder:
        for size in sizes:
            path = write_long(plans, Path(folder) / f"{size}.pdf", size)
            steps.append(Step(size, seconds_of(OURS, [path]), peak_of(OURS, [path])))
    return steps


def write_long(plans: Sequence[Path], path: Path, size: int) -> Path:
    """Write a file of so many pages."""
    target = pypdfium2.PdfDocument.new()
    opened = [pypdfium2.PdfDocument(plan) for plan in plans]
    pages = [(pdf, number) for pdf in opened for number in range(len(pdf))]
    for pdf, number in islice(cycle(pages), size):
        target.import_pages(pdf, [number])
    target.save(path)
    for pdf in (target, *opened):
        pdf.close()
    return path


def grow_files(plan: Path, sizes: Sequence[int]) -> list[Step]:
    """A folder of so many files of one page, read by the command with one worker."""
    steps = []
    with tempfile.TemporaryDirectory(prefix="malkedja-bench-") as folder:
        page = write_long([plan], Path(folder) / "page.pdf", 1).read_bytes()
        for size in sizes:
            raw = write_folder(Path(folder) / f"raw-{size}", [page], size)
            steps.append(Step(size, run_extract(raw, Path(folder) / f"out-{size}", 1)[1]))
    return steps


def write_folder(folder: Path, contents: Sequence[bytes], size: int) -> Path:
    """Write so many files, no two of the same bytes."""
    folder.mkdir()
    for number, content in enumerate(islice(cycle(contents), size)):
        (folder / f"{number:05}.pdf").write_bytes(content + b"\n%% %d\n" % number)
    return folder


@dataclass(frozen=True, slots=True)
class Workers:
    """Seconds by the clock that a folder took with one worker and with two, round by round."""

    files: int
    one: tuple[float, ...]
    two: tuple[float, ...]


def compare_workers(plans: Sequence[Path], times: int, rounds: int) -> Workers:
    """Read a folder of so many copies of each plan with one worker and with two, in turns."""
    took: dict[int, list[float]] = {1: [], 2: []}
    with tempfile.TemporaryDirectory(prefix="malkedja-bench-") as folder:
        raw = write_folder(Path(folder) / "raw", [plan.read_bytes() for plan in plans], times * len(plans))
        for number in range(rounds):
            for workers, seconds in took.items():
                seconds.append(run_extract(raw, Path(folder) / f"out-{number}-{workers}", workers)[0])
    return Workers(times * len(plans), tuple(took[1]), tuple(took[2]))


def run_extract(raw: Path, out: Path, workers: int) -> tuple[float, float]:
    """Run `malkedja extract`: seconds by the clock, and of processor time (where the system tells it)."""
    command = [sys.executable, "-m", "pipeline.cli", "extract", str(raw), "--out", str(out), "--ocr", "off"]
    before, started = os.times(), time.perf_counter()
    done = subprocess.run([*command, "--workers", str(workers)], capture_output=True, check=False)
    after, seconds = os.times(), time.perf_counter() - started
    if done.returncode > 1:
        raise RuntimeError(done.stderr.decode("utf-8", "replace"))
    spent = after.children_user - before.children_user + after.children_system - before.children_system
    return seconds, spent or seconds
