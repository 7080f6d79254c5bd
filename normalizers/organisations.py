"""Boards, committees, departments and people: who a plan is for, who sets a goal, who answers, who decides."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from normalizers.text import clean_text, fold_text
from normalizers.vocabulary import any_of, load

FEWEST_RUNNING = 3  # times that a running header is printed; a title stands on the cover and perhaps once more


@cache
def _pattern(table: str, before: str = r"\b", after: str = r"\b") -> re.Pattern[str]:
    """Any of the words of a table of the vocabulary `organisations`, in any case."""
    return re.compile(f"{before}{any_of(load('organisations')[table]['words'])}{after}", re.IGNORECASE)


@cache
def _marks(table: str) -> str:
    return any_of(load("organisations")[table]["marks"])


# ------------------------------------------------------------------ who answers: several names in one cell


def split_responsible(text: str, lines: Sequence[str] = (), known: Collection[str] = ()) -> tuple[str, ...]:
    """The names in a cell for who answers (ansvarig, ägare), in their order.

    `lines` are the cell's printed lines, where a break may part two names; `known` are names seen elsewhere in the
    document (see `find_names`), kept whole whatever is inside.
    """
    whole = _text_of_lines(lines, known) if len(lines) > 1 else text
    whole = _open_brackets(_join_broken(clean_text(whole)))
    names: list[str] = []
    for segment in _split_outside(whole, known):
        for name in _split_at_and(segment, known):
            trimmed = _trim_name(name)
            if trimmed and trimmed not in names:
                names.append(trimmed)
    return tuple(names)


def find_names(cells: Iterable[str]) -> frozenset[str]:
    """Names with `och` inside that a document's cells print as one: in at least two cells, their halves never alone."""
    counts: Counter[str] = Counter()
    alone: set[str] = set()
    for cell in cells:
        for segment in {_trim_name(part) for part in _split_outside(_open_brackets(clean_text(cell)), ())}:
            if _AND.search(segment):
                counts[segment] += 1
            else:
                alone.add(fold_text(segment))
    return frozenset(
        name
        for name, count in counts.items()
        if count > 1 and not any(fold_text(half) in alone or _stands_alone(half) for half in _AND.split(name))
    )


def _stands_alone(half: str) -> bool:
    """Whether one side of an "och" can only be a body or person of its own: a code, a role, "övriga …"."""
    words = half.split()
    if not words or half.endswith("-"):
        return not words
    quantified = words[0].casefold() in load("organisations")["quantifiers"]["words"]
    return quantified or _is_code(words[0]) or bool(_role_or_body().search(words[-1]))


_AND = re.compile(r"\s+och\s+", re.IGNORECASE)
_HARD_SEPARATOR = re.compile(r"(?<!-)\s*[,;•]\s*|\s+samt\s+|\s+\+\s+", re.IGNORECASE)
_GLUE_AT_END = re.compile(r"(?:[,;/–-]|\b(?:och|samt|i|med|för|av|inom|på|till|inkl))$", re.IGNORECASE)
_GLUE_AT_START = re.compile(r"(?:[(/&a-zåäö]|och\b|samt\b)")


def _join_broken(text: str) -> str:
    """`KSK/ Plan`, `VoD- nämnden`: a name that a line break parted; `Barn- och utbildning` keeps its space."""
    text = re.sub(r"(?<=\w)/ (?=\w)", "/", text)
    return re.sub(r"(?<=\w)- (?!(?:och|eller|samt)\b)(?=\w)", "-", text)


def _text_of_lines(lines: Sequence[str], known: Collection[str]) -> str:
    """The lines as one text, with a comma where a break surely parts two names."""
    whole: list[str] = []
    for line in filter(None, map(clean_text, lines)):
        if whole and (_GLUE_AT_END.search(whole[-1]) or _GLUE_AT_START.match(line)):
            whole[-1] += " " + line
        else:
            whole.append(line)
    joined = ""
    for before, line in zip(["", *whole], whole, strict=False):
        ends, begins = _HARD_SEPARATOR.split(before)[-1], _HARD_SEPARATOR.split(line)[0]
        parted = _is_name(_join_broken(ends), known) and _is_name(_join_broken(begins), known)
        if re.fullmatch(r"[A-ZÅÄÖ]{2,3}", begins) and re.fullmatch(
            _pattern("role_endings", r"\w+").pattern, ends, re.I
        ):
            parted = False  # `Verksamhetschef` over `ÄO`: of what the chief is
        joined += (", " if parted else " ") + line
    return joined


