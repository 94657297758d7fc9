"""Publishing a folder of documents by its manifest: read, released to whom the manifest says, indexed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict
from sqlalchemy import select
from sqlalchemy.orm import Session

from channel.access.gate import Action, Gate
from channel.access.identifying import system_viewer
from channel.access.rights import Right
from channel.errors import BadInput
from channel.tables.parties import Line, Organisation
from channel.tables.programmes import Tier
from ingest import kept
from knowledge.documents import ReadDocument
from knowledge.library import Grant, Library, NewVersion

VECTORS = "vectors.npz"
READINGS = "readings.json.gz"
EVERY = [None]


class Release(BaseModel):
    """To whom a document is given, by names; empty lists mean all."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    audience: str
    organisation: str | None = None
    territories: tuple[str, ...] = ()
    min_tier: str | None = None
    lines: tuple[str, ...] = ()
    nda: bool = False
    visible_from: datetime | None = None


class Entry(BaseModel):
    """A document of a manifest."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    file: str
    document: str
    title: str
    kind: str
    owner: str
    lines: tuple[str, ...] = ()
    mpns: tuple[str, ...] = ()
    language: str
    version: str
    effective_from: date
    valid_to: date | None = None
    status: str = "live"
    retired_on: date | None = None
    replaces: str | None = None
    embargo_until: datetime | None = None
    releases: tuple[Release, ...]


@dataclass(frozen=True)
class _Names:
    organisations: dict[str, int]
    lines: dict[tuple[int, str], int]
    ranks: dict[tuple[int, str], int]


def read_manifest(path: Path) -> list[Entry]:
    """The entries of a manifest.

    Raises:
        BadInput: when it is no manifest.
    """
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        return [Entry.model_validate(entry) for entry in data["documents"]]
    except (OSError, ValueError, KeyError, TypeError, yaml.YAMLError) as error:
        raise BadInput(
            f"{path.name} cannot be read as a list of documents: {error}", "Correct it and try again."
        ) from error


def publish_folder(
    gate: Gate,
    library: Library,
    manifest: Path,
    now: datetime,
    progress: Callable[[int], None] = lambda _done: None,
) -> int:
    """Publish every document of a manifest in one transaction, then index them.

    Readings and vectors that ship beside the manifest are taken over, so that nothing needs to be read or embedded.

    Args:
        gate: the way to the channel database.
        library: where they go.
        manifest: a YAML file; the documents lie in a folder of its name beside it.
        now: the instant of publishing, UTC.
        progress: called with how many more passages are indexed.

    Returns:
        How many documents were published.
    """
    entries = read_manifest(manifest)
    folder = manifest.with_suffix("")
    superseded = {entry.replaces: entry.effective_from for entry in entries if entry.replaces}
    documents = _read_all(folder, entries)
    with gate.acting(system_viewer("loading", frozenset({Right.LOAD_DATA})), Right.LOAD_DATA) as action:
        names = _names(action.session)
        for entry in entries:
            _publish(action, library, names, entry, documents[entry.file], folder, superseded.get(entry.file))
    vectors = manifest.with_name(VECTORS)
    if vectors.exists():
        library.cache.seed(vectors)
    library.catch_up(progress)
    del now
    return len(entries)


def _read_all(folder: Path, entries: list[Entry]) -> dict[str, ReadDocument]:
    readings = kept.load(folder.with_name(READINGS))
    return {entry.file: kept.read((folder / entry.file).read_bytes(), entry.file, readings) for entry in entries}


def _publish(
    action: Action,
    library: Library,
    names: _Names,
    entry: Entry,
    document: ReadDocument,
    folder: Path,
    superseded_on: date | None,
) -> None:
    owner = _organisation(names, entry.owner)
    retired = entry.retired_on if entry.status == "retired" else None
    content = (folder / entry.file).read_bytes()
    new = NewVersion(
        key=f"{entry.owner}/{entry.document}",
        owner_id=owner,
        title=entry.title,
        kind=entry.kind,
        language=entry.language,
        version=entry.version,
        file_name=entry.file,
        media_type=document.media_type,
        checksum=kept.checksum(content),
        mpns=entry.mpns,
        effective_from=entry.effective_from,
        valid_to=entry.valid_to,
        superseded_on=superseded_on,
        retired_at=datetime.combine(retired, time(), UTC) if retired else None,
    )
    grants = [grant for release in entry.releases for grant in _grants(names, entry, owner, release)]
    library.publish(action, new, grants, document, content)


def _grants(names: _Names, entry: Entry, owner: int, release: Release) -> list[Grant]:
    from_day = datetime.combine(entry.effective_from, time(), UTC)
    visible = release.visible_from or entry.embargo_until or min(from_day, datetime(2020, 1, 1, tzinfo=UTC))
    lines = release.lines or (entry.lines if release.audience == "partners" else ())
    line_ids: list[Any] = [_line(names, owner, line) for line in lines] or EVERY
    territories: list[Any] = list(release.territories) or EVERY
    return [
        Grant(
            audience=release.audience,
            visible_from=visible,
            organisation_id=_organisation(names, release.organisation) if release.organisation else None,
            line_id=line,
            territory=territory,
            min_rank=_rank(names, owner, release.min_tier) if release.min_tier else 0,
            nda=release.nda,
        )
        for line in line_ids
        for territory in territories
    ]


def _organisation(names: _Names, key: str) -> int:
    if key not in names.organisations:
        raise BadInput(f"There is no organisation with the key {key}.", "Load the organisations first.")
    return names.organisations[key]


def _line(names: _Names, owner: int, line: str) -> int:
    if (owner, line) not in names.lines:
        raise BadInput(f"The owner has no line called {line}.", "Correct it: a release is never wider than it says.")
    return names.lines[owner, line]


def _rank(names: _Names, owner: int, tier: str) -> int:
    if (owner, tier.casefold()) not in names.ranks:
        raise BadInput(f"The owner's programme has no tier called {tier}.", "Correct the name of the tier.")
    return names.ranks[owner, tier.casefold()]


def _names(session: Session) -> _Names:
    return _Names(
        organisations={row.key: row.id for row in session.execute(select(Organisation.key, Organisation.id))},
        lines={
            (row.vendor_id, row.name): row.id for row in session.execute(select(Line.vendor_id, Line.name, Line.id))
        },
        ranks={
            (row.vendor_id, row.name.casefold()): row.rank
            for row in session.execute(select(Tier.vendor_id, Tier.name, Tier.rank))
        },
    )
