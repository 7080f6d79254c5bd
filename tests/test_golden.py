"""Whole documents: what is published of each sample plan, row by row, beside what a person found right on its pages.

A golden document is a folder `tests/golden/<plan>/` with one JSON file per dataset. Ids, boxes and links are left out;
goals are named `g1`, `g2` … in the order of the document; what is null or false is not written. With
`pytest tests/test_golden.py --update-golden` they are written anew: read every changed line against the page before
it is committed.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from pipeline.datasets import read_table
from pipeline.run import extract_folder

ROOT = Path(__file__).parents[1]
RAW = ROOT / "data" / "raw"
GOLDEN = Path(__file__).parent / "golden"
PLANS = sorted(path.stem for path in RAW.glob("*.pdf"))
WIDTH = 118  # characters; records that fit on one line stand on one

LEFT_OUT = frozenset(
    {"document_id", "section_id", "parent_id", "bbox", "confidence", "sha256", "file_size", "source_path"}
)
AMOUNT = ("budget_line_id", "year", "as_of", "value_type", "amount_raw", "unit", "amount_sek")
WITH_ROWS = ("sections", "goals", "indicators", "indicator_values", "actions", "budget_lines", "goal_alignments")
DERIVED = ("indicator_series", "target_followup", "goal_checks", "document_checks")
Row = dict[str, Any]
Datasets = Mapping[str, list[Row]]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Datasets:
    """All rows of the sample plans, as analysts load them."""
    out = tmp_path_factory.mktemp("golden")
    extract_folder(RAW, out, workers=1)
    tables = {name: read_table(name, out) for name in ("documents", "problems", *WITH_ROWS, *DERIVED)}
    return {name: table.to_pylist() for name, table in tables.items() if table is not None}


def rows_of(published: Datasets, plan: str) -> dict[str, list[Row]]:
    """The rows of one plan."""
    [document] = [row for row in published["documents"] if row["source_path"] == f"{plan}.pdf"]
    own = document["document_id"]
    return {name: [row for row in rows if row["document_id"] == own] for name, rows in published.items()}


# ------------------------------------------------------------------ what is compared


def golden_files(published: Datasets, plan: str) -> dict[str, Any]:
    """What the files of a golden document hold, by their names without `.json`."""
    rows = rows_of(published, plan)
    goals = {row["goal_id"]: f"g{number}" for number, row in enumerate(rows["goals"], 1)}
    pages = {row["indicator_id"]: row["page"] for row in rows["indicators"]}
    values: dict[str, list[Row]] = {indicator_id: [] for indicator_id in pages}
    for row in rows["indicator_values"]:
        same_page = ("page",) if row["page"] == pages[row["indicator_id"]] else ()
        values[row["indicator_id"]].append(bare(row, goals, "value_id", "indicator_id", *same_page))
    files = {
        "document": bare(rows["documents"][0], goals),
        "sections": [bare(row, goals, "text") for row in rows["sections"]],
        "goals": [{"key": goals[row["goal_id"]]} | bare(row, goals, "goal_id") for row in rows["goals"]],
        "indicators": [
            bare(row, goals, "indicator_id") | {"values": values[row["indicator_id"]]} for row in rows["indicators"]
        ],
        "actions": [bare(row, goals, "action_id") for row in rows["actions"]],
        "budget_lines": budget_tables(rows["budget_lines"]),
        "alignments": [bare(row, goals, "alignment_id") for row in rows["goal_alignments"]],
        "problems": [bare(row, goals, "message") for row in rows["problems"]],
    }
    return {name: content for name, content in files.items() if content}


def budget_tables(rows: list[Row]) -> list[Row]:
    """Amounts under their line, so that a line of a table is a line to read."""
    out: list[Row] = []
    for row in rows:
        line = bare(row, {}, *AMOUNT)
        amount = bare(row, {}, *(set(row) - set(AMOUNT) | {"budget_line_id"}))
        if not out or {name: out[-1][name] for name in out[-1] if name != "amounts"} != line:
            out.append(line | {"amounts": []})
        out[-1]["amounts"].append(amount)
    return out


def bare(row: Row, goals: Mapping[str, str], *left_out: str) -> Row:
    """A row without ids and nulls; dates as text, floats rounded, goals by their keys."""
    out: Row = {}
    for name, value in row.items():
        if name in LEFT_OUT or name in left_out or value is None or value == [] or value is False:
            continue
        if name in ("goal_id", "parent_goal_id"):
            name, value = name.removesuffix("_goal_id").removesuffix("_id"), goals[value]
        elif isinstance(value, float):
            value = round(value, 4)
        elif hasattr(value, "isoformat"):
            value = value.isoformat()
        out[name] = value
    return out


def render(content: Any, indent: int = 0, lead: int = 0) -> str:
    """JSON with what fits on one line on one line, so that a changed value is one changed line."""
    flat = json.dumps(content, ensure_ascii=False)
    if len(flat) + indent + lead <= WIDTH or not isinstance(content, (dict, list)):
        return flat
    pad = " " * (indent + 1)
    if isinstance(content, dict):
        parts = [f"{json.dumps(key)}: {render(v, indent + 1, len(key) + 4)}" for key, v in content.items()]
        return "{\n" + ",\n".join(pad + part for part in parts) + "\n" + " " * indent + "}"
    return "[\n" + ",\n".join(pad + render(part, indent + 1) for part in content) + "\n" + " " * indent + "]"


# ------------------------------------------------------------------ the golden documents


@pytest.mark.parametrize("plan", PLANS)
def test_a_plan_is_published_as_its_golden_document_says(
    plan: str, published: Datasets, request: pytest.FixtureRequest
) -> None:
    found = golden_files(published, plan)
    folder = GOLDEN / plan
    if request.config.getoption("--update-golden"):
        folder.mkdir(parents=True, exist_ok=True)
        for path in folder.glob("*.json"):
            path.unlink()
        for name, content in found.items():
            (folder / f"{name}.json").write_text(render(content) + "\n", encoding="utf-8")
        pytest.skip(f"wrote tests/golden/{plan}; look at every change")
    golden = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.json")}
    assert sorted(found) == sorted(golden)
    for name, content in golden.items():
        assert found[name] == content, f"tests/golden/{plan}/{name}.json"


def test_every_golden_document_has_its_plan() -> None:
    assert sorted(path.name for path in GOLDEN.iterdir()) == PLANS


def test_golden_documents_are_not_written_where_nobody_looks(request: pytest.FixtureRequest) -> None:
    """A run that writes its own truth can never fail, so the switch must be off in continuous integration."""
    if os.environ.get("CI", "").casefold() in ("1", "true", "yes"):
        assert not request.config.getoption("--update-golden")


# ------------------------------------------------------------------ what the samples were made of


def plain(words: str) -> str:
    """A cell as the sample's script has it, without its markup."""
    words = re.sub(r"<super>.*?</super>", "", words).replace("-<br/>", "").replace("<br/>", " ")
    return words.replace("&nbsp;", " ").replace("&lt;", "<").strip()


