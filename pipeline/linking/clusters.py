"""Who joins whom: nodes become clusters, best pair first, and a cluster never holds two that must stay apart.

In order: what people decided; nodes that mean the same Kolada measure; then nodes that are alike, best pair first,
where every member of the one cluster may stand beside every member of the other (complete link: A-B and B-C never
bring A and C together when they conflict). A wrong link is worse than a missing one: where two candidates are about
equally good there is no link, and the row is marked for review.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from normalizers.kolada import Catalogue
from normalizers.measures import fold_name
from pipeline.light import light
from pipeline.linking.candidates import find_candidates
from pipeline.linking.decisions import NOTHING_DECIDED, Decided
from pipeline.linking.evidence import SAME_WORDS_SCORE, Edge, judge
from pipeline.linking.nodes import Node, make_nodes
from pipeline.linking.rows import Measure

AS_GOOD = 0.03  # two candidates with scores this close are about equally good
WEAK = 0.85  # a link below is marked for review


@light(frozen=True, slots=True)
class Member:
    """One row of a cluster and what ties it to the others. `index`: its place in the sequence that was given."""

    index: int
    score: float
    method: str
    evidence: str
    needs_review: bool


@dataclass(frozen=True, slots=True)
class Cluster:
    """Rows that are the same measure, the oldest first."""

    canonical_name: str
    kolada_id: str | None
    kolada_title: str | None
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Linked:
    """Every row in one cluster, and how that came about, for review."""

    clusters: tuple[Cluster, ...]  # the oldest first
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]  # pairs of nodes that are alike, best first
    group_of: Mapping[int, tuple[int, ...]]  # node number -> the numbers of its cluster


class _Groups:
    """The clusters while they grow: which nodes each has, who must stay apart, and what pairs were judged."""

    def __init__(self, nodes: Sequence[Node], decided: Decided) -> None:
        self.nodes = nodes
        self.of: dict[int, tuple[int, ...]] = {node.number: (node.number,) for node in nodes}
        self.apart = decided.apart
        self.partners: dict[int, set[int]] = defaultdict(set)  # nodes that people said are the same
        self.judged: dict[tuple[int, int], Edge | None] = {}

    def judge(self, one: int, other: int) -> Edge | None:
        pair = (one, other) if one < other else (other, one)
        if pair not in self.judged:
            self.judged[pair] = judge(self.nodes[pair[0]], self.nodes[pair[1]])
        return self.judged[pair]

    def must_stay_apart(self, left: Sequence[int], right: Sequence[int]) -> bool:
        if not self.apart:
            return False
        sides = [frozenset().union(*(self.nodes[n].sides for n in group)) for group in (left, right)]
        return any((one, other) in self.apart for one, other in product(*sides))

    def compatible(self, left: Sequence[int], right: Sequence[int]) -> bool:
        """Whether every member of one group may stand beside every member of the other."""
        if self.must_stay_apart(left, right):
            return False
        return all(self._may_stand_beside(one, other) for one, other in product(left, right))

    def _may_stand_beside(self, one: int, other: int) -> bool:
        """Two nodes that are alike; who was joined by people is judged by those with whom it was joined as well."""
        if self.judge(one, other) is not None:
            return True
        if one not in self.partners and other not in self.partners:
            return False
        pairs = product((one, *self.partners.get(one, ())), (other, *self.partners.get(other, ())))
        return any(first == second or self.judge(first, second) is not None for first, second in pairs)

    def join(self, one: int, other: int) -> None:
        joined = tuple(sorted({*self.of[one], *self.of[other]}))
        self.of |= dict.fromkeys(joined, joined)


def link_rows(
    items: Sequence[Measure], decided: Decided = NOTHING_DECIDED, catalogue: Catalogue | None = None
) -> Linked:
    """Group rows that mean the same; every row is in exactly one cluster. The rows' order is no matter.

    `catalogue`: Kolada's measures by which names meet; without one the short list.
    """
    nodes = make_nodes(items, decided, catalogue)
    groups = _Groups(nodes, decided)
    _join_decided(groups, decided)
    _join_kolada(groups)
    edges = [edge for pair in find_candidates(nodes) if (edge := groups.judge(*pair))]
    edges.sort(key=lambda edge: (-edge.score, edge.left, edge.right))
    edges_of: dict[int, list[Edge]] = defaultdict(list)
    for edge in edges:
        edges_of[edge.left].append(edge)
        edges_of[edge.right].append(edge)
    doubtful = _join_alike(groups, edges, edges_of)
    clusters = [_describe([nodes[n] for n in group], items, edges_of, doubtful, decided) for group in _all(groups)]
    clusters.sort(key=lambda cluster: (items[cluster.members[0].index].age, cluster.members[0].index))
    return Linked(tuple(clusters), tuple(nodes), tuple(edges), groups.of)


def cluster_names(items: Sequence[Measure], catalogue: Catalogue | None = None) -> list[Cluster]:
    """Only the clusters of `link_rows`, the oldest first."""
    return list(link_rows(items, catalogue=catalogue).clusters)


def _all(groups: _Groups) -> list[tuple[int, ...]]:
    return sorted(set(groups.of.values()))


# ---------------------------------------------------------------- joining


def _join_decided(groups: _Groups, decided: Decided) -> None:
    """Rows that people said are the same; a decision never brings together what another one keeps apart."""
    nodes_of: dict[int, list[int]] = defaultdict(list)
    for node in groups.nodes:
        for side in node.sides:
            nodes_of[side].append(node.number)
    for one, other in sorted(decided.together):
        for left, right in product(nodes_of[one], nodes_of[other]):
            if not groups.must_stay_apart(groups.of[left], groups.of[right]):
                groups.join(left, right)
                groups.partners[left].add(right)
                groups.partners[right].add(left)


def _join_kolada(groups: _Groups) -> None:
    same: dict[str, list[int]] = defaultdict(list)
    for node in groups.nodes:
        if node.kolada.measure:
            same[node.kolada.measure.kolada_id].append(node.number)
    for numbers in same.values():
        for number in numbers[1:]:
            if not groups.must_stay_apart(groups.of[numbers[0]], groups.of[number]):
                groups.join(numbers[0], number)


def _join_alike(groups: _Groups, edges: Sequence[Edge], edges_of: dict[int, list[Edge]]) -> dict[int, str]:
    """Join along the edges, best first; returns the nodes left alone in doubt, and between what."""
    doubtful: dict[int, str] = {}
    for edge in edges:
        left, right = groups.of[edge.left], groups.of[edge.right]
        if left == right or not groups.compatible(left, right):
            continue
        rivals = [rival for end in (edge.left, edge.right) for rival in _find_rivals(end, edge, edges_of, groups)]
        if rivals:
            doubtful |= rivals
        else:
            groups.join(edge.left, edge.right)
    return doubtful


def _find_rivals(end: int, edge: Edge, edges_of: dict[int, list[Edge]], groups: _Groups) -> list[tuple[int, str]]:
    """The end of an edge, where another candidate is about as good and cannot stand beside the first."""
    chosen = edge.right if end == edge.left else edge.left
    for other in edges_of[end]:
        if other.score < edge.score - AS_GOOD:
            break  # the edges of a node come best first
        rival = other.right if end == other.left else other.left
        if groups.of[rival] in (groups.of[end], groups.of[chosen]):
            continue
        if groups.must_stay_apart(groups.of[rival], groups.of[end]):
            continue  # people have decided about this one
        if not groups.compatible(groups.of[rival], groups.of[chosen]):
            names = (groups.nodes[number].name.folded for number in (chosen, rival))
            return [(end, "about as close to '{}' as to '{}'".format(*names))]
    return []


# ---------------------------------------------------------------- what is said of a cluster


def _describe(
    group: Sequence[Node],
    items: Sequence[Measure],
    edges: dict[int, list[Edge]],
    doubtful: dict[int, str],
    decided: Decided,
) -> Cluster:
    node_of = {row: node for node in group for row in node.rows}
    rows = sorted(node_of, key=lambda row: items[row].age)
    oldest = node_of[rows[0]]
    kolada = next((node.kolada.measure for node in group if node.kolada.measure), None)
    members: dict[int, Member] = {}
    for node in group:
        tie = _tie_by_decision(node, group, decided) or _tie(node, node is oldest, group, items, edges)
        wordings: dict[str, list[int]] = defaultdict(list)
        for row in node.rows:
            wordings[fold_name(items[row].name)].append(row)
        for alike in wordings.values():
            said = _describe_row(alike[0], alike, node, node is oldest, tie, items, doubtful)
            members[alike[0]] = Member(alike[0], *said)
            if len(alike) > 1:  # all others are like the first
                said = _describe_row(alike[1], alike, node, node is oldest, tie, items, doubtful)
                members.update((row, Member(row, *said)) for row in alike[1:])
    named = decided.name_of(side for node in group for side in node.sides)
    return Cluster(
        canonical_name=named or _choose_name([items[row].name for row in rows]),
        kolada_id=kolada.kolada_id if kolada else None,
        kolada_title=(kolada.title or None) if kolada else None,
        members=tuple(members[row] for row in rows),
    )


def _describe_row(
    row: int,
    alike: Sequence[int],
    node: Node,
    is_oldest: bool,
    tie: tuple[float, str, str],
    items: Sequence[Measure],
    doubtful: dict[int, str],
) -> tuple[float, str, str, bool]:
    """Score, method, evidence and whether to review of a row. `alike`: the node's rows with the same wording."""
    score, method, evidence = tie
    if is_oldest and len(alike) > 1 and method != "manual":
        twin = alike[1] if row == alike[0] else alike[0]
        score, method, evidence = 1.0, "exact", f"Same wording as {items[twin].place}"
    elif is_oldest and len(node.rows) > 1 and method == "fuzzy":
        twin = node.rows[1] if row == node.rows[0] else node.rows[0]
        evidence = f"Same words as '{items[twin].name}' in {items[twin].place}"
    doubt = doubtful.get(node.number) if method != "manual" else None
    if node.kolada.others:
        doubt = f"could be any of Kolada {', '.join(node.kolada.others)}"
    evidence = f"{evidence}; {doubt}" if doubt else evidence
    return round(score, 4), method, evidence, bool(doubt) or score < WEAK


