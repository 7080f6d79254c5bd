"""The name of a measure (or goal), taken apart so that two names can be compared.

A name such as `Andel elever i åk 9 med godkänt betyg i matematik, kommunala skolor` holds three kinds of words:
words that must be equal (årskurs, ämne, huvudman: *qualifiers*), words that tell what kind of figure it is (andel,
antal, kronor), and the rest, its content. Names are the same measure where qualifiers agree, kinds do not disagree,
and the content is the same up to word forms, compounds and typing errors.

All words live in `vocab/linking.toml` (`measure_words`); base forms, compounds and misspellings are in `word_forms`.
Nothing here depends on other names in the same run: two names compare alike in every collection.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations

from rapidfuzz.distance import OSA

from normalizers.measure_words import NUMBER, SHORTEST_WORD, MeasureWords, read_measure_words
from normalizers.word_forms import LONGEST_ENDING, is_compound, is_known, is_known_compound, is_typo, lemmatise

LIGHT_WEIGHT = 0.25  # of a content word: a name may lack a light word
REWRITE_PASSES = 3  # a rewriting may make the wording of another one; three deep is the longest in the vocabulary
MEMORY = 100_000  # names kept; about three years of plans of every municipality

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
_DROPPED = {**dict.fromkeys(map(ord, "\u00ad\u200b\"'”“„’‘»«´`*"), None), **_DASHES, ord("&"): " och "}
_TOKEN = re.compile(r"[a-zåäöéüø][a-zåäöéüø0-9]*|%")
_BOUND = r"(?:uppgår? till|understiga|överstiga|vara|ligga på|till|minst|högst|lägst|max|maximalt|mer än|mindre än)"
# `ska inte understiga 10 %`, `ska uppgå till minst 2 %`: the level aimed at is not part of what is measured
_BARE = rf"{_BOUND}(?: {_BOUND})? \d+(?:[.,]\d+)? ?(?:%|procent\b)"
_LEVEL = re.compile(rf"\b(?:ska|skall|bör)(?: inte| ej)? {_BARE}")
_BARE_LEVEL = re.compile(rf"\b{_BARE}")
_GRADE = re.compile(r"\båk (\d)(?:-(\d))?")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
HIGHEST_AGE = 130  # years: a larger number is no age (`2025-2026`)
_YOUNGER: tuple[tuple[re.Pattern[str], int], ...] = (  # `<30 år` ends at 29, `29 år och yngre` at 29
    (re.compile(r"< ?(\d+)(?: ?år)?"), -1),
    (re.compile(r"\b(?:under|yngre än) (\d+) år"), -1),
    (re.compile(r"\b(\d+)(?: ?år)? (?:och|eller) yngre"), 0),
)
_OLDER: tuple[tuple[re.Pattern[str], int], ...] = (  # `>49 år` begins at 50, `50 år och äldre` at 50
    (re.compile(r"> ?(\d+)(?: ?år)?"), 1),
    (re.compile(r"\b(?:över|äldre än) (\d+) år"), 1),
    (re.compile(r"\b(\d+)(?: ?år)? (?:och|eller) (?:äldre|över)"), 0),
    (re.compile(r"\b(\d+)\+(?: ?år)?"), 0),
)
_AGE_RANGE = re.compile(r"\b(\d+) ?- ?(\d+)(?: ?år(?:ingar)?)?\b(?! ?%)")


@dataclass(frozen=True, slots=True)
class NameAnalysis:
    """A name taken apart. `qualifiers` are sorted pairs of group and value, without those that say the default."""

    folded: str  # the name word for word, without case, quotes and hyphens
    content: tuple[str, ...]  # base forms of the content words, in order, each once
    light: frozenset[str]  # those of them that a name may lack
    qualifiers: tuple[tuple[str, str], ...]
    kind: str | None  # `share`, `count`, `money` …; None where neither unit nor name tells one
    named_kind: str | None  # what the name alone tells
    contrasts: frozenset[tuple[str, str]]  # group and word, of words that never stand for one another
    people: frozenset[str]  # whom it is about, where the name says so: `invånare`, `elev`

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


@lru_cache(maxsize=MEMORY)
def fold_name(name: str) -> str:
    """The name for comparison word for word: `Nöjd-kund-index.` and `nöjdkundindex` fold alike."""
    text = unicodedata.normalize("NFC", name).casefold().translate(_DROPPED)
    text = re.sub(r"(?<=[^\W\d])-(?=[^\W\d])", "", text)
    text = re.sub(r"[^\w%+<>/.,-]|(?<!\d)[.,]|[.,](?!\d)|(?<!\d)-|-(?!\d)", " ", text)
    return " ".join(text.split())


@lru_cache(maxsize=MEMORY)
def analyse_name(name: str, unit: str | None = None, municipality: str | None = None) -> NameAnalysis:
    """Take a name apart. The unit of its values decides the kind; the municipality's own name says nothing."""
    words = read_measure_words()
    text = _rewrite(" ".join(map(_correct, _spaced(name).split())), words)
    text = words.number_words.sub(lambda match: f"{words.numbers[match[1]]} ", text)
    text = _without_levels(words.noise_phrases.sub(" ", text))
    text, qualifiers = _take_qualifiers(text, words)
    named_kind = _kind_of_name(text, words)
    kind = _kind_of_unit(unit, words) or named_kind
    text = words.kind_words.sub(" ", text)
    text, numbers = _take_numbers(text, words)
    content = tuple(dict.fromkeys(_content_words(text, municipality, words)))
    people = frozenset(words.people[word] for word in content if word in words.people)
    light = frozenset(w for w in content if words.light.fullmatch(w) or w.isdigit() or w in words.people)
    usual = frozenset().union(*(words.usual[word] for word in content if word in words.usual))
    return NameAnalysis(
        folded=fold_name(name),
        content=content,
        light=light,
        qualifiers=tuple(sorted((qualifiers | numbers) - usual)),
        kind=kind,
        named_kind=named_kind,
        people=people,
        contrasts=frozenset((words.contrast[word], word) for word in content if word in words.contrast),
    )


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
    _drop_compounds(rest_left, rest_right)
    _drop_compounds(rest_right, rest_left)
    _drop_typos(rest_left, rest_right)
    weight_left, weight_right = weigh_words(left.content, left), weigh_words(right.content, right)
    lone_left, lone_right = weigh_words(rest_left, left), weigh_words(rest_right, right)
    whole = weight_left + weight_right
    # a name may lack a light word where it shares another one; where it has light words only, they count
    heavy = _has_heavy(left, rest_left) or _has_heavy(right, rest_right)
    light = left.light | right.light if heavy else frozenset()
    shorter_weight, shorter_lone = min((weight_left, lone_left), (weight_right, lone_right))
    return Comparison(
        likeness=1 - (lone_left + lone_right) / whole if whole else 0.0,
        containment=1 - shorter_lone / shorter_weight if shorter_weight else 0.0,
        left=tuple(word for word in rest_left if word not in light),
        right=tuple(word for word in rest_right if word not in light),
    )


