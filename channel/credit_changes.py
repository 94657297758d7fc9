"""Changing a credit line: a limit, a limit for a time, a hold. By who holds the right at the distributor alone."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import select

from channel import audit, outbox, refusals
from channel.access.gate import Action, not_found
from channel.access.rights import Right
from channel.errors import NotAllowed
from channel.onboarding.settling import settle_of
from channel.tables.finance import CreditLine
from channel.tables.parties import Kind, Organisation, Person, PersonRight

CHANGED: Final = "credit.changed"
Content = dict[str, Any]


def change(action: Action, content: Content) -> Content:
    """Change a line as its credit controller confirmed it, and tell the reseller's people who see credit.

    Args:
        action: of the credit controller.
        content: `reseller` (id) and `effect`, see `change_line`.

    Raises:
        NotAllowed: without the right to change credit.
        NotFound: when the reseller is not in sight.
    """
    reseller = action.find(Organisation, Organisation.id == content["reseller"])
    line = change_line(action, reseller.id, content["effect"])
    told = action.session.scalars(
        select(Person.id)
        .join(PersonRight, PersonRight.person_id == Person.id)
        .where(Person.organisation_id == reseller.id, PersonRight.right == Right.SEE_CREDIT)
    )
    key = f"credit:{line.id}:{action.now.isoformat()}"
    told_what = {"reseller": reseller.id, "distributor": line.distributor_id}
    outbox.owe(action, told, CHANGED, told_what, key)
    return told_what


def change_line(action: Action, reseller: int, effect: Content) -> CreditLine:
    """Change the acting distributor's line for a reseller; a first one is opened when `days` are given.

    Args:
        action: of the credit controller.
        reseller: its id.
        effect: plain values: `limit` (amount) with `until` (ISO day, none for good), `hold` (none to leave it),
            `currency` and `days` (payment terms) for a first line.

    Raises:
        NotAllowed: without the right to change credit, or for anybody but a distributor.
        NotFound: when there is no line to change.
    """
    viewer = action.viewer
    if viewer.kind is not Kind.DISTRIBUTOR or Right.CHANGE_CREDIT not in viewer.rights:
        raise NotAllowed.of(refusals.NEEDS_CREDIT_RIGHT)
    line = action.session.scalars(
        select(CreditLine).where(
            CreditLine.distributor_id == viewer.organisation_id, CreditLine.reseller_id == reseller
        )
    ).one_or_none()
    if line is None:
        line = _first(action, reseller, effect)
    before = {"limit": str(line.limit), "until": _iso(line.temporary_until), "hold": line.on_hold}
    if effect.get("limit") and effect.get("until"):
        line.temporary_limit = Decimal(effect["limit"])
        line.temporary_until = date.fromisoformat(effect["until"])
    elif effect.get("limit"):
        line.limit, line.temporary_limit, line.temporary_until = Decimal(effect["limit"]), None, None
    if effect.get("hold") is not None:
        line.on_hold = effect["hold"]
    line.as_of = action.now
    action.session.flush()
    settle_of(action, line.distributor_id, reseller)
    audit.record(action, CHANGED, f"credit line {line.id}", {"before": before, "effect": effect})
    return line


def _first(action: Action, reseller: int, effect: Content) -> CreditLine:
    if not effect.get("days") or action.viewer.organisation_id is None:
        raise not_found()
    line = CreditLine(
        distributor_id=action.viewer.organisation_id,
        reseller_id=reseller,
        currency=effect["currency"],
        limit=Decimal(0),
        exposure=Decimal(0),
        overdue=Decimal(0),
        payment_days=int(effect["days"]),
        on_hold=False,
        temporary_limit=None,
        temporary_until=None,
        as_of=action.now,
    )
    action.session.add(line)
    return line


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
