"""What a document is: its kind, period, body and municipality, from its title and first words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import raws

from pipeline.records import Document


def about(title: str | None = "Verksamhetsplan 2031", front: str = "", body: str = "", **more: Any) -> Document:
    facts = {name: more.pop(name) for name in list(more) if name not in ("is_slides", "page_count")}
    if title is not None:
        facts["title"] = title
    front_text = "\n".join(part for part in (title or "", facts.get("subtitle", ""), front) if part)
    parts = {"facts": raws.facts(**facts), "front_text": front_text, "full_text": f"{front_text}\n{body}"}
    return raws.understood(**parts, **more).document


# ------------------------------------------------------------------ period


@pytest.mark.parametrize(
    ("title", "subtitle", "front", "period"),
    [
        ("Verksamhetsplan 2031", "", "", (2031, 2031)),
        ("Verksamhetsplan 2031–2033", "", "", (2031, 2033)),
        ("Verksamhetsplan 2031-33", "", "", (2031, 2033)),
        ("Verksamhetsplan", "2031–2032", "", (2031, 2032)),
        ("Mål och budget 2031", "med plan för 2032–2033", "", (2031, 2033)),
        ("Verksamhetsplan", "", "Havsbyn\nGäller 2031", (2031, 2031)),
        ("Verksamhetsplan", "", "Havsbyn", (None, None)),
        ("Verksamhetsplan 2031", "Kulturnämnden", "Antagen 2030-12-10", (2031, 2031)),
        ("Styrmodell", "", "Antagen 2030-12-10", (None, None)),
        ("Delårsrapport 2031-08-31", "", "", (2031, 2031)),
        ("Delårsrapport", "per 31 augusti 2031", "", (2031, 2031)),
        ("Delårsrapport", "Kulturnämnden 2031-09-16", "", (None, None)),  # the day of a meeting
        ("Styrmodell 2031-08-31", "", "", (None, None)),
        ("Måluppfyllelse", "", "Mål beslutade i maj 2029\nÅrsredovisning 2031 – sida 18", (2031, 2031)),
        ("Måluppfyllelse", "", "Till årsredovisningen 2031\nPlan 2033", (2031, 2031)),
    ],
)
def test_period(title: str, subtitle: str, front: str, period: tuple[int | None, int | None]) -> None:
    found = about(title, front, **({"subtitle": subtitle} if subtitle else {}))
    assert (found.period_start, found.period_end) == period


def test_the_date_of_the_decision_is_no_period() -> None:
    found = about("Verksamhetsplan", "Antagen av kommunstyrelsen 2030-12-10, § 12")
    assert found.period_start in (None, 2031)


# ------------------------------------------------------------------ kind, body, municipality


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Verksamhetsplan 2031", "operational_plan"),
        ("Nämndplan 2031", "operational_plan"),
        ("Mål och budget 2031", "budget_plan"),
        ("Delårsrapport januari–augusti 2031", "interim_report"),
        ("Årsredovisning 2031", "annual_report"),
        ("Handlingsplan för biblioteken", "action_plan"),
        ("Verksamhetsplan 2031 – bilaga 2", "operational_plan_appendix"),
        ("Kaffebryggaren", "other"),
    ],
)
def test_kind(title: str, kind: str) -> None:
    assert about(title).document_type == kind


def test_slides_are_a_presentation() -> None:
    assert about("Våra mål", is_slides=True).document_type == "presentation"


FOOTERS = "{0} | 22\nVi följer upp mål och budget 2031.\f23 | {0}"


@pytest.mark.parametrize(
    ("title", "footer", "kind"),
    [
        ("Måluppfyllelse", "Vadstena kommun Årsredovisning 2031", "annual_report"),
        ("Måluppfyllelse", "Förvaltningsberättelse 2031", "budget_plan"),  # which names no kind of document
        ("Verksamhetsplan 2032", "Årsredovisning 2031", "operational_plan"),  # the title decides
    ],
)
def test_what_stands_at_the_edge_of_every_page_tells_what_a_chapter_is_of(title: str, footer: str, kind: str) -> None:
    assert about(title, front=FOOTERS.format(footer)).document_type == kind


def test_what_a_page_says_twice_is_no_running_line() -> None:
    front = "Havsbyn i siffror\nBudget 2031\nFler invånare\nBudget 2031\f2"
    found = about("Havsbyn i siffror", front=front)
    assert (found.document_type, "document-type-uncertain" in found.flags) == ("other", True)


@pytest.mark.parametrize(
    ("title", "subtitle", "organisation"),
    [
        ("Verksamhetsplan 2031 för kommunstyrelsen", "", "Kommunstyrelsen"),
        ("Verksamhetsplan 2031", "Kultur- och fritidsnämnden", "Kultur- och fritidsnämnden"),
        ("Verksamhetsplan 2031", "Samhällsbyggnadsförvaltningen", "Samhällsbyggnadsförvaltningen"),
        ("Mål och budget 2031", "Antagen av kommunfullmäktige", None),
        ("Mål och budget 2031", "", None),
    ],
)
def test_organisation(title: str, subtitle: str, organisation: str | None) -> None:
    assert about(title, **({"subtitle": subtitle} if subtitle else {})).organisation == organisation


def test_the_municipality_that_the_title_names() -> None:
    found = about("Verksamhetsplan 2031 för Vadstena kommun", body="Vi jämför oss med Motala, Mjölby och Motala.")
    assert (found.municipality, found.municipality_code, found.county_code) == ("Vadstena", "0584", "05")


def test_a_municipality_that_nobody_names_is_null_and_to_review() -> None:
    found = about("Verksamhetsplan 2031", body="Kommunen växer.")
    assert found.municipality is None and found.municipality_code is None
    assert found.needs_review and "municipality-not-found" in found.flags


# ------------------------------------------------------------------ facts


def test_facts_are_columns() -> None:
    found = about(
        adopted_on="10 december 2030",
        valid_until="2031-12-31",
        decided_by="kulturnämnden",
        document_owner="Kulturchef",
        diary_number="KN 2030/12",
    )
    assert (found.adopted_on, found.valid_until) == (date(2030, 12, 10), date(2031, 12, 31))
    assert (found.decided_by, found.document_owner, found.diary_number) == ("kulturnämnden", "Kulturchef", "KN 2030/12")


@pytest.mark.parametrize("printed", ["våren 2030", "december", "på nästa möte"])
def test_a_date_that_cannot_be_read_is_null_and_flagged(printed: str) -> None:
    found = about(adopted_on=printed)
    assert found.adopted_on is None
    assert found.needs_review and "adopted-on-unreadable" in found.flags


def test_a_document_that_says_nothing() -> None:
    found = about(None)
    assert found.title is None and found.period_start is None and found.organisation is None
    assert found.needs_review and found.confidence < 0.5
