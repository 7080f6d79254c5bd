"""What is said of the published datasets: by whom, under which licence, and what each of them is, in Swedish."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

# Kept beside the datasets for the program itself; of no use to others.
INTERNAL = frozenset({"identities", "unknown_headers", "traces", "runs"})


@dataclass(frozen=True, slots=True)
class License:
    """A licence under which open data is published."""

    name: str
    title: str
    path: str


LICENSES = {
    "CC0-1.0": License("CC0-1.0", "CC0 1.0 Universal", "http://creativecommons.org/publicdomain/zero/1.0/"),
    "CC-BY-4.0": License(
        "CC-BY-4.0", "Creative Commons Attribution 4.0", "http://creativecommons.org/licenses/by/4.0/"
    ),
}


@dataclass(frozen=True, slots=True)
class Publication:
    """Who publishes the datasets, where and how."""

    publisher: str  # `Säffle kommun`
    base_url: str  # where the files will lie, ending in `/`
    contact: str | None = None  # an e-mail address
    title: str | None = None
    license: str = "CC0-1.0"
    publisher_type: str = "LocalAuthority"  # of the ADMS publisher types

    @property
    def terms(self) -> License:
        return LICENSES[self.license]

    @property
    def heading(self) -> str:
        return self.title or words()["package"]["title"]

    def url(self, file: str) -> str:
        return self.base_url + file


@cache
def words() -> Mapping[str, Any]:
    """The Swedish titles and descriptions of the package and its datasets."""
    return tomllib.loads((files("pipeline.publish") / "words.toml").read_text(encoding="utf-8"))


def title_of(dataset: str) -> str:
    """The dataset's Swedish title; its name where it has none."""
    return str(words()["datasets"].get(dataset, {}).get("title", dataset))


def description_of(dataset: str, summary: str) -> str:
    """The dataset's Swedish description; the English summary where it has none."""
    return str(words()["datasets"].get(dataset, {}).get("description", summary))
