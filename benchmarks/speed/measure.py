"""Rounds in which every program reads the same files, one after the other, in one process."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import psutil

from benchmarks.speed.tools import Tool, be_quiet

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Timed:
    """Seconds of processor time that a program took in each round."""

    tool: Tool
    seconds: tuple[float, ...]
    megabytes: float  # at most, in a process of its own

    @property
    def usual(self) -> float:
        return median(self.seconds)


def measure(tools: Sequence[Tool], paths: Sequence[Path], rounds: int) -> list[Timed]:
    """Time all programs in interleaved order, so that what else the machine does falls on all of them alike.

    Each reads the files once before, uncounted: what is loaded and compiled once is no part of a page.
    """
    be_quiet()
    taken: dict[str, list[float]] = {tool.name: [] for tool in tools}
    for tool in tools:
        tool.read(paths[:1] if tool.slow else paths)
    for number in range(rounds):
        for tool in tools:
            if not tool.slow or number == 0:
                taken[tool.name].append(seconds_of(tool, paths))
    return [Timed(tool, tuple(taken[tool.name]), peak_of(tool, paths)) for tool in tools]


def seconds_of(tool: Tool, paths: Sequence[Path]) -> float:
    """Processor time of this process; on a shared machine it says more than the clock."""
    started = time.process_time()
    tool.read(paths)
    return time.process_time() - started


def ratios(one: Timed, other: Timed) -> tuple[float, float, float]:
    """How many times the one takes the other's time, round by round: median, least, most."""
    found = sorted(a / b for a, b in zip(one.seconds, other.seconds, strict=False))
    return median(found), found[0], found[-1]


def peak_of(tool: Tool, paths: Sequence[Path]) -> float:
    """Megabytes that a fresh process holds at most while a program reads the files."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        return pool.apply(_peak, (tool, tuple(paths)))


def _peak(tool: Tool, paths: Sequence[Path]) -> float:
    be_quiet()
    tool.read(paths)
    memory = psutil.Process().memory_info()
    if hasattr(memory, "peak_wset"):  # Windows
        return float(memory.peak_wset) / MEGABYTE
    status = Path("/proc/self/status")
    if status.exists():  # `getrusage` would count what the process had that started this one
        told = next(line for line in status.read_text(encoding="utf-8").splitlines() if line.startswith("VmHWM"))
        return int(told.split()[1]) / 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE  # macOS counts bytes
