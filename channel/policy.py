"""The rules of engagement: dated rows per vendor, territory and line, read as typed values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from channel import tables
from channel.access.gate import kept_in

HOUSE_CLAUSE = "house rules, as the vendor has published none"
REQUIRED = (
    "customer",
    "country",
    "postcode",
    "contact_name",
    "contact_email",
    "lines",
    "value",
    "expected_close",
)
EDITABLE = (
    "customer",
    "postcode",
    "city",
    "domain",
    "register_number",
    "contact_name",
    "contact_email",
    "project",
    "value",
    "expected_close",
    "tender",
    "tender_published_on",
)


class Parameters(BaseModel):
    """The parameters of a policy, with the defaults of the trade. Amounts by ISO 4217 currency.

    `minimum_value` also lists the currencies in which deals are taken. Days are calendar days unless the name says
    business days. Percentages are percent off the vendor's list price. docs/deals.md explains each.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    minimum_value: dict[str, Decimal] = {"EUR": Decimal(10_000)}
    minimum_basis: Literal["value", "list"] = "value"
    minimum_units: int | None = None
    timezone: str = "Europe/Berlin"
    protection_days: int = 90
    protection_starts: Literal["approval", "submission"] = "approval"
    extension_max_count: int = 1
    extension_days: int = 30
    extension_needs_evidence: bool = True
    grace_days: int = 7
    reinstate_if_free: bool = True
    reminder_days: tuple[int, ...] = (14, 7, 1)
    approval_chain: tuple[Literal["distributor", "vendor"], ...] = ("distributor", "vendor")
    distributor_step_mode: Literal["approve", "inform", "none"] = "approve"
    decision_business_days: int = 2
    escalation_business_days: int = 1
    auto_approve_below: dict[str, Decimal] = {}
    action_required_days: int = 10
    required_fields: tuple[str, ...] = REQUIRED
    editable_in_action_required: tuple[str, ...] = EDITABLE
    renewals_eligible: bool = False
    incumbency_protect: bool = True
    new_customer_lookback_months: int = 12
    new_customers_only: bool = False
    evidence_required: int = 0
    activity_required: bool = False
    standing_checks: tuple[Literal["not_past_due", "trained"], ...] = ()
    tender_rule: Literal["approved_before_publication", "never", "allowed"] = "approved_before_publication"
    excluded_mpns: tuple[str, ...] = ()
    registered_discount_percent_by_tier: dict[str, Decimal] = {}
    special_price_mpns: tuple[str, ...] = ()
    order_needs_end_user_po: bool = True
    delivery_after_expiry_days: int = 60
    appeal_business_days: int = 10
    disclose_already_registered: Literal["neutral", "yes"] = "neutral"
    max_open_registrations: int = 50
    max_registrations_per_day: int = 20
    splitting_days: int = 30
    plausible_value_percent: tuple[int, int] = (20, 300)
    resubmit_max: int = 3
    revoke_if_inactive_days: int | None = None
    amendment_material_percent: Decimal = Decimal(10)


@dataclass(frozen=True)
class Policy:
    """The rules that apply to a deal: `id` of the row (none for the house rules), programme, clause, since when."""

    id: int | None
    programme: str
    clause: str
    valid_from: date | None
    rules: Parameters

    @property
    def minimums(self) -> Mapping[str, Decimal]:
        """The smallest deal value by currency; a currency not named here is not taken."""
        return MappingProxyType(self.rules.minimum_value)


HOUSE_RULES = Policy(None, "", HOUSE_CLAUSE, None, Parameters())


def policy_for(session: Session, vendor: int, territory: str | None, line: int | None, day: date) -> Policy:
    """The rules of a vendor for a line in a territory on a day, as far as the session sees them.

    A row for the line goes before a row for the territory, that before a general one; among equals the latest
    `valid_from` not after `day` wins. Without any row the house rules apply.
    """
    return _most_specific(_candidates(session, vendor, territory, [] if line is None else [line], day))


def policy_for_deal(session: Session, vendor: int, territory: str | None, lines: Iterable[int], day: date) -> Policy:
    """The rules for a deal over several lines: the most specific row of any of them."""
    return _most_specific(_candidates(session, vendor, territory, list(lines), day))


def policy_by_id(session: Session, policy_id: int | None) -> Policy:
    """The rules that a registration was judged by."""
    if policy_id is None:
        return HOUSE_RULES
    return kept_in(session, (policy_by_id, policy_id), lambda: _by_id(session, policy_id))


def _by_id(session: Session, policy_id: int) -> Policy:
    row = session.execute(select(tables.deals.Policy).where(tables.deals.Policy.id == policy_id)).scalar()
    return HOUSE_RULES if row is None else _value(row)


def _candidates(
    session: Session, vendor: int, territory: str | None, lines: list[int], day: date
) -> list[tables.deals.Policy]:
    row = tables.deals.Policy
    statement = select(row).where(
        row.vendor_id == vendor,
        row.valid_from <= day,
        or_(row.territory.is_(None), row.territory == territory),
        or_(row.line_id.is_(None), row.line_id.in_(lines)),
    )
    return list(session.execute(statement).scalars())


def _most_specific(rows: list[tables.deals.Policy]) -> Policy:
    if not rows:
        return HOUSE_RULES
    best = max(rows, key=lambda r: (r.line_id is not None, r.territory is not None, r.valid_from, -(r.line_id or 0)))
    return _value(best)


def _value(row: tables.deals.Policy) -> Policy:
    parameters: dict[str, Any] = row.parameters
    return Policy(row.id, row.programme, row.clause, row.valid_from, Parameters.model_validate(parameters))
