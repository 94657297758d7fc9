"""A registration's life as a state machine of hypothesis: random people, commands, clocks and policies.

`python tests/deals/machine.py 20000` takes that many steps and prints how many were taken, obeyed and refused.
"""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar

from desk import ADDRESS, ISARWERK, MORNING, SYSTEM, WORLD, Desk
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from channel import deadlines, drafts
from channel.access.gate import Gate
from channel.access.rights import Right
from channel.access.viewer import Viewer
from channel.clock import MovableClock
from channel.database import open_engine, sqlite_url
from channel.deals import bids, commands, protection, registering
from channel.deals.guards import Word
from channel.deals.states import (
    AMENDING,
    LOSSES,
    REASONS,
    REASONS_FOR,
    REVOCATIONS,
    TRANSFERS,
    TRANSITIONS,
    Command,
    Role,
    State,
)
from channel.deals.terms import holds_place
from channel.errors import Refusal
from channel.policy import policy_by_id
from channel.tables import Table
from channel.tables.deals import Policy, Registration, RegistrationHistory
from channel.tables.journal import AuditEntry, Deadline
from channel.tables.parties import PersonRight
from channel.tables.prices import SpecialPrice
from ingest.records import load_world
from knowledge.library import Library

STEPS_EACH = 100
RESELLERS = ("alpenrock.sales", "rheinblick.sales")
CUSTOMERS = ("Isarwerk Klinik GmbH", "Moorhof Textil AG")
DECIDERS = ("brightpath.pm", "brightpath.partner", "northwall.channel", "northwall.marketing", "kestrel.partner")
PEOPLE = (*RESELLERS, *DECIDERS)
DECISIONS = ("approve", "approve", "approve", "reject", "return", "clear")
UNSEEN = ("deal.clear_conflict", "deal.flag_conflict")
POLICIES = st.fixed_dictionaries(
    {
        "protection_days": st.sampled_from((2, 20, 90)),
        "protection_starts": st.sampled_from(("approval", "submission")),
        "grace_days": st.sampled_from((0, 7)),
        "extension_max_count": st.integers(0, 2),
        "extension_days": st.sampled_from((5, 30)),
        "extension_needs_evidence": st.booleans(),
        "reinstate_if_free": st.booleans(),
        "appeal_business_days": st.sampled_from((1, 10)),
        "action_required_days": st.sampled_from((2, 10)),
        "delivery_after_expiry_days": st.sampled_from((5, 60)),
        "approval_chain": st.sampled_from((["distributor", "vendor"], ["vendor"], ["distributor"])),
        "auto_approve_below": st.sampled_from(({}, {"EUR": "50000"})),
        "timezone": st.sampled_from(("Europe/Berlin", "America/New_York", "Asia/Tokyo")),
        "amendment_material_percent": st.sampled_from(("0", "10", "50")),
    }
)
CHANGES = st.sampled_from(
    (
        {"value": "49000"},
        {"value": "90000"},
        {"value": "4000"},
        {"lines": [["NW-FW120", 10]]},
        {"lines": [["NW-FW120", 60], ["NW-AP7", 5]]},
        {"expected_close": "2027-05-31"},
        {"customer": "Isarwerk Kliniken GmbH"},
        {},
    )
)
CONTENT = st.fixed_dictionaries(
    {
        "reason": st.sampled_from((None, REASONS[0], LOSSES[0], REVOCATIONS[0], TRANSFERS[0], "other")),
        "evidence": st.sampled_from((None, "demo on 20 November")),
        "note": st.sampled_from((None, "as said")),
        "days": st.sampled_from((None, 3, 400)),
        "order": st.sampled_from((None, None, "BP-2611-0347")),
        "changes": CHANGES,
    }
)


class Tally:
    """What was done, over all runs."""

    counts: ClassVar[Counter[str]] = Counter()


