"""How long linking takes and what memory, by the number of names: `python -m benchmarks.links.speed`.

Each size runs in a process of its own, so that its peak memory is its own. The growth exponent is the slope between
two sizes in double logarithmic scale: 1 is linear.
"""

from __future__ import annotations

import argparse
import json
import math
import platform
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from pipeline import __version__
from pipeline.link import cluster_list

from .names import make_names

SIZES = (10_000, 100_000, 1_000_000)


def measure(size: int) -> dict[str, float]:
    """Link so many names here; seconds, peak MB, and how right it is."""
    rows, truth = make_names(size)
    cluster_list(rows[:2])  # loads the dictionaries
    started = time.perf_counter()
    found = [str(row["cluster_id"]) for row in cluster_list(rows)]
    seconds = time.perf_counter() - started
    both, own, others = (Counter(keys) for keys in (zip(found, truth, strict=True), found, truth))
    right, linked, same = (sum(n * (n - 1) // 2 for n in counts.values()) for counts in (both, own, others))
    return {"size": size, "seconds": seconds, "mb": peak_mb(), "precision": right / linked, "recall": right / same}


def peak_mb() -> float:
    """The largest memory that this process had, in MB; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:  # Windows
        return 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def as_text(found: list[dict[str, float]]) -> str:
    """A Markdown table with the growth from one size to the next."""
    lines = ["| names | seconds | peak MB | growth exponent | precision | recall |", "|---:|---:|---:|---:|---:|---:|"]
    for place, row in enumerate(found):
        before = found[place - 1] if place else None
        growth = ""
        if before:
            growth = f"{math.log(row['seconds'] / before['seconds']) / math.log(row['size'] / before['size']):.2f}"
        lines.append(
            f"| {row['size']:,.0f} | {row['seconds']:.1f} | {row['mb']:,.0f} | {growth} "
            f"| {row['precision']:.4f} | {row['recall']:.4f} |"
        )
    return "\n".join(lines)


def main() -> None:
    """Measure each size and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--one", type=int, help="measure this size here and print JSON")
    parser.add_argument("--write", type=Path, help="write the table to this file as well")
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(measure(arguments.one)))
        return
    found = []
    for size in arguments.sizes:
        command = [sys.executable, "-m", "benchmarks.links.speed", "--one", str(size)]
        found.append(json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout))
        print(as_text(found[-1:]).splitlines()[-1], flush=True)
    text = as_text(found)
    print(f"\n{text}")
    if arguments.write:
        machine = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, one process"
        head = (
            f"# Linking generated names\n\nmalkedja {__version__}, {machine}. `make bench-links` writes this page.\n\n"
        )
        arguments.write.write_text(head + text + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
