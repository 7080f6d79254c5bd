"""The programs that are timed: each reads all files that it is given, in this process, on one core."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pdfplumber
import pypdfium2
import pypdfium2.raw as raw

from pipeline.boxes import collect_seldom
from pipeline.discover import identify
from pipeline.link import link_plans
from pipeline.packing import pack
from pipeline.reading import get_ready, read_plan_file
from pipeline.records import ReadOptions

NO_OCR = ReadOptions(ocr="off")


@dataclass(frozen=True, slots=True)
class Tool:
    """A program that reads files. `slow` ones take so long that they are timed once."""

    name: str
    read: Callable[[Sequence[Path]], None]
    package: str
    slow: bool = False


def be_quiet() -> None:
    """Warnings of the libraries about fonts are not what is measured."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    warnings.simplefilter("ignore")


@cache
def prepare() -> None:
    """As in a worker, once; the other programs of this process have the good of it too."""
    collect_seldom()
    get_ready()


def read_all_datasets(paths: Sequence[Path]) -> None:
    """What `malkedja extract` does with the files: read, understand, link, make rows of it."""
    prepare()
    extractions = [read_plan_file(identify(path, path.name), NO_OCR) for path in paths]
    link_plans(extractions)
    for extraction in extractions:
        pack(extraction)


def find_words_and_tables(paths: Sequence[Path]) -> None:
    """pdfplumber's words and its tables, with the settings that it has by itself."""
    for path in paths:
        with pdfplumber.open(path) as pdf:
            for page in pdf.pages:
                page.extract_words()
                page.find_tables()
                page.close()


def get_characters(paths: Sequence[Path]) -> None:
    """Every character with its box, nothing else."""
    for path in paths:
        pdf = pypdfium2.PdfDocument(path)
        for page in pdf:
            text = page.get_textpage()
            for i in range(text.count_chars()):
                raw.FPDFText_GetUnicode(text, i)
                text.get_charbox(i)
            text.close()
            page.close()
        pdf.close()


def get_text(paths: Sequence[Path]) -> None:
    """The text alone."""
    for path in paths:
        pdf = pypdfium2.PdfDocument(path)
        for page in pdf:
            text = page.get_textpage()
            text.get_text_range()
            text.close()
            page.close()
        pdf.close()


def find_lattice(paths: Sequence[Path]) -> None:
    """Camelot's tables with rules."""
    from camelot.io import read_pdf

    for path in paths:
        read_pdf(str(path), pages="all", flavor="lattice", suppress_stdout=True)


OURS = Tool("malkedja, all datasets", read_all_datasets, "malkedja")
PLUMBER = Tool("pdfplumber, words and tables", find_words_and_tables, "pdfplumber")
CHARACTERS = Tool("pypdfium2, characters", get_characters, "pypdfium2")
TEXT = Tool("pypdfium2, text", get_text, "pypdfium2")
CAMELOT = Tool("camelot, lattice", find_lattice, "camelot-py", slow=True)
TOOLS = (OURS, PLUMBER, CHARACTERS, TEXT, CAMELOT)
