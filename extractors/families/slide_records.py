"""What slides say, as records: the same goal on several slides, on a slide and in text, or in a table is one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from extractors.families.goal_levels import AREAS, RANK
from extractors.families.rows import ROW_FAMILIES, read_table
from extractors.families.slide_pages import Slide
from extractors.families.slide_words import fold, read_slide_words
from extractors.families.state import Walk
from extractors.families.tabled_links import read_tabled_links
from extractors.geometry import centre_in
from extractors.sections import Block
from pipeline.records import Box, Heading, Place, RawAction, RawAlignment, RawGoal, RawIndicator, Table, Trouble

CELL = "goal-cell"  # parser of a goal that the cell of a table states
TITLE = "slide-title"  # and of one that the title of a slide is
TOUCHING = 2.0  # points between a band and the box right under it
R = TypeVar("R", RawIndicator, RawAction)


@dataclass(frozen=True, slots=True)
class SlideReading:
    """What the slides and diagrams of a file say, and the pages that are thereby read.

    `section` of a record is an index into `headings`; `headings` covers the pages in `pages` only.
    """

    goals: tuple[RawGoal, ...] = ()
    indicators: tuple[RawIndicator, ...] = ()
    actions: tuple[RawAction, ...] = ()
    alignments: tuple[RawAlignment, ...] = ()
    headings: tuple[Heading, ...] = ()
    pages: frozenset[int] = frozenset()
    troubles: tuple[Trouble, ...] = ()
    subjects: Mapping[int, str] = field(default_factory=dict)  # page -> the goal that the whole slide is about
    shown: tuple[Slide, ...] = ()  # all slides of the file, also those that are read as text is


@dataclass(frozen=True, slots=True)
class Found:
    """Records of one slide or series, before the same goal on several slides becomes one."""

    goals: tuple[RawGoal, ...] = ()
    indicators: tuple[RawIndicator, ...] = ()
    actions: tuple[RawAction, ...] = ()
    alignments: tuple[RawAlignment, ...] = ()
    troubles: tuple[Trouble, ...] = ()


def merge(parts: Iterable[Found]) -> Found:
    """The same goal on several slides as one record: the fullest statement, with the parent that any of them has."""
    parts = list(parts)
    groups: dict[str, list[RawGoal]] = {}
    for goal in (goal for part in parts for goal in part.goals):
        groups.setdefault(fold(goal.title), []).append(goal)
    over = {goal.parent for goals in groups.values() for goal in goals}
    kept = {
        title: max(goals, key=lambda g: _fullness(g, g.parser == TITLE and g.key in over))
        for title, goals in groups.items()
    }
    renamed = {goal.key: kept[title].key for title, goals in groups.items() for goal in goals}
    ranked = {goal.key: goal.goal_type for goal in kept.values()}
    merged = []
    for title, goals in groups.items():
        above = {renamed[goal.parent] for goal in goals if goal.parent is not None} - {kept[title].key}
        parent = max(
            sorted(above), key=lambda key: RANK[ranked[key]], default=None
        )  # an area says more than the vision
        description = next((g.description for g in [kept[title], *goals] if g.description), None)
        merged.append(replace(kept[title], parent=parent, description=description))
    return Found(
        goals=tuple(sorted(merged, key=lambda goal: (goal.place.page, goal.place.box.top, goal.place.box.x0))),
        indicators=tuple(replace(row, goal=_renamed(row.goal, renamed)) for part in parts for row in part.indicators),
        actions=tuple(replace(row, goal=_renamed(row.goal, renamed)) for part in parts for row in part.actions),
        alignments=tuple(replace(row, goal=renamed[row.goal]) for part in parts for row in part.alignments),
        troubles=tuple(trouble for part in parts for trouble in part.troubles),
    )


def _fullness(goal: RawGoal, holds: bool) -> tuple[bool, bool, bool, float, int]:
    """How full a statement is; as the title of a slide it `holds` other goals, which stand under it there."""
    return goal.description is not None, goal.parent is not None, holds, goal.confidence, -goal.place.page


def without_lists_of_goals(parts: Sequence[Found]) -> list[Found]:
    """Goals without a description that is nothing but a list of goals which other slides state: a summary."""
    titles = {fold(goal.title) for part in parts for goal in part.goals}
    return [replace(part, goals=tuple(_without_list(g, titles) for g in part.goals)) for part in parts]


def _without_list(goal: RawGoal, titles: set[str]) -> RawGoal:
    rest = fold(goal.description or "")
    for title in sorted(titles, key=len, reverse=True) if rest else ():
        rest = rest.replace(title, "")
    return replace(goal, description=goal.description if any(map(str.isalnum, rest)) else None)


def without_stated(reading: SlideReading, walk: Walk) -> SlideReading:
    """What slides say without the goals that the text pages of the document state too; what belongs to these is tied
    to the rows of the text pages, which keep the parent that a slide draws. A goal that a slide shows before a table
    names it beside what serves it stays the slide's."""
    twins = {g.key: twin for g in reading.goals if (twin := _twin(g, walk.goals)) is not None}
    shown = {key for key, twin in twins.items() if _is_named_later(twin, key, reading.goals)}
    renamed = {key: goal.key for key, goal in twins.items()}
    drawn = {renamed[g.key]: _renamed(g.parent, renamed) for g in reading.goals if g.key in twins}
    told = {twins[key].key for key in shown}
    walk.goals = [replace(g, parent=g.parent or drawn.get(g.key)) for g in walk.goals if g.key not in told]
    kept = [
        _with_what_is_told(g, twins[g.key]) if g.key in shown else g
        for g in reading.goals
        if g.key in shown or g.key not in twins
    ]
    return replace(
        reading,
        goals=tuple(replace(g, parent=_renamed(g.parent, renamed)) for g in kept),
        indicators=tuple(replace(row, goal=_renamed(row.goal, renamed)) for row in reading.indicators),
        actions=tuple(replace(row, goal=_renamed(row.goal, renamed)) for row in reading.actions),
        alignments=tuple(replace(row, goal=renamed.get(row.goal, row.goal)) for row in reading.alignments),
    )


