"""Units: how they are published, and where names and table captions print them."""

import re
from functools import cache, lru_cache

from normalizers.text import clean_text
from normalizers.vocabulary import any_of, load

MEMORY = 10_000  # printed units kept; there are few, and each is asked for with every value
_BRACKET_AT_END = re.compile(r"\(([^()]*)\)\s*[.:]?\s*$")
_BRACKET = re.compile(r"\(([^()]*)\)")
_COMPOUND = re.compile(r"([^\s/]+)\s?/\s?([^\s/]+(?:\s?/\s?[^\s/]+)?)")
_AFTER_SLASH = re.compile(r"(?<=\S/)\s+(?=[^\s\d])")  # a line that breaks behind the slash: `kWh/ kvm`
_FIRST_WORD = re.compile(r"[%‰]|[^\s/]+")
_FOR_GROUP = re.compile(  # behind a unit: a number and a noun, perhaps an age
    r"/\s?(?:\d[\d\s.]*\s?)?[^\W\d]+\.?(?:\s+(?:\d{1,3}\+|\d{1,3}\s?[–-]\s?\d{1,3})(?:\s?år)?|\s+\d{1,3}\s?år)?"
)
_IN_PERCENT_OF = re.compile(r"\bi (%|procent) av\b", re.IGNORECASE)
_PER_CENT = re.compile(r"(?:%|\bprocent)\s*$|\bi (?:%|procent)(?!\w)", re.IGNORECASE)
_SHARES = load("units")["shares"]
_COUNTED_PERCENT = re.compile(  # `45 %`, `två procent`
    rf"(?:\d|\b{any_of([*_SHARES['numbers'], *load('values')['number_words']])})\s*(?:%|procent)(?!\w)", re.IGNORECASE
)
_SHARE = re.compile(
    rf"{any_of(_SHARES['parts'])}|{any_of(_SHARES['ends'])}\b|\b{any_of(_SHARES['words'])}\b", re.IGNORECASE
)
_TRAILING_IN = re.compile(r"\bi (\S+(?: (?:kr|kronor|sek))?)$", re.IGNORECASE)


@cache
def _spellings() -> dict[str, str]:
    """Every printed spelling in lower case → the published unit."""
    return {p.casefold(): unit for unit, printed in load("units")["spellings"].items() for p in printed}


@cache
def _known() -> frozenset[str]:
    return frozenset(_spellings()) | {word.casefold() for word in load("units")["words"]["plain"]}


@cache
def _prefix_pattern() -> re.Pattern[str]:
    """Any known unit at the start of a text, the longest first."""
    longest_first = sorted(_known(), key=lambda unit: (-len(unit), unit))
    return re.compile(rf"(?:{'|'.join(map(re.escape, longest_first))})(?![\w/%]|-[^\W\d])", re.IGNORECASE)


@cache
def _money_pattern() -> re.Pattern[str]:
    words = [p for p in _spellings() if money_factor(p)] + list(load("units")["money"])
    longest_first = sorted({*words}, key=lambda unit: (-len(unit), unit))
    return re.compile(rf"(?<![\w/])(?:{'|'.join(map(re.escape, longest_first))})(?![\w/])", re.IGNORECASE)


@cache
def _per_pattern() -> re.Pattern[str]:
    """`per kvadratmeter` behind a unit. What people and times are counted by (`per elev`, `per år`) is a remark."""
    longest_first = sorted(load("units")["words"]["per"], key=lambda unit: (-len(unit), unit))
    return re.compile(rf"\s+per\s+(?:{'|'.join(map(re.escape, longest_first))})(?![\w/%])", re.IGNORECASE)


@cache
def _time_idioms() -> frozenset[str]:
    """`dag` of `bättre än i dag`: a time, and no unit."""
    return frozenset(load("units")["words"]["times_after_i"])


@lru_cache(maxsize=MEMORY)
def normalise_unit(text: str) -> str:
    """The unit as published: `mkr` → `mnkr`, `procent` → `%`; units that no rule names stay as printed."""
    printed = _AFTER_SLASH.sub("", clean_text(text))
    return _spellings().get(printed.casefold(), printed)


def is_unit(text: str) -> bool:
    """Whether the whole text is a unit that the word list knows."""
    return clean_text(text).casefold() in _known()


def is_plain_or_compound(text: str) -> bool:
    """Whether the whole text is a known unit, a compound of one, or one of a unit's own: `dagar`, `kr/elev`, `st /år`,
    `kWh per kvm`, `ton CO2-ekv/inv`."""
    unit, _, of = text.strip().partition(" ")
    if of and is_unit(unit) and unit.casefold() not in load("units")["words"]["complete"] and is_plain_or_compound(of):
        return True
    compound = _COMPOUND.fullmatch(text.strip())
    per = _per_pattern().search(text)
    per_known = per is not None and per.end() == len(text.rstrip()) and is_unit(text[: per.start()])
    return is_unit(text) or per_known or (compound is not None and is_unit(compound[1]))


def leading_unit(text: str) -> tuple[str, int] | None:
    """The known or compound unit that the text begins with, as published, and where it ends."""
    compound = _COMPOUND.match(text)
    if compound and is_unit(compound[1]):
        return normalise_unit(compound[0].rstrip(".,;:")), compound.end()
    known = _prefix_pattern().match(text)
    if known and (per := _per_pattern().match(text, known.end())):
        return clean_text(text[: per.end()]), per.end()
    return (normalise_unit(known[0]), known.end()) if known else None


