"""How long the review pages take: `python -m benchmarks.report [--plans DIR] [--documents N]`.

The plans of a folder are multiplied to so many documents (each copy has a comment of its own at its end, so that it
is another file), extracted, and reported on. Prints the seconds of `report` from nothing and once more with the
pictures there, the size of the folder, and the seconds until Chromium shows the overview with all its rows.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from itertools import cycle
from pathlib import Path

from tools.browser import find_chromium


def multiply(plans: Path, documents: int, to: Path) -> None:
    """So many files out of those of a folder."""
    to.mkdir()
    files = sorted(plans.glob("*.pdf"))
    if not files:
        raise SystemExit(f"{plans} holds no PDF.")
    for number, path in zip(range(documents), cycle(files), strict=False):
        (to / f"{number:04d} {path.name}").write_bytes(path.read_bytes() + b"\n%% copy %d\n" % number)


def run(*words: object) -> float:
    """Run a command of the program; its seconds."""
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "pipeline.cli", *map(str, words)], capture_output=True, text=True, check=False
    )
    if done.returncode > 1:
        raise SystemExit(done.stdout + done.stderr)
    return time.perf_counter() - started


def open_overview(page: Path, documents: int) -> float | None:
    """Seconds until a browser that runs already shows every document's row; None without Chromium."""
    chromium = find_chromium()
    if chromium is None:
        return None
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium)
        tab = browser.new_page()
        started = time.perf_counter()
        tab.goto(page.as_uri())
        tab.locator("#list tbody tr").nth(documents - 1).wait_for(state="attached")
        seconds = time.perf_counter() - started
        browser.close()
    return seconds


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plans", type=Path, default=Path("data/raw"))
    parser.add_argument("--documents", type=int, default=200)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        raw, out, report = Path(scratch, "raw"), Path(scratch, "out"), Path(scratch, "report")
        multiply(arguments.plans, arguments.documents, raw)
        print(f"extract: {run('extract', raw, '--out', out):.0f} s", flush=True)
        for what in ("from nothing", "again"):
            print(f"report {what}: {run('report', out, '--raw', raw, '--to', report):.0f} s", flush=True)
        files = [path for path in report.rglob("*") if path.is_file()]
        pictures = sum(path.suffix in (".png", ".webp") for path in files)
        size = sum(path.stat().st_size for path in files) / 1e6
        print(f"{arguments.documents} documents, {pictures} pictures, {size:.0f} MB, {os.cpu_count()} cores")
        seconds = open_overview(report / "index.html", arguments.documents)
        print("no Chromium" if seconds is None else f"overview: {seconds:.2f} s in Chromium")


if __name__ == "__main__":
    main()
