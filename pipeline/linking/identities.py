"""The ids of clusters, which stay from run to run while documents come, go and are read again.

The dataset `identities` remembers which wordings each cluster had. The next run gives an id to the cluster that has
the wording it began with, else to the one that shares most wordings. A new cluster's id is made of its Kolada id or of
its oldest row's wording, so a run without any memory gives the same ids wherever it is done. Wordings that no document
has any more are kept: a file that comes back finds its ids again.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain, count

from normalizers.measures import fold_name
from pipeline.linking.clusters import Cluster
from pipeline.linking.rows import Measure
from pipeline.records import Identity

ID_DIGITS = 12  # hex, 48 bits: among a million clusters one pair in about 560 such runs; another seed is then taken

_Anchor = tuple[str, str, str]  # wording, unit, municipality


def name_clusters(
    clusters: Sequence[Cluster], items: Sequence[Measure], kind: str, known: Iterable[Identity] = ()
) -> tuple[list[str], list[Identity]]:
    """One id per cluster, in their order, and what the next run must know. `kind`: `indicator` or `goal`."""
    known = [identity for identity in known if identity.kind == kind]
    anchors = [_anchors_of(cluster, items) for cluster in clusters]
    ids = _keep_ids(anchors, known)
    taken = {*ids.values(), *(identity.cluster_id for identity in known)}
    for number, cluster in enumerate(clusters):
        if number not in ids:
            ids[number] = _new_id(kind, cluster, anchors[number], taken)
            taken.add(ids[number])
    identities = [
        Identity(ids[number], kind, anchor[0], anchor[1] or None, anchor[2] or None, first=place == 0)
        for number, own in enumerate(anchors)
        for place, anchor in enumerate(own)
    ]
    current = {anchor for own in anchors for anchor in own}
    gone = [identity for identity in known if _anchor(identity) not in current]
    ordered = sorted({*identities, *gone}, key=lambda one: (one.cluster_id, not one.first, one.wording, str(one)))
    return [ids[number] for number in range(len(clusters))], ordered


def _keep_ids(anchors: Sequence[Sequence[_Anchor]], known: Iterable[Identity]) -> dict[int, str]:
    """Cluster number -> the id that it had before. An id goes to one cluster only, and a cluster has one id."""
    had: dict[_Anchor, set[str]] = defaultdict(set)
    began: dict[str, _Anchor] = {}
    for identity in known:
        had[_anchor(identity)].add(identity.cluster_id)
        if identity.first:
            began[identity.cluster_id] = _anchor(identity)
    claims = []
    for number, own in enumerate(anchors):
        shared: dict[str, int] = defaultdict(int)
        for anchor in own:
            for cluster_id in had.get(anchor, ()):
                shared[cluster_id] += 1
        for cluster_id, wordings in shared.items():
            first = began.get(cluster_id)
            claims.append((first != own[0], first not in own, -wordings, cluster_id, number))
    ids: dict[int, str] = {}
    given: set[str] = set()
    for *_, cluster_id, number in sorted(claims):
        if number not in ids and cluster_id not in given:
            ids[number] = cluster_id
            given.add(cluster_id)
    return ids


def _new_id(kind: str, cluster: Cluster, anchors: Sequence[_Anchor], taken: set[str]) -> str:
    again = ((anchors, number) for number in count())
    for seed in chain(((cluster.kolada_id or anchors[0]), anchors), again):
        made = f"{'m' if kind == 'indicator' else 'g'}-{hashlib.sha256(repr(seed).encode()).hexdigest()[:ID_DIGITS]}"
        if made not in taken:
            return made
    raise AssertionError("more seeds than ids")


def _anchors_of(cluster: Cluster, items: Sequence[Measure]) -> tuple[_Anchor, ...]:
    """The wordings of a cluster, each once, the oldest row's first."""
    rows = (items[member.index] for member in cluster.members)
    return tuple(dict.fromkeys((fold_name(row.name), (row.unit or "").casefold(), _home(row)) for row in rows))


def _home(row: Measure) -> str:
    """Goals are a municipality's own; measures are not."""
    return row.municipality or row.document or "" if row.goal_type else ""


def _anchor(identity: Identity) -> _Anchor:
    return (identity.wording, identity.unit or "", identity.municipality or "")
