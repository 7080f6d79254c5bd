"""Running text and headings: paragraphs, lists, the tree of headings, and what runs along every page."""

from __future__ import annotations

from pathlib import Path

import pytest
from papers import PageBreak, Spacer, bullet, callout, prose, read, table, text

from extractors.heading_tree import split_number
from pipeline.records import RawDocument

TITLE = text("Verksamhetsplan 2031", "title")
FRONT = (TITLE, text("Kultur- och fritidsnämnden", "subtitle"), PageBreak())


def tree(document: RawDocument) -> list[tuple[int, str | None, str]]:
    return [(heading.level, heading.number, heading.title) for heading in document.headings]


def parents(document: RawDocument) -> dict[str, str | None]:
    headings = document.headings
    return {h.title: headings[h.parent].title if h.parent is not None else None for h in headings}


def section(document: RawDocument, title: str) -> str:
    at = [heading.title for heading in document.headings].index(title)
    return document.heading_texts[at]


# ------------------------------------------------------------------ the tree


@pytest.mark.parametrize("first", ["plain1", "plain2"])
def test_a_board_under_the_title_heads_nothing_where_a_larger_heading_follows(tmp_path: Path, first: str) -> None:
    document = read(
        tmp_path,
        text("Bokslut 2031", "title"),
        text("Kulturnämnden", "plain2"),
        text("1 Inledning", first),
        *prose(8),
        text("1.1 Läget", "plain2"),
        *prose(8),
    )
    titles = [heading.title for heading in document.headings]
    assert ("Kulturnämnden" in titles) == (first == "plain2")
    assert titles[-2:] == ["Inledning", "Läget"]


def test_headings_stand_under_larger_ones(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        *FRONT,
        text("Inledning", "h1"),
        *prose(3),
        text("Bakgrund", "h2"),
        *prose(3),
        text("Tidigare år", "h3"),
        *prose(3),
        text("Läsanvisning", "h2"),
        *prose(3),
        text("Ekonomi", "h1"),
        *prose(3),
    )
    assert parents(document) == {
        "Inledning": None,
        "Bakgrund": "Inledning",
        "Tidigare år": "Bakgrund",
        "Läsanvisning": "Inledning",
        "Ekonomi": None,
    }
    assert [heading.level for heading in document.headings] == [1, 2, 3, 2, 1]


def test_printed_numbers_are_taken_from_titles(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        *FRONT,
        text("1 Inledning", "h1"),
        *prose(3),
        text("1.2 Läsanvisning", "h2"),
        *prose(3),
        text("2. Ekonomi", "h1"),
        *prose(3),
    )
    assert tree(document) == [(1, "1", "Inledning"), (2, "1.2", "Läsanvisning"), (1, "2", "Ekonomi")]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("1 Inledning", ("1", "Inledning")),
        ("2.1 Mål", ("2.1", "Mål")),
        ("3.2.1. Skola", ("3.2.1", "Skola")),
        ("2031 blir ett bra år", (None, "2031 blir ett bra år")),
        ("112 och 1177", (None, "112 och 1177")),
        ("Mål 1", (None, "Mål 1")),
        ("5 000 invånare", (None, "5 000 invånare")),
    ],
)
def test_split_number(printed: str, expected: tuple[str | None, str]) -> None:
    assert split_number(printed) == expected


def test_a_heading_of_two_lines_is_one(tmp_path: Path) -> None:
    long = "Kommunens arbete för att fler ska kunna bo kvar och trivas i sina hem under hela livet"
    document = read(tmp_path, *FRONT, text("Inledning", "h1"), *prose(3), text(long, "h2"), *prose(6))
    assert [heading.title for heading in document.headings] == ["Inledning", long]


def test_titles_lists_captions_and_contents_are_no_sections(tmp_path: Path) -> None:
    rows = [["Verksamhet", "Utfall 2029", "Budget 2030"], ["Skola", "1 200", "1 300"], ["Omsorg", "900", "950"]]
    document = read(
        tmp_path,
        Spacer(1, 100),
        *FRONT,
        text("Innehåll", "h1"),
        text(f"Inledning {'.' * 60} 3"),
        text(f"Ekonomi {'.' * 62} 3"),
        PageBreak(),
        text("Inledning", "h1"),
        *prose(3),
        bullet("Öppna biblioteket på söndagar"),
        bullet("Bygg en ny simhall"),
        text("Ekonomi", "h1"),
        *prose(3),
        text("Tabell 1. Driftbudget, tkr", "bold"),
        table(rows, [180, 90, 90], right_from=1),
    )
    assert [heading.title for heading in document.headings] == ["Inledning", "Ekonomi"]


def test_a_first_page_with_a_table_of_measures_is_no_title_page(tmp_path: Path) -> None:
    rows = [["Indikator", "Utfall 2029", "Mål 2031"], ["Besök i parken", "120", "130"]]
    short = text("Nämnden följer sitt arbete med några få mått, som redovisas två gånger om året.")
    heading = text("Nämndens arbete", "h1")
    found = read(tmp_path, TITLE, short, short, heading, short, table(rows, [200, 90, 90]))
    assert [heading.title for heading in found.headings] == ["Nämndens arbete"]


