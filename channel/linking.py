"""Linking a Slack user nobody knows: matched by confirmed work e-mail and workspace, decided by an administrator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from channel import audit, outbox, refusals
from channel.access.gate import Action, not_found
from channel.access.identifying import LIVING
from channel.access.rights import Right
from channel.errors import AlreadyDone, NotPossible
from channel.onboarding.settling import settle_of
from channel.people import Role, admit, colleagues, rights_of, set_rights
from channel.tables.parties import Kind, Organisation, Person, PersonRight, SlackIdentity
from channel.tables.requests import LinkRequest

ASKED, LINKED = "link.asked", "link.done"
OPEN, ACCEPTED, DECLINED = "open", "accepted", "declined"
Content = dict[str, Any]
PRIVATE_MAIL: Final = frozenset(
    {
        "aol.com", "fastmail.com", "freenet.de", "gmail.com", "gmx.at", "gmx.ch", "gmx.de", "gmx.net",
        "googlemail.com", "hotmail.com", "hotmail.de", "icloud.com", "live.com", "mac.com", "mail.com",
        "mail.de", "me.com", "msn.com", "online.no", "outlook.com", "outlook.de", "posteo.de", "proton.me",
        "protonmail.com", "t-online.de", "web.de", "yahoo.co.uk", "yahoo.com", "yahoo.de", "yandex.com",
    }
)  # fmt: skip
"""Domains under which anybody can have an address: they say nothing of where somebody works."""


class Standing(StrEnum):
    """What can be done for a stranger."""

    NEW = "new"
    ASKED = "asked"
    WAITING = "waiting"
    DECLINED = "declined"
    NO_EMAIL = "no_email"
    PRIVATE_MAIL = "private_mail"
    ELSEWHERE = "elsewhere"
    NO_ADMINISTRATOR = "no_administrator"


@dataclass(frozen=True)
class Stranger:
    """A Slack user as Slack shows them; `email` is empty unless Slack says that it is confirmed."""

    team: str
    user: str
    name: str
    email: str


@dataclass(frozen=True)
class Meeting:
    """What a stranger is told; `since` (UTC) is when the administrator was asked."""

    standing: Standing
    since: datetime | None = None


@dataclass(frozen=True)
class LinkView:
    """A request as its administrator sees it.

    `known_as` is the person whose address it is, empty for somebody new; `rights` are what that person holds.
    """

    id: int
    name: str
    email: str
    team: str
    kind: Kind
    state: str
    known_as: str
    rights: frozenset[Right]
    requested_at: datetime


@dataclass(frozen=True)
class _Match:
    organisation: int
    person: Person | None


def meeting(session: Session, stranger: Stranger) -> Meeting:
    """How things stand with a stranger, in the system's own sight; an administrator is asked by `ask` when NEW."""
    match = _match(session, stranger) if "@" in stranger.email else None
    return _nowhere(stranger.email) if match is None else _there(session, stranger, match)


def _nowhere(email: str) -> Meeting:
    if "@" not in email:
        return Meeting(Standing.NO_EMAIL)
    private = email.casefold().rpartition("@")[2] in PRIVATE_MAIL
    return Meeting(Standing.PRIVATE_MAIL if private else Standing.ELSEWHERE)


def _there(session: Session, stranger: Stranger, match: _Match) -> Meeting:
    request = _request(session, stranger, match.organisation)
    if request is not None and request.state == OPEN:
        return Meeting(Standing.WAITING, request.requested_at)
    if (request is not None and request.state == DECLINED) or (match.person and not match.person.active):
        return Meeting(Standing.DECLINED)
    if not _administrators(session, match.organisation):
        return Meeting(Standing.NO_ADMINISTRATOR)
    return Meeting(Standing.NEW)


def ask(action: Action, stranger: Stranger) -> Meeting:
    """Ask the administrators of the stranger's organisation, once; how things stand then."""
    now = meeting(action.session, stranger)
    match = _match(action.session, stranger)
    if now.standing is not Standing.NEW or match is None:
        return now
    request = _request(action.session, stranger, match.organisation)
    if request is None:
        request = LinkRequest(
            team=stranger.team,
            user=stranger.user,
            organisation_id=match.organisation,
            requested_at=action.now,
            as_of=action.now,
        )
        action.session.add(request)
    request.name, request.email = stranger.name[:120], stranger.email.casefold()[:200]
    request.state, request.requested_at = OPEN, action.now
    request.answered_at = request.answered_by = None
    action.session.flush()
    audit.record(action, ASKED, f"{stranger.team}/{stranger.user}", {"organisation": match.organisation})
    key = f"link:{request.id}:{action.now.isoformat()}"
    administrators = _administrators(action.session, match.organisation)
    outbox.owe(action, administrators, ASKED, {"request": request.id}, key)
    return Meeting(Standing.ASKED, action.now)


