"""Vadstena, kommunstyrelsen, delårsrapport januari–augusti 2024: status colours, legend, arrows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tools.samples.web import STATUS, Align, Colour, WebDocument

HEAD = ("Indikator", "Mål 2024", "Utfall aug 2024", "Prognos helår", "Status")
WIDTHS = (40, 17, 19, 17, 10)
ALIGNS: tuple[Align, ...] = ("LEFT", "RIGHT", "RIGHT", "RIGHT", "CENTER")
STATUS_COLUMN = 4
# cells parted by |, then the arrow, then the colour; no colour where nothing could be judged yet
AREAS = (
    ("Mål 1: Vadstena är en arbetsgivare som folk vill stanna hos",
     "Medarbetarenkäten visar ett något bättre resultat än året innan. Korttidsfrånvaron sjunker men är fortfarande "
     "hög i två verksamheter.", "Målet bedöms delvis uppfyllt.", (
        "HME-index | minst 79 | 78 | 78 | ↗ | yellow",
        "Sjukfrånvaro | högst 6,5 % | 6,9 % | 6,7 % | ↘ | yellow",
        "Personalomsättning | högst 11 % | 8,2 % | 10,5 % | → | green",
        "Andel chefer med högst 30 medarbetare (%) | 85 | 88 | 88 | ↗ | green")),
    ("Mål 2: Kommunen har råd med sin framtid",
     "Resultatet är starkare än för samma period året innan, främst för att semesterlöneskulden har minskat. För "
     "helåret väntas ändå ett underskott mot budget.", "Målet bedöms inte uppfyllt.", (
        "Årets resultat som andel av skatter och bidrag (%) | 1,0 | 2,1 | −0,2 | ↘ | red",
        "Budgetavvikelse för verksamhetens nettokostnader | ≥ 0 mnkr | −1,4 mnkr | −4,9 mnkr | ↘ | red",
        "Självfinansieringsgrad (%) | 100 | 74 | 69 | ↘ | red",
        "Soliditet inklusive pensionsåtaganden (%) | 18,0 | 18,6 | 18,1 | → | green",
        "Låneskuld per invånare (kr) | högst 39 500 | 38 740 | 39 100 | ↗ | green")),
    ("Mål 3: Det är enkelt att driva företag",
     "Företagen ger högre betyg för bemötande. Handläggningen av bygglov tar kortare tid.", "Målet bedöms uppfyllt.", (
        "NKI-mätning företagsklimat (Insikt) | 74 | 75 | 75 | ↗ | green",
        "Handläggningstid för bygglov, medeltal dagar | högst 28 | 26 | 27 | ↘ | green",
        "Nystartade företag per 1 000 invånare | 5,5 | Mäts i december | - | - | ")),
    ("Mål 4: Trygga invånare i hela kommunen",
     "Trygghetsmätningen görs under hösten. Preliminära siffror från polisen tyder på färre anmälda brott.",
     "Målet bedöms delvis uppfyllt.", (
        "Andel invånare som känner sig trygga utomhus när det är mörkt (%) | minst 74 | Mäts i höst | 72 | → | yellow",
        "Antal trygghetsvandringar | 3 st | 2 st | 3 st | → | green")),
)  # fmt: skip
ASSIGNMENTS = (
    ("Uppdrag", "Åtgärd", "Ansvarig", "Tidpunkt", "Status"),
    ("Se över taxor för lokaler", "Förslag till ny taxa tas fram", "Ekonomi, Kultur och fritid",
    "KS senast oktober 2024",
     "Pågående 60 %"),
    ("Samla kommunens växlar i ett kontaktcenter", "Organisation och lokal är beslutade", "Kommunkansliet i samverkan "
    "med HR",
     "Kvartal 4", "Pågående"),
    ("Ta fram plan för klimatanpassning", "Upphandling av underlag är klar", "Samhällsbyggnad",
    "Före årsskiftet 2024/25",
     "Ej påbörjad"),
    ("Inför e-arkiv", "Systemet är i drift", "Kommunkansliet", "Juni 2024", "Avslutad 100 %"),
)  # fmt: skip
ECONOMY = (
    ("Verksamhet", "Utfall aug 2023", "Utfall aug 2024", "Budget 2024", "Prognos 2024"),
    ("Politisk verksamhet", "−3 120", "−3 265", "−5 100", "−5 050"),
    ("Kommunkansli", "−9 876", "−10 240", "−15 300", "−15 900"),
    ("Ekonomi och HR", "−8 415", "−8 702", "−13 250", "−13 400"),
    ("Räddningstjänst", "−6 830", "−7 010", "−10 600", "−10 600"),
    ("Samhällsbyggnad", "−24 306", "−26 984", "−37 900", "−41 700"),
    ("Projektmedel från staten", "1 260", "1 845", "2 250", "2 750"),
    ("Summa nettokostnad", "−51 287", "−54 356", "−79 900", "−83 900"),
)  # fmt: skip


def write_status_table(document: WebDocument, lines: Sequence[str]) -> None:
    rows: list[Sequence[str]] = [HEAD]
    fills: dict[tuple[int, int], Colour] = {}
    for number, line in enumerate(lines, 1):
        *cells, colour = (cell.strip() for cell in line.split("|"))
        rows.append(cells)
        if colour:
            fills[number, STATUS_COLUMN] = STATUS[colour]
    document.write_table(rows, WIDTHS, aligns=ALIGNS, fills=fills)


def write_legend(document: WebDocument) -> None:
    """What the colours mean: a swatch and a word for each."""
    for colour, words in (("green", "Målet nås"), ("yellow", "Målet nås delvis"), ("red", "Målet nås inte")):
        with document.local_context(fill_color=STATUS[colour]):
            document.rect(document.get_x() + 14, document.get_y() + 1.5, 22, 11, style="F")
        document.write_words(words, after=2, indent=44)
    document.write_words(
        "Pilen visar om värdet har stigit, sjunkit eller är oförändrat jämfört med augusti 2023.", after=4
    )


def build(path: Path) -> None:
    document = WebDocument(
        "Delårsrapport januari–augusti 2024", "Vadstena kommun", "Delårsrapport januari–augusti 2024"
    )
    document.add_page()
    document.write_words("Delårsrapport januari–augusti 2024", 22, bold=True, after=0)
    document.write_words("Kommunstyrelsen", 14, after=4)
    document.write_words("Beslutad av kommunstyrelsen 2024-10-15, § 131. Diarienummer KS 2024-0264", 9, after=8)
    document.write_heading("1 Sammanfattning", 2)
    document.write_words(
        "Av fjorton indikatorer bedöms sju bli gröna, tre gula och tre röda vid årets slut. En kan inte bedömas ännu. "
        "Kommunstyrelsen väntas gå med ett underskott på 4,0 miljoner kronor mot budget, till största delen beroende "
        "på vinterväghållning och högre elpriser."
    )
    write_legend(document)
    document.write_heading("2 Måluppfyllelse", 2)
    for number, (goal, words, verdict, lines) in enumerate(AREAS, 1):
        document.write_heading(goal, 3, room=170)
        document.write_words(f"{words} {verdict}")
        document.write_words(f"Tabell {number}. Indikatorer för mål {number}, 2024", 9, bold=True, after=2)
        write_status_table(document, lines)
    document.write_heading("3 Uppdrag från kommunfullmäktige", 2)
    document.write_table(ASSIGNMENTS, (24, 25, 21, 17, 13), stripes=(240, 244, 243))
    document.write_heading("4 Ekonomi", 2)
    document.write_words(
        "Nettokostnaden för perioden är 54 356 tkr. Det är 6 procent mer än för samma period året innan. "
        "Samhällsbyggnad står för det mesta av avvikelsen."
    )
    document.write_words("Tabell 5. Driftredovisning kommunstyrelsen, tkr", 9, bold=True, after=2)
    numbers: tuple[Align, ...] = ("LEFT", "RIGHT", "RIGHT", "RIGHT", "RIGHT")
    document.write_table(ECONOMY, (32, 17, 17, 17, 17), aligns=numbers, bold_rows=(7,))
    document.save(path)
