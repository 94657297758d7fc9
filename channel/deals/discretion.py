"""Nobody learns of a rival by a note: what the vendor writes to a reseller names nobody else."""

from collections.abc import Iterable

from sqlalchemy import select

from channel.access.gate import Action
from channel.deals import conflicts, refusals
from channel.errors import NotPossible
from channel.tables.deals import Registration
from channel.tables.parties import Kind, Organisation


def name_nobody_else(action: Action, registration: Registration, note: str | None, others: Iterable[int] = ()) -> None:
    """Refuse a vendor's note that names a rival or its registration; others know of none and are told of none.

    Args:
        action: the change under way.
        registration: what the note is about.
        note: what its reseller will read.
        others: organisations that it must not name either.

    Raises:
        NotPossible: if it names one of them; the words are for the vendor, who knows them.
    """
    if not note or action.viewer.kind is not Kind.VENDOR:
        return
    found = conflicts.rivals(action.session, registration)
    numbers = {rival.number.casefold() for rival, _ in found}
    ids = {rival.reseller_id for rival, _ in found} | set(others)
    rows = action.session.execute(
        select(Organisation.name, Organisation.legal_name).where(Organisation.id.in_(sorted(ids)))
    )
    names = numbers | {name.casefold() for row in rows for name in row}
    if any(name in note.casefold() for name in names):
        raise NotPossible.of(refusals.NAMES_ANOTHER)
