"""May this deal be registered? What is missing and what is wrong, as values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from channel.deals.customer_numbers import identity_problems
from channel.deals.states import LIVE, State
from channel.deals.views import Application, Problem
from channel.matching import normalised
from channel.policy import Policy
from channel.prices import PriceKind, PriceRequest, quote_price
from channel.tables.deals import Registration, RegistrationLine
from channel.tables.finance import CreditLine
from channel.tables.parties import Authorisation, Line, Organisation
from channel.tables.products import Product
from channel.tables.programmes import Certificate

DAYS_OF_A_MONTH = 30


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
    if policy.rules.activity_required and not (application.activity and application.activity_on):
        lacking.append("activity")
    if len(application.uploads) < policy.rules.evidence_required:
        lacking.append("evidence")
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
        *identity_problems(application),
        *_size(session, policy, application, day),
        *_tender(policy, application, day),
        *_renewal(policy, application),
        *_excluded(policy, application),
        *_own_company(session, application, reseller),
        *_own_duplicates(session, policy, application, goods, reseller, day),
        *_known_customer(session, policy, application, reseller, day),
    ]
    return tuple(found)


def doubts(session: Session, policy: Policy, application: Application, reseller: int, day: date) -> tuple[Problem, ...]:
    """What the registrant should look at once more, though nothing forbids it."""
    found = []
    low, high = policy.rules.plausible_value_percent
    total = listed_value(session, application, day)
    if application.value and total:
        percent = int(Decimal(application.value) * 100 / total)
        if not low <= percent <= high:
            facts = (application.value, str(total), application.currency or "", str(percent))
            found.append(Problem("implausible_value", facts))
    if application.deal_type == "new" and not policy.rules.new_customers_only:
        found += _won_before(session, policy, application, reseller, day)
    if not own_domain(application):
        found.append(Problem("mail_elsewhere", (application.contact_email or "", application.domain or "")))
    return tuple(found)


def own_domain(application: Application) -> bool:
    """Whether the contact's address is of the customer's own domain, as far as both are known."""
    if not application.domain or not application.contact_email:
        return True
    domain = application.contact_email.partition("@")[2].casefold()
    return domain == application.domain or domain.endswith(f".{application.domain}")


def standing(
    session: Session, policy: Policy, application: Application, reseller: int, day: date
) -> tuple[Problem, ...]:
    """The reseller's own standing, judged when the registration is confirmed."""
    found = []
    if "not_past_due" in policy.rules.standing_checks:
        owed = session.scalars(
            select(CreditLine.id).where(
                CreditLine.reseller_id == reseller,
                CreditLine.distributor_id == application.distributor_id,
                or_(CreditLine.overdue > Decimal(0), CreditLine.on_hold.is_(True)),
            )
        ).first()
        found += [Problem("credit_standing")] if owed else []
    if "trained" in policy.rules.standing_checks:
        held = session.scalars(
            select(Certificate.id).where(
                Certificate.reseller_id == reseller,
                Certificate.vendor_id == application.vendor_id,
                or_(Certificate.expires_on.is_(None), Certificate.expires_on >= day),
            )
        ).first()
        found += [] if held else [Problem("not_trained")]
    return tuple(found)


def listed_value(session: Session, application: Application, day: date) -> Decimal | None:
    """What the products cost by the list of the day, in the application's currency; none if a price is not in sight."""
    total = Decimal(0)
    for mpn, quantity in application.lines:
        request = PriceRequest(
            mpn,
            PriceKind.LIST,
            day,
            quantity=quantity or 1,
            countries=(application.country,) if application.country else (),
            currency=application.currency,
        )
        quotes = quote_price(session, request).quotes if quantity and application.currency else ()
        if not quotes:
            return None
        total += quotes[0].unit.amount * (quantity or 0)
    return total or None


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


def _size(session: Session, policy: Policy, application: Application, day: date) -> list[Problem]:
    if application.value is None or application.currency is None:
        return []
    minimum = policy.minimums.get(application.currency)
    if minimum is None:
        return [Problem("currency", (application.currency, ", ".join(sorted(policy.minimums))))]
    problems = []
    listed = listed_value(session, application, day) if policy.rules.minimum_basis == "list" else None
    worth = Decimal(application.value) if listed is None else listed
    if worth < minimum:
        problems.append(Problem("below_minimum", (application.currency, str(minimum), str(worth))))
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
    session: Session, policy: Policy, application: Application, goods: tuple[Goods, ...], reseller: int, day: date
) -> list[Problem]:
    """Of the reseller's own registrations only: too many, too fast, the same again, or one deal in parts."""
    if not goods or not application.customer:
        return []
    mine = session.execute(
        select(
            Registration.id,
            Registration.number,
            Registration.customer_normalised,
            Registration.state,
            Registration.created_at,
        ).where(Registration.reseller_id == reseller, Registration.vendor_id == goods[0].vendor_id)
    ).all()
    rules = policy.rules
    live = [row for row in mine if row.state in LIVE - {State.CONVERTED}]
    if len(live) >= rules.max_open_registrations:
        return [Problem("too_many", (str(rules.max_open_registrations),))]
    if sum(row.created_at.date() == day for row in mine) >= rules.max_registrations_per_day:
        return [Problem("too_fast", (str(rules.max_registrations_per_day),))]
    name = normalised(application.customer)
    same = [row for row in live if row.customer_normalised == name]
    lines = {product.line_id for product in goods}
    held = session.execute(
        select(RegistrationLine.registration_id, Product.line_id)
        .join(Product, Product.id == RegistrationLine.product_id)
        .where(RegistrationLine.registration_id.in_([row.id for row in same]))
    ).all()
    again = {row.registration_id for row in held if row.line_id in lines}
    for row in same:
        if row.id in again:
            return [Problem("duplicate_own", (row.number,))]
        if (day - row.created_at.date()).days <= rules.splitting_days:
            return [Problem("splitting", (row.number, str(rules.splitting_days)))]
    return []


def _known_customer(
    session: Session, policy: Policy, application: Application, reseller: int, day: date
) -> list[Problem]:
    """Where a programme is for new customers, one that the reseller has sold to within its look-back is none."""
    if not policy.rules.new_customers_only:
        return []
    if application.relationship == "existing":
        return [Problem("existing_customer", (str(policy.rules.new_customer_lookback_months), ""))]
    won = _won_before(session, policy, application, reseller, day)
    return [Problem("existing_customer", problem.facts) for problem in won]


def _won_before(
    session: Session, policy: Policy, application: Application, reseller: int, day: date
) -> list[Problem]:
    """The reseller's own deal with the customer that was won within the look-back."""
    months = policy.rules.new_customer_lookback_months
    if not application.customer or application.vendor_id is None:
        return []
    since = day - timedelta(days=months * DAYS_OF_A_MONTH)
    won = session.scalars(
        select(Registration.number).where(
            Registration.reseller_id == reseller,
            Registration.vendor_id == application.vendor_id,
            Registration.customer_normalised == normalised(application.customer),
            Registration.state.in_([State.CONVERTED, State.CLOSED]),
            Registration.decided_at >= datetime(since.year, since.month, since.day, tzinfo=UTC),
        )
    ).first()
    return [Problem("won_before", (str(months), won))] if won else []
