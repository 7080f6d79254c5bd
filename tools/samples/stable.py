"""What makes a rebuilt sample the same file, byte for byte: fixed dates, fixed fonts, streams without compression."""

from __future__ import annotations

import logging
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pymupdf_fonts
from font_caladea import font_files
from fontTools import subset

CREATED = datetime(2025, 1, 1, tzinfo=UTC)  # printed in the metadata of every sample instead of the clock
MARK = "Exempeldokument – siffrorna är påhittade"
CHARACTERS = (
    "".join(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x100)))) + "–—”“’•…−≤≥←↑→↓↗↘●"
)  # all that samples print
STORED_BLOCK = 65_535  # bytes; the longest block without compression that deflate (RFC 1951, 3.2.4) can hold


def zero_block(count: int) -> bytes:
    """The last deflate block (RFC 1951, 3.2.6): `count` zero bytes in fixed Huffman codes, runs as repeats of 258."""
    repeats, literals = divmod(max(count - 1, 0), 258)
    literals = literals + 1 if count else 0
    bits = "110" + "00110000" * literals + ("11000101" + "00000") * repeats + "0000000"
    return int(bits[::-1], 2).to_bytes(-(-len(bits) // 8), "little")


def store(data: bytes, /, level: int = 0, wbits: int = 0) -> bytes:
    """A zlib stream that stores `data` and shortens only the zeros at its end, with which font tables are padded.

    zlib and its successors compress the same data to different bytes; this never varies.
    """
    body = data.rstrip(b"\0")
    blocks = (body[start : start + STORED_BLOCK] for start in range(0, len(body), STORED_BLOCK))
    framed = (struct.pack("<BHH", 0, len(block), len(block) ^ 0xFFFF) + block for block in blocks)
    return b"\x78\x01" + b"".join(framed) + zero_block(len(data) - len(body)) + struct.pack(">I", zlib.adler32(data))


@contextmanager
def stored_streams() -> Iterator[None]:
    """Both PDF libraries compress the fonts that they embed; inside this block they only store them."""
    with patch("zlib.compress", store):
        yield


def write_small_font(path: Path) -> None:
    """Leaves of a font only the characters of the samples, without hints and ligatures: a tenth of the size."""
    logging.getLogger("fontTools.subset").setLevel(logging.ERROR)  # else a line for every table that is left out
    options = subset.Options(
        layout_features=[], hinting=False, recalc_timestamp=False, drop_tables=["GSUB", "GPOS", "GDEF"]
    )
    font = subset.load_font(str(path), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=CHARACTERS)
    subsetter.subset(font)
    subset.save_font(font, str(path), options)


@contextmanager
def font_folder() -> Iterator[Path]:
    """A folder with the font files that the samples embed, all under the SIL Open Font License or Apache License."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        for code, file_name in (("figo", "FiraGO.ttf"), ("figbo", "FiraGO-Bold.ttf")):
            (folder / file_name).write_bytes(pymupdf_fonts.fontbuffers[code]())
        for face in ("Caladea", "CaladeaBold", "CaladeaItalic"):
            (folder / f"{face}.ttf").write_bytes(Path(font_files[face]).read_bytes())
        for path in sorted(folder.glob("*.ttf")):
            write_small_font(path)
        yield folder
