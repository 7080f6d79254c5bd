"""`malkedja changes`: what a run added, removed and changed, row by row.

Rows of the two sets are paired by what they are about: the document (its content, or else its path), and then the
wording that names the row. So a plan that was replaced by a corrected one shows the figures that differ, although all
ids in it are new. Places, ids and hashes are not compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.datasets import check_fingerprint, file_of, read_file, read_table
from pipeline.errors import Unusable
from pipeline.escaping import printable
from pipeline.pointer import NAME_LENGTH, set_folder

Row = Mapping[str, Any]
Label = tuple[object, ...]

# Dataset -> the columns that name a row within its document.
NAMED_BY: Mapping[str, tuple[str, ...]] = {
    "documents": (),
    "sections": ("number", "title"),
    "goals": ("goal_type", "title"),
    "indicators": ("name",),
    "indicator_values": ("indicator_id", "value_type", "year", "as_of", "component"),
    "actions": ("assignment", "action"),
    "budget_lines": ("table_title", "line", "value_type", "year", "as_of"),
    "goal_alignments": ("goal_id", "framework", "kind", "text"),
    "indicator_links": ("indicator_id",),
    "goal_links": ("goal_id",),
    "problems": ("code", "page"),
}
NAMES_OF = {"indicator_id": ("indicators", "name"), "goal_id": ("goals", "title"), "parent_goal_id": ("goals", "title")}
PLACES = frozenset({"page", "bbox", "sha256", "file_size", "confidence", "evidence", "score"})


@dataclass(frozen=True, slots=True)
class Change:
    """One row that differs. `columns`: column -> (value before, value now); all of them where a row is new or gone."""

    kind: str  # `added`, `removed` or `changed`
    dataset: str
    source_path: str
    row: str  # what the row is about
    columns: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs between the sets after two runs."""

    since: str | None  # the run before; None where there was none
    run: str
    rows: tuple[Change, ...]


def find_changes(out: Path, since: str | None = None) -> Changes:
    """What the last run changed, or all that changed since the run `since`. Raises `Unusable`."""
    runs = read_table("runs", out)
    if runs is None:
        raise Unusable(f"There are no datasets in {out}. Run `malkedja extract` first, or name another --out.")
    rows = runs.select(["run_id", "fingerprint"]).to_pylist()
    names = [row["run_id"] for row in rows]
    if since is not None and since not in names:
        raise Unusable(f"There was no run {since}. The latest: {', '.join(names[-5:])}.")
    before = rows[names.index(since)] if since is not None else rows[-2] if len(rows) > 1 else None
    now = rows[-1]
    if before is None or before["fingerprint"] is None:
        return Changes(None, now["run_id"], tuple(compare(Side(None), open_side(out, now))))
    if before["fingerprint"] == now["fingerprint"]:
        return Changes(before["run_id"], now["run_id"], ())
    return Changes(before["run_id"], now["run_id"], tuple(compare(open_side(out, before), open_side(out, now))))


@dataclass(frozen=True, slots=True)
class Side:
    """One set: its tables, read when they are wanted."""

    folder: Path | None

    def read(self, name: str) -> pa.Table | None:
        return None if self.folder is None else read_file(name, self.folder)


def open_side(out: Path, run: Row) -> Side:
    name = run["fingerprint"][:NAME_LENGTH]
    folder = set_folder(out, name)
    table = read_file("documents", folder)
    if table is None:
        raise Unusable(
            f"The datasets of the run {run['run_id']} are not kept any more. Choose a later run; "
            "`malkedja extract --keep N` keeps more of them."
        )
    check_fingerprint(table.schema, name, file_of("documents", folder))
    return Side(folder)


def compare(before: Side, now: Side) -> Iterator[Change]:
    """Every row that differs, by dataset and document."""
    places = pair_documents(before, now)
    for name, label in NAMED_BY.items():
        old, new = before.read(name), now.read(name)
        rows_before = _rows_that_differ(old, new, name, before)
        rows_now = _rows_that_differ(new, old, name, now)
        had, has = _by_place(rows_before, places), _by_place(rows_now, places)
        for place in sorted({*had, *has}):
            yield from _compare_rows(name, place, label, had.get(place, ()), has.get(place, ()))


def _by_place(rows: Mapping[str | None, list[Row]], places: Mapping[str | None, str]) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for document, own in rows.items():
        groups[places[document]] += own
    return groups


def pair_documents(before: Side, now: Side) -> dict[str | None, str]:
    """document_id of either set -> the path that it is told under: that of today, or of the file that is gone."""
    old, new = _paths(before), _paths(now)
    places: dict[str | None, str] = {None: ""}
    places.update({document: new.get(document, path) for document, path in old.items()})
    places.update(new)
    return places


def _paths(side: Side) -> dict[str, str]:
    table = side.read("documents")
    if table is None:
        return {}
    return dict(zip(table.column("document_id").to_pylist(), table.column("source_path").to_pylist(), strict=True))


def _rows_that_differ(
    table: pa.Table | None, other: pa.Table | None, name: str, side: Side
) -> dict[str | None, list[Row]]:
    """The rows of documents that are not the same in the other table, with names in the place of ids."""
    if table is None:
        return {}
    ours, theirs = _slices(table), {} if other is None else _slices(other)
    found: dict[str | None, list[Row]] = {}
    for document, (start, length) in ours.items():
        part = table.slice(start, length)
        at = theirs.get(document)
        if at is None or other is None or at[1] != length or not part.equals(other.slice(*at)):
            found[document] = part.to_pylist()
    _name_rows(found, name, side)
    return found


