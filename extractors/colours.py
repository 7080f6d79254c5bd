"""Colours of a PDF."""

from __future__ import annotations

from typing import Any


def read_colour(value: Any) -> str | None:
    """A PDF colour in grey, RGB or CMYK as `#rrggbb`; null for patterns."""
    if value is None:
        return None
    parts = [float(v) for v in (value if isinstance(value, (list, tuple)) else [value]) if isinstance(v, (int, float))]
    if len(parts) == 1:
        parts = parts * 3
    elif len(parts) == 4:
        c, m, y, k = parts
        parts = [(1 - c) * (1 - k), (1 - m) * (1 - k), (1 - y) * (1 - k)]
    if len(parts) != 3:
        return None
    return "#" + "".join(f"{round(255 * min(max(p, 0.0), 1.0)):02x}" for p in parts)
