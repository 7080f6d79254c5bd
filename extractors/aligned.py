"""Tables without any rules: words that stand in columns, with white stripes between them (the `aligned` road).

Running text in columns looks alike, so a find here is only a candidate: it counts where its header names roles, which
`document.py` checks.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from extractors.banded import band_cells
from extractors.cells import Grid, GridCell
from extractors.columns import (
    MIN_GUTTER,
    NUMBER,
    gutters,
    headers_again,
    is_figure,
    is_tabular,
    numeric_columns,
    with_hidden_columns,
)
from extractors.geometry import centre_in, union
from extractors.levels import stands_over
from extractors.lines import SAME_SIZE, WIDEST_STEP, Row, Segment, find_rows
from extractors.row_starts import CLEAR_SHARE, CLEAR_STEP, begins_row, row_starts
from pipeline.records import Box, Word

MIN_ROWS = 3  # printed lines; two lines apart may be anything
MIN_ROWS_AT_FOOT = 2  # at the end of a page, where a header and one row may begin a table
SAME_START = 1.5  # points by which the beginnings of a paragraph's lines differ
LAST_CHAINS = 12  # columns of text that a line may go on with
LEADING = 1.6  # of the font size, baseline to baseline, within a paragraph
FEWEST_PROSE_LINES, PROSE_WORDS, PROSE_WIDTH = 2, 4, 0.7  # full lines, words in each, share of the widest line
FEWEST_LABELS = 3  # rows
LARGER = 1.3  # times the size of the print of a table's rows: so are headings set, and few labels of groups
FILLED = 0.5  # share of the lines with text in two columns or more


def find_aligned(words: Sequence[Word], taken: Sequence[Box]) -> list[Grid]:
    """Candidates for unruled tables among the words outside the tables that were found already."""
    runs = _runs(find_rows(words), taken)
    grids = [_grid(run) for run in runs]
    return [grid for grid in grids if grid is not None]


def prose_chains(words: Sequence[Word]) -> list[tuple[Word, ...]]:
    """Columns of running text: lines of several words that begin at one place and fill one width."""
    chains: list[list[Segment]] = []
    for part in (s for row in find_rows(words) for s in row.parts):
        x0, _, _, bottom = part.words[0].box
        reach = LEADING * part.words[0].size
        for chain in chains[: -LAST_CHAINS - 1 : -1]:  # right under it, and beginning where it does
            above = chain[-1].words[0].box
            if abs(x0 - above.x0) <= SAME_START and 0 < bottom - above.bottom <= reach:
                chain.append(part)
                break
        else:
            chains.append([part])
    return [tuple(w for s in chain for w in s.words) for chain in chains if _is_prose(chain)]


def cuts_prose(grid: Grid, chains: Sequence[Sequence[Word]]) -> bool:
    """Whether a table would take only some lines of a paragraph, or part it over its rows: it stands beside."""
    for chain in chains:
        held = [next((c.row for c in grid.cells if centre_in(w.box, c.box)), None) for w in chain]
        if len(set(held)) > 1 and not _are_labels(chain, held, grid):
            return True
    return False


def _are_labels(chain: Sequence[Word], held: Sequence[int | None], grid: Grid) -> bool:
    """Whether lines that look like a paragraph are the labels of rows set close: each row begins with one that begins
    anew, as the lines beside the cells of another column only do by chance."""
    if None in held or chain[0].box.x0 >= grid.xs[1]:
        return False
    first = {row: word.text for row, word in zip(reversed(held), reversed(chain), strict=True)}
    return len(first) >= FEWEST_LABELS and not any(text[:1].islower() for text in first.values())


def _is_prose(chain: Sequence[Segment]) -> bool:
    """Whether lines under each other are a paragraph: long enough, and filling their width but for the last."""
    *full, _ = chain
    if len(full) < FEWEST_PROSE_LINES:
        return False
    widest = max([s.x1 - s.x0 for s in full])
    filling = sum([len(s.words) >= PROSE_WORDS and s.x1 - s.x0 >= PROSE_WIDTH * widest for s in full])
    return filling >= 0.8 * len(full) and not any(is_figure(s.text) for s in chain)


def _runs(rows: Sequence[Row], taken: Sequence[Box]) -> list[list[Row]]:
    """Printed lines that follow each other closely, from the first tabular one to the last."""
    runs: list[list[Row]] = []
    last_bottom = 0.0
    for i, row in enumerate(rows):
        box = row.box
        step = box.bottom - last_bottom
        split = any(last_bottom <= t.top < box.top for t in taken)
        near = step <= WIDEST_STEP * row[0].size and not split
        x0, x1 = box.x0, box.x1
        if is_tabular(row, x0, x1) and (len(row.parts) >= 3 or NUMBER.match(row.parts[-1].text)):
            if runs and runs[-1] and near:
                runs[-1].append(row)
            else:
                runs.append(_begun(rows[:i], row, near))
        elif runs and runs[-1] and near and _is_heading(row, runs[-1], rows[i + 1 : i + 2]):
            runs.append([])  # of what follows
        elif runs and runs[-1] and near and (_fits(row, runs[-1]) or _leads(row, rows[i + 1 : i + 2], runs[-1])):
            runs[-1].append(row)
        else:
            runs.append([])
        last_bottom = box.bottom
    runs = [run[a:b] for run in runs for a, b in itertools.pairwise([0, *headers_again(run), len(run)])]
    trimmed = [_trimmed(run) for run in runs]
    at_foot = trimmed[-1:] if rows and trimmed and trimmed[-1] and trimmed[-1][-1] is rows[-1] else []
    return [run for run in trimmed if len(run) >= (MIN_ROWS_AT_FOOT if run in at_foot else MIN_ROWS)]


def _is_heading(row: Row, run: Sequence[Row], below: Sequence[Row]) -> bool:
    """Whether a line is a heading below a table: alone, in clearly larger print than its rows, not only its header.
    Over a line in the columns of the table it leads a group of it."""
    if len(row.parts) > 1 or len(run) < MIN_ROWS or row[0].size < LARGER * max(line[0].size for line in run[1:]):
        return False
    return not (_leads(row, below, run) and _is_in_columns(below[0], run[1:]))


def _is_in_columns(row: Row, run: Sequence[Row]) -> bool:
    """Whether each part of a line begins, ends or has its middle where one of the lines above does."""
    edges = [(s.x0, (s.x0 + s.x1) / 2, s.x1) for line in run for s in line.parts]
    own = [(s.x0, (s.x0 + s.x1) / 2, s.x1) for s in row.parts]
    return all(any(abs(a - b) < 3 for edge in edges for a, b in zip(part, edge, strict=True)) for part in own)


def _begun(above: Sequence[Row], row: Row, near: bool) -> list[Row]:
    """The first lines of a run: the line with values, and the lines of its header."""
    run = [row]
    for line in reversed(above[-2:]):
        if not (stands_over(line, run[0]) or (near and len(run) == 1 and _is_header_of(line, row))):
            break
        run.insert(0, line)
    return run


def _is_header_of(row: Row, below: Row) -> bool:
    """Whether each part of a line begins or ends where one of the line below does, like a header over its columns."""
    over, under = row.parts, below.parts
    if not 2 <= len(over) <= len(under):
        return False
    return all(any(abs(a.x0 - b.x0) < 3 or abs(a.x1 - b.x1) < 3 for b in under) for a in over)


def _leads(row: Row, below: Sequence[Row], run: Sequence[Row]) -> bool:
    """Whether a line of one part is the label of the group of rows below it."""
    parts = row.parts
    if len(parts) > 1 or not below or not is_tabular(below[0], 0, 0):
        return False
    box, under = union(w.box for w in row), union(w.box for w in below[0])
    full = max(w.box.x1 for r in run for w in r) - under.x0
    near = under.bottom - box.bottom <= WIDEST_STEP * row[0].size
    return near and -3 < under.x0 - box.x0 < 2 * row[0].size and box.x1 - box.x0 < 0.55 * full


def _fits(row: Row, run: Sequence[Row]) -> bool:
    """Whether a line's parts each lie within a column of the lines above: the rest of wrapped cells."""
    parts = [r.parts for r in run[-4:]]
    above = [s for r in parts for s in r]
    full = max(s.x1 for s in above) - min(s.x0 for s in above)
    close = row[0].box.bottom - max(w.box.bottom for w in run[-1]) <= LEADING * row[0].size
    second = min((r[1].x0 for r in parts if len(r) > 1), default=0.0) if close else 0.0
    return all(
        (s.x1 - s.x0 < 0.55 * full or s.x1 < second - MIN_GUTTER)
        and any(abs(s.x0 - a.x0) < 3 or abs(s.x1 - a.x1) < 3 for a in above)
        for s in row.parts
    )


