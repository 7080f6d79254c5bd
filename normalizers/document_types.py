"""What kind of document a plan is, from its title and first pages."""

from __future__ import annotations

import re

from normalizers.text import clean_text
from normalizers.vocabulary import load

TYPES = (
    "interim_report",
    "annual_report",
    "operational_plan",
    "budget_plan",
    "action_plan",
    "goal_framework",
    "strategy",
    "presentation",
    "other",
)
WEAK_ON_SLIDES = ("goal_framework", "strategy", "other")  # a slide title "Ny vision" does not make it a vision document
FRONT_LENGTH = 1500  # characters of the first pages that tell the kind; further on other documents are mentioned
TITLE_LENGTH = 300  # characters of title and subtitles
LEAFLET_PAGES = 2  # a plan is longer; a shorter file may be an extract of one


def find_document_type(title: str, first_pages: str, n_pages: int, landscape_slides: bool) -> tuple[str, float]:
    """The document's type (a value of `documents.document_type`) and how sure that is, 0 to 1."""
    name = clean_text(title).casefold()
    front = clean_text(first_pages).casefold()[:FRONT_LENGTH]
    kind = _first_type(name, "words")
    if _is_appendix(name, front, kind):
        return "operational_plan_appendix", 0.9
    said = any(word in front[:TITLE_LENGTH] for word in load("document_types")["presentation"]["words"])
    adopted = kind == "strategy" and any(word in front for word in load("document_types")["adopted"]["words"])
    if landscape_slides and not adopted and (kind is None or kind in WEAK_ON_SLIDES or said):
        return "presentation", 0.8
    if any(word in name for word in load("document_types")["either"]["words"]):  # what stands with it decides
        kind = _first_type(front[:TITLE_LENGTH], "page_words") or kind
    if kind == "annual_report" and _names_part_of_year(name):
        kind = "interim_report"
    if kind is not None:
        appendix = any(
            word in name for word in load("document_types")["appendix"]["words"]
        )  # to something else than a plan
        return kind, 0.5 if appendix else 0.9 if n_pages > LEAFLET_PAGES else 0.8
    kind = _first_type(front, "page_words")
    return (kind, 0.6) if kind is not None else ("other", 0.3)


def _names_part_of_year(title: str) -> bool:
    """Whether a title says that a report is about a part of a year: `Verksamhetsberättelse tertial 2 2024`."""
    words = load("document_types")["during_the_year"]["words"]
    plain = re.sub(r"\s*[–—-]\s*", "-", title)
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", plain) for word in words)


def _is_appendix(title: str, front: str, kind: str | None) -> bool:
    """An appendix to an operational plan (bilaga till verksamhetsplan), as title or first lines say."""
    words = load("document_types")["appendix"]
    if any(word in title for word in words["words"]):
        return kind in ("operational_plan", None) and "verksamhetsplan" in f"{title} {front}"
    places = [front.find(word) for word in words["page_words"] if word in front]
    under = bool(places) and min(places) < TITLE_LENGTH  # further down a steering model speaks of appendices
    usual = kind in (None, "action_plan", "other") or (kind == "goal_framework" and under)
    return bool(places) and usual and _names_plan(front[min(places) :])


def _names_plan(text: str) -> bool:
    """Whether a word for an operational plan stands close behind "bilaga till"."""
    return any(word in text[:60] for word in load("document_types")["operational_plan"]["words"])


def _first_type(text: str, table: str) -> str | None:
    """The type whose word stands first in the text; of two that begin together the longer decides."""
    spaced = f" {text} "  # words in the vocabulary may begin or end with a space: " vision" is not in "revision"
    found = [
        (spaced.find(word) + len(word) - len(word.lstrip()), -len(word), kind)
        for kind in TYPES
        for word in load("document_types")[kind][table]
        if word in spaced
    ]
    return min(found)[2] if found else None
