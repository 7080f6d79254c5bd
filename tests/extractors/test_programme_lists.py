"""Goal programmes and plans of companies: measures as bullets, base years in rows, goals by their number."""

from __future__ import annotations

from pathlib import Path

import pytest
from papers import bullet, callout, indicators_of, prose, published, read, style, table, text
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, PageBreak, Paragraph

TITLE = text("Målprogram 2031–2034 för Sjöviks kommun", "title")
GOAL = text("Delmål 1.1 Alla har nära till vatten", "h2")
WHY = text("Stränderna ska vara öppna för dem som bor här.")


def below(words: str) -> Flowable:
    """A line under a bullet, as far in as its text."""
    return Paragraph(words, ParagraphStyle("below", parent=style("italic"), leftIndent=14))


def listed(folder: Path, label: str, *lines: str) -> list[tuple[str, str | None, list[tuple[str, int | None, str]]]]:
    """The indicators under a goal with a label and lines: bullets, and lines without `•` under them."""
    parts = [bullet(line[1:].strip()) if line.startswith("•") else below(line) for line in lines]
    return indicators_of(read(folder, TITLE, *prose(6), GOAL, WHY, text(f"**{label}**"), *parts))


# ------------------------------------------------------------------ bullets of several lines


def test_a_level_on_a_line_of_its_own_in_a_bullet_is_none_of_the_name(tmp_path: Path) -> None:
    found = listed(
        tmp_path, "Indikatorer:", "• Andel öppna stränder<br/>Målvärde 2034: minst 80 procent", "• Antal bad om året"
    )
    goal = "Alla har nära till vatten"
    assert found == [
        ("Andel öppna stränder", goal, [("target", 2034, "minst 80 procent")]),
        ("Antal bad om året", goal, []),
    ]


def test_levels_on_lines_of_their_own_have_a_year_or_a_figure(tmp_path: Path) -> None:
    levels = "• Antal brott<br/>Utfall 2030: 412 st<br/>Målvärde 2034: 380 st"
    (first, _, told), (second, _, none) = listed(tmp_path, "Indikatorer:", levels, "• Andel som når Nivå 3: godkänt")
    assert (first, told) == ("Antal brott", [("outcome", 2030, "412 st"), ("target", 2034, "380 st")])
    assert (second, none) == ("Andel som når Nivå 3: godkänt", [])


@pytest.mark.parametrize(
    "line", ["• Antal bad<br/>Målvärde 2034: 90<br/>Mäts genom enkäten i maj.", "• Antal bad<br/>Målvärde 2034: 90"]
)
def test_how_a_measure_is_measured_stands_behind_it_or_on_the_line_below(line: str, tmp_path: Path) -> None:
    more = [] if "Mäts" in line else [below("Mäts genom enkäten i maj.")]
    plan = published(
        tmp_path,
        *(TITLE, *prose(6), GOAL, WHY, text("**Indikatorer:**")),
        *(bullet(line[1:].strip()), *more),
    )
    (measure,) = plan.indicators
    assert (measure.name, measure.measured_by) == ("Antal bad", "enkäten i maj")
    assert [(v.value, v.year) for v in plan.values] == [(90.0, 2034)]
    assert plan.goals[0].description == "Stränderna ska vara öppna för dem som bor här."


def test_a_sentence_on_measuring_further_down_is_of_no_bullet(tmp_path: Path) -> None:
    found = listed(tmp_path, "Indikatorer:", "• Antal bad om året", "Vi frågar alla som badar.", "Mäts genom en enkät.")
    assert found == [("Antal bad om året", "Alla har nära till vatten", [])]


def test_under_measured_by_only_what_begins_as_a_measure_is_one(tmp_path: Path) -> None:
    found = listed(tmp_path, "Mäts genom:", "• Andel öppna stränder", "• Enkäten till alla hushåll")
    assert [name for name, _, _ in found] == ["Andel öppna stränder"]


@pytest.mark.parametrize(
    ("sentence", "year"),
    [
        ("Samtliga målvärden avser år 2034.", 2034),
        ("Här står målen. Alla målnivåer ska nås senast 2034.", 2034),
        ("Samtliga målvärden avser år 2034 utom de för stränderna.", None),
        ("Flera målvärden avser år 2034.", None),
        ("Samtliga målvärden beslutades 2030.", None),
    ],
)
def test_a_sentence_dates_all_levels_in_the_lists_under_its_heading(
    sentence: str, year: int | None, tmp_path: Path
) -> None:
    found = read(
        tmp_path,
        *(TITLE, *prose(6), text("Mål", "h1"), text(sentence), GOAL, WHY, text("**Indikatorer:**")),
        *(bullet("Andel öppna stränder – minst 80 %"), bullet("Antal bad, mål 2032: 90")),
        *(text("Ekonomi", "h1"), text("Delmål 2.1 Pengarna räcker", "h2"), WHY, text("**Indikatorer:**")),
        bullet("Andel lån – högst 20 %"),
    )
    told = [[(cell.text, cell.year) for cell in measure.cells] for measure in found.indicators]
    assert told == [[("minst 80 %", year)], [("90", 2032)], [("högst 20 %", None)]]
    assert [cell.inferred for cell in found.indicators[0].cells] == [year is None]


