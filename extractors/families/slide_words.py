"""The vocabulary of slides and goal maps: which words name a level, an indicator, presenter notes, a framework."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from extractors.families.vocabulary import KEPT_TEXTS

VOCABULARY = Path(__file__).with_name("slides.toml")

_NUMBER = re.compile(r"^(\d+(?:[.:]\d+)*|[A-ZÅÄÖ]\d{1,2}(?:\.\d{1,2})*)\.?\s+(?=\S)")
_LABELLED = re.compile(r"^(?P<left>[^:–—]{2,60}?)(?:\s*:\s*|\s+[–—-]\s+)(?P<rest>\S.*)$")
_ENDING_NUMBER = re.compile(r"\s+(\d+(?:[.:]\d+)*)$")
YEARS_AT_END = r"\s+(?:för\s+)?(?:19|20)\d\d(?:\s*[–-]\s*(?:19|20)?\d\d)?\s*:?$"
_SCOPE = re.compile(r"^([A-ZÅÄÖ]{2,6})\s*(?::|[–—-](?=\s))\s*(?=\S)")


@dataclass(frozen=True, slots=True)
class Label:
    """A printed level (`Fokusområde 2: …`): its type, the word as printed, the number, and what follows it."""

    level: str
    term: str
    number: str | None
    rest: str
    set_by: str | None = None  # where a body's name under the level says whose it is


@dataclass(frozen=True, slots=True)
class Announcement:
    """A title that announces goals of one level: `Våra fem fokusområden`."""

    level: str
    term: str
    count: int | None


@dataclass(frozen=True, slots=True)
class Framework:
    """An outside framework that goals are tied to, and the labels of its own goals."""

    name: str
    of_county: bool
    words: tuple[str, ...]
    kinds: Mapping[str, str]  # folded label -> kind
    bare_kind: str | None  # of what is listed under its name alone
    numbered: Mapping[str, str]  # word before a printed number (`Mål 8 …`) -> kind


@dataclass(frozen=True, slots=True)
class SlideWords:
    """`slides.toml`, ready for look-ups by folded text."""

    levels: Mapping[str, str]
    plurals: Mapping[str, str]
    bare: frozenset[str]  # labels that any goal may have: whose plan it is decides on its level
    before: frozenset[str]
    after: tuple[frozenset[str], frozenset[str]]  # prepositions, and the words that they lead to
    owners: frozenset[str]
    joins: frozenset[str]
    named_areas: frozenset[str]  # levels that a name may follow without a colon
    numbers: tuple[str, ...]
    indicator_starts: tuple[str, ...]
    goal_verbs: frozenset[str]
    states: frozenset[str]
    explains: tuple[str, ...]
    not_goals: tuple[str, ...]
    council: tuple[frozenset[str], frozenset[str], frozenset[str]]
    setters: Mapping[str, str]  # beginning of a level's word -> set_by
    scopes: Mapping[str, str]
    committee_ends: str
    bodies: frozenset[str]  # that stand under a level's name
    notes: tuple[str, ...]
    frameworks: tuple[Framework, ...]
    counties: tuple[str, ...]


@cache
def read_slide_words(path: Path = VOCABULARY) -> SlideWords:
    """The vocabulary from its file."""
    with path.open("rb") as file:
        raw: dict[str, Any] = tomllib.load(file)
    return SlideWords(
        levels={word: level["type"] for level in raw["level"] for word in level["words"]},
        plurals={word: level["type"] for level in raw["level"] for word in level["plural"]},
        bare=frozenset(word for level in raw["level"] for word in level.get("bare", ())),
        before=frozenset(raw["announce"]["before"]),
        after=(frozenset(raw["announce"]["after"]), frozenset(raw["announce"]["spans"])),
        owners=frozenset(raw["announce"]["owners"]),
        joins=frozenset(raw["announce"]["joins"]),
        named_areas=frozenset(raw["announce"]["named_areas"]),
        numbers=tuple(raw["announce"]["numbers"]),
        indicator_starts=tuple(raw["indicator"]["starts"]),
        goal_verbs=frozenset(raw["goal"]["verbs"]),
        states=frozenset(raw["goal"]["states"]),
        explains=tuple(raw["goal"]["explains"]),
        not_goals=tuple(raw["goal"]["not"]),
        council=(
            frozenset(raw["council"]["who"]),
            frozenset(raw["council"]["does"]),
            frozenset(raw["council"]["what"]),
        ),
        setters={start: setter for setter, starts in raw["set_by"].items() for start in starts},
        scopes={body: setter for setter in ("council", "executive_board") for body in raw["scope"][setter]},
        committee_ends=raw["scope"]["committee_ends"],
        bodies=frozenset(raw["legend"]["bodies"]),
        notes=tuple(raw["notes"]["starts"]),
        frameworks=tuple(
            Framework(
                name=f["name"],
                of_county=f["of_county"],
                words=tuple(f["words"]),
                kinds={label: k["kind"] for k in f["kinds"] for label in k["labels"]},
                bare_kind=f.get("bare_kind"),
                numbered=f["numbered"],
            )
            for f in raw["framework"]
        ),
        counties=tuple(raw["counties"]["names"]),
    )


@lru_cache(maxsize=KEPT_TEXTS)
def fold(text: str) -> str:
    """Text for comparison: lower case, without brackets, outer punctuation and doubled spaces."""
    if text.isalnum():
        return text.casefold()
    return " ".join(re.sub(r"[()\[\]]", "", text).split()).strip(" \t.,:;!?…“”\"'–-•").casefold()


def words_of(text: str) -> list[str]:
    """The words of a text, lower case, without punctuation around them."""
    return [word for word in (fold(part) for part in text.split()) if word]


def starts_with(text: str, starts: tuple[str, ...]) -> bool:
    """Whether a text begins with one of these words or phrases."""
    folded = fold(text)
    return any(folded == start or folded.startswith(start + " ") for start in starts)


def read_label(text: str, words: SlideWords) -> Label | None:
    """The level that a text names: `Delmål`, `Mål 3: …`, `Fokusområde – …`; None where it names none."""
    whole = _read_term(text, words)
    if whole is not None:
        return whole
    match = _LABELLED.match(text)
    if match is None:
        return None
    left = _read_term(match["left"], words)
    return Label(left.level, left.term, left.number, match["rest"].strip()) if left else None


def read_area(text: str, words: SlideWords) -> Label | None:
    """An area in a title that names it right behind its level: `Målområde Det goda livet`."""
    term, _, name = text.strip().partition(" ")
    level = words.levels.get(fold(term))
    named = name[:1].isupper() and not any(sign in name for sign in ".:;?")
    return Label(level, term, None, name) if level in ("goal_area", "focus_area") and named else None


def _read_term(text: str, words: SlideWords) -> Label | None:
    bare = text.strip()
    level = _level_of(bare, words) or _vision_of_year(bare, words)
    if level is not None:
        return Label(level, bare.rstrip(":").strip(), None, "")
    match = _ENDING_NUMBER.search(bare)
    level = _level_of(bare[: match.start()], words) if match else None
    if match is None or level is None or re.fullmatch(r"(19|20)\d\d", match[1]):  # "Mål 2024" is a year, no number
        return None
    return Label(level, bare[: match.start()].strip(), match[1], "")


def _vision_of_year(text: str, words: SlideWords) -> str | None:
    """`vision` where a text names it with the year that it is for: `Vision 2040`."""
    level = _level_of(re.sub(r"\s+20\d\d$", "", text), words)
    return level if level == "vision" else None


def _level_of(text: str, words: SlideWords) -> str | None:
    """The level that a text names, also with whose it is: `Nämndens indikatorer`."""
    folded = fold(text)
    first, _, rest = folded.partition(" ")
    return words.levels.get(folded) or (words.levels.get(rest) if first in words.owners else None)


def singular(term: str, words: SlideWords) -> str:
    """A level's word for one of its kind, with a capital: `Målområde` where a list names `målområden`."""
    folded = fold(term)
    if folded not in words.plurals:
        return term[:1].upper() + term[1:]
    of_type = [word for word, level in words.levels.items() if level == words.plurals[folded]]
    one = min((word for word in of_type if folded.startswith(word) and word != folded), key=len, default=folded)
    return one[:1].upper() + one[1:]


