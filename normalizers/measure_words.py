"""The words that decide whether two names mean the same measure, out of `vocab/linking.toml`, compiled.

How wordings are written there (`*`, a last `-`, `#`) is told at the head of that file.
"""

from __future__ import annotations

import heapq
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, pairwise
from typing import Any

from normalizers.vocabulary import load

NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_JOINED = re.compile(r"(?<![^ ])([a-zåäö]{3,}\*?) (och|eller) ([a-zåäö]{3,}\*?)(?![^ ])")
FIRST_LETTERS = 2  # by which wordings are grouped in a pattern
LONG_WORD = 7  # letters: one wrong letter hardly makes another word of it
SHORTEST_WORD = 4  # letters: in a shorter word one wrong letter makes another word


# What follows the first part of a compound: three letters, and no ending of the word itself (`prognosernas`).
_GOES_ON = r"(?=[a-zåäö]{3})(?!(?:[aeo]r(?:s|nas?)|e[nt]s)(?![a-zåäö]))"
_NO_AGE = "dag|dygn|veck|mån|kw|mw|tim|min|sek|meter|m2|kvm|ton"  # units that a number behind a sign may be in
_NOT_OLD = "efter|före|innan|tidigare|sedan|framåt"  # behind a number of years: `personer 2 år efter kursen`
_NO_UNITS = ("share", "money", "count")


Ranked = tuple[int, str, str]  # place of a wording among all, the longest first; wording; meaning


@dataclass(frozen=True, slots=True)
class Wordings:
    """Wordings of the vocabulary and what each means; the longest wording at a place counts."""

    pattern: re.Pattern[str]
    plain: Mapping[str, Ranked]  # wordings that stand for themselves alone
    open: Mapping[str, tuple[Ranked, ...]]  # by their first letters, wordings that leave an ending or a number open
    found: dict[str, str] = field(default_factory=dict)  # what was looked up before

    def meaning(self, words: str) -> str:
        """What a piece of text that `pattern` matched means. The next letter is gone there, so a first part of a
        compound (`korttids-`) is tried with one."""
        if words not in self.found:
            self.found[words] = self._look_up(words)
        return self.found[words]

    def _look_up(self, words: str) -> str:
        as_it_is = self.plain.get(words)
        tried = heapq.merge(self.open.get(_start(words), ()), self.open.get("", ()))
        for rank, wording, meaning in tried:
            if as_it_is and as_it_is[0] < rank:
                break
            matches = (_compile(wording).match(text) for text in (words, words + "xxx"))
            if any(match and match.end() == len(words) for match in matches):
                return meaning
        if as_it_is is None:
            raise KeyError(words)
        return as_it_is[2]


