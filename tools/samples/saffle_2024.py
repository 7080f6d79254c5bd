"""Säffle, kommunstyrelsen, verksamhetsplan 2024: families 1, 2, 4 and 5."""

from __future__ import annotations

from pathlib import Path

from reportlab.platypus import Flowable

from tools.samples.office import SANS, OfficeDocument, PageBreak, Spacer, box, contents, text, texts
from tools.samples.saffle import Columns, assignment, block_title, budget_table, indicator_table

INDICATOR_HEADS = (
    "", "Indikator", "Nuvärde (2022)", "Målvärde 2024", "Målvärde 2025", "Målvärde 2026", "Ansvarig", "Källa",
    "Mätintervall",
)  # fmt: skip
ACTION_HEADS = (
    "Kommunstyrelsens åtgärd", "Förväntad effekt av åtgärden", "Ansvarig enhet (och ev. samverkan)",
    "Tidpunkt för redovisning (beslutsinstans)",
)  # fmt: skip
ECONOMY = (
    "KF | Årets resultat som andel av skatteintäkter, generella statsbidrag och utjämning (%) | 1,4 | minst 2,0 |"
    " minst 2,0 | ≥ 2,5 | KSK/EKO | Bokslut | Tertial- och årsuppföljning",
    "KF | Självfinansieringsgrad för investeringar (%) | 74 | 80 | 90 | 100 | KSK/EKO | Ekonomisystemet | Årligen",
    "KF | Låneskuld per invånare (kr) | 41&nbsp;250 | högst 42&nbsp;000 | högst 42&nbsp;500 | högst 43&nbsp;000 | "
    "KSK/EKO | Bokslut | Årligen",
    "KS | Budgetavvikelse för verksamhetens nettokostnader | −4,6 mkr | ≥ 0 mkr | ≥ 0 mkr | ≥ 0 mkr | KSK/EKO |"
    " Ekonomisystemet | Delårsbokslut och årsbokslut",
    "KS | Soliditet inklusive ansvarsförbindelse (%) | 21,5 | 22,0 | 23,0 | 24,0 | KSK/EKO | Bokslut | Årligen",
    "KS | Sjukfrånvaro, totalt<super>1</super> | 7,4 % | högst 7,0 % | högst 6,8 % | högst 6,5 % | KSK/HR i samverkan"
    " med samtliga förvaltningar | Personalsystemet | Månadsvis",
    "KS | Hållbart medarbetarengagemang (HME), totalindex | 77 | 78 | 79 | 80 | KSK/HR | Medarbetarenkät | Vartannat"
    " år",
    "KS | Andel avtalstrogna inköp<super>2</super> | - | Se fotnot | 85 % | 90 % | KSK/EKO, KSK/Upphandling |"
    " Inköpsanalys | Halvårsvis",
    "KS | Personalomsättning bland tillsvidareanställda | 12,1 % | &lt; 11 % | &lt; 10 % | &lt; 10 % | KSK/HR |"
    " Personalsystemet | Årligen",
)
CLIMATE = (
    "KF | Andel miljöbilar i kommunorganisationen (%) | 38 | minst 45 | minst 55 | minst 65 | TK/Fordon |"
    " Miljöfordonsdiagnos | Årligen",
    "KF | Utsläpp av växthusgaser från tjänsteresor (ton koldioxidekvivalenter) | 212 | 195 | 180 | 165 | KSK/ToU |"
    " Klimatbokslut | Årligen",
    "KS | Energianvändning i kommunens lokaler<super>3</super> | 158 kWh/kvm | 154 kWh/kvm | 150 kWh/kvm |"
    " 145 kWh/kvm | TK/Fast | Energi-<br/>uppföljning | Kvartalsvis",
    "KS | Antal laddpunkter vid kommunens fastigheter | 24 | minst 30 | minst 40 | minst 50 | TK/Fast | Egen"
    " mätning | Årligen",
    "KS | Nöjdhet med måltiderna i kommunens kök | elever 68 %<br/>medarb. 74 % | elever 70 %<br/>"
    "medarb. 75 % | elever 72 %<br/>medarb. 76 % | elever 75 %<br/>medarb. 78 % | KSK/Måltid | Måltidsenkät | Årligen",
)


