"""Which Kolada indicator a measure's name means, if any.

Kolada (RKA's open database of municipal key figures) gives each measure an id. `vocab/kolada.toml` lists the measures
that plans use most, each with a title and other wordings of our own; a whole catalogue adds the titles of all others.
A name is one of them only where it says the same without more or less: a measure wider or narrower than Kolada's has
no id. What is nearest to a name that means none, `nearest.py` tells.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from itertools import chain

from normalizers.measure_pairs import compare_content, is_told_by_qualifiers
from normalizers.measures import NameAnalysis, analyse_name, find_base_root, find_qualifier_difference, fold_name
from normalizers.vocabulary import load
from normalizers.word_forms import split_compound

SAME_WORDS = 0.75  # likeness from which only light words and typing errors differ
SAME_WORDS_AMONG_ALL = 0.85  # the same among all measures, where light words make a difference; 1 for an unknown kind
SAME_WORDS_SCORE = 0.97  # the same words in another order or form
ENDED_SCORE = 0.99  # the same wording, but for the last year of a measure that is no longer followed
OTHER_KIND = 0.01  # a name without kind may be several measures (antal, andel): one that tells the same kind is better
MEMORY = 100_000  # names kept, with the wordings that they agree with
RAREST_WORDS = 3  # of a name, by which its wordings are looked up
# `(-2023)`, `(- 2024)`, `(2005-)`: the years for which a measure has values
_VALIDITY = re.compile(r"\s*\(\s*(?:[-–]\s*(?:19|20)\d\d|(?:19|20)\d\d\s*[-–])\s*\)")

_ENDED = re.compile(r"\(\s*[-–]\s*(?:19|20)\d\d\s*\)")


@dataclass(frozen=True, slots=True)
class KoladaMeasure:
    """One measure of Kolada. `span`: the values it can have, lowest and highest."""

    kolada_id: str
    title: str
    wordings: tuple[str, ...]  # the title and others that mean the same
    span: tuple[float, float] | None = None
    only_with_values: tuple[str, ...] = ()  # wordings too short to trust unless the values lie in the span
    description: str = ""
    operating_area: str = ""


@dataclass(frozen=True, slots=True)
class KoladaMatch:
    """What a catalogue says of a name: the measure, or several that it could be and therefore none."""

    measure: KoladaMeasure | None
    wording: str | None = None  # the one that the name agrees with
    score: float = 0.0
    others: tuple[str, ...] = ()  # ids, where more than one fits equally


NO_MATCH = KoladaMatch(None)


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording of a measure, taken apart."""

    measure: KoladaMeasure
    text: str
    name: NameAnalysis


@dataclass(frozen=True, eq=False)
class Catalogue:
    """Measures that a name can be. `whole`: all that there are, so that what is not there is nowhere."""

    measures: tuple[KoladaMeasure, ...]
    whole: bool = False

    @cached_property
    def wordings(self) -> tuple[Wording, ...]:
        """Every wording of every measure, without the years for which it has values."""
        texts = ((measure, drop_validity(text)) for measure in self.measures for text in measure.wordings)
        return tuple(Wording(measure, text, analyse_name(text)) for measure, text in texts)

    @cached_property
    def contrasts(self) -> dict[tuple[str, object], frozenset[tuple[str, object]]]:
        """(group, words of a wording but for that group) -> (id, what it says in the group) of all that have them."""
        found = defaultdict(set)
        for wording in self.wordings if self.whole else ():
            for group in {*dict(_assumed()), *_doubtful()}:
                said = _said(group, wording.name)
                found[group, _words_but(group, wording.name)].add((wording.measure.kolada_id, said))
        return {key: frozenset(pairs) for key, pairs in found.items()}

    @cached_property
    def index(self) -> dict[tuple[tuple[tuple[str, str], ...], str], list[Wording]]:
        """(qualifiers, content word) -> wordings."""
        index = defaultdict(list)
        for wording in (*self.wordings, *_read_without_assumed(self)):
            told = ("",) if is_told_by_qualifiers(wording.name) else ()
            for word in (wording.name.content + told) or ("",):
                index[wording.name.qualifiers, word].append(wording)
        return dict(index)

    @cached_property
    def parts(self) -> dict[tuple[tuple[tuple[str, str], ...], str], list[Wording]]:
        """(qualifiers, part of a content word) -> wordings: what one joins in a compound, another may say in words."""
        index = defaultdict(list)
        for wording in (*self.wordings, *_read_without_assumed(self)):
            for part in dict.fromkeys(chain(*map(split_compound, wording.name.content))):
                index[wording.name.qualifiers, part].append(wording)
        return dict(index)


