"""A passage where it stands: what is before and after it, its version, and the file it came from, in one's sight."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from channel.access.gate import Gate, not_found
from channel.access.viewer import Audience, Viewer
from channel.tables.documents import Document, DocumentFile, DocumentVersion, Passage
from knowledge.gathering import gone_by

PDF = "application/pdf"


@dataclass(frozen=True)
class InPlace:
    """A passage in its document.

    Attributes:
        passage: its id.
        before, after: the passages next to it, empty at the ends of the document.
        page, pages: counted from 1; `page` is none for formats without pages.
        effective_from, valid_to, superseded_on: days; valid to inclusive; none while superseding is still to come.
        replaced_by: the version that holds instead, if it is superseded and one in sight does.
        drawable: whether its page can be shown as a picture.
    """

    passage: int
    title: str
    version: str
    section: str
    form: str
    before: str
    text: str
    after: str
    page: int | None
    pages: int
    effective_from: date
    valid_to: date | None
    superseded_on: date | None
    replaced_by: str
    drawable: bool


@dataclass(frozen=True)
class FiledPage:
    """A page of a document's file, with the words that are cited from it."""

    title: str
    version: str
    content: bytes
    page: int
    pages: int
    words: str


def passage_in_place(gate: Gate, viewer: Viewer | Audience, passage: int) -> InPlace:
    """A passage with what stands around it.

    Raises:
        NotFound: when it is not, or no longer, in sight.
    """
    with gate.viewing(viewer) as session:
        found = session.execute(
            select(
                Document.title,
                Document.id.label("document"),
                DocumentVersion.id.label("version_id"),
                DocumentVersion.version,
                DocumentVersion.media_type,
                DocumentVersion.pages,
                DocumentVersion.effective_from,
                DocumentVersion.valid_to,
                DocumentVersion.superseded_on,
                Passage.section,
                Passage.form,
                Passage.text,
                Passage.page,
                Passage.position,
            )
            .join(DocumentVersion, DocumentVersion.id == Passage.version_id)
            .join(Document, Document.id == DocumentVersion.document_id)
            .where(Passage.id == passage)
        ).one_or_none()
        if found is None:
            raise not_found()
        around = {
            row.position: row.text
            for row in session.execute(
                select(Passage.position, Passage.text).where(
                    Passage.version_id == found.version_id,
                    Passage.position.between(found.position - 1, found.position + 1),
                )
            )
        }
        superseded = gone_by(found.superseded_on, gate.now().date())
        filed = session.execute(select(DocumentFile.id).where(DocumentFile.version_id == found.version_id)).first()
        return InPlace(
            passage=passage,
            title=found.title,
            version=found.version,
            section=found.section,
            form=found.form,
            before=around.get(found.position - 1, ""),
            text=found.text,
            after=around.get(found.position + 1, ""),
            page=found.page,
            pages=found.pages,
            effective_from=found.effective_from,
            valid_to=found.valid_to,
            superseded_on=superseded,
            replaced_by=_current(session, found.document) if superseded else "",
            drawable=filed is not None and found.media_type == PDF and found.page is not None,
        )


def page_of(gate: Gate, viewer: Viewer | Audience, passage: int) -> FiledPage:
    """The page that a passage stands on, with its file.

    Raises:
        NotFound: when it is not, or no longer, in sight, or has no page that can be drawn.
    """
    with gate.viewing(viewer) as session:
        found = session.execute(
            select(
                Document.title,
                DocumentVersion.version,
                DocumentVersion.pages,
                DocumentFile.content,
                Passage.page,
                Passage.text,
            )
            .join(DocumentVersion, DocumentVersion.id == Passage.version_id)
            .join(Document, Document.id == DocumentVersion.document_id)
            .join(DocumentFile, DocumentFile.version_id == DocumentVersion.id)
            .where(Passage.id == passage, DocumentVersion.media_type == PDF, Passage.page.is_not(None))
        ).one_or_none()
    if found is None:
        raise not_found()
    return FiledPage(found.title, found.version, found.content, int(found.page or 1), found.pages, found.text)


def _current(session: Session, document: int) -> str:
    found = session.scalars(
        select(DocumentVersion.version)
        .where(
            DocumentVersion.document_id == document,
            DocumentVersion.superseded_on.is_(None),
            DocumentVersion.retired_at.is_(None),
        )
        .order_by(DocumentVersion.effective_from.desc())
    ).first()
    return found or ""
