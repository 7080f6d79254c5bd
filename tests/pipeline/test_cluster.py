"""Reading on a Dask cluster: a real scheduler and two workers in processes of their own, on this machine."""

import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import builders
import psutil
import pytest
from click.testing import CliRunner

from pipeline.boxes import Limits
from pipeline.cli import app
from pipeline.datasets import DATASETS, file_of, read_table
from pipeline.errors import Unusable
from pipeline.run import extract_folder
from pipeline.terms import Terms

pytest.importorskip("distributed")
TESTS = Path(__file__).parents[1]
FILES = {f"{number:02}.pdf": b"fine Ett%d" % number for number in range(12)} | {
    "bad.pdf": b"refuses",
    "copy.pdf": b"fine Ett1",
    "crash.pdf": b"crashes",
    "odd.pdf": b"stumbles",
}


def start(stack, *arguments):
    path = os.pathsep.join([str(TESTS.parent), str(TESTS)])
    return stack.enter_context(
        subprocess.Popen(
            [sys.executable, "-m", *map(str, arguments)],
            env={**os.environ, "PYTHONPATH": path, "DASK_DISTRIBUTED__WORKER__MEMORY__TERMINATE": "False"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    )


@pytest.fixture
def cluster(tmp_path):
    """(address of the scheduler, processes of the workers: one without a nanny, which starts it again, one with)."""
    import distributed

    where = tmp_path / "scheduler.json"
    with ExitStack() as stack:
        scheduler = start(
            stack, "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", 0,
            "--no-dashboard", "--no-show", "--scheduler-file", where,
        )  # fmt: skip
        worker = ("distributed.cli.dask_worker", "--scheduler-file", where, "--nthreads", 1, "--no-dashboard")
        workers = [start(stack, *worker, "--no-nanny"), start(stack, *worker, "--nanny")]
        stack.callback(lambda: [kill_tree(process) for process in (scheduler, *workers)])
        with distributed.Client(scheduler_file=str(where), timeout=60, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
            address = client.scheduler.address
        yield address, workers


def kill_tree(process):
    with_children = [process.pid]
    if psutil.pid_exists(process.pid):
        with_children += [child.pid for child in psutil.Process(process.pid).children(recursive=True)]
    for pid in with_children:
        if psutil.pid_exists(pid):
            psutil.Process(pid).kill()


@pytest.fixture
def raw(tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.run.read_plan_file", builders.read_words)
    monkeypatch.setattr("pipeline.run.link_measures", builders.link_words)
    return builders.write_folder(tmp_path / "raw", FILES)


def datasets(out):
    return {dataset.name: file_of(dataset.name, out).read_bytes() for dataset in DATASETS}


def test_a_cluster_gives_the_same_bytes_also_when_a_worker_is_lost(raw, tmp_path, cluster, capsys):
    address, (lost, _) = cluster
    told = []

    def lose_a_worker(step):
        told.append(step)
        if told.count("staged") == 3 and step == "staged":
            lost.kill()

    terms = Terms(executor="dask", scheduler=address, step=lose_a_worker, limits=Limits(seconds=120))
    finished = extract_folder(raw, tmp_path / "out", 2, terms=terms)
    extract_folder(raw, tmp_path / "here", 2)

    assert told.count("staged") == len(FILES) - 1  # one is a copy
    assert lost.poll() is not None
    assert datasets(tmp_path / "out") == datasets(tmp_path / "here")
    assert finished.run.executor == "dask"
    assert "15 of 15 files" in capsys.readouterr().err
    codes = {row["source_path"]: row["code"] for row in read_table("problems", tmp_path / "out").to_pylist()}
    assert codes == {
        "bad.pdf": "not-a-pdf",
        "copy.pdf": "same-file",
        "crash.pdf": "worker-died",
        "odd.pdf": "internal-error",
    }


def test_the_limits_hold_on_a_cluster(tmp_path, raw, cluster):
    folder = builders.write_folder(
        tmp_path / "few", {"hangs.pdf": b"hangs", "eats.pdf": b"eats", "fine.pdf": b"fine", "good.pdf": b"fine Ett"}
    )
    terms = Terms(executor="dask", scheduler=cluster[0], limits=Limits(seconds=10, megabytes=512))
    extract_folder(folder, tmp_path / "out", 2, terms=terms)
    codes = {row["source_path"]: row["code"] for row in read_table("problems", tmp_path / "out").to_pylist()}
    assert codes == {"hangs.pdf": "took-too-long", "eats.pdf": "took-too-much-memory"}


def test_a_worker_with_another_program_is_not_used(raw, tmp_path, cluster, monkeypatch):
    monkeypatch.setattr("pipeline.recipe.__version__", "99")
    with pytest.raises(Unusable, match="Install the same on all machines"):
        extract_folder(raw, tmp_path / "out", 2, terms=Terms(executor="dask", scheduler=cluster[0]))
    assert read_table("documents", tmp_path / "out") is None


def test_a_scheduler_that_is_not_there(raw, tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.cluster.CONNECTING", 0.5)
    with pytest.raises(Unusable, match="No Dask scheduler answers"):
        extract_folder(raw, tmp_path / "out", 2, terms=Terms(executor="dask", scheduler="tcp://127.0.0.1:9"))


@pytest.mark.parametrize("arguments", [["--executor", "dask"], ["--scheduler", "tcp://127.0.0.1:9"]])
def test_the_executor_and_the_scheduler_go_together(arguments, raw, tmp_path):
    told = CliRunner().invoke(app, ["extract", str(raw), "--out", str(tmp_path / "out"), *arguments])
    assert told.exit_code == 2
    assert "go together" in told.stderr
