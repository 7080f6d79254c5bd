"""The review pages as files: what they say, and that nothing in a plan can run in them."""

import json
import re
from dataclasses import replace

import builders
import pytest
from click.testing import CliRunner

from pipeline.cli import app
from pipeline.datasets import append_run
from pipeline.reporting.words import labels, number_text, written
from pipeline.sets import write_datasets

ID = builders.DOCUMENT_ID
NASTY = "</script><script>window.ran=1</script>'\"><img src=x onerror=window.ran=1> & <b>fet</b>"


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def report(tmp_path, raw=None, **changes):
    """The report of one plan; its page as text."""
    plan = replace(builders.extraction(), **changes)
    rows = {"documents": [plan.document], "goals": plan.goals, "indicators": plan.indicators,
            "indicator_values": plan.values, "actions": plan.actions, "problems": plan.problems}  # fmt: skip
    write_datasets(rows, append_run(None, builders.run_row()), builders.write_folder(tmp_path / "out", {".keep": b""}))
    result = run(
        "report", tmp_path / "out", "--to", tmp_path / "site", *(["--raw", raw] if raw else []), "--workers", 1
    )
    assert result.exit_code == 0, result.output
    return (tmp_path / "site" / "documents" / f"{ID}.html").read_text(encoding="utf-8"), result


def test_a_page_says_what_was_read_what_is_printed_and_why_to_look(tmp_path):
    page, _ = report(tmp_path)
    assert "minst 85 %" in page
    assert "≥ 85 %" in page
    assert labels()["flags"]["unit-from-name"] in page
    assert "En kommun att växa i" in page


def test_nothing_that_a_plan_says_is_markup(tmp_path):
    document = builders.document(title=NASTY, source_path=f"{NASTY}.pdf")
    page, _ = report(
        tmp_path,
        document=document,
        goals=(builders.goal(title=NASTY),),
        indicators=(builders.indicator(name=NASTY, goal_id=None),),
        values=(builders.indicator_value(raw=NASTY, flags=(NASTY,)),),
        problems=(builders.problem(message=NASTY, source_path=None),),
    )
    pages = [page, *((tmp_path / "site" / name).read_text(encoding="utf-8") for name in ("index.html", "review.html"))]
    for text in pages:
        assert "<script>window.ran" not in text
        assert "<img src=x" not in text
        assert "<b>fet" not in text
        assert text.count("<script") == text.count("</script>")


def test_the_policy_lets_only_our_own_script_and_style_work(tmp_path):
    page, _ = report(tmp_path)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)[1].replace("&#39;", "'")
    assert "default-src 'none'" in policy
    assert re.search(r"script-src 'sha256-[\w+/=]+';", policy)
    assert "unsafe" not in policy
    assert not re.search(r"<[^>]+ (style|on\w+)=", page), "the policy would not let it work"


def test_nothing_is_fetched_from_elsewhere(tmp_path):
    page, _ = report(tmp_path)
    assert not re.search(r"""(src|href|srcset)=["']?(https?:)?//""", page)


def test_a_correction_names_the_row_by_wording_and_place(tmp_path):
    page, _ = report(tmp_path)
    anchors = [json.loads(found.replace("&#34;", '"')) for found in re.findall(r"data-anchor='([^']*)'", page)]
    [value] = [anchor for anchor in anchors if anchor["dataset"] == "indicator_values"]
    assert value.pop("name") == "Andel nöjda besökare (%)"
    place = {"dataset": "indicator_values", "document": "plan.pdf", "page": "1"}
    assert value == place | {"raw": "minst 85 %", "value_type": "target", "year": "2031"}


def test_without_the_plans_the_pages_have_no_pictures(tmp_path):
    page, result = report(tmp_path)
    assert "<img" not in page
    assert "--raw" in page
    assert "0 pictures" in result.output


def test_a_plan_that_has_changed_since_has_no_pictures_and_is_named(tmp_path):
    raw = builders.write_folder(tmp_path / "raw", {"plan.pdf": builders.plan_pdf("En annan plan")})
    page, result = report(tmp_path, raw)
    assert "<img" not in page
    assert "No pictures of plan.pdf: it is missing" in result.stderr


def test_a_plan_that_could_not_be_read_is_listed_with_the_reason(tmp_path):
    failed = replace(builders.document(), status="failed", page_count=None)
    problem = builders.problem(severity="error", message="Filen är låst.", page=None)
    report(tmp_path, document=failed, goals=(), indicators=(), values=(), traces=(), problems=(problem,))
    overview = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert "Filen är låst." in overview
    assert "ej läst" in overview


def test_pictures_of_an_earlier_report_are_kept(tmp_path, samples):
    arguments = ("report", samples, "--raw", "data/raw", "--to", tmp_path / "site", "--workers", 1)
    run(*arguments)
    drawn = {path: path.stat().st_mtime_ns for path in (tmp_path / "site" / "pictures").rglob("*.*")}
    assert len(drawn) > 20
    run(*arguments)
    assert drawn == {path: path.stat().st_mtime_ns for path in (tmp_path / "site" / "pictures").rglob("*.*")}


def test_a_report_needs_datasets(tmp_path):
    result = run("report", tmp_path, "--to", tmp_path / "site")
    assert result.exit_code == 2
    assert "Run `malkedja extract` first" in result.stderr


def test_every_flag_that_the_program_sets_has_words(samples):
    from pipeline.frames import load_frame

    named = labels()["flags"]
    for name in ("documents", "goals", "indicators", "indicator_values", "actions", "budget_lines"):
        for flags in load_frame(name, samples)["flags"]:
            assert set(flags) <= set(named)


@pytest.mark.parametrize(
    ("number", "text"),
    [(85.0, "85"), (1234.5, "1\u202f234,5"), (-0.25, "−0,25"), (1e9, "1\u202f000\u202f000\u202f000"), (0.1, "0,1")],
)
def test_numbers_are_written_as_sweden_writes_them(number, text):
    assert number_text(number) == text


@pytest.mark.parametrize("number", [85.0, 1234.5, -0.25, 1e-7, 123456789.25])
def test_a_number_in_the_form_is_what_a_correction_reads_back(number):
    from pipeline.corrections.lines import parse_cell

    assert parse_cell("indicator_values", "value", written(number)) == number
