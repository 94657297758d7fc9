"""Documents, their versions, to whom each version is given, and its passages."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from channel.tables.base import Key, OrganisationKey, Sourced, Table


class Document(Sourced, Table):
    """A document through all its versions. `owner_id` is the organisation that publishes it."""

    __tablename__ = "documents"
    id: Mapped[Key]
    key: Mapped[str] = mapped_column(String(200), unique=True)
    owner_id: Mapped[OrganisationKey]
    title: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(10))


class DocumentVersion(Sourced, Table):
    """One version: the file, when it is in effect (valid to inclusive), and when it was taken back."""

    __tablename__ = "document_versions"
    __table_args__ = (UniqueConstraint("document_id", "version"),)
    id: Mapped[Key]
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    owner_id: Mapped[OrganisationKey]
    version: Mapped[str] = mapped_column(String(40))
    file_name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(100))
    checksum: Mapped[str] = mapped_column(String(64))
    pages: Mapped[int]
    mpns: Mapped[list[str]]
    effective_from: Mapped[date]
    valid_to: Mapped[date | None]
    superseded_on: Mapped[date | None]
    retired_at: Mapped[datetime | None]
    published_at: Mapped[datetime]
    published_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    flags: Mapped[list[str]]


class Release(Sourced, Table):
    """A grant: to whom a version is given. All conditions of one row hold together; several rows add up.

    audience: `public` (everybody linked to the owner's world), `partners` (authorised for one of the lines),
    `downstream` (who buys from the owning distributor), `organisation` (the one named).
    Territory and line: none means all. `min_rank`: the lowest tier rank. `visible_from` (UTC) is the embargo.
    """

    __tablename__ = "releases"
    id: Mapped[Key]
    version_id: Mapped[int] = mapped_column(ForeignKey("document_versions.id"), index=True)
    owner_id: Mapped[OrganisationKey]
    audience: Mapped[str] = mapped_column(String(20))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    line_id: Mapped[int | None] = mapped_column(ForeignKey("lines.id"), index=True)
    territory: Mapped[str | None] = mapped_column(String(2))
    min_rank: Mapped[int] = mapped_column(default=0)
    nda: Mapped[bool] = mapped_column(default=False)
    visible_from: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class Passage(Sourced, Table):
    """A piece of a version's text, with where it stands. Tables keep their header in every passage."""

    __tablename__ = "passages"
    id: Mapped[Key]
    version_id: Mapped[int] = mapped_column(ForeignKey("document_versions.id"), index=True)
    owner_id: Mapped[OrganisationKey]
    position: Mapped[int]
    page: Mapped[int | None]
    section: Mapped[str] = mapped_column(String(400))
    form: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    content_hash: Mapped[str] = mapped_column(String(64), index=True)


class DocumentFile(Sourced, Table):
    """The file of a version as it was published, seen by whom the version is given to."""

    __tablename__ = "document_files"
    id: Mapped[Key]
    version_id: Mapped[int] = mapped_column(ForeignKey("document_versions.id"), unique=True)
    owner_id: Mapped[OrganisationKey]
    content: Mapped[bytes] = mapped_column(LargeBinary)


class Correction(Sourced, Table):
    """What a reader thinks is wrong in a passage, and what its publisher made of that.

    state: `open`, `accepted`, `declined`. `passage_text` keeps the words as they stood when it was reported.
    """

    __tablename__ = "corrections"
    id: Mapped[Key]
    number: Mapped[str] = mapped_column(String(20), unique=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("document_versions.id"), index=True)
    passage_id: Mapped[int | None] = mapped_column(ForeignKey("passages.id"))
    owner_id: Mapped[OrganisationKey]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    organisation_id: Mapped[OrganisationKey]
    passage_text: Mapped[str] = mapped_column(Text)
    suggestion: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(20), default="open")
    reported_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    answer: Mapped[str] = mapped_column(Text, default="")
