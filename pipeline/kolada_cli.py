"""The commands `malkedja kolada …`: thin, as in `cli.py`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from pipeline.stopping import StoppingGroup

CSV_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(cls=StoppingGroup)
def kolada() -> None:
    """Kolada's measures: which of them a name means, and the whole catalogue of them."""


@kolada.command()
@click.argument("names", type=CSV_FILE)
@click.option(
    "--catalogue",
    type=CSV_FILE,
    help="CSV file: kolada_id, title, description, operating_area. Without it, what `kolada update` fetched, "
    "else the short list that the program has.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, in the order of the list.")
def match(names: Path, catalogue: Path | None, as_json: bool) -> None:
    """Tell which Kolada measure each name in the CSV file NAMES means.

    Its first line names the columns: `name`, and where known `unit`, `municipality`, `year`, `organisation`.
    (!) stands behind what a person should check: the measure is the likeliest, not surely the one.
    """
    from pipeline import kolada as catalogues
    from pipeline.linking.lists import read_names

    items = read_names(names)
    path = catalogue or catalogues.find_default_catalogue()
    known = catalogues.read_catalogue(path)
    click.echo(f"{len(known.measures)} measures ({path or 'the short list'})", err=True)
    answers = catalogues.match_list(items, known)
    if as_json:
        click.echo(json.dumps(catalogues.as_json(items, answers), ensure_ascii=False, indent=1))
    else:
        click.echo(catalogues.as_text(items, answers))


@kolada.command()
@click.option("--url", envvar="MALKEDJA_KOLADA_URL", help="Address of the API's list of measures. [default: Kolada's]")
@click.option("--to", type=click.Path(dir_okay=False, path_type=Path), help="Keep it in this file instead.")
def update(url: str | None, to: Path | None) -> None:
    """Fetch the whole catalogue from Kolada and keep it for `kolada match`; tell what changed since the last time.

    It is kept in the user's data folder. Where anything goes wrong, the earlier catalogue stays as it was.
    """
    from pipeline.kolada import user_catalogue
    from pipeline.kolada_update import DEFAULT_URL, update_catalogue

    path = to or user_catalogue()
    changes = update_catalogue(path, url or DEFAULT_URL)
    click.echo(f"{changes}\nKept in {path}")
