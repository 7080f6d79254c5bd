"""`malkedja vocabulary check`: header cells of the last run that no role matched, so that a person can teach them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from pipeline.errors import Unusable

FILE = "extractors/families/roles.toml"
SAMPLES = 3  # cells shown for each header
NEAR = 70.0  # of 100; below, the nearest word of the vocabulary is no likely slip for it


@dataclass(frozen=True, slots=True)
class Unmatched:
    """One header, however often it stands in the plans."""

    header: str
    columns: int
    documents: int
    samples: tuple[str, ...]
    nearest: str | None  # the word of the vocabulary that is most like it
    nearest_role: str | None
    likeness: float  # 0..1


def find_unmatched(out: Path) -> tuple[Unmatched, ...]:
    """Headers that no role matched, the most frequent first. Raises Unusable where there are no datasets."""
    from pipeline.datasets import read_table

    table = read_table("unknown_headers", out)
    if table is None:
        raise Unusable(f"There are no datasets in {out}. Run `malkedja extract` first, or name another --out.")
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for row in table.to_pylist():
        groups.setdefault(" ".join(row["header"].casefold().split()), []).append(row)
    found = [_unmatched(rows) for rows in groups.values()]
    return tuple(sorted(found, key=lambda u: (-u.columns, -u.documents, u.header)))


def _unmatched(rows: list[Mapping[str, Any]]) -> Unmatched:
    from extractors.families.vocabulary import load

    header = rows[0]["header"]
    words = {word: role for role, entry in load("roles").items() for word in entry["words"]}
    word, likeness, _ = process.extractOne(header.casefold(), sorted(words), scorer=fuzz.ratio)
    near = likeness >= NEAR
    samples = dict.fromkeys(sample for row in rows for sample in row["samples"])
    return Unmatched(
        header=header,
        columns=len(rows),
        documents=len({row["document_id"] for row in rows}),
        samples=tuple(samples)[:SAMPLES],
        nearest=word if near else None,
        nearest_role=words[word] if near else None,
        likeness=round(likeness / 100, 2),
    )


def as_text(unmatched: Iterable[Unmatched]) -> str:
    """A list for a screen, and what to do with it."""
    lines = []
    for u in unmatched:
        lines.append(f"{u.columns:4} columns in {u.documents} documents: {u.header}")
        lines.append(f"       cells: {' | '.join(u.samples) or 'none filled'}")
        if u.nearest:
            lines.append(f"       like “{u.nearest}” ({u.nearest_role}, {u.likeness:.2f})")
    if not lines:
        return "Every header cell of the last run was matched by a role."
    return "\n".join(
        [*lines, "", f"To teach a word, add it under its role in {FILE} and run `malkedja extract` again."]
    )
