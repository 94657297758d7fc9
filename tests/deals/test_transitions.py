"""Every state, command and side: what the table of transitions does not name is refused and changes nothing."""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from typing import Any

import pytest
from desk import Desk
from sqlalchemy import func, select

from channel.access.rights import Right
from channel.deals.guards import Word
from channel.deals.states import HOLDS_PLACE, STANDINGS, TRANSITIONS, Command, Guard, Role, State, find, stored
from channel.deals.transitions import transition
from channel.errors import NotPossible, Refusal
from channel.tables.deals import Conflict, Registration, RegistrationHistory
from channel.tables.journal import AuditEntry

NUMBER = "DR-2026-0149"
SIDES = {
    Role.RESELLER: ("alpenrock.sales", Right.REGISTER_DEALS),
    Role.DISTRIBUTOR: ("brightpath.partner", Right.DECIDE_DEALS),
    Role.VENDOR: ("northwall.channel", Right.DECIDE_DEALS),
}
FULL = Word(reason="other", fields=("project",), evidence="meeting on 20 November 2026")
UNSEEN = {Command.FLAG_CONFLICT, Command.CLEAR_CONFLICT}
RIVAL = "DR-2026-0147"


class Undo(Exception):  # noqa: N818 - rolls a try back
    """The try is over."""


def acting(desk: Desk, role: Role) -> Any:
    if role is Role.SYSTEM:
        return desk.unseen()
    person, right = SIDES[role]
    return desk.gate.acting(desk.who(person), right)


def conflict(action: Any, registration: Registration) -> Conflict:
    rival = action.session.scalars(select(Registration.id).where(Registration.number == RIVAL)).one()
    return Conflict(
        vendor_id=registration.vendor_id,
        registration_id=registration.id,
        rival_id=rival,
        score=90,
        reasons=[],
        found_at=action.now,
        as_of=action.now,
    )


def tried(desk: Desk, role: Role, state: State, command: Command) -> str | None:
    """The state that a command leads to, none when it is refused; nothing stays."""
    outcome: list[str | None] = []
    with suppress(Undo), acting(desk, role) as action:
        registration = action.session.scalars(select(Registration).where(Registration.number == NUMBER)).one()
        registration.state = stored(state)
        if state is State.CONFLICT_REVIEW:
            action.session.add(conflict(action, registration))
        action.session.flush()
        steps = select(func.count()).select_from(RegistrationHistory)
        entries = select(func.count()).select_from(AuditEntry)
        before = action.session.scalar(steps), action.session.scalar(entries)
        try:
            transition(action, registration, command, key="tried", word=FULL)
        except Refusal:
            assert (action.session.scalar(steps), action.session.scalar(entries)) == before
            assert registration.state == stored(state)
            outcome.append(None)
        else:
            assert action.session.scalar(entries) == (before[1] or 0) + 1
            assert action.session.scalar(steps) == (before[0] or 0) + (command not in UNSEEN)
            outcome.append(registration.state)
        raise Undo
    return outcome[0]


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("state", State)
def test_only_what_the_table_names_moves_a_registration(desk: Desk, role: Role, state: State) -> None:
    faced = state if role is Role.VENDOR else stored(state)
    for command in Command:
        rule = find(command, faced, role)
        reached = tried(desk, role, state, command)
        if rule is None:
            assert reached is None, command
        elif not rule.guards:
            assert reached in {stored(target) for target in rule.targets}, command


def test_nothing_leads_out_of_a_final_state() -> None:
    final = {state for state, standing in STANDINGS.items() if standing.final}
    assert not [rule for rule in TRANSITIONS if rule.origin in final]


def test_every_state_can_be_reached_and_every_other_one_left() -> None:
    reached = {target for rule in TRANSITIONS for target in rule.targets}
    left = {rule.origin for rule in TRANSITIONS}
    assert reached | {State.DRAFT} == set(State)
    assert {state for state in State if not STANDINGS[state].final} <= left


def test_a_command_means_one_thing_in_a_state_for_a_side() -> None:
    seen: dict[tuple[Any, ...], int] = defaultdict(int)
    for rule in TRANSITIONS:
        for role in rule.roles:
            seen[rule.command, rule.origin, role] += 1
    assert set(seen.values()) == {1}


def test_only_the_vendor_or_the_house_makes_a_registration_hold_its_place() -> None:
    makers = {
        role
        for rule in TRANSITIONS
        if HOLDS_PLACE & set(rule.targets) and rule.origin not in HOLDS_PLACE
        if Guard.OPEN_AMENDMENT not in rule.guards
        for role in rule.roles
    }
    assert makers <= {Role.VENDOR, Role.SYSTEM}


def test_nobody_decides_what_their_own_organisation_submitted(desk: Desk) -> None:
    with desk.unseen() as action:
        registration = action.session.scalars(select(Registration).where(Registration.number == NUMBER)).one()
        registration.registered_by = desk.who("brightpath.pm").person_id
    drafted = desk.ask("brightpath.partner", "deal.decide", decision="approve", deals=(NUMBER,))
    with pytest.raises(NotPossible, match="own organisation"):
        desk.confirm("brightpath.partner", drafted.draft)
