"""Spreadsheets: each block of filled cells is a table; merged cells are filled, formulas give their values."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal

import openpyxl
import xlrd
from charset_normalizer import from_bytes

from channel.errors import UnreadableFile
from ingest.readers.tables import rows_to_part, tidy
from knowledge.documents import Part, ReadDocument

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLS = "application/vnd.ms-excel"
CSV = "text/csv"
MOST_CELLS = 2_000_000


def read_xlsx(content: bytes, name: str) -> ReadDocument:
    """The tables of a workbook; hidden sheets are read and named in a warning."""
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    parts: list[Part] = []
    hidden = []
    for number, sheet in enumerate(book.worksheets, 1):
        if (sheet.max_row or 0) * (sheet.max_column or 0) > MOST_CELLS:
            raise UnreadableFile(f"Sheet “{sheet.title}” of {name} is too large.", "Send it as CSV, or in parts.")
        if sheet.sheet_state != "visible":
            hidden.append(sheet.title)
        rows = [[_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
        for area in sheet.merged_cells.ranges:
            value = rows[area.min_row - 1][area.min_col - 1]
            for row in range(area.min_row - 1, min(area.max_row, len(rows))):
                for column in range(area.min_col - 1, min(area.max_col, len(rows[row]))):
                    rows[row][column] = value
        parts += _tables(rows, sheet.title, number)
    warnings = (f"Hidden sheets in {name}: {', '.join(hidden)}.",) if hidden else ()
    return ReadDocument(name, XLSX, len(book.worksheets), tuple(parts), warnings)


def read_xls(content: bytes, name: str) -> ReadDocument:
    """The tables of an old Excel workbook."""
    book = xlrd.open_workbook(file_contents=content, formatting_info=False)
    parts: list[Part] = []
    for number, sheet in enumerate(book.sheets(), 1):
        rows = [[_old(sheet.cell(r, c), book.datemode) for c in range(sheet.ncols)] for r in range(sheet.nrows)]
        parts += _tables(rows, sheet.name, number)
    return ReadDocument(name, XLS, book.nsheets, tuple(parts))


def read_csv(content: bytes, name: str) -> ReadDocument:
    """A table of separated values, whatever its encoding and separator."""
    text = decoded(content, name)
    sample = text[:20_000]
    try:
        separator = csv.Sniffer().sniff(sample, delimiters=",;\t|").delimiter
    except csv.Error:
        separator = max(",;\t|", key=sample.count)
    rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text), delimiter=separator)]
    return ReadDocument(name, CSV, 1, tuple(_tables(rows, "", None)))


def decoded(content: bytes, name: str) -> str:
    """Text of any encoding.

    Raises:
        UnreadableFile: when the bytes are no text.
    """
    for encoding in ("utf-8-sig", "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    best = from_bytes(content).best()
    if best is None:
        raise UnreadableFile(f"{name} is no text I can read.", "Save it as UTF-8 and send it again.")
    return str(best)


def _tables(rows: Sequence[Sequence[str]], sheet: str, page: int | None) -> Iterator[Part]:
    """Blocks of rows between empty rows; a line with a single cell heads what follows."""
    section = (sheet,) if sheet else ()
    block: list[Sequence[str]] = []
    caption: tuple[str, ...] = ()
    for row in [*rows, []]:
        filled = [cell for cell in row if cell.strip()]
        if not filled:
            yield from _table(block, section + caption, page)
            block = []
            continue
        if len(set(filled)) == 1 and not block:
            caption = (filled[0],)
            yield Part("text", filled[0], section + caption, page)
            continue
        block.append(row)


def _table(block: list[Sequence[str]], section: tuple[str, ...], page: int | None) -> Iterator[Part]:
    if filled := tidy(block):
        yield rows_to_part(filled, section, page)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return format(Decimal(repr(value)).normalize(), "f")
    return " ".join(str(value).split())


def _old(cell: xlrd.sheet.Cell, datemode: int) -> str:
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return _text(xlrd.xldate_as_datetime(float(cell.value), 1 if datemode else 0))
        except (ValueError, xlrd.xldate.XLDateError):
            return str(cell.value)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "yes" if cell.value else "no"
    return _text(cell.value) if cell.ctype not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_ERROR) else ""
