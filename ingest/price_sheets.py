"""Spreadsheets row by row, with exact figures: what a price list is read from. Large sheets are streamed."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from pathlib import PurePosixPath
from typing import Any

from channel.errors import UnreadableFile

Cell = str | Decimal | date | None
Row = tuple[Cell, ...]
ENDINGS = (".xlsx", ".xlsm", ".xls", ".csv", ".tsv", ".txt")
SAMPLE = 60
"""So many rows at the beginning tell the layout."""
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SEPARATORS = ";\t,|"
FOUR_PLACES = Decimal("0.0001")
FORMAT_CURRENCY = re.compile(r'\[\$([^\]-]+)[^\]]*\]|"\s*([^"]{1,5}?)\s*"|([€£$])')
MOST_ROWS = 1_000_000


@dataclass(frozen=True)
class Sheet:
    """A sheet: `rows` reads it from its first row, as often as called; `signs` are currencies in cell formats."""

    name: str
    rows: Callable[[], Iterator[Row]]
    hidden: bool = False
    signs: Mapping[int, str] = field(default_factory=dict)

    def sample(self) -> list[Row]:
        """The rows at the beginning."""
        return list(islice(self.rows(), SAMPLE))


def is_sheet(name: str) -> bool:
    """Whether a file is named like a spreadsheet."""
    return PurePosixPath(name.lower()).suffix in ENDINGS


def open_sheets(content: bytes, name: str) -> tuple[Sheet, ...]:
    """The sheets of a file, in order; hidden ones are marked.

    Raises:
        UnreadableFile: in a sentence: what is wrong with the file, and what to do.
    """
    if not content:
        raise UnreadableFile(f"{name} is empty.", "Send it again; perhaps it was cut off on the way.")
    try:
        if content.startswith(b"PK"):
            return _xlsx(content, name)
        if content.startswith(OLE):
            return _xls(content, name)
        return (_csv(content, name),)
    except UnreadableFile:
        raise
    except Exception as error:
        raise UnreadableFile(
            f"{name} is broken: it cannot be opened as what it claims to be.", "Export it again and send it anew."
        ) from error


def _xlsx(content: bytes, name: str) -> tuple[Sheet, ...]:
    import openpyxl

    from ingest.readers.bundles import check_expansion

    check_expansion(content, name)
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    sheets = []
    for title in book.sheetnames:
        sheet: Any = book[title]
        if not hasattr(sheet, "iter_rows"):  # a chart has no rows
            continue
        sheet.reset_dimensions()

        def rows(sheet: Any = sheet) -> Iterator[Row]:  # noqa: ANN401 - a sheet of openpyxl
            for row in islice(sheet.iter_rows(values_only=True), MOST_ROWS):
                yield tuple([_plain(value) for value in row])

        signs: dict[int, str] = {}
        for row in islice(sheet.iter_rows(), SAMPLE):
            for column, cell in enumerate(row):
                if isinstance(cell.value, int | float) and column not in signs and (sign := _sign(cell.number_format)):
                    signs[column] = sign
        sheets.append(Sheet(title, rows, sheet.sheet_state != "visible", signs))
    return tuple(sheets)


def _sign(number_format: str) -> str:
    found = FORMAT_CURRENCY.search(number_format or "")
    return next((group for group in found.groups() if group), "").strip() if found else ""


def _xls(content: bytes, name: str) -> tuple[Sheet, ...]:
    import xlrd

    if "EncryptedPackage".encode("utf-16-le") in content:
        raise UnreadableFile(f"{name} is protected by a password.", "Send it without one.")
    book = xlrd.open_workbook(file_contents=content)
    sheets = []
    for sheet in book.sheets():

        def rows(sheet: Any = sheet) -> Iterator[Row]:  # noqa: ANN401 - a sheet of xlrd
            for number in range(sheet.nrows):
                yield tuple(_old(cell, book.datemode) for cell in sheet.row(number))

        sheets.append(Sheet(sheet.name, rows, sheet.visibility != 0))
    return tuple(sheets)


def _old(cell: Any, datemode: int) -> Cell:  # noqa: ANN401 - a cell of xlrd
    import xlrd

    if cell.ctype == xlrd.XL_CELL_DATE:
        return _plain(xlrd.xldate_as_datetime(cell.value, 1 if datemode else 0))
    return None if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_ERROR) else _plain(cell.value)


def _csv(content: bytes, name: str) -> Sheet:
    from ingest.readers.encodings import decoded

    text = decoded(content, name)
    separator = _separator(text)

    def rows() -> Iterator[Row]:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        for row in islice(lines, MOST_ROWS):
            yield tuple([cell.strip() or None for cell in row])

    return Sheet("", rows)


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
