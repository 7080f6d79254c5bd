"""Scanned pages: which they are, and their words as text recognition (OCR) sees them.

OCRmyPDF runs in a process of its own with limits. It only adds words: page and box stay those of the original file.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from statistics import median

from extractors.pages import FEW_WORDS
from pipeline.records import PageLayout, Trouble, Word

ReadNumbered = Callable[[Path, Sequence[int]], Sequence[PageLayout]]
LANGUAGE = "swe"
SECOND_LANGUAGE = "eng"  # comes with Tesseract; its Swedish knows no percent sign and takes it for letters or digits
MARGIN = 0.1  # of the page's height, where page numbers and stamps stand
PICTURE_SHARE = 0.6  # of the page; scanners leave margins out, pictures in a text are smaller
PAGES_AT_A_TIME = 8  # pages per call: what breaks a call costs no more than these
SECONDS_PER_PAGE = 120  # a dense page takes 5 to 20 seconds on a slow machine
LONGEST = 7200  # seconds for all scans of one file
SPECKS = frozenset("|_—–-.,:;'`´~^°\\/[]{}()«»=“”‘’\"")  # what dirt and drawn lines are taken for, alone at an end
OCR_FONTS = frozenset({"GlyphLessFont", "HiddenHorzOCR"})  # invisible fonts of Tesseract and Acrobat
PERCENT = re.compile(r"\(?%\)?$")
SAME_SIZE = 0.15  # of the usual size; recognised sizes of one font differ by this much

INSTALL = (
    "install the packages `ocrmypdf` and `tesseract-ocr-swe` (Debian, Ubuntu; on Windows `pip install ocrmypdf` and "
    "Tesseract with Swedish) and read it again"
)


def find_scans(pages: Sequence[PageLayout]) -> tuple[int, ...]:
    """Numbers of the pages that are pictures of print: an image with the tone of paper, and no words of their own."""
    return tuple(page.number for page in pages if page.picture >= PICTURE_SHARE and _only_stamped(page))


def _as_recognised(page: PageLayout) -> PageLayout:
    """A page whose words a scanner or program has recognised before: they are no surer than our own."""
    seen = page.recognised or (bool(page.words) and all(word.font in OCR_FONTS for word in page.words))
    return replace(without_noise(page), recognised=True) if seen else page


def _only_stamped(page: PageLayout) -> bool:
    """Whether a page has no words but a page number or stamp in its margins. A slide's title stands further in."""
    top, bottom = MARGIN * page.height, (1 - MARGIN) * page.height
    return len(page.words) <= FEW_WORDS and all(w.box.bottom <= top or w.box.top >= bottom for w in page.words)


def read_scans(
    path: Path, pages: Sequence[PageLayout], ocr: str, read: ReadNumbered
) -> tuple[tuple[PageLayout, ...], tuple[Trouble, ...]]:
    """The pages, scans with the words that were recognised, and what could not be read.

    `ocr` is `auto` (scans only), `off` or `force` (every page); `read` reads pages of a PDF.
    """
    pages = [_as_recognised(page) for page in pages]
    numbers = tuple(page.number for page in pages) if ocr == "force" else find_scans(pages)
    if not numbers:
        return tuple(pages), ()
    if ocr == "off":
        return tuple(pages), _for_each(numbers, "scan-not-read", "is a scan and was left out, as asked for (--ocr off)")
    program = find_program()
    if program is None:
        return tuple(pages), _for_each(numbers, "ocr-missing", f"needs text recognition (OCR): {INSTALL}")
    force = ocr == "force" or any(page.words for page in pages if page.number in numbers)
    seen: dict[int, PageLayout] = {}
    troubles: list[Trouble] = []
    ends = time.monotonic() + LONGEST
    for batch in _batches(numbers):
        if time.monotonic() > ends:
            troubles += _for_each(
                batch, "ocr-failed", "was not recognised: the file has more scans than time allows; split it"
            )
            continue
        found, finished = recognise(program, path, batch, force, read)
        seen |= {page.number: page for page in found}
        lost = [number for number in batch if number not in seen]
        if finished:  # a picture without print, or a blank page
            troubles += _for_each(
                lost, "ocr-no-text", "is an image in which no text was found; look at the page", "warning"
            )
        else:
            what = "was not recognised: text recognition failed or took too long; look at the page"
            troubles += _for_each(lost, "ocr-failed", what)
    return tuple(seen.get(page.number, page) for page in pages), tuple(troubles)


