"""What one organisation asks another for: returns, funds, claims, credit, quotes, a person. Asked once, answered once.

`ask`, `answer` and `withdraw` are the only writers, each as the effect of a draft that its person confirmed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from channel import audit, credit_changes, outbox, refusals
from channel.access.gate import Action, not_found
from channel.access.rights import Right
from channel.access.viewer import Viewer
from channel.errors import NotAllowed, NotPossible
from channel.numbering import next_number
from channel.onboarding import authorising
from channel.parties import names_of
from channel.request_facts import Fact, from_plain
from channel.tables.deals import Registration
from channel.tables.parties import Kind, Organisation, Person, PersonRight
from channel.tables.requests import PartnerRequest

ASKED, ANSWERED, WITHDRAWN = "request.asked", "request.answered", "request.withdrawn"
LONGEST = 1000
Content = dict[str, Any]


class Standing(StrEnum):
    """Where a request stands."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


STANDING_WORDS: Final[Mapping[Standing, Mapping[str, str]]] = {
    Standing.OPEN: {"en": "open", "de": "offen"},
    Standing.ACCEPTED: {"en": "accepted", "de": "angenommen"},
    Standing.DECLINED: {"en": "declined", "de": "abgelehnt"},
    Standing.WITHDRAWN: {"en": "withdrawn", "de": "zurückgezogen"},
}


@dataclass(frozen=True)
class RequestKind:
    """A sort of request: how its numbers begin, the right it takes to ask, and to decide at who is asked.

    `again`: once it is answered, the same may be asked for anew, as of a unit that breaks a second time.
    """

    prefix: str
    asks: Right
    askers: frozenset[Kind]
    decides: Mapping[Kind, Right]
    again: bool = False


RETURN, FUNDS, BONUS, CLAIM = "order.rma", "mdf.request", "spiff.claim", "rebate.claim"
CREDIT, QUOTE, HANDOVER = "credit.change", "order.place", "handover"
AUTHORISATION = "onboarding.authorise"
_RESELLERS = frozenset({Kind.RESELLER})
KINDS: Final[Mapping[str, RequestKind]] = {
    RETURN: RequestKind("RMA", Right.SEE_ORDERS, _RESELLERS, {Kind.DISTRIBUTOR: Right.SEE_ORDERS}, again=True),
    FUNDS: RequestKind("MDF", Right.ASK, _RESELLERS, {Kind.VENDOR: Right.DECIDE_DEALS}),
    BONUS: RequestKind("SPF", Right.ASK, _RESELLERS, {Kind.VENDOR: Right.DECIDE_DEALS}),
    CLAIM: RequestKind("CLM", Right.ASK, _RESELLERS | {Kind.DISTRIBUTOR}, {Kind.VENDOR: Right.SEE_COST}),
    CREDIT: RequestKind("CRD", Right.SEE_CREDIT, _RESELLERS, {Kind.DISTRIBUTOR: Right.CHANGE_CREDIT}),
    QUOTE: RequestKind("QUO", Right.SEE_PRICES, _RESELLERS, {Kind.DISTRIBUTOR: Right.DECIDE_DEALS}),
    AUTHORISATION: RequestKind(
        "AUT", Right.ONBOARD, frozenset({Kind.DISTRIBUTOR}), {Kind.VENDOR: Right.DECIDE_DEALS}, again=True
    ),
    HANDOVER: RequestKind(
        "HLP",
        Right.ASK,
        frozenset({Kind.RESELLER, Kind.PROSPECT, Kind.DISTRIBUTOR, Kind.VENDOR}),
        {Kind.DISTRIBUTOR: Right.ONBOARD, Kind.VENDOR: Right.DECIDE_DEALS},
    ),
}
"""Every sort of request, by the capability that asks for it."""


@dataclass(frozen=True)
class RequestView:
    """A request as its reader may see it.

    `person` and `organisation` asked; `mine`: the reader is who asked; `decides`: the reader may answer now.
    `words` are the asker's own. Times are UTC.
    """

    number: str
    kind: str
    standing: Standing
    person: str
    organisation: str
    recipient: str
    facts: tuple[Fact, ...]
    words: str
    answer: str
    mine: bool
    decides: bool
    requested_at: datetime
    answered_at: datetime | None


