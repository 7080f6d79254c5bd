"""Which municipality (kommun) and county (län) a document is from, by the names that it prints.

Documents name other municipalities, too, and many names are also ordinary words. So a name counts beside the word
"kommun" or "stad"; bare names only support. Two candidates close together give none: a wrong municipality is worse
than an unknown one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from normalizers.text import fold_text
from normalizers.vocabulary import load, matches_at

# Points that one mention gives, times the weight of the text that it stands in (1 for running text).
KOMMUN_POINTS = 1.0  # "Norsjö kommun", "kommunstyrelsen i Norsjö"
STAD_POINTS = 0.5  # "Solna stad" is a municipality, "Norrtälje stad" a town in one
WEB_POINTS = 0.5  # "norsjo.se"
BARE_POINTS = 0.25
ENOUGH = 1.5  # one mention of a neighbour in running text is not enough, two of the own name are
LEAD = 2.0  # times the points of the next candidate

LIST_REACH = 60  # characters before a name where the rest of a list of names may stand

_MAY_BEGIN = re.compile(r"[A-ZÅÄÖk](?<!\w.)\w+")  # names, and `kommunen i …`; so written it is found fast
_SITE_BEGINS, _SITE_ENDS = re.compile(r"[wW@hH](?:[wW]{2}\.|[tT]{2}[pP]|(?<=@))"), re.compile(r"\.[sS][eE]\b")

COUNTY_POINTS = 1.0  # "Region Skåne", "Hallands län"
BARE_COUNTY_POINTS = 0.5


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality with the codes of Statistics Sweden (SCB)."""

    name: str
    code: str
    county_code: str
    county_name: str


@cache
def _register() -> Mapping[str, Municipality]:
    vocabulary = load("municipalities")
    counties = {code: county["name"] for code, county in vocabulary["counties"].items()}
    return {
        name: Municipality(name, code, code[:2], counties[code[:2]])
        for code, name in vocabulary["municipalities"].items()
    }  # fmt: skip


def municipality_named(name: str) -> Municipality | None:
    """The municipality of this name, with or without "kommun" or "stad" and the genitive: `Bergs kommun`."""
    folded = fold_text(re.sub(r"\s+(?:kommun|stad)s?$", "", name.strip(), flags=re.IGNORECASE))
    return _by_form().get(folded)


@cache
def _by_form() -> Mapping[str, Municipality]:
    forms = {fold_text(form): one for one in _register().values() for form in _genitives(one.name)}
    return forms | {fold_text(name): one for name, one in _register().items()}


def _genitives(name: str) -> tuple[str, ...]:
    """How the name stands in front of "kommun": `Bergs`, `Falu`, and as it is."""
    short = load("municipalities")["short_forms"].get(name)
    return (name, *((short,) if short else ()), *(() if name[-1] in "sxz" else (name + "s",)))


# ------------------------------------------------------------------ municipality


def find_municipality(texts: Sequence[tuple[str, float]]) -> Municipality | None:
    """The one municipality that the texts speak for; each text has a weight, 1 for running text, more for a title page.

    Null where nothing names one beside "kommun" or "stad", or two are close together.
    """
    points: defaultdict[str, float] = defaultdict(float)
    sure: set[str] = set()
    for text, weight in texts:
        for name, score in _mentions(text):
            points[name] += score * weight
            if score > BARE_POINTS:
                sure.add(name)
    ranked = sorted(points.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or ranked[0][1] < ENOUGH or ranked[0][0] not in sure:
        return None
    if len(ranked) > 1 and ranked[0][1] < LEAD * ranked[1][1]:
        return None
    return _register()[ranked[0][0]]


def _mentions(text: str) -> Iterable[tuple[str, float]]:
    """Every mention of a municipality with its points; "Malå, Norsjö och Sorsele kommun" speaks for none of them."""
    starts = [word.start() for word in _MAY_BEGIN.finditer(text) if word[0] in _beginnings()]
    for match in matches_at(starts, _named(), text):
        name = _by_form()[fold_text(match["name"] or match["after"] or "Gotland")].name
        if not _stands_with_others(name, text, match):
            yield name, STAD_POINTS if (match["word"] or "").casefold().startswith("stad") else KOMMUN_POINTS
    sites = [begun.start() for begun in _SITE_BEGINS.finditer(text)] if _SITE_ENDS.search(text) else ()
    for match in matches_at(sites, _web(), text):
        yield _web_names()[match[1].casefold()], WEB_POINTS
    for match in matches_at(starts, _bare(), text):
        yield _by_form()[fold_text(match[1])].name, BARE_POINTS


@cache
def _beginnings() -> frozenset[str]:
    """The words with which mentions begin."""
    names = {form.split()[0] for name in _register() for form in _genitives(name)}
    firsts = {match[0] for name in names for form in (name, name.upper()) if (match := re.match(r"\w+", form))}
    bodies = {f"{k}ommun{end}" for k in "Kk" for end in ("en", "fullmäktige", "styrelsen")}
    return frozenset({*firsts, *bodies, "Region"})


def _stands_with_others(name: str, text: str, match: re.Match[str]) -> bool:
    """Whether others are named beside it: "Malå, Norsjö och Sorsele kommun", "Hjo kommun och Tibro kommun"."""
    before = _list_before().search(text[max(0, match.start() - LIST_REACH) : match.start()])
    after = _list_after().match(text, match.end())
    return any(other and _by_form()[fold_text(other["name"])].name != name for other in (before, after))


def _forms(names: Iterable[str]) -> str:
    """A pattern for these names with genitives, the longest first, in normal writing or capitals."""
    forms = {form for name in names for form in _genitives(name)}
    forms |= {form.upper() for form in forms}
    by_letter: dict[str, list[str]] = {}  # a search tries some twenty letters at each place, not all the names
    for form in sorted(forms, key=lambda form: (-len(form), form)):
        by_letter.setdefault(form[0], []).append(re.escape(form[1:]).replace(r"\ ", r"\s+"))
    return "|".join(f"{re.escape(letter)}(?:{'|'.join(rests)})" for letter, rests in by_letter.items())


@cache
def _named() -> re.Pattern[str]:
    names = _forms(_register())
    kommun = r"(?:[Kk]ommun(?:en|ens|s|fullmäktiges?|styrelsens?)?|KOMMUNS?|[Ss]tads?|STADS?)"
    return re.compile(
        rf"\b(?:(?<!-)(?P<name>{names})\s+(?P<word>{kommun})(?![\w-])"
        rf"|[Kk]ommun(?:en|fullmäktige|styrelsen)\s+i\s+(?P<after>{names})(?![\w-])"
        r"|Region Gotlands?\b)"  # Gotland's municipality is the region
    )


@cache
def _list_after() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:,|\boch|\bsamt)\s+(?P<name>{_forms(_register())})\s+(?:kommun|stad)")


