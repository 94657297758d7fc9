"""Corrections: a reader says what is wrong in a passage, its publisher answers. The document itself stays as it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from channel import audit, outbox, refusals
from channel.access.gate import Action, not_found
from channel.access.rights import Right
from channel.errors import NotPossible
from channel.numbering import next_number
from channel.parties import names_of
from channel.tables.documents import Correction, Document, DocumentVersion, Passage
from channel.tables.parties import Person, PersonRight

REPORTED, ANSWERED = "correction.reported", "correction.answered"
LONGEST = 1000
Content = dict[str, Any]


class Standing(StrEnum):
    """Where a correction stands."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"


@dataclass(frozen=True)
class CorrectionView:
    """A correction as its reader may see it.

    `reporter` names the reporting organisation where it is in the reader's sight; `mine`: the reader reported it.
    `page` counts from 1; `reported_at` is UTC.
    """

    number: str
    title: str
    version: str
    page: int | None
    section: str
    passage: int | None
    passage_text: str
    suggestion: str
    standing: Standing
    answer: str
    reporter: str
    mine: bool
    reported_at: datetime


def report(action: Action, content: Content) -> Content:
    """Keep a correction and owe its publishers a message.

    Args:
        action: of the reporting person.
        content: `passage` (id) and `suggestion` (in the reporter's words).

    Raises:
        NotFound: when the passage is not, or no longer, in the reporter's sight.
        NotPossible: for somebody who is not linked to an organisation.
    """
    viewer, now = action.viewer, action.now
    if viewer.person_id is None or viewer.organisation_id is None:
        raise NotPossible.of(refusals.UNKNOWN_CORRECTS)
    passage = action.find(Passage, Passage.id == content["passage"])
    version = action.find(DocumentVersion, DocumentVersion.id == passage.version_id)
    row = Correction(
        number=next_number(action, Correction.number, "COR-"),
        document_id=version.document_id,
        version_id=version.id,
        passage_id=passage.id,
        owner_id=passage.owner_id,
        person_id=viewer.person_id,
        organisation_id=viewer.organisation_id,
        passage_text=passage.text,
        suggestion=content["suggestion"][:LONGEST],
        reported_at=now,
        as_of=now,
    )
    action.session.add(row)
    action.session.flush()
    audit.record(action, REPORTED, row.number, {"version": version.id, "passage": passage.id})
    outbox.owe(action, _publishers(action.session, row.owner_id), REPORTED, {"number": row.number}, row.number)
    return {"number": row.number}


def answer(action: Action, content: Content) -> Content:
    """Accept or decline a correction, with a word to who reported it.

    Args:
        action: of a publisher of the organisation whose document it is.
        content: `number`, `standing` (`accepted` or `declined`) and `note`.

    Raises:
        NotFound: when there is no such correction in sight.
        NotPossible: when it is answered already, or the document is another organisation's.
    """
    row = action.find(Correction, Correction.number == content["number"])
    if row.owner_id != action.viewer.organisation_id:
        raise not_found()
    if row.state != Standing.OPEN:
        raise NotPossible.of(refusals.CORRECTION_ANSWERED, number=row.number)
    row.state = Standing(content["standing"])
    row.answer = content["note"][:LONGEST]
    row.answered_at = action.now
    row.answered_by = action.viewer.person_id
    audit.record(action, ANSWERED, row.number, {"standing": row.state})
    outbox.owe(action, [row.person_id], ANSWERED, {"number": row.number}, f"{row.number}:answered")
    return {"number": row.number}


def correction(session: Session, viewer_person: int | None, number: str) -> CorrectionView:
    """One correction in sight.

    Raises:
        NotFound: when there is none.
    """
    found = session.scalars(select(Correction).where(Correction.number == number)).one_or_none()
    if found is None:
        raise not_found()
    return _view(session, viewer_person, found)


def waiting(session: Session, owner: int) -> list[CorrectionView]:
    """The corrections that wait for an organisation's answer, oldest first."""
    rows = session.scalars(
        select(Correction)
        .where(Correction.owner_id == owner, Correction.state == Standing.OPEN)
        .order_by(Correction.reported_at, Correction.id)
    )
    return [_view(session, None, row) for row in rows]


def _view(session: Session, viewer_person: int | None, row: Correction) -> CorrectionView:
    title = session.scalars(select(Document.title).where(Document.id == row.document_id)).one_or_none()
    version = session.scalars(
        select(DocumentVersion.version).where(DocumentVersion.id == row.version_id)
    ).one_or_none()
    place = session.execute(select(Passage.page, Passage.section).where(Passage.id == row.passage_id)).one_or_none()
    return CorrectionView(
        number=row.number,
        title=title or "",
        version=version or "",
        page=place.page if place else None,
        section=place.section if place else "",
        passage=row.passage_id if place else None,
        passage_text=row.passage_text,
        suggestion=row.suggestion,
        standing=Standing(row.state),
        answer=row.answer,
        reporter=names_of(session, {row.organisation_id}).get(row.organisation_id, ""),
        mine=row.person_id == viewer_person,
        reported_at=row.reported_at,
    )


def _publishers(session: Session, owner: int) -> list[int]:
    return list(
        session.scalars(
            select(Person.id)
            .join(PersonRight, PersonRight.person_id == Person.id)
            .where(Person.organisation_id == owner, Person.active.is_(True), PersonRight.right == Right.PUBLISH)
            .order_by(Person.id)
        )
    )
