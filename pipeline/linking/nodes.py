"""Rows with the same words are one node: linking compares nodes, so that a wording used everywhere is judged once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from normalizers.kolada import NO_MATCH, Catalogue, KoladaMatch, find_kolada_measure, name_measure
from normalizers.measure_pairs import is_told_by_qualifiers
from normalizers.measures import NameAnalysis, analyse_name, find_qualifier_difference, fold_name
from pipeline.linking.decisions import Decided
from pipeline.linking.rows import Measure

GOAL_WORDS = 4  # content words that make a goal's wording its own; `Attraktiv arbetsgivare` has two

FigureKey = tuple[str, str | None, str, int, str | None]  # municipality, organisation, kind, year, component


@dataclass(frozen=True, slots=True)
class Node:
    """Rows whose names have the same words, with the same qualifiers and kind. `rows`: the oldest first."""

    number: int
    name: NameAnalysis
    rows: tuple[int, ...]
    documents: frozenset[str]
    municipalities: frozenset[str]
    goal_type: str | None
    kolada: KoladaMatch
    sides: frozenset[int]  # of people's decisions: the sides that speak of these rows
    figures: Mapping[FigureKey, float]
    size: float | None  # typical magnitude of its values, in the unit they are printed in
    aims: frozenset[str]
    goals: frozenset[str]
    responsible: frozenset[str]
    sources: frozenset[str]


def make_nodes(items: Sequence[Measure], decided: Decided, catalogue: Catalogue | None = None) -> list[Node]:
    """The nodes of all rows, in the order of their oldest rows. Without a catalogue of Kolada: the short list."""
    names = _analyse_all(items)
    sides = decided.sides
    matches = [
        _match(row, item, name, decided, catalogue) for row, (item, name) in enumerate(zip(items, names, strict=True))
    ]
    groups: dict[object, list[int]] = defaultdict(list)
    for row in sorted(range(len(items)), key=lambda row: items[row].age):
        name, match = names[row], matches[row]
        measure = match.measure.kolada_id if match.measure else None
        words = tuple(sorted(name.content)) or (() if is_told_by_qualifiers(name) else name.folded)
        key = (words, name.qualifiers, name.kind, measure, _goal_key(items[row], name), sides.get(row))
        groups[key].append(row)
    parts = [part for rows in groups.values() for part in _part_opposites(rows, names)]
    parts.sort(key=lambda rows: items[rows[0]].age)
    keys: dict[FigureKey, FigureKey] = {}
    return [_make_node(number, rows, items, names, matches, sides, keys) for number, rows in enumerate(parts)]


def _part_opposites(rows: Sequence[int], names: Sequence[NameAnalysis]) -> Iterable[Sequence[int]]:
    """Rows with the same words, parted where small words tell opposites: `över gränsvärdet`, `under gränsvärdet`."""
    said: dict[tuple[frozenset[object], ...], list[int]] = defaultdict(list)
    for row in rows:
        said[names[row].contrasts, names[row].excluded].append(row)
    pairs = combinations((names[part[0]] for part in said.values()), 2)
    return said.values() if any(find_qualifier_difference(one, other) for one, other in pairs) else (rows,)


def _analyse_all(items: Sequence[Measure]) -> list[NameAnalysis]:
    """The names of all rows taken apart, what is worded alike once."""
    found: dict[tuple[str, str | None, str | None], NameAnalysis] = {}
    names = []
    for item in items:
        key = (item.name, item.unit, item.municipality)
        if key not in found:
            found[key] = analyse(item)
        names.append(found[key])
    return names


def analyse(item: Measure) -> NameAnalysis:
    """The row's name taken apart; its municipality is told only where the name holds it, so that names are cached."""
    own = item.municipality
    return analyse_name(item.name, item.unit, own if own and own.casefold() in item.name.casefold() else None)


def _match(row: int, item: Measure, name: NameAnalysis, decided: Decided, catalogue: Catalogue | None) -> KoladaMatch:
    """The Kolada measure of a row: what people decided, else what its name means."""
    if item.goal_type:
        return NO_MATCH
    decision = decided.kolada_of(decided.sides.get(row, frozenset()))
    if decision is None:
        return find_kolada_measure(name, item.values, catalogue)
    kolada_id = decided.kolada[next(side for side in sorted(decided.sides[row]) if side in decided.kolada)]
    return NO_MATCH if kolada_id is None else KoladaMatch(name_measure(kolada_id), item.name, 1.0)


def _goal_key(item: Measure, name: NameAnalysis) -> tuple[str | None, str | None] | None:
    """Goals of different kinds are different goals; short titles (`Vision`) are each municipality's own."""
    if item.goal_type is None:
        return None
    own = len(name.content) < GOAL_WORDS
    return (item.goal_type, item.municipality or item.document if own else None)


def _make_node(
    number: int,
    rows: Sequence[int],
    items: Sequence[Measure],
    names: Sequence[NameAnalysis],
    matches: Sequence[KoladaMatch],
    sides: Mapping[int, frozenset[int]],
    keys: dict[FigureKey, FigureKey],
) -> Node:
    """`keys`: those of all nodes so far. A key is kept once: every row of a plan has figures of the same years."""
    members = [items[row] for row in rows]
    figures: dict[FigureKey, float] = {}
    for member in reversed(members):  # the oldest row's word counts
        if member.municipality:
            for figure in member.figures:
                key = (member.municipality, member.organisation, figure.kind, figure.year, figure.component)
                figures[keys.setdefault(key, key)] = figure.value
    return Node(
        number=number,
        name=names[rows[0]],
        rows=tuple(rows),
        documents=frozenset(member.document for member in members if member.document),
        municipalities=frozenset(member.municipality for member in members if member.municipality),
        goal_type=members[0].goal_type,
        kolada=max((matches[row] for row in rows), key=lambda match: match.score),
        sides=sides.get(rows[0], frozenset()),
        figures=figures,
        size=_middle([abs(value) for member in members for value in member.values if value]),
        aims=frozenset(member.aims for member in members if member.aims),
        goals=frozenset(f"{member.municipality}: {fold_name(member.goal)}" for member in members if member.goal),
        responsible=frozenset(fold_name(body) for member in members for body in member.responsible),
        sources=frozenset(fold_name(member.source) for member in members if member.source),
    )


def _middle(values: list[float]) -> float | None:
    return sorted(values)[len(values) // 2] if values else None
