"""What goes wrong in a night: two runs at once, full disks, no access, kills. Nothing that was published is lost."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import builders
import pytest
from click.testing import CliRunner

from pipeline.cli import app
from pipeline.datasets import DATASETS, file_of, read_table
from pipeline.errors import Locked, NotPublished
from pipeline.lock import hold_lock, lock_file
from pipeline.run import extract_folder
from pipeline.terms import Terms

TESTS = Path(__file__).parents[1]
FILES = {"a.pdf": b"fine Ett", "b.pdf": b"fine Tva Tre"}


@pytest.fixture(autouse=True)
def stand_ins(monkeypatch):
    monkeypatch.setattr("pipeline.run.read_plan_file", builders.read_words)
    monkeypatch.setattr("pipeline.run.link_measures", builders.link_words)
    monkeypatch.setattr("pipeline.run.read_all", builders.read_here)


@pytest.fixture
def raw(tmp_path):
    return builders.write_folder(tmp_path / "raw", FILES)


def run(raw, out, **terms):
    return extract_folder(raw, out, 1, terms=Terms(**terms))


def command(*arguments):
    return CliRunner().invoke(app, ["extract", *(str(argument) for argument in arguments)])


def datasets(out):
    return {dataset.name: file_of(dataset.name, out).read_bytes() for dataset in DATASETS}


# ------------------------------------------------------------------ two at once


def test_a_second_run_leaves_at_once_and_says_who_is_there(raw, tmp_path):
    out = tmp_path / "out"
    run(raw, out)
    before = datasets(out)
    with hold_lock(out):
        told = command(raw, "--out", out)
    assert told.exit_code == 4
    assert f"process {os.getpid()} on {socket.gethostname()}" in told.stderr
    assert "since 2" in told.stderr
    assert datasets(out) == before
    assert command(raw, "--out", out).exit_code == 0


def test_the_lock_is_taken_by_one_process_only(tmp_path):
    code = (
        "import sys, pathlib; from pipeline.lock import hold_lock\n"
        "with hold_lock(pathlib.Path(sys.argv[1])): print('mine', flush=True); sys.stdin.read()"
    )
    (tmp_path / ".malkedja").mkdir()
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None and other.stdout.readline() == "mine\n"
        with pytest.raises(Locked, match=f"process {other.pid} on"), hold_lock(tmp_path):
            pass
        with pytest.raises(Locked), hold_lock(tmp_path, break_foreign=True):
            pass  # its process lives on this machine: it is not broken
        other.kill()
        other.wait()
    with hold_lock(tmp_path):  # the process is gone, and so is its claim
        assert str(os.getpid()) in lock_file(tmp_path).read_text()


def test_a_run_may_wait_for_another(raw, tmp_path):
    out = tmp_path / "out"
    (out / ".malkedja").mkdir(parents=True)
    code = (
        "import sys, pathlib; from pipeline.lock import hold_lock\n"
        "with hold_lock(pathlib.Path(sys.argv[1])): print('mine', flush=True); sys.stdin.readline()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(out)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None and other.stdin is not None
        other.stdout.readline()
        other.stdin.write("go on\n")
        other.stdin.flush()
        assert run(raw, out, wait=60.0).exit_code == 0


def test_a_lock_of_another_machine_is_only_broken_when_asked_for(raw, tmp_path):
    out = tmp_path / "out"
    lock_file(out).parent.mkdir(parents=True)
    lock_file(out).write_text("4711\nserver-two\n")
    with pytest.raises(Locked, match=r"process 4711 on server-two, since .* --break-lock"):
        run(raw, out)
    assert command(raw, "--out", out, "--break-lock").exit_code == 0
    assert not lock_file(out).exists()


@pytest.mark.parametrize("left", ["", "4711", "4711\n"])
def test_a_lock_that_was_never_named_is_taken_over(left, raw, tmp_path, monkeypatch):
    """As a run leaves it that is killed while it makes the lock, and a power cut soon after."""
    monkeypatch.setattr("pipeline.lock.NAMED_WITHIN", 0.0)
    out = tmp_path / "out"
    lock_file(out).parent.mkdir(parents=True)
    lock_file(out).write_text(left)
    assert run(raw, out).exit_code == 0
    assert [path.name for path in lock_file(out).parent.glob("lock*")] == []


def test_a_lock_that_is_named_in_time_is_respected(raw, tmp_path, monkeypatch):
    out = tmp_path / "out"
    lock_file(out).parent.mkdir(parents=True)
    lock_file(out).write_text("")
    monkeypatch.setattr("pipeline.lock.time.sleep", lambda _: lock_file(out).write_text("4711\nserver-two\n"))
    with pytest.raises(Locked, match="process 4711 on server-two"):
        run(raw, out)


# ------------------------------------------------------------------ disks


@pytest.fixture
def small_disk(tmp_path):
    """A disk of one megabyte, where this machine lets us make one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("only an administrator can make a small disk")
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], capture_output=True).returncode:
        pytest.skip("no disks can be made here")
    yield disk
    subprocess.run(["umount", "--lazy", disk], check=True)


