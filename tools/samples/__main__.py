"""`python -m tools.samples [FOLDER]` rebuilds the sample plans and their manifest, by default in `data/raw`."""

from __future__ import annotations

import sys
from pathlib import Path

from tools.samples.manifest import write_samples

DEFAULT_FOLDER = Path("data/raw")

if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_FOLDER
    for path in write_samples(folder):
        print(path)
