"""How reports judge goals and indicators: words, arrows, colours, and the legends that explain the colours."""

import colorsys
import re
from collections.abc import Mapping
from functools import cache

from normalizers import Unreadable
from normalizers.text import clean_text
from normalizers.vocabulary import beginnings, by_letter, load, matches_at

PALEST = 0.12  # saturation; paler fills are paper or grey. Word's and Excel's light traffic lights have 0.17 and more
DARKEST = 0.30  # value; darker fills are black

_WORD = re.compile(r"[^\W\d_]+")
_ALONE = {"met": "met", "partly_met": "partly_met", "not_met": "not_met"}  # wordings without `uppfyllt` or the like
_CLAUSE_END = re.compile(r"[;.\n•|]")  # no comma: `målet nås, men inte helt` is one wording
_CLAUSE_START = re.compile(r"[,;.:\n()]|\beller\b|\b(?:betyder|innebär|visar|anger)\s+att\b", re.IGNORECASE)
_LEADS_TO = re.compile(
    r"\s*(?:färg\s*)?(?:[=:–-]|betyder|innebär|visar|motsvarar|står\s+för|anger)\s*(?:att\s+)?", re.IGNORECASE
)

_SIGN_AND_WORD = re.compile(r"(?<!\S)([^\w\s(),.:;]\ufe0f?)\s*[=:]?\s*([^\W\d_]+)")


@cache
def _phrase(kind: str, group: str = "words") -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{by_letter(load('assessments')[group][kind])})(?!\w)", re.IGNORECASE)


@cache
def _conditional() -> re.Pattern[str]:
    """`kan nås om …`: reached only if something happens first."""
    only_if = by_letter(load("assessments")["words"]["if"])
    return re.compile(
        rf"(?<!\w)(?:kan|kunna)\s+{_reached().pattern}\s+(?:{only_if})(?!\w)(?P<more>.*)", re.IGNORECASE | re.DOTALL
    )


@cache
def _reached() -> re.Pattern[str]:
    """`uppfyllt`, `uppnås`, `nås`: long stems take any ending, short ones stand alone."""
    stems = load("assessments")["words"]["reached"]
    open_stems = [stem for stem in stems if len(stem) >= 5]
    return re.compile(rf"(?<!\w)(?:(?:{by_letter(open_stems)})\w*|(?:{by_letter(stems)}))(?!\w)", re.IGNORECASE)


def parse_assessment(text: str) -> str:
    """`Delvis uppfyllt` → `partly_met`. Raises Unreadable where a word is unknown or the words disagree.

    A colour's name alone is unreadable: only a legend can explain it.
    """
    printed = clean_text(text)
    if not printed:
        raise Unreadable("an empty assessment")
    code, rest = _judge(printed)
    neutral = {word.casefold() for word in load("assessments")["words"]["neutral"]}
    unknown = [word for word in _WORD.findall(rest) if word.casefold() not in neutral]
    if code is None or unknown or re.search(r"\d", rest):
        raise Unreadable(f"{text!r} is no known assessment")
    return code


def parse_answer(question: str, text: str) -> str:
    """`Nej` under `Uppnått` → `not_met`: yes or no under a header that asks whether something was met.

    Raises Unreadable where the header asks anything else.
    """
    asked, answer = clean_text(question).rstrip(" ?"), clean_text(text).casefold().rstrip(" .")
    bare = " ".join(_around().sub(" ", asked).split())  # `Risk för bristande måluppfyllelse` asks the contrary
    reached = _reached().fullmatch(bare) or _phrase("fulfilment").fullmatch(bare)
    for code, words in load("assessments")["answers"].items():
        if answer in words and reached:
            return str(code)
    raise Unreadable(f"{text!r} is no answer to {question!r}")


@cache
def _around() -> re.Pattern[str]:
    """Years, and the words that a question may have around what it asks."""
    words = "|".join(map(re.escape, load("assessments")["asked"]["around"]))
    return re.compile(rf"(?<!\w)(?:(?:19|20)\d\d|{words})(?!\w)", re.IGNORECASE)


