"""Labels in headings, callouts and paragraphs that state a goal; the vocabulary is goals.toml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from extractors.families.vocabulary import KEPT_TEXTS, alternatives, fold, load

QUOTES = "”“\"'«»"
RANK = {  # a goal of a higher rank may be the parent of one of a lower (larger number)
    "vision": 0,
    "overarching_goal": 1,
    "goal_area": 2,
    "focus_area": 2,
    "ambition": 9,
    "policy_direction": 9,
    "strategic_goal": 3,
    "sub_goal": 4,
    "operational_goal": 5,
    "goal": 5,
}
SPAN_AT_END = re.compile(r"(?<=\w)\s+(?:19|20)\d\d\s?[–-]\s?(?:(?:19|20)\d\d|\d\d)$")  # `Målområden 2031–2034`
NUMBER_FIRST = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})+)\.?\s+(?=[A-ZÅÄÖ])")  # `Nämndmål: 1.1.1 Fler unga …`
JUDGEMENT_WORDS = 3  # of a judgement that stands alone
LEAST_WORDING = 3  # words of a goal that is a sentence
LONGEST_GOAL = 250  # characters of a line that states a goal
STATED_PLAINLY = frozenset({"strategic_goal", "sub_goal", "operational_goal", "overarching_goal"})
NAMED_TYPES = frozenset({"focus_area", "goal_area"})  # may be followed by a name without colon or number
INHERITS_COUNCIL = frozenset({"goal_area", "strategic_goal", "ambition"})


@dataclass(frozen=True, slots=True)
class GoalLabel:
    """A goal's label read: `Kommunfullmäktiges inriktningsmål 1.2: …`."""

    goal_type: str
    term: str
    number: str | None
    scope: str | None
    set_by: str | None
    title: str
    strong: bool  # label and number, or label and colon: not only a word that begins a sentence


@cache
def _pattern() -> re.Pattern[str]:
    vocabulary = load("goals")
    owners = [w for owner in vocabulary["owner"] for w in owner.get("words", [])]
    ends = [w for owner in vocabulary["owner"] for w in owner.get("ends", [])]
    terms = [w for term in vocabulary["term"] for w in term["words"]]
    owner = rf"(?:{alternatives(owners)}|(?:[\wåäöÅÄÖ-]+\s+(?:och\s+)?){{0,4}}[\wåäöÅÄÖ-]*{alternatives(ends)})"
    return re.compile(
        rf"^(?P<owner>{owner}\s+)?(?P<term>{alternatives(terms)}|{_compound()})(?P<year>\s+(?:19|20)\d\d)?"
        r"(?:\s+(?P<number>(?-i:[A-Z]{1,2}[.-]?)?\d{1,2}(?:\.\d{1,2})*(?-i:[a-h])?|(?-i:[A-Z])(?=\s*[:.–]))\.?)?(?=[\s:,;.–—(-]|$)"
        r"\s*(?:\((?P<scope>[^)]{2,40})\))?\s*(?P<sep>[:,–—-])?\s*(?:\((?P<after>[^):]{2,40})\))?\s*(?P<title>.*)$",
        re.IGNORECASE | re.DOTALL,
    )


@cache
def _compound() -> str:
    """A word over a compound that says what the goal is about: `övergripande klimatmål`."""
    words = [word for term in load("goals")["term"] for word in term.get("over", [])]
    return rf"{alternatives(words)}\s+[\w-]+mål"


def is_narrowed(label: GoalLabel) -> bool:
    """Whether a label is such a compound: over a text it may also be the heading of a chapter on several goals."""
    return re.search(rf"(?:^|\s){_compound()}$", fold(label.term)) is not None and _known_term(label.term) is None


def _known_term(term: str) -> Mapping[str, Any] | None:
    """The entry of a term that the vocabulary has, without an owner before it."""
    known, words = _by_word("term"), fold(term).split()
    return next((known[tail] for n in range(len(words)) if (tail := " ".join(words[n:])) in known), None)


def _term_entry(term: str) -> Mapping[str, Any] | None:
    """What a label means; null for a compound of another level: `övergripande delmål`."""
    if (entry := _by_word("term").get(fold(term))) is not None:
        return entry
    if _known_term(term) is not None:
        return None
    first = fold(term).split()[0]
    return next((e for e in load("goals")["term"] if first in e.get("over", [])), None)


