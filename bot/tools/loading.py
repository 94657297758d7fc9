"""Own data by chat: a dropped file of rows becomes a draft that shows what would change, row errors in words."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from pydantic import TypeAdapter

from bot.tools.dropped import DroppedFile
from bot.tools.questions import in_words
from bot.tools.results import Asking, Outcome, Result
from channel import drafts, uploads
from channel.access.gate import Action, Gate
from channel.access.rights import Right
from channel.access.viewer import Viewer
from channel.errors import BadInput, NotPossible, UnreadableFile
from channel.tables.journal import Upload
from ingest.edi.faults import EdiRefused
from ingest.edi.findings import Note
from ingest.loading import opening
from ingest.loading.areas import ORDER, Area, area_of
from ingest.loading.faults import RowFault
from ingest.loading.files import alike
from ingest.loading.opening import Batch
from ingest.loading.plan import Counts, LoadPlan
from ingest.loading.rows import Row, Source
from ingest.loading.sides import loadable
from ingest.loading.writing import LoadRefused

LOAD: Final = "data.load"
TOLD_EVERY: Final = 20_000
STALE: Final = (
    "The data changed since I showed you this, so I loaded nothing.",
    "Drop the file once more: I compare again and show you the difference as it is now.",
)
STALE_DE: Final = (
    "Die Daten haben sich geändert, seit ich Ihnen das gezeigt habe; ich habe nichts geladen.",
    "Legen Sie die Datei noch einmal ab: Dann vergleiche ich neu und zeige Ihnen den Unterschied.",
)
Kept = list[tuple[str, str, str, str, datetime | None, list[tuple[int, dict[str, str]]]]]
KEPT: Final = TypeAdapter(Kept)
"""Rows as they wait for confirmation: area, source, and each row with its number."""


@dataclass(frozen=True)
class AreaPreview:
    """What a file would change in one area; with faults it changes nothing."""

    area: Area
    counts: Counts
    faults: tuple[RowFault, ...]


@dataclass(frozen=True)
class LoadPreview:
    """A dropped file compared with what is kept. `key` is its draft's, none where there is nothing to confirm.

    `notes` tell what of an interchange was left out or taken for granted.
    """

    file_name: str
    areas: tuple[AreaPreview, ...]
    key: str | None
    notes: tuple[Note, ...] = ()

    @property
    def faults(self) -> int:
        """How many things are wrong in all."""
        return sum(len(area.faults) for area in self.areas)


@dataclass(frozen=True)
class AlmostTemplate:
    """A file that is meant as an area's but has other headings; shown with the template."""

    file_name: str
    area: Area
    unknown: tuple[str, ...]
    lacking: tuple[str, ...]


@dataclass(frozen=True)
class LoadDone:
    """A file that was loaded."""

    file_name: str
    counts: Mapping[str, Counts]


@dataclass(frozen=True)
class TemplateGiven:
    """An empty file of an area."""

    area: Area


class OwnData:
    """Takes files of rows: our templates by their headings, and messages of electronic data interchange."""

    def claims(self, asking: Asking, files: tuple[DroppedFile, ...], text: str) -> bool:  # noqa: ARG002 - as takers are asked
        """Whether who may load data dropped a file that says itself that it is one."""
        areas = loadable(asking.person)
        return bool(areas) and bool(files) and all(_is_own_data(asking, file, areas) for file in files)

    def take(self, asking: Asking, files: tuple[DroppedFile, ...], text: str) -> Result:  # noqa: ARG002 - as takers are asked
        """A draft of the load with what it would change, or what is wrong with the file.

        Raises:
            Refusal: when the file is not the person's to load, or cannot be read.
        """
        name = ", ".join(file.file_name for file in files)
        for file in files:
            almost = _almost(asking, file, loadable(asking.person))
            if almost is not None:
                return Result(almost, Outcome.CLARIFY)
        batches = sorted(
            (batch for file in files for batch in _batches(asking, file)), key=lambda one: ORDER.index(one.area)
        )
        plans = opening.dry_run(asking.gate, asking.person, batches, progress=_telling(asking, name))
        areas = tuple(AreaPreview(plan.area, plan.counts, plan.faults) for plan in plans)
        notes = tuple(note for batch in batches for note in batch.notes)
        keys = [file.upload_key for file in files]
        if any(plan.faults for plan in plans) or not any(plan.counts.any for plan in plans):
            with asking.gate.acting(asking.person, Right.LOAD_DATA) as action:
                uploads.let_go(action, keys)
            wrong = any(plan.faults for plan in plans)
            return Result(LoadPreview(name, areas, None, notes), Outcome.CLARIFY if wrong else Outcome.ANSWER)
        content = {
            "uploads": keys,
            "file": name,
            "counts": _counted(_summed(plans)),
            "language": asking.language,
        }
        with asking.gate.acting(asking.person, Right.LOAD_DATA) as action:
            uploads.add_reading(action, keys[0], packed(batches))
            key = drafts.save(action, LOAD, asking.thread, content)
        return Result(LoadPreview(name, areas, key, notes), Outcome.DRAFT, draft=key)


