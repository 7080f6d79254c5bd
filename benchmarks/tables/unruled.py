"""Pages whose tables have no rules and no shading at all."""

from __future__ import annotations

from benchmarks.tables.half_ruled import COUNTRIES
from benchmarks.tables.looks import Look
from benchmarks.tables.paper import Paper
from benchmarks.tables.ruled import CLUBS, MONTHS, SOLVENTS
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


def plain(p: Paper) -> None:
    p.title("Solvents in stock")
    p.text(LABORATORY)
    head = ["Solvent", "Purity, %", "Bottles", "Opened"]
    opened = ["March", "May", "May", "June", "July", "August", "August", "October"]
    p.table([head, *beside(SOLVENTS, decimals(41, 8), counts(42, 8, 40), opened)], Look(align="lrrl", pad_x=14))
    p.text(LABORATORY)


def closed_gutters(p: Paper) -> None:
    p.title("Trade by country, tonnes")
    p.text(TRADE)
    years = [str(year) for year in range(2016, 2025)]
    p.table(
        [["Country", *years], *beside(COUNTRIES, *(counts(300 + i, 9, 99_999) for i in range(9)))],
        Look(align="lr", pad_x=2.5, size=8),
    )
    p.text(TRADE)


def wrapped(p: Paper) -> None:
    p.title("Rooms of the museum")
    p.text(MUSEUM)
    rows = [
        ["Room", "What it shows", "Open"],
        ["Ships", "Models, figureheads and the wreck that was found off the point in the dry summer", "All year"],
        ["Lace", "Work from four villages, with the pillows and patterns", "May to September"],
        ["Clocks", "Tower clocks and pocket watches, most of them running; the hour strikes at noon", "All year"],
        ["Toys", "Dolls, trains", "Saturdays and school holidays"],
    ]
    p.table(rows, Look(widths=(80, 250, 120), pad_y=5))
    p.text(MUSEUM)


def levels(p: Paper) -> None:
    p.title("Points at home and away")
    p.text(LEAGUE)
    rows = [
        ["Club", "Home", "<", "<", "Away", "<", "<"],
        ["^", "Won", "Drawn", "Lost", "Won", "Drawn", "Lost"],
        *beside(CLUBS, *(counts(70 + i, 8, 9) for i in range(6))),
    ]
    p.table(rows, Look(align="lr", head=2, pad_x=9))
    p.text(LEAGUE)


def sparse(p: Paper) -> None:
    p.title("Species seen in each plot")
    p.text(FOREST)
    species = ["Adder", "Black grouse", "Crossbill", "Dormouse", "Elk", "Fire salamander", "Goshawk", "Hare"]
    plots = ["Shore", "Slope", "Ridge", "Bog", "Meadow"]
    seen = counts(81, 40, 20)
    body = [
        [name, *(seen[5 * i + j] if (2 * i + 3 * j) % 5 < 2 else "" for j in range(5))]
        for i, name in enumerate(species)
    ]
    p.table([["Species", *plots], *body], Look(align="lr", widths=(120, 65, 65, 65, 65, 65)))
    p.text(FOREST)


def in_column(p: Paper) -> None:
    p.title("From the harbour office")
    p.columns(0.5, 0.5)
    p.text(HARBOUR)
    p.table(
        [["Month", "Ships", "Tonnes"], *beside(MONTHS[:9], counts(43, 9, 90), counts(44, 9, 90_000))],
        Look(align="lr", widths=(70, 60, 80)),
    )
    p.text(HARBOUR)
    p.next_column()
    p.text(HARBOUR)
    p.text(TRADE)
    p.text(MUSEUM)


def beside_text(p: Paper) -> None:
    p.title("Ett år i skolan")
    p.columns(0.58, 0.42)
    for _ in range(3):
        p.text(SCHOOL)
    p.next_column()
    p.y += 30
    p.table(
        [
            ["Ämne", "Höst", "Vår"],
            *beside(
                ["Svenska", "Matematik", "Engelska", "Biologi", "Historia", "Musik"],
                decimals(45, 6, 20),
                decimals(46, 6, 20),
            ),
        ],
        Look(align="lr", widths=(80, 45, 45)),
    )
    p.full()
    p.text(SCHOOL)


