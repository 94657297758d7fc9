from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from desk import Desk

from bot.tools.deal_decisions import with_note
from bot.tools.results import Outcome
from channel.deals.states import Command, State
from channel.deals.views import NotEligible, RegistrationDraft
from channel.drafts import ConfirmedBefore
from channel.errors import NotAllowed, NotFound, NotPossible
from channel.tables.deals import Registration

DEAL = {
    "customer": "Isarwerk Klinik GmbH",
    "mpns": ("NW-FW120",),
    "quantities": (25,),
    "value": "48000",
    "currency": "EUR",
}


def test_one_sentence_becomes_a_draft_that_asks_for_the_rest_in_one_message(desk: Desk) -> None:
    said = desk.ask(
        "alpenrock.sales",
        "deal.register",
        **DEAL,
    )

    assert said.outcome is Outcome.CLARIFY
    assert isinstance(said.value, RegistrationDraft)
    assert set(said.value.missing) == {"postcode", "contact_name", "contact_email", "expected_close"}
    assert "Brightpath" in desk.read(said)


def test_a_follow_up_mends_the_draft_that_waits_in_the_thread(desk: Desk) -> None:
    drafted = desk.ask("alpenrock.sales", "deal.register", "80331 München", customer="Isarwerk Klinik GmbH")
    more = desk.ask("alpenrock.sales", "deal.register", "it is 30 NW-FW120", mpns=("NW-FW120",), quantities=(30,))

    assert more.draft == drafted.draft
    assert more.value.application.lines == (("NW-FW120", 30),)
    assert more.value.application.postcode == "80331"


def test_a_british_postcode_takes_back_the_country_that_was_assumed(desk: Desk) -> None:
    desk.ask("alpenrock.sales", "deal.register", customer="Moorland Rail Ltd", mpns=("NW-FW120",), quantities=(40,))
    mended = desk.ask("alpenrock.sales", "deal.register", "postcode is BD23 1AA")

    assert isinstance(mended.value, NotEligible)
    assert [problem.code for problem in mended.value.problems] == ["territory"]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"value": "9000"}, "below_minimum"),
        ({"territory": "NO"}, "territory"),
        ({"customer": "Alpenrock IT"}, "own_company"),
        ({"currency": "USD"}, "currency"),
    ],
)
def test_what_the_rules_forbid_is_refused_with_the_reason(desk: Desk, changed: dict[str, Any], code: str) -> None:
    refused = desk.ask("alpenrock.sales", "deal.register", **{**DEAL, **changed})

    assert refused.draft is None
    assert code in [problem.code for problem in refused.value.problems]
    assert refused.value.clause in desk.read(refused)


def test_a_deal_goes_from_the_reseller_to_the_distributor_to_the_vendor(desk: Desk) -> None:
    number = desk.register()
    assert number == "DR-2026-0153"
    assert desk.state(number) == State.DISTRIBUTOR_REVIEW
    waits = {name for name, topic, _ in desk.told() if topic == "deal.review"}
    assert waits == {desk.name("brightpath.pm"), desk.name("brightpath.partner")}

    desk.decide("brightpath.partner", "approve", number)
    assert desk.state(number) == State.VENDOR_REVIEW
    desk.decide("northwall.channel", "approve", number)

    seen = desk.seen_by("alpenrock.sales", number)
    assert seen.state is State.APPROVED
    assert seen.protected_until == date(2026, 11, 24) + timedelta(days=90)
    assert [(price.mpn, price.remaining) for price in seen.special_prices] == [("NW-FW120", 25)]
    assert [command for _, command, _ in desk.history(number)] == ["create", "submit", "triage", "approve", "approve"]
    assert desk.audited(number) == [f"deal.{command}" for _, command, _ in desk.history(number)]


def test_a_confirmation_given_twice_counts_once(desk: Desk) -> None:
    drafted = desk.ask("alpenrock.sales", "deal.withdraw", deals=("DR-2026-0149",))
    outcome = desk.confirm("alpenrock.sales", drafted.draft)

    with pytest.raises(ConfirmedBefore) as second:
        desk.confirm("alpenrock.sales", drafted.draft)
    assert second.value.outcome == outcome
    assert desk.audited("DR-2026-0149") == ["deal.withdraw"]


