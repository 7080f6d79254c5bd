"""Which numbers of a sentence are levels to reach, by the forms that end at them.

A sentence of running text says what is to be (`ska`, `målet är`); a result to reach (nyckelresultat) states its level
with a comparator alone.
"""

from dataclasses import dataclass

from normalizers.readings import comparator_code
from normalizers.units import money_factor
from normalizers.vocabulary import load
from normalizers.wording import Wording

LONGEST_SUBJECT_LENGTH = 80  # characters after a number in which its modal verb stands
FEWEST = 10  # a smaller bare number without a year is as often a number of something
_OPPOSITE = {">": "<=", "<": ">="}
_NEXT_TO = frozenset(["–", "-", "−", "<", ">", "≤", "≥"])


@dataclass(frozen=True, slots=True)
class Reading:
    """A number as a target: the piece where its wording begins, and how it compares."""

    begin: int
    code: str
    end: int  # in the sentence, with what stands behind the number: `75 eller högre`
    note: str | None = None
    is_change: bool = False


# ------------------------------------------------------------------ sentences that say what is to be


def read_target(wording: Wording, at: int, last: int | None) -> Reading | None:
    """The target that the number at a piece is, or None. The wording before it decides."""
    piece = wording.pieces[at]
    quantity = piece.quantity
    assert quantity is not None
    if _is_no_level(wording, at):
        return None
    if quantity.upper is not None:  # a range compares by itself: `ska uppgå till 2–3 %`
        return Reading(at, "=", piece.end) if wording.is_form(at, "level", "range") else None
    if (limit := _comparator_at(wording, at, "LIMIT")) is not None:
        return _read_limit(wording, at, limit, last)
    if (turned := _turned_round(wording, at)) is not None:
        is_rule = quantity.unit is not None and "MODAL" in wording.labels(0, at)
        return turned if is_rule else None
    for form in ("verb", "sign", "rank", "loose"):
        if wording.is_form(at, form):
            word = wording.pieces[at - 1]
            if _is_condition(wording, at):
                return None
            unsure = form in ("verb", "loose") and quantity.unit is None and not _is_measure(wording, at)
            if unsure or wording.is_form(at, "denied"):
                return None
            note = word.text.casefold() if form == "rank" else None
            return Reading(at - 1, comparator_code(word.text), piece.end, note)
    if (begin := wording.begin("change", at)) is not None:
        named = "MODAL" in wording.labels(0, begin)
        return _change(wording, begin, at, "=") if named else None
    return _read_level(wording, at)


def _read_level(wording: Wording, at: int) -> Reading | None:
    """A number without a comparator where it is a level: `ska uppgå till 95 %`, `med 13 000 invånare 2030`."""
    piece = wording.pieces[at]
    quantity = piece.quantity
    assert quantity is not None
    sentence_year = _year_near(wording, at)
    measured = quantity.unit is not None and quantity.counted is None
    plain = measured or sentence_year or quantity.value >= FEWEST or quantity.value % 1 > 0 or quantity.value == 0
    of_measure = _is_measure(wording, at)
    is_level = wording.is_form(at, "level") and (plain or of_measure)
    is_level = is_level or (wording.is_form(at, "labelled") and measured)
    is_level = is_level or (quantity.counted is not None and wording.is_form(at, "count") and sentence_year)
    is_level = is_level or (wording.is_form(at, "level_of") and (quantity.unit == "%" or of_measure))
    if quantity.unit == "%" or quantity.note:  # `År 2030 ska 80 % av …`, `Nio av tio ärenden ska …`
        is_level = is_level or wording.is_form(at, "share")
        is_level = is_level or (wording.is_form(at, "share_first") and _modal_after(wording, at))
    elif measured and money_factor(quantity.unit) is None:
        is_level = is_level or (wording.is_form(at, "share") and "YEAR" in wording.labels(0, at))
    if not is_level:
        return None
    if wording.label(at + 1) == "AFTER":  # `90 procent eller högre`
        return _behind(wording, at)
    return Reading(at, "=", piece.end)


