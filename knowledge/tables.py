"""Rows of tables as they stand in a passage."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from knowledge.sources import Source

CELLS = "|"
RULE = re.compile(r"^\|?[\s:|-]+$")


@dataclass(frozen=True)
class Row:
    """A row of a table: its line as it stands in the source, its cells, and the cells of the table's header."""

    source: Source
    line: str
    cells: tuple[str, ...]
    header: tuple[str, ...]

    @property
    def label(self) -> str:
        """What the row is about: its first cell."""
        return self.cells[0]


def rows(source: Source) -> Iterator[Row]:
    """The rows under the header of every table in a passage, in order."""
    lines = [line.strip() for line in source.text.split("\n")]
    for in_table, run in groupby(lines, lambda line: CELLS in line):
        if not in_table:
            continue
        first, *rest = [line for line in run if not RULE.match(line)] or [""]
        header = _cells(first)
        yield from (Row(source, line, _cells(line), header) for line in rest)


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip().strip(CELLS).split(CELLS))
