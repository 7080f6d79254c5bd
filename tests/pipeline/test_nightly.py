"""Runs after one another: only what changed is read, and what is published never depends on the nights before."""

import json
import os
import shutil
import unicodedata
from pathlib import Path

import builders
import hypothesis.strategies as st
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings

from pipeline.cli import app
from pipeline.datasets import ALL_DATASETS, DATASETS, file_of, read_table
from pipeline.errors import NotPublished, Unusable
from pipeline.records import ReadOptions
from pipeline.run import extract_folder
from pipeline.terms import Terms

FILES = {"a.pdf": b"fine Ett", "b/b.pdf": b"fine Tva Tre", "c.pdf": b"partial Fyra", "d.pdf": b"refuses"}


@pytest.fixture(autouse=True)
def stand_ins(monkeypatch):
    monkeypatch.setattr("pipeline.run.read_plan_file", builders.read_words)
    monkeypatch.setattr("pipeline.status.read_plan_file", builders.read_words)
    monkeypatch.setattr("pipeline.run.link_measures", builders.link_words)
    monkeypatch.setattr("pipeline.run.read_all", builders.read_here)


@pytest.fixture
def raw(tmp_path):
    return builders.write_folder(tmp_path / "raw", FILES)


def run(raw, out, **terms):
    return extract_folder(raw, out, 1, terms=Terms(**{"max_failures": 1.0, **terms}))


def datasets(out):
    """The bytes of every dataset that tells no time."""
    return {dataset.name: file_of(dataset.name, out).read_bytes() for dataset in DATASETS}


def paths(out, status=None):
    rows = read_table("documents", out).to_pylist()
    return [row["source_path"] for row in rows if status in (None, row["status"])]


def from_scratch(raw, tmp_path, **terms):
    out = tmp_path / "scratch"
    shutil.rmtree(out, ignore_errors=True)
    run(raw, out, **terms)
    return datasets(out)


def replace(path, content, seconds=1):
    """Write a file anew, with another time: the clock may stand still between two lines of a test."""
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_bytes(content)
    os.utime(path, ns=(before + seconds * 10**9, before + seconds * 10**9))


# ------------------------------------------------------------------ only what changed


def test_a_second_run_reads_nothing_and_changes_nothing(raw, tmp_path):
    out = tmp_path / "out"
    first = run(raw, out)
    before = datasets(out)
    second = run(raw, out)

    assert (first.run.files_new, first.run.files_unchanged) == (4, 0)
    assert (second.run.files_new, second.run.files_unchanged) == (0, 4)
    assert (first.changed, second.changed) == (True, False)
    assert datasets(out) == before
    assert second.tally == first.tally
    assert second.exit_code == first.exit_code == 1
    assert read_table("runs", out).num_rows == 2


CHANGES = {
    "a file is added": (lambda raw: replace(raw / "e.pdf", b"fine Ny"), 1),
    "a file is removed": (lambda raw: (raw / "a.pdf").unlink(), 0),
    "a file is replaced": (lambda raw: replace(raw / "a.pdf", b"fine Annat"), 1),
    "a file is renamed": (lambda raw: (raw / "a.pdf").rename(raw / "z.pdf"), 0),
    "a folder is renamed": (lambda raw: (raw / "b").rename(raw / "c"), 0),
    "a file is copied": (lambda raw: shutil.copyfile(raw / "a.pdf", raw / "A.pdf"), 0),
    "a file is touched": (lambda raw: os.utime(raw / "a.pdf", (1, 1)), 0),
    "two files change places": (
        lambda raw: [replace(raw / "a.pdf", FILES["c.pdf"]), replace(raw / "c.pdf", FILES["a.pdf"])],
        0,
    ),
}


@pytest.mark.parametrize(("change", "read"), CHANGES.values(), ids=CHANGES)
def test_a_changed_folder_gives_what_a_run_from_scratch_gives(change, read, raw, tmp_path):
    out = tmp_path / "out"
    run(raw, out)
    change(raw)
    assert run(raw, out).run.files_new == read
    assert datasets(out) == from_scratch(raw, tmp_path)


