"""Who decides registrations for somebody who is away: cards and reminders go to the delegate until the day is over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from channel import audit, outbox
from channel.access.gate import Action
from channel.access.rights import Right
from channel.access.viewer import Viewer
from channel.calendar import local_day
from channel.deals import refusals
from channel.errors import NotPossible
from channel.tables.deciding import Absence
from channel.tables.parties import Organisation, Person, PersonRight

Content = dict[str, Any]


@dataclass(frozen=True)
class Away:
    """Who is away, who decides meanwhile, through which day (inclusive); `over` once it was taken back."""

    person: str
    delegate: str
    until: date
    over: bool = False


def holders(session: Session, organisation: int, right: Right) -> list[int]:
    """The people (ids) of an organisation who hold a right and still work there."""
    rows = session.execute(
        select(Person.id)
        .join(PersonRight, PersonRight.person_id == Person.id)
        .where(Person.organisation_id == organisation, Person.active.is_(True), PersonRight.right == right)
        .order_by(Person.id)
    )
    return [row.id for row in rows]


def standing_in(action: Action, organisation: int, people: Iterable[int]) -> list[int]:
    """These people, with delegates in place of those who are away today; a delegate who is away too stays out."""
    rows = _current(action.session, organisation, _today(action, organisation))
    away = {row.person_id: row.delegate_id for row in rows}
    able = set(holders(action.session, organisation, Right.DECIDE_DEALS))
    wanted = [away.get(person, person) for person in people]
    present = [person for person in dict.fromkeys(wanted) if person in able and person not in away]
    return present or list(dict.fromkeys(people))


def leave(action: Action, content: Content) -> Content:
    """Let somebody else decide through a day: `{"delegate": id, "until": "2026-12-05"}`; it replaces an earlier one.

    Raises:
        NotPossible: if the day is over, or the delegate cannot decide.
    """
    viewer, until = action.viewer, date.fromisoformat(content["until"])
    assert viewer.person_id is not None
    assert viewer.organisation_id is not None
    if until < _today(action):
        raise NotPossible.of(refusals.AWAY_PAST)
    able = holders(action.session, viewer.organisation_id, Right.DECIDE_DEALS)
    if content["delegate"] not in able or content["delegate"] == viewer.person_id:
        raise NotPossible.of(refusals.NO_DELEGATE)
    _end(action)
    row = Absence(
        organisation_id=viewer.organisation_id,
        person_id=viewer.person_id,
        delegate_id=content["delegate"],
        since=_today(action),
        until=until,
        as_of=action.now,
    )
    action.session.add(row)
    action.session.flush()
    audit.record(action, "person.away", viewer.name, {"delegate": row.delegate_id, "until": str(until)})
    outbox.owe(action, [row.delegate_id], "person.delegate", {"id": row.id}, f"absence/{row.id}")
    return {"id": row.id}


def come_back(action: Action, _content: Content) -> Content:
    """Decide oneself again from now on.

    Raises:
        NotPossible: if the person is not away.
    """
    row = _end(action)
    if row is None:
        raise NotPossible.of(refusals.NOT_AWAY)
    audit.record(action, "person.back", action.viewer.name, {"delegate": row.delegate_id})
    return {"id": row.id}


def absence(session: Session, number: int) -> Away:
    """The absence of that id, in sight."""
    row = session.scalars(select(Absence).where(Absence.id == number)).one()
    names = {
        person.id: person.name
        for person in session.execute(
            select(Person.id, Person.name).where(Person.id.in_([row.person_id, row.delegate_id]))
        )
    }
    return Away(names.get(row.person_id, ""), names.get(row.delegate_id, ""), row.until, row.ended_on is not None)


def current(session: Session, viewer: Viewer, today: date) -> Away | None:
    """The viewer's own absence on a day, none when present."""
    rows = _current(session, viewer.organisation_id or 0, today)
    mine = next((row for row in rows if row.person_id == viewer.person_id), None)
    return absence(session, mine.id) if mine else None


def _current(session: Session, organisation: int, today: date) -> list[Absence]:
    statement = select(Absence).where(
        Absence.organisation_id == organisation,
        Absence.since <= today,
        Absence.until >= today,
        or_(Absence.ended_on.is_(None), Absence.ended_on > today),
    )
    return list(session.scalars(statement.order_by(Absence.id)))


def _end(action: Action) -> Absence | None:
    today = _today(action)
    rows = _current(action.session, action.viewer.organisation_id or 0, today)
    mine = next((row for row in rows if row.person_id == action.viewer.person_id), None)
    if mine is not None:
        mine.ended_on, mine.as_of = today, action.now
    return mine


def _today(action: Action, organisation: int | None = None) -> date:
    """The day it is where an organisation is, the viewer's own if none is named."""
    wanted = organisation or action.viewer.organisation_id
    zone = action.session.execute(select(Organisation.timezone).where(Organisation.id == wanted)).scalar_one()
    return local_day(action.now, zone)
