"""In small what `make soak` does for hours: generated plans, and plans that are damaged."""

from pathlib import Path

from pipeline.discover import discover
from pipeline.reading import read_plan_file
from pipeline.records import ReadOptions
from pipeline.run import extract_folder
from pipeline.workers import read_all
from tools.soak.__main__ import check_values
from tools.soak.mutants import write_mutants
from tools.soak.plans import write_plans

NO_OCR = ReadOptions(ocr="off")
SAMPLES = Path(__file__).parents[1] / "data" / "raw"


def test_generated_plans_are_read_as_they_were_made(tmp_path):
    plans = write_plans(tmp_path / "raw", range(12))  # three of each layout
    finished = extract_folder(tmp_path / "raw", tmp_path / "out", 2, NO_OCR)
    assert finished.exit_code == 0
    assert check_values(plans, tmp_path / "out") == 0


def test_damaged_plans_are_accounted_for_and_break_nothing(tmp_path):
    made = write_mutants(tmp_path, SAMPLES, 16)  # four of each kind of damage
    outcomes = dict(read_all(discover(tmp_path).sources, read_plan_file, 2, NO_OCR))
    assert len(outcomes) == made
    assert {packed.fault for packed in outcomes.values()} == {None}
    assert not {packed.code for packed in outcomes.values()} & {"worker-died", "took-too-long", "internal-error"}
    assert {packed.status for packed in outcomes.values()} >= {"ok", "failed"}
