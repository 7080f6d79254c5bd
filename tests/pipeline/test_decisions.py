"""What people decide about links wins over the machine, survives re-reading, and is told when it does nothing."""

from pathlib import Path

import pytest

from pipeline.errors import Unusable
from pipeline.link import Measure
from pipeline.linking.clusters import Cluster, link_rows
from pipeline.linking.decisions import apply_decisions, read_decisions, report_unmatched

SALA, HEBY = {"municipality": "Sala"}, {"municipality": "Heby", "document": "d3", "source_path": "heby.pdf"}
ROWS = [
    Measure("Besök i badhuset", year=2024, document="d1", row_id="r1", source_path="sala/plan.pdf", **SALA),
    Measure("Badande gäster", year=2025, document="d2", row_id="r2", source_path="plan25.pdf", **SALA),
    Measure("Besök i badhuset", year=2024, row_id="r3", page=4, **HEBY),
    Measure("Sjukfrånvaro", year=2024, row_id="r4", page=5, **HEBY),
]


def decide(tmp_path: Path, *lines: str, rows=ROWS):
    path = tmp_path / "links.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return apply_decisions(read_decisions(path), rows)


def clusters_of(decided, rows=ROWS) -> list[Cluster]:
    return list(link_rows(rows, decided).clusters)


def groups(clusters, rows=ROWS) -> set[frozenset[str]]:
    return {frozenset(rows[member.index].row_id for member in cluster.members) for cluster in clusters}


def test_without_decisions_the_machine_links(tmp_path):
    assert groups(clusters_of(apply_decisions((), ROWS))) == {
        frozenset({"r1", "r3"}),
        frozenset({"r2"}),
        frozenset({"r4"}),
    }
    assert read_decisions(tmp_path / "links.csv") == ()


def test_same_joins_what_the_machine_did_not(tmp_path):
    decided = decide(
        tmp_path,
        "decision,name_a,municipality_a,name_b,municipality_b,reason",
        "same,Besök i badhuset,Sala,Badande gäster,Sala,samma sak",
    )
    found = clusters_of(decided)
    assert frozenset({"r1", "r2", "r3"}) in groups(found)
    joined = next(m for cluster in found for m in cluster.members if ROWS[m.index].row_id == "r2")
    assert (joined.method, joined.score, joined.needs_review) == ("manual", 1.0, False)
    assert joined.evidence == "Decided: links.csv line 2 (samma sak)"


def test_different_parts_even_the_same_words(tmp_path):
    header = "decision;name_a;municipality_a;name_b;municipality_b"
    decided = decide(tmp_path, header, "different;Besök i badhuset;Sala;Besök i badhuset;Heby")
    assert {frozenset({"r1"}), frozenset({"r3"})} <= groups(clusters_of(decided))


def test_different_holds_for_the_whole_cluster(tmp_path):
    rows = [*ROWS, Measure("Antal besök i badhuset", municipality="Heby", document="d4", row_id="r5")]
    header = "decision;name_a;municipality_a;name_b;municipality_b"
    decided = decide(tmp_path, header, "different;Besök i badhuset;Sala;Besök i badhuset;Heby", rows=rows)
    found = groups(clusters_of(decided, rows), rows)
    assert not any({"r1", "r3"} <= group for group in found)


def test_a_name_and_a_kolada_id_are_set(tmp_path):
    decided = decide(
        tmp_path,
        "decision,kind,value,name_a,municipality_a,document_a",
        "name,indicator,Besökare i badhus,Besök i badhuset,Sala,",
        "kolada,,none,Sjukfrånvaro,,heby.pdf",
        "kolada,,U99999,Badande gäster,,",
    )
    found = clusters_of(decided)
    named = {ROWS[member.index].row_id: cluster for cluster in found for member in cluster.members}
    assert named["r3"].canonical_name == named["r1"].canonical_name == "Besökare i badhus"
    assert named["r4"].kolada_id is None
    assert (named["r2"].kolada_id, named["r2"].kolada_title) == ("U99999", None)
    assert named["r2"].members[0].method == "manual"


def test_a_decision_survives_a_small_change_of_wording_in_its_document(tmp_path):
    header = "decision,name_a,document_a,page_a,name_b,document_b"
    decided = decide(tmp_path, header, "same,Besök i badhusett,heby.pdf,9,Badande gäster,plan25.pdf")
    assert frozenset({"r1", "r2", "r3"}) in groups(clusters_of(decided))
    elsewhere = decide(tmp_path, header, "same,Besök i badhusett,,,Badande gäster,plan25.pdf")
    assert [why for _, why in elsewhere.unmatched] == ["finds no row for 'Besök i badhusett'"]


def test_a_decision_that_no_longer_applies_is_a_problem(tmp_path):
    header = "decision,name_a,municipality_a,name_b,municipality_b"
    decided = decide(tmp_path, header, "same,Cykelresor,Sala,Badande gäster,Sala")
    (problem,) = report_unmatched([decided])
    assert problem.code == "correction-not-applied"
    assert problem.message == "corrections/links.csv line 2 (same) finds no row for 'Cykelresor' (Sala)."
    assert groups(clusters_of(decided)) == groups(clusters_of(apply_decisions((), ROWS)))


def test_two_decisions_that_contradict_keep_apart_and_are_told(tmp_path):
    header = "decision,name_a,municipality_a,name_b,municipality_b"
    one, other = "Besök i badhuset,Sala", "Badande gäster,Sala"
    decided = decide(tmp_path, header, f"same,{one},{other}", f"different,{other},{one}")
    assert not any({"r1", "r2"} <= group for group in groups(clusters_of(decided)))
    assert [why for _, why in decided.unmatched] == ["contradicts line 3"]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["name_a", "x"], "lacks the column decision"),
        (["decision,name_a", "perhaps,x"], "line 2: the decision 'perhaps' is none of"),
        (["decision,name_a,name_b", "same,x,"], "line 2: name_b is empty"),
        (["decision,name_a,value", "kolada,x,"], "line 2: 'kolada' needs a value"),
        (["decision,name_a,page_a,value", "name,x,tre,y"], "page_a 'tre' is no number"),
        (["decision,name_a,kind,value", "name,x,budget,y"], "the kind 'budget' is none of"),
        ([""], "is empty"),
    ],
)
def test_a_file_that_cannot_be_used_stops_the_run(lines, message, tmp_path):
    with pytest.raises(Unusable, match=message):
        decide(tmp_path, *lines)


def test_lines_that_nobody_filled_in_do_nothing(tmp_path):
    assert decide(tmp_path, "decision,name_a,name_b", ",x,y", "").says == {}


def test_a_file_from_excel_is_read(tmp_path):
    path = tmp_path / "links.csv"
    path.write_bytes("\ufeffdecision;name_a;value\r\nname;Badande gäster;Badgäster\r\n".encode())
    assert read_decisions(path)[0].value == "Badgäster"
    path.write_bytes("decision;name_a;value\r\nname;Badande gäster;Badgäster\r\n".encode("cp1252"))
    assert read_decisions(path)[0].sides[0].name == "Badande gäster"
