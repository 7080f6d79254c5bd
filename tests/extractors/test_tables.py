"""Tables as plans print them: every kind of rules, merged cells, two header rows, tables over page breaks."""

from __future__ import annotations

from pathlib import Path

import papers
import pytest
from papers import PageBreak, prose, table, tables, text, texts_of

HEAD = ["Indikator", "Utfall 2029", "Mål 2031", "Ansvarig"]
BODY = [
    ["Andel nöjda besökare (%)", "71", "minst 80", "Kultur"],
    ["Antal lån per invånare", "4,2", "5,0", "Bibliotek"],
    ["Sjukfrånvaro", "6,9 %", "högst 6,0 %", "HR"],
]
WIDTHS = [180, 80, 80, 100]
TITLE = text("Verksamhetsplan 2031", "title")
THINGS = ["Lån", "Besök per dag", "Bygglov", "Elever i musikskola", "Laddplatser", "Planterade träd", "Fel på nätet"]

ECONOMY = [
    ["Belopp i tkr", "Utfall 2029", "Budget 2030", "Plan 2031"],
    ["Intäkter", "1 250", "1 300", "1 350"],
    ["Personal", "−10 400", "−10 900", "−11 200"],
    ["Övriga kostnader", "−2 050", "−2 100", "−2 150"],
    ["Nettokostnad", "−11 200", "−11 700", "−12 000"],
]
ECONOMY_WIDTHS = [160, 80, 80, 80]


# ------------------------------------------------------------------ one page, every kind of rules


@pytest.mark.parametrize("fill", [papers.HEAD_FILL, None], ids=["shaded", "plain"])
@pytest.mark.parametrize("rules", papers.RULES)
def test_the_same_table_is_read_whatever_rules_it_has(rules: str, fill: str | None, tmp_path: Path) -> None:
    [found] = tables(tmp_path, TITLE, *prose(6), table([HEAD, *BODY], WIDTHS, rules, fill=fill), *prose(6))

    assert texts_of(found) == [HEAD, *BODY]
    assert found.header_rows == 1
    assert found.family == "indicators"


@pytest.mark.parametrize("rules", papers.RULES)
def test_a_budget_keeps_its_lines_apart_whatever_rules_it_has(rules: str, tmp_path: Path) -> None:
    [found] = tables(
        tmp_path,
        TITLE,
        *prose(6),
        text("Driftbudget, tkr", "bold"),
        table(ECONOMY, ECONOMY_WIDTHS, rules, right_from=1, bold_rows=[4], fill=None),
        *prose(6),
    )

    assert texts_of(found) == ECONOMY
    assert found.family == "budget"


@pytest.mark.parametrize("rules", ["grid", "rows", "between"])
def test_the_finder_is_surer_of_rules_than_of_white_space(rules: str, tmp_path: Path) -> None:
    [ruled] = tables(tmp_path, TITLE, *prose(6), table([HEAD, *BODY], WIDTHS, rules, fill=None))
    [aligned] = tables(tmp_path, TITLE, *prose(6), table([HEAD, *BODY], WIDTHS, "none", fill=None))
    assert ruled.confidence > aligned.confidence


def test_wrapped_cells_are_one_text_with_their_printed_lines(tmp_path: Path) -> None:
    rows = [HEAD, ["Andel besökare som är nöjda med bemötandet", "71", "80", "Kultur, Fritid"], *BODY[1:]]
    [found] = tables(tmp_path, TITLE, *prose(3), table(rows, [90, 80, 80, 50], "grid"))

    cell = next(c for c in found.cells if c.row == 1 and c.col == 0)
    assert cell.text == "Andel besökare som är nöjda med bemötandet"
    assert len(cell.lines) > 1 and " ".join(cell.lines) == cell.text


def test_a_cell_knows_its_place_and_colour(tmp_path: Path) -> None:
    [found] = tables(tmp_path, TITLE, *prose(3), table([HEAD, *BODY], WIDTHS, fills={(2, 2): "#ff0000"}))

    cell = next(c for c in found.cells if c.text == "5,0")
    assert cell.fill == "#ff0000"
    assert cell.place.page == 1
    left = papers.MARGIN + WIDTHS[0] + WIDTHS[1]
    assert left <= cell.place.box.x0 < cell.place.box.x1 < left + 20  # the printed text, not the whole cell
    assert next(c for c in found.cells if c.text == "4,2").fill is None


# ------------------------------------------------------------------ merged cells


