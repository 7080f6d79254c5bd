"""Vadstena, samhällsbyggnadsförvaltningen, appendices with key results 2024 and 2025: family 3."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.samples.web import GREY, WebDocument

HEAD = ("", "Nyckelresultat", "Ägare", "Så mäter vi")
WIDTHS = (5, 42, 23, 30)


@dataclass(frozen=True, slots=True)
class Results:
    """One goal with its indicator, a sentence and its key results (`|` between the cells)."""

    goal: str
    indicator: str
    words: str
    rows: tuple[str, ...]


RESULTS_2024 = (
    Results("Mål 1: Vi tar vara på varandras kunskap", "HME-index",
            "Alla enheter ska dela arbetssätt som fungerar, och nya kollegor ska få en bra start.", (
        "Alla nya medarbetare har en utsedd fadder. | Enhetschefer | Kontroll i introduktionsplanen.",
        "Minst åtta av tio medarbetare har deltagit i en kunskapsdag. | Ledningsgruppen | Deltagarlistor.",
        "Resultatet av HME-enkäten är genomgånget i varje arbetsgrupp. | Enhetschefer | Protokoll från APT i alla"
        " enheter.")),
    Results("Mål 2: Vår arbetsmiljö är trygg och säker", "Sjukfrånvaro",
            "Risker ska synas tidigt och rätta åtgärder sättas in innan någon skadas.", (
        "Antalet rapporterade tillbud ökar. | Ledningsgruppen | Antal tillbud i systemet, 2023 var utfallet 41 st.",
        "Skyddsronder är gjorda på alla arbetsplatser. | Gata och park, Fastighet | Protokoll finns.",
        "Chefer har gått utbildning i arbetsmiljö. | Ledningsgruppen i samverkan med HR | Intyg, minst 90 procent.")),
    Results("Mål 3 (Gata och park) Gator och parker är hela, rena och trygga", "Nöjdhet med gator och vägar",
            "Synpunkter från invånare ska besvaras och åtgärdas i tid.", (
        "Felanmälningar är åtgärdade inom tio arbetsdagar. | Gata och park | Andel i felanmälan ska vara minst 85 %.",
        "Planen för beläggning följs. | Gata och park i samverkan med VA | Antal meter ny beläggning.",
        "Trygghetsvandring är genomförd i tre stadsdelar. | Gata och park, Räddningstjänsten | Minnesanteckningar.")),
    Results("Mål 4 (Bygg och miljö) Våra kunder får beslut i rätt tid", "NKI-mätning företagsklimat (Insikt)",
            "Tydliga råd tidigt i ärendet gör att färre handlingar behöver kompletteras.", (
        "Ansökningar om bygglov avgörs snabbt. | Bygglov | Medeltid i antal dagar (högst 28).",
        "Fler använder e-tjänsten för bygglov. | Bygglov, Digitalisering | Andel ansökningar via e-tjänst (75 % grön).",
        "Företagare får besked om när tillsyn ska göras. | Miljö och hälsa | Enkät efter tillsyn.",
        "Alla tillsynsbesök enligt plan är gjorda. | Miljö och hälsa | Tillsynsplan, avstämning per tertial.",
        "Handläggare svarar i telefon på utsatta tider. | Bygglov, Miljö och hälsa | Stickprov varje månad.",
        "Beslut om bostadsanpassning fattas inom fyra veckor. | Bygglov | Andel beslut i tid, minst 90 %.",
        "Kontaktvägar på webbplatsen är uppdaterade. | Kommunikation | Genomgång två gånger per år.")),
    Results("Mål 5 (Fastighet) Lokalerna drar mindre energi", "Energianvändning per kvadratmeter",
            "Åtgärder ska väljas efter hur mycket energi de sparar per satsad krona.", (
        "Energianvändningen minskar i skolor och förskolor. | Fastighet | kWh per kvadratmeter, minst 3 % lägre än "
        "2023.",
        "Driftoptimering är genomförd i fem byggnader. | Fastighet, Måltider | Protokoll från genomgång.")),
)  # fmt: skip
RESULTS_2025 = (
    Results("Mål 1: Vi tar vara på varandras kunskap", "HME-index",
            "Fadderskap är infört. Nu ska det bli en vana att besöka varandras arbetsplatser.", (
        "Varje enhet har besökt en annan enhet. | Enhetschefer | Kalender och korta reflektioner.",
        "Minst nio av tio medarbetare har deltagit i en kunskapsdag. | Ledningsgruppen | Deltagarlistor.",
        "Resultatet av HME-enkäten är genomgånget i alla arbetsgrupper. | Enhetschefer | Protokoll från APT i alla"
        " enheter.")),
    Results("Mål 2: Vår arbetsmiljö är trygg och säker", "Sjukfrånvaro",
            "Vi fortsätter att arbeta förebyggande och följer upp åtgärder efter skyddsrond.", (
        "Antalet rapporterade tillbud ökar. | Ledningsgruppen | Antal tillbud i systemet, 2024 var utfallet 57 st.",
        "Åtgärder från skyddsronder är klara inom 60 dagar. | Gata och park, Fastighet | Andel åtgärder i tid.",
        "Alla har fått utbildning i hot och våld. | Ledningsgruppen i samverkan med HR | Intyg.")),
    Results("Mål 3 (Gata och park) Gator och parker är hela, rena och trygga", "Nöjdhet med gator och vägar",
            "Under året ligger fokus på gångvägar nära skolor och äldreboenden.", (
        "Felanmälningar är åtgärdade inom tio arbetsdagar. | Gata och park | Andel i felanmälan ska vara minst 90 %.",
        "Planen för beläggning följs. | Gata och park i samverkan med VA | Antal meter ny beläggning.",
        "Belysning är utbytt på tre gångvägar. | Gata och park | Antal utbytta armaturer.")),
    Results("Mål 4 (Bygg och miljö) Våra kunder får beslut i rätt tid", "NKI-mätning företagsklimat (Insikt)",
            "Väntetiden har kortats. Nästa steg är att svaren ska vara lätta att förstå.", (
        "Ansökningar om bygglov avgörs snabbt. | Bygglov | Medeltid i antal dagar (högst 25).",
        "Fler använder e-tjänsten för bygglov. | Bygglov, Digitalisering | Andel ansökningar via e-tjänst (80 % grön).",
        "Mallar för beslut är skrivna på klarspråk. | Bygglov, Miljö och hälsa | Antal omarbetade mallar är minst sex.",
        "Alla tillsynsbesök enligt plan är gjorda. | Miljö och hälsa | Tillsynsplan, avstämning per tertial.")),
    Results("Mål 5 (Fastighet) Lokalerna drar mindre energi", "Energianvändning per kvadratmeter",
            "Solceller på två tak tas i drift under våren.", (
        "Energianvändningen minskar i skolor och förskolor. | Fastighet | kWh per kvadratmeter, minst 3 % lägre än "
        "2024.",
        "Andelen egenproducerad el ökar. | Fastighet | Mätare på tak, andel av total el (12 %).")),
)  # fmt: skip


def write_results(path: Path, year: int, results: Sequence[Results]) -> None:
    document = WebDocument(f"Verksamhetsplan {year} – bilaga 1", "Vadstena kommun", "Samhällsbyggnadsförvaltningen")
    document.add_page()
    document.write_words(f"Verksamhetsplan {year} – bilaga 1", 21, bold=True, after=2)
    document.write_words("Nyckelresultat per mål för samhällsbyggnadsförvaltningen", 13, colour=GREY, after=10)
    for part in results:
        document.write_heading(f"{part.goal} (KF indikator: {part.indicator})", 3)
        document.write_words(part.words)
        cells = [[str(number), *(cell.strip() for cell in row.split("|"))] for number, row in enumerate(part.rows, 1)]
        document.write_table([HEAD, *cells], WIDTHS)
    document.save(path)


def build_2024(path: Path) -> None:
    write_results(path, 2024, RESULTS_2024)


def build_2025(path: Path) -> None:
    write_results(path, 2025, RESULTS_2025)
