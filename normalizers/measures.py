"""The name of a measure (or goal), taken apart so that two names can be compared.

A name such as `Andel elever i åk 9 med godkänt betyg i matematik, kommunala skolor` holds three kinds of words:
words that must be equal (årskurs, ämne, huvudman: *qualifiers*), words that tell what kind of figure it is (andel,
antal, kronor), and the rest, its content. Names are the same measure where qualifiers agree, kinds do not disagree,
and the content is the same up to word forms, compounds and typing errors.

All words live in `vocab/linking.toml` (`measure_words`); how a name is read into words of it is in `measure_wording`,
numbers and ages in `measure_numbers`, base forms, compounds and misspellings in `word_forms`.
Nothing here depends on other names in the same run: two names compare alike in every collection.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from normalizers.measure_numbers import drop_levels, take_ages, take_grades, take_numbers
from normalizers.measure_wording import DROPPED, read_wording
from normalizers.measure_words import MeasureWords, read_measure_words
from normalizers.word_forms import find_first_parts, find_root, is_compound, is_typo, lemmatise, split_compound

LIGHT_WEIGHT = 0.25  # of a content word: a name may lack a light word
_TELLING_GROUPS = frozenset({"service", "group"})  # of qualifiers that may be all that a name measures
_USUAL_PEOPLE = frozenset({"invånare", "brukare"})  # whom a service is for
SHORT_PART = 4  # letters
MEMORY = 100_000  # names kept; about three years of plans of every municipality

_CALENDAR_YEAR = re.compile(r"år\d{4}")
_TOKEN = re.compile(r"[a-zåäöéüø][a-zåäöéüø0-9]*|%")


@dataclass(frozen=True, slots=True)
class NameAnalysis:
    """A name taken apart. `qualifiers` are sorted pairs of group and value, without those that say the default."""

    folded: str  # the name word for word, without case, quotes and hyphens
    content: tuple[str, ...]  # roots of the content words, in order, each once
    bases: tuple[str, ...]  # the same words in base form, for readers
    light: frozenset[str]  # those of them that a name may lack
    weak: frozenset[str]  # light ones that the other name must have no words in place of
    qualifiers: tuple[tuple[str, str], ...]
    kind: str | None  # `share`, `count`, `money` …; None where neither unit nor name tells one
    named_kind: str | None  # what the name alone tells
    contrasts: frozenset[tuple[str, str]]  # group and word, of words that never stand for one another
    people: frozenset[str]  # whom it is about, where the name says so: `invånare`, `elev`
    unsaid: frozenset[tuple[str, str]]  # qualifiers that it says although they go without saying

    @property
    def squeezed(self) -> str:
        """The name without spaces: a narrow column or a PDF's letter spacing joins and parts words."""
        return self.folded.replace(" ", "")


@dataclass(frozen=True, slots=True)
class Comparison:
    """How far the content of two names agrees. `left`, `right`: the words that only one of them has, light ones out."""

    likeness: float  # 0..1, weighted share of common words
    containment: float  # 0..1, share of the shorter name's words that the longer one has
    left: tuple[str, ...]
    right: tuple[str, ...]
    differing: tuple[str, ...] = ()  # the same words for a reader, those of the left first


@lru_cache(maxsize=MEMORY)
def fold_name(name: str) -> str:
    """The name for comparison word for word: `Nöjd-kund-index.` and `nöjdkundindex` fold alike."""
    text = unicodedata.normalize("NFC", name).casefold().translate(DROPPED)
    text = re.sub(r"(?<=[^\W\d])-(?=[^\W\d])", "", text)
    text = re.sub(r"[^\w%+<>/.,-]|(?<!\d)[.,]|[.,](?!\d)|(?<!\d)-|-(?!\d)", " ", text)
    return " ".join(text.split())


