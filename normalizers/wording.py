"""A sentence as a row of labelled words, and the forms that end at its numbers, found by spaCy's ruler and matcher.

Labels and forms lie in `vocab/targets.toml`, comparators in `vocab/comparators.toml`. A number with its unit is one
word, so that a form is short: `MODAL .. LEVEL ABOUT? NUMBER` is `ska … uppgå till ca 95 %`.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from normalizers.quantities import Quantity
from normalizers.readings import words_of
from normalizers.vocabulary import load

NUMBER = "NUMBER"
_PIECE = re.compile(r"[^\W_]+(?:[-’][^\W_]+)*|\.{2,}|\S")  # the dots that lead to a page number are one
_YEARS = re.compile(r"(?:19|20)\d\d(?P<to>[-’]\d{2,4})?")  # `2027`, `2025-2027`
_GAPS = {"..": ("NUMBER", "DIGITS", "COLON"), "...": ("NUMBER", "DIGITS"), "~": ("NUMBER", "DIGITS", "COLON", "EDGE")}
SETTING = frozenset({"MODAL", "GOAL", "LIMIT"})  # labels of words that can make a number a target
BESIDE_MODAL = ("share_first", "none_of", "negated", "denied", "change")  # forms that count only beside a modal verb
_COMPARES = {">=": "LIMIT", "<=": "LIMIT", ">": "LOOSE", "<": "LOOSE", "=": "ABOUT"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, a labelled wording, or a number with its unit; positions are those of the sentence."""

    text: str
    label: str  # empty for a plain word
    start: int
    end: int
    quantity: Quantity | None = None

    @property
    def folded(self) -> str:
        return self.text.casefold()


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence read: its pieces, the first a mark for its beginning, and where each form begins that ends at one."""

    pieces: tuple[Piece, ...]
    forms: Mapping[tuple[str, int], int]

    def begin(self, form: str, at: int) -> int | None:
        """The piece at which a form begins that ends at the number `at`, the nearest of several."""
        return self.forms.get((form, at))

    def is_form(self, at: int, *forms: str) -> bool:
        return any((form, at) in self.forms for form in forms)

    def label(self, at: int) -> str:
        return self.pieces[at].label if 0 <= at < len(self.pieces) else ""

    def labels(self, start: int, end: int) -> set[str]:
        return {piece.label for piece in self.pieces[max(start, 0) : end]}

    def numbers(self) -> Iterator[tuple[int, Quantity]]:
        for at, piece in enumerate(self.pieces):
            if piece.quantity is not None:
                yield at, piece.quantity


def cut_sentence(sentence: str, quantities: Sequence[Quantity]) -> tuple[Piece, ...]:
    """The words and numbers of a sentence, for `read_wording`; wordings of several words are not labelled yet."""
    return (Piece("^", "START", 0, 0), *_cut(sentence, quantities))


def may_set(cut: Sequence[Piece]) -> bool:
    """Whether a sentence of running text has a word of those of which each form needs one: most have none, and to read
    the wording takes ten times as long."""
    begins, ends = _needed()
    return any(word in begins or word.endswith(ends) for word in [piece.text.lower() for piece in cut])


@cache
def _needed() -> tuple[frozenset[str], tuple[str, ...]]:
    """The first words of the wordings of which each form needs one, and their endings."""
    wordings = {word for label, word in _phrases() if label in SETTING}
    for name, forms in load("targets")["forms"].items():
        for parts in ([part for part in form.split() if part[-1] != "?"] for form in forms):
            if name not in BESIDE_MODAL and SETTING.isdisjoint(parts):
                words = {word for part in parts if part[0].islower() for word in part.split("|")}
                if not words:
                    raise ValueError(f"a form of {name} needs no word by which it could be known: {' '.join(parts)}")
                wordings |= words
    endings = load("targets")["endings"]
    begins = frozenset(next(_words(wording, 0, len(wording))).text.lower() for wording in wordings)
    return begins, tuple(end for label in SETTING for end in endings.get(label, ()))


def read_wording(sentence: str, cut: Sequence[Piece]) -> Wording:
    """The pieces of a sentence that is cut into words and numbers, and the forms in it."""
    nlp, matchers = _language()
    from spacy.tokens import Doc, Span

    doc = Doc(nlp.vocab, words=[piece.text for piece in cut])
    doc.ents = [Span(doc, at, at + 1, label=piece.label) for at, piece in enumerate(cut) if piece.label]
    doc = nlp.get_pipe("entity_ruler")(doc)
    with doc.retokenize() as merging:
        for entity in doc.ents:
            if len(entity) > 1:
                merging.merge(entity)
    pieces: list[Piece] = []
    taken = 0
    for token, size in zip(doc, _sizes(doc, cut), strict=True):
        first, last = cut[taken], cut[taken + size - 1]
        text = sentence[first.start : last.end] if taken else first.text
        pieces.append(Piece(text, token.ent_type_, first.start, last.end, first.quantity))
        taken += size
    found: dict[tuple[str, int], int] = {}
    labels = {piece.label for piece in pieces}
    for needed, matcher in matchers:
        for form, start, end in matcher(doc) if needed <= labels else ():
            key = (nlp.vocab.strings[form], end - 1)
            found[key] = max(found.get(key, 0), start)
    return Wording(tuple(pieces), found)


def _sizes(doc: Any, cut: Sequence[Piece]) -> list[int]:
    """How many pieces each token was merged from; a merged token's text is theirs, with spaces between."""
    sizes, at = [], 0
    for token in doc:
        size, length = 1, len(cut[at].text)
        while length < len(token.text):
            length += 1 + len(cut[at + size].text)
            size += 1
        sizes.append(size)
        at += size
    return sizes


