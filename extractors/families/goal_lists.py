"""Lists of goals: a heading that announces them, and the headings, bold lines and bullets under it that are goals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from extractors.families.chain import NUMBERED_ITEM, reopen_goal, state_goal
from extractors.families.goals import (
    NAMED_TYPES,
    RANK,
    GoalLabel,
    is_worded_as_goal,
    list_label,
    names_several,
    read_goal_label,
)
from extractors.families.minutes import says_decision
from extractors.families.sentences import names_body
from extractors.families.state import Walk, headings_over, level_of
from extractors.families.vocabulary import fold, load
from extractors.sections import Block
from pipeline.records import Heading, Paragraph

FEWEST_GOAL_WORDS = 2  # in a goal without a label that does not say that something shall be
FIRST_COUNT = 2  # number that the first of the number words in the vocabulary stands for
MOST_BEFORE_COUNT = 3  # words
SAME_TOP = 3.0  # points by which the headings of cards in a row differ
DIRECTIVE = re.compile(r"([A-ZÅÄÖ]{1,2}\d{1,2})[.:]?\s+(?=[A-ZÅÄÖ])")  # `D1 Bolaget ska …`
SIGN = re.compile(r"(?:[A-ZÅÄÖ]|\d{1,2})\.?")


def sign_on_card(walk: Walk, p: Paragraph, block: Block) -> bool:
    """A letter or a number alone, in bold over the wording of a goal in a list of goals; true where it is one."""
    own = walk.headings[block.heading] if block.heading is not None else None
    if walk.listing is None or own is None or not (p.bold and SIGN.fullmatch(p.text)):
        return False
    if walk.listed_under not in (block.heading, own.parent):
        return False
    goal_type, term, set_by = walk.listing
    walk.waiting = (GoalLabel(goal_type, term, p.text.strip("."), None, set_by, "", True), p.place, p.fill)
    walk.wording = None
    return True


def state_directive(walk: Walk, p: Paragraph, block: Block) -> bool:
    """What the owner asks of a company under `Ägardirektiv`: a letter with a number, and that something shall be
    (`D1 Bolaget ska …`). True where a paragraph is that."""
    match = DIRECTIVE.match(p.text)
    if match is None or p.bullet or block.heading is None or not is_worded_as_goal(p.text):
        return False
    if fold(walk.headings[block.heading].title) not in load("goals")["directives"]["words"]:
        return False
    label = GoalLabel("strategic_goal", "Ägardirektiv", match[1], None, "council", p.text[match.end() :], True)
    state_goal(walk, label, p.place, 99.0, "list", walk.heading)
    return True


def names_list(folded: str, *, alone: bool = False) -> bool:
    """Whether a line is no more than a label over actions or indicators of the goal above it.

    `alone`: no word may stand behind the label.
    """
    return folded.rstrip(" ?") in _labels_of_lists() or (not alone and folded.startswith(_labels_that_go_on()))


@cache
def _labels_of_lists() -> frozenset[str]:
    lists = load("goals")["indicator_list"]
    bullets = load("actions")["bullets"]
    labels = [word for kind in ("words", "when", "follow") for word in lists[kind]]
    return frozenset([*labels, *bullets["words"], *bullets["whole"]])


@cache
def _labels_that_go_on() -> tuple[str, ...]:
    """How labels of lists begin that say more: `aktiviteter för …`."""
    bullets = load("actions")["bullets"]
    return tuple(f"{word} {lead}" for word in bullets["words"] for lead in bullets["more"])


def open_list(walk: Walk, label: GoalLabel, block: Block) -> None:
    """Goals follow as bullets, or as bold lines without a label."""
    walk.listing = (label.goal_type, label.term, label.set_by)
    walk.listed_under = block.heading
    walk.bullet_indicators = False
    if block.is_heading and block.heading is not None:
        walk.lists[block.heading] = walk.listing


def ends_list(walk: Walk, text: str) -> bool:
    """Whether a text behind goals of the open list leads to how they are reached: `Under året arbetar vi med:`."""
    last = walk.goals[-1] if walk.goals else None
    if last is None or last.parser != "goal-list" or last.section != walk.heading:
        return False
    sentence = re.split(r"[.!?]\s+", text)[-1]
    return not set(fold(sentence.rstrip(" :")).split()).isdisjoint(load("goals")["list"]["works"])


def goal_in_list(walk: Walk, p: Paragraph, block: Block) -> bool:
    """A bold line without a label in a section of goals, worded as a goal; true where it was read as one."""
    text = without_number(walk, p.text, block)
    parent = walk.headings[block.heading].parent if block.is_heading and block.heading is not None else block.heading
    listing = walk.lists.get(parent) if block.is_heading and parent is not None else walk.listing
    number = None
    if listing is None and block.is_heading and (below := _listing_of_area(walk, parent)) is not None:
        listing, number = below[0], _number_below(walk, block, below[1])
    set_apart = p.bold or block.is_heading  # headings may be larger and no bolder than the text
    if listing is None or parent is None or not set_apart or read_goal_label(text) is not None:
        return False
    folded = fold(text)
    if block.is_heading and (area := walk.areas.get(folded)) is not None and area.number:
        return False
    if names_list(folded) or folded.split(" ", 1)[0] in load("goals")["list"]["asks"] or says_decision(text):
        return False
    if not block.is_heading and parent != walk.listed_under:
        return False
    sure = is_worded_as_goal(text) or number is not None
    number = number or _own_number(walk, block)
    if not sure and not (block.is_heading and _is_one_of_several(walk, block, listing[0])):
        return False
    sure = sure or (number is not None and _are_numbered(walk, block))
    walk.listing, walk.listed_under = listing, parent
    if block.is_heading and reopen_goal(walk, text):  # a table before names it, of whatever level
        return True
    goal_type, term, set_by = listing
    label = GoalLabel(goal_type, term, number, None, set_by, text, True)
    level = level_of(walk, parent) + (1 if block.is_heading else 0.5)
    before = len(walk.goals)
    state_goal(walk, label, p.place, level, "heading" if block.is_heading else "paragraph", block.heading)
    if not sure and len(walk.goals) > before:
        walk.goals[-1] = replace(walk.goals[-1], flags=("goal-without-label",), confidence=0.6)
    return True


def numbered_sentence(walk: Walk, p: Paragraph, block: Block) -> bool:
    """A bold numbered sentence worded as a goal, under an area of a section of goals; true where it was read as one.
    The numbers count on from 1 over all areas. Seen in plans of councils: `Våra mål`, `Trygghet`, `3. Orten ska …`."""
    own = walk.headings[block.heading] if block.heading is not None and p.bold and not p.bullet else None
    area = own.parent if own is not None and block.is_heading else block.heading
    over = walk.headings[area].parent if own is not None and area is not None else None
    listing = walk.lists.get(over) if over is not None else None
    if own is None or area is None or listing is None or not is_worded_as_goal(p.text):
        return False
    if _is_no_area(fold(walk.headings[area].title)):
        return False
    match = NUMBERED_ITEM.match(p.text)
    number, title = (match[1], p.text[match.end() :]) if match else (None, "")
    if block.is_heading and own.number:
        number, title = own.number.rstrip("."), own.title
    stated = [headings_over(walk, g.section) for g in walk.goals]
    if number != str(sum(over in above[1:] for above in stated) + 1) or any(above[:1] == [over] for above in stated):
        return False
    goal_type, term, set_by = listing
    label = GoalLabel(goal_type, term, number, None, set_by, title, True)
    level = level_of(walk, block.heading) + (0 if block.is_heading else 0.5)
    walk.listing = None
    state_goal(walk, label, p.place, level, "heading" if block.is_heading else "paragraph", block.heading)
    return True


def _is_no_area(folded: str) -> bool:
    """Whether a heading under one for goals is over something else than these: `Uppdrag till nämnderna`, `Risker`,
    `Så arbetar vi`, `Principer för styrningen`."""
    first = folded.split(" ", 1)[0]
    lists = load("goals")["list"]
    return first in lists["asks"] or first in lists["aside"] or names_list(folded)


def _own_number(walk: Walk, block: Block) -> str | None:
    """The number of a heading in a list of goals, where it is the goal's and no section's."""
    own = walk.headings[block.heading] if block.is_heading and block.heading is not None else None
    return own.number if own is not None and numbers_only_goals(walk.headings) else None


def _are_numbered(walk: Walk, block: Block) -> bool:
    """Whether the headings beside one, at least two of them, are numbered from 1 on."""
    own = walk.headings[block.heading] if block.heading is not None else None
    beside = [h.number for h in walk.headings if own is not None and h.parent == own.parent]
    return len(beside) > 1 and beside == [str(n) for n in range(1, len(beside) + 1)]


def numbers_only_goals(headings: Sequence[Heading]) -> bool:
    """Whether most of a document's chapters have no number, so that a number in a heading is no section's but the
    goal's."""
    top = [heading for heading in headings if heading.parent is None]
    return 2 * sum(heading.number is None for heading in top) > len(top)


