"""A confirmed application becomes a registration: judged once more, created, submitted, and at its first step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import or_, select

from channel import audit, uploads
from channel.access.gate import Action
from channel.deals import eligibility, refusals, terms
from channel.deals.states import Command, Role, State
from channel.deals.transitions import move_on
from channel.deals.views import Application
from channel.deals.words import because
from channel.errors import NotPossible
from channel.matching import normalised
from channel.numbering import next_number
from channel.policy import Policy, policy_for_deal
from channel.tables.deals import Registration, RegistrationEvidence, RegistrationLine
from channel.tables.parties import Kind, Supply

PARTICULARS: Final = (
    "industry",
    "contact_role",
    "delivery_date",
    "competitor",
    "relationship",
    "source",
    "activity",
    "activity_on",
    "help_wanted",
    "incumbent",
    "special_price",
    "consent",
    "copied_from",
)
"""Fields of an application that are kept together, as plain values."""


@dataclass(frozen=True)
class _Side:
    """For whom a registration is made; `distributor` registers it for that reseller, or nobody does."""

    reseller: int
    distributor: int | None = None


def register(action: Action, content: dict[str, Any]) -> dict[str, Any]:
    """Register a deal, for the acting reseller or by a distributor for a reseller that buys there; `{"number": ...}`.

    Raises:
        NotPossible: if something is missing, or the rules no longer allow it.
    """
    application = Application.model_validate(content)
    return {"number": _register(action, application).number}


def register_many(action: Action, content: dict[str, Any]) -> dict[str, Any]:
    """Register each of `{"applications": [...]}`, all or none; `{"numbers": [...]}`.

    Raises:
        NotPossible: if one of them is no longer possible; the words name its customer.
    """
    numbers = []
    for row in content["applications"]:
        application = Application.model_validate(row)
        try:
            numbers.append(_register(action, application).number)
        except NotPossible as refusal:
            (en, en_next), (de, de_next) = refusal.words("en"), refusal.words("de")
            raise NotPossible.of(
                refusals.OF_MANY,
                customer=application.customer or "",
                words={"en": en, "de": de},
                next_step={"en": en_next, "de": de_next},
            ) from refusal
    return {"numbers": numbers}


def _register(action: Action, application: Application) -> Registration:
    side = _side(action, application)
    goods = eligibility.goods_of(action.session, [mpn for mpn, _ in application.lines])
    policy = _accept(action, application, goods, side)
    registration = Registration(
        number=next_number(action, Registration.number, f"DR-{action.now.year}-"),
        vendor_id=application.vendor_id,
        distributor_id=application.distributor_id,
        reseller_id=side.reseller,
        registered_by=action.viewer.person_id,
        state="",
        customer_normalised=normalised(application.customer or ""),
        value=Decimal(application.value or 0),
        created_at=action.now,
        policy_id=policy.id,
        extensions=0,
        as_of=action.now,
        particulars=particulars_of(application),
        **{column: getattr(application, field) for field, column in terms.COLUMNS.items()},
    )
    move_on(action, registration, Command.CREATE, by=Role.RESELLER)
    _add_lines(action, registration, application, goods)
    _add_evidence(action, registration, application.uploads)
    move_on(action, registration, Command.SUBMIT, by=Role.RESELLER, changes={"submitted_at": action.now})
    move_on(action, registration, Command.TRIAGE, to=_first_step(policy, side), by=Role.SYSTEM)
    return registration


def particulars_of(application: Application) -> dict[str, Any]:
    """The fields that are kept together, without those that nobody said."""
    plain = application.content()
    return {name: plain[name] for name in PARTICULARS if plain[name]}


def _side(action: Action, application: Application) -> _Side:
    viewer = action.viewer
    own = viewer.organisation_id
    if viewer.kind is Kind.RESELLER and own is not None:
        return _Side(own)
    day = action.now.astimezone(UTC).date()
    supplied = action.session.execute(
        select(Supply.id).where(
            Supply.distributor_id == own,
            Supply.reseller_id == application.reseller_id,
            Supply.valid_from <= day,
            or_(Supply.valid_to.is_(None), Supply.valid_to >= day),
        )
    ).first()
    if viewer.kind is not Kind.DISTRIBUTOR or own is None or application.reseller_id is None or supplied is None:
        raise NotPossible.of(refusals.WHO_REGISTERS)
    if application.distributor_id != own:
        raise NotPossible.of(refusals.ANOTHER_DISTRIBUTOR)
    return _Side(application.reseller_id, own)


def _first_step(policy: Policy, side: _Side) -> State:
    """The vendor's review where the distributor has no say, or has registered it itself."""
    asked = "distributor" in policy.rules.approval_chain and policy.rules.distributor_step_mode == "approve"
    return State.DISTRIBUTOR_REVIEW if asked and side.distributor is None else State.VENDOR_REVIEW


def _accept(action: Action, application: Application, goods: tuple[eligibility.Goods, ...], side: _Side) -> Policy:
    day = action.now.astimezone(UTC).date()
    policy = policy_for_deal(
        action.session, application.vendor_id or 0, application.country, [g.line_id for g in goods], day
    )
    if eligibility.missing(policy, application) or len(goods) != len(application.lines):
        raise NotPossible.of(refusals.STILL_MISSING)
    problems = (
        *eligibility.check(action.session, policy, application, side.reseller, day),
        *eligibility.standing(action.session, policy, application, side.reseller, day),
    )
    ways = eligibility.distributors_for(action.session, side.reseller, goods, application.country, day)
    if problems or application.distributor_id not in ways or application.vendor_id != goods[0].vendor_id:
        codes = [problem.code for problem in problems] or ["not_authorised"]
        raise NotPossible.of(refusals.NOT_ALLOWED_ANY_MORE, why=because(codes))
    return policy


def _add_lines(
    action: Action, registration: Registration, application: Application, goods: Iterable[eligibility.Goods]
) -> None:
    ids = {product.mpn: product.product_id for product in goods}
    action.session.add_all(
        RegistrationLine(**_parties(registration), product_id=ids[mpn], quantity=quantity, as_of=action.now)
        for mpn, quantity in application.lines
    )


def _add_evidence(action: Action, registration: Registration, keys: tuple[str, ...]) -> None:
    """The dropped files become the registration's; their keeping until now ends."""
    for file in [uploads.own_file(action, key) for key in keys]:
        action.session.add(
            RegistrationEvidence(
                **_parties(registration),
                file_name=file.file_name,
                media_type=file.media_type,
                checksum=file.checksum,
                content=file.content,
                added_by=action.viewer.name,
                added_at=action.now,
                as_of=action.now,
            )
        )
        audit.record(action, "deal.evidence", registration.number, {"file": file.file_name, "checksum": file.checksum})
    uploads.let_go(action, keys)


def _parties(registration: Registration) -> dict[str, int]:
    return {
        "registration_id": registration.id,
        "vendor_id": registration.vendor_id,
        "distributor_id": registration.distributor_id,
        "reseller_id": registration.reseller_id,
    }
