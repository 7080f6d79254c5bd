"""The one switch that tests have: `--update-golden` writes the golden documents anew."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write tests/golden anew; look at every change")
