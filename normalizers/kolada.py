"""Which Kolada indicator a measure's name means, if any.

Kolada (RKA's open database of municipal key figures) gives each measure an id. `vocab/kolada.toml` lists the measures
that plans use most, each with a title and other wordings of our own. A name is one of them only where it says the
same without more or less: a measure wider or narrower than Kolada's has no id.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from normalizers.measures import NameAnalysis, analyse_name, compare_content, find_qualifier_difference
from normalizers.vocabulary import load

SAME_WORDS = 0.75  # likeness from which only light words and typing errors differ


@dataclass(frozen=True, slots=True)
class KoladaMeasure:
    """One measure of the short list. `span`: the values it can have, lowest and highest."""

    kolada_id: str
    title: str
    wordings: tuple[str, ...]
    span: tuple[float, float] | None = None
    only_with_values: tuple[str, ...] = ()  # wordings too short to trust unless the values lie in the span


@dataclass(frozen=True, slots=True)
class KoladaMatch:
    """What the short list says of a name: the measure, or several that it could be and therefore none."""

    measure: KoladaMeasure | None
    wording: str | None = None  # the one that the name agrees with
    score: float = 0.0
    others: tuple[str, ...] = ()  # ids, where more than one fits equally


def find_kolada_measure(name: NameAnalysis, values: Sequence[float] = ()) -> KoladaMatch:
    """The Kolada measure that a name means. Two equally good ones give none, and their ids."""
    best: dict[str, tuple[float, str, KoladaMeasure]] = {}
    for analysis, wording, measure in _find_candidates(name):
        score = _score(name, analysis)
        if score and _fits(measure, wording, values) and score > best.get(measure.kolada_id, (0.0,))[0]:
            best[measure.kolada_id] = (score, wording, measure)
    ranked = sorted(best.values(), key=lambda found: (-found[0], found[2].kolada_id))
    if not ranked:
        return KoladaMatch(None)
    equal = [measure.kolada_id for score, _, measure in ranked if score == ranked[0][0]]
    if len(equal) > 1:
        return KoladaMatch(None, others=tuple(equal))
    score, wording, measure = ranked[0]
    return KoladaMatch(measure, wording, score)


def name_measure(kolada_id: str) -> KoladaMeasure:
    """The measure with an id that somebody gave; without title where the short list does not have it."""
    known = (measure for measure in read_kolada_measures() if measure.kolada_id == kolada_id)
    return next(known, KoladaMeasure(kolada_id, "", ()))


def _score(name: NameAnalysis, wording: NameAnalysis) -> float:
    """1 for the same words, less for light words and typing errors, 0 where it is another measure."""
    if name.folded == wording.folded:
        return 1.0
    if not name.content or find_qualifier_difference(name, wording):
        return 0.0
    comparison = compare_content(name, wording)
    if comparison.left or comparison.right or comparison.likeness < SAME_WORDS:
        return 0.0
    # a name without kind may be several measures (antal, andel): one that tells the same kind is better
    return 0.97 * comparison.likeness - (0.01 if name.kind != wording.kind else 0.0)


def _fits(measure: KoladaMeasure, wording: str, values: Sequence[float]) -> bool:
    if wording in measure.only_with_values and not values:
        return False
    if measure.span is None:
        return True
    low, high = measure.span
    return all(low <= value <= high for value in values)


def _find_candidates(name: NameAnalysis) -> list[tuple[NameAnalysis, str, KoladaMeasure]]:
    """Wordings with the same qualifiers and a common word."""
    index = _index()
    rows = (row for key in ("", *name.content) for row in index.get((name.qualifiers, key), ()))
    return list(dict.fromkeys((*rows, *index.get(((), name.folded), ()))))


@cache
def read_kolada_measures() -> tuple[KoladaMeasure, ...]:
    """The short list, in the order of the file."""
    return tuple(
        KoladaMeasure(
            kolada_id,
            row["title"],
            (row["title"], *row.get("also", ()), *row.get("only_with_values", ())),
            tuple(row["span"]) if "span" in row else None,  # two numbers
            tuple(row.get("only_with_values", ())),
        )
        for kolada_id, row in load("kolada").items()
    )


@cache
def _index() -> dict[tuple[tuple[tuple[str, str], ...], str], list[tuple[NameAnalysis, str, KoladaMeasure]]]:
    index = defaultdict(list)
    for measure in read_kolada_measures():
        for wording in measure.wordings:
            analysis = analyse_name(wording)
            for word in analysis.content or ("",):
                index[analysis.qualifiers, word].append((analysis, wording, measure))
    return dict(index)
