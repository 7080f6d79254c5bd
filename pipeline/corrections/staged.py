"""Corrections of files that were read in another run: their staged rows are taken out, corrected, and packed again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from pipeline.corrections.apply import apply_corrections, is_named
from pipeline.corrections.lines import Correction
from pipeline.packing import pack, unpack, unpack_records
from pipeline.records import Extraction, Problem
from pipeline.work import Placed

ReadPacked = Callable[[Sequence[str]], Iterable[tuple[str, bytes]]]  # contents -> each with its staged rows


def correct_staged(
    corrections: Sequence[Correction], placed: Sequence[Placed], read_packed: ReadPacked
) -> tuple[Mapping[str, bytes], Sequence[Problem]]:
    """Content -> its corrected rows, for the documents that a correction names; and a problem for each correction that
    did nothing."""
    named = {
        one.sha256: one
        for one in placed
        if any(is_named(correction, one.source_path, one.document_id) for correction in corrections)
    }
    plans = {sha256: _unpack(rows, named[sha256]) for sha256, rows in read_packed(sorted(named))} if named else {}
    corrected, problems = apply_corrections(corrections, list(plans.values()))
    return {sha256: pack(plan) for sha256, plan in zip(plans, corrected, strict=True)}, problems


def _unpack(rows: bytes, place: Placed) -> Extraction:
    (plan,) = unpack_records(unpack([rows]))
    return replace(plan, document=replace(plan.document, source_path=place.source_path))