def request(session: Session, number: int) -> LinkView:
    """A request in sight.

    Raises:
        NotFound: when there is none.
    """
    row = session.scalars(select(LinkRequest).where(LinkRequest.id == number)).one_or_none()
    if row is None:
        raise not_found()
    kind = session.scalars(select(Organisation.kind).where(Organisation.id == row.organisation_id)).one()
    everybody = colleagues(session, row.organisation_id, gone=True)
    known = next((c for c in everybody if c.email.casefold() == row.email.casefold()), None)
    return LinkView(
        id=row.id,
        name=row.name,
        email=row.email,
        team=row.team,
        kind=Kind(kind),
        state=row.state,
        known_as=known.name if known else "",
        rights=known.rights if known else frozenset(),
        requested_at=row.requested_at,
    )


def accept(action: Action, content: Content) -> Content:
    """Link the stranger: to the person with that address, or to a new one.

    Args:
        action: of an administrator of the organisation.
        content: `request` (id) and `role`; an empty role keeps the rights that the person has.

    Raises:
        NotFound: when there is no such request in sight.
        AlreadyDone: when it was decided before.
        NotPossible: when the organisation has no such role, or the address became another organisation's.
    """
    row = _undecided(action, content)
    house = action.find(Organisation, Organisation.id == row.organisation_id)
    person = _person(action.session, row.email)
    if person is not None and person.organisation_id != house.id:
        raise NotPossible.of(refusals.OTHER_S_ADDRESS)
    if person is None or not person.active:
        person = admit(action, house, row.name, row.email, "")
    if content["role"]:
        rights = rights_of(Role(content["role"]), Kind(house.kind))
        if not rights:
            raise NotPossible.of(refusals.NO_SUCH_ROLE)
        kept = {Right.ADMINISTER} if Right.ADMINISTER in _held(action.session, person) else set()
        set_rights(action, person, rights | kept)
    action.session.add(
        SlackIdentity(
            team=row.team, user=row.user, person_id=person.id, organisation_id=person.organisation_id, as_of=action.now
        )
    )
    action.session.flush()
    settle_of(action, None, house.id)
    _decide(action, row, ACCEPTED)
    held = sorted(_held(action.session, person))
    audit.record(action, "link.accepted", person.key, {"team": row.team, "user": row.user, "rights": held})
    outbox.owe(action, [person.id], LINKED, {"rights": held}, f"linked:{row.id}:{action.now.isoformat()}")
    return {"request": row.id, "name": person.name, "accepted": True, "rights": held}


def decline(action: Action, content: Content) -> Content:
    """Leave the stranger unknown; they can ask again only once an administrator added their address.

    Raises:
        NotFound: when there is no such request in sight.
        AlreadyDone: when it was decided before.
    """
    row = _undecided(action, content)
    _decide(action, row, DECLINED)
    audit.record(action, "link.declined", f"{row.team}/{row.user}", {"email": row.email})
    return {"request": row.id, "name": row.name, "accepted": False, "rights": []}


def _undecided(action: Action, content: Content) -> LinkRequest:
    row = action.find(LinkRequest, LinkRequest.id == content["request"])
    if row.organisation_id != action.viewer.organisation_id:
        raise not_found()
    if row.state != OPEN:
        raise AlreadyDone.of(refusals.LINK_DECIDED)
    return row


def _decide(action: Action, row: LinkRequest, state: str) -> None:
    row.state = state
    row.answered_at = action.now
    row.answered_by = action.viewer.person_id


def _match(session: Session, stranger: Stranger) -> _Match | None:
    """Whose the stranger is: by address or its domain, and only where that organisation's people are in Slack."""
    there = set(session.scalars(select(SlackIdentity.organisation_id).where(SlackIdentity.team == stranger.team)))
    person = _person(session, stranger.email)
    if person is not None:
        wanted = Organisation.id == person.organisation_id
    else:
        domain = stranger.email.casefold().rpartition("@")[2]
        if domain in PRIVATE_MAIL:
            return None
        wanted = func.lower(Organisation.domain) == domain
    found = session.scalars(select(Organisation.id).where(wanted, Organisation.status.in_(LIVING))).all()
    matching = [organisation for organisation in found if organisation in there]
    return _Match(matching[0], person) if len(matching) == 1 else None


def _person(session: Session, email: str) -> Person | None:
    return session.scalars(select(Person).where(func.lower(Person.email) == email.casefold())).one_or_none()


def _request(session: Session, stranger: Stranger, organisation: int) -> LinkRequest | None:
    return session.scalars(
        select(LinkRequest).where(
            LinkRequest.team == stranger.team,
            LinkRequest.user == stranger.user,
            LinkRequest.organisation_id == organisation,
        )
    ).one_or_none()


def _administrators(session: Session, organisation: int) -> list[int]:
    """Those who can be asked: active, with the right, and known in Slack."""
    return list(
        session.scalars(
            select(Person.id)
            .join(PersonRight, PersonRight.person_id == Person.id)
            .join(SlackIdentity, SlackIdentity.person_id == Person.id)
            .where(Person.organisation_id == organisation, Person.active.is_(True))
            .where(PersonRight.right == Right.ADMINISTER)
            .distinct()
            .order_by(Person.id)
        )
    )


def _held(session: Session, person: Person) -> set[str]:
    return set(session.scalars(select(PersonRight.right).where(PersonRight.person_id == person.id)))
