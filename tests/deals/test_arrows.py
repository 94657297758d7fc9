"""Every state × command × side, with guards passing and failing, generated from the table of transitions."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from desk import Desk
from sqlalchemy import select

from channel.access.gate import Action
from channel.access.rights import Right
from channel.deals import conflicts
from channel.deals.guards import Word
from channel.deals.states import REASONS, REASONS_FOR, TRANSITIONS, Command, Guard, Role, State, find, stored
from channel.deals.transitions import transition
from channel.errors import NotPossible, Refusal
from channel.tables.deals import Conflict, Policy, Registration, RegistrationHistory

OWN, RIVAL = "DR-2026-0149", "DR-2026-0147"
SIDES = {
    Role.RESELLER: ("alpenrock.sales", Right.REGISTER_DEALS),
    Role.DISTRIBUTOR: ("brightpath.partner", Right.DECIDE_DEALS),
    Role.VENDOR: ("northwall.channel", Right.DECIDE_DEALS),
}
GENERAL = frozenset({Guard.ELIGIBLE, Guard.NOT_OWN_SUBMISSION, Guard.PLACE_FREE})
"""Guards whose failing has examples of its own: eligibility, own submissions, a rival that holds the place."""


class Undo(Exception):  # noqa: N818 - rolls a try back
    """The try is over."""


@dataclass
class Scene:
    """A registration put into a state, and what goes with the command."""

    action: Action
    row: Registration
    word: Word

    def policy(self, **changed: object) -> None:
        policy = self.action.session.scalars(select(Policy).where(Policy.id == self.row.policy_id)).one()
        policy.parameters = {**policy.parameters, **changed}

    def happened(self, command: Command, actor: str = "Katrin Vogel") -> None:
        own = {name: getattr(self.row, name) for name in ("vendor_id", "distributor_id", "reseller_id")}
        self.action.session.add(
            RegistrationHistory(
                registration_id=self.row.id,
                position=90 + len(command),
                at=self.action.now,
                actor=actor,
                acting_for=self.row.vendor_id,
                command=command,
                to_state=self.row.state,
                idempotency_key=f"scene-{command}",
                as_of=self.action.now,
                **own,
            )
        )

    def conflict(self) -> None:
        rival = self.action.session.scalars(select(Registration.id).where(Registration.number == RIVAL)).one()
        both = {"registration_id": self.row.id, "rival_id": rival, "vendor_id": self.row.vendor_id}
        self.action.session.add(
            Conflict(**both, score=90, reasons=[], found_at=self.action.now, as_of=self.action.now)
        )

    def settle(self) -> None:
        self.action.session.flush()
        for conflict in conflicts.open_ones(self.action.session, self.row.id):
            conflict.state = conflicts.SETTLED


def ends_in(days: int) -> Callable[[Scene], None]:
    def set_end(scene: Scene) -> None:
        scene.row.protected_until = scene.action.now.date() + timedelta(days=days)

    return set_end


def decided_before(days: int) -> Callable[[Scene], None]:
    def set_day(scene: Scene) -> None:
        scene.row.decided_at = scene.action.now - timedelta(days=days)

    return set_day


def set_row(**values: Any) -> Callable[[Scene], None]:
    def change(scene: Scene) -> None:
        for name, value in values.items():
            setattr(scene.row, name, value)

    return change


def say(**values: Any) -> Callable[[Scene], None]:
    def change(scene: Scene) -> None:
        scene.word = Word(**{**vars(scene.word), **values})

    return change


def nothing(_scene: Scene) -> None:
    """As it is."""


MAKES: dict[Guard, Callable[[Scene], None]] = {
    Guard.OPEN_CONFLICT: Scene.conflict,
    Guard.WITHIN_APPEAL_WINDOW: decided_before(3),
    Guard.BEFORE_EXPIRY: ends_in(20),
    Guard.PROTECTION_OVER: ends_in(-1),
    Guard.WITHIN_GRACE: ends_in(-2),
    Guard.OPEN_AMENDMENT: set_row(amendment={"value": "60000.00"}),
}
BREAKS: dict[Guard, tuple[Callable[[Scene], None], ...]] = {
    Guard.REASON_GIVEN: (say(reason=None), say(reason="because")),
    Guard.FIELDS_NAMED: (say(fields=()),),
    Guard.TERMS_CHANGED: (say(fields=()),),
    Guard.EVIDENCE_GIVEN: (say(evidence=None),),
    Guard.OPEN_CONFLICT: (Scene.settle,),
    Guard.WITHIN_APPEAL_WINDOW: (decided_before(40),),
    Guard.NOT_APPEALED_BEFORE: (lambda scene: scene.happened(Command.APPEAL),),
    Guard.NOT_FIRST_DECIDER: (lambda scene: scene.happened(Command.REJECT),),
    Guard.BEFORE_EXPIRY: (ends_in(-1), set_row(protected_until=None)),
    Guard.EXTENSIONS_LEFT: (set_row(extensions=1),),
    Guard.PROTECTION_OVER: (ends_in(0), set_row(protected_until=None)),
    Guard.WITHIN_GRACE: (ends_in(-30), set_row(protected_until=None)),
    Guard.NOT_REINSTATED_BEFORE: (
        lambda scene: scene.happened(Command.REINSTATE),
        lambda scene: scene.policy(reinstate_if_free=False),
    ),
    Guard.OPEN_AMENDMENT: (set_row(amendment=None),),
    Guard.NOTHING_APPROVED: (ends_in(20),),
}


def scene_of(action: Action, state: State, command: Command, role: Role) -> Scene:
    row = action.session.scalars(select(Registration).where(Registration.number == OWN)).one()
    row.state = stored(state)
    reason = REASONS_FOR.get(command, REASONS)[0]
    scene = Scene(action, row, Word(reason=reason, fields=("project",), evidence="demo on 20 November"))
    if state is State.CONFLICT_REVIEW:
        scene.conflict()
    rule = find(command, state if role is Role.VENDOR else stored(state), role)
    for guard in rule.guards if rule else ():
        MAKES.get(guard, nothing)(scene)
    return scene


def obeyed(scene: Scene, command: Command) -> bool:
    scene.action.session.flush()
    before = scene.row.state
    try:
        transition(scene.action, scene.row, command, key=f"arrow-{command}", word=scene.word)
    except Refusal:
        assert scene.row.state == before
        return False
    return True


def acting(desk: Desk, role: Role) -> Any:
    if role is Role.SYSTEM:
        return desk.unseen()
    person, right = SIDES[role]
    return desk.gate.acting(desk.who(person), right)


@pytest.mark.parametrize("state", State)
def test_every_state_command_and_side_is_allowed_or_refused_as_the_table_says(desk: Desk, state: State) -> None:
    for command, role in product(Command, Role):
        rule = find(command, state if role is Role.VENDOR else stored(state), role)
        with suppress(Undo), acting(desk, role) as action:
            allowed = obeyed(scene_of(action, state, command, role), command)
            assert allowed is (rule is not None), (state, command, role)
            raise Undo
        for guard in rule.guards if rule else ():
            for broken in BREAKS.get(guard, ()):
                with suppress(Undo), acting(desk, role) as action:
                    scene = scene_of(action, state, command, role)
                    broken(scene)
                    assert not obeyed(scene, command), (state, command, role, guard)
                    raise Undo


def test_a_beginning_belongs_to_its_side(desk: Desk) -> None:
    """The commands without a state before them: only the reseller creates, only the vendor hands over."""
    for command, role in product(Command, Role):
        rule = find(command, None, role)
        with suppress(Undo), acting(desk, role) as action:
            known = action.session.scalars(select(Registration).where(Registration.number == OWN)).one()
            columns = {c.key: getattr(known, c.key) for c in Registration.__table__.columns if c.key != "id"}
            fresh = Registration(**{**columns, "number": "DR-2026-9999", "state": "", "version": 1})
            scene = Scene(action, fresh, Word(reason=REASONS_FOR.get(command, REASONS)[0]))
            try:
                transition(action, fresh, command, key="begun", word=scene.word)
            except (NotPossible, ValueError):
                assert rule is None, (command, role)
            else:
                assert rule is not None, (command, role)
                assert fresh.state == rule.targets[0]
            raise Undo


def test_nothing_is_left_untested(record_property: Callable[[str, object], None]) -> None:
    """Counted from the data: each state × command × side above, each guard with a way to make it fail."""
    guards = {guard for rule in TRANSITIONS for guard in rule.guards}
    untested = guards - set(BREAKS) - GENERAL
    assert not untested
    assert {target for rule in TRANSITIONS for target in rule.targets} == set(State)
    record_property("combinations", (len(State) + 1) * len(Command) * len(Role))
    record_property("untested", len(untested))


@pytest.mark.parametrize("state", [state for state in State if not find(Command.AMEND, state, Role.RESELLER)])
def test_what_cannot_be_done_says_who_acts_or_what_is_possible(desk: Desk, state: State) -> None:
    with suppress(Undo), acting(desk, Role.RESELLER) as action:
        scene = scene_of(action, state, Command.AMEND, Role.RESELLER)
        with pytest.raises(NotPossible) as refused:
            transition(action, scene.row, Command.AMEND, key="x", word=scene.word)
        assert OWN in refused.value.message
        if state not in {State.SUBMITTED, State.CONFLICT_REVIEW}:
            assert refused.value.next_step
        raise Undo
