"""What the words of a header mean, and what the set of columns makes of a table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from papers import published, table, text

from extractors.families.roles import is_amount, names_roles, read_columns, role_of, year_in
from extractors.families.rows import read_table
from extractors.families.vocabulary import load
from pipeline.records import Box, Cell, Place, Table

PLACE = Place(1, Box(0, 0, 10, 10))


def made(*rows: Sequence[str], header_rows: int = 1) -> Table:
    cells = tuple(
        Cell(r, c, 1, 1, words, PLACE, bold=r < header_rows)
        for r, row in enumerate(rows)
        for c, words in enumerate(row)
    )
    return Table(cells, len(rows), len(rows[0]), header_rows, (PLACE,))


# ------------------------------------------------------------------ one header


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("Indikator", "indicator"),
        ("INDIKATORER", "indicator"),
        ("Indika-\ntor", "indicator"),
        ("Nyckeltal", "indicator"),
        ("Nyckelresultat", "key_result"),
        ("Fullmäktiges mål", "goal"),
        ("Nuvärde", "baseline"),
        ("Nuvärde (2029)", "baseline"),
        ("Nuläge 2029*", "baseline"),
        ("Utfall 2029", "outcome"),
        ("Utfall aug 2029", "outcome"),
        ("Bokslut 2029", "outcome"),
        ("Målvärde 2031", "target"),
        ("Mål-\nvärde 2031", "target"),
        ("Prognos helår", "forecast"),
        ("Budget 2030", "budget"),
        ("Plan 2031", "plan"),
        ("Avvikelse", "deviation"),
        ("Ansvarig", "responsible"),
        ("Ansvarig enhet (och ev. samverkan)", "responsible"),
        ("Källa", "source"),
        ("Mätintervall", "frequency"),
        ("Så mäter vi", "measured_by"),
        ("Enhet", "unit"),
        ("Status", "status"),
        ("Trend", "trend"),
        ("Åtgärd", "action"),
        ("Nämndens åtgärd", "action"),
        ("Uppdrag", "assignment"),
        ("Uppdrag från", "set_by"),
        ("KS/KF", "set_by"),
        ("Uppföljningstillfälle", "frequency"),
        ("Kontaktperson", "responsible"),
        ("Startdatum", "start"),
        ("Tkr", "line"),
        ("Kommunmål", "goal"),
        ("Indicator", "indicator"),
        ("Baseline 2029", "baseline"),
        ("Target 2031", "target"),
        ("Outcome 2030", "outcome"),
        ("Responsible", "responsible"),
        ("Source", "source"),
        ("Frequency", "frequency"),
        ("Due date", "due"),
        ("Action", "action"),
        ("Förväntad effekt av åtgärden", "expected_effect"),
        ("Tidpunkt för beslut (beslutsinstans)", "due"),
        ("Klart senast", "due"),
        ("Återredovisning", "due"),
        ("Kommentar", "comment"),
        ("Nr", "number"),
        ("Verksamhet", "line"),
        ("Senaste mätning", "outcome"),
        ("Årsbudget 2030", "budget"),
        ("Riket 2029", "comparison"),
        ("Utfall riket 2029", "comparison"),
        ("Rikets utfall", "comparison"),
        ("Liknande kommuner", "comparison"),
        ("Telefon", None),
        ("2031", None),
        # Words that only begin or end like one that means something.
        ("Värdegrund", None),
        ("Gränsvärde", None),
        ("Resultatenhet", None),
        ("Tidsram", None),
        ("Ramavtal", None),
        ("Plankarta", None),
        ("Närvaro", None),
        ("Måltid", None),
    ],
)
def test_role_of_a_header(header: str, role: str | None) -> None:
    assert role_of(header)[0] == role


@pytest.mark.parametrize(
    ("role", "word"),
    [(role, word) for role, entry in load("roles").items() if role != "component" for word in entry["words"]],
    ids=str,
)
def test_every_word_of_the_vocabulary_names_a_role(role: str, word: str) -> None:
    """A word may stand under one role only, or it would mean now one thing, now another."""
    owners = {name for name, entry in load("roles").items() if word in entry["words"]}
    found, score = role_of(word.upper())
    assert found in owners and score == 1.0
    assert role in owners


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Utfall 2029", 2029),
        ("Nuvärde (2029)", 2029),
        ("Mål 2031-12-31", 2031),
        ("Mål 2030–2031", None),
        ("Utfall", None),
        ("12 031 tkr", None),
        ("5,2029", None),
        ("2031 och 2031", 2031),
        ("Tabell 1815", None),
    ],
)
def test_year_in_a_header(text: str, year: int | None) -> None:
    assert year_in(text) == year


@pytest.mark.parametrize("text", ["1 250", "−10 400", "-10,5", "0", "12 %", "(1 250)", "1 250*"])
def test_an_amount_is_nothing_but_a_number(text: str) -> None:
    assert is_amount(text)


@pytest.mark.parametrize("text", ["", "minst 80", "Kvartal 2", "ca 12", "se not", "12 tkr"])
def test_words_are_no_amount(text: str) -> None:
    assert not is_amount(text)


# ------------------------------------------------------------------ columns by their cells


def roles(*rows: Sequence[str], caption_year: int | None = None, header_rows: int = 1) -> list[str | None]:
    columns, _ = read_columns(made(*rows, header_rows=header_rows), caption_year)
    return [column.role for column in columns]


def test_the_margin_of_marks_tells_who_set_it() -> None:
    assert roles(("", "Indikator", "Mål 2031"), ("KF", "Antal lån", "310"), ("KS", "Besök", "120"))[0] == "set_by"
    assert (
        roles(("Indikator", "Indikator", "Mål 2031"), ("KF", "Antal lån", "310"), ("KS", "Besök", "9"))[0] == "set_by"
    )


def test_a_first_column_of_numbers_counts_rows_or_goals() -> None:
    assert roles(("", "Åtgärd", "Klart"), ("1", "Bygg", "Juni"), ("2", "Köp", "Maj"))[0] == "number"
    assert roles(("Mål", "Indikator", "Utfall 2029"), ("1", "Antal lån", "310"), ("2", "Besök", "120"))[0] == "goal"


def test_a_column_called_goal_holds_words_or_values() -> None:
    assert roles(("Mål", "Indikator", "Utfall 2029"), ("Fler läser", "Antal lån", "310"))[0] == "goal"
    assert roles(("Indikator", "Utfall", "Mål"), ("Antal lån", "310", "350"), ("Besök", "120", "140"))[2] == "target"


def test_a_column_that_prints_only_a_year_holds_amounts_where_its_cells_are_numbers() -> None:
    assert roles(("Investering", "2030", "2031"), ("Skola", "1 200", "900"), ("Bad", "0", "50"))[1:] == ["amount"] * 2
    assert roles(("Nämnd", "2030"), ("Skola", "kvar"), ("Bad", "klart"))[1] is None


def test_the_caption_gives_the_year_that_no_header_does() -> None:
    columns, _ = read_columns(made(("Indikator", "Utfall", "Mål 2032"), ("Antal lån", "310", "350")), 2031)
    assert [column.year for column in columns] == [None, 2031, 2032]


def test_the_year_of_a_caption_is_not_that_of_the_year_before() -> None:
    columns, _ = read_columns(made(("Indikator", "Målvärde", "Föregående år"), ("Antal lån", "310", "300")), 2031)
    assert [column.year for column in columns] == [None, 2031, None]


def test_what_stands_before_an_outcome_is_one_right_of_it_alone() -> None:
    assert (
        roles(("Nyckeltal", "Senaste utfall", "Föregående", "Mål"), ("Antal lån", "310", "300", "350"))[2] == "outcome"
    )
    assert roles(("Nyckeltal", "Utfall", "Mål", "Föregående"), ("Antal lån", "310", "350", "300"))[3] is None
    assert roles(("Nyckeltal", "Utfall", "Föregående"), ("Antal lån", "310", "Godkänt"))[2] is None
    assert roles(("Nyckeltal", "Utfall", "Föregående budget"), ("Antal lån", "310", "300"))[2] == "budget"


def test_a_header_that_is_not_set_apart_is_told_by_its_words() -> None:
    rows = (("Indikator", "Utfall 2029", "Mål 2031"), ("Antal lån", "310", "350"), ("Besök", "120", "140"))
    columns, header_rows = read_columns(made(*rows, header_rows=0), None)
    assert header_rows == 1 and [column.role for column in columns] == ["indicator", "outcome", "target"]
    assert read_columns(made(*rows[1:], header_rows=0), None)[1] == 0


def test_names_roles() -> None:
    assert names_roles(made(("Indikator", "Utfall 2029"), ("Antal lån", "310")))
    assert names_roles(made(("Nämnd", "2030", "2031"), ("Skola", "1 200", "1 300")))
    assert not names_roles(made(("Anna", "Bo"), ("Cia", "Dan")))
    assert not names_roles(made(("Barn", "Ansvarig"), ("Cia", "Dan")))


# ------------------------------------------------------------------ families

FAMILIES = [
    ("indicators", (("Indikator", "Nuvärde 2029", "Mål 2031", "Ansvarig"), ("Antal lån", "310", "350", "Kultur"))),
    ("indicators", (("Ansvarig", "Målvärde 2031", "Mått", "Utgångsläge 2029"), ("Kultur", "350", "Antal lån", "310"))),
    ("indicators", (("Källa", "Mätfrekvens", "Nyckeltal"), ("Enkät", "Årligen", "Nöjdhet"))),
    ("indicators", (("Benämning", "Basvärde", "Målnivå"), ("Antal lån", "310", "350"))),
    ("key_results", (("", "Nyckelresultat", "Ägare", "Så mäter vi"), ("1", "Alla kan simma", "Fritid", "Prov"))),
    ("actions", (("Åtgärd", "Förväntad effekt", "Ansvarig", "Tidpunkt"), ("Bygg", "Fler lån", "Kultur", "Juni"))),
    ("actions", (("När", "Vem", "Aktivitet"), ("Juni", "Kultur", "Bygg en läktare"))),
    ("actions", (("Uppdrag", "Status"), ("Bygg en läktare", "Pågår"))),
    ("budget", (("Driftbudget, tkr", "Utfall 2029", "Budget 2030"), ("Skola", "1 200", "1 300"), ("Bad", "9", "8"))),
    ("budget", (("Verksamhet", "Bokslut 2029", "Budget 2030", "Plan 2031"), ("Skola", "1", "2", "3"))),
    ("budget", (("Investeringsbudget mnkr", "2030", "2031"), ("Skola", "1,2", "1,3"), ("Bad", "0", "5"))),
    ("unknown", (("Namn", "Telefon"), ("Anna", "070-12 34"))),
    ("unknown", (("Parti", "Mandat"), ("Vi", "12"), ("Ni", "9"))),
]


@pytest.mark.parametrize(("family", "rows"), FAMILIES, ids=lambda value: value if isinstance(value, str) else "")
def test_a_table_is_what_the_set_of_its_columns_says(family: str, rows: tuple[Sequence[str], ...]) -> None:
    assert read_table(made(*rows), None, {}, None).family == family


def test_a_rest_without_a_header_takes_that_of_the_table_before() -> None:
    first = read_table(made(("Indikator", "Utfall 2029", "Mål 2031"), ("Antal lån", "310", "350")), None, {}, None)
    rest = read_table(made(("Antal besök", "120", "140"), ("Antal bad", "9", "8"), header_rows=0), None, {}, first)
    assert rest.family == "indicators"
    assert [(cell.role, cell.year, cell.text) for cell in rest.rows[0].cells] == [
        ("indicator", None, "Antal besök"),
        ("outcome", 2029, "120"),
        ("target", 2031, "140"),
    ]


def test_columns_of_deviation_are_no_amounts() -> None:
    rows = (
        ("Verksamhet", "Budget 2030", "Utfall 2030", "Avvikelse"),
        ("Skola", "12", "10", "−2"),
        ("Bad", "9", "8", "−1"),
    )
    read = read_table(made(*rows), "Driftbudget, tkr", {}, None)
    assert [column.role for column in read.columns] == ["line", "budget", "outcome", "deviation"]


@pytest.mark.parametrize("first", ["Mått", "Mnkr"])
def test_years_that_fall_from_left_to_right_look_back(first: str) -> None:
    table = made([first, "2024", "2023", "2022"], ["Finansnetto", "10,5", "2,6", "1,4"])
    read = read_table(table, "Fem år i sammandrag (mnkr)", {}, None)
    assert [(c.role, c.year, c.inferred) for c in read.columns[1:]] == [
        ("outcome", 2024, True),
        ("outcome", 2023, True),
        ("outcome", 2022, True),
    ]


def test_years_that_rise_say_nothing_of_their_kind() -> None:
    table = made(["Mnkr", "2022", "2023", "2024"], ["Finansnetto", "10,5", "2,6", "1,4"])
    assert [c.role for c in read_table(table, "Ekonomi (mnkr)", {}, None).columns[1:]] == ["amount"] * 3


def test_the_caption_says_what_a_column_headed_by_its_unit_alone_holds(tmp_path: Path) -> None:
    rows = [["Nämnd", "Mnkr"], ["Kommunstyrelsen", "431,5"], ["Kulturnämnden", "78,4"], ["Summa", "509,9"]]
    plan = published(
        tmp_path, text("Budget 2031", "title"), text("Nämndernas nettobudget 2031, mnkr"), table(rows, (200, 80))
    )
    told = [(b.line, b.year, b.value_type, b.amount_raw, b.unit, b.is_total) for b in plan.budget_lines]
    assert told == [
        ("Kommunstyrelsen", 2031, "budget", "431,5", "mnkr", False),
        ("Kulturnämnden", 2031, "budget", "78,4", "mnkr", False),
        ("Summa", 2031, "budget", "509,9", "mnkr", True),
    ]


def test_a_column_headed_by_its_unit_alone_has_no_year_where_the_caption_names_none(tmp_path: Path) -> None:
    rows = [["Nämnd", "Mnkr"], ["Kommunstyrelsen", "431,5"], ["Kulturnämnden", "78,4"], ["Summa", "509,9"]]
    plan = published(
        tmp_path, text("Budget 2031", "title"), text("Nämndernas nettobudget, mnkr"), table(rows, (200, 80))
    )
    assert not plan.budget_lines


def test_what_carries_out_an_assignment_is_the_action(tmp_path: Path) -> None:
    rows = [
        ["Uppdrag från kommunfullmäktige", "Genomförande", "Ansvarig", "Tidpunkt"],
        ["Utred var biblioteket ska ligga", "Göra en behovsanalys", "Bibliotekschef", "Mars 2031"],
        ["", "Ta fram ett lokalprogram", "Lokalstrateg", "Maj 2031"],
        ["Se över taxorna", "Jämföra med andra kommuner", "Ekonom", "Juni 2031"],
    ]
    merged = [((0, 1), (0, 2))]
    plan = published(tmp_path, text("Plan 2031", "title"), table(rows, (150, 150, 80, 80), spans=merged))
    assert [(a.assignment, a.action, a.assigned_by) for a in plan.actions] == [
        ("Utred var biblioteket ska ligga", "Göra en behovsanalys", "council"),
        ("Utred var biblioteket ska ligga", "Ta fram ett lokalprogram", "council"),
        ("Se över taxorna", "Jämföra med andra kommuner", "council"),
    ]


def test_what_the_owner_demands_is_a_target_and_how_it_is_counted_the_measure(tmp_path: Path) -> None:
    rows = [
        ["Ägarens mål", "Mått", "Så beräknas måttet", "Krav i direktivet", "Utfall 2030"],
        ["Bolaget ska ha en stabil ekonomi", "Soliditet", "Eget kapital mot allt kapital", "lägst 20 %", "24,6 %"],
        ["Bolaget ska bygga bostäder", "Byggstarter", "Startbesked under året", "minst 60", "74"],
        ["Bolaget ska motverka hemlöshet", "Avhysningar", "Verkställda under året", "0", "1"],
    ]
    plan = published(tmp_path, text("Affärsplan 2031", "title"), table(rows, (120, 80, 120, 70, 70)))
    assert [(i.name, i.measured_by) for i in plan.indicators] == [(row[1], row[2]) for row in rows[1:]]
    told = [(v.comparator, v.value) for v in plan.values if v.value_type == "target"]
    assert told == [(">=", 20), (">=", 60), ("=", 0)]