def side_by_side(p: Paper) -> None:
    p.title("Wasserstände")
    p.text(RIVER)
    p.columns(0.5, 0.5)
    p.table(
        [["Oberlauf", "Pegel", "Abfluss"], *beside(MONTHS[:7], counts(47, 7, 500), decimals(48, 7, 90))],
        Look(align="lr", widths=(80, 55, 55)),
    )
    p.next_column()
    p.table(
        [["Unterlauf", "Pegel", "Abfluss"], *beside(MONTHS[:7], counts(49, 7, 500), decimals(50, 7, 90))],
        Look(align="lr", widths=(80, 55, 55)),
    )
    p.full()
    p.text(RIVER)


def stacked(p: Paper) -> None:
    p.title("Loading and unloading")
    p.text(HARBOUR)
    goods = ["Grain", "Timber", "Oil", "Cars", "Fish"]
    p.table(
        [["Loaded", "Spring", "Autumn"], *beside(goods, counts(52, 5, 9000), counts(53, 5, 9000))],
        Look(align="lr", widths=(100, 80, 80)),
        after=12,
    )
    p.table(
        [
            ["Unloaded", "Quay", "By rail", "By road"],
            *beside(goods, ["1", "2", "2", "4", "3"], counts(54, 5, 9000), counts(55, 5, 9000)),
        ],
        Look(align="lr", widths=(100, 60, 90, 90)),
    )
    p.text(HARBOUR)


def over_pages(p: Paper) -> None:
    p.title("List of stations")
    for words in (RIVER, FOREST, RIVER, TRADE, RIVER, HARBOUR, RIVER):
        p.text(words)
    names = [
        f"{first}{second}"
        for first in ("Alt", "Berg", "Eich", "Grün", "Hoch", "Neu")
        for second in ("bach", "dorf", "furt", "heim", "wehr")
    ]
    rows = [
        ["Station", "Kilometer", "Höhe, m", "Seit"],
        *beside(names, decimals(57, 30, 400), counts(58, 30, 900), [str(1900 + int(n)) for n in counts(59, 30, 100)]),
    ]
    p.table(rows, Look(align="lr", widths=(120, 90, 90, 90)))
    p.text(RIVER)


def turned(p: Paper) -> None:
    p.title("Rainfall by month, millimetres")
    p.text(RIVER)
    places = ["Coast", "Delta", "Forest", "Heath", "Hills", "Plain", "Valley"]
    p.table(
        [["Place", *MONTHS], *beside(places, *(decimals(400 + i, 7) for i in range(12)))], Look(align="lr", pad_x=8)
    )
    p.text(RIVER)


def small(p: Paper) -> None:
    p.title("A short note")
    p.text(MUSEUM)
    p.table([["Ticket", "Price, €"], ["Adult", "12"], ["Child", "5"], ["Family", "27"]], Look(align="lr", pad_x=16))
    p.text(LABORATORY)


def words_only(p: Paper) -> None:
    p.title("Names of the same fish")
    p.text(TRADE)
    rows = [
        ["English", "Swedish", "German", "Where it is caught"],
        ["Cod", "Torsk", "Dorsch", "Open sea"],
        ["Herring", "Sill", "Hering", "Coast, in nets"],
        ["Perch", "Abborre", "Barsch", "Lakes and bays"],
        ["Pike", "Gädda", "Hecht", "Reeds"],
        ["Plaice", "Rödspätta", "Scholle", "Sandy bottom"],
        ["Salmon", "Lax", "Lachs", "River mouths"],
    ]
    p.table(rows, Look(widths=(90, 90, 90, 150)))
    p.text(TRADE)


def groups(p: Paper) -> None:
    p.title("Accounts of the club")
    p.text(LEAGUE)
    rows = [
        ["", "2023", "2024"],
        ["Income", "", ""],
        ["Tickets", "14 200", "15 950"],
        ["Sponsors", "8 000", "8 500"],
        ["Bar", "3 115", "2 870"],
        ["Costs", "", ""],
        ["Travel", "6 430", "7 020"],
        ["Referees", "2 200", "2 350"],
        ["Ground", "9 900", "9 900"],
        ["Result", "6 785", "8 050"],
    ]
    p.table(rows, Look(align="lr", widths=(140, 90, 90)))
    p.text(LEAGUE)
