"""Nasty value cells: what is not marked is right. A mark or no value is always allowed, a wrong number never is."""

import pytest

from normalizers.amounts import parse_values

Reading = tuple[str, float, str | None, str | None]  # comparator, value, unit, component

RIGHT: dict[str, list[Reading]] = {
    # footnote marks
    "45*": [("=", 45, None, None)],
    "45²": [("=", 45, None, None)],
    "45 % 1)": [("=", 45, "%", None)],
    "45 kWh/m2": [("=", 45, "kWh/m2", None)],
    "45 µg/m3": [("=", 45, "µg/m3", None)],
    # signs
    "-5": [("=", -5, None, None)],
    "−5": [("=", -5, None, None)],
    "–5": [("=", -5, None, None)],
    "−1,5 %": [("=", -1.5, "%", None)],
    "+5": [("=", 5, None, None)],
    "<5": [("<", 5, None, None)],
    "≥ 45": [(">=", 45, None, None)],
    "45 eller lägre": [("<=", 45, None, None)],
    # thousands and decimals
    "1 400": [("=", 1400, None, None)],
    "45\u00a0000": [("=", 45000, None, None)],
    "45\u202f000": [("=", 45000, None, None)],
    "1.400,50": [("=", 1400.5, None, None)],
    "0,125": [("=", 0.125, None, None)],
    # units
    "12,5 %-enheter": [("=", 12.5, "procentenheter", None)],
    "45 kr/inv": [("=", 45, "kr/inv", None)],
    # several numbers
    "85-90 %": [(">=", 85, "%", None), ("<=", 90, "%", None)],
    "1 400–1 500": [(">=", 1400, None, None), ("<=", 1500, None, None)],
    "5 av 10": [("=", 5, None, None)],
    "45 av 290 kommuner": [("=", 45, None, None)],
    "3,5/5": [("=", 3.5, None, None)],
    "K: 45 M: 50": [("=", 45, None, "kvinnor"), ("=", 50, None, "män")],
    "T: 45 K: 44 M: 46": [("=", 45, None, None), ("=", 44, None, "kvinnor"), ("=", 46, None, "män")],
    "> 45 < 50": [(">", 45, None, None), ("<", 50, None, None)],
    # years and times beside the number
    "2023: 45": [("=", 45, None, None)],
    "45 (2023)": [("=", 45, None, None)],
    # words
    "ca 45": [("=", 45, None, None)],
    "45 (n=12)": [("=", 45, None, None)],
    "topp 45": [("<=", 45, None, None)],
    "n/a": [],
    "räddningstjänst4": [],
    "Mäts 2025": [],
    "Utgår 2025": [],
}
# The number may be read, but never without a mark.
MARKED = [
    "1 400 kg2", "1.400", "1,400", "1,400.50", ",5", ".5", "14 00", "1 4000", "45 ,5", "4 5", "45 46", "45 1", "45-",
    "45 –", "– 45", "--45", "‑45", "5±1", "± 5", "(45)", "45 (1)", "45 (43)", "45 % (46)", "45/46", "1/5", "50-45",
    "-2–-1", "45 → 50", "från 45 till 50", "2024", "2024 45", "2024 %", "1001 %", "jan 45", "T2: 45", "45 Q2",
    "3 kv", "12:50", "31/12", "24/7", "45; 46", "45 och 46", "45 resp. 46", "45 % 46 %", "n=12", "a 45", "45 a",
    "45 x", "3x", "45?", "ej 45", "inte 45", "45 minus", "45 ja", "bland 45 bästa", "45 eller bättre", "1O0", "45O",
    "1.2.3", "4,5e3", "45 p.e.", "5 h 30 min", "65+", "åk 9: 45",
]  # fmt: skip


@pytest.mark.parametrize("cell", RIGHT)
def test_what_is_not_marked_is_right(cell: str) -> None:
    read = [v for v in parse_values(cell) if v.value is not None]
    assert [(v.comparator, v.value, v.unit, v.component) for v in read] == RIGHT[cell]
    assert not any(v.flags for v in read)


@pytest.mark.parametrize("cell", MARKED)
def test_a_number_that_may_be_another_is_marked(cell: str) -> None:
    read = parse_values(cell)
    assert read and all(v.flags for v in read)


@pytest.mark.parametrize("mark", ["*", " *", " (prel.)", " 1)"])
@pytest.mark.parametrize("cell", [*RIGHT, *MARKED])
def test_a_mark_behind_a_cell_changes_no_number(cell: str, mark: str) -> None:
    """A footnote or remark may add doubt; it turns no number into another."""
    plain = {v.value for v in parse_values(cell) if v.value is not None and not v.flags}
    for value in parse_values(cell + mark):
        assert value.value is None or value.flags or value.value in plain
