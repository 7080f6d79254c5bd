"""What came of the targets: each target whose year came out, beside what came out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from normalizers.amounts import is_empty_mark
from normalizers.directions import find_direction
from pipeline.derived_records import SeriesValue, TargetFollowup
from pipeline.series import EARLY, ORDER_UNKNOWN, UNIT_NOT_PRINTED, agree, is_early
from pipeline.statements import LOWER_ENDS, UPPER_ENDS, Order, Preference, Statement, amount_of
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


class Measure(NamedTuple):
    """One measure in one place; figures in different units may go different ways (`inom fyra veckor`, `minst 90 %`)."""

    cluster_id: str
    place: str


@dataclass(frozen=True, slots=True)
class Direction:
    """`side` is better (`higher`, `lower`, None); `source` tells how that is known, `doubtful` that others disagree."""

    side: str | None
    source: str | None = None
    doubtful: bool = False


def follow_targets(statements: Sequence[Statement], series: Sequence[SeriesValue]) -> list[TargetFollowup]:
    """One row per target whose year came out, sorted by document and place in it. `series` tells the targets in use."""
    in_use = {row.value_id for row in series}
    measures: dict[Measure, list[Statement]] = defaultdict(list)
    for statement in statements:
        measures[Measure(statement.link.cluster_id, statement.place)].append(statement)
    rows = [row for stated in measures.values() for row in _follow_measure(stated, in_use)]
    return sorted(rows, key=lambda row: (row.document_id, row.followup_id))


def _follow_measure(stated: Sequence[Statement], in_use: set[str]) -> Iterable[TargetFollowup]:
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
    for target, candidates in followed:
        yield _row(target, candidates, find_target_direction(target, tellers), target.low.value_id in in_use)


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


def _row(target: Statement, candidates: Sequence[Statement], direction: Direction, in_use: bool) -> TargetFollowup:
    outcome = max(candidates, key=lambda candidate: _fitness(candidate, target))
    verdict = judge(target, outcome, direction.side)
    flags = tuple(_find_flags(target, outcome, candidates, direction, verdict))
    marked = TO_REVIEW & set(flags) or (verdict.reason is None and TO_REVIEW_IF_TOLD & set(flags))
    value, came = target.low, outcome.low
    return TargetFollowup(
        followup_id=value.value_id.replace("-v", "-f"),
        cluster_id=target.link.cluster_id,
        canonical_name=target.link.canonical_name,
        municipality=target.document.municipality,
        organisation=target.document.organisation,
        component=value.component,
        year=value.year or 0,
        in_use=in_use,
        target_comparator=value.comparator,
        target=value.value,
        target_range_to=target.high.value if target.high else None,
        target_unit=value.unit,
        target_raw=value.raw,
        target_value_id=value.value_id,
        document_id=value.document_id,
        page=value.page,
        bbox=value.bbox,
        outcome_type=came.value_type,
        outcome_comparator=came.comparator,
        outcome=came.value,
        outcome_unit=came.unit,
        outcome_raw=came.raw,
        outcome_value_id=came.value_id,
        outcome_document_id=came.document_id,
        outcome_page=came.page,
        direction=direction.side,
        direction_source=direction.source,
        result=verdict.result,
        reason=verdict.reason,
        needs_review=target.needs_review or outcome.needs_review or bool(marked),
        flags=flags,
    )


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


def find_target_direction(target: Statement, tellers: Tellers) -> Direction:
    """The target's own comparator tells first, then those of other targets, the name, and the way they move."""
    own = {side} if target.high is None and (side := _side_of(target)) else set()
    sources = (
        (COMPARATOR, own),
        (OTHER_TARGETS, tellers.by_targets.get(target.unit_group, set())),
        (VOCABULARY, tellers.by_words),
        (MOVEMENT, tellers.by_movement.get(target.unit_group, set())),
    )
    source, sides = next(((source, sides) for source, sides in sources if sides), (None, set()))
    if len(sides) != 1:
        return Direction(None)
    [better] = sides
    # A plan may move towards its own limit (debt that grows, but `högst 26 000`); that is odd only of a bare number.
    weighed = sources if source == VOCABULARY else sources[:-1]
    return Direction(better, source, doubtful=any(others and better not in others for _, others in weighed))


def _side_of(statement: Statement) -> str | None:
    comparator = statement.low.comparator
    return "higher" if comparator in LOWER_ENDS else "lower" if comparator in UPPER_ENDS else None


def _find_movements(usable: Sequence[Statement]) -> Iterable[tuple[str | None, str]]:
    """The steps of each indicator: from its last figure before the targets to the first, and from each to the next."""
    rows: dict[tuple[str, str, str | None], list[Statement]] = defaultdict(list)
    for statement in usable:
        if statement.low.year is not None and statement.low.as_of is None and not statement.needs_review:
            rows[statement.low.indicator_id, statement.component, statement.unit_group].append(statement)
    for (_, _, unit_group), stated in rows.items():
        targets = _by_year(s for s in stated if s.low.value_type == "target")
        if not targets:
            continue
        before = _by_year(
            s for s in stated if s.low.value_type in CAME_OUT and (s.low.year or 0) < (targets[0].low.year or 0)
        )
        for one, following in pairwise([*before[-1:], *targets]):
            step = (amount_of(following.low) or 0.0) - (amount_of(one.low) or 0.0)
            if step:
                yield unit_group, "higher" if step > 0 else "lower"


def _by_year(statements: Iterable[Statement]) -> list[Statement]:
    return sorted(statements, key=lambda statement: (statement.low.year or 0, statement.low.value_id))
