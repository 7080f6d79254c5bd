"""Slides and diagrams (presentationer, målkartor) -> goals, indicators, actions and links to outside frameworks.

A file is a slide deck where most pages have a slide's proportions and few or large words; elsewhere only pages that are
wholly a diagram with printed levels are read. An ordinary text document gives nothing at all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractors.blocks import TextBlock
from extractors.families.framework_links import (
    named_frameworks,
    read_labelled_links,
)
from extractors.families.framework_rows import with_links_in_rows, without_links
from extractors.families.goal_legends import has_goal_verb, levels_by_colour
from extractors.families.goal_levels import AREAS, INFERRED, read_background
from extractors.families.goal_maps import GoalMap, read_goal_map
from extractors.families.measure_boxes import read_measure_boxes
from extractors.families.slide_boxes import PARSER as IN_BOX
from extractors.families.slide_boxes import read_boxes
from extractors.families.slide_lists import unclear_framework, with_lists
from extractors.families.slide_pages import (
    FEWEST_BODY_WORDS,
    LONGEST_HEADING,
    Slide,
    find_description,
    has_slide_format,
    has_slide_ratio,
    is_deck,
    read_slide,
)
from extractors.families.slide_records import (
    TITLE,
    Found,
    SlideReading,
    merge,
    outside_tables,
    places_of_rows,
    under_title,
    without_lists_of_goals,
)
from extractors.families.slide_subjects import find_subjects, with_links_on_slides
from extractors.families.slide_words import (
    Announcement,
    SlideWords,
    fold,
    read_announcement,
    read_area,
    read_label,
    read_slide_words,
    starts_with,
)
from extractors.families.tabled_links import read_tabled_links
from extractors.geometry import union
from pipeline.records import (
    Heading,
    PageLayout,
    Place,
    RawAlignment,
    RawGoal,
    Table,
    Trouble,
)

FEWEST_SLIDES = 4  # pages of a deck
WORDS_ON_A_SLIDE = 120  # median; text pages have 300 to 500
BULLET = "slide-bullet"
STAGE = "families"
SAME_TOP = 15.0  # points that titles of one series may differ
NO_TITLES: Mapping[str, str] = {}
LONGEST_TITLE = 15  # words of a title that may name a goal of a series


def read_slides(
    pages: Sequence[PageLayout], tables: Sequence[Table] = (), tiled: frozenset[int] = frozenset()
) -> SlideReading:
    """All that slides and goal maps of a file say; nothing for an ordinary text document.

    `tables` are the file's tables; in a deck, one may link goals to a framework. What stands in a table of indicators,
    actions or money is read there. `tiled` are the pages with tiles.
    """
    read = _read_pages(pages, tables, tiled)
    indicators, actions = outside_tables(read.indicators, tables), outside_tables(read.actions, tables)
    return replace(read, indicators=indicators, actions=actions)


def _read_pages(pages: Sequence[PageLayout], tables: Sequence[Table], tiled: frozenset[int]) -> SlideReading:
    words = read_slide_words()
    possible = [page for page in pages if has_slide_format(page) or (page.shapes and page.words)]
    slides = [(page, slide) for page in possible if (slide := read_slide(page, words)) is not None]
    shown = [(p, s) for p, s in slides if has_slide_format(p) or (p.width > p.height and s.diagram is not None)]
    rows = {place.page for place in places_of_rows(tables)} if slides else set()
    deck = tuple(slide for _, slide in shown)
    lone = [slide for _, slide in slides if slide.diagram and slide.page not in rows | tiled]
    whole = is_deck(shown, rows, len(pages))
    return replace(_read_deck(deck, tables, rows, words) if whole else _read_lone_diagrams(lone, words), shown=deck)


# ------------------------------------------------------------------ a deck


def _read_deck(slides: Sequence[Slide], tables: Sequence[Table], rows: set[int], words: SlideWords) -> SlideReading:
    """The goals of a deck. Pages without goals are read as text is where they hold tables of `rows`, with captions,
    or paragraphs in cards."""
    if 2 * sum(slide.dense for slide in slides) > len(slides):
        slides = [slide for slide in slides if not slide.dense]
    found = [*_read_series(slides, words), *(_read_titled(slide, words) for slide in slides)]
    titled = {fold(goal.title): goal.goal_type for part in found for goal in part.goals}
    mapped = [without_links(slide, words) for slide in slides]
    found += _read_maps(mapped, words, only_labelled=False, titled=titled)
    named = _read_named(slides, [goal for part in found for goal in part.goals])
    found += named
    own = {goal.place.page: Found(goals=(goal,)) for part in named for goal in part.goals}
    found += [
        under_title(read_boxes(slide, words), own.get(slide.page) or _read_titled(slide, words))
        for slide in slides
        if slide.boxed
    ]
    found = without_lists_of_goals(found)
    titles = {fold(goal.title) for part in found for goal in part.goals}
    found += [_read_listing(slide, titles, words) for slide in slides]
    merged = _with_tables(with_lists(merge(found), slides, words), tables, slides, words)
    subjects = find_subjects(slides, merged.goals, words)
    merged = with_links_in_rows(with_links_on_slides(merged, slides, subjects, words), slides, words)
    stated = {goal.place.page for goal in merged.goals}
    slides = [slide for slide in slides if not (slide.page in rows or slide.written) or slide.page in stated]
    headings, section = _headings(slides)
    read = _reading(merged, headings, section, frozenset(slide.page for slide in slides))
    return replace(read, subjects=subjects)


def _read_lone_diagrams(slides: Sequence[Slide], words: SlideWords) -> SlideReading:
    """Goal maps on single pages of a document that is no deck; only where the levels are printed. Pages with tables of
    indicators, actions or money, or with tiles, are no maps: the boxes are cards, and read as text is."""
    found = merge(_read_maps(slides, words, only_labelled=True))
    pages = frozenset(goal.place.page for goal in found.goals)
    headings, section = _headings([slide for slide in slides if slide.page in pages], first_is_title=False)
    return _reading(found, headings, section, pages)


def _reading(
    found: Found, headings: tuple[Heading, ...], section: dict[int, int], pages: frozenset[int]
) -> SlideReading:
    goals = (replace(goal, goal_type="goal") if _is_bare(goal) else goal for goal in found.goals)
    return SlideReading(
        goals=tuple(replace(goal, section=section.get(goal.place.page)) for goal in goals),
        indicators=tuple(replace(row, section=section.get(row.place.page)) for row in found.indicators),
        actions=tuple(replace(row, section=section.get(row.place.page)) for row in found.actions),
        alignments=found.alignments,
        headings=headings,
        pages=pages,
        troubles=found.troubles,
    )


def _is_bare(goal: RawGoal) -> bool:
    """Whether a goal's level is known from nothing but a label in a title that any goal may have; in a map, the labels
    beside it tell more."""
    words, term = read_slide_words(), fold(goal.term or "")
    return (
        goal.parser in (TITLE, IN_BOX, BULLET)
        and term in words.bare
        and goal.goal_type == words.levels[term]
        and goal.set_by is None
    )


def _headings(slides: Sequence[Slide], first_is_title: bool = True) -> tuple[tuple[Heading, ...], dict[int, int]]:
    """Slide titles as headings on one level, and the first heading of each page. The first page's title is the file's.

    Written pages among the slides have bold lines over their paragraphs instead.
    """
    headings: list[Heading] = []
    section: dict[int, int] = {}
    for slide in slides:
        blocks = [] if slide.title is None or (slide.page == 1 and first_is_title) else [slide.title]
        if slide.dense:
            blocks += [block for block in slide.body if _is_bold_heading(block, slide.body)]
        for block in blocks:
            section.setdefault(slide.page, len(headings))
            headings.append(Heading(1, None, block.text, block.place, None, TITLE))
    return tuple(headings), section


def _is_bold_heading(block: TextBlock, blocks: Sequence[TextBlock]) -> bool:
    following = next((b for b in blocks if b.place.box.top > block.place.box.top), None)
    short = len(block.text.split()) <= LONGEST_HEADING
    return block.bold and short and following is not None and not following.bold


# ------------------------------------------------------------------ goals in titles


def _read_series(slides: Sequence[Slide], words: SlideWords) -> list[Found]:
    """Slides after an announcing one (`Våra fem fokusområden`), each with a goal as its title and a description."""
    found = []
    for i, slide in enumerate(slides):
        announced = read_announcement(slide.title.text, words) if slide.title else None
        if announced is None or any(len(b.text.split()) >= FEWEST_BODY_WORDS for b in slide.body):
            continue
        series = _series(slides[i + 1 :], announced, words)
        if len(series) >= 2:
            found.append(Found(goals=tuple(_series_goal(s, announced, len(series), slides) for s in series)))
    return found


def _series(following: Sequence[Slide], announced: Announcement, words: SlideWords) -> list[Slide]:
    series: list[Slide] = []
    for slide in following:
        title = slide.title
        if title is None or len(title.text.split()) > LONGEST_TITLE:
            break
        if read_announcement(title.text, words) or read_label(title.text, words):
            break
        first = series[0].title if series else title
        alike = (
            first and abs(first.size - title.size) <= 1.0 and abs(first.place.box.top - title.place.box.top) <= SAME_TOP
        )
        if not alike or not find_description(slide)[0] or len(series) == announced.count:
            break
        series.append(slide)
    return series


def _series_goal(slide: Slide, announced: Announcement, length: int, slides: Sequence[Slide]) -> RawGoal:
    assert slide.title is not None
    title = slide.title.text
    elsewhere = any(fold(box.text) == fold(title) for other in slides if other.diagram for box in other.diagram.boxes)
    differs = announced.count is not None and announced.count != length
    confidence = 0.6 if differs else 0.95 if announced.count is not None or elsewhere else 0.75
    flags = ("count-differs",) if differs else () if confidence > 0.9 else (INFERRED,)
    return _title_goal(slide, announced.level, None, None, title, flags, confidence)


def _read_titled(slide: Slide, words: SlideWords) -> Found:
    """A slide whose title names a goal with its level: `Fokusområde 2: …`."""
    label = read_label(slide.title.text, words) or read_area(slide.title.text, words) if slide.title else None
    if label is None or not label.rest or label.level in ("indicator", "key_result", "action"):
        return Found()
    sure = label.number is not None or label.level not in AREAS or fold(label.term) in words.named_areas
    doubts, confidence = ((), 0.9) if sure else ((INFERRED,), 0.6)
    return Found(goals=(_title_goal(slide, label.level, label.term, label.number, label.rest, doubts, confidence),))


def _read_named(slides: Sequence[Slide], goals: Sequence[RawGoal]) -> list[Found]:
    """Slides titled with the name of a goal that a map shows: the fuller statement of it."""
    taken = {goal.place.page for goal in goals if goal.parser == TITLE}
    mapped = {fold(goal.title): goal for goal in goals if goal.parser != TITLE}
    named = []
    for slide in slides:
        goal = mapped.get(fold(slide.title.text)) if slide.title else None
        if goal is not None and slide.title is not None and slide.page not in taken and slide.diagram is None:
            named.append(_title_goal(slide, goal.goal_type, goal.term, goal.number, slide.title.text, goal.flags, 0.9))
    return [Found(goals=tuple(named))]


def _title_goal(
    slide: Slide,
    level: str,
    term: str | None,
    number: str | None,
    title: str,
    flags: tuple[str, ...],
    confidence: float,
) -> RawGoal:
    assert slide.title is not None
    description, blocks = find_description(slide)
    return RawGoal(
        key=f"slide-{slide.page}",
        parent=None,
        goal_type=level,
        title=title,
        place=Place(slide.page, union([slide.title.place.box, *(block.place.box for block in blocks)])),
        term=term,
        number=number,
        description=description,
        parser=TITLE,
        flags=flags,
        confidence=confidence,
    )


def _read_listing(slide: Slide, known: set[str], words: SlideWords) -> Found:
    """Bullets, or paragraphs worded as goals, under a title that is just a level (`Övergripande mål`).

    The slide may as well speak about the goals, so a person is to look at them.
    """
    announced = read_announcement(slide.title.text, words) if slide.title else None
    if announced is None or slide.diagram is not None or announced.level in ("indicator", "key_result", "action"):
        return Found()
    stated = [block for block in slide.body if not starts_with(block.text, words.not_goals)]
    items = [block for block in stated if block.bullet]
    if not items and all(has_goal_verb(block.text, words) for block in stated):
        items = stated
    if len(items) < 2 or announced.count not in (None, len(items)):
        return Found()
    goals = [
        RawGoal(f"slide-{slide.page}-{n + 1}", None, announced.level, block.text, block.place)
        for n, block in enumerate(items)
        if fold(block.text) not in known
    ]
    return Found(tuple(replace(g, parser=BULLET, flags=("list-under-title",), confidence=0.6) for g in goals))


# ------------------------------------------------------------------ goals in diagrams


def _read_maps(
    slides: Sequence[Slide], words: SlideWords, only_labelled: bool, titled: Mapping[str, str] = NO_TITLES
) -> list[Found]:
    """Goal maps; those with printed levels first, so that they explain the others. `titled`: levels of the goals that
    are titles of slides, by folded title."""
    found: dict[int, Found] = {}
    known: dict[str, tuple[str, str | None]] = {}
    told = ". ".join(b.text for slide in slides for b in (slide.title, *slide.body) if b is not None)
    drawn = [slide.diagram for slide in slides if slide.diagram is not None]
    coloured = levels_by_colour(drawn, words) if len(drawn) > 1 else {}
    boxes = [box for diagram in drawn for box in diagram.boxes]
    shown = ". ".join([told, *(block.text for box in boxes for block in box.blocks)])
    for labelled in (True, False) if not only_labelled else (True,):
        for i, slide in enumerate(slides):
            if slide.diagram is None:
                continue
            title = slide.title.text if slide.title else None
            background = replace(read_background(told, shown, words, known, titled), coloured=coloured)
            goal_map = read_goal_map(slide.diagram, title, background, words, only_labelled=labelled)
            if goal_map is None or not goal_map.goals:
                continue
            if only_labelled and (len(goal_map.goals) < 2 or goal_map.figures):
                continue
            known |= {fold(goal.title): (goal.goal_type, goal.set_by) for goal in goal_map.goals}
            found[i] = under_title(_with_contents(goal_map, slides, i, words), _read_titled(slide, words))
    return [found[i] for i in sorted(found)]


def _with_contents(goal_map: GoalMap, slides: Sequence[Slide], i: int, words: SlideWords) -> Found:
    """A map's records, with the boxes beside goals read as links to a framework or as descriptions."""
    slide = slides[i]
    near = [slide, *slides[max(0, i - 1) : i]]
    named = named_frameworks(" ".join(f"{s.title.text if s.title else ''} {s.notes} {s.text}" for s in near), words)
    around = [slide.text, *(other.text for other in slides)]
    goals, alignments, troubles = [], list[RawAlignment](), list[Trouble]()
    measures = read_measure_boxes(slide.diagram, goal_map.goals, goal_map.measured) if slide.diagram else ()
    stated = {row.place for row in measures}
    for goal in goal_map.goals:
        box = goal_map.contents.get(goal.key)
        links = (
            read_labelled_links([x for b in box.blocks for x in b.lines], goal.key, named, around, words) if box else ()
        )
        if links is None:
            troubles.append(unclear_framework(slide.page))
        elif links:
            alignments.extend(links)
        elif box is not None and goal.description is None and box.place not in stated:
            goal = replace(goal, description=box.text)
        goals.append(goal)
    if goal_map.figures:
        message = "Boxes with figures in columns were not understood; the indicators in them are left out."
        troubles.append(Trouble(STAGE, "warning", "figures-in-boxes", message, slide.page))
    inferred = sum(INFERRED in goal.flags for goal in goals)
    if inferred:
        message = (
            f"The levels of {inferred} goals in a diagram are not printed; they follow from where the boxes stand."
        )
        troubles.append(Trouble(STAGE, "warning", "goal-level-inferred", message, slide.page))
    return Found(tuple(goals), (*goal_map.indicators, *measures), goal_map.actions, tuple(alignments), tuple(troubles))


# ------------------------------------------------------------------ tables


def _with_tables(found: Found, tables: Sequence[Table], slides: Sequence[Slide], words: SlideWords) -> Found:
    """Adds the links that tables on slides draw from goals to a framework."""
    keys = {fold(goal.title): goal.key for goal in found.goals}
    around = [slide.text for slide in slides]
    links = [link for table in tables for link in read_tabled_links(table, keys, around, words)]
    return replace(found, alignments=(*found.alignments, *links))


def are_slides(pages: Sequence[PageLayout], claimed: frozenset[int]) -> bool:
    """Whether a document was made to be shown: most pages are slides, or all have the proportions of a screen, and
    there is little text on them.

    A goal map with its explanation has the shape of slides too, but is written to be read. A deck of tables is read as
    text is, and is a deck all the same.
    """
    words = sorted(len(page.words) for page in pages)
    if len(pages) < FEWEST_SLIDES or words[len(words) // 2] > WORDS_ON_A_SLIDE:
        return False
    return len(claimed) > 0.5 * len(pages) or all(map(has_slide_ratio, pages))
