"""How well targets in running text are told from everything else that plans say with numbers.

The sentences are our own, worded as plans word them. The floors are for all of them together: a change of the rules may
lose one and gain another.
"""

from normalizers.targets import find_targets

LEAST_PRECISION = 0.95  # a made-up target costs trust
LEAST_RECALL = 0.9

# Sentence: what it sets, as `comparator value unit year`.
TARGETS = {
    "Väntetiden till äldreboende ska högst vara 60 dagar.": ["<= 60 dagar"],
    "Antalet sjukdagar per anställd ska inte vara fler än 18.": ["<= 18"],
    "Vi siktar på minst 60 nya bostäder per år.": [">= 60 nya bostäder"],
    "Målvärde 2026: 78.": ["= 78 2026"],
    "Soliditeten ska uppgå till minst 20 procent.": [">= 20 %"],
    "Årets resultat ska vara minst 2 procent av skatteintäkter och bidrag.": [">= 2 %"],
    "Sjukfrånvaron ska vara högst 6 procent vid utgången av 2027.": ["<= 6 % 2027"],
    "Andelen nöjda brukare ska vara minst 90 %.": [">= 90 %"],
    "Kommunen ska ha 13 000 invånare år 2030.": ["= 13000 invånare 2030"],
    "Antalet besök ska uppgå till minst 50 000 per år.": [">= 50000"],
    "Senast 2030 ska utsläppen understiga 2 ton per invånare.": ["< 2 ton 2030"],
    "Minst 95 procent av eleverna ska vara behöriga till gymnasiet.": [">= 95 %"],
    "Handläggningstiden ska inte överstiga 30 dagar.": ["<= 30 dagar"],
    "Elevfrånvaron får inte överstiga 5 procent.": ["<= 5 %"],
    "Målet är att minst 80 procent av avfallet återvinns.": [">= 80 %"],
    "Målet är att andelen ekologiska livsmedel ska vara 40 procent 2026.": ["= 40 % 2026"],
    "Nämnden har som mål att nå ett medarbetarindex på minst 80.": [">= 80"],
    "Medarbetarindex (HME) ska vara över 80.": ["> 80"],
    "Nöjd kund-index ska ligga på minst 75.": [">= 75"],
    "Självfinansieringsgraden ska vara 100 procent över planperioden.": ["= 100 %"],
    "Varje år ska minst fyra medborgardialoger genomföras.": [">= 4 medborgardialoger"],
    "Energianvändningen ska minska till 120 kWh per kvadratmeter 2028.": ["= 120 kWh per kvadratmeter 2028"],
    "Låneskulden per invånare ska inte överstiga 40 000 kronor.": ["<= 40000 kronor"],
    "Väntetiden ska vara mindre än 14 dagar.": ["< 14 dagar"],
    "År 2030 ska 70 procent av resorna ske med buss, cykel eller till fots.": ["= 70 % 2030"],
    "Andel fossilfria fordon: mål 100 % senast 2026.": ["= 100 % 2026"],
    "Målsättningen är att personalomsättningen är högst 10 %.": ["<= 10 %"],
    "Kommunen ska ligga bland de 50 bästa i företagsrankningen.": ["<= 50"],
    "Resultatet ska ligga mellan 1 och 3 procent.": [">= 1 %", "<= 3 %"],
    "Det ska finnas minst 200 lediga tomter.": [">= 200 lediga tomter"],
    "Antalet timanställda bör inte överstiga 50 personer.": ["<= 50 personer"],
    "Andelen heltidsanställda ska öka till 85 procent.": ["= 85 %"],
    "Svarsfrekvensen i enkäten ska vara minst 70 %.": [">= 70 %"],
    "Målnivå: 85 %.": ["= 85 %"],
    "Meritvärdet ska vara lägst 225 poäng.": [">= 225 poäng"],
    "Målet för energianvändning är 2014 – 197 kWh/m2, 2020 – 168 kWh/m2.": ["= 197 kWh/m2 2014", "= 168 kWh/m2 2020"],
    "Vi ska vara 14 000 invånare 2035.": ["= 14000 invånare 2035"],
    "Utsläppen ska vara noll 2045.": ["= 0 2045"],
}

