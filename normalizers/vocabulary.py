"""The word lists in `vocab/`, which people who do not program extend."""

import re
import tomllib
from collections.abc import Iterable
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
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered) + ")"
