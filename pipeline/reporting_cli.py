"""The commands that make something to look at or to hand on: thin, as in `cli.py`."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.errors import Unusable
from pipeline.settings import default_workers

FOLDER = click.Path(path_type=Path)
NEEDS = "This needs the libraries for analysis. Install them with: pip install 'malkedja[analysis]'"


@click.command()
@click.argument("out", type=FOLDER)
@click.option("--raw", type=FOLDER, help="Folder with the plans, for the pictures of their pages.")
@click.option("--to", type=FOLDER, required=True, help="Folder for the pages; made if it is missing.")
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=default_workers,
    show_default="number of processor cores",
    help="How many files are drawn at a time.",
)
def report(out: Path, raw: Path | None, to: Path, workers: int) -> None:
    """Write pages to look at: an overview of the datasets in OUT, and each plan beside what was read there.

    They are plain files that a browser opens from a disk or a file share, without a server or a network: open
    index.html. Pictures that an earlier report in the same folder drew are kept.
    """
    try:
        from pipeline.reporting.write import write_report
    except ImportError as missing:
        raise Unusable(f"{NEEDS} ({missing})") from missing

    def tell(done: int, all_: int) -> None:
        if done % 10 == 0 or done == all_:
            click.echo(f"{done} of {all_} files drawn", err=True)

    written = write_report(out, raw, to, workers, tell)
    for path in written.without_pictures[:10]:
        click.echo(f"No pictures of {path}: it is missing in {raw}, has changed, or cannot be drawn.", err=True)
    if len(written.without_pictures) > 10:
        click.echo(f"… nor of {len(written.without_pictures) - 10} more", err=True)
    click.echo(f"{written.documents} documents, {written.pictures} pictures of pages. Open {written.index}")
