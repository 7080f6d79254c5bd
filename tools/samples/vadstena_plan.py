"""Vadstena, samhällsbyggnadsförvaltningen, verksamhetsplan 2024–2025: family 4, goals in a list and as headings."""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

from fpdf.enums import TableBordersLayout

from tools.samples.web import ACCENT, BLACK, FONT, WebDocument

Goal: TypeAlias = tuple[str, str, str, str, str, tuple[str, ...]]
# number, scope, wording, KF indicator, explanation, focus areas
GOALS: tuple[Goal, ...] = (
    ("1", "", "Vi tar vara på varandras kunskap", "HME-index",
     "När vi delar det vi kan blir arbetet lättare och resultatet bättre. HME-index ska vara minst 80 vid utgången av "
     "2025.",
     ("Introduktion och fadderskap", "Kunskapsdagar över enhetsgränser")),
    ("2", "", "Vår arbetsmiljö är trygg och säker", "Sjukfrånvaro",
     "Arbetsmiljön planeras och följs upp på samma sätt som ekonomin. Tillbud rapporteras och leder till åtgärd.",
     ("Tidiga insatser", "Skyddsronder med återkoppling")),
    ("3", "Gata och park", "Gator och parker är hela, rena och trygga", "Nöjdhet med gator och vägar",
     "Den som bor eller verkar här ska lätt kunna ta sig fram till fots, med cykel och med bil, året runt. Av "
     "invånarna ska minst 65 procent vara nöjda med gator och vägar år 2025.",
     ("Felanmälan", "Trygghetsvandringar", "Beläggning och belysning")),
    ("4", "Bygg och miljö", "Våra kunder får beslut i rätt tid", "NKI-mätning företagsklimat (Insikt)",
     "Handläggningen ska vara rättssäker, begriplig och snabb. Råd ges tidigt så att färre ärenden behöver "
     "kompletteras.",
     ("E-tjänster", "Klarspråk")),
    ("5", "Fastighet", "Lokalerna drar mindre energi", "Energianvändning per kvadratmeter",
     "Varje sparad kilowattimme ger utrymme för underhåll. Energianvändningen ska vara högst 148 kWh per kvadratmeter "
     "2025.",
     ("Driftoptimering", "Egen elproduktion")),
)  # fmt: skip
CONTROL = (
    ("Dokumenttyp", "Dokumentägare", "Beslutsinstans", "Giltig till"),
    ("Verksamhetsplan", "Förvaltningschef samhällsbyggnad", "Kommunstyrelsen", "2025-12-31"),
    ("Upprättad av", "Fastställd", "Senast reviderad", "Diarienummer"),
    ("Förvaltningsledningen", "2023-11-28", "2024-11-19", "SBF 2023-0187"),
)
CONTENTS = (("Inledning", 2), ("Sammanställning av målen", 2), ("Gemensamma mål", 2), ("Avdelningarnas mål", 3),
            ("Uppföljning", 3))  # fmt: skip


def goal_heading(number: str, scope: str, wording: str, indicator: str) -> str:
    lead = f"Mål {number} ({scope}) " if scope else f"Mål {number}: "
    return f"{lead}{wording} (KF indikator: {indicator})"


def write_contents(document: WebDocument) -> None:
    """Typed by hand with dots up to the page number, as writers without a word processor's list do."""
    document.write_words("Innehåll", 14.5, bold=True, colour=ACCENT)
    document.set_font(FONT, "", 10)
    document.set_text_color(*BLACK)
    for title, page in CONTENTS:
        room = document.epw - document.get_string_width(f"{title}  {page}") - 8
        dots = "." * int(room / document.get_string_width("."))
        document.cell(0, 15, f"{title} {dots} {page}", new_x="LMARGIN", new_y="NEXT")


def write_cover(document: WebDocument) -> None:
    document.add_page()
    document.ln(110)
    document.write_words("Verksamhetsplan", 30, bold=True, colour=ACCENT, after=0)
    document.write_words("Samhällsbyggnadsförvaltningen", 20, colour=ACCENT, after=0)
    document.write_words("2024–2025", 20, colour=ACCENT, after=60)
    document.write_table(
        CONTROL, (25, 27, 25, 23), bold_rows=(2,), borders=TableBordersLayout.ALL, size=9, head=1,
        fills={(2, col): (226, 239, 236) for col in range(4)},
    )  # fmt: skip
    document.ln(40)
    write_contents(document)


def write_goal(document: WebDocument, goal: Goal) -> None:
    number, scope, wording, indicator, words, areas = goal
    document.write_heading(goal_heading(number, scope, wording, indicator), 3)
    document.write_words(words)
    document.write_words("Fokusområden:", bold=True, after=1)
    document.write_list(areas)


def build(path: Path) -> None:
    document = WebDocument("Verksamhetsplan samhällsbyggnadsförvaltningen 2024–2025", "Vadstena kommun", "2024–2025")
    write_cover(document)
    document.add_page()
    document.write_heading("Inledning", 1)
    document.write_words(
        "Samhällsbyggnadsförvaltningen ansvarar för gator, parker, fastigheter, bygglov och tillsyn. Planen beskriver "
        "vilka "
        "mål vi arbetar mot och hur de hänger ihop med kommunfullmäktiges indikatorer. Vad som ska vara gjort varje år "
        "står i bilagan med nyckelresultat, som tas fram i början av året till-\nsammans med medarbetarna."
    )
    document.write_heading("Sammanställning av målen", 1)
    document.write_words("Gemensamma mål för hela förvaltningen:", bold=True, after=2)
    document.write_list([f"{goal[0]}. {goal[2]}" for goal in GOALS[:2]], mark="")
    document.write_words("Mål för avdelningarna:", bold=True, after=2)
    document.write_list([f"{goal[0]}. {goal[2]}" for goal in GOALS[2:]], mark="")
    document.write_heading("Gemensamma mål", 1)
    document.write_heading("Förvaltningens grunduppdrag", 2)
    document.write_words(
        "Vi planerar, bygger och sköter det som är gemensamt i staden och på landet. Uppdraget utgår från "
        "lagstiftning, fullmäktiges mål och den budget som kommunstyrelsen har tilldelat."
    )
    document.write_heading("Mål för hela förvaltningen", 2)
    for goal in GOALS[:2]:
        write_goal(document, goal)
    document.add_page()
    document.write_heading("Avdelningarnas mål", 1)
    document.write_words(
        "Varje avdelning har minst ett eget mål. Avdelningschefen äger målet och rapporterar till förvaltningens "
        "ledning."
    )
    for goal in GOALS[2:]:
        write_goal(document, goal)
    document.write_heading("Uppföljning", 1)
    document.write_words(
        "Läget redovisas i delårsrapporten efter augusti och i årsrapporten. Nyckelresultaten stäms av varje tertial. "
        "När ett mål inte ser ut att nås beslutar förvaltningschefen om åtgärder."
    )
    document.save(path)
