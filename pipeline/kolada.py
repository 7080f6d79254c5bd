"""Catalogues of Kolada's measures: read from CSV, and lists of names matched against one of them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import platformdirs

from normalizers.kolada import Catalogue, KoladaMeasure, drop_validity, make_catalogue, read_short_list
from normalizers.nearest import Answer, match_name
from pipeline.errors import Unusable
from pipeline.linking.lists import read_csv
from pipeline.linking.nodes import analyse
from pipeline.linking.rows import Measure

COLUMNS = ("kolada_id", "title", "description", "operating_area")
NEEDED = COLUMNS[:2]
DATA_FOLDER = "MALKEDJA_DATA"  # environment variable: a folder instead of the user's own


def user_catalogue() -> Path:
    """Where `malkedja kolada update` keeps the whole catalogue, whether or not it is there."""
    folder = os.environ.get(DATA_FOLDER) or platformdirs.user_data_path("malkedja", appauthor=False)
    return Path(folder) / "kolada.csv"


def find_default_catalogue() -> Path | None:
    """The catalogue that `malkedja kolada update` fetched; None where there is none."""
    path = user_catalogue()
    return path if path.is_file() else None


def read_catalogue(path: Path | None) -> Catalogue:
    """The whole catalogue in a CSV file with the columns `kolada_id` and `title`, and where it has them `description`
    and `operating_area`; without a file the short list. Our own wordings are known of both.

    Raises `Unusable` where the file cannot be read, lacks a column, or has no measure or one twice.
    """
    return read_short_list() if path is None else make_catalogue(read_measures(path))


def read_measures(path: Path) -> list[KoladaMeasure]:
    """The measures in a catalogue's CSV file. Raises `Unusable` as `read_catalogue` does."""
    measures: dict[str, KoladaMeasure] = {}
    for line, cells in read_csv(path, NEEDED):
        kolada_id, title, description, area = (cells.get(column, "") for column in COLUMNS)
        if not kolada_id or not title:
            raise Unusable(f"{path}, line {line}: a measure needs both kolada_id and title.")
        if kolada_id in measures:
            raise Unusable(f"{path}, line {line}: {kolada_id} stands there twice.")
        measures[kolada_id] = KoladaMeasure(kolada_id, title, (title,), description=description, operating_area=area)
    if not measures:
        raise Unusable(f"{path} holds no measures: below its first line must stand one a line.")
    return list(measures.values())


def match_list(items: Sequence[Measure], catalogue: Catalogue) -> list[Answer]:
    """What each row of a list means, in the order of the list."""
    return [match_name(analyse(replace(item, name=drop_validity(item.name))), catalogue, item.values) for item in items]


def as_json(items: Sequence[Measure], answers: Sequence[Answer]) -> list[dict[str, object]]:
    """One object a row: `name`, `kolada_id` and its `title` (null where none is meant), `score`, `needs_review`,
    `runners_up`."""
    return [
        {
            "name": item.name,
            "kolada_id": answer.measure.kolada_id if answer.measure else None,
            "title": answer.measure.title if answer.measure else None,
            "score": round(answer.score, 4),
            "needs_review": answer.needs_review,
            "runners_up": [
                {"kolada_id": near.measure.kolada_id, "title": near.measure.title, "score": near.score}
                for near in answer.runners_up
            ],
        }
        for item, answer in zip(items, answers, strict=True)
    ]


def as_text(items: Sequence[Measure], answers: Sequence[Answer]) -> str:
    """For each name the measure with its title below, `(!)` where a person should look, and then what else is near."""
    return "\n".join(line for pair in zip(items, answers, strict=True) for line in _lines(*pair))


def _lines(item: Measure, answer: Answer) -> list[str]:
    if answer.measure is None:
        return [f"{'-':<8}{'':<7}{item.name}"]
    mark = " (!)" if answer.needs_review else ""
    lines = [
        f"{answer.measure.kolada_id:<8}{answer.score:<7.2f}{item.name}{mark}",
        f"{'':<15}{answer.measure.title}",
    ]
    if answer.needs_review and answer.runners_up:
        other = answer.runners_up[0]
        lines.append(f"{'':<15}or {other.measure.kolada_id} ({other.score:.2f}): {other.measure.title}")
    return lines
