"""The log of a run: one line of JSON for each step and each file, so that a morning can tell what a night did."""

from __future__ import annotations

import json
import uuid
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipeline.pointer import home_of
from pipeline.settings import KEPT_LOGS


class Journal:
    """Writes the log of one run. A log that cannot be written stops no run."""

    def __init__(self, out: Path, run_id: str) -> None:
        self.run_id = run_id
        self.path = logs_folder(out) / f"{run_id}.jsonl"
        with suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            for old in sorted(self.path.parent.glob("*.*"))[: -2 * KEPT_LOGS]:
                old.unlink(missing_ok=True)

    def note(self, event: str, **facts: Any) -> None:
        """Add a line. The file is closed each time: what was told is there, however the run ends."""
        line = {"time": datetime.now(UTC).isoformat(timespec="milliseconds"), "event": event, **facts}
        with suppress(OSError), self.path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")

    def write_report(self, text: str) -> None:
        """Keep the summary beside the log."""
        with suppress(OSError):
            self.path.with_suffix(".txt").write_text(text + "\n", encoding="utf-8", newline="\n")


def logs_folder(out: Path) -> Path:
    return home_of(out) / "logs"


def new_run_id(started: datetime) -> str:
    """Sorts by time; two runs that begin in one second differ too."""
    return f"{started:%Y%m%dT%H%M%SZ}-{uuid.uuid4().hex[:8]}"
