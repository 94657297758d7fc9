"""Spreadsheets row by row, with exact figures: what a price list is read from. Large sheets are streamed."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import partial
from itertools import islice
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Protocol

from channel.errors import UnreadableFile

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

Cell = str | Decimal | date | None
Row = tuple[Cell, ...]
ENDINGS = (".xlsx", ".xlsm", ".xls", ".csv", ".tsv", ".txt")
LONGEST_CELL = 32_767
"""Characters; no workbook holds more in a cell."""
SAMPLE = 60
"""So many rows at the beginning tell the layout."""
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SEPARATORS = ";\t,|"
FOUR_PLACES = Decimal("0.0001")
FORMAT_CURRENCY = re.compile(r'\[\$([^\]-]+)[^\]]*\]|"\s*([^"]{1,5}?)\s*"|([€£$])')
MOST_ROWS = 1_000_000
MOST_CELLS = 20_000_000
USUAL_WIDTH = 64


@dataclass(frozen=True)
class Sheet:
    """A sheet: `rows` reads it from its first row, as often as called; `signs` gives currencies in cell formats."""

    name: str
    rows: Callable[[], Iterator[Row]]
    hidden: bool = False
    signs: Callable[[], Mapping[int, str]] = dict

    def sample(self) -> list[Row]:
        """The rows at the beginning."""
        return list(islice(self.rows(), SAMPLE))


def is_sheet(name: str) -> bool:
    """Whether a file is named like a spreadsheet."""
    return PurePosixPath(name.lower()).suffix in ENDINGS


@dataclass(frozen=True)
class RawSheet:
    """A sheet of a workbook as it travels between processes: its cells as the reader gave them."""

    name: str
    hidden: bool
    rows: list[list[Any]]


class Workbooks(Protocol):
    """Reads workbooks: their sheets, or the currency signs in the formats of one."""

    def __call__(self, content: bytes, name: str, signs_of: str | None = None) -> Any:  # noqa: ANN401 - see `read_workbook`
        """See `read_workbook`."""
        ...


def open_sheets(content: bytes, name: str, workbooks: Workbooks) -> tuple[Sheet, ...]:
    """The sheets of a file, in order; hidden ones are marked.

    Args:
        content: of the file.
        name: of the file.
        workbooks: `read_workbook`, or the same in a process of its own.

    Raises:
        UnreadableFile: in a sentence: what is wrong with the file, and what to do.
    """
    if not content:
        raise UnreadableFile(f"{name} is empty.", "Send it again; perhaps it was cut off on the way.")
    if not content.startswith((b"PK", OLE)):
        return (_csv(content, name),)
    return tuple(
        Sheet(
            raw.name,
            partial(_plain_rows, raw.rows),
            raw.hidden,
            partial(workbooks, content, name, raw.name) if content.startswith(b"PK") else dict,
        )
        for raw in workbooks(content, name)
    )


def _plain_rows(rows: list[list[Any]]) -> Iterator[Row]:
    for row in rows:
        yield tuple([_plain(value) for value in row])


def read_workbook(content: bytes, name: str, signs_of: str | None = None) -> tuple[RawSheet, ...] | dict[int, str]:
    """The sheets of an XLSX or XLS file; or, of one sheet, the currency signs in cell formats by column.

    Files from anybody may end the process that this runs in.

    Raises:
        UnreadableFile: for a file that is broken, protected or too large.
    """
    try:
        return _signs(content, signs_of) if signs_of is not None else _sheets(content, name)
    except (UnreadableFile, MemoryError):
        raise
    except Exception as error:
        raise UnreadableFile(
            f"{name} is broken: it cannot be opened as what it claims to be.", "Export it again and send it anew."
        ) from error


def _sheets(content: bytes, name: str) -> tuple[RawSheet, ...]:
    from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    if content.startswith(b"PK"):
        from ingest.readers.bundles import check_expansion

        check_expansion(content, name)
    protected = UnreadableFile(f"{name} is protected by a password.", "Send it without one.")
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise protected
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    except PasswordError as error:
        raise protected from error
    return tuple(
        RawSheet(about.name, about.visible is not SheetVisibleEnum.Visible, _rows_of(book, about.name))
        for about in book.sheets_metadata
        if about.typ is SheetTypeEnum.WorkSheet
    )


def _rows_of(book: CalamineWorkbook, name: str) -> list[list[Any]]:
    """The rows of a sheet; a cell merged over several rows stands in each of them."""
    sheet = book.get_sheet_by_name(name)
    before = [None] * (sheet.start[1] if sheet.start else 0)
    rows, cells = [], 0
    for row in islice(sheet.iter_rows(), MOST_ROWS):
        rows.append([*before, *_without_empty_end(row)])
        cells += len(rows[-1])
        if cells > MOST_CELLS:
            raise UnreadableFile(
                f"The sheet {name} has more than {MOST_CELLS // 10**6} million cells.", "Split it and send the parts."
            )
    for (first, column), (last, _) in sheet.merged_cell_ranges or ():
        for row in rows[first + 1 : last + 1]:
            if column < len(row) and column < len(rows[first]):
                row[column] = rows[first][column]
    return rows


def _without_empty_end(row: list[Any]) -> list[Any]:
    """A row without what is empty beyond the usual width: a sheet is as wide as its widest row, maybe thousands."""
    if len(row) <= USUAL_WIDTH:
        return row
    last = next((index for index in range(len(row) - 1, -1, -1) if row[index] not in ("", None)), -1)
    return row[: max(last + 1, USUAL_WIDTH)]


def _signs(content: bytes, name: str) -> dict[int, str]:
    """The currency signs in the formats of figures, by column."""
    import openpyxl

    sheet: Any = openpyxl.load_workbook(io.BytesIO(content), read_only=True)[name]
    sheet.reset_dimensions()
    signs: dict[int, str] = {}
    for row in islice(sheet.iter_rows(), SAMPLE):
        for column, cell in enumerate(row):
            if isinstance(cell.value, int | float) and column not in signs and (sign := _sign(cell.number_format)):
                signs[column] = sign
    return signs


def _sign(number_format: str) -> str:
    found = FORMAT_CURRENCY.search(number_format or "")
    return next((group for group in found.groups() if group), "").strip() if found else ""


def _csv(content: bytes, name: str) -> Sheet:
    from ingest.readers.encodings import decoded

    text = decoded(content, name)
    separator = _separator(text)

    def rows() -> Iterator[Row]:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        try:
            for row in islice(lines, MOST_ROWS):
                if any(len(cell) > LONGEST_CELL for cell in row):
                    raise _endless(name)
                yield tuple([cell.strip() or None for cell in row])
        except csv.Error as error:
            raise _endless(name) from error

    return Sheet("", rows)


def _endless(name: str) -> UnreadableFile:
    return UnreadableFile(
        f"{name} cannot be read as a table: a cell in it never ends.", "Export it again and send it anew."
    )


def _separator(text: str) -> str:
    """The sign that cuts the most lines of the beginning into the same number of cells."""
    lines = [line for line in text[:20_000].splitlines()[:SAMPLE] if line.strip()]

    def agreement(sign: str) -> tuple[int, int]:
        counts = [len(row) for row in csv.reader(lines, delimiter=sign)]
        usual = max(set(counts), key=lambda count: (counts.count(count), count), default=1)
        return (counts.count(usual) if usual > 1 else 0, usual)

    return max(SEPARATORS, key=agreement)


def _plain(value: object) -> Cell:
    """A cell's value without floats: a figure loses the noise of binary fractions beyond four places."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, bool) or value is None:
        return None if value is None else str(value)
    if isinstance(value, int):
        return Decimal(value)
    if isinstance(value, float):
        exact = Decimal(repr(value))
        rounded = exact.quantize(FOUR_PLACES) if exact.is_finite() and abs(exact) < 10**15 else exact
        return exact if abs(exact - rounded) > Decimal("1e-7") else rounded
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value
    return value if isinstance(value, date) else str(value).strip() or None
