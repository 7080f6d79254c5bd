"""Judgements by word, arrow and colour."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers import Unreadable
from normalizers.assessments import (
    assessment_of_colour,
    colour_name,
    colour_named,
    find_legend,
    find_trend_signs,
    parse_answer,
    parse_assessment,
    parse_trend,
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Uppfyllt", "met"),
        ("Målet är uppnått", "met"),
        ("Nås", "met"),
        ("God måluppfyllelse", "met"),
        ("Delvis uppfyllt", "partly_met"),
        ("Målet nås delvis", "partly_met"),
        ("Uppfylls till viss del", "partly_met"),
        ("På väg", "partly_met"),
        ("Ej uppfyllt", "not_met"),
        ("Målet har inte uppnåtts", "not_met"),
        ("nås inte", "not_met"),
        ("Målet kommer inte att nås", "not_met"),
        ("Ouppfyllt", "not_met"),
        ("Låg måluppfyllelse", "not_met"),
        ("Kommer att nås", "met"),
        ("Målet är i fas", "met"),
        ("Bedöms kunna uppnås under året", "met"),
        ("Ser ut att nås", "met"),
        ("Målet bedöms delvis uppfyllt", "partly_met"),
        ("Nås delvis", "partly_met"),
        ("På god väg", "partly_met"),
        ("Ej helt uppfyllt", "partly_met"),
        ("Uppnås inte fullt ut", "partly_met"),
        ("I stort sett uppnått", "partly_met"),
        ("Till stor del uppfyllt", "partly_met"),
        ("Behöver förbättras", "partly_met"),
        ("Når målvärdet", "met"),
        ("Nära målvärdet", "partly_met"),
        ("Når inte målvärdet", "not_met"),
        ("Målet kan nås om fler åtgärder vidtas", "partly_met"),
        ("Kan uppnås endast om bygget blir klart", "partly_met"),
        ("Otillräcklig", "not_met"),
        ("Otillräcklig måluppfyllelse", "not_met"),
        ("Bedöms inte uppnås", "not_met"),
        ("Uppfylls ej i nuläget", "not_met"),
        ("Ännu inte uppnått", "not_met"),
        ("Bedöms ej", "not_assessed"),
        ("Måluppfyllelsen bedöms inte", "not_assessed"),
        ("Ej bedömt", "not_assessed"),
        ("Ej mätt i år", "not_assessed"),
        ("Går inte att mäta", "not_assessed"),
        ("Måluppfyllelsen kan inte bedömas", "not_assessed"),
        ("Kan ej bedömas", "not_assessed"),
        ("Ej mätt", "not_assessed"),
        ("Uppgift saknas", "not_assessed"),
    ],
)
def test_parse_assessment(text: str, code: str) -> None:
    assert parse_assessment(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Grön",
        "Måluppfyllelse",
        "Inte ens delvis uppfyllt",
        "Uppnått 3 av 5",
        "Målet nås nog inte ännu",
        "Pågående",
        "Klar",
        "Ej påbörjad",
        "-",
        "Ej i fas",
        "Delvis i fas",
        "Inte på väg",
        "Nej",
        "God",
        "Uppnått men otillräckligt",
    ],
)
def test_an_unsure_judgement_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        parse_assessment(text)


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("↑", "up"),
        ("↗", "up"),
        ("▲", "up"),
        ("→", "unchanged"),
        ("↘", "down"),
        ("↓", "down"),
        ("▼", "down"),
        (" Ökar ", "up"),
        ("Oförändrat", "unchanged"),
        ("Minskar", "down"),
        ("\uf0e4", "up"),
        ("➡\ufe0f", "unchanged"),
    ],
)
def test_parse_trend(text: str, direction: str) -> None:
    assert parse_trend(text) == direction


@pytest.mark.parametrize("text", ["", "Förbättrad", "Sämre", "↑↓", "5"])
def test_a_trend_without_direction_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        parse_trend(text)


@pytest.mark.parametrize(
    ("colour", "name"),
    [
        ("#00B050", "green"),
        ("92d050", "green"),
        ("#C6EFCE", "green"),
        ("#FFC000", "yellow"),
        ("FFFF00", "yellow"),
        ("#FFEB9C", "yellow"),
        ("#FF0000", "red"),
        ("#C00000", "red"),
        ("#FFC7CE", "red"),
        ("#f00", "red"),
        ("#FFFFFF", None),
        ("#000000", None),
        ("#D9D9D9", None),
        ("#4472C4", None),
        ("#7030A0", None),
    ],
)
def test_colour_name(colour: str, name: str | None) -> None:
    assert colour_name(colour) == name


def test_colour_name_refuses_what_is_no_colour() -> None:
    with pytest.raises(Unreadable):
        colour_name("grön")


FULL = {"green": "met", "yellow": "partly_met", "red": "not_met"}


@pytest.mark.parametrize(
    ("text", "legend"),
    [
        ("Färgen visar att målet uppnås (grönt), att det delvis uppnås (gult) eller att det inte uppnås (rött).", FULL),
        ("Grön = uppfyllt, gul = delvis uppfyllt, röd = ej uppfyllt", FULL),
        ("Rött: målet uppfylls ej\nGult: målet uppfylls delvis\nGrönt: målet uppfylls", FULL),
        ("Röd innebär att målet inte nås. Gul betyder att målet delvis nås. Grön visar att målet är nått.", FULL),
        ("Målet uppfyllt (grön), delvis uppfyllt (gul), att målet inte kommer att nås (röd)", FULL),
        ("Grön = målet nås. Gul = målet nås, men inte helt. Röd = målet nås inte.", {"green": "met", "red": "not_met"}),
        ("Grön = uppfyllt, grå = ej bedömt", {"green": "met", "grey": "not_assessed"}),
        ("Av tio mått blir fem gröna, tre gula och två röda.", {}),
        ("Omdömet är gott (3,5 grön)", {}),
        ("Grön = målet är uppfyllt", {}),
        ("Grön = uppfyllt. Grön = ej uppfyllt. Gul = delvis uppfyllt.", {}),
    ],
)
def test_find_legend(text: str, legend: dict[str, str]) -> None:
    assert find_legend(text) == legend


@pytest.mark.parametrize(
    ("question", "text", "code"),
    [
        ("Uppnått", "Ja", "met"),
        ("Målet uppfyllt?", "nej.", "not_met"),
        ("Måluppfyllelse 2031", "Nej", "not_met"),
    ],
)
def test_parse_answer(question: str, text: str, code: str) -> None:
    assert parse_answer(question, text) == code


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Status", "Ja"),
        ("Avvikelse", "Nej"),
        ("Ej uppnått", "Ja"),
        ("Delvis uppnått", "Ja"),
        ("Uppnått", "Kanske"),
        ("Hinder för måluppfyllelse", "Ja"),
        ("Avvikelse i måluppfyllelse", "Nej"),
    ],
)
def test_an_answer_to_another_question_says_nothing(question: str, text: str) -> None:
    with pytest.raises(Unreadable):
        parse_answer(question, text)


@pytest.mark.parametrize(("text", "name"), [("Gul", "yellow"), ("Grönt", "green"), ("Gul zon", None), ("", None)])
def test_colour_named(text: str, name: str | None) -> None:
    assert colour_named(text) == name


def test_a_colour_that_no_legend_explains_says_nothing() -> None:
    assert assessment_of_colour("green", FULL) == "met"
    assert assessment_of_colour("blue", FULL) is None
    assert assessment_of_colour(None, FULL) is None
    assert assessment_of_colour("green", {}) is None


@given(
    st.lists(st.sampled_from(["målet", "nås", "inte", "delvis", "ej", "uppfyllt", "kanske", "bedöms", "3"]), max_size=6)
)
def test_an_unknown_word_is_never_judged(words: list[str]) -> None:
    text = " ".join(words)
    try:
        code = parse_assessment(text)
    except Unreadable:
        return
    assert "kanske" not in words and "3" not in words
    assert not (code == "met" and {"inte", "ej", "delvis"}.intersection(words))


def test_a_meaning_in_running_text_may_go_on_in_the_next_line() -> None:
    text = "● grönt – målet bedöms nås, ● gult – målet kan\nnås om mer görs, ● rött – målet bedöms inte nås. Saknas"
    assert find_legend(text) == {"green": "met", "yellow": "partly_met", "red": "not_met"}


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("Trend jämfört med i fjol: ▲ Högre ■ Oförändrat ▼ Lägre", {"■": "unchanged"}),
        ("↑ ökat\n↓ minskat = oförändrat", {"=": "unchanged"}),
        ("▲ Lägre ■ Oförändrat ▼ Högre", {}),
        ("■ Oförändrat läge på orten", {}),
        ("▲ Högre ■ Oförändrat\n▼ Lägre ■ Stigande", {}),
        ("▲ Högre ■ Bibliotek", {}),
    ],
)
def test_a_sign_that_is_no_arrow_shows_a_trend_where_a_line_explains_it(text: str, signs: dict[str, str]) -> None:
    assert find_trend_signs(text) == signs
