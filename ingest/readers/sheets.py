"""Spreadsheets: each block of filled cells is a table; merged cells are filled, formulas give their values."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import openpyxl
import xlrd
from xlrd.biffh import XLRDError

from channel.errors import UnreadableFile
from ingest.readers.charts import chart_parts
from ingest.readers.ooxml import DRAWING, parsed
from ingest.readers.tables import BELOW, CONTINUED, merged_part, said
from knowledge.documents import Part, ReadDocument

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLS = "application/vnd.ms-excel"
MOST_CELLS = 600_000
"""Filled cells of a workbook that are read; what is beyond is left out and said."""
NOISE = 2
NAMELESS = re.compile(r"(?:sheet|tabelle|feuil|hoja|foglio|list|лист|blad)\s?\d*", re.IGNORECASE)
CURRENCY = re.compile(r"\[\$([^\]\-]{1,4})[^\]]*\]|([€£¥$])|\"([€£$]|[A-Z]{3})\"|\b(EUR|USD|GBP|CHF)\b")
QUOTED = re.compile(r"\"[^\"]*\"|\\.|\[[^\]]*\]")

Rows = list[list[str]]


def read_xlsx(content: bytes, name: str) -> ReadDocument:
    """The tables of a workbook; what is hidden is read and named in a warning, as are formulas without a value."""
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    parts: list[Part] = []
    warnings = list(_hidden_sheets([s.title for s in book.worksheets if s.sheet_state != "visible"], name))
    left = MOST_CELLS
    for number, sheet in enumerate(book.worksheets, 1):
        cells = {place: text for place, cell in _filled(sheet) if (text := _shown(cell.value, cell.number_format))}
        if len(cells) > left:
            cells = dict(list(cells.items())[:left])
            warnings.append(f"Sheet “{sheet.title}” of {name} is very large; I read its first {left:,} cells.")
        left -= len(cells)
        spans = [(a.min_row, a.min_col, a.max_row, a.max_col) for a in sheet.merged_cells.ranges]
        parts += _tables(_rows(cells, spans), sheet.title, number)
        warnings += _hidden_lines(sheet, name)
    parts += _drawn(content)
    if missing := _unvalued(content):
        warnings.append(
            f"{missing} formulas in {name} have no stored value, so I cannot tell what they give. "
            "Open it in Excel, save it, and send it again."
        )
    return ReadDocument(name, XLSX, max(1, len(book.worksheets)), tuple(parts), tuple(warnings))


def read_xls(content: bytes, name: str) -> ReadDocument:
    """The tables of an old Excel workbook.

    Raises:
        UnreadableFile: when it is protected by a password.
    """
    try:
        book = xlrd.open_workbook(file_contents=content, formatting_info=True, ragged_rows=True)
    except XLRDError as error:
        if "encrypt" in str(error).lower():
            raise UnreadableFile(f"{name} is protected by a password.", "Send it without one.") from error
        raise
    parts: list[Part] = []
    for number, sheet in enumerate(book.sheets(), 1):
        cells = {
            (r + 1, c + 1): text
            for r in range(sheet.nrows)
            for c in range(sheet.row_len(r))
            if (text := _old(book, sheet.cell(r, c)))
        }
        spans = [(r0 + 1, c0 + 1, r1, c1) for r0, r1, c0, c1 in sheet.merged_cells]
        parts += _tables(_rows(dict(list(cells.items())[:MOST_CELLS]), spans), sheet.name, number)
    hidden = [sheet.name for sheet in book.sheets() if sheet.visibility]
    return ReadDocument(name, XLS, max(1, book.nsheets), tuple(parts), tuple(_hidden_sheets(hidden, name)))


def _filled(sheet: Any) -> Iterator[tuple[tuple[int, int], Any]]:  # noqa: ANN401 - openpyxl's own store, untyped
    """The cells that hold something, row by row; sheets may claim sizes that no memory holds."""
    for place in sorted(sheet._cells):  # noqa: SLF001 - the public ways walk over every empty cell
        cell = sheet._cells[place]  # noqa: SLF001 - see above
        if cell.value is not None:
            yield place, cell


def _hidden_sheets(titles: list[str], name: str) -> Iterator[str]:
    if titles:
        yield f"Hidden sheets in {name}: {', '.join(titles)}."


def _hidden_lines(sheet: Any, name: str) -> Iterator[str]:  # noqa: ANN401 - see above
    rows = sum(1 for row, look in sheet.row_dimensions.items() if look.hidden and row <= sheet.max_row)
    columns = sum(1 for look in sheet.column_dimensions.values() if look.hidden)
    if rows or columns:
        what = " and ".join(f"{n} hidden {kind}" for n, kind in ((rows, "rows"), (columns, "columns")) if n)
        yield f"Sheet “{sheet.title}” of {name} has {what}; I read them, too."


def _drawn(content: bytes) -> Iterator[Part]:
    """Text boxes, and the titles of charts; the charts' figures are in the cells."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for path in archive.namelist():
            if re.fullmatch(r"xl/charts/chart\d+\.xml", path):
                yield from (p for p in chart_parts(archive.read(path), (), None) if p.form == "caption")
            elif re.fullmatch(r"xl/drawings/drawing\d+\.xml", path):
                paragraphs = parsed(archive.read(path)).iter(f"{DRAWING}p")
                lines = ["".join(t.text or "" for t in p.iter(f"{DRAWING}t")).strip() for p in paragraphs]
                if text := "\n".join(filter(None, lines)):
                    yield Part("text", text)


