"""What the boxes of a goal map (målkarta) or goal chain (målkedja) say: goals and whom they serve, indicators, actions.

A goal's parent is drawn (a line, a box around it) or follows from the levels; see `goal_levels` for these.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from extractors.blocks import TextBlock, join_lines
from extractors.diagrams import Diagram, DiagramBox
from extractors.families.goal_legends import Node
from extractors.families.goal_levels import AREAS, NO_LEVELS, RANK, Background, Level, Levels, find_levels, lists_goals
from extractors.families.labelled import with_labelled_parts
from extractors.families.labelled_lines import split_level
from extractors.families.measure_boxes import find_value_heads, read_measures, states_value
from extractors.families.slide_words import SlideWords, fold, split_number, split_scope, starts_with, words_of
from extractors.geometry import height, overlap, union, width
from pipeline.records import Box, Place, RawAction, RawGoal, RawIndicator

PARSER = "diagram-box"
OF_THE_COUNCIL = frozenset({"vision", "overarching_goal", "strategic_goal"})
ALONE = frozenset({"vision", "overarching_goal", *AREAS, "indicator", "key_result", "action"})  # no list of goals
FEWEST_WORDS = 3  # of a goal in a list
UNDER = 0.9  # of a box that must lie under (or beside) another that is to be its parent


@dataclass(frozen=True, slots=True)
class GoalMap:
    """What a diagram says. `contents` are boxes beside a goal that hold more about it, by the goal's key."""

    goals: tuple[RawGoal, ...] = ()
    indicators: tuple[RawIndicator, ...] = ()
    actions: tuple[RawAction, ...] = ()
    contents: Mapping[str, DiagramBox] = field(default_factory=dict)
    measured: frozenset[int] = frozenset()  # boxes whose measures were read with their values
    figures: bool = False  # boxes hold figures in columns, which are no names of indicators and are left out
    understood: frozenset[int] = frozenset()  # boxes that have a level or name one


def read_goal_map(
    diagram: Diagram,
    title: str | None,
    background: Background,
    words: SlideWords,
    only_labelled: bool = False,
    captioned: Mapping[int, Level] = NO_LEVELS,
) -> GoalMap | None:
    """The goals of a diagram, or None where it is of something else.

    `only_labelled` asks for printed levels: nothing is then inferred from position. `captioned` are the levels that
    the figure's caption gives.
    """
    if title is not None and _is_of_council(title, words):
        background = replace(background, council=True, council_areas=True)
    levels = find_levels(diagram, title, background, words, only_labelled, captioned)
    return None if levels is None else _records(diagram, levels, background, words)


def _is_of_council(title: str, words: SlideWords) -> bool:
    """Whether a title says that the goals on its page are the council's: `Kommunfullmäktiges målkarta`."""
    first, *rest = words_of(title) or [""]
    return first.removesuffix("s") in words.council[0] and any(word.startswith("mål") for word in rest)


def _records(diagram: Diagram, found: Levels, background: Background, words: SlideWords) -> GoalMap:
    nodes, levels, across = found.nodes, found.of, found.across
    parents = {i: _parent(i, diagram, nodes, levels, across) for i in levels}
    several = {i for i, level in levels.items() if level.type not in ALONE and _is_list(nodes[i])}
    goals, indicators, actions = [], [], []
    contents: dict[str, DiagramBox] = {}
    heads, measured = find_value_heads(diagram), set[int]()
    figures = False
    for i in sorted(levels):
        node, level = nodes[i], levels[i]
        parent = parents[i]
        while parent in several:  # what stands under a list of goals serves what these serve
            parent = parents[parent]
        tie = None if parent is None else _key(diagram, parent)
        flags = level.flags if parent is not None or RANK[level.type] < 6 else (*level.flags, "goal-unclear")
        if i in several:
            for n, item in enumerate(node.rest, start=1):
                goals.append(_goal(f"{_key(diagram, i)}-{n}", tie, node, level, background, words, item))
            continue
        if RANK[level.type] < 6:
            goals.append(_goal(_key(diagram, i), tie, node, level, background, words))
            partner = _partner(i, diagram, nodes, levels)
            if partner is not None:
                contents[goals[-1].key] = nodes[partner].box
            continue
        measures = read_measures(node.box, heads) if level.type in ("indicator", "key_result") else ()
        for n, measure in enumerate(measures):
            indicators.append(
                RawIndicator(
                    f"{_key(diagram, i)}-{n + 1}",
                    tie,
                    level.type,
                    measure.name,
                    measure.place,
                    cells=measure.cells,
                    parser=PARSER,
                    flags=flags,
                    confidence=min(level.confidence, 0.85),
                )
            )
        if measures:
            measured.add(i)
            continue
        items = _items(node, level, words)
        if not all(any(c.isalpha() for c in text) and not states_value(text) for text, _ in items):
            figures = True
            continue
        for n, (text, place) in enumerate(items):
            key = f"{_key(diagram, i)}-{n + 1}"
            if level.type == "action":
                actions.append(
                    with_labelled_parts(
                        RawAction(key, tie, place, action=text, parser=PARSER, flags=flags, confidence=level.confidence)
                    )
                )
            else:
                name, cells = split_level(text, place)
                row = RawIndicator(key, tie, level.type, name, place, cells=cells, parser=PARSER, flags=flags)
                indicators.append(replace(row, confidence=level.confidence))
    return GoalMap(
        tuple(goals),
        tuple(indicators),
        tuple(actions),
        contents,
        frozenset(measured),
        figures,
        frozenset(levels) | found.legends,
    )


def _is_list(node: Node) -> bool:
    """Whether a box holds several goals in a list, each more than a name."""
    return len(node.rest) > 1 and lists_goals(node) and all(len(b.text.split()) >= FEWEST_WORDS for b in node.rest)


