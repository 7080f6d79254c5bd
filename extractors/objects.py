"""The objects of an open PDF file that are no streams, read some ten times as fast as by pdfminer.

A structure tree has ten objects for each line of print. pdfminer says where an object lies; it is read here with one
regular expression. Whatever is out of the ordinary is left to pdfminer.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from pdfminer.pdftypes import PDFObjRef, PDFStream, stream_value
from pdfminer.psparser import PSLiteral

MOST_STEPS = 20  # references from one object to the next; more are circles

_REGULAR = rb"[^\x00\t\n\f\r ()<>\[\]{}/%]"
_TOKENS = re.compile(
    rb"/" + _REGULAR + rb"*"
    rb"|\d+\s+\d+\s+R(?!" + _REGULAR + rb")"
    rb"|[+-]?[\d.]+(?!" + _REGULAR + rb")"
    rb"|<<|>>|[\[\]]"
    rb"|\((?:[^()\\]|\\.)*\)"
    rb"|<[0-9A-Fa-f\s]*>"
    rb"|%[^\r\n]*"
    rb"|" + _REGULAR + rb"+"
    rb"|[^\x00\s]",
    re.DOTALL,
)
_PAIR = (  # a key and its value: a name, a reference, a whole number, a list of references and numbers, or plain text
    rb"/([A-Za-z]+)\s*(?:/([A-Za-z0-9]+)|(\d+)\s+\d+\s+R|([+-]?\d+)|(\[[\d\sR]*\])|\(([^()\\]*)\))(?=[\s/>]|$)\s*"
)
_PAIRS, _FLAT = re.compile(_PAIR), re.compile(rb"\s*<<\s*((?:" + _PAIR + rb")*)>>\s*")
_IN_LIST = re.compile(rb"(\d+)(?:\s+\d+\s+(R))?(?=[\s\]])")
_START = re.compile(rb"\s*(\d+)\s+\d+\s+obj")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_WORDS = {b"true": True, b"false": False, b"null": None}


class Ref(int):
    """A reference to an object, by its number."""


class Name(str):
    """A name (`/Table`)."""


class Unusual(Exception):
    """An object that is not written as objects are."""


class Objects:
    """The objects of a file that is open in pdfminer. Each is read once."""

    def __init__(self, doc: Any, data: bytes) -> None:
        self.doc, self.data = doc, data
        self.known: dict[int, Any] = {}
        self.packed: dict[int, tuple[bytes, list[tuple[int, int, int]]]] = {}  # object streams: number, start, end

    def resolve(self, value: Any) -> Any:
        """What a value refers to, in plain Python types; null where it leads nowhere."""
        for _ in range(MOST_STEPS):
            if not isinstance(value, Ref):
                return value
            if value not in self.known:
                self.known[value] = self._read(value)
            value = self.known[value]
        return None

    def _read(self, number: Ref) -> Any:
        try:
            return self._read_fast(number)
        except Exception:  # a damaged object; pdfminer has ways of its own with them, and raises where they fail
            return plain(self.doc.getobj(int(number)))

    def _read_fast(self, number: Ref) -> Any:
        for xref in self.doc.xrefs:
            try:
                holder, place, _ = xref.get_pos(int(number))
            except KeyError:
                continue
            if holder is not None:
                return self._read_packed(holder, place, number)
            start = _START.match(self.data, place)
            if start is None or int(start[1]) != number:
                raise Unusual
            return parse_object(self.data[start.end() : self.data.index(b"endobj", start.end())])
        raise Unusual

    def _read_packed(self, holder: int, index: int, number: Ref) -> Any:
        if holder not in self.packed:
            stream = stream_value(self.doc.getobj(holder))
            data, first, count = stream.get_data(), int(stream["First"]), int(stream["N"])
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
        return parse_object(data[start:end])


def parse_object(written: bytes) -> Any:
    """An object as it is written in a file. Raises Unusual where it is none, or a stream."""
    flat = _FLAT.fullmatch(written)  # as nearly all of a structure tree are
    if flat is None:
        return _parse_any(written)
    found: dict[Name, Any] = {}
    for key, name, ref, number, listed, text in _PAIRS.findall(flat[1]):
        value: Any = text
        if name:
            value = _name(b"/" + name)
        elif ref:
            value = Ref(ref)
        elif number:
            value = int(number)
        elif listed:
            value = [Ref(digits) if is_ref else int(digits) for digits, is_ref in _IN_LIST.findall(listed)]
        found[_name(b"/" + key)] = value
    return found


def _parse_any(written: bytes) -> Any:
    stack: list[tuple[bytes, list[Any]]] = []
    here: list[Any] = []
    for token in _TOKENS.findall(written):
        first = token[:1]
        if first == b"/":
            here.append(_name(token))
        elif token[-1:] == b"R":
            here.append(Ref(token.split()[0]))
        elif first in b"0123456789+-.":
            here.append(float(token) if b"." in token else int(token))
        elif token in (b"<<", b"["):
            stack.append((token, here))
            here = []
        elif token in (b">>", b"]"):
            opened, outer = stack.pop()
            outer.append(_closed(opened, token, here))
            here = outer
        elif token in _WORDS:
            here.append(_WORDS[token])
        elif first in b"(<" and len(token) > 1:
            here.append(token[1:-1])
        elif first != b"%":
            raise Unusual
    if stack or len(here) != 1:
        raise Unusual
    return here[0]


def _closed(opened: bytes, close: bytes, parts: list[Any]) -> Any:
    if opened == b"[" and close == b"]":
        return parts
    if opened == b"[" or close == b"]" or len(parts) % 2:
        raise Unusual
    return dict(zip(parts[::2], parts[1::2], strict=True))


@lru_cache(maxsize=4096)
def _name(written: bytes) -> Name:
    written = _ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), written[1:])
    return Name(written.decode("utf-8", "replace"))


def plain(value: Any) -> Any:
    """An object of pdfminer in the types of this module."""
    if isinstance(value, PDFObjRef):
        return Ref(value.objid)
    if isinstance(value, PSLiteral):
        return Name(value.name)
    if isinstance(value, PDFStream):
        return plain(value.attrs)
    if isinstance(value, dict):
        return {str(key): plain(part) for key, part in value.items()}
    return [plain(part) for part in value] if isinstance(value, list) else value
