"""Any file in: recognised by content and name, read in a process of its own that may die without harm."""

import re
from collections.abc import Callable
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from channel.errors import UnreadableFile
from ingest.apart import Apart, Died, TookTooLong
from ingest.price_sheets import read_workbook
from knowledge.documents import ReadDocument

MOST_BYTES = 100 * 1024 * 1024
SECONDS = 120.0
DEEPEST = 3
TEXT_ENDINGS = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".csv": "csv",
    ".tsv": "csv",
}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PDF = "application/pdf"
SAVE_AS = "Save it as DOCX, PPTX, XLSX or PDF and send it again."
LIKE_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)?<(?:!doctype html|html|head|body|table|meta)", re.IGNORECASE | re.DOTALL
)
KNOWN = "PDF, Word (DOCX), PowerPoint (PPTX), Excel (XLSX, XLS), CSV, HTML, Markdown, text, mail (EML, MSG) and ZIP"


class Reading:
    """A process that reads files. It is started when first needed, kept, and replaced when it dies or hangs."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._apart = Apart(read_here, "reading", seconds)
        self._workbooks = Apart(read_workbook, "workbooks", seconds)

    def read(self, content: bytes, name: str) -> ReadDocument:
        """The parts of a file.

        Raises:
            UnreadableFile: in a sentence: what is wrong with the file, and what to do.
        """
        document: ReadDocument = self._do(self._apart, content, name)
        if not any(part.text.strip() for part in document.parts):
            is_scan = document.media_type == PDF and document.warnings
            said = document.warnings if is_scan else (f"{name} holds no words that I could read.", *document.warnings)
            raise UnreadableFile(" ".join(said), "Send a version with text in it.")
        return document

    def workbook(self, content: bytes, name: str, signs_of: str | None = None) -> Any:  # noqa: ANN401 - as `read_workbook`
        """The sheets of a workbook with all their cells: `ingest.price_sheets.read_workbook`, apart from this process.

        Raises:
            UnreadableFile: as `read` does.
        """
        return self._do(self._workbooks, content, name, signs_of)

    def _do(self, apart: Apart, content: bytes, name: str, *more: object) -> Any:  # noqa: ANN401 - whatever is read
        check(content, name)
        try:
            return apart.do(content, name, *more)
        except TookTooLong as error:
            raise UnreadableFile(
                f"Reading {name} took longer than {self._seconds:.0f} seconds, so I stopped.",
                "Split it and send the parts.",
            ) from error
        except Died as error:
            raise UnreadableFile(
                f"Reading {name} failed: something in it cannot be read.", "Export it again, or send it as PDF."
            ) from error

    def close(self) -> None:
        """End the processes."""
        self._apart.close()
        self._workbooks.close()


def check(content: bytes, name: str) -> None:
    """Refuse what is not worth opening.

    Raises:
        UnreadableFile: for an empty or too large file.
    """
    if not content:
        raise UnreadableFile(f"{name} is empty.", "Send it again; perhaps it was cut off on the way.")
    if len(content) > MOST_BYTES:
        raise UnreadableFile(
            f"{name} has {len(content) // 1024**2} MB; I read files of up to {MOST_BYTES // 1024**2} MB.",
            "Split it and send the parts.",
        )


def read_here(content: bytes, name: str, depth: int = 0) -> ReadDocument:
    """The parts of a file, read in this process.

    Raises:
        UnreadableFile: see `Reading.read`.
    """
    check(content, name)
    reader = reader_for(content, name, depth)
    try:
        return reader(content, name)
    except (UnreadableFile, MemoryError):
        raise
    except Exception as error:
        raise UnreadableFile(
            f"{name} is broken: it cannot be opened as what it claims to be.", "Export it again and send it anew."
        ) from error


def reader_for(content: bytes, name: str, depth: int) -> Callable[[bytes, str], ReadDocument]:
    """The reader for a file, by what it begins with and then by its name.

    Raises:
        UnreadableFile: for kinds that are not read, and for encrypted office files.
    """
    from ingest.readers import pdf

    inner = partial(_read_inner, depth=depth)
    ending = PurePosixPath(name.lower()).suffix
    if content.lstrip().startswith(b"%PDF-") or (ending == ".pdf" and b"%PDF-" in content[:1024]):
        return pdf.read_pdf
    if content.startswith(b"{\\rtf"):
        raise UnreadableFile(f"{name} is in a format that I do not read (RTF).", SAVE_AS)
    if content.startswith(b"PK"):
        return _packed(content, name, inner)
    if content.startswith(OLE):
        return _old_office(content, name, inner)
    return _by_name(content, name, ending, inner)


def _by_name(
    content: bytes, name: str, ending: str, inner: Callable[[bytes, str], ReadDocument]
) -> Callable[[bytes, str], ReadDocument]:
    from ingest.readers import bundles, separated, web

    if ending == ".xls" and (disguised := _not_really_excel(content)):
        return disguised
    if ending in (".docx", ".pptx", ".xlsx", ".pdf", ".xls", ".msg", ".zip"):
        raise UnreadableFile(
            f"{name} is broken: its content is no {ending[1:].upper()}.", "Export it again and send it anew."
        )
    if ending == ".eml":
        return partial(bundles.read_eml, read=inner)
    kinds = {"markdown": web.read_markdown, "html": web.read_html, "csv": separated.read_csv}
    if ending in TEXT_ENDINGS:
        return kinds[TEXT_ENDINGS[ending]]
    if b"\0" in content[:4096] and content[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise UnreadableFile(f"{name} is of a kind that I do not read.", f"I read {KNOWN}.")
    return web.read_html if LIKE_HTML.match(content) else web.read_text


def _not_really_excel(content: bytes) -> Callable[[bytes, str], ReadDocument] | None:
    """The reader for what programs export under Excel's name: pages, separated text, and Excel's oldest formats."""
    from ingest.readers import separated, sheets, web

    if content[:2] in (b"\x09\0", b"\x09\x02", b"\x09\x04"):
        return sheets.read_xls
    if LIKE_HTML.match(content):
        return web.read_html
    is_table = b"\t" in content[:4096] or b";" in content[:4096]
    return separated.read_csv if is_table and b"\0" not in content[:4096] and b"<?xml" not in content[:64] else None


def _packed(
    content: bytes, name: str, inner: Callable[[bytes, str], ReadDocument]
) -> Callable[[bytes, str], ReadDocument]:
    from ingest.readers import bundles, ooxml, sheets, slides, word

    bundles.check_expansion(content, name)
    kind = ooxml.kind(content)
    readers = {"word": word.read_docx, "slides": slides.read_pptx, "sheets": sheets.read_xlsx}
    if kind in readers:
        return lambda packed, named: readers[kind](ooxml.checked(packed, named), named)
    if kind:
        raise UnreadableFile(f"{name} is in a format that I do not read ({kind}).", SAVE_AS)
    ending = PurePosixPath(name.lower()).suffix
    if ending in (".docx", ".pptx", ".xlsx"):
        raise UnreadableFile(f"{name} is broken: it cannot be opened.", "Export it again and send it anew.")
    return partial(bundles.read_zip, read=inner)


def _old_office(
    content: bytes, name: str, inner: Callable[[bytes, str], ReadDocument]
) -> Callable[[bytes, str], ReadDocument]:
    from ingest.readers import bundles, sheets

    if "EncryptedPackage".encode("utf-16-le") in content:
        raise UnreadableFile(f"{name} is protected by a password.", "Send it without one.")
    if "__substg1.0_".encode("utf-16-le") in content:
        return partial(bundles.read_msg, read=inner)
    if re.search("book".encode("utf-16-le"), content, re.IGNORECASE):
        return sheets.read_xls
    raise UnreadableFile(f"{name} is in an old format that I do not read.", SAVE_AS)


def _read_inner(content: bytes, name: str, depth: int) -> ReadDocument:
    if depth >= DEEPEST:
        raise UnreadableFile(f"{name} is packed too deeply.", "Send it by itself.")
    return read_here(content, name, depth + 1)
