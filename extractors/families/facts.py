"""What a document says of itself: title, decision, dates, owner, registry number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process

from extractors.captions import rows_of
from extractors.families.vocabulary import alternatives, fold, load
from extractors.geometry import union
from extractors.lines import join_words, segments_of
from extractors.sections import Block, TextLine
from pipeline.records import Box, Cell, Paragraph, Place, RawFact, Table

UNDER_LABEL = 14.0  # points between a label and the value under it
MISSPELT = 92.0  # likeness, 0 to 100, from which a label is taken for a misspelt known one
COVER_LINES = 4  # first paragraphs of a file, of which one begins as decisions and letters do
PLAN_TITLE = 0.8  # of the largest heading's size; a plan's title is set about as large as that of its cover letter
FRONT_PAGES = 2  # pages of the plan part on which it says things of itself
LONGEST_SUBTITLE = 90  # characters
DATE = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}\s+\w+\s+\d{4}")
PER_DAY = re.compile(rf"per\s+(?:den\s+)?(?:{DATE.pattern})")  # `per 31 augusti 2031` goes on with `Delårsrapport`
YEARS_ALONE = re.compile(r"(?:19|20)\d\d(?:\s?[–/-]\s?(?:(?:19|20)\d\d|\d\d))?")  # `2031`, `2031–2033`
SAME_EDGE = 3.0  # points; large print stands a little further in
TIGHT = -0.25  # of the title's size: its lines may be set so close that their boxes overlap
BARE_DIARY_NUMBER = re.compile(
    r"[A-ZÅÄÖ]{1,5}[ -]?(?:19|20)?\d{2}[-/:]\d{1,6}"
)  # `KS 31/412` behind a date of decision
NOWHERE = Place(0, Box(0.0, 0.0, 0.0, 0.0))
PAGE_HEAD = 110.0  # points from the top of a page in which its number in the diary may stand without a label
BARE_NUMBER = re.compile(  # `TEK 2031/145`, `2031/0412 KS`; not the number of a statute: `AFS 2031/012`
    r"(?!SOU|[A-ZÅÄÖ-]*FS)[A-ZÅÄÖ]{2,6}[ -]?(?:19|20)\d\d[/-]\d{3,6}|(?:19|20)\d\d[/-]\d{3,6}[ -][A-ZÅÄÖ]{2,6}"
)
LABELS = ("adopted_on", "decided_by", "valid_until", "document_owner", "diary_number", "document_type", "other")


@cache
def _labels() -> dict[str, str]:
    return {fold(word): name for name in LABELS for word in load("facts")[name]["words"]}


def label_of(text: str) -> str | None:
    """The column of `documents` that a label names."""
    folded = fold(text).rstrip(": ")
    if folded in _labels():
        return _labels()[folded]
    if not 8 <= len(folded) <= 40:
        return None
    match = process.extractOne(folded, list(_labels()), scorer=fuzz.ratio, score_cutoff=MISSPELT)
    return _labels()[match[0]] if match else None


# ------------------------------------------------------------------ where the plan begins


@dataclass(frozen=True, slots=True)
class Front:
    """Where the plan begins in the file, and what its title is."""

    first_page: int
    title: tuple[Paragraph, ...]
    subtitle: Paragraph | None
    over: Paragraph | None = None  # the municipality's name over it


def find_front(blocks: Sequence[Block]) -> Front:
    """The plan's first page with its title; to be asked before titles are taken out of the headings."""
    first = first_page_of_plan(blocks)
    title = find_title(blocks, first)
    over = _name_over_title(_front_paragraphs(blocks, first)) if title else None
    return Front(first, title, find_subtitle(blocks, title) if title else None, over)


