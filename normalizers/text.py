"""Printed words: cleaned for publishing, folded for comparison."""

import re
import unicodedata
from functools import lru_cache

MEMORY = 100_000  # texts kept
# U+00AD is a soft hyphen; the others have no width and come from web pages and Word
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_DASHES = "\u2010-\u2015\u2212\ufe58\ufe63\uff0d"
_QUOTES = "\"'`\u00b4\u2018-\u201f\u2032\u2033\u2039\u203a«»"
_NOT_COMPARED = re.compile(f"[-\\s{_DASHES}{_QUOTES}\u00ad\u200b-\u200f\u2060\ufeff]+")
_INNER_HYPHEN = re.compile(f"(?<=\\w)[-{_DASHES}](?=\\w)")
_WORD = re.compile(r"\w+")


@lru_cache(maxsize=MEMORY)
def clean_text(text: str) -> str:
    """The text as published: NFC, without soft hyphens, white space made single; typographic quotes stay."""
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


@lru_cache(maxsize=MEMORY)
def fold_text(text: str) -> str:
    """The text for comparison: NFKC, without case, white space, hyphens, dashes and quotes."""
    return _NOT_COMPARED.sub("", unicodedata.normalize("NFKC", _NOT_COMPARED.sub("", text)).casefold())


@lru_cache(maxsize=MEMORY)
def fold_words(text: str) -> tuple[str, ...]:
    """The words of the text for comparison; a hyphen inside a word joins its halves (`e-tjänst` → `etjänst`)."""
    plain = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).casefold()
    return tuple(_WORD.findall(_INNER_HYPHEN.sub("", plain)))


def without_sign(status: str | None) -> str | None:
    """A status without the sign that is drawn before its words: `▶ Pågående`, `! Försenad`. Seen in reports out of
    systems of follow-up."""
    return re.sub(r"^[^\w\s([\"”»]{1,2}\s+(?=[^\W\d])", "", status) if status else status
