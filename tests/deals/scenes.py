"""Scenes of deals for examples: who acts, how a registration stands, what is owed to whom."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from desk import Desk
from sqlalchemy import select

from channel.access.gate import Action
from channel.access.rights import Right
from channel.deals import commands
from channel.tables.deals import Policy, Registration
from channel.tables.journal import Deadline, OutboxMessage
from channel.tables.parties import Person
from channel.tables.prices import SpecialPrice
from channel.tables.products import Product

RESELLER, DISTRIBUTOR, VENDOR = "alpenrock.sales", "brightpath.partner", "northwall.channel"
REVIEWED = "DR-2026-0149"
PROGRESS = "demo on 20 November"


@contextmanager
def acting(desk: Desk, key: str) -> Iterator[Action]:
    right = Right.REGISTER_DEALS if key == RESELLER else Right.DECIDE_DEALS
    with desk.gate.acting(desk.who(key), right) as action:
        yield action


def row_of(action: Action, number: str) -> Registration:
    return action.session.scalars(select(Registration).where(Registration.number == number)).one()


def put(desk: Desk, number: str, **values: Any) -> None:
    """Have a registration stand as the example needs it."""
    with desk.unseen() as action:
        for name, value in values.items():
            setattr(row_of(action, number), name, value)


def rules(desk: Desk, **changed: Any) -> None:
    with desk.unseen() as action:
        for row in action.session.scalars(select(Policy)):
            row.parameters = {**row.parameters, **changed}


def approved(desk: Desk, **changed: object) -> str:
    number = desk.register(**changed)
    for key in (DISTRIBUTOR, VENDOR):
        with acting(desk, key) as action:
            commands.approve(action, number)
    return number


def with_vendor(desk: Desk, **changed: object) -> str:
    number = desk.register(**changed)
    with acting(desk, DISTRIBUTOR) as action:
        commands.approve(action, number)
    return number


def prices(desk: Desk, number: str) -> dict[str, tuple[int, int, date]]:
    """Approved and remaining units and the last day, by part number."""
    with desk.unseen() as action:
        rows = action.session.execute(
            select(Product.mpn, SpecialPrice.approved_quantity, SpecialPrice.remaining_quantity, SpecialPrice.valid_to)
            .join(Product, Product.id == SpecialPrice.product_id)
            .join(Registration, Registration.id == SpecialPrice.registration_id)
            .where(Registration.number == number)
        )
        return {row.mpn: (row.approved_quantity, row.remaining_quantity, row.valid_to) for row in rows}


def reminded(desk: Desk, number: str) -> list[tuple[str, str]]:
    """Who is owed a reminder of which kind."""
    with desk.unseen() as action:
        rows = action.session.execute(
            select(Person.key, OutboxMessage.content)
            .join(Person, Person.id == OutboxMessage.person_id)
            .where(OutboxMessage.topic == "deal.reminder")
            .order_by(OutboxMessage.id)
        )
        return [(row.key, row.content["kind"]) for row in rows if row.content["number"] == number]


def due(desk: Desk, number: str, kind: str) -> None:
    """Have a deadline of that kind be performed now."""
    with desk.unseen() as action:
        commands.run_deadline(action, Deadline(subject=number, kind=kind, due_at=action.now, as_of=action.now))
