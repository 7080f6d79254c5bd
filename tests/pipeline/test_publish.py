"""Open data: a package that Frictionless finds valid, a description with what DCAT-AP-SE demands."""

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner
from rdflib import DCAT, DCTERMS, FOAF, RDF, Graph, Literal, Namespace, URIRef

from pipeline.cli import app
from pipeline.datasets import describe, read_table
from pipeline.publish.about import INTERNAL, words

BASE = "https://data.example.se/planer/"
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")


def publish(out, to, *options):
    required = ("--publisher", "Säffle kommun", "--base-url", "https://data.example.se/planer")
    return CliRunner().invoke(app, ["publish", str(out), "--to", str(to), *required, *options])


@pytest.fixture(scope="module")
def folder(samples, tmp_path_factory):
    to = tmp_path_factory.mktemp("published")
    result = publish(samples, to, "--contact", "oppnadata@example.se")
    assert result.exit_code == 0, result.output
    return to


@pytest.fixture(scope="module")
def package(folder):
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def graph(folder):
    return Graph().parse(folder / "dcat.ttl")


def validate(folder):
    """What `frictionless validate` says."""
    command = [sys.executable, "-m", "frictionless", "validate", "datapackage.json", "--json"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8")
    return done.returncode, done.stdout


# ------------------------------------------------------------------ the package


def test_frictionless_finds_the_package_valid(folder):
    code, said = validate(folder)
    assert code == 0, said


@pytest.mark.parametrize(
    ("before", "after", "error"),
    [("indicator_id", "indicatorid", "label"), (",false,", ",kanske,", "type-error"), ("1785", "178", "constraint")],
)
def test_frictionless_would_tell_of_a_fault(before, after, error, samples, tmp_path):
    publish(samples, tmp_path)
    for path in (tmp_path / "indicator_values.csv", tmp_path / "documents.csv"):
        path.write_text(path.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
    code, said = validate(tmp_path)
    assert code == 1
    assert error in said


def test_every_column_is_described_with_its_type_and_key(package):
    resources = {resource["name"]: resource for resource in package["resources"]}
    for name, resource in resources.items():
        fields = {field["name"]: field for field in resource["schema"]["fields"]}
        described = describe(name)
        assert list(fields) == list(described.index)
        assert all(field["description"] for field in fields.values())
    values = resources["indicator_values"]["schema"]
    assert values["primaryKey"] == ["value_id"]
    reference = {"resource": "indicators", "fields": ["indicator_id"]}
    assert {"fields": ["indicator_id"], "reference": reference} in values["foreignKeys"]
    assert values["missingValues"] == [""]
    code = next(f for f in resources["documents"]["schema"]["fields"] if f["name"] == "municipality_code")
    assert (code["type"], code["constraints"]["pattern"]) == ("string", r"\d{4}")


def test_what_is_for_the_program_alone_is_not_published(package, folder):
    names = {resource["name"] for resource in package["resources"]}
    assert not names & INTERNAL
    assert {path.stem for path in folder.glob("*.csv")} == names


def test_every_dataset_has_swedish_words(package):
    assert {resource["name"] for resource in package["resources"]} <= set(words()["datasets"])


def test_lists_are_json_and_hashes_are_those_of_the_files(package, folder):
    import csv
    import hashlib

    with (folder / "indicators.csv").open(encoding="utf-8", newline="") as file:
        row = next(csv.DictReader(file))
    assert isinstance(json.loads(row["responsible"]), list)
    for resource in package["resources"]:
        content = (folder / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert resource["bytes"] == len(content)


# ------------------------------------------------------------------ the description


def one(graph, subject, predicate):
    [value] = graph.objects(subject, predicate)
    return value


def test_the_catalogue_has_what_the_profile_demands(graph):
    [catalog] = graph.subjects(RDF.type, DCAT.Catalog)
    assert one(graph, catalog, DCTERMS.title).language == "sv"
    assert one(graph, catalog, DCTERMS.description)
    assert one(graph, catalog, DCTERMS.license) == URIRef("http://creativecommons.org/publicdomain/zero/1.0/")
    publisher = one(graph, catalog, DCTERMS.publisher)
    assert (publisher, RDF.type, FOAF.Agent) in graph
    assert one(graph, publisher, FOAF.name) == Literal("Säffle kommun")
    assert set(graph.objects(catalog, DCAT.dataset)) == set(graph.subjects(RDF.type, DCAT.Dataset))


def test_every_dataset_has_what_the_profile_demands(graph, folder):
    datasets = list(graph.subjects(RDF.type, DCAT.Dataset))
    assert len(datasets) == len(list(folder.glob("*.csv")))
    for dataset in datasets:
        assert one(graph, dataset, DCTERMS.title).language == "sv"
        assert one(graph, dataset, DCTERMS.description).language == "sv"
        assert one(graph, dataset, DCTERMS.publisher)
        contact = one(graph, dataset, DCAT.contactPoint)
        assert one(graph, contact, VCARD.fn)
        assert one(graph, contact, VCARD.hasEmail) == URIRef("mailto:oppnadata@example.se")


def test_every_distribution_is_a_file_that_is_there(graph, folder):
    distributions = list(graph.subjects(RDF.type, DCAT.Distribution))
    assert len(distributions) == 2 * len(list(folder.glob("*.csv")))
    for distribution in distributions:
        url = str(one(graph, distribution, DCAT.accessURL))
        assert url.startswith(BASE)
        assert int(one(graph, distribution, DCAT.byteSize)) == (folder / url.removeprefix(BASE)).stat().st_size
        assert one(graph, distribution, DCTERMS.license)
        assert one(graph, distribution, DCTERMS["format"])


def test_the_municipalities_are_named_with_their_codes(graph, samples):
    named = read_table("documents", samples)["municipality_code"].to_pylist()
    codes = {str(one(graph, place, DCTERMS.identifier)) for place in graph.subjects(RDF.type, DCTERMS.Location)}
    assert codes == {code for code in named if code}
    assert all(len(code) == 4 for code in codes)


# ------------------------------------------------------------------ what cannot be done


def test_a_base_url_that_is_no_address_is_told(samples, tmp_path):
    result = CliRunner().invoke(
        app, ["publish", str(samples), "--to", str(tmp_path), "--publisher", "X", "--base-url", "data.example.se"]
    )
    assert (result.exit_code, "is no web address" in result.stderr) == (2, True)


def test_another_licence_and_title_are_those_that_are_written(samples, tmp_path):
    publish(samples, tmp_path, "--license", "CC-BY-4.0", "--title", "Planer i Värmland")
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert package["title"] == "Planer i Värmland"
    graph = Graph().parse(tmp_path / "dcat.ttl")
    [catalog] = graph.subjects(RDF.type, DCAT.Catalog)
    assert one(graph, catalog, DCTERMS.title) == Literal("Planer i Värmland", "sv")
