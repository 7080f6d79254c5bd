"""Files that are broken, or made to break their reader. Each is small on the disk and needs no library to be made."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping

BOMB = 1 << 30  # bytes that a small stream grows to
FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842]"
LINES = ("BT /F1 11 Tf 72 700 Td (Verksamhetsplan 2031) Tj ET", "BT /F1 11 Tf 72 680 Td (En kommun att leva i) Tj ET")
TEXT = "\n".join(LINES).encode()


def pdf(objects: Mapping[int, bytes], trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A PDF of numbered objects with a sound table of them."""
    body, offsets = b"%PDF-1.7\n", {}
    for number, content in sorted(objects.items()):
        offsets[number] = len(body)
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    size = max(objects) + 1
    entries = [b"%010d 00000 n \n" % offsets[n] if n in offsets else b"0000000000 65535 f \n" for n in range(1, size)]
    xref = b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, b"".join(entries))
    return body + xref + b"trailer\n<< /Size %d %b >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, len(body))


def stream(data: bytes, extra: bytes = b"") -> bytes:
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(data), extra, data)


def plan(**changes: bytes) -> bytes:
    """A plan of one page. `changes`: `catalog`, `pages`, `page`, `content` and `more` (objects from 6 on)."""
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R %b >>" % changes.get("catalog", b""),
        2: changes.get("pages", b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>"),
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        4: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R "
        b"/Resources << /Font << /F1 3 0 R >> %b >> %b >>" % (changes.get("resources", b""), changes.get("page", b"")),
        5: changes.get("content", stream(TEXT)),
    }
    for number, name in enumerate(("six", "seven", "eight"), 6):
        if name in changes:
            objects[number] = changes[name]
    return pdf(objects)


def bomb(size: int = BOMB) -> bytes:
    """Spaces without end, deflated."""
    squeeze = zlib.compressobj(9)
    block = b" " * (1 << 20)
    return b"".join(squeeze.compress(block) for _ in range(size >> 20)) + squeeze.flush()


def stream_bomb() -> bytes:
    return plan(content=stream(bomb(), b"/Filter /FlateDecode"))


def double_bomb() -> bytes:
    return plan(content=stream(zlib.compress(bomb(), 9), b"/Filter [/FlateDecode /FlateDecode]"))


def object_stream_bomb() -> bytes:
    return plan(catalog=b"/Extra 7 0 R", six=stream(bomb(), b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode"))


def million_pages() -> bytes:
    return plan(pages=b"<< /Type /Pages /Kids [%b] /Count 1000000 >>" % (b"4 0 R " * 100_000))


def page_tree_loop() -> bytes:
    return plan(pages=b"<< /Type /Pages /Kids [4 0 R 2 0 R] /Count 2 >>")


def deep_page_tree() -> bytes:
    objects = {1: b"<< /Type /Catalog /Pages 2 0 R >>"}
    for number in range(2, 5000):
        objects[number] = b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (number + 1)
    objects[5000] = b"<< /Type /Page /Parent 4999 0 R /MediaBox [0 0 595 842] >>"
    return pdf(objects)


def inherited_loop() -> bytes:
    return pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 /Parent 3 0 R >>",
            3: b"<< /Type /Page /Parent 2 0 R >>",
        }
    )


def self_reference() -> bytes:
    return plan(six=b"6 0 R", resources=b"/XObject 6 0 R")


def reference_ring() -> bytes:
    return plan(six=b"7 0 R", seven=b"8 0 R", eight=b"6 0 R", page=b"/Rotate 6 0 R /CropBox 7 0 R")


def form_in_itself() -> bytes:
    form = stream(b"/X Do " + TEXT, FORM + b" /Resources << /XObject << /X 6 0 R >> >>")
    return plan(content=stream(b"/X Do"), resources=b"/XObject << /X 6 0 R >>", six=form)


def forms_squared() -> bytes:
    """Forms that draw each other ten times, eight deep: a hundred million drawings from two kilobytes."""
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        4: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R "
        b"/Resources << /XObject << /X 6 0 R >> >> >>",
        5: stream(b"/X Do"),
    }
    for number in range(6, 14):
        again = b" /Resources << /XObject << /X %d 0 R >> >>" % (number + 1)
        objects[number] = stream(b"/X Do " * 10, FORM + again)
    objects[14] = stream(b"0 0 9 9 re f", FORM)
    return pdf(objects)


def giant_image() -> bytes:
    kind = b"/Type /XObject /Subtype /Image /Width 100000 /Height 100000 /BitsPerComponent 8 /ColorSpace /DeviceRGB"
    return plan(
        content=stream(b"q 595 0 0 842 0 0 cm /I Do Q"),
        resources=b"/XObject << /I 6 0 R >>",
        six=stream(zlib.compress(b"\0" * (1 << 20)), kind + b" /Filter /FlateDecode"),
    )


