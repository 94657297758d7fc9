"""Outlook messages (MSG): head, body and attachments, messages within messages among them, of any code page."""

import io
import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import olefile

UNICODE, BYTES_TEXT, BINARY = "001F", "001E", "0102"
SUBJECT, BODY, HTML_BODY, DISPLAY_TO = "0037", "1000", "1013", "0E04"
SENDERS = ("5D01", "0C1F", "0C1A", "0042")
LONG_NAME, SHORT_NAME, CONTENT, EMBEDDED = "3707", "3704", "3701", "3701000D"
CODE_PAGES = (0x3FFD, 0x3FDE)
SENT, DELIVERED = 0x0039, 0x0E06
DEEPEST = 4
EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Message:
    """A message; `sent` is its instant in UTC, if it says one. `html` holds bytes, since it names its own encoding."""

    sender: str
    to: str
    subject: str
    sent: datetime | None
    body: str
    html: bytes
    attachments: tuple[tuple[str, bytes], ...]
    inner: tuple["Message", ...]


def load(content: bytes) -> Message:
    """The message in a file.

    Raises:
        OSError: when it is no such file.
    """
    with olefile.OleFileIO(io.BytesIO(content)) as file:
        return _Storage(file, ()).message(0)


class _Storage:
    """A message's streams, below a path in the file."""

    def __init__(self, file: Any, path: tuple[str, ...]) -> None:  # noqa: ANN401 - olefile is untyped
        self._file = file
        self._path = path
        self._streams = {
            entry[-1].upper(): entry
            for entry in file.listdir()
            if len(entry) == len(path) + 1 and tuple(entry[:-1]) == path
        }
        self._numbers = self._properties()

    def message(self, depth: int) -> Message:
        """What these streams say."""
        folders = sorted(
            {
                e[len(self._path)]
                for e in self._file.listdir()
                if tuple(e[: len(self._path)]) == self._path and len(e) > len(self._path) + 1
            }
        )
        attached = [_Storage(self._file, (*self._path, f)) for f in folders if f.lower().startswith("__attach")]
        sent = self._numbers.get(SENT) or self._numbers.get(DELIVERED)
        return Message(
            sender=next((text for tag in SENDERS if (text := self.text(tag)) and not text.startswith("/")), ""),
            to=self.text(DISPLAY_TO),
            subject=self.text(SUBJECT),
            sent=EPOCH + timedelta(microseconds=sent // 10) if sent else None,
            body=self.text(BODY),
            html=self._html(),
            attachments=tuple(
                (a.text(LONG_NAME) or a.text(SHORT_NAME) or "attachment", data)
                for a in attached
                if (data := a.bytes_of(CONTENT))
            ),
            inner=tuple(
                _Storage(self._file, (*a._path, folder)).message(depth + 1)  # noqa: SLF001 - of its own kind
                for a in attached
                if depth < DEEPEST and (folder := a.folder(EMBEDDED))
            ),
        )

    def text(self, tag: str) -> str:
        """A property's words, whatever they are encoded in."""
        if (found := self._read(f"__SUBSTG1.0_{tag}{UNICODE}")) is not None:
            return _clean(found.decode("utf-16-le", errors="replace"))
        found = self._read(f"__SUBSTG1.0_{tag}{BYTES_TEXT}")
        return _clean(found.decode(self._encoding(found), errors="replace")) if found else ""

    def bytes_of(self, tag: str) -> bytes:
        """A property's bytes; empty where there is none."""
        return self._read(f"__SUBSTG1.0_{tag}{BINARY}") or b""

    def _html(self) -> bytes:
        """The body as HTML; where it does not name its encoding, it is in the message's."""
        html = self.bytes_of(HTML_BODY)
        if not html:
            return self.text(HTML_BODY).encode()
        return html if b"charset" in html[:4096].lower() else html.decode(self._encoding(html), "replace").encode()

    def folder(self, tag: str) -> str:
        """The name of the storage that holds a message within this attachment."""
        depth = len(self._path)
        return next(
            (
                e[depth]
                for e in self._file.listdir()
                if tuple(e[:depth]) == self._path and len(e) > depth + 1 and e[depth].upper().endswith(tag)
            ),
            "",
        )

    def _read(self, name: str) -> bytes | None:
        entry = self._streams.get(name)
        return bytes(self._file.openstream(entry).read()) if entry is not None else None

    def _encoding(self, content: bytes) -> str:
        try:
            content.decode("utf-8")
        except UnicodeDecodeError:
            page = next(
                (p for tag in CODE_PAGES if (p := self._numbers.get(tag)) and p not in (1200, 65001, 20127)), 1252
            )
            return f"cp{page}" if 400 < page < 1300 else "cp1252"  # noqa: PLR2004 - Windows' own code pages
        return "utf-8"

    def _properties(self) -> dict[int, int]:
        """The fixed-width properties, by tag."""
        stream = self._read("__PROPERTIES_VERSION1.0") or b""
        start = {0: 32}.get(len(self._path), 24 if self._path and self._path[-1].upper().endswith(EMBEDDED) else 8)
        found = {}
        for place in range(start, len(stream) - 15, 16):
            _kind, tag, _flags, value = struct.unpack_from("<HHIQ", stream, place)
            found[tag] = value if tag in (SENT, DELIVERED) else value & 0xFFFFFFFF
        return found


def _clean(text: str) -> str:
    return text.replace("\0", "").replace("\r\n", "\n").strip()
