"""An authorisation that a distributor asks a vendor for and the vendor grants."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from channel import audit, refusals
from channel.access.gate import Action
from channel.access.rights import Right
from channel.errors import NotAllowed
from channel.onboarding.checklists import line_ids
from channel.onboarding.settling import settle
from channel.tables.parties import Authorisation, Kind, Line
from channel.tables.programmes import OnboardingCase

Content = dict[str, Any]


def grant(action: Action, effect: Content) -> None:
    """Let a company sell the acting vendor's lines in a country, from today on, through the distributor that asked.

    Args:
        action: of the vendor's decider.
        effect: `case` (id) and `lines` (vendor/line).

    Raises:
        NotAllowed: for anybody but a vendor that decides, or for lines that are not its own.
    """
    viewer = action.viewer
    if viewer.kind is not Kind.VENDOR or Right.DECIDE_DEALS not in viewer.rights or viewer.organisation_id is None:
        raise NotAllowed.of(refusals.NOT_YOUR_ROLE)
    case = action.session.get_one(OnboardingCase, effect["case"])
    lines = line_ids(action.session, effect["lines"])
    owners = set(action.session.scalars(select(Line.vendor_id).where(Line.id.in_(lines.values()))))
    if owners != {viewer.organisation_id}:
        raise NotAllowed.of(refusals.NOT_YOUR_ROLE)
    today = action.now.date()
    held = set(
        action.session.scalars(
            select(Authorisation.line_id).where(
                Authorisation.reseller_id == case.prospect_id,
                Authorisation.distributor_id == case.distributor_id,
                Authorisation.territory == case.territory,
                Authorisation.status == "active",
            )
        )
    )
    for line in sorted(set(lines.values()) - held):
        action.session.add(
            Authorisation(
                reseller_id=case.prospect_id,
                vendor_id=viewer.organisation_id,
                distributor_id=case.distributor_id,
                line_id=line,
                territory=case.territory or "",
                status="active",
                valid_from=today,
                as_of=action.now,
            )
        )
    action.session.flush()
    audit.record(action, "onboarding.authorised", f"onboarding {case.id}", {"lines": sorted(lines)})
    settle(action, case)