def _read_limit(wording: Wording, at: int, limit: int, last: int | None) -> Reading | None:
    """A number behind `minst` or `högst` where what stands before them makes it a target."""
    piece, word = wording.pieces[at], wording.pieces[limit]
    assert piece.quantity is not None
    code = comparator_code(word.text)
    change = wording.begin("change", at)
    if change is not None and "MODAL" in wording.labels(0, change):
        return _change(wording, change, at, code)
    reading = Reading(limit, code, piece.end)
    if last is not None and _joins(wording, last, limit):
        return reading
    if _is_condition(wording, limit):
        return None
    if wording.is_form(at, "level_of") and (piece.quantity.unit == "%" or _is_measure(wording, at)):
        return reading
    if wording.is_form(at, "of_what") and not wording.is_form(at, "of_goal"):
        return None
    if wording.is_form(at, "no_limit"):
        return None
    if wording.is_form(at, "limit") and (wording.label(limit - 1) != "LEVEL" or _sets(wording, limit)):
        return reading
    if wording.is_form(at, "limit_of_measure"):
        return reading
    first = wording.is_form(at, "limit_first")
    return reading if first and (piece.quantity.unit == "%" or _modal_after(wording, at)) else None


def _is_condition(wording: Wording, at: int) -> bool:
    """Whether a clause that `om` begins leads to a piece: `röd om värdet är minst 80 procent`."""
    words = load("targets")["sentences"]["conditions"]
    begins = [n for n in range(1, at) if wording.pieces[n].folded in words and wording.label(n - 1) != "GOAL"]
    return (
        bool(begins)
        and not {"LEVEL", "STATE"}.isdisjoint(wording.labels(begins[-1], at))
        and not ({"MODAL", "GOAL"} & wording.labels(begins[-1], at))
    )


def _sets(wording: Wording, limit: int) -> bool:
    """Whether a level verb before a comparator is one of a goal: `Målet är minst`."""
    return not {"MODAL", "GOAL"}.isdisjoint(wording.labels(0, limit))


def _change(wording: Wording, begin: int, at: int, code: str) -> Reading:
    """`minska med minst 12 %`: what is published says that it is a change."""
    words = [piece.text for piece in wording.pieces[begin:at] if piece.label not in ("LIMIT", "ABOUT")]
    return Reading(begin, code, wording.pieces[at].end, " ".join(words).casefold(), is_change=True)


def _comparator_at(wording: Wording, at: int, label: str) -> int | None:
    """The piece of a comparator directly before the number, or before `ca`."""
    before = at - 2 if wording.label(at - 1) == "ABOUT" else at - 1
    return before if wording.label(before) == label else None


def _is_no_level(wording: Wording, at: int) -> bool:
    """Whether the number stands in a row of a table, or is a difference: `minst 5 procent högre än riket`."""
    beside = at + 1
    while beside < len(wording.pieces) and wording.pieces[beside].text in _NEXT_TO:
        beside += 1
    follows = wording.label(beside) in ("NUMBER", "DIGITS") and wording.pieces[beside].text[0].isdigit()
    leads = wording.label(at - 1) in ("NUMBER", "DIGITS") and wording.pieces[at - 1].text[-1] in "0123456789%"
    return follows or leads or _is_beyond(wording, at + 1)


def _is_beyond(wording: Wording, at: int) -> bool:
    """Whether a piece makes the number before it a difference: `högre`, or `lägre än` with another word."""
    words = load("targets")["labels"]["BEYOND"]
    return wording.label(at) == "BEYOND" or (
        wording.label(at) == "LOOSE" and wording.pieces[at].folded.split()[0] in words
    )


def _turned_round(wording: Wording, at: int) -> Reading | None:
    """`Ingen grupp ska ha fler än` and `får inte ta mer än 5 dagar`: the comparator that is meant, from `Ingen` on."""
    for form in ("none_of", "negated"):
        begin = wording.begin(form, at)
        if begin is None:
            continue
        verb = wording.pieces[begin - 1].folded.replace(" ", "")
        if form == "negated" and (not verb.isalpha() or "WHICH" in wording.labels(0, begin)):
            continue
        code = comparator_code(wording.pieces[at - 1].text)
        return Reading(begin, _OPPOSITE[code], wording.pieces[at].end)
    return None


def _is_measure(wording: Wording, at: int) -> bool:
    return "MEASURE" in wording.labels(0, at)


def _joins(wording: Wording, last: int, limit: int) -> bool:
    """Whether only `och` and a year part a comparator from the target before: `minst 80 % 2024 och minst 90 %`."""
    between = wording.pieces[last + 1 : limit]
    joining = load("targets")["joining"]["words"]
    joined = any(piece.label == "AND" or piece.text == "," for piece in between)
    return joined and all(piece.label == "YEAR" or piece.folded in joining for piece in between)


