"""What the library holds, document by document, in somebody's sight: for whoever keeps it."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from channel.access.gate import not_found
from channel.tables.documents import Document, DocumentVersion, Passage, Release
from channel.tables.parties import Line, Organisation


class State(StrEnum):
    """How a version stands at an instant."""

    LIVE = "live"
    EMBARGOED = "embargoed"
    SUPERSEDED = "superseded"
    EXPIRED = "expired"
    RETIRED = "retired"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Given:
    """To whom a version is given, with names in place of ids; see `channel.tables.documents.Release`."""

    audience: str
    organisation: str | None
    line: str | None
    territory: str | None
    min_rank: int
    nda: bool
    visible_from: datetime


@dataclass(frozen=True)
class ShelvedVersion:
    """A version of a document.

    Attributes:
        version_id: its id.
        document: the document's key.
        title, owner, language, kind: of the document; the owner by name.
        version, file_name, effective_from, valid_to: as published.
        state: how it stands.
        opens_at: the instant (UTC) at which the next embargo ends, for some or all readers.
        passages: how many it has.
        findable: whether the index holds it.
        given: to whom it is given and not withdrawn from.
        flags: why its text is suspicious.
    """

    version_id: int
    document: str
    title: str
    owner: str
    language: str
    kind: str
    version: str
    file_name: str
    effective_from: date
    valid_to: date | None
    state: State
    opens_at: datetime | None
    passages: int
    findable: bool
    given: tuple[Given, ...]
    flags: tuple[str, ...]


@dataclass(frozen=True)
class ShelvedPassage:
    """A passage as it was cut. Position and page count from 1."""

    passage: int
    position: int
    page: int | None
    section: str
    form: str
    text: str


def shelved(session: Session, now: datetime, findable: Collection[int], document: str = "") -> list[ShelvedVersion]:
    """The versions in the session's sight, by owner, title and day; perhaps those of one document alone.

    Args:
        session: from `gate.viewing`.
        now: the instant for which states are given.
        findable: the versions that the index holds.
        document: a key or a title.

    Raises:
        NotFound: when no document in sight is called so.
    """
    statement = (
        select(
            DocumentVersion,
            Document.key,
            Document.title,
            Document.language,
            Document.kind,
            Document.owner_id,
        )
        .join(Document, Document.id == DocumentVersion.document_id)
        .order_by(Document.title, DocumentVersion.effective_from, DocumentVersion.id)
    )
    if document:
        statement = statement.where(
            or_(Document.key == document, func.lower(Document.title) == document.strip().lower())
        )
    rows = session.execute(statement).all()
    if document and not rows:
        raise not_found()
    names = {row.id: row.name for row in session.execute(select(Organisation.id, Organisation.name))}
    given = _given(session, now, names)
    counts = _counts(session)
    return [
        ShelvedVersion(
            version_id=version.id,
            document=key,
            title=title,
            owner=names.get(owner, "?"),
            language=language,
            kind=kind,
            version=version.version,
            file_name=version.file_name,
            effective_from=version.effective_from,
            valid_to=version.valid_to,
            state=_state(version, given[version.id], now),
            opens_at=min((g.visible_from for g in given[version.id] if g.visible_from > now), default=None),
            passages=counts.get(version.id, 0),
            findable=version.id in findable,
            given=tuple(given[version.id]),
            flags=tuple(version.flags),
        )
        for version, key, title, language, kind, owner in rows
    ]


def passages_of(session: Session, version: int) -> list[ShelvedPassage]:
    """The passages of a version (id) in sight, in order."""
    rows = session.execute(
        select(
            Passage.id.label("passage"), Passage.position, Passage.page, Passage.section, Passage.form, Passage.text
        )
        .where(Passage.version_id == version)
        .order_by(Passage.position)
    )
    return [ShelvedPassage(**row._asdict()) for row in rows]


def _given(session: Session, now: datetime, names: Mapping[int, str]) -> dict[int, list[Given]]:
    lines = {row.id: row.name for row in session.execute(select(Line.id, Line.name))}
    found: dict[int, list[Given]] = defaultdict(list)
    for release in session.scalars(
        select(Release)
        .where(or_(Release.withdrawn_at.is_(None), Release.withdrawn_at > now))
        .order_by(Release.version_id, Release.id)
    ):
        found[release.version_id].append(
            Given(
                audience=release.audience,
                organisation=names.get(release.organisation_id, "?") if release.organisation_id else None,
                line=lines.get(release.line_id, "?") if release.line_id else None,
                territory=release.territory,
                min_rank=release.min_rank,
                nda=release.nda,
                visible_from=release.visible_from,
            )
        )
    return found


def _counts(session: Session) -> dict[int, int]:
    count = func.count(Passage.id).label("held")
    rows = session.execute(select(Passage.version_id, count).group_by(Passage.version_id))
    return {row.version_id: row.held for row in rows}


def _state(version: DocumentVersion, given: list[Given], now: datetime) -> State:
    if version.retired_at is not None and version.retired_at <= now:
        return State.RETIRED
    if not given:
        return State.WITHDRAWN
    if all(grant.visible_from > now for grant in given):
        return State.EMBARGOED
    if version.superseded_on is not None and version.superseded_on <= now.date():
        return State.SUPERSEDED
    if version.valid_to is not None and version.valid_to < now.date():
        return State.EXPIRED
    return State.LIVE
