"""Pages whose tables have some rules, or shading only."""

from __future__ import annotations

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

COUNTRIES = ["Denmark", "Estonia", "Finland", "Germany", "Latvia", "Norway", "Poland", "Sweden", "United Kingdom"]


def rows_only(p: Paper) -> None:
    p.title("Visitors to the museum")
    p.text(MUSEUM)
    rooms = ["Ships", "Lace", "Clocks", "Toys", "Maps", "Glass"]
    head = ["Room", "Opened", "Adults", "Children", "Guided"]
    opened = ["March", "April", "April", "May", "June", "September"]
    p.table(
        [head, *beside(rooms, opened, counts(1, 6, 9000), counts(2, 6, 9000), counts(3, 6, 90))],
        Look(rules="rows", align="llr", widths=(90, 90, 90, 90, 90)),
    )
    p.text(MUSEUM)


def book(p: Paper) -> None:
    p.title("Melting and boiling points")
    p.text(LABORATORY)
    head = ["Substance", "Formula", "Melting, °C", "Boiling, °C"]
    formulas = ["C3H6O", "C6H6", "CHCl3", "C4H10O", "C2H6O", "C6H14", "CH4O", "C7H8"]
    melting = [f"−{value}" for value in decimals(12, 8)]
    p.table([head, *beside(SOLVENTS, formulas, melting, decimals(13, 8))], Look(rules="book", align="llr", pad_x=12))
    p.text(LABORATORY)


def header_rule(p: Paper) -> None:
    p.title("Trade with selected countries")
    p.text(TRADE)
    head = ["Country", "Imports", "Exports", "Balance"]
    balance = [f"−{n}" if i % 3 else n for i, n in enumerate(counts(7, 9, 5000))]
    columns = (counts(5, 9, 90_000), counts(6, 9, 90_000), balance)
    p.table([head, *beside(COUNTRIES, *columns)], Look(rules="header", align="lr", widths=(140, 100, 100, 100)))
    p.text(TRADE)


def book_levels(p: Paper) -> None:
    p.title("Growth of seedlings")
    p.text(FOREST)
    rows = [
        ["Species", "Shade", "<", "<", "Full light", "<", "<"],
        ["^", "June", "July", "Aug", "June", "July", "Aug"],
        *beside(["Alder", "Ash", "Birch", "Oak", "Pine", "Spruce"], *(decimals(60 + i, 6, 40) for i in range(6))),
    ]
    p.table(rows, Look(rules="book", align="lr", head=2, pad_x=9))
    p.text("Height in centimetres, mean of twenty seedlings. " + FOREST)


def zebra(p: Paper) -> None:
    p.title("The final table")
    p.text(LEAGUE)
    head = ["Club", "Played", "Won", "Drawn", "Lost", "Goals", "Points"]
    goals = [f"{a}:{b}" for a, b in zip(counts(17, 8, 60), counts(18, 8, 60), strict=True)]
    columns = (["14"] * 8, counts(14, 8, 14), counts(15, 8, 9), counts(16, 8, 9), goals, counts(19, 8, 42))
    p.table([head, *beside(CLUBS, *columns)], Look(shade="zebra", align="lr", widths=(120, 55, 55, 55, 55, 60, 60)))
    p.text(LEAGUE)


def word_shading(p: Paper) -> None:
    p.title("Plan för skolornas lokaler")
    p.text(SCHOOL)
    rows = [
        ["Skola", "Åtgärd", "Klart", "Kostnad"],
        [
            "Bergaskolan",
            "Nytt tak på den äldre delen, nya fönster mot gården och målning av trapphuset",
            "2026",
            "4 200",
        ],
        ["Sjöskolan", "Ombyggnad av köket så att maten kan lagas på plats", "2025", "1 850"],
        [
            "Lindskolan",
            "Ny idrottshall tillsammans med föreningarna, med läktare och ett litet kafé vid entrén",
            "2028",
            "31 000",
        ],
        ["Åsskolan", "Staket", "2025", "90"],
        ["Östra förskolan", "Gården görs om med träd, skugga och odling som barnen sköter", "2027", "640"],
    ]
    p.table(rows, Look(shade="lines", align="llr", widths=(90, 230, 60, 80)))
    p.text(SCHOOL)


