"""Several files at once: archives opened, the sheet about them read, each file drafted or refused by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from bot.tools.deal_forms import WrongFields
from bot.tools.dropped import DroppedFile
from bot.tools.publishing_drafts import ReadFile, drafted, read_file, refuse_twin
from bot.tools.publishing_fields import changed
from bot.tools.publishing_words import Said
from bot.tools.publishing_world import World
from bot.tools.questions import in_words
from bot.tools.results import Asking
from channel import uploads
from channel.access.rights import Right
from channel.errors import BadInput, NotPossible, Refusal
from channel.publications import Publication
from ingest import packing
from ingest.packing import Member

Refused = tuple[str, str]


@dataclass(frozen=True)
class Gathered:
    """The files of a drop: documents, what the sheet says of each (by file name), and what could not be opened.

    `uploads` are the keys of all that is kept for it: archives, what was in them, and the sheet.
    """

    uploads: tuple[str, ...]
    files: tuple[DroppedFile, ...]
    rows: Mapping[str, Mapping[str, str]]
    refused: tuple[Refused, ...]
    bulk: bool


@dataclass(frozen=True)
class Drawn:
    """What came of the files: publications, and a reason for each of the others."""

    items: tuple[Publication, ...]
    refused: tuple[Refused, ...]
    first: Refusal | None


def gather(asking: Asking, files: tuple[DroppedFile, ...]) -> Gathered:
    """Open archives (what is in them is kept like dropped files) and find the sheet about the files."""
    documents: list[DroppedFile] = []
    refused: list[Refused] = []
    for file in files:
        if not packing.is_archive(file.content, file.file_name):
            documents.append(file)
            continue
        try:
            documents += _kept(asking, file, packing.members(file.content, file.file_name))
        except Refusal as refusal:
            refused.append((file.file_name, refusal.line(asking.language)))
    keys = tuple(dict.fromkeys(file.upload_key for file in (*files, *documents)))
    bulk = len(documents) > 1 or len(files) > 1 or any(file not in files for file in documents)
    rows: dict[str, Mapping[str, str]] = {}
    if bulk:
        for file in [file for file in documents if packing.may_be_sheet(file.file_name)]:
            found = _rows(asking, file)
            if found is None:
                continue
            documents.remove(file)
            rows |= {_name(row["file"]): row for row in found if row.get("file")}
    missing = [row["file"] for name, row in rows.items() if name not in {_name(file.file_name) for file in documents}]
    words = in_words(
        asking, "The sheet names it, but it was not among the files.", "Die Liste nennt sie, sie war aber nicht dabei."
    )
    return Gathered(keys, tuple(documents), rows, (*refused, *((name, words) for name in missing)), bulk)


def draw(asking: Asking, world: World, gathered: Gathered, said: Said) -> Drawn:
    """A publication of each file that can be published; words count for all, the sheet for its file."""
    items: list[Publication] = []
    refused = list(gathered.refused)
    first: Refusal | None = None
    checksums: dict[str, str] = {}
    for file in gathered.files:
        try:
            read = read_file(asking, file)
            refuse_twin(asking, world, read)
            _refuse_same(asking, read, checksums)
            item = drafted(world, read, said, asking.now)
            item = changed(asking, world, item, _fields(gathered.rows.get(_name(file.file_name), {})))
            _refuse_rivals(asking, item, items)
            items.append(item)
        except WrongFields as wrong:
            reasons = "; ".join(f"{name}: {text}" for name, text in wrong.texts.items())
            refused.append((file.file_name, reasons))
            first = first or NotPossible(f"{file.file_name}: {reasons}")
        except Refusal as refusal:
            refused.append((file.file_name, refusal.line(asking.language)))
            first = first or refusal
    if first is None and refused and not items:
        first = NotPossible(f"{refused[0][0]}: {refused[0][1]}")
    return Drawn(tuple(items), tuple(refused), first)


def _kept(asking: Asking, archive: DroppedFile, members: tuple[Member, ...]) -> Iterator[DroppedFile]:
    with asking.gate.acting(asking.person, Right.PUBLISH) as action:
        for number, member in enumerate(members):
            key = uploads.upload_key(archive.upload_key, f"{number}/{member.name}")
            uploads.keep(action, key, member.name, "application/octet-stream", member.content)
            yield DroppedFile(key, uploads.shortened(member.name), "application/octet-stream", member.content)


def _rows(asking: Asking, file: DroppedFile) -> tuple[dict[str, str], ...] | None:
    if PurePosixPath(file.file_name.lower()).suffix in packing.YAML_ENDINGS:
        try:
            return packing.rows_of_yaml(file.content, file.file_name)
        except BadInput:
            return None
    try:
        return packing.rows_of(read_file(asking, file).document)
    except Refusal:
        return None


def _fields(row: Mapping[str, str]) -> dict[str, str]:
    """A sheet's row as the form's fields: an instant is a day and a time."""
    fields = {name: text for name, text in row.items() if name not in {"file", "visible_from"}}
    if text := row.get("visible_from"):
        day, _, clock = text.replace("T", " ").partition(" ")
        fields |= {"visible_day": day, "visible_time": clock.strip()}
    return fields


def _refuse_same(asking: Asking, read: ReadFile, checksums: dict[str, str]) -> None:
    other = checksums.setdefault(read.checksum, read.document.name)
    if other != read.document.name or read.upload in checksums:
        raise NotPossible(in_words(asking, f"It is the same file as {other}.", f"Sie gleicht {other}."))
    checksums[read.upload] = read.document.name


def _refuse_rivals(asking: Asking, item: Publication, items: list[Publication]) -> None:
    """Two files cannot follow the same version at once."""
    rival = next((other for other in items if item.replaces and other.replaces == item.replaces), None)
    if rival is not None:
        raise NotPossible(
            in_words(
                asking,
                f"{rival.file_name} replaces the same document already.",
                f"{rival.file_name} ersetzt schon dasselbe Dokument.",
            ),
            in_words(
                asking,
                "Name what each replaces in a sheet, or send them one after the other.",
                "Nennen Sie in einer Liste, was jede ersetzt, oder schicken Sie sie nacheinander.",
            ),
        )


def _name(name: str) -> str:
    return PurePosixPath(name.replace("\\", "/")).name.casefold()
