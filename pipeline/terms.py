"""How a run behaves that nobody watches: limits, locks, and when it does not publish."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.boxes import Limits
from pipeline.settings import KEPT_SETS, MAX_FAILURES

PLAIN_LIMITS = Limits()


def no_step(name: str) -> None:
    """Nothing happens between the steps of a run."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a run is told besides where the plans lie. The plain ones suit a person who waits for it."""

    limits: Limits = PLAIN_LIMITS
    settle: float = 0.0  # seconds that a file must have been left alone
    verify: bool = False  # hash every file again, also those whose size and time are as before
    retry_failed: bool = False  # read files again that failed before, though they have not changed
    wait: float = 0.0  # seconds to wait for another run to finish
    break_lock: bool = False  # take the lock from another machine
    max_failures: float = MAX_FAILURES  # share of the files; beyond it, earlier datasets stay
    strict: bool = False  # do not publish where much is suddenly missing
    kept_sets: int = KEPT_SETS
    executor: str = "processes"  # or `dask`
    scheduler: str | None = None  # address of the Dask cluster
    step: Callable[[str], None] = no_step  # called before each step with its name: tests break the run there
