"""What people correct wins over the machine, keeps what is printed, and is told where it does nothing."""

from dataclasses import replace

import builders
import pytest
from click.testing import CliRunner

from pipeline.cli import app
from pipeline.corrections import apply_corrections, read_corrections
from pipeline.datasets import read_table
from pipeline.errors import Unusable
from pipeline.records import BudgetLine

HEADER = "decision,dataset,document,page,name,raw,value_type,year,component,comparator,column,value,reason"


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


NAME = "Andel nöjda besökare (%)"
ID = builders.DOCUMENT_ID


def value(number, **changes):
    return builders.indicator_value(value_id=f"{ID}-v{number:04}", **changes)


PLAN = replace(
    builders.extraction(),
    values=(
        value(1),
        value(2, year=2032, raw="90", value=90.0, comparator="="),
        value(3, year=2033, raw="90", value=90.0, comparator="="),
        value(4, year=2034, raw="70–75", value=70.0, comparator=">=", needs_review=False),
        value(5, year=2034, raw="70–75", value=75.0, comparator="<=", needs_review=False),
    ),
)


def correct(tmp_path, *lines, plans=(PLAN,), header=HEADER):
    path = tmp_path / "values.csv"
    path.write_text("\n".join([header, *lines]), encoding="utf-8")
    plans, problems = apply_corrections(read_corrections(path), plans)
    return plans[0], problems


# ------------------------------------------------------------------ what a correction does


def test_a_corrected_value_is_the_persons_and_keeps_what_is_printed(tmp_path):
    plan, problems = correct(
        tmp_path, f'correct,indicator_values,plan.pdf,1,{NAME},minst 85 %,target,2031,,,value,"8,5",läst fel'
    )
    row = plan.values[0]
    assert (row.value, row.raw, row.comparator, row.unit, row.year) == (8.5, "minst 85 %", ">=", "%", 2031)
    assert (row.needs_review, row.confidence, row.flags) == (False, 1.0, ("unit-from-name", "corrected"))
    assert plan.values[1:] == PLAN.values[1:]
    assert problems == ()
    assert plan.traces[0].parser == "amounts; value set by values.csv line 2 (läst fel)"


def test_confirm_says_that_a_row_is_read_right(tmp_path):
    plan, problems = correct(tmp_path, f"confirm,indicator_values,plan.pdf,1,{NAME},minst 85 %,target,2031,,,,,")
    row = plan.values[0]
    assert (row.value, row.needs_review, row.flags) == (85.0, False, ("unit-from-name", "confirmed"))
    assert problems == ()


@pytest.mark.parametrize(
    ("written", "read"),
    [("4,4", 4.4), ("4.4", 4.4), ("1 234,5", 1234.5), ("−12", -12.0), ("-12", -12.0), ("", None)],
)
def test_numbers_are_written_as_people_write_them(written, read, tmp_path):
    line = f'correct,indicator_values,plan.pdf,1,{NAME},minst 85 %,,,,,value,"{written}",'
    row = correct(tmp_path, line)[0].values[0]
    assert row.value == read
    assert (row.comparator is None, row.unit is None) == (read is None, read is None)


def test_several_columns_of_a_row_are_several_lines(tmp_path):
    start = f"correct,indicator_values,plan.pdf,1,{NAME},minst 85 %,target,2031,,"
    plan, problems = correct(tmp_path, f"{start},year,2035,", f"{start},value_type,outcome,", f"{start},value,80,")
    row = plan.values[0]
    assert (row.year, row.value_type, row.value) == (2035, "outcome", 80.0)
    assert problems == ()


def test_a_value_is_found_by_the_name_that_the_machine_read_also_when_that_is_corrected(tmp_path):
    plan, problems = correct(
        tmp_path,
        f"correct,indicators,plan.pdf,1,{NAME},,,,,,name,Andel nöjda besökare i badhuset (%),",
        f"correct,indicator_values,plan.pdf,1,{NAME},minst 85 %,,,,,value,80,",
    )
    assert plan.indicators[0].name == "Andel nöjda besökare i badhuset (%)"
    assert plan.values[0].value == 80.0
    assert problems == ()


