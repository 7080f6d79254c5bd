"""Lines that tie a goal to an outside framework."""

from __future__ import annotations

from pathlib import Path

import pytest
from papers import prose, published, text

PLAN = [text("Verksamhetsplan 2031", "title"), text("Mål 1: Fler reser hållbart", "h2")]


@pytest.mark.parametrize(
    ("line", "links"),
    [
        ("Agenda 2030: Hållbar energi för alla, Rent vatten", ["Hållbar energi för alla", "Rent vatten"]),
        ("Globala mål: Industri, innovationer och vägar", ["Industri, innovationer och vägar"]),
        ("Agenda 2030: Mål 3 God hälsa och Mål 11 Hållbara städer.", ["God hälsa", "Hållbara städer"]),
        ("Agenda 2030 beslutades år 2015: den gäller alla.", []),
        ("Ansvarig: Tekniska nämnden", []),
    ],
)  # fmt: skip
def test_a_labelled_line_links_the_goal_above_it(line: str, links: list[str], tmp_path: Path) -> None:
    read = published(tmp_path, *PLAN, text(line), *prose(3))
    assert [row.text for row in read.alignments] == links
    assert all(row.goal_id == read.goals[0].goal_id and row.framework == "Agenda 2030" for row in read.alignments)
    assert not links or line not in (read.goals[0].description or "")


def test_a_line_under_no_goal_links_nothing(tmp_path: Path) -> None:
    read = published(tmp_path, text("Verksamhetsplan 2031", "title"), text("Agenda 2030: Hållbar energi för alla"))
    assert not read.alignments