def _cut(sentence: str, quantities: Sequence[Quantity]) -> Iterator[Piece]:
    """Words, signs, years and numbers, in reading order; a number that `från` leads to is where a measure stands."""
    places: list[tuple[int, int, Quantity | None]] = [(q.start, q.end, q) for q in quantities]
    at = 0
    before = ""
    for start, end, quantity in [*places, (len(sentence), len(sentence), None)]:
        for word in _words(sentence, at, start):
            yield word
            before = word.folded
        if quantity is not None:
            label = "BASE" if before in load("targets")["labels"]["FROM"] and quantity.upper is None else NUMBER
            yield Piece(sentence[start:end], label, start, end, quantity if label == NUMBER else None)
            before = ""
        at = end


def _words(sentence: str, start: int, end: int) -> Iterator[Piece]:
    before = ""
    for word in _PIECE.finditer(sentence, start, end):
        text = word[0]
        label = ""
        if text[0].isdigit() and before not in words_of("numbered"):  # the number of `årskurs 9` is part of a name
            years = _YEARS.fullmatch(text)
            label = "DIGITS" if years is None else "YEARS" if years["to"] else "YEAR"
        before = text.casefold()
        yield Piece(text, label, word.start(), word.end())


@cache
def _language() -> tuple[Any, Sequence[tuple[frozenset[str], Any]]]:
    """The blank Swedish pipeline with a ruler that gives the labels, and the matchers of the forms.

    Each matcher has the forms that need the same labels: it is asked only where a sentence has them, which few do.
    """
    import spacy
    from spacy.matcher import Matcher
    from spacy.tokens import Doc

    nlp = spacy.blank("sv")

    def split(text: str) -> Doc:
        return Doc(nlp.vocab, words=[word.text for word in _words(text, 0, len(text))])

    nlp.tokenizer = split
    ruler: Any = nlp.add_pipe("entity_ruler", config={"phrase_matcher_attr": "LOWER", "validate": False})
    ruler.add_patterns([{"label": label, "pattern": words} for label, words in _phrases()])
    for label, endings in load("targets")["endings"].items():
        form = rf"(?:{'|'.join(map(re.escape, endings))})$"
        ruler.add_patterns([{"label": label, "pattern": [{"LOWER": {"REGEX": form}}]}])
    matchers: defaultdict[frozenset[str], Matcher] = defaultdict(lambda: Matcher(nlp.vocab))
    for name, forms in load("targets")["forms"].items():
        for form in forms:
            parts = form.split()
            needed = frozenset(part for part in parts if part.isupper() and part.isalpha() and part != "WORD")
            matchers[needed].add(name, [[_element(part) for part in parts]])
    return nlp, list(matchers.items())


def _phrases() -> Iterator[tuple[str, str]]:
    """Label and wording of all lists; a wording has one label, that of the list in `targets` first."""
    comparators = load("comparators")
    seen: set[str] = set()
    after = {"AFTER": [word for words in comparators["after"].values() for word in words]}
    rank = {"RANK": comparators["words"]["kept_as_note"], "ABOUT": comparators["words"]["approximate"]}
    for label, words in {**load("targets")["labels"], **rank, **after}.items():
        for word in words:
            seen.add(word)
            yield label, word
    for code, words in comparators["before"].items():
        for word in words:
            if word not in seen:
                is_sign = not any(letter.isalpha() for letter in word)
                yield ("SIGN" if is_sign and _COMPARES[code] == "LOOSE" else _COMPARES[code]), word


def _element(part: str) -> dict[str, Any]:
    """One part of a form as a pattern of spaCy's matcher."""
    if part in _GAPS:
        return {"ENT_TYPE": {"NOT_IN": list(_GAPS[part])}, "OP": "*"}
    names = ["START" if name == "^" else name for name in part.rstrip("?").split("|")]
    optional = {"OP": "?"} if part.endswith("?") else {}
    if names == ["WORD"]:
        return {"ENT_TYPE": {"IN": ["", "LEVEL", "STATE", "TO", "FOR", "OF"]}, "IS_PUNCT": False, **optional}
    if names[0].isupper():
        return {"ENT_TYPE": {"IN": names}, **optional}
    return {"LOWER": {"IN": names}, **optional}
