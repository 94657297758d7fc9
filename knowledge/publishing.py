"""A version written down with its passages and grants, in the transaction of whoever publishes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from channel.access.gate import Action
from channel.tables.documents import Document, DocumentFile, DocumentVersion, Passage, Release
from knowledge.documents import ReadDocument
from knowledge.passages import Piece, cut

LONGEST_SECTION = 400


@dataclass(frozen=True)
class NewVersion:
    """A version to be published. Dates are days; `superseded_on` and `retired_at` are set for old ones."""

    key: str
    owner_id: int
    title: str
    kind: str
    language: str
    version: str
    file_name: str
    media_type: str
    checksum: str
    mpns: tuple[str, ...]
    effective_from: date
    valid_to: date | None = None
    superseded_on: date | None = None
    retired_at: datetime | None = None
    published_by: int | None = None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Grant:
    """To whom a version is given; see `channel.tables.documents.Release`."""

    audience: str
    visible_from: datetime
    organisation_id: int | None = None
    line_id: int | None = None
    territory: str | None = None
    min_rank: int = 0
    nda: bool = False


def write_down(
    action: Action, new: NewVersion, grants: Sequence[Grant], document: ReadDocument, content: bytes | None
) -> int:
    """Add a version; what `knowledge.library.Library.publish` does."""
    session, now = action.session, action.now
    known = session.scalars(select(Document).where(Document.key == new.key)).one_or_none()
    if known is None:
        known = Document(
            key=new.key, owner_id=new.owner_id, title=new.title, kind=new.kind, language=new.language, as_of=now
        )
        session.add(known)
        session.flush()
    version = _version(known.id, new, document, now)
    session.add(version)
    session.flush()
    session.add_all(_release(version, grant, now) for grant in grants)
    if content is not None:
        session.add(DocumentFile(version_id=version.id, owner_id=new.owner_id, content=content, as_of=now))
    session.add_all(_passage(version, i, piece, now) for i, piece in enumerate(cut(document), 1))
    return version.id


def _version(document: int, new: NewVersion, read: ReadDocument, now: datetime) -> DocumentVersion:
    return DocumentVersion(
        document_id=document,
        owner_id=new.owner_id,
        version=new.version,
        file_name=new.file_name,
        media_type=new.media_type,
        checksum=new.checksum,
        pages=read.pages,
        mpns=list(new.mpns),
        effective_from=new.effective_from,
        valid_to=new.valid_to,
        superseded_on=new.superseded_on,
        retired_at=new.retired_at,
        published_at=now,
        published_by=new.published_by,
        flags=list(new.flags),
        as_of=now,
    )


def _release(version: DocumentVersion, grant: Grant, now: datetime) -> Release:
    return Release(
        version_id=version.id,
        owner_id=version.owner_id,
        audience=grant.audience,
        organisation_id=grant.organisation_id,
        line_id=grant.line_id,
        territory=grant.territory,
        min_rank=grant.min_rank,
        nda=grant.nda,
        visible_from=grant.visible_from,
        as_of=now,
    )


def _passage(version: DocumentVersion, position: int, piece: Piece, now: datetime) -> Passage:
    return Passage(
        version_id=version.id,
        owner_id=version.owner_id,
        position=position,
        page=piece.page,
        section=piece.section[:LONGEST_SECTION],
        form=piece.form,
        text=piece.text,
        content_hash=piece.content_hash,
        as_of=now,
    )