def _key(diagram: Diagram, i: int) -> str:
    page = f"{diagram.page}.{diagram.part}" if diagram.part else f"{diagram.page}"
    return f"map-{page}-{i + 1}"


def _goal(
    key: str,
    parent: str | None,
    node: Node,
    level: Level,
    background: Background,
    words: SlideWords,
    item: TextBlock | None = None,
) -> RawGoal:
    """The goal that a box states, or one `item` of its list."""
    scope, setter, title = split_scope(item.text if item else node.title, words)
    number, title = split_number(title)
    if setter is None and level.term is not None:
        setter = next((who for start, who in words.setters.items() if fold(level.term).startswith(start)), None)
    setter = node.set_by or setter or level.set_by
    of_areas = level.type in AREAS and background.council_areas
    if setter is None and (of_areas or (background.council and level.type in OF_THE_COUNCIL)):
        setter = "council"
    return RawGoal(
        key=key,
        parent=parent,
        goal_type=level.type,
        title=title,
        place=item.place if item else node.box.place,
        term=level.term,
        number=number or (node.label.number if node.label else None),
        scope=scope,
        set_by=setter,
        description=node.body if node.head else None,
        parser=PARSER,
        flags=level.flags,
        confidence=level.confidence,
    )


def _items(node: Node, level: Level, words: SlideWords) -> list[tuple[str, Place]]:
    """The indicators or actions in one box: its bullets, its paragraphs, or lines that each begin an indicator."""
    items: list[tuple[str, Place]] = []
    for block in node.rest:
        if level.type == "action" or block.bullet:
            items.append((block.text, block.place))
            continue
        begins = [i for i, line in enumerate(block.lines) if i == 0 or starts_with(line.text, words.indicator_starts)]
        for start, end in zip(begins, [*begins[1:], len(block.lines)], strict=True):
            lines = block.lines[start:end]
            items.append(
                (join_lines(line.text for line in lines), Place(block.place.page, union(b.box for b in lines)))
            )
    label = node.label
    if label is not None and label.rest and items:
        items[0] = (label.rest, items[0][1])
    return items


def _parent(i: int, diagram: Diagram, nodes: Sequence[Node], levels: Mapping[int, Level], across: bool) -> int | None:
    """The goal that a box serves: joined by a line, around it, or the only one that the next level above can mean."""
    rank = RANK[levels[i].type]
    goals = {j for j, level in levels.items() if RANK[level.type] < min(rank, 6)}
    joined = {c.source if c.target == i else c.target for c in diagram.connections if i in (c.source, c.target)}
    drawn = sorted((j for j in joined if j in goals), key=lambda j: -RANK[levels[j].type])
    if drawn:
        return drawn[0]
    sources = [c.source for c in diagram.connections if c.target == i and c.directed and c.source in levels]
    through = [j for j in sources if RANK[levels[j].type] == rank == 6 and levels[j].type != levels[i].type]
    if len(through) == 1 == len(sources):  # an action drawn from the measure of a goal
        return _parent(through[0], diagram, nodes, levels, across)
    same = [j for j in sources if RANK[levels[j].type] == rank < 6]
    if len(same) == 1:
        return same[0]
    container = nodes[i].box.container
    while container is not None:
        if container in goals:
            return container
        container = nodes[container].box.container
    return _parent_by_level(i, nodes, levels, goals, across)


def _parent_by_level(
    i: int, nodes: Sequence[Node], levels: Mapping[int, Level], goals: set[int], across: bool
) -> int | None:
    """The one goal on the nearest level above; of several the one over (or before) it, where that holds for the whole
    level. A vision is nobody's parent by position alone when it stands under the others, nor the overarching goal's."""
    box = nodes[i].box.outline
    peers = [j for j in levels if levels[j].type == levels[i].type]
    for rank in sorted({RANK[levels[j].type] for j in goals}, reverse=True):
        tier = [j for j in goals if RANK[levels[j].type] == rank]
        if rank == 0:
            tier = [
                j for j in tier if levels[i].type != "overarching_goal" and _before(nodes[j].box.outline, box, across)
            ]
        if len(tier) == 1:
            return tier[0]
        over = {p: _holders(nodes[p].box.outline, tier, nodes, across) for p in peers}
        if tier and all(len(found) == 1 for found in over.values()):
            return over[i][0]
    return None


def _holders(box: Box, tier: Sequence[int], nodes: Sequence[Node], across: bool) -> list[int]:
    """Boxes of a level that `box` stands under, or beside where levels are columns; 90 % of it must."""
    if across:
        spans = [(overlap(box.top, box.bottom, o.top, o.bottom) / height(box), j) for j, o in _outlines(tier, nodes)]
    else:
        spans = [(overlap(box.x0, box.x1, o.x0, o.x1) / width(box), j) for j, o in _outlines(tier, nodes)]
    return [j for share, j in spans if share >= UNDER]


def _before(first: Box, second: Box, across: bool) -> bool:
    """Whether a box stands over another, or to its left where levels are columns."""
    return first.x1 <= second.x0 if across else first.bottom <= second.top


def _outlines(tier: Sequence[int], nodes: Sequence[Node]) -> list[tuple[int, Box]]:
    return [(j, nodes[j].box.outline) for j in tier]


def _partner(i: int, diagram: Diagram, nodes: Sequence[Node], levels: Mapping[int, Level]) -> int | None:
    """The one box without a level beside a goal: what it says belongs to the goal."""
    row = next(row for row in diagram.rows if i in row)
    others = [j for j in row if j not in levels and nodes[j].body]
    return others[0] if len(others) == 1 and sum(j in levels for j in row) == 1 else None
