"""Looking up how far the onboarding of partners is: steps, who owes them by when, what they wait for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from channel.access.gate import not_found
from channel.onboarding.states import OPEN, RUNNING, CaseState, StepKind
from channel.parties import names_of
from channel.tables.parties import Organisation, Person
from channel.tables.programmes import OnboardingCase, OnboardingTask, Screening


@dataclass(frozen=True)
class TaskFact:
    """A step of a case: `owner` owes it by `due_on`. `waits_for` are the open steps that must be done before.

    `evidence` is what was given for it, by name.
    """

    position: int
    name: str
    owner: str
    owner_id: int
    due_on: date
    done_on: date | None
    waits_for: tuple[int, ...]
    kind: StepKind = StepKind.OTHER
    name_de: str = ""
    evidence: Mapping[str, str] = field(default_factory=dict)

    def overdue(self, day: date) -> bool:
        """Whether it is open and its last day is past."""
        return self.done_on is None and self.due_on < day

    def named(self, language: str) -> str:
        """Its name in a language."""
        return self.name_de if language == "de" and self.name_de else self.name


@dataclass(frozen=True)
class CaseFact:
    """An onboarding case with its steps in order. `as_of` UTC.

    `lines` are named as people say them ("Northwall Networks Firewall"), `reason` is what the company reads,
    `findings` what vetting found, for those alone who may see it.
    """

    prospect: str
    distributor: str
    state: CaseState
    opened_on: date
    tasks: tuple[TaskFact, ...]
    as_of: datetime
    id: int = 0
    prospect_id: int = 0
    distributor_id: int = 0
    territory: str = ""
    lines: tuple[str, ...] = ()
    reason: str = ""
    manager: str = ""
    origin: str = ""
    findings: tuple[str, ...] = ()

    @property
    def open(self) -> tuple[TaskFact, ...]:
        """The steps that are not done."""
        return tuple(task for task in self.tasks if task.done_on is None)

    @property
    def next(self) -> TaskFact | None:
        """The first open step that waits for no other, the one that is due first."""
        ready = [task for task in self.open if not task.waits_for]
        return min(ready, key=lambda task: (task.due_on, task.position), default=None)

    @property
    def running(self) -> bool:
        """Whether steps are owed now."""
        return self.state in RUNNING

    def mine(self, organisation: int | None) -> tuple[TaskFact, ...]:
        """The open steps that an organisation owes and can do now."""
        return tuple(task for task in self.open if task.owner_id == organisation and not task.waits_for)

    def step(self, position: int) -> TaskFact:
        """A step of the case.

        Raises:
            NotFound: when there is none at that position.
        """
        found = next((task for task in self.tasks if task.position == position), None)
        if found is None:
            raise not_found()
        return found


def onboarding_cases(session: Session, prospect: str | None = None, *, only_open: bool = False) -> tuple[CaseFact, ...]:
    """The cases in sight, the oldest first; those of prospects of that name if told, open ones only if asked for."""
    statement = select(OnboardingCase).order_by(OnboardingCase.opened_on, OnboardingCase.id)
    if only_open:
        statement = statement.where(OnboardingCase.state.in_(OPEN))
    cases = _facts(session, list(session.scalars(statement)))
    wanted = (prospect or "").casefold().strip()
    named = tuple(case for case in cases if wanted in case.prospect.casefold())
    return named or tuple(case for case in cases if case.prospect.casefold() in wanted)


def onboarding_case(session: Session, case_id: int) -> CaseFact:
    """One case in sight.

    Raises:
        NotFound: when there is none.
    """
    row = session.scalars(select(OnboardingCase).where(OnboardingCase.id == case_id)).one_or_none()
    if row is None:
        raise not_found()
    return _facts(session, [row])[0]


def _facts(session: Session, rows: list[OnboardingCase]) -> tuple[CaseFact, ...]:
    ids = [row.id for row in rows]
    tasks: dict[int, list[OnboardingTask]] = {}
    for task in session.scalars(
        select(OnboardingTask).where(OnboardingTask.case_id.in_(ids)).order_by(OnboardingTask.position)
    ):
        tasks.setdefault(task.case_id, []).append(task)
    findings: dict[int, list[str]] = {}
    for found in session.scalars(select(Screening).where(Screening.case_id.in_(ids)).order_by(Screening.id)):
        findings.setdefault(found.case_id, []).append(found.finding)
    names = names_of(session, {key for row in rows for key in (row.prospect_id, row.distributor_id)})
    managers = {
        row.id: row.name
        for row in session.execute(
            select(Person.id, Person.name).where(Person.id.in_([row.manager_id for row in rows if row.manager_id]))
        )
    }
    keys = {row.key: row.name for row in session.execute(select(Organisation.key, Organisation.name))}
    return tuple(
        CaseFact(
            prospect=names.get(row.prospect_id, ""),
            distributor=names.get(row.distributor_id, ""),
            state=CaseState(row.state),
            opened_on=row.opened_on,
            tasks=_tasks(tasks.get(row.id, []), names),
            as_of=row.as_of,
            id=row.id,
            prospect_id=row.prospect_id,
            distributor_id=row.distributor_id,
            territory=row.territory or "",
            lines=tuple(_line(name, keys) for name in row.lines),
            reason=row.reason,
            manager=managers.get(row.manager_id or 0, ""),
            origin=row.origin,
            findings=tuple(findings.get(row.id, ())),
        )
        for row in rows
    )


def _line(name: str, keys: Mapping[str, str]) -> str:
    vendor, _, line = name.partition("/")
    return f"{keys.get(vendor, vendor.title())} {line}"


def _tasks(rows: list[OnboardingTask], names: dict[int, str]) -> tuple[TaskFact, ...]:
    still = {row.position for row in rows if row.done_on is None}
    return tuple(
        TaskFact(
            row.position,
            row.name,
            names.get(row.owner_id, ""),
            row.owner_id,
            row.due_on,
            row.done_on,
            tuple(sorted(still & set(row.after))) if row.done_on is None else (),
            StepKind(row.kind),
            row.name_de or "",
            {str(key): str(value) for key, value in row.evidence.items()},
        )
        for row in rows
    )
