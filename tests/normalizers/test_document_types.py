import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.document_types import TYPES, find_document_type


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Verksamhetsplan 2025", "operational_plan"),
        ("Socialnämndens nämndsplan 2025", "operational_plan"),
        ("Verksamhetsplan och budget 2025", "operational_plan"),
        ("Verksamhetsplan 2025, bilaga 2", "operational_plan_appendix"),
        ("Styrkort 2026 – Hamnnämnden", "operational_plan"),
        ("Uppföljning av styrkort 2026", "interim_report"),
        ("Mål och budget 2025", "budget_plan"),
        ("Budget och verksamhetsplan 2025", "budget_plan"),
        ("Internbudget och verksamhetsplan 2025", "operational_plan"),
        ("Internbudget 2025", "budget_plan"),
        ("Delårsbokslut 2024", "interim_report"),
        ("Uppföljning tertial 2 2024", "interim_report"),
        ("Årsredovisning 2024", "annual_report"),
        ("Verksamhetsberättelse 2024", "annual_report"),
        ("Verksamhetsberättelse tertial 2 2024", "interim_report"),
        ("Bokslut januari – augusti 2024", "interim_report"),
        ("Verksamhetsberättelse tertial 3 2024", "annual_report"),
        ("Verksamhetsberättelse januari–december 2024", "annual_report"),
        ("Uppföljning augusti 2031", "interim_report"),
        ("Uppföljning av biblioteksplan", "other"),
        ("Handlingsplan för ökad trygghet", "action_plan"),
        ("Kommunens styrmodell", "goal_framework"),
        ("Vision 2040", "goal_framework"),
        ("Digitaliseringsstrategi", "strategy"),
        ("Klimat- och energiplan 2031–2035", "strategy"),
        ("Revision", "other"),
        ("Riktlinjer för budgetarbetet", "other"),
    ],
)
def test_a_title_tells_the_type(title: str, kind: str) -> None:
    assert find_document_type(title, "", 10, False)[0] == kind


def test_slides_without_a_plan_in_the_title_are_a_presentation() -> None:
    assert find_document_type("En ny vision", "", 12, True)[0] == "presentation"
    assert find_document_type("Verksamhetsplan 2025", "", 12, True)[0] == "operational_plan"
    assert find_document_type("Kuststrategi 2031", "", 12, True)[0] == "presentation"
    assert find_document_type("Kuststrategi 2031", "Antagen av fullmäktige", 12, True)[0] == "strategy"


def test_first_pages_decide_where_the_title_is_silent_but_less_surely() -> None:
    kind, sure = find_document_type("Tillsammans framåt", "Nämndens verksamhetsplan gäller ett år.", 10, False)
    assert kind == "operational_plan"
    assert sure < find_document_type("Verksamhetsplan", "", 10, False)[1]


def test_an_appendix_is_known_by_its_subtitle() -> None:
    front = "Nyckeltal 2025. Bilaga till nämndens verksamhetsplan 2025."
    assert find_document_type("Nyckeltal 2025", front, 5, False)[0] == "operational_plan_appendix"


def test_a_goal_chain_is_an_appendix_where_it_says_so_under_its_title() -> None:
    told = "Bilaga 2 till hamnnämndens verksamhetsplan 2031."
    assert find_document_type("Målkedja 2031", f"Målkedja 2031 {told}", 3, False)[0] == "operational_plan_appendix"
    later = "Målkedja 2031 " + "Målen hänger samman från vision till enhet. " * 8 + told
    assert find_document_type("Målkedja 2031", later, 3, False)[0] == "goal_framework"


def test_an_appendix_to_something_else_is_uncertain() -> None:
    assert find_document_type("Bilaga till budget 2025", "", 5, False) == ("budget_plan", 0.5)


@given(st.text(), st.text(), st.integers(0, 300), st.booleans())
def test_always_a_type_and_a_confidence(title: str, front: str, pages: int, slides: bool) -> None:
    kind, sure = find_document_type(title, front, pages, slides)
    assert kind in (*TYPES, "operational_plan_appendix")
    assert 0 <= sure <= 1
