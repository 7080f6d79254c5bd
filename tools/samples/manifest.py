"""The list of sample plans, what each of them covers, and the manifest that records their checksums."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import pypdfium2

from tools.samples import (
    saffle_2024,
    saffle_2025,
    saffle_map,
    vadstena_annual,
    vadstena_budget,
    vadstena_interim,
    vadstena_plan,
    vadstena_results,
    vadstena_slides,
)
from tools.samples.office import load_fonts
from tools.samples.stable import stored_streams

MANIFEST = "MANIFEST.toml"
TYPESETTERS = ("reportlab", "fpdf2", "fonttools", "font-caladea", "pymupdf-fonts")  # other versions give other bytes


@dataclass(frozen=True, slots=True)
class Sample:
    """One plan: its file name, the function that typesets it, and what a reader of the manifest should know."""

    file: str
    build: Callable[[Path], None]
    typesetter: str  # the producer whose layout it has
    municipality: str
    families: tuple[int, ...]  # 1 indicators, 2 actions, 3 key results, 4 headed goals, 5 budget, 6 diagrams and slides
    covers: str


SAMPLES = (
    Sample("saffle-kommunstyrelsen-verksamhetsplan-2024.pdf", saffle_2024.build, "reportlab", "Säffle", (1, 2, 4, 5),
           "list of contents with dots; indicators with KF/KS margin, footnotes, two values in a cell; action table on "
           "the page after its heading; budgets with two header rows"),
    Sample("saffle-kommunstyrelsen-verksamhetsplan-2025.pdf", saffle_2025.build, "reportlab", "Säffle", (1, 2, 4, 5),
           "the year after: decision page before the plan, document-control table, an action row cut by a page break, "
           "an indicator table over a page break, a mark on a header"),
    Sample("saffle-malkarta-2024-2027.pdf", saffle_map.build, "reportlab", "Säffle", (6,),
           "landscape: goal map by containment and a chain of steps with arrows"),
    Sample("vadstena-kommunfullmaktige-mal-och-budget-2025.pdf", vadstena_budget.build, "reportlab", "Vadstena", (1, 5),
           "goals and indicators in merged cells, three budget tables with subtotals, a per-cent row"),
    Sample("vadstena-samhallsbyggnad-verksamhetsplan-2024-2025.pdf", vadstena_plan.build, "fpdf2", "Vadstena", (4,),
           "two-year plan: document control, goals in a list and again as headings, focus areas, targets in running "
           "text"),
    Sample("vadstena-samhallsbyggnad-bilaga-nyckelresultat-2024.pdf", vadstena_results.build_2024, "fpdf2", "Vadstena",
           (3,), "key results under goals with a KF indicator, targets in the measure, a table over a page break"),
    Sample("vadstena-samhallsbyggnad-bilaga-nyckelresultat-2025.pdf", vadstena_results.build_2025, "fpdf2", "Vadstena",
           (3,), "the year after: some key results kept, some changed"),
    Sample("vadstena-kommunstyrelsen-delarsrapport-2024.pdf", vadstena_interim.build, "fpdf2", "Vadstena", (1, 2, 5),
           "status colours with a legend, arrows, outcome until August, forecast, assignments with status"),
    Sample("vadstena-kommunstyrelsen-arsredovisning-2024.pdf", vadstena_annual.build, "fpdf2", "Vadstena", (1,),
           "what came of the interim report's targets: outcome of the whole year beside target and year before, an "
           "amount in another unit"),
    Sample("vadstena-fokusomraden-presentation-2025-2028.pdf", vadstena_slides.build, "fpdf2", "Vadstena", (6,),
           "slides: focus areas, regional strategy and Agenda 2030 alignments, presenter notes, block arrows"),
)  # fmt: skip


def count_pages(path: Path) -> int:
    with pypdfium2.PdfDocument(path) as document:
        return len(document)


def manifest_text(folder: Path, samples: Sequence[Sample]) -> str:
    """The manifest, written by hand as TOML: a few plain strings and numbers for each file."""
    parts = [
        "# The sample plans in this folder. Written by `python -m tools.samples`; do not edit.\n"
        "# The municipalities exist, the plans do not: sentences and figures are made up for this project.\n\n"
        "[made_with]  # with these versions the files come out byte for byte the same\n"
        + "".join(f'{name} = "{version(name)}"\n' for name in TYPESETTERS)
    ]
    for sample in samples:
        path = folder / sample.file
        parts.append(
            "[[sample]]\n"
            f'file = "{sample.file}"\n'
            f'sha256 = "{hashlib.sha256(path.read_bytes()).hexdigest()}"\n'
            f"pages = {count_pages(path)}\n"
            f'municipality = "{sample.municipality}"\n'
            f"families = {list(sample.families)}\n"
            f'covers = "{sample.covers}"\n'
            f'generator = "{sample.build.__module__}"\n'
            f'typesetter = "{sample.typesetter}"\n'
        )
    return "\n".join(parts)


def write_samples(folder: Path) -> list[Path]:
    """Typesets every sample and the manifest into `folder`; returns what was written."""
    folder.mkdir(parents=True, exist_ok=True)
    load_fonts()
    with stored_streams():
        for sample in SAMPLES:
            sample.build(folder / sample.file)
    manifest = folder / MANIFEST
    manifest.write_text(manifest_text(folder, SAMPLES), encoding="utf-8", newline="\n")
    return [*(folder / sample.file for sample in SAMPLES), manifest]
