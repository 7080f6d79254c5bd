"""spaCy takes a second to load, once: before the tests, so that no property test runs over its time limit."""

import pytest

from normalizers.targets import find_targets


@pytest.fixture(scope="session", autouse=True)
def _spacy_loaded() -> None:
    find_targets("Andelen ska vara minst 5 procent.")
