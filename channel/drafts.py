"""Drafts: changes that wait for their person's confirmation, which counts once.

Only `bot.workflows.confirming` confirms; words, buttons and models can make, change and discard a draft.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from channel import refusals, uploads
from channel.access.gate import Action
from channel.errors import AlreadyDone, NotFound, NotPossible
from channel.tables.journal import Draft

OPEN, CONFIRMED, DISCARDED = "open", "confirmed", "discarded"
Content = dict[str, Any]
Perform = Callable[[Action, Content], Content]


@dataclass(frozen=True)
class OpenDraft:
    """A draft as its person sees it; content and outcome are plain values (JSON)."""

    key: str
    capability: str
    state: str
    content: Content
    outcome: Content | None
    thread: str
    begun_at: datetime


class ConfirmedBefore(AlreadyDone):
    """The draft took effect before; `outcome` is what came of it then."""

    def __init__(self, outcome: Content | None) -> None:
        super().__init__(*refusals.DRAFT_DONE.en, german=refusals.DRAFT_DONE.de)
        self.outcome = outcome


def save(action: Action, capability: str, thread: str, content: Content) -> str:
    """Keep a change to be confirmed by the acting person; its key."""
    if action.viewer.person_id is None or action.viewer.organisation_id is None:
        raise NotPossible.of(refusals.UNKNOWN_DRAFTS)
    key = f"draft-{secrets.token_hex(12)}"
    action.session.add(
        Draft(
            key=key,
            person_id=action.viewer.person_id,
            organisation_id=action.viewer.organisation_id,
            capability=capability,
            thread=thread,
            content=content,
            created_at=action.now,
            as_of=action.now,
        )
    )
    action.session.flush()
    return key


def change(action: Action, key: str, content: Content) -> None:
    """Put other content into an open draft.

    Raises:
        NotFound: if the person has no such draft.
        NotPossible: if it is closed.
    """
    draft = _open(action, key)
    draft.content = content
    draft.as_of = action.now


def discard(action: Action, key: str) -> None:
    """Let go of an open draft, and of the files that its content names under `uploads`.

    Raises:
        NotFound: if the person has no such draft.
        NotPossible: if it is closed.
    """
    draft = _open(action, key)
    draft.state = DISCARDED
    draft.closed_at = action.now
    uploads.let_go(action, draft.content.get("uploads", ()))


def open_draft(session: Session, person: int, thread: str) -> OpenDraft | None:
    """The person's latest draft in a thread that waits for confirmation."""
    row = session.scalars(
        select(Draft)
        .where(Draft.person_id == person, Draft.thread == thread, Draft.state == OPEN)
        .order_by(Draft.id.desc())
        .limit(1)
    ).first()
    return None if row is None else _value(row)


def waiting(session: Session, person: int, capability: str, limit: int = 20) -> tuple[OpenDraft, ...]:
    """The person's drafts of a capability that wait, in whatever thread, the latest first."""
    rows = session.scalars(
        select(Draft)
        .where(Draft.person_id == person, Draft.capability == capability, Draft.state == OPEN)
        .order_by(Draft.id.desc())
        .limit(limit)
    )
    return tuple(_value(row) for row in rows)


def confirmed(session: Session, person: int, capabilities: Sequence[str], limit: int = 50) -> tuple[OpenDraft, ...]:
    """The person's drafts of these capabilities that took effect, the latest first."""
    rows = session.scalars(
        select(Draft)
        .where(Draft.person_id == person, Draft.capability.in_(capabilities), Draft.state == CONFIRMED)
        .order_by(Draft.closed_at.desc(), Draft.id.desc())
        .limit(limit)
    )
    return tuple(_value(row) for row in rows)


def last_confirmed(session: Session, person: int, thread: str) -> OpenDraft | None:
    """What the person last let take effect in a thread."""
    row = session.scalars(
        select(Draft)
        .where(Draft.person_id == person, Draft.thread == thread, Draft.state == CONFIRMED)
        .order_by(Draft.closed_at.desc(), Draft.id.desc())
        .limit(1)
    ).first()
    return None if row is None else _value(row)


def by_key(session: Session, key: str) -> OpenDraft:
    """The draft under a key, whatever its state.

    Raises:
        NotFound: if there is none in sight.
    """
    row = session.scalars(select(Draft).where(Draft.key == key)).one_or_none()
    if row is None:
        raise NotFound.of(refusals.DRAFT_NOT_FOUND)
    return _value(row)


def confirm(action: Action, key: str, perform: Perform) -> Content:
    """Let a draft take effect, exactly once; what `perform` gave.

    Raises:
        NotFound: if the person has no such draft.
        ConfirmedBefore: if it took effect before.
        NotPossible: if it was discarded, or the rules refuse the change; then the draft stays open.
    """
    draft = action.find(Draft, Draft.key == key)
    claimed = action.session.execute(
        update(Draft)
        .where(Draft.id == draft.id, Draft.state == OPEN)
        .values(state=CONFIRMED, closed_at=action.now)
        .execution_options(synchronize_session=False)
    )
    action.session.refresh(draft)
    if not getattr(claimed, "rowcount", 0):
        _refuse_closed(draft)
    outcome = perform(action, dict(draft.content))
    draft.outcome = outcome
    return outcome


def _open(action: Action, key: str) -> Draft:
    draft = action.find(Draft, Draft.key == key)
    if draft.state != OPEN:
        _refuse_closed(draft)
    return draft


def _refuse_closed(draft: Draft) -> None:
    if draft.state == CONFIRMED:
        raise ConfirmedBefore(draft.outcome)
    raise NotPossible.of(refusals.DRAFT_DISCARDED)


def _value(row: Draft) -> OpenDraft:
    return OpenDraft(row.key, row.capability, row.state, dict(row.content), row.outcome, row.thread, row.created_at)
