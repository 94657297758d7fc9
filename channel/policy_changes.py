"""Changing the rules of engagement: new dated rows; what was registered keeps the rules it was judged by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date
from typing import Any, Final

from pydantic import ValidationError
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from channel import audit, refusals
from channel.access.gate import Action
from channel.deals.states import LIVE
from channel.errors import BadInput, NotPossible
from channel.policy import Parameters
from channel.tables.deals import Policy, Registration, RegistrationLine
from channel.tables.parties import Kind, Line
from channel.tables.products import Product

LONGEST_CLAUSE: Final = 120


@dataclass(frozen=True)
class RowChange:
    """One row of rules as it would change: for which line (none for all), what it says now and then."""

    policy_id: int
    programme: str
    line: str | None
    clause: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]


@dataclass(frozen=True)
class PolicyChange:
    """What a change of rules comes to. `keeping` counts open registrations that keep the rules they were judged by."""

    valid_from: date
    rows: tuple[RowChange, ...]
    keeping: int


def planned(
    session: Session, vendor: int, line: int | None, changes: Mapping[str, Any], valid_from: date, today: date
) -> PolicyChange:
    """What would change for a vendor's line, or for all of its rules, from a day on.

    Raises:
        BadInput: for a day in the past, or values that the rules cannot have.
        NotPossible: if the vendor has no rules, or they say it already.
    """
    if valid_from <= today:
        raise BadInput.of(refusals.RULES_FROM_TOMORROW)
    rows = tuple(_row_change(session, row, line, changes) for row in _bases(session, vendor, line, valid_from))
    changed = tuple(row for row in rows if row.before != row.after)
    if not rows:
        raise NotPossible.of(refusals.NO_RULES)
    if not changed:
        raise NotPossible.of(refusals.RULES_SAY_SO)
    return PolicyChange(valid_from, changed, _open_registrations(session, vendor, line))


def change(action: Action, content: dict[str, Any]) -> dict[str, Any]:
    """Write the rows: `{"line", "changes", "valid_from"}`; what was open keeps its rules.

    Raises:
        BadInput: for a day that has come meanwhile, or values that cannot be.
        NotPossible: for anybody but a vendor, or if nothing would change.
    """
    viewer = action.viewer
    if viewer.kind is not Kind.VENDOR or viewer.organisation_id is None:
        raise NotPossible.of(refusals.RULES_OF_THE_VENDOR)
    today = action.now.astimezone(UTC).date()
    valid_from, changes = date.fromisoformat(content["valid_from"]), content["changes"]
    plan = planned(action.session, viewer.organisation_id, content["line"], changes, valid_from, today)
    for row in plan.rows:
        base = action.session.execute(select(Policy).where(Policy.id == row.policy_id)).scalar_one()
        parameters = {**base.parameters, **{name: changes[name] for name in row.after}}
        line_id = base.line_id if content["line"] is None else content["line"]
        if base.valid_from == valid_from and base.line_id == line_id:
            base.parameters, base.as_of = parameters, action.now
            continue
        action.session.add(
            Policy(
                vendor_id=base.vendor_id,
                programme=base.programme,
                territory=base.territory,
                line_id=line_id,
                valid_from=valid_from,
                clause=_clause(base.clause, valid_from),
                parameters=parameters,
                as_of=action.now,
            )
        )
    details = {"from": valid_from.isoformat(), "changes": changes, "line": content["line"], "rows": len(plan.rows)}
    audit.record(action, "policy.changed", plan.rows[0].programme, details)
    return {"programme": plan.rows[0].programme, "valid_from": valid_from.isoformat(), "keeping": plan.keeping}


def _bases(session: Session, vendor: int, line: int | None, day: date) -> list[Policy]:
    """The rows that hold on the day, one for each scope; for a line its own, else the general one."""
    rows = session.scalars(
        select(Policy).where(Policy.vendor_id == vendor, Policy.valid_from <= day).order_by(Policy.valid_from)
    ).all()
    latest = {(row.programme, row.territory, row.line_id): row for row in rows}
    if line is None:
        return list(latest.values())
    own = [row for key, row in latest.items() if key[2] == line]
    return own or [row for key, row in latest.items() if key[2] is None]


def _row_change(session: Session, row: Policy, line: int | None, changes: Mapping[str, Any]) -> RowChange:
    now = Parameters.model_validate(row.parameters).model_dump(mode="json")
    try:
        then = Parameters.model_validate({**row.parameters, **changes}).model_dump(mode="json")
    except ValidationError as error:
        raise BadInput.of(refusals.NO_SUCH_RULE, why=error.errors()[0]["msg"]) from error
    scope = row.line_id if line is None else line
    name = session.scalar(select(Line.name).where(Line.id == scope)) if scope else None
    differing = {key for key in changes if now[key] != then[key]}
    return RowChange(
        row.id,
        row.programme,
        name,
        row.clause,
        {key: now[key] for key in differing},
        {key: then[key] for key in differing},
    )


def _open_registrations(session: Session, vendor: int, line: int | None) -> int:
    statement = select(func.count(func.distinct(Registration.id))).where(
        Registration.vendor_id == vendor, Registration.state.in_(sorted(LIVE))
    )
    if line is not None:
        statement = statement.where(
            Registration.id.in_(
                select(RegistrationLine.registration_id)
                .join(Product, Product.id == RegistrationLine.product_id)
                .where(Product.line_id == line)
            )
        )
    return session.scalar(statement) or 0


def _clause(clause: str, valid_from: date) -> str:
    """The clause with the day of the change, as long as a clause may be."""
    said = f"{clause.split(', as of ', maxsplit=1)[0]}, as of {valid_from}"
    return said if len(said) <= LONGEST_CLAUSE else f"{said[: LONGEST_CLAUSE - 1]}…"
