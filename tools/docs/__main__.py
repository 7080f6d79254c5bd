"""Assemble the documentation in a folder, for MkDocs: `python -m tools.docs build/docs`.

The pages in `docs/`, the data dictionary and the commands as they are declared, and the notebooks executed on the
sample plans. Nothing needs a network.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click
import nbformat
from nbclient import NotebookClient
from nbconvert import MarkdownExporter

from pipeline.cli import app
from pipeline.datasets import data_dictionary
from pipeline.run import extract_folder

ROOT = Path(__file__).parents[2]
SECONDS_PER_NOTEBOOK = 300


def assemble(to: Path) -> None:
    """Write all pages into the folder `to`, which is made anew."""
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(ROOT / "docs", to)
    (to / "data-dictionary.md").write_text(data_dictionary(), encoding="utf-8")
    (to / "commands.md").write_text("\n".join(command_lines()) + "\n", encoding="utf-8")
    shutil.copyfile(ROOT / "CHANGELOG.md", to / "changelog.md")
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        extract_folder(ROOT / "data" / "raw", folder / "data" / "processed", workers=2, corrections=folder / "none")
        for notebook in sorted((ROOT / "notebooks").glob("*.ipynb")):
            write_notebook(notebook, folder, to / "notebooks")


def write_notebook(notebook: Path, folder: Path, to: Path) -> None:
    """A notebook, executed on the datasets in `folder`, as a page with its pictures."""
    (folder / "notebooks").mkdir(exist_ok=True)
    book = nbformat.read(notebook, 4)
    resources = {"metadata": {"path": str(folder / "notebooks")}}
    NotebookClient(book, timeout=SECONDS_PER_NOTEBOOK, resources=resources).execute()
    name = notebook.stem
    text, made = MarkdownExporter().from_notebook_node(book, {"output_files_dir": name})
    (to / name).mkdir(parents=True, exist_ok=True)
    (to / f"{name}.md").write_text(plain_tables(text), encoding="utf-8")
    for path, content in made["outputs"].items():
        (to / path).write_bytes(content)


def plain_tables(text: str) -> str:
    """The tables of pandas without their own looks: so they have those of the site, and scroll where they are wide."""
    text = re.sub(r"<style scoped>.*?</style>\s*", "", text, flags=re.DOTALL)
    return re.sub(r'<table border="1" class="dataframe">', "<table>", text)


# ------------------------------------------------------------------ commands


def command_lines() -> Iterator[str]:
    """Every command with its help, as Markdown."""
    yield from ("# Commands", "", "What `malkedja COMMAND --help` says of each command.")
    for path, command in commands(app, ("malkedja",)):
        context = click.Context(command, info_name=" ".join(path), max_content_width=100, terminal_width=100)
        yield from ("", f"## {' '.join(path)}", "", "```text", command.get_help(context).rstrip(), "```")


def commands(command: click.Command, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command below a group, with the words that call it."""
    if not isinstance(command, click.Group):
        yield path, command
        return
    for name, sub in sorted(command.commands.items()):
        yield from commands(sub, (*path, name))


if __name__ == "__main__":
    assemble(Path(sys.argv[1]))