@pytest.mark.parametrize("year", [2024, 2025])
def test_golden_indicators_are_those_that_the_sample_was_made_of(year: int) -> None:
    """So that a golden document cannot freeze what the program misread."""
    made = import_module(f"tools.samples.saffle_{year}")
    cells = [[plain(cell) for cell in row.split("|")] for row in (*made.ECONOMY, *made.CLIMATE)]
    path = GOLDEN / f"saffle-kommunstyrelsen-verksamhetsplan-{year}" / "indicators.json"
    golden = json.loads(path.read_text(encoding="utf-8"))

    assert len(golden) == len(cells)
    for row, (mark, name, *values, responsible, source, frequency) in zip(golden, cells, strict=True):
        assert (row["name"], row["source"], row["frequency"]) == (name, source, frequency)
        assert row["set_by"] == {"KF": "council", "KS": "executive_board"}[mark]
        assert row["responsible"] == re.split(", | i samverkan med ", responsible)
        printed = {(v["value_type"], v["year"]): v["raw"] for v in row["values"] if "in_text" not in v}
        assert list(printed.values()) == values
        assert [kind for kind, _ in printed] == ["baseline", "target", "target", "target"]
        assert [y for _, y in printed] == [year - 2, year, year + 1, year + 2]


@pytest.mark.parametrize("year", [2024, 2025])
def test_golden_key_results_are_those_that_the_sample_was_made_of(year: int) -> None:
    made = getattr(import_module("tools.samples.vadstena_results"), f"RESULTS_{year}")
    folder = GOLDEN / f"vadstena-samhallsbyggnad-bilaga-nyckelresultat-{year}"
    goals, rows = (
        json.loads((folder / f"{name}.json").read_text(encoding="utf-8")) for name in ("goals", "indicators")
    )
    titles = {goal["key"]: goal["title"] for goal in goals}

    found = [(titles[r["goal"]], r["name"], r.get("measured_by")) for r in rows if r["indicator_type"] == "key_result"]
    wanted = [
        (re.sub(r"^Mål \d(:| \(.*?\)) ", "", part.goal), *(row.split(" | ")[i] for i in (0, 2)))
        for part in made
        for row in part.rows
    ]
    assert found == wanted
    assert [r["name"] for r in rows if r["indicator_type"] == "indicator"] == [part.indicator for part in made]


