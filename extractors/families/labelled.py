"""What a sentence says behind labels at its end: `Se över linjerna. Ansvarig: trafikchef. Klart: maj 2026.`"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from extractors.families.vocabulary import alternatives, fold, load
from pipeline.records import RawAction, RawCell

ROLES = ("responsible", "due", "status")  # columns of action tables that lists name in words


def with_labelled_parts(row: RawAction) -> RawAction:
    """An action or assignment of a list; who answers for it, when it is due and how it goes are taken out of it."""
    text = row.action or row.assignment or ""
    labels = list(_labels().finditer(text))
    if not labels or not text[: labels[0].start()].strip(" .;,–-("):
        return row
    ends = [*(label.start() for label in labels[1:]), len(text)]
    cells = tuple(
        RawCell(_role_of(label["label"]), label["label"], part, None, row.place)
        for label, end in zip(labels, ends, strict=True)
        if (part := text[label.end() : end].strip(" .;,–-()"))
    )
    said = text[: labels[0].start()].rstrip(" .;,–-(")
    row = replace(row, action=said) if row.action else replace(row, assignment=said)
    return replace(row, cells=(*row.cells, *cells))


def with_stated_deadline(row: RawAction, said: str) -> RawAction:
    """An action with the deadline that a sentence behind it states."""
    match = _deadline().search(said)
    if match is None or any(cell.role == "due" for cell in row.cells):
        return row
    return replace(row, cells=(*row.cells, RawCell("due", "", match["due"], None, row.place)))


@cache
def _deadline() -> re.Pattern[str]:
    words = load("actions")["deadline"]
    what, done, by = alternatives(words["what"]), alternatives(words["done"]), alternatives(words["by"])
    return re.compile(
        rf"(?:^|[.!?]\s+){what}\s+ska(?:ll)?\s+(?:vara\s+)?{done}\s+(?P<due>{by}\s+[^.,]*\d[^.,]*)", re.IGNORECASE
    )


@cache
def _labels() -> re.Pattern[str]:
    """A label where a sentence or a part of one begins, with its colon."""
    words = [word for role in ROLES for word in load("roles")[role]["words"]]
    return re.compile(rf"(?<=[.;,–(-])\s*(?P<label>{alternatives(words)})\s*:\s+", re.IGNORECASE)


def _role_of(label: str) -> str:
    return next(role for role in ROLES if fold(label) in load("roles")[role]["words"])
