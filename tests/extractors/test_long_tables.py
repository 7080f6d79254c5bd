"""Long tables of goals and measures, as appendices have them: a header of two levels once over all parts, areas on
bands between them, goals and their judgements over several rows and over page breaks."""

from __future__ import annotations

from pathlib import Path

import pytest
from papers import prose, published, table, text
from reportlab.platypus import PageBreak

from pipeline.records import Extraction

TITLE = text("Uppföljning av mål 2031", "title")
HEAD = [["Mål", "Indikator", "Utfall", "", "Målvärde", "Bedömning"], ["", "", "2030", "2031", "2031", ""]]
WIDTHS = [110, 130, 50, 50, 60, 70]
OVER = [((0, 0), (0, 1)), ((1, 0), (1, 1)), ((2, 0), (3, 0)), ((5, 0), (5, 1))]
FIRST = [
    ["1. Fler ska läsa", "Lån per invånare", "6,1", "6,4", "7,0", "Delvis uppnått"],
    ["", "Besök på bibliotek", "410", "455", "450", ""],
    ["2. Fler ska simma", "Simkunniga elever", "81", "84", "90", "Kan inte bedömas"],
    ["", "Besök i simhallen", "120", "119", "125", ""],
]
OF_FIRST = [((0, 0), (0, 1)), ((5, 0), (5, 1)), ((0, 2), (0, 3)), ((5, 2), (5, 3))]


def values(found: Extraction) -> dict[str, list[tuple[str, int | None, str | None]]]:
    names = {i.indicator_id: i.name for i in found.indicators}
    out: dict[str, list[tuple[str, int | None, str | None]]] = {}
    for value in found.values:
        out.setdefault(names[value.indicator_id], []).append((value.value_type, value.year, value.raw))
    return out


def test_a_header_alone_over_a_band_heads_the_parts_below_with_both_its_levels(tmp_path: Path) -> None:
    header = table(HEAD, WIDTHS, spans=OVER, head=2)
    part = table(FIRST, WIDTHS, spans=OF_FIRST, head=0)
    found = published(tmp_path, TITLE, *prose(6), header, text("Målområde: Kultur och fritid", "h2"), part, *prose(3))
    assert values(found)["Besök i simhallen"] == [
        ("outcome", 2030, "120"),
        ("outcome", 2031, "119"),
        ("target", 2031, "125"),
    ]


def test_two_levels_of_a_header_said_again_are_no_rows(tmp_path: Path) -> None:
    again = [*HEAD, *FIRST[:2], *HEAD, *FIRST[2:]]
    spans = [*OVER, *[((a, r + 4), (b, s + 4)) for (a, r), (b, s) in OVER]]
    found = published(tmp_path, TITLE, *prose(6), table(again, WIDTHS, spans=spans, head=2), *prose(3))
    assert [i.name for i in found.indicators] == [row[1] for row in FIRST]
    assert values(found)["Simkunniga elever"][0] == ("outcome", 2030, "81")


@pytest.mark.parametrize("unjudged", ["Kan inte bedömas", "Ej bedömt"])
def test_a_goal_that_could_not_be_judged_is_one_among_those_that_were(unjudged: str, tmp_path: Path) -> None:
    rows = [*HEAD, *FIRST[:2], [*FIRST[2][:5], unjudged], FIRST[3]]
    spans = [*OVER, *[((a, r + 2), (b, s + 2)) for (a, r), (b, s) in OF_FIRST]]
    found = published(tmp_path, TITLE, *prose(6), table(rows, WIDTHS, spans=spans, head=2), *prose(3))
    assert [(g.title, g.assessment_code) for g in found.goals] == [
        ("Fler ska läsa", "partly_met"),
        ("Fler ska simma", "not_assessed"),
    ]
    assert {i.assessment for i in found.indicators} == {None}


def test_the_judgement_of_a_goal_goes_on_with_it_over_a_page_break(tmp_path: Path) -> None:
    first = table([*HEAD, *FIRST[:3]], WIDTHS, spans=[*OVER, ((0, 2), (0, 3)), ((5, 2), (5, 3))], head=2)
    rest = table([*HEAD, ["", "Besök i simhallen", "120", "119", "125", ""]], WIDTHS, spans=OVER, head=2)
    found = published(tmp_path, TITLE, *prose(3), first, PageBreak(), rest, *prose(3))
    assert [(g.title, g.assessment) for g in found.goals] == [
        ("Fler ska läsa", "Delvis uppnått"),
        ("Fler ska simma", "Kan inte bedömas"),
    ]
    goals = {g.goal_id: g.title for g in found.goals}
    assert [goals[i.goal_id or ""] for i in found.indicators][-1] == "Fler ska simma"


def test_measures_with_judgements_of_their_own_keep_them_where_some_have_none(tmp_path: Path) -> None:
    rows = [*HEAD, FIRST[0], [*FIRST[1][:5], ""], [*FIRST[2][:5], "Uppnått"], FIRST[3]]
    found = published(tmp_path, TITLE, *prose(6), table(rows, WIDTHS, spans=OVER, head=2), *prose(3))
    assert [i.assessment for i in found.indicators] == ["Delvis uppnått", None, "Uppnått", None]
    assert {g.assessment for g in found.goals} == {None}
