"""What came of the targets: each target whose year came out, beside what came out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from normalizers.amounts import is_empty_mark
from normalizers.directions import find_direction
from pipeline.series import EARLY, ORDER_UNKNOWN, UNIT_NOT_PRINTED, agree, is_early
from pipeline.statements import LOWER_ENDS, UPPER_ENDS, Order, Preference, Statement
from pipeline.tables import BY_NAME, column_of, make_table
from pipeline.verdicts import ANOTHER_PART, UNITS_DIFFER, Verdict, judge

OTHER_ORGANISATION = (
    "other-organisation"  # another body's document, or one of the whole municipality, says what came out
)
BY_MOVEMENT = "direction-from-movement"  # nothing but the way from baseline to targets tells what is better
DOUBTFUL_DIRECTION = "direction-doubtful"  # what tells the direction disagrees
SOURCES_DISAGREE = "sources-disagree"  # by another document's figure for the year the result would be another
COMPARATOR, OTHER_TARGETS, VOCABULARY, MOVEMENT = "comparator", "other_targets", "vocabulary", "movement"
CAME_OUT = ("outcome", "baseline")

TO_REVIEW = frozenset({OTHER_ORGANISATION, BY_MOVEMENT, DOUBTFUL_DIRECTION, SOURCES_DISAGREE, ORDER_UNKNOWN, EARLY})
TO_REVIEW_IF_TOLD = frozenset({UNIT_NOT_PRINTED})


_OF_TARGET = {  # column -> that of the target's row
    **{name: name for name in ("component", "year", "document_id", "page", "bbox")},
    "target_comparator": "comparator",
    "target": "value",
    "target_unit": "unit",
    "target_raw": "raw",
    "target_value_id": "value_id",
}
_OF_OUTCOME = {  # column -> that of the outcome's row
    "outcome_type": "value_type",
    "outcome_comparator": "comparator",
    "outcome": "value",
    "outcome_unit": "unit",
    "outcome_raw": "raw",
    "outcome_value_id": "value_id",
    "outcome_document_id": "document_id",
    "outcome_page": "page",
}


@dataclass(frozen=True, slots=True)
class Direction:
    """`side` is better (`higher`, `lower`, None); `source` tells how that is known, `doubtful` that others disagree."""

    side: str | None
    source: str | None = None
    doubtful: bool = False


class Followed(NamedTuple):
    """A target, what came out, and what is to say of the two."""

    target: Statement
    outcome: Statement
    direction: Direction
    verdict: Verdict
    flags: Sequence[str]


def follow_targets(statements: Sequence[Statement], values: pa.Table, in_use: Collection[str]) -> pa.Table:
    """The dataset of the statements that these values make: one row per target whose year came out, sorted by document
    and place in it. `in_use`: the values that `indicator_series` says to use."""
    measures: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for statement in statements:
        measures[statement.link.cluster_id, statement.place].append(statement)
    return followup_of([row for stated in measures.values() for row in _follow_measure(stated)], values, in_use)


def followup_of(followed: Sequence[Followed], values: pa.Table, in_use: Collection[str]) -> pa.Table:
    """The dataset, sorted. What target and outcome have is taken from their rows, so that no cell is touched."""
    targets, outcomes = [row.target for row in followed], [row.outcome for row in followed]
    target = values.take(pa.array([one.low.row for one in targets], pa.int64()))
    came = values.take(pa.array([one.low.row for one in outcomes], pa.int64()))
    ends = pa.array([one.high.row if one.high else None for one in targets], pa.int64())
    columns = {
        "followup_id": [one.low.value_id.replace("-v", "-f") for one in targets],
        "cluster_id": [one.link.cluster_id for one in targets],
        "canonical_name": [one.link.canonical_name for one in targets],
        "municipality": [one.document.municipality for one in targets],
        "organisation": [one.document.organisation for one in targets],
        "in_use": [one.low.value_id in in_use for one in targets],
        "target_range_to": column_of(values, "value").take(ends),
        "direction": [row.direction.side for row in followed],
        "direction_source": [row.direction.source for row in followed],
        "result": [row.verdict.result for row in followed],
        "reason": [row.verdict.reason for row in followed],
        "needs_review": [_needs_review(row) for row in followed],
        "flags": [list(row.flags) for row in followed],
    }
    columns |= {name: column_of(target, own) for name, own in _OF_TARGET.items()}
    columns |= {name: column_of(came, own) for name, own in _OF_OUTCOME.items()}
    table = make_table(BY_NAME["target_followup"], columns)
    return table.take(pc.sort_indices(table, sort_keys=[("document_id", "ascending"), ("followup_id", "ascending")]))


def _needs_review(row: Followed) -> bool:
    if row.target.needs_review or row.outcome.needs_review or not TO_REVIEW.isdisjoint(row.flags):
        return True
    return row.verdict.reason is None and not TO_REVIEW_IF_TOLD.isdisjoint(row.flags)


def _follow_measure(stated: Sequence[Statement]) -> Iterable[Followed]:
    outcomes: dict[int, list[Statement]] = defaultdict(list)
    for statement in stated:
        if statement.low.value_type in CAME_OUT and _is_told(statement):
            outcomes[statement.low.year or 0].append(statement)
    targets = [statement for statement in stated if statement.low.value_type == "target" and _is_told(statement)]
    found = [(target, _find_outcomes(target, outcomes.get(target.low.year or 0, ()))) for target in targets]
    followed = [(target, candidates) for target, candidates in found if candidates]
    if not followed:
        return
    tellers = find_tellers(stated)
    directions: dict[tuple[str | None, str | None], Direction] = {}  # most targets of a measure are alike
    for target, candidates in followed:
        alike = (_side_of(target), target.unit_group)
        if alike not in directions:
            directions[alike] = find_target_direction(*alike, tellers)
        yield _judge(target, candidates, directions[alike])


def _is_told(statement: Statement) -> bool:
    """Whether it is for a whole known year, and says something."""
    value = statement.low
    if value.year is None or value.as_of is not None:
        return False
    return statement.has_number or not is_empty_mark(value.raw)


# ------------------------------------------------------------------ the outcome of a target


def _find_outcomes(target: Statement, outcomes: Iterable[Statement]) -> list[Statement]:
    """What came out that year by the target's own document or a later one."""
    return [outcome for outcome in outcomes if _is_later(outcome, target)]


