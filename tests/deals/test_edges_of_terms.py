"""What holds after an approval at its edges: ends, orders, amendments, heirs, and what is registered at all."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from desk import ADDRESS, ISARWERK, MORNING, Desk
from scenes import (
    DISTRIBUTOR,
    PROGRESS,
    RESELLER,
    REVIEWED,
    VENDOR,
    acting,
    approved,
    prices,
    put,
    row_of,
    rules,
    with_vendor,
)
from sqlalchemy import select, update

from channel import drafts
from channel.access.rights import Right
from channel.access.viewer import Viewer
from channel.deals import afterwards, amending, bids, commands, reading, registering, transferring
from channel.deals.guards import Word
from channel.deals.states import Command, State
from channel.deals.transitions import move_on, transition
from channel.errors import NotFound, NotPossible
from channel.policy import policy_by_id
from channel.tables.deals import Registration
from channel.tables.journal import Deadline
from channel.tables.parties import Organisation
from channel.tables.prices import ListPrice
from channel.tables.products import Product
from channel.tables.supply import Order


def test_what_was_never_protected_is_not_extended(desk: Desk) -> None:
    put(desk, REVIEWED, state=State.EXTENSION_REVIEW, protected_until=None)
    with pytest.raises(NotPossible, match="not protected"), acting(desk, VENDOR) as action:
        afterwards.grant_extension(action, {"number": REVIEWED})


def test_an_extension_refused_in_time_leaves_the_old_end(desk: Desk) -> None:
    number = approved(desk)
    end = desk.seen_by(RESELLER, number).protected_until
    with acting(desk, RESELLER) as action:
        afterwards.extend(action, {"number": number, "evidence": PROGRESS})
    with acting(desk, VENDOR) as action:
        afterwards.refuse_extension(action, {"number": number, "reason": "other"})
    assert (desk.state(number), desk.seen_by(RESELLER, number).protected_until) == (State.APPROVED, end)


def test_a_programme_may_extend_without_evidence(desk: Desk) -> None:
    rules(desk, extension_needs_evidence=False)
    number = approved(desk)
    with acting(desk, RESELLER) as action:
        afterwards.extend(action, {"number": number, "days": 10})
    assert desk.state(number) == State.EXTENSION_REVIEW
    assert desk.seen_by(VENDOR, number).history[-1].note == "(+10 d)"


def test_a_win_names_its_order_or_its_figures(desk: Desk) -> None:
    number = approved(desk)
    with pytest.raises(NotPossible, match="its order, or its figures"), acting(desk, RESELLER) as action:
        afterwards.convert(action, {"number": number})


def test_the_order_of_another_deal_wins_none(desk: Desk) -> None:
    number = approved(desk)
    with desk.unseen() as action:
        order = action.session.scalars(
            select(Order).where(Order.reseller_id == row_of(action, number).reseller_id).limit(1)
        ).one()
        order.registration_id, order.distributor_id = row_of(action, REVIEWED).id, row_of(action, number).distributor_id
        named = order.number
    with pytest.raises(NotPossible, match="another registration"), acting(desk, RESELLER) as action:
        afterwards.convert(action, {"number": number, "order": named})


def test_the_vendor_closes_a_won_deal_and_its_prices_end(desk: Desk) -> None:
    number = approved(desk)
    with acting(desk, RESELLER) as action:
        afterwards.convert(action, {"number": number, "note": "48,000 EUR", "quantities": {"NW-FW120": 5}})
    assert prices(desk, number)["NW-FW120"][:2] == (25, 20)
    with acting(desk, VENDOR) as action:
        assert afterwards.close(action, {"number": number}) == {"number": number, "command": "close"}
    assert desk.state(number) == State.CLOSED
    assert prices(desk, number)["NW-FW120"][2] == date(2026, 11, 23)


def test_a_win_of_what_has_no_end_sets_no_day_of_closing(desk: Desk) -> None:
    number = approved(desk)
    put(desk, number, protected_until=None)
    with acting(desk, RESELLER) as action:
        afterwards.convert(action, {"number": number, "note": "48,000 EUR"})
    assert desk.state(number) == State.CONVERTED
    with desk.unseen() as action:
        kinds = action.session.scalars(select(Deadline.kind).where(Deadline.subject == number)).all()
    assert "close_out" not in kinds


# ------------------------------------------------------------------ amending
def test_an_amendment_that_changes_nothing_is_none(desk: Desk) -> None:
    number = approved(desk)
    with pytest.raises(NotPossible, match=r"[Nn]othing"), acting(desk, RESELLER) as action:
        amending.amend(action, {"number": number, "changes": {"value": "48000.00"}})


def test_an_accepted_amendment_changes_customer_value_and_products(desk: Desk) -> None:
    number = approved(desk)
    changes = {"customer": "Isarwerk Kliniken GmbH", "value": "60000", "lines": [["NW-FW120", 30], ["NW-AP7", 2]]}
    with acting(desk, RESELLER) as action:
        amending.amend(action, {"number": number, "changes": changes})
    assert prices(desk, number)["NW-FW120"][:2] == (25, 25)
    with acting(desk, VENDOR) as action:
        commands.decide(
            action, {"decisions": [{"number": number, "command": "approve", "prices": {"NW-AP7": "321.00"}}]}
        )
    seen = desk.seen_by(RESELLER, number)
    assert (seen.customer, seen.value.amount) == ("Isarwerk Kliniken GmbH", Decimal(60000))
    assert prices(desk, number)["NW-FW120"][:2] == (30, 30)
    assert {price.mpn: price.unit.amount for price in seen.special_prices}["NW-AP7"] == Decimal("321.00")
    with desk.unseen() as action:
        assert row_of(action, number).customer_normalised != ""


def test_fewer_products_hold_at_once_and_what_was_ordered_stays_drawn(desk: Desk) -> None:
    number = approved(desk, mpns=("NW-FW120", "NW-AP7"), quantities=(25, 10))
    with desk.unseen() as action:
        product = action.session.scalars(select(Product.id).where(Product.mpn == "NW-FW120")).one()
        assert bids.draw(action, row_of(action, number), {product: 12})[product] == 12
    with acting(desk, RESELLER) as action:
        amending.amend(action, {"number": number, "changes": {"lines": [["NW-FW120", 8]]}})
    assert desk.state(number) == State.APPROVED
    assert prices(desk, number)["NW-FW120"][:2] == (12, 0)
    assert prices(desk, number).get("NW-AP7", (0, 0))[:2] == (0, 0)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([["NW-FW120", None]], "known part number and a quantity"),
        ([["no such part", 3]], "known part number and a quantity"),
        ([["VLT-VM-10", 3]], "rules do not allow"),
    ],
)
def test_products_of_an_amendment_are_the_programmes(desk: Desk, lines: list[list[Any]], said: str) -> None:
    number = approved(desk)
    with pytest.raises(NotPossible, match=said), acting(desk, RESELLER) as action:
        amending.amend(action, {"number": number, "changes": {"lines": lines}})


def test_products_that_come_through_somebody_else_are_no_amendment(desk: Desk) -> None:
    number = approved(desk)
    with desk.unseen() as action:
        other = action.session.scalars(select(Organisation.id).where(Organisation.key == "kestrel")).one()
    put(desk, number, distributor_id=other)
    with pytest.raises(NotPossible, match="not authorised"), acting(desk, RESELLER) as action:
        amending.amend(action, {"number": number, "changes": {"value": "49000"}})


# ------------------------------------------------------------------ special prices
def test_only_products_with_a_discount_and_a_list_price_get_a_price(desk: Desk) -> None:
    rules(desk, special_price_mpns=["NW-AP7"])
    number = approved(desk, mpns=("NW-FW120", "NW-AP7"), quantities=(25, 10))
    assert set(prices(desk, number)) <= {"NW-AP7"}
    with desk.unseen() as action:
        action.session.execute(update(ListPrice).values(currency="NOK"))
    other = approved(desk, customer="Moorhof Textil AG", mpns=("NW-AP7",), quantities=(10,))
    assert prices(desk, other) == {}


def test_without_protection_there_are_no_prices_to_make_or_prolong(desk: Desk) -> None:
    number = approved(desk)
    before = prices(desk, number)
    put(desk, number, protected_until=None)
    with desk.unseen() as action:
        row = row_of(action, number)
        bids.approve_prices(action, row, policy_by_id(action.session, row.policy_id), {})
        bids.prolong(action, row)
    assert prices(desk, number) == before


# ------------------------------------------------------------------ handing over
def test_the_holder_is_no_heir(desk: Desk) -> None:
    number = approved(desk)
    with desk.unseen() as action:
        own = row_of(action, number).reseller_id
    with pytest.raises(NotPossible, match="already"), acting(desk, VENDOR) as action:
        transferring.transfer(action, {"number": number, "to": own, "reason": "merger", "evidence": "letter"})


def test_an_heir_must_be_allowed_to_sell_it(desk: Desk) -> None:
    number = approved(desk)
    with desk.unseen() as action:
        heir = action.session.scalars(select(Organisation.id).where(Organisation.key == "rheinblick")).one()
    put(desk, number, customer_country="JP")
    with pytest.raises(NotPossible, match="not authorised"), acting(desk, VENDOR) as action:
        transferring.transfer(action, {"number": number, "to": heir, "reason": "merger", "evidence": "letter"})


# ------------------------------------------------------------------ who stands on no side, what leads nowhere
def test_who_stands_on_no_side_moves_nothing(desk: Desk) -> None:
    nobody = Viewer(name="somebody", rights=frozenset({Right.DECIDE_DEALS}))
    for viewer in (nobody, desk.who("kestrel.partner")):
        with pytest.raises(NotFound), desk.gate.acting(viewer, Right.DECIDE_DEALS) as action:
            move_on(action, row_of(action, REVIEWED), Command.APPROVE)


def test_a_target_that_a_command_does_not_have_is_a_mistake_of_ours(desk: Desk) -> None:
    with pytest.raises(ValueError, match="leads to"), acting(desk, DISTRIBUTOR) as action:
        transition(action, row_of(action, REVIEWED), Command.APPROVE, key="x", to=State.APPROVED)


def change_behind_its_back(desk: Desk, number: str) -> None:
    with acting(desk, DISTRIBUTOR) as action:
        row = row_of(action, number)
        action.session.execute(
            update(Registration)
            .where(Registration.id == row.id)
            .values(version=Registration.version + 1)
            .execution_options(synchronize_session=False)
        )
        move_on(action, row, Command.APPROVE)


def test_who_comes_second_to_a_change_is_told_so(desk: Desk) -> None:
    with pytest.raises(NotPossible, match=f"just changed {REVIEWED}"):
        change_behind_its_back(desk, REVIEWED)
    assert desk.state(REVIEWED) == State.DISTRIBUTOR_REVIEW


# ------------------------------------------------------------------ places
def test_a_deal_won_by_the_same_reseller_keeps_nobody_from_an_add_on(desk: Desk) -> None:
    won = approved(desk)
    put(desk, won, state=State.CONVERTED)
    rules(desk, splitting_days=0)
    desk.clock.set(MORNING + timedelta(days=40))
    number = with_vendor(desk)
    with acting(desk, VENDOR) as action:
        commands.approve(action, number)
    assert desk.state(number) == State.APPROVED


def test_only_what_remains_of_the_prices_is_handed_over(desk: Desk) -> None:
    number = approved(desk, mpns=("NW-FW120", "NW-FW60"), quantities=(25, 10))
    assert set(prices(desk, number)) == {"NW-FW120", "NW-FW60"}
    with desk.unseen() as action:
        product = action.session.scalars(select(Product.id).where(Product.mpn == "NW-FW60")).one()
        bids.draw(action, row_of(action, number), {product: 10})
        heir = action.session.scalars(select(Organisation.id).where(Organisation.key == "rheinblick")).one()
    with acting(desk, VENDOR) as action:
        content = {"number": number, "to": heir, "reason": "merger", "evidence": "letter"}
        done = transferring.transfer(action, content)
    assert set(prices(desk, done["heir"])) == {"NW-FW120"}


# ------------------------------------------------------------------ reading
def test_what_is_out_of_sight_has_no_terms_and_no_view(desk: Desk) -> None:
    with desk.gate.viewing(desk.who("pixelforge.owner")) as session:
        for read in (reading.terms, lambda *of: reading.registration(*of, MORNING)):
            with pytest.raises(NotFound):
                read(session, REVIEWED)


def test_who_is_on_no_side_has_no_queue(desk: Desk) -> None:
    with desk.gate.viewing(desk.who(VENDOR)) as session:
        assert reading.queue(session, Viewer(), MORNING) == ()


def test_the_desk_of_a_side_shows_what_waits_there(desk: Desk) -> None:
    number = desk.register()
    with desk.gate.viewing(desk.who(DISTRIBUTOR)) as session:
        waits = [view.number for view in reading.queue(session, desk.who(DISTRIBUTOR), MORNING)]
    assert number in waits
    with desk.gate.viewing(desk.who(VENDOR)) as session:
        assert number not in [view.number for view in reading.queue(session, desk.who(VENDOR), MORNING)]


def test_a_settled_conflict_is_shown_to_who_asks_for_it_by_number(desk: Desk) -> None:
    numbers = [with_vendor(desk, key=key) for key in ("alpenrock.sales", "rheinblick.sales")]
    desk.let_time_work()
    with acting(desk, VENDOR) as action:
        commands.clear_conflict(action, numbers[1], Word())
    with desk.gate.viewing(desk.who(VENDOR)) as session:
        shown = [{pair.first.number, pair.second.number} for pair in reading.conflict_pairs(session, MORNING)]
        asked = reading.conflict_pairs(session, MORNING, [numbers[0]])
    assert set(numbers) not in shown
    assert [pair.rule for pair in asked] == ["first_complete"]


def test_an_incumbent_is_named_as_the_rule_of_a_renewal(desk: Desk) -> None:
    numbers = [with_vendor(desk, key=key) for key in ("alpenrock.sales", "rheinblick.sales")]
    desk.let_time_work()
    put(desk, numbers[1], deal_type="renewal")
    with desk.gate.viewing(desk.who(VENDOR)) as session:
        assert [pair.rule for pair in reading.conflict_pairs(session, MORNING, [numbers[1]])] == ["incumbent"]


def test_a_decider_sees_what_is_doubtful(desk: Desk) -> None:
    number = desk.register()
    put(desk, number, contact_name=None, contact_email=None, expected_close=None, value=Decimal(9_000_000))
    assert desk.seen_by(DISTRIBUTOR, number).doubts == ("no_contact", "no_close_date", "implausible_value")


# ------------------------------------------------------------------ registering
def drafted(desk: Desk, key: str = RESELLER, **changed: object) -> dict[str, Any]:
    """What a person's draft of a registration holds."""
    said = desk.ask(key, "deal.register", ADDRESS, **{**ISARWERK, **changed})
    assert said.draft is not None
    with desk.gate.viewing(desk.who(key)) as session:
        return dict(drafts.by_key(session, said.draft).content)


