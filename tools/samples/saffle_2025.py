"""Säffle, kommunstyrelsen, verksamhetsplan 2025: as 2024, one year on, with the decision bound in before the plan."""

from __future__ import annotations

from pathlib import Path

from reportlab.platypus import CondPageBreak, Flowable

from tools.samples.office import SANS, TEXT_WIDTH, OfficeDocument, PageBreak, Spacer, box, contents, grid, text, texts
from tools.samples.saffle import Columns, assignment, block_title, budget_table, indicator_table

INDICATOR_HEADS = (
    "KF/ KS", "Indikator", "Nuläge (2023)*", "Mål 2025", "Mål 2026", "Mål 2027", "Ansvarig enhet", "Källa",
    "Mätintervall",
)  # fmt: skip
ACTION_HEADS = (
    "Åtgärd", "Förväntad effekt", "Ansvarig (och ev. samverkan)", "Tidpunkt för beslut (beslutsinstans)",
)  # fmt: skip
ECONOMY = (
    "KF | Årets resultat som andel av skatter och generella statsbidrag, % | 0,8 | minst 1,5 | minst 2,0 | ≥ 2,5 |"
    " KSK/EKO | Bokslut | Tertial- och årsuppföljning",
    "KF | Självfinansieringsgrad för investeringar (%) | 69 | 80 | 90 | 100 | KSK/EKO | Ekonomisystemet | Årligen",
    "KF | Låneskuld per invånare, kr | 42&nbsp;310 | högst 43&nbsp;000 | högst 43&nbsp;500 | högst 43&nbsp;500 |"
    " KSK/EKO | Bokslut | Årligen",
    "KS | Budgetavvikelse för verksamhetens nettokostnader | 1,2 mnkr | ≥ 0 mnkr | ≥ 0 mnkr | ≥ 0 mnkr | KSK/EKO |"
    " Ekonomisystemet | Delårsbokslut och årsbokslut",
    "KS | Soliditet inkl. ansvarsförbindelse (%) | 22,4 | 22,5 | 23,5 | 24,5 | KSK/EKO | Bokslut | Årligen",
    "KS | Sjukfrånvaro totalt, %<super>1</super> | 7,1 | högst 6,8 | högst 6,5 | högst 6,0 | KSK/HR i samverkan"
    " med samtliga förvaltningar | Personalsystemet | Månadsvis",
    "KS | HME, totalindex | 78 | 79 | 80 | 80 | KSK/HR | Medarbetarenkät | Vartannat år",
    "KS | Andel avtalstrogna inköp<super>2</super> | 79 % (nollmätning) | 85 % | 88 % | 90 % | KSK/EKO,"
    " KSK/Upphandling | Inköpsanalys | Halvårsvis",
    "KS | Personalomsättning bland tillsvidareanställda | 11,3 % | &lt; 10 % | &lt; 10 % | &lt; 9 % | KSK/HR |"
    " Personalsystemet | Årligen",
    "KS | Andel som får svar på e-post inom en arbetsdag (%) | 82 | 85 | 88 | 90 | KSK/Kontakt-<br/>center |"
    " Servicemätning | Årligen",
    "KS | Andel chefer med högst 30 medarbetare (%) | 71 | 80 | 90 | 100 | KSK/HR | Personalsystemet | Årligen",
)
CLIMATE = (
    "KF | Andel miljöbilar i kommunorganisationen (%) | 43 | minst 55 | minst 65 | minst 75 | TK/Fordon |"
    " Miljöfordonsdiagnos | Årligen",
    "KF | Utsläpp av växthusgaser från tjänsteresor (ton koldioxidekvivalenter) | 198 | 180 | 165 | 150 | KSK/ToU |"
    " Klimatbokslut | Årligen",
    "KS | Energianvändning i kommunens lokaler | 155 kWh/kvm | 150 kWh/kvm | 145 kWh/kvm | 140 kWh/kvm | TK/Fast |"
    " Energi-<br/>uppföljning | Kvartalsvis",
    "KS | Antal laddpunkter vid kommunens fastigheter | 31 | minst 40 | minst 50 | - | TK/Fast | Egen mätning |"
    " Årligen",
    "KS | Nöjdhet med måltiderna i kommunens kök | elever 69 %<br/>medarb. 76 % | elever 72 %<br/>medarb. 76 % |"
    " elever 75 %<br/>medarb. 78 % | Se fotnot<super>3</super> | KSK/Måltid | Måltidsenkät | Årligen",
)


