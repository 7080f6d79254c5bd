"""Targets in running text: found where the text sets a level, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.targets import find_targets
from normalizers.text import clean_text


@pytest.mark.parametrize(("text", "raw", "comparator", "value", "unit", "year"), [
    ("Resultatmålet ska vara minst 2 procent.", "minst 2 procent", ">=", 2, "%", None),
    ("Med överskottsmålet om minst 3 procent menas ett snitt.", "minst 3 procent", ">=", 3, "%", None),
    ("Platserna i musikskolan är fyllda till minst 80 %", "minst 80 %", ">=", 80, "%", None),
    ("Antal nya tjänster under året är minst fem.", "minst fem", ">=", 5, None, None),
    ("Orten är en levande plats med 9 000 invånare 2035!", "9 000 invånare", "=", 9000, "invånare", 2035),
    ("Med sikte på att befolkningen ska växa till drygt 61 000 invånare år 2040.", "61 000 invånare",
    "=", 61000, "invånare", 2040),
    ("Målet att vara 61 000 invånare senast 2040 kräver bostäder.", "61 000 invånare", "=", 61000, "invånare", 2040),
    ("målet; ” 9 000 invånare år 2035” (tidigare vision)", "9 000 invånare", "=", 9000, "invånare", 2035),
    ("Andelen nöjda ska uppgå till 95 %.", "95 %", "=", 95, "%", None),
    ("Frånvaron ska inte överstiga 6 procent.", "inte överstiga 6 procent", "<=", 6, "%", None),
    ("Frånvaron får vara högst 6,5 % under 2027.", "högst 6,5 %", "<=", 6.5, "%", 2027),
    ("Kötiden ska vara kortare än 30 dagar.", "kortare än 30 dagar", "<", 30, "dagar", None),
    ("Minst 95 % av personalen ska ha en plan.", "Minst 95 %", ">=", 95, "%", None),
    ("År 2030 ska 80 % av resorna vara fossilfria.", "80 %", "=", 80, "%", 2030),
    ("Andelen ska öka från 70 till 80 % 2026.", "80 %", "=", 80, "%", 2026),
    ("Målet är 100 %.", "100 %", "=", 100, "%", None),
    ("Till 2027 ska minst 200 nya bostäder byggas.", "minst 200 nya bostäder", ">=", 200, "nya bostäder", 2027),
    ("Soliditeten ska vara minst en procent.", "minst en procent", ">=", 1, "%", None),
    ("Tillväxten ska\nuppgå till 12\u00a0500\ninvånare 2032.", "12 500 invånare", "=", 12500, "invånare", 2032),
])
def test_targets(text: str, raw: str, comparator: str, value: float, unit: str | None, year: int | None) -> None:
    (target,) = find_targets(text)
    assert (target.raw, target.comparator, target.value) == (raw, comparator, value)
    assert (target.unit, target.year) == (unit, year)
    assert not target.is_change


def test_a_level_with_its_colour() -> None:
    (target,) = find_targets("Bemötandet upplevs som gott (3,4 Grön)")
    assert (target.raw, target.comparator) == ("3,4 Grön", "=")
    assert (target.value, target.note) == (3.4, "grön")


@pytest.mark.parametrize("text", [
    "Det finns minst 30 skolor i kommunen.",
    "Nämnden ska träffas minst fem gånger per år.",
    "Krisorganisationen ska öva minst en gång per år.",
    "Det gäller inte minst 20 elever.",
    "Hushåll som kan ansluta till bredband om minst 1 Gbit/s",
    "Lagret ska räcka i minst 30 dagar.",
    "Andelen bedöms bli minst 90 % 2030.",
    "SCB:s prognos är 20 000 invånare 2035.",
    "Hösten 2022 fanns drygt 1 300 elever i skolorna.",
    "Budgeten bygger på 10 400 invånare den 1 november 2023.",
    "Skattesatsen är oförändrad, 22,25 kronor.",
    "Nämnderna förväntas effektivisera med en procent per år.",
    "Enligt 4 kap. 3 § ska kommunen ha minst två ombud.",
    "Det nationella målet är att minst 90 % ska nås av bredband.",
    "Ungdomar över 18 år ska få rösta.",
    "Planen ska gälla under 2027.",
    "Enkäten visar att 80 % är nöjda.",
    "Verka för minst ytterligare ett boende.",
    "Mål 3: Kommunen ska vara trygg",
    "Kommunen ska bli en fossilfri organisation senast 2030.",
    "",
])
def test_what_is_no_target(text: str) -> None:
    assert find_targets(text) == ()


def test_a_change_is_told_from_a_level_and_names_what_changes() -> None:
    (target,) = find_targets("Utsläppen från fordon ska minska med 12 % till 2030.")
    assert (target.is_change, target.value, target.year, target.subject) == (True, 12, 2030, "Utsläppen från fordon")


def test_two_levels_in_a_sentence() -> None:
    found = find_targets("Nöjdheten ska vara minst 80 % 2026 och minst 90 % 2028.")
    assert [(t.value, t.year) for t in found] == [(80, 2026), (90, 2028)]


def test_a_range_gives_two() -> None:
    found = find_targets("Resultatet ska uppgå till 2–3 % av skatterna.")
    assert [(t.raw, t.comparator, t.value) for t in found] == [("2–3 %", ">=", 2), ("2–3 %", "<=", 3)]


def test_what_names_a_new_indicator() -> None:
    (target,) = find_targets("Vi ska bli 15 000 invånare år 2035.")
    assert target.counted == "invånare"
    (target,) = find_targets("Soliditetsmålet ligger fast och ska vara minst 20 procent.")
    assert (target.counted, target.subject) == (None, "Soliditetsmålet")


@given(st.text(alphabet="0123456789 ,.%åmlinstkav\n–ska är till målet"), st.integers(1, 99))
def test_raw_stands_where_start_says(noise: str, level: int) -> None:
    text = f"{noise}\n\nAndelen ska vara minst {level} procent."
    found = find_targets(text)
    assert found and found[-1].value == level
    for target in found:
        assert clean_text(text[target.start :]).startswith(target.raw)
