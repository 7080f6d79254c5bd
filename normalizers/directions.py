"""Which way an indicator should go, by the words of its name: more satisfied is better, more sick leave is worse."""

from __future__ import annotations

from functools import cache, lru_cache

from normalizers.text import fold_words
from normalizers.vocabulary import load

INSIDE = 7  # letters from which a word counts inside a compound too; shorter ones hide in others (`oro` in `morot`)
MEMORY = 100_000  # words kept
SIDES = ("higher", "lower")


@cache
def find_direction(name: str) -> str | None:
    """`higher` or `lower` is better; None where the name does not tell, or tells both.

    >>> find_direction("Sjukfrånvaro, total"), find_direction("Andel klagomål som besvaras inom tre dagar")
    ('lower', None)
    """
    if is_rank(name):
        return "lower"
    words = fold_words(name)
    if _has_any(words, "blurring"):
        return None
    found = {side for side in map(_side_of, words) if side}
    found |= {side for side in SIDES if _has_phrase(words, side)}
    return found.pop() if len(found) == 1 else None


def is_rank(name: str) -> bool:
    """Whether the name says that the figure is a place in a list (`ranking`): 1 is the best."""
    return any(stem in word for word in fold_words(name) for [stem] in _entries("rank"))


@lru_cache(maxsize=MEMORY)
def _side_of(word: str) -> str | None:
    """The side of the longest entry that fits the word."""
    fitting = [
        (len(entry[0]), side) for side in SIDES for entry in _entries(side) if len(entry) == 1 and _fits(entry[0], word)
    ]
    return max(fitting)[1] if fitting else None


def _fits(stem: str, word: str) -> bool:
    return word.startswith(stem) or (len(stem) >= INSIDE and stem in word)


def _has_any(words: tuple[str, ...], group: str) -> bool:
    """Short entries (`öka`, `ej`) stand alone; others begin a word."""
    single = [entry[0] for entry in _entries(group) if len(entry) == 1]
    alone = any(word == stem or (len(stem) > 4 and word.startswith(stem)) for word in words for stem in single)
    return alone or _has_phrase(words, group)


def _has_phrase(words: tuple[str, ...], group: str) -> bool:
    spaced = f" {' '.join(words)} "
    return any(f" {' '.join(entry)} " in spaced for entry in _entries(group) if len(entry) > 1)


@cache
def _entries(group: str) -> tuple[tuple[str, ...], ...]:
    return tuple(fold_words(entry) for entry in load("directions")[group])
