"""Work that falls into pieces, done by helper processes so that all cores are used; the results come in order."""

from __future__ import annotations

import multiprocessing
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import Any, TypeVar

from loky import ProcessPoolExecutor

from pipeline.boxes import collect_seldom, end_with_parent

Result = TypeVar("Result")
Spread = Callable[[Callable[..., Result], Iterable[tuple[Any, ...]]], Iterator[Result]]


def do_here(work: Callable[..., Result], pieces: Iterable[tuple[Any, ...]]) -> Iterator[Result]:
    """The results of all pieces, one after another, in this process."""
    return (work(*piece) for piece in pieces)


def do_ahead(work: Callable[..., Result], pieces: Iterable[tuple[Any, ...]]) -> Iterator[Result]:
    """The results of all pieces, each worked out by a thread while the one before is used. That helps where Python
    itself has little to do in the work, as Arrow has it done."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        yield from _do_in(thread, 1, work, pieces)


@contextmanager
def helpers(count: int) -> Iterator[Spread[Any]]:
    """So many processes to spread work over; none for one. They start with the first piece.

    Raises `BrokenProcessPool` where one dies.
    """
    if count < 2:
        yield do_here
        return
    pool = ProcessPoolExecutor(
        max_workers=count, context=multiprocessing.get_context("spawn"), initializer=_be_a_helper
    )
    try:
        yield partial(_do_in, pool, count)
    finally:
        pool.shutdown(wait=True, kill_workers=True)


def _be_a_helper() -> None:
    threading.Thread(target=end_with_parent, daemon=True).start()
    collect_seldom()


def _do_in(
    pool: Executor, count: int, work: Callable[..., Result], pieces: Iterable[tuple[Any, ...]]
) -> Iterator[Result]:
    """No more pieces are under way than keep all helpers busy: each takes memory."""
    under_way: deque[Any] = deque()
    for piece in pieces:
        under_way.append(pool.submit(work, *piece))
        if len(under_way) > count:
            yield under_way.popleft().result()
    while under_way:
        yield under_way.popleft().result()
