"""Publications of an organisation: what it has published, who a release reaches, and taking back.

Everything here is about the acting person's own organisation; what another one published is not found.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict
from sqlalchemy import select
from sqlalchemy.orm import Session

from channel import audit, refusals
from channel.access.gate import Action
from channel.access.viewer import Viewer
from channel.errors import NotPossible
from channel.tables.documents import Document, DocumentVersion, Release
from channel.tables.parties import Authorisation, Distribution, Kind, NonDisclosure, Organisation, Supply
from channel.tables.programmes import Standing, Tier

ACTIVE = "active"
LONGEST_VERSION = 40


class Terms(BaseModel):
    """To whom a version is given, and from when. Empty lines and territories mean all; rank 0 means every tier.

    `visible_from` is an instant (UTC), none for the moment of confirmation; `zone` is how it was said (IANA).
    """

    model_config = ConfigDict(frozen=True)
    audience: str
    organisation_id: int | None = None
    line_ids: tuple[int, ...] = ()
    territories: tuple[str, ...] = ()
    min_rank: int = 0
    nda: bool = False
    visible_from: datetime | None = None
    zone: str = "UTC"


class Publication(BaseModel):
    """A file to be published as a version of a document.

    `upload` is its key in `channel.uploads`, `replaces` the document that it continues (none for a new one),
    `guessed` names the fields that nobody said.
    """

    model_config = ConfigDict(frozen=True)
    upload: str
    file_name: str
    title: str
    kind: str
    language: str
    version: str
    mpns: tuple[str, ...] = ()
    effective_from: date
    valid_to: date | None = None
    replaces: int | None = None
    terms: Terms
    guessed: tuple[str, ...] = ()


@dataclass(frozen=True)
class OwnVersion:
    """A version of an own document. Dates are days, instants UTC."""

    id: int
    document_id: int
    title: str
    kind: str
    language: str
    version: str
    file_name: str
    checksum: str
    mpns: tuple[str, ...]
    effective_from: date
    superseded_on: date | None
    retired_at: datetime | None


@dataclass(frozen=True)
class Reach:
    """Who a release is for today, by name."""

    resellers: tuple[str, ...]
    distributors: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many organisations."""
        return len(self.resellers) + len(self.distributors)


def own_versions(session: Session, owner: int, *, retired: bool = False) -> tuple[OwnVersion, ...]:
    """The owner's versions in sight, newest first; those taken back only when asked for."""
    rows = session.execute(
        select(
            DocumentVersion.id,
            DocumentVersion.document_id,
            Document.title,
            Document.kind,
            Document.language,
            DocumentVersion.version,
            DocumentVersion.file_name,
            DocumentVersion.checksum,
            DocumentVersion.mpns,
            DocumentVersion.effective_from,
            DocumentVersion.superseded_on,
            DocumentVersion.retired_at,
        )
        .join(Document, Document.id == DocumentVersion.document_id)
        .where(DocumentVersion.owner_id == owner)
        .order_by(DocumentVersion.effective_from.desc(), DocumentVersion.id.desc())
    ).all()
    versions = (OwnVersion(**{**row._asdict(), "mpns": tuple(row.mpns)}) for row in rows)
    return tuple(version for version in versions if retired or version.retired_at is None)


def current(versions: tuple[OwnVersion, ...], document: int) -> OwnVersion | None:
    """The version of a document that nothing has superseded yet, none when all are taken back."""
    live = [v for v in versions if v.document_id == document and v.retired_at is None]
    return next((v for v in live if v.superseded_on is None), live[0] if live else None)


def reach(session: Session, viewer: Viewer, terms: Terms, today: date) -> Reach:
    """Whom a release would reach today, in the owner's own sight; the instant it opens is left aside."""
    owner = viewer.organisation_id or 0
    names = {
        row.id: (row.name, Kind(row.kind))
        for row in session.execute(select(Organisation.id, Organisation.name, Organisation.kind)).all()
    }
    sells = _sells(session, owner, today)
    customers = frozenset(session.scalars(_in_force(select(Supply.reseller_id), Supply, today)))
    signed = frozenset(
        session.scalars(
            _in_force(select(NonDisclosure.organisation_id), NonDisclosure, today).where(
                NonDisclosure.vendor_id == owner
            )
        )
    )
    ranks = _ranks(session, owner)
    reached = [
        organisation
        for organisation in {*names, *sells, *customers}
        if organisation != owner
        and _addressed(terms, organisation, sells, customers if viewer.kind is Kind.DISTRIBUTOR else frozenset())
        and _sells_what_is_named(terms, sells.get(organisation, frozenset()))
        and (terms.min_rank <= 0 or ranks.get(organisation, 0) >= terms.min_rank)
        and (not terms.nda or organisation in signed)
    ]
    known = [names.get(organisation, ("…", Kind.RESELLER)) for organisation in reached]
    resellers = sorted(name for name, kind in known if kind is not Kind.DISTRIBUTOR)
    return Reach(tuple(resellers), tuple(sorted(name for name, kind in known if kind is Kind.DISTRIBUTOR)))