def tiles(p: Paper) -> None:
    p.title("Berths and depths")
    p.text(HARBOUR)
    rows = [
        ["Berth", "Depth, m", "Length, m", "Use"],
        *beside(
            [f"Quay {n}" for n in range(1, 8)],
            decimals(51, 7, 14),
            counts(52, 7, 300),
            ["Grain", "Oil", "Cars", "Ferries", "Timber", "Fish", "Repairs"],
        ),
    ]
    p.table(rows, Look(shade="tiles", align="lrrl", widths=(100, 100, 100, 140), pad_y=4))
    p.text(HARBOUR)


def book_merged_down(p: Paper) -> None:
    p.title("Solubility by solvent and temperature")
    p.text(LABORATORY)
    rows = [
        ["Solvent", "Salt", "0 °C", "20 °C", "60 °C"],
        ["Water", "Sodium chloride", "35.7", "35.9", "37.1"],
        ["^", "Potassium nitrate", "13.9", "31.6", "106.0"],
        ["^", "Lead iodide", "0.04", "0.07", "0.19"],
        ["Ethanol", "Sodium chloride", "0.05", "0.06", "0.08"],
        ["^", "Sodium iodide", "41.0", "42.6", "45.9"],
        ["Acetone", "Lithium chloride", "1.1", "1.2", "0.8"],
        ["^", "Sodium iodide", "39.0", "28.0", "22.0"],
    ]
    p.table(rows, Look(rules="rows", align="llr", widths=(80, 130, 70, 70, 70)))
    p.text(LABORATORY)


def closed_gutters(p: Paper) -> None:
    p.title("Foreign trade by commodity group, thousand euro")
    p.text(TRADE)
    groups = [
        "Food and live animals",
        "Beverages",
        "Raw materials",
        "Mineral fuels",
        "Oils and fats",
        "Chemicals",
        "Machinery",
    ]
    years = ["2019", "2020", "2021", "2022", "2023", "2024"]
    rows = [["Group", *years], *beside(groups, *(counts(90 + i, 7, 99_999) for i in range(6)))]
    p.table(rows, Look(rules="book", align="lr", pad_x=2.6, size=8.5))
    p.text(TRADE)


def in_column(p: Paper) -> None:
    p.title("The river in the past year")
    p.columns(0.5, 0.5)
    p.text(RIVER)
    p.text(RIVER)
    p.next_column()
    p.text("Tabelle 1. Mittlerer Wasserstand in Zentimetern.")
    p.table(
        [["Monat", "Pegel", "Mittel"], *beside(MONTHS[:8], counts(55, 8, 500), counts(56, 8, 500))],
        Look(rules="book", align="lr", widths=(80, 60, 60)),
    )
    p.text(RIVER)


def over_pages(p: Paper) -> None:
    p.title("Catalogue of the collection")
    for words in (MUSEUM, HARBOUR, MUSEUM, TRADE, MUSEUM, FOREST, MUSEUM):
        p.text(words)
    things = [
        "Bowl",
        "Chest",
        "Clock",
        "Compass",
        "Doll",
        "Globe",
        "Jug",
        "Lamp",
        "Loom",
        "Map",
        "Mask",
        "Model ship",
        "Plate",
        "Sextant",
        "Spoon",
        "Stool",
        "Sword",
        "Tankard",
        "Tile",
        "Vase",
        "Violin",
        "Wheel",
    ]
    places = [
        "Aalborg",
        "Ghent",
        "Hull",
        "Bergen",
        "Riga",
        "Tartu",
        "Umeå",
        "Oulu",
        "Kiel",
        "Leith",
        "Visby",
    ] * 2
    years = [str(1600 + int(n)) for n in counts(23, 22, 320)]
    rows = [["Object", "Made in", "Year", "Height, cm"], *beside(things, places, years, decimals(24, 22, 90))]
    p.table(rows, Look(rules="rows", align="llr", widths=(130, 120, 80, 100), pad_y=4), repeat_header=False)
    p.text(MUSEUM)