@lru_cache(maxsize=MEMORY)
def analyse_name(name: str, unit: str | None = None, municipality: str | None = None) -> NameAnalysis:
    """Take a name apart. The unit of its values decides the kind; the municipality's own name says nothing."""
    words = read_measure_words()
    text = read_wording(name)
    text = words.number_words.sub(lambda match: f"{words.numbers[match[1] or match[2]]} ", text)
    text = drop_levels(words.noise_phrases.sub(" ", text), words)
    text, qualifiers = _take_qualifiers(text, words)
    named_kind = _kind_of_name(text, words)
    kind = _kind_of_unit(unit, words) or named_kind
    text = words.kind_words.sub(" ", text)
    text, numbers = take_numbers(text)
    bases = {base: find_root(base) for base in _content_words(text, municipality)}
    qualifiers |= set(_find_meant(qualifiers, kind, bases.values()))
    told = {f"{group}: {value}" for group, value in (*qualifiers, ("kind", kind or "none"))}
    told |= {f"{group}: *" for group, _ in qualifiers}
    dropped = _find_unsaid(told | set(bases.values()))
    bases = {base: root for base, root in bases.items() if root not in dropped}
    roots: dict[str, str] = {}
    for base, root in bases.items():
        roots.setdefault(root, base)
    return NameAnalysis(
        folded=fold_name(name),
        content=tuple(roots),
        bases=tuple(roots.values()),
        light=frozenset(root for base, root in bases.items() if _is_light(base)),
        weak=frozenset(root for base, root in bases.items() if base in words.weak),
        qualifiers=tuple(sorted(pair for pair in qualifiers | numbers if ": ".join(pair) not in dropped)),
        unsaid=frozenset(pair for pair in qualifiers if ": ".join(pair) in dropped),
        kind=kind,
        named_kind=named_kind,
        people=frozenset(words.people[base] for base in bases if base in words.people),
        contrasts=frozenset((_contrasts()[root], root) for root in roots if root in _contrasts()),
    )


@lru_cache(maxsize=MEMORY)
def _is_light(base: str) -> bool:
    words = read_measure_words()
    return bool(words.light.fullmatch(base)) or base.isdigit() or base in words.people or base in words.weak


def _find_meant(
    qualifiers: set[tuple[str, str]], kind: str | None, roots: Iterable[str]
) -> Iterator[tuple[str, str]]:
    """What words tell of a group of which the name says nothing else (`[meant]`): `vuxna` are 18 or more."""
    groups = {group for group, _ in qualifiers}
    said = {*roots, *(f"{group}: {value}" for group, value in (*qualifiers, ("kind", kind or "none")))}
    for beside, told in _meant():
        group, _, value = told.partition(": ")
        if group not in groups and beside <= said:
            groups.add(group)
            yield group, value


@cache
def _meant() -> tuple[tuple[frozenset[str], str], ...]:
    return tuple((frozenset(map(_as_root, beside)), told) for beside, told in read_measure_words().meant)


@cache
def _contrasts() -> Mapping[str, str]:
    """Root -> group of words that never stand for one another."""
    return {_as_root(word): group for word, group in read_measure_words().contrast.items()}


def _find_unsaid(said: set[str]) -> set[str]:
    """What goes without saying beside other words and qualifiers of the same name (`[usual]` in the vocabulary)."""
    dropped: set[str] = set()
    places = sorted({place for word in said for place in _usual_places().get(word, ())})
    for beside, unsaid in map(_usual().__getitem__, places):
        if beside <= said:
            dropped |= unsaid & said
            said = said - unsaid
    return dropped


@cache
def _usual() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """`[usual]` with the roots of its words, as contents have them; in the order of the file, each line once."""
    return tuple(
        (frozenset(map(_as_root, beside)), frozenset(map(_as_root, unsaid)))
        for beside, unsaid in read_measure_words().usual
    )


