"""One run at a time in an output folder, also when the folder is a network drive and the other run on another machine.

The lock is a file that is made in one step (`filelock.SoftFileLock`, which works where locks of the system do not).
It names the process that holds it; one whose process is gone is taken over, if that was on this machine.
"""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import SoftFileLock, Timeout

from pipeline.errors import Locked
from pipeline.pointer import home_of

LOOK_AGAIN = 5.0  # seconds between attempts of a run that waits
# Seconds that a lock may lie there without the name of its process. It is made and named in two steps: a run that is
# killed between them, or a power cut soon after, leaves one that nobody will ever name.
NAMED_WITHIN = 10.0
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds the lock."""

    host: str
    pid: str
    since: datetime | None

    def __str__(self) -> str:
        since = f", since {self.since.astimezone():%Y-%m-%d %H:%M:%S}" if self.since else ""
        return f"process {self.pid} on {self.host}{since}"


def lock_file(out: Path) -> Path:
    return home_of(out) / "lock"


@contextmanager
def hold_lock(out: Path, wait: float = 0.0, break_foreign: bool = False) -> Iterator[None]:
    """Hold the output folder's lock. Raises `Locked` where another run has it for longer than `wait` seconds.

    `break_foreign` takes it from a process on another machine, of which nobody can tell from here whether it lives.
    """
    path = lock_file(out)
    if break_foreign:
        break_lock(path)
    drop_unnamed(path, NAMED_WITHIN)
    lock = SoftFileLock(path, timeout=wait)
    try:
        lock.acquire(poll_interval=min(LOOK_AGAIN, max(wait, 0.05)))
    except Timeout as timeout:
        raise Locked(_held_by(read_holder(path), out)) from timeout
    try:
        yield
    finally:
        lock.release()


def break_lock(path: Path) -> None:
    """Remove a lock, unless it is held by a process that lives on this machine."""
    holder = read_holder(path)
    if holder is not None and not lives_here(holder):
        path.unlink(missing_ok=True)


def drop_unnamed(path: Path, seconds: float) -> None:
    """Remove a lock that names no process, and goes on to name none for so many seconds."""
    if (seen := _unnamed(path)) is None:
        return
    time.sleep(seconds)
    if _unnamed(path) != seen:
        return
    aside = path.with_name(f"{path.name}.unnamed-{os.getpid()}")
    with suppress(FileNotFoundError):  # another run was faster
        os.replace(path, aside)
        if _unnamed(aside) is None:  # another run was faster, and this is its own lock
            os.replace(aside, path)
        else:
            aside.unlink()


def _unnamed(path: Path) -> tuple[int, int] | None:
    """What tells a lock without the name of a process from another one; None where there is a name, or no lock."""
    holder = read_holder(path)
    if holder is None or (holder.pid.isdecimal() and holder.host != UNKNOWN):
        return None
    with suppress(OSError):
        found = path.stat()
        return found.st_ino, found.st_mtime_ns
    return None


def lives_here(holder: Holder) -> bool:
    import psutil

    return is_this_host(holder) and holder.pid.isdecimal() and psutil.pid_exists(int(holder.pid))


def is_this_host(holder: Holder) -> bool:
    """Containers that share this machine's name write a mark behind it (`name?pidns-…`)."""
    return holder.host.split("?")[0] == socket.gethostname()


def read_holder(path: Path) -> Holder | None:
    """Who holds the lock; None where nobody does."""
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        since = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError:
        return None
    pid, host, *_ = (*lines, UNKNOWN, UNKNOWN)
    return Holder(host or UNKNOWN, pid or UNKNOWN, since)


def _held_by(holder: Holder | None, out: Path) -> str:
    if holder is None:
        return f"Another run writes into {out}. Nothing was done; try again when it has finished."
    advice = (
        "Nothing was done; try again when it has finished, or wait for it with --wait SECONDS."
        if is_this_host(holder)
        else "Nothing was done. If that run is certainly over, take the lock with --break-lock."
    )
    return f"Another run writes into {out}: {holder}. {advice}"
