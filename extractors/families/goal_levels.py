"""Which level the boxes of a goal map (målkarta) or goal chain (målkedja) stand on.

The level of a box comes, in this order, from its own label (`Vision: …`), from its wording (`Andel elever …`), from a
legend box that is around it, joined to it, has its colour or stands above or beside it, and from the page's title.
Only where a page has none of these, and its boxes are plainly goals, is it inferred from position; such rows carry the
flag `level-inferred`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from extractors.blocks import TextBlock
from extractors.diagrams import Diagram, DiagramBox, find_rows
from extractors.families.framework_links import is_about_framework
from extractors.families.slide_words import (
    Label,
    SlideWords,
    fold,
    read_announcement,
    read_label,
    starts_with,
    words_of,
)
from extractors.geometry import height, overlap, union, width
from pipeline.records import Box

INFERRED = "level-inferred"
RANK = {
    "vision": 0,
    "overarching_goal": 1,
    "focus_area": 2,
    "goal_area": 2,
    "strategic_goal": 3,
    "sub_goal": 4,
    "operational_goal": 5,
    "indicator": 6,
    "key_result": 6,
    "action": 6,
}
AREAS = frozenset({"focus_area", "goal_area"})
SAME_COLUMN = 0.5  # of the narrower box that must lie under or beside the other
SAME_SIZE = 4.0  # points that boxes of one kind may differ
WIDE = 0.6  # of the diagram's width; a lone box as wide as that is its roof or its ground
LONGEST_AREA = 8  # words in the name of an area


@dataclass(frozen=True, slots=True)
class Background:
    """What the running text before a diagram says about the levels of its boxes."""

    levels: frozenset[str] = frozenset()  # levels that it names
    quotes: tuple[tuple[str, str], ...] = ()  # level, and the wording that it quotes for it
    council: bool = False  # it says that the council sets the goals
    known: Mapping[str, tuple[str, str | None]] = field(default_factory=dict)  # folded title -> level and term


@dataclass(frozen=True, slots=True)
class Node:
    """A box and how its text reads: a label, a heading that stands out, the rest."""

    box: DiagramBox
    label: Label | None
    head: str | None
    body: str
    rest: tuple[TextBlock, ...]  # blocks of the body

    @property
    def title(self) -> str:
        return self.head or self.body


@dataclass(frozen=True, slots=True)
class Level:
    """The level of one box and how it is known."""

    type: str
    term: str | None = None
    confidence: float = 1.0
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Levels:
    """The boxes of a map and the level of each that has one. `across` where levels are columns, not rows."""

    nodes: tuple[Node, ...]
    of: Mapping[int, Level]
    across: bool


# ------------------------------------------------------------------ background


def read_background(text: str, words: SlideWords, known: Mapping[str, tuple[str, str | None]]) -> Background:
    """Levels named, wordings quoted for a level (`det övergripande målet: ”…”`), and whether the council sets goals."""
    folded = text.casefold()
    levels = {
        level for word, level in words.levels.items() if word in folded and re.search(rf"\b{re.escape(word)}\b", folded)
    }
    quotes = []
    for quote in re.finditer(r"[”\"“]\s*([^”\"“]{4,160}?)\s*[”\"“]", folded):
        before = folded[max(0, quote.start() - 40) : quote.start()]
        named = [
            (match.end(), match.end() - match.start(), level)
            for word, level in words.levels.items()
            if word in before
            for match in re.finditer(rf"\b{re.escape(word)}\b", before)
        ]
        if named:
            quotes.append((max(named)[2], quote[1]))
    sentences = [set(words_of(sentence)) for sentence in re.split(r"[.!?]\s", folded)]
    council = any(all(group & sentence for group in words.council) for sentence in sentences)
    return Background(frozenset(levels), tuple(quotes), council, known)


# ------------------------------------------------------------------ nodes


def read_node(box: DiagramBox, words: SlideWords) -> Node:
    """A box with its label and its heading taken apart."""
    blocks = list(box.blocks)
    outside = is_about_framework([line for block in blocks for line in block.lines], words)
    label = None if outside else read_label(blocks[0].text, words)
    if label is not None and not label.rest:
        blocks = blocks[1:]
    texts = [label.rest if label and label.rest and i == 0 else b.text for i, b in enumerate(blocks)]
    head = None
    if len(blocks) > 1 and _stands_out(blocks[0], blocks[1]):
        head, blocks, texts = texts[0], blocks[1:], texts[1:]
    return Node(box, label, head, " ".join(texts), tuple(blocks))


def _stands_out(first: TextBlock, second: TextBlock) -> bool:
    """Whether a block is set as a heading over the next."""
    return not first.bullet and (first.size >= second.size + 1.0 or (first.bold and not second.bold))


# ------------------------------------------------------------------ the levels of a map


def find_levels(
    diagram: Diagram, title: str | None, background: Background, words: SlideWords, only_labelled: bool = False
) -> Levels | None:
    """The boxes and their levels, or None where the diagram is of something else (an organisation, a process).

    `only_labelled` asks for printed levels: nothing is then inferred from position.
    """
    nodes = [read_node(box, words) for box in diagram.boxes]
    legends = _find_legends(diagram, nodes, title, words)
    skipped = _explanations(diagram, nodes, legends, words) | set(legends.boxes)
    found = _printed_levels(diagram, nodes, legends, skipped, words)
    announced = _announced_levels(diagram, nodes, title, found, skipped, words) if title else {}
    if found and not announced and not _is_goal_map(nodes, found, words):
        return None
    if not (only_labelled or announced or legends.marks):
        found |= _inferred_levels(diagram, nodes, found, background, words)
    found |= announced
    found = {i: level for i, level in found.items() if not starts_with(nodes[i].title, words.not_goals)}
    return Levels(tuple(nodes), found, legends.across)


def _is_goal_map(nodes: Sequence[Node], levels: Mapping[int, Level], words: SlideWords) -> bool:
    """Whether boxes on goal levels read like goals: explanations of a steering model stand under the same legends."""
    own = [i for i, level in levels.items() if RANK[level.type] < 6]
    worded = [i for i in own if levels[i].type not in AREAS and levels[i].type != "vision"]
    if not worded:
        return len(own) >= 3 or any(nodes[i].label for i in own)
    meant = [i for i in worded if has_goal_verb(nodes[i].title, words) or nodes[i].label is not None]
    return 2 * len(meant) >= len(worded)


def has_goal_verb(text: str, words: SlideWords) -> bool:
    """Whether a text is worded as a goal: something `ska` be."""
    return not words.goal_verbs.isdisjoint(words_of(text))


# ------------------------------------------------------------------ levels that are printed


@dataclass(frozen=True, slots=True)
class Legends:
    """Labels that name the level of other boxes. `across` where they stand side by side over columns."""

    boxes: tuple[int, ...]
    marks: tuple[tuple[Box, Label], ...]  # of boxes first, then of labels outside boxes
    across: bool


def _find_legends(diagram: Diagram, nodes: Sequence[Node], title: str | None, words: SlideWords) -> Legends:
    """Boxes that hold only a level, and those in one row with them; loose labels."""
    named = [i for i, node in enumerate(nodes) if node.label is not None and not node.label.rest]
    bare = [i for i in named if not nodes[i].body]
    rows = [[i for i in row if i in named] for row in diagram.rows]
    chains = [row for row in rows if len(row) >= 2 and any(i in bare for i in row)]
    in_chains = {i for row in chains for i in row}
    boxes = sorted(in_chains | set(bare)) if len(nodes) > len(in_chains) else sorted(bare)
    marks = [(nodes[i].box.outline, label) for i in boxes if (label := nodes[i].label) is not None]
    for block in diagram.loose:
        loose = read_label(block.text, words) if block.text != title else None
        if loose is not None and not loose.rest:
            marks.append((block.place.box, loose))
    across = any(len(row) >= 2 for row in find_rows([box for box, _ in marks]))
    return Legends(tuple(boxes), tuple(marks), across)


def _explanations(diagram: Diagram, nodes: Sequence[Node], legends: Legends, words: SlideWords) -> set[int]:
    """Boxes that are no goals: what stands between legends in their row, phrases that lead on (`genom att …`), lists of
    an outside framework's goals."""
    skipped = {
        i
        for i, node in enumerate(nodes)
        if node.box.text.rstrip().endswith(("…", ".."))
        or is_about_framework([line for block in node.box.blocks for line in block.lines], words)
    }
    for row in diagram.rows:
        if sum(i in legends.boxes for i in row) >= 2:
            skipped.update(row)
    return skipped


