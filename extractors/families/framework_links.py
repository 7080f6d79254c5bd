"""Links from a goal to an outside framework: a regional strategy (regional utvecklingsstrategi, RUS) or Agenda 2030.

A framework is named only where the document names it near the goal; where two could be meant, no link is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.blocks import TextBlock, join_lines
from extractors.families.slide_words import Framework, SlideWords, fold, read_slide_words
from extractors.families.vocabulary import alternatives, load
from extractors.families.vocabulary import fold as folded_text
from extractors.geometry import union
from pipeline.records import Line, Place, RawAlignment

_QUOTED = re.compile(r"[“”„\"]\s*([^“”„\"]+?)\s*[“”„\"]")
_NUMBERED_ITEMS = re.compile(r"(?:^|\s)(?=\d{1,2}\.?\s+[A-ZÅÄÖ])")
FRAMEWORK_ITEM = re.compile(r"^(?:[Mm]ål\s+)?\d{1,2}[.:]?\s+(?=[A-ZÅÄÖ])")
_LABEL = re.compile(r"^([^:“”\"]{2,40}):\s*(.*)$")


def named_frameworks(text: str, words: SlideWords) -> tuple[Framework, ...]:
    """Frameworks that a text names, in the vocabulary's order."""
    folded = f" {re.sub(r'[^0-9a-zåäöé:]+', ' ', text.casefold())} ".replace(": ", " ")
    return tuple(f for f in words.frameworks if any(f" {word} " in folded for word in f.words))


def framework_of_heading(text: str, words: SlideWords) -> tuple[Framework, ...] | None:
    """Frameworks of a list's heading that names nothing else (`RUS, Agenda 2030:`), or None."""
    found: list[Framework] = []
    for part in re.split(r",|&|/|\boch\b|\bsamt\b", text):
        match = framework_with_county(part.strip(" :"), words)
        if match is None:
            return None
        found.append(match)
    return tuple(found)


def labelled_framework(text: str) -> tuple[str, str | None, str] | None:
    """The framework that a line's label names, the kind of what it lists, which the label may name as well, and the
    list: `Agenda 2030: …`, `Agenda 2030, mål: …`.

    None where the label names none, or one that differs from county to county.
    """
    match = _LABEL.match(text)
    if match is None:
        return None
    words = read_slide_words()
    found = framework_of_heading(match[1], words)
    label, named = ("", found[0]) if found else _read_link_label(match[1], words) or ("", None)
    if named is None or len(found or (named,)) > 1 or named.of_county or not match[2]:
        return None
    return named.name, kind_of(label, "", named), match[2]


def lone_framework(text: str) -> tuple[str, str | None] | None:
    """The framework that a line is and nothing else, and the kind of what is listed under it: `Agenda 2030`."""
    found = framework_of_heading(text.rstrip(" :"), read_slide_words()) or ()
    return (found[0].name, found[0].bare_kind) if len(found) == 1 and not found[0].of_county else None


def framework_served(text: str) -> tuple[str, str | None] | None:
    """The framework that a line names and nothing else, also as what a goal serves: `Bidrar till Agenda 2030`."""
    lead = next((w for w in load("goals")["serves"]["words"] if folded_text(text).startswith(w + " ")), "")
    return lone_framework(text[len(lead) :].strip())


def is_framework_item(text: str) -> bool:
    """Whether a line is a numbered goal of a framework: `Mål 4 God utbildning`, `4 God utbildning`."""
    return FRAMEWORK_ITEM.match(text) is not None


def published_name(framework: Framework, texts: Iterable[str], words: SlideWords) -> str:
    """`RUS Västernorrland`: a county's framework with the county, from the first text that names just one."""
    if framework.of_county:
        for text in texts:
            named = [name for name in words.counties if name in text and re.search(rf"\b{name}s?\b", text)]
            counties = [name for name in named if not any(name in other for other in named if other != name)]
            if len(counties) == 1:
                return f"{framework.name} {counties[0]}"
    return framework.name


@dataclass(frozen=True, slots=True)
class _Entry:
    """Lines behind one label in a list of links: `Principer: …`, `RUS Gävleborg, prioriteringar: …`."""

    label: str  # folded, without the framework
    framework: Framework | None  # that the label names itself
    text: str
    place: Place
    named: str  # the label as printed, which may name the county


def read_labelled_links(
    lines: Sequence[Line], goal: str, named: Sequence[Framework], around: Sequence[str], words: SlideWords
) -> tuple[RawAlignment, ...] | None:
    """Links of lines such as `Principer: “Jämställdhet”, “Digitalisering”`; nothing where no such label is printed.

    None where there are labels but it is not clear whose they are. `named` are the frameworks that the slide names,
    `around` texts that may name the county, the nearest first.
    """
    entries = _entries(lines, words)
    if not entries:
        return ()
    labels = {entry.label for entry in entries if entry.framework is None}
    fitting = [f for f in named if labels <= f.kinds.keys()] if labels else []
    if labels and len(fitting) != 1:
        return None
    texts = [" ".join(entry.text for entry in entries), *around]
    links: list[RawAlignment] = []
    for entry in entries:
        framework = entry.framework or fitting[0]
        name = published_name(framework, [entry.named, *texts], words)
        links += [
            RawAlignment(goal, name, kind_of(entry.label, item, framework), _without_word(item, framework), entry.place)
            for item in split_items(entry.text)
        ]
    return tuple(links)


