"""Printed lines -> flowing text: broken words joined, line-end hyphens resolved, footnote marks taken out.

Three things break a word at a line end: a hyphen that the author or the program set, a soft hyphen, and a column so
narrow that the program cut the word without a hyphen. The last leaves a trace in the geometry: the line holds one
single word that fills the column, because a program cuts only words that do not fit on a line of their own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from operator import attrgetter

from extractors.lexicon import SHORT_WORDS, is_form, is_word
from extractors.lines import find_rows, join_words
from pipeline.light import light
from pipeline.records import Box, Word

HYPHENS = "-\u2010\u00ad"
KEEPS_HYPHEN = frozenset({"och", "eller", "samt", "resp", "respektive", "till", "men", "som"})  # `barn- och ungdom`
LENGTH = re.compile(r"(?:^|[/(,\d])[kcdm]?m$")  # a unit of length, behind which a raised 2 or 3 is an exponent
EXPONENTS = {"2": "²", "3": "³"}
WIDE_LETTER = 0.7  # of the font size; lines of narrow letters end further from the edge that a wide one did not fit
SUPERSCRIPTS = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹", "123456789")
STAR_ENDS = frozenset("*¹²³⁴⁵⁶⁷⁸⁹)\n")  # the last letter of what `STARRED` finds
STARRED = re.compile(r"(?<=\S)\s?(\*+|[¹²³⁴⁵⁶⁷⁸⁹]+)\)?$")
BULLET = re.compile(r"^[•●▪■□◦‣∙·o✓✔➢➤►▶→»›\uf0b7\uf0a7\uf0d8\uf0fc–-]$")
STAR_BEFORE_UNIT = re.compile(r"(?<=\w)(\*{1,3})(?=\s\([^()]{1,20}\)$)")  # `Nöjda föräldrar* (%)`
_is_raised = attrgetter("rise")
MARK = re.compile(r"^\d{1,2}\)?$|^\*{1,5}\)?$|^[a-e]\)?$|^[¹²³⁴⁵⁶⁷⁸⁹]$")


@light(frozen=True, slots=True)
class FlowText:
    """The text of a cell or a paragraph."""

    text: str
    lines: tuple[str, ...]
    marks: tuple[str, ...]


def read_flow(
    words: Sequence[Word], box: Box | None = None, known: Collection[str] = frozenset(), keep_marks: bool = False
) -> FlowText:
    """The flowing text of `words`. `box` is the column they were set in; `known` are whole words of the document.

    With `keep_marks` footnote marks stay in the text, as printed.
    """
    marks: list[str] = []
    rows: list[Sequence[Word]] = []
    any_raised = any(map(_is_raised, words))
    for printed in find_rows(words, again=False):
        if not any_raised or not any(w.rise for w in printed):
            rows.append(printed)
            continue
        spelt = _with_exponents(printed)
        kept = [w for w in spelt if keep_marks or not (w.rise and MARK.match(w.text))]
        marks += [w.text.rstrip(")").translate(SUPERSCRIPTS) for w in spelt if w.rise and MARK.match(w.text)]
        if kept:
            rows.append(kept)
    lines: list[str] = []
    for i, row in enumerate(rows):
        line = join_words(row)
        if not lines:
            lines.append(line)
        elif line in HYPHENS and lines[-1][-1:].isalnum():
            lines[-1] += line  # the hyphen alone went over to the next line
        elif (
            _cut_by_column(rows[i - 1], row, box, known)
            or _cut_code(rows[i - 1], row, box, known)
            or (line[0] == "/" and lines[-1][-1:].isalnum())
        ):
            lines[-1] += line
        elif (joined := _dehyphenated(lines[-1], line, known)) is not None:
            lines[-1] = joined
        else:
            lines.append(line)
    text = " ".join(lines)
    if keep_marks:
        return FlowText(text.replace("\u00ad", ""), tuple(lines), tuple(marks))
    star = STARRED.search(text) if text[-1:] in STAR_ENDS else None
    if star and star.start() > 0 and not LENGTH.search(text[: star.start()].split()[-1]):
        marks.append(star.group(1).translate(SUPERSCRIPTS))
        text = text[: star.start()].rstrip()
        lines = [*lines[:-1], lines[-1][: max(0, len(lines[-1]) - len(star.group(0)))].rstrip()]
    elif text[-1:] == ")" and "* (" in text and (star := STAR_BEFORE_UNIT.search(text)):
        marks.append(star.group(1))
        text = text[: star.start()] + text[star.end() :]
        lines = [line.replace(f"{star.group(1)} (", " (") for line in lines]
    return FlowText(text.replace("\u00ad", ""), tuple(lines), tuple(marks))


def _with_exponents(row: Sequence[Word]) -> list[Word]:
    """A row in which a raised 2 or 3 behind a unit of length is part of it: `m²`, not a footnote."""
    out: list[Word] = []
    for word in row:
        if out and word.rise and word.text in EXPONENTS and LENGTH.search(out[-1].text):
            box = out[-1].box._replace(x1=word.box.x1)
            out[-1] = replace(out[-1], text=out[-1].text + EXPONENTS[word.text], box=box)
        else:
            out.append(word)
    return out


def _dehyphenated(before: str, after: str, known: Collection[str]) -> str | None:
    """Two lines as one where a hyphen ends the first within a word; null where it does not."""
    if not before or before[-1] not in HYPHENS or len(before) < 2 or not before[-2].isalnum():
        return None
    head, first = before[:-1], re.split(r"[\s,.;:]", after, maxsplit=1)[0]
    if before[-1] == "\u00ad":
        return head + after
    last = re.split(r"[\s(]", head)[-1]
    if first.casefold() in KEEPS_HYPHEN and not is_word(bare(last + first)):  # `exa-` over `men` is one word
        return None
    hyphened = f"{last}-{first}".casefold()
    if hyphened in known and (last + first).casefold() not in known:
        return f"{head}-{after}"
    if not first[:1].islower() or last.isupper() or len(last) == 1 or last[-1:].isdigit():  # `NKI-mätning`, `e-tjänst`
        return f"{head}-{after}"
    return head + after


def _cut_by_column(above: Sequence[Word], below: Sequence[Word], box: Box | None, known: Collection[str]) -> bool:
    """Whether the column's width cut a word between two lines."""
    if box is None:
        return False
    word, rest = above[-1], below[0]
    if not word.text[-1].isalpha() or not rest.text[:1].islower() or abs(word.size - rest.size) > 0.5:
        return False
    padding = max(0.0, min(above[0].box.x0, rest.box.x0) - box.x0)
    letter = (word.box.x1 - word.box.x0) / len(word.text)
    room = box.x1 - min(padding, 8.0) - word.box.x1
    if room >= max(1.1 * letter, WIDE_LETTER * word.size):  # the next letter would have fitted
        return False
    head, tail = bare(word.text), bare(re.split(r"[^\w]", rest.text)[0])
    if tail in SHORT_WORDS:
        return False
    if head + tail in known:
        return True
    both_whole = (head in known or is_form(head)) and (tail in known or is_form(tail))
    if both_whole:
        return False
    if len(above) == 1 and not word.text.isupper():  # one word that fills the column: a program cuts it only there
        return True
    return is_word(head + tail)


def _cut_code(above: Sequence[Word], below: Sequence[Word], box: Box | None, known: Collection[str]) -> bool:
    """Whether the column's width cut an abbreviation: `KS` over `K/Upphandling`, where `KSK` stands elsewhere."""
    word = above[-1]
    if box is None or not word.text.isupper() or not below[0].text[:1].isupper():
        return False
    padding = min(8.0, max(0.0, above[0].box.x0 - box.x0))
    full = box.x1 - padding - word.box.x1 < 1.3 * (word.box.x1 - word.box.x0) / len(word.text)
    code = (word.text.split("/")[-1] + re.split(r"[^\w]", below[0].text)[0]).casefold()
    return full and code in known and code != word.text.casefold()


def bare(word: str) -> str:
    """A word in lower case without the punctuation around it."""
    return word.strip(".,;:()[]”“\"'/").casefold()