# ------------------------------------------------------------------ what the samples say together

# By a person, from the pages of the annual report; movement alone is `to review`.
CAME_OF_2024 = {
    "HME-index": "met",
    "Sjukfrånvaro": "not_met",
    "Personalomsättning": "met",
    "Andel chefer med högst 30 medarbetare (%)": "met, to review",
    "Årets resultat som andel av skatter och bidrag (%)": "not_met",
    "Budgetavvikelse för verksamhetens nettokostnader": "not_met",
    "Självfinansieringsgrad (%)": "not_met",
    "Soliditet inklusive pensionsåtaganden (%)": "met",
    "Låneskuld per invånare (kr)": "met",
    "NKI-mätning företagsklimat (Insikt)": "met",
    "Handläggningstid för bygglov, medeltal dagar": "met",
    "Nystartade företag per 1 000 invånare": "not_met, to review",
    "Andel invånare som känner sig trygga utomhus när det är mörkt (%)": "not_met",
    "Antal trygghetsvandringar": "met",
}


def test_what_came_of_the_targets_of_the_samples(published: Datasets) -> None:
    names = {row["indicator_id"]: row["name"] for row in published["indicators"]}
    name_of = {row["value_id"]: names[row["indicator_id"]] for row in published["indicator_values"]}
    files = {row["document_id"]: row["source_path"] for row in published["documents"]}
    report, interim = (f"vadstena-kommunstyrelsen-{name}-2024.pdf" for name in ("arsredovisning", "delarsrapport"))

    found: dict[str, dict[str, str]] = {}
    for row in published["target_followup"]:
        result = row["result"] + (", to review" if row["needs_review"] else "")
        found.setdefault(files[row["document_id"]], {})[name_of[row["target_value_id"]]] = result
        assert files[row["outcome_document_id"]] == report
        assert row["in_use"] == (files[row["document_id"]] == report)

    assert found == {report: CAME_OF_2024, interim: CAME_OF_2024}


def test_every_value_of_the_samples_is_in_one_row_of_the_series(published: Datasets) -> None:
    rows = published["indicator_series"]

    used = [part for row in rows for part in (row["value_id"], row["range_to_value_id"], *row["overruled"]) if part]

    assert sorted(used) == sorted(row["value_id"] for row in published["indicator_values"])
    as_of = {row["value_id"]: row["as_of"] for row in published["indicator_values"]}
    assert all(as_of[part] == row["as_of"] for row in rows for part in (row["value_id"], *row["overruled"]))


# ------------------------------------------------------------------ where rows come from


def placed_rows(published: Datasets, plan: str) -> Iterator[tuple[str, Row, str]]:
    """Rows with a place, each with words that must stand in its box."""
    words = {
        "sections": "title",
        "goals": "title",
        "indicators": "name",
        "indicator_values": "raw",
        "actions": "action",
        "budget_lines": "amount_raw",
        "goal_alignments": "text",
    }
    for dataset, column in words.items():
        for row in rows_of(published, plan)[dataset]:
            if row[column]:
                yield dataset, row, row[column]


@pytest.mark.parametrize("plan", PLANS)
def test_the_words_of_a_row_stand_in_its_box(plan: str, published: Datasets) -> None:
    missing = []
    checked = 0
    with pdfplumber.open(RAW / f"{plan}.pdf") as pdf:
        for dataset, row, words in placed_rows(published, plan):
            page = pdf.pages[row["page"] - 1]
            x0, top, x1, bottom = row["bbox"]
            assert -1 <= x0 < x1 <= page.width + 1 and -1 <= top < bottom <= page.height + 1, (dataset, row)
            inside = [c for c in page.chars if within(c, (x0, top, x1, bottom))]
            printed = {c["text"] for c in inside}
            first_word = words.split()[0]
            checked += 1
            if not set(first_word) - {"-"} <= set("".join(printed)):
                missing.append((dataset, words, row["page"], row["bbox"]))
    assert missing == []
    assert checked > 0


def within(char: Mapping[str, Any], box: tuple[float, float, float, float]) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return box[0] - 1 <= x <= box[2] + 1 and box[1] - 1 <= y <= box[3] + 1
