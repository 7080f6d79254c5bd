"""Labels of assignments (uppdrag) and initiatives."""

from __future__ import annotations

import re

from extractors.families.vocabulary import fold, load

BOARD = re.compile(  # a board's mark, alone or with a date or paragraph: `MBN`, `BUN 2031-02-03`, `MBN § 4`
    r"(?P<mark>[A-ZÅÄÖ]{1,4}N)[\s,]*(?:$|§|\d)"
)


def read_assignment(text: str) -> tuple[str, str | None] | None:
    """The assignment that a heading states, and who gave it: `Uppdrag från KF: …`."""
    match = re.match(r"^([^:]{3,60}):\s*(.+)$", text, re.DOTALL)
    if not match:
        return None
    label = fold(match.group(1))
    for entry in load("actions")["assignment"]:
        if label in entry["words"]:
            return match.group(2).strip(), entry["set_by"] or None
    return None


def given_by(text: str) -> str | None:
    """Who gave an assignment, by the first word of a cell: `KF 2030-11-20 § 118`; null where it names nobody known."""
    first = re.split(r"[\s,:;/(]", fold(text), maxsplit=1)[0].removesuffix(":s")
    for entry in load("actions")["given_by"]:
        if first in entry["words"] or first.endswith(tuple(entry.get("ends", ()))):
            return str(entry["set_by"])
    board = BOARD.match(text.strip())
    return "committee" if board and fold(board["mark"]) not in load("actions")["marks"]["no_board"] else None


def giver_in(header: str) -> str | None:
    """Who gave the assignments of a column, where its header says so: `Uppdrag från KF`."""
    label = fold(header)
    return next((e["set_by"] or None for e in load("actions")["assignment"] if label in e["words"]), None)
