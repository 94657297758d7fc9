"""Looking up organisations: who the asker is, and whom a name means within the asker's sight."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from channel.access.gate import kept_in
from channel.access.viewer import Viewer
from channel.company_names import organisation_names
from channel.tables.parties import Kind, Organisation


@dataclass(frozen=True)
class OrganisationFact:
    """An organisation. `country` is ISO 3166-1, `currency` ISO 4217, `timezone` an IANA name."""

    id: int
    key: str
    kind: Kind
    name: str
    legal_name: str
    country: str
    currency: str
    timezone: str


def organisation(session: Session, organisation_id: int | None) -> OrganisationFact | None:
    """The organisation with that id, none when it is not in sight."""
    if organisation_id is None:
        return None
    return kept_in(session, (organisation, organisation_id), lambda: _one(session, organisation_id))


def own_organisation(session: Session, viewer: Viewer) -> OrganisationFact | None:
    """The viewer's organisation, none for the unlinked."""
    return organisation(session, viewer.organisation_id)


def find_organisation(session: Session, name: str, kind: Kind | None = None) -> OrganisationFact | None:
    """The organisation in sight that a name means: its key, its name, or the beginning of either."""
    wanted = name.casefold().strip()
    facts = organisations(session, kind)
    exact = [fact for fact in facts if wanted in {fact.key, fact.name.casefold(), fact.legal_name.casefold()}]
    near = [fact for fact in facts if fact.name.casefold().startswith(wanted) or wanted.startswith(fact.key)]
    inside = [fact for fact in facts if wanted and wanted in fact.legal_name.casefold()]
    return next(iter([*exact, *near, *inside]), None)


def organisations(session: Session, kind: Kind | None = None) -> tuple[OrganisationFact, ...]:
    """All organisations in sight, of one kind if told, by name."""
    found = kept_in(session, organisations, lambda: _all(session))
    return tuple(fact for fact in found if kind is None or fact.kind is kind)


def names_of(session: Session, ids: frozenset[int] | set[int]) -> dict[int, str]:
    """Names by id, as far as they are in sight."""
    known = organisation_names(session)
    return {wanted: known[wanted] for wanted in ids if wanted in known}


def _one(session: Session, wanted: int) -> OrganisationFact | None:
    row = session.scalars(select(Organisation).where(Organisation.id == wanted)).first()
    return _fact(row) if row is not None else None


def _all(session: Session) -> tuple[OrganisationFact, ...]:
    return tuple(_fact(row) for row in session.scalars(select(Organisation).order_by(Organisation.name)))


def _fact(row: Organisation) -> OrganisationFact:
    return OrganisationFact(
        id=row.id,
        key=row.key,
        kind=Kind(row.kind),
        name=row.name,
        legal_name=row.legal_name,
        country=row.country,
        currency=row.currency,
        timezone=row.timezone,
    )