def _unvalued(content: bytes) -> int:
    """How many formulas have no stored value."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [n for n in archive.namelist() if n.startswith("xl/worksheets/") and n.endswith(".xml")]
        return sum(
            len(re.findall(rb"</f>\s*(?:<v\s*/>|<v></v>)?\s*</c>|<f[^>]*/>\s*</c>", archive.read(n))) for n in sheets
        )


def _rows(cells: dict[tuple[int, int], str], spans: list[tuple[int, int, int, int]]) -> Rows:
    """The cells as rows, one empty row where any are missing; merged cells are filled as far as the sheet goes."""
    if not cells:
        return []
    last_row, last_column = max(r for r, _ in cells), max(c for _, c in cells)
    for top, left, bottom, right in spans:
        text = cells.get((top, left), "")
        if not text or (min(bottom, last_row) - top + 1) * (min(right, last_column) - left + 1) > MOST_CELLS:
            continue
        for row in range(top, min(bottom, last_row) + 1):
            for column in range(left, min(right, last_column) + 1):
                marks = (CONTINUED if column > left else "") + (BELOW if row > top else "")
                cells[row, column] = marks + text
    by_row: dict[int, dict[int, str]] = {}
    for (row, column), text in cells.items():
        by_row.setdefault(row, {})[column] = text
    rows: Rows = []
    before = None
    for row in sorted(by_row):
        if before is not None and row > before + 1:
            rows.append([])
        rows.append([by_row[row].get(column, "") for column in range(1, max(by_row[row]) + 1)])
        before = row
    return rows


def _tables(rows: Sequence[Sequence[str]], sheet: str, page: int | None) -> Iterator[Part]:
    """The sheet's name, then blocks of rows between empty rows; a line that says one thing heads what follows."""
    section = (sheet,) if sheet else ()
    if rows and sheet and not NAMELESS.fullmatch(sheet):
        yield Part("text", sheet, section, page)
    block: list[Sequence[str]] = []
    caption: tuple[str, ...] = ()
    for row in [*rows, []]:
        things = {said(cell) for cell in row if cell.strip()}
        if not things:
            yield from _side_by_side(block, section + caption, page)
            block = []
        elif len(things) == 1 and not block:
            (text,) = things
            caption = (text,)
            yield Part("text", text, section + caption, page)
        else:
            block.append(row)


def _side_by_side(block: list[Sequence[str]], section: tuple[str, ...], page: int | None) -> Iterator[Part]:
    """Tables beside each other: apart by an empty column, and not of the same rows."""
    width = max((len(row) for row in block), default=0)
    filled = [[i < len(row) and bool(row[i].strip()) for row in block] for i in range(width)]
    groups: list[list[int]] = []
    for column in range(width):
        if any(filled[column]):
            if column and any(filled[column - 1]) and groups:
                groups[-1].append(column)
            else:
                groups.append([column])
    reach = [[any(filled[c][r] for c in group) for r in range(len(block))] for group in groups]
    apart = len(groups) > 1 and all(len(g) > 1 for g in groups) and any(r != reach[0] for r in reach)
    for group in groups if apart else [list(range(width))] if block else []:
        if part := merged_part([[row[c] if c < len(row) else "" for c in group] for row in block], section, page):
            yield part


def _shown(value: object, look: str) -> str:
    """A value as people read it in the sheet, but with its figures in full and dates by ISO 8601."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, int | float):
        return _number(value, look or "")
    return "" if value is None else " ".join(str(value).split())


def _number(value: float, look: str) -> str:
    """A figure with its per cent sign or currency; decimals as shown, where the rest is only noise of computing."""
    exact = Decimal(repr(value))
    if not exact.is_finite():
        return str(value)
    shown = QUOTED.sub("", look.split(";", maxsplit=1)[0])
    percent = "%" in shown
    if percent:
        exact *= 100
    match = re.search(r"\.(0+)", shown)
    decimals = len(match[1]) if match else (0 if re.search(r"[0#]", shown) and shown != "General" else None)
    behind = max(0, -int(exact.normalize().as_tuple().exponent))
    if decimals is not None and (behind <= decimals or behind > decimals + NOISE) and "E" not in shown:
        exact = round(exact, decimals)
        text = format(exact, "f")
    else:
        text = format(exact.normalize(), "f")
    currency = CURRENCY.search(look.split(";", maxsplit=1)[0])
    if percent:
        return f"{text}%" if "0 %" not in shown else f"{text} %"
    return f"{next(filter(None, currency.groups()))} {text}" if currency else text


def _old(book: xlrd.book.Book, cell: xlrd.sheet.Cell) -> str:
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return _shown(xlrd.xldate_as_datetime(float(cell.value), 1 if book.datemode else 0), "")
        except (ValueError, OverflowError, xlrd.xldate.XLDateError):
            return str(cell.value)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "yes" if cell.value else "no"
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_ERROR, xlrd.XL_CELL_BLANK):
        return ""
    return _shown(cell.value, _look(book, cell))


def _look(book: xlrd.book.Book, cell: xlrd.sheet.Cell) -> str:
    if cell.xf_index is None or not 0 <= cell.xf_index < len(book.xf_list):
        return ""
    found = book.format_map.get(book.xf_list[cell.xf_index].format_key)
    return str(found.format_str) if found is not None else ""
