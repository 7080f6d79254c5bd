"""The commands `malkedja links …`: thin, as in `cli.py`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from pipeline.errors import Unusable
from pipeline.settings import DEFAULT_CORRECTIONS, DEFAULT_OUT
from pipeline.stopping import StoppingGroup

FOLDER = click.Path(path_type=Path)
CSV_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(cls=StoppingGroup)
def links() -> None:
    """Which rows are the same measure: lists of names, and what a person should look at."""


@links.command()
@click.argument("names", type=CSV_FILE)
@click.option("--catalogue", type=CSV_FILE, help="Kolada's measures; without it the short list.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, in the order of the list.")
def cluster(names: Path, catalogue: Path | None, as_json: bool) -> None:
    """Group the names in the CSV file NAMES that mean the same measure.

    Its first line names the columns: `name`, and where known `unit`, `municipality`, `year`, `organisation`.
    """
    from pipeline.kolada import read_catalogue
    from pipeline.link import cluster_list
    from pipeline.linking.lists import read_names

    found = cluster_list(read_names(names), read_catalogue(catalogue))
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    for row in sorted(found, key=lambda row: (str(row["canonical_name"]), str(row["cluster_id"]))):
        mark = " (!)" if row["needs_review"] else ""
        click.echo(f"{row['cluster_id']}  {row['name']}{mark}")


@links.command()
@click.option("--out", type=FOLDER, default=DEFAULT_OUT, show_default=True, help="Folder that holds the datasets.")
@click.option("--corrections", type=FOLDER, default=DEFAULT_CORRECTIONS, show_default=True, help="What is decided.")
@click.option("--limit", type=click.IntRange(min=1), default=200, show_default=True, help="So many pairs at most.")
@click.option("--to", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file instead.")
def review(out: Path, corrections: Path, limit: int, to: Path | None) -> None:
    """Write the pairs most worth a look as CSV: names, figures, evidence, and an empty column `decision`.

    Write `same` or `different` there, copy the lines to links.csv in the folder of corrections, run `extract` again.
    """
    from pipeline.link import review_links

    text = review_links(out, corrections, limit)
    if to is None:
        click.echo(text, nl=False)
        return
    try:
        to.write_text(text, encoding="utf-8-sig", newline="")  # with the mark by which Excel knows UTF-8
    except OSError as error:
        raise Unusable(f"{to} cannot be written ({error.strerror}). Name a file in a folder that exists.") from error
    click.echo(f"{text.count(chr(10)) - 1} pairs in {to}")
