"""What a load would change: each row against what is kept, in the sight of who loads. Nothing here writes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from sqlalchemy import select

from channel.access.rights import Right
from channel.access.viewer import Viewer
from channel.errors import BadInput
from channel.people import grantable
from channel.tables import Table
from channel.tables.parties import Kind
from ingest.loading import refusals
from ingest.loading.areas import Area, Shape, area_of
from ingest.loading.cells import CellFault
from ingest.loading.faults import RowFault
from ingest.loading.looks import Look
from ingest.loading.names import Names
from ingest.loading.reading import EMPTY, RowReader, RowValues
from ingest.loading.rows import Row, Source
from ingest.loading.sides import Side, is_operator, reader_for, side_of
from ingest.records import usual

TOLD_EVERY: Final = 1_000
PROVENANCE: Final = frozenset({"id", "source_system", "source_ref"})
Values = dict[str, Any]
RowKey = tuple[Any, ...]


@dataclass(eq=False, slots=True)
class Change:
    """A row as a file says it: `values` to write by the table's columns, none where it says what is kept.

    A value may be another change, whose id it takes when that is written. `id` is the kept row's, none for a new one.
    """

    table: str
    number: int
    said: Values
    values: Values
    id: int | None

    @property
    def new(self) -> bool:
        """Whether there is no such row yet."""
        return self.id is None


@dataclass(frozen=True)
class Counts:
    """How many rows of a file are new, differ from what is kept, or say the same; and how many kept rows go."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0

    @property
    def any(self) -> bool:
        """Whether anything changes."""
        return bool(self.added or self.changed or self.removed)

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.added + other.added,
            self.changed + other.changed,
            self.unchanged + other.unchanged,
            self.removed + other.removed,
        )

    def plain(self) -> dict[str, int]:
        """The counts by name."""
        return asdict(self)


@dataclass(frozen=True)
class LoadPlan:
    """What a load would change.

    Attributes:
        area: of the file.
        source: of the rows.
        counts: of the file's rows.
        faults: what is wrong, in the order of the file; with any, nothing is loaded.
        changes: what is written, by table, parents first.
        removals: ids of what is deleted, by table, children first.
    """

    area: Area
    source: Source
    counts: Counts
    faults: tuple[RowFault, ...]
    changes: Mapping[str, Sequence[Change]] = field(repr=False)
    removals: Mapping[str, Sequence[int]] = field(repr=False)


def entity_of(table: str) -> Any:  # noqa: ANN401 - a mapped class
    """The mapped class of a table."""
    return next(mapper.class_ for mapper in Table.registry.mappers if str(mapper.local_table) == table)


def plan(
    look: Look,
    viewer: Viewer,
    area: str,
    rows: Iterable[Row],
    source: Source,
    *,
    delete_missing: bool = False,
    progress: Callable[[int], None] = lambda _rows: None,
) -> LoadPlan:
    """Compare the rows of a file with what is kept.

    Args:
        look: reads through the gate (`looks.Before`) or within the change (`looks.Within`).
        viewer: who loads; sees and names only what is in sight, and loads only the own side.
        area: of the file.
        rows: of the file, in order.
        source: where they come from.
        delete_missing: kept rows that the file leaves out go, within what the file is about.
        progress: told now and then how many rows are compared.

    Raises:
        NotAllowed: when the area is not the viewer's to load.
        NotFound: when there is no such area.
        BadInput: when rows are to be deleted that no file deletes, or the file is empty.
    """
    found = area_of(area)
    side = side_of(viewer, found)
    if delete_missing and all(shape.kept for shape in found.shapes):
        raise BadInput.of(refusals.NOT_DELETED, area={"en": found.title["en"], "de": found.title["de"]})
    planning = _Planning(look, viewer, found, side, source)
    for row in rows:
        planning.take(row)
        if planning.taken % TOLD_EVERY == 0:
            progress(planning.taken)
    if not planning.taken:
        raise BadInput.of(refusals.NO_ROWS)
    return planning.finished(delete_missing=delete_missing)