def _is_named_later(twin: RawGoal, key: str, shown: Sequence[RawGoal]) -> bool:
    """Whether the cell of a table names a goal that a slide before it, or the same, shows."""
    goal = next(g for g in shown if g.key == key)
    return twin.parser == CELL and twin.description is None and goal.place.page <= twin.place.page


def _with_what_is_told(goal: RawGoal, twin: RawGoal) -> RawGoal:
    """A slide's goal with what the table tells of it, under the key that the table's rows know it by."""
    return replace(
        goal,
        key=twin.key,
        term=goal.term or (twin.term if goal.goal_type == twin.goal_type else None),
        number=goal.number or twin.number,
        scope=goal.scope or twin.scope,
        set_by=goal.set_by or twin.set_by,
        parent=goal.parent or twin.parent,
        assessment=goal.assessment or twin.assessment,
    )


def with_tiles(reading: SlideReading, blocks: Sequence[Block]) -> SlideReading:
    """What slides say with the tiles on those that have no other indicators, under the one goal of their slide."""
    stated = {row.place.page for row in reading.indicators}
    rows = list(reading.indicators)
    tiles = [b for b in blocks if b.tile is not None and b.place.page in reading.pages and b.place.page not in stated]
    on_top = {id(block): _goal_on_top(block.place, reading) for block in tiles}
    banded = {block.place.page for block in tiles if on_top[id(block)] is not None}  # each has a band of its own
    for block in tiles:
        page = block.place.page
        assert block.tile is not None
        goals = [goal.key for goal in reading.goals if goal.place.page == page]
        section = next((i for i, heading in enumerate(reading.headings) if heading.place.page == page), None)
        goal = goals[0] if len(goals) == 1 else reading.subjects.get(page)
        goal = on_top[id(block)] if page in banded else goal
        rows.append(replace(block.tile, key=f"tile-{page}-{len(rows)}", goal=goal, section=section))
    return replace(reading, indicators=tuple(rows))


