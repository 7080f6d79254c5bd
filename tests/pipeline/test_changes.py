"""What a run changed, row by row."""

import json
import os
from dataclasses import replace

import builders
import pytest
from click.testing import CliRunner

from pipeline.changes import as_text, find_changes
from pipeline.cli import app
from pipeline.datasets import append_run, read_table
from pipeline.errors import Unusable
from pipeline.sets import write_datasets

DOCUMENT = builders.DOCUMENT_ID
OTHER = "fedcba9876543210"


def publish(out, run_id, *extractions):
    """A set of these documents, as a run would publish it."""
    rows = {
        "documents": [one.document for one in extractions],
        "goals": [row for one in extractions for row in one.goals],
        "indicators": [row for one in extractions for row in one.indicators],
        "indicator_values": [row for one in extractions for row in one.values],
        "problems": [row for one in extractions for row in one.problems],
    }
    earlier = read_table("runs", out)
    fresh = write_datasets(rows, append_run(earlier, builders.run_row(run_id=run_id)), out)
    runs = append_run(earlier, builders.run_row(run_id=run_id, fingerprint=fresh.fingerprint))
    write_datasets(rows, runs, out)


def plan(document_id=DOCUMENT, path="plan.pdf", value=85.0, raw="minst 85 %", goal="En kommun att växa i"):
    """A plan with one goal, indicator and value; all ids are of this document."""
    one = builders.extraction()
    return replace(
        one,
        document=replace(one.document, document_id=document_id, source_path=path, sha256=document_id * 4),
        goals=tuple(replace(g, document_id=document_id, goal_id=f"{document_id}-g0001", title=goal) for g in one.goals),
        indicators=tuple(
            replace(i, document_id=document_id, indicator_id=f"{document_id}-i0001", goal_id=f"{document_id}-g0001")
            for i in one.indicators
        ),
        values=tuple(
            replace(
                v,
                document_id=document_id,
                indicator_id=f"{document_id}-i0001",
                value_id=f"{document_id}-v0001",
                value=value,
                raw=raw,
            )
            for v in one.values
        ),
    )


def told(out, **options):
    return [(c.kind, c.dataset, c.source_path, c.row, dict(c.columns)) for c in find_changes(out, **options).rows]


def test_a_plan_that_was_replaced_tells_old_and_new_value(tmp_path):
    publish(tmp_path, "one", plan())
    publish(tmp_path, "two", plan(OTHER, value=86.0, raw="minst 86 %"))
    assert told(tmp_path) == [
        (
            "changed",
            "indicator_values",
            "plan.pdf",
            "Andel nöjda besökare (%) › target › 2031",
            {"value": (85.0, 86.0), "raw": ("minst 85 %", "minst 86 %")},
        )
    ]
    assert "value 85.0 → 86.0; raw “minst 85 %” → “minst 86 %”" in as_text(find_changes(tmp_path))


def test_a_renamed_file_is_one_change(tmp_path):
    publish(tmp_path, "one", plan())
    publish(tmp_path, "two", plan(path="ny/plan.pdf"))
    assert told(tmp_path) == [("changed", "documents", "ny/plan.pdf", "", {"source_path": ("plan.pdf", "ny/plan.pdf")})]


def test_rows_that_come_and_go(tmp_path):
    publish(tmp_path, "one", plan())
    publish(tmp_path, "two", plan(), plan(OTHER, "ny.pdf"))
    kinds = {(kind, dataset, path) for kind, dataset, path, _, _ in told(tmp_path)}
    assert kinds == {("added", name, "ny.pdf") for name in ("documents", "goals", "indicators", "indicator_values")}

    publish(tmp_path, "three", plan(OTHER, "ny.pdf"))
    kinds = {(kind, dataset, path) for kind, dataset, path, _, _ in told(tmp_path)}
    assert kinds == {("removed", name, "plan.pdf") for name in ("documents", "goals", "indicators", "indicator_values")}
    since = {(kind, path) for kind, _, path, _, _ in told(tmp_path, since="one")}
    assert since == {("added", "ny.pdf"), ("removed", "plan.pdf")}


def test_a_goal_that_is_worded_anew_is_another_goal(tmp_path):
    publish(tmp_path, "one", plan())
    publish(tmp_path, "two", plan(OTHER, goal="En stad att växa i"))
    assert [(kind, dataset, row) for kind, dataset, _, row, _ in told(tmp_path)] == [
        ("added", "goals", "goal_area › En stad att växa i"),
        ("removed", "goals", "goal_area › En kommun att växa i"),
        ("changed", "indicators", "Andel nöjda besökare (%)"),
    ]


def test_a_run_that_changed_nothing_and_the_first_run(tmp_path):
    publish(tmp_path, "one", plan())
    assert "in the first run: 4 added" in as_text(find_changes(tmp_path))
    publish(tmp_path, "two", plan())
    assert as_text(find_changes(tmp_path)) == "Nothing changed since the run one."


def test_changes_on_the_command_line(tmp_path):
    publish(tmp_path, "one", plan())
    publish(tmp_path, "two", plan(value=90.0))
    result = CliRunner().invoke(app, ["changes", "--out", str(tmp_path), "--json"])
    [change] = json.loads(result.stdout)["changes"]
    assert change["columns"] == {"value": {"before": 85.0, "now": 90.0}}
    assert "~ indicator_values" in CliRunner().invoke(app, ["changes", "--out", str(tmp_path)]).stdout


def test_runs_that_are_not_known_or_not_kept(tmp_path):
    with pytest.raises(Unusable, match="Run `malkedja extract` first"):
        find_changes(tmp_path)
    publish(tmp_path, "one", plan())
    publish(tmp_path, "two", plan(value=90.0))
    with pytest.raises(Unusable, match=r"no run seven\. The latest: one, two"):
        find_changes(tmp_path, since="seven")
    in_use = os.readlink(tmp_path / ".malkedja" / "current")
    [old] = [path for path in (tmp_path / ".malkedja" / "sets").iterdir() if path.name not in in_use]
    for file in old.iterdir():
        file.unlink()
    with pytest.raises(Unusable, match="not kept any more"):
        find_changes(tmp_path)


def test_text_of_plans_does_not_command_the_terminal(tmp_path):
    publish(tmp_path, "one", plan())
    publish(tmp_path, "two", plan(), plan(OTHER, "ny.pdf", goal="Mål\x1b[2J\u202e"))
    text = as_text(find_changes(tmp_path))
    assert "Mål\ufffd[2J\ufffd" in text
    assert "\x1b" not in text
