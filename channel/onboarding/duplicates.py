"""Whether a company to be taken on is in the house already: by number, domain, address, or name and place."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from channel.linking import PRIVATE_MAIL
from channel.matching import CustomerRecord, same_customer
from channel.onboarding.companies import Company
from channel.onboarding.states import OPEN
from channel.tables.parties import Kind, Organisation, Person, Supply
from channel.tables.programmes import OnboardingCase

STANDS_FOR_TYPED = "invited"
"""The status of a row that holds a company as an inviter typed it, while the real one is asked."""


def known_alike(session: Session, company: Company) -> Organisation | None:
    """The organisation in the session's sight that is the same company, the surest first; none when it is new."""
    rows = session.scalars(
        select(Organisation).where(Organisation.status != STANDS_FOR_TYPED).order_by(Organisation.id)
    ).all()
    house = _house_of(session, company.email)
    return next((row for row in rows if row.id == house), None) or _alike(rows, company)


def already_mine(
    session: Session, distributor: int, company: Company
) -> tuple[Organisation, OnboardingCase | None] | None:
    """A partner of this distributor, or a company that it takes on, which is the same; with its case, if any.

    Everything here is read among the distributor's own rows, whatever else the session sees.
    """
    cases = session.scalars(
        select(OnboardingCase).where(OnboardingCase.distributor_id == distributor).order_by(OnboardingCase.id)
    ).all()
    served = set(session.scalars(select(Supply.reseller_id).where(Supply.distributor_id == distributor)))
    case_of = {case.prospect_id: case for case in cases}
    mine = session.scalars(select(Organisation).where(Organisation.id.in_(served | set(case_of)))).all()
    found = _alike(mine, company)
    return (found, case_of.get(found.id)) if found is not None else None


def is_open(case: OnboardingCase | None) -> bool:
    """Whether a case goes on."""
    return case is not None and case.state in OPEN


def _alike(rows: Iterable[Organisation], company: Company) -> Organisation | None:
    scored = [(same_as(row, company), -row.id, row) for row in rows if row.kind in {Kind.RESELLER, Kind.PROSPECT}]
    best = max(scored, key=lambda one: one[:2], default=(0, 0, None))
    return best[2] if best[0] else None


def same_as(row: Organisation, company: Company) -> int:
    """How sure it is that a row is the company, 0 when it is another one."""
    if company.vat_number and row.vat_number and _bare(row.vat_number) == _bare(company.vat_number):
        return 100
    if company.domain and row.domain and row.domain.casefold() == company.domain and row.country == company.country:
        return 95
    match = same_customer(
        CustomerRecord(row.legal_name, row.country, row.city, None, row.domain, row.register_number),
        CustomerRecord(
            company.legal_name,
            company.country or None,
            company.city or None,
            None,
            company.domain or None,
            company.register_number or None,
        ),
    )
    return match.score if match.same else 0


def _house_of(session: Session, email: str) -> int | None:
    """The organisation of somebody with this address, or whose domain it is alone."""
    if not email:
        return None
    person = session.scalars(
        select(Person.organisation_id).where(func.lower(Person.email) == email.casefold())
    ).one_or_none()
    if person is not None:
        return person
    domain = email.rpartition("@")[2]
    houses = session.scalars(
        select(Organisation.id).where(
            func.lower(Organisation.domain) == domain, Organisation.status != STANDS_FOR_TYPED
        )
    ).all()
    return houses[0] if len(houses) == 1 and domain not in PRIVATE_MAIL else None


def _bare(number: str) -> str:
    return re.sub(r"\W", "", number).upper()
