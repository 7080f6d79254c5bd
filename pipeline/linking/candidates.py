"""Which pairs of nodes are worth a comparison: few of all, found by words that are rare.

Two names that are alike share a certain share of their words, so at least one of the *rarest* words of the one must
stand in the other (prefix filtering, Chaudhuri, Ganti and Kaushik 2006). Each name therefore looks up only its rarest
words; a word that too many names have is looked up together with another one. A word that no dictionary knows is
looked up under the words it may be a misspelling of as well, a compound under its parts. Cost grows with the number
of names, not with that of pairs.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from normalizers.measure_pairs import is_told_by_qualifiers, weigh_words
from normalizers.measures import are_other_kinds, without_level
from normalizers.word_forms import find_first_parts, is_first_part, is_known, is_typo, spelling_keys
from pipeline.linking.evidence import AT_LENGTH, TELLING
from pipeline.linking.nodes import Node

ALIKE_AT_HOME = 0.72  # and within a municipality, where what stands around them helps a little
ALIKE_WITH_FIGURES = 0.5  # and where a figure of theirs is the same, and among goals
FIGURE_STEPS = 500  # a doubling of a figure in so many steps; two figures that round to the same are at most one apart
CROWDED = 200  # nodes with a word in common from which the word is looked up together with another
PART = 3  # letters of the shorter part of a compound


def find_candidates(nodes: Sequence[Node], at_home: float = ALIKE_AT_HOME) -> list[tuple[int, int]]:
    """Pairs of node numbers (lower first), sorted. `at_home`: likeness from which two names of one municipality are
    worth a comparison, 0.5..1."""
    blocks: dict[object, list[Node]] = defaultdict(list)
    for node in nodes:
        if node.name.content or is_told_by_qualifiers(node.name):
            blocks[node.name.qualifiers, node.goal_type].append(node)
    pairs = set(_pair_levels(nodes))
    for block in blocks.values():
        if len(block) > 1:
            pairs.update(_pair_block(block, at_home))
    return sorted(pairs)


@dataclass(frozen=True, slots=True)
class _Words:
    """A node with what comparing its words takes, worked out once."""

    node: Node
    words: frozenset[str]
    near: frozenset[str]  # its words, and those that they may stand for
    weights: Mapping[str, float]
    weight: float
    heavy: tuple[tuple[str, frozenset[str]], ...]  # words that a name must not lack, each with those it may stand for

    def shares_enough(self, other: _Words, alike: float) -> bool:
        """Whether the likeness can be reached, if each word that may be another is taken for it."""
        return 2 * len(self.near & other.words) >= alike * (self.weight + other.weight)

    def is_covered_by(self, other: _Words) -> bool:
        """Whether each word that must not be lacking may be one of the other's."""
        return all(word in other.near or not others.isdisjoint(other.words) for word, others in self.heavy)

    def may_be(self, other: _Words, at_home: float) -> bool:
        """Whether the two can have the same words, or are alike enough for one municipality."""
        if _is_other_kind(self.node, other.node):
            return False
        if self.shares_enough(other, AT_LENGTH) and (self.is_covered_by(other) or other.is_covered_by(self)):
            return True
        return self.shares_enough(other, at_home) and _share_home(self.node, other.node)


def _pair_levels(nodes: Sequence[Node]) -> Iterator[tuple[int, int]]:
    """Pairs of one municipality's sentences that aim at two levels of one thing."""
    alike: dict[object, list[int]] = defaultdict(list)
    for node in nodes:
        bare = without_level(node.name) if node.goal_type is None else None
        if bare is not None:
            for municipality in node.municipalities:
                alike[frozenset(bare.content) - bare.light, bare.qualifiers, municipality].append(node.number)
    for numbers in alike.values():
        yield from combinations(sorted(numbers), 2)


def _pair_block(block: Sequence[Node], at_home: float) -> Iterator[tuple[int, int]]:
    """Pairs among nodes with equal qualifiers."""
    if len(block) == 2:  # the usual block; nothing to look up
        yield (block[0].number, block[1].number)
        return
    yield from _pair_same(block)
    other_words = find_other_words({word for node in block for word in node.name.content})
    ready = [_prepare(node, other_words) for node in block]
    if block[0].goal_type is not None:
        at_home = ALIKE_WITH_FIGURES  # goals are reworded from year to year
    least = min(AT_LENGTH, at_home)
    for one, other in _look_up(ready, other_words, least):
        if one.may_be(other, at_home):
            yield _pair(one, other)
    for one, other in _share_figures(ready):
        if one.shares_enough(other, ALIKE_WITH_FIGURES) or other.shares_enough(one, ALIKE_WITH_FIGURES):
            yield _pair(one, other)


