"""What a level in running text is about: the subject of its sentence, or the thing that is counted."""

from collections.abc import Sequence

from normalizers.quantities import counted_noun
from normalizers.readings import words_of
from normalizers.text import clean_text
from normalizers.vocabulary import load
from normalizers.wording import Piece, Wording

LONGEST_SUBJECT = 12  # words; a longer subject is a clause of its own
LONGEST_MEASURE = 16  # words of one that begins with a word for a measure: `Andelen invånare som upplever att …`
_VERBS = ("LEVEL", "STATE", "VERB", "CHANGE")


def find_subject(wording: Wording, at: int) -> str | None:
    """The words that say what is to reach the level at a piece: `Överskottsmålet` of `Överskottsmålet ligger fast och
    ska vara`, `andelen solel` of `Målet för andelen solel är 10 procent`.

    A body (`Exempelby kommun`) and a population (`Av eleverna ska minst …`) are no measures.
    """
    for start, end in _candidates(wording, at):
        subject = _cleaned(wording.pieces[start:end])
        if subject is not None:
            return subject
    return None


def find_measure(wording: Wording, at: int, subject: str | None, sentence: str) -> str | None:
    """What names an indicator of its own: the subject where it is a measure, else the thing that is counted."""
    quantity = wording.pieces[at].quantity
    assert quantity is not None
    if subject and _is_measure(subject):
        return subject
    if quantity.counted:
        return quantity.counted
    if had := _had(wording, at):  # `ha en soliditet om 30 procent`
        return had
    noun = counted_noun(sentence, quantity.end) if quantity.unit and not _is_so(wording, at) else None
    if noun:  # `90 % behöriga lärare`
        return noun
    return None if subject is None or _does(wording, at) else subject


def is_decided(subject: str) -> bool:
    """Whether what is to have a level is set by a decision: a fee, a frame. A rule is no target."""
    first = subject.casefold().split()[0]
    return first.endswith(tuple(load("targets")["subjects"]["decided"]))


def _candidates(wording: Wording, at: int) -> list[tuple[int, int]]:
    """Places where a subject may stand, the likeliest first."""
    pieces = wording.pieces
    modal = _modal_before(pieces, at)
    out: list[tuple[int, int]] = []
    if modal is not None:
        out += _second_clause(pieces, modal, at)
        out += _clause_of_effect(pieces, modal, at)
        start, end = _before_aside(pieces, modal)
        if _is_time(pieces[start:end]):  # `Senast 2030 ska utsläppen understiga 2 ton`
            out.append((modal + 1, _subject_end(pieces, modal + 1, at)))
        else:
            out.append((start, end))
        return out
    said = max((n for n in range(at) if pieces[n].label in _VERBS), default=None)
    goal = max((n for n in range(at) if pieces[n].label == "GOAL"), default=None)
    if said is not None and goal is not None:
        start = _clause_start(pieces, said)
        lead = [n for n in range(start, said) if pieces[n].label == "FOR"]
        if start <= goal and lead:  # `Målet för andelen solel är`
            out.append((lead[0] + 1, said))
        elif start > goal:  # `Målet är att sjukfrånvaron är`, `Resultatmål: Andelen nöjda är`
            out.append((start, said))
    elif goal is not None and pieces[goal].folded not in load("targets")["subjects"]["none"]:
        following = pieces[goal + 1].folded if goal + 1 < len(pieces) else ""
        if following in load("targets")["subjects"]["about"]:  # `Överskottsmålet om 2 procent`
            out.append((goal, goal + 1))
    return out


def _modal_before(pieces: Sequence[Piece], at: int) -> int | None:
    """The modal verb that leads to the level at a piece. One right behind `som` tells of a part of what another leads
    to: `ska | andelen elever som får betyg vara minst 90 procent`."""
    modals = [n for n in range(at) if pieces[n].label == "MODAL"]
    within = len(modals) > 1 and pieces[modals[-1] - 1].label == "WHICH" and pieces[modals[-2] + 1].label == "MEASURE"
    return modals[-2 if within else -1] if modals else None


def _second_clause(pieces: Sequence[Piece], modal: int, at: int) -> list[tuple[int, int]]:
    """`… ska minska med 10 procent och restiden vara högst 20 minuter`: the subject behind `och`."""
    numbers = [n for n in range(modal, at) if pieces[n].label == "NUMBER"]
    joint = next((n for n in range(numbers[-1], at) if pieces[n].label == "AND"), None) if numbers else None
    if joint is None or pieces[numbers[-1] - 1].folded in load("targets")["subjects"]["between"]:
        return []
    verb = next((n for n in range(joint + 1, at) if pieces[n].label in _VERBS), None)
    return [(joint + 1, verb)] if verb is not None and verb > joint + 1 else []


def _clause_of_effect(pieces: Sequence[Piece], modal: int, at: int) -> list[tuple[int, int]]:
    """`… ska förbättras så att antalet elever per kurator är högst 350`: the subject behind `att`."""
    that = max((n for n in range(modal, at) if pieces[n].label == "THAT"), default=None)
    if that is None or pieces[that - 1].folded != "så":
        return []
    verb = next((n for n in range(that + 1, at) if pieces[n].label in _VERBS), None)
    return [(that + 1, verb)] if verb is not None and verb > that + 1 else []


def _before_aside(pieces: Sequence[Piece], modal: int) -> tuple[int, int]:
    """Where the subject of a modal verb begins and ends: before `, inklusive pensioner,` where it has such."""
    if pieces[modal - 1].text == ",":
        comma = next((n for n in range(modal - 2, 1, -1) if pieces[n].text == ","), None)
        if comma is not None:
            return _clause_start(pieces, comma), comma
    return _clause_start(pieces, modal), modal