class Life(RuleBasedStateMachine):
    """Two resellers, two customers, one vendor, two distributors, and time."""

    prepared: ClassVar[Path]
    shelf: ClassVar[Library]
    known: ClassVar[dict[str, Viewer]]
    applications: ClassVar[dict[tuple[str, str], dict[str, Any]]]

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        file = Path(self.folder.name) / "channel.sqlite"
        shutil.copy(self.prepared, file)
        self.desk = Desk(file, self.shelf)
        self.performed: set[int] = set()
        self.numbers: list[str] = []
        self.checked: dict[str, int] = {}

    def teardown(self) -> None:
        self.desk.close()
        self.folder.cleanup()

    @initialize(changed=POLICIES)
    def by_these_rules(self, changed: dict[str, Any]) -> None:
        with self.desk.unseen() as action:
            for row in action.session.scalars(select(Policy)):
                row.parameters = {**row.parameters, **changed}

    def _try(self, person: Viewer, right: Right, do: Any) -> None:
        Tally.counts["steps"] += 1
        try:
            with self.desk.gate.acting(person, right) as action:
                outcome = do(action)
        except Refusal:
            Tally.counts["refused"] += 1
            return
        Tally.counts["obeyed"] += 1
        for number in (outcome or {}).get("number"), (outcome or {}).get("heir"):
            if number and number not in self.numbers:
                self.numbers.append(number)

    def _pick(self, which: int) -> str:
        return self.numbers[which % len(self.numbers)] if self.numbers else "DR-2026-0000"

    @rule(key=st.sampled_from(RESELLERS), customer=st.sampled_from(CUSTOMERS))
    def register(self, key: str, customer: str) -> None:
        content = self.applications[key, customer]
        self._try(self.known[key], Right.REGISTER_DEALS, lambda action: registering.register(action, content))

    @rule(key=st.sampled_from(DECIDERS), which=st.integers(0, 3), command=st.sampled_from(DECISIONS))
    def decide(self, key: str, which: int, command: str) -> None:
        number = self._pick(which)
        doing = {
            "approve": lambda action: commands.approve(action, number),
            "reject": lambda action: commands.reject(action, number, Word(reason="no_engagement")),
            "return": lambda action: commands.return_(action, number, Word(fields=("project",))),
            "clear": lambda action: commands.clear_conflict(action, number, Word()),
        }
        self._try(self.known[key], Right.DECIDE_DEALS, doing[command])

    @rule(
        key=st.sampled_from(PEOPLE),
        which=st.integers(0, 3),
        command=st.sampled_from(sorted(commands.COMMANDS)),
        content=CONTENT,
    )
    def change(self, key: str, which: int, command: Command, content: dict[str, Any]) -> None:
        self._give(key, self._pick(which), command, content)

    @rule(which=st.integers(0, 3), choice=st.integers(0, 99), colleague=st.integers(0, 1), content=CONTENT)
    def what_comes_next(self, which: int, choice: int, colleague: int, content: dict[str, Any]) -> None:
        """A command that the table knows here, by somebody of the side that may give it."""
        with self.desk.unseen() as action:
            row = action.session.scalars(
                select(Registration).where(Registration.number == self._pick(which))
            ).one_or_none()
        if row is None:
            return
        open_now = sorted(
            (transition.command, role)
            for transition in TRANSITIONS
            for role in transition.roles - {Role.SYSTEM}
            if transition.origin == row.state and transition.command not in {Command.SUBMIT, Command.CREATE}
        )
        if not open_now:
            return
        command, role = open_now[choice % len(open_now)]
        side = {Role.RESELLER: row.reseller_id, Role.DISTRIBUTOR: row.distributor_id}.get(role, row.vendor_id)
        people = [key for key in PEOPLE if self.known[key].organisation_id == side]
        reason = REASONS_FOR.get(command, REASONS)[choice % 2]
        self._give(people[colleague % len(people)], row.number, command, {**content, "reason": reason})

    def _give(self, key: str, number: str, command: Command, content: dict[str, Any]) -> None:
        right = Right.REGISTER_DEALS if key in RESELLERS else Right.DECIDE_DEALS
        heir = self.known[RESELLERS[1]].organisation_id
        plain = {**content, "command": str(command), "number": number, "to": heir, "fields": ["project"]}
        if command in commands.COMMANDS:
            self._try(self.known[key], right, lambda action: commands.carry_out(action, plain))
        else:
            self._try(self.known[key], right, lambda action: commands.decide(action, {"decisions": [plain]}))

    @rule(which=st.integers(0, 3), units=st.integers(0, 30))
    def orders_come_in(self, which: int, units: int) -> None:
        number = self._pick(which)

        def draw(action: Any) -> None:
            row = action.session.scalars(select(Registration).where(Registration.number == number)).one_or_none()
            if row is not None:
                bids.draw(action, row, {price.product_id: units for price in bids.prices_of(action, row)})

        self._try(SYSTEM, Right.OPERATE, draw)

    @rule(hours=st.sampled_from((1, 24, 24 * 3, 24 * 8, 24 * 40)))
    def time_passes(self, hours: int) -> None:
        Tally.counts["steps"] += 1
        self.desk.clock.set(self.desk.clock.now() + timedelta(hours=hours))
        self._perform()

    @rule()
    def the_clock_ticks(self) -> None:
        Tally.counts["steps"] += 1
        self._perform()

    def _perform(self) -> None:
        for _ in range(20):
            with self.desk.gate.viewing(SYSTEM) as session:
                due = [row.id for row in deadlines.due(session, self.desk.clock.now())]
            if not due:
                return
            for row in due:
                self._perform_one(row)
        raise AssertionError("deadlines make deadlines without end")

    def _perform_one(self, row: int) -> None:
        with self.desk.gate.acting(SYSTEM, Right.OPERATE) as action:
            deadline = action.find(Deadline, Deadline.id == row)
            if deadline.cancelled_at is not None:
                return
            assert row not in self.performed, f"{deadline.kind} of {deadline.subject} twice"
            self.performed.add(row)
            commands.run_deadline(action, deadline)
            deadlines.mark_done(action, deadline)

    @invariant()
    def the_rules_hold(self) -> None:
        with self.desk.unseen() as action:
            rows = action.session.scalars(select(Registration).where(Registration.number.in_(self.numbers))).all()
            for row in rows:
                if self.checked.get(row.number) != row.version:
                    self._is_sound(action, row)
                    self.checked[row.number] = row.version
            prices = action.session.scalars(
                select(SpecialPrice).where(SpecialPrice.registration_id.in_([row.id for row in rows]))
            )
            assert all(0 <= price.remaining_quantity <= price.approved_quantity for price in prices)
            for customer in {row.customer_normalised for row in rows}:
                holders = [row for row in rows if row.customer_normalised == customer and holds_place(row)]
                named = [(row.number, row.state) for row in holders]
                assert len({row.reseller_id for row in holders}) <= 1, f"{customer} is held by {named}"
                assert sum(row.state != State.CONVERTED for row in holders) <= 1, f"{customer} is held by {named}"

    def _is_sound(self, action: Any, row: Registration) -> None:
        steps = action.session.execute(
            select(RegistrationHistory.from_state, RegistrationHistory.to_state, RegistrationHistory.command)
            .where(RegistrationHistory.registration_id == row.id)
            .order_by(RegistrationHistory.position)
        ).all()
        assert [step.from_state for step in steps] == [None, *(step.to_state for step in steps[:-1])]
        assert steps[-1].to_state == row.state
        entries = select(AuditEntry.action).where(AuditEntry.subject == row.number).order_by(AuditEntry.id)
        audited = [entry for entry in action.session.scalars(entries) if entry not in UNSEEN]
        assert audited == [f"deal.{step.command}" for step in steps]
        assert (row.amendment is not None) <= (row.state in AMENDING and row.protected_until is not None)
        if row.state == State.APPROVED:
            assert row.protected_until is not None

    @invariant()
    def nothing_protected_is_past_its_end(self) -> None:
        with self.desk.unseen() as action:
            due = deadlines.due(action.session, self.desk.clock.now())
            waiting = {row.subject for row in due}
            rows = action.session.scalars(
                select(Registration).where(
                    Registration.number.in_(self.numbers), Registration.state == State.APPROVED
                )
            )
            for row in rows:
                policy = policy_by_id(action.session, row.policy_id)
                over = protection.is_over(policy, row.protected_until, action.now)
                assert not over or row.number in waiting, f"{row.number} is approved past {row.protected_until}"


