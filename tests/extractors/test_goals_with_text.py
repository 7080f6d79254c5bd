"""Goals and the text right behind or under them: wordings and judgements in bold, what a vision is said to be."""

from __future__ import annotations

from pathlib import Path

import pytest
from papers import prose, published, read, text

TITLE = text("Budget 2032 för Sjöviks kommun", "title")


# ------------------------------------------------------------------ wordings in bold


def test_the_bold_sentence_behind_a_label_is_the_goal_and_the_rest_explains_it(tmp_path: Path) -> None:
    said = "**Mål 2: Alla barn i kommunen ska kunna simma innan de börjar i årskurs fyra.** Badhuset rustas i år."
    found = published(tmp_path, TITLE, *prose(4), text("Mål", "h1"), text(said), *prose(1))
    (goal,) = found.goals
    assert (goal.number, goal.title) == ("2", "Alla barn i kommunen ska kunna simma innan de börjar i årskurs fyra.")
    assert (goal.description or "").startswith("Badhuset rustas i år.")


@pytest.mark.parametrize(
    "said",
    [
        "**Mål och uppdrag följs upp varje år.** Där står mer om simningen.",
        "**Målet är viktigt för alla i kommunen.** Badhuset rustas i år.",
    ],
)
def test_a_bold_sentence_about_goals_is_none(said: str, tmp_path: Path) -> None:
    assert read(tmp_path, TITLE, *prose(4), text("Badhuset", "h1"), text(said), *prose(1)).goals == ()


@pytest.mark.parametrize(
    ("said", "wording"),
    [
        ("Visionen lyder: **Sjövik – där havet är nära**.", "Sjövik – där havet är nära"),
        ("Vår vision för kommunen är: Havet är nära", "Havet är nära"),
        ("Havet är nära för alla.", "Havet är nära för alla."),
    ],
)
def test_a_vision_is_what_is_said_to_be_it(said: str, wording: str, tmp_path: Path) -> None:
    found = read(tmp_path, TITLE, *prose(4), text("Vision", "h1"), text(said), text("Mål", "h1"), *prose(2))
    assert [goal.title for goal in found.goals] == [wording]


@pytest.mark.parametrize("heading", ["Nationella jämställdhetspolitiska mål", "Sveriges miljömål", "Agenda 2030"])
def test_goals_of_others_in_bold_sentences_are_none(heading: str, tmp_path: Path) -> None:
    said = "**Delmål 1: En jämn fördelning av makt och inflytande.** Kvinnor och män ska ha samma rätt att delta."
    assert read(tmp_path, TITLE, *prose(4), text(heading, "h1"), text(said), *prose(1)).goals == ()


# ------------------------------------------------------------------ judgements


def test_a_judgement_in_bold_begins_the_text_under_a_goal(tmp_path: Path) -> None:
    heading, told = text("Mål 1. Alla barn kan simma", "bold"), "**Måluppfyllelse: Delvis uppfyllt.** Badhuset rustas."
    found = published(tmp_path, TITLE, *prose(4), text("Måluppfyllelse", "h1"), heading, text(told), *prose(1))
    (goal,) = found.goals
    assert (goal.title, goal.assessment, goal.assessment_code) == (
        "Alla barn kan simma",
        "Delvis uppfyllt",
        "partly_met",
    )