NAMES = st.sampled_from(["a.pdf", "å.pdf", "b.pdf", "x/a.pdf", "x/b.pdf"])
CONTENTS = st.sampled_from([b"fine Ett", b"fine Tva", b"partial", b"refuses", b"stumbles"])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("write"), NAMES, CONTENTS),
        st.tuples(st.just("remove"), NAMES, NAMES),
        st.tuples(st.just("rename"), NAMES, NAMES),
        st.tuples(st.just("copy"), NAMES, NAMES),
        st.tuples(st.just("run"), NAMES, NAMES),
    ),
    min_size=1,
    max_size=8,
)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(steps=STEPS)
def test_whatever_happened_in_the_nights_before_is_not_seen(steps, tmp_path):
    raw, out = tmp_path / "plans", tmp_path / "published"
    shutil.rmtree(raw, ignore_errors=True)
    shutil.rmtree(out, ignore_errors=True)
    (raw / "x").mkdir(parents=True)
    (raw / "always.pdf").write_bytes(b"fine")
    for clock, (verb, name, other) in enumerate(steps, 1):
        one = raw / name
        if verb == "write":
            replace(one, other, clock)
        elif verb == "run":
            run(raw, out)
        elif one.exists() and verb == "remove":
            one.unlink()
        elif one.exists() and name != other:
            one.replace(raw / other) if verb == "rename" else shutil.copy2(one, raw / other)
    run(raw, out)
    assert datasets(out) == from_scratch(raw, tmp_path)


def test_a_changed_program_reads_all_again(raw, tmp_path, monkeypatch):
    run(raw, tmp_path / "out")
    monkeypatch.setattr("pipeline.recipe.__version__", "99")
    assert run(raw, tmp_path / "out").run.files_new == 4


def test_other_options_read_all_again(raw, tmp_path):
    run(raw, tmp_path / "out")
    again = extract_folder(raw, tmp_path / "out", 1, ReadOptions(limit_pages=2), terms=Terms(max_failures=1.0))
    assert again.run.files_new == 4


def test_content_that_changed_behind_the_same_size_and_time_is_found_by_verify(raw, tmp_path):
    run(raw, tmp_path / "out")
    before = (raw / "a.pdf").stat()
    (raw / "a.pdf").write_bytes(b"fine Tio")
    os.utime(raw / "a.pdf", ns=(before.st_atime_ns, before.st_mtime_ns))

    assert run(raw, tmp_path / "out").run.files_new == 0
    assert run(raw, tmp_path / "out", verify=True).run.files_new == 1
    assert "Tio" in read_table("goals", tmp_path / "out")["title"].to_pylist()


def test_failed_files_are_tried_again_only_when_asked_for(raw, tmp_path, monkeypatch):
    run(raw, tmp_path / "out")
    assert run(raw, tmp_path / "out").run.files_new == 0
    again = run(raw, tmp_path / "out", retry_failed=True)
    assert again.run.files_new == 1
    assert paths(tmp_path / "out", "failed") == ["d.pdf"]


def test_a_memory_that_is_damaged_or_gone_only_costs_time(raw, tmp_path):
    out = tmp_path / "out"
    run(raw, out)
    before = datasets(out)
    for damage in (b"no database", None):
        memory = out / ".malkedja" / "staged.sqlite"
        memory.unlink() if damage is None else memory.write_bytes(damage)
        assert run(raw, out).run.files_new == 4
        assert datasets(out) == before


# ------------------------------------------------------------------ life on a shared drive


def test_a_file_that_was_changed_just_now_waits_and_what_it_held_before_stays(raw, tmp_path):
    out = tmp_path / "out"
    run(raw, out)
    replace(raw / "a.pdf", b"fine Halv", 60)
    replace(raw / "ny.pdf", b"fine Ny")

    waits = run(raw, out, settle=3600)
    assert waits.run.files_new == 0
    problems = {row["source_path"]: row["message"] for row in read_table("problems", out).to_pylist()}
    assert "what it held before is published again" in problems["a.pdf"]
    assert "not in the datasets yet" in problems["ny.pdf"]
    assert "Ett" in read_table("goals", out)["title"].to_pylist()

    assert run(raw, out).run.files_new == 2
    assert datasets(out) == from_scratch(raw, tmp_path)


