"""What a question reads of the database, in the reader's sight: the versions that count, the text of what was found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from channel.tables.documents import Document, DocumentVersion, Passage
from knowledge.search import Hit
from knowledge.sources import Source
from knowledge.times import AskedTime

RIGHT_PRODUCT = 0.12
RIGHT_TIME = 0.1


@dataclass(frozen=True)
class SeenVersion:
    """A version in sight.

    Attributes:
        document: its document's id.
        mpns: what it is about; empty when nobody asked.
        is_then: it counted at the earlier time that was asked about.
    """

    document: int
    mpns: frozenset[str] = frozenset()
    is_then: bool = False


def versions_in_sight(
    session: Session, today: date, *, asked: AskedTime | None = None, with_products: bool = False
) -> dict[int, SeenVersion]:
    """The versions (ids) in sight that count today; superseded and expired ones too where an earlier time is asked."""
    earlier = asked is not None and asked.earlier
    statement: Select[*tuple[object, ...]] = select(DocumentVersion.id, DocumentVersion.document_id)
    if with_products:
        statement = statement.add_columns(DocumentVersion.mpns)
    if earlier:
        statement = statement.add_columns(DocumentVersion.effective_from, DocumentVersion.superseded_on)
    else:
        version = DocumentVersion
        statement = statement.where(or_(version.superseded_on.is_(None), version.superseded_on > today))
        statement = statement.where(or_(version.valid_to.is_(None), version.valid_to >= today))
    return {
        row.id: SeenVersion(
            row.document_id,
            frozenset(row.mpns) if with_products else frozenset(),
            is_then=earlier and _counted(row.effective_from, row.superseded_on, asked.day if asked else None, today),
        )
        for row in session.execute(statement)
    }


def _counted(effective_from: date, superseded_on: date | None, then: date | None, today: date) -> bool:
    """Whether a version counted on a day gone by; without a day, whether another has taken its place."""
    if then is None:
        return superseded_on is not None and superseded_on <= today
    return effective_from <= then and (superseded_on is None or superseded_on > then)


def sources_of(session: Session, passages: Sequence[int], today: date) -> dict[int, Source]:
    """Passages (ids) with what is needed to cite them, for those in sight.

    A day on which a version will be superseded is left out: it would tell of one under embargo.
    """
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
    return {
        row.passage: Source(**{**row._asdict(), "superseded_on": gone_by(row.superseded_on, today)}) for row in rows
    }


def gone_by(superseded_on: date | None, today: date) -> date | None:
    """The day on which a version was superseded, none while that is still to come."""
    return superseded_on if superseded_on is not None and superseded_on <= today else None


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
        score = hit.score + RIGHT_PRODUCT * bool(wanted & version.mpns) + RIGHT_TIME * version.is_then
        return replace(hit, score=score)

    return sorted((raised(hit) for hit in hits), key=lambda hit: -hit.score)