@lru_cache(maxsize=MEMORY)
def money_factor(unit: str | None) -> float | None:
    """What one of the unit is in kronor; None where it is not money."""
    factor = load("units")["money"].get(normalise_unit(unit).casefold()) if unit else None
    return None if factor is None else float(factor)


def unit_in_name(name: str) -> str | None:
    """The unit that an indicator's name prints.

    It stands in a bracket at the end (`(kr)`), after the last comma (`, kr/elev`), as a compound at the end
    (`Energiförbrukning kWh/kvm`) or after `i` (`i % av …`, `i mnkr`). A name that begins with `Antal` gives none.
    """
    text = _AFTER_SLASH.sub("", clean_text(name)).rstrip(" .:*")
    bracket = _BRACKET_AT_END.search(text)
    if bracket and (unit := _unit_in_bracket(bracket[1])):
        return unit
    if bracket:
        text = text[: bracket.start()].rstrip(" ,")
    if "," in text and (unit := _unit_after_comma(text.rsplit(",", 1)[1].strip())):
        return unit
    if _IN_PERCENT_OF.search(text):
        return "%"
    last = text.rsplit(" ", 1)[-1]
    if "/" in last and " " in text and is_plain_or_compound(last):
        return last
    trailing = _TRAILING_IN.search(text)
    after_comma = "," in text and _TRAILING_IN.search(text.rsplit(",", 1)[1])  # `…, medelvärde i dagar`: other words
    if trailing and trailing[1].casefold() in _time_idioms():
        return None
    if trailing and not after_comma and is_plain_or_compound(trailing[1]):
        return normalise_unit(trailing[1])
    inside = {normalise_unit(b) for b in _BRACKET.findall(text) if is_plain_or_compound(b)}  # `Andel (%), totalt`
    return inside.pop() if len(inside) == 1 else None


def share_in_line(line: str) -> tuple[bool, bool]:
    """Whether a line of a budget is a share and no amount, and whether that is sure.

    `Nettokostnadsandel, %` and `Resultat i procent av skatterna` are shares. A number before the sign leaves it open:
    `Soliditet, mål 45 %` may be a share, `Löneökning 3 %` an amount.
    """
    if re.search(r"\(\s*(?:%|procent)\s*\)", line):
        return True, True
    counted = _COUNTED_PERCENT.search(line)
    if counted:
        return _SHARE.search(line) is not None, False
    return unit_in_name(line) == "%" or _PER_CENT.search(line) is not None, True


def _without_in(text: str) -> str:
    """`i minuter` → `minuter`; `i dag` stays, as it is no unit."""
    rest = re.sub(r"^i\s+", "", text.strip(), flags=re.IGNORECASE)
    return text.strip() if rest.casefold() in _time_idioms() else rest


def _unit_in_bracket(inside: str) -> str | None:
    """`% av kvm` gives `%`, `ton koldioxidekvivalenter` the whole, `17 ämnen` and `Insikt` nothing."""
    inside = _without_in(inside)
    if is_plain_or_compound(inside):
        return normalise_unit(inside)
    first = _FIRST_WORD.match(inside)
    if not first:
        return None
    words = load("units")["words"]
    if inside.casefold() in words["in_brackets"]:
        return inside
    if is_unit(first[0]) and inside[first.end() :].lstrip().startswith("/"):
        return normalise_unit(inside)
    if first[0].casefold() in words["leading"]:
        return normalise_unit(first[0])
    counted = first[0].casefold() in words["multiples"]  # `(miljoner resor)`
    return normalise_unit(inside) if counted or leading_unit(inside) else None


def _unit_after_comma(part: str) -> str | None:
    """A plain or compound unit, also counted (`antal dagar`); of longer wordings only `%`, `kr` and the like in front,
    and `andel %`."""
    first_word, _, rest = part.casefold().partition(" ")
    if first_word == "antal" and rest in ("", *load("units")["words"]["counted"]):
        return None  # `Nystartade företag per 1 000 invånare, antal`: how it is counted, as where a name begins so
    part = _without_in(re.sub(r"^(?:andel(?:en)?|antal)\s+", "", part, flags=re.IGNORECASE))
    if is_plain_or_compound(part):
        return normalise_unit(part)
    first = _FIRST_WORD.match(part)
    if first is None:
        return None
    if _is_per_group(first[0], part):
        return normalise_unit(part)
    return normalise_unit(first[0]) if first[0].casefold() in ("%", "procent", "kr", "kronor") else None


def _is_per_group(first: str, whole: str) -> bool:
    """Whether a unit goes on with how many or whom it is for: `st/1 000 inv`, `kr/inv 80+`."""
    return is_unit(first) and _FOR_GROUP.fullmatch(whole[len(first) :].lstrip()) is not None


def unit_in_title(title: str) -> str | None:
    """The money unit (or `%`) of a budget table's caption: `Driftbudget per nämnd, tkr`, `(mnkr)`, `Belopp i tkr`.

    None where the caption names none, or two.
    """
    text = clean_text(title)
    units = {normalise_unit(found[0]) for found in _money_pattern().finditer(text)}
    if not units and re.search(r"(?:%|\bprocent\b)", text):
        return "%"
    return units.pop() if len(units) == 1 else None
