"""One way down: cli -> run -> link, datasets -> extractors, normalizers -> pipeline.records."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OURS = ("pipeline", "extractors", "normalizers")
SHARED = ("pipeline.records", "pipeline.light")  # what is read, and how it is declared
MODULES = sorted(path for package in OURS for path in (ROOT / package).rglob("*.py"))


def imported(path):
    """The full names of the modules that a file imports, also inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            module = str(node.module)
            yield from (f"{module}.{alias.name}" for alias in node.names)


def belongs(name, package):
    return name == package or name.startswith(package + ".")


def test_there_are_modules_to_look_at():
    assert len(MODULES) > 10


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_imports_only_what_lies_below_it(path):
    package = path.relative_to(ROOT).parts[0]
    for name in imported(path):
        if package != "pipeline":
            others = [other for other in OURS if other != package and belongs(name, other)]
            assert not others or any(belongs(name, shared) for shared in SHARED), f"{name} is not below {package}"
        assert not belongs(name, "pipeline.cli"), "nothing but a person calls the command line"


def test_records_stand_on_the_standard_library_alone():
    names = {name for module in SHARED for name in imported(ROOT / f"{module.replace('.', '/')}.py")}
    others = {name for name in names if name.split(".")[0] not in sys.stdlib_module_names}
    assert others <= {"pipeline.light.light"}


def test_few_modules_know_the_pdf_libraries():
    libraries = ("pdfplumber", "pdfminer", "pypdfium2")
    knowing = {
        path.relative_to(ROOT).as_posix()
        for path in MODULES
        if any(belongs(name, library) for name in imported(path) for library in libraries)
    }
    named = ("calls", "objects", "pages", "pdfium", "pictures", "plumbed")
    assert knowing <= {f"extractors/{name}.py" for name in named}