def decision() -> list[Flowable]:
    """A page of minutes before the plan itself: the row in `documents` is to describe the plan, not this page."""
    return [
        text(SANS, "Protokollsutdrag", "letter1"),
        text(SANS, "Sammanträdesdatum 2024-12-10"),
        text(SANS, "§ 174 Verksamhetsplan 2025 för kommunstyrelsen", "letter2"),
        text(SANS, "Diarienummer KS 2024/388"),
        text(SANS, "Beslut", "h3"),
        *texts(SANS, ["Kommunstyrelsen antar verksamhetsplan 2025 enligt bilaga.",
                      "Kommunstyrelsen ger kommundirektören i uppdrag att återkomma med uppföljning i "
                      "delårsrapporten."],
               "bullet"),
        text(SANS, "Sammanfattning av ärendet", "h3"),
        text(SANS, "Kommunstyrelsekontoret har arbetat fram ett förslag till plan med stöd i kommunens mål och budget. "
             "Förslaget har behandlats i arbetsutskottet den 26 november, § 211. Jämfört med året innan har ett mått "
             "om antal medarbetare per chef lagts till."),
        text(SANS, "Beslutet skickas till", "h3"),
        text(SANS, "Samtliga nämnder och förvaltningar"),
        PageBreak(),
    ]  # fmt: skip


def front() -> list[Flowable]:
    """Title, document-control table (label over value) and contents."""
    control = [
        ["Dokumenttyp", "Dokumentägare", "Beslutsinstans", "Giltig till"],
        ["Plan", "Kommundirektör", "Kommunstyrelsen", "2025-12-31"],
        ["Fastställd", "Senast reviderad", "Gäller för", "Diarienummer"],
        ["2024-12-10", "-", "Kommunstyrelsen", "KS 2024/388"],
    ]
    return [
        Spacer(1, 70),
        text(SANS, "Verksamhetsplan 2025", "title"),
        text(SANS, "Kommunstyrelsen, Säffle kommun", "subtitle"),
        Spacer(1, 20),
        grid(SANS, control, [TEXT_WIDTH / 4] * 4, bold_rows=(2,)),
        Spacer(1, 20),
        text(SANS, "Innehållsförteckning", "subtitle"),
        contents(SANS),
        PageBreak(),
    ]


