"""What a person types, and what they see: exit codes, messages, output."""

import json
import subprocess
import sys
from dataclasses import replace

import builders
import pytest
from click.testing import CliRunner
from stated import Stated

from pipeline.cli import app
from pipeline.datasets import append_run, data_dictionary, read_table
from pipeline.link import Links
from pipeline.records import Cell, Place, Table, Trace
from pipeline.sets import write_datasets

DOCUMENT_ID = builders.DOCUMENT_ID


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def stand_ins(monkeypatch):
    monkeypatch.setattr("pipeline.run.read_plan_file", builders.read_words)
    monkeypatch.setattr("pipeline.run.link_measures", builders.link_words)


@pytest.mark.parametrize("command", [[], ["extract"], ["show"], ["tables"]], ids=" ".join)
def test_help_tells_the_exit_codes(command):
    result = run(*command, "--help")
    assert result.exit_code == 0
    assert "2  unusable arguments, or nothing to read" in result.output


def test_help_needs_no_heavy_library():
    code = "import sys, pipeline.cli; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"pyarrow", "pdfplumber", "pandas", "numpy", "spacy", "rich"} & set(loaded)


# ------------------------------------------------------------------ extract


@pytest.mark.parametrize(("content", "exit_code"), [(b"fine", 0), (b"partial", 1), (b"refuses", 1), (b"dies", 1)])
def test_the_exit_code_tells_how_it_went(content, exit_code, stand_ins, tmp_path):
    raw = builders.write_folder(tmp_path / "raw", {"a.pdf": content, "b.pdf": b"fine Ett"})
    result = run("extract", raw, "--out", tmp_path / "out", "--workers", "1")
    assert result.exit_code == exit_code, result.output
    assert read_table("documents", tmp_path / "out").num_rows == 2


def test_the_summary_tells_what_was_read_and_what_to_review(stand_ins, tmp_path):
    raw = builders.write_folder(tmp_path / "raw", {"a.pdf": b"fine Ett Tva", "b.pdf": b"refuses"})
    result = run("extract", raw, "--out", tmp_path / "out")

    lines = [line.split() for line in result.stdout.splitlines()]
    assert "2 documents: 1 ok, 1 failed" in result.stdout
    assert ["documents", "2", "1"] in lines
    assert ["goals", "2", "0"] in lines
    assert ["error", "not-a-pdf", "1"] in lines
    assert "b.pdf: This is no PDF file." in result.stdout
    assert str(tmp_path / "out") in result.stdout


def test_progress_is_plain_lines_where_there_is_no_terminal(stand_ins, tmp_path):
    raw = builders.write_folder(tmp_path / "raw", {"a.pdf": b"fine", "b.pdf": b"partial"})
    result = run("extract", raw, "--out", tmp_path / "out")
    told = result.stderr.splitlines()
    assert len(told) == 2
    assert "2 of 2 files" in told[1]
    assert sorted(line.split(": ")[1] for line in told) == ["a.pdf (ok)", "b.pdf (partial)"]


