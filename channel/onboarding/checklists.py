"""The checklist that a case is opened from: the distributor's own for a line and country, or the house's."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from channel.onboarding.states import StepKind
from channel.tables.onboarding import OnboardingTemplate, OnboardingTemplateStep
from channel.tables.parties import Line, Organisation

PROSPECT, DISTRIBUTOR = "prospect", "distributor"


@dataclass(frozen=True)
class ChecklistStep:
    """A step to come: `side` owes it within `business_days` of the opening, after the steps at `after`."""

    position: int
    kind: StepKind
    name: str
    name_de: str
    side: str
    business_days: int
    after: tuple[int, ...] = ()


@dataclass(frozen=True)
class Checklist:
    """What taking a partner on takes; `agreement` and its version are what is signed."""

    name: str
    agreement: str
    agreement_version: str
    steps: tuple[ChecklistStep, ...]


_HOUSE: Final = Checklist(
    "",
    "Partner agreement",
    "",
    (
        ChecklistStep(1, StepKind.COMPANY_DATA, "Company data", "Firmendaten", PROSPECT, 3),
        ChecklistStep(2, StepKind.VETTING, "Vetting", "Prüfung", DISTRIBUTOR, 5, (1,)),
        ChecklistStep(3, StepKind.AGREEMENT, "Partner agreement", "Partnervertrag", PROSPECT, 10, (2,)),
        ChecklistStep(4, StepKind.CREDIT_LINE, "Credit line", "Kreditlinie", DISTRIBUTOR, 12, (2,)),
        ChecklistStep(5, StepKind.AUTHORISATION, "Authorisation", "Autorisierung", DISTRIBUTOR, 12, (2, 3)),
        ChecklistStep(6, StepKind.PEOPLE, "People and their roles", "Personen und ihre Rollen", PROSPECT, 12),
        ChecklistStep(7, StepKind.FIRST_ORDER, "First order", "Erste Bestellung", PROSPECT, 40, (4, 5)),
    ),
)
"""For a distributor that has none of its own."""


def checklist_for(
    session: Session, distributor: int, lines: Collection[str], territory: str | None, day: date
) -> Checklist:
    """The checklist in force on a day that fits most closely: for line and country, line, country, then any.

    Args:
        session: sees the distributor's checklists.
        distributor: its id.
        lines: as vendor/line, by the vendor's key.
        territory: ISO 3166-1, none when unknown.
        day: of the opening.
    """
    wanted = set(line_ids(session, lines).values())
    rows = session.scalars(
        select(OnboardingTemplate).where(
            OnboardingTemplate.distributor_id == distributor,
            OnboardingTemplate.valid_from <= day,
            or_(OnboardingTemplate.valid_to.is_(None), OnboardingTemplate.valid_to >= day),
        )
    ).all()
    fitting = [
        row
        for row in rows
        if (row.line_id is None or row.line_id in wanted) and (row.territory is None or row.territory == territory)
    ]
    if not fitting:
        return _HOUSE
    best = max(fitting, key=lambda r: (r.line_id is not None, r.territory is not None, r.valid_from, -r.id))
    steps = session.scalars(
        select(OnboardingTemplateStep)
        .where(OnboardingTemplateStep.template_id == best.id)
        .order_by(OnboardingTemplateStep.position)
    ).all()
    return Checklist(best.name, best.agreement, best.agreement_version, tuple(_step(row) for row in steps))


def line_ids(session: Session, lines: Collection[str]) -> dict[str, int]:
    """The ids of lines that are named vendor/line, as far as they are in the session's sight."""
    rows = session.execute(
        select(Line.id, Line.name, Organisation.key).join(Organisation, Organisation.id == Line.vendor_id)
    )
    known = {f"{row.key}/{row.name}": row.id for row in rows}
    return {name: known[name] for name in lines if name in known}


def _step(row: OnboardingTemplateStep) -> ChecklistStep:
    return ChecklistStep(
        row.position,
        StepKind(row.kind),
        row.name,
        row.name_de or row.name,
        row.side,
        row.business_days,
        tuple(row.after),
    )
