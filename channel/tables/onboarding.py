"""How a distributor takes partners on: its checklists, and invitations to companies that are in the house already."""

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from channel.tables.base import Key, OrganisationKey, Sourced, Table


class OnboardingTemplate(Sourced, Table):
    """A distributor's checklist from a day on: for a line in a country, or for any where none is named.

    `agreement` names the partner agreement that is signed, `agreement_version` its version.
    """

    __tablename__ = "onboarding_templates"
    __table_args__ = (UniqueConstraint("distributor_id", "name", "valid_from"),)
    id: Mapped[Key]
    distributor_id: Mapped[OrganisationKey]
    name: Mapped[str] = mapped_column(String(80))
    line_id: Mapped[int | None] = mapped_column(ForeignKey("lines.id"), index=True)
    territory: Mapped[str | None] = mapped_column(String(6))
    agreement: Mapped[str] = mapped_column(String(120))
    agreement_version: Mapped[str] = mapped_column(String(40))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class OnboardingTemplateStep(Sourced, Table):
    """A step of a checklist: who owes it (`prospect` or `distributor`), how many business days after the opening it
    is due, and the positions of the steps that it waits for.
    """

    __tablename__ = "onboarding_template_steps"
    __table_args__ = (UniqueConstraint("template_id", "position"),)
    id: Mapped[Key]
    template_id: Mapped[int] = mapped_column(ForeignKey("onboarding_templates.id"), index=True)
    distributor_id: Mapped[OrganisationKey]
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(120))
    name_de: Mapped[str | None] = mapped_column(String(120))
    side: Mapped[str] = mapped_column(String(12))
    business_days: Mapped[int]
    after: Mapped[list[int]]


class OnboardingInvitation(Sourced, Table):
    """An invitation to a company that is known in the house: its own administrators alone see it and accept it.

    The distributor's case stands on the company as it typed it until then, so that it learns nothing of the other.
    `offer` says who invites to what, in plain values. state: `open`, `accepted`, `declined`.
    """

    __tablename__ = "onboarding_invitations"
    id: Mapped[Key]
    case_id: Mapped[int] = mapped_column(ForeignKey("onboarding_cases.id"), index=True)
    organisation_id: Mapped[OrganisationKey]
    offer: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(20), default="open")