# ------------------------------------------------------------------ who decides


def setters(folder: Path, said: str) -> set[str | None]:
    told = [bullet("Övergripande mål gäller hela kommunen."), bullet(said)]
    plan = published(folder, TITLE, text("Styrning", "h1"), *prose(6), *told, text("Mål", "h1"), GOAL, WHY)
    return {goal.set_by for goal in plan.goals}


@pytest.mark.parametrize(
    ("said", "setter"),
    [
        ("Delmål beslutas av kommunfullmäktige och pekar ut vad som är viktigast.", "council"),
        ("Effektmål beslutas av kommunfullmäktige.", None),
        ("Delmål beslutas av nämnderna i november.", None),
        ("Delmål beslutas av kommunfullmäktige, och varje nämnd beslutar om delmål.", None),
    ],
)
def test_a_sentence_tells_whose_goals_of_a_word_are(said: str, setter: str | None, tmp_path: Path) -> None:
    assert setters(tmp_path, said) == {setter}


def test_a_report_that_follows_up_the_boards_goals_has_those(tmp_path: Path) -> None:
    def goal(folder: str, said: str) -> tuple[str, str | None]:
        (tmp_path / folder).mkdir()
        title = text("Kvalitetsrapport 2031 för badförvaltningen", "title")
        parts = (*prose(6), text(said), text("Mål 1: Alla lär sig simma", "h2"), WHY)
        (found,) = published(tmp_path / folder, title, text("Resultat", "h1"), *parts).goals
        return found.goal_type, found.set_by

    assert goal("board", "Redovisningen utgår från nämndens mål.") == ("sub_goal", "committee")
    own = ("operational_goal", "department")
    assert goal("other", "Förvaltningen tar hänsyn till nämndens mål.") == own
    assert goal("both", "Redovisningen utgår från fullmäktiges mål och nämndens mål.") == own
    assert goal("parts", "Uppföljningen gäller nämndens mål i kapitel 2. Enhetens mål står i kapitel 3.") == own


def test_a_sentence_in_a_chapter_tells_of_the_goals_there(tmp_path: Path) -> None:
    plan = published(
        tmp_path,
        *(text("Årsredovisning 2031 Sjöviks kommun", "title"), text("Inledning", "h1"), *prose(8), PageBreak()),
        *(text("God ekonomisk hushållning", "h1"), text("Mål 1: Ekonomin är god", "h2"), WHY),
        *(text("Badnämnden", "h1"), text("Uppföljningen gäller nämndens mål."), text("Mål 1: Alla badar", "h2"), WHY),
    )
    assert [(goal.title, goal.set_by) for goal in plan.goals] == [
        ("Ekonomin är god", None),
        ("Alla badar", "committee"),
    ]


def test_goals_under_the_boards_achievement_are_theirs(tmp_path: Path) -> None:
    def setter(folder: str, heading: str) -> str | None:
        (tmp_path / folder).mkdir()
        rows = [["Mål", "Bedömning", "Kommentar"], ["Alla ska kunna simma", "Uppfyllt", "Fler kurser har hållits."]]
        judged = table(rows, [160, 100, 200])
        parts = (
            text("Sammanfattning", "h1"),
            *prose(6),
            PageBreak(),
            text(heading, "h1"),
            text("2.1 Bad", "h2"),
            judged,
        )
        (found,) = published(tmp_path / folder, text("Delårsrapport 2031 Sjöviks kommun", "title"), *parts).goals
        return found.set_by

    assert setter("boards", "Nämndernas måluppfyllelse") == "committee"
    assert setter("all", "Måluppfyllelse") is None


# ------------------------------------------------------------------ tables


def test_each_row_may_say_of_what_year_its_baseline_is(tmp_path: Path) -> None:
    rows = [
        ["Nyckeltal", "Enhet", "Basår", "Värde basår", "Mål 2034"],
        ["Andel fossila bränslen", "%", "2029", "38", "0"],
        ["Matsvinn per portion", "gram", "2028", "52", "35"],
    ]
    found = indicators_of(read(tmp_path, TITLE, *prose(6), table(rows, [150, 60, 60, 80, 80])))
    assert [cells[1:] for _, _, cells in found] == [
        [("baseline", 2029, "38"), ("target", 2034, "0")],
        [("baseline", 2028, "52"), ("target", 2034, "35")],
    ]


