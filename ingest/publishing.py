"""Publishing: what a person confirmed, or a folder by its manifest; read, released to whom it is for, indexed."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from pydantic import BaseModel, ConfigDict
from sqlalchemy import select
from sqlalchemy.orm import Session

from channel import audit, uploads
from channel.access.gate import Action, Gate
from channel.access.identifying import system_viewer
from channel.access.rights import Right
from channel.errors import BadInput, NotPossible
from channel.publications import OwnVersion, Publication, Terms, current, own_document, own_version, own_versions
from channel.tables.documents import Document
from channel.tables.parties import Line, Organisation
from channel.tables.programmes import Tier
from ingest import kept
from knowledge.documents import ReadDocument
from knowledge.library import Library
from knowledge.passages import cut
from knowledge.publishing import Grant, NewVersion, write_down
from knowledge.suspicion import reasons

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
    zones: dict[int, str]


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
    progress: Callable[[int], None] = lambda _done: None,
) -> int:
    """Publish every document of a manifest in one transaction, then index them.

    Readings and vectors that ship beside the manifest are taken over, so that nothing needs to be read or embedded.

    Args:
        gate: the way to the channel database.
        library: where they go.
        manifest: a YAML file; the documents lie in a folder of its name beside it.
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
    return len(entries)


def start_of(day: date, zone: str) -> datetime:
    """The first instant of a day in a time zone, UTC; what is in effect from a day is not seen before it."""
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


def publish(action: Action, content: dict[str, Any]) -> dict[str, Any]:
    """Publish what a draft holds (`publications`, as `channel.publications.Publication`), all of it or nothing.

    The reading that was shown is what is published; the dropped files are let go of.

    Returns:
        What `channel.publications.undo` needs, as plain values, and what to report.

    Raises:
        NotFound: if a file or a document is not the acting person's or organisation's own.
        NotPossible: if the same file is live already, or a version's name is taken.
    """
    items = [Publication.model_validate(each) for each in content["publications"]]
    done = [_publish_one(action, item) for item in items]
    uploads.let_go(action, content["uploads"])
    return {"published": done, "restored": [], "at": action.now.isoformat()}


def _publish_one(action: Action, item: Publication) -> dict[str, Any]:
    owner = action.viewer.organisation_id or 0
    file = uploads.own_file(action, item.upload)
    document = kept.unpacked(file.reading) if file.reading else kept.read(file.content, file.file_name, {})
    known = own_document(action, item.replaces) if item.replaces is not None else None
    versions = own_versions(action.session, owner, retired=True)
    _refuse_twins(item, file.checksum, versions)
    former = current(versions, known.id) if known else None
    before = [known.title, known.kind, known.language] if known else None
    if known:
        known.title, known.kind, known.language = item.title, item.kind, item.language
    visible = item.terms.visible_from or action.now
    superseded = _supersede(action, former, item, visible) if former else []
    version = write_down(
        action,
        NewVersion(
            key=known.key if known else _new_key(action.session, owner, item.title),
            owner_id=owner,
            title=item.title,
            kind=item.kind,
            language=item.language,
            version=item.version,
            file_name=file.file_name,
            media_type=document.media_type[:100],
            checksum=file.checksum,
            mpns=item.mpns,
            effective_from=item.effective_from,
            valid_to=item.valid_to,
            published_by=action.viewer.person_id,
            flags=reasons(document.text),
        ),
        grants_of(item.terms, visible),
        document,
        file.content,
    )
    audit.record(action, "document.publish", f"version {version}", {"title": item.title, "version": item.version})
    return {
        "version": version,
        "document": before,
        "superseded": superseded,
        "title": item.title,
        "name": item.version,
        "passages": len(cut(document)),
        "visible_from": visible.isoformat(),
        "zone": item.terms.zone,
        "mpns": list(item.mpns),
        "file": file.file_name,
        "audience": item.terms.audience,
    }


def grants_of(terms: Terms, visible: datetime) -> list[Grant]:
    """One grant for each line and country; no line or country is one grant for all of them."""
    lines: list[int | None] = list(terms.line_ids) or [None]
    territories: list[str | None] = list(terms.territories) or [None]
    return [
        Grant(terms.audience, visible, terms.organisation_id, line, territory, terms.min_rank, terms.nda)
        for line in lines
        for territory in territories
    ]


def _supersede(action: Action, former: OwnVersion, item: Publication, visible: datetime) -> list[dict[str, Any]]:
    """The former version counts until the newer one is both in effect and seen."""
    local = visible.astimezone(ZoneInfo(item.terms.zone))
    seen = local.date() if local.time() == time() or visible <= action.now else local.date() + timedelta(days=1)
    version = own_version(action, former.id)
    was = version.superseded_on
    version.superseded_on = max(item.effective_from, seen) if visible > action.now else item.effective_from
    version.as_of = action.now
    return [{"version": version.id, "superseded_on": was.isoformat() if was else None, "name": version.version}]


def _refuse_twins(item: Publication, checksum: str, versions: tuple[OwnVersion, ...]) -> None:
    for version in versions:
        if version.retired_at is None and version.checksum == checksum:
            raise NotPossible(
                f"{item.file_name} is live already, as {version.title} {version.version}.",
                "Retire that version first if you want to publish the same file anew.",
            )
        if version.document_id == item.replaces and version.version == item.version:
            raise NotPossible(
                f"{version.title} has a version {item.version} already.", "Give this one another version."
            )


def _new_key(session: Session, owner: int, title: str) -> str:
    """A key that no document has: the owner's key and the title in plain letters."""
    prefix = session.execute(select(Organisation.key).where(Organisation.id == owner)).scalar_one()
    plain = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    stem = f"{prefix}/{re.sub(r'[^a-z0-9]+', '-', plain).strip('-')[:120] or 'document'}"
    taken = set(session.scalars(select(Document.key).where(Document.owner_id == owner)))
    return next(key for n in count(1) if (key := stem if n == 1 else f"{stem}-{n}") not in taken)


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
        flags=reasons(document.text),
    )
    grants = [grant for release in entry.releases for grant in _grants(names, entry, owner, release)]
    library.publish(action, new, grants, document, content)


def _grants(names: _Names, entry: Entry, owner: int, release: Release) -> list[Grant]:
    visible = release.visible_from or entry.embargo_until or start_of(entry.effective_from, names.zones[owner])
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
        zones={row.id: row.timezone for row in session.execute(select(Organisation.id, Organisation.timezone))},
    )