def find_kolada_measure(
    name: NameAnalysis, values: Sequence[float] = (), catalogue: Catalogue | None = None
) -> KoladaMatch:
    """The Kolada measure that a name means. Two equally good ones give none, and their ids.

    `values`: the numbers of the row, which must be possible for the measure. Without a catalogue: the short list.
    """
    catalogue = catalogue or read_short_list()
    best: dict[str, tuple[float, Wording]] = {}
    for score, wording in _find_agreeing(name, catalogue):
        measure = wording.measure
        if score > best.get(measure.kolada_id, (0.0,))[0] and _fits(measure, wording.text, values):
            best[measure.kolada_id] = (score, wording)
    ranked = sorted(best.values(), key=lambda found: (-found[0], found[1].measure.kolada_id))
    if (not ranked or ranked[0][0] < ENDED_SCORE) and (left_open := _find_open(name)) is not None:  # not word for word
        return KoladaMatch(None, others=left_open)
    if not ranked:
        return NO_MATCH
    score, wording = ranked[0]
    equal = tuple(other.measure.kolada_id for other_score, other in ranked if other_score == score)
    if len(equal) == 1:
        equal = _find_doubt(name, score, wording, catalogue)
    if equal:
        return KoladaMatch(None, others=equal)
    return KoladaMatch(wording.measure, wording.text, score)


def name_measure(kolada_id: str) -> KoladaMeasure:
    """The measure with an id that somebody gave; without title where the short list does not have it."""
    known = (measure for measure in read_kolada_measures() if measure.kolada_id == kolada_id)
    return next(known, KoladaMeasure(kolada_id, "", ()))


def has_ended(measure: KoladaMeasure) -> bool:
    """Whether the title tells a last year."""
    return bool(_ENDED.search(measure.title))


def drop_validity(title: str) -> str:
    """A title without the years for which the measure has values: `Konserthus, antal (-2023)`."""
    return _VALIDITY.sub("", title).strip()


# ---------------------------------------------------------------- catalogues


def make_catalogue(measures: Iterable[KoladaMeasure]) -> Catalogue:
    """A whole catalogue, with our own wordings of the measures that the short list has too."""
    known = {measure.kolada_id: measure for measure in read_kolada_measures()}
    return Catalogue(tuple(_add_wordings(measure, known.get(measure.kolada_id)) for measure in measures), whole=True)


def _add_wordings(measure: KoladaMeasure, ours: KoladaMeasure | None) -> KoladaMeasure:
    if ours is None:
        return measure
    return replace(
        measure,
        wordings=tuple(dict.fromkeys((*measure.wordings, *ours.wordings))),
        span=ours.span,
        only_with_values=ours.only_with_values,
    )


@cache
def read_short_list() -> Catalogue:
    """The catalogue that the project ships."""
    return Catalogue(read_kolada_measures())


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


def _read_without_assumed(catalogue: Catalogue) -> Iterable[Wording]:
    """Wordings without what goes without saying (`lägeskommun`), where no other measure has the same other words."""
    for wording in catalogue.wordings if catalogue.whole else ():
        for group, value in wording.name.qualifiers:
            if (group, value) not in _assumed():
                continue
            if len(dict(catalogue.contrasts[group, _words_but(group, wording.name)])) == 1:
                rest = tuple(pair for pair in wording.name.qualifiers if pair != (group, value))
                yield replace(wording, name=replace(wording.name, qualifiers=rest))