def _listing_of_area(walk: Walk, heading: int | None) -> tuple[tuple[str, str, str | None], str | None] | None:
    """What the headings under an area are, and the area's number, where the heading over all areas names the level
    below them too: `Målområden och inriktningsmål`; or where it is one over goals that go on with the area's number."""
    area = next((g for g in walk.goals if g.section == heading and g.parser == "goal-heading"), None)
    if heading is None or area is None or area.goal_type not in NAMED_TYPES:
        return None
    above = walk.headings[heading].parent
    label = level_below_areas(walk.headings[above].title) if above is not None else None
    if label is None and above in walk.lists and above is not None and area.number:
        return (walk.lists[above], area.number) if _may_all_be_goals(walk, heading, area.number) else None
    return ((label.goal_type, label.term, label.set_by), area.number) if label is not None else None


def _may_all_be_goals(walk: Walk, heading: int, area: str) -> bool:
    """Whether the headings under an area go on with its number, as `1.1` under `Område 1`, and none is one of any plan
    or a word or two: `1.1 Bakgrund`, `1.2 Så mäter vi`."""
    below = [h for h in walk.headings if h.parent == heading]
    told = [h.title for h in below]
    numbered = [h.number for h in below] == [f"{area}.{n}" for n in range(1, len(below) + 1)]
    return numbered and all(
        len(t.split()) > FEWEST_GOAL_WORDS and not asks(t) and not is_part_of_any_plan(fold(t)) for t in told
    )


