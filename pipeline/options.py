"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.settings import DEFAULT_CORRECTIONS, DEFAULT_OUT

EXIT_CODES = """\b
Exit codes:
  0  all documents were read
  1  some documents failed or were read in part (see the summary and the dataset `problems`)
  2  unusable arguments, or nothing to read
  3  nothing was published: too much failed, the disk or the drive gave up, or a fault of the program itself
  4  another run writes into the same folder
"""

PDF_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
CSV_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(path_type=Path)
OUT = click.option(
    "--out", type=FOLDER, default=DEFAULT_OUT, show_default=True, help="Folder for the datasets; made if it is missing."
)
PUBLISHED = click.option(
    "--out", type=FOLDER, default=DEFAULT_OUT, show_default=True, help="Folder that holds the datasets."
)
LIMIT_PAGES = click.option(
    "--limit-pages",
    type=click.IntRange(min=1),
    default=None,
    show_default="all",
    help="Read only the first pages of each file, for a quick look.",
)
OCR = click.option(
    "--ocr",
    type=click.Choice(["auto", "off", "force"]),
    default="auto",
    show_default=True,
    help="Text recognition: of scanned pages, of none, or of every page. Needs OCRmyPDF and Tesseract with Swedish.",
)
CORRECTIONS = click.option(
    "--corrections",
    type=FOLDER,
    default=DEFAULT_CORRECTIONS,
    show_default=True,
    help="Folder with what people decided (links.csv, values.csv); need not exist.",
)
