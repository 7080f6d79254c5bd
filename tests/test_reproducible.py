"""The same plans give the same bytes: whatever the number of workers, the order of the files or their names."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.datasets import DATASETS, file_of, read_table
from pipeline.run import extract_folder

RAW = Path(__file__).parents[1] / "data" / "raw"
PLANS = sorted(RAW.glob("*.pdf"))
CLOCKED = {"runs"}  # the one dataset with times


def files(out: Path) -> dict[str, bytes]:
    """The bytes of every dataset that tells no time."""
    paths = {dataset.name: file_of(dataset.name, out) for dataset in DATASETS if dataset.name not in CLOCKED}
    return {name: path.read_bytes() for name, path in paths.items()}


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("once")
    extract_folder(RAW, out, workers=1)
    return out


def test_two_workers_write_the_bytes_that_one_does(once: Path, tmp_path: Path) -> None:
    extract_folder(RAW, tmp_path, workers=2)
    assert files(tmp_path) == files(once)
    assert len(PLANS) > 3 and all(files(once).values())


def test_the_order_of_the_files_does_not_matter(once: Path, tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    for path in [*PLANS[::2], *reversed(PLANS[1::2])]:
        shutil.copyfile(path, raw / path.name)
    extract_folder(raw, tmp_path / "out", workers=1)
    assert files(tmp_path / "out") == files(once)


def test_a_second_run_into_the_same_folder_changes_nothing(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    for path in PLANS[:2]:
        shutil.copyfile(path, raw / path.name)
    extract_folder(raw, tmp_path / "out", workers=1)
    first = files(tmp_path / "out")
    extract_folder(raw, tmp_path / "out", workers=1)
    assert files(tmp_path / "out") == first


def test_a_plan_under_another_name_gives_the_same_rows(once: Path, tmp_path: Path) -> None:
    raw = tmp_path / "raw" / "Mål och planer"
    raw.mkdir(parents=True)
    for number, path in enumerate(reversed(PLANS)):
        shutil.copyfile(path, raw / f"{number} – kopia.pdf")
    extract_folder(tmp_path / "raw", tmp_path / "out", workers=1)

    named = {"documents", "problems"}  # the two that tell a file's name
    for dataset in DATASETS:
        one, two = (read_table(dataset.name, out) for out in (once, tmp_path / "out"))
        assert one is not None and two is not None
        if dataset.name in named:
            one, two = one.drop_columns(["source_path"]), two.drop_columns(["source_path"])
        assert two == one, dataset.name


def test_rows_tell_nothing_of_the_machine(once: Path) -> None:
    folder = str(RAW.parents[1]).encode()
    assert not [name for name, content in files(once).items() if folder in content]
