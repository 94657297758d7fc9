"""Rounds: once a day a person is told what comes near, and on its days the digest; what is told is never told twice.

Each person has one deadline to come. A round covers the days after `told_through` up to today, whatever the clock did
meanwhile, so that every day is covered once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from channel import audit, deadlines, outbox, refusals
from channel.access.gate import Action
from channel.calendar import local_day
from channel.digests import Setting, setting_of
from channel.digests_times import is_digest_day, next_round, quiet_over
from channel.errors import NotPossible
from channel.tables.journal import Deadline
from channel.tables.parties import Organisation, Person, SlackIdentity
from channel.tables.requests import DigestRound, DigestSetting

ROUND: Final = "round"
"""The deadline of a person's next round."""
QUIET_OVER: Final = "quiet_over"
"""The deadline at which messages that were held back in quiet hours are looked at again."""
LIVING: Final = ("active", "onboarding")
Content = dict[str, Any]


@dataclass(frozen=True)
class Habits:
    """A person's wish with where they are: IANA time zone, country (ISO 3166-1) of their organisation."""

    person: int
    organisation: int
    setting: Setting
    zone: str
    country: str


@dataclass(frozen=True)
class Span:
    """The days that a round covers: after `after`, up to and with `through`; `digest`: a digest falls into them."""

    after: date
    through: date
    digest: bool

    def plain(self) -> Content:
        """For a message."""
        return {"after": self.after.isoformat(), "through": self.through.isoformat(), "digest": self.digest}

    @staticmethod
    def read(content: Content) -> Span:
        """What `plain` made."""
        after, through = (date.fromisoformat(content[name]) for name in ("after", "through"))
        return Span(after, through, digest=content["digest"])


def keep(action: Action, content: Content) -> Content:
    """Keep the acting person's setting; `content` is `Setting.plain`.

    Raises:
        NotPossible: for somebody who is not linked to an organisation.
    """
    viewer, wanted = action.viewer, Setting.read(content)
    if viewer.person_id is None or viewer.organisation_id is None:
        raise NotPossible.of(refusals.UNKNOWN_SETS)
    row = action.session.scalars(
        select(DigestSetting).where(DigestSetting.person_id == viewer.person_id)
    ).one_or_none()
    if row is None:
        row = DigestSetting(person_id=viewer.person_id, organisation_id=viewer.organisation_id)
        action.session.add(row)
    row.frequency, row.weekday, row.hour = str(wanted.frequency), wanted.weekday, wanted.hour
    row.topics = [str(topic) for topic in wanted.topics]
    row.quiet_from, row.quiet_to = wanted.quiet_from, wanted.quiet_to
    row.timezone, row.language = wanted.timezone, wanted.language
    row.reminders, row.free_days = wanted.reminders, wanted.free_days
    row.as_of = action.now
    action.session.flush()
    arrange(action, [viewer.person_id])
    audit.record(action, "digest.settings", f"person {viewer.person_id}", content)
    return content


def habits(session: Session, people: Iterable[int]) -> dict[int, Habits]:
    """What those of `people` want who are here and in Slack, by person; for the system's own sight."""
    linked = select(SlackIdentity.id).where(SlackIdentity.person_id == Person.id).exists()
    rows = session.execute(
        select(Person.id, Person.organisation_id, Person.timezone, Organisation.country)
        .join(Organisation, Organisation.id == Person.organisation_id)
        .where(
            Person.id.in_(sorted(set(people))), Person.active.is_(True), Organisation.status.in_(LIVING), linked
        )
    ).all()
    wishes = {
        row.person_id: setting_of(row)
        for row in session.scalars(select(DigestSetting).where(DigestSetting.person_id.in_([r.id for r in rows])))
    }
    found = {}
    for row in rows:
        wish = wishes.get(row.id, Setting())
        found[row.id] = Habits(row.id, row.organisation_id, wish, wish.timezone or row.timezone, row.country)
    return found