def economy_area() -> list[Flowable]:
    return [
        text(SANS, "KF:s målområde 1: Säffle kommun har en ekonomi i balans och är en god arbetsgivare", "h2"),
        *texts(SANS, [
            "En ekonomi som håller över tid ger oss handlingsfrihet. Den förutsätter att varje verksamhet planerar "
            "sitt "
            "arbete inom sin ram, att lokaler används fullt ut och att medarbetare vill stanna hos oss. När behoven "
            "skiftar ska resurserna kunna flyttas dit de gör mest nytta, och därför är tidiga prognoser ett viktigt "
            "besluts-<br/>underlag för nämnder och styrelse.",
        ]),
        box(SANS, "Ambitionsnivå 2030:", "Säffle kommun finansierar sina investeringar med egna medel."),
        text(SANS, "Kommunfullmäktiges inriktningsmål 1.1: Varje verksamhet bedrivs inom beslutad ram", "h3"),
        text(SANS, "Avvikelser upptäcks tidigt och möts med åtgärder samma kvartal.", "italic"),
        text(SANS, "Kommunfullmäktiges inriktningsmål 1.2: Medarbetare trivs, utvecklas och stannar", "h3"),
        text(SANS, "Chefer har tid att vara nära sina medarbetare och arbetsmiljön följs upp varje år.", "italic"),
        text(SANS, "Kommunstyrelsens tolkning av målområde 1", "h3"),
        text(SANS, "Kommunstyrelsen leder och samordnar ekonomin och är anställningsmyndighet. Tyngdpunkten under 2024 "
             "ligger på lokalförsörjning, upphandling och ett närvarande ledarskap."),
        *block_title("KOMMUNSTYRELSENS UPPDRAG FRÅN KOMMUNFULLMÄKTIGE"),
        *assignment("Uppdrag från KF", "Ta fram en lokalförsörjningsplan för åren 2025–2034",
            "Kommunstyrelsens tolkning av uppdraget är att planen ska visa vilka lokaler som kan lämnas, vilka som "
            "behöver byggas om och vad det kostar per år.", ACTION_HEADS, [
            "Inventera alla förhyrda lokaler och deras nyttjande | En samlad bild av lokaler som står tomma |"
            " KSK/EKO i samverkan med TK/Fast | Juni 2024",
            "Upprätta förslag till lokalförsörjningsplan | Lägre lokalkostnad från och med 2026 | KSK/EKO, TK/Fast |"
            " KS innan årsskiftet 2024/25"]),
        *assignment("Uppdrag från KF", "Stärk avtalstroheten vid inköp",
            "Kommunstyrelsens tolkning av uppdraget är att beställare ska hitta rätt avtal utan hjälp av upphandlare.",
            ACTION_HEADS, [
            "Utbilda certifierade beställare i varje förvaltning | Fler köp görs inom gällande avtal |"
            " KSK/Upphandling i samverkan med samtliga förvaltningar | Löpande",
            "Samla avtal i en sökbar katalog | Kortare tid från behov till beställning | KSK/Upphandling, KSK/IT |"
            " Kvartal 4"]),
        *block_title("KOMMUNSTYRELSENS EGNA INITIATIV INOM MÅLOMRÅDE 1"),
        *assignment("KS-initiativ", "Utveckla introduktionen av nya chefer",
            "Nya chefer möter i dag olika rutiner beroende på förvaltning. Initiativet ska ge en gemensam start.",
            ACTION_HEADS, [
            "Ta fram ett program med mentor under det första året | Chefer känner sig trygga i uppdraget och stannar "
            "längre | KSK/HR | Redovisas till KSAU senast juni 2024"]),
        *block_title("INDIKATORER FÖR UPPFÖLJNING AV MÅLOMRÅDE 1"),
        indicator_table(INDICATOR_HEADS, ECONOMY),
        text(SANS, "<super>1</super> Avser sjukfrånvaro i procent av ordinarie arbetstid för alla anställda.", "note"),
        text(SANS, "<super>2</super> Nytt mått. Inköpsanalysen tas i bruk under 2024 och målvärde för året saknas.",
        "note"),
    ]  # fmt: skip


