"""The figures of the built pages, by kind of page, as Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.tables.measure import HEAD, Measured, markdown, summary_row

INTRODUCTION = """Written by `make bench-tables`; [README.md](README.md) tells what is measured.
On pages without a table a program has 1 where it finds none, else 0."""


def results(measured: Sequence[Measured], kinds: Sequence[str]) -> str:
    """One table per kind of page and one over all."""
    parts = ["# Tables found: relations of neighbouring cells", INTRODUCTION]
    for kind in (*kinds, None):
        count = len(measured[0].scores(kind))
        if count:
            parts.append(f"## {(kind or 'all').capitalize()} ({count} documents)")
            parts.append(markdown([HEAD[:-2], *(summary_row(one, kind)[:-2] for one in measured)]))
    parts.append("## Failed pages and time")
    parts.append(markdown([("", *HEAD[-2:]), *((row[0], *row[-2:]) for row in map(summary_row, measured))]))
    return "\n\n".join(parts) + "\n"
