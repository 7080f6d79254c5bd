"""Pages whose tables have all their rules."""

from __future__ import annotations

from benchmarks.tables.looks import Look
from benchmarks.tables.paper import Paper
from benchmarks.tables.words import (
    FOREST,
    HARBOUR,
    LABORATORY,
    LEAGUE,
    MUSEUM,
    RIVER,
    SCHOOL,
    TRADE,
    beside,
    counts,
    decimals,
)

GRID = Look(rules="grid", align="lr")
SOLVENTS = ["Acetone", "Benzene", "Chloroform", "Diethyl ether", "Ethanol", "Hexane", "Methanol", "Toluene"]
CLUBS = ["Northgate", "Old Mill", "Harbour United", "St Anne's", "Riverside", "Castle Hill", "Weavers", "Railway"]
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def grid(p: Paper) -> None:
    p.title("Properties of common solvents")
    p.text(LABORATORY)
    head = ["Solvent", "Boiling point, °C", "Density, g/ml", "Permittivity"]
    p.table([head, *beside(SOLVENTS, decimals(3, 8), decimals(4, 8, 2, 3), decimals(5, 8, 40))], GRID)
    p.text("Values at 20 °C unless the text says otherwise. " + LABORATORY)


def wrapped(p: Paper) -> None:
    p.title("Guide for volunteers")
    p.text(MUSEUM)
    rows = [
        ["Task", "What it means", "Who to ask"],
        [
            "Front desk",
            "Sell tickets, answer the telephone and show visitors where the lockers are",
            "Ms Lind, ground floor",
        ],
        [
            "Tours",
            "Walk a group of no more than fifteen people through two rooms; a script lies in the office",
            "Mr Okafor",
        ],
        [
            "Workshop",
            "Lay out paper, clay and tools before ten o'clock, help the children, clean up afterwards",
            "Ms Varga, first floor, mornings only",
        ],
        ["Archive", "Write the labels", "Mr Okafor"],
    ]
    p.table(rows, Look(rules="grid", widths=(80, 260, 120)))
    p.text(MUSEUM)


def merged_down(p: Paper) -> None:
    p.title("Tree counts by plot")
    p.text(FOREST)
    rows = [
        ["Plot", "Species", "June", "September"],
        ["Lake shore", "Alder", "41", "39"],
        ["^", "Birch", "17", "17"],
        ["^", "Spruce", "5", "4"],
        ["Slope", "Birch", "28", "27"],
        ["^", "Pine", "33", "33"],
        ["Ridge", "Pine", "52", "50"],
        ["^", "Juniper", "12", "14"],
    ]
    p.table(rows, Look(rules="grid", align="llr", middle=True, pad_x=10))
    p.text(FOREST)


def three_levels(p: Paper) -> None:
    p.title("Exports by mode of transport")
    p.text(TRADE)
    rows = [
        ["Product", "Sea", "<", "<", "<", "Land", "<"],
        ["^", "Containers", "<", "Bulk", "<", "Rail", "Road"],
        ["^", "2023", "2024", "2023", "2024", "2024", "2024"],
        *beside(["Timber", "Paper", "Ore", "Fish", "Machines"], *(counts(20 + i, 5, 9000) for i in range(6))),
    ]
    p.table(rows, Look(rules="grid", align="lr", head=3, middle=True))
    p.text(TRADE)


def cross_table(p: Paper) -> None:
    p.title("Results of the spring round")
    p.text(LEAGUE)
    names = ["Nor", "Old", "Har", "Ann", "Riv", "Cas"]
    score = counts(77, 60, 5)
    body = [
        [name, *("" if i == j or (i + 2 * j) % 4 == 0 else f"{score[6 * i + j]}–{score[6 * j + i]}" for j in range(6))]
        for i, name in enumerate(names)
    ]
    p.table([["Home", *names], *body], Look(rules="grid", align="lc", pad_x=9))
    p.text(LEAGUE)


def turned(p: Paper) -> None:
    p.title("Water level at eight stations, monthly mean in centimetres")
    p.text(RIVER)
    stations = ["Altbrück", "Bergfurt", "Dorndorf", "Eichwehr", "Furtheim", "Grünau", "Hohenmühl", "Inselbad"]
    columns = [counts(40 + i, 8, 600) for i in range(12)]
    p.table([["Station", *MONTHS], *beside(stations, *columns)], GRID)
    p.text(RIVER)


def over_pages(p: Paper) -> None:
    p.title("Register of ships")
    for words in (HARBOUR, TRADE, HARBOUR, TRADE, HARBOUR, TRADE):
        p.text(words)
    names = [
        f"{first} {second}"
        for first in ("North", "Silver", "Grey", "Blue", "Swift")
        for second in ("Star", "Gull", "Wind", "Wave", "Pearl", "Tern")
    ]
    flags = ["Norway", "Malta", "Panama", "Denmark", "Liberia", "Finland"] * 5
    p.table(
        [["Ship", "Flag", "Tonnage", "Length, m"], *beside(names, flags, counts(8, 30, 90_000), decimals(9, 30, 300))],
        Look(rules="grid", align="llr", pad_x=12),
    )
    p.text(HARBOUR)


