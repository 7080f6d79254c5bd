"""Indicators and their values: units, years, components, judgements, and targets that running text states."""

from __future__ import annotations

from datetime import date

import pytest
import raws
from raws import cell, sentence, understood

from pipeline.records import Indicator, IndicatorValue, RawAction, RawCell

PLAN = raws.facts(title="Verksamhetsplan 2031 för kulturnämnden")


def read(name: str, *cells: RawCell, **more: object) -> tuple[Indicator, list[IndicatorValue]]:
    found = understood(facts=PLAN, indicators=(raws.indicator("i", name, *cells),), **more)
    [indicator] = found.indicators
    return indicator, list(found.values)


def value(printed: str, name: str = "Nöjda besökare", year: int | None = 2031, **more: object) -> IndicatorValue:
    [found] = read(name, cell("target", printed, year, **more))[1]
    return found


# ------------------------------------------------------------------ values in cells


@pytest.mark.parametrize(
    ("printed", "comparator", "number", "unit", "note"),
    [
        ("80", "=", 80.0, None, None),
        ("minst 80 %", ">=", 80.0, "%", None),
        ("< 11 %", "<", 11.0, "%", None),
        ("−4,6 mkr", "=", -4.6, "mnkr", None),
        ("43 500 kr", "=", 43_500.0, "kr", None),
        ("79 % (nollmätning)", "=", 79.0, "%", "nollmätning"),
        ("-", None, None, None, None),
        ("Se fotnot", None, None, None, None),
        ("Minska", None, None, None, None),
        ("2 av 8", "=", 2.0, None, "av 8"),
    ],
)
def test_a_cell(printed: str, comparator: str | None, number: float | None, unit: str | None, note: str | None) -> None:
    found = value(printed)
    assert (found.comparator, found.value, found.unit, found.note) == (comparator, number, unit, note)
    assert (found.raw, found.year, found.value_type, found.in_text) == (printed, 2031, "target", False)


def test_a_cell_that_cannot_be_read_is_kept_and_flagged() -> None:
    found = value("12 kvar 7 nya 3")
    assert found.value is None and found.raw == "12 kvar 7 nya 3" and found.needs_review


def test_a_value_without_a_year_is_to_review() -> None:
    found = value("80", year=None)
    assert found.year is None and found.needs_review and "year-not-found" in found.flags


def test_the_year_in_the_cell_wins_over_the_headers() -> None:
    assert value("1,35 (2029)").year == 2029


def test_a_part_of_the_year_gives_the_last_day() -> None:
    found = value("71", as_of_text="aug 2031")
    assert (found.year, found.as_of) == (2031, date(2031, 8, 31))


def test_columns_of_one_kind_and_year_are_told_apart_by_the_part_that_they_name() -> None:
    cells = [
        cell("outcome", n, 2031, header=f"Utfall 2031 {part}") for n, part in (("8", "K"), ("9", "M"), ("7", "Totalt"))
    ]
    _, found = read("Sjukfrånvaro (%)", *cells, cell("target", "5", 2032, header="Mål 2032"))
    assert [(v.value, v.component, v.needs_review) for v in found] == [
        (8.0, "kvinnor", False),
        (9.0, "män", False),
        (7.0, None, False),
        (5.0, None, False),
    ]


def test_columns_of_one_kind_and_year_that_name_nothing_are_to_review() -> None:
    _, found = read("Nöjda", cell("outcome", "8", 2031, header="2031 A"), cell("outcome", "9", 2031, header="2031 B"))
    assert all(v.needs_review and v.component is None and "same-kind-and-year" in v.flags for v in found)


def test_a_range_is_two_rows_and_so_are_two_groups() -> None:
    _, both = read("Nöjda (%)", cell("target", "70–75", 2031))
    assert [(v.comparator, v.value) for v in both] == [(">=", 70.0), ("<=", 75.0)]
    _, groups = read("Nöjda", cell("target", "elever 68 % medarb. 74 %", 2031, lines=("elever 68 %", "medarb. 74 %")))
    assert [(v.component, v.value, v.unit) for v in groups] == [("elever", 68.0, "%"), ("medarbetare", 74.0, "%")]


def test_empty_cells_give_no_rows() -> None:
    assert read("Nöjda", cell("target", "", 2031), cell("outcome", "71", 2030))[1][0].year == 2030
    assert len(read("Nöjda", cell("target", "", 2031))[1]) == 0


@pytest.mark.parametrize(
    ("name", "printed", "unit"),
    [
        ("Låneskuld per invånare (kr)", "43 500", "kr"),
        ("Soliditet, %", "22", "%"),
        ("Utsläpp (ton koldioxid)", "12", "ton koldioxid"),
        ("Antal lån", "310", None),
        ("Handläggningstid, medeltal dagar", "28", None),
        ("Nöjda besökare", "80 %", "%"),
    ],
)
def test_the_unit_comes_from_the_cell_else_from_the_name(name: str, printed: str, unit: str | None) -> None:
    indicator, [found] = read(name, cell("target", printed, 2031))
    assert (indicator.unit, found.unit) == (unit, unit)