@pytest.mark.parametrize("rules", ["grid", "rows"])
def test_a_header_in_two_rows_belongs_to_all_columns_under_it(rules: str, tmp_path: Path) -> None:
    rows = [
        ["Verksamhet", "Utfall", "Budget", "", "Plan", ""],
        ["", "2029", "2030", "2031", "2032", "2033"],
        ["Bibliotek", "4 100", "4 250", "4 300", "4 350", "4 400"],
        ["Simhall", "2 900", "3 000", "3 050", "3 100", "3 150"],
    ]
    head = table(rows, [130] + [60] * 5, rules, head=2, spans=[((2, 0), (3, 0)), ((4, 0), (5, 0))], right_from=1)
    read = papers.read(tmp_path, TITLE, *prose(3), text("Driftbudget, tkr", "bold"), head)

    [found] = read.tables
    assert found.header_rows == 2
    assert [(c.year, c.role, c.text) for c in read.budget_lines[0].cells] == [
        (2029, "outcome", "4 100"),
        (2030, "budget", "4 250"),
        (2031, "budget", "4 300"),
        (2032, "plan", "4 350"),
        (2033, "plan", "4 400"),
    ]


def test_short_rules_under_a_header_that_spans_columns(tmp_path: Path) -> None:
    """Only the spanned columns have a rule between the two header rows."""
    rows = [
        ["Indikator", "Målvärden", "", "Ansvarig"],
        ["", "2030", "2031", ""],
        ["Andel nöjda besökare (%)", "75", "80", "Kultur"],
        ["Antal lån per invånare", "4,6", "5,0", "Bibliotek"],
    ]
    short = [("LINEBELOW", (1, 0), (2, 0), 0.5, "black")]
    rules = [("LINEABOVE", (0, 0), (-1, 0), 0.5, "black"), ("LINEBELOW", (0, 1), (-1, -1), 0.5, "black")]
    read = papers.read(
        tmp_path,
        TITLE,
        *prose(3),
        table(rows, [180, 70, 70, 100], "none", head=2, spans=[((1, 0), (2, 0))], extra=[*rules, *short], fill=None),
        *prose(3),
    )

    assert [i.name for i in read.indicators] == ["Andel nöjda besökare (%)", "Antal lån per invånare"]
    targets = [(c.year, c.text) for c in read.indicators[0].cells if c.role == "target"]
    assert targets == [(2030, "75"), (2031, "80")]


MERGED = [
    ["Mål", "Indikator", "Utfall 2029", "Mål 2031"],
    ["Fler ska läsa och besöka biblioteken", "Antal lån per invånare", "4,2", "5,0"],
    ["", "Antal besök per dag", "310", "350"],
    ["Alla barn ska kunna simma", "Andel simkunniga i åk 6 (%)", "91", "95"],
    ["", "Antal elever i simskola", "140", "160"],
]


@pytest.mark.parametrize("rules", ["grid", "short"])
def test_rows_that_share_a_merged_goal_cell(rules: str, tmp_path: Path) -> None:
    spans = [((0, 1), (0, 2)), ((0, 3), (0, 4))]
    extra = [
        ("LINEABOVE", (0, 0), (-1, 1), 0.5, "black"),
        ("LINEBELOW", (1, 1), (-1, 1), 0.5, "black"),
        ("LINEBELOW", (0, 2), (-1, 2), 0.5, "black"),
        ("LINEBELOW", (1, 3), (-1, 3), 0.5, "black"),
        ("LINEBELOW", (0, 4), (-1, 4), 0.5, "black"),
    ]
    widths = [130, 160, 70, 70]
    merged = table(MERGED, widths, "grid" if rules == "grid" else "none", spans=spans, extra=extra)
    read = papers.read(tmp_path, TITLE, *prose(3), merged, *prose(3))

    goals = {goal.key: goal.title for goal in read.goals}
    assert [(goals.get(row.goal or ""), row.name) for row in read.indicators] == [
        ("Fler ska läsa och besöka biblioteken", "Antal lån per invånare"),
        ("Fler ska läsa och besöka biblioteken", "Antal besök per dag"),
        ("Alla barn ska kunna simma", "Andel simkunniga i åk 6 (%)"),
        ("Alla barn ska kunna simma", "Antal elever i simskola"),
    ]
    assert len(read.goals) == 2


# ------------------------------------------------------------------ two tables near each other


