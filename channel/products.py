"""Looking up the product master: facts, lifecycle, what works with what, and who may sell it where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from channel.tables.parties import Authorisation, Line, Organisation
from channel.tables.products import Compatibility, Product

ACTIVE = "active"


@dataclass(frozen=True)
class Attribute:
    """A further fact of a product: its value in a unit, under a condition, both of which may be absent."""

    name: str
    value: str | int | float | bool
    unit: str | None
    condition: str | None


@dataclass(frozen=True)
class ProductFacts:
    """What the master knows of a part number; none where it has no value.

    Weights in kilograms, dimensions in millimetres, warranty in months, days local to the vendor, `as_of`
    UTC.
    """

    id: int
    mpn: str
    name: str
    name_de: str
    vendor: str
    line: str
    gtin: str | None
    hs_code: str | None
    country_of_origin: str | None
    net_weight_kg: Decimal | None
    gross_weight_kg: Decimal | None
    width_mm: int | None
    depth_mm: int | None
    height_mm: int | None
    warranty_months: int | None
    required_certificate: str | None
    attributes: tuple[Attribute, ...]
    lifecycle: Lifecycle
    as_of: datetime

    def attribute(self, name: str) -> Attribute | None:
        """The attribute of that name."""
        return next((found for found in self.attributes if found.name == name), None)


@dataclass(frozen=True)
class Lifecycle:
    """When a product is sold and supported; days are the last ones, inclusive. None: no day is set."""

    mpn: str
    name: str
    name_de: str
    general_availability: date | None
    last_order: date | None
    end_of_sale: date | None
    end_of_support: date | None
    successor: str | None
    as_of: datetime


@dataclass(frozen=True)
class Pairing:
    """Two products that work together (`works`), one that needs the other (`requires`), or cannot
    (`excludes`).
    """

    mpn: str
    other_mpn: str
    relation: str
    condition: str
    document: str
    as_of: datetime


@dataclass(frozen=True)
class AuthorisationFact:
    """A reseller's standing in a line: the countries where it may sell it and from whom it buys it."""

    reseller: str
    vendor: str
    line: str
    countries: tuple[str, ...]
    distributors: tuple[str, ...]
    required_certificate: str | None
    as_of: datetime | None


def product_facts(session: Session, mpns: Iterable[str]) -> tuple[ProductFacts, ...]:
    """The products in sight among `mpns`, in that order; what is not in sight is left out."""
    wanted = [mpn.upper() for mpn in mpns]
    query = (
        select(Product, Organisation.name, Line.name)
        .join(Organisation, Organisation.id == Product.vendor_id)
        .join(Line, Line.id == Product.line_id)
        .where(Product.mpn.in_(wanted))
    )
    found = {row[0].mpn: _facts(row[0], row[1], row[2]) for row in session.execute(query)}
    return tuple(found[mpn] for mpn in dict.fromkeys(wanted) if mpn in found)


def products_of(
    session: Session, *, line: str | None = None, vendor: str | None = None
) -> tuple[ProductFacts, ...]:
    """All products in sight, of one line or vendor if told (names in any case), by part number."""
    query = (
        select(Product, Organisation.name, Line.name)
        .join(Organisation, Organisation.id == Product.vendor_id)
        .join(Line, Line.id == Product.line_id)
        .order_by(Product.mpn)
    )
    if line is not None:
        query = query.where(Line.name.icontains(line, autoescape=True))
    if vendor is not None:
        query = query.where(Organisation.name.icontains(vendor, autoescape=True))
    return tuple(_facts(row[0], row[1], row[2]) for row in session.execute(query))


def lifecycle(session: Session, mpns: Iterable[str]) -> tuple[Lifecycle, ...]:
    """The lifecycle of the products in sight among `mpns`, in that order."""
    return tuple(facts.lifecycle for facts in product_facts(session, mpns))


def ending_sale(
    session: Session, first: date, last: date, *, vendor: str | None = None, line: str | None = None
) -> tuple[Lifecycle, ...]:
    """The products in sight whose last day of sale lies from `first` to `last`, soonest first."""
    found = (facts.lifecycle for facts in products_of(session, line=line, vendor=vendor))
    ending = [(life.end_of_sale, life) for life in found if life.end_of_sale is not None]
    return tuple(life for day, life in sorted(ending, key=lambda pair: pair[0]) if first <= day <= last)


