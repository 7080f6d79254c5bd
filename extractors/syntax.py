"""Objects as they are written in a PDF file -> plain Python values, with a few regular expressions.

A structure tree has ten objects for each line of print, so nearly all of it is read in one step for each object.
What is out of the ordinary is not read at all: `Unusual` is raised, and another reader has to do it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

from pipeline.light import maker

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
_REF = rb"(\d+)\s+\d+\s+R"
_PAIR = (  # a key and its value: a name, a reference, a number, a list of references and whole numbers, or plain text
    rb"/([A-Za-z]+)\s*(?:/([A-Za-z0-9]+)|" + _REF + rb"|([+-]?\d+(?:\.\d+)?)|(\[[\d\sR]*\])|\(([^()\\\r]*)\))"
    rb"(?=[\s/>]|$)\s*"
)
_PAIRS, _FLAT = re.compile(_PAIR), re.compile(rb"\s*<<\s*((?:" + _PAIR + rb")*)>>\s*")
_TOLD = rb"\[(?:\s*<<[^<>\[\]()]*(?:\[[^<>\[\]]*\][^<>\[\]()]*)*>>)+\s*\]"  # attributes in a list
_ELEMENT = re.compile(  # of a structure tree; its parent, its language and the like are not asked for
    rb"(?:\s*(\d+)\s+\d+\s+obj)?"
    rb"\s*<<\s*(?:/(?:S\s*/([A-Za-z0-9]+)|Pg\s*" + _REF
    + rb"|K\s*(?:" + _REF + rb"|(\d+)|\[\s*(?:" + _REF + rb"|(\d+))\s*\]|(\[[\d\sR]*\]))"
    + rb"|A\s*(?:" + _REF + rb"|(" + _TOLD + rb"))"
    rb"|P\s*\d+\s+\d+\s+R|Type\s*/StructElem|(?:Lang|ID|T)\s*\([^()\\]*\))(?=[\s/>])\s*)*>>\s*"
    rb"(?:endobj|$)"
)  # fmt: skip
_IN_LIST = re.compile(rb"(\d+)(?:\s+\d+\s+(R))?(?=[\s\]])")
_CODE = re.compile(rb"#([0-9A-Fa-f]{2})")
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|[\r\n]|.)", re.DOTALL)
_ESCAPED = {
    **{b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"(": b"(", b")": b")", b"\\": b"\\"},
    **dict.fromkeys((b"\r\n", b"\r", b"\n"), b""),
}
_WORDS = {b"true": True, b"false": False, b"null": None}


class Ref(int):
    """A reference to an object, by its number."""


class Name(str):
    """A name (`/Table`)."""


class Element(NamedTuple):
    """An element of a structure tree as its file tells it; null where it tells nothing."""

    kind: Name | None
    kids: Any  # a list of them, or the only one
    page: Ref | None
    about: Any  # its attributes


_element = maker(Element)


class Unusual(Exception):
    """An object that is not written as objects are."""


def parse_object(written: bytes) -> Any:
    """An object as it is written in a file, strings as bytes. Raises Unusual where it is none, or a stream."""
    flat = _FLAT.fullmatch(written)
    if flat is None:
        return _parse_any(written)
    found: dict[str, Any] = {}
    for key, name, ref, number, listed, text in _PAIRS.findall(flat[1]):
        value: Any = text
        if name:
            value = parse_name(name)
        elif ref:
            value = Ref(ref)
        elif number:
            value = float(number) if b"." in number else int(number)
        elif listed:
            value = _list(listed)
        found[parse_name(key)] = value
    return found


def find_element(
    data: bytes,
    parse: Callable[[bytes], Any],
    start: int = 0,
    end: int = sys.maxsize,
    number: int | None = None,
) -> Element | None:
    """The element of a structure tree that is written here, up to the end or `endobj`, as the object of this `number`
    where one is asked for; null where none is. `parse` reads its attributes."""
    found = _ELEMENT.match(data, start, end)
    if found is None:
        return None
    own, kind, page, kid, mark, lone_kid, lone_mark, kids, about, told = found.groups()
    if number != (int(own) if own else None):
        return None
    below: Any = None
    if kid or lone_kid:
        below = Ref(kid or lone_kid)
    elif mark or lone_mark:
        below = int(mark or lone_mark)
    elif kids:
        below = _list(kids)
    return _element(
        (
            parse_name(kind) if kind else None,
            below,
            Ref(page) if page else None,
            Ref(about) if about else parse(told) if told else None,
        )
    )


def _list(written: bytes) -> list[int]:
    parts = written[1:-1].split()
    if b"R" not in written:
        return list(map(int, parts))
    if parts.count(b"R") * 3 == len(parts) and set(parts[2::3]) == {b"R"}:  # references alone
        return list(map(Ref, parts[::3]))
    return [Ref(digits) if is_ref else int(digits) for digits, is_ref in _IN_LIST.findall(written)]


def _parse_any(written: bytes) -> Any:
    stack: list[tuple[bytes, list[Any]]] = []
    here: list[Any] = []
    for token in _TOKENS.findall(written):
        first = token[:1]
        if first == b"/":
            here.append(parse_name(token[1:]))
        elif token[-1:] == b"R" and first.isdigit():
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
            here.append(_text(token))
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


def _text(token: bytes) -> bytes:
    """The bytes of a string that is written in brackets or in hexadecimal digits."""
    written = token[1:-1]
    if token[:1] == b"<":
        digits = b"".join(written.split())
        if len(digits) % 2:
            raise Unusual
        return bytes.fromhex(digits.decode("ascii"))
    if b"\r" in written:
        raise Unusual
    return _ESCAPE.sub(_unescaped, written) if b"\\" in written else written


def _unescaped(found: re.Match[bytes]) -> bytes:
    code = found[1]
    if code.isdigit():
        if int(code, 8) > 0xFF:
            raise Unusual
        return bytes([int(code, 8)])
    if code not in _ESCAPED:
        raise Unusual
    return _ESCAPED[code]


@lru_cache(maxsize=4096)
def parse_name(written: bytes) -> Name:
    """A name, as it is written behind its slash."""
    return Name(_CODE.sub(lambda found: bytes([int(found[1], 16)]), written).decode("utf-8", "replace"))