def test_a_file_that_is_replaced_while_it_is_read_waits(raw, tmp_path, monkeypatch):
    def replacing(sources, *arguments):
        for source, packed in builders.read_here(sources, *arguments):
            if source.source_path == "a.pdf":
                replace(source.path, b"fine Nyare", 5)
            if source.source_path == "c.pdf":
                source.path.unlink()
            yield source, packed

    monkeypatch.setattr("pipeline.run.read_all", replacing)
    run(raw, tmp_path / "out")
    assert sorted(paths(tmp_path / "out")) == ["b/b.pdf", "d.pdf"]
    codes = {row["source_path"]: row["code"] for row in read_table("problems", tmp_path / "out").to_pylist()}
    assert codes == {"a.pdf": "still-being-written", "d.pdf": "not-a-pdf"}

    monkeypatch.setattr("pipeline.run.read_all", builders.read_here)
    run(raw, tmp_path / "out")
    assert datasets(tmp_path / "out") == from_scratch(raw, tmp_path)


def test_names_of_every_kind(tmp_path):
    long = "/".join(["en mapp med ett långt namn " * 4] * 6)
    names = ["Åtgärder å ä ö.pdf", unicodedata.normalize("NFD", "Mål och budget.pdf"), "a b  c.PDF", f"{long}/plan.pdf"]
    raw = tmp_path / "raw"
    for number, name in enumerate(names):
        builders.write_folder(raw, {name: b"fine %d" % number})
    run(raw, tmp_path / "out")
    assert sorted(paths(tmp_path / "out")) == sorted(unicodedata.normalize("NFC", name) for name in names)
    assert run(raw, tmp_path / "out").run.files_new == 0