def without_round(session: Session) -> tuple[int, ...]:
    """The people for whom no round is to come; for the system's own sight."""
    planned = set(
        session.scalars(
            select(Deadline.subject).where(
                Deadline.kind == ROUND, Deadline.done_at.is_(None), Deadline.cancelled_at.is_(None)
            )
        )
    )
    linked = select(SlackIdentity.id).where(SlackIdentity.person_id == Person.id).exists()
    everybody = session.scalars(
        select(Person.id)
        .join(Organisation, Organisation.id == Person.organisation_id)
        .where(Person.active.is_(True), Organisation.status.in_(LIVING), linked)
    )
    return tuple(person for person in everybody if subject_of(person) not in planned)


def arrange(action: Action, people: Iterable[int]) -> None:
    """Have each of these people's next round come by their wish, instead of an earlier plan."""
    for habit in habits(action.session, people).values():
        deadlines.cancel(action, subject_of(habit.person), (ROUND,))
        _covered(action, habit)
        _next(action, habit, action.now)


def begin(action: Action, deadline: Deadline) -> tuple[Habits, Span] | None:
    """What a due round covers, which counts as told from now on; none where there is nothing to cover.

    The next round is arranged; one that comes late, in quiet hours, is put off to their end.
    """
    person = int(deadline.subject.rpartition(":")[2])
    habit = habits(action.session, [person]).get(person)
    if habit is None:
        return None
    awake = quiet_over(habit.setting, habit.zone, action.now)
    if awake != action.now:
        deadlines.set_deadline(action, deadline.subject, ROUND, awake, habit.organisation)
        return None
    _next(action, habit, max(action.now, deadline.due_at))
    row = _covered(action, habit)
    today = local_day(action.now, habit.zone)
    if row.told_through >= today:
        return None
    span = Span(row.told_through, today, digest=_digest_within(habit, row.told_through, today))
    row.told_through, row.as_of = today, action.now
    return habit, span


def owe(action: Action, habit: Habits, span: Span) -> None:
    """Owe the person the message of a round."""
    key = f"{subject_of(habit.person)}:{span.through.isoformat()}"
    outbox.owe(action, [habit.person], ROUND, span.plain(), key)


def quiet_now(session: Session, people: Iterable[int], now: datetime) -> dict[int, datetime]:
    """Those of `people` who want quiet at `now` (UTC), with the instant at which it is over; for the system's sight."""
    found = habits(session, people).values()
    over = {habit.person: quiet_over(habit.setting, habit.zone, now) for habit in found}
    return {person: instant for person, instant in over.items() if instant != now}


def look_again(action: Action, quiet: dict[int, datetime]) -> None:
    """Have messages that were held back looked at again when quiet is over."""
    for instant in sorted(set(quiet.values())):
        deadlines.set_deadline(action, "quiet", QUIET_OVER, instant)


def subject_of(person: int) -> str:
    """How deadlines name a person's rounds."""
    return f"round:{person}"


def _next(action: Action, habit: Habits, after: datetime) -> None:
    instant = next_round(habit.setting, habit.zone, habit.country, after)
    deadlines.set_deadline(action, subject_of(habit.person), ROUND, instant, habit.organisation)


def _covered(action: Action, habit: Habits) -> DigestRound:
    """How far the person was told; somebody new is told from today on."""
    row = action.session.scalars(select(DigestRound).where(DigestRound.person_id == habit.person)).one_or_none()
    if row is None:
        row = DigestRound(
            person_id=habit.person,
            organisation_id=habit.organisation,
            told_through=local_day(action.now, habit.zone) - timedelta(days=1),
            as_of=action.now,
        )
        action.session.add(row)
        action.session.flush()
    return row


def _digest_within(habit: Habits, after: date, through: date) -> bool:
    days = (after + timedelta(days=step) for step in range(1, (through - after).days + 1))
    return any(is_digest_day(habit.setting, day, habit.country) for day in days)