def test_a_unit_that_the_other_cells_have_goes_to_a_bare_number() -> None:
    _, found = read("Energi", cell("baseline", "158 kWh/kvm", 2029), cell("target", "150", 2031))
    assert [v.unit for v in found] == ["kWh/kvm", "kWh/kvm"]


def test_a_column_of_units() -> None:
    indicator, _ = read("Energi", cell("unit", "kWh"), cell("target", "150", 2031))
    assert indicator.unit == "kWh"


# ------------------------------------------------------------------ the indicator's own columns


def test_columns() -> None:
    indicator, _ = read(
        "Nöjda\u00ad besökare",
        cell("measured_by", "Enkät till alla"),
        cell("responsible", "Kultur, Fritid"),
        cell("source", "Kolada"),
        cell("frequency", "Tertial- och årsuppföljning"),
    )
    assert (indicator.measured_by, indicator.responsible, indicator.source) == (
        "Enkät till alla",
        ("Kultur", "Fritid"),
        "Kolada",
    )
    assert (indicator.frequency, indicator.frequency_code) == ("Tertial- och årsuppföljning", "tertial")
    assert indicator.name == "Nöjda besökare"


@pytest.mark.parametrize(
    ("mark", "set_by"),
    [("KF", "council"), ("KS", "executive_board"), ("council", "council"), (None, None), ("X", None)],
)
def test_the_margin(mark: str | None, set_by: str | None) -> None:
    found = understood(indicators=(raws.indicator("i", "Antal lån", set_by=mark),))
    assert found.indicators[0].set_by == set_by


def test_footnotes() -> None:
    found = understood(indicators=(raws.indicator("i", "Antal lån", footnotes=("Lån av\u00a0böcker.",)),))
    assert found.indicators[0].footnotes == ("Lån av böcker.",)


@pytest.mark.parametrize(
    ("printed", "assessment", "code", "trend"),
    [
        ("Delvis uppfyllt", "Delvis uppfyllt", "partly_met", None),
        ("Uppfyllt", "Uppfyllt", "met", None),
        ("Ej uppfyllt", "Ej uppfyllt", "not_met", None),
        ("↗", None, None, "up"),
        ("→", None, None, "unchanged"),
        ("↘", None, None, "down"),
        ("-", None, None, None),
        ("", None, None, None),
    ],
)
def test_status(printed: str, assessment: str | None, code: str | None, trend: str | None) -> None:
    indicator, _ = read("Antal lån", cell("status", printed))
    assert (indicator.assessment, indicator.assessment_code, indicator.trend) == (assessment, code, trend)


def test_a_colour_counts_where_a_legend_explains_it() -> None:
    green = cell("status", "", fill="#00b050")
    assert read("Antal lån", green)[0].assessment_code is None
    explained = read("Antal lån", green, full_text="Grön: målet är uppfyllt. Gul: delvis uppfyllt. Röd: ej uppfyllt.")[
        0
    ]
    assert explained.assessment_code == "met"


# ------------------------------------------------------------------ targets in running text


def targets(*sentences: str, names: tuple[str, ...] = ("HME-index", "Sjukfrånvaro")) -> list[tuple[object, ...]]:
    """(indicator, comparator, value, unit, year) of what the sentences state."""
    rows = tuple(raws.indicator(f"i{n}", name, row=n) for n, name in enumerate(names))
    found = understood(
        facts=PLAN, indicators=rows, texts=tuple(sentence(s, row=10 + n) for n, s in enumerate(sentences))
    )
    names_of = {row.indicator_id: row.name for row in found.indicators}
    return [(names_of[v.indicator_id], v.comparator, v.value, v.unit, v.year) for v in found.values]


def test_a_target_belongs_to_the_indicator_that_the_sentence_names() -> None:
    assert targets("HME-index ska vara minst 80 vid utgången av 2032.") == [("HME-index", ">=", 80.0, None, 2032)]
    assert targets("Sjukfrånvaron ska vara högst 6 procent.") == [("Sjukfrånvaro", "<=", 6.0, "%", None)]


def test_a_target_stated_twice_is_one_value() -> None:
    twice = targets("HME-index ska vara minst 80 år 2032.", "HME-index ska vara minst 80 år 2032.")
    assert twice == [("HME-index", ">=", 80.0, None, 2032)]


