"""Files of rows: which area they are of, their rows as words, and templates, exports and lists of faults as files."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from channel.errors import BadInput, UnreadableFile
from ingest.loading import refusals
from ingest.loading.areas import Area, areas
from ingest.loading.faults import Language, RowFault
from ingest.loading.rows import Row, Source
from ingest.price_sheets import Cell as SheetCell
from ingest.price_sheets import Sheet, Workbooks, is_sheet, open_sheets, read_workbook

SYSTEM: Final = "file"
NOTES: Final[dict[Language, str]] = {"en": "Columns", "de": "Spalten"}
ALMOST: Final = 0.6
"""So much of the headings must be an area's for a file to be meant as one."""
FEWEST_ALIKE: Final = 3
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
HEADINGS: Final[dict[Language, tuple[str, ...]]] = {
    "en": ("column", "meaning", "required", "type", "example"),
    "de": ("Spalte", "Bedeutung", "Pflicht", "Art", "Beispiel"),
}


@dataclass(frozen=True)
class RowFile:
    """A file that was opened: its area, its rows, where they come from."""

    area: Area
    sheet: Sheet
    headings: tuple[str, ...]
    source: Source

    def rows(self) -> Iterator[Row]:
        """The rows beneath the headings that hold anything."""
        for number, row in enumerate(self.sheet.rows(), 1):
            if number > 1 and any(cell not in (None, "") for cell in row):
                cells = (_words(cell) for cell in row)
                yield Row(number, dict(zip(self.headings, cells, strict=False)), f"{self.source.name}, row {number}")


def source_of(content: bytes, name: str, system: str = SYSTEM) -> Source:
    """Where the rows of a file come from."""
    return Source(system, name, hashlib.sha256(content).hexdigest())


def recognised(content: bytes, name: str, workbooks: Workbooks = read_workbook) -> RowFile | None:
    """The file as one of our templates, told by its headings; none if it is something else.

    Raises:
        UnreadableFile: for a file that cannot be opened.
    """
    if not is_sheet(name):
        return None
    for sheet in open_sheets(content, name, workbooks):
        headings = _headings(sheet)
        for area in areas().values():
            if set(headings) <= set(area.headings) and _needed(area) <= set(headings):
                return RowFile(area, sheet, headings, source_of(content, name))
    return None


@dataclass(frozen=True)
class Alike:
    """A file whose headings are almost those of an area: what it has besides, and what it lacks."""

    area: Area
    unknown: tuple[str, ...]
    lacking: tuple[str, ...]


def alike(content: bytes, name: str, among: Iterable[str], workbooks: Workbooks = read_workbook) -> Alike | None:
    """The area that a file is meant to be of, where its headings are almost those of that area's template.

    Raises:
        UnreadableFile: for a file that cannot be opened.
    """
    if not is_sheet(name):
        return None
    best: tuple[float, Alike] | None = None
    for sheet in open_sheets(content, name, workbooks):
        headings = set(_headings(sheet)) - {""}
        for area in (areas()[one] for one in among):
            known, needed = headings & set(area.headings), _needed(area)
            share = len(known) / max(len(headings | needed), 1)
            if len(known) >= FEWEST_ALIKE and share >= ALMOST and (best is None or share > best[0]):
                lacking = tuple(one for one in area.headings if one in needed - headings)
                best = (share, Alike(area, tuple(sorted(headings - known)), lacking))
    if best is None or not (best[1].unknown or best[1].lacking):
        return None
    return best[1]


def opened(content: bytes, name: str, area: Area, workbooks: Workbooks = read_workbook) -> RowFile:
    """The file as rows of an area.

    Raises:
        BadInput: when its headings are not those of the area's template; says which.
        UnreadableFile: for a file that cannot be opened.
    """
    sheet = next((one for one in open_sheets(content, name, workbooks) if not one.hidden), None)
    headings = _headings(sheet) if sheet is not None else ()
    if sheet is None or not headings:
        raise UnreadableFile.of(refusals.NO_HEADINGS, file=name, area={"en": area.title["en"], "de": area.title["de"]})
    _check(headings, area)
    return RowFile(area, sheet, headings, source_of(content, name))


def template(area: Area, kind: Literal["csv", "xlsx"], language: Language = "en") -> bytes:
    """An empty file of an area: the headings; in a workbook also a sheet that tells what each column means."""
    return as_csv(area, ()) if kind == "csv" else as_workbook(area, (), language)


def as_csv(area: Area, rows: Iterable[Row]) -> bytes:
    """Rows as a CSV file in UTF-8, with a mark that spreadsheets read it by."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(area.headings)
    writer.writerows([[row.values.get(name, "") for name in area.headings] for row in rows])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def as_workbook(area: Area, rows: Iterable[Row], language: Language = "en") -> bytes:
    """Rows as a workbook; every cell is text, so that no spreadsheet turns a part number into a date."""
    from openpyxl import Workbook
    from openpyxl.cell import Cell, WriteOnlyCell
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    sheet = book.create_sheet(area.name)
    sheet.freeze_panes = "A2"

    def text(words: str, *, bold: bool = False) -> Cell:
        cell = WriteOnlyCell(sheet, value=words)
        cell.data_type = "s"
        cell.number_format = "@"
        cell.font = Font(bold=bold)
        return cell

    sheet.append([text(name, bold=True) for name in area.headings])
    for row in rows:
        sheet.append([text(row.values.get(name, "")) for name in area.headings])
    notes = book.create_sheet(NOTES[language])
    notes.append([text(words, bold=True) for words in HEADINGS[language]])
    for told in _told(area, language):
        notes.append([text(words) for words in told])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def columns_file(area: Area, language: Language) -> bytes:
    """What each column of an area means, as a CSV file."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEADINGS[language])
    writer.writerows(_told(area, language))
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _told(area: Area, language: Language) -> Iterator[tuple[str, ...]]:
    for column in area.columns:
        yield column.name, column.meaning[language], "yes" if column.required else "", column.kind, column.example


def faults_file(faults: Iterable[RowFault], language: Language) -> bytes:
    """All that is wrong as a CSV file: row, column, what is wrong and what to do."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    titles = {"en": ("row", "column", "what is wrong"), "de": ("Zeile", "Spalte", "Was falsch ist")}
    writer.writerow(titles[language])
    for fault in faults:
        said = fault.said(language)
        writer.writerow((fault.number, fault.column, f"'{said}" if said.startswith(FORMULA) else said))
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _headings(sheet: Sheet) -> tuple[str, ...]:
    first = next(iter(sheet.rows()), ())
    found = [_words(cell).strip().lower().replace(" ", "_") for cell in first]
    while found and not found[-1]:
        found.pop()
    return tuple(found)


def _needed(area: Area) -> set[str]:
    return {column.name for column in area.columns if column.required}


def _check(headings: tuple[str, ...], area: Area) -> None:
    unknown = [name for name in headings if name not in area.headings]
    lacking = sorted(_needed(area) - set(headings))
    twice = sorted({name for name in headings if headings.count(name) > 1})
    said = []
    if unknown:
        said.append(f"There is no column {', '.join(f'“{name}”' for name in unknown)} in {area.title['en']}.")
    if lacking:
        said.append(f"The column {', '.join(f'“{name}”' for name in lacking)} is missing.")
    if twice:
        said.append(f"The column {', '.join(f'“{name}”' for name in twice)} stands there twice.")
    if said:
        raise BadInput(
            " ".join(said),
            f"Its columns are {', '.join(area.headings)}; `tierdesk load --template {area.name}` gives an empty file.",
        )


def _words(cell: SheetCell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, Decimal):
        plain = format(cell, "f")
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    return cell
