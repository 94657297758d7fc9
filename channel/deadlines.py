"""Deadlines: rows that say what must happen at an instant, once, whoever is running by then."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from channel.access.gate import Action
from channel.tables.journal import Deadline


def set_deadline(action: Action, subject: str, kind: str, due_at: datetime, organisation: int | None = None) -> None:
    """Have `kind` happen to `subject` at `due_at` (UTC); the same twice is one, and one called off is on again."""
    known = action.session.scalars(
        select(Deadline).where(Deadline.subject == subject, Deadline.kind == kind, Deadline.due_at == due_at)
    ).one_or_none()
    if known is not None:
        known.cancelled_at = None
        return
    action.session.add(
        Deadline(subject=subject, kind=kind, due_at=due_at, organisation_id=organisation, as_of=action.now)
    )
    action.session.flush()


def cancel(action: Action, subject: str, kinds: Iterable[str] | None = None) -> None:
    """Call off what is still to come for `subject`, of some kinds or of all."""
    statement = select(Deadline).where(
        Deadline.subject == subject, Deadline.done_at.is_(None), Deadline.cancelled_at.is_(None)
    )
    if kinds is not None:
        statement = statement.where(Deadline.kind.in_(sorted(kinds)))
    for row in action.session.scalars(statement):
        row.cancelled_at = action.now


def due(session: Session, now: datetime) -> Sequence[Deadline]:
    """What has come due and is neither done nor called off, earliest first; for the system's own sight."""
    statement = (
        select(Deadline)
        .where(Deadline.due_at <= now, Deadline.done_at.is_(None), Deadline.cancelled_at.is_(None))
        .order_by(Deadline.due_at, Deadline.id)
    )
    return session.scalars(statement).all()


def mark_done(action: Action, deadline: Deadline) -> None:
    """Note that it happened."""
    deadline.done_at = action.now