@cache
def _usual_places() -> Mapping[str, tuple[int, ...]]:
    """Word or qualifier -> the lines of `_usual` that it may begin."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, (beside, _) in enumerate(_usual()):
        places[min(beside)].append(place)
    return {word: tuple(found) for word, found in places.items()}


def _as_root(word: str) -> str:
    return word if ": " in word else find_root(lemmatise(word))


def find_qualifier_difference(left: NameAnalysis, right: NameAnalysis) -> str | None:
    """The first group that keeps the two apart: `sex: kvinnor / -`; None where they agree."""
    if left.kind and right.kind and left.kind != right.kind:
        return f"kind: {left.kind} / {right.kind}"
    for group, value in sorted(set(left.qualifiers) ^ set(right.qualifiers)):
        return f"{group}: {value} / -" if (group, value) in left.qualifiers else f"{group}: - / {value}"
    if left.contrasts and right.contrasts and (apart := _find_contrast(left, right)):
        return apart
    if left.people and right.people and not left.people & right.people:
        return f"people: {', '.join(sorted(left.people))} / {', '.join(sorted(right.people))}"
    return None


def _find_contrast(left: NameAnalysis, right: NameAnalysis) -> str | None:
    """`stage: planera / genomföra`, where both have words of one group and none in common."""
    for group in sorted({group for group, _ in left.contrasts} & {group for group, _ in right.contrasts}):
        own, others = ({word for name, word in side.contrasts if name == group} for side in (left, right))
        if not own & others:
            return f"{group}: {', '.join(sorted(own))} / {', '.join(sorted(others))}"
    return None


def compare_content(left: NameAnalysis, right: NameAnalysis) -> Comparison:
    """Pair the content words of two names: equal ones first, then joined compounds, then typing errors."""
    if left.content and left.squeezed == right.squeezed:
        return Comparison(1.0, 1.0, (), ())
    rest_left = [word for word in left.content if word not in right.content]
    rest_right = [word for word in right.content if word not in left.content]
    said = frozenset(left.content) | frozenset(right.content)
    _drop_compounds(rest_left, rest_right, said)
    _drop_compounds(rest_right, rest_left, said)
    _drop_typos(rest_left, rest_right)
    if rest_left and rest_right and _have_same_parts(left, right, rest_left, rest_right):
        rest_left, rest_right = [], []
    if is_told_by_qualifiers(left) and is_told_by_qualifiers(right):
        usual = _USUAL_PEOPLE if "count" in (left.kind, right.kind) else _USUAL_PEOPLE | {"elev"}
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
    if is_told_by_qualifiers(left) and is_told_by_qualifiers(right):
        heavy = False
    elif _name_things(rest_left) and _name_things(rest_right) and "count" in (left.kind, right.kind):
        heavy = False  # `antal platser`, `antal anställda`: two words for what is counted are two measures
    light = left.light | right.light if heavy else frozenset()
    shorter_weight, shorter_lone = min((weight_left, lone_left), (weight_right, lone_right))
    weak = left.weak | right.weak
    only_left, only_right = _without(rest_left, light - weak), _without(rest_right, light - weak)
    bare = _without(only_left, weak & light), _without(only_right, weak & light)
    if not (only_left and only_right) or not (bare[0] or bare[1]):
        only_left, only_right = bare
    return Comparison(
        likeness=1 - (lone_left + lone_right) / whole if whole else 0.0,
        containment=1 - shorter_lone / shorter_weight if shorter_weight else 0.0,
        left=tuple(only_left),
        right=tuple(only_right),
        differing=(*_as_bases(left, only_left), *_as_bases(right, only_right)),
    )


def _without(words: Iterable[str], dropped: frozenset[str]) -> list[str]:
    return [word for word in words if word not in dropped]


def _as_bases(name: NameAnalysis, roots: Iterable[str]) -> Iterator[str]:
    return (name.bases[name.content.index(root)] for root in roots)


def is_told_by_qualifiers(name: NameAnalysis) -> bool:
    """Whether all that the name measures is in its qualifiers: `andel 80+ i särskilt boende`."""
    return name.light.issuperset(name.content) and any(group in _TELLING_GROUPS for group, _ in name.qualifiers)


def _without_people(rest: list[str], usual: frozenset[str]) -> list[str]:
    """The words but for those that name whom a service is for, which goes without saying, or the survey."""
    words = read_measure_words()
    return [root for root in rest if words.people.get(root) not in usual and root not in _sources()]


@cache
def _sources() -> frozenset[str]:
    """Roots of the words for surveys: two names with different ones stay apart by `[contrast]`."""
    return frozenset(_as_root(word) for word, group in read_measure_words().contrast.items() if group == "source")


def _name_things(rest: list[str]) -> bool:
    """Whether there are words among them that are no calendar years."""
    return any(not word.isdigit() for word in rest)


def _has_heavy(analysis: NameAnalysis, rest: list[str]) -> bool:
    """Whether a heavy word of the name has its equal in the other one, or the name has a qualifier instead."""
    return bool(analysis.qualifiers) or any(w not in rest and w not in analysis.light for w in analysis.content)


# ---------------------------------------------------------------- the steps of the analysis


def _take_qualifiers(text: str, words: MeasureWords) -> tuple[str, set[tuple[str, str]]]:
    """Take the words that keep measures apart out of the text."""
    text, ages = take_ages(text, words)
    found = {words.apart.meaning(wording) for wording in words.apart.pattern.findall(text)}
    text = words.apart.pattern.sub(" ", text)
    text, grades = take_grades(text)
    found |= {f"{group}: {value}" for group, value in ages}
    found -= words.defaults.union(*(words.implied.get(meaning, ()) for meaning in found))
    qualifiers = {(group, value) for group, _, value in (meaning.partition(": ") for meaning in found)}
    return text, qualifiers | grades


def _kind_of_unit(unit: str | None, words: MeasureWords) -> str | None:
    return None if unit is None else _kind_of_text(read_wording(unit), words)


def _kind_of_name(text: str, words: MeasureWords) -> str | None:
    """`…, antal` and `Antal …` tell the kind, whatever stands between (`deltidsanställda (1-74 %), antal`)."""
    kind = _find_kind(text.strip(), words)
    if kind == "count":  # `antal timmar`, `timmar, antal`: a number of units is a quantity in that unit
        return next((unit for unit in words.units if _has_kind(text, unit, words)), kind)
    return kind


def _find_kind(text: str, words: MeasureWords) -> str | None:
    for kind, pattern in words.kinds:
        if any(match.end() == len(text) and not _is_counted(text, match) for match in pattern.finditer(text)):
            return kind
    for kind, pattern in words.kinds:
        if pattern.match(text):
            return kind
    return _kind_of_text(text, words)


def _has_kind(text: str, kind: str, words: MeasureWords) -> bool:
    return any(not _is_counted(text, match) for match in dict(words.kinds)[kind].finditer(text))


def _is_counted(text: str, match: re.Match[str]) -> bool:
    """`under 14 dagar`: a span of time, not the unit of the values."""
    return text[: match.start()].rstrip()[-1:].isdigit()


def _kind_of_text(text: str, words: MeasureWords) -> str | None:
    return next((kind for kind, _ in words.kinds if _has_kind(text, kind, words)), None)


def _content_words(text: str, municipality: str | None) -> Iterable[str]:
    own = (municipality.casefold(), f"{municipality.casefold()}s") if municipality else ()
    for word in _TOKEN.findall(text):
        if _CALENDAR_YEAR.fullmatch(word):
            yield word.removeprefix("år")
        elif word not in own and (lemma := _find_telling_base(word)):
            yield lemma


@lru_cache(maxsize=MEMORY)
def _find_telling_base(word: str) -> str | None:
    """The base form of a word, None of one that says nothing."""
    noise = read_measure_words().noise
    if noise.fullmatch(word):
        return None
    lemma = lemmatise(word)
    return None if noise.fullmatch(lemma) else lemma


# ---------------------------------------------------------------- pairing content words


def weigh_words(words: Iterable[str], analysis: NameAnalysis) -> float:
    """The weight of content words: light ones count little."""
    return sum(LIGHT_WEIGHT if word in analysis.light else 1.0 for word in words)


def _drop_compounds(joined: list[str], parted: list[str], said: frozenset[str]) -> None:
    """`infrastrukturprojekt` is `infrastruktur` `projekt`: drop a word where the other side has its two parts, or one
    and the other is said anyway (`föreningar med bidrag`, `föreningar med föreningsbidrag`)."""
    for word in tuple(joined):
        heads = [first for first in parted if first[0] == word[0]]  # seldom one, so that few pairs are looked at
        pairs = ((first, last) for first in heads for last in parted if first != last)
        parts: tuple[str, ...] = next((pair for pair in pairs if is_compound(word, *pair)), ())
        for part in parts or tuple(part for part in parted if _says_no_more(word, part, said))[:1]:
            parted.remove(part)
            if word in joined:
                joined.remove(word)


def _have_same_parts(left: NameAnalysis, right: NameAnalysis, rest_left: list[str], rest_right: list[str]) -> bool:
    """Whether two names join the same parts in another way (`återvinningsplatser för förpackningar`, `platser för
    förpackningsåtervinning`); what both say anyway may stand in a compound too (`skolmåltider`, `måltider` in
    `grundskola`)."""
    both = {part for word in set(left.content) & set(right.content) for part in split_compound(word)}
    both |= {part for group, value in left.qualifiers if group == "service" for part in split_compound(value)}
    for light_left, light_right in ((frozenset(), frozenset()), (left.light, right.light)):
        sides = [
            [frozenset(split_compound(word)) for word in _without(rest, light)]
            for rest, light in ((rest_left, light_left), (rest_right, light_right))
        ]
        for said in (frozenset[str](), both):
            parts = [[word - said for word in side] for side in sides]
            if all(side and all(side) for side in parts) and _union(parts[0]) == _union(parts[1]):
                return True
    return False


def _union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*sets)


def _says_no_more(word: str, part: str, said: frozenset[str]) -> bool:
    """Whether a compound is its one part, and the other one is said elsewhere or says nothing (`-verksamhet`):
    `föreningsbidrag` beside `bidrag`, or `miljöbalkstillsyn` beside `miljöbalk`, of names that say the rest."""
    if word.endswith(part) and not said.isdisjoint(find_first_parts(word[: -len(part)])):
        return True
    if word[0] == part[0] and any(
        word.endswith(last) and part in find_first_parts(word[: -len(last)]) for last in said if last != word
    ):
        return True
    tails = (tail for tail in map(find_root, read_measure_words().tails) if word.endswith(tail))
    if any(part in find_first_parts(word.removesuffix(tail)) for tail in tails):
        return True
    parts = split_compound(word)
    return len(parts) == 2 and parts[1] in _bare_parts() and parts[:1] == split_compound(part)


@cache
def _bare_parts() -> frozenset[str]:
    """Words that a name may lack, as last parts of compounds: `kränkningsanmälan` says no more than `kränkning`. Short
    ones mean another thing there (`bostadsrätt`)."""
    words = (split_compound(_as_root(word)) for word in read_measure_words().weak)
    return frozenset(parts[0] for parts in words if len(parts) == 1 and len(parts[0]) > SHORT_PART)


def _drop_typos(left: list[str], right: list[str]) -> None:
    """`uplevelse` is `upplevelse`: few letters apart, same beginning, and not two known words."""
    for word in tuple(left):
        other = next((o for o in right if is_typo(word, o)), None)
        if other is not None:
            left.remove(word)
            right.remove(other)
