"""Indicators and goals across documents, years and municipalities: which rows are the same measure, the same goal.

`link_indicators` and `link_goals` give every row a cluster; a row that is like no other is a cluster of its own.
`cluster_names` is the linking itself, a pure function over names; both go through it.

In order: rows with the same words are one *node*; nodes that mean the same Kolada measure join; then nodes whose
names are alike join, best pair first, where every member of the one cluster may stand beside every member of the
other (complete link: A-B and B-C never bring A and C together when they conflict). A wrong link is worse than a
missing one: where two candidates are about equally good there is no link, and the row is marked for review.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product

from normalizers.kolada import KoladaMatch, find_kolada_measure
from normalizers.measures import NameAnalysis, analyse_name, compare_content, find_qualifier_difference, fold_name
from pipeline.records import Document, Extraction, GoalLink, IndicatorLink

SAME_WORDS_SCORE = 0.97  # the same content words in another order or form
ONE_SIDED = 0.8  # likeness where one name only has words more; within a municipality
ONE_SIDED_ELSEWHERE = 0.88  # the same between municipalities
REWORDED = 0.8  # likeness where both have words of their own; within a municipality and for long names only
REWORDED_WORDS = 5  # content words that make a name long: a key result in a sentence, not `andel nöjda elever`
GOAL_CONTAINED = 0.9  # share of the shorter goal's words in the longer one: a tail was added or cut
GOAL_CONTAINED_LIKENESS = 0.6
GOAL_CONTAINED_SCORE = 0.8
GOAL_WORDS = 4  # content words that make a goal's wording its own; `Attraktiv arbetsgivare` has two
AS_GOOD = 0.03  # two candidates with scores this close are about equally good
NAME_INFERRED = "name-column-inferred"  # flag of an indicator whose column of names has a header of something else
WEAK = 0.85  # a link below is marked for review
COMMON_WORD = 400  # nodes with a word in common from which the word finds no more candidates
RARE_WORDS = 3  # of a name, the rarest that find its candidates
UNKNOWN_AGE = 9999  # a document without period counts as the youngest


@dataclass(frozen=True, slots=True)
class Measure:
    """One row to link. Only `name` is needed; everything else makes links safer."""

    name: str
    unit: str | None = None
    municipality: str | None = None
    year: int | None = None
    organisation: str | None = None
    document: str | None = None
    row_id: str = ""
    goal_type: str | None = None  # of a goal; None for an indicator
    values: tuple[float, ...] = ()

    @property
    def age(self) -> tuple[int, str, str, str]:
        """Sorts the oldest first."""
        return (UNKNOWN_AGE if self.year is None else self.year, self.document or "", self.row_id, self.name)


@dataclass(frozen=True, slots=True)
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
class _Node:
    """Rows whose names have the same words, with the same qualifiers and kind."""

    number: int
    name: NameAnalysis
    rows: tuple[int, ...]
    documents: frozenset[str]
    municipalities: frozenset[str]
    goal_type: str | None
    kolada: KoladaMatch


@dataclass(frozen=True, slots=True)
class _Edge:
    """Two nodes that may be the same."""

    score: float
    left: int
    right: int
    reason: str


def link_indicators(extractions: Sequence[Extraction]) -> tuple[IndicatorLink, ...]:
    """One link per indicator, sorted by document and row."""
    rows = [measure for extraction in extractions for measure in _read_indicators(extraction)]
    unsure = {i.indicator_id for e in extractions for i in e.indicators if NAME_INFERRED in i.flags}
    links = [
        IndicatorLink(
            indicator_id=rows[member.index].row_id,
            document_id=rows[member.index].document or "",
            cluster_id=_cluster_id("m", rows[cluster.members[0].index]),
            canonical_name=cluster.canonical_name,
            kolada_id=cluster.kolada_id,
            kolada_title=cluster.kolada_title,
            score=member.score,
            method=member.method,
            evidence=member.evidence,
            needs_review=member.needs_review or rows[member.index].row_id in unsure,
        )
        for cluster in cluster_names(rows)
        for member in cluster.members
    ]
    return tuple(sorted(links, key=lambda link: (link.document_id, link.indicator_id)))


def link_goals(extractions: Sequence[Extraction]) -> tuple[GoalLink, ...]:
    """One link per goal, sorted by document and row."""
    rows = [measure for extraction in extractions for measure in _read_goals(extraction)]
    links = [
        GoalLink(
            goal_id=rows[member.index].row_id,
            document_id=rows[member.index].document or "",
            cluster_id=_cluster_id("g", rows[cluster.members[0].index]),
            canonical_name=cluster.canonical_name,
            score=member.score,
            method=member.method,
            evidence=member.evidence,
            needs_review=member.needs_review,
        )
        for cluster in cluster_names(rows)
        for member in cluster.members
    ]
    return tuple(sorted(links, key=lambda link: (link.document_id, link.goal_id)))


def cluster_names(items: Sequence[Measure]) -> list[Cluster]:
    """Group names that mean the same measure; every item is in exactly one cluster. The items' order is no matter."""
    nodes = _make_nodes(items)
    groups, edges, doubtful = _join(nodes)
    clusters = [_describe([nodes[number] for number in group], items, edges, doubtful) for group in groups]
    return sorted(clusters, key=lambda cluster: (items[cluster.members[0].index].age, cluster.members[0].index))


