"""The flow from a folder to datasets, with stand-ins for reading and linking."""

import os
import unicodedata

import builders
import pytest

from pipeline.datasets import DATASETS, file_of, read_table
from pipeline.discover import discover
from pipeline.errors import BrokenRows, Unusable
from pipeline.link import Links
from pipeline.reading import with_page_limit
from pipeline.records import ReadOptions
from pipeline.run import extract_folder

FILES = {
    "b/Mål 2031.PDF": b"fine Ett Tv\xe5 Tre",
    "a.pdf": b"fine Ett",
    "a copy.pdf": b"fine Ett",
    "z.pdf": b"partial Ett",
    "dead.pdf": b"dies",
    "odd.pdf": b"stumbles",
    "letter.pdf": b"refuses",
    ".hidden.pdf": b"fine",
    "~$a.pdf": b"fine",
    ".git/x.pdf": b"fine",
    "notes.txt": b"fine",
}


@pytest.fixture(autouse=True)
def stand_ins(monkeypatch):
    monkeypatch.setattr("pipeline.run.read_plan_file", builders.read_words)
    monkeypatch.setattr("pipeline.run.link_measures", builders.link_words)


@pytest.fixture
def raw(tmp_path):
    return builders.write_folder(tmp_path / "raw", FILES)


def published(name, out):
    return read_table(name, out).to_pylist()


def test_the_same_plans_give_the_same_bytes(raw, tmp_path, monkeypatch):
    extract_folder(raw, tmp_path / "one", workers=1)
    other = builders.write_folder(tmp_path / "other", dict(reversed(FILES.items())))
    walk = os.walk

    def shuffled(top, **options):
        for folder, folders, names in walk(top, **options):
            folders.sort(reverse=True)
            yield folder, folders, sorted(names, reverse=True)

    monkeypatch.setattr("os.walk", shuffled)
    extract_folder(other, tmp_path / "two", workers=3)

    for dataset in DATASETS:
        one, two = (file_of(dataset.name, tmp_path / out).read_bytes() for out in ("one", "two"))
        assert one == two, dataset.name


def test_files_that_fail_are_told_and_the_others_are_read(raw, tmp_path):
    finished = extract_folder(raw, tmp_path / "out", workers=2)

    status = {row["source_path"]: row["status"] for row in published("documents", tmp_path / "out")}
    problems = {(row["source_path"], row["code"]) for row in published("problems", tmp_path / "out")}
    assert status == {
        "a copy.pdf": "ok",
        "b/Mål 2031.PDF": "ok",
        "dead.pdf": "failed",
        "letter.pdf": "failed",
        "odd.pdf": "failed",
        "z.pdf": "partial",
    }
    assert problems == {
        ("a.pdf", "same-file"),
        ("dead.pdf", "worker-died"),
        ("letter.pdf", "not-a-pdf"),
        ("odd.pdf", "internal-error"),
        ("z.pdf", "page-unreadable"),
    }
    assert finished.exit_code == 1
    assert [fault.splitlines()[0] for fault in finished.faults] == ["odd.pdf"]


def test_a_copy_points_to_the_file_that_was_read(raw, tmp_path):
    extract_folder(raw, tmp_path / "out", workers=2)

    [copy] = [row for row in published("problems", tmp_path / "out") if row["code"] == "same-file"]
    [read] = [row for row in published("documents", tmp_path / "out") if row["source_path"] == "a copy.pdf"]
    assert copy["document_id"] == read["document_id"]
    assert copy["severity"] == "info"
    assert "a copy.pdf" in copy["message"]


def test_rows_are_sorted_by_document_and_position(raw, tmp_path):
    extract_folder(raw, tmp_path / "out", workers=2)

    for name, key in (("documents", "document_id"), ("goals", "goal_id"), ("indicator_links", "indicator_id")):
        keys = [row[key] for row in published(name, tmp_path / "out")]
        assert keys == sorted(keys)
        assert len(keys) >= 3


def test_runs_are_appended_and_count_files(raw, tmp_path):
    extract_folder(raw, tmp_path / "out", workers=2)
    (raw / "z.pdf").unlink()
    extract_folder(raw, tmp_path / "out", workers=1)

    first, second = published("runs", tmp_path / "out")
    assert (first["files_seen"], first["files_new"], first["files_failed"], first["files_removed"]) == (7, 6, 3, 0)
    assert (second["files_seen"], second["files_new"], second["files_failed"], second["files_removed"]) == (6, 0, 3, 1)
    assert (first["files_unchanged"], second["files_unchanged"]) == (0, 5)
    assert (first["workers"], second["workers"]) == (2, 1)
    assert first["run_id"] != second["run_id"]