def stacked(p: Paper) -> None:
    p.title("Two rounds of sampling")
    p.text(FOREST)
    plots = ["Shore", "Slope", "Ridge", "Bog"]
    look = Look(rules="book", align="lr", widths=(100, 80, 80, 80))
    p.table(
        [["June", "Trees", "Shrubs", "Mosses"], *beside(plots, counts(25, 4), counts(26, 4), counts(27, 4))],
        look,
        after=8,
    )
    p.table(
        [["September", "Trees", "Shrubs", "Ferns"], *beside(plots, counts(28, 4), counts(29, 4), counts(30, 4))], look
    )
    p.text(FOREST)


def landscape(p: Paper) -> None:
    p.title("Attendance by round")
    p.text(LEAGUE)
    rounds = [f"Round {n}" for n in range(1, 11)]
    p.table(
        [["Club", *rounds], *beside(CLUBS, *(counts(200 + i, 8, 9000) for i in range(10)))],
        Look(shade="zebra", align="lr", pad_x=5),
    )
    p.text(LEAGUE)


def columns_only(p: Paper) -> None:
    p.title("Opening hours")
    p.text(MUSEUM)
    rows = [
        ["Day", "Winter", "Summer", "Café"],
        ["Monday", "closed", "10–16", "closed"],
        ["Tuesday", "10–16", "10–18", "11–15"],
        ["Wednesday", "10–20", "10–20", "11–19"],
        ["Saturday", "11–17", "10–18", "11–16"],
        ["Sunday", "11–17", "10–18", "11–16"],
    ]
    p.table(rows, Look(rules="columns", widths=(100, 100, 100, 100)))
    p.text(MUSEUM)


def wrapped(p: Paper) -> None:
    p.title("Risks in the harbour")
    p.text(HARBOUR)
    rows = [
        ["Risk", "Cause", "What is done", "By"],
        [
            "Delay of ships",
            "Ice in the channel from January to March, and strong wind from the south",
            "The breaker is on call day and night; pilots meet each morning",
            "Pilots",
        ],
        [
            "Spill of oil",
            "Hoses that are worn, or a coupling that has not been closed",
            "Hoses are changed every second year",
            "Quay master",
        ],
        [
            "Accident at work",
            "Heavy lifts near people",
            "Painted lines, helmets, a second person at every lift and a stop of all work when one of them leaves",
            "Foremen",
        ],
    ]
    p.table(rows, Look(rules="rows", widths=(90, 140, 170, 70)))
    p.text(HARBOUR)


def side_by_side(p: Paper) -> None:
    p.title("Imports and exports")
    p.text(TRADE)
    look = Look(rules="book", align="lr", widths=(100, 55, 55))
    p.columns(0.5, 0.5)
    p.table([["Imports", "2023", "2024"], *beside(COUNTRIES, counts(35, 9), counts(36, 9))], look)
    p.next_column()
    p.table([["Exports", "2023", "2024"], *beside(COUNTRIES, counts(37, 9), counts(38, 9))], look)
    p.full()
    p.text(TRADE)


def frame(p: Paper) -> None:
    p.title("Crew and cargo")
    p.text(HARBOUR)
    ships = ["North Star", "Silver Gull", "Grey Wind", "Blue Pearl", "Swift Tern"]
    columns = (counts(126, 5, 30), ["Grain", "Timber", "Oil", "Cars", "Fish"], counts(127, 5, 20_000))
    p.table(
        [["Ship", "Crew", "Cargo", "Tonnes"], *beside(ships, *columns)], Look(rules="frame", align="lrlr", pad_x=12)
    )
    p.text(HARBOUR)