def _number_below(walk: Walk, block: Block, area: str | None) -> str | None:
    """A heading's printed number where it goes on from that of its area: `1.2` under `Målområde 1`."""
    number = walk.headings[block.heading].number if block.heading is not None else None
    return number if area and (number or "").startswith(f"{area}.") else None


def level_below_areas(title: str) -> GoalLabel | None:
    """The level that a heading over areas names besides these: `Fokusområden och effektmål`, `Målområden med mål`."""
    if areas_and_more(title) is None:
        return None
    parts = title.split()
    at = next((i for i, part in enumerate(parts) if part.casefold() in ("och", "med", "samt")), len(parts))
    label = list_label(" ".join(parts[at + 1 :])) if at + 1 < len(parts) else None
    return None if label is None else replace(label, term=label.term[:1].upper() + label.term[1:])


def areas_and_more(title: str) -> GoalLabel | None:
    """The label of a heading over areas that says more besides: `Fokusområden och mål`, `Målområden 2031–2034`."""
    words = title.split()
    for n in range(1, min(len(words), 3)):
        label = read_goal_label(" ".join(words[:n]))
        more = words[n].casefold() in load("goals")["list"]["more"] or words[n][:1].isdigit()
        if label is not None and not label.title and names_several(label.term) and more:
            return label
    return None


def levels_named(title: str) -> list[GoalLabel]:
    """The levels of goals that a heading lists from above, two at least: `Övergripande mål, nämndmål och nyckeltal`."""
    if "mål" not in title or " och " not in title:
        return []
    labels = [read_goal_label(part) for part in re.split(r",\s+|\s+(?:och|samt|med)\s+", title)]
    named = [label for label in labels if label is not None and not label.title and not names_several(label.term)]
    ranks = [RANK[label.goal_type] for label in named]
    falls = len(set(ranks)) == len(ranks) and ranks == sorted(ranks) and ranks[:1] > [RANK["vision"]]
    falls = falls and "goal" not in (label.goal_type for label in named)
    return named if len(named) > 1 and labels[:2] == named[:2] and falls else []


def goals_of_body(walk: Walk, title: str, block: Block) -> GoalLabel | None:
    """The label of the goals listed under the name of a body, where the heading over the goal above it names that level
    besides the goal's own: `Parknämnden` under `1.1 En grön stad` under `Övergripande mål och nämndmål`."""
    own = walk.headings[block.heading] if block.heading is not None else None
    if own is None or own.parent is None or not walk.open_goals or not names_body(title):
        return None
    above = walk.headings[own.parent].parent
    levels = levels_named(walk.headings[above].title) if above in walk.lists and above is not None else []
    goal = next((g for g in walk.goals if g.section == own.parent and g.key == walk.open_goals[-1][2]), None)
    if goal is None or not levels or goal.goal_type != levels[0].goal_type:
        return None
    return replace(levels[1], term=levels[1].term[:1].upper() + levels[1].term[1:])