def _has_heavy(analysis: NameAnalysis, rest: list[str]) -> bool:
    """Whether a heavy word of the name has its equal in the other one, or the name has a qualifier instead."""
    return bool(analysis.qualifiers) or any(w not in rest and w not in analysis.light for w in analysis.content)


# ---------------------------------------------------------------- the steps of the analysis


def _spaced(name: str) -> str:
    """Lower case words with single spaces: hyphens between letters and slashes part words, ranges stay (`30-49`)."""
    text = unicodedata.normalize("NFC", name).casefold().translate(_DROPPED)
    text = re.sub(r"\((?:\d{4}-|-\d{4})\)", " ", text)  # (-2024): years for which a statistic exists
    text = re.sub(r"\([01] ?- ?(?:[3-9]|10|100)\)", " ", text)  # (1-6): the scale of the answers
    text = re.sub(r"(?<=\d)[ \u00a0](?=\d{3}\b)", "", text)  # 1 000
    text = text.replace("/", " per ")
    text = re.sub(r"(?<!\d)-|-(?!\d)", " ", text)
    text = re.sub(r"[^\w%+<>.,-]|(?<!\d)[.,]|[.,](?!\d)", " ", text)
    return " ".join(re.sub(r"(?<=\d)%", " %", text).split())


@lru_cache(maxsize=MEMORY)
def _correct(word: str) -> str:
    """A word of the vocabulary, where a word that no dictionary knows is one letter away from it: `gymasieskolan`."""
    words = read_measure_words()
    if len(word) <= SHORTEST_WORD or not word.isalpha() or words.any_word.fullmatch(word):
        return word
    if is_known(word) or is_known_compound(word):
        return word
    near = [
        right + word[length:] if open_ended else right
        for right, open_ended in words.spellings.get(word[0], ())
        for length in ((len(right) - 1, len(right), len(right) + 1) if open_ended else (len(word),))
        if len(word) - length <= LONGEST_ENDING + 1 and OSA.distance(right, word[:length], score_cutoff=1) == 1
    ]
    return min(near, key=lambda other: (OSA.distance(word, other), other)) if near else word


def _rewrite(text: str, words: MeasureWords) -> str:
    """Say the same thing in one way: abbreviations and their long forms, synonyms."""
    for _ in range(REWRITE_PASSES):
        before, text = text, words.same.pattern.sub(lambda match: words.same.meaning(match[0]), text)
        if text == before:
            break
    return text


def _without_levels(text: str) -> str:
    """Drop the level that a name aims at (`ska uppgå till minst 2 %`), which changes from year to year."""
    text = _LEVEL.sub(" % ", text)
    # `andel elever med minst 80 % närvaro`: the level there is the definition
    return text if re.search(r"\bandel", text) else _BARE_LEVEL.sub(" % ", text)