@pytest.mark.parametrize("rules", ["grid", "rows", "between"])
def test_a_heading_between_two_tables_keeps_them_apart(rules: str, tmp_path: Path) -> None:
    actions = [
        ["Åtgärd", "Ansvarig", "Tidpunkt"],
        ["Bygg en ny läktare", "Fritid", "Juni 2031"],
        ["Köp böcker", "Kultur", "Löpande"],
    ]
    read = papers.read(
        tmp_path,
        TITLE,
        *prose(6),
        table([HEAD, *BODY], WIDTHS, rules),
        text("Åtgärder under året", "h2"),
        table(actions, [200, 120, 120], rules),
        *prose(3),
    )

    assert [found.family for found in read.tables] == ["indicators", "actions"]
    assert [row.name for row in read.indicators] == [row[0] for row in BODY]
    assert [row.action for row in read.actions] == ["Bygg en ny läktare", "Köp böcker"]
    assert "Åtgärder under året" in [heading.title for heading in read.headings]


@pytest.mark.parametrize("rules", ["grid", "rows", "between", "budget"])
def test_the_last_row_is_read_to_its_end(rules: str, tmp_path: Path) -> None:
    last = ["Andel elever som kan simma i slutet av årskurs sex (%)", "91", "minst 95", "Skola i samverkan med Fritid"]
    [found] = tables(tmp_path, TITLE, *prose(6), table([HEAD, *BODY, last], [120, 80, 80, 90], rules), *prose(6))

    assert texts_of(found)[-1] == last


def test_rules_of_running_headers_and_footnotes_are_no_tables(tmp_path: Path) -> None:
    rule = table([[""]], [papers.TEXT_WIDTH], "rows", head=0)
    assert tables(tmp_path, TITLE, rule, *prose(9), rule, text("1) Uppgiften är från en enkät.", "note")) == ()


def test_a_footer_that_counts_pages_is_no_row_of_the_table_above_it(tmp_path: Path) -> None:
    rows = [[name, "1", "2", "Kultur"] for name in THINGS] * 8
    story = (TITLE, *prose(3), table([HEAD, *rows], WIDTHS, "rows"))
    footer = "Havsbyns kommun" + 60 * " " + "#"
    [found] = tables(tmp_path, *story, footer=footer, footer_at=papers.MARGIN - 10)
    assert texts_of(found) == [HEAD, *rows]


def test_a_caption_after_a_bold_sum_begins_another_table(tmp_path: Path) -> None:
    shades = {(col, row): "#eeeeee" for row in (1, 3) for col in range(4)}
    investments = [["Projekt", "2031", "2032", "2033"], ["Läktare", "850", "400", ""], ["Ismaskin", "", "2 100", ""]]
    found = tables(
        tmp_path,
        TITLE,
        *prose(6),
        table(ECONOMY, ECONOMY_WIDTHS, "none", fills=shades, right_from=1, bold_rows=[4]),
        text("Investeringar 2031–2033, tkr", "head"),
        table(investments, ECONOMY_WIDTHS, "none", fills=shades, right_from=1),
    )
    assert [texts_of(one) for one in found] == [ECONOMY, investments]


def test_tables_between_shaded_lines_are_tables_of_their_own(tmp_path: Path) -> None:
    widths = [180, 80, 80, papers.TEXT_WIDTH - 344]
    story = [TITLE, *prose(6)]
    for verdict in ("Målet är uppfyllt", "Målet är inte uppfyllt", "Målet är delvis uppfyllt"):
        inside = table([HEAD, *BODY], widths, "rows", fill=None)
        inside.hAlign = "CENTER"
        story += [text("Kommunen växer", "h2"), papers.callout(verdict), "Tre av fyra mått når nivån.", inside]
    found = tables(tmp_path, *story)
    assert [texts_of(one) for one in found] == [[HEAD, *BODY]] * 3


def test_rows_named_by_a_column_of_something_else_are_to_review(tmp_path: Path) -> None:
    rows = [
        ["Skolenhet", "Utfall 2030", "Mål 2031"],
        ["Norra skolan", "68 %", "74 %"],
        ["Södra skolan", "55 %", "66 %"],
    ]
    read = papers.published(tmp_path, TITLE, *prose(6), table(rows, [180, 80, 80]))
    assert [i.name for i in read.indicators] == ["Norra skolan", "Södra skolan"]
    assert all(i.needs_review and "name-column-inferred" in i.flags for i in read.indicators)


def test_a_list_of_two_columns_without_rules_keeps_its_plain_header(tmp_path: Path) -> None:
    rows = [["Indikator", "Målvärde 2031"], ["Besök per dag", "minst 80"], ["Sjukfrånvaro", "högst 6,0 %"]]
    [found] = tables(tmp_path, TITLE, *prose(6), table(rows, [200, 120], "none", fill=None, bold_head=False), *prose(3))
    assert texts_of(found) == rows
    assert found.family == "indicators"


