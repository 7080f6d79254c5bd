"""`malkedja links`: lists of names in, clusters out; pairs to review out, corrections in."""

import csv
import io
import json

import pytest
from click.testing import CliRunner

from pipeline.cli import app
from pipeline.datasets import read_table


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def write(path, text, encoding="utf-8"):
    path.write_bytes(text.encode(encoding))
    return path


NAMES = """name,unit,municipality,year
Hållbart medarbetarengagemang (HME),,Sala,2024
Antal besök i simhallen,,Sala,2024
HME-index,,Heby,2023
Besök i simhallen,antal,Heby,2025
Andel nöjda gäster,%,Heby,2025
"""


def test_a_list_is_clustered_in_its_own_order(tmp_path):
    result = run("links", "cluster", write(tmp_path / "names.csv", NAMES), "--json")
    assert result.exit_code == 0, result.output
    rows = json.loads(result.stdout)
    assert [row["name"] for row in rows] == [line.split(",")[0] for line in NAMES.splitlines()[1:]]
    ids = [row["cluster_id"] for row in rows]
    assert ids[0] == ids[2] and ids[1] == ids[3] and len(set(ids)) == 3
    assert rows[1]["canonical_name"] == rows[3]["canonical_name"]
    assert [row["needs_review"] for row in rows] == [False] * 5


def test_the_ids_do_not_depend_on_the_order_of_the_list(tmp_path):
    header, *lines = NAMES.splitlines()
    turned = "\n".join([header, *reversed(lines)])
    one, other = (
        {row["name"]: row["cluster_id"] for row in json.loads(run("links", "cluster", path, "--json").stdout)}
        for path in (write(tmp_path / "a.csv", NAMES), write(tmp_path / "b.csv", turned))
    )
    assert one == other


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_lists_as_programs_write_them_are_read(encoding, delimiter, tmp_path):
    text = f'Name{delimiter}unit\r\n"Hållbart{delimiter} engagemang"{delimiter}\r\n\r\n'
    result = run("links", "cluster", write(tmp_path / "names.csv", text, encoding), "--json")
    assert [row["name"] for row in json.loads(result.stdout)] == [f"Hållbart{delimiter} engagemang".strip()]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty"),
        ("indikator\nHME\n", "lacks the column name"),
        ("name,year\nHME,i fjol\n", "line 2: 'i fjol' is no year"),
        ("name\nNöjda, trygga\n", "line 2: 2 cells, but 1 columns"),
        ('name\n"HME\n', "is no CSV file that can be read"),
    ],
)
def test_a_list_that_cannot_be_read_says_why(text, message, tmp_path):
    result = run("links", "cluster", write(tmp_path / "names.csv", text), "--json")
    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.stderr


def test_pairs_to_review_become_corrections_that_the_next_run_applies(tmp_path):
    out, corrections = tmp_path / "out", tmp_path / "corrections"
    assert run("extract", "data/raw", "--out", out, "--corrections", corrections).exit_code == 0
    text = run("links", "review", "--out", out, "--corrections", corrections).stdout
    rows = list(csv.DictReader(io.StringIO(text)))
    assert rows and not any(row["decision"] for row in rows)
    chosen = next(row for row in rows if row["kind"] == "indicator")
    linked = chosen["linked"] == "yes"
    chosen["decision"], chosen["reason"] = ("different" if linked else "same"), "checked by hand"
    corrections.mkdir()
    with (corrections / "links.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(chosen))
        writer.writeheader()
        writer.writerows(rows)
    assert run("extract", "data/raw", "--out", out, "--corrections", corrections).exit_code == 0

    def cluster_of(end):
        documents = {row["document_id"]: row["source_path"] for row in read_table("documents", out).to_pylist()}
        names = {row["indicator_id"]: row for row in read_table("indicators", out).to_pylist()}
        links = read_table("indicator_links", out).to_pylist()
        return next(
            link["cluster_id"]
            for link in links
            if documents[link["document_id"]] == chosen[f"document_{end}"]
            and names[link["indicator_id"]]["name"] == chosen[f"name_{end}"]
            and str(names[link["indicator_id"]]["page"]) == chosen[f"page_{end}"]
        )

    assert (cluster_of("a") == cluster_of("b")) is not linked
    again = list(csv.DictReader(io.StringIO(run("links", "review", "--out", out, "--corrections", corrections).stdout)))
    pair = (chosen["name_a"], chosen["document_a"], chosen["name_b"], chosen["document_b"])
    assert pair not in {(r["name_a"], r["document_a"], r["name_b"], r["document_b"]) for r in again}


def test_a_correction_that_does_nothing_is_a_problem_of_the_run(tmp_path):
    out, corrections = tmp_path / "out", tmp_path / "corrections"
    corrections.mkdir()
    write(corrections / "links.csv", "decision,value,name_a\nname,Något,Finns inte\n")
    result = run("extract", "data/raw", "--out", out, "--corrections", corrections)
    assert result.exit_code == 0  # every document was read
    problems = read_table("problems", out).to_pylist()
    assert [p["message"] for p in problems if p["code"] == "correction-not-applied"] == [
        "corrections/links.csv line 2 (name) finds no row for 'Finns inte'."
    ]
    assert run("links", "review", "--out", tmp_path / "nowhere").exit_code == 2


def test_a_broken_correction_stops_the_run_before_it_reads(tmp_path):
    corrections = tmp_path / "corrections"
    corrections.mkdir()
    write(corrections / "links.csv", "decision,name_a\nkanske,HME\n")
    result = run("extract", "data/raw", "--out", tmp_path / "out", "--corrections", corrections)
    assert result.exit_code == 2
    assert "line 2: the decision 'kanske' is none of same, different, name, kolada" in result.stderr