def _take_qualifiers(text: str, words: MeasureWords) -> tuple[str, set[tuple[str, str]]]:
    """Take the words that keep measures apart out of the text."""
    text, ages = _take_ages(text)
    found = {words.apart.meaning(wording) for wording in words.apart.pattern.findall(text)}
    text = words.apart.pattern.sub(" ", text)
    grades = {("grade", f"{low}-{high}" if high else low) for low, high in _GRADE.findall(text)}
    found |= {f"{group}: {value}" for group, value in ages}
    found -= words.defaults.union(*(words.implied.get(meaning, ()) for meaning in found))
    qualifiers = {(group, value) for group, _, value in (meaning.partition(": ") for meaning in found)}
    return _GRADE.sub(" ", text), qualifiers | grades


def _take_ages(text: str) -> tuple[str, set[tuple[str, str]]]:
    """Ages in one form: `29 år och yngre`, `<30 år` → `-29`; `80+`, `80 år och äldre` → `80-`; `65-79`."""
    ages: set[tuple[str, str]] = set()
    text = re.sub(r"\b(åk|dag) (\d+)-(\d+)", r"\1 \2~\3", text)  # åk 7-9, dag 1-14 are no ages
    for pattern, step in _YOUNGER:
        ages |= {("age", f"-{int(age) + step}") for age in pattern.findall(text)}
        text = pattern.sub(" ", text)
    for pattern, step in _OLDER:
        ages |= {("age", f"{int(age) + step}-") for age in pattern.findall(text)}
        text = pattern.sub(" ", text)
    ranges = [(low, high) for low, high in _AGE_RANGE.findall(text) if int(high) <= HIGHEST_AGE]
    ages |= {("age", f"{low}-{high}") for low, high in ranges}
    text = _AGE_RANGE.sub(lambda match: " " if match.groups() in ranges else match[0], text)
    return text.replace("~", "-"), ages


def _kind_of_unit(unit: str | None, words: MeasureWords) -> str | None:
    return None if unit is None else _kind_of_text(_rewrite(_spaced(unit), words), words)


def _kind_of_name(text: str, words: MeasureWords) -> str | None:
    """`…, antal` and `Antal …` tell the kind, whatever stands between (`deltidsanställda (1-74 %), antal`)."""
    text = text.strip()
    for kind, pattern in words.kinds:
        if any(match.end() == len(text) and not _is_counted(text, match) for match in pattern.finditer(text)):
            return kind
    for kind, pattern in words.kinds:
        if pattern.match(text):
            return kind
    return _kind_of_text(text, words)


def _is_counted(text: str, match: re.Match[str]) -> bool:
    """`under 14 dagar`: a span of time, not the unit of the values."""
    return text[: match.start()].rstrip()[-1:].isdigit()


def _kind_of_text(text: str, words: MeasureWords) -> str | None:
    return next((kind for kind, pattern in words.kinds if pattern.search(text)), None)


def _take_numbers(text: str, words: MeasureWords) -> tuple[str, set[tuple[str, str]]]:
    """Numbers keep measures apart (`1 Gbit/s`, `två år efter`); calendar years do not."""
    text = _YEAR.sub(lambda match: f"år{match[0]}", text)
    letters_first = re.compile(r"(?<![a-zåäö\d])" + NUMBER.pattern)
    numbers = {("number", match.replace(",", ".")) for match in letters_first.findall(text)}
    return letters_first.sub(" ", text), numbers


def _content_words(text: str, municipality: str | None, words: MeasureWords) -> Iterable[str]:
    own = municipality.casefold() if municipality else None
    for word in _TOKEN.findall(text):
        if re.fullmatch(r"år\d{4}", word):
            yield word.removeprefix("år")
        elif not words.noise.fullmatch(word) and not (own and re.fullmatch(rf"{re.escape(own)}s?", word)):
            lemma = lemmatise(word)
            if not words.noise.fullmatch(lemma):
                yield lemma


# ---------------------------------------------------------------- pairing content words


def weigh_words(words: Iterable[str], analysis: NameAnalysis) -> float:
    """The weight of content words: light ones count little."""
    return sum(LIGHT_WEIGHT if word in analysis.light else 1.0 for word in words)


def _drop_compounds(joined: list[str], parted: list[str]) -> None:
    """`infrastrukturprojekt` is `infrastruktur` `projekt`: drop a word where the other side has its two parts."""
    for word in tuple(joined):
        firsts = [part for part in parted if part[0] == word[0]]  # what a compound begins with, it begins like
        pairs = ((first, last) for first, last in permutations(parted, 2) if first in firsts) if firsts else ()
        parts = next((pair for pair in pairs if is_compound(word, *pair)), None)
        if parts is not None:
            joined.remove(word)
            for part in parts:
                parted.remove(part)


def _drop_typos(left: list[str], right: list[str]) -> None:
    """`uplevelse` is `upplevelse`: few letters apart, same beginning, and not two known words."""
    for word in tuple(left):
        other = next((o for o in right if is_typo(word, o)), None)
        if other is not None:
            left.remove(word)
            right.remove(other)
