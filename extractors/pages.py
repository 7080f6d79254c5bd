"""PDF file -> PageLayout: words with fonts, drawn rules and shapes. Only this and `structure` know a PDF library."""

from __future__ import annotations

import logging
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFNoOutlines, PDFPasswordIncorrect
from pdfminer.pdftypes import resolve1
from pdfminer.psparser import PSLiteral
from pdfplumber.utils.exceptions import PdfminerException

from extractors.colours import read_colour
from extractors.errors import PlanUnreadable
from extractors.lines import join_words
from extractors.seen import Seen, find_seen, paper_share
from extractors.structure import mark_content
from extractors.turned import find_turn, turned_chars, turned_drawings
from pipeline.records import Box, OutlineEntry, PageLayout, Rule, Shape, Trouble, Word

RULE_THICKNESS = 2.5  # points; filled rectangles up to here are drawn lines (office programs draw 0.5 to 1.5)
DOT_GAP, FEWEST_DOTS = 4.0, 12  # points between the dots of a dotted rule, and how many make one
SPACED_LETTERS = 5  # single letters in a row; fewer are abbreviations
WORD_GAP = 0.18  # of the font size; a space is 0.22 to 0.28, kerning stays below 0.1
SAME_BASELINE = 0.25  # of the font size
RISE_SIZE = 0.86  # of the neighbour's size; superscripts are set at 0.58 to 0.8
MARK = re.compile(r"^(\d{1,2}|\*{1,4})\)?$")  # a footnote mark before its text
LONGEST_MARK = 4  # characters of a footnote mark: `****`

FEW_WORDS = 10  # a scan may have a page number or a stamp as text
SAMPLE_WORDS = 8  # of text that is left out, told in the problem

UNNAMED_SHARE = 0.05  # of a page's characters; more glyphs without letters are text in a broken font
LAST_LATIN = 0xFF  # the last letter of the one-byte alphabet that fonts of signs borrow
LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"})

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # its warnings about fonts say nothing that a user can act on


@contextmanager
def open_pdf(path: Path) -> Iterator[Any]:
    """Open a PDF for `read_page`. Raises PlanUnreadable with a message for people."""
    if path.stat().st_size == 0:
        raise PlanUnreadable("empty-file", "The file is empty (0 bytes); copy it again from its source.")
    with path.open("rb") as file:
        if b"%PDF-" not in file.read(1024):
            raise PlanUnreadable("not-a-pdf", "The file has a .pdf name but does not hold a PDF.")
    try:
        pdf = pdfplumber.open(path)
        count = len(pdf.pages)
    except PdfminerException as error:
        if any(isinstance(cause, PDFPasswordIncorrect) for cause in error.args):
            raise PlanUnreadable("encrypted", "The PDF is locked with a password; save a copy without one.") from error
        raise PlanUnreadable("damaged", "The PDF is damaged or cut short; copy it again from its source.") from error
    except Exception as error:  # a damaged file may raise anything in the PDF library
        raise PlanUnreadable("damaged", "The PDF is damaged or cut short; copy it again from its source.") from error
    try:
        if count == 0:
            raise PlanUnreadable("no-pages", "The PDF has no pages, or they are damaged; copy it again.")
        yield pdf
    finally:
        pdf.close()


def read_page(page: Any) -> PageLayout:
    """Words, rules and shapes of one open page; the page's memory is given back."""
    try:
        content = mark_content(page)
        rules, shapes = _find_drawings(page)
        seen = find_seen(page, shapes, content.switched_off, content.chars_under_image)
        layout = _layout(page, seen, rules, shapes)
        picture = paper_share(page) if len(layout.words) <= FEW_WORDS else 0.0
        return replace(layout, picture=picture, recognised=seen.recognised)
    finally:
        page.close()


def _layout(page: Any, seen: Seen, rules: tuple[Rule, ...], shapes: tuple[Shape, ...]) -> PageLayout:
    """The page as it is read: turned where nearly all its text runs sideways; text left out is told."""
    number, width, height = page.page_number, float(page.width), float(page.height)
    left_out = _hidden_text(seen.hidden, number)
    way = find_turn(seen.chars)
    if way:
        upright = turned_chars(seen.chars, way, width, height)
        left_out += _sideways_text(len(seen.chars) - len(upright), number)
        rules, shapes = turned_drawings(rules, shapes, way, width, height)
        words = find_words(_readable(upright))
        return PageLayout(number, height, width, words, rules, shapes, turned=way, left_out=left_out)
    left_out += _sideways_text(sum(not c["upright"] for c in seen.chars), number)
    return PageLayout(number, width, height, find_words(_readable(seen.chars)), rules, shapes, left_out=left_out)