def _is_name(text: str, known: Collection[str]) -> bool:
    """Whether a line surely is a whole name: known, a code (`TK/Fast`, `BUF`), a field, a body or a role."""
    words = text.split()
    if not words or _is_kept_whole(text, known):
        return bool(words)
    if len(words) == 1 and (
        re.fullmatch(r"[A-ZÅÄÖ]{2,6}|\w+(?:/[\w&-]+)+", text) or (text[0].isupper() and _is_field(text))
    ):
        return True
    left, joint, right = text.rpartition(" och ")
    if joint and _is_one_name(left, right, known):
        return True
    if len(words) > 1 and words[-1].casefold() in load("organisations")["company_forms"]["words"]:
        return text[0].isupper()
    return text[0].isupper() and bool(_role_or_body().search(words[-1]))


def _open_brackets(text: str) -> str:
    """`X (i samverkan med Y)` → `X, Y`: such a bracket names more bodies; other brackets are left."""
    if "(" not in text:
        return text
    return re.sub(rf"\s*\(\s*{_pattern('together', '').pattern}\s+([^()]*)\)?", r", \1", text, flags=re.IGNORECASE)


def _split_outside(text: str, known: Collection[str]) -> Iterator[str]:
    """Parts between commas, "samt" and "i samverkan med", outside brackets and outside names that are kept whole."""
    kept = [
        *load("organisations")["compound_names"]["words"],
        *(name for name in known if _HARD_SEPARATOR.search(name)),
    ]
    held = re.compile(rf"\([^()]*\)?|\b{any_of(kept)}(?!\w)", re.IGNORECASE)
    inside = [match.span() for match in held.finditer(text)]
    start = 0
    separator = re.compile(rf"[\s,]*{_pattern('together').pattern}\s*|{_HARD_SEPARATOR.pattern}", re.IGNORECASE)
    for match in separator.finditer(text):
        if not any(a <= match.start() < b for a, b in inside):
            yield text[start : match.start()]
            start = match.end()
    yield text[start:]


def _split_at_and(segment: str, known: Collection[str]) -> list[str]:
    """Parts at "och" that stands between two bodies; "Vård och omsorg" is one name."""
    if _is_kept_whole(segment, known):
        return [segment]
    for match in _AND.finditer(re.sub(r"\([^()]*\)?", lambda bracket: "_" * len(bracket[0]), segment)):
        left, right = segment[: match.start()], segment[match.end() :]
        if not _is_one_name(left, right, known):
            return [left, *_split_at_and(right, known)]
    return [segment]


def _is_kept_whole(name: str, known: Collection[str]) -> bool:
    return fold_text(_trim_name(name)) in {
        fold_text(one) for one in (*known, *load("organisations")["compound_names"]["words"])
    }


def _is_one_name(left: str, right: str, known: Collection[str]) -> bool:
    """Whether `left och right` is one name.

    One name: a hyphen (`Barn- och utbildningsnämnden`); two field words (`Fastighet och service`); a field word before
    a body (`Kultur och fritidsnämnden`). Two names: a code, role, quantifier or definite form on either side.
    """
    if left.endswith("-"):
        return True
    if {fold_text(left), fold_text(right)} & {fold_text(name) for name in known}:
        return False
    before, after = left.split()[-1:], re.sub(r"\(.*", "", right).split()
    before = [word.rpartition("/")[2] for word in before]  # `IFO/Barn och familj`: a part of a department
    if not before or not after or _is_code(before[0]) or _is_code(after[0]):
        return False
    if after[0].isupper() or (len(left.split()) > 2 and not _is_field(before[0])):
        return False
    return _is_topic(before[0]) and (_is_topic(after[0]) or (_is_field(before[0]) and bool(_body().search(after[0]))))


def _is_code(word: str) -> bool:
    """`KSK/Plan`, `BUN`, `BoU`, `KSKs`, but not a field's mark like `HR`."""
    return "/" in word or (re.search(r"[A-ZÅÄÖ].*[A-ZÅÄÖ]", word) is not None and not _is_field(word))


def _is_field(word: str) -> bool:
    return word.casefold().rstrip("-.,") in load("organisations")["fields"]["words"]


def _is_topic(word: str) -> bool:
    """A bare word for a field of work: no role, quantifier, body or definite form (`elevhälsan`)."""
    if _is_field(word):
        return True
    folded = word.casefold().rstrip(".,")
    definite = re.search(r"(?:en|an|(?<!h)(?<!it)et|na|rn)$", folded) is not None
    quantified = folded in load("organisations")["quantifiers"]["words"]
    return folded.isalpha() and not (definite or quantified or _role_or_body().search(folded))


