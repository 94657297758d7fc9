"""Opening cases: a distributor invites, a company applies, and one that is known here already is asked first."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Final

from babel.core import get_global
from babel.numbers import get_territory_currencies
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from channel import audit, outbox, refusals
from channel.access.gate import Action, not_found
from channel.access.rights import Right
from channel.calendar import business_days_after, local_day
from channel.errors import NotAllowed, NotPossible
from channel.onboarding import duplicates, reminding
from channel.onboarding.checklists import PROSPECT, Checklist, checklist_for, line_ids
from channel.onboarding.companies import Company
from channel.onboarding.states import CaseState, StepKind
from channel.onboarding.telling import people_with, tell_turns
from channel.people import admit, set_rights
from channel.tables.onboarding import OnboardingInvitation
from channel.tables.parties import Distribution, Kind, Organisation, Person
from channel.tables.programmes import OnboardingCase, OnboardingTask

INVITED, APPLIED, OFFERED = "onboarding.invited", "onboarding.applied", "onboarding.offered"
LONGEST_REASON: Final = 400
Content = dict[str, Any]


def invite(action: Action, content: Content) -> Content:
    """Open a case for each company that a distributor invites.

    A company that is known here by others is asked through its own administrators; the inviter sees the same as for
    any other, and only what it typed, until they agree.

    Args:
        action: of somebody who takes partners on.
        content: `companies` (`Company.plain` each), `lines` (vendor/line) and `territory`, for all of them.

    Raises:
        NotAllowed: for anybody but a distributor's people with the right.
        NotPossible: when a company is a partner or being taken on already, or a line is not sold there.
    """
    distributor = _distributor(action)
    return {"cases": [_invite(action, distributor, Company.read(row), content) for row in content["companies"]]}


def _invite(action: Action, distributor: Organisation, company: Company, content: Content) -> int:
    territory = content.get("territory") or company.country
    check_sold(action.session, distributor.id, content["lines"], territory, action.now.date())
    refuse_own(action.session, distributor.id, company)
    known = duplicates.known_alike(action.session, company)
    prospect = _typed(action, company, distributor, asked=known is not None)
    case = _open(action, distributor, prospect, content["lines"], territory, CaseState.INVITED)
    case.manager_id = action.viewer.person_id
    if known is None:
        _contact(action, prospect, company)
    else:
        _ask(action, distributor, case, known)
    tell_turns(action, case)
    audit.record(action, INVITED, f"onboarding {case.id}", {"lines": content["lines"], "territory": territory})
    return case.id


def apply(action: Action, content: Content) -> Content:
    """Open a case for the acting person's own company at a distributor; its people who take partners on are told.

    Args:
        action: of somebody of the applying company who administers it.
        content: `distributor` (id), `lines` (vendor/line), `territory`, `evidence` (plain values that the applicant
            gives for its company data).

    Raises:
        NotAllowed: for a company that cannot be taken on, or without the right.
        NotPossible: when it is taken on there already, or the lines are not sold there.
    """
    viewer = action.viewer
    if viewer.kind not in {Kind.PROSPECT, Kind.RESELLER} or Right.ADMINISTER not in viewer.rights:
        raise NotAllowed.of(refusals.NOT_YOUR_ROLE)
    distributor = action.find(Organisation, Organisation.id == content["distributor"])
    prospect = action.find(Organisation, Organisation.id == viewer.organisation_id)
    if Kind(distributor.kind) is not Kind.DISTRIBUTOR:
        raise not_found()
    check_sold(action.session, distributor.id, content["lines"], content["territory"], action.now.date())
    for case in action.session.scalars(
        select(OnboardingCase).where(
            OnboardingCase.distributor_id == distributor.id, OnboardingCase.prospect_id == prospect.id
        )
    ):
        if duplicates.is_open(case) and set(content["lines"]) <= set(case.lines):
            raise NotPossible.of(refusals.ALREADY_TAKEN_ON, name=distributor.name)
    case = _open(action, distributor, prospect, content["lines"], content["territory"], CaseState.APPLIED)
    case.origin = "applied"
    action.session.flush()
    _company_data_given(action, case, content.get("evidence") or {})
    audit.record(action, APPLIED, f"onboarding {case.id}", {"lines": content["lines"]})
    outbox.owe(
        action,
        people_with(action.session, distributor.id, Right.ONBOARD),
        APPLIED,
        {"case": case.id},
        f"onboarding:{case.id}:applied",
    )
    return {"case": case.id}


def check_sold(session: Session, distributor: int, lines: list[str], territory: str, day: date) -> None:
    """A distributor takes partners on for what it sells in a country.

    Raises:
        NotPossible: for a line that it does not sell there on the day.
    """
    known = line_ids(session, lines)
    sold = set(
        session.scalars(
            select(Distribution.line_id).where(
                Distribution.distributor_id == distributor,
                Distribution.territory == territory,
                Distribution.valid_from <= day,
                or_(Distribution.valid_to.is_(None), Distribution.valid_to >= day),
            )
        )
    )
    for name in lines:
        if known.get(name) not in sold:
            raise NotPossible.of(refusals.LINE_NOT_SOLD, line=name.partition("/")[2], territory=territory)


def refuse_own(session: Session, distributor: int, company: Company) -> None:
    """A company is taken on once by a distributor.

    Raises:
        NotPossible: when it buys there already, or has a case there, open or to be reopened.
    """
    found = duplicates.already_mine(session, distributor, company)
    if found is None:
        return
    row, case = found
    if case is None:
        raise NotPossible.of(refusals.ALREADY_PARTNER, name=row.name)
    if duplicates.is_open(case):
        raise NotPossible.of(refusals.ALREADY_TAKEN_ON, name=row.name)
    raise NotPossible.of(refusals.TAKEN_ON_BEFORE, name=row.name)


def _distributor(action: Action) -> Organisation:
    viewer = action.viewer
    if viewer.kind is not Kind.DISTRIBUTOR or Right.ONBOARD not in viewer.rights:
        raise NotAllowed.of(refusals.NOT_YOUR_ROLE)
    return action.find(Organisation, Organisation.id == viewer.organisation_id)


def _typed(action: Action, company: Company, near: Organisation, *, asked: bool) -> Organisation:
    """The company as it was typed, in the currency and time zone of its country."""
    row = Organisation(
        key=_free_key(action.session, company.name),
        kind=Kind.PROSPECT,
        name=company.name[:80],
        legal_name=company.legal_name,
        country=company.country,
        city=company.city or None,
        register_number=company.register_number[:40] or None,
        vat_number=company.vat_number[:20] or None,
        domain=company.domain or None,
        currency=next(iter(get_territory_currencies(company.country)), near.currency),
        timezone=near.timezone if near.country == company.country else _zone(company.country, near.timezone),
        status=duplicates.STANDS_FOR_TYPED if asked else "onboarding",
        as_of=action.now,
    )
    action.session.add(row)
    action.session.flush()
    return row


def _open(
    action: Action,
    distributor: Organisation,
    prospect: Organisation,
    lines: list[str],
    territory: str,
    state: CaseState,
) -> OnboardingCase:
    day = local_day(action.now, distributor.timezone)
    case = OnboardingCase(
        distributor_id=distributor.id,
        prospect_id=prospect.id,
        state=state,
        opened_on=day,
        origin="invited",
        territory=territory,
        lines=list(lines),
        as_of=action.now,
    )
    action.session.add(case)
    action.session.flush()
    checklist = checklist_for(action.session, distributor.id, lines, territory, day)
    for step in checklist.steps:
        owner = prospect if step.side == PROSPECT else distributor
        task = OnboardingTask(
            case_id=case.id,
            distributor_id=distributor.id,
            prospect_id=prospect.id,
            position=step.position,
            name=step.name,
            name_de=step.name_de,
            owner_id=owner.id,
            due_on=business_days_after(day, step.business_days, owner.country),
            kind=step.kind,
            after=list(step.after),
            evidence=_signed_later(checklist) if step.kind is StepKind.AGREEMENT else {},
            as_of=action.now,
        )
        action.session.add(task)
        action.session.flush()
        reminding.remind_of(action, task)
    return case


def _signed_later(checklist: Checklist) -> Content:
    return {"agreement": checklist.agreement, "version": checklist.agreement_version}


def _company_data_given(action: Action, case: OnboardingCase, evidence: Content) -> None:
    task = action.session.scalars(
        select(OnboardingTask).where(OnboardingTask.case_id == case.id, OnboardingTask.kind == StepKind.COMPANY_DATA)
    ).first()
    if task is not None:
        task.done_on = case.opened_on
        task.evidence = {**evidence, "by": action.viewer.name}
        reminding.call_off(action, task)


def _contact(action: Action, prospect: Organisation, company: Company) -> Person | None:
    """The invited person, who administers the company until it says otherwise."""
    if not company.email:
        return None
    person = admit(action, prospect, company.contact or company.email.partition("@")[0], company.email, "")
    set_rights(action, person, {Right.ADMINISTER, Right.ASK})
    return person


def _ask(action: Action, distributor: Organisation, case: OnboardingCase, known: Organisation) -> None:
    row = OnboardingInvitation(
        case_id=case.id,
        organisation_id=known.id,
        offer={"distributor": distributor.name, "lines": list(case.lines), "territory": case.territory},
        as_of=action.now,
    )
    action.session.add(row)
    action.session.flush()
    administrators = people_with(action.session, known.id, Right.ADMINISTER)
    outbox.owe(action, administrators, OFFERED, {"invitation": row.id}, f"onboarding:{case.id}:offered")


def _free_key(session: Session, name: str) -> str:
    wanted = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:30] or "partner"
    taken = set(session.scalars(select(Organisation.key).where(Organisation.key.startswith(wanted, autoescape=True))))
    return next(key for n in range(1, len(taken) + 2) if (key := wanted if n == 1 else f"{wanted}-{n}") not in taken)


def _zone(country: str, otherwise: str) -> str:
    zones = sorted(zone for zone, where in get_global("zone_territories").items() if where == country)
    return zones[0] if zones else otherwise