def _modal_after(wording: Wording, at: int) -> bool:
    end = wording.pieces[at].end + LONGEST_SUBJECT_LENGTH
    return any(piece.label == "MODAL" and piece.end <= end for piece in wording.pieces[at + 1 :])


def _year_near(wording: Wording, at: int) -> bool:
    """Whether a year stands directly behind the number, but for words such as `senast` and `år`."""
    ties = {word for phrase in load("targets")["years"]["before"] for word in phrase.split()} | {","}
    for piece in wording.pieces[at + 1 :]:
        if piece.label == "YEAR":
            return True
        if piece.folded not in ties:
            return False
    return False


# ------------------------------------------------------------------ wordings that are a result to reach


def read_result(wording: Wording, at: int, is_first: bool) -> Reading | None:
    """The level that a result states with a comparator, or None. A number without one may be anything."""
    piece = wording.pieces[at]
    if _is_no_level(wording, at) or piece.quantity is None or piece.quantity.upper is not None:
        return None
    reading = _stated(wording, at)
    if reading is None:
        return None
    lead = wording.pieces[: reading.begin]
    if (begin := wording.begin("change", at)) is not None:
        return _change(wording, begin, at, reading.code)
    opens = bool(lead) and (lead[-1].label == "AND" or lead[-1].text in (",", ":", ";", "(", "–", "-"))
    if not (is_first or opens) or _says_what_is_measured(wording, at, reading):
        return None
    return reading


def _stated(wording: Wording, at: int) -> Reading | None:
    end, word = wording.pieces[at].end, wording.pieces[at - 1]
    limit = _comparator_at(wording, at, "LIMIT")
    if limit is not None:
        return Reading(limit, comparator_code(wording.pieces[limit].text), end)
    if (turned := _turned_round(wording, at)) is not None:
        return turned
    if word.label in ("WITHIN", "RANK"):
        note = word.folded.strip("- ") if word.label == "RANK" else None
        return Reading(at - 1, "<=", end, note)
    opens = wording.label(at - 2) in ("STATE", "LEVEL", "START", "EDGE", "COLON", "TO")
    if (word.label in ("VERB", "SIGN") or (word.label == "LOOSE" and opens)) and not wording.is_form(at, "denied"):
        return Reading(at - 1, comparator_code(word.text), end)
    return _behind(wording, at) if wording.label(at + 1) == "AFTER" else None


def _behind(wording: Wording, at: int) -> Reading:
    """`75 eller högre`: the comparator stands behind its number."""
    after = wording.pieces[at + 1]
    words = " ".join(after.folded.split())
    code = next(code for code, listed in load("comparators")["after"].items() if words in listed)
    return Reading(at, code, after.end)


def _says_what_is_measured(wording: Wording, at: int, reading: Reading) -> bool:
    """Whether the number belongs to what is measured: `Andel elever som läser minst 5 kurser`, `besvaras inom 2 dagar`
    beside a share, `Avtal med minst tre leverantörer`."""
    words = load("targets")["results"]
    lead = wording.pieces[1 : reading.begin]
    quantity, word = wording.pieces[at].quantity, wording.pieces[reading.begin]
    before = lead[-1].folded if lead else ""
    unit = ((quantity and quantity.unit) or "").casefold()
    is_time = unit in load("targets")["counted"]["time_units"]
    states = bool(lead) and lead[-1].label in ("STATE", "LEVEL", "TO")
    has_share = any(p.folded in words["share_units"] or (p.quantity and p.quantity.unit == "%") for p in wording.pieces)
    of_all = unit == "%" and before in words["share_behind"]
    if (before in words["no_level_before"] and not of_all) or (is_time and (has_share or before in words["time_lead"])):
        return True
    is_period = word.folded in words["periods"] and unit != "%" and not states
    if (word.label == "WITHIN" and not is_time) or is_period:
        return True  # `under 5 dagar`, but `är under 5 dagar`
    edges = [n for n, piece in enumerate(lead) if piece.label in ("EDGE", "COLON")]
    clause = lead[edges[-1] + 1 :] if edges else lead
    stands_alone = not clause and bool(lead)  # behind a comma, colon or bracket
    which = next((n for n, piece in enumerate(clause) if piece.label == "WHICH"), None)
    if which is not None:
        own_verb = len(clause) - which - 1 > 1 and clause[-1].label != "TO"  # `som tagits fram är minst`
        return not (stands_alone or (states and own_verb))
    if lead and any(lead[0].folded == share for share in words["share"]):
        return not (stands_alone or states) and (unit != "%" or before in words["parts"])
    return False
