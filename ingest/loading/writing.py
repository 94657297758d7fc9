"""A planned load takes effect: one transaction, with its provenance, its entry among the loads and in the audit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from channel import audit
from channel.access.gate import Action
from channel.deals import afterwards
from channel.errors import BadInput, NotPossible
from channel.tables import Table
from channel.tables.parties import Supply
from channel.tables.requests import DataLoad
from channel.tables.supply import OrderLine
from channel.uploads import shortened
from ingest.loading import refusals
from ingest.loading.faults import RowFault
from ingest.loading.plan import Change, LoadPlan, Values, entity_of
from ingest.loading.rows import Source

AT_ONCE: Final = 5_000
ASKED_AT_ONCE: Final = 500
SHOWN: Final = 20
REFERENCE: Final = 200


class LoadRefused(BadInput):
    """Rows that cannot be loaded; nothing was. `faults` are all that is wrong."""

    def __init__(self, faults: tuple[RowFault, ...]) -> None:
        shown = "\n".join(fault.words("en") for fault in faults[:SHOWN])
        more = f"\n… and {len(faults) - SHOWN} more" if len(faults) > SHOWN else ""
        super().__init__(shown + more, "Correct these rows and load the file again; nothing was loaded.")
        self.faults = faults


def apply(action: Action, planned: LoadPlan, progress: Callable[[int], None] = lambda _rows: None) -> int | None:
    """Write what a plan says, which was drawn up within the same action; the id of its entry among the loads.

    There is no entry where nothing changed, or the command line itself loaded.

    Args:
        action: of who loads.
        planned: what to write.
        progress: told now and then how many rows are written.

    Raises:
        LoadRefused: when rows of the plan are wrong.
        NotPossible: when what is to be written is in use elsewhere, or what is to be deleted is needed.
    """
    if planned.faults:
        raise LoadRefused(planned.faults)
    if not planned.counts.any and not any(planned.changes.values()):
        return None
    written = 0
    try:
        for table, ids in planned.removals.items():
            _delete(action.session, table, ids)
        for table, changes in planned.changes.items():
            _refuse_taken(action, table, changes)
            for start in range(0, len(changes), AT_ONCE):
                _write(action, planned, table, changes[start : start + AT_ONCE])
                written += len(changes[start : start + AT_ONCE])
                progress(written)
        action.session.flush()
        _follow(action, planned)
    except IntegrityError as error:
        raise NotPossible.of(refusals.IN_USE) from error
    return _entered(action, planned)


def _follow(action: Action, planned: LoadPlan) -> None:
    """Orders draw down the registrations they name."""
    changed = planned.changes.get("order_lines", ())
    heads = [change.id for change in planned.changes.get("orders", ())]
    fresh = [change.values["order_id"] for change in changed if change.new]
    kept = [change.id for change in changed if not change.new]
    named = [*heads, *(value.id if isinstance(value, Change) else value for value in fresh)]
    for start in range(0, len(kept), ASKED_AT_ONCE):
        some = kept[start : start + ASKED_AT_ONCE]
        named += action.session.scalars(select(OrderLine.order_id).where(OrderLine.id.in_(some)))
    orders = sorted({number for number in named if number is not None})
    for start in range(0, len(orders), ASKED_AT_ONCE):
        afterwards.follow_orders(action, orders[start : start + ASKED_AT_ONCE])


def _delete(session: Session, table: str, ids: Sequence[int]) -> None:
    entity = entity_of(table)
    for start in range(0, len(ids), ASKED_AT_ONCE):
        some = ids[start : start + ASKED_AT_ONCE]
        session.execute(delete(entity).where(entity.id.in_(some)).execution_options(synchronize_session=False))


def _write(action: Action, planned: LoadPlan, table: str, changes: Sequence[Change]) -> None:
    entity = entity_of(table)
    given = any(shape.gives for shape in planned.area.shapes if shape.table == table)
    fresh = [change for change in changes if change.new]
    kept = [change for change in changes if not change.new]
    rows = [_row(action, planned.source, change) for change in fresh]
    if rows and given:
        made = insert(entity).returning(entity.id, sort_by_parameter_order=True)
        for change, number in zip(fresh, action.session.scalars(made, rows), strict=True):
            change.id = number
    elif rows:
        action.session.execute(insert(entity.__table__), rows)
    known = [{"id": change.id, **_row(action, planned.source, change)} for change in kept]
    if known:
        action.session.execute(update(entity), known)


def _row(action: Action, source: Source, change: Change) -> Values:
    row = {name: value.id if isinstance(value, Change) else value for name, value in change.values.items()}
    return {
        "as_of": source.as_of or action.now,
        **row,
        "source_system": source.system,
        "source_ref": f"{shortened(source.name)[: REFERENCE - 20]}, row {change.number}",
    }


def _refuse_taken(action: Action, table: str, changes: Sequence[Change]) -> None:
    """Names that somebody else uses, out of the loader's sight, are not said to be anybody's."""
    entity = entity_of(table)
    unique = [column.name for column in Table.metadata.tables[table].columns if column.unique]
    if table == "price_lists":
        _refuse_taken_lists(action, entity, changes)
    for name in unique:
        wanted = {change.values[name]: change for change in changes if change.values.get(name) is not None}
        for number, value in _holders(action.session, entity, name, list(wanted)):
            if wanted[value].id != number:
                raise _taken(str(value))
    if table == "organisations" and action.viewer.organisation_id is not None:
        _refuse_shared(action, [change.id for change in changes if change.id is not None])


def _holders(session: Session, entity: Any, name: str, values: list[Any]) -> Iterable[tuple[int, Any]]:  # noqa: ANN401 - a mapped class and its values
    column = getattr(entity, name)
    for start in range(0, len(values), ASKED_AT_ONCE):
        some = values[start : start + ASKED_AT_ONCE]
        for number, value in session.execute(select(entity.id, column).where(column.in_(some))):  # noqa: UP028 - rows are no plain tuples to the type checker
            yield number, value


def _refuse_taken_lists(action: Action, entity: Any, changes: Sequence[Change]) -> None:  # noqa: ANN401 - a mapped class
    for change in changes:
        if change.new:
            said = change.values
            same = select(entity.id).where(
                entity.vendor_id == said["vendor_id"], entity.name == said["name"], entity.edition == said["edition"]
            )
            if action.session.execute(same).first():
                raise _taken(f"{said['name']} {said['edition']}")


def _refuse_shared(action: Action, organisations: Sequence[int]) -> None:
    """A company that buys elsewhere too is not one distributor's to change."""
    others = select(Supply.id).where(
        Supply.reseller_id.in_(organisations), Supply.distributor_id != action.viewer.organisation_id
    )
    if action.viewer.system is None and action.viewer.kind == "distributor" and action.session.execute(others).first():
        raise NotPossible.of(refusals.SHARED)


def _taken(word: str) -> NotPossible:
    return NotPossible.of(refusals.TAKEN, word=word)


def _entered(action: Action, planned: LoadPlan) -> int | None:
    plain = planned.counts.plain()
    source = planned.source
    details: dict[str, Any] = {"file": source.name, "system": source.system, "checksum": source.checksum, **plain}
    audit.record(action, "data.load", planned.area.name, details)
    if action.viewer.organisation_id is None:
        return None
    entry = DataLoad(
        owner_id=action.viewer.organisation_id,
        person_id=action.viewer.person_id,
        area=planned.area.name,
        file_name=shortened(source.name),
        checksum=source.checksum,
        loaded_at=action.now,
        counts=plain,
        source_system=source.system,
        as_of=source.as_of or action.now,
    )
    action.session.add(entry)
    action.session.flush()
    return entry.id