def test_a_base_year_over_values_holds_these(tmp_path: Path) -> None:
    rows = [["Nyckeltal", "Basår", "Mål 2034"], ["Andel fossila bränslen", "38", "0"], ["Matsvinn", "52", "35"]]
    found = indicators_of(read(tmp_path, TITLE, *prose(6), table(rows, [150, 80, 80])))
    assert [cells[0] for _, _, cells in found] == [("baseline", None, "38"), ("baseline", None, "52")]


def test_a_dash_is_no_year_and_two_columns_of_values_are_no_years(tmp_path: Path) -> None:
    def cells(folder: str, *rows: list[str]) -> list[list[tuple[str, int | None, str]]]:
        (tmp_path / folder).mkdir()
        measured = table(rows, [150, 80, 80, 80])
        return [told for _, _, told in indicators_of(read(tmp_path / folder, TITLE, *prose(6), measured))]

    dated = ["Nyckeltal", "Basår", "Värde basår", "Mål 2034"]
    assert cells("dash", dated, ["Fossila bränslen", "2029", "38", "0"], ["Matsvinn", "-", "-", "5"])[0] == [
        ("baseline", 2029, "38"),
        ("target", 2034, "0"),
    ]
    for folder, years, header in (("dated", (2029, 2030), "Nuläge 2029"), ("bare", (None, None), "Utgångsvärde")):
        second = "Nuläge 2030" if years[0] else "Nuläge"
        (told,) = cells(folder, ["Nyckeltal", header, second, "Mål 2034"], ["Medlemmar", "1950", "2012", "2130"])
        assert told[:2] == [("baseline", years[0], "1950"), ("baseline", years[1], "2012")]


def by_number(folder: Path, *goals: str, chapter: str = "Nyckeltal per mål") -> list[str | None]:
    """The goals of two measures under `Mål 1` and `Mål 2` in a table after some goals."""
    rows = [["Nyckeltal", "Utfall 2031", "Mål 2032"], ["Mål 1", "", ""], ["Badplatser", "4", "6"]]
    rows += [["Mål 2", "", ""], ["Nöjda gäster (%)", "71", "80"]]
    spans = [((0, at), (2, at)) for at in (1, 3)]
    headed = [part for goal in goals for part in (text(goal, "h2"), WHY)]
    measured = table(rows, [200, 80, 80], spans=spans, bold_rows=(1, 3))
    found = read(folder, TITLE, *prose(6), text("Våra mål", "h1"), *headed, text(chapter, "h1"), measured)
    return [goal for _, goal, _ in indicators_of(found)]


def test_the_number_of_a_goal_across_a_table_is_that_goal(tmp_path: Path) -> None:
    goals = ("Mål 1. Alla ska kunna bada", "Mål 2. Alla ska trivas")
    assert by_number(tmp_path, *goals) == ["Alla ska kunna bada", "Alla ska trivas"]


def test_in_the_chapter_of_a_body_a_number_is_that_of_its_own_goal(tmp_path: Path) -> None:
    goals = ("Mål 1. Alla ska kunna bada", "Mål 2. Alla ska trivas")
    assert by_number(tmp_path, *goals, chapter="Hamnnämnden") == [None, None]


def test_a_number_that_two_goals_have_is_none(tmp_path: Path) -> None:
    goals = ("Mål 1. Alla ska kunna bada", "Mål 1. Alla ska kunna fiska", "Mål 2. Alla ska trivas")
    assert by_number(tmp_path, *goals)[0] not in ("Alla ska kunna bada", "Alla ska kunna fiska")


# ------------------------------------------------------------------ one goal in a table of its own


def framed(folder: Path, *groups: list[str]) -> list[tuple[str, str | None]]:
    """The measures under tables of goals in one area, with the goal of each."""
    parts = []
    for number, goals in enumerate(groups, start=1):
        parts.append(table([["Nämndmål", "Status"], *([goal, "Uppnås"] for goal in goals)], [300, 100]))
        parts += [
            text("Arbetet går framåt."),
            table([["Indikator", "Utfall 2031"], [f"Bad {number}", "4"]], [300, 100]),
        ]
    area = text("Målområde: Vatten", "h2")
    return [(name, goal) for name, goal, _ in indicators_of(read(folder, TITLE, *prose(9), area, *parts))]


def test_tables_of_one_goal_each_head_what_stands_under_them(tmp_path: Path) -> None:
    found = framed(tmp_path, ["Alla kan bada"], ["Vattnet är rent"])
    assert found == [("Bad 1", "Alla kan bada"), ("Bad 2", "Vattnet är rent")]


