"""What each column of a table holds: header words scored against the role vocabulary, checked against the cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeVar

from extractors.captions import rows_of
from extractors.families.goals import read_goal_label
from extractors.families.marks import is_sign_alone
from extractors.families.slide_words import read_slide_words
from extractors.families.tabled_links import framework_of_column
from extractors.families.vocabulary import alternatives, fold, load, tight
from pipeline.light import light
from pipeline.records import Cell, RawCell, Table

YEAR = re.compile(r"(?<![\d.,-])(?:(19|20)\d\d)(?!\d|[.,]\d)")
# What says that a column is about less than a year, also where it does not say which days: `Utfall ack 2024`.
YEAR_RANGE = re.compile(  # `Mål 2025–2027`, `Mål 2025/2026/2027`
    r"(?<!\d)(?:19|20)\d\d\s?[-–/]\s?(?:(?:19|20)\d\d(?:\s?/\s?(?:19|20)\d\d)*|\d\d)(?![\d-])"
)
ENDING = "e|et|en|er|ar|or|n|s|t|a|na|erna|arna|orna|et|ets|ens|"  # of a Swedish noun or adjective
LABEL_COLUMNS = 4  # of a table, in which a row of two texts may be a label with a word about it
LONGEST_YEAR = 12  # characters of a header that names a year and hardly more: `År 2031*`
LONG_WORD = 6  # letters; shorter words end too many others: `Gränsvärde`, `Tidsram`
_TIMES = load("times")
_MONTHS = alternatives(_TIMES["months"]["words"])
_LETTERS = "".join(_TIMES["numbered"]["letters"])
PART_OF_YEAR = re.compile(  # a short word may begin another one: `Kvinnor` is no quarter (kv)
    rf"\b{_MONTHS}\b|\b[{_LETTERS}][1-4]\b|\b{alternatives(_TIMES['numbered']['words'])}\w*(?:\s?\d\b)?|"
    rf"\b{alternatives(_TIMES['numbered']['short'])}\.?(?:\s?\d)?\b|"
    rf"\b\d{{1,2}}\s?{alternatives(_TIMES['numbered']['counted'])}\b|"
    rf"\b\d{{4}}-\d\d(?:-\d\d)?\b|\b20\d\d(?:0[1-9]|1[0-2])\b|\b\d{{1,2}}/\d{{1,2}}\b|"
    rf"\b{alternatives(_TIMES['accumulated']['words'])}\b",
    re.IGNORECASE,
)
# Captions say much besides: only months, days and numbered parts count there.
CAPTION_PART = re.compile(
    rf"\b{_MONTHS}\b|\b[{_LETTERS}][1-4]\b|\b{alternatives(_TIMES['numbered']['sure_in_caption'])}\s?\d\b|"
    r"\b\d{4}-\d\d-\d\d\b",
    re.IGNORECASE,
)
WHOLE_YEAR = re.compile(rf"\b{alternatives(_TIMES['whole_year']['begins'])}", re.IGNORECASE)
PREVIOUS = re.compile(rf"\b{alternatives(_TIMES['previous']['words'])}", re.IGNORECASE)  # no caption's year is theirs
SET_BY_MARKS = frozenset(load("tables")["set_by"]["marks"])
BOARD_MARK = re.compile(r"[A-ZÅÄÖ]{1,4}N")  # of a board, nämnd: `DSN`
GOAL_REFERENCE = re.compile(r"\d{1,2}(?:\.\d{1,2})+")  # `1.2`
GOAL_NAMED = re.compile(r"(?:\w*mål\s*)?\d{1,2}(?:\.\d{1,2})*\.?", re.IGNORECASE)  # `Mål 3`, `1.2`
WHOLE_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})*")  # `1`, `1.2`
SPOKEN = frozenset({"status", "comment", "frequency", "source", "measured_by"})  # roles of cells that hold words
VALUE_ROLES = frozenset({"baseline", "outcome", "target", "forecast"})
AMOUNT_ROLES = frozenset({"outcome", "budget", "plan", "forecast"})
ANSWERING = frozenset({"responsible", "source", "line"})  # roles of columns in which marks of boards are no setters
CARRYING_OUT = frozenset(load("tables")["carrying_out"]["words"])
ASKED = frozenset(load("tables")["asked"]["words"])
GIVEN = frozenset(load("tables")["given"]["words"])
BEFORE = frozenset(load("tables")["before"]["words"])
_COUNTED = load("tables")["counted"]
COUNTED = re.compile(rf"{alternatives(_COUNTED['lead'])}\s+{alternatives(_COUNTED['words'])}")
NUMERIC = re.compile(  # not the number of a goal or a heading: `1. Fler …`, `1.2 Fler …`
    rf"^(?!\d{{1,2}}(?:\.\d{{1,2}})*\.?\s+[A-ZÅÄÖ][a-zåäö])[<>≥≤=~±+−–-]?\s*{alternatives(load('tables')['limits']['words'])}?\s*[+−–-]?\d"
)
AMOUNT = re.compile(r"^[+−–-]?\s?\(?\d[\d\s.,]*\)?\s?%?\*?$")


@light(frozen=True, slots=True)
class Column:
    """A column of a table: its header, what it means, and the year that the header names."""

    col: int
    header: str
    role: str | None
    year: int | None
    as_of_text: str | None
    score: float
    numeric: float  # share of the filled body cells that hold a number
    inferred: bool = False  # the role follows from the other columns
    component: str | None = None  # which of several amounts of one kind and year it holds: `Intäkter`
    year_inferred: bool = False  # the year follows from the other columns


Dated = TypeVar("Dated", Column, RawCell)


@dataclass(frozen=True, slots=True)
class RoleWord:
    """A word of the vocabulary."""

    role: str
    text: str
    bare: str  # without white space and hyphens


@dataclass(frozen=True, slots=True)
class _Forms:
    """The forms in which a header may hold a word."""

    begins: re.Pattern[str]
    ends: re.Pattern[str]  # a long word may end a compound: `årsbudget`
    within: re.Pattern[str]
    whole: re.Pattern[str]


@cache
def _roles() -> tuple[RoleWord, ...]:
    return tuple(
        RoleWord(role, fold(word), tight(word))
        for role, entry in load("roles").items()
        if role != "component"
        for word in entry["words"]
    )


@cache
def _forms(word: RoleWord) -> _Forms:
    escaped = re.escape(word.text)
    border = "" if len(word.bare) >= LONG_WORD else r"(?<!\w)"
    return _Forms(
        re.compile(rf"^{escaped}(?:{ENDING})(?!\w)"),
        re.compile(rf"{border}{escaped}$"),
        re.compile(rf"(?<!\w){escaped}(?:{ENDING})(?!\w)"),
        re.compile(rf"(?<!\w){escaped}(?!\w)"),
    )


@cache
def role_of(header: str) -> tuple[str | None, float]:
    """The role that a header's words name, and how well they fit, 0..1.

    A word counts as a whole, with an ending at most: `Värdegrund` names no value. What belongs to others (`Utfall
    riket`) is a comparison, whatever else the header says.
    """
    opened = fold(YEAR.sub(" ", re.sub(r"\(([^)]*)\)", r" \1 ", header)))
    closed = fold(YEAR.sub(" ", re.sub(r"\([^)]*\)", " ", header)))
    bare, without = tight(opened), tight(closed)
    if COUNTED.fullmatch(closed.strip()):
        return None, 0.0  # `Antal mål` is no goal
    if framework_of_column(header, read_slide_words())[0] is not None:
        return None, 0.0  # `Målområde i RUS`: goals of others
    best: tuple[str | None, float, int] = (None, 0.0, 0)
    for word in _roles():
        size = len(word.bare)
        if word.bare in (bare, without):
            score = 1.0
        elif word.text not in opened and word.text not in closed:
            continue
        elif word.role == "comparison":
            if _forms(word).whole.search(opened):
                return word.role, 0.9
            continue
        elif size >= 3 and (_forms(word).begins.search(opened) or _forms(word).ends.search(closed)):
            score = 0.5 + 0.4 * size / max(len(bare), 1)
        elif size >= LONG_WORD and _forms(word).within.search(opened):
            score = 0.4 + 0.3 * size / max(len(bare), 1)
        else:
            continue
        if (score, size) > (best[1], best[2]):
            best = (word.role, score, size)
    return best[0], best[1]


def year_in(text: str) -> int | None:
    """The one year that a header or caption names; null where there is none or several different ones."""
    if ("20" not in text and "19" not in text) or YEAR_RANGE.search(text):
        return None
    years = {int(m.group(0)) for m in YEAR.finditer(text) if 1990 <= int(m.group(0)) <= 2060}
    return years.pop() if len(years) == 1 else None


def date_forecast(parts: Sequence[Dated]) -> tuple[Dated, ...]:
    """Columns of a table, or values of one row: the one forecast whose header names no year is of the last year of
    which the others have a part, if none is of a later one and no other is without a year: `Utfall aug 2031 | Prognos
    helår`."""
    years = [p.year for p in parts if p.as_of_text and p.year is not None]
    undated = [p for p in parts if p.role in VALUE_ROLES | AMOUNT_ROLES and p.year is None]
    later = any(p.year is not None and years and p.year > max(years) for p in parts)
    if not years or later or [p.role for p in undated] != ["forecast"] or re.search(r"\d", undated[0].header):
        return tuple(parts)
    return tuple(replace(p, year=max(years), year_inferred=True) if p is undated[0] else p for p in parts)


def read_columns(table: Table, caption_year: int | None) -> tuple[tuple[Column, ...], int]:
    """The columns of a table and the number of its header rows."""
    rows = rows_of(table)
    header_rows = max(table.header_rows, _header_by_words(rows, table.header_rows))
    header_rows += _names_years(rows, header_rows)
    columns = []
    for col in range(table.n_cols):
        header = _header_text(rows[:header_rows], col)
        body = [cell.text for row in rows[header_rows:] for cell in row if cell.col == col and cell.text]
        component, kind = split_component(header)
        role, score = role_of(kind) if kind else (None, 0.0)
        numeric = sum(bool(NUMERIC.match(text)) for text in body) / len(body) if body else 0.0
        year = year_in(header) or year_in(YEAR_RANGE.sub(" ", header))  # `Målvärden 2025–2027` over `2026`
        if role is None and numeric >= 0.5 and (year is not None or (component and not kind)):
            role, score = "amount", 0.5  # a column that prints only a year
        dated = role is not None and role != "forecast" and PART_OF_YEAR.search(header)  # forecasts are of the year
        if role in VALUE_ROLES | {"budget", "plan", "amount"} and year is None and not YEAR_RANGE.search(header):
            year = caption_year if not PREVIOUS.search(header) else None
        columns.append(Column(col, header, role, year, header if dated else None, score, numeric, component=component))
    columns = _empty_years(columns, rows[header_rows:])
    return _numbered_goals(_settle(columns, rows[header_rows:])), header_rows


def _empty_years(columns: Sequence[Column], body: Sequence[Sequence[Cell]]) -> list[Column]:
    """A column under a bare year, in which no row has a value, as those of other years beside it: a survey
    that was not held that year leaves only dashes."""
    dated = [c for c in columns if c.role == "amount" and YEAR.fullmatch(c.header.strip())]
    if not dated:
        return list(columns)
    said = {cell.col for row in body for cell in row if any(map(str.isalnum, cell.text))}
    return [
        replace(c, role="amount", score=0.5)
        if c.role is None and c.col not in said and c.col > 0 and YEAR.fullmatch(c.header.strip())
        else c
        for c in columns
    ]


def _numbered_goals(columns: Sequence[Column]) -> tuple[Column, ...]:
    """`Inriktningsmål | Fullmäktiges formulering` over numbers and wordings: the second column holds the goals."""
    if len(columns) == 2:
        first, second = columns
        if first.role == "goal" and first.numeric == 1.0 and second.role is None and second.numeric == 0.0:
            return replace(first, role="number"), replace(second, role="goal", header=first.header)
    return tuple(columns)


@cache
def _components() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives(load('roles')['component']['words'])}(?!\w)", re.IGNORECASE)


def split_component(header: str) -> tuple[str | None, str]:
    """A header as (the kind of money that it names, what else it says): `Intäkter`, `Budget 2031`."""
    match = _components().search(header)
    if match is None:
        return None, header
    rest = f"{header[: match.start()]} {header[match.end() :]}".strip()
    known = (
        not rest
        or role_of(rest)[0] in AMOUNT_ROLES | {"deviation"}
        or (year_in(rest) and not YEAR.sub("", rest).strip())
    )
    return (match.group(0), rest) if known else (None, header)


def names_roles(table: Table) -> bool:
    """Whether the header of a table names what at least two of its columns hold, or a name and years."""
    columns, header_rows = read_columns(table, None)
    if not header_rows:
        return False
    surely = [c for c in columns if c.role and c.score >= 0.6]
    dated = [c for c in columns if c.year is not None and c.numeric >= 0.5]
    return len({c.role for c in surely}) >= 2 or len(dated) >= 2


def _header_by_words(rows: Sequence[Sequence[Cell]], apart: int) -> int:
    """How many first rows are a header by their words: one that names the roles of at least two columns, a title over
    all columns above it, and under it one that only names years.

    Of the rows that print sets `apart` as the header, only titles may hide it.
    """
    titles = next((i for i, row in enumerate(rows) if not _heads_all(row)), len(rows))
    if len(rows) - titles < 2 or apart > titles:
        return 0
    named = [role_of(c.text)[1] >= 0.8 or year_in(c.text) is not None for c in rows[titles] if c.text]
    if sum(named) < 2 or sum(named) < 0.5 * len(named):
        return 0
    return titles + 1


def _names_years(rows: Sequence[Sequence[Cell]], header_rows: int) -> bool:
    """Whether the row under a header is its lower level: it only names years, and the header has cells over several."""
    if not 0 < header_rows < len(rows):
        return False
    upper, lower = rows[header_rows - 1], [c for c in rows[header_rows] if c.text]
    spans = any(c.col_span > 1 or c.row_span > 1 for c in upper)
    years = all(year_in(c.text) is not None and len(c.text) <= LONGEST_YEAR for c in lower)
    return spans and years and len(lower) >= 2 and min(c.col for c in lower) > 0


def is_across(row: Sequence[Cell]) -> bool:
    """Whether one cell reaches over a whole row of several columns."""
    return len(row) == 1 and row[0].col_span > 1 and bool(row[0].text)


def stands_over(row: Sequence[Cell]) -> bool:
    """Whether a row over a header names no columns: one text across, or a goal and a word about it."""
    filled = [cell for cell in row if cell.text]
    few = 0 < len(filled) <= 2 and filled[0].col == 0 and row[-1].col + row[-1].col_span >= LABEL_COLUMNS
    label = read_goal_label(filled[0].text) if few else None
    return is_across(row) or (label is not None and label.strong and bool(label.title))


def _heads_all(row: Sequence[Cell]) -> bool:
    """Whether a row over a header names no columns, also where its one text reaches over the first of them only."""
    filled = [cell for cell in row if cell.text]
    return stands_over(row) or (len(filled) == 1 and filled[0].col == 0 and filled[0].col_span > 1)


def _header_text(rows: Sequence[Sequence[Cell]], col: int) -> str:
    """The header of a column: the cells over it, from the top; a cell over several columns belongs to each.

    A row with one cell over the whole table is a title or a goal, and names no column.
    """
    parts: list[str] = []
    for row in rows:
        if len(rows) > 1 and _heads_all(row):
            continue
        for cell in row:
            if cell.col <= col < cell.col + cell.col_span and cell.text and cell.text not in parts:
                parts.append(cell.text)
    return " ".join(parts)


def _is_wished(header: str) -> bool:
    """Whether a header names levels that are wished for: `Önskat läge 2034`."""
    return fold(YEAR.sub(" ", header)).startswith(tuple(load("tables")["wished"]["words"]))


def _settle(columns: Sequence[Column], body: Sequence[Sequence[Cell]]) -> list[Column]:
    """Roles that only the cells can tell: the KF/KS margin, row numbers, goal numbers, names without a header."""
    out: list[Column] = []
    measured = any(c.role in ("indicator", "key_result") for c in columns)
    assigned = any(c.role == "assignment" for c in columns) and not any(c.role == "action" for c in columns)
    for column in columns:
        texts = [c.text for row in body for c in row if c.col == column.col and c.text]
        role = column.role
        acted = any(c.role == "action" and c.col < column.col for c in columns)
        if role == "key_result" and acted and fold(column.header) in GIVEN:
            role = "expected_effect"
        elif role == "key_result" and column.numeric >= 0.5 and _is_wished(column.header):
            role = "target"  # `Mått | Nuläge 2030 | Önskat läge 2034`: the measure has its name in another column
        elif role == "success_factor":
            role = "goal" if measured else "key_result"
        elif _carries_out(column, columns) and assigned:
            role = "action"
        elif role is None and column.numeric >= 0.5 and _is_of_time_before(column, columns):
            role = "outcome"
        elif role == "measured_by" and texts and all(map(tells_interval, texts)):
            role = "frequency"
        elif role == "frequency" and _tells_when(texts) and not measured and _may_be_due(columns):
            role = "due"  # `Återrapportering` of assignments: `KS senast maj 2031`
        elif role == "frequency" and texts and all(map(tells_interval, texts)):
            pass  # `1 gång per år` begins with a number and is none
        elif role in SPOKEN and column.numeric >= 0.5:
            role = None  # numbers under `Uppnått 2031` or `Övrigt` are no words about the row, and are told
        if texts and role not in ANSWERING and _mark_setters(texts):
            role = "set_by"
        elif role is None and texts and column.col and not column.header and all(map(is_sign_alone, texts)):
            role = "status"  # ☺ or ● beside each row; only a legend tells what it says
        elif role is None and texts and _refers_to_goals(column.header, texts):
            role = "goal"
        elif texts and all(re.fullmatch(r"\d{1,3}\.?", t) for t in texts):
            if role is None and column.year is None and (column.col == 0 or not column.header):
                role = "number"
            elif role == "target" and column.year is None and column.col == 0:
                role = "goal"  # a first column `Mål` of small numbers names the goal
            elif role == "goal" and column.col > 0:
                role = "target"
        elif role in ("goal", "target") and column.year is None and texts and all(map(GOAL_REFERENCE.fullmatch, texts)):
            role = "goal"  # decimals have a comma
        elif role == "target" and column.year is None and column.numeric < 0.3 and column.col <= 1:
            role = "indicator" if fold(column.header) in ASKED and not measured else "goal"
        elif role == "goal" and column.col > 0 and (column.numeric >= 0.5 or column.year is not None):
            role = "target"
        elif role in VALUE_ROLES | AMOUNT_ROLES | {"deviation"} and column.col == 0 and column.numeric < 0.2:
            role = "line"  # the top left cell of a budget table is its title: `Driftbudget, tkr`
        out.append(column if role == column.role else replace(column, role=role))
    return out


def _carries_out(column: Column, columns: Sequence[Column]) -> bool:
    """Whether a column tells how the assignments in another one are carried out; its header may name them too: `Så
    genomför vi uppdraget`."""
    named = column.numeric < 0.3 and fold(column.header) in CARRYING_OUT
    return named and any(c.role == "assignment" and c is not column for c in columns)


def _is_of_time_before(column: Column, columns: Sequence[Column]) -> bool:
    """Whether a column holds the values before those of the outcomes left of it: `Senaste utfall | Föregående`."""
    named = fold(column.header).rstrip(".") in BEFORE
    return named and any(c.role == "outcome" and c.col == column.col - 1 for c in columns)


def _may_be_due(columns: Sequence[Column]) -> bool:
    """Whether the rows of a table are assignments without another column of deadlines. What is done of one's own accord
    is followed up at other times than it is due."""
    roles = {c.role for c in columns}
    return "assignment" in roles and "due" not in roles


def _tells_when(texts: Sequence[str]) -> bool:
    """Whether cells name days, months or parts of a year, and none how often, but that it goes on all the time."""
    ongoing = load("tables")["intervals"]["ongoing"]
    texts = [text for text in texts if fold(text) not in ongoing]
    dated = sum(YEAR.search(text) is not None and PART_OF_YEAR.search(text) is not None for text in texts)
    return 2 * dated >= len(texts) > 0 and not any(map(tells_interval, texts))


def tells_interval(text: str) -> bool:
    """Whether a cell says how often something is measured: `Årsvis`, `Två gånger per år`."""
    known, words = load("tables")["intervals"], fold(text).split()
    begins, ends = tuple(known["begins"]), tuple(known["ends"])
    return 0 < len(words) <= known["longest"] and any(w.startswith(begins) or w.endswith(ends) for w in words)


def _mark_setters(texts: Sequence[str]) -> bool:
    """Whether all texts of a column are marks of who sets things; the marks of boards differ between municipalities and
    are known by the council's or the executive board's among them: `KF`, `KS`, `DSN`."""
    known = {t for t in texts if t.casefold().strip(". ") in SET_BY_MARKS}
    return bool(known) and all(t in known or BOARD_MARK.fullmatch(t) for t in texts)


def _refers_to_goals(header: str, texts: Sequence[str]) -> bool:
    """Whether a column names goals by their numbers: `Bolagsmål` over `1`, `Bidrar till` over `Mål 3`."""
    folded = fold(header)
    served = any(folded == w or folded.startswith(w + " ") for w in load("goals")["serves"]["words"])
    pattern = GOAL_NAMED if served else WHOLE_NUMBER
    return (served or _names_goals(header)) and all(map(pattern.fullmatch, texts))


def _names_goals(header: str) -> bool:
    """Whether a header is a compound that ends in the word for a goal: `Bolagsmål`."""
    goals = next(term["words"] for term in load("goals")["term"] if term["type"] == "goal")
    return " " not in fold(header) and fold(header).endswith(tuple(goals))


def is_amount(text: str) -> bool:
    """Whether a cell holds nothing but a number, as in a budget."""
    return bool(AMOUNT.match(text))
