"""Going on with what was begun: one's drafts of registrations, and a new one begun as a copy of an earlier."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.tools.results import Asking, Result
from channel import drafts
from channel.deals.terms import COLUMNS
from channel.deals.views import Application
from channel.errors import NotFound
from channel.tables.deals import Registration, RegistrationLine
from channel.tables.products import Product

OF_THE_PROJECT: Final = frozenset({"project", "deal_type", "currency", "country"})
"""Fields that a copy takes over; whom it is for, when and for how much are the new deal's own."""


@dataclass(frozen=True)
class KeptDraft:
    """A draft of a registration that waits; `begun_at` in UTC."""

    key: str
    application: Application
    begun_at: datetime


@dataclass(frozen=True)
class KeptDrafts:
    """One's drafts of registrations, the latest first."""

    rows: tuple[KeptDraft, ...]


def own_drafts(asking: Asking) -> Result:
    """The person's own open drafts of registrations, wherever they were begun."""
    with asking.gate.viewing(asking.viewer) as session:
        found = drafts.waiting(session, asking.person.person_id or 0, "deal.register")
    rows = tuple(KeptDraft(row.key, Application.model_validate(row.content), row.begun_at) for row in found)
    return Result(KeptDrafts(rows))


def copied(session: Session, number: str) -> Application:
    """What a new deal takes over from an earlier registration in sight: products, kind and project.

    Raises:
        NotFound: if there is none of that number in sight.
    """
    row = session.scalars(select(Registration).where(Registration.number == number)).one_or_none()
    if row is None:
        raise NotFound(f"I find no registration “{number}” that I can show you.", "Ask for “my deals” to see yours.")
    lines = session.execute(
        select(Product.mpn, RegistrationLine.quantity)
        .join(Product, Product.id == RegistrationLine.product_id)
        .where(RegistrationLine.registration_id == row.id)
        .order_by(RegistrationLine.id)
    ).all()
    taken: dict[str, Any] = {field: getattr(row, COLUMNS[field]) for field in OF_THE_PROJECT}
    return Application(
        **taken,
        lines=tuple((line.mpn, line.quantity) for line in lines),
        copied_from=row.number,
        assumed=("country", "currency"),
    )
