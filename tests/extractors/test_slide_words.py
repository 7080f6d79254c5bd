"""What the words in boxes and titles of slides mean: levels, announcements, areas, numbers, and whose a goal is."""

from __future__ import annotations

import pytest

from extractors.families.slide_words import (
    Announcement,
    Label,
    joined_level,
    read_announcement,
    read_area,
    read_label,
    read_slide_words,
    split_number,
    split_scope,
)

WORDS = read_slide_words()


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("VISION", Label("vision", "VISION", None, "")),
        ("(Del)mål", Label("sub_goal", "(Del)mål", None, "")),
        ("Mål 3: En trygg skola", Label("strategic_goal", "Mål", "3", "En trygg skola")),
        ("Fokusområde – Trygghet", Label("focus_area", "Fokusområde", None, "Trygghet")),
        ("Mål 2024", None),
        ("Politiska mål:", None),
        ("Målbild: en skola", None),
        ("", None),
    ],
)
def test_labels(printed: str, expected: Label | None) -> None:
    assert read_label(printed, WORDS) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Våra fem fokusområden:", Announcement("focus_area", "fokusområden", 5)),
        ("Övergripande mål 2024", Announcement("overarching_goal", "övergripande mål", None)),
        ("Nämndens mål för 2025", Announcement("strategic_goal", "mål", None)),
        ("Politiska mål:", None),
        ("Ekonomi", None),
    ],
)
def test_announcements(title: str, expected: Announcement | None) -> None:
    assert read_announcement(title, WORDS) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("1.2 En trygg skola", ("1.2", "En trygg skola")),
        ("13 000 invånare", (None, "13 000 invånare")),
        ("2030 Målbild", (None, "2030 Målbild")),
    ],
)
def test_leading_numbers(printed: str, expected: tuple[str | None, str]) -> None:
    assert split_number(printed) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("BN - Alla ska lära", ("BN", "committee", "Alla ska lära")),
        ("KS: Vi ska spara", ("KS", "executive_board", "Vi ska spara")),
        ("VA-nätet ska hålla", (None, None, "VA-nätet ska hålla")),
        ("Alla - utom en", (None, None, "Alla - utom en")),
    ],
)
def test_scopes(printed: str, expected: tuple[str | None, str | None, str]) -> None:
    assert split_scope(printed, WORDS) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Förslag till fem fokusområden", Announcement("focus_area", "fokusområden", 5)),
        ("Tre målområden för Havsbyns kommun", Announcement("goal_area", "målområden", 3)),
        ("Kommunmål för mandatperioden", Announcement("strategic_goal", "kommunmål", None)),
        ("Fokusområden för den som undrar", None),
        ("Förslag till ny organisation", None),
    ],
)
def test_announcements_of_proposals_and_with_places(title: str, expected: Announcement | None) -> None:
    assert read_announcement(title, WORDS) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Nämndens indikatorer", Label("indicator", "Nämndens indikatorer", None, "")),
        ("VISION 2041", Label("vision", "VISION 2041", None, "")),
        ("Kommunmål", Label("strategic_goal", "Kommunmål", None, "")),
        ("Byns indikatorer", None),
    ],
)
def test_labels_with_an_owner_or_a_year(printed: str, expected: Label | None) -> None:
    assert read_label(printed, WORDS) == expected


def test_titles_that_name_an_area_or_join_areas() -> None:
    assert read_area("Målområde Det goda vattnet", WORDS) == Label("goal_area", "Målområde", None, "Det goda vattnet")
    assert read_area("Målområde som saknas", WORDS) is None
    assert joined_level("Fokusområdenas koppling till Agenda 2030", WORDS) == "focus_area"
    assert joined_level("Indikatorernas koppling till målen", WORDS) is None
    assert joined_level("Fokusområdenas historia", WORDS) is None


def test_numbers_with_a_letter() -> None:
    assert split_number("B2 Alla kan simma") == ("B2", "Alla kan simma")
    assert split_number("E4 byggs om") == (None, "E4 byggs om")
