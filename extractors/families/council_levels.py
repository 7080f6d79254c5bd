"""Which levels of goals are the council's, where running text says so.

`Kommunfullmäktige har antagit en vision`, `Fullmäktige beslutar om vision och fokusområden`, `Effektmålen är
fullmäktiges mål`. Seen in goal frameworks and steering models (styrmodeller), whose own labels do not tell.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cache

from extractors.families.goals import names_owner
from extractors.families.slide_words import fold, read_slide_words
from extractors.families.vocabulary import alternatives, load
from pipeline.records import RawGoal

TYPES = frozenset({"vision", "focus_area", "goal_area"})  # of which a plan has one set, whosever plan it is
OPERATIONAL = "operational_goal"  # also of the council, where the plan is the whole municipality's
NONE: frozenset[str] = frozenset()
PASSIVE = "visionen"  # what is decided on, where the body stands behind the verb
FARTHEST = 4  # words from the verb, or from a comma, to the end of a level's name
LONGEST_CLAUSE = 300  # characters before a term in which another body may stand
REACH = 80  # characters behind the verb in which a level is what the council sets


def with_council_levels(goals: Sequence[RawGoal], text: str) -> tuple[RawGoal, ...]:
    """The goals, with the council as who set those of the levels that the document calls the council's."""
    if not any(goal.set_by is None and goal.goal_type in {*TYPES, "sub_goal", OPERATIONAL} for goal in goals):
        return tuple(goals)
    flat = " ".join(text.split())
    said = _what_council_sets(flat)
    types, terms, decided = _types_set(said), _terms_of_council(flat), _terms_decided(flat)
    ours = {fold(goal.term) for goal in goals if goal.term and goal.goal_type == OPERATIONAL and goal.set_by is None}
    chosen = _terms_set(said, flat, ours) if ours else NONE
    goals = [replace(g, set_by="council") if g.set_by is None and fold(g.term or "") in decided else g for g in goals]
    return tuple(_with_setter(goal, types, terms, chosen) for goal in goals)


def _with_setter(goal: RawGoal, types: frozenset[str], terms: frozenset[str], chosen: frozenset[str]) -> RawGoal:
    if goal.set_by is not None:
        return goal
    if goal.goal_type == OPERATIONAL and fold(goal.term or "") in chosen:
        return replace(goal, set_by="council")
    if goal.goal_type == "sub_goal" and fold(goal.term or "") in terms:
        return replace(goal, goal_type="strategic_goal", set_by="council")
    return replace(goal, set_by="council") if goal.goal_type in types else goal


def _what_council_sets(text: str) -> list[re.Match[str]]:
    """Where sentences say what the council sets, tried only where such a sentence may begin."""
    found: list[re.Match[str]] = []
    for begun in _set_begins().finditer(text):
        free = not found or begun.start() >= found[-1].end()
        if free and (match := _set().match(text, begun.start())):
            found.append(match)
    return found


def _types_set(said: Sequence[re.Match[str]]) -> frozenset[str]:
    """The levels that a sentence says the council sets. What a body under it owns is not among them."""
    words = read_slide_words()
    levels = {word: level for word, level in {**words.levels, **words.plurals}.items() if level in TYPES}
    named = re.compile(rf"\b{alternatives(sorted(levels))}\b", re.IGNORECASE)
    found: set[str] = set()
    for match in said:
        clause = _object_in(match["what"]) if match["what"] else match["done"]
        if not names_owner(clause):
            found.update(levels[fold(word[0])] for word in named.finditer(clause) if fold(word[0]) in levels)
    return frozenset(found)


def _terms_set(said: Sequence[re.Match[str]], text: str, terms: Collection[str]) -> frozenset[str]:
    """Words for goals, of `terms`, that a sentence says the council has decided on for the whole municipality:
    `Fullmäktige har i budgeten fastställt fyra verksamhetsmål`. None that another body has goals of too."""
    clauses = [_object_in(match["what"]) for match in said if match["what"]]
    own = {fold(word) for clause in clauses if not names_owner(clause) for word in clause.replace(",", " ").split()}
    folded = text.casefold()
    return frozenset(t for t in terms if t in own and not _is_of_others(t, folded))


def _is_of_others(term: str, text: str) -> bool:
    """Whether a text in lower case tells of goals of that word that another body has: `nämndens effektmål`, `nämnden
    har egna effektmål`, `varje nämnd beslutar om effektmål`."""
    found = (match.start() for match in re.finditer(re.escape(term), text))
    clauses = (re.split(r"[.!?:;]", text[max(0, at - LONGEST_CLAUSE) : at])[-1] for at in found)
    return any(_leads_to_others().search(clause) for clause in clauses)