def test_a_draft_is_its_persons_alone(desk: Desk) -> None:
    drafted = desk.ask("alpenrock.sales", "deal.withdraw", deals=("DR-2026-0149",))
    with pytest.raises(NotFound):
        desk.confirm("pixelforge.owner", drafted.draft)


def test_rejecting_tells_the_reason_in_the_programmes_words(desk: Desk) -> None:
    number = desk.register()
    desk.decide("brightpath.partner", "reject", number, reason="no_engagement")

    seen = desk.seen_by("alpenrock.sales", number)
    assert seen.state is State.REJECTED
    assert "no dated sales activity" in desk.read(desk.ask("alpenrock.sales", "deal.status", deals=(number,)))


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("{}, no engagement", "no_engagement"),
        ("{}: there was no dated sales activity", "no_engagement"),
        ("{}, existing customer", "existing_customer"),
        ("{}, Bestandskunde", "existing_customer"),
        ("{}, their account is overdue", "credit_standing"),
    ],
)
def test_the_reason_of_a_rejection_is_heard(desk: Desk, words: str, code: str) -> None:
    number = desk.register()
    said = words.format(f"reject {number}")
    rejected = desk.ask("brightpath.partner", "deal.decide", said, decision="reject", deals=(number,))
    desk.confirm("brightpath.partner", rejected.draft)
    assert desk.seen_by("brightpath.partner", number).reason == code


def test_a_reason_that_speaks_of_somebody_else_stays_with_the_decider(desk: Desk) -> None:
    number = desk.register()
    desk.decide("brightpath.partner", "approve", number)
    desk.decide("northwall.channel", "reject", number, reason="incumbent")

    assert desk.seen_by("alpenrock.sales", number).reason == "other"
    assert "incumbent" not in desk.read(desk.ask("alpenrock.sales", "deal.status", deals=(number,))).lower()


def test_the_wrong_side_reads_who_has_it_now(desk: Desk) -> None:
    number = desk.register()
    with pytest.raises(NotPossible, match="Brightpath Distribution"):
        desk.decide("northwall.channel", "approve", number)


def test_a_reseller_decides_nothing(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        desk.decide("alpenrock.sales", "approve", "DR-2026-0149")


@pytest.mark.parametrize("number", ["DR-2026-0149", "DR-2026-0999"])
def test_what_is_out_of_sight_reads_like_what_does_not_exist(desk: Desk, number: str) -> None:
    with pytest.raises(NotFound) as refused:
        desk.decide("kestrel.partner", "approve", number)
    assert refused.value.message == "I could not find that."


def test_sending_back_asks_for_what(desk: Desk) -> None:
    asked = desk.ask("brightpath.pm", "deal.decide", "return it", decision="return", deals=("DR-2026-0149",))
    assert asked.outcome is Outcome.CLARIFY


def test_a_registration_that_was_sent_back_waits_for_the_reseller(desk: Desk) -> None:
    number = desk.register()
    returned = with_note(
        desk.asking("brightpath.pm"), number, Command.RETURN, "", "Who is the contact?", ("contact_name",)
    )
    assert "Who is the contact?" in desk.read(returned)
    desk.confirm("brightpath.pm", returned.draft)

    seen = desk.seen_by("alpenrock.sales", number)
    assert (seen.state, seen.holder, seen.note) == (State.ACTION_REQUIRED, "Alpenrock IT", "Who is the contact?")


def test_protection_ends_with_its_last_day_and_says_so_before(desk: Desk) -> None:
    number = desk.register()
    desk.decide("brightpath.partner", "approve", number)
    desk.decide("northwall.channel", "approve", number)
    desk.clock.set(desk.clock.now() + timedelta(days=89))
    desk.let_time_work()
    assert desk.state(number) == State.APPROVED
    assert any(topic == "deal.reminder" for _, topic, _ in desk.told())

    desk.clock.set(desk.clock.now() + timedelta(days=2))
    desk.let_time_work()
    seen = desk.seen_by("alpenrock.sales", number)
    assert seen.state is State.EXPIRED
    assert seen.grace_until is not None


def test_numbers_follow_each_other(desk: Desk) -> None:
    before = desk.count(Registration)
    first = desk.register()
    second = desk.register("rheinblick.sales", customer="Rotmoor Logistik GmbH", email="a@rotmoor.example")
    assert int(second[-4:]) == int(first[-4:]) + 1
    assert desk.count(Registration) == before + 2