def _hidden_text(chars: Sequence[dict[str, Any]], number: int) -> tuple[Trouble, ...]:
    """What is told of text on a page that nobody sees."""
    words = find_words(_readable(chars))
    if not words:
        return ()
    text = join_words(words[:SAMPLE_WORDS]) + (" …" if len(words) > SAMPLE_WORDS else "")
    count = "One word" if len(words) == 1 else f"{len(words)} words"
    message = f"{count} that cannot be seen on page {number} (hidden, in the ground's colour or outside): “{text}”."
    return (Trouble("pages", "warning", "hidden-text", f"{message} Left out.", number),)


def _sideways_text(count: int, number: int) -> tuple[Trouble, ...]:
    """What is told of text that runs another way than the rest of its page."""
    if not count:
        return ()
    message = f"{count} characters on page {number} run in another direction than the rest of it and were left out."
    return (Trouble("pages", "warning", "sideways-text", message, number),)


# ------------------------------------------------------------------ outline


def read_outline(pdf: Any) -> tuple[OutlineEntry, ...]:
    """The outline (bookmarks) of an open PDF; empty where it has none. A broken destination gives no page.

    Raises anything where the outline is damaged.
    """
    try:
        printed = list(pdf.doc.get_outlines())
    except PDFNoOutlines:
        return ()
    numbers = {page.page_obj.pageid: page.page_number for page in pdf.pages}
    entries = []
    for level, title, target, action, _ in printed:
        page, top = _target(pdf, target, action, numbers)
        text = " ".join(str(title).replace("\x00", "").split())
        if text:
            entries.append(OutlineEntry(level, text, page, top))
    return tuple(entries)


def _target(pdf: Any, target: Any, action: Any, numbers: dict[int, int]) -> tuple[int | None, float | None]:
    """Page, and distance from its top in points, that a destination names, by itself or by name."""
    try:
        if target is None:
            target = resolve1(resolve1(action)["D"])
        target = resolve1(target)
        if isinstance(target, (bytes, str, PSLiteral)):
            name = target.name if isinstance(target, PSLiteral) else target
            target = resolve1(pdf.doc.get_dest(name))
        if isinstance(target, dict):
            target = resolve1(target["D"])
        number = numbers.get(target[0].objid)
        up = resolve1(target[3]) if len(target) > 3 and getattr(target[1], "name", "") == "XYZ" else None
        high = float(pdf.pages[number - 1].height) if number else 0.0
        return number, high - float(up) if number and isinstance(up, (int, float)) else None
    except Exception:  # a destination that leads nowhere
        return None, None


# ------------------------------------------------------------------ words


