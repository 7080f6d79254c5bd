"""A description of the datasets after DCAT-AP-SE, the Swedish profile for data catalogues, in Turtle."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pyarrow as pa
from rdflib import DCAT, DCTERMS, FOAF, RDF, SKOS, XSD, Graph, Literal, Namespace, URIRef

from pipeline.datasets import Dataset
from pipeline.publish.about import LICENSES, Publication, description_of, title_of, words

FILE = "dcat.ttl"
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
SWEDISH = URIRef("http://publications.europa.eu/resource/authority/language/SWE")
GOVERNMENT = URIRef("http://publications.europa.eu/resource/authority/data-theme/GOVE")
PUBLIC = URIRef("http://publications.europa.eu/resource/authority/access-right/PUBLIC")
THEMES = URIRef("http://publications.europa.eu/resource/authority/data-theme")
PUBLISHER_TYPES = Namespace("http://purl.org/adms/publishertype/")
KEPT_CATALOG = URIRef(LICENSES["CC0-1.0"].path)  # the Swedish portal takes catalogues under CC0 only
FORMATS = (("csv", "text/csv"), ("parquet", "application/vnd.apache.parquet"))


def write_description(
    tables: Sequence[tuple[Dataset, pa.Table]], folder: Path, publication: Publication, modified: str | None
) -> None:
    """Write `dcat.ttl`: a catalogue with one dataset for each table, each as CSV and Parquet.

    `modified`: the day on which the datasets were made (ISO 8601).
    """
    graph = Graph()
    for prefix, names in (("dcat", DCAT), ("dcterms", DCTERMS), ("foaf", FOAF), ("vcard", VCARD), ("skos", SKOS)):
        graph.bind(prefix, names)
    catalog, publisher = URIRef(publication.url("#katalog")), URIRef(publication.url("#utgivare"))
    _add_catalog(graph, catalog, publisher, publication, modified)
    contact = _add_contact(graph, publication)
    places = list(_add_places(graph, tables, publication))
    for dataset, _ in tables:
        node = URIRef(publication.url(f"#{dataset.name}"))
        graph.add((catalog, DCAT.dataset, node))
        _add_dataset(graph, node, dataset, publication, modified)
        graph.add((node, DCTERMS.publisher, publisher))
        if contact:
            graph.add((node, DCAT.contactPoint, contact))
        for place in places:
            graph.add((node, DCTERMS.spatial, place))
        for suffix, kind in FORMATS:
            _add_distribution(graph, node, f"{dataset.name}.{suffix}", kind, folder, publication)
    graph.serialize(folder / FILE, format="turtle", encoding="utf-8")


def _add_catalog(
    graph: Graph, catalog: URIRef, publisher: URIRef, publication: Publication, modified: str | None
) -> None:
    graph.add((catalog, RDF.type, DCAT.Catalog))
    graph.add((catalog, DCTERMS.title, Literal(publication.heading, "sv")))
    graph.add((catalog, DCTERMS.description, Literal(words()["package"]["description"], "sv")))
    graph.add((catalog, DCTERMS.publisher, publisher))
    graph.add((catalog, DCTERMS.license, KEPT_CATALOG))
    graph.add((catalog, DCTERMS.language, SWEDISH))
    graph.add((catalog, DCAT.themeTaxonomy, THEMES))
    graph.add((catalog, FOAF.homepage, URIRef(publication.base_url)))
    if modified:
        graph.add((catalog, DCTERMS.modified, Literal(modified, datatype=XSD.date)))
    graph.add((publisher, RDF.type, FOAF.Agent))
    graph.add((publisher, FOAF.name, Literal(publication.publisher)))
    graph.add((publisher, DCTERMS.type, PUBLISHER_TYPES[publication.publisher_type]))


def _add_contact(graph: Graph, publication: Publication) -> URIRef | None:
    if not publication.contact:
        return None
    contact = URIRef(publication.url("#kontakt"))
    graph.add((contact, RDF.type, VCARD.Organization))
    graph.add((contact, VCARD.fn, Literal(publication.publisher)))
    graph.add((contact, VCARD.hasEmail, URIRef(f"mailto:{publication.contact}")))
    return contact


def _add_places(graph: Graph, tables: Sequence[tuple[Dataset, pa.Table]], publication: Publication) -> Iterable[URIRef]:
    """The municipalities that the plans are of, by name and code (kommunkod)."""
    documents = next((table for dataset, table in tables if dataset.name == "documents"), None)
    if documents is None:
        return
    named = zip(documents["municipality_code"].to_pylist(), documents["municipality"].to_pylist(), strict=True)
    for code, name in sorted({(code, name) for code, name in named if code and name}):
        place = URIRef(publication.url(f"#kommun-{code}"))
        graph.add((place, RDF.type, DCTERMS.Location))
        graph.add((place, SKOS.prefLabel, Literal(name, "sv")))
        graph.add((place, DCTERMS.identifier, Literal(code)))
        yield place


def _add_dataset(graph: Graph, node: URIRef, dataset: Dataset, publication: Publication, modified: str | None) -> None:
    graph.add((node, RDF.type, DCAT.Dataset))
    graph.add((node, DCTERMS.title, Literal(title_of(dataset.name), "sv")))
    graph.add((node, DCTERMS.description, Literal(description_of(dataset.name, dataset.summary), "sv")))
    graph.add((node, DCTERMS.identifier, Literal(publication.url(f"#{dataset.name}"))))
    graph.add((node, DCTERMS.accessRights, PUBLIC))
    graph.add((node, DCTERMS.language, SWEDISH))
    graph.add((node, DCAT.theme, GOVERNMENT))
    for keyword in words()["package"]["keywords"]:
        graph.add((node, DCAT.keyword, Literal(keyword, "sv")))
    if modified:
        graph.add((node, DCTERMS.modified, Literal(modified, datatype=XSD.date)))


def _add_distribution(
    graph: Graph, dataset: URIRef, file: str, kind: str, folder: Path, publication: Publication
) -> None:
    node = URIRef(f"{dataset}-{file.rpartition('.')[2]}")
    url = URIRef(publication.url(file))
    graph.add((dataset, DCAT.distribution, node))
    graph.add((node, RDF.type, DCAT.Distribution))
    graph.add((node, DCTERMS.title, Literal(file)))
    graph.add((node, DCAT.accessURL, url))
    graph.add((node, DCAT.downloadURL, url))
    graph.add((node, DCTERMS["format"], Literal(kind)))
    graph.add((node, DCTERMS.license, URIRef(publication.terms.path)))
    graph.add((node, DCAT.byteSize, Literal((folder / file).stat().st_size, datatype=XSD.nonNegativeInteger)))
