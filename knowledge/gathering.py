"""What a question reads of the database, in the reader's sight: the versions that count, the text of what was found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from channel.tables.documents import Document, DocumentVersion, Passage
from knowledge.search import Hit
from knowledge.sources import Source

RIGHT_PRODUCT = 0.12
RIGHT_TIME = 0.1


@dataclass(frozen=True)
class SeenVersion:
    """A version in sight.

    Attributes:
        document: its document's id.
        mpns: what it is about; empty when nobody asked.
        is_old: another version has taken its place.
    """

    document: int
    mpns: frozenset[str] = frozenset()
    is_old: bool = False


def versions_in_sight(
    session: Session, today: date, *, earlier: bool = False, with_products: bool = False
) -> dict[int, SeenVersion]:
    """The versions (ids) in sight that count today; with `earlier`, superseded and expired ones too."""
    statement: Select[*tuple[object, ...]] = select(DocumentVersion.id, DocumentVersion.document_id)
    if with_products:
        statement = statement.add_columns(DocumentVersion.mpns)
    if earlier:
        statement = statement.add_columns(DocumentVersion.superseded_on)
    else:
        version = DocumentVersion
        statement = statement.where(or_(version.superseded_on.is_(None), version.superseded_on > today))
        statement = statement.where(or_(version.valid_to.is_(None), version.valid_to >= today))
    return {
        row.id: SeenVersion(
            row.document_id,
            frozenset(row.mpns) if with_products else frozenset(),
            is_old=earlier and row.superseded_on is not None and row.superseded_on <= today,
        )
        for row in session.execute(statement)
    }


def sources_of(session: Session, passages: Sequence[int]) -> dict[int, Source]:
    """Passages (ids) with what is needed to cite them, for those in sight."""
    rows = session.execute(
        select(
            Passage.id.label("passage"),
            Passage.version_id,
            DocumentVersion.document_id.label("document"),
            Document.title,
            DocumentVersion.version,
            DocumentVersion.file_name,
            Passage.page,
            Passage.section,
            Passage.form,
            Passage.text,
            DocumentVersion.effective_from,
            DocumentVersion.superseded_on,
            Document.language,
        )
        .join(DocumentVersion, DocumentVersion.id == Passage.version_id)
        .join(Document, Document.id == DocumentVersion.document_id)
        .where(Passage.id.in_(passages))
    ).all()
    return {row.passage: Source(**row._asdict()) for row in rows}


def preferring(
    hits: Sequence[Hit], version_of: Mapping[int, int], versions: Mapping[int, SeenVersion], mpns: Sequence[str]
) -> list[Hit]:
    """The hits, with documents about the asked products, or of the asked earlier time, before others.

    Args:
        hits: passages found.
        version_of: the version (id) of each of them.
        versions: those in sight.
        mpns: the part numbers asked about.
    """
    wanted = set(mpns)

    def raised(hit: Hit) -> Hit:
        version = versions[version_of[hit.passage]]
        score = hit.score + RIGHT_PRODUCT * bool(wanted & version.mpns) + RIGHT_TIME * version.is_old
        return replace(hit, score=score)

    return sorted((raised(hit) for hit in hits), key=lambda hit: -hit.score)
