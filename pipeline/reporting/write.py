"""The folder of pages: an overview, a list of what to review, and a page for each document."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from pipeline.corrections.lines import COLUMNS, LISTED, VALUES_FILE, codes_of, correctable
from pipeline.errors import Unusable
from pipeline.plots import write_plots
from pipeline.records import Box
from pipeline.reporting.pictures import Picture, Task, draw_all
from pipeline.reporting.published import Published, open_published
from pipeline.reporting.rows import Shown, ShownPlan, show_plan
from pipeline.reporting.words import label, labels, number_text

DOCUMENTS, PICTURES, PLOTS = "documents", "pictures", "plots"  # folders of a report
COUNTED = ("goals", "indicators", "indicator_values", "actions", "budget_lines")
MOST_TO_REVIEW = 5000  # rows in the list of what to review; each document has all of its own
A4 = Box(0.0, 0.0, 595.0, 842.0)
Tell = Callable[[int, int], None]  # documents done, and all


@dataclass(frozen=True, slots=True)
class Listed:
    """A document in the overview."""

    id: str
    title: str
    document: Mapping[str, Any]
    counts: Mapping[str, int]
    reviews: int
    flags: Mapping[str, int]
    errors: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class ToReview:
    """A row in the list of what to review."""

    document: str
    title: str
    row: Shown


@dataclass(frozen=True, slots=True)
class Written:
    """A finished report."""

    index: Path
    documents: int
    pictures: int
    without_pictures: tuple[str, ...]  # documents whose file is missing, has changed, or cannot be drawn


def write_report(out: Path, raw: Path | None, to: Path, workers: int, tell: Tell = lambda done, all_: None) -> Written:
    """Write the pages for the datasets in `out` into the folder `to`. `raw`: the folder of plans, for the pictures.

    Raises `Unusable` where there are no datasets or the folder cannot be written to.
    """
    published = open_published(out)
    if raw is not None and not raw.is_dir():
        raise Unusable(f"The folder {raw} does not exist. Name the folder that holds the plans (PDF files).")
    try:
        for name in (DOCUMENTS, PLOTS):
            (to / name).mkdir(parents=True, exist_ok=True)
        return _write(published, out, raw, to, workers, tell)
    except OSError as error:
        raise Unusable(f"The report cannot be written to {to} ({error.strerror or error}).") from error


def _write(published: Published, out: Path, raw: Path | None, to: Path, workers: int, tell: Tell) -> Written:
    pages = Pages()
    drawn = dict(_draw(published, raw, to, workers, tell))
    listed: list[Listed] = []
    reviews: list[ToReview] = []
    for plan in map(show_plan, published.plans()):
        pages.write(to / DOCUMENTS / f"{plan.id}.html", "document.html.j2", **_document(plan, drawn.get(plan.id, ())))
        listed.append(_list(plan))
        reviews += [ToReview(plan.id, plan.title, row) for row in _to_review(plan)]
    listed.sort(key=lambda one: (str(one.document["municipality"] or "\uffff"), one.document["source_path"]))
    plots = write_plots(out, to / PLOTS)
    flags: Counter[str] = sum((Counter(one.flags) for one in listed), Counter())
    pages.write(
        to / "review.html",
        "review.html.j2",
        rows=reviews[:MOST_TO_REVIEW],
        left_out=max(0, len(reviews) - MOST_TO_REVIEW),
        flags=flags.most_common(),
    )
    pages.write(
        to / "index.html",
        "overview.html.j2",
        documents=listed,
        counted=COUNTED,
        totals={name: sum(one.counts[name] for one in listed) for name in COUNTED},
        flags=flags.most_common(),
        reviews=sum(one.reviews for one in listed),
        problems=published.files_without_rows,
        plots=plots,
    )
    bare = [p["source_path"] for p in published.documents if p["page_count"] and not drawn.get(p["document_id"])]
    return Written(to / "index.html", len(listed), sum(map(len, drawn.values())), tuple(bare) if raw else ())


def _draw(
    published: Published, raw: Path | None, to: Path, workers: int, tell: Tell
) -> Iterator[tuple[str, tuple[Picture, ...]]]:
    if raw is None:
        return
    tasks = [
        Task(d["document_id"], d["sha256"], raw / d["source_path"], to / PICTURES / d["document_id"])
        for d in published.documents
        if d["page_count"]
    ]
    for done, (task, pictures) in enumerate(draw_all(tasks, workers), 1):
        tell(done, len(tasks))
        yield task.document_id, pictures


def _document(plan: ShownPlan, pictures: Iterable[Picture]) -> dict[str, Any]:
    return {"plan": plan, "pictures": {picture.number: picture for picture in pictures}, "columns": _columns()}


def _columns() -> dict[str, list[dict[str, Any]]]:
    """For the form of corrections: dataset -> its columns with their words and codes."""
    return {
        dataset: [
            {
                "name": name,
                "label": label("columns", name),
                "codes": [[code, label(name, code) or code] for code in codes_of(dataset, name)],
                "truth": arrow == "bool",
            }
            for name, arrow in correctable(dataset).items()
        ]
        for dataset in LISTED
    }


def _list(plan: ShownPlan) -> Listed:
    errors = [one for one in plan.problems if one["severity"] == "error"]
    return Listed(plan.id, plan.title, plan.document, plan.counts, plan.reviews, plan.flags, errors)


def _to_review(plan: ShownPlan) -> Iterator[Shown]:
    if plan.about.review:
        yield plan.about
    for page in plan.pages:
        yield from (row for row in page.rows if row.review)


# ------------------------------------------------------------------ templates


class Pages:
    """The templates, with the one style sheet and script that every page holds.

    They stand in each page, allowed by their hash alone: so nothing that a PDF says can run, and the pages work from a
    file share, where browsers give no page the right to load another file.
    """

    def __init__(self) -> None:
        self.environment = Environment(
            loader=PackageLoader("pipeline.reporting"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        style, script = _source("report.css"), _source("report.js")
        self.environment.globals |= {
            "style": style,
            "script": script,
            "policy": (
                f"default-src 'none'; img-src 'self' file: data:; style-src {_hash(style)}; "
                f"script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
            ),
            "label": label,
            "labels": labels(),
            "number": number_text,
            "frame_of": lambda picture: picture.frame if picture else A4,
            "correction_columns": COLUMNS,
            "values_file": VALUES_FILE,
        }

    def write(self, path: Path, template: str, **content: Any) -> None:
        """Fill a template and write the page."""
        path.write_text(
            self.environment.get_template(template).render(**content), encoding="utf-8", newline="\n", errors="replace"
        )


def _source(name: str) -> str:
    return "\n" + (files("pipeline.reporting") / "templates" / name).read_text(encoding="utf-8")


def _hash(source: str) -> str:
    """How a content security policy names a piece of style or script."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"
