"""Deciding at its edges: returned, lapsed, in conflict, reminded of, decided by the house."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from desk import MORNING, Desk
from scenes import (
    DISTRIBUTOR,
    RESELLER,
    REVIEWED,
    VENDOR,
    acting,
    approved,
    due,
    put,
    reminded,
    row_of,
    rules,
    with_vendor,
)
from sqlalchemy import select

from channel.access.rights import Right
from channel.deals import afterwards, amending, commands
from channel.deals.guards import Word
from channel.deals.states import Command, State
from channel.errors import NotPossible
from channel.tables.deals import RegistrationHistory
from channel.tables.journal import AuditEntry, Deadline, OutboxMessage
from channel.tables.parties import Person, PersonRight

APPLIES = (
    "conflict_check",
    "decision_due",
    "decision_escalation",
    "action_required_lapse",
    "protection_reminder_7",
    "protection_expiry",
    "close_out",
)


# ------------------------------------------------------------------ deciding
def test_a_cleared_conflict_is_a_decision_like_others(desk: Desk) -> None:
    numbers = [with_vendor(desk, key=key) for key in ("alpenrock.sales", "rheinblick.sales")]
    desk.let_time_work()
    with acting(desk, VENDOR) as action:
        done = commands.decide(action, {"decisions": [{"number": numbers[1], "command": "clear_conflict"}]})
    assert done == {"numbers": [numbers[1]], "command": "clear_conflict"}
    assert not desk.seen_by(VENDOR, numbers[1]).in_conflict


def test_several_decisions_are_taken_together_or_not_at_all(desk: Desk) -> None:
    first, second = desk.register(), desk.register(customer="Moorhof Textil AG")
    decisions = [{"number": number, "command": "approve"} for number in (first, second)]
    with pytest.raises(NotPossible), acting(desk, DISTRIBUTOR) as action:
        commands.decide(action, {"decisions": [*decisions, {"number": first, "command": "reject"}]})
    assert desk.state(first) == State.DISTRIBUTOR_REVIEW
    with acting(desk, DISTRIBUTOR) as action:
        assert commands.decide(action, {"decisions": decisions})["numbers"] == [first, second]
    assert desk.state(second) == State.VENDOR_REVIEW


def test_a_returned_registration_comes_back_to_who_returned_it(desk: Desk) -> None:
    number = with_vendor(desk)
    with acting(desk, VENDOR) as action:
        commands.decide(action, {"decisions": [{"number": number, "command": "return", "fields": ["project"]}]})
    with acting(desk, RESELLER) as action:
        commands.resubmit(action, number, {"project": "Two sites"})
    assert desk.state(number) == State.VENDOR_REVIEW
    assert desk.seen_by(VENDOR, number).project == "Two sites"


def test_what_the_programme_keeps_is_not_changed_on_completing(desk: Desk) -> None:
    number = desk.register()
    with acting(desk, DISTRIBUTOR) as action:
        commands.return_(action, number, Word(fields=("project",)))
    with pytest.raises(NotPossible, match="can be changed any more"), acting(desk, RESELLER) as action:
        commands.resubmit(action, number, {"currency": "CHF", "country": "CH"})


def test_products_are_completed_where_the_programme_lets_them(desk: Desk) -> None:
    rules(desk, editable_in_action_required=["lines", "value"])
    number = desk.register()
    with acting(desk, DISTRIBUTOR) as action:
        commands.return_(action, number, Word(fields=("lines",)))
    with acting(desk, RESELLER) as action:
        commands.resubmit(action, number, {"lines": [["NW-FW120", 20], ["NW-AP7", 4]]})
    assert {(line.mpn, line.quantity) for line in desk.seen_by(RESELLER, number).lines} == {
        ("NW-FW120", 20),
        ("NW-AP7", 4),
    }


def test_coming_back_without_any_change_is_allowed(desk: Desk) -> None:
    number = desk.register()
    with acting(desk, DISTRIBUTOR) as action:
        commands.return_(action, number, Word(fields=("project",)))
    with acting(desk, RESELLER) as action:
        commands.resubmit(action, number, {})
    assert desk.state(number) == State.DISTRIBUTOR_REVIEW


def test_a_returned_amendment_is_completed_and_lapses_to_the_old_terms(desk: Desk) -> None:
    number = approved(desk)
    with acting(desk, RESELLER) as action:
        amending.amend(action, {"number": number, "changes": {"value": "90000"}})
    with acting(desk, VENDOR) as action:
        commands.return_(action, number, Word(fields=("project",)))
    with acting(desk, RESELLER) as action:
        commands.resubmit(action, number, {"project": "Larger"})
    with desk.unseen() as action:
        assert row_of(action, number).amendment == {"project": "Larger", "value": "90000"}
    with acting(desk, VENDOR) as action:
        commands.return_(action, number, Word(fields=("project",)))
    due(desk, number, "action_required_lapse")
    assert desk.state(number) == State.APPROVED
    assert desk.seen_by(RESELLER, number).value.amount == Decimal(48000)


def test_a_registration_that_is_not_completed_lapses(desk: Desk) -> None:
    number = desk.register()
    with acting(desk, DISTRIBUTOR) as action:
        commands.return_(action, number, Word(fields=("project",)))
    desk.clock.set(MORNING + timedelta(days=10))
    desk.let_time_work()
    assert desk.state(number) == State.ACTION_REQUIRED
    desk.clock.set(MORNING + timedelta(days=11))
    desk.let_time_work()
    assert desk.state(number) == State.LAPSED


def test_the_vendor_may_reject_for_a_conflict_before_the_distributor_has_decided(desk: Desk) -> None:
    with pytest.raises(NotPossible, match="Brightpath"), acting(desk, VENDOR) as action:
        commands.reject(action, REVIEWED, Word(reason="other"))


def test_an_appeal_is_possible_up_to_the_last_business_day_of_the_resellers_country(desk: Desk) -> None:
    rules(desk, appeal_business_days=10)
    number = desk.register()
    desk.clock.set(datetime(2026, 12, 23, 8, 0, tzinfo=UTC))
    with acting(desk, DISTRIBUTOR) as action:
        commands.reject(action, number, Word(reason="no_engagement"))
    last = desk.seen_by(RESELLER, number).appeal_until
    assert last == date(2027, 1, 8)  # Christmas, New Year, and neither Epiphany nor 24 and 31 December in all of DE
    desk.clock.set(datetime(2027, 1, 9, 0, 30, tzinfo=UTC))
    with pytest.raises(NotPossible, match="8 Jan 2027"), acting(desk, RESELLER) as action:
        afterwards.appeal(action, {"number": number, "note": "We met them twice."})
    desk.clock.set(datetime(2027, 1, 8, 22, 30, tzinfo=UTC))
    with acting(desk, RESELLER) as action:
        afterwards.appeal(action, {"number": number, "note": "We met them twice."})
    assert desk.state(number) == State.APPEALED


def test_clearing_a_conflict_is_written_down_and_starts_the_vendors_clock(desk: Desk) -> None:
    numbers = [with_vendor(desk, key=key) for key in ("alpenrock.sales", "rheinblick.sales")]
    desk.let_time_work()
    desk.clock.set(MORNING + timedelta(days=6))
    with acting(desk, VENDOR) as action:
        commands.clear_conflict(action, numbers[1], Word(reason="other"))
    with desk.unseen() as action:
        details = action.session.scalars(
            select(AuditEntry.details).where(
                AuditEntry.subject == numbers[1], AuditEntry.action == "deal.clear_conflict"
            )
        ).one()
        clock = action.session.scalars(
            select(Deadline.due_at).where(
                Deadline.subject == numbers[1], Deadline.kind == "decision_due", Deadline.cancelled_at.is_(None)
            )
        ).all()
    assert details == {"reason": "other"}
    assert max(clock).date() == date(2026, 12, 2)


# ------------------------------------------------------------------ what comes due
def test_a_deadline_of_what_is_gone_is_passed_over(desk: Desk) -> None:
    before = desk.count(OutboxMessage), desk.count(RegistrationHistory)
    due(desk, "DR-1999-0001", "protection_expiry")
    assert (desk.count(OutboxMessage), desk.count(RegistrationHistory)) == before


@pytest.mark.parametrize(
    "kind",
    [*APPLIES, "grace_end"],
)
def test_what_no_longer_applies_is_passed_over(desk: Desk, kind: str) -> None:
    put(desk, REVIEWED, state=State.WITHDRAWN)
    before = desk.count(OutboxMessage), desk.count(RegistrationHistory)
    due(desk, REVIEWED, kind)
    assert desk.state(REVIEWED) == State.WITHDRAWN
    assert (desk.count(OutboxMessage), desk.count(RegistrationHistory)) == before


def test_deciders_are_reminded_and_their_administrators_when_it_is_late(desk: Desk) -> None:
    number = desk.register()
    due(desk, number, "decision_due")
    deciders = {"brightpath.pm", "brightpath.partner"}
    assert {key for key, _ in reminded(desk, number)} == deciders
    due(desk, number, "decision_escalation")
    late = {key for key, kind in reminded(desk, number) if kind == "decision_escalation"}
    with desk.unseen() as action:
        administrators = action.session.scalars(
            select(Person.key)
            .join(PersonRight, PersonRight.person_id == Person.id)
            .where(PersonRight.right == Right.ADMINISTER, Person.key.like("brightpath.%"), Person.active.is_(True))
        ).all()
    assert administrators
    assert late == deciders | set(administrators)


def test_the_clock_of_a_vendor_stands_still_in_a_conflict(desk: Desk) -> None:
    numbers = [with_vendor(desk, key=key) for key in ("alpenrock.sales", "rheinblick.sales")]
    desk.let_time_work()
    for number in numbers:
        due(desk, number, "decision_due")
        assert reminded(desk, number) == []


def test_nobody_is_reminded_of_a_protection_that_nobody_registered(desk: Desk) -> None:
    number = approved(desk)
    due(desk, number, "protection_reminder_7")
    assert reminded(desk, number) == [("alpenrock.sales", "protection_reminder_7")]
    put(desk, number, registered_by=None)
    due(desk, number, "protection_reminder_1")
    assert reminded(desk, number) == [("alpenrock.sales", "protection_reminder_7")]


def test_a_small_deal_is_approved_by_the_house_where_the_programme_says_so(desk: Desk) -> None:
    rules(desk, auto_approve_below={"EUR": "48000.01"})
    number = with_vendor(desk)
    desk.let_time_work()
    assert desk.state(number) == State.APPROVED
    assert desk.history(number)[-1] == (State.VENDOR_REVIEW, Command.APPROVE, State.APPROVED)
    assert "Tierdesk" in {entry.actor for entry in desk.seen_by(RESELLER, number).history}


@pytest.mark.parametrize("below", [{"EUR": "48000"}, {"CHF": "90000"}, {}])
def test_a_deal_at_the_limit_or_in_another_currency_waits_for_the_vendor(desk: Desk, below: dict[str, str]) -> None:
    rules(desk, auto_approve_below=below)
    number = with_vendor(desk)
    desk.let_time_work()
    assert desk.state(number) == State.VENDOR_REVIEW


def test_where_only_the_distributor_decides_the_house_follows_it(desk: Desk) -> None:
    rules(desk, approval_chain=["distributor"])
    number = with_vendor(desk)
    desk.let_time_work()
    assert desk.state(number) == State.APPROVED


def test_the_house_approves_nothing_that_is_in_conflict(desk: Desk) -> None:
    rules(desk, approval_chain=["distributor"])
    numbers = [with_vendor(desk, key=key) for key in ("alpenrock.sales", "rheinblick.sales")]
    desk.let_time_work()
    assert {desk.state(number) for number in numbers} == {State.VENDOR_REVIEW}
    due(desk, numbers[0], "conflict_check")
    assert desk.state(numbers[0]) == State.VENDOR_REVIEW


# ------------------------------------------------------------------ extending, closing
