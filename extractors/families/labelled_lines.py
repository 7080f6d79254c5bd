"""Indicators that running text states behind labels: `Mätetal: Meröppna timmar`, `Målvärde 2031: 70`, `Ansvarig: …`.

Each label stands on a line of its own, or all of them in one paragraph. Seen in Word plans of committees.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from extractors.families.goals import SHALL, set_by_label
from extractors.families.roles import NUMERIC, PART_OF_YEAR, VALUE_ROLES, YEAR, role_of, tells_interval, year_in
from extractors.families.sentences import is_body
from extractors.families.state import Walk, new_key
from extractors.families.vocabulary import alternatives, fold, load
from pipeline.records import Paragraph, Place, RawCell, RawIndicator

NAMES = ("indicator", "key_result")
TELLS = VALUE_ROLES | {"responsible", "source", "frequency", "measured_by", "unit", "status", "trend"}
REMARKS = frozenset({"responsible", "source", "frequency", "measured_by"})
SURE = 0.8  # score of a label's role
LONGEST_NAME = 160  # characters
SHORTEST_SUBJECT = 8  # characters of a name; shorter are `Alla` and `Vi`
FEWEST_SENTENCES = 2
BEFORE = re.compile(r"\s*\((?P<label>[^():]*(?:19|20)\d\d):\s*(?P<value>[^()]+)\)\s*\.?\s*$")  # `92 % (2023: 89 %)`
_LIMIT = rf"{alternatives(load('tables')['limits']['words'])}\b"
# `Sjukfrånvaro: 7 %`, `sjukfrånvaron är högst 7 %`, `Sjukfrånvaro, högst 7 %`, `Sjukfrånvaro ≤ 7 %`; behind a dash a
# limit or a share (`Sjukfrånvaro – 7 %`), since `åk 7 – 9` is a range
_DASHED = rf"(?<!\d)\s+[–—-]\s+(?={_LIMIT}|[<>≤≥]|\d+(?:,\d+)?\s?(?:%|procent)\s*\.?$)"
LEVEL = re.compile(
    rf"^(?P<name>.+?)(?::\s+|\s+är\s+(?={_LIMIT})|,\s+(?={_LIMIT})|{_DASHED}|\s+(?=[<>≤≥]))(?P<level>\S[^:]*?)[ .,;]*$",
    re.DOTALL | re.IGNORECASE,
)
SENTENCE = re.compile(r"\.\s+(?=[A-ZÅÄÖ])")
# The signs written as \u escapes are bullets of fonts of symbols. Seen in plans of units set in office programs.
BULLET = re.compile(r"(?:^|\s)[•▪●◦∙·\uf0b7\uf0a7–-]\s+")


def read_labelled_lines(walk: Walk, p: Paragraph) -> bool:
    """Take a paragraph of labels and what stands behind them into an indicator of the open goal; true where it was one.

    The label of an indicator begins one; other labels tell more about the one that the lines right above began.
    """
    parts = _parts(p.text)
    begins = bool(parts) and _is_name(parts[0]) and _goal_above(walk) is not None and not p.bullet
    goes_on = walk.measure and bool(parts)
    if not (begins or goes_on) or not all(_is_name(part) or _tells(*part) for part in parts):
        walk.measure = False
        return False
    for label, value in parts:
        if _is_name((label, value)):
            _begin(walk, p, _names(label)[0] or "", value, set_by_label(label))
            continue
        cell = _cell(_tells(label, value) or "", label, value, p.place)
        walk.indicators[-1] = replace(walk.indicators[-1], cells=(*walk.indicators[-1].cells, cell))
    walk.measure = True
    return True


def _begin(walk: Walk, p: Paragraph, kind: str, name: str, set_by: str | None) -> None:
    walk.indicators.append(
        RawIndicator(
            new_key("i", walk.indicators),
            _goal_above(walk),
            kind,
            name.rstrip(" ."),
            p.place,
            set_by=set_by,
            section=walk.heading,
            parser="labelled-lines",
            confidence=0.8,
        )
    )
    if set_by is None:  # behind `KF-indikator: …` the text about the goal goes on
        walk.describing = None


def _goal_above(walk: Walk) -> str | None:
    """The goal that a line tells of: one just listed, else the one that is open."""
    last = walk.goals[-1] if walk.goals else None
    if last is not None and last.parser == "goal-list" and last.section == walk.heading:
        return last.key
    return walk.open_goals[-1][2] if walk.open_goals else None


def _is_name(part: tuple[str, str]) -> bool:
    """Whether a label and its text name an indicator. What ends as a sentence explains what an indicator is."""
    label, text = part
    role, score = _names(label)
    return role in NAMES and score >= SURE and len(text) <= LONGEST_NAME and not text.rstrip().endswith(".")


def _names(label: str) -> tuple[str | None, float]:
    """The role of a label; one that says whose indicator it is (`KF-indikator`) is as sure as any."""
    return ("indicator", 1.0) if fold(label) in load("goals")["bracket"]["words"] else role_of(label)


def _tells(label: str, value: str) -> str | None:
    """What a label says of the indicator above it; a bare `Mål` names a level only where a year or a number says so."""
    role, score = role_of(label)
    if role == "goal":
        plain = not any(map(str.isdigit, YEAR.sub("", label))) and not SHALL.search(value)  # `Mål 2: …` is another goal
        return "target" if plain and NUMERIC.match(value[:1].lower() + value[1:]) else None
    return role if role in TELLS and score >= SURE else None


def read_remark(text: str) -> tuple[str, str] | None:
    """What a line says of an indicator behind one label, values aside: `Källa: Kolada` as role and text."""
    label, colon, value = text.partition(":")
    role, score = role_of(label) if colon else (None, 0.0)
    return (role, value.strip()) if role in REMARKS and score >= SURE and value.strip() else None


def is_comment(text: str) -> bool:
    """Whether a text is a remark behind its label: `Kommentar: Badet öppnade igen.`"""
    label, colon, value = text.partition(":")
    return bool(colon and value.strip()) and role_of(label) == ("comment", 1.0)


def _parts(text: str) -> list[tuple[str, str]]:
    """A paragraph as labels and their texts; none where it does not begin with a label, or leaves one empty."""
    labels = list(_labels().finditer(text)) if ":" in text else []
    if not labels or labels[0].start():
        return []
    ends = [*(label.start() for label in labels[1:]), len(text)]
    stops = " ;." if len(labels) > 1 else " ;"
    parts = [(m["label"], text[m.end() : end].strip(stops)) for m, end in zip(labels, ends, strict=True)]
    parts = [told for label, value in parts for told in _with_interval(label, value)]
    return parts if all(value for _, value in parts) else []


def _with_interval(label: str, value: str) -> list[tuple[str, str]]:
    """What stands behind a label, and the sentence behind it that tells how often: `80 %. Mäts varje år`."""
    first, stop, rest = value.partition(". ")
    said = how_often(rest) if stop else None
    return [(label, first), said] if said else [(label, value)]


def how_often(sentence: str) -> tuple[str, str] | None:
    """A sentence that tells how often something is measured, as its verb and the interval: `Mäts varje tertial.`"""
    match = _says_how_often().fullmatch(sentence)
    return (match["how"], match["interval"]) if match and tells_interval(match["interval"]) else None


@cache
def _says_how_often() -> re.Pattern[str]:
    words = [word[0].upper() + word[1:] for word in load("roles")["frequency"]["words"]]
    return re.compile(rf"(?P<how>{alternatives(words)})\s+(?P<interval>[^.:]+)\.?")


def indicators_in(text: str, place: Place) -> tuple[tuple[str, str, tuple[RawCell, ...]], ...]:
    """The indicators that the sentences of a cell state behind labels, as kind, name and cells: `Indikator: Lediga
    salar. Målvärde 2031: 4. Mäts varje år.` None where a label is not understood.

    How often is told once, at the end, for all of them.
    """
    parts = [told for label, value in _parts(text) for told in _with_follow_up(label, value)]
    if not parts or not _is_name(parts[0]) or not all(_is_name(part) or _tells(*part) for part in parts):
        return ()
    found: list[tuple[str, str, tuple[RawCell, ...]]] = []
    for label, value in parts:
        if _is_name((label, value)):
            found.append((role_of(label)[0] or "", value, ()))
            continue
        kind, name, cells = found[-1]
        found[-1] = (kind, name, (*cells, _cell(_tells(label, value) or "", label, value, place)))
    often = [tuple(c for c in cells if c.role == "frequency") for _, _, cells in found]
    if often[-1] and not any(often[:-1]):
        found = [*((kind, name, (*cells, *often[-1])) for kind, name, cells in found[:-1]), found[-1]]
    return tuple(found)


def _with_follow_up(label: str, value: str) -> list[tuple[str, str]]:
    """What stands behind a label, and the sentence behind it that tells when and where it is followed up: `80 %. Följs
    upp varje år i bokslutet`."""
    first, *more = SENTENCE.split(value, maxsplit=1)
    told = _follows_up().fullmatch(more[0]) if more else None
    return [(label, first), (told["how"], told["said"])] if told else [(label, value)]


@cache
def _follows_up() -> re.Pattern[str]:
    words = [word[0].upper() + word[1:] for word in load("roles")["frequency"]["words"]]
    return re.compile(rf"(?P<how>{alternatives(words)})\s+(?P<said>[^.:]+)\.?")


@cache
def _labels() -> re.Pattern[str]:
    """A label with its colon, at the beginning or behind a space; a year or a part of one may stand in it."""
    roles = load("roles")
    words = [word for role in (*NAMES, *sorted(TELLS), "goal") for word in roles[role]["words"]]
    of_bodies = load("goals")["bracket"]["words"]  # `KF-indikator`
    capital = [word[0].upper() + word[1:] for word in (*words, *of_bodies)]
    capital += [word[:2].upper() + word[2:] for word in of_bodies]
    more = r"(?:(?!(?<=\.)\s+[A-ZÅÄÖ])\s+[^\s:]{1,12}){0,3}"  # a label ends with its sentence
    return re.compile(rf"(?:^|(?<=\s))(?P<label>{alternatives(capital)}{more})\s*:\s+")


def split_level(text: str, place: Place) -> tuple[str, tuple[RawCell, ...]]:
    """A line in a list of indicators as its name and the levels behind: `Nöjda, utfall 2030: 68 %, mål 2031: 70 %`,
    `sjukfrånvaron är högst 7 %`, `Sjukfrånvaro: högst 7 % (2030: 8 %)`.

    Where no word calls a level a target but its place in the list of a plan, it is to be reviewed.
    """
    found = (m for m in _inner_labels().finditer(text) if m["colon"] or fold(m["label"]) != "nivå")  # `(nivå 3)`
    labelled = [(m, role) for m in found if (role := _tells(m["label"], m["value"]))]
    starts = [*(m.start() for m, _ in labelled[1:]), len(text)]
    if any(text[m.end() : start].strip(" .,;:()–-") for (m, _), start in zip(labelled, starts, strict=False)):
        return text, ()  # something stands behind a level that is not understood: the line stays whole
    if labelled:
        before = text[: labelled[0][0].start()]
        name, first = split_level(before.removesuffix(".").rstrip(" ,;–-("), place)
        told = (_cell(role, m["label"], m["value"].strip(" ."), place) for m, role in labelled)
        return name, (*first, *told)
    earlier = BEFORE.search(text)
    match = LEVEL.match(text[: earlier.start()] if earlier else text)
    if match is None or not NUMERIC.match(match["level"]):
        return text, ()
    name, level = match["name"], match["level"]
    cells = [RawCell("target", "", level, None, place, inferred=True)]
    if earlier:
        label, value = earlier["label"], earlier["value"]
        cells.append(RawCell("outcome", label, value, year_in(label), place, inferred=True))
    return name, tuple(cells)


def year_of_targets(text: str) -> int | None:
    """The year that a sentence gives all levels below it: `Samtliga målvärden avser år 2031.`"""
    match = _dates_targets().search(text) if re.search(r"(?:19|20)\d\d", text) else None
    return int(match["year"]) if match else None


@cache
def _dates_targets() -> re.Pattern[str]:
    words = load("tables")["targets_dated"]
    every, what, are = (alternatives(words[key]) for key in ("all", "what", "are"))
    return re.compile(
        rf"(?:^|[.!?]\s+){every}\s+{what}\s+{are}\s+(?:(?:till\s+)?år\s+|senast\s+)?(?P<year>(?:19|20)\d\d)\s*(?:\.|$)",
        re.IGNORECASE,
    )


def split_method(text: str, place: Place) -> tuple[str, tuple[RawCell, ...]]:
    """A line in a list of indicators as what stands before the sentence on how it is measured, and that: `Nöjda gäster
    Mäts genom enkäten i maj.` The sentence may be all of it."""
    match = _method().search(text) if any(word in text for word in method_begins()) else None
    if match is None:
        return text, ()
    cell = RawCell("measured_by", match["how"], match["said"].rstrip(), None, place)
    return text[: match.start()].rstrip(), (cell,)


@cache
def method_begins() -> tuple[str, ...]:
    """First words of the sentences on how something is measured: `Mäts`."""
    return tuple(sorted({word.split()[0].capitalize() for word in load("roles")["measured_by"]["verbs"]}))


@cache
def _method() -> re.Pattern[str]:
    words = [word[0].upper() + word[1:] for word in load("roles")["measured_by"]["verbs"]]
    return re.compile(
        rf"(?:^|(?<=[\w)%.])\s+)(?P<how>{alternatives(words)}):?\s+(?P<said>[^.:]+(?:\.(?=\w)[^.:]+)*)\.?$"
    )


def sentences_of_levels(text: str) -> list[str]:
    """The sentences of a paragraph that is a list of measures without bullets, each with the level that something else
    than a body or a person is to have: `Sjukfrånvaron ska vara högst 5 %. Nöjdheten ska uppgå till 80 %.` A lone one is
    none."""
    found = SENTENCE.split(text)
    ends = [SHALL.search(sentence) for sentence in found]
    if len(found) < FEWEST_SENTENCES or not all(
        end is not None
        and SHORTEST_SUBJECT <= end.start() <= LONGEST_NAME
        and not is_body(sentence[: end.start()].strip())
        and re.search(r"\d", YEAR.sub("", sentence[end.end() :]))
        for sentence, end in zip(found, ends, strict=True)
    ):
        return []
    return found


@cache
def _inner_labels() -> re.Pattern[str]:
    """A label of a level inside a line, and what stands behind it: `, utfall 2030: 45`, `(mål 2031: 60)`, `(mål 6)`; or
    as a sentence or a printed line of its own: `. Utfall 2030: 45 %. Mål 2031: 60 %.`, `Nöjda gäster Mål 2031: 60 %`"""
    words = [word for role in (*sorted(VALUE_ROLES), "goal") for word in load("roles")[role]["words"]]
    dated = r"(?-i:[A-ZÅÄÖ])[^:.,;]{1,40}(?:19|20)\d\d:\s"  # how such a line begins; without a year a figure follows
    line = rf"(?<=[\w)%])\s+(?=(?:{dated}|(?-i:[A-ZÅÄÖ])[^:.,;]{{2,40}}:\s[^:;]*?\d))"
    sentence = r"(?<=[\w)%]\.)\s+(?=[^:.,;]{3,40}:\s)"
    label = rf"(?P<label>{alternatives(words)}(?:\s+[^\s:,]{{1,12}}){{0,2}})"
    leads = rf"(?:\s*(?P<colon>:)\s+|\s+(?={_LIMIT}|[<>≤≥]?\s?\d))"
    bracket = rf"\((?=[<>≤≥]?\s?\d|{_LIMIT})[^():]*\)"
    value = rf"(?P<value>(?:{bracket}|(?!\s{dated})[^,;).]|,(?=\d)|\.(?!\s+(?-i:[A-ZÅÄÖ])))+)"
    return re.compile(rf"(?:(?<=[,;(–-])\s*|{sentence}|{line}){label}{leads}{value}", re.IGNORECASE)


def _cell(role: str, label: str, value: str, place: Place) -> RawCell:
    dated = label if role != "forecast" and PART_OF_YEAR.search(label) else None
    return RawCell(role, label, value, year_in(label), place, as_of_text=dated)


def bulleted(text: str) -> list[str]:
    """The items of a cell that is a list with a bullet before each; none where it is no such list of at least two."""
    before, *items = BULLET.split(text)
    return [item.strip() for item in items] if not before.strip() and len(items) > 1 and all(items) else []