def _slices(table: pa.Table) -> dict[str | None, tuple[int, int]]:
    """document_id -> (first row, number of rows); rows of a document lie together."""
    slices: dict[str | None, tuple[int, int]] = {}
    for row, document in enumerate(table.column("document_id").to_pylist()):
        start, length = slices.get(document, (row, 0))
        slices[document] = (start, length + 1)
    return slices


def _name_rows(found: Mapping[str | None, list[Row]], name: str, side: Side) -> None:
    """Put wordings in the place of ids of other rows: ids are new in every file."""
    columns = [column for column in NAMES_OF if any(column in row for rows in found.values() for row in rows[:1])]
    for column in columns:
        dataset, wording = NAMES_OF[column]
        if dataset == name and column != "parent_goal_id":
            continue
        table = side.read(dataset)
        if table is None:
            continue
        keys = table.column(table.column_names[0]).to_pylist()
        wordings = dict(zip(keys, table.column(wording).to_pylist(), strict=True))
        for rows in found.values():
            for row in rows:
                row[column] = wordings.get(row[column], row[column])  # type: ignore[index]


def _compare_rows(
    name: str, place: str, label: Sequence[str], had: Sequence[Row], has: Sequence[Row]
) -> Iterator[Change]:
    before, now = (_group([_compared(row, name) for row in rows], label) for rows in (had, has))
    for key in dict.fromkeys((*now, *before)):
        old, new = list(before.get(key, ())), list(now.get(key, ()))
        told = " › ".join(str(part) for part in key if part not in (None, ""))
        for one in tuple(old):
            if one in new:
                old.remove(one)
                new.remove(one)
        for one, other in zip(old, new, strict=False):
            columns = {c: (one.get(c), value) for c, value in other.items()}
            yield Change("changed", name, place, told, {c: pair for c, pair in columns.items() if pair[0] != pair[1]})
        for gone in old[len(new) :]:
            yield Change("removed", name, place, told, {c: (v, None) for c, v in _told(gone).items()})
        for added in new[len(old) :]:
            yield Change("added", name, place, told, {c: (None, v) for c, v in _told(added).items()})


def _group(rows: Sequence[Row], label: Sequence[str]) -> dict[Label, list[Row]]:
    groups: dict[Label, list[Row]] = defaultdict(list)
    for row in rows:
        groups[tuple(row.get(column) for column in label)].append(row)
    return groups


def _compared(row: Row, name: str) -> Row:
    """The columns in which a row of the dataset `name` can differ, and those that name it."""
    wordings = {column for column, (dataset, _) in NAMES_OF.items() if dataset != name or column == "parent_goal_id"}
    told = [column for column in row if column in NAMED_BY[name] or column not in PLACES]
    return {column: row[column] for column in told if column in wordings or not column.endswith("_id")}


def _told(row: Row) -> Row:
    return {column: value for column, value in row.items() if value not in (None, [], False)}


# ------------------------------------------------------------------ for people and programs


def as_json(changes: Changes) -> dict[str, Any]:
    """As it is printed with --json."""
    rows = [
        {
            "kind": change.kind,
            "dataset": change.dataset,
            "source_path": change.source_path,
            "row": change.row,
            "columns": {name: {"before": old, "now": new} for name, (old, new) in change.columns.items()},
        }
        for change in changes.rows
    ]
    return {"since": changes.since, "run": changes.run, "changes": rows}


def as_text(changes: Changes) -> str:
    """For a screen: by document, with old and new values."""
    return "\n".join(printable(line) for line in _lines(changes))


def _lines(changes: Changes) -> Iterator[str]:
    since = f"since the run {changes.since}" if changes.since else "in the first run"
    if not changes.rows:
        yield f"Nothing changed {since}."
        return
    counts: dict[str, int] = defaultdict(int)
    for change in changes.rows:
        counts[change.kind] += 1
    told = ", ".join(f"{number} {kind}" for kind, number in counts.items())
    yield f"Rows that differ {since}: {told}."
    by_path: dict[str, list[Change]] = defaultdict(list)
    for change in changes.rows:
        by_path[change.source_path].append(change)
    for path, rows in by_path.items():
        yield ""
        yield path or "(no document)"
        yield from map(_line, rows)


def _line(change: Change) -> str:
    sign = {"added": "+", "removed": "-", "changed": "~"}[change.kind]
    if change.kind == "changed":
        what = "; ".join(f"{name} {_cell(old)} → {_cell(new)}" for name, (old, new) in change.columns.items())
    else:
        place = 0 if change.kind == "removed" else 1
        told = {name: pair[place] for name, pair in change.columns.items() if name in ("raw", "amount_raw", "status")}
        what = "; ".join(f"{name} {_cell(value)}" for name, value in told.items())
    return f"  {sign} {change.dataset}" + (f": {change.row}" if change.row else "") + (f": {what}" if what else "")


def _cell(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "nothing"
    return f"“{value}”" if isinstance(value, str) else str(value)