def _is_later(outcome: Statement, target: Statement) -> bool:
    """Whether it is of the same document or may be of a later one."""
    if outcome.low.document_id == target.low.document_id or outcome.day is None or target.day is None:
        return True
    return outcome.day >= target.day


def _fitness(outcome: Statement, target: Statement) -> tuple[bool, bool, int, bool, Order, bool, bool, Preference]:
    units = (outcome.unit_group, target.unit_group)
    alike = 2 if units[0] == units[1] else 1 if None in units else 0
    return (
        outcome.component == target.component,
        outcome.has_number,
        alike,
        outcome.organisation == target.organisation,
        outcome.order,
        outcome.low.indicator_id == target.low.indicator_id,
        outcome.low.value_type == "outcome",
        outcome.preference,
    )


def _judge(target: Statement, candidates: Sequence[Statement], direction: Direction) -> Followed:
    outcome = candidates[0]
    if len(candidates) > 1:
        outcome = max(candidates, key=lambda candidate: _fitness(candidate, target))
    verdict = judge(target, outcome, direction.side)
    flags = tuple(_find_flags(target, outcome, candidates, direction, verdict))
    return Followed(target, outcome, direction, verdict, flags)


def _find_flags(
    target: Statement, outcome: Statement, candidates: Sequence[Statement], direction: Direction, verdict: Verdict
) -> Iterable[str]:
    if outcome.organisation != target.organisation:
        yield OTHER_ORGANISATION
    same = outcome.low.document_id == target.low.document_id
    if not same and (outcome.day is None or target.day is None):
        yield ORDER_UNKNOWN
    if is_early(outcome):
        yield EARLY
    if (outcome.unit_group is None) != (target.unit_group is None) and target.has_number and outcome.has_number:
        yield UNIT_NOT_PRINTED
    if verdict.reason is None and direction.source == MOVEMENT:
        yield BY_MOVEMENT
    if verdict.reason is None and direction.doubtful:
        yield DOUBTFUL_DIRECTION
    for other in candidates:  # the outcome agrees with itself
        if not other.has_number or other.organisation != outcome.organisation or agree(outcome, other):
            continue
        second = judge(target, other, direction.side)
        if second.reason not in (ANOTHER_PART, UNITS_DIFFER) and second != verdict:
            yield SOURCES_DISAGREE
            return