def retire(action: Action, content: dict[str, Any]) -> dict[str, Any]:
    """Take versions back at once: `versions` are their ids.

    Raises:
        NotFound: if one is not the acting organisation's own.
        NotPossible: if all were taken back before.
    """
    versions = [own_version(action, version) for version in content["versions"]]
    gone = [version for version in versions if version.retired_at is None]
    if not gone:
        raise NotPossible.of(refusals.TAKEN_BACK)
    for version in gone:
        version.retired_at = action.now
        version.as_of = action.now
        audit.record(action, "document.retire", f"version {version.id}", {"version": version.version})
    return {"versions": [version.id for version in gone], "title": content["title"], "at": action.now.isoformat()}


def undo(action: Action, content: dict[str, Any]) -> dict[str, Any]:
    """Undo what a confirmed draft did: `published` and `restored` say what, as publishing and retiring gave it.

    A published version is taken back and frees its number; what it superseded is current again, under the same
    releases as before. A version that was retired is given again to whom it was given.

    Raises:
        NotFound: if a version is not the acting organisation's own.
        NotPossible: if it was undone before, or a later version has been published since.
    """
    for published in content["published"]:
        _take_back(action, published)
    for restored in content["restored"]:
        version = own_version(action, restored)
        if version.retired_at is None:
            raise NotPossible.of(refusals.UNDONE)
        version.retired_at = None
        version.as_of = action.now
        audit.record(action, "document.restore", f"version {version.id}", {"version": version.version})
    return {"title": content["title"], "former": content.get("former"), "at": action.now.isoformat()}


def own_version(action: Action, version: int) -> DocumentVersion:
    """A version of the acting organisation's own.

    Raises:
        NotFound: if it is not.
    """
    owner = action.viewer.organisation_id
    return action.find(DocumentVersion, DocumentVersion.id == version, DocumentVersion.owner_id == owner)


def own_document(action: Action, document: int) -> Document:
    """A document of the acting organisation's own.

    Raises:
        NotFound: if it is not.
    """
    owner = action.viewer.organisation_id
    return action.find(Document, Document.id == document, Document.owner_id == owner)


def _take_back(action: Action, published: dict[str, Any]) -> None:
    version = own_version(action, published["version"])
    if version.retired_at is not None:
        raise NotPossible.of(refusals.UNDONE_OR_RETIRED)
    later = action.session.scalars(
        select(DocumentVersion.version).where(
            DocumentVersion.document_id == version.document_id,
            DocumentVersion.id > version.id,
            DocumentVersion.retired_at.is_(None),
        )
    ).first()
    if later is not None:
        raise NotPossible.of(refusals.LATER_VERSION, version=later)
    document = own_document(action, version.document_id)
    version.retired_at = action.now
    version.version = f"{version.version[:20]} undone {action.now:%y%m%d%H%M%S}"[:LONGEST_VERSION]
    for row in action.session.scalars(select(Release).where(Release.version_id == version.id)):
        row.withdrawn_at = action.now
    for former in published["superseded"]:
        restored = own_version(action, former["version"])
        was = former["superseded_on"]
        restored.superseded_on = date.fromisoformat(was) if was else None
        restored.as_of = action.now
    if published["document"] is not None:
        document.title, document.kind, document.language = published["document"]
    audit.record(action, "document.undo", f"version {version.id}", {"title": document.title})


def _sells(session: Session, owner: int, today: date) -> dict[int, frozenset[tuple[int, str]]]:
    """What each organisation may sell of the owner's lines today: (line, country)."""
    found: dict[int, set[tuple[int, str]]] = {}
    authorised = _in_force(
        select(Authorisation.reseller_id, Authorisation.line_id, Authorisation.territory), Authorisation, today
    )
    sold = _in_force(
        select(Distribution.distributor_id, Distribution.line_id, Distribution.territory), Distribution, today
    )
    for organisation, line, country in (
        *session.execute(authorised.where(Authorisation.vendor_id == owner, Authorisation.status == ACTIVE)),
        *session.execute(sold.where(Distribution.vendor_id == owner)),
    ):
        found.setdefault(organisation, set()).add((line, country))
    return {organisation: frozenset(pairs) for organisation, pairs in found.items()}


def _ranks(session: Session, owner: int) -> dict[int, int]:
    tiers = {
        name.casefold(): rank
        for name, rank in session.execute(select(Tier.name, Tier.rank).where(Tier.vendor_id == owner))
    }
    standings = session.execute(select(Standing.reseller_id, Standing.tier).where(Standing.vendor_id == owner))
    return {reseller: tiers.get(tier.casefold(), 0) for reseller, tier in standings}


def _addressed(
    terms: Terms, organisation: int, sells: dict[int, frozenset[tuple[int, str]]], customers: frozenset[int]
) -> bool:
    if terms.audience == "organisation":
        return organisation == terms.organisation_id
    if terms.audience == "downstream":
        return organisation in customers
    return organisation in sells


def _sells_what_is_named(terms: Terms, sold: frozenset[tuple[int, str]]) -> bool:
    if not terms.line_ids and not terms.territories:
        return True
    return any(
        (not terms.line_ids or line in terms.line_ids) and (not terms.territories or country in terms.territories)
        for line, country in sold
    )


def _in_force(query: Any, table: Any, today: date) -> Any:  # noqa: ANN401 - any dated relation
    return query.where(table.valid_from <= today, (table.valid_to.is_(None)) | (table.valid_to >= today))