def economy_area() -> list[Flowable]:
    return [
        text(SANS, "KF:s målområde 1: Säffle kommun har en ekonomi i balans och är en god arbetsgivare", "h2"),
        text(SANS, "Läget är stramare än för ett år sedan. Skatteunderlaget växer långsamt samtidigt som räntor och "
             "pensioner kostar mer. Då behövs tydliga prioriteringar, och chefer som har rimliga förutsättningar att "
             "leda sina grupper. Kommunstyrelsen följer därför varje månad hur långt arbetet har kommit "
             "i nämnderna och vilka åter-<br/>stående åtgärder som kräver beslut."),
        box(SANS, "Ambitionsnivå 2030:", "Säffle kommun finansierar sina investeringar med egna medel."),
        text(SANS, "Kommunfullmäktiges inriktningsmål 1.1: Varje verksamhet bedrivs inom beslutad ram", "h3"),
        text(SANS, "Kommunfullmäktiges inriktningsmål 1.2: Medarbetare trivs, utvecklas och stannar", "h3"),
        text(SANS, "Ingen chef ska ha fler än 30 medarbetare vid utgången av 2027.", "italic"),
        text(SANS, "Kommunstyrelsens tolkning av målområde 1", "h3"),
        text(SANS, "Kommunstyrelsen ska driva på så att lokaler lämnas enligt plan och så att arbetet med kortare "
             "sjukfrånvaro ger resultat i alla förvaltningar."),
        *block_title("KOMMUNSTYRELSENS UPPDRAG FRÅN KOMMUNFULLMÄKTIGE"),
        *assignment("Uppdrag från KF", "Genomför lokalförsörjningsplanens första etapp",
            "Kommunstyrelsens tolkning av uppdraget är att två kontor ska lämnas under året och att verksamheterna där "
            "flyttar till kommunhuset.", ACTION_HEADS, [
            "Säg upp hyresavtal för två kontor | Lägre lokalkostnad med 1,3 miljoner kronor per år | TK/Fast i "
            "samverkan med KSK/EKO | Senast mars 2025",
            "Anpassa arbetsplatser i kommunhuset. Flytten görs i tre steg: först ekonomi, sedan HR och sist "
            "kommunikation. Möbler återbrukas. | Bättre nyttjade ytor och fler som arbetar nära varandra. Erfarenheter "
            "samlas för etapp två. | KSK/EKO, KSK/HR, KSK/Kom | Före sommaren 2025"], split_rows=True),
        *assignment("Uppdrag från KF", "Minska den korta sjukfrånvaron",
            "Kommunstyrelsens tolkning av uppdraget är att stöd till chefer ska sättas in tidigare än i dag.",
            ACTION_HEADS, [
            "Inför samtal vid tredje frånvarotillfället | Tidigare insatser och färre långa sjukfall | KSK/HR i "
            "samverkan med samtliga förvaltningar | Löpande, redovisas i delårsrapport",
            "Pröva hälsostödjare i två arbetsgrupper | Underlag för beslut om fortsättning | KSK/HR | Hösten 2025 "
            "(KSAU)"]),
        *block_title("KOMMUNSTYRELSENS EGNA INITIATIV INOM MÅLOMRÅDE 1"),
        *assignment("KS-initiativ", "Fördela medarbetare jämnare mellan chefer",
            "Initiativet är nytt för året och gäller i första hand vård och omsorg samt måltider.", ACTION_HEADS, [
            "Kartlägg antalet medarbetare per chef. Räkna även timavlönade och vikarier, eftersom de också behöver "
            "introduktion och samtal. Jämför med tre kommuner av samma storlek. | Ett närvarande ledarskap och bättre "
            "underlag för hur enheter delas in | KSK/HR | Kvartal 2",
            "Ta fram förslag till ny indelning i enheter | Högst 30 medarbetare per chef | KSK/HR i samverkan med "
            "KSK/Måltid | KS innan årsskiftet 2025/26"], split_rows=True),
        *assignment("KS-initiativ", "Gör det enklare att lämna synpunkter",
            "Synpunkter når i dag kommunen på många vägar och svaren dröjer. Initiativet samlar dem hos kontaktcenter. "
            "Svar ska lämnas inom tio arbetsdagar.", ACTION_HEADS, [
            "Inför en e-tjänst för synpunkter | Kortare svarstid och bättre överblick | KSK/Kontaktcenter, KSK/IT |"
            " Kvartal 3",
            "Redovisa synpunkter och svarstider för kommunstyrelsen | Underlag för förbättringar | KSK/Kontaktcenter i"
            " samverkan med samtliga förvaltningar | Två gånger per år (KS)",
            "Utbilda registratorer och kundvägledare | Lika hantering i alla kanaler | KSK/Kontaktcenter | Vid behov"]),
        text(SANS, "Uppföljning inom målområde 1", "h3"),
        text(SANS, "Efter varje tertial går kommundirektören igenom läget med förvaltningscheferna. Genomgången gäller "
             "uppdragens tidplan, avvikelser mot budget och om någon åtgärd behöver bytas ut."),
        text(SANS, "Indikatorerna nedan följs upp i delårsrapport och årsredovisning. Den som ansvarar för en "
        "indikator "
             "lämnar värde och en kort analys. När ett målvärde inte nås ska analysen säga vad som görs härnäst och "
             "när effekten väntas. Mått som bara finns för helår redovisas i årsredovisningen."),
        CondPageBreak(90),
        text(SANS, "INDIKATORER FÖR UPPFÖLJNING AV MÅLOMRÅDE 1", "h4"),
        indicator_table(INDICATOR_HEADS, ECONOMY),
        text(SANS, "* Uppgifterna avser helår om inget annat anges.", "note"),
        text(SANS, "<super>1</super> Avser sjukfrånvaro i procent av ordinarie arbetstid för alla anställda.", "note"),
        text(SANS, "<super>2</super> Mäts som andel av inköpt belopp där avtal finns.", "note"),
    ]  # fmt: skip