def first_page_of_plan(blocks: Sequence[Block]) -> int:
    """The page on which the plan begins: after a decision or a letter that is bound in before it.

    Those have titles of their own (`Antagande av …`, `Tjänsteskrivelse`), and the plan has a title that is set as
    large as theirs and names a kind of plan.
    """
    cover = load("facts")["cover"]["words"]
    title_words = load("facts")["title"]["words"]
    tops = [b for b in blocks if b.is_heading and b.paragraph]
    opening = [b.paragraph for b in blocks if b.paragraph and b.place.page == 1][:COVER_LINES]
    if not tops or not any(fold(p.text).startswith(word) for p in opening for word in cover):
        return 1
    largest = max(b.paragraph.size for b in tops if b.paragraph)
    seen: set[int] = set()
    for block in tops:
        p = block.paragraph
        assert p is not None
        first_on_page = p.place.page not in seen
        seen.add(p.place.page)
        folded = fold(p.text)
        if not first_on_page or p.size < PLAN_TITLE * largest or any(folded.startswith(word) for word in cover):
            continue
        if any(word in folded for word in title_words):
            return p.place.page
    return 1


def find_title(blocks: Sequence[Block], first_page: int) -> tuple[Paragraph, ...]:
    """The paragraphs that make up the title: the largest print on the plan's first page, in one run."""
    front = _front_paragraphs(blocks, first_page)
    if (name := _name_over_title(front)) is not None:
        front.remove(name)
    if not front:
        return ()
    largest = max(p.size for p in front)
    run: list[Paragraph] = []
    for p in (b.paragraph for b in blocks if b.paragraph and b.place.page == first_page):
        if p in front and p.size >= largest - 0.6:
            run.append(p)
        elif run and any(c.isalpha() for c in p.text):
            break  # a text, which is too long to be in front, parts two chapters
    return tuple(run)


def _front_paragraphs(blocks: Sequence[Block], first_page: int) -> list[Paragraph]:
    """What is short enough on the plan's first page to be a title."""
    front = [b.paragraph for b in blocks if b.paragraph and b.place.page == first_page and not b.paragraph.bullet]
    return [p for p in front if any(c.isalpha() for c in p.text) and len(p.text) < 200]


def _name_over_title(front: Sequence[Paragraph]) -> Paragraph | None:
    """A municipality's name alone, in larger print than the title under it: `HAVSBY KOMMUN` over `BUDGET 2031`, which
    names a kind of plan; null where the largest print says more."""
    largest = max((p.size for p in front), default=0.0)
    top = [p for p in front if p.size >= largest - 0.6]
    if len(top) != 1 or not names_municipality(top[0].text):
        return None
    below = next(iter(front[front.index(top[0]) + 1 :]), None)
    if below is None or not 0 <= below.place.box.top - top[0].place.box.bottom <= 1.6 * largest:
        return None
    says = any(word in fold(below.text) for word in load("facts")["title"]["words"])
    largest_below = below.size >= max(p.size for p in front if p is not top[0]) - 0.6
    return top[0] if says and largest_below else None


def names_municipality(text: str) -> bool:
    """Whether a line is the name of a municipality or region and no more; `En hållbar kommun` is none."""
    named = alternatives(load("facts")["municipality"]["words"])
    capital = r"[A-ZÅÄÖ][\w-]*"
    return re.fullmatch(rf"(?:{capital} ){{1,2}}(?i:{named})|(?i:region) {capital}", " ".join(text.split())) is not None


def find_subtitle(blocks: Sequence[Block], title: Sequence[Paragraph]) -> Paragraph | None:
    """The short line right under the title, or the one that goes on with it further down, in lower case at the same
    edge: `med plan 2032–2033`."""
    last = title[-1]
    printed = [b.paragraph for b in blocks if b.paragraph and b.place.page == last.place.page]
    first = next(iter(printed[printed.index(last) + 1 :]), None)
    for block in blocks:
        p = block.paragraph
        if p is None or p.place.page != last.place.page or p in title:
            continue
        gap = p.place.box.top - last.place.box.bottom
        if (
            TIGHT * last.size <= gap
            and (gap <= 1.6 * last.size or (p is first and _goes_on(p, last)))
            and p.place.box.top > last.place.box.top
            and len(p.text) <= LONGEST_SUBTITLE
            and not p.text.endswith(".")
        ):
            return p
    return None


def _goes_on(p: Paragraph, title: Paragraph) -> bool:
    return p.text[:1].islower() and not p.bullet and abs(p.place.box.x0 - title.place.box.x0) < SAME_EDGE


