"""The special prices that an approval makes: from the approver's word, else the policy's discount off the list."""

from decimal import ROUND_HALF_UP, Decimal

from sqlalchemy import func, select

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
            amount = _by_policy(action, registration, policy, line.product_id, line.mpn, line.line_id)
        if amount is not None:
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


def _by_policy(
    action: Action, registration: Registration, policy: Policy, product: int, mpn: str, line: int
) -> Decimal | None:
    chosen = policy.rules.special_price_mpns
    if chosen and mpn not in chosen:
        return None
    day = local_day(action.now, policy.rules.timezone)
    rules = policy_for(action.session, registration.vendor_id, registration.customer_country, line, day).rules
    tier = action.session.scalar(
        select(func.lower(Standing.tier)).where(
            Standing.reseller_id == registration.reseller_id, Standing.vendor_id == registration.vendor_id
        )
    )
    percent = rules.registered_discount_percent_by_tier.get(tier or "")
    listed = action.session.scalars(
        select(ListPrice)
        .where(
            ListPrice.product_id == product,
            ListPrice.territory == registration.customer_country,
            ListPrice.currency == registration.currency,
            ListPrice.valid_from <= day,
        )
        .order_by(ListPrice.valid_from.desc())
    ).all()
    valid = [row for row in listed if row.valid_to is None or row.valid_to >= day]
    if percent is None or not valid:
        return None
    return (valid[0].amount * (100 - percent) / 100).quantize(CENT, ROUND_HALF_UP)
