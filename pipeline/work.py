"""What a run has to do: which files to read, and which documents the datasets are made of."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.discover import Found, Waiting, describe_source
from pipeline.gather import Placed
from pipeline.records import Problem, SourceDocument


@dataclass(frozen=True, slots=True)
class Work:
    """Files to read, documents to publish (sorted by content), and what to tell of the folder."""

    to_read: tuple[SourceDocument, ...]
    placed: tuple[Placed, ...]
    problems: tuple[Problem, ...]


def choose_work(found: Found, staged: Mapping[str, str], retry_failed: bool = False) -> Work:
    """`staged`: content -> status of what was read before in the same way."""
    sources = {source.document_id: source for source in found.sources}
    to_read = [one for one in found.sources if one.sha256 not in staged or (retry_failed and _failed(one, staged))]
    problems = list(found.problems)
    for waiting in found.waiting:
        before = waiting.before
        kept = before is not None and before.sha256 in staged
        problems.append(_not_settled(waiting, kept))
        if kept and before is not None:  # last night's content is known: better than a night without the document
            source = describe_source(waiting.path, waiting.source_path, before.sha256, before.size)
            sources.setdefault(source.document_id, source)
    placed = [Placed(one.sha256, one.document_id, one.source_path) for one in sources.values()]
    return Work(tuple(to_read), tuple(sorted(placed, key=lambda one: one.sha256)), tuple(problems))


def describe_state(recipe: str, work: Work, *others: object) -> str:
    """A hash of all that the datasets are made from: while it stays, so do they."""
    digest = hashlib.sha256(recipe.encode())
    for part in (*work.placed, *work.problems, *others):
        digest.update(repr(part).encode("utf-8", "surrogatepass") + b"\n")
    return digest.hexdigest()


def without(found: Found, paths: Sequence[str], moved: Sequence[Waiting]) -> Found:
    """What was found, when files were deleted (`paths`) or written anew (`moved`) while others were read."""
    gone = {*paths, *(one.source_path for one in moved)}
    sources = tuple(source for source in found.sources if source.source_path not in gone)
    problems = tuple(one for one in found.problems if one.code != "same-file" or one.source_path not in gone)
    files = tuple(path for path in found.files if path not in paths)
    return Found(sources, problems, files, found.seen, (*found.waiting, *moved))


def _failed(source: SourceDocument, staged: Mapping[str, str]) -> bool:
    return staged[source.sha256] == "failed"


def _not_settled(waiting: Waiting, kept: bool) -> Problem:
    until = "what it held before is published again" if kept else "it is not in the datasets yet"
    message = f"{waiting.source_path} is still being written and is read in the next run; until then {until}."
    return Problem(None, waiting.source_path, "discover", "warning", "still-being-written", message, None)
