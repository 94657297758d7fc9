"""What becomes of a decided registration: appealed, extended, reinstated, won, lost, revoked, handed over.

Each command takes the content of a confirmed draft and gives `{"number", "command"}`. All raise NotFound for a
registration out of sight and NotPossible when state, side, time or programme forbid it.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import or_, select

from channel import deadlines
from channel.access.gate import Action
from channel.deals import bids, drawing, limits, protection
from channel.deals.discretion import name_nobody_else
from channel.deals.guards import Word
from channel.deals.states import Command, Role, State
from channel.deals.terms import holds_place
from channel.deals.transitions import move_on
from channel.errors import NotPossible
from channel.policy import policy_by_id
from channel.tables.deals import Registration
from channel.tables.products import Product
from channel.tables.supply import Order, OrderLine

Content = dict[str, Any]
WINNABLE: Final = frozenset({State.APPROVED, State.EXTENSION_REVIEW})


def appeal(action: Action, content: Content) -> Content:
    """Ask that somebody else decides a rejection again: `{"number", "note"}`, the note being why."""
    registration = _named(action, content)
    word = Word(reason="other" if content.get("note") else None, partner=content.get("note"))
    return _moved(action, registration, Command.APPEAL, word=word)


def extend(action: Action, content: Content) -> Content:
    """Ask the vendor for longer protection: `{"number", "evidence", "days"}`, with dated progress."""
    registration = _named(action, content)
    evidence, days = content.get("evidence"), content.get("days")
    note = " ".join(filter(None, (evidence, f"(+{days} d)" if days else "")))
    return _moved(action, registration, Command.EXTEND, word=Word(partner=note, evidence=evidence))


def grant_extension(action: Action, content: Content) -> Content:
    """Protect longer, by the programme's days or fewer: `{"number", "days", "note"}`."""
    registration = _named(action, content)
    last = registration.protected_until
    if last is None:
        raise NotPossible(f"{registration.number} is not protected.")
    policy = policy_by_id(action.session, registration.policy_id)
    changes = {
        "protected_until": protection.extended_until(policy, last, content.get("days")),
        "extensions": registration.extensions + 1,
    }
    done = _moved(action, registration, Command.GRANT_EXTENSION, word=_word(content), changes=changes)
    bids.prolong(action, registration)
    return done


def refuse_extension(action: Action, content: Content) -> Content:
    """Keep the old end, which may have come meanwhile: `{"number", "reason", "note"}`."""
    registration = _named(action, content)
    name_nobody_else(action, registration, content.get("note"))
    done = _moved(action, registration, Command.REFUSE_EXTENSION, word=_word(content))
    policy = policy_by_id(action.session, registration.policy_id)
    if protection.is_over(policy, registration.protected_until, action.now):
        move_on(action, registration, Command.EXPIRE, by=Role.SYSTEM)
    return done


def ask_back(action: Action, content: Content) -> Content:
    """Ask the vendor, within the grace period, to reinstate an expired registration: `{"number", "evidence"}`."""
    registration = _named(action, content)
    evidence = content.get("evidence")
    return _moved(action, registration, Command.ASK_BACK, word=Word(partner=evidence, evidence=evidence))


def reinstate(action: Action, content: Content) -> Content:
    """Protect an expired registration again, once, as if it had been extended in time: `{"number", "note"}`."""
    registration = _named(action, content)
    policy = policy_by_id(action.session, registration.policy_id)
    last = registration.protected_until
    changes = {"protected_until": protection.extended_until(policy, last)} if last is not None else {}
    done = _moved(action, registration, Command.REINSTATE, word=_word(content), changes=changes)
    bids.prolong(action, registration)
    return done


def convert(action: Action, content: Content) -> Content:
    """Close won, by an order (`{"number", "order"}`) or by hand (`{"number", "note", "quantities"}`).

    An order draws the special prices down by its units, at most what remains; by hand the quantities said do, by part
    number. What was won stands in the note.
    """
    registration = _named(action, content)
    order = _ordered(action, registration, content["order"]) if content.get("order") else None
    if order is None and not content.get("note"):
        raise NotPossible("A win needs its order, or its figures.", "Name the order number, or the value won.")
    words = "; ".join(filter(None, (content.get("order"), content.get("note"))))
    done = _won(action, registration, words)
    if order is None:
        bids.draw(action, registration, _by_hand(action, content.get("quantities") or {}))
    else:
        drawing.draw_order(action, registration, order)
    close_if_delivered(action, registration)
    return done


