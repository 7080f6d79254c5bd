"""Labels and the values that belong to them, on printed lines that are no rows of a table: side by side over a line of
values, or each before its value on one line. What they belong to is looked for by `stacked`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from extractors.blocks import join_lines
from extractors.families.goals import SHALL
from extractors.families.labelled_lines import how_often
from extractors.families.roles import NUMERIC, PART_OF_YEAR, PREVIOUS, VALUE_ROLES, YEAR, role_of, year_in
from extractors.families.tiles import labels_on
from extractors.families.vocabulary import alternatives, load
from extractors.geometry import overlap, union
from extractors.lines import find_rows, join_words, print_of, segments_of
from pipeline.records import Box, Place, RawCell, Word

SURE, LIKELY = 0.8, 0.6  # scores of labels' roles: of one at least, and of all
ALIGNED = 3.0  # points by which a value may begin beside its label
NEAR = 1.3  # of the font size, from one line of a block to the next
LONGEST_LABEL = 40  # characters
LONGEST_VALUE = 60  # characters
MOST_LINES = 4  # of labels with their values
TELLS = VALUE_ROLES | {"responsible", "source", "frequency", "unit", "status", "trend", "comment"}
OF_ACTION = frozenset({"start", "due", "status", "responsible", "comment"})
BARE = frozenset({"start", "due", "status", "responsible"})  # roles of labels that stand before values without a colon
WORDS_OF = TELLS | OF_ACTION
DASHES = frozenset("-–—")  # behind a label of a value: there is none
LETTER = re.compile(r"[A-ZÅÄÖ]")
BEGINS = re.compile(rf"{LETTER.pattern}|{YEAR.pattern}")  # a label: with a capital, or a year
DATED = re.compile(rf"(?:\d|{PART_OF_YEAR.pattern})", re.IGNORECASE)

SENTENCES = 3  # lines that labelled sentences may go on for

Line = Sequence[Word]


@dataclass(frozen=True, slots=True)
class Part:
    """A label and the words of its value; none where nothing stands under it."""

    label: str
    role: str
    words: tuple[Word, ...]
    inferred: bool = False  # the role follows from the labels beside it
    sentence: bool = False  # the value ends with the full stop of a sentence

    @property
    def text(self) -> str:
        return _text(self.words).removesuffix(".") if self.sentence else _text(self.words)


@dataclass(frozen=True, slots=True)
class Parts:
    """The labels and values of one block; `end` is the number of the first line behind them."""

    parts: tuple[Part, ...]
    end: int
    x0: float  # of the first label
    size: float  # of the first label's print
    box: Box  # around the labels and values
    labels: tuple[str, ...] = ()  # all of them, those over nothing included
    aligned: bool = True  # the values stand in one way under their labels: at the left, the right or the middle

    @property
    def of_action(self) -> bool:
        """Whether they tell of an activity: when it begins, when it is done, how far it has come."""
        roles = {part.role for part in self.parts}
        return roles <= OF_ACTION and len(roles & {"start", "due", "status"}) > 1 and bool(roles & {"start", "due"})

    @property
    def of_measure(self) -> bool:
        """Whether they tell of a measure: a number, or several values in words."""
        roles = [part.role for part in self.parts]
        valued = sum(role in VALUE_ROLES for role in roles)
        return TELLS.issuperset(roles) and len(roles) > 1 and (valued > 1 or any(map(is_number, self.parts)))


def _text(words: Sequence[Word]) -> str:
    """Words of one or more lines as one text."""
    return join_lines(join_words(row) for row in find_rows(words))


def is_number(part: Part) -> bool:
    return part.role in VALUE_ROLES and bool(NUMERIC.match(_lower(part.text)))


def role_of_label(text: str) -> tuple[str | None, float]:
    """What a label announces, years and parts of a year aside; a goal over a value is a target."""
    if len(text) > LONGEST_LABEL or not LETTER.match(text):
        return None, 0.0
    bare = PART_OF_YEAR.sub(" ", YEAR.sub(" ", text)).strip(" –-:")
    if not bare or any(map(str.isdigit, bare)):
        return None, 0.0  # `Mål 2` is no level
    role, score = max(role_of(bare), role_of(text), key=lambda told: told[1])
    return ("target" if role == "goal" else role), score


def cell_of(part: Part, page: int, caption: str | None) -> RawCell:
    """A value with the year of its label, or of the caption over the block."""
    year = year_in(part.label)
    timed = part.role in VALUE_ROLES and year is None and not PREVIOUS.search(part.label)
    told = caption if caption and timed and part.role == "outcome" and PART_OF_YEAR.search(caption) else None
    dated = part.label if part.role in VALUE_ROLES - {"forecast"} and PART_OF_YEAR.search(part.label) else told
    year = year_in(caption) if caption and timed else year
    place = Place(page, union(w.box for w in part.words))
    return RawCell(part.role, part.label, part.text, year, place, as_of_text=dated, inferred=part.inferred)


# ------------------------------------------------------------------ values under their labels


def values_under(rows: Sequence[Line], at: int) -> Parts | None:
    """A line of labels and the line of values right under it, each under its label; null where any is not understood,
    or where more lines of values make it a table."""
    if at + 1 >= len(rows) or not BEGINS.match(rows[at][0].text):
        return None
    groups = labels_on(rows[at])
    if len(groups) < 2 or not _may_be_label(join_words(groups[0])):
        return None
    first = at + 1
    if first + 1 < len(rows) and _goes_on(rows, at):
        more = _placed(rows[first], groups)
        if more is None:
            return None
        groups = [[*group, *words] for group, words in zip(groups, more, strict=True)]
        first += 1
    texts = [_text(group) for group in groups]
    roles = _roles(texts)
    if roles is None or not follows(rows[first - 1], rows[first]):
        return None
    values = _placed(rows[first], groups)
    if values is None or sum(map(bool, values)) * 2 < len(groups):
        return None
    end = first + 1
    if end < len(rows) and follows(rows[first], rows[end]) and print_of(rows[end]) == print_of(rows[first]):
        more = _placed(rows[end], groups) or []
        told = [join_words(words) for words in more if words]
        if len(told) > 1 and not all(map(_goes_on_small, told)):
            return None  # a table
        if told and all(map(_goes_on_small, told)) and all(a or not b for a, b in zip(values, more, strict=True)):
            values = [[*above, *words] for above, words in zip(values, more, strict=True)]
            end += 1
    if any(len(join_words(words)) > LONGEST_VALUE for words in values):
        return None
    columns = zip(texts, roles, values, strict=True)
    parts = tuple(Part(text, role, tuple(words), guess) for text, (role, guess), words in columns if words)
    if any(part.role in ("start", "due") and not DATED.match(part.text) for part in parts):
        return None
    aligned, around, first_word = _aligned(groups, values), _around(rows[at:end]), groups[0][0]
    return Parts(parts, end, first_word.box.x0, first_word.size, around, tuple(texts), aligned)


def _may_be_label(text: str) -> bool:
    """Whether a part of a line may be a label, or the first line of one."""
    return YEAR.fullmatch(text) is not None or role_of_label(text)[1] >= LIKELY


def _goes_on_small(text: str) -> bool:
    """Whether a text goes on with what is above it: `oktober` under `Mäts i`."""
    return text[:1].islower()


def _goes_on(rows: Sequence[Line], at: int) -> bool:
    """Whether labels are set on two lines: the second in the same print, the values under it in another."""
    kind = print_of(rows[at])
    same = kind is not None and print_of(rows[at + 1]) == kind and follows(rows[at], rows[at + 1])
    return same and print_of(rows[at + 2]) != kind and follows(rows[at + 1], rows[at + 2])


def _roles(texts: Sequence[str]) -> list[tuple[str, bool]] | None:
    """The role of each label, and whether it is inferred; null where one is not understood, or none is sure. A bare
    year beside a label of a target is that of an outcome, unless it is as late."""
    told = [role_of_label(text) for text in texts]
    targets = [year_in(t) for t, (role, _) in zip(texts, told, strict=True) if role == "target"]
    latest = max((year for year in targets if year is not None), default=None)
    if not any(score >= SURE for _, score in told):
        return None
    roles: list[tuple[str, bool]] = []
    for text, (role, score) in zip(texts, told, strict=True):
        if role in WORDS_OF and score >= LIKELY:
            roles.append((role or "", False))
        elif YEAR.fullmatch(text) and latest is not None and (year_in(text) or latest) < latest:
            roles.append(("outcome", True))
        else:
            return None
    return roles


def _placed(line: Line, groups: Sequence[Sequence[Word]]) -> list[list[Word]] | None:
    """The parts of a line under their labels; null where one stands under none, or under several."""
    own: list[list[Word]] = [[] for _ in groups]
    boxes = [union(w.box for w in group) for group in groups]
    for part in segments_of(line):
        at = _column(part.x0, part.x1, boxes)
        if at is None:
            return None
        own[at] += part.words
    return own


def _around(rows: Sequence[Line]) -> Box:
    return union(w.box for row in rows for w in row)


def _aligned(groups: Sequence[Sequence[Word]], values: Sequence[Sequence[Word]]) -> bool:
    """Whether all values stand in one way under their labels."""
    pairs = [(union(w.box for w in g), union(w.box for w in v)) for g, v in zip(groups, values, strict=True) if v]
    ways = (
        [v.x0 - g.x0 for g, v in pairs],
        [v.x1 - g.x1 for g, v in pairs],
        [(v.x0 + v.x1 - g.x0 - g.x1) / 2 for g, v in pairs],
    )
    return any(all(abs(offset) <= 2 * ALIGNED for offset in way) for way in ways)


def _column(x0: float, x1: float, labels: Sequence[Box]) -> int | None:
    left = [i for i, box in enumerate(labels) if abs(box.x0 - x0) <= ALIGNED]
    over = [i for i, box in enumerate(labels) if overlap(box.x0, box.x1, x0, x1) > 0]
    if left or len(over) == 1:
        return (left or over)[0]
    ends = [*(box.x0 for box in labels[1:]), float("inf")]
    inside = [i for i, box in enumerate(labels) if box.x0 - ALIGNED <= x0 and x1 <= ends[i]]
    return inside[-1] if inside and not over else None


def follows(above: Line, below: Line) -> bool:
    """Whether a line stands right under another one."""
    gap = min(w.box.top for w in below) - max(w.box.bottom for w in above)
    return -0.5 * below[0].size <= gap <= NEAR * max(above[0].size, below[0].size)


# ------------------------------------------------------------------ values behind their labels


def values_beside(rows: Sequence[Line], at: int) -> Parts | None:
    """Lines of labels, each with its value behind it: `Målvärde: 95 %   Utfall: 88 %`, `Startdatum 2031-01-15   Status
    Avslutad`; null where any is not understood."""
    parts: list[Part] = []
    end = at
    if not LETTER.match(rows[at][0].text) or (
        len(segments_of(rows[at])) < 2 and not any(":" in word.text for word in rows[at])
    ):
        return None
    while end < len(rows) and end - at < MOST_LINES and (end == at or follows(rows[end - 1], rows[end])):
        last = _last_of_sentences(rows, end)
        more = _sentences(rows[end : last + 1]) if last is not None else _parts_on(rows[end])
        if more is None:
            break
        parts += more
        end = (end if last is None else last) + 1
    if len(parts) < 2:
        return None
    return Parts(tuple(parts), end, rows[at][0].box.x0, rows[at][0].size, _around(rows[at:end]))


def _parts_on(line: Line) -> list[Part] | None:
    parts: list[Part] = []
    for segment in segments_of(line):
        found = _labelled(segment.words)
        if found:
            parts += found
        elif parts and not parts[-1].words:
            parts[-1] = replace(parts[-1], words=segment.words)
        else:
            return None
    if len(parts) == 1 and ":" not in join_words(line):
        return None  # a row of a table
    plain = all(part.words and _fits(part) for part in parts)
    return parts if parts and plain and any(role_of_label(part.label)[1] >= SURE for part in parts) else None


def _last_of_sentences(rows: Sequence[Line], at: int) -> int | None:
    """The line on which labelled sentences end that begin on one: `Målvärde: 25 dagar. Mäts varje tertial. Källa:`
    `Castor.`; null where the line is not of that kind."""
    if sum(word.text[-1:] == ":" for word in rows[at]) < 2:  # as nearly all lines, which the pattern tries at length
        return None
    text = join_words(rows[at])
    labels = list(_behind_colon().finditer(text))
    if len(labels) < 2 or labels[0].start() or not text[: labels[1].start()].rstrip().endswith("."):
        return None
    for last in range(at, min(at + SENTENCES, len(rows))):
        if last > at and not _same_print(rows[last - 1], rows[last]):
            return None
        if join_words(rows[last]).endswith("."):
            return last
    return None


def _same_print(above: Line, below: Line) -> bool:
    """Whether a line goes on with the one above it, at its left edge."""
    kind = print_of(above)
    edge = abs(min(w.box.x0 for w in above) - min(w.box.x0 for w in below)) <= 1.0
    return edge and kind is not None and kind == print_of(below) and follows(above, below)


def _sentences(rows: Sequence[Line]) -> list[Part] | None:
    """Labelled sentences as parts; null where one is not understood."""
    found = _labelled([w for row in rows for w in row])
    parts = [replace(part, sentence=True) for one in found for part in _told_apart(one)]
    plain = all(part.words and _fits(part) for part in parts)
    return parts if parts and plain and any(role_of_label(part.label)[1] >= SURE for part in parts) else None


def _told_apart(part: Part) -> list[Part]:
    """A value and the sentence behind it: `80 %. Mäts varje år.` tells how often, another one is a remark."""
    for at in range(1, len(part.words)):
        if not part.words[at - 1].text.endswith("."):
            continue
        if said := how_often(join_words(part.words[at:])):
            behind = part.words[at + len(said[0].split()) :]
            return [replace(part, words=part.words[:at]), Part(said[0], "frequency", behind)]
        if part.role in VALUE_ROLES and LETTER.match(part.words[at].text):
            return [replace(part, words=part.words[:at]), Part("", "comment", part.words[at:])]
    return [part]


def _fits(part: Part) -> bool:
    """Whether a value is what its label announces: a number, a time, a few words."""
    if part.role in VALUE_ROLES:
        level = NUMERIC.match(_lower(part.text)) and not SHALL.search(part.text)
        return bool(level or part.text in DASHES) and len(part.text) <= LONGEST_VALUE
    if part.role in ("start", "due"):
        return bool(DATED.match(part.text))
    return len(part.text) <= LONGEST_VALUE or part.role == "comment"


def _labelled(words: Sequence[Word]) -> list[Part]:
    """Labels with their values within a part of a line; the last value may stand apart from its label."""
    text, ends = "", []
    for word in words:
        text = f"{text} {word.text}" if text else word.text
        ends.append(len(text))
    labels = list(_behind_colon().finditer(text)) if ":" in text else []
    if not labels or labels[0].start():
        role, score = role_of_label(text)
        if role in VALUE_ROLES and score >= SURE:
            return [Part(text, role, ())]
        bare = _bare().match(text)
        if bare is None:
            return []
        labels = [bare]
    found = []
    for label, stop in zip(labels, [*(m.start() for m in labels[1:]), len(text)], strict=True):
        role, score = role_of_label(label["label"])
        own = tuple(w for w, end in zip(words, ends, strict=True) if label.end() < end <= stop + 1)
        if role not in WORDS_OF or score < LIKELY:
            return []
        found.append(Part(label["label"].strip(), role or "", own))
    return found


def _capital(roles: Sequence[str]) -> list[str]:
    return [word[0].upper() + word[1:] for role in roles for word in load("roles")[role]["words"]]


@cache
def _behind_colon() -> re.Pattern[str]:
    """A label with its colon; a year or a part of one may stand in it."""
    words = _capital([*sorted(WORDS_OF), "goal"])
    more = r"(?:(?!(?<=\.)\s+[A-ZÅÄÖ])\s+[^\s:]{1,12}){0,3}"  # a label ends with its sentence
    return re.compile(rf"(?:^|(?<=\s))(?P<label>{alternatives(words)}{more})\s*:(?=\s|$)")


@cache
def _bare() -> re.Pattern[str]:
    return re.compile(rf"^(?P<label>{alternatives(_capital(sorted(BARE)))})(?=\s|$)")


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