def _tie_by_decision(node: Node, group: Sequence[Node], decided: Decided) -> tuple[float, str, str] | None:
    """What people said of a node's rows, where they did."""
    if not node.sides:
        return None
    others = frozenset(side for other in group if other is not node for side in other.sides)
    if said := decided.say(node.sides, others):
        return 1.0, "manual", said
    if decision := decided.kolada_of(node.sides):
        return 1.0, "manual", f"Kolada {decision.value} decided: {decision}"
    return None


def _tie(
    node: Node, is_oldest: bool, group: Sequence[Node], items: Sequence[Measure], edges: dict[int, list[Edge]]
) -> tuple[float, str, str]:
    """Score, method and evidence: what ties a node's rows to the rest of the cluster."""
    if node.kolada.measure:
        measure = node.kolada.measure
        return node.kolada.score, "kolada", f"Means Kolada {measure.kolada_id}, '{node.kolada.wording}'"
    if is_oldest and len(node.rows) > 1:
        return SAME_WORDS_SCORE, "fuzzy", "Same words"
    nodes = {other.number: other for other in group if other is not node}
    for edge in edges.get(node.number, ()):  # the best first
        if other := nodes.get(edge.right if edge.left == node.number else edge.left):
            like = items[other.rows[0]]
            return edge.score, "fuzzy", f"Like '{like.name}' in {like.place}: {edge.reason}"
    return 1.0, "exact", "No other row is the same"


def _choose_name(names: Sequence[str]) -> str:
    """The wording that most share; among equals the shortest, then the first in the alphabet."""
    folded = Counter(fold_name(name) for name in names)
    printed = Counter(names)
    return min(names, key=lambda name: (-folded[fold_name(name)], -printed[name], len(name), name))
