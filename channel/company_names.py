"""The names of the organisations in sight, which nearly every answer needs."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from channel.access.gate import kept_in
from channel.tables.parties import Organisation


def organisation_names(session: Session) -> dict[int, str]:
    """The names of all organisations in sight by id."""
    return dict(kept_in(session, organisation_names, lambda: _read(session)))


def _read(session: Session) -> dict[int, str]:
    return {row.id: row.name for row in session.execute(select(Organisation.id, Organisation.name))}
