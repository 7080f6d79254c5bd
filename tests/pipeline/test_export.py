"""The datasets in Excel and CSV: typed cells, nothing that calculates, what Swedish Excel opens."""

import csv
import datetime
from dataclasses import replace

import builders
import openpyxl
import pytest
from click.testing import CliRunner

from pipeline.cli import app
from pipeline.datasets import append_run, read_table
from pipeline.export import EXCEL_TEXT, guarded
from pipeline.sets import write_datasets

NASTY = '=HYPERLINK("http://x.example";"klicka")'
ADOPTED = datetime.date(2031, 2, 3)
SECOND = {"value_id": f"{builders.DOCUMENT_ID}-v0002", "value": None, "comparator": None, "raw": "-", "year": None}
PLAN = replace(
    builders.extraction(),
    document=builders.document(municipality="Norrtälje", municipality_code="0188", adopted_on=ADOPTED),
    indicators=(builders.indicator(goal_id=None, name=NASTY, responsible=("Kultur", "Fritid; bad")),),
    values=(builders.indicator_value(value=1234.5, raw="−1 234,5 mnkr"), builders.indicator_value(**SECOND)),
)


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def out(tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    rows = {
        "documents": [PLAN.document],
        "goals": PLAN.goals,
        "indicators": PLAN.indicators,
        "indicator_values": PLAN.values,
    }
    write_datasets(rows, append_run(None, builders.run_row()), folder)
    return folder


def workbook(out, to):
    result = run("export", out, "--to", to)
    assert result.exit_code == 0, result.output
    return openpyxl.load_workbook(to)


def cells(sheet):
    head, *rows = sheet.iter_rows()
    return [{name.value: cell for name, cell in zip(head, row, strict=True)} for row in rows]


def read_csv(path, **options):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, **options))


# ------------------------------------------------------------------ Excel


def test_cells_have_types(out, tmp_path):
    book = workbook(out, tmp_path / "plan.xlsx")
    document, value = cells(book["documents"])[0], cells(book["indicator_values"])[0]
    assert document["municipality_code"].value == "0188"
    assert document["adopted_on"].value == datetime.datetime(2031, 2, 3)
    assert document["adopted_on"].number_format == "yyyy-mm-dd"
    assert (value["value"].value, value["year"].value, value["needs_review"].value) == (1234.5, 2031, True)
    assert cells(book["indicator_values"])[1]["value"].value is None
    assert cells(book["indicators"])[0]["responsible"].value == "Kultur; Fritid; bad"


def test_no_text_is_a_formula_or_a_link(out, tmp_path):
    cell = cells(workbook(out, tmp_path / "plan.xlsx")["indicators"])[0]["name"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (NASTY, "s", None)


def test_every_dataset_is_a_sheet_with_frozen_head_filter_and_meanings(out, tmp_path):
    book = workbook(out, tmp_path / "plan.xlsx")
    assert book.sheetnames[0] == "columns"
    assert {"documents", "goals", "indicator_values", "runs"} <= set(book.sheetnames)
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref
    assert "four-digit" in cells_by_column(book["documents"])["municipality_code"].comment.text
    meanings = {(row["dataset"].value, row["column"].value): row["meaning"].value for row in cells(book["columns"])}
    assert "four-digit" in meanings["documents", "municipality_code"]


def cells_by_column(sheet):
    return {cell.value: cell for cell in next(sheet.iter_rows())}


def test_a_text_that_a_cell_cannot_hold_is_cut_and_told(out, tmp_path):
    document = replace(PLAN.document, title="x" * (EXCEL_TEXT + 1))
    write_datasets({"documents": [document]}, append_run(None, builders.run_row()), out)
    result = run("export", out, "--to", tmp_path / "plan.xlsx")
    assert "1 texts are longer" in result.output
    title = cells(openpyxl.load_workbook(tmp_path / "plan.xlsx")["documents"])[0]["title"].value
    assert len(title) == EXCEL_TEXT
    assert title.endswith("…")


def test_the_same_datasets_give_the_same_workbook(out, tmp_path):
    workbook(out, tmp_path / "a.xlsx")
    workbook(out, tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


# ------------------------------------------------------------------ CSV


def test_csv_is_what_the_datasets_hold(out, tmp_path):
    assert run("export", out, "--to", tmp_path / "csv").exit_code == 0
    first, second = read_csv(tmp_path / "csv" / "indicator_values.csv")
    assert (first["value"], first["year"], first["needs_review"]) == ("1234.5", "2031", "true")
    assert (second["value"], second["year"], second["raw"]) == ("", "", "-")
    assert read_csv(tmp_path / "csv" / "documents.csv")[0]["municipality_code"] == "0188"
    assert not (tmp_path / "csv" / "documents.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_swedish_excel_gets_semicolons_decimal_commas_and_a_mark(out, tmp_path):
    run("export", out, "--to", tmp_path / "csv", "--swedish-excel")
    path = tmp_path / "csv" / "indicator_values.csv"
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert read_csv(path, delimiter=";")[0]["value"] == "1234,5"


def test_every_sample_row_is_exported(samples, tmp_path):
    run("export", samples, "--to", tmp_path / "csv")
    for name in ("goals", "indicator_values", "budget_lines"):
        assert len(read_csv(tmp_path / "csv" / f"{name}.csv")) == read_table(name, samples).num_rows


@pytest.mark.parametrize(
    "text", [NASTY, "=1+1", "+46 8 123*2", "-2+3+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "- Kommunen ska"]
)
def test_what_calculates_is_neutralised(text, out, tmp_path):
    assert guarded(text) == "'" + text


@pytest.mark.parametrize("text", ["-12,4 mnkr", "-", "=", ">=", "- 7 800", "+2,5 %", "Minst 80 %", "−12", ""])
def test_what_does_not_stays_as_printed(text):
    assert guarded(text) == text


# ------------------------------------------------------------------ what cannot be done


def test_one_dataset_can_be_chosen(out, tmp_path):
    run("export", out, "--to", tmp_path / "csv", "--dataset", "goals")
    assert sorted(path.name for path in (tmp_path / "csv").iterdir()) == ["columns.csv", "goals.csv"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--to", "plan.xlsx", "--swedish-excel"), "--swedish-excel is for CSV files"),
        (("--to", "csv", "--dataset", "values"), "There is no dataset 'values'"),
        (("--to", "missing/plan.xlsx"), "cannot be written"),
    ],
)
def test_what_cannot_be_done_is_told(arguments, told, out, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = run("export", out, *arguments)
    assert result.exit_code == 2
    assert told in result.stderr


def test_a_folder_without_datasets_is_told(tmp_path):
    result = run("export", tmp_path, "--to", tmp_path / "csv")
    assert (result.exit_code, "Run `malkedja extract` first" in result.stderr) == (2, True)
