"""The name of a measure (or goal), taken apart so that two names can be compared.

A name such as `Andel elever i åk 9 med godkänt betyg i matematik, kommunala skolor` holds three kinds of words:
words that must be equal (årskurs, ämne, huvudman: *qualifiers*), words that tell what kind of figure it is (andel,
antal, kronor), and the rest, its content. Names are the same measure where qualifiers agree, kinds do not disagree,
and the content is the same up to word forms, compounds and typing errors.

All words live in `vocab/linking.toml` (`measure_words`); how a name is read into words of it is in `measure_wording`,
numbers and ages in `measure_numbers`, what a number is of in `measure_counts`, base forms, compounds and misspellings
in `word_forms`, how two names are compared in `measure_pairs`.
Nothing here depends on other names in the same run: two names compare alike in every collection.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import chain, pairwise

from normalizers.measure_counts import find_counted, find_relations, find_steps
from normalizers.measure_numbers import (
    drop_levels,
    find_share_of,
    find_spans,
    take_ages,
    take_aims,
    take_grades,
    take_numbers,
)
from normalizers.measure_sides import find_sides
from normalizers.measure_wording import DROPPED, find_tellers, read_wording, space_words
from normalizers.measure_words import MeasureWords, read_measure_words
from normalizers.word_forms import VERB_PARTICLES, find_root, find_word_root, join_particle, lemmatise, split_compound

MEMORY = 100_000  # names kept; about three years of plans of every municipality

_CALENDAR_YEAR = re.compile(r"år\d{4}")
_EXCLUDED = re.compile(r"\b(?:exkl\.?|exklusive) ([^(),;]+)")
_TOKEN = re.compile(r"[a-zåäöéüø][a-zåäöéüø0-9]*|%")


@dataclass(frozen=True, slots=True)
class NameAnalysis:
    """A name taken apart. `qualifiers` are sorted pairs of group and value, without those that say the default."""

    folded: str  # the name word for word, without case, quotes and hyphens
    wording: str  # the words of the vocabulary in it, in order
    content: tuple[str, ...]  # roots of the content words, in order, each once
    bases: tuple[str, ...]  # the same words in base form, for readers
    light: frozenset[str]  # those of them that a name may lack
    weak: frozenset[str]  # light ones that the other name must have no words in place of
    qualifiers: tuple[tuple[str, str], ...]
    kind: str | None  # `share`, `count`, `money` …; None where neither unit nor name tells one
    named_kind: str | None  # what the name alone tells
    contrasts: frozenset[tuple[str, str]]  # group and word, of words that never stand for one another, and sides
    people: frozenset[str]  # whom it is about, where the name says so: `invånare`, `elev`
    excluded: frozenset[str]  # roots of the words behind `exkl.`: `läkemedel (exkl. tandvård)`
    unsaid: frozenset[tuple[str, str]]  # qualifiers that it says although they go without saying

    @property
    def squeezed(self) -> str:
        """The name without spaces: a narrow column or a PDF's letter spacing joins and parts words."""
        return self.folded.replace(" ", "")


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
    spaced, wording = space_words(name), read_wording(name)
    text = words.number_words.sub(lambda match: f"{words.numbers[match[1] or 'ett']} ", wording)
    text = drop_levels(words.noise_phrases.sub(" ", text), words)
    text, aims = take_aims(text, words)
    text, qualifiers = _take_qualifiers(text, words)
    named_kind = _kind_of_name(text, words)
    kind = _kind_of_unit(unit, words) or named_kind
    spans = frozenset(find_spans(text, words))
    text = _without_kind(text, kind, words)
    text, numbers = take_numbers(text)
    bases = {base: find_root(base) for base in _content_words(text, municipality)}
    kind = kind or next(filter(None, map(_find_kind_meant, bases)), None)
    ages = {pair for pair in qualifiers if pair[0] == "age"}
    for group, value in tuple(_find_meant(qualifiers | numbers, kind, bases.values())):
        number, _, span = value.partition(" ") if group == "number" else (value, "", "")
        qualifiers.add((group, number))
        spans |= {(f"span: {number}", span)} if span else set()
    told = {f"{group}: {value}" for group, value in (*qualifiers, *numbers, ("kind", kind or "none"))}
    told |= {f"{group}: *" for group, _ in qualifiers | numbers}
    told |= {f"span: {unit}" for _, unit in spans}
    said = told.union(bases.values(), *map(_find_parts_told, bases.values()))
    dropped = _find_unsaid(said)
    unsaid = {root for root in bases.values() if root in dropped and root in _contrasts()}
    bases = {base: root for base, root in bases.items() if root not in dropped}
    roots: dict[str, str] = {}
    for base, root in bases.items():
        roots.setdefault(root, base)
    return NameAnalysis(
        folded=fold_name(name),
        wording=wording,
        content=tuple(roots),
        bases=tuple(roots.values()),
        light=frozenset(root for base, root in bases.items() if _is_light(base)),
        weak=frozenset(root for base, root in bases.items() if base in words.weak),
        qualifiers=tuple(sorted(pair for pair in qualifiers | numbers if ": ".join(pair) not in dropped)),
        unsaid=frozenset(pair for pair in qualifiers if ": ".join(pair) in dropped),
        kind=kind,
        named_kind=named_kind,
        excluded=_find_excluded(name),
        people=frozenset(words.people[base] for base in bases if base in words.people),
        # also words that go without saying: another name may say another one
        contrasts=frozenset((_contrasts()[root], root) for root in unsaid.union(roots) if root in _contrasts())
        | frozenset(find_sides(spaced, words))
        | frozenset(find_counted(name, spaced, words))
        | frozenset(find_relations(spaced, words))
        | frozenset(find_steps(spaced, words))
        | frozenset(find_tellers(name))
        | frozenset(find_share_of(spaced) if ages else ())
        | {pair for pair in spans if f"span: {pair[1]}" not in dropped}
        | aims
        # an age that goes without saying is none of another name's, where that says one as well
        | frozenset((f"unsaid {group}", age) for group, age in ages if f"{group}: {age}" in dropped),
    )