# ---------------------------------------------------------------- rows to link


def _read_indicators(extraction: Extraction) -> Iterable[Measure]:
    values = defaultdict(list)
    for value in extraction.values:
        if value.value is not None:
            values[value.indicator_id].append(value.value)
    for indicator in extraction.indicators:
        row = _row(indicator.indicator_id, indicator.name, extraction.document)
        yield replace(row, unit=indicator.unit, values=tuple(values[indicator.indicator_id]))


def _read_goals(extraction: Extraction) -> Iterable[Measure]:
    for goal in extraction.goals:
        yield replace(_row(goal.goal_id, goal.title, extraction.document), goal_type=goal.goal_type)


def _row(row_id: str, name: str, document: Document) -> Measure:
    return Measure(
        name=name,
        municipality=document.municipality,
        year=document.period_start,
        organisation=document.organisation,
        document=document.document_id,
        row_id=row_id,
    )


def _cluster_id(prefix: str, oldest: Measure) -> str:
    return f"{prefix}-{hashlib.sha256(oldest.row_id.encode()).hexdigest()[:12]}"


# ---------------------------------------------------------------- nodes: the same words


def _make_nodes(items: Sequence[Measure]) -> list[_Node]:
    groups: dict[object, list[int]] = defaultdict(list)
    names = [analyse_name(item.name, item.unit, item.municipality) for item in items]
    matches = [
        KoladaMatch(None) if item.goal_type else find_kolada_measure(name, item.values)
        for item, name in zip(items, names, strict=True)
    ]
    for index in sorted(range(len(items)), key=lambda index: items[index].age):
        name, match = names[index], matches[index]
        words = tuple(sorted(name.content)) or name.folded
        groups[words, name.qualifiers, name.kind, match.measure, _goal_key(items[index], name)].append(index)
    return [
        _Node(
            number,
            names[rows[0]],
            tuple(rows),
            frozenset(document for row in rows if (document := items[row].document)),
            frozenset(place for row in rows if (place := items[row].municipality)),
            items[rows[0]].goal_type,
            max((matches[row] for row in rows), key=lambda match: match.score),
        )
        for number, rows in enumerate(groups.values())
    ]


def _goal_key(item: Measure, name: NameAnalysis) -> tuple[str | None, str | None] | None:
    """Goals of different kinds are different goals; short titles (`Vision`) are each municipality's own."""
    if item.goal_type is None:
        return None
    own = len(name.content) < GOAL_WORDS
    return (item.goal_type, item.municipality or item.document if own else None)


# ---------------------------------------------------------------- edges: alike names


