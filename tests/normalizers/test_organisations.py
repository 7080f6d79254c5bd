import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.organisations import (
    find_names,
    find_organisation,
    find_title_owner,
    is_council,
    setter_of,
    split_responsible,
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Socialnämnden", ["Socialnämnden"]),
        ("SBK/Plan, SBK/Mark och TK", ["SBK/Plan", "SBK/Mark", "TK"]),
        ("HR i samverkan med rektorer samt bolag.", ["HR", "rektorer", "bolag"]),
        ("KC i samarbete med övriga förvaltningar", ["KC", "övriga förvaltningar"]),
        ("SBK (i samverkan med TK och ÖFN)", ["SBK", "TK", "ÖFN"]),
        ("Kultur och fritid (badhus, ishall)", ["Kultur och fritid (badhus, ishall)"]),
        ("Mark och exploatering, Vatten och avlopp", ["Mark och exploatering", "Vatten och avlopp"]),
        ("Barn- och utbildningsnämnden och socialnämnden", ["Barn- och utbildningsnämnden", "socialnämnden"]),
        ("Plan-, bygg- och miljöavdelningen", ["Plan-, bygg- och miljöavdelningen"]),
        ("Vård och omsorgsförvaltningen", ["Vård och omsorgsförvaltningen"]),
        ("IFO/Barn och familj", ["IFO/Barn och familj"]),
        ("KSK/Plan och TK/Fast", ["KSK/Plan", "TK/Fast"]),
        ("Rektorer och elevhälsan", ["Rektorer", "elevhälsan"]),
        ("Kommunchef och Ekonomichef", ["Kommunchef", "Ekonomichef"]),
        ("Teknik & service", ["Teknik & service"]),
        ("Kultur, fritid och turism", ["Kultur, fritid och turism"]),
        ("SBK/TiL m fl", ["SBK/TiL m fl"]),
        ("HR m.fl.", ["HR m.fl."]),
        ("SBK/ Plan", ["SBK/Plan"]),
        ("", []),
    ],
)
def test_names_in_a_cell(text: str, names: list[str]) -> None:
    assert list(split_responsible(text)) == names


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (["Kommunstyrelsen", "Barn- och", "utbildningsnämnden"], ["Kommunstyrelsen", "Barn- och utbildningsnämnden"]),
        (["Ekonomichef", "HR-chef"], ["Ekonomichef", "HR-chef"]),
        (["SBK/Plan", "TK/Gata"], ["SBK/Plan", "TK/Gata"]),
        (["Kultur och", "fritid", "Fastighet och", "service"], ["Kultur och fritid", "Fastighet och service"]),
        (["SBK, Skogby", "Energi och", "TK"], ["SBK", "Skogby Energi", "TK"]),
        (["Samhälle och", "utveckling"], ["Samhälle och utveckling"]),
        (["HR i", "samverkan med", "samtliga", "chefer"], ["HR", "samtliga chefer"]),
        (["Tekniska avdelningen", "Havsbyhus AB"], ["Tekniska avdelningen", "Havsbyhus AB"]),
        (["Drifttekniker", "Gatuenheten"], ["Drifttekniker", "Gatuenheten"]),
        (["Verksamhetschef", "ÄO"], ["Verksamhetschef ÄO"]),
    ],
)
def test_a_line_break_parts_names_only_where_both_sides_are_whole(lines: list[str], names: list[str]) -> None:
    assert list(split_responsible(" ".join(lines), lines)) == names


def test_a_name_known_from_other_cells_stays_whole() -> None:
    cells = ["Elevhälsan och Lokaler, HR", "Elevhälsan och Lokaler", "HR och Stab", "Stab", "HR"]
    known = find_names(cells)
    assert known == {"Elevhälsan och Lokaler"}
    assert split_responsible("HR, Elevhälsan och Lokaler", known=known) == ("HR", "Elevhälsan och Lokaler")
    assert split_responsible("HR, Elevhälsan och Lokaler") == ("HR", "Elevhälsan", "Lokaler")


def test_two_bodies_that_often_stand_together_are_still_two() -> None:
    assert (
        find_names(["SBK/Plan och TK", "SBK/Plan och TK", "berörda nämnder och bolag", "berörda nämnder och bolag"])
        == set()
    )


@given(st.lists(st.sampled_from(["HR", "SBK/Plan", "TK", "Socialnämnden", "Kultur och fritid"]), unique=True))
def test_joined_names_come_apart_again(names: list[str]) -> None:
    assert list(split_responsible(", ".join(names))) == names


@given(st.text(), st.lists(st.text(), max_size=3))
def test_any_cell_gives_names_without_space_around(text: str, lines: list[str]) -> None:
    assert all(name and name == name.strip() for name in split_responsible(text, lines))


