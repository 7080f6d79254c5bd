"""Activities with their names in bold print and a line of labels under each, as plans lay them out without tables."""

from __future__ import annotations

from pathlib import Path

import pytest
from papers import Spacer, bullet, prose, published, text
from reportlab.platypus import Flowable

from extractors.families.action_cards import ROLES
from extractors.families.roles import role_of

INTRO = (
    text("Verksamhetsplan 2031", "title"),
    text("Hamnnämnden", "subtitle"),
    text("Arbetet", "h1"),
    text("Nämnden i Havsbyn planerar sitt arbete för ett år i taget och följer upp det tillsammans med gästerna. " * 3),
    text("Mål 1: Alla har nära till havet", "h2"),
    text("Hamnen ska vara öppen för fler, och bryggorna ska hålla för både is och storm under hela året."),
)
ABOUT = text("Bryggorna får el och vatten, och en ny toalett byggs vid kiosken.")
NAME, OTHER = "Öppna innerhamnen för 40 gästbåtar", "Lära ut simning"
FULL = ("Öppna innerhamnen för 40 gästbåtar", ("Hamnkapten", "vaktmästare"), "Våren 2031", "Alla har nära till havet")


def actions(folder: Path, *story: Flowable) -> list[tuple[str | None, tuple[str, ...], str | None, str | None]]:
    found = published(folder, *INTRO, *story)
    goals = {goal.goal_id: goal.title for goal in found.goals}
    assert not [v for v in found.values if v.value == 40]  # a number in the name of an action
    return [(a.action, a.responsible, a.due_raw, goals.get(a.goal_id or "")) for a in found.actions]


@pytest.mark.parametrize(
    "story",
    [
        (text(NAME, "bold"), ABOUT, text("Ansvarig: Hamnkapten, vaktmästare | Tidpunkt: Våren 2031", "note")),
        (text(NAME, "bold"), text("Ansvar: Hamnkapten, vaktmästare · Klart: Våren 2031", "note"), ABOUT),
        (text(NAME, "bold"), text("Ansvarig: Hamnkapten, vaktmästare"), text("När: Våren 2031", "note")),
        (text(NAME, "bold"), text("Bryggorna får el. Ansvarig: Hamnkapten, vaktmästare. Klart: Våren 2031.")),
    ],
    ids=["under a text", "over a text", "one label a line", "behind a text"],
)
def test_a_name_with_a_line_of_labels(story: tuple[Flowable, ...], tmp_path: Path) -> None:
    second = (Spacer(1, 8), text(OTHER, "bold"), text("Ansvarig: Badmästare | Tidpunkt: Löpande", "note"))
    found = actions(tmp_path, text("Aktiviteter", "bold"), Spacer(1, 8), *story, *second)
    assert found == [FULL, (OTHER, ("Badmästare",), "Löpande", FULL[3])]


def test_headings_under_one_over_actions_name_them(tmp_path: Path) -> None:
    labels = text("Ansvarig: Hamnkapten, vaktmästare | Tidpunkt: Våren 2031", "note")
    last = (text("Uppföljning", "h2"), text("Ansvarig: Hamnkapten | Tidpunkt: Hösten 2031", "note"))
    found = actions(tmp_path, text("Aktiviteter", "h3"), text(NAME, "bold"), ABOUT, labels, *last)
    assert found == [FULL]


def test_a_line_under_a_bullet_tells_of_it(tmp_path: Path) -> None:
    line = bullet("Ansvarig: Badmästare, Klart: maj 2031", sign=" ")
    found = actions(tmp_path, text("Aktiviteter", "bold"), bullet(OTHER), line)
    assert [row[:3] for row in found] == [(OTHER, ("Badmästare",), "maj 2031")]


@pytest.mark.parametrize(
    "story",
    [
        (text(NAME, "bold"), ABOUT, text("Ansvarig: Hamnkapten | Tidpunkt: Våren 2031", "note")),
        (text("Aktiviteter", "bold"), text(NAME, "bold"), ABOUT, text("Målvärde: 12 | Ansvarig: Hamnkapten", "note")),
        (text("Aktiviteter", "bold"), text("Ansvarig: Hamnkapten", "note"), ABOUT),
        (text("Aktiviteter", "bold"), text("Det här är viktigt:", "bold"), text("Ansvarig: Hamnkapten", "note")),
    ],
    ids=["in no list of actions", "a label of a measure", "no name", "a name that leads to something"],
)
def test_what_is_no_action(story: tuple[Flowable, ...], tmp_path: Path) -> None:
    assert not actions(tmp_path, *story)


@pytest.mark.parametrize(
    "story",
    [
        (text("Åtgärder", "h1"), ABOUT, text("Hamn i balans", "h1"), text("Status: Pågår. Ansvarig: Ekonom")),
        (text("Åtgärder", "h1"), text("Hamn i balans", "h1"), text("Ansvarig: Ekonom"), ABOUT),
        (text("Åtgärder", "h1"), bullet(OTHER), text("Personal i land", "h1"), text("Ansvarig: Ekonom"), ABOUT),
        (text("Åtgärder", "h1"), text("Gäster", "h3"), text("Ansvarig: Badmästare"), bullet(OTHER)),
        (text("Aktiviteter", "h2"), text("Bakgrund", "bold"), text("Ansvarig: Badmästare"), ABOUT),
    ],
    ids=["a chapter behind a text", "a chapter", "a chapter behind bullets", "a group", "a part of any plan"],
)
def test_chapters_and_groups_are_no_actions(story: tuple[Flowable, ...], tmp_path: Path) -> None:
    assert {name for name, *_ in actions(tmp_path, *story)} <= {OTHER}


def test_a_line_under_a_whole_list_tells_of_none_alone(tmp_path: Path) -> None:
    listed = (bullet(OTHER), bullet("Laga bryggan"))
    found = actions(tmp_path, text("Aktiviteter", "bold"), *listed, text("Ansvarig: Badmästare"))
    assert [(name, who) for name, who, *_ in found] == [(OTHER, ()), ("Laga bryggan", ())]


def test_every_label_of_a_card_has_a_role() -> None:
    assert {role_of(label)[0] for label in ("Ansvarig", "Tidpunkt", "Startdatum", "Status", "Förväntad effekt")} == set(
        ROLES
    )


@pytest.mark.parametrize(
    "label, listed",
    [
        ("Vad ska vi göra?", True),
        ("Så här gör vi", True),
        ("Vad ska vi göra åt det?", False),
        ("Så här gör vi planen", False),
    ],
)
def test_bullets_under_what_shall_be_done_are_actions(label: str, listed: bool, tmp_path: Path) -> None:
    said = "Öppna hamnen för gäster. Ansvarig: Hamnchef. Klart: våren 2031."
    goal = text("Nämndmål 1: Hamnen är öppen", "h1")
    found = published(tmp_path, text("Plan 2031", "title"), *prose(9), goal, text(label, "bold"), bullet(said))
    actions = [(a.action, a.responsible, a.due_raw) for a in found.actions]
    assert actions == ([("Öppna hamnen för gäster", ("Hamnchef",), "våren 2031")] if listed else [])


def test_what_a_body_does_is_no_action_where_no_goal_is_meant(tmp_path: Path) -> None:
    about = (text("Om förvaltningen", "h1"), *prose(2), text("Vad gör vi?", "h2"), bullet("Driver bibliotek"))
    found = published(tmp_path, text("Plan 2031", "title"), text("Inledning", "h1"), *prose(9), *about)
    assert not found.actions
