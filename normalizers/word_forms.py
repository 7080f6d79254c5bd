"""Forms of words: base forms, compounds and their parts, misspellings.

Base forms come from spaCy's Swedish lookup lemmas (spacy-lookups-data); what they get wrong is in `vocab/linking.toml`.
"""

from __future__ import annotations

import gzip
import json
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import product, takewhile

from rapidfuzz.distance import OSA, Postfix, Prefix

from normalizers.measure_words import read_measure_words

TYPO_MIN_LETTERS = 6  # shorter words one letter apart are often two words (natt, nytt)
TYPO_TWO_ERRORS = 11  # letters from which two typing errors are forgiven
LONGEST_ENDING = 2  # letters: -en, -na, -t
COMPOUND_TAIL = 4  # letters: a shorter ending of a compound has too many chance hits in the dictionary of word forms
SHORTEST_PART = 3  # letters of a part of a compound
SHORTEST_CUT = 5  # letters of a word that a full stop cuts off: with fewer, several words begin so
LONGEST_CUT_OFF = 5  # letters that it leaves out
SHORTEST_STEM = 4  # letters that are left of a noun without its ending: `nyhet` is no `ny`
_PARTICLES = ("ut", "in", "av", "an", "på", "om", "el")  # first parts of two letters: `utflyttning`, `elproduktion`
# Endings that make nouns, and what the verb or adjective has instead.
_NOUN_ENDINGS = (
    ("het", ""),
    ("ing", "a"),  # återvinn-ing, återvinn-a
    ("ning", "a"),  # använd-ning, använd-a
    ("ande", "a"),
    ("ation", "era"),
    ("sel", "a"),  # sköt-sel, sköt-a
    ("sel", "as"),  # triv-sel, triv-as
    ("kan", "ka"),  # påver-kan
    ("lan", "la"),  # anmä-lan
    ("else", "a"),  # händ-else, händ-a
    ("are", "a"),  # pendl-are, pendl-a
    ("ad", "a"),  # berättig-ad, berättig-a
    ("ende", ""),  # bestå-ende, bestå
    ("as", "a"),  # utveckl-as, utveckl-a
)
_LATIN = (("ei", "eum"), ("ie", "ium"))  # musei-besök, gymnasie-elev
# Small words that stand behind a verb and are its first part elsewhere: `delats ut` is `utdelad`.
VERB_PARTICLES = frozenset({"ut", "in", "upp", "ned", "ner", "bort", "kvar", "fram"})
# First parts of verbs: `förpacka` is no `packa`.
_PREFIXES = frozenset(
    {"för", "upp", "ned", "ner", "åter", "över", "under", "efter", "fram", "med", "mot", "till", "från"}
)
_SHORT_VERBS = frozenset({"gå", "stå", "få", "ge", "bo", "se"})  # others end with -a
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
    """Inflected form → base form, and all base forms. Read late and once: it takes half a second, and 150 megabytes.

    From the file itself: spaCy's own table of it takes four times as long, and twice the memory.
    """
    table = files("spacy_lookups_data") / "data" / "sv_lemma_lookup.json.gz"
    forms: Mapping[str, str] = json.loads(gzip.decompress(table.read_bytes()))
    return forms, frozenset(forms.values())


@cache
def _sorted_words() -> tuple[Sequence[str], Sequence[str]]:
    """The inflected words of the dictionary, and its base forms, in order, to find those that begin alike. Made where a
    name has a cut word only."""
    forms, bases = _lemma_forms()
    return sorted(forms), sorted(bases)  # the file has the first in order


def forget_word_forms() -> None:
    """Give the memory of the dictionary back, until it is needed again."""
    _lemma_forms.cache_clear()
    _sorted_words.cache_clear()


@lru_cache(maxsize=MEMORY)
def complete_word(cut: str) -> str | None:
    """The word that is cut off (`tillräckl.`, `arbetsmarknadsutbildn.`): the base form that all words of the dictionary
    that begin so have in common; None where they are of several, as of `ordin.` (ordinarie, ordinär)."""
    for start in range(len(cut) - SHORTEST_CUT + 1):
        if start and not is_first_part(cut[:start]):
            continue
        if base := _complete(cut[start:]):
            return cut[:start] + base
    return None


