"""The few numbers that a run depends on, each with its reason."""

from __future__ import annotations

import os
from pathlib import Path

SCHEMA_VERSION = "1"  # a step up when a column is renamed, dropped or changes meaning

DEFAULT_OUT = Path("data/processed")
DEFAULT_CORRECTIONS = Path("corrections")  # what people decided; nothing is decided where it is missing

# Seconds that one file may take before its worker is stopped. A plan of 100 pages takes about a minute on a slow
# machine; this is for files that would never end.
SECONDS_PER_FILE = 900.0

# Seconds more where scanned pages are recognised, which has limits of its own for each page and each file
# (`extractors/scans.py`): the worker is not stopped before those have told what was left out.
SECONDS_FOR_SCANS = 10000.0

# Megabytes that the worker of one file may use, with all that it started. Reading a plan takes 150 to 400.
MEGABYTES_PER_FILE = 2048

# Pages of one file that are read. A budget with all its appendices has up to 600; a file of more is no plan.
PAGES_PER_FILE = 2000

# Published sets that are kept: for `malkedja changes`, and for readers that began before a swap.
KEPT_SETS = 8
KEPT_LOGS = 60  # two months of nights

# Share of the files that may fail; beyond it something is wrong with the machine or the folder, and last night's
# datasets are better than tonight's.
MAX_FAILURES = 0.5

EXIT_ALL_READ = 0
EXIT_SOME_FAILED = 1
EXIT_UNUSABLE = 2
EXIT_NOT_PUBLISHED = 3  # nothing could be published, or too much failed to publish it; the datasets are as before
EXIT_LOCKED = 4  # another run writes into the same folder
EXIT_INTERRUPTED = 130  # Ctrl-C, as shells have it


def seconds_per_file(ocr: str) -> float:
    return SECONDS_PER_FILE + (0.0 if ocr == "off" else SECONDS_FOR_SCANS)


def default_workers() -> int:
    """As many as there are processor cores: reading is pure computation."""
    return os.cpu_count() or 1