def _printed_levels(
    diagram: Diagram, nodes: Sequence[Node], legends: Legends, skipped: set[int], words: SlideWords
) -> dict[int, Level]:
    levels: dict[int, Level] = {}
    for i, node in enumerate(nodes):
        if i in skipped or not node.body:
            continue
        if node.label is not None:
            levels[i] = Level(node.label.level, node.label.term)
        elif starts_with(node.body, words.indicator_starts) and node.head is None and legends.marks:
            levels[i] = Level("indicator", None, 0.9)
        else:
            label, confidence = _legend_of(i, diagram, nodes, legends)
            if label is not None:
                levels[i] = Level(label.level, label.term, confidence)
    return levels


def _legend_of(i: int, diagram: Diagram, nodes: Sequence[Node], legends: Legends) -> tuple[Label | None, float]:
    """The legend of a box and how sure that is: around it, joined to it, of its colour, above or beside it."""
    box = nodes[i].box
    if box.container is not None and box.container in legends.boxes:
        return nodes[box.container].label, 1.0
    joined = {c.source if c.target == i else c.target for c in diagram.connections if i in (c.source, c.target)}
    by_line = [j for j in legends.boxes if j in joined]
    if len(by_line) == 1:
        return nodes[by_line[0]].label, 0.95
    by_colour = [j for j in legends.boxes if nodes[j].box.fill == box.fill and box.fill not in (None, "#ffffff")]
    if len(by_colour) == 1:
        return nodes[by_colour[0]].label, 0.9
    return _legend_by_position(box.outline, legends), 0.9


