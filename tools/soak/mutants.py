"""Damaged copies of plans: bits turned, ends cut off, objects in each other's place. The same ones each time."""

from __future__ import annotations

import random
import re
from pathlib import Path

OBJECT = re.compile(rb"(?<=\n)(\d+) 0 obj\b(.*?)endobj", re.DOTALL)


def write_mutants(folder: Path, samples: Path, count: int) -> int:
    """Write `count` damaged copies of the PDFs in `samples`; how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    plans = [path.read_bytes() for path in sorted(samples.glob("*.pdf"))]
    kinds = (turn_bits, cut_off, swap_objects, drop_middle)
    for number in range(count):
        dice = random.Random(number)
        kind = kinds[number % len(kinds)]
        mutant = kind(dice, dice.choice(plans)) + b"\n%% %d" % number  # no two are the same document
        (folder / f"{number:04d} {kind.__name__}.pdf").write_bytes(mutant)
    return count


def turn_bits(dice: random.Random, plan: bytes) -> bytes:
    damaged = bytearray(plan)
    for _ in range(dice.choice((1, 5, 50, 500))):
        damaged[dice.randrange(len(damaged))] ^= 1 << dice.randrange(8)
    return bytes(damaged)


def cut_off(dice: random.Random, plan: bytes) -> bytes:
    return plan[: dice.randrange(1, len(plan))]


def drop_middle(dice: random.Random, plan: bytes) -> bytes:
    start = dice.randrange(len(plan))
    return plan[:start] + plan[start + dice.randrange(1, 2000) :]


def swap_objects(dice: random.Random, plan: bytes) -> bytes:
    found = list(OBJECT.finditer(plan))
    if len(found) < 2:
        return turn_bits(dice, plan)
    one, other = sorted(dice.sample(found, 2), key=lambda match: match.start())
    between = plan[one.end(2) : other.start(2)]
    return plan[: one.start(2)] + other[2] + between + one[2] + plan[other.end(2) :]
