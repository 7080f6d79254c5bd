"""Measures and activities that stand in blocks one under the other, as planning systems print them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from drawings import A4, Draw, box, draw_pages, text

from extractors import read_plan
from pipeline.records import RawDocument

BODY = (
    "Nämnden i Havsbyn följer målet i delårsrapporten och redovisar det för fullmäktige varje höst. Arbetet går framåt "
    "i hela verksamheten, och fler hamnar har öppnat för besök under sommaren än året innan."
)
GOAL = "Mål 1: Alla i Havsbyn har nära till havet"
GREEN, YELLOW = "#3f9142", "#e7b416"
COLUMNS = (76.0, 191.0, 306.0, 421.0)


def row(top: float, words: Sequence[str], size: float = 9.5, at: Sequence[float] = COLUMNS) -> list[Draw]:
    return [text(x, top, part, size) for x, part in zip(at, words, strict=False) if part]


def mark(x: float, top: float, colour: str) -> Draw:
    return box(x, top, x + 10, top + 10, fill=colour, stroke=None, round_corners=False)


def frame(top: float, bottom: float) -> Draw:
    return box(51, top, 544, bottom, stroke="#cfd6d9", round_corners=False)


LABELS = ("Målvärde 2031", "Utfall jan–aug 2031", "Helårsprognos 2031", "Utfall helår 2030")


def block(top: float, name: str, values: Sequence[str], labels: Sequence[str] = LABELS, colour: str = "") -> list[Draw]:
    """A framed block: its name, small labels, and values in larger print under them."""
    lines = 1 + name.count("\n")
    drawn = [text(76, top, name, 9.5, True), *row(top + 3 + 12 * lines, labels, 7.5)]
    drawn += row(top + 14 + 12 * lines, values, 11)
    return [frame(top - 8, top + 34 + 12 * lines), *([mark(58, top, colour)] if colour else []), *drawn]


def plan(folder: Path, *parts: Sequence[Draw], goal: str = GOAL) -> RawDocument:
    title = [text(50, 100, "Delårsrapport 2031", 26, True), text(50, 160, BODY, 9.5, width=480)]
    page = [text(51, 60, goal, 13, True), text(51, 84, BODY, 9.5, width=490)]
    page += [draw for part in parts for draw in part]
    draw_pages(folder, [title, [*page, text(51, 740, BODY, 9.5, width=490)]], A4)
    return read_plan(folder / "drawn.pdf")


def values(raw: RawDocument) -> dict[str, list[tuple[str, int | None, str]]]:
    told = ("target", "outcome", "forecast")
    return {r.name: [(c.role, c.year, c.text) for c in r.cells if c.role in told] for r in raw.indicators}


WAITING = ("högst 14", "–", "Mäts i mars", "")


def test_values_stand_under_their_labels_and_the_name_over_them(tmp_path: Path) -> None:
    raw = plan(
        tmp_path,
        [
            mark(51, 130, GREEN),
            text(67, 130, "Uppfyllt", 9.5),
            mark(151, 130, YELLOW),
            text(167, 130, "Delvis uppfyllt", 9.5),
        ],
        [text(51, 160, "Indikatorer", 9.5, True)],
        block(190, "Båtplatser som är uthyrda", ("95 %", "88 %", "91 %", "86 %"), colour=YELLOW),
        block(260, "Väntetid i dagar från ansökan till besked\nom båtplats", WAITING, colour=GREEN),
    )
    assert values(raw) == {
        "Båtplatser som är uthyrda": [
            ("target", 2031, "95 %"),
            ("outcome", 2031, "88 %"),
            ("forecast", 2031, "91 %"),
            ("outcome", 2030, "86 %"),
        ],
        "Väntetid i dagar från ansökan till besked om båtplats": [
            ("target", 2031, "högst 14"),
            ("outcome", 2031, "–"),
            ("forecast", 2031, "Mäts i mars"),
        ],
    }
    assert [c.as_of_text for c in raw.indicators[0].cells if c.role == "outcome"] == ["Utfall jan–aug 2031", None]
    assert [[c.fill for c in r.cells if c.role == "status"] for r in raw.indicators] == [[YELLOW], [GREEN]]
    assert {r.goal for r in raw.indicators} == {raw.goals[0].key}
    assert not raw.indicators[0].flags


NAME = "Uthyrda båtplatser"
TARGET, OUTCOME = ("target", 2031, "95 %"), ("outcome", 2031, "88 %")
PAIR = ("95 %", "88 %")


def named(*lines: Sequence[Draw], name: str = NAME, bold: bool = True) -> list[Draw]:
    return [text(76, 160, name, 9.5, bold), *(draw for line in lines for draw in line)]


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param(named(row(174, ("Målvärde 2031: 95 %", "Utfall 2031: 88 %"))), id="labels before values"),
        pytest.param(named(row(174, ("Målvärde 2031: 95 % Utfall 2031: 88 %",))), id="close together"),
        pytest.param(named(row(174, ("Målvärde 2031", "95 %", "Utfall 2031", "88 %"))), id="wide apart"),
        pytest.param(named(row(174, ("Målvärde 2031: 95 %",)), row(187, ("Utfall 2031: 88 %",))), id="one a line"),
        pytest.param(
            named(
                row(175, ("Målvärde", "Utfall jan–aug"), 7.5),
                row(184, ("2031", "2031"), 7.5),
                row(195, PAIR, 11),
            ),
            id="labels on two lines",
        ),
        pytest.param(named(row(175, LABELS[:2], 7.5), row(186, PAIR, at=(104, 240))), id="right-aligned"),
        pytest.param(
            [*row(150, ("Indikator",), 7.5), *named(row(175, LABELS, 7.5), row(186, PAIR))], id="label over it"
        ),
        pytest.param(named(row(175, LABELS, 7.5), row(186, PAIR), name=f"Nyckeltal: {NAME}"), id="label before it"),
        pytest.param(
            [
                *named(row(175, ("Målvärde 2031", "Utfall 2031", "Status"), 7.5), row(186, (*PAIR, "Delvis"))),
                text(76, 200, "Kommentar: Bryggan lagas och minst 40 platser ska stängas\ntill hösten.", 8),
            ],
            id="status and comment",
        ),
    ],
)
def test_other_ways_to_print_a_block(parts: Sequence[Draw], tmp_path: Path) -> None:
    raw = plan(tmp_path, parts)
    assert values(raw) == {NAME: [TARGET, OUTCOME]}
    assert {r.goal for r in raw.indicators} == {raw.goals[0].key}
    assert not any("bryggan" in t.text.casefold() for t in raw.texts)


def test_a_caption_gives_the_year_but_not_to_what_was_before(tmp_path: Path) -> None:
    labels = ("Målvärde", "Periodens utfall", "Föregående period")
    caption = text(51, 140, "Indikatorer 2031", 9.5, True)
    raw = plan(tmp_path, [caption], block(170, NAME, ("95 %", "88 %", "86 %"), labels))
    assert values(raw) == {NAME: [TARGET, OUTCOME, ("outcome", None, "86 %")]}


def test_a_bare_year_before_that_of_the_target_is_an_outcome_to_review(tmp_path: Path) -> None:
    parts = named(row(175, ("2029", "2030", "Målvärde 2031"), 7.5), row(186, ("80 %", "88 %", "95 %")))
    raw = plan(tmp_path, parts)
    assert values(raw) == {NAME: [("outcome", 2029, "80 %"), ("outcome", 2030, "88 %"), TARGET]}
    assert [c.inferred for c in raw.indicators[0].cells] == [True, True, False]


def test_a_value_may_be_words_on_two_lines(tmp_path: Path) -> None:
    parts = named(row(175, LABELS, 7.5), row(186, ("Öka", "Mäts i")), row(198, ("", "november")))
    assert values(plan(tmp_path, parts)) == {NAME: [("target", 2031, "Öka"), ("outcome", 2031, "Mäts i november")]}


def test_a_name_may_be_as_large_as_the_heading_over_the_measures(tmp_path: Path) -> None:
    name = [text(76, 160, NAME, 11.5, True), *row(178, LABELS, 7.5), *row(189, PAIR)]
    assert values(plan(tmp_path, name)) == {}
    assert values(plan(tmp_path, [text(51, 140, "Indikatorer", 12, True)], name)) == {NAME: [TARGET, OUTCOME]}


def test_the_status_may_stand_right_of_the_name(tmp_path: Path) -> None:
    judged = named([text(430, 160, "Delvis uppfyllt", 9.5)], row(175, LABELS, 7.5), row(186, PAIR))
    marked = named([mark(500, 160, GREEN)], row(175, LABELS, 7.5), row(186, PAIR))
    for parts, status in ((judged, ("Delvis uppfyllt", None)), (marked, ("", GREEN))):
        [measure] = plan(tmp_path, parts).indicators
        assert (measure.name, [(c.text, c.fill) for c in measure.cells if c.role == "status"]) == (NAME, [status])


def test_a_forecast_is_of_the_year_of_the_report(tmp_path: Path) -> None:
    raw = plan(tmp_path, named(row(175, ("Utfall jan–aug 2031", "Prognos"), 7.5), row(186, PAIR)))
    assert [(c.role, c.year, c.year_inferred) for c in raw.indicators[0].cells] == [
        ("outcome", 2031, False),
        ("forecast", 2031, True),
    ]


def test_what_is_uncertain_is_flagged(tmp_path: Path) -> None:
    shifted = named(row(175, LABELS, 7.5), row(187, PAIR, at=(230, 380)))
    raw = plan(tmp_path, shifted)
    assert [r.flags for r in raw.indicators] == [("values-off-labels",)]
    assert all(c.inferred for r in raw.indicators for c in r.cells)
    raw = plan(tmp_path, named(row(173, LABELS[:2]), row(186, PAIR), bold=False))
    assert [r.flags for r in raw.indicators] == [("name-by-place",)]


# ------------------------------------------------------------------ activities

BUILD = "Bygga en ny brygga i fiskehamnen"
TIMES = ("Startdatum 2031-01-15", "Slutdatum 2031-12-31")
AT = (76.0, 180.0, 300.0, 345.0)


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(
            [*row(173, (*TIMES, "Status", "Pågår enligt plan"), 8, at=AT), mark(330, 173, GREEN)], id="sign before it"
        ),
        pytest.param(
            row(173, ("Startdatum: 2031-01-15 Slutdatum: 2031-12-31 Status: Pågår enligt plan",)), id="colons"
        ),
        pytest.param(
            [
                *row(173, ("Startdatum", "Slutdatum", "Status"), 7.5),
                *row(184, ("2031-01-15", "2031-12-31", "Pågår enligt plan")),
            ],
            id="under their labels",
        ),
    ],
)
def test_an_activity_has_its_times_and_status_under_it(lines: Sequence[Draw], tmp_path: Path) -> None:
    more = [text(76, 190 + 14, "Testas på 40 båtar.", 8), text(76, 224, "Laga piren", 9.5)]
    more += row(237, (*TIMES, "Status Avslutad"), 8)
    raw = plan(tmp_path, [text(51, 140, "Aktiviteter", 9.5, True)], named(lines, name=BUILD), more)
    assert [a.action for a in raw.actions] == [BUILD, "Laga piren"]
    assert [(c.role, c.text) for c in raw.actions[0].cells] == [
        ("start", "2031-01-15"),
        ("due", "2031-12-31"),
        ("status", "Pågår enligt plan"),
    ]
    assert {a.goal for a in raw.actions} == {raw.goals[0].key}
    assert not raw.indicators


def test_an_activity_has_who_answers_for_it(tmp_path: Path) -> None:
    line = row(173, ("Ansvarig: Hamnchefen", "Klart senast: juni 2031", "Status: Avslutad"), 8)
    [action] = plan(tmp_path, named(line, name=BUILD)).actions
    assert [(c.role, c.text) for c in action.cells] == [
        ("responsible", "Hamnchefen"),
        ("due", "juni 2031"),
        ("status", "Avslutad"),
    ]


def test_the_status_of_an_activity_may_stand_right_of_its_name(tmp_path: Path) -> None:
    parts = named([text(430, 160, "Avslutad", 9.5)], row(173, TIMES, 8, at=AT), name=BUILD)
    [action] = plan(tmp_path, parts).actions
    assert (action.action, [c.text for c in action.cells if c.role == "status"]) == (BUILD, ["Avslutad"])


# ------------------------------------------------------------------ what is no block

FOUR = ("95 %", "88 %", "1 %", "4 %")


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param(named(row(175, LABELS, 7.5), row(187, FOUR), row(199, FOUR)), id="a table of several rows"),
        pytest.param(named(row(175, ("Budget 2031", "Utfall 2031"), 7.5), row(187, ("95", "88"))), id="a budget"),
        pytest.param(
            named(
                row(175, ("Utfall 2030", "Prognos 2031"), 7.5), row(187, ("95", "88")), name="Hamnens kostnader, tkr"
            ),
            id="money by its caption",
        ),
        pytest.param(
            named(row(173, ("Målvärde: 95 % Utfall: 88 %",)), name="Nämndmål 2: Fler båtar i hamnen"), id="a goal"
        ),
        pytest.param(
            [*row(175, ("", "Målvärde 2031", "Utfall 2031"), 7.5), *row(187, ("Hamnen", "88 %", "44 %"))],
            id="a name beside its values",
        ),
        pytest.param(
            named(row(175, ("Status: Gällande", "Ansvarig: Hamnchefen"), 7.5), name="Plan för hamnen"), id="facts"
        ),
        pytest.param(
            named([], name="Målvärde 2031: 95 % och Utfall 2031: 88 % står i rapporten om hamnen."), id="running text"
        ),
        pytest.param([text(76, 130, NAME, 9.5, True), *row(175, LABELS, 7.5), *row(187, PAIR)], id="a name far above"),
        pytest.param(
            [*row(150, ("Nämndmål",), 7.5), *named(row(175, LABELS, 7.5), row(187, PAIR), name="Fler båtar i hamnen")],
            id="a goal under its label",
        ),
        pytest.param(
            named(row(173, ("Mål 2: Minst 20 nya lekplatser ska byggas",)), row(186, ("Mål 3: Minst 9 bryggor",))),
            id="numbered goals",
        ),
    ],
)
def test_what_is_no_block(parts: Sequence[Draw], tmp_path: Path) -> None:
    raw = plan(tmp_path, parts)
    assert not [r for r in (*raw.indicators, *raw.actions) if r.parser == "stacked-block"]


def sentences(*lines: str, name: str = NAME) -> list[Draw]:
    return [text(76, 160, name, 9.5, True), *(text(76, 174 + 12 * n, line, 9.5) for n, line in enumerate(lines))]


TOLD = [
    ("target", "högst 12 dagar"),
    ("frequency", "varje tertial"),
    ("source", "Hamnboken (SMHI)"),
    ("responsible", "Hamnkaptenen"),
]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (("Målvärde: högst 12 dagar. Mäts varje tertial. Källa: Hamnboken (SMHI). Ansvarig: Hamnkaptenen.",), TOLD),
        (
            ("Målvärde: högst 12 dagar. Mäts varje tertial. Källa: Hamnboken (SMHI). Ansvarig:", "Hamnkaptenen."),
            TOLD,
        ),
        (("Målvärde: högst 12 dagar. Ansvarig: Hamnkaptenen.",), [TOLD[0], TOLD[3]]),
        (
            ("Målvärde: högst 12 dagar. Gästerna räknas. Ansvarig: Hamnkaptenen.",),
            [TOLD[0], ("comment", "Gästerna räknas"), TOLD[3]],
        ),
    ],
    ids=["on one line", "on two lines", "no interval", "a remark"],
)
def test_labelled_sentences_under_a_measure(
    lines: tuple[str, ...], told: list[tuple[str, str]], tmp_path: Path
) -> None:
    raw = plan(tmp_path, sentences(*lines))
    assert [(r.name, [(c.role, c.text) for c in r.cells]) for r in raw.indicators] == [(NAME, told)]


def test_sentences_without_an_end_are_no_block(tmp_path: Path) -> None:
    raw = plan(tmp_path, sentences("Målvärde: högst 12 dagar. Ansvarig:", "och så vidare"))
    assert not [r for r in raw.indicators if r.cells and any(c.role == "responsible" for c in r.cells)]
