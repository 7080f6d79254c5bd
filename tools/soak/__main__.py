"""`python -m tools.soak [--files N] [--kills N] [--mutants N] [--unchanged N]`: the long trials; prints their figures.

Every part works in a folder of its own that is removed at the end, and fails loudly. `make soak` runs them all.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq

from pipeline.datasets import DATASETS, file_of, read_table
from pipeline.pointer import home_of
from tools.soak.hostile import HOSTILE
from tools.soak.mutants import write_mutants
from tools.soak.plans import Plan, make_plan, write_plans

LIMITS = ("--max-seconds", "20", "--max-memory", "1024", "--max-failures", "1", "--ocr", "off")


def extract(raw: Path, out: Path, *more: str) -> dict[str, object]:
    """Run the command to its end; what its log tells at the end, and the exit code."""
    done = subprocess.run(command(raw, out, *more), capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stdout + done.stderr[-2000:]
    log = max((home_of(out) / "logs").glob("*.jsonl"))
    facts = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    return next(one for one in facts if one["event"] == "finished") | {"exit": done.returncode}


def command(raw: Path, out: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "pipeline.cli", "extract", str(raw), "--out", str(out), *LIMITS, *more]


def datasets(out: Path) -> dict[str, bytes]:
    return {dataset.name: file_of(dataset.name, out).read_bytes() for dataset in DATASETS}


def check_values(plans: dict[str, Plan], out: Path) -> int:
    """How many generated plans were not read exactly as they were made."""
    tables = {name: read_table(name, out) for name in ("documents", "indicators", "indicator_values", "budget_lines")}
    rows = {name: table.to_pylist() for name, table in tables.items() if table is not None}
    names = {row["indicator_id"]: row["name"] for row in rows["indicators"]}
    values: dict[str, list[tuple[str, float]]] = {}
    for row in rows["indicator_values"]:
        values.setdefault(row["document_id"], []).append((names[row["indicator_id"]], row["value"]))
    amounts: dict[str, list[float]] = {}
    for row in rows["budget_lines"]:
        amounts.setdefault(row["document_id"], []).append(row["amount_sek"])
    wrong = 0
    for row in rows["documents"]:
        plan = plans.get(row["source_path"])
        if plan is not None:
            found = (
                tuple(sorted(values.get(row["document_id"], ()))),
                tuple(sorted(amounts.get(row["document_id"], ()))),
            )
            wrong += found != (plan.values, plan.amounts)
    return wrong


def try_many(folder: Path, files: int) -> None:
    """A tenth of the files, then all: memory of the run, plans read wrongly, bad files without an explanation."""
    for number in (files // 10, files):
        raw, out = folder / f"raw{number}", folder / f"out{number}"
        plans = write_plans(raw, range(number))
        for copy, (name, make) in enumerate([*HOSTILE.items(), *HOSTILE.items()][:40]):
            (raw / f"bad {copy:02d} {name}.pdf").write_bytes(make() + b"%% %d" % copy)
        told = extract(raw, out)
        documents = read_table("documents", out)
        assert documents is not None
        bad = [row for row in documents.to_pylist() if row["source_path"].startswith("bad")]
        table = read_table("problems", out)
        explained = set() if table is None else set(table.column("source_path").to_pylist())
        silent = [row["source_path"] for row in bad if row["status"] != "ok" and row["source_path"] not in explained]
        print(
            f"many: {number} plans, {len(bad)} bad ones in {len(HOSTILE)} ways: {told['seconds']:.0f} s, parent "
            f"{told['megabytes']:.0f} MB, {check_values(plans, out)} plans read wrongly, {len(silent)} unexplained",
            flush=True,
        )


def try_kills(folder: Path, kills: int) -> None:
    """Kill runs at random moments, so many; readers load the datasets all the while. Beside it the same nights without
    kills. A moment is drawn over the whole length of a run; a run that ends before is a night without a kill."""
    raw, out, calm = folder / "raw", folder / "out", folder / "calm"
    write_plans(raw, range(30))
    extract(raw, out)
    extract(raw, calm)
    dice, stop = random.Random(7), threading.Event()
    by_loader, by_path = Readings(), Readings()
    readers = [
        threading.Thread(target=by_loader.go_on, args=(stop, lambda name: read_table(name, out))),
        threading.Thread(target=by_path.go_on, args=(stop, lambda name: pq.read_table(file_of(name, out)))),
    ]
    for reader in readers:
        reader.start()
    differing: Counter[str] = Counter()  # by dataset
    length = 8.0  # seconds that a run takes; the first guess is soon put right
    reached: Counter[str] = Counter()
    night = 0
    while reached.total() < kills:
        (raw / "000" / "plan 00000 åäö.pdf").write_bytes(make_plan(1000 + night).content)
        (raw / "000" / f"ny {night % 50:03d}.pdf").write_bytes(make_plan(2000 + night).content)
        if killed(raw, out, dice.uniform(0.0, length)):
            reached[last_step(out)] += 1
        extract(raw, out)
        started = time.monotonic()
        extract(raw, calm)
        length = time.monotonic() - started
        here, there = datasets(out), datasets(calm)
        differing.update(name for name in here if here[name] != there[name])
        night += 1
    stop.set()
    for reader in readers:
        reader.join()
    print(
        f"kills: {reached.total()} runs in {night} nights were killed; datasets that differ from nights without kills: "
        f"{dict(differing) or 'none'}; the last step told before the kill: {dict(reached.most_common())}",
        flush=True,
    )
    print(f"kills: readings by the loader {by_loader}; by the plain paths {by_path}", flush=True)


def killed(raw: Path, out: Path, after: float) -> bool:
    """Run, and kill -9 after so many seconds; whether there was anything left to kill."""
    run = subprocess.Popen(command(raw, out), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        run.wait(timeout=after)
        return False
    except subprocess.TimeoutExpired:
        run.kill()
        run.wait()
        return True


def last_step(out: Path) -> str:
    """The step that the newest log tells last; that of the run before where a run came to no log."""
    log = max((home_of(out) / "logs").glob("*.jsonl"))
    return str(json.loads(log.read_text(encoding="utf-8").splitlines()[-1])["event"])


class Readings:
    """Counts of what a reader saw."""

    def __init__(self) -> None:
        self.good = 0
        self.faults: list[str] = []

    def go_on(self, stop: threading.Event, read: Callable[[str], object]) -> None:
        """Load datasets until it is told to stop."""
        while not stop.is_set():
            for name in ("documents", "indicators", "indicator_values"):
                try:
                    read(name)
                    self.good += 1
                except Exception as error:
                    self.faults.append(repr(error))

    def __str__(self) -> str:
        return f"{self.good} good, {len(self.faults)} failed {sorted(set(self.faults))[:2]}"


def try_unchanged(folder: Path, files: int) -> None:
    """The second run over many files, and one with ten that changed."""
    raw, out = folder / "raw", folder / "out"
    write_plans(raw, range(files))
    for what in ("first", "nothing changed", "ten changed"):
        if what == "ten changed":
            for number in range(10):
                (raw / "000" / f"plan {number:05d} åäö.pdf").write_bytes(make_plan(100_000 + number).content)
        started = time.monotonic()
        told = extract(raw, out)
        print(
            f"unchanged: {files} files, {what}: {time.monotonic() - started:.1f} s (parent {told['megabytes']:.0f} MB)",
            flush=True,
        )


def try_mutants(folder: Path, count: int) -> None:
    """Damaged copies of the sample plans: no crash of the run, nothing lost."""
    raw, out = folder / "raw", folder / "out"
    made = write_mutants(raw, Path("data/raw"), count)
    told = extract(raw, out)
    documents = read_table("documents", out)
    assert documents is not None
    problems = read_table("problems", out)
    assert problems is not None
    accounted = {*documents.column("source_path").to_pylist(), *problems.column("source_path").to_pylist()}
    codes = [code for code in problems.column("code").to_pylist() if code in ("worker-died", "internal-error")]
    print(
        f"mutants: {made} files: {told['seconds']:.0f} s, {told['statuses']}, {made - len(accounted)} lost, "
        f"{codes.count('worker-died')} workers died, {codes.count('internal-error')} faults of the program",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parts: dict[str, tuple[Callable[[Path, int], None], int]] = {
        "files": (try_many, 2000),
        "kills": (try_kills, 50),
        "mutants": (try_mutants, 1000),
        "unchanged": (try_unchanged, 10_000),
    }
    for name, (_, usual) in parts.items():
        parser.add_argument(f"--{name}", type=int, default=usual, help=f"default {usual}; 0 leaves it out")
    chosen = vars(parser.parse_args())
    for name, (part, _) in parts.items():
        if chosen[name]:
            with tempfile.TemporaryDirectory(prefix="malkedja-soak-") as folder:
                part(Path(folder), chosen[name])


if __name__ == "__main__":
    main()