@cache
def _in_every_term() -> tuple[str, ...]:
    """Parts of words of which every term has one: `mål`, `område`, …"""
    ends = {re.split(r"[\s-]+", word.casefold())[-1] for term in load("goals")["term"] for word in term["words"]}
    return tuple(end for end in sorted(ends) if not any(other in end for other in ends - {end}))


def _entry(kind: str, word: str) -> Mapping[str, Any]:
    folded = fold(word)
    if (entry := _by_word(kind).get(folded)) is not None:
        return entry
    return next((e for e in load("goals")[kind] if folded.endswith(tuple(e.get("ends", [])))), {})


@cache
def _by_word(kind: str) -> Mapping[str, Mapping[str, Any]]:
    return {fold(word): entry for entry in reversed(load("goals")[kind]) for word in entry.get("words", [])}


@lru_cache(maxsize=KEPT_TEXTS)
def read_goal_label(text: str, *, heading: bool = False) -> GoalLabel | None:
    """The goal that a heading or a paragraph states; null where it begins with no goal label.

    In a heading a label may be followed by the goal's name alone: `Fokusområde Robust infrastruktur`.
    """
    folded = text.casefold()
    if not any(part in folded for part in _in_every_term()):  # as in most lines, which the pattern tries at length
        return None
    match = _pattern().match(SPAN_AT_END.sub("", text.strip()))
    if not match:
        return None
    owner_text = (match["owner"] or "").strip()
    entry = _term_entry(match["term"])
    if entry is None:
        return None
    owner = _entry("owner", owner_text) if owner_text else {}
    number, sep, title = match["number"], match["sep"], (match["title"] or "").strip()
    if entry.get("needs_year") and not match["year"]:
        return None
    named = heading and entry["type"] in NAMED_TYPES and title[:1].isupper() and not names_several(match["term"])
    if not sep and not number and title and not named:
        return None  # a sentence that begins with the word
    if sep == "," and not number:
        return None
    if sep in ("–", "—", "-", ",") and not number and entry["type"] == "goal":
        return None
    if sep and not number and (led := NUMBER_FIRST.match(title)):
        number, title = led["number"], title[led.end() :]
    goal_type = entry["type"]
    if heading and match["year"] and not (title or number) and (alone := entry.get("dated_alone")):
        goal_type = alone
    if goal_type == "goal" and owner.get("type", "goal") != "goal":
        goal_type = owner["type"]
    set_by = owner.get("set_by") or None
    if owner.get("set_by") == "" or (owner_text and fold(owner_text).endswith("kommuns")):
        owner_text = ""  # `Havsbyns kommuns övergripande mål`: the municipality's name is no part of the term
    term = " ".join(part for part in (owner_text, match["term"], (match["year"] or "").strip()) if part)
    scope = match["scope"] or match["after"]
    # `Nämndmål (Parknämnden): …` is the goal of that body, as one with a number is
    body = setter_of_body(scope) if match["scope"] and sep == ":" and not number else None
    set_by = set_by or body
    if scope and body is None and (re.search(r"indikator", scope, re.IGNORECASE) or not number):
        title = f"({scope}) {title}".strip()
        scope = None
    return GoalLabel(goal_type, term, number, scope, set_by, title, bool(number or sep or named))


def plain_label(text: str) -> GoalLabel | None:
    """The goal that a line of plain print states behind a label with a colon: `Nämndens mål: Fler barn ska läsa`.

    A bare `Mål` counts where the wording says that something shall be. Null where the line is a text about something.
    """
    numbered = _numbered_label(text)
    if numbered is not None:
        return numbered
    label = read_goal_label(text) if ":" in text and len(text) <= LONGEST_GOAL else None
    if label is None or not re.search(r":\s*$", text[: len(text) - len(label.title)]) or not label.title[:1].isupper():
        return None
    if opens_no_goal(label.title):
        return None
    return label if label.goal_type in STATED_PLAINLY or SHALL.search(label.title) else None


def _numbered_label(text: str) -> GoalLabel | None:
    """`Delmål 2.1 Nattvandring ska finnas`: a number of two levels behind the label names a goal without a colon."""
    label = read_goal_label(text) if len(text) <= LONGEST_GOAL else None
    if label is None or "." not in (label.number or "") or not label.title[:1].isupper():
        return None
    return label if SHALL.search(label.title) and not opens_no_goal(label.title) else None


def names_others(text: str) -> bool:
    """Whether a text is about goals of the world, the state or a region: `Nationella jämställdhetspolitiska mål`."""
    return _others().search(text) is not None


