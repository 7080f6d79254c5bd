"""Which pairs of nodes are worth a comparison: few of all, found by words that are rare.

Two names that are alike share a certain share of their words, so at least one of the *rarest* words of the one must
stand in the other (prefix filtering, Chaudhuri, Ganti and Kaushik 2006). Each name therefore looks up only its rarest
words; a word that too many names have is looked up together with another one. A word that no dictionary knows is
looked up under the words it may be a misspelling of as well, a compound under its parts. Cost grows with the number
of names, not with that of pairs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from normalizers.measures import weigh_words
from normalizers.word_forms import find_first_parts, is_known, is_typo, spelling_keys
from pipeline.linking.nodes import Node

ALIKE_ANYWHERE = 0.75  # likeness that names with the same words reach, where a few light ones are missing
ALIKE_AT_HOME = 0.5  # and within one, where other evidence may help
CROWDED = 200  # nodes with a word in common from which the word is looked up together with another
SMALL = 20  # nodes that are compared all with all
PART = 3  # letters of the shorter part of a compound


def find_candidates(nodes: Sequence[Node]) -> list[tuple[int, int]]:
    """Pairs of node numbers (lower first), sorted."""
    blocks: dict[object, list[Node]] = defaultdict(list)
    for node in nodes:
        if node.name.content:
            blocks[node.name.qualifiers, node.goal_type].append(node)
    pairs: set[tuple[int, int]] = set()
    for block in blocks.values():
        if len(block) > 1:
            pairs.update(_pair_block(block))
    return sorted(pairs)


@dataclass(frozen=True, slots=True)
class _Words:
    """A node with what comparing its words takes, worked out once."""

    number: int
    words: frozenset[str]
    near: frozenset[str]  # its words, and those that they may stand for
    weights: Mapping[str, float]
    weight: float

    def shares_enough(self, other: _Words, alike: float) -> bool:
        """Whether the likeness can be reached, if each word that may be another is taken for it."""
        return 2 * len(self.near & other.words) >= alike * (self.weight + other.weight)


def _pair_block(block: Sequence[Node]) -> Iterator[tuple[int, int]]:
    """Pairs among nodes with equal qualifiers: first those alike anywhere, then those alike within a municipality."""
    if len(block) == 2:  # the usual block; nothing to look up
        yield (block[0].number, block[1].number)
        return
    yield from _pair_same(block)
    other_words = find_other_words({word for node in block for word in node.name.content})
    ready = [_prepare(node, other_words) for node in block]
    yield from _look_up(ready, other_words, ALIKE_ANYWHERE)
    homes: dict[str, list[_Words]] = defaultdict(list)
    for node, words in zip(block, ready, strict=True):
        for municipality in node.municipalities:
            homes[municipality].append(words)
    for home in homes.values():
        if len(home) > SMALL:
            yield from _look_up(home, other_words, ALIKE_AT_HOME)
            continue
        for one, other in combinations(home, 2):
            if one.shares_enough(other, ALIKE_AT_HOME) or other.shares_enough(one, ALIKE_AT_HOME):
                yield _pair(one, other)


def _prepare(node: Node, other_words: Mapping[str, frozenset[str]]) -> _Words:
    words = frozenset(node.name.content)
    weights = {word: weigh_words((word,), node.name) for word in words}
    near = words.union(*(other_words.get(word, ()) for word in words))
    return _Words(node.number, words, near, weights, sum(weights.values()))


def _pair(one: _Words, other: _Words) -> tuple[int, int]:
    return (min(one.number, other.number), max(one.number, other.number))


def _pair_same(block: Sequence[Node]) -> Iterator[tuple[int, int]]:
    """Pairs that differ in light words or in spaces only, however common their words."""
    same: dict[object, list[int]] = defaultdict(list)
    for node in block:
        same[node.name.squeezed].append(node.number)
        if words := frozenset(node.name.content) - node.name.light:
            same[words].append(node.number)
    for numbers in same.values():
        yield from combinations(sorted(numbers), 2)


def _look_up(
    nodes: Sequence[_Words], other_words: Mapping[str, frozenset[str]], alike: float
) -> Iterator[tuple[int, int]]:
    """Pairs that share enough words, by their rarest words."""
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
        for other in found:
            if other != place and node.shares_enough(nodes[other], alike):
                yield _pair(node, nodes[other])


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
            if (last := word[cut:]) in known and (first := known.intersection(find_first_parts(word[:cut]))):
                others[word].update((last, *first))
    return {word: frozenset(found) for word, found in others.items()}
