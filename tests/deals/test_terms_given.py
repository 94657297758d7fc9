"""What an approval gives otherwise, what is asked on the way, who decides for whom, and what ends by itself."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

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
    prices,
    put,
    reminded,
    row_of,
    rules,
    with_vendor,
)
from sqlalchemy import delete, select

from channel.access.rights import Right
from channel.deals import absences, afterwards, amending, asking, commands, evidence, grounds
from channel.deals.granting import Granted, granted_of
from channel.deals.guards import Word
from channel.deals.states import State
from channel.deals.weighed import Grounds, Record
from channel.errors import NotPossible
from channel.money import Money
from channel.tables.deals import Registration, RegistrationEvidence, RegistrationLine
from channel.tables.deciding import Absence
from channel.tables.journal import Deadline, OutboxMessage
from channel.tables.parties import Person

PM, PARTNER = "brightpath.pm", "brightpath.partner"


def decide(desk: Desk, number: str, **given: Any) -> None:
    with acting(desk, VENDOR) as action:
        commands.decide(action, {"decisions": [{"number": number, "command": "approve", **given}]})


def owed(desk: Desk, topic: str) -> list[str]:
    """Who is owed messages of a topic."""
    with desk.unseen() as action:
        rows = select(Person.key).join(OutboxMessage, OutboxMessage.person_id == Person.id)
        return list(action.session.scalars(rows.where(OutboxMessage.topic == topic).order_by(OutboxMessage.id)))


# ------------------------------------------------------------------ other terms
def test_an_approval_may_give_another_price_fewer_units_and_an_earlier_end(desk: Desk) -> None:
    number = with_vendor(desk)
    decide(desk, number, prices={"NW-FW120": "700.00"}, units={"NW-FW120": 20}, until="2026-12-31", note="As agreed")
    seen = desk.seen_by(RESELLER, number)
    assert prices(desk, number) == {"NW-FW120": (20, 20, date(2026, 12, 31))}
    assert seen.special_prices[0].unit == Money(Decimal("700.00"), "EUR")
    assert seen.protected_until == date(2026, 12, 31)
    assert seen.history[-1].note == "20 × NW-FW120; NW-FW120 EUR 700.00; → 2026-12-31; As agreed"


@pytest.mark.parametrize(
    "given",
    [
        {"units": {"NW-FW120": 26}},
        {"units": {"NW-FW120": 0}},
        {"units": {"NW-AP7": 1}},
        {"prices": {"NW-AP7": "1"}},
        {"prices": {"NW-FW120": "0"}},
        {"prices": {"NW-FW120": "99999"}},
        {"until": "2026-11-24"},
        {"until": "2027-02-23"},
    ],
)
def test_what_the_programme_does_not_let_an_approval_give_is_refused(desk: Desk, given: dict[str, Any]) -> None:
    number = with_vendor(desk)
    with pytest.raises(NotPossible):
        decide(desk, number, **given)
    assert desk.state(number) == State.VENDOR_REVIEW


@pytest.mark.parametrize("given", [{"until": "2026-11-25"}, {"until": "2027-02-22"}, {"units": {"NW-FW120": 25}}])
def test_an_approval_may_give_anything_up_to_what_was_asked(desk: Desk, given: dict[str, Any]) -> None:
    number = with_vendor(desk)
    decide(desk, number, **given)
    assert desk.state(number) == State.APPROVED


def test_an_amendment_is_approved_without_another_end(desk: Desk) -> None:
    number = approved(desk)
    with acting(desk, RESELLER) as action:
        amending.amend(action, {"number": number, "changes": {"value": "90000"}})
    with pytest.raises(NotPossible):
        decide(desk, number, until="2026-12-31")
    decide(desk, number)
    assert desk.seen_by(RESELLER, number).value.amount == Decimal(90000)


def test_terms_given_are_read_from_plain_values() -> None:
    assert granted_of({}) == Granted()
    assert not granted_of({"prices": None, "units": None, "until": None}).any
    given = granted_of({"prices": {"A": "1.5"}, "units": {"A": "2"}, "until": "2026-12-31"})
    assert given == Granted({"A": Decimal("1.5")}, {"A": 2}, date(2026, 12, 31))
    assert all(Granted(**one).any for one in ({"prices": given.prices}, {"units": given.units}, {"until": given.until}))
    assert given.words("EUR") == "2 × A; A EUR 1.50; → 2026-12-31"


# ------------------------------------------------------------------ limits and inactivity
def test_a_registration_is_completed_only_so_often(desk: Desk) -> None:
    rules(desk, resubmit_max=1)
    number = desk.register()
    for last in (False, True):
        with acting(desk, DISTRIBUTOR) as action:
            commands.return_(action, number, Word(fields=("project",)))
        if not last:
            with acting(desk, RESELLER) as action:
                commands.resubmit(action, number, {"project": "More"})
    with pytest.raises(NotPossible), acting(desk, RESELLER) as action:
        commands.resubmit(action, number, {"project": "Most"})


def test_for_inactivity_only_what_nobody_moved_is_revoked(desk: Desk) -> None:
    rules(desk, revoke_if_inactive_days=30)
    number = approved(desk)
    desk.clock.set(MORNING + timedelta(days=30, seconds=-1))
    with pytest.raises(NotPossible), acting(desk, VENDOR) as action:
        afterwards.revoke(action, {"number": number, "reason": "inactive"})
    desk.clock.set(MORNING + timedelta(days=30))
    with acting(desk, VENDOR) as action:
        afterwards.revoke(action, {"number": number, "reason": "inactive"})
    assert desk.state(number) == State.REVOKED


def test_another_reason_needs_no_waiting(desk: Desk) -> None:
    rules(desk, revoke_if_inactive_days=30)
    number = approved(desk)
    with acting(desk, VENDOR) as action:
        afterwards.revoke(action, {"number": number, "reason": "tier_lost"})
    assert desk.state(number) == State.REVOKED


def test_a_protection_that_nobody_works_on_warns_and_ends(desk: Desk) -> None:
    rules(desk, revoke_if_inactive_days=30)
    number = approved(desk)
    due(desk, number, "inactivity_warning")
    assert reminded(desk, number) == []
    desk.clock.set(MORNING + timedelta(days=23))
    due(desk, number, "inactivity_warning")
    assert reminded(desk, number) == [(RESELLER, "inactivity_warning")]
    due(desk, number, "inactivity")
    assert desk.state(number) == State.APPROVED
    desk.clock.set(MORNING + timedelta(days=30))
    due(desk, number, "inactivity")
    assert desk.state(number) == State.REVOKED
    assert prices(desk, number)["NW-FW120"][2] == date(2026, 12, 23)
    assert desk.seen_by(RESELLER, number).reason == "inactive"


def test_evidence_puts_the_end_for_inactivity_off(desk: Desk) -> None:
    rules(desk, revoke_if_inactive_days=30)
    number = approved(desk)
    later = MORNING + timedelta(days=20)
    with desk.unseen() as action:
        row = row_of(action, number)
        action.session.add(
            RegistrationEvidence(
                registration_id=row.id,
                vendor_id=row.vendor_id,
                distributor_id=row.distributor_id,
                reseller_id=row.reseller_id,
                file_name="letter.pdf",
                media_type="application/pdf",
                checksum="0" * 64,
                content=b"letter",
                added_by="Lena Brandl",
                added_at=later,
                as_of=later,
            )
        )
    desk.clock.set(MORNING + timedelta(days=40))
    due(desk, number, "inactivity")
    assert desk.state(number) == State.APPROVED
    with desk.unseen() as action:
        ends = select(Deadline.due_at).where(Deadline.subject == number, Deadline.kind == "inactivity")
        assert later + timedelta(days=30) in action.session.scalars(ends).all()
    with desk.gate.viewing(desk.who(RESELLER)) as session:
        assert [(file.file_name, file.content) for file in evidence.evidence_of(session, number).files] == [
            ("letter.pdf", b"letter")
        ]
    with desk.gate.viewing(desk.who("pixelforge.owner")) as session:
        assert evidence.evidence_of(session, number).files == ()


@pytest.mark.parametrize("days", [None, 30])
def test_nothing_ends_for_inactivity_where_the_programme_does_not_say_so_or_it_is_over(
    desk: Desk, days: int | None
) -> None:
    number = approved(desk)
    rules(desk, revoke_if_inactive_days=days)
    if days:
        put(desk, number, state=State.LOST)
    before = desk.state(number)
    desk.clock.set(MORNING + timedelta(days=60))
    due(desk, number, "inactivity")
    assert desk.state(number) == before


# ------------------------------------------------------------------ questions
def test_a_question_goes_to_who_registered_and_the_answer_to_who_asked(desk: Desk) -> None:
    number = desk.register()
    for question in ("Which sites?", "Which year?"):
        with acting(desk, PARTNER) as action:
            asking.ask(action, {"number": number, "question": question})
    assert owed(desk, asking.ASKED) == [RESELLER, RESELLER]
    with acting(desk, RESELLER) as action:
        asking.answer(action, {"number": number, "answer": "Munich"})
    assert owed(desk, asking.ANSWERED) == [PARTNER]
    with desk.gate.viewing(desk.who(PARTNER)) as session:
        found = grounds.grounds(session, desk.who(PARTNER), number, MORNING)
    assert [(asked.question, asked.answer) for asked in found.questions] == [
        ("Which sites?", "Munich"),
        ("Which year?", None),
    ]


def test_only_who_has_it_asks_and_only_what_was_asked_is_answered(desk: Desk) -> None:
    number = desk.register()
    with pytest.raises(NotPossible), acting(desk, VENDOR) as action:
        asking.ask(action, {"number": number, "question": "Which sites?"})
    with pytest.raises(NotPossible), acting(desk, RESELLER) as action:
        asking.answer(action, {"number": number, "answer": "Munich"})
    put(desk, number, registered_by=None)
    with pytest.raises(NotPossible), acting(desk, PARTNER) as action:
        asking.ask(action, {"number": number, "question": "Which sites?"})


def test_who_asked_does_not_answer_for_the_reseller(desk: Desk) -> None:
    number = desk.register()
    with acting(desk, PARTNER) as action:
        asking.ask(action, {"number": number, "question": "Which sites?"})
    with pytest.raises(NotPossible), acting(desk, PARTNER) as action:
        asking.answer(action, {"number": number, "answer": "Munich"})


# ------------------------------------------------------------------ away
def leave(desk: Desk, key: str, delegate: str, until: str) -> int:
    with desk.gate.acting(desk.who(key), Right.DECIDE_DEALS) as action:
        return int(absences.leave(action, {"delegate": desk.who(delegate).person_id, "until": until})["id"])


def standing_in(desk: Desk, *keys: str) -> list[str]:
    ids = {desk.who(key).person_id: key for key in (PM, PARTNER)}
    organisation = desk.who(PM).organisation_id
    assert organisation is not None
    with desk.unseen() as action:
        people = [desk.who(key).person_id or 0 for key in keys]
        return [ids[person] for person in absences.standing_in(action, organisation, people)]


def test_a_delegate_decides_through_the_day_said(desk: Desk) -> None:
    leave(desk, PM, PARTNER, "2026-11-26")
    assert owed(desk, "person.delegate") == [PARTNER]
    assert standing_in(desk, PM) == [PARTNER]
    assert standing_in(desk, PM, PARTNER) == [PARTNER]
    desk.clock.set(MORNING + timedelta(days=2))
    assert standing_in(desk, PM) == [PARTNER]
    desk.clock.set(MORNING + timedelta(days=3))
    assert standing_in(desk, PM) == [PM]


def test_where_everybody_is_away_it_stays_with_who_has_it(desk: Desk) -> None:
    leave(desk, PM, PARTNER, "2026-11-26")
    leave(desk, PARTNER, PM, "2026-11-26")
    assert standing_in(desk, PM, PM) == [PM]


def test_who_comes_back_decides_again_at_once(desk: Desk) -> None:
    number = leave(desk, PM, PARTNER, "2026-11-26")
    viewer = desk.who(PM)
    with desk.gate.viewing(viewer) as session:
        away = absences.current(session, viewer, MORNING.date())
    assert away == absences.Away(desk.name(PM), desk.name(PARTNER), date(2026, 11, 26))
    with desk.gate.acting(viewer, Right.DECIDE_DEALS) as action:
        assert absences.come_back(action, {}) == {"id": number}
    assert standing_in(desk, PM) == [PM]
    with desk.gate.viewing(viewer) as session:
        assert absences.current(session, viewer, MORNING.date()) is None
        assert absences.absence(session, number).over
    with pytest.raises(NotPossible), desk.gate.acting(viewer, Right.DECIDE_DEALS) as action:
        absences.come_back(action, {})


def test_a_second_absence_replaces_the_first(desk: Desk) -> None:
    leave(desk, PM, PARTNER, "2026-11-26")
    leave(desk, PM, PARTNER, "2026-11-24")
    with desk.unseen() as action:
        assert len(action.session.scalars(select(Absence).where(Absence.ended_on.is_(None))).all()) == 1
    desk.clock.set(MORNING + timedelta(days=1))
    assert standing_in(desk, PM) == [PM]


@pytest.mark.parametrize(("delegate", "until"), [(PARTNER, "2026-11-23"), (PM, "2026-11-26"), (RESELLER, "2026-11-26")])
def test_a_delegate_is_a_colleague_who_decides_and_the_day_is_to_come(desk: Desk, delegate: str, until: str) -> None:
    with pytest.raises(NotPossible):
        leave(desk, PM, delegate, until)


# ------------------------------------------------------------------ what is weighed
def test_what_is_out_of_sight_has_no_grounds(desk: Desk) -> None:
    viewer = desk.who("kestrel.partner")
    with desk.gate.viewing(viewer) as session:
        assert grounds.grounds(session, viewer, REVIEWED, MORNING) == Grounds()


def test_earlier_deals_are_counted_by_how_they_ended(desk: Desk) -> None:
    number = desk.register()
    with desk.unseen() as action:
        own = row_of(action, number)
        others = action.session.scalars(
            select(Registration).where(
                Registration.reseller_id == own.reseller_id,
                Registration.vendor_id == own.vendor_id,
                Registration.id != own.id,
            )
        ).all()
        count = len(others)
        for other in others:
            other.state = State.LOST
        others[0].state = State.CLOSED
        others[0].customer, others[0].customer_postcode = own.customer, own.customer_postcode
    viewer = desk.who(PARTNER)
    with desk.gate.viewing(viewer) as session:
        found = grounds.grounds(session, viewer, number, MORNING)
    assert found.reseller == Record(won=1, lost=count - 1)
    assert found.customer == Record(won=1)
    assert found.customer.any
    assert not Record().any


def test_a_margin_is_for_the_distributor_alone(desk: Desk) -> None:
    number = desk.register()
    seen = {}
    for key in (PM, VENDOR):
        viewer = desk.who(key)
        with desk.gate.viewing(viewer) as session:
            seen[key] = grounds.grounds(session, viewer, number, MORNING)
    assert seen[VENDOR].margin is None
    assert seen[VENDOR].margin_percent is None
    assert seen[PM].listed == seen[VENDOR].listed is not None
    if seen[PM].margin is not None:
        assert seen[PM].margin_percent is not None


def test_a_registration_without_products_has_no_figures(desk: Desk) -> None:
    with desk.unseen() as action:
        row = row_of(action, REVIEWED)
        action.session.execute(delete(RegistrationLine).where(RegistrationLine.registration_id == row.id))
    viewer = desk.who(PM)
    with desk.gate.viewing(viewer) as session:
        found = grounds.grounds(session, viewer, REVIEWED, MORNING)
    assert (found.listed, found.registered, found.margin) == (None, None, None)


def test_a_margin_in_percent_is_of_the_registered_price() -> None:
    def euros(amount: int) -> Money:
        return Money(Decimal(amount), "EUR")

    assert Grounds(registered=euros(800), margin=euros(100)).margin_percent == Decimal("12.5")
    assert Grounds(registered=euros(0), margin=euros(0)).margin_percent is None
    assert Grounds(margin=euros(1)).margin_percent is None


def test_a_distributor_passes_on_and_leaves_other_terms_to_the_vendor(desk: Desk) -> None:
    number = desk.register()
    with pytest.raises(NotPossible, match="Northwall"), acting(desk, DISTRIBUTOR) as action:
        commands.decide(
            action, {"decisions": [{"number": number, "command": "approve", "prices": {"NW-FW120": "700"}}]}
        )
    assert desk.state(number) == State.DISTRIBUTOR_REVIEW
