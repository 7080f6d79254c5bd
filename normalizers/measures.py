"""The name of a measure (or goal), taken apart so that two names can be compared.

A name such as `Andel elever i åk 9 med godkänt betyg i matematik, kommunala skolor` holds three kinds of words:
words that must be equal (årskurs, ämne, huvudman: *qualifiers*), words that tell what kind of figure it is (andel,
antal, kronor), and the rest, its content. Names are the same measure where qualifiers agree, kinds do not disagree,
and the content is the same up to word forms, compounds and typing errors.

All words live in `vocab/linking.toml`. The word forms come from spaCy's Swedish lookup lemmas (spacy-lookups-data).
Nothing here depends on other names in the same run: two names compare alike in every collection.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import chain, permutations, product

from rapidfuzz.distance import OSA

from normalizers.vocabulary import load

LIGHT_WEIGHT = 0.25  # of a content word: a name may lack a light word
REWRITE_PASSES = 3  # a rewriting may make the wording of another one; three deep is the longest in the vocabulary
TYPO_MIN_LETTERS = 6  # shorter words one letter apart are often two words (natt, nytt)
TYPO_TWO_ERRORS = 11  # letters from which two typing errors are forgiven
LONGEST_ENDING = 2  # letters: -en, -na, -t
COMPOUND_TAIL = 4  # letters: a shorter ending of a compound has too many chance hits in the dictionary of word forms
SHORTEST_WORD = 4  # letters: in a shorter word one wrong letter makes another word
SHORTEST_PART = 3  # letters of a part of a compound
JOINING = ("s", "u", "o", "e", "a")  # letters between the parts of a compound
MEMORY = 100_000  # names and words kept; about three years of plans of every municipality

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
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
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


@dataclass(frozen=True, slots=True)
class _Wordings:
    """Wordings of the vocabulary and what each means; the longest wording at a place counts."""

    pattern: re.Pattern[str]
    meanings: tuple[tuple[re.Pattern[str], str], ...]
    found: dict[str, str] = field(default_factory=dict)  # what was looked up before

    def meaning(self, words: str) -> str:
        """What a piece of text that `pattern` matched means. The next letter is gone there, so a first part of a
        compound (`korttids-`) is tried with one."""
        if words not in self.found:
            self.found[words] = next(
                meaning
                for pattern, meaning in self.meanings
                if any(match and match.end() == len(words) for match in map(pattern.match, (words, words + "xxx")))
            )
        return self.found[words]


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    same: _Wordings
    apart: _Wordings  # meaning: `group: value`
    defaults: frozenset[str]
    implied: Mapping[str, frozenset[str]]  # qualifier -> those that go without saying beside it
    usual: Mapping[str, frozenset[tuple[str, str]]]  # base form -> qualifiers that go without saying beside it
    contrast: Mapping[str, str]  # base form -> group of words that never stand for one another
    kinds: tuple[tuple[str, re.Pattern[str]], ...]
    kind_words: re.Pattern[str]
    noise: re.Pattern[str]
    noise_phrases: re.Pattern[str]
    light: re.Pattern[str]
    people: Mapping[str, str]  # base form -> whom it means
    numbers: Mapping[str, str]
    number_words: re.Pattern[str]
    lemmas: Mapping[str, str]
    endings: tuple[str, ...]
    any_word: re.Pattern[str]  # a single word that the vocabulary has
    spellings: Mapping[str, tuple[tuple[str, bool], ...]]  # first letter -> words, and whether any ending may follow


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
    words = _vocabulary()
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
    words = _vocabulary()
    if len(word) <= SHORTEST_WORD or not word.isalpha() or words.any_word.fullmatch(word):
        return word
    if is_known(word) or _is_known_compound(word):
        return word
    near = [
        right + word[length:] if open_ended else right
        for right, open_ended in words.spellings.get(word[0], ())
        for length in ((len(right) - 1, len(right), len(right) + 1) if open_ended else (len(word),))
        if len(word) - length <= LONGEST_ENDING + 1 and OSA.distance(right, word[:length], score_cutoff=1) == 1
    ]
    return min(near, key=lambda other: (OSA.distance(word, other), other)) if near else word


def _is_known_compound(word: str) -> bool:
    """Two words that the dictionary knows, joined."""
    cuts = range(SHORTEST_PART, len(word) - SHORTEST_PART + 1)
    return any(is_known(word[cut:]) and any(map(is_known, find_first_parts(word[:cut]))) for cut in cuts)


def _rewrite(text: str, words: _Vocabulary) -> str:
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


def _take_qualifiers(text: str, words: _Vocabulary) -> tuple[str, set[tuple[str, str]]]:
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


def _kind_of_unit(unit: str | None, words: _Vocabulary) -> str | None:
    return None if unit is None else _kind_of_text(_rewrite(_spaced(unit), words), words)


def _kind_of_name(text: str, words: _Vocabulary) -> str | None:
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


def _kind_of_text(text: str, words: _Vocabulary) -> str | None:
    return next((kind for kind, pattern in words.kinds if pattern.search(text)), None)


def _take_numbers(text: str, words: _Vocabulary) -> tuple[str, set[tuple[str, str]]]:
    """Numbers keep measures apart (`1 Gbit/s`, `två år efter`); calendar years do not."""
    text = _YEAR.sub(lambda match: f"år{match[0]}", text)
    letters_first = re.compile(r"(?<![a-zåäö\d])" + _NUMBER.pattern)
    numbers = {("number", match.replace(",", ".")) for match in letters_first.findall(text)}
    return letters_first.sub(" ", text), numbers


def _content_words(text: str, municipality: str | None, words: _Vocabulary) -> Iterable[str]:
    own = municipality.casefold() if municipality else None
    for word in _TOKEN.findall(text):
        if re.fullmatch(r"år\d{4}", word):
            yield word.removeprefix("år")
        elif not words.noise.fullmatch(word) and not (own and re.fullmatch(rf"{re.escape(own)}s?", word)):
            lemma = lemmatise(word)
            if not words.noise.fullmatch(lemma):
                yield lemma


# ---------------------------------------------------------------- word forms


@lru_cache(maxsize=MEMORY)
def lemmatise(word: str) -> str:
    """The base form of a word in lower case; of an unknown compound, that of its longest known last part."""
    for start in range(len(word)):
        if start and len(word) - start < COMPOUND_TAIL:
            break
        if (base := _find_base(word[start:])) and start != 1:  # one letter is no first part
            return word[:start] + base
    return word


def _find_base(word: str) -> str | None:
    """A word that is itself the base of others stays: `bidrag` is no form of `bidra`."""
    forms, bases = _lemma_forms()
    return _vocabulary().lemmas.get(word) or (word if word in bases else forms.get(word))


@cache
def _lemma_forms() -> tuple[Mapping[str, str], frozenset[str]]:
    """Inflected form → base form, and all base forms. Read late and once: it takes about two seconds."""
    from spacy.lookups import load_lookups

    forms: Mapping[str, str] = load_lookups("sv", ["lemma_lookup"]).get_table("lemma_lookup")
    return forms, frozenset(forms.values())


def is_known(word: str) -> bool:
    """Whether the dictionary of word forms has the word."""
    forms, bases = _lemma_forms()
    return word in forms or word in bases


def spelling_keys(word: str) -> frozenset[str]:
    """Keys of which two words share at least one if `is_typo` holds for them (all but a few with two errors far apart):
    the word with one letter left out, and of long words the beginning and the end."""
    if len(word) < TYPO_MIN_LETTERS - LONGEST_ENDING:
        return frozenset()
    stems = {word} if is_known(word) else set(_without_endings(word))
    keys = {stem[:at] + stem[at + 1 :] for stem in stems for at in range(1, len(stem))} | stems
    if len(word) >= TYPO_TWO_ERRORS - LONGEST_ENDING:
        keys |= {"^" + word[:6], *(stem[-6:] + "$" for stem in stems)}
    return frozenset(keys)


def weigh_words(words: Iterable[str], analysis: NameAnalysis) -> float:
    """The weight of content words: light ones count little."""
    return sum(LIGHT_WEIGHT if word in analysis.light else 1.0 for word in words)


def _drop_compounds(joined: list[str], parted: list[str]) -> None:
    """`infrastrukturprojekt` is `infrastruktur` `projekt`: drop a word where the other side has its two parts."""
    for word in tuple(joined):
        parts = next((pair for pair in permutations(parted, 2) if _is_compound(word, *pair)), None)
        if parts is not None:
            joined.remove(word)
            for part in parts:
                parted.remove(part)


def _is_compound(word: str, first: str, last: str) -> bool:
    """Whether a word is two others joined, a typing error forgiven."""
    if word.endswith(last) and first in find_first_parts(word[: -len(last)]):
        return True
    if word[0] != first[0] or abs(len(word) - len(first) - len(last)) > LONGEST_ENDING or is_known(word):
        return False
    stem = first[:-1] if first.endswith(("a", "e")) else first
    return any(is_typo(word, head + last) for head in (first, stem, *(stem + letter for letter in JOINING)))


def find_first_parts(head: str) -> tuple[str, ...]:
    """The words that the first part of a compound may be a form of: `gatu` is `gata`, `barns` is `barn`, `skol` is
    `skola` (Swedish joins compounds with -s-, -u-, -o-, -e- or without the last vowel)."""
    forms = [head, head + "a", head + "e"]
    if head.endswith(JOINING):
        forms += [head[:-1], head[:-1] + "a", head[:-1] + "e"]
    return tuple(forms)


def _drop_typos(left: list[str], right: list[str]) -> None:
    """`uplevelse` is `upplevelse`: few letters apart, same beginning, and not two known words."""
    for word in tuple(left):
        other = next((o for o in right if is_typo(word, o)), None)
        if other is not None:
            left.remove(word)
            right.remove(other)


def is_typo(word: str, other: str) -> bool:
    """Whether the one may be a misspelling of the other."""
    shorter = min(len(word), len(other))
    if shorter < TYPO_MIN_LETTERS or word[0] != other[0] or (is_known(word) and is_known(other)):
        return False
    allowed = 2 if shorter >= TYPO_TWO_ERRORS else 1
    # a misspelt word has no base form: it may carry an ending that the other has lost (`uplevelsen`, `upplevelse`)
    left, right = ([form] if is_known(form) else _without_endings(form) for form in (word, other))
    return any(OSA.distance(one, two, score_cutoff=allowed) <= allowed for one, two in product(left, right))


def _without_endings(word: str) -> list[str]:
    """The word, and the word without each ending that it may carry."""
    return [word, *(word.removesuffix(ending) for ending in _vocabulary().endings if word.endswith(ending))]


# ---------------------------------------------------------------- the vocabulary


@cache
def _vocabulary() -> _Vocabulary:
    table = load("linking")
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
            spellings[bare[0]].append((bare, word != bare))
    numbers = {word: str(number) for word, number in table["numbers"].items()}
    return _Vocabulary(
        same=_compile_wordings(table["same"]),
        apart=_compile_wordings(apart),
        defaults=frozenset(defaults),
        implied=implied,
        usual={word: frozenset(map(_as_pair, qualifiers)) for word, qualifiers in table["usual"].items()},
        contrast={word: group for group, words in table["contrast"].items() for word in words},
        kinds=tuple((kind, _compile_any(wordings)) for kind, wordings in table["kinds"].items()),
        kind_words=_compile_any(wording for wordings in table["kinds"].values() for wording in wordings),
        noise=_compile_any(table["noise"]["words"]),
        noise_phrases=_compile_any(table["noise"]["phrases"]),
        light=_compile_any(table["noise"]["light"]),
        people={wording: who for who, wordings in table["people"].items() for wording in wordings},
        numbers=numbers,
        # `ett` is mostly an article: number words count before a measure of time and before what is often counted
        number_words=re.compile(rf"\b({'|'.join(numbers)}) (?={'|'.join(table['counted']['words'])})"),
        lemmas=table["lemmas"],
        any_word=_compile_any(single),
        spellings={letter: tuple(found) for letter, found in spellings.items()},
        endings=tuple(table["endings"]["endings"]),
    )


def _as_pair(qualifier: str) -> tuple[str, str]:
    group, _, value = qualifier.partition(": ")
    return (group, value)


def _compile_wordings(table: Mapping[str, Iterable[str]]) -> _Wordings:
    pairs = sorted(((wording, meaning) for meaning, wordings in table.items() for wording in wordings), key=_longest)
    meanings = tuple((re.compile(_pattern(wording)), meaning) for wording, meaning in pairs)
    return _Wordings(_compile_any(wording for wording, _ in pairs), meanings)


def _longest(pair: tuple[str, str]) -> tuple[int, str, str]:
    return (-len(pair[0]), *pair)


def _compile_any(wordings: Iterable[str]) -> re.Pattern[str]:
    ordered = sorted(wordings, key=lambda wording: (-len(wording), wording))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(_pattern, ordered)) + ")")


def _pattern(wording: str) -> str:
    """A wording of the vocabulary as a regular expression; `*`, a last `-` and `#` as the vocabulary's head says."""
    body, ending = (wording[:-1], r"(?=[a-zåäö]{3})") if wording.endswith("-") else (wording, r"(?!\w)")
    words = (
        r"\w+" if word == "*" else re.escape(word).replace(r"\*", r"\w{0,4}").replace(r"\#", _NUMBER.pattern)
        for word in body.split(" ")
    )
    return " ".join(words) + ending
