"""Vadstena, kommunstyrelsen, årsredovisning 2024: what came of the year's targets, beside the year before."""

from __future__ import annotations

from pathlib import Path

from tools.samples.web import Align, WebDocument

HEAD = ("Indikator", "Utfall 2023", "Mål 2024", "Utfall 2024")
WIDTHS = (49, 18, 18, 18)
ALIGNS: tuple[Align, ...] = ("LEFT", "RIGHT", "RIGHT", "RIGHT")
AREAS = (
    ("Mål 1: Vadstena är en arbetsgivare som folk vill stanna hos",
     "Fler chefer har en rimlig storlek på sin grupp. Frånvaron sjönk under hösten men inte så mycket som vi hoppades.",
     "Målet bedöms delvis uppfyllt.", (
        "HME-index | 77 | minst 79 | 79",
        "Sjukfrånvaro | 7,1 % | högst 6,5 % | 6,6 %",
        "Personalomsättning | 9,4 % | högst 11 % | 10,2 %",
        "Andel chefer med högst 30 medarbetare (%) | 81 | 85 | 90")),
    ("Mål 2: Kommunen har råd med sin framtid",
     "Året slutade med ett litet överskott. Investeringarna kunde bara till en del betalas med egna medel.",
     "Målet bedöms inte uppfyllt.", (
        "Årets resultat som andel av skatter och bidrag (%) | 1,4 | 1,0 | 0,3",
        "Budgetavvikelse för verksamhetens nettokostnader | 0,6 mnkr | ≥ 0 mnkr | −3 100 tkr",
        "Självfinansieringsgrad (%) | 88 | 100 | 71",
        "Soliditet inklusive pensionsåtaganden (%) | 18,2 | 18,0 | 18,3",
        "Låneskuld per invånare (kr) | 37 900 | högst 39 500 | 38 960")),
    ("Mål 3: Det är enkelt att driva företag",
     "Handläggarna träffar företagen tidigare. Antalet nya företag blev lägre än året innan.",
     "Målet bedöms uppfyllt.", (
        "NKI-mätning företagsklimat (Insikt) | 72 | 74 | 75",
        "Handläggningstid för bygglov, medeltal dagar | 31 | högst 28 | 26",
        "Nystartade företag per 1 000 invånare | 5,2 | 5,5 | 5,1")),
    ("Mål 4: Trygga invånare i hela kommunen",
     "Höstens mätning visar att fler känner sig trygga ute på kvällen. En vandring ställdes in på grund av vädret.",
     "Målet bedöms delvis uppfyllt.", (
        "Andel invånare som känner sig trygga utomhus när det är mörkt (%) | 71 | minst 74 | 73",
        "Antal trygghetsvandringar | 3 st | 3 st | 3 st")),
)  # fmt: skip


def build(path: Path) -> None:
    document = WebDocument("Årsredovisning 2024", "Vadstena kommun", "Årsredovisning 2024")
    document.add_page()
    document.write_words("Årsredovisning 2024", 22, bold=True, after=0)
    document.write_words("Kommunstyrelsen", 14, after=4)
    document.write_words("Beslutad av kommunstyrelsen 2025-03-25, § 38. Diarienummer KS 2025-0071", 9, after=8)
    document.write_heading("1 Året i korthet", 2)
    document.write_words(
        "Kommunstyrelsen följer fjorton indikatorer. Siffrorna gäller hela året och ersätter dem som stod i "
        "delårsrapporten."
    )
    document.write_heading("2 Måluppfyllelse", 2)
    for number, (goal, words, verdict, lines) in enumerate(AREAS, 1):
        document.write_heading(goal, 3, room=170)
        document.write_words(f"{words} {verdict}")
        document.write_words(f"Tabell {number}. Indikatorer för mål {number}", 9, bold=True, after=2)
        rows = [HEAD, *(tuple(cell.strip() for cell in line.split("|")) for line in lines)]
        document.write_table(rows, WIDTHS, aligns=ALIGNS)
    document.save(path)