@cache
def _others() -> re.Pattern[str]:
    return re.compile(rf"\b{alternatives(load('goals')['list']['foreign'])}(?!\w)", re.IGNORECASE)


def led_by_goal(text: str, lead: str | None) -> tuple[GoalLabel, str] | None:
    """The goal that the bold words of a paragraph state as a whole sentence, and the plain text behind it, which tells
    more: `Mål 2: Alla ska kunna simma. Badhuset …`. Seen in budgets of small municipalities."""
    if not lead or not lead.endswith((".", "!")) or not text.startswith(lead):
        return None
    label, rest = read_goal_label(lead), text[len(lead) :].strip()
    if label is None or not label.strong or opens_no_goal(label.title) or not rest[:1].isupper():
        return None
    return (label, rest) if len(label.title.split()) >= LEAST_WORDING else None


NEXT_LABEL = re.compile(r"(?<=[.!?])\s+(?=\w*[Mm]ål\s+\d{1,2}\.\d{1,2}\s+[A-ZÅÄÖ])")


def apart(text: str) -> list[str]:
    """The goals of a paragraph each for itself, where several with labels and numbers were set close: `Delmål 3.1 …
    Delmål 3.2 …`."""
    return NEXT_LABEL.split(text)


@cache
def _announced() -> re.Pattern[str]:
    return re.compile(rf"\bföljande\s+{alternatives(load('goals')['indicator_list']['words'])}(?!\w)", re.IGNORECASE)


def leads_to_indicators(text: str) -> bool:
    """Whether a sentence announces the indicators listed under it: `Följande indikatorer följs upp varje år.`"""
    return "öljande " in text and _announced().search(text) is not None


def opens_no_goal(text: str) -> bool:
    """Whether a text refers to goals, or begins with when and how: `Se avsnitt 4`, `Enligt lagen ska …`."""
    folded = fold(text)
    return any(folded == w or folded.startswith(w + " ") for w in load("goals")["list"]["opens_none"])


def refers_elsewhere(text: str) -> bool:
    """Whether a text set apart is a reference, a fact or what somebody says: `Läs mer …`, `”Vi …”, säger chefen`."""
    folded = fold(text)
    opens = any(re.match(rf"{re.escape(word)}(?!\w)", folded) for word in load("goals")["list"]["refers"])
    return opens or re.match(r"[”“\"][^”“\"]+[”“\"],?\s+\w", text) is not None


def states_own_goal(text: str) -> bool:
    """Whether a text says that something shall be, and not that the state, a treaty or another body has said so."""
    words = load("goals")["list"]
    foreign = re.search(rf"\b{alternatives(words['foreign'])}(?!\w)", text, re.IGNORECASE)
    if foreign or any(part in text.casefold() for part in words["others"]):
        return False
    return is_worded_as_goal(text) and not opens_no_goal(text) and not refers_elsewhere(text)


def names_owner(text: str) -> bool:
    """Whether a heading names a body under the council as the owner of something: `Parknämndens arbete`."""
    bodies = [owner for owner in load("goals")["owner"] if owner["set_by"] not in ("", "council")]
    whole = {word for body in bodies for word in body.get("words", [])}
    ends = tuple(end for body in bodies for end in body.get("ends", []))
    return any(word in whole or word.endswith(ends) for word in fold(text).split())


def setter_of_body(text: str) -> str | None:
    """Whose the goals of a body are, by its name: `Socialnämnden`, `KS`; null where it is no body that is known."""
    return _entry("owner", f"{fold(text)}s").get("set_by") or None


def of_one(term: str) -> str:
    """The label of one area, from that of several: `Prioriterat område` of `Prioriterade områden`."""
    if not fold(term).endswith("områden"):
        return term
    return re.sub(r"(?<=\w)a(?=\s)", "t", re.sub(r"(?<=\wa)de(?=\s)", "t", term.removesuffix("n")))


def names_several(term: str) -> bool:
    """Whether a label is a plural: `Målområden` names no one goal. Words for goals have no plural of their own."""
    return fold(term).endswith(("områden", "målen", "perspektiven"))


