"""Tables as text: a row a line, cells apart, the header kept for every piece."""

from collections.abc import Sequence

from knowledge.documents import Part

BETWEEN = " | "


def row_line(cells: Sequence[str]) -> str:
    """One row as a line."""
    return BETWEEN.join(cell.strip() or "–" for cell in cells)


def rows_to_part(rows: Sequence[Sequence[str]], section: tuple[str, ...] = (), page: int | None = None) -> Part:
    """A table whose first row is its header."""
    lines = [row_line(row) for row in rows if any(cell.strip() for cell in row)]
    return Part("table", "\n".join(lines), section, page, header=lines[0] if len(lines) > 1 else "")


def tidy(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Without empty rows and columns."""
    filled = [list(row) for row in rows if any(cell.strip() for cell in row)]
    if not filled:
        return []
    width = max(len(row) for row in filled)
    padded = [row + [""] * (width - len(row)) for row in filled]
    kept = [i for i in range(width) if any(row[i].strip() for row in padded)]
    return [[row[i] for i in kept] for row in padded]
