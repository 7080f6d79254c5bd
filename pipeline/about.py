"""What a document is: the row of `documents`, from its facts and its words."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from normalizers import Unreadable
from normalizers.dates import parse_as_of, parse_date, parse_period
from normalizers.document_types import find_document_type
from normalizers.municipalities import find_county, find_municipality
from normalizers.organisations import find_organisation, find_title_owner, is_council, setter_of
from pipeline.ledger import REPORTS
from pipeline.records import Document, RawDocument, RawFact, SourceDocument

TITLE_WEIGHT, FRONT_WEIGHT, BODY_WEIGHT = 5.0, 3.0, 1.0  # how much a name of a municipality counts, by place
NO_PERIOD_TYPES = frozenset({"goal_framework", "presentation", "strategy", "other"})
FRONT_LINES = 12  # lines of the title page that may name the plan's years
FEWEST_PAGES = 2  # that name a board or a kind of document at their edges
SURE = 0.6  # confidence from which a document's type needs no look
_DAY = r"(?:\d{4}-\d\d-\d\d|\d{1,2}\s+\w+\s+\d{4})"
TITLE_SILENT = 0.6  # confidence at most of a type that the title does not tell
PAGE_NUMBER = re.compile(r"^(?:sida\s+)?\d{1,3}\s*[|•–—-]?\s+|\s+[|•–—-]?\s*(?:sida\s+)?\d{1,3}$", re.IGNORECASE)
REPORT_AND_YEAR = re.compile(r"[A-ZÅÄÖ][\w-]+ (?:19|20)\d\d\b")
NAMES_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
DATE_SPAN = re.compile(rf"{_DAY}\s*(?:[–—-]|till(?: och med)?|t\.?\s?o\.?\s?m\.?)\s*(?={_DAY})", re.IGNORECASE)


def describe(raw: RawDocument, source: SourceDocument) -> Document:
    """The document's row; what it does not say of itself is null."""
    facts = {fact.name: fact for fact in raw.facts}
    title = _text(facts, "title")
    texts = [(title or "", TITLE_WEIGHT), (raw.front_text, FRONT_WEIGHT), (raw.full_text, BODY_WEIGHT)]
    municipality = find_municipality(texts)
    kind, sure = find_document_type(title or "", raw.front_text, raw.page_count or 0, raw.is_slides)
    if sure <= TITLE_SILENT and (running := _running_kind(raw)) is not None:
        kind, sure = running
    period = _period(facts, raw.front_text, kind)
    flags: list[str] = []
    if sure < SURE:
        flags.append("document-type-uncertain")
    if municipality is None:
        flags.append("municipality-not-found")
    return Document(
        document_id=source.document_id,
        source_path=source.source_path,
        sha256=source.sha256,
        file_size=source.file_size,
        page_count=raw.page_count,
        status="partial" if any(t.severity == "error" for t in raw.troubles) else "ok",
        municipality=municipality.name if municipality else None,
        municipality_code=municipality.code if municipality else None,
        county_code=find_county(texts, municipality),
        organisation=_organisation(facts, raw, kind),
        document_type=kind,
        title=title,
        period_start=period[0] if period else None,
        period_end=period[1] if period else None,
        adopted_on=_date(facts, "adopted_on", flags),
        valid_until=_date(facts, "valid_until", flags, last=True),
        decided_by=_text(facts, "decided_by"),
        document_owner=_text(facts, "document_owner"),
        diary_number=_text(facts, "diary_number"),
        needs_review=bool(flags),
        confidence=round(min(1.0, sure) if title else 0.3, 2),
        flags=tuple(flags),
    )


def _text(facts: dict[str, RawFact], name: str) -> str | None:
    return facts[name].text if name in facts else None


def _date(facts: dict[str, RawFact], name: str, flags: list[str], *, last: bool = False) -> date | None:
    """The date that a fact holds, with `last` the end of the time that it gives: `2031-01-01 – 2034-12-31`."""
    if name not in facts:
        return None
    try:
        return parse_date(DATE_SPAN.sub("", facts[name].text) if last else facts[name].text)
    except Unreadable:
        flags.append(f"{name.replace('_', '-')}-unreadable")
        return None


def _period(facts: dict[str, RawFact], front: str, kind: str) -> tuple[int, int] | None:
    """The plan's years: from the title with its subtitle, else from the first lines of the title page."""
    title, below = _text(facts, "title") or "", _text(facts, "subtitle") or ""
    lines = [] if kind in NO_PERIOD_TYPES else front.splitlines()[:FRONT_LINES]
    own = _first_period([title])
    whole = _first_period([f"{title} {below}"])
    if own and whole and whole[0] == own[0]:
        return whole
    named = [line for line in front.splitlines() if kind in REPORTS and _names_report(line, kind)]
    return own or whole or _reported(f"{title} {below}", kind) or _first_period(named) or _first_period(lines)


def _running_kind(raw: RawDocument) -> tuple[str, float] | None:
    """The type that the running header or footer names with its year, and how sure that is: the chapter of a report has
    a title of its own (`Måluppfyllelse`), over `Havsby kommun Årsredovisning 2031 | 22` on every page."""
    pages = [[PAGE_NUMBER.sub("", line.strip()) for line in page.splitlines()] for page in raw.front_text.split("\f")]
    lines = Counter(line for page in pages for line in dict.fromkeys(page))  # twice on one page is no running line
    running = (line for line, times in lines.items() if times >= FEWEST_PAGES and NAMES_YEAR.search(line))
    told = (find_document_type(line, "", raw.page_count or 0, False) for line in running)
    return next(((kind, sure) for kind, sure in told if sure > TITLE_SILENT), None)


def _names_report(line: str, kind: str) -> bool:
    """Whether a line begins with the kind of report and its year, as the footer of an extract does: `Årsredovisning
    2031 – sida 18`."""
    named = REPORT_AND_YEAR.match(line)
    return named is not None and find_document_type(named[0], "", 0, False)[0] == kind


def _reported(text: str, kind: str) -> tuple[int, int] | None:
    """The year of a report whose title tells up to which day it looks back: `Delårsrapport 2031-08-31`."""
    told = parse_as_of(text) if kind in REPORTS else None
    return (told[1], told[1]) if told else None


def _first_period(texts: list[str]) -> tuple[int, int] | None:
    for text in texts:
        try:
            return parse_period(text)
        except Unreadable:
            continue
    return None


def _organisation(facts: dict[str, RawFact], raw: RawDocument, kind: str) -> str | None:
    """The body that the plan is for; null for a plan of the whole municipality."""
    title, below = _text(facts, "title") or "", _text(facts, "subtitle") or ""
    front = "" if kind == "budget_plan" else f"{title}\n{below}\n{raw.front_text}"
    title_alone = kind in ("goal_framework", "presentation")  # what stands below it is about other bodies' goals too
    if kind != "budget_plan" and not find_organisation(title) and (owner := find_title_owner(title)):
        return owner
    for text in (title,) if title_alone else (title, below, front):  # a budget's front names every committee
        found = find_organisation(text)
        if found:
            return None if is_council(found) else found
    return _running_board(raw.front_text) if kind == "presentation" else None


def _running_board(front: str) -> str | None:
    """The board that a line of the title page names and no more, and that the pages after it name at their edges."""
    lines = front.splitlines()
    boards = (line for line in lines[:FRONT_LINES] if find_organisation(line) == line)
    named = (line for line in boards if setter_of(line) == "committee")
    return next((line for line in named if sum(one.startswith(line) for one in lines) > FEWEST_PAGES), None)
