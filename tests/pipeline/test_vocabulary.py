"""Headers that nobody knows are kept by a run and listed, so that a person can teach them."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result
from papers import table, text, write_plan

from pipeline.cli import app


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def plan(folder: Path, name: str, *headers: str) -> None:
    rows = [["Indikator", "Utfall 2029", *headers], ["Antal lån", "4,2", *("sol" for _ in headers)]]
    story = (text("Verksamhetsplan 2031", "title"), text("Mål", "h1"), table(rows, [160, 80, *(80 for _ in headers)]))
    write_plan(folder / name, *story)


def test_unknown_headers_are_listed_the_most_frequent_first(tmp_path: Path) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    raw.mkdir()
    plan(raw, "a.pdf", "Väderlek", "Ansvrig")
    plan(raw, "b.pdf", "Väderlek")
    assert run("extract", raw, "--out", out, "--workers", 1).exit_code == 0

    first, second = json.loads(run("vocabulary", "check", "--out", out, "--json").stdout)
    assert (first["header"], first["columns"], first["documents"]) == ("Väderlek", 2, 2)
    assert first["samples"] == ["sol"]
    assert (second["header"], second["nearest"], second["nearest_role"]) == ("Ansvrig", "ansvarig", "responsible")
    assert "Väderlek" in run("vocabulary", "check", "--out", out).stdout


def test_without_datasets_it_says_what_to_do(tmp_path: Path) -> None:
    result = run("vocabulary", "check", "--out", tmp_path)
    assert result.exit_code == 2
    assert "malkedja extract" in result.stderr