def _legend_by_position(box: Box, legends: Legends) -> Label | None:
    if legends.across:
        above = [(_along(mark, box), mark.top, label) for mark, label in legends.marks if mark.bottom <= box.top + 2.0]
        above = [entry for entry in above if entry[0] >= SAME_COLUMN]
        return max(above, key=lambda entry: (entry[1], entry[0]))[2] if above else None
    beside = [label for mark, label in legends.marks if _beside(mark, box) >= SAME_COLUMN and mark.x1 <= box.x0 + 2.0]
    if len(beside) == 1:
        return beside[0]
    over = [(mark.bottom, label) for mark, label in legends.marks if mark.bottom <= box.top + 2.0]
    return max(over, key=lambda entry: entry[0])[1] if over and len(legends.marks) >= 2 else None


def _along(a: Box, b: Box) -> float:
    """Part of the narrower box's width that lies above or below the other."""
    return overlap(a.x0, a.x1, b.x0, b.x1) / max(min(width(a), width(b)), 1.0)


def _beside(a: Box, b: Box) -> float:
    return overlap(a.top, a.bottom, b.top, b.bottom) / max(min(height(a), height(b)), 1.0)


def _announced_levels(
    diagram: Diagram,
    nodes: Sequence[Node],
    title: str,
    levels: Mapping[int, Level],
    skipped: set[int],
    words: SlideWords,
) -> dict[int, Level]:
    """Levels from the page's title (`Våra fokusområden`): the boxes of one size with the shortest texts."""
    announced = read_announcement(title, words)
    if announced is None or RANK[announced.level] >= 6:
        return {}
    free = [i for i in range(len(nodes)) if i not in levels and i not in skipped and nodes[i].body]
    groups = [group for group in _siblings(nodes, free) if len(group) >= 3 and announced.count in (None, len(group))]
    if announced.level in AREAS:
        groups = [g for g in groups if all(len(nodes[i].title.split()) <= LONGEST_AREA for i in g)]
    if not groups:
        return {}
    chosen = min(groups, key=lambda group: sum(len(nodes[i].title) for i in group) / len(group))
    return {i: Level(announced.level, None, 0.9) for i in chosen}