@lru_cache(maxsize=MEMORY)
def _is_light(base: str) -> bool:
    words = read_measure_words()
    return bool(words.light.fullmatch(base)) or base.isdigit() or base in words.people or base in words.weak


def _find_meant(qualifiers: set[tuple[str, str]], kind: str | None, roots: Iterable[str]) -> Iterator[tuple[str, str]]:
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
    return tuple((frozenset(map(find_base_root, beside)), told) for beside, told in read_measure_words().meant)


@cache
def _contrasts() -> Mapping[str, str]:
    """Root -> group of words that never stand for one another."""
    return {find_base_root(word): group for word, group in read_measure_words().contrast.items()}


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
        (frozenset(map(find_base_root, beside)), frozenset(map(find_base_root, unsaid)))
        for beside, unsaid in read_measure_words().usual
    )


@lru_cache(maxsize=MEMORY)
def _find_parts_told(root: str) -> frozenset[str]:
    """The two parts of a compound beside which something goes without saying: `biblioteksbesök` tells what `besök` and
    `bibliotek` do. None where `[usual]` has each of them beside other words: a `kursdeltagare` is no `kurs`."""
    return _usual_pairs().get(frozenset(split_compound(root)), frozenset())


@cache
def _usual_pairs() -> Mapping[frozenset[str], frozenset[str]]:
    """Two words that stand beside one another in `[usual]`, by what they are as parts of a compound."""
    found = {}
    for beside, _ in _usual():
        words = frozenset(word for word in beside if ": " not in word)
        parts = frozenset(chain(*map(split_compound, words)))
        if len(words) == len(parts) == 2:
            found[parts] = words
    return found