def climate_area() -> list[Flowable]:
    return [
        text(SANS, "KF:s målområde 2: Säffle kommun minskar sin klimatpåverkan", "h2"),
        text(SANS, "Kommunen ska gå före i omställningen och göra det enkelt att resa, äta och bo med låg påverkan på "
             "klimatet. Egna fordon, fastigheter och kök är de områden där vi själva bestämmer takten."),
        box(SANS, "Ambitionsnivå 2030:", "Säffle kommuns egna transporter är fria från fossila bränslen."),
        text(SANS, "Kommunfullmäktiges inriktningsmål 2.1: Resor i tjänsten sker klimatsmart", "h3"),
        text(SANS, "Tåg, cykel och digitala möten är förstahandsval.", "italic"),
        text(SANS, "Kommunfullmäktiges inriktningsmål 2.2: Kommunens lokaler använder mindre energi", "h3"),
        *block_title("KOMMUNSTYRELSENS UPPDRAG FRÅN KOMMUNFULLMÄKTIGE"),
        *assignment("Uppdrag från KF", "Redovisa hur den egna fordonsflottan kan bli fossilfri till år 2030",
            "Kommunstyrelsens tolkning av uppdraget är att en stegvis plan behövs där byten av fordon följer "
            "avtalstider och laddplatser byggs i samma takt.", ACTION_HEADS, [
            "Ta fram plan för byte av fordon | Minskade utsläpp och lägre drivmedelskostnad | TK/Fordon i samverkan "
            "med KSK/ToU | Hösten 2024 (KS)"]),
        *block_title("INDIKATORER FÖR UPPFÖLJNING AV MÅLOMRÅDE 2"),
        indicator_table(INDICATOR_HEADS, CLIMATE),
        text(SANS, "<super>3</super> Köpt energi för uppvärmning och fastighetsel, korrigerad för normalår.", "note"),
    ]  # fmt: skip


def budget() -> list[Flowable]:
    drift = Columns((("Utfall", 1), ("Budget", 2), ("Plan", 2)), (2022, 2023, 2024, 2025, 2026))
    investments = Columns((("Budget", 2), ("Plan", 2)), (2023, 2024, 2025, 2026))
    return [
        text(SANS, "Ekonomi", "h1"),
        text(SANS, "Kommunstyrelsens ram för 2024 är fastställd i kommunens mål och budget. Lokalkostnaderna sjunker "
        "från 2025 när två kontor lämnas."),
        text(SANS, "Driftbudget kommunstyrelsen, tkr", "caption"),
        budget_table("Tkr", drift, [
            ("", [("Intäkter", (31_420, 29_800, 30_600, 31_000, 31_200))]),
            ("Summa kostnader", [
                ("Personalkostnader", (-68_115, -71_300, -74_050, -75_900, -77_800)),
                ("Lokalkostnader", (-12_480, -13_150, -13_900, -12_600, -12_700)),
                ("Övriga kostnader", (-25_944, -24_700, -25_350, -25_600, -26_050)),
                ("Kapitalkostnader", (-2_306, -2_410, -2_980, -3_140, -3_060))]),
        ], "Nettokostnad"),
        text(SANS, "Investeringsbudget kommunstyrelsen, tkr", "caption"),
        budget_table("Projekt", investments, [
            ("", [("Laddplatser vid kommunhuset", (0, 850, 600, 0)), ("Nätverk och servrar", (1_400, 1_750, 1_500,
            1_500)),
                  ("Ombyggnad reception", (0, 2_300, 0, 0)), ("Inventarier", (500, 500, 500, 500)),
                  ("Statsbidrag laddplatser", (0, -340, -240, 0))]),
        ], "Summa investeringar"),
    ]  # fmt: skip


def build(path: Path) -> None:
    document = OfficeDocument(
        path, SANS, title="Verksamhetsplan 2024 för kommunstyrelsen", left="Säffle kommun · Kommunstyrelsen",
        right="Verksamhetsplan 2024", footer="Säffle kommun, 661 80 Säffle",
    )  # fmt: skip
    story = [
        Spacer(1, 150),
        text(SANS, "Verksamhetsplan 2024", "title"),
        text(SANS, "Kommunstyrelsen", "subtitle"),
        Spacer(1, 40),
        text(SANS, "Antagen av kommunstyrelsen 2023-12-12, § 187"),
        text(SANS, "Diarienummer KS 2023/412"),
        PageBreak(),
        text(SANS, "Innehåll", "subtitle"),
        contents(SANS),
        text(SANS, "Inledning", "h1"),
        text(SANS, "Verksamhetsplanen visar hur kommunstyrelsen och dess kontor arbetar för att nå de mål som "
             "kommunfullmäktige har satt. För varje målområde redovisas mål, uppdrag, egna initiativ och indikatorer."),
        text(SANS, "Indikatorer med KF i marginalen är beslutade av kommunfullmäktige, de med KS av kommunstyrelsen."),
        text(SANS, "Mål och uppdrag", "h1"),
        *economy_area(),
        *climate_area(),
        *budget(),
    ]  # fmt: skip
    document.multiBuild(story)
