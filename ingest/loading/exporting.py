"""What is kept of an area on a viewer's own side, as the rows of a file that loads back unchanged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from channel.access.gate import Gate
from channel.access.viewer import Viewer
from channel.tables.parties import Kind
from ingest.loading import cells
from ingest.loading.areas import Area, Shape
from ingest.loading.cells import REFERENCES
from ingest.loading.looks import Before
from ingest.loading.names import Names
from ingest.loading.plan import Values, kept_rows
from ingest.loading.rows import Row
from ingest.loading.sides import is_operator, reader_for, side_of

HEADING_ROWS = 1


def export(gate: Gate, viewer: Viewer, area: Area) -> Iterator[Row]:
    """The rows of an area, in the order in which they were kept.

    Raises:
        NotAllowed: when the area is not the viewer's to load.
    """
    side = side_of(viewer, area)
    look, reader = Before(gate), reader_for(viewer)
    certifying = area.name == "certifications" and viewer.kind is Kind.VENDOR and not is_operator(viewer)
    names = Names(look, reader, certifying=certifying)
    kept = {shape.table: list(kept_rows(look, reader, viewer, side, shape)) for shape in area.shapes}
    exporting = _Exporting(area, names, kept)
    number = HEADING_ROWS
    for shape in area.shapes:
        if not shape.main:
            continue
        for row in kept[shape.table]:
            values = exporting.values_of(shape, row)
            if all(values.get(name) in words for name, words in side.only.items()):
                number += 1
                yield Row(number, exporting.words_of(values))


class _Exporting:
    """Puts the tables of an area together again."""

    def __init__(self, area: Area, names: Names, kept: dict[str, list[Values]]) -> None:
        self.area, self.names = area, names
        self.parents = {
            shape.gives: (shape, {row["id"]: row for row in kept[shape.table]}) for shape in area.shapes if shape.gives
        }
        self.asides = [shape for shape in area.shapes if not shape.main and not shape.gives]
        self.beside = {shape.table: _by_key(shape, kept[shape.table]) for shape in self.asides}

    def values_of(self, shape: Shape, row: Values) -> Values:
        """The values by column of the file; parents are named by their id under what they give."""
        values: Values = {shape.gives: row["id"]} if shape.gives else {}
        for name, source in shape.fields.items():
            values[source] = row[name]
            if source in self.parents:
                parent, rows = self.parents[source]
                if row[name] in rows:
                    values |= self.values_of(parent, rows[row[name]]) | {source: row[name]}
        if shape.main:
            for aside in self.asides:
                self._add_aside(aside, values)
        return values

    def _add_aside(self, aside: Shape, values: Values) -> None:
        sources = [aside.fields[name] for name in aside.key if aside.fields[name] not in self._open(aside)]
        key = tuple(values.get(source) for source in sources)
        found = self.beside[aside.table].get(key, [])
        if aside.each:
            values[aside.each] = sorted(row[self._column(aside, aside.each)] for row in found)
        elif found:
            for name, source in aside.fields.items():
                values.setdefault(source, found[0][name])

    @staticmethod
    def _column(shape: Shape, source: str) -> str:
        return next(name for name, one in shape.fields.items() if one == source)

    @staticmethod
    def _open(aside: Shape) -> frozenset[str]:
        """What of an aside's key the main row does not say itself."""
        return frozenset({aside.each, "distributor"} if aside.table == "supplies" else {aside.each})

    def words_of(self, values: Values) -> dict[str, str]:
        """The values as cells."""
        words = {}
        for column in self.area.columns:
            value = values.get(column.name)
            if column.kind in REFERENCES and value is not None:
                named = self.names.named(column.kind, value)
                words[column.name] = named.word if named else ""
            else:
                words[column.name] = cells.written(column, value)
        return words


def _by_key(shape: Shape, rows: Iterable[Values]) -> dict[tuple[Any, ...], list[Values]]:
    """An aside's rows by what the main row says of them."""
    open_ = _Exporting._open(shape)  # noqa: SLF001 - the same module
    names = [name for name in shape.key if shape.fields[name] not in open_]
    found: dict[tuple[Any, ...], list[Values]] = {}
    for row in rows:
        found.setdefault(tuple(row[name] for name in names), []).append(row)
    return found
