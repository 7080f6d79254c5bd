"""The name of a measure taken apart: what keeps two names apart and what does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.kolada import find_kolada_measure
from normalizers.measure_pairs import compare_content, is_told_by_qualifiers
from normalizers.measures import analyse_name, find_qualifier_difference, fold_name

SAME = [
    ("Antal båtanmälningar avseende barn", "Antal inkomna båtanmälningar, barn"),
    ("Antal båtanmälningar avseende barn", "Antal båtanmälningar barn"),
    ("Antal personal i hamnen", "Antal medarbetare i hamnen"),  # whoever is counted, in whatever words
    ("Antal volontärer i hamnen", "Antal personer som är volontärer i hamnen"),
    ("Antal ledamöter i seglarrådet", "Antal personer i seglarrådet"),
    ("Elevers seglarfrånvaro, antal timmar", "Antal timmar seglarfrånvaro, elever"),  # a genitive counts nobody
    ("Ungdomars segling, andel", "Andel segling bland ungdomar"),
    ("Andel seglarexamen inom tre år", "Andel elever med seglarexamen inom tre år"),  # a share in the singular
    ("Andel övervikt bland seglare", "Andel seglare med övervikt"),
    ("Andel heltidsanställningar", "Andel anställda med heltidsanställning"),
    (
        "Andel elever som får den hjälp de behöver av sina seglarlärare",
        "Andel elever som får hjälp av sina seglarlärare",
    ),
    ("Andel elever med behov av seglarstöd", "Andel elever i behov av seglarstöd"),
    ("Antal elever med seglarstödbehov", "Antal elever i behov av seglarstöd"),
    ("Antal personer berättigade till färdtjänst", "Antal personer med färdtjänst"),
    ("Antal deltagare som avslutat seglarkurs", "Antal deltagare med avslutad seglarkurs"),
    ("Antal seglare som påbörjat behandling", "Antal seglare med påbörjad behandling"),
    ("Trivsel, andel elever med god trivsel i hamnen", "Andel elever som trivs bra i hamnen"),
    ("Progress i bygg-projekten", "progress i byggprojekten"),
    ("HME totalindex i förskolan", "Hållbart medarbetarengagemang (HME), förskola"),
    ("Nöjd kund-index för bygglov", "NKI bygglov"),
    ("Andel nöjda elever, årskurs 9", "Nöjda elever i åk 9, andel (%)"),
    ("Deltagare i SFI", "Deltagare i svenska för invandrare"),
    ("Nettokostnadsavvikelse IFO (%)", "Nettokostnadsavvikelse individ- och familjeomsorg, procent"),
    ("Besökare 80+, antal", "Antal besökare 80 år och äldre"),
    ("Besökare <30 år", "Besökare 29 år och yngre"),
    ("Besökare över 49 år", "Besökare 50 år eller äldre"),
    ("Besökare 65–79 år", "Besökare 65-79 år"),
    ("Besökare mellan fem och tio år", "Besökare 5 till 10 år"),  # a range in words
    ("Lån per invånare (kr)", "Låneskuld, kr/inv"),
    ("Soliditet ska inte understiga 15 %", "Soliditet ska inte understiga 20 %"),
    ("Kön i andel kvinnor", "Kön, kvinnor (%)"),
    ("Avvikelse mot budget, mnkr", "Budgetavvikelse (tkr)"),
    ("Antal besök i bad-huset 2024", "Antal besök i badhuset 2025"),
    ("Upplevd servise till företagare", "Upplevd service till företagare"),
    ("Antal gatubelysningar", "Belysning av gator, antal"),
    ("Tid för handläggning av bygglov", "Handläggningstid, bygglov"),
    ("Sjuklönekosnader, mnkr", "Kostnader för sjuklön i miljoner kronor"),
    ("Trygga elever i gymasieskolan", "Trygga elever i gymnasieskolan"),
    ("Antaletgenomfördatillsyner", "Antalet genomförda tillsyner"),
    ("Brukarbedömning hemtjänst - maten, andel (%)", "Andel äldre med hemtjänst som är nöjda med maten"),
    ("Andel kunder 65+ med hemtjänst som är trygga", "Andel brukare med hemtjänst som är trygga"),
    ("Andel nöjda invånare, parker", "Nöjdhet med parker, andel (%)"),
    ("Deltidsanställda (1-74 %), antal", "Antal deltidsanställda (1-74 %)"),
    ("Genomsnittligt meritvärde i åk 9", "Meritvärde åk 9"),
    ("Samlat betyg för servicen (1-6)", "Samlat betyg för servicen"),
    ("Insamlat glas, kg per invånare (-2024)", "Insamlat glas, kg/inv"),
    ("Samtal som besvaras inom tre minuter, andel (%)", "Andel samtal som får svar inom 3 minuter"),
    ("Mediantid för beslut om färdtjänst", "Beslut om färdtjänst, median (dagar)"),
    ("Användning av verktyg, antal", "Antal använda verktyg"),  # nouns made of verbs
    ("Målarnas trygghet (%)", "Trygga målare, andel (%)"),  # and of adjectives
    ("Deltids anställda, antal", "Antal deltidsanställda"),  # a compound written apart
    ("El-bilar, antal", "Elbilar, antal"),
    ("Utsläpp av metan (CHX), kg", "Utsläpp av metan, kg"),  # an abbreviation after its long form
    ("Tid för lagning av broar", "Tid till lagning av broar"),  # small words
    ("Grundskola, kronor per elev", "Kostnad per elev i grundskolan, kr"),
    ("Andel 80 år och äldre i särskilt boende", "Boende på SÄBO 80+, andel av befolkningen (%)"),  # qualifiers alone
    ("Föreningar med bidrag, antal", "Antal föreningar som får föreningsbidrag"),
    ("Lagad väg, antal meter", "Lagad väg i meter"),
    ("Andel elever i år 2 som cyklar", "Elever i åk 2 som cyklar (%)"),
    ("Besökare 0-19 år", "Besökare 19 år och yngre"),
    ("Besökare över 65 år", "Besökare 65+"),
    ("Inflyttning till byn, antal", "Antal inflyttade till byn"),  # a verb with a first part of two letters
    ("Vandrare på leden, antal", "Antal som vandrar på leden"),  # who does it
    ("Antal utdelade vantar", "Antal vantar som delats ut"),  # a particle behind the verb
    ("Antal bortförda cyklar", "Cyklar som har förts bort, antal"),
    ("Andel kvarboende hyresgäster", "Andel hyresgäster som bor kvar"),
    ("Antal uppsagda prenumerationer", "Antal prenumerationer som sagts upp"),
    ("Andel utsatta hamnar", "Hamnar som utsätts, andel"),  # a participle that the dictionary has as its own word
    ("Antal bestående skador", "Skador som består, antal"),
    ("Antal gasdrivna båtar", "Gasbåtar, antal"),
    ("Invånare i åldern 42 år, antal", "Antal 42-åringar"),
    ("Antal ombyggnationer av kajer", "Ombyggnad av kajer, antal"),
    ("Sångare över 18 år", "Sångare 18 år och äldre"),
    ("Bokningar av bastu, antal", "Antal bokade bastur"),
    ("Antal seglingstimmar", "Segling, antal timmar"),  # a number of hours, whatever they are joined to
    ("Seglarprognosernas träffsäkerhet, andel", "Andel träffsäkra seglarprognoser"),
    ("Andel båtar där krav ställts", "Krav på båtar, andel"),
    ("Övergång till ny teknik (%)", "Andel som övergått till ny teknik"),  # no ending tells the verb
    ("Leverans av bröd, kg", "Levererat bröd, kg"),
    ("Andel som saknar badrum", "Andel med avsaknad av badrum"),
    ("Antal brännskador, rapporterade", "Rapporterade brännskador, antal"),
    ("Platser för lådåtervinning, antal", "Återvinningsplatser för lådor, antal"),  # the same parts, joined otherwise
    ("Bryggor med badstege, museibesök", "Museum, besök, bryggor med badstege"),  # a Latin first part
    ("Kostnad för båtar i grundskola, kr/elev", "Kostnad för skolbåtar i grundskola, kr/elev"),  # said by the service
    ("Tillsyn av båtlagen, tillsynsbesök", "Tillsynsbesök, båtlagstillsyn"),  # or by another word
    ("Båtkostnad per elev (kr)", "Båtar, kr per elev"),  # the unit tells that it is a cost
    ("Fritidsgårdar, netto kr/inv", "Nettokostnad för fritidsgårdar, kr/inv"),
    ("Läckageanmälningar, antal", "Antal läckage"),  # a part that a name may lack
    ("Andel hushåll med tre eller fler båtar", "Minst 3 båtar, hushåll (%)"),  # number words before any noun
    ("Andel tvååringar med hörapparat", "Hörapparat vid 2 års ålder (%)"),  # an age of one year
    ("Andel båtägare under 30 år (18-29)", "Båtägare 18–29 år, andel"),  # a bound that a range says as well
    ("Vuxna med båt, andel", "Invånare 18+ med båt (%)"),  # what a word tells of an age
    ("Båtar p.g.a. storm, antal per 10 000 vuxna invånare", "Båtar på grund av storm, vuxna per 10 000 invånare"),
    ("Rodd minst 150 min/vecka, andel", "Andel med rodd ≥150 minuter i veckan"),  # signs and units
    ("A. Börjat segla, andel (%)", "Börjat segla (%)"),  # a letter that numbers
    ("Bryggor, m/inv", "Meter brygga per invånare"),
    ("Medelkötid till bryggan", "Genomsnittlig väntetid till bryggan"),  # an average as a first part
    ("Båtklubbar utan problem, andel", "Andel båtklubbar utan problem"),
    ("Andel båthus som lagas (- 2024)", "Andel båthus som lagas"),  # years for which a statistic exists
    ("Nyckeltal 4: Andel lagade båtar", "3.1 Andel lagade båtar"),  # numbers of a list
    ("Lagade båtar (N12345), antal", "Antal lagade båtar"),  # an id
    ("Lagade båtar läsåret 2023/24, antal", "Antal lagade båtar (ht 2023)"),  # school years and terms
    ("Lagade båtar, milj. kr", "Lagade båtar (mnkr)"),
    ("Lagade båtar (1 000-tal kr)", "Lagade båtar, tkr"),
    ("Seglarantalet i hamnen", "Antal seglare i hamnen"),  # a figure as the last part of a compound
    ("Kvinnoandel bland seglarna", "Andel kvinnor bland seglarna"),
    ("Antalet lagade båtar ska öka", "Antal lagade båtar"),  # which way it aims
    ("Bryggor, målade timmar i procent av öppna timmar", "Andel målade timmar av öppna timmar, bryggor"),
    ("Bygglov för båtar inom lagstadgad tid (10 veckor), %", "Andel bygglov för båtar som beslutas inom tio veckor"),
    ("Föräldraenkät: mitt barn trivs på bryggan (%)", "Andel vårdnadshavare som anser att barnet trivs på bryggan"),
    ("Båtar av solceller på kommunens tak, antal", "Antal båtar av kommunens egna solceller"),
    ("Regionens utdebitering (kr per skattekrona)", "Skattesats till region (%)"),
    ("Inkomna synpunkter på båtar, antal", "Synpunkter från allmänheten på båtar, antal"),
    ("Vårddygn med båt på HVB, antal", "HVB-placeringar med båt, vårddygn"),
    ("Antal fast anställda målare", "Målare med tillsvidareanställning, antal"),
    ("Avvikelse i förhållande till budget för båtar, mnkr", "Budgetavvikelse för båtar (mnkr)"),
    ("Antal lagade båtar bland gymnasister", "Lagade båtar bland gymnasieelever, antal"),
    ("Antal gode män för båtar", "God man för båtar, antal"),  # no man by sex
    ("Kulturskoleelever med båt, antal", "Antal elever i kulturskolan med båt"),
    ("Bryggor som rustats upp, antal", "Antal renoverade bryggor"),
    ("Barn som berörts av båtar, antal", "Antal barn som berörs av båtar"),
    ("Kommunal förskoleklass, kr/elev", "Förskoleklass i egen regi, kronor per elev"),
    ("Elever med båtkort, kommunens elever oavsett huvudman", "Elever med båtkort, hemkommun"),
    ("Vuxna, 18-84 år, som är nöjda med bryggan (%)", "Andel invånare nöjda med bryggan"),  # whom the survey asks
    ("Andel bryggor som fattas", "Andel bryggor"),  # a weak word
    ("Biblioteksverksamhet, kr/inv", "Bibliotek, kronor per invånare"),
    ("Seglare med högre seglarbetyg än segelprov", "Seglare med seglarbetyg över segelprov"),
    ("Väntat mer än 30 dagar på båt", "Väntat över 30 dagar på båt"),
    ("Båtägare 6–9-åringar (%)", "Andel båtägare 6-9 år"),
    ("Båtägare, procent av invånarna från 18 år", "Båtägare 18+, andel av invånarna"),
    ("Barn t.o.m. 12 år med båt", "Barn 12 år och yngre med båt"),
    ("65-åriga kvinnor med båt", "Kvinnor med båt vid 65 års ålder"),
    ("Målad yta, m²", "Målad yta (m2)"),  # raised digits
    ("Tång i vattnet, µg/m³", "Tång i vattnet (mikrogram per kubikmeter)"),
    ("Båtkostnad, tång ej inräknad, kr", "Båtkostnad exkl. tång, kr"),  # what is left out
    ("Båtkostnad, tång undantaget, kr", "Båtkostnad, exklusive tång (kr)"),
    ("Strandskyddsärenden: antal dispensbeslut", "Antal beslut om strandskyddsdispens"),
    ("Båtbryggeärenden: antal tillsynsbeslut", "Antal beslut om båtbryggetillsyn"),  # a last part that says nothing
    ("Andel folkbokförda elever med båtkort", "Elever med båtkort, hemkommun (%)"),
    ("Antal folkbokförda invånare med båt", "Invånare med båt, antal"),
    ("Målade bryggor ska inte understiga 80 %", "Minst 80 % målade bryggor"),  # no side below
    ("Andel som kan simma 200 meter, varav 50 meter ryggsim", "Andel simkunniga"),  # what the word means
    ("Planbesked för båtar inom lagstadgad tid, andel", "Andel planbesked för båtar inom 4 månader"),
    ("Prognosträffsäkerhet för båtar (%)", "Prognosprecision för båtar (%)"),
    ("Båtkostnad per elev (SEK)", "Båtkostnad per elev (kr)"),  # money
    ("Svarstid i båttelefon (sek)", "Svarstid i båttelefon (sekunder)"),  # and no money
    ("Elanvändning i allmännyttan", "Elanvändning i allmännyttans fastigheter"),
    ("Energianvändning, kWh/kvm Atemp", "Energianvändning, kWh/kvm"),
    ("Antal båtar HT 2024", "Antal båtar, höstterminen 2024"),
    ("Antal färdiga bostäder", "Färdigställda bostäder, antal"),
    ("Antal åtgärdade båtfel", "Avhjälpta båtfel, antal"),
    ("Antal elever per kurator", "Antal elever per skolkurator"),  # of pupils: those of schools
    ("Antal suicidförsök", "Antal självmordsförsök"),
    ("Antal planterade träd", "Nyplanterade träd, antal"),
    ("Antal båtköp över 100 tkr", "Båtköp över 100 000 kr, antal"),  # amounts in one unit
    ("Antal båtköp över 1,5 mnkr", "Båtköp (>1 500 000 kr), antal"),
    ("Andel beslut om båtplats inom en vecka", "Beslut om båtplats inom 1 vecka (%)"),
    ("Antal dagars väntan på båtplats", "Väntetid till båtplats i dagar"),
    ("Snusning bland niondeklassare", "Elever i åk 9 som snusar"),  # a noun that no dictionary has
    ("Kommunanställdas båtresor", "Medarbetarnas båtresor"),
    ("Andel kvinnor på chefsbefattning", "Kvinnliga chefer (%)"),
    ("Andel elever med yrkesexamen", "Elever med examen från yrkesprogram (%)"),
    ("Gymnasiebehörighet till estetiska programmet, åk 9", "Behöriga till estetiska programmet, åk 9"),
    ("Båtplan som vunnit laga kraft, antal", "Antal lagakraftvunna båtplaner"),
    ("Båtbuller, andel svarande (%)", "Andel som upplever båtbuller"),
    ("Ack. båtutgifter, mnkr", "Ackumulerade båtutgifter, mnkr"),
    ("Nettobåtar, avvikelse mot budget i procent av budgeten", "Nettobåtar, avvikelse mot budget (%)"),
    ("Båtklimat, rankingplats", "Båtklimat, ranking (plats av 290)"),
    ("Utredningar av barn klara inom fyra månader (%)", "Andel utredningar av barn som avslutats inom 4 månader"),
    ("Pedagogisk högskoleexamen, kommunala grundskolor", "Kommunens grundskolor, pedagogisk högskoleexamen"),
    ("Båtförare med tillräckl. utbildn., andel", "Andel båtförare med tillräcklig utbildning"),  # cut-off words
    ("Energianv. i båthus, kWh", "Energianvändning i båthus (kWh)"),  # of the vocabulary alone
    ("Båtstopp längre än 4 h, antal", "Antal båtstopp längre än fyra timmar"),
    ("Båtplatser inom 10 v, andel", "Andel båtplatser inom tio veckor"),
    ("Båtar o bryggor, antal", "Antal båtar och bryggor"),
    ("Båtar, antal/mån", "Antal båtar per månad"),
    ("Seglare med pers. assistans, antal", "Antal seglare med personlig assistans"),
    ("Båtar per årsarb.", "Båtar per årsarbetare"),  # of the vocabulary, where several words begin so
    ("Elever i åk9 med båt (%)", "Andel elever i åk 9 med båt"),  # a number that touches its word
    ("Antal båtar äldre än tre månader", "Båtar (>3 mån), antal"),  # an age of things, in months
    ("Båtfakturor äldre än 30 dagar, antal", "Antal båtfakturor > 30 dagar"),
    ("Andel kursdeltagare som avbrutit, segling", "Avhopp från segling, andel kursdeltagare (%)"),
    ("Träffsäkerhet i aprilprognosen för båtar", "Prognossäkerhet för båtar, helårsprognos per april"),
    ("Båtkraft i procent av riksgenomsnittet", "Båtkraft, andel av riksmedelvärdet (%)"),
    ("Fysiska besök på bibliotek, antal", "Antal biblioteksbesök"),  # said by the parts of a compound
    ("Besättningen har tillräckligt med tid för sitt arbete, hemtjänst", "Hemtjänst, besättningen har tillräcklig tid"),
    ("Antal årsarbetare utförda av timavlönade seglare", "Timavlönade seglares arbetade tid i årsarbetare, antal"),
    ("KRAV-märkta livsmedel, andel av inköpen", "Andel inköpta livsmedel som är kravmärkta"),
    ("Antal seglare utbildade i brandskydd av räddningstjänsten", "Seglare som fått brandskyddsutbildning, antal"),
    ("Lån av barn- och ungdomsböcker, antal", "Antal barnbokslån"),
    ("Båtskatt, kr/inv 1 nov fg år", "Båtskatt per invånare den 1 november föregående år (kr)"),
    ("Rodd i graviditetsvecka 8-12, andel (%)", "Andel rodd, graviditetsvecka 8-12 (%)"),
    ("Antal lagade föremål i båtmuseet", "Lagade objekt i båtmuseet, antal"),
    # usual abbreviations, also as last parts of compounds
    ("Seglare m. eftergymnasial utb., andel %", "Seglare med eftergymnasial utbildning, andel (%)"),
    ("Antal pers. i skepparutb.", "Personer i skepparutbildning, antal"),
    (
        "Hamnar för äldre och pers. med funktionsneds., antal",
        "Hamnar för äldre och personer med funktionsnedsättning, antal",
    ),
    ("Kostnad komm. skolor, tot. (kr)", "Total kostnad, kommunala skolor (kr)"),
    # a cut word that only the word behind it tells, and one cut within a compound
    ("Båtar för ind. och familjeomsorg, antal", "Antal båtar för individ- och familjeomsorg"),
    ("Båtkostnad i procent av skatt och gen. statsbidrag", "Båtkostnad, andel av skatt och generella statsbidrag (%)"),
    ("Seglare i ord. boende, antal", "Antal seglare i ordinärt boende"),
    ("Syssels.grad bland seglare, %", "Seglares sysselsättningsgrad, andel (%)"),
    ("HME i individ- o familjeomsorgen", "HME i individ- och familjeomsorgen"),
    # what `och` joins, in either order, also where the vocabulary has it in one
    ("Resultat i procent av statsbidrag och skatter", "Resultat i procent av skatter och statsbidrag"),
    ("Avgift för avlopp och vatten, kr", "Avgift för vatten och avlopp, kr"),
    ("Beviljade bryggor de två senaste åren, antal", "Antal bryggor som beviljats senaste två åren"),
    ("Båtolyckor per tusen seglare", "Antal båtolyckor per 1000 seglare"),
    # who tells a figure, in brackets or at the end
    ("Antal strandade båtar (Kronofogden)", "Strandade båtar, antal"),
    ("Antal strandade båtar, källa: SCB och Skolverket", "Strandade båtar, antal"),
    ("Andel seglare som är nöjda enligt Socialstyrelsen", "Nöjda seglare, andel (%)"),
    # what goes without saying beside a word goes so where that is misspelt too
    ("Andel seglare med fast omsorgskonakt", "Seglare med omsorgskontakt, andel (%)"),
    ("Hamnens personal 55-64 år, antal", "Anställda 55-64 år i hamnen, antal"),
    ("Antal hamnanställda", "Hamnens medarbetare, antal"),
    ("Följsamhet till tvättrutiner, andel (%)", "Följsamhet till tvätt, andel (%)"),  # a last part that says nothing
    ("Nöjda i kultur- och fritidsförvaltningen, andel (%)", "Nöjda i kultur och fritid, andel (%)"),
    ("Antal öppna båthus", "Öppet båthus, antal"),  # an adjective that is also a verb
    ("Kommunens inköp av segel, andel (%)", "Kommunens köp av segel, andel (%)"),
    ("Hamnar, kostnad i kr (exkl. lån)", "Hamnar, kostnad i kr (ej lån)"),
    ("Hamnen har kompetens (Ja=1, Nej=0)", "Hamnen har kompetens (1 = ja)"),
    ("Nya färdigställda hamnar, antal", "Antal färdigställda hamnar"),
    ("Luftutsläpp av kväve, ton", "Utsläpp till luft av kväve, ton"),
    (
        "Information om vad man som enskild seglare kan göra, andel (%)",
        "Information om vad seglare kan göra, andel (%)",
    ),
    ("Bilvägens längd (m)", "Antal meter bilväg, längd"),
    ("Seglare i hamn lägst två dagar, andel (%)", "Seglare i hamn minst två dagar, andel (%)"),
    ("Folkvalda som seglar, andel (%)", "Andel politiker som seglar"),
    ("Segel, kr per pers.", "Segel, kr per invånare"),
    ("Antal personer 7 år", "Invånare 7 år, antal"),
    ("Personal, antal 2024", "Antal anställda"),  # a year, also where no other word is heavy
    ("Kostnad segel (helår), kr", "Kostnad segel, kr"),
    ("Hamnens totalintäkter, kr per invånare", "Hamnens totala intäkter, kr per invånare"),
    ("Seglare den 1/11, antal", "Antal seglare 1 november"),
    ("Sjukpenningtal (dagar)", "Sjukpenningtalet, dagar per registrerad försäkrad"),  # no slip for itself
    ("Andel seglare som smärtskattats", "Smärtskattning av seglare, andel"),
    ("Andel seglare med BMI under 22", "Seglare med BMI lägre än 22, andel"),
    ("Antal dagar från beslut till verkställd segelhjälp", "Väntetid till segelhjälp, antal dagar"),
    ("Antal personer som väntar på båtplats", "Kö till båtplats, antal personer"),
    ("Andel seglare i egen försörjning", "Självförsörjande seglare, andel"),
    ("Hur nöjda eller missnöjda är seglare?", "Nöjda seglare"),
    ("Andel seglare som är lätta att få tag på", "Andel seglare som är lätta att få kontakt med"),
    ("Antal hushåll med barn på båt", "Barnfamiljer på båt, antal"),
    ("Antal barn med korttidsvistelse", "Korttidsvistelse enligt LSS, antal barn"),
    ("Stillasittande seglare, andel", "Andel seglare som sitter stilla"),
    ("Nettomigration, antal", "Utrikes flyttnetto, antal"),
    ("Seglare 20 till 64 år, antal", "Antal seglare 20–64 år"),
    ("Seglare mellan 20 och 64 år, antal", "Antal seglare 20–64 år"),
    ("Andel seglare upp till 34 år", "Andel seglare som är 34 år och yngre"),
    ("Seglande 20-64, %", "Andel seglande 20–64 år"),
    ("Kostnad segel o. rep, kr", "Kostnad segel och rep, kr"),
    ("Andel e-post med svar inom två arbetsdagar", "E-post som besvaras inom 2 dagar, %"),
    ("Segeltillstånd, antal veckor till beslut", "Handläggningstid för segeltillstånd, veckor"),
    ("Genomförda segelkontroller i förhållande till plan, %", "Andel genomförda planerade segelkontroller"),
    ("Befolkningens seglingsvana, index", "Seglingsvana bland invånarna, index"),
    ("Framskrivning, antal seglare om 10 år", "Prognos för antalet seglare på tio års sikt"),
    ("Andel simmare som når kunskapskraven", "Simmare som klarat betygskriterierna, andel (%)"),
    ("Seglande barn med annat modersmål än svenska", "Flerspråkiga seglande barn"),
    ("Antal förskolor i hamnen (enheter)", "Förskoleenheter i hamnen, antal"),
    ("Nöjda biblioteksbesökare (%)", "Andel nöjda besökare på biblioteket"),
    ("Hur många procent av seglarna är nöjda?", "Andel nöjda seglare"),
    ("Vad kostar en elev i seglarskolan?", "Kostnad per elev i seglarskolan, kr"),
    ("Hur många läser sfi?", "Elever i sfi, antal"),
    ("Öppen förskola, antal verksamheter", "Antal öppna förskolor"),  # what a number of a service is of
    ("Andel förskollärare som seglar", "Förskollärarenkäten: seglar, andel positiva svar"),
]
APART = [
    ("sex", "Medellön, kvinnor", "Medellön, män"),
    ("sex", "Medellön, kvinnor", "Medellön"),
    ("grade", "Andel nöjda elever i åk 5", "Andel nöjda elever i åk 8"),
    ("subject", "Betyg i matematik, åk 6", "Betyg i svenska, åk 6"),
    ("service", "Nöjda brukare i hemtjänsten", "Nöjda brukare på särskilt boende"),
    ("service", "Personaltäthet i förskola", "Personaltäthet i förskoleklass"),
    ("school_owner", "Meritvärde, kommunala skolor", "Meritvärde, hemkommun"),
    ("body", "Låneskuld, kommunen", "Låneskuld, koncernen"),
    ("part", "HME totalindex", "HME ledarskapsindex"),
    ("part", "Sjukfrånvaro", "Korttidssjukfrånvaro"),
    ("average", "Väntetid, medelvärde", "Väntetid, median"),
    ("average", "Väntetid (dagar)", "Medianväntetid (dagar)"),
    ("average", "Väntetid till båtplats (dagar)", "Genomsnittlig väntetid till båtplats, dagar"),  # may be the median
    (
        "average",
        "Genomsnittligt antal vakter som en båt möter under 14 dagar",
        "Antal vakter som en båt möter under 14 dagar",
    ),
    ("average", "Andel nöjda brukare", "Nöjda brukare, medelvärde"),
    ("of", "Långtidsarbetslösa av arbetslösa, andel", "Långtidsarbetslösa av befolkningen, andel"),
    ("age", "Kostnad hemtjänst, kr/inv", "Kostnad hemtjänst, kr/inv 65+"),
    ("source", "Trivsel enligt medborgarundersökningen", "Trivsel enligt brukarbedömningen"),
    ("scope", "Soliditet inkl. pensionsåtaganden", "Soliditet exkl. pensionsåtaganden"),
    ("basis", "Avfall, kg per invånare", "Avfall, kg"),
    ("plan", "Budgetavvikelse", "Prognosavvikelse"),
    ("age", "Boende 65-79 år", "Boende 80 år och äldre"),
    ("number", "Bredband om minst 100 Mbit/s", "Bredband om minst 30 Mbit/s"),
    ("number", "Andel elever med minst 80 % närvaro", "Andel elever med minst 90 % närvaro"),
    ("period", "Befolkningsökning under året", "Befolkningsökning under femårsperioden"),
    ("kind", "Antal heltidsanställda", "Andel heltidsanställda"),
    ("negation", "Elever som är trygga", "Elever som inte är trygga"),
    ("people", "Nöjda elever", "Nöjda medarbetare"),
    ("stage", "Antal planerade tillsyner", "Antal genomförda tillsyner"),
    ("degree_of_education", "Lärare med legitimation, andel", "Lärare med examen, andel"),
    ("parliament", "Förtroende för riksdagens politiker", "Förtroende för regeringens politiker"),
    ("grades", "Kostnad grundskola F-9", "Kostnad grundskola åk 1-9"),
    ("measure", "Företagsklimat, ranking", "Företagsklimat, omdöme"),
    ("kind", "Driftstopp, antal timmar", "Driftstopp, antal"),
    ("service", "Trivsel, daglig verksamhet", "Trivsel, servicebostad"),
    ("flow", "Inflyttning till byn, antal", "Antal utflyttade från byn"),
    ("flow", "Inpendlare till byn", "Utpendling från byn"),
    ("age", "Andel tvååringar med hörapparat", "Andel nioåringar med hörapparat"),
    ("age", "Vuxna med båt, andel", "Invånare 65+ med båt, andel"),
    ("number", "Hushåll med minst tre båtar", "Hushåll med minst fem båtar"),
    ("sex", "Båtklubbar med flickdominerad verksamhet", "Båtklubbar med pojkdominerad verksamhet"),
    ("school_owner", "Förskoleklass i egen regi, kr/elev", "Förskoleklass, hemkommun, kr/elev"),
    ("number", "Elever med mer än 15 % frånvaro", "Elever med mer än 20 % frånvaro"),  # no aim, a definition
    ("area", "Båtar i kommunorganisationen", "Båtar i kommunen"),
    ("people", "Antal elever 16-19 år", "Antal invånare 16-19 år"),
    ("level: segelprov", "Seglarbetyg över segelprov, andel", "Seglarbetyg under segelprov, andel"),
    ("level: segelprov", "Högre seglarbetyg än segelprov", "Lägre seglarbetyg än segelprov"),
    ("level: segelprov", "Seglarbetyg över segelprov", "Lägre seglarbetyg än segelprov"),
    ("level: 30", "Andel som väntat mindre än 30 dagar på båt", "Andel som väntat mer än 30 dagar på båt"),
    ("level: 3", "Fel lagade inom tre dagar, andel", "Fel lagade, mer än 3 dagar, andel"),
    ("way: kommun", "Seglare till kommunen, antal", "Seglare från kommunen, antal"),
    ("way: beslut", "Tid från larm till beslut om båt", "Tid från beslut om båt till larm"),
    ("time: segla", "Andel trötta före seglingen", "Andel trötta efter seglingen"),
    ("place: kommun", "Elever som seglar i kommunen", "Elever som seglar utanför kommunen"),
    ("other: kommun", "Seglare från andra kommuner", "Seglare i andra kommuner"),
    ("offer", "Seglare som erbjudits en fast brygga", "Seglare som accepterat erbjudandet om en fast brygga"),
    ("offer", "Seglare som tackat ja till en fast brygga", "Seglare som tackat nej till en fast brygga"),
    ("transfer", "Andel skickade flaskpostbrev", "Andel mottagna flaskpostbrev"),
    ("quantity", "Elever som klarat alla segelprov", "Elever som klarat något segelprov"),
    ("area", "Båtbilar i hela kommunen", "Kommunorganisationens egna båtbilar"),
    ("span: 10", "Bryggor lagade inom 10 dagar, andel", "Andel bryggor lagade inom 10 veckor"),
    ("span: 3", "Andel båtar lastade inom tre minuter", "Andel båtar lastade inom tre timmar"),
    ("age", "Orosanmälningar barn 0–17 år, antal", "Antal orosanmälningar barn och unga 0–20 år"),
    ("aim", "Antalet båtar ska öka", "Antalet båtar ska minska"),
    ("kind", "Bokade timmar i procent av öppna timmar, bryggor", "Bokade timmar, bryggor"),
    ("people", "Synpunkter från allmänheten på båtar, antal", "Synpunkter från medarbetare på båtar, antal"),
    ("part", "Sjukfrånvaro dag 1–14 (%)", "Sjukfrånvaro dag 60 och längre (%)"),
    ("number", "Andel som kan simma 200 meter", "Andel som kan simma 50 meter"),
    ("number", "Elever i åk 3 som kan simma 50 meter", "Elever i åk 3 som kan simma 200 meter"),
    ("number", "Simkunniga 50 meter ryggsim", "Simkunniga 200 meter"),
    ("span: 10", "Andel bygglov inom lagstadgad tid", "Andel bygglov inom 10 dagar"),
    ("span: 4", "Andel planbesked inom lagstadgad tid", "Andel planbesked inom 4 veckor"),
    ("span: 4", "Andel utredningar barn inom lagstadgad tid", "Andel utredningar barn inom 4 veckor"),
    ("span: 14", "Förhandsbedömningar inom lagstadgad tid, andel", "Andel förhandsbedömningar inom 14 veckor"),
    ("span: 2", "Svar inom 2 dagar", "Svar inom 2 arbetsdagar"),
    ("floor", "Energianvändning kWh/kvm Atemp", "Energianvändning kWh/kvm BOA"),
    ("floor", "Energianvändning kWh/kvm Atemp", "Energianvändning kWh/kvm LOA"),  # also where it goes without saying
    ("floor", "Båthus, kr/kvm BOA", "Båthus, kr/kvm LOA"),
    ("floor", "Båthus, kr/kvm BRA", "Båthus, kr/kvm BTA"),  # not `bra`
    ("level: 5000000", "Antal båtköp > 5 mnkr", "Antal båtköp <5 mnkr"),  # no ages, and a sign may touch the number
    ("number", "Antal båtköp över 500 tkr", "Antal båtköp över 5 mnkr"),
    ("basis", "Antal medarbetare per enhetschef", "Antal enhetschefer"),
    ("programme", "Elever med yrkesexamen", "Elever med högskoleförberedande examen"),
    ("stage", "Utredningar av barn avslutade inom 4 månader", "Utredningar av barn påbörjade inom 4 månader"),
    ("term", "Antal inskrivna barn HT 2024", "Antal inskrivna barn VT 2024"),
    ("term", "Antal inskrivna barn ht24", "Antal inskrivna barn, vårterminen"),
    ("level: 3", "Båtar äldre än tre månader, antal", "Båtar yngre än tre månader, antal"),
    ("span: 3", "Antal båtar äldre än 3 månader", "Antal båtar (>3 dagar)"),
    ("age", "Antal seglare äldre än 65 år", "Antal seglare > 80 år"),
    ("span: 4", "Båtstopp längre än 4 h", "Båtstopp längre än 4 v"),
    ("number", "Rodd i graviditetsvecka 8-12", "Rodd i graviditetsvecka 10-14"),
    ("plan", "Träffsäkerhet i aprilprognosen för båtar", "Träffsäkerhet för båtar i april"),
    ("stage", "Andel som avslutat segelkurs", "Avhopp från segelkurs, andel"),
    ("service", "Antal utbildade i segling av räddningstjänsten", "Antal utbildade i segling"),
    ("excluded", "Kostnad segel (exkl. rep), kr", "Kostnad rep (exkl. segel), kr"),
    ("share of", "Seglare 65+ och rorsmän, andel (%) av bef", "Seglare 65+ och rorsmän, andel (%) av 65+"),
    ("told by", "Strandade båtar, antal (SCB)", "Strandade båtar, antal (Arbetsförmedlingen)"),
    ("age", "Antal personer 2 år", "Antal personer 2 år efter segelkursen"),
    ("age", "Segling från 5 till 3 år, antal", "Segling 3–5 år, antal"),
    ("span", "Andel ansökningar med svar inom två arbetsdagar", "Andel ansökningar med svar inom 2 dagar"),
    ("number", "Segel för en dag, antal", "Segel för en dagseglare, antal"),
    ("degree", "Andel som ser få problem med sjöfylla", "Andel som ser problem med sjöfylla"),
    ("period", "Antal segelplaner som antagits", "Antal segelplaner som antagits de senaste två åren"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_names_that_say_the_same_agree(one: str, other: str) -> None:
    left, right = analyse_name(one), analyse_name(other)
    comparison = compare_content(left, right)
    assert find_qualifier_difference(left, right) is None
    assert (comparison.left, comparison.right) == ((), ())


@pytest.mark.parametrize(("group", "one", "other"), APART)
def test_a_qualifier_keeps_names_apart(group: str, one: str, other: str) -> None:
    difference = find_qualifier_difference(analyse_name(one), analyse_name(other))
    assert difference is not None and difference.startswith(f"{group}: ")


def test_the_unit_of_the_values_decides_the_kind() -> None:
    assert analyse_name("Antal signerade avtal", "%").kind == "share"
    assert analyse_name("Antal signerade avtal").kind == "count"
    assert analyse_name("Signerade avtal").kind is None
    assert analyse_name("Kostnaden för signerade avtal").kind == "money"
    assert analyse_name("Andel outhyrd yta (% av kvm)").kind == "share"


def test_a_compound_tells_its_kind_by_its_last_part() -> None:
    assert analyse_name("Segelkostnad per båt").kind == "money"
    assert analyse_name("Segelkostnad per båt, andel").kind == "share"


def test_a_question_tells_its_kind() -> None:
    assert analyse_name("Hur stor andel av bryggorna är målade?").kind == "share"
    assert analyse_name("Hur många bryggor finns det?").kind == "count"
    share = analyse_name("Hur stor andel av befolkningen får försörjningsstöd?")
    found = find_kolada_measure(share).measure
    assert found is not None and found.kolada_id == "N31807"  # neither the days until a decision nor a part


def test_the_municipalitys_own_name_says_nothing() -> None:
    assert analyse_name("Sala kommuns utsläpp", None, "Sala").content == analyse_name("Kommunens utsläpp").content
    assert analyse_name("Heby kommuns utsläpp", None, "Sala").content != analyse_name("Kommunens utsläpp").content


@given(st.text(max_size=60))
def test_any_text_can_be_taken_apart(name: str) -> None:
    analysis = analyse_name(name)
    assert find_qualifier_difference(analysis, analysis) is None
    assert fold_name(fold_name(name)) == fold_name(name)
    comparison = compare_content(analysis, analysis)
    assert comparison.likeness == (1.0 if analysis.content or is_told_by_qualifiers(analysis) else 0.0)


@given(
    st.sampled_from([name for pair in SAME for name in pair]), st.sampled_from([name for _, *p in APART for name in p])
)
def test_comparison_is_symmetric(one: str, other: str) -> None:
    left, right = analyse_name(one), analyse_name(other)
    there, back = compare_content(left, right), compare_content(right, left)
    assert there.likeness == pytest.approx(back.likeness)
    assert (there.left, there.right) == (back.right, back.left)
    assert (find_qualifier_difference(left, right) is None) == (find_qualifier_difference(right, left) is None)
