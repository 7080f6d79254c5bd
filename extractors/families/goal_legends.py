"""The boxes of a goal map taken apart, and the legends that name their levels: by place, by line, by colour."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.blocks import TextBlock
from extractors.diagrams import Diagram, DiagramBox, find_rows
from extractors.families.framework_links import is_about_framework
from extractors.families.goals import setter_of_body
from extractors.families.slide_words import Label, SlideWords, read_label, split_number, starts_with, words_of
from extractors.geometry import height, overlap, width
from pipeline.records import Box

SAME_COLUMN = 0.5  # of the narrower box that must lie under or beside the other
NEAR = 60.0  # points between a label and the box at its right that it names
LONE_NUMBER = re.compile(r"\d{1,2}\.?")  # of a goal; years and amounts are longer
LONGEST_EXPLANATION = 10  # words that tell what a level is


@dataclass(frozen=True, slots=True)
class Node:
    """A box and how its text reads: a label, a heading that stands out, the rest."""

    box: DiagramBox
    label: Label | None
    head: str | None
    body: str
    rest: tuple[TextBlock, ...]  # blocks of the body
    set_by: str | None = None  # whose goal it is, where the name of a body stands over it

    @property
    def title(self) -> str:
        return self.head or self.body


# ------------------------------------------------------------------ nodes


def read_node(box: DiagramBox, words: SlideWords) -> Node:
    """A box with its label and its heading taken apart."""
    blocks = list(box.blocks)
    outside = is_about_framework([line for block in blocks for line in block.lines], words)
    label = None if outside else read_label(blocks[0].text, words)
    if label is not None and not label.rest:
        blocks = blocks[1:]
    if label is not None and not label.rest and len(blocks) == 1 and _is_body(blocks[0].text, words):
        label, blocks = replace(label, set_by=setter_of_body(blocks[0].text)), []  # `Fokusområde`, `Fullmäktige`
    setter = None if label is not None or len(blocks) != 2 else setter_of_body(blocks[0].text)
    if setter is not None:
        blocks = blocks[1:]
    texts = [label.rest if label and label.rest and i == 0 else b.text for i, b in enumerate(blocks)]
    head = None
    if len(blocks) > 1 and _is_number_over(blocks[0], blocks[1]):  # the number of a card, in a line of its own
        blocks, texts = blocks[1:], [f"{texts[0]} {texts[1]}", *texts[2:]]
    if len(blocks) > 1 and _stands_out(blocks[0], blocks[1]):
        head, blocks, texts = texts[0], blocks[1:], texts[1:]
    return Node(box, label, head, " ".join(texts), tuple(blocks), setter)


def _is_body(text: str, words: SlideWords) -> bool:
    """Whether a text names bodies and nothing else: `Kommunfullmäktige`, `Nämnder och bolag`."""
    parts = [part for part in words_of(text) if part not in ("och", "samt", "eller")]
    return setter_of_body(text) is not None or (bool(parts) and words.bodies.issuperset(parts))


def _is_number_over(first: TextBlock, second: TextBlock) -> bool:
    """Whether a block is a number and nothing else in larger print over a wording: `1` over `Fler vill bo här`. Seen on
    cards of goals in strategic plans."""
    wording = f"{first.text} {second.text}"
    return first.size > second.size and bool(LONE_NUMBER.fullmatch(first.text)) and split_number(wording)[1] != wording


def _stands_out(first: TextBlock, second: TextBlock) -> bool:
    """Whether a block is set as a heading over the next."""
    return not first.bullet and (first.size >= second.size + 1.0 or (first.bold and not second.bold))


# ------------------------------------------------------------------ legends


@dataclass(frozen=True, slots=True)
class Legends:
    """Labels that name the level of other boxes. `across` where they stand side by side over columns."""

    boxes: tuple[int, ...]
    marks: tuple[tuple[Box, Label], ...]  # of boxes first, then of labels outside boxes
    across: bool


def find_legends(diagram: Diagram, nodes: Sequence[Node], title: str | None, words: SlideWords) -> Legends:
    """Boxes that hold only a level, and those in one row with them; loose labels."""
    named = [i for i, node in enumerate(nodes) if node.label is not None and not node.label.rest]
    bare = [i for i in named if not nodes[i].body]
    told = {i for i in named if nodes[i].body and _is_of_a_box(i, diagram, nodes)}
    rows = [[i for i in row if i in named and i not in told] for row in diagram.rows]
    chains = [row for row in rows if len(row) >= 2 and any(i in bare for i in row)]
    explained = {i for row in rows if _is_explained(row, nodes, words) for i in row}
    in_chains = {i for row in chains for i in row} | explained
    boxes = sorted(in_chains | set(bare)) if len(nodes) > len(in_chains) else sorted({*bare, *explained})
    marks = [(nodes[i].box.outline, label) for i in boxes if (label := nodes[i].label) is not None]
    for block in diagram.loose:
        loose = read_label(block.text, words) if block.text != title else None
        if loose is not None and (not loose.rest or setter_of_body(loose.rest) is not None):  # `Nämndmål – Parknämnden`
            marks.append((block.place.box, loose))
    across = any(len(row) >= 2 for row in find_rows([box for box, _ in marks]))
    return Legends(tuple(boxes), tuple(marks), across)


def _is_of_a_box(i: int, diagram: Diagram, nodes: Sequence[Node]) -> bool:
    """Whether a line joins a labelled text to a box without a label: it tells of that box, as a measure of a goal."""
    joined = (c.source if c.target == i else c.target for c in diagram.connections if i in (c.source, c.target))
    return any(nodes[j].label is None for j in joined)


def _is_explained(row: Sequence[int], nodes: Sequence[Node], words: SlideWords) -> bool:
    """Whether a row of boxes only says what the levels are: half of them explain (`Vart vi är på väg`), or they stand
    over boxes that hold the goals themselves."""
    return _names_levels(row, nodes, words) and (_explains(row, nodes, words) or _stands_over_boxes(row, nodes))


def _names_levels(row: Sequence[int], nodes: Sequence[Node], words: SlideWords) -> bool:
    """Whether a row names three or more different levels, each with a few words under it that are worded as no goal."""
    levels = [label.level for i in row if (label := nodes[i].label) is not None]
    if len(row) < 3 or len(set(levels)) < len(row):
        return False
    told = (_told(nodes[i]) for i in row)
    return not any(len(text.split()) > LONGEST_EXPLANATION or has_goal_verb(text, words) for text in told)


def _explains(row: Sequence[int], nodes: Sequence[Node], words: SlideWords) -> bool:
    told = [_told(nodes[i]) for i in row]
    return 2 * sum(text.endswith("?") or tells_level(text, words) for text in told) >= len(row)


def tells_level(text: str, words: SlideWords) -> bool:
    """Whether a text tells what its label means: `Det vi vill nå`, but not `Det finns mark att bygga på`."""
    return starts_with(text, words.explains) and words.states.isdisjoint(words_of(text)[1:2])


def _told(node: Node) -> str:
    return node.body or node.head or ""


def explained_levels(diagram: Diagram, words: SlideWords) -> tuple[dict[int, Label | None], ...]:
    """The rows of a diagram that do nothing but tell what the levels are: each box with the level that it names."""
    nodes = [read_node(box, words) for box in diagram.boxes]
    labels = {i: node.label for i, node in enumerate(nodes) if node.label is not None and not node.label.rest}
    rows = ((row, [i for i in row if i in labels]) for row in diagram.rows)
    told = (row for row, own in rows if _names_levels(own, nodes, words) and _explains(own, nodes, words))
    return tuple({i: labels.get(i) for i in row} for row in told)


def levels_by_colour(diagrams: Sequence[Diagram], words: SlideWords) -> dict[str, Label]:
    """The level that each colour stands for, where a document has one chain that explains its levels in colours."""
    chains = [(diagram, row) for diagram in diagrams for row in explained_levels(diagram, words)]
    if len(chains) != 1:
        return {}
    [(diagram, row)] = chains
    fills = [diagram.boxes[i].fill for i in row]
    shown = [(diagram.boxes[i].fill, label) for i, label in row.items() if label is not None]
    return {fill: label for fill, label in shown if fill not in (None, "#ffffff") and fills.count(fill) == 1}


def _stands_over_boxes(row: Sequence[int], nodes: Sequence[Node]) -> bool:
    """Whether two or more boxes without a level of their own stand below a row, in the columns of its boxes."""
    outlines = [nodes[i].box.outline for i in row]
    below = [
        node.box.outline
        for node in nodes
        if node.label is None and all(node.box.outline.top >= outline.bottom for outline in outlines)
    ]
    return sum(any(_along(outline, box) >= SAME_COLUMN for outline in outlines) for box in below) >= 2


def has_goal_verb(text: str, words: SlideWords) -> bool:
    """Whether a text is worded as a goal: something `ska` be."""
    return not words.goal_verbs.isdisjoint(words_of(text))


def says_how_it_is(text: str, words: SlideWords) -> bool:
    """Whether a text says how it is when a goal is met (`Alla barn klarar skolan`), and does not explain a level."""
    told = words_of(text)
    return len(told) >= 4 and not words.states.isdisjoint(told[1:]) and not starts_with(text, words.explains)


def explanations(diagram: Diagram, nodes: Sequence[Node], legends: Legends, words: SlideWords) -> set[int]:
    """Boxes that are no goals: what stands between legends in their row, phrases that lead on (`genom att …`), lists of
    an outside framework's goals."""
    skipped = {
        i
        for i, node in enumerate(nodes)
        if node.box.text.rstrip().endswith(("…", ".."))
        or node.title.endswith("?")
        or is_about_framework([line for block in node.box.blocks for line in block.lines], words)
    }
    for row in diagram.rows:
        if sum(i in legends.boxes for i in row) >= 2:
            skipped.update(row)
    return skipped