def counted_list(walk: Walk, title: str, block: Block) -> GoalLabel | None:
    """The label of a heading that counts the goals which are the headings under it: `Fem utvecklingsmål` over five. The
    text before may tell that the council set them: `Fullmäktige har antagit fem utvecklingsmål.`"""
    counts = load("goals")["list"]["counts"]
    words = title.split()
    at = next((i for i, word in enumerate(words[:MOST_BEFORE_COUNT]) if word.casefold() in counts), None)
    if at is None or block.heading is None:
        return None
    over = [word for word in words[:at] if word.casefold() not in load("goals")["list"]["ours"]]
    label = read_goal_label(" ".join([*over, *words[at + 1 :]]))
    below = [heading.title for heading in walk.headings if heading.parent == block.heading]
    if label is None or label.title or len(below) != counts.index(words[at].casefold()) + FIRST_COUNT:
        return None
    if label.goal_type in NAMED_TYPES and any(map(asks, below)):
        return None
    said = re.compile(rf"fullmäktige\b[^.]{{0,60}}\b{words[at]}\s+{re.escape(label.term)}\b", re.IGNORECASE)
    if (
        label.set_by is None
        and label.goal_type in ("goal", "sub_goal")
        and any(said.search(t.text) for t in walk.texts)
    ):
        return replace(label, goal_type="strategic_goal", set_by="council")
    return label


def _is_one_of_several(walk: Walk, block: Block, goal_type: str) -> bool:
    """Whether a heading is one of at least two under a heading over goals that are more than a word, none of them a
    known label or a part of any plan. Areas may have names of one word (`Livskvalitet` under `Målområden`), and a part
    of any plan beside them (`Uppföljning`)."""
    own = walk.headings[block.heading] if block.heading is not None else None
    if own is None or own.parent is None or own.title[-1:] in ":?":
        return False
    beside = [h.title for h in walk.headings if h.parent == own.parent]
    named = [title for title in beside if not is_part_of_any_plan(fold(title))]
    if goal_type in NAMED_TYPES:
        return len(named) >= 2 and own.title in named
    return len(beside) >= 2 and len(named) == len(beside) and all(len(t.split()) >= FEWEST_GOAL_WORDS for t in beside)


def asks(title: str) -> bool:
    """Whether a heading asks or leads: `Varför just dessa?`"""
    return title[-1:] in ":?" or fold(title).split(" ", 1)[0] in load("goals")["list"]["asks"]


def is_part_of_any_plan(folded: str) -> bool:
    """Whether a heading is one of any plan, or a list of its own: `Nämndens uppdrag`, `Mål för enheterna`."""
    words = load("goals")["list"]
    parts = folded.split()
    generic = (
        folded in words["not"]
        or folded in load("actions")["bullets"]["reports"]
        or (len(parts) == 2 and parts[-1] in words["not"])
    )
    return generic or names_list(folded) or any(folded.startswith(w) for w in words["words"])


def is_listed_goal(walk: Walk, heading: int | None) -> bool:
    """Whether a heading is a goal that a list of goals holds by its headings: what is listed under it is something
    else."""
    listed = heading is not None and heading != walk.listed_under
    return listed and any(g.section == heading and g.parser == "goal-heading" for g in walk.goals)


def is_item(walk: Walk, p: Paragraph) -> bool:
    """Whether a line is one of a list of goals: a bullet, a number, or a letter that goes on from the one before, which
    initials do not: `S. Andersson`."""
    match = NUMBERED_ITEM.match(p.text)
    if match is None or not match[1].isalpha():
        return p.bullet or match is not None
    letters = [g.number for g in walk.goals if g.parser == "goal-list" and g.number and g.number.isalpha()]
    return match[1] == (chr(ord(letters[-1]) + 1) if letters else "A")


def over_cards(walk: Walk, block: Block) -> bool:
    """Whether the headings under a heading stand side by side, as those of cards do: one goal on each."""
    below = [h.place for h in walk.headings if h.parent is not None and h.parent == block.heading]
    if len(below) < 2 or any(abs(p.box.top - below[0].box.top) > SAME_TOP or p.page != below[0].page for p in below):
        return False
    return all(a.box.x1 < b.box.x0 for a, b in pairwise(sorted(below, key=lambda p: p.box.x0)))


def stated_below(walk: Walk, heading: int | None) -> bool:
    """Whether goals with the label of a heading stand as headings of their own under it: it only groups them."""
    if heading is None or (own := read_goal_label(walk.headings[heading].title, heading=True)) is None:
        return False
    below = (read_goal_label(h.title, heading=True) for h in walk.headings if h.parent == heading)
    return any(b is not None and b.title and b.goal_type == own.goal_type for b in below)


def without_number(walk: Walk, text: str, block: Block) -> str:
    """The heading's text without its printed section number."""
    heading = walk.headings[block.heading] if block.heading is not None else None
    return heading.title if heading and heading.number and read_goal_label(text) is None else text
