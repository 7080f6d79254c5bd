"""Lines under a goal that tie it to an outside framework: `Agenda 2030: God utbildning, Minskad ojämlikhet`."""

from __future__ import annotations

import re

from extractors.families.slide_words import Framework, fold, read_slide_words
from extractors.families.state import Walk
from pipeline.records import Paragraph, RawAlignment

LABEL = re.compile(r"^([^:]{4,40}):\s+(\S.*)$", re.DOTALL)
# `Industri, innovationer och infrastruktur` is one name: only what begins anew stands behind a comma or an `och`.
BETWEEN = re.compile(r"\s*;\s*|,\s+(?=[A-ZÅÄÖ\d])|\s+(?:och|samt)\s+(?=[A-ZÅÄÖ\d])")


def read_alignment(walk: Walk, p: Paragraph) -> bool:
    """Add the links of a line to the goal that it stands under; False where the line is something else.

    Only a label that names one framework and nothing else counts; a line under no goal links nothing.
    """
    match = LABEL.match(p.text)
    labelled = _framework_of(match[1]) if match else None
    goal = walk.describing or (walk.open_goals[-1][2] if walk.open_goals else None)
    if match is None or labelled is None or goal is None:
        return False
    framework, kind = labelled
    for text in BETWEEN.split(match[2].rstrip(" .")):
        walk.alignments.append(RawAlignment(goal, framework.name, kind, text.strip(), p.place))
    return True


def _framework_of(label: str) -> tuple[Framework, str | None] | None:
    """The framework that a label names, and the kind of its items. One of a county is named in full elsewhere."""
    folded = fold(label)
    for framework in read_slide_words().frameworks:
        if framework.of_county:
            continue
        if folded in framework.kinds:
            return framework, framework.kinds[folded]
        if folded in framework.words:
            return framework, next(iter(framework.numbered.values()), None)
    return None
