"""`tierdesk eval files`: a folder of office files, each read or refused in plain words."""

import json
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track
from rich.table import Table

from channel.errors import BadInput, UnreadableFile
from ingest.reading import Reading
from knowledge.grounding import flat

LIST = "expected.jsonl"


def run(folder: Path, out: Path | None) -> dict[str, Any]:
    """Read every file that the folder's `expected.jsonl` names.

    Raises:
        BadInput: when there is no such list.
    """
    try:
        expected = [json.loads(row) for row in (folder / LIST).read_text(encoding="utf-8").splitlines() if row.strip()]
    except (OSError, ValueError) as error:
        raise BadInput(f"{folder / LIST} cannot be read: {error}.", f"Give a folder with an {LIST} in it.") from error
    console = Console(stderr=True)
    reading = Reading()
    records = []
    try:
        for entry in track(expected, description="Reading", console=console, disable=not console.is_terminal):
            records.append(_record(reading, folder, entry))  # noqa: PERF401 - one at a time, with progress
    finally:
        reading.close()
    if out is not None:
        out.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf-8")
    right = [_right(entry, record) for entry, record in zip(expected, records, strict=True)]
    table = Table("file", "status", "as expected")
    for record, good in zip(records, right, strict=True):
        if not good:
            table.add_row(record["file"], record["status"], "no")
    Console().print(f"{sum(right)} of {len(right)} files as expected")
    if not all(right):
        Console().print(table)
    return {"files": len(right), "as_expected": sum(right)}


def _record(reading: Reading, folder: Path, entry: dict[str, Any]) -> dict[str, Any]:
    name = entry["file"]
    try:
        document = reading.read((folder / name).read_bytes(), name)
    except (UnreadableFile, OSError) as refusal:
        return {"file": name, "status": "clear_error", "message": str(refusal), "pages": 0, "text": ""}
    return {
        "file": name,
        "status": "parsed",
        "message": " ".join(document.warnings),
        "pages": document.pages,
        "text": document.text,
    }


def _right(entry: dict[str, Any], record: dict[str, Any]) -> bool:
    """Whether a file was read or refused as expected; a scan may be refused, or read by OCR where that is installed."""
    read_by_ocr = record["status"] == "parsed" and "ocr_must_contain" in entry
    if entry["expect"] != record["status"] and not read_by_ocr:
        return False
    wanted = entry["ocr_must_contain"] if read_by_ocr else entry.get("must_contain", [])
    if record["status"] != "parsed":
        return bool(record["message"])
    text = flat(record["text"]).casefold()
    return _pages_right(entry, record) and all(flat(words).casefold() in text for words in wanted)


def _pages_right(entry: dict[str, Any], record: dict[str, Any]) -> bool:
    return entry.get("pages") in (None, record["pages"])
