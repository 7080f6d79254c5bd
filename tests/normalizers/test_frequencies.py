import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.frequencies import CODES, find_intervals, find_marks, parse_frequency


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Månadsvis", "monthly"),
        ("Varje månad", "monthly"),
        ("12 ggr/år", "monthly"),
        ("En gång i månaden", "monthly"),
        ("Kvartalsvis", "quarterly"),
        ("Var tredje månad", "quarterly"),
        ("fyra gånger per år", "quarterly"),
        ("Per tertial", "tertial"),
        ("T1, T2, T3", "tertial"),
        ("Var fjärde månad", "tertial"),
        ("Delårsrapport", "interim_report"),
        ("Delår och helår", "interim_report"),
        ("2 ggr/år", "semiannual"),
        ("Halvårsvis", "semiannual"),
        ("1 gång per år", "annual"),
        ("1/år", "annual"),
        ("År", "annual"),
        ("Årligen (maj)", "annual"),
        ("I årsredovisningen", "annual"),
        ("Vartannat år", "biennial"),
        ("Enkät vartannat år", "biennial"),
        ("Vart tredje år", "other"),
        ("Varannan månad", "other"),
        ("Enligt årshjul", "other"),
        ("Vid behov", "other"),
        ("2024", "other"),
        # two intervals: the shorter
        ("Tertial och år", "tertial"),
        ("Årligen och kvartalsvis", "quarterly"),
        ("Delårsbokslut samt årsbokslut", "interim_report"),
        # empty cells
        ("", None),
        ("-", None),
    ],
)
def test_interval(text: str, code: str | None) -> None:
    assert parse_frequency(text) == code


@given(st.text())
def test_any_text_gives_a_code_or_null(text: str) -> None:
    assert parse_frequency(text) in (*CODES, None)
    assert set(find_intervals(text)) <= set(CODES)


@given(st.sampled_from(["Månadsvis", "Kvartalsvis", "Tertialvis", "Halvårsvis", "Årligen"]), st.booleans())
def test_case_and_company_do_not_matter(word: str, upper: bool) -> None:
    printed = word.upper() if upper else word
    assert parse_frequency(f"  {printed} ") == parse_frequency(word) == parse_frequency(f"{printed}, Årligen")


LEGEND = "Mätetal: D = delårsrapport, H=helår, KV = kvartalsvis. S = skola, T = tertial; T = termin."


def test_letters_mean_what_the_document_says() -> None:
    marks = find_marks(LEGEND)
    assert marks == {"D": "interim_report", "H": "annual", "KV": "quarterly"}  # T is explained in two ways, S in none
    told = {text: parse_frequency(text, marks) for text in ("H", "D, H", "KV/H", "D och H", "S", "H, X", "Årligen")}
    assert told == {
        "H": "annual",
        "D, H": "interim_report",
        "KV/H": "quarterly",
        "D och H": "interim_report",
        "S": "other",
        "H, X": "other",
        "Årligen": "annual",
    }
    assert parse_frequency("H") == "other"