def compatibility(session: Session, mpns: Iterable[str]) -> tuple[Pairing, ...]:
    """What is known of these products together, or of the only one with any other."""
    wanted = [mpn.upper() for mpn in mpns]
    query = (
        select(Compatibility, Product.mpn)
        .join(Product, Product.id == Compatibility.product_id)
        .where(or_(Product.mpn.in_(wanted), Compatibility.other_mpn.in_(wanted)))
        .order_by(Product.mpn, Compatibility.other_mpn)
    )
    rows = [(row[0], row[1]) for row in session.execute(query)]
    if len(set(wanted)) > 1:
        rows = [
            (pair, mpn)
            for pair, mpn in rows
            if {pair.other_mpn, mpn} <= set(wanted) and pair.other_mpn != mpn
        ]
    return tuple(
        Pairing(mpn, pair.other_mpn, pair.relation, pair.condition, pair.document, pair.as_of)
        for pair, mpn in rows
    )


def authorisation(
    session: Session, reseller_id: int, line: str, day: date, *, territory: frozenset[str] | None = None
) -> AuthorisationFact | None:
    """Where a reseller may sell a line on a day, as far as the viewer may see; none when the line is not in
    sight.

    No country in the fact means: not authorised, in `territory` if told, else anywhere.
    """
    named = select(Line, Organisation.name).join(Organisation, Organisation.id == Line.vendor_id)
    found = session.execute(
        named.where(Line.name.icontains(line, autoescape=True)).order_by(Line.name)
    ).first()
    if found is None:
        return None
    row, vendor = found[0], found[1]
    reseller = session.scalars(select(Organisation.name).where(Organisation.id == reseller_id)).first()
    held = session.execute(
        select(Authorisation, Organisation.name)
        .join(Organisation, Organisation.id == Authorisation.distributor_id)
        .where(Authorisation.reseller_id == reseller_id, Authorisation.line_id == row.id)
        .where(Authorisation.status == ACTIVE, Authorisation.valid_from <= day)
        .where(or_(Authorisation.valid_to.is_(None), Authorisation.valid_to >= day))
    )
    rights = [(held_row[0], held_row[1]) for held_row in held]
    rights = [pair for pair in rights if territory is None or pair[0].territory[:2] in territory]
    certificate = session.scalars(
        select(Product.required_certificate).where(
            Product.line_id == row.id, Product.required_certificate.is_not(None)
        )
    ).first()
    return AuthorisationFact(
        reseller=reseller or "",
        vendor=vendor,
        line=row.name,
        countries=tuple(sorted({right.territory for right, _ in rights})),
        distributors=tuple(sorted({name for _, name in rights})),
        required_certificate=certificate,
        as_of=max((right.as_of for right, _ in rights), default=None),
    )


def authorised_resellers(
    session: Session, line: str, day: date, *, territory: frozenset[str] | None = None
) -> tuple[AuthorisationFact, ...]:
    """Who may sell a line on a day (in a territory, if told), as far as the viewer may see; by name."""
    held = session.scalars(
        select(Authorisation.reseller_id)
        .join(Line, Line.id == Authorisation.line_id)
        .where(Line.name.icontains(line, autoescape=True), Authorisation.status == ACTIVE)
        .distinct()
    )
    facts = [authorisation(session, reseller, line, day, territory=territory) for reseller in held]
    named = [fact for fact in facts if fact is not None and fact.reseller and fact.countries]
    return tuple(sorted(named, key=lambda fact: fact.reseller))


def _attributes(stored: dict[str, Any]) -> tuple[Attribute, ...]:
    return tuple(
        Attribute(name, entry["value"], entry.get("unit"), entry.get("condition"))
        for name, entry in stored.items()
    )


def _facts(row: Product, vendor: str, line: str) -> ProductFacts:
    return ProductFacts(
        id=row.id,
        mpn=row.mpn,
        name=row.name,
        name_de=row.name_de,
        vendor=vendor,
        line=line,
        gtin=row.gtin,
        hs_code=row.hs_code,
        country_of_origin=row.country_of_origin,
        net_weight_kg=row.net_weight_kg,
        gross_weight_kg=row.gross_weight_kg,
        width_mm=row.width_mm,
        depth_mm=row.depth_mm,
        height_mm=row.height_mm,
        warranty_months=row.warranty_months,
        required_certificate=row.required_certificate,
        attributes=_attributes(row.attributes),
        lifecycle=Lifecycle(
            mpn=row.mpn,
            name=row.name,
            name_de=row.name_de,
            general_availability=row.general_availability,
            last_order=row.last_order,
            end_of_sale=row.end_of_sale,
            end_of_support=row.end_of_support,
            successor=row.successor_mpn,
            as_of=row.as_of,
        ),
        as_of=row.as_of,
    )