def _words_but(group: str, name: NameAnalysis) -> object:
    qualifiers = tuple(pair for pair in name.qualifiers if pair[0] != group)
    words = frozenset(name.content)
    return words - name.light or words, qualifiers, name.kind


def _said(group: str, name: NameAnalysis) -> object:
    return tuple(pair for pair in name.qualifiers if pair[0] == group)


@cache
def _assumed() -> frozenset[tuple[str, str]]:
    """Pairs of group and value that a name may leave out."""
    pairs = (pair.partition(": ") for pair in load("catalogue")["assumed"]["unless_contrasted"])
    return frozenset((group, value) for group, _, value in pairs)


# ---------------------------------------------------------------- one name


def _find_candidates(name: NameAnalysis, catalogue: Catalogue) -> list[Wording]:
    """Wordings with the same qualifiers and one of the rarest words, or parts of words, in common."""
    found = [rows for word in name.content if (rows := catalogue.index.get((name.qualifiers, word)))]
    parts = chain(*map(split_compound, name.content))
    joined = [rows for part in parts if (rows := catalogue.parts.get((name.qualifiers, part)))]
    rarest = sorted(found, key=len)[:RAREST_WORDS] + sorted(joined, key=len)[:1]
    whole = (catalogue.index.get(key, []) for key in {(name.qualifiers, ""), ((), name.folded)})
    return list({id(row): row for rows in (*rarest, *whole) for row in rows}.values())


@lru_cache(maxsize=MEMORY)
def _find_agreeing(name: NameAnalysis, catalogue: Catalogue) -> tuple[tuple[float, Wording], ...]:
    """The wordings that say the same as a name, and how well. Kept, as many rows of many plans have one name."""
    scored = ((_score(name, wording, catalogue.whole), wording) for wording in _find_candidates(name, catalogue))
    return tuple((score, wording) for score, wording in scored if score)


def _score(name: NameAnalysis, wording: Wording, whole: bool) -> float:
    """1 for the same words, less for light words and typing errors, 0 where it is another measure."""
    if name.folded == wording.name.folded:
        return 1.0 if name.folded == fold_name(wording.measure.title) or not _is_title(wording) else ENDED_SCORE
    if name.kind is None and not name.content and all(group == "service" for group, _ in name.qualifiers):
        return 0.0  # `Personlig assistans`: a service alone, of which any figure may be told
    if not (name.content or is_told_by_qualifiers(name)) or find_qualifier_difference(name, wording.name):
        return 0.0
    if _tells_other_figure(name, wording.name) or _is_about_others(name, wording.measure):
        return 0.0
    comparison = compare_content(name, wording.name)
    same_kind = name.kind == wording.name.kind
    least = (SAME_WORDS_AMONG_ALL if same_kind else 1.0) if whole else SAME_WORDS
    if name.content and set(name.content).isdisjoint(wording.name.content):
        least = 1.0  # `andel kollektivtrafikresenärer`: no word of `nöjda resenärer i kollektivtrafiken` may be lacking
    if comparison.left or comparison.right or comparison.likeness < least:
        return 0.0
    return SAME_WORDS_SCORE * comparison.likeness - (0.0 if same_kind else OTHER_KIND)


def _tells_other_figure(name: NameAnalysis, wording: NameAnalysis) -> bool:
    """Whether one of two names has a light word that tells what it is about (`Personal på biblioteken`) where the other
    one tells no more than the subject (`Antal bibliotek`)."""
    return _tells_more(name, wording) or _tells_less(name, wording)