@pytest.mark.parametrize(
    ("text", "setter"),
    [
        ("KF", "council"),
        ("KF:s målområde", "council"),
        ("Kommunfullmäktiges mål", "council"),
        ("KS-initiativ", "executive_board"),
        ("Kommunstyrelsens initiativ", "executive_board"),
        ("Nämndens mål 2", "committee"),
        ("Socialnämndens mål", "committee"),
        ("BUN", "committee"),
        ("Förvaltningens mål", "department"),
        ("Kommunstyrelsekontorets mål", "department"),
        ("Verksamhetsmål", "department"),
        ("Mål", None),
        ("Kfum", None),
    ],
)
def test_who_sets_a_goal(text: str, setter: str | None) -> None:
    assert setter_of(text) == setter
    assert is_council(text) == (setter == "council")


@pytest.mark.parametrize(
    ("text", "organisation"),
    [
        ("Kommunstyrelsens verksamhetsplan 2022", "Kommunstyrelsen"),
        ("Bygg- och miljönämndens verksamhetsplan", "Bygg- och miljönämnden"),
        ("Skogby kommun\nVerksamhetsplan 2022\nSocialnämnden\nAntagen av Kommunstyrelsen", "Socialnämnden"),
        ("VÅRD- OCH OMSORGSNÄMNDEN\nNÄMNDSPLAN", "Vård- och omsorgsnämnden"),
        ("Plan-, bygg- och miljönämnden", "Plan-, bygg- och miljönämnden"),
        ("Beslut om verksamhetsplan för kommunstyrelsen 2022", "Kommunstyrelsen"),
        ("Verksamhetsplan 2025 Teknik och service", "Teknik och service"),
        ("Verksamhetsplan\nKommunal service\n2025-2026", "Kommunal service"),
        ("Skogby kommun Kommunal service\nVerksamhetsplan 2025 – bilaga 1", "Kommunal service"),
        ("Verksamhetsplan för kommunstyrelsens förvaltning", "Kommunstyrelsens förvaltning"),
        ("Nämnden för Vård & Omsorg\nVerksamhetsplan 2026", "Nämnden för Vård & Omsorg"),
        ("Internbudget nämnden för barn- och ungdomsfrågor 2027", "Nämnden för barn- och ungdomsfrågor"),
        ("Verksamhetsplan för nämnden för perioden 2026–2028", None),
        ("Nämndens verksamhetsplan", None),
        ("Sjöby Hamn AB | Affärs- och verksamhetsplan 2031 4", "Sjöby Hamn AB"),
        ("Verksamhetsplan 2031 Sjöby Hamn AB", "Sjöby Hamn AB"),
        ("Sjöby Hamn AB | Karta över hamnen", None),
        ("Sjöby Hamn AB · Affärsplan 2031–2033 2", "Sjöby Hamn AB"),
        ("Skogby kommun › Hamn- och fyrnämnden", "Hamn- och fyrnämnden"),
        ("Delårsrapport 2031\nKommunstyrelsen 7 oktober 2031\nKommunfullmäktige 27 oktober 2031", None),
        ("Delårsrapport 2031\nHamnnämnden 7 oktober 2031", "Hamnnämnden"),
        ("Skogby kommun – Måluppföljning och ekonomi", None),
        ("Styrkort 2026 – Hamn- och fritidsnämnden", "Hamn- och fritidsnämnden"),
        ("Målkedja 2026 Hamnnämnden", "Hamnnämnden"),
        ("Målkedja från vision till verksamhet", None),
        ("Mål och budget 2024\nKommunfullmäktige", None),
        ("Verksamhetsplan 2024-2026 Skogby kommun", None),
        ("Verksamhetsplan 2024 Hållbar utveckling", None),
        ("Beslutad av Kommunstyrelsen 2024", None),
        ("Uppdrag till nämnderna", None),
        ("", None),
    ],
)
def test_whom_a_plan_is_for(text: str, organisation: str | None) -> None:
    assert find_organisation(text) == organisation


@pytest.mark.parametrize(
    ("title", "organisation"),
    [
        ("Hamnnämndens mål och indikatorer 2031–2033", "Hamnnämnden"),
        ("Kultur- och fritidsnämndens uppdrag", "Kultur- och fritidsnämnden"),
        ("Kommunstyrelsens förslag till mål 2031", None),
        ("Hamnnämndens yttrande över målen", None),
        ("Nämndens mål och indikatorer", None),
        ("Mål för hamnnämnden", None),
    ],
)
def test_whose_a_document_is_by_its_title(title: str, organisation: str | None) -> None:
    assert find_title_owner(title) == organisation
