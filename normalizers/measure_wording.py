"""The name of a measure as words that can be looked up: spelt as the vocabulary has them, small words left out, and
what is said in several ways said in one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain

from rapidfuzz.distance import OSA

from normalizers.measure_sides import lead_with_level
from normalizers.measure_words import SHORTEST_WORD, MeasureWords, read_measure_words
from normalizers.word_forms import (
    LONGEST_ENDING,
    SHORTEST_CUT,
    SHORTEST_PART,
    are_two_compounds,
    complete_word,
    is_first_part,
    is_known,
    is_known_compound,
    lemmatise,
)

REWRITE_PASSES = 3  # a rewriting may make the wording of another one; three deep is the longest in the vocabulary
SHORTEST_BEGINNING = 6  # letters: many words begin with all but one of fewer (`årsarb`, `årsm*`)
MEMORY = 100_000  # words kept

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
_RAISED = {**{ord(mark): digit for mark, digit in zip("²³₂₃₄", "23234", strict=True)}, ord("&"): " och "}
DROPPED = {**dict.fromkeys(map(ord, "\u00ad\u200b\"'”“„’‘»«´`*"), None), **_DASHES, **_RAISED}
_AVERAGES = ("genomsnitts", "medel", "median", "snitt")
# Last parts that tell what kind of figure it is, as words of their own.
_FIGURES = {"antal": "antal", "antalet": "antal", "andel": "andel", "andelen": "andel", "timmar": "timmar"}
_ABBREVIATION = re.compile(r"\(([A-ZÅÄÖ]{2,5}[a-z]?)\)")
# a word in small letters (a name may begin with a large one), and the full stop behind it; `Sala.` is a place
_CUT = re.compile(rf"(?<![^\W\d])(?=[^\W\d]{{{SHORTEST_CUT},}}\.)((?:^[A-ZÅÄÖ])?[a-zåäö]+)\.")
# a word of small letters, with the full stop that may be behind it
_SHORTENED = re.compile(r"(?<![^\W\d])([A-ZÅÄÖ]?[a-zåäö]+)(?![^\W_])(?:\.(?!\w))?")
# a word that a full stop cuts off before another one, or within a compound: `gen. statsbidrag`, `syssels.grad`
_CUT_BEFORE = re.compile(r"(?<![^\W\d])([A-ZÅÄÖ]?[a-zåäö]{2,})\.( (?:och |o )?|)([a-zåäö]{3,})")
_TELLING = re.compile(r"\(|\benl|\bkälla|\bstatistik|\buppgift")  # what a source stands in or behind
_RANGE = re.compile(r"\b(?:(mellan )|(?:från )?)([^\W_]+) (?(1)och|till) ([^\W_]+) ?(?=år\b|åring)")
_HYPHEN = re.compile(r"\b[^\W\d]+-[^\W\d]+\b")
_MONTHS = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
# What is read in another way or not at all, before words are parted.
_STEPS = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        (r"^\W*(?:indikator|nyckeltal|mått|kpi)(?: ?\d+(?:\.\d+)*)? ?[:.] ?", ""),  # `Nyckeltal 4: …`
        (r"^\d{1,2}(?:\.\d{1,2})*[.)] (?=[^\W\d])|^\d{1,2}(?:\.\d{1,2})+ (?=[^\W\d])", ""),  # `1. …`, `3.1 …`
        (r"(?<!\w)[nu]\d{5}(?!\w)", " "),  # U00200: the id of a measure of Kolada
        (r"(?<!\d)(20\d\d)/(?:20)?\d\d(?!\d)", r"\1"),  # 2023/24: a school year
        (r"\bht(?:[ -]?(?:20)?\d\d)?\b", " hösttermin "),
        (r"\bvt(?:[ -]?(?:20)?\d\d)?\b", " vårtermin "),
        (r"((?:svars|vänte|kö|samtals|insats|utrycknings)tid.*)\bsek\b", r"\1sekunder"),  # otherwise money
        (r"(\binom \d+ ?)sek\b", r"\1sekunder"),
        (r"\b1[ .]?000[ -]?tal (?=kr)", "tusental "),
        (r"\((?:\d{4} ?-|- ?\d{4})\)", " "),  # (-2024): years for which a statistic exists
        (r"\([01] ?- ?(?:[3-9]|10|100)\)", " "),  # (1-6): the scale of the answers
        (r"(?<=\d)[ \u00a0](?=\d{3}\b)", ""),  # 1 000
        (r"(?<![\w.])[a-h]\. (?=[^\W\d])", " "),  # `A. Börjat arbeta`: a letter that numbers
        (r"(?<=\d) ?(?:tkr|tusen kr(?:onor)?)\b", "000 kr"),  # `över 100 tkr`, `över 100 000 kr`
        (r"(\d),(\d) ?(?:mnkr|mkr|milj(?:oner|\.)? kr(?:onor)?)\b", r"\1\g<2>00000 kr"),
        (r"(?<=\d) ?(?:mnkr|mkr|milj(?:oner|\.)? kr(?:onor)?)\b", "000000 kr"),
        (r"\bel\. ", "eller "),
        (r"\b(?:som lägst|åtminstone|lägst(?= (?:\d|en |ett |två |tre )))", "minst"),
        (r"(?<=\()(?:ej|inte|utan) ", "exkl "),  # `(ej ränta)`, but not `som inte betalat`
        (r"(?<=\()m(?=\))", "meter"),
        (r"\b(?:den )?1/11\b", "1 november"),
        (r"\b(?:den )?31/12\b", "31 december"),
        (r"(?<=[a-zåäö)] )m\. (?=[a-zåäö]{3})", "med "),
        (r"\b(?:man )?som enskild[ae]?(?! regi)\b", " "),  # whoever it is
        # `de två senaste åren`, `senaste två åren`
        (r"\b(två|tre|fyra|fem|sex|tio|tolv|\d+) (senaste|föregående|kommande) ", r"\2 \1 "),
        (r"\bper (?:ett )?tusen\b", "per 1000"),
        # how answers are written as numbers: `(Ja=1, Nej=0)`, `(1 = ja)`
        (r"\((?:[^()=,]+=[^()=,]+(?:,|$)?)+(?:[^()]*)\)", " "),
        (r"\båk(?=\d)", "åk "),
        # `över` and `under` tell it of whatever has an age: only people and things of so many years are `äldre än`
        (r"\bäldre än (?=\S+ ?(?:mån|veck|dag|dygn|tim))", "över "),
        (r"\byngre än (?=\S+ ?(?:mån|veck|dag|dygn|tim))", "under "),
        # a forecast made in a month is one for the whole year
        (rf"\bhelårsprognos(?:en)? (?:per |i |efter |från )?({_MONTHS})\b", r"prognos \1"),
        (rf"\b({_MONTHS})prognos(?:en|ens)?\b", r"prognos \1"),
        (r"(?<=\d)(?=(?:mån|veck|dag|dygn|tim)[a-zåäö]*\b)", " "),  # `3mån`
        (r"(?<=\d) ?h\b", " timmar"),
        (r"(?<=\d) ?v\b", " veckor"),
        (r"(?<=[a-zåäö][a-zåäö-] )o\.?(?= [a-zåäö]{2})", "och"),  # but not `fr o m`
        (r"(\b\d{1,2} ?- ?\d{2,3})(?=[,;] ?(?:%|procent\b))", r"\1 år"),  # `sysselsatta 20-64, %`: ages, no share
        (r"(?<=\d )min\b|(?<=\d)min\b|(?<=\()min(?=\))|\bmin$", "minuter"),  # `150 min`, but not `min skola`
        (r"\bm(?=/)|(?<=/)m\b|(?<=\d )m\b", "meter"),
        (r"(?<=\()ha(?=\))|(?<=, )ha$", "hektar"),
        (r"\blägre än (?=\d)", "under "),  # no comparative is left among the words of the name
        (r"\bhögre än (?=\d)", "över "),
        (r"≥ ?|>= ?", "minst "),
        ("/", " per "),
        (r"(?<![\w-])-(?=\d{1,2} ?år\b)", "0-"),  # -34 år
        # in ten years, which is no age: `antal invånare om 10 år`, `på tio års sikt`
        (r"\b(?:om|på) (\d+|två|tre|fem|tio) år(?:\b|s sikt\b)", r"\1 år framåt"),
        (r"\b(?:från(?: och med)?|fr\.? ?o\.? ?m\.?) (\d+) år(?:s ålder)?\b(?! ?(?:-|till|t\.?o|och))", r"\1+ "),
        (r"\b(?:upp )?(?:till och med|t\.? ?o\.? ?m\.?) (\d+) år(?:s ålder)?\b", r"\1 år och yngre"),
    )
)
_MARKS = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        (r"(?<!\d)-|-(?!\d)", " "),
        (r"[^\w%+<>.,-]|(?<!\d)[.,]|[.,](?!\d)", " "),
        (r"(?<=\d)%", " %"),
    )
)


def read_wording(name: str) -> str:
    """The words of a name as the vocabulary has them, with single spaces."""
    words = read_measure_words()
    text = lead_with_level(space_words(name), words)
    tokens = chain.from_iterable(map(_part_figure, map(_correct, _join_parted(text.split()))))
    return _rewrite(" ".join(token for token in tokens if token not in words.small), words)


@lru_cache(maxsize=MEMORY)
def space_words(name: str) -> str:
    """Lower case words with single spaces: hyphens between letters and slashes part words, ranges stay (`30-49`)."""
    text = _ABBREVIATION.sub(_without_unknown, unicodedata.normalize("NFC", name))
    text = _CUT_BEFORE.sub(lambda match: _complete_before(match[1].casefold(), match[3], match[2]) or match[0], text)
    text = _SHORTENED.sub(lambda match: _lengthen(match[1].casefold()) or match[0], text)
    text = _CUT.sub(lambda match: _write_out(match[1].casefold()), text)
    text = text.casefold().translate(DROPPED)
    if _TELLING.search(text):
        text = read_measure_words().told_by.sub(" ", text)
    for pattern, instead in _STEPS:
        text = pattern.sub(instead, text)
    text = _RANGE.sub(_write_range, text)
    text = _HYPHEN.sub(lambda match: joined if is_known(joined := match[0].replace("-", "")) else match[0], text)
    for pattern, instead in _MARKS:
        text = pattern.sub(instead, text)
    return " ".join(text.split())


def _write_range(match: re.Match[str]) -> str:
    """`mellan ett och fem år`, `1 till 5 år` as ages are written elsewhere, `1-5 år`; whatever is no number stays."""
    numbers = read_measure_words().numbers
    low, high = (numbers.get(bound, bound) for bound in match.groups()[1:])
    return f"{low}-{high} " if low.isdigit() and high.isdigit() else match[0]


def find_tellers(name: str) -> Iterator[tuple[str, str]]:
    """Who tells the figure, where the name says so: `(Kronofogden)`, `enligt SCB`."""
    text = unicodedata.normalize("NFC", name).casefold().translate(DROPPED)
    for match in read_measure_words().told_by.finditer(text) if _TELLING.search(text) else ():
        for one in re.split(r", | och | ?/ ?", match[1] or match[2]):
            yield "told by", re.sub(r"s?(?: (?:statistik|öppna data|register))?$", "", one)


@lru_cache(maxsize=MEMORY)
def _lengthen(word: str) -> str | None:
    """What a usual abbreviation stands for, alone or as the last part of a compound: `utb.` is `utbildning`,
    `högskoleutb.` is `högskoleutbildning`. None where the word is none."""
    short = read_measure_words().abbreviations
    if word in short:
        return f"{short[word]} "
    for start in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        whole = short.get(word[start:])
        if whole and not is_known(word) and is_first_part(word[:start]):
            return f"{word[:start]}{whole} "
    return None


@lru_cache(maxsize=MEMORY)
def _write_out(word: str) -> str:
    """A word before a full stop; where it is none of the dictionary or vocabulary, the word that was cut off there:
    `tillsv.` is `tillsvidareanställd`, which the vocabulary has, `tillräckl.` is `tillräcklig`."""
    words = read_measure_words()
    if is_known(word) or is_known_compound(word) or words.any_word.fullmatch(word):
        return f"{word} "
    told = sorted((whole for whole, _ in words.spellings.get(word[0], ()) if whole.startswith(word)), key=len)
    if told and all(whole.startswith(told[0]) for whole in told):
        return f"{told[0]} "
    return f"{complete_word(word) or word} "


@lru_cache(maxsize=MEMORY)
def _complete_before(cut: str, following: str, space: str) -> str | None:
    """The two words where the vocabulary has one phrase only of a word that begins so and of that behind it: `gen.
    statsbidrag` is `generella statsbidrag`. Without a space, its only compound of such two parts: `syssels.grad` is
    `sysselsättningsgrad`."""
    words = read_measure_words()
    if space:
        before = chain(words.before.get(following, ()), words.before.get(lemmatise(following), ()))
        found = {word for word in before if word.startswith(cut) and word != cut}
    else:
        alike = (word for word, _ in words.spellings.get(cut[0], ()) if word.startswith(cut))
        found = {word for word in alike if word.endswith(following)}
    if len(set(map(lemmatise, found))) != 1:
        return None
    return f"{min(found)}{space}{following}" if space else min(found)


def _without_unknown(abbreviation: re.Match[str]) -> str:
    """An abbreviation in parentheses follows its long form: `kväveoxider (NOx)`. Those of the vocabulary stay."""
    return abbreviation[0] if read_measure_words().any_word.fullmatch(abbreviation[1].casefold()) else " "


@lru_cache(maxsize=MEMORY)
def _correct(word: str) -> str:
    """A word of the vocabulary, where a word that no dictionary knows is one letter away from it: `gymasieskolan`."""
    words = read_measure_words()
    if len(word) <= SHORTEST_WORD or not word.isalpha() or words.any_word.fullmatch(word):
        return word
    if is_known(word):
        return word
    if any(word.startswith(right) for right, _ in words.other_spellings.get(word[0], ())):
        return word  # `sjukpenningtal` is a word of the vocabulary too, if only beside others
    spellings = words.spellings.get(word[0], ())
    if not is_known_compound(word):
        spellings = (*spellings, *words.other_spellings.get(word[0], ()))
    near = [
        right + word[length:] if open_ended else right
        for right, open_ended in spellings
        if len(right) >= SHORTEST_BEGINNING or not open_ended
        for length in ((len(right) - 1, len(right), len(right) + 1) if open_ended else (len(word),))
        if len(word) - length <= LONGEST_ENDING + 1 and OSA.distance(right, word[:length], score_cutoff=1) == 1
    ]
    if is_known_compound(word):  # `försörjningstöd` is a slip, `bussplan` is none for `bussplats`
        near = [other for other in near if is_known_compound(other) and not are_two_compounds(word, other)]
    return min(near, key=lambda other: (OSA.distance(word, other), other)) if near else word


@lru_cache(maxsize=MEMORY)
def _part_figure(word: str) -> tuple[str, ...]:
    """`medelkötid` is `medel` `kötid`, `besökarantal` is `antal` `besökare`, `lektionstimmar` is `timmar` `lektion`, so
    that the vocabulary finds both; a word of the vocabulary stays whole."""
    words = read_measure_words().any_word
    if words.fullmatch(word):
        return (word,)
    for average in _AVERAGES:
        rest = word.removeprefix(average)
        if rest != word and len(rest) >= SHORTEST_WORD and words.fullmatch(rest):
            return (average, rest)
    for ending, figure in _FIGURES.items():
        head = word.removesuffix(ending)
        if head != word and len(head) >= SHORTEST_WORD and (whole := _find_whole(head)):
            return (figure, whole)
    return (word,)


def _find_whole(head: str) -> str | None:
    """The word that a first part is a form of: `besökar` is `besökare`, `medlems` is `medlem`."""
    forms = (head, head.removesuffix("s"), head + "e", head + "a", head[:-1] + "a")
    return next((lemmatise(form) for form in forms if is_known(form)), None)


def _join_parted(tokens: Sequence[str]) -> Iterator[str]:
    """Two words that the vocabulary has as one: `hemtjänst tagare`, `deltids anställda`."""
    waiting: str | None = None
    for token in tokens:
        if waiting is not None and _is_parted(waiting, token):
            yield waiting + token
            waiting = None
        else:
            if waiting is not None:
                yield waiting
            waiting = token
    if waiting is not None:
        yield waiting


@lru_cache(maxsize=MEMORY)
def _is_parted(first: str, last: str) -> bool:
    words = read_measure_words()
    joined = first + last
    if not joined.isalpha() or not words.any_word.fullmatch(joined) or words.noise.fullmatch(first):
        return False
    # the vocabulary's word reaches well into the last part: `invånare nu` is no form of `invånar*`
    reaches = len(first) + SHORTEST_PART
    return any(joined.startswith(right) for right, _ in words.spellings.get(first[0], ()) if len(right) >= reaches)


def _rewrite(text: str, words: MeasureWords) -> str:
    """Say the same thing in one way: abbreviations and their long forms, synonyms."""
    for _ in range(REWRITE_PASSES):
        before, text = text, words.same.pattern.sub(lambda match: words.same.meaning(match[0]), text)
        if text == before:
            break
    return text