def test_many_are_registered_together_or_none_and_the_wrong_one_is_named(desk: Desk) -> None:
    good = drafted(desk)
    bad = {**good, "customer": "Moorhof Textil AG", "value": "1"}
    before = desk.count(Registration)
    with pytest.raises(NotPossible, match=r"Moorhof Textil AG: .*below the minimum"), acting(desk, RESELLER) as action:
        registering.register_many(action, {"applications": [good, bad]})
    assert desk.count(Registration) == before
    with acting(desk, RESELLER) as action:
        done = registering.register_many(action, {"applications": [good, {**bad, "value": "60000"}]})
    assert len(done["numbers"]) == 2


def test_an_application_is_complete_when_it_is_registered(desk: Desk) -> None:
    content = drafted(desk)
    for changed in ({"postcode": None}, {"lines": [["no such part", 3]]}):
        with pytest.raises(NotPossible, match="still missing"), acting(desk, RESELLER) as action:
            registering.register(action, {**content, **changed})


def test_only_resellers_and_their_distributors_register(desk: Desk) -> None:
    content = drafted(desk)
    reseller = desk.who(RESELLER).organisation_id
    unsupplied = desk.who("pixelforge.owner").organisation_id
    for key, buyer in ((VENDOR, reseller), (DISTRIBUTOR, None), (DISTRIBUTOR, unsupplied)):
        with pytest.raises(NotPossible, match="registered by the reseller"), acting(desk, key) as action:
            registering.register(action, {**content, "reseller_id": buyer})


def test_a_distributor_registers_only_what_is_bought_through_it(desk: Desk) -> None:
    content = drafted(desk)
    reseller = desk.who(RESELLER).organisation_id
    elsewhere = desk.who("kestrel.partner").organisation_id
    with pytest.raises(NotPossible, match="buys through you"), acting(desk, DISTRIBUTOR) as action:
        registering.register(action, {**content, "reseller_id": reseller, "distributor_id": elsewhere})
    with acting(desk, DISTRIBUTOR) as action:
        number = registering.register(action, {**content, "reseller_id": reseller})["number"]
    assert desk.state(number) == State.VENDOR_REVIEW


@pytest.mark.parametrize(
    ("chain", "mode", "first"),
    [
        (["distributor", "vendor"], "approve", State.DISTRIBUTOR_REVIEW),
        (["distributor", "vendor"], "inform", State.VENDOR_REVIEW),
        (["vendor"], "approve", State.VENDOR_REVIEW),
    ],
)
def test_the_first_step_is_the_programmes(desk: Desk, chain: list[str], mode: str, first: State) -> None:
    rules(desk, approval_chain=chain, distributor_step_mode=mode)
    assert desk.state(desk.register()) == first
