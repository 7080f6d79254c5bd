"""Schemas, checks and files of the published datasets."""

from dataclasses import fields
from pathlib import Path

import builders
import pyarrow.parquet as pq
import pytest

from pipeline import __version__
from pipeline.datasets import (
    ALL_DATASETS,
    ARROW_TYPES,
    append_run,
    check_rows,
    data_dictionary,
    file_of,
    read_table,
)
from pipeline.errors import BrokenRows, Unusable
from pipeline.sets import write_datasets
from pipeline.settings import SCHEMA_VERSION

ROOT = Path(__file__).parents[2]


def rows(**changes):
    one = builders.extraction()
    plain = {
        "documents": [one.document],
        "goals": list(one.goals),
        "indicators": list(one.indicators),
        "indicator_values": list(one.values),
        "traces": list(one.traces),
    }
    return plain | changes


@pytest.mark.parametrize("dataset", ALL_DATASETS, ids=lambda dataset: dataset.name)
def test_every_column_is_declared_with_type_and_description(dataset):
    for field in fields(dataset.record):
        assert field.metadata["arrow"] in ARROW_TYPES
        assert field.metadata["description"].strip()
    names = {field.name for field in fields(dataset.record)}
    assert set(dataset.references) <= names
    assert dataset.key is None or dataset.key in names


@pytest.mark.parametrize("dataset", ALL_DATASETS, ids=lambda dataset: dataset.name)
def test_a_written_file_tells_versions_and_column_meanings(dataset, tmp_path):
    write_datasets(rows(), append_run(None, builders.run_row()), tmp_path)

    schema = pq.read_schema(file_of(dataset.name, tmp_path))

    assert schema.metadata[b"dataset"] == dataset.name.encode()
    assert schema.metadata[b"schema_version"] == SCHEMA_VERSION.encode()
    assert schema.metadata[b"pipeline_version"] == __version__.encode()
    assert schema.names == [field.name for field in fields(dataset.record)]
    assert all(column.metadata[b"description"] for column in schema)


def test_values_come_back_as_they_were_published(tmp_path):
    write_datasets(rows(), append_run(None, builders.run_row()), tmp_path)

    [row] = read_table("indicator_values", tmp_path).to_pylist()

    assert row["raw"] == "minst 85 %"
    assert row["bbox"] == list(builders.BOX)
    assert row["flags"] == ["unit-from-name"]
    assert row["as_of"] is None
    assert (row["year"], row["value"], row["comparator"]) == (2031, 85.0, ">=")


BROKEN = {
    "null in a required column": (rows(goals=[builders.goal(title=None)]), "title may not be null"),
    "text where a number belongs": (rows(goals=[builders.goal(page="1")]), "page is no int32"),
    "a truth where a number belongs": (rows(goals=[builders.goal(page=True)]), "page is no int32"),
    "a number where a truth belongs": (rows(goals=[builders.goal(needs_review=1)]), "needs_review is no bool"),
    "no number": (rows(indicator_values=[builders.indicator_value(value=float("nan"))]), "no finite number"),
    "confidence above 1": (rows(goals=[builders.goal(confidence=1.2)]), "not between 0 and 1"),
    "box upside down": (rows(goals=[builders.goal(bbox=builders.Box(0, 20, 10, 10))]), "bbox is not"),
    "a list for a tuple": (rows(goals=[builders.goal(flags=["x"])]), "flags is no list<string>"),
    "key twice": (rows(goals=[builders.goal(), builders.goal()]), "stands in two rows"),
    "unknown document": (rows(goals=[builders.goal(document_id="feed")]), "no row of documents"),
    "unknown goal": (rows(goals=[]), "no row of goals"),
    "record of another dataset": (rows(goals=[builders.goal(), builders.document()]), "is a Document, not a Goal"),
}


@pytest.mark.parametrize(("broken", "message"), BROKEN.values(), ids=BROKEN)
def test_rows_that_break_their_declaration_stop_the_run(broken, message, tmp_path):
    with pytest.raises(BrokenRows, match=message):
        write_datasets(broken, append_run(None, builders.run_row()), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_whole_rows_pass():
    check_rows(rows())


def test_a_failing_write_leaves_the_earlier_datasets(tmp_path, monkeypatch):
    write_datasets(rows(), append_run(None, builders.run_row()), tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    written = []

    def full_disk(file, data):
        written.append(data)
        if len(written) == 20:
            raise OSError(28, "No space left on device")
        file.digest.update(data)
        return file.file.write(data)

    monkeypatch.setattr("pipeline.sets.HashedFile.write", full_disk)
    changed = rows(goals=[builders.goal(title="Nytt mål")])
    with pytest.raises(OSError, match="No space left"):
        write_datasets(changed, append_run(None, builders.run_row()), tmp_path)

    assert len(written) >= 20
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_earlier_runs_stay(tmp_path):
    first, second = builders.run_row(run_id="a"), builders.run_row(run_id="b", files_seen=2)
    write_datasets(rows(), append_run(None, first), tmp_path)
    write_datasets(rows(), append_run(read_table("runs", tmp_path), second), tmp_path)

    assert [(run["run_id"], run["files_seen"]) for run in read_table("runs", tmp_path).to_pylist()] == [
        ("a", 1),
        ("b", 2),
    ]


def test_runs_of_another_shape_are_not_overwritten():
    other = append_run(None, builders.run_row()).drop_columns(["executor"])
    with pytest.raises(Unusable, match="Move it away"):
        append_run(other, builders.run_row())


def test_a_damaged_dataset_is_told_by_name(tmp_path):
    file_of("runs", tmp_path).write_bytes(b"no parquet at all")
    with pytest.raises(Unusable, match=r"runs\.parquet is no readable Parquet file"):
        read_table("runs", tmp_path)


def test_the_data_dictionary_is_fresh():
    written = (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    assert written == data_dictionary(), "run `make dictionary`"