def giant_page() -> bytes:
    return plan(page=b"/MediaBox [0 0 1e30 1e30]")


def empty_page() -> bytes:
    return plan(page=b"/MediaBox [0 0 0 0]")


def deep_arrays() -> bytes:
    return plan(page=b"/Deep " + b"[" * 100_000 + b"]" * 100_000)


def deep_states() -> bytes:
    return plan(content=stream(b"q " * 500_000 + TEXT + b" Q" * 500_000))


def many_lines() -> bytes:
    """A drawing of a million rules: what looks for tables among them has much to do."""
    rules = b"".join(b"%d %d m %d %d l S " % (n % 595, n % 842, (n * 7) % 595, n % 842) for n in range(1_000_000))
    return plan(content=stream(zlib.compress(rules), b"/Filter /FlateDecode"))


def many_words() -> bytes:
    words = b"".join(b"BT /F1 1 Tf %d %d Td (ord %d) Tj ET " % (n % 590, n % 840, n) for n in range(300_000))
    return plan(content=stream(zlib.compress(words), b"/Filter /FlateDecode"))


def outline_ring() -> bytes:
    return plan(
        catalog=b"/Outlines 6 0 R",
        six=b"<< /First 7 0 R /Last 7 0 R /Count 1 >>",
        seven=b"<< /Title (Runt) /Parent 6 0 R /Next 8 0 R /First 7 0 R >>",
        eight=b"<< /Title (Runt igen) /Parent 6 0 R /Next 7 0 R >>",
    )


def tag_ring() -> bytes:
    return plan(
        catalog=b"/MarkInfo << /Marked true >> /StructTreeRoot 6 0 R",
        six=b"<< /Type /StructTreeRoot /K 7 0 R >>",
        seven=b"<< /S /Sect /P 6 0 R /K [7 0 R 8 0 R] >>",
        eight=b"<< /S /P /P 7 0 R /K 7 0 R >>",
    )


def scripts() -> bytes:
    return plan(
        catalog=b"/OpenAction << /S /JavaScript /JS (app.launchURL\\('http://127.0.0.1:9/'\\)) >> "
        b"/Names << /EmbeddedFiles << /Names [(../../../tmp/utanfor.txt) 6 0 R] >> >>",
        six=b"<< /Type /Filespec /F (../../../tmp/utanfor.txt) /EF << /F 7 0 R >> >>",
        seven=stream(b"inte ut", b"/Type /EmbeddedFile"),
    )


def outside_reference() -> bytes:
    """A page whose content lies in another file."""
    return plan(content=b"<< /Length 0 /F (/etc/passwd) >>\nstream\n\nendstream")


def strange_numbers() -> bytes:
    return plan(content=stream(b"BT /F1 1e309 Tf 99999999999999999999 -1e400 Td (Tal) Tj ET " + TEXT))


def previous_ring() -> bytes:
    sound = plan()
    at = sound.rindex(b"xref\n0")
    return sound.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % at)


def no_table() -> bytes:
    sound = plan()
    return sound[: sound.rindex(b"xref\n0")]


def wrong_table() -> bytes:
    return plan().replace(b"00000 n", b"00007 n")


def cut_short() -> bytes:
    return plan()[:300]


def encrypted() -> bytes:
    key = b"a5" * 32
    objects = {1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [] /Count 0 >>"}
    objects[3] = b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%b> /U <%b> >>" % (key, key)
    return pdf(objects, b"/Root 1 0 R /Encrypt 3 0 R /ID [<00> <00>]")


HOSTILE: Mapping[str, Callable[[], bytes]] = {
    "stream-bomb": stream_bomb,
    "double-bomb": double_bomb,
    "object-stream-bomb": object_stream_bomb,
    "million-pages": million_pages,
    "page-tree-loop": page_tree_loop,
    "deep-page-tree": deep_page_tree,
    "inherited-loop": inherited_loop,
    "self-reference": self_reference,
    "reference-ring": reference_ring,
    "form-in-itself": form_in_itself,
    "forms-squared": forms_squared,
    "giant-image": giant_image,
    "giant-page": giant_page,
    "empty-page": empty_page,
    "deep-arrays": deep_arrays,
    "deep-states": deep_states,
    "many-lines": many_lines,
    "many-words": many_words,
    "outline-ring": outline_ring,
    "tag-ring": tag_ring,
    "scripts": scripts,
    "outside-reference": outside_reference,
    "strange-numbers": strange_numbers,
    "previous-ring": previous_ring,
    "no-table": no_table,
    "wrong-table": wrong_table,
    "cut-short": cut_short,
    "encrypted": encrypted,
    "empty": bytes,
    "zeros": lambda: bytes(5000),
    "letter": lambda: b"Ett brev, sparat under fel namn.\n" * 50,
    "header-only": lambda: b"%PDF-1.7\n" + bytes(range(256)) * 40,
}
