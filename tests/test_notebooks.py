"""The notebooks run on the sample plans, say something, and are committed without what they printed."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from pipeline.corrections.lines import COLUMNS
from pipeline.datasets import read_table
from pipeline.run import extract_folder

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
WITH_PLOT = ("1-", "2-", "3-", "4-")


@pytest.fixture(scope="module")
def corrected(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample datasets in `data/processed` of a folder, with an earlier set: before a value was corrected."""
    folder = tmp_path_factory.mktemp("notebooks")
    out = folder / "data" / "processed"
    shutil.copytree(samples, out, symlinks=True)
    values = read_table("indicator_values", out).to_pylist()
    value = next(row for row in values if row["year"] and not row["in_text"])
    names = {row["indicator_id"]: row["name"] for row in read_table("indicators", out).to_pylist()}
    paths = {row["document_id"]: row["source_path"] for row in read_table("documents", out).to_pylist()}
    line = {
        "decision": "correct",
        "dataset": "indicator_values",
        "document": paths[value["document_id"]],
        "page": str(value["page"]),
        "name": f'"{names[value["indicator_id"]]}"',
        "raw": f'"{value["raw"]}"',
        "value_type": value["value_type"],
        "year": str(value["year"]),
        "column": "value",
        "value": "4711",
    }
    (folder / "corrections").mkdir()
    text = ",".join(COLUMNS) + "\n" + ",".join(line.get(name, "") for name in COLUMNS)
    (folder / "corrections" / "values.csv").write_text(text, encoding="utf-8")
    extract_folder(ROOT / "data" / "raw", out, workers=1, corrections=folder / "corrections")
    (folder / "notebooks").mkdir()
    return folder


def run(notebook: Path, folder: Path) -> Any:
    book = nbformat.read(notebook, 4)
    NotebookClient(book, timeout=300, resources={"metadata": {"path": str(folder / "notebooks")}}).execute()
    return book


def outputs(book: Any) -> list[Any]:
    return [output for cell in book.cells for output in cell.get("outputs", [])]


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_runs_and_says_something(notebook: Path, corrected: Path) -> None:
    shown = outputs(run(notebook, corrected))
    assert len(shown) >= 4
    assert not [output for output in shown if output.get("name") == "stderr"], "a warning that readers would see"
    pictures = [output for output in shown if "image/png" in output.get("data", {})]
    assert bool(pictures) == notebook.name.startswith(WITH_PLOT)
    if notebook.name.startswith("5-"):
        assert any("4711" in output.get("data", {}).get("text/plain", "") for output in shown)


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_is_committed_without_output_and_begins_in_two_languages(notebook: Path) -> None:
    book = nbformat.read(notebook, 4)
    assert outputs(book) == []
    assert all(cell.get("execution_count") is None for cell in book.cells)
    assert book.cells[0].cell_type == "markdown"
    assert " · *" in book.cells[0].source.splitlines()[0]


def test_there_are_five() -> None:
    assert [path.name[0] for path in NOTEBOOKS] == ["1", "2", "3", "4", "5"]
