"""Looking up where resellers stand in a vendor's programme: tiers, certificates, and what is missing for a tier."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from channel.company_names import organisation_names
from channel.money import Money
from channel.tables.parties import Person
from channel.tables.products import Product
from channel.tables.programmes import Certificate, Programme, Standing, Tier

GRACE = "grace_days_when_certificate_holder_leaves"


@dataclass(frozen=True)
class CertificateFact:
    """A certificate of a person; `expires_on` is the last day, none when it does not expire. `as_of` UTC."""

    code: str
    person: str
    company: str
    vendor: str
    issued_on: date
    expires_on: date | None
    as_of: datetime

    def valid(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.expires_on is None or self.expires_on >= day


@dataclass(frozen=True)
class Requirement:
    """What a tier asks for, and what is there: an amount in a currency, or a count. `name` as in the programme."""

    name: str
    needed: Money | int
    there: Money | int

    @property
    def missing(self) -> Money | int:
        """What is lacking, zero when it is met."""
        if isinstance(self.needed, Money) and isinstance(self.there, Money):
            lacking = max(self.needed.amount - self.there.amount, Decimal(0))
            return Money(lacking, self.needed.currency)
        return max(int(self.needed) - int(self.there), 0)  # type: ignore[arg-type] # both are counts here

    @property
    def met(self) -> bool:
        """Whether nothing is lacking."""
        missing = self.missing
        return missing.amount == 0 if isinstance(missing, Money) else missing == 0


@dataclass(frozen=True)
class TierGap:
    """A reseller's tier and what it has of another's (or its own) requirements on a day.

    `without` is the person whose certificates were left out. `grace_days` is how long a tier is kept when a holder
    leaves, none when the programme does not say. `review_on` is when the tier is looked at next. `as_of` UTC.
    """

    reseller: str
    vendor: str
    programme: str
    tier: str
    target: str
    requirements: tuple[Requirement, ...]
    review_on: date | None
    grace_days: int | None
    without: str | None
    as_of: datetime

    @property
    def met(self) -> bool:
        """Whether all requirements are met."""
        return all(requirement.met for requirement in self.requirements)


def tier_of(session: Session, reseller_id: int, mpn: str) -> str | None:
    """The reseller's tier, in lower case, with the vendor of a product, none when it is not in sight."""
    found = session.scalars(
        select(Standing.tier)
        .join(Product, Product.vendor_id == Standing.vendor_id)
        .where(Standing.reseller_id == reseller_id, Product.mpn == mpn.upper())
    ).first()
    return found.casefold() if found is not None else None


def certificates(session: Session, *, reseller_id: int | None = None) -> tuple[CertificateFact, ...]:
    """The certificates in sight, of one reseller if told, those that end first at the top.

    A person out of sight (a vendor does not see who works for a partner) has no name.
    """
    query = select(Certificate).order_by(Certificate.expires_on, Certificate.code)
    if reseller_id is not None:
        query = query.where(Certificate.reseller_id == reseller_id)
    companies = organisation_names(session)
    people = {row.id: row.name for row in session.execute(select(Person.id, Person.name))}
    return tuple(
        CertificateFact(
            code=row.code,
            person=people.get(row.person_id, ""),
            company=companies.get(row.reseller_id, ""),
            vendor=companies.get(row.vendor_id, ""),
            issued_on=row.issued_on,
            expires_on=row.expires_on,
            as_of=row.as_of,
        )
        for row in session.scalars(query)
    )


@dataclass(frozen=True)
class GapRequest:
    """Which gaps: on `day`; of one reseller and vendor if told; to a tier by name, to the `next`, or to the own one."""

    day: date
    reseller_id: int | None = None
    vendor: str | None = None
    tier: str | None = None
    keep: bool = False
    without: str | None = None


def tier_gaps(session: Session, request: GapRequest) -> tuple[TierGap, ...]:
    """What the resellers in sight have of a tier's requirements, by reseller; none for whoever is at the top."""
    query = select(Standing, Programme).join(Programme, Programme.vendor_id == Standing.vendor_id)
    if request.reseller_id is not None:
        query = query.where(Standing.reseller_id == request.reseller_id)
    names = organisation_names(session)
    tiers: dict[int, list[Tier]] = {}
    for tier in session.scalars(select(Tier).order_by(Tier.rank)):
        tiers.setdefault(tier.programme_id, []).append(tier)
    held = certificates(session, reseller_id=request.reseller_id)
    gaps: list[TierGap] = []
    for standing, programme in session.execute(query):
        vendor, reseller = names.get(standing.vendor_id, ""), names.get(standing.reseller_id, "")
        if request.vendor is not None and request.vendor.casefold() not in vendor.casefold():
            continue
        target = _target(tiers.get(programme.id, []), standing.tier, request)
        if target is None:
            continue
        mine = [fact for fact in held if (fact.company, fact.vendor) == (reseller, vendor) and fact.valid(request.day)]
        counted = [fact for fact in mine if request.without is None or fact.person != request.without]
        gaps.append(
            TierGap(
                reseller=reseller,
                vendor=vendor,
                programme=programme.name,
                tier=standing.tier,
                target=target.name,
                requirements=tuple(_requirements(target.requirements, standing.metrics, counted)),
                review_on=standing.review_on,
                grace_days=target.requirements.get(GRACE),
                without=request.without,
                as_of=standing.as_of,
            )
        )
    return tuple(sorted(gaps, key=lambda gap: (gap.reseller, gap.vendor)))


def _target(tiers: list[Tier], current: str, request: GapRequest) -> Tier | None:
    by_name = {tier.name.casefold(): tier for tier in tiers}
    own = by_name.get(current.casefold())
    if request.keep or own is None:
        return own
    if request.tier is not None:
        return by_name.get(request.tier.casefold())
    return next((tier for tier in tiers if tier.rank > own.rank), None)


def _requirements(needs: dict[str, Any], metrics: dict[str, Any], held: list[CertificateFact]) -> list[Requirement]:
    found: list[Requirement] = []
    for name, needed in needs.items():
        there = metrics.get(name)
        if name == "certificates":
            found += [
                Requirement(code, int(count), sum(fact.code == code for fact in held)) for code, count in needed.items()
            ]
        elif isinstance(needed, dict) and isinstance(there, dict):
            shared = next((currency for currency in there if currency in needed), None)
            if shared is not None:
                need, has = Money(Decimal(needed[shared]), shared), Money(Decimal(there[shared]), shared)
                found.append(Requirement(name, need, has))
        elif isinstance(needed, int) and name != GRACE:
            found.append(Requirement(name, needed, int(there or 0)))
    return found