def find_program() -> tuple[str, ...] | None:
    """The command that starts OCRmyPDF; null where it, Tesseract or its Swedish is missing."""
    if not has_language(LANGUAGE):
        return None
    program = shutil.which("ocrmypdf")
    if program is not None:
        return (program,)
    return (sys.executable, "-m", "ocrmypdf") if importlib.util.find_spec("ocrmypdf") else None


def has_language(language: str) -> bool:
    """Whether Tesseract is installed and reads a language (`swe`)."""
    tesseract = shutil.which("tesseract")
    if tesseract is None:
        return False
    try:
        listed = subprocess.run([tesseract, "--list-langs"], capture_output=True, text=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return language in (listed.stdout + listed.stderr).split()


def recognise(
    program: Sequence[str], path: Path, numbers: Sequence[int], force: bool, read: ReadNumbered
) -> tuple[tuple[PageLayout, ...], bool]:
    """The pages with these numbers in which words were recognised, and whether every page was looked at to its end."""
    swedish, finished = _recognise_in(LANGUAGE, program, path, numbers, force, read)
    if not swedish or not has_language(SECOND_LANGUAGE):
        return swedish, finished
    english, _ = _recognise_in(SECOND_LANGUAGE, program, path, [page.number for page in swedish], force, read)
    second = {page.number: page.words for page in english}
    return tuple(replace(p, words=with_percent_signs(p.words, second.get(p.number, ()))) for p in swedish), finished


def _recognise_in(
    language: str, program: Sequence[str], path: Path, numbers: Sequence[int], force: bool, read: ReadNumbered
) -> tuple[tuple[PageLayout, ...], bool]:
    """What one call finds. OCRmyPDF leaves a page that takes too long without words; the time of the call tells."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="malkedja-", ignore_cleanup_errors=True) as folder:
        out = Path(folder) / "recognised.pdf"
        options = ["--force-ocr" if force else "--skip-text", "-l", language, "--pages", ",".join(map(str, numbers))]
        options += ["--jobs", "1", "--output-type", "pdf", "--optimize", "0"]
        options += ["--tesseract-timeout", str(SECONDS_PER_PAGE), "--no-progress-bar"]
        done = run_limited([*program, *options, str(path.resolve()), str(out)], SECONDS_PER_PAGE * (len(numbers) + 1))
        try:
            pages = read(out, numbers) if out.exists() else ()
        except Exception:  # a file that was cut short when the time ran out; the pages are told as not read
            pages = ()
    found = tuple(replace(without_noise(page), recognised=True) for page in pages if page.words)
    in_time = time.monotonic() - started < SECONDS_PER_PAGE
    return found, done and in_time and len(pages) == len(numbers)


def run_limited(command: Sequence[str], seconds: float) -> bool:
    """Run a command in a process of its own, on one core; it and what it started are stopped after `seconds`."""
    quiet, environment = subprocess.DEVNULL, {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        process: subprocess.Popen[bytes] = subprocess.Popen(
            command, stdin=quiet, stdout=quiet, stderr=quiet, env=environment, start_new_session=True
        )
    except OSError:
        return False
    try:
        return process.wait(timeout=seconds) == 0
    except subprocess.TimeoutExpired:
        return False
    finally:
        if process.poll() is None:
            with suppress(OSError):
                os.killpg(process.pid, signal.SIGKILL) if hasattr(os, "killpg") else process.kill()
            process.wait()


def _batches(numbers: Sequence[int]) -> Iterator[tuple[int, ...]]:
    for start in range(0, len(numbers), PAGES_AT_A_TIME):
        yield tuple(numbers[start : start + PAGES_AT_A_TIME])


def _for_each(numbers: Sequence[int], code: str, what: str, severity: str = "error") -> tuple[Trouble, ...]:
    return tuple(Trouble("pages", severity, code, f"Page {number} {what}.", number) for number in numbers)


# ------------------------------------------------------------------ words as recognised


def without_noise(page: PageLayout) -> PageLayout:
    """A recognised page with even lines: one size and baseline per line, and no specks at a line's ends."""
    usual = median(word.size for word in page.words) if page.words else 0.0
    lines = _to_their_ends([_without_specks(line) for line in _lines(page.words)])
    words = [word for line in lines for word in _even(line, usual)]
    return replace(page, words=tuple(words))


def _lines(words: Sequence[Word]) -> list[list[Word]]:
    """Words that share a line, each line left to right: their middles are at one height."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=_middle):
        if lines and _middle(word) - median(map(_middle, lines[-1])) <= 0.4 * min(word.size, lines[-1][0].size):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda word: word.box.x0) for line in lines]


def _middle(word: Word) -> float:
    return (word.box.top + word.box.bottom) / 2


def _without_specks(line: Sequence[Word]) -> list[Word]:
    kept = [word for word in line if word.text not in ("|", "||", "_", "__")]
    while kept and set(kept[0].text) <= SPECKS - {"-", "–", "—"} and len(kept[0].text) <= 2:
        kept.pop(0)
    while kept and set(kept[-1].text) <= SPECKS - {"-", "–", "—"} and len(kept[-1].text) <= 2:
        kept.pop()
    return [] if all(set(word.text) <= SPECKS for word in kept) and len(kept) <= 1 else kept


def with_percent_signs(words: Sequence[Word], second: Sequence[Word]) -> tuple[Word, ...]:
    """The words with the percent signs that a second look found where they stand."""
    out = list(words)
    for sign in second:
        found = PERCENT.search(sign.text)
        here = [i for i, word in enumerate(out) if found and _same_place(word, sign)]
        if not found or not here:
            continue
        last = max(here, key=lambda i: out[i].box.x0)
        alone = len(here) == 1 and found.start() > 0
        out[last] = replace(out[last], text=sign.text if alone else found[0])
    return tuple(out)


def _same_place(word: Word, other: Word) -> bool:
    """Whether most of a word lies within the place of another."""
    shared = min(word.box.x1, other.box.x1) - max(word.box.x0, other.box.x0)
    return shared > 0.5 * (word.box.x1 - word.box.x0) and other.box.top < _middle(word) < other.box.bottom


def _to_their_ends(lines: Sequence[Sequence[Word]]) -> list[list[Word]]:
    """Words as wide as they are printed: Tesseract may set the space behind a word within the word's own width.

    Then every gap on the page is wider than a letter, which no print has.
    """
    gaps = [b.box.x0 - a.box.x1 - _letter(a) for line in lines for a, b in pairwise(line)]
    if not gaps or median(gaps) < 0.0:
        return [list(line) for line in lines]
    return [[replace(w, box=w.box._replace(x1=w.box.x1 + _letter(w))) for w in line] for line in lines]


def _letter(word: Word) -> float:
    return (word.box.x1 - word.box.x0) / max(len(word.text), 1)


def _even(line: Sequence[Word], usual: float) -> Iterator[Word]:
    """The words of a line with one size, top and bottom; a size near the page's usual one is that."""
    if not line:
        return
    size = median(word.size for word in line)
    size = round(usual if abs(size - usual) <= SAME_SIZE * usual else size, 1)
    bottom = median(word.box.bottom for word in line)
    for word in line:
        box = word.box._replace(top=bottom - size, bottom=bottom)
        yield replace(word, box=box, size=size, rise=False, mcid=None, artifact=False)
