"""May this deal be registered? What is missing and what is wrong, as values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from channel.deals.states import UNDECIDED, State
from channel.deals.views import Application, Problem
from channel.matching import normalised
from channel.policy import Policy
from channel.tables.deals import Registration
from channel.tables.parties import Authorisation, Line, Organisation
from channel.tables.products import Product


@dataclass(frozen=True)
class Goods:
    """A product of a deal, as the master knows it."""

    product_id: int
    mpn: str
    line_id: int
    line: str
    vendor_id: int


def goods_of(session: Session, mpns: Iterable[str]) -> tuple[Goods, ...]:
    """The products in sight under these part numbers."""
    rows = session.execute(
        select(Product.id, Product.mpn, Product.line_id, Line.name, Product.vendor_id)
        .join(Line, Line.id == Product.line_id)
        .where(Product.mpn.in_(list(mpns)))
        .order_by(Product.id)
    )
    return tuple(Goods(row.id, row.mpn, row.line_id, row.name, row.vendor_id) for row in rows)


def missing(policy: Policy, application: Application) -> tuple[str, ...]:
    """The fields that the policy requires and the application lacks; `quantities` when a product has none."""
    lacking = [name for name in policy.rules.required_fields if not getattr(application, name)]
    if application.lines and any(not quantity for _, quantity in application.lines):
        lacking.append("quantities")
    if application.tender and application.tender_published_on is None:
        required_before = policy.rules.tender_rule == "approved_before_publication"
        lacking.extend(["tender_published_on"] if required_before and application.tender == "?" else [])
    return tuple(lacking)


def distributors_for(
    session: Session, reseller: int, goods: tuple[Goods, ...], country: str | None, day: date
) -> frozenset[int]:
    """Through whom a reseller may buy all of these lines for a country on a day."""
    shared: frozenset[int] | None = None
    for line in {product.line_id for product in goods}:
        rows = session.execute(_authorisations(reseller, day).where(Authorisation.line_id == line)).all()
        ways = frozenset(row.distributor_id for row in rows if row.territory == country)
        shared = ways if shared is None else shared & ways
    return shared or frozenset()


def check(
    session: Session, policy: Policy, application: Application, reseller: int, day: date
) -> tuple[Problem, ...]:
    """All that stands against registering; nothing of it tells whether anybody else has registered."""
    goods = goods_of(session, [mpn for mpn, _ in application.lines])
    found = [
        *_one_vendor(goods),
        *_authorisation(session, application, goods, reseller, day),
        *_size(policy, application),
        *_tender(policy, application, day),
        *_renewal(policy, application),
        *_excluded(policy, application),
        *_own_company(session, application, reseller),
        *_own_duplicates(session, policy, application, goods, reseller),
    ]
    return tuple(found)


def _one_vendor(goods: tuple[Goods, ...]) -> list[Problem]:
    return [Problem("several_vendors")] if len({product.vendor_id for product in goods}) > 1 else []


def _authorisation(
    session: Session, application: Application, goods: tuple[Goods, ...], reseller: int, day: date
) -> list[Problem]:
    if not goods or application.country is None:
        return []
    held = session.execute(
        select(Line.name, Authorisation.line_id, Authorisation.territory)
        .join(Line, Line.id == Authorisation.line_id)
        .where(
            Authorisation.reseller_id == reseller,
            Authorisation.vendor_id.in_({product.vendor_id for product in goods}),
            *_in_force(day),
        )
        .order_by(Line.name, Authorisation.territory)
    ).all()
    problems = []
    for line_id, name in sorted({(product.line_id, product.line) for product in goods}):
        countries = {row.territory for row in held if row.line_id == line_id}
        if not countries:
            lines = ", ".join(dict.fromkeys(row.name for row in held))
            problems.append(Problem("not_authorised", (name, lines)))
        elif application.country not in countries:
            problems.append(Problem("territory", (name, application.country, ", ".join(sorted(countries)))))
    if not problems and not distributors_for(session, reseller, goods, application.country, day):
        problems.append(Problem("no_common_distributor"))
    return problems


def _authorisations(reseller: int, day: date) -> Select[int, str]:
    return select(Authorisation.distributor_id, Authorisation.territory).where(
        Authorisation.reseller_id == reseller, *_in_force(day)
    )


def _in_force(day: date) -> tuple[ColumnElement[bool], ...]:
    return (
        Authorisation.status == "active",
        Authorisation.valid_from <= day,
        or_(Authorisation.valid_to.is_(None), Authorisation.valid_to >= day),
    )


def _size(policy: Policy, application: Application) -> list[Problem]:
    if application.value is None or application.currency is None:
        return []
    minimum = policy.minimums.get(application.currency)
    if minimum is None:
        return [Problem("currency", (application.currency, ", ".join(sorted(policy.minimums))))]
    problems = []
    if Decimal(application.value) < minimum:
        problems.append(Problem("below_minimum", (application.currency, str(minimum), application.value)))
    units = sum(quantity or 0 for _, quantity in application.lines)
    least = policy.rules.minimum_units
    if least is not None and all(quantity for _, quantity in application.lines) and units < least:
        problems.append(Problem("below_units", (str(least), str(units))))
    return problems


def _tender(policy: Policy, application: Application, day: date) -> list[Problem]:
    if not application.tender or policy.rules.tender_rule == "allowed":
        return []
    if policy.rules.tender_rule == "never":
        return [Problem("tender_never")]
    published = application.tender_published_on
    return [Problem("tender_published")] if published is not None and published <= day else []


def _renewal(policy: Policy, application: Application) -> list[Problem]:
    refused = application.deal_type == "renewal" and not policy.rules.renewals_eligible
    return [Problem("renewal")] if refused else []


def _excluded(policy: Policy, application: Application) -> list[Problem]:
    excluded = [mpn for mpn, _ in application.lines if mpn in policy.rules.excluded_mpns]
    return [Problem("product_excluded", (", ".join(excluded),))] if excluded else []


def _own_company(session: Session, application: Application, reseller: int) -> list[Problem]:
    if not application.customer:
        return []
    own = session.execute(
        select(Organisation.legal_name, Organisation.name, Organisation.domain).where(Organisation.id == reseller)
    ).one()
    same = normalised(application.customer) in {normalised(own.legal_name), normalised(own.name)}
    return [Problem("own_company")] if same or (own.domain and own.domain == application.domain) else []


def _own_duplicates(
    session: Session, policy: Policy, application: Application, goods: tuple[Goods, ...], reseller: int
) -> list[Problem]:
    """The reseller's own live registrations only."""
    if not goods or not application.customer:
        return []
    mine = session.execute(
        select(Registration.number, Registration.customer_normalised, Registration.state).where(
            Registration.reseller_id == reseller,
            Registration.vendor_id == goods[0].vendor_id,
            Registration.state.in_([*UNDECIDED, State.APPROVED]),
        )
    ).all()
    if len(mine) >= policy.rules.max_open_registrations:
        return [Problem("too_many", (str(policy.rules.max_open_registrations),))]
    same = [row.number for row in mine if row.customer_normalised == normalised(application.customer)]
    return [Problem("duplicate_own", (same[0],))] if same else []