def ask(action: Action, content: Content) -> Content:
    """Keep a request and owe those who decide a message; its number.

    Args:
        action: of the asking person.
        content: `kind`, `recipient` and `vendor` (ids, the latter may be none), `facts` as plain values, `words`,
            `subject` (what may be asked for only once at a time, empty for anything), `effect` (for credit).

    Raises:
        NotAllowed: without the right that asking takes.
        NotPossible: when nobody there can decide, or the same is asked already.
    """
    viewer, kind = action.viewer, KINDS[content["kind"]]
    if viewer.kind not in kind.askers or kind.asks not in viewer.rights:
        raise NotAllowed.of(refusals.NOT_YOUR_ROLE)
    if viewer.person_id is None or viewer.organisation_id is None:
        raise NotPossible.of(refusals.UNKNOWN_REQUESTS)
    recipient = action.find(Organisation, Organisation.id == content["recipient"])
    needs = kind.decides[Kind(recipient.kind)]
    people = deciders(action.session, recipient.id, needs)
    if not people:
        raise NotPossible.of(refusals.NOBODY_DECIDES, name=recipient.name)
    if other := same(action.session, viewer.organisation_id, content):
        raise NotPossible.of(refusals.ASKED_ALREADY, number=other)
    row = PartnerRequest(
        number=next_number(action, PartnerRequest.number, f"{kind.prefix}-"),
        kind=content["kind"],
        organisation_id=viewer.organisation_id,
        person_id=viewer.person_id,
        recipient_id=recipient.id,
        needs=needs,
        vendor_id=content["vendor"],
        content={**_kept(content), "person": viewer.name},
        requested_at=action.now,
        as_of=action.now,
    )
    action.session.add(row)
    action.session.flush()
    audit.record(action, ASKED, row.number, {"kind": row.kind, "recipient": recipient.id})
    outbox.owe(action, people, ASKED, {"number": row.number}, row.number)
    return {"number": row.number}


def answer(action: Action, content: Content) -> Content:
    """Accept or decline a request, with a word to who asked; an accepted credit change takes effect at once.

    Args:
        action: of somebody at the recipient.
        content: `number`, `standing` (`accepted` or `declined`) and `note`.

    Raises:
        NotFound: when there is none that the person may decide.
        NotPossible: when it is answered or withdrawn already.
    """
    row = action.find(PartnerRequest, PartnerRequest.number == content["number"])
    if row.recipient_id != action.viewer.organisation_id or row.needs not in action.viewer.rights:
        raise not_found()
    _refuse_closed(row)
    row.state = Standing(content["standing"])
    row.answer = content["note"][:LONGEST]
    row.answered_at = action.now
    row.answered_by = action.viewer.person_id
    if row.state == Standing.ACCEPTED and row.kind == CREDIT:
        credit_changes.change_line(action, row.organisation_id, row.content["effect"])
    if row.state == Standing.ACCEPTED and row.kind == AUTHORISATION:
        authorising.grant(action, row.content["effect"])
    audit.record(action, ANSWERED, row.number, {"standing": row.state})
    outbox.owe(action, [row.person_id], ANSWERED, {"number": row.number}, f"{row.number}:answered")
    return {"number": row.number}


def withdraw(action: Action, content: Content) -> Content:
    """Take back an own request that is not answered yet; those who were asked are told.

    Raises:
        NotFound: when the person has no such request.
        NotPossible: when it is answered or withdrawn already.
    """
    row = action.find(PartnerRequest, PartnerRequest.number == content["number"])
    if row.person_id != action.viewer.person_id:
        raise not_found()
    _refuse_closed(row)
    row.state = Standing.WITHDRAWN
    row.answered_at = action.now
    audit.record(action, WITHDRAWN, row.number)
    people = deciders(action.session, row.recipient_id, Right(row.needs))
    outbox.owe(action, people, WITHDRAWN, {"number": row.number}, f"{row.number}:withdrawn")
    return {"number": row.number}


