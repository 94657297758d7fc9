"""Renders a workbook from YAML: a heading, merged bands above the header row, rows of figures.

A sheet has `title`, `intro` (lines above the table), `bands` (text and number of columns, merged), `columns`
(header to path in `facts.yaml`, or to null where `rows` are given), `mpns` or `vendor` and `line`, or `rows`,
and `notes` below.
"""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tools.world_documents import source
from tools.world_documents.brands import Brand
from tools.world_documents.facts import PRICES, Facts
from tools.world_documents.office import same_bytes
from tools.world_documents.wording import confidentiality, validity


def render_workbook(document: source.Document, brand: Brand, facts: Facts) -> bytes:
    """The XLSX file."""
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)
    book.remove(first)
    entry = document.entry
    book.properties.title, book.properties.creator = entry.title, brand.name
    for spec in document.sheets:
        sheet = book.create_sheet(spec["title"])
        top = _heading(sheet, spec, document, brand)
        _table(sheet, spec, top, brand, facts, entry.language)
    buffer = BytesIO()
    book.save(buffer)
    return same_bytes(buffer.getvalue(), entry.stamp)


def _heading(sheet: Worksheet, spec: dict[str, Any], document: source.Document, brand: Brand) -> int:
    """Writes title, validity and introduction; returns the row where the table begins."""
    entry = document.entry
    lines = [entry.title, " · ".join(p for p in (brand.name, validity(entry), confidentiality(entry)) if p)]
    lines += spec.get("intro", [])
    for row, line in enumerate(lines, start=1):
        cell = sheet.cell(row, 1, line)
        if row == 1:
            cell.font = Font(bold=True, size=14, color=brand.colour.removeprefix("#"))
    return len(lines) + 2


def _table(
    sheet: Worksheet, spec: dict[str, Any], top: int, brand: Brand, facts: Facts, language: str
) -> None:
    white = Font(bold=True, color="FFFFFF")
    fill = PatternFill("solid", fgColor=brand.colour.removeprefix("#"))
    if bands := spec.get("bands"):
        column = 1
        for band in bands:
            merged = sheet.cell(top, column, band["text"] or None)
            merged.font, merged.fill, merged.alignment = white, fill, Alignment(horizontal="center")
            end = column + band["columns"] - 1
            if end > column:
                sheet.merge_cells(start_row=top, start_column=column, end_row=top, end_column=end)
            column = end + 1
        top += 1
    for column, header in enumerate(spec["columns"], start=1):
        head = sheet.cell(top, column, header)
        head.font, head.fill, head.alignment = white, fill, Alignment(wrap_text=True, vertical="top")
    rows = spec.get("rows") or _product_rows(spec, facts, language)
    for index, row in enumerate(rows, start=top + 1):
        for column, value in enumerate(row, start=1):
            _write(sheet.cell(index, column), value)
    for index, note in enumerate(spec.get("notes", []), start=top + len(rows) + 2):
        sheet.cell(index, 1, note).font = Font(italic=True)
    sheet.freeze_panes = sheet.cell(top + 1, 2).coordinate
    for column, header in enumerate(spec["columns"], start=1):
        longest = max([len(str(row[column - 1] or "")) for row in rows] + [min(len(header), 14)])
        sheet.column_dimensions[get_column_letter(column)].width = min(longest + 3, 60)


def _write(cell: Any, value: Any) -> None:  # noqa: ANN401 - a cell holds text, numbers or nothing
    assert isinstance(cell, Cell)
    cell.value = value
    if isinstance(value, Decimal):
        cell.number_format = "#,##0.00"


def _product_rows(spec: dict[str, Any], facts: Facts, language: str) -> list[list[Any]]:
    return [
        [_figure(facts, mpn, path, language) for path in spec["columns"].values()]
        for mpn in source.mpns_of(spec, facts)
    ]


def _figure(facts: Facts, mpn: str, path: str, language: str) -> Any:  # noqa: ANN401 - see _write
    if path == "name":
        return facts.products[mpn]["name"][language]
    value = facts.value(mpn, path)
    return Decimal(value) if value is not None and path.split(".", maxsplit=1)[0] in PRICES else value
