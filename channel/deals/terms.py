"""The terms of a registration: what may be changed of them, what of that is material, and how a change is written."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from channel.access.gate import Action
from channel.calendar import local_day
from channel.deals import eligibility, refusals
from channel.deals.states import AMENDING, HOLDS_PLACE, State
from channel.deals.views import Application
from channel.deals.words import because
from channel.errors import NotPossible
from channel.matching import normalised
from channel.policy import Policy
from channel.tables.deals import Registration, RegistrationLine
from channel.tables.products import Product

COLUMNS: Final = {
    "customer": "customer",
    "country": "customer_country",
    "city": "customer_city",
    "postcode": "customer_postcode",
    "domain": "customer_domain",
    "register_number": "customer_register",
    "contact_name": "contact_name",
    "contact_email": "contact_email",
    "project": "project",
    "deal_type": "deal_type",
    "tender": "tender",
    "tender_published_on": "tender_published_on",
    "currency": "currency",
    "expected_close": "expected_close",
}
"""Fields of an application, and the columns of a registration that keep them."""

AMENDABLE: Final = frozenset(COLUMNS) - {"country", "currency", "deal_type"} | {"lines", "value"}
MATERIAL: Final = frozenset({"customer", "domain", "register_number", "postcode", "tender", "tender_published_on"})
"""Fields whose change the vendor looks at again; products, more units and more value beside them."""

OF_THE_DEAL: Final = frozenset(
    {
        "several_vendors",
        "not_authorised",
        "territory",
        "no_common_distributor",
        "currency",
        "below_minimum",
        "below_units",
        "product_excluded",
        "own_company",
    }
)
OF_A_TENDER: Final = frozenset({"tender_never", "tender_published"})
"""What speaks against changed terms; that the reseller has registered the customer before does not."""


def holds_place(registration: Registration) -> bool:
    """Whether it keeps others out: approved, or approved with an amendment that is looked at."""
    state = State(registration.state)
    return state in HOLDS_PLACE or (state in AMENDING and registration.protected_until is not None)


def terms_of(session: Session, registration: Registration) -> Application:
    """The terms that hold."""
    lines = session.execute(
        select(Product.mpn, RegistrationLine.quantity)
        .join(Product, Product.id == RegistrationLine.product_id)
        .where(RegistrationLine.registration_id == registration.id)
        .order_by(RegistrationLine.id)
    ).all()
    return Application(
        vendor_id=registration.vendor_id,
        distributor_id=registration.distributor_id,
        value=str(registration.value),
        lines=tuple((line.mpn, line.quantity) for line in lines),
        **{field: getattr(registration, column) for field, column in COLUMNS.items()},
    )


def changed_terms(known: Application, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the changes that differ from the terms known, as plain values."""
    asked = known.model_validate({**known.content(), **changes})
    before, after = known.content(), asked.content()
    if asked.value is not None and known.value is not None and Decimal(asked.value) == Decimal(known.value):
        after["value"] = before["value"]
    return {field: after[field] for field in sorted(AMENDABLE) if after[field] != before[field]}


def is_material(policy: Policy, known: Application, changes: Mapping[str, Any]) -> bool:
    """Whether the vendor looks at changed terms again: customer, tender, products, more units, much more value."""
    if MATERIAL & set(changes):
        return True
    if "lines" in changes:
        before = dict(known.lines)
        if any((quantity or 0) > (before.get(mpn) or 0) for mpn, quantity in changes["lines"]):
            return True
    if "value" not in changes:
        return False
    most = Decimal(known.value or 0) * (100 + policy.rules.amendment_material_percent) / 100
    return Decimal(changes["value"]) > most


def check_terms(action: Action, registration: Registration, policy: Policy, changes: Mapping[str, Any]) -> None:
    """Refuse changed terms that the programme does not allow.

    Raises:
        NotPossible: with all that stands against them.
    """
    asked = Application.model_validate({**terms_of(action.session, registration).content(), **changes})
    goods = eligibility.goods_of(action.session, [mpn for mpn, _ in asked.lines])
    if len(goods) != len(asked.lines) or any(not quantity for _, quantity in asked.lines):
        raise NotPossible.of(refusals.UNKNOWN_GOODS)
    day = local_day(action.now, policy.rules.timezone)
    counted = OF_THE_DEAL | (OF_A_TENDER if {"tender", "tender_published_on"} & set(changes) else frozenset())
    found = eligibility.check(action.session, policy, asked, registration.reseller_id, day)
    ways = eligibility.distributors_for(action.session, registration.reseller_id, goods, asked.country, day)
    codes = [problem.code for problem in found if problem.code in counted]
    if registration.distributor_id not in ways and not codes:
        codes = ["not_authorised"]
    if goods and goods[0].vendor_id != registration.vendor_id:
        codes = ["several_vendors"]
    if codes:
        raise NotPossible.of(refusals.TERMS_NOT_ALLOWED, why=because(codes), clause=policy.clause)


def columns_of(changes: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a registration that changed terms are kept in; products have rows of their own."""
    asked = Application.model_validate(dict(changes))
    columns: dict[str, Any] = {COLUMNS[field]: getattr(asked, field) for field in changes if field in COLUMNS}
    if asked.value is not None:
        columns["value"] = Decimal(asked.value)
    if asked.customer is not None:
        columns["customer_normalised"] = normalised(asked.customer)
    return columns


def write_lines(action: Action, registration: Registration, lines: tuple[tuple[str, int | None], ...]) -> None:
    """Let a registration have exactly these products."""
    goods = {product.mpn: product for product in eligibility.goods_of(action.session, [mpn for mpn, _ in lines])}
    wanted = {goods[mpn].product_id: quantity or 0 for mpn, quantity in lines}
    rows = action.session.scalars(
        select(RegistrationLine).where(RegistrationLine.registration_id == registration.id)
    ).all()
    for row in rows:
        if row.product_id in wanted:
            row.quantity = wanted.pop(row.product_id)
            row.as_of = action.now
        else:
            action.session.delete(row)
    action.session.add_all(
        RegistrationLine(
            registration_id=registration.id,
            vendor_id=registration.vendor_id,
            distributor_id=registration.distributor_id,
            reseller_id=registration.reseller_id,
            product_id=product,
            quantity=quantity,
            as_of=action.now,
        )
        for product, quantity in wanted.items()
    )
    action.session.flush()
