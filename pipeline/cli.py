"""The commands that a person types. Thin: each parses its arguments and calls one function.

Everything heavy is imported inside the commands, so that `--help` answers at once.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from pipeline import __version__
from pipeline.errors import Unusable
from pipeline.extract_cli import COMMANDS
from pipeline.kolada_cli import kolada
from pipeline.links_cli import links
from pipeline.options import EXIT_CODES, LIMIT_PAGES, OCR, PDF_FILE, PUBLISHED
from pipeline.records import ReadOptions
from pipeline.reporting_cli import export, publish, report, serve
from pipeline.settings import EXIT_ALL_READ, EXIT_SOME_FAILED, EXIT_UNUSABLE
from pipeline.stopping import StoppingGroup, stop


@click.group(cls=StoppingGroup, epilog=EXIT_CODES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="malkedja")
def app() -> None:
    """Read Swedish municipal plans (PDF) and publish goals, indicators, actions and budgets as Parquet datasets."""


@app.command(epilog=EXIT_CODES)
@click.argument("file", type=PDF_FILE)
@LIMIT_PAGES
@OCR
def show(file: Path, limit_pages: int | None, ocr: str) -> None:
    """Print what is understood in one plan as a tree: goals, their indicators and values, actions, budget.

    Nothing is written. (!) stands behind what a person should check.
    """
    from pipeline.discover import identify
    from pipeline.reading import read_plan_file
    from pipeline.show import plan_tree

    extraction = read_plan_file(identify(file, file.name), ReadOptions(limit_pages, ocr))
    click.echo(plan_tree(extraction))
    sys.exit(EXIT_ALL_READ if extraction.document.status == "ok" else EXIT_SOME_FAILED)


@app.command(epilog=EXIT_CODES)
@click.argument("file", type=PDF_FILE)
@click.option("--json", "as_json", is_flag=True, help="Print JSON: for each table its page, box, family and cells.")
@LIMIT_PAGES
@OCR
def tables(file: Path, as_json: bool, limit_pages: int | None, ocr: str) -> None:
    """Print every table found in one file, whatever it is about. Nothing is written."""
    from extractors import find_tables
    from extractors.errors import PlanUnreadable
    from pipeline.show import table_as_json, table_as_text

    try:
        found = find_tables(file, ReadOptions(limit_pages, ocr))
    except PlanUnreadable as unreadable:
        stop(unreadable.message, EXIT_SOME_FAILED)
    if as_json:
        click.echo(json.dumps([table_as_json(table) for table in found], ensure_ascii=False, indent=1))
    else:
        click.echo("\n\n".join(table_as_text(table) for table in found) or "No tables found.")


@app.command()
@click.argument("row_id")
@PUBLISHED
def explain(row_id: str, out: Path) -> None:
    """Tell where the row ROW_ID came from: file, page, box, headings, raw text, parser, flags, problems.

    ROW_ID is the key of a row in any dataset, such as 0123456789abcdef-v0031.
    """
    from pipeline.show import explain_row

    try:
        click.echo(explain_row(row_id, out))
    except Unusable as unusable:
        stop(str(unusable), EXIT_UNUSABLE)


@app.command()
@click.option("--to", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file instead.")
def dictionary(to: Path | None) -> None:
    """Print the data dictionary: every dataset and column with type and meaning, as Markdown."""
    from pipeline.datasets import data_dictionary

    text = data_dictionary()
    if to is None:
        click.echo(text, nl=False)
        return
    try:
        to.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        stop(f"{to} cannot be written ({error.strerror}). Name a file in a folder that exists.", EXIT_UNUSABLE)


@app.group()
def vocabulary() -> None:
    """What the program knows of the language of plans."""


@vocabulary.command("check")
@PUBLISHED
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def vocabulary_check(out: Path, as_json: bool) -> None:
    """List header cells of the last run that no role matched, the most frequent first."""
    from dataclasses import asdict

    from pipeline.vocabulary import as_text, find_unmatched

    try:
        found = find_unmatched(out)
    except Unusable as unusable:
        stop(str(unusable), EXIT_UNUSABLE)
    click.echo(json.dumps([asdict(u) for u in found], ensure_ascii=False, indent=1) if as_json else as_text(found))


for command in (*COMMANDS, kolada, links, report, export, publish, serve):
    app.add_command(command)


def main() -> None:
    """Run the command line, with Swedish letters also where the system's own encoding lacks them."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    app()


if __name__ == "__main__":
    main()
