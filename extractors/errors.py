"""What a PDF can be that makes reading it impossible."""

from __future__ import annotations


class PlanUnreadable(Exception):
    """The file cannot be read as a plan. `code` is stable and kebab-case, `message` is for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code, message)  # both, so that the exception survives the way back from a worker process
        self.code = code
        self.message = message
