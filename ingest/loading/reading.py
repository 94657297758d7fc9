"""A row of a file as values: each cell read once, what it names looked up, and whether the row is the loader's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import String

from channel.access.viewer import Viewer
from channel.tables import Table
from ingest.loading import cells
from ingest.loading.areas import Area, Column
from ingest.loading.cells import REFERENCES, CellFault
from ingest.loading.faults import RowFault
from ingest.loading.names import Named, Names
from ingest.loading.rows import Row
from ingest.loading.sides import Side

EMPTY: Final = {"list": list, "rights": list, "facts": dict}
BELONGS: Final = (
    ("product", "vendor_id", "vendor"),
    ("line", "vendor_id", "vendor"),
    ("person", "organisation_id", "reseller"),
)
"""What a cell names must belong to what another cell of the row names."""
PER_DISTRIBUTOR: Final = frozenset({"warehouse", "order"})


Coming = Callable[[str], object | None]
"""The organisation of that key that the same file brings in further up."""


@dataclass(slots=True)
class RowValues:
    """The values of a row by column; `named` holds what reference columns name. With faults, the row is not used."""

    values: dict[str, Any] = field(default_factory=dict)
    named: dict[str, Named] = field(default_factory=dict)
    faults: list[RowFault] = field(default_factory=list)


class RowReader:
    """Reads the rows of one file for one viewer; words that return are read once."""

    def __init__(self, area: Area, side: Side, viewer: Viewer, names: Names, coming: Coming) -> None:
        self._area, self._side, self._viewer, self._names = area, side, viewer, names
        self._coming = coming
        self._known: dict[tuple[str, str, int | None], Any] = {}
        self._longest = _longest(area)
        self._needed = {column.name for column in area.columns if column.required} | set(side.needs)

    def read(self, row: Row) -> RowValues:
        """The row's values, or what is wrong with it."""
        found = RowValues()
        for column in self._area.columns:
            word = row.values.get(column.name)
            filled = word is not None and bool(word.strip())
            try:
                if filled:
                    self._fill(found, column, str(word).strip())
                else:
                    self._leave(found, column, present=word is not None)
            except CellFault as fault:
                found.faults.append(RowFault(row.number, column.name, fault.code, fault.facts))
        if not found.faults:
            found.faults.extend(self._foreign(found, row.values, row.number))
        return found

    def _fill(self, found: RowValues, column: Column, word: str) -> None:
        distributor = found.named.get("distributor") if column.kind in PER_DISTRIBUTOR else None
        key = (column.name, word, distributor.id if distributor else None)
        value = self._known.get(key)
        if value is None:
            value = self._known[key] = self._value(column, word, key[2])
        if isinstance(value, CellFault):
            above = self._coming(word) if column.kind == "distributor" else None
            if above is None:
                raise value
            found.values[column.name] = above
            return
        if isinstance(value, Named):
            found.named[column.name] = value
        else:
            found.values[column.name] = value

    def _value(self, column: Column, word: str, distributor: int | None) -> Any:  # noqa: ANN401 - whatever the column holds
        try:
            if column.kind in REFERENCES:
                return self._names.find(column.kind, word, distributor)
            value = cells.read(column, word)
        except CellFault as fault:
            return fault
        longest = self._longest.get(column.name)
        if longest is not None and isinstance(value, str) and len(value) > longest:
            return CellFault("long", str(longest))
        return value

    def _leave(self, found: RowValues, column: Column, *, present: bool) -> None:
        own = self._viewer.organisation_id
        if column.name == self._side.own and own is not None:
            mine = self._names.named("organisation", own)
            if mine is not None:
                found.named[column.name] = mine
                return
        if column.name in self._needed:
            raise CellFault("missing")
        if present:
            found.values[column.name] = EMPTY[column.kind]() if column.kind in EMPTY else None

    def _foreign(self, found: RowValues, words: Mapping[str, str], number: int) -> list[RowFault]:
        """What of a row is not the loader's own, or does not belong together."""
        faults = []
        column, _, fact = self._side.own.partition(".")
        own = self._viewer.organisation_id
        if column:
            named = found.named[column]
            if fact and named.facts[fact] != own:
                faults.append(RowFault(number, column, "not_yours", (named.word,)))
            elif not fact and named.id != own:
                mine = self._names.organisation(own) if own is not None else ""
                faults.append(RowFault(number, column, "not_own", (mine,)))
        for name, allowed in self._side.only.items():
            if found.values.get(name) not in allowed:
                faults.append(RowFault(number, name, "not_yours", (str(found.values.get(name)),)))
        for name, fact_of, other in BELONGS:
            one, owner = found.named.get(name), found.named.get(other)
            if one is not None and owner is not None and one.facts[fact_of] != owner.id:
                hidden = name == "person" and self._names.certifying
                wrong = ("unknown", (words[name].strip(),)) if hidden else ("elsewhere", (one.word, owner.word))
                faults.append(RowFault(number, name, *wrong))
        return faults


def _longest(area: Area) -> dict[str, int]:
    """How many characters the columns of text may have."""
    longest: dict[str, int] = {}
    for shape in area.shapes:
        for name, column in shape.fields.items():
            kind = Table.metadata.tables[shape.table].columns[name].type
            if isinstance(kind, String) and kind.length is not None:
                longest[column] = min(kind.length, longest.get(column, kind.length))
    return longest
