"""Reading files of JSON lines."""

import json
from pathlib import Path
from typing import Any

from channel.errors import BadInput


def read_lines(file: Path, needed: tuple[str, ...]) -> list[dict[str, Any]]:
    """The JSON lines of a file.

    Raises:
        BadInput: in one line, saying where.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{file} cannot be read: {error}.", "Give the path of a file of JSON lines.") from error
    lines = []
    for number, row in enumerate(text.splitlines(), 1):
        if not row.strip():
            continue
        try:
            line = json.loads(row)
        except ValueError as error:
            raise BadInput(f"{file}, line {number} is not JSON.", "Each line is one JSON object.") from error
        lacking = [name for name in needed if not isinstance(line, dict) or name not in line]
        if lacking:
            raise BadInput(f"{file}, line {number} lacks {', '.join(lacking)}.", "See the description of the file.")
        lines.append(line)
    return lines
