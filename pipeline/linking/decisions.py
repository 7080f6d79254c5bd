"""What people decided about links: `corrections/links.csv`, read at every run; it wins over the machine.

One line is one decision: two rows are the `same` or `different`, a cluster's `name`, a row's `kolada` id. A row is
named by its wording and its place (municipality, document, page), never by a number of this run, so a decision
survives when the file is read again. A decision that no longer finds its rows is reported, and kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rapidfuzz import fuzz

from normalizers.measures import fold_name
from pipeline.errors import Unusable
from pipeline.linking.lists import read_csv
from pipeline.linking.rows import Measure
from pipeline.records import Problem

LINKS_FILE = "links.csv"  # in the folder of corrections
DECISIONS = ("same", "different", "name", "kolada")
KINDS = ("indicator", "goal")
COLUMNS = (
    "decision", "kind", "value",
    "name_a", "municipality_a", "document_a", "page_a",
    "name_b", "municipality_b", "document_b", "page_b",
    "reason",
)  # fmt: skip
NO_KOLADA = "none"
NEAR_WORDING = 90.0  # per cent: a wording read a little differently than before, in a named document


@dataclass(frozen=True, slots=True)
class Side:
    """One row that a decision speaks of. What is None may be anything."""

    name: str
    municipality: str | None = None
    document: str | None = None  # path below the folder of plans, file name, or document id
    page: int | None = None

    def __str__(self) -> str:
        where = [self.municipality, self.document, f"page {self.page}" if self.page else None]
        place = ", ".join(part for part in where if part)
        return f"'{self.name}' ({place})" if place else f"'{self.name}'"


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of the file. `value`: the canonical name or the Kolada id."""

    line: int
    decision: str
    kind: str
    sides: tuple[Side, ...]  # two for `same` and `different`, one for the others
    value: str | None = None
    reason: str | None = None

    def __str__(self) -> str:
        return f"links.csv line {self.line}" + (f" ({self.reason})" if self.reason else "")


@dataclass(frozen=True, slots=True)
class Decided:
    """The decisions of one kind, tied to rows. A side has the number of its place in the list of all sides."""

    sides: Mapping[int, frozenset[int]] = field(default_factory=dict)  # row -> sides that name it
    together: frozenset[tuple[int, int]] = frozenset()
    apart: frozenset[tuple[int, int]] = frozenset()  # both ways round
    names: Mapping[int, str] = field(default_factory=dict)  # side -> canonical name
    kolada: Mapping[int, str | None] = field(default_factory=dict)  # side -> id, None for none
    says: Mapping[int, Decision] = field(default_factory=dict)  # side -> its decision
    unmatched: tuple[tuple[Decision, str], ...] = ()  # decisions that do not apply, and why

    def kolada_of(self, sides: frozenset[int]) -> Decision | None:
        """The decision about the Kolada id of rows with these sides."""
        return next((self.says[side] for side in sorted(sides) if side in self.kolada), None)

    def name_of(self, sides: Iterable[int]) -> str | None:
        """The canonical name decided for a cluster with these sides; the last line wins."""
        return next((self.names[side] for side in sorted(sides, reverse=True) if side in self.names), None)

    def is_about(self, sides: frozenset[int], others: frozenset[int]) -> bool:
        """Whether people decided that rows with these sides are the same, or that they are not."""
        pairs = {(one, other) for one in sides for other in others}
        return bool(pairs & self.apart or pairs & self.together or {(b, a) for a, b in pairs} & self.together)

    def say(self, sides: frozenset[int], others: frozenset[int]) -> str | None:
        """Why rows with these sides are in a cluster with rows of the other sides, where people said so."""
        for one, other in sorted(self.together):
            if (one in sides and other in others) or (other in sides and one in others):
                return f"Decided: {self.says[one]}"
        return None


NOTHING_DECIDED = Decided()


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """The decisions of the file, none where there is no file. Raises `Unusable` with the lines that cannot be read:
    a run without them would undo what people decided."""
    if not path.exists():
        return ()
    found, faults = [], []
    for line, cells in read_csv(path, ["decision", "name_a"]):
        if not cells.get("decision"):
            continue  # a line of `links review` that nobody has filled in
        try:
            found.append(_parse(line, cells))
        except ValueError as error:
            faults.append(f"line {line}: {error}")
    if faults:
        raise Unusable(f"{path} cannot be used. " + "; ".join(faults) + ". Correct or delete these lines.")
    return tuple(found)


