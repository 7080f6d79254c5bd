"""The sample plans in `data/raw` are what the script makes, byte for byte, and say on every page what they are."""

from __future__ import annotations

import hashlib
import tomllib
import zlib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pdfplumber
import pytest
from hypothesis import given
from hypothesis import strategies as st

ROOT = Path(__file__).parents[1]
RAW = ROOT / "data" / "raw"
CONTENT = tomllib.loads((RAW / "MANIFEST.toml").read_text(encoding="utf-8"))
MANIFEST = CONTENT["sample"]
TOTAL_LIMIT = 1_000_000  # bytes; the samples are committed


def other_versions() -> list[str]:
    """Which typesetters are not installed in the version that made the samples; others give other bytes."""
    found = {}
    for name in CONTENT["made_with"]:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "nothing"
    return [
        f"{name} {wanted} ({found[name]} found)"
        for name, wanted in CONTENT["made_with"].items()
        if found[name] != wanted
    ]


needs_typesetters = pytest.mark.skipif(
    bool(other_versions()),
    reason=f"rebuilding the sample plans needs the `samples` group: {', '.join(other_versions())}",
)


@needs_typesetters
def test_rebuilding_gives_the_same_bytes(tmp_path: Path) -> None:
    from tools.samples.manifest import write_samples

    written = write_samples(tmp_path)

    assert {path.name for path in written} == {path.name for path in [*RAW.glob("*.pdf"), *RAW.glob("*.toml")]}
    changed = [path.name for path in written if path.read_bytes() != (RAW / path.name).read_bytes()]
    assert changed == []


def test_the_manifest_lists_every_file_and_no_other() -> None:
    assert sorted(entry["file"] for entry in MANIFEST) == sorted(path.name for path in RAW.glob("*.pdf"))


@pytest.mark.parametrize("entry", MANIFEST, ids=lambda entry: entry["file"])
def test_the_manifest_agrees_with_the_file(entry: dict[str, object]) -> None:
    content = (RAW / str(entry["file"])).read_bytes()
    assert hashlib.sha256(content).hexdigest() == entry["sha256"]


@pytest.mark.parametrize("entry", MANIFEST, ids=lambda entry: entry["file"])
def test_every_page_says_that_it_is_an_example(entry: dict[str, object]) -> None:
    with pdfplumber.open(RAW / str(entry["file"])) as document:
        unmarked = [page.page_number for page in document.pages if "Exempeldokument" not in page.extract_text()]
        assert len(document.pages) == entry["pages"]
    assert unmarked == []


def test_the_samples_cover_every_family_two_municipalities_and_two_producers() -> None:
    assert {family for entry in MANIFEST for family in entry["families"]} == {1, 2, 3, 4, 5, 6}
    assert len({entry["municipality"] for entry in MANIFEST}) == 2
    assert len({entry["typesetter"] for entry in MANIFEST}) == 2


def test_the_samples_stay_small() -> None:
    assert sum(path.stat().st_size for path in RAW.glob("*.pdf")) < TOTAL_LIMIT


@needs_typesetters
@given(st.binary(max_size=500), st.integers(min_value=0, max_value=140_000))
def test_stored_streams_are_valid_zlib(body: bytes, zeros: int) -> None:
    from tools.samples.stable import store

    data = body + b"\0" * zeros
    assert zlib.decompress(store(data)) == data


@needs_typesetters
def test_stored_streams_hold_more_than_one_block() -> None:
    from tools.samples.stable import store

    data = bytes(range(1, 256)) * 600
    assert zlib.decompress(store(data)) == data
