"""The datasets that follow from all documents together: links, series, what came of targets, checks of goals.

Values are by far the most of it. They wait as an Arrow table, and are records only while the clusters that they belong
to are worked on, so that memory does not grow with them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from normalizers.kolada import Catalogue
from normalizers.word_forms import forget_word_forms
from pipeline.datasets import Rows, check_rows, schema_of, table_of
from pipeline.followup import follow_targets
from pipeline.goal_checks import check_documents, check_goals
from pipeline.link import Links
from pipeline.linking.decisions import Decision
from pipeline.linking.rows import Measure, read_goals, read_indicators
from pipeline.records import Document, Extraction, Identity, IndicatorLink, Problem
from pipeline.series import build_series
from pipeline.spread import Spread, do_here
from pipeline.statements import CLUSTER, InCluster, Known, add_cluster, cluster_of, find_days, make_statements
from pipeline.tables import BY_NAME, check_table, column_of

Link = Callable[[Sequence[Measure], Sequence[Measure], Sequence[Decision], Sequence[Identity], Catalogue | None], Links]
Tables = Iterator[tuple[str, pa.Table]]  # (dataset, its next rows)

SPREAD_FROM = 100_000  # values; fewer are done here before helpers have started
AT_A_TIME = 30_000  # values that are records at a time, and those that they are compared with
ROWS_AT_A_TIME = 100_000  # that are made a table


@dataclass
class Gathered:
    """What the derived datasets need of the documents that were gathered so far. Nothing outside changes it."""

    documents: list[Document] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    goals: list[Measure] = field(default_factory=list)
    days: dict[str, date | None] = field(default_factory=dict)  # document_id -> when it was published
    values: list[pa.Table] = field(default_factory=list)

    def add(self, plans: Sequence[Extraction], values: pa.Table) -> Tables:
        """Take in the next documents and their values; what follows from each document by itself comes back."""
        documents = [plan.document for plan in plans]
        records = [value for plan in plans for value in plan.values]
        goals = [goal for plan in plans for goal in plan.goals]
        self.documents += documents
        self.measures += (row for plan in plans for row in read_indicators(plan))
        self.goals += (row for plan in plans for row in read_goals(plan))
        self.days |= find_days(documents, records)
        self.values.append(values)
        checks = check_goals(goals, [indicator for plan in plans for indicator in plan.indicators], records)
        rows: Rows = {"goal_checks": checks, "document_checks": check_documents(documents, checks)}
        keys = {"documents": {one.document_id for one in documents}, "goals": {goal.goal_id for goal in goals}}
        return _tables(rows, keys)

    def forget_rows(self) -> None:
        """Give the memory of rows back that are linked."""
        self.measures, self.goals = [], []

    def take_values(self) -> pa.Table:
        """All values in one piece; those that were gathered are given up, column by column."""
        whole = pa.concat_tables(self.values)
        schema, columns = whole.schema, whole.columns
        del whole
        self.values = []
        for number, column in enumerate(columns):
            columns[number] = column.combine_chunks()
        return pa.Table.from_arrays(columns, schema=schema)


def derive(
    gathered: Gathered,
    link: Link,
    decisions: Sequence[Decision],
    known: Sequence[Identity],
    catalogue: Catalogue | None,
    spread: Spread[list[tuple[str, pa.Table]]] = do_here,
) -> tuple[Tables, Sequence[Problem]]:
    """The derived datasets of all documents, table by table, and problems of making them.

    `known`: identities of clusters from the run before; `catalogue`: Kolada's measures (else the short list);
    `spread`: how the work is divided. Raises `BrokenRows` where rows break their declaration.
    """
    links = link(gathered.measures, gathered.goals, decisions, known, catalogue)
    forget_word_forms()
    return _derive_tables(gathered, links, spread), links.problems


def _derive_tables(gathered: Gathered, links: Links, spread: Spread[list[tuple[str, pa.Table]]]) -> Tables:
    documents = {document.document_id: document for document in gathered.documents}
    names = {row.row_id: row.name for row in gathered.measures}
    rows: Rows = {"indicator_links": links.indicators, "goal_links": links.goals, "identities": links.identities}
    keys = {"documents": set(documents), "indicators": set(names), "goals": {row.row_id for row in gathered.goals}}
    gathered.forget_rows()  # from here on the memory is needed
    yield from _tables(rows, keys)
    linked = Linked.of(links.indicators, names)
    del rows, keys, links, names
    values = gathered.take_values()
    many = values.num_rows > SPREAD_FROM
    parts = split_by_cluster(values, linked, AT_A_TIME)
    del values
    pieces = (what_is_known(own, linked, documents, gathered.days) for own in parts)
    followup = [schema_of(BY_NAME["target_followup"]).empty_table()]
    for tables in (spread if many else do_here)(derive_clusters, pieces):
        for name, table in tables:
            if name == "target_followup":
                followup.append(table)
            else:
                yield name, table
    for table in sort_in_portions(pa.concat_tables(followup), ("document_id", "followup_id"), ROWS_AT_A_TIME):
        yield "target_followup", table


def sort_in_portions(table: pa.Table, columns: Sequence[str], rows: int) -> Iterator[pa.Table]:
    """The rows of a table in the order of these columns, without a second copy of the whole."""
    order = pc.sort_indices(table.select(columns), sort_keys=[(column, "ascending") for column in columns])
    places = order.to_numpy().astype(np.int64)
    parts = table.to_batches()
    ends = np.cumsum([part.num_rows for part in parts], dtype=np.int64)
    for start in range(0, table.num_rows, rows):
        yield _take_from(parts, ends, places[start : start + rows])


def _take_from(parts: Sequence[pa.RecordBatch], ends: np.ndarray, places: np.ndarray) -> pa.Table:
    """The rows at these places of a table that has these parts: Arrow itself would put all parts together first."""
    owner = np.searchsorted(ends, places, side="right")
    taken = [part.take(pa.array(places[owner == n] - (ends[n] - part.num_rows))) for n, part in enumerate(parts)]
    back = np.empty(len(places), dtype=np.int64)
    back[np.argsort(owner, kind="stable")] = np.arange(len(places))
    return pa.Table.from_batches(taken).combine_chunks().take(pa.array(back))


@dataclass(frozen=True, slots=True)
class Linked:
    """The indicators that values belong to. In Arrow, as a million small strings keep much more memory than theirs."""

    ids: pa.Array
    names: pa.Array
    clusters: pa.Array  # of each, its place in `known`
    known: tuple[InCluster, ...]

    @classmethod
    def of(cls, links: Sequence[IndicatorLink], names: Mapping[str, str]) -> Linked:
        """`names`: indicator_id -> the indicator's name."""
        ids = [link.indicator_id for link in links]
        known: dict[InCluster, int] = {}
        clusters = [known.setdefault(cluster_of(link), len(known)) for link in links]
        text, number = pa.string(), pa.int32()
        return cls(pa.array(ids, text), pa.array(map(names.get, ids), text), pa.array(clusters, number), tuple(known))


