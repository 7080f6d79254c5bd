"""The grammar of goal labels: what is a goal, whose, with what number, and what only begins like one."""

from __future__ import annotations

import pytest

from extractors.families.goals import clean_title, read_goal_label, split_indicators, stated_in, vision_in

# label as printed -> (goal_type, term, number, scope, set_by, title)
LABELS = [
    ("Vision: Havsbyn är öppen för alla", ("vision", "Vision", None, None, None, "Havsbyn är öppen för alla")),
    (
        "Övergripande mål: Fler ska få jobb",
        ("overarching_goal", "Övergripande mål", None, None, None, "Fler ska få jobb"),
    ),
    ("Fokusområde 2: Trygg uppväxt", ("focus_area", "Fokusområde", "2", None, None, "Trygg uppväxt")),
    ("Målområde 1: Livet i byn", ("goal_area", "Målområde", "1", None, None, "Livet i byn")),
    ("Målområde 1 Livet i byn", ("goal_area", "Målområde", "1", None, None, "Livet i byn")),
    ("KF:s målområde 1: Livet i byn", ("goal_area", "KF:s målområde", "1", None, "council", "Livet i byn")),
    ("Inriktningsmål 1.2 – Alla läser", ("strategic_goal", "Inriktningsmål", "1.2", None, None, "Alla läser")),
    (
        "Kommunfullmäktiges inriktningsmål 1.2: Alla läser",
        ("strategic_goal", "Kommunfullmäktiges inriktningsmål", "1.2", None, "council", "Alla läser"),
    ),
    ("Kommunens mål 3: Alla läser", ("strategic_goal", "Kommunens mål", "3", None, "council", "Alla läser")),
    ("Nämndens mål 3: Alla läser", ("sub_goal", "Nämndens mål", "3", None, "committee", "Alla läser")),
    ("Socialnämndens mål 3: Alla läser", ("sub_goal", "Socialnämndens mål", "3", None, "committee", "Alla läser")),
    (
        "Kommunstyrelsens mål: Alla läser",
        ("sub_goal", "Kommunstyrelsens mål", None, None, "executive_board", "Alla läser"),
    ),
    ("Delmål 1.2.3: Alla läser", ("sub_goal", "Delmål", "1.2.3", None, None, "Alla läser")),
    ("Verksamhetsmål 4 Alla läser", ("operational_goal", "Verksamhetsmål", "4", None, None, "Alla läser")),
    (
        "Kulturförvaltningens mål 4: Alla läser",
        ("operational_goal", "Kulturförvaltningens mål", "4", None, "department", "Alla läser"),
    ),
    ("Mål 3 (Gata och park) Gatorna är hela", ("goal", "Mål", "3", "Gata och park", None, "Gatorna är hela")),
    (
        "Nämndmål (Gatunämnden): Gatorna är hela",
        ("sub_goal", "Nämndmål", None, "Gatunämnden", "committee", "Gatorna är hela"),
    ),
    (
        "Nämndmål (Kommunstyrelsen): Gatorna är hela",
        ("sub_goal", "Nämndmål", None, "Kommunstyrelsen", "executive_board", "Gatorna är hela"),
    ),
    ("Nämndmål (nytt): Gatorna är hela", ("sub_goal", "Nämndmål", None, None, None, "(nytt) Gatorna är hela")),
    ("Mål 3: Gatorna är hela", ("goal", "Mål", "3", None, None, "Gatorna är hela")),
    ("MÅL 3. GATORNA ÄR HELA", ("goal", "MÅL", "3", None, None, "GATORNA ÄR HELA")),
    ("Ambitionsnivå 2035: Alla läser", ("ambition", "Ambitionsnivå 2035", None, None, None, "Alla läser")),
    ("Inriktning 2035: Byn växer", ("policy_direction", "Inriktning 2035", None, None, None, "Byn växer")),
    (
        "Havsbyns kommuns övergripande mål: Alla läser",
        ("overarching_goal", "övergripande mål", None, None, None, "Alla läser"),
    ),
]


@pytest.mark.parametrize(("printed", "expected"), LABELS, ids=lambda value: value if isinstance(value, str) else "")
def test_a_label_is_read(printed: str, expected: tuple[str | None, ...]) -> None:
    label = read_goal_label(printed)
    assert label is not None
    assert (label.goal_type, label.term, label.number, label.scope, label.set_by, label.title) == expected
    assert label.strong


NO_GOALS = [
    "Målen följs upp i delårsrapporten.",
    "Mål och medel",
    "Mål och uppdrag",
    "Mål som gäller alla nämnder ska följas upp.",
    "Vision och värdegrund",
    "Visionen beslutades av fullmäktige.",
    "Inriktning för arbetet",
    "Målgrupp: alla invånare",
    "Perspektiv på framtiden",
    "Delmålen är fyra.",
    "Ekonomi i balans",
    "",
    "1.2 Målbild",
    "Mål – en väg framåt",
]


@pytest.mark.parametrize("printed", NO_GOALS)
def test_what_only_begins_like_a_goal(printed: str) -> None:
    label = read_goal_label(printed)
    assert label is None or not label.title


@pytest.mark.parametrize("printed", ["Vision", "Övergripande mål", "Fullmäktiges mål", "Målområden"])
def test_a_label_alone_waits_for_its_wording(printed: str) -> None:
    label = read_goal_label(printed)
    assert label is not None and label.title == "" and not label.strong


@pytest.mark.parametrize(
    ("title", "wording", "names"),
    [
        ("Alla läser (KF indikator: Antal lån)", "Alla läser", ["Antal lån"]),
        ("Alla läser (KF-indikator: NKI (Insikt))", "Alla läser", ["NKI (Insikt)"]),
        ("Alla läser (Indikator: Antal lån) (Antal besök)", "Alla läser", ["Antal lån", "Antal besök"]),
        ("Alla läser", "Alla läser", []),
        ("Alla (även barn) läser", "Alla (även barn) läser", []),
    ],
)
def test_indicators_that_a_goal_names_in_brackets(title: str, wording: str, names: list[str]) -> None:
    left, named = split_indicators(title)
    assert (left, [item.name for item in named]) == (wording, names)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("”Alla läser”", "Alla läser"),
        ('"Alla läser"', "Alla läser"),
        ("»Alla läser«", "Alla läser"),
        ("”Alla” läser ”allt”", "”Alla” läser ”allt”"),
        ("Alla ”läser”", "Alla ”läser”"),
        ("  Alla läser ", "Alla läser"),
    ],
)
def test_quotes_around_a_whole_goal_go(title: str, expected: str) -> None:
    assert clean_title(title) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kommunens vision är ”Havsbyn – öppen för alla”.", "Havsbyn – öppen för alla"),
        ("Visionen ”Öppen för alla” antogs 2030.", "Öppen för alla"),
        ("Vår vision – En by att växa i – gäller till 2035.", "En by att växa i"),
        ("Visionen beskriver hur vi vill ha det.", None),
        ("Vision 2035 antogs av fullmäktige.", None),
        ("Televisionen ”Kanal 5” sänder.", None),
    ],
)
def test_a_vision_in_running_text(text: str, expected: str | None) -> None:
    assert vision_in(text) == expected


def test_an_overarching_goal_in_a_sentence() -> None:
    label = stated_in("Kommunens övergripande mål är oförändrat: Alla ska kunna försörja sig.")
    assert label is not None
    assert (label.goal_type, label.title) == ("overarching_goal", "Alla ska kunna försörja sig.")
    assert stated_in("Det övergripande målet följs upp varje år.") is None
