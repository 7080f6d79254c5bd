"""Small tagged PDFs: a structure tree and marked content, written object by object."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Cell:
    """A cell of a tagged table and where its text is printed: None where it is empty. `page` counts from 0."""

    text: str | None
    x: float = 0
    y: float = 0
    kind: str = "TD"
    spans: str = ""  # `/ColSpan 2`
    page: int = 0


def write_tagged(path: Path, rows: Sequence[Sequence[Cell]], untagged: Sequence[Cell] = (), roles: str = "") -> Path:
    """A PDF without any rules, with one table of `rows`; `untagged` text, or text of the kind `Artifact`, beside it."""
    n_pages = 1 + max(c.page for row in [*rows, untagged] for c in row)
    content = [b""] * n_pages
    counts = [0] * n_pages
    nodes: dict[int, bytes] = {}
    number = 10 + 2 * n_pages
    row_ids = []
    for row in rows:
        row_id, cell_ids = number, []
        number += 1
        for cell in row:
            kids = b""
            if cell.text is not None:
                mcid = counts[cell.page]
                counts[cell.page] += 1
                content[cell.page] += b"/P <</MCID %d>> BDC %s EMC\n" % (mcid, _shown(cell))
                kids = b"/Pg %d 0 R /K [%d]" % (10 + 2 * cell.page, mcid)
            about = f"/A <</O /Table {cell.spans}>>" if cell.spans else ""
            nodes[number] = f"<</S /{cell.kind} /P {row_id} 0 R {about} ".encode() + kids + b">>"
            cell_ids.append(number)
            number += 1
        nodes[row_id] = b"<</S /TR /P 6 0 R /K [%s]>>" % _refs(cell_ids)
        row_ids.append(row_id)
    for cell in untagged:
        mark = b"/Artifact BMC %s EMC\n" if cell.kind == "Artifact" else b"%s\n"
        content[cell.page] += mark % _shown(cell)
    nodes |= {
        1: b"<</Type /Catalog /Pages 2 0 R /StructTreeRoot 4 0 R /MarkInfo <</Marked true>>>>",
        2: b"<</Type /Pages /Count %d /Kids [%s]>>" % (n_pages, _refs([10 + 2 * n for n in range(n_pages)])),
        3: b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>",
        4: f"<</Type /StructTreeRoot /K 5 0 R /RoleMap <<{roles}>>>>".encode(),
        5: b"<</S /Document /P 4 0 R /K [6 0 R]>>",
        6: b"<</S /Table /P 5 0 R /K [%s]>>" % _refs(row_ids),
    }
    for n in range(n_pages):
        nodes[10 + 2 * n] = (
            b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources <</Font <</F 3 0 R>>>>>>" % (11 + 2 * n)
        )
        nodes[11 + 2 * n] = b"<</Length %d>> stream\n%s\nendstream" % (len(content[n]), content[n])
    path.write_bytes(_file(nodes))
    return path


def _shown(cell: Cell) -> bytes:
    return f"BT /F 10 Tf {cell.x} {842 - cell.y} Td ({cell.text}) Tj ET".encode("latin-1")


def _refs(numbers: Sequence[int]) -> bytes:
    return b" ".join(b"%d 0 R" % n for n in numbers)


def _file(nodes: dict[int, bytes]) -> bytes:
    out = b"%PDF-1.7\n"
    places = {}
    for number, body in sorted(nodes.items()):
        places[number] = len(out)
        out += b"%d 0 obj %s endobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        out += b"%d 1\n%010d 00000 n \n" % (number, place)
    return out + b"trailer <</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (max(nodes) + 1, start)
