"""Goals that no label names: areas, headings beside a judgement or over measures, numbered rows, lists under a year."""

from __future__ import annotations

from pathlib import Path

import pytest
from papers import A4, PageBreak, bullet, callout, prose, published, read, table, text
from reportlab.pdfgen.canvas import Canvas

from extractors import read_plan
from extractors.families.goals import list_label, read_goal_label
from extractors.families.goals_by_place import numbered_rows
from pipeline.records import RawDocument

TITLE = text("Havsbyns mål och budget 2031", "title")
MEASURES = table([["Indikator", "Utfall 2029", "Mål 2031"], ["Besök i parken", "120", "130"]], [200, 100, 100])


def stated(document: RawDocument) -> list[tuple[str, str | None, str]]:
    """Type, number and wording of all goals."""
    return [(goal.goal_type, goal.number, goal.title) for goal in document.goals]


def parents(document: RawDocument) -> dict[str, str | None]:
    """The wording of the goal that each goal serves."""
    titles = {goal.key: goal.title for goal in document.goals}
    return {goal.title: titles.get(goal.parent or "") for goal in document.goals}


def test_headings_that_a_column_of_areas_lists_are_areas(tmp_path: Path) -> None:
    summary = table([["Målområde", "Ansvarig"], ["Lärande", "Skolnämnden"], ["Livskraft", "Parknämnden"]], [150, 150])
    found = read(
        tmp_path,
        TITLE,
        *prose(5),
        text("Så är planen gjord", "h1"),
        summary,
        text("Lärande", "h1"),
        *prose(1),
        text("Livskraft", "h1"),
        *prose(1),
        text("Ekonomi", "h1"),
        *prose(1),
    )
    assert {goal.title for goal in found.goals if goal.goal_type == "goal_area"} == {"Lärande", "Livskraft"}


def test_a_heading_that_the_sentence_under_it_calls_an_area(tmp_path: Path) -> None:
    under = text("Alla ska trivas i Havsbyn. Målområdet handlar om trygghet.")
    found = read(tmp_path, TITLE, *prose(5), text("Livskvalitet", "h1"), under, text("Bilagor", "h1"), *prose(1))
    assert stated(found) == [("goal_area", None, "Livskvalitet")]


def test_headings_over_measures_in_an_area_are_goals_to_review(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        TITLE,
        *prose(5),
        text("Målområde: Livskraft", "h1"),
        *prose(1),
        text("Parken är öppen för alla", "h2"),
        MEASURES,
        text("Badet lockar fler besökare", "h2"),
        *prose(1),
        text("Så arbetar vi vidare nu", "h2"),
        *prose(1),
        text("Uppföljning av målen", "h2"),
        *prose(1),
    )
    assert [goal.title for goal in found.goals if goal.flags == ("goal-without-label",)] == [
        "Parken är öppen för alla",
        "Badet lockar fler besökare",
    ]
    assert parents(found)["Badet lockar fler besökare"] == "Livskraft"
    assert [i.goal for i in found.indicators] == [g.key for g in found.goals if g.title.startswith("Parken")]


def write_judged(path: Path, beside: str) -> Path:
    """A page with a heading, and words at the right end of its line."""
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("Helvetica-Bold", 26)
    canvas.drawString(57, 790, "Årsredovisning 2031")
    canvas.setFont("Helvetica-Bold", 18)
    canvas.drawString(57, 610, "Uppföljning av kommunfullmäktiges mål")
    canvas.setFont("Helvetica", 9)
    for line in range(8):
        words = "Målen följs upp två gånger om året och redovisas för fullmäktige, som tar ställning."
        canvas.drawString(57, 730 - 12 * line, words)
    canvas.setFont("Helvetica-Bold", 12)
    canvas.drawString(57, 560, "Havsbyn är en trygg plats")
    canvas.setFont("Helvetica", 8)
    canvas.drawString(430, 560, beside)
    canvas.setFont("Helvetica", 9)
    for line in range(6):
        words = "Den upplevda tryggheten har ökat och samverkan med polisen fortsätter i hela kommunen."
        canvas.drawString(57, 540 - 12 * line, words)
    canvas.save()
    return path