def _had(wording: Wording, at: int) -> str | None:
    """The measure that somebody is to have: `soliditet` of `ha en soliditet om 30 procent`."""
    words = load("targets")["subjects"]
    if not wording.is_form(at, "level_of"):
        return None
    about = max(n for n in range(at) if wording.pieces[n].folded in words["about_measure"])
    article = max(n for n in range(about) if wording.pieces[n].folded in words["articles"])
    return _as_printed(wording.pieces[article + 1 : about]) or None


def _is_so(wording: Wording, at: int) -> bool:
    """Whether `vara` or the like leads to the number: what follows says how something is, and is not counted."""
    lead = [piece.label for piece in wording.pieces[:at]]
    start = max((n for n, label in enumerate(lead) if label in ("MODAL", "GOAL")), default=0)
    return not {"LEVEL", "STATE"}.isdisjoint(lead[start:])


def _clause_start(pieces: Sequence[Piece], end: int) -> int:
    """Where the clause of a verb begins: after a comma, a colon or `att`. What a measure is of may hold an `att` of its
    own: `andelen invånare som upplever att det går att lita på andra`."""
    start = 1
    for n in range(1, end):
        if pieces[n].label in ("COLON", "START") or pieces[n].text in (",", "(", "–"):
            start = n + 1
        elif pieces[n].label == "THAT":
            within = pieces[start].label == "MEASURE" and any(p.label == "WHICH" for p in pieces[start:n])
            start = start if within else n + 1
    return start


def _ends_subject(piece: Piece) -> bool:
    doing = piece.folded in load("targets")["subjects"]["doers"]
    return piece.label in (*_VERBS, "LIMIT", "NUMBER", "BASE", "NOT", "YEAR") or doing


def _subject_end(pieces: Sequence[Piece], start: int, at: int) -> int:
    """Where a subject behind its verb ends. A number of its own stands in it where the level follows a later verb: `ska
    andelen elever med mer än 15 procents frånvaro | vara högst`; so does a verb behind `som`."""
    ends = [n for n in range(start, at) if _ends_subject(pieces[n])]
    if pieces[start].label != "MEASURE":
        return ends[0] if ends else at
    verbs = [n for n in ends if pieces[n].label in ("LEVEL", "STATE") and pieces[n - 1].label != "WHICH"]
    end = next((n for n in ends if pieces[n - 1].label != "WHICH"), at)
    if end < at and pieces[end].label in ("LIMIT", "NUMBER"):
        return next((n for n in verbs if n > end), end)
    return end


def _is_time(pieces: Sequence[Piece]) -> bool:
    """`Till utgången av 2028`, `Under planperioden`: time or nothing, and no subject."""
    if not pieces:
        return True
    first = pieces[0]
    if len(pieces) == 1 and first.folded in load("targets")["subjects"]["adverbs"]:
        return True  # `Samtidigt ska andelen …`
    return first.label == "YEAR" or first.folded.split()[0] in load("targets")["subjects"]["times"]


def _cleaned(pieces: Sequence[Piece]) -> str | None:
    """The subject as printed, without verbs at its end; null where it names no measure."""
    words = load("targets")["subjects"]
    if pieces and pieces[-1].label == "WHICH":
        return None  # cut within a clause
    while pieces and pieces[0].label == "AND":  # `…, och meritvärdet ska vara 225`
        pieces = pieces[1:]
    if not pieces:
        return None
    verbs = [n for n, piece in enumerate(pieces) if piece.folded in words["verbs"] and n]
    which = [n for n, piece in enumerate(pieces) if piece.label == "WHICH"]
    if verbs and not (which and which[0] < verbs[0]):
        pieces = pieces[: verbs[0]]
    text = _as_printed(pieces)
    folded = text.casefold()
    if (
        not text
        or text.count("(") != text.count(")")  # cut at a comma behind a bracket: `HME), totalindex`
        or len(text.split()) > (LONGEST_MEASURE if pieces[0].label == "MEASURE" else LONGEST_SUBJECT)
        or any(piece.label == "NUMBER" and not (which or pieces[0].label == "MEASURE") for piece in pieces)
    ):
        return None
    parts = words_of("noun_ends").difference(load("targets")["labels"]["AND"])
    head, _, rest = folded.partition(" ")
    no_head = head in words["no_head"] and not (head in words["definite"] and _is_measure(rest))
    is_body = folded.endswith(tuple(words["bodies"])) and parts.isdisjoint(folded.split())
    return None if is_body or folded in words["none"] or no_head else text


def _as_printed(pieces: Sequence[Piece]) -> str:
    """The pieces joined as they stood: no space where none was."""
    text = ""
    end: int | None = None
    for piece in pieces:
        text += ("" if end is None or piece.start == end else " ") + piece.text
        end = piece.end
    return clean_text(text).strip(' ,;:–-”"')


def _is_measure(subject: str) -> bool:
    """Whether the words name a measure, whatever the verb: `Andelen …`, `Trygghetsindex`."""
    words = load("targets")
    endings = (*words["endings"]["MEASURE"], *words["subjects"]["measures"])
    return any(word.endswith(endings) for word in subject.casefold().split()[:2])


def _does(wording: Wording, at: int) -> bool:
    """Whether the verb is one of somebody who does something: `Skolan ska nå 85 %`."""
    doers = load("targets")["subjects"]["doers"]
    modal = max((n for n in range(at) if wording.pieces[n].label == "MODAL"), default=0)
    verbs = [piece for piece in wording.pieces[modal:at] if piece.label in _VERBS or piece.folded in doers]
    return any(piece.folded in doers for piece in verbs)
