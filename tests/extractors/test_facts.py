"""What a document says of itself, in several layouts, and where the plan begins in the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from papers import PageBreak, Spacer, prose, read, table, text
from reportlab.platypus import Flowable

from extractors.families.facts import label_of
from pipeline.records import RawDocument

TITLE = text("Verksamhetsplan 2031", "title")


def facts(document: RawDocument) -> dict[str, str]:
    return {fact.name: fact.text for fact in document.facts}


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Dokumentägare", "document_owner"),
        ("DOKUMENTÄGARE:", "document_owner"),
        ("Dokumentsägare", "document_owner"),  # misspelt
        ("Beslutsinstans", "decided_by"),
        ("Antagen av", "decided_by"),
        ("Fastställd", "adopted_on"),
        ("Datum för antagande", "adopted_on"),
        ("Giltig t.o.m.", "valid_until"),
        ("Dnr", "diary_number"),
        ("Diarienummer:", "diary_number"),
        ("Upprättad av", "other"),
        ("Plan", None),
        ("Kommunstyrelsen", None),
        ("", None),
    ],
)
def test_label_of(printed: str, name: str | None) -> None:
    assert label_of(printed) == name


CONTROL = {
    "document_type": "Plan",
    "document_owner": "Kommundirektör",
    "decided_by": "Kommunstyrelsen",
    "valid_until": "2031-12-31",
    "adopted_on": "2030-12-10",
    "diary_number": "KS 2030/388",
}
LABEL_OVER_VALUE = [
    ["Dokumenttyp", "Dokumentägare", "Beslutsinstans", "Giltig till"],
    ["Plan", "Kommundirektör", "Kommunstyrelsen", "2031-12-31"],
    ["Fastställd", "Senast reviderad", "Gäller för", "Diarienummer"],
    ["2030-12-10", "-", "Kommunstyrelsen", "KS 2030/388"],
]
LABEL_BESIDE_VALUE = [
    ["Dokumenttyp", "Plan"],
    ["Dokumentägare", "Kommundirektör"],
    ["Beslutsinstans", "Kommunstyrelsen"],
    ["Giltig till", "2031-12-31"],
    ["Fastställd", "2030-12-10"],
    ["Diarienummer", "KS 2030/388"],
]


@pytest.mark.parametrize("rules", ["grid", "rows", "none"])
@pytest.mark.parametrize("rows", [LABEL_OVER_VALUE, LABEL_BESIDE_VALUE], ids=["over", "beside"])
def test_a_table_of_labels_and_values(rows: list[list[str]], rules: str, tmp_path: Path) -> None:
    widths = [480 / len(rows[0])] * len(rows[0])
    document = read(
        tmp_path, Spacer(1, 100), TITLE, text("Havsbyns kommun", "subtitle"), table(rows, widths, rules, head=0)
    )
    found = facts(document)
    assert {name: found.get(name) for name in CONTROL} == CONTROL


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "Antagen av kommunfullmäktige 2030-11-22, § 97. Dnr KS2030-431",
            {"decided_by": "kommunfullmäktige", "adopted_on": "2030-11-22", "diary_number": "KS2030-431"},
        ),
        (
            "Beslutad av kultur- och fritidsnämnden den 3 december 2030, § 12",
            {"decided_by": "kultur- och fritidsnämnden", "adopted_on": "3 december 2030"},
        ),
        ("Fastställd: 2030-12-10 · Giltig till: 2031-12-31", {"adopted_on": "2030-12-10", "valid_until": "2031-12-31"}),
        ("Diarienummer KS 2030/412", {"diary_number": "KS 2030/412"}),
        ("Dokumentägare: Ekonomichef", {"document_owner": "Ekonomichef"}),
        (
            "Beslut i hamn- och fyrnämnden 2030-12-04, § 88",
            {"decided_by": "hamn- och fyrnämnden", "adopted_on": "2030-12-04"},
        ),
        ("Fyrutskottet 2030-12-05 § 9", {"decided_by": "Fyrutskottet", "adopted_on": "2030-12-05"}),
        ("Beslut om fyren fattas av hamnnämnden 2030-12-04", {}),
        ("Fyrutskottet 2030-12-05", {}),
        ("Planen är antagen för ett år i taget.", {}),
    ],
)
def test_labels_in_a_line(line: str, expected: dict[str, str], tmp_path: Path) -> None:
    document = read(tmp_path, Spacer(1, 100), TITLE, text("Havsbyns kommun", "subtitle"), Spacer(1, 60), text(line))
    found = {name: words for name, words in facts(document).items() if name not in ("title", "subtitle")}
    assert found == expected


def test_a_bare_date_under_the_deciding_body_is_that_of_the_decision(tmp_path: Path) -> None:
    lines = text("Antaget av: Kommunfullmäktige<br/>Datum: 2030-11-25<br/>Dnr 00298-2030")
    named = facts(read(tmp_path, Spacer(1, 100), TITLE, text("Havsbyns kommun", "subtitle"), Spacer(1, 60), lines))
    assert (named["decided_by"], named["adopted_on"]) == ("Kommunfullmäktige", "2030-11-25")
    alone = text("Kontakt: Ekonomichefen<br/>Datum: 2030-11-25")
    assert "adopted_on" not in facts(read(tmp_path, Spacer(1, 100), TITLE, Spacer(1, 60), alone))


@pytest.mark.parametrize("across", [False, True])
def test_a_bare_date_in_a_table_is_that_of_the_decision_named_before_it(across: bool, tmp_path: Path) -> None:
    rows = [["Fastställd av", "Barnnämnden"], ["Datum", "2030-11-19"], ["Diarienummer", "BN 2030:233"]]
    rows = [list(column) for column in zip(*rows, strict=True)] if across else rows
    found = facts(read(tmp_path, Spacer(1, 100), TITLE, table(rows, [160] * len(rows[0]), head=0)))
    assert (found["decided_by"], found["adopted_on"]) == ("Barnnämnden", "2030-11-19")


def test_a_bare_date_beside_its_label_is_that_of_the_decision_above_it(tmp_path: Path) -> None:
    front = (Spacer(1, 100), TITLE, text("Havsbyns kommun", "subtitle"), Spacer(1, 60))
    rows = [["Beslutad av", "Fyrstyrelsen"], ["Datum", "2030-11-20"], ["Kommun", "Havsbyns kommun"]]
    decided = facts(read(tmp_path, *front, table(rows, [70, 160], "none", head=0, fill=None)))
    assert (decided["decided_by"], decided["adopted_on"]) == ("Fyrstyrelsen", "2030-11-20")


@pytest.mark.parametrize(
    ("header", "number"),
    [
        ("FYR 2030/145", "FYR 2030/145"),
        ("2030/0412 HN", "2030/0412 HN"),
        ("AFS 2030/012", None),
        ("Fyrplan 2030", None),
    ],
)
def test_a_diary_number_may_stand_alone_in_the_head_of_the_page(
    header: str, number: str | None, tmp_path: Path
) -> None:
    plan = (TITLE, *prose(6), PageBreak(), *prose(6), PageBreak(), *prose(6))
    assert facts(read(tmp_path, *plan, header=header)).get("diary_number") == number
    in_text = read(tmp_path, TITLE, *prose(30), text("HN 2030/777"), *prose(6))
    assert "diary_number" not in facts(in_text)


def test_facts_stand_on_the_first_pages_only(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        TITLE,
        *prose(6),
        PageBreak(),
        *prose(6),
        PageBreak(),
        text("Beslutad av socialnämnden 2029-01-01, § 3"),
    )
    assert "decided_by" not in facts(document)


# ------------------------------------------------------------------ title


def test_the_title_is_the_largest_print_with_the_line_under_it(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        text("Havsbyns kommun"),
        Spacer(1, 150),
        TITLE,
        text("Kulturnämnden 2031–2032", "subtitle"),
        PageBreak(),
        text("Inledning", "h1"),
        *prose(6),
    )
    assert facts(document)["title"] == "Verksamhetsplan 2031"
    assert facts(document)["subtitle"] == "Kulturnämnden 2031–2032"
    assert [heading.title for heading in document.headings] == ["Inledning"]


@pytest.mark.parametrize(
    ("below", "subtitle"),
    [
        ((text("med plan 2032–2033", "subtitle"),), "med plan 2032–2033"),
        ((text("Havsbyns kommun", "subtitle"),), None),  # a name that does not go on with the title
        ((text("Havsbyns kommun"), Spacer(1, 30), text("med tack till Per Lind 2033")), None),
        ((text("för hamnen och badet är det ett år fyllt av arbete."),), None),
    ],
)
def test_a_line_that_goes_on_with_the_title_may_stand_far_below_it(
    below: tuple[Flowable, ...], subtitle: str | None, tmp_path: Path
) -> None:
    title = text("Mål och budget 2031", "title")
    document = read(
        tmp_path, Spacer(1, 150), title, Spacer(1, 90), *below, PageBreak(), text("Inledning", "h1"), *prose(6)
    )
    assert facts(document)["title"] == "Mål och budget 2031"
    assert facts(document).get("subtitle") == subtitle


@pytest.mark.parametrize("years", ["2031", "2031–2033", "2031/32"])
def test_years_alone_under_the_title_are_part_of_it(years: str, tmp_path: Path) -> None:
    front = (Spacer(1, 150), text("Mål och budget", "title"), text(years, "subtitle"), PageBreak())
    document = read(tmp_path, *front, text("Inledning", "h1"), *prose(6))
    assert facts(document)["title"] == f"Mål och budget {years}"
    assert "subtitle" not in facts(document)


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("per 31 augusti 2031", "Delårsrapport per 31 augusti 2031"),
        ("per 2031-08-31", "Delårsrapport per 2031-08-31"),
        ("Antagen 31 augusti 2031", "Delårsrapport"),
        ("per kommunstyrelsen", "Delårsrapport"),
    ],
)
def test_the_day_that_a_report_looks_back_to_is_part_of_its_title(line: str, title: str, tmp_path: Path) -> None:
    front = (Spacer(1, 150), text("Delårsrapport", "title"), text(line, "subtitle"), PageBreak())
    assert facts(read(tmp_path, *front, text("Inledning", "h1"), *prose(6)))["title"] == title


def test_a_letterhead_over_the_title_heads_nothing(tmp_path: Path) -> None:
    def headings(name: str) -> list[str]:
        story = (text(name, "h1"), Spacer(1, 60), text("Kvalitetsrapport 2031", "title"), text("Bakgrund", "h1"))
        return [
            heading.title for heading in read(tmp_path, *story, *prose(9), text("Arbetet", "h1"), *prose(3)).headings
        ]

    assert headings("Havsbyns kommun") == ["Bakgrund", "Arbetet"]
    assert headings("Fyrens arbete") == ["Fyrens arbete", "Bakgrund", "Arbetet"]


@pytest.mark.parametrize(
    ("first", "chapter"), [("Måluppfyllelse", True), ("Verksamhetsplan", False), ("Havsbyn 2031", False)]
)
def test_the_first_chapter_of_an_extract_is_a_section_like_the_others(
    first: str, chapter: bool, tmp_path: Path
) -> None:
    others = ["God hushållning", "Investeringar"]
    parts = [part for title in (first, *others) for part in (text(title, "h1"), *prose(6))]
    assert [h.title for h in read(tmp_path, *parts).headings] == [*([first] if chapter else []), *others]


@pytest.mark.parametrize(("size", "heads"), [("head", False), ("h3", True)])
def test_the_label_of_a_remark_in_small_print_heads_nothing(size: str, heads: bool, tmp_path: Path) -> None:
    document = read(
        tmp_path, TITLE, text("Mål", "h1"), *prose(12), text("Kommentar", size), text("Det går bra.", "cell")
    )
    assert ("Kommentar" in [heading.title for heading in document.headings]) is heads


def test_who_answers_for_a_row_at_the_edge_of_a_page_is_not_whom_the_plan_is_for(tmp_path: Path) -> None:
    rows = [["Nyckeltal", "Utfall 2030", "Mål 2031", "Ansvarig"]]
    rows += [[f"Lampor i fyr {n}", "4", "6", "Fyrnämnden"] for n in range(1, 61)]
    measures = table(rows, [180, 80, 80, 120])
    document = read(tmp_path, Spacer(1, 150), text("Klimatprogram 2031", "title"), PageBreak(), measures)
    assert "Fyrnämnden" in document.full_text and "Fyrnämnden" not in document.front_text


def test_a_title_in_two_lines(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        Spacer(1, 150),
        text("Mål och budget 2031<br/>med plan för 2032–2033", "title"),
        PageBreak(),
        *prose(6),
    )
    assert facts(document)["title"] == "Mål och budget 2031 med plan för 2032–2033"


# ------------------------------------------------------------------ a decision bound in before the plan


def decision() -> tuple[object, ...]:
    return (
        text("Protokollsutdrag", "title"),
        text("Sammanträdesdatum 2030-12-10"),
        text("§ 174 Antagande av plan", "h1"),
        text("Diarienummer KN 2029/1"),
        *prose(6),
        PageBreak(),
    )


def test_a_decision_before_the_plan_is_not_the_plan(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        *decision(),
        Spacer(1, 100),
        TITLE,
        text("Kulturnämnden", "subtitle"),
        Spacer(1, 60),
        text("Diarienummer KN 2030/388"),
        PageBreak(),
        text("Inledning", "h1"),
        *prose(6),
    )  # type: ignore[arg-type]
    assert facts(document)["title"] == "Verksamhetsplan 2031"
    assert facts(document)["diary_number"] == "KN 2030/388"
    headings = {heading.title: heading for heading in document.headings}
    assert headings["Inledning"].parent is None
    assert headings["Inledning"].level == 1
    assert "Protokollsutdrag" in headings


def test_a_plan_that_only_speaks_of_decisions_begins_on_its_first_page(tmp_path: Path) -> None:
    document = read(tmp_path, TITLE, *prose(6), PageBreak(), text("Beslut om budget", "title"), *prose(6))
    assert facts(document)["title"] == "Verksamhetsplan 2031"


@pytest.mark.parametrize(("under", "headings"), [("Fyrnämnden", ["Arbetet"]), ("Inledning", ["Inledning", "Arbetet"])])
def test_a_body_under_the_title_is_no_heading_also_where_it_is_set_as_one(
    under: str, headings: list[str], tmp_path: Path
) -> None:
    title_page = (Spacer(1, 100), TITLE, text(under, "h1"), PageBreak())
    document = read(tmp_path, *title_page, text("Arbetet", "h1"), *prose(6), PageBreak(), *prose(6))
    assert [heading.title for heading in document.headings] == headings


@pytest.mark.parametrize(
    ("line", "heads"),
    [
        ("Sammanställning av nyckelresultat per mål", True),
        ("Nyckelresultat 2031", False),
        ("En bilaga om vatten", False),
    ],
)
def test_a_line_under_the_title_may_head_what_follows(line: str, heads: bool, tmp_path: Path) -> None:
    """Seen in appendices of key results without a cover."""
    rows = [["Nyckelresultat", "Ansvarig", "Så mäter vi"], ["Sjön är ren", "Miljöchef", "Prover varje vår"]]
    goals = ["Mål 1: Rena vatten", "Mål 2: Tysta skogar"]
    parts = [part for goal in goals for part in (text(goal, "h2"), *prose(3), table(rows, [200, 80, 120]))]
    document = read(tmp_path, text("Bilaga 1", "title"), text(line, "subtitle"), *parts)
    assert [heading.title for heading in document.headings] == [line, *goals] if heads else goals