def _judge(text: str) -> tuple[str | None, str]:
    """The code that the words give, and the words that did not count."""
    unjudged = _phrase("unjudged").search(text)
    clause, _, more = text.partition(",")  # `Mätning saknas, bedömning görs i årsredovisningen`
    if more and _phrase("unjudged").fullmatch(clause.strip()) and not _judges(more):
        return "not_assessed", ""
    if not (unjudged or _reached().search(text)):  # `bedöms inte` says nothing, `bedöms inte uppnås` does
        unjudged = _phrase("unjudged_alone").search(text)
    if unjudged:
        rest = text[: unjudged.start()] + " " + text[unjudged.end() :]
        rest = _phrase("fulfilment").sub(" ", rest)
        return (None if _phrase("partly").search(rest) else "not_assessed"), _reached().sub(" ", rest)
    if conditional := _conditional().search(text):
        code = None if _judges(conditional["more"]) else "partly_met"  # `…, men bedöms inte nås`
        return code, text[: conditional.start()]
    alone = {kind: code for kind, code in _ALONE.items() if _phrase(kind).search(text)}
    if alone:
        rest = _phrase("fulfilment").sub(" ", text)
        for kind in alone:
            rest = _phrase(kind).sub(" ", rest)
        return (next(iter(alone.values())) if len(set(alone.values())) == 1 else None), rest
    if _phrase("fulfilment").search(text):
        return _judge_fulfilment(_phrase("fulfilment").sub(" ", text))
    partly = _phrase("partly").search(text)
    negation = _phrase("negation").search(_phrase("partly").sub(" ", text))  # the `inte` of `inte helt` says partly
    reached = _reached().search(text) or re.search(r"\bouppfyll\w*", text, re.IGNORECASE)
    if negation and negation[0] == text:  # `Ej` beside `Delvis` and `Uppfyllt`
        return "not_met", ""
    if (partly and negation) or not (partly or reached):
        return None, text
    rest = re.sub(r"\bouppfyll\w*", " ", text, flags=re.IGNORECASE)
    for pattern in (_phrase("partly"), _phrase("negation"), _reached()):
        rest = pattern.sub(" ", rest)
    is_negative = negation or re.search(r"\bouppfyll", text, re.IGNORECASE)
    return ("partly_met" if partly else "not_met" if is_negative else "met"), rest


def _judges(text: str) -> bool:
    """Whether words tell how well something was met."""
    kinds = ("partly", *_ALONE)
    return bool(_reached().search(text)) or any(_phrase(kind).search(text) for kind in kinds)


def _judge_fulfilment(text: str) -> tuple[str | None, str]:
    """`god måluppfyllelse`: the adjective judges, the noun does not."""
    kinds = {"good_fulfilment": "met", "some_fulfilment": "partly_met", "poor_fulfilment": "not_met"}
    found = [kind for kind in kinds if _phrase(kind).search(text)]
    return (kinds[found[0]], _phrase(found[0]).sub(" ", text)) if len(found) == 1 else (None, text)


def parse_trend(text: str) -> str:
    """The direction of an arrow or word as drawn: a diagonal arrow counts as up or down. Raises Unreadable.

    `Förbättrad` is unreadable: better is up for some measures and down for others.
    """
    printed = clean_text(text).casefold()
    for direction, marks in load("assessments")["trends"].items():
        if printed.removesuffix("\ufe0f") in marks:  # the selector that makes an arrow an emoji
            return str(direction)
    raise Unreadable(f"{text!r} is no known trend")


def find_trend_signs(text: str) -> dict[str, str]:
    """Sign → direction of signs that are no arrows, as a line explains them beside arrows: `▲ Högre ■ Oförändrat`.

    A sign that is explained in two ways is left out.
    """
    found: dict[str, set[str]] = {}
    drawn = [arrow for arrow in _arrows() if arrow in text]
    for line in text.split("\n") if drawn else ():
        if not any(arrow in line for arrow in drawn):
            continue
        told = [(sign, way) for sign, word in _SIGN_AND_WORD.findall(line) if (way := _direction(word))]
        arrows = [(own, way) for sign, way in told if (own := _direction(sign))]
        if arrows and all(own == way for own, way in arrows):
            for sign, way in told:
                if _direction(sign) is None:
                    found.setdefault(sign, set()).add(way)
    return {sign: ways.pop() for sign, ways in found.items() if len(ways) == 1}