def legend_of(i: int, diagram: Diagram, nodes: Sequence[Node], legends: Legends) -> tuple[Label | None, float]:
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
        if (near := _lone_label_beside(box, legends)) is not None:
            return near
        above = [(_along(mark, box), mark.top, label) for mark, label in legends.marks if mark.bottom <= box.top + 2.0]
        above = [entry for entry in above if entry[0] >= SAME_COLUMN]
        return max(above, key=lambda entry: (entry[1], entry[0]))[2] if above else None
    beside = [label for mark, label in legends.marks if _beside(mark, box) >= SAME_COLUMN and mark.x1 <= box.x0 + 2.0]
    if len(beside) == 1:
        return beside[0]
    over = [(mark.bottom, label) for mark, label in legends.marks if mark.bottom <= box.top + 2.0]
    return max(over, key=lambda entry: entry[0])[1] if over and len(legends.marks) >= 2 else None


def _lone_label_beside(box: Box, legends: Legends) -> Label | None:
    """The label right at the left of a box that stands in no row of labels: `Nämndens indikatorer` beside a list."""
    places = [mark for mark, _ in legends.marks]
    alone = [row[0] for row in find_rows(places) if len(row) == 1]
    near = [i for i in alone if 0 <= box.x0 - places[i].x1 + 2.0 <= NEAR and _beside(places[i], box) >= SAME_COLUMN]
    return legends.marks[near[0]][1] if len(near) == 1 else None


def _along(a: Box, b: Box) -> float:
    """Part of the narrower box's width that lies above or below the other."""
    return overlap(a.x0, a.x1, b.x0, b.x1) / max(min(width(a), width(b)), 1.0)


def _beside(a: Box, b: Box) -> float:
    return overlap(a.top, a.bottom, b.top, b.bottom) / max(min(height(a), height(b)), 1.0)
