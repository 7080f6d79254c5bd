"""The objects of a file, read without pdfminer, are those that pdfminer reads."""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from extractors.leaves import read_leaves
from extractors.objects import Objects, plain
from extractors.plumbed import find_leaf
from extractors.syntax import Name, Ref, Unusual, parse_object

SAMPLES = Path(__file__).parents[2] / "data" / "raw"


def closed() -> Any:
    raise AssertionError("pdfminer is not needed for this file")


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.pdf")), ids=lambda path: path.stem)
def test_pages_of_the_samples_are_those_of_pdfplumber(path: Path) -> None:
    leaves = read_leaves(Objects(path.read_bytes(), closed))
    with pdfplumber.open(path) as pdf:
        told = [find_leaf(page) for page in pdf.pages]
        assert [(leaf.id, leaf.sheet) for leaf in leaves] == [(leaf.id, leaf.sheet) for leaf in told]


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.pdf")), ids=lambda path: path.stem)
def test_every_object_of_the_samples_is_that_of_pdfminer(path: Path) -> None:
    objects = Objects(path.read_bytes(), closed)
    with pdfplumber.open(path) as pdf:
        for number in pdf.doc.xrefs[0].get_objids():
            told = plain(pdf.doc.getobj(number))
            ours = objects.resolve(Ref(number))
            assert ours == told
            element = objects.find_element(Ref(number))
            if element is not None:
                kids = told.get("K")
                kids = kids[0] if isinstance(kids, list) and len(kids) == 1 else kids
                assert element == (told.get("S"), kids, told.get("Pg"), told.get("A"))


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (b"<< /S /TD /P 4 0 R /K [1 5 0 R] /Pg 3 0 R /A 9 0 R >>", {"S": "TD", "P": 4, "K": [1, 5], "Pg": 3, "A": 9}),
        (b"<</Title (Goda \\(nya\\) m\\345l)/Top 12.5>>", {"Title": b"Goda (nya) m\xe5l", "Top": 12.5}),
        (b"<< /O /Table /RowSpan 2 /Width -0.5 >>", {"O": "Table", "RowSpan": 2, "Width": -0.5}),
        (
            b"[ <</A <FEFF00e5>>> /M#e5l null true % not this\n -7 ]",
            [{"A": b"\xfe\xff\0\xe5"}, "M\ufffdl", None, True, -7],
        ),
        (b"12 0 R", Ref(12)),
        (b"/R", Name("R")),
    ],
)
def test_objects_as_they_are_written(written: bytes, value: object) -> None:
    assert parse_object(written) == value


@pytest.mark.parametrize("written", [b"<< /A 1", b"1 2", b"<< /A >>", b"(a (b) c)", b"<abc>", b"(\\q)", b"word", b""])
def test_what_is_out_of_the_ordinary_is_left_to_others(written: bytes) -> None:
    with pytest.raises(Unusual):
        parse_object(written)


# ------------------------------------------------------------------ packed files


def packed_file(*, encrypted: bool = False) -> bytes:
    """A file whose objects lie in a stream, and whose table is packed as differences from row to row."""
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] /Rotate 90 >>",
        b"<< /Type /Page /Parent 2 0 R >>",
    ]
    starts = [sum(len(part) + 1 for part in parts[:i]) for i in range(len(parts))]
    head = b" ".join(b"%d %d" % (i + 1, start) for i, start in enumerate(starts)) + b" "
    held = zlib.compress(head + b" ".join(parts))
    data = b"%%PDF-1.7\n4 0 obj\n<< /Type /ObjStm /N 3 /First %d /Filter /FlateDecode /Length %d >>\n" % (
        len(head),
        len(held),
    )
    data += b"stream\n" + held + b"\nendstream\nendobj\n"
    rows = [
        b"\0\0\0\0",
        *(b"\2\0\4" + bytes([i]) for i in range(3)),
        b"\1\0\t\0",
        b"\1" + len(data).to_bytes(2, "big") + b"\0",
    ]
    above = [b"\0\0\0\0", *rows]
    steps = b"".join(
        b"\2" + bytes((own - up) % 256 for own, up in zip(row, before, strict=True))
        for row, before in zip(rows, above, strict=False)
    )
    table = zlib.compress(steps)
    place = len(data)
    lock = b"/Encrypt 9 0 R " if encrypted else b""
    data += (
        b"5 0 obj\n<< /Type /XRef /Size 6 /W [1 2 1] /Root 1 0 R " + lock + b"/Filter /FlateDecode "
        b"/DecodeParms << /Predictor 12 /Columns 4 >> /Length %d >>\nstream\n" % len(table)
    )
    return data + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % place


def test_a_packed_file() -> None:
    (leaf,) = read_leaves(Objects(packed_file(), closed))
    assert (leaf.id, leaf.sheet.width, leaf.sheet.height) == (3, 842.0, 595.0)


def test_locked_files_and_files_without_a_table_are_left_to_pdfminer() -> None:
    for data in (packed_file(encrypted=True), packed_file().replace(b"startxref", b"startxyz"), b"%PDF-1.7"):
        with pytest.raises(Unusual):
            Objects(data, closed)