@cache
def _role_or_body() -> re.Pattern[str]:
    return re.compile(rf"(?:{_pattern('role_endings', '').pattern}|{_body().pattern})$", re.IGNORECASE)


@cache
def _body() -> re.Pattern[str]:
    return re.compile(rf"{any_of(load('organisations')['organisation_endings']['words'])}s?$", re.IGNORECASE)


def _trim_name(name: str) -> str:
    """Without white space, stray commas and a trailing full stop; the stops of `m.fl.` stay."""
    trimmed = name.strip(" ,;:–")
    if trimmed.casefold().endswith(tuple(load("organisations")["kept_full_stops"]["words"])):
        return trimmed
    return trimmed.rstrip(" .,;")


# ------------------------------------------------------------------ who decides


def find_decision_body(text: str) -> str | None:
    """The body that a due cell names, as printed: `KS`, `KSAU`, `kommunstyrelsens samhällsbyggnadsutskott`.

    A bracket of its own decides (`… (KF)`), else the first. A genitive names something else's owner
    (`nämndens årshjul`) unless its meeting or decision follows.
    """
    for pattern in (_bracketed_body(), _decision_body()):
        if match := pattern.search(text):
            return str(match["body"])
    return None


@cache
def _body_words() -> str:
    vocabulary = load("organisations")
    marks = any_of(
        [mark for table in ("council", "executive_board", "committee") for mark in vocabulary[table]["marks"]]
    )
    names = any_of([*vocabulary["council"]["words"], *vocabulary["executive_board"]["words"], "styrelsen"])
    committee = r"(?:\w+-\s+och\s+)?(?:\w+-)?\w*nämnden"
    board = rf"(?:(?:{names}|{committee})s\s+)?\w*utskott(?:et)?"
    return rf"\b(?:(?-i:{marks})|{board}|{committee}|{names})"


@cache
def _bracketed_body() -> re.Pattern[str]:
    unknown_mark = r"(?-i:[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,4}(?:N|AU))"
    return re.compile(rf"\(\s*(?P<body>{_body_words()}|{unknown_mark})(?:\s*[,/][^()]*)?\s*\)", re.IGNORECASE)


@cache
def _decision_body() -> re.Pattern[str]:
    meeting = r":?s\s+(?:\w+\s+)?(?:sammanträde|möte|beslut|beredning)"
    return re.compile(rf"(?P<body>{_body_words()})(?:(?!\w|:\w)|(?={meeting}))", re.IGNORECASE)


# ------------------------------------------------------------------ who sets a goal


def is_council(text: str) -> bool:
    """Whether a text names the council: `Kommunfullmäktige`, `KF:s mål`."""
    return setter_of(text) == "council"


def setter_of(text: str) -> str | None:
    """Who sets a goal or gives an assignment, from a mark or phrase: `KF`, `Nämndens mål`, `KS-initiativ`.

    `council`, `executive_board`, `committee` or `department`; the body named first counts.
    """
    found = [(match.start(), kind) for kind, pattern in _setters() if (match := pattern.search(text))]
    return min(found)[1] if found else None


def setter_of_mark(mark: str) -> str | None:
    """Who sets what a margin or column of marks stands beside; a mark like `DSN` is that of a board (nämnd), whether or
    not the vocabulary knows it, and a bare `N` that of the plan's own."""
    return setter_of(mark) or ("committee" if re.fullmatch(r"[A-ZÅÄÖ]{0,4}N", mark.strip()) else None)


@cache
def _setters() -> tuple[tuple[str, re.Pattern[str]], ...]:
    vocabulary = load("organisations")
    council, board = (any_of(vocabulary[table]["words"]) for table in ("council", "executive_board"))
    forms = {
        "council": rf"(?-i:\b{_marks('council')}\b)|\b{council}s?(?:mål\w*)?\b",
        "executive_board": rf"(?-i:\b{_marks('executive_board')}\b)|\b{board}s?\b",
        "committee": rf"(?-i:\b{_marks('committee')}\b)|\b\w*nämnd(?:en|ens|s|s?mål|ernas|erna)?\b",
        "department": rf"\b\w*{any_of(vocabulary['department']['endings'])}\b|\b\w+kontorets?\b",
    }
    return tuple((kind, re.compile(form, re.IGNORECASE)) for kind, form in forms.items())


# ------------------------------------------------------------------ whom a plan is for