@dataclass(frozen=True, slots=True)
class MeasureWords:
    """The vocabulary, ready to be looked up."""

    same: Wordings
    apart: Wordings  # meaning: `group: value`
    defaults: frozenset[str]
    implied: Mapping[str, frozenset[str]]  # qualifier -> those that go without saying beside it
    usual: tuple[tuple[frozenset[str], frozenset[str]], ...]  # words or qualifiers -> what goes without saying beside
    separating: frozenset[str]  # base forms of words by which alone measures differ
    contrast: Mapping[str, str]  # base form -> group of words that never stand for one another
    sides: tuple[tuple[str, str, re.Pattern[str]], ...]  # axis, side, and its wording with the word that follows
    comparisons: tuple[tuple[re.Pattern[str], str], ...]  # `högre betyg än`, and the preposition that says the same
    kinds: tuple[tuple[str, re.Pattern[str]], ...]
    units: tuple[str, ...]  # kinds that are units of their own, whether or not `antal` stands beside
    kind_words: re.Pattern[str]
    share: re.Pattern[str]  # the words of a share
    share_of: re.Pattern[str]  # that a name is a share of something, whatever the unit of both
    kind_meant: Mapping[str, str]  # base form -> the kind of a name that tells none otherwise
    amounts: frozenset[str]  # kinds that an amount may be of
    small: frozenset[str]
    abbreviations: Mapping[str, str]
    told_by: re.Pattern[str]  # who tells a figure, in brackets or behind `enligt`
    noise: re.Pattern[str]
    noise_phrases: re.Pattern[str]
    light: re.Pattern[str]
    weak: frozenset[str]  # base forms
    counted: frozenset[str]  # light or weak ones that a number may be of, base forms
    counted_tails: tuple[str, ...]  # last parts of compounds that tell what a number is of, base forms
    tails: tuple[str, ...]  # last parts of compounds that say nothing, base forms
    people: Mapping[str, str]  # base form -> whom it means
    ages: tuple[tuple[str, re.Pattern[str]], ...]  # `below`, `up_to`, `above` or `from`, and a wording with the number
    aims: re.Pattern[str]  # the level that a name aims at, as a sentence
    levels: re.Pattern[str]  # the level alone
    bounds: frozenset[str]  # that stay among the words of a name
    narrowing: tuple[str, ...]  # endings of words for a part of a whole
    planned: str  # in base form
    done: str  # that tells a part of what was planned
    who: frozenset[str]  # base forms of words for those whom a number may be of
    who_alone: frozenset[str]  # those that tell it as whole words alone
    who_else: frozenset[str]  # base forms of words that stand for somebody as well as for something
    who_endings: tuple[str, ...]  # endings of such words
    counted_until: frozenset[str]  # words that end what is counted, beside the small ones
    relations: tuple[tuple[str, str, re.Pattern[str]], ...]  # group, relation of somebody to a thing, and its wordings
    steps: tuple[tuple[str, re.Pattern[str]], ...]  # step of a process, and its wording
    steps_between: re.Pattern[str]  # from which step to which one
    ways: tuple[tuple[str, re.Pattern[str]], ...]  # `up` or `down`, and the end of a sentence that aims there
    spans: tuple[tuple[str, re.Pattern[str]], ...]  # unit, and a number in it
    numbers: Mapping[str, str]
    number_words: re.Pattern[str]
    lemmas: Mapping[str, str]
    roots: Mapping[str, str]  # base form -> another one that means the same, also as the last part of a compound
    meant: tuple[tuple[frozenset[str], str], ...]  # words or qualifiers -> a qualifier that they tell
    endings: tuple[str, ...]
    any_word: re.Pattern[str]  # a single word that the vocabulary has
    spellings: Mapping[str, tuple[tuple[str, bool], ...]]  # first letter -> words, and whether any ending may follow
    before: Mapping[str, frozenset[str]]  # word -> those that stand before it in wordings
    other_spellings: Mapping[str, tuple[tuple[str, bool], ...]]  # the same of words that it has in base form


