"""Files that are made to break their reader, with the real reader in its box: each is explained, and harms no other."""

import builders
import pytest

from pipeline.boxes import Limits
from pipeline.discover import discover
from pipeline.packing import unpack, unpack_records
from pipeline.reading import read_plan_file
from pipeline.records import ReadOptions
from pipeline.workers import read_all
from tools.soak.hostile import HOSTILE

LIMITS = Limits(seconds=10.0, megabytes=1024)
# Files that may need all of the time or memory: what stops them is the box, and not the reader.
MAY_BE_STOPPED = {
    "many-lines",
    "many-words",
    "forms-squared",
    "tag-ring",
    "reference-ring",
    "self-reference",
    "stream-bomb",
    "double-bomb",
    "object-stream-bomb",
    "deep-states",
    "million-pages",
}
STOPPED = {"took-too-long", "took-too-much-memory", "worker-died"}  # pdfium ends its process where memory is refused


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    """name -> what the file gave, of all hostile files and one plan among them."""
    folder = tmp_path_factory.mktemp("hostile")
    builders.write_folder(folder, {f"{name}.pdf": make() for name, make in HOSTILE.items()})
    builders.write_folder(folder, {"plan.pdf": builders.plan_pdf("Verksamhetsplan 2031", "Mora kommun")})
    options = ReadOptions(ocr="off", most_pages=100)
    outcomes = read_all(discover(folder).sources, read_plan_file, 2, options, LIMITS)
    return {source.source_path.removesuffix(".pdf"): packed for source, packed in outcomes}


def problems(packed):
    [extraction] = unpack_records(unpack([packed.rows]), ("problems",))
    return extraction.problems


def test_every_file_is_accounted_for(read):
    assert read.keys() == {*HOSTILE, "plan"}
    assert read["plan"].status == "ok"


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_read_or_explained(name, read):
    packed = read[name]
    codes = {problem.code for problem in problems(packed)}
    assert packed.fault is None
    assert "internal-error" not in codes
    assert not codes & STOPPED or name in MAY_BE_STOPPED
    if packed.status != "ok":
        assert any(problem.severity == "error" and problem.message for problem in problems(packed))


def test_nothing_that_a_file_holds_is_run_or_written(read, tmp_path):
    assert read["scripts"].status == "ok"
    assert read["outside-reference"].rows.find(b"root:") == -1
