"""A rival costs the same statements and draws the same blocks as a stranger; notes name nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from desk import ADDRESS, ISARWERK, Desk
from sqlalchemy import event, select

from bot import replies
from channel.access.rights import Right
from channel.deals import commands
from channel.deals.guards import Word
from channel.errors import NotPossible
from channel.tables.deals import Registration, RegistrationHistory

FREE = "Talwerk Mühle GmbH"


@contextmanager
def statements(desk: Desk) -> Iterator[list[str]]:
    """The shapes of the statements that reach the database meanwhile."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.append(statement)

    event.listen(desk.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(desk.engine, "before_cursor_execute", note)


def blocks(desk: Desk, reader: str, number: str, customer: str) -> str:
    value = desk.ask(reader, "deal.status", deals=(number,)).value
    return str(replies.screen_for(value, "en").blocks).replace(number, "N").replace(customer, "X")


def test_a_rival_and_a_stranger_register_and_are_passed_on_by_the_same_statements(desk: Desk) -> None:
    desk.register("alpenrock.sales")
    taken: dict[str, list[str]] = {}
    for customer in (str(ISARWERK["customer"]), FREE):
        said = {**ISARWERK, "customer": customer}
        drafted = desk.ask("rheinblick.sales", "deal.register", ADDRESS, thread=customer, **said)
        with statements(desk) as seen:
            number = str(desk.confirm("rheinblick.sales", drafted.draft)["number"])
        desk.let_time_work()
        with statements(desk) as passing:
            desk.decide("brightpath.partner", "approve", number)
        taken[customer] = seen + passing
    rival, stranger = taken.values()
    assert rival == stranger


def test_a_rival_reads_the_same_blocks_as_a_stranger(desk: Desk) -> None:
    desk.register("alpenrock.sales")
    numbers = {
        customer: desk.register("rheinblick.sales", customer=customer) for customer in (str(ISARWERK["customer"]), FREE)
    }
    desk.let_time_work()
    for reader in ("rheinblick.sales", "brightpath.partner"):
        assert len({blocks(desk, reader, number, customer) for customer, number in numbers.items()}) == 1


def test_a_conflict_leaves_no_trace_in_rows_that_others_see(desk: Desk) -> None:
    desk.register("alpenrock.sales")
    number = desk.register("rheinblick.sales")
    desk.let_time_work()
    desk.decide("brightpath.partner", "approve", number)
    desk.let_time_work()
    with desk.gate.viewing(desk.who("rheinblick.sales")) as session:
        registration = session.scalars(select(Registration).where(Registration.number == number)).one()
        steps = session.scalars(
            select(RegistrationHistory).where(RegistrationHistory.registration_id == registration.id)
        ).all()
    assert registration.state == "vendor_review"
    assert not [step for step in steps if "conflict" in f"{step.command} {step.from_state} {step.to_state}"]
    assert desk.seen_by("northwall.channel", number).state == "conflict_review"


@pytest.mark.parametrize("note", ["Alpenrock IT was first", "sorry, DR-2026-0153 came before"])
def test_a_note_to_the_reseller_cannot_name_the_rival(desk: Desk, note: str) -> None:
    assert desk.register("alpenrock.sales") == "DR-2026-0153"
    number = desk.register("rheinblick.sales")
    desk.let_time_work()
    desk.decide("brightpath.partner", "approve", number)
    with (
        pytest.raises(NotPossible, match="reseller reads"),
        desk.gate.acting(desk.who("northwall.channel"), Right.DECIDE_DEALS) as action,
    ):
        commands.reject(action, number, Word(reason="already_registered", partner=note))
    assert desk.state(number) == "vendor_review"
