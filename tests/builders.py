"""Records and small PDFs made in the tests: no files to keep, and every byte is seen in the code."""

from __future__ import annotations

import ctypes
import os
import re
import signal
import socket
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipeline.link import Links
from pipeline.linking.rows import Measure
from pipeline.reading import PackedFile, failed, read_packed, with_status
from pipeline.records import (
    Box,
    Document,
    Extraction,
    Goal,
    Indicator,
    IndicatorLink,
    IndicatorValue,
    Problem,
    ReadOptions,
    Run,
    SourceDocument,
    Trace,
)

A4 = (595.0, 842.0)
BOX = Box(72.0, 100.0, 300.0, 112.0)


# ------------------------------------------------------------------ PDFs

Text = tuple[float, float, str]  # x and baseline from the page's top left, in points; the words


def pdf_bytes(
    pages: Sequence[Sequence[Text]],
    size: tuple[float, float] = A4,
    encrypted: bool = False,
    letters: dict[str, str] | None = None,
) -> bytes:
    """A PDF with lines of 11 point Helvetica. Pages without text have a text layer with nothing in it. `letters` are
    what letters of the font stand for."""
    told = b" /ToUnicode %d 0 R" % (4 + 2 * len(pages)) if letters else b""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding%b >>" % told,
    ]
    for number, texts in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size[0]:g} {size[1]:g}] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * number} 0 R >>".encode()
        )
        drawing = b"\n".join(_draw(text, size[1]) for text in texts)
        objects.append(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(drawing), drawing))
    if letters:
        means = b"".join(b"<%02x> <%b>\n" % (ord(a), z.encode("utf-16-be").hex().encode()) for a, z in letters.items())
        table = (
            b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Letters def /CMapType 2 def\n"
            b"1 begincodespacerange <00> <ff> endcodespacerange\n%d beginbfchar\n%bendbfchar\nendcmap\n"
        ) % (len(letters), means)
        objects.append(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(table), table))
    if encrypted:  # no password can fit these keys, so every reader asks for one
        objects.append(b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%b> /U <%b> >>" % (b"a5" * 32, b"5a" * 32))
    return _pdf_file(objects, encrypted)


def _draw(text: Text, height: float) -> bytes:
    x, baseline, words = text
    escaped = re.sub(r"([\\()])", r"\\\1", words).encode("cp1252")
    return b"BT /F1 11 Tf %g %g Td (%b) Tj ET" % (x, height - baseline, escaped)


def _pdf_file(objects: Sequence[bytes], encrypted: bool) -> bytes:
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    xref = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    lock = b"/Encrypt %d 0 R /ID [<00> <00>] " % len(objects) if encrypted else b""
    size = len(objects) + 1
    trailer = b"trailer\n<< /Size %d /Root 1 0 R %b>>\nstartxref\n%d\n%%%%EOF\n" % (size, lock, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, xref) + trailer


def plan_pdf(*lines: str) -> bytes:
    """One page with these lines under one another."""
    return pdf_bytes([[(72.0, 90.0 + 20.0 * number, line) for number, line in enumerate(lines)]])


DAMAGED_PDFS: dict[str, bytes] = {
    "empty.pdf": b"",
    "encrypted.pdf": pdf_bytes([[(72.0, 90.0, "Hemlig plan")]], encrypted=True),
    "not-a-pdf.pdf": b"This is a letter, saved under the wrong name.\n" * 20,
    "truncated.pdf": plan_pdf(*(f"Rad {number} i en plan" for number in range(30)))[:400],
    "without-pages.pdf": pdf_bytes([]),
    "without-text.pdf": pdf_bytes([[]]),
}


def write_folder(folder: Path, files: dict[str, bytes]) -> Path:
    """Write the files, in the order given, with the folders that they lie in."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


# ------------------------------------------------------------------ records

DOCUMENT_ID = "0123456789abcdef"


def source_document(path: Path = Path("plan.pdf"), **changes: Any) -> SourceDocument:
    plain = SourceDocument(path, path.name, DOCUMENT_ID * 4, 100, DOCUMENT_ID)
    return replace(plain, **changes)


def document(**changes: Any) -> Document:
    plain = replace(
        failed(source_document(), "open", "none", "none").document,
        page_count=1,
        status="ok",
        title="Verksamhetsplan 2031",
        needs_review=False,
        confidence=1.0,
        flags=(),
    )
    return replace(plain, **changes)


def goal(**changes: Any) -> Goal:
    plain = Goal(
        goal_id=f"{DOCUMENT_ID}-g0001",
        document_id=DOCUMENT_ID,
        section_id=None,
        parent_goal_id=None,
        goal_type="goal_area",
        term="Målområde",
        number="1",
        title="En kommun att växa i",
        scope=None,
        set_by="council",
        description=None,
        assessment=None,
        assessment_code=None,
        page=1,
        bbox=BOX,
        confidence=1.0,
        needs_review=False,
        flags=(),
    )
    return replace(plain, **changes)


def indicator(**changes: Any) -> Indicator:
    plain = Indicator(
        indicator_id=f"{DOCUMENT_ID}-i0001",
        document_id=DOCUMENT_ID,
        goal_id=f"{DOCUMENT_ID}-g0001",
        indicator_type="indicator",
        set_by=None,
        name="Andel nöjda besökare (%)",
        measured_by=None,
        responsible=("Kultur",),
        source="Enkät",
        frequency="Årligen",
        frequency_code="annual",
        unit="%",
        footnotes=(),
        assessment=None,
        assessment_code=None,
        trend=None,
        page=1,
        bbox=BOX,
        confidence=1.0,
        needs_review=False,
        flags=(),
    )
    return replace(plain, **changes)


def indicator_value(**changes: Any) -> IndicatorValue:
    plain = IndicatorValue(
        value_id=f"{DOCUMENT_ID}-v0001",
        indicator_id=f"{DOCUMENT_ID}-i0001",
        document_id=DOCUMENT_ID,
        year=2031,
        as_of=None,
        value_type="target",
        component=None,
        comparator=">=",
        value=85.0,
        unit="%",
        note=None,
        raw="minst 85 %",
        in_text=False,
        page=1,
        bbox=BOX,
        confidence=0.75,
        needs_review=True,
        flags=("unit-from-name",),
    )
    return replace(plain, **changes)


def extraction(**changes: Any) -> Extraction:
    """A plan with one goal, one indicator and one value to review."""
    trace = Trace(f"{DOCUMENT_ID}-v0001", DOCUMENT_ID, "Mål › Kultur", "Målvärde 2031", "minst 85 %", "amounts")
    plain = Extraction(document(), goals=(goal(),), indicators=(indicator(),), values=(indicator_value(),))
    return replace(plain, traces=(trace,), **changes)


def problem(**changes: Any) -> Problem:
    plain = Problem(DOCUMENT_ID, "plan.pdf", "tables", "warning", "column-unknown", "A column was not understood.", 1)
    return replace(plain, **changes)


def run_row(**changes: Any) -> Run:
    clock = datetime(2031, 1, 2, 3, 4, 5, tzinfo=UTC)
    plain = Run("20310102T030405Z-0", clock, clock, "0", "1", 1, 1, 0, 0, 0, 1.0, 1, "processes", None)
    return replace(plain, **changes)


# ------------------------------------------------------------------ stand-ins for reading and linking


def read_words(source: SourceDocument, options: ReadOptions) -> Extraction:
    """Stands in for the reader in tests of the flow: the file's first word tells what happens to it.

    It lies here because worker processes must be able to import it.
    """
    word, *rest = source.path.read_text(encoding="latin-1").split() or [""]
    if word == "dies":
        os._exit(7)
    if word == "hangs":
        threading.Event().wait()
    if word == "eats":
        eaten = b"x" * (700 << 20)
        threading.Event().wait()
        print(eaten[0])
    if word == "grabs":
        bytearray(64 << 30)
    if word == "crashes":
        ctypes.string_at(0)
    if word == "exits":
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
    if word == "calls":
        socket.create_connection(("127.0.0.1", 9))
    if word == "stumbles":
        raise KeyError("a fault of the program")
    if word == "refuses":
        return failed(source, "open", "not-a-pdf", "This is no PDF file.")
    id_ = source.document_id
    described = document(
        document_id=id_,
        source_path=source.source_path,
        sha256=source.sha256,
        file_size=source.file_size,
        page_count=4,
    )
    problem = Problem(id_, source.source_path, "tables", "error", "page-unreadable", "A page cannot be read.", 2)
    goals = [goal(goal_id=f"{id_}-g{number:04}", document_id=id_, title=title) for number, title in enumerate(rest, 1)]
    read = Extraction(
        described,
        goals=tuple(goals),
        indicators=(indicator(indicator_id=f"{id_}-i0001", document_id=id_, goal_id=None, name=word),),
        problems=(problem,) if word == "partial" else (),
    )
    return with_status(read)


def link_words(measures: Sequence[Measure], *_: object) -> Links:
    """Stands in for linking: every indicator is a cluster of its own."""
    links = [
        IndicatorLink(row.row_id, row.document or "", "c", row.name, None, None, 1.0, "exact", "", False)
        for row in measures
    ]
    return Links(tuple(sorted(links, key=lambda link: (link.document_id, link.indicator_id))), (), (), ())


def read_here(
    sources: Sequence[SourceDocument], read: Any, workers: int, options: ReadOptions, limits: object, ready: object
) -> Iterator[tuple[SourceDocument, PackedFile]]:
    """Stands in for the worker processes, where a test is about something else."""
    for source in sources:
        yield source, read_packed(read, source, options)
