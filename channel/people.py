"""The people of an organisation: who may do what, who joins, who leaves. An administrator's own organisation only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from channel import audit, drafts, outbox, refusals
from channel.access.gate import Action, not_found
from channel.access.rights import Right
from channel.errors import NotPossible
from channel.tables.journal import Draft, Upload
from channel.tables.parties import Kind, Organisation, Person, PersonRight, SlackIdentity
from channel.tables.requests import LinkRequest

CHANGED: Final = "people.changed"
Content = dict[str, Any]
_LOOKS: Final = frozenset({Right.ASK, Right.SEE_DEALS, Right.SEE_ORDERS, Right.SEE_PRICES, Right.SEE_STOCK})
_SPEAKS_FOR_A_LINE: Final = frozenset(
    {Right.ANNOUNCE, Right.DECIDE_DEALS, Right.PUBLISH, Right.SEE_COST, Right.SEE_EMBARGOED}
)


class Role(StrEnum):
    """What somebody works as; each comes with its rights."""

    SALES = "sales"
    PRESALES = "presales"
    BUYER = "buyer"
    OWNER = "owner"
    PARTNER_MANAGER = "partner_manager"
    PRODUCT_MANAGER = "product_manager"
    CREDIT_CONTROLLER = "credit_controller"
    CHANNEL_MANAGER = "channel_manager"
    PRODUCT_MARKETING = "product_marketing"


RIGHTS_OF: Final[Mapping[Role, frozenset[Right]]] = {
    Role.SALES: _LOOKS | {Right.REGISTER_DEALS},
    Role.PRESALES: _LOOKS | {Right.REGISTER_DEALS},
    Role.BUYER: _LOOKS | {Right.SEE_CREDIT},
    Role.OWNER: _LOOKS | {Right.ADMINISTER, Right.REGISTER_DEALS, Right.SEE_CREDIT},
    Role.PARTNER_MANAGER: _LOOKS | {Right.ANNOUNCE, Right.DECIDE_DEALS, Right.ONBOARD, Right.PUBLISH},
    Role.PRODUCT_MANAGER: _LOOKS | _SPEAKS_FOR_A_LINE,
    Role.CREDIT_CONTROLLER: _LOOKS | {Right.CHANGE_CREDIT, Right.SEE_CREDIT},
    Role.CHANNEL_MANAGER: _LOOKS | _SPEAKS_FOR_A_LINE,
    Role.PRODUCT_MARKETING: frozenset(
        {Right.ANNOUNCE, Right.ASK, Right.PUBLISH, Right.SEE_EMBARGOED, Right.SEE_PRICES, Right.SEE_STOCK}
    ),
}
ROLES_IN: Final[Mapping[Kind, tuple[Role, ...]]] = {
    Kind.RESELLER: (Role.SALES, Role.PRESALES, Role.BUYER, Role.OWNER),
    Kind.PROSPECT: (Role.SALES, Role.PRESALES, Role.BUYER, Role.OWNER),
    Kind.DISTRIBUTOR: (Role.PARTNER_MANAGER, Role.PRODUCT_MANAGER, Role.CREDIT_CONTROLLER),
    Kind.VENDOR: (Role.CHANNEL_MANAGER, Role.PRODUCT_MARKETING),
    Kind.OPERATOR: (),
}
_BEYOND_ROLES: Final[Mapping[Kind, frozenset[Right]]] = {
    Kind.RESELLER: frozenset(),
    Kind.PROSPECT: frozenset(),
    Kind.DISTRIBUTOR: frozenset({Right.ADMINISTER, Right.LOAD_DATA}),
    Kind.VENDOR: frozenset({Right.ADMINISTER, Right.LOAD_DATA}),
    Kind.OPERATOR: frozenset(),
}
_OF_PROSPECTS: Final = frozenset({Right.ADMINISTER, Right.ASK})


class Act(StrEnum):
    """What happens to somebody."""

    ADD = "add"
    CHANGE = "change"
    REMOVE = "remove"


@dataclass(frozen=True)
class Colleague:
    """Somebody of the own organisation. `linked`: their Slack account is known."""

    id: int
    name: str
    email: str
    title: str
    active: bool
    linked: bool
    rights: frozenset[Right]


def rights_of(role: Role, kind: Kind) -> frozenset[Right]:
    """The rights that a role brings in an organisation of a kind; none for a role that it does not have."""
    return RIGHTS_OF[role] & grantable(kind) if role in ROLES_IN[kind] else frozenset()


def grantable(kind: Kind) -> frozenset[Right]:
    """The rights that an administrator of such an organisation may give."""
    if kind is Kind.PROSPECT:
        return _OF_PROSPECTS
    return frozenset().union(*(RIGHTS_OF[role] for role in ROLES_IN[kind])) | _BEYOND_ROLES[kind]


def colleagues(session: Session, organisation: int, *, gone: bool = False) -> tuple[Colleague, ...]:
    """The people of an organisation by name, `gone` ones only when asked for."""
    statement = select(Person).where(Person.organisation_id == organisation).order_by(Person.name)
    if not gone:
        statement = statement.where(Person.active.is_(True))
    people = session.scalars(statement).all()
    held: dict[int, set[Right]] = {}
    for row in session.scalars(select(PersonRight).where(PersonRight.organisation_id == organisation)):
        held.setdefault(row.person_id, set()).add(Right(row.right))
    linked = set(
        session.scalars(select(SlackIdentity.person_id).where(SlackIdentity.organisation_id == organisation))
    )
    return tuple(
        Colleague(p.id, p.name, p.email, p.title, p.active, p.id in linked, frozenset(held.get(p.id, ())))
        for p in people
    )


def own_domain(session: Session, organisation: int) -> str:
    """The e-mail domain of an organisation, empty where none is known."""
    return (session.scalar(select(Organisation.domain).where(Organisation.id == organisation)) or "").casefold()


def check_administered(all_of_them: Iterable[Colleague], person: int, lost: Iterable[Right]) -> None:
    """Somebody must stay who administers the organisation.

    Raises:
        NotPossible: when `person` is its last administrator and would be one no more.
    """
    administrators = {c.id for c in all_of_them if c.active and Right.ADMINISTER in c.rights}
    if Right.ADMINISTER in lost and administrators == {person}:
        raise NotPossible.of(refusals.LAST_ADMINISTRATOR)


def perform(action: Action, content: Content) -> Content:
    """Add, change or remove somebody of the acting administrator's organisation.

    Args:
        action: of the administrator.
        content: `act`; `person` (id), or `name` and `email` of somebody new; `give` and `take` (rights); `role`.

    Raises:
        NotFound: when the person is not of the own organisation.
        NotPossible: when a right is not the administrator's to give, nobody would administer any more, or the
            address is known already.
    """
    house = _own_house(action)
    act = Act(content["act"])
    give = {Right(name) for name in content.get("give", ())}
    take = {Right(name) for name in content.get("take", ())}
    if not give <= grantable(Kind(house.kind)):
        raise NotPossible.of(refusals.NOT_YOURS_TO_GIVE)
    if act is Act.ADD:
        person = admit(action, house, content["name"], content["email"], content.get("title", ""))
        action.session.execute(delete(LinkRequest).where(_of_email(person.email), LinkRequest.state == "declined"))
    else:
        person = action.find(Person, Person.id == content["person"], Person.organisation_id == house.id)
        if not person.active:
            raise not_found()
    everybody = colleagues(action.session, house.id, gone=True)
    held = next((c.rights for c in everybody if c.id == person.id), frozenset())
    if act is Act.REMOVE:
        take = set(held)
    check_administered(everybody, person.id, take)
    given, taken = give - held, take & held
    set_rights(action, person, (held | give) - take)
    let_go = off_board(action, person) if act is Act.REMOVE else 0
    details = {"given": sorted(given), "taken": sorted(taken), "person": person.id}
    audit.record(action, f"people.{act}", person.key, details)
    if act is Act.CHANGE and (given or taken) and person.id != action.viewer.person_id:
        key = f"people:{person.id}:{action.now.isoformat()}"
        outbox.owe(action, [person.id], CHANGED, {"given": sorted(given), "taken": sorted(taken)}, key)
    return {
        "act": act,
        "name": person.name,
        "email": person.email,
        "given": sorted(given),
        "taken": sorted(taken),
        "let_go": let_go,
    }


def admit(action: Action, house: Organisation, name: str, email: str, title: str) -> Person:
    """The person of an organisation under an e-mail address: known before and back again, or new.

    Raises:
        NotPossible: when the address is somebody's who works there now, or another organisation's.
    """
    email = email.strip().casefold()
    known = action.session.scalars(select(Person).where(func.lower(Person.email) == email)).one_or_none()
    if known is not None and (known.active or known.organisation_id != house.id):
        raise NotPossible.of(refusals.ADDRESS_IN_USE, email=email)
    if known is not None:
        known.active = True
        return known
    person = Person(
        key=_free_key(action.session, f"{house.key}.{email.partition('@')[0]}"[:70]),
        organisation_id=house.id,
        name=name.strip()[:120] or email,
        email=email,
        title=title[:120],
        language="de-DE" if house.country in {"DE", "AT", "CH", "LI"} else "en-GB",
        timezone=house.timezone,
        active=True,
        as_of=action.now,
    )
    action.session.add(person)
    action.session.flush()
    return person


def set_rights(action: Action, person: Person, rights: Iterable[Right]) -> None:
    """Have somebody hold exactly these rights."""
    wanted = {str(right) for right in rights}
    rows = action.session.scalars(select(PersonRight).where(PersonRight.person_id == person.id)).all()
    for row in rows:
        if row.right not in wanted:
            action.session.delete(row)
    missing = wanted - {row.right for row in rows}
    action.session.add_all(
        PersonRight(person_id=person.id, organisation_id=person.organisation_id, right=name, as_of=action.now)
        for name in sorted(missing)
    )
    action.session.flush()


def off_board(action: Action, person: Person) -> int:
    """Take somebody's Slack accounts and open drafts away at once; how many drafts were let go."""
    person.active = False
    action.session.execute(delete(SlackIdentity).where(SlackIdentity.person_id == person.id))
    open_drafts = action.session.scalars(
        select(Draft).where(Draft.person_id == person.id, Draft.state == drafts.OPEN)
    ).all()
    for draft in open_drafts:
        draft.state = drafts.DISCARDED
        draft.closed_at = action.now
    action.session.execute(delete(Upload).where(Upload.person_id == person.id))
    return len(open_drafts)


def _own_house(action: Action) -> Organisation:
    """The acting person's organisation, locked so that two administrators cannot remove each other at once."""
    return action.session.scalars(
        select(Organisation).where(Organisation.id == action.viewer.organisation_id).with_for_update()
    ).one()


def _of_email(email: str) -> Any:  # noqa: ANN401 - a criterion of SQLAlchemy's
    return func.lower(LinkRequest.email) == email.casefold()


def _free_key(session: Session, wanted: str) -> str:
    taken = set(session.scalars(select(Person.key).where(Person.key.startswith(wanted))))
    return next(key for n in range(1, len(taken) + 2) if (key := wanted if n == 1 else f"{wanted}.{n}") not in taken)
