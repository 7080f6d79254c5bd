"""Goals and assignments that sentences of running text state, and what they say of when and who.

`Kommunfullmäktiges mål är att alla ska trivas.`, `Parknämnden får i uppdrag att senast den 30 juni 2031 redovisa …`,
`Uppdrag 3 Se över taxorna. (tekniska nämnden; hösten 2031)`. Seen in strategic plans and budgets written as text.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from extractors.families.assignments import given_by
from extractors.families.chain import callout_level, state_goal
from extractors.families.goals import SHALL, read_goal_label
from extractors.families.state import Walk, new_key
from extractors.families.vocabulary import alternatives, fold, load
from pipeline.records import Paragraph, RawAction, RawCell

SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])")
STATED = re.compile(
    r"^(?P<label>(?:[\wåäöÅÄÖ:-]+\s+){0,3}[\wåäö]*mål)\s+är\s+att\s+(?P<title>.{8,250}?)\.?$", re.DOTALL
)
NUMBERED = re.compile(r"^Uppdrag\s+\d{1,3}[.:]?\s+(?=[A-ZÅÄÖ])")  # `Uppdrag 3 Se över taxorna`
PAST = re.compile(r"\w+(?:des|ts|dde|ade)\b")  # `Slutfördes under året`
BRACKET_AT_END = re.compile(r"\s*\((?P<inside>[^()]{3,120})\)\.?$")
LONGEST_GIVEN = 300  # characters of a sentence that gives an assignment


def state_goals_in(walk: Walk, p: Paragraph) -> None:
    """State the goals of sentences that name whose they are: `Nämndens mål är att …`. The paragraph stays text."""
    for sentence in SENTENCE.split(p.text) if " är att " in p.text else ():
        match = STATED.match(sentence)
        label = read_goal_label(match["label"]) if match else None
        if match is None or label is None or label.title or label.set_by is None or not SHALL.search(match["title"]):
            continue
        describing = walk.describing
        state_goal(
            walk, replace(label, title=match["title"]), p.place, callout_level(walk, label), "sentence", walk.heading
        )
        walk.describing = describing


def without_assignments(walk: Walk, p: Paragraph) -> Paragraph | None:
    """Read the sentences that give someone an assignment; what the paragraph says besides, null where it is nothing."""
    if "uppdrag att" not in p.text or walk.assignment:  # under an assignment a text explains it
        return p
    rest: list[str] = []
    for sentence in SENTENCE.split(p.text):
        match = _given().match(sentence)
        by = given_by(match["giver"]) if match and match["giver"] else None
        who = (match["who"] or match["to"]).strip() if match else ""
        if len(sentence) > LONGEST_GIVEN or not is_body(who) or (match and match["giver"] and by != "council"):
            rest.append(sentence)
            continue
        responsible = RawCell("responsible", "", who, None, p.place)
        action = RawAction(
            new_key("a", walk.actions),
            walk.open_goals[-1][2] if walk.open_goals else None,
            p.place,
            assigned_by=by or walk.giver,
            assignment=sentence,
            cells=(responsible,),
            section=walk.heading,
            parser="sentence",
            confidence=0.8,
        )
        walk.actions.append(with_own_deadline(action))
    return replace(p, text=" ".join(rest)) if rest else None


@cache
def _given() -> re.Pattern[str]:
    """`Parknämnden får i uppdrag att`, `Fullmäktige ger styrelsen i uppdrag att`."""
    words = load("actions")["given"]
    who = r"(?P<who>[A-ZÅÄÖ][^.;:()]{2,80}?)"
    gives = rf"(?P<giver>[A-ZÅÄÖ][\wåäö]+)\s+{alternatives(words['gives'])}\s+(?P<to>[^.;:()]{{2,80}}?)"
    return re.compile(rf"^(?:{who}\s+{alternatives(words['gets'])}|{gives})\s+i\s+uppdrag\s+att\s", re.DOTALL)


def is_body(text: str) -> bool:
    """Whether a text names a body of the municipality, or a person by office: `Parknämnden`, `Havsbyhus AB`."""
    words = load("actions")["given"]
    parts = text.casefold().split() or [""]
    named = parts[0] in words["bodies"] and parts[1:2] == ["för"]  # `Nämnden för omsorg`
    named = named or (parts[-1].endswith(tuple(words["bodies"])) and parts[-1] not in words["others"])
    return named and not re.search(r"\d", text)


def names_body(heading: str) -> bool:
    """Whether a heading is the name of a body and no more: `Parknämnden`, not `Uppdrag till nämnderna`."""
    return is_body(heading) and not any(word.startswith(("uppdrag", "mål")) for word in fold(heading).split())


def read_numbered(walk: Walk, p: Paragraph) -> bool:
    """Read `Uppdrag 3 Se över taxorna. (tekniska nämnden; hösten 2031)`; true where the paragraph is one."""
    match = NUMBERED.match(p.text)
    if match is None or p.bullet or PAST.match(p.text[match.end() :]):
        return False
    text, cells = _without_bracket(p.text[match.end() :], p)
    action = RawAction(
        new_key("a", walk.actions),
        walk.open_goals[-1][2] if walk.open_goals else None,
        p.place,
        assigned_by=walk.giver,
        assignment=text,
        cells=tuple(cells),
        section=walk.heading,
        parser="label",
        confidence=0.8,
    )
    walk.actions.append(with_own_deadline(action))
    return True


def _without_bracket(text: str, p: Paragraph) -> tuple[str, list[RawCell]]:
    """A wording without the bracket at its end that says who answers, and behind a semicolon when."""
    bracket = BRACKET_AT_END.search(text)
    if bracket is None:
        return text, []
    who, _, when = (part.strip() for part in bracket["inside"].partition(";"))
    if not all(is_body(name) for name in who.split(",")):
        return text, []
    told = (("responsible", who), ("due", when))
    return text[: bracket.start()], [RawCell(role, "", said, None, p.place) for role, said in told if said]


# ------------------------------------------------------------------ when


def with_bracket(action: RawAction) -> RawAction:
    """An action without the bracket at its end that is nothing but a time or who answers: `Se över avgifterna (maj
    2031)`, `Se över avgifterna (Parknämnden)`."""
    text = action.assignment or action.action or ""
    bracket = BRACKET_AT_END.search(text)
    role = _told_in(bracket["inside"]) if bracket is not None else None
    if bracket is None or role is None or any(cell.role == role for cell in action.cells):
        return action
    said = text[: bracket.start()]
    row = replace(action, assignment=said) if action.assignment else replace(action, action=said)
    return replace(row, cells=(*row.cells, RawCell(role, "", bracket["inside"].strip(), None, action.place)))


def _told_in(inside: str) -> str | None:
    if _time_alone().fullmatch(inside.strip()):
        return "due"
    return "responsible" if all(map(_is_name_of_body, re.split(r",|\boch (?=[A-ZÅÄÖ])", inside))) else None


def _is_name_of_body(text: str) -> bool:
    """Whether a text is the name of a body from its first word on: `Parknämnden`, not `beslut i Parknämnden`."""
    name = text.strip()
    return name[:1].isupper() and is_body(name) and not _joins().search(name)


@cache
def _joins() -> re.Pattern[str]:
    return re.compile(rf"\b{alternatives(load('actions')['given']['joins'])}\b", re.IGNORECASE)


def takes_bracket(walk: Walk, p: Paragraph) -> bool:
    """Whether a line is only a bracket that says who answers for the action right above it, or when; it is taken into
    that action."""
    last = walk.actions[-1] if walk.actions else None
    bracket = re.fullmatch(r"\(([^()]+)\)\.?", p.text.strip())
    role = _told_in(bracket[1]) if bracket is not None else None
    if last is None or bracket is None or role is None or last.place.page != p.place.page:
        return False
    gap = p.place.box.top - last.place.box.bottom
    if not -0.5 * p.size <= gap <= 1.5 * p.size or any(cell.role == role for cell in last.cells):
        return False
    walk.actions[-1] = replace(last, cells=(*last.cells, RawCell(role, "", bracket[1].strip(), None, p.place)))
    return True


@cache
def _time_alone() -> re.Pattern[str]:
    words = load("actions")["own_time"]
    part = alternatives([*words["months"], *words["parts"]])
    bare = rf"(?:den\s+)?(?:\d{{1,2}}\s+)?(?:{part}\s+)?(?:19|20)\d\d(?:/\d\d)?"
    return re.compile(rf"{_own_time().pattern}|{bare}|{alternatives(words['always'])}", re.IGNORECASE)


def with_body_above(walk: Walk, action: RawAction) -> RawAction:
    """An assignment with the body that its heading names: `Parknämnden` over bullets under `Uppdrag till nämnderna`."""
    own = walk.headings[walk.heading].title if walk.heading is not None else ""
    if action.assignment is None or not names_body(own) or any(c.role == "responsible" for c in action.cells):
        return action
    return replace(action, cells=(*action.cells, RawCell("responsible", "", own, None, action.place)))


def with_own_deadline(action: RawAction) -> RawAction:
    """An action with the time that its own sentence sets: `Redovisa en plan senast den 30 juni 2031`. Its text stays
    whole, and the time is to be reviewed."""
    if any(cell.role == "due" for cell in action.cells):
        return action
    text = action.assignment or action.action or ""
    times = list(_own_time().finditer(text))
    if len(times) != 1 or _aside().search(SENTENCE.split(text[: times[0].start()])[-1]):
        return action  # none, or it is open which, or it is the time of something else
    due = RawCell("due", "", times[0]["due"].strip(" .,"), None, action.place)
    return replace(action, cells=(*action.cells, due), flags=(*action.flags, "due-inside-sentence"))


@cache
def _aside() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives(load('actions')['own_time']['aside'])}(?!\w)", re.IGNORECASE)


@cache
def _own_time() -> re.Pattern[str]:
    words = load("actions")["own_time"]
    part, year = alternatives([*words["months"], *words["parts"]]), r"(?:19|20)\d\d(?:/\d\d)?"
    day = rf"(?:den\s+)?(?:\d{{1,2}}\s+)?(?:{part}\s+)?{year}"
    return re.compile(
        rf"(?<!\w)(?P<due>{alternatives(words['by'])}\s+(?:i\s+|under\s+|vid\s+)?(?:{alternatives(words['ends'])}\s+)?{day}"
        rf"|{alternatives(words['within'])}\s+{part}\s+{year}|under\s+{year})(?![\w–-])",
        re.IGNORECASE,
    )
