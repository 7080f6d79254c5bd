"""Targets in 161 sentences of our own: what a careful reader takes from each, and nothing from the rest.

`data/sentences.toml` was split by a hash of the sentence before anything was measured. The rules were written with the
first half in sight; what they make of each sentence of the second was never looked at, only its figures before and
after. Its floors say how well the rules do on such sentences: a change may lose one and gain another, but is not made
by looking at them. The hand that wrote the rules also wrote the sentences, so plans of others may do worse.
"""

import hashlib
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from normalizers.targets import find_targets

SENTENCES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "data" / "sentences.toml").read_text(encoding="utf-8")
)["sentence"]
SEEN, HELD_OUT = "seen", "held out"
WHAT = ("is", "value", "unit", "year", "note", "change")


def half(text: str) -> str:
    return HELD_OUT if hashlib.sha256(text.encode("utf-8")).digest()[0] % 2 else SEEN


def expected(sentence: dict[str, Any], fields: tuple[str, ...]) -> Counter[tuple[object, ...]]:
    return Counter(
        tuple(target.get(field, False if field == "change" else None) for field in fields)
        for target in sentence["targets"]
    )


def found(text: str, fields: tuple[str, ...]) -> Counter[tuple[object, ...]]:
    out: Counter[tuple[object, ...]] = Counter()
    for t in find_targets(text):
        read = {"is": t.comparator, "value": t.value, "unit": t.unit, "year": t.year, "note": t.note}
        read |= {"change": t.is_change, "raw": t.raw, "name": t.measure}
        out[tuple(read[field] for field in fields)] += 1
    return out


def measured(part: str, fields: tuple[str, ...]) -> tuple[float, float]:
    """Precision and recall over the sentences of a half."""
    wanted = made = right = 0
    for sentence in SENTENCES:
        if half(sentence["text"]) == part:
            gold, ours = expected(sentence, fields), found(sentence["text"], fields)
            wanted, made, right = wanted + gold.total(), made + ours.total(), right + (gold & ours).total()
    return right / made, right / wanted


@pytest.mark.parametrize(
    ("part", "fields", "precision", "recall"),
    [
        (SEEN, WHAT, 0.98, 0.98),
        (SEEN, (*WHAT, "raw", "name"), 0.98, 0.98),
        (HELD_OUT, WHAT, 0.93, 0.90),
        (HELD_OUT, (*WHAT, "raw", "name"), 0.85, 0.85),
    ],
)
def test_precision_and_recall(part: str, fields: tuple[str, ...], precision: float, recall: float) -> None:
    got = measured(part, fields)
    assert got[0] >= precision and got[1] >= recall


def test_the_halves_are_large_enough_to_tell() -> None:
    texts = [sentence["text"] for sentence in SENTENCES]
    assert len(texts) == len(set(texts)) >= 120
    for part in (SEEN, HELD_OUT):
        own = [sentence for sentence in SENTENCES if half(sentence["text"]) == part]
        assert sum(bool(s["targets"]) for s in own) >= 30
        assert sum(not s["targets"] for s in own) >= 25