@cache
def _usual_places() -> Mapping[str, tuple[int, ...]]:
    """Word or qualifier -> the lines of `_usual` that it may begin."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, (beside, _) in enumerate(_usual()):
        places[min(beside)].append(place)
    return {word: tuple(found) for word, found in places.items()}


def find_base_root(word: str) -> str:
    """The root of a word of the vocabulary; qualifiers (`group: value`) stay."""
    return word if ": " in word else find_word_root(word)


def are_other_kinds(left: str | None, right: str | None) -> bool:
    """Whether two kinds of figures are told, and not the same; an `amount` (`mängd`) may be in any unit of amounts."""
    if not left or not right or left == right:
        return False
    return not ("amount" in (left, right) and read_measure_words().amounts.issuperset({left, right} - {"amount"}))


def find_qualifier_difference(left: NameAnalysis, right: NameAnalysis) -> str | None:
    """The first group that keeps the two apart: `sex: kvinnor / -`; None where they agree."""
    if are_other_kinds(left.kind, right.kind):
        return f"kind: {left.kind} / {right.kind}"
    for group, value in sorted(set(left.qualifiers) ^ set(right.qualifiers)):
        return f"{group}: {value} / -" if (group, value) in left.qualifiers else f"{group}: - / {value}"
    if left.contrasts and right.contrasts and (apart := _find_contrast(left, right)):
        return apart
    if _exclude_one_another(left, right):
        return f"excluded: {', '.join(sorted(left.excluded))} / {', '.join(sorted(right.excluded))}"
    if left.people and right.people and not left.people & right.people:
        return f"people: {', '.join(sorted(left.people))} / {', '.join(sorted(right.people))}"
    return None


def without_level(name: NameAnalysis) -> NameAnalysis | None:
    """A name without the one number that a bound in it aims at (`minst två gånger i veckan`); None if it has none, or
    another one (`minst en kontakt på avdelning 3`)."""
    numbers = [value for group, value in name.qualifiers if group == "number"]
    words = read_measure_words()
    if len(numbers) != 1 or words.bounds.isdisjoint(name.content):
        return None
    said = name.folded.split()
    if not any(one in words.bounds and words.numbers.get(two, two) == numbers[0] for one, two in pairwise(said)):
        return None
    return replace(name, qualifiers=tuple(pair for pair in name.qualifiers if pair[0] != "number"))


def _exclude_one_another(left: NameAnalysis, right: NameAnalysis) -> bool:
    """Whether each leaves out what the other measures: `läkemedel (exkl. tandvård)`, `tandvård (exkl. läkemedel)`."""
    crossed = left.excluded & set(right.content) and right.excluded & set(left.content)
    return bool(crossed and not left.excluded & right.excluded)


def _find_contrast(left: NameAnalysis, right: NameAnalysis) -> str | None:
    """`stage: planera / genomföra`, where both have words of one group (or a side of one thing) and none in common."""
    planned, done = read_measure_words().planned, read_measure_words().done
    for group in sorted({group for group, _ in left.contrasts} & {group for group, _ in right.contrasts}):
        own, others = ({word for name, word in side.contrasts if name == group} for side in (left, right))
        if not own & others or (planned in own & others and done in own ^ others):  # done of what was planned
            return f"{group}: {', '.join(sorted(own))} / {', '.join(sorted(others))}"
    return None


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


@lru_cache(maxsize=MEMORY)
def _find_kind_meant(base: str) -> str | None:
    """The kind that a word tells where nothing else does, also as the last part of a compound: `lokalkostnad`."""
    meant = read_measure_words().kind_meant
    if base in meant:
        return meant[base]
    last = split_compound(find_root(base))[-1:]
    return next((kind for word, kind in meant.items() if last == split_compound(find_root(word))), None)


def _kind_of_unit(unit: str | None, words: MeasureWords) -> str | None:
    return None if unit is None else _kind_of_text(read_wording(unit), words)


def _kind_of_name(text: str, words: MeasureWords) -> str | None:
    """`…, antal` and `Antal …` tell the kind, whatever stands between (`deltidsanställda (1-74 %), antal`)."""
    kind = _find_kind(text.strip(), words)
    if kind == "count":  # `antal timmar`, `timmar, antal`: a number of units is a quantity in that unit
        return next((unit for unit in words.units if _has_kind(text, unit, words)), kind)
    return kind


def _find_kind(text: str, words: MeasureWords) -> str | None:
    if words.share.match(text):  # `Andel outhyrd yta (% av kvm)`
        return "share"
    for kind, pattern in words.kinds:
        if kind in words.units and words.share_of.search(text):  # `använda timmar i procent av bokade timmar`
            continue
        if any(match.end() == len(text) and not _is_counted(text, match) for match in pattern.finditer(text)):
            return kind
    for kind, pattern in words.kinds:
        if pattern.match(text):
            return kind
    return _kind_of_text(text, words)


def _has_kind(text: str, kind: str, words: MeasureWords) -> bool:
    return any(not _is_counted(text, match) for match in dict(words.kinds)[kind].finditer(text))


def _without_kind(text: str, kind: str | None, words: MeasureWords) -> str:
    """The text without the words of a kind. Those of another unit are what is measured: `andel utförda timmar`."""
    if kind is None or kind in words.units:
        return words.kind_words.sub(" ", text)
    units = [pattern for unit, pattern in words.kinds if unit in words.units]

    def keep(match: re.Match[str]) -> str:
        is_unit = any(pattern.fullmatch(match[0]) for pattern in units)
        return match[0] if is_unit and not _is_counted(text, match) else " "

    return words.kind_words.sub(keep, text)


def _is_counted(text: str, match: re.Match[str]) -> bool:
    """`under 14 dagar`: a span of time, not the unit of the values."""
    return text[: match.start()].rstrip()[-1:].isdigit()


def _kind_of_text(text: str, words: MeasureWords) -> str | None:
    return next((kind for kind, _ in words.kinds if _has_kind(text, kind, words)), None)


def _content_words(text: str, municipality: str | None) -> Iterable[str]:
    own = (municipality.casefold(), f"{municipality.casefold()}s") if municipality else ()
    for word in _join_particles(_TOKEN.findall(text)):
        if _CALENDAR_YEAR.fullmatch(word):
            yield word.removeprefix("år")
        elif word not in own and (lemma := _find_telling_base(word)):
            yield lemma


def _join_particles(tokens: list[str]) -> Iterator[str]:
    """A verb and the particle behind it are one word, as its participles are: `har delats ut` is `utdelade`."""
    for place, word in enumerate(tokens):
        after = tokens[place + 1 : place + 3]
        if word in VERB_PARTICLES and place and join_particle(tokens[place - 1], word):
            continue
        if not after or after[0] not in VERB_PARTICLES or (after[1:] == ["till"] and after[0] == "upp"):
            yield word
        else:
            yield join_particle(word, after[0]) or word


def _find_excluded(name: str) -> frozenset[str]:
    """What a name says that it is without, up to the end of the brackets or of the part of the name."""
    found = chain(*(_TOKEN.findall(text) for text in _EXCLUDED.findall(name.casefold())))
    return frozenset(find_root(base) for base in map(_find_telling_base, found) if base)


@lru_cache(maxsize=MEMORY)
def _find_telling_base(word: str) -> str | None:
    """The base form of a word, None of one that says nothing."""
    noise = read_measure_words().noise
    if noise.fullmatch(word):
        return None
    lemma = lemmatise(word)
    return None if noise.fullmatch(lemma) else lemma
