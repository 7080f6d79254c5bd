"""Targets in running text: found where the text sets a level, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.targets import find_targets
from normalizers.text import clean_text


@pytest.mark.parametrize(
    ("text", "raw", "comparator", "value", "unit", "year"),
    [
        ("Resultatmålet ska vara minst 2 procent.", "minst 2 procent", ">=", 2, "%", None),
        ("Med överskottsmålet om minst 3 procent menas ett snitt.", "minst 3 procent", ">=", 3, "%", None),
        ("Platserna i musikskolan är fyllda till minst 80 %", "minst 80 %", ">=", 80, "%", None),
        ("Antal nya tjänster under året är minst fem.", "minst fem", ">=", 5, None, None),
        ("Orten är en levande plats med 9 000 invånare 2035!", "9 000 invånare", "=", 9000, "invånare", 2035),
        (
            "Med sikte på att befolkningen ska växa till drygt 61 000 invånare år 2040.",
            "61 000 invånare",
            "=",
            61000,
            "invånare",
            2040,
        ),
        (
            "Målet att vara 61 000 invånare senast 2040 kräver bostäder.",
            "61 000 invånare",
            "=",
            61000,
            "invånare",
            2040,
        ),
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
        ("Andelen nöjda ska vara minst 88 procent år 2027.", "minst 88 procent", ">=", 88, "%", 2027),
        ("Soliditeten ska vara minst en procent.", "minst en procent", ">=", 1, "%", None),
        ("Av gästerna ska minst 70 procent vara nöjda med maten år 2027", "minst 70 procent", ">=", 70, "%", 2027),
        ("Exempelby kommun ska ha 9 500 invånare år 2035", "9 500 invånare", "=", 9500, "invånare", 2035),
        ("Andelen gående ska öka till minst 30 procent senast 2028", "minst 30 procent", ">=", 30, "%", 2028),
        ("Elen från taken ska uppgå till minst 2 500 MWh 2030", "minst 2 500 MWh", ">=", 2500, "MWh", 2030),
        ("Förbrukningen ska vara högst 130 kWh/\nkvm år 2028.", "högst 130 kWh/ kvm", "<=", 130, "kWh/kvm", 2028),
        ("Förbrukningen ska vara högst 130 kWh per kvm 2028.", "högst 130 kWh per kvm", "<=", 130, "kWh per kvm", 2028),
        ("Utsläppen ska vara högst 2 ton koldioxid 2028.", "högst 2 ton koldioxid", "<=", 2, "ton koldioxid", 2028),
        ("Till 2027 ska meritvärdet i årskurs 9 stiga från 198 till 210.", "210", "=", 210, None, 2027),
        ("Minst 9 av 10 elever ska vara trygga 2027.", "Minst 9 av 10", ">=", 9, None, 2027),
        ("Senast 2031 har byn minst 1 200 invånare", "minst 1 200 invånare", ">=", 1200, "invånare", 2031),
        ("Index ska vara minst 72 år 2027.", "minst 72", ">=", 72, None, 2027),
        ("Tillväxten ska\nuppgå till 12\u00a0500\ninvånare 2032.", "12 500 invånare", "=", 12500, "invånare", 2032),
    ],
)
def test_targets(text: str, raw: str, comparator: str, value: float, unit: str | None, year: int | None) -> None:
    (target,) = find_targets(text)
    assert (target.raw, target.comparator, target.value) == (raw, comparator, value)
    assert (target.unit, target.year) == (unit, year)
    assert not target.is_change


@pytest.mark.parametrize(
    ("text", "raw", "code", "value"),
    [
        ("Ingen grupp ska ha fler än 18 barn", "Ingen grupp ska ha fler än 18 barn", "<=", 18),
        ("Inga salar ska ha färre än 12 platser.", "Inga salar ska ha färre än 12 platser", ">=", 12),
        ("Grupperna ska inte vara större än 18 barn.", "inte vara större än 18 barn", "<=", 18),
        ("Svaret får aldrig ta mer än 5 dagar.", "aldrig ta mer än 5 dagar", "<=", 5),
    ],
)
def test_a_negation_turns_the_comparator_round(text: str, raw: str, code: str, value: float) -> None:
    (target,) = find_targets(text)
    assert (target.raw, target.comparator, target.value) == (raw, code, value)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("80 % av bilarna ska vara elbilar 2030", 2030),
        ("2030 ska minst 80 % av bilarna vara elbilar.", 2030),
        ("Andelen elbilar ska 2030 vara minst 80 %.", 2030),
        ("Senast den 31 december 2027 ska minst 80 % av bilarna vara elbilar.", 2027),
        ("Andelen elbilar ska vara 100 % från och med 2028.", 2028),
        ("Andelen elbilar ska öka till minst 80 % till och med 2028.", 2028),
        ("Andelen elbilar ska vara minst 80 % vid utgången av 2027", 2027),
        ("Andelen elbilar ska vara minst 80 % under åren 2025–2027.", None),
        ("Andelen elbilar ska vara minst 80 % 2025-2027.", None),
        ("Andelen elbilar ska vara minst 80 % av nivån år 2019.", None),
        ("Andelen elbilar ska vara minst 80 % jämfört med 60 % 2022.", None),
        ("Andelen elbilar ska vara minst 80 % jämfört med läget 2022.", None),
        ("Andelen elbilar ska vara minst 80 % (2022: 60 %).", None),
        ("Andelen elbilar ska öka till minst 80 % senast 2028 (2022: ca 60 %)", 2028),
        ("Andelen elbilar ska vara minst 80 % (2028).", 2028),
        ("Minst 80 % ska följa kommunens verksamhetsplan 2027.", None),
        ("Enligt Agenda 2030 ska minst 80 % vara nöjda.", None),
        ("Minst 80 % ska vara nöjda, senast 2026 eller senast 2027.", None),
    ],
)
def test_the_year_that_a_target_is_for(text: str, year: int | None) -> None:
    (target,) = find_targets(text)
    assert target.year == year


def test_a_level_with_its_colour() -> None:
    (target,) = find_targets("Bemötandet upplevs som gott (3,4 Grön)")
    assert (target.raw, target.comparator) == ("3,4 Grön", "=")
    assert (target.value, target.note) == (3.4, "grön")


@pytest.mark.parametrize(
    "text",
    [
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
        "Resultatet ska vara minst 5 procent högre än i riket.",
        "Nämnden ska ha 13 ledamöter.",
        "Väntetiden är högst 5 dagar",
        "Gästerna ska inte bara vara fler än 90 utan också gladare.",
        "",
        "Senast 2030 finns en plan som omfattar minst tre orter.",
    ],
)
def test_what_is_no_target(text: str) -> None:
    assert find_targets(text) == ()


@pytest.mark.parametrize(
    ("text", "raw", "code", "value", "unit", "note"),
    [
        ("Ansökningar besvaras inom högst 3 dagar", "högst 3 dagar", "<=", 3, "dagar", None),
        ("Ansökningar besvaras inom 3 dagar", "inom 3 dagar", "<=", 3, "dagar", None),
        ("Nöjdheten med städningen är minst 3,9", "minst 3,9", ">=", 3.9, None, None),
        ("Korttidsfrånvaron är högst 4 %", "högst 4 %", "<=", 4, "%", None),
        ("Minst fem skolor deltar i tävlingen", "Minst fem skolor", ">=", 5, "skolor", None),
        ("Minst en ny stig öppnas varje år", "Minst en ny stig", ">=", 1, "ny stig", None),
        ("Gästerna är nöjda (80 % grön)", "80 % grön", "=", 80, "%", "grön"),
        ("Plats i rankningen (högst 30)", "högst 30", "<=", 30, None, None),
        ("Plats i rankningen, topp 30", "topp 30", "<=", 30, None, "topp"),
        ("Diplom, minst 85 procent", "minst 85 procent", ">=", 85, "%", None),
        ("Andel svar i tid, minst 85 %", "minst 85 %", ">=", 85, "%", None),
        ("Antal kurser som hållits under året är minst fyra.", "minst fyra", ">=", 4, None, None),
        ("Minst sju av tio ungdomar trivs", "Minst sju av tio", ">=", 7, None, "av tio"),
        ("Frånvaron är under 5 %", "under 5 %", "<", 5, "%", None),
        ("Över 85 % är nöjda", "Över 85 %", ">", 85, "%", None),
        ("Inga beslut tar mer än 5 dagar", "Inga beslut tar mer än 5 dagar", "<=", 5, "dagar", None),
        ("Index 75 eller högre", "75 eller högre", ">=", 75, None, None),
        ("Minst 3,4 i den nationella enkäten", "Minst 3,4", ">=", 3.4, None, None),
        ("Planer är klara för minst 85 % av gästerna", "minst 85 %", ">=", 85, "%", None),
        ("Minst 85 % av svaren ges inom högst 3 dagar", "Minst 85 %", ">=", 85, "%", None),
    ],
)
def test_a_result_states_its_level_without_a_modal_verb(
    text: str, raw: str, code: str, value: float, unit: str | None, note: str | None
) -> None:
    (target,) = find_targets(text, states_result=True)
    assert (target.raw, target.comparator, target.value) == (raw, code, value)
    assert (target.unit, target.note, target.is_change) == (unit, note, False)


@pytest.mark.parametrize(
    "text",
    [
        "Lokalerna används bättre än i dag",
        "Varje grupp håller övning två gånger per år",
        "Elbehovet minskar med 5 % till 2027",
        "Enkät varje år, skala 1–5",
        "En plan fram till 2030 är klar",
        "Andel beslut som fattas inom 5 dagar",
        "Andel beslut fattade inom 5 dagar",
        "Antal elever med minst 12 poäng",
        "Elever som läser minst 5 kurser",
        "Avtal med minst tre leverantörer finns",
        "Kurser för minst 20 gäster är hållna",
        "Arbetet pågår under 5 dagar",
        "Personer över 65 år får besök",
        "Minst 10 fler deltagare än förra året",
        "Nöjdheten är minst 5 procentenheter över riket",
        "Minst två gånger per termin",
        "85 % av eleverna trivs",
        "Nöjdheten blev minst 80 %",
    ],
)
def test_a_result_without_a_level(text: str) -> None:
    assert find_targets(text, states_result=True) == ()


@pytest.mark.parametrize("text", ["Elbehovet minskar med minst 5 %", "Frånvaron minskar minst 5 %"])
def test_a_result_that_states_a_change_is_no_level(text: str) -> None:
    (target,) = find_targets(text, states_result=True)
    assert target.is_change


@given(st.text(alphabet="abcdeåäö ", max_size=30), st.integers(1, 999))
def test_a_bare_number_is_no_level_of_a_result(words: str, number: int) -> None:
    assert find_targets(f"Vi {words} {number}", states_result=True) == ()


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
    (target,) = find_targets("Exempelby kommun ska ha 15 000 invånare år 2035.")
    assert (target.counted, target.subject) == ("invånare", None)  # a body is no measure
    (target,) = find_targets("Soliditetsmålet ligger fast och ska vara minst 20 procent.")
    assert (target.counted, target.subject) == (None, "Soliditetsmålet")


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        (
            "Till 2027 ska det genomsnittliga meritvärdet i årskurs 9 stiga från 198 till 210.",
            "det genomsnittliga meritvärdet i årskurs 9",
        ),
        ("Det ska finnas minst 210 cyklar 2027.", "cyklar"),
        ("Trivseln ska öka till 85 %.", "Trivseln"),
        ("Senast 2031 ska trivseln uppgå till 85 %.", "trivseln"),
        ("Soliditeten, inklusive pensioner, ska vara minst 20 %.", "Soliditeten"),
        ("På sikt, till 2030, ska läckaget i ledningsnätet vara högst 12 procent.", "läckaget i ledningsnätet"),
        ("Målet för andelen nöjda gäster är 85 %.", "andelen nöjda gäster"),
        ("Målet är att trivseln är minst 85 %.", "trivseln"),
        ("Nämnden ska ha en beläggning på minst 95 procent.", "beläggning"),
        ("Skolan ska ha minst 90 % behöriga lärare.", "behöriga lärare"),
        ("Maten ska vara 100 procent ekologisk.", "Maten"),
        ("Samtidigt ska trivseln vara minst 85 %.", "trivseln"),
        (
            "Samtidigt ska andelen gäster med mer än 15 procents rabatt vara högst 12 procent.",
            "andelen gäster med mer än 15 procents rabatt",
        ),
        ("Köket ska byggas ut så att antalet gäster per kock är högst 35.", "antalet gäster per kock"),
        ("Skolan ska nå 85 %.", None),
        ("Vi ska bli 100 procent fossilfria.", None),
        ("Minst 85 % av gästerna ska trivas.", None),
    ],
)
def test_what_a_level_is_about(text: str, measure: str | None) -> None:
    (target,) = find_targets(text)
    assert target.measure == measure


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        (
            "Senast 2031 ska andelen barn mellan tre och fem år som går i förskola vara minst 97 procent.",
            "andelen barn mellan tre och fem år som går i förskola",
        ),
        ("År 2031 ska andelen elever som får betyg vara minst 90 procent.", "andelen elever som får betyg"),
        (
            "Andelen invånare som tycker att det är lätt att få svar från kommunen ska öka till 80 procent.",
            "Andelen invånare som tycker att det är lätt att få svar från kommunen",
        ),
        ("Vi har bestämt att sjukfrånvaron ska vara högst 5 procent.", "sjukfrånvaron"),
        (
            "Målet är att andelen gäster som anser att maten är god ska nå 90 %.",
            "andelen gäster som anser att maten är god",
        ),
        ("Vi vill ha en frånvaro som ska vara högst 5 procent.", None),
    ],
)
def test_a_measure_keeps_the_clause_that_says_of_whom_it_is(text: str, measure: str | None) -> None:
    assert [target.measure for target in find_targets(text)] == [measure]


def test_two_clauses_have_two_subjects() -> None:
    found = find_targets("Enligt planen ska kön minska med 10 procent och restiden vara högst 20 minuter.")
    assert [(t.measure, t.value, t.is_change) for t in found] == [("kön", 10, True), ("restiden", 20, False)]


@given(st.text(alphabet="0123456789 ,.%åmlinstkav\n–ska är till målet"), st.integers(1, 99))
def test_raw_stands_where_start_says(noise: str, level: int) -> None:
    text = f"{noise}\n\nAndelen ska vara minst {level} procent."
    found = find_targets(text)
    assert found and found[-1].value == level
    for target in found:
        assert clean_text(text[target.start :]).startswith(target.raw)
