"""Random channels: some of each kind of organisation, their people, rows in every table, near the edges of the law."""

import random
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Engine,
    Integer,
    LargeBinary,
    String,
    Time,
    UniqueConstraint,
    delete,
    insert,
)

from channel.access.rights import Right
from channel.tables import Table
from channel.tables.base import Amount, Instant
from channel.tables.journal import DataMark

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
TODAY = NOW.date()
Row = dict[str, Any]

ORGANISATIONS = (
    ("vendor", "active"),
    ("vendor", "active"),
    ("distributor", "active"),
    ("distributor", "active"),
    ("reseller", "active"),
    ("reseller", "active"),
    ("reseller", "active"),
    ("reseller", "left"),
    ("prospect", "onboarding"),
    ("operator", "active"),
)
ATTEMPTS = {
    "organisations": len(ORGANISATIONS),
    "person_rights": 200,
    "authorisations": 40,
    "distributions": 30,
    "list_prices": 30,
    "reseller_prices": 90,
    "releases": 60,
}
ATTEMPTS_ELSEWHERE = 20
STATES = ("draft", "draft", "submitted", "approved", "conflict_review", "withdrawn", "expired")
CHOICES: dict[str, tuple[Any, ...]] = {
    "audience": ("public", "partners", "downstream", "organisation", "something new"),
    "status": ("active", "active", "active", "suspended"),
    "state": STATES,
    "from_state": (None, *STATES),
    "to_state": STATES,
    "tier": ("Silver", "Gold", "GOLD", "silver", "Registered"),
    "tiers": ([], ["Gold"], ["Silver", "Gold"], ["Platinum"]),
    "territory": ("DE", "AT", "DE", "AT", "NO"),
    "min_rank": (0, 0, 1, 2, 3),
    "rank": (1, 2, 3),
    "needs": ("publish", "decide_deals", "change_credit", "something new"),
}
KINDS = {"vendor_id": "vendor", "distributor_id": "distributor", "reseller_id": "reseller", "prospect_id": "prospect"}


@dataclass
class World:
    """Rows by table, as they were put into the database."""

    rows: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))

    def organisations(self, kind: str) -> list[int]:
        """Ids of the organisations of a kind."""
        return [row["id"] for row in self.rows["organisations"] if row["kind"] == kind]

    def by_id(self, table: str, id_: int) -> Row:
        """One row."""
        return self.rows[table][id_ - 1]


def build(seed: int) -> World:
    """The world of a seed."""
    chance, world = random.Random(seed), World()  # noqa: S311 - worlds to test in, not secrets
    for table in Table.metadata.sorted_tables:
        fixed = FIXED.get(table.name)
        for _ in range(ATTEMPTS.get(table.name, ATTEMPTS_ELSEWHERE)):
            position = len(world.rows[table.name])
            row = {column.name: _value(column, position, chance, world) for column in table.columns}
            if fixed is not None:
                fixed(row, position, chance, world)
            _belong_together(row, world)
            if not _taken(table, row, world):
                row["id"] = len(world.rows[table.name]) + 1
                world.rows[table.name].append(row)
    return world


def fill(engine: Engine, world: World) -> None:
    """Put a world into an empty database, in place of the mark that it begins with."""
    with engine.begin() as connection:
        connection.execute(delete(DataMark))
        for table in Table.metadata.sorted_tables:
            if world.rows[table.name]:
                connection.execute(insert(table), world.rows[table.name])


def _value(column: Column[Any], position: int, chance: random.Random, world: World) -> Any:
    if column.foreign_keys:
        return _reference(column, chance, world)
    if column.name in CHOICES:
        return None if column.nullable and chance.random() < 0.4 else chance.choice(CHOICES[column.name])
    if column.nullable and chance.random() < 0.5:
        return None
    return _plain(column, position, chance)


def _reference(column: Column[Any], chance: random.Random, world: World) -> int | None:
    if column.nullable and chance.random() < 0.4:
        return None
    if column.name in KINDS:
        return chance.choice(world.organisations(KINDS[column.name]))
    target = next(iter(column.foreign_keys)).column.table.name
    return chance.choice(world.rows[target])["id"] if world.rows[target] else None


