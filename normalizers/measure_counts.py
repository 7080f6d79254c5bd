"""What a number is of: of people or of things, per what, and between which two steps a time runs.

`Antal barn med orosanmälan` counts children, `Antal orosanmälningar` what is written about them; a child may have
several. The words stand in `vocab/linking.toml` (`[who]`, `[relations]`, `[steps]`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from normalizers.measure_wording import space_words
from normalizers.measure_words import MeasureWords, read_measure_words
from normalizers.word_forms import find_word_root, lemmatise, split_compound

MEMORY = 100_000  # words kept
SHORTEST_LAST = 4  # letters of a last part of a compound that tells whom

_COUNTED = re.compile(r"\b(?:antal|antalet|andel|andelen) (?:av |alla |samtliga )*")
_FIGURE = re.compile(r"\b(?:antal|antalet|andel|andelen|%|procent)(?!\w)")
_PART = re.compile(r"[,;:(]")  # what stands behind it tells of what is counted: `antal orosanmälningar, barn`
_PLURAL = ("ar", "er", "or", "den")  # endings of nouns, and of no word that narrows one: `antal placeringar barn`
_ACT = re.compile(r"ning(?:en|ar|arna)?$")
_PARTICIPLE = re.compile(r"(?:ade|[dt]a|[gnv]na)$")  # `platser utrustade med`
_PER = re.compile(r"(?<!\w)per ([a-zåäö]{3,})")


def find_counted(name: str, text: str, words: MeasureWords) -> Iterator[tuple[str, str]]:
    """Whether a name counts people or things; and of the things and people, whether it is their number or one per each
    of them: `antal elever per skolsköterska` is no number of nurses. `text`: the name with its words spaced."""
    leading = _COUNTED.match(text)
    counted = list(_take_counted(text[leading.end() :] if leading else text, words))
    part = _PART.split(name, maxsplit=1)[0]
    if leading and " ".join(counted) not in part.casefold():  # rarely, so that few parts are spaced on their own
        counted = list(_take_counted(space_words(part)[leading.end() :], words))
    for told in _PER.findall(text) if " per " in name.casefold() else ():  # no stroke: `asylsökande/inskrivna`
        yield f"each {_find_thing(told, words)}", "per"
    if counted and (leading or _FIGURE.search(text)):
        noun = next((word for word in reversed(counted) if not _PARTICIPLE.search(word)), counted[-1])
        yield f"each {_find_thing(noun, words)}", "number"
    if leading and counted:
        yield from _find_act(counted[-1])
    if any(_is_somebody(word) for word in (counted if leading else counted[:1])):
        if leading or _FIGURE.search(text):
            yield "counted", "people"
    elif leading and _counts_things(text, counted):
        yield "counted", "things"


def _counts_things(text: str, counted: list[str]) -> bool:
    """Whether the words that stand behind `antal` are things. A share in the singular is one of those whom it befalls:
    `andel övervikt`, `andel examen inom tre år`."""
    if not counted or not all(map(str.isalpha, counted)) or _may_be_somebody(counted[-1]):
        return False
    return text.startswith("antal") or counted[-1].endswith(_PLURAL)


def _find_act(word: str) -> Iterator[tuple[str, str]]:
    """Whether a word tells an act or those who do it or to whom it is done: `utbildningar`, `utbildade`."""
    told = "act" if _ACT.search(word) else "somebody" if word.endswith(("ade", "are")) else None
    if told:
        yield f"act {split_compound(find_word_root(word))[-1]}", told


def _take_counted(text: str, words: MeasureWords) -> Iterator[str]:
    """The words up to the first small one or noun in the plural: `elever` of `elever i kulturskolan`."""
    for word in text.split():
        if word in words.counted_until or _FIGURE.match(word):
            return
        yield word
        if word.endswith(_PLURAL):
            return


def _find_thing(word: str, words: MeasureWords) -> str:
    """The root of a word as the vocabulary has it: a `laddstolpe` is a `laddpunkt`."""
    return find_word_root(words.same.meaning(word) if words.same.pattern.fullmatch(word) else word)


@lru_cache(maxsize=MEMORY)
def _is_somebody(word: str) -> bool:
    base = lemmatise(word)
    if word.endswith("s") and not base.endswith("s"):
        return False  # `elevernas frånvaro`
    return base in read_measure_words().who or base.endswith(_last_parts())


@cache
def _last_parts() -> tuple[str, ...]:
    """Words for somebody that may end a compound: `lågstadieelever`."""
    words = read_measure_words()
    return tuple(one for one in words.who - words.who_alone if len(one) >= SHORTEST_LAST)


@lru_cache(maxsize=MEMORY)
def _may_be_somebody(word: str) -> bool:
    words = read_measure_words()
    return word.endswith(words.who_endings) or any(map(lemmatise(word).endswith, words.who_else))


def find_relations(text: str, words: MeasureWords) -> Iterator[tuple[str, str]]:
    """How those whom a name is about stand to a thing: offered it or took it, need it or have it, know or like it.

    The text still has its small words; `elever med` have it. The first relation of a group counts: whoever is content
    with what was offered, or with how long it took, is content.
    """
    found: dict[str, str] = {}
    for group, relation, pattern in words.relations:
        if group not in found and pattern.search(text):
            found[group] = relation
    yield from found.items()


def find_steps(text: str, words: MeasureWords) -> Iterator[tuple[str, str]]:
    """The steps at which a time begins and ends: `från ansökan till beslut`. The text still has its small words."""
    for match in words.steps_between.finditer(text):
        for place, told in (("begins", match[1]), ("ends", match[2])):
            yield from ((f"time {place}", step) for step, pattern in words.steps if pattern.search(told))