class _Ledger:
    """One shape's table: what is kept of it on the loader's side, and what the file says so far."""

    def __init__(self, shape: Shape, kept: Iterable[Values]) -> None:
        self.shape = shape
        self.columns = Table.metadata.tables[shape.table].columns
        self.kept = {tuple(row[name] for name in shape.key): row for row in kept}
        self.seen: dict[RowKey, Change] = {}
        self.beside: set[RowKey] = set()
        self.changes: list[Change] = []

    def take(self, values: Values, area: Area, number: int) -> Change:
        """The row as the file says it.

        Raises:
            CellFault: when it lacks something, or the file says otherwise of the same row before.
        """
        key = tuple(values.get(name) for name in self.shape.key)
        earlier = self.seen.get(key)
        if earlier is not None:
            self._agree(earlier, values, area)
            return earlier
        kept = self.kept.get(key)
        wanted = self._complete(values, area) if kept is None else self._differing(kept, values)
        change = Change(self.shape.table, number, values, wanted, None if kept is None else kept["id"])
        self.seen[key] = change
        if wanted:
            self.changes.append(change)
        if self.shape.within:
            self.beside.add(tuple(values.get(name) for name in self.shape.within))
        return change

    def _agree(self, earlier: Change, values: Values, area: Area) -> None:
        if self.shape.main:
            raise _OfColumn("", "same_row", str(earlier.number))
        for name, value in values.items():
            before = earlier.said.get(name)
            if value is not None and before is not None and before != value:
                raise _OfColumn(self.shape.fields.get(name, ""), "disagrees", str(earlier.number), area.title["en"])

    def _complete(self, values: Values, area: Area) -> Values:
        """A new row with all its columns."""
        row: Values = {}
        for column in self.columns:
            name = column.name
            if name in PROVENANCE or (name == "as_of" and values.get(name) is None):
                continue
            value = values.get(name)
            if value is None:
                value = usual(column)
            if value is None and not column.nullable:
                value = self._empty(name, area)
            row[name] = value
        return row

    def _empty(self, name: str, area: Area) -> Any:  # noqa: ANN401 - whatever the column holds
        heading = self.shape.fields.get(name, "")
        kind = area.column(heading).kind if heading in area.headings else ""
        if kind not in EMPTY:
            raise _OfColumn(heading if heading in area.headings else "", "missing")
        return EMPTY[kind]()

    def _differing(self, kept: Values, values: Values) -> Values:
        """What a file says otherwise of a kept row; an empty cell clears what may be empty."""
        different = {}
        for name, value in values.items():
            if kept[name] == value or (value is None and not self.columns[name].nullable):
                continue
            if name == "kind" and self.shape.table == "organisations":
                raise _OfColumn("kind", "kind_fixed")
            if name == "active" and value is False:
                raise _OfColumn("active", "off_board")
            different[name] = value
        return different

    def missing(self) -> list[int]:
        """Ids of kept rows that the file leaves out, beside rows that it has."""
        shape = self.shape
        if shape.kept or not (self.seen or (shape.main and not shape.within)):
            return []
        return [
            row["id"]
            for key, row in self.kept.items()
            if key not in self.seen and (not shape.within or tuple(row[name] for name in shape.within) in self.beside)
        ]


class _OfColumn(CellFault):
    """A fault of a row that names its own column."""

    def __init__(self, column: str, code: str, *facts: str) -> None:
        super().__init__(code, *facts)
        self.column = column