def find_organisation(text: str) -> str | None:
    """The board, committee or department that a title or title page names, in the nominative.

    `Kommunstyrelsens verksamhetsplan 2020` → `Kommunstyrelsen`; `Verksamhetsplan Teknik och service 2025` → what is
    left without kind of plan and year. Lines that tell who decided do not count, nor does the council, whose plan is
    for the whole municipality: `Kommunstyrelsen 7 oktober 2031` over `Kommunfullmäktige 27 oktober 2031` is the way of
    a decision. A line of its own counts before running text.
    """
    lines = [clean_text(line) for line in text.splitlines()]
    dated = [line for line in lines if _dated_body().fullmatch(line)]
    if len(dated) > 1 and any(map(is_council, dated)):
        lines = [line for line in lines if line not in dated]
    usable = [line for line in lines if line and not _pattern("decision_lines", r"^\W*").match(line)]
    for read in (_lone_body, _rest_of_plan_title, _company_beside_plan, _body_of_plan):
        for line in usable:
            name = read(line)
            if name and name.casefold().removesuffix("s") not in load("organisations")["kinds_of_bodies"]["words"]:
                return name.capitalize() if name.isupper() else name[0].upper() + name[1:]
    for line, following in pairwise(usable):
        running = usable.count(line) >= FEWEST_RUNNING  # a page header, over whatever stands on its page
        if _is_plan_word(line) and not running and (name := _department(following)):
            return name
    return None


@cache
def _dated_body() -> re.Pattern[str]:
    """A line with a body and a day, and no more: `Kommunstyrelsen 7 oktober 2031`."""
    council = any_of(load("organisations")["council"]["words"])
    day = r"(?:den\s+)?(?:\d{4}-\d\d-\d\d|\d{1,2}\s+[a-z]+\s+\d{4})"
    return re.compile(rf"(?:{_plan_owner()}|{council}),?\s+{day}(?:,?\s+§\s*\d+)?", re.IGNORECASE)


def find_title_owner(title: str) -> str | None:
    """The body whose a document is by the genitive that its title begins with: `Socialnämndens mål och indikatorer`.

    What a body proposes or answers (`Kommunstyrelsens förslag till budget`) is not for itself.
    """
    others = any_of(load("organisations")["of_others"]["words"])
    match = re.match(rf"(?P<body>{_plan_owner()})s\s+(?!\w*{others})\S", title.strip(), re.IGNORECASE)
    if match is None or match["body"].casefold() in load("organisations")["kinds_of_bodies"]["words"]:
        return None
    return match["body"][0].upper() + match["body"][1:]


@cache
def _plan_owner() -> str:
    endings = any_of(load("organisations")["plan_owner_endings"]["words"])
    describing = r"(?:\w+(?:a|ga|ska)\s+(?=nämnden|styrelsen|utskottet))?"
    first_parts = r"(?:\w+-,?\s+)*(?:(?!\w*(?:nämnd|styrelse|förvaltning))\w+-?\s+och\s+)?(?:\w+-)?"
    joined = rf"{describing}{first_parts}\w*{endings}"
    return rf"(?:{_body_for_field()}|{joined}s\s+(?:förvaltning(?:en)?|kontor(?:et)?)|{joined})"


@cache
def _body_for_field() -> str:
    """`Nämnden för Vård & Omsorg`: a kind of body, and the fields that it is for."""
    vocabulary = load("organisations")
    kinds = any_of(vocabulary["kinds_of_bodies"]["words"])
    others = any_of(
        [
            *vocabulary["quantifiers"]["words"],
            *vocabulary["title_fillers"]["words"],
            *vocabulary["kinds_of_bodies"]["no_field"],
        ]
    )
    field = rf"(?!{others}\b)[^\W\d][\w-]*"
    return rf"\b{kinds}\s+för\s+(?:{field}-?,?\s+){{0,2}}(?:{field}-?\s+(?:och|&)\s+)?{field}"


_MUNICIPALITY = re.compile(r"\b(?:[A-ZÅÄÖ][\w-]+\s+){0,2}[A-ZÅÄÖ][\w-]*\s+(?:kommuns?|KOMMUNS?|[Ss]tads?)\b[,.:]?")
_NUMBERING = re.compile(r"\b(?:\d[\d.:/–-]*|\(\d+\))(?!\w)")


def _without_plan_words(line: str) -> str:
    """A title without municipality, kind of plan, numbers, months and fillers at its ends."""
    line = _NUMBERING.sub(" ", _MUNICIPALITY.sub(" ", line))
    line = _pattern("plan_words", r"\b", r"(?:en|er|s)?\b").sub(" ", line)
    line = re.sub(
        rf"\b{any_of(word for words in load('months')['months'].values() for word in words)}\b",
        " ",
        line,
        flags=re.IGNORECASE,
    )
    filler = _pattern("title_fillers", r"^[\W_]*", r"\b(?!-)").pattern
    line, previous = " ".join(line.split()), ""
    while line != previous:
        previous = line
        line = re.sub(filler, "", line, flags=re.IGNORECASE).strip(" ,.:;–-—|·•›»/()")
        line = re.sub(
            rf"\b{any_of(load('organisations')['title_fillers']['words'])}[\W_]*$", "", line, flags=re.IGNORECASE
        )
    return line


