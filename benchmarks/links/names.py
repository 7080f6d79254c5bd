"""Generated names of measures with typing errors and rewordings, for timing: the same seed gives the same names."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import islice, product

from pipeline.link import Measure

# First and last parts of compounds that plans count or ask about; 40 x 36 words.
FIRST = (
    "gatu", "park", "skol", "vatten", "avlopps", "bygglovs", "energi", "fastighets", "trafik", "bibliotek",
    "idrotts", "kultur", "fritids", "närings", "livsmedels", "miljö", "brand", "räddnings", "kost", "lokal",
    "it", "digitaliserings", "upphandlings", "avtals", "personal", "lön", "rekryterings", "introduktions",
    "utbildnings", "vård", "omsorgs", "rehabiliterings", "hälso", "motions", "turism", "besöks", "bredbands",
    "cykel", "buss", "hamn",
)  # fmt: skip
LAST = (
    "ärenden", "kostnader", "besök", "platser", "tillsyner", "avtal", "projekt", "insatser", "timmar",
    "tjänster", "avgifter", "ansökningar", "anmälningar", "underhåll", "förbrukning", "belysning", "planer",
    "enkäter", "kontroller", "aktiviteter", "beslut", "remisser", "utredningar", "inspektioner", "åtgärder",
    "leveranser", "bokningar", "utlån", "öppettider", "skador", "störningar", "väntetider", "handläggningar",
    "uppföljningar", "rutiner", "mål",
)  # fmt: skip
WHAT = ("genomförda", "avslutade", "nya", "försenade", "godkända", "digitala", "påbörjade", "överklagade", "planerade")
WHOSE = (
    "i förskolan", "i grundskolan åk 1-9", "i gymnasieskolan", "i hemtjänsten", "på särskilt boende", "inom LSS",
    "inom IFO", "för kvinnor", "för män", "per invånare", "i centrum", "på landsbygden", "inom socialtjänsten",
    "för nyanlända", "",
)  # fmt: skip
FORMS = ("Andel {} (%)", "Antal {}", "Kostnad för {}, kr", "{}, andel (%)", "{}, antal")
SAME_FORM = {0: 3, 3: 0, 1: 4, 4: 1, 2: 2}
PLACES = 290
YEARS = range(2015, 2027)
ROWS_A_MEASURE = 20


def make_names(size: int, seed: int = 7) -> tuple[list[Measure], list[int]]:
    """So many rows, and for each the number of its measure. A measure has about twenty rows in all: two in three word
    it alike, the others turn it round, add a word or mistype one."""
    chance = random.Random(seed)
    subjects = list(islice(_subjects(), None))
    chance.shuffle(subjects)
    rows: list[tuple[int, Measure]] = []
    for number in range(size):
        measure = number // ROWS_A_MEASURE
        form = measure % len(FORMS)
        subject = subjects[measure % len(subjects)]
        if measure >= len(subjects):
            subject = f"{subject} i steg {measure // len(subjects) + 1}"
        name = _reword(chance, form, subject)
        place = f"Kommun{chance.randrange(PLACES):03d}"
        document = f"{place}-{chance.choice(YEARS)}"
        rows.append(
            (measure, Measure(name, None, place, int(document[-4:]), None, document, f"{document}-{number:07d}"))
        )
    chance.shuffle(rows)
    return [row for _, row in rows], [measure for measure, _ in rows]


def _subjects() -> Iterator[str]:
    for first, last, what, whose in product(FIRST, LAST, WHAT, WHOSE):
        yield " ".join(f"{what} {first}{last} {whose}".split())


def _reword(chance: random.Random, form: int, subject: str) -> str:
    turn = chance.random()
    if turn < 0.67:
        return FORMS[form].format(subject)
    if turn < 0.78:
        return FORMS[SAME_FORM[form]].format(subject)
    if turn < 0.88:
        return FORMS[form].format(subject) + ", Kolada"
    letters = list(FORMS[form].format(subject))
    places = [place for place, letter in enumerate(letters) if letter.isalpha() and place > len("Kostnad för ")]
    at = chance.choice(places)
    letters[at] = chance.choice(("", letters[at] * 2, "e"))
    return "".join(letters)