def _trimmed(run: list[Row]) -> list[Row]:
    """A run without single-part lines at its end that stand further off than its own lines, or head what follows."""
    while run and len(run[-1].parts) < 2 and len(run) > 1:
        if _steps(run)[-1] <= CLEAR_STEP * min(_steps(run)) and not _heads_next(run[-1], run[-2]):
            break
        run = run[:-1]
    return run


def _begins(run: Sequence[Row], at: int, xs: Sequence[float]) -> bool:
    """Whether a line without numbers begins a row; a bold one alone leads the rows below it."""
    return begins_row(run, at, xs) or (at > 0 and len(run[at].parts) == 1 and _heads_next(run[at], run[at - 1]))


def _heads_next(row: Row, above: Row) -> bool:
    """Whether a bold line is no end of a wrapped label: the line above it is not bold, or in another size."""
    if not all(w.bold for w in row):
        return False
    return not all(w.bold for w in above) or abs(row[0].size - above[0].size) > SAME_SIZE


def _steps(run: Sequence[Row]) -> list[float]:
    bottoms = [
        max(w.box.bottom for w in row if not w.rise) if any(not w.rise for w in row) else row[0].box.bottom
        for row in run
    ]
    return [b - a for a, b in itertools.pairwise(bottoms)] or [0.0]


