"""The objects of a PDF file that are no print: where they lie, and what they hold, in plain Python values.

pdfminer reads them ten times as slowly. Only files that are written as files ought to be are read here, and whatever
in them is out of the ordinary is left to pdfminer, which is opened for it.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from pdfminer.pdftypes import PDFObjRef, PDFStream, stream_value
from pdfminer.psparser import PSLiteral
from pdfminer.utils import decode_text

from extractors.syntax import Element, Name, Ref, Unusual, find_element, parse_object

MOST_STEPS = 20  # references from one object to the next; more are circles
MOST_VERSIONS = 200  # tables of a file that was changed and changed again; more are circles
NEAR_END = 2048  # bytes in which the place of the last table is told

_START = re.compile(rb"\s*(\d+)\s+\d+\s+obj")
_LAST_TABLE = re.compile(rb"startxref\s+(\d+)\s")
_TABLE, _PART = re.compile(rb"\s*xref\s*[\r\n]+"), re.compile(rb"(\d+) (\d+) *(?:\r\n|\r|\n)")
_BODY = re.compile(rb"stream(?:\r\n|\n)")
ROW = 20  # bytes of a table for each object: place, generation, `n` or `f` (free), end of line
UP = 2  # a row of a compressed table that tells the difference from the row above

Place = tuple[int | None, int]  # in the file; or the number of the stream that holds an object, and which one it is


class Stream(dict[str, Any]):
    """What a stream tells of itself. Its content is not read."""


@dataclass(frozen=True, slots=True)
class _Rows:
    """Part of a table: objects one after another."""

    first: int
    count: int
    place: Callable[[int], Place | None]  # of an object by its row; null where it is free


class Objects:
    """The objects of a file. Each is read once. `slow` gives the file as pdfminer has it.

    Raises Unusual where the file is not written as files are, unless pdfminer `knows` where its objects lie.
    """

    def __init__(self, data: bytes, slow: Callable[[], Any], knows: bool = False) -> None:
        self.data, self.slow = data, slow
        self.known: dict[int, Any] = {}
        self.parsed: dict[bytes, Any] = {}  # by how it is written: thousands of cells have the same attributes
        self.packed: dict[int, tuple[bytes, list[tuple[int, int, int]]]] = {}  # object streams: number, start, end
        self.rows: list[_Rows] = []
        self.knows = knows
        self.catalog = plain(slow().catalog) if knows else self.resolve(self._read_tables().get("Root"))
        if not isinstance(self.catalog, dict):
            raise Unusual

    def resolve(self, value: Any) -> Any:
        """What a value refers to; null where it leads nowhere."""
        if not isinstance(value, Ref):
            return value
        for _ in range(MOST_STEPS):
            if value not in self.known:
                self.known[value] = self._read(value)
            value = self.known[value]
            if not isinstance(value, Ref):
                return value
        return None

    def find_element(self, number: Ref) -> Element | None:
        """The element of a structure tree that has this number; null where it is something else, or written in another
        way. Nearly all objects of a tagged file are such, and each is asked for once: none is kept."""
        try:
            found = self.find(number)
            if found is None:
                return None
            holder, place = found
            if holder is None:
                return find_element(self.data, self._parse, place, number=number)
            data, start, end = self._find_packed(holder, place, number)
            return find_element(data, self._parse, start, end)
        except Exception:  # a damaged object, as which it is read then
            return None

    def _read(self, number: Ref) -> Any:
        try:
            return self._read_fast(number)
        except Exception:  # a damaged object; pdfminer has ways of its own with them, and raises where they fail
            return plain(self.slow().getobj(int(number)))

    def _read_fast(self, number: Ref) -> Any:
        found = self.find(number)
        if found is None:
            raise Unusual
        holder, place = found
        if holder is not None:
            data, start, end = self._find_packed(holder, place, number)
            return self._parse(data[start:end])
        begun = _START.match(self.data, place)
        if begun is None or int(begun[1]) != number:
            raise Unusual
        value, body = self._value_at(begun.end())
        return value if body is None else Stream(value)

    def _value_at(self, start: int) -> tuple[Any, int | None]:
        """The object that is written here, and where its content begins, if it is a stream."""
        end = self.data.index(b"endobj", start)
        body = _BODY.search(self.data, start, end)
        return self._parse(self.data[start : body.start() if body else end]), body.end() if body else None

    def _parse(self, written: bytes) -> Any:
        if written not in self.parsed:
            self.parsed[written] = parse_object(written)
        return self.parsed[written]

    def _find_packed(self, holder: int, index: int, number: Ref) -> tuple[bytes, int, int]:
        """The content of a stream of objects, and where in it this one stands."""
        if holder not in self.packed:
            data, about = self._read_holder(holder)
            first, count = int(about["First"]), int(about["N"])
            numbers = [int(part) for part in data[:first].split()]
            starts = [first + start for start in numbers[1 : 2 * count : 2]]
            self.packed[holder] = (
                data,
                list(zip(numbers[: 2 * count : 2], starts, [*starts[1:], len(data)], strict=True)),
            )
        data, places = self.packed[holder]
        found, start, end = places[index]
        if found != number:
            raise Unusual
        return data, start, end

    def _read_holder(self, number: int) -> tuple[bytes, Mapping[str, Any]]:
        """The content of a stream of objects, and what it tells of itself."""
        try:
            found = self.find(number)
            start = _START.match(self.data, found[1]) if found and found[0] is None else None
            if start is None or int(start[1]) != number:
                raise Unusual
            about, body = self._value_at(start.end())
            return self._content(about, body), about
        except Exception:
            stream = stream_value(self.slow().getobj(number))
            return stream.get_data(), plain(stream)

    def _content(self, about: Mapping[str, Any], body: int | None) -> bytes:
        """The content of a stream that is packed as nearly all are. Raises anything where it is not."""
        end = (body or 0) + int(self.resolve(about["Length"]))
        if body is None or not self.data[end : end + 20].lstrip().startswith(b"endstream"):
            raise Unusual
        how = self.resolve(about.get("Filter"))
        if how not in ("FlateDecode", ["FlateDecode"]):
            raise Unusual
        data = zlib.decompress(self.data[body:end])
        parameters = self.resolve(about.get("DecodeParms"))
        return data if parameters is None else _unfiltered(data, parameters)

    # -------------------------------------------------------------- tables of places

    def find(self, number: int) -> Place | None:
        if self.knows:
            return self._find_slowly(number)
        for rows in self.rows:
            row = number - rows.first
            if 0 <= row < rows.count and (place := rows.place(row)) is not None:
                return place
        return None

    def _find_slowly(self, number: int) -> Place | None:
        doc = self.slow()
        for xref in () if doc.encryption else doc.xrefs:
            try:
                holder, place, _ = xref.get_pos(number)
            except KeyError:
                continue
            return holder, place
        return None

    def _read_tables(self) -> Mapping[str, Any]:
        """Find all tables of the file, the last one first, and give what the file tells of itself."""
        end = _LAST_TABLE.match(self.data, max(self.data.rfind(b"startxref", -NEAR_END), 0))
        if end is None:
            raise Unusual
        about: Mapping[str, Any] = {}
        waiting, seen = [int(end[1])], set[int]()
        while waiting:
            place = waiting.pop(0)
            if place in seen or len(seen) >= MOST_VERSIONS:
                raise Unusual
            seen.add(place)
            told = self._read_table(place)
            if "Encrypt" in told:
                raise Unusual
            about = about if "Root" in about else told
            waiting = [told[key] for key in ("XRefStm", "Prev") if key in told] + waiting
        return about

    def _read_table(self, place: int) -> Mapping[str, Any]:
        begun = _TABLE.match(self.data, place)
        if begun is None:
            return self._read_packed_table(place)
        at = begun.end()
        while (part := _PART.match(self.data, at)) is not None:
            first, count = int(part[1]), int(part[2])
            at = part.end() + ROW * count
            rows = self.data[part.end() : at]
            if len(rows) != ROW * count or rows[10::ROW].strip(b" ") or rows[17::ROW].strip(b"nf"):
                raise Unusual
            self.rows.append(_Rows(first, count, _written_in(rows)))
        end = self.data.index(b"startxref", at)
        if not self.data.startswith(b"trailer", at):
            raise Unusual
        told = parse_object(self.data[at + len(b"trailer") : end])
        if not isinstance(told, dict):
            raise Unusual
        return told

    def _read_packed_table(self, place: int) -> Mapping[str, Any]:
        start = _START.match(self.data, place)
        if start is None:
            raise Unusual
        told, body = self._value_at(start.end())
        widths, size = told["W"], told["Size"]
        data = self._content(told, body)
        parts: list[int] = told.get("Index", [0, size])
        if told["Type"] != "XRef" or len(widths) != 3 or len(data) < sum(widths) * sum(parts[1::2]):
            raise Unusual
        for first, count in zip(parts[::2], parts[1::2], strict=True):
            rows, data = data[: sum(widths) * count], data[sum(widths) * count :]
            self.rows.append(_Rows(first, count, _packed_in(rows, widths)))
        return {key: value for key, value in told.items() if key in ("Root", "Prev", "Encrypt")}


def _written_in(rows: bytes) -> Callable[[int], Place | None]:
    """Places as they are written in a plain table."""

    def place(row: int) -> Place | None:
        written = rows[ROW * row : ROW * row + ROW]
        return (None, int(written[:10])) if written[17:18] == b"n" else None

    return place


def _packed_in(rows: bytes, widths: list[int]) -> Callable[[int], Place | None]:
    """Places as they are told in a packed table: the kind of place, and two numbers."""
    kinds, first, _ = widths
    whole = sum(widths)

    def place(row: int) -> Place | None:
        at = whole * row
        kind = int.from_bytes(rows[at : at + kinds], "big") if kinds else 1
        one = int.from_bytes(rows[at + kinds : at + kinds + first], "big")
        if kind == 2:
            return one, int.from_bytes(rows[at + kinds + first : at + whole], "big")
        return (None, one) if kind == 1 else None

    return place


def _unfiltered(data: bytes, parameters: Mapping[str, Any]) -> bytes:
    """The rows of a table that are told as differences, each from the row above."""
    columns = int(parameters.get("Columns", 1))
    if int(parameters.get("Predictor", 1)) < 10 or len(data) % (columns + 1):
        raise Unusual
    rows = np.frombuffer(data, dtype=np.uint8).reshape(-1, columns + 1)
    if (rows[:, 0] != UP).any():
        raise Unusual
    return np.cumsum(rows[:, 1:], axis=0, dtype=np.uint8).tobytes()


def plain(value: Any) -> Any:
    """An object of pdfminer in the types that are used here."""
    if isinstance(value, PDFObjRef):
        return Ref(value.objid)
    if isinstance(value, PSLiteral):
        return Name(value.name)
    if isinstance(value, PDFStream):
        return Stream(plain(value.attrs))
    if isinstance(value, dict):
        return {str(key): plain(part) for key, part in value.items()}
    return [plain(part) for part in value] if isinstance(value, list) else value


def text_of(value: Any) -> str:
    """A string as people read it."""
    return decode_text(value) if isinstance(value, bytes) else ""


def pairs_of(listed: Any) -> Iterator[tuple[Any, Any]]:
    """A list of keys, each before its value."""
    return zip(listed[::2], listed[1::2], strict=False)
