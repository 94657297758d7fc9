"""Folders of rows: CSV files named after a table, YAML files that name theirs, each row with its place."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import product
from pathlib import Path
from typing import Any

import yaml

from channel.errors import BadInput, UnreadableFile
from channel.tables import Table

ABOUT = "about.yaml"
LINE = "__line__"
MANY = "*"


@dataclass(frozen=True)
class Record:
    """One row as written: its table, values by heading, and where it stands ("stocks.csv, line 4").

    `parent` is the table and position (in the folder's records) of the row that it was written beneath.
    """

    table: str
    values: dict[str, Any]
    place: str
    parent: tuple[str, int] | None = None


@dataclass(frozen=True)
class Folder:
    """All rows of a folder, whose they are, and the instant (UTC) at which they were true, none for "now"."""

    source_system: str
    as_of: datetime | None
    records: tuple[Record, ...]


class _Reader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc] # chosen by what is installed
    """YAML whose mappings remember their line."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 - PyYAML's own signature
        mapping: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        mapping[LINE] = node.start_mark.line + 1
        return mapping


def without_lines(value: Any) -> Any:  # noqa: ANN401 - whatever YAML holds
    """The value as written, without the line marks of the reader."""
    if isinstance(value, dict):
        return {key: without_lines(inner) for key, inner in value.items() if key != LINE}
    return [without_lines(inner) for inner in value] if isinstance(value, list) else value


def read_folder(folder: Path) -> Folder:
    """Read the files that the folder's `about.yaml` lists, in its order.

    Raises:
        UnreadableFile: when a file is missing, is no YAML, or names a table that does not exist.
    """
    about = without_lines(_yaml(folder / ABOUT))
    if not isinstance(about, dict) or not isinstance(about.get("files"), list):
        raise UnreadableFile(f"{ABOUT} does not list any files.", "Write `files:` with the names to load.")
    records: list[Record] = []
    for name in about["files"]:
        reader = _csv_records if str(name).endswith(".csv") else _yaml_records
        reader(folder / str(name), records)
    as_of = about.get("as_of")
    return Folder(
        source_system=str(about.get("source_system", folder.name)),
        as_of=datetime.fromisoformat(as_of) if isinstance(as_of, str) else None,
        records=tuple(records),
    )


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFile(f"{path.name} cannot be read.", "It has to be a text file in UTF-8.") from error


def _yaml(path: Path) -> Any:  # noqa: ANN401 - whatever YAML holds
    try:
        return yaml.load(_text(path), Loader=_Reader)  # noqa: S506 - a safe loader, see above
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{path.name}, line {mark.line + 1}" if mark else path.name
        raise UnreadableFile(f"{where} is no valid YAML.", "Check indentation and quotes there.") from error


def _known_table(table: str, place: str) -> str:
    if table not in Table.metadata.tables:
        raise UnreadableFile(f"{place}: there is no table “{table}”.", "See docs/prices.md for the tables.")
    return table


def _csv_records(path: Path, records: list[Record]) -> None:
    table = _known_table(path.stem, path.name)
    reader = csv.DictReader(_text(path).splitlines(), strict=True)
    try:
        for row in reader:
            place = f"{path.name}, line {reader.line_num}"
            if None in row or None in row.values():
                raise BadInput(f"{place}: not as many cells as headings.", "Quote cells that hold a comma.")
            records.extend(Record(table, values, place) for values in _expanded(row))
    except csv.Error as error:
        where = f"{path.name}, line {reader.line_num}"
        raise UnreadableFile(f"{where}: {error}.", "Check the quotes there.") from error


def _expanded(row: dict[str, str]) -> Iterator[dict[str, Any]]:
    """One row for each combination of the values under headings that end in `*`."""
    many = {heading: row[heading].split(";") for heading in row if heading.endswith(MANY)}
    single = {heading: value for heading, value in row.items() if heading not in many}
    headings = [heading.removesuffix(MANY) for heading in many]
    for combination in product(*many.values()):
        yield single | dict(zip(headings, (value.strip() for value in combination), strict=True))


def _yaml_records(path: Path, records: list[Record]) -> None:
    tables = _yaml(path)
    if not isinstance(tables, dict):
        raise UnreadableFile(f"{path.name} holds no tables.", "Write the table's name and its rows beneath.")
    for table, rows in tables.items():
        if table != LINE:
            _add_rows(_known_table(str(table), path.name), rows, path.name, records, None)


def _add_rows(
    table: str,
    rows: Any,  # noqa: ANN401 - as read
    name: str,
    records: list[Record],
    parent: tuple[str, int] | None,
) -> None:
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise UnreadableFile(f"{name}: “{table}” is no list of rows.", "Start each row with a dash.")
    for row in rows:
        columns = Table.metadata.tables[table].columns
        nested = {key: row[key] for key in row if key in Table.metadata.tables and key not in columns}
        values = {key: value for key, value in row.items() if key not in nested and key != LINE}
        records.append(Record(table, values, f"{name}, line {row[LINE]}", parent))
        here = (table, len(records) - 1)
        for child, children in nested.items():
            _add_rows(child, children, name, records, here)
