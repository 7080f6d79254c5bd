"""Clauses of decisions among the bullets under `Mål`: no goals. Goals that are worded as clauses stay."""

from __future__ import annotations

from pathlib import Path

import pytest
from papers import bullet, prose, published, text

from extractors.families.minutes import says_decision

TITLE = text("Plan för hamnen 2032", "title")
DECIDED = [
    "att återkomma till nämnden med en redovisning i maj",
    "att återkomma med ett förslag till taxa",
    "Återkomma till nämnden i maj",
    "att ge förvaltningen i uppdrag att se över taxorna",
    "att uppdra åt hamnchefen att se över taxorna",
    "att överlämna ärendet till kommunstyrelsen",
    "att godkänna delårsrapporten",
    "att godkänna upprättat förslag till plan",
    "att lägga informationen till handlingarna",
    "att nämnden antar internbudgeten",
    "att föreslå kommunfullmäktige att anta budgeten",
    "Beslut: Hamnnämnden antar planen",
    "Förslag till beslut: Planen skickas på remiss",
    "§ 14 Mål för nämndens verksamhet",
    "Se beslut § 14 den 3 maj",
    "Dnr 2031/14",
    "Nämnden beslutade att anta målen",
    "Barn- och utbildningsnämnden beslutade den 3 maj att alla mål ligger fast",
    "Kommunstyrelsens arbetsutskott har behandlat målen i juni",
    "Kommunstyrelsen beslutar att fastställa målen för 2032",
    "Ärendet återremitteras till förvaltningen",
    "Paragrafen justeras omedelbart",
]
GOALS = [
    "att alla barn lär sig simma",
    "att ingen elev lämnar skolan utan betyg",
    "att skapa trygga miljöer",
    "att nämnden är öppen för invånarnas idéer",
    "att godkänna fler familjehem",
    "att anta utmaningen att bli fossilfri",
    "att överlämna en bättre miljö till nästa generation",
    "att återkomma snabbt när någon ringer",
    "att planen är känd av alla",
    "Återkomma till invånare inom två dagar",
    "Nämndens beslut ska gå att förstå",
    "Nämnden beslutar om bygglov inom tio veckor",
    "Beslut fattas nära invånarna",
    "Protokollet ska vara lätt att läsa",
    "Ärendetiden ska minska",
    "Ge barnen i uppdrag att rita sin hamn",
    "Återkomma med svar inom två dagar",
    "Delge goda exempel mellan skolor",
]


@pytest.mark.parametrize("words", DECIDED)
def test_a_decision_is_told(words: str) -> None:
    assert says_decision(words)


@pytest.mark.parametrize("words", GOALS)
def test_a_goal_is_no_decision(words: str) -> None:
    assert not says_decision(words)


@pytest.mark.parametrize("heading", ["Mål", "Nämndens mål", "Mål 2032"])
def test_only_goals_among_bullets_under_goals_are_goals(heading: str, tmp_path: Path) -> None:
    mixed = [bullet(words) for pair in zip(GOALS, DECIDED, strict=False) for words in pair]
    found = published(tmp_path, TITLE, *prose(3), text(heading, "h2"), *mixed, *prose(3))
    assert [goal.title for goal in found.goals] == GOALS
    assert not [goal.title for goal in found.goals if goal.description]


def test_nor_are_numbered_lines_of_minutes(tmp_path: Path) -> None:
    lines = [f"{n}. {words}" for n, words in enumerate([GOALS[0], *DECIDED[6:9]], 1)]
    found = published(tmp_path, TITLE, *prose(3), text("Mål", "h2"), *lines, *prose(3))
    assert [goal.title for goal in found.goals] == [GOALS[0]]


def test_nor_is_the_first_text_under_a_heading_over_goals(tmp_path: Path) -> None:
    told = "Nämnden beslutade den 3 maj att målen ligger fast under hela året"
    found = published(tmp_path, TITLE, *prose(3), text("Mål", "h2"), told, *prose(3))
    assert not found.goals