def test_two_spellings_of_one_name_are_two_files(tmp_path):
    """As a folder has them that a Mac and a Windows machine both write into."""
    names = [unicodedata.normalize(form, "Mål och budget.pdf") for form in ("NFC", "NFD")]
    raw = builders.write_folder(tmp_path / "raw", dict(zip(names, (b"fine Ett", b"fine Tva"), strict=True)))
    if len(list(raw.iterdir())) < len(names):
        pytest.skip("one name on this drive")
    run(raw, tmp_path / "out")
    assert paths(tmp_path / "out") == [unicodedata.normalize("NFC", names[0])] * 2
    assert sorted(read_table("goals", tmp_path / "out").column("title").to_pylist()) == ["Ett", "Tva"]
    (raw / names[1]).write_bytes(b"fine Annat")
    assert run(raw, tmp_path / "out").run.files_new == 1
    assert datasets(tmp_path / "out") == from_scratch(raw, tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode there")
def test_a_name_that_is_no_text(tmp_path):
    raw = builders.write_folder(tmp_path / "raw", {"a.pdf": b"fine"})
    (raw / os.fsdecode(b"m\xe5l.pdf")).write_bytes(b"fine Ett")
    run(raw, tmp_path / "out")
    assert sorted(paths(tmp_path / "out")) == ["a.pdf", "m\ufffdl.pdf"]
    assert run(raw, tmp_path / "out").run.files_new == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names")
def test_a_pipe_with_the_name_of_a_plan_is_not_opened(raw, tmp_path):
    os.mkfifo(raw / "pipe.pdf")
    run(raw, tmp_path / "out")
    codes = {row["source_path"]: row["code"] for row in read_table("problems", tmp_path / "out").to_pylist()}
    assert codes["pipe.pdf"] == "file-unreadable"


def test_leftovers_of_programs_and_systems_are_no_plans(raw, tmp_path):
    others = ["~$a.pdf", ".a.pdf", "a.pdf.part", "a.pdf.crdownload", "$RECYCLE.BIN/x.pdf", "@eaDir/a.pdf", "a.pdf~"]
    builders.write_folder(raw, dict.fromkeys(others, b"fine"))
    assert run(raw, tmp_path / "out").run.files_seen == 4


def test_the_input_folder_is_only_read(raw, tmp_path):
    before = {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in raw.rglob("*")}
    run(raw, tmp_path / "out")
    assert {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in raw.rglob("*")} == before


def test_an_input_folder_that_vanishes_in_mid_run_publishes_nothing(raw, tmp_path, monkeypatch):
    out = tmp_path / "out"
    run(raw, out)
    before = datasets(out)
    replace(raw / "new.pdf", b"fine Ny")

    def vanish(step):
        if step == "read":
            raw.rename(tmp_path / "elsewhere")

    with pytest.raises(NotPublished, match="vanished"):
        run(raw, out, step=vanish)
    with pytest.raises(Unusable, match="does not exist"):
        run(raw, out)
    assert datasets(out) == before


def test_an_empty_folder_is_no_reason_to_forget_all(raw, tmp_path):
    run(raw, tmp_path / "out")
    before = datasets(tmp_path / "out")
    raw.rename(tmp_path / "elsewhere")
    raw.mkdir()
    with pytest.raises(Unusable, match="no PDF file"):
        run(raw, tmp_path / "out")
    assert datasets(tmp_path / "out") == before


# ------------------------------------------------------------------ when a run does not publish


def test_too_many_failures_hold_the_earlier_datasets(raw, tmp_path):
    out = tmp_path / "out"
    run(raw, out)
    before = datasets(out)
    builders.write_folder(raw, {"e.pdf": b"refuses 1", "f.pdf": b"refuses 2", "g.pdf": b"stumbles"})

    held = run(raw, out, max_failures=0.5)
    assert held.exit_code == 3
    assert "4 of 7 files" in held.held
    assert datasets(out) == before
    assert read_table("runs", out)["files_failed"].to_pylist() == [1, 4]

    assert run(raw, out, max_failures=0.6).exit_code == 1
    assert datasets(out) == from_scratch(raw, tmp_path)


def test_a_sudden_collapse_is_told_and_held_back_by_strict(tmp_path):
    goals = b"fine " + b" ".join(b"Mal%d" % number for number in range(40))
    raw = builders.write_folder(tmp_path / "raw", {"plan.pdf": goals, "other.pdf": b"fine " + goals.upper()})
    out = tmp_path / "out"
    run(raw, out)
    before = datasets(out)
    replace(raw / "plan.pdf", b"fine Mal1 Mal2 Mal3", 9)

    held = run(raw, out, strict=True)
    told = [str(collapse) for collapse in held.collapses]
    assert "plan.pdf gives 3 goals, 40 before" in told
    assert "goals has 44 rows, 81 before" in told
    assert held.exit_code == 3
    assert datasets(out) == before

    published = run(raw, out)
    assert [str(collapse) for collapse in published.collapses] == told
    assert published.exit_code == 0
    assert datasets(out) == from_scratch(raw, tmp_path)


# ------------------------------------------------------------------ telling


def test_the_log_has_a_line_for_every_step_and_file(raw, tmp_path):
    finished = run(raw, tmp_path / "out")
    lines = [json.loads(line) for line in finished.journal.path.read_text(encoding="utf-8").splitlines()]
    events = [line["event"] for line in lines]
    assert [event for event in events if event not in ("staged", "problems")] == [
        "begin",
        "discover",
        "read",
        "gather",
        "publish",
        "finished",
        "end",
    ]
    staged = {line["file"]: (line["status"], line["code"]) for line in lines if line["event"] == "staged"}
    assert staged == {
        "a.pdf": ("ok", None),
        "b/b.pdf": ("ok", None),
        "c.pdf": ("partial", None),
        "d.pdf": ("failed", "not-a-pdf"),
    }
    assert lines[-2]["rows"]["documents"] == 4


def test_status_tells_what_a_run_would_do(raw, tmp_path):
    out = tmp_path / "out"
    run(raw, out)
    (raw / "a.pdf").rename(raw / "renamed.pdf")
    replace(raw / "b" / "b.pdf", b"fine Annat", 5)
    replace(raw / "e.pdf", b"fine Ny")
    (raw / "c.pdf").unlink()
    before = {path: path.read_bytes() for path in out.rglob("*.parquet")}

    told = CliRunner().invoke(app, ["status", str(raw), "--out", str(out), "--max-pages", "1", "--json"])
    assert json.loads(told.stdout)["again"] == ["d.pdf"]  # read with other options
    from pipeline.status import as_text, look_ahead

    ahead = look_ahead(raw, out, ReadOptions())
    assert ahead == {
        "new": ["e.pdf"],
        "changed": ["b/b.pdf"],
        "again": [],
        "renamed": ["renamed.pdf"],
        "unchanged": [],
        "failed": ["d.pdf"],
        "removed": ["a.pdf", "c.pdf"],
        "waiting": [],
        "left_out": [],
    }
    assert "     1  to be read: new\n          e.pdf" in as_text(ahead)
    assert {path: path.read_bytes() for path in out.rglob("*.parquet")} == before
    run(raw, out)
    assert "A run would change nothing." in as_text(look_ahead(raw, out, ReadOptions()))


def test_status_of_a_folder_that_was_never_read(raw, tmp_path):
    told = CliRunner().invoke(app, ["status", str(raw), "--out", str(tmp_path / "out")])
    assert told.exit_code == 0
    assert "     4  to be read: new" in told.stdout
    assert not (tmp_path / "out").exists()


# ------------------------------------------------------------------ sets


def test_all_files_of_a_set_carry_one_fingerprint_made_from_content(raw, tmp_path):
    def fingerprints(out):
        return {pq.read_schema(file_of(d.name, out)).metadata[b"fingerprint"] for d in ALL_DATASETS}

    run(raw, tmp_path / "one")
    run(raw, tmp_path / "two")
    [one], [two] = fingerprints(tmp_path / "one"), fingerprints(tmp_path / "two")
    assert one == two
    assert read_table("runs", tmp_path / "one")["fingerprint"].to_pylist() == [one.decode()]
    replace(raw / "a.pdf", b"fine Annat", 7)
    run(raw, tmp_path / "one")
    assert fingerprints(tmp_path / "one") != {one}


def test_a_dataset_of_another_set_is_not_read(raw, tmp_path):
    out = tmp_path / "out"
    run(raw, out)
    stray = file_of("goals", out).read_bytes()
    replace(raw / "a.pdf", b"fine Annat", 7)
    run(raw, out)
    Path(os.path.realpath(file_of("goals", out))).write_bytes(stray)
    with pytest.raises(Unusable, match="does not belong"):
        read_table("goals", out)
    run(raw, out)  # and the next run mends it
    assert datasets(out) == from_scratch(raw, tmp_path)


def test_earlier_sets_are_kept_and_the_oldest_dropped(raw, tmp_path):
    out = tmp_path / "out"
    for night in range(5):
        replace(raw / "a.pdf", b"fine Natt%d" % night, night + 1)
        run(raw, out, kept_sets=3)
    assert len(list((out / ".malkedja" / "sets").iterdir())) == 3
    assert "Natt4" in read_table("goals", out)["title"].to_pylist()


def test_without_symbolic_links_the_datasets_are_files(raw, tmp_path, monkeypatch):
    def refuse(*_arguments, **_options):
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr("os.symlink", refuse)
    out = tmp_path / "out"
    run(raw, out)
    replace(raw / "a.pdf", b"fine Annat", 7)
    run(raw, out)
    assert not any(path.is_symlink() for path in out.rglob("*"))
    assert "Annat" in pq.read_table(file_of("goals", out))["title"].to_pylist()
    assert read_table("goals", out) == pq.read_table(file_of("goals", out))
    assert read_table("runs", out).num_rows == 2
    monkeypatch.undo()
    monkeypatch.setattr("pipeline.run.link_measures", builders.link_words)


def test_datasets_of_an_earlier_version_are_replaced(raw, tmp_path):
    out = tmp_path / "out"
    run(raw, out)
    plain = {path.name: path.read_bytes() for path in out.glob("*.parquet")}
    shutil.rmtree(out)
    builders.write_folder(out, plain)
    assert read_table("goals", out).num_rows == 4
    run(raw, out)
    assert file_of("goals", out).is_symlink()
    assert read_table("runs", out).num_rows == 2


def test_a_copy_of_the_output_that_followed_links_is_read_and_written(raw, tmp_path):
    out, copy = tmp_path / "out", tmp_path / "copy"
    run(raw, out)
    shutil.copytree(out, copy)
    assert datasets(copy) == datasets(out)
    assert read_table("documents", copy).num_rows == read_table("documents", out).num_rows
    (raw / "c.pdf").unlink()
    run(raw, copy)
    assert datasets(copy) == from_scratch(raw, tmp_path)