def prepare(prepared: Path, shelf: Library, folder: Path) -> None:
    """Make the world that every life begins in: a second decider at the vendor, and what will be registered."""
    file = folder / "beginning.sqlite"
    shutil.copy(prepared, file)
    desk = Desk(file, shelf)
    viewer = desk.who("northwall.marketing")
    own = {"person_id": viewer.person_id, "organisation_id": viewer.organisation_id}
    with desk.unseen() as action:
        action.session.add(PersonRight(**own, right=Right.DECIDE_DEALS, as_of=action.now))
    Life.known = {key: desk.who(key) for key in PEOPLE}
    Life.applications = {(key, name): _application(desk, key, name) for key in RESELLERS for name in CUSTOMERS}
    with desk.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    desk.close()
    Life.prepared, Life.shelf = file, shelf


def _application(desk: Desk, key: str, customer: str) -> dict[str, Any]:
    drafted = desk.ask(key, "deal.register", ADDRESS, thread=customer, **{**ISARWERK, "customer": customer})
    with desk.gate.viewing(desk.who(key)) as session:
        return drafts.by_key(session, drafted.draft or "").content


def live(examples: int, steps: int = STEPS_EACH, *, shrink: bool = True) -> None:
    """Run the machine, `examples` times so many steps, in the world that `prepare` made."""
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            phases=(Phase.generate, Phase.shrink) if shrink else (Phase.generate,),
            suppress_health_check=list(HealthCheck),
        ),
    )


def main(wanted: int) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "channel.sqlite"
        engine = open_engine(sqlite_url(file))
        gate = Gate(engine, MovableClock(MORNING, ticking=False))
        Table.metadata.create_all(engine)
        load_world(gate, WORLD, MORNING)
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        shelf = Library(gate, folder / "library")
        prepare(file, shelf, folder)
        while Tally.counts["steps"] < wanted:
            live(max(1, (wanted - Tally.counts["steps"]) // STEPS_EACH), shrink=False)
        shelf.close()
        engine.dispose()
    taken = ", ".join(f"{count} {what}" for what, count in Tally.counts.items())
    sys.stdout.write(f"{taken}; 0 violations\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
