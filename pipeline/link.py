"""Indicators and goals across documents, years and municipalities: the published links.

`link_indicators` and `link_goals` give every row a cluster; a row that is like no other is a cluster of its own. The
linking itself is in `pipeline.linking`, and is the same for lists of names that no PDF gave.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from normalizers.kolada import Catalogue
from pipeline.linking.clusters import Cluster, Member, cluster_names, link_rows
from pipeline.linking.decisions import LINKS_FILE, Decision, apply_decisions, read_decisions, report_unmatched
from pipeline.linking.identities import name_clusters
from pipeline.linking.review import as_csv, find_pairs
from pipeline.linking.rows import Measure, read_goals, read_indicators
from pipeline.published import read_extractions
from pipeline.records import Extraction, GoalLink, Identity, IndicatorLink, Problem

__all__ = ["Cluster", "Measure", "cluster_names", "link_goals", "link_indicators", "link_measures", "link_plans"]


@dataclass(frozen=True, slots=True)
class Links:
    """What linking publishes."""

    indicators: tuple[IndicatorLink, ...]  # one per indicator, sorted by document and row
    goals: tuple[GoalLink, ...]  # one per goal, likewise
    identities: tuple[Identity, ...]
    problems: tuple[Problem, ...]


def link_plans(
    extractions: Sequence[Extraction],
    decisions: Sequence[Decision] = (),
    known: Sequence[Identity] = (),
    catalogue: Catalogue | None = None,
) -> Links:
    """Link the indicators and the goals of all documents."""
    measures = [row for extraction in extractions for row in read_indicators(extraction)]
    goals = [row for extraction in extractions for row in read_goals(extraction)]
    return link_measures(measures, goals, decisions, known, catalogue)


def link_measures(
    measures: Sequence[Measure],
    goals: Sequence[Measure],
    decisions: Sequence[Decision] = (),
    known: Sequence[Identity] = (),
    catalogue: Catalogue | None = None,
) -> Links:
    """Link indicators, and goals.

    `known`: the identities that the run before published; `catalogue`: Kolada's measures, without one the short list.
    """
    decided = apply_decisions([one for one in decisions if one.kind == "indicator"], measures)
    decided_goals = apply_decisions([one for one in decisions if one.kind == "goal"], goals)
    clusters, goal_clusters = link_rows(measures, decided, catalogue).clusters, link_rows(goals, decided_goals).clusters
    ids, identities = name_clusters(clusters, measures, "indicator", known)
    goal_ids, goal_identities = name_clusters(goal_clusters, goals, "goal", known)
    return Links(
        tuple(
            sorted(_indicator_links(clusters, ids, measures), key=lambda link: (link.document_id, link.indicator_id))
        ),
        tuple(sorted(_goal_links(goal_clusters, goal_ids, goals), key=lambda link: (link.document_id, link.goal_id))),
        (*goal_identities, *identities),
        tuple(report_unmatched((decided, decided_goals))),
    )


def link_indicators(extractions: Sequence[Extraction]) -> tuple[IndicatorLink, ...]:
    """One link per indicator, without any memory or decisions."""
    return link_plans(extractions).indicators


def link_goals(extractions: Sequence[Extraction]) -> tuple[GoalLink, ...]:
    """One link per goal, without any memory or decisions."""
    return link_plans(extractions).goals


def _indicator_links(
    clusters: Sequence[Cluster], ids: Sequence[str], rows: Sequence[Measure]
) -> Iterator[IndicatorLink]:
    for cluster, cluster_id, member in _members(clusters, ids):
        row = rows[member.index]
        yield IndicatorLink(
            indicator_id=row.row_id,
            document_id=row.document or "",
            cluster_id=cluster_id,
            canonical_name=cluster.canonical_name,
            kolada_id=cluster.kolada_id,
            kolada_title=cluster.kolada_title,
            score=member.score,
            method=member.method,
            evidence=member.evidence,
            needs_review=member.needs_review or row.name_inferred,
        )


def _goal_links(clusters: Sequence[Cluster], ids: Sequence[str], rows: Sequence[Measure]) -> Iterator[GoalLink]:
    for cluster, cluster_id, member in _members(clusters, ids):
        row = rows[member.index]
        yield GoalLink(
            goal_id=row.row_id,
            document_id=row.document or "",
            cluster_id=cluster_id,
            canonical_name=cluster.canonical_name,
            score=member.score,
            method=member.method,
            evidence=member.evidence,
            needs_review=member.needs_review,
        )


def _members(clusters: Sequence[Cluster], ids: Sequence[str]) -> Iterator[tuple[Cluster, str, Member]]:
    """Every row that is linked, with its cluster and the cluster's id."""
    for cluster, cluster_id in zip(clusters, ids, strict=True):
        for member in cluster.members:
            yield cluster, cluster_id, member


# ---------------------------------------------------------------- for a person at the command line


def cluster_list(items: Sequence[Measure], catalogue: Catalogue | None = None) -> list[dict[str, object]]:
    """Each row's cluster, in the order of the list: `name`, `cluster_id`, `canonical_name`, `kolada_id`,
    `needs_review`, `evidence`."""
    clusters = cluster_names(items, catalogue)
    ids, _ = name_clusters(clusters, items, "indicator")
    found: dict[int, dict[str, object]] = {}
    for cluster, cluster_id, member in _members(clusters, ids):
        found[member.index] = {
            "name": items[member.index].name,
            "cluster_id": cluster_id,
            "canonical_name": cluster.canonical_name,
            "kolada_id": cluster.kolada_id,
            "needs_review": member.needs_review,
            "evidence": member.evidence,
        }
    return [found[index] for index in range(len(items))]


def review_links(out: Path, corrections: Path, limit: int) -> str:
    """The pairs of a published run most worth a look, as CSV. Raises `Unusable` where there are no datasets."""
    extractions = read_extractions(out)
    decisions = read_decisions(corrections / LINKS_FILE)
    pairs = []
    for kind, read in (("indicator", read_indicators), ("goal", read_goals)):
        rows = [row for extraction in extractions for row in read(extraction)]
        decided = apply_decisions([one for one in decisions if one.kind == kind], rows)
        pairs += find_pairs(link_rows(rows, decided), rows, decided, limit)
    return as_csv(sorted(pairs, key=lambda pair: -pair.worth)[:limit])