def is_caption(text: str) -> bool:
    """Whether a line is worded as a table's caption: `Tabell 3. …`, `Driftbudget, tkr`."""
    numbered, with_unit = _captions()
    folded = fold(text)
    return bool(numbered.match(folded) or with_unit.search(folded))


@cache
def _captions() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """How captions begin that are numbered, and how those end that tell a unit."""
    words = load("facts")["caption"]
    says = rf"\s+{alternatives(words['tells'])}(?!\w)"
    numbered = rf"{alternatives(words['words'])}\s*\d+[a-z]?(?!\w|{says})"
    return re.compile(numbered), re.compile(rf"[\s,(]{alternatives(words['units'])}\)?$")


def names_unit_only(text: str) -> bool:
    """Whether a line says no more than in what unit a table's amounts are: `(tkr)`, `Belopp i miljoner kronor`,
    `Nettokostnader. Belopp i tkr.`"""
    words = load("facts")["caption"]
    kind, amounts, unit = (alternatives(words[key]) for key in ("kinds", "amounts", "units"))
    said = rf"(?:{kind}\.\s+)?\(?(?:{amounts}\s+(?:i\s+)?)?{unit}\)?"
    return re.fullmatch(said, fold(text).rstrip(".")) is not None


def heads_results(text: str) -> bool:
    """Whether a line under a title heads the results that follow, and says no more of the document: no year."""
    words = load("facts")["results"]["words"]
    return any(word in words for word in fold(text).split()) and not any(map(str.isdigit, text))


def is_contents(text: str) -> bool:
    """Whether a heading is that of a list of contents."""
    return fold(text) in load("facts")["contents"]["words"]


# ------------------------------------------------------------------ labels and values


def read_facts(blocks: Sequence[Block], lines: Sequence[TextLine], front: Front) -> tuple[RawFact, ...]:
    """All facts on the first pages of the plan part."""
    first = front.first_page
    facts: list[RawFact] = []
    below = front.subtitle.text if front.subtitle else ""
    rest = front.subtitle if YEARS_ALONE.fullmatch(below) or PER_DAY.fullmatch(below) else None
    if front.title:
        title = [*front.title, rest] if rest else front.title
        facts.append(RawFact("title", " ".join(p.text for p in title), front.title[0].place))
    if front.subtitle and not rest:
        facts.append(RawFact("subtitle", front.subtitle.text, front.subtitle.place))
    here = [b for b in blocks if first <= b.place.page < first + FRONT_PAGES]
    for block in here:
        if block.table:
            facts += _facts_of_table(block.table)
    here_lines = [line for line in lines if first <= line.page < first + FRONT_PAGES]
    parts = [(line.page, part) for line in here_lines for part in segments_of(line.words)]
    printed = [(part.text, Place(page, union(w.box for w in part.words))) for page, part in parts]
    bold = {place for (_, place), (_, part) in zip(printed, parts, strict=True) if all(w.bold for w in part.words)}
    deciding = [at for text, at in printed if label_of(text) == "decided_by"]
    for label, at in printed:
        dates = fold(label) in load("facts")["date"]["words"] and any(_under(above, at) for above in deciding)
        name = "adopted_on" if dates else label_of(label)
        if name is None:
            continue
        beside = sorted(((v, p) for v, p in printed if _beside(at, p)), key=lambda vp: vp[1].box.x0)[:1]
        under = [(v, p) for v, p in printed if _under(at, p)][:1]
        if at in bold and beside and beside[0][1] in bold and _has_plain_under(beside[0][1], under, printed, bold):
            beside = []  # another label, that is not known: each has its value under it, in plain print
        value = next(((v, p) for v, p in [*beside, *under] if label_of(v) is None), None)
        if value and not (beside and label_of(beside[0][0]) and not under):
            facts.append(RawFact(name, *value))
    whole = [(join_words(line.words), Place(line.page, line.box)) for line in here_lines]
    wrapped = [f for b in here if b.paragraph for f in _facts_of_line(b.paragraph.text, b.place)]
    for text, place in whole:
        facts += _facts_of_line(text, place)
        dated = _dated().fullmatch(text)
        if dated and any(_under(at, place) and _names_decision(above) for above, at in whole):
            facts.append(RawFact("adopted_on", dated["date"], place))
    decided = {f.text for f in facts if f.name == "decided_by"}
    if any(f.name == "decided_by" and f.text in decided for f in wrapped):  # `Godkänd av nämnden` over the date
        facts += [f for f in wrapped if f.name == "adopted_on"]
    return (*facts, *_bare_number(printed))