def _readable(chars: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Upright characters that print something. A rare glyph without a letter behind it is a bullet or another mark."""
    printed = [c for c in chars if c["upright"] and c["text"].strip()]
    unnamed = [c for c in printed if _is_unnamed(c["text"])]
    if len(unnamed) > UNNAMED_SHARE * len(printed):  # a font without a map to letters: nothing to be read
        return [c for c in printed if not _is_unnamed(c["text"])]
    return [{**c, "text": "•"} if _is_unnamed(c["text"]) else _as_sign(c) for c in printed]


def _as_sign(char: dict[str, Any]) -> dict[str, Any]:
    """A glyph of a font of signs that gives a letter or digit for each: a tick must not be read as the number 4."""
    font = re.sub(r"^[A-Z]{6}\+|[\s_]", "", char["fontname"]).casefold()
    name = next((name for name in _signs() if font.startswith(name)), None)
    if name is None or ord(char["text"][0]) > LAST_LATIN:  # a map to what is really seen
        return char
    return {**char, "text": _signs()[name].get(char["text"], char["text"] if name == "symbol" else "•")}


@cache
def _signs() -> dict[str, dict[str, str]]:
    """Font of signs → letter → sign."""
    return tomllib.loads((files("extractors") / "signs.toml").read_text(encoding="utf-8"))


def _is_unnamed(text: str) -> bool:
    """Whether a glyph has no letter: the font names none for it, or a control character."""
    return text.startswith("(cid:") or ord(text[0]) < 32


def find_words(chars: Sequence[dict[str, Any]]) -> tuple[Word, ...]:
    """Characters joined to words, line by line from the top; a word ends at white space or where the font changes."""
    words: list[Word] = []
    for row in _rows(chars):
        run: list[dict[str, Any]] = []
        for char in row:
            if run and _parts(run[-1], char):
                words.append(_word(run))
                run = []
            run.append(char)
        words.append(_word(run))
    return _raised(_without_letter_spacing(words))


def _without_letter_spacing(words: Sequence[Word]) -> list[Word]:
    """Words set with space between their letters (spärrad text) written together again."""
    out: list[Word] = []
    run: list[Word] = []
    for word in [*words, None]:
        single = word is not None and len(word.text) == 1 and word.text.isalpha()
        close = bool(run) and word is not None and 0 < word.box.x0 - run[-1].box.x1 < 1.6 * word.size
        if single and word is not None and (not run or (close and abs(word.box.bottom - run[-1].box.bottom) < 1.0)):
            run.append(word)
            continue
        out += _unspaced(run)
        run = [word] if single and word is not None else []
        if word is not None and not single:
            out.append(word)
    return out


def _unspaced(run: Sequence[Word]) -> list[Word]:
    """The words of a run of single letters; wider gaps than most part them."""
    if len(run) < SPACED_LETTERS:
        return list(run)
    gaps = [b.box.x0 - a.box.x1 for a, b in pairwise(run)]
    usual = sorted(gaps)[len(gaps) // 2]
    groups: list[list[Word]] = [[run[0]]]
    for gap, word in zip(gaps, run[1:], strict=True):
        if gap > 1.5 * usual:
            groups.append([])
        groups[-1].append(word)
    return [
        replace(
            g[0], text="".join(w.text for w in g), box=Box(g[0].box.x0, g[0].box.top, g[-1].box.x1, g[0].box.bottom)
        )
        for g in groups
    ]


def _rows(chars: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Characters grouped by baseline, each group left to right; double strikes (fake bold) taken once."""
    rows: list[list[dict[str, Any]]] = []
    for char in sorted(chars, key=lambda c: (c["bottom"], c["x0"])):
        if rows and abs(char["bottom"] - rows[-1][0]["bottom"]) <= SAME_BASELINE * min(
            char["size"], rows[-1][0]["size"]
        ):
            rows[-1].append(char)
        else:
            rows.append([char])
    for row in rows:
        row.sort(key=lambda c: c["x0"])
    return [[c for i, c in enumerate(row) if i == 0 or not _twice(row[i - 1], c)] for row in rows]


def _twice(left: dict[str, Any], char: dict[str, Any]) -> bool:
    return bool(left["text"] == char["text"] and abs(left["x0"] - char["x0"]) < 0.1 * char["size"])


def _parts(left: dict[str, Any], char: dict[str, Any]) -> bool:
    """Whether a word ends between two neighbouring characters."""
    return bool(
        char["x0"] - left["x1"] > WORD_GAP * max(left["size"], char["size"])
        or left["fontname"] != char["fontname"]
        or abs(left["size"] - char["size"]) > 0.5
    )


def _word(run: Sequence[dict[str, Any]]) -> Word:
    first = run[0]
    name = first["fontname"].split("+")[-1]
    lower = name.lower()
    return Word(
        text="".join(c["text"] for c in run).translate(LIGATURES),
        box=Box(
            min(c["x0"] for c in run),
            min(c["top"] for c in run),
            max(c["x1"] for c in run),
            max(c["bottom"] for c in run),
        ),
        size=round(float(first["size"]), 1),
        font=name,
        bold=any(mark in lower for mark in ("bold", "black", "heavy", "semibold", "demi")),
        italic=any(mark in lower for mark in ("italic", "oblique")),
        colour=read_colour(first.get("non_stroking_color")) or "#000000",
        mcid=first.get("mcid"),
        artifact=first.get("tag") == "Artifact",
    )


def _raised(words: list[Word]) -> tuple[Word, ...]:
    """Small words beside a larger one: raised they are marks (upphöjd text), lowered (CO2) they belong to the word."""
    if not words:
        return ()
    usual = Counter(w.size for w in words).most_common(1)[0][0]
    out: list[Word | None] = list(words)
    for i, word in enumerate(words):
        if len(word.text) > LONGEST_MARK or word.size >= 1.3 * usual:
            continue
        for j, other in enumerate(words):
            if word.size > RISE_SIZE * other.size or i == j:
                continue
            behind = abs(word.box.x0 - other.box.x1) <= 0.4 * other.size
            before = bool(MARK.match(word.text)) and abs(other.box.x0 - word.box.x1) <= 0.6 * other.size
            if (behind or before) and _stands_high(word, other):
                out[i] = replace(word, rise=True)
                break
        low = next((j for j, w in enumerate(words) if out[i] is word and j != i and _is_lowered(word, w)), None)
        if low is not None and (kept := out[low]) is not None:
            out[low], out[i] = replace(kept, text=kept.text + word.text, box=kept.box._replace(x1=word.box.x1)), None
    return tuple(w for w in out if w is not None)


def _stands_high(word: Word, other: Word) -> bool:
    """Whether a small word stands above its neighbour's baseline."""
    above = other.box.top - 0.5 * other.size <= word.box.top
    return above and other.box.top < word.box.bottom <= other.box.bottom - 0.05 * other.size


def _is_lowered(word: Word, other: Word) -> bool:
    """Whether a small number stands right behind a word, on its baseline or a little lower: `CO2`."""
    if (
        not word.text.isdigit()
        or word.size > RISE_SIZE * other.size
        or abs(word.box.x0 - other.box.x1) > 0.15 * other.size
    ):
        return False
    middle = (word.box.top + word.box.bottom) / 2
    return (
        other.box.top < word.box.top
        and middle - 0.15 * other.size < other.box.bottom < word.box.bottom + 0.1 * other.size
    )


# ------------------------------------------------------------------ drawings


def _box(drawn: dict[str, Any]) -> Box:
    return Box(float(drawn["x0"]), float(drawn["top"]), float(drawn["x1"]), float(drawn["bottom"]))


def _find_drawings(page: Any) -> tuple[tuple[Rule, ...], tuple[Shape, ...]]:
    """Drawn lines as rules where they run along an axis, everything else as shapes."""
    rules: list[Rule] = []
    shapes: list[Shape] = []
    dots: list[Box] = []
    for drawn in [*page.lines, *page.rects, *page.curves]:
        box = _box(drawn)
        wide, high = box.x1 - box.x0, box.bottom - box.top
        stroke = read_colour(drawn.get("stroking_color")) if drawn.get("stroke") else None
        fill = read_colour(drawn.get("non_stroking_color")) if drawn.get("fill") else None
        points = tuple((float(x), float(y)) for x, y in drawn.get("pts") or ())
        if stroke is None and fill is None:
            continue
        thin = min(wide, high)
        if drawn["object_type"] == "line" and thin > 1.0:
            shapes.append(Shape(box, None, stroke, points[:1] + points[-1:]))
        elif thin <= RULE_THICKNESS and max(wide, high) > RULE_THICKNESS:
            if fill != "#ffffff" or stroke is not None:
                rules.append(Rule(box, max(thin, float(drawn.get("linewidth") or 0.0) if stroke else thin)))
        elif max(wide, high) > RULE_THICKNESS:
            shapes.append(Shape(box, fill, stroke, points))
        else:
            dots.append(box)
    return (*rules, *_dotted_rules(dots)), tuple(shapes)


def _dotted_rules(dots: Sequence[Box]) -> list[Rule]:
    """Rules that are drawn dot by dot: many small pieces of one height, close beside each other."""
    lines: dict[tuple[int, int], list[Box]] = {}
    for dot in dots:
        lines.setdefault((round(2 * dot.top), round(2 * dot.bottom)), []).append(dot)
    rules = []
    for pieces in lines.values():
        pieces.sort()
        run = [pieces[0]]
        for dot in [*pieces[1:], Box(1e9, 0.0, 1e9, 0.0)]:
            if dot.x0 - run[-1].x1 <= DOT_GAP:
                run.append(dot)
                continue
            if len(run) >= FEWEST_DOTS:
                box = Box(run[0].x0, run[0].top, run[-1].x1, run[0].bottom)
                rules.append(Rule(box, run[0].bottom - run[0].top))
            run = [dot]
    return rules