@cache
def _leads_to_others() -> re.Pattern[str]:
    words = load("slides")["council"]
    body, verb, own = (alternatives(words[key]) for key in ("bodies", "does", "own"))
    council = alternatives(words["who"])
    decides = rf"{body}\w*\s(?:(?!\w*{council}\b).)*?\b{verb}\s(?:(?!\w*{council}).)*?"
    return re.compile(rf"(?:{body}\w*\s+|\b{own}\s+|{decides})$")


def _object_in(clause: str) -> str:
    """What stands behind the verb as its object, up to a break in the sentence, another body, or what is another's:
    `budgeten i november` of `antog budgeten i november och nämnden har valt tre fokusområden`."""
    parts = re.split(r",\s+|\s+(?:och|samt|inom)\s+", _break().split(clause, maxsplit=1)[0])
    near = [" ".join(part.split()[:FARTHEST]) for part in parts]
    return ", ".join(near)


@cache
def _break() -> re.Pattern[str]:
    council = load("slides")["council"]
    return re.compile(
        rf"\b(?:{alternatives(council['breaks'])}\b|\w*{alternatives(council['bodies'])})|,\s+och\b", re.IGNORECASE
    )


@cache
def _set_begins() -> re.Pattern[str]:
    """Two letters in upper or lower case with which `_set` may begin; that tries all its words at each place."""
    words = [*read_slide_words().council[0], PASSIVE]
    first, second = ("".join(sorted({f(w[at]) for w in words for f in (str.lower, str.upper)})) for at in (0, 1))
    return re.compile(rf"[{first}][{second}](?<!\w..)")


@cache
def _set() -> re.Pattern[str]:
    who, does, _ = read_slide_words().council
    body, verb = alternatives(sorted(who)), alternatives(sorted(does))
    others = alternatives(load("slides")["council"]["bodies"])  # `i samråd med nämnden`, who may have done it
    where = rf"(?:i\s+(?:(?!\w*{others})[^.!?:;,]){{3,40}}?\s+)?"  # `har i Mål och budget 2032 fastställt`
    active = rf"\b{body}\s+(?:har\s+{where})?{verb}\s+(?P<what>[^.!?:;]{{3,{REACH}}})"
    passive = rf"\b(?P<done>{PASSIVE})\s+(?:är\s+|har\s+)?{verb}\s+(?:[\d-]+\s+)?av\s+{body}\b"
    return re.compile(f"{active}|{passive}", re.IGNORECASE)


def _terms_of_council(text: str) -> frozenset[str]:
    """Words for goals that a sentence calls the council's: `effektmål` by `Effektmålen är fullmäktiges mål` or by
    `fullmäktiges effektmål`, unless another body has goals of that word too."""
    folded = text.casefold()
    if "fullmäktiges " not in folded:
        return NONE
    behind = (re.match(r"(\w+mål)(?:en)?\b", part) for part in folded.split("fullmäktiges ")[1:])
    own = [term for term in {match[1] for match in behind if match} if not _is_of_others(term, folded)]
    parts = re.split(r"fullmäktiges mål\b", text, flags=re.IGNORECASE)[:-1]
    found = (re.search(r"\b(\w+mål)en är (?:kommun)?$", part[-REACH:], re.IGNORECASE) for part in parts)
    return frozenset({*own, *(match[1].casefold() for match in found if match)})


def _terms_decided(text: str) -> frozenset[str]:
    """Words for goals that a sentence says the council decides on, `Delmål beslutas av kommunfullmäktige`, unless
    another body has goals of that word too. Seen in goal programmes, in a list of who sets what."""
    ends = [match.start() + len("mål") for match in _decided().finditer(text)]
    found = {re.split(r"\W", text[max(0, end - LONGEST_CLAUSE) : end])[-1].casefold() for end in ends}
    folded = text.casefold() if found else ""
    return frozenset(term for term in found if not _is_of_others(term, folded))


@cache
def _decided() -> re.Pattern[str]:
    """What the council decides on, from the last part of the word: to look for whole words takes ten times as long."""
    who, does, _ = read_slide_words().council
    body, verb = alternatives(sorted(who)), alternatives(sorted(does))
    between = r"(?:är\s+|har\s+)?"
    return re.compile(rf"[mM][åÅ][lL](?<=\w.{{3}})(?i:(?:en|et)?\s+{between}{verb}\s+av\s+{body}\b)")