@pytest.mark.parametrize(
    ("beside", "judged"),
    [("Måluppfyllelse: Delvis uppfyllt", ["Delvis uppfyllt"]), ("Ansvarig: Socialnämnden", [])],
)
def test_a_heading_beside_a_judgement_is_a_goal(tmp_path: Path, beside: str, judged: list[str]) -> None:
    found = read_plan(write_judged(tmp_path / "plan.pdf", beside))
    assert [goal.assessment for goal in found.goals] == judged
    assert all(goal.title == "Havsbyn är en trygg plats" and goal.set_by == "council" for goal in found.goals)


def test_numbered_rows_under_a_label_are_goals_and_their_chapter_an_area(tmp_path: Path) -> None:
    listed = [["1.1", "Husen använder mindre energi"], ["1.2", "Resorna blir fossilfria"]]
    measured = [["Delmål", "Indikator", "Mål 2031"], ["1.2", "Andel fossilfria bilar", "90 %"]]
    found = read(
        tmp_path,
        TITLE,
        *prose(5),
        text("1 Energi och resor", "h1"),
        *prose(1),
        text("Delmål", "h2"),
        table(listed, [40, 300], head=0),
        text("Indikatorer", "h2"),
        table(measured, [60, 200, 80]),
    )
    assert stated(found) == [
        ("goal_area", "1", "Energi och resor"),
        ("sub_goal", "1.1", "Husen använder mindre energi"),
        ("sub_goal", "1.2", "Resorna blir fossilfria"),
    ]
    assert parents(found)["Resorna blir fossilfria"] == "Energi och resor"
    assert [i.goal for i in found.indicators] == [found.goals[2].key]
    assert [number for number, _ in numbered_rows(found.tables[0])] == ["1.1", "1.2"]


def test_a_table_of_numbers_and_wordings_under_the_word_for_goals(tmp_path: Path) -> None:
    rows = [["Inriktningsmål", "Fullmäktiges formulering"], ["1", "Alla trivs i Havsbyn"], ["4", "Ekonomin är stark"]]
    found = read(
        tmp_path,
        TITLE,
        *prose(5),
        text("Fullmäktiges inriktningsmål", "h1"),
        table(rows, [90, 300]),
        text("Nämndmål 1 – Parken är öppen för alla", "h1"),
        text("Hör till inriktningsmål 4."),
        *prose(1),
    )
    assert stated(found)[:2] == [
        ("strategic_goal", "1", "Alla trivs i Havsbyn"),
        ("strategic_goal", "4", "Ekonomin är stark"),
    ]
    assert parents(found)["Parken är öppen för alla"] == "Ekonomin är stark"


def test_what_a_goal_hangs_on_is_a_goal_where_a_column_names_the_measures(tmp_path: Path) -> None:
    rows = [["Framgångsfaktor", "Mätetal", "Mål 2031"], ["Nära ledarskap", "Index för ledarskap", "80"]]
    found = read(tmp_path, TITLE, *prose(5), text("Strategiskt mål 1: Alla trivs", "h1"), table(rows, [150, 150, 80]))
    assert [(g.goal_type, g.term, g.title) for g in found.goals[1:]] == [
        ("sub_goal", "Framgångsfaktor", "Nära ledarskap")
    ]
    assert parents(found)["Nära ledarskap"] == "Alla trivs"


@pytest.mark.parametrize("line", ["Mål till 2031:", "**Mål 2031**", "Mål för perioden 2031–2034:"])
def test_bullets_under_goals_for_a_year(tmp_path: Path, line: str) -> None:
    found = read(
        tmp_path,
        TITLE,
        *prose(5),
        text("Målområde 1: Lärande", "h1"),
        *prose(1),
        text(line),
        bullet("Alla elever ska nå gymnasiet"),
        bullet("Fler vuxna ska läsa vidare"),
    )
    assert [goal.title for goal in found.goals] == [
        "Lärande",
        "Alla elever ska nå gymnasiet",
        "Fler vuxna ska läsa vidare",
    ]


def test_a_line_about_goals_opens_no_list() -> None:
    assert list_label("Mål som rör skolan under 2031") is None
    assert list_label("Mål till 2031") is not None


def test_a_label_in_small_print_over_a_wording_in_one_coloured_box(tmp_path: Path) -> None:
    found = published(
        tmp_path,
        TITLE,
        *prose(5),
        text("Måluppföljning", "h1"),
        callout("<font size=7>Kommunfullmäktiges prioriterade mål</font><br/>Havsbyn tar ansvar för sin omsorg"),
        *prose(1),
    )
    assert [(goal.title, goal.set_by) for goal in found.goals] == [("Havsbyn tar ansvar för sin omsorg", "council")]


