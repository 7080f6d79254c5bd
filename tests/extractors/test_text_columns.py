"""Pages set in columns: each column is read for itself, however little white parts it from the next."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import papers
import pytest
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Frame

from extractors.document import read_plan
from pipeline.records import RawDocument

TOP, FOOT, SIDE = 740.0, 60.0, 50.0
GOALS = (
    ("Mål 1: Alla barn ska klara skolan", "Skolan ska ge varje elev det stöd som behövs, och det ska komma tidigt."),
    ("Mål 2: Trygg omsorg hela livet", "Äldre ska möta samma personal från dag till dag och slippa vänta på svar."),
    ("Mål 3: Fler företag ska växa", "Den som vill bygga eller starta något får besked inom fyra veckor."),
    ("Mål 4: Renare vatten i sjön", "Dagvattnet ska renas innan det når sjön, och stränderna vara öppna för alla."),
)
UNDER = "Uppdrag"
TASKS = (
    "Utreda en ny skola i norr",
    "Öppna mötesplatser för äldre",
    "Rita en ny plan vid vägen",
    "Anlägga tre våtmarker",
)


def stories() -> list[list[Flowable]]:
    """The text of each goal: heading, two paragraphs, and a task as a bullet under a heading."""
    return [
        [
            papers.text(title, "h2"),
            papers.text(f"{words} Så har nämnderna arbetat sedan förra planen, och så fortsätter de."),
            papers.text("Nämnden följer varje månad hur arbetet går och berättar om det i sina rapporter. " * (1 + i)),
            papers.text(UNDER, "h3"),
            papers.bullet(task),
        ]
        for i, ((title, words), task) in enumerate(zip(GOALS, TASKS, strict=True))
    ]


def read_columns(folder: Path, columns: Sequence[Sequence[Flowable]], gap: float, shift: float = 0.0) -> RawDocument:
    """A page with a title over columns. `shift` is how much lower each column begins than the one before it."""
    path = folder / "plan.pdf"
    canvas = Canvas(str(path), pagesize=papers.A4)
    Frame(SIDE, TOP, 495, 70, 0, 0, 0, 0).addFromList([papers.text("Verksamhetsplan 2031", "title")], canvas)
    width = (495 - gap * (len(columns) - 1)) / len(columns)
    for i, column in enumerate(columns):
        frame = Frame(SIDE + i * (width + gap), FOOT, width, TOP - FOOT - i * shift, 0, 0, 0, 0)
        rest = list(column)
        frame.addFromList(rest, canvas)
        assert not rest
    canvas.save()
    return read_plan(path)


@pytest.mark.parametrize("gap", [10.0, 14.0, 21.0, 40.0])
@pytest.mark.parametrize("shift", [0.0, 3.7, 9.0], ids=["one-grid", "shifted", "much-shifted"])
@pytest.mark.parametrize("number", [2, 4], ids=["two-columns", "four-parts"])
def test_the_text_of_each_column_stays_whole(gap: float, shift: float, number: int, tmp_path: Path) -> None:
    parts = stories()
    columns = [[*parts[0], *parts[1]], [*parts[2], *parts[3]]] if number == 2 else [parts[0], parts[1]]
    read = read_columns(tmp_path, columns, gap, shift)

    wanted = GOALS if number == 2 else GOALS[:2]
    assert [f"Mål {goal.number}: {goal.title}" for goal in read.goals] == [title for title, _ in wanted]
    assert [(goal.description or "").startswith(words) for goal, (_, words) in zip(read.goals, wanted, strict=True)]
    titles = {goal.key: goal.title for goal in read.goals}
    tied = [(titles[action.goal or ""], action.action) for action in read.actions]
    assert tied == [(title.split(": ")[1], task) for (title, _), task in zip(wanted, TASKS, strict=False)]


@pytest.mark.parametrize("gap", [12.0, 18.0])
def test_three_columns_are_read_one_after_the_other(gap: float, tmp_path: Path) -> None:
    read = read_columns(tmp_path, stories()[:3], gap)

    assert [goal.title for goal in read.goals] == [title.split(": ")[1] for title, _ in GOALS[:3]]
    assert [action.action for action in read.actions] == list(TASKS[:3])


def test_a_table_in_one_column_is_not_mixed_with_the_text_beside_it(tmp_path: Path) -> None:
    rows = [["Indikator", "Utfall 2030", "Mål 2031"], ["Trygghet", "84", "86"], ["Behörighet", "82", "85"]]
    rows.append(["Frånvaro", "6,1", "5,0"])
    left = [*stories()[0], papers.table(rows, [90, 70, 60], "none", fill=None), papers.text("Så mäts målet.")]
    read = read_columns(tmp_path, [left, [*stories()[1], *stories()[2]]], 14.0)

    [found] = read.tables
    assert papers.texts_of(found) == rows
    assert [goal.title for goal in read.goals] == [title.split(": ")[1] for title, _ in GOALS[:3]]
    assert {row.goal for row in read.indicators} == {read.goals[0].key}


def test_an_unruled_table_of_texts_is_read_row_by_row(tmp_path: Path) -> None:
    rows = [["Aktivitet", "Förväntad effekt", "Klart"]]
    rows += [
        [f"{task} enligt den plan som nämnden har beslutat om", f"{words} Det märks.", "2031-06-30"]
        for task, (_, words) in zip(TASKS, GOALS, strict=True)
    ]
    read = papers.read(
        tmp_path, papers.text("Verksamhetsplan 2031", "title"), papers.table(rows, [200, 200, 80], "none", fill=None)
    )

    assert [action.action for action in read.actions] == [row[0] for row in rows[1:]]
