"""Messages that a change owes to people: written in its transaction, sent after it, once under their key."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from channel.access.gate import Action
from channel.tables.journal import OutboxMessage
from channel.tables.parties import Person

PACED = "announcement"
"""The topic of messages to so many people that they are sent in slices (`channel.announcements_sending`)."""


def owe(
    action: Action, people: Iterable[int], topic: str, content: dict[str, Any], key: str, reference: str = ""
) -> None:
    """Owe each of `people` (ids) a message; a message under the same key is owed once.

    Args:
        action: the change under way.
        people: to whom; those who left are passed over.
        topic: what it is about, such as `deal.review`.
        content: plain values (JSON) that say which thing it is about; what is shown is read in the person's sight.
        key: of the event; the person's id is added.
        reference: what the messages are counted under.
    """
    rows = action.session.execute(
        select(Person.id, Person.organisation_id)
        .where(Person.id.in_(sorted(set(people))), Person.active.is_(True))
        .order_by(Person.id)
    ).all()
    keys = [f"{key}:{row.id}" for row in rows]
    known = set(action.session.scalars(select(OutboxMessage.key).where(OutboxMessage.key.in_(keys))))
    action.session.add_all(
        OutboxMessage(
            key=own_key,
            person_id=row.id,
            organisation_id=row.organisation_id,
            topic=topic,
            content=content,
            created_at=action.now,
            source_ref=reference,
            as_of=action.now,
        )
        for row, own_key in zip(rows, keys, strict=True)
        if own_key not in known
    )


def pending(session: Session) -> Sequence[OutboxMessage]:
    """The messages not sent yet that are sent one by one, oldest first; for the system's own sight."""
    statement = (
        select(OutboxMessage)
        .where(OutboxMessage.sent_at.is_(None), OutboxMessage.topic != PACED)
        .order_by(OutboxMessage.id)
    )
    return session.scalars(statement).all()


def mark_sent(action: Action, key: str) -> None:
    """Note that the message under `key` is out; a second time changes nothing."""
    message = action.find(OutboxMessage, OutboxMessage.key == key)
    if message.sent_at is None:
        message.sent_at = action.now