def _complete(cut: str) -> str | None:
    forms, bases = _lemma_forms()
    found = {word if word in bases else forms[word] for words in _sorted_words() for word in _find_alike(cut, words)}
    shortest = min(found, key=lambda base: (len(base), base), default="")
    whole = 0 < len(shortest) - len(cut) <= LONGEST_CUT_OFF and all(base.startswith(shortest) for base in found)
    return shortest if whole else None


def _find_alike(cut: str, words: Sequence[str]) -> Iterator[str]:
    """The words that begin so, of words in order."""
    following = (words[place] for place in range(bisect_left(words, cut), len(words)))
    return takewhile(lambda word: word.startswith(cut), following)


@lru_cache(maxsize=MEMORY)
def find_root(base: str) -> str:
    """The verb or adjective that a noun in base form is made of, that of a compound its last part: `användning` is
    `använda`, `trygghet` is `trygg`, `gatubelysning` is `gatubelysa`."""
    roots = read_measure_words().roots
    if base in roots.values():
        return base
    if (told := roots.get(base)) and roots.get(told) == told:  # `personal` is `medarbetare`, which is none of a verb
        return told
    return _in_other_words(_derive(_find_verb(_in_other_words(base))))


@lru_cache(maxsize=MEMORY)
def find_word_root(word: str) -> str:
    """The root of a word in any form."""
    return find_root(lemmatise(word))


def _in_other_words(base: str) -> str:
    """The word, or its last part, as the vocabulary has it (`[roots]`)."""
    roots = read_measure_words().roots
    if base in roots:
        return roots[base]
    for start in range(_shortest_first(base), len(base) - SHORTEST_PART):
        if (last := base[start:]) in roots and is_first_part(base[:start]):
            return base[:start] + roots[last]
    return base


def _find_verb(base: str) -> str:
    """The verb of a participle that the dictionary has as a word of its own: `godkänd` is `godkänna`, as `godkända` is,
    and `utsatt` is `utsätta`. A noun (`nämnd`, `nämnden`) is none."""
    if not base.endswith(("d", "t")) or len(base) < SHORTEST_STEM or _find_base(base + "en") == base:
        return base
    verb = _find_base(base + "a")
    return verb if verb and verb.endswith("a") and verb[0] == base[0] and verb not in (base, base + "a") else base


def join_particle(verb: str, particle: str) -> str | None:
    """The verb with its particle as a dictionary writes it: `delats` `ut` is `utdela`; None where the word before the
    particle is no form of a verb."""
    base = find_root(lemmatise(verb))
    if particle not in VERB_PARTICLES or not is_known(base):
        return None
    return particle + base if base.endswith("a") or base in _SHORT_VERBS else None


def _derive(base: str) -> str:
    _, bases = _lemma_forms()
    roots = read_measure_words().roots
    starts = (0, *range(_shortest_first(base), len(base) - SHORTEST_STEM))
    # a noun that no dictionary has is made alike: `snusning`
    for last in (base[start:] for start in starts if not start or base[start:] in bases):
        if roots.get(last) == last:
            return base  # a `skolmedarbetare` is a `medarbetare`
        for ending, instead in _NOUN_ENDINGS:
            stem = last.removesuffix(ending)
            if stem != last and len(stem) >= SHORTEST_STEM and (root := stem + instead) in bases:
                return base.removesuffix(last) + root
    if base.endswith("ning") and base not in bases:  # nor has it the last part: `smärtskattning`
        for start in starts[1:]:
            root = base[start:].removesuffix("ning") + "a"
            if len(root) > SHORTEST_STEM and root in bases and is_first_part(base[:start]):
                return base[:start] + root
    return base


def is_known(word: str) -> bool:
    """Whether the dictionary of word forms has the word."""
    forms, bases = _lemma_forms()
    return word in forms or word in bases


def spelling_keys(word: str) -> frozenset[str]:
    """Keys of which two words share at least one if `is_typo` holds for them (all but a few with two errors far apart):
    the word with one letter left out, and of long words the beginning and the end."""
    if len(word) < TYPO_MIN_LETTERS - LONGEST_ENDING:
        return frozenset()
    stems = set(_find_stems(word))
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
    heads = (first, stem, *(stem + letter for letter in JOINING))
    if any(word.startswith(head) and is_known(word[len(head) :]) for head in heads):
        return False  # another word than the last one: `kollektivtrafiknära` is no slip for `kollektivtrafik` `bra`
    return any(is_typo(word, head + last) for head in heads)