def _plain(column: Column[Any], position: int, chance: random.Random) -> Any:
    kind = column.type
    if isinstance(kind, String):
        return f"{column.name[:3]}{position}"[: kind.length or 40]
    values: dict[type, Callable[[], Any]] = {
        Instant: lambda: NOW + chance.choice((timedelta(-40), timedelta(0), timedelta(seconds=1), timedelta(30))),
        Date: lambda: _day(column.name, chance),
        Amount: lambda: Decimal(chance.randint(1, 900)),
        Boolean: lambda: chance.random() < 0.7,
        JSON: list,
        Time: lambda: time(chance.randint(0, 23)),
        LargeBinary: lambda: b"file",
        Integer: lambda: position + 1,
    }
    return values[type(kind)]()


def _day(name: str, chance: random.Random) -> date:
    if name == "valid_from":
        return TODAY + timedelta(chance.choice((-300, -300, -300, -1, 0, 1)))
    return TODAY + timedelta(chance.choice((-1, 0, 1, 100)))


def _belong_together(row: Row, world: World) -> None:
    """What is said twice must agree, as it does when data are loaded."""
    if row.get("line_id") and "vendor_id" in row:
        row["vendor_id"] = world.by_id("lines", row["line_id"])["vendor_id"]
    if "document_id" in row:
        row["owner_id"] = world.by_id("documents", row["document_id"])["owner_id"]
    if "version_id" in row:
        row["owner_id"] = world.by_id("document_versions", row["version_id"])["owner_id"]
    if "person_id" in row and "organisation_id" in row and row["person_id"]:
        row["organisation_id"] = world.by_id("people", row["person_id"])["organisation_id"]


def _taken(table: Any, row: Row, world: World) -> bool:
    names = [[column.name] for column in table.columns if column.unique]
    names += [
        [column.name for column in rule.columns] for rule in table.constraints if isinstance(rule, UniqueConstraint)
    ]
    return any(all(old[name] == row[name] for name in group) for group in names for old in world.rows[table.name])


def _organisation(row: Row, position: int, _chance: random.Random, _world: World) -> None:
    row["kind"], row["status"] = ORGANISATIONS[position]


def _person(row: Row, position: int, chance: random.Random, _world: World) -> None:
    row["organisation_id"] = position % len(ORGANISATIONS) + 1
    row["active"] = chance.random() < 0.9


def _right(row: Row, _position: int, chance: random.Random, world: World) -> None:
    row["right"] = chance.choice(list(Right)).value
    row["person_id"] = chance.randint(1, len(world.rows["people"]))


def _list(row: Row, _position: int, chance: random.Random, world: World) -> None:
    row["kind"] = chance.choice(("list", "reseller", "cost"))
    row["distributor_id"] = None if row["kind"] == "list" else chance.choice(world.organisations("distributor"))


def _case(row: Row, _position: int, chance: random.Random, _world: World) -> None:
    row["state"] = chance.choice(("in_progress", "in_progress", "closed"))


def _identity(row: Row, position: int, _chance: random.Random, world: World) -> None:
    row["team"], row["person_id"] = "T", position % len(world.rows["people"]) + 1


def _document(row: Row, _position: int, chance: random.Random, world: World) -> None:
    if chance.random() < 0.8:
        row["owner_id"] = chance.choice(world.organisations("vendor") + world.organisations("distributor"))


def _release(row: Row, _position: int, chance: random.Random, _world: World) -> None:
    """Most are out and undemanding, so that the remaining conditions decide."""
    if chance.random() < 0.7:
        row.update(visible_from=NOW, withdrawn_at=None, nda=False)
    if chance.random() < 0.5:
        row.update(min_rank=0, audience="partners")


FIXED: dict[str, Callable[[Row, int, random.Random, World], None]] = {
    "organisations": _organisation,
    "people": _person,
    "person_rights": _right,
    "price_lists": _list,
    "onboarding_cases": _case,
    "slack_identities": _identity,
    "documents": _document,
    "releases": _release,
}
