"""The shapes in which a cell prints numbers: one value, a range, `2 av 8`, several values with labels, two limits.

Every reading gets the text and its number tokens, and gives no values where the shape is another one.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from normalizers import Unreadable
from normalizers.numbers import MINUS_SIGNS, is_year, read_number
from normalizers.units import is_plain_or_compound, is_unit, leading_unit, normalise_unit
from normalizers.vocabulary import any_of, load

UNPARSED = "unparsed-value"  # digits that no rule understands
AMBIGUOUS = "ambiguous-number"  # the best reading of several
CHANGE = "relative-change"  # `Öka med 5 %`: a change, no level
LONGEST_LEAD = 4  # words before a number; longer ones are a sentence, and the number may be something else
LARGEST_SHARE = 1000.0  # per cent; above, a decimal comma was lost (`100,1`) or a footnote mark joined (`100¹`)
SCALE_ENDS = (3, 4, 5, 6, 7, 10, 100)  # a slash before another number may part women and men

_SIGN_AT_END = re.compile(rf"(?:^|(?<=[^\w,.]))(?P<sign>\+/?[{MINUS_SIGNS}]|[±+{MINUS_SIGNS}])(?P<gap>\s?)$")
_WORDS = load("values")["joints"]
_SIGN_WORD = re.compile(rf"\b(?:(?P<minus>{any_of(_WORDS['minus'])})|{any_of(_WORDS['plus'])})\s*$", re.IGNORECASE)
_NOT_A_UNIT = re.compile(rf"\+|:|[{MINUS_SIGNS}][^\W\d]|\s?/\s?\d")
_RANGE_JOIN = re.compile(rf"\s?[-–—−]|\s[-–—−]\s|\s{any_of(_WORDS['range'])}\s", re.IGNORECASE)
_BETWEEN = re.compile(rf"\b{any_of(_WORDS['between'])}\s*$", re.IGNORECASE)
_OUT_OF = re.compile(rf"{any_of(_WORDS['out_of'])}\s(?:{any_of(_WORDS['of_whole'])}\s)?\d", re.IGNORECASE)
_SLASH_AT_END = re.compile(r"\w\s?/\s?$")
_PER_NUMBER = re.compile(rf"{any_of(_WORDS['per'])}\s\d", re.IGNORECASE)
_FROM = re.compile(rf"\b{any_of(_WORDS['from'])}\s*$", re.IGNORECASE)
_SCALE = re.compile(r"/\s?(\d+)")
_EDGE = " ,;/&|+·:="
_AND = any_of(_WORDS["and"])
_JOINING_WORD = re.compile(rf"{_AND}\s|(?:^|\s){_AND}$", re.IGNORECASE)
_WORD = re.compile(r"\S+")

Numbers = Sequence[re.Match[str]]


@dataclass(frozen=True, slots=True)
class ParsedValue:
    """One value of a cell."""

    comparator: str | None = None
    value: float | None = None
    unit: str | None = None
    component: str | None = None
    note: str | None = None
    year: int | None = None  # printed in the cell itself
    as_of_text: str | None = None  # a part of a year printed in the cell: `aug 2021`
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Before:
    """What stands before a number."""

    comparator: str = "="
    negative: bool = False
    words: str = ""
    unit: str | None = None
    flags: tuple[str, ...] = ()

    def signed(self, number: float) -> float:
        return -number if self.negative and number else number


def _phrases(words: Sequence[str]) -> str:
    """Alternatives for a regular expression, the longest first; a phrase of letters begins as a word."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(rf"\b{re.escape(w)}" if w[0].isalnum() else re.escape(w) for w in longest_first)


@cache
def _comparator_codes(place: str) -> dict[str, str]:
    return {word: code for code, words in load("comparators")[place].items() for word in words}


@cache
def comparator_before() -> re.Pattern[str]:
    """A comparator at the end of the text before a number."""
    return re.compile(rf"(?:{_phrases(list(_comparator_codes('before')))})\s*$", re.IGNORECASE)


@cache
def _approximate_before() -> re.Pattern[str]:
    return re.compile(rf"(?:{_phrases(load('comparators')['words']['approximate'])})\s*$", re.IGNORECASE)


@cache
def comparator_after() -> re.Pattern[str]:
    """A comparator directly after a number and its unit."""
    return re.compile(rf"(?:{_phrases(list(_comparator_codes('after')))})\b", re.IGNORECASE)


@cache
def words_of(name: str) -> frozenset[str]:
    """A list of `vocab/values.toml` as a set."""
    return frozenset(load("values")[name])


