"""The examples in docs/ print what the documentation shows."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest

from pipeline.run import extract_folder

ROOT = Path(__file__).parents[1]
PAGES = ("series-and-follow-up.md",)
EXAMPLE = re.compile(r"```python\n(.*?)```\n\n```\n(.*?)```", re.DOTALL)


@pytest.fixture(scope="module")
def processed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("processed")
    extract_folder(ROOT / "data" / "raw", out, workers=1)
    return out


@pytest.mark.parametrize("page", PAGES)
def test_examples_print_what_is_shown(page: str, processed: Path) -> None:
    examples = EXAMPLE.findall((ROOT / "docs" / page).read_text(encoding="utf-8"))

    names: dict[str, object] = {}
    for code, shown in examples:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(code.replace("data/processed", processed.as_posix()), names)
        assert printed.getvalue() == shown
    assert examples
