"""Worker processes: what happens to a file never touches another one, and no file is lost."""

import multiprocessing
from pathlib import Path

import builders
import pytest

from pipeline.records import ReadOptions
from pipeline.workers import read_all


def sources(folder, contents):
    files = {f"{number:03}.pdf": content for number, content in enumerate(contents)}
    builders.write_folder(folder, files)
    return [
        builders.source_document(folder / name, source_path=name, document_id=f"{number:016}", file_size=len(content))
        for number, (name, content) in enumerate(files.items())
    ]


def statuses(outcomes):
    return {source.source_path: read.problems[0].code for source, read, _ in outcomes if read.problems}


@pytest.mark.parametrize("workers", [1, 3])
def test_no_file_is_lost_when_workers_die_one_after_another(workers, tmp_path):
    contents = [b"dies", b"fine", b"dies", b"dies", b"stumbles", b"fine", b"dies", b"fine", b"dies"] * 2
    files = sources(tmp_path, contents)

    outcomes = list(read_all(files, builders.read_words, workers, ReadOptions()))

    assert sorted(source.source_path for source, _, _ in outcomes) == [source.source_path for source in files]
    dead = {source.source_path for source, content in zip(files, contents, strict=True) if content == b"dies"}
    assert {path for path, code in statuses(outcomes).items() if code == "worker-died"} == dead


def test_a_file_that_takes_too_long_is_stopped_and_the_others_are_read(tmp_path):
    files = sources(tmp_path, [b"hangs", b"fine", b"fine"])
    outcomes = list(read_all(files, builders.read_words, 2, ReadOptions(), seconds_per_file=3.0))
    assert statuses(outcomes) == {"000.pdf": "took-too-long"}
    assert len(outcomes) == 3


def test_no_worker_is_left_when_reading_is_given_up(tmp_path):
    reading = read_all(sources(tmp_path, [b"fine", b"fine", b"hangs"]), builders.read_words, 2, ReadOptions())
    next(reading)
    assert multiprocessing.active_children()
    reading.close()
    assert multiprocessing.active_children() == []


def test_the_largest_file_goes_first(tmp_path):
    files = sources(tmp_path, [b"fine", b"fine and large", b"fine too"])
    outcomes = list(read_all(files, builders.read_words, 1, ReadOptions()))
    assert [Path(source.source_path).stem for source, _, _ in outcomes] == ["001", "002", "000"]