def comparator_code(word: str) -> str:
    """`minst` → `>=`."""
    return _comparator_codes("before")[" ".join(word.casefold().split())]


def outside(core: str, numbers: Numbers) -> list[str]:
    """The pieces of text before, between and after the numbers."""
    starts = [0, *(n.end() for n in numbers)]
    ends = [*(n.start() for n in numbers), len(core)]
    return [core[start:end] for start, end in zip(starts, ends, strict=True)]


def _join(*parts: str | None) -> str | None:
    return " ".join(part for part in parts if part) or None


def _trim(text: str) -> str:
    """The text without the marks and joining words at its edges."""
    return _JOINING_WORD.sub("", text.strip(_EDGE)).strip(_EDGE)


def _take_sign(text: str) -> tuple[bool, tuple[str, ...], str]:
    """The sign at the end of what stands before a number; `- 7,8` with a gap may as well be a bullet."""
    if word := _SIGN_WORD.search(text):
        return word["minus"] is not None, (), text[: word.start()]
    sign = _SIGN_AT_END.search(text)
    if not sign:
        return False, (), text
    if len(sign["sign"]) > 1 or sign["sign"] == "±":
        raise Unreadable(f"{text!r}: a span on both sides")
    negative = sign["sign"] in MINUS_SIGNS
    return negative, ((AMBIGUOUS,) if negative and sign["gap"] else ()), text[: sign.start()]


def _read_before(text: str) -> _Before:
    """Sign, comparator, `ca` and other words before a number, read from the number backwards."""
    sign = text.strip()[-1:]
    negative, flags, text = _take_sign(text)
    comparator, kept = "=", ""
    for _ in range(2):  # `minst ca`, `ca minst`
        if found := _approximate_before().search(text):
            kept = _join(found[0].strip(), kept) or ""
        elif comparator == "=" and (found := comparator_before().search(text)):
            comparator = comparator_code(found[0])
            if found[0].strip().casefold() in load("comparators")["words"]["kept_as_note"]:
                kept = _join(found[0].strip(" -"), kept) or ""
        else:
            break
        text = text[: found.start()]
    lead = _trim(text)
    words = lead.casefold().split()
    if words and (words[-1] in words_of("numbered") or comparator_before().search(lead)):
        raise Unreadable(f"{text!r} before a number")
    if lead and is_plain_or_compound(lead) and lead.casefold() not in load("values")["components"]:
        return _Before(comparator, negative, kept, normalise_unit(lead), flags)
    if lead.casefold() in load("comparators")["words"]["change"]:
        flags = (*flags, CHANGE)
    elif (
        _is_odd_mark(lead)
        or (lead and sign == "+")  # `riket +5`: a distance
        or len(words) > LONGEST_LEAD
        or (words and words[-1] in words_of("doubtful_before"))
        or (len(lead) == 1 and lead.isalpha())  # `n=12`, `x 45`: of what?
    ):
        flags = (*flags, AMBIGUOUS)
    return _Before(comparator, negative, _join(lead, kept) or "", None, flags)


def _read_after(text: str) -> ParsedValue:
    """Unit, comparator and note after a number (`+`, `:` or a hyphen there makes it something else)."""
    if _NOT_A_UNIT.match(text):
        raise Unreadable(f"{text!r} after a number")
    rest = text.strip().rstrip(".,;")
    unit, rest = _take_unit(rest)
    if unit is None and (text[:1].isalpha() or rest[:1] in ("%", "‰")):
        raise Unreadable(f"{text!r} is part of the number's word")
    if unit is None:
        unit, rest = _counted_noun(rest)
    comparator = comparator_after().match(rest)
    code = _comparator_codes("after")[comparator[0].casefold()] if comparator else None
    note = rest[comparator.end() :] if comparator else rest
    note = note.strip(" ,;")
    flags = (CHANGE,) if note.casefold() in load("comparators")["words"]["change_after"] else ()
    is_letter = (
        unit is not None and len(unit) == 1 and unit.isalpha() and (unit.isupper() or not is_unit(unit))
    )  # `85 K`: of what?
    doubtful = unit is not None and unit.casefold() in words_of("doubtful_after") | words_of("numbered")
    if is_letter or doubtful or _is_odd_mark(note) or note.startswith("."):
        flags = (*flags, AMBIGUOUS)
    return ParsedValue(code, None, unit, None, note or None, flags=flags)


def _is_odd_mark(text: str) -> bool:
    """Whether the text is made of marks that may change what the number means: `— 5`, `5 200-`, `85 ?`."""
    marks = "".join(text.split())
    return bool(marks) and not any(c.isalnum() or unicodedata.category(c) == "So" for c in marks)


