"""Labels of assignments (uppdrag) and initiatives."""

from __future__ import annotations

import re

from extractors.families.vocabulary import fold, load


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