def _find_edges(nodes: Sequence[_Node]) -> list[_Edge]:
    """Every pair of nodes that is alike enough, best first. Only pairs with a rare word in common are compared."""
    index: dict[tuple[object, ...], list[int]] = defaultdict(list)
    free = [node for node in nodes if node.kolada.measure is None]  # a name wider or narrower than Kolada's is another
    for node in free:
        for word in node.name.content:
            index[node.name.qualifiers, node.goal_type, word].append(node.number)
    pairs = set()
    for node in free:
        found = [index[node.name.qualifiers, node.goal_type, word] for word in node.name.content]
        for others in sorted(found, key=len)[:RARE_WORDS]:
            if len(others) <= COMMON_WORD:
                pairs |= {(min(node.number, o), max(node.number, o)) for o in others if o != node.number}
    edges = [edge for left, right in pairs if (edge := _compare(nodes[left], nodes[right]))]
    return sorted(edges, key=lambda edge: (-edge.score, edge.left, edge.right))


def _compare(left: _Node, right: _Node) -> _Edge | None:
    """The edge between two nodes, None where they are not alike enough or must stay apart."""
    if find_qualifier_difference(left.name, right.name):
        return None
    comparison = compare_content(left.name, right.name)
    same_place = bool(left.municipalities & right.municipalities)
    words = min(len(left.name.content), len(right.name.content))
    likeness = comparison.likeness
    if not (comparison.left or comparison.right):
        if left.goal_type and not same_place:
            return None
        return _Edge(SAME_WORDS_SCORE * likeness, left.number, right.number, "same words")
    if left.documents & right.documents:
        return None  # a document that words two rows differently means two things
    differing = "differs in " + ", ".join((*comparison.left, *comparison.right))
    if left.goal_type:
        contained = comparison.containment >= GOAL_CONTAINED and likeness >= GOAL_CONTAINED_LIKENESS
        alike = same_place and words >= GOAL_WORDS and (contained or likeness >= REWORDED)
        return _Edge(max(likeness, GOAL_CONTAINED_SCORE), left.number, right.number, differing) if alike else None
    if comparison.left and comparison.right:
        # sentences are reworded from year to year; where names tell andel or antal, another word is another measure
        sentences = left.name.kind is None and right.name.kind is None and words >= REWORDED_WORDS
        alike = same_place and sentences and likeness >= REWORDED
    else:
        alike = likeness >= (ONE_SIDED if same_place else ONE_SIDED_ELSEWHERE)
    if alike:
        return _Edge(likeness, left.number, right.number, differing)
    return None


# ---------------------------------------------------------------- clusters: complete link


def _join(nodes: Sequence[_Node]) -> tuple[list[tuple[int, ...]], dict[int, list[_Edge]], dict[int, str]]:
    """Groups of node numbers; the edges of each node; and for nodes left alone in doubt, between what."""
    edges = _find_edges(nodes)
    edges_of: dict[int, list[_Edge]] = defaultdict(list)
    for edge in edges:
        edges_of[edge.left].append(edge)
        edges_of[edge.right].append(edge)
    group_of: dict[int, tuple[int, ...]] = {node.number: (node.number,) for node in nodes}
    for numbers in _same_kolada(nodes):
        group_of |= dict.fromkeys(numbers, numbers)
    doubtful: dict[int, str] = {}
    for edge in edges:
        left, right = group_of[edge.left], group_of[edge.right]
        if left == right or not _compatible(left, right, nodes):
            continue
        rivals = [
            rival for end in (edge.left, edge.right) for rival in _find_rivals(end, edge, edges_of, group_of, nodes)
        ]
        if rivals:
            doubtful |= rivals
        else:
            joined = tuple(sorted((*left, *right)))
            group_of |= dict.fromkeys(joined, joined)
    return sorted(set(group_of.values())), edges_of, doubtful


def _same_kolada(nodes: Sequence[_Node]) -> list[tuple[int, ...]]:
    groups: dict[str, list[int]] = defaultdict(list)
    for node in nodes:
        if node.kolada.measure:
            groups[node.kolada.measure.kolada_id].append(node.number)
    return [tuple(numbers) for numbers in groups.values()]


def _compatible(left: Sequence[int], right: Sequence[int], nodes: Sequence[_Node]) -> bool:
    """Whether every member of one group may stand beside every member of the other."""
    return all(_compare(nodes[one], nodes[other]) is not None for one, other in product(left, right))


