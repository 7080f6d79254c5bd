"""The commands that make something to look at or to hand on: thin, as in `cli.py`."""

from __future__ import annotations

import re
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


@click.command()
@click.argument("out", type=FOLDER)
@click.option("--to", type=FOLDER, required=True, help="Folder for the files; made if it is missing.")
@click.option("--publisher", required=True, help="Who publishes: Säffle kommun.")
@click.option(
    "--publisher-type",
    type=click.Choice(["LocalAuthority", "RegionalAuthority", "NationalAuthority"]),
    default="LocalAuthority",
    show_default=True,
    help="What the publisher is.",
)
@click.option("--base-url", required=True, help="Where the folder will lie on the web: https://data.example.se/plans/")
@click.option("--contact", help="E-mail address for questions.")
@click.option("--title", help="Title of the catalogue, instead of ours.")
@click.option(
    "--license", type=click.Choice(["CC0-1.0", "CC-BY-4.0"]), default="CC0-1.0", show_default=True, help="Of the data."
)
def publish(
    out: Path,
    to: Path,
    publisher: str,
    publisher_type: str,
    base_url: str,
    contact: str | None,
    title: str | None,
    license: str,
) -> None:
    """Write the datasets in OUT as open data.

    CSV and Parquet, datapackage.json (Frictionless Data Package) and dcat.ttl (DCAT-AP-SE).
    """
    if not re.fullmatch(r"https?://[^\s<>\"{}|\\^`#]+", base_url):
        raise Unusable(f"--base-url {base_url} is no web address. Write it with https:// in front, without spaces.")
    try:
        from pipeline.publish.about import Publication
        from pipeline.publish.write import publish_datasets
    except ImportError as missing:
        raise Unusable(f"{NEEDS} ({missing})") from missing

    about = Publication(publisher, base_url.rstrip("/") + "/", contact, title, license, publisher_type)
    count = publish_datasets(out, to, about)
    click.echo(f"{count} datasets in {to}, with datapackage.json and dcat.ttl")


@click.command()
@click.argument("out", type=FOLDER)
@click.option("--raw", type=FOLDER, help="Folder with the plans, for the pictures of their pages.")
@click.option("--pages", type=FOLDER, help="Folder for the review pages, kept for the next time; else they are not.")
@click.option("--port", type=click.IntRange(1024, 65535), default=8001, show_default=True, help="Of the address.")
def serve(out: Path, raw: Path | None, pages: Path | None, port: int) -> None:
    """Search and look at the datasets in OUT in a browser, on this machine alone. Stop it with Ctrl-C.

    The review pages of `malkedja report`, and a full-text search over goals, indicators and actions. Nothing can be
    changed there.
    """
    import tempfile

    try:
        from pipeline.reporting.write import write_report
        from pipeline.serve import DATABASE, HOST, make_app, serve_app, write_database
    except ImportError as missing:
        raise Unusable(f"{NEEDS} ({missing})") from missing

    with tempfile.TemporaryDirectory() as work:
        folder, database = pages or Path(work, "pages"), Path(work, f"{DATABASE}.db")
        write_report(out, raw, folder, default_workers())
        address = f"http://{HOST}:{port}"
        write_database(out, database, address)
        click.echo(f"Open {address}/{DATABASE}/search (stop with Ctrl-C)")
        serve_app(make_app(database, folder), port)
