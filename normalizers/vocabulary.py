"""The word lists in `vocab/`, which people who do not program extend."""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """The word list `vocab/<name>.toml`. Callers share one copy and must not change it."""
    return tomllib.loads((files("normalizers") / "vocab" / f"{name}.toml").read_text(encoding="utf-8"))


def any_of(words: Iterable[str]) -> str:
    """A regular expression for any of these words, the longest first; white space in them is as it comes."""
    return _any_of(frozenset(words))


@lru_cache(maxsize=1000)
def _any_of(words: frozenset[str]) -> str:
    return f"(?:{by_letter(words, _spaced)})"


def _spaced(word: str) -> str:
    return re.escape(word).replace(r"\ ", r"\s+")


@lru_cache(maxsize=100)
def beginnings(words: frozenset[str]) -> re.Pattern[str]:
    """Where one of these words may begin, in upper or lower case: its first two letters stand there. A search for the
    words themselves that case does not matter to tries them at each place of a text, in twice the time and more."""
    first, second = ({form for w in words for form in (w[at].lower(), w[at].upper())} for at in (0, 1))
    return re.compile(rf"[{''.join(sorted(first))}][{''.join(sorted(second))}](?<!\w..)")


def matches_at(starts: Iterable[int], pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """As `pattern.finditer`, which is tried only at these places."""
    end = 0
    for start in starts:
        if start >= end and (match := pattern.match(text, start)):
            yield match
            end = match.end()


def by_letter(words: Iterable[str], written: Callable[[str], str] = re.escape) -> str:
    """The words as alternatives, the longest first, each `written` as a regular expression; the letter that several
    begin with stands once before them, so that a search tries some ten letters at each place and not all the words."""
    groups: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        groups.setdefault(word[0].casefold(), []).append(word)
    parts = []
    for group in groups.values():
        first = group[0][0]
        if len(group) > 1 and all(word[0] == first for word in group):
            parts.append(f"{written(first)}(?:{'|'.join(written(word[1:]) for word in group)})")
        else:
            parts += map(written, group)
    return "|".join(parts)
