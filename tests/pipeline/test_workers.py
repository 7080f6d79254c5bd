"""Worker processes: what happens to a file never touches another one, and no file is lost."""

import multiprocessing
from pathlib import Path

import builders
import psutil
import pytest

from pipeline.boxes import Limits
from pipeline.records import ReadOptions
from pipeline.workers import read_all


def sources(folder, contents):
    files = {f"{number:03}.pdf": content for number, content in enumerate(contents)}
    builders.write_folder(folder, files)
    return [
        builders.source_document(folder / name, source_path=name, document_id=f"{number:016}", file_size=len(content))
        for number, (name, content) in enumerate(files.items())
    ]


def codes(outcomes):
    return {source.source_path: packed.code for source, packed in outcomes if packed.code}


@pytest.mark.parametrize("workers", [1, 3])
def test_no_file_is_lost_when_workers_die_one_after_another(workers, tmp_path):
    contents = [b"dies", b"fine", b"dies", b"dies", b"stumbles", b"fine", b"dies", b"fine", b"dies"] * 2
    files = sources(tmp_path, contents)

    outcomes = list(read_all(files, builders.read_words, workers, ReadOptions()))

    assert sorted(source.source_path for source, _ in outcomes) == [source.source_path for source in files]
    dead = {source.source_path for source, content in zip(files, contents, strict=True) if content == b"dies"}
    assert {path for path, code in codes(outcomes).items() if code == "worker-died"} == dead


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"hangs", "took-too-long"),
        (b"eats", "took-too-much-memory"),
        (b"crashes", "worker-died"),
        (b"calls", "internal-error"),
        (b"exits", "worker-died"),
    ],
    ids=["hangs", "eats", "crashes", "calls", "exits"],
)
def test_a_file_that_breaks_its_box_is_told_and_the_others_are_read(content, code, tmp_path):
    files = sources(tmp_path, [content, b"fine", b"fine"])
    limits = Limits(seconds=4.0 if content == b"hangs" else 60.0, megabytes=512)
    outcomes = list(read_all(files, builders.read_words, 2, ReadOptions(), limits))
    assert codes(outcomes) == {"000.pdf": code}
    assert len(outcomes) == 3


def test_a_file_that_asks_for_all_memory_at_once_gets_none(tmp_path):
    files = sources(tmp_path, [b"grabs", b"fine"])
    outcomes = list(read_all(files, builders.read_words, 1, ReadOptions(), Limits(megabytes=512)))
    assert codes(outcomes) == {"000.pdf": "took-too-much-memory"}


def test_no_worker_is_left_when_reading_is_given_up(tmp_path):
    reading = read_all(sources(tmp_path, [b"fine", b"fine", b"hangs"]), builders.read_words, 2, ReadOptions())
    next(reading)
    workers = multiprocessing.active_children()
    assert workers
    reading.close()
    assert not any(psutil.pid_exists(worker.pid) for worker in workers)


def test_the_largest_file_goes_first(tmp_path):
    files = sources(tmp_path, [b"fine", b"fine and large", b"fine too"])
    outcomes = list(read_all(files, builders.read_words, 1, ReadOptions()))
    assert [Path(source.source_path).stem for source, _ in outcomes] == ["001", "002", "000"]


def test_a_worker_that_is_lost_between_two_files_costs_neither(tmp_path):
    outcomes = []
    reading = read_all(sources(tmp_path, [b"fine"] * 3), builders.read_words, 1, ReadOptions())
    for outcome in reading:
        outcomes.append(outcome)
        for child in psutil.Process().children(recursive=True):
            if not any("resource_tracker" in word for word in child.cmdline()):
                child.kill()
                child.wait()
    assert len(outcomes) == 3
    assert not codes(outcomes)