def test_a_line_in_another_colour_under_a_heading_is_not_its_second_line(tmp_path: Path) -> None:
    lines = text('Vision<br/><font color="#0b7a75">Havsbyn är nära allt och alla</font>', "h1")
    found = read(tmp_path, *FRONT, *prose(3), lines, *prose(2))
    assert found.headings[0].title == "Vision"


def test_the_text_of_a_section_is_its_own(tmp_path: Path) -> None:
    rows = [["Indikator", "Utfall 2029", "Mål 2031"], ["Antal lån", "310", "350"], ["Antal besök", "120", "140"]]
    document = read(
        tmp_path,
        *FRONT,
        text("Inledning", "h1"),
        "Planen gäller i ett år.",
        text("Bakgrund", "h2"),
        "Den förra planen gällde i två år.",
        table(rows, [180, 90, 90]),
        "Den nya planen är kortare.",
        text("Ekonomi", "h1"),
        *prose(3),
        header="Havsbyns kommun",
        footer="Sida #",
    )
    assert section(document, "Inledning") == "Planen gäller i ett år."
    assert section(document, "Bakgrund") == "Den förra planen gällde i två år.\nDen nya planen är kortare."


def test_a_heading_right_under_the_title_is_a_section(tmp_path: Path) -> None:
    parts = (text(words, "h1") for words in ("Inledning", "Mål", "Ekonomi"))
    document = read(tmp_path, TITLE, *(part for heading in parts for part in (heading, *prose(3))))
    assert [heading.title for heading in document.headings] == ["Inledning", "Mål", "Ekonomi"]


# ------------------------------------------------------------------ running headers and footers


def test_what_runs_along_every_page_is_no_text(tmp_path: Path) -> None:
    pages = [part for number in range(4) for part in (text(f"Kapitel {'ABCD'[number]}", "h1"), *prose(6), PageBreak())]
    document = read(tmp_path, *pages, header="Havsbyns kommun · Dnr KS 2030/17", footer="Sida # av 4")

    assert [heading.title for heading in document.headings][-3:] == ["Kapitel B", "Kapitel C", "Kapitel D"]
    assert not any("Dnr" in words or "Sida" in words for words in document.heading_texts)
    assert "Dnr KS 2030/17" in document.full_text  # names are still looked for there


def test_a_sentence_that_is_repeated_in_the_text_is_text(tmp_path: Path) -> None:
    pages = [
        part
        for number in range(3)
        for part in (
            text(f"Kapitel {'ABC'[number]}", "h1"),
            *prose(3),
            text("Läs mer på webben."),
            *prose(3),
            PageBreak(),
        )
    ]
    document = read(tmp_path, TITLE, *prose(3), *pages)
    assert sum("Läs mer på webben." in words for words in document.heading_texts) == 3


# ------------------------------------------------------------------ paragraphs


def test_lines_are_paragraphs_and_hyphens_at_line_ends_are_resolved(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        *FRONT,
        text("Inledning", "h1"),
        text("Vi planerar för barn-<br/>och ungdomsverksamhet och ser över verksam-<br/>heten varje år."),
        text("Nästa stycke är ett eget stycke."),
    )
    assert section(document, "Inledning") == (
        "Vi planerar för barn- och ungdomsverksamhet och ser över verksamheten varje år.\n"
        "Nästa stycke är ett eget stycke."
    )


@pytest.mark.parametrize("sign", ["•", "–", "-", "o"])
def test_items_of_a_list_are_told_apart(sign: str, tmp_path: Path) -> None:
    items = (
        "Öppna biblioteket på söndagar under hela vintern och våren så att fler kan låna böcker på sin lediga tid",
        "Bygg",
    )
    document = read(tmp_path, *FRONT, text("Inledning", "h1"), *prose(3), *(bullet(item, sign) for item in items))
    assert section(document, "Inledning").splitlines()[-2:] == list(items)


def test_text_beside_and_inside_a_box_is_kept_apart(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        *FRONT,
        text("Inledning", "h1"),
        text("Texten före."),
        callout("Texten i rutan."),
        text("Texten efter."),
    )
    assert section(document, "Inledning").splitlines() == ["Texten före.", "Texten i rutan.", "Texten efter."]
    assert document.tables == ()


def test_a_preamble_and_the_words_of_a_vision_are_no_headings(tmp_path: Path) -> None:
    story = [
        text("Plan 2031", "title"),
        PageBreak(),
        text("Ordföranden har ordet", "h1"),
        text("Budgeten är stram men gör det möjligt att bygga den skola som många väntar på.", "h3"),
        *prose(4),
        text("Vision", "h1"),
        text("Havsbyn 2040 – en plats för hela livet", "h2"),
        *prose(2),
        text("Läget", "h1"),
        *prose(2),
    ]
    found = read(tmp_path, *story)
    assert [heading.title for heading in found.headings] == ["Ordföranden har ordet", "Vision", "Läget"]
    assert [(goal.goal_type, goal.title) for goal in found.goals] == [
        ("vision", "Havsbyn 2040 – en plats för hela livet")
    ]


def test_sentences_that_share_a_print_are_headings(tmp_path: Path) -> None:
    titles = ["Alla barn lär sig läsa i skolan.", "Alla äldre är trygga i sina hem."]
    parts = [part for title in titles for part in (text(title, "h2"), *prose(2))]
    found = read(tmp_path, text("Plan 2031", "title"), PageBreak(), text("Läget", "h1"), *parts)
    assert [heading.title for heading in found.headings] == ["Läget", *titles]