def test_a_corrected_municipality_brings_its_codes(tmp_path):
    plan, _ = correct(tmp_path, "correct,documents,plan.pdf,,,,,,,,municipality,Norrtälje,")
    assert (plan.document.municipality_code, plan.document.county_code) == ("0188", "01")


def test_an_amount_follows_its_corrected_unit(tmp_path):
    line = BudgetLine(
        f"{ID}-b0001", ID, "Drift", "Lokaler", 2031, None, "budget", None, "-1 200", "tkr", -1_200_000.0, False, 1,
        builders.BOX, 0.5, True, ("unit-not-found",),
    )  # fmt: skip
    plan, _ = correct(
        tmp_path,
        "correct,budget_lines,plan.pdf,1,Lokaler,-1 200,,,,,unit,mnkr,",
        plans=(replace(PLAN, budget_lines=(line,)),),
    )
    assert (plan.budget_lines[0].unit, plan.budget_lines[0].amount_sek) == ("mnkr", -1_200_000_000.0)


# ------------------------------------------------------------------ which row is meant


def test_the_year_tells_cells_apart_that_print_the_same(tmp_path):
    plan, _ = correct(tmp_path, f"correct,indicator_values,plan.pdf,1,{NAME},90,target,2033,,,value,91,")
    assert [row.value for row in plan.values[:3]] == [85.0, 90.0, 91.0]


def test_the_comparator_tells_the_ends_of_a_range_apart(tmp_path):
    plan, _ = correct(tmp_path, f"correct,indicator_values,plan.pdf,1,{NAME},70–75,target,2034,,<=,value,76,")
    assert [row.value for row in plan.values[3:]] == [70.0, 76.0]


def test_a_line_that_could_mean_several_rows_is_told_and_changes_nothing(tmp_path):
    plan, [problem] = correct(tmp_path, f"correct,indicator_values,plan.pdf,1,{NAME},90,,,,,value,91,")
    assert plan == PLAN
    assert problem.code == "correction-not-applied"
    assert "names 2 rows" in problem.message


def test_another_page_and_a_slightly_other_name_still_find_the_row(tmp_path):
    plan, problems = correct(
        tmp_path, "correct,indicator_values,plan.pdf,7,Andel nojda besökare (%),minst 85 %,target,2031,,,value,80,"
    )
    assert plan.values[0].value == 80.0
    assert problems == ()


@pytest.mark.parametrize(
    "line",
    [
        f"correct,indicator_values,annan.pdf,1,{NAME},minst 85 %,target,2031,,,value,80,",
        f"correct,indicator_values,plan.pdf,1,{NAME},minst 86 %,target,2031,,,value,80,",
        f"correct,indicator_values,plan.pdf,1,{NAME},minst 85 %,target,2030,,,value,80,",
        f"correct,indicator_values,plan.pdf,1,{NAME},minst 85 %,outcome,2031,,,value,80,",
        "correct,indicator_values,plan.pdf,1,Sjukfrånvaro,minst 85 %,target,2031,,,value,80,",
    ],
    ids=["document", "printed cell", "year", "kind", "name"],
)
def test_a_correction_whose_row_is_gone_changes_nothing_and_is_told(line, tmp_path):
    plan, [problem] = correct(tmp_path, line)
    assert plan == PLAN
    assert (problem.code, problem.severity) == ("correction-not-applied", "warning")
    assert "values.csv line 2" in problem.message


def test_a_correction_that_the_program_has_learnt_is_told_and_counts_as_confirmed(tmp_path):
    line = f"correct,indicator_values,plan.pdf,1,{NAME},minst 85 %,target,2030,,,year,2031,"
    plan, [problem] = correct(tmp_path, line)
    assert (problem.code, problem.severity, problem.page) == ("correction-not-needed", "info", 1)
    assert plan.values[0].flags == ("unit-from-name", "confirmed")


def test_lines_that_contradict_each_other_change_nothing(tmp_path):
    start = f"correct,indicator_values,plan.pdf,1,{NAME},minst 85 %,,,,,value"
    plan, problems = correct(tmp_path, f"{start},80,", f"{start},81,")
    assert plan == PLAN
    assert [("contradicts line 3" in p.message, "contradicts line 2" in p.message) for p in problems] == [
        (True, False),
        (False, True),
    ]


