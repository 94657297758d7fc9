"""Whatever people do in whatever order: one holder, a history that tells the state, each step audited once."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from desk import ADDRESS, ISARWERK, Desk
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from channel.access.rights import Right
from channel.deals import commands
from channel.deals.guards import Word
from channel.deals.states import HOLDS_PLACE
from channel.drafts import ConfirmedBefore
from channel.errors import Refusal
from channel.tables.deals import Registration

RESELLERS = ("alpenrock.sales", "rheinblick.sales")
DECIDERS = ("brightpath.pm", "brightpath.partner", "northwall.channel", "kestrel.partner", "halden.channel")
DECISIONS: dict[str, Callable[..., None]] = {
    "approve": commands.approve,
    "reject": lambda action, number: commands.reject(action, number, Word(reason="no_engagement")),
    "return": lambda action, number: commands.return_(action, number, Word(fields=("project",))),
    "clear": lambda action, number: commands.clear_conflict(action, number, Word()),
}
STEPS = st.one_of(
    st.tuples(st.just("decide"), st.sampled_from(DECIDERS), st.sampled_from(sorted(DECISIONS)), st.integers(0, 1)),
    st.tuples(st.just("withdraw"), st.sampled_from(RESELLERS), st.just(""), st.integers(0, 1)),
    st.tuples(st.just("resubmit"), st.sampled_from(RESELLERS), st.just(""), st.integers(0, 1)),
    st.tuples(st.just("wait"), st.just(""), st.just(""), st.sampled_from((0, 1, 11, 95))),
)


def follow(desk: Desk, step: tuple[str, str, str, int], numbers: list[str]) -> None:
    what, person, decision, which = step
    if what == "wait":
        desk.clock.set(desk.clock.now() + timedelta(days=which))
        desk.let_time_work()
        return
    right = Right.DECIDE_DEALS if what == "decide" else Right.REGISTER_DEALS
    try:
        with desk.gate.acting(desk.who(person), right) as action:
            if what == "decide":
                DECISIONS[decision](action, numbers[which])
            elif what == "withdraw":
                commands.withdraw(action, {"number": numbers[which]})
            else:
                commands.resubmit(action, numbers[which], {"project": "more about it"})
    except Refusal:
        return  # said in words; what it left behind is looked at in the end


@settings(max_examples=40, deadline=None)
@given(steps=st.lists(STEPS, max_size=12))
def test_the_rules_hold_whatever_happens(prepared: Path, shelf: Any, steps: list[tuple[str, str, str, int]]) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "channel.sqlite"
        shutil.copy(prepared, file)
        desk = Desk(file, shelf)
        numbers = [desk.register(key) for key in RESELLERS]
        for step in steps:
            follow(desk, step, numbers)

        with desk.unseen() as action:
            states = [
                action.session.scalars(select(Registration.state).where(Registration.number == number)).one()
                for number in numbers
            ]
        assert sum(state in HOLDS_PLACE for state in states) <= 1
        for number, state in zip(numbers, states, strict=True):
            history = desk.history(number)
            assert [start for start, _, _ in history] == [None, *(end for _, _, end in history[:-1])]
            assert history[-1][2] == state
            seen = [entry for entry in desk.audited(number) if not entry.endswith("_conflict")]
            assert seen == [f"deal.{command}" for _, command, _ in history]
        desk.close()


@settings(max_examples=10, deadline=None)
@given(times=st.integers(1, 4))
def test_a_draft_confirmed_many_times_registers_one_deal(prepared: Path, shelf: Any, times: int) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "channel.sqlite"
        shutil.copy(prepared, file)
        desk = Desk(file, shelf)
        before = desk.count(Registration)
        drafted = desk.ask("alpenrock.sales", "deal.register", ADDRESS, **ISARWERK)
        outcomes = [desk.confirm("alpenrock.sales", drafted.draft)]
        for _ in range(times):
            with pytest.raises(ConfirmedBefore) as again:
                desk.confirm("alpenrock.sales", drafted.draft)
            outcomes.append(again.value.outcome or {})
        assert len({outcome["number"] for outcome in outcomes}) == 1
        assert desk.count(Registration) == before + 1
        desk.close()