def _bare_number(printed: Sequence[tuple[str, Place]]) -> list[RawFact]:
    """The number in the diary that stands by itself in the head of the page; none where several do."""
    found = [
        RawFact("diary_number", text, at)
        for text, at in printed
        if at.box.bottom <= PAGE_HEAD and BARE_NUMBER.fullmatch(text)
    ]
    return found[:1] if len({fact.text for fact in found}) == 1 else []


@cache
def _dated() -> re.Pattern[str]:
    """A date behind a label that says no more than that it is one: `Datum: 2031-11-25`."""
    return re.compile(rf"{alternatives(load('facts')['date']['words'])}\s*:?\s*(?P<date>{DATE.pattern})", re.IGNORECASE)


def _names_decision(text: str) -> bool:
    """Whether a line names the deciding body and no date of its own."""
    found = {fact.name for fact in _facts_of_line(text, NOWHERE)}
    return "decided_by" in found and "adopted_on" not in found


def _has_plain_under(
    label: Place, under: Sequence[tuple[str, Place]], printed: Sequence[tuple[str, Place]], bold: set[Place]
) -> bool:
    """Whether plain print stands under a label, on the line of the plain value `under` the label before it."""
    plain = [at for _, at in under if at not in bold]
    return bool(plain) and any(
        _under(label, at) and at not in bold and abs(at.box.top - plain[0].box.top) < UNDER_LABEL / 2
        for _, at in printed
    )


def _under(label: Place, value: Place) -> bool:
    """Whether a value stands right under its label, at the same left edge."""
    step = value.box.top - label.box.bottom
    return label.page == value.page and abs(value.box.x0 - label.box.x0) < 2.0 and -1.0 < step < UNDER_LABEL


def _beside(label: Place, value: Place) -> bool:
    """Whether a value stands on its label's line, to the right."""
    return label.page == value.page and value.box.x0 > label.box.x0 and abs(value.box.top - label.box.top) < 4.0


def _facts_of_strip(rows: Sequence[Sequence[Cell]]) -> list[RawFact]:
    """Labels with their values in the cells of one row, each `Label: value`, as reports have them under the title; a
    date beside the deciding body is that of the decision."""
    cells = [cell for row in rows for cell in row if cell.text]
    if len(rows) != 1 or len(cells) < 2 or not all(re.match(r"[^:]{2,40}:\s*\S", cell.text) for cell in cells):
        return []
    facts = [fact for cell in cells for fact in _facts_of_line(cell.text, cell.place)]
    dated = [(cell, match) for cell in cells if (match := _dated().match(cell.text))]
    if len(dated) == 1 and any(fact.name == "decided_by" for fact in facts):
        facts += [RawFact("adopted_on", match["date"], cell.place) for cell, match in dated]
    return facts


def _facts_of_table(table: Table) -> list[RawFact]:
    """Label and value side by side, or the value under its label, as document-control tables have them."""
    rows = rows_of(table)
    facts = _facts_of_strip(rows)
    before: str | None = None  # the label read last; a row that begins with another word comes between
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            name = _label_after(before, cell.text)
            one_cell = name is None and len(cell.lines) > 1  # label and value in one cell
            first = _label_after(before, cell.lines[0]) if one_cell else None
            before = name or first or (None if c == 0 and len(row) > 1 else before)
            if not name:
                if first:
                    facts.append(RawFact(first, " ".join(cell.lines[1:]), cell.place))
                continue
            right = row[c + 1] if c + 1 < len(row) else None
            under = next((x for x in rows[r + 1] if x.col == cell.col), None) if r + 1 < len(rows) else None
            beside_is_label = right is not None and _label_after(name, right.text) is not None
            value = under if (right is None or beside_is_label or not right.text) else right
            if value is not None and value.text and not label_of(value.text):
                facts.append(RawFact(name, value.text, value.place))
    return facts