@cache
def read_measure_words() -> MeasureWords:
    """The vocabulary, compiled once."""
    table = load("linking")
    sides, comparisons = table["sides"], table["comparisons"]  # whole: they are looked up before small words go
    relations, counted_until = table["relations"], frozenset(table["who"]["ends"])
    small = frozenset(table["noise"]["small"])
    table = {name: _without_small(_with_swapped(part), small) for name, part in table.items()}
    defaults: set[str] = set()
    implied: dict[str, frozenset[str]] = {}
    apart: dict[str, list[str]] = {}
    for group, values in table["apart"].items():
        for value, wordings in values.items():
            if value == "default":
                defaults.add(f"{group}: {wordings}")
            elif value == "implies":
                for exact, usual in wordings.items():
                    implied[f"{group}: {exact}"] = frozenset(u if ":" in u else f"{group}: {u}" for u in usual)
            else:
                apart[f"{group}: {value}"] = wordings
    every = {*chain(*table["same"].values()), *chain(*apart.values()), *chain(*table["kinds"].values())}
    every |= {*table["same"], *table["noise"]["words"], *table["noise"]["light"], *table["noise"]["phrases"]}
    single = {word for wording in every for word in wording.split() if word.rstrip("*-").isalpha()}
    spellings: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for word in sorted(single):
        if len(bare := word.rstrip("*-")) >= SHORTEST_WORD:
            spellings[bare[0]].append((bare, word.endswith("*")))
    before: dict[str, set[str]] = defaultdict(set)
    for wording in sorted(every):
        for first, word in pairwise(wording.replace("*", "").split()):
            if first.isalpha() and word.isalpha():
                before[word].add(first)
    based = {*chain(*(said.split(" & ") for said in table["usual"])), *chain(*table["usual"].values())}
    based -= {*table["noise"]["weak"], *table["noise"]["light"]}
    other_spellings: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for word in sorted({word for word in based if word.isalpha() and len(word) >= LONG_WORD} - single):
        other_spellings[word[0]].append((word, True))
    numbers = {word: str(number) for word, number in table["numbers"].items()}
    bound = f"(?:{'|'.join(_by_length(table['levels']['bounds']))})"
    level = rf"{bound}(?: {bound})? {NUMBER.pattern} ?(?:%|procent\b)"
    return MeasureWords(
        same=_compile_wordings({meaning: _with_itself(meaning, told) for meaning, told in table["same"].items()}),
        apart=_compile_wordings(apart),
        defaults=frozenset(defaults),
        implied=implied,
        usual=tuple((frozenset(said.split(" & ")), frozenset(usual)) for said, usual in table["usual"].items()),
        separating=frozenset(table["separating"]["words"]),
        contrast={word: group for group, words in table["contrast"].items() for word in words},
        sides=tuple(
            (axis, side, _compile_side(wordings, numbers))
            for axis, opposites in sides.items()
            for side, wordings in opposites.items()
        ),
        comparisons=tuple((_compile_comparison(wordings), side) for side, wordings in comparisons.items()),
        kinds=tuple((kind, _compile_any(wordings)) for kind, wordings in table["kinds"].items()),
        units=tuple(kind for kind in table["kinds"] if kind not in _NO_UNITS),
        kind_words=_compile_any(wording for wordings in table["kinds"].values() for wording in wordings),
        share=_compile_any(wording for wording in table["kinds"]["share"] if wording[0].isalpha()),
        share_of=_compile_any(table["share_of"]["words"]),
        kind_meant={word: kind for kind, meant in table["kind_meant"].items() for word in meant},
        amounts=frozenset(table["amounts"]["kinds"]),
        small=small,
        abbreviations=table["abbreviations"],
        told_by=_compile_tellers(table["told_by"]["names"]),
        noise=_compile_any(table["noise"]["words"]),
        noise_phrases=_compile_any(table["noise"]["phrases"]),
        light=_compile_any(table["noise"]["light"]),
        weak=frozenset(table["noise"]["weak"]),
        counted=frozenset(table["noise"]["counted"]),
        counted_tails=tuple(table["noise"]["counted_tails"]),
        tails=tuple(table["noise"]["tails"]),
        people={wording: who for who, wordings in table["people"].items() for wording in wordings},
        ages=tuple(
            (bound, pattern) for bound, wordings in table["ages"].items() for pattern in _compile_ages(wordings)
        ),
        aims=re.compile(rf"\b(?:{'|'.join(table['levels']['verbs'])})(?: inte| ej)? {level}"),
        levels=re.compile(rf"\b{level}"),
        bounds=frozenset(table["levels"]["words"]),
        narrowing=tuple(table["narrowing"]["endings"]),
        planned=table["done_of_planned"]["planned"],
        done=table["done_of_planned"]["done"],
        who=frozenset(table["who"]["words"]),
        who_alone=frozenset(table["who"]["anybody"]),
        who_else=frozenset(table["who"]["open"]),
        who_endings=tuple(table["who"]["endings"]),
        counted_until=small | counted_until,
        relations=tuple(
            (group, relation, _compile_relation(wordings, table["who"]["words"]))
            for group, told in relations.items()
            for relation, wordings in told.items()
        ),
        steps=tuple((step, re.compile(rf"\b(?:{'|'.join(starts)})")) for step, starts in table["steps"].items()),
        steps_between=re.compile(r"\bfrån ((?:\w+ ){1,6}?)(?:till dess|till|tills) ((?:\w+(?: |$)){1,6})"),
        ways=tuple(
            (way, re.compile(rf"\b(?:{'|'.join(table['levels']['verbs'])}) (?:{'|'.join(wordings)})\s*$"))
            for way, wordings in table["ways"].items()
        ),
        spans=tuple(
            (unit, re.compile(rf"(?<![a-zåäö\d])({NUMBER.pattern}) ?{_compile_any(wordings).pattern}"))
            for unit, wordings in table["spans"].items()
        ),
        numbers=numbers,
        # `ett` and `en` are mostly articles: they count before a measure of time and before what is often counted only
        number_words=re.compile(
            rf"\b(?:(?:ett (?={_beginning(table['counted']['words'])})|en (?={_beginning(table['counted']['en'])}))"
            rf"|({'|'.join(_plain(numbers))})(?: |$|(?=åring)))"
        ),
        lemmas=table["lemmas"],
        roots=table["roots"],
        meant=tuple((frozenset(said.split(" & ")), told) for said, told in table["meant"].items()),
        any_word=_compile_any(single),
        spellings={letter: tuple(found) for letter, found in spellings.items()},
        before={word: frozenset(found) for word, found in before.items()},
        other_spellings={letter: tuple(found) for letter, found in other_spellings.items()},
        endings=tuple(table["endings"]["endings"]),
    )


