"""What a sentence says behind labels at its end: `Se över linjerna. Ansvarig: trafikchef. Klart: maj 2026.`"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from extractors.families.labelled_lines import method_begins, split_method
from extractors.families.state import Walk
from extractors.families.vocabulary import alternatives, fold, load
from pipeline.records import Paragraph, Place, RawAction, RawCell

LONGEST_PART = 60  # characters of what stands behind a label under an action
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


def with_line_below(row: RawAction, text: str) -> RawAction | None:
    """An action of a list with what the line under it says behind a label: `Status: Pågår. Förslaget är ute på remiss.`
    The first sentence is the status; null where the line begins with no such label."""
    label, colon, said = text.partition(":")
    if not colon or fold(label) not in {word for role in ROLES for word in load("roles")[role]["words"]}:
        return None
    role = _role_of(label)
    part = re.split(r"\.(?:\s+(?=[A-ZÅÄÖ])|\s*$)", said.strip(), maxsplit=1)[0].strip()
    if not part or len(part) > LONGEST_PART or any(cell.role == role for cell in row.cells):
        return None
    return replace(row, cells=(*row.cells, RawCell(role, label, part, None, row.place)))


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


def tells_of_listed(walk: Walk, p: Paragraph) -> bool:
    """Take a line under a bullet that is an action or an indicator as what it says of it: `Status: Pågår. …`, `Mäts
    genom enkäten i maj.` True where it was one."""
    if p.bullet:
        return False
    if walk.bullet_indicators and walk.indicators and p.text.startswith(method_begins()):
        measure = walk.indicators[-1]
        rest, method = split_method(p.text, p.place)
        if rest or not method or measure.parser != "list" or not _is_right_under(measure.place, p):
            return False
        walk.indicators[-1] = replace(measure, cells=(*measure.cells, *method))
        return True
    last = walk.actions[-1] if walk.actions else None
    if last is None or not walk.bullet_actions or last.parser != "bullet" or ":" not in p.text[:30]:
        return False
    told = with_line_below(last, p.text) if _is_right_under(last.place, p) else None
    if told is not None:
        walk.actions[-1] = told
    return told is not None


def _is_right_under(listed: Place, p: Paragraph) -> bool:
    """Whether a line stands right under a bullet, at its edge or further in."""
    box, below = listed.box, p.place.box
    near = 0 <= below.top - box.bottom + 2 <= 2 * p.size and below.x0 >= box.x0
    return near and listed.page == p.place.page