class _Planning:
    """A plan under way."""

    def __init__(self, look: Look, viewer: Viewer, area: Area, side: Side, source: Source) -> None:
        self.area, self.side, self.source, self.viewer = area, side, source, viewer
        self.look, self.reader = look, reader_for(viewer)
        certifying = area.name == "certifications" and viewer.kind is Kind.VENDOR and not is_operator(viewer)
        self.rows = RowReader(area, side, viewer, Names(look, self.reader, certifying=certifying), self._coming)
        self.ledgers = [_Ledger(shape, kept_rows(look, self.reader, viewer, side, shape)) for shape in area.shapes]
        kind = None if is_operator(viewer) else viewer.kind
        self.grantable = frozenset(Right) if kind is None else grantable(kind)
        self.faults: list[RowFault] = []
        self.states: Counter[str] = Counter()
        self.taken = 0

    def _coming(self, key: str) -> Change | None:
        """The organisation that the file itself brings in further up."""
        return self.ledgers[0].seen.get((key,)) if self.area.name == "organisations" else None

    def take(self, row: Row) -> None:
        """Read a row and compare it."""
        self.taken += 1
        found = self.rows.read(row)
        if found.faults:
            self.faults.extend(found.faults)
            return
        try:
            self.states[self._state(found, row.number)] += 1
        except _OfColumn as fault:
            self.faults.append(RowFault(row.number, fault.column, fault.code, fault.facts))

    def _state(self, found: RowValues, number: int) -> str:
        state = "unchanged"
        parents: Values = {}
        for ledger in self.ledgers:
            shape = ledger.shape
            for element in _elements(shape, found):
                change = ledger.take(self._values(shape, found, element, parents), self.area, number)
                if shape.each == "rights" and change.new and element not in self.grantable:
                    raise _OfColumn("rights", "not_grantable", element)
                if shape.gives:
                    parents[shape.gives] = change if change.new else change.id
                if change.number == number and change.values and state != "added":
                    state = "added" if change.new and shape.main else "changed"
        return state

    def _values(self, shape: Shape, found: RowValues, element: Any, parents: Values) -> Values:  # noqa: ANN401 - an element of a list
        values: Values = {}
        for name, source in shape.fields.items():
            if source == shape.each:
                values[name] = element
            elif source in parents:
                values[name] = parents[source]
            elif source in found.named:
                values[name] = found.named[source].id
            elif source in found.values:
                values[name] = found.values[source]
            elif "." in source:
                column, _, fact = source.partition(".")
                values[name] = found.named[column].facts[fact]
        if "as_of" in shape.fields and values.get("as_of") is None:
            values.pop("as_of", None)
            if self.source.as_of is not None:
                values["as_of"] = self.source.as_of
        return values

    def finished(self, *, delete_missing: bool) -> LoadPlan:
        """The plan of all rows."""
        ledgers = reversed(self.ledgers) if delete_missing and not self.faults else ()
        removals = {ledger.shape.table: ledger.missing() for ledger in ledgers}
        removed = sum(len(removals.get(ledger.shape.table, ())) for ledger in self.ledgers if ledger.shape.main)
        return LoadPlan(
            area=self.area,
            source=self.source,
            counts=Counts(self.states["added"], self.states["changed"], self.states["unchanged"], removed),
            faults=tuple(self.faults),
            changes={ledger.shape.table: ledger.changes for ledger in self.ledgers},
            removals={table: ids for table, ids in removals.items() if ids},
        )


def kept_rows(look: Look, reader: Viewer, viewer: Viewer, side: Side, shape: Shape) -> Iterable[Values]:
    """What is kept of a table in the reader's sight, as far as it is the viewer's own side."""
    entity = entity_of(shape.table)
    names = [column.name for column in Table.metadata.tables[shape.table].columns]
    statement = select(*(getattr(entity, name) for name in names))
    own = next((name for name, source in shape.fields.items() if side.own and source == side.own), None)
    if own is not None:
        statement = statement.where(getattr(entity, own) == viewer.organisation_id)
    return (dict(zip(names, row, strict=True)) for row in look.rows(statement.order_by(entity.id), reader))


def _elements(shape: Shape, found: RowValues) -> Sequence[Any]:
    """Once for most rows, not at all for tables that the row says nothing of, or for each element of a list."""
    if shape.unless and (shape.unless in found.named or found.values.get(shape.unless)):
        return ()
    for column, words in (shape.when or {}).items():
        value = found.named.get(column) or found.values.get(column)
        if value in (None, "", []) or (words and value not in words):
            return ()
    return found.values[shape.each] if shape.each else (None,)
