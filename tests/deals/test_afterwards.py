"""What becomes of a registration after its approval, told by the people on its three sides."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from desk import Desk
from sqlalchemy import select

from bot.tools.results import Outcome
from channel.access.rights import Right
from channel.deals import bids, commands
from channel.deals.states import Command, State
from channel.errors import NotFound, NotPossible, Refusal
from channel.tables.deals import Registration
from channel.tables.parties import PersonRight

PROGRESS = "because the customer saw a demo on 12 November"


def approved(desk: Desk, **changed: object) -> str:
    number = desk.register(**changed)
    desk.decide("brightpath.partner", "approve", number)
    desk.decide("northwall.channel", "approve", number)
    return number


def wait(desk: Desk, days: float) -> None:
    desk.clock.set(desk.clock.now() + timedelta(days=days))
    desk.let_time_work()


def confirm(desk: Desk, key: str, capability: str, text: str, **said: object) -> dict[str, object]:
    drafted = desk.ask(key, capability, text, **said)
    assert drafted.outcome is Outcome.DRAFT, desk.read(drafted)
    return desk.confirm(key, drafted.draft)


def let_decide(desk: Desk, key: str) -> None:
    viewer = desk.who(key)
    with desk.unseen() as action:
        action.session.add(
            PersonRight(
                person_id=viewer.person_id,
                organisation_id=viewer.organisation_id,
                right=Right.DECIDE_DEALS,
                as_of=action.now,
            )
        )


def test_a_small_change_holds_at_once(desk: Desk) -> None:
    number = approved(desk)
    confirm(desk, "alpenrock.sales", "deal.amend", "close moves to March", deals=(number,), dates=("2027-03",))

    seen = desk.seen_by("alpenrock.sales", number)
    assert (seen.state, seen.expected_close) == (State.APPROVED, date(2027, 3, 31))


def test_a_larger_deal_goes_to_the_vendor_and_the_old_terms_hold_until_it_decides(desk: Desk) -> None:
    number = approved(desk)
    more = {"mpns": ("NW-FW120",), "quantities": (40,)}
    drafted = desk.ask("alpenrock.sales", "deal.amend", f"{number} now 40 NW-FW120", deals=(number,), **more)
    assert "vendor looks at this change first" in desk.read(drafted)
    desk.confirm("alpenrock.sales", drafted.draft)

    meanwhile = desk.seen_by("alpenrock.sales", number)
    assert meanwhile.state is State.VENDOR_REVIEW
    assert [(p.approved, p.remaining) for p in meanwhile.special_prices] == [(25, 25)]
    assert meanwhile.protected_until == date(2027, 2, 22)
    assert "40" in desk.read(desk.ask("northwall.channel", "deal.status", deals=(number,)))

    desk.decide("northwall.channel", "approve", number)
    after = desk.seen_by("alpenrock.sales", number)
    assert (after.state, after.lines[0].quantity) == (State.APPROVED, 40)
    assert [(p.approved, p.remaining) for p in after.special_prices] == [(40, 40)]
    assert after.protected_until == date(2027, 2, 22)


def test_a_refused_amendment_leaves_everything_as_it_was(desk: Desk) -> None:
    number = approved(desk)
    confirm(desk, "alpenrock.sales", "deal.amend", "", deals=(number,), value="90000", currency="EUR")
    desk.decide("northwall.channel", "reject", number, reason="value")

    seen = desk.seen_by("alpenrock.sales", number)
    assert (seen.state, str(seen.value.amount), seen.amendment) == (State.APPROVED, "48000.00", ())


def test_an_amendment_is_taken_back_and_the_registration_stays(desk: Desk) -> None:
    number = approved(desk)
    confirm(desk, "alpenrock.sales", "deal.amend", "", deals=(number,), value="90000", currency="EUR")
    confirm(desk, "alpenrock.sales", "deal.withdraw", f"withdraw {number}", deals=(number,))
    assert desk.state(number) == State.APPROVED


def test_protection_ends_while_an_amendment_is_looked_at(desk: Desk) -> None:
    number = approved(desk)
    confirm(desk, "alpenrock.sales", "deal.amend", "", deals=(number,), value="90000", currency="EUR")
    wait(desk, 91)
    assert desk.state(number) == State.EXPIRED


def test_an_amendment_below_the_minimum_is_refused(desk: Desk) -> None:
    number = approved(desk)
    drafted = desk.ask("alpenrock.sales", "deal.amend", "", deals=(number,), value="4000", currency="EUR")
    with pytest.raises(NotPossible, match="below the minimum"):
        desk.confirm("alpenrock.sales", drafted.draft)


def test_an_extension_asks_for_dated_progress_first(desk: Desk) -> None:
    number = approved(desk)
    asked = desk.ask("alpenrock.sales", "deal.extend", f"extend {number}", deals=(number,))
    assert asked.outcome is Outcome.CLARIFY
    with pytest.raises(NotPossible, match="evidence"):
        desk.confirm("alpenrock.sales", asked.draft)
    told = desk.ask("alpenrock.sales", "deal.extend", "we showed a demo on 12 November")
    assert (told.outcome, told.draft) == (Outcome.DRAFT, asked.draft)


def test_an_extension_prolongs_protection_and_prices_once(desk: Desk) -> None:
    number = approved(desk)
    confirm(desk, "alpenrock.sales", "deal.extend", f"extend {number} {PROGRESS}", deals=(number,))
    assert desk.state(number) == State.EXTENSION_REVIEW
    desk.decide("northwall.channel", "approve", number)

    seen = desk.seen_by("alpenrock.sales", number)
    assert (seen.state, seen.protected_until) == (State.APPROVED, date(2027, 3, 24))
    assert seen.special_prices[0].valid_to == date(2027, 3, 24)
    with pytest.raises(NotPossible, match="1 of 1"):
        desk.ask("alpenrock.sales", "deal.extend", f"extend {number} {PROGRESS}", deals=(number,))


def test_protection_goes_on_while_the_vendor_looks_and_ends_when_it_refuses_late(desk: Desk) -> None:
    number = approved(desk)
    wait(desk, 88)
    confirm(desk, "alpenrock.sales", "deal.extend", f"extend {number} {PROGRESS}", deals=(number,))
    wait(desk, 5)
    assert desk.state(number) == State.EXTENSION_REVIEW
    desk.decide("northwall.channel", "reject", number, reason="no_engagement")
    assert desk.state(number) == State.EXPIRED


def test_an_expired_deal_is_asked_back_and_reinstated_once(desk: Desk) -> None:
    number = approved(desk)
    wait(desk, 92)
    confirm(desk, "alpenrock.sales", "deal.extend", f"extend {number} {PROGRESS}", deals=(number,))
    waits = [name for name, topic, text in desk.told() if topic == "deal.review" and "asks for it back" in text]
    assert waits == [desk.name("northwall.channel")]
    desk.decide("northwall.channel", "approve", number)
    assert desk.seen_by("alpenrock.sales", number).protected_until == date(2027, 3, 24)

    wait(desk, 32)
    assert desk.state(number) == State.EXPIRED
    with pytest.raises(NotPossible) as refused:
        desk.ask("alpenrock.sales", "deal.extend", f"extend {number} {PROGRESS}", deals=(number,))
    assert "register it again" in refused.value.next_step


def test_nobody_is_reinstated_where_somebody_else_holds_the_place(desk: Desk) -> None:
    first = approved(desk)
    wait(desk, 91)
    second = desk.register("rheinblick.sales")
    with desk.unseen() as action:
        row = action.session.scalars(select(Registration).where(Registration.number == second)).one()
        row.state, row.protected_until = State.APPROVED, date(2027, 6, 1)
    drafted = desk.ask("northwall.channel", "deal.decide", f"approve {first}", decision="approve", deals=(first,))
    with pytest.raises(NotPossible, match="holds this customer"):
        desk.confirm("northwall.channel", drafted.draft)


def test_an_order_wins_a_deal_and_draws_its_price_down(desk: Desk) -> None:
    number = approved(desk, quantities=(4,), value="12000")
    order = "BP-2611-0347"
    confirm(desk, "alpenrock.sales", "deal.close", f"{number} won, order {order}", deals=(number,), orders=(order,))

    seen = desk.seen_by("alpenrock.sales", number)
    assert [(p.approved, p.remaining) for p in seen.special_prices] == [(4, 0)]
    assert seen.state is State.CLOSED  # the order had shipped six already


def test_an_order_of_somebody_else_reads_like_one_that_does_not_exist(desk: Desk) -> None:
    number = approved(desk)
    words = []
    for order in ("BP-2611-0402", "BP-2699-9999"):
        with pytest.raises(NotFound) as refused:
            desk.ask("alpenrock.sales", "deal.close", f"{number} won, order {order}", deals=(number,), orders=(order,))
        words.append(str(refused.value))
    assert words[0] == words[1]


def test_a_win_by_hand_needs_its_figures_and_closes_after_the_time_for_delivery(desk: Desk) -> None:
    number = approved(desk)
    asked = desk.ask("alpenrock.sales", "deal.close", f"{number} is won", deals=(number,))
    assert asked.outcome is Outcome.CLARIFY
    confirm(desk, "alpenrock.sales", "deal.close", "47,500 euro", value="47500", currency="EUR")
    assert desk.state(number) == State.CONVERTED
    wait(desk, 149)
    assert desk.state(number) == State.CONVERTED
    wait(desk, 2)
    assert desk.state(number) == State.CLOSED


def test_a_lost_deal_says_why_ends_its_price_and_stays_closed(desk: Desk) -> None:
    number = approved(desk)
    asked = desk.ask("alpenrock.sales", "deal.close", f"{number} lost", deals=(number,))
    assert asked.draft is None
    confirm(desk, "alpenrock.sales", "deal.close", f"{number} lost on price", deals=(number,))
    seen = desk.seen_by("alpenrock.sales", number)
    assert seen.state is State.LOST
    assert seen.special_prices[0].valid_to == date(2026, 11, 23)
    with pytest.raises(NotPossible) as refused:
        desk.ask("alpenrock.sales", "deal.amend", f"reopen {number}", deals=(number,))
    assert "register it again" in refused.value.next_step


def test_an_appeal_is_decided_by_somebody_else_and_finally(desk: Desk) -> None:
    number = desk.register()
    desk.decide("brightpath.partner", "approve", number)
    desk.decide("northwall.channel", "reject", number, reason="no_engagement")
    confirm(desk, "alpenrock.sales", "deal.appeal", f"appeal {number}: we ran a proof of concept", deals=(number,))
    assert desk.state(number) == State.APPEALED
    with pytest.raises(NotPossible, match="somebody else"):
        desk.ask("northwall.channel", "deal.decide", f"approve {number}", decision="approve", deals=(number,))

    let_decide(desk, "northwall.marketing")
    desk.decide("northwall.marketing", "approve", number)
    assert desk.seen_by("alpenrock.sales", number).state is State.APPROVED


def test_an_appeal_needs_its_grounds_and_its_time(desk: Desk) -> None:
    number = desk.register()
    desk.decide("brightpath.partner", "reject", number, reason="no_engagement")
    asked = desk.ask("alpenrock.sales", "deal.appeal", f"appeal {number}", deals=(number,))
    assert asked.outcome is Outcome.CLARIFY
    wait(desk, 16)
    with pytest.raises(NotPossible):
        desk.ask("alpenrock.sales", "deal.appeal", f"appeal {number}: we met them twice", deals=(number,))


def test_the_vendor_revokes_with_a_reason_and_the_price_ends(desk: Desk) -> None:
    number = approved(desk)
    asked = desk.ask("northwall.channel", "deal.revoke", f"revoke {number}", deals=(number,))
    assert asked.draft is None
    confirm(desk, "northwall.channel", "deal.revoke", f"revoke {number}, inactive", deals=(number,))
    seen = desk.seen_by("alpenrock.sales", number)
    assert (seen.state, seen.reason) == (State.REVOKED, "inactive")
    assert "no activity was shown" in desk.read(desk.ask("alpenrock.sales", "deal.status", deals=(number,)))


def test_a_transfer_gives_the_other_reseller_the_deal_with_what_remains(desk: Desk) -> None:
    number = approved(desk)
    with desk.unseen() as action:
        row = action.session.scalars(select(Registration).where(Registration.number == number)).one()
        price = bids.prices_of(action, row)[0]
        bids.draw(action, row, {price.product_id: 5})
    words = f"transfer {number} to Rheinblick: the customer's letter of 20 November"
    outcome = confirm(desk, "northwall.channel", "deal.transfer", words, deals=(number,), reseller="Rheinblick")

    heir = str(outcome["heir"])
    taken = desk.seen_by("rheinblick.sales", heir)
    assert (taken.state, taken.special_prices[0].remaining) == (State.APPROVED, 20)
    assert taken.protected_until == date(2027, 2, 22)
    old = desk.read(desk.ask("alpenrock.sales", "deal.status", deals=(number,)))
    assert "transferred" in old
    assert "Rheinblick" not in old
    assert heir not in old
    with pytest.raises(NotFound):
        desk.ask("alpenrock.sales", "deal.status", deals=(heir,))


def test_a_vendor_who_speaks_of_handing_over_changes_no_terms(desk: Desk) -> None:
    number = approved(desk)
    words = f"hand {number} over to Rheinblick, they merged"
    drafted = desk.ask("northwall.channel", "deal.amend", words, deals=(number,), reseller="Rheinblick")
    desk.confirm("northwall.channel", drafted.draft)
    assert desk.state(number) == State.TRANSFERRED


def test_units_are_drawn_down_and_never_below_zero(desk: Desk) -> None:
    number = approved(desk)
    with desk.unseen() as action:
        row = action.session.scalars(select(Registration).where(Registration.number == number)).one()
        price = bids.prices_of(action, row)[0]
        assert bids.draw(action, row, {price.product_id: 20}) == {price.product_id: 20}
        assert bids.draw(action, row, {price.product_id: 20}) == {price.product_id: 5}
        assert (price.approved_quantity, price.remaining_quantity) == (25, 0)


def test_a_returned_registration_is_completed_by_amending_it(desk: Desk) -> None:
    number = desk.register()
    confirm(desk, "brightpath.partner", "deal.decide", "the contact is missing", decision="return", deals=(number,))
    confirm(desk, "alpenrock.sales", "deal.amend", "contact is Eva Lang", deals=(number,), person="Eva Lang")
    seen = desk.seen_by("brightpath.partner", number)
    assert seen.state is State.DISTRIBUTOR_REVIEW
    assert (seen.contact or "").startswith("Eva Lang")


def test_every_card_offers_what_its_reader_can_do(desk: Desk) -> None:
    number = approved(desk)
    may = {key: desk.seen_by(key, number).may for key in ("alpenrock.sales", "brightpath.partner", "northwall.channel")}
    assert may == {
        "alpenrock.sales": (Command.EXTEND, Command.CONVERT, Command.AMEND, Command.LOSE),
        "brightpath.partner": (Command.CONVERT,),
        "northwall.channel": (Command.TRANSFER, Command.REVOKE),
    }


def test_a_buyer_who_may_see_deals_changes_none(desk: Desk) -> None:
    number = approved(desk)
    with pytest.raises(Refusal):
        desk.ask("alpenrock.buyer", "deal.extend", f"extend {number}", deals=(number,))


def test_a_note_to_a_reseller_names_no_rival(desk: Desk) -> None:
    number = approved(desk)
    rival = desk.register("rheinblick.sales")
    with pytest.raises(NotPossible, match="names another"), desk.gate.acting(
        desk.who("northwall.channel"), Right.DECIDE_DEALS
    ) as action:
        commands.carry_out(
            action, {"command": "revoke", "number": number, "reason": "breach", "note": f"see {rival}"}
        )
    assert desk.state(number) == State.APPROVED


def rows(desk: Desk, key: str, words: str, **said: object) -> set[str]:
    value = desk.ask(key, "deal.status", words, **said).value
    return {view.number for view in value.rows}


def test_registrations_are_found_by_how_they_stand_and_when_they_end(desk: Desk) -> None:
    won, lost, amended = (
        approved(desk, customer=name) for name in ("Moorhof Textil AG", "Seeberg Klinik GmbH", "Hallwang Foto AG")
    )
    confirm(desk, "alpenrock.sales", "deal.close", f"{won} won", deals=(won,), value="48000", currency="EUR")
    confirm(desk, "alpenrock.sales", "deal.close", f"{lost} lost on price", deals=(lost,))
    confirm(desk, "alpenrock.sales", "deal.amend", "", deals=(amended,), value="90000", currency="EUR")

    assert rows(desk, "alpenrock.sales", "which deals did we win?") == {won}
    assert rows(desk, "alpenrock.sales", "unsere verlorenen Deals") == {lost}
    assert rows(desk, "alpenrock.sales", "show my lost deals") == {lost}
    assert rows(desk, "alpenrock.sales", "my approved deals") == {amended, "DR-2026-0147"}
    assert rows(desk, "alpenrock.sales", "what expires in February?", period="2027-02") == {won, amended}
    ending = rows(desk, "alpenrock.sales", "all my registrations ending in December", deals=(lost,), period="2026-12")
    assert ending == {"DR-2026-0147"}


def test_the_desk_is_sorted_by_value_when_asked(desk: Desk) -> None:
    desk.register(customer="Moorhof Textil AG", value="250000")
    value = desk.ask("brightpath.partner", "deal.queue", "queue, largest first").value
    amounts = [view.value.amount for view in value.rows if view.value.currency == "EUR"]
    assert amounts == sorted(amounts, reverse=True)


def test_two_orders_at_once_share_what_remains(desk: Desk) -> None:
    number = approved(desk)

    def draw(_order: int) -> int:
        with desk.unseen() as action:
            row = action.session.scalars(select(Registration).where(Registration.number == number)).one()
            price = bids.prices_of(action, row)[0]
            return bids.draw(action, row, {price.product_id: 10})[price.product_id]

    with ThreadPoolExecutor(4) as orders:
        taken = list(orders.map(draw, range(4)))
    assert sorted(taken) == [0, 5, 10, 10]


def test_an_appeal_does_not_give_a_reseller_the_same_deal_twice(desk: Desk) -> None:
    first = desk.register()
    desk.decide("brightpath.partner", "reject", first, reason="no_engagement")
    second = approved(desk)
    confirm(desk, "alpenrock.sales", "deal.appeal", f"appeal {first}: we ran a proof of concept", deals=(first,))
    drafted = desk.ask("northwall.channel", "deal.decide", f"approve {first}", decision="approve", deals=(first,))
    with pytest.raises(NotPossible, match=second):
        desk.confirm("northwall.channel", drafted.draft)
