"""The browser that shows the review pages where they are tried and timed: a Chromium of this machine."""

from __future__ import annotations

import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


def find_chromium() -> str | None:
    """Path of a Chromium; null where there is none."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)