@cache
def _bracket() -> re.Pattern[str]:
    words = alternatives(load("goals")["bracket"]["words"])
    return re.compile(rf"\(\s*(?P<label>{words})\s*:\s*(?P<name>[^()]*(?:\([^()]*\)[^()]*)*)\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NamedIndicator:
    """An indicator that a goal names in brackets."""

    name: str
    label: str | None


def set_by_label(label: str) -> str | None:
    """Whose an indicator is by its label: `KF-indikator`, `Kommunstyrelsens indikator`."""
    words = fold(label).replace("-", " ").replace(":", " ").split()
    if words[:1] in (["kf"], ["rf"]) or "fullmäktige" in fold(label):
        return "council"
    return "executive_board" if words[:1] in (["ks"], ["kommunstyrelsens"]) else None


def split_indicators(title: str) -> tuple[str, tuple[NamedIndicator, ...]]:
    """A goal's wording without its trailing brackets, and the indicators that those name."""
    match = _bracket().search(title)
    if not match:
        return title, ()
    named = [NamedIndicator(match["name"].strip(), match["label"])]
    rest = title[match.end() :].strip()
    while more := re.match(r"\(([^()]+)\)\s*", rest):
        named.append(NamedIndicator(more.group(1).strip(), match["label"]))  # one label for all brackets
        rest = rest[more.end() :]
    return (title[: match.start()].strip() + (f" {rest}" if rest else "")).strip(), tuple(named)


def clean_title(title: str) -> str:
    """A goal's wording without quotes around it."""
    stripped = title.strip()
    if (
        len(stripped) > 2
        and stripped[0] in QUOTES
        and stripped[-1] in QUOTES
        and not any(c in QUOTES for c in stripped[1:-1])
    ):
        return stripped[1:-1].strip()
    return stripped


MARK_BEFORE = re.compile(r"^[●○◐◑◒◓◔◕■□▲▼◆⬤•]\s+(?=\w)")
VISION_QUOTED = re.compile(
    r"\bvision(?:en)?\b(?:\s+för\s+(?:kommunen|staden|[\w-]+\s+kommun))?(?:\s+(?:är|lyder|heter))?[\s,:–-]*"
    r"[”“\"]([^”“\"]{3,120})[”“\"]",
    re.IGNORECASE,
)
VISION_DASHED = re.compile(r"\bvision(?:en)?\s+[–-]\s+([^–]{3,80}?)\s+[–-]\s", re.IGNORECASE)
VISION_IS = re.compile(
    r"\b[Vv]ision(?:en)?\s+(?:är\s+|lyder:?\s+)?([A-ZÅÄÖ][^.”“\":]{3,80}?)\s+(?:ligger|gäller|är|pekar|ska|visar|anger|beskriver|står)\b"
)
VISION_FOR = re.compile(
    r"^(?:(?:vår|kommunens|stadens|en)\s+)?(?P<term>vision(?:en)?)\s+(?P<what>(?:för|om|till)\s+\S.*)$", re.IGNORECASE
)
STATED = re.compile(  # `Kommunens övergripande mål är oförändrat: …`
    r"^(?:[\w-]+\s+){0,3}?(?P<term>övergripande (?:personal)?mål)\s+(?:är|lyder)[^:.]{0,30}:\s*(?P<title>[^.!]+[.!])",
    re.IGNORECASE,
)


VISION_SAYS = re.compile(  # `Visionen lyder: …`; the sentence ends with the wording
    r"^(?:[\w-]+\s+){0,2}vision(?:en)?(?:\s+[\w-]+){0,3}?\s+(?:är|lyder|heter):\s*(?P<title>[A-ZÅÄÖ][^.]{2,120})\.?$",
    re.IGNORECASE,
)


def said_vision(text: str) -> str:
    """The wording of a vision without the words that only say that it is one."""
    match = VISION_SAYS.match(text)
    return match["title"].strip() if match else text


def vision_for(title: str) -> GoalLabel | None:
    """The vision that a heading announces with what it is for, which is the label's title: `Vision för biblioteken`."""
    match = VISION_FOR.match(title.strip())
    return GoalLabel("vision", match["term"], None, None, None, match["what"], False) if match else None


def stated_in(text: str) -> GoalLabel | None:
    """The overarching goal that a sentence states after a colon; null where it states none."""
    match = STATED.match(text)
    if not match:
        return None
    return GoalLabel("overarching_goal", match["term"], None, None, None, match["title"].strip(), True)


MEANT = re.compile(r"^(?P<term>[Mm]ålet)\s+(?:är|lyder|innebär)\s*(?P<sep>:|att)\s*(?P<title>.{8,200})$", re.DOTALL)
LIST_END = re.compile(r"^(?:för|är|att)\b|^$")
FOR_YEARS = re.compile(  # `Mål till 2030`, `Mål för perioden 2027–2030`
    r"^(?:(?:för|till|under|fram till|inför)\s+)?(?:(?:år|åren|perioden|mandatperioden|planperioden)\s+)?"
    r"(?:19|20)\d\d(?:\s?[–-]\s?(?:20)?\d\d)?$",
    re.IGNORECASE,
)
SHALL = re.compile(r"\b(?:ska|skall)\b", re.IGNORECASE)


def goal_meant(text: str, *, under_goals: bool) -> GoalLabel | None:
    """The goal that `Målet är: …` states; `Målet är att …` states one only under a heading about goals."""
    match = MEANT.match(text.strip())
    if not match or (match["sep"] == "att" and not under_goals):
        return None
    return GoalLabel("goal", "Mål", None, None, None, match["title"].strip(), True)


def list_label(text: str) -> GoalLabel | None:
    """The label in a line over a list of goals: `Kommunfullmäktiges mål för mandatperioden`, `Nämndens mål är att:`."""
    words = text.strip(" :").split()
    for n in range(min(len(words), 4), 0, -1):
        label = read_goal_label(" ".join(words[:n]))
        if label and not label.title and RANK["strategic_goal"] <= RANK[label.goal_type] <= RANK["goal"]:
            rest = " ".join(words[n:])
            whose = label.set_by is not None or label.goal_type != "goal"
            return label if FOR_YEARS.match(rest) or (LIST_END.match(rest) and (whose or not rest)) else None
    return None


def is_worded_as_goal(text: str) -> bool:
    """Whether a bold line without a label says that something shall be."""
    return bool(SHALL.search(text)) and len(text) <= 200


def vision_in(text: str) -> str | None:
    """The vision that running text quotes; null where it names none."""
    for pattern in (VISION_QUOTED, VISION_DASHED, VISION_IS) if "vision" in text.casefold() else ():
        match = pattern.search(text)
        if match:
            return match.group(1).strip()
    return None


def read_judgement(text: str) -> str | None:
    """How well a goal was met, where a line says so: `Nämndens bedömning: Delvis uppfyllt`."""
    match = re.match(r"^([^:]{3,60}):\s*([^:.]{3,60})\.?$", text.strip()) if ":" in text else None
    if not match:
        return None
    said = MARK_BEFORE.sub("", match.group(2).strip())  # `● Uppfyllt` says the same by its colour
    return said if names_judgement(match.group(1)) else None


def names_judgement(label: str, whole: bool = False) -> bool:
    """Whether a label announces how well a goal was met, with or without a word of when: `Bedömning helår`.

    With `whole` the last word must not be a compound such as `Riskbedömning`.
    """
    words = load("goals")["judgement"]
    folded = re.sub(rf"\s+(?:{alternatives(words['when'])}|(?:19|20)\d\d)$", "", fold(label))
    return any(folded.endswith(w) and not (whole and folded[: -len(w)][-1:].isalnum()) for w in words["words"])


def judged_as(text: str) -> str | None:
    """The judgement of a goal that a line is and nothing else: `Måluppfyllelse: Delvis uppfyllt`."""
    said = read_judgement(text)
    ends = [*load("goals")["judgement"]["ends"], *load("legend")["unjudged"]["words"]]
    return said if said is not None and fold(said).endswith(tuple(ends)) else None


def is_judgement(text: str) -> bool:
    """Whether a line is a judgement of a goal with no label and nothing else: `Uppnås delvis`."""
    words = fold(text).split()
    ends, more = load("goals")["judgement"]["ends"], load("goals")["judgement"]["with"]
    return 0 < len(words) <= JUDGEMENT_WORDS and any(w in ends for w in words) and all(w in ends + more for w in words)


@cache
def _judged_first() -> re.Pattern[str]:
    words = load("goals")["judgement"]
    ends = alternatives([*words["ends"], *load("legend")["unjudged"]["words"]])
    return re.compile(
        rf"^(?:[\w-]+\s+){{0,2}}{alternatives(words['words'])}:\s*(?P<said>(?:[\wåäö]+\s+){{0,3}}?{ends})\.?\s+(?P<rest>[A-ZÅÄÖ].*)$",
        re.DOTALL | re.IGNORECASE,
    )


def split_judgement(text: str) -> tuple[str | None, str]:
    """What a paragraph says first of how well a goal was met, and the rest: `Bedömning: Ej uppfyllt Året har …`."""
    match = _judged_first().match(text) if ":" in text else None
    if match is None or not match["rest"][0].isupper():
        return None, text
    return match["said"], match["rest"]