@cache
def _arrows() -> tuple[str, ...]:
    """The signs among what tells a trend."""
    return tuple(mark for marks in load("assessments")["trends"].values() for mark in marks if not mark.isalpha())


def _direction(text: str) -> str | None:
    try:
        return parse_trend(text)
    except Unreadable:
        return None


def colour_name(hexadecimal: str) -> str | None:
    """`green`, `yellow` or `red` by the hue of `#RRGGBB`; None for other hues and for what is nearly grey."""
    digits = hexadecimal.strip().removeprefix("#")
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    if not re.fullmatch(r"[0-9a-fA-F]{6}", digits):
        raise Unreadable(f"{hexadecimal!r} is no colour")
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, saturation, value = colorsys.rgb_to_hsv(red, green, blue)
    if saturation < PALEST or value < DARKEST:
        return None
    for name, (low, high) in load("assessments")["hues"].items():
        turn = 360 * hue
        if low <= turn <= high or (low > high and (turn >= low or turn <= high)):
            return str(name)
    return None


def colour_word(name: str) -> str:
    """The Swedish word for a colour's name: `grön`."""
    return str(load("assessments")["colours"][name][0])


def assessment_of_colour(colour: str | None, legend: Mapping[str, str]) -> str | None:
    """The code that the legend gives the colour; None where no legend explains it."""
    return legend.get(colour) if colour else None


@cache
def _colour_words() -> dict[str, str]:
    return {word: name for name, words in load("assessments")["colours"].items() for word in words}


def colour_named(text: str) -> str | None:
    """The colour that a text is the name of and nothing else: `Gul` → `yellow`."""
    return _colour_words().get(clean_text(text).casefold().rstrip(" ."))


@cache
def _any_colour() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{by_letter(list(_colour_words()))})(?!\w)", re.IGNORECASE)


def find_legend(text: str) -> dict[str, str]:
    """Colour → code as a legend explains them, in any order: `målet nås (grönt)`, `Röd = ej uppfyllt`.

    A colour that is explained in two ways is left out, and so is a lone one: a legend explains at least two.
    """
    found: dict[str, set[str]] = {}
    starts = (begun.start() for begun in beginnings(frozenset(_colour_words())).finditer(text))
    colours = list(matches_at(starts, _any_colour(), text))
    for at, word in enumerate(colours):
        before = text[colours[at - 1].end() if at else 0 : word.start()]
        after = text[word.end() : colours[at + 1].start() if at + 1 < len(colours) else len(text)]
        if code := _explained(before, after):
            found.setdefault(_colour_words()[word[0].casefold()], set()).add(code)
    legend = {colour: codes.pop() for colour, codes in found.items() if len(codes) == 1}
    return legend if len(set(legend.values())) > 1 else {}


def _explained(before: str, after: str) -> str | None:
    """The code of the wording beside a colour: before its bracket, or behind `=`, `:` or `betyder`."""
    if re.search(r"\(\s*$", before) and re.match(r"\s*\)", after):
        wording = _CLAUSE_START.split(re.sub(r"\(\s*$", "", before))[-1]
        return _code_of(re.sub(r"^\s*att\s", "", wording))
    if leads := _LEADS_TO.match(after):
        wording = after[leads.end() :]
        joined = re.sub(r"\n(?=[a-zåäö])", " ", wording)  # a clause of running text that goes on in the next line
        return _code_of(_CLAUSE_END.split(wording)[0]) or _code_of(_CLAUSE_END.split(joined)[0])
    return None


def _code_of(wording: str) -> str | None:
    try:
        return parse_assessment(wording.strip(' ,)(–-”"'))
    except Unreadable:
        return None
