"""How a command ends where it cannot go on: one line that says what is wrong and what to do, and an exit code."""

from __future__ import annotations

import sys
from typing import Any, NoReturn

import click

from pipeline.errors import Unusable
from pipeline.settings import EXIT_UNUSABLE


def stop(message: str, exit_code: int) -> NoReturn:
    """Say it on standard error and end the program."""
    click.echo(f"malkedja: {message}", err=True)
    sys.exit(exit_code)


class StoppingGroup(click.Group):
    """Commands that end with exit code 2 where they raise `Unusable`."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Unusable as unusable:
            stop(str(unusable), EXIT_UNUSABLE)
