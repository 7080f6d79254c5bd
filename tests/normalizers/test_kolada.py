"""Which measure of a catalogue a name means, and what is nearest to a name that means none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.kolada import (
    KoladaMeasure,
    find_kolada_measure,
    make_catalogue,
    read_kolada_measures,
    read_short_list,
)
from normalizers.measures import analyse_name
from normalizers.nearest import find_nearest, match_name
from normalizers.vocabulary import load

TITLES = {
    "N90001": "Besök i simhallen, antal/inv",
    "N90002": "Besökare som är nöjda med simhallen, andel (%)",
    "N90003": "Elever i åk 6 som kan simma, kommunala skolor, andel (%)",
    "N90004": "Elever i åk 6 som kan simma, lägeskommun, andel (%)",
    "N90005": "Elever i åk 9 som kan simma, lägeskommun, andel (%)",
    "N90006": "Skogspromenader i förskolan, lägeskommun, antal per barn (-2021)",
    "N90007": "Kvinnor i orkestern, andel (%)",
    "N90008": "Män i orkestern, andel (%)",
    "N90009": "Skridskobanor med belysning, antal",
    "N90010": "Skridskobanor med belysning, antal (-2019)",
    "N90011": "Väntetid till odlingslott, dagar, medelvärde",
    "N90012": "Väntetid till odlingslott, dagar, median",
    "N90013": "Brukarenkät ridskola - Hästen är snäll, andel (%)",
    "N90016": "Personer med boendestöd, antal",
    "N90014": "Fiskedammar, antal",
    "N90015": "Fiskedammar, antal",
}
DESCRIPTIONS = {"N90013": "Andel svarande på ridlägret som tycker att ponnyn är vänlig."}


@pytest.fixture(scope="module")
def catalogue():
    return make_catalogue(
        KoladaMeasure(kolada_id, title, (title,), description=DESCRIPTIONS.get(kolada_id, ""))
        for kolada_id, title in TITLES.items()
    )


def meant(name, catalogue=None, values=()):
    match = find_kolada_measure(analyse_name(name), values, catalogue)
    return match.measure.kolada_id if match.measure else None


@pytest.mark.parametrize(
    "name, kolada_id",
    [
        ("Besök i simhallen, antal/inv", "N90001"),
        ("Antal besök i simhallen per invånare", "N90001"),
        ("Andel nöjda besökare i simhallen", "N90002"),
        ("Andel elever i årskurs 6 som kan simma, kommunala skolor", "N90003"),
        ("Elever i åk 6 som kan simma, kommunens egna skolor (%)", "N90003"),
        ("Andel elever i åk 9 som kan simma, lägeskommun", "N90005"),
        ("Andel kvinnor i orkestern", "N90007"),
        ("Kvinor i orkestern, andel (%)", "N90007"),  # misspelt
        ("Skridskobanor med belysning, antal", "N90009"),  # and not the one that has ended
        ("Väntetid till odlingslott, genomsnitt (dagar)", "N90011"),
        ("Antal personer som har boendestöd", "N90016"),  # all that it tells must agree
    ],
)
def test_a_name_means_the_measure_that_says_the_same(name, kolada_id, catalogue):
    assert meant(name, catalogue) == kolada_id


def test_what_inhabitants_say_is_not_what_pupils_say():
    assert meant("Andel invånare som tycker att vuxenutbildningen fungerar bra") == "N00534"
    assert meant("Andel elever som tycker att vuxenutbildningen fungerar bra") is None


@pytest.mark.parametrize(
    "name",
    [
        "Besök i simhallen",  # wider: neither total nor per inhabitant
        "Besök i simhallen av pensionärer, antal/inv",  # narrower
        "Elever i åk 6 som kan simma, hemkommun, andel (%)",
        "Flickor i åk 6 som kan simma, kommunala skolor, andel (%)",
        "Elever i åk 3 som kan simma, lägeskommun, andel (%)",
        "Antal kvinnor i orkestern",
        "Väntetid till odlingslott (dagar)",  # neither mean nor median
        "Antal cykelställ",
        "Andel personer med boendestöd",
        "",
    ],
)
def test_a_name_that_is_wider_or_narrower_means_none(name, catalogue):
    assert meant(name, catalogue) is None


def test_whose_schools_goes_without_saying_only_where_nothing_else_is_measured(catalogue):
    assert meant("Andel elever i åk 9 som kan simma", catalogue) == "N90005"
    assert meant("Skogspromenader i förskolan, antal per barn", catalogue) == "N90006"
    assert meant("Andel elever i åk 6 som kan simma", catalogue) is None


def test_two_measures_with_one_title_are_a_doubt(catalogue):
    match = find_kolada_measure(analyse_name("Fiskedammar, antal"), (), catalogue)
    assert match.measure is None and match.others == ("N90014", "N90015")


def test_our_own_wordings_are_known_of_a_whole_catalogue_too():
    measure = read_kolada_measures()[0]
    whole = make_catalogue(
        [KoladaMeasure(measure.kolada_id, "Trivsel hos dem som arbetar, index", ("Trivsel, index",))]
    )
    assert all(meant(wording, whole, (50,)) == measure.kolada_id for wording in measure.wordings)
    assert meant(read_kolada_measures()[1].title, whole) is None, "only its own measures are answers"


def test_values_that_cannot_be_keep_a_measure_away():
    title = next(measure.title for measure in read_kolada_measures() if measure.span == (0, 100))
    assert meant(title, values=(12.5, 99)) and meant(title, values=(12.5, 101)) is None


def test_the_nearest_come_first(catalogue):
    near = find_nearest(analyse_name("Besökare i simhallen som är nöjda med vattnet, andel (%)"), catalogue, 3)
    assert near[0].measure.kolada_id == "N90002"
    assert [one.score for one in near] == sorted((one.score for one in near), reverse=True)
    assert len({one.measure.kolada_id for one in near}) == len(near) == 3


@pytest.mark.parametrize(
    "name, kolada_id",
    [
        ("Skridskobannor med bellysning", "N90009"),  # misspelt
        ("Andel kvinnor som spelar i orkestern", "N90007"),
        ("Män som spelar i orkestern, andel (%)", "N90008"),
        ("Median för väntetiden till en odlingslott", "N90012"),
        ("Ridskola: ponnyn är snäll", "N90013"),  # the description has the pony
    ],
)
def test_the_likeliest_is_told_for_review(name, kolada_id, catalogue):
    answer = match_name(analyse_name(name), catalogue)
    assert answer.measure is not None and answer.measure.kolada_id == kolada_id
    assert answer.needs_review or meant(name, catalogue) == kolada_id


def test_an_answer_is_what_linking_finds_and_else_for_review(catalogue):
    sure = match_name(analyse_name("Andel kvinnor i orkestern"), catalogue)
    assert (sure.measure.kolada_id, sure.needs_review) == ("N90007", False)
    assert sure.score > 0.9 and sure.runners_up[0].measure.kolada_id == "N90008"
    doubt = match_name(analyse_name("Andel elever i åk 6 som kan simma"), catalogue)
    assert (doubt.measure.kolada_id, doubt.needs_review) == ("N90004", True)
    assert doubt.runners_up[0].measure.kolada_id == "N90003"
    nothing = match_name(analyse_name("Kostnad för snöröjning, tkr"), catalogue)
    assert (nothing.measure, nothing.score, nothing.needs_review) == (None, 0.0, False)


def test_equally_near_measures_come_by_their_ids(catalogue):
    answer = match_name(analyse_name("Fiskedammar, antal"), catalogue)
    assert (answer.measure.kolada_id, answer.needs_review) == ("N90014", True)


def test_a_title_that_moved_between_ids_is_never_sure():
    title = "Brukarbedömning myndighetskontakt funktionshinderområdet - Mötet var roligt, andel (%)"
    whole = make_catalogue([KoladaMeasure("N90001", title, (title,))])
    answer = match_name(analyse_name(title), whole)
    assert answer.measure is not None and answer.needs_review


def test_the_short_list_means_what_it_says():
    ids = [measure.kolada_id for measure in read_kolada_measures()]
    assert len(ids) == len(set(ids)) >= 650
    for measure in read_kolada_measures():
        for wording in measure.wordings:
            values = measure.span or (1,)
            match = find_kolada_measure(analyse_name(wording), values)
            assert match.measure == measure, f"{wording}: {match}"
            if wording in measure.only_with_values:
                assert find_kolada_measure(analyse_name(wording)).measure is None


IN_DOUBT = {"Andel unga vuxna med ekonomiskt bistånd"}  # read as all adults: no id unless said word for word


def test_wordings_of_two_measures_differ():
    seen = {}
    for wording in read_short_list().wordings:
        sides = frozenset(pair for pair in wording.name.contrasts if pair[0].startswith("level: "))  # högre, lägre än
        words = (frozenset(wording.name.content), wording.name.qualifiers, wording.name.kind, sides)
        if wording.text not in IN_DOUBT:
            assert seen.setdefault(words, wording.measure) == wording.measure, wording.text


@pytest.mark.parametrize(
    "name, kolada_id",
    [
        ("Invånare som någon gång under året erhållit ekonomiskt bistånd, andel (%) av bef.", "N31807"),
        ("Kostnad äldreomsorg, kr/inv 80+", "N20048"),
        ("Deltagartillfällen i idrottsföreningar, antal/inv 7-20 år", "U09800"),
        ("Brukarbedömning daglig verksamhet LSS - Brukaren trivs alltid på sin dagliga verksamhet", "U28538"),
        ("Barn 1-5 år inskrivna i förskola, andel (%)", "N11800"),  # all of it is what must agree: word for word only
        ("Barn per barngrupp i förskola, kommunal regi, antal", "N11703"),
        ("Elever i åk 8: Hur ofta får du den hjälp du behöver under lektionerna? Andel (%)", "N15631"),
        ("Andel elever i årskurs 9 behöriga till naturvetenskaps- och teknikprogrammen, hemkommun", "N15425"),
        ("Kostnad per elev i kommunal grundskola åk 1-9, kronor", "N15008"),
        ("Gymnasieelever med examen eller studiebevis inom 3 år, hemkommun, andel (%)", "N17441"),
        (
            "Ej återaktualiserade vuxna personer med försörjningsstöd ett år efter avslutat försörjningsstöd (%)",
            "U31462",
        ),
        ("Väntetid till särskilt boende från ansökan till erbjuden plats, median (dagar)", "U23402"),
        ("Soliditet, kommunkoncernen", "N03110"),
        ("Långtidsarbetslösa av arbetslösa, 18-65 år, andel (%)", "N03954"),
        ("Utsläpp till luft av växthusgaser, transporter, ton CO2e/inv", "N85073"),
        ("Födelsenetto", "N01803"),
        ("Födelsenetto, andel (%)", "N02100"),
        ("Andel unga vuxna med ekonomiskt bistånd", "U31804"),  # and not all adults
        ("Antal fysiska biblioteksbesök per invånare", "N09807"),  # joins what the measure says in two words
        ("Skattekraft, kr/inv 1 nov fg år", "N00048"),
        ("Skattekraft per invånare, kommun (kr)", "N00903"),
        ("Elever på yrkesprogram med gymnasieexamen inom tre år, hemkommun (%)", "N17447"),
        ("Barn per årsarb., enskild förskola", "N11011"),
        ("Elever i fristående skolor i åk 9 som är behöriga till yrkesprogram, andel (%)", "N15432"),
        ("Gruppbostad LSS, brukaren trivs alltid hemma, kommunal regi (%)", "N28729"),
        ("Kväveoxidutsläpp från transporter, kg/inv", "N85058"),
        ("Statlig cykelväg i kommunen, meter", "N07819"),
    ],
)
def test_usual_names_of_measures_on_the_short_list(name, kolada_id):
    assert meant(name) == kolada_id


@pytest.mark.parametrize(
    "name",
    [
        "Kostnad per elev i grundskolan",  # neither whose schools nor which years
        "Antal barn per barngrupp i förskolan",
        "Gymnasieelever med examen inom 3 år, andel (%)",
        "Soliditet (%)",  # with or without pensions
        "Andel elbilar",  # of all cars or of the organisation's
        "Antal årsarbetare",
        "Andel invånare som upplever problem med narkotikahandel i kommunen",  # measured is how many see few problems
        "Andel elever i åk 5 som är rädda för andra elever",
        "Andel vuxna med försörjningsstöd som återaktualiserats inom ett år",
        "Antal elever i åk 9 med behörighet till yrkesprogram, kommunala skolor",
        "Verksamhetens resultat som andel av skatter och statsbidrag",
        "Osäkerhetstal - Förtroende för kommunens politiker, andel (%)",
        "Andel kollektivtrafikresenärer",  # no word in common with how satisfied they are
        "Gymnasieelever på yrkesprogram med examen inom 3 år (%)",
        "Cykelväg, meter per invånare",  # whose
        "Skattekraft per invånare den 1 januari (kr)",
        "Elever i skolor i åk 9 som är behöriga till yrkesprogram, andel (%)",
    ],
)
def test_names_that_are_none_of_the_short_list(name):
    assert meant(name) is None


@pytest.mark.parametrize(
    "name",
    [
        *load("catalogue")["open"],
        # without what tells which of two or more measures it is
        "Invånare 0-5 år",
        "Invånare 75+",
        "Ensamstående hushåll",
        "Deltidsanställda (1-74 %) månadsavlönade",
        "Nettokostnader per invånare (kr)",
        "Investering per invånare, kr",
        "Nettokostnad grundskola per invånare",
        "Kostnad för undervisning per elev i kommunal grundskola",
        "Antal elever i fristående grundskola",
        "Inskrivna barn per årsarbetare i fritidshem",
        "Kursdeltagare i sfi som avbrutit kurs",
        "Brukarbedömning hemtjänst: trygghet, %",
        "Personalkontinuitet i hemtjänsten",
        "Väntetid till särskilt boende (dagar)",
        "Utredningstid barn och unga",
        "Andel elever i åk 9 med godkänt i alla ämnen",
        "Andel elever med lägst betyget E i matematik, kommunala skolor",
        "Barn per årsarbetare i förskolan",
        "Andel legitimerade förskollärare",
        "Arbetslöshet (%)",
        "Sysselsättningsgrad (%)",
        "Valdeltagande",
        "Medellivslängd",
        "Fallskador bland äldre",
        # a part, another side or another thing than the measure that it is like
        "Andel invånare med övervikt",
        "Andel äldre på särskilt boende med svåra besvär av ensamhet",
        "Antal förtroendevalda",
        "Förtroendevalda kommunpolitiker",
        "Personlig assistans",
        "Daglig verksamhet",
        "Hemtjänst",
        "Andel förnybar el",
        "Antal hushåll med ekonomiskt bistånd",
        "Personaltäthet i kommunal förskola",
        "Personal i kommunal förskola",
        "Andel anställda i kommunal förskola",
        "Medarbetare på biblioteken",
        "Nöjdhet på fritidsgårdar",
        "Kostnad i kulturskolan",
        "Antal anställda på fritidsgårdar",
        "Antal ärenden inom personlig assistans",
        "Behov i daglig verksamhet",
        "Brukarundersökning i öppen förskola",
        "Brukarbedömning personlig assistans",
        "Bemötande i hemtjänsten",
        "Brukare inom missbruksvården",
        "Andel nöjda med förskolan",
        "Andel brukare i gruppbostad som är trygga",
        "Andel elever med god hälsa",
        "Medarbetare med bra självskattad hälsa, andel",
    ],
)
def test_names_that_leave_open_which_measure_they_mean(name):
    assert meant(name) is None


@pytest.mark.parametrize("ids", load("catalogue")["open"].values(), ids=str)
def test_what_is_left_open_is_between_measures_of_the_short_list(ids):
    assert {measure.kolada_id for measure in read_kolada_measures()}.issuperset(ids)


@pytest.mark.parametrize(
    "name, kolada_id",
    [
        ("Andel invånare med övervikt eller fetma", "U01760"),
        ("Överviktiga eller feta invånare, andel (%)", "U01760"),
        ("Andel invånare med fetma", "U01411"),
        ("Soliditet kommunen (%)", "N03106"),
        ("Elever i kommunens egen SFI", "N18802"),
        ("Hur många invånare går det på varje förtroendevald?", "N05812"),
        ("Körsträcka med bil, mil per invånare", "U07917"),
        ("Arbetslösa 18-24 år, andel av befolkningen", "N03935"),
        ("Andel långtidsarbetslösa av befolkningen 18-65 år", "N03952"),
        ("Antal elever per lärare i kommunal grundskola", "N15034"),
        ("Antal fritidsgårdar i kommunen", "U09824"),
        ("Antal personer med personlig assistans", "N28805"),
        ("Brukarbedömning missbruksvård, helhetssyn", "U35543"),
        ("Andel brukare i gruppbostad som känner sig trygga med alla i personalen", "U28522"),
        ("Elever i åk 3 som klarat alla delprov i matematik, kommunala skolor, andel (%)", "N15454"),
        ("Försäljningsindex dagligvaror", "N52002"),
    ],
)
def test_names_that_leave_nothing_open_have_their_measure(name, kolada_id):
    assert meant(name) == kolada_id


CHANGES = [
    ("lägeskommun", "hemkommun"),
    ("lägeskommun", "fristående skolor"),
    ("hemkommun", "kommunala skolor"),
    ("kommunala skolor", "lägeskommun"),
    ("kommunal regi", "enskild regi"),
    ("åk 5", "åk 8"),
    ("åk 9", "åk 6"),
    ("år 2", "år 3"),
    ("3 år,", "4 år,"),
    ("median", "medelvärde"),
    ("medelvärde", "median"),
    ("kvinnor", "män"),
    ("80 år", "65 år"),
    ("18-65 år", "25-65 år"),
    ("koncernen", "bolagen"),
    ("per invånare", "per brukare"),
    ("Andel ", "Antal "),
    ("Nettokostnad ", "Kostnad "),
    ("hemtjänst", "särskilt boende"),
    ("gruppbostad", "servicebostad"),
]


@pytest.mark.parametrize("said, instead", CHANGES)
def test_what_must_agree_keeps_measures_of_the_short_list_apart(said, instead):
    changed = [
        (wording.measure.kolada_id, wording.text.replace(said, instead))
        for wording in read_short_list().wordings
        if said in wording.text and instead not in wording.text and not (said == "Andel " and "%" in wording.text)
    ]
    assert changed
    assert not [name for kolada_id, name in changed if meant(name) == kolada_id]


@given(st.text(max_size=60))
def test_any_name_has_an_answer(catalogue, text):
    answer = match_name(analyse_name(text), catalogue)
    assert 0 <= answer.score <= 1 and len(answer.runners_up) <= 5
    assert (answer.measure is None) == (answer.score == 0)
    assert all(one.measure != answer.measure for one in answer.runners_up)


@pytest.mark.parametrize("measure", read_kolada_measures(), ids=lambda measure: measure.kolada_id)
def test_every_wording_of_the_short_list_finds_its_own_measure(measure) -> None:  # type: ignore[no-untyped-def]
    values = () if measure.span is None else (measure.span[0],)
    for wording in measure.wordings:
        found = find_kolada_measure(analyse_name(wording), values)
        assert found.measure is measure, (wording, found)


@pytest.mark.parametrize(
    ("name", "kolada_id"),
    [
        ("Sjukfrånvaron totalt i procent", "N00090"),
        ("Korttidssjukfrånvaro (%)", None),  # narrower
        ("Matsvinn i förskolan, gram per portion", None),  # wider: the kitchen's waste as well
        ("Antal personer med ekonomiskt bistånd, barn och vuxna", "N31848"),  # wider than those of 18 or more
        ("Sjukfrånvaro bland chefer (%)", None),
        ("Hur sammantaget nöjd eller missnöjd är du med hemtjänsten?", "U21468"),
        ("Andel boende i gruppbostad som vet vem de kan prata med om något inte är bra", "U28560"),
        ("Andel brukare med försörjningsstöd som fått det bättre", "U31506"),
        ("Andel unga i barn- och ungdomsvården vars socialsekreterare frågar efter deras synpunkter", "U33578"),
        ("Andel barn 0–17 år i hushåll med försörjningsstöd", "U31803"),
        ("Unga vuxna som har ekonomiskt bistånd, andel (%)", "U31804"),  # and not all of 18 or more
        ("Antal hushåll med försörjningsstöd", None),  # part of all support
        ("Unga vuxna med försörjningsstöd, antal", None),  # those of 18 to 24, which only a share is told of
        ("Soliditet, inkl samtliga pensionsåtaganden", "N03002"),
        ("Koncernens soliditet inkl. pensionsåtaganden", "N03034"),
        ("Soliditet", None),
        ("HME, delindex ledarskap", "U00202"),
        ("HME i kultur och fritid", "U09200"),  # and not that of the whole municipality
        ("HME i stadshuset", None),
        ("Invånare 19–64 år, antal", "N01931"),
        ("Meritvärde i årskurs 9", None),  # whose schools?
    ],
)
def test_a_name_finds_its_kolada_measure(name: str, kolada_id: str | None) -> None:
    found = find_kolada_measure(analyse_name(name)).measure
    assert (found.kolada_id if found else None) == kolada_id


def test_values_outside_the_span_speak_against_the_measure() -> None:
    name = analyse_name("Sjukfrånvaro")
    assert find_kolada_measure(name, (4.2, 5.1)).measure is not None
    assert find_kolada_measure(name, (4.2, 512.0)).measure is None


def test_a_name_that_fits_two_measures_has_none() -> None:
    found = find_kolada_measure(analyse_name("Nettokostnadsavvikelse inom äldreomsorgen"))
    assert found.measure is None
    assert found.others == ("N20029", "N20900")
