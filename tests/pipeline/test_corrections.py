"""Corrections of people: found by wording and place, applied at every run, told when their row is gone."""

from dataclasses import replace

import builders
import pytest

from pipeline.corrections import COLUMNS, correct, read_corrections
from pipeline.datasets import file_of, read_table
from pipeline.errors import Unusable
from pipeline.records import Document
from pipeline.run import extract_folder

HEAD = ",".join(COLUMNS)


def corrections(tmp_path, *lines):
    folder = builders.write_folder(tmp_path / "corrections", {"values.csv": "\n".join((HEAD, *lines)).encode()})
    return read_corrections(folder / "values.csv")


@pytest.mark.parametrize(
    ("line", "dataset", "column", "value"),
    [
        ("plan.pdf,,MINST  85 %,,,,value,\"86,5\",felläst", "values", "value", 86.5),
        ("plan.pdf,indicator_values,minst 85 %,Andel nöjda besökare (%),1,2031,comparator,=,", "values", "comparator", "="),
        ("0123456789abcdef,indicator_values,minst 85 %,,,,year,2032,", "values", "year", 2032),
        ("plan.pdf,indicator_values,minst 85 %,,,,as_of,2031-08-31,", "values", "as_of", "2031-08-31"),
        ("plan.pdf,indicator_values,minst 85 %,,,,note,,", "values", "note", None),
        ("plan.pdf,indicators,Andel nöjda besökare (%),,,,responsible,Kultur | Fritid,", "indicators", "responsible",
         ("Kultur", "Fritid")),
        ("plan.pdf,goals,En kommun att växa i,,,,number,1.1,", "goals", "number", "1.1"),
    ],
)  # fmt: skip
def test_a_row_is_found_by_its_wording_and_corrected(line, dataset, column, value, tmp_path):
    plan = builders.extraction()
    corrected, failed = correct(plan, corrections(tmp_path, line))
    [row] = getattr(corrected, dataset)
    found = getattr(row, column)
    assert (found.isoformat() if column == "as_of" else found) == value
    assert row.flags[-1] == "corrected"
    assert (row.confidence, row.needs_review) == (1.0, False)
    assert failed == []


def test_facts_of_a_document_are_corrected(tmp_path):
    corrected, failed = correct(
        builders.extraction(), corrections(tmp_path, "plan.pdf,documents,,,,,municipality,Mora,")
    )
    assert isinstance(corrected.document, Document)
    assert (corrected.document.municipality, corrected.document.flags, failed) == ("Mora", ("corrected",), [])


def test_a_row_is_taken_out_with_what_hangs_on_it(tmp_path):
    lines = corrections(tmp_path, "plan.pdf,indicators,Andel nöjda besökare (%),,,,row,delete,ingen indikator")
    corrected, failed = correct(builders.extraction(), lines)
    assert (corrected.indicators, corrected.values, failed) == ((), (), [])


def test_what_is_not_clear_is_not_applied(tmp_path):
    plan = builders.extraction()
    twice = replace(plan, values=(*plan.values, builders.indicator_value(value_id="0123456789abcdef-v0002")))
    lines = corrections(
        tmp_path,
        "plan.pdf,,minst 85 %,,,,value,86,",
        "plan.pdf,,minst 99 %,,,,value,86,",
        "plan.pdf,,minst 85 %,,7,,value,86,",
    )
    corrected, failed = correct(twice, lines)
    assert corrected == twice
    assert [(line, why.split(";")[0]) for line, why in failed] == [
        (2, "fits 2 rows"),
        (3, "finds no such row any more"),
        (4, "finds no such row any more"),
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("plan.pdf,towns,x,,,,value,1,", "line 2: the dataset 'towns'"),
        ("plan.pdf,,x,,,,value_id,1,", "'value_id' of indicator_values cannot be corrected"),
        ("plan.pdf,,x,,,,value,many,", "could not convert"),
        ("plan.pdf,,x,,first,,value,1,", "page 'first' is no number"),
        ("plan.pdf,,,,,,value,1,", "document or wording is empty"),
        ("plan.pdf,goals,x,,,,row,delete,", "cannot be 'delete'"),
        ("plan.pdf,goals,x,,,,title,,", "cannot be empty"),
    ],
)
def test_a_line_that_cannot_be_read_stops_the_run(line, message, tmp_path):
    with pytest.raises(Unusable, match=message):
        corrections(tmp_path, line)


def test_a_run_applies_corrections_each_time_and_tells_those_that_found_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.run.read_plan_file", builders.read_words)
    monkeypatch.setattr("pipeline.run.link_plans", builders.link_words)
    monkeypatch.setattr("pipeline.run.read_all", builders.read_here)
    raw = builders.write_folder(tmp_path / "raw", {"a.pdf": b"fine Ett Tva", "b/b.pdf": b"fine Ett"})
    corrections(
        tmp_path,
        "b/b.pdf,goals,Ett,,,,title,Rätt,",
        "a.pdf,goals,Borta,,,,number,2,",
        "gone.pdf,goals,Ett,,,,number,2,",
    )
    folder = tmp_path / "corrections"

    def titles(out):
        return sorted(read_table("goals", out)["title"].to_pylist())

    first = extract_folder(raw, tmp_path / "out", 1, corrections=folder)
    assert titles(tmp_path / "out") == ["Ett", "Rätt", "Tva"]
    told = [row["message"] for row in read_table("problems", tmp_path / "out").to_pylist()]
    assert [message.split(";")[0] for message in told] == [
        "corrections/values.csv line 3 finds no such row any more",
        "corrections/values.csv line 4 speaks of a document that is not in the folder",
    ]
    assert first.exit_code == 0
    assert not extract_folder(raw, tmp_path / "out", 1, corrections=folder).changed

    (folder / "values.csv").write_text(f"{HEAD}\na.pdf,goals,Tva,,,,title,Två,\n", encoding="utf-8")
    again = extract_folder(raw, tmp_path / "out", 1, corrections=folder)
    assert (again.run.files_new, again.changed) == (0, True)
    assert titles(tmp_path / "out") == ["Ett", "Ett", "Två"]
    extract_folder(raw, tmp_path / "scratch", 1, corrections=folder)
    for name in ("goals", "problems", "documents"):
        assert file_of(name, tmp_path / "out").read_bytes() == file_of(name, tmp_path / "scratch").read_bytes()
