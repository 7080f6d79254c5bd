"""Units in cells, names and captions."""

import pytest

from normalizers.units import (
    is_plain_or_compound,
    leading_unit,
    money_factor,
    normalise_unit,
    share_in_line,
    unit_in_name,
    unit_in_title,
)


@pytest.mark.parametrize(
    ("printed", "published"),
    [
        ("mkr", "mnkr"),
        ("Mkr", "mnkr"),
        ("mnkr", "mnkr"),
        ("miljoner kr", "mnkr"),
        ("miljoner\u00a0kronor", "mnkr"),
        ("tusen kr", "tkr"),
        ("TKR", "tkr"),
        ("miljarder kr", "mdkr"),
        ("procent", "%"),
        ("%", "%"),
        ("procentenheter", "procentenheter"),
        ("%-enheter", "procentenheter"),
        ("mån", "månader"),
        ("stycken", "st"),
        (" kr/elev ", "kr/elev"),
        ("övningar", "övningar"),
        ("kr", "kr"),
        ("mån/ärende", "mån/ärende"),
        ("kWh/ kvm", "kWh/kvm"),
        ("kr/\nelev", "kr/elev"),
        ("st /år", "st /år"),
        ("kWh / kvm", "kWh / kvm"),
    ],
)
def test_normalise_unit(printed: str, published: str) -> None:
    assert normalise_unit(printed) == published


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("Skuld per medborgare (kr)", "kr"),
        ("Frånvaro bland personal (%)", "%"),
        ("Nybyggda lägenheter (antal)", "antal"),
        ("Lediga lokaler (% av ytan)", "%"),
        ("Utförda kontroller (antal besök på plats)", "antal"),
        ("Klimatpåverkan (ton koldioxidekvivalenter)", "ton koldioxidekvivalenter"),
        ("Väntetid till första besök (dagar)", "dagar"),
        ("Utryckningstid (i minuter)", "minuter"),
        ("Kostnad för skola (kr/elev)", "kr/elev"),
        ("Meritvärde i nian (17 ämnen)", None),
        ("Helhetsbetyg (skala 1–6)", None),
        ("Rankning (plats av 290)", None),
        ("Bemötande (Insikt)", None),
        ("Handläggning av plan (och lov)", None),
        ("Handläggningstid, dagar", "dagar"),
        ("Kostnad för förskola, kr/barn", "kr/barn"),
        ("Lönegap, kr mellan kvinnor och män", "kr"),
        ("Ekologisk mat, andel (%)", "%"),
        ("Frånvaro, andel i procent", "%"),
        ("Väntetid, medeltal dagar", None),
        ("Väntetid, antal dagar", "dagar"),
        ("Kö till båtplats, antal personer", None),
        ("Kö till båtplats, personer", "personer"),
        ("Matavfall, gram per portion", None),
        ("Elanvändning kWh/kvm", "kWh/kvm"),
        ("Kostnad äldreomsorg, kr/inv 80+", "kr/inv 80+"),
        ("Deltagare, antal/inv 7–20 år", "antal/inv 7–20 år"),
        ("Lönegap, kr för kvinnor", "kr"),
        ("Gröna lån i mnkr", "mnkr"),
        ("Resultat i % av skatteintäkter", "%"),
        ("Andel gröna lån i kr av alla lån", None),
        ("Sjukfrånvaro (%), totalt", "%"),
        ("Antal elever 6–15 år", None),
        ("Antal dagar", None),
        ("Nya företag per 1 000 invånare, antal", None),
        ("Besök/ månad", None),
        ("Lokalerna används bättre än i dag", None),
        ("Fler besök än i år", None),
        ("Väntetid, i dag", None),
        ("Antal besök (i år)", None),
        ("Medelålder, år", "år"),
        ("Elanvändning (kWh/ kvm)", "kWh/kvm"),
        ("Elanvändning kWh/ kvm", "kWh/kvm"),
        ("Elanvändning, kWh per kvm", "kWh per kvm"),
        ("", None),
    ],
)
def test_unit_in_name(name: str, unit: str | None) -> None:
    assert unit_in_name(name) == unit


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("Nämndernas ramar, tkr", "tkr"),
        ("Resultat (mnkr)", "mnkr"),
        ("Belopp i tkr", "tkr"),
        ("Investeringar i miljoner kronor 2025–2027", "mnkr"),
        ("Drift, tusental kronor", "tkr"),
        ("Mkr", "mnkr"),
        ("Nyckeltal, %", "%"),
        ("Resultaträkning", None),
        ("Tabell i tkr och mnkr", None),
        ("Kostnad kr/inv", None),
    ],
)
def test_unit_in_title(title: str, unit: str | None) -> None:
    assert unit_in_title(title) == unit


@pytest.mark.parametrize(
    ("unit", "factor"),
    [
        ("kr", 1.0),
        ("tkr", 1e3),
        ("mkr", 1e6),
        ("mnkr", 1e6),
        ("mdkr", 1e9),
        ("miljoner kronor", 1e6),
        ("%", None),
        ("st", None),
        (None, None),
    ],
)
def test_money_factor(unit: str | None, factor: float | None) -> None:
    assert money_factor(unit) == factor


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("procent av eleverna", ("%", 7)),
        ("kr/inv och år", ("kr/inv", 6)),
        ("st /år", ("st /år", 6)),
        ("kWh/ kvm", ("kWh/kvm", 8)),
        ("kWh per kvadratmeter 2028", ("kWh per kvadratmeter", 20)),
        ("kr per elev", ("kr", 2)),
        ("stolar", None),
        ("miljoner kr per år", ("mnkr", 11)),
        ("barn/vuxen", None),
    ],
)
def test_leading_unit(text: str, found: tuple[str, int] | None) -> None:
    assert leading_unit(text) == found


def test_a_compound_needs_a_known_first_part() -> None:
    assert is_plain_or_compound("timmar/vecka")
    assert not is_plain_or_compound("kvinnor/män")


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("Bräddat avloppsvatten (kbm)", "kbm"),
        ("Resor med buss och tåg (miljoner resor)", "miljoner resor"),
        ("Cykelpassager (tusen/år)", "tusen/år"),
        ("Omsättning (miljoner kr)", "mnkr"),
        ("Fallskador 80+ (st/1 000 inv)", "st/1 000 inv"),
        ("Elever i skolan (F–6)", None),
    ],
)
def test_brackets_that_count_in_thousands_or_millions(name: str, unit: str | None) -> None:
    assert unit_in_name(name) == unit


@pytest.mark.parametrize(
    ("line", "share"),
    [
        ("Resultat i procent av skatter och statsbidrag", True),
        ("Resultat i % av skatteintäkter", True),
        ("Nettokostnadsandel, %", True),
        ("Soliditet (%)", True),
        ("Löneökning 3 %", False),
        ("Prisuppräkning 2,5 procent", False),
        ("Köp av verksamhet", False),
    ],
)
def test_lines_of_a_budget_that_are_shares(line: str, share: bool) -> None:
    assert share_in_line(line)[0] is share