def _goal_on_top(tile: Place, reading: SlideReading) -> str | None:
    """The goal whose words fill the band right on the box of a tile, edge to edge."""
    slide = next((slide for slide in reading.shown if slide.page == tile.page), None)
    boxes = slide.diagram.boxes if slide is not None and slide.diagram is not None else ()
    here = next((box.outline for box in boxes if centre_in(tile.box, box.outline)), None)
    on_top = [] if here is None else [box for box in boxes if _is_on(box.outline, here)]
    named = [goal.key for goal in reading.goals for box in on_top if fold(goal.title) == fold(box.text)]
    return named[0] if len(named) == 1 else None


def _is_on(band: Box, box: Box) -> bool:
    return all(abs(a - b) <= TOUCHING for a, b in ((band.bottom, box.top), (band.x0, box.x0), (band.x1, box.x1)))


def _twin(goal: RawGoal, others: Sequence[RawGoal]) -> RawGoal | None:
    """The same goal among others: in the same words, of the same level; a bare `Mål` may be of any. A drawing may show
    the vision by its first sentence."""
    title = fold(goal.title)
    same = [o for o in others if "goal" in (o.goal_type, goal.goal_type) or o.goal_type == goal.goal_type]
    whole = next((other for other in same if fold(other.title) == title), None)
    if whole is not None or goal.goal_type != "vision":
        return whole
    return next((other for other in same if fold(other.title.split(". ")[0]) == title), None)


def _renamed(key: str | None, renamed: Mapping[str, str]) -> str | None:
    return renamed.get(key, key) if key is not None else None


def under_title(found: Found, titled: Found) -> Found:
    """A map's goals that no box is over, under the goal that the slide's title names."""
    if not titled.goals:
        return found
    [title] = titled.goals
    if title.goal_type in AREAS:  # what is called overarching on an area's own slide is not over the area
        found = replace(found, goals=tuple(_not_over(g) for g in found.goals))
    goals = tuple(
        replace(g, parent=title.key) if g.parent is None and RANK[g.goal_type] > RANK[title.goal_type] else g
        for g in found.goals
    )
    return replace(found, goals=(*titled.goals, *goals))


def _not_over(goal: RawGoal) -> RawGoal:
    return replace(goal, goal_type="strategic_goal") if goal.goal_type == "overarching_goal" else goal


def links_in_tables(
    tables: Sequence[Table], goals: Sequence[RawGoal], known: Sequence[RawAlignment], text: str
) -> list[RawAlignment]:
    """Links that tables anywhere in a document draw from its goals to frameworks, without those that are known."""
    words = read_slide_words()
    titles = [fold(goal.title) for goal in goals]
    keys = {fold(goal.title): goal.key for goal in goals if titles.count(fold(goal.title)) == 1}
    told = {(link.goal, link.framework, link.text) for link in known}
    found = (link for table in tables for link in read_tabled_links(table, keys, [text], words))
    return [link for link in found if (link.goal, link.framework, link.text) not in told]


def places_of_rows(tables: Sequence[Table]) -> list[Place]:
    """Where the tables stand that have rows of indicators, actions or money."""
    read = [table for table in tables if read_table(table, table.caption, {}, None).family in ROW_FAMILIES]
    return [place for table in read for place in table.places]


def outside_tables(records: tuple[R, ...], tables: Sequence[Table]) -> tuple[R, ...]:
    """The records that stand in no table which is read as such."""
    pages = {record.place.page for record in records}
    boxes = places_of_rows([table for table in tables if any(place.page in pages for place in table.places)])
    return tuple(
        record
        for record in records
        if not any(record.place.page == place.page and centre_in(record.place.box, place.box) for place in boxes)
    )
