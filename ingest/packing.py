"""Many files at once: what is in an archive, and the sheet that says what each file is."""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from lzma import LZMAError
from pathlib import PurePosixPath
from typing import Any, Final

import yaml

from channel.errors import BadInput, UnreadableFile
from ingest.readers.bundles import MOST_BYTES, MOST_MEMBERS, check_expansion
from knowledge.documents import ReadDocument

SHEET_ENDINGS: Final = frozenset({".csv", ".xlsx", ".xls", ".tsv", ".yaml", ".yml"})
YAML_ENDINGS: Final = frozenset({".yaml", ".yml"})
OFFICE: Final = frozenset({"word/document.xml", "ppt/presentation.xml", "xl/workbook.xml"})
CELLS: Final = " | "
LARGEST_YAML: Final = 1_000_000
DEEPEST_YAML: Final = 8
COLUMNS: Final[Mapping[str, str]] = {
    name: field
    for field, names in {
        "file": "file filename datei dateiname",
        "title": "title titel",
        "kind": "kind type art dokumentart",
        "version": "version",
        "language": "language sprache",
        "mpns": "mpns mpn partnumbers products artikelnummern artikel produkte",
        "lines": "lines line productlines linien produktlinien linie",
        "audience": "audience for zielgruppe für",
        "organisation": "organisation organization partner",
        "territories": "territories territory countries country länder land",
        "min_tier": "mintier tier lowesttier stufe mindeststufe",
        "nda": "nda",
        "effective_from": "effectivefrom validfrom from gültigab ab",
        "valid_to": "validto validuntil until gültigbis bis",
        "visible_from": "visiblefrom embargo embargountil sichtbarab sperrfrist",
        "zone": "zone timezone zeitzone",
        "replaces": "replaces ersetzt",
    }.items()
    for name in names.split()
}
"""What a column may be called (without spaces and signs), and the field that it fills."""


@dataclass(frozen=True)
class Member:
    """A file in an archive."""

    name: str
    content: bytes


def is_archive(content: bytes, name: str) -> bool:
    """Whether a file is a ZIP of files, and no office file (which is a ZIP, too)."""
    if not (content.startswith(b"PK") and name.lower().endswith(".zip")):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return not OFFICE & set(archive.namelist())
    except zipfile.BadZipFile:
        return False


def members(content: bytes, name: str) -> tuple[Member, ...]:
    """The files of an archive, without what systems put beside them.

    Raises:
        UnreadableFile: when it is broken, protected, or would unpack to too much.
    """
    check_expansion(content, name)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir() and _counts(entry.filename)]
            if len(entries) > MOST_MEMBERS:
                raise UnreadableFile(
                    f"{name} holds {len(entries)} files; I take up to {MOST_MEMBERS}.", "Send it in parts."
                )
            return tuple(Member(PurePosixPath(e.filename).name, _read(archive, e, name)) for e in entries)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, zlib.error, LZMAError) as error:
        if "password" in str(error) or "encrypted" in str(error):
            raise UnreadableFile(f"{name} is protected by a password.", "Send it without one.") from error
        raise UnreadableFile(f"{name} is broken: I cannot open it.", "Pack it again and send it anew.") from error


def may_be_sheet(name: str) -> bool:
    """Whether a file's name allows it to be the sheet about the others."""
    return PurePosixPath(name.lower()).suffix in SHEET_ENDINGS


def rows_of(document: ReadDocument) -> tuple[dict[str, str], ...] | None:
    """The rows of a sheet about files, by field; none for a table of something else.

    A sheet has a column for the file and at least one more that is known; cells left empty are left out.
    """
    for part in document.parts:
        if part.form != "table" or not part.text.strip():
            continue
        lines = [line for line in part.text.splitlines() if line.strip()]
        header = part.header.strip() or lines[0]
        fields = [COLUMNS.get(_folded(cell)) for cell in header.split(CELLS)]
        if "file" not in fields or len(set(filter(None, fields))) < 2:  # noqa: PLR2004 - the file, and something of it
            continue
        return tuple(_row(fields, line.split(CELLS)) for line in lines if line.strip() != header)
    return None


def rows_of_yaml(content: bytes, name: str) -> tuple[dict[str, str], ...]:
    """The rows of a YAML list of files (`documents:` or a bare list), by field.

    Raises:
        BadInput: when it is no such list.
    """
    if len(content) > LARGEST_YAML:
        raise BadInput(f"{name} is too long for a list of files.", "Send it as CSV or XLSX.")
    try:
        text = content.decode("utf-8-sig")
        _refuse_tangles(text, name)
        data = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError) as error:
        raise BadInput(f"{name} cannot be read as a list of files.", "Correct it and send it again.") from error
    entries = data.get("documents") if isinstance(data, dict) else data
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise BadInput(f"{name} is no list of files.", "Write one entry for each file, each with `file:`.")
    return tuple(
        {
            field: text
            for key, value in entry.items()
            if (field := COLUMNS.get(_folded(str(key)))) and (text := _plain(value))
        }
        for entry in entries
    )


def _refuse_tangles(text: str, name: str) -> None:
    """Refuse what no list of files needs: parts that stand for others, which may grow without end, and deep nesting."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent) or depth > DEEPEST_YAML:
            raise BadInput(f"{name} is no list of files.", "Write one entry for each file, each with `file:`.")


def _counts(name: str) -> bool:
    return not name.startswith("__MACOSX/") and not PurePosixPath(name).name.startswith(("._", ".DS_Store", "~$"))


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> bytes:
    with archive.open(entry) as member:
        content = member.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise UnreadableFile(f"{name} would unpack to far more than it says.", "Send the documents one by one.")
    return content


def _row(fields: list[str | None], cells: list[str]) -> dict[str, str]:
    return {field: cell.strip() for field, cell in zip(fields, cells, strict=False) if field and cell.strip()}


def _folded(column: str) -> str:
    return re.sub(r"[^\w]|_", "", column.casefold())


def _plain(value: Any) -> str:  # noqa: ANN401 - any YAML
    if isinstance(value, list):
        return ", ".join(_plain(each) for each in value)
    return "" if value is None or isinstance(value, dict) else str(value).strip()
