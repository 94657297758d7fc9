"""Loads folders of rows into the channel database: all rows or none, and the same again changes nothing.

References are by name. What a file leaves out is taken from the rows that it refers to (a price's line from
its product, its currency from its list), then from the column's default. docs/prices.md shows the format.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Column, insert, select, update
from sqlalchemy import Table as SqlTable
from sqlalchemy.orm import Session

from channel.access.gate import Gate
from channel.access.identifying import system_viewer
from channel.access.rights import Right
from channel.errors import BadInput
from channel.matching import normalised
from channel.tables import Table
from ingest.cells import CellError, read_cell
from ingest.record_files import Folder, Record, read_folder

Row = dict[str, Any]

NATURAL_KEYS: dict[str, tuple[str, ...]] = {
    "accruals": ("incentive_id", "distributor_id", "reseller_id", "period"),
    "announcements": ("owner_id", "title"),
    "certificates": ("person_id", "code"),
    "compatibilities": ("product_id", "other_mpn", "relation"),
    "distributor_costs": ("price_list_id", "product_id", "territory", "valid_from"),
    "inbounds": ("warehouse_id", "product_id", "eta"),
    "incentives": ("vendor_id", "name"),
    "list_prices": ("price_list_id", "product_id", "territory", "valid_from"),
    "marketing_funds": ("reseller_id", "vendor_id", "name"),
    "non_disclosures": ("vendor_id", "organisation_id", "valid_from"),
    "onboarding_cases": ("distributor_id", "prospect_id"),
    "onboarding_tasks": ("case_id", "position"),
    "onboarding_invitations": ("case_id", "organisation_id"),
    "onboarding_template_steps": ("template_id", "position"),
    "onboarding_templates": ("distributor_id", "name"),
    "order_lines": ("order_id", "position"),
    "people": ("key",),
    "policies": ("vendor_id", "programme", "territory", "line_id", "valid_from"),
    "price_lists": ("vendor_id", "name", "edition"),
    "programmes": ("vendor_id", "name"),
    "registration_history": ("registration_id", "position"),
    "registration_lines": ("registration_id", "product_id"),
    "registration_notes": ("registration_id", "organisation_id", "at"),
    "reported_stocks": ("distributor_id", "product_id"),
    "reseller_prices": ("price_list_id", "product_id", "tier", "territory", "min_quantity", "valid_from"),
    "screenings": ("case_id", "finding"),
    "sell_outs": ("distributor_id", "product_id", "country", "sold_on"),
    "ship_and_debits": ("special_price_id",),
    "shipments": ("order_id", "tracking"),
    "special_prices": ("registration_id", "product_id"),
    "subscription_prices": ("subscription_number", "reseller_id"),
    "warehouses": ("distributor_id", "code"),
    "targets": ("owner_id", "vendor_id", "metric", "period"),
}
INHERITED = frozenset({
    "currency", "distributor_id", "embargo_until", "line_id", "organisation_id", "owner_id", "prospect_id",
    "reseller_id", "valid_from", "valid_to", "vendor_id", "visible_from",
})  # fmt: skip
KEPT = frozenset({"id", "version"})
SHOWN_ERRORS = 20


class RecordsRefused(BadInput):
    """Rows that cannot be loaded; nothing was. `errors` name file, line and what is wrong, all of them."""

    def __init__(self, errors: tuple[str, ...]) -> None:
        more = f"\n… and {len(errors) - SHOWN_ERRORS} more" if len(errors) > SHOWN_ERRORS else ""
        shown = "\n".join(errors[:SHOWN_ERRORS])
        super().__init__(shown + more, "Correct these rows and load again; nothing was loaded.")
        self.errors = errors


@dataclass(frozen=True)
class LoadReport:
    """How many rows of each table were new, different, and as they were before."""

    added: dict[str, int]
    changed: dict[str, int]
    unchanged: int


def load_world(gate: Gate, folder: Path, now: datetime) -> LoadReport:
    """Load all rows of `folder` in one transaction; a row that differs is set back to what the file says.

    Args:
        gate: the door to the channel database.
        folder: holds `about.yaml` and the files that it lists.
        now: the instant (UTC) at which rows are true whose folder does not say.

    Raises:
        RecordsRefused: rows are wrong; nothing was loaded.
        UnreadableFile: a file is missing or broken.
    """
    contents = read_folder(folder)
    with gate.acting(system_viewer("loading", frozenset({Right.LOAD_DATA})), Right.LOAD_DATA) as action:
        loading = _Loading(action.session, contents, contents.as_of or now)
        loading.run()
    return LoadReport(dict(loading.added), dict(loading.changed), loading.unchanged)


def natural_key(table: SqlTable) -> tuple[str, ...]:
    """The columns that tell one row of a table from another, as people know it."""
    if table.name in NATURAL_KEYS:
        return NATURAL_KEYS[table.name]
    for column in table.columns:
        if column.unique:
            return (column.name,)
    for constraint in sorted(table.constraints, key=lambda found: str(found.name)):
        names = tuple(column.name for column in getattr(constraint, "columns", ()))
        if names and type(constraint).__name__ == "UniqueConstraint":
            return names
    raise LookupError(f"no natural key is known for {table.name}")


def usual(column: Column[Any]) -> Any:  # noqa: ANN401 - a value of any column
    """What a column holds where nothing is said, none where it has no such value."""
    default: Any = column.default
    if default is None:
        return None
    return default.arg(None) if default.is_callable else default.arg


def _heading(column: Column[Any]) -> str:
    return column.name.removesuffix("_id") if column.foreign_keys else column.name


def _target(column: Column[Any]) -> SqlTable | None:
    return next((key.column.table for key in column.foreign_keys), None)


@dataclass
class _Loading:
    """One run: resolves, compares and writes table after table, parents first."""

    session: Session
    folder: Folder
    as_of: datetime
    errors: list[str] = field(default_factory=list)
    known: dict[str, dict[str, Row]] = field(default_factory=dict)
    names: dict[str, dict[int, str]] = field(default_factory=dict)
    added: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    unchanged: int = 0

    def run(self) -> None:
        """Write everything, or raise `RecordsRefused` with all that is wrong."""
        entities = {str(mapper.local_table): mapper.class_ for mapper in Table.registry.mappers}
        rows: dict[str, list[Record]] = {}
        for record in self.folder.records:
            rows.setdefault(record.table, []).append(record)
        needed = _with_referred(set(rows))
        referred = {target.name for name in needed for target in _targets(Table.metadata.tables[name])}
        for table in Table.metadata.sorted_tables:
            if table.name in rows:
                self._write(table, entities[table.name], rows[table.name])
            if table.name in referred & needed:
                self._remember(table, entities[table.name])
        if self.errors:
            raise RecordsRefused(tuple(self.errors))

    def _existing(self, table: SqlTable, entity: Any) -> list[Row]:  # noqa: ANN401 - any of our tables
        columns = [getattr(entity, column.name) for column in table.columns]
        return [dict(row) for row in self.session.execute(select(*columns)).mappings()]

    def _remember(self, table: SqlTable, entity: Any) -> None:  # noqa: ANN401 - any of our tables
        known = self.known.setdefault(table.name, {})
        names = self.names.setdefault(table.name, {})
        for row in self._existing(table, entity):
            name = "/".join(self._named(table.columns[part], row[part]) for part in natural_key(table))
            known[name] = row
            names[row["id"]] = name

    def _named(self, column: Column[Any], value: Any) -> str:  # noqa: ANN401 - a cell
        target = _target(column)
        if value is None:
            return ""
        return self.names[target.name][value] if target is not None else str(value)

    def _write(self, table: SqlTable, entity: Any, records: list[Record]) -> None:  # noqa: ANN401 - any of our tables
        key = natural_key(table)
        existing = {tuple(row[part] for part in key): row for row in self._existing(table, entity)}
        seen: dict[tuple[Any, ...], str] = {}
        fresh: list[Row] = []
        for record in records:
            row = self._resolved(table, record)
            if row is None:
                continue
            identity = tuple(row[part] for part in key)
            if identity in seen:
                self.errors.append(f"{record.place}: the same row stands at {seen[identity]}.")
                continue
            seen[identity] = record.place
            self._compare(table, entity, existing.get(identity), row, fresh)
        if fresh and not self.errors:
            self.session.execute(insert(entity), fresh)
            self.added[table.name] += len(fresh)

    def _compare(self, table: SqlTable, entity: Any, before: Row | None, row: Row, fresh: list[Row]) -> None:  # noqa: ANN401 - any of our tables
        if before is None:
            fresh.append(row)
            return
        different = {name: value for name, value in row.items() if name not in KEPT and before[name] != value}
        if not different:
            self.unchanged += 1
        elif not self.errors:
            statement = update(entity).where(entity.id == before["id"]).values(different)
            self.session.execute(statement, execution_options={"synchronize_session": False})
            self.changed[table.name] += 1

    def _resolved(self, table: SqlTable, record: Record) -> Row | None:
        """The row with all columns, or none after noting what is wrong with it."""
        count = len(self.errors)
        values = dict(record.values)
        if record.parent is not None:
            values.update(self._parent_reference(table, record.parent))
        headings = {_heading(column): column for column in table.columns if column.name != "id"}
        for unknown in set(values) - set(headings):
            self.errors.append(f"{record.place}: {table.name} have no “{unknown}”.")
        row: Row = {}
        referred: list[Row] = []
        for heading, column in headings.items():
            if values.get(heading) in (None, ""):
                continue
            try:
                row[column.name] = self._cell(column, values[heading], referred)
            except CellError as error:
                self.errors.append(f"{record.place}: {heading} {error}.")
        self._complete(table, record, row, referred)
        return row if len(self.errors) == count else None

    def _cell(self, column: Column[Any], value: Any, referred: list[Row]) -> Any:  # noqa: ANN401 - a cell
        target = _target(column)
        if target is None:
            return read_cell(column, value)
        found = self.known.get(target.name, {}).get(str(value))
        if found is None:
            raise CellError(f"“{value}” is not known")
        referred.append(found)
        return found["id"]

    def _complete(self, table: SqlTable, record: Record, row: Row, referred: list[Row]) -> None:
        given: Row = {
            "source_system": self.folder.source_system,
            "source_ref": record.place.split(",", maxsplit=1)[0],
            "as_of": self.as_of,
        }
        if table.name == "registrations" and "customer" in row:
            given["customer_normalised"] = normalised(row["customer"])
        for column in table.columns:
            name = column.name
            if name == "id" or name in row:
                continue
            inherited = next((other[name] for other in referred if name in INHERITED and name in other), None)
            default = usual(column)
            offers = (given.get(name), inherited, default)
            row[name] = next((value for value in offers if value is not None), None)
            if row[name] is None and not column.nullable:
                self.errors.append(f"{record.place}: {_heading(column)} is missing.")

    def _parent_reference(self, table: SqlTable, parent: tuple[str, int]) -> Row:
        """The reference of a row that is written beneath another, by that row's own key."""
        parent_table, position = parent
        column = next(column for column in table.columns if _points_to(column, parent_table))
        values = self.folder.records[position].values
        above = self.folder.records[position].parent
        if above is not None:
            values = values | self._parent_reference(Table.metadata.tables[parent_table], above)
        owner = Table.metadata.tables[parent_table]
        parts = [str(values.get(_heading(owner.columns[part])) or "") for part in natural_key(owner)]
        return {_heading(column): "/".join(parts)}


def _points_to(column: Column[Any], table: str) -> bool:
    target = _target(column)
    return target is not None and target.name == table


def _targets(table: SqlTable) -> set[SqlTable]:
    return {target for column in table.columns if (target := _target(column)) is not None}


def _with_referred(tables: set[str]) -> set[str]:
    """The tables and all that they refer to, directly or through others."""
    reached = set(tables)
    waiting = list(tables)
    while waiting:
        for target in _targets(Table.metadata.tables[waiting.pop()]):
            if target.name not in reached:
                reached.add(target.name)
                waiting.append(target.name)
    return reached