@cache
def _list_before() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w-])(?P<name>{_forms(_register())})(?:\s+kommuns?)?\s*(?:,|\boch|\bsamt|\beller)\s*(?:i\s+)?$"
    )


@cache
def _bare() -> re.Pattern[str]:
    vocabulary = load("municipalities")
    left_out = {*vocabulary["ordinary_words"], *vocabulary["mentioned_everywhere"]}
    names = _forms(name for name in _register() if name not in left_out)
    return re.compile(rf"(?<![\w-])(?<!Region )(?P<name>{names})(?![\w-]|\s+(?:[Kk]ommun|KOMMUN|[Ss]tad|län))")


@cache
def _web_names() -> Mapping[str, str]:
    plain = str.maketrans("åäöé -", "aaoe__")
    return {name.casefold().translate(plain).replace("_", ""): name for name in _register()}


@cache
def _web() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, _web_names()), key=lambda name: (-len(name), name)))
    return re.compile(rf"(?:www\.|@|https?://(?:www\.)?)({names})\.se\b", re.IGNORECASE)


# ------------------------------------------------------------------ county


def find_county(texts: Sequence[tuple[str, float]], municipality: Municipality | None) -> str | None:
    """The county's code: the municipality's, else of the one county or region that the texts speak of.

    `Region Skåne`, `Hallands län`, `RUS Västernorrland` count fully, bare names of regions half; names that are also
    cities (`Kalmar`, `Örebro`) count only so.
    """
    if municipality is not None:
        return municipality.county_code
    points: dict[str, float] = dict.fromkeys(load("municipalities")["counties"], 0.0)
    for text, weight in texts:
        for code in points:
            if not any(word in text for word in _county_words(code)):
                continue
            full, bare = _county_patterns(code)
            named = len(full.findall(text))
            halves = len(bare.findall(full.sub(" ", text))) if bare else 0
            points[code] += weight * (named * COUNTY_POINTS + halves * BARE_COUNTY_POINTS)
    (first, best), (_, second) = sorted(points.items(), key=lambda item: (-item[1], item[0]))[:2]
    return first if best >= ENOUGH and best >= LEAD * second else None


@cache
def _county_words(code: str) -> tuple[str, ...]:
    """Words without which a text says nothing of a county; to look for them is far faster than for its patterns."""
    county = load("municipalities")["counties"][code]
    return (county["name"], county["region"], county["place"], *county["bare"])


@cache
def _county_patterns(code: str) -> tuple[re.Pattern[str], re.Pattern[str] | None]:
    county = load("municipalities")["counties"][code]
    places = "|".join(re.escape(place) for place in sorted({county["place"], *county["bare"]}, key=len, reverse=True))
    own = f"{re.escape(county['name'])}|{re.escape(county['region'])}"
    full = rf"{own}|(?:Region|RUS|RUS:en|Länsstyrelsen i)\s+(?:{places})"
    bare = "|".join(re.escape(name) for name in county["bare"])
    return re.compile(rf"\b(?:{full})s?(?!\w)"), re.compile(rf"\b(?:{bare})s?(?!\w)") if bare else None