def _siblings(nodes: Sequence[Node], free: Sequence[int]) -> list[list[int]]:
    """Boxes of one width under each other, or of one height side by side."""
    groups: dict[tuple[str, int, int], list[int]] = {}
    for i in free:
        box = nodes[i].box.outline
        groups.setdefault(("column", round(box.x0 / SAME_SIZE), round(width(box) / SAME_SIZE)), []).append(i)
        groups.setdefault(("row", round(box.top / SAME_SIZE), round(height(box) / SAME_SIZE)), []).append(i)
    return list(groups.values())


# ------------------------------------------------------------------ levels by position


def _inferred_levels(
    diagram: Diagram, nodes: Sequence[Node], printed: Mapping[int, Level], background: Background, words: SlideWords
) -> dict[int, Level]:
    """Levels of boxes without labels: roof and ground, a row of areas with descriptions, rows of goals in sentences.

    Only where the document speaks of goals, and the boxes are worded as goals or one of them is labelled elsewhere.
    """
    across = union(node.box.outline for node in nodes)
    free = [[i for i in row if i not in printed] for row in diagram.rows]
    ends = [row[0] for row in (diagram.rows[0], diagram.rows[-1]) if len(row) == 1 and row[0] not in printed]
    ends = [i for i in dict.fromkeys(ends) if width(nodes[i].box.outline) >= WIDE * width(across)]
    rows = [[i for i in row if i not in ends] for row in free]
    areas = {i for row in rows if len(row) >= 2 and all(_names_area(nodes[i]) for i in row) for i in row}
    goals = [i for row in rows for i in row if i not in areas and len(nodes[i].body.split()) >= 4]
    worded = [i for i in goals if has_goal_verb(nodes[i].body, words)]
    known = {background.known[fold(nodes[i].body)] for i in goals if fold(nodes[i].body) in background.known}
    sure = len(known) == 1
    meant = sure or (len(worded) >= 3 and 2 * len(worded) >= len(goals))
    if not (meant and (printed or sure or background.levels - {"action", "indicator"})):
        return {}
    level_type, term = known.pop() if sure else ("strategic_goal", None)
    flags = () if sure else (INFERRED,)
    found = {i: Level(level_type, term, 0.85 if sure else 0.6, flags) for i in goals}
    inside = all(nodes[i].box.container in areas for i in goals)
    top = min(nodes[i].box.outline.top for i in goals)
    if areas and (inside or all(nodes[i].box.outline.bottom <= top for i in areas)):
        found |= {i: Level("goal_area", None, 0.8 if sure else 0.6, flags) for i in areas}
    return found | _ends(ends, nodes, {level.type for level in printed.values()}, background)


def _names_area(node: Node) -> bool:
    return node.head is not None and len(node.head.split()) <= LONGEST_AREA


def _ends(ends: Sequence[int], nodes: Sequence[Node], printed: set[str], background: Background) -> dict[int, Level]:
    """Roof and ground: by a wording that the running text quotes, else vision and overarching goal as it names them."""
    found: dict[int, Level] = {}
    for level, quote in background.quotes:
        tokens = {word for word in words_of(quote) if word[0].isdigit() or len(word) >= 5}
        fits = [i for i in ends if len(tokens) >= 2 and tokens <= set(words_of(nodes[i].body))]
        if len(fits) == 1 and level in ("vision", "overarching_goal"):
            found[fits[0]] = Level(level, None, 0.85)
    left = [i for i in ends if i not in found]
    taken = printed | {level.type for level in found.values()}
    open_levels = [
        level for level in ("vision", "overarching_goal") if level in background.levels and level not in taken
    ]
    if len(left) == len(open_levels) == 1:
        found[left[0]] = Level(open_levels[0], None, 0.7, (INFERRED,))
    elif left:
        order = [level for level in ("vision", "overarching_goal") if level not in taken]
        found |= {i: Level(level, None, 0.5, (INFERRED,)) for i, level in zip(left, order, strict=False)}
    return found