def test_measures_under_tables_of_several_goals_belong_to_none_of_them(tmp_path: Path) -> None:
    found = framed(tmp_path, ["Alla kan bada", "Alla kan fiska"], ["Vattnet är rent"])
    assert [goal for _, goal in found] == ["Vatten", "Vatten"]


def test_a_table_of_one_goal_behind_its_measures_or_before_another_heading_heads_nothing(tmp_path: Path) -> None:
    def goals(folder: str, *parts: Flowable) -> dict[str, str | None]:
        (tmp_path / folder).mkdir()
        area = text("Målområde: Vatten", "h2")
        return {name: goal for name, goal, _ in indicators_of(read(tmp_path / folder, TITLE, *prose(9), area, *parts))}

    def measured(name: str) -> Flowable:
        return table([["Indikator", "Utfall 2031"], [name, "4"]], [300, 100])

    def judged(goal: str) -> Flowable:
        return table([["Nämndmål", "Status"], [goal, "Uppnås"]], [300, 100])

    behind = goals(
        "behind", measured("Bad 1"), judged("Alla badar"), text("Så."), measured("Bad 2"), judged("Allt rent")
    )
    assert behind == {"Bad 1": "Vatten", "Bad 2": "Vatten"}
    staff = (text("Personal", "h3"), *prose(1), measured("Anställda"))
    before = goals("before", judged("Alla badar"), measured("Bad 1"), judged("Allt rent"), measured("Bad 2"), *staff)
    assert before == {"Bad 1": "Alla badar", "Bad 2": "Allt rent", "Anställda": "Vatten"}


def test_under_the_next_heading_no_goal_goes_on_behind_a_page_break(tmp_path: Path) -> None:
    head, widths = ["Nämndmål", "Indikator", "Utfall 2031"], [180, 200, 80]
    above, below = (
        [head, ["Alla kan bada", "Bad", "4"]],
        [head, ["", "Sjukdagar", "9"], ["Allt är rent", "Prover", "12"]],
    )
    parts = (text("Bad", "h1"), table(above, widths), PageBreak(), text("Personal", "h1"), table(below, widths))
    found = indicators_of(read(tmp_path, TITLE, *prose(9), *parts))
    assert [goal for _, goal, _ in found] == ["Alla kan bada", None, "Allt är rent"]


def test_a_goal_whose_cell_a_page_break_cuts_goes_on(tmp_path: Path) -> None:
    head = ["Nämndmål", "Indikator", "Utfall 2031"]
    widths = [180, 200, 80]
    above = table(
        [head, ["Kommunfullmäktiges mål: Alla trivs", "", ""], ["Alla kan bada", "Bad", "4"]],
        widths,
        spans=[((0, 1), (2, 1))],
        bold_rows=(1,),
    )
    below = table([head, ["", "Bryggor", "9"], ["Vattnet är rent", "Prover", "12"]], widths)
    found = read(tmp_path, TITLE, *prose(9), above, PageBreak(), text("Fortsättning från sidan före"), below)
    assert [(name, goal) for name, goal, _ in indicators_of(found)] == [
        ("Bad", "Alla kan bada"),
        ("Bryggor", "Alla kan bada"),
        ("Prover", "Vattnet är rent"),
    ]


def test_the_councils_next_goal_is_over_the_boards_next(tmp_path: Path) -> None:
    plan = published(
        tmp_path,
        *(
            text("Verksamhetsplan 2031 badnämnden", "title"),
            text("Mål", "h1"),
            *prose(6),
            callout("**Kommunfullmäktiges mål:** Alla trivs"),
        ),
        *(text("Nämndmål 1: Alla kan bada", "h2"), WHY, text("Aktiviteter", "h3"), bullet("Öppna en ny brygga")),
        *(
            callout("**Kommunfullmäktiges mål:** Ekonomin är i balans"),
            text("Nämndmål 2: Vi håller vår budget", "h2"),
            WHY,
        ),
    )
    titles = {goal.goal_id: goal.title for goal in plan.goals}
    found = {goal.title: titles.get(goal.parent_goal_id or "") for goal in plan.goals}
    assert found["Alla kan bada"] == "Alla trivs"
    assert found["Vi håller vår budget"] == "Ekonomin är i balans"


def test_a_level_in_the_name_of_a_key_result_with_a_target_is_no_further_one(tmp_path: Path) -> None:
    rows = [["Nyckelresultat", "Utfall 2031", "Mål 2032"], ["Ledare med kurs i minst ett ämne (%)", "70", "82"]]
    plan = published(tmp_path, TITLE, *prose(6), table(rows, [220, 80, 80]))
    assert [(v.value_type, v.value) for v in plan.values] == [("outcome", 70.0), ("target", 82.0)]