def _parse(line: int, cells: Mapping[str, str]) -> Decision:
    decision, kind = cells["decision"].casefold(), cells.get("kind", "").casefold() or KINDS[0]
    if decision not in DECISIONS:
        raise ValueError(f"the decision '{cells['decision']}' is none of {', '.join(DECISIONS)}")
    if kind not in KINDS:
        raise ValueError(f"the kind '{cells['kind']}' is none of {', '.join(KINDS)}")
    sides = [_parse_side(cells, end) for end in ("ab" if decision in ("same", "different") else "a")]
    value = cells.get("value") or None
    if decision in ("name", "kolada") and value is None:
        raise ValueError(f"'{decision}' needs a value")
    return Decision(line, decision, kind, tuple(sides), value, cells.get("reason") or None)


def _parse_side(cells: Mapping[str, str], end: str) -> Side:
    name, page = cells.get(f"name_{end}"), cells.get(f"page_{end}")
    if not name:
        raise ValueError(f"name_{end} is empty")
    if page and not page.isdecimal():
        raise ValueError(f"page_{end} '{page}' is no number")
    return Side(
        name,
        cells.get(f"municipality_{end}") or None,
        cells.get(f"document_{end}") or None,
        int(page) if page else None,
    )


# ---------------------------------------------------------------- decisions meet rows


def apply_decisions(decisions: Sequence[Decision], items: Sequence[Measure]) -> Decided:
    """Tie decisions to rows. Those that find no row, or contradict another, are told and not applied."""
    by_name: dict[str, list[int]] = defaultdict(list)
    if decisions:
        for row, item in enumerate(items):
            by_name[fold_name(item.name)].append(row)
    found = [(one, [frozenset(find_rows(side, items, by_name)) for side in one.sides]) for one in decisions]
    keeping = [(one, rows) for one, rows in found if one.decision == "different" and all(rows)]
    sides: dict[int, set[int]] = defaultdict(set)
    together, apart = set(), set()
    names: dict[int, str] = {}
    kolada: dict[int, str | None] = {}
    says: dict[int, Decision] = {}
    unmatched: list[tuple[Decision, str]] = []
    for decision, rows in found:
        if fault := _find_fault(decision, rows, keeping):
            unmatched.append((decision, fault))
            continue
        ends = range(len(says), len(says) + len(rows))
        for end, named in zip(ends, rows, strict=True):
            says[end] = decision
            for row in named:
                sides[row].add(end)
        if decision.decision == "same":
            together.add((ends[0], ends[1]))
        elif decision.decision == "different":
            apart |= {(ends[0], ends[1]), (ends[1], ends[0])}
        elif decision.decision == "name":
            names[ends[0]] = decision.value or ""
        else:
            kolada[ends[0]] = None if decision.value == NO_KOLADA else decision.value
    tied = {row: frozenset(numbers) for row, numbers in sides.items()}
    return Decided(tied, frozenset(together), frozenset(apart), names, kolada, says, tuple(unmatched))


def _find_fault(
    decision: Decision, rows: Sequence[frozenset[int]], keeping: Sequence[tuple[Decision, Sequence[frozenset[int]]]]
) -> str | None:
    """Why a decision cannot be applied, None where it can."""
    missing = [str(side) for side, named in zip(decision.sides, rows, strict=True) if not named]
    if missing:
        return f"finds no row for {' and '.join(missing)}"
    if len(rows) == 2 and rows[0] == rows[1]:
        return f"names the same row twice: {decision.sides[0]}; say the municipality, document or page as well"
    if decision.decision == "same":
        for other, (left, right) in keeping:
            if (rows[0] & left and rows[1] & right) or (rows[0] & right and rows[1] & left):
                return f"contradicts line {other.line}"
    return None


def find_rows(side: Side, items: Sequence[Measure], by_name: Mapping[str, Sequence[int]]) -> list[int]:
    """The rows that a side names. In a named document a wording that is read a little differently than before is
    found too, where it is the only one; the page chooses among several rows."""
    found = [row for row in by_name.get(fold_name(side.name), ()) if _stands_at(items[row], side)]
    if not found and side.document:
        wording = fold_name(side.name)
        near = [row for row, item in enumerate(items) if _stands_at(item, side)]
        near = [row for row in near if fuzz.ratio(fold_name(items[row].name), wording) >= NEAR_WORDING]
        found = near if len({fold_name(items[row].name) for row in near}) == 1 else []
    on_page = [row for row in found if items[row].page == side.page]
    return on_page or found


def _stands_at(item: Measure, side: Side) -> bool:
    if side.municipality and (item.municipality or "").casefold() != side.municipality.casefold():
        return False
    path = item.source_path or ""
    return not side.document or side.document in (path, path.rpartition("/")[2], item.document)


def report_unmatched(decided: Iterable[Decided]) -> Iterator[Problem]:
    """One problem for each decision that did nothing, for the dataset `problems`."""
    for part in decided:
        for decision, why in part.unmatched:
            yield Problem(
                document_id=None,
                source_path=None,
                stage="link",
                severity="warning",
                code="correction-not-applied",
                message=f"corrections/links.csv line {decision.line} ({decision.decision}) {why}.",
                page=None,
            )
