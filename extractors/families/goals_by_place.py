"""Goals without a label of their own, told by what stands around them.

An area that a table or a sentence calls one, a heading with a word beside it about how well the goal was met, headings
over tables of measures in an area, numbered rows under `Delmål`. Seen in annual reports, brochures and programmes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from extractors.families.areas_told import NOBODY, areas_told
from extractors.families.chain import GOAL_NUMBER, state_goal
from extractors.families.goal_lists import asks, is_part_of_any_plan, names_list, numbers_only_goals
from extractors.families.goals import NAMED_TYPES, GoalLabel, judged_as, list_label, of_one, read_goal_label
from extractors.families.roles import role_of
from extractors.families.state import Walk, judge, level_of
from extractors.families.vocabulary import alternatives, fold, load
from extractors.geometry import overlap
from extractors.sections import Block
from pipeline.records import Cell, Heading, Paragraph, Table

SURE = 0.8  # score of a header word that names measures
FEWEST_WORDS = 3  # of a goal that no label and no word such as "ska" tells
SHORTEST_GOAL = 8  # characters


# ------------------------------------------------------------------ before the walk


def named_areas(blocks: Sequence[Block], headings: Sequence[Heading]) -> dict[str, GoalLabel]:
    """Folded title -> label of the areas that a column headed `Målområde` lists, or that the sentence right under a
    heading calls so: `Målområdet handlar om trygghet.` So is heading `2`, where goals `2.1`, `2.2` are listed in it."""
    found = _counted_areas(blocks, headings) or areas_told(blocks, headings) or _areas_with_numbers(headings)
    over: Paragraph | None = None
    for block in blocks:
        if block.table is not None:
            found |= dict(_listed_areas(block.table))
            if (area := _numbered_area(block, headings)) is not None:
                found[fold(area.title)] = area
        elif block.is_heading:
            over = None if block.paragraph and is_part_of_any_plan(fold(block.paragraph.text)) else block.paragraph
            continue
        elif over is not None and block.paragraph and (label := _called_area(block.paragraph.text)):
            found.setdefault(fold(over.text), label)
        over = None
    return found


def _counted_areas(blocks: Sequence[Block], headings: Sequence[Heading]) -> dict[str, GoalLabel]:
    """Folded title -> label of the headings under one that counts areas, where there are as many (`Tre teman`), or that
    is no more than their plural, over two at least: `Insatsområden`. Of what kind the latter are is less sure."""
    words = load("goals")["list"]
    found: dict[str, GoalLabel] = {}
    for index, heading in enumerate(headings):
        named = _names_areas().match(heading.title) if read_goal_label(heading.title) is None else None
        if named is not None:
            term = of_one(named["area"][:1].upper() + named["area"][1:])
            kind = "focus_area" if fold(term).startswith("fokus") else "goal_area"
            found |= {fold(t): GoalLabel(kind, term, None, None, NOBODY, t, False) for t in _of_plural(headings, index)}
            continue
        match = _counts_areas().match(heading.title)
        below = [h.title for h in headings if h.parent == index] if match else []
        count = fold(match["count"]) if match else ""
        number = int(count) if count.isdigit() else words["counts"].index(count) + 2 if match else 0
        if match is None or len(below) != number or any(is_part_of_any_plan(fold(t)) or asks(t) for t in below):
            continue
        if fold(match["area"]) in words["also_courses"] and not _are_of_plan(match["area"], index, blocks, headings):
            continue
        kind = "focus_area" if fold(match["area"]).startswith("fokus") else "goal_area"
        found |= {fold(t): GoalLabel(kind, "", None, None, NOBODY, t, False) for t in below if not read_goal_label(t)}
    return found


def _areas_with_numbers(headings: Sequence[Heading]) -> dict[str, GoalLabel]:
    """Folded title -> label of the headings `Område 1: Trygghet` under one over goals (`Mål 2031`) that stand over
    headings numbered `1.1`, `1.2`. Areas of a map have such headings, too."""
    found: dict[str, GoalLabel] = {}
    for index, heading in enumerate(headings):
        over = heading.parent is not None and list_label(headings[heading.parent].title) is not None
        match = _numbers_area().match(heading.title) if over else None
        below = [h.number for h in headings if h.parent == index] if match else []
        if match and below and below == [f"{match['number']}.{n}" for n in range(1, len(below) + 1)]:
            label = GoalLabel("goal_area", match["area"], match["number"], None, None, match["title"], True)
            found[fold(heading.title)] = label
    return found


@cache
def _numbers_area() -> re.Pattern[str]:
    areas = alternatives(load("goals")["list"]["numbered_areas"])
    return re.compile(rf"^(?P<area>{areas})\s+(?P<number>\d{{1,2}})\s*[:.–-]\s+(?P<title>\S.*)$", re.IGNORECASE)


def _are_of_plan(areas: str, index: int, blocks: Sequence[Block], headings: Sequence[Heading]) -> bool:
    """Whether goals stand under each heading below one, or a table has a column of them: `Inriktning`. Two
    `inriktningar` may as well be courses of a school."""
    below = {at: fold(h.title) for at, h in enumerate(headings) if h.parent == index}
    with_goals = set()
    for block in blocks:
        at = block.heading
        if block.table is not None:
            heads = [c for c in block.table.cells if c.row < max(block.table.header_rows, 1)]
            columns = {c.col for c in heads if fold(c.text) in (fold(areas), fold(areas).removesuffix("ar"))}
            if any(c.col in columns and fold(c.text) in below.values() for c in block.table.cells):
                return True
        elif block.paragraph is not None and read_goal_label(block.paragraph.text, heading=block.is_heading):
            while at is not None and at not in below:
                at = headings[at].parent
            with_goals.add(at)
    return with_goals >= below.keys()


def _of_plural(headings: Sequence[Heading], index: int) -> list[str]:
    """The headings under one that are no parts of any plan; none where one of them asks or has a label of its own."""
    below = [h.title for h in headings if h.parent == index and not is_part_of_any_plan(fold(h.title))]
    other = any(asks(t) or read_goal_label(t, heading=True) for t in below)
    return below if len(below) > 1 and not other else []


@cache
def _names_areas() -> re.Pattern[str]:
    words = load("goals")["list"]
    areas = alternatives([word for word in words["areas"] if word.endswith("områden")])
    return re.compile(rf"^(?:{alternatives(words['ours'])}\s+)?(?P<area>{areas})$", re.IGNORECASE)


@cache
def _counts_areas() -> re.Pattern[str]:
    words = load("goals")["list"]
    return re.compile(
        rf"^(?:{alternatives(words['ours'])}\s+)?(?P<count>{alternatives(words['counts'])}|\d{{1,2}})"
        rf"\s+(?:\w+\s+)?(?P<area>{alternatives(words['areas'])})$",
        re.IGNORECASE,
    )


def _listed_areas(table: Table) -> Iterator[tuple[str, GoalLabel]]:
    for head in (c for c in table.cells if c.row < max(table.header_rows, 1)):
        label = read_goal_label(head.text)
        if label is None or label.title or label.goal_type not in NAMED_TYPES:
            continue
        for cell in (c for c in table.cells if c.row > head.row and c.col == head.col):
            if any(map(str.isalpha, cell.text)) and not is_part_of_any_plan(fold(cell.text)):
                yield fold(cell.text), replace(label, strong=True)


def _numbered_area(block: Block, headings: Sequence[Heading]) -> GoalLabel | None:
    """The heading whose number all goals in a table under `Delmål` go on with."""
    listed = numbered_rows(block.table) if block.table is not None else ()
    heading = block.heading
    if not listed or heading is None or read_goal_label(headings[heading].title) is None:
        return None
    above = {number.rpartition(".")[0] for number, _ in listed}
    while heading is not None:
        if above == {headings[heading].number}:
            return GoalLabel("goal_area", "", headings[heading].number, None, None, headings[heading].title, True)
        heading = headings[heading].parent
    return None


@cache
def _area_words() -> re.Pattern[str]:
    words = [w for term in load("goals")["term"] if term["type"] in NAMED_TYPES for w in term["words"]]
    areas = alternatives([word for word in words if word.endswith("område")])
    tells = alternatives(load("goals")["list"]["tells"])
    return re.compile(rf"(?:^|[.!?]\s+)(?P<area>{areas})t\s+{tells}\b", re.IGNORECASE)


def _called_area(text: str) -> GoalLabel | None:
    match = _area_words().search(text)
    return read_goal_label(match["area"]) if match else None


def measured_headings(blocks: Sequence[Block], headings: Sequence[Heading]) -> frozenset[int]:
    """The headings under which a table of measures stands, or a heading over a list of them: `Så följer vi upp`."""
    words = load("goals")["indicator_list"]
    lists = frozenset([*words["words"], *words["follow"]])
    found = set()
    for block in blocks:
        own = headings[block.heading] if block.is_heading and block.heading is not None else None
        if own is not None and own.parent is not None and fold(own.title) in lists:
            found.add(own.parent)
        if block.table is not None and block.heading is not None:
            heads = (c.text for c in block.table.cells if c.row < max(block.table.header_rows, 1))
            if any(role == "indicator" and score >= SURE for role, score in map(role_of, heads)):
                found.add(block.heading)
    return frozenset(found)


# ------------------------------------------------------------------ in the walk


def state_area(walk: Walk, p: Paragraph, block: Block, text: str) -> bool:
    """Make a heading the area that the document calls it elsewhere; true where it was one."""
    label = walk.areas.get(fold(text))
    if label is None:
        return False
    before = len(walk.goals)
    title = replace(label, title=label.title or text, strong=True)
    state_goal(walk, title, p.place, level_of(walk, block.heading), "heading", block.heading)
    if not label.strong and len(walk.goals) > before:  # only a sentence calls it so
        set_by = walk.goals[-1].set_by or None
        walk.goals[-1] = replace(walk.goals[-1], set_by=set_by, flags=("goal-without-label",), confidence=0.6)
    return True


def state_measured(walk: Walk, p: Paragraph, block: Block, text: str) -> bool:
    """Make a heading in an area a goal where a table of measures stands under it or under one beside it; true where it
    was made one. It is to be reviewed."""
    if block.heading is None or (parent := walk.headings[block.heading].parent) is None:
        return False
    in_area = any(g.section == parent and g.goal_type in NAMED_TYPES for g in walk.goals)
    beside = [i for i, heading in enumerate(walk.headings) if heading.parent == parent]
    if not in_area or walk.measured.isdisjoint(beside) or not _may_be_goal(text):
        return False
    number = walk.headings[block.heading].number if numbers_only_goals(walk.headings) else None
    areas = {g.key for g in walk.goals if g.section == parent and g.goal_type in NAMED_TYPES}
    if number is None and any(g.parent in areas and g.number and not g.flags for g in walk.goals):
        return False  # the goals of the area have labels with numbers
    label = GoalLabel("goal", "Mål", number, None, None, text, True)
    _state_for_review(walk, label, p, block)
    return True


def state_judged(walk: Walk, p: Paragraph, block: Block) -> bool:
    """Make the heading beside a judgement a goal: `Staden är trygg      Måluppfyllelse: Uppfyllt`; true where it was
    made one."""
    said = judged_as(p.text)
    own = walk.headings[block.heading] if block.heading is not None else None
    if (
        said is None
        or own is None
        or own.place.page != p.place.page
        or any(g.section == block.heading for g in walk.goals)
    ):
        return False
    beside = overlap(own.place.box.top, own.place.box.bottom, p.place.box.top, p.place.box.bottom) > 0
    if not beside or is_part_of_any_plan(fold(own.title)):
        return False
    label = GoalLabel("goal", "Mål", None, None, None, own.title, True)
    state_goal(walk, label, own.place, level_of(walk, block.heading), "heading", block.heading)
    judge(walk, walk.goals[-1].key, said)
    return True


def state_numbered(walk: Walk, table: Table) -> bool:
    """Read rows of a number and a wording under a heading over goals as goals: `Delmål`, and `1.1 | Staden är trygg`
    between rules; true where they were."""
    listed = numbered_rows(table)
    if walk.listing is None or walk.listed_under != walk.heading or not listed:
        return False
    goal_type, term, set_by = walk.listing
    for number, cell in listed:
        label = GoalLabel(goal_type, term, number, None, set_by, cell.text, True)
        state_goal(walk, label, cell.place, 99.0, "list", walk.heading)
    return True


def numbered_rows(table: Table) -> list[tuple[str, Cell]]:
    """Number and wording of each row, where all rows of a table are no more than that."""
    rows: dict[int, list[Cell]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell)
    listed = [_numbered_row(row) for row in rows.values()]
    return [row for row in listed if row is not None] if all(listed) else []


def _numbered_row(row: Sequence[Cell]) -> tuple[str, Cell] | None:
    if len(row) != 2:
        return None
    first, second = sorted(row, key=lambda cell: cell.col)
    match = GOAL_NUMBER.fullmatch(first.text.strip())
    is_text = len(second.text) >= SHORTEST_GOAL and second.text[:1].isupper()
    return (match[1], second) if match and is_text else None


def _may_be_goal(text: str) -> bool:
    """Whether a heading may say what shall be: no part of any plan, no label of a list, no text about goals."""
    words = fold(text).split()
    if len(words) < FEWEST_WORDS or text.rstrip()[-1:] in ":?" or is_part_of_any_plan(fold(text)):
        return False
    telling = load("goals")["list"]["about"]
    about = any(w.startswith("mål") or w.endswith(("mål", "målen", "indikatorer")) or w in telling for w in words)
    return not about and not names_list(fold(text)) and words[0] not in load("goals")["list"]["asks"]


def _state_for_review(walk: Walk, label: GoalLabel, p: Paragraph, block: Block) -> None:
    before = len(walk.goals)
    state_goal(walk, label, p.place, level_of(walk, block.heading), "heading", block.heading)
    if len(walk.goals) > before:
        walk.goals[-1] = replace(walk.goals[-1], flags=("goal-without-label",), confidence=0.6)
