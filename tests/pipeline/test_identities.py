"""Cluster ids stay while documents come, go and are read again."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pipeline.link import Measure, cluster_names
from pipeline.linking.identities import name_clusters
from pipeline.records import Identity

OLD = Measure("Besök i badhuset", municipality="Sala", year=2020, document="d1", row_id="d1-i0001")
NEW = Measure("Antal besök i badhuset", municipality="Heby", year=2024, document="d2", row_id="d2-i0001")
OTHER = Measure("Antal lån på biblioteket", municipality="Sala", year=2020, document="d1", row_id="d1-i0002")


def ids(items: Sequence[Measure], known: Sequence[Identity] = ()) -> tuple[dict[str, str], list[Identity]]:
    """Row id -> cluster id, and the memory for the next run."""
    clusters = cluster_names(items)
    names, memory = name_clusters(clusters, items, "goal" if items[0].goal_type else "indicator", known)
    return {items[m.index].row_id: name for name, c in zip(names, clusters, strict=True) for m in c.members}, memory


def test_without_memory_the_same_rows_give_the_same_ids():
    assert ids([OLD, NEW, OTHER]) == ids([OTHER, NEW, OLD])
    again, _ = ids([replace(OLD, row_id="d1-i0077"), OTHER])  # read again, numbered otherwise
    assert again["d1-i0077"] == ids([OLD, OTHER])[0]["d1-i0001"]


def test_an_older_document_takes_over_the_id():
    before, memory = ids([NEW, OTHER])
    after, _ = ids([OLD, NEW, OTHER], memory)
    assert after["d1-i0001"] == after["d2-i0001"] == before["d2-i0001"]


def test_the_id_outlives_the_oldest_document():
    before, memory = ids([OLD, NEW])
    after, _ = ids([NEW], memory)
    assert after["d2-i0001"] == before["d2-i0001"]


def test_a_document_that_comes_back_finds_its_id():
    before, memory = ids([OTHER, NEW])
    _, memory = ids([NEW], memory)
    after, _ = ids([OTHER, NEW], memory)
    assert after == before


def test_when_a_cluster_parts_the_oldest_keeps_the_id():
    rows = [OLD, replace(NEW, name="Besök i badhuset per år")]
    before, memory = ids(rows)
    assert len(set(before.values())) == 1
    parted = [Identity(one.cluster_id, one.kind, one.wording, one.unit, one.municipality, one.first) for one in memory]
    after, _ = ids([OLD, replace(NEW, name="Besök i badhuset per år", unit="%")], parted)
    assert after["d1-i0001"] == before["d1-i0001"]


def test_two_clusters_never_share_an_id():
    rows = [
        OLD,
        replace(OLD, unit="%", document="d9", row_id="d9-i0001"),
        replace(OLD, unit="kr", document="d8", row_id="d8-i1"),
    ]
    found, memory = ids(rows)
    assert len(set(found.values())) == len(cluster_names(rows))
    assert ids(rows, memory) == (found, memory)


def test_goals_and_indicators_have_memories_of_their_own():
    _, memory = ids([OLD])
    goal = replace(OLD, goal_type="sub_goal")
    found, goal_memory = ids([goal], memory)
    assert found["d1-i0001"].startswith("g-") and {one.kind for one in goal_memory} == {"goal"}


NAMES = st.sampled_from(
    ["Besök i badhuset", "Antal besök i badhuset", "Besökk i badhuset", "Lån", "Antal lån", "Sjukfrånvaro"]
)


@given(st.lists(st.lists(NAMES, min_size=1, max_size=6), min_size=1, max_size=4))
def test_the_memory_is_settled_after_one_run(runs: list[list[str]]):
    memory: list[Identity] = []
    for names in runs:
        rows = [Measure(name, document=f"d{n}", row_id=f"r{n}", year=2020 + n) for n, name in enumerate(names)]
        found, memory = ids(rows, memory)
        assert ids(rows, memory) == (found, memory)
        clusters = cluster_names(rows)
        assert len(set(found.values())) == len(clusters)
