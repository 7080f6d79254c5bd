"""Two names of measures, taken apart, compared: which of their content words pair, and which stand alone.

Equal words pair first, then compounds and their parts, then misspellings. Light words may be missing, and what
`vocab/linking.toml` says a name may lack.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from normalizers.measure_words import read_measure_words
from normalizers.measures import MEMORY, NameAnalysis, find_base_root
from normalizers.word_forms import (
    find_first_parts,
    find_root,
    is_compound,
    is_known,
    is_known_compound,
    is_typo,
    split_compound,
)

_CALENDAR_YEAR = re.compile(r"(?:19|20)\d\d")
LIGHT_WEIGHT = 0.25  # of a content word: a name may lack a light word
_SERVED = frozenset({"service", "group"})  # qualifiers that may be all that a name measures: `80+ i särskilt boende`
_HOW = frozenset({"basis", "average", "period"})  # that tell how, not what is measured: `Nettokostnad, kr/inv`
SHORT_PART = 4  # letters
WORDS_MORE = 2  # words that a name may have more than another one and still say the same
TELLING_WORDS = 2  # content words, light ones out, and qualifiers, from which a name tells a measure


@dataclass(frozen=True, slots=True)
class Comparison:
    """How far the content of two names agrees. `left`, `right`: the words that only one of them has, light ones out."""

    likeness: float  # 0..1, weighted share of common words
    containment: float  # 0..1, share of the shorter name's words that the longer one has
    left: tuple[str, ...]
    right: tuple[str, ...]
    differing: tuple[str, ...] = ()  # the same words for a reader, those of the left first


def compare_content(left: NameAnalysis, right: NameAnalysis) -> Comparison:
    """Pair the content words of two names: equal ones first, then joined compounds, then typing errors."""
    if left.content and left.squeezed == right.squeezed:
        return Comparison(1.0, 1.0, (), ())
    rest_left = [word for word in left.content if word not in right.content]
    rest_right = [word for word in right.content if word not in left.content]
    if not (_names_year(rest_left) and _names_year(rest_right)):  # which year is no part of what is measured
        rest_left, rest_right = _without_years(rest_left), _without_years(rest_right)
    said = frozenset(left.content) | frozenset(right.content)
    counting = "count" in (left.kind, right.kind)
    _drop_compounds(rest_left, rest_right, said, counting=counting)
    _drop_compounds(rest_right, rest_left, said, counting=counting)
    _drop_typos(rest_left, rest_right)
    common = said.difference(rest_left, rest_right)
    rest_left, rest_right = _without_heads(rest_left, common), _without_heads(rest_right, common)
    if rest_left and rest_right and _have_same_parts(left, right, rest_left, rest_right):
        rest_left, rest_right = [], []
    if is_told_by_qualifiers(left) and is_told_by_qualifiers(right):
        usual = _find_usual_people(left, right)
        rest_left, rest_right = _without_people(rest_left, usual), _without_people(rest_right, usual)
        if not (rest_left and rest_right):
            rest_left, rest_right = _without(rest_left, left.weak), _without(rest_right, right.weak)
        if not rest_left and not rest_right:
            return Comparison(1.0, 1.0, (), ())
    weight_left, weight_right = weigh_words(left.content, left), weigh_words(right.content, right)
    lone_left, lone_right = weigh_words(rest_left, left), weigh_words(rest_right, right)
    whole = weight_left + weight_right
    # a name may lack a light word where it shares another one; where it has light words only, they count
    heavy = _has_heavy(left, rest_left) or _has_heavy(right, rest_right)
    if not heavy and not (_without_people(rest_left) and _without_people(rest_right)):
        heavy = bool(left.qualifiers or right.qualifiers)  # qualifiers may stand for the words, but not for two
    if is_told_by_qualifiers(left) and is_told_by_qualifiers(right):
        heavy = False
    elif _name_things(rest_left) and _name_things(rest_right) and "count" in (left.kind, right.kind):
        heavy = False  # `antal platser`, `antal anställda`: two words for what is counted are two measures
    light = left.light | right.light if heavy else frozenset()
    if "count" in (left.kind, right.kind):
        light -= _counted()
    shorter_weight, shorter_lone = min((weight_left, lone_left), (weight_right, lone_right))
    weak = left.weak | right.weak
    only_left, only_right = _without(rest_left, light - weak), _without(rest_right, light - weak)
    if not (only_left and only_right):
        only_left, only_right = _without(only_left, weak & light), _without(only_right, weak & light)
    return Comparison(
        likeness=1 - (lone_left + lone_right) / whole if whole else 0.0,
        containment=1 - shorter_lone / shorter_weight if shorter_weight else 0.0,
        left=tuple(only_left),
        right=tuple(only_right),
        differing=(*_as_bases(left, only_left), *_as_bases(right, only_right)),
    )


def says_only_more(left: NameAnalysis, right: NameAnalysis, comparison: Comparison) -> bool:
    """Whether one of two names says the same at greater length: it has a word or two more, none by which measures
    differ, and the other one is no mere heading (`Besök`, `Matsvinn`) that any name of its kind is longer than."""
    more = comparison.left + comparison.right
    if (comparison.left and comparison.right) or len(more) > WORDS_MORE:
        return False
    if left.kind is None or left.kind != right.kind:  # a sentence, or it is open whether andel or antal
        return False
    if not separating_words().isdisjoint(more) or not all(map(_is_word, more)):
        return False
    if any(word.endswith(read_measure_words().narrowing) for word in more):
        return False  # `utbetalningar`, `felaktiga utbetalningar`
    if any(_are_numbers_of(word, whole, left, right) for word in more for whole in {*left.content, *right.content}):
        return False  # `antal e-förslag`, `antal röster på e-förslag`
    if any(word.endswith(whole) and _is_head(whole, word) for word in more for whole in left.content + right.content):
        return False  # `e-fakturor, andel av kundfakturorna`: a part of what the other one tells
    telling = (
        len(_without(name.content, name.light)) + sum(group not in _HOW for group, _ in name.qualifiers)
        for name in (left, right)
        if name.content
    )
    return min(telling, default=0) >= TELLING_WORDS


def _are_numbers_of(word: str, whole: str, left: NameAnalysis, right: NameAnalysis) -> bool:
    """Whether one of two names is a number of the one, and the other one of the other."""
    if not (left.folded.startswith("antal") and right.folded.startswith("antal")):
        return False
    one, two = ((f"each {root}", "number") for root in (word, whole))
    return (one in left.contrasts and two in right.contrasts) or (one in right.contrasts and two in left.contrasts)


@lru_cache(maxsize=MEMORY)
def _is_word(root: str) -> bool:
    """Whether it is a word of the language; others are names (`röster på M`, `besök i Delfinen`) or slips, which may
    stand for any word."""
    return len(root) > 1 and (root.isdigit() or is_known(root) or is_known_compound(root))


@cache
def separating_words() -> frozenset[str]:
    """Roots of the words by which alone two measures differ."""
    words = read_measure_words()
    return frozenset(map(find_base_root, words.separating | words.contrast.keys()))


def _without(words: Iterable[str], dropped: frozenset[str]) -> list[str]:
    return [word for word in words if word not in dropped]


def _find_usual_people(left: NameAnalysis, right: NameAnalysis) -> frozenset[str]:
    """Whom two names are about without saying so, where their qualifiers tell all else: those whom a service is for, or
    all of an age."""
    if not all(any(group in _SERVED for group, _ in name.qualifiers) for name in (left, right)):
        return frozenset({"invånare"})
    return frozenset({"invånare", "brukare"} if "count" in (left.kind, right.kind) else {"invånare", "brukare", "elev"})


def _as_bases(name: NameAnalysis, roots: Iterable[str]) -> Iterator[str]:
    return (name.bases[name.content.index(root)] for root in roots)


def is_told_by_qualifiers(name: NameAnalysis) -> bool:
    """Whether all that the name measures is in its qualifiers: `andel 80+ i särskilt boende`, `antal unga 0-19 år`."""
    telling = _SERVED | {"age"} if name.kind else _SERVED
    return name.light.issuperset(name.content) and any(group in telling for group, _ in name.qualifiers)


def _without_people(rest: list[str], usual: frozenset[str] | None = None) -> list[str]:
    """The words but for those that name whom a service is for, which goes without saying, or the survey. `usual`: the
    people to leave out, where not all."""
    people = read_measure_words().people
    return [root for root in rest if root not in _sources() and not _is_among(people.get(root), usual)]


def _is_among(who: str | None, usual: frozenset[str] | None) -> bool:
    return who is not None and (usual is None or who in usual)


@cache
def _counted() -> frozenset[str]:
    """Roots of the light words that a number may be of."""
    return frozenset(map(find_base_root, read_measure_words().counted))


@cache
def _sources() -> frozenset[str]:
    """Roots of the words for surveys: two names with different ones stay apart by `[contrast]`."""
    return frozenset(find_base_root(word) for word, group in read_measure_words().contrast.items() if group == "source")


def _names_year(words: list[str]) -> bool:
    return any(map(_CALENDAR_YEAR.fullmatch, words))


def _without_years(words: list[str]) -> list[str]:
    return [word for word in words if not _CALENDAR_YEAR.fullmatch(word)]


def _name_things(rest: list[str]) -> bool:
    """Whether there are words among them that are no calendar years."""
    return any(not word.isdigit() for word in rest)


def _has_heavy(analysis: NameAnalysis, rest: list[str]) -> bool:
    """Whether a heavy word of the name has its equal in the other one."""
    return any(word not in rest and word not in analysis.light for word in analysis.content)


# ---------------------------------------------------------------- pairing content words


def weigh_words(words: Iterable[str], analysis: NameAnalysis) -> float:
    """The weight of content words: light ones count little."""
    return sum(LIGHT_WEIGHT if word in analysis.light else 1.0 for word in words)


def _drop_compounds(joined: list[str], parted: list[str], said: frozenset[str], *, counting: bool) -> None:
    """`infrastrukturprojekt` is `infrastruktur` `projekt`: drop a word where the other side has its two parts, or one
    and the other is said anyway (`föreningar med bidrag`, `föreningar med föreningsbidrag`)."""
    for word in tuple(joined):
        heads = [first for first in parted if first[0] == word[0]]  # seldom one, so that few pairs are looked at
        pairs = ((first, last) for first in heads for last in parted if first != last)
        parts: tuple[str, ...] = next((pair for pair in pairs if is_compound(word, *pair)), ())
        for part in parts or tuple(part for part in parted if _says_no_more(word, part, said, counting))[:1]:
            parted.remove(part)
            if word in joined:
                joined.remove(word)


def _without_heads(rest: list[str], common: frozenset[str]) -> list[str]:
    """The words but for those that a compound of both names ends with: `våldsbrott, anmälda brott`."""
    return [
        word
        for word in rest
        if len(word) < SHORT_PART or not any(_is_head(word, compound) for compound in common if compound.endswith(word))
    ]


def _is_head(word: str, compound: str) -> bool:
    return word != compound and split_compound(compound)[-1:] == split_compound(word)


def _have_same_parts(left: NameAnalysis, right: NameAnalysis, rest_left: list[str], rest_right: list[str]) -> bool:
    """Whether two names join the same parts in another way: `återvinningsplatser för förpackningar`, `platser för
    förpackningsåtervinning`. What both say anyway may stand in a compound too (`skolmåltider`, `måltider` in
    `grundskola`), and a light word of the other name, or one that says nothing (`måltidskostnad`)."""
    if not any(len(_part(word)) > 1 for word in (*rest_left, *rest_right)):
        return False  # `åtgärd` is no `åtgärda`: the last vowel counts in whole words
    if _union(map(_part, rest_left)) == _union(map(_part, rest_right)):
        return True
    both = _union(map(_part, set(left.content) & set(right.content)))
    both |= _union(_part(value) for group, value in {*left.qualifiers, *right.qualifiers} if group == "service")
    # `båtbryggeärenden: antal tillsynsbeslut`: another word there says what is counted
    counting = "count" in (left.kind, right.kind) and len(rest_left) == len(rest_right) == 1
    bare_left = _take_telling(left, rest_left, right, both, counting=counting)
    bare_right = _take_telling(right, rest_right, left, both, counting=counting)
    return bool(bare_left and all(bare_left) and all(bare_right)) and _union(bare_left) == _union(bare_right)


def _take_telling(
    name: NameAnalysis, rest: list[str], other: NameAnalysis, both: frozenset[str], *, counting: bool
) -> list[frozenset[str]]:
    """Of each heavy word that is left, the parts that neither both names say nor the other one has as a light word."""
    said = both | _union(map(_part, other.light))
    return [_telling_part(word, counting) - said for word in _without(rest, name.light)]


@lru_cache(maxsize=MEMORY)
def _part(word: str) -> frozenset[str]:
    return frozenset(split_compound(word))


@lru_cache(maxsize=MEMORY)
def _telling_part(word: str, counting: bool) -> frozenset[str]:
    """The parts without a last one that says nothing."""
    parts = split_compound(word)
    tails = {split_compound(find_root(tail)) for tail in read_measure_words().tails}
    bare = len(parts) > 1 and (parts[-1:] in tails or parts[-1] in _bare_parts())
    if counting and word.endswith(_counted_tails()):
        bare = False
    return frozenset(parts[:-1] if bare else parts)


def _union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*sets)


def _says_no_more(word: str, part: str, said: frozenset[str], counting: bool) -> bool:
    """Whether a compound is its one part, and the other one is said elsewhere or says nothing (`-verksamhet`):
    `föreningsbidrag` beside `bidrag`, or `miljöbalkstillsyn` beside `miljöbalk`, of names that say the rest."""
    if word.endswith(part) and not said.isdisjoint(find_first_parts(word[: -len(part)])):
        return True
    if word[0] == part[0] and any(
        word.endswith(last) and part in find_first_parts(word[: -len(last)]) for last in said if last != word
    ):
        return True
    if counting and word.endswith(_counted_tails()):
        return False
    if word.endswith(_bare_tails()):  # few do, and this is asked of every two words
        tails = (tail for tail in _bare_tails() if word.endswith(tail))
        if any(part in find_first_parts(word.removesuffix(tail)) for tail in tails):
            return True
    parts = split_compound(word)
    return len(parts) > 1 and parts[-1] in _bare_parts() and parts[:-1] == split_compound(part)


@cache
def _bare_parts() -> frozenset[str]:
    """Words that a name may lack, as last parts of compounds: `kränkningsanmälan` says no more than `kränkning`. Short
    ones mean another thing there (`bostadsrätt`)."""
    words = (split_compound(find_base_root(word)) for word in read_measure_words().weak)
    return frozenset(parts[0] for parts in words if len(parts) == 1 and len(parts[0]) > SHORT_PART)


@cache
def _bare_tails() -> tuple[str, ...]:
    """Roots of last parts of compounds that say nothing."""
    return tuple(map(find_root, read_measure_words().tails))


@cache
def _counted_tails() -> tuple[str, ...]:
    """Roots of last parts of compounds that tell what a number is of."""
    return tuple(map(find_base_root, read_measure_words().counted_tails))


def _drop_typos(left: list[str], right: list[str]) -> None:
    """`uplevelse` is `upplevelse`: few letters apart, same beginning, and not two known words."""
    for word in tuple(left):
        other = next((o for o in right if is_typo(word, o)), None)
        if other is not None:
            left.remove(word)
            right.remove(other)
