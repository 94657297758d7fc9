"""The special prices of a registration, from the approver's word, else the policy's discount off the list.

Made by an approval, prolonged, drawn down by orders, fitted to amended products, ended, handed over.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from channel.access.gate import Action
from channel.calendar import local_day
from channel.money import CENT
from channel.policy import Policy, policy_for
from channel.tables.deals import Registration, RegistrationLine
from channel.tables.prices import ListPrice, SpecialPrice
from channel.tables.products import Product
from channel.tables.programmes import Standing


def approve_prices(
    action: Action, registration: Registration, policy: Policy, prices: dict[str, Decimal]
) -> None:
    """Write a special price for each line that gets one, for its quantity, valid as long as the protection.

    Args:
        action: the change under way.
        registration: just approved.
        policy: its rules.
        prices: amounts for one unit by part number, net of tax, in the registration's currency.
    """
    if registration.protected_until is None:
        return
    known = {price.product_id for price in prices_of(action, registration)}
    day = local_day(action.now, policy.rules.timezone)
    lines = action.session.execute(
        select(RegistrationLine.product_id, RegistrationLine.quantity, Product.mpn, Product.line_id)
        .join(Product, Product.id == RegistrationLine.product_id)
        .where(RegistrationLine.registration_id == registration.id)
        .order_by(RegistrationLine.id)
    ).all()
    for line in lines:
        amount = prices.get(line.mpn)
        if amount is None:
            amount = price_by_policy(
                action.session, registration, policy, line.product_id, line.mpn, line.line_id, day
            )
        if amount is not None and line.product_id not in known:
            action.session.add(
                SpecialPrice(
                    registration_id=registration.id,
                    vendor_id=registration.vendor_id,
                    distributor_id=registration.distributor_id,
                    reseller_id=registration.reseller_id,
                    product_id=line.product_id,
                    currency=registration.currency,
                    amount=amount,
                    approved_quantity=line.quantity,
                    remaining_quantity=line.quantity,
                    valid_from=day,
                    valid_to=registration.protected_until,
                    as_of=action.now,
                )
            )
    action.session.flush()


def prices_of(action: Action, registration: Registration) -> list[SpecialPrice]:
    """A registration's special prices, held until the change is over, so that two draw one after the other."""
    statement = (
        select(SpecialPrice)
        .where(SpecialPrice.registration_id == registration.id)
        .order_by(SpecialPrice.id)
        .with_for_update()
    )
    return list(action.session.scalars(statement))


def prolong(action: Action, registration: Registration) -> None:
    """Let the special prices hold as long as the protection."""
    for price in prices_of(action, registration):
        if registration.protected_until is not None:
            price.valid_to = registration.protected_until
            price.as_of = action.now
    action.session.flush()


def end(action: Action, registration: Registration, policy: Policy) -> None:
    """No order from today on uses the special prices; today where the policy's clock stands."""
    last = local_day(action.now, policy.rules.timezone) - timedelta(days=1)
    for price in prices_of(action, registration):
        price.valid_to = min(price.valid_to, last)
        price.as_of = action.now
    action.session.flush()


def fit(action: Action, registration: Registration, policy: Policy, prices: dict[str, Decimal]) -> None:
    """Bring special prices in line with changed products: what was drawn stays drawn, new products get a price."""
    wanted = {
        line.product_id: line.quantity
        for line in action.session.execute(
            select(RegistrationLine.product_id, RegistrationLine.quantity).where(
                RegistrationLine.registration_id == registration.id
            )
        )
    }
    for price in prices_of(action, registration):
        drawn = price.approved_quantity - price.remaining_quantity
        price.approved_quantity = max(wanted.get(price.product_id, 0), drawn)
        price.remaining_quantity = price.approved_quantity - drawn
        price.as_of = action.now
    approve_prices(action, registration, policy, prices)


def draw(action: Action, registration: Registration, quantities: Mapping[int, int]) -> dict[int, int]:
    """Draw ordered units down, by product id; how many of each were taken, never more than remained."""
    taken: dict[int, int] = {}
    for price in prices_of(action, registration):
        wanted = quantities.get(price.product_id, 0) - taken.get(price.product_id, 0)
        units = max(0, min(wanted, price.remaining_quantity))
        price.remaining_quantity -= units
        price.as_of = action.now
        taken[price.product_id] = taken.get(price.product_id, 0) + units
    action.session.flush()
    return taken


def hand_over(action: Action, registration: Registration, heir: Registration, policy: Policy) -> None:
    """What remains of a registration's special prices goes to the one that takes it over."""
    day = local_day(action.now, policy.rules.timezone)
    for price in prices_of(action, registration):
        if price.remaining_quantity:
            action.session.add(
                SpecialPrice(
                    registration_id=heir.id,
                    vendor_id=heir.vendor_id,
                    distributor_id=heir.distributor_id,
                    reseller_id=heir.reseller_id,
                    product_id=price.product_id,
                    currency=price.currency,
                    amount=price.amount,
                    approved_quantity=price.remaining_quantity,
                    remaining_quantity=price.remaining_quantity,
                    valid_from=day,
                    valid_to=price.valid_to,
                    as_of=action.now,
                )
            )
    end(action, registration, policy)


def price_by_policy(
    session: Session, registration: Registration, policy: Policy, product: int, mpn: str, line: int, day: date
) -> Decimal | None:
    """What the programme gives one unit of a registered product off the list price of the day, none if nothing."""
    chosen = policy.rules.special_price_mpns
    if chosen and mpn not in chosen:
        return None
    rules = policy_for(session, registration.vendor_id, registration.customer_country, line, day).rules
    tier = session.execute(
        select(func.lower(Standing.tier)).where(
            Standing.reseller_id == registration.reseller_id, Standing.vendor_id == registration.vendor_id
        )
    ).scalar()
    percent = rules.registered_discount_percent_by_tier.get(tier or "")
    listed = session.execute(
        select(ListPrice.amount)
        .where(
            ListPrice.product_id == product,
            ListPrice.territory == registration.customer_country,
            ListPrice.currency == registration.currency,
            ListPrice.valid_from <= day,
            or_(ListPrice.valid_to.is_(None), ListPrice.valid_to >= day),
        )
        .order_by(ListPrice.valid_from.desc())
    ).scalars().first()
    if percent is None or listed is None:
        return None
    amount: Decimal = (listed * (100 - percent) / 100).quantize(CENT, ROUND_HALF_UP)
    return amount