def _beginning(words: Iterable[str]) -> str:
    """A word with one of these beginnings and an ending: `en dag`, `en dags`, but no `en dagligvarubutik`."""
    return rf"(?:{'|'.join(words)})[a-zåäö]{{0,4}}(?![a-zåäö])"


def _plain(numbers: Iterable[str]) -> Iterator[str]:
    """Number words that are nothing else."""
    return (word for word in numbers if word != "ett")


def drop_small(text: str, small: frozenset[str]) -> str:
    """The text without small words, unless it has no others."""
    return " ".join(word for word in text.split(" ") if word not in small) or text


def _with_swapped(part: Any) -> Any:
    """A table of the vocabulary, with wordings in lists also the other way round what `och` joins: `skatter och
    statsbidrag`, `statsbidrag och skatter`."""
    if isinstance(part, dict):
        return {key: _with_swapped(value) for key, value in part.items()}
    if isinstance(part, list):
        swapped = [_JOINED.sub(r"\3 \2 \1", value) for value in part if isinstance(value, str)]
        return list(dict.fromkeys((*part, *swapped)))
    return part


def _without_small(part: Any, small: frozenset[str]) -> Any:
    """A table of the vocabulary with all wordings in lists as names are read, without small words."""
    if isinstance(part, dict):
        return {key: _without_small(value, small) for key, value in part.items()}
    if isinstance(part, list):
        return [drop_small(value, small) if isinstance(value, str) else value for value in part]
    return part


def _with_itself(meaning: str, wordings: list[str]) -> list[str]:
    """The wordings, and the meaning where one of them stands in it: `bredband fiber` for `fiber` is not read again."""
    if meaning in wordings:
        return wordings
    may = (part for part in wordings if re.split("[ *#-]", part, maxsplit=1)[0] in meaning)
    return [*wordings, meaning] if any(re.search(rf"(?<!\w){_pattern(part)}", meaning) for part in may) else wordings


def _compile_wordings(table: Mapping[str, Iterable[str]]) -> Wordings:
    pairs = sorted(((wording, meaning) for meaning, wordings in table.items() for wording in wordings), key=_longest)
    plain: dict[str, Ranked] = {}
    leaving: dict[str, list[Ranked]] = defaultdict(list)
    for rank, (wording, meaning) in enumerate(pairs):
        if wording.endswith("-") or "*" in wording or "#" in wording:
            leaving[_start(wording)].append((rank, wording, meaning))
        else:
            plain.setdefault(wording, (rank, wording, meaning))
    by_start = {start: tuple(ranked) for start, ranked in leaving.items()}
    return Wordings(_compile_any(wording for wording, _ in pairs), plain, by_start)


@cache
def _compile(wording: str) -> re.Pattern[str]:
    """The pattern of one wording; made when it is asked for, since most never are."""
    return re.compile(_pattern(wording))


def _start(words: str) -> str:
    """The first letters, by which wordings are grouped; empty where other signs stand there."""
    start = words[:FIRST_LETTERS]
    return start if len(start) == FIRST_LETTERS and start.isalpha() else ""


def _longest(pair: tuple[str, str]) -> tuple[int, str, str]:
    return (-len(pair[0]), *pair)


