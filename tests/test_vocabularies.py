"""The word lists: every group tells in which kinds of documents its words are seen."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# What measures mean is said in a group's own comment there, not where its words are printed.
OF_MEASURES = {"catalogue.toml", "kolada.toml", "linking.toml"}
LISTS = sorted(
    path
    for folder in ("extractors", "normalizers")
    for path in (ROOT / folder).rglob("*.toml")
    if path.name not in OF_MEASURES
)


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_every_group_of_words_tells_where_it_is_seen(path: Path) -> None:
    comment: list[str] = []
    silent = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            comment.append(line)
            continue
        if re.match(r"\[", line) and "seen in" not in " ".join(comment).casefold():
            silent.append(line)
        comment = []
    assert silent == []
