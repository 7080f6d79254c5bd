"""`python -m benchmarks.speed`: times reading beside other programs and as files and folders grow."""

from __future__ import annotations

from pathlib import Path

import click
import pypdfium2

from benchmarks.speed.growth import compare_workers, grow_files, grow_pages
from benchmarks.speed.measure import measure
from benchmarks.speed.results import goals, growth, machine, side_by_side, side_by_side_workers
from benchmarks.speed.tools import CAMELOT, TOOLS

SAMPLES = Path(__file__).parents[2] / "data" / "raw"
WORKER_TIMES = (4, 40)  # copies of each plan: a small folder, where starting up counts, and a larger one
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


def sizes(_context: click.Context, _parameter: click.Parameter, text: str) -> tuple[int, ...]:
    """`10,100,1000`; nothing for none."""
    try:
        return tuple(int(part) for part in text.split(",") if part.strip())
    except ValueError:
        raise click.BadParameter("Give numbers with commas between, such as 10,100,1000.") from None


@click.command()
@click.option("--plans", type=FOLDER, default=SAMPLES, help="The PDFs to read; default: the sample plans.")
@click.option("--rounds", type=click.IntRange(min=1), default=5, show_default=True)
@click.option("--pages", default="10,30,100,300,1000", callback=sizes, show_default=True, help="Pages of one file.")
@click.option("--files", default="100,500,5000", callback=sizes, show_default=True, help="Files of a folder.")
@click.option("--camelot/--no-camelot", default=True, show_default=True, help="Camelot takes more than all others.")
@click.option("--workers/--no-workers", default=True, show_default=True, help="Compare two workers with one.")
@click.option("--write", type=click.Path(path_type=Path), help="Write the results as Markdown to this file.")
def main(
    plans: Path,
    rounds: int,
    pages: tuple[int, ...],
    files: tuple[int, ...],
    camelot: bool,
    workers: bool,
    write: Path | None,
) -> None:
    """Measure how long reading takes."""
    paths = sorted(plans.glob("*.pdf"))
    if not paths:
        raise click.UsageError(f"There is no PDF in {plans}.")
    count = sum(map(page_count, paths))
    timed = measure([tool for tool in TOOLS if camelot or tool is not CAMELOT], paths, rounds)
    what = "The sample plans" if plans == SAMPLES else f"{len(paths)} plans"
    parts = ["# How fast plans are read", f"Written by `make bench`. {machine()}"]
    parts += ["## Side by side", side_by_side(timed, count, what), goals(timed)]
    if pages:
        parts += ["## Pages of one file", growth(grow_pages(paths, pages), "pages")]
    if files:
        parts += ["## Files of a folder", growth(grow_files(min(paths, key=page_count), files), "files")]
    if workers:
        compared = [compare_workers(paths, times, rounds) for times in WORKER_TIMES]
        parts += ["## Two workers", side_by_side_workers(compared)]
    text = "\n\n".join(parts) + "\n"
    click.echo(text)
    if write:
        write.write_text(text, encoding="utf-8", newline="\n")


def page_count(path: Path) -> int:
    pdf = pypdfium2.PdfDocument(path)
    try:
        return len(pdf)
    finally:
        pdf.close()


if __name__ == "__main__":
    main()
