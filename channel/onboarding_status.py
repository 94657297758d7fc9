"""Looking up how far the onboarding of partners is: steps, who owes them by when, what they wait for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from channel.tables.parties import Organisation
from channel.tables.programmes import OnboardingCase, OnboardingTask


@dataclass(frozen=True)
class TaskFact:
    """A step of a case: `owner` owes it by `due_on`. `waits_for` are open earlier steps that others owe."""

    position: int
    name: str
    owner: str
    owner_id: int
    due_on: date
    done_on: date | None
    waits_for: tuple[int, ...]

    def overdue(self, day: date) -> bool:
        """Whether it is open and its last day is past."""
        return self.done_on is None and self.due_on < day


@dataclass(frozen=True)
class CaseFact:
    """An onboarding case with its steps in order. `as_of` UTC."""

    prospect: str
    distributor: str
    state: str
    opened_on: date
    tasks: tuple[TaskFact, ...]
    as_of: datetime

    @property
    def open(self) -> tuple[TaskFact, ...]:
        """The steps that are not done."""
        return tuple(task for task in self.tasks if task.done_on is None)

    @property
    def next(self) -> TaskFact | None:
        """The first open step that waits for nobody else."""
        return next((task for task in self.open if not task.waits_for), None)


def onboarding_cases(session: Session, prospect: str | None = None) -> tuple[CaseFact, ...]:
    """The cases in sight, the oldest first; those of prospects of that name if told."""
    names = {row.id: row.name for row in session.execute(select(Organisation.id, Organisation.name))}
    tasks: dict[int, list[OnboardingTask]] = {}
    for task in session.scalars(select(OnboardingTask).order_by(OnboardingTask.position)):
        tasks.setdefault(task.case_id, []).append(task)
    cases = [
        CaseFact(
            prospect=names.get(row.prospect_id, ""),
            distributor=names.get(row.distributor_id, ""),
            state=row.state,
            opened_on=row.opened_on,
            tasks=_tasks(tasks.get(row.id, []), names),
            as_of=row.as_of,
        )
        for row in session.scalars(select(OnboardingCase).order_by(OnboardingCase.opened_on, OnboardingCase.id))
    ]
    wanted = (prospect or "").casefold()
    return tuple(case for case in cases if wanted in case.prospect.casefold())


def _tasks(rows: list[OnboardingTask], names: dict[int, str]) -> tuple[TaskFact, ...]:
    def blocking(row: OnboardingTask) -> tuple[int, ...]:
        if row.done_on is not None:
            return ()
        return tuple(
            other.position
            for other in rows
            if other.position < row.position and other.done_on is None and other.owner_id != row.owner_id
        )

    return tuple(
        TaskFact(
            row.position,
            row.name,
            names.get(row.owner_id, ""),
            row.owner_id,
            row.due_on,
            row.done_on,
            blocking(row),
        )
        for row in rows
    )
