"""Files that were read before, kept beside them, so that a folder that ships with the product loads at once."""

import gzip
import hashlib
from pathlib import Path

from pydantic import TypeAdapter

from ingest.reading import read_here
from knowledge.documents import ReadDocument

KEPT = TypeAdapter(dict[str, ReadDocument])
READING = TypeAdapter(ReadDocument)


def checksum(content: bytes) -> str:
    """What a kept reading is known by: the file's SHA-256."""
    return hashlib.sha256(content).hexdigest()


def load(path: Path) -> dict[str, ReadDocument]:
    """The kept readings by checksum; none where there is no such file."""
    return KEPT.validate_json(gzip.decompress(path.read_bytes())) if path.exists() else {}


def save(path: Path, readings: dict[str, ReadDocument]) -> None:
    """Keep readings; the same ones give the same bytes."""
    path.write_bytes(gzip.compress(KEPT.dump_json(dict(sorted(readings.items()))), mtime=0))


def packed(reading: ReadDocument) -> bytes:
    """One reading, to be kept with its file."""
    return gzip.compress(READING.dump_json(reading), mtime=0)


def unpacked(content: bytes) -> ReadDocument:
    """What `packed` gave."""
    return READING.validate_json(gzip.decompress(content))


def read(content: bytes, name: str, kept: dict[str, ReadDocument]) -> ReadDocument:
    """The kept reading of a file, or a new one where the file is another than when it was kept."""
    return kept.get(checksum(content)) or read_here(content, name)