def test_a_full_disk_leaves_the_earlier_datasets(raw, tmp_path, small_disk):
    out = small_disk / "out"
    run(raw, out)
    before = datasets(out)
    for number in range(3):
        (raw / f"{number}.pdf").write_bytes(b"fine " + b" ".join(b"Mal%d-%d" % (number, n) for n in range(9000)))
    told = command(raw, "--out", out, "--keep", "2")
    assert told.exit_code == 3, told.output
    assert "as they were before" in told.stderr
    assert datasets(out) == before
    subprocess.run(["mount", "-o", "remount,size=64m", small_disk], check=True)
    assert run(raw, out).exit_code == 0
    assert read_table("goals", out).num_rows == 27003


@pytest.mark.parametrize("filling", [0, 200, 400, 600, 700, 800, 850, 900])
def test_a_disk_that_is_nearly_full_from_the_start(filling, raw, small_disk):
    out = small_disk / "out"
    (small_disk / "filling").write_bytes(b"x" * (filling << 10))
    told = command(raw, "--out", out)
    assert told.exit_code in (0, 2, 3), told.output
    assert "Traceback" not in told.output
    (small_disk / "filling").unlink()
    assert run(raw, out).exit_code == 0
    assert read_table("documents", out).num_rows == 2


def test_an_output_folder_that_becomes_read_only_in_mid_run(raw, tmp_path, small_disk):
    out = small_disk / "out"
    run(raw, out)
    before = datasets(out)
    (raw / "c.pdf").write_bytes(b"fine Ny")
    sets = out / ".malkedja" / "sets"

    def lose_access(step):
        if step == "gather":
            subprocess.run(["mount", "--bind", sets, sets], check=True)
            subprocess.run(["mount", "-o", "remount,bind,ro", sets], check=True)

    try:
        with pytest.raises(NotPublished, match="Read-only"):
            run(raw, out, step=lose_access)
        assert datasets(out) == before
    finally:
        subprocess.run(["umount", sets], check=True)
    assert run(raw, out).exit_code == 0
    assert read_table("documents", out).num_rows == 3


@pytest.mark.parametrize("step", ["read", "staged", "gather", "publish"])
def test_a_drive_that_is_lost_in_mid_run(step, raw, small_disk):
    out = small_disk / "out"

    def lose(name):
        if name == step and os.path.ismount(small_disk):
            subprocess.run(["umount", "--lazy", small_disk], check=True)

    try:
        with pytest.raises(NotPublished):
            run(raw, out, step=lose)
        assert not out.exists()  # nothing was written into the folder under the lost drive
    finally:
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", small_disk], check=True)


def test_a_write_that_fails_at_any_step_leaves_the_earlier_datasets(raw, tmp_path):
    out = tmp_path / "out"
    run(raw, out)
    before = datasets(out)
    (raw / "c.pdf").write_bytes(b"fine Ny")
    for step in ("begin", "discover", "read", "staged", "gather", "publish"):

        def fail(name, step=step):
            if name == step:
                raise OSError(5, "Input/output error")

        with pytest.raises(NotPublished, match="Input/output error"):
            run(raw, out, step=fail)
        assert datasets(out) == before
    assert run(raw, out).run.files_new == 0  # it was read in a run that could not publish
    assert read_table("documents", out).num_rows == 3


# ------------------------------------------------------------------ kills


def killed(folder: Path, *how: str) -> list[int]:
    """How many runs were killed with earlier datasets, and without; fails where one left anything half-written."""
    tried = subprocess.run(
        [sys.executable, "killing.py", folder, *how],
        cwd=TESTS,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS.parent), str(TESTS)])},
        capture_output=True,
        text=True,
    )
    assert tried.returncode == 0, tried.stdout + tried.stderr
    return [int(line) for line in tried.stdout.split()]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_run_that_is_killed_leaves_the_earlier_datasets_or_the_new_ones(tmp_path):
    with_earlier, without = killed(tmp_path, "9")
    assert with_earlier >= 4
    assert without >= 8


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_run_that_is_killed_at_any_moment_leaves_the_earlier_datasets_or_the_new_ones(tmp_path):
    """Moments drawn by chance, the same each time; `make soak` has fifty more, with real workers and by the clock."""
    assert killed(tmp_path, "10", "7") == [10, 10]


def test_workers_end_when_the_run_is_killed(raw, tmp_path):
    import psutil

    builders.write_folder(raw, {"hangs.pdf": b"hangs"})
    code = (
        "import sys, pathlib, builders\n"
        "from pipeline.discover import discover\n"
        "from pipeline.records import ReadOptions\n"
        "from pipeline.workers import read_all\n"
        "if __name__ == '__main__':\n"
        "    sources = discover(pathlib.Path(sys.argv[1])).sources\n"
        "    for source, _ in read_all(sources, builders.read_words, 1, ReadOptions()):\n"
        "        print(source.source_path, flush=True)\n"
    )
    script = tmp_path / "reading.py"
    script.write_text(code)
    with subprocess.Popen(
        [sys.executable, str(script), str(raw)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS.parent), str(TESTS)])},
        stdout=subprocess.PIPE,
        text=True,
    ) as reading:
        assert reading.stdout is not None
        assert reading.stdout.readline() == "b.pdf\n"  # the largest goes first; then comes what hangs
        workers = psutil.Process(reading.pid).children(recursive=True)
        assert workers
        reading.kill()
        reading.wait()
    _, alive = psutil.wait_procs(workers, timeout=30)
    assert alive == []
