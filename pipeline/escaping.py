"""Text of plans as it may be shown: whoever writes a plan does not command the terminal."""

from __future__ import annotations

import unicodedata

HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})  # kinds of characters that move the cursor or hide text
KEPT = frozenset("\n\u00ad")


def printable(text: str) -> str:
    """Text without characters that command a terminal; each becomes `�`."""
    return "".join("\ufffd" if unicodedata.category(c) in HIDDEN and c not in KEPT else c for c in text)
