"""What belongs to what: goals under goals, indicators and actions under the goal that is open where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from papers import PageBreak, Spacer, bullet, callout, prose, published, read, table, text

from pipeline.records import RawAction, RawDocument, RawGoal

FRONT = (Spacer(1, 100), text("Verksamhetsplan 2031", "title"), text("Kulturnämnden", "subtitle"), PageBreak())
HEAD = ["Indikator", "Utfall 2029", "Mål 2031"]
INDICATORS = table(
    [HEAD, ["Antal lån per invånare", "4,2", "5,0"], ["Nöjda besökare (%)", "71", "minst 80"]], [200, 90, 90]
)


def goals(document: RawDocument) -> list[tuple[str, str | None, str | None, str]]:
    """(type, number, the parent's title, title)"""
    titles = {goal.key: goal.title for goal in document.goals}
    return [(g.goal_type, g.number, titles[g.parent] if g.parent else None, g.title) for g in document.goals]


def goal(document: RawDocument, title: str) -> RawGoal:
    [found] = [goal for goal in document.goals if goal.title == title]
    return found


def goal_of(document: RawDocument, name: str) -> str | None:
    """The goal of an indicator or action."""
    titles = {goal.key: goal.title for goal in document.goals}
    rows = [
        *((row.name, row.goal) for row in document.indicators),
        *((row.action or row.assignment, row.goal) for row in document.actions),
    ]
    [key] = [key for words, key in rows if words == name]
    return titles[key] if key else None


# ------------------------------------------------------------------ goals in headings, boxes and lists


def test_goals_in_headings_make_a_chain(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        *FRONT,
        text("KF:s målområde 1: Livet i byn", "h1"),
        *prose(3),
        text("Inriktningsmål 1.1: Alla läser", "h2"),
        text("Biblioteken är öppna när folk är lediga.", "italic"),
        text("Nämndmål 1.1.1: Fler barn lånar", "h3"),
        *prose(3),
        text("Inriktningsmål 1.2: Alla simmar", "h2"),
        *prose(3),
        text("KF:s målområde 2: Naturen nära", "h1"),
        *prose(3),
    )
    assert goals(document) == [
        ("goal_area", "1", None, "Livet i byn"),
        ("strategic_goal", "1.1", "Livet i byn", "Alla läser"),
        ("sub_goal", "1.1.1", "Alla läser", "Fler barn lånar"),
        ("strategic_goal", "1.2", "Livet i byn", "Alla simmar"),
        ("goal_area", "2", None, "Naturen nära"),
    ]
    assert goal(document, "Alla läser").description == "Biblioteken är öppna när folk är lediga."
    assert [g.set_by for g in document.goals[:2]] == ["council", "council"]


def test_a_section_without_a_goal_ends_the_goals_before_it(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        *FRONT,
        text("Mål 1: Alla läser", "h1"),
        *prose(3),
        INDICATORS,
        text("Ekonomi", "h1"),
        *prose(3),
        table([HEAD, ["Budgetavvikelse (%)", "1,2", "0,5"], ["Självkostnad (%)", "12", "9"]], [200, 90, 90]),
    )
    assert goal_of(document, "Nöjda besökare (%)") == "Alla läser"
    assert goal_of(document, "Budgetavvikelse (%)") is None


def test_an_ambition_in_a_box(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        *FRONT,
        text("KF:s målområde 1: Livet i byn", "h1"),
        *prose(3),
        callout("**Ambitionsnivå 2035:** Alla barn i byn kan simma."),
        text("Inriktningsmål 1.1: Alla läser", "h2"),
        *prose(3),
    )
    assert ("ambition", None, "Livet i byn", "Alla barn i byn kan simma.") in goals(document)
    assert ("strategic_goal", "1.1", "Livet i byn", "Alla läser") in goals(document)


@pytest.mark.parametrize("name", ["italic", "bold", "body"])
def test_the_words_under_a_heading_vision_are_the_vision(name: str, tmp_path: Path) -> None:
    document = read(
        tmp_path, *FRONT, text("Vision", "h1"), text("Havsbyn – öppen för alla", name), *prose(3), text("Ekonomi", "h1")
    )
    assert [(g.goal_type, g.title) for g in document.goals] == [("vision", "Havsbyn – öppen för alla")]


def test_goals_that_are_listed_first_and_headed_later_are_one_row_each(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        *FRONT,
        text("Nämndens mål", "h1"),
        bullet("1. Alla barn läser på fritiden", ""),
        bullet("2. Alla barn kan simma", ""),
        text("Så arbetar vi", "h1"),
        text("Mål 1: Alla barn läser på fritiden", "h2"),
        text("Biblioteken får fler böcker."),
        text("Mål 2: Alla barn kan simma", "h2"),
        *prose(3),
    )
    assert [(number, title) for _, number, _, title in goals(document)] == [
        ("1", "Alla barn läser på fritiden"),
        ("2", "Alla barn kan simma"),
    ]
    assert goal(document, "Alla barn läser på fritiden").description == "Biblioteken får fler böcker."


def test_contents_and_groups_of_goals_are_no_goals(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        *FRONT,
        text("Innehåll", "h1"),
        text(f"Mål 1: Alla läser {'.' * 60} 3"),
        text(f"Mål 2: Alla simmar {'.' * 58} 4"),
        PageBreak(),
        text("Mål och uppdrag", "h1"),
        text("Målen följs upp tre gånger om året."),
        text("Mål 1: Alla läser", "h2"),
        *prose(3),
    )
    assert goals(document) == [("goal", "1", None, "Alla läser")]


def test_no_goal_is_without_words(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        *FRONT,
        text("Mål 1: Alla läser", "h1"),
        text("Mer om målet."),
        text("Fokusområden:", "bold"),
        bullet("Läsning för de minsta"),
        bullet("Bokbussen"),
        text("Mål 2: Alla simmar", "h1"),
        *prose(3),
    )
    assert all(goal.title for goal in document.goals)
    assert goal(document, "Alla läser").description == "Mer om målet."


def test_an_indicator_named_in_a_goals_heading(tmp_path: Path) -> None:
    document = read(tmp_path, *FRONT, text("Mål 1: Alla läser (KF indikator: Antal lån per invånare)", "h1"), *prose(3))
    assert [g.title for g in document.goals] == ["Alla läser"]
    assert [(i.name, i.set_by) for i in document.indicators] == [("Antal lån per invånare", "council")]
    assert goal_of(document, "Antal lån per invånare") == "Alla läser"


# ------------------------------------------------------------------ indicators


def test_targets_that_are_small_whole_numbers(tmp_path: Path) -> None:
    rows = [[*HEAD, "Ansvarig"], ["Nöjda besökare (%)", "71", "80", "Kultur"], ["Sjukfrånvaro (%)", "7", "6", "HR"]]
    document = read(tmp_path, *FRONT, *prose(3), table(rows, [180, 80, 80, 90]))
    cells = [[(cell.role, cell.year, cell.text) for cell in row.cells][:2] for row in document.indicators]
    assert cells == [
        [("outcome", 2029, "71"), ("target", 2031, "80")],
        [("outcome", 2029, "7"), ("target", 2031, "6")],
    ]


def test_footnotes_are_tied_by_their_mark(tmp_path: Path) -> None:
    rows = [
        [*HEAD[:2], "Mål 2031*"],
        ["Antal lån<super>1</super>", "4,2", "5,0"],
        ["Nöjda besökare (%)<super>2</super>", "71", "80"],
        ["Sjukfrånvaro (%)", "6,9", "6,5"],
    ]
    document = read(
        tmp_path,
        *FRONT,
        *prose(3),
        table(rows, [200, 90, 90]),
        text("* Målen gäller vid årets slut.", "note"),
        text("<super>1</super> Lån av böcker och filmer.", "note"),
        text("<super>2</super> Enkät bland besökare.", "note"),
        *prose(3),
    )
    assert [(row.name, row.footnotes) for row in document.indicators] == [
        ("Antal lån", ("Lån av böcker och filmer.",)),
        ("Nöjda besökare (%)", ("Enkät bland besökare.",)),
        ("Sjukfrånvaro (%)", ()),
    ]


@pytest.mark.parametrize(
    ("under", "description"),
    [
        ("<super>1</super> Lån av böcker och filmer.", None),
        ("2031 firar biblioteket hundra år.", "2031 firar biblioteket hundra år."),
    ],
)
def test_a_footnote_under_a_table_with_goals_describes_none(under: str, description: str, tmp_path: Path) -> None:
    rows = [HEAD, ["Delmål 1.1 Alla läser", "", ""], ["Antal lån<super>1</super>", "4,2", "5,0"], ["Besök", "12", "14"]]
    measures = table(rows, [200, 90, 90], spans=[((0, 1), (-1, 1))], bold_rows=[1])
    end = text("Uppföljning", "h2")
    document = read(tmp_path, *FRONT, *prose(3), text("Mål 1: Livet i byn", "h2"), measures, text(under), end)
    assert [(goal.title, goal.description) for goal in document.goals][1:] == [("Alla läser", description)]


def test_footnotes_of_another_table_are_not_taken(tmp_path: Path) -> None:
    first = table([HEAD, ["Antal lån<super>1</super>", "4,2", "5,0"], ["Besök", "12", "14"]], [200, 90, 90])
    second = table([HEAD, ["Antal bad<super>1</super>", "4,2", "5,0"], ["Resor", "12", "14"]], [200, 90, 90])
    document = read(
        tmp_path,
        *FRONT,
        *prose(3),
        first,
        text("<super>1</super> Lån av böcker.", "note"),
        text("Bad", "h1"),
        *prose(3),
        second,
        text("<super>1</super> Bad i hav.", "note"),
    )
    notes = {row.name: row.footnotes for row in document.indicators}
    assert notes == {"Antal lån": ("Lån av böcker.",), "Besök": (), "Antal bad": ("Bad i hav.",), "Resor": ()}


def test_a_table_with_two_columns_of_goals(tmp_path: Path) -> None:
    rows = [
        ["Målområde", "Fullmäktiges mål", "Indikator", "Utfall 2029", "Mål 2031"],
        ["Livet i byn", "Alla läser", "Antal lån", "4,2", "5,0"],
        ["", "", "Antal besök", "310", "350"],
        ["", "Alla simmar", "Simkunniga (%)", "91", "95"],
        ["Naturen nära", "Sjöarna är rena", "Siktdjup (m)", "3,1", "3,5"],
    ]
    spans = [((0, 1), (0, 3)), ((1, 1), (1, 2))]
    document = read(tmp_path, *FRONT, *prose(3), table(rows, [80, 90, 120, 70, 70], spans=spans))

    parents = {title: parent for _, _, parent, title in goals(document)}
    assert parents == {
        "Livet i byn": None,
        "Naturen nära": None,
        "Alla läser": "Livet i byn",
        "Alla simmar": "Livet i byn",
        "Sjöarna är rena": "Naturen nära",
    }
    assert goal_of(document, "Antal besök") == "Alla läser"
    assert goal_of(document, "Siktdjup (m)") == "Sjöarna är rena"


def test_columns_that_nobody_understands_are_told(tmp_path: Path) -> None:
    rows = [[*HEAD, "Kaffe"], ["Antal lån", "4,2", "5,0", "gott"], ["Antal besök", "12", "14", "svagt"]]
    document = read(tmp_path, *FRONT, *prose(3), table(rows, [180, 80, 80, 60]))
    assert [(t.code, t.severity) for t in document.troubles] == [("column-not-understood", "info")]
    assert "Kaffe" in document.troubles[0].message


def test_tables_that_nobody_understands_are_told(tmp_path: Path) -> None:
    rows = [["Parti", "Mandat", "Plats"], ["Vi", "12", "öst"], ["Ni", "9", "väst"]]
    document = read(tmp_path, *FRONT, *prose(3), table(rows, [180, 80, 80]))
    assert [t.code for t in document.troubles] == ["table-not-understood"]
    assert not (document.indicators or document.budget_lines or document.actions)


# ------------------------------------------------------------------ actions

ACTION_HEAD = ["Åtgärd", "Förväntad effekt", "Ansvarig", "Tidpunkt"]


def actions(*names: str) -> object:
    return table([ACTION_HEAD, *([name, "Fler lån", "Kultur", "Juni 2031"] for name in names)], [150, 110, 90, 90])


def given(row: RawAction) -> tuple[str | None, str | None, str | None]:
    return row.action, row.assignment, row.assigned_by


def test_actions_carry_out_the_assignment_above_them(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        *FRONT,
        text("Mål 1: Alla läser", "h1"),
        *prose(3),
        text("Uppdrag från KF: Öppna fler bibliotek", "h2"),
        text("Nämndens tolkning av uppdraget är att två bibliotek ska öppnas."),
        actions("Hyr lokaler", "Anställ folk"),
        text("Nämndinitiativ: Läs mer på bussen", "h2"),
        *prose(3),
        actions("Köp en bokbuss"),
        text("Mål 2: Alla simmar", "h1"),
        *prose(3),
        actions("Värm bassängen"),
    )  # type: ignore[arg-type]
    assert [given(row) for row in document.actions] == [
        ("Hyr lokaler", "Öppna fler bibliotek", "council"),
        ("Anställ folk", "Öppna fler bibliotek", "council"),
        ("Köp en bokbuss", "Läs mer på bussen", "committee"),
        ("Värm bassängen", None, None),
    ]
    assert document.actions[0].interpretation == "Nämndens tolkning av uppdraget är att två bibliotek ska öppnas."
    assert [goal_of(document, row.action or "") for row in document.actions] == ["Alla läser"] * 3 + ["Alla simmar"]


def test_the_heading_above_tells_who_gave_a_bare_assignment(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        *FRONT,
        text("Uppdrag från kommunfullmäktige", "h1"),
        *prose(3),
        text("Uppdrag: Öppna fler bibliotek", "h2"),
        *prose(3),
        actions("Hyr lokaler"),
    )  # type: ignore[arg-type]
    assert [given(row) for row in document.actions] == [("Hyr lokaler", "Öppna fler bibliotek", "council")]


def test_rows_that_span_the_table_state_the_assignment(tmp_path: Path) -> None:
    rows = [
        ACTION_HEAD,
        ["Uppdrag från KF: Öppna fler bibliotek", "", "", ""],
        ["Hyr lokaler", "Fler lån", "Kultur", "Juni 2031"],
        ["KS-initiativ: Läs mer på bussen", "", "", ""],
        ["Köp en bokbuss", "Fler lån", "Kultur", "Maj 2031"],
    ]
    spans = [((0, 1), (3, 1)), ((0, 3), (3, 3))]
    document = read(tmp_path, *FRONT, *prose(3), table(rows, [150, 110, 90, 90], spans=spans))
    assert [given(row) for row in document.actions] == [
        ("Hyr lokaler", "Öppna fler bibliotek", "council"),
        ("Köp en bokbuss", "Läs mer på bussen", "executive_board"),
    ]


@pytest.mark.parametrize("heading", ["Uppdrag till nämnderna", "Åtgärder", "Planerade aktiviteter"])
def test_bullets_under_a_heading_of_actions(heading: str, tmp_path: Path) -> None:
    document = read(
        tmp_path,
        *FRONT,
        text("Mål 1: Alla läser", "h1"),
        *prose(3),
        text(heading, "h2"),
        bullet("Öppna biblioteken"),
        bullet("Köp fler böcker"),
        text("Ekonomi", "h1"),
        bullet("Läget är gott"),
        *prose(3),
    )
    said = [row.action or row.assignment or "" for row in document.actions]
    assert [(words, goal_of(document, words)) for words in said] == [
        ("Öppna biblioteken", "Alla läser"),
        ("Köp fler böcker", "Alla läser"),
    ]


def test_other_bullets_are_no_actions(tmp_path: Path) -> None:
    document = read(
        tmp_path, *FRONT, text("Bakgrund", "h1"), *prose(3), bullet("Byn har vuxit"), bullet("Havet är nära")
    )
    assert document.actions == ()


# ------------------------------------------------------------------ budgets

BUDGET = [["Verksamhet", "Utfall 2029", "Budget 2030"], ["Bibliotek", "1 200", "1 300"], ["Simhall", "900", "950"]]


@pytest.mark.parametrize(
    ("above", "corner", "title"),
    [
        ("Tabell 3. Driftbudget, tkr", "Verksamhet", "Tabell 3. Driftbudget, tkr"),
        (None, "Driftbudget kulturnämnden, tkr", "Driftbudget kulturnämnden, tkr"),
        ("Ekonomin i siffror", "Driftbudget kulturnämnden, tkr", "Driftbudget kulturnämnden, tkr"),
    ],
)
def test_the_title_of_a_budget(above: str | None, corner: str, title: str, tmp_path: Path) -> None:
    caption = [text(above, "bold")] if above else []
    rows = [[corner, *BUDGET[0][1:]], *BUDGET[1:]]
    document = read(tmp_path, *FRONT, *prose(3), *caption, table(rows, [180, 90, 90], right_from=1))
    assert {line.table_title for line in document.budget_lines} == {title}


def test_a_title_that_says_what_bare_years_hold(tmp_path: Path) -> None:
    rows = [["Projekt", "2030", "2031"], ["Bokbuss", "1 200", "0"], ["Bassäng", "900", "950"]]
    document = read(
        tmp_path, *FRONT, *prose(3), text("Investeringsbudget, tkr", "bold"), table(rows, [180, 90, 90], right_from=1)
    )
    assert [[(c.role, c.year) for c in line.cells] for line in document.budget_lines] == [
        [("budget", 2030), ("budget", 2031)]
    ] * 2


def test_a_label_across_a_budget_is_no_line(tmp_path: Path) -> None:
    rows = [BUDGET[0], ["Kultur", "", ""], *BUDGET[1:]]
    document = read(
        tmp_path, *FRONT, *prose(3), text("Driftbudget, tkr", "bold"), table(rows, [180, 90, 90], bold_rows=[1])
    )
    assert [line.line for line in document.budget_lines] == ["Bibliotek", "Simhall"]


def test_bare_years_of_investments_are_told_by_the_years_of_the_plan(tmp_path: Path) -> None:
    rows = [["Projekt (tkr)", "2029", "2031", "2032", "Totalt"], ["Bokbuss", "1 200", "0", "300", "1 500"]]
    found = published(
        tmp_path, *FRONT, *prose(3), text("Investeringar", "bold"), table(rows, [150, 60, 60, 60, 60], right_from=1)
    )
    assert [(line.year, line.value_type, line.needs_review) for line in found.budget_lines] == [
        (2029, "outcome", True),
        (2031, "budget", True),
        (2032, "budget", True),
    ]
    assert {line.table_title for line in found.budget_lines} == {"Projekt (tkr)"}  # a heading is no caption


def test_bare_years_behind_an_outcome_are_targets_from_the_plans_first_year(tmp_path: Path) -> None:
    rows = [["Indikator", "Utfall 2029", "2030", "2031", "2032"], ["Lån per invånare", "4,1", "4,2", "4,5", "5,0"]]
    found = published(tmp_path, *FRONT, *prose(3), table(rows, [150, 60, 60, 60, 60], right_from=1))
    assert [(v.year, v.value_type, v.needs_review) for v in found.values] == [
        (2029, "outcome", False),
        (2030, "outcome", True),
        (2031, "target", True),
        (2032, "target", True),
    ]


def test_a_share_among_amounts_is_no_money(tmp_path: Path) -> None:
    rows = [["Resultatbudget, mnkr", "Budget 2031", "Plan 2032"], ["Årets resultat", "12", "14"]]
    rows += [["Resultat i procent av skatter och statsbidrag", "1,5", "1,7"]]
    found = published(tmp_path, *FRONT, *prose(3), table(rows, [220, 80, 80], right_from=1))
    assert [(line.unit, line.amount_sek, line.is_total) for line in found.budget_lines[2:]] == [("%", None, False)] * 2
