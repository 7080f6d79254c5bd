"""What tests share: the datasets of the sample plans, and the one switch, `--update-golden`, which writes the golden
documents anew."""

from pathlib import Path

import pytest

RAW = Path(__file__).parents[1] / "data" / "raw"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write tests/golden anew; look at every change")


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the datasets of the sample plans. To be read only."""
    from pipeline.run import extract_folder

    out = tmp_path_factory.mktemp("samples")
    extract_folder(RAW, out, workers=1, corrections=out / "none")
    return out
