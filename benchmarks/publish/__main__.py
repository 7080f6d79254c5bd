"""`python -m benchmarks.publish [--values N]`: link and publish value rows that are read already; time and memory.

The files of the folder stand for plans whose rows are staged; then the command runs as it does every night. Ends with
an error where publishing takes longer, or more memory, than it may.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks.publish.plans import make_plans
from pipeline.packing import pack
from pipeline.pointer import home_of
from pipeline.reading import PackedFile, read_plan_file
from pipeline.recipe import describe_recipe
from pipeline.records import ReadOptions
from pipeline.settings import PAGES_PER_FILE
from pipeline.staging import memory_of, open_staging

VALUES = 1_000_000
MOST_SECONDS, MOST_MEGABYTES = 60.0, 1536.0
PLANS_A_FOLDER = 500


def stage(raw: Path, out: Path, values: int) -> int:
    """Write files that stand for plans, and stage their rows; the number of files."""
    recipe = describe_recipe(read_plan_file, ReadOptions(ocr="off", most_pages=PAGES_PER_FILE))
    home_of(out).mkdir(parents=True)
    number = 0
    with open_staging(memory_of(out)) as staging:
        for number, (content, plan) in enumerate(make_plans(values), 1):
            path = raw / f"{number // PLANS_A_FOLDER:03d}" / f"{number:06d}.pdf"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            staging.write_file(plan.document.sha256, recipe, PackedFile("ok", None, 12, pack(plan)))
        staging.flush()
    return number


def publish(raw: Path, out: Path) -> tuple[Mapping[str, Any], float, float]:
    """What the run tells at its end, and how many seconds linking and writing, and then the swap, took."""
    command = [sys.executable, "-m", "pipeline.cli", "extract", str(raw), "--out", str(out), "--ocr", "off"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    log = next((home_of(out) / "logs").glob("*.jsonl"))
    events = {fact["event"]: fact for fact in map(json.loads, log.read_text(encoding="utf-8").splitlines())}
    gather, swap, end = (datetime.fromisoformat(events[name]["time"]) for name in ("gather", "publish", "end"))
    return events["finished"], (swap - gather).total_seconds(), (end - swap).total_seconds()


def megabytes_of_children() -> float:
    """The largest memory that a process had that this one started, or that such a process started."""
    import resource

    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def main() -> None:
    """Measure, and print it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--values", type=int, default=VALUES, help=f"default {VALUES}")
    values = parser.parse_args().values
    with tempfile.TemporaryDirectory(prefix="malkedja-bench-") as folder:
        raw, out = Path(folder) / "raw", Path(folder) / "out"
        files = stage(raw, out, values)
        told, writing, swap = publish(raw, out)
    megabytes = megabytes_of_children()
    rows = told["rows"]
    print(
        f"publish: {rows['indicator_values']:,} values of {files:,} plans, {sum(rows.values()):,} rows in all: "
        f"{writing:.1f} s to link and write, {swap:.1f} s to put into use (together at most {MOST_SECONDS:.0f}); "
        f"{megabytes:.0f} MB (at most {MOST_MEGABYTES:.0f})"
    )
    sys.exit(writing + swap > MOST_SECONDS or megabytes > MOST_MEGABYTES)


if __name__ == "__main__":
    main()