@lru_cache(maxsize=MEMORY)
def find_first_parts(head: str) -> tuple[str, ...]:
    """The words that the first part of a compound may be a form of, and their roots: `gatu` is `gata`, `barns` is
    `barn`, `skol` is `skola` (Swedish joins compounds with -s-, -u-, -o-, -e- or without the last vowel)."""
    forms = [head, head + "a", head + "e"]
    forms += [head.removesuffix(end) + whole for end, whole in _LATIN if head.endswith(end)]
    if head.endswith(JOINING):
        forms += [head[:-1], head[:-1] + "a", head[:-1] + "e"]
    return tuple(dict.fromkeys((*forms, *map(find_root, forms))))


@lru_cache(maxsize=MEMORY)
def split_compound(root: str) -> tuple[str, ...]:
    """The roots of the parts of a compound, the word itself where it is none, without a last vowel: `återvinningsplats`
    is `återvinn` and `plats`. The longest known last part counts."""
    _, bases = _lemma_forms()
    for cut in range(_shortest_first(root), len(root) - COMPOUND_TAIL + 1):
        head, last = root[:cut], root[cut:]
        if last not in bases or head in _PREFIXES:
            continue
        if first := next((form for form in find_first_parts(head) if form in bases), None):
            return (_without_vowel(find_root(first)), _without_vowel(find_root(last)))
        if len(parts := split_compound(head)) > 1:
            return (*parts, _without_vowel(find_root(last)))
    return (_without_vowel(root),)


def _without_vowel(root: str) -> str:
    """`skol-` and `skola` alike."""
    return root[:-1] if root.endswith(("a", "e")) else root


def is_typo(word: str, other: str) -> bool:
    """Whether the one may be a misspelling of the other."""
    shorter = min(len(word), len(other))
    if shorter < TYPO_MIN_LETTERS or word[0] != other[0] or (is_known(word) and is_known(other)):
        return False
    allowed = 2 if shorter >= TYPO_TWO_ERRORS else 1
    # a misspelt word has no base form: it may carry an ending that the other has lost (`uplevelsen`, `upplevelse`)
    pairs = product(_find_stems(word), _find_stems(other))
    near = any(OSA.distance(one, two, score_cutoff=allowed) <= allowed for one, two in pairs)
    return near and not are_two_compounds(word, other)


def are_two_compounds(word: str, other: str) -> bool:
    """Whether two words share one part and have two known words for the other: `bussplats` and `bussplan`."""
    same_start = Prefix.similarity(word, other)
    same_end = Postfix.similarity(word, other)
    cuts = range(SHORTEST_PART, min(same_start, len(word) - COMPOUND_TAIL, len(other) - COMPOUND_TAIL) + 1)
    if any(is_known(word[cut:]) and is_known(other[cut:]) and is_first_part(word[:cut]) for cut in cuts):
        return True
    cuts = range(COMPOUND_TAIL, min(same_end, len(word) - SHORTEST_PART, len(other) - SHORTEST_PART) + 1)
    heads = ((word[:-tail], other[:-tail]) for tail in cuts if is_known(word[-tail:]))
    # a joining -s- too many or too few is a slip: `försörjningstöd`
    return any(is_known(one) and is_known(two) and one.rstrip("s") != two.rstrip("s") for one, two in heads)


@lru_cache(maxsize=MEMORY)
def is_first_part(head: str) -> bool:
    """Whether a compound may begin so."""
    if head in _PREFIXES:
        return True
    return len(head) >= _shortest_first(head) and any(map(is_known, find_first_parts(head)))


def _shortest_first(word: str) -> int:
    """Letters of the shortest first part that a word may have."""
    return 2 if word.startswith(_PARTICLES) else SHORTEST_PART


@lru_cache(maxsize=MEMORY)
def _find_stems(word: str) -> tuple[str, ...]:
    """The word, and where no dictionary knows it, the word without each ending that it may carry."""
    endings = () if is_known(word) else read_measure_words().endings
    return (word, *(word.removesuffix(ending) for ending in endings if word.endswith(ending)))


def is_known_compound(word: str) -> bool:
    """Two words that the dictionary knows, joined."""
    cuts = range(SHORTEST_PART, len(word) - COMPOUND_TAIL + 1)
    return any(is_known(word[cut:]) and is_first_part(word[:cut]) for cut in cuts)
