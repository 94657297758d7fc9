"""What each command gives back, and the rules that it is judged by."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from desk import MORNING, Desk
from scenes import DISTRIBUTOR, PROGRESS, RESELLER, REVIEWED, VENDOR, acting, approved, row_of, rules, with_vendor
from sqlalchemy import select

from channel.deals import afterwards, commands, transferring
from channel.deals.guards import Word
from channel.deals.states import State
from channel.errors import NotPossible
from channel.tables.deals import Registration
from channel.tables.parties import Organisation
from channel.tables.products import Product
from channel.tables.supply import Order, OrderLine


def heir(desk: Desk) -> tuple[int, str]:
    with desk.unseen() as action:
        row = action.session.scalars(select(Organisation).where(Organisation.key == "rheinblick")).one()
        return row.id, row.name


def carried_out(desk: Desk, key: str, **content: Any) -> dict[str, Any]:
    with acting(desk, key) as action:
        return commands.carry_out(action, content)


def test_a_confirmed_command_says_what_it_did_to_which_registration(desk: Desk) -> None:
    number = approved(desk)
    by_reseller = [
        {"command": "extend", "evidence": PROGRESS},
        {"command": "lose", "reason": "price"},
    ]
    for content in by_reseller:
        assert carried_out(desk, RESELLER, number=number, **content) == {
            "number": number,
            "command": content["command"],
        }
    assert carried_out(desk, RESELLER, number=REVIEWED, command="withdraw") == {
        "number": REVIEWED,
        "command": "withdraw",
    }


def test_completing_says_so_too(desk: Desk) -> None:
    with acting(desk, DISTRIBUTOR) as action:
        commands.return_(action, REVIEWED, Word(fields=("project",)))
    done = carried_out(desk, RESELLER, command="resubmit", number=REVIEWED, changes={"project": "More"})
    assert done == {"number": REVIEWED, "command": "resubmit"}


def test_a_transfer_names_the_new_registration_which_keeps_the_terms(desk: Desk) -> None:
    number = approved(desk)
    buyer, _ = heir(desk)
    with acting(desk, VENDOR) as action:
        done = transferring.transfer(
            action, {"number": number, "to": buyer, "reason": "merger", "evidence": "letter", "note": "By merger"}
        )
    assert (done["number"], done["command"]) == (number, "transfer")
    with desk.unseen() as action:
        old, new = row_of(action, number), row_of(action, done["heir"])
        kept = ("customer", "value", "currency", "protected_until", "policy_id", "project", "submitted_at")
        assert [getattr(old, name) for name in kept] == [getattr(new, name) for name in kept]
        assert (new.reseller_id, new.state, old.state) == (buyer, State.APPROVED, State.TRANSFERRED)
        assert (new.created_at, new.decided_at, new.registered_by) == (MORNING, MORNING, None)
    assert desk.history(done["heir"]) == [(None, "take_over", "approved")]


def test_the_old_holder_is_not_told_who_takes_over(desk: Desk) -> None:
    number = approved(desk)
    buyer, name = heir(desk)
    content = {"number": number, "to": buyer, "reason": "merger", "evidence": "letter", "note": f"It goes to {name}"}
    with pytest.raises(NotPossible), acting(desk, VENDOR) as action:
        transferring.transfer(action, content)
    assert desk.state(number) == State.APPROVED


def test_asking_for_longer_says_how_much_longer_only_when_it_was_said(desk: Desk) -> None:
    number = approved(desk)
    with acting(desk, RESELLER) as action:
        afterwards.extend(action, {"number": number, "evidence": PROGRESS})
    assert desk.seen_by(VENDOR, number).history[-1].note == PROGRESS


def test_a_reinstated_registration_is_extended_by_the_rules_it_was_judged_by(desk: Desk) -> None:
    rules(desk, protection_days=10, extension_days=17, grace_days=7)
    number = approved(desk)
    desk.clock.set(MORNING + timedelta(days=11))
    desk.let_time_work()
    assert desk.state(number) == State.EXPIRED
    with acting(desk, VENDOR) as action:
        assert afterwards.reinstate(action, {"number": number}) == {"number": number, "command": "reinstate"}
    assert desk.seen_by(RESELLER, number).protected_until == date(2026, 12, 4) + timedelta(days=17)


def test_all_orders_of_a_deal_together_close_it(desk: Desk) -> None:
    number = approved(desk)
    with acting(desk, RESELLER) as action:
        afterwards.convert(action, {"number": number, "note": "25 units"})
    with desk.unseen() as action:
        row = row_of(action, number)
        product = action.session.scalars(select(Product.id).where(Product.mpn == "NW-FW120")).one()
        orders = action.session.scalars(select(Order).where(Order.reseller_id == row.reseller_id).limit(2)).all()
        for order, shipped in zip(orders, (12, 13), strict=True):
            order.registration_id = row.id
            line = action.session.scalars(select(OrderLine).where(OrderLine.order_id == order.id)).first()
            assert line is not None
            line.product_id, line.shipped = product, shipped
        action.session.flush()
    with acting(desk, DISTRIBUTOR) as action:
        closing = action.session.scalars(select(Registration).where(Registration.number == number)).one()
        assert afterwards.close_if_delivered(action, closing)
    assert desk.state(number) == State.CLOSED


def test_who_has_it_now_is_named_and_who_has_not_is_not(desk: Desk) -> None:
    number = with_vendor(desk)
    with pytest.raises(NotPossible, match="Northwall"), acting(desk, DISTRIBUTOR) as action:
        commands.approve(action, number)
    done = approved(desk, customer="Moorhof Textil AG")
    with pytest.raises(NotPossible) as refused, acting(desk, DISTRIBUTOR) as action:
        commands.approve(action, done)
    assert "Northwall" not in refused.value.line("en")


def test_notes_for_the_own_side_and_for_the_partner_are_kept_apart(desk: Desk) -> None:
    number = desk.register()
    with acting(desk, DISTRIBUTOR) as action:
        commands.approve(action, number, Word(partner="Stock is here", internal="Good reseller"))
    with acting(desk, VENDOR) as action:
        commands.approve(action, number, Word(partner="Welcome"))
    assert [entry.note for entry in desk.seen_by(RESELLER, number).history[-2:]] == ["Stock is here", "Welcome"]
    with acting(desk, VENDOR) as action:
        afterwards.revoke(action, {"number": number, "reason": "other", "note": "Sorry", "internal": "Ask Nadia"})
    assert desk.seen_by(VENDOR, number).own_notes == ("Ask Nadia",)
    assert desk.seen_by(DISTRIBUTOR, number).own_notes == ("Good reseller",)
    assert desk.seen_by(RESELLER, number).own_notes == ()


def test_a_reason_that_speaks_of_somebody_else_is_kept_with_the_deciders_own_note(desk: Desk) -> None:
    number = with_vendor(desk)
    with acting(desk, VENDOR) as action:
        commands.reject(action, number, Word(reason="incumbent", internal="since 2019"))
    assert desk.seen_by(VENDOR, number).own_notes == ("incumbent · since 2019",)


@pytest.mark.parametrize(("value", "state"), [("52800", State.APPROVED), ("52800.01", State.VENDOR_REVIEW)])
def test_more_value_is_looked_at_again_above_the_programmes_percent(desk: Desk, value: str, state: State) -> None:
    number = approved(desk)
    done = carried_out(desk, RESELLER, command="amend", number=number, changes={"value": value})
    assert done == {"number": number, "command": "amend"}
    assert desk.state(number) == state


def test_a_note_on_an_amendment_is_read_by_its_reseller(desk: Desk) -> None:
    number = approved(desk)
    carried_out(desk, RESELLER, command="amend", number=number, changes={"value": "90000"})
    with acting(desk, VENDOR) as action:
        commands.approve(action, number, Word(partner="Twice the size, well done"))
    assert desk.seen_by(RESELLER, number).history[-1].note == "Twice the size, well done"
