"""A goal's label and number in a panel of their own beside its wording: `MÅL` over `K1`, and right of both the goal.

Seen in business plans of municipal companies and in budgets with cards.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.families.chain import NUMBER
from extractors.families.goal_lists import is_part_of_any_plan
from extractors.families.goals import read_goal_label
from extractors.families.lone_labels import read_lone_label
from extractors.families.vocabulary import fold
from extractors.geometry import height, overlap, union
from extractors.sections import Block

UNDER = 1.5  # of the number's size, at most between a label and the number under it
BESIDE = 0.4  # of the lower one's height, at which a number and its heading stand side by side
LEVEL = 1.0  # of the wording's size, by which it may begin higher or lower than its label
FEWEST_WORDS = 3  # of a goal; fewer are the header of a column
NEAR = 60.0  # points from the panel to the wording
NUMBER_ALONE = re.compile(r"[1-9]\d?(?:\.\d{1,2})*")
CODE = re.compile(rf"{NUMBER}|[A-ZÅÄÖ]")


def with_side_labels(blocks: Sequence[Block]) -> list[Block]:
    """Blocks with the label and the number of a panel set before the wording beside it, and gone themselves."""
    labelled: dict[int, str] = {}
    gone: set[int] = set()
    for at, label in enumerate(blocks):
        if label.paragraph is None or read_lone_label(label.paragraph) is None:
            continue
        near = [i for i in range(max(at - 3, 0), min(at + 4, len(blocks))) if i != at]
        code = next((i for i in near if _is_code_under(label, blocks[i])), None)
        if code is not None and any(_is_code_under(blocks[code], blocks[i]) for i in near if i != code):
            continue  # a column of numbers under its header
        wording = next((i for i in near if code is not None and _stands_beside(label, blocks[code], blocks[i])), None)
        if code is not None and wording is not None:
            labelled[wording] = f"{label.paragraph.text} {_text(blocks[code])}: "
            gone |= {at, code}
    return [_named(block, labelled.get(i, "")) for i, block in enumerate(blocks) if i not in gone]


def with_side_numbers(blocks: Sequence[Block]) -> list[Block]:
    """Headings with the number that stands in larger print left of each, which is gone itself: `1` in a square of its
    own beside `Barn mår bra`, `1.1` in the margin. The document numbers two or more so, from 1 on."""
    beside: dict[int, int] = {}
    for at, block in enumerate(blocks):
        if block.paragraph is not None and NUMBER_ALONE.fullmatch(block.paragraph.text):
            heading = next((i for i in (at + 1, at - 1) if _is_numbered_by(block, blocks[i : i + 1])), None)
            if heading is not None:
                beside[heading] = at
    if len(beside) < 2 or not _count_on([_text(blocks[at]) for at in beside.values()]):
        return list(blocks)
    gone = set(beside.values())
    return [_numbered(b, blocks[beside[i]]) if i in beside else b for i, b in enumerate(blocks) if i not in gone]


def _count_on(numbers: Sequence[str]) -> bool:
    """Whether numbers are those of a list from 1 on, or of one in levels: `1.1`, `1.2`, `2.1`."""
    told = [tuple(map(int, number.split("."))) for number in numbers]
    return set(told[0]) == {1} and all(_is_next(a, b) for a, b in pairwise(told))


def _is_next(before: tuple[int, ...], number: tuple[int, ...]) -> bool:
    """Whether a number is the next one on its level, the first below it, or the first of a next part: `2.1` behind
    `1.3`."""
    same = next((n for n, (a, b) in enumerate(zip(before, number, strict=False)) if a != b), len(before))
    if same == len(before):
        return number[same:] == (1,)
    rest = number[same + 1 :]
    return number[same : same + 1] == (before[same] + 1,) and set(rest) <= {1}


def _is_numbered_by(number: Block, found: Sequence[Block]) -> bool:
    """Whether a number stands left of a heading, at its height or that of the heading and the label over it, and
    larger."""
    heading = found[0] if found else None
    if heading is None or not heading.is_heading or heading.paragraph is None or number.paragraph is None:
        return False
    one, box = number.place.box, heading.place.box
    level = overlap(one.top, one.bottom, box.top, box.bottom) >= BESIDE * min(height(one), height(box))
    near = 0 < box.x0 - one.x1 <= NEAR and level
    return near and number.place.page == heading.place.page and number.paragraph.size > heading.paragraph.size


def _numbered(block: Block, number: Block) -> Block:
    assert block.paragraph is not None
    place = block.place._replace(box=union((number.place.box, block.place.box)))
    text = f"{_text(number)} {block.paragraph.text}"
    return replace(block, place=place, paragraph=replace(block.paragraph, text=text, place=place))


def _named(block: Block, label: str) -> Block:
    if not label or block.paragraph is None:
        return block
    return replace(block, paragraph=replace(block.paragraph, text=label + block.paragraph.text))


def _text(block: Block) -> str:
    return block.paragraph.text.strip() if block.paragraph is not None else ""


def _is_code_under(label: Block, block: Block) -> bool:
    if block.place.page != label.place.page or not CODE.fullmatch(_text(block)) or block.paragraph is None:
        return False
    above, below = label.place.box, block.place.box
    near = -0.5 * block.paragraph.size <= below.top - above.bottom <= UNDER * block.paragraph.size
    return near and overlap(above.x0, above.x1, below.x0, below.x1) > 0


def _stands_beside(label: Block, code: Block, block: Block) -> bool:
    """Whether a bold text begins right of a panel, at the height of its label, and is no label itself."""
    p = block.paragraph
    if p is None or block.place.page != label.place.page or not (p.bold or block.is_heading):
        return False
    end = max(label.place.box.x1, code.place.box.x1)
    level = abs(p.place.box.top - label.place.box.top) <= LEVEL * p.size
    if len(p.text.split()) < FEWEST_WORDS or is_part_of_any_plan(fold(p.text).split()[0]):
        return False
    return level and 0 < p.place.box.x0 - end <= NEAR and read_goal_label(p.text, heading=True) is None