def _tells_more(name: NameAnalysis, wording: NameAnalysis) -> bool:
    """Whether the name has such a word: `Personal på biblioteken`, where the measure is `Antal bibliotek`."""
    more = _telling("more").intersection(name.content).difference(wording.content)
    if all(any(word.endswith(telling) for word in wording.content) for telling in more):
        return False
    heavy, subject = _heavy(name), _heavy(wording)
    placed = any(group.startswith("place") for group, _ in name.contrasts)
    counted = wording.kind == "count" and (placed or not subject) and heavy == subject
    return counted or (name.kind is None and wording.kind is not None) or bool(subject and not heavy)


def _tells_less(name: NameAnalysis, wording: NameAnalysis) -> bool:
    """Whether the measure has such a word, and the name is its subject alone: `Bibliotek`, where the measure is
    `Personal på biblioteken`."""
    less, heavy = _telling("less").intersection(wording.content), _heavy(name)
    lacks = bool(less) and less.isdisjoint(name.content)
    return name.kind is None and lacks and len(heavy) < 2 and heavy <= _heavy(wording)


def _heavy(name: NameAnalysis) -> frozenset[str]:
    return frozenset(name.content).difference(name.light)


def _is_about_others(name: NameAnalysis, measure: KoladaMeasure) -> bool:
    """Whether a name tells of pupils or staff what the title of the measure tells of inhabitants."""
    people = name.people & frozenset(load("catalogue")["others_than_inhabitants"]["people"])
    return bool(people) and analyse_name(drop_validity(measure.title)).people == {"invånare"}


@cache
def _telling(which: str) -> frozenset[str]:
    return frozenset(map(find_base_root, load("catalogue")["telling"][which]))


def _find_doubt(name: NameAnalysis, score: float, wording: Wording, catalogue: Catalogue) -> tuple[str, ...]:
    """The ids that the name could be, where the best wording is not surely meant."""
    if not catalogue.whole or not _is_title(wording):
        return ()
    if name.folded.startswith(_reassigned()):
        return (wording.measure.kolada_id,)
    if score >= ENDED_SCORE:
        return ()
    told = {group for group, _ in (*name.qualifiers, *name.unsaid)}
    silent = [group for group in _doubtful() if group not in told]
    own = wording.measure.kolada_id
    for group in silent:
        alike = catalogue.contrasts.get((group, _words_but(group, wording.name)), frozenset())
        own_words = {said for kolada_id, said in alike if kolada_id == own}
        others = {kolada_id for kolada_id, said in alike if said not in own_words}
        if others:
            return tuple(sorted({own, *others}))
    return ()


@cache
def _doubtful() -> tuple[str, ...]:
    """Groups in which a name that says nothing may mean any."""
    return tuple(load("catalogue")["assumed"]["doubtful"])


@cache
def _reassigned() -> tuple[str, ...]:
    return tuple(map(fold_name, load("catalogue")["reassigned"]["titles"]))


def _find_open(name: NameAnalysis) -> tuple[str, ...] | None:
    """The ids between which `[open]` leaves a name; None where it does not stand there."""
    return _open().get(_words_of(name))


@cache
def _open() -> dict[frozenset[str], tuple[str, ...]]:
    """The words of names that leave open which measure they mean, and the ids of those that it could be."""
    return {_words_of(analyse_name(name)): tuple(ids) for name, ids in load("catalogue")["open"].items()}


def _words_of(name: NameAnalysis) -> frozenset[str]:
    """All the words of a name in base form, whatever its share or money is written in."""
    units = load("catalogue")["units_of_open"]
    words = (units.get(word, word) for word in name.wording.split())
    return frozenset(find_base_root(word) for word in words if word)


def _is_title(wording: Wording) -> bool:
    return wording.text == drop_validity(wording.measure.title)


def _fits(measure: KoladaMeasure, wording: str, values: Sequence[float]) -> bool:
    if wording in measure.only_with_values and not values:
        return False
    if measure.span is None:
        return True
    low, high = measure.span
    return all(low <= value <= high for value in values)
