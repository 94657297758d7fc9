"""Tables as text: a row a line, cells apart, the header kept for every piece."""

import re
from collections.abc import Sequence

from knowledge.documents import Part

BETWEEN = " | "
CONTINUED = "\ue000"
"""Before the text of a cell that goes on from the cell at its left, as merged cells do."""
BELOW = "\ue001"
"""The same for a cell that goes on from the cell above it."""
MOST_HEADER_ROWS = 4
NUMBER = re.compile(r"[-–+(]?(?:[A-Z]{3}|[$€£¥])?\s?[-–+]?\d[\d.,'’ \u00a0\u202f]*\)?\s?(?:%|[A-Z]{3}|[$€£¥])?")
YEAR = re.compile(r"(?:19|20)\d\d")


def row_line(cells: Sequence[str]) -> str:
    """One row as a line."""
    return BETWEEN.join(" ".join(cell.split()) or "–" for cell in cells)


def rows_to_part(
    rows: Sequence[Sequence[str]], section: tuple[str, ...] = (), page: int | None = None, header_rows: int = 1
) -> Part:
    """A table whose first rows are its header; several of them become one, none leaves the table without."""
    filled = [list(row) for row in rows if any(cell.strip() for cell in row)]
    if header_rows > 1:
        filled = [joined_header(filled[:header_rows]), *filled[header_rows:]]
    lines = [row_line(row) for row in filled]
    return Part("table", "\n".join(lines), section, page, header=lines[0] if len(lines) > 1 and header_rows else "")


def merged_part(
    rows: Sequence[Sequence[str]], section: tuple[str, ...] = (), page: int | None = None, marked: int = 0
) -> Part | None:
    """A table with cells that go on over columns (see `CONTINUED`): said for each column in the header, once below.

    Args:
        rows: the cells.
        section: the headings above it.
        page: where it stands.
        marked: how many rows the file itself calls the header; 0 where it does not say.
    """
    filled = tidy(rows)
    if not filled:
        return None
    spoken = [[said(cell) for cell in row] for row in filled]
    count = min(marked, len(filled)) or _grown_together(filled) or header_rows(spoken)
    apart = [row if index < count and len(set(row)) > 1 else _once(filled[index]) for index, row in enumerate(spoken)]
    return rows_to_part(apart, section, page, count)


def said(cell: str) -> str:
    """The text of a cell without the marks of merging."""
    return cell.lstrip(CONTINUED + BELOW)


def _once(row: Sequence[str]) -> list[str]:
    return ["" if cell.startswith(CONTINUED) else said(cell) for cell in row]


def _grown_together(rows: Sequence[Sequence[str]]) -> int:
    """How many first rows share merged cells, and so are one header; 0 when none do, or all of the table does."""
    shared = 0
    for row in rows[1:]:
        if not any(BELOW in cell[:2] for cell in row):
            break
        shared += 1
    return shared + 1 if 0 < shared <= MOST_HEADER_ROWS and shared + 1 < len(rows) else 0


def header_rows(rows: Sequence[Sequence[str]]) -> int:
    """How many of the first rows are the header: the rows of words above the first row with figures.

    More than one only where an upper row leaves cells empty or says one thing over several columns; none where the
    first row holds figures in the same places as the next ones.
    """
    if len(rows) < 2:  # noqa: PLR2004 - a header heads something
        return 1
    figures = [[_is_figure(cell) for cell in row] for row in rows[: MOST_HEADER_ROWS + 2]]
    if any(figures[0]):
        same = all(row == figures[0] for row in figures[1:4])
        mostly = sum(figures[0]) * 2 > sum(bool(cell.strip()) for cell in rows[0])
        return 0 if same or mostly else 1
    worded = next((i for i, row in enumerate(figures) if any(row)), 0)
    if not 1 < worded <= MOST_HEADER_ROWS:
        return 1
    spanning = all(len({c for c in row if c.strip()}) < len(row) for row in rows[: worded - 1])
    return worded if spanning and all(rows[worded - 1][-1:]) else 1


def _is_figure(cell: str) -> bool:
    text = cell.strip()
    return bool(text) and NUMBER.fullmatch(text) is not None and YEAR.fullmatch(text) is None


def joined_header(rows: Sequence[Sequence[str]]) -> list[str]:
    """Several header rows as one: what stands above each other, said once."""
    width = max(len(row) for row in rows)
    columns = [[row[i].strip() for row in rows if i < len(row) and row[i].strip()] for i in range(width)]
    return [" ".join(dict.fromkeys(column)) for column in columns]


def tidy(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Without empty rows and columns."""
    filled = [list(row) for row in rows if any(cell.strip() for cell in row)]
    if not filled:
        return []
    width = max(len(row) for row in filled)
    padded = [row + [""] * (width - len(row)) for row in filled]
    kept = [i for i in range(width) if any(row[i].strip() and row[i][0] not in CONTINUED + BELOW for row in padded)]
    return [[row[i] for i in kept] for row in padded]
