"""On which side of a level, a place or a time a measure is: `betyg över provbetyg`, `pendlare från kommunen`.

Words so small that names are else compared without them tell opposites there. Which words, and what they tell, is in
`vocab/linking.toml` (`[sides]`).
"""

from __future__ import annotations

from collections.abc import Iterator

from normalizers.measure_words import MeasureWords
from normalizers.word_forms import find_word_root


def lead_with_level(text: str, words: MeasureWords) -> str:
    """`högre betyg än provbetyg` is `betyg över provbetyg`."""
    for pattern, side in words.comparisons:
        text = pattern.sub(rf"\1 {side}", text)
    return text


def find_sides(text: str, words: MeasureWords) -> Iterator[tuple[str, str]]:
    """What a side is told of, and the side: `level: provbetyg`, `above`. The text still has its small words."""
    text = lead_with_level(text, words)
    for axis, side, pattern in words.sides:
        for match in pattern.finditer(text):
            yield f"{axis}: {_name_level(match[1], words)}", side


def _name_level(word: str, words: MeasureWords) -> str:
    return words.numbers.get(word) or (word if word[0].isdigit() else find_word_root(word))