def _compile_any(wordings: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of the wordings, the longest first. They are grouped by their first letters, so that few are
    tried at each word."""
    groups: dict[str, list[str]] = defaultdict(list)
    for wording in _by_length(wordings):
        groups[_start(wording)].append(_pattern(wording))
    tried = (f"(?={start})(?:{'|'.join(group)})" for start, group in sorted(groups.items(), reverse=True))
    return re.compile(r"(?<!\w)(?:" + "|".join(tried) + ")")


def _by_length(wordings: Iterable[str]) -> list[str]:
    return sorted(wordings, key=lambda wording: (-len(wording), wording))


def _compile_side(wordings: Collection[str], numbers: Iterable[str]) -> re.Pattern[str]:
    """Wordings before the word that a side is told of; `#` at the end: before a number only. Articles are skipped. A
    sign may touch what follows."""
    number = rf"(?= (?:\d|(?:{'|'.join(numbers)})(?!\w)))"
    tried = "|".join(
        re.escape(wording.removesuffix(" #")).replace(r"\ ", " ")
        + (number if wording.endswith(" #") else "")
        + (" " if wording[-1].isalnum() or wording.endswith("#") else " ?")
        for wording in _by_length(wordings)
    )
    starts = "".join(sorted({wording[0] for wording in wordings}))  # most places are passed by at once
    return re.compile(rf"(?<!\w)(?=[{starts}])(?<!\binte )(?<!\bej )(?:{tried})(?:(?:den|det|de|en|ett) )?([^\W_]+)")


def _compile_relation(wordings: Iterable[str], who: Iterable[str]) -> re.Pattern[str]:
    """Wordings of a relation, patterns but for `*` (any letters) and `WHO` (a word for somebody, with any ending)."""
    somebody = rf"(?:{'|'.join(_by_length(who))})[a-zåäö]{{0,4}}"
    tried = (wording.replace("*", "[a-zåäö]*") for wording in _by_length(wordings))
    return re.compile(rf"(?<!\w)(?:{'|'.join(tried).replace('WHO', somebody)})(?!\w)")


def _compile_comparison(comparatives: Iterable[str]) -> re.Pattern[str]:
    """`högre betyg än`, with the word in the middle."""
    return re.compile(rf"(?<!\w)(?:en |ett )?(?:{'|'.join(comparatives)}) ([a-zåäö]+) än(?!\w)")


def _compile_tellers(names: Iterable[str]) -> re.Pattern[str]:
    """Whoever tells a figure, in brackets, or behind `enligt` or `källa` at the end of a name or of a part of it."""
    name = f"(?:{'|'.join(_by_length(names))})s?"
    one = rf"{name}(?: (?:statistik|öppna data|register))?"
    some = rf"({one}(?:(?:, | och | per | ?/ ?){one})*)"
    led = r"(?:källa ?:? ?|enligt |enl\.? |statistik från |uppgift(?:er)? från )"
    return re.compile(rf"\({led}?{some}\)|,? ?(?<![^\W_]){led}{some}(?= *$| *[,(;])")


def _compile_ages(wordings: Iterable[str]) -> Iterator[re.Pattern[str]]:
    """Wordings with an age as `#`, the longest first; a sign may touch the number, and `år` may follow it."""
    for wording in _by_length(wordings):
        pattern = re.escape(wording).replace(r"\ ", " ").replace(r"\#", r"(\d+)")
        if wording[-1].isalpha():
            yield re.compile(rf"(?<!\w)(?<!\d-){pattern}(?!\w| (?:{_NOT_OLD})(?!\w))")
        else:
            pattern = pattern.replace("> ", "> ?").replace("< ", "< ?")
            yield re.compile(rf"(?<!\w){pattern}(?: ?år)?(?!\w|[.,]\d| ?(?:{_NO_AGE}))")


def _pattern(wording: str) -> str:
    """A wording of the vocabulary as a regular expression; `*`, a last `-` and `#` as the vocabulary's head says."""
    body, ending = (wording[:-1], _GOES_ON) if wording.endswith("-") else (wording, r"(?!\w)")
    words = (
        r"\w+" if word == "*" else re.escape(word).replace(r"\*", r"\w{0,4}").replace(r"\#", NUMBER.pattern)
        for word in body.split(" ")
    )
    return " ".join(words) + ending
