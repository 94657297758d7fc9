"""Rounds: what comes near, told to each person once a day in their own sight; and quiet hours kept."""

from collections.abc import Iterable
from dataclasses import dataclass

from channel import announcements_sending, digests_items, digests_rounds
from channel.access.gate import Action, Gate
from channel.access.identifying import system_viewer, viewer_of
from channel.access.rights import Right
from channel.access.viewer import Viewer
from channel.announcements_drafting import OUT
from channel.clock import Clock
from channel.deals import commands
from channel.digests_rounds import QUIET_OVER, ROUND
from channel.onboarding import reminding as onboarding_reminding
from channel.tables.journal import Deadline


@dataclass(frozen=True)
class Reminding:
    """Performs the deadlines of telling, and hands the others on to the deals."""

    gate: Gate
    clock: Clock

    @property
    def viewer(self) -> Viewer:
        """The job of the system that looks who is to be told."""
        return system_viewer("deadlines", frozenset({Right.OPERATE}))

    def perform(self, action: Action, deadline: Deadline) -> None:
        """Have happen what is due."""
        if deadline.kind == ROUND:
            self._round(action, deadline)
        elif deadline.kind == OUT:
            announcements_sending.come_out(action, deadline)
        elif deadline.subject.startswith(onboarding_reminding.SUBJECT):
            onboarding_reminding.run_deadline(action, deadline)
        elif deadline.kind != QUIET_OVER:
            commands.run_deadline(action, deadline)

    def plan(self) -> None:
        """Arrange rounds for those who have none to come: people who are new, or back."""
        with self.gate.viewing(self.viewer) as session:
            people = digests_rounds.without_round(session)
        if people:
            with self.gate.acting(self.viewer, Right.OPERATE) as action:
                digests_rounds.arrange(action, people)

    def hold(self, people: Iterable[int]) -> frozenset[int]:
        """Those of `people` who want quiet now; what they are owed is looked at again when it is over."""
        wanted = sorted(set(people))
        if not wanted:
            return frozenset()
        with self.gate.viewing(self.viewer) as session:
            quiet = digests_rounds.quiet_now(session, wanted, self.clock.now())
        if quiet:
            with self.gate.acting(self.viewer, Right.OPERATE) as action:
                digests_rounds.look_again(action, quiet)
        return frozenset(quiet)

    def _round(self, action: Action, deadline: Deadline) -> None:
        begun = digests_rounds.begin(action, deadline)
        if begun is None:
            return
        habit, span = begun
        viewer = viewer_of(self.gate, habit.person)
        if viewer.person_id is None:
            return
        wish = habit.setting
        with self.gate.viewing(viewer) as session:
            told = digests_items.told(session, viewer, span, wish.topics, action.now, reminders=wish.reminders)
        if told:
            digests_rounds.owe(action, habit, span)