# ------------------------------------------------------------------ the file


def test_what_a_spreadsheet_saves_is_read(tmp_path):
    header = HEADER.replace(",", ";")
    line = f"correct;indicator_values;plan.pdf;1;{NAME};minst 85 %;target;2031;;>=;comparator;'=;"
    path = tmp_path / "values.csv"
    path.write_bytes(b"\xef\xbb\xbf" + f"{header}\r\n{line}\r\n".encode())
    (plan,), _ = apply_corrections(read_corrections(path), [PLAN])
    assert plan.values[0].comparator == "="


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("change,goals,plan.pdf,1,x,,,,,,title,y,", "decision 'change' is none of correct, confirm"),
        ("correct,values,plan.pdf,1,x,,,,,,value,1,", "dataset 'values' is none of indicator_values"),
        ("correct,goals,,1,x,,,,,,title,y,", "document is empty"),
        ("correct,goals,plan.pdf,1,,,,,,,title,y,", "no row is named"),
        ("correct,goals,plan.pdf,1,x,,,,,,goal_id,y,", "'goal_id' cannot be corrected"),
        ("correct,indicator_values,plan.pdf,1,x,,,,,,raw,y,", "'raw' cannot be corrected"),
        ("correct,goals,plan.pdf,1,x,,,,,,title,,", "title may not be empty"),
        ("correct,goals,plan.pdf,ett,x,,,,,,title,y,", "page 'ett' is no number"),
        ("correct,indicator_values,plan.pdf,1,x,,,,,,value,1.234,", "value '1.234' is no number"),
        ("correct,indicator_values,plan.pdf,1,x,,,,,,value_type,mål,", "value_type 'mål' is none of baseline, outcome"),
        ("correct,indicator_values,plan.pdf,1,x,,,,,,as_of,aug,", "as_of 'aug' is no date"),
        ("correct,budget_lines,plan.pdf,1,x,,,,,,is_total,kanske,", "is_total 'kanske' is no true or false"),
    ],
)
def test_a_line_that_cannot_be_read_is_told_with_its_number(line, told, tmp_path):
    path = tmp_path / "values.csv"
    path.write_text(f"{HEADER}\n{line}\n", encoding="utf-8")
    with pytest.raises(Unusable) as caught:
        read_corrections(path)
    assert f"line 2: {told}" in str(caught.value) or (told in str(caught.value) and "line 2" in str(caught.value))


def test_without_a_file_nothing_is_corrected(tmp_path):
    assert read_corrections(tmp_path / "values.csv") == ()
    assert apply_corrections((), [PLAN]) == ((PLAN,), ())


def test_the_next_run_publishes_what_people_corrected(tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.run.read_plan_file", builders.read_words)
    monkeypatch.setattr("pipeline.run.link_measures", builders.link_words)
    raw = builders.write_folder(tmp_path / "raw", {"a.pdf": b"fine Badhus"})
    lines = [HEADER, "correct,goals,a.pdf,1,Badhus,,,,,,title,Ett badhus,", "confirm,goals,b.pdf,1,x,,,,,,,,"]
    folder = builders.write_folder(tmp_path / "decided", {"values.csv": "\n".join(lines).encode()})
    result = run("extract", raw, "--out", tmp_path / "out", "--workers", "1", "--corrections", folder)
    assert result.exit_code == 0, result.output
    [goal] = read_table("goals", tmp_path / "out").to_pylist()
    assert (goal["title"], goal["flags"]) == ("Ett badhus", ["corrected"])
    [problem] = read_table("problems", tmp_path / "out").to_pylist()
    assert "values.csv line 3 (confirm) finds no document b.pdf" in problem["message"]


def test_a_file_that_cannot_be_read_stops_the_run_before_it_begins(tmp_path):
    raw = builders.write_folder(tmp_path / "raw", {"a.pdf": b"fine"})
    folder = builders.write_folder(tmp_path / "decided", {"values.csv": HEADER.encode() + b"\nnonsense,goals,a.pdf,"})
    result = run("extract", raw, "--out", tmp_path / "out", "--corrections", folder)
    assert result.exit_code == 2
    assert "line 2" in result.stderr