def climate_area() -> list[Flowable]:
    return [
        text(SANS, "KF:s målområde 2: Säffle kommun minskar sin klimatpåverkan", "h2"),
        text(SANS, "Utsläppen från resor i tjänsten sjunker men inte i den takt som behövs. Under 2025 läggs kraften "
        "på fordon och på energi i skolornas lokaler."),
        box(SANS, "Ambitionsnivå 2030:", "Säffle kommuns egna transporter är fria från fossila bränslen."),
        text(SANS, "Kommunfullmäktiges inriktningsmål 2.1: Resor i tjänsten sker klimatsmart", "h3"),
        text(SANS, "Kommunfullmäktiges inriktningsmål 2.2: Kommunens lokaler använder mindre energi", "h3"),
        *block_title("KOMMUNSTYRELSENS UPPDRAG FRÅN KOMMUNFULLMÄKTIGE"),
        *assignment("Uppdrag från KF", "Byt ut de sista bensindrivna personbilarna",
            "Kommunstyrelsens tolkning av uppdraget är att bytet ska följa planen för fordon.", ACTION_HEADS, [
            "Upphandla fjorton elbilar | Lägre utsläpp och driftskostnad | TK/Fordon, KSK/Upphandling | September "
            "2025"]),
        *block_title("INDIKATORER FÖR UPPFÖLJNING AV MÅLOMRÅDE 2"),
        indicator_table(INDICATOR_HEADS, CLIMATE),
        text(SANS, "* Uppgifterna avser helår om inget annat anges.", "note"),
        text(SANS, "<super>3</super> Målvärde för 2027 sätts när den nya måltidspolicyn är beslutad.", "note"),
    ]  # fmt: skip


def budget() -> list[Flowable]:
    drift = Columns((("Utfall", 1), ("Budget", 2), ("Plan", 2)), (2023, 2024, 2025, 2026, 2027))
    investments = Columns((("Budget", 2), ("Plan", 2)), (2024, 2025, 2026, 2027))
    return [
        text(SANS, "Ekonomi", "h1"),
        text(SANS, "Ramen räknas upp för löner och priser. En besparing på lokaler ligger i 2025 års budget."),
        text(SANS, "Driftbudget kommunstyrelsen, tkr", "caption"),
        budget_table("Tkr", drift, [
            ("", [("Intäkter", (30_115, 30_600, 31_250, 31_600, 31_900))]),
            ("Summa kostnader", [
                ("Personalkostnader", (-70_942, -74_050, -76_200, -78_100, -80_050)),
                ("Lokalkostnader", (-13_344, -13_900, -12_650, -12_400, -12_500)),
                ("Övriga kostnader", (-25_018, -25_350, -25_700, -26_100, -26_500)),
                ("Kapitalkostnader", (-2_377, -2_980, -3_260, -3_410, -3_350))]),
        ], "Nettokostnad"),
        text(SANS, "Investeringsbudget kommunstyrelsen, tkr", "caption"),
        budget_table("Projekt", investments, [
            ("", [("Laddplatser vid kommunhuset", (850, 600, 0, 0)), ("Nätverk och servrar", (1_750, 1_500, 1_500,
            1_800)),
                  ("Anpassning av arbetsplatser", (0, 1_100, 400, 0)), ("Inventarier", (500, 500, 500, 500)),
                  ("Statsbidrag laddplatser", (-340, -240, 0, 0))]),
        ], "Summa investeringar"),
    ]  # fmt: skip


def build(path: Path) -> None:
    document = OfficeDocument(
        path, SANS, title="Verksamhetsplan 2025 för kommunstyrelsen", left="Säffle kommun · Kommunstyrelsen",
        right="2024-12-10", footer="Säffle kommun, 661 80 Säffle",
    )  # fmt: skip
    story = [
        *decision(),
        *front(),
        text(SANS, "Inledning", "h1"),
        text(SANS, "Planen tar vid där verksamhetsplanen för 2024 slutade. Målområden och inriktningsmål är desamma. "
             "Beteckningen KF eller KS i indikatortabellernas första kolumn visar vem som har beslutat om måttet."),
        text(SANS, "Mål och uppdrag", "h1"),
        *economy_area(),
        *climate_area(),
        *budget(),
    ]  # fmt: skip
    document.multiBuild(story)