def follow_orders(action: Action, orders: Iterable[int]) -> None:
    """Orders that were placed or changed win the registrations they name, draw them down, and close them if shipped.

    Args:
        action: of who took the orders (ids) in.
        orders: those that may name a registration.

    Raises:
        NotPossible: if one names the registration of another company.
    """
    for order, registration in drawing.refuse_foreign(action, orders):
        if not holds_place(registration):
            continue
        if registration.state in WINNABLE and order.state != drawing.CANCELLED:
            _won(action, registration, order.number, by=Role.DISTRIBUTOR)
        drawing.draw_order(action, registration, order)
        if registration.state == State.CONVERTED:
            close_if_delivered(action, registration)


def _won(action: Action, registration: Registration, words: str, **more: Any) -> Content:  # noqa: ANN401 - as transition takes them
    done = _moved(action, registration, Command.CONVERT, word=Word(partner=words), **more)
    policy = policy_by_id(action.session, registration.policy_id)
    if registration.protected_until is not None:
        last = registration.protected_until + timedelta(days=policy.rules.delivery_after_expiry_days)
        deadlines.set_deadline(action, registration.number, "close_out", protection.ends_at(policy, last))
    return done


def close(action: Action, content: Content) -> Content:
    """The vendor closes a won registration: `{"number", "note"}`."""
    registration = _named(action, content)
    done = _moved(action, registration, Command.CLOSE, word=_word(content))
    _end_prices(action, registration)
    return done


def close_if_delivered(action: Action, registration: Registration) -> bool:
    """Close a won registration when its orders have shipped all that was approved; whether it did."""
    shipped: dict[int, int] = {}
    rows = action.session.execute(
        select(OrderLine.product_id, OrderLine.shipped)
        .join(Order, Order.id == OrderLine.order_id)
        .where(Order.registration_id == registration.id)
    )
    for row in rows:
        shipped[row.product_id] = shipped.get(row.product_id, 0) + row.shipped
    prices = bids.prices_of(action, registration)
    if not prices or any(shipped.get(price.product_id, 0) < price.approved_quantity for price in prices):
        return False
    move_on(action, registration, Command.CLOSE, by=Role.SYSTEM)
    _end_prices(action, registration)
    return True


def lose(action: Action, content: Content) -> Content:
    """Close lost, with the reason: `{"number", "reason", "note"}`."""
    registration = _named(action, content)
    done = _moved(action, registration, Command.LOSE, word=_word(content))
    _end_prices(action, registration)
    return done


def revoke(action: Action, content: Content) -> Content:
    """The vendor ends the protection for inactivity, a lost tier or a breach: `{"number", "reason", "note"}`."""
    registration = _named(action, content)
    name_nobody_else(action, registration, content.get("note"))
    policy = policy_by_id(action.session, registration.policy_id)
    limits.check_inactivity(action, registration, policy, content.get("reason"))
    done = _moved(action, registration, Command.REVOKE, word=_word(content))
    _end_prices(action, registration)
    return done


def _named(action: Action, content: Content) -> Registration:
    return action.find(Registration, Registration.number == content["number"])


def _word(content: Content) -> Word:
    return Word(reason=content.get("reason"), partner=content.get("note"), internal=content.get("internal"))


def _moved(action: Action, registration: Registration, command: Command, **more: Any) -> Content:  # noqa: ANN401 - as transition takes them
    move_on(action, registration, command, **more)
    return {"number": registration.number, "command": str(command)}


def _end_prices(action: Action, registration: Registration) -> None:
    bids.end(action, registration, policy_by_id(action.session, registration.policy_id))


def _ordered(action: Action, registration: Registration, number: str) -> Order:
    """The order of that number, linked to the registration from now on."""
    order = action.find(
        Order,
        or_(Order.number == number, Order.po_number == number),
        Order.reseller_id == registration.reseller_id,
        Order.distributor_id == registration.distributor_id,
    )
    if order.registration_id not in {None, registration.id}:
        raise NotPossible(f"{number} belongs to another registration.", "Name the order of this deal.")
    order.registration_id = registration.id
    action.session.flush()
    return order


def _by_hand(action: Action, quantities: dict[str, int]) -> dict[int, int]:
    rows = action.session.execute(select(Product.id, Product.mpn).where(Product.mpn.in_(sorted(quantities))))
    return {row.id: quantities[row.mpn] for row in rows}
