"""Pages without any table: whatever is found there is wrong."""

from __future__ import annotations

from benchmarks.tables.paper import MARGIN, Paper
from benchmarks.tables.words import ALL, HARBOUR, LABORATORY, MUSEUM, TRADE, counts


def one_column(p: Paper) -> None:
    p.title("Report of the year")
    for number, words in enumerate(ALL):
        p.heading(f"{number + 1}  Part {number + 1}")
        p.text(words)


def two_columns(p: Paper) -> None:
    p.title("News from the coast")
    p.columns(0.5, 0.5)
    for words in ALL * 2:
        p.text(words)


def three_columns(p: Paper) -> None:
    p.title("The local paper")
    p.columns(1 / 3, 1 / 3, 1 / 3)
    for words in ALL * 2:
        p.text(words, 8.5)


def lists(p: Paper) -> None:
    p.title("Rules of the house")
    p.text(MUSEUM)
    for words in (
        "No food in the rooms",
        "Bags go into the lockers at the entrance, not under the benches",
        "Dogs wait outside",
    ):
        p.item(words)
    p.heading("In case of fire")
    steps = (
        "Leave the building by the nearest door.",
        "Do not use the lift.",
        "Meet at the old oak, and wait there until the names have been read. " + HARBOUR,
        "Tell the staff whom you miss.",
    )
    for number, words in enumerate(steps):
        p.item(words, f"{number + 1}.", 20)
    p.heading("Borrowing")
    for letter, words in zip(
        "abcdef", ("Books", "Maps and prints", "Films", "Keys to the tower", "Bicycles", "Tools"), strict=True
    ):
        p.item(words, f"({letter})", 24)


def letter(p: Paper) -> None:
    for number, words in enumerate(("Hill Museum", "12 Quay Street", "Northgate", "Telephone 555 0182")):
        p.at(MARGIN, 60 + 12 * number, words)
    for number, words in enumerate(("Ms Ada Winter", "The Old Bakery", "3 Mill Lane", "Riverside")):
        p.at(330, 110 + 12 * number, words)
    p.at(330, 175, "4 March 2024")
    p.y = 210
    p.heading("Your loan of two clocks")
    p.text("Dear Ms Winter,")
    p.text(MUSEUM)
    p.text(MUSEUM + " " + TRADE)
    p.text("Yours sincerely,")
    p.at(MARGIN, p.y + 40, "Tom Field")
    p.at(300, p.y + 40, "Eva Stone")
    p.at(MARGIN, p.y + 52, "Director")
    p.at(300, p.y + 52, "Keeper of clocks")


def contents(p: Paper) -> None:
    p.title("Contents")
    parts = [
        "Foreword",
        "The year in brief",
        "Ships and goods",
        "New crane",
        "Rail",
        "Staff",
        "Accounts",
        "Notes",
        "Auditor's report",
        "Board",
        "Addresses",
    ]
    for number, part in enumerate(parts):
        left = f"{number + 1}  {part} "
        dots = "." * int((420 - p.canvas.stringWidth(left, p.face, 10)) / p.canvas.stringWidth(".", p.face, 10))
        p.at(MARGIN, p.y, left + dots, 10)
        p.at(MARGIN + 450, p.y, str(3 + 4 * number), 10, "r")
        p.y += 17


def formula(p: Paper) -> None:
    p.title("A model of evaporation")
    p.text(LABORATORY)
    for number, words in enumerate(("m(t)  =  m0 exp(−k t)", "k  =  A exp(−E / R T)", "dm / dt  =  −k (m − m1)  +  q")):
        p.at(200, p.y + 6, words, 11)
        p.at(p.width - MARGIN, p.y + 6, f"({number + 1})", 11, "r")
        p.y += 30
        p.text("Here k is the rate, T the temperature and q what is added in a second. " + LABORATORY)


def chart(p: Paper) -> None:
    p.title("Ships by month")
    p.text(HARBOUR)
    left, top, bottom = 110.0, p.y + 10, p.y + 210
    p.line(left, top, left, bottom)
    p.line(left, bottom, left + 380, bottom)
    for number in range(5):
        p.at(left - 8, bottom - 50 * number - 5, str(20 * number), 8, "r")
    for number, (month, height) in enumerate(
        zip(("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug"), counts(65, 8, 180), strict=True)
    ):
        x = left + 14 + 46 * number
        p.fill(x, bottom - int(height) - 10, x + 28, bottom, "#7fa7c9")
        p.at(x + 14, bottom + 4, month, 8, "c")
    p.y = bottom + 30
    p.text("Figure 1. Ships that called at the harbour in the first eight months.")
    p.text(HARBOUR)


def dialogue(p: Paper) -> None:
    p.title("Interview with the keeper")
    for question in ("How did it begin?", "What is the oldest clock?", "Who winds them?", "And in the future?"):
        p.text(question)
        p.text(MUSEUM)


def sources(p: Paper) -> None:
    p.title("Sources")
    authors = ("Adler, B.", "Brook, T. and Field, M.", "Castle, R.", "Dunn, P.", "Ekman, L.", "Forster, G.")
    for number, author in enumerate(authors):
        first = 20 * number + 1
        work = f"Notes on the history of the coast, part {number + 1}. Journal of Local Studies {number + 3}"
        p.item(f"{author} ({1990 + 5 * number}). {work}, pp. {first}–{first + 13}.", f"[{number + 1}]", 26)