def _take_unit(text: str) -> tuple[str | None, str]:
    """A known or compound unit at the start, with the noun that belongs to it (`ton koldioxid`), and the rest."""
    found = leading_unit(text)
    if not found:
        return None, text
    unit, rest = found[0], text[found[1] :].strip(" ,;")
    is_complete = (
        unit.casefold() in load("units")["words"]["complete"]
        or "/" in unit
        or any(f" {per} " in unit for per in _WORDS["per"])
    )
    if is_complete or text[found[1] : found[1] + 1] != " ":
        return unit, rest
    noun, after = _counted_noun(rest)
    return (normalise_unit(f"{unit} {noun}"), after) if noun else (unit, rest)


def _counted_noun(text: str) -> tuple[str | None, str]:
    """The counted noun up to the first preposition, and the rest: `lokala leverantörer` | `i kommun`.

    A capital letter begins a name, which is not counted, but `CO2` and other known units are.
    """
    end = 0
    for word in _WORD.finditer(text):
        plain = word[0].strip(".,;:")
        if plain.casefold() in words_of("noun_ends") | words_of("remarks"):
            break
        if not (plain[:1].islower() and not re.search(r"\d", plain)) and not is_plain_or_compound(plain):
            break
        end = word.end()
        if word[0][-1] in ",;:":
            break
    noun = text[:end].strip(" ,;:")
    return (normalise_unit(noun) if noun else None), text[end:].strip(" ,;:")


def _starts_note(text: str) -> bool:
    """Whether the text begins with a preposition or the like, so that its numbers belong to a remark."""
    first = text.split(" ", 1)[0].casefold()
    return first in words_of("noun_ends") and first not in _WORDS["between_numbers"]


@cache
def _unclear() -> re.Pattern[str]:
    """Words that say better or worse: for a ranking `bättre än 45` is less, for an index more."""
    return re.compile(rf"(?:{_phrases(load('comparators')['words']['unclear'])})\b", re.IGNORECASE)


def read_single(core: str, number: re.Match[str]) -> ParsedValue:
    """Words, comparator, sign, number, unit, words."""
    if core.strip().lstrip("±+−–-/ ") == "0":
        return ParsedValue("=", 0.0)
    if _unclear().search(core):
        raise Unreadable(f"{core!r} says better or worse, not more or less")
    before = _read_before(core[: number.start()])
    after = _read_after(core[number.end() :])
    if after.comparator and before.comparator != "=":
        raise Unreadable(f"{core!r} compares twice")
    bare_year = is_year(number[0]) and not (after.unit or before.unit)  # a year as often as a number
    size = read_number(number[0])
    too_large = after.unit == "%" and size >= LARGEST_SHARE
    flags = (*before.flags, *after.flags, *((AMBIGUOUS,) if bare_year or too_large else ()))
    return ParsedValue(
        after.comparator or before.comparator,
        before.signed(size),
        before.unit or after.unit,
        None,
        _join(before.words, after.note),
        flags=flags,
    )


def read_range(core: str, numbers: Numbers) -> tuple[ParsedValue, ...]:
    """`70–75`, `80 till 85 %`, `mellan 3 och 5 dagar`: at least the first, at most the second."""
    if len(numbers) != 2:
        return ()
    lead, between, tail = outside(core, numbers)
    if _FROM.search(lead):  # `från 82 till 85` is a way, not a range
        return ()
    spelled = _BETWEEN.search(lead)
    unit_between = leading_unit(between.strip())
    joint = between.strip()[unit_between[1] :] if unit_between else between
    if not (
        _RANGE_JOIN.fullmatch(joint)
        or joint.strip() in tuple(MINUS_SIGNS + "—")  # one sign: in `-2–-1` the second number is negative
        or (spelled and joint.strip() in _WORDS["and"])
    ) or re.search(r"\s[-–−]$", between):
        return ()  # `70 -75` may be two values
    before, after = _read_before(_BETWEEN.sub("", lead)), _read_after(tail)
    low, high = before.signed(read_number(numbers[0][0])), read_number(numbers[1][0])
    years = is_year(numbers[0][0]) and is_year(numbers[1][0])
    if low >= high or years or before.comparator != "=" or before.flags or after.comparator:
        return ()
    unit = before.unit or after.unit or (unit_between[0] if unit_between else None)
    note = _join(before.words, after.note)
    return ParsedValue(">=", low, unit, None, note), ParsedValue("<=", high, unit, None, note)


