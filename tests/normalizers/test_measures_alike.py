"""Names that look alike and are of two measures: one tells something more, or something else."""

import pytest

from normalizers.measure_pairs import compare_content
from normalizers.measures import analyse_name, find_qualifier_difference


@pytest.mark.parametrize(
    ("wider", "narrower"),
    [
        (
            "Andel förskolor med grön flagg",
            "Andel förskollärare med grön flagg",
        ),  # a compound is no form of its first part
        ("Antal verksamheter", "Antal platser"),  # words that a name may lack count where there are no others
        ("Tillsyner", "Planerade tillsyner"),
        ("Antal verksamheter i fritidshem", "Antal platser i fritidshem"),  # two words for what is counted
        ("Andel bryggor som fattas", "Andel bryggor som kontaktas"),  # each has a weak word of its own
        ("Andel nöjda i hemtjänsten", "Andel i hemtjänsten"),
        (
            "Andel nöjda elever i åk 5",
            "Elever i åk 5 som får vara sig själva (%)",
        ),  # a light word each beside a qualifier
        ("Nettokostnad för bryggor, kr/inv", "Kostnad för bryggor, kr/inv"),
        ("Färdigställda bostäder", "Färdigställda bostadsrätter"),  # a short last part means something
        ("Försäljning av fisk, mkr", "Försäljningsindex fisk, index"),
        ("Antal ärenden via e-tjänst", "Antal e-tjänster"),  # what is counted
        ("Antal båtträffar", "Antal deltagare i båtträffar"),
        ("Invånare i båttrafiknära läge, andel", "Andel invånare nöjda med båttrafiken"),  # no slip for `bra`
        ("Bygglov för bryggor inom 10 veckor", "Bygglov för bryggor, antal"),
        ("Förpackade båtar", "Packade båtar"),  # the first part of a verb is no word of its own
        ("Prognosprecision (%)", "Prognosavvikelse (%)"),
        ("Sammanlagd skatt (mnkr)", "Sammanlagd skattesats (kr)"),
        ("Total skatt", "Total skattesats"),
        ("Energianvändning i allmännyttans lokaler", "Energianvändning i allmännyttans bostadsbestånd"),
        ("Elanvändning i allmännyttans lokaler", "Elanvändning i allmännyttans bostadsbestånd"),
        ("Värmeanvändning i allmännyttans fastigheter", "Värmeanvändning i allmännyttans lokaler"),
        ("Förnyelsetakt ledningsnät", "Förnyelsetakt vattennät"),
        ("Vattennätets läckage", "Ledningsnätets läckage"),
        ("Antal e-tjänster", "Antal lanserade e-tjänster"),
        ("Färdiga bostäder", "Avslutade bostäder"),
        ("Antal åtgärder", "Antal avhjälpta"),
        ("Antal åtgärder", "Antal åtgärdade"),
        ("Antal kuratorer", "Antal skolkuratorer"),
        ("Antal suicidala elever", "Antal elever självmord"),
        ("Antal företagsbesök av kommunledningen", "Antal företagsbesök av näringslivskontoret"),
        ("Barn i behov av extra stöd", "Barn i behov av särskilt stöd"),
        ("Antal bostadsbolag", "Antal allmännytta"),
        ("Antal sporthallar", "Antal gymnastiksalar"),
        ("Antal äldre i kö till särskilt boende", "Antal beslut om särskilt boende i kö"),
        ("Antal museibesök", "Antal museer"),  # what is counted, as the last part of a compound
        ("Antal deltagartillfällen", "Antal deltagare"),
        ("Antal badplatsdagar", "Antal badplatser"),
        ("Antal skapade båtklubbar", "Antal båtklubbar"),  # new ones and all
        ("Antal tecknade avtal", "Antal avtal"),
        ("Regionskatt (mnkr)", "Regional skattesats"),
        ("Utestående borgen", "Beviljad borgen"),
        ("Matsvinn", "Matavfall som slängs"),  # peels too
        ("Kökssvinn", "Svinn från tillagning"),
        ("Antal trygghetslarm", "Antal hemlarm"),
        ("Antal belysningsstolpar", "Antal gatlampor"),
        ("Antal chefsutbildningar", "Chefsutveckling, antal"),
        ("Antal skolskjutsberättigade", "Antal skolskjutselever"),
        ("Antal bostadsanpassningsärenden", "Antal bostadsanpassningar"),
        ("Antal cykelparkeringar", "Antal cykelparkeringsplatser"),
        ("Antal cykelställ", "Antal cykelparkeringar"),
        ("Antal kontrollavgifter parkering", "Antal parkeringsböter"),
        ("Antal hållplatser", "Antal hållplatslägen"),
        ("Andel heltidsanställda", "Andel heltidstjänstgörande"),
        ("Tillsvidareanställda som slutat på egen begäran (%)", "Anställda som slutat på egen begäran (%)"),
        ("Antal fasta tjänster", "Antal tillsvidareanställda"),
        ("Utlån per invånare på biblioteken", "Utlån på biblioteken"),
        ("Odebiterad andel av producerat dricksvatten", "Odebiterad volym dricksvatten (m3)"),
        ("Antal timvikarier", "Antal timavlönade"),
        ("Antal skollokaler", "Antal skolbyggnader"),
        ("Antal bilparkeringar", "Antal parkeringsplatser"),
        ("Antal inbrott", "Antal bostadsinbrott"),
        ("Andel e-fakturor in", "Andel e-fakturor ut"),
        ("Andel invånare som litar på kommunen", "Andel invånare som litar på andra människor"),
        ("Långtidssjuka medarbetare, andel", "Långtidssjukfrånvaro, andel av total sjukfrånvaro"),
        ("Årets resultat (mnkr)", "Ackumulerat resultat (mnkr)"),
        ("Årets resultat (mnkr)", "Resultat (ack.), mnkr"),
        ("Minskning av energianvändning (%)", "Ackumulerad minskning av energianvändning (%)"),
        ("Andel elever som startar företag", "Andel elever som kan tänka sig att starta företag"),  # willing to
        ("Andel elever som startar företag", "Andel elever som skulle kunna tänka sig att starta företag"),
        ("Resultat i medborgarundersökningen", "Svarande i medborgarundersökningen"),
        ("Antal feriejobb", "Antal feriejobbsplatser"),
        ("Antal feriejobbare", "Antal platser för sommarjobb"),
        ("Antal brandvarnare", "Antal hushåll med brandvarnare"),
        ("Antal bygglov veckor", "Tid till beslut bygglov veckor"),
        ("Antal chefer", "Antal chefstjänster"),
        ("Antal chefer", "Antal chefsposter"),
        ("Antal trygghetslarm", "Antal trygghetslarm i ordinärt boende"),
        ("Antal besök i båtmuseet", "Antal fysiska besök i båtmuseet"),  # goes without saying of libraries only
        ("Andel båtar med ordin. segel", "Andel båtar med ordinarie segel"),  # several words begin so
        ("Träffsäkerhet i aprilprognosen", "Träffsäkerhet i augustiprognosen"),
        ("Antal timavlönade seglare", "Antal årsarbetare utförda av timavlönade seglare"),
        ("Besök på bibliotek, digitala", "Besök på bibliotek"),
        ("Antal elever i sfi", "Antal kursdeltagare i sfi"),  # a compound of `kurs` that tells no course
        ("Båtskatt, kr/inv 1 nov fg år", "Båtskatt, kr/inv"),  # of another day
        # a unit that is not that of the values is what is measured
        ("Andel utförda timmar i hamnen", "Andel utförda i hamnen"),
        ("Kostnad för planerade seglartimmar, kr", "Kostnad för planerade seglare, kr"),
        ("Antal barn som bevittnat våld", "Antal barn som utsatts för våld"),
        ("Antal hushåll med barn och försörjningsstöd", "Antal barn med försörjningsstöd"),
        ("Antal fallavvikelser på båt", "Antal fallskador på båt"),
        ("Utbetalt försörjningsstöd till seglare, kr", "Kostnad för försörjningsstöd till seglare, kr"),
        ("Antal deltagare i arbetsmarknadsverksamheten", "Antal deltagare i arbetsmarknadsverksamheten som avslutats"),
        ("Antal seglare som inkluderas i prognosen", "Antal seglare i förhållande till prognosen"),
        ("Antal lämnade seglingsuppdrag", "Antal inskrivna i seglingsuppdraget"),
        ("Båthus med tillgång till fiber, andel", "Båthus anslutna till fiber, andel"),
        ("Antal deltagare i hamnens aktiviteter", "Antal aktiviteter i hamnen"),  # a number of people, of things
        ("Antal barn per enhet i förskolan", "Antal barn i förskolan"),
        ("Andel seglare med godkänt i alla ämnen", "Andel seglare med godkänt i ett ämne"),
        ("Antal barn i simskolan", "Antal simskolor"),
        ("Antal aktiviteter i hamnen", "Antal aktivitetstillfällen i hamnen"),
        ("Antal seglingar", "Antal elever som seglar"),  # people, and what they do or have
        ("Antal båtbeslut", "Antal personer med båtbeslut"),
        ("Antal segeldatorer", "Antal elever med egen segeldator"),
        ("Antal utbildade i segling", "Antal seglingsutbildningar"),
        ("Andel lektioner med vindro", "Andel elever som upplever vindro"),
        ("Antal elever per båtlärare", "Antal båtlärare"),  # per one, and their number
        ("Antal båtplatser", "Antal seglare per båtplats"),
        ("Areal båthamn", "Andel båthamn"),
        ("Mängd utsorterad tång", "Andel utsorterad tång"),
        ("Längd belysta bryggor", "Andel belysta bryggor"),
        ("Antal båtköp", "Värde av båtköp"),
        ("Andel elever som deltar i båtskola", "Andel elever som erbjuds båtskola"),
        ("Andel elever med seglarplan", "Andel elever som erbjudits seglarplan"),
        ("Andel seglare som haft båtsamtal", "Andel seglare som är nöjda med båtsamtal"),
        ("Öppettid i hamnen", "Nöjdhet med öppettider i hamnen"),
        ("Andel elever som haft kontakt med hamnhälsan", "Andel elever som vet hur de kontaktar hamnhälsan"),
        ("Antal barn som får seglarstöd", "Antal barn med behov av seglarstöd"),
        ("Andel elever som deltar i seglarträning", "Andel elever berättigade till seglarträning"),
        ("Andel som utsatts för båtstöld", "Andel som anmält båtstöld"),
        ("Andel elever som provat narkotika", "Andel elever som använder narkotika"),
        ("Antal elever på båtprogrammet", "Antal elever som börjat på båtprogrammet"),
        ("Antal deltagare med båtstöd", "Antal deltagare som lämnat båtstöd"),
        ("Antal båtkontroller i förhållande till plan", "Antal planerade båtkontroller"),
        (
            "Antal dagar från ansökan till erbjuden båtplats i särskilt boende",
            "Antal dagar från beslut till verkställighet i särskilt boende",
        ),
        (
            "Andel som i liten utsträckning känner oro för sjörån",
            "Andel som i stor utsträckning känner oro för sjörån",
        ),
        ("Andel med god hälsa", "Andel elever med god hälsa"),
        ("Andel elever med god hälsa", "Andel medarbetare med god hälsa"),
        ("Andel seglare med övervikt", "Andel seglare med övervikt eller fetma"),
        ("Antal orosanmälningar", "Antal orosanmälningar om barn"),
        ("Antal orosanmälningar", "Antal orosanmälningar om äldre"),
        ("Antal gästnätter", "Antal kommersiella gästnätter"),
        ("Antal båtkonserter", "Antal båtkonsertbesökare"),
        ("Andel båtbeslut som överklagas", "Andel överklagade båtbeslut som ändras"),
        ("Antal seglare i hamnen", "Antal seglare som lämnat hamnen"),
        ("Antal elever med seglarstöd", "Antal elever med behov av seglarstöd"),
    ],
)
def test_what_looks_alike_is_told_apart(wider: str, narrower: str) -> None:
    left, right = analyse_name(wider), analyse_name(narrower)
    comparison = compare_content(left, right)
    assert find_qualifier_difference(left, right) or comparison.left or comparison.right
