"""The measures of a catalogue that are nearest to a name, best first, whether or not they are the same.

Letters find the candidates: groups of three, the rare ones counting most, so that misspellings and word forms do
little harm. Then each candidate is judged: rare words in common and words that only one of the two has (a word that
stands in the measure's description counts less), letters in order, and what must be equal (sex, age, whose schools).
Nothing is learnt from pairs: the weights below are round numbers that hold for titles Kolada has reworded.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from normalizers.kolada import Catalogue, KoladaMeasure, Wording, find_kolada_measure, has_ended, read_short_list
from normalizers.measure_pairs import compare_content
from normalizers.measures import NameAnalysis, analyse_name, fold_name
from normalizers.vocabulary import load

CANDIDATES = 40  # wordings that are judged; the right one is among them for 199 of 200 reworded titles
GRAM = 3  # letters

WORDS, GRAMS, LETTERS = 0.3, 0.5, 0.2  # shares of the score
LOST = 2.0  # weight of a word that only the name has, beside one that both have
ADDED = 0.6  # of a word that only the measure has: titles say more than plans do
DESCRIBED = 0.6  # share of a lost word's weight that is forgiven where the measure's description has it
STEM = 5  # letters by which a word is looked for in a description, at least

CONFLICT = 0.4  # the two say different things of one group (kvinnor, män)
UNSAID = 0.12  # only the name says something of a group: it is narrower
SAID_MORE = 0.08  # only the measure does
OTHER_KIND = 0.08  # andel, antal
ASSUMED = 0.01  # the name fits a title only without what titles say anyway
ENDED = 0.01  # the measure has no more values

RUNNERS_UP = 5
ENOUGH = 0.4  # score from which a measure may be meant at all


@dataclass(frozen=True, slots=True)
class Near:
    """A measure near to a name. `score`: 0..1."""

    measure: KoladaMeasure
    wording: str
    score: float


@dataclass(frozen=True, eq=False)
class _Row:
    """A text to compare with, and the wording it was made of."""

    wording: Wording
    folded: str
    discount: float

    @property
    def name(self) -> NameAnalysis:
        """The text taken apart; only the few that are judged are."""
        return self.wording.name if self.folded == self.wording.name.folded else analyse_name(self.folded)


@dataclass(frozen=True, eq=False)
class _Index:
    rows: Sequence[_Row]
    postings: Mapping[str, NDArray[np.int64]]  # letters -> rows that have them
    lengths: NDArray[np.float64]
    spread: Mapping[str, int]  # content word -> measures that have it
    described: Mapping[str, str]  # kolada_id -> folded description


@dataclass(frozen=True, slots=True)
class Answer:
    """What a catalogue says of one name. `measure`: the one that is meant, or under review the likeliest."""

    measure: KoladaMeasure | None
    score: float  # 0..1; 0 where no measure is meant
    needs_review: bool
    runners_up: tuple[Near, ...]  # other measures, the nearest first


def match_name(name: NameAnalysis, catalogue: Catalogue | None = None, values: Sequence[float] = ()) -> Answer:
    """The measure that a name means, as linking has it (`find_kolada_measure`); else the likeliest, for review.

    Without a catalogue: the short list. A name that nothing is near to has no measure and needs no review.
    """
    catalogue = catalogue or read_short_list()
    found = find_kolada_measure(name, values, catalogue)
    near = find_nearest(name, catalogue, RUNNERS_UP + 2)
    if found.measure:
        return Answer(found.measure, found.score, False, _others(near, found.measure))
    likely = [one for one in near if one.measure.kolada_id in found.others] or near[:1]
    if likely and (found.others or likely[0].score >= ENOUGH):
        return Answer(likely[0].measure, likely[0].score, True, _others(near, likely[0].measure))
    return Answer(None, 0.0, False, tuple(near[:RUNNERS_UP]))


def _others(near: Iterable[Near], measure: KoladaMeasure) -> tuple[Near, ...]:
    return tuple(one for one in near if one.measure.kolada_id != measure.kolada_id)[:RUNNERS_UP]


def find_nearest(name: NameAnalysis, catalogue: Catalogue, limit: int) -> list[Near]:
    """The measures nearest to a name, best first, at most `limit`; equals by their ids, none with score 0."""
    index = _read_index(catalogue)
    best: dict[str, Near] = {}
    found = [(_judge_letters(name, row, likeness), row) for row, likeness in _find_rows(name.folded, index)]
    for letters, row in sorted(found, key=lambda pair: -pair[0]):
        if len(best) >= limit and letters + WORDS < heapq.nlargest(limit, (near.score for near in best.values()))[-1]:
            break  # not even all words in common would bring it, or one after it, among them
        measure = row.wording.measure
        score = round(max(0.0, letters + WORDS * _share_words(name, row, index)), 4)
        if score > (best[measure.kolada_id].score if measure.kolada_id in best else 0.0):
            best[measure.kolada_id] = Near(measure, row.wording.text, score)
    return sorted(best.values(), key=lambda near: (-near.score, near.measure.kolada_id))[:limit]


# ---------------------------------------------------------------- candidates by letters


@lru_cache(maxsize=4)
def _read_index(catalogue: Catalogue) -> _Index:
    rows = [
        _Row(wording, wording.name.folded, ENDED if has_ended(wording.measure) else 0.0)
        for wording in catalogue.wordings
        if wording.text not in wording.measure.only_with_values
    ]
    rows += [short for row in tuple(rows) if catalogue.whole and (short := _shorten(row))]
    found: dict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        for gram in _grams(row.folded):
            found[gram].append(place)
    postings = {gram: np.array(places) for gram, places in found.items()}
    lengths = np.zeros(len(rows))
    for gram in sorted(postings):
        lengths[postings[gram]] += _rarity(len(postings[gram]), len(rows)) ** 2
    return _Index(
        rows=rows,
        postings=postings,
        lengths=np.sqrt(lengths),
        spread=Counter(word for wording in catalogue.wordings for word in wording.name.content),
        described={measure.kolada_id: fold_name(measure.description) for measure in catalogue.measures},
    )


def _shorten(row: _Row) -> _Row | None:
    """A title without what titles say anyway."""
    words = f" {row.folded} "
    for phrase in _likely():
        words = words.replace(f" {phrase} ", " ")
    folded = " ".join(words.split())
    if not folded or folded == row.folded:
        return None
    return _Row(row.wording, folded, row.discount + ASSUMED)


@cache
def _likely() -> tuple[str, ...]:
    phrases = map(fold_name, load("catalogue")["assumed"]["likely"])
    return tuple(sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))


def _find_rows(folded: str, index: _Index) -> Iterable[tuple[_Row, float]]:
    """The rows that share most letters with the text, and the cosine of the two."""
    shared = np.zeros(len(index.rows))
    length = 0.0
    for gram in sorted(_grams(folded)):
        places = index.postings.get(gram)
        weight = _rarity(0 if places is None else len(places), len(index.rows)) ** 2
        length += weight
        if places is not None:
            shared[places] += weight
    if not length:
        return []
    cosines = shared / (index.lengths * math.sqrt(length))
    places = np.argsort(-cosines, kind="stable")[:CANDIDATES]
    return [(index.rows[place], float(cosines[place])) for place in places if cosines[place] > 0]


def _grams(folded: str) -> frozenset[str]:
    """Groups of letters of each word, its ends marked."""
    padded = (f" {word} " for word in folded.split())
    return frozenset(word[at : at + GRAM] for word in padded for at in range(len(word) - GRAM + 1))


def _rarity(count: int, whole: int) -> float:
    return math.log(1 + whole / max(count, 1))


# ---------------------------------------------------------------- judging one candidate


def _judge_letters(name: NameAnalysis, row: _Row, likeness: float) -> float:
    """What a row scores but for the words in common; below 0 where much that must be equal is not."""
    letters = max(fuzz.ratio(name.folded, row.folded), fuzz.token_sort_ratio(name.folded, row.folded)) / 100
    return GRAMS * likeness + LETTERS * letters - _differ(name, row.name) - row.discount


def _share_words(name: NameAnalysis, row: _Row, index: _Index) -> float:
    """0..1: the weight of common words among all, words of the name that the measure lacks counting most."""
    comparison = compare_content(name, row.name)
    weights = {
        word: _rarity(index.spread.get(word, 0), len(index.described)) for word in (*name.content, *row.name.content)
    }
    lost = sum(weights[word] for word in comparison.left)
    common = sum(weights[word] for word in name.content if word not in name.light) - lost
    added = sum(weights[word] for word in comparison.right)
    description = index.described.get(row.wording.measure.kolada_id, "")
    stems = ((word, word[: max(STEM, len(word) - 2)]) for word in comparison.left)
    lost -= DESCRIBED * sum(weights[word] for word, stem in stems if stem in description)
    return common / (common + LOST * lost + ADDED * added) if common > 0 else 0.0


def _differ(name: NameAnalysis, other: NameAnalysis) -> float:
    """How much is taken off for what must be equal and is not."""
    left, right = _widen(name.qualifiers), _widen(other.qualifiers)
    taken = OTHER_KIND if name.kind and other.kind and name.kind != other.kind else 0.0
    for group in left.keys() | right.keys():
        only_left = left.get(group, set()) - right.get(group, set())
        only_right = right.get(group, set()) - left.get(group, set())
        if only_left and only_right:
            taken += CONFLICT
        elif only_left:
            taken += UNSAID
        elif only_right:
            taken += SAID_MORE
    return taken


def _widen(qualifiers: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Group -> values, with those that follow from a more exact one: hemtjänst is always äldreomsorg."""
    found: dict[str, set[str]] = defaultdict(set)
    for pair in qualifiers:
        for group, value in (pair, *_implied().get(pair, ())):
            found[group].add(value)
    return found


@cache
def _implied() -> dict[tuple[str, str], list[tuple[str, str]]]:
    """(group, value) -> what goes without saying then, in the same group or as `group: value`."""
    found = {}
    for group, values in load("linking")["apart"].items():
        for exact, wider in values.get("implies", {}).items():
            pairs = (value.rpartition(": ") for value in ([wider] if isinstance(wider, str) else wider))
            found[group, exact] = [(other or group, value) for other, _, value in pairs]
    return found