@pytest.mark.parametrize(
    ("said", "levels"),
    [
        ("Andelen nöjda gäster ska öka till 85 procent 2031.", 1),
        ("Andelen nöjda gäster ska vara 85 procent.", 1),
        ("Andelen nöjda gäster ska vara minst 85 procent 2031.", 2),
        ("Andelen nöjda gäster ska öka till 80 procent 2030.", 2),
    ],
)
def test_a_target_that_a_cell_holds_and_text_states_is_one_value(said: str, levels: int) -> None:
    _, values = read("Andelen nöjda gäster", cell("target", "85 %", 2031), texts=(sentence(said),))
    assert len(values) == levels and [v.in_text for v in values].count(False) == 1


def test_a_counted_thing_that_no_row_names_is_an_indicator() -> None:
    found = understood(facts=PLAN, texts=(sentence("Kommunen ska ha 13 000 invånare år 2035."),))
    [indicator], [value] = found.indicators, found.values
    assert indicator.name == "invånare"
    assert (value.value, value.unit, value.year, value.in_text) == (13_000.0, "invånare", 2035, True)
    assert indicator.needs_review and value.needs_review


@pytest.mark.parametrize(
    "words",
    [
        "Befolkningen väntas öka till 13 000 invånare år 2035.",
        "År 2029 var sjukfrånvaron 7 procent.",
        "Antalet besök ska fördubblas till 2031.",
        "Arbetslösheten ska ligga under rikets.",
        "Sjukfrånvaron har varit högst 6 procent i landet.",
        "Planen omfattar 74 sidor.",
    ],
)
def test_forecasts_history_and_levels_without_a_number_are_no_targets(words: str) -> None:
    assert targets(words) == []


def test_a_target_under_no_indicator_names_one_by_its_subject() -> None:
    assert targets("Nöjdheten ska öka till 85 %.") == [("Nöjdheten", "=", 85.0, "%", None)]
    assert targets("Andelen solel ska vara minst 10 procent 2032.") == [("Andelen solel", ">=", 10.0, "%", 2032)]


def test_a_target_that_names_no_measure_is_told_and_is_no_row() -> None:
    found = understood(facts=PLAN, texts=(sentence("Minst 80 procent av eleverna ska trivas."),))
    assert found.values == () and found.indicators == ()
    [problem] = [p for p in found.problems if p.code == "target-without-measure"]
    assert "Minst 80 procent" in problem.message and problem.severity == "info" and problem.page == 1


def test_a_narrower_measure_is_another() -> None:
    assert targets("Sjukfrånvaron bland lärare ska vara högst 6 procent.") == [
        ("Sjukfrånvaron bland lärare", "<=", 6.0, "%", None)
    ]
    both = targets("Nöjdheten i skolan ska vara minst 80 %.", "Nöjdheten i omsorgen ska vara minst 90 %.")
    assert [name for name, *_ in both] == ["Nöjdheten i skolan", "Nöjdheten i omsorgen"]


def test_a_number_inside_an_action_is_no_target() -> None:
    said = sentence("Andelen solel ska vara minst 10 procent.")
    acted = RawAction("a1", None, said.place, action=said.text)
    assert understood(facts=PLAN, texts=(said,), actions=(acted,)).values == ()


def test_a_change_that_names_its_measure_says_that_it_is_no_level() -> None:
    found = understood(facts=PLAN, texts=(sentence("Utsläppen ska minska med 12 procent till 2032."),))
    [indicator], [value] = found.indicators, found.values
    assert indicator.name == "Utsläppen"
    assert (value.value, value.unit, value.year, value.note) == (12.0, "%", 2032, "minska med")
    assert value.raw == "minska med 12 procent" and "relative-change" in value.flags and value.needs_review


def test_a_target_that_fits_two_indicators_belongs_to_none() -> None:
    """Two candidates left is no answer."""
    names = ("Nöjda elever (%)", "Nöjda elever i gymnasiet (%)")
    found = targets("Nöjda elever i grundskolan ska vara minst 80 procent.", names=names)
    assert not {name for name, *_ in found} & set(names)


def test_a_sentence_in_a_key_result_belongs_to_it() -> None:
    row = raws.indicator("i", "Fler använder e-tjänsten.", indicator_type="key_result")
    found = understood(indicators=(row,), texts=(sentence("Andel i tid ska vara minst 85 %.", indicator="i", row=3),))
    [value] = found.values
    assert (value.indicator_id, value.comparator, value.value) == (found.indicators[0].indicator_id, ">=", 85.0)
    assert value.raw == "minst 85 %"


def test_a_target_under_another_goal_is_not_taken() -> None:
    goals = (raws.goal("g", "Alla läser"), raws.goal("h", "Alla simmar", row=5))
    row = raws.indicator("i", "Andel som kan simma (%)", goal="g", row=1)
    text = sentence("Andel som kan simma ska vara minst 95 procent.", goal="h", row=6)
    found = understood(goals=goals, indicators=(row,), texts=(text,))
    assert not [v for v in found.values if v.indicator_id == found.indicators[0].indicator_id]
