"""Vadstena, kommunfullmäktige, mål och budget 2025–2027: vision, goals in a table with merged cells, family 5."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportlab.platypus import Flowable, Spacer

from tools.samples.office import SERIF, TEXT_WIDTH, OfficeDocument, PageBreak, contents, grid, text, texts, tkr

YEARS = ("", "2023", "2024", "2025", "2026", "2027")
KINDS = ("", "Utfall", "Budget", "Budget", "Plan", "Plan")
COLUMN = 55.0  # points, one year
GOALS = (
    ("Attraktiv livsmiljö", "Vadstena är en trygg kommun att växa upp och åldras i", (
        "Andel invånare som känner sig trygga utomhus när det är mörkt (%) | 71 | minst 74 | minst 78",
        "Nöjd Region-Index | 64 | 66 | 68")),
    ("Attraktiv livsmiljö", "Kulturarvet och sjön är tillgängliga för alla", (
        "Antal besökare på museer och arrangemang | 48&nbsp;200 | 50&nbsp;000 | 55&nbsp;000",)),
    ("Lärande och arbete", "Elever lämnar grundskolan med godkända betyg", (
        "Elever i åk 9 som är behöriga till yrkesprogram, andel (%) | 84,6 | minst 87 | minst 90",
        "Elever i åk 6 med lägst betyget E i matematik, andel (%) | 88,1 | 90 | 92",
        "Elever som känner sig trygga i skolan, andel (%) | 82 | 86 | 90")),
    ("Lärande och arbete", "Det är enkelt att driva företag", (
        "Företagsklimat enligt Insikt (NKI) | 72 | 74 | 76",
        "Handläggningstid för bygglov, medeltal dagar | 31 | högst 28 | högst 25")),
    ("Hållbar ekonomi", "Kommunen har råd med sin framtid", (
        "Resultat i förhållande till skatteintäkter och statsbidrag (%) | 0,4 | 1,0 | 2,0",
        "Soliditet inklusive pensionsåtaganden (%) | 18,2 | 18,5 | 20,0",
        "Sjukfrånvaro (%) | 6,8 | högst 6,5 | högst 6,0")),
)  # fmt: skip


def goal_table() -> Flowable:
    """Area and goal stand once beside all their indicators, in merged cells."""
    rows: list[list[str]] = [["Målområde", "Fullmäktiges mål", "Indikator", "Utfall 2023", "Mål 2025", "Mål 2027"]]
    spans = []
    area_start = 1
    for number, (area, goal, indicators) in enumerate(GOALS):
        start = len(rows)
        if number and area != GOALS[number - 1][0]:
            spans.append(((0, area_start), (0, start - 1)))
            area_start = start
        for line in indicators:
            first = len(rows) == start
            fresh = first and start == area_start
            rows.append([area if fresh else "", goal if first else "", *(cell.strip() for cell in line.split("|"))])
        spans.append(((1, start), (1, len(rows) - 1)))
    spans.append(((0, area_start), (0, len(rows) - 1)))
    return grid(SERIF, rows, (72.0, 110.0, 142.0, 52.0, 52.0, 53.0), spans=spans)


def money(label: str, *amounts: int) -> list[str]:
    return [label, *map(tkr, amounts)]


def totals(label: str, rows: Sequence[Sequence[int]]) -> list[str]:
    return money(label, *(sum(column) for column in zip(*rows, strict=True)))


def year_table(rows: Sequence[Sequence[str]], bold: Sequence[int]) -> Flowable:
    """Two header rows, the kind over its year; only horizontal rules. `bold` counts rows under the header."""
    return grid(
        SERIF, [KINDS, YEARS, *rows], [TEXT_WIDTH - 5 * COLUMN] + [COLUMN] * 5, head=2, right_from=1,
        bold_rows=[row + 2 for row in bold], rules="rows",
    )  # fmt: skip


def result_budget() -> list[Flowable]:
    operations = [(118_420, 112_600, 115_900, 118_300, 120_700), (-596_310, -611_800, -627_450, -641_200, -655_900),
                  (-28_740, -30_100, -31_600, -33_200, -34_000)]  # fmt: skip
    funding = [(391_205, 404_700, 419_300, 432_600, 446_100), (119_880, 125_900, 129_850, 131_200, 132_800)]
    finance = [(4_116, 3_900, 3_700, 3_700, 3_700), (-6_488, -6_600, -5_100, -4_900, -4_800)]
    net = [sum(column) for column in zip(*operations, strict=True)]
    activity = [a + sum(b) for a, b in zip(net, zip(*funding, strict=True), strict=True)]
    result = [a + sum(b) for a, b in zip(activity, zip(*finance, strict=True), strict=True)]
    share = [100 * value / sum(parts) for value, parts in zip(result, zip(*funding, strict=True), strict=True)]
    labels = (
        ("Verksamhetens intäkter", "Verksamhetens kostnader", "Avskrivningar"),
        ("Skatteintäkter", "Generella statsbidrag och utjämning"),
        ("Finansiella intäkter", "Finansiella kostnader"),
    )
    rows = [*(money(label, *line) for label, line in zip(labels[0], operations, strict=True)),
            money("Verksamhetens nettokostnader", *net),
            *(money(label, *line) for label, line in zip(labels[1], funding, strict=True)),
            money("Verksamhetens resultat", *activity),
            *(money(label, *line) for label, line in zip(labels[2], finance, strict=True)),
            money("Årets resultat", *result),
            ["Andel av skatter och bidrag, %", *(f"{value:.1f}".replace(".", ",").replace("-",
            "−") for value in share)],
            ]  # fmt: skip
    return [text(SERIF, "Resultatbudget, tkr", "caption"), year_table(rows, (3, 6, 9))]


def operating_budget() -> list[Flowable]:
    boards = {
        "Kommunstyrelsen": (-74_310, -76_900, -79_250, -80_700, -82_300),
        "varav räddningstjänst": (-10_240, -10_600, -10_950, -11_200, -11_400),
        "Barn- och utbildningsnämnden": (-231_870, -238_400, -244_600, -249_900, -255_700),
        "Socialnämnden": (-196_225, -203_500, -211_800, -218_100, -224_300),
        "Kultur- och fritidsnämnden": (-24_910, -25_300, -25_900, -26_400, -26_900),
        "Revision": (-780, -820, -840, -860, -880),
    }
    counted = [amounts for board, amounts in boards.items() if not board.startswith("varav")]
    central = [(21_465, 15_620, 19_240, 19_860, 20_880)]
    rows = [*(money(board, *amounts) for board, amounts in boards.items()), totals("Summa nämnder", counted),
            money("Centrala poster", *central[0]), totals("Summa nettokostnader", counted + central)]  # fmt: skip
    return [text(SERIF, "Driftbudget per nämnd, tkr", "caption"), year_table(rows, (6, 8))]


def investment_budget() -> list[Flowable]:
    streets = [(-4_200, -3_500, -3_800, -4_000, -4_000), (-1_150, -900, -2_400, -600, 0)]
    buildings = [(-18_640, -12_000, -22_500, -31_000, -8_500), (-3_310, -2_800, -2_800, -2_800, -2_800)]
    grants = [(0, 0, 1_200, 0, 0)]
    rows = [money("Gator och gång- och cykelvägar", *streets[0]), money("Lekplatser och parker", *streets[1]),
            totals("Summa gator och park", streets), money("Ombyggnad av skola", *buildings[0]),
            money("Energiåtgärder i fastigheter", *buildings[1]), totals("Summa fastigheter", buildings),
            money("Bidrag från staten", *grants[0]), totals("Summa nettoinvesteringar", streets + buildings + grants),
            ]  # fmt: skip
    return [text(SERIF, "Investeringsbudget, tkr", "caption"), year_table(rows, (2, 5, 7))]


def build(path: Path) -> None:
    document = OfficeDocument(
        path, SERIF, title="Mål och budget 2025 med plan för 2026–2027", left="Vadstena kommun",
        right="Mål och budget 2025", footer="Antagen av kommunfullmäktige",
    )  # fmt: skip
    story: list[Flowable] = [
        Spacer(1, 120),
        text(SERIF, "Mål och budget 2025", "title"),
        text(SERIF, "med plan för 2026–2027", "subtitle"),
        Spacer(1, 12),
        text(SERIF, "Vadstena kommun"),
        text(SERIF, "Antagen av kommunfullmäktige 2024-11-27, § 118"),
        Spacer(1, 40),
        text(SERIF, "Innehåll", "subtitle"),
        contents(SERIF),
        PageBreak(),
        text(SERIF, "Så styrs kommunen", "h1"),
        text(SERIF, "Fullmäktige beslutar om vision, målområden och mål för mandatperioden. Nämnderna bryter ned "
        "målen i egna verksamhetsplaner och följer upp dem i delårsrapport och årsredovisning."),
        text(SERIF, "Vision", "h2"),
        text(SERIF, "Vadstena – liten stad med stora möjligheter", "italic"),
        text(SERIF, "Fullmäktiges mål och indikatorer", "h2"),
        text(SERIF, "Målen gäller hela kommunkoncernen. Målvärdena avser utgången av respektive år."),
        goal_table(),
        text(SERIF, "Uppdrag till nämnderna", "h2"),
        *texts(SERIF, ["Kommunstyrelsen ska ta fram en plan för klimatanpassning av strandnära mark. Klart senast "
                       "december 2025.",
                       "Barn- och utbildningsnämnden ska redovisa hur undervisningsgruppernas storlek utvecklas. "
                       "Redovisas i delårsrapporten."], "bullet"),
        text(SERIF, "Ekonomiska förutsättningar", "h1"),
        text(SERIF, "Budgeten bygger på en utdebitering om 22,45 kronor och 7 500 invånare. Löner och priser räknas "
        "upp med 2,6 procent. Ett resultat på 2 procent kräver mer än vad planen rymmer, och investe-<br/>ringar i "
             "skolan gör att låneskulden växer."),
        text(SERIF, "Budget", "h1"),
        *result_budget(),
        Spacer(1, 8),
        *operating_budget(),
        Spacer(1, 8),
        *investment_budget(),
    ]  # fmt: skip
    document.multiBuild(story)
