"""The word lists in `vocab/`, which people who do not program extend."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """The word list `vocab/<name>.toml`. Callers share one copy and must not change it."""
    return tomllib.loads((files("normalizers") / "vocab" / f"{name}.toml").read_text(encoding="utf-8"))
