"""Pictures of the pages beside the report, drawn once for each file: the next report takes those that are there."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import shutil
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from pipeline.records import Box

INDEX = "pages.json"  # in a document's folder of pictures; written last, so a folder without it is not finished
DRAWN_BY = 1  # a step up when pictures are drawn in another way: those of earlier reports are drawn anew


@dataclass(frozen=True, slots=True)
class Picture:
    """A page's picture: its file in the document's folder, its size in dots and the part of the page it shows."""

    number: int
    file: str
    width: int
    height: int
    frame: Box


@dataclass(frozen=True, slots=True)
class Task:
    """A file whose pages are to be drawn."""

    document_id: str
    sha256: str
    path: Path
    folder: Path


def draw_all(tasks: Sequence[Task], workers: int) -> Iterator[tuple[Task, tuple[Picture, ...]]]:
    """Every file's pictures, as they get ready; none where a file is missing, has changed or cannot be drawn."""
    if workers == 1 or len(tasks) < 2:
        yield from ((task, draw_document(task)) for task in tasks)
        return
    waiting = {task.document_id: task for task in tasks}
    try:
        for task, pictures in _draw_in_pool(tasks, workers):
            del waiting[task.document_id]
            yield task, pictures
    except BrokenProcessPool:  # a file took its worker with it: the rest one by one, each in a process of its own
        for task in list(waiting.values()):
            try:
                yield from _draw_in_pool([task], 1)
            except BrokenProcessPool:
                yield task, ()


def _draw_in_pool(tasks: Sequence[Task], workers: int) -> Iterator[tuple[Task, tuple[Picture, ...]]]:
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        begun = {pool.submit(draw_document, task): task for task in tasks}
        for done in as_completed(begun):
            yield begun[done], done.result()


def draw_document(task: Task) -> tuple[Picture, ...]:
    """The pictures of one file, drawn now or by an earlier report. Runs in a worker, so the libraries are imported
    here."""
    from extractors.errors import PlanUnreadable
    from extractors.pictures import draw_pages

    earlier = read_index(task.folder)
    if earlier is not None:
        return earlier
    if not task.path.is_file() or hashlib.sha256(task.path.read_bytes()).hexdigest() != task.sha256:
        return ()
    shutil.rmtree(task.folder, ignore_errors=True)
    task.folder.mkdir(parents=True)
    pictures = []
    try:
        for page in draw_pages(task.path):
            file = f"{page.number}.{page.kind}"
            (task.folder / file).write_bytes(page.content)
            pictures.append(Picture(page.number, file, page.width, page.height, page.frame))
    except PlanUnreadable:
        return ()
    index = {"drawn_by": DRAWN_BY, "pages": [_as_json(picture) for picture in pictures]}
    (task.folder / INDEX).write_text(json.dumps(index), encoding="utf-8")
    return tuple(pictures)


def _as_json(picture: Picture) -> dict[str, object]:
    return {
        "number": picture.number,
        "file": picture.file,
        "width": picture.width,
        "height": picture.height,
        "frame": list(picture.frame),
    }


def read_index(folder: Path) -> tuple[Picture, ...] | None:
    """The pictures that an earlier report drew; None where there are none, or not all."""
    try:
        index = json.loads((folder / INDEX).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if index.get("drawn_by") != DRAWN_BY:
        return None
    return tuple(_picture(page) for page in index["pages"])


def _picture(page: Mapping[str, object]) -> Picture:
    sides = page["frame"]
    assert isinstance(sides, list)
    return Picture(
        int(str(page["number"])), str(page["file"]), int(str(page["width"])), int(str(page["height"])), Box(*sides)
    )
