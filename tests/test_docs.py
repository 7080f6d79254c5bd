"""What the documents show is true: examples are run on the sample plans, commands are those that there are, links lead
somewhere."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from click.testing import CliRunner

from pipeline.cli import app

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
EXAMPLE = re.compile(r"^```python\n(.*?)^```\n(?:\n^```\n(.*?)^```\n)?", re.M | re.S)
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)(#[^)\s]+)?\)")
SHOWN_ONLY = {"", "text", "csv", "r", "powershell"}  # output, files, and what needs other programs than ours
# What a document may ask a person to run that the tests cannot: it changes the machine, or needs a network.
NOT_RUN = (
    "python3 -m venv",
    ".venv/bin/python -m pip install",
    "sudo apt install",
    ".ci/run",
    "malkedja kolada update",
)


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def work(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder like that of the project: sample plans, their datasets, and lists that the documents speak of."""
    folder = tmp_path_factory.mktemp("work")
    shutil.copytree(samples, folder / "data" / "processed", symlinks=True)
    shutil.copytree(ROOT / "data" / "raw", folder / "data" / "raw")
    (folder / "names.csv").write_text("name,unit\nSjukfrånvaro,%\nSjukfrånvaro totalt,%\n", encoding="utf-8")
    (folder / "kolada.csv").write_text("kolada_id,title\nN00090,Sjukfrånvaro kommunalt anställda\n", encoding="utf-8")
    return folder


# ------------------------------------------------------------------ examples in Python


@pytest.mark.parametrize("page", [page for page in PAGES if EXAMPLE.search(text_of(page))], ids=lambda page: page.name)
def test_the_examples_print_what_the_page_shows(page: Path, work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(work)
    names: dict[str, Any] = {}  # the examples of one page build on each other
    for code, shown in EXAMPLE.findall(text_of(page)):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(code, str(page), "exec"), names)
        assert without_trailing_space(printed.getvalue()) == without_trailing_space(shown)


def without_trailing_space(text: str) -> list[str]:
    return [line.rstrip() for line in text.rstrip().splitlines()]


# ------------------------------------------------------------------ commands


def lines_to_run() -> Iterator[tuple[Path, str]]:
    """Every line in a block of commands, those that go on with a backslash joined."""
    for page in PAGES:
        for language, block in BLOCK.findall(text_of(page)):
            if language == "sh":
                lines = re.sub(r"\\\n\s*", "", block).splitlines()
                yield from ((page, line.split("  #")[0].strip()) for line in lines if line.strip())


@pytest.mark.parametrize(("page", "line"), list(lines_to_run()), ids=lambda part: getattr(part, "name", part))
def test_the_commands_that_are_shown_work(page: Path, line: str, work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if line.startswith(NOT_RUN):
        return
    program, *arguments = shlex.split(line)
    if program == "make":
        targets = set(re.findall(r"^([a-z-]+):", text_of(ROOT / "Makefile"), re.M))
        assert {word for word in arguments if "=" not in word} <= targets
        return
    assert program == "malkedja", "a command that the tests do not know: run it here, or list it under NOT_RUN"
    monkeypatch.chdir(work)
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, result.output


def test_every_block_is_of_a_kind_that_is_run_or_only_shown() -> None:
    kinds = {(page.name, language) for page in PAGES for language, _ in BLOCK.findall(text_of(page))}
    assert {kind for kind in kinds if kind[1] not in SHOWN_ONLY | {"python", "sh"}} == set()


def commands(command: click.Command, path: tuple[str, ...] = ("malkedja",)) -> Iterator[str]:
    if not isinstance(command, click.Group):
        yield " ".join(path)
        return
    for name, sub in command.commands.items():
        yield from commands(sub, (*path, name))


def test_every_command_is_in_the_table_of_the_readme() -> None:
    listed = re.findall(r"^\| `(malkedja [a-z ]*[a-z])", text_of(ROOT / "README.md"), re.M)
    missing = [command for command in commands(app) if command not in listed]
    assert missing == [], "commands that the README does not tell of"


def test_the_readme_names_no_option_that_is_not_there() -> None:
    known = {option for command in walk(app) for param in command.params for option in (*param.opts, "--help")}
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text_of(ROOT / "README.md")))
    assert named <= known


def walk(command: click.Command) -> Iterator[click.Command]:
    yield command
    for sub in getattr(command, "commands", {}).values():
        yield from walk(sub)


# ------------------------------------------------------------------ the site


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files_and_headings_that_are_there(page: Path) -> None:
    made = {"commands.md", "changelog.md"}  # by `make docs`
    for target, anchor in LINK.findall(text_of(page)):
        path = (page.parent / target).resolve()
        assert path.exists() or target in made, target
        if anchor and path.suffix == ".md":
            heads = [heading_id(line) for line in text_of(path).splitlines() if line.startswith("#")]
            assert anchor[1:] in heads, f"{target}{anchor}"


def heading_id(line: str) -> str:
    return re.sub(r"[^\w -]", "", line.lstrip("# ").lower()).replace(" ", "-")


def test_every_page_and_notebook_is_on_the_site() -> None:
    nav = yaml.safe_load(text_of(ROOT / "mkdocs.yml"))["nav"]
    named = set(leaves(nav))
    pages = {page.relative_to(ROOT / "docs").as_posix() for page in (ROOT / "docs").rglob("*.md")}
    notebooks = {f"notebooks/{path.stem}.md" for path in (ROOT / "notebooks").glob("*.ipynb")}
    assert named == pages | notebooks | {"commands.md", "changelog.md"}


def leaves(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    else:
        for inner in part if isinstance(part, list) else part.values():
            yield from leaves(inner)