def _prepare(node: Node, other_words: Mapping[str, frozenset[str]]) -> _Words:
    words = frozenset(node.name.content)
    weights = {word: weigh_words((word,), node.name) for word in words}
    near = words.union(*(other_words.get(word, ()) for word in words))
    heavy = tuple((word, other_words.get(word, frozenset())) for word in words - node.name.light)
    return _Words(node, words, near, weights, sum(weights.values()), heavy)


def _pair(one: _Words, other: _Words) -> tuple[int, int]:
    return (min(one.node.number, other.node.number), max(one.node.number, other.node.number))


def _is_other_kind(one: Node, other: Node) -> bool:
    """A share and a number are never the same, unless a slip: the very same wording, which `_pair_same` finds."""
    return are_other_kinds(one.name.kind, other.name.kind)


def _share_home(one: Node, other: Node) -> bool:
    return not one.municipalities.isdisjoint(other.municipalities)


def _share_figures(nodes: Sequence[_Words]) -> Iterator[tuple[_Words, _Words]]:
    """Pairs of one municipality that print the same telling figure for the same year."""
    index: dict[object, list[_Words]] = defaultdict(list)
    for node in nodes:
        steps = [
            (key, math.copysign(1, value), round(math.log2(abs(value)) * FIGURE_STEPS))
            for key, value in node.node.figures.items()
            if value not in TELLING
        ]
        for key, sign, step in steps:
            for near in (step - 1, step, step + 1):
                yield from ((node, other) for other in index.get((key, sign, near), ()) if other is not node)
            index[key, sign, step].append(node)


def _pair_same(block: Sequence[Node]) -> Iterator[tuple[int, int]]:
    """Pairs that differ in light words or in spaces only, however common their words."""
    same: dict[object, list[int]] = defaultdict(list)
    for node in block:
        same[node.name.squeezed].append(node.number)
        words = frozenset(node.name.content) - node.name.light
        if words or is_told_by_qualifiers(node.name):
            same[words].append(node.number)
    for numbers in same.values():
        yield from combinations(sorted(numbers), 2)


def _look_up(
    nodes: Sequence[_Words], other_words: Mapping[str, frozenset[str]], alike: float
) -> Iterator[tuple[_Words, _Words]]:
    """Pairs that share one of their rarest words, the later one first."""
    index: dict[object, list[int]] = defaultdict(list)
    for place, node in enumerate(nodes):
        for word in node.words:
            index[word].append(place)
    spread = {word: len(places) for word, places in index.items()}
    crowded = {word for word, count in spread.items() if count > CROWDED}
    for place, node in enumerate(nodes):
        for pair in combinations(sorted(node.words & crowded), 2):
            index[pair].append(place)
    for place, node in enumerate(nodes):
        found: set[int] = set()
        for word in _rarest(node, spread, alike):
            keys = {word, *other_words.get(word, ())} - crowded
            keys |= {
                tuple(sorted((word, other))) for other in node.words & crowded if word in crowded and word != other
            }
            for key in keys:
                if len(places := index.get(key, ())) <= CROWDED:
                    found.update(places)
        yield from ((node, nodes[other]) for other in found if other != place)


def _rarest(node: _Words, spread: Mapping[object, int], alike: float) -> Iterator[str]:
    """The rarest words, as many that no name alike can do without all of them."""
    left = node.weight
    shared = alike / (2 - alike) * left  # the least weight that a name alike shares
    for word in sorted(node.words, key=lambda word: (spread[word], word)):
        if left < shared:
            return
        yield word
        left -= node.weights[word]


def find_other_words(words: Iterable[str]) -> dict[str, frozenset[str]]:
    """For each word those of the others that it may stand for: misspellings, and the parts of a compound."""
    known = frozenset(words)
    others: dict[str, set[str]] = defaultdict(set)
    alike: dict[str, list[str]] = defaultdict(list)
    for word in sorted(known):
        for key in spelling_keys(word):
            alike[key].append(word)
    for group in alike.values():
        if len(group) > CROWDED or all(map(is_known, group)):
            continue
        for one, other in combinations(group, 2):
            if other not in others.get(one, ()) and is_typo(one, other):
                others[one].add(other)
                others[other].add(one)
    for word in known:
        for cut in range(PART, len(word) - PART + 1):
            last, first = word[cut:], known.intersection(find_first_parts(word[:cut]))
            if first and (last in known or is_known(last)):
                others[word].update(first)
            if last in known and (first or is_first_part(word[:cut])):
                others[word].add(last)
    return {word: frozenset(found) for word, found in others.items()}