def read_first_of(core: str, numbers: Numbers) -> tuple[ParsedValue, ...]:
    """`2 av 8`, `3,8/5`, `12 per 1 000 invånare`: the first number counts, the rest is its note."""
    tail = core[numbers[0].end() :].strip()
    before = _read_before(core[: numbers[0].start()])
    value = before.signed(read_number(numbers[0][0]))
    if scale := _SCALE.fullmatch(tail):
        if int(scale[1]) not in SCALE_ENDS or value > int(scale[1]):
            return ()
        note = _join(before.words, tail)
        flags = before.flags if value % 1 else (*before.flags, AMBIGUOUS)  # `3/5` may be a date or women and men
        return (ParsedValue(before.comparator, value, before.unit, None, note, flags=flags),)
    unit = None
    if not _starts_note(tail):
        unit, tail = _take_unit(tail)
        if unit is None:
            unit, tail = _counted_noun(tail)
    if not _starts_note(tail):
        return ()
    plain = _OUT_OF.match(tail) or _PER_NUMBER.match(tail)
    flags = before.flags if plain else (*before.flags, AMBIGUOUS)  # `45 % jämfört med 40 %`
    return (ParsedValue(before.comparator, value, before.unit or unit, None, _join(before.words, tail), flags=flags),)


def _is_label(label: str, known_only: bool) -> bool:
    """Whether the words name a part of a value: `elever`, `K`, any noun behind its number."""
    if label.casefold() in load("values")["components"]:
        return True
    words = label.casefold().split()
    plain = 0 < len(words) <= 3 and all(re.fullmatch(r"[^\W\d_]+\.?", word) for word in words)
    ends = words_of("noun_ends") | words_of("remarks")
    return plain and not known_only and not is_plain_or_compound(label) and not ends.intersection(words)


def _split_label(piece: str) -> tuple[str | None, str, str]:
    """Unit, label, and what leads on to the next number, of the text between two numbers."""
    text = piece.strip()
    unit: str | None = None
    found = leading_unit(text)
    if found and not re.match(r"[^\W\d](?![\w/²³])", text):  # a bare `m` is men, not metres
        unit, text = found[0], text[found[1] :]
    lead = comparator_before().search(text)
    label = text[: lead.start()] if lead else text
    return unit, _trim(label).rstrip(":"), lead[0] if lead else ""


def component_of(header: str) -> str | None:
    """The part of a whole that the last word of a column's header names: `Utfall 2024 K` is `kvinnor`. Null for the
    whole itself (`Totalt`)."""
    words = header.split()
    return load("values")["components"].get(words[-1].casefold().strip("()")) or None if words else None


def read_components(core: str, numbers: Numbers) -> tuple[ParsedValue, ...]:
    """`1 600 elever 930 medarb.`, `K 45 % M 52 %`: every number with the label after it, or before it."""
    pieces = outside(core, numbers)
    split = [_split_label(piece) for piece in pieces]
    units = [unit for unit, _, _ in split[1:]]
    leads = [lead for _, _, lead in split[:-1]]
    label_first = bool(split[0][1])
    labels = [label for _, label, _ in (split[:-1] if label_first else split[1:])]
    colons = all(re.search(r"[:=]\s*$", piece) for piece in pieces[:-1])
    if label_first and split[-1][1].strip(" ."):
        return ()
    if any(
        _SLASH_AT_END.search(piece) and read_number(n[0]) % 1000 == 0 for piece, n in zip(pieces, numbers, strict=False)
    ):
        return ()  # `12 företag/1000 inv`: the second number is what the first is counted by
    if not all(_is_label(label, known_only=label_first and not colons) for label in labels):
        return ()
    known = load("values")["components"]
    names = [known.get(label.casefold(), label.rstrip(".")) or None for label in labels]
    if len(set(names)) < len(names):
        return ()
    return tuple(
        ParsedValue(comparator_code(lead) if lead else "=", read_number(number[0]), unit, name)
        for number, unit, name, lead in zip(numbers, units, names, leads, strict=True)
    )


def read_limits(core: str, numbers: Numbers) -> tuple[ParsedValue, ...]:
    """`≥ 2 och ≤ 4 %`: two limits, each with its own comparator."""
    if len(numbers) != 2:
        return ()
    lead, between, tail = outside(core, numbers)
    unit_between, middle = _take_unit(between.strip())
    limits = [_read_before(lead), _read_before(_trim(middle.strip()))]
    after = _read_after(tail)
    if {limit.comparator[0] for limit in limits} != {"<", ">"} or any(limit.words for limit in limits):
        return ()
    unit = after.unit or unit_between
    return tuple(
        ParsedValue(limit.comparator, limit.signed(read_number(number[0])), unit, None, after.note)
        for limit, number in zip(limits, numbers, strict=True)
    )
