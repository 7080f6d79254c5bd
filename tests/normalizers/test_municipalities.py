import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.municipalities import find_county, find_municipality, municipality_named
from normalizers.vocabulary import load

NAMES = sorted(load("municipalities")["municipalities"].values())


def test_the_register_holds_every_municipality_and_county() -> None:
    register = load("municipalities")
    assert (len(register["municipalities"]), len(register["counties"])) == (290, 21)
    assert {code[:2] for code in register["municipalities"]} == set(register["counties"])


@pytest.mark.parametrize(
    ("name", "code"), [("Kiruna", "2584"), ("Bergs kommun", "2326"), ("Falu kommun", "2080"), ("Malmö stad", "1280")]
)
def test_a_municipality_by_name(name: str, code: str) -> None:
    found = municipality_named(name)
    assert found is not None
    assert (found.code, found.county_code) == (code, code[:2])


def test_no_municipality_of_that_name() -> None:
    assert municipality_named("Skogby") is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kiruna kommun växer. Kiruna kommuns plan.", "Kiruna"),
        ("Bergs kommun ska. Bergs kommun kan.", "Berg"),
        ("Falu kommun. Falu kommuns mål.", "Falun"),
        ("KIRUNA KOMMUN. KIRUNA KOMMUN.", "Kiruna"),
        ("Upplands-Bro kommun. Upplands-Bro kommuns mål.", "Upplands-Bro"),
        ("Malmö stad. Malmö stads mål. Malmö stad.", "Malmö"),
        ("Region Gotland. Region Gotlands plan.", "Gotland"),
        ("Kommunfullmäktige i Mora och kommunstyrelsen i Mora.", "Mora"),
        ("Kiruna kommun, se www.kiruna.se", "Kiruna"),
        # one mention in running text may be a neighbour
        ("Avtal finns med Kiruna kommun.", None),
        # bare names are words, people and towns
        ("Nora Berg, Lund och Mark ska vara Vara. Nora Nora Nora Nora Nora Nora Nora.", None),
        ("Kiruna är en stad. Kiruna, Kiruna, Kiruna, Kiruna, Kiruna, Kiruna, Kiruna.", None),
        # bodies of several municipalities
        ("Malå, Norsjö och Sorsele kommun. Malå, Norsjö och Sorsele kommun.", None),
        ("Hjo kommun och Tibro kommun. Hjo kommun och Tibro kommun.", None),
        # two candidates close together
        ("Kiruna kommun. Kiruna kommun. Gällivare kommun. Gällivare kommun.", None),
        ("En plan utan namn.", None),
    ],
)
def test_the_municipality_of_a_text(text: str, name: str | None) -> None:
    found = find_municipality([(text, 1.0)])
    assert (found.name if found else None) == name


def test_a_title_page_weighs_more_than_mentions_of_neighbours() -> None:
    found = find_municipality([("Kiruna kommun", 5.0), ("Gällivare kommun. Pajala kommun. Gällivare kommun.", 1.0)])
    assert found is not None and found.name == "Kiruna"


@given(st.sampled_from(NAMES))
def test_every_municipality_is_found_by_its_own_name(name: str) -> None:
    found = find_municipality([(f"{name} kommun\nMål för {name} kommun", 1.0)])
    assert found is not None and found.name == name


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Region Skåne och Skåne län", "12"),
        ("Enligt RUS Västernorrland är Västernorrland", "22"),
        ("År 2030 är Dalarna platsen. År 2030 växer Dalarna. Dalarnas företag växer.", "20"),
        ("Västra Götalandsregionen och Västra Götaland", "14"),
        ("Kalmar kommun i Kalmar och Örebro", None),
        ("Stockholms län och Kalmar län", None),
        ("Avtal med Region Skåne", None),
        ("", None),
    ],
)
def test_the_county_of_a_text_without_municipality(text: str, code: str | None) -> None:
    assert find_county([(text, 1.0)], None) == code


def test_no_texts_name_nothing() -> None:
    assert find_municipality([]) is None
    assert find_county([], None) is None


def test_the_municipalitys_county_comes_first() -> None:
    assert find_county([("Region Skåne. Region Skåne.", 1.0)], municipality_named("Kiruna")) == "25"


@given(st.text())
def test_any_text_gives_a_municipality_or_none(text: str) -> None:
    found = find_municipality([(text, 1.0)])
    assert found is None or found.name in NAMES
