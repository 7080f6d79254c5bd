"""The box in which a file is read: what a worker process may use, and how it ends with whoever started it."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import signal
import sys
import threading
from dataclasses import dataclass
from multiprocessing.connection import wait
from typing import Any

from pipeline.settings import MEGABYTES_PER_FILE, SECONDS_PER_FILE

MEGABYTE = 1024 * 1024
# The system's own limit is for what grows faster than it is looked after. It counts memory that is asked for and not
# yet used too, so it lies above the limit that is watched.
SYSTEM_SHARE, SYSTEM_MARGIN = 1.5, 512  # of the limit, and megabytes more

OBJECTS_PER_COLLECTION = 1_000_000  # Python's own 700 cost a tenth of the time; only circles wait for it

NETWORK = frozenset({"socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"})


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost before its worker is stopped."""

    seconds: float = SECONDS_PER_FILE
    megabytes: int = MEGABYTES_PER_FILE  # of the worker and of what it started


def enter_box(limits: Limits) -> None:
    """Limit this process, which reads files for another one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that started it
    limit_memory(limits.megabytes)
    sys.addaudithook(refuse_network)
    collect_seldom()
    threading.Thread(target=end_with_parent, daemon=True).start()


def collect_seldom() -> None:
    """Let Python look for circles of objects seldom: a page makes thousands of objects, and next to no circles."""
    gc.set_threshold(OBJECTS_PER_COLLECTION, 20, 20)


def limit_memory(megabytes: int) -> None:
    """Let the system refuse memory far above the limit, where it can; asking for more then raises MemoryError."""
    try:
        import resource
    except ImportError:  # Windows: the process that started this one looks after it (`workers.py`)
        return
    most = int(megabytes * SYSTEM_SHARE + SYSTEM_MARGIN) * MEGABYTE
    with contextlib.suppress(ValueError, OSError):  # a lower limit is set already, or the system knows none
        resource.setrlimit(resource.RLIMIT_DATA, (most, resource.getrlimit(resource.RLIMIT_DATA)[1]))


def refuse_network(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook: no plan has any business with the network, whatever its reader is tricked into."""
    if event not in NETWORK:
        return
    family = getattr(arguments[0], "family", None) if arguments else None
    if family is not None and family == getattr(__import__("socket"), "AF_UNIX", None):
        return  # a socket of this machine, between processes
    raise PermissionError("A plan may not use the network while it is read.")


def end_with_parent() -> None:
    """End this process and all that it started as soon as its parent is gone, also where that was killed."""
    import psutil

    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
    else:
        with contextlib.suppress(psutil.Error):
            psutil.Process(os.getppid()).wait()
    kill_children(os.getpid())
    os._exit(1)


def kill_children(pid: int) -> None:
    """Kill all that a process started: text recognition goes on alone otherwise."""
    import psutil

    with contextlib.suppress(psutil.Error):
        for child in psutil.Process(pid).children(recursive=True):
            with contextlib.suppress(psutil.Error):
                child.kill()


def peak_megabytes() -> float | None:
    """The most memory that this process has used so far; None where the system does not tell."""
    import psutil

    memory = psutil.Process().memory_info()
    if hasattr(memory, "peak_wset"):  # Windows
        return float(memory.peak_wset) / MEGABYTE
    try:
        import resource
    except ImportError:
        return None
    unit = 1 if sys.platform == "darwin" else 1024  # bytes; kilobytes
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / MEGABYTE


def is_running(pid: int) -> bool:
    """Whether there is such a process, and it has not ended."""
    import psutil

    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.Error:
        return False


def megabytes_of(pid: int) -> float:
    """Memory in use by a process and by all that it started; 0 where it is gone."""
    import psutil

    used = 0
    with contextlib.suppress(psutil.Error):
        process = psutil.Process(pid)
        for one in (process, *process.children(recursive=True)):
            with contextlib.suppress(psutil.Error):
                used += one.memory_info().rss
    return used / MEGABYTE
