"""What the product itself writes down: audit, outbox, drafts, deadlines, answers."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from channel.tables.base import Key, OrganisationKey, Sourced, Table


class AuditEntry(Sourced, Table):
    """One change: who, for which organisation, what, on which thing, and a summary without secrets."""

    __tablename__ = "audit_entries"
    id: Mapped[Key]
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(120))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    action: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(120))
    details: Mapped[dict[str, Any]]


class OutboxMessage(Sourced, Table):
    """A message that a committed change owes somebody; sent once, under its key."""

    __tablename__ = "outbox_messages"
    id: Mapped[Key]
    key: Mapped[str] = mapped_column(String(160), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    organisation_id: Mapped[OrganisationKey]
    topic: Mapped[str] = mapped_column(String(60))
    content: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None] = mapped_column(index=True)


class Draft(Sourced, Table):
    """A change that waits for its person's confirmation. Confirmed once, or discarded, never both."""

    __tablename__ = "drafts"
    id: Mapped[Key]
    key: Mapped[str] = mapped_column(String(60), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    organisation_id: Mapped[OrganisationKey]
    capability: Mapped[str] = mapped_column(String(40))
    thread: Mapped[str] = mapped_column(String(120), index=True)
    content: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(20), default="open")
    closed_at: Mapped[datetime | None]
    outcome: Mapped[dict[str, Any] | None]


class Deadline(Sourced, Table):
    """Something that must happen at an instant, once: a reminder, an escalation, an expiry."""

    __tablename__ = "deadlines"
    __table_args__ = (UniqueConstraint("subject", "kind", "due_at"),)
    id: Mapped[Key]
    subject: Mapped[str] = mapped_column(String(60), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    due_at: Mapped[datetime] = mapped_column(index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    done_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]


class AnswerLog(Sourced, Table):
    """A question and what became of it, for the asker's own organisation."""

    __tablename__ = "answer_logs"
    id: Mapped[Key]
    event_key: Mapped[str] = mapped_column(String(160), unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    at: Mapped[datetime]
    question: Mapped[str] = mapped_column(Text)
    capability: Mapped[str] = mapped_column(String(40))
    outcome: Mapped[str] = mapped_column(String(20))
    sources: Mapped[list[str]]


class UnansweredQuestion(Sourced, Table):
    """A question that the documents did not answer, for the vendor it concerns; without the asker.

    `asker` tells askers apart: a pseudonym that is counted and never shown.
    """

    __tablename__ = "unanswered_questions"
    id: Mapped[Key]
    vendor_id: Mapped[OrganisationKey]
    at: Mapped[datetime]
    question: Mapped[str] = mapped_column(Text)
    asker: Mapped[str] = mapped_column(String(64), default="")


class ThreadTurn(Sourced, Table):
    """What was asked and understood in a thread by one person; follow-ups are read from it."""

    __tablename__ = "thread_turns"
    __table_args__ = (UniqueConstraint("thread", "event_key"),)
    id: Mapped[Key]
    thread: Mapped[str] = mapped_column(String(160), index=True)
    event_key: Mapped[str] = mapped_column(String(160))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    at: Mapped[datetime]
    content: Mapped[dict[str, Any]]


class Upload(Sourced, Table):
    """A file that a person dropped into a conversation, kept until what it is for is confirmed or discarded.

    `reading` is what reading it gave, packed, so that what was shown is what gets published.
    """

    __tablename__ = "uploads"
    id: Mapped[Key]
    key: Mapped[str] = mapped_column(String(80), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    organisation_id: Mapped[OrganisationKey]
    file_name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(100))
    checksum: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    reading: Mapped[bytes | None] = mapped_column(LargeBinary)
    received_at: Mapped[datetime]


class DataMark(Table):
    """One row that says whether data changed: every change but those of this module's tables puts another mark."""

    __tablename__ = "data_marks"
    id: Mapped[Key]
    mark: Mapped[str] = mapped_column(String(32))
