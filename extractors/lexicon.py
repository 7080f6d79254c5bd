"""Which letter sequences are Swedish words, to tell a word that a narrow column cut from two words.

The word forms are those of spaCy's Swedish lemma table; compounds, which no table lists, are taken apart in two.
"""

from __future__ import annotations

import gzip
import json
import tomllib
from functools import cache
from importlib.resources import files

SHORTEST_PART = 4  # letters of a compound's part; shorter ones make words of anything
LINKING = ("", "s")  # letters between the parts: `verksamhets-område`
SPREADING = b"\xdf\xb5"  # ß and µ, which do not fold to one byte
FOLDED = bytes(code if code in SPREADING else ord(chr(code).casefold()) for code in range(256))
# Words that stand after any other; a word cut by a column does not go on with them.
SHORT_WORDS = frozenset(
    tomllib.loads((files("extractors") / "lexicon.toml").read_text(encoding="utf-8"))["short"]["words"]
)


@cache
def _forms() -> frozenset[str]:
    """All word forms, about 660,000; loaded when the first doubtful line end is met."""
    table = files("spacy_lookups_data") / "data" / "sv_lemma_lookup.json.gz"
    text = _folded(gzip.decompress(table.read_bytes()).decode("utf-8"))
    if "\\" not in text:  # nothing but plain strings between quotes: cut there, in half the time of a JSON reader
        return frozenset(text.split('"')[1::2])
    lemmas: dict[str, str] = json.loads(text)
    return frozenset(lemmas).union(lemmas.values())


def _folded(text: str) -> str:
    """`text.casefold()` with its slashes unescaped; in a fifth of the time where each letter is one byte, as here."""
    try:
        letters = text.encode("latin-1")
    except UnicodeEncodeError:
        letters = SPREADING[:1]
    if any(letter in letters for letter in SPREADING):
        return text.casefold().replace("\\/", "/")
    return letters.replace(b"\\/", b"/").translate(FOLDED).decode("latin-1")


def is_form(text: str) -> bool:
    """Whether `text`, in lower case, is a word form of the list itself."""
    return text in SHORT_WORDS if len(text) == 1 else text in _forms()


@cache
def is_word(text: str) -> bool:
    """Whether `text`, in lower case, is a word or a compound of two."""
    if len(text) == 1:
        return text in SHORT_WORDS
    forms = _forms()
    if text in forms:
        return True
    for at in range(SHORTEST_PART, len(text) - SHORTEST_PART + 1):
        if text[at:] in forms and any(text[: at - len(link)] in forms for link in LINKING if text[:at].endswith(link)):
            return True
    return False
