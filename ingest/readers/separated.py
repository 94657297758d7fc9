"""CSV of any make: encoding, separator, lines before the header, cells as they are written."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.readers.encodings import decoded
from ingest.readers.tables import header_rows, rows_to_part, tidy
from knowledge.documents import Part, ReadDocument

CSV = "text/csv"
SEPARATORS = "\t;|,"
SAMPLE_ROWS = 200
SAMPLE = 200_000
LONGEST_CELL = 1_000_000
MOST_ROWS = 200_000


def read_csv(content: bytes, name: str) -> ReadDocument:
    """The rows of a CSV file."""
    text = decoded(content, name).replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    separator, start = _declared(text) or (_separator(text[:SAMPLE]), 0)
    csv.field_size_limit(LONGEST_CELL)
    rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text[start:]), delimiter=separator)]
    warnings: tuple[str, ...] = ()
    if len(rows) > MOST_ROWS:
        warnings = (f"{name} has {len(rows):,} rows; I read the first {MOST_ROWS:,}.",)
    return ReadDocument(name, CSV, 1, tuple(_parts(rows[:MOST_ROWS])), warnings)


def _declared(text: str) -> tuple[str, int] | None:
    """The separator that a first line such as `sep=;` names, and where the rows begin."""
    first, _, _ = text.partition("\n")
    mark = first.strip().strip('"').lower()
    return (mark[4], len(first) + 1) if mark.startswith("sep=") and len(mark) == 5 else None  # noqa: PLR2004 - one sign


def _separator(sample: str) -> str:
    """The sign that cuts the most rows into the same number of cells; a comma only when no other does, too."""
    best, best_score = ",", 0.0
    for sign in SEPARATORS:
        try:
            rows = [r for r in _first(csv.reader(io.StringIO(sample), delimiter=sign)) if any(c.strip() for c in r)]
        except csv.Error:
            continue
        widths = Counter(len(row) for row in rows if len(row) > 1)
        if not widths:
            continue
        width, count = max(widths.items(), key=lambda pair: (pair[1], pair[0]))
        score = count / len(rows) + min(width, 10) / 1000
        if score > best_score * 1.02:
            best, best_score = sign, score
    return best


def _first(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    for _, row in zip(range(SAMPLE_ROWS), rows, strict=False):
        yield row


def _parts(rows: Sequence[Sequence[str]]) -> Iterator[Part]:
    """Blocks between empty rows; lines before the table that hold far fewer cells are said as text."""
    block: list[Sequence[str]] = []
    for row in [*rows, []]:
        if any(cell for cell in row):
            block.append(row)
            continue
        filled = tidy(block)
        block = []
        if filled:
            start = _table_start(filled)
            if start:
                lines = [" ".join(cell for cell in row if cell) for row in filled[:start]]
                yield Part("text", "\n".join(lines))
            table = tidy(filled[start:])
            yield rows_to_part(table, header_rows=min(header_rows(table), 1))


def _table_start(rows: list[list[str]]) -> int:
    counts = [sum(map(bool, row)) for row in rows]
    usual = Counter(counts).most_common(1)[0][0]
    start = next((i for i, count in enumerate(counts) if count * 2 > usual), 0)
    return start if start < len(rows) - 1 else 0
