"""`python -m benchmarks.tables`: measures on pages of its own or on a folder in the competition's format."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from benchmarks.tables.icdar import read_folder
from benchmarks.tables.measure import HEAD, Measured, markdown, measure, summary_row
from benchmarks.tables.pages import KINDS, write_pages
from benchmarks.tables.relations import Relations, compare, compare_matched
from benchmarks.tables.results import results
from benchmarks.tables.tools import OURS, TOOLS, be_quiet

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@click.option("--icdar", type=FOLDER, help="Measure PDFs with `*-str.xml` beside them in this folder and below it.")
@click.option(
    "--tool", "names", multiple=True, type=click.Choice(list(TOOLS)), help="Only this program; may be repeated."
)
@click.option("--documents", is_flag=True, help="Print the figures of each document, the worst first.")
@click.option("--details", metavar="FILE.pdf", help="Print missing and surplus relations of one document.")
@click.option("--matched", is_flag=True, help="Compare table with table by overlap, not page with page.")
@click.option("--processes", type=click.IntRange(min=1), default=2, show_default=True)
@click.option("--keep", type=click.Path(path_type=Path), help="Keep the built pages in this folder, to look at.")
@click.option("--write", type=click.Path(path_type=Path), help="Write the results as Markdown to this file.")
def main(
    icdar: Path | None,
    names: tuple[str, ...],
    documents: bool,
    details: str | None,
    matched: bool,
    processes: int,
    keep: Path | None,
    write: Path | None,
) -> None:
    """Measure how well programs find the structure of tables."""
    be_quiet()
    by = compare_matched if matched else compare
    with tempfile.TemporaryDirectory() as scratch:
        all_documents = read_folder(icdar) if icdar else write_pages(keep or Path(scratch))
        chosen = [d for d in all_documents if details is None or d.path.name == Path(details).name]
        if not chosen:
            raise click.UsageError(f"There is no {details or 'PDF with gold'} in {icdar or 'the built pages'}.")
        tools = [TOOLS[name] for name in names or ([OURS.name] if details else TOOLS)]
        measured = [measure(tool, chosen, processes, by) for tool in tools]
    for one in measured:
        if documents or details:
            _print_documents(one)
        if details:
            _print_details(one)
        for fault in one.faults:
            click.echo(f"{one.tool.name}: {fault}", err=True)
    click.echo(markdown([HEAD, *(summary_row(one) for one in measured)]) if icdar else results(measured, KINDS))
    if write:
        write.write_text(results(measured, KINDS), encoding="utf-8", newline="\n")


def _print_documents(measured: Measured) -> None:
    both = zip(measured.documents, measured.comparisons, strict=True)
    for document, comparison in sorted(both, key=lambda pair: (pair[1].score.f1, pair[0].name)):
        s = comparison.score
        figures = f"F1 {s.f1:.3f}  precision {s.precision:.3f}  recall {s.recall:.3f}"
        click.echo(
            f"{measured.tool.name}  {document.name:28} {figures}  {s.right} right, {s.found} found, {s.gold} gold"
        )


def _print_details(measured: Measured) -> None:
    for comparison in measured.comparisons:
        _print_relations("missing", comparison.missing)
        _print_relations("surplus", comparison.surplus)


def _print_relations(title: str, relations: Relations) -> None:
    click.echo(f"{title}: {relations.total()}")
    for relation in sorted(relations.elements(), key=lambda r: (r.direction, r.first, r.second)):
        click.echo(f"  {relation.direction:5}  {relation.first}  |  {relation.second}")


if __name__ == "__main__":
    main()