def vendor_of_deal(session: Session, number: str) -> int | None:
    """The vendor (id) of a registration in sight, none when there is none."""
    return session.scalars(select(Registration.vendor_id).where(Registration.number == number)).one_or_none()


def same(session: Session, organisation: int | None, content: Content) -> str | None:
    """The number of the organisation's request for the same subject that is open, or accepted and counts for good."""
    if not content["subject"]:
        return None
    lasting = () if KINDS[content["kind"]].again else (Standing.ACCEPTED,)
    rows = session.scalars(
        select(PartnerRequest).where(
            PartnerRequest.organisation_id == organisation,
            PartnerRequest.kind == content["kind"],
            PartnerRequest.state.in_((Standing.OPEN, *lasting)),
        )
    )
    return next((row.number for row in rows if row.content["subject"] == content["subject"]), None)


def deciders(session: Session, organisation: int, right: Right) -> list[int]:
    """The people (ids) of an organisation who hold a right, for a session that sees them."""
    return list(
        session.scalars(
            select(Person.id)
            .join(PersonRight, PersonRight.person_id == Person.id)
            .where(Person.organisation_id == organisation, Person.active.is_(True), PersonRight.right == right)
            .order_by(Person.id)
        )
    )


def request(session: Session, viewer: Viewer, number: str) -> RequestView:
    """One request in sight.

    Raises:
        NotFound: when there is none.
    """
    found = _views(session, viewer, PartnerRequest.number == number.upper())
    if not found:
        raise not_found()
    return found[0]


def own_requests(session: Session, viewer: Viewer, kinds: Sequence[str]) -> tuple[RequestView, ...]:
    """The requests of these kinds that the viewer's organisation made, as far as they are in sight, newest first."""
    return _views(
        session,
        viewer,
        PartnerRequest.organisation_id == viewer.organisation_id,
        PartnerRequest.kind.in_(tuple(kinds)),
    )


def waiting(session: Session, viewer: Viewer, kinds: Sequence[str]) -> tuple[RequestView, ...]:
    """The open requests of these kinds that the viewer may decide, newest first."""
    return _views(
        session,
        viewer,
        PartnerRequest.recipient_id == viewer.organisation_id,
        PartnerRequest.state == Standing.OPEN,
        PartnerRequest.kind.in_(tuple(kinds)),
    )


def _views(session: Session, viewer: Viewer, *criteria: ColumnElement[bool]) -> tuple[RequestView, ...]:
    rows = session.scalars(select(PartnerRequest).where(*criteria).order_by(PartnerRequest.id.desc())).all()
    names = names_of(session, {key for row in rows for key in (row.organisation_id, row.recipient_id)})
    return tuple(_view(row, viewer, names) for row in rows)


def _view(row: PartnerRequest, viewer: Viewer, names: dict[int, str]) -> RequestView:
    asked = row.recipient_id == viewer.organisation_id and row.needs in viewer.rights
    return RequestView(
        number=row.number,
        kind=row.kind,
        standing=Standing(row.state),
        person=row.content["person"],
        organisation=names.get(row.organisation_id, ""),
        recipient=names.get(row.recipient_id, ""),
        facts=from_plain(row.content["facts"]),
        words=row.content["words"],
        answer=row.answer,
        mine=row.person_id == viewer.person_id,
        decides=asked and row.state == Standing.OPEN,
        requested_at=row.requested_at,
        answered_at=row.answered_at,
    )


def _kept(content: Content) -> Content:
    return {
        "facts": content["facts"],
        "words": content["words"][:LONGEST],
        "subject": content["subject"],
        "effect": content["effect"],
    }


def _refuse_closed(row: PartnerRequest) -> None:
    if row.state != Standing.OPEN:
        raise NotPossible.of(refusals.REQUEST_CLOSED, number=row.number, state=STANDING_WORDS[Standing(row.state)])
