"""The figures as Markdown."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from importlib.metadata import version
from statistics import median

import psutil

from benchmarks.speed.growth import Step, Workers, exponent
from benchmarks.speed.measure import MEGABYTE, Timed, ratios
from benchmarks.speed.tools import CHARACTERS, OURS, PLUMBER

PACKAGES = ("malkedja", "pdfplumber", "pypdfium2", "camelot-py", "numpy", "pyarrow")


def machine() -> str:
    """What the figures were measured on."""
    memory = psutil.virtual_memory().total / MEGABYTE / 1024
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores ({_processor()}), {memory:.0f} GB; "
        f"Python {platform.python_version()}, {versions}."
    )


def _processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as told:
            return next(line.split(":")[1].strip() for line in told if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or "unknown"


def side_by_side(timed: Sequence[Timed], pages: int, what: str) -> str:
    """All programs on the same files."""
    ours = next(one for one in timed if one.tool is OURS)
    rows = [("", "pages/s", "ms a page", "our time to its", "least–most", "MB at most")]
    for one in timed:
        usual, least, most = ratios(ours, one)
        speed = pages / one.usual
        ratio = ("", "") if one is ours else (f"{usual:.2f}", f"{least:.2f}–{most:.2f}")
        rows.append((one.tool.name, f"{speed:.1f}", f"{1000 / speed:.1f}", *ratio, f"{one.megabytes:.0f}"))
    rounds = max(len(one.seconds) for one in timed)
    told = (
        f"{what}: {pages} pages, one core, processor time, median of {rounds} interleaved rounds in one process "
        f"({', '.join(one.tool.name for one in timed if one.tool.slow) or 'none'}: one round)."
    )
    return f"{told}\n\n{table(rows)}"


def goals(timed: Sequence[Timed]) -> str:
    """What is asked of us, and whether we are there."""
    by_tool = {one.tool.name: one for one in timed}
    ours = by_tool[OURS.name]
    plumber, characters = ratios(by_tool[PLUMBER.name], ours)[0], ratios(ours, by_tool[CHARACTERS.name])[0]
    return table(
        [
            ("goal", "measured"),
            ("at least 4 times as fast as pdfplumber's words and tables", f"{plumber:.2f}"),
            ("at most 3.5 times the time of pypdfium2's characters", f"{characters:.2f}"),
        ]
    )


def side_by_side_workers(compared: Sequence[Workers]) -> str:
    """One worker and two, by the clock."""
    rows = [("files", "one worker, s", "two workers, s", "times as fast", "least–most")]
    for run in compared:
        times = sorted(one / two for one, two in zip(run.one, run.two, strict=True))
        spread = f"{times[0]:.2f}–{times[-1]:.2f}"
        rows.append(
            (f"{run.files}", f"{median(run.one):.1f}", f"{median(run.two):.1f}", f"{median(times):.2f}", spread)
        )
    told = (
        f"Goal: 1.8 times as fast. Medians of {len(compared[0].one)} rounds in turns, by the clock. What starting and"
    )
    return f"{table(rows)}\n\n{told} publishing take is the same in both."


def growth(steps: Sequence[Step], what: str) -> str:
    """Time and memory by size, and the exponent."""
    rows = [(what, "seconds", f"ms a {what[:-1]}", "MB at most")]
    for step in steps:
        memory = "" if step.megabytes is None else f"{step.megabytes:.0f}"
        rows.append((str(step.size), f"{step.seconds:.1f}", f"{1000 * step.seconds / step.size:.1f}", memory))
    return f"{table(rows)}\n\nTime grows with the power {exponent(steps):.2f} of the {what} (goal: at most 1.05)."


def table(rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table, figures to the right."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = [
        "| "
        + " | ".join(c.rjust(w) if i else c.ljust(w) for i, (c, w) in enumerate(zip(row, widths, strict=True)))
        + " |"
        for row in rows
    ]
    rule = "| " + " | ".join("-" * (w - 1) + (":" if i else "-") for i, w in enumerate(widths)) + " |"
    return "\n".join([lines[0], rule, *lines[1:]])