def _label_after(before: str | None, text: str) -> str | None:
    """The column that a label names; a bare `Datum` right after the deciding body is the date of the decision."""
    if before == "decided_by" and fold(text) in load("facts")["date"]["words"]:
        return "adopted_on"
    return label_of(text) if text else None


@cache
def _inline() -> re.Pattern[str]:
    words = alternatives([w for name in LABELS[:5] for w in load("facts")[name]["words"]])
    end = rf"\s*(?:[·|;]|$|\.\s+[A-ZÅÄÖ]|\b{words}\b)"
    return re.compile(rf"(?<!\w)(?P<label>{words})(?!\w)\s*:?\s*(?P<value>[^·|;\n]+?)(?={end})", re.IGNORECASE)


def _facts_of_line(text: str, place: Place) -> list[RawFact]:
    """Labels within a line: `Antagen av kommunfullmäktige 2023-11-22, § 97. Dnr KS2023-431`."""
    facts = []
    for match in _inline().finditer(text):
        name = label_of(match["label"])
        value = match["value"].strip(" .,")
        labelled = text[match.end("label") :].lstrip().startswith(":")
        if not name or not value or not (labelled or _opens(text, match.start())):
            continue
        if name in ("decided_by", "adopted_on"):
            facts += _decision(name, value, place)
        else:
            facts.append(RawFact(name, value, place))
    named = {fact.name for fact in facts}
    if "decided_by" in named and "diary_number" not in named:
        parts = [part.strip() for part in re.split(r"[·|;]", text)[1:]]
        facts += [RawFact("diary_number", part, place) for part in parts if BARE_DIARY_NUMBER.fullmatch(part)]
    decided = _decided_in().match(text)
    if decided and (decided["lead"] or decided["paragraph"]):
        facts += [RawFact("decided_by", decided["body"], place), RawFact("adopted_on", decided["date"], place)]
    return facts


@cache
def _decided_in() -> re.Pattern[str]:
    """A line that says which body decided and when: `Beslut i parknämnden 2031-12-03, § 141`, or no more than that:
    `Parkutskottet 2031-12-03 § 9`."""
    words = load("facts")["decided_in"]
    joint = alternatives(words["joints"])
    lead = rf"(?P<lead>{alternatives(words['leads'])}(?:\s*:\s+|\s+)(?:{joint}\s+)?)?"
    body = rf"(?P<body>(?:(?!{alternatives([*words['joints'], *words['others']])}\s)[^\W\d][\w-]*,?\s+){{0,5}}?"
    body += rf"[\w-]*{alternatives(words['bodies'])})"
    between = rf",?\s+(?:{alternatives(words['dated'])}\s+)?"
    end = r"\s*,?\s*(?P<paragraph>§§?\s*\d+[\d\s,–-]*)?[.,]?$"
    return re.compile(rf"^{lead}{body}{between}(?P<date>{DATE.pattern}){end}", re.IGNORECASE)


def _opens(text: str, at: int) -> bool:
    """Whether a label begins its line or follows a mark that ends what was before; in a sentence it is no label."""
    before = text[:at].rstrip()
    return not before or before[-1] in ".·|;,–—-§)" or before[-1].isdigit()


def _decision(name: str, value: str, place: Place) -> list[RawFact]:
    """A deciding body and the date of the decision, printed together."""
    facts = []
    date = DATE.search(value)
    if date:
        facts.append(RawFact("adopted_on", date.group(0), place))
    body = re.split(r"[§(]|\d", value[: date.start()] if date else value)[0].strip(" ,.–-")
    body = re.sub(r"^(?:av|den)\s+|[\s,]+(?:den|vid|i)$", "", body).strip(" ,")
    if name == "decided_by" and body:
        facts.append(RawFact("decided_by", body, place))
    return facts


def settle_facts(facts: Sequence[RawFact]) -> tuple[RawFact, ...]:
    """One fact of a kind, the first; a deciding body that has its date beside it is split."""
    out: dict[str, RawFact] = {}
    for fact in facts:
        if fact.name in ("decided_by", "adopted_on") and DATE.search(fact.text):
            for part in _decision(fact.name, fact.text, fact.place):
                out.setdefault(part.name, part)
        else:
            out.setdefault(fact.name, fact)
    return tuple(out.values())