TAKER: Final = OwnData()


def perform(action: Action, content: dict[str, Any]) -> dict[str, Any]:
    """Load what the draft showed; refuses in the draft's language.

    Raises:
        NotPossible: when it would change something else by now, or cannot be written.
    """
    upload = action.find(Upload, Upload.key == content["uploads"][0])
    stale = NotPossible(*(STALE_DE if content.get("language") == "de" else STALE))
    if upload.reading is None:
        raise stale
    try:
        loaded = opening.load_within(action, unpacked(upload.reading))
    except LoadRefused as refused:
        raise stale from refused
    counts = _counted(loaded.counts)
    if counts != content["counts"]:
        raise stale
    uploads.let_go(action, content["uploads"])
    return {"file": content["file"], "counts": counts}


def loaded(gate: Gate, viewer: Viewer, outcome: dict[str, Any]) -> LoadDone:  # noqa: ARG001 - as reports are asked
    """What to report of a load."""
    return LoadDone(outcome["file"], {area: Counts(**plain) for area, plain in outcome["counts"].items()})


def template_for(area: str) -> Result:
    """An empty file of an area.

    Raises:
        NotFound: when there is no such area.
    """
    return Result(TemplateGiven(area_of(area)))


def packed(batches: list[Batch]) -> bytes:
    """Rows of a file, to be kept until its draft is closed."""
    plain = [
        (
            one.area,
            one.source.system,
            one.source.name,
            one.source.checksum,
            one.source.as_of,
            [(row.number, dict(row.values)) for row in one.rows],
        )
        for one in batches
    ]
    return gzip.compress(KEPT.dump_json(plain), compresslevel=1, mtime=0)


def unpacked(kept: bytes) -> tuple[Batch, ...]:
    """What `packed` kept."""
    return tuple(
        Batch(area, [Row(number, values) for number, values in rows], Source(system, name, checksum, as_of))
        for area, system, name, checksum, as_of, rows in KEPT.validate_json(gzip.decompress(kept))
    )


def _is_own_data(asking: Asking, file: DroppedFile, areas: tuple[str, ...]) -> bool:
    try:
        if opening.says_itself(file.content, file.file_name, asking.reading.workbook):
            return True
        return _almost(asking, file, areas) is not None
    except UnreadableFile:
        return False


def _almost(asking: Asking, file: DroppedFile, areas: tuple[str, ...]) -> AlmostTemplate | None:
    near = alike(file.content, file.file_name, areas, asking.reading.workbook)
    return None if near is None else AlmostTemplate(file.file_name, near.area, near.unknown, near.lacking)


def _batches(asking: Asking, file: DroppedFile) -> list[Batch]:
    try:
        found = opening.recognised_batches(file.content, file.file_name, asking.reading.workbook)
    except EdiRefused as refused:
        raise UnreadableFile(*refused.said(asking.language)) from refused
    if not found:
        raise BadInput(
            in_words(asking, f"{file.file_name} has no rows.", f"{file.file_name} hat keine Zeilen."),
            in_words(asking, "Fill in rows below the headings.", "Füllen Sie Zeilen unter den Überschriften aus."),
        )
    return [Batch(one.area, list(one.rows), one.source, one.notes) for one in found]


def _telling(asking: Asking, name: str) -> Callable[[int], None]:
    def tell(rows: int) -> None:
        if rows % TOLD_EVERY == 0:
            count = f"{rows:,}" if asking.language == "en" else f"{rows:,}".replace(",", ".")
            asking.progress(
                in_words(asking, f"Comparing {name}: {count} rows …", f"Ich vergleiche {name}: {count} Zeilen …")
            )

    return tell


def _summed(plans: tuple[LoadPlan, ...]) -> dict[str, Counts]:
    summed: dict[str, Counts] = {}
    for plan in plans:
        summed[plan.area.name] = summed[plan.area.name] + plan.counts if plan.area.name in summed else plan.counts
    return summed


def _counted(counts: Mapping[str, Counts]) -> dict[str, dict[str, int]]:
    return {area: one.plain() for area, one in counts.items()}