def split_number(text: str) -> tuple[str | None, str]:
    """A leading printed number and the wording after it; an amount (`13 000 invånare`) or a year is no number."""
    match = _NUMBER.match(text)
    rest = text[match.end() :] if match else ""
    if match is None or not rest[0].isupper() or re.fullmatch(r"(19|20)\d\d", match[1]):
        return None, text
    return match[1], rest


def split_scope(text: str, words: SlideWords) -> tuple[str | None, str | None, str]:
    """The body whose short name leads the wording (`BN – …`), who that is, and the wording."""
    match = _SCOPE.match(text)
    if match is None:
        return None, None, text
    body = match[1]
    setter = words.scopes.get(body) or ("committee" if body.endswith(words.committee_ends) else None)
    return body, setter, text[match.end() :]


def read_announcement(title: str, words: SlideWords) -> Announcement | None:
    """What a title announces; only where nothing but `våra`, a number and the like stands before the level."""
    clause = re.split(r"\s[–—-]\s|^[–—-]\s", title.strip())[-1]
    parts = words_of(_without_span(re.sub(YEARS_AT_END, "", clause), words))
    for start in range(len(parts)):
        term = " ".join(parts[start:])
        if term in words.plurals:
            before = parts[:start]
            counts = [_count(word, words) for word in before]
            known = all(word in words.before or count is not None for word, count in zip(before, counts, strict=True))
            count = next((c for c in counts if c is not None), None)
            return Announcement(words.plurals[term], term, count) if known else None
    return None


def _without_span(title: str, words: SlideWords) -> str:
    """A title without the place or the time that it ends with: `Fem fokusområden för Havsbyns kommun`."""
    leads, spans = words.after
    parts = title.split()
    at = max((i for i, part in enumerate(parts) if fold(part) in leads), default=len(parts))
    behind = [fold(part) for part in parts[at + 1 :]]
    named = 0 < len(behind) <= 2 and parts[at + 1][:1].isupper() and behind[1:] in ([], ["kommun"])
    return " ".join(parts[:at]) if named or (len(behind) == 1 and behind[0] in spans) else title


def joined_level(title: str, words: SlideWords) -> str | None:
    """The level whose goals a title joins to something else: `Fokusområdenas koppling till Agenda 2030`."""
    parts = words_of(title)
    at = next((i for i, word in enumerate(parts) if word in words.joins), len(parts))
    before = [part.removesuffix("s") for part in parts[:at] if part not in words.before]
    found = words.plurals.get(" ".join(before)) if at < len(parts) else None
    return found if found not in ("indicator", "key_result", "action") else None


def _count(word: str, words: SlideWords) -> int | None:
    if word in words.numbers:
        return words.numbers.index(word)
    return int(word) if word.isdigit() and len(word) <= 2 else None