def _grid(run: Sequence[Row]) -> Grid | None:
    box = union(row.box for row in run)
    xs = with_hidden_columns(run, gutters(run, box.x0 - 1, box.x1 + 1))
    if len(xs) < 3 or (len(xs) == 3 and not any(numeric_columns(row, xs) for row in run)):
        return None
    filled = sum(len(row.parts) >= 2 for row in run)
    if filled < FILLED * len(run):
        return None
    ys = _row_borders(run, xs)
    cells: list[GridCell] = band_cells(ys, xs, run)
    return Grid(
        Box(xs[0], ys[0], xs[-1], ys[-1]), len(ys) - 1, len(xs) - 1, tuple(xs), tuple(cells), "aligned", True, True
    )


def _row_borders(run: Sequence[Row], xs: Sequence[float]) -> list[float]:
    """Borders between logical rows: the clear steps between lines; where all steps are alike, lines with numbers."""
    tops = [row.box.top for row in run]
    bottoms = [row.box.bottom for row in run]
    steps = _steps(run)
    smallest = min(steps)
    clear = [i for i, step in enumerate(steps) if step > CLEAR_STEP * smallest]
    valued = row_starts(run, xs, False)
    if valued:
        starts = valued
    elif len(clear) >= max(1, CLEAR_SHARE * len(steps)):
        starts = [i + 1 for i in clear]
    else:
        numeric = [bool(numeric_columns(row, xs)) for row in run]
        first = next((i for i, n in enumerate(numeric) if n), 1)
        starts = [i for i in range(first, len(run)) if numeric[i] or _begins(run, i, xs)]
    borders = [(bottoms[i - 1] + tops[i]) / 2 for i in starts if i > 0]
    levels = [(bottoms[i] + tops[i + 1]) / 2 for i in range(min(2, len(run) - 1)) if stands_over(run[i], run[i + 1])]
    labels = [i for i in range(1, len(run) - 1) if len(run[i].parts) == 1 and _is_larger(run[i], run[i + 1])]
    own = [(bottoms[j - 1] + tops[j]) / 2 for i in labels for j in (i, i + 1)]  # a label in larger print is a row
    return [tops[0] - 1, *sorted({*levels, *borders, *own}), bottoms[-1] + 1]


def _is_larger(row: Row, below: Row) -> bool:
    return row[0].size >= LARGER * below[0].size
