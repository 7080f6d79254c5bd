"""The word lists beside this module, and how text is compared with them."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

KEPT_TEXTS = 20_000  # folded texts: those of some hundred pages


@cache
def load(name: str) -> dict[str, Any]:
    """The contents of `<name>.toml` in this folder."""
    return tomllib.loads((files(__package__) / f"{name}.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=KEPT_TEXTS)
def fold(text: str) -> str:
    """Lower case, white space single, hyphens and footnote stars out: how header words and labels are compared."""
    squeezed = re.sub(r"[\u00ad\u2010-]\s*", "-", text.casefold())
    return re.sub(r"\s+", " ", squeezed).strip(" *:.–—")


def tight(text: str) -> str:
    """`fold`, without white space and hyphens, for words that columns broke."""
    return re.sub(r"[\s-]", "", fold(text))


def alternatives(words: list[str]) -> str:
    """A regular expression for any of the words, longest first; white space and hyphens may vary."""
    return _alternatives(tuple(words))


@lru_cache(maxsize=1000)
def _alternatives(words: tuple[str, ...]) -> str:
    parts = [re.sub(r"(\\ |\\-)+", r"[\\s-]+", re.escape(w)) for w in sorted(words, key=len, reverse=True)]
    return "(?:" + "|".join(parts) + ")"
