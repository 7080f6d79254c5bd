"""Kills runs and looks at what is left. POSIX only.

`python killing.py FOLDER N` kills before every N-th of the calls that change names or flush files; `python killing.py
FOLDER N SEED` kills N times before any call of any function, drawn by chance. Both with the datasets of an earlier run
and without, and print how many they tried. Each run is a fork of this process and is killed for real, so that no
`finally` tidies up behind it.
"""

from __future__ import annotations

import os
import random
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
from pipeline.terms import Terms, no_step

CALLS = ("fsync", "replace", "rename", "symlink", "mkdir")
BEFORE = {"a.pdf": b"fine Ett", "b.pdf": b"fine Tva Tre", "c.pdf": b"partial Fyra"}
AFTER = {"a.pdf": b"fine Annat", "d.pdf": b"fine Ny", "e.pdf": b"stumbles"}


def run(raw: Path, out: Path, kill_at: int | None = None, any_call: bool = False, told: Path | None = None) -> bool:
    """Run in a fork; whether it came to its end. The number of its moments is written into the file `told`."""
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

        for name in () if any_call else CALLS:
            setattr(os, name, watched(getattr(os, name)))
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
        with (
            mock.patch("pipeline.run.read_plan_file", builders.read_words),
            mock.patch("pipeline.run.link_measures", builders.link_words),
            mock.patch("pipeline.run.read_all", builders.read_here),
        ):
            if any_call:
                sys.setprofile(moment)
            finished = extract_folder(raw, out, 1, terms=Terms(max_failures=1.0, step=no_step if any_call else moment))
            sys.setprofile(None)
        if told is not None:
            told.write_text(str(count[0]), encoding="ascii")
        os._exit(finished.exit_code)
    except BaseException as error:
        print(repr(error), flush=True)
        os._exit(99)


def datasets(out: Path) -> dict[str, bytes]:
    paths = {dataset.name: file_of(dataset.name, out) for dataset in DATASETS}
    return {name: path.read_bytes() for name, path in paths.items() if path.exists()}


def main(folder: Path, number: int, seed: int | None) -> None:
    """Kill at every n-th moment, or at so many that are drawn."""
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
        start = None if first else earlier
        told = folder / "moments"
        copy(start, folder / "counted")
        assert run(raw, folder / "counted", any_call=seed is not None, told=told)
        shutil.rmtree(folder / "counted")
        every = range(1, int(told.read_text(encoding="ascii")) + 1)
        moments = every[number - 1 :: number] if seed is None else random.Random(seed).sample(every, number)
        for moment in moments:
            out = folder / f"out-{first}-{moment}"
            copy(start, out)
            run(raw, out, moment, any_call=seed is not None)
            left = datasets(out)
            if first:
                assert left.items() <= new.items(), moment
            else:
                assert left in (old, new), moment
            assert run(raw, out), moment
            assert datasets(out) == new, moment
            shutil.rmtree(out)
        print(len(moments), flush=True)


def copy(start: Path | None, out: Path) -> None:
    """An output folder to begin with; none for the first run of all."""
    if start is not None:
        shutil.copytree(start, out, symlinks=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else None)