# History, forecasts, laws, budgets, deadlines, references: no targets.
NO_TARGETS = [
    "Enligt skollagen ska eleverna erbjudas minst 178 skoldagar.",
    "Politikerna ska få underlag minst 7 dagar före mötet.",
    "Sjukfrånvaron minskade med 3 procent 2022.",
    "Befolkningen väntas uppgå till 12 400 invånare 2028.",
    "Under 2023 hade kommunen 11 800 invånare.",
    "Enligt prognosen ökar antalet äldre över 80 år med 40 procent till 2033.",
    "I riket är andelen minst 80 procent.",
    "Arbetslösheten i länet var 7,2 procent i december 2023.",
    "Beslut ska fattas enligt 5 kap. 8 § kommunallagen.",
    "Ärendet ska redovisas senast den 31 mars 2025.",
    "Planen ska vara klar senast den 15 juni 2025.",
    "Frågor ska ställas till växeln på telefon 0123-456 00.",
    "Läs mer på sidan 24.",
    "Bokslutet visade ett överskott på 12 miljoner kronor.",
    "Nämnden tilldelas 245 miljoner kronor i kommunbidrag för 2025.",
    "Investeringarna beräknas uppgå till 85 miljoner kronor 2025.",
    "Skattesatsen är 22,25 kronor.",
    "Kommunfullmäktige består av 41 ledamöter.",
    "Målet följs upp två gånger per år.",
    "Uppföljning ska ske minst en gång per år.",
    "Enligt lagen ska beslut fattas inom 4 månader.",
    "Av de 120 svarande var 85 procent nöjda.",
    "Personer över 65 år ska erbjudas förebyggande hembesök.",
    "Barn mellan 1 och 5 år ska erbjudas förskola.",
    "Andelen var 82 procent, vilket är 3 procent högre än 2022.",
    "Den globala uppvärmningen ska hållas under 1,5 grader enligt Parisavtalet.",
    "Regeringen har som mål att Sverige ska ha nettonollutsläpp 2045.",
    "Riksdagens mål är att 90 procent av fordonen ska vara fossilfria.",
    "Verksamheten har 35 anställda och en budget på 28 mnkr.",
    "Nya skolan ska ha plats för 450 elever och står klar hösten 2026.",
    "Ramen för 2025 ska minska med 3 mnkr jämfört med 2024.",
    "Inflationen bedöms ligga på 2 procent 2026.",
    "Skatteunderlaget ska enligt SKR öka med 4,1 procent 2025.",
    "Under mandatperioden 2022–2026 ska nämnden ta fram en ny plan.",
    "Rapporten ska omfatta högst 20 sidor.",
    "Mötet ska hållas kl. 13.00 i sal 3.",
    "Nämnden ska spara 5 mnkr under 2025.",
    "Investera 12 mnkr i nya cykelvägar 2026.",
    "Vid 15 av 20 enheter genomfördes skyddsrond.",
]


def found(sentence: str) -> list[str]:
    levels = [target for target in find_targets(sentence) if not target.is_change]
    return [" ".join(str(p) for p in (t.comparator, f"{t.value:g}", t.unit, t.year) if p) for t in levels]


def test_precision_and_recall() -> None:
    right = sum(level in expected for words, expected in TARGETS.items() for level in found(words))
    made = sum(len(found(words)) for words in [*TARGETS, *NO_TARGETS])
    stated = sum(len(expected) for expected in TARGETS.values())
    assert right / made >= LEAST_PRECISION
    assert right / stated >= LEAST_RECALL


def test_nothing_is_made_of_other_sentences() -> None:
    assert {words: found(words) for words in NO_TARGETS if found(words)} == {}
