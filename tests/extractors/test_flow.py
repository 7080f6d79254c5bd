"""Printed lines become text: hyphens at line ends, words cut by narrow columns, footnote marks."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from papers import prose, read, table, tables, text

from extractors.flow import FlowText, read_flow
from pipeline.records import Box, Word

LETTER = 5.0  # points, one letter of the words set below
LINE = 12.0


def words_of(*lines: str, rise: frozenset[str] = frozenset()) -> list[Word]:
    """Words set letter by letter, one line under the other; those in `rise` stand high and small."""
    words = []
    for row, line in enumerate(lines):
        at = 0
        for part in line.split(" "):
            raised = part in rise
            at -= raised  # a raised mark stands right behind its word
            top = row * LINE + (0.0 if raised else 1.0)
            x0, x1 = at * LETTER, (at + len(part)) * LETTER
            words.append(
                Word(
                    part,
                    Box(x0, top, x1, top + (6.0 if raised else 10.0)),
                    6.0 if raised else 10.0,
                    "F",
                    False,
                    False,
                    "#000000",
                    raised,
                )
            )
            at += len(part) + 1
    return words


def flow(*lines: str, known: tuple[str, ...] = (), **options: frozenset[str]) -> FlowText:
    return read_flow(words_of(*lines, **options), None, frozenset(known))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("kostnads-", "utveckling"), "kostnadsutveckling"),
        (("Barn-", "och utbildning"), "Barn- och utbildning"),
        (("för- eller", "nackdelar"), "för- eller nackdelar"),
        (("grund-", "samt gymnasieskola"), "grund- samt gymnasieskola"),
        (("en e-", "tjänst"), "en e-tjänst"),
        (("NKI-", "mätning"), "NKI-mätning"),
        (("Agenda 2030-", "målen"), "Agenda 2030-målen"),
        (("112-", "samtal"), "112-samtal"),
        (("Nord-", "Sydlig riktning"), "Nord-Sydlig riktning"),
        (("ut\u00ad", "veckling"), "utveckling"),
        (("åren 2030 –", "2034"), "åren 2030 – 2034"),
        (("KSK", "/EKO"), "KSK/EKO"),
        (("en plan för", "alla"), "en plan för alla"),
        (("e-post inom", "en dag"), "e-post inom en dag"),
    ],
)
def test_hyphens_at_line_ends(lines: tuple[str, ...], expected: str) -> None:
    assert flow(*lines).text == expected


def test_the_document_tells_how_it_writes_a_word() -> None:
    assert flow("medborgar-", "dialog", known=("medborgar-dialog",)).text == "medborgar-dialog"
    assert flow("medborgar-", "dialog", known=("medborgardialog",)).text == "medborgardialog"


def test_soft_hyphens_inside_a_line_vanish() -> None:
    assert flow("med\u00adborgar\u00addialog").text == "medborgardialog"


@pytest.mark.parametrize(
    ("lines", "rise", "text_", "marks"),
    [
        (("Sjukfrånvaro 1",), {"1"}, "Sjukfrånvaro", ("1",)),
        (("Andel nöjda 12)",), {"12)"}, "Andel nöjda", ("12",)),
        (("Andel nöjda*",), set(), "Andel nöjda", ("*",)),
        (("Nuvärde (2029)*",), set(), "Nuvärde (2029)", ("*",)),
        (("Andel nöjda **",), set(), "Andel nöjda", ("**",)),
        (("Antal mål 1",), set(), "Antal mål 1", ()),
        (("Avsnitt 2b",), {"2b"}, "Avsnitt2b", ()),
    ],
)
def test_footnote_marks_are_told_from_digits(
    lines: tuple[str, ...], rise: set[str], text_: str, marks: tuple[str, ...]
) -> None:
    found = flow(*lines, rise=frozenset(rise))
    assert (found.text, found.marks) == (text_, marks)


@pytest.mark.parametrize("unit", ["m", "kWh/m", "(m", "km", "kr/m"])
@pytest.mark.parametrize("power", ["2", "3"])
def test_an_exponent_is_no_footnote_mark(power: str, unit: str) -> None:
    found = flow(f"yta i {unit} {power}", rise=frozenset({power}))
    assert found.marks == ()
    assert found.text in (f"yta i {unit}{power}", f"yta i {unit}{ {'2': '²', '3': '³'}[power] }")


def test_lowered_digits_stay_in_their_word(tmp_path: Path) -> None:
    rows = [
        ["Indikator", "Mål 2031"],
        ["Utsläpp av CO<sub>2</sub> från fordon (ton CO<sub>2</sub>e)", "71"],
        ["Resor", "4,5"],
    ]
    found = read(tmp_path, text("Plan 2031", "title"), *prose(3), table(rows, [240, 90]))
    assert found.indicators[0].name.replace("₂", "2") == "Utsläpp av CO2 från fordon (ton CO2e)"


@given(
    st.lists(
        st.lists(
            st.sampled_from(["och", "Plan", "2031", "kr/m2", "(del", "5,5", "på", "-", "%"]), min_size=1, max_size=5
        ),
        min_size=1,
        max_size=4,
    )
)
def test_no_printed_character_is_lost(rows: list[list[str]]) -> None:
    lines = [" ".join(row) for row in rows]
    found = flow(*lines)
    kept = "".join(found.text.split()) + "".join(found.marks)
    assert sorted(kept.replace("-", "")) == sorted("".join(lines).replace(" ", "").replace("-", ""))


# ------------------------------------------------------------------ columns too narrow for a word

CUT_WORDS = [
    "Självfinansieringsgrad",
    "Ekonomisystemet",
    "Personalsystemet",
    "Brukarundersökning",
    "Servicemätning",
    "koldioxidekvivalenter",
    "Samhällsbyggnadsförvaltningen",
    "Miljöfordonsdiagnos",
    "nollmätning",
]


@pytest.mark.parametrize("word", CUT_WORDS)
@pytest.mark.parametrize("width", [48, 52, 56, 60, 64])
def test_a_word_that_a_narrow_column_cut_is_whole_again(width: float, word: str, tmp_path: Path) -> None:
    rows = [["Indikator", "Källa"], ["Andel nöjda (%)", word], ["Antal lån", "Enkät"]]
    [found] = tables(tmp_path, text("Plan 2031", "title"), *prose(3), table(rows, [150, width]))
    assert next(c.text for c in found.cells if c.row == 1 and c.col == 1) == word


@pytest.mark.parametrize(
    "words",
    ["Egen mätning av kommunen", "Enkät till elever", "Bokslut samt delår", "Kolada, Skolverket", "Barn- och ungdom"],
)
@pytest.mark.parametrize("width", [48, 52, 56, 60, 64])
def test_words_that_fit_are_never_joined(width: float, words: str, tmp_path: Path) -> None:
    rows = [["Indikator", "Källa"], ["Andel nöjda (%)", words], ["Antal lån", "Enkät"]]
    [found] = tables(tmp_path, text("Plan 2031", "title"), *prose(3), table(rows, [150, width]))
    assert next(c.text for c in found.cells if c.row == 1 and c.col == 1) == words
