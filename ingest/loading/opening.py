"""Any file of rows that is taken in: a template of ours, or a message of electronic data interchange."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final

from channel.access.gate import Action, Gate
from channel.access.rights import Right
from channel.access.viewer import Viewer
from channel.errors import BadInput
from ingest.edi import reading as edi
from ingest.edi.findings import Note
from ingest.loading import refusals
from ingest.loading.areas import area_of
from ingest.loading.files import opened, recognised
from ingest.loading.looks import Before, Look, Within
from ingest.loading.plan import Counts, LoadPlan, plan
from ingest.loading.rows import Row, Source
from ingest.loading.writing import apply
from ingest.price_sheets import Workbooks, read_workbook

Progress = Callable[[int], None]
INTERCHANGES: Final = frozenset({"x12", "edifact"})
"""Systems of sources whose rows are counted by segments."""


def _untold(_rows: int) -> None:
    """Nobody waits."""


@dataclass(frozen=True)
class Batch:
    """Rows of one area from one file; a message may hold several. `notes` tell what was left out or assumed."""

    area: str
    rows: Iterable[Row]
    source: Source
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Loaded:
    """What a load did, by area; nothing changed where `load_ids` is empty and no count says otherwise."""

    counts: dict[str, Counts]
    load_ids: tuple[int, ...]


def batches_of(content: bytes, name: str, area: str, workbooks: Workbooks = read_workbook) -> tuple[Batch, ...]:
    """The rows of a file that is said to be of an area.

    Raises:
        NotFound: when there is no such area.
        BadInput: when the file is not of that area; says what differs.
        UnreadableFile: when it cannot be read.
    """
    if edi.recognised(content) is not None:
        return _interchange(content, name, area_of(area).name)
    file = opened(content, name, area_of(area), workbooks)
    return (Batch(file.area.name, file.rows(), file.source),)


def recognised_batches(content: bytes, name: str, workbooks: Workbooks = read_workbook) -> tuple[Batch, ...]:
    """The rows of a file that says itself what it is; none if it is no file of rows.

    Raises:
        UnreadableFile: when it is one, and cannot be read.
    """
    if edi.recognised(content) is not None:
        return _interchange(content, name)
    file = recognised(content, name, workbooks)
    return () if file is None else (Batch(file.area.name, file.rows(), file.source),)


def says_itself(content: bytes, name: str, workbooks: Workbooks = read_workbook) -> bool:
    """Whether a file says itself what it is.

    Raises:
        UnreadableFile: for a spreadsheet that cannot be opened.
    """
    return edi.recognised(content) is not None or recognised(content, name, workbooks) is not None


def _interchange(content: bytes, name: str, area: str = "") -> tuple[Batch, ...]:
    """All that an interchange says, of each area; of `area` there has to be something."""
    file = edi.read(content, name)
    found = tuple(load.area for load in file.loads)
    if area and area not in found:
        areas = ", ".join(found)
        about = {"en": areas or "nothing that is loaded", "de": areas or "nichts, was geladen wird"}
        raise BadInput.of(refusals.NOTHING_ABOUT, file=name, area=area, areas=about)
    notes = [file.notes, *((),) * len(found)]
    return tuple(Batch(load.area, load.rows, file.source, said) for load, said in zip(file.loads, notes, strict=False))


def preview(
    look: Look, viewer: Viewer, batches: Iterable[Batch], *, delete_missing: bool = False, progress: Progress = _untold
) -> tuple[LoadPlan, ...]:
    """What the rows of a file would change; see `ingest.loading.plan.plan`."""
    return tuple(
        _counted(plan(look, viewer, one.area, one.rows, one.source, delete_missing=delete_missing, progress=progress))
        for one in batches
    )


def _counted(drawn: LoadPlan) -> LoadPlan:
    if drawn.source.system not in INTERCHANGES:
        return drawn
    return replace(drawn, faults=tuple(replace(fault, counted="segment") for fault in drawn.faults))


def dry_run(
    gate: Gate, viewer: Viewer, batches: Iterable[Batch], *, delete_missing: bool = False, progress: Progress = _untold
) -> tuple[LoadPlan, ...]:
    """What a load would change, in the viewer's sight; nothing is written."""
    return preview(Before(gate), viewer, batches, delete_missing=delete_missing, progress=progress)


def load(
    gate: Gate, viewer: Viewer, batches: Iterable[Batch], *, delete_missing: bool = False, progress: Progress = _untold
) -> Loaded:
    """Load a file in one transaction: all of its rows or none.

    Raises:
        LoadRefused: rows are wrong; nothing was loaded.
        Refusal: as `plan` and `apply` do.
    """
    with gate.acting(viewer, Right.LOAD_DATA) as action:
        return load_within(action, batches, delete_missing=delete_missing, progress=progress)


def load_within(
    action: Action, batches: Iterable[Batch], *, delete_missing: bool = False, progress: Progress = _untold
) -> Loaded:
    """The same within a change under way.

    Raises:
        Refusal: as `load` does.
    """
    counts: dict[str, Counts] = {}
    entries: list[int] = []
    for one in batches:
        drawn = preview(Within(action), action.viewer, (one,), delete_missing=delete_missing, progress=progress)
        entry = apply(action, drawn[0], progress)
        counts[one.area] = counts[one.area] + drawn[0].counts if one.area in counts else drawn[0].counts
        entries.extend(() if entry is None else (entry,))
    if not counts:
        raise BadInput.of(refusals.NO_ROWS)
    return Loaded(counts, tuple(entries))