def test_pages_left_out_are_told():
    long = builders.extraction(document=builders.document(page_count=9))

    cut = with_page_limit(long, ReadOptions(limit_pages=3))
    assert [(problem.severity, problem.code, problem.page) for problem in cut.problems] == [
        ("warning", "pages-left-out", 4)
    ]
    cut = with_page_limit(long, ReadOptions(limit_pages=8, most_pages=5))
    assert [(problem.severity, problem.code, problem.page) for problem in cut.problems] == [
        ("error", "too-many-pages", 6)
    ]
    assert with_page_limit(builders.extraction(), ReadOptions(limit_pages=3, most_pages=3)).problems == ()


def test_rows_that_break_their_declaration_publish_nothing(raw, tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.run.link_measures", lambda *_: Links((), (builders.goal(),), (), ()))
    with pytest.raises(BrokenRows):
        extract_folder(raw, tmp_path / "out", workers=2)
    assert read_table("documents", tmp_path / "out") is None
    assert list((tmp_path / "out").glob("*.parquet")) == []


# ------------------------------------------------------------------ discover


def test_names_are_nfc_with_slashes(tmp_path):
    name = unicodedata.normalize("NFD", "Åtgärder/Mål.pdf")
    [source] = discover(builders.write_folder(tmp_path, {name: b"x"})).sources
    assert source.source_path == "Åtgärder/Mål.pdf"
    assert source.document_id == source.sha256[:16]
    assert source.file_size == 1


def test_links_are_followed_only_inside_the_folder(tmp_path):
    outside = builders.write_folder(tmp_path / "outside", {"secret.pdf": b"s"})
    raw = builders.write_folder(tmp_path / "raw", {"plans/one.pdf": b"1"})
    try:
        (raw / "inside.pdf").symlink_to(raw / "plans" / "one.pdf")
        (raw / "dangling.pdf").symlink_to(raw / "gone.pdf")
        (raw / "secret.pdf").symlink_to(outside / "secret.pdf")
        (raw / "folder").symlink_to(outside, target_is_directory=True)
    except OSError:
        pytest.skip("this system lets only administrators make links")

    found = discover(raw)

    assert [source.source_path for source in found.sources] == ["inside.pdf"]
    assert [(problem.source_path, problem.code) for problem in found.problems] == [
        ("dangling.pdf", "link-outside"),
        ("plans/one.pdf", "same-file"),
        ("secret.pdf", "link-outside"),
    ]


# ------------------------------------------------------------------ folders that cannot do


def test_a_missing_folder(tmp_path):
    with pytest.raises(Unusable, match="does not exist"):
        extract_folder(tmp_path / "nowhere", tmp_path / "out", workers=1)
    assert not (tmp_path / "out").exists()


def test_a_folder_without_plans(tmp_path):
    raw = builders.write_folder(tmp_path / "raw", {"notes.txt": b"x"})
    with pytest.raises(Unusable, match="no PDF file"):
        extract_folder(raw, tmp_path / "out", workers=1)


@pytest.mark.parametrize(
    ("raw", "out"), [("plans", "plans"), ("plans", "plans/out"), ("out/plans", "out")], ids=["same", "in raw", "in out"]
)
def test_plans_and_datasets_may_not_mix(raw, out, tmp_path):
    builders.write_folder(tmp_path / raw, {"a.pdf": b"fine"})
    with pytest.raises(Unusable, match="may not lie in one another"):
        extract_folder(tmp_path / raw, tmp_path / out, workers=1)


def test_a_damaged_record_of_runs_stops_before_reading(raw, tmp_path, monkeypatch):
    out = builders.write_folder(tmp_path / "out", {"runs.parquet": b"damaged"})
    monkeypatch.setattr("pipeline.run.discover", lambda raw: pytest.fail("the run went on"))
    with pytest.raises(Unusable, match=r"runs\.parquet"):
        extract_folder(raw, out, workers=1)
    assert (out / "runs.parquet").read_bytes() == b"damaged"