def test_numbers_behind_the_colon_of_a_label() -> None:
    label = read_goal_label("Nämndmål: 1.1.1 Fler unga får arbete")
    assert label is not None and (label.number, label.title) == ("1.1.1", "Fler unga får arbete")
    plain = read_goal_label("Mål: 95 procent av eleverna når målen")
    assert plain is not None and plain.number is None


def test_indicators_under_a_label_in_italics(tmp_path: Path) -> None:
    found = published(
        tmp_path,
        TITLE,
        *prose(5),
        text("Mål 1: Barn är aktiva", "h1"),
        *prose(1),
        text("Indikatorer", "italic"),
        bullet("Andel simkunniga elever: minst 96 % under 2031"),
        bullet("Ängar i parker (mål 24 hektar, utfall 2029: 20 hektar)"),
    )
    assert [i.name for i in found.indicators] == ["Andel simkunniga elever", "Ängar i parker"]
    assert [(v.year, v.value_type, v.comparator, v.value) for v in found.values] == [
        (2031, "target", ">=", 96.0),
        (None, "target", "=", 24.0),
        (2029, "outcome", "=", 20.0),
    ]
    assert all(v.needs_review for v in found.values[:2])


def test_a_table_of_the_whole_chain_of_goals(tmp_path: Path) -> None:
    rows = [["KF-mål", "Nämndmål", "Enhetsmål"], ["1. God kvalitet", "1.1 Alla når målen", "Alla läser varje dag"]]
    rows += [["", "", "Fler fullföljer sin utbildning"], ["", "1.2 Alla är trygga", "Gårdarna är säkra"]]
    spans = [((0, 1), (0, 3)), ((1, 1), (1, 2))]
    chain = table(rows, [120, 150, 150], spans=spans)
    found = read(tmp_path, TITLE, *prose(5), text("Målkedja", "h1"), chain, text("Nämndmål 1.1 Alla når målen", "h1"))
    assert parents(found) == {
        "God kvalitet": None,
        "Alla når målen": "God kvalitet",
        "Alla läser varje dag": "Alla når målen",
        "Fler fullföljer sin utbildning": "Alla når målen",
        "Alla är trygga": "God kvalitet",
        "Gårdarna är säkra": "Alla är trygga",
    }
    assert [(g.goal_type, g.number) for g in found.goals[:2]] == [("strategic_goal", "1"), ("sub_goal", "1.1")]


def test_goals_with_chapters_of_their_own_stand_there_and_not_in_the_summary(tmp_path: Path) -> None:
    titles = ("Fler ska trivas i Havsbyn", "Alla ska ha nära till en park")
    said = ("Målet är uppfyllt", "Målet är delvis uppfyllt")
    summary = [["Mål", "Bedömning 2031"], *([f"{n}. {t}", s] for n, t, s in zip((1, 2), titles, said, strict=True))]
    chapters = [part for n, t in enumerate(titles, start=1) for part in (text(f"Mål {n}. {t}", "h2"), *prose(1))]
    found = read(
        tmp_path,
        text("Havsbyns årsredovisning 2031", "title"),
        *prose(5),
        text("Sammanfattning", "h1"),
        table(summary, [250, 150]),
        PageBreak(),
        text("Målen", "h1"),
        *chapters,
    )
    assert [(g.title, g.place.page, g.assessment) for g in found.goals] == [
        (title, 2, judged) for title, judged in zip(titles, said, strict=True)
    ]
    assert [found.headings[g.section or 0].title for g in found.goals] == [
        f"Mål {n}. {t}" for n, t in enumerate(titles, 1)
    ]


@pytest.mark.parametrize("over", ["Mål 2031–2033", "Fullmäktiges mål"])
def test_chapters_of_a_numbered_area_without_numbers_are_no_goals(over: str, tmp_path: Path) -> None:
    story = [text("Verksamhetsplan 2031", "title"), *prose(6), text(over, "h1"), *prose(3)]
    for number, area in enumerate(("Trygghet", "Hälsa"), 1):
        story += [text(f"Målområde {number}: {area}", "h2"), *prose(3)]
        for title in ("Nuläge och utmaningar i kommunen", "Prioriterade satsningar de kommande åren"):
            story += [text(title, "h3"), *prose(3)]
    assert [goal.title for goal in read(tmp_path, *story).goals] == ["Trygghet", "Hälsa"]