def _is_plan_word(line: str) -> bool:
    """A line with a kind of plan and nothing else but numbers: the name stands on the next."""
    return bool(_pattern("plan_words").search(line)) and not _without_plan_words(line)


def _lone_body(line: str) -> str | None:
    """A line with nothing but a body beside municipality, kind of plan and years: `Socialnämnden`. The last line of a
    text at the foot of a page is none: `socialnämnden i december.`"""
    if line[:1].islower() and line.endswith("."):
        return None
    rest = re.fullmatch(rf"(?P<body>{_plan_owner()})s?", _without_plan_words(line), re.IGNORECASE)
    return rest["body"] if rest else None


def _rest_of_plan_title(line: str) -> str | None:
    """A department's name without a word for a body, beside a kind of plan or after the municipality:
    `Verksamhetsplan Kommunal utveckling 2025-2026`.

    A word joined to it is no kind of plan: `Ekonomi och uppföljning`."""
    joined = re.search(rf"^(?P<name>.+?)\s+(?:och|samt)\s+{_pattern('plan_words').pattern}", line, re.IGNORECASE)
    if joined and _without_plan_words(joined["name"]):
        return None
    return _department(line) if _pattern("plan_words").search(line) or _MUNICIPALITY.match(line) else None


def _company_beside_plan(line: str) -> str | None:
    """The company in a running header or footer of parts: `Havsby Energi AB | Affärs- och verksamhetsplan 2031`."""
    parts = re.split(r"\s+[|•·]\s+", line)
    plans = [part for part in parts if _pattern("plan_words", r"\b", r"\b").search(part)]
    companies = [part for part in parts if part not in plans and _is_company(part)]
    return companies[0] if plans and len(companies) == 1 else None


def _is_company(text: str) -> bool:
    """Whether a text is a name with a company's form at its end: `Havsby Energi AB`."""
    words = text.split()
    forms = load("organisations")["company_forms"]["words"]
    return 1 < len(words) <= 5 and words[0][0].isupper() and words[-1].casefold() in forms


def _department(line: str) -> str | None:
    """What is left of a title, where it is a name: a field of work or a body ends it, no small word joins it."""
    rest = _without_plan_words(line)
    words = re.findall(r"[\w-]+", rest)
    plain = re.fullmatch(r"[A-ZÅÄÖ][\w-]+(?:,? (?:[\w-]+|&))*", rest)
    if not plain or len(words) > 5 or re.search(r"\d|\b(?:för|av|i|på|med|till|per|en|ett)\b", rest):
        return None
    if is_council(rest) or _pattern("not_departments", r"^").match(rest):
        return None
    return rest if _is_company(rest) or _is_field(words[-1]) or _body().search(words[-1]) else None


def _body_of_plan(line: str) -> str | None:
    """`Antagande av verksamhetsplan för kommunstyrelsen 2020`: a body beside a word for a plan in running text."""
    if not _pattern("plan_words", r"\b", r"\w*").search(line):
        return None
    told = _board_acts().sub(r"\g<before>", _reports_of_all().sub(" ", line))
    match = re.search(rf"\b(?P<body>{_plan_owner()})s?\b", told, re.IGNORECASE)
    return match["body"] if match else None


@cache
def _reports_of_all() -> re.Pattern[str]:
    """`kommunstyrelsens redovisning`: the executive board tells of the whole municipality."""
    vocabulary = load("organisations")
    board, made = any_of(vocabulary["executive_board"]["words"]), any_of(vocabulary["of_others"]["of_all"])
    return re.compile(rf"\b{board}s\s+{made}\b", re.IGNORECASE)


@cache
def _board_acts() -> re.Pattern[str]:
    """`Kommunstyrelsen samordnar uppföljningen`: what the executive board does with plans and reports, it does for the
    whole municipality. Behind the word for a plan it may be the plan's own: `Planen visar vad kommunstyrelsen …`."""
    board = any_of(load("organisations")["executive_board"]["words"])
    plans = _pattern("plan_words", r"\b", r"\w*").pattern
    verb = rf"(?!{any_of(load('organisations')['title_fillers']['words'])}\b)(?-i:[a-zåäö])"
    return re.compile(rf"^(?P<before>(?:(?!{plans}).)*?)\b{board}\s+(?={verb})", re.IGNORECASE)