def _find_rivals(
    end: int,
    edge: _Edge,
    edges_of: dict[int, list[_Edge]],
    group_of: dict[int, tuple[int, ...]],
    nodes: Sequence[_Node],
) -> list[tuple[int, str]]:
    """The end of an edge, where another candidate is about as good and cannot stand beside the first."""
    chosen = edge.right if end == edge.left else edge.left
    for other in edges_of[end]:
        rival = other.right if end == other.left else other.left
        near = other.score >= edge.score - AS_GOOD and group_of[rival] not in (group_of[end], group_of[chosen])
        if near and not _compatible(group_of[rival], group_of[chosen], nodes):
            return [(end, f"about as close to '{nodes[chosen].name.folded}' as to '{nodes[rival].name.folded}'")]
    return []


# ---------------------------------------------------------------- what is said of a cluster


def _describe(
    group: Sequence[_Node], items: Sequence[Measure], edges: dict[int, list[_Edge]], doubtful: dict[int, str]
) -> Cluster:
    node_of = {row: node for node in group for row in node.rows}
    rows = sorted(node_of, key=lambda row: items[row].age)
    kolada = next((node.kolada.measure for node in group if node.kolada.measure), None)
    members = []
    for row in rows:
        node = node_of[row]
        score, method, evidence = _tie(row, rows, node_of, items, edges)
        doubt = doubtful.get(node.number)
        if node.kolada.others:
            doubt = f"could be any of Kolada {', '.join(node.kolada.others)}"
        evidence = f"{evidence}; {doubt}" if doubt else evidence
        members.append(Member(row, round(score, 4), method, evidence, bool(doubt) or score < WEAK))
    return Cluster(
        canonical_name=_choose_name([items[row].name for row in rows]),
        kolada_id=kolada.kolada_id if kolada else None,
        kolada_title=kolada.title if kolada else None,
        members=tuple(members),
    )


def _tie(
    row: int, rows: Sequence[int], node_of: dict[int, _Node], items: Sequence[Measure], edges: dict[int, list[_Edge]]
) -> tuple[float, str, str]:
    """Score, method and evidence of one row: what ties it to the oldest member, or that member to the next."""
    node, oldest = node_of[row], node_of[rows[0]]
    twins = [other for other in node.rows if other != row and _folded(items[other]) == _folded(items[row])]
    if node is oldest and twins:
        return 1.0, "exact", f"Same wording as {_place(items[twins[0]])}"
    if node.kolada.measure:
        measure = node.kolada.measure
        return node.kolada.score, "kolada", f"Means Kolada {measure.kolada_id}, '{node.kolada.wording}'"
    if node is oldest and len(node.rows) > 1:
        twin = next(other for other in node.rows if other != row)
        return SAME_WORDS_SCORE, "fuzzy", f"Same words as '{items[twin].name}' in {_place(items[twin])}"
    numbers = {other.number for other in node_of.values()} - {node.number}
    tied = [edge for edge in edges.get(node.number, ()) if {edge.left, edge.right} & numbers]
    if not tied:
        return 1.0, "exact", "No other row is the same"
    edge = tied[0]
    other = next(n for n in node_of.values() if n.number in (edge.left, edge.right) and n is not node)
    return edge.score, "fuzzy", f"Like '{items[other.rows[0]].name}' in {_place(items[other.rows[0]])}: {edge.reason}"


def _folded(item: Measure) -> str:
    return analyse_name(item.name, item.unit, item.municipality).folded


def _place(item: Measure) -> str:
    """Where a row stands, for a reader: `Havsbyn 2030 (document)`."""
    parts = [item.municipality, str(item.year) if item.year else None, f"({item.document})" if item.document else None]
    return " ".join(part for part in parts if part) or "another row"


def _choose_name(names: Sequence[str]) -> str:
    """The wording that most share; among equals the shortest, then the first in the alphabet."""
    folded = Counter(fold_name(name) for name in names)
    printed = Counter(names)
    return min(names, key=lambda name: (-folded[fold_name(name)], -printed[name], len(name), name))