def _without_word(item: str, framework: Framework) -> str:
    """An item without the word before its number, where it is one of a sentence: `mål 4 God utbildning, mål 10 …`."""
    match = re.match(r"^([^\W\d]+)\s+(?=\d)", item)
    return item[match.end() :] if match and match[1] in framework.numbered else item


def kind_of(label: str, item: str, framework: Framework) -> str | None:
    """The kind of what a label lists: by the label, by the item's own word, else of what the name alone lists."""
    named = framework.kinds.get(label) or framework.numbered.get(label)
    return named or kind_of_item(item, framework) or framework.bare_kind


def is_about_framework(lines: Sequence[Line], words: SlideWords) -> bool:
    """Whether a text is a list of an outside framework's goals: two or more of its labels begin lines in it."""
    return len({(entry.label, entry.framework and entry.framework.name) for entry in _entries(lines, words)}) >= 2


def _entries(lines: Sequence[Line], words: SlideWords) -> list[_Entry]:
    """Each labelled entry of a list; lines without a label go on with the one before."""
    found: list[tuple[str, Framework | None, str, list[str], list[Line]]] = []
    for line in sorted(lines, key=lambda line: (line.box.top, line.box.x0)):
        match = _LABEL.match(line.text)
        read = _read_link_label(match[1], words) if match else None
        if match and read is not None:
            found.append((*read, match[1], [match[2]], [line]))
        elif found:
            found[-1][3].append(line.text)
            found[-1][4].append(line)
    return [
        _Entry(label, framework, join_lines(texts), Place(own[0].page, union(line.box for line in own)), printed)
        for label, framework, printed, texts, own in found
    ]


def _read_link_label(text: str, words: SlideWords) -> tuple[str, Framework | None] | None:
    """The folded label of links and the framework that it names: `Principer`, `Agenda 2030`, `RUS Skåne, mål`."""
    labels = {label for framework in words.frameworks for label in framework.kinds}
    if fold(text) in labels:
        return fold(text), None
    name, _, kind = (part.strip() for part in re.sub(r"\s[–—-]\s", ",", text).partition(","))
    framework = framework_with_county(name, words)
    if framework is None or (kind and not (fold(kind) in framework.kinds or fold(kind) in framework.numbered)):
        return None
    return fold(kind), framework


def framework_with_county(text: str, words: SlideWords) -> Framework | None:
    """The framework that a text names and nothing else, perhaps with its county or years: `RUS Gävleborg 2030`."""
    named = next((f for f in words.frameworks if fold(text) in f.words), None)
    if named is not None:
        return named
    bare = re.sub(r"\s+20\d\d(?:[–-]20\d\d)?$", "", text)
    counties = alternatives(list(words.counties))
    bare = re.sub(rf"\s+(?:(?:för|i)\s+)?{counties}s?(?:\s+län)?$", "", bare)
    return next((f for f in words.frameworks if fold(bare) in f.words), None)


def split_items(text: str) -> tuple[str, ...]:
    """The items of a list: what stands in quotes, else parts at semicolons and dots, else at commas and at an `och`
    before capitals: `Industri, innovationer och infrastruktur` is one."""
    quoted = tuple(" ".join(item.split()) for item in _QUOTED.findall(text))
    if quoted:
        return quoted
    if _NUMBERED_ITEMS.match(text):  # `3 God hälsa 5 Jämställdhet`
        parts = (re.sub(r"[\s.,;]+(?:(?:och|samt)$)?$", "", part) for part in _NUMBERED_ITEMS.split(text))
        return tuple(part.strip(" ,;") for part in parts if part.strip(" ,;"))
    if re.match(r"[–-]\s", text):
        return tuple(part for part in re.split(r"(?:^|\s)[–-]\s+", text) if part)
    signs = re.search(r"[;·•|]", text)
    between = r"[;·•|]" if signs else r"(?:,|\s(?:och|samt))\s+(?=[A-ZÅÄÖ\d]|mål\s\d)"
    return tuple(part.strip(" .,") for part in re.split(between, text) if part.strip(" .,"))


def read_listed_links(
    heading: TextBlock, items: Sequence[TextBlock], goal: str, around: Sequence[str], words: SlideWords
) -> tuple[RawAlignment, ...] | None:
    """Links of bullets under a heading that names a framework only; None where it names two, nothing where none."""
    frameworks = framework_of_heading(heading.text, words)
    if frameworks is None:
        return ()
    if len(frameworks) != 1:
        return None
    name = published_name(frameworks[0], around, words)
    return tuple(
        RawAlignment(goal, name, kind_of_item(item.text, frameworks[0]), item.text, item.place) for item in items
    )


def kind_of_item(text: str, framework: Framework) -> str | None:
    """The kind that a numbered item names itself (`Mål 8 Anständiga arbetsvillkor`), or None."""
    match = re.match(r"^([^\W\d]+)\s+\d", text)
    return framework.numbered.get(fold(match[1])) if match else None
