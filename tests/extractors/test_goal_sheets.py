"""Tables of labels and texts under the heading of a goal: the goals under it, who answers, how it is followed up."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from papers import prose, read, table, text
from reportlab.platypus import Flowable

from pipeline.records import RawDocument

TITLE = text("Hamnstrategi för Havsbyn 2031–2036", "title")
INTRO = (TITLE, *prose(4), text("Mål", "h1"), *prose(2))
HEADING = text("Mål 1. Hamnen är öppen för alla", "h2")
WIDTHS = (90, 370)


def sheet(*rows: tuple[str, str]) -> Flowable:
    return table([*rows], WIDTHS, head=0)


def goals(found: RawDocument) -> list[tuple[str, str | None, str, str | None]]:
    titles = {g.key: g.title for g in found.goals}
    return [(g.goal_type, g.number, g.title, titles.get(g.parent or "")) for g in found.goals]


def measured(found: RawDocument) -> list[tuple[str, str | None, list[tuple[str, int | None, str]]]]:
    titles = {g.key: g.title for g in found.goals}
    return [(i.name, titles.get(i.goal or ""), [(c.role, c.year, c.text) for c in i.cells]) for i in found.indicators]


def lower(found: RawDocument) -> Sequence[tuple[str | None, str, str | None]]:
    return [(number, title, parent) for kind, number, title, parent in goals(found) if kind == "sub_goal"]


def test_goals_under_a_goal_and_indicators_in_sentences(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        *INTRO,
        HEADING,
        sheet(
            (
                "Delmål",
                "1.1 Gästplatserna räcker hela sommaren<br/>1.2 Bryggorna längs den inre hamnen är tillgängliga för "
                "alla som seglar, ror och paddlar<br/>1.3 Sjöbodarna bevaras",
            ),
            ("Ansvar", "Hamnnämnden, kulturnämnden"),
            (
                "Uppföljning",
                "Indikator: Antal gästnätter i hamnen. Utgångsläge 2029: 3 400 nätter. Målvärde 2036: minst 5 000 "
                "nätter.<br/>Indikator: Andel tillgängliga bryggor. Utgångsläge 2029: 35 procent. Målvärde 2036: 80 "
                "procent.<br/>Följs upp varje år i hamnens bokslut.",
            ),
        ),
        text("Mål 2. Vattnet är rent", "h2"),
        sheet(("Delmål", "2.1 Inga utsläpp av olja sker"), ("Ansvar", "Miljönämnden")),
    )
    one, two = "Hamnen är öppen för alla", "Vattnet är rent"
    assert lower(found) == [
        ("1.1", "Gästplatserna räcker hela sommaren", one),
        (
            "1.2",
            "Bryggorna längs den inre hamnen är tillgängliga för alla som seglar, ror och paddlar",
            one,
        ),
        ("1.3", "Sjöbodarna bevaras", one),
        ("2.1", "Inga utsläpp av olja sker", two),
    ]
    told = [("frequency", None, "varje år i hamnens bokslut"), ("responsible", None, "Hamnnämnden, kulturnämnden")]
    assert measured(found) == [
        (
            "Antal gästnätter i hamnen",
            one,
            [("baseline", 2029, "3 400 nätter"), ("target", 2036, "minst 5 000 nätter"), *told],
        ),
        (
            "Andel tillgängliga bryggor",
            one,
            [("baseline", 2029, "35 procent"), ("target", 2036, "80 procent"), *told],
        ),
    ]
    assert [t.code for t in found.troubles if t.code == "table-not-understood"] == []
    # who answers for a goal has no place in the datasets, and is told
    assert [t.message for t in found.troubles if t.code == "row-left-out"] == [
        "The row “Ansvar” in a table about a goal was not understood and is left out."
    ]


def test_actions_with_who_answers_and_the_levels_of_one_indicator(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        *INTRO,
        HEADING,
        sheet(
            ("Aktiviteter", "• Bygg en ny ramp<br/>• Märk ut farleden"),
            ("Ansvarig", "Hamnchefen"),
            ("Tidplan", "2032–2033"),
        ),
        text("Mål 2. Vattnet är rent", "h2"),
        sheet(("Indikator", "Siktdjup i viken"), ("Nuläge 2030", "2,1 meter"), ("Målvärde 2036", "4 meter")),
    )
    assert [(a.action, [(c.role, c.text) for c in a.cells]) for a in found.actions] == [
        ("Bygg en ny ramp", [("responsible", "Hamnchefen"), ("due", "2032–2033")]),
        ("Märk ut farleden", [("responsible", "Hamnchefen"), ("due", "2032–2033")]),
    ]
    assert measured(found) == [
        ("Siktdjup i viken", "Vattnet är rent", [("baseline", 2030, "2,1 meter"), ("target", 2036, "4 meter")])
    ]


def test_a_level_that_may_be_of_either_indicator_is_told_and_of_none(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        *INTRO,
        HEADING,
        sheet(("Indikatorer", "• Siktdjup i viken<br/>• Badande per dag"), ("Målvärde 2036", "4")),
    )
    assert [(name, cells) for name, _, cells in measured(found)] == [("Siktdjup i viken", []), ("Badande per dag", [])]
    assert "row-left-out" in {t.code for t in found.troubles}


def test_lines_without_numbers_may_be_several_goals(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        *INTRO,
        HEADING,
        sheet(("Delmål", "Gästplatserna räcker<br/>Sjöbodarna bevaras"), ("Ansvar", "Hamnnämnden")),
    )
    assert [g.confidence < 0.7 for g in found.goals if g.goal_type == "sub_goal"] == [True]


def test_a_number_in_a_wording_begins_no_goal(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        *INTRO,
        HEADING,
        sheet(
            (
                "Delmål",
                "1.1 Vattnet värms högst<br/>2.5 grader på tio år<br/>1.2 Sjöbodarna bevaras",
            ),
            ("Ansvar", "Hamnnämnden"),
        ),
    )
    assert [number for number, _, _ in lower(found)] == ["1.1", "1.2"]


def test_no_goals_where_levels_or_no_goal_or_columns_stand(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        *INTRO,
        HEADING,
        sheet(("Delmål", "50 procent till 2034"), ("Ansvar", "Hamnnämnden")),
        text("Om arbetet", "h1"),
        *prose(2),
        sheet(("Delmål", "3.1 Så skrivs ett delmål"), ("Ansvar", "Den som ska svara för det")),
    )
    assert lower(found) == []
    assert found.indicators == ()