def test_a_fault_of_the_program_is_shown_with_its_traceback(stand_ins, tmp_path):
    raw = builders.write_folder(tmp_path / "raw", {"odd.pdf": b"stumbles"})
    result = run("extract", raw, "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert "KeyError: 'a fault of the program'" in result.stderr
    [problem] = read_table("problems", tmp_path / "out").to_pylist()
    assert "KeyError" in problem["message"]
    assert "a fault of the program" not in problem["message"]


def test_broken_rows_are_a_fault_and_publish_nothing(stand_ins, tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.run.link_measures", lambda *_: Links((), (builders.goal(),), (), ()))
    raw = builders.write_folder(tmp_path / "raw", {"a.pdf": b"fine"})
    result = run("extract", raw, "--out", tmp_path / "out")
    assert result.exit_code == 3
    assert "Nothing was published" in result.stderr


UNUSABLE = {
    "missing folder": ("nowhere", "out", "does not exist"),
    "empty folder": ("empty", "out", "no PDF file"),
    "plans are a file": ("raw/a.pdf", "out", "is a file, not a folder"),
    "out is a file": ("raw", "file", "is a file"),
    "out below a file": ("raw", "file/out", "Nothing can be written"),
    "out among the plans": ("raw", "raw/out", "may not lie in one another"),
    "damaged runs": ("raw", "damaged", "no readable Parquet file"),
}


@pytest.mark.parametrize(("raw", "out", "message"), UNUSABLE.values(), ids=UNUSABLE)
def test_unusable_folders_are_told_in_one_line(raw, out, message, stand_ins, tmp_path):
    files = {"raw/a.pdf": b"fine", "file": b"", "damaged/runs.parquet": b"x"}
    builders.write_folder(tmp_path, files)
    (tmp_path / "empty").mkdir()

    result = run("extract", tmp_path / raw, "--out", tmp_path / out)

    assert result.exit_code == 2, result.output
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert result.stdout == ""


def test_a_folder_without_write_access(stand_ins, tmp_path, monkeypatch):
    def refuse(*_arguments, **_options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.touch", refuse)  # access rights would not stop an administrator
    raw = builders.write_folder(tmp_path / "raw", {"a.pdf": b"fine"})
    result = run("extract", raw, "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert "Permission denied" in result.stderr
    assert "Choose another --out" in result.stderr


@pytest.mark.parametrize("arguments", [[], ["--workers", "0"], ["--limit-pages", "0"], ["--workers", "many"]])
def test_unusable_arguments(arguments, tmp_path):
    raw = [tmp_path] if arguments else []
    assert run("extract", *raw, *arguments).exit_code == 2


# ------------------------------------------------------------------ damaged files, with the real reader


@pytest.mark.parametrize("name", builders.DAMAGED_PDFS)
def test_a_damaged_file_is_told_and_the_others_are_read(name, tmp_path):
    files = {name: builders.DAMAGED_PDFS[name], "whole.pdf": builders.plan_pdf("Verksamhetsplan 2031", "Kommunen")}
    raw = builders.write_folder(tmp_path / "raw", files)

    result = run("extract", raw, "--out", tmp_path / "out", "--workers", "1")

    assert result.exit_code == 1, result.output
    status = {row["source_path"]: row["status"] for row in read_table("documents", tmp_path / "out").to_pylist()}
    assert status == {name: "partial" if name == "without-text.pdf" else "failed", "whole.pdf": "ok"}
    problems = [row for row in read_table("problems", tmp_path / "out").to_pylist() if row["source_path"] == name]
    assert [row["severity"] for row in problems if row["severity"] == "error"] == ["error"]
    assert not {row["code"] for row in problems} & {"internal-error", "worker-died"}
    assert name in result.stdout


@pytest.mark.parametrize("command", ["show", "tables"])
@pytest.mark.parametrize("name", [name for name in builders.DAMAGED_PDFS if name != "without-text.pdf"])
def test_show_and_tables_tell_what_is_wrong_with_a_file(command, name, tmp_path):
    raw = builders.write_folder(tmp_path, {name: builders.DAMAGED_PDFS[name]})
    result = run(command, raw / name)
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    assert result.output.strip()


@pytest.mark.parametrize("command", ["show", "tables"])
def test_a_missing_file(command, tmp_path):
    result = run(command, tmp_path / "nothing.pdf")
    assert result.exit_code == 2
    assert "does not exist" in result.stderr


# ------------------------------------------------------------------ show, tables


def test_show_prints_the_plan_as_a_tree(tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.reading.read_plan_file", lambda source, options: builders.extraction())
    result = run("show", builders.write_folder(tmp_path, {"plan.pdf": b"x"}) / "plan.pdf")

    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "Verksamhetsplan 2031 (no period, 1 pages, ok)",
        "Målområde 1: En kommun att växa i [p. 1]",
        "  indicator: Andel nöjda besökare (%) [p. 1]",
        "    2031 target >= 85 %  (!)",
    ]


def table():
    place, next_page = Place(2, builders.BOX), Place(3, builders.Box(72, 50, 300, 80.123456))
    cells = (
        Cell(0, 0, 1, 2, "Indikatorer", place),
        Cell(1, 0, 1, 1, "Andel nöjda", next_page),
        Cell(1, 1, 1, 1, "85 %", next_page),
    )
    return Table(cells, 2, 2, 1, (place, next_page), caption="Tabell 1", family="indicators")


@pytest.fixture
def plan_with_table(tmp_path, monkeypatch):
    monkeypatch.setattr("extractors.find_tables", lambda path, options: (table(),))
    return builders.write_folder(tmp_path, {"plan.pdf": b"x"}) / "plan.pdf"


def test_tables_as_json_name_every_page_and_cell(plan_with_table):
    result = run("tables", plan_with_table, "--json")

    [found] = json.loads(result.stdout)
    assert (found["page"], found["bbox"], found["family"]) == (2, [72, 100, 300, 112], "indicators")
    assert found["pages"] == [{"page": 2, "bbox": [72, 100, 300, 112]}, {"page": 3, "bbox": [72, 50, 300, 80.12]}]
    spans = {"row": 0, "col": 0, "row_span": 1, "col_span": 2}
    assert found["cells"][0] == {**spans, "text": "Indikatorer", "page": 2, "bbox": [72, 100, 300, 112]}
    assert [cell["page"] for cell in found["cells"]] == [2, 3, 3]


def test_tables_for_a_screen(plan_with_table):
    result = run("tables", plan_with_table)
    assert result.stdout.splitlines() == [
        "Page 2, 3: Tabell 1 (indicators, 2 rows, 2 columns, found as ruled)",
        "  Indikatorer | ",
        "  Andel nöjda | 85 %",
    ]


# ------------------------------------------------------------------ explain, dictionary


@pytest.fixture
def out(tmp_path):
    one = builders.extraction()
    problem = builders.problem(page=1, message="A column was not understood.")
    other_page = builders.problem(page=7, message="A table far away.")
    rows = {
        "documents": [one.document],
        "goals": one.goals,
        "indicators": one.indicators,
        "indicator_values": one.values,
        "traces": one.traces,
        "problems": [problem, other_page],
    }
    write_datasets(rows, append_run(None, builders.run_row()), tmp_path)
    return tmp_path


def test_explain_tells_where_a_value_came_from(out):
    result = run("explain", f"{DOCUMENT_ID}-v0001", "--out", out)

    facts = dict(line.split(":", 1) for line in result.stdout.split("columns\n")[0].splitlines())
    facts = {name: fact.strip() for name, fact in facts.items()}
    assert result.exit_code == 0
    assert facts["file"] == "plan.pdf"
    assert facts["page"] == "1"
    assert facts["box"].startswith("x 72.0 to 300.0, y 100.0 to 112.0")
    assert facts["headings"] == "Mål › Kultur"
    assert facts["table header"] == "Målvärde 2031"
    assert facts["raw"] == "minst 85 %"
    assert facts["read by"] == "amounts"
    assert facts["needs review"] == "yes"
    assert facts["flags"] == "unit-from-name"
    assert "A column was not understood." in result.stdout
    assert "A table far away." not in result.stdout


@pytest.mark.parametrize("row_id", [f"{DOCUMENT_ID}-g0001", DOCUMENT_ID])
def test_explain_knows_rows_without_a_trace(row_id, out):
    result = run("explain", row_id, "--out", out)
    assert result.exit_code == 0
    assert f"{row_id} in " in result.stdout


def test_explain_of_what_documents_say_together_tells_the_printed_value(tmp_path):
    stated = Stated()
    plan, report = stated.document("a"), stated.document("b", document_type="annual_report")
    aim, came = stated.states(plan, "target", 2031, 6.0, raw="6,0 %"), stated.states(report, "outcome", 2031, 5.5)
    rows = {
        "documents": stated.documents,
        "goals": [builders.goal(document_id=plan)],
        "indicators": [replace(indicator, goal_id=None) for indicator in stated.indicators],
        "indicator_values": stated.values,
        "indicator_links": stated.links,
        "traces": [Trace(aim, plan, "Mål › Personal", "Mål 2031", "6,0 %", "amounts")],
    }
    derived = {"indicator_series": stated.series, "target_followup": stated.followup}
    write_datasets({**rows, **derived}, append_run(None, builders.run_row()), tmp_path)
    [series] = [row.series_id for row in stated.series if row.value_type == "target"]
    [followup] = [row.followup_id for row in stated.followup]

    for row_id, dataset in ((series, "indicator_series"), (followup, "target_followup")):
        result = run("explain", row_id, "--out", tmp_path)
        assert result.exit_code == 0
        lines = [line.split(":", 1) for line in result.stdout.splitlines() if ":" in line]
        facts = {name.strip(): fact.strip() for name, fact in lines}
        assert facts["row"] == f"{row_id} in {dataset}"
        assert (facts["file"], facts["page"], facts["raw"]) == ("a.pdf", "1", "6,0 %")
        assert (facts["headings"], facts["table header"]) == ("Mål › Personal", "Mål 2031")
    assert (facts["outcome_value_id"], facts["outcome_document_id"], facts["result"]) == (came, report, "met")


def test_explain_of_an_unknown_row(out):
    result = run("explain", f"{DOCUMENT_ID}-v9999", "--out", out)
    assert result.exit_code == 2
    assert "No row" in result.stderr


def test_explain_without_datasets(tmp_path):
    result = run("explain", f"{DOCUMENT_ID}-v0001", "--out", tmp_path)
    assert result.exit_code == 2
    assert "Run `malkedja extract` first" in result.stderr


def test_the_dictionary_goes_to_the_screen_or_a_file(tmp_path):
    assert run("dictionary").stdout == data_dictionary()
    run("dictionary", "--to", tmp_path / "dictionary.md")
    assert (tmp_path / "dictionary.md").read_bytes() == data_dictionary().encode()
    assert run("dictionary", "--to", tmp_path / "nowhere" / "d.md").exit_code == 2
