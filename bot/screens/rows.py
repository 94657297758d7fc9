"""What the screens of rows share: tables with what was left out, spreadsheets, next steps."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.screens.blocks import TABLE_ROWS, Block, File, Screen, actions, button, context, section, table
from bot.screens.text import Language, escape, moment

MOST_STEPS = 3


@dataclass(frozen=True)
class Grid:
    """Plain rows under a head; columns in `right` hold figures."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Step:
    """A next action: what the button says, and the words that it asks."""

    label: str
    ask: str


def page(
    lead: str,
    *,
    more: tuple[str, ...] = (),
    grid: Grid | None = None,
    notes: tuple[str, ...] = (),
    steps: tuple[Step, ...] = (),
    files: tuple[File, ...] = (),
    language: Language = "en",
) -> Screen:
    """The answer first, further lines, a table, small print, at most three next steps; all of it in `text` too.

    All words handed in are escaped already, but for the cells of the table, which are plain text.
    """
    blocks: list[Block] = [section("\n".join((f"*{lead}*" if grid or more else lead, *more)))]
    notes = tuple(note for note in notes if note)
    if grid is not None:
        blocks.append(table(list(grid.head), [list(row) for row in grid.rows], grid.right))
        left = len(grid.rows) - TABLE_ROWS
        if left > 0:
            notes = (*notes, left_out(left, language))
    if notes:
        blocks.append(context(*notes))
    if steps:
        blocks.append(actions(*(button(step.label, f"ask.{i}", step.ask) for i, step in enumerate(steps[:MOST_STEPS]))))
    plain_rows = [escape(" | ".join(cell for cell in row if cell)) for row in (grid.rows[:TABLE_ROWS] if grid else ())]
    text = "\n".join((lead, *more, *plain_rows, *notes))
    return Screen(text, tuple(blocks), files)


def left_out(count: int, language: Language) -> str:
    """What the table does not show."""
    if language == "de":
        return f"{count} weitere Zeilen stehen nicht hier; grenzen Sie die Frage ein oder fragen Sie nach der CSV."
    return f"{count} more rows are not shown; narrow the question, or ask for the CSV."


def sourced(source: str, as_of: datetime | None, language: Language) -> str:
    """Where figures come from and when they were true."""
    label, since = ("Quelle", "Stand") if language == "de" else ("Source", "as of")
    return f"{label}: {source}" + (f", {since} {moment(as_of, language)}" if as_of else "")


def spreadsheet(name: str, title: str, head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> File:
    """Rows as a CSV file; a cell that a spreadsheet would run as a formula gets an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return File(name, out.getvalue().encode("utf-8-sig"), title)


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell[:1] in {"=", "+", "@", "\t"} or (cell[:1] == "-" and not cell[1:2].isdigit()) else cell