def stacked(p: Paper) -> None:
    p.title("Betyg och närvaro")
    p.text(SCHOOL)
    schools = ["Bergaskolan", "Sjöskolan", "Lindskolan", "Åsskolan"]
    p.table([["Skola", "Elever", "Medelbetyg"], *beside(schools, counts(5, 4), decimals(6, 4, 20))], GRID, after=9)
    p.table(
        [["Skola", "Närvaro höst", "Närvaro vår", "Ogiltig"], *beside(schools, *(decimals(i, 4) for i in (7, 8, 9)))],
        GRID,
    )
    p.text(SCHOOL)


def in_column(p: Paper) -> None:
    p.title("Notes from the laboratory")
    p.columns(0.5, 0.5)
    p.text(LABORATORY)
    p.table(
        [["Run", "Mass, g", "Yield, %"], *beside(["A", "B", "C", "D", "E"], decimals(15, 5, 9, 2), decimals(16, 5))],
        GRID,
    )
    p.text(LABORATORY)
    p.next_column()
    p.text(FOREST)
    p.text(LABORATORY)
    p.text(MUSEUM)


def side_by_side(p: Paper) -> None:
    p.title("Home and away")
    p.text(LEAGUE)
    p.columns(0.5, 0.5)
    p.heading("Home")
    p.table([["Club", "Won", "Lost"], *beside(CLUBS, counts(31, 8, 15), counts(32, 8, 15))], GRID)
    p.next_column()
    p.heading("Away")
    p.table([["Club", "Won", "Lost"], *beside(CLUBS, counts(33, 8, 15), counts(34, 8, 15))], GRID)
    p.full()
    p.text(LEAGUE)


def double_rules(p: Paper) -> None:
    p.title("Timetable of the ferry")
    p.text(HARBOUR)
    rows = [
        ["Departure", "Weekdays", "Saturday", "Sunday"],
        ["Town quay", "06:15", "07:30", "09:00"],
        ["Lighthouse", "06:40", "07:55", "09:25"],
        ["Fishing village", "07:05", "08:20", ""],
        ["Outer island", "07:50", "", "10:10"],
    ]
    p.table(rows, Look(rules="double", align="lc", pad_x=12, pad_y=5))
    p.text(HARBOUR)


def inner(p: Paper) -> None:
    p.title("Loans to other museums")
    p.text(MUSEUM)
    rows = [
        ["Object", "Lent to", "From", "Until"],
        ["Bell of 1702", "Town hall", "March", "June"],
        ["Lace collar", "Hill Museum", "April", "October"],
        ["Model of a brig", "Harbour office", "May", "May"],
        ["Clock without hands", "School", "June", "August"],
        ["Globe", "Library", "September", "December"],
    ]
    p.table(rows, Look(rules="inner", pad_x=8))
    p.text(MUSEUM)


def dashed(p: Paper) -> None:
    p.title("Samples and runs")
    p.text(LABORATORY)
    head = ["Sample", "Run 1", "Run 2", "Run 3", "Mean"]
    columns = [decimals(120 + i, 6, 30, 2) for i in range(4)]
    p.table(
        [head, *beside(["S-01", "S-02", "S-03", "S-04", "S-05", "S-06"], *columns)],
        Look(rules="dashed", align="lr", pad_x=10),
    )
    p.text(LABORATORY)


def cut(p: Paper) -> None:
    p.title("Seats and stands")
    p.text(LEAGUE)
    p.table(
        [
            ["Club", "Seats", "Stands", "Opened"],
            *beside(
                CLUBS, counts(121, 8, 9000), counts(122, 8, 20_000), [str(1900 + int(n)) for n in counts(123, 8, 99)]
            ),
        ],
        Look(rules="cut", align="lr", pad_x=10),
    )
    p.text(LEAGUE)


def with_chart(p: Paper) -> None:
    p.title("Water level and rain")
    p.text(RIVER)
    left, top = 100.0, p.y + 8
    for number in range(6):
        p.line(left, top + 24 * number, left + 360, top + 24 * number, 0.3)
        p.at(left - 8, top + 24 * number - 5, str(500 - 100 * number), 8, "r")
    for number, month in enumerate(MONTHS):
        p.line(left + 30 * number, top, left + 30 * number, top + 120, 0.3)
        p.at(left + 15 + 30 * number, top + 124, month, 8, "c")
    p.y = top + 150
    p.text("Abbildung 1. Mittlerer Wasserstand je Monat.")
    p.table(
        [
            ["Quartal", "Pegel, cm", "Regen, mm"],
            *beside(["I", "II", "III", "IV"], counts(124, 4, 500), decimals(125, 4, 300)),
        ],
        GRID,
    )
    p.text(RIVER)
