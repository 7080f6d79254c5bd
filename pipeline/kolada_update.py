"""The whole catalogue of Kolada's measures, fetched from its open API and kept as a CSV file.

The API (version 3) gives pages of JSON: `values` with the measures, `count`, and `next_url`, the address of the next
page, null on the last. A page that cannot be had or understood ends the whole: half a catalogue would look like one in
which measures do not exist.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry

from normalizers.kolada import KoladaMeasure
from pipeline import __version__
from pipeline.errors import Unusable
from pipeline.kolada import COLUMNS, read_measures

DEFAULT_URL = "https://api.kolada.se/v3/kpi"
PER_PAGE = 5000  # measures; the most that the API gives
TRIES_AGAIN = 4
BACKOFF = 1.0  # seconds before the second try again, doubled for each one after
BUSY = (429, 500, 502, 503, 504)  # answers after which it is worth to try again
CONNECT_SECONDS, READ_SECONDS = 10.0, 60.0
MOST_PAGES = 1000
NEXT = ("next_url", "next_page", "next")  # the API's name for the next page, and those of its earlier versions
COLLAPSED = 0.5  # share of the measures known before under which a catalogue is not believed
SHOWN = 10  # changes of each kind that are told one by one


@dataclass(frozen=True, slots=True)
class Changes:
    """What a new catalogue has that the one before had not. `renamed`: id, title before, title now."""

    count: int
    added: tuple[KoladaMeasure, ...]
    removed: tuple[KoladaMeasure, ...]
    renamed: tuple[tuple[str, str, str], ...]
    first: bool  # there was none before

    def __str__(self) -> str:
        if self.first:
            return f"{self.count} measures."
        lines = [
            f"{self.count} measures: {len(self.added)} added, {len(self.removed)} removed, {len(self.renamed)} renamed."
        ]
        lines += _shown([f"+ {measure.kolada_id} {measure.title}" for measure in self.added])
        lines += _shown([f"- {measure.kolada_id} {measure.title}" for measure in self.removed])
        lines += _shown([f"  {kolada_id} {before} -> {now}" for kolada_id, before, now in self.renamed])
        return "\n".join(lines)


def update_catalogue(path: Path, url: str = DEFAULT_URL, backoff: float | None = None) -> Changes:
    """Fetch the catalogue from `url` into the file `path`, whose folder is made if it is missing.

    The file is replaced at once or not at all. `backoff`: seconds, else `BACKOFF`. Raises `Unusable` where the API
    cannot be reached or does not answer as expected, where far fewer measures came than were known, and where the file
    cannot be written.
    """
    before = _read_before(path)
    measures = fetch_measures(url, BACKOFF if backoff is None else backoff)
    if len(measures) < COLLAPSED * len(before):
        raise Unusable(
            f"{url} gave {len(measures)} measures, but {path} has {len(before)}. The file is as it was; "
            "if Kolada really has so few now, delete it and update again."
        )
    _write(measures, path)
    return _compare(before, measures)


def _read_before(path: Path) -> list[KoladaMeasure]:
    """The measures known so far; a file that somebody has broken is no catalogue."""
    try:
        return read_measures(path) if path.is_file() else []
    except Unusable:
        return []


def fetch_measures(url: str, backoff: float) -> list[KoladaMeasure]:
    """Every measure that the API at `url` has, sorted by id. Raises `Unusable` as `update_catalogue` does."""
    found: dict[str, KoladaMeasure] = {}
    promised = 0
    with _session(backoff) as session:
        for address, page in _pages(session, url):
            for measure in _read_page(page, address):
                found.setdefault(measure.kolada_id, measure)
            if isinstance(page.get("count"), int):
                promised = max(promised, page["count"])
    if not found:
        raise Unusable(f"{url} gave no measures at all.")
    if len(found) < promised:
        raise Unusable(f"{url} gave {len(found)} measures of the {promised} that it told of. Try again later.")
    return [found[kolada_id] for kolada_id in sorted(found)]


# ---------------------------------------------------------------- pages


def _session(backoff: float) -> requests.Session:
    again = Retry(total=TRIES_AGAIN, connect=2, backoff_factor=backoff, status_forcelist=BUSY, allowed_methods=["GET"])
    session = requests.Session()
    session.mount("http://", HTTPAdapter(max_retries=again))
    session.mount("https://", HTTPAdapter(max_retries=again))
    session.headers.update({"Accept": "application/json", "User-Agent": f"malkedja/{__version__}"})
    return session


def _pages(session: requests.Session, url: str) -> Iterator[tuple[str, dict[str, Any]]]:
    address: str | None = _first_address(url)
    seen: set[str] = set()
    while address is not None:
        if address in seen or len(seen) >= MOST_PAGES:
            raise Unusable(f"{url} leads round in a circle: the page {address} comes again. Try again later.")
        seen.add(address)
        page = _get(session, address)
        yield address, page
        address = _next_address(page, address, url)


def _first_address(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Unusable(f"'{url}' is no address of an API: it must begin with https:// and name a server.")
    return url if parts.query else f"{url}?per_page={PER_PAGE}"


def _next_address(page: dict[str, Any], address: str, url: str) -> str | None:
    link = next((page[name] for name in NEXT if page.get(name)), None)
    if link is None:
        return None
    following = urlsplit(urljoin(address, str(link)))
    if following.hostname != urlsplit(url).hostname:
        raise Unusable(f"{address} points to another server for its next page ({link}). Nothing was changed.")
    return following._replace(scheme=urlsplit(url).scheme).geturl()  # behind a proxy, APIs think that they speak http


def _get(session: requests.Session, address: str) -> dict[str, Any]:
    try:
        response = session.get(address, timeout=(CONNECT_SECONDS, READ_SECONDS))
        response.raise_for_status()
    except requests.exceptions.HTTPError as error:
        code = error.response.status_code
        raise Unusable(f"{address} answers with the error {code}. Check the address, or try again later.") from error
    except requests.exceptions.RetryError as error:
        raise Unusable(f"{address} answered with errors {TRIES_AGAIN + 1} times. Try again later.") from error
    except requests.exceptions.RequestException as error:
        server = urlsplit(address).hostname
        raise Unusable(
            f"{server} cannot be reached. Is there a network, and does it need a proxy (HTTPS_PROXY)? "
            "Without the whole catalogue the short list that the program has is used."
        ) from error
    try:
        page = response.json()
    except requests.exceptions.JSONDecodeError as error:
        raise Unusable(f"{address} does not answer with JSON. Check the address, or try again later.") from error
    if not isinstance(page, dict):
        raise Unusable(f"{address} does not answer as Kolada's API does: no list 'values'.")
    return page


def _read_page(page: dict[str, Any], address: str) -> Iterator[KoladaMeasure]:
    values = page.get("values")
    if not isinstance(values, list):
        raise Unusable(f"{address} does not answer as Kolada's API does: no list 'values'.")
    for value in values:
        cells = value if isinstance(value, dict) else {}
        kolada_id, title, description, area = (_clean(cells.get(key)) for key in ("id", *COLUMNS[1:]))
        if not kolada_id or not title:
            raise Unusable(f"{address} has a measure without id or title: {str(value)[:80]}")
        yield KoladaMeasure(kolada_id, title, (title,), description=description, operating_area=area)


def _clean(value: object) -> str:
    """On one line: a measure is a line of the file."""
    return " ".join(value.split()) if isinstance(value, str) else ""


# ---------------------------------------------------------------- the file


def _write(measures: Sequence[KoladaMeasure], path: Path) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows((one.kolada_id, one.title, one.description, one.operating_area) for one in measures)
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        new.write_text(text.getvalue(), encoding="utf-8", newline="")
        os.replace(new, path)
    except OSError as error:
        raise Unusable(f"{path} cannot be written ({error.strerror}).") from error
    finally:
        new.unlink(missing_ok=True)


def _compare(before: Sequence[KoladaMeasure], now: Sequence[KoladaMeasure]) -> Changes:
    old, new = ({one.kolada_id: one for one in measures} for measures in (before, now))
    return Changes(
        count=len(now),
        added=tuple(one for one in now if one.kolada_id not in old),
        removed=tuple(one for one in before if one.kolada_id not in new),
        renamed=tuple(
            (one.kolada_id, old[one.kolada_id].title, one.title)
            for one in now
            if one.kolada_id in old and old[one.kolada_id].title != one.title
        ),
        first=not before,
    )


def _shown(lines: Sequence[str]) -> list[str]:
    rest = len(lines) - SHOWN
    return [*lines[:SHOWN], *([f"  and {rest} more"] if rest > 0 else [])]
