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


@click.command()
@click.argument("out", type=FOLDER)
@click.option("--to", type=FOLDER, required=True, help="A file that ends in .xlsx, or a folder for CSV files.")
@click.option("--dataset", "names", multiple=True, help="Only this dataset; may be given several times.")
@click.option(
    "--swedish-excel",
    is_flag=True,
    help="CSV as Excel in Sweden opens it: semicolons, decimal commas, and a mark for UTF-8.",
)
def export(out: Path, to: Path, names: tuple[str, ...], swedish_excel: bool) -> None:
    """Write the datasets in OUT as an Excel workbook or as CSV files.

    Text that a spreadsheet would take for a formula gets an apostrophe in front in CSV files; in a workbook all text is
    text.
    """
    from pipeline.export import PLAIN_CSV, SWEDISH_EXCEL, export_csv, export_workbook

    if to.suffix.casefold() == ".xlsx":
        if swedish_excel:
            raise Unusable("--swedish-excel is for CSV files; a workbook needs no such choice. Leave it out.")
        try:
            exported = export_workbook(out, to, names)
        except ImportError as missing:
            raise Unusable(f"{NEEDS} ({missing})") from missing
    else:
        exported = export_csv(out, to, SWEDISH_EXCEL if swedish_excel else PLAIN_CSV, names)
    if exported.cut:
        click.echo(f"{exported.cut} texts are longer than an Excel cell can hold and were cut; see the Parquet files.")
    click.echo(f"{len(exported.rows)} datasets, {sum(exported.rows.values())} rows in {to}")