def split_by_cluster(values: pa.Table, linked: Linked, at_a_time: int) -> Iterator[pa.Table]:
    """The values in portions, by the ids of their clusters, with what `add_cluster` adds; the cluster's number is its
    place in `linked.known`. No cluster is in two portions."""
    rows = pc.index_in(column_of(values, "indicator_id"), linked.ids)
    values = add_cluster(values.combine_chunks(), linked.names.take(rows), linked.clusters.take(rows))
    _, rank = np.unique([cluster.cluster_id for cluster in linked.known], return_inverse=True)
    own = rank[column_of(values, CLUSTER).to_numpy()]
    order = np.argsort(own, kind="stable")
    start = 0
    for end in np.cumsum(np.bincount(own)).tolist():
        if end - start >= at_a_time:
            yield values.take(pa.array(order[start:end]))
            start = end
    if start < len(order):
        yield values.take(pa.array(order[start:]))


def what_is_known(
    values: pa.Table, linked: Linked, documents: Mapping[str, Document], days: Mapping[str, date | None]
) -> tuple[pa.Table, Known]:
    """The values, with their clusters numbered anew, and what is known of the rows that they belong to."""
    own = pc.unique(values.column("document_id")).to_pylist()
    numbers, places = np.unique(column_of(values, CLUSTER).to_numpy(), return_inverse=True)
    known = Known(
        {document_id: documents[document_id] for document_id in own},
        {document_id: days[document_id] for document_id in own},
        [linked.known[number] for number in numbers.tolist()],
    )
    return values.set_column(values.schema.get_field_index(CLUSTER), CLUSTER, pa.array(places, pa.int32())), known


def derive_clusters(values: pa.Table, known: Known) -> list[tuple[str, pa.Table]]:
    """What follows from the values of whole clusters. Keys begin with the cluster or the value, and need no look at
    other clusters."""
    statements = make_statements(values, known)
    series = build_series(statements, values)
    followup = follow_targets(statements, values, set(series.column("value_id").to_pylist()))
    keys = {"documents": pa.array(known.documents, pa.string()), "indicator_values": column_of(values, "value_id")}
    found = [("indicator_series", series), ("target_followup", followup)]
    for name, table in found:
        check_table(BY_NAME[name], table, keys)
    return found


def _tables(rows: Rows, keys: dict[str, set[str]]) -> Tables:
    """Checked rows as tables. They may point to the rows with these keys."""
    check_rows(rows, keys)
    for name, own in rows.items():
        for start in range(0, max(len(own), 1), ROWS_AT_A_TIME):
            yield name, table_of(BY_NAME[name], own[start : start + ROWS_AT_A_TIME])