# ------------------------------------------------------------------ which way is better


@dataclass(frozen=True, slots=True)
class Tellers:
    """What the statements of one measure in one place tell of the better side; by unit group where units matter."""

    by_targets: Mapping[str | None, set[str]]
    by_words: set[str]
    by_movement: Mapping[str | None, set[str]]


def find_tellers(stated: Sequence[Statement]) -> Tellers:
    """Ranges, changes and cells without a number tell nothing, nor does a comparator that is to review."""
    usable = [s for s in stated if s.has_number and not s.is_change and s.high is None]
    by_targets, by_movement = defaultdict(set), defaultdict(set)
    for statement in usable:
        side = _side_of(statement)
        if statement.low.value_type == "target" and side and not statement.needs_review:
            by_targets[statement.unit_group].add(side)
    for unit_group, side in _find_movements(usable):
        by_movement[unit_group].add(side)
    by_words = {side for name in {s.name for s in stated} if (side := find_direction(name))}
    return Tellers(by_targets, by_words, by_movement)


def find_target_direction(side: str | None, unit_group: str | None, tellers: Tellers) -> Direction:
    """The target's own comparator (`side`) tells first, then those of other targets, the name, and the way they
    move."""
    own = {side} if side else set()
    sources = (
        (COMPARATOR, own),
        (OTHER_TARGETS, tellers.by_targets.get(unit_group, set())),
        (VOCABULARY, tellers.by_words),
        (MOVEMENT, tellers.by_movement.get(unit_group, set())),
    )
    source, sides = next(((source, sides) for source, sides in sources if sides), (None, set()))
    if len(sides) != 1:
        return Direction(None)
    [better] = sides
    # A plan may move towards its own limit (debt that grows, but `högst 26 000`); that is odd only of a bare number.
    weighed = sources if source == VOCABULARY else sources[:-1]
    return Direction(better, source, doubtful=any(others and better not in others for _, others in weighed))


def _side_of(statement: Statement) -> str | None:
    """The better side by the statement's comparator; a range tells none."""
    if statement.high is not None:
        return None
    comparator = statement.low.comparator
    return "higher" if comparator in LOWER_ENDS else "lower" if comparator in UPPER_ENDS else None


def _find_movements(usable: Sequence[Statement]) -> Iterable[tuple[str | None, str]]:
    """The steps of each indicator: from its last figure before the targets to the first, and from each to the next."""
    rows: dict[tuple[str, str, str | None], list[Statement]] = defaultdict(list)
    for statement in usable:
        if statement.low.year is not None and statement.low.as_of is None and not statement.needs_review:
            rows[statement.low.indicator_id, statement.component, statement.unit_group].append(statement)
    for (_, _, unit_group), stated in rows.items():
        if len(stated) == 1:
            continue
        targets = _by_year(s for s in stated if s.low.value_type == "target")
        if not targets:
            continue
        before = _by_year(
            s for s in stated if s.low.value_type in CAME_OUT and (s.low.year or 0) < (targets[0].low.year or 0)
        )
        for one, following in pairwise([*before[-1:], *targets]):
            step = (following.amounts[0] or 0.0) - (one.amounts[0] or 0.0)
            if step:
                yield unit_group, "higher" if step > 0 else "lower"


def _by_year(statements: Iterable[Statement]) -> list[Statement]:
    return sorted(statements, key=lambda statement: (statement.low.year or 0, statement.low.value_id))
