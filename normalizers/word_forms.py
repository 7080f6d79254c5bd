"""Forms of words: base forms, compounds and their parts, misspellings.

Base forms come from spaCy's Swedish lookup lemmas (spacy-lookups-data); what they get wrong is in `vocab/linking.toml`.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from itertools import product

from rapidfuzz.distance import OSA

from normalizers.measure_words import read_measure_words

TYPO_MIN_LETTERS = 6  # shorter words one letter apart are often two words (natt, nytt)
TYPO_TWO_ERRORS = 11  # letters from which two typing errors are forgiven
LONGEST_ENDING = 2  # letters: -en, -na, -t
COMPOUND_TAIL = 4  # letters: a shorter ending of a compound has too many chance hits in the dictionary of word forms
SHORTEST_PART = 3  # letters of a part of a compound
JOINING = ("s", "u", "o", "e", "a")  # letters between the parts of a compound
MEMORY = 100_000  # words kept


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
    return read_measure_words().lemmas.get(word) or (word if word in bases else forms.get(word))


@cache
def _lemma_forms() -> tuple[Mapping[str, str], frozenset[str]]:
    """Inflected form → base form, and all base forms. Read late and once: it takes more than half a second.

    The table is read from its file: spaCy's own reader takes four times as long over it.
    """
    table = files("spacy_lookups_data") / "data" / "sv_lemma_lookup.json.gz"
    forms: Mapping[str, str] = json.loads(gzip.decompress(table.read_bytes()))
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


def is_compound(word: str, first: str, last: str) -> bool:
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
    return [word, *(word.removesuffix(ending) for ending in read_measure_words().endings if word.endswith(ending))]


def is_known_compound(word: str) -> bool:
    """Two words that the dictionary knows, joined."""
    cuts = range(SHORTEST_PART, len(word) - SHORTEST_PART + 1)
    return any(is_known(word[cut:]) and any(map(is_known, find_first_parts(word[:cut]))) for cut in cuts)