def test_running_text_in_columns_is_no_table(tmp_path: Path) -> None:
    words = ["Kommunen planerar sitt arbete för flera år och", "följer upp det tillsammans med sina invånare."]
    columns = table([words, *[[w[::-1].capitalize() for w in words]] * 5], [230, 230], "none", head=0)
    assert tables(tmp_path, TITLE, *prose(6), columns) == ()


# ------------------------------------------------------------------ page breaks

MANY = [[f"{THINGS[number % 7]}, del {number}", str(90 + number), str(200 + number), "Kultur"] for number in range(60)]


@pytest.mark.parametrize("repeat", [True, False], ids=["header repeated", "header once"])
@pytest.mark.parametrize("rules", ["grid", "rows", "between", "none"])
def test_a_table_over_page_breaks_is_one_table(rules: str, repeat: bool, tmp_path: Path) -> None:
    [found] = tables(
        tmp_path,
        TITLE,
        *prose(6),
        table([HEAD, *MANY], WIDTHS, rules, repeat=repeat),
        header="Havsbyns kommun",
        footer="Sida #",
    )

    assert texts_of(found) == [HEAD, *MANY]
    assert [place.page for place in found.places] == [1, 2]
    assert next(c for c in found.cells if c.text == MANY[-1][0]).place.page == 2


def test_a_table_with_other_columns_on_the_next_page_is_another_one(tmp_path: Path) -> None:
    other = [["Åtgärd", "Klart senast"], ["Bygg en ny läktare", "Juni 2031"], ["Köp böcker", "Mars 2031"]]
    found = tables(tmp_path, TITLE, table([HEAD, *BODY], WIDTHS), PageBreak(), table(other, [200, 240]))
    assert [texts_of(one) for one in found] == [[HEAD, *BODY], other]


def test_text_between_keeps_tables_of_equal_columns_apart(tmp_path: Path) -> None:
    found = tables(
        tmp_path, TITLE, table([HEAD, *BODY], WIDTHS), PageBreak(), *prose(3), table([HEAD, *BODY[:2]], WIDTHS)
    )
    assert [texts_of(one) for one in found] == [[HEAD, *BODY], [HEAD, *BODY[:2]]]


ACTION_HEAD = ["Åtgärd", "Förväntad effekt", "Tidpunkt"]
LONG = "Bygg om entrén så att alla kan ta sig in, byt golv i foajén och sätt upp nya skyltar vid dörrarna."
CUT = "byt golv"


@pytest.mark.parametrize("rules", ["grid", "rows", "between"])
@pytest.mark.parametrize("repeat", [True, False], ids=["header repeated", "header once"])
def test_a_row_that_the_page_break_cuts_is_one_row(rules: str, repeat: bool, tmp_path: Path) -> None:
    at = LONG.index(CUT)
    above = [ACTION_HEAD, ["Köp böcker", "Fler lån", "Löpande"], [LONG[:at], "Fler besök i alla hus", "Juni 2031"]]
    below = [*([ACTION_HEAD] if repeat else []), [LONG[at:], "", ""], ["Måla huset", "Finare hus", "Maj 2031"]]
    widths = [150, 150, 140]
    story = (
        TITLE,
        *prose(9),
        table(above, widths, rules),
        PageBreak(),
        table(below, widths, rules, head=int(repeat)),
        *prose(3),
    )
    read = papers.read(tmp_path, *story, header="Havsbyns kommun", footer="Sida #")

    assert [row.action for row in read.actions] == ["Köp böcker", LONG, "Måla huset"]
    assert [row.place.page for row in read.actions] == [1, 1, 2]
    [found] = read.tables
    assert [place.page for place in found.places] == [1, 2]


@pytest.mark.parametrize("repeat", [True, False], ids=["header repeated", "header once"])
def test_a_whole_row_at_the_top_of_a_page_is_a_row_of_its_own(repeat: bool, tmp_path: Path) -> None:
    above = [ACTION_HEAD, ["Köp böcker", "Fler lån", "Löpande"]]
    below = [
        *([ACTION_HEAD] if repeat else []),
        ["Måla huset", "Finare hus", "Maj 2031"],
        ["Sälj båten", "", "Juni 2031"],
    ]
    widths = [150, 150, 140]
    read = papers.read(
        tmp_path, TITLE, *prose(9), table(above, widths), PageBreak(), table(below, widths, head=int(repeat))
    )
    assert [row.action for row in read.actions] == ["Köp böcker", "Måla huset", "Sälj båten"]
