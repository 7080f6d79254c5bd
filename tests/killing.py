"""Kills a run before each of its calls that change names or flush files, and looks at what is left. POSIX only.

`python killing.py FOLDER N` kills at every N-th moment and prints how many it tried. Each run is a fork of this
process and is killed for real, so that no `finally` tidies up behind it.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import builders

from pipeline.datasets import DATASETS, file_of
from pipeline.run import extract_folder
from pipeline.terms import Terms

CALLS = ("fsync", "replace", "rename", "symlink", "mkdir")
BEFORE = {"a.pdf": b"fine Ett", "b.pdf": b"fine Tva Tre", "c.pdf": b"partial Fyra"}
AFTER = {"a.pdf": b"fine Annat", "d.pdf": b"fine Ny", "e.pdf": b"stumbles"}


def run(raw: Path, out: Path, kill_at: int | None = None) -> bool:
    """Run in a fork; whether it came to its end."""
    pid = os.fork()
    if pid:
        _, status = os.waitpid(pid, 0)
        assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) in (0, 1), f"the run broke: {status}"
        return not os.WIFSIGNALED(status)
    try:
        count = [0]

        def moment(*_: object) -> None:
            count[0] += 1
            if count[0] == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)

        def watched(call: Callable[..., Any]) -> Callable[..., Any]:
            def wrapper(*arguments: Any, **options: Any) -> Any:
                moment()
                return call(*arguments, **options)

            return wrapper

        for name in CALLS:
            setattr(os, name, watched(getattr(os, name)))
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
        with (
            mock.patch("pipeline.run.read_plan_file", builders.read_words),
            mock.patch("pipeline.run.link_measures", builders.link_words),
            mock.patch("pipeline.run.read_all", builders.read_here),
        ):
            finished = extract_folder(raw, out, 1, terms=Terms(max_failures=1.0, step=moment))
        os._exit(finished.exit_code)
    except BaseException as error:
        print(repr(error), flush=True)
        os._exit(99)


def datasets(out: Path) -> dict[str, bytes]:
    paths = {dataset.name: file_of(dataset.name, out) for dataset in DATASETS}
    return {name: path.read_bytes() for name, path in paths.items() if path.exists()}


def main(folder: Path, every: int) -> None:
    """Kill at every n-th moment: with datasets of an earlier run, and without."""
    raw = builders.write_folder(folder / "raw", BEFORE)
    earlier, after = folder / "earlier", folder / "after"
    assert run(raw, earlier)
    old = datasets(earlier)
    builders.write_folder(raw, AFTER)
    (raw / "b.pdf").unlink()
    assert run(raw, after)
    new = datasets(after)
    assert old != new and len(old) == len(new) == len(DATASETS)
    for first in (False, True):
        moments = tried = 0
        while True:
            moments += every
            tried += 1
            out = folder / f"out-{first}-{moments}"
            if not first:
                shutil.copytree(earlier, out, symlinks=True)
            ended = run(raw, out, kill_at=moments)
            left = datasets(out)
            if first:
                assert left.items() <= new.items(), moments
            else:
                assert left in (old, new), moments
            assert run(raw, out), moments
            assert datasets(out) == new, moments
            shutil.rmtree(out)
            if ended:
                break
        print(tried - 1, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
