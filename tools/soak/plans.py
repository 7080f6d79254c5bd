"""Plans by the thousand, in several layouts, each with the figures that must be read out of it.

Set with the fewest means a PDF needs, so that ten thousand of them are made in a minute.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.soak.hostile import pdf, stream

SUBJECTS = ("besökare", "elever", "brukare", "medarbetare", "företag", "invånare", "föräldrar", "kunder", "ungdomar")
AREAS = ("biblioteken", "badhusen", "skolorna", "äldreboendena", "museerna", "förskolorna", "parkerna", "bygdegårdarna")
PLACES = ("Norrtälje", "Säffle", "Vadstena", "Kiruna", "Ystad", "Mora", "Åre", "Öckerö", "Älvkarleby", "Gällivare")
BODIES = ("Kultur- och fritidsnämnden", "Socialnämnden", "Barn- och utbildningsnämnden", "Kommunstyrelsen")
AIMS = (
    "Alla ska kunna mötas i {area}",
    "Fler {subject} ska trivas i {area}",
    "{area} ska vara öppna för alla {subject}",
    "En trygg vardag för {subject}",
)
LEFT, TOP, ROW = 60, 90, 22  # points


@dataclass(frozen=True, slots=True)
class Plan:
    """One generated plan: its bytes, and what must be read out of it."""

    content: bytes
    values: tuple[tuple[str, float], ...]  # (name of the indicator, number), sorted
    amounts: tuple[float, ...]  # in kronor, sorted


def make_plan(number: int) -> Plan:
    """The plan with this number; the same each time."""
    dice = random.Random(number)
    year = dice.randint(2019, 2030)
    drawing = [text(LEFT, 40, f"Verksamhetsplan {year}", 20), text(LEFT, 62, dice.choice(BODIES), 14)]
    drawing.append(text(LEFT, 80, f"{dice.choice(PLACES)} kommun", 11))
    layout = (plain_table, source_first, headed_goals, budget)[number % 4]
    values, amounts, lines = layout(dice, year)
    pages = [drawing + lines]
    return Plan(document(pages), tuple(sorted(values)), tuple(sorted(amounts)))


Figures = tuple[list[tuple[str, float]], list[float], list[str]]


def plain_table(dice: random.Random, year: int) -> Figures:
    return indicator_table(dice, TOP + 30, ("Indikator", f"Utfall {year - 1}", f"Mål {year}", f"Mål {year + 1}"), 5)


def source_first(dice: random.Random, year: int) -> Figures:
    head = ("Källa", "Indikator", f"Nuvärde {year - 1}", f"Målvärde {year + 2}")
    return indicator_table(dice, TOP + 50, head, 4, name_column=1)


def headed_goals(dice: random.Random, year: int) -> Figures:
    values: list[tuple[str, float]] = []
    lines: list[str] = []
    top = TOP + 40
    for number in (1, 2):
        aim = dice.choice(AIMS).format(subject=dice.choice(SUBJECTS), area=dice.choice(AREAS))
        lines.append(text(LEFT, top, f"Mål {number}: {aim[0].upper()}{aim[1:]}", 15))
        found, _, drawn = indicator_table(dice, top + 20, ("Indikator", f"Utfall {year - 1}", f"Mål {year}"), 3)
        values += found
        lines += drawn
        top += 170
    return values, [], lines


def budget(dice: random.Random, year: int) -> Figures:
    lines = [text(LEFT, TOP + 40, "Driftbudget, tkr", 12)]
    head = ("Verksamhet", f"Bokslut {year - 2}", f"Budget {year}", f"Plan {year + 1}")
    rows, amounts = [head], []
    for area in dice.sample(AREAS, 4):
        cells = [dice.randint(100, 99_000) for _ in range(3)]
        amounts += [cell * 1000.0 for cell in cells]
        rows.append((area[0].upper() + area[1:], *(thousands(cell) for cell in cells)))
    return [], amounts, lines + ruled(rows, TOP + 55, 220)


def indicator_table(dice: random.Random, top: int, head: Sequence[str], count: int, name_column: int = 0) -> Figures:
    values: list[tuple[str, float]] = []
    rows = [tuple(head)]
    for subject, area in zip(dice.sample(SUBJECTS, count), dice.sample(AREAS, count), strict=True):
        name = f"Andel nöjda {subject} i {area} (%)"
        cells = []
        for title in head:
            if title == "Indikator":
                cells.append(name)
            elif title == "Källa":
                cells.append(dice.choice(("Kolada", "SCB", "Egen enkät")))
            else:
                share = dice.randint(300, 999)
                values.append((name, share / 10))
                cells.append(f"{share // 10},{share % 10} %")
        rows.append(tuple(cells))
    return values, [], ruled(rows, top, 260 if name_column == 0 else 80, 260 if name_column else None)


def thousands(number: int) -> str:
    return f"{number:,}".replace(",", " ")


def ruled(rows: Sequence[Sequence[str]], top: int, first: int, second: int | None = None) -> list[str]:
    """A table with all its rules; widths of the first columns in points."""
    widths = [first, *([second] if second else [])]
    widths += [72] * (len(rows[0]) - len(widths))
    edges = [LEFT + sum(widths[:n]) for n in range(len(widths) + 1)]
    bottom = top + ROW * len(rows)
    drawn = [f"{edges[0]} {842 - top - ROW * n} m {edges[-1]} {842 - top - ROW * n} l S" for n in range(len(rows) + 1)]
    drawn += [f"{x} {842 - top} m {x} {842 - bottom} l S" for x in edges]
    for line, row in enumerate(rows):
        drawn += [text(x + 3, top + ROW * line + 14, cell, 8.5) for x, cell in zip(edges, row, strict=False)]
    return drawn


def text(x: float, baseline: float, words: str, size: float) -> str:
    escaped = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /F1 {size} Tf {x} {842 - baseline} Td ({escaped}) Tj ET"


def document(pages: Sequence[Sequence[str]]) -> bytes:
    """A4 pages of Helvetica."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    }
    for n, lines in enumerate(pages):
        box = b"/MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"
        objects[4 + 2 * n] = b"<< /Type /Page /Parent 2 0 R %b /Contents %d 0 R >>" % (box, 5 + 2 * n)
        objects[5 + 2 * n] = stream("\n".join(lines).encode("cp1252"))
    return pdf(objects)


def write_plans(folder: Path, numbers: Iterator[int] | Sequence[int]) -> dict[str, Plan]:
    """Write plans, a hundred to a folder; path below the folder -> plan."""
    written = {}
    for number in numbers:
        name = f"{number // 100:03d}/plan {number:05d} åäö.pdf"
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        plan = make_plan(number)
        path.write_bytes(plan.content)
        written[name] = plan
    return written
